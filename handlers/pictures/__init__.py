"""Pictures beside the answers: where looking beats reading. The text never waits for one.

An answer orders a job with the values to be drawn; the picture comes back as a message of its own, its caption saying
in words what it shows.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from handlers.dialogue import ActionHandler, Choice, JobOrder, Reply, Request
from handlers.pictures.of_index import Drawing, drawing_of
from handlers.pictures.specs import as_values
from handlers.questions import decode, encode
from handlers.words import pictures as words
from storage.session import Unit

DRAW = "picture"
DRAWN = f"{DRAW}.done"


def with_picture(request: Request, topic: str, reply: Reply) -> Reply:
    """The answer with its picture on the way; a press of [Biểu đồ] has the words before it already."""
    drawing = drawing_of(request, topic)
    if drawing is None:
        return reply
    order = JobOrder(DRAW, _payload(drawing))
    if request.pressed:
        return Reply(words.DRAWING, toast=words.DRAWING, jobs=[order])
    return replace(reply, jobs=[*reply.jobs, order])


def _payload(drawing: Drawing) -> dict[str, Any]:
    buttons = [
        [[choice.label, encode(choice.asks, choice.page)] for choice in row if choice.asks] for row in drawing.choices
    ]
    return {"values": as_values(drawing.picture), "caption": drawing.caption, "buttons": buttons}


def drawn(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """The job came back with the picture's place on disk, or without one."""
    if "picture" not in payload:
        return Reply(words.FAILED)
    choices = [[Choice(label, asks=decode(data)[0]) for label, data in row] for row in payload["buttons"]]
    return Reply(str(payload["caption"]), choices, picture=str(payload["picture"]))


ACTIONS: Mapping[str, ActionHandler] = {DRAWN: drawn}
