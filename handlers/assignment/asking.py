"""What follows a return: the agency supplies or asks, the office answers; and free texts that these wait for."""

import re
from collections.abc import Mapping
from typing import Any

from handlers.assignment import returning
from handlers.assignment.decision_words import behind_target, wish_in
from handlers.assignment.decisions import (
    QUOTED,
    TOPIC,
    about,
    card_of,
    kept_list,
    responsible,
    see,
)
from handlers.assignment.new_dates import until
from handlers.assignment.order_words import nothing_but_a_day
from handlers.assignment.returning import QUESTION, SUPPLY
from handlers.dialogue import ActionHandler, Push, Reply, Request, ask, do
from handlers.evidence import ATTACH
from handlers.folding import aligned, folded
from handlers.reporting import Told, Wanted
from handlers.rights import sees_all
from handlers.task_facts import accepting_office, actor, card, card_tasks, decides, own_agencies, rows_of
from handlers.understanding import understand
from handlers.words import acceptance as words
from handlers.words import task as phrases
from handlers.words.formats import few_words
from storage import assignments
from storage.assignments import Assigned
from storage.audit import record
from storage.catalogue import Person
from storage.session import Unit

ASKED, ANSWER, DROP = f"{TOPIC}.question", f"{TOPIC}.answer", f"{TOPIC}.drop"
FEW, SOME = 4, 8  # words: so short a text that is plainly about something else is no answer
SURE, CERTAIN = 0.8, 0.95
_ASK = re.compile(r"^(?:xin )?hoi\s+(?=(?:so noi vu|snv|van phong|vpub|vp ub)\b)")
_ANSWER = re.compile(r"^(?:xin )?tra loi\b")
_DROP = re.compile(r"^(?:thoi|bo|bo qua|khong|ko|huy|khong gui|khong tra lai|khong mo lai|de sau)$")

# --- a free text that was asked for


def awaits(request: Request) -> bool:
    """Was a reason, a day, a question or an answer asked for, and is this text it?"""
    expects = request.conversation.get("expects") or {}
    action, said = str(expects.get("action", "")), request.said
    if request.pressed or not action.startswith(f"{TOPIC}."):
        return False
    if _DROP.match(folded(said.text.strip(" ."))):
        return True
    if action == returning.UNTIL:
        aims = said.task is not None or bool(said.agencies) or bool(said.tasks)
        return nothing_but_a_day(said.text) or (not aims and said.topic in ("unknown", "smalltalk", "progress"))
    if sees_all(request.person) and (wish := wish_in(request)) is not None and (wish.aims or wish.verb == "list"):
        return False
    if own_agencies(request) and said.topic == "progress" and said.task is not None and said.state is not None:
        return False
    count = len(said.text.split())
    if said.topic in ("unknown", "smalltalk", "progress"):
        return True
    return count > (SOME if said.confidence >= CERTAIN else FEW if said.confidence >= SURE else 0)


def awaited(request: Request, unit: Unit) -> Reply:
    expects = request.conversation["expects"]
    payload = {**expects["payload"], "text": request.said.text.strip()}
    if _DROP.match(folded(request.said.text.strip(" ."))):
        is_decision = expects["action"] in (returning.REASON, returning.UNTIL)
        return returning.keep(request, unit, payload) if is_decision else Reply(words.DROPPED)
    return {**returning.ACTIONS, **ACTIONS}[expects["action"]](request, unit, payload)


# --- buttons under a return


def pressed(request: Request, unit: Unit, held: Assigned, aspect: str) -> Reply:
    """[Bổ sung], [Hỏi Sở Nội vụ]: for whoever reports on this task now."""
    if held.agency not in own_agencies(request):
        return Reply(words.NO_RIGHT)
    return _supply(request, held) if aspect == SUPPLY else _ask_what(request, held)


def _supply(request: Request, held: Assigned) -> Reply:
    facts = about(request, held)
    if held.state != "returned" or held.due is None:
        return Reply(words.NOTHING_TO_SUPPLY.format(**facts), [[ask(phrases.DETAILS, "task", task=held.task)]])
    wanted = words.TO_SUPPLY.format(
        until=until(held.due, request), reason=few_words(held.reason or "", QUOTED), **facts
    )
    done = Wanted(Told(words.FINISHED, "done"), held.task, held.agency, held.id).button(words.FINISHED)
    choices = [done, see(words.ASK_OFFICE.format(who=facts["who"]), held, QUESTION)]
    expects = {"action": ATTACH, "payload": {"task": held.task}}
    remember = {**card("receipt", [held.task], [held.id]), "expects": expects}
    return Reply(f"{wanted}\n{words.TO_SUPPLY_HOW.format(**facts)}", rows_of(choices), remember=remember)


def _ask_what(request: Request, held: Assigned) -> Reply:
    expects = {"action": ASKED, "payload": {"assignment": held.id}}
    text = words.ASK_WHAT.format(**about(request, held))
    return Reply(text, [[do(words.DROP, DROP)]], remember={**card_of("task", [held]), "expects": expects})


# --- the question


def recognises(request: Request) -> bool:
    """ "hỏi sở nội vụ nv 37: …" by whoever reports on it; without a number it is about the task just spoken of."""
    if not own_agencies(request) or not _ASK.match(aligned(request.said.text.strip())):
        return False
    return _asked_about(request) is not None


