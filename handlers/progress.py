"""Topic `progress`: reports by the lead agency, their receipts, taking them back, documents that belong to them.

A report is written at once only when task and meaning are certain; otherwise a button or a question stands between
(DESIGN 5). A forwarded text is never executed. Every write looks at role and state again (handlers/reporting.py).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from handlers import before_start, evidence, papers
from handlers import due as days
from handlers.dialogue import DECLINED, WRITTEN, ActionHandler, Choice, Order, Reply, Request, ask, do, italic
from handlers.folding import folded
from handlers.knowledge import Knowledge
from handlers.report_answers import is_question, kept, pending, verdict, with_figure
from handlers.report_questions import how_far, no_reporter, own_offers, which_task, whose
from handlers.report_reading import (
    added_percent,
    leads,
    names_the_officer,
    of_the_list,
    other_agency_named,
    reports_in,
    takes_back,
    told_in,
    wants_to_report,
)
from handlers.reporting import (
    DROP,
    KEEP,
    LOWER,
    RECORD,
    RECORD_ALL,
    SAID,
    UNDO,
    Outcome,
    Told,
    Wanted,
    as_seen,
    attempt,
    take_back,
)
from handlers.task import unknown_number
from handlers.task_facts import acceptor, card, own_agencies, rows_of
from handlers.words import progress as words
from handlers.words import tasks as phrases
from handlers.words.formats import clock, quoted
from storage import assignments
from storage.assignments import Report
from storage.clock import local
from storage.session import Unit

_BARE_TASK = re.compile(r"(?:(?:cua|cho|la|thuoc|gan|vao) )*(?:nv|nhiem vu|viec)?\W*0*(\d{1,4})(?: (?:nhe|a|do|nha))*")
_LEAVES = re.compile(r"^(?:thoi|khong|ko|k|bo|huy|de sau|dung)\b")
_SENT = re.compile(r"\b(?:gui|nop|dinh kem|up)\b.*\b(?:roi|r|ma)\b|\bda (?:gui|nop)\b")
SURE = 0.6  # below this confidence a report is confirmed first


def answer(request: Request, unit: Unit) -> Reply:
    """What is to be done with a report, a document or a wish to take one back."""
    said = request.said
    own = own_agencies(request)
    if not own:
        return no_reporter(request)
    if (answered := verdict(request)) is not None:
        return _answered(request, unit, answered)
    if (no := evidence.moves_to(request)) is not None:
        return evidence.move(request, unit, {"evidence": request.conversation[evidence.FILED], "task": no})
    if (no := evidence.listed_task(request)) is not None:
        return evidence.listed(request, unit, no)
    if names_the_task_of_a_file(request):
        return _task_of_a_file(request, unit)
    if (said.aspect == "undo" or takes_back(request)) and not evidence.is_evidence(request.attachment):
        return _undo_typed(request, unit)
    if evidence.is_evidence(request.attachment):
        return _with_file(request, unit)
    if said.aspect == "evidence" and said.task is not None:
        return evidence.wait_for_file(request, said.task)
    if request.forwarded:
        return _confirm(request, unit, words.FORWARDED)
    if request.edited and (reply := _edited(request, unit)) is not None:
        return reply
    return _reported(request, unit)


def _reported(request: Request, unit: Unit) -> Reply:
    """One task or several, once it is certain which."""
    said = request.said
    if listed := of_the_list(request):
        return _confirm(request, unit, words.SHALL_WRITE, listed)
    wanted = reports_in(request)
    if not wanted:
        return _odd(request, which_task(request, unit))
    if len(wanted) == 1 and (more := added_percent(request)) is not None:
        return _added(request, unit, wanted[0], more)
    if len(wanted) == 1 and wanted[0].told.state is None:
        return _odd(request, how_far(request, unit, wanted[0].task))
    if said.confidence < SURE or names_the_officer(request):
        return _confirm(request, unit, words.UNSURE)
    if len(wanted) > 1:
        return _several(request, unit, wanted)
    if (other := other_agency_named(request, wanted[0])) is not None:
        return whose(request, unit, wanted[0], other)
    return _one(request, unit, attempt(request, unit, wanted[0]))


def _added(request: Request, unit: Unit, wanted: Wanted, more: int) -> Reply:
    """ "thêm 10%": the sum is asked about, or how far it is where nothing was said before."""
    agency = next((code for code in own_agencies(request) if leads(request, wanted.task)), None)
    rows = assignments.of_task(unit.session, wanted.task, [agency] if agency else [])
    held = next(iter(days.choose(rows, request.knowledge.catalogue.start_day, request.today)), None)
    if held is None or held.percent is None or held.percent + more > days.WHOLE:
        return how_far(request, unit, wanted.task)
    percent = held.percent + more
    state = "done" if percent == days.WHOLE else "doing"
    told = replace(wanted.told, percent=None if state == "done" else percent, state=state, note=None)
    question = words.ADDED.format(no=wanted.task, before=held.percent, more=more, percent=percent)
    sum_of_both = as_seen(request, unit, replace(wanted, told=told))
    button = sum_of_both.button(words.WRITE_PERCENT.format(percent=percent))
    remember = {**card("task", [wanted.task], [held.id]), **kept([sum_of_both])}
    return Reply(question, [[button, do(words.DROP, DROP)]], remember=remember)


def _odd(request: Request, question: Reply) -> Reply:
    """Before the question: why a percent that was said was not written."""
    typed = request.said.odd_percent
    return (
        question
        if typed is None
        else replace(question, text=f"{words.ODD_PERCENT.format(typed=typed)}\n{question.text}")
    )


# --- replies from outcomes


def _one(request: Request, unit: Unit, outcome: Outcome, *, before: Sequence[str] = ()) -> Reply:
    if outcome.refused:
        return _refused(request, unit, outcome)
    text = "\n".join([outcome.first, *before, *(_styled(line) for line in outcome.rest)])
    remember: dict[str, Any] = dict(card("receipt", [outcome.task], [outcome.assignment] if outcome.assignment else []))
    if outcome.expects:
        remember["expects"] = outcome.expects
    return Reply(text, rows_of(outcome.choices), remember=remember)


def _styled(line: str) -> str:
    return italic(line) if line == words.FIRST_TIME else line


def _refused(request: Request, unit: Unit, outcome: Outcome) -> Reply:
    """Nothing was written: the owner of the task is not named; own tasks are offered."""
    if request.knowledge.task(outcome.task) is None:
        return unknown_number(request, outcome.task, outcome.first)
    return Reply(outcome.first, rows_of(own_offers(request, unit)))


def _several(request: Request, unit: Unit, wanted: Sequence[Wanted]) -> Reply:
    """Several reports in one message: a receipt each, each with its own undo."""
    if any(one.told.state is None for one in wanted):
        return _confirm(request, unit, words.FORWARDED)
    outcomes = [attempt(request, unit, one) for one in wanted]
    done = [o for o in outcomes if o.report is not None]
    lines = [words.RECEIPTS.format(clock=clock(request.now))] if done else []
    lines += [o.line for o in done]
    lines += [o.line for o in outcomes if o.report is None]
    why = [o for o in outcomes if o.expects]
    if len(why) == 1 and why[0].report is not None:  # one that is blocked and does not say why
        lines.append(next(line for line in why[0].rest if line != words.FIRST_TIME and line in why[0].rest[1:]))
    if any(words.FIRST_TIME in o.rest for o in done):
        lines.append(italic(words.FIRST_TIME))
    choices = [do(words.UNDO_ONE.format(no=o.task), UNDO, reports=[o.report]) for o in done]
    asked = [o for o in outcomes if o.report is None and not o.refused]
    choices += [replace(c, label=words.OF_TASK.format(no=o.task, label=c.label)) for o in asked for c in o.choices]
    if not choices:
        choices = own_offers(request, unit)
    about = [o for o in outcomes if o.assignment is not None]
    remember = card("receipt", [o.task for o in about], [o.assignment for o in about if o.assignment])
    if len(why) == 1:
        remember = {**remember, "expects": why[0].expects}
    return Reply("\n".join(lines), rows_of(choices), remember=remember)


# --- questions


def _confirm(request: Request, unit: Unit, form: str, wanted: Sequence[Wanted] | None = None) -> Reply:
    """ "Ghi nội dung này cho NV 38?", "Ghi NV 38 hoàn thành?": written only when somebody presses, or types yes."""
    asked = [
        w if w.told.state else replace(w, told=replace(w.told, state="doing"))
        for w in (reports_in(request) if wanted is None else wanted)
    ]
    known = [w for w in asked if request.knowledge.task(w.task)]
    if not known:
        return which_task(request, unit)
    mine = [as_seen(request, unit, w) for w in known if leads(request, w.task)]
    others = [attempt(request, unit, w).line for w in asked if not leads(request, w.task)]  # refused: not theirs
    if not mine:
        if len(others) > 1:
            return Reply("\n".join(others), rows_of(own_offers(request, unit)))
        return _one(request, unit, attempt(request, unit, known[0]))
    names_only = form == words.FORWARDED
    tasks = ", ".join(f"NV {w.task}" if names_only else f"NV {w.task} {_what(w.told)}" for w in mine)
    choices = [
        do(words.WRITE_FOR.format(no=w.task), RECORD, **w.payload(), **({"among": True} if len(mine) > 1 else {}))
        for w in mine
    ]
    if len(mine) > 1:
        whole = do(words.WRITE_ALL.format(count=len(mine)), RECORD_ALL, reports=[w.payload() for w in mine])
        choices.insert(0, whole)
    text = "\n".join([form.format(tasks=tasks), *others])
    numbers = [w.task for w in mine]
    return Reply(text, rows_of([*choices, do(words.DROP, DROP)]), remember={**card("task", numbers), **kept(mine)})


def _answered(request: Request, unit: Unit, answered: str) -> Reply:
    """Yes, no or another figure, typed to the question before."""
    offered = pending(request)
    if answered == "figure":
        return _one(request, unit, attempt(request, unit, with_figure(request, offered[0])))
    if answered == "yes":
        return record_all(request, unit, {"reports": [w.payload() for w in offered]})
    if (request.conversation.get("expects") or {}).get("action") == LOWER:
        return keep(request, unit, request.conversation["expects"]["payload"])
    return Reply(words.DROPPED)


def record_all(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Ghi cả 3]"""
    wanted = [Wanted.of(one) for one in payload["reports"]]
    if len(wanted) == 1:
        return _one(request, unit, attempt(request, unit, wanted[0]))
    return replace(_several(request, unit, wanted), closes=WRITTEN)


