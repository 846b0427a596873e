"""The write of an acceptance and of taking one back: looked at again, never silently without a document (DESIGN 6)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from handlers import due as days
from handlers.assignment.decisions import (
    ACCEPT,
    DECIDED,
    ONE,
    TOPIC,
    about,
    accept_choice,
    card_of,
    kept_list,
    named,
    pushes,
    refusal,
    see,
    told,
    verdict,
)
from handlers.assignment.returning import FOR_PAPER
from handlers.dialogue import WRITTEN, ActionHandler, Choice, Push, Reply, Request, ask, bold, do
from handlers.task_facts import acceptor, rows_of
from handlers.words import acceptance as words
from handlers.words.formats import clock
from storage import assignments
from storage.assignments import Assigned, Standing
from storage.audit import record
from storage.session import Unit

CANCEL = f"{TOPIC}.cancel"
LINES = 4  # of a receipt over many; the rest is counted


@dataclass(slots=True)
class Accepted:
    """What became of several reports at one press."""

    done: list[Assigned] = field(default_factory=list)  # as they stand now
    reports: list[int] = field(default_factory=list)
    bare: list[Assigned] = field(default_factory=list)  # without a document: asked about first
    refused: list[str] = field(default_factory=list)


def ask_many(request: Request, unit: Unit, found: Sequence[Assigned]) -> Reply:
    """ "xác nhận hết": the count first; those without a document are never among them."""
    filed = assignments.evidence_names(unit.session, [a.id for a in found])
    with_paper = [a for a in found if a.id in filed]
    bare = [a for a in found if a.id not in filed]
    to_list = ask(words.LIST, "tasks", aspect="waiting")
    if not with_paper:
        return Reply(words.NONE_WITH_PAPER.format(names=named(request, bare)), [[to_list]])
    lines = [words.SURE.format(count=bold(len(with_paper)), names=named(request, with_paper))]
    if bare:
        lines.append(words.WITHOUT_PAPER_LEFT.format(count=len(bare)))
    label = words.ACCEPT_COUNT.format(count=len(with_paper))
    choices = [accept_choice(label, with_paper), to_list]
    return Reply("\n".join(lines), rows_of(choices), remember=kept_list(request))


def accept(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Xác nhận], [Vẫn xác nhận], [Xác nhận 3 báo cáo]"""
    ids = [int(id_) for id_ in payload["assignments"]]
    if payload.get("ask"):
        found = [a for a in assignments.waiting(unit.session) if a.id in ids]
        if found:
            return replace(ask_many(request, unit, found), stays=True)
    shown = dict(zip(ids, payload.get("cycles", ()), strict=False))
    return accept_now(request, unit, ids, sure=bool(payload.get("sure")), shown=shown)


def accept_now(
    request: Request, unit: Unit, ids: Sequence[int], whys: Sequence[str] = (), *, sure: bool = False,
    shown: Mapping[int, int] | None = None,
) -> Reply:  # fmt: skip
    """Accepts what may be accepted; `shown`: the cycle each was in when the button was made."""
    outcome = Accepted(refused=list(whys))
    filed = assignments.evidence_names(unit.session, list(ids))
    for id_ in ids:
        held = assignments.for_writing(unit.session, id_)
        if held is None:
            outcome.refused.append(words.GONE)
        elif (why := refusal(request, unit, held, cycle=(shown or {}).get(id_))) is not None:
            outcome.refused.append(why)
        elif id_ not in filed and not sure:
            outcome.bare.append(held)
        else:
            _write(request, unit, held, outcome)
    return _receipt(request, outcome)


def _write(request: Request, unit: Unit, held: Assigned, outcome: Accepted) -> None:
    me, at, typed = request.person.code, request.now, request.said.text or words.ACCEPT_WORDS
    log = assignments.reports_on(unit.session, [held.id])
    row = Standing("accepted", 100, held.stage, None, None, None)
    decision = assignments.add_report(unit.session, held, me, at, typed, row, inbox_id=request.inbox_id)
    standing = days.standing([*log, decision])
    standing = replace(standing, filed_at=standing.filed_at or held.filed_at)
    assignments.settle(unit.session, held.id, standing)
    details = {"report": decision.id, "task": held.task, "agency": held.agency}
    record(unit.session, at, me, "assignment.accepted", f"assignment:{held.id}", details, request.inbox_id)
    outcome.done.append(replace(held, state="accepted", percent=100, reason=None))
    outcome.reports.append(decision.id)


def _receipt(request: Request, outcome: Accepted) -> Reply:
    """What was decided, who was told; what still needs a word."""
    done, bare = outcome.done, outcome.bare
    lines = [*_decided(request, done), *_few(outcome.refused), *_unpapered(request, bare)]
    choices = [do(words.CANCEL, CANCEL, reports=outcome.reports)] if done else []
    choices += _about_unpapered(bare)
    if not choices:
        choices = [ask(words.LIST, "tasks", aspect="waiting")]
    card = card_of(DECIDED, done) if done else card_of(ONE, bare[:1])
    kept = {**card, **kept_list(request), "decided": outcome.reports}
    return Reply(
        "\n".join(lines), rows_of(choices), pushes=_told_accepted(request, outcome), remember=kept,
        closes=WRITTEN if done else "", stays=bool(bare) and not done,
    )  # fmt: skip


