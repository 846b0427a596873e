"""One message a person out of all that is due to them now."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import structlog
from sqlalchemy.orm import Session

from handlers import ladder
from handlers.knowledge import Knowledge
from handlers.reminders.digest import Changed, Contents, Late, Message, Urging, compose, spoken_of
from handlers.reminders.settling import latest_of, officers_reached, settle
from handlers.reminders.standing_in import returned, titles
from handlers.task_facts import office_of
from handlers.words import leave as leave_words
from handlers.words import reminders as words
from storage import boards, hand_ons
from storage import reminders as stored
from storage.boards import Urged
from storage.catalogue import Person
from storage.reminders import Open, Planned

_CHANGES = frozenset({ladder.MOVED, ladder.WITHDRAWN})
NUDGE_REACHES = timedelta(days=40)  # back: a nudge waits for working hours, at most a long holiday
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Around:
    """What messages say beside their own rungs, fetched once for all of them."""

    open: Mapping[str, Sequence[Open]]  # by agency: late, or due by the end of next week
    late: Mapping[tuple[int, date], Sequence[Open]]
    moves: Mapping[int, stored.Move]  # by assignment: the last change of its date
    handed: Collection[int]  # assignments handed on to the focal officer
    returned: Mapping[str, Sequence[str]]  # substitute → whose leave ended this morning
    nudges: Mapping[tuple[int, date], Urged]  # by assignment and day


def around_of(session: Session, knowledge: Knowledge, rows: Sequence[Planned], now: datetime) -> Around:
    today, start = now.date(), knowledge.catalogue.start_day
    own = {row.of.agency for row in rows if ladder.roles_of(row.rung)[0] in ladder.AGENCY_ROLES}
    next_sunday = today + timedelta(days=13 - today.weekday())
    by_agency: dict[str, list[Open]] = {}
    for found in stored.open_of(session, own, start, next_sunday, today):
        by_agency.setdefault(found.agency, []).append(found)
    keys = {(r.of.task, r.of.due) for r in rows if r.of.due and ladder.roles_of(r.rung)[0] not in ladder.AGENCY_ROLES}
    late: dict[tuple[int, date], list[Open]] = {}
    for found in stored.open_on(session, keys, start, today):
        assert found.due is not None
        late.setdefault((found.task, found.due), []).append(found)
    moves = stored.last_moves(session, [row.of.assignment for row in rows if row.rung == ladder.MOVED])
    moves |= stored.withdrawals(session, [row.of for row in rows if row.rung == ladder.WITHDRAWN])
    handed = set(hand_ons.live(session, [row.of.assignment for row in rows]))
    nudges = _nudges(session, rows, today)
    return Around(by_agency, late, moves, handed, returned(session, knowledge, now), nudges)


def _nudges(session: Session, rows: Sequence[Planned], today: date) -> Mapping[tuple[int, date], Urged]:
    ids = [row.of.assignment for row in rows if row.rung.startswith(ladder.NUDGE)]
    return boards.nudged(session, ids, today - NUDGE_REACHES) if ids else {}


def gather(
    session: Session, knowledge: Knowledge, due: Sequence[Planned], instead: Mapping[str, str], now: datetime
) -> list[Message]:
    """One message a person; `instead` says who gets it instead of whom."""
    rows = latest_of(session, settle(session, knowledge, due, now), instead, now)
    around = around_of(session, knowledge, rows, now)
    by_person: dict[str, list[Planned]] = {}
    for row in rows:
        by_person.setdefault(instead.get(row.person, row.person), []).append(row)
    messages = []
    for person, theirs in sorted(by_person.items()):
        try:
            messages.append(_message(knowledge, person, theirs, around, now))
        except Exception:  # one person's message must not take everybody's along
            log.exception("reminder_not_composed", person=person)
            stored.mark(session, [row.id for row in theirs], "cancelled", words.NOT_COMPOSED)
    stored.gathered(session, [i for m in messages if m.send_at for i in m.reminder_ids], now)
    for reason, known in ((words.NO_ACCOUNT, False), (words.UNREACHABLE, True)):
        unsent = [m for m in messages if m.send_at is None and (m.person in knowledge.catalogue.with_account) is known]
        stored.mark(session, [i for m in unsent for i in m.reminder_ids], "cancelled", reason)
    return messages


def _message(
    knowledge: Knowledge, code: str, rows: Sequence[Planned], around: Around, now: datetime
) -> Message:  # fmt: skip
    person = knowledge.catalogue.people[code]
    contents = contents_of(knowledge, person, rows, around, now)
    kind = _kind(rows)
    ids = tuple(sorted(row.id for row in rows))
    agencies = dict.fromkeys(row.of.agency for row in rows)
    return Message(
        person=code,
        kind=kind,
        tasks=spoken_of(contents, knowledge),
        agencies=tuple(sorted(agencies, key=knowledge.catalogue.places.__getitem__)),
        send_at=now if code in knowledge.catalogue.reachable else None,
        reply=compose(contents, knowledge),
        reminder_ids=ids,
        key=f"{kind}:{code}:{int(now.timestamp() * 1_000_000):x}:{ids[0]}",  # short: 64 letters with the account
    )


def _kind(rows: Sequence[Planned]) -> str:
    if all(row.rung.startswith(ladder.NUDGE) for row in rows):
        return "nudge"
    if all(row.rung.startswith(ladder.SNOOZE) for row in rows):
        return "snooze"
    spoken_to = {ladder.roles_of(row.rung)[0] for row in rows}
    return "digest" if spoken_to & set(ladder.AGENCY_ROLES) else "escalation" if "monitor" in spoken_to else "leader"


def contents_of(
    knowledge: Knowledge, person: Person, rows: Sequence[Planned], around: Around, now: datetime
) -> Contents:
    own = [row for row in rows if ladder.roles_of(row.rung)[0] in ladder.AGENCY_ROLES]
    kind = _kind(rows)
    mine = dict.fromkeys(row.of.agency for row in own)
    of_own = {row.id for row in own}
    keys = {(row.of.task, row.of.due) for row in rows if row.id not in of_own and row.of.due}
    return Contents(
        person=person,
        now=now,
        reminded=_by_due(row.of for row in own if row.rung not in ladder.WORDS),
        fresh=_by_due(row.of for row in own if row.rung == ladder.NEW),
        changed=[
            Changed(row, around.moves.get(row.assignment))
            for row in _once(row.of for row in sorted(own, key=lambda row: row.of.task) if row.rung in _CHANGES)
        ],
        others=[] if kind in ("snooze", "nudge") else [one for agency in mine for one in around.open.get(agency, ())],
        late=[_late(knowledge, task, due, around) for task, due in sorted(keys)],
        week=any(row.rung.startswith(ladder.WEEK) for row in own) or _opens_week(own, knowledge, now),
        snooze=kind == "snooze",
        stands_in=_stands_in(knowledge, person, rows),
        returned=() if kind == "snooze" else titles(knowledge, around.returned.get(person.code, ())),
        urgings=_urgings(knowledge, own, around),
        nudge=kind == "nudge",
        **_hand_on(knowledge, person, own, around),
    )


def _stands_in(knowledge: Knowledge, person: Person, rows: Sequence[Planned]) -> str:
    away = [row.person for row in rows if row.person != person.code]
    if not away:
        return ""
    form = leave_words.INSTEAD if len(away) == len(rows) else leave_words.INSTEAD_TOO
    return form.format(people=", ".join(titles(knowledge, away)))


def _hand_on(knowledge: Knowledge, person: Person, own: Sequence[Planned], around: Around) -> dict[str, frozenset[int]]:
    """What a head handed on, and what may be."""
    heads = {held.agency for held in person.roles if held.role == "head"}
    mine = [row.of for row in own if row.of.agency in heads]
    with_officer = officers_reached(knowledge)
    free = [row for row in mine if row.assignment not in around.handed and row.agency in with_officer]
    return {
        "handed": frozenset(row.assignment for row in mine if row.assignment in around.handed),
        "to_hand_on": frozenset(row.assignment for row in free),
    }


def _opens_week(own: Sequence[Planned], knowledge: Knowledge, now: datetime) -> bool:
    """The list of the week stands in for the digest of its first morning."""
    dated = any(row.rung not in ladder.WORDS for row in own)
    return dated and ladder.opens_week(now.date(), knowledge.calendar)


def _once(rows: Iterable[Open]) -> list[Open]:
    """A substitute has the calls of two people on one assignment."""
    return list({row.assignment: row for row in rows}.values())


def _urgings(knowledge: Knowledge, rows: Sequence[Planned], around: Around) -> list[Urging]:
    """Who urges on what, in which words: one for each office and word."""
    said: dict[tuple[str, str], list[int]] = {}
    for row in rows:
        if not row.rung.startswith(ladder.NUDGE):
            continue
        urged = around.nudges.get((row.of.assignment, date.fromisoformat(row.rung.removeprefix(ladder.NUDGE))))
        if urged is not None:
            said.setdefault((office_of(knowledge, urged.person), urged.words), []).append(row.of.task)
    return [Urging(office, text, tuple(dict.fromkeys(tasks))) for (office, text), tasks in said.items()]


def _by_due(rows: Iterable[Open]) -> list[Open]:
    return sorted(_once(rows), key=lambda row: (row.due or date.max, row.task, row.assignment))


def _late(knowledge: Knowledge, task: int, due: date, around: Around) -> Late:
    agencies = [row.agency for row in around.late.get((task, due), ())]
    reached = frozenset[str]().union(*(knowledge.catalogue.reached.get(role, ()) for role in ladder.AGENCY_ROLES))
    unreached = frozenset(code for code in agencies if code not in reached)
    return Late(task, due, tuple(sorted(agencies, key=knowledge.catalogue.places.__getitem__)), unreached)
