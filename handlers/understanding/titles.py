"""Tasks found by words of their title; never a write by itself, the topic asks with a button."""

from collections.abc import Iterable, Sequence
from math import log
from typing import Final

from handlers.understanding.lexicon import title_words
from handlers.understanding.model import TaskTitle
from handlers.understanding.quantities import DOCUMENTS
from handlers.understanding.reading import Reading

_FEWEST_WORDS: Final = 2
_MARGIN: Final = 0.75  # of the best weight; what comes this close is offered too
_MOST: Final = 3


def tasks_by_title(reading: Reading, own_titles: Sequence[TaskTitle]) -> tuple[int, ...]:
    """Numbers of the tasks whose titles share most words with the message, best first."""
    titles = [(task.no, title_words(task.title)) for task in own_titles] or list(reading.lexicon.titles)
    said = {token.key for token in reading.tokens if token.kind == "word"} | _parts(reading)
    return _best(said, titles)


def _parts(reading: Reading) -> set[str]:
    # "bc" was spelled out to "baocao"; titles hold the words apart.
    full = {"baocao": ("bao", "cao"), "kehoach": ("ke", "hoach"), "khacphuc": ("khac", "phuc")}
    return {part for token in reading.tokens for part in full.get(token.key, ())}


def _best(said: set[str], titles: Iterable[tuple[int, frozenset[str]]]) -> tuple[int, ...]:
    pool = list(titles)
    frequency: dict[str, int] = {}
    for _, words in pool:
        for word in words & said:
            frequency[word] = frequency.get(word, 0) + 1
    weights: list[tuple[float, int]] = []
    for number, words in pool:
        shared = words & said
        if len(shared) >= _FEWEST_WORDS:
            weights.append((sum(log(1 + len(pool) / frequency[word]) for word in shared), number))
    if not weights:
        return ()
    weights.sort(key=lambda pair: (-pair[0], pair[1]))
    return tuple(number for weight, number in weights[:_MOST] if weight >= _MARGIN * weights[0][0])


def bare_number(reading: Reading) -> tuple[int, ...]:
    """ "38 xong", "số 38 xong": most likely task 38, asked with a button since nothing says "nv"."""
    tokens, quantities = reading.tokens, reading.quantities
    numbers = [at for at, token in enumerate(tokens) if token.kind == "number" and at not in quantities.used]
    if len(numbers) != 1 or quantities.percents or quantities.document is not None:
        return ()
    at, typed = numbers[0], tokens[numbers[0]].key
    if not typed.isdigit() or (at and tokens[at - 1].key not in ("so", "stt", "muc", "thu", "ma", "xong")):
        return ()
    return (int(typed),) if 0 < int(typed) < 1000 and int(typed) not in DOCUMENTS else ()
