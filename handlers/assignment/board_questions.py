"""Which board, or which nudge, a typed text asks for. Whole phrases only, so that a report is never read as one."""

import re
from collections.abc import Mapping
from typing import Final

from handlers import remediation
from handlers.assignment.order_words import WHO, plain
from handlers.dialogue import Request
from handlers.folding import folded
from handlers.rights import sees_all
from handlers.task_facts import own_agencies
from handlers.understanding import Understanding

TOPIC: Final = "boards"
# What a board shows: an aspect that our own buttons ask for too.
MISSING, LISTED, SILENT, UNHEARD, UNREACHED, BLOCKED = "missing", "listed", "silent", "unheard", "unreached", "blocked"
MAP, MONTH, NUDGE = "map", "month", "nudge"

_SHORT: Final = {
    "dv": "don vi", "cq": "co quan", "bc": "bao cao", "ko": "khong", "k": "khong", "hok": "khong", "kg": "khong",
    "ddoc": "don doc", "nvu": "nhiem vu", "dki": "dang ky", "dk": "dang ky", "ch": "chua", "chx": "chua",
    "cv": "cong viec", "lh": "lien he", "ds": "danh sach", "xn": "xac nhan", "dvi": "don vi",
}  # fmt: skip
_WHOM = r"(?:nhung |cac |may |con |xem |cho biet |danh sach |hien )*"
_WHO = (
    rf"^{_WHOM}(?:ai|(?:don vi|co quan|dia phuong|noi|cho|so|nganh|so nganh|huyen|xa|thanh pho|thi xa)(?: nao)?"
    r"|bao nhieu (?:don vi|co quan|huyen|so|noi))(?: nao)?(?: con| van| dang| hien| hien nay)*"
)
_NOT = r"(?:chua|khong)(?: thay| chiu| he| co| gui| duoc)*"
_BOARDS: Final = (
    (UNREACHED, rf"{_WHO} (?:{_NOT} )?(?:lien lac|lien he|goi|gui)(?: tin)?(?: duoc)? ?(?:chua duoc|khong duoc)?$"),
    (UNREACHED, rf"{_WHO} {_NOT} (?:lien lac|lien he|dang ky|nhan duoc tin|vao|dung)"),
    (UNREACHED, r"^(?:danh sach )?(?:nguoi )?(?:chua|khong)(?: gui| lien lac)* duoc(?: tin)?$"),
    (UNHEARD, rf"{_WHO} {_NOT} (?:nhan|doc|xem|phan hoi|tra loi)\b"),
    (SILENT, rf"{_WHO} (?:im|im lang|im re|im hoi|lang thinh)\b"),
    (SILENT, rf"{_WHO} {_NOT} (?:dong tinh|dong thai|bao cao lan nao|noi gi)\b"),
    (MISSING, rf"{_WHO} {_NOT}(?: bao cao| bao| nop| gui| lam| xong| hoan thanh| hoan tat)"),
    (MISSING, rf"{_WHO} (?:no|thieu) (?:bao cao|nhiem vu)"),
    (MISSING, rf"^(?:xem |cho |gui |lay )*(?:ds|danh sach)(?: cac| nhung)? {_NOT} (?:bao cao|bao|nop|gui|lam|xong)"),
    (MISSING, rf"^(?:nv|nhiem vu) \d+ .*\b(?:ai|(?:don vi|co quan|huyen|so) nao) {_NOT}(?: bao cao| bao| nop| gui)"),
    (BLOCKED, rf"{_WHO} (?:gap |co |bi )?(?:vuong|tac|ket|kho khan)"),
    (MAP, r"(?:ban do|bieu do|so do|buc tranh)(?: nhiet| mau)?(?: cac| tien do| tinh hinh| trang thai)* "
          r"(?:nhiem vu|cong viec|viec|tien do)\b"),
    (MONTH, r"^(?:xem |cho |lap )?(?:bao cao )?(?:tong hop|bao cao|tong ket|ket qua nhiem vu)(?: nhiem vu| cong viec)? "
            r"(?:ca )?thang(?: \d{1,2}(?: \d{4})?| nay| truoc| roi| vua qua| qua)?(?: (?:cua|toan|ca) .*)?$"),
)  # fmt: skip
_LIST_OF: Final = re.compile(r"^(?:xem |cho |gui |lay )*(?:ds|danh sach)\b")
_BLOCKED_ALONE: Final = re.compile(r"^(?:danh sach |cac |nhung |xem |co )*(?:kho khan )?vuong mac(?: nao)?$")

