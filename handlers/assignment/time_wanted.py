"""The agency's side of a request for more time: the draft with its day and reason, on to the head, taken back."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from handlers import due as days
from handlers.assignment import asked_time as steps
from handlers.assignment.last_day_said import day_in
from handlers.dialogue import DECLINED, WRITTEN, ActionHandler, Choice, Reply, Request, ask, do
from handlers.folding import aligned
from handlers.task_facts import actor, card, own_agencies, rows_of
from handlers.words import more_time as words
from handlers.words import tasks as phrases
from handlers.words.formats import named_day
from storage import assignments, time_requests
from storage.assignments import Assigned
from storage.catalogue import Task
from storage.session import Unit
from storage.time_requests import Asked

OFFERED = 4  # tasks on buttons
FEWEST = 3  # words of a reason without "vì"
EXAMPLE = 5  # working days after the last day, where a day is asked for
_CAUSE = re.compile(r"[,;.]?\s*(?<!don )\b(?P<cue>vi ly do|boi vi|vi|do|tai|ly do(?: la)?|nguyen nhan(?: la)?)\b[ :]*")
# The same with the accents they are typed with: "đo", "vị" are other words.
_TYPED_CAUSE = re.compile(
    r"(?:bởi vì|boi vi|vì|vi|do|tại|tai|lý do|lí do|ly do|nguyên nhân|nguyen nhan)(?: (?:lý|lí|ly) do| là| la)?"
)
_WISH = re.compile(
    r"[,;]?\s*\b(?:nen |cho nen )?(?:xin|de nghi|kinh de nghi|mong)\b.*\b(?:gia han|lui|them|keo dai)\b.*"
)
_NO_REASON = re.compile(r"\d|\b(?:xin|de nghi|gia han|lui|keo dai|them|se|cam on|duoc khong|a|nhe)\b")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is known of a request that is being made."""

    task: int
    agency: str | None = None
    assignment: int | None = None
    until: date | None = None
    words: str = ""

    def payload(self) -> dict[str, Any]:
        until = self.until.isoformat() if self.until else None
        return {
            "task": self.task, "agency": self.agency, "assignment": self.assignment, "until": until,
            "words": self.words,
        }  # fmt: skip

    @classmethod
    def of(cls, payload: Mapping[str, Any]) -> "Wish":
        until = date.fromisoformat(payload["until"]) if payload.get("until") else None
        return cls(
            int(payload["task"]), payload.get("agency"), payload.get("assignment"), until, payload.get("words") or ""
        )


def reason_in(text: str) -> str:
    """The cause that was typed, as typed: "vì chờ số liệu" → "chờ số liệu"; "" where none is."""
    plain = aligned(text)
    for found in _CAUSE.finditer(plain):
        typed = " ".join(text[found.start("cue") : found.end("cue")].casefold().split())
        if _TYPED_CAUSE.fullmatch(typed):
            rest = text[found.end() :]
            wish = _WISH.search(plain[found.end() :])
            return (rest[: wish.start()] if wish else rest).strip(" ,.;:-")
    return ""


def _reason_beside(text: str) -> str:
    """A clause beside the wish that names no task, day or wish of its own: "…, hệ thống chưa đánh giá xong"."""
    plain = aligned(text)
    clauses = [found.span() for found in re.finditer(r"[^,;.]+", plain)]
    said = [(a, b) for a, b in clauses if len(plain[a:b].split()) >= FEWEST and not _NO_REASON.search(plain[a:b])]
    return text[said[0][0] : said[0][1]].strip(" :-") if len(clauses) > 1 and len(said) == 1 else ""


def wished(request: Request, unit: Unit) -> Reply:
    """A request that was typed or begun by a button: of which task, until when, why."""
    said, text = request.said, request.said.text
    numbers = list(dict.fromkeys(said.tasks)) or ([said.task] if said.task is not None else [])
    mine = [no for no in said.title_tasks if _leads(request, no)] if not request.pressed else []
    # the day is said before the cause or after it: "vì chờ ý kiến ngày 20/3" alone names none
    cause = "" if request.pressed else reason_in(text) or _reason_beside(text)
    rest = "" if request.pressed else _without(text, cause)
    found = day_in(rest, request.today)
    day = found.day if found else None
    if len(numbers) > 1:
        choices = [_task_button(request, no, day, cause) for no in numbers[:OFFERED]]
        return Reply(words.ONE_BY_ONE, rows_of(choices))
    no = numbers[0] if numbers else mine[0] if len(mine) == 1 else spoken_of(request)
    if no is None:
        return _which(request, unit, day, cause)
    return begin(request, unit, Wish(no, words=cause), rest)


