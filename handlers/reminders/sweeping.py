"""One sweep: plans the rungs between the last sweep and now, and gathers what is due into one message a person.

Sweeps may overlap, repeat or run on a clock that was set back. Nothing here commits or sends.
"""

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, time, timedelta

from sqlalchemy.orm import Session

from handlers.calendar_years import keep_ahead
from handlers.dialogue import Reply
from handlers.knowledge import Knowledge
from handlers.reminders import notices
from handlers.reminders.digest import Message, compose
from handlers.reminders.gathering import around_of, contents_of, gather
from handlers.reminders.hours import EVENING, hour_of, moment, next_allowed
from handlers.reminders.planning import PLANNED_ON, Planning, basis_of, is_planned
from handlers.reminders.settling import settle, why_not
from handlers.reminders.standing_in import come_back, instead_of, tell_ends
from handlers.words import reminders as words
from storage import mutes
from storage import reminders as stored
from storage.clock import local
from storage.copies import EDIT
from storage.session import Unit
from storage.settings_rows import LAST_SWEEP, read_setting, write_setting

AT_ONCE = 16  # people or messages in one slice: some ten milliseconds
ROWS_AT_ONCE = 250
TAKEN_BACK_AT_ONCE = 100  # messages
ALARMS = frozenset({"enrolment-alert", "alarm", EDIT})  # keys of pushes that may leave at any hour; an edit is silent
Slice = Callable[[Session, Knowledge], list[Message]]


class Sweep:
    """One sweep in slices, each for a short transaction of its own: between two of them others have their turn.

    Killed between two slices it has lost nothing: the window ends with the last one, and what is done is not repeated.
    """

    def __init__(self, now: datetime) -> None:
        self.now = local(now)
        self._next: Slice | None = self._begin

    @property
    def over(self) -> bool:
        return self._next is None

    def slice(self, unit: Unit, knowledge: Knowledge) -> list[Message]:
        """Does some of the sweep, and returns what is to be sent now. Does not commit."""
        assert self._next is not None
        return self._next(unit.session, knowledge)

    def _begin(self, session: Session, knowledge: Knowledge) -> list[Message]:
        """A database that never swept has missed nothing: its window begins with today."""
        keep_ahead(session, self.now.date())
        since = _window_start(session, self.now)
        if since.date() == self.now.date() and is_planned(session, knowledge, self.now):
            return self._planned(session, knowledge)
        basis, planning = basis_of(session, knowledge, self.now), Planning(knowledge, since, self.now)

        def plan(session: Session, knowledge: Knowledge) -> list[Message]:
            if planning.slice(session):
                return []
            write_setting(session, PLANNED_ON, basis)
            for reason in (words.NO_ACCOUNT, words.UNREACHABLE):
                stored.plan_again(session, reason, moment(self.now.date(), time(0)))
            return self._planned(session, knowledge)

        self._next = plan
        return []

    def _planned(self, session: Session, knowledge: Knowledge) -> list[Message]:
        """The window is over; messages leave in the hours of pushes only."""
        write_setting(session, LAST_SWEEP, self.now.astimezone(UTC).isoformat())
        if not knowledge.calendar.is_working(self.now.date()) or self.now.time() >= EVENING:
            self._next = None
            return []
        self._next = self._take_back
        return []

    def _take_back(self, session: Session, knowledge: Knowledge) -> list[Message]:
        """What an earlier day left unsent is said with what this day calls for."""
        today = moment(self.now.date(), time(0))
        if not stored.unsent_before(session, today, words.LATER_MESSAGE, TAKEN_BACK_AT_ONCE):
            self._next = self._gather
        return []

    def _gather(self, session: Session, knowledge: Knowledge) -> list[Message]:
        stored.pass_on_snoozes(session, self.now)
        back = come_back(session, knowledge, self.now)
        instead = instead_of(session, knowledge, self.now.date())
        tomorrow = moment(self.now.date() + timedelta(days=1), time(0))
        waiting = stored.people_waiting(session, self.now, instead, tomorrow)
        counted = notices.candidates(session, knowledge, instead, self.now)
        waiting += [(code, 0) for code in sorted(counted - {code for code, _ in waiting})]
        groups = deque(_groups(waiting, knowledge, instead, self.now))
        told = set[str]()

        def gather_some(session: Session, knowledge: Knowledge) -> list[Message]:
            group = groups.popleft()
            mutes.suppress(session, self.now, group, words.MUTED, instead, tomorrow)
            due = stored.waiting(session, self.now, group, instead, tomorrow)
            messages = gather(session, knowledge, due, instead, self.now)
            messages = notices.add(session, knowledge, messages, counted.intersection(group), self.now)
            told.update(message.person for message in messages)
            self._next = gather_some if groups else say_who_is_back if back else None
            return messages

        def say_who_is_back(session: Session, knowledge: Knowledge) -> list[Message]:
            self._next = None
            return tell_ends(session, knowledge, back, told, self.now)

        self._next = gather_some if groups else say_who_is_back if back else None
        return []


