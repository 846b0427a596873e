"""A small province whose tasks and dates a test names itself, swept and answered by hand."""

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import select, update

from handlers import reminders
from handlers.dialogue import Reply, Request, plain
from handlers.index import Index
from handlers.knowledge import Knowledge
from handlers.reminders import Message
from handlers.understanding import Lexicon, Understanding
from handlers.working_days import WorkingCalendar, seed_days
from storage import audit, outbox
from storage import models as m
from storage.catalogue import load_catalogue
from storage.clock import LOCAL
from storage.session import Store, Unit
from storage.settings_rows import START_DAY, catalogue_changed, write_setting

START = date(2024, 3, 14)
AGENCIES = {
    "snv": ("Sở Nội vụ", "so"),
    "stp": ("Sở Tư pháp", "so"),
    "budang": ("Huyện Bù Đăng", "huyen"),
}


@cache
def no_words() -> Lexicon:
    """Reminders read nothing that is typed."""
    return Lexicon.build(agencies=[], criteria=[], tasks=[])


def at(text: str) -> datetime:
    """ "2024-03-22 7:30" in the province."""
    day, _, hour = text.partition(" ")
    hours, _, minutes = (hour or "8:00").partition(":")
    return datetime.combine(date.fromisoformat(day), time(int(hours), int(minutes)), LOCAL)


