"""Which agencies a message names: exact names first, then misspelt ones with a margin, else a question."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from handlers.understanding.fold import fold
from handlers.understanding.lexicon import FuzzyName, Lexicon, slips_allowed
from handlers.understanding.matching import Found
from handlers.understanding.names import COMMON, PROPER
from handlers.understanding.tokens import Token
from handlers.understanding.vocabulary import listed

_TYPE_WORDS: Final = frozenset(("so", "huyen", "xa", "pho", "thixa", "thanhpho", "ubnd", "ban"))
# A common noun ("tài chính", "xây dựng") names an agency in a report only after one of these.
_TOWARDS: Final = frozenset(listed("so gui cho voi tu ben cua hoi doi don vi do qua sang nho kien chuyen trinh"))
# "công tác thanh tra", "xây dựng kế hoạch": an activity, not an agency.
_ACTIVITY_BEFORE: Final = frozenset(listed("bi tac luan doan cuoc hoat dong dang vu tien ve viec moi"))
_ACTIVITY_AFTER: Final = frozenset(
    listed("ke de du chuyen bao van quy nghi kiem dot phuong chuong nha kinh thong luat")
)


# "thanh tra phối hợp xong rồi": what only another agency does in a report.
_ACTS: Final = frozenset(
    listed("phoi hop|da phoi|da gop|gop y|da tham|tham dinh|da cung|chua cung|cung cap|chua gui|chua tra|da tra", "|")
)
_MOST_WINDOWS: Final = 400  # of a message of words that are none


_GOES_ON_DOING: Final = frozenset(listed("nam dung xep o bi yeu thua kem lam giu vuong thieu mat"))


class Named(NamedTuple):
    """Tokens [start:end] read as `codes`: one agency, or several close ones. `strength` as in `names`."""

    start: int
    end: int
    codes: tuple[str, ...]
    strength: int
    slips: int = 0


def exact_agencies(tokens: Sequence[Token], found: Sequence[Found], lexicon: Lexicon) -> list[Named]:
    """Agencies named by a name of the catalogue, in the order named."""
    return [
        Named(hit.start, hit.end, _crossed(tokens, hit, lexicon), hit.entity.strength)
        for hit in found
        if hit.entity.agencies and not _goes_on(tokens, hit, found, lexicon)
    ]


def _goes_on(tokens: Sequence[Token], hit: Found, found: Sequence[Found], lexicon: Lexicon) -> bool:
    """ "so tc phap" is a misspelt Sở Tư pháp, not Sở TC: initials with a stray word of a name behind them."""
    if not hit.entity.initials or hit.end >= len(tokens) or tokens[hit.end].apart:
        return False
    known = lexicon.name_words | lexicon.telling_words
    named = any(other.start == hit.end and other.entity.strength != PROPER for other in found)
    return tokens[hit.end].key in known - lexicon.stop and not named


def _crossed(tokens: Sequence[Token], hit: Found, lexicon: Lexicon) -> tuple[str, ...]:
    """ "binh phuoc long" may be Bình Long or Phước Long: the stray word before or after makes it a question."""
    codes = hit.entity.agencies
    if len(codes) > 1 or tuple(token.key for token in tokens[hit.start : hit.end]) not in lexicon.districts:
        return codes
    first, last = tokens[hit.start].key, tokens[hit.end - 1].key
    before = tokens[hit.start - 1].key if hit.start and not tokens[hit.start].apart else ""
    after = tokens[hit.end].key if hit.end < len(tokens) and not tokens[hit.end].apart else ""
    if hit.end + 1 < len(tokens) and tokens[hit.end + 1].key in _GOES_ON_DOING:
        after = ""  # "bù đốp đang nằm ở đâu"
    for words, code in lexicon.districts.items():
        if code in codes or len(words) != 2:
            continue
        if (words[0] == before and words[1] in (first, last)) or (words[1] == after and words[0] in (first, last)):
            codes = (*codes, code)
    return codes


def is_agency(tokens: Sequence[Token], name: Named, *, reporting: bool) -> bool:
    """Whether a common noun stands for its agency here; other names always do."""
    if name.strength > COMMON:
        return True
    beside = name.start > 0 and tokens[name.start].start - tokens[name.start - 1].end <= 1  # no dash between
    before = tokens[name.start - 1].key if beside else ""
    after = tokens[name.end].key if name.end < len(tokens) and not tokens[name.end].apart else ""
    following = tokens[name.end + 1].key if name.end + 1 < len(tokens) else ""
    if after == "bao" and following == "nhieu":
        after = ""
    if reporting:
        acts = f"{after} {following}" in _ACTS
        return (before in _TOWARDS and after not in _ACTIVITY_AFTER) or acts
    return before not in _ACTIVITY_BEFORE and after not in _ACTIVITY_AFTER


def misspelt_agencies(tokens: Sequence[Token], taken: set[int], lexicon: Lexicon) -> list[Named]:
    """Agencies a few slips from a name, looked for outside the `taken` tokens."""
    best: list[Named] = []
    for start, end in _windows(tokens, taken, lexicon):
        window = tokens[start:end]
        near = _near("".join(token.key for token in window), lexicon)
        if (typed := _as_typed(window)) is not None:
            # The word as typed counts as much as what the speller made of it: "dog" is "dong" or "dop".
            near += _near(typed, lexicon)
            near = [pair for pair in near if pair[1] == min(slips for _, slips in near)]
        firm = window[0].key in _TYPE_WORDS or not all(token.known for token in window)
        if near and (firm or near[0][1] <= 1):
            best.append(Named(start, end, _closest(window, near), 3, near[0][1]))
    # Fewer slips for its length wins; then the longer window.
    best.sort(key=lambda name: (name.slips / (name.end - name.start + 1), name.start - name.end))
    chosen: list[Named] = []
    for name in best:
        if all(name.end <= other.start or name.start >= other.end for other in chosen):
            chosen.append(name)
    return chosen


def _as_typed(window: Sequence[Token]) -> str | None:
    """The folded words without the speller's help; None when it changed nothing."""
    words = [fold(token.word) for at, token in enumerate(window) if at == 0 or token.start != window[at - 1].start]
    typed = "".join(words).replace("&", "").replace(" ", "")
    return typed if typed != "".join(token.key for token in window) else None


