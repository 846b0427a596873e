"""One sweep: plans the rungs between the last sweep and now, and gathers what is due into one message a person.

Sweeps may overlap, repeat or run on a clock that was set back. Nothing here commits or sends.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, time

from sqlalchemy.orm import Session

from handlers.calendar_years import keep_ahead
from handlers.dialogue import Reply
from handlers.knowledge import Knowledge
from handlers.reminders.digest import Message, compose
from handlers.reminders.gathering import around_of, contents_of, gather
from handlers.reminders.hours import EVENING, hour_of, moment, next_allowed
from handlers.reminders.planning import plan_if_needed
from handlers.reminders.settling import settle, why_not
from handlers.words import reminders as words
from storage import mutes
from storage import reminders as stored
from storage.clock import local
from storage.session import Unit
from storage.settings_rows import LAST_SWEEP, read_setting, write_setting


def sweep(unit: Unit, knowledge: Knowledge, now: datetime) -> list[Message]:
    """Plans, settles what is no longer due, and returns what is to be sent now; a second call returns nothing.

    A database that never swept has missed nothing: its window begins with today. Does not commit.
    """
    now = local(now)
    keep_ahead(unit.session, now.date())
    since = _window_start(unit.session, now)
    plan_if_needed(unit.session, knowledge, since, now)
    write_setting(unit.session, LAST_SWEEP, now.astimezone(UTC).isoformat())
    if not knowledge.calendar.is_working(now.date()) or now.time() >= EVENING:
        return []
    for reason in (words.NO_ACCOUNT, words.UNREACHABLE):
        stored.plan_again(unit.session, reason, moment(now.date(), time(0)))
    stored.unsent_before(unit.session, moment(now.date(), time(0)), words.LATER_MESSAGE)
    mutes.suppress(unit.session, now, words.MUTED)
    due = stored.waiting(unit.session, now)
    return gather(unit.session, knowledge, due, now) if due else []


def _window_start(session: Session, now: datetime) -> datetime:
    """The last sweep; the start of today for a database that never swept or a clock that was set back."""
    swept = read_setting(session, LAST_SWEEP)
    last = local(datetime.fromisoformat(swept)) if swept else None
    return last if last is not None and last <= now else moment(now.date(), time(0))


# --- from the outbox


def queued(unit: Unit, message: Message, outbox_ids: Sequence[int]) -> None:
    """Ties the reminders of a message to the row it leaves in (the first of several accounts')."""
    if outbox_ids:
        stored.mark(unit.session, message.reminder_ids, "queued", outbox_id=min(outbox_ids))


def recheck(unit: Unit, knowledge: Knowledge, outbox_id: int, now: datetime) -> Reply | None:
    """The message as it stands at the moment of sending, shortened by what was settled since it was planned; None when
    nothing of it is still due. A push that is no reminder is given back as it was written."""
    now = local(now)
    if (other := stored.other_text(unit.session, outbox_id)) is not None:
        return Reply(other)
    rows = stored.of_message(unit.session, outbox_id)
    # a copy to the person's other account: what already arrived there is not cancelled any more
    left = [row for row in rows if row.state != "queued" and why_not(row, knowledge.person(row.person), now) is None]
    left += settle(unit.session, knowledge, [row for row in rows if row.state == "queued"], now)
    if not left:
        return None
    contents = contents_of(
        knowledge, knowledge.catalogue.people[left[0].person], left,
        around_of(unit.session, knowledge, left, now), now,
    )  # fmt: skip
    return compose(contents, knowledge)


def waits_until(unit: Unit, knowledge: Knowledge, outbox_id: int, now: datetime) -> datetime | None:
    """When a reminder that did not leave in its own hours may leave; None: now. Other pushes leave at any hour."""
    now = local(now)
    rows = stored.of_message(unit.session, outbox_id)
    person = knowledge.person(rows[0].person) if rows else None
    if person is None:
        return None
    allowed = next_allowed(now, hour_of(person), knowledge)
    return allowed if allowed > now else None


def lost(unit: Unit, outbox_id: int, unreachable: bool) -> None:
    """A message that was given up: its reminders end with the reason; not reached, they are planned again when that
    changes today."""
    stored.lost(unit.session, outbox_id, words.UNREACHABLE if unreachable else words.GIVEN_UP)


def sent(unit: Unit, outbox_id: int) -> None:
    stored.sent(unit.session, outbox_id)
