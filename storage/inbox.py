"""Updates as they came: stored before they are confirmed, taken in order, done in the answer's own transaction."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, or_, select, true, update
from sqlalchemy.orm import Session, aliased

from storage.models import Inbox
from storage.upsert import add_new

KEYS_COUNT_FOR = timedelta(days=8)
KILLS_ALLOWED = 2  # deaths with this very message in hand; then it is parked
_CLAIMED = (Inbox.id, Inbox.channel, Inbox.bot_id, Inbox.chat, Inbox.raw, Inbox.attempts, Inbox.received_at)


@dataclass(frozen=True, slots=True)
class Arrival:
    channel: str
    bot_id: str
    source_key: str
    message_key: str | None
    chat: str
    raw: Any
    error: str | None = None  # it can't be read: parked at once


@dataclass(frozen=True, slots=True)
class Claimed:
    id: int
    channel: str
    bot_id: str
    chat: str
    raw: Any
    attempts: int
    received_at: datetime


def store(session: Session, arrivals: Sequence[Arrival], at: datetime) -> int:
    """Adds what is new; a repeated update or message is a no-op. Returns how many were new."""
    rows = [
        {
            "channel": a.channel, "bot_id": a.bot_id, "source_key": a.source_key, "message_key": a.message_key,
            "chat": a.chat, "raw": a.raw, "received_at": at, "attempts": 0, "error": a.error,
            "state": "queued" if a.error is None else "poison",
        }
        for a in arrivals
    ]  # fmt: skip
    return add_new(session, Inbox, rows)


def claim(session: Session, now: datetime, limit: int) -> list[Claimed]:
    """The oldest undone rows, in order, locked until this transaction ends.

    With `limit` 1 (PostgreSQL, several workers) a chat is taken only when nothing of it is undone before; with more
    (SQLite, one worker) a group may hold several rows of a chat, since it is answered in order. A row that failed
    before, or was in hand when a process died, is answered alone.
    """
    query = _NEXT_OF_MANY if limit > 1 else _NEXT_ALONE
    group: list[Claimed] = []
    for row in session.connection().execute(query, {"now": now, "most": limit}):
        alone = row.attempts > 0
        if alone and group:
            break
        group.append(Claimed(*row))
        if alone:
            break
    return group


def _next(undone_before: Callable[[Any], ColumnElement[bool]]) -> Select[int, str, str, str, Any, int, datetime]:
    """The oldest rows that nothing of their chat stands before; built once, because it is asked all the time.

    On PostgreSQL a row that another worker answers is still queued: it is skipped, and holds back its chat.
    """
    earlier = aliased(Inbox)
    blocked = (
        select(earlier.id)
        .where(
            earlier.channel == Inbox.channel, earlier.chat == Inbox.chat, earlier.state == "queued",
            earlier.id < Inbox.id, undone_before(earlier),
        )
        .exists()
    )  # fmt: skip
    ready = or_(Inbox.next_try_at.is_(None), Inbox.next_try_at <= bindparam("now"))
    rows = select(*_CLAIMED).where(Inbox.state == "queued", ready, ~blocked).order_by(Inbox.id)
    return rows.limit(bindparam("most")).with_for_update(skip_locked=True)


_NEXT_OF_MANY = _next(lambda row: row.next_try_at > bindparam("now"))
_NEXT_ALONE = _next(lambda row: true())
_DONE = (
    update(Inbox.__table__)  # type: ignore[arg-type]
    .where(Inbox.id.in_(bindparam("rows", expanding=True)))
    .values(state="done", error=None)
)


def finish(session: Session, ids: Iterable[int]) -> None:
    """Marks rows done that were claimed in this transaction."""
    session.connection().execute(_DONE, {"rows": list(ids)})


def failed(session: Session, row: Claimed, error: str, fault: str, again_at: datetime | None) -> bool:
    """Counts a failure of a row as it was claimed; without `again_at` it is parked as poison. False: somebody else
    has answered or counted it since.
    """
    result = session.execute(
        update(Inbox)
        .where(Inbox.id == row.id, Inbox.state == "queued", Inbox.attempts == row.attempts)
        .values(
            state="queued" if again_at else "poison", attempts=row.attempts + 1, error=error[:2000], fault=fault,
            next_try_at=again_at,
        ),
        execution_options={"synchronize_session": False},
    )  # fmt: skip
    return bool(getattr(result, "rowcount", 0))


def in_hand_at_death(session: Session, ids: Collection[int]) -> list[Claimed]:
    """Counts a death against rows that a process was answering when it died. Gives those now parked: it was their
    second time.
    """
    query = select(*_CLAIMED).where(Inbox.id.in_(list(ids)), Inbox.state == "queued").with_for_update()
    parked = []
    for row in session.connection().execute(query).all():
        found = Claimed(*row)
        given_up = found.attempts + 1 >= KILLS_ALLOWED
        if given_up:
            parked.append(found)
        session.execute(
            update(Inbox)
            .where(Inbox.id == found.id)
            .values(
                state="poison" if given_up else "queued", attempts=found.attempts + 1,
                error="in hand when a process died",
            ),
            execution_options={"synchronize_session": False},
        )  # fmt: skip
    return parked


def note_fault(session: Session, row: int, fault: str) -> None:
    """The code under which a parked row may be asked about."""
    session.execute(
        update(Inbox).where(Inbox.id == row).values(fault=fault), execution_options={"synchronize_session": False}
    )


def oldest_undone(session: Session) -> datetime | None:
    query = select(Inbox.received_at).where(Inbox.state == "queued").order_by(Inbox.id).limit(1)
    return session.execute(query).scalar()


def expire_keys(session: Session, now: datetime) -> None:
    """Telegram may give an id again after a week of silence; keys older than eight days no longer count."""
    session.execute(
        update(Inbox)
        .where(
            Inbox.received_at < now - KEYS_COUNT_FOR,
            Inbox.state.in_(("done", "poison")),
            or_(Inbox.source_key.is_not(None), Inbox.message_key.is_not(None)),
        )
        .values(source_key=None, message_key=None),
        execution_options={"synchronize_session": False},
    )