@dataclass
class World:
    """`sweep` plans, queues and commits as the assistant does; what left is in `messages` by person."""

    store: Store
    days: Mapping[date, bool]
    start: date | None = START
    telegram_away: bool = False

    @classmethod
    def build(cls, folder: Path, start: date | None = START) -> "World":
        store = Store(f"sqlite:///{folder / 'w.db'}")
        m.Base.metadata.create_all(store.engine)
        return cls.on(store, start)

    @classmethod
    def on(cls, store: Store, start: date | None = START) -> "World":
        """In an empty database with its tables."""
        days = {day: working for day, working, _ in seed_days((2024, 2025))}
        world = cls(store, days, start)
        with store.unit() as unit:
            world._people(unit)
            if start:
                write_setting(unit.session, START_DAY, start.isoformat())
            catalogue_changed(unit.session)
            unit.commit()
        return world

    def copy(self, folder: Path) -> "World":
        """The same province in a database of its own."""
        assert self.store.path is not None
        with sqlite3.connect(self.store.path) as source, sqlite3.connect(folder / "w.db") as target:
            source.backup(target)
        source.close()
        target.close()
        return World(Store(f"sqlite:///{folder / 'w.db'}"), self.days, self.start)

    def _people(self, unit: Unit) -> None:
        add = unit.session.add
        for position, (code, (name, group)) in enumerate(AGENCIES.items()):
            add(m.Agency(code=code, name=name, short_name=name, group=group, scored=True, head_title="Giám đốc",
                         position=position))  # fmt: skip
        unit.session.flush()
        held = [(f"{role}:{code}", role, code) for code in AGENCIES for role in ("head", "officer")]
        held += [("monitor:snv", "monitor", "snv"), ("leader:ct", "leader", None), ("admin", "admin", None)]
        for person, role, agency in held:
            add(m.Person(code=person, title=person))
            unit.session.flush()
            add(m.RoleHeld(person_code=person, role=role, agency_code=agency))

    def task(
        self, no: int, due: date | Sequence[date] | None, *, leads: Sequence[str] = ("stp",), every: str | None = None,
        issued: date | None = date(2024, 1, 2), source: str = "Công văn 914/UBND-NC", due_text: str = "",
        title: str = "", made_on: date = START, kind: str = "",
    ) -> None:  # fmt: skip
        dues = [due] if due is None or isinstance(due, date) else list(due)
        with self.store.unit() as unit:
            found = unit.session.scalars(select(m.SourceDocument).where(m.SourceDocument.name == source)).first()
            if found is None:
                found = m.SourceDocument(name=source, issued=issued)
                unit.session.add(found)
                unit.session.flush()
            unit.session.add(m.Task(
                no=no, source_id=found.id, place=str(no), clause="1", year=2024, title=title or f"Việc số {no}",
                due_text=due_text, every=every,
                kind=kind or ("continuing" if dues == [None] else "recurring" if every else "once"),
            ))  # fmt: skip
            unit.session.flush()
            for agency in leads:
                unit.session.add(m.TaskAgency(task_no=no, agency_code=agency, part="lead"))
                opens = self.start or date(2024, 1, 1)
                for n, last in enumerate(dues, 1):
                    unit.session.add(m.Assignment(task_no=no, agency_code=agency, occurrence=n, due=last,
                                                  opens_on=opens, made_on=made_on))  # fmt: skip
                    opens = date.fromordinal(last.toordinal() + 1) if last else opens
            catalogue_changed(unit.session)
            unit.commit()

    def enrol(self, *people: str, when: str = "2024-03-14 7:00") -> None:
        with self.store.unit() as unit:
            for person in people:
                unit.session.add(m.Account(channel="telegram", external_id=f"chat-{person}", person_code=person,
                                           linked_at=at(when)))  # fmt: skip
                unit.session.execute(update(m.Person).where(m.Person.code == person).values(enrolled_at=at(when)))
            catalogue_changed(unit.session)
            unit.commit()

    def set(self, no: int, agency: str = "stp", occurrence: int = 1, **values: Any) -> None:
        with self.store.unit() as unit:
            where = (m.Assignment.task_no == no, m.Assignment.agency_code == agency,
                     m.Assignment.occurrence == occurrence)  # fmt: skip
            unit.session.execute(update(m.Assignment).where(*where).values(**values))
            audit.record(unit.session, at("2024-03-14 7:00"), "console", "assignment.set", f"task:{no}")
            unit.commit()

    def knowledge(self, unit: Unit, now: datetime) -> Knowledge:
        catalogue = load_catalogue(unit.session, now)
        return Knowledge(catalogue, Index.build(catalogue), no_words(), WorkingCalendar(self.days), {})

    def sweep(self, when: str) -> dict[str, Message]:
        """One sweep as the assistant does it: queued to the outbox and committed; what earlier ones queued has left."""
        now = at(when)
        with self.store.unit() as unit:
            if not self.telegram_away:
                self._have_left(unit)
            messages = reminders.sweep(unit, self.knowledge(unit, now), now)
            for message in messages:
                if message.send_at is not None:
                    self._queue(unit, message, now)
            unit.commit()
        assert len({message.person for message in messages}) == len(messages), "one message a person"
        return {message.person: message for message in messages}

    def _have_left(self, unit: Unit) -> None:
        for row in unit.session.scalars(select(m.Outbox).where(m.Outbox.state == "queued")).all():
            row.state = "sent"
            unit.session.flush()
            reminders.sent(unit, row.id)

    def _queue(self, unit: Unit, message: Message, now: datetime) -> None:
        key = f"{message.key}:telegram"
        row = outbox.Outgoing("telegram", f"chat-{message.person}", message.person, "push", key,
                              {"text": message.reply.text})  # fmt: skip
        outbox.queue(unit.session, [row], now)
        reminders.queued(unit, [(message, list(outbox.ids_of(unit.session, [key]).values()))])

    def through(self, first: str, last: str, hour: str = "7:30") -> dict[str, list[tuple[str, Message]]]:
        """A sweep every day: who got what on which day."""
        got: dict[str, list[tuple[str, Message]]] = {}
        for n in range((date.fromisoformat(last) - date.fromisoformat(first)).days + 1):
            day = date.fromordinal(date.fromisoformat(first).toordinal() + n).isoformat()
            for person, message in self.sweep(f"{day} {hour}").items():
                got.setdefault(person, []).append((day, message))
        return got

    def deliver(self, person: str, when: str) -> Reply | None:
        """The newest message to a person, looked at again and sent."""
        now = at(when)
        with self.store.unit() as unit:
            query = select(m.Outbox).where(m.Outbox.person_code == person).order_by(m.Outbox.id.desc())
            row = unit.session.scalars(query).first()
            assert row is not None
            reply = reminders.recheck(unit, self.knowledge(unit, now), row.id, now)
            row.state = "cancelled" if reply is None else "sent"
            unit.session.flush()
            if reply is not None:
                reminders.sent(unit, row.id)
            unit.commit()
        return reply

    def request(self, unit: Unit, person: str, when: str, **said: Any) -> Request:
        now = at(when)
        knowledge = self.knowledge(unit, now)
        understood = Understanding(text=said.pop("text", ""), topic="reminder", **said)
        return Request(understood, knowledge.catalogue.people[person], knowledge, now, "telegram", f"chat-{person}")

    def say(self, person: str, when: str, **said: Any) -> Reply:
        with self.store.unit() as unit:
            reply = reminders.answer(self.request(unit, person, when, **said), unit)
            unit.commit()
        return reply

    def press(self, person: str, when: str, reply: Reply, label: str) -> Reply:
        choice = next(c for row in reply.choices for c in row if c.label == label)
        assert choice.does is not None
        with self.store.unit() as unit:
            action = reminders.ACTIONS[choice.does.name]
            answered = action(self.request(unit, person, when), unit, choice.does.payload)
            unit.commit()
        return answered

    def rows(self, **where: Any) -> list[tuple[str, str, str, str | None]]:
        """(rung, person, state, reason) of planned reminders."""
        with self.store.reading() as unit, closing(unit.session):
            query = select(m.Reminder, m.Assignment.task_no).join(m.Assignment).order_by(m.Reminder.id)
            found = unit.session.execute(query).all()
        return [
            (r.rung, r.person_code, r.state, r.reason)
            for r, task in found
            if all((task if key == "task" else getattr(r, key)) == value for key, value in where.items())
        ]


def labels(reply: Reply) -> list[list[str]]:
    return [[choice.label for choice in row] for row in reply.choices]


def text(message: Message | Reply) -> str:
    return plain(message.reply.text if isinstance(message, Message) else message.text)
