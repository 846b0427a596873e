"""One day as officials type it in a request or an instruction: "29/3", "trước thứ 5", "thứ Sáu tuần sau".

Days by date, weekday or nearness are read by `handlers.spans_of_days`, periods by the grammar of
deadlines ("hết tháng 3"); "cuối tháng" is the last day of this one, "thêm 5 ngày" counts from a deadline.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.deadlines import read_deadline
from handlers.folding import aligned
from handlers.spans_of_days import NoSuchDay, spans_in

_BEFORE = re.compile(r"\btruoc (?:ngay |hom |sang |chieu )*$")
_DAY_OF_MONTH = re.compile(r"\bngay (?P<day>\d{1,2})\b(?! ?(?:[/.-]|thang|lam viec))")
_LONGER = re.compile(
    r"\b(?:them|lui|gia han|hoan|xin)(?: (?:han|cho|(?:nv|nhiem vu) ?\d+))* "
    r"(?P<count>\d{1,3}|mot|hai|ba|bon|nam) (?P<unit>ngay|hom|tuan|thang)\b"
)
_PERIOD = re.compile(r"\b(?:truoc |den |toi )?(?:het |cuoi )?(?:thang|quy|nam) [\divx/ ]+")
_END = re.compile(r"\b(?:cuoi|het) (?P<of>tuan|thang|quy|nam)(?P<next> (?:sau|toi))?\b(?! ?[\divx])")
_COUNTS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5}
_DAYS = {"tuan": 7, "thang": 30}


@dataclass(frozen=True, slots=True)
class SaidDay:
    """`day`: the last day that is meant; `start`, `end`: where in the text it was said."""

    day: date
    start: int
    end: int


def day_in(text: str, today: date, due: date | None = None) -> SaidDay | None:
    """The first day that a text names; "thêm 5 ngày" counts from `due` where that lies ahead. None: no day."""
    plain = aligned(text)
    return (
        _named(plain, today)
        or _of_month(plain, today)
        or _later(plain, max(due or today, today))
        or _period(plain, today)
        or _end(plain, today)
    )


def _named(plain: str, today: date) -> SaidDay | None:
    """By date, weekday or nearness; "trước thứ 5" means the day before."""
    try:
        spans = spans_in(plain, today)
    except NoSuchDay:
        return None
    for span in spans[:1]:
        before = timedelta(days=1) if _BEFORE.search(plain[: span.start]) else timedelta()
        return SaidDay(span.last - before, span.start, span.end)
    return None


def _of_month(plain: str, today: date) -> SaidDay | None:
    """ "ngày 29": of this month while it is to come, else of the next."""
    found = _DAY_OF_MONTH.search(plain)
    if found is None:
        return None
    number = int(found["day"])
    this = _day(today.year, today.month, number)
    day = this if this and this >= today else _day(today.year + today.month // 12, today.month % 12 + 1, number)
    if day is None:
        return None
    before = timedelta(days=1) if _BEFORE.search(plain[: found.start()]) else timedelta()
    return SaidDay(day - before, found.start(), found.end())


def _later(plain: str, since: date) -> SaidDay | None:
    found = _LONGER.search(plain)
    if found is None:
        return None
    count = int(_COUNTS.get(found["count"]) or found["count"])
    return SaidDay(since + timedelta(days=count * _DAYS.get(found["unit"], 1)), found.start(), found.end())


def _period(plain: str, today: date) -> SaidDay | None:
    for found in _PERIOD.finditer(plain):
        read = read_deadline(found[0].strip(), year=today.year)
        if read.kind == "once":
            return SaidDay(read.due[0], found.start(), found.end())
    return None


def _end(plain: str, today: date) -> SaidDay | None:
    """ "cuối tháng", "hết tuần sau": the last day of a month, quarter or year, the Friday of a week."""
    found = _END.search(plain)
    if found is None:
        return None
    later = 1 if found["next"] else 0
    before = timedelta(days=1) if _BEFORE.search(plain[: found.start()]) else timedelta()
    return SaidDay(_last_day(found["of"], later, today) - before, found.start(), found.end())


def _last_day(of: str, later: int, today: date) -> date:
    if of == "tuan":
        friday = today + timedelta(days=4 - today.weekday() + 7 * later)
        return friday if friday >= today else friday + timedelta(days=7)
    months = {"thang": 1, "quy": 3, "nam": 12}[of]
    behind = (today.month - 1) // months * months + months * (later + 1)  # months of this year up to that end
    return date(today.year + behind // 12, behind % 12 + 1, 1) - timedelta(days=1)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
