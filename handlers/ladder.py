"""When one is reminded: the rungs of a deadline, as a pure plan over days.

Source: DESIGN 7. Before the last day 14, 7, 3, 1 calendar days and the day itself (3 and the day itself for what recurs
at least every quarter), moved to the working morning before; after it 1, 2, 3, 7 working days late.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.working_days import WorkingCalendar

DAYS_BEFORE = (14, 7, 3, 1, 0)
DAYS_BEFORE_SHORT = (3, 0)  # a task of every week, month or quarter is known by heart
SHORT = frozenset({"week", "month", "quarter"})
DAYS_LATE = (1, 2, 3, 7)  # working days

NEW = "new"  # a task just given
MOVED = "moved"  # its last day was changed
WITHDRAWN = "withdrawn"  # nothing is asked of the agency any more
WORDS = frozenset({NEW, MOVED, WITHDRAWN})  # said once, and not by the days left
BACK = "back:"  # + the first working day after leave
WEEK = "week:"  # + the Monday it stands for
SNOOZE = "snooze:"  # + the local moment chosen
NUDGE = "nudge:"  # + the day; somebody urges it on by hand

AGENCY_ROLES = ("head", "officer")
ROLES: Mapping[str, tuple[str, ...]] = {"+2": ("head",), "+3": ("monitor",), "+7": ("leader",)}

# A rung of some deadline lies no further from it than this.
HOLIDAYS = 16  # calendar days that a rung may be moved by, Tết included
REACH_AFTER = timedelta(days=max(DAYS_LATE) + 2 * 4 + HOLIDAYS)


@dataclass(frozen=True, slots=True)
class Rung:
    """`day` is the working morning it falls on; `who` the roles it speaks to."""

    name: str
    day: date
    who: tuple[str, ...]


def roles_of(rung: str) -> tuple[str, ...]:
    """Who a rung speaks to, the head and the focal officer unless the table says otherwise."""
    return ROLES.get(rung, AGENCY_ROLES)


def is_before(rung: str) -> bool:
    """A rung of the days before the last one: these give way to a snooze, the last day and what is late do not."""
    return rung.startswith("-")


def before_of(own: Sequence[int] = (), *, short: bool = False) -> tuple[int, ...]:
    """The days before of somebody with days of their own (none: the usual ones), the last day among them.

    Of a task of every week, month or quarter nobody is reminded earlier than is usual for it.
    """
    if not own:
        return DAYS_BEFORE_SHORT if short else DAYS_BEFORE
    farthest = max(DAYS_BEFORE_SHORT) if short else max(own)
    return (*sorted((n for n in set(own) if 0 < n <= farthest), reverse=True), 0)


def rungs(
    due: date, every: str | None, issued: date | None, calendar: WorkingCalendar, own: Sequence[int] = ()
) -> list[Rung]:
    """The rungs of one deadline on strictly increasing working days; of two on one morning the later rung stays.

    `every` is the period of a recurring task (week, month, quarter, half-year, year), `issued` the document's date,
    `own` the days before that a person chose.
    """
    before = before_of(own, short=every in SHORT)
    found = {calendar.previous_working(due - timedelta(days=n)): f"-{n}" if n else "0" for n in before}
    planned = [Rung(name, day, AGENCY_ROLES) for day, name in found.items() if issued is None or day >= issued]
    late = ((f"+{n}", calendar.add_working_days(due, n)) for n in DAYS_LATE)
    return planned + [Rung(name, day, roles_of(name)) for name, day in late]


@dataclass(frozen=True, slots=True)
class Morning:
    """A rung that falls on `day` for the deadlines listed: those of short periods and all others apart."""

    day: date
    rung: str
    short: tuple[date, ...]
    long: tuple[date, ...]


def mornings(first: date, last: date, calendar: WorkingCalendar, own: Sequence[int] = ()) -> list[Morning]:
    """Which deadlines have which rung on the days from `first` to `last`, both included; the earliest first."""
    found: dict[tuple[date, str], tuple[list[date], list[date]]] = {}
    reach = timedelta(days=max(before_of(own)) + HOLIDAYS)
    for due in days(first - REACH_AFTER, last + reach):
        for kind, every in enumerate(("quarter", None)):
            for rung in rungs(due, every, None, calendar, own):
                if first <= rung.day <= last:
                    found.setdefault((rung.day, rung.name), ([], []))[kind].append(due)
    return [Morning(day, name, tuple(short), tuple(long)) for (day, name), (short, long) in sorted(found.items())]


@dataclass(frozen=True, slots=True)
class Shift:
    """A rung of one kind of deadline that falls on another day than before."""

    due: date
    short: bool
    rung: str
    before: date | None  # None: it fell together with a later one
    after: date | None


def shifts(first: date, last: date, old: WorkingCalendar, new: WorkingCalendar, own: Sequence[int] = ()) -> list[Shift]:
    """What a changed calendar moves of the deadlines from `first` to `last`."""
    found = []
    for due in days(first, last):
        for short, every in ((True, "quarter"), (False, None)):
            before, after = ({r.name: r.day for r in rungs(due, every, None, c, own)} for c in (old, new))
            moved = (name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
            found += [Shift(due, short, name, before.get(name), after.get(name)) for name in moved]
    return found


def days(first: date, last: date) -> Iterable[date]:
    """Each day from `first` to `last`, both included."""
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def opens_week(day: date, calendar: WorkingCalendar) -> bool:
    """Is it the first working day of its week? The list of the week goes out then."""
    monday = day - timedelta(days=day.weekday())
    return calendar.is_working(day) and calendar.next_working(monday) == day
