"""A name that was typed and not read is no silence: never the sender's own agency, but a question with the nearest."""

from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from handlers.understanding.fold import fold
from handlers.understanding.phrases import words_of
from handlers.understanding.reading import Reading
from handlers.understanding.tokens import Token
from handlers.understanding.vocabulary import listed

_ANY_WORD: Final = frozenset(("score", "weak", "history"))  # whatever stands unexplained there is a name
_STRANGE_WORD: Final = frozenset(("whatif", "compare", "tasks", "remediation"))
_TYPES: Final = frozenset(listed("so huyen thixa thanhpho ubnd"))
_HINTS: Final = frozenset(("thanh", "ngoai"))  # nothing else here than the beginning of a name
_LIKELY, _CLEAR, _MARGIN, _OFFERED = 0.45, 0.78, 0.2, 3


def unread_name(reading: Reading, topic: str) -> tuple[Token, ...]:
    """The words that look like the name of an agency nobody knows; empty when there are none."""
    if reading.agencies or reading.own or reading.tasks:
        return ()
    if topic in _ANY_WORD:
        strange = list(reading.strays)
    elif topic in _STRANGE_WORD:
        strange = [at for at in reading.strays if not reading.tokens[at].known]
    else:
        return ()
    strange += [at + 1 for at in range(len(reading.tokens) - 1) if _dangles(reading, at)]
    strange += [at for cue in reading.cues if "province" in cue.names for at in range(cue.start, cue.end)]
    return tuple(reading.tokens[at] for at in _run(reading, strange)) if strange else ()


def _dangles(reading: Reading, at: int) -> bool:
    """ "sở y e": a type of agency with a word behind it that is nothing else."""
    token, after = reading.tokens[at], reading.tokens[at + 1]
    if token.key in _HINTS and at not in reading.covered and after.kind == "word" and not after.apart:
        return at + 1 not in reading.covered
    typed = token.key in _TYPES and token.word not in ("số", "sổ") and at not in reading.covered
    return typed and after.kind == "word" and not after.apart and after.key not in reading.lexicon.stop


def _run(reading: Reading, strange: list[int]) -> range:
    """From the first strange word to the last, with the words of names around them."""
    first, last = min(strange), max(strange)
    while first and _may_belong(reading, first - 1):
        first -= 1
    while last + 1 < len(reading.tokens) and _may_belong(reading, last + 1):
        last += 1
    return range(first, last + 1)


def _may_belong(reading: Reading, at: int) -> bool:
    token = reading.tokens[at]
    return token.kind == "word" and at not in reading.covered and token.key in reading.lexicon.all_name_words


def nearest(reading: Reading, name: tuple[Token, ...]) -> tuple[tuple[str, ...], bool]:
    """The agencies whose names are most like the words, best first, and whether the first is beyond doubt."""
    keys, codes = reading.lexicon.every_name
    best: dict[str, float] = {}
    for typed in {"".join(token.key for token in name), _typed(name)}:
        hits = process.extract(
            typed, keys, scorer=OSA.normalized_similarity, score_cutoff=_LIKELY, limit=12, processor=None
        )
        for _, likeness, at in hits:
            for code in codes[at]:
                best[code] = max(likeness, best.get(code, 0.0))
    ranked = sorted(best, key=lambda code: (-best[code], code))[:_OFFERED]
    if not ranked:
        return (), False
    second = best[ranked[1]] if len(ranked) > 1 else 0.0
    clear = best[ranked[0]] >= _CLEAR and best[ranked[0]] - second >= _MARGIN
    return tuple(ranked), clear


def _typed(name: tuple[Token, ...]) -> str:
    words = [token.word for at, token in enumerate(name) if at == 0 or token.start != name[at - 1].start]
    return "".join(word for typed in words for word in words_of(fold(typed)))
