"""Recurring deadlines: which period, which day of it, and the occurrences of one year."""

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date, timedelta
from itertools import pairwise
from typing import Literal

from handlers.deadlines.lexicon import Kind, Token
from handlers.deadlines.phrases import Phrase, UnreadableError, link_before, look_back
from handlers.deadlines.sentence import Sentence

Every = Literal["week", "month", "quarter", "half-year", "year"]

MONTHS_IN = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
SHORTEST_FIRST: tuple[Every, ...] = ("week", "month", "quarter", "half-year", "year")
_FRIDAY = 4
_LISTED = {Kind.UNIT, Kind.EVERY, Kind.YEAR, Kind.TIMES}


@dataclass(frozen=True, slots=True)
class Recurrence:
    """`units` as in SHORTEST_FIRST; `months` are ends of months named beside them ("9 tháng"); `marked` when the text
    says that it recurs, False for a lone "6 tháng", which may be part of a paper's name."""

    units: frozenset[str]
    months: frozenset[int] = frozenset()
    anchor: str = "last"
    marked: bool = True

    @property
    def every(self) -> Every:
        """The shortest period."""
        return next(unit for unit in SHORTEST_FIRST if unit in self.units)


def recurrence_of(tokens: Sequence[Token]) -> Recurrence | None:
    """Find what recurs (COMMANDS rows "Hằng tháng" … "Hằng tuần"), None when nothing does.

    Raises UnreadableError for a recurrence whose days nobody can name ("mỗi tháng 2 lần", "đầu mỗi quý").
    """
    units: set[str] = set()
    months: set[int] = set()
    marked = False
    for token in tokens:
        if token.kind in {Kind.EVERY, Kind.LAST_DAY} or (token.kind is Kind.TIMES and token.unit):
            units.add(token.unit)
            marked = True
        elif token.kind is Kind.ANCHOR and token.unit != "month-next":
            units.add("quarter")
            marked = True
    if not units and _twice_in_the_year(tokens):
        return Recurrence(frozenset({"half-year"}))
    periodic = any(token.kind is Kind.PERIODIC for token in tokens)
    for at, token in enumerate(tokens):
        if token.kind is not Kind.UNIT:
            continue
        listed = _is_listed(tokens, at)
        if token.unit == "6m" and not _is_length(tokens, at):
            units.add("half-year")
            marked = marked or periodic or listed
        elif token.unit.endswith("m") and listed:
            months.add(int(token.unit[:-1]))
        elif token.unit == "3m" and periodic:
            units.add("quarter")
            marked = True
        elif token.unit in SHORTEST_FIRST and (periodic or listed):
            units.add(token.unit)
            marked = True
    if not units:
        return None
    found = Recurrence(_as_often_as_said(tokens, units), frozenset(months), _anchor_of(tokens), marked)
    _refuse_vague(tokens, found)
    return found


def _twice_in_the_year(tokens: Sequence[Token]) -> bool:
    """Read "02 lần trong năm 2024" like "mỗi năm 2 lần"; more often has no days, once is the year itself."""
    for at, token in enumerate(tokens):
        following = [t for t in tokens[at + 1 : at + 3] if t.kind is not Kind.BY]
        if token.kind is Kind.TIMES and token.number > 1 and following and following[0].kind is Kind.YEAR:
            return _as_often_as_said(tokens, {"year"}) == {"half-year"}
    return False


def _is_length(tokens: Sequence[Token], at: int) -> bool:
    """Say whether "6 tháng" is a length of time: "trong 6 tháng", "sau 6 tháng", "6 tháng kể từ …"."""
    before, after = tokens[max(at - 1, 0) : at], tokens[at + 1 : at + 2]
    lengths = {Kind.FROM, Kind.BY, Kind.BEFORE, Kind.FUZZY, Kind.TO}
    counted_from = {Kind.FROM, Kind.SINCE_ISSUED}
    vong = any(token.text in {"vong", "thoi han", "thoi gian"} for token in before)
    return vong or any(t.kind in lengths for t in before) or any(t.kind in counted_from for t in after)


