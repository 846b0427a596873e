"""From an order to its write: what would change is shown, whoever decides presses, and it is looked at again then.

A monitor writes where a monitor decided the document, where no date was set, or where a new document is named; else a
leader's press decides, the first of several leaders' (DESIGN 6). Leaders write at once after the preview.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from handlers.assignment import editing, moving, withdrawing
from handlers.assignment.change import (
    MARKS,
    MOVE,
    RESTORE,
    WITHDRAW,
    Change,
    Look,
    Looks,
    Writes,
    Written,
    day_of,
    restore_choice,
)
from handlers.assignment.grounds import Document, Named, may_order, needs_leader, part_of_document
from handlers.dialogue import DECLINED, WRITTEN, ActionHandler, Choice, Push, Reply, Request, ask, do
from handlers.importing.known_tasks import document_key
from handlers.knowledge import Knowledge
from handlers.task_facts import card
from handlers.words import changes as words
from handlers.words.formats import clock, short_day
from storage import audit, calendar, task_rows
from storage.catalogue import Task, catalogue_version, load_catalogue
from storage.clock import local
from storage.session import Unit

PREPARE, WRITE, DROP, SEND, ASK_DOCUMENT, DOCUMENT_SAID, AGREE, REFUSE, REASON_SAID = (
    "changes.prepare", "changes.write", "changes.drop", "changes.send", "changes.ask_document",
    "changes.document_said", "changes.agree", "changes.refuse", "changes.reason_said",
)  # fmt: skip
SHOW = "changes.show"
PROPOSED, AGREED, REFUSED = "change.proposed", "change.agreed", "change.refused"
OPEN_FOR = timedelta(days=30)  # what nobody decided in so long is proposed anew

KINDS: Mapping[str, tuple[Looks, Writes]] = {
    MOVE: (moving.look, moving.write),
    WITHDRAW: (withdrawing.look_withdraw, withdrawing.withdraw),
    RESTORE: (withdrawing.look_restore, withdrawing.restore),
    **editing.KINDS,
}


# --- what would change


def prepare(request: Request, unit: Unit, change: Change) -> Reply:
    """What the change would do, and the buttons of whoever may decide it. Writes nothing."""
    if not may_order(request.person):
        return Reply(words.NO_RIGHT)
    found = examine(request, unit, change)
    if isinstance(found, Reply):
        return found
    task, look = found
    change = replace(change, seen=look.seen)
    remember: dict[str, Any] = dict(card("task", [task.no]))
    if change.kind == WITHDRAW and not change.text:
        return _why(request, change, task, remember)
    lines = list(look.lines)
    if change.ground:
        lines.append(words.GROUND.format(ground=change.ground))
    if needs_leader(request.person, task, change.ground, dated=look.dated):
        lines.append(words.LEADERS_DOCUMENT.format(document=task.source.name))
        choices = [
            [do(words.SEND, SEND, **change.payload()), do(words.NEW_DOCUMENT, ASK_DOCUMENT, **change.payload())],
            [do(words.DROP, DROP)],
        ]
        remember["awaits"] = {"action": DOCUMENT_SAID, "payload": change.payload()}
        return Reply("\n".join(lines), choices, remember=remember)
    withdraws = change.kind == WITHDRAW
    write, drop = (words.WITHDRAW_BUTTON, words.DO_NOT_WITHDRAW) if withdraws else (words.WRITE, words.DROP)
    choices = [[do(write, WRITE, **change.payload()), do(drop, DROP)]]
    return Reply("\n".join(lines), choices, remember=remember)


def _why(request: Request, change: Change, task: Task, remember: dict[str, Any]) -> Reply:
    remember["expects"] = {"action": REASON_SAID, "payload": change.payload()}
    title = task.title if len(task.title) <= 60 else ""
    text = words.WHY_WITHDRAW.format(no=task.no, title=title).replace("  ", " ")
    reasons = [do(reason, PREPARE, **replace(change, text=reason).payload()) for reason in words.REASONS]
    return Reply(text, [[reason] for reason in reasons] + [[do(words.DO_NOT_WITHDRAW, DROP)]], remember=remember)


def examine(request: Request, unit: Unit, change: Change) -> tuple[Task, Look] | Reply:
    """The task and what the change would do to it now, or why nothing can be done."""
    task = request.knowledge.task_or_withdrawn(change.task)
    if task is None:
        return Reply(words.STALE.format(no=change.task))
    if change.kind != RESTORE and request.knowledge.task(task.no) is None:
        day = day_of(unit, task.no)
        return Reply(words.WITHDRAWN_ALREADY.format(no=task.no, day=day), [[restore_choice(task.no)]])
    look = KINDS[change.kind][0](request, unit, change, task)
    return look.refusal if look.refusal is not None else (task, look)


# --- the write


def apply(request: Request, unit: Unit, change: Change, details: Mapping[str, Any]) -> Written | Reply:
    """Holds the task, looks again and writes; the sentence why not, where something came in between."""
    if task_rows.hold(unit.session, change.task) is None:
        return Reply(words.STALE.format(no=change.task))
    request = as_stored(request, unit)
    found = examine(request, unit, change)
    if isinstance(found, Reply):
        return found
    ground = {"ground": change.ground} if change.ground else {}
    return KINDS[change.kind][1](request, unit, change, found[0], {**details, **ground})


def as_stored(request: Request, unit: Unit) -> Request:
    """With what is known now that the task is held: whoever held it before may have changed who leads it."""
    before = request.knowledge
    if catalogue_version(unit.session) == before.catalogue.version:
        return request
    catalogue = load_catalogue(unit.session, request.now, before.catalogue)
    return replace(request, knowledge=Knowledge.build(catalogue, calendar.exceptions(unit.session), before))


def _rows(choices: Any) -> list[list[Choice]]:
    return [list(choices)] if choices else []


# --- actions


def prepare_pressed(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """A button that stands for an order: its preview."""
    return replace(prepare(request, unit, Change.of(payload)), stays=True)


def write(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Ghi], [Rút]: rights and state are looked at again."""
    change = Change.of(payload)
    if not may_order(request.person):
        return Reply(words.NO_RIGHT)
    found = examine(request, unit, change)
    if isinstance(found, Reply):
        return found
    if needs_leader(request.person, found[0], change.ground, dated=found[1].dated):
        return prepare(request, unit, change)  # dated by somebody in between: no longer the monitor's own decision
    done = apply(request, unit, change, {})
    if isinstance(done, Reply):
        return done
    return Reply(done.text, _rows(done.choices), remember=card("task", [change.task]), closes=WRITTEN)