# What those who watch over all agencies ask in any order of words: (board, what is said, what must stand beside it).
_ASKED_FOR: Final = re.compile(rf"{WHO}|\b(?:cac|nhung|tong hop|xem|ke ra|cho (?:toi|minh|anh|chi|em))\b")
_ANYTHING: Final = re.compile("")
_OF_REMINDERS: Final = re.compile(rf"^(?=.*{WHO})(?=.*\b(?:nhac|tin|da nhan|nut nhan|phan hoi|hoi am)\b)")
_NOT_YET: Final = r"\b(?:khong|chua)\b(?: \w+){0,3}?"
_FREE: Final[tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]] = tuple(
    (kind, re.compile(form), beside)
    for kind, form, beside in (
        (UNREACHED, r"\b(?:khong|chua|mat)(?: \w+){0,2} (?:lien lac|lien he|ket noi)\b", _ANYTHING),
        (UNREACHED, r"\b(?:khong|chua)(?: \w+)? (?:dang ky|vao|dung|cai)(?: \w+)? (?:tro ly|bot|zalo|telegram)\b",
         _ASKED_FOR),
        (UNREACHED, r"\b(?:khong|chua)(?: the)? (?:nhan|gui|chuyen) duoc (?:tin|nhac|cho)\b", _ANYTHING),
        (UNREACHED, r"\b(?:tin|tin nhac|tin nhan) (?:gui )?(?:di )?(?:khong|chua)(?: gui)? (?:toi|den|duoc)\b",
         _ANYTHING),
        (UNREACHED, r"\b(?:gui|nhac|nhan) (?:khong|chua) (?:toi|den|duoc)\b", _ASKED_FOR),
        (UNREACHED, r"\bchan (?:bot|tro ly|tin)\b", _ASKED_FOR),
        (UNHEARD, rf"{_NOT_YET} (?:da nhan|ghi nhan|nhan|doc|phan hoi|tra loi|hoi am)\b", _OF_REMINDERS),
        (SILENT, r"\b(?:im|im lang|im re|im hoi|lang thinh)\b", _ASKED_FOR),
        (SILENT, rf"{_NOT_YET} (?:dong tinh|dong thai|noi nang|noi gi|len tieng)\b", _ASKED_FOR),
        (MISSING, rf"{_NOT_YET} (?:bao cao|nop|gui)\b", re.compile(WHO)),
        (BLOCKED, r"\b(?:vuong|vuong mac|be tac|kho khan|(?<!cong )(?<!hop )(?<!doi )tac(?! dong)|"
                  r"(?<!tong )(?<!cam )(?<!lien )ket(?! qua| luan| noi| hop| thuc))\b", _ASKED_FOR),
        (MONTH, r"\b(?:tong hop|bao cao|tong ket|ket qua|so lieu|tinh hinh|thong ke)(?: \w+){0,5}? (?:ca )?thang\b"
                r"(?: \d| nay| truoc| roi| qua| vua|$)|"
                r"\bthang (?:\d{1,2}|nay|truoc|roi|qua)\b.*\b(?:tong hop|tong ket)\b",
         _ANYTHING),
        (MAP, r"\b(?:ban do|bieu do|so do|buc tranh|ma tran|bang mau|o mau|(?:cai|ve|xem|bang) hinh)\b.*"
              r"\b(?:nhiem vu|nv|cong viec|viec|tien do|don vi nao (?:do|vang|xanh))\b", _ANYTHING),
    )
)  # fmt: skip
_ABOUT_POINTS: Final = re.compile(r"\b(?:diem|chi so|xep hang|thu hang|tieu chi|linh vuc|hanh chinh)\b")
_OF_ONE_TASK: Final = re.compile(r"\b(?:nop|chua|han|ke hoach|lich)\b")  # a monthly report that is due, not the summary

# The verbs of a nudge, and what may stand before them.
_URGE: Final = r"(?:don doc|thuc giuc|giuc|hoi thuc|doc thuc|thuc(?! hien| te))"
_REMINDS: Final = r"(?:(?:nhan|goi|gio|gui(?: tin)?(?: nhan)?) )?(?:nhac nho|nhac lai|nhac)"
_PLEASE: Final = r"(?:(?:hay|nho|xin|de nghi|gui|phat|tin|giup|tiep tuc|cho|em|dd) )*"
_NUDGE: Final = re.compile(rf"^{_PLEASE}(?:{_URGE}\b|dd (?=nv|nhiem vu|\w+))")
_REMIND: Final = re.compile(rf"^{_PLEASE}{_REMINDS}\b")
_NUDGE_BEHIND: Final = re.compile(rf"^(?:nv|nhiem vu) \d+ (?:\w+ ){{0,2}}?(?:{_URGE}|{_REMINDS})\b")
_WAS_DONE: Final = re.compile(
    r"\b(?:da|duoc|bi|vua|moi|chua|ai|khong) (?:\w+ )?(?:nhac|don doc|giuc)\b|\b(?:roi|chua|khong)$"
)
# A leader has the monitors do it: "giao snv bám sát đôn đốc nv 38", "sở nội vụ đôn đốc ngay bù đăng".
_MONITORS: Final = r"(?:snv|so noi vu|noi vu|vpub|van phong(?: ubnd)?(?: tinh)?|vp ubnd(?: tinh)?)"
_URGED: Final = re.compile(rf"\b(?:{_URGE}|{_MONITORS})\b")
_HAVE_NUDGED: Final = re.compile(
    rf"^(?:(?:giao|yeu cau|chi dao|de nghi|de|bao|nho|cho|nhac) )*(?:{_MONITORS} )?"
    rf"(?:(?:phai|can|bam sat|tiep tuc|khan truong|tap trung|theo doi|chu dong) )*(?:{_URGE}|{_REMINDS})\b"
)
_EVERYBODY: Final = re.compile(r"\b(?:ca nhom|tat ca|toan bo|ca \d+|het|may|cac|nhung)\b")
_OF_MYSELF: Final = re.compile(
    r"\b(?:(?<!giup )(?<!giup cho )(?:toi|minh|anh|chi)|luc|hang ngay|moi ngay|truoc \d+ ngay)\b"
)
_COMPILED: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple((kind, re.compile(form)) for kind, form in _BOARDS)
_FREE_WORD: Final = re.compile(r"[:“\"]\s*(.+?)\s*[”\"]?\s*$", re.DOTALL)
GROUP_NAMED: Final = re.compile(r"\b(?:khoi|cac|may|nhung|tat ca) (huyen|so)\b")
GROUP_MEANT: Final = re.compile(r"^(?:nhung |cac |may |con )*(huyen|thi xa|so|so nganh)\b")


