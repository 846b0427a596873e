"""What acceptance and return share: who decides, which report is meant, what stands in the way, who is told.

Source: DESIGN 6. Sở Nội vụ decides on every agency's reports, Văn phòng UBND tỉnh on Sở Nội vụ's own.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from handlers import due as days
from handlers.assignment.change import day_of
from handlers.assignment.decision_words import Wish
from handlers.dialogue import Choice, Push, Reply, Request, ask, do
from handlers.rights import AGENCY_ROLES
from handlers.task_facts import acceptor, actor, decides
from handlers.words import acceptance as words
from handlers.words import tasks as phrases
from handlers.words.formats import few_words
from storage import assignments
from storage.assignments import Assigned
from storage.catalogue import Person, Task
from storage.clock import local
from storage.session import Unit

TOPIC = "acceptance"
ACCEPT, RETURN = f"{TOPIC}.accept", f"{TOPIC}.return"
ONE, DECIDED = "waiting_one", "decided"  # kinds of card: one report that waits; a decision just taken
QUOTED = 160  # letters of a reason or of reported words


def task_of(request: Request, one: Assigned) -> Task:
    return request.knowledge.catalogue.tasks[one.task]


def about(request: Request, one: Assigned) -> dict[str, Any]:
    """Number, title, agency and office of a report, for the words."""
    return {
        "no": one.task,
        "title": phrases.short_title(task_of(request, one)),
        "agency": actor(request.knowledge, one.agency),
        "who": acceptor(request.knowledge, one.agency),
    }


def verdict(one: Assigned) -> str:
    """hoàn thành đúng hạn · hoàn thành trễ hạn"""
    if one.due is None:
        return phrases.ACCEPTED
    return phrases.LATE if days.is_filed_late(one) else phrases.IN_TIME


def named(request: Request, found: Sequence[Assigned], most: int = 4) -> str:
    """NV 37 Sở Tư pháp, NV 37 Sở Y tế và 3 báo cáo khác"""
    shown = [f"NV {one.task} {actor(request.knowledge, one.agency)}" for one in found[:most]]
    more = len(found) - len(shown)
    text = ", ".join(shown)
    return f"{text} {words.AND_MORE.format(count=more)}" if more else text


def see(label: str, one: Assigned, aspect: str | None = None) -> Choice:
    """A button that shows this report."""
    return ask(label, TOPIC, task=one.task, agencies=(one.agency,), n=one.occurrence, aspect=aspect)


def kept_list(request: Request) -> dict[str, Any]:
    """The list that numbers are places in, kept through what is done with it."""
    listed = request.conversation.get("listed")
    return {"listed": listed} if listed else {}


def listed(request: Request, numbers: Sequence[int]) -> dict[int, int | None]:
    """By number, the assignment that stood there in the list just shown."""
    places = request.conversation.get("listed", [])
    return {n: int(places[n - 1]) if 0 < n <= len(places) else None for n in numbers}


def in_hand(request: Request) -> list[int]:
    """The one report the last answer was about."""
    card = request.conversation.get("card", {})
    return list(card.get("assignments", [])) if card.get("kind") == ONE else []


# --- which reports are meant


def meant(request: Request, unit: Unit, wish: Wish) -> list[Assigned]:
    """Reports that wait and are named by the order; where none is named, all that this person decides on."""
    found = assignments.waiting(unit.session)
    if wish.tasks:
        found = [a for a in found if a.task in wish.tasks]
    if wish.agencies:
        found = [a for a in found if a.agency in wish.agencies]
    if not wish.tasks and not wish.agencies:
        found = [a for a in found if decides(request, a.agency)]
    return found


def is_certain(wish: Wish, found: Sequence[Assigned]) -> bool:
    """Task and agencies are named and each names one report; or only one report can be meant by the task named."""
    if wish.tasks and wish.agencies:
        pairs = [(a.task, a.agency) for a in found]
        return len(set(pairs)) == len(pairs)
    return bool(wish.tasks) and len(found) == 1


def missing(request: Request, unit: Unit, wish: Wish, found: Sequence[Assigned]) -> list[str]:
    """Why a task and agency that were named have nothing that waits."""
    lines = []
    there = {(a.task, a.agency) for a in found}
    for no in wish.tasks:
        task = request.knowledge.task(no)
        if task is None:
            lines.append(_no_such(request, unit, no))
            continue
        absent = [code for code in wish.agencies if (no, code) not in there]
        lines += [why_not_waiting(request, unit, task, code) for code in absent]
    return lines


def _no_such(request: Request, unit: Unit, no: int) -> str:
    if request.knowledge.task_or_withdrawn(no) is None:
        return words.UNKNOWN.format(no=no)
    return words.WITHDRAWN.format(no=no, day=day_of(unit, no))


def why_not_waiting(request: Request, unit: Unit, task: Task, agency: str) -> str:
    rows = [a for a in assignments.of_task(unit.session, task.no, [agency]) if a.opens_on <= request.today]
    if not rows:
        return words.NOT_LED.format(no=task.no, agency=actor(request.knowledge, agency))
    start = request.knowledge.catalogue.start_day
    counted = [a for a in rows if days.counts(a, start)] or rows
    decided = [a for a in counted if a.state in ("accepted", "returned")]
    return why_not(request, unit, (decided or counted)[-1])


def why_not(request: Request, unit: Unit, held: Assigned) -> str:
    """What became of a report that does not wait: who decided it and when, or that nothing was reported."""
    facts = about(request, held)
    log = assignments.reports_on(unit.session, [held.id])
    decision = next((r for r in reversed(log) if r.state == held.state and not r.undone), None)
    if held.state == "accepted" and decision is not None:
        return words.ALREADY_ACCEPTED.format(
            by=_by(request, decision.person), when=phrases.moment_words(local(decision.at), request.today), **facts
        )
    if held.state == "returned" and decision is not None:
        reason = few_words(decision.reason or "", QUOTED)
        by, when = _by(request, decision.person), phrases.moment_words(local(decision.at), request.today)
        return words.ALREADY_RETURNED.format(by=by, when=when, reason=reason, **facts)
    return words.NOT_REPORTED.format(state=phrases.state_words(held, facts["who"]), **facts)


def _by(request: Request, code: str) -> str:
    person = request.knowledge.person(code)
    return person.title if person else code


def day_words(value: date, today: date) -> str:
    return phrases.days_words(value, today)


def refusal(
    request: Request, unit: Unit, held: Assigned, state: str = "waiting", cycle: int | None = None
) -> str | None:  # fmt: skip
    """Looked at again at the write: who decides, and whether it is still the report that was shown (`cycle`)."""
    if not decides(request, held.agency):
        return words.NOT_YOURS.format(**about(request, held))
    if held.state != state:
        return why_not(request, unit, held)
    return words.REPORTED_AGAIN.format(**about(request, held)) if cycle not in (None, held.cycle) else None


def accept_choice(label: str, found: Sequence[Assigned], **more: Any) -> Choice:
    """A button that accepts these reports as they were shown, and none that was sent in again since."""
    shown = {"assignments": [a.id for a in found], "cycles": [a.cycle for a in found]}
    return do(label, ACCEPT, **shown, **more)


def decide_choices(held: Assigned) -> list[Choice]:
    """[Xác nhận] [Trả lại] of one report as it is shown."""
    back = do(words.RETURN, RETURN, assignment=held.id, cycle=held.cycle)
    return [accept_choice(words.ACCEPT, [held]), back]


# --- who is told


def responsible(request: Request, agency: str) -> list[Person]:
    """Head and focal officer."""
    people = [p for role in AGENCY_ROLES for p in request.knowledge.holders(role, agency)]
    return list({p.code: p for p in people}.values())


def told(request: Request, agencies: Sequence[str]) -> str:
    """Đã báo Sở Tư pháp. · Sở Y tế: chưa gửi được tin, đề nghị gọi điện."""
    codes = list(dict.fromkeys(agencies))
    reached = [c for c in codes if any(request.knowledge.reachable(p.code) for p in responsible(request, c))]
    lost = [c for c in codes if c not in reached]
    parts = []
    for form, among in ((words.TOLD, reached), (words.NOT_TOLD, lost)):
        if among:
            shown = ", ".join(actor(request.knowledge, c) for c in among[:3])
            more = len(among) - 3
            text = phrases.AND_MORE.format(names=shown, count=more) if more > 0 else shown
            parts.append(form.format(agencies=text))
    return " ".join(parts)


def pushes(request: Request, agency: str, reply: Reply, key: str, *, silent: bool = False) -> list[Push]:
    return [Push(p.code, reply, f"{key}:{p.code}", silent) for p in responsible(request, agency)]


def card_of(kind: str, found: Sequence[Assigned]) -> Mapping[str, Any]:
    tasks = list(dict.fromkeys(one.task for one in found))
    return {"card": {"kind": kind, "tasks": tasks, "assignments": [one.id for one in found]}}
