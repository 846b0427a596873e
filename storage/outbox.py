"""Messages to be sent. A row is claimed under a lease, sent outside any transaction, then recorded.

At least once: when the result of a sending was not heard, the row is tried again and marks itself as a copy.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import bindparam, literal_column, or_, select, update
from sqlalchemy.orm import Session, aliased

from storage.copies import EDIT
from storage.models import Outbox
from storage.upsert import add_new

LEASE = timedelta(minutes=4)  # longer than claimed rows may wait and any sending may take
# After a sending whose result was not heard: a reply is waited for, a push is not.
AGAIN_AFTER = {
    "reply": (timedelta(seconds=5),) * 3,
    "push": (timedelta(seconds=60), timedelta(minutes=5), timedelta(minutes=15)),
}
REFUSALS_ALLOWED = 5
PUSHES_AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message to be queued; `key` is its idempotency key."""

    channel: str
    chat: str
    person: str | None
    kind: Literal["reply", "push"]
    key: str
    payload: Mapping[str, Any]
    inbox_id: int | None = None


@dataclass(frozen=True, slots=True)
class ToSend:
    id: int
    channel: str
    chat: str
    person: str | None
    kind: str
    payload: dict[str, Any]
    copies: int
    attempts: int
    key: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a sending: sent, unknown (no answer), again (surely not sent), unreachable, refused."""

    row: ToSend
    outcome: Literal["sent", "unknown", "again", "unreachable", "refused"]
    message_id: str | None = None
    error: str | None = None
    again_in: timedelta = timedelta(seconds=1)


def queue(session: Session, rows: Sequence[Outgoing], at: datetime) -> None:
    """Adds rows; one whose key is known already is left as it is."""
    values = [
        {
            "channel": r.channel, "chat": r.chat, "person_code": r.person, "kind": r.kind, "key": r.key,
            "payload": dict(r.payload), "inbox_id": r.inbox_id, "made_at": at,
            "state": "queued", "attempts": 0, "copies": 0,
        }
        for r in rows
    ]  # fmt: skip
    add_new(session, Outbox, values)


def ids_of(session: Session, keys: Iterable[str]) -> dict[str, int]:
    rows = session.execute(select(Outbox.key, Outbox.id).where(Outbox.key.in_(list(keys))))
    return {row.key: row.id for row in rows}


def newest(session: Session, channel: str, chat: str) -> tuple[int, str] | None:
    """Id and key of the newest message that this chat was sent; changes of earlier messages are none."""
    query = (
        select(Outbox.id, Outbox.key)
        .where(
            Outbox.channel == channel,
            Outbox.chat == chat,
            Outbox.state.in_(("sending", "sent")),
            Outbox.key.not_like(f"{EDIT}:%"),
        )
        .order_by(Outbox.id.desc())
        .limit(1)
    )
    row = session.execute(query).first()
    return (row.id, row.key) if row is not None else None


def claim(session: Session, owner: str, machine: datetime, limit: int) -> list[ToSend]:
    """The next rows, replies before pushes, none of a chat that has one on its way."""
    rows = _next(session, "reply", machine, limit)
    # each push is looked at again in the claim's own transaction; a morning's digests must not hold up answers
    rows += _next(session, "push", machine, min(PUSHES_AT_ONCE, limit - len(rows)))
    if rows:
        held = {"rows": [r.id for r in rows], "holder": owner, "until": machine + LEASE}
        session.connection().execute(_HOLD, held)
    return rows


def _next(session: Session, kind: str, machine: datetime, most: int) -> list[ToSend]:
    found = session.connection().execute(_NEXT, {"machine": machine, "wanted": kind, "most": most})
    return [ToSend(*row) for row in found]


_ON_ITS_WAY = aliased(Outbox)
_BUSY = (
    select(_ON_ITS_WAY.id)
    .where(
        _ON_ITS_WAY.channel == Outbox.channel, _ON_ITS_WAY.chat == Outbox.chat,
        _ON_ITS_WAY.state == literal_column("'sending'"),  # written out, so that SQLite knows the index by it
    )
    .exists()
)  # fmt: skip
_NEXT = (
    select(
        Outbox.id, Outbox.channel, Outbox.chat, Outbox.person_code, Outbox.kind, Outbox.payload, Outbox.copies,
        Outbox.attempts, Outbox.key,
    )
    .where(
        Outbox.state == "queued",
        Outbox.kind == bindparam("wanted"),
        or_(Outbox.next_try_at.is_(None), Outbox.next_try_at <= bindparam("machine")),
        ~_BUSY,
    )
    .order_by(Outbox.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)  # fmt: skip
_HOLD = (
    update(Outbox.__table__)  # type: ignore[arg-type]
    .where(Outbox.id.in_(bindparam("rows", expanding=True)))
    .values(state="sending", owner=bindparam("holder"), lease_until=bindparam("until"))
)


def cancel(session: Session, row: int, reason: str) -> None:
    _set(session, [row], state="cancelled", error=reason, owner=None, lease_until=None)


def take_back_edits(session: Session, begins: str) -> None:
    """Changes of a message that have not left are overtaken by a newer one."""
    overtaken = (Outbox.key.like(f"{begins}:%"), Outbox.state == "queued")
    statement = update(Outbox).where(*overtaken).values(state="cancelled", error="overtaken")
    session.execute(statement, execution_options={"synchronize_session": False})


def pushes_wait(session: Session, but: str) -> bool:
    """Is a push about to leave whose key begins otherwise?"""
    due = (Outbox.state == "queued", Outbox.kind == "push", Outbox.next_try_at.is_(None))
    return session.scalars(select(Outbox.id).where(*due, Outbox.key.not_like(f"{but}:%")).limit(1)).first() is not None


def change(session: Session, row: int, payload: Mapping[str, Any]) -> None:
    """What is about to be sent was true when it was planned; this is what is true now."""
    _set(session, [row], payload=dict(payload))


def record(session: Session, results: Sequence[Result], owner: str, machine: datetime) -> None:
    """Writes down what became of sendings; only for rows still held by `owner`."""
    sent = [{"row": r.row.id, "holder": owner, "message": r.message_id} for r in results if r.outcome == "sent"]
    if sent:
        session.connection().execute(_SENT, sent)
    if secrets := [r.row.id for r in results if r.outcome == "sent" and r.row.payload.get("secret")]:
        _set(session, secrets, payload={"text": ""})
    for result in results:
        if result.outcome != "sent":
            held = (Outbox.id == result.row.id, Outbox.owner == owner, Outbox.state == "sending")
            session.execute(
                update(Outbox).where(*held).values(owner=None, lease_until=None, **_after(result, machine)),
                execution_options={"synchronize_session": False},
            )


_SENT = (
    update(Outbox.__table__)  # type: ignore[arg-type]
    .where(Outbox.id == bindparam("row"), Outbox.owner == bindparam("holder"), Outbox.state == "sending")
    .values(owner=None, lease_until=None, state="sent", message_id=bindparam("message"), error=None)
)


def _after(result: Result, machine: datetime) -> dict[str, Any]:
    row = result.row
    match result.outcome:
        case "again":
            return {"state": "queued", "next_try_at": machine + result.again_in, "error": result.error}
        case "unknown":
            return after_silence(row.kind, row.copies, machine) | {"error": result.error}
        case "refused":
            attempts = row.attempts + 1
            given_up = attempts >= REFUSALS_ALLOWED
            return {
                "state": "failed" if given_up else "queued",
                "attempts": attempts,
                "next_try_at": machine + timedelta(seconds=2**attempts),
                "error": result.error,
            }
        case _:
            return {"state": "failed", "error": result.error}


def after_silence(kind: str, copies: int, machine: datetime) -> dict[str, Any]:
    """The next step of a row whose sending may or may not have arrived: again, at most three copies."""
    waits = AGAIN_AFTER[kind]
    if copies >= len(waits):
        return {"state": "failed", "copies": copies + 1}
    return {"state": "queued", "copies": copies + 1, "next_try_at": machine + waits[copies]}


def left_by_dead(session: Session, machine: datetime | None) -> int:
    """Rows that a dead process was sending: their result is unknown. None: all of them (at start, alone)."""
    condition = [Outbox.state == "sending"]
    if machine is not None:
        condition.append(Outbox.lease_until < machine)
    query = select(Outbox.id, Outbox.kind, Outbox.copies, Outbox.lease_until).where(*condition).with_for_update()
    rows = session.execute(query).all()
    for row in rows:
        begun = row.lease_until - LEASE if row.lease_until else machine
        assert begun is not None
        _set(session, [row.id], owner=None, lease_until=None, **after_silence(row.kind, row.copies, begun))
    return len(rows)


def _set(session: Session, ids: list[int], **values: Any) -> None:
    session.execute(
        update(Outbox).where(Outbox.id.in_(ids)).values(**values), execution_options={"synchronize_session": False}
    )
