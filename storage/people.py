"""People, the accounts they write from, one-time codes and wrong tries. Nothing here commits."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import Session

from storage.models import (
    Account,
    Conversation,
    EnrolmentAttempt,
    EnrolmentCode,
    Person,
    RoleHeld,
    Setting,
    StoredChoice,
)
from storage.settings_rows import SECRET, people_changed, read_setting
from storage.upsert import insert

SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class Holder:
    """A person as the database has it now, with the roles that have not ended."""

    code: str
    title: str
    enrolled_at: datetime | None
    roles: tuple[str, ...]


def holder(session: Session, code: str, now: datetime) -> Holder | None:
    person = session.get(Person, code, populate_existing=True)
    if person is None:
        return None
    live = or_(RoleHeld.ends_at.is_(None), RoleHeld.ends_at > now)
    roles = session.scalars(select(RoleHeld.role).where(RoleHeld.person_code == code, live).order_by(RoleHeld.id))
    return Holder(person.code, person.title, person.enrolled_at, tuple(roles))


def person_codes(session: Session) -> list[str]:
    return list(session.scalars(select(Person.code).order_by(Person.code)))


def owner(session: Session, channel: str, external_id: str) -> str | None:
    """The person an account belongs to."""
    query = select(Account.person_code).where(Account.channel == channel, Account.external_id == external_id)
    return session.scalars(query).first()


def link(session: Session, person: str, channel: str, external_id: str, at: datetime) -> None:
    """Binds an account, whoever had it before; the first one of a person is when their reminders begin."""
    values = {"person_code": person, "linked_at": at, "unreachable_since": None}
    statement = insert(session, Account).values(channel=channel, external_id=external_id, **values)
    session.execute(statement.on_conflict_do_update(index_elements=["channel", "external_id"], set_=values))
    first = update(Person).where(Person.code == person, Person.enrolled_at.is_(None)).values(enrolled_at=at)
    session.execute(first, execution_options={"synchronize_session": False})
    people_changed(session)


def mark_reachable(session: Session, channel: str, external_id: str, reachable: bool, at: datetime) -> None:
    """The person blocked the assistant, or came back; an account of nobody changes nothing."""
    mine = (Account.channel == channel, Account.external_id == external_id)
    unknown_yet = Account.unreachable_since.is_not(None) if reachable else Account.unreachable_since.is_(None)
    changed = session.execute(
        update(Account)
        .where(*mine, unknown_yet)
        .values(unreachable_since=None if reachable else at)
        .returning(Account.id),
        execution_options={"synchronize_session": False},
    )
    if changed.first() is not None:
        people_changed(session)


def forget_conversation(session: Session, channel: str, chat: str) -> None:
    """Whoever comes next to an account does not go on with what the one before was in the middle of."""
    session.execute(delete(Conversation).where(Conversation.channel == channel, Conversation.chat == chat))


def server_secret(session: Session) -> bytes:
    """The key that codes are hashed with, made at first use."""
    kept = read_setting(session, SECRET)
    if kept is None:
        made = insert(session, Setting).values(key=SECRET, value=secrets.token_hex(SECRET_BYTES))
        session.execute(made.on_conflict_do_nothing())
        kept = read_setting(session, SECRET)  # that of whoever was first
    return bytes.fromhex(str(kept))


def keep_code(session: Session, **values: Any) -> None:
    """Adds a code by its hash, never by its letters; `values` are the columns of `enrolment_code`."""
    session.execute(insert(session, EnrolmentCode).values(used_at=None, **values))


def usable_code(session: Session, hash_: str, now: datetime) -> EnrolmentCode | None:
    """The unused, unexpired code with this hash, held until the transaction ends."""
    query = select(EnrolmentCode).where(EnrolmentCode.hash == hash_, EnrolmentCode.used_at.is_(None))
    held = query.where(EnrolmentCode.expires_at > now).with_for_update().execution_options(populate_existing=True)
    return session.scalars(held).first()


def use_up(session: Session, code: EnrolmentCode, at: datetime) -> None:
    """Marks a code used, and with it the link made for the same person at the same moment: one invitation, one use."""
    same = (EnrolmentCode.person_code == code.person_code, EnrolmentCode.made_at == code.made_at)
    session.execute(
        update(EnrolmentCode).where(*same, EnrolmentCode.used_at.is_(None)).values(used_at=at),
        execution_options={"synchronize_session": False},
    )


@dataclass(frozen=True, slots=True)
class Tries:
    """Wrong codes of one account."""

    failures: int = 0
    locked_until: datetime | None = None


def tries(session: Session, channel: str, external_id: str, since: datetime) -> Tries:
    """Wrong tries of an account, of those whose last one is not older than `since`."""
    found = session.get(EnrolmentAttempt, (channel, external_id), populate_existing=True)
    if found is None or found.last_at < since:
        return Tries()
    return Tries(found.failures, found.locked_until)


def keep_tries(session: Session, channel: str, external_id: str, now: datetime, state: Tries) -> None:
    values = {"failures": state.failures, "last_at": now, "locked_until": state.locked_until}
    statement = insert(session, EnrolmentAttempt).values(channel=channel, external_id=external_id, **values)
    session.execute(statement.on_conflict_do_update(index_elements=["channel", "external_id"], set_=values))


def wrong_tries_since(session: Session, since: datetime) -> int:
    """Over all accounts. Counts an account whole when its last try falls in the time, so it never counts too few."""
    query = select(func.coalesce(func.sum(EnrolmentAttempt.failures), 0)).where(EnrolmentAttempt.last_at >= since)
    return int(session.execute(query).scalar_one())


def offered(session: Session, channel: str, chat: str, action: str, now: datetime, lasts: timedelta) -> Any:
    """What the newest open button of this action in this chat of a stranger is about; None: there is none."""
    newest = (
        select(StoredChoice.payload)
        .where(
            StoredChoice.channel == channel, StoredChoice.chat == chat, StoredChoice.person_code.is_(None),
            StoredChoice.action == action, StoredChoice.used_at.is_(None),
            StoredChoice.made_at > now - lasts, StoredChoice.expires_at > now,
        )
        .order_by(StoredChoice.made_at.desc(), StoredChoice.token)
        .limit(1)
    )  # fmt: skip
    return session.scalars(newest).first()
