"""Whose reminders somebody may change, and which assignments are meant."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from handlers import ladder
from handlers.dialogue import Reply, Request
from handlers.due import last_working_day
from handlers.knowledge import Knowledge
from handlers.reminders.digest import tasks_of
from handlers.words import reminders as words
from storage import audit
from storage import reminders as stored
from storage.reminders import Open
from storage.session import Unit

SOON = timedelta(days=14)  # without a task named, what is due so soon is offered


def answers_for(request: Request, row: Open) -> bool:
    return any(h.role in ladder.AGENCY_ROLES and h.agency == row.agency for h in request.person.roles)


def open_rows(request: Request, unit: Unit, task: int | None = None) -> list[Open]:
    """Dated assignments of this person's agencies that something is asked on, earliest first."""
    start = request.knowledge.catalogue.start_day
    last = date(request.today.year + 2, 12, 31)
    return stored.open_of(unit.session, request.person.agencies, start, last, request.today, task)


def soon(request: Request, unit: Unit) -> list[Open]:
    return [row for row in open_rows(request, unit) if row.due is not None and row.due <= request.today + SOON]


def first_of(rows: Iterable[Open]) -> list[Open]:
    """The earliest open occurrence of each task and agency."""
    first: dict[tuple[int, str], Open] = {}
    for row in rows:
        first.setdefault((row.task, row.agency), row)
    return list(first.values())


def of_task(request: Request, unit: Unit, no: int) -> list[Open] | Reply:
    rows = first_of(open_rows(request, unit, no))
    if rows:
        return rows
    task = request.knowledge.task(no)
    if task is None or not set(task.leads) & set(request.person.agencies):
        agency = request.knowledge.agency(request.person.agencies[0])
        return Reply(words.NOT_A_LEAD.format(no=no, agency=agency.actor))
    return Reply(words.NOT_OPEN.format(no=no))


def last_reminded(request: Request, unit: Unit) -> list[Open]:
    """What the newest message of this chat reminded of."""
    message = stored.last_message(unit.session, request.channel, request.chat)
    return [row.of for row in stored.of_message(unit.session, message)] if message is not None else []


def foremost(rows: Sequence[Open], knowledge: Knowledge, today: date) -> Sequence[Open]:
    """What a message's first line is about: to be finished today or late; without such, and in the list of the week,
    all of it."""
    if ladder.opens_week(today, knowledge.calendar):
        return rows
    first = [row for row in rows if row.due is not None and last_working_day(row.due, knowledge.calendar) <= today]
    return first or rows


def card_of(rows: Sequence[Open]) -> Mapping[str, Any]:
    tasks = tasks_of(rows)
    kind = "task" if len(tasks) == 1 else "list"
    return {"card": {"kind": kind, "tasks": tasks, "assignments": [row.assignment for row in rows]}}


def audit_row(request: Request, unit: Unit, action: str, row: Open, details: Mapping[str, Any]) -> None:
    subject = f"assignment:{row.assignment}"
    audit.record(unit.session, request.now, request.person.code, action, subject, details, request.inbox_id)
