"""Questions before a report can be written: which task, how far, and where those who do not report may look."""

from handlers import due as days
from handlers.dialogue import Choice, Reply, Request, ask, do
from handlers.report_answers import kept
from handlers.report_reading import leads, spoken_of, told_in
from handlers.reporting import DROP, SAID, Told, Wanted, as_seen
from handlers.rights import sees_all
from handlers.task import unknown_number
from handlers.task_facts import acceptor, actor, card, own_agencies, rows_of, tasks_of
from handlers.words import progress as words
from handlers.words import tasks as phrases
from storage import assignments
from storage.assignments import Assigned
from storage.catalogue import Task
from storage.session import Unit

OFFERED = 3  # tasks offered by button


def which_task(request: Request, unit: Unit) -> Reply:
    """Not certain which: own open tasks by button, first those whose title was said, or the one last spoken of."""
    told, said = told_in(request), request.said
    titled = [t for no in said.title_tasks if (t := request.knowledge.task(no)) and leads(request, no)]
    about = request.knowledge.task(spoken_of(request) or 0)
    first = [about] if about else []
    tasks = titled[:OFFERED] or [*first, *(t for t in _open_tasks(request, unit) if t not in first)][:OFFERED]
    if not tasks:
        own = own_agencies(request)
        return Reply(words.NOTHING_LED.format(agency=actor(request.knowledge, own[0])))
    choices = [_offer(request, unit, t, told) for t in tasks]
    choices.append(ask(words.OTHER_TASK, "tasks", own=True, aspect="all"))
    if titled:
        return Reply(words.IS_IT_THIS if len(titled) == 1 else words.IS_IT_ONE_OF, rows_of(choices))
    text = words.WHICH_TASK.format(what=_what(told))
    if told.state is None:
        text += "\n" + words.WHICH_EXAMPLE.format(no=tasks[0].no)
    return Reply(text, rows_of(choices))


def _offer(request: Request, unit: Unit, task: Task, told: Told) -> Choice:
    """A button that writes what was said, or asks how far it is when nothing was."""
    if told.state is None:
        return ask(phrases.button(task), "progress", task=task.no)
    return as_seen(request, unit, Wanted(told, task.no)).button(phrases.button(task))


def _what(told: Told) -> str:
    if told.percent is not None:
        return words.WHAT_PERCENT.format(percent=told.percent)
    return {"done": words.WHAT_DONE, "blocked": words.WHAT_BLOCKED}.get(told.state or "", "")


def _open_tasks(request: Request, unit: Unit) -> list[Task]:
    """Own tasks that something is asked on, red first."""
    start, today = request.knowledge.catalogue.start_day, request.today
    opened = [a for code in own_agencies(request) for a in assignments.of_agency(unit.session, code, start, today)]
    ordered = days.by_section([a for a in opened if days.is_unfinished(a)], today)
    return [request.knowledge.catalogue.tasks[no] for no in tasks_of(ordered)]


def whose(request: Request, unit: Unit, wanted: Wanted, other: str) -> Reply:
    """Another lead agency is named in the message: asked before anything is written."""
    own = actor(request.knowledge, own_agencies(request)[0])
    wanted = as_seen(request, unit, wanted)
    text = words.OF_ANOTHER.format(other=actor(request.knowledge, other), no=wanted.task, agency=own)
    buttons = [[wanted.button(words.WRITE_FOR.format(no=wanted.task)), do(words.DROP, DROP)]]
    return Reply(text, buttons, remember={**card("task", [wanted.task]), **kept([wanted])})


def how_far(request: Request, unit: Unit, no: int) -> Reply:
    """A task without a state: what stands, and what can be said or pressed."""
    task = request.knowledge.task(no)
    if task is None:
        return unknown_number(request, no, words.UNKNOWN_NUMBER)
    if not leads(request, no):
        own = actor(request.knowledge, own_agencies(request)[0])
        return Reply(words.NOT_LEAD_ASK.format(no=no, agency=own), rows_of(own_offers(request, unit)))
    agency = next(code for code in own_agencies(request) if code in task.leads)
    rows = assignments.of_task(unit.session, no, [agency])
    chosen = days.choose(rows, request.knowledge.catalogue.start_day, request.today)
    lines = [words.HOW_FAR_EXAMPLE]
    if chosen:
        lines.insert(0, _stands(request, task, chosen[0]))
    presses = ((words.IN_WORK, "doing"), (words.FINISHED, "done"), (words.IN_TROUBLE, "blocked"))
    choices = [Wanted(Told(label, state), no).button(label) for label, state in presses]
    remember = {**card("task", [no]), "expects": {"action": SAID, "payload": {"task": no}}}
    return Reply("\n".join(lines), rows_of(choices), remember=remember)


def own_offers(request: Request, unit: Unit) -> list[Choice]:
    return [ask(phrases.button(t), "progress", task=t.no) for t in _open_tasks(request, unit)[:OFFERED]]


def _stands(request: Request, task: Task, one: Assigned) -> str:
    state = phrases.state_words(one, acceptor(request.knowledge, one.agency))
    about = {"no": task.no, "title": phrases.short_title(task), "state": state}
    if one.due is None:
        return words.HOW_FAR_UNDATED.format(due=phrases.undated(task), **about)
    left = phrases.left_words(one.due, request.today, request.knowledge.calendar)
    return words.HOW_FAR.format(due=f"{phrases.due_words(task, one.due, request.today)}, {left}", **about)


def no_reporter(request: Request) -> Reply:
    """Monitors, leaders and the admin look; they do not report."""
    tasks = [request.said.task, *(r.task for r in request.said.reports)]
    no = next((t for t in tasks if t is not None and request.knowledge.task(t)), None)
    if not sees_all(request.person):
        return Reply(words.NOT_A_REPORTER)
    choices = [ask(words.PROGRESS_OF.format(no=no), "task", task=no, aspect="state")] if no else []
    choices.append(ask(words.LATE, "tasks", period="overdue"))
    return Reply(f"{words.NOT_A_REPORTER} {words.MAY_LOOK}", rows_of(choices))
