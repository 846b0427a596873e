"""How a person comes in: linked at the console, or with a one-time code that asks before it binds.

Nobody is in by default, and to a stranger every refusal reads the same: nothing tells a former official from somebody
who never was one, or a used code from a wrong one.
"""

import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from handlers import codes, invitations
from handlers.dialogue import ActionHandler, Push, Reply, bold, do
from handlers.invitations import EnrolmentError, asks_for_code, invite, invite_in_chat, live_holder
from handlers.knowledge import Knowledge
from handlers.start import later, welcome
from handlers.words import enrolment as words
from storage import people
from storage.audit import record
from storage.models import EnrolmentCode
from storage.people import Tries
from storage.session import Unit

__all__ = [
    "ACTIONS",
    "STRANGER_ACTIONS",
    "Enrolled",
    "EnrolmentError",
    "Stranger",
    "answer_stranger",
    "asks_for_code",
    "enrol",
    "invite",
    "invite_in_chat",
]

CHANNELS = ("telegram", "zalo")
TRIES, LOCK, FORGOTTEN = 5, timedelta(hours=1), timedelta(days=1)  # DESIGN 1
ALERT_AT = 50  # wrong codes in an hour over all accounts
ANSWER_WITHIN = timedelta(minutes=10)  # "đúng" may be typed while the question is fresh
LONGEST_ID = 64

BIND, DECLINE = "enrolment.bind", "enrolment.decline"


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What `enrol` did. `moved_from`: whose account it was; `new` False: it was linked before."""

    person: str
    title: str
    new: bool
    moved_from: str | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Stranger:
    """Something said by an account that is nobody's, or whose owner holds no role now."""

    channel: str
    chat: str
    sender: str  # the account's id: the only identity
    text: str
    now: datetime  # local
    knowledge: Knowledge


def enrol(
    unit: Unit,
    person: str,
    channel: str,
    external_id: str,
    now: datetime,
    *,
    move: bool = False,
    actor: str = "console",
) -> Enrolled:
    """Links an account to a person. Raises `EnrolmentError`, also for an account of somebody else without `move`."""
    holder = live_holder(unit, person, now)
    _check_account(channel, external_id)
    about = {"title": holder.title, "person": holder.code, "channel": channel, "external_id": external_id}
    owner = people.owner(unit.session, channel, external_id)
    if owner == holder.code:
        people.link(unit.session, holder.code, channel, external_id, now)  # reachable again
        return Enrolled(holder.code, holder.title, False, None, words.ALREADY_LINKED.format(**about))
    if owner is not None and not move:
        other = people.holder(unit.session, owner, now)
        title = other.title if other else owner
        raise EnrolmentError(words.TAKEN.format(**about | {"title": title, "person": owner}))
    _link(unit, holder.code, channel, external_id, now, actor, moved_from=owner)
    return Enrolled(holder.code, holder.title, True, owner, words.LINKED.format(**about))


def _check_account(channel: str, external_id: str) -> None:
    if channel not in CHANNELS:
        raise EnrolmentError(words.BAD_CHANNEL.format(channel=channel))
    # a private chat of Telegram has the number of its person; groups are negative and nobody's account
    numeric = external_id.isascii() and external_id.isdigit()
    if not external_id or len(external_id) > LONGEST_ID or (channel == "telegram" and not numeric):
        raise EnrolmentError(words.BAD_ID.format(external_id=external_id))


def _link(
    unit: Unit, person: str, channel: str, external_id: str, now: datetime, actor: str, moved_from: str | None
) -> None:
    people.link(unit.session, person, channel, external_id, now)
    people.forget_conversation(unit.session, channel, external_id)
    details = {"channel": channel, "external_id": external_id, "moved_from": moved_from}
    record(unit.session, now, actor, "enrolment.linked", f"person:{person}", details)


def answer_stranger(stranger: Stranger, unit: Unit) -> Reply:
    """A code is offered to be confirmed; all else gets one sentence that depends on no data."""
    if (already := _just_enrolled(stranger, unit)) is not None:
        return already
    if (reply := _typed_answer(stranger, unit)) is not None:
        return reply
    typed = codes.read(stranger.text)
    if typed is None:
        return Reply(words.STRANGER)
    tries = _tries(stranger, unit)
    if _locked(stranger, tries):
        return Reply(words.LOCKED if typed.as_shown else words.STRANGER)
    hash_ = codes.hashed(people.server_secret(unit.session), typed.kind, typed.value)
    invited = _invited(stranger, unit, hash_)
    if invited is None:
        refused = _refused(stranger, unit, tries)
        return refused if typed.as_shown else Reply(words.STRANGER, pushes=refused.pushes)
    payload = {"hash": hash_, "sender": stranger.sender}
    buttons = [[do(words.YES, BIND, **payload), do(words.NO, DECLINE, **payload)]]
    return Reply(words.IS_IT_YOU.format(title=bold(invited[1].title)), buttons)


