"""Taking note of a reminder: it stops the second call after the date, nothing else (DESIGN 7)."""

from collections.abc import Mapping, Sequence
from typing import Any

from handlers.dialogue import Reply, Request
from handlers.reminders.digest import tasks_of
from handlers.reminders.whose import answers_for, audit_row, card_of, foremost, last_reminded
from handlers.words import reminders as words
from handlers.words.formats import clock
from storage import reminders as stored
from storage.assignments import SETTLED
from storage.reminders import Open
from storage.session import Unit


def acknowledge(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Đã nhận]: noted for each task still open that this person answers for now; it stops the second call only."""
    rows = [row for row in stored.assignments(unit.session, payload["assignments"]) if answers_for(request, row)]
    if not rows:
        return Reply(words.NOT_YOURS)
    return _note(request, unit, rows)


def acknowledge_last(request: Request, unit: Unit) -> Reply | None:
    """ "Rõ", "ok", "nhất trí" typed right after a reminder; None when the last message here was none."""
    rows = [row for row in last_reminded(request, unit) if answers_for(request, row)]
    return _note(request, unit, rows) if rows else None


def _note(request: Request, unit: Unit, rows: Sequence[Open]) -> Reply:
    open_rows = [row for row in rows if row.state not in SETTLED and not row.withdrawn]
    stored.acknowledge(unit.session, open_rows, request.person.code, request.now)
    for row in open_rows:
        audit_row(request, unit, "reminder.acknowledge", row, {})
    at = clock(request.now)
    tasks = tasks_of(foremost(open_rows, request.knowledge, request.today))
    if not tasks:
        left = words.ALL_REPORTED
    elif len(tasks) == 1:
        left = words.NOT_REPORTED_ONE.format(no=tasks[0])
    else:
        left = words.NOT_REPORTED.format(count=words.count_word(len(tasks)))
    toast = words.NOTED_TOAST.format(clock=at)
    return Reply(f"{words.NOTED.format(clock=at)} {left}", toast=toast, remember=card_of(rows))