def normal(text: str) -> str:
    """Small letters without marks or signs, usual short forms written out."""
    return " ".join(_SHORT.get(word, word) for word in re.findall(r"\w+", folded(text)))


def question_in(request: Request) -> Understanding | None:
    """The board or nudge that is asked for; None for any other text."""
    said = request.said
    if request.forwarded or not said.text.strip():
        return None
    text = normal(said.text)
    if _is_nudge(request, text):
        return _about(request, NUDGE)
    watching = sees_all(request.person) and not own_agencies(request)
    if watching and (kind := _free_board(said, normal(plain(said)))) is not None:
        return _about(request, kind)
    lists = _LIST_OF.match(text) is not None  # "ds chưa nộp nv 38" reports nothing
    if (said.reports and not lists) or said.percent is not None:
        return None
    for kind, form in _COMPILED:
        if form.search(text):
            return _about(request, kind) if _may_be(request, kind) else None
    return _about(request, BLOCKED) if watching and _BLOCKED_ALONE.search(text) else None


def _free_board(said: Understanding, text: str) -> str | None:
    """Which board somebody who reports on nothing asks for, in whatever order of words."""
    if said.percent is not None or _ABOUT_POINTS.search(text):
        return None
    for kind, form, beside in _FREE:
        if not form.search(text) or not beside.search(text):
            continue
        if kind in (MONTH, MAP) and (said.task is not None or (kind == MONTH and _OF_ONE_TASK.search(text))):
            continue
        return MISSING if kind == SILENT and said.task is not None else kind
    return None


def _may_be(request: Request, kind: str) -> bool:
    """To who does not see all, a question on one task is answered with what everybody may know of it."""
    if sees_all(request.person):
        return True
    return kind != BLOCKED and not (kind == MISSING and request.said.topic == "task")


def _is_nudge(request: Request, text: str) -> bool:
    said, watching = request.said, sees_all(request.person)
    own = bool(own_agencies(request))
    if _NUDGE.search(text):
        return watching or own
    if not watching or own:
        return False
    named = bool(said.agencies or said.alternatives or said.group or _EVERYBODY.search(text))
    if request.person.holds("leader") and _HAVE_NUDGED.search(text):
        ordered = _URGED.search(text) is not None and (named or said.task is not None)
        return not said.asks and (ordered or (named and _OF_MYSELF.search(text) is None))
    of_task = _NUDGE_BEHIND.search(text) is not None and _WAS_DONE.search(text) is None and not said.asks
    if not of_task and not _REMIND.search(text):
        return False
    return named and _OF_MYSELF.search(text.partition(" nv ")[0]) is None


def _about(request: Request, kind: str) -> Understanding:
    """The question as our own buttons would put it; the remedy report is the task that asks for it."""
    said = request.said
    text = normal(said.text)
    remedy = remediation.asking_task(request.knowledge) if said.topic == "remediation" and kind != BLOCKED else None
    task = said.task if said.task is not None or remedy is None else remedy.no
    first = GROUP_MEANT.search(text) or GROUP_NAMED.search(text)
    group = said.group or (_GROUPS.get(first[1]) if first and not said.agencies else None)
    return Understanding(
        said.text, TOPIC, agencies=said.agencies, alternatives=said.alternatives, group=group, task=task,
        days=said.days, title_tasks=said.title_tasks, aspect=kind,
    )  # fmt: skip


_GROUPS: Final[Mapping[str, str]] = {"huyen": "huyen", "thi xa": "huyen", "so": "so", "so nganh": "so"}


def free_word(text: str) -> str:
    """What is to be passed on as typed: the words after a colon, or in quotation marks."""
    found = _FREE_WORD.search(text)
    return found[1].strip() if found else ""
