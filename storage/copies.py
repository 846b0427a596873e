"""Reminder messages that were sent, beside what has become of what they spoke of."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, aliased

from storage.models import Account, Acknowledgement, Assignment, AuditEntry, Outbox, Reminder, StoredChoice, Task

EDIT = "settled"  # how the key of a row begins that only changes a message already sent


@dataclass(frozen=True, slots=True)
class Said:
    """An assignment that a message spoke of: then, and now."""

    message: int
    rung: str
    cycle: int
    gathered_at: datetime
    task: int
    state: str
    cycle_now: int
    reported_at: datetime | None
    withdrawn: bool
    noted_at: datetime | None  # when the message's person took note of it in this cycle


@dataclass(frozen=True, slots=True)
class Copy:
    """A message as it stands in one chat; `payload` also has the line it was last given, as `settled`."""

    id: int
    channel: str
    chat: str
    person: str
    message_id: str
    payload: Mapping[str, Any]


def changed(session: Session, after: int) -> set[int]:
    """Assignments that audit entries since that number are about."""
    subjects = set(session.scalars(select(AuditEntry.subject).where(AuditEntry.id > after)))
    ids = {int(subject[11:]) for subject in subjects if subject.startswith("assignment:") and subject[11:].isdigit()}
    tasks = {int(subject[5:]) for subject in subjects if subject.startswith("task:") and subject[5:].isdigit()}
    if tasks:
        ids |= set(session.scalars(select(Assignment.id).where(Assignment.task_no.in_(tasks))))
    return ids


def messages(session: Session, assignments: Collection[int], since: datetime) -> list[int]:
    """Messages of that time that spoke of one of them."""
    said = (Reminder.assignment_id.in_(assignments), Reminder.state == "sent", Reminder.gathered_at >= since)
    return sorted(set(session.scalars(select(Reminder.outbox_id).where(*said, Reminder.outbox_id.is_not(None)))))


def said_in(session: Session, ids: Sequence[int]) -> list[Said]:
    noted = and_(
        Acknowledgement.assignment_id == Reminder.assignment_id, Acknowledgement.cycle == Reminder.cycle,
        Acknowledgement.person_code == Reminder.person_code, Acknowledgement.at >= Reminder.gathered_at,
    )  # fmt: skip
    withdrawn = or_(Task.withdrawn_at.is_not(None), Assignment.withdrawn_at.is_not(None))
    query = (
        select(
            Reminder.outbox_id, Reminder.rung, Reminder.cycle, Reminder.gathered_at, Assignment.task_no,
            Assignment.state, Assignment.cycle, Assignment.reported_at, withdrawn, Acknowledgement.at,
        )
        .join(Assignment, Assignment.id == Reminder.assignment_id)
        .join(Task, Task.no == Assignment.task_no)
        .outerjoin(Acknowledgement, noted)
        .where(Reminder.outbox_id.in_(ids), Reminder.state == "sent")
        .order_by(Assignment.task_no, Acknowledgement.at)
    )  # fmt: skip
    rows: list[Sequence[Any]] = [tuple(row) for row in session.execute(query)]
    return [Said(*row) for row in rows]


def copies_of(session: Session, message: int) -> list[Copy]:
    """The message in each chat of its person that it arrived in and that still takes messages."""
    one = aliased(Outbox)
    chat = and_(
        Account.channel == Outbox.channel, Account.external_id == Outbox.chat,
        Account.person_code == Outbox.person_code, Account.unreachable_since.is_(None),
    )  # fmt: skip
    same = and_(Outbox.person_code == one.person_code, Outbox.made_at == one.made_at, Outbox.kind == "push")
    query = select(Outbox, one.key).join(one, same).join(Account, chat).where(one.id == message, Outbox.state == "sent")
    rows = session.execute(query.where(Outbox.message_id.is_not(None))).all()
    return [
        Copy(row.id, row.channel, row.chat, row.person_code or "", str(row.message_id), row.payload)
        for row, key in rows
        if row.key.partition(":")[0] == key.partition(":")[0]
    ]


def pressed(session: Session, tokens: Sequence[str]) -> set[str]:
    """Of these stored choices, those used up."""
    used = select(StoredChoice.token).where(StoredChoice.token.in_(tokens), StoredChoice.used_at.is_not(None))
    return set(session.scalars(used))
