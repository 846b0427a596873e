"""What a chat is in the middle of, and the buttons that write."""

import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from storage.models import Conversation, StoredChoice
from storage.upsert import add_new, insert

CONTEXT_LASTS = timedelta(minutes=10)
CHOICE_LASTS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Offer:
    """A writing button about to be shown; `person` None: whoever is in this chat, not yet enrolled."""

    token: str
    person: str | None
    channel: str
    chat: str
    action: str
    payload: Mapping[str, Any]


def new_token() -> str:
    return secrets.token_urlsafe(12)


def offer(session: Session, offers: Sequence[Offer], at: datetime) -> None:
    values = [
        {
            "token": o.token, "person_code": o.person, "channel": o.channel, "chat": o.chat, "action": o.action,
            "payload": dict(o.payload), "made_at": at, "expires_at": at + CHOICE_LASTS,
        }
        for o in offers
    ]  # fmt: skip
    add_new(session, StoredChoice, values)


def forget_expired(session: Session, now: datetime) -> None:
    """Buttons out of date are told from forged ones by nobody, so nothing needs their rows."""
    session.execute(
        delete(StoredChoice).where(StoredChoice.expires_at < now - CHOICE_LASTS),
        execution_options={"synchronize_session": False},
    )


def choice(session: Session, token: str) -> StoredChoice | None:
    """The stored choice, held against a second press until this transaction ends."""
    query = select(StoredChoice).where(StoredChoice.token == token).with_for_update()
    return session.scalars(query, execution_options={"populate_existing": True}).first()


def offered(
    session: Session, person: str, channel: str, chat: str, action: str, since: datetime
) -> list[StoredChoice]:  # fmt: skip
    """Buttons of one kind that this person was shown here since then and has not used, the newest first; held."""
    query = (
        select(StoredChoice)
        .where(
            StoredChoice.channel == channel,
            StoredChoice.chat == chat,
            StoredChoice.made_at >= since,
            StoredChoice.action == action,
            StoredChoice.person_code == person,
            StoredChoice.used_at.is_(None),
        )
        .order_by(StoredChoice.made_at.desc())
        .with_for_update()
    )
    return list(session.scalars(query, execution_options={"populate_existing": True}))


def use(session: Session, token: str, at: datetime) -> None:
    session.execute(
        update(StoredChoice).where(StoredChoice.token == token).values(used_at=at),
        execution_options={"synchronize_session": False},
    )


def close(
    session: Session, tokens: Collection[str], person: str, at: datetime, noted: Mapping[str, Any] | None = None
) -> None:
    """The buttons of a message that is settled are used up: those of this person not pressed before, and `noted`
    takes the place of what they were to do."""
    query = update(StoredChoice).where(StoredChoice.token.in_(tokens), StoredChoice.person_code == person)
    unused = or_(StoredChoice.used_at.is_(None), StoredChoice.used_at == at)
    values: dict[str, Any] = {"used_at": at} | ({"payload": dict(noted)} if noted else {})
    session.execute(query.where(unused).values(**values), execution_options={"synchronize_session": False})


def states(session: Session, chats: Iterable[tuple[str, str]], now: datetime) -> dict[tuple[str, str], dict[str, Any]]:
    """What these chats are in the middle of; older than ten minutes is forgotten, save a menu to be typed from."""
    wanted = set(chats)
    found: dict[tuple[str, str], dict[str, Any]] = {}
    query = select(Conversation.channel, Conversation.chat, Conversation.state, Conversation.at)
    for channel, chat, state, at in session.execute(query.where(Conversation.chat.in_({c for _, c in wanted}))):
        if (channel, chat) not in wanted:
            continue
        fresh = abs(now - at) <= CONTEXT_LASTS  # a command's --now may go back a little
        found[channel, chat] = dict(state) if fresh else {"old_menu": True} if state.get("menu") else {}
    return found


def keep(session: Session, states: Mapping[tuple[str, str], Mapping[str, Any]], at: datetime) -> None:
    values = [
        {"channel": channel, "chat": chat, "person_code": None, "state": dict(state), "at": at}
        for (channel, chat), state in states.items()
    ]
    if not values:
        return
    statement = insert(session, Conversation)
    new = {"state": statement.excluded.state, "at": statement.excluded.at}
    session.connection().execute(statement.on_conflict_do_update(index_elements=["channel", "chat"], set_=new), values)