def sweep(unit: Unit, knowledge: Knowledge, now: datetime) -> list[Message]:
    """A whole sweep in one transaction; a second call returns nothing. Does not commit."""
    one, messages = Sweep(now), list[Message]()
    while not one.over:
        messages += one.slice(unit, knowledge)
    return messages


def _groups(
    waiting: Sequence[tuple[str, int]], knowledge: Knowledge, instead: Mapping[str, str], now: datetime
) -> Iterator[list[str]]:
    """People to gather for in one slice, whoever is away together with their substitute; those whose hour has not come
    keep their rows as they are."""
    theirs: dict[str, list[tuple[str, int]]] = {}
    for code, count in waiting:
        theirs.setdefault(instead.get(code, code), []).append((code, count))
    group, rows = list[str](), 0
    for code, some in theirs.items():
        person = knowledge.person(code)
        if person is not None and now.time() < hour_of(person):
            continue
        count = sum(n for _, n in some)
        if group and (rows + count > ROWS_AT_ONCE or len(group) >= AT_ONCE):
            yield group
            group, rows = [], 0
        group += [one for one, _ in some]
        rows += count
    if group:
        yield group


def _window_start(session: Session, now: datetime) -> datetime:
    """The last sweep; the start of today for a database that never swept or a clock that was set back."""
    swept = read_setting(session, LAST_SWEEP)
    last = local(datetime.fromisoformat(swept)) if swept else None
    return last if last is not None and last <= now else moment(now.date(), time(0))


# --- from the outbox


def queued(unit: Unit, messages: Sequence[tuple[Message, Sequence[int]]]) -> None:
    """Ties the reminders of each message to the row it leaves in (the first of several accounts')."""
    stored.tie(unit.session, {min(ids): message.reminder_ids for message, ids in messages if ids})


def recheck(unit: Unit, knowledge: Knowledge, outbox_id: int, now: datetime) -> Reply | None:
    """The message as it stands at the moment of sending, shortened by what was settled since it was planned; None when
    nothing of it is still due. A push that is no reminder is given back as it was written."""
    now = local(now)
    code, key = stored.addressee(unit.session, outbox_id)
    extra = notices.again(unit.session, knowledge, key, code, now)
    if key.startswith(notices.PREFIX):
        return extra
    if (other := stored.other_text(unit.session, outbox_id)) is not None:
        return Reply(other)
    rows = stored.of_message(unit.session, outbox_id)
    # a copy to the person's other account: what already arrived there is not cancelled any more
    left = [row for row in rows if row.state != "queued" and why_not(row, knowledge.person(row.person), now) is None]
    left += settle(unit.session, knowledge, [row for row in rows if row.state == "queued"], now)
    if not left:
        return extra
    contents = contents_of(
        knowledge, knowledge.catalogue.people[code or left[0].person], left,
        around_of(unit.session, knowledge, left, now), now,
    )  # fmt: skip
    reply = compose(contents, knowledge)
    return notices.beside(reply, extra) if extra is not None else reply


def waits_until(knowledge: Knowledge, person: str | None, key: str, now: datetime) -> datetime | None:
    """When a push may leave that has not left in its person's own hours; None: now. An alarm waits for nothing."""
    whose = knowledge.person(person) if person else None
    if whose is None or key.partition(":")[0] in ALARMS:
        return None
    allowed = next_allowed(now, hour_of(whose), knowledge)
    return allowed if allowed > local(now) else None


def lost(unit: Unit, outbox_id: int, unreachable: bool) -> None:
    """A message that was given up: its reminders end with the reason; not reached, they are planned again when that
    changes today."""
    stored.lost(unit.session, outbox_id, words.UNREACHABLE if unreachable else words.GIVEN_UP)


def sent(unit: Unit, outbox_id: int) -> None:
    stored.sent(unit.session, outbox_id)
