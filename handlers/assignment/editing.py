"""The title of a task and the agencies that lead or coordinate it, changed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from handlers import due as days
from handlers.assignment import cycles
from handlers.assignment.change import (
    ADD_COORDINATING,
    ADD_LEAD,
    MARKS,
    REMOVE_COORDINATING,
    REMOVE_LEAD,
    TITLE,
    TITLE_KIND,
    Change,
    Look,
    Written,
    refused,
    who,
)
from handlers.assignment.moving import after
from handlers.assignment.withdrawing import give_back, take_off
from handlers.dialogue import Choice, Request, ask
from handlers.importing.task_writing import TaskWriter
from handlers.reminders.planning import announce, announce_changes
from handlers.words import changes as words
from handlers.words import tasks as phrases
from handlers.words.formats import clock, few_words
from storage import assignments, task_rows
from storage.audit import record
from storage.catalogue import Task
from storage.session import Unit
from storage.settings_rows import catalogue_changed

LEAD, COORDINATING = "lead", "coordinating"
LONGEST_TITLE = 600


def _details(task: Task) -> Choice:
    return ask(words.DETAILS, "task", task=task.no)


# --- the title


def look_title(request: Request, unit: Unit, change: Change, task: Task) -> Look:
    before, new = few_words(task.title, 120), few_words(change.text, 120)
    return Look([words.RENAME.format(no=task.no, before=before, after=new, **MARKS)])


def write_title(request: Request, unit: Unit, change: Change, task: Task, details: Mapping[str, Any]) -> Written:
    row = task_rows.hold(unit.session, task.no)
    assert row is not None
    told = {**details, "task": task.no, "from": row.title, "to": change.text}
    row.title = change.text[:LONGEST_TITLE]
    _changed(request, unit, task, "task.renamed", told)
    text = words.RENAMED.format(clock=clock(request.now), no=task.no, after=few_words(change.text, 120))
    return Written(text, [_details(task)])


def _changed(request: Request, unit: Unit, task: Task, action: str, told: Mapping[str, Any]) -> None:
    record(unit.session, request.now, request.person.code, action, f"task:{task.no}", told, request.inbox_id)
    unit.session.flush()
    catalogue_changed(unit.session)


# --- who leads


def look_add_lead(request: Request, unit: Unit, change: Change, task: Task) -> Look:
    new = [code for code in change.agencies if code not in task.leads]
    if not new:
        return refused(words.ALREADY_LEAD.format(who=who(request, change.agencies), no=task.no), _details(task))
    dates = _dates(request, unit, task)
    if not dates:
        return refused(words.PAST_FOR_NEW_LEAD.format(no=task.no), _details(task))
    first = next(iter(dates.values()))
    due = phrases.UNTIL.format(due=after(task, first, request)) if first else phrases.undated(task)
    title = phrases.short_title(task, TITLE)
    return Look([words.ADD_LEAD.format(no=task.no, title=title, who=who(request, new), due=due, **MARKS)])


def _dates(request: Request, unit: Unit, task: Task) -> dict[int, date | None]:
    """The occurrences that the other leads have still to come; their latest dates where these differ."""
    found: dict[int, date | None] = {}
    for one in assignments.of_task(unit.session, task.no):
        known = found.get(one.occurrence)
        if one.due is None or (one.due >= request.today and (known is None or known < one.due)):
            found[one.occurrence] = one.due
    return dict(sorted(found.items()))


def add_lead(request: Request, unit: Unit, change: Change, task: Task, details: Mapping[str, Any]) -> Written:
    new = [code for code in change.agencies if code not in task.leads]
    dates = _dates(request, unit, task)
    again = give_back(request, unit, task, new, details)
    cycles.take_up(request, unit, [a for a in again if days.is_unfinished(a)], details)
    fresh = [code for code in new if code not in {a.agency for a in again}]
    writer = TaskWriter(unit.session, request.today, request.now)
    for code in fresh:
        opens = request.today
        for occurrence, due in dates.items():
            writer.add_assignment(task.no, (code, occurrence), due, opens)
            opens = date.fromordinal(due.toordinal() + 1) if due else opens
    told = {**details, "task": task.no, "part": LEAD, "added": new}
    _changed(request, unit, task, "task.agencies", told)
    announce(unit, request.knowledge, writer.added, request.now)
    text = words.LEAD_ADDED.format(clock=clock(request.now), who=who(request, new), no=task.no)
    return Written(text, [_details(task)])


def look_remove_lead(request: Request, unit: Unit, change: Change, task: Task) -> Look:
    strangers = [code for code in change.agencies if code not in task.leads]
    if strangers:
        return refused(words.NOT_A_LEAD.format(who=who(request, strangers), no=task.no), _details(task))
    if set(change.agencies) == set(task.leads):
        return refused(words.LAST_LEAD.format(who=who(request, change.agencies), no=task.no), _details(task))
    title = phrases.short_title(task, TITLE)
    line = words.REMOVE_LEAD.format(no=task.no, title=title, who=who(request, change.agencies), **MARKS)
    return Look([line, words.HISTORY_KEPT])


def remove_lead(request: Request, unit: Unit, change: Change, task: Task, details: Mapping[str, Any]) -> Written:
    mine = [a for a in assignments.for_change(unit.session, task.no) if a.agency in change.agencies]
    take_off(request, unit, task, change.agencies, mine, {**details, "task": task.no, "reason": change.text})
    unit.session.flush()
    catalogue_changed(unit.session)
    announce_changes(unit, request.knowledge, [], [a.id for a in mine], request.now)
    text = words.LEAD_REMOVED.format(clock=clock(request.now), who=who(request, change.agencies), no=task.no)
    return Written(text, [_details(task)])


# --- who coordinates


def look_coordinating(request: Request, unit: Unit, change: Change, task: Task) -> Look:
    adds = change.kind == ADD_COORDINATING
    left = [code for code in change.agencies if (code in task.coordinating) is not adds]
    if not left:
        form = words.ALREADY_COORDINATING if adds else words.NOT_COORDINATING
        return refused(form.format(who=who(request, change.agencies), no=task.no), _details(task))
    form = words.ADD_COORDINATING if adds else words.REMOVE_COORDINATING
    title = phrases.short_title(task, TITLE)
    return Look([form.format(no=task.no, title=title, who=who(request, left), **MARKS)])


def write_coordinating(request: Request, unit: Unit, change: Change, task: Task, details: Mapping[str, Any]) -> Written:
    adds = change.kind == ADD_COORDINATING
    others = [code for code in task.coordinating if code not in change.agencies]
    task_rows.write_agencies(unit.session, task.no, COORDINATING, [*others, *(change.agencies if adds else ())])
    told = {**details, "task": task.no, "part": COORDINATING, "added" if adds else "removed": list(change.agencies)}
    _changed(request, unit, task, "task.agencies", told)
    form = words.COORDINATING_ADDED if adds else words.COORDINATING_REMOVED
    text = form.format(clock=clock(request.now), who=who(request, change.agencies), no=task.no)
    return Written(text, [_details(task)])


KINDS = {
    TITLE_KIND: (look_title, write_title),
    ADD_LEAD: (look_add_lead, add_lead),
    REMOVE_LEAD: (look_remove_lead, remove_lead),
    ADD_COORDINATING: (look_coordinating, write_coordinating),
    REMOVE_COORDINATING: (look_coordinating, write_coordinating),
}
