"""Finding phrases in tokens: longest first, never two over one word."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from handlers.understanding.cues import MARKED_CUES
from handlers.understanding.fold import SYLLABLES, VOWELS, fold
from handlers.understanding.lexicon import Lexicon
from handlers.understanding.numerals import digit
from handlers.understanding.phrases import Entity
from handlers.understanding.tokens import Token, is_mended, slips
from handlers.understanding.vocabulary import CORE_WORDS, NUMBER_WORDS, SHORT_FORMS, listed

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
_DIRECTING: Final = frozenset(listed("de toi anh chi em minh se can phai da duoc dang ubnd xin y kien"))
_FRAGMENT: Final = 3  # letters
_SHORT_PART: Final = 3  # letters
_TAGS: Final = frozenset((("dung", "khong"), ("phai", "khong")))  # "…, đú ng không"
_NEVER_MENDED: Final = frozenset(("mat", "nham", "moi", "nha", "nhe", "a", "em", "anh", "chi", "nay", "nao", "va"))
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
    """Torn words joined; unknown words replaced by the one word, a slip away, that goes with a neighbour.

    A known word is replaced only where it goes with neither neighbour and a firm pair ("mất điểm") wants another.
    """
    tokens = _join_torn(tokens, lexicon)
    for at, token in enumerate(tokens):
        if token.kind != "word" or not 2 <= len(token.key) <= 12:
            continue
        before = tokens[at - 1].key if at and not token.apart else ""
        after = tokens[at + 1].key if at + 1 < len(tokens) and not tokens[at + 1].apart else ""
        pairs = lexicon.pairs
        if token.known:
            if (
                token.key in _NEVER_MENDED
                or _is_number(token, before)
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


def _is_number(token: Token, before: str) -> bool:
    """ "bảy điểm" is no "mấy điểm", "chín sở" no "chỉ số"."""
    return token.key in NUMBER_WORDS and (before in ("muoi", "tram") or digit(token, after_ten=True) is not None)


def _join_torn(tokens: list[Token], lexicon: Lexicon) -> list[Token]:
    """ "kế h oạch", "vướ ng": letters without a vowel that make a word with their neighbour, and none without them."""
    at = 0
    while at < len(tokens):
        if _is_fragment(tokens[at]):
            for first, fitting in ((at - 1, True), (at, True), (at - 1, False), (at, False)):
                if (whole := _torn(tokens, first, lexicon, fitting=fitting)) is not None:
                    tokens[first : first + 2] = [whole]
                    break
        elif (whole := _torn_firmly(tokens, at, lexicon)) is not None:
            tokens[at : at + 2] = [whole]
        at += 1
    return tokens


def _torn_firmly(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Token | None:
    """ "ho àn thành", "bao nhi êu": two short words that are one, in a pair so frequent that it can be nothing else."""
    if at + 1 >= len(tokens) or len(tokens[at].word) > _SHORT_PART or len(tokens[at + 1].word) not in (2, 3):
        return None
    left, right = tokens[at], tokens[at + 1]
    key = fold(left.word + right.word)
    if (key not in _FIRM_FIRST and key not in _FIRM_SECOND) or (left.key, right.key) in lexicon.pairs:
        return None
    before = tokens[at - 1].key if at and not left.apart else ""
    after = tokens[at + 2].key if at + 2 < len(tokens) and not tokens[at + 2].apart else ""
    if right.apart or right.start != left.end + 1 or not {(before, key), (key, after)} & FIRM_PAIRS:
        return None
    return Token(key, left.word + right.word, left.start, right.end, "word", left.apart, True)


def _is_fragment(token: Token) -> bool:
    typed = fold(token.word)
    return token.kind == "word" and len(typed) < _FRAGMENT and VOWELS.isdisjoint(typed)


def _torn(tokens: Sequence[Token], first: int, lexicon: Lexicon, *, fitting: bool) -> Token | None:
    """tokens[first] and the next as one word, if that is known: one `fitting` its neighbours, or one whose parts are
    no words."""
    if first < 0 or first + 1 >= len(tokens):
        return None
    left, right = tokens[first], tokens[first + 1]
    key = fold(left.word + right.word)
    if right.apart or right.start != left.end + 1 or left.kind != right.kind or key not in lexicon.spelling.words:
        return None
    before = tokens[first - 1].key if first and not left.apart else ""
    after = tokens[first + 2].key if first + 2 < len(tokens) and not tokens[first + 2].apart else ""
    rest, part = (right, left) if _is_fragment(left) else (left, right)
    fits = (before, key) in lexicon.pairs or (key, after) in lexicon.pairs or (key, after) in _TAGS
    stands = fold(part.word) in SHORT_FORMS and (rest.known or is_mended(rest))
    if not fits and (fitting or stands):
        return None
    return Token(key, left.word + right.word, left.start, right.end, "word", left.apart, True)


def _fitting(before: str, key: str, after: str, pairs: frozenset[tuple[str, str]], lexicon: Lexicon) -> list[str]:
    near, far = slips(key, lexicon.spelling)
    words = [
        word for word in (*near, *far) if len(word) > 2 and ((before, word) in pairs or (word, after) in pairs)
    ]  # "xai" is no "ai"
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
    if entity.field == 1 and end - start == 2 and start and tokens[start - 1].key in _DIRECTING:
        return False  # "để anh chỉ đạo": somebody does it, no field
    if first.key == "so" and (entity.agencies or entity.group or entity.own):
        if first.word in ("số", "sổ", "sơ", "so\u0301"):
            return False
        if first.word == "so" and start and tokens[start - 1].key == "chi" and tokens[start - 1].word in ("chi", "chỉ"):
            return False
        if entity.agencies and not entity.strength:
            return first.word == "sở"
    short = entity.initials or (end - start == 1 and len(first.key) <= 3)
    if entity.own and any(is_mended(token) for token in tokens[start:end]):
        return False
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
            if names is not None and not (end - start == 1 and _is_another_word(token)):
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


def _is_another_word(token: Token) -> bool:
    """ "đúng" is no "đứng"."""
    return token.key in MARKED_CUES and not token.word.isascii() and token.word not in MARKED_CUES[token.key]


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
