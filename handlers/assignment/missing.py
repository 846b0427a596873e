"""Who has not sent what a task asks ("ai chưa báo cáo"): of one task by name, over all tasks by count."""

from datetime import date
from typing import Any

from handlers import due as days
from handlers.asked_of_many import Asked, asked, more_time, names_of, not_sent
from handlers.assignment.board_questions import LISTED, MISSING, SILENT, TOPIC
from handlers.assignment.passed_on import nudge_choice
from handlers.dialogue import Choice, Reply, Request, ask, bold, do
from handlers.task import unknown_number
from handlers.task_facts import card_tasks, rows_of
from handlers.task_lists import Line, paged
from handlers.words import boards as words
from handlers.words import tasks as phrases
from storage import boards as stored
from storage.assignments import Assigned
from storage.session import Unit

NAMED = 6  # agencies named in one line; more are listed in pages
LISTED_LINES, LETTERS = 8, 640  # of one page: a table
TASK_LINES, LEADERS_LETTERS = 4, 360
OFFERED = 4  # tasks on buttons


def missing(request: Request, unit: Unit) -> Reply:
    """Of the task that was named, or just spoken of; else what is missing over all tasks."""
    said = request.said
    recent = card_tasks(request)
    no = said.task if said.task is not None else recent[0] if len(recent) == 1 and not request.pressed else None
    if no is None and len(said.title_tasks) == 1:
        no = said.title_tasks[0]
    return of_task(request, unit, no) if no is not None else over_all(request, unit)


def of_task(request: Request, unit: Unit, no: int) -> Reply:
    """The count and the deadline, then every name where they are few, else pages of them with how far each is."""
    task = request.knowledge.task(no)
    if task is None:
        return unknown_number(request, no)
    one = asked(request, unit, task, request.said.group)
    if one is None:
        return Reply(words.NOT_OPEN.format(no=no), remember=_about_task(no))
    if not one.missing:
        title = phrases.short_title(task)
        done = words.SENT_BY_ALL.format(all=len(one.of_all), no=no, title=title)
        return Reply(done, [[_see(no)]], remember=_about_task(no))
    head = not_sent(request, one, bold(f"{len(one.behind)}/{len(one.of_all)}"))
    codes = [a.agency for a in one.behind]
    listed = request.said.aspect == LISTED or len(codes) > NAMED
    if not listed:
        text = "\n".join([head, names_of(request.knowledge, codes), *more_time(request, one)])
        return Reply(text, buttons(request, one), remember=_about_task(no, one))
    lines = [
        Line(words.LINE.format(at=at, agency=names_of(request.knowledge, [a.agency]),
                               state=_state(request, one, a)), no, a.id)
        for at, a in enumerate([*one.behind, *one.later], 1)
    ]  # fmt: skip
    of_leader = request.person.holds("leader")
    size, letters = (TASK_LINES, LEADERS_LETTERS) if of_leader else (LISTED_LINES, LETTERS)
    reply = paged(request, head, lines, choices=buttons(request, one, listed=True), size=size, letters=letters)
    return Reply(reply.text, reply.choices, edit=reply.edit, remember=_about_task(no, one))


def _state(request: Request, one: Asked, a: Assigned) -> str:
    """How far it is, and its own last day where that is another one than in the headline."""
    state = phrases.state_words(a, "", why=False)
    if a.due == one.due or a.due is None:
        return state
    return f"{state}, {words.DUE.format(due=phrases.due_words(one.task, a.due, request.today))}"


def _about_task(no: int, one: Asked | None = None) -> dict[str, Any]:
    ids = [a.id for a in one.behind] if one else []
    return {"card": {"kind": "task", "tasks": [no], "assignments": ids}}


def _see(no: int) -> Choice:
    return ask(words.SEE.format(no=f"NV {no}"), "task", task=no, aspect="state")


def buttons(request: Request, one: Asked, *, listed: bool = False) -> list[list[Choice]]:
    """What a monitor, or a leader, can do about those who are missing."""
    no, group = one.task.no, request.said.group
    list_ = [] if listed else [ask(words.LIST, TOPIC, task=no, aspect=LISTED, group=group)]
    ids = [a.id for a in one.behind]
    if request.person.holds("monitor"):
        label = words.NUDGE_ALL.format(count=len(ids)) if len(ids) > 1 else words.NUDGE_ONE
        nudge = nudge_choice(label, ids, len({a.agency for a in one.behind}))
        if one.is_late:
            return rows_of([nudge, *list_, do(words.TELL_LEADERS, "boards.report_up", task=no)])
        return rows_of([nudge, *list_])
    return rows_of([*list_, do(words.ORDER_NUDGE, "boards.order", task=no)])


def over_all(request: Request, unit: Unit) -> Reply:
    """Tasks that are late or due within seven days and that some agency has not finished, the latest first."""
    found = by_task(request, unit)
    if not found:
        return Reply(words.NOTHING_MISSING, [[ask(phrases.ALL, "tasks", aspect="all")]])
    if len(found) == 1:
        return of_task(request, unit, found[0].task.no)
    late = sum(one.is_late for one in found)
    parts = [words.LATE_TASKS.format(count=bold(late))] if late else []
    parts += [words.SOON_TASKS.format(count=bold(len(found) - late))] if late < len(found) else []
    lines = [Line(_task_line(request, one), one.task.no) for one in found]
    first = (max(request.page, 1) - 1) * TASK_LINES
    offered = [
        ask(phrases.button(one.task), TOPIC, task=one.task.no, aspect=MISSING, group=request.said.group)
        for one in found[first : first + OFFERED]
    ]
    choices = rows_of([*offered, ask(words.SILENT_LABEL, TOPIC, aspect=SILENT)])
    return paged(request, words.WHICH_TASKS.format(parts=", ".join(parts)), lines, choices=choices, size=TASK_LINES)


def by_task(request: Request, unit: Unit) -> list[Asked]:
    start, today = request.knowledge.catalogue.start_day, request.today
    numbers = dict.fromkeys(a.task for a in stored.behind(unit.session, start, today, today + days.SOON))
    tasks = [t for no in numbers if (t := request.knowledge.task(no)) is not None]
    found = [one for t in tasks if (one := asked(request, unit, t, request.said.group)) is not None and one.missing]
    return sorted(found, key=lambda one: (not one.is_late, one.due or date.max, -len(one.behind), one.task.no))


def _task_line(request: Request, one: Asked) -> str:
    left = phrases.left_words(one.due, request.today, request.knowledge.calendar) if one.due else phrases.NO_DATE
    return words.TASK_LINE.format(
        mark=words.RED if one.is_late else "", no=one.task.no,
        title=phrases.short_title(one.task, 30), missing=len(one.behind), all=len(one.of_all), left=left,
    )  # fmt: skip
