"""One sweep: plans the rungs between the last sweep and now, and gathers what is due into one message a person.

Planning writes rows whose key (assignment, cycle, rung, person) makes them unique, so that sweeps may overlap, repeat
or run on a clock that was set back. Nothing here commits or sends.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import structlog
from sqlalchemy.orm import Session

from handlers import ladder
from handlers.dialogue import Reply
from handlers.knowledge import Knowledge
from handlers.reminders.digest import Contents, Late, Message, compose, spoken_of
from handlers.words import reminders as words
from storage import reminders as stored
from storage.catalogue import Person
from storage.clock import LOCAL, local
from storage.reminders import Open, Planned
from storage.session import Unit
from storage.settings_rows import LAST_SWEEP, read_setting, write_setting

PLANNED_ON = "planned_on"  # a setting: what the plan of the day was made from; without it, the day is planned again
CONSOLE = "console"  # a channel to ask on, not to be pushed to
USUAL_HOUR = time(7, 30)
EVENING = time(18)  # nothing is pushed from then on
AT_ONCE_WITHIN = 7  # working days: a new task due so soon is told at once
ANSWER_HOLDS = 2  # working days that "Đã nhận" or a report stops the second call after the date
# Rungs that do not wait for the next morning when a date is moved to today or tomorrow.
URGENT = frozenset({"0", "-1"})
log = structlog.get_logger()


def hour_of(person: Person) -> time:
    return person.digest_at or USUAL_HOUR


def moment(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, LOCAL)


def next_allowed(at: datetime, hour: time, knowledge: Knowledge) -> datetime:
    """The first local moment from `at` on that a push may leave: a working day, from the digest hour until 18:00."""
    at = local(at)
    day = at.date()
    if not knowledge.calendar.is_working(day) or at.time() >= EVENING:
        day = knowledge.calendar.next_working(day if at.time() < EVENING else day + timedelta(days=1))
        return moment(day, hour)
    return max(at, moment(day, hour))


def sweep(unit: Unit, knowledge: Knowledge, now: datetime) -> list[Message]:
    """Plans, settles what is no longer due, and returns what is to be sent now; a second call returns nothing.

    A database that never swept has missed nothing: its window begins with today. Does not commit.
    """
    now = local(now)
    since = _window_start(unit.session, now)
    _plan_if_needed(unit.session, knowledge, since, now)
    write_setting(unit.session, LAST_SWEEP, now.astimezone(UTC).isoformat())
    if not knowledge.calendar.is_working(now.date()) or now.time() >= EVENING:
        return []
    for reason in (words.NO_ACCOUNT, words.UNREACHABLE):
        stored.plan_again(unit.session, reason, moment(now.date(), time(0)))
    stored.unsent_before(unit.session, moment(now.date(), time(0)), words.LATER_MESSAGE)
    due = stored.waiting(unit.session, now)
    return _gather(unit.session, knowledge, due, now) if due else []


def _window_start(session: Session, now: datetime) -> datetime:
    """The last sweep; the start of today for a database that never swept or a clock that was set back."""
    swept = read_setting(session, LAST_SWEEP)
    last = local(datetime.fromisoformat(swept)) if swept else None
    return last if last is not None and last <= now else moment(now.date(), time(0))


# --- planning


def _plan_if_needed(session: Session, knowledge: Knowledge, since: datetime, now: datetime) -> None:
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
        )
        for morning in ladder.mornings(first, last, knowledge.calendar)
    ]
    plans += _week_plan(knowledge, hours, since, last)
    stored.plan(session, plans, now, again=words.REPORTED)


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
    soon = {row.agency for row in first.values() if _is_soon(row, knowledge, now.date())}
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


def _is_soon(row: Open, knowledge: Knowledge, today: date) -> bool:
    return row.due is not None and knowledge.calendar.working_days_left(today, row.due) <= AT_ONCE_WITHIN


def next_morning(now: datetime, hour: time, knowledge: Knowledge) -> datetime:
    """The next moment a digest leaves to somebody with this hour."""
    day = knowledge.calendar.next_working(now.date())
    return moment(day, hour) if now < moment(day, hour) else moment(knowledge.calendar.add_working_days(day, 1), hour)


# --- what is still due


def why_not(row: Planned, person: Person | None, now: datetime) -> str | None:
    """The reason why a planned reminder is no longer to be sent, or None."""
    if row.of.withdrawn:
        return words.WITHDRAWN
    if row.cycle != row.of.cycle:
        return words.NEW_CYCLE
    if row.of.state in stored.SETTLED:
        return words.REPORTED
    if person is None or not _answers_for(person, row):
        return words.NOT_RESPONSIBLE
    begun = local(person.enrolled_at).date() if person.enrolled_at else None
    if begun is not None and local(row.planned_at).date() < begun <= now.date():
        return words.BEFORE_ENROLMENT
    return None


def _answers_for(person: Person, row: Planned) -> bool:
    roles = ladder.roles_of(row.rung)
    province = roles[0] not in ladder.AGENCY_ROLES
    return any(held.role in roles and (province or held.agency == row.of.agency) for held in person.roles)


def _settle(session: Session, knowledge: Knowledge, rows: Sequence[Planned], now: datetime) -> list[Planned]:
    """Cancels what is no longer due, each with its reason, and returns the rest."""
    second_calls = [row.of.assignment for row in rows if row.rung == "+2"]
    since = moment(knowledge.calendar.add_working_days(now.date(), -ANSWER_HOLDS), time(0))
    answered = stored.answered(session, second_calls, since) if second_calls else set()
    reasons: dict[str, list[int]] = {}
    kept = []
    for row in rows:
        reason = why_not(row, knowledge.person(row.person), now)
        if reason is None and row.rung == "+2" and row.of.assignment in answered:
            reason = words.ANSWERED
        if reason is None:
            kept.append(row)
        else:
            reasons.setdefault(reason, []).append(row.id)
    for reason, ids in reasons.items():
        stored.mark(session, ids, "cancelled", reason)
    return kept


def _order(row: Planned) -> tuple[datetime, int]:
    """Later rungs last; on one morning the list of the week gives way to a rung, a rung to a chosen moment."""
    rank = 0 if row.rung.startswith(ladder.WEEK) else 1 if not row.rung.startswith(ladder.SNOOZE) else 2
    return row.planned_at, rank


def _gives_way(row: Planned, today: date) -> bool:
    """To a moment chosen by the person: what comes before the last day, not that day's call nor what is late."""
    in_time = row.of.due is not None and row.of.due >= today
    return in_time and (ladder.is_before(row.rung) or row.rung.startswith(ladder.WEEK))


