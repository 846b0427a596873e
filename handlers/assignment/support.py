"""[Đề nghị hỗ trợ]: an obstacle that was reported is passed on to the office that watches, once an obstacle."""

import re
from collections.abc import Mapping
from typing import Any

from handlers.assignment import asked_time as steps
from handlers.dialogue import WRITTEN, ActionHandler, Push, Reply, Request, ask, do
from handlers.task_facts import acceptor, actor, card, decides, own_agencies
from handlers.words import more_time as words
from handlers.words import tasks as phrases
from handlers.words.formats import clock, few_words
from storage import assignments
from storage.assignments import Assigned, Report
from storage.audit import history, record
from storage.clock import local
from storage.session import Unit

HELP, ANSWER, REPLY = "more_time.help", "more_time.help_answer", "more_time.help_reply"
SENT = "support.asked"  # in the audit log
_ASKS = re.compile(r"\b(?:de nghi|xin|nho|can)\b.*\b(?:ho tro|giup do|thao go)\b")


def recognises(request: Request, text: str) -> bool:
    """ "Đề nghị hỗ trợ nv 38", or right after the task was spoken of. `text` without accents."""
    if not own_agencies(request) or request.said.asks or not _ASKS.search(text):
        return False
    return _task(request) is not None


def _task(request: Request) -> int | None:
    if request.said.task is not None:
        return request.said.task
    recent = list((request.conversation.get("card") or {}).get("tasks", ()))
    return recent[0] if len(recent) == 1 else None


def typed(request: Request, unit: Unit) -> Reply:
    no = _task(request)
    task = request.knowledge.task(no) if no is not None else None
    leads = [code for code in own_agencies(request) if task and code in task.leads]
    if task is None or not leads:
        agency = actor(request.knowledge, own_agencies(request)[0])
        return Reply(words.NOT_LEAD.format(no=no, agency=agency), [[ask(words.OWN_TASKS, "tasks", own=True)]])
    rows = assignments.for_report(unit.session, task.no, leads[0])
    blocked = [a for a in rows if a.state == "blocked"]
    if not blocked:
        return _nothing(task.no)
    return _pass_on(request, unit, blocked[0])


def _nothing(no: int) -> Reply:
    return Reply(words.HELP_NOTHING.format(no=no), [[ask(words.REPORT_BLOCKED, "progress", task=no, state="blocked")]])


def passed_on(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Đề nghị hỗ trợ]: payload `assignment`."""
    held = assignments.for_writing(unit.session, int(payload["assignment"]))
    if held is None or held.agency not in own_agencies(request):
        return Reply(words.NO_RIGHT)
    return _pass_on(request, unit, held) if held.state == "blocked" else _nothing(held.task)


def _pass_on(request: Request, unit: Unit, held: Assigned) -> Reply:
    obstacle = _obstacle(unit, held)
    if obstacle is None or not held.reason:
        return _nothing(held.task)
    office = acceptor(request.knowledge, held.agency)
    remember = card("task", [held.task], [held.id])
    for entry in history(unit.session, f"assignment:{held.id}"):
        if entry.action == SENT and entry.details.get("report") == obstacle.id:
            text = words.HELP_BEFORE.format(acceptor=office, clock=clock(local(entry.at)))
            return Reply(text, [[ask(words.MORE_TIME, "more_time", task=held.task)]], remember=remember)
    details = {"report": obstacle.id, "task": held.task, "agency": held.agency, "words": held.reason}
    record(unit.session, request.now, request.person.code, SENT, f"assignment:{held.id}", details, request.inbox_id)
    task = request.knowledge.catalogue.tasks[held.task]
    about = {
        "acceptor": office, "clock": clock(request.now), "no": held.task, "words": few_words(held.reason, steps.QUOTED),
        "agency": actor(request.knowledge, held.agency), "title": phrases.short_title(task, steps.TITLE),
    }  # fmt: skip
    due = phrases.due_words(task, held.due, request.today)
    answer_ = do(words.ANSWER, ANSWER, assignment=held.id, to=request.person.code)
    told = Reply(
        words.HELP_PUSH.format(due=due if held.due is None else phrases.UNTIL.format(due=due), **about),
        [[answer_, ask(words.DETAILS, "task", task=held.task, agencies=(held.agency,), aspect="state")]],
    )
    monitors = steps.monitors_of(request, held.agency)
    pushes = [Push(p.code, told, f"help:{held.id}:{obstacle.id}:{p.code}") for p in monitors]
    form = words.HELP_SENT if held.due is not None else words.HELP_SENT_UNDATED
    lines = [form.format(due=due, **about), *steps.unreached(request, monitors, office)]
    more = [[ask(words.MORE_TIME, "more_time", task=held.task)]] if held.due is not None else []
    return Reply("\n".join(lines), more, remember=remember, pushes=pushes)


def _obstacle(unit: Unit, held: Assigned) -> Report | None:
    """The report that said what is in the way."""
    live = [r for r in assignments.reports_on(unit.session, [held.id]) if not r.undone and r.state == "blocked"]
    return live[-1] if live else None


def answer(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """The monitor's [Trả lời]"""
    held = assignments.for_writing(unit.session, int(payload["assignment"]))
    if held is None or not decides(request, held.agency):
        return Reply(words.NO_RIGHT)
    expects = {"action": REPLY, "payload": {"assignment": held.id, "to": payload["to"]}}
    text = words.REPLY_WHAT.format(who=actor(request.knowledge, held.agency))
    return Reply(text, remember={"expects": expects}, stays=True)


def reply(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """The answer on an obstacle, as typed, to the people of the agency."""
    held = assignments.for_writing(unit.session, int(payload["assignment"]))
    if held is None or not decides(request, held.agency):
        return Reply(words.NO_RIGHT)
    text = few_words(str(payload["text"]).strip(), steps.QUOTED)
    if steps.is_doubtful(request) and not payload.get("chosen"):
        write = do(words.WRITE, REPLY, **{**payload, "text": text, "chosen": True})
        return Reply(words.SHALL_SEND.format(words=text), [[write, do(words.DROP, steps.KEEP)]])
    details = {"task": held.task, "agency": held.agency, "words": text}
    subject = f"assignment:{held.id}"
    record(unit.session, request.now, request.person.code, "support.answered", subject, details, request.inbox_id)
    line = words.HELP_REPLY_PUSH.format(who=request.person.title, no=held.task, words=text)
    told = Reply(line, [[ask(words.REPORT, "progress", task=held.task), ask(words.DETAILS, "task", task=held.task)]])
    key = f"support:{held.id}:{request.now.isoformat()}"
    pushes = steps.pushes(request, steps.agency_people(request, held.agency), told, key)
    who = actor(request.knowledge, held.agency)
    return Reply(words.REPLIED.format(who=who, words=text), pushes=pushes, closes=WRITTEN)


ACTIONS: Mapping[str, ActionHandler] = {HELP: passed_on, ANSWER: answer, REPLY: reply}