def _without(text: str, cause: str) -> str:
    """What is said beside the cause."""
    return text.replace(cause, " ") if cause else text


def spoken_of(request: Request) -> int | None:
    """The one task of the last answer, where the agency leads it."""
    recent = list((request.conversation.get("card") or {}).get("tasks", ()))
    return recent[0] if len(recent) == 1 and _leads(request, recent[0]) else None


def _leads(request: Request, no: int) -> bool:
    task = request.knowledge.task(no)
    return task is not None and any(code in task.leads for code in own_agencies(request))


def _task_button(request: Request, no: int, until: date | None, cause: str) -> Choice:
    task = request.knowledge.task(no)
    name = phrases.button(task) if task else f"NV {no}"
    return do(name, steps.DRAFT, **Wish(no, until=until, words=cause).payload())


def _which(request: Request, unit: Unit, until: date | None, cause: str) -> Reply:
    """Own open tasks with a date, red first."""
    start = request.knowledge.catalogue.start_day
    opened = [
        a for code in own_agencies(request) for a in assignments.of_agency(unit.session, code, start, request.today)
    ]
    dated = days.by_section([a for a in opened if days.is_unfinished(a) and a.due is not None], request.today)
    numbers = list(dict.fromkeys(a.task for a in dated))[:OFFERED]
    if not numbers:
        agency = actor(request.knowledge, own_agencies(request)[0])
        return Reply(words.NOTHING_OPEN.format(agency=agency), [[ask(words.OWN_TASKS, "tasks", own=True)]])
    return Reply(words.WHICH, rows_of([_task_button(request, no, until, cause) for no in numbers]))


# --- the draft