def _latest(session: Session, rows: Sequence[Planned], now: datetime) -> list[Planned]:
    """The latest rung of each task and person; earlier ones are superseded, and those put off wait for their moment."""
    put_off = stored.snoozed(session, now)
    waits = [
        row.id
        for row in rows
        if (row.of.assignment, row.person) in put_off and _gives_way(row, now.date())
    ]  # fmt: skip
    stored.mark(session, waits, "superseded", words.PUT_OFF_UNTIL)
    latest: dict[tuple[str, int], Planned] = {}
    passed = []
    for row in sorted((row for row in rows if row.id not in set(waits)), key=_order):
        earlier = latest.pop((row.person, row.of.assignment), None)
        if earlier is not None:
            passed.append(earlier.id)
        latest[row.person, row.of.assignment] = row
    stored.mark(session, passed, "superseded", words.LATER_RUNG)
    return list(latest.values())


# --- messages


@dataclass(frozen=True, slots=True)
class _Around:
    """What messages say beside their own rungs, fetched once for all of them."""

    open: Mapping[str, Sequence[Open]]  # by agency: late, or due by the end of next week
    late: Mapping[tuple[int, date], Sequence[Open]]
    with_account: Collection[str]  # people
    known: Collection[str]  # people with an account, be it one that takes no messages


