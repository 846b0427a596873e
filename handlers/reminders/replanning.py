"""What a changed working calendar does to reminders: as if it had always been known from then on (DESIGN 7).

What was sent stays. A call whose morning now lies behind us comes with the next one; one on a day that became off waits
for the next day worked.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from handlers import ladder
from handlers.knowledge import Knowledge
from handlers.reminders.hours import USUAL_HOUR, moment, next_allowed, next_morning
from handlers.words import reminders as words
from handlers.working_days import WorkingCalendar
from storage import reminders as stored
from storage.clock import local
from storage.reminders import Plan
from storage.settings_rows import LAST_SWEEP, read_setting


@dataclass(frozen=True, slots=True)
class Change:
    """The calendar before and after some days were set; `knowledge` has the new one."""

    days: Sequence[date]
    old: WorkingCalendar
    knowledge: Knowledge

    @property
    def shifts(self) -> list[tuple[tuple[int, ...], ladder.Shift]]:
        """Moved rungs of everybody (usual days), then the days before of those who chose their own."""
        first = min(self.days) - ladder.REACH_AFTER
        people = self.knowledge.catalogue.people.values()
        found = []
        for own in sorted({()} | {person.reminder_days for person in people}):
            last = max(self.days) + timedelta(days=max(ladder.before_of(own)) + ladder.HOLIDAYS)
            moved = ladder.shifts(first, last, self.old, self.knowledge.calendar, own)
            found += [(own, shift) for shift in moved if not own or ladder.is_before(shift.rung)]
        return found


def tasks_moved(session: Session, change: Change, today: date) -> int:
    """How many tasks have a call, from today on, that falls on another day."""
    ahead = [shift for _, shift in change.shifts if max(d for d in (shift.before, shift.after) if d) >= today]
    start = change.knowledge.catalogue.start_day
    return stored.tasks_due(session, _dues(ahead, short=True), _dues(ahead, short=False), ladder.SHORT, start)


def _dues(shifts: Iterable[ladder.Shift], *, short: bool) -> list[date]:
    return sorted({shift.due for shift in shifts if shift.short is short})


def replan(session: Session, change: Change, now: datetime) -> None:
    """In the transaction that sets the days. What lies ahead of the last sweep is planned by the next one anyway."""
    now = local(now)
    swept = read_setting(session, LAST_SWEEP)
    if swept:
        _catch_up(session, change, local(datetime.fromisoformat(swept)).date(), now)
    for day in change.days:
        if not change.knowledge.calendar.is_working(day):
            _move_away(session, change.knowledge, day)


def _catch_up(session: Session, change: Change, swept: date, now: datetime) -> None:
    """Calls that would have come after the last sweep and by the new calendar were to come before it."""
    lost: dict[tuple[str, tuple[int, ...]], list[ladder.Shift]] = {}
    for own, shift in change.shifts:
        if shift.before is not None and shift.after is not None and shift.before > swept > shift.after:
            lost.setdefault((shift.rung, own), []).append(shift)
    people = change.knowledge.catalogue.people.values()
    chosen = any(person.reminder_days for person in people)
    hours = {person.digest_at for person in people} | {None}
    for (rung, own), shifts in lost.items():
        short, long = _dues(shifts, short=True), _dues(shifts, short=False)
        wanted = Plan(
            day=now.date(),
            rung=rung,
            roles=ladder.roles_of(rung),
            of_agency=ladder.roles_of(rung)[0] in ladder.AGENCY_ROLES,
            due=stored.due_on(short, long, ladder.SHORT),
            among=stored.due_on_any(*short, *long),
            moments={hour: next_morning(now, hour or USUAL_HOUR, change.knowledge) for hour in hours},
            own=own if chosen and ladder.is_before(rung) else None,
        )
        stored.plan(session, wanted, stored.meant(session, wanted), now, again=words.REPORTED)


def _move_away(session: Session, knowledge: Knowledge, day: date) -> None:
    """What was planned for a day that is off now, snoozes too."""
    first = moment(day, time(0))
    for at, hour in stored.planned_between(session, first, first + timedelta(days=1)):
        stored.move_planned(session, at, hour, next_allowed(at, hour or USUAL_HOUR, knowledge))
