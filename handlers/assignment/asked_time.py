"""A request for more time as its steps share it: who may do what, is it still to be decided, how it reads.

Source: DESIGN 6. Asked for through the head; decided by whoever set the date: a leader for a leader's document.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from handlers import due as days
from handlers.dialogue import Choice, Push, Reply, Request, ask, do
from handlers.task_facts import accepting_office, acceptor, actor, card, decides, own_agencies, rows_of
from handlers.words import more_time as words
from handlers.words import tasks as phrases
from handlers.words.formats import capital, clock, few_words, short_day
from storage import assignments, leaves, time_requests
from storage.assignments import Assigned
from storage.audit import record
from storage.catalogue import Person, Task
from storage.clock import local
from storage.session import Unit
from storage.time_requests import Asked

DRAFT, UNTIL, WHY, EDIT, AMEND, SUBMIT, DROP = (
    "more_time.draft", "more_time.until", "more_time.why", "more_time.edit", "more_time.amend", "more_time.submit",
    "more_time.drop",
)  # fmt: skip
APPROVE, FORWARD, GRANT, REFUSE, REFUSED, ASK, QUESTION = (
    "more_time.approve", "more_time.forward", "more_time.grant", "more_time.refuse", "more_time.refused",
    "more_time.ask", "more_time.question",
)  # fmt: skip
ANSWER, REPLY, SHOW, KEEP = "more_time.answer", "more_time.reply", "more_time.show", "more_time.keep"
_ELSEWHERE = frozenset({"score", "ranking", "compare", "weak", "history", "whatif", "overview", "help"})
SURE = 0.6  # from this confidence on, a text is plainly about something else
QUOTED = 120  # letters of somebody's words
TITLE = 40


# --- who


def heads(request: Request, agency: str) -> bool:
    return any(h.role == "head" and h.agency == agency for h in request.person.roles)


def speaks_for(request: Request, agency: str) -> bool:
    return agency in own_agencies(request)


def watched_by(request: Request) -> list[str]:
    """The agencies whose requests this monitor decides on or passes on."""
    return [code for code in request.knowledge.catalogue.agencies if decides(request, code)]


def task_of(request: Request, asked: Asked) -> Task:
    return request.knowledge.catalogue.tasks[asked.task]


def leader_decides(request: Request, asked: Asked) -> bool:
    return task_of(request, asked).source.decided_by == "leader"


def may_decide(request: Request, asked: Asked) -> bool:
    """Is it in this person's hands now, to be approved, passed on or decided?"""
    match asked.state:
        case "with_head":
            return heads(request, asked.agency)
        case "with_monitor":
            return decides(request, asked.agency)
        case "with_leader":
            return request.person.holds("leader")
    return False


def is_doubtful(request: Request) -> bool:
    """Was the text that was awaited forwarded, or is it a question on the index or on somebody's tasks?"""
    said = request.said
    elsewhere = said.topic in _ELSEWHERE or (said.topic in ("tasks", "task") and said.document is None)
    return request.forwarded or (elsewhere and said.confidence >= SURE)


# --- is it still to be decided


def held(request: Request, unit: Unit, id_: int, *states: str) -> Asked | Reply:
    """The request held for the write, in one of these states; else the honest sentence, what is overtaken dropped."""
    seen = time_requests.of_id(unit.session, id_)
    one = assignments.for_writing(unit.session, seen.assignment) if seen else None
    asked = time_requests.for_writing(unit.session, id_) if seen else None
    if asked is None or one is None:
        return Reply(words.IS_WITHDRAWN.format(no=seen.task) if seen else words.NO_SUCH)
    if asked.state not in time_requests.OPEN:
        return Reply(_decided(request, asked), [[ask(words.DETAILS, "task", task=asked.task)]])
    if (overtaken := _overtaken(request, asked, one)) is not None:
        time_requests.decide(unit.session, asked.id, "dropped", request.person.code, request.now)
        return Reply(overtaken, [[ask(words.DETAILS, "task", task=asked.task)]])
    if states and asked.state not in states:
        return Reply(words.IS_ELSEWHERE.format(no=asked.task, state=state_words(request, asked)))
    return asked


def _decided(request: Request, asked: Asked) -> str:
    person = request.knowledge.person(asked.decided_by or "")
    at = local(asked.decided_at) if asked.decided_at else None
    about = {
        "no": asked.task, "until": day(request, asked), "answer": few_words(asked.answer, QUOTED),
        "who": person.title if person else "", "when": phrases.moment_words(at, request.today) if at else "",
    }  # fmt: skip
    form = {"granted": words.IS_GRANTED, "refused": words.IS_REFUSED}.get(asked.state, words.IS_DROPPED)
    return form.format(**about)


def _overtaken(request: Request, asked: Asked, one: Assigned) -> str | None:
    about = {"no": asked.task, "agency": actor(request.knowledge, asked.agency), "until": day(request, asked)}
    if not days.is_unfinished(one):
        return words.IS_DONE.format(**about)
    if one.cycle != asked.cycle:
        return words.IS_CHANGED.format(due=phrases.due_words(task_of(request, asked), one.due, request.today), **about)
    return words.IS_PAST.format(**about) if asked.until < request.today else None


