"""The other side of a request for more time: passed on, decided, refused with a reason, asked about; and the lists."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from handlers.assignment import asked_time as steps
from handlers.assignment import cycles, time_wanted
from handlers.assignment.order_words import WHO, plain
from handlers.dialogue import DECLINED, WRITTEN, ActionHandler, Choice, Push, Reply, Request, ask, do
from handlers.task_facts import actor, decides, rows_of
from handlers.words import more_time as words
from handlers.words.formats import few_words
from storage import assignments, time_requests
from storage.catalogue import Person
from storage.session import Unit
from storage.time_requests import Asked

LISTED = 3  # requests of one message
STATES_IN_HANDS = ("with_head", "with_monitor", "with_leader")


def forward(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """The monitor's [Trình lãnh đạo]"""
    asked = steps.held(request, unit, int(payload["request"]), "with_monitor")
    if isinstance(asked, Reply):
        return asked
    if not decides(request, asked.agency):
        return Reply(words.NO_RIGHT)
    if not steps.leader_decides(request, asked):
        return steps.shown(request, asked)
    time_requests.pass_on(unit.session, asked.id, "with_leader")
    steps.audit(request, unit, "with_leader", asked)
    moved = replace(asked, state="with_leader")
    leaders = request.knowledge.holders("leader")
    about = steps.facts(request, moved)
    lines = [words.WITH_LEADER.format(**about), *steps.unreached(request, leaders, words.LEADERS)]
    pushes = steps.pushes(request, leaders, steps.shown(request, moved), f"leader:{asked.id}")
    told = Reply(words.PASSED_PUSH.format(**about), [[ask(words.DETAILS, "task", task=asked.task)]])
    pushes += steps.pushes(request, _asker(request, asked), told, f"passed:{asked.id}")
    return Reply("\n".join(lines), remember=steps.about(moved), pushes=pushes, closes=WRITTEN)


def _asker(request: Request, asked: Asked) -> list[Person]:
    """Who asked, while still of the agency; else its people."""
    person = request.knowledge.person(asked.person)
    there = person is not None and asked.agency in person.agencies
    return [person] if there and person else steps.agency_people(request, asked.agency)


def grant(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Đồng ý] of whoever set the date: the assignment gets its new last day at once."""
    asked = steps.held(request, unit, int(payload["request"]), "with_monitor", "with_leader")
    if isinstance(asked, Reply):
        return asked
    if not steps.may_decide(request, asked):
        return Reply(words.NO_RIGHT)
    if asked.state == "with_monitor" and steps.leader_decides(request, asked):
        shown = steps.shown(request, asked)
        return replace(shown, text=f"{words.LEADER_DECIDES.format(no=asked.task)}\n{shown.text}")
    one = assignments.for_writing(unit.session, asked.assignment)
    assert one is not None
    time_requests.decide(unit.session, asked.id, "granted", request.person.code, request.now)
    steps.audit(request, unit, "granted", asked)
    cycles.move(request, unit, one, asked.until, {"request": asked.id})
    about = steps.facts(request, asked)
    told = Reply(
        words.GRANTED_PUSH.format(who=request.person.title, **about),
        [[ask(words.DETAILS, "task", task=asked.task)]],
    )  # fmt: skip
    pushes = steps.pushes(request, _concerned(request, asked), told, f"granted:{asked.id}")
    details = [[ask(words.DETAILS, "task", task=asked.task)]]
    return Reply(words.GRANTED.format(**about), details, pushes=pushes, closes=WRITTEN)


def _concerned(request: Request, asked: Asked) -> list[Person]:
    """Officer, head and monitor."""
    return [*steps.agency_people(request, asked.agency), *steps.monitors_of(request, asked.agency)]


def refuse(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Không đồng ý], the head's [Không gửi]: asks for the reason first."""
    asked = steps.held(request, unit, int(payload["request"]), *STATES_IN_HANDS)
    if isinstance(asked, Reply):
        return asked
    if not steps.may_decide(request, asked):
        return Reply(words.NO_RIGHT)
    form = words.WHY_NOT_SENT if asked.state == "with_head" else words.WHY_NOT
    choices = [do(reason, steps.REFUSED, request=asked.id, text=reason, chosen=True) for reason in words.REASONS]
    expects = {"action": steps.REFUSED, "payload": {"request": asked.id}}
    remember = {**steps.about(asked), "expects": expects}
    return Reply(form.format(no=asked.task), rows_of(choices), remember=remember, stays=True)


