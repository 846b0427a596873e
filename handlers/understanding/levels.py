"""Levels of points: "trên 80", "từ 85 đến dưới 90", "đúng 90", "tăng 2 điểm", "mất thêm 1,5 điểm"."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from rapidfuzz.distance import OSA

from handlers.understanding.tokens import Token
from handlers.understanding.vocabulary import listed

_MOST: Final = 100  # an index is never more
_MOST_RAISED: Final = 10  # "lên 90 điểm" is a level, "lên 2 điểm" an amount
_LEAST_BARE: Final = 50  # a bare "85-90" is one of points; below that it may be anything
_ABOVE: Final = frozenset(listed("tren hon qua vuot tu dat den duoc"))
_BELOW: Final = frozenset(listed("duoi chua kem thap"))
_EQUAL: Final = ("đúng", "bằng", "tròn", "chẵn")
_EQUAL_KEYS: Final = frozenset(listed("dung bang tron chan"))
_GAINED: Final = frozenset(listed("tang them cong thieu can sung"))
_LOST: Final = frozenset(listed("giam mat tru tut rot sut hut bot"))
_BETWEEN: Final = frozenset(listed("di them mat duoc khoang toi"))  # "mất thêm 1,5", "bị trừ đi 2"
_DOWN_TO: Final = frozenset(listed("con xuong"))  # "tụt xuống 80", "giảm còn 80": where it ends, not by how much
_OTHER_UNITS: Final = frozenset(listed("hang bac vi nam lan ngay tuan don donvi so huyen nguoi nhiem viec top thang"))
SIZES: Final = {"lon": True, "cao": True, "nhieu": True, "nho": False, "thap": False, "it": False, "be": False}
_REACHED: Final = frozenset(listed("den toi dat qua duoc tren"))
_NOT: Final = ("chua", "khong")  # "chưa tới 85 điểm"
_MARKS: Final = frozenset(listed("muc moc nguong"))
_TO: Final = frozenset(listed("den toi va"))
_TASKS: Final = frozenset(listed("nhiemvu vu viec nv"))
_TIMES: Final = frozenset(listed("thang ngay tuan quy nam gio"))
_UNITS: Final = frozenset(("diem", "d", "%", "phantram"))


# Words that stand before a level and mean nothing else there.
LEVEL_WORDS: Final = _ABOVE | _BELOW | _EQUAL_KEYS | _MARKS | frozenset(("nhom", "khoang", "giua"))


class Level(NamedTuple):
    """A level at tokens[start:end]; `above` is None for an amount to add, or to take off where it is negative."""

    value: Decimal
    end: int
    above: bool | None = None
    amount: bool = False
    until: Decimal | None = None  # the upper end of a range; the value itself in "đúng 90"
    until_open: bool = False  # "đến dưới 90"


def level_at(tokens: Sequence[Token], start: int, end: int, value: Decimal, *, spoken: bool) -> Level | None:
    """The level that the number at tokens[start:end] names, None when it names none."""
    unit = _unit(tokens, end)
    if not 0 < value <= _MOST or (spoken and not unit):
        return None
    before = _before(tokens, start)
    if (upper := _upper(tokens, unit or end)) is not None and _is_range(tokens, start, upper[1], value, upper[0]):
        last, stop, is_open = upper
        return Level(value, stop, True, False, last, is_open)
    if _is_equal(tokens, start, before, value, bool(unit)):
        return Level(value, end, True, False, value)
    counted = not unit and _key(tokens, end) in _OTHER_UNITS  # "rớt 5 hạng"
    raised = before == "len" and value <= _MOST_RAISED and _unit(tokens, end) > 0 and _key(tokens, end + 1) == "thi"
    if raised:  # "kéo lĩnh vực 8 lên 1 điểm thì hạng mấy"
        return Level(value, end, None, True)
    if counted and (before in _GAINED or before in _LOST or _is_lost(tokens, start)):
        return None
    if before in _GAINED or before in _LOST or _is_lost(tokens, start):
        lost = before in _LOST or _is_lost(tokens, start)
        return Level(-value if lost else value, end, None, True)
    if before in _DOWN_TO and _key(tokens, start - 2) in _LOST:
        return Level(value, end, True)
    if before in _REACHED and _key(tokens, start - 2) in _NOT:
        return Level(value, end, False)
    if before == "hon" and _key(tokens, start - 2) in SIZES:
        return Level(value, end, SIZES[_key(tokens, start - 2)])
    if (side := _side_behind(tokens, unit or end)) is not None and before not in _BELOW:
        return Level(value, end, side)
    side = True if before in _ABOVE else False if before in _BELOW else _slipped_side(before) if unit else None
    return Level(value, end, side) if unit or side is not None else None


def range_of(tokens: Sequence[Token], at: int) -> Level | None:
    """ "80-90 điểm" as one token."""
    first, last = (Decimal(part) for part in tokens[at].key.replace(" ", "").split("-"))
    if not first < last <= _MOST or not _is_range(tokens, at, at + 1, first, last):
        return None
    return Level(first, at + 1, True, False, last)


def _side_behind(tokens: Sequence[Token], at: int) -> bool | None:
    """ "90 điểm trở lên", "từ 80 trở xuống"."""
    if _key(tokens, at) not in ("tro", "do"):
        return None
    return {"len": True, "xuong": False}.get(_key(tokens, at + 1))


def _slipped_side(before: str) -> bool | None:
    """ "trn 92 điểm", "dới 80 điểm"."""
    for word, side in (("tren", True), ("duoi", False)):
        if len(before) >= 3 and OSA.distance(before, word, score_cutoff=1) <= 1:
            return side
    return None


def _is_lost(tokens: Sequence[Token], start: int) -> bool:
    """ "mất thêm 1,5 điểm", "bị trừ đi 2 điểm"."""
    return _key(tokens, start - 1) in _BETWEEN and _key(tokens, start - 2) in _LOST


def _is_equal(tokens: Sequence[Token], start: int, before: str, value: Decimal, unit: bool) -> bool:
    """ "đúng 90", "bằng 90 điểm"; an unmarked "dung 5" is a place ("đứng 5")."""
    if before not in _EQUAL_KEYS or not (unit or value >= _LEAST_BARE):
        return False
    typed = tokens[start - 1].word
    return typed.isascii() or typed in _EQUAL


def _upper(tokens: Sequence[Token], at: int) -> tuple[Decimal, int, bool] | None:
    """The upper end of a range after tokens[:at]: its value, where it ends, and whether it is meant itself."""
    if at < len(tokens) and tokens[at].key in _TO:
        at += 1
    elif at >= len(tokens) or tokens[at].apart:
        return None
    while at < len(tokens) and tokens[at].key in _MARKS:
        at += 1
    is_open = _key(tokens, at) == "duoi"
    at += is_open
    if at >= len(tokens) or tokens[at].kind != "number":
        return None
    value = Decimal(tokens[at].key.replace(",", "."))
    return (value, at + 1, is_open) if value <= _MOST else None


def _is_range(tokens: Sequence[Token], start: int, end: int, first: Decimal, last: Decimal) -> bool:
    """Of points, not of days, months or places: "từ 85 đến 90", "85-90 điểm", but not "từ 13-16/3"."""
    if first >= last or _key(tokens, end) in _TIMES or _key(tokens, start - 1) in _TIMES:
        return False
    return bool(_unit(tokens, end)) or (first >= _LEAST_BARE and _key(tokens, start - 1) not in _TASKS)


def _before(tokens: Sequence[Token], start: int) -> str:
    before = _key(tokens, start - 1)
    if before in _MARKS or before == "duoc":
        return _key(tokens, start - 2) or before
    return before


def _unit(tokens: Sequence[Token], at: int) -> int:
    """Where the unit of points at tokens[at] ends, 0 when there is none."""
    if _key(tokens, at) in _UNITS:
        return at + 1
    return at + 2 if _key(tokens, at) == "phan" and _key(tokens, at + 1) == "tram" else 0


def _key(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].key if 0 <= at < len(tokens) else ""