def draft(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Đề nghị gia hạn], or the task of a typed request chosen by button."""
    return begin(request, unit, Wish.of(payload))


def begin(request: Request, unit: Unit, wish: Wish, text: str = "") -> Reply:
    """The draft, or the question for what is missing; `text` may name the day. The assignment is held from here on."""
    task = request.knowledge.task(wish.task)
    own = [[ask(words.OWN_TASKS, "tasks", own=True)]]
    if task is None:
        return Reply(words.UNKNOWN.format(no=wish.task), own)
    leads = [code for code in own_agencies(request) if code in task.leads and wish.agency in (None, code)]
    if not leads:
        mine = own_agencies(request)
        told = words.NOT_LEAD.format(no=task.no, agency=actor(request.knowledge, mine[0])) if mine else words.NO_RIGHT
        return Reply(told, own if mine else ())
    if len(leads) > 1:
        choices = [do(actor(request.knowledge, c), steps.DRAFT, **replace(wish, agency=c).payload()) for c in leads]
        return Reply(words.WHICH_AGENCY.format(no=task.no), rows_of(choices))
    rows = assignments.for_report(unit.session, task.no, leads[0])
    rows = [a for a in rows if wish.assignment in (None, a.id)]
    chosen = days.choose(rows, request.knowledge.catalogue.start_day, request.today)
    if len(chosen) > 1:
        return _which_occurrence(request, task, wish, chosen)
    if not chosen:
        done = [a for a in rows if a.opens_on <= request.today]  # and nothing of it is left to do
        form = words.ALREADY_DONE if done else words.NOT_OPEN
        return Reply(form.format(no=task.no), [[ask(words.DETAILS, "task", task=task.no)]])
    one = chosen[0]
    if text and wish.until is None and (day := day_in(text, request.today, one.due)) is not None:
        wish = replace(wish, until=day.day)
    return _of_one(request, unit, task, one, replace(wish, agency=leads[0], assignment=one.id))


def _which_occurrence(request: Request, task: Task, wish: Wish, chosen: Sequence[Assigned]) -> Reply:
    choices = []
    for one in chosen:
        due = words.OCCURRENCE.format(due=phrases.due_words(task, one.due, request.today))
        choices.append(do(due, steps.DRAFT, **replace(wish, assignment=one.id).payload()))
    return Reply(words.WHICH_OCCURRENCE.format(no=task.no, count=len(chosen)), rows_of(choices))


def _of_one(request: Request, unit: Unit, task: Task, one: Assigned, wish: Wish) -> Reply:
    due = phrases.due_words(task, one.due, request.today)
    if one.due is None:
        return Reply(words.UNDATED.format(no=task.no), [[ask(words.REPORT_BLOCKED, "progress", task=task.no)]])
    before = time_requests.open_on(unit.session, one.id)
    sent = [asked for asked in before if asked.state in ("with_monitor", "with_leader")]
    if sent and sent[0].until >= request.today:  # one whose day has passed is replaced
        return _already(request, sent[0])
    if (refused := _unfit_day(request, task, one, wish.until)) is not None:
        return _ask(request, one, refused, steps.UNTIL, replace(wish, until=None))
    if wish.until is None:
        later = request.knowledge.calendar.add_working_days(max(one.due, request.today), EXAMPLE)
        text = words.UNTIL_WHEN.format(no=task.no, due=due, example=phrases.days_words(later, request.today))
        return _ask(request, one, text, steps.UNTIL, wish)
    reason = wish.words or _last_obstacle(unit, one)
    if not reason:
        until = phrases.days_words(wish.until, request.today)
        return _ask(request, one, words.WHY.format(no=task.no, until=until), steps.WHY, wish)
    for earlier in before:
        time_requests.decide(unit.session, earlier.id, "dropped", request.person.code, request.now)
    id_ = time_requests.draft(
        unit.session, one.id, one.cycle, request.person.code, request.now, wish.until, reason
    )  # fmt: skip
    asked = time_requests.of_id(unit.session, id_)
    assert asked is not None
    steps.audit(request, unit, "drafted", asked, words=reason)
    replaced = [words.REPLACED.format(until=steps.day(request, earlier)) for earlier in before[-1:]]
    return _drafted(request, asked, replaced)


def _already(request: Request, asked: Asked) -> Reply:
    about = steps.facts(request, asked)
    who = words.LEADERS if asked.state == "with_leader" else about["acceptor"]
    text = words.ALREADY.format(who=who, no=asked.task, until=about["until"])
    return Reply(text, [[do(words.WITHDRAW, steps.DROP, request=asked.id)]], remember=steps.about(asked))


def _unfit_day(request: Request, task: Task, one: Assigned, until: date | None) -> str | None:
    """Not before today, and later than the present last day."""
    if until is None or one.due is None:
        return None
    about = {"no": task.no, "until": phrases.days_words(until, request.today)}
    if until < request.today:
        return words.PAST_DAY.format(**about)
    if until <= one.due:
        return words.NOT_LATER.format(due=phrases.due_words(task, one.due, request.today), **about)
    return None


def _ask(request: Request, one: Assigned, question: str, action: str, wish: Wish) -> Reply:
    expects = {"action": action, "payload": wish.payload()}
    return Reply(question, remember={**card("task", [one.task], [one.id]), "expects": expects})


def _last_obstacle(unit: Unit, one: Assigned) -> str:
    """The reason of the last report that said what is in the way."""
    if one.state == "blocked" and one.reason:
        return one.reason
    live = [r for r in assignments.reports_on(unit.session, [one.id]) if not r.undone]
    return (live[-1].reason or "") if live and live[-1].state == "blocked" else ""


def _drafted(request: Request, asked: Asked, before: Sequence[str] = ()) -> Reply:
    about = steps.facts(request, asked)
    if steps.heads(request, asked.agency):
        first = do(steps.label(request, words.SEND_TO, asked.agency), steps.SUBMIT, request=asked.id)
        lines = [words.DRAFT_OF_HEAD.format(**about)]
    else:
        title = words.short_title(request.knowledge.agency(asked.agency).head_title)
        first = do(words.SUBMIT_TO.format(head=title), steps.SUBMIT, request=asked.id)
        lines = [words.DRAFT.format(**about)]
    if not request.knowledge.calendar.is_working(asked.until):
        latest = named_day(days.last_working_day(asked.until, request.knowledge.calendar))
        lines.append(words.DAY_OFF.format(until=about["until"], day=latest))
    drop_it = do(words.DO_NOT_SEND, steps.DROP, request=asked.id, state="drafted")  # of the draft, not of what was sent
    others = [do(words.EDIT, steps.EDIT, request=asked.id), drop_it]
    return Reply("\n".join([*lines, *before]), rows_of([first, *others]), remember=steps.about(asked))


def until_said(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """The day that was asked for."""
    text = str(payload["text"])
    wish = Wish.of(payload)
    cause = reason_in(text)
    if cause and not wish.words:
        wish = replace(wish, words=cause)
    return begin(request, unit, wish, _without(text, cause))


def why_said(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """The reason that was asked for; a question is none."""
    text = str(payload["text"]).strip()
    wish = Wish.of(payload)
    if request.forwarded or request.said.asks:
        return begin(request, unit, wish)
    return begin(request, unit, replace(wish, words=reason_in(text) or text))


# --- on its way


def submit(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Trình Giám đốc]; of a head at once [Gửi Sở Nội vụ]."""
    asked = steps.held(request, unit, int(payload["request"]), "drafted")
    if isinstance(asked, Reply):
        return asked
    if not steps.speaks_for(request, asked.agency):
        return Reply(words.NO_RIGHT)
    if steps.heads(request, asked.agency):
        return send(request, unit, asked)
    time_requests.pass_on(unit.session, asked.id, "with_head")
    steps.audit(request, unit, "with_head", asked)
    moved = replace(asked, state="with_head")
    heads = request.knowledge.holders("head", asked.agency)
    about = steps.facts(request, moved)
    lines = [words.WITH_HEAD.format(**about), *steps.unreached(request, heads, about["head"])]
    lines += steps.on_leave(request, unit, heads, about["head"])
    pushes = steps.pushes(request, heads, steps.shown(request, moved), f"head:{asked.id}")
    withdraw = do(words.WITHDRAW, steps.DROP, request=asked.id)
    return Reply("\n".join(lines), [[withdraw]], remember=steps.about(moved), pushes=pushes, closes=WRITTEN)


