"""Which messages lean on the question before: short ones that name only a part of a question, or a topic alone."""

import re
from typing import Final

from handlers.folding import folded
from handlers.understanding import Understanding
from handlers.understanding.vocabulary import listed

FEW_WORDS: Final = 6
A_SENTENCE: Final = 9  # words of a question that may leave out whom it is about

# Cues that say by themselves what is asked; whoever uses one asks anew.
_TELLING: Final = frozenset(
    ("points", "ask_points", "ask_rank", "rank", "table", "top", "bottom", "which_agency", "count_agencies", "compare",
     "weak", "which_field", "history", "chart", "whatif", "surpass", "overview", "whole_province", "task_word",
     "task_list", "due_soon", "overdue", "today", "week", "month", "quarter", "coordinating", "waiting", "remedy",
     "help", "outside")
)  # fmt: skip
WHOLE: Final = frozenset(("table", "which_agency", "count_agencies", "whole_province", "overview"))  # of everybody

_LEANS: Final = re.compile(r"^(the |vay )?(con|the|vay|thi)\b|\b(thi sao|thoi|nua)\W*$")
_OWN: Final = re.compile(r"\b(toi|minh|chung toi|ben toi|ben minh)\b")
_AM_I_THERE: Final = re.compile(r"^(the |vay )?co .*\b(toi|minh)\b.*\bkhong\W*$")
_THIS_TASK: Final = re.compile(r"\b(viec|nhiem vu|nv|cai) (nay|do|kia|ay)\b")
_YEAR_BEFORE: Final = re.compile(r"\bnam (lien )?truoc( do| nua)?\b")
_ALL: Final = re.compile(r"^(xem )?(tat ca|het|toan bo)( di| nhe| thi sao)?\W*$")
_NEXT: Final = re.compile(
    r"^(xem |cho xem |doc |trang )*(tiep( theo)?|sau|them|trang sau|con nua)( di| nua| nhe| khong)*\W*$"
)
_BEFORE: Final = re.compile(r"^(xem |quay |tro )*(lai |ve )?(trang truoc|quay lai|tro lai)( di| nhe)*\W*$")
_DIRECTION: Final = re.compile(
    r"^((the|vay|con|ai|nhung ai|don vi nao) )*(?P<way>tang|giam|len|xuong|tut)( hang| nhieu nhat| thi sao)*\W*$"
)
_WHICH: Final = re.compile(r"\b(ai|(don vi|co quan|dia phuong|so|huyen|thi xa|noi) nao)\b")
_GROUP_MIDDLE: Final = re.compile(r"\b(muc giua|trung binh|mat bang)?\s?(khoi|nhom)\b")
_WITH_A_YEAR: Final = re.compile(r"\bvoi (nam|20\d\d)\b")
_FIRST: Final = re.compile(r"\b(hang (nhat|1)|dung dau|dan dau|cao nhat)\b")

# A question about the task last spoken of holds no other words than these.
_OF_A_TASK: Final = frozenset(
    listed(
        "a ai anh ay ban bao bi cac cai can cau chi cho chu chua co con cong cu cua da dang dau day den do don "
        "dung duoc e em gi giao gio gui hai han het hoan hop huyen khai khi khong kia la lam lich loi mai mat may "
        "moi nao nay ngay nguoi nhe nhiem nhieu no noi nop o phai pham phan phoi qua quan ra roi san sao so su ta "
        "thanh the theo thi tien tiet to toi tram tre tri trien truoc u van vay ve vi viec voi vu vuong xong y yeu"
    )
)


# What a question about a task asks where no word of it says so by itself.
_TASK_ASPECTS: Final = (
    ("content", re.compile(r"\b(van ban nao|can cu|gui cho ai|(gui|nop) (o |ve |den )?dau)\b")),
    ("due", re.compile(r"\b(khi nao|bao gio|luc nao|may ngay|bao nhieu ngay)\b")),
    ("state", re.compile(r"\b(chua|roi|vuong|tre|cham|the nao|ra sao|den dau|phan tram)\b")),
)
_DONE_OR_NOT: Final = re.compile(r"\b(chua|da|roi|xong|nop|tre|cham|vuong|hoan thanh)\b")


