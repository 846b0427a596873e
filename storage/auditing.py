"""The law of reminders, asked of the tables by brute force, apart from all that plans and sends."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, String, and_, cast, exists, func, literal, or_, select
from sqlalchemy.orm import Session

from storage.models import Assignment, AuditEntry, Outbox, Reminder, RoleHeld, SourceDocument, Task

UNFINISHED = ("not_started", "doing", "blocked", "returned")  # said again: it shares nothing with what it audits


@dataclass(frozen=True, slots=True)
class Missed:
    """An unfinished assignment that nobody was reminded of, without a reason."""

    assignment: int
    task: int
    agency: str
    due: date


def missed(
    session: Session, dues: Sequence[date], last: date, since: datetime, now: datetime, no_reasons: Sequence[str]
) -> list[Missed]:
    """Of the assignments due on `dues`, whose last working day is `last`: those without a reminder said since `since`
    or still to be said today, and without a recorded reason (but for `no_reasons`)."""
    mine = Reminder.assignment_id == Assignment.id
    left = exists().where(Outbox.id == Reminder.outbox_id, Outbox.state.in_(("queued", "sending", "sent")))
    said = and_(
        func.coalesce(Reminder.gathered_at, Reminder.planned_at) >= since,
        or_(Reminder.state == "sent", and_(Reminder.state == "queued", left)),
    )
    to_come = and_(Reminder.state == "planned", Reminder.planned_at > now)
    reason = and_(
        Reminder.state.in_(("cancelled", "superseded")), Reminder.planned_at >= since, Reminder.reason.is_not(None),
        Reminder.reason.not_in(no_reasons),
    )  # fmt: skip
    changed = exists().where(
        AuditEntry.subject == literal("assignment:").concat(cast(Assignment.id, String)),
        AuditEntry.at >= since,
        Assignment.cycle > 1,
    )
    query = (
        select(Assignment.id, Assignment.task_no, Assignment.agency_code, Assignment.due)
        .join(Task, Task.no == Assignment.task_no)
        .join(SourceDocument, SourceDocument.id == Task.source_id)
        .where(
            Assignment.due.in_(dues),
            Assignment.state.in_(UNFINISHED),
            Assignment.withdrawn_at.is_(None),
            Task.withdrawn_at.is_(None),
            Assignment.opens_on <= last,
            Assignment.made_on < last,  # given on that very day it was told as new
            or_(SourceDocument.issued.is_(None), SourceDocument.issued <= last),
            _has_somebody(now),
            ~exists().where(mine, or_(said, to_come, reason)),
            ~changed,
        )
        .order_by(Assignment.task_no, Assignment.agency_code)
    )
    rows: list[Sequence[Any]] = [tuple(row) for row in session.execute(query)]
    return [Missed(*row) for row in rows]


def _has_somebody(now: datetime) -> ColumnElement[bool]:
    return exists().where(
        RoleHeld.agency_code == Assignment.agency_code,
        RoleHeld.role.in_(("head", "officer")),
        or_(RoleHeld.ends_at.is_(None), RoleHeld.ends_at > now),
    )
