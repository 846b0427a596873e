"""Several numbered tasks that a document wrote into one cell of a row."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

NUMBERED = re.compile(r"^\s*(\d{1,3}(?:\.\d{1,3}){0,2})\s*[.)](?!\d)\s*(?=\S)")


@dataclass(frozen=True, slots=True)
class Part:
    """One of them: its number in the cell, its share of each column, the columns that do not say which is its."""

    number: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    unclear: tuple[str, ...] = ()


WHOLE = Part()


def parts_of(texts: Mapping[str, str]) -> list[Part]:
    """The tasks of a row, by role → text; one part without texts of its own where the row is a single task.

    Numbers that begin only below a first line are the steps of one task. What one line says beside several tasks holds
    for each; as many numbered lines as tasks are one each, and so are dates line by line. All else is unclear.
    """
    tasks = _numbered(texts["title"])
    if len(tasks) < 2:
        return [WHOLE]
    if not _count_on([number for number, _ in tasks]):
        return [Part(number, {"title": title}, ("title",)) for number, title in tasks]
    shares = {role: _shares(role, text, [number for number, _ in tasks]) for role, text in texts.items()}
    return [
        Part(
            number,
            {role: share[at] for role, share in shares.items() if share is not None} | {"title": title},
            tuple(role for role, share in shares.items() if share is None),
        )
        for at, (number, title) in enumerate(tasks)
    ]


def _numbered(text: str) -> list[tuple[str, str]]:
    """(number, text) of the paragraphs; a line without a number goes on with the one above. None may come first."""
    found: list[tuple[str, str]] = []
    for line in filter(str.strip, text.splitlines()):
        start = NUMBERED.match(line)
        if start:
            found.append((start.group(1), line[start.end() :].strip()))
        elif found:
            found[-1] = (found[-1][0], f"{found[-1][1]} {line.strip()}")
        else:
            return []
    return found


def _count_on(numbers: list[str]) -> bool:
    """1, 2, 3 or 4.1, 4.2: each follows the one before."""
    split = [number.rpartition(".") for number in numbers]
    first = int(split[0][2])
    return all(before == split[0][0] and int(last) == first + at for at, (before, _, last) in enumerate(split))


def _shares(role: str, text: str, numbers: list[str]) -> list[str] | None:
    """What a column says about each task; None when that is not clear."""
    lines = list(filter(str.strip, text.splitlines()))
    own = _numbered(text)
    if len(own) == len(numbers):
        return [said for _, said in own]
    if len(lines) <= 1 or role in ("title", "product"):
        return [text.strip()] * len(numbers)
    return [line.strip() for line in lines] if role == "due" and len(lines) == len(numbers) else None
