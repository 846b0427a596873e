"""The nudge by hand: monitors urge agencies on, leaders have them urged on, monitors report to the leaders.

Once a task, agency and day, over all monitors (DESIGN 7). It leaves with the next sweep within a person's hours; what
was settled meanwhile is not sent.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from handlers import ladder, tasks
from handlers.asked_of_many import Asked, asked, is_reached
from handlers.assignment import missing
from handlers.assignment.board_questions import NUDGE, TOPIC, free_word
from handlers.assignment.passed_on import (
    LATE,
    NAMED,
    ORDER,
    ORDERED,
    REPORTED_UP,
    few,
    key,
    list_button,
    only,
    order_to_monitors,
    word_to_leaders,
)
from handlers.dialogue import DECLINED, WRITTEN, Push, Reply, Request, ask, bold, do
from handlers.reminders.hours import USUAL_HOUR, hour_of, next_allowed
from handlers.rights import AGENCY_ROLES, sees_all
from handlers.task import unknown_number
from handlers.task_facts import ACCEPTOR, ACCEPTOR_OF_ITS_OWN, actor, agency_label, card_tasks, rows_of
from handlers.words import boards as words
from handlers.words.formats import clock, few_words, named_day
from storage import audit
from storage import boards as stored
from storage import reminders as planned
from storage.boards import Behind
from storage.catalogue import Person
from storage.clock import local
from storage.session import Unit

LETTERS = 300  # of a word that goes with a nudge


# --- typed


def typed(request: Request, unit: Unit) -> Reply:
    """ "đôn đốc nv 38", "nhắc sở y tế nv 38", "nhắc cả nhóm". At once only where task and agency are one and certain;
    several are shown first, and a button sends it."""
    if not sees_all(request.person):
        said = replace(request.said, topic="tasks", period="overdue", own=True, aspect=None, task=None, agencies=())
        return tasks.answer(replace(request, said=said), unit)
    if not request.person.holds("monitor"):
        return _to_order(request, unit)
    if request.said.alternatives:
        return _which_agency(request)
    no = _task_meant(request)
    if no is not None and request.knowledge.task(no) is None:
        return unknown_number(request, no)
    if request.said.agencies:
        return _of_agencies(request, unit, no)
    if no is None:
        return missing.over_all(request, unit)
    return _of_task(request, unit, no)


def _to_order(request: Request, unit: Unit) -> Reply:
    """A leader's words: who is behind, with the button that has the monitors urge them; the monitors' own office that
    is to do it is not among them."""
    codes = [code for code in request.said.agencies if code not in (ACCEPTOR, ACCEPTOR_OF_ITS_OWN)]
    no = _task_meant(request)
    one = _asked(request, unit, no) if no is not None and codes and not request.said.alternatives else None
    if not isinstance(one, Asked):
        return missing.missing(replace(request, said=replace(request.said, agencies=())), unit)
    behind = [a.agency for a in one.missing if a.agency in codes]
    if not behind:
        named = ", ".join(actor(request.knowledge, code) for code in codes)
        return Reply(words.NOT_BEHIND.format(agency=named, about=words.ABOUT_TASK.format(no=no)))
    text = words.CONFIRM.format(
        count=bold(len(behind)), tasks=words.numbers([one.task.no]), names=few(request, behind)
    )  # fmt: skip
    order_ = do(words.ORDER_NUDGE, "boards.order", task=one.task.no, agencies=behind)
    return Reply(text, rows_of([order_, list_button(one.task.no)]))


def _task_meant(request: Request) -> int | None:
    """The task that was named, or found by words of its title, or just spoken of."""
    said, recent = request.said, card_tasks(request)
    if said.task is not None:
        return said.task
    if len(said.title_tasks) == 1:
        return said.title_tasks[0]
    return recent[0] if len(recent) == 1 and not request.pressed else None


def _which_agency(request: Request) -> Reply:
    said = request.said
    choices = [
        ask(agency_label(request.knowledge, code), TOPIC, aspect=NUDGE, task=said.task, agencies=(code,))
        for code in said.alternatives
    ]
    return Reply(words.WHICH_AGENCY, rows_of(choices))


def _of_task(request: Request, unit: Unit, no: int) -> Reply:
    task = request.knowledge.task(no)
    one = asked(request, unit, task, request.said.group) if task else None
    if one is None or not one.missing:
        return missing.of_task(request, unit, no)
    return _send_or_confirm(request, unit, _rows(request, unit, [a.id for a in one.behind]))


def _of_agencies(request: Request, unit: Unit, no: int | None) -> Reply:
    """Of these agencies the task, else all they are late with."""
    start, today = request.knowledge.catalogue.start_day, request.today
    rows = stored.behind(unit.session, start, today, tasks=None if no is None else [no])
    theirs = [a for a in rows if a.agency in request.said.agencies]
    if no is None:
        theirs = [a for a in theirs if a.due is not None and a.due < today]
    first: dict[tuple[str, int], Behind] = {}
    for row in theirs:
        first.setdefault((row.agency, row.task), row)  # the earliest open occurrence
    if not first:
        named = ", ".join(actor(request.knowledge, code) for code in request.said.agencies)
        about = words.ABOUT_TASK.format(no=no) if no is not None else ""
        return Reply(words.NOT_BEHIND.format(agency=named, about=about))
    return _send_or_confirm(request, unit, list(first.values()))


def _send_or_confirm(request: Request, unit: Unit, rows: Sequence[Behind]) -> Reply:
    word = few_words(free_word(request.said.text), LETTERS)
    payload = {"assignments": [a.id for a in rows], "words": word}
    certain = request.said.task is not None and not request.pressed and not request.edited
    if certain and len(rows) == 1:
        return send(request, unit, payload)
    return _confirm(request, rows, word)


def _confirm(request: Request, rows: Sequence[Behind], word: str) -> Reply:
    payload = {"assignments": [a.id for a in rows], "words": word, "sure": True}
    codes = list(dict.fromkeys(a.agency for a in rows))
    numbers = sorted({a.task for a in rows})
    text = words.CONFIRM.format(count=bold(len(codes)), tasks=words.numbers(numbers), names=few(request, codes))
    lines = [text, *([words.CONFIRM_WORDS.format(words=word)] if word else [])]
    if not word and len(numbers) == 1:
        lines.append(words.MAY_ADD.format(no=numbers[0]))
    label = words.NUDGE_MANY.format(count=len(codes)) if len(codes) > 1 else words.NUDGE_ONE
    choices = [[do(label, "boards.nudge", **payload)], [do(words.NOT_NOW, "boards.leave")]]
    return Reply("\n".join(lines), choices, remember=_card(rows))


def leave(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Không gửi]"""
    return Reply(words.NOT_SENT_AT_ALL, toast=words.NOT_SENT_AT_ALL, closes=DECLINED)


