"""The words of an order on a task: which change is wanted, of which task and agencies, until when, on what ground.

Read from the text without accents; what is quoted (a title, a reason) is cut from the text as typed.
"""

import re
from dataclasses import dataclass
from datetime import date

from handlers import due as days
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
from handlers.assignment.grounds import Document, named_document
from handlers.deadlines import read_deadline
from handlers.dialogue import Request

PART = "part"  # an agency is added, but not said as what
_TASK = r"(?:nhiem vu(?: so)?|nv|viec(?: so)?)"
_NUMBERED = re.compile(rf"\b{_TASK}\s*(?:so\s*)?(\d+)")
_ASKED_FOR = re.compile(r"\b(xin|de nghi|de xuat|kien nghi|muon xin)\b")
_MOVE = re.compile(
    r"\b(?:doi|gia|lui|keo dai|chuyen|sua|thay doi|thay|day|dieu chinh|dat|an dinh|chot)\s+(?:lai\s+|thoi\s+)*han\b"
)
# "hạn nv 20 là 30/6", "nv 38 stp hạn mới 29/3": nothing but the agency stands between.
_BETWEEN = r"(?:\s+(?!(?:truoc|den|qua|sap|tre|chua|nop|bao|nhac|ai|don|da)\b)[^\s,]+){0,6}?"
_LINK = r"(?:\s*(?:\b(?:la|den|toi|sang|truoc|ngay|het|cuoi)\b|:|=))*\s*(?=\d|thang\b|quy\b)"
_SET = re.compile(
    rf"^\W*(?:thoi )?han(?: moi| chot| cuoi)?(?: cua| cho)?\s+{_TASK}\s*\d+{_BETWEEN}{_LINK}"
    rf"|^\W*{_TASK}\s*\d+{_BETWEEN}\s*,?\s*(?:thoi )?han(?: moi| chot| cuoi)?{_LINK}"
)
_LONGER = re.compile(r"\bthem\s+(\d{1,3})\s+(ngay lam viec|ngay|tuan|thang)\b")
_DAY_FOLLOWS = re.compile(r"\b(?:sang|toi|den(?: het)?|thanh|la|moi|qua|ve|het|han)\s*:?\s+(?=\D{0,14}\d|cuoi|het)")
_DAY = re.compile(
    r"(?:\btruoc\s+(?:ngay\s+)?)?(?:\b(?:het|cuoi)\s+)?(?:\b(?:ngay|thang|quy)\s*)?\d{1,2}(?:\s*[/.-]\s*\d{1,4}){1,2}"
    r"|(?:\btruoc\s+)?(?:\b(?:het|cuoi)\s+)?\b(?:thang|quy)\s+(?:\d{1,2}|[ivx]+)\b(?:\s*[/.-]\s*\d{4})?"
)
_WITHDRAW = re.compile(rf"^\W*(?:cho |hay |can |nay )?(?:rut(?: bo| lai)?|thu hoi|huy bo|huy|bo|xoa)\s+{_TASK}\s*\d+")
_RESTORE = re.compile(rf"\b(?:khoi phuc|phuc hoi|giao lai)\b.*{_TASK}\s*\d+")
_RENAME = re.compile(r"\b(?:doi|sua|thay)\s+(?:lai\s+)?(?:ten|tieu de|noi dung)\b.*?(?:\bthanh\b|\bsang\b|\bla\b|:)\s*")
_ADD = re.compile(r"\b(?:them|bo sung|cho them)\b")
_REMOVE = re.compile(r"\b(?:bo|bot|rut|loai|xoa)\b")
_REASON = re.compile(r"[\s,;(]*\b(?:vi|do|ly do(?: la)?:?)\s+(?=\S)")
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


def order_in(request: Request) -> Order | None:
    """The change that the words order, if they plainly do; the task may be missing."""
    said = request.said
    if said.asks or said.reports:
        return None
    ground = named_document(said.text, request.knowledge, request.today)
    text = said.text
    if ground is not None:
        text = text[: ground.span[0]] + " " * (ground.span[1] - ground.span[0]) + text[ground.span[1] :]
    plain = days.folded(text)
    if len(plain) != len(text) or _ASKED_FOR.search(plain):
        return None
    if found := _RENAME.search(plain):
        title = text[found.end() :].strip(" .“”\"'")
        return Order(TITLE_KIND, text=title, ground=ground) if title else None
    if _RESTORE.search(plain):
        return Order(RESTORE, ground=ground)
    if found := _WITHDRAW.search(plain):
        reason = _REASON.search(plain, found.end())
        named = plain[: reason.start()] if reason else plain
        numbers = tuple(int(one[1]) for one in _NUMBERED.finditer(named))
        return Order(WITHDRAW, None, text[reason.end() :].strip(" .") if reason else "", ground, numbers)
    if said.percent is None and (kind := _of_agencies(request, plain)) is not None:
        return Order(kind, ground=ground)
    return _moved(request, plain, ground)


def group_in(text: str) -> str | None:
    """The group of agencies that is meant: "các huyện", "khối sở"."""
    plain = days.folded(text)
    return next((group for group, form in _GROUPS.items() if form.search(plain)), None)


def _of_agencies(request: Request, plain: str) -> str | None:
    """An agency is added to a task or taken off it."""
    if not (request.said.agencies or request.said.alternatives or request.said.group) or not _NUMBERED.search(plain):
        return None
    helps = _HELPING.search(plain) is not None
    without = _NUMBERED.sub(" ", plain)
    if _REMOVE.search(without) and not re.search(r"\bhan\b", without):
        return REMOVE_COORDINATING if helps else REMOVE_LEAD
    if _ADD.search(without) and not re.search(r"\b(han|ngay)\b", without):
        return ADD_COORDINATING if helps else ADD_LEAD if "chu tri" in without else PART
    return None


def _moved(request: Request, plain: str, ground: Document | None) -> Order | None:
    moves = _MOVE.search(plain) is not None
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
    return request.said.when
