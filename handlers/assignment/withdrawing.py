"""A task withdrawn, of all its leads or of some, and given again; what was reported stays (DESIGN 6)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from handlers import due as days
from handlers.assignment import cycles
from handlers.assignment.change import MARKS, RESTORE, TITLE, Change, Look, Written, refused, who
from handlers.dialogue import Request, ask, do
from handlers.reminders.planning import announce_changes
from handlers.words import changes as words
from handlers.words import tasks as phrases
from handlers.words.formats import clock
from storage import assignments, task_rows
from storage.assignments import Assigned
from storage.audit import record
from storage.catalogue import Task
from storage.session import Unit
from storage.settings_rows import catalogue_changed

PREPARE = "changes.prepare"


def look_withdraw(request: Request, unit: Unit, change: Change, task: Task) -> Look:
    if request.knowledge.task(task.no) is None:
        return refused(words.STALE.format(no=task.no))
    strangers = [code for code in change.agencies if code not in task.leads]
    if strangers:
        details = ask(words.DETAILS, "task", task=task.no)
        return refused(words.NOT_A_LEAD.format(who=who(request, strangers), no=task.no), details)
    codes = change.agencies or task.leads
    states = _states(request, [a for a in assignments.of_task(unit.session, task.no) if a.agency in codes])
    title = phrases.short_title(task, TITLE)
    lines = [words.WITHDRAW.format(no=task.no, title=title, who=who(request, codes), states=states, **MARKS)]
    if change.text:
        lines.append(words.REASON.format(reason=change.text))
    return Look([*lines, words.HISTORY_KEPT])


def _states(request: Request, rows: Sequence[Assigned]) -> str:
    """27 chờ xác nhận, 4 chưa có báo cáo: each agency once, by its earliest unfinished occurrence that counts."""
    start = request.knowledge.catalogue.start_day
    by_agency: dict[str, Assigned] = {}
    for one in sorted((a for a in rows if days.counts(a, start)), key=lambda a: not days.is_unfinished(a)):
        by_agency.setdefault(one.agency, one)
    counted = Counter(one.state for one in by_agency.values())
    if len(by_agency) == 1:
        return words.STATES[next(iter(counted))].removeprefix("{count} ")
    said = [form.format(count=counted[state]) for state, form in words.STATES.items() if counted[state]]
    return ", ".join(said) or words.NOTHING_REPORTED


def withdraw(request: Request, unit: Unit, change: Change, task: Task, details: Mapping[str, Any]) -> Written:
    session, me = unit.session, request.person.code
    codes = [code for code in task.leads if not change.agencies or code in change.agencies]
    told = {**details, "task": task.no, "agencies": codes, "reason": change.text}
    mine = [a for a in assignments.for_change(session, task.no) if a.agency in codes]
    row = task_rows.hold(session, task.no)
    assert row is not None
    if set(codes) == set(task.leads):
        row.withdrawn_at = request.now
        record(session, request.now, me, "task.withdrawn", f"task:{task.no}", told, request.inbox_id)
    else:
        take_off(request, unit, task, codes, mine, told)
    session.flush()
    announce_changes(unit, request.knowledge, [], [a.id for a in mine], request.now)
    catalogue_changed(session)
    text = words.WITHDRAWN.format(no=task.no, clock=clock(request.now), who=who(request, codes))
    again = Change(RESTORE, task.no, () if set(codes) == set(task.leads) else tuple(codes), ground=change.ground)
    return Written(text, [do(words.RESTORE_BUTTON, PREPARE, **again.payload())])


def take_off(
    request: Request, unit: Unit, task: Task, codes: Iterable[str], mine: Sequence[Assigned], told: Mapping[str, Any]
) -> None:  # fmt: skip
    """Some of the leads lead no longer; their assignments stay for the history."""
    task_rows.withdraw(unit.session, [a.id for a in mine], request.now)
    left = [code for code in task.leads if code not in set(codes)]
    task_rows.write_agencies(unit.session, task.no, "lead", left)
    for one in mine:
        record(
            unit.session, request.now, request.person.code, "assignment.withdrawn", f"assignment:{one.id}",
            {**told, "agency": one.agency}, request.inbox_id,
        )  # fmt: skip


def look_restore(request: Request, unit: Unit, change: Change, task: Task) -> Look:
    codes = _restored(request, unit, change, task)
    if not codes:
        return refused(words.NOT_WITHDRAWN.format(no=task.no), ask(words.DETAILS, "task", task=task.no))
    title = phrases.short_title(task, TITLE)
    return Look([words.RESTORE.format(no=task.no, title=title, who=who(request, codes), **MARKS)])


def _restored(request: Request, unit: Unit, change: Change, task: Task) -> list[str]:
    """Whose part of it was withdrawn, of those that are meant."""
    if request.knowledge.task(task.no) is None:
        return list(task.leads)
    gone = assignments.withdrawn_of(unit.session, task.no)
    rows = assignments.ever_of_task(unit.session, task.no)
    found = dict.fromkeys(a.agency for a in rows if a.id in gone and a.agency not in task.leads)
    order = list(request.knowledge.catalogue.agencies)
    return sorted((c for c in found if not change.agencies or c in change.agencies), key=order.index)


def restore(request: Request, unit: Unit, change: Change, task: Task, details: Mapping[str, Any]) -> Written:
    codes = _restored(request, unit, change, task)
    session = unit.session
    row = task_rows.hold(session, task.no)
    assert row is not None
    if row.withdrawn_at is not None:
        row.withdrawn_at = None
        told = {**details, "task": task.no, "agencies": codes}
        record(session, request.now, request.person.code, "task.restored", f"task:{task.no}", told, request.inbox_id)
        session.flush()
        mine = assignments.for_change(session, task.no)
    else:
        mine = give_back(request, unit, task, codes, details)
    cycles.take_up(request, unit, [a for a in mine if days.is_unfinished(a)], details)
    catalogue_changed(session)
    text = words.RESTORED.format(no=task.no, clock=clock(request.now), who=who(request, codes))
    return Written(text, [ask(words.DETAILS, "task", task=task.no)])


def give_back(
    request: Request, unit: Unit, task: Task, codes: Sequence[str], details: Mapping[str, Any]
) -> list[Assigned]:  # fmt: skip
    """Agencies that led it before lead it again, with what they had reported."""
    gone = assignments.withdrawn_of(unit.session, task.no)
    mine = [a for a in assignments.ever_of_task(unit.session, task.no) if a.id in gone and a.agency in codes]
    task_rows.withdraw(unit.session, [a.id for a in mine], None)
    task_rows.write_agencies(unit.session, task.no, "lead", [*task.leads, *codes])
    return mine
