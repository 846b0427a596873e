"""What monitors and leaders see of many agencies, what they urge on by hand, and the notices counted for them.

Named queries over assignments, sent reminders and nudges. Nothing here commits.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, case, exists, func, or_, select, true
from sqlalchemy.orm import Session

from storage import time_requests
from storage.assignments import UNFINISHED
from storage.models import Acknowledgement, Assignment, AuditEntry, Notice, Nudge, Reminder, Task, TimeRequest
from storage.upsert import insert

OF_PROVINCE = ("+3", "+7")  # rungs that speak to monitors and leaders


@dataclass(frozen=True, slots=True)
class Behind:
    """An unfinished assignment of some agency. `since`: when its present state was reported, or it was reminded."""

    id: int
    task: int
    agency: str
    due: date | None
    state: str
    percent: int | None
    stage: str | None
    reason: str | None
    cycle: int
    reported_at: datetime | None
    since: datetime | None


_COLUMNS: tuple[Any, ...] = (
    Assignment.id, Assignment.task_no, Assignment.agency_code, Assignment.due, Assignment.state, Assignment.percent,
    Assignment.stage, Assignment.reason, Assignment.cycle, Assignment.reported_at,
)  # fmt: skip


def _asked(query: Select[Any], start: date | None, today: date) -> Select[Any]:
    """Only what is asked of its agency now and counts (DESIGN 6)."""
    return query.join(Task, Task.no == Assignment.task_no).where(
        Task.withdrawn_at.is_(None),
        Assignment.withdrawn_at.is_(None),
        Assignment.state.in_(UNFINISHED),
        Assignment.opens_on <= today,
        or_(Assignment.due.is_(None), Assignment.due >= (start or date.min)),
    )


def _rows(session: Session, query: Select[Any]) -> list[Behind]:
    session.flush()
    ordered = query.order_by(Assignment.due.is_(None), Assignment.due, Assignment.task_no, Assignment.id)
    return [Behind(*row) for row in session.connection().execute(ordered)]


def behind(
    session: Session, start: date | None, today: date, until: date | None = None, tasks: Iterable[int] | None = None,
    ids: Iterable[int] | None = None,
) -> list[Behind]:  # fmt: skip
    """Unfinished assignments by last day: due up to `until`, of some tasks, or those named."""
    query = _asked(select(*_COLUMNS, Assignment.reported_at), start, today)
    if until is not None:
        query = query.where(Assignment.due <= until)
    if tasks is not None:
        query = query.where(Assignment.task_no.in_(tuple(tasks)))
    if ids is not None:
        query = query.where(Assignment.id.in_(tuple(ids)))
    return _rows(session, query)


def blocked(session: Session, start: date | None, today: date) -> list[Behind]:
    query = _asked(select(*_COLUMNS, Assignment.reported_at), start, today)
    return _rows(session, query.where(Assignment.state == "blocked"))


def unheard(session: Session, start: date | None, today: date, since: datetime) -> list[Behind]:
    """Reminded since then, and since then neither acknowledged nor reported on; `since` is the last reminder's day."""
    sent = (
        select(Reminder.assignment_id, func.max(Reminder.planned_at).label("at"))
        .join(Assignment, and_(Assignment.id == Reminder.assignment_id, Assignment.cycle == Reminder.cycle))
        .where(Reminder.state == "sent", Reminder.planned_at >= since, Reminder.rung.not_in(OF_PROVINCE))
        .group_by(Reminder.assignment_id)
        .subquery()
    )
    noted = exists().where(
        Acknowledgement.assignment_id == Assignment.id,
        Acknowledgement.cycle == Assignment.cycle,
        Acknowledgement.at >= since,
    )
    query = select(*_COLUMNS, sent.c.at).join(sent, sent.c.assignment_id == Assignment.id)
    silent = or_(Assignment.reported_at.is_(None), Assignment.reported_at < since)
    return _rows(session, _asked(query, start, today).where(~noted, silent))


# --- nudges


@dataclass(frozen=True, slots=True)
class Urged:
    """Who urged on an assignment on a day, and with what words."""

    assignment: int
    day: date
    person: str
    words: str


def claim_nudges(
    session: Session, ids: Iterable[int], day: date, person: str, at: datetime, words: str
) -> set[int]:  # fmt: skip
    """Of these assignments, those nobody urged on for that day before: they are this person's to urge on."""
    rows = [{"assignment_id": id_, "day": day, "person_code": person, "at": at, "words": words} for id_ in sorted(ids)]
    if not rows:
        return set()
    statement = insert(session, Nudge).values(rows).on_conflict_do_nothing().returning(Nudge.assignment_id)
    return set(session.scalars(statement))


def nudged(session: Session, ids: Iterable[int], since: date) -> dict[tuple[int, date], Urged]:
    """By assignment and day."""
    wanted = tuple(set(ids))
    if not wanted:
        return {}
    query = select(Nudge.assignment_id, Nudge.day, Nudge.person_code, Nudge.words)
    found = session.execute(query.where(Nudge.assignment_id.in_(wanted), Nudge.day >= since))
    return {(row.assignment_id, row.day): Urged(*row) for row in found}


def last_recorded(session: Session, subject: str, action: str) -> datetime | None:
    """When this was last done to a subject, by the audit log."""
    done = (AuditEntry.subject == subject, AuditEntry.action == action)
    return session.scalars(select(AuditEntry.at).where(*done).order_by(AuditEntry.id.desc()).limit(1)).first()


