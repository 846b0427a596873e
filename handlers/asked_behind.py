"""A question behind a report in one message ("nv 38 xong, diem stp may"): both are done, a message each."""

import re
from dataclasses import dataclass

from handlers.understanding import Understanding

_APART = re.compile(r"[,;.?!\n]+\s+|\n")
_FEWEST = 2  # words of a question
_SURE = 0.7
_ASKED = ("score", "ranking", "compare", "weak", "history", "whatif", "overview", "tasks", "task")


@dataclass(frozen=True, slots=True)
class Parts:
    """The text of the report and that of the question behind it."""

    report: str
    question: str


def may_hold_both(said: Understanding) -> bool:
    """A report on a certain task in more than one clause."""
    return said.topic == "progress" and said.task is not None and _APART.search(said.text) is not None


def parts(said: Understanding) -> list[Parts]:
    """Where the message may be cut, the longest report first."""
    cuts = [found for found in _APART.finditer(said.text) if len(said.text[found.end() :].split()) >= _FEWEST]
    return [Parts(said.text[: cut.start()], said.text[cut.end() :]) for cut in reversed(cuts)]


def is_report(said: Understanding) -> bool:
    """Does it say on its own what is reported of which task?"""
    return said.topic == "progress" and said.task is not None and (said.state is not None or bool(said.reports))


def is_question(said: Understanding) -> bool:
    """Does it say on its own what is asked, and nothing of a state?"""
    asked = said.topic in _ASKED and said.confidence >= _SURE and not said.alternatives
    named = bool(said.agencies or said.own or said.group or said.asks or said.period)
    return asked and named and said.state is None
