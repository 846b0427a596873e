"""The words of an order on a task: which change is wanted, of which task and agencies, until when, on what ground.

Read from the text without accents; what is quoted (a title, a reason) is cut from the text as typed.
"""

import re
from dataclasses import dataclass
from datetime import date

from handlers.assignment import last_day_said
from handlers.assignment.change import (
    ADD_COORDINATING,
    ADD_LEAD,
    MOVE,
    REMOVE_COORDINATING,
    REMOVE_LEAD,
    RESTORE,
    TITLE_KIND,
    WITHDRAW,
)
from handlers.assignment.grounds import Document, may_order, named_document
from handlers.assignment.order_words import COURTESY, LEAD_IN, place_as_typed
from handlers.assignment.order_words import plain as words_of
from handlers.deadlines import read_deadline
from handlers.dialogue import Request
from handlers.folding import folded
from handlers.understanding import understand

PART = "part"  # an agency is added, but not said as what
_TASK = r"(?:nhiem vu(?: so)?|nv|viec(?: so)?)"
_NUMBERED = re.compile(rf"\b{_TASK}\s*(?:so\s*)?(\d+)")
_ASKED_FOR = re.compile(r"\b(xin|de nghi|de xuat|kien nghi|muon xin)\b")
_CHANGES_DAY = (
    r"(?:doi|gia|lui|keo dai|chuyen|sua|thay doi|thay|day|dieu chinh|dat|an dinh|chot|rut|rut ngan|don|hoan|noi|xe)"
)
_MOVE = re.compile(rf"\b{_CHANGES_DAY}\s+(?:(?:lai|thoi|giup|cho)\s+)*han\b")
# Of the task itself, with the day behind it: "nv 20 đổi ngày sang 12/4", "cho lùi nv 38 đến 28/3".
_MOVE_TASK = re.compile(
    r"\b(?:doi|dieu chinh|chuyen|sua|dat|chot|thay doi|day)\s+(?:lai\s+)?(?:ngay|thoi gian|thoi diem|moc)\b|"
    r"\b(?:lui|keo dai|hoan|doi|noi|gian)\s+(?:(?:lai|them|giup|cho|thoi gian)\s+)*"
    r"(?:nv|nhiem vu|viec|den|toi|sang|qua)\b"
)
_OTHER_DAYS = re.compile(r"\b(?:nhac|lich|hop|phep|nghi|bu)\b")  # what is moved is no deadline
# "hạn nv 20 là 30/6", "nv 38 stp hạn mới 29/3": nothing but the agency stands between.
_BETWEEN = r"(?:\s+(?!(?:truoc|den|qua|sap|tre|chua|nop|bao|nhac|ai|don|da)\b)[^\s,]+){0,6}?"
_LINK = r"(?:\s*(?:\b(?:la|den|toi|sang|truoc|ngay|het|cuoi)\b|:|=))*\s*(?=\d|thang\b|quy\b)"
_SET = re.compile(
    rf"^\W*(?:thoi )?han(?: moi| chot| cuoi(?: cung)?)?(?: cua| cho)?\s+{_TASK}\s*\d+{_BETWEEN}{_LINK}"
    rf"|^\W*{_TASK}\s*\d+{_BETWEEN}\s*,?\s*(?:thoi )?han(?: moi| chot| cuoi(?: cung)?)?{_LINK}"
)
_LONGER = re.compile(r"\bthem\s+(\d{1,3})\s+(ngay lam viec|ngay|tuan|thang)\b")
_DAY_FOLLOWS = re.compile(r"\b(?:sang|toi|den(?: het)?|thanh|la|moi|qua|ve|het|han)\s*:?\s+(?=\D{0,14}\d|cuoi|het)")
_DAY = re.compile(
    r"(?:\btruoc\s+(?:ngay\s+)?)?(?:\b(?:het|cuoi)\s+)?(?:\b(?:ngay|thang|quy)\s*)?\d{1,2}(?:\s*[/.-]\s*\d{1,4}){1,2}"
    r"|(?:\btruoc\s+)?(?:\b(?:het|cuoi)\s+)?\b(?:thang|quy)\s+(?:\d{1,2}|[ivx]+)\b(?:\s*[/.-]\s*\d{4})?"
)
_TAKES_BACK = r"(?:rut(?: bo| lai)?|loai(?: bo)?|thu hoi|huy bo|huy|bo|xoa(?: bo)?|go bo|dung giao|thoi giao)"
_FILLING = r"(?:(?:giup|lai|di|viec|giao|ho|luon|cai)\s+)*"
_WITHDRAW = re.compile(LEAD_IN + rf"(?:(?:cho|can|de nghi|thoi|gio)\s+)*{_TAKES_BACK}\s+{_FILLING}{_TASK}\s*\d+")
# The task first, or what is no longer done with it: "nv 36 không giao nữa, thu hồi đi", "thôi không giao nv 15 nữa".
_NUMBER = rf"{_TASK}\s*\d+"
_IN_CLAUSE = r"[^,;.:]*"
_ENDS = rf"(?:\s+(?:{'|'.join(COURTESY)}|bo))*\s*(?:$|[,;.:]|\b(?:vi|do)\b)"
_WITHDRAW_BEHIND = re.compile(
    rf"{_NUMBER}{_IN_CLAUSE}[\s,]+(?:(?:cho\s+)?(?:rut|thu hoi|huy|xoa)|(?:cho|thi|nen) bo|bo di){_ENDS}"
)
_NO_MORE = r"\b(?:khong|ko|thoi|dung|ngung|khoi)\s+(?:(?:can|khong|ko)\s+)*"
_GIVEN, _DONE = r"(?:giao|theo doi)\b", r"(?:giao|theo doi|trien khai|thuc hien|lam)\b"
_NO_LONGER = re.compile(
    rf"{_NO_MORE}{_GIVEN}{_IN_CLAUSE}{_NUMBER}|{_NO_MORE}{_DONE}{_IN_CLAUSE}{_NUMBER}{_IN_CLAUSE}\bnua\b|"
    rf"{_NUMBER}{_IN_CLAUSE}{_NO_MORE}{_DONE}{_IN_CLAUSE}\bnua\b"
)
_GONE = r"(?:thu hoi|rut|xoa|huy|bo)"
_WRONGLY = rf"\b{_GONE}\s+(?:nham|lon|sai)\b"
_RESTORE = re.compile(
    rf"\b(?:khoi phuc|phuc hoi|giao lai)\b.*{_NUMBER}|"
    rf"{_NUMBER}.*\b(?:khoi phuc|phuc hoi|(?:hoat dong|kich hoat)(?: tro)? lai)\b|"
    rf"\b(?:huy|bo|dung)\s+(?:(?:lenh|viec|quyet dinh|lai)\s+)*(?:thu hoi|rut)\b.*{_NUMBER}|"
    rf"{_NUMBER}.*{_WRONGLY}|{_WRONGLY}\s+{_NUMBER}|"
    rf"{_NUMBER}.*\b{_GONE}\b.*\b(?:giao lai|cho lai|lay lai|dua lai|tro lai|nhu cu|nhu truoc)\b|"
    rf"\b(?:lay|dua|cho|them)\s+lai\b.*{_NUMBER}.*\b{_GONE}\b"
)
_SAID_AGAIN = re.compile(rf"(?:cho\s+)?{_GONE}(?:\s+(?:{'|'.join(COURTESY)}|bo))*$")  # "không giao nữa, rút ra"
_STILL_GONE = re.compile(rf"\b(?:da|bi|vua|moi|duoc|dang|se|ai|sao)\s+{_GONE}\b")
_LAST_ASKS = re.compile(r"\b(?:chua|ha|nao|gi|sao|phai khong|duoc khong|khong|ko|bao gio|nhi)\W*$")
_RENAME = re.compile(r"\b(?:doi|sua|thay)\s+(?:lai\s+)?(?:ten|tieu de|noi dung)\b.*?(?:\bthanh\b|\bsang\b|\bla\b|:)\s*")
TAKES_BACK = re.compile(
    LEAD_IN
    + r"(?:huy|huy bo|bo|thu hoi|hoan tac|rut lai)\s+(?:(?:lai|viec|lenh|lan|giup)\s+)*"
    + rf"{_CHANGES_DAY}\s+(?:(?:lai|thoi)\s+)*han(?:\s+(?:vua roi|vua|cua|cho|moi|{'|'.join(COURTESY)}))*"
    + rf"(?:\s+{_TASK}\s*(?P<no>\d+))?(?:\s+(?:vua roi|{'|'.join(COURTESY)}))*\W*"
)
UNGIVES = re.compile(
    LEAD_IN
    + rf"(?:(?:{_TASK}\s*(?P<first>\d+)\s+)?giao\s+(?:nham|lon|sai)|(?:huy|huy bo|thu hoi)\s+(?:(?:viec|lenh)\s+)?giao)"
    + rf"(?:\s+(?:roi|viec|nhiem vu(?! so| \d)))*(?:\s+{_TASK}\s*(?P<no>\d+))?"
    + rf"(?:[\s,]+(?:huy|huy bo|rut|bo|thu hoi|{'|'.join(COURTESY)}))*\W*"
)
_ADD = re.compile(r"\b(?:them|bo sung|cho them)\b")
_REMOVE = re.compile(r"\b(?:bo|bot|rut|loai|xoa)\b(?! (?:sung|phan|tri|cong|xac nhan|han))")
_NOT_OF_AGENCIES = re.compile(
    r"\b(?:bao cao|bien ban|tai lieu|xac nhan|tra lai|mo lai|lam lai|nop|don doc|nhac|thieu|vi|chua|khong)\b"
)
_REASON = re.compile(r"[\s,;(]*\b(?:(?<!don )vi|do|ly do(?: la)?:?)\s+(?=\S)")
_CLAUSE_BEHIND = re.compile(r"\s*[,;:.(]\s*(?:(?:vi|do|ly do(?: la)?:?)\s+)?(?=\S)")
# More tasks behind the first: "rút nv 36 và 37 vì …", "rút nv 36, nv 37".
_FURTHER = re.compile(
    rf"(?:\s*(?:,|;|&|\+|\bva\b|\bvoi\b)\s*(?:va\s+)?(?:{_TASK}\s*)?\d{{1,3}}\b"
    rf"(?=\s*(?:$|[,;.:&+(]|\b(?:va|voi|vi|do|ly do|{'|'.join(COURTESY)})\b)))+"
)
_GROUPS = {
    "huyen": re.compile(r"\b(?:cac|khoi|cap)\s+(?:huyen|dia phuong)\b"),
    "so": re.compile(r"\b(?:cac|khoi)\s+so\b"),
}
_HELPING = re.compile(r"\bphoi hop\b")


