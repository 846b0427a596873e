"""What keeps a lead agency from being reminded of a task now, as whoever watches over it sees."""

from handlers import ladder
from handlers.dialogue import Request
from handlers.reminders.standing_in import titles
from handlers.rights import sees_all
from handlers.words import reminders as words
from handlers.words.formats import short_day
from storage import mutes
from storage import reminders as stored
from storage.assignments import Assigned
from storage.clock import local
from storage.session import Unit


def quiet_words(request: Request, unit: Unit, one: Assigned) -> str:
    """ "Đang hoãn nhắc đến 02/4 (Giám đốc Sở Tư pháp)."; that it is muted only where nobody there is called."""
    if not sees_all(request.person):
        return ""
    said = []
    put_off = stored.snoozes_of(unit.session, one.id, request.now)
    if put_off:
        until = short_day(local(max(put_off.values())).date())
        people = ", ".join(titles(request.knowledge, sorted(put_off)))
        said.append(words.PUT_OFF_THERE.format(until=until, people=people))
    there = {p.code for role in ladder.AGENCY_ROLES for p in request.knowledge.holders(role, one.agency)}
    if there and there <= mutes.muters(unit.session, one.id):
        said.append(words.MUTED_THERE)
    return " ".join(said)
