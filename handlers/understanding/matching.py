"""Finding phrases in tokens: longest first, never two over one word."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from handlers.understanding.fold import SYLLABLES
from handlers.understanding.lexicon import Lexicon
from handlers.understanding.phrases import Entity
from handlers.understanding.tokens import Token, slips
from handlers.understanding.vocabulary import CORE_WORDS, NUMBER_WORDS, listed

_WINDOW: Final = 10
# Pairs so frequent here that one letter off is a slip even when it makes another word ("mat dem" is "mất điểm").
FIRM_PAIRS: Final = frozenset(
    (first, second)
    for first, second in (
        pair.split()
        for pair in listed(
            "mat diem|chua xong|xong chua|xong roi|chua dat|da xong|xep hang|thu may|hang may|nhiem vu|ke hoach|"
            "bao cao|khac phuc|trung binh|binh quan|tuan nay|thang nay|quy nay|hom nay|nam ngoai|nam kia|nam nay|"
            "qua han|tre han|dung nhac|hoan nhac|tat nhac|nhac viec|thap nhat|cao nhat|dung dau|dan dau|linh vuc|"
            "tieu chi|so sanh|tong quan|toan tinh|trinh ky|bao nhieu|may diem|nhieu diem|tong diem|chi so|thanh tra|"
            "hang bao|hoan thanh|diem so|diem chuyen|diem mot",
            "|",
        )
    )
)
_NEVER_MENDED: Final = frozenset(("mat", "moi", "nha", "nhe", "a", "em", "anh", "chi", "nay", "nao", "va"))
_FIRM_FIRST: Final = frozenset(pair[0] for pair in FIRM_PAIRS)
_FIRM_SECOND: Final = frozenset(pair[1] for pair in FIRM_PAIRS)


class Found(NamedTuple):
    """A phrase found in tokens[start:end]."""

    start: int
    end: int
    entity: Entity


class Cue(NamedTuple):
    """A cue found in tokens[start:end]; one phrase may be several cues."""

    start: int
    end: int
    names: tuple[str, ...]
    phrase: str


def mend(tokens: list[Token], lexicon: Lexicon) -> list[Token]:
    """Unknown words replaced by the one word, a slip away, that goes with a neighbour.

    A known word is replaced only where it goes with neither neighbour and a firm pair ("mất điểm") wants another.
    """
    for at, token in enumerate(tokens):
        if token.kind != "word" or not 2 <= len(token.key) <= 12:
            continue
        before = tokens[at - 1].key if at and not token.apart else ""
        after = tokens[at + 1].key if at + 1 < len(tokens) and not tokens[at + 1].apart else ""
        pairs = lexicon.pairs
        if token.known:
            if (
                token.key in _NEVER_MENDED
                or (token.key == "ngay" and before in NUMBER_WORDS)  # "năm ngày", not "năm nay"
                or not (before in _FIRM_FIRST or after in _FIRM_SECOND)
                or (before, token.key) in pairs
                or (token.key, after) in pairs
            ):
                continue
            pairs = FIRM_PAIRS
        near = _fitting(before, token.key, after, pairs, lexicon)
        if not token.known and len(near) != 1 and token.key not in SYLLABLES:
            near = [word for word in near or slips(token.key, lexicon.spelling)[0] if word in CORE_WORDS]
        if len(near) == 1:
            tokens[at] = Token(near[0], token.word, token.start, token.end, token.kind, token.apart, True)
    return tokens


def _fitting(before: str, key: str, after: str, pairs: frozenset[tuple[str, str]], lexicon: Lexicon) -> list[str]:
    near, far = slips(key, lexicon.spelling)
    words = [word for word in (*near, *far) if (before, word) in pairs or (word, after) in pairs]
    firm = [word for word in words if (before, word) in FIRM_PAIRS or (word, after) in FIRM_PAIRS]
    both = [word for word in words if (before, word) in pairs and (word, after) in pairs]
    close = [word for word in words if word in near]
    if len(both) > 1 and not firm:
        return both  # "so noai vu": nội or ngoại, not ours to say
    return next((choice for choice in (firm, both, close) if len(choice) == 1), words)


def find_entities(tokens: Sequence[Token], lexicon: Lexicon) -> list[Found]:
    """Agencies, fields, groups, years by words and the sender's own agency, in the order of the text."""
    hits: list[tuple[int, int, int, Entity]] = []
    entities, begins = lexicon.entities, lexicon.begins
    for start in range(len(tokens)):
        key = ""
        for end in range(start + 1, min(len(tokens), start + _WINDOW) + 1):
            key += tokens[end - 1].key
            if key not in begins:
                break
            entity = entities.get(key)
            if entity is not None and _allowed(tokens, start, end, entity):
                weight = len(key) + (8 if entity.strength >= 2 else 0)
                hits.append((-weight, start, end, entity))
    return [Found(start, end, entity) for _, start, end, entity in _without_overlaps(hits)]


