"""Of what was planned: what is still due now, and the latest word of each task for each person."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

from sqlalchemy.orm import Session

from handlers import ladder
from handlers.knowledge import Knowledge
from handlers.reminders.hours import moment
from handlers.words import hand_on as hand_on_words
from handlers.words import reminders as words
from storage import hand_ons
from storage import reminders as stored
from storage.assignments import SETTLED
from storage.catalogue import Person
from storage.clock import local
from storage.reminders import Planned

ANSWER_HOLDS = 2  # working days that "Đã nhận" or a report stops the second call after the date


def why_not(row: Planned, person: Person | None, now: datetime) -> str | None:
    """The reason why a planned reminder is no longer to be sent, or None."""
    if row.rung == ladder.WITHDRAWN:
        if not row.of.withdrawn:
            return words.RESTORED
    elif (reason := _settled(row)) is not None:
        return reason
    if person is None or not _answers_for(person, row):
        return words.NOT_RESPONSIBLE
    begun = local(person.enrolled_at).date() if person.enrolled_at else None
    if begun is not None and local(row.planned_at).date() < begun <= now.date():
        return words.BEFORE_ENROLMENT
    return None


def _settled(row: Planned) -> str | None:
    """Why nothing is asked on this cycle of the assignment any more, or None."""
    if row.of.withdrawn:
        return words.WITHDRAWN
    if row.cycle != row.of.cycle:
        return words.NEW_CYCLE
    if row.of.state in SETTLED:
        return words.REPORTED
    return None


def _answers_for(person: Person, row: Planned) -> bool:
    roles = ladder.roles_of(row.rung)
    province = roles[0] not in ladder.AGENCY_ROLES
    return any(held.role in roles and (province or held.agency == row.of.agency) for held in person.roles)


def settle(session: Session, knowledge: Knowledge, rows: Sequence[Planned], now: datetime) -> list[Planned]:
    """Cancels what is no longer due, each with its reason, and returns the rest."""
    second_calls = [row.of.assignment for row in rows if row.rung == "+2"]
    since = moment(knowledge.calendar.add_working_days(now.date(), -ANSWER_HOLDS), time(0))
    answered = stored.answered(session, second_calls, since) if second_calls else set()
    handed = _handed_on(session, knowledge, rows)
    reasons: dict[str, list[int]] = {}
    kept = []
    for row in rows:
        reason = why_not(row, knowledge.person(row.person), now)
        if reason is None and row.rung == "+2" and row.of.assignment in answered:
            reason = words.ANSWERED
        if reason is None and row.id in handed:
            reason = hand_on_words.HANDED_ON
        if reason is None:
            kept.append(row)
        else:
            reasons.setdefault(reason, []).append(row.id)
    for reason, ids in reasons.items():
        stored.mark(session, ids, "cancelled", reason)
    return kept


def _handed_on(session: Session, knowledge: Knowledge, rows: Sequence[Planned]) -> set[int]:
    """Calls to a head before the last day of what was handed on, while there is an officer who gets them (DESIGN 7)."""
    early = [row for row in rows if ladder.is_before(row.rung)]
    live = hand_ons.live(session, [row.of.assignment for row in early]) if early else {}
    theirs = [row for row in early if row.of.assignment in live and _is_head_only(knowledge.person(row.person), row)]
    reached = officers_reached(knowledge) if theirs else frozenset[str]()
    return {row.id for row in theirs if row.of.agency in reached}


def _is_head_only(person: Person | None, row: Planned) -> bool:
    roles = {held.role for held in person.roles if held.agency == row.of.agency} if person else set()
    return "head" in roles and "officer" not in roles


def officers_reached(knowledge: Knowledge) -> frozenset[str]:
    """Agencies with a focal officer whose account takes messages."""
    return knowledge.catalogue.reached.get("officer", frozenset())


def _order(row: Planned) -> tuple[datetime, int]:
    """Later rungs last; on one morning the list of the week gives way to a rung, a rung to a chosen moment."""
    if row.rung.startswith(ladder.NUDGE):
        return row.planned_at, 3  # what somebody urges on is said, whatever else falls on that morning
    rank = 0 if row.rung.startswith((ladder.WEEK, ladder.BACK)) else 1 if not row.rung.startswith(ladder.SNOOZE) else 2
    return row.planned_at, rank


def _gives_way(row: Planned, today: date) -> bool:
    """To a moment chosen by the person: what comes before the last day, not that day's call nor what is late."""
    in_time = row.of.due is not None and row.of.due >= today
    return in_time and (ladder.is_before(row.rung) or row.rung.startswith((ladder.WEEK, ladder.BACK)))


def latest_of(session: Session, rows: Sequence[Planned], instead: Mapping[str, str], now: datetime) -> list[Planned]:
    """The latest rung of each task and person; earlier ones are superseded, and those put off wait for their moment.

    A substitute (`instead`) puts off for whom they stand in.

    That a date was moved or a task withdrawn is said beside a rung."""
    put_off = stored.snoozed(session, now, {instead.get(row.person, row.person) for row in rows})
    waits = {
        row.id
        for row in rows
        if (row.of.assignment, instead.get(row.person, row.person)) in put_off and _gives_way(row, now.date())
    }  # fmt: skip
    stored.mark(session, waits, "superseded", words.PUT_OFF_UNTIL)
    latest: dict[tuple[str, int, bool], Planned] = {}
    passed = []
    for row in sorted((row for row in rows if row.id not in waits), key=_order):
        key = (row.person, row.of.assignment, row.rung in (ladder.MOVED, ladder.WITHDRAWN))
        earlier = latest.pop(key, None)
        if earlier is not None:
            passed.append(earlier.id)
        latest[key] = row
    stored.mark(session, passed, "superseded", words.LATER_RUNG)
    return list(latest.values())