@dataclass(frozen=True, slots=True)
class Order:
    """What was read. `due` is None where a date was not said or not understood."""

    kind: str
    due: date | None = None
    text: str = ""
    ground: Document | None = None
    numbers: tuple[int, ...] = ()  # of the tasks that are meant, where further ones are named
    longer: tuple[int, str] | None = None  # "thêm 5 ngày làm việc": the number and its unit, folded
    agencies: tuple[str, ...] | None = None  # where those named in a reason are not meant


def order_in(request: Request) -> Order | None:
    """The change that the words order, if they plainly do; the task may be missing."""
    said = request.said
    if said.reports:
        return None
    ground = named_document(said.text, request.knowledge, request.today)
    text = said.text
    if ground is not None:
        text = text[: ground.span[0]] + " " * (ground.span[1] - ground.span[0]) + text[ground.span[1] :]
    plain = folded(text)
    mended = plain if ground is not None else words_of(said)
    if len(plain) != len(text):
        return None
    if (found := _of_whole(request, text, mended, ground)) is not None:
        return found
    if said.asks or _ASKED_FOR.search(plain):
        return None
    if renamed := _RENAME.search(plain):
        title = text[renamed.end() :].strip(" .“”\"'")
        return Order(TITLE_KIND, text=title, ground=ground) if title else None
    if said.percent is None and (kind := _of_agencies(request, plain)) is not None:
        return Order(kind, ground=ground)
    return _moved(request, mended, ground)


