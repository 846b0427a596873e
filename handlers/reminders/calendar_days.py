"""Days off and make-up days, set by an admin."""

from collections.abc import Mapping

from handlers.dialogue import ActionHandler, Order, Reply, Request
from storage.session import Unit


def recognises(request: Request) -> bool:
    return False


def answer(request: Request, unit: Unit) -> Reply:
    raise NotImplementedError


ACTIONS: Mapping[str, ActionHandler] = {}
ORDER = Order("calendar", recognises, answer)