def task_aspect(said: Understanding) -> str | None:
    """ "ai chưa nộp nv 38" asks not who leads it, but who of them is done; "đã báo chưa" how far it is."""
    text = folded(said.text)
    if said.asks and _TASK_ASPECTS[0][1].search(text):
        return "content"
    if said.aspect == "who" and _DONE_OR_NOT.search(text):
        return "state"
    if said.aspect is None and said.asks:
        return next((aspect for aspect, words in _TASK_ASPECTS if words.search(text)), None)
    return said.aspect


def words_of(said: Understanding) -> list[str]:
    return re.findall(r"\w+", folded(said.text))


def told(said: Understanding) -> frozenset[str]:
    """The cues that say what is asked."""
    return _TELLING.intersection(cue.partition(":")[0] for cue in said.cues)


def leans(said: Understanding) -> bool:
    """ "còn …", "… thì sao": it is said that the question before goes on."""
    return _LEANS.search(folded(said.text).strip()) is not None


def is_short(said: Understanding) -> bool:
    return len(words_of(said)) <= FEW_WORDS


def of_everybody(said: Understanding) -> bool:
    """A question about all: "đơn vị nào …", "toàn tỉnh"; not "mất điểm chỗ nào"."""
    return bool(told(said) & (WHOLE - {"which_agency"})) or _WHICH.search(folded(said.text)) is not None


def names_only(said: Understanding) -> bool:
    """Only whom, when or what part: no word that tells a topic."""
    telling = told(said) - {"points"} if counts(said) else told(said)  # "trên 90 điểm thì sao"
    if not is_short(said) or said.topic not in ("score", "ranking", "unknown") or telling:
        return False
    named = said.agencies or said.alternatives or said.own or said.group or said.year or said.field or said.criterion
    return bool(named) or counts(said)


def counts(said: Understanding) -> bool:
    """A part of a table is named: "top 5", "thứ 6", "trên 90"."""
    return said.n is not None or said.rank is not None or said.threshold is not None


def means_oneself(said: Understanding) -> bool:
    """ "còn tôi?", "có mình không": the own agency, asked for beside others."""
    text = folded(said.text).strip()
    return is_short(said) and _OWN.search(text) is not None and (leans(said) or _AM_I_THERE.match(text) is not None)


def means_this_task(said: Understanding) -> bool:
    """ "việc đó hạn bao giờ", "nhiệm vụ này ai làm"."""
    return _THIS_TASK.search(folded(said.text)) is not None


def means_year_before(said: Understanding) -> bool:
    return is_short(said) and not told(said) and _YEAR_BEFORE.search(folded(said.text)) is not None


def means_all(said: Understanding) -> bool:
    return _ALL.search(folded(said.text).strip()) is not None


def speaks_of_tasks(said: Understanding) -> bool:
    """ "việc tuần này" is a question in full, "tuần này?" goes on with the one before."""
    return not {"viec", "vu", "nv"}.isdisjoint(words_of(said))


def page_step(said: Understanding) -> int:
    """ "xem tiếp": 1; "trang trước": -1; else 0."""
    text = folded(said.text).strip()
    return 1 if _NEXT.match(text) else -1 if _BEFORE.match(text) else 0


def direction(said: Understanding) -> str | None:
    """ "còn giảm?": top for rises, bottom for falls."""
    found = _DIRECTION.match(folded(said.text).strip())
    return {"tang": "top", "len": "top"}.get(found["way"], "bottom") if found else None


def with_a_year(said: Understanding) -> bool:
    return _WITH_A_YEAR.search(folded(said.text)) is not None


def means_the_group(said: Understanding) -> bool:
    return _GROUP_MIDDLE.search(folded(said.text)) is not None


def means_the_first(said: Understanding) -> bool:
    return _FIRST.search(folded(said.text)) is not None


def asks_of_a_task(said: Understanding) -> bool:
    """ "hạn bao giờ", "xong chưa?", "giao cho ai", "lịch sử": nothing in it but a question about a task."""
    return is_short(said) and _OF_A_TASK.issuperset(words_of(said))
