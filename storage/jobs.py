"""Slow work: a row written by the answer's transaction, done by a child process, its result an inbox row."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from storage.inbox import Arrival, store
from storage.models import Job

LEASE = timedelta(minutes=2)
TRIES = 2


@dataclass(frozen=True, slots=True)
class Work:
    id: int
    kind: str
    payload: dict[str, Any]
    channel: str
    bot_id: str
    chat: str
    attempts: int


def order(
    session: Session, kind: str, payload: Mapping[str, Any], channel: str, bot_id: str, chat: str, person: str | None,
    at: datetime,
) -> None:  # fmt: skip
    session.add(
        Job(
            kind=kind, payload=dict(payload), channel=channel, bot_id=bot_id, chat=chat, person_code=person, made_at=at,
            state="queued", attempts=0,
        )
    )  # fmt: skip


def claim(session: Session, owner: str, now: datetime) -> Work | None:
    """The oldest job waiting, or one whose process died less than twice."""
    session.execute(
        update(Job)
        .where(Job.state == "working", Job.lease_until < now)
        .values(state="queued", owner=None, lease_until=None),
        execution_options={"synchronize_session": False},
    )
    columns = (Job.id, Job.kind, Job.payload, Job.channel, Job.bot_id, Job.chat, Job.attempts)
    query = select(*columns).where(Job.state == "queued").order_by(Job.id).limit(1).with_for_update(skip_locked=True)
    found = session.execute(query).first()
    if found is None:
        return None
    session.execute(
        update(Job)
        .where(Job.id == found.id)
        .values(state="working", owner=owner, attempts=Job.attempts + 1, lease_until=now + LEASE),
        execution_options={"synchronize_session": False},
    )
    return Work(*found)


def finish(session: Session, work: Work, result: Mapping[str, Any], at: datetime) -> None:
    """Writes the result as an inbox row of the same chat, once."""
    raw = {"job": work.id, "kind": work.kind, "payload": work.payload, "result": dict(result)}
    store(session, [Arrival(work.channel, work.bot_id, f"job:{work.id}", None, work.chat, raw)], at)
    session.execute(
        update(Job)
        .where(Job.id == work.id)
        .values(state="failed" if "error" in result else "done", owner=None, lease_until=None),
        execution_options={"synchronize_session": False},
    )
