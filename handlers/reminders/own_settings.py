"""What a person has set about reminders: hour, days, what is muted or put off, leave."""

from handlers.dialogue import BOLD, BOLD_END, Reply, Request
from handlers.reminders.hours import hour_of
from handlers.reminders.own_days import ladder_words
from handlers.reminders.own_hour import clock_of
from handlers.reminders.standing_in import days_words
from handlers.words import leave as leave_words
from handlers.words import reminders as words
from handlers.words.formats import clock
from storage import leaves, mutes
from storage import reminders as stored
from storage.clock import local
from storage.session import Unit

NAMED = 5  # tasks in a line


def settings(request: Request, unit: Unit) -> Reply:
    hour = words.SETTINGS.format(hour=clock_of(hour_of(request.person)), bold=BOLD, end=BOLD_END)
    days = words.SETTINGS_LADDER.format(days=ladder_words(request.person.reminder_days))
    return Reply("\n".join([hour, days, *_quiet(request, unit), words.SETTINGS_HOW]))


def _quiet(request: Request, unit: Unit) -> list[str]:
    """What is muted or put off now, and leave, in one line."""
    muted = mutes.tasks_of_person(unit.session, request.person.code)
    until = stored.snoozed(unit.session, request.now, [request.person.code])
    rows = stored.assignments(unit.session, {assignment for assignment, _ in until})
    parts = [words.MUTED_NOW.format(tasks=_named(muted))] if muted else []
    put_off = sorted((until[row.assignment, request.person.code], row.task) for row in rows)
    if put_off:
        at = local(put_off[0][0])
        when = words.moment_words(at.date(), clock(at), request.today)
        parts.append(words.PUT_OFF_NOW.format(tasks=_named([no for _, no in put_off]), when=when))
    away = leaves.of_person(unit.session, request.person.code, request.today)
    for leave in away[:1]:
        substitute = request.knowledge.person(leave.substitute)
        days = days_words(leave.first, leave.last)
        parts.append(leave_words.IN_SETTINGS.format(days=days, substitute=substitute.title if substitute else ""))
    return [" ".join(parts)] if parts else []


def _named(tasks: list[int]) -> str:
    some = list(dict.fromkeys(tasks))
    return words.numbers(some[:NAMED]) + (", …" if len(some) > NAMED else "")
