"""After a reminder arrived, what is said next may be about it: "hạn bao giờ", "báo xong cả 2"."""

from dataclasses import replace

from handlers.dialogue import Request
from handlers.reminders.digest import LINES, tasks_of
from handlers.reminders.whose import foremost
from handlers.task_facts import SEVERAL_CARD, card
from handlers.understanding import Understanding
from storage import reminders as stored
from storage.clock import local
from storage.session import Unit

_MAY_LEAN = ("unknown", "smalltalk", "progress", "task", "tasks", "history")


def with_card(request: Request, unit: Unit, said: Understanding) -> Request:
    """The conversation is about the reminder of today where that is the newest message of the chat and nothing fresher
    was shown. Asked only for words that name no task or agency: others need no look into the database."""
    named = said.task is not None or said.tasks or said.agencies or said.reports
    if named or said.topic not in _MAY_LEAN or not {"card", "expects"}.isdisjoint(request.conversation):
        return request
    message = stored.last_message(unit.session, request.channel, request.chat)
    rows = stored.of_message(unit.session, message) if message is not None else []
    if not rows or local(max(row.planned_at for row in rows)).date() != request.today:
        return request
    about = foremost([row.of for row in rows], request.knowledge, request.today)
    tasks = tasks_of(about)
    kind = "task" if len(tasks) == 1 else SEVERAL_CARD if len(tasks) <= LINES else "list"
    shown = card(kind, tasks, dict.fromkeys(row.assignment for row in about))
    return replace(request, conversation={**request.conversation, **shown})