def last_entry(session: Session, subject: str, action: str) -> tuple[str, dict[str, Any]] | None:
    """Who did this last to a subject and with what details, by the audit log."""
    done = (AuditEntry.subject == subject, AuditEntry.action == action)
    query = select(AuditEntry.actor, AuditEntry.details).where(*done).order_by(AuditEntry.id.desc()).limit(1)
    row = session.execute(query).first()
    return (row.actor, dict(row.details)) if row else None


# --- counted for whoever decides


@dataclass(frozen=True, slots=True)
class Load:
    """What one agency has before whoever decides on its tasks."""

    agency: str
    waiting: int = 0
    waiting_long: int = 0
    blocked: int = 0
    new: int = 0
    requests: int = 0


def loads(session: Session, today: date, long_before: datetime, since: datetime) -> list[Load]:
    """By agency: reports that wait (since before `long_before`), what is blocked, requests for more time that can still
    be decided; and how much of it came since a moment."""
    waits, stuck = Assignment.state == "waiting", Assignment.state == "blocked"
    states = (
        select(
            Assignment.agency_code,
            _count(waits),
            _count(and_(waits, Assignment.filed_at < long_before)),
            _count(stuck),
            _count(or_(and_(waits, Assignment.filed_at >= since), and_(stuck, Assignment.reported_at >= since))),
        )
        .join(Task, Task.no == Assignment.task_no)
        .where(
            Task.withdrawn_at.is_(None), Assignment.withdrawn_at.is_(None), Assignment.state.in_(("waiting", "blocked"))
        )
        .group_by(Assignment.agency_code)
    )
    asked = (
        select(Assignment.agency_code, func.count(), _count(TimeRequest.at >= since))
        .join(TimeRequest, TimeRequest.assignment_id == Assignment.id)
        .join(Task, Task.no == Assignment.task_no)
        .where(*time_requests.live(["with_monitor"], today))
        .group_by(Assignment.agency_code)
    )
    counted = {agency: Load(agency, *numbers) for agency, *numbers in session.execute(states)}
    for agency, requests, new in session.execute(asked):
        known = counted.get(agency, Load(agency))
        counted[agency] = replace(known, requests=requests, new=known.new + new)
    return [counted[agency] for agency in sorted(counted)]


def _count(condition: Any) -> Any:
    return func.sum(case((condition, 1), else_=0))


def notices_of(
    session: Session, day: date, people: Collection[str] | None = None
) -> dict[tuple[str, str], datetime]:  # fmt: skip
    """Which notices were made on a day, for these people or for all: (person, kind) → when."""
    theirs = Notice.person_code.in_(people) if people is not None else true()
    rows = session.execute(select(Notice.person_code, Notice.kind, Notice.made_at).where(Notice.day == day, theirs))
    return {(row.person_code, row.kind): row.made_at for row in rows}


def claim_notice(session: Session, people: Sequence[str], kind: str, day: date, at: datetime) -> set[str]:
    """Of these people, those for whom this notice was not made on that day: it is made now."""
    rows = [{"person_code": person, "kind": kind, "day": day, "made_at": at} for person in sorted(people)]
    if not rows:
        return set()
    statement = insert(session, Notice).values(rows).on_conflict_do_nothing().returning(Notice.person_code)
    return set(session.scalars(statement))


# --- a month, and the whole


@dataclass(frozen=True, slots=True)
class Due:
    """An assignment with its last day, and what became of it."""

    agency: str
    task: int
    due: date
    state: str
    filed_at: datetime | None


def due_between(session: Session, first: date, last: date, agencies: Iterable[str] | None = None) -> list[Due]:
    query = (
        select(Assignment.agency_code, Assignment.task_no, Assignment.due, Assignment.state, Assignment.filed_at)
        .join(Task, Task.no == Assignment.task_no)
        .where(Task.withdrawn_at.is_(None), Assignment.withdrawn_at.is_(None), Assignment.due.between(first, last))
        .order_by(Assignment.due, Assignment.task_no, Assignment.id)
    )
    if agencies is not None:
        query = query.where(Assignment.agency_code.in_(tuple(agencies)))
    rows: list[Sequence[Any]] = [tuple(row) for row in session.execute(query)]
    return [Due(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class Spread:
    """How many assignments of an agency are in each state; every one is counted once, the most urgent first."""

    agency: str
    late: int
    soon: int
    blocked: int
    doing: int
    waiting: int
    accepted: int


def spreads(session: Session, start: date | None, today: date, soon_until: date) -> list[Spread]:
    """By agency, of what is open or accepted: late, else blocked, else due soon, else in work."""
    open_ = Assignment.state.in_(UNFINISHED)
    column = case(
        (Assignment.state == "accepted", "accepted"),
        (Assignment.state == "waiting", "waiting"),
        (and_(open_, Assignment.due < today), "late"),
        (Assignment.state == "blocked", "blocked"),
        (and_(open_, Assignment.due <= soon_until), "soon"),
        else_="doing",
    ).label("kind")
    query = (
        select(Assignment.agency_code, column, func.count())
        .join(Task, Task.no == Assignment.task_no)
        .where(
            Task.withdrawn_at.is_(None),
            Assignment.withdrawn_at.is_(None),
            Assignment.opens_on <= today,
            or_(Assignment.due.is_(None), Assignment.due >= (start or date.min)),
        )
        .group_by(Assignment.agency_code, column)
    )
    counts: dict[str, dict[str, int]] = {}
    for agency, kind, count in session.execute(query):
        counts.setdefault(agency, {})[kind] = count
    names = ("late", "soon", "blocked", "doing", "waiting", "accepted")
    return [Spread(agency, *(of.get(name, 0) for name in names)) for agency, of in counts.items()]
