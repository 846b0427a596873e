"""The working calendar: which days an office works, and counting by them.

Offices work Monday to Friday (Decision 188/1999/QĐ-TTg) except on holidays (Labour Code 2019, art. 112), and
the Government swaps single days late. So the calendar is data: weekdays off and weekend days worked, from a
table or the seed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.words.formats import day as written

_DATE = re.compile(r"\b(\d{2})/(\d{2})/(\d{4})\b")
_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True, init=False)
class WorkingCalendar:
    """Exceptions from the plain week of Monday to Friday; every count below is in working days."""

    days_off: frozenset[date]
    make_up_days: frozenset[date]

    def __init__(self, exceptions: Mapping[date, bool] | None = None) -> None:
        """`exceptions`: day → is it worked, as the calendar table stores it; none: the plain week."""
        rows = (exceptions or {}).items()
        object.__setattr__(self, "days_off", frozenset(day for day, working in rows if not working))
        object.__setattr__(self, "make_up_days", frozenset(day for day, working in rows if working))

    @classmethod
    def seeded(cls, years: Iterable[int]) -> WorkingCalendar:
        """Build from the shipped `holidays` library alone, for commands that have no database."""
        return cls({day: working for day, working, _ in seed_days(years)})

    def is_working(self, day: date) -> bool:
        if day in self.days_off:
            return False
        return day.weekday() < _SATURDAY or day in self.make_up_days

    def next_working(self, day: date) -> date:
        """Return the first working day that is not before `day`. Raises OverflowError at the end of time."""
        while not self.is_working(day):
            day += _DAY
        return day

    def previous_working(self, day: date) -> date:
        """Return the last working day that is not after `day`. Raises OverflowError at the start of time."""
        while not self.is_working(day):
            day -= _DAY
        return day

    def working_days_between(self, first: date, last: date) -> int:
        """Count working days from `first` to `last`, both included; 0 when `last` is before `first`."""
        whole_weeks, rest = divmod(max((last - first).days + 1, 0), 7)
        count = whole_weeks * _SATURDAY
        count += sum((first.weekday() + step) % 7 < _SATURDAY for step in range(rest))
        count -= sum(first <= day <= last and day.weekday() < _SATURDAY for day in self.days_off)
        return count + sum(first <= day <= last and day.weekday() >= _SATURDAY for day in self.make_up_days)

    def add_working_days(self, day: date, n: int) -> date:
        """Return the n-th working day after `day`, `day` itself not counted; n < 0 counts back, 0 is `day`.

        Raises OverflowError when the result is outside the calendar of Python.
        """
        step = _DAY if n > 0 else -_DAY
        for _ in range(abs(n)):
            day += step
            while not self.is_working(day):
                day += step
        return day

    def working_days_left(self, today: date, last_day: date) -> int:
        """Return "còn n ngày làm việc": working days from today to the last day, both included (DESIGN §6)."""
        return self.working_days_between(today, last_day)

    def working_days_overdue(self, today: date, last_day: date) -> int:
        """Return "quá hạn n ngày làm việc": working days after the last day, today included (DESIGN §6)."""
        return self.working_days_between(last_day + _DAY, today)


def seed_days(years: Iterable[int]) -> list[tuple[date, bool, str]]:
    """Return (day, worked?, Vietnamese note) of every exception in `years`, sorted by day.

    Holidays come from the `holidays` library (Vietnam, with days in lieu and the swaps it knows). Holidays that fall
    on a weekend change nothing and are left out. Swaps decided after that release are for an admin to enter.
    """
    import holidays  # heavy, and only needed to seed

    wanted = sorted(set(years))
    if not wanted:
        return []
    known = holidays.country_holidays("VN", years=wanted, language="vi")
    days = [(day, False, _as_written(str(note))) for day, note in known.items() if day.weekday() < _SATURDAY]
    make_up = {day for day in known.weekend_workdays if day.year in wanted}
    days += [(day, True, "Ngày làm bù") for day in make_up]
    return sorted(entry for entry in days if entry[0].year in wanted)


def _as_written(note: str) -> str:
    """ "thay cho ngày 04/05/2024" with the day as offices write it: 04/5/2024."""
    return _DATE.sub(lambda found: written(date(int(found[3]), int(found[2]), int(found[1]))), note)
