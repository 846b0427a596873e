"""Greetings and thanks in one neutral line; "rõ" right after a reminder acknowledges it."""

from handlers import reminders
from handlers.dialogue import Reply, Request
from handlers.start import examples, may, quoted
from handlers.words import smalltalk as words
from storage.session import Unit


def answer(request: Request, unit: Unit) -> Reply:
    match request.said.aspect:
        case "acknowledge":
            return reminders.acknowledge_last(request, unit) or Reply(words.NOTHING_TO_ACKNOWLEDGE)
        case "thanks":
            return Reply(words.THANKS)
        case "farewell":
            return Reply(words.FAREWELL)
    mine = (*examples(request.person, request.knowledge)[:2], "hướng dẫn")
    return Reply(words.GREETING.format(may=may(request.person), examples=quoted(*mine)))