def _what(told: Told) -> str:
    if told.state == "done":
        return words.DONE
    if told.percent is not None:
        return f"{told.percent}%"
    if told.state == "blocked" and told.note:
        return words.BLOCKED_FOR.format(blocked=words.BLOCKED, reason=quoted(told.note, 60))
    return words.BLOCKED if told.state == "blocked" else told.stage or words.DOING


# --- documents


def _with_file(request: Request, unit: Unit) -> Reply:
    """A photo or file: alone it asks for its task; with words it belongs to the task these name."""
    assert request.attachment is not None
    wanted = [] if request.forwarded else reports_in(request)
    if evidence.is_refused(request.attachment):
        refused = evidence.refusal(request)
        if not wanted or wanted[0].told.state is None:
            return refused
        report = _reported(request, unit)
        return replace(report, text=f"{report.text}\n{refused.text}")
    if request.said.task is None and not wanted:
        if (expected := evidence.expected_task(request)) is not None:
            return evidence.attach_now(request, unit, expected)
        if (before := evidence.task_before(request)) is not None:
            return evidence.attach_now(request, unit, before)
        return evidence.ask_which(request, unit)
    if not wanted or wanted[0].told.state is None or request.forwarded:
        no = request.said.task if request.said.task is not None else wanted[0].task
        return evidence.ask_which(request, unit) if request.forwarded else evidence.attach_now(request, unit, no)
    report = _reported(request, unit)
    filed = evidence.attach_now(request, unit, wanted[0].task)
    if not filed.jobs:
        return report
    return replace(report, text=f"{report.text}\n{filed.text.partition(chr(10))[0]}", jobs=filed.jobs)


