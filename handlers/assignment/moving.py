"""Another last day for a task: which occurrences it is for, what it was before, and taking it back (DESIGN 6)."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from handlers import due as days
from handlers.assignment import cycles
from handlers.assignment.change import MARKS, TITLE, Change, Look, Written, refused, who
from handlers.assignment.grounds import may_order
from handlers.dialogue import Reply, Request, ask, do
from handlers.words import changes as words
from handlers.words import tasks as phrases
from handlers.words.formats import capital, clock, day, named_day
from storage import assignments, conversations
from storage.assignments import Assigned
from storage.audit import record
from storage.catalogue import Task
from storage.session import Unit

UNDO = "changes.undo_move"
GROUPS = 3  # last days that are told apart in a preview


def look(request: Request, unit: Unit, change: Change, task: Task) -> Look:
    details = ask(words.DETAILS, "task", task=task.no)
    strangers = [code for code in change.agencies if code not in task.leads]
    if strangers:
        return refused(words.NOT_A_LEAD.format(who=who(request, strangers), no=task.no), details)
    due = change.due
    assert due is not None
    if due < request.today:
        return refused(words.PAST.format(day=day(due), no=task.no))
    rows = assignments.of_task(unit.session, task.no)
    wanted = chosen(request, rows, change)
    if not wanted and not any(one.due == due for one in chosen(request, rows, replace(change, seen=()))):
        form = words.STALE if change.seen else words.NOTHING_OPEN
        return refused(form.format(no=task.no), details)
    moved = [one for one in wanted if one.due != due]
    if not moved:
        return refused(words.SAME_DAY.format(no=task.no, after=after(task, due, request)), details)
    lines = [*_what(request, task, moved, due)]
    done = {a.agency for a in rows if _is_meant(a, change) and not days.is_unfinished(a)} - {a.agency for a in wanted}
    if done:
        lines.append(words.KEPT_DONE.format(count=len(done)))
    latest = days.last_working_day(due, request.knowledge.calendar)
    if latest != due:
        lines.append(words.DAY_OFF.format(day=capital(named_day(due)), latest=named_day(latest)))
    seen = tuple((one.id, one.cycle) for one in moved)
    return Look(lines, dated=any(one.due is not None for one in moved), seen=seen)


def chosen(request: Request, rows: Sequence[Assigned], change: Change) -> list[Assigned]:
    """Of each agency that is meant, the earliest unfinished occurrence that counts; under a preview only what it
    showed, and only where nothing happened to it since."""
    start = request.knowledge.catalogue.start_day
    first: dict[str, Assigned] = {}
    for one in sorted(rows, key=lambda a: (a.due is None, a.due or date.max, a.occurrence)):
        shown = not change.seen or (one.id, one.cycle) in change.seen
        if shown and _is_meant(one, change) and days.is_unfinished(one) and days.counts(one, start):
            first.setdefault(one.agency, one)
    return list(first.values())


def longer(request: Request, unit: Unit, change: Change, number: int, unit_of_time: str) -> date | None:
    """So many days, working days, weeks or months after the last day that all have now; None where these differ."""
    dues = {one.due for one in chosen(request, assignments.of_task(unit.session, change.task), change)}
    due = dues.pop() if len(dues) == 1 else None
    if due is None:
        return None
    match unit_of_time:
        case "ngay lam viec":
            return request.knowledge.calendar.add_working_days(due, number)
        case "thang":
            month = due.month - 1 + number
            year, month = due.year + month // 12, month % 12 + 1
            return date(year, month, min(due.day, monthrange(year, month)[1]))
    return due + timedelta(days=number * (7 if unit_of_time == "tuan" else 1))


def _is_meant(one: Assigned, change: Change) -> bool:
    return not change.agencies or one.agency in change.agencies


def after(task: Task, due: date, request: Request) -> str:
    """đến hết 29/3 · trước 25/3 where the document says so"""
    if days.says_before(task.due_text, due):
        return phrases.due_words(task, due, request.today)
    return words.UNTIL.format(day=phrases.days_words(due, request.today))


def _what(request: Request, task: Task, moved: Sequence[Assigned], due: date) -> list[str]:
    """The task, whom it is for, the last day before and after: one line, or a line for each last day there was."""
    by_due: dict[date | None, list[str]] = {}
    for one in moved:
        by_due.setdefault(one.due, []).append(one.agency)
    about = {"no": task.no, "title": phrases.short_title(task, TITLE), "after": after(task, due, request), **MARKS}
    if len(by_due) == 1:
        before, codes = next(iter(by_due.items()))
        form = words.MOVE if before else words.MOVE_UNDATED
        return [form.format(who=who(request, codes), before=phrases.due_words(task, before, request.today), **about)]
    lines = [words.MOVE_GROUPS.format(**about)]
    groups = sorted(by_due.items(), key=lambda item: -len(item[1]))
    return lines + [
        words.MOVE_GROUP.format(who=who(request, codes), before=phrases.due_words(task, before, request.today))
        for before, codes in groups[:GROUPS]
    ]


def write(request: Request, unit: Unit, change: Change, task: Task, details: Mapping[str, Any]) -> Written:
    due = change.due
    assert due is not None
    held = [a for a in chosen(request, assignments.for_change(unit.session, task.no), change) if a.due != due]
    cycles.move_all(request, unit, held, due, details)
    before = [[one.id, one.due.isoformat() if one.due else None, one.cycle + 1] for one in held]
    near = (due - request.today).days <= 1
    text = words.MOVED.format(
        clock=clock(request.now), no=task.no, who=who(request, [one.agency for one in held]),
        after=after(task, due, request), when=words.TOLD_NOW if near else words.TOLD_NEXT, **MARKS,
    )  # fmt: skip
    return Written(text, [do(words.UNDO_MOVE, UNDO, task=task.no, before=before, at=request.now.isoformat())])


def undo_last(request: Request, unit: Unit, no: int | None) -> Reply:
    """ "Hủy đổi hạn" typed: the button under this person's last move here, of the task where one is named."""
    since = request.now - days.UNDO_WITHIN
    offered = conversations.offered(unit.session, request.person.code, request.channel, request.chat, UNDO, since)
    last = next((one for one in offered if no is None or int(one.payload["task"]) == no), None)
    if last is None:
        what = words.A_TASK if no is None else f"NV {no}"
        return Reply(words.NOTHING_TO_UNDO.format(what=what))
    reply = undo(request, unit, last.payload)
    conversations.use(unit.session, last.token, request.now)
    return replace(reply, edit=False)


