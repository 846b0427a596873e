"""Which reminders a window of time calls for: rungs of deadlines, lists of the week, the word of new tasks.

Planning writes rows whose key (assignment, cycle, rung, person) makes them unique, so that it may overlap, be repeated,
or be done on a clock that was set back.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from handlers import ladder
from handlers.knowledge import Knowledge
from handlers.reminders.hours import USUAL_HOUR, hour_of, moment, next_allowed, next_morning
from handlers.words import reminders as words
from storage import audit
from storage import reminders as stored
from storage.catalogue import Person
from storage.clock import local
from storage.reminders import Open
from storage.session import Unit
from storage.settings_rows import read_setting, write_setting

PLANNED_ON = "planned"  # a setting: what the plan of the day was made from; without it, the day is planned again
LOOK_AGAIN = timedelta(minutes=5)
PLANNED_AT_ONCE = 600  # assignments in one slice: some ten milliseconds
LOOKED_UP = 50  # what looking up the assignments of a rung costs of that
AT_ONCE_WITHIN = 7  # working days: a new task due so soon is told at once
# Rungs that do not wait for the next morning when a date is moved to today or tomorrow.
URGENT = frozenset({"0", "-1"})


class Planning:
    """What a window of time calls for, written a slice at a time; done again from the start it adds nothing twice."""

    def __init__(self, knowledge: Knowledge, since: datetime, now: datetime) -> None:
        self._now = now
        plans = [*_ladder_plans(knowledge, since, now), *_week_plan(knowledge, since, now.date())]
        self._left: deque[tuple[stored.Plan, list[int] | None]] = deque((wanted, None) for wanted in plans)

    def slice(self, session: Session) -> bool:
        """Plans for some more assignments. Tells whether any are left."""
        room = PLANNED_AT_ONCE
        while self._left and room > 0:
            wanted, ids = self._left.popleft()
            if ids is None:
                ids = stored.meant(session, wanted)
                room -= LOOKED_UP
            some, rest = ids[:room] if room > 0 else [], ids[max(room, 0) :]
            if some:
                stored.plan(session, wanted, some, self._now, again=words.REPORTED)
            room -= len(some)
            if rest:
                self._left.appendleft((wanted, rest))
        return bool(self._left)


def basis_of(session: Session, knowledge: Knowledge, now: datetime) -> dict[str, Any]:
    """What the plan of a day is made from."""
    return {
        "day": now.date().isoformat(),
        "people": knowledge.catalogue.version,
        "audit": audit.newest(session),
        "open": stored.fingerprint(session),
        "looked": now.isoformat(),
    }


def ask_again(session: Session) -> None:
    """The next sweep plans the day anew, whatever is known of it."""
    write_setting(session, PLANNED_ON, {})


def is_planned(session: Session, knowledge: Knowledge, now: datetime) -> bool:
    """A day is planned again when people, tasks or what is asked on them changed. Whoever changes something writes an
    audit entry, so that the assignments are counted only after one; and now and then all the same."""
    known = read_setting(session, PLANNED_ON)
    if not known or (known["day"], known["people"]) != (now.date().isoformat(), knowledge.catalogue.version):
        return False
    just_looked = timedelta(0) <= now - datetime.fromisoformat(known["looked"]) < LOOK_AGAIN
    if just_looked and known["audit"] == audit.newest(session):
        return True
    found = basis_of(session, knowledge, now)
    if found["open"] != known["open"]:
        return False
    write_setting(session, PLANNED_ON, found)
    return True


def _ladder_plans(knowledge: Knowledge, since: datetime, now: datetime) -> list[stored.Plan]:
    start, hours, plans = knowledge.catalogue.start_day or date.min, _hours(knowledge), []
    for morning, own in _mornings(since.date(), now.date(), knowledge):
        short, long = _from(start, morning.short), _from(start, morning.long)
        plans.append(
            stored.Plan(
                day=morning.day,
                rung=morning.rung,
                roles=ladder.roles_of(morning.rung),
                of_agency=ladder.roles_of(morning.rung)[0] in ladder.AGENCY_ROLES,
                due=stored.due_on(short, long, ladder.SHORT),
                among=stored.due_on_any(*short, *long),
                moments=_moments(morning.day, morning.rung, hours, since, now, knowledge),
                own=own,
            )
        )
    return plans


def _hours(knowledge: Knowledge) -> set[time | None]:
    return {person.digest_at for person in knowledge.catalogue.people.values()} | {None}


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


def _week_plan(knowledge: Knowledge, since: datetime, today: date) -> list[stored.Plan]:
    """The list of the present week, while its first morning lies in the window; a week that has passed is gone."""
    monday = today - timedelta(days=today.weekday())
    day = knowledge.calendar.next_working(monday)
    sunday = monday + timedelta(days=6)
    moments = {hour: moment(day, hour or USUAL_HOUR) for hour in _hours(knowledge)}
    if day > min(today, sunday) or max(moments.values()) <= since:
        return []
    rung = f"{ladder.WEEK}{monday.isoformat()}"
    due = stored.due_until(sunday, knowledge.catalogue.start_day)
    return [stored.Plan(day, rung, ladder.AGENCY_ROLES, True, due, due, moments, after=since)]


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
