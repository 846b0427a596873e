"""Which node of a year's tree a code, a heading or a row's name means."""

import re
from collections.abc import Mapping
from decimal import Decimal

from rapidfuzz import fuzz

from handlers.importing.text import fold, words
from storage.catalogue import Criterion

Tree = Mapping[str, Criterion]
CODE = re.compile(r"\d{1,2}(\.\d{1,2}){0,3}")
LEADING_CODE = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,3})[\s.):\-–]+(.*)$", re.DOTALL)
NAMED_FIELD = re.compile(r"^(?:diem )?(?:linh vuc|lv)(?: so)? ?(\d{1,2}|[ivx]+)$")
MOST = re.compile(r"(?:toi da|diem chuan|thang diem|max)\D{0,12}(\d{1,3}(?:[.,]\d{1,2})?)")
MOST_ALONE = re.compile(r"\((\d{1,3}(?:[.,]\d{1,2})?) ?(?:diem|d)\)|/ ?(\d{1,3}(?:[.,]\d{1,2})?)$")
BRACKETS = re.compile(r"\([^()]*\)")
ROMAN = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "vi": 6,
    "vii": 7,
    "viii": 8,
    "ix": 9,
    "x": 10,
    "xi": 11,
    "xii": 12,
}
ABBREVIATIONS = {
    "tthc": "thu tuc hanh chinh",
    "cchc": "cai cach hanh chinh",
    "cqdt": "chinh quyen dien tu",
    "cqs": "chinh quyen so",
    "tcbm": "to chuc bo may",
    "tcbmhc": "to chuc bo may hanh chinh",
    "cdcv": "che do cong vu",
    "tcc": "tai chinh cong",
    "cddh": "chi dao dieu hanh",
    "cbcc": "can bo cong chuc",
    "cbccvc": "can bo cong chuc vien chuc",
    "cpdt": "chinh phu dien tu",
}
# what the fields were called in earlier programmes, without the common words, and what that is now
FORMER = (
    (
        re.compile(r"(xay dung )?(nang cao )?(chat luong )?(doi ngu )?(cong vu )?(can bo )?cong chuc( vien chuc)?"),
        "che do cong vu",
    ),
    (re.compile(r"hien dai hoa( nen)?|chuyen doi so|(xay dung )?chinh phu (dien tu|so).*"), "chinh quyen dien tu so"),
)
ORDER = re.compile(r"(so )?(tt|thu tu)|stt")
# what any field's name may hold, so it tells nothing
COMMON = re.compile(r"\b(cai cach|hanh chinh|cong tac|linh vuc|nha nuoc|doi voi|diem|ve|cua|va|den)\b")
ENOUGH, MARGIN = 85, 8  # similarity of 100 that names a field, and its lead over the next one


def roman(text: str) -> int | None:
    """ "VII" → 7; None for what is no Roman number up to XII."""
    return ROMAN.get(fold(text).strip(" .)"))


def as_code(text: str) -> str | None:
    """ "1.2.", "1.2" or a cell that Excel made 1.2 or 3.0 → "1.2", "3"; None for what is no code."""
    plain = fold(text).strip(" .)(:-'")
    plain = plain.removesuffix(".0") if plain.count(".") == 1 else plain
    return plain if CODE.fullmatch(plain) else None


def most_in(heading: str) -> Decimal | None:
    """The maximum that a heading states: "(tối đa 10 điểm)" → 10."""
    found = MOST.search(fold(heading)) or MOST_ALONE.search(fold(heading))
    if not found:
        return None
    return Decimal(next(group for group in found.groups() if group).replace(",", "."))


class CriterionNames:
    """The trees of one year, by group; immutable."""

    def __init__(self, trees: Mapping[str, Tree]) -> None:
        self.trees = trees
        self._by_name: dict[str, set[str]] = {}
        self._fields: dict[str, set[str]] = {}
        self._children: dict[tuple[str, str], list[str]] = {}
        for group, tree in trees.items():
            for node in tree.values():
                self._children.setdefault((group, node.code.rpartition(".")[0]), []).append(node.code)
                self._by_name.setdefault(_key(node.name), set()).add(node.code)
                if node.level == 1:
                    self._fields.setdefault(node.code, set()).add(_telling(node.name))

    def knows(self, code: str) -> bool:
        return any(code in tree for tree in self.trees.values())

    def by_name(self, name: str, under: str = "") -> str | None:
        """The only node of this exact name, below the node `under` if given."""
        codes = self._by_name.get(_key(name), set())
        below = {code for code in codes if code.startswith(f"{under}.")} if under else codes
        return next(iter(below)) if len(below) == 1 else None

    def by_heading(self, heading: str) -> str | None:
        """The node a column's heading names; a bare number is no name."""
        plain = BRACKETS.sub(" ", fold(heading)).strip(" .:*-")
        plain = re.sub(r"[,;:]? *(toi da|diem chuan|thang diem)\b.*$", "", plain).strip()
        named = NAMED_FIELD.match(plain)
        if named:
            number = named.group(1)
            code = number if number.isdigit() else str(ROMAN.get(number, ""))
            return code if self.knows(code) else None
        leading = LEADING_CODE.match(plain)
        if leading and self.knows(leading.group(1)) and re.search(r"[a-z]{2}", leading.group(2)):
            return leading.group(1)
        first, _, rest = plain.partition(" ")
        if rest and roman(first) and first.rstrip(".)") in ROMAN:
            plain = rest
        return self.by_name(plain) or self._field_like(plain)

    def field_of(self, heading: str) -> int | None:
        """The field a section's title names, for tasks."""
        code = self._field_like(BRACKETS.sub(" ", fold(heading)))
        return int(code) if code else None

    def _field_like(self, heading: str) -> str | None:
        typed = _telling(heading)
        if len(typed) < 5 or ORDER.fullmatch(typed):
            return None
        typed = next((now for former, now in FORMER if former.fullmatch(typed)), typed)
        scores = sorted(
            ((max(fuzz.token_set_ratio(typed, name) for name in names), code) for code, names in self._fields.items()),
            reverse=True,
        )
        if not scores or scores[0][0] < ENOUGH or (len(scores) > 1 and scores[0][0] - scores[1][0] < MARGIN):
            return None
        return scores[0][1]

    def children(self, group: str, node: str) -> list[str]:
        """Codes directly below a node; of "" the fields."""
        return self._children.get((group, node), [])

    def leaves(self, group: str, node: str) -> list[str]:
        """Codes of the finest nodes that make up a node, itself when it has no parts."""
        below = self.children(group, node)
        return [leaf for child in below for leaf in self.leaves(group, child)] if below else [node]

    def fields(self, group: str) -> list[str]:
        return self.children(group, "")


def _spelled_out(text: str) -> list[str]:
    return [part for word in words(text) for part in ABBREVIATIONS.get(word, word).split()]


def _key(name: str) -> str:
    return " ".join(_spelled_out(name))


def _telling(name: str) -> str:
    return " ".join(COMMON.sub(" ", _key(name)).split())
