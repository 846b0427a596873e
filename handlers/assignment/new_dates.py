"""The last day a monitor gives with a return: the days offered, and a day that was typed."""

import re
from datetime import date, timedelta

from handlers.assignment.order_words import COURTESY
from handlers.deadlines import read_deadline
from handlers.dialogue import Request
from handlers.folding import aligned
from handlers.words import acceptance as words
from handlers.words.tasks import days_words
from storage.assignments import Assigned

SHORTEST = timedelta(days=3)  # to the Friday that is offered
WEEK, FRIDAY = timedelta(days=7), 4
_LEADS = re.compile(r"\b(?:truoc|den het|den|het ngay|cham nhat|han(?: bo sung)?(?: la)?|xong)\s+")
_SUPPLIED = re.compile(
    r"[\s,;.]*\b(?:phai |can )?(?:bo sung|gui lai|nop lai|lam lai|hoan thien|(?:nv|nhiem vu)\s*\d+)[\s,;.]*$"
)
_BARE = re.compile(r"\b(?:truoc|den het|den|het|cham nhat|han|ngay|thu|t[2-7]|\d{1,2}\s*[/.-]\s*\d{1,2})\b")
_COURTESY = re.compile(rf"(?:[\s,]+(?:{'|'.join(COURTESY)}))+\W*$")
_WEEKDAY = re.compile(r"^(?:thu (hai|ba|tu|nam|sau|bay|[2-7])|t([2-7]))\b(?:\s+(?:nay|tuan (nay|sau|toi)))?\s*$")
_NAMES = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5}


def offered(request: Request, held: Assigned) -> list[date]:
    """Last days: the present one while it is ahead, then the coming Fridays as "trước"."""
    today = request.today
    friday = today + timedelta(days=(FRIDAY - today.weekday()) % 7)
    if friday - today < SHORTEST:
        friday += WEEK
    fridays = [friday - timedelta(days=1), friday + WEEK - timedelta(days=1)]
    first = [held.due] if held.due is not None and held.due > today else []
    return sorted({*first, *fridays})[:2] if not first else sorted({*first, fridays[0]})


def until(day: date, request: Request) -> str:
    """ "trước 29/3" for the 28th, as offices say it; "đến hết 31/3" where the day after is a day off."""
    following = day + timedelta(days=1)
    if request.knowledge.calendar.is_working(following):
        return words.BEFORE.format(day=days_words(following, request.today))
    return words.UP_TO.format(day=days_words(day, request.today))


def split(typed: str, request: Request, *, alone: bool = False) -> tuple[str, date | None]:
    """The words, and the last day at their end: "thiếu danh sách dự họp, trước 29/3". `alone`: only a day was asked."""
    folded = aligned(typed)
    for found in (_BARE if alone else _LEADS).finditer(folded):
        day = _read(folded[found.start() :], typed[found.start() :], request)
        if day is not None:
            before = _SUPPLIED.search(folded[: found.start()])
            return typed[: before.start() if before else found.start()].strip(" ,;.:-–"), day
    return typed.strip(" ,;"), None


def _read(folded: str, typed: str, request: Request) -> date | None:
    folded = _COURTESY.sub("", folded)
    typed = typed[: len(folded)]
    bare = re.sub(r"^(?:(?:truoc|den het|den|het|cham nhat|han|ngay|xong)\s+)+", "", folded).strip(" .")
    if weekday := _WEEKDAY.match(bare):
        named = weekday[1] or weekday[2]
        wanted = _NAMES[named] if named in _NAMES else int(named) - 2
        ahead = (wanted - request.today.weekday()) % 7 or 7
        day = request.today + timedelta(days=ahead)
        if weekday[3] in ("sau", "toi") and ahead + request.today.weekday() < 7:
            day += WEEK
        return day - timedelta(days=1) if folded.startswith("truoc") else day
    text = re.sub(r"^xong\s+", "", typed.strip(" ."), flags=re.IGNORECASE)
    read = read_deadline(text, year=request.today.year, issued=request.today, calendar=request.knowledge.calendar)
    return read.due[-1] if read.kind == "once" and read.due else None
