"""Which reminders a window of time calls for: rungs of deadlines, lists of the week, the word of new tasks.

Planning writes rows whose key (assignment, cycle, rung, person) makes them unique, so that it may overlap, be repeated,
or be done on a clock that was set back.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from handlers import ladder
from handlers.knowledge import Knowledge
from handlers.reminders.hours import USUAL_HOUR, hour_of, moment, next_allowed, next_morning
from handlers.words import reminders as words
from storage import reminders as stored
from storage.catalogue import Person
from storage.clock import local
from storage.reminders import Open
from storage.session import Unit
from storage.settings_rows import read_setting, write_setting

PLANNED_ON = "planned_on"  # a setting: what the plan of the day was made from; without it, the day is planned again
AT_ONCE_WITHIN = 7  # working days: a new task due so soon is told at once
# Rungs that do not wait for the next morning when a date is moved to today or tomorrow.
URGENT = frozenset({"0", "-1"})


def plan_if_needed(session: Session, knowledge: Knowledge, since: datetime, now: datetime) -> None:
    """A day is planned at its first sweep and again when people, tasks or what is asked on them changed."""
    basis = [now.date().isoformat(), knowledge.catalogue.version, *stored.fingerprint(session)]
    if since.date() == now.date() and read_setting(session, PLANNED_ON) == basis:
        return
    _plan(session, knowledge, since, now)
    write_setting(session, PLANNED_ON, basis)


def _plan(session: Session, knowledge: Knowledge, since: datetime, now: datetime) -> None:
    first, last, start = since.date(), now.date(), knowledge.catalogue.start_day or date.min
    hours = {person.digest_at for person in knowledge.catalogue.people.values()} | {None}
    plans = [
        stored.Plan(
            day=morning.day,
            rung=morning.rung,
            roles=ladder.roles_of(morning.rung),
            of_agency=ladder.roles_of(morning.rung)[0] in ladder.AGENCY_ROLES,
            due=stored.due_on(_from(start, morning.short), _from(start, morning.long), ladder.SHORT),
            moments=_moments(morning.day, morning.rung, hours, since, now, knowledge),
            own=own,
        )
        for morning, own in _mornings(first, last, knowledge)
    ]
    plans += _week_plan(knowledge, hours, since, last)
    stored.plan(session, plans, now, again=words.REPORTED)


def _mornings(first: date, last: date, knowledge: Knowledge) -> Iterator[tuple[ladder.Morning, tuple[int, ...] | None]]:
    """Each morning's rungs and whose they are: of people with those days of their own (none: the usual ones), or of
    everybody."""
    chosen = sorted({person.reminder_days for person in knowledge.catalogue.people.values() if person.reminder_days})
    for morning in ladder.mornings(first, last, knowledge.calendar):
        yield morning, () if chosen and ladder.is_before(morning.rung) else None
    for own in chosen:
        for morning in ladder.mornings(first, last, knowledge.calendar, own):
            if ladder.is_before(morning.rung):
                yield morning, own


def _from(start: date, days: Sequence[date]) -> list[date]:
    return [day for day in days if day >= start]


def _week_plan(knowledge: Knowledge, hours: Iterable[time | None], since: datetime, today: date) -> list[stored.Plan]:
    """The list of the present week, while its first morning lies in the window; a week that has passed is gone."""
    monday = today - timedelta(days=today.weekday())
    day = knowledge.calendar.next_working(monday)
    sunday = monday + timedelta(days=6)
    moments = {hour: moment(day, hour or USUAL_HOUR) for hour in hours}
    if day > min(today, sunday) or max(moments.values()) <= since:
        return []
    rung = f"{ladder.WEEK}{monday.isoformat()}"
    return [
        stored.Plan(
            day,
            rung,
            ladder.AGENCY_ROLES,
            True,
            stored.due_until(sunday, knowledge.catalogue.start_day),
            moments,
            after=since,
        )
    ]


def _moments(
    day: date, rung: str, hours: Iterable[time | None], since: datetime, now: datetime, knowledge: Knowledge
) -> Mapping[time | None, datetime]:
    """When people with each digest hour have this rung; one that comes up after its hour waits for a morning."""
    moments: dict[time | None, datetime] = {}
    for hour in hours:
        planned = moment(day, hour or USUAL_HOUR)
        if planned <= since:
            planned = now if rung in URGENT else moment(knowledge.calendar.add_working_days(day, 1), hour or USUAL_HOUR)
        moments[hour] = planned
    return moments


def announce(unit: Unit, knowledge: Knowledge, assignment_ids: Sequence[int], now: datetime) -> None:
    """Plans the word of new tasks to the head and officer of each lead, once a task: with the next digest, or at once
    where a last day is within seven working days."""
    now = local(now)
    first: dict[tuple[int, str], Open] = {}
    for row in stored.assignments(unit.session, assignment_ids):
        known = first.setdefault((row.task, row.agency), row)
        if row.due is not None and (known.due is None or row.due < known.due):
            first[row.task, row.agency] = row
    soon = {row.agency for row in first.values() if is_soon(row.due, knowledge, now.date())}
    rows = []
    for row in first.values():
        for role in ladder.AGENCY_ROLES:
            for person in knowledge.holders(role, row.agency):
                hour = hour_of(person)
                at = next_allowed(now, hour, knowledge) if row.agency in soon else next_morning(now, hour, knowledge)
                rows.append({
                    "assignment_id": row.assignment, "cycle": row.cycle, "rung": ladder.NEW,
                    "person_code": person.code, "planned_at": at,
                })  # fmt: skip
    stored.add(unit.session, rows)


def announce_changes(
    unit: Unit, knowledge: Knowledge, moved: Sequence[int], withdrawn: Sequence[int], now: datetime
) -> None:
    """Plans the word of moved dates and of withdrawn assignments to the head and officer of each lead: with the next
    digest, or at once where the new last day is today or tomorrow; once a task that was withdrawn."""
    now = local(now)
    rung_of = dict.fromkeys(moved, ladder.MOVED) | dict.fromkeys(withdrawn, ladder.WITHDRAWN)
    told: set[tuple[int, str]] = set()
    rows = []
    holders = {role: _by_agency(knowledge, role) for role in ladder.AGENCY_ROLES}
    for row in stored.assignments(unit.session, rung_of):
        rung = rung_of[row.assignment]
        if rung == ladder.WITHDRAWN and ((row.task, row.agency) in told or row.state == "accepted"):
            continue
        told.add((row.task, row.agency))
        near = rung == ladder.MOVED and row.due is not None and (row.due - now.date()).days <= 1
        when = next_allowed if near else next_morning
        people = [p for role in ladder.AGENCY_ROLES for p in holders[role].get(row.agency, ())]
        rows += [
            {
                "assignment_id": row.assignment, "cycle": row.cycle, "rung": rung, "person_code": person.code,
                "planned_at": when(now, hour_of(person), knowledge),
            }
            for person in people
        ]  # fmt: skip
    stored.add(unit.session, rows)


def _by_agency(knowledge: Knowledge, role: str) -> dict[str, list[Person]]:
    found: dict[str, list[Person]] = {}
    for person in knowledge.holders(role):
        for held in person.roles:
            if held.role == role and held.agency:
                found.setdefault(held.agency, []).append(person)
    return found


def is_soon(due: date | None, knowledge: Knowledge, today: date) -> bool:
    """So soon that a new task is told at once."""
    return due is not None and knowledge.calendar.working_days_left(today, due) <= AT_ONCE_WITHIN