# --- how it reads


def day(request: Request, asked: Asked) -> str:
    return phrases.days_words(asked.until, request.today)


def facts(request: Request, asked: Asked) -> dict[str, Any]:
    """What the sentences are filled with."""
    task = task_of(request, asked)
    agency = request.knowledge.agency(asked.agency)
    return {
        "no": asked.task,
        "title": phrases.short_title(task, TITLE),
        "until": day(request, asked),
        "words": few_words(asked.words, QUOTED),
        "agency": agency.actor,
        "head": agency.head_title,
        "acceptor": acceptor(request.knowledge, asked.agency),
        "due": phrases.due_words(task, asked.due, request.today),
        "document": task.source.name.partition("/")[0],
        "clock": clock(request.now),
    }


def state_words(request: Request, asked: Asked) -> str:
    about = facts(request, asked)
    return words.STATES[asked.state].format(head=about["head"], acceptor=about["acceptor"])


def to_monitor(request: Request, asked: Asked) -> str:
    about = facts(request, asked)
    form = words.SET_BY_LEADER if leader_decides(request, asked) else words.SET_BY_MONITOR
    return words.TO_MONITOR.format(set_by=form.format(**about), **about)


def to_leader(request: Request, asked: Asked) -> str:
    about = facts(request, asked)
    return words.TO_LEADER.format(monitor=about["acceptor"], **about)


def to_head(request: Request, asked: Asked) -> str:
    person = request.knowledge.person(asked.person)
    return words.TO_HEAD.format(who=person.title if person else "", **facts(request, asked))


def label(request: Request, form: str, agency: str) -> str:
    """A label with the name of the accepting office, the short one where the whole does not fit."""
    office = request.knowledge.agency(accepting_office(agency))
    whole = form.format(acceptor=office.actor)
    return whole if len(whole) <= phrases.WIDE_BUTTON else form.format(acceptor=office.short_name)


def buttons(request: Request, asked: Asked) -> list[list[Choice]]:
    """What whoever has it in hand can do."""
    match asked.state:
        case "with_head":
            approve = do(label(request, words.APPROVE, asked.agency), APPROVE, request=asked.id)
            refuse = do(words.DO_NOT_SEND, REFUSE, request=asked.id)
            return rows_of([approve, refuse, do(words.EDIT_DAY, EDIT, request=asked.id)])
        case "with_monitor":
            passes = leader_decides(request, asked)
            first = do(words.FORWARD, FORWARD, request=asked.id) if passes else do(words.GRANT, GRANT, request=asked.id)
            refuse = do(words.REFUSE, REFUSE, request=asked.id)
            return rows_of([first, refuse, do(words.ASK_MORE, ASK, request=asked.id)])
        case "with_leader":
            return rows_of([do(words.GRANT, GRANT, request=asked.id), do(words.REFUSE, REFUSE, request=asked.id)])
    return []


def shown(request: Request, asked: Asked) -> Reply:
    """The request to whoever has it in hand."""
    form = {"with_head": to_head, "with_monitor": to_monitor, "with_leader": to_leader}[asked.state]
    return Reply(form(request, asked), buttons(request, asked), remember=about(asked))


def about(asked: Asked) -> dict[str, Any]:
    """What the conversation is about: the task, and this request."""
    return {**card("task", [asked.task], [asked.assignment]), "more_time": asked.id}


# --- to others


def pushes(request: Request, people: Iterable[Person], reply: Reply, key: str) -> list[Push]:
    """To everybody else of these, each once."""
    others = {p.code: p for p in people if p.code != request.person.code}
    return [Push(code, reply, f"more_time:{key}:{code}") for code in others]


def leader_key(id_: int) -> str:
    """How the keys of the messages begin that bring a request to the leaders."""
    return f"more_time:leader:{id_}:"


def on_leave(request: Request, unit: Unit, people: Sequence[Person], who: str) -> list[str]:
    """A press is wanted of somebody who is away: a substitute gets the reminders, not the right to decide."""
    away = leaves.active(unit.session, request.today)
    last = [away[person.code].last for person in people if person.code in away]
    return [words.ON_LEAVE.format(who=capital(who), last=short_day(max(last)))] if len(last) == len(people) > 0 else []


def unreached(request: Request, people: Iterable[Person], who: str) -> list[str]:
    """The sentence that nobody of these gets messages, or nothing."""
    found = any(request.knowledge.reachable(p.code) for p in people)
    return [] if found else [words.NOT_REACHED.format(who=who)]


def agency_people(request: Request, agency: str) -> list[Person]:
    return [*request.knowledge.holders("officer", agency), *request.knowledge.holders("head", agency)]


def monitors_of(request: Request, agency: str) -> list[Person]:
    return request.knowledge.holders("monitor", accepting_office(agency))


def audit(request: Request, unit: Unit, action: str, asked: Asked, **details: Any) -> None:
    told = {
        "request": asked.id,
        "task": asked.task,
        "agency": asked.agency,
        "until": asked.until.isoformat(),
        **details,
    }
    subject = f"assignment:{asked.assignment}"
    record(unit.session, request.now, request.person.code, f"more_time.{action}", subject, told, request.inbox_id)
