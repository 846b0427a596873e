"""An honest word for what is out of scope, unclear or unreadable. What was typed is never echoed."""

from dataclasses import replace

from handlers import codes
from handlers.dialogue import Choice, Reply, Request
from handlers.start import examples, may, quoted
from handlers.words import enrolment
from handlers.words import help as words
from storage.session import Unit


def answer(request: Request, unit: Unit) -> Reply:
    """Buttons where two readings are close; else three examples that fit the person."""
    said = request.said
    mine = examples(request.person, request.knowledge)
    if request.attachment is not None and not said.text.strip():
        return Reply(words.UNREAD.get(request.attachment.kind, words.UNREAD["other"]).format(example=quoted(mine[1])))
    if codes.read(said.text) is not None:
        return Reply(enrolment.CODE_NOT_NEEDED.format(title=request.person.title))
    close = (said.topic, said.second) if said.second else ()
    readings = [topic for topic in close if topic in words.TOPIC_BUTTONS]
    if said.alternatives:
        return _which_agency(request, readings[0] if readings else "score")
    if readings:
        return Reply(words.UNSURE, [[_asks(request, topic)] for topic in (*readings, "help") if topic])
    return Reply(words.UNKNOWN.format(may=may(request.person), examples=quoted(*mine)))


def _asks(request: Request, topic: str) -> Choice:
    """The same entities, put to another topic; a sub-question belongs to its own topic only."""
    label = words.TOPIC_BUTTONS[topic]
    return Choice(label, asks=replace(request.said, text=label, topic=topic, aspect=None, second=None))


def _which_agency(request: Request, topic: str) -> Reply:
    agencies = [request.knowledge.agency(code) for code in request.said.alternatives]
    names = [f"{a.name[0].lower()}{a.name[1:]}" if a.group == "huyen" else a.name for a in agencies]
    question = replace(request.said, topic=topic, alternatives=(), aspect=None, second=None)
    choices = [
        [Choice(a.name[:28], asks=replace(question, text=a.name, agencies=(a.code,)))] for a in agencies
    ]  # fmt: skip
    return Reply(words.WHICH_AGENCY.format(agencies=" hay ".join(names)), choices)