# --- the write


def send(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Đôn đốc cả 4]: of the `assignments` named, those still open are urged on with `words`, if any."""
    if not request.person.holds("monitor"):
        return Reply(words.ONLY_MONITORS)
    rows = _rows(request, unit, payload["assignments"])
    if not rows:
        return Reply(words.ALL_DONE)
    if payload.get("unnamed"):
        return replace(_confirm(request, rows, ""), stays=True)
    leaves = next_allowed(request.now, USUAL_HOUR, request.knowledge)
    word = payload.get("words", "")
    mine = stored.claim_nudges(
        unit.session, [a.id for a in rows], leaves.date(), request.person.code, request.now, word
    )  # fmt: skip
    urged = [a for a in rows if a.id in mine]
    _plan(request, unit, urged, leaves.date())
    for row in urged:
        told = {"task": row.task, "agency": row.agency, "words": word}
        audit.record(
            unit.session, request.now, request.person.code, "assignment.nudged", f"assignment:{row.id}", told,
            request.inbox_id,
        )  # fmt: skip
    done = len(set(payload["assignments"])) - len(rows)
    closes = WRITTEN if payload.get("sure") else ""  # of a preview; a board holds other orders too
    return Reply(_receipt(request, rows, urged, leaves, done), remember=_card(rows), closes=closes)


def _rows(request: Request, unit: Unit, ids: Iterable[int]) -> list[Behind]:
    """As they stand now: what was settled or withdrawn since is left out."""
    return stored.behind(unit.session, request.knowledge.catalogue.start_day, request.today, ids=ids)


def _plan(request: Request, unit: Unit, rows: Sequence[Behind], day: date) -> None:
    """A row for the head and the focal officer of each lead; the next sweep sends it."""
    rung = f"{ladder.NUDGE}{day.isoformat()}"
    planned.add(unit.session, [
        {
            "assignment_id": row.id, "cycle": row.cycle, "rung": rung, "person_code": person.code,
            "planned_at": next_allowed(request.now, hour_of(person), request.knowledge),
        }
        for row in rows
        for role in AGENCY_ROLES
        for person in request.knowledge.holders(role, row.agency)
    ])  # fmt: skip


def _receipt(
    request: Request, rows: Sequence[Behind], urged: Sequence[Behind], leaves: datetime, done: int
) -> str:  # fmt: skip
    """Đã đôn đốc 3 cơ quan về NV 38 lúc 8:10; UBND huyện Bù Đăng chưa gửi được tin, đề nghị gọi điện."""
    new = list(dict.fromkeys(a.agency for a in urged))
    before = [code for code in dict.fromkeys(a.agency for a in rows) if code not in new]
    parts = []
    if new:
        parts.append(_urged(request, urged, new, leaves))
        if before:
            parts.append(words.BEFORE_TODAY.format(count=len(before)))
    else:
        parts.append(words.ALL_BEFORE.format(whom=_whom(request, before)))
    if done > 0:
        parts.append(words.ALREADY_DONE.format(count=done))
    return " ".join(parts)


def _urged(request: Request, urged: Sequence[Behind], codes: Sequence[str], leaves: datetime) -> str:
    reached = [code for code in codes if is_reached(request.knowledge, code)]
    away = [code for code in codes if code not in reached]
    named = ", ".join(actor(request.knowledge, code) for code in away)
    named = named if len(away) <= NAMED else few(request, away)
    if not reached:
        return words.NOBODY_REACHED.format(names=named)
    form = words.NUDGED if leaves <= request.now else words.WILL_NUDGE
    numbers = sorted({a.task for a in urged})
    whom = _whom(request, reached) + words.ABOUT.format(tasks=words.numbers(numbers))
    said = form.format(whom=bold(whom), clock=clock(leaves), day=named_day(leaves.date()))
    return said + (words.NOT_REACHED_AFTER.format(names=named) if away else "") + "."


def _whom(request: Request, codes: Sequence[str]) -> str:
    return actor(request.knowledge, codes[0]) if len(codes) == 1 else words.COUNT_AGENCIES.format(count=len(codes))


def _card(rows: Sequence[Behind]) -> dict[str, Any]:
    numbers = list(dict.fromkeys(a.task for a in rows))
    kind = "task" if len(numbers) == 1 else "list"
    return {"card": {"kind": kind, "tasks": numbers, "assignments": [a.id for a in rows]}}


# --- to and from the leaders


def order(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Giao Sở Nội vụ đôn đốc]: the list goes to the monitors of Sở Nội vụ, once a task and day."""
    if not request.person.holds("leader"):
        return Reply(words.ONLY_LEADERS)
    one = _asked(request, unit, payload["task"])
    if isinstance(one, Reply):
        return one
    named = payload.get("agencies")
    one = only(one, named)
    if not one.missing:
        return Reply(words.ALL_DONE)
    no = one.task.no
    if (at := _today(request, unit, no, ORDERED)) is not None:
        return Reply(words.ORDERED_BEFORE.format(no=no, clock=clock(at)))
    whom = _reachable(request, request.knowledge.holders("monitor", ACCEPTOR))
    if not whom:
        return Reply(words.NO_MONITOR)
    reply = order_to_monitors(request, one, request.person.code)
    _record(request, unit, no, ORDERED, len(one.behind), named)
    said = words.ORDERED.format(count=bold(len(one.behind)), no=no, clock=clock(request.now))
    return Reply(said, pushes=_pushes(request, whom, reply, ORDER, no))


