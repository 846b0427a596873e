"""Return of what was reported as done, and reopening of what was accepted: a reason, a new last day, another cycle.

Source: DESIGN 6, DIALOGUES "Acceptance and return". What the agency filed stays, with the moment that was noted.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from handlers import due as days
from handlers.assignment import cycles
from handlers.assignment.decision_words import Wish
from handlers.assignment.decisions import (
    DECIDED,
    QUOTED,
    RETURN,
    TOPIC,
    about,
    card_of,
    kept_list,
    missing,
    pushes,
    refusal,
    see,
    told,
)
from handlers.assignment.new_dates import offered, split, until
from handlers.assignment.order_words import nothing_but_a_day
from handlers.dialogue import BOLD, BOLD_END, DECLINED, WRITTEN, ActionHandler, Choice, Reply, Request, ask, do
from handlers.task_facts import agency_label, decides, rows_of
from handlers.words import acceptance as words
from handlers.words import tasks as phrases
from handlers.words.formats import clock, few_words
from storage import assignments
from storage.assignments import Assigned, Report, Standing
from storage.audit import record
from storage.clock import local
from storage.session import Unit

REASON, OTHER, UNTIL, OTHER_DAY, KEEP, FOR_PAPER, TAKE_BACK = (
    f"{TOPIC}.reason", f"{TOPIC}.other_reason", f"{TOPIC}.until", f"{TOPIC}.other_day",
    f"{TOPIC}.keep", f"{TOPIC}.return_for_paper", f"{TOPIC}.take_back",
)  # fmt: skip
SUPPLY, QUESTION = "supply", "question"  # what the agency may press under a return
LONGEST = 500  # letters of a reason that are kept
_MARKS = {"bold": BOLD, "end": BOLD_END}


def _held(request: Request, unit: Unit, payload: Mapping[str, Any]) -> tuple[Assigned | None, Reply]:
    """The report, held; or None and what stands in the way: not theirs, decided already."""
    held = assignments.for_writing(unit.session, int(payload["assignment"]))
    if held is None:
        return None, Reply(words.GONE)
    why = refusal(request, unit, held, "accepted" if payload.get("reopen") else "waiting", payload.get("cycle"))
    if why is None:
        return held, Reply("")
    again = held.state == "accepted" and not payload.get("reopen") and decides(request, held.agency)
    choices = [reopen_choice(held)] if again else []
    return None, Reply(
        why, rows_of([*choices, see(words.SEE_REPORT, held), ask(words.LIST, "tasks", aspect="waiting")])
    )


def reopen_choice(held: Assigned) -> Choice:
    """[Mở lại]: asks for the reason first."""
    return do(words.REOPEN, RETURN, assignment=held.id, reopen=True, cycle=held.cycle)


# --- the reason


def ask_reason(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Trả lại] without a reason."""
    held, refused = _held(request, unit, payload)
    if held is None:
        return refused
    reopen = bool(payload.get("reopen"))
    fixed = {"assignment": held.id, "reopen": reopen, "cycle": held.cycle}
    choices = [do(reason, REASON, reason=reason.lower(), **fixed) for reason in words.REASONS]
    choices += [do(words.OTHER_REASON, OTHER, **fixed), _keep_choice(fixed)]
    form = words.WHY_REOPEN if reopen else words.WHY
    remember = _expect(request, held, REASON, fixed)
    return Reply(form.format(**about(request, held)), rows_of(choices), remember=remember, stays=True)


def _keep_choice(payload: Mapping[str, Any]) -> Choice:
    """[Không trả lại], [Không mở lại]"""
    return do(words.KEEP_ACCEPTED if payload.get("reopen") else words.KEEP, KEEP, **payload)


def _expect(request: Request, held: Assigned, action: str, payload: Mapping[str, Any]) -> Mapping[str, Any]:
    card = card_of("waiting_one", [held])
    return {**card, **kept_list(request), "expects": {"action": action, "payload": dict(payload)}}


