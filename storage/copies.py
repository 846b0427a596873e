"""Reminder messages that were sent, beside what has become of what they spoke of."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import String, and_, cast, exists, literal, or_, select
from sqlalchemy.orm import Session, aliased

from storage.audit import MOVED
from storage.models import (
    Account,
    Acknowledgement,
    Assignment,
    AuditEntry,
    Outbox,
    ProgressReport,
    Reminder,
    StoredChoice,
    Task,
)

CHUNK = 5_000  # values in one IN list; SQLite takes 32,766
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
    returned: bool  # in that cycle, for a supplement
    moved: bool  # to another last day, since the message
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
    wanted, found = sorted(assignments), set[int]()
    sent = select(Reminder.outbox_id).where(Reminder.state == "sent", Reminder.gathered_at >= since)
    for start in range(0, len(wanted), CHUNK):
        some = Reminder.assignment_id.in_(wanted[start : start + CHUNK])
        found |= set(session.scalars(sent.where(some, Reminder.outbox_id.is_not(None))))
    return sorted(found)


def said_in(session: Session, ids: Sequence[int]) -> list[Said]:
    noted = and_(
        Acknowledgement.assignment_id == Reminder.assignment_id, Acknowledgement.cycle == Reminder.cycle,
        Acknowledgement.person_code == Reminder.person_code, Acknowledgement.at >= Reminder.gathered_at,
    )  # fmt: skip
    withdrawn = or_(Task.withdrawn_at.is_not(None), Assignment.withdrawn_at.is_not(None))
    returned = exists().where(
        ProgressReport.assignment_id == Reminder.assignment_id, ProgressReport.cycle == Reminder.cycle,
        ProgressReport.state == "returned",
    )  # fmt: skip
    moved = exists().where(
        AuditEntry.subject == literal("assignment:").concat(cast(Reminder.assignment_id, String)),
        AuditEntry.action == MOVED, AuditEntry.at >= Reminder.gathered_at,
    )  # fmt: skip
    query = (
        select(
            Reminder.outbox_id, Reminder.rung, Reminder.cycle, Reminder.gathered_at, Assignment.task_no,
            Assignment.state, Assignment.cycle, Assignment.reported_at, withdrawn, returned, moved, Acknowledgement.at,
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
