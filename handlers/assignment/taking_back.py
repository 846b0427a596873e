"""Decisions taken back within ten minutes: an acceptance, a return, a reopening (DESIGN 6).

A return taken back gives the report its former state and last day again, in another cycle; the agency is told.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from handlers import due as days
from handlers.assignment.accepting import CANCEL, cancel
from handlers.assignment.decision_words import Wish, wish_in
from handlers.assignment.decisions import TOPIC, about, card_of, kept_list, pushes, see, told
from handlers.assignment.order_words import LEAD_IN, plain
from handlers.assignment.returning import TAKE_BACK, reopen_typed
from handlers.dialogue import ActionHandler, Choice, Reply, Request, ask, do
from handlers.task_facts import agency_label, decides, rows_of
from handlers.words import acceptance as words
from handlers.words import tasks as phrases
from handlers.words.formats import clock
from storage import assignments, audit
from storage.assignments import Assigned, Report
from storage.audit import record
from storage.models import AuditEntry
from storage.session import Unit

OFFERED = 4  # decisions on buttons
DECIDED_ON = ("assignment.returned", "assignment.reopened")
_RETURN_BACK = re.compile(
    LEAD_IN + r"(?:(?:huy|bo|thu hoi|rut)(?: lai)? (?:lenh |viec )?(?:tra lai|tra ve|mo lai)\b|"
    r"(?:tra|mo) lai (?:nham|lon|sai)\b)"
)  # fmt: skip


def is_return_back(request: Request) -> bool:
    """ "hủy trả lại", "trả lại nhầm nv 37 stp" """
    return _RETURN_BACK.match(plain(request.said)) is not None


def typed(request: Request, unit: Unit) -> Reply:
    """The decision meant: the last one here, or of this person within ten minutes, or of the task named."""
    returns = is_return_back(request)
    wish = None if returns else wish_in(request)
    said = request.said
    tasks = wish.tasks if wish else tuple(said.tasks or ([said.task] if said.task is not None else []))
    agencies = wish.agencies if wish else said.agencies
    if tasks or agencies:
        return _of_those_named(request, unit, wish, tasks, agencies, returns=returns)
    here = [r for id_ in request.conversation.get("decided", []) if (r := assignments.report(unit.session, id_))]
    if here and (not returns or here[0].state == "returned"):
        return _take_back(request, unit, here)
    recent = assignments.recent_decisions(unit.session, request.person.code, request.now - days.UNDO_WITHIN)
    recent = [r for r in recent if not returns or r.state == "returned"]
    if len({r.at for r in recent}) == 1:  # one order, whether of one report or of many
        return _take_back(request, unit, recent)
    if not recent:
        return Reply(words.NO_RETURN_TO_CANCEL if returns else words.NOTHING_TO_CANCEL)
    return Reply(words.WHICH_TO_CANCEL, rows_of(_each(request, unit, recent[-OFFERED:])))


def _take_back(request: Request, unit: Unit, decisions: Sequence[Report]) -> Reply:
    if decisions[0].state == "returned":
        return take_back_return(request, unit, {"report": decisions[0].id})
    return cancel(request, unit, {"reports": [r.id for r in decisions]})


def _each(request: Request, unit: Unit, decisions: Sequence[Report]) -> list[Choice]:
    choices = []
    for one in decisions:
        held = assignments.for_writing(unit.session, one.assignment)
        if held is None:
            continue
        label = words.OF_REPORT.format(no=held.task, agency=agency_label(request.knowledge, held.agency))
        back = one.state == "returned"
        choices.append(do(label, TAKE_BACK, report=one.id) if back else do(label, CANCEL, reports=[one.id]))
    return choices


def _of_those_named(
    request: Request, unit: Unit, wish: Wish | None, tasks: Sequence[int], agencies: Sequence[str], *, returns: bool
) -> Reply:
    state = "returned" if returns else "accepted"
    rows = [a for no in tasks for a in assignments.of_task(unit.session, no, agencies or None) if a.state == state]
    log = [r for r in assignments.reports_on(unit.session, [a.id for a in rows]) if r.state == state]
    recent = [r for r in log if not r.undone and abs(request.now - r.at) <= days.UNDO_WITHIN]
    if returns:
        mine = [r for r in recent if r.person == request.person.code] or recent
        if len({r.assignment for r in mine}) == 1:
            return take_back_return(request, unit, {"report": mine[-1].id})
        if mine:
            return Reply(words.WHICH_TO_CANCEL, rows_of(_each(request, unit, mine[-OFFERED:])))
        return Reply(words.RETURN_STAYS if rows else words.NO_RETURN_TO_CANCEL)
    if recent:
        return cancel(request, unit, {"reports": [r.id for r in recent]})
    one = next(iter(rows), None)
    if one is not None and wish is not None and wish.reopens:
        return reopen_typed(request, unit, wish)
    return Reply(words.CANCEL_TOO_LATE.format(**about(request, one)) if one else words.NOTHING_TO_CANCEL)


# --- a return, or a reopening


def take_back_return(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Hủy trả lại], [Hủy mở lại]: while nothing was reported since."""
    decision = assignments.report(unit.session, int(payload["report"]))
    held = assignments.for_writing(unit.session, decision.assignment) if decision else None
    if decision is None or held is None:
        return Reply(words.GONE)
    log = assignments.reports_on(unit.session, [held.id])  # read again: the row is held now
    entry = _entry(unit, held, decision)
    if (why := _why_not(request, held, decision, log)) is not None or entry is None:
        return Reply(why or words.NO_RETURN_TO_CANCEL, [[ask(words.LIST, "tasks", aspect="waiting")]])
    reopened = entry.action == "assignment.reopened"
    _restore(request, unit, held, decision, log, entry, was="accepted" if reopened else "waiting")
    facts = about(request, held)
    verb = words.REOPENED_BACK if reopened else words.RETURNED_BACK
    state = phrases.state_words(replace(held, state="accepted" if reopened else "waiting"), facts["who"])
    text = verb.format(clock=clock(request.now), state=state, **facts)
    message = Reply((words.TOLD_REOPENED_BACK if reopened else words.TOLD_RETURNED_BACK).format(**facts), topic=TOPIC)
    return Reply(
        f"{text} {told(request, [held.agency])}",
        [[see(words.SEE_REPORT, held)]],
        pushes=pushes(request, held.agency, message, f"unreturned:{decision.id}"),
        remember={**card_of("task", [held]), **kept_list(request)},
    )


