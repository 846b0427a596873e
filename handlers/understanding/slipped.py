"""Words one letter from one that asks, denies or puts off: a report that holds one is confirmed before it is kept."""

from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

from rapidfuzz.distance import OSA

from handlers.understanding.fold import fold
from handlers.understanding.tokens import Token
from handlers.understanding.vocabulary import TAIL, listed

_STATED: Final = frozenset(listed("xong hoan hoanthanh moi"))


class _Slip(NamedTuple):
    """A word that may be `word` with a wrong letter, where it stands behind or before one of these ("": the edge)."""

    word: str
    behind: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()  # words of their own


_SLIPS: Final = (
    _Slip("chua", before=_STATED | {""}, never=frozenset(listed("chuc chuan chung chuoi"))),
    _Slip("khong", before=_STATED | {""}, never=frozenset(listed("phong thong"))),
    _Slip("sap", before=_STATED - {"moi"}),
    _Slip("gan", before=_STATED - {"moi"}, never=frozenset(listed("ban can gang"))),
    _Slip("mai", before=frozenset(("moi",))),
    _Slip("ha", before=frozenset(("",)), never=frozenset(listed("nha da va a ah ta ca ba han hai hoa hoi hon ho hu"))),
    _Slip("sao", behind=frozenset(listed("vi tai la lam")) | {""}, never=frozenset(("bao", "so"))),
    _Slip("ai", behind=frozenset(("",)), never=frozenset(listed("a mai"))),
    _Slip("nao", behind=frozenset(listed("vi donvi quan noi so huyen khau cho buoc doan muc the khi luc")),
          never=frozenset(("nay",))),
    _Slip("nao", behind=frozenset(("the", "chung")), never=frozenset(("nay",))),
    _Slip("lau", behind=frozenset(("bao",)), never=frozenset(("cao",))),
    _Slip("gio", behind=frozenset(("bao",)), never=frozenset(("gia",))),
    _Slip("nhieu", behind=frozenset(("bao",))),
    _Slip("nhi", before=frozenset(("",)), never=frozenset(listed("nho phi thi chi ghi khi vi ki mhi"))),
    _Slip("khong", behind=frozenset(("phai", "dung"))),
    _Slip("nao", behind=frozenset(("ngay",)), never=frozenset(("nay", "mai"))),
    _Slip("sao", before=frozenset(("chua",)), never=frozenset(("cao", "so"))),
    _Slip("dung", before=frozenset(("khong",))),
    _Slip("dau", behind=frozenset(listed("o den vao")), never=frozenset(listed("dat da day"))),
    _Slip("may", before=frozenset(listed("don donvi noi co so huyen ngay phan")),
          never=frozenset(listed("nay ma mai"))),
)  # fmt: skip
_ANYWHERE: Final = ("chua", "khong", "sao", "nao", "nhieu")  # where nobody knows the word as typed
_PAIRS: Final = ("baogio", "baonhieu", "khinao")


def slipped(tokens: Sequence[Token], start: int, end: int, spent: Collection[int], known: Collection[str]) -> str:
    """Where such a word stands in tokens[start:end]: at the "end", "inside", or nowhere."""
    found = ""
    for at in range(start, end):
        token = tokens[at]
        if at in spent or token.kind != "word" or not fold(token.word).isalpha():
            continue
        typed = fold(token.word)
        last = _is_last(tokens, at, end, spent)
        behind = tokens[at - 1].key if at > start else ""
        before = "" if last else tokens[at + 1].key if at + 1 < end else ""
        hits = [slip for slip in _SLIPS if _holds(slip, token, typed, behind, before, last=last, first=at == start)]
        if last and at > start and any(slip.word in ("chua", "khong") for slip in hits):
            return "end"
        stray = typed not in known and typed not in TAIL and len(typed) > 1 and _near(token, typed, _ANYWHERE)
        if hits or stray or (at + 1 < end and _is_near_pair(typed + fold(tokens[at + 1].word))):
            found = "inside"
    return found


def _is_last(tokens: Sequence[Token], at: int, end: int, spent: Collection[int]) -> bool:
    return all(
        other in spent or tokens[other].key in TAIL or tokens[other].start == tokens[at].start
        for other in range(at + 1, end)
    )


def _holds(slip: _Slip, token: Token, typed: str, behind: str, before: str, *, last: bool, first: bool) -> bool:
    placed = (behind in slip.behind and (behind != "" or first)) or (before in slip.before and (before != "" or last))
    closes = last and typed in TAIL  # "em", "chú"
    return (
        placed and typed not in slip.never and token.word.isascii() and not closes and _near(token, typed, (slip.word,))
    )


def _near(token: Token, typed: str, words: Sequence[str]) -> bool:
    if token.key in words or typed in words:
        return False
    return any(OSA.distance(typed, word, score_cutoff=1) <= 1 for word in words)


def _is_near_pair(typed: str) -> bool:
    return typed not in _PAIRS and any(OSA.distance(typed, pair, score_cutoff=1) <= 1 for pair in _PAIRS)