def refused(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """The reason of a refusal, which ends the request."""
    asked = steps.held(request, unit, int(payload["request"]), *STATES_IN_HANDS)
    if isinstance(asked, Reply):
        return asked
    if not steps.may_decide(request, asked):
        return Reply(words.NO_RIGHT)
    text = time_wanted.reason_in(str(payload["text"])) or str(payload["text"]).strip()
    if not payload.get("chosen") and (request.said.asks or steps.is_doubtful(request)):
        return _sure(steps.REFUSED, payload, text)
    time_requests.decide(unit.session, asked.id, "refused", request.person.code, request.now, text)
    steps.audit(request, unit, "refused", asked, answer=text)
    about = {**steps.facts(request, asked), "answer": few_words(text, steps.QUOTED), "who": request.person.title}
    by_head = asked.state == "with_head"
    told = Reply(
        (words.DECLINED_PUSH if by_head else words.REFUSED_PUSH).format(**about),
        [[ask(words.REPORT, "progress", task=asked.task), ask(words.DETAILS, "task", task=asked.task)]],
    )
    people = steps.agency_people(request, asked.agency) if by_head else _concerned(request, asked)
    pushes = steps.pushes(request, people, told, f"refused:{asked.id}")
    receipt = (words.DECLINED if by_head else words.REFUSED).format(**about)
    return Reply(receipt, [[ask(words.DETAILS, "task", task=asked.task)]], pushes=pushes, closes=WRITTEN)


def _sure(action: str, payload: Mapping[str, Any], text: str) -> Reply:
    """What may be no answer is written only by a press."""
    write = do(words.WRITE, action, **{**payload, "text": text, "chosen": True})
    return Reply(words.SHALL_SEND.format(words=few_words(text, steps.QUOTED)), [[write, do(words.DROP, steps.KEEP)]])


def keep(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Không ghi]"""
    return Reply(words.KEPT, edit=True, closes=DECLINED)


# --- a question, and its answer


def ask_more(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """The monitor's [Hỏi thêm]"""
    asked = steps.held(request, unit, int(payload["request"]), "with_monitor")
    if isinstance(asked, Reply):
        return asked
    if not steps.may_decide(request, asked):
        return Reply(words.NO_RIGHT)
    expects = {"action": steps.QUESTION, "payload": {"request": asked.id}}
    text = words.ASK_WHAT.format(agency=actor(request.knowledge, asked.agency))
    return Reply(text, remember={**steps.about(asked), "expects": expects}, stays=True)


def question(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """The monitor's question, passed on as typed; the request goes on waiting."""
    asked = steps.held(request, unit, int(payload["request"]), "with_monitor")
    if isinstance(asked, Reply):
        return asked
    if not steps.may_decide(request, asked):
        return Reply(words.NO_RIGHT)
    text = few_words(str(payload["text"]).strip(), steps.QUOTED)
    if steps.is_doubtful(request) and not payload.get("chosen"):
        return _sure(steps.QUESTION, payload, text)
    steps.audit(request, unit, "question", asked, words=text)
    about = {**steps.facts(request, asked), "words": text, "who": request.person.title}
    answer_ = do(words.ANSWER, steps.ANSWER, request=asked.id, to=request.person.code)
    told = Reply(words.QUESTION_PUSH.format(**about), [[answer_, ask(words.DETAILS, "task", task=asked.task)]])
    key = f"question:{asked.id}:{request.now.isoformat()}"
    pushes = steps.pushes(request, steps.agency_people(request, asked.agency), told, key)
    choices, remember = steps.buttons(request, asked), steps.about(asked)
    return Reply(words.ASKED.format(**about), choices, remember=remember, pushes=pushes, closes=WRITTEN)


def answer(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """The agency's [Trả lời]"""
    asked = steps.held(request, unit, int(payload["request"]))
    if isinstance(asked, Reply):
        return asked
    if not steps.speaks_for(request, asked.agency):
        return Reply(words.NO_RIGHT)
    expects = {"action": steps.REPLY, "payload": {"request": asked.id, "to": payload["to"]}}
    text = words.REPLY_WHAT.format(who=_title(request, payload["to"]))
    return Reply(text, remember={"expects": expects}, stays=True)


def reply(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """The answer, to whoever asked, with what can be decided."""
    asked = steps.held(request, unit, int(payload["request"]))
    if isinstance(asked, Reply):
        return asked
    if not steps.speaks_for(request, asked.agency):
        return Reply(words.NO_RIGHT)
    text = few_words(str(payload["text"]).strip(), steps.QUOTED)
    if steps.is_doubtful(request) and not payload.get("chosen"):
        return _sure(steps.REPLY, payload, text)
    steps.audit(request, unit, "answer", asked, words=text)
    about = {**steps.facts(request, asked), "words": text, "who": request.person.title}
    told = Reply(words.ANSWER_PUSH.format(**about), steps.buttons(request, asked))
    person = request.knowledge.person(str(payload["to"]))
    key = f"answer:{asked.id}:{request.now.isoformat()}"
    pushes: list[Push] = steps.pushes(request, [person] if person else [], told, key)
    receipt = words.REPLIED.format(who=_title(request, payload["to"]), words=text)
    return Reply(receipt, pushes=pushes, closes=WRITTEN)


def _title(request: Request, code: str) -> str:
    person = request.knowledge.person(code)
    return person.title if person else ""


# --- lists


def for_me(request: Request, unit: Unit) -> list[Asked]:
    """What waits for this person to decide or to pass on."""
    everybody = list(request.knowledge.catalogue.agencies)
    found = []
    if request.person.holds("leader"):
        found += time_requests.waiting(unit.session, ["with_leader"], everybody, request.today)
    if request.person.holds("monitor"):
        found += time_requests.waiting(unit.session, ["with_monitor"], steps.watched_by(request), request.today)
    return found


_WISH = (
    r"(?:xin|de nghi|de xuat|yeu cau|kien nghi)(?: \w+){0,2}? "
    r"(?:gia han|gai han|lui|keo dai|doi han|them (?:thoi gian|ngay|han))\b"
)
_LISTED = re.compile(
    rf"(?:{WHO}|\b(?:cac|nhung|may|co ai|danh sach|ds|tong hop|xem)\b).*\b{_WISH}|"
    rf"\b{_WISH}(?: \w+)* (?:nao|dang cho|(?:chua|cho) (?:tra loi|xu ly|duyet|giai quyet|quyet dinh))\b"
)


def asks_for_list(request: Request) -> bool:
    """ "Có đơn vị nào xin lùi hạn không", "các đề nghị gia hạn nv 38": by whoever sees all."""
    return _LISTED.search(plain(request.said)) is not None


def listed(request: Request, unit: Unit) -> Reply:
    """ "Ai xin gia hạn": what waits for this monitor or leader; one alone is shown whole."""
    named = request.said.tasks or ((request.said.task,) if request.said.task is not None else ())
    no = named[0] if len(named) == 1 and not request.pressed else None
    found = [one for one in for_me(request, unit) if no is None or one.task == no]
    foot = _with_leaders(request, unit) if no is None else []
    if not found and no is not None:
        return Reply(words.NONE_WAITING_IN.format(who=words.YOU, no=no), [[ask(words.DETAILS, "task", task=no)]])
    if len(found) == 1:
        shown = steps.shown(request, found[0])
        return replace(shown, text="\n".join([shown.text, *foot]))
    return _list(request, found, words.YOU, foot)


def _with_leaders(request: Request, unit: Unit) -> list[str]:
    """To a monitor: how many were passed on and are not decided."""
    if request.person.holds("leader") or not request.person.holds("monitor"):
        return []
    count = time_requests.waiting_count(unit.session, ["with_leader"], steps.watched_by(request), request.today)
    return [words.WITH_LEADERS_TOO.format(count=count)] if count else []


def _list(request: Request, found: Sequence[Asked], who: str, foot: Sequence[str]) -> Reply:
    if not found:
        return Reply("\n".join([words.NONE_WAITING.format(who=who), *foot]))
    lines = [words.LIST.format(count=len(found), who=who)]
    for at, one in enumerate(found[:LISTED], 1):
        about = {"agency": actor(request.knowledge, one.agency), "until": steps.day(request, one)}
        lines.append(words.LINE.format(at=at, no=one.task, words=few_words(one.words, 40), **about))
    lines += [words.MORE.format(count=len(found) - LISTED)] if len(found) > LISTED else []
    choices = [do(words.SEE.format(at=at), steps.SHOW, request=one.id) for at, one in enumerate(found[:LISTED], 1)]
    return Reply("\n".join([*lines, *foot]), rows_of(choices))


def show(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Xem 1]"""
    asked = steps.held(request, unit, int(payload["request"]))
    if isinstance(asked, Reply):
        return asked
    if steps.may_decide(request, asked):
        return steps.shown(request, asked)
    if steps.speaks_for(request, asked.agency):
        return time_wanted.status(request, asked)
    return Reply(words.IS_ELSEWHERE.format(no=asked.task, state=steps.state_words(request, asked)))


def which(request: Request, found: Sequence[Asked], action: str, **payload: Any) -> Reply:
    """Several that an order may mean."""
    choices: list[Choice] = []
    for one in found[:4]:
        name = request.knowledge.agency(one.agency).short_name
        choices.append(do(words.REQUEST_OF.format(no=one.task, agency=name), action, request=one.id, **payload))
    return Reply(words.WHICH_REQUEST, rows_of(choices))


ACTIONS: Mapping[str, ActionHandler] = {
    steps.FORWARD: forward,
    steps.GRANT: grant,
    steps.REFUSE: refuse,
    steps.REFUSED: refused,
    steps.ASK: ask_more,
    steps.QUESTION: question,
    steps.ANSWER: answer,
    steps.REPLY: reply,
    steps.SHOW: show,
    steps.KEEP: keep,
}
