"""People whom reminders do not reach: not enrolled yet, or their account takes no messages. To be called instead."""

from collections.abc import Iterator

from handlers.dialogue import Choice, Reply, Request, ask, bold
from handlers.knowledge import Knowledge
from handlers.words import leave as leave_words
from handlers.words import unreached as words
from handlers.words.formats import short_day
from storage import leaves
from storage.catalogue import Person
from storage.session import Unit

LINES = 4
NAMED_AWAY = 2  # people on leave


def answer(request: Request, unit: Unit) -> Reply:
    """A line an agency, those whose account stopped first; for monitors, leaders and admins only."""
    if not request.person.holds("monitor", "leader", "admin"):
        return Reply(words.NOT_FOR_YOU)
    lines = sorted(_lines(request.knowledge), key=lambda line: words.STOPPED not in line[1])
    away = _on_leave(request, unit)
    if not lines:
        return Reply("\n".join([words.ALL_REACHED, *away]))
    page = min(max(request.page, 1), -(-len(lines) // LINES))
    shown = lines[(page - 1) * LINES : page * LINES]
    head = words.UNREACHED.format(count=bold(sum(count for count, _ in lines)))
    text = "\n".join([head, *(line for _, line in shown), *away])
    return Reply(text, _turning(page, len(lines)), edit=request.pressed)


def _on_leave(request: Request, unit: Unit) -> list[str]:
    """Who is away today and who gets what would remind them, the first few named."""
    away = [
        leave_words.ON_LEAVE_ONE.format(person=person.title, last=short_day(leave.last), substitute=other.title)
        for leave in leaves.active(unit.session, request.today).values()
        if (person := request.knowledge.person(leave.person)) and (other := request.knowledge.person(leave.substitute))
    ]
    if not away:
        return []
    more = [leave_words.AND_MORE.format(count=len(away) - NAMED_AWAY)] if len(away) > NAMED_AWAY else []
    return [leave_words.ON_LEAVE.format(people=", ".join([*away[:NAMED_AWAY], *more]))]


def _lines(knowledge: Knowledge) -> Iterator[tuple[int, str]]:
    """(people, line) of each agency that has somebody nobody reaches."""
    for agency in knowledge.catalogue.agencies.values():
        lost = [
            words.PERSON.format(role=words.ROLES[role], why=why)
            for role in ("head", "officer")
            for person in knowledge.holders(role, agency.code)
            if (why := _why(knowledge, person))
        ]
        if lost:
            yield len(lost), words.LINE.format(agency=agency.actor, people=", ".join(lost))


def _why(knowledge: Knowledge, person: Person) -> str | None:
    if knowledge.reachable(person.code):
        return None
    has_account = any(account.person == person.code for account in knowledge.catalogue.accounts.values())
    return words.STOPPED if has_account else words.NOT_ENROLLED


def _turning(page: int, lines: int) -> list[list[Choice]]:
    turns = []
    if page > 1:
        turns.append(ask(words.PREVIOUS, "unreached", page=page - 1))
    if page * LINES < lines:
        turns.append(ask(words.NEXT, "unreached", page=page + 1))
    return [turns] if turns else []