def _just_enrolled(stranger: Stranger, unit: Unit) -> Reply | None:
    """A second press right after the first: the snapshot of people may be a moment older than the database."""
    owner = people.owner(unit.session, stranger.channel, stranger.sender)
    holder = people.holder(unit.session, owner, stranger.now) if owner else None
    return Reply(words.ENROLLED.format(title=bold(holder.title))) if holder and holder.roles else None


def _typed_answer(stranger: Stranger, unit: Unit) -> Reply | None:
    """ "đúng", "không phải" typed instead of pressed."""
    folded = stranger.text.strip(" .!").casefold()
    action = {"đúng": BIND, "dung": BIND, "không phải": DECLINE, "khong phai": DECLINE}.get(folded)
    if action is None:
        return None
    lasts = ANSWER_WITHIN
    payload = people.offered(unit.session, stranger.channel, stranger.chat, action, stranger.now, lasts)
    return STRANGER_ACTIONS[action](stranger, unit, payload) if payload else None


def _invited(stranger: Stranger, unit: Unit, hash_: str) -> tuple[EnrolmentCode, people.Holder] | None:
    """A code that is good, and whom it is for while they hold a role."""
    code = people.usable_code(unit.session, hash_, stranger.now)
    if code is None or not hmac.compare_digest(code.hash, hash_):
        return None
    holder = people.holder(unit.session, code.person_code, stranger.now)
    return (code, holder) if holder and holder.roles else None


def _tries(stranger: Stranger, unit: Unit) -> Tries:
    tries = people.tries(unit.session, stranger.channel, stranger.sender, stranger.now - FORGOTTEN)
    lock_is_over = tries.locked_until is not None and tries.locked_until <= stranger.now
    return Tries() if lock_is_over else tries


def _locked(stranger: Stranger, tries: Tries) -> bool:
    return tries.locked_until is not None and tries.locked_until > stranger.now


def _refused(stranger: Stranger, unit: Unit, tries: Tries) -> Reply:
    """One text for wrong, used and expired; the fifth locks this account for an hour."""
    failures = tries.failures + 1
    locked_until = stranger.now + LOCK if failures >= TRIES else None
    people.keep_tries(unit.session, stranger.channel, stranger.sender, stranger.now, Tries(failures, locked_until))
    account = f"account:{stranger.channel}:{stranger.sender}"[:LONGEST_ID]
    record(unit.session, stranger.now, "stranger", "enrolment.refused", account, {"failures": failures})
    text = words.LOCKED if locked_until else words.REFUSED.format(left=TRIES - failures)
    return Reply(text, pushes=_alert(stranger, unit))


def _alert(stranger: Stranger, unit: Unit) -> list[Push]:
    """From 50 wrong codes an hour on, the admins are told, once an hour."""
    count = people.wrong_tries_since(unit.session, stranger.now - LOCK)
    if count < ALERT_AT:
        return []
    hour = f"{stranger.now:%Y-%m-%dT%H}"
    record(unit.session, stranger.now, "system", "enrolment.alert", "enrolment", {"wrong_codes": count})
    admins = stranger.knowledge.holders("admin")
    reply = Reply(words.ALERT.format(count=count))
    return [Push(admin.code, reply, key=f"enrolment-alert:{admin.code}:{hour}") for admin in admins]


def bind(stranger: Stranger, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Đúng]: looks again whether the code is good, uses it up, links the account, welcomes."""
    tries = _tries(stranger, unit)
    if _locked(stranger, tries):
        return Reply(words.LOCKED)
    invited = _invited(stranger, unit, str(payload["hash"]))
    if invited is None or payload["sender"] != stranger.sender:
        return _refused(stranger, unit, tries)
    code, holder = invited
    people.use_up(unit.session, code, stranger.now)
    before = people.owner(unit.session, stranger.channel, stranger.sender)
    _link(unit, holder.code, stranger.channel, stranger.sender, stranger.now, holder.code, moved_from=before)
    people.keep_tries(unit.session, stranger.channel, stranger.sender, stranger.now, Tries())
    person = stranger.knowledge.person(holder.code)
    if person is None:  # added after this snapshot was taken: the next /start shows the card
        return Reply(words.ENROLLED.format(title=bold(holder.title)))
    return welcome(person, stranger.knowledge, stranger.now, unit)


def decline(stranger: Stranger, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Không phải]: nothing is bound; the code stays good for the one it was made for."""
    account = f"account:{stranger.channel}:{stranger.sender}"[:LONGEST_ID]
    record(unit.session, stranger.now, "stranger", "enrolment.declined", account)
    return Reply(words.NOT_ME, edit=True)


StrangerAction = Callable[[Stranger, Unit, Mapping[str, Any]], Reply]
STRANGER_ACTIONS: Mapping[str, StrangerAction] = {BIND: bind, DECLINE: decline}
ACTIONS: Mapping[str, ActionHandler] = {**invitations.ACTIONS, "enrolment.later": later}