def file_awaited(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """A task chosen for files; or words where a file, or the task of one, was awaited: these are never repeated at."""
    if "text" not in payload:
        return evidence.attach(request, unit, payload)
    if evidence.is_evidence(request.attachment):
        return _with_file(request, unit)
    text = folded(str(payload["text"])).strip(" .!")
    if "files" in payload:
        return Reply(words.DROPPED) if _LEAVES.search(text) else evidence.ask_again(request, unit, payload["files"])
    if reports_in(request) and not request.forwarded:
        return _reported(request, unit)
    no = int(payload["task"])
    form = words.NO_FILE_YET if _SENT.search(text) else words.NOT_WAITING
    done = Wanted(Told(words.FINISHED, "done"), no).button(words.FINISHED)
    choices = [done, do(words.LEAVE, DROP)] if form == words.NO_FILE_YET else [done, evidence.send_again(no)]
    return Reply(form.format(no=no), rows_of(choices), remember=card("receipt", [no]))


def _task_of_a_file(request: Request, unit: Unit) -> Reply:
    expects = request.conversation["expects"]
    named = _BARE_TASK.fullmatch(folded(request.said.text).strip(" .!"))
    assert named is not None  # recognised
    act = evidence.move if expects["action"] == evidence.MOVE else evidence.attach
    return act(request, unit, {**expects["payload"], "task": int(named[1])})


def names_the_task_of_a_file(request: Request) -> bool:
    """ "nv 38" and nothing else, where files wait for their task, or for another one."""
    expects = request.conversation.get("expects") or {}
    asked = expects.get("action") == evidence.MOVE
    asked = asked or (expects.get("action") == evidence.ATTACH and "files" in expects["payload"])
    text = folded(request.said.text).strip(" .!")
    return asked and not request.pressed and not request.attachment and _BARE_TASK.fullmatch(text) is not None


# --- taking back


def undo(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Ghi nhầm, hủy]"""
    taken = [take_back(request, unit, int(report)) for report in payload["reports"]]
    done = [t for t in taken if t.report is not None]
    if not done:
        return Reply(taken[0].text, _after_undo(taken[0].task))
    if len(done) > 1:
        first = done[0].report
        assert first is not None
        return Reply(words.UNDONE_MANY.format(count=len(done), clock=clock(local(first.at))))
    one = done[0]
    remember = card("task", [one.task] if one.task else [])
    lines = [one.text, one.now]
    if one.assignment is not None and assignments.filed_with(unit.session, [one.assignment]):
        lines.append(words.KEPT_PAPERS.format(no=one.task))
    return Reply("\n".join(lines), _after_undo(one.task), remember=remember)


def _after_undo(task: int | None) -> list[list[Choice]]:
    if task is None:
        return []
    return [[ask(words.REPORT, "progress", task=task), ask(words.DETAILS, "task", task=task)]]


def _undo_typed(request: Request, unit: Unit) -> Reply:
    """ "ghi nhầm, hủy", "hoàn tác": the last message's report, of the task named if one is."""
    since = request.now - days.UNDO_WITHIN
    recent = assignments.recent_reports(unit.session, request.person.code, since)
    tasks = assignments.task_numbers(unit.session, [r.assignment for r in recent])
    if request.said.task is not None:
        recent = [r for r in recent if tasks[r.assignment] == request.said.task]
    if not recent:
        return Reply(words.NOTHING_TO_UNDO, [[ask(words.OWN_TASKS, "tasks", own=True)]])
    together = [r for r in recent if r.at == recent[-1].at and r.words == recent[-1].words]
    if len(together) > 1 and request.said.task is None:
        labels = [words.UNDO_ONE.format(no=tasks[r.assignment]) for r in together]
        choices = [do(label, UNDO, reports=[r.id]) for label, r in zip(labels, together, strict=True)]
        return Reply(words.WHICH_TO_UNDO, rows_of(choices))
    return undo(request, unit, {"reports": [recent[-1].id]})


class _NothingWritten(Exception):
    """The corrected message was not written, so the report it corrects stays."""


def _edited(request: Request, unit: Unit) -> Reply | None:
    """An edited message replaces the report made of it; None where there is none to replace."""
    wanted = reports_in(request)
    if request.inbox_id is None or len(wanted) != 1 or wanted[0].told.state is None or request.said.confidence < SURE:
        return None
    earlier = assignments.reports_before_edit(unit.session, request.inbox_id)
    earlier = [r for r in earlier if r.person == request.person.code][-1:]
    if not earlier:
        return None
    old, told = earlier[0], wanted[0].told
    state = {"done": "waiting"}.get(told.state or "", told.state)
    same = (old.state, old.stage) == (state, told.stage) and (old.percent == told.percent or state == "waiting")
    about = assignments.task_numbers(unit.session, [old.assignment]).get(old.assignment)
    if same and about == wanted[0].task and old.words == told.words:
        return Reply(words.EDITED_SAME.format(no=wanted[0].task))
    reply: Reply | None = None
    try:
        with unit.savepoint():
            taken = take_back(request, unit, old.id, words.EDIT_WORDS)
            outcome = attempt(request, unit, wanted[0])
            at = clock(local(old.at))
            line = words.INSTEAD_OF.format(clock=at, state=_said_then(request.knowledge, old))
            if taken.report is None:
                line = words.EDITED_TOO_LATE.format(clock=at)
            reply = _one(request, unit, outcome, before=[line] if outcome.report is not None else [])
            if outcome.report is None:
                raise _NothingWritten
    except _NothingWritten:
        pass
    return reply


def _said_then(knowledge: Knowledge, report: Report) -> str:
    if report.state == "waiting":
        return words.DONE
    if report.percent is not None:
        return f"{report.percent}%"
    return words.BLOCKED if report.state == "blocked" else report.stage or words.DOING


# --- actions


def record_pressed(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """A button that writes what was said before."""
    wanted = Wanted.of(payload)
    outcome = attempt(request, unit, wanted)
    answers = outcome.report is not None and wanted.seen is not None and not payload.get("among")
    return replace(_one(request, unit, outcome), closes=WRITTEN if answers else "")


def said_in_words(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """The free text after "how far is it?" or "why?"."""
    text, no = str(payload["text"]).strip(), int(payload["task"])
    told = replace(told_in(request), words=text)
    bare = re.fullmatch(r"(\d{1,3})\s*%?", text)
    if bare and int(bare[1]) <= 100:
        percent = int(bare[1])
        told = Told(text, "done" if percent == 100 else "doing", None if percent == 100 else percent)
    why = payload.get("state") == "blocked"
    if why and told.state != "done":
        told = replace(told, state="blocked", note=text)
    wanted = Wanted(told, no, payload.get("agency"), payload.get("assignment"))
    if told.state is None or request.forwarded or _is_no_answer(request, why=why):
        wanted = replace(wanted, told=replace(told, state=told.state or "doing", note=told.note or text))
        wanted = as_seen(request, unit, wanted)
        question = words.SHALL_NOTE.format(words=quoted(text, 80), no=no)
        buttons = [[wanted.button(words.WRITE_FOR.format(no=no)), do(words.DROP, DROP)]]
        return Reply(question, buttons, remember={**card("task", [no]), **kept([wanted])})
    return _one(request, unit, attempt(request, unit, wanted))


def _is_no_answer(request: Request, *, why: bool = False) -> bool:
    """A question, or a word on something else, where an answer was awaited: nothing is written without a press."""
    said = request.said
    if said.asks or said.task is not None or said.reports:
        return True
    if said.topic != "progress":
        return False
    elsewhere = said.beside == "names" and not (why and said.state != "done")  # a cause may name an agency
    return elsewhere or said.confidence < SURE


def lower(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """The reason why it is less than before, as free text; or that it is done after all, or a question."""
    wanted = Wanted.of(payload)
    text = str(payload["text"]).strip()
    now = told_in(request)
    if request.forwarded or is_question(request):
        return _ask_again(request, unit, wanted)
    if now.state == "done" and request.said.topic == "progress" and request.said.beside == "nothing":
        return _one(request, unit, attempt(request, unit, replace(wanted, told=now, lower=False)))
    note = text if wanted.told.note is None else f"{wanted.told.note}; {text}"
    told = replace(wanted.told, words=f"{wanted.told.words}; {text}", note=note)
    wanted = replace(wanted, told=told, lower=True)
    if _is_no_answer(request, why=True):
        question = words.SHALL_NOTE.format(words=quoted(text, 80), no=wanted.task)
        buttons = [[wanted.button(words.WRITE_FOR.format(no=wanted.task)), do(words.DROP, DROP)]]
        return Reply(question, buttons, remember={**card("task", [wanted.task]), **kept([wanted])})
    return _one(request, unit, attempt(request, unit, wanted))


def _ask_again(request: Request, unit: Unit, wanted: Wanted) -> Reply:
    """What was typed is no reason: the question once more, nothing written."""
    asked = _one(request, unit, attempt(request, unit, replace(wanted, lower=False)))
    return replace(asked, text=f"{words.NOT_A_REASON} {asked.text}")


def keep(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Giữ 60%]: nothing is written."""
    held = assignments.for_writing(unit.session, int(payload["assignment"]))
    if held is None or held.agency not in own_agencies(request):
        return Reply(words.NO_RIGHT)
    state = phrases.state_words(held, acceptor(request.knowledge, held.agency))
    return Reply(
        words.KEPT.format(no=held.task, state=state), remember=card("task", [held.task], [held.id]), closes=DECLINED
    )


def drop(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Không ghi]"""
    return Reply(words.DROPPED, edit=True, closes=DECLINED)


def recognises(request: Request) -> bool:
    """What the general reading takes for something else: a word of regret, a report that is only announced."""
    if evidence.moves_to(request) is not None or evidence.listed_task(request) is not None:
        return bool(own_agencies(request))
    if names_the_task_of_a_file(request) or (verdict(request) is not None and bool(own_agencies(request))):
        return True
    if takes_back(request) or bool(of_the_list(request)):
        return True
    return not request.forwarded and wants_to_report(request)


ORDER = Order("progress", recognises, answer)
ACTIONS: Mapping[str, ActionHandler] = {
    RECORD: record_pressed,
    RECORD_ALL: record_all,
    SAID: said_in_words,
    LOWER: lower,
    KEEP: keep,
    UNDO: undo,
    DROP: drop,
    papers.PAPER: papers.file_anyway,
    before_start.ALL_DONE: before_start.all_done,
    evidence.ATTACH: file_awaited,
    evidence.MOVE: evidence.move,
    evidence.SHOW: evidence.show,
    evidence.FETCHED: evidence.fetched,
}
