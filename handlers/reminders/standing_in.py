"""While somebody is away, what would remind them goes to their substitute; after it they get one usual digest."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from handlers import ladder
from handlers.dialogue import Reply
from handlers.knowledge import Knowledge
from handlers.reminders.digest import Message
from handlers.reminders.hours import hour_of, moment
from handlers.words import leave as words
from handlers.words.formats import named_day
from storage import leaves
from storage import reminders as stored
from storage.catalogue import Person
from storage.leaves import Away

LEAVE = "leave"  # how the key of a word on leave begins: it keeps to quiet hours


def may_stand_in(knowledge: Knowledge, person: Person, other: Person) -> bool:
    """Of one agency, as head or officer; for monitors and leaders another one of those who see everything."""
    if other.code == person.code:
        return False
    mine = {h.agency for h in person.roles if h.role in ladder.AGENCY_ROLES}
    theirs = {h.agency for h in other.roles if h.role in ladder.AGENCY_ROLES}
    if mine:
        return bool(mine & theirs)
    return other.holds("leader", "monitor") if person.holds("leader") else other.holds("monitor")


def instead_of(session: Session, knowledge: Knowledge, day: date) -> Mapping[str, str]:
    """Who is reminded instead of whom on that day. No chain: where the substitute is away too, has left or cannot be
    reached, the person is reminded as always."""
    away = leaves.active(session, day)
    found = {}
    for code, leave in away.items():
        person, other = knowledge.person(code), knowledge.person(leave.substitute)
        if person is None or other is None or leave.substitute in away or not may_stand_in(knowledge, person, other):
            continue
        if knowledge.reachable(other.code):
            found[code] = other.code
    return found


def come_back(session: Session, knowledge: Knowledge, now: datetime) -> list[Away]:
    """Plans this morning's digest of whose leave is over, and gives the leave whose substitute is to be told now."""
    over = leaves.over(session, now.date())
    for leave in over:
        if (person := knowledge.person(leave.person)) is not None:
            plan_digest(session, knowledge, person, moment(now.date(), hour_of(person)))
    return [leave for leave in over if _has_hour_come(knowledge, leave, now)]


def _has_hour_come(knowledge: Knowledge, leave: Away, now: datetime) -> bool:
    person = knowledge.person(leave.substitute)
    return person is None or now.time() >= hour_of(person)


def tell_ends(
    session: Session, knowledge: Knowledge, back: Sequence[Away], told: Collection[str], now: datetime
) -> list[Message]:
    """Ends the leave; substitutes who got no message this time (`told`) get a word of its own."""
    ended = [leave for leave in back if leaves.end(session, leave.id, now)]
    return [
        Message(
            person=leave.substitute,
            kind=LEAVE,
            tasks=(),
            agencies=(),
            send_at=now,
            reply=Reply(words.RETURNED.format(person=person.title)),
            reminder_ids=(),
            key=f"{LEAVE}:{leave.id}:over",
        )
        for leave in ended
        if leave.substitute not in told
        and (person := knowledge.person(leave.person)) is not None
        and knowledge.reachable(leave.substitute)
    ]


def plan_digest(session: Session, knowledge: Knowledge, person: Person, at: datetime) -> None:
    """What is late or due by the end of next week, once."""
    agencies = {h.agency for h in person.roles if h.role in ladder.AGENCY_ROLES and h.agency}
    day = at.date()
    last = day + timedelta(days=13 - day.weekday())
    rows = stored.open_of(session, agencies, knowledge.catalogue.start_day, last, day)
    rung = f"{ladder.BACK}{day.isoformat()}"
    stored.add(session, [
        {"assignment_id": row.assignment, "cycle": row.cycle, "rung": rung, "person_code": person.code,
         "planned_at": at}
        for row in rows
    ])  # fmt: skip


def returned(session: Session, knowledge: Knowledge, now: datetime) -> Mapping[str, Sequence[str]]:
    """Substitute → whose leave came to its end this morning."""
    first = moment(now.date(), time(0))
    over = [leave for leave in leaves.over(session, now.date()) if _has_hour_come(knowledge, leave, now)]
    found: dict[str, list[str]] = {}
    for leave in (*over, *leaves.told_between(session, first, first + timedelta(days=1))):
        found.setdefault(leave.substitute, []).append(leave.person)
    return found


def titles(knowledge: Knowledge, people: Sequence[str]) -> list[str]:
    return [person.title for code in dict.fromkeys(people) if (person := knowledge.person(code)) is not None]


def days_words(first: date, last: date) -> str:
    """ "từ thứ Tư 20/3 đến thứ Hai 25/3", "thứ Tư 20/3"."""
    form = words.ON_DAY if first == last else words.FROM_TO
    return form.format(first=named_day(first), last=named_day(last))