def _near(key: str, lexicon: Lexicon) -> list[tuple[FuzzyName, int]]:
    """The names nearest to `key`, all with the same number of slips; none when even they are too far."""
    names, keys = lexicon.fuzzy_by_length.get(len(key), ((), ()))
    allowed = slips_allowed(len(key))
    if not allowed or not keys:
        return []
    hits = process.extract(key, keys, scorer=OSA.distance, score_cutoff=allowed, limit=6, processor=None)
    near = [(names[at], int(slips)) for name, slips, at in hits if slips <= slips_allowed(len(name))]
    return [(name, slips) for name, slips in near if slips == near[0][1]]


def _windows(tokens: Sequence[Token], taken: set[int], lexicon: Lexicon) -> list[tuple[int, int]]:
    windows = []
    for start in range(len(tokens)):
        if start in taken or tokens[start].kind != "word":
            continue
        doubtful = False
        for end in range(start + 1, min(len(tokens), start + 10) + 1):
            token = tokens[end - 1]
            if end - 1 in taken or token.kind != "word" or (token.apart and end - 1 > start):
                break
            doubtful = doubtful or not token.known or (end - 1 == start and token.key in _TYPE_WORDS)
            doubtful = doubtful or token.key in lexicon.telling_words
            if doubtful:
                windows.append((start, end))
    return windows[:_MOST_WINDOWS]


def _closest(tokens: Sequence[Token], near: Sequence[tuple[FuzzyName, int]]) -> tuple[str, ...]:
    """One code, or all of those equally near; marks decide between them when some were typed."""
    codes = tuple(dict.fromkeys(name.code for name, _ in near))
    if len(codes) == 1 or all(token.word.isascii() for token in tokens):
        return codes
    typed = "".join(token.word for token in tokens).replace(" ", "")
    by_marks: dict[str, int] = {}
    for name, _ in near:
        distance = OSA.distance(typed, name.marked)
        by_marks[name.code] = min(distance, by_marks.get(name.code, distance))
    closest = min(by_marks.values())
    return tuple(code for code, distance in by_marks.items() if distance == closest)