def other_reason(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Lý do khác]"""
    held, refused = _held(request, unit, payload)
    if held is None:
        return refused
    return Reply(
        words.WHY_TYPED, [[_keep_choice(payload)]], remember=_expect(request, held, REASON, payload), stays=True
    )


def reason(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """A reason pressed, or typed; a day may stand behind it."""
    held, refused = _held(request, unit, payload)
    if held is None:
        return refused
    text, day = (str(payload["reason"]), None) if "reason" in payload else split(str(payload["text"]), request)
    if _names_another(request, held):
        day = None  # perhaps no reason at all: the words are shown once more before anything is written
    return _with_reason(request, unit, held, text, day, reopen=bool(payload.get("reopen")))


def _names_another(request: Request, held: Assigned) -> bool:
    said = request.said
    tasks = {*said.tasks, *([said.task] if said.task is not None else [])}
    return not request.pressed and bool(tasks - {held.task} or set(said.agencies) - {held.agency})


def return_for_paper(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Trả lại: thiếu tài liệu]"""
    return reason(request, unit, {**payload, "reason": words.NO_PAPER_REASON})


def return_typed(request: Request, unit: Unit, assignment: int, rest: str, *, reopen: bool = False) -> Reply:
    """ "trả lại nv 37 stp: thiếu danh sách dự họp, trước 29/3" """
    payload = {"assignment": assignment, "reopen": reopen}
    held, refused = _held(request, unit, payload)
    if held is None:
        return refused
    text, day = split(rest, request)
    if not text:
        return ask_reason(request, unit, payload)
    return _with_reason(request, unit, held, text, day, reopen=reopen)


def reopen_typed(request: Request, unit: Unit, wish: Wish) -> Reply:
    """ "mở lại nv 37 stp": what was accepted is asked for again, with a reason."""
    rows = [a for no in wish.tasks for a in assignments.of_task(unit.session, no, wish.agencies or None)]
    accepted = [a for a in rows if a.state == "accepted"]
    if not accepted:
        return _nothing_to_reopen(request, unit, wish, rows)
    agencies = {a.agency for a in accepted}
    if len(agencies) > 1:
        choices = [
            do(agency_label(request.knowledge, a.agency), RETURN, assignment=a.id, reopen=True) for a in accepted[:4]
        ]
        return Reply(words.WHICH_TO_REOPEN, rows_of(choices))
    return return_typed(request, unit, accepted[-1].id, wish.rest, reopen=True)


def _nothing_to_reopen(request: Request, unit: Unit, wish: Wish, rows: Sequence[Assigned]) -> Reply:
    waiting = [a for a in rows if a.state == "waiting"]
    if waiting:
        one = waiting[-1]
        return Reply(words.STILL_WAITING.format(**about(request, one)), [[see(words.SEE_REPORT, one)]])
    whys = missing(request, unit, wish, [])
    return Reply("\n".join(whys) or words.NOTHING_TO_REOPEN)


# --- the day


def _with_reason(
    request: Request, unit: Unit, held: Assigned, text: str, day: date | None, *, reopen: bool
) -> Reply:  # fmt: skip
    text = few_words(text.strip().strip("“”\"'"), LONGEST)
    if day is not None and day >= request.today:
        return _write(request, unit, held, text, day, reopen=reopen)
    head = words.UNTIL if day is None else words.UNTIL_PAST
    return _ask_day(request, held, text, head, reopen=reopen)


def _ask_day(request: Request, held: Assigned, text: str, head: str, *, reopen: bool) -> Reply:
    fixed = {"assignment": held.id, "reason": text, "reopen": reopen, "cycle": held.cycle}
    choices = [_day_choice(request, day, fixed) for day in offered(request, held)]
    choices += [do(words.OTHER_DAY, OTHER_DAY, **fixed), _keep_choice(fixed)]
    said = head.format(reason=few_words(text, QUOTED), **about(request, held))
    return Reply(said, rows_of(choices), remember=_expect(request, held, UNTIL, fixed), stays=True)


def _day_choice(request: Request, day: date, fixed: Mapping[str, Any]) -> Choice:
    label = until(day, request)
    return do(label[0].upper() + label[1:], UNTIL, day=day.isoformat(), **fixed)


