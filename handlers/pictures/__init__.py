"""Pictures beside the answers: where looking beats reading. The words never wait for one.

A picture goes out as a message of its own, behind the words or, where these are on the screen already, in their place.
It is drawn when it is sent; its caption says in words what it shows.
"""

from dataclasses import replace
from typing import Any

from handlers import compare, published
from handlers.dialogue import Choice, Reply, Request
from handlers.pictures.of_index import can_be_drawn, drawing_of
from handlers.pictures.scene import Drawing
from handlers.pictures.specs import as_values
from handlers.questions import decode, written
from handlers.understanding import Understanding
from handlers.words import pictures as words

OFFERED = frozenset({"score", "ranking", "compare", "weak", "history", "overview"})
SIDE_BY_SIDE = 16  # letters of a button that has another beside it


def with_picture(request: Request, topic: str, reply: Reply) -> Reply:
    """The answer with its picture behind it where one is asked for, else with a button that asks for it."""
    if not request.said.picture:
        return _offered(request, topic, reply)
    drawing = drawing_of(request, topic)
    if drawing is None:
        return reply
    picture = _picture(drawing)
    if _words_are_known(request):
        return replace(picture, toast=words.DRAWING)
    return replace(reply, beside=picture)


def _picture(drawing: Drawing) -> Reply:
    return Reply(drawing.caption, drawing.choices, picture=as_values(drawing.picture))


def _words_are_known(request: Request) -> bool:
    """Is this the question that was answered last, now asked for as a picture?"""
    before = request.conversation.get("said")
    if not before:
        return False
    return _plain(request, request.said) == _plain(request, decode(before)[0])


def _plain(request: Request, question: Understanding) -> str:
    """The question without what only its form says."""
    latest = request.knowledge.index.latest
    year = question.year or (latest.year if latest and question.topic != "history" else None)
    aspect = None if question.aspect == published.TURN else question.aspect
    agencies = question.agencies
    if question.topic == "compare":  # the own agency goes without saying
        agencies = tuple(code for code in agencies if code != request.person.agency)
    return written(replace(question, picture=False, own=False, year=year, aspect=aspect, agencies=agencies))


def _offered(request: Request, topic: str, reply: Reply) -> Reply:
    """[Biểu đồ] beside the last button, or below; only where there is something to draw."""
    chart = _chart(request, topic) if topic in OFFERED and reply.choices else None
    if chart is None or any(choice.label == words.CHART for row in reply.choices for choice in row):
        return reply
    *rows, last = reply.choices
    beside = [*last, chart] if len(last) == 1 and len(last[0].label) <= SIDE_BY_SIDE else [chart]
    choices = published.rows(*rows, *([] if len(beside) > 1 else [last]), beside)
    return replace(reply, choices=choices)


def _chart(request: Request, topic: str) -> Choice | None:
    year = published.year_asked(request)
    if isinstance(year, Reply) or not can_be_drawn(request, topic):
        return None
    shown: dict[str, Any] = {} if topic == "history" else {"year": year.year}
    if topic == "compare":
        groups = compare.groups_meant(request)
        shown |= {"aspect": "groups"} if groups else {"agencies": tuple(compare.agencies_meant(request, year))}
    return published.again(request, words.CHART, picture=True, own=False, **shown)
