"""Words one letter from one that asks, denies or puts off: a report that holds one is confirmed before it is kept."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final, NamedTuple

from rapidfuzz.distance import OSA

from handlers.understanding.fold import fold
from handlers.understanding.tokens import Token
from handlers.understanding.vocabulary import TAIL, listed

_STATED: Final = frozenset(listed("xong hoan hoanthanh moi"))


class _Slip(NamedTuple):
    """A word that may be `word` with a wrong letter, where it stands behind or before one of these ("": the edge)."""

    word: str  # with its marks
    behind: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()  # words of their own


_SLIPS: Final = (
    _Slip("chưa", before=_STATED | {""}, never=frozenset(listed("chuc chuan chung chuoi thua"))),
    _Slip("không", before=_STATED | {""}, never=frozenset(listed("phong thong"))),
    _Slip("sắp", before=_STATED - {"moi"}, never=frozenset(("sau",))),
    _Slip("gần", before=_STATED - {"moi"}, never=frozenset(listed("ban can gang"))),
    _Slip("mai", before=frozenset(("moi",))),
    _Slip("hả", before=frozenset(("",)), never=frozenset(listed("nha da va a ah ta ca ba han hai hoa hoi hon ho hu"))),
    _Slip("sao", behind=frozenset(listed("vi tai la lam")) | {""}, never=frozenset(("bao", "so"))),
    _Slip("ai", behind=frozenset(("",)), never=frozenset(listed("a mai"))),
    _Slip("nào", behind=frozenset(listed("vi donvi quan noi so huyen khau cho buoc doan muc the khi luc")),
          never=frozenset(("nay",))),
    _Slip("nào", behind=frozenset(("the", "chung")), never=frozenset(("nay",))),
    _Slip("lâu", behind=frozenset(("bao",)), never=frozenset(("cao",))),
    _Slip("giờ", behind=frozenset(("bao",)), never=frozenset(("gia",))),
    _Slip("nhiêu", behind=frozenset(("bao",))),
    _Slip("nhỉ", before=frozenset(("",)), never=frozenset(listed("nho phi thi chi ghi khi vi ki mhi"))),
    _Slip("không", behind=frozenset(("phai", "dung"))),
    _Slip("nào", behind=frozenset(("ngay",)), never=frozenset(("nay", "mai"))),
    _Slip("sao", before=frozenset(("chua",)), never=frozenset(("cao", "so"))),
    _Slip("đúng", before=frozenset(("khong",))),
    _Slip("đâu", behind=frozenset(listed("o den vao")), never=frozenset(listed("dat da day"))),
    _Slip("mấy", before=frozenset(listed("don donvi noi co so huyen ngay phan")),
          never=frozenset(listed("nay ma mai"))),
)  # fmt: skip
# A word one letter from "vướng" right behind task or percent: what else it says is no "đang làm".
_STUCK: Final = _Slip(
    "vướng", behind=frozenset(("",)),
    never=frozenset(listed("huong luong duong tuong cuong muong suong guong xuong phuong")),
)  # fmt: skip
_ENDED: Final = frozenset(listed("xong thanh tat hoanthanh roi"))
_SHORT: Final = 2  # letters
_TORN: Final = ("chưa", "không", "vướng", "sắp")  # "chư a xong": a space within the word
_ANYWHERE: Final = ("chưa", "không", "sao", "nào", "nhiều")  # where nobody knows the word as typed
_JOINED: Final = re.compile(r"(xong|roi|xongroi)(k|ko|ha|ch)[a-z]{0,2}")  # "xong k e"
_PAIRS: Final = ("baogio", "baonhieu", "khinao")


def slipped(tokens: Sequence[Token], start: int, end: int, spent: Collection[int], known: Collection[str]) -> str:
    """Where such a word stands in tokens[start:end]: at the "end", "inside", or nowhere; "stuck" is one near "vướng"."""
    words = list(_as_typed(tokens, start, end))
    found = ""
    for place, (at, token) in enumerate(words):
        typed = fold(token.word)
        of_somebody = typed == "cua" and place + 1 < len(words) and words[place + 1][0] in spent
        of_somebody = of_somebody and place > 0 and words[place - 1][1].key not in _ENDED
        about = typed == "khoang" and at + 1 < end and tokens[at + 1].kind == "number"  # "khoảng 70%"
        if at in spent or token.kind != "word" or not typed.isalpha() or of_somebody or about:
            continue
        last = all(other in spent or after.key in TAIL for other, after in words[place + 1 :])
        behind = words[place - 1][1].key if place else ""
        before = words[place + 1][1] if place + 1 < len(words) else None
        hits = _hits(token, typed, behind, "" if last or before is None else before.key, last=last, first=not place)
        if last and place and any(slip.word in ("chưa", "không") for slip in hits):
            return "end"
        strange = typed not in known and typed not in TAIL and len(typed) > 1
        if (
            hits
            or (strange and _near(token, typed, _ANYWHERE))
            or (last and _ends_like_a_question(token, typed, strange=strange))
            or (before is not None and (_is_near_pair(typed + fold(before.word)) or _is_torn(token, before)))
        ):
            found = "inside"
        elif (place == 0 or at - 1 in spent) and _holds(_STUCK, token, typed, "", "", last=last, first=True):
            found = found or "stuck"
    return found


def _as_typed(tokens: Sequence[Token], start: int, end: int) -> Iterator[tuple[int, Token]]:
    """The words of a clause and where they begin; what the speller parted is one word again."""
    at = start
    while at < end:
        begin, token = at, tokens[at]
        at += 1
        while at < end and token.kind == tokens[at].kind == "word" and tokens[at].start == token.end:
            token = token._replace(
                key=token.key + tokens[at].key, word=token.word + tokens[at].word, end=tokens[at].end
            )
            at += 1
        yield begin, token


def _hits(token: Token, typed: str, behind: str, before: str, *, last: bool, first: bool) -> list[_Slip]:
    return [slip for slip in _SLIPS if _holds(slip, token, typed, behind, before, last=last, first=first)]


def _holds(slip: _Slip, token: Token, typed: str, behind: str, before: str, *, last: bool, first: bool) -> bool:
    placed = (behind in slip.behind and (behind != "" or first)) or (before in slip.before and (before != "" or last))
    closes = last and typed in TAIL  # "em", "chú"
    return placed and typed not in slip.never and not closes and _near(token, typed, (slip.word,))


def _near(token: Token, typed: str, words: Sequence[str]) -> bool:
    """One letter from one of the words; where marks were typed they count."""
    if any(fold(word) in (token.key, typed) for word in words):
        return False
    if token.word.isascii():
        return any(OSA.distance(typed, fold(word), score_cutoff=1) <= 1 for word in words)
    return any(OSA.distance(token.word, word, score_cutoff=1) <= 1 for word in words if not word.isascii())


def _ends_like_a_question(token: Token, typed: str, *, strange: bool) -> bool:
    """ "xong cuhwa", "xong lhnôg": no word, and two slips from one that asks; "xongk", "xongke" are "xong không"."""
    if (typed[:-1] == token.key and typed[-1] in "kch") or _JOINED.fullmatch(typed):
        return True
    return (
        strange
        and len(typed) > _SHORT
        and any(OSA.distance(typed, word, score_cutoff=2) <= 2 for word in ("chua", "khong"))
    )


def _is_torn(left: Token, right: Token) -> bool:
    if right.start != left.end + 1 or right.kind != "word":
        return False
    whole = left.word + right.word
    return whole in _TORN or (whole.isascii() and len(right.word) > 1 and any(whole == fold(word) for word in _TORN))


def _is_near_pair(typed: str) -> bool:
    return typed not in _PAIRS and any(OSA.distance(typed, pair, score_cutoff=1) <= 1 for pair in _PAIRS)