def other_day(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Ngày khác]"""
    held, refused = _held(request, unit, payload)
    if held is None:
        return refused
    return Reply(
        words.UNTIL_TYPED, [[_keep_choice(payload)]], remember=_expect(request, held, UNTIL, payload), stays=True
    )


def until_chosen(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """The last day pressed or typed: the return is written."""
    held, refused = _held(request, unit, payload)
    if held is None:
        return refused
    text, reopen = str(payload["reason"]), bool(payload.get("reopen"))
    day = date.fromisoformat(payload["day"]) if "day" in payload else _day_in(str(payload["text"]), request)
    if day is None:
        return _ask_day(request, held, text, words.UNTIL_UNREAD, reopen=reopen)
    if day < request.today:
        return _ask_day(request, held, text, words.UNTIL_PAST, reopen=reopen)
    return _write(request, unit, held, text, day, reopen=reopen)


def _day_in(typed: str, request: Request) -> date | None:
    """Only where nothing else is said: other words may be about something else."""
    return split(typed, request, alone=True)[1] if nothing_but_a_day(typed) else None


def keep(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Không trả lại]: nothing is written."""
    held = assignments.for_writing(unit.session, int(payload["assignment"]))
    if held is None or not decides(request, held.agency):
        return Reply(words.GONE if held is None else words.NOT_YOURS.format(**about(request, held)))
    facts = about(request, held)
    form = words.KEPT_ACCEPTED if payload.get("reopen") else words.KEPT
    text = form.format(state=phrases.state_words(held, facts["who"]), **facts)
    remember = {**card_of("task", [held]), **kept_list(request)}
    return Reply(text, [[see(words.SEE_REPORT, held)]], remember=remember, closes=DECLINED)


# --- the write


def _write(request: Request, unit: Unit, held: Assigned, text: str, day: date, *, reopen: bool) -> Reply:
    me, at = request.person.code, request.now
    log = assignments.reports_on(unit.session, [held.id])
    row = Standing("returned", None, held.stage, text, None, None)
    decision = assignments.add_report(unit.session, held, me, at, text, row, inbox_id=request.inbox_id)
    assignments.settle(unit.session, held.id, days.standing([*log, decision]))
    cycles.begin(request, unit, held, day, "returned", text)
    details = {
        "report": decision.id, "task": held.task, "agency": held.agency, "reason": text,
        "from": held.due.isoformat() if held.due else None, "to": day.isoformat(),
        "filed": held.filed_at.isoformat() if held.filed_at else None,
    }  # fmt: skip
    action = "assignment.reopened" if reopen else "assignment.returned"
    record(unit.session, at, me, action, f"assignment:{held.id}", details, request.inbox_id)
    return _receipt(request, held, decision, day, reopen=reopen)


def _receipt(request: Request, held: Assigned, decision: Report, day: date, *, reopen: bool) -> Reply:
    facts = {**about(request, held), "until": until(day, request), "reason": few_words(decision.reason or "", QUOTED)}
    first = (words.REOPENED if reopen else words.RETURNED).format(clock=clock(request.now), **facts)
    lines = [(words.TOLD_REOPENED if reopen else words.TOLD_RETURNED).format(**facts, **_MARKS)]
    if held.filed_at is not None:
        on = phrases.days_words(local(held.filed_at).date(), request.today)
        form = words.WAS_FILED if held.due is not None else words.WAS_FILED_UNDATED
        late = words.FILED_LATE_WORD if days.is_filed_late(held) else words.FILED_IN_TIME_WORD
        lines.append(form.format(verdict=late, day=on))
    choices = [see(words.SUPPLY, held, SUPPLY), see(words.ASK_OFFICE.format(who=facts["who"]), held, QUESTION)]
    message = Reply("\n".join(lines), rows_of(choices), topic=TOPIC)
    take_back = do(words.CANCEL_REOPENING if reopen else words.CANCEL_RETURN, TAKE_BACK, report=decision.id)
    return Reply(
        f"{first} {told(request, [held.agency])}",
        rows_of([take_back, ask(words.LIST, "tasks", aspect="waiting")]),
        pushes=pushes(request, held.agency, message, f"returned:{decision.id}"),
        remember={**card_of(DECIDED, [held]), **kept_list(request), "decided": [decision.id]},
        closes=WRITTEN,
    )


ACTIONS: Mapping[str, ActionHandler] = {
    RETURN: ask_reason,
    REASON: reason,
    OTHER: other_reason,
    UNTIL: until_chosen,
    OTHER_DAY: other_day,
    KEEP: keep,
    FOR_PAPER: return_for_paper,
}
