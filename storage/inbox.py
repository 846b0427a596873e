"""Updates as they came: stored before they are confirmed, claimed in order, done in the answer's own transaction."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, or_, select, update
from sqlalchemy.orm import Session, aliased

from storage.models import Inbox
from storage.upsert import add_new

LEASE = timedelta(seconds=30)
KEYS_COUNT_FOR = timedelta(days=8)
KILLS_ALLOWED = 2  # deaths with this very message in hand; then it is parked
DEATHS_ALLOWED = 10  # deaths with it anywhere in work, where nobody could tell what was in hand
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
            "chat": a.chat, "raw": a.raw, "received_at": at, "attempts": 0, "deaths": 0, "error": a.error,
            "state": "queued" if a.error is None else "poison",
        }
        for a in arrivals
    ]  # fmt: skip
    return add_new(session, Inbox, rows)


def claim(session: Session, owner: str, now: datetime, limit: int) -> list[Claimed]:
    """The oldest undone rows, in order, at most one chat's earlier row undone elsewhere.

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
    if group:
        held = {"rows": [c.id for c in group], "holder": owner, "until": now + LEASE}
        session.connection().execute(_HOLD, held)
    return group


def _next(undone_before: Callable[[Any], ColumnElement[bool]]) -> Select[int, str, str, str, Any, int, datetime]:
    """The oldest rows that nothing of their chat stands before; built once, because it is asked all the time."""
    earlier = aliased(Inbox)
    blocked = (
        select(earlier.id)
        .where(
            earlier.channel == Inbox.channel, earlier.chat == Inbox.chat, earlier.id < Inbox.id, undone_before(earlier)
        )
        .exists()
    )
    ready = or_(Inbox.next_try_at.is_(None), Inbox.next_try_at <= bindparam("now"))
    rows = select(*_CLAIMED).where(Inbox.state == "queued", ready, ~blocked).order_by(Inbox.id)
    return rows.limit(bindparam("most")).with_for_update(skip_locked=True)


_NEXT_OF_MANY = _next(
    lambda row: or_(row.state == "working", and_(row.state == "queued", row.next_try_at > bindparam("now")))
)
_NEXT_ALONE = _next(lambda row: row.state.in_(("queued", "working")))
_HOLD = (
    update(Inbox.__table__)  # type: ignore[arg-type]
    .where(Inbox.id.in_(bindparam("rows", expanding=True)))
    .values(state="working", owner=bindparam("holder"), lease_until=bindparam("until"))
)
_DONE = (
    update(Inbox.__table__)  # type: ignore[arg-type]
    .where(
        Inbox.id.in_(bindparam("rows", expanding=True)), Inbox.owner == bindparam("holder"), Inbox.state == "working"
    )
    .values(state="done", owner=None, lease_until=None, error=None)
)


def finish(session: Session, ids: Iterable[int], owner: str) -> int:
    """Marks rows done; only those still held by `owner`. Returns how many."""
    return int(session.connection().execute(_DONE, {"rows": list(ids), "holder": owner}).rowcount)


def release(session: Session, ids: Iterable[int], owner: str, again_at: datetime | None) -> None:
    """Puts claimed rows back untouched: the fault was not theirs."""
    session.execute(
        update(Inbox)
        .where(Inbox.id.in_(list(ids)), Inbox.state == "working", Inbox.owner == owner)
        .values(state="queued", owner=None, lease_until=None, next_try_at=again_at),
        execution_options={"synchronize_session": False},
    )


def failed(
    session: Session, row: int, owner: str, attempts: int, error: str, fault: str, again_at: datetime | None
) -> bool:
    """Counts a failure; without `again_at` the row is parked as poison. False: it is not `owner`'s any more."""
    result = session.execute(
        update(Inbox)
        .where(Inbox.id == row, Inbox.state == "working", Inbox.owner == owner)
        .values(
            state="queued" if again_at else "poison", attempts=attempts, error=error[:2000], fault=fault,
            owner=None, lease_until=None, next_try_at=again_at,
        ),
        execution_options={"synchronize_session": False},
    )  # fmt: skip
    return bool(getattr(result, "rowcount", 0))


def note_fault(session: Session, row: int, error: str, fault: str) -> None:
    """The code under which a parked row may be asked about."""
    values = {"error": error, "fault": fault}
    session.execute(
        update(Inbox).where(Inbox.id == row).values(values), execution_options={"synchronize_session": False}
    )


@dataclass(frozen=True, slots=True)
class TakenBack:
    again: list[Claimed]
    parked: list[Claimed]


def left_by_dead(session: Session, now: datetime | None, in_hand: Collection[int] = ()) -> TakenBack:
    """Takes back rows that a dead process had begun: leases run out before `now`, or all of them (None: at start, when
    this process is the only one). Those that were `in_hand` count an attempt. Parked: what was in hand at two deaths,
    or begun at ten.
    """
    condition = [Inbox.state == "working"]
    if now is not None:
        condition.append(Inbox.lease_until < now)
    query = select(*_CLAIMED, Inbox.deaths).where(*condition).with_for_update()
    taken = TakenBack([], [])
    for row in session.execute(query).all():
        *claimed, deaths = row
        found = Claimed(*claimed)
        attempts = found.attempts + (found.id in in_hand)
        given_up = (attempts > found.attempts and attempts >= KILLS_ALLOWED) or deaths + 1 >= DEATHS_ALLOWED
        (taken.parked if given_up else taken.again).append(found)
        session.execute(
            update(Inbox)
            .where(Inbox.id == found.id)
            .values(
                state="poison" if given_up else "queued", attempts=attempts, deaths=deaths + 1,
                owner=None, lease_until=None, next_try_at=None,
            ),
            execution_options={"synchronize_session": False},
        )  # fmt: skip
    return taken


def oldest_undone(session: Session) -> datetime | None:
    query = select(Inbox.received_at).where(Inbox.state.in_(("queued", "working"))).order_by(Inbox.id).limit(1)
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
