"""Settings that live with the data: start day, demo mark, catalogue version, clock offset, last sweep."""

import secrets
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.models import Setting

START_DAY = "start_day"  # ISO date: tracking begins here
DEMO = "demo"  # true: never to be served on the real Telegram
CLOCK_OFFSET = "clock_offset"  # seconds between business and machine time, demo only
CATALOGUE_VERSION = "catalogue_version"
PUBLISHED_VERSION = "published_version"  # of its larger part, which people coming and going leave as it is
LAST_SWEEP = "last_sweep"  # ISO instant, business time
CALENDAR_THROUGH = "calendar_through"  # the last year whose holidays were put into the working calendar
TELEGRAM_BOT_ID = "telegram_bot_id"
TELEGRAM_BOT_NAME = "telegram_bot_name"  # as in t.me/…
SECRET = "secret"  # noqa: S105 - the key of a row: the server secret that enrolment codes are hashed with


_READ = select(Setting.value).where(Setting.key == bindparam("wanted"))


def read_setting(session: Session, key: str, default: Any = None) -> Any:
    found = session.connection().execute(_READ, {"wanted": key}).first()
    return default if found is None else found[0]


def write_setting(session: Session, key: str, value: Any) -> None:
    upsert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = upsert(Setting).values(key=key, value=value)
    session.execute(statement.on_conflict_do_update(index_elements=[Setting.key], set_={"value": value}))


def hold_published(session: Session) -> None:
    """Two that write what is published stand one behind the other: what one looks at, no other changes meanwhile."""
    session.execute(select(Setting.key).where(Setting.key == PUBLISHED_VERSION).with_for_update())


def catalogue_changed(session: Session) -> None:
    """Tells every process to take a new snapshot: called by whoever writes agencies, criteria, scores or tasks."""
    _count(session, PUBLISHED_VERSION)
    people_changed(session)


def people_changed(session: Session) -> None:
    """The same for people, roles and accounts; what is published is not read again."""
    _count(session, CATALOGUE_VERSION)


def knowledge_changed(session: Session) -> bool:
    """Did this very transaction change what every process knows?"""
    return bool(session.info.get(CATALOGUE_VERSION))


def _count(session: Session, key: str) -> None:
    session.info[CATALOGUE_VERSION] = True
    # random, not one more: two transactions at once would both write the same next number
    write_setting(session, key, secrets.randbits(48))
