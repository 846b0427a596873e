"""A question inside a button: short enough for Telegram's 64 bytes, readable, and good for ever.

`q:ranking;g=so;y=2023;p=2`. Only what a button of ours asks is carried; texts are not.
"""

from decimal import Decimal
from typing import Any

from handlers.understanding import Understanding

LIMIT = 64  # bytes: InlineKeyboardButton.callback_data, core.telegram.org/bots/api#inlinekeyboardbutton
_KEYS = {
    "y": "year", "g": "group", "n": "n", "o": "order", "f": "field", "t": "task", "s": "state", "d": "period",
    "c": "criterion", "x": "aspect", "h": "threshold", "b": "above", "m": "document", "w": "own",
    "u": "until", "r": "rank", "z": "picture", "k": "days",
}  # fmt: skip
_WHOLE = {"year", "n", "field", "task", "rank", "days"}
_POINTS = {"threshold", "until"}
_YES = {"above", "own", "picture"}


def encode(question: Understanding, page: int = 1) -> str:
    """Raises `ValueError` when the question is too long for a button: a button is then not the way to ask it."""
    data = written(question, page)
    if len(data.encode()) > LIMIT:
        raise ValueError(f"a button holds {LIMIT} bytes: {data}")
    return data


def written(question: Understanding, page: int = 1) -> str:
    """The question in a line of any length."""
    parts = [f"q:{question.topic}"]
    if question.agencies:
        parts.append("a=" + ",".join(question.agencies))
    for key, name in _KEYS.items():
        value = getattr(question, name)
        if value is not None and value is not False:
            parts.append(f"{key}={'1' if value is True else value}")
    if question.above is False:
        parts.append("b=0")
    if page != 1:
        parts.append(f"p={page}")
    return ";".join(parts)


def decode(data: str) -> tuple[Understanding, int]:
    """The question and its page. Raises `ValueError` for what is none of ours (a client can send anything)."""
    head, *parts = data.split(";")
    prefix, _, topic = head.partition(":")
    if prefix != "q" or not topic:
        raise ValueError("not a question")
    entities: dict[str, Any] = {}
    page = 1
    for part in parts:
        key, _, value = part.partition("=")
        if key == "a":
            entities["agencies"] = tuple(value.split(","))
        elif key == "p":
            page = int(value)
        elif key in _KEYS:
            entities[_KEYS[key]] = _value(_KEYS[key], value)
        else:
            raise ValueError(f"unknown key {key}")
    return Understanding(text="", topic=topic, **entities), page


def _value(name: str, value: str) -> Any:
    if name in _WHOLE:
        return int(value)
    if name in _YES:
        return value == "1"
    return Decimal(value) if name in _POINTS else value
