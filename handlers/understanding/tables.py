"""Questions on the whole table: who moved most, which field is lowest, one group beside the other."""

from typing import Final

from handlers.understanding.reading import Reading
from handlers.understanding.vocabulary import listed

_FIELD_PAIRS: Final = frozenset(("linh vuc", "tieu chi"))
_FIELD_KEYS: Final = frozenset(("linhvuc", "tieuchi"))
_CHANGES: Final = frozenset(("thay doi", "bien dong"))
_RANKS: Final = frozenset(("thu hang", "xep hang"))
_EACH: Final = frozenset(listed("tung theo cac tam 8"))
_PROVINCE_PAIRS: Final = frozenset(listed("toan tinh|ca tinh|cua tinh|tinh nha|tinh minh|nhat tinh", "|"))


def asks_movement(reading: Reading) -> bool:
    """ "ai tăng hạng nhiều nhất", "biến động thứ hạng": of everybody; "tăng hạng không" is of the own agency."""
    moved = reading.has("moved") or not (_CHANGES.isdisjoint(reading.pairs) or _RANKS.isdisjoint(reading.pairs))
    if reading.one_asked or not (moved or reading.has("rise", "fall")):
        return False
    others = ("count_agencies", "which_field", "whatif", "surpass", "task_word", "overdue")
    if reading.has(*others) or "nam nao" in reading.pairs:
        return False
    return moved or reading.many or any(token.key == "nhat" for token in reading.tokens)


def movement_order(reading: Reading) -> str | None:
    """ "top" for rises, "bottom" for falls, None for both."""
    rises, falls = reading.has("rise"), reading.has("fall")
    return None if rises == falls else "top" if rises else "bottom"


def asks_loser(reading: Reading) -> bool:
    """ "sở nào mất điểm nhiều nhất": the lowest of many, not where points are lost."""
    asked = reading.has("which_agency") or any(group in reading.pairs for group in ("so nao", "huyen nao"))
    most = any(token.key == "nhat" for token in reading.tokens)
    return asked and most and reading.has("weak") and not (reading.one_asked or reading.has("which_field", "overdue"))


def asks_fields(reading: Reading) -> bool:
    """ "lĩnh vực nào thấp nhất toàn tỉnh", "lĩnh vực yếu nhất của các sở": the fields beside each other."""
    if reading.one_asked or reading.field_number is not None or reading.criterion or reading.has("which_agency"):
        return False
    pairs = reading.pairs
    if "mat diem" in pairs and "nhat" not in {token.key for token in reading.tokens}:
        return False  # "các sở mất điểm ở tiêu chí nào": where, not which is lowest
    if _FIELD_PAIRS.isdisjoint(pairs) and not any(token.key in _FIELD_KEYS for token in reading.tokens):
        return False
    if not (reading.group or reading.has("whole_province") or not _PROVINCE_PAIRS.isdisjoint(pairs)):
        return False
    asked = reading.has("which_field") and reading.has("top", "bottom", "weak", "low")
    return asked or _ranked_fields(reading) or (reading.has("overview") and _each_field(reading))


def _ranked_fields(reading: Reading) -> bool:
    """ "lĩnh vực yếu nhất của tỉnh": the place right behind the word."""
    ends = {at + 1 for at, token in enumerate(reading.tokens) if token.key in ("vuc", "chi", *_FIELD_KEYS)}
    return any(
        (cue.start in ends and not {"top", "bottom"}.isdisjoint(cue.names))
        or ("weak" in cue.names and cue.phrase.startswith(("linh vuc", "tieu chi")))
        for cue in reading.cues
    )


def _each_field(reading: Reading) -> bool:
    tokens = reading.tokens
    return any(
        token.key in _EACH and at + 1 < len(tokens) and tokens[at + 1].key in ("linh", "linhvuc")
        for at, token in enumerate(tokens)
    )


def asks_groups(reading: Reading) -> bool:
    """ "so sánh khối sở với khối huyện", "khối sở hay khối huyện cao hơn", "so sánh hai khối"."""
    both = len(reading.groups) > 1 or not {"hai khoi", "2 khoi"}.isdisjoint(reading.pairs)
    return both and not reading.one_asked and reading.has("compare", "versus")


def wants_picture(reading: Reading) -> bool:
    """ "biểu đồ", "đồ thị", "vẽ …"; an unmarked "ve" is "về"."""
    drawn = reading.has("chart") or not {"bieu do", "do thi"}.isdisjoint(reading.pairs)
    return drawn or any(token.word == "vẽ" for token in reading.tokens)


def asks_rank_in_group(reading: Reading) -> bool:
    """ "hạng của sở y tế trong khối", "xếp thứ mấy trong các sở"."""
    return bool(reading.groups) or any(pair in ("trong khoi", "trong nhom", "may khoi") for pair in reading.pairs)
