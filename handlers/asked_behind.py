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


def are_both(report: Understanding, question: Understanding) -> bool:
    """Does each part say on its own what it is?"""
    told = report.topic == "progress" and report.task is not None and (report.state is not None or bool(report.reports))
    asked = question.topic in _ASKED and question.confidence >= _SURE and not question.alternatives
    named = bool(question.agencies or question.own or question.group or question.asks or question.period)
    return told and asked and named and question.state is None
