"""Days as officials type them in a request or an instruction: "29/3", "trước thứ 5", "thứ Sáu tuần sau", "thêm 5 ngày".

What is no day by these rules is tried with the grammar of deadlines ("hết tháng 3", "cuối quý II").
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.deadlines import read_deadline
from handlers.due import folded

_WEEK = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5} | {str(n): n - 2 for n in range(2, 8)}
_DAY = re.compile(
    r"(?P<before>truoc )?(?:ngay |hom |den |toi |het )*(?<![\d/])(?P<day>\d{1,2}) ?(?:[/.-] ?|thang )(?P<month>\d{1,2})"
    r"(?: ?(?:[/.-]|nam) ?(?P<year>\d{4}))?(?!\d)"
)
_BARE_DAY = re.compile(r"(?P<before>truoc )?\bngay (?P<day>\d{1,2})\b(?! ?(?:[/.-]|thang|lam viec))")
_WEEKDAY = re.compile(
    r"(?P<before>truoc )?(?:ngay |sang |chieu |het |den |toi )*\b(?:(?:thu |t)(?P<name>hai|ba|tu|nam|sau|bay|[2-7])|"
    r"(?P<sunday>chu nhat))\b(?P<week> (?:tuan )?(?:sau|toi)| tuan nay| nay)?"
)
_SOON = re.compile(r"(?P<before>truoc )?\b(?P<name>hom nay|sang nay|chieu nay|ngay mai|sang mai|chieu mai|mai)\b")
_LONGER = re.compile(
    r"\b(?:them|lui|gia han|hoan|xin)(?: (?:han|cho|(?:nv|nhiem vu) ?\d+))* "
    r"(?P<count>\d{1,3}|mot|hai|ba|bon|nam) (?P<unit>ngay|hom|tuan|thang)\b"
)
_PERIOD = re.compile(r"\b(?:truoc |den |toi )?(?:het |cuoi )?(?:thang|quy|nam|tuan) ?[\divx/ ]*")
_COUNTS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5}
_LONG_AGO = timedelta(days=180)  # "15/1" said in December is next year's


@dataclass(frozen=True, slots=True)
class SaidDay:
    """`day`: the last day that is meant; `start`, `end`: where in the text it was said."""

    day: date
    start: int
    end: int


def aligned(text: str) -> str:
    """Lower case without accents, letter by letter, so that places in it are places in the text."""
    return "".join((folded(letter) or " ")[0] for letter in text)


def day_in(text: str, today: date, due: date | None = None) -> SaidDay | None:
    """The first day that a text names; "thêm 5 ngày" counts from `due` where that lies ahead. None: no day."""
    plain = aligned(text)
    for pattern, read in ((_DAY, _dated), (_WEEKDAY, _weekday), (_SOON, _near), (_BARE_DAY, _of_month)):
        for found in pattern.finditer(plain):
            if (day := read(found, today)) is not None:
                before = timedelta(days=1) if found["before"] else timedelta()
                return SaidDay(day - before, found.start(), found.end())
    if (longer := _LONGER.search(plain)) is not None:
        return SaidDay(_later(longer, max(due or today, today)), longer.start(), longer.end())
    return _period(plain, today)


def _dated(found: re.Match[str], today: date) -> date | None:
    year = int(found["year"] or today.year)
    day = _day(year, int(found["month"]), int(found["day"]))
    if day is not None and found["year"] is None and today - day > _LONG_AGO:
        return _day(year + 1, day.month, day.day)
    return day


def _of_month(found: re.Match[str], today: date) -> date | None:
    """ "ngày 29": of this month while it is to come, else of the next."""
    day = int(found["day"])
    this = _day(today.year, today.month, day)
    if this is not None and this >= today:
        return this
    return _day(today.year + today.month // 12, today.month % 12 + 1, day)


def _weekday(found: re.Match[str], today: date) -> date:
    """The next one; "tuần sau": of the coming week."""
    wanted = 6 if found["sunday"] else _WEEK[found["name"]]
    week = (found["week"] or "").strip()
    if week.startswith("tuan") and week != "tuan nay":
        return today + timedelta(days=7 - today.weekday() + wanted)
    return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)


def _near(found: re.Match[str], today: date) -> date:
    return today + timedelta(days=1 if found["name"].endswith("mai") else 0)


def _later(found: re.Match[str], since: date) -> date:
    count = int(_COUNTS.get(found["count"]) or found["count"])
    return since + timedelta(days=count * {"tuan": 7, "thang": 30}.get(found["unit"], 1))


def _period(plain: str, today: date) -> SaidDay | None:
    for found in _PERIOD.finditer(plain):
        if found[0].strip() in ("thang", "quy", "nam", "tuan"):
            continue
        read = read_deadline(found[0].strip(), year=today.year)
        if read.kind == "once":
            return SaidDay(read.due[0], found.start(), found.end())
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
