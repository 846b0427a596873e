"""Questions that lean on the one before ("còn stp?", "năm 2022?"): ten minutes, from the database."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from handlers.dialogue import Reply, Request
from handlers.questions import decode, encode
from handlers.understanding import Understanding

# Topics whose question can be put again with another agency, year, field or group.
CAN_BE_CONTINUED = ("score", "ranking", "compare", "weak", "history", "whatif", "overview", "tasks", "task")


FEW_WORDS = 6


def in_context(said: Understanding, request: Request) -> Understanding:
    """`said` completed from the last question when it names only an entity; as it is otherwise."""
    if said.unread and not said.alternatives:
        return replace(said, topic="unknown", second=None)  # a name like no agency's is not the sender's own
    before = request.conversation.get("said")
    if not before or not is_fragment(said):
        return said
    last, _ = decode(before)
    if last.topic not in CAN_BE_CONTINUED:
        return said
    return replace(
        last,
        text=said.text,
        agencies=said.agencies or (() if said.own else last.agencies),
        alternatives=said.alternatives,
        year=said.year or last.year,
        group=said.group or last.group,
        field=said.field or last.field,
        criterion=said.criterion or (None if said.field else last.criterion),
        n=said.n or last.n,
        order=said.order or last.order,
        own=said.own,
        aspect=said.aspect or last.aspect,
        period=said.period or last.period,
        confidence=said.confidence,
        cues=(*said.cues, "tiếp câu trước"),
    )


def is_fragment(said: Understanding) -> bool:
    """Only entities, no word that tells a topic: short, and left to a default or not understood."""
    if said.topic not in ("score", "unknown") or len(said.text.split()) > FEW_WORDS:
        return False
    if said.aspect == "rank" and not said.own:
        return True  # "xếp thứ mấy" is about whoever was spoken of
    entity = bool(said.agencies or said.year or said.group or said.field or said.own)
    return entity and said.confidence < 1


def remembered(said: Understanding, reply: Reply) -> Mapping[str, Any]:
    """What the conversation is about after this answer: the question, and what the topic wants kept."""
    kept = dict(reply.remember or {})
    if "said" not in kept and said.topic in CAN_BE_CONTINUED:
        try:
            kept["said"] = encode(said)
        except ValueError:  # too long to be asked again by a button, so also to be leaned on
            kept.pop("said", None)
    return kept
