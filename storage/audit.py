"""The audit log: append-only, readable as the history of a subject."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from storage.models import AuditEntry

MOVED = "assignment.moved"  # an action: another last day


def record(
    session: Session,
    at: datetime,
    actor: str,
    action: str,
    subject: str,
    details: Mapping[str, Any] | None = None,
    inbox_id: int | None = None,
) -> None:
    """`actor` is a person's code or "console"; `subject` names what changed: "assignment:17", "person:head:snv"."""
    values = {
        "at": at, "actor": actor, "action": action, "subject": subject, "details": dict(details or {}),
        "inbox_id": inbox_id,
    }  # fmt: skip
    session.connection().execute(_ADD, values)


_ADD = insert(AuditEntry)


def of_subjects(session: Session, subjects: Iterable[str], actions: Iterable[str] = ()) -> list[AuditEntry]:
    """What was done to any of them, oldest first; only these actions, where any are named."""
    query = select(AuditEntry).where(AuditEntry.subject.in_(tuple(subjects))).order_by(AuditEntry.id)
    if named := tuple(actions):
        query = query.where(AuditEntry.action.in_(named))
    return list(session.scalars(query))


def history(session: Session, subject: str) -> list[AuditEntry]:
    return list(session.scalars(select(AuditEntry).where(AuditEntry.subject == subject).order_by(AuditEntry.id)))


def newest(session: Session) -> int:
    """The number of the last entry: while it stays, nobody has changed anything."""
    return session.execute(select(func.coalesce(func.max(AuditEntry.id), 0))).scalar_one()
