"""Greetings and thanks in one neutral line; "rõ" right after a reminder acknowledges it."""

from handlers import reminders
from handlers.dialogue import Reply, Request, ask
from handlers.examples import for_person
from handlers.start import may, quoted
from handlers.task_facts import rows_of
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
    mine = for_person(request, unit)[:2]
    says = quoted(*(example.say for example in mine), words.HELP.lower())
    choices = rows_of([*(example.button for example in mine), ask(words.HELP, "help")])
    return Reply(words.GREETING.format(may=may(request.person), examples=says), choices)
