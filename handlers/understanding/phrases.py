"""Phrases of the lexicon: how the tables of `cues.py` unfold, and what a phrase means once found."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Final

from handlers.understanding.fold import fold
from handlers.understanding.vocabulary import SHORT_FORMS

_GROUP: Final = re.compile(r"\(([^()]*)\)")
_WORD: Final = re.compile(r"\d+|[^\W\d_]+(?:&[^\W\d_]+)*|%")


def expand(pattern: str) -> Iterator[str]:
    """Unfold the alternatives of a pattern: "(a|b|) c" → "a c", "b c", "c"."""
    parts = _GROUP.split(pattern)
    choices = [[part] if at % 2 == 0 else part.split("|") for at, part in enumerate(parts)]
    for chosen in product(*choices):
        yield " ".join("".join(chosen).split())


def words_of(phrase: str) -> list[str]:
    """The words of a phrase, folded, short forms spelled out."""
    folded = [fold(word).replace("&", "") for word in _WORD.findall(phrase)]
    return [SHORT_FORMS.get(word, word) for word in folded]


def key_of(phrase: str) -> str:
    """The key a phrase is compared by: its words without spaces."""
    return "".join(words_of(phrase))


@dataclass(frozen=True, slots=True)
class Entity:
    """What a phrase names. More than one agency: the phrase fits several."""

    phrase: str
    agencies: tuple[str, ...] = ()
    strength: int = 0  # of the agency reading: 3 full name or code, 2 proper noun, 1 common noun ("tài chính")
    initials: bool = False  # of the agency reading: "Sở TC"
    field: int | None = None
    group: str | None = None
    years_ago: int | None = None
    own: bool = False


def unfold(patterns: Iterable[str]) -> Iterator[str]:
    """All phrases of several patterns."""
    for pattern in patterns:
        yield from expand(pattern)
