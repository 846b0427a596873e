"""Tasks added, changed, moved, withdrawn by a monitor or a leader, in chat.

Every order is shown before it is written and decided by whoever may (handlers/assignment/deciding.py, DESIGN 6).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from handlers.assignment import adding, deciding, moving, several
from handlers.assignment.change import (
    ADD_COORDINATING,
    ADD_LEAD,
    MOVE,
    TITLE_KIND,
    WITHDRAW,
    Change,
    who,
)
from handlers.assignment.grounds import Named, may_order, part_of_document
from handlers.assignment.order_reading import PART, TAKES_BACK, UNGIVES, day_in, group_in, order_in
from handlers.assignment.order_reading import Order as Ordered
from handlers.assignment.order_words import nothing_but_a_day, plain
from handlers.dialogue import ActionHandler, Order, Reply, Request, do
from handlers.folding import folded
from handlers.importing.known_tasks import document_key
from handlers.task import unknown_number
from handlers.task_facts import agency_label, card, card_tasks, rows_of
from handlers.words import changes as words
from handlers.words.formats import short_day
from storage.catalogue import Task
from storage.session import Unit

DAY_SAID = "changes.day_said"
# What was asked for and can be told from whatever else is typed by its own form.
_BY_FORM = (DAY_SAID, deciding.DOCUMENT_SAID, adding.PART_SAID)


def recognises(request: Request) -> bool:
    """An order by a monitor or leader, or the answer to what such an order lacked."""
    if request.forwarded or request.attachment is not None or not may_order(request.person):
        return False
    if adding.is_order(request) or _takes_back(request) is not None or _ungives(request) is not None:
        return True
    if (order := order_in(request)) is not None:
        return bool(_tasks(request)) or order.kind == MOVE
    return _answers(request)


def _takes_back(request: Request) -> re.Match[str] | None:
    """ "Hủy đổi hạn nv 20": the move just made, not another one."""
    return None if request.said.asks else TAKES_BACK.fullmatch(plain(request.said))


def _ungives(request: Request) -> re.Match[str] | None:
    """ "Giao nhầm, hủy": the task just given."""
    return None if request.said.asks else UNGIVES.fullmatch(plain(request.said))


def _tasks(request: Request) -> list[int]:
    """The tasks that are named, or the one last spoken of."""
    said = request.said
    if said.tasks or said.task is not None:
        return list(said.tasks) or [said.task or 0]
    if len(said.title_tasks) == 1:
        return list(said.title_tasks)
    recent = card_tasks(request)
    return recent if len(recent) == 1 else []


def _answers(request: Request) -> bool:
    """Does the text look like what was asked for? Anything else is about something else."""
    expects = _awaited(request)
    action = expects.get("action")
    if action not in _BY_FORM or request.said.asks:
        return False
    if action == DAY_SAID:
        return nothing_but_a_day(request.said.text) and day_in(folded(request.said.text), request) is not None
    if action == deciding.DOCUMENT_SAID:
        before = Named.of(expects["payload"].get("document", {}))
        return part_of_document(request.said.text, before, request.knowledge, request.today) is not None
    return adding.may_answer(request, expects["payload"])


def _awaited(request: Request) -> Mapping[str, Any]:
    """What an order lacked: a day or a document beside buttons, or a part of a new task."""
    return request.conversation.get("awaits") or request.conversation.get("expects") or {}


def answer(request: Request, unit: Unit) -> Reply:
    """The preview of what is ordered, or the question for what it lacks."""
    if adding.is_order(request):
        return adding.begin(request, unit)
    if (taken_back := _takes_back(request)) is not None:
        return moving.undo_last(request, unit, int(taken_back["no"]) if taken_back["no"] else None)
    order = order_in(request)
    if (ungives := _ungives(request)) is not None:
        named = ungives["no"] or ungives["first"]
        undone = adding.ungive_last(request, unit, int(named) if named else None)
        if undone is not None or order is None:
            return undone or Reply(words.NOTHING_GIVEN)
    if order is None:
        expects = _awaited(request)
        return ACTIONS[expects["action"]](request, unit, {**expects["payload"], "text": request.said.text})
    return _ordered(request, unit, order)


def _ordered(request: Request, unit: Unit, order: Ordered) -> Reply:
    tasks = order.numbers or tuple(_tasks(request))
    if not tasks:
        last = max(request.knowledge.catalogue.tasks, default=1)
        return Reply(words.WHICH_TASK.format(no=last, day=short_day(order.due or request.today)))
    if len(tasks) > 1:
        return _several(request, unit, order, tasks)
    task = request.knowledge.task_or_withdrawn(tasks[0])
    if task is None:
        return unknown_number(request, tasks[0])
    change = Change(order.kind, task.no, _agencies(request, order, task), order.due, order.text)
    if request.said.alternatives:
        choices = [
            do(agency_label(request.knowledge, code), deciding.PREPARE, **replace(change, agencies=(code,)).payload())
            for code in request.said.alternatives
        ]
        return Reply(words.WHICH_AGENCY, rows_of(choices))
    if order.ground is not None:
        if document_key(order.ground.name) == document_key(task.source.name):
            return Reply(words.SAME_DOCUMENT.format(document=task.source.name, no=task.no))
        change = change.on(order.ground.dated)
    if order.kind == PART:
        lead, helps = replace(change, kind=ADD_LEAD), replace(change, kind=ADD_COORDINATING)
        choices = [do(words.LEAD, deciding.PREPARE, **lead.payload()),
                   do(words.COORDINATING, deciding.PREPARE, **helps.payload())]  # fmt: skip
        return Reply(words.WHICH_PART.format(who=who(request, change.agencies), no=task.no), [choices])
    if order.longer is not None:
        change = replace(change, due=moving.longer(request, unit, change, *order.longer))
    if order.kind == MOVE and change.due is None:
        remember = {**card("task", [task.no]), "awaits": {"action": DAY_SAID, "payload": change.payload()}}
        return Reply(words.NO_DAY.format(no=task.no), remember=remember)
    return deciding.prepare(request, unit, change)


def _several(request: Request, unit: Unit, order: Ordered, tasks: Sequence[int]) -> Reply:
    """The same new date, or a withdrawal, of a few tasks at once."""
    known = {no: task for no in tasks if (task := request.knowledge.task_or_withdrawn(no)) is not None}
    if len(known) < len(tasks):
        return unknown_number(request, next(no for no in tasks if no not in known))
    ground = order.ground.dated if order.ground is not None else ""
    changes = [
        Change(order.kind, no, _agencies(request, order, task), order.due, order.text, ground)
        for no, task in known.items()
    ]
    own = order.ground and {document_key(task.source.name) for task in known.values()} & {
        document_key(order.ground.name)
    }
    dated = order.kind == WITHDRAW or (order.kind == MOVE and order.due is not None)
    if not dated or own or request.said.alternatives or len(known) > several.MOST:
        return several.one_at_a_time(request, changes[0])
    return several.prepare(request, unit, changes)


def _agencies(request: Request, order: Ordered, task: Task) -> tuple[str, ...]:
    """Those named, or a whole group's (of the task's leads, but for those that are added); none: all that it is for."""
    said = request.said
    if order.agencies is not None:
        return tuple(dict.fromkeys(order.agencies))
    group = said.group or group_in(said.text)
    if said.agencies or not group or order.kind == TITLE_KIND:
        return () if order.kind == TITLE_KIND else said.agencies
    known = request.knowledge.catalogue.agencies.values()
    codes = (agency.code for agency in known if agency.group == group and agency.scored)
    adds = order.kind in (ADD_LEAD, ADD_COORDINATING, PART)
    return tuple(code for code in codes if adds or code in task.leads)


def day_said(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """The day that was missing."""
    change = Change.of(payload)
    due = day_in(folded(str(payload["text"])), request)
    if due is None:
        return Reply(words.NO_DAY.format(no=change.task))
    return deciding.prepare(request, unit, replace(change, due=due))


ACTIONS: Mapping[str, ActionHandler] = {**deciding.ACTIONS, **adding.ACTIONS, **several.ACTIONS, DAY_SAID: day_said}
ORDER = Order("changes", recognises, answer)