def _is_listed(tokens: Sequence[Token], at: int) -> bool:
    """Say whether the unit stands in a list with another: "quý, 6 tháng, năm"."""
    neighbours = [here for here, token in enumerate(tokens) if token.kind in _LISTED and here != at]
    before = [here for here in neighbours if here < at and tokens[here].kind is not Kind.YEAR][-1:]
    after = [here for here in neighbours if here > at][:1]
    return any(link_before(tokens, at, here) for here in before) or any(link_before(tokens, here, at) for here in after)


def _as_often_as_said(tokens: Sequence[Token], units: set[str]) -> frozenset[str]:
    """Apply "n lần": once is the period itself, twice a year the half year (COMMANDS row "6 tháng"); else no days."""
    counts = {token.number for token in tokens if token.kind is Kind.TIMES}
    if not counts or counts == {1}:
        return frozenset(units)
    if counts == {2} and units == {"year"}:
        return frozenset({"half-year"})
    raise UnreadableError("no day named")


def _anchor_of(tokens: Sequence[Token]) -> str:
    anchors = {token.unit for token in tokens if token.kind is Kind.ANCHOR}
    if len(anchors) > 1:
        raise UnreadableError("two dates")
    return anchors.pop() if anchors else "last"


def _refuse_vague(tokens: Sequence[Token], recurrence: Recurrence) -> None:
    recurring = {Kind.EVERY, Kind.UNIT, Kind.LAST_DAY, Kind.ANCHOR}
    for at, token in enumerate(tokens):
        if token.kind in recurring:
            words = look_back(tokens, at)
            before = words.before and tokens[at - 1].kind is not Kind.WEEKDAY
            if words.fuzzy or before or (words.end and "week" in recurrence.units):
                raise UnreadableError("no day named")
        if token.kind is Kind.UNIT and token.unit == "week" and "week" not in recurrence.units:
            raise UnreadableError("no day named")


def day_of(tokens: Sequence[Token]) -> Phrase | None:
    """Return the one "ngày 15" without a month, the second of a range. Raises UnreadableError when there are two."""
    days = [look_back(tokens, at) for at, token in enumerate(tokens) if token.kind is Kind.DAY]
    numbers = [look_back(tokens, at) for at, token in enumerate(tokens) if token.kind is Kind.NUMBER]
    numbers = [number for number in numbers if days and link_before(tokens, number.at, days[-1].at)]
    days += numbers
    for first, second in pairwise(days):
        if link_before(tokens, second.at, first.at) != "range" or second.token.number < first.token.number:
            raise UnreadableError("two dates")
        first.starting = True
    due = [day for day in days if not day.starting]
    if days and not due:
        raise UnreadableError("no day named")
    if due and (not 1 <= due[0].token.number <= 31 or due[0].fuzzy):
        raise UnreadableError("nonexistent")
    return due[0] if due else None


def occurrences(recurrence: Recurrence, year: int, day: Phrase | None, weekday: Phrase | None) -> tuple[date, ...]:
    """Return the due dates that lie in `year`, strictly increasing.

    A day without a month belongs to months and quarters only; a weekday to weeks only.
    """
    if day is not None and recurrence.every not in {"month", "quarter"}:
        raise UnreadableError("no day named")
    if weekday is not None and recurrence.units != {"week"}:
        raise UnreadableError("no day named")
    if recurrence.anchor == "month-next" and recurrence.every != "month":
        raise UnreadableError("no day named")
    days = set(_fridays_or(weekday, year)) if "week" in recurrence.units else set()
    if day is not None or recurrence.anchor != "last":
        # Longer periods end with one of the shortest, so its days are theirs too.
        days |= set(_days_of_months(replace(recurrence, units=frozenset({recurrence.every})), year, day))
    else:
        days |= set(_days_of_months(recurrence, year, None))
    days |= {date(year, month, calendar.monthrange(year, month)[1]) for month in recurrence.months}
    found = tuple(sorted(one for one in days if one.year == year))
    if not found:
        raise UnreadableError("nonexistent")
    return found