def _of_whole(request: Request, text: str, plain: str, ground: Document | None) -> Order | None:
    """A task is withdrawn or given again. A reason may sound like a question; only its last word tells."""
    if _LAST_ASKS.search(plain):
        return None
    if _RESTORE.search(plain):
        return Order(RESTORE, ground=ground)
    loose = may_order(request.person)
    found = _WITHDRAW.search(plain) or (loose and (_WITHDRAW_BEHIND.search(plain) or _NO_LONGER.search(plain))) or None
    if found is None or (loose and _STILL_GONE.search(plain)):
        return None
    ends = next(
        (one.end() for one in _NUMBERED.finditer(plain, found.start()) if one.end() <= found.end()), found.end()
    )
    further = _FURTHER.match(plain, ends)
    ends = further.end() if further else ends
    reasons = [one for one in (_REASON.search(plain, ends), _CLAUSE_BEHIND.search(plain, ends)) if one is not None]
    reason = min(reasons, key=lambda one: one.start(), default=None)
    named = plain[: reason.start()] if reason else plain
    numbers = tuple(
        dict.fromkeys(
            [int(one[1]) for one in _NUMBERED.finditer(named)]
            + [int(one) for one in (re.findall(r"\d+", further[0]) if further else [])]
        )
    )
    meant = understand(named, request.knowledge.lexicon, request.today)
    why = text[place_as_typed(text, plain, reason.end()) :].strip(" .,;") if reason else ""
    why = "" if _SAID_AGAIN.match(folded(why)) else why
    return Order(WITHDRAW, None, why, ground, numbers, agencies=meant.agencies)


