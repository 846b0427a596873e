"""What is told beside reminders: counts for monitors at 7:30 and 14:00, and the month that is over (DESIGN 7).

Never one push a report. Each is made once a person and day; its key makes overlapping sweeps give one. At the moment
of sending it is counted again.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta

from sqlalchemy.orm import Session

from handlers.dialogue import BOLD, BOLD_END, Choice, Reply, ask
from handlers.knowledge import Knowledge
from handlers.reminders.digest import Message
from handlers.reminders.hours import AFTERNOON as SECOND_HOUR
from handlers.reminders.hours import EVENING, hour_of, moment
from handlers.reminders.summary import month_line
from handlers.rights import sees_all
from handlers.task_facts import accepting_office
from handlers.words import notices as words
from storage import boards
from storage.catalogue import Person

MORNING, AFTERNOON, MONTH = "morning", "afternoon", "month"
TOO_LONG = 5  # working days that a report may wait
PREFIX = "notice"  # of the key of a message that says nothing else
ROLES = ("head", "officer", "monitor", "leader")  # who is told of a month
SAME_MOMENT = timedelta(milliseconds=1)
Made = Mapping[tuple[str, str], datetime]  # (person, kind) → when it was made today
_MADE = re.compile(r":([0-9a-f]{11,14}):\d+")  # within the key of a message


@dataclass(frozen=True, slots=True)
class Counted:
    """What waits for one office to decide on it; `new` of it came since some moment."""

    waiting: int
    waiting_long: int
    blocked: int
    requests: int
    new: int

    def __bool__(self) -> bool:
        return bool(self.waiting or self.blocked or self.requests)


def candidates(session: Session, knowledge: Knowledge, instead: Collection[str], now: datetime) -> set[str]:
    """Who may be told something now that was not told today; nobody who is away."""
    made = boards.notices_of(session, now.date())
    return {person.code for _, people in _due(knowledge, made, now) for person in people} - set(instead)


def add(
    session: Session, knowledge: Knowledge, messages: Sequence[Message], people: Collection[str], now: datetime
) -> list[Message]:
    """The messages of a slice with what is counted now for these people; who gets none otherwise gets one of their
    own. Each notice is claimed in the transaction that makes its message."""
    if not people:
        return list(messages)
    made = boards.notices_of(session, now.date(), people)
    extras: dict[str, list[str]] = {}
    for kind, due in _due(knowledge, made, now):
        wanted = [person for person in due if person.code in people]
        claimed = boards.claim_notice(session, [person.code for person in wanted], kind, now.date(), now)
        for person in wanted:
            if person.code in claimed and _is_news(session, knowledge, person, kind, made, now):
                extras.setdefault(person.code, []).append(kind)
    told = {message.person: message for message in messages}
    for code, kinds in sorted(extras.items()):
        reply = said(session, knowledge, knowledge.catalogue.people[code], kinds, now)
        if reply is not None:
            told[code] = _told(knowledge, code, reply, told.get(code), now)
    return list(told.values())


def _told(knowledge: Knowledge, code: str, reply: Reply, message: Message | None, now: datetime) -> Message:
    if message is not None:
        return replace(message, reply=beside(message.reply, reply))
    at = now if code in knowledge.catalogue.reachable else None
    return Message(code, "digest", (), (), at, reply, (), f"{PREFIX}:{code}:{int(now.timestamp() * 1_000_000):x}:0")


def beside(reply: Reply, extra: Reply) -> Reply:
    """A reminder with what is counted below it."""
    return replace(reply, text=f"{reply.text}\n{extra.text}", choices=[*reply.choices, *extra.choices])


# --- for whom, when


def _due(knowledge: Knowledge, made: Made, now: datetime) -> list[tuple[str, list[Person]]]:
    """By kind, people whose hour has come and for whom it was not made today."""

    def left(kind: str, people: Iterable[Person]) -> list[Person]:
        return [person for person in people if now.time() >= hour_of(person) and (person.code, kind) not in made]

    monitors = knowledge.holders("monitor")
    found = [(MORNING, left(MORNING, monitors))]
    if now.time() >= SECOND_HOUR:
        found.append((AFTERNOON, left(AFTERNOON, monitors)))
    if now.date() == knowledge.calendar.next_working(now.date().replace(day=1)):
        found.append((MONTH, left(MONTH, (p for p in knowledge.catalogue.people.values() if p.holds(*ROLES)))))
    return [(kind, people) for kind, people in found if people]


def _is_news(
    session: Session, knowledge: Knowledge, person: Person, kind: str, made: Made, now: datetime
) -> bool:  # fmt: skip
    """In the afternoon only what came since the morning; where the first sweep of the day is late, it says it all."""
    if kind != AFTERNOON:
        return True
    morning = made.get((person.code, MORNING))
    return morning is not None and counted(session, knowledge, person, now, morning).new > 0


# --- what


def said(session: Session, knowledge: Knowledge, person: Person, kinds: Sequence[str], now: datetime) -> Reply | None:
    """What these notices say at this moment; None when there is nothing to tell."""
    lines: list[str] = []
    choices: list[Choice] = []
    further: list[Choice] = []
    if {MORNING, AFTERNOON} & set(kinds):
        found = counted(session, knowledge, person, now, now)
        lines += _lines(found)
        choices += [ask(words.SEE_WAITING, "tasks", aspect="waiting")] if found.waiting else []
        choices += [ask(words.SEE_BLOCKED, "boards", aspect="blocked")] if found.blocked else []
        choices += [ask(words.SEE_REQUESTS, "more_time")] if found.requests else []
    if MONTH in kinds and (line := month_line(session, knowledge, person, now.date())):
        lines.append(line)
        if sees_all(person):
            further = [ask(words.OVERDUE_TASKS, "tasks", period="overdue", aspect="all"), ask(words.WHOLE, "overview")]
    return Reply("\n".join(lines), [row for row in (choices[:2], choices[2:], further) if row]) if lines else None


def _lines(found: Counted) -> list[str]:
    forms = ((words.WAITING, found.waiting), (words.BLOCKED, found.blocked), (words.REQUESTS, found.requests))
    parts = [form.format(count=count) for form, count in forms if count]
    lines = [words.COUNTED.format(parts=", ".join(parts), bold=BOLD, end=BOLD_END)] if parts else []
    if found.waiting_long:
        lines.append(words.WAITING_LONG.format(count=found.waiting_long, days=TOO_LONG))
    return lines


def counted(session: Session, knowledge: Knowledge, person: Person, now: datetime, since: datetime) -> Counted:
    """What this person's office decides on: Sở Nội vụ on all but its own, Văn phòng UBND tỉnh on Sở Nội vụ's."""
    offices = {held.agency for held in person.roles if held.role == "monitor"}
    long_before = moment(knowledge.calendar.add_working_days(now.date(), -TOO_LONG), time(0))
    loads = [
        load
        for load in boards.loads(session, now.date(), long_before, since)
        if accepting_office(load.agency) in offices
    ]
    names = ("waiting", "waiting_long", "blocked", "requests", "new")
    return Counted(*(sum(getattr(load, name) for load in loads) for name in names))


# --- at the moment of sending


def again(session: Session, knowledge: Knowledge, key: str, code: str | None, now: datetime) -> Reply | None:
    """The notices within a message counted once more; they hold for their day and hours only.

    A message and its notices were made at one moment, which its key tells.
    """
    person, at = knowledge.person(code) if code else None, _MADE.search(key)
    if person is None or at is None or now.time() >= EVENING:
        return None
    made = datetime.fromtimestamp(int(at[1], 16) / 1_000_000, UTC)
    rows = boards.notices_of(session, now.date(), [person.code])
    kinds = [kind for (_, kind), moment_ in rows.items() if abs(moment_ - made) < SAME_MOMENT]
    return said(session, knowledge, person, kinds, now) if kinds else None