def _allowed(tokens: Sequence[Token], start: int, end: int, entity: Entity) -> bool:
    first = tokens[start]
    if first.key == "so" and (entity.agencies or entity.group or entity.own):
        if first.word in ("số", "sổ", "sơ", "so\u0301"):
            return False
        if first.word == "so" and start and tokens[start - 1].key == "chi" and tokens[start - 1].word in ("chi", "chỉ"):
            return False
        if entity.agencies and not entity.strength:
            return first.word == "sở"
    short = entity.initials or (end - start == 1 and len(first.key) <= 3)
    if entity.agencies and short and "&" in tokens[end - 1].word:
        return False  # "t&tt" lost a letter: it is not "ttt"
    # A comma parts everything but the long names of agencies ("Văn hóa, Thể thao và Du lịch").
    return not any(token.apart for token in tokens[start + 1 : end]) or (bool(entity.agencies) and end - start > 3)


def _without_overlaps(hits: list[tuple[int, int, int, Entity]]) -> list[tuple[int, int, int, Entity]]:
    hits.sort(key=lambda hit: hit[:3])
    taken: set[int] = set()
    chosen = []
    for hit in hits:
        span = range(hit[1], hit[2])
        if taken.isdisjoint(span):
            taken.update(span)
            chosen.append(hit)
    chosen.sort(key=lambda hit: hit[1])
    return chosen


def find_cues(tokens: Sequence[Token], lexicon: Lexicon, closed: set[int]) -> list[Cue]:
    """Cues outside the `closed` tokens, in the order of the text."""
    hits: list[tuple[int, int, int, tuple[str, ...], str]] = []
    cues, begins = lexicon.cues, lexicon.begins
    for start in range(len(tokens)):
        key = ""
        for end in range(start + 1, min(len(tokens), start + _WINDOW) + 1):
            token = tokens[end - 1]
            if end - 1 in closed or (token.apart and end - 1 > start):
                break
            key += token.key
            if key not in begins:
                break
            names = cues.get(key)
            if names is not None:
                hits.append((-len(key), start, end, names, key))
    hits.sort(key=lambda hit: hit[:3])
    taken: set[int] = set()
    chosen = []
    for _, start, end, names, _ in hits:
        span = range(start, end)
        if taken.isdisjoint(span):
            taken.update(span)
            chosen.append(Cue(start, end, names, " ".join(token.key for token in tokens[start:end])))
    chosen.sort(key=lambda cue: cue.start)
    return chosen


def find_criterion(tokens: Sequence[Token], lexicon: Lexicon) -> tuple[int, int, str] | None:
    """The longest full name of a criterion of three words or more: start, end, code."""
    best: tuple[int, int, str] | None = None
    for start in range(len(tokens)):
        key = ""
        for end in range(start + 1, min(len(tokens), start + 2 * _WINDOW) + 1):
            key += tokens[end - 1].key
            if key not in lexicon.begins:
                break
            code = lexicon.criterion_names.get(key)
            if code is not None and end - start >= 3 and (best is None or end - start > best[1] - best[0]):
                best = start, end, code
    return best