def drop(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Không ghi], [Không rút]"""
    return Reply(words.DROPPED, edit=True, closes=DECLINED)


def ask_document(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Có văn bản mới]: its number and date are typed."""
    remember = {**card("task", [int(payload["task"])]), "awaits": {"action": DOCUMENT_SAID, "payload": dict(payload)}}
    return Reply(words.NAME_THE_DOCUMENT, remember=remember, stays=True)


def document_said(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """ "công văn 1020/UBND-NC ngày 26/3": the ground of what was prepared."""
    change = Change.of(payload)
    named = part_of_document(
        str(payload["text"]), Named.of(payload.get("document", {})), request.knowledge, request.today
    )
    if named is None or not named.name or named.issued is None:
        return _rest_of_document(change, named)
    document = Document(named.name, named.issued, (0, 0))
    task = request.knowledge.task_or_withdrawn(change.task)
    if task is not None and document_key(task.source.name) == document_key(document.name):
        text = words.SAME_DOCUMENT.format(document=task.source.name, no=task.no)
        return Reply(text, [[do(words.SEND, SEND, **change.payload()), do(words.DROP, DROP)]])
    return prepare(request, unit, change.on(document.dated))


def _rest_of_document(change: Change, named: Named | None) -> Reply:
    """Asks for what is missing of the document, and goes on waiting for it."""
    awaits = {"action": DOCUMENT_SAID, "payload": change.payload() | ({"document": named.payload()} if named else {})}
    if named is None:
        text = words.UNREAD_DOCUMENT
    elif named.name:
        text = words.DOCUMENT_OF_WHEN.format(document=named.name)
    else:
        form = words.DOCUMENT_WITHOUT_SYMBOL if named.number else words.DOCUMENT_WITHOUT_NUMBER
        text = form.format(number=named.number, day=short_day(named.issued) if named.issued else "")
    return Reply(text, [[do(words.DROP, DROP)]], remember={**card("task", [change.task]), "awaits": awaits})


def reason_said(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """Why a task is withdrawn, as free text."""
    change = Change.of(payload)
    return prepare(request, unit, replace(change, text=str(payload["text"]).strip()[:200]))


# --- a leader's press


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change that waits for a leader: what it is, its own key, and whose it is."""

    change: Change
    key: str
    by: str

    def payload(self) -> dict[str, Any]:
        return {"change": self.change.payload(), "key": self.key, "by": self.by}

    @classmethod
    def of(cls, payload: Mapping[str, Any]) -> "Proposal":
        return cls(Change.of(payload["change"]), payload["key"], payload["by"])


def send(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Trình lãnh đạo]: goes to every leader; the first press decides."""
    change = Change.of(payload)
    if not may_order(request.person):
        return Reply(words.NO_RIGHT)
    found = examine(request, unit, change)
    if isinstance(found, Reply):
        return found
    task, look = found
    leaders = [person.code for person in request.knowledge.holders("leader")]
    if not leaders:
        awaits = {"action": DOCUMENT_SAID, "payload": change.payload()}
        return Reply(words.NO_LEADER, [[do(words.DROP, DROP)]], remember={"awaits": awaits})
    me = request.person
    proposal = Proposal(change, f"{task.no}:{request.now:%y%m%d%H%M%S%f}:{me.code}", me.code)
    told = {**change.payload(), "key": proposal.key}
    audit.record(unit.session, request.now, me.code, PROPOSED, f"task:{task.no}", told, request.inbox_id)
    pushes = [
        Push(code, _to_leader(request, proposal, task, look), f"{push_key(proposal)}{me.code}:{code}")
        for code in leaders
    ]
    text = words.SENT.format(what=look.lines[0])
    return Reply(text, remember=card("task", [task.no]), pushes=pushes, closes=WRITTEN)


def push_key(proposal: Proposal) -> str:
    """How the keys of the messages begin that bring it to the leaders: by task and moment, as keys are kept short."""
    task, moment = proposal.key.split(":")[:2]
    return f"change:{task}:{moment}:"


def _to_leader(request: Request, proposal: Proposal, task: Task, look: Look) -> Reply:
    """The proposal as a leader reads it, with what decides it; a typed answer right behind it means it."""
    asker = request.knowledge.person(proposal.by)
    what = "\n".join([*look.lines, words.LEADERS_DOCUMENT_SHORT.format(document=task.source.name)])
    text = words.ASKED_OF_LEADER.format(who=asker.title if asker else "", what=what, **MARKS)
    choices = [[do(words.AGREE, AGREE, **proposal.payload()), do(words.REFUSE, REFUSE, **proposal.payload())],
               [ask(words.DETAILS, "task", task=task.no)]]  # fmt: skip
    return Reply(text, choices, remember={**card("task", [task.no]), "proposal": proposal.key})


def open_proposals(request: Request, unit: Unit) -> list[Proposal]:
    """What waits for a leader, the oldest first: proposed, decided by nobody, and still possible."""
    tasks = [*request.knowledge.catalogue.tasks, *request.knowledge.catalogue.withdrawn]
    subjects = [f"task:{no}" for no in dict.fromkeys(tasks)]
    waiting: dict[str, Proposal] = {}
    for entry in audit.of_subjects(unit.session, subjects, (PROPOSED, AGREED, REFUSED)):
        key = entry.details["key"]
        if entry.action != PROPOSED:
            waiting.pop(key, None)
        elif request.now - entry.at <= OPEN_FOR:
            waiting[key] = Proposal(Change.of(entry.details), key, entry.actor)
    return [one for one in waiting.values() if not isinstance(examine(request, unit, one.change), Reply)]


def show(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Xem 1]: the proposal with its buttons, or how it was decided."""
    proposal = Proposal.of(payload)
    if (before := _already(request, unit, proposal)) is not None:
        return before
    found = examine(request, unit, proposal.change)
    return found if isinstance(found, Reply) else _to_leader(request, proposal, *found)


def agree(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Đồng ý] by a leader: written at once, and whoever asked is told."""
    proposal = Proposal.of(payload)
    if (before := _already(request, unit, proposal)) is not None:
        return before
    done = apply(request, unit, proposal.change, {"proposed_by": proposal.by})
    if isinstance(done, Reply):
        return done
    _decide(request, unit, proposal, AGREED)
    answer = words.ANSWER_AGREED.format(who=request.person.title, done=done.text)
    push = Push(proposal.by, Reply(answer), f"change:{proposal.key}:answer")
    text = words.AGREED.format(clock=clock(request.now), done=done.text)
    remember = card("task", [proposal.change.task])
    return Reply(text, _rows(done.choices), edit=True, pushes=[push], remember=remember, closes=WRITTEN)


def refuse(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Không đồng ý] by a leader: nothing changes."""
    proposal = Proposal.of(payload)
    if (before := _already(request, unit, proposal)) is not None:
        return before
    reason = str(payload.get("reason", ""))
    _decide(request, unit, proposal, REFUSED, reason)
    about = {"no": proposal.change.task, "why": words.BECAUSE.format(reason=reason) if reason else ""}
    answer = Reply(words.ANSWER_REFUSED.format(who=request.person.title, **about))
    push = Push(proposal.by, answer, f"change:{proposal.key}:answer")
    text = words.REFUSED.format(clock=clock(request.now), **about)
    return Reply(text, edit=True, pushes=[push], closes=WRITTEN)


def _already(request: Request, unit: Unit, proposal: Proposal) -> Reply | None:
    """Why this press decides nothing: no leader any more, or another one's came first."""
    if not request.person.holds("leader"):
        return Reply(words.NO_RIGHT)
    no = proposal.change.task
    if task_rows.hold(unit.session, no) is None:  # held: two leaders' presses come one after the other
        return Reply(words.STALE.format(no=no))
    for entry in audit.history(unit.session, f"task:{no}"):
        if entry.action in (AGREED, REFUSED) and entry.details.get("key") == proposal.key:
            person = request.knowledge.person(entry.actor)
            answer = words.AGREE_WORD if entry.action == AGREED else words.REFUSE_WORD
            text = words.DECIDED.format(
                no=no, who=person.title if person else entry.actor, answer=answer, clock=clock(local(entry.at))
            )
            return Reply(text, [[ask(words.DETAILS, "task", task=no)]], edit=True)
    return None


def _decide(request: Request, unit: Unit, proposal: Proposal, action: str, reason: str = "") -> None:
    told = {**proposal.change.payload(), "key": proposal.key, "proposed_by": proposal.by}
    told |= {"reason": reason} if reason else {}
    audit.record(
        unit.session, request.now, request.person.code, action, f"task:{proposal.change.task}", told, request.inbox_id
    )  # fmt: skip


ACTIONS: Mapping[str, ActionHandler] = {
    PREPARE: prepare_pressed,
    WRITE: write,
    DROP: drop,
    SEND: send,
    ASK_DOCUMENT: ask_document,
    DOCUMENT_SAID: document_said,
    REASON_SAID: reason_said,
    AGREE: agree,
    REFUSE: refuse,
    SHOW: show,
    moving.UNDO: moving.undo,
}
