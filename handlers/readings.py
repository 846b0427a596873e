"""Words with two close readings: asked about with buttons; what this person chose is taken the next time they say so.

Only for questions: a report always asks. The button of the other reading stands below the answer, and pressing it
changes what is taken from then on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from handlers.dialogue import Choice, Reply, Request
from handlers.folding import folded
from handlers.published import rows
from handlers.questions import written
from handlers.understanding import Understanding
from handlers.words import help as words
from handlers.words import index as names
from storage import readings
from storage.readings import Kind
from storage.session import Unit

ASKING = ("score", "ranking", "compare", "weak", "history", "whatif", "overview", "tasks", "task")
SURE = 0.66  # below it, a second topic that came close is asked about
OFFERED = 2  # other readings below an answer


@dataclass(frozen=True, slots=True)
class Doubt:
    """What may be meant by the words of a question."""

    kind: Kind
    words: str
    meanings: Sequence[str]  # agencies' codes, or topics
    question: Understanding

    def read_as(self, meaning: str) -> Understanding:
        if self.kind == "agency":
            return replace(self.question, agencies=(*self.question.agencies, meaning), alternatives=(), unread=False)
        own = meaning == self.question.topic  # a sub-question belongs to its own topic only
        return replace(self.question, topic=meaning, second=None, aspect=self.question.aspect if own else None)

    def kept(self, *, is_open: bool) -> Mapping[str, Any]:
        """What the conversation remembers, to know a choice when it comes."""
        asks = {written(self.read_as(meaning)): meaning for meaning in self.meanings}
        doubt = {"kind": self.kind, "words": self.words, "meanings": list(self.meanings), "asks": asks}
        return {"doubt": {**doubt, "topic": self.question.topic, "open": is_open}}


def doubt_in(said: Understanding) -> Doubt | None:
    """Two agencies or two topics that come close; None in a report and where nothing is doubtful."""
    if said.topic not in ASKING:
        return None
    if said.alternatives:
        return Doubt("agency", said.span, said.alternatives, said) if said.span else None
    if said.second in ASKING and said.confidence < SURE:
        return Doubt("topic", _whole(said.text), (said.topic, said.second), said)
    return None


def chosen_before(request: Request, unit: Unit, doubt: Doubt) -> str | None:
    """What this person chose for these words, if it still is one of their readings."""
    meaning = readings.chosen(unit.session, request.person.code, doubt.kind, doubt.words)
    return meaning if meaning in doubt.meanings else None


def with_doubt(request: Request, reply: Reply, doubt: Doubt, chosen: str | None) -> Reply:
    """The answer to a doubtful question: what is remembered of it, and the readings that were not taken."""
    remember = {**(reply.remember or {}), **doubt.kept(is_open=chosen is None)}
    if chosen is None:
        return replace(reply, remember=remember)
    others = [meaning for meaning in doubt.meanings if meaning != chosen][:OFFERED]
    choices = rows([_button(request, doubt, meaning) for meaning in others])
    return replace(reply, choices=[*reply.choices, *choices], remember=remember)


def _button(request: Request, doubt: Doubt, meaning: str) -> Choice:
    is_agency = doubt.kind == "agency"
    label = names.label(request.knowledge.agency(meaning)) if is_agency else words.TOPIC_BUTTONS[meaning]
    return Choice(label, asks=replace(doubt.read_as(meaning), text=label))


def note_choice(request: Request, unit: Unit, *, typed: bool) -> Mapping[str, Any]:
    """Keeps what the question now put says of the doubt just asked about; what stays remembered of it."""
    doubt: Mapping[str, Any] = request.conversation.get("doubt") or {}
    if not doubt or (typed and not doubt["open"]):
        return {}
    meaning = _meaning(request.said, doubt)
    if meaning is None:
        return {}
    person, kind = request.person.code, doubt["kind"]
    readings.remember(unit.session, person, kind, doubt["words"], meaning, request.now)
    return {"doubt": {**doubt, "open": False}}


def _meaning(question: Understanding, doubt: Mapping[str, Any]) -> str | None:
    if (found := doubt["asks"].get(written(question))) is not None:
        return str(found)
    if doubt["kind"] == "topic" or question.topic != doubt["topic"] or not question.agencies:
        return None  # another topic's button below the answer is no choice
    return question.agencies[-1] if question.agencies[-1] in doubt["meanings"] else None


def _whole(text: str) -> str:
    return " ".join(folded(text).split())