def _decided(request: Request, done: Sequence[Assigned]) -> list[str]:
    if not done:
        return []
    at, who = clock(request.now), told(request, [a.agency for a in done])
    if len(done) == 1:
        facts = {**about(request, done[0]), "verdict": bold(verdict(done[0]))}
        return [f"{words.ACCEPTED.format(clock=at, **facts)} {who}"]
    lines = [words.ACCEPTED_MANY.format(clock=at, count=bold(len(done)))]
    lines += [words.ACCEPTED_LINE.format(**about(request, a), verdict=verdict(a)) for a in done[:LINES]]
    if more := max(len(done) - LINES, 0):
        lines.append(words.AND_MORE.format(count=more))
    return [*lines, who]


def _few(refused: Sequence[str]) -> list[str]:
    """The first reasons why not; the rest is counted."""
    more = len(refused) - LINES
    return [*refused[:LINES], *([words.AND_MORE.format(count=more)] if more > 0 else [])]


def _unpapered(request: Request, bare: Sequence[Assigned]) -> list[str]:
    if not bare:
        return []
    if len(bare) == 1:
        return [words.NO_PAPER_ONE.format(**about(request, bare[0]))]
    return [words.NO_PAPER_MANY.format(count=len(bare), names=named(request, bare))]


def _about_unpapered(bare: Sequence[Assigned]) -> list[Choice]:
    if not bare:
        return []
    choices = [accept_choice(words.ACCEPT_ANYWAY, bare, sure=True)]
    if len(bare) == 1:
        choices.append(do(words.RETURN_FOR_PAPER, FOR_PAPER, assignment=bare[0].id, cycle=bare[0].cycle))
    return choices


def _told_accepted(request: Request, outcome: Accepted) -> list[Push]:
    """Without a sound, one message an agency, to head and focal officer."""
    sent: list[Push] = []
    by_agency: dict[str, list[tuple[Assigned, int]]] = {}
    for one, report in zip(outcome.done, outcome.reports, strict=True):
        by_agency.setdefault(one.agency, []).append((one, report))
    for agency, rows in by_agency.items():
        first, report = rows[0]
        if len(rows) == 1:
            text = words.TOLD_ACCEPTED.format(**about(request, first), verdict=bold(verdict(first)))
        else:
            tasks = ", ".join(f"NV {one.task}" for one, _ in rows)
            who = acceptor(request.knowledge, agency)
            text = words.TOLD_ACCEPTED_MANY.format(who=who, count=len(rows), tasks=tasks)
        sent += pushes(request, agency, Reply(text, topic=TOPIC), f"accepted:{report}", silent=True)
    return sent


# --- taken back


def cancel(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Hủy xác nhận]: within ten minutes, by a monitor of the office that decides; the report waits again."""
    done: list[Assigned] = []
    refused: list[str] = []
    by_agency: dict[str, list[tuple[Assigned, int]]] = {}
    for id_ in payload["reports"]:
        decision = assignments.report(unit.session, int(id_))
        held = assignments.for_writing(unit.session, decision.assignment) if decision else None
        if decision is None or held is None:
            refused.append(words.GONE)
            continue
        why = refusal(request, unit, held, "accepted")
        log = assignments.reports_on(unit.session, [held.id])  # read again: the row is held now
        stands = any(r.id == decision.id and not r.undone for r in log)
        if why is None and not stands:
            why = words.NOTHING_TO_CANCEL
        if why is None and abs(request.now - decision.at) > days.UNDO_WITHIN:
            why = words.CANCEL_TOO_LATE.format(**about(request, held))
        if why is not None:
            refused.append(why)
            continue
        _take_back(request, unit, held, decision.id)
        done.append(held)
        by_agency.setdefault(held.agency, []).append((held, decision.id))
    lines = [words.CANCELLED.format(clock=clock(request.now), names=named(request, done))] if done else []
    choices = [see(words.SEE_REPORT, one) for one in done[:1]] or [ask(words.LIST, "tasks", aspect="waiting")]
    remember = {**card_of("task", done), **kept_list(request)}
    sent = _told_cancelled(request, by_agency)
    return Reply("\n".join([*lines, *_few(refused)]), rows_of(choices), pushes=sent, remember=remember)


def _told_cancelled(request: Request, by_agency: Mapping[str, Sequence[tuple[Assigned, int]]]) -> list[Push]:
    """Without a sound, one message an agency."""
    sent: list[Push] = []
    for agency, rows in by_agency.items():
        tasks = ", ".join(f"NV {one.task}" for one, _ in rows)
        text = words.CANCEL_TOLD.format(who=acceptor(request.knowledge, agency), tasks=tasks)
        sent += pushes(request, agency, Reply(text, topic=TOPIC), f"waits:{rows[0][1]}", silent=True)
    return sent


def _take_back(request: Request, unit: Unit, held: Assigned, decision: int) -> None:
    me, at = request.person.code, request.now
    log = [r for r in assignments.reports_on(unit.session, [held.id]) if r.id != decision]
    left = days.standing(log)
    if left.state != "waiting":  # what it was decided on was written before there was a log
        left = replace(left, state="waiting", percent=100, filed_at=held.filed_at)
    assignments.add_report(
        unit.session, held, me, at, words.CANCEL_WORDS, left, undoes=decision, inbox_id=request.inbox_id
    )
    assignments.settle(unit.session, held.id, left)
    details = {"report": decision, "task": held.task, "agency": held.agency}
    record(unit.session, at, me, "assignment.acceptance_undone", f"assignment:{held.id}", details, request.inbox_id)


ACTIONS: Mapping[str, ActionHandler] = {ACCEPT: accept, CANCEL: cancel}
