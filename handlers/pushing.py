"""A push at the moment it is sent: as it is true now, or not at all (RELIABILITY, promise 4)."""

from datetime import datetime

from handlers import reminders
from handlers.assignment import passed_on
from handlers.dialogue import Reply, Request
from handlers.knowledge import Knowledge
from handlers.understanding import Understanding
from storage import reminders as stored
from storage.catalogue import Person
from storage.clock import local
from storage.session import Unit


def recheck(unit: Unit, knowledge: Knowledge, outbox_id: int, now: datetime) -> Reply | None:
    """What is passed on about who is behind is written anew; a reminder is shortened by what was settled since."""
    code, key = stored.addressee(unit.session, outbox_id)
    person = knowledge.person(code) if code else None
    if person is not None and passed_on.is_passed_on(key):
        return passed_on.again(_of_nothing(person, knowledge, local(now)), unit, key)
    return reminders.recheck(unit, knowledge, outbox_id, now)


def _of_nothing(person: Person, knowledge: Knowledge, now: datetime) -> Request:
    """What a message is written for that nobody asked for."""
    return Request(Understanding("", "boards"), person, knowledge, now, "", "")
