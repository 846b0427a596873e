"""When a push may leave: on working days, from a person's own hour until the evening."""

from datetime import date, datetime, time, timedelta

from handlers.knowledge import Knowledge
from storage.catalogue import Person
from storage.clock import LOCAL, local

USUAL_HOUR = time(7, 30)
AFTERNOON = time(14)  # when one may be called again, and monitors are told a second time
EVENING = time(18)  # nothing is pushed from then on


def hour_of(person: Person) -> time:
    return person.digest_at or USUAL_HOUR


def moment(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, LOCAL)


def next_allowed(at: datetime, hour: time, knowledge: Knowledge) -> datetime:
    """The first local moment from `at` on that a push may leave: a working day, from the digest hour until 18:00."""
    at = local(at)
    day = at.date()
    if not knowledge.calendar.is_working(day) or at.time() >= EVENING:
        day = knowledge.calendar.next_working(day if at.time() < EVENING else day + timedelta(days=1))
        return moment(day, hour)
    return max(at, moment(day, hour))


def next_morning(now: datetime, hour: time, knowledge: Knowledge) -> datetime:
    """The next moment a digest leaves to somebody with this hour."""
    day = knowledge.calendar.next_working(now.date())
    return moment(day, hour) if now < moment(day, hour) else moment(knowledge.calendar.add_working_days(day, 1), hour)