def _asked_about(request: Request) -> int | None:
    said = understand(request.said.text, request.knowledge.lexicon, request.today)
    numbers = said.tasks or ((said.task,) if said.task is not None else tuple(card_tasks(request)))
    own = own_agencies(request)
    led = [n for n in numbers if (t := request.knowledge.task(n)) and any(code in t.leads for code in own)]
    return led[0] if len(led) == 1 else None


def ask_typed(request: Request, unit: Unit) -> Reply:
    no, typed = _asked_about(request), request.said.text.strip()
    assert no is not None  # recognised
    rows = assignments.of_task(unit.session, no, own_agencies(request))
    opened = [a for a in rows if a.opens_on <= request.today] or rows
    held = next((a for a in reversed(opened) if a.state == "returned"), opened[-1])
    found = _ASK.match(aligned(typed))
    heard = understand(typed, request.knowledge.lexicon, request.today)
    text = behind_target(request, typed, found.end() if found else 0, heard)
    if not text:
        return _ask_what(request, held)
    return asked(request, unit, {"assignment": held.id, "text": text})


def asked(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """The question goes to the monitors of the office that decides, in the words it was typed."""
    held = assignments.for_writing(unit.session, int(payload["assignment"]))
    if held is None or held.agency not in own_agencies(request):
        return Reply(words.NO_RIGHT)
    facts, text = about(request, held), str(payload["text"]).strip()
    there = request.knowledge.holders("monitor", accepting_office(held.agency))
    if not any(request.knowledge.reachable(p.code) for p in there):
        return Reply(words.NOT_ASKED.format(**facts), remember=card_of("task", [held]))
    _note(request, unit, held, "question.asked", text)
    said = words.TOLD_QUESTION.format(words=few_words(text, 600), **facts)
    choices = [do(words.ANSWER, ANSWER, assignment=held.id, to=request.person.code), see(words.SEE_REPORT, held)]
    sent = _pushes(request, there, Reply(said, [choices], topic=TOPIC), f"question:{held.id}")
    receipt = words.ASKED.format(words=few_words(text, QUOTED), **facts)
    return Reply(receipt, pushes=sent, remember=card_of("task", [held]))


def _pushes(request: Request, people: list[Person], reply: Reply, key: str) -> list[Push]:
    moment = request.now.isoformat()
    return [Push(p.code, reply, f"{key}:{moment}:{p.code}") for p in people]


def _note(request: Request, unit: Unit, held: Assigned, action: str, text: str) -> None:
    details = {"task": held.task, "agency": held.agency, "words": text}
    record(unit.session, request.now, request.person.code, action, f"assignment:{held.id}", details, request.inbox_id)


# --- the answer


def is_answer_order(request: Request) -> bool:
    """ "trả lời stp nv 37: …" by whoever decides on it."""
    if not _ANSWER.match(aligned(request.said.text.strip())):
        return False
    heard = understand(request.said.text, request.knowledge.lexicon, request.today)
    return heard.task is not None and len(heard.agencies) == 1


def answer_typed(request: Request, unit: Unit) -> Reply:
    typed = request.said.text.strip()
    heard = understand(typed, request.knowledge.lexicon, request.today)
    rows = assignments.of_task(unit.session, heard.task or 0, heard.agencies)
    if not rows:
        agency = actor(request.knowledge, heard.agencies[0])
        return Reply(words.NOT_LED.format(no=heard.task, agency=agency))
    held = next((a for a in reversed(rows) if a.state in ("returned", "waiting")), rows[-1])
    found = _ANSWER.match(aligned(typed))
    text = behind_target(request, typed, found.end() if found else 0, heard)
    return answered(request, unit, {"assignment": held.id, **({"text": text} if text else {})})


def answered(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Trả lời]: asks for the words, then sends them to whoever asked, or to head and focal officer."""
    held = assignments.for_writing(unit.session, int(payload["assignment"]))
    if held is None:
        return Reply(words.GONE)
    facts = about(request, held)
    if not decides(request, held.agency):
        return Reply(words.NOT_YOURS.format(**facts))
    if "text" not in payload:
        expects = {"action": ANSWER, "payload": dict(payload)}
        remember = {**card_of("task", [held]), **kept_list(request), "expects": expects}
        return Reply(words.ANSWER_WHAT.format(**facts), [[do(words.DROP, DROP)]], remember=remember, stays=True)
    people = responsible(request, held.agency)
    asker = [p for p in people if p.code == payload.get("to")] or people
    if not any(request.knowledge.reachable(p.code) for p in asker):
        return Reply(words.NOT_ANSWERED.format(**facts), remember=kept_list(request))
    text = str(payload["text"]).strip()
    _note(request, unit, held, "question.answered", text)
    said = words.TOLD_ANSWER.format(words=few_words(text, 600), **facts)
    choices = [see(words.SUPPLY, held, SUPPLY)] if held.state == "returned" else []
    choices.append(see(words.ASK_AGAIN, held, QUESTION))
    sent = _pushes(request, asker, Reply(said, [choices], topic=TOPIC), f"answer:{held.id}")
    return Reply(
        words.ANSWERED.format(words=few_words(text, QUOTED), **facts),
        pushes=sent,
        remember={**card_of("task", [held]), **kept_list(request)},
    )


def drop(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Không gửi]"""
    return Reply(words.DROPPED, edit=True)


ACTIONS: Mapping[str, ActionHandler] = {ASKED: asked, ANSWER: answered, DROP: drop}