def report_up(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Báo cáo lãnh đạo]: the list goes to the leaders, once a task and day."""
    if not request.person.holds("monitor"):
        return Reply(words.ONLY_MONITORS)
    one = _asked(request, unit, payload["task"])
    if isinstance(one, Reply):
        return one
    no = one.task.no
    if (at := _today(request, unit, no, REPORTED_UP)) is not None:
        return Reply(words.REPORTED_BEFORE.format(no=no, clock=clock(at)))
    whom = _reachable(request, request.knowledge.holders("leader"))
    if not whom:
        return Reply(words.NO_LEADER)
    reply = word_to_leaders(request, one, request.person.code)
    _record(request, unit, no, REPORTED_UP, len(one.behind))
    said = words.REPORTED_UP.format(clock=clock(request.now), count=bold(f"{len(one.behind)}/{len(one.of_all)}"))
    return Reply(said, pushes=_pushes(request, whom, reply, LATE, no))


def _asked(request: Request, unit: Unit, no: int) -> Asked | Reply:
    task = request.knowledge.task(no)
    one = asked(request, unit, task) if task else None
    return one if one is not None and one.missing else missing.of_task(request, unit, no)


def _today(request: Request, unit: Unit, no: int, action: str) -> datetime | None:
    """When it was done today, if it was."""
    at = stored.last_recorded(unit.session, f"task:{no}", action)
    return local(at) if at is not None and local(at).date() == request.today else None


def _record(
    request: Request, unit: Unit, no: int, action: str, count: int, named: Sequence[str] | None = None
) -> None:  # fmt: skip
    told = {"agencies": count, **({"named": list(named)} if named else {})}
    audit.record(
        unit.session, request.now, request.person.code, action, f"task:{no}", told, request.inbox_id
    )  # fmt: skip


def _reachable(request: Request, people: Iterable[Person]) -> list[Person]:
    return [person for person in people if request.knowledge.reachable(person.code)]


def _pushes(request: Request, people: Iterable[Person], reply: Reply, kind: str, no: int) -> list[Push]:
    return [Push(p.code, reply, key(kind, request, no, p.code)) for p in people]
