"""Days as people type them in an order: "2/1/2026", "20-25/3", "từ mai đến thứ 6", "ngày 2 tháng 1"."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from handlers.folding import folded

_YEAR = r"(?:[/.-](?P<{0}>\d{{4}}|\d{{2}}(?!\s*[/.\d])))?"
_RANGE = rf"(?P<d0>\d{{1,2}})\s*[-–]\s*(?P<d1>\d{{1,2}})\s*[/.]\s*(?P<m1>\d{{1,2}}){_YEAR.format('y1')}"
_DAY = rf"(?P<d2>\d{{1,2}})\s*[/.-]\s*(?P<m2>\d{{1,2}}){_YEAR.format('y2')}"
_LONG = r"(?P<d3>\d{1,2})\s+thang\s+(?P<m3>\d{1,2})(?:\s+nam\s+(?P<y3>\d{4}))?"
_WEEKDAY = r"(?:(?:thu\s*|t(?=[2-7]))(?P<w>[2-7]|hai|ba|tu|nam|sau|bay)|(?P<sunday>chu nhat|cn))\b"
_NEAR = r"(?P<near>hom nay|ngay mai|mai|ngay kia)\b"
_TOKEN = re.compile(rf"(?<!\d)(?:{_RANGE}|{_DAY}|{_LONG})(?!\d)|\b(?:{_WEEKDAY}|{_NEAR})")
_UNTIL = re.compile(r"^[\s,]*(?:(?:den|toi|-|–)\s*)+(?:(?:het|ngay|thu|nay)\s*)*$")
_IS_A = re.compile(r"\s*(?:la|\()\s*")  # "6/4 là thứ 7", "6/4 (thứ 7)": one day, said twice
_WEEKDAYS = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5}
_NEAR_DAYS = {"hom nay": 0, "ngay mai": 1, "mai": 1, "ngay kia": 2}
LONG_AGO = timedelta(days=90)  # a day without a year that lies further back is next year's


_THINKS = re.compile(r"\bngh[ĩịìí]\b", re.IGNORECASE)  # typed with its tone, it is no day off
_OTHER_NGHI = re.compile(
    r"\b(?:de|hoi|kien|dai|(?<!toan )(?<!ca )tinh) nghi\b"
    r"|\bnghi (?=(?:la|rang|chac|thay|ngoi|ngo|nen|ky|dinh|quyet|khong biet)\b)"
)


class NoSuchDay(ValueError):
    """ "31/2": there is none."""


@dataclass(frozen=True, slots=True)
class Span:
    """From `first` to `last`, both included; where it stands in the folded text, and the weekday that was typed."""

    first: date
    last: date
    start: int
    end: int
    weekday: int | None = None

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]


def folded_rest(text: str) -> str:
    """The folded text, letter for letter, where "nghi" is a day off: "đề nghị", "hội nghị", "tôi nghĩ" are blotted."""
    plain = folded(_THINKS.sub(lambda found: "." * len(found[0]), text))
    return _OTHER_NGHI.sub(lambda found: "." * len(found[0]), plain)


def spans_in(text: str, today: date) -> list[Span]:
    """All days named, in order; "từ A đến B" is one span. A year said once is every day's. Raises `NoSuchDay`."""
    plain = folded(text)
    years = {_whole(y) for match in _TOKEN.finditer(plain) if (y := match["y1"] or match["y2"] or match["y3"])}
    only = years.pop() if len(years) == 1 else None
    found: list[Span] = []
    weekday: tuple[int, Span] | None = None
    for match in _TOKEN.finditer(plain):
        span = _span(match, plain, today, only)
        is_weekday = match["w"] is not None or match["sunday"] is not None
        if is_weekday and found and weekday is None and _IS_A.fullmatch(plain[found[-1].end : match.start()]):
            found[-1] = replace(found[-1], end=span.end, weekday=span.first.weekday())
            continue
        if weekday is not None and plain[weekday[1].end : match.start()].strip(" ,(ngay") == "" and _is_date(match):
            found[-1] = replace(span, start=weekday[1].start, weekday=weekday[0])
        else:
            found.append(span)
        weekday = (span.first.weekday(), span) if is_weekday else None
    return _joined(found, plain)


def _is_date(match: re.Match[str]) -> bool:
    return match["w"] is None and match["sunday"] is None and match["near"] is None


def _joined(found: list[Span], plain: str) -> list[Span]:
    joined: list[Span] = []
    for span in found:
        before = joined[-1] if joined else None
        if before is not None and _UNTIL.match(plain[before.end : span.start]):
            first = before.first
            if first > span.last:  # "từ 30/12 đến 2/1/2027"
                first = _day(str(first.day), str(first.month), first.year - 1, first)
            joined[-1] = replace(before, first=first, last=span.last, end=span.end)
        else:
            joined.append(span)
    return joined


def _span(match: re.Match[str], plain: str, today: date, only: int | None) -> Span:
    place = {"start": match.start(), "end": match.end()}
    if match["near"] is not None:
        day = today + timedelta(days=_NEAR_DAYS[match["near"]])
        return Span(day, day, **place)
    if match["w"] is not None or match["sunday"] is not None:
        day = _next_weekday(match, plain, today)
        return Span(day, day, **place)
    for d, m, y in (("d1", "m1", "y1"), ("d2", "m2", "y2"), ("d3", "m3", "y3")):
        if match[d] is not None:
            last = _day(match[d], match[m], _whole(match[y]) if match[y] else only, today)
            first = _day(match["d0"], match[m], last.year, today) if d == "d1" else last
            if first > last:
                raise NoSuchDay(match[0])
            return Span(first, last, **place)
    raise NoSuchDay(match[0])


def _next_weekday(match: re.Match[str], plain: str, today: date) -> date:
    """The next one from today on; "tuần sau" behind it is the week after this."""
    word = match["w"]
    weekday = 6 if word is None else _WEEKDAYS[word] if word in _WEEKDAYS else int(word) - 2
    if re.match(r"\s*tuan (?:sau|toi)\b", plain[match.end() :]):
        return today + timedelta(days=7 - today.weekday() + weekday)
    return today + timedelta(days=(weekday - today.weekday()) % 7)


def _whole(year: str) -> int:
    """ "26" is 2026."""
    return int(year) + (2000 if len(year) == 2 else 0)


def _day(day: str, month: str, year: int | None, today: date) -> date:
    try:
        if year is not None:
            return date(year, int(month), int(day))
        found = date(today.year, int(month), int(day))
        return found if found >= today - LONG_AGO else date(today.year + 1, int(month), int(day))
    except ValueError as error:
        raise NoSuchDay(f"{day}/{month}") from error
