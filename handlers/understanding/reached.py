"""What is denied, planned, wished for or asked for is not reached: "ko xong kịp", "mai mới xong", "chưa được 50%"."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from handlers.understanding.asking import MANNERS, forms, means, means_any
from handlers.understanding.matching import Cue
from handlers.understanding.tokens import Token
from handlers.understanding.vocabulary import TAIL, listed

_NOT: Final = frozenset(listed("khong chua chang"))
# Words that may stand between "không", "chưa" and what is denied.
_BETWEEN: Final = frozenset(
    listed(
        "the duoc kip co con he hoan lam kha nang ai don vi nao thay chac bao gio xong hoanthanh thanh dat du den toi "
        "len qua hon tron ven het muc"
    )
)
_WITHIN: Final = 20  # words of a clause before "xong" that may put it off
_NEAR: Final = 4  # words between a denial and what it denies, at most
_FOLLOWING: Final = 6  # words after "xong" that may put it off: "xong nv 38 trong tuần này"
_FAILS: Final = frozenset(listed("kip duoc noi het tron ven"))  # "xong không kịp"
_ORDERS: Final = frozenset(listed("de nghi|yeu cau|don doc|de xuat|giao cho|tranh thu|khan truong|gap rut|co ma", "|"))
_RECORDS: Final = frozenset(listed("ghi xac cap nhan"))  # "đề nghị ghi nhận nv 38 xong" reports
# Right before "xong": not done by that.
_WISHED: Final = forms("cần", "muốn", "để", "phải", "hãy", "cầu", "nhớ", "mau", "giao")
_NOUNS: Final = frozenset(  # "tỷ lệ hoàn thành", "ngày hoàn thành": the word is a name there
    listed("ty le|ti le|muc do|thoi han|thoi gian|thoi diem|tien do|kha nang|dieu kien|muc tieu|ke hoach", "|")
)
_CONDITIONS: Final = forms("nếu", "khi")
_AHEAD: Final = forms("sẽ", "sắp", "gần", "mai", "nữa", "hẹn", "hứa", "mong")
_AHEAD_PAIRS: Final = frozenset(
    listed(
        "co gang|phan dau|du kien|du tinh|quyet tam|hy vong|sap sua|gan nhu|tuan sau|tuan toi|thang sau|thang toi|quy "
        "sau|quy toi|hom sau|lan sau|cuoi tuan|cuoi thang|cuoi quy|dau tuan|dau thang|giua thang|thu hai|thu ba|thu "
        "tu|thu nam|thu sau|thu bay|chu nhat|ngay mai|ngay kia|ke hoach|du dinh|it hom|vai hom|vai ngay|it ngay|"
        "chac mai|chac se|yeu cau|chieu nay|toi nay|trua nay",
        "|",
    )
)
_AFTER_PAIRS: Final = frozenset(
    listed("tuan sau|tuan toi|thang sau|thang toi|quy sau|quy toi|ngay mai|truoc thu|sang mai|chieu mai|cuoi tuan|cuoi "
           "thang|cuoi quy|dau tuan|dau thang|tuan nay|thang nay|quy nay|vao thu|hom sau|truoc tet|truoc le", "|")
)  # fmt: skip
_PAST: Final = frozenset(listed("truoc qua roi ngoai vua da"))
_TARGETS: Final = frozenset(
    listed(
        "muc tieu|chi tieu|toi thieu|yeu cau|phan dau|du kien|can dat|muon dat|co gang|quyet tam|it nhat|toi da", "|"
    )
)
_DUE: Final = frozenset(("se", "phai", "hen"))
_TELL_ME: Final = ("bao anh", "bao chi", "bao em", "bao toi", "bao lai", "nhan anh", "nhan lai")  # "xong báo anh nhé"
_HEDGES: Final = (
    "hinh nhu",
    "co le",
    "nghe noi",
    "nghe dau",
    "co ve",
    "khong chac",
    "chua chac",
    "tuong la",
    "coi nhu",
    "xem nhu",
)


def is_denied(tokens: Sequence[Token], start: int, at: int) -> bool:
    """ "không kịp hoàn thành", "chưa thể …": a denial that reaches the word at `at`."""
    for back in range(at - 1, max(start, at - 1 - _NEAR) - 1, -1):
        token = tokens[back]
        if token.key in _NOT and token.word != "chữa":
            return True
        if token.key not in _BETWEEN or (tokens[back + 1].apart and back + 1 <= at):
            return False
    return False


def is_wished(tokens: Sequence[Token], start: int, cue: Cue) -> bool:
    """ "cần hoàn thành", "để xong", "nếu xong", "khi xong": nothing is said of how far it is."""
    begin = _clause(tokens, start, cue.start)
    if cue.start > begin and means_any(tokens[cue.start - 1], _WISHED):
        return True  # "không phải xong nv 8 mà là …" too
    if _is_order(tokens, begin, cue):
        return True
    behind = [token.key for token in tokens[max(begin, cue.start - 2) : cue.start]]
    if cue.phrase.startswith(("hoan", "done")) and (
        " ".join(behind) in _NOUNS or behind[-1:] in (["ngay"], ["han"], ["moc"])
    ):
        return True
    first = max(begin, cue.start - _WITHIN)
    return any(means_any(tokens[at], _CONDITIONS) for at in range(first, cue.start))


def _is_order(tokens: Sequence[Token], begin: int, cue: Cue) -> bool:
    """ "đề nghị stp hoàn thành nv 38", "hoàn thành nv 38 đi em", "xong nv 38 thì báo anh"."""
    said = [token.key for token in tokens[begin : cue.start]]
    while len(said) > 2 and said[0] in MANNERS:  # "dạ đề nghị stp hoàn thành nv 38"
        said.pop(0)
    ordered = " ".join(said[:2]) in _ORDERS or said[:1] == ["giao"]
    if ordered and _RECORDS.isdisjoint(said):
        return True
    end = next((at for at in range(cue.end, len(tokens)) if tokens[at].apart), len(tokens))
    after = tokens[cue.end : end]
    keys = [token.key for token in after]
    if "roi" in keys or cue.phrase.endswith("roi"):
        return False
    if any(first == "thi" and second in ("bao", "nhan", "goi", "gui") for first, second in pairwise(keys)):
        return True
    if keys[-1:] == ["diem"] and after[-1].word in ("điem", "diem"):
        return True  # "đi em" written together
    while keys and keys[-1] in TAIL and keys[-1] != "di":
        keys.pop()
    return keys[-1:] == ["di"] and tokens[cue.start].word != "đã"  # "dạ hoàn thành nv 38 đi em"


def is_ahead(tokens: Sequence[Token], start: int, end: int, cue: Cue) -> bool:
    """ "mai mới xong", "sắp xong", "xong trước thứ 6", "xong không kịp": not yet."""
    told = cue.phrase.startswith(("da ", "vua ")) or tokens[cue.end - 1].key == "roi"
    begin = _clause(tokens, start, cue.start)
    before = [tokens[at] for at in range(max(begin, cue.start - _WITHIN), cue.start)]
    if not told and _says_later(before):
        return True
    if told and any(first.key + " " + second.key == "gan nhu" for first, second in pairwise(before)):
        return True
    return _put_off(tokens, end, cue, told=told)


def _says_later(before: Sequence[Token]) -> bool:
    keys = [token.key for token in before]
    for at, token in enumerate(before):
        after = keys[at + 1] if at + 1 < len(keys) else ""
        if means_any(token, _AHEAD):
            return after not in _PAST and not (token.key == "gan" and after in ("day", "da", "roi"))
        if f"{token.key} {after}" in _AHEAD_PAIRS and _PAST.isdisjoint(keys[at:]):
            return True
        if token.key == "thu" and after.isdigit() and int(after) <= 7 and _PAST.isdisjoint(keys[at:]):
            return True
    return bool(keys) and keys[-1] == "la" and not {"con", "nua"}.isdisjoint(keys)


def _put_off(tokens: Sequence[Token], end: int, cue: Cue, *, told: bool) -> bool:
    after: list[Token] = []
    for at in range(cue.end, min(end, cue.end + _FOLLOWING)):
        if tokens[at].apart:
            break
        after.append(tokens[at])
    keys = [token.key for token in after]
    if len(keys) > 1 and keys[0] in _NOT and keys[1] in _FAILS:
        return True
    if told or not keys or not _PAST.isdisjoint(keys[1:]):
        return False
    if any(f"{first} {second}" in _AFTER_PAIRS for first, second in pairwise(keys)):
        return keys[0] != "roi"
    return (
        keys[0] in ("mai", "truoc")
        and keys[0:2] != ["truoc", "han"]
        and means(after[0], "mai" if keys[0] == "mai" else "trước")
    )


def is_target(tokens: Sequence[Token], start: int, at: int) -> bool:
    """ "yêu cầu tối thiểu 70%", "phấn đấu đạt 80%": a percent that is not reached by being named."""
    begin = _clause(tokens, start, at)
    keys = [token.key for token in tokens[max(begin, at - 4) : at]]
    pairs = pairwise(keys)
    return any(f"{first} {second}" in _TARGETS for first, second in pairs) or not _DUE.isdisjoint(keys)


def is_hedged(tokens: Sequence[Token], start: int, end: int) -> bool:
    """ "hình như xong rồi", "chắc xong rồi": the sender is not sure either."""
    keys = " ".join(token.key for token in tokens[start:end])
    if any(pair in keys for pair in _HEDGES) or (" roi" not in keys and any(pair in keys for pair in _TELL_ME)):
        return True
    return any(
        means(tokens[at], "chắc") and (at + 1 == end or tokens[at + 1].key != "chan") for at in range(start, end)
    )


def _clause(tokens: Sequence[Token], start: int, at: int) -> int:
    """Where the clause of the token at `at` begins, not before `start`."""
    return next((back for back in range(at, start, -1) if tokens[back].apart), start)