def _fridays_or(weekday: Phrase | None, year: int) -> Iterator[date]:
    number = _FRIDAY if weekday is None else weekday.token.number
    if weekday is not None and (weekday.fuzzy or weekday.starting):
        raise UnreadableError("no day named")
    back = 1 if weekday is not None and weekday.before else 0
    for ordinal in range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 2):
        # Monday is 0 and the first day of the calendar was one.
        if (ordinal - 1) % 7 == number and ordinal - back >= 1 and ordinal - back <= date.max.toordinal():
            yield date.fromordinal(ordinal - back)


def _days_of_months(recurrence: Recurrence, year: int, day: Phrase | None) -> Iterator[date]:
    """Yield the days of the months that end (or begin, or follow) each period.

    "ngày 05 tháng đầu quý sau" is 5/4, 5/7, 5/10 in COMMANDS: the quarter reported on lies in the year, so no 5/1.
    """
    for unit in recurrence.units - {"week"}:
        length = MONTHS_IN[unit]
        shift = {"last": 0, "first": 1 - length, "next": 1, "month-next": 1}[recurrence.anchor]
        following = recurrence.anchor in {"next", "month-next"}
        for end in range(length, 13 if following else 13 + length, length):
            found = _day_of_month(year, end + shift, day)
            if found is not None:
                yield found


def _day_of_month(year: int, month: int, day: Phrase | None) -> date | None:
    """Return the day of month `month` (13 is next January); day 31 is its last, "trước ngày 01" the day before."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    if not MINYEAR <= year <= MAXYEAR:
        return None
    last = calendar.monthrange(year, month)[1]
    if day is None:
        return date(year, month, last)
    number = day.token.number - (1 if day.before else 0)
    if number:
        return date(year, month, min(number, last))
    first = date(year, month, 1)
    return first - timedelta(days=1) if first > date.min else None


def due_dates(text: Sentence, recurrence: Recurrence) -> tuple[date, ...]:
    """Read a recurrence with its day; years said must hold the reader's, a date or month belongs to "hằng năm"."""
    if text.has(Kind.SPAN, Kind.RELATIVE, Kind.OR):
        raise UnreadableError("no day named")
    years = [phrase for phrase in text.phrases if phrase.is_year and phrase.year is not None]
    said = [phrase.year for phrase in years if phrase.year is not None]
    if said and not min(said) <= text.year <= max(said):
        raise UnreadableError("year unclear")
    if any(phrase.starting or phrase.before or phrase.fuzzy for phrase in years):
        raise UnreadableError("no day named")
    dated = [phrase for phrase in text.phrases if not phrase.is_year]
    day = day_of(text.tokens)
    weekdays = [look_back(text.tokens, at) for at, token in enumerate(text.tokens) if token.kind is Kind.WEEKDAY]
    if len(weekdays) > 1 or (day is not None and text.has(Kind.LAST_DAY)):
        raise UnreadableError("two dates")
    if not dated:
        return occurrences(recurrence, text.year, day, weekdays[0] if weekdays else None)
    if day is not None or weekdays:
        raise UnreadableError("two dates")
    return (_day_of_every_year(text, recurrence, dated),)


def _day_of_every_year(text: Sentence, recurrence: Recurrence, dated: Sequence[Phrase]) -> date:
    """Read "trước ngày 15/12 hằng năm", "quý IV hằng năm": one day or period, without a year of its own."""
    if recurrence.units != {"year"} or len(dated) != 1 or dated[0].year is not None or dated[0].starting:
        raise UnreadableError("two dates")
    due = dated[0].last_day(text.year)
    if due.year != text.year:
        raise UnreadableError("year unclear")
    return due
