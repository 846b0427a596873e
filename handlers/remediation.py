"""Remediation plans (dispatch 914, clause 2): for now the state of the task that asks for them."""

from dataclasses import replace

from handlers import task
from handlers.dialogue import Reply, Request
from handlers.knowledge import Knowledge
from handlers.unknown import answer as not_understood
from storage.catalogue import Task
from storage.session import Unit

TITLE_WORD = "khắc phục"


def asking_task(knowledge: Knowledge) -> Task | None:
    """The task that asks the most agencies for a remedy report, if there is one."""
    asking = [t for t in knowledge.catalogue.tasks.values() if TITLE_WORD in t.title.casefold() and t.leads]
    return max(asking, key=lambda t: len(t.leads), default=None)


def answer(request: Request, unit: Unit) -> Reply:
    """The task of the newest document whose title asks for a remedy report, for the agency or group that was named."""
    wanted = asking_task(request.knowledge)
    if wanted is None:
        return not_understood(request, unit)
    return task.answer(replace(request, said=replace(request.said, topic="task", task=wanted.no, aspect="state")), unit)
