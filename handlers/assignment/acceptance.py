"""Acceptance of what was reported as done: who decides, one or many, never silently without a document (DESIGN 6)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from handlers.assignment import accepting, asking, returning, taking_back
from handlers.assignment.accepting import accept_now, ask_many
from handlers.assignment.change import restore_choice
from handlers.assignment.decision_words import Wish, wish_in
from handlers.assignment.decisions import (
    DECIDED,
    TOPIC,
    about,
    in_hand,
    is_certain,
    listed,
    meant,
    missing,
)
from handlers.assignment.grounds import may_order
from handlers.assignment.waiting import one_report, papers, question, waiting_list
from handlers.dialogue import ActionHandler, Choice, Order, Reply, Request, ask
from handlers.folding import folded
from handlers.rights import sees_all
from handlers.task_facts import decides, rows_of
from handlers.words import acceptance as words
from handlers.words import tasks as phrases
from storage import assignments
from storage.assignments import Assigned
from storage.session import Unit

BARE = 3  # words of an order without a target


def recognises(request: Request) -> bool:
    """An order about reports that wait, by somebody who sees them; or the answer to a question of ours about one."""
    if request.forwarded or request.attachment is not None or not request.said.text:
        return False
    if asking.awaits(request):
        return True
    if not sees_all(request.person):
        return asking.recognises(request)
    if asking.is_answer_order(request) or taking_back.is_return_back(request):
        return True
    wish = wish_in(request)
    if wish is None:
        return False
    match wish.verb:
        case "list":
            return True
        case "see":
            return bool(request.conversation.get("listed"))
        case "papers":
            return bool(wish.tasks and wish.agencies) or (not wish.tasks and _is_bare(request))
        case "cancel":
            return wish.aims or _card_kind(request) == DECIDED or "xac nhan" in folded(request.said.text)
    if "more_time" in request.conversation and (wish.faint or not wish.aims):
        return False  # a request for more time is in hand
    if wish.faint and not (wish.tasks and wish.agencies) and not (wish.numbers and request.conversation.get("listed")):
        return False
    return wish.aims or _is_bare(request)


def _is_bare(request: Request) -> bool:
    """ "duyệt", "trả lại" alone: the report just looked at; where nothing was spoken of, one of the list."""
    short = len(request.said.text.split()) <= BARE
    return short and (bool(in_hand(request)) or not request.conversation.get("card"))


def answer(request: Request, unit: Unit) -> Reply:
    """The order is carried out, or what stands in its way is said."""
    if request.pressed and request.said.topic == TOPIC:
        return _pressed(request, unit)
    if asking.awaits(request):
        return asking.awaited(request, unit)
    if not sees_all(request.person):
        return asking.ask_typed(request, unit)
    if asking.is_answer_order(request):
        return asking.answer_typed(request, unit)
    if taking_back.is_return_back(request):
        return taking_back.typed(request, unit)
    wish = wish_in(request)
    assert wish is not None  # recognised
    match wish.verb:
        case "list":
            return _list(request, unit, wish)
        case "see" | "papers":
            return _look(request, unit, wish)
        case "cancel":
            return taking_back.typed(request, unit)
        case "reopen":
            return returning.reopen_typed(request, unit, wish)
    return _decide(request, unit, wish)


def _card_kind(request: Request) -> str:
    return str(request.conversation.get("card", {}).get("kind", ""))


def _list(request: Request, unit: Unit, wish: Wish, head: str | None = None) -> Reply:
    said = question(wish.agencies, wish.tasks[0] if len(wish.tasks) == 1 else None, late=wish.late)
    return waiting_list(replace(request, said=said), unit, head)


# --- looking at one


def _pressed(request: Request, unit: Unit) -> Reply:
    """[Xem 1], [Xem tài liệu], [Bổ sung], [Hỏi Sở Nội vụ]: buttons that ask; who may see is looked at now."""
    said = request.said
    agency = said.agencies[0] if said.agencies else ""
    rows = assignments.of_task(unit.session, said.task or 0, [agency])
    rows = [a for a in rows if said.n is None or a.occurrence == said.n]
    if not rows:
        return Reply(words.GONE)
    if said.aspect in (returning.SUPPLY, returning.QUESTION):
        return asking.pressed(request, unit, rows[0], said.aspect)
    if not sees_all(request.person):
        return Reply(phrases.PROGRESS_IS_THEIRS.format(agency=about(request, rows[0])["agency"]))
    return (papers if said.aspect == "evidence" else one_report)(request, unit, rows[0])


def _look(request: Request, unit: Unit, wish: Wish) -> Reply:
    show = papers if wish.verb == "papers" else one_report
    if wish.numbers:
        places = listed(request, wish.numbers)
        rows = [assignments.for_writing(unit.session, id_) for id_ in places.values() if id_ is not None]
        one = next((a for a in rows if a is not None), None)
        return show(request, unit, one) if one else _no_number(places)
    if not wish.tasks:
        held = assignments.for_writing(unit.session, next(iter(in_hand(request)), 0))
        return show(request, unit, held) if held else _list(request, unit, Wish("list"))
    found = assignments.of_task(unit.session, wish.tasks[0], wish.agencies)
    if not found:
        return Reply("\n".join(missing(request, unit, wish, [])) or words.GONE)
    reported = [a for a in found if a.reported_at is not None] or found
    return show(request, unit, reported[-1])


def _no_number(places: Mapping[int, int | None]) -> Reply:
    unknown = ", ".join(str(n) for n, id_ in places.items() if id_ is None)
    return Reply(words.WHICH_NUMBER.format(numbers=unknown), [[ask(words.LIST, "tasks", aspect="waiting")]])


# --- which ones an order means


def _decide(request: Request, unit: Unit, wish: Wish) -> Reply:
    """Accept or return: at once where it is certain which, else asked with buttons."""
    if wish.numbers:
        places = listed(request, wish.numbers)
        if None in places.values():
            return _no_number(places)
        return _carry_out(request, unit, wish, [id_ for id_ in places.values() if id_ is not None], [])
    if not wish.aims and in_hand(request):
        return _carry_out(request, unit, wish, in_hand(request), [])
    found = meant(request, unit, wish)
    whys = missing(request, unit, wish, found)
    if not found and not whys and len(wish.tasks) == 1 and request.knowledge.task(wish.tasks[0]):
        return _list(request, unit, wish)
    if (wish.every or wish.with_paper) and found:
        return ask_many(request, unit, found) if wish.verb == "accept" else _which(request, unit, wish, found)
    if whys and not found:
        choices = [*_instead(request, unit, wish), ask(words.LIST, "tasks", aspect="waiting")]
        return Reply("\n".join(whys), rows_of(choices))
    if is_certain(wish, found) and not wish.guessed:
        return _carry_out(request, unit, wish, [a.id for a in found], whys)
    return _which(request, unit, wish, found)


def _instead(request: Request, unit: Unit, wish: Wish) -> list[Choice]:
    """[Khôi phục] of a task withdrawn; [Mở lại] of what is accepted and was to be returned."""
    gone = [no for no in wish.tasks if request.knowledge.task(no) is None and request.knowledge.task_or_withdrawn(no)]
    choices = [restore_choice(no) for no in gone[:1]] if may_order(request.person) else []
    if wish.verb != "return":
        return choices
    rows = [a for no in wish.tasks for a in assignments.of_task(unit.session, no, wish.agencies or None)]
    accepted = [a for a in rows if a.state == "accepted" and decides(request, a.agency)]
    return [*choices, *([returning.reopen_choice(accepted[0])] if len(accepted) == 1 else [])]


def _which(request: Request, unit: Unit, wish: Wish, found: Sequence[Assigned]) -> Reply:
    head = words.WHICH if wish.verb == "accept" else words.ONE_AT_A_TIME if wish.every else words.WHICH_TO_RETURN
    said = question(wish.agencies, wish.tasks[0] if len(wish.tasks) == 1 else None)
    return waiting_list(replace(request, said=said), unit, head if found else None, only=found)


def _carry_out(request: Request, unit: Unit, wish: Wish, ids: Sequence[int], whys: Sequence[str]) -> Reply:
    if wish.verb == "accept":
        return accept_now(request, unit, ids, whys)
    if len(ids) > 1:
        found = [a for a in assignments.waiting(unit.session) if a.id in ids]
        return _which(request, unit, replace(wish, every=True), found)
    if not ids:
        return Reply("\n".join(whys) or words.GONE)
    return returning.return_typed(request, unit, ids[0], wish.rest)


ACTIONS: Mapping[str, ActionHandler] = {
    **accepting.ACTIONS,
    **returning.ACTIONS,
    **asking.ACTIONS,
    **taking_back.ACTIONS,
}
ORDER = Order(TOPIC, recognises, answer)
