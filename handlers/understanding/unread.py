"""A name that was typed and not read is no silence: never the sender's own agency, but a question with the nearest."""

from typing import Final, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from handlers.understanding.fold import SYLLABLES, VOWELS, fold
from handlers.understanding.phrases import words_of
from handlers.understanding.reading import Reading
from handlers.understanding.tokens import Token, is_mended
from handlers.understanding.vocabulary import SHORT_FORMS, TAIL, listed

_ANY_WORD: Final = frozenset(("score", "weak", "history"))  # whatever stands unexplained there is a name
_STRANGE_WORD: Final = frozenset(("whatif", "compare", "tasks", "remediation"))
_TYPES: Final = frozenset(listed("so huyen thixa thanhpho ubnd"))
_HINTS: Final = frozenset(("thanh", "ngoai"))  # nothing else here than the beginning of a name
_NOT_NAMES: Final = frozenset(listed("phan tich pho vien cong"))  # "thành phần"
_ANY_COUNCIL: Final = (["ubnd"], ["uy", "ban"], ["uy", "ban", "nhan", "dan"])
_MANNERS: Final = (TAIL - {"dong"}) | frozenset(
    listed("cho xin xem biet hoi thi la duoc vang thua dum gium so cua o con sao ve")
)
_FEW: Final = 4  # words of a message that only names somebody
_LIKELY, _CLOSE, _CLEAR, _MARGIN, _OFFERED = 0.45, 0.65, 0.78, 0.2, 3


class Unread(NamedTuple):
    """Words that look like the name of an agency, the nearest agencies, and whether the first is beyond doubt."""

    words: str
    nearest: tuple[str, ...]
    clear: bool


def unread_name(reading: Reading, topic: str) -> Unread | None:
    """A name that nobody knows; None when there is none."""
    if reading.agencies or reading.own or reading.tasks:
        return None
    if (part := _part_of_a_name(reading, topic)) is not None:
        return part
    strange = _strange(reading, topic)
    if strange is None:
        return None
    told = [at + 1 for at in range(len(reading.tokens) - 1) if _dangles(reading, at)]
    told += [at for cue in reading.cues if "province" in cue.names for at in range(cue.start, cue.end)]
    if not (strange or told):
        return None
    name = tuple(reading.tokens[at] for at in _run(reading, [*strange, *told]))
    codes, likeness, clear = _nearest(reading, name)
    if not told and _is_everyday(reading, strange) and likeness < _CLOSE:
        return None  # "điểm có tăng không", "điểm chính thức": words of the language, like no name
    return Unread(" ".join(token.word for token in name), codes, clear)


def _part_of_a_name(reading: Reading, topic: str) -> Unread | None:
    """ "điểm bù", "điểm ubnd": one word of several names, or the type of an agency without its name."""
    if topic not in _ANY_WORD and (topic != "unknown" or len(reading.tokens) > _FEW):
        return None
    left = [at for at, token in enumerate(reading.tokens) if _is_left(reading, at, token)]
    keys = [reading.tokens[at].key for at in left]
    if keys in _ANY_COUNCIL:
        return Unread("ubnd", (), False)
    if keys == ["thanh", "pho"]:
        cities = tuple(agency.code for agency in reading.lexicon.agencies if agency.name.startswith("Thành phố "))
        return Unread("thanh pho", cities, len(cities) == 1)
    if len(left) != 1 or is_mended(reading.tokens[left[0]]):
        return None
    codes = _with_syllable(reading, left[0])
    clear = len(codes) == 1 and codes[0] in reading.lexicon.districts.values()
    return Unread(reading.tokens[left[0]].word, codes, clear and topic != "unknown") if codes else None


def _with_syllable(reading: Reading, at: int) -> tuple[str, ...]:
    """Agencies with this word in their name, as far as its marks were typed; of everyday words districts only."""
    token, districts = reading.tokens[at], set(reading.lexicon.districts.values())
    named = any("points" in cue.names and cue.end == at for cue in reading.cues)
    common = token.key in reading.lexicon.stop and not named
    written = reading.lexicon.syllables.get(token.key, ())
    fits = [code for word, code in written if token.word.isascii() or token.word == word]
    return tuple(dict.fromkeys(code for code in fits if code in districts or not common))


def _is_left(reading: Reading, at: int, token: Token) -> bool:
    """A word that nothing covers and that is no word of manners ("ban" is one, but not in "ủy ban")."""
    manners = token.key in _MANNERS and not (token.key == "ban" and at and reading.tokens[at - 1].key == "uy")
    return token.kind == "word" and at not in reading.covered and not manners


def _is_everyday(reading: Reading, strange: list[int]) -> bool:
    """Syllables of the language as they were typed, with nothing mended beside them."""
    beside = {at + step for at in strange for step in (-1, 0, 1) if 0 <= at + step < len(reading.tokens)}
    words = [reading.tokens[at] for at in beside if reading.tokens[at].kind == "word"]
    return not any(is_mended(token) for token in words) and all(
        reading.tokens[at].known and fold(reading.tokens[at].word) in SYLLABLES for at in strange
    )


def _strange(reading: Reading, topic: str) -> list[int] | None:
    """Tokens that nothing explains, where they can only be a name; None where any word may stand."""
    if topic in _ANY_WORD:
        return sorted({*reading.strays, *(at for at in range(len(reading.tokens)) if _is_letters(reading, at))})
    if topic in _STRANGE_WORD:
        return [at for at in reading.strays if not reading.tokens[at].known]
    return None


def _is_letters(reading: Reading, at: int) -> bool:
    """ "tvt", "hdt": letters without a vowel that stand for no word, whatever the speller made of them."""
    token = reading.tokens[at]
    typed = fold(token.word)
    short = len(typed) < 3 or typed in SHORT_FORMS
    return token.kind == "word" and at not in reading.covered and not short and VOWELS.isdisjoint(typed)


def _dangles(reading: Reading, at: int) -> bool:
    """ "sở y e": a type of agency with a word behind it that is nothing else."""
    token, after = reading.tokens[at], reading.tokens[at + 1]
    if token.key in _HINTS and at not in reading.covered and after.kind == "word" and not after.apart:
        return at + 1 not in reading.covered and after.key not in _NOT_NAMES
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


def _nearest(reading: Reading, name: tuple[Token, ...]) -> tuple[tuple[str, ...], float, bool]:
    """The agencies whose names are most like the words, best first; how like the first is; whether it is clear."""
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
        return (), 0.0, False
    second = best[ranked[1]] if len(ranked) > 1 else 0.0
    likeness = best[ranked[0]]
    return tuple(ranked), likeness, likeness >= _CLEAR and likeness - second >= _MARGIN


def _typed(name: tuple[Token, ...]) -> str:
    words = [token.word for at, token in enumerate(name) if at == 0 or token.start != name[at - 1].start]
    return "".join(word for typed in words for word in words_of(fold(typed)))
