"""Pictures beside the answers: where looking beats reading. The text never waits for one.

An answer orders a job with the values to be drawn; the picture comes back as a message of its own, its caption saying
in words what it shows.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from handlers import published
from handlers.dialogue import ActionHandler, Choice, JobOrder, Reply, Request
from handlers.pictures.of_index import Drawing, drawing_of
from handlers.pictures.specs import as_values
from handlers.questions import decode, encode, written
from handlers.words import pictures as words
from storage.session import Unit

DRAW = "picture"
DRAWN = f"{DRAW}.done"
OFFERED = frozenset({"score", "ranking", "compare", "weak", "history", "overview"})
SIDE_BY_SIDE = 16  # letters of a button that has another beside it


def with_picture(request: Request, topic: str, reply: Reply) -> Reply:
    """The answer with its picture on the way where it was asked for, else with a button that asks for it.

    Who presses [Biểu đồ], or says so right after an answer, has the words already.
    """
    if not request.said.picture:
        return _offered(request, topic, reply)
    drawing = drawing_of(request, topic)
    if drawing is None:
        return reply
    order = JobOrder(DRAW, _payload(drawing))
    if request.pressed or written(replace(request.said, picture=False)) == request.conversation.get("said"):
        return Reply(words.DRAWING, toast=words.DRAWING, jobs=[order])
    return replace(reply, jobs=[*reply.jobs, order])


def _offered(request: Request, topic: str, reply: Reply) -> Reply:
    """[Biểu đồ] beside the last button, or below; not where the answer is a refusal or a question."""
    said = request.said
    if topic not in OFFERED or said.alternatives or not reply.choices:
        return reply
    year = published.year_asked(request)
    if isinstance(year, Reply) or any(code not in year.standings for code in said.agencies):
        return reply
    shown = said.year if topic == "history" else year.year
    chart = published.again(request, words.CHART, year=shown, picture=True, own=False)
    *rows, last = reply.choices
    beside = [*last, chart] if len(last) == 1 and len(last[0].label) <= SIDE_BY_SIDE else [chart]
    choices = published.rows(*rows, *([] if len(beside) == 2 else [last]), beside)
    return replace(reply, choices=choices)


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