def undo(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Hủy đổi hạn]: within ten minutes, and only where nothing happened to the new date since. Whoever has been told
    of the new date is told of the old one; whoever has not, of neither."""
    task = request.knowledge.task(int(payload["task"]))
    if not may_order(request.person):
        return Reply(words.NO_RIGHT)
    if task is None:
        return Reply(words.CHANGED_SINCE.format(no=payload["task"]))
    if request.now - request.now.fromisoformat(payload["at"]) > days.UNDO_WITHIN:
        return Reply(words.UNDO_TOO_LATE.format(no=task.no), [[ask(words.DETAILS, "task", task=task.no)]])
    before = {id_: (due, cycle) for id_, due, cycle in payload["before"]}
    held = [a for a in assignments.for_change(unit.session, task.no) if a.id in before]
    if len(held) < len(before) or any(a.cycle != before[a.id][1] for a in held):
        return Reply(words.CHANGED_SINCE.format(no=task.no), [[ask(words.DETAILS, "task", task=task.no)]])
    told = cycles.told_of(unit, held)
    for one in held:
        due = date.fromisoformat(before[one.id][0]) if before[one.id][0] else None
        if one.id in told:
            cycles.move(request, unit, one, due, {"undo": True})
            continue
        cycles.begin(request, unit, one, due, one.state, one.reason)
        details = {"from": one.due.isoformat() if one.due else None, "to": before[one.id][0], "undo": True}
        record(
            unit.session, request.now, request.person.code, "assignment.moved", f"assignment:{one.id}", details,
            request.inbox_id,
        )  # fmt: skip
    codes = [one.agency for one in held]
    return Reply(words.MOVE_UNDONE.format(no=task.no, who=who(request, codes)), edit=True)