def group_in(text: str) -> str | None:
    """The group of agencies that is meant: "các huyện", "khối sở"."""
    plain = folded(text)
    return next((group for group, form in _GROUPS.items() if form.search(plain)), None)


def _of_agencies(request: Request, plain: str) -> str | None:
    """An agency is added to a task or taken off it."""
    if not (request.said.agencies or request.said.alternatives or request.said.group) or not _NUMBERED.search(plain):
        return None
    helps = _HELPING.search(plain) is not None
    without = _NUMBERED.sub(" ", plain)
    if _NOT_OF_AGENCIES.search(without) or _STILL_GONE.search(without):
        return None
    if _REMOVE.search(without) and not re.search(r"\bhan\b", without):
        return REMOVE_COORDINATING if helps else REMOVE_LEAD
    if _ADD.search(without) and not re.search(r"\b(han|ngay)\b", without):
        return ADD_COORDINATING if helps else ADD_LEAD if "chu tri" in without else PART
    return None


def _moved(request: Request, plain: str, ground: Document | None) -> Order | None:
    moves = _MOVE.search(plain) is not None
    if not moves and _NUMBERED.search(plain) and not _OTHER_DAYS.search(plain) and _MOVE_TASK.search(plain):
        due = day_in(plain, request)
        return Order(MOVE, due=due, ground=ground) if due is not None else None
    if not moves and not _SET.search(plain):
        return None
    longer = _LONGER.search(plain)
    if moves and longer is not None:
        return Order(MOVE, ground=ground, longer=(int(longer[1]), longer[2]))
    due = day_in(plain, request)
    return Order(MOVE, due=due, ground=ground) if due is not None or moves else None


def day_in(plain: str, request: Request) -> date | None:
    """The last day that is meant: "đến hết 29/3" the 29th, "trước 29/3" the day before (the deadline grammar)."""
    plain = _NUMBERED.sub(" ", plain)
    follows = list(_DAY_FOLLOWS.finditer(plain))
    for found in [_DAY.search(plain, one.end()) for one in reversed(follows)] + [_DAY.search(plain)]:
        if found is None:
            continue
        read = read_deadline(
            found[0].strip(), year=request.today.year, issued=request.today, calendar=request.knowledge.calendar
        )
        if read.kind == "once":
            return read.due[0]
    near = last_day_said.day_in(_REASON.split(plain, maxsplit=1)[0], request.today)
    return near.day if near is not None else request.said.when