def _entry(unit: Unit, held: Assigned, decision: Report) -> AuditEntry | None:
    """What the return changed, as it was noted."""
    entries = audit.history(unit.session, f"assignment:{held.id}")
    return next(
        (e for e in reversed(entries) if e.action in DECIDED_ON and e.details.get("report") == decision.id), None
    )


def _why_not(request: Request, held: Assigned, decision: Report, log: Sequence[Report]) -> str | None:
    if not decides(request, held.agency):
        return words.NOT_YOURS.format(**about(request, held))
    stands = next((r for r in log if r.id == decision.id and not r.undone), None)
    if stands is None:
        return words.NO_RETURN_TO_CANCEL
    if any(r.id > decision.id and not r.undone for r in log) or held.state != "returned":
        return words.REPORTED_SINCE.format(**about(request, held))
    return words.RETURN_STAYS if abs(request.now - decision.at) > days.UNDO_WITHIN else None


def _restore(
    request: Request, unit: Unit, held: Assigned, decision: Report, log: Sequence[Report], entry: AuditEntry,
    *, was: str,
) -> None:  # fmt: skip
    me, at = request.person.code, request.now
    left = days.standing([r for r in log if r.id != decision.id])
    filed = entry.details.get("filed")
    if left.state != was or left.filed_at is None:  # what it was decided on was written before there was a log
        left = replace(left, state=was, percent=100, filed_at=at.fromisoformat(filed) if filed else left.filed_at)
    due = date.fromisoformat(entry.details["from"]) if entry.details.get("from") else None
    assignments.begin_cycle(unit.session, held.id, due, was, None)
    assignments.add_report(
        unit.session, replace(held, cycle=held.cycle + 1), me, at, words.CANCEL_RETURN, left, undoes=decision.id,
        inbox_id=request.inbox_id,
    )  # fmt: skip
    assignments.settle(unit.session, held.id, left)
    details = {
        "report": decision.id, "task": held.task, "agency": held.agency,
        "from": held.due.isoformat() if held.due else None, "to": due.isoformat() if due else None,
    }  # fmt: skip
    record(unit.session, at, me, "assignment.return_undone", f"assignment:{held.id}", details, request.inbox_id)


ACTIONS: Mapping[str, ActionHandler] = {TAKE_BACK: take_back_return}
