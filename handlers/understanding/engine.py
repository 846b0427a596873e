"""From the text of a message to its topic and entities."""

from collections.abc import Sequence
from datetime import date

from handlers.understanding.lexicon import Lexicon
from handlers.understanding.model import TaskTitle, Understanding


def understand(text: str, lexicon: Lexicon, today: date, own_titles: Sequence[TaskTitle] = ()) -> Understanding:
    """Read one message. `today` is the local business day; `own_titles` are the sender's open tasks."""
    return Understanding(text=text, topic="unknown", confidence=0.0)


def explain(understood: Understanding) -> tuple[str, ...]:
    """What decided, one readable line a cue."""
    return understood.cues