def _around(session: Session, knowledge: Knowledge, rows: Sequence[Planned], now: datetime) -> _Around:
    today, start = now.date(), knowledge.catalogue.start_day
    own = {row.of.agency for row in rows if ladder.roles_of(row.rung)[0] in ladder.AGENCY_ROLES}
    next_sunday = today + timedelta(days=13 - today.weekday())
    by_agency: dict[str, list[Open]] = {}
    for found in stored.open_of(session, own, start, next_sunday, today):
        by_agency.setdefault(found.agency, []).append(found)
    keys = {(r.of.task, r.of.due) for r in rows if r.of.due and ladder.roles_of(r.rung)[0] not in ladder.AGENCY_ROLES}
    late: dict[tuple[int, date], list[Open]] = {}
    for found in stored.open_on(session, keys, start, today):
        assert found.due is not None
        late.setdefault((found.task, found.due), []).append(found)
    accounts = [a for a in knowledge.catalogue.accounts.values() if a.channel != CONSOLE]
    return _Around(
        by_agency, late, {a.person for a in accounts if a.unreachable_since is None}, {a.person for a in accounts}
    )


def _gather(session: Session, knowledge: Knowledge, due: Sequence[Planned], now: datetime) -> list[Message]:
    """One message a person; those whose hour has not come keep their rows as they are."""
    due = [row for row in due if (p := knowledge.person(row.person)) is None or now.time() >= hour_of(p)]
    rows = _latest(session, _settle(session, knowledge, due, now), now)
    around = _around(session, knowledge, rows, now)
    by_person: dict[str, list[Planned]] = {}
    for row in rows:
        by_person.setdefault(row.person, []).append(row)
    messages = []
    for person, theirs in sorted(by_person.items()):
        try:
            messages.append(_message(knowledge, person, theirs, around, now))
        except Exception:  # one person's message must not take everybody's along
            log.exception("reminder_not_composed", person=person)
            stored.mark(session, [row.id for row in theirs], "cancelled", words.NOT_COMPOSED)
    stored.mark(session, [i for m in messages if m.send_at for i in m.reminder_ids], "queued")
    for reason, known in ((words.NO_ACCOUNT, False), (words.UNREACHABLE, True)):
        ids = [i for m in messages if m.send_at is None and (m.person in around.known) is known for i in m.reminder_ids]
        stored.mark(session, ids, "cancelled", reason)
    return messages


def _message(
    knowledge: Knowledge, code: str, rows: Sequence[Planned], around: _Around, now: datetime
) -> Message:  # fmt: skip
    person = knowledge.catalogue.people[code]
    contents = _contents(knowledge, person, rows, around, now)
    kind = _kind(rows)
    ids = tuple(sorted(row.id for row in rows))
    agencies = dict.fromkeys(row.of.agency for row in rows)
    return Message(
        person=code,
        kind=kind,
        tasks=spoken_of(contents, knowledge),
        agencies=tuple(sorted(agencies, key=list(knowledge.catalogue.agencies).index)),
        send_at=now if code in around.with_account else None,
        reply=compose(contents, knowledge),
        reminder_ids=ids,
        key=f"{kind}:{code}:{now.isoformat(timespec='seconds')}:{ids[0]}",
    )


def _kind(rows: Sequence[Planned]) -> str:
    if all(row.rung.startswith(ladder.SNOOZE) for row in rows):
        return "snooze"
    spoken_to = {ladder.roles_of(row.rung)[0] for row in rows}
    return "digest" if spoken_to & set(ladder.AGENCY_ROLES) else "escalation" if "monitor" in spoken_to else "leader"


