"""Remediation plans (dispatch 914, clause 2): for now the state of the task that asks for them."""

from dataclasses import replace

from handlers import task
from handlers.dialogue import Reply, Request
from handlers.unknown import answer as not_understood
from storage.session import Unit

TITLE_WORD = "khắc phục"


def answer(request: Request, unit: Unit) -> Reply:
    """The task of the newest document whose title asks for a remedy report, for the agency or group that was named."""
    asking = [t for t in request.knowledge.catalogue.tasks.values() if TITLE_WORD in t.title.casefold() and t.leads]
    if not asking:
        return not_understood(request, unit)
    wanted = max(asking, key=lambda t: len(t.leads))
    return task.answer(replace(request, said=replace(request.said, topic="task", task=wanted.no, aspect="state")), unit)
