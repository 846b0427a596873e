"""What the demo's story asks the database: is anything under way, what comes next, how far was it told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import exists, or_, select, update
from sqlalchemy.orm import Session

from storage.models import Assignment, Inbox, Job, Outbox, Reminder, SourceDocument, Task
from storage.settings_rows import read_setting, write_setting

STORY = "story"  # a setting: is the story on, and the moment up to which it was told


@dataclass(frozen=True, slots=True)
class Told:
    on: bool
    until: datetime | None = None


def told(session: Session) -> Told:
    kept = read_setting(session, STORY, {"on": False, "until": None})
    return Told(kept["on"], datetime.fromisoformat(kept["until"]) if kept["until"] else None)


def keep_told(session: Session, story: Told) -> None:
    until = story.until.astimezone(UTC).isoformat() if story.until else None
    write_setting(session, STORY, {"on": story.on, "until": until})


def under_way(session: Session, machine: datetime) -> bool:
    """Is a message to be answered, a job to be done or a row to be sent now? What waits for a later moment is not."""
    due = or_(Outbox.next_try_at.is_(None), Outbox.next_try_at <= machine)
    found = or_(
        exists().where(Inbox.state == "queued"),
        exists().where(Job.state.in_(("queued", "working"))),
        exists().where(Outbox.state == "sending"),
        exists().where(Outbox.state == "queued", due),
    )
    return bool(session.execute(select(found)).scalar())


def look_again(session: Session) -> None:
    """What was held back until a later moment is looked at now, the clock having moved; what failed waits on."""
    held = (Outbox.state == "queued", Outbox.kind == "push", Outbox.error.is_(None), Outbox.copies == 0)
    statement = update(Outbox).where(*held, Outbox.next_try_at.is_not(None)).values(next_try_at=None)
    session.execute(statement, execution_options={"synchronize_session": False})


def reminder_due(session: Session, now: datetime) -> bool:
    """Is something planned that a sweep would send now?"""
    query = exists().where(Reminder.state == "planned", Reminder.planned_at <= now)
    return bool(session.execute(select(query)).scalar())


def next_reminder(session: Session, after: datetime, until: datetime) -> datetime | None:
    """When the next planned reminder leaves, if that is by `until`."""
    query = (
        select(Reminder.planned_at)
        .where(Reminder.state == "planned", Reminder.planned_at > after, Reminder.planned_at <= until)
        .order_by(Reminder.planned_at)
        .limit(1)
    )
    return session.execute(query).scalar()


def given_by(session: Session, source: str) -> Sequence[int]:
    """The assignments of a document's tasks."""
    query = (
        select(Assignment.id)
        .join(Task, Task.no == Assignment.task_no)
        .join(SourceDocument, SourceDocument.id == Task.source_id)
        .where(SourceDocument.name == source)
        .order_by(Assignment.id)
    )
    return session.execute(query).scalars().all()