def _contents(
    knowledge: Knowledge, person: Person, rows: Sequence[Planned], around: _Around, now: datetime
) -> Contents:
    own = [row for row in rows if ladder.roles_of(row.rung)[0] in ladder.AGENCY_ROLES]
    snooze = _kind(rows) == "snooze"
    mine = dict.fromkeys(row.of.agency for row in own)
    keys = {(row.of.task, row.of.due) for row in rows if row not in own and row.of.due}
    return Contents(
        person=person,
        now=now,
        reminded=_by_due(row.of for row in own if row.rung != ladder.NEW),
        fresh=_by_due(row.of for row in own if row.rung == ladder.NEW),
        others=[] if snooze else [one for agency in mine for one in around.open.get(agency, ())],
        late=[_late(knowledge, task, due, around) for task, due in sorted(keys)],
        week=any(row.rung.startswith(ladder.WEEK) for row in own) or _opens_week(own, knowledge, now),
        snooze=snooze,
    )


def _opens_week(own: Sequence[Planned], knowledge: Knowledge, now: datetime) -> bool:
    """The list of the week stands in for the digest of its first morning."""
    dated = any(row.rung != ladder.NEW for row in own)
    return dated and ladder.opens_week(now.date(), knowledge.calendar)


def _by_due(rows: Iterable[Open]) -> list[Open]:
    return sorted(rows, key=lambda row: (row.due or date.max, row.task, row.assignment))


def _late(knowledge: Knowledge, task: int, due: date, around: _Around) -> Late:
    agencies = [row.agency for row in around.late.get((task, due), ())]
    order = list(knowledge.catalogue.agencies)
    unreached = {
        code
        for code in agencies
        if not any(p.code in around.with_account for role in ladder.AGENCY_ROLES for p in knowledge.holders(role, code))
    }
    return Late(task, due, tuple(sorted(agencies, key=order.index)), frozenset(unreached))


# --- from the outbox


def queued(unit: Unit, message: Message, outbox_ids: Sequence[int]) -> None:
    """Ties the reminders of a message to the row it leaves in (the first of several accounts')."""
    if outbox_ids:
        stored.mark(unit.session, message.reminder_ids, "queued", outbox_id=min(outbox_ids))


def recheck(unit: Unit, knowledge: Knowledge, outbox_id: int, now: datetime) -> Reply | None:
    """The message as it stands at the moment of sending, shortened by what was settled since it was planned; None when
    nothing of it is still due. A push that is no reminder is given back as it was written."""
    now = local(now)
    if (other := stored.other_text(unit.session, outbox_id)) is not None:
        return Reply(other)
    rows = stored.of_message(unit.session, outbox_id)
    # a copy to the person's other account: what already arrived there is not cancelled any more
    left = [row for row in rows if row.state != "queued" and why_not(row, knowledge.person(row.person), now) is None]
    left += _settle(unit.session, knowledge, [row for row in rows if row.state == "queued"], now)
    if not left:
        return None
    contents = _contents(
        knowledge, knowledge.catalogue.people[left[0].person], left,
        _around(unit.session, knowledge, left, now), now,
    )  # fmt: skip
    return compose(contents, knowledge)


def waits_until(unit: Unit, knowledge: Knowledge, outbox_id: int, now: datetime) -> datetime | None:
    """When a reminder that did not leave in its own hours may leave; None: now. Other pushes leave at any hour."""
    now = local(now)
    rows = stored.of_message(unit.session, outbox_id)
    person = knowledge.person(rows[0].person) if rows else None
    if person is None:
        return None
    allowed = next_allowed(now, hour_of(person), knowledge)
    return allowed if allowed > now else None


def lost(unit: Unit, outbox_id: int, unreachable: bool) -> None:
    """A message that was given up: its reminders end with the reason; not reached, they are planned again when that
    changes today."""
    stored.lost(unit.session, outbox_id, words.UNREACHABLE if unreachable else words.GIVEN_UP)


def sent(unit: Unit, outbox_id: int) -> None:
    stored.sent(unit.session, outbox_id)