def approve(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """The head's [Duyệt, gửi Sở Nội vụ]."""
    asked = steps.held(request, unit, int(payload["request"]), "with_head")
    if isinstance(asked, Reply):
        return asked
    return send(request, unit, asked) if steps.heads(request, asked.agency) else Reply(words.NO_RIGHT)


def send(request: Request, unit: Unit, asked: Asked) -> Reply:
    """To the monitors of the accepting office."""
    time_requests.pass_on(unit.session, asked.id, "with_monitor")
    steps.audit(request, unit, "with_monitor", asked)
    moved = replace(asked, state="with_monitor")
    monitors = steps.monitors_of(request, asked.agency)
    about = steps.facts(request, moved)
    lines = [words.SENT.format(**about), *steps.unreached(request, monitors, about["acceptor"])]
    pushes = steps.pushes(request, monitors, steps.shown(request, moved), f"monitor:{asked.id}")
    told = Reply(words.APPROVED_PUSH.format(**about), [[ask(words.DETAILS, "task", task=asked.task)]])
    asker = request.knowledge.person(asked.person)
    pushes += steps.pushes(request, [asker] if asker else [], told, f"approved:{asked.id}")
    withdraw = do(words.WITHDRAW, steps.DROP, request=asked.id)
    return Reply("\n".join(lines), [[withdraw]], remember=steps.about(moved), pushes=pushes, closes=WRITTEN)


def edit(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Sửa], the head's [Sửa ngày]"""
    asked = steps.held(request, unit, int(payload["request"]), "drafted", "with_head")
    if isinstance(asked, Reply):
        return asked
    if not steps.speaks_for(request, asked.agency):
        return Reply(words.NO_RIGHT)
    expects = {"action": steps.AMEND, "payload": {"request": asked.id}}
    return Reply(words.AMEND.format(no=asked.task), remember={**steps.about(asked), "expects": expects}, stays=True)


def amend(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """The new day, or the new reason; both where both are said."""
    asked = steps.held(request, unit, int(payload["request"]), "drafted", "with_head")
    if isinstance(asked, Reply):
        return asked
    if not steps.speaks_for(request, asked.agency) or (
        asked.state == "with_head" and not steps.heads(request, asked.agency)
    ):
        return Reply(words.NO_RIGHT)
    text = str(payload["text"]).strip()
    cause = reason_in(text)
    found = day_in(_without(text, cause), request.today, asked.due)
    until = found.day if found else asked.until
    reason = cause or (asked.words if found else text)
    if request.forwarded or request.said.asks:
        return Reply(words.AMENDED_NOTHING, steps.buttons(request, asked), remember=steps.about(asked))
    task = steps.task_of(request, asked)
    one = assignments.for_writing(unit.session, asked.assignment)
    if one is not None and (refused := _unfit_day(request, task, one, until)) is not None:
        expects = {"action": steps.AMEND, "payload": {"request": asked.id}}
        return Reply(refused, remember={**steps.about(asked), "expects": expects})
    time_requests.amend(unit.session, asked.id, until, reason)
    changed = replace(asked, until=until, words=reason)
    steps.audit(request, unit, "amended", changed, words=reason)
    if asked.state == "with_head":
        return steps.shown(request, changed)
    return _drafted(request, changed)


def drop(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Không gửi] of a draft, [Rút đề nghị] of one that is on its way."""
    asked = steps.held(request, unit, int(payload["request"]))
    if isinstance(asked, Reply):
        return asked
    if asked.state != payload.get("state", asked.state):
        moved = words.IS_ELSEWHERE.format(no=asked.task, state=steps.state_words(request, asked))
        withdraw = do(words.WITHDRAW, steps.DROP, request=asked.id)
        return Reply(moved, [[withdraw, ask(words.DETAILS, "task", task=asked.task)]], remember=steps.about(asked))
    if not steps.speaks_for(request, asked.agency):
        return Reply(words.NO_RIGHT)
    time_requests.decide(unit.session, asked.id, "dropped", request.person.code, request.now)
    steps.audit(request, unit, "dropped", asked)
    about = steps.facts(request, asked)
    details = [[ask(words.DETAILS, "task", task=asked.task)]]
    if asked.state == "drafted":
        remember = card("task", [asked.task])
        return Reply(words.NOT_SENT.format(**about), details, remember=remember, closes=DECLINED)
    asker = request.knowledge.person(asked.person)
    hands = [*request.knowledge.holders("head", asked.agency), *([asker] if asker else [])]
    if asked.state != "with_head":
        hands += steps.monitors_of(request, asked.agency)
    if asked.state == "with_leader":
        hands += request.knowledge.holders("leader")
    told = Reply(words.WITHDRAWN_PUSH.format(**about), details)
    pushes = steps.pushes(request, hands, told, f"withdrawn:{asked.id}")
    return Reply(words.WITHDRAWN.format(**about), details, remember=card("task", [asked.task]), pushes=pushes)


# --- what the agency asked for


def own_list(request: Request, unit: Unit) -> Reply:
    """Open requests of the own agencies, where each is; one that waits for this head is shown whole."""
    mine = own_agencies(request)
    found = time_requests.waiting(unit.session, time_requests.OPEN, mine, request.today)
    for_me = [a for a in found if a.state == "with_head" and steps.heads(request, a.agency)]
    if len(for_me) == 1 and len(found) == 1:
        return steps.shown(request, for_me[0])
    agency = actor(request.knowledge, mine[0])
    if not found:
        return Reply(words.NONE_OF_AGENCY.format(agency=agency), [[ask(words.OWN_TASKS, "tasks", own=True)]])
    lines = [words.LIST_OF_AGENCY.format(agency=agency, count=len(found))]
    for at, one in enumerate(found[:OFFERED], 1):
        about = {"no": one.task, "until": steps.day(request, one), "state": steps.state_words(request, one)}
        lines.append(words.OWN_LINE.format(at=at, **about))
    if len(found) > OFFERED:
        lines.append(words.MORE.format(count=len(found) - OFFERED))
    choices = [do(words.SEE.format(at=at), steps.SHOW, request=one.id) for at, one in enumerate(found[:OFFERED], 1)]
    return Reply("\n".join(lines), rows_of(choices))


def status(request: Request, asked: Asked) -> Reply:
    """One request to its agency: the draft, what the head has in hand, or where it is."""
    if asked.state == "drafted":
        return _drafted(request, asked)
    if steps.may_decide(request, asked):
        return steps.shown(request, asked)
    about = {"no": asked.task, "until": steps.day(request, asked), "state": steps.state_words(request, asked)}
    withdraw = do(words.WITHDRAW, steps.DROP, request=asked.id)
    return Reply(words.OWN_LINE.format(at=1, **about).partition(". ")[2], [[withdraw]], remember=steps.about(asked))


ACTIONS: Mapping[str, ActionHandler] = {
    steps.DRAFT: draft,
    steps.UNTIL: until_said,
    steps.WHY: why_said,
    steps.SUBMIT: submit,
    steps.APPROVE: approve,
    steps.EDIT: edit,
    steps.AMEND: amend,
    steps.DROP: drop,
}
