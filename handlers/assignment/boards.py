"""Who is silent, who has not taken note, who cannot be reached; the nudge by hand."""

from collections.abc import Mapping

from handlers.dialogue import ActionHandler, Order, Reply, Request
from storage.session import Unit


def recognises(request: Request) -> bool:
    return False


def answer(request: Request, unit: Unit) -> Reply:
    raise NotImplementedError


ACTIONS: Mapping[str, ActionHandler] = {}
ORDER = Order("boards", recognises, answer)
