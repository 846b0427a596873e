"""Days a person is away, and who is reminded instead."""

from collections.abc import Mapping

from handlers.dialogue import ActionHandler, Order, Reply, Request
from storage.session import Unit


def recognises(request: Request) -> bool:
    return False


def answer(request: Request, unit: Unit) -> Reply:
    raise NotImplementedError


ACTIONS: Mapping[str, ActionHandler] = {}
ORDER = Order("leave", recognises, answer)
