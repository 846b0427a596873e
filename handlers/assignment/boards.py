"""Boards for monitors and leaders: who is silent, who has not taken note, who cannot be reached; the nudge by hand."""

from collections.abc import Mapping
from dataclasses import replace

from handlers import task, unreached
from handlers.assignment import nudging
from handlers.assignment.board_questions import (
    BLOCKED,
    LISTED,
    MAP,
    MISSING,
    MONTH,
    NUDGE,
    SILENT,
    TOPIC,
    UNHEARD,
    UNREACHED,
    question_in,
)
from handlers.assignment.missing import missing
from handlers.assignment.silent import blocked, silent, unheard
from handlers.assignment.task_map import task_map
from handlers.dialogue import ActionHandler, Handler, Order, Reply, Request, ask
from handlers.questions import written
from handlers.reminders import summary
from handlers.rights import sees_all
from handlers.words import boards as words
from storage.session import Unit

BOARDS: Mapping[str, Handler] = {
    MISSING: missing,
    LISTED: missing,
    SILENT: silent,
    UNHEARD: unheard,
    BLOCKED: blocked,
    MAP: task_map,
}


def recognises(request: Request) -> bool:
    return question_in(request) is not None


def answer(request: Request, unit: Unit) -> Reply:
    """The board that was typed or pressed. Red lists are for monitors and leaders (DESIGN 1)."""
    question = request.said if request.said.topic == TOPIC else question_in(request)
    request = replace(request, said=question) if question is not None else request
    aspect = request.said.aspect or MISSING
    if aspect == NUDGE:
        return nudging.typed(request, unit)
    if aspect == UNREACHED:
        return unreached.answer(request, unit)
    if aspect == MONTH:
        return summary.answer(request, unit)
    if not sees_all(request.person):
        return Reply(words.FOR_MONITORS, [[ask(words.OWN_TASKS, "tasks", own=True)]])
    board = BOARDS.get(aspect, missing)
    if board is missing and request.said.agencies and request.said.task is not None:  # "còn stp?"
        request = replace(request, said=replace(request.said, topic="task", aspect="state"))
        board = task.answer
    reply = board(request, unit)
    kept = {"said": written(request.said, request.page), "said_at": request.now.isoformat()}
    return replace(reply, remember={**(reply.remember or {}), **kept})


ACTIONS: Mapping[str, ActionHandler] = {
    "boards.nudge": nudging.send,
    "boards.leave": nudging.leave,
    "boards.order": nudging.order,
    "boards.report_up": nudging.report_up,
}
ORDER = Order(TOPIC, recognises, answer)
