"""Which agency a name in a file means. Strict: a name that could be another agency's, or nobody's, is refused.

Exact name, short name or alias first; then abbreviations that stand for the words of exactly one name ("Sở NN và PTNT",
"Ban QL KKT", "TX. Bình Long"); then a slip of one or two letters in a long name. "BQL Khu công nghiệp" is none of
these: the nearest agency is only offered.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from handlers.importing.text import fold, words
from storage.catalogue import Agency

GROUP_OF_DISTRICTS = "huyen"
CONNECTIVES = frozenset({"va", "cac", "cua"})
PEOPLES_COMMITTEE = ("uy", "ban", "nhan", "dan")
DISTRICT_TYPES = (("thanh", "pho"), ("thi", "xa"), ("huyen",), ("quan",))
OFFICE_SHORT = {
    "bql": ("ban", "quan", "ly"),
    "vp": ("van", "phong"),
    "tp": ("thanh", "pho"),
    "tx": ("thi", "xa"),
    "h": ("huyen",),
}
HEADS = re.compile(r"^(thu truong|lanh dao|giam doc|chu tich|truong ban|chanh thanh tra)\s+(?=so |ubnd|uy ban|ban )")
BRACKETS = re.compile(r"\s*\([^()]*\)")
OFFERED = 70  # similarity, of 100, from which the nearest name is worth offering
ONE_SLIP, TWO_SLIPS = 6, 18  # letters that tell a name from others, for one or two wrong ones


class AgencyNames:
    """Immutable; built once for an import. `chosen`: what somebody said a name of the file means, "" for nobody."""

    def __init__(self, agencies: Iterable[Agency], chosen: Mapping[str, str] | None = None) -> None:
        self.agencies = {agency.code: agency for agency in agencies}
        self._chosen = {fold(written): code for written, code in (chosen or {}).items()}
        self._exact: dict[str, set[str]] = {}
        self._spelled: dict[str, list[list[str]]] = {}
        for agency in self.agencies.values():
            for name in (agency.code, *_written_forms(agency)):
                self._exact.setdefault(_compact(name), set()).add(agency.code)
            self._spelled[agency.code] = [_expanded(name) for name in (agency.name, agency.actor)]

    def left_out(self, written: str) -> bool:
        """Was it said that what stands under this name is to be left out?"""
        return self._chosen.get(fold(written)) == ""

    def find(self, written: str) -> str | None:
        """The code of the agency a file means by this name; None for nobody and for more than one."""
        if self._chosen and fold(written) in self._chosen:
            return self._chosen[fold(written)] or None
        for form in _readings(written):
            codes = self._exact.get(_compact(form)) or self._abbreviated(form)
            if codes:
                return next(iter(codes)) if len(codes) == 1 else None
        return next((code for form in _readings(written) if (code := self._slipped(form))), None)

    def nearest(self, written: str) -> Agency | None:
        """What a refused name may have meant; None when nothing comes near."""
        typed = _telling(_expanded(written))
        scores = {
            code: max(_alike(typed, _telling(name)) for name in spellings) for code, spellings in self._spelled.items()
        }
        best = max(scores, key=lambda code: scores[code], default=None)
        return self.agencies[best] if best is not None and scores[best] >= OFFERED else None

    def _abbreviated(self, form: str) -> set[str]:
        typed = [word for word in words(form) if word not in CONNECTIVES]
        if len("".join(typed)) < 3:
            return set()
        return {
            code for code, spellings in self._spelled.items() if any(_stands_for(typed, name) for name in spellings)
        }

    def _slipped(self, form: str) -> str | None:
        """The agency whose name is a slip away, no word beginning otherwise, while every other is clearly farther."""
        typed = _expanded(form)
        letters = len(_telling(typed).replace(" ", ""))
        allowed = 2 if letters >= TWO_SLIPS else 1 if letters >= ONE_SLIP else 0
        if not allowed:
            return None
        distances = sorted(
            (OSA.distance("".join(typed), "".join(name)), code, name)
            for code, spellings in self._spelled.items()
            for name in spellings
        )
        nearest, code, name = distances[0]
        others = [distance for distance, other, _ in distances if other != code]
        same_beginnings = [word[0] for word in typed] == [word[0] for word in name]
        return code if nearest <= allowed and same_beginnings and min(others, default=99) >= nearest + 2 else None


def _written_forms(agency: Agency) -> Iterator[str]:
    yield from (agency.name, agency.short_name, agency.actor, *agency.aliases)
    if agency.group == GROUP_OF_DISTRICTS:
        bare = _without_type(words(agency.name))
        yield " ".join(bare)


def _without_type(name: list[str]) -> list[str]:
    for kind in DISTRICT_TYPES:
        if tuple(name[: len(kind)]) == kind:
            return name[len(kind) :]
    return name


def _readings(written: str) -> list[str]:
    """The name as written, then without what people add around one."""
    readings = [fold(written)]
    for shorten in (_without_brackets, _without_number, _without_head, _without_province_name, _without_province):
        shorter = shorten(readings[-1])
        if shorter and shorter != readings[-1]:
            readings.append(shorter)
    return readings


def _without_brackets(name: str) -> str:
    return BRACKETS.sub("", name).strip()


def _without_number(name: str) -> str:
    return re.sub(r"^(\d{1,3}[.)]|[-+*•])\s*", "", name).strip(" .,;:-*")


def _without_head(name: str) -> str:
    return HEADS.sub("", name)


def _without_province_name(name: str) -> str:
    return re.sub(r"(?<=\btinh) [a-z ]+$", "", name)


def _without_province(name: str) -> str:
    return re.sub(r"[\s,]+tinh$", "", name)


def _compact(name: str) -> str:
    """Letters only, `Ủy ban nhân dân` short: names that differ in spaces, accents or signs are the same."""
    plain = "".join(word for word in words(name) if word not in CONNECTIVES)
    return plain.replace("".join(PEOPLES_COMMITTEE), "ubnd")


def _expanded(name: str) -> list[str]:
    """Words without connectives, `UBND` in full."""
    expanded: list[str] = []
    for word in words(name):
        if word == "ubnd":
            expanded.extend(PEOPLES_COMMITTEE)
        elif word not in CONNECTIVES:
            expanded.append(word)
    return expanded


def _telling(name: list[str]) -> str:
    """What tells one agency from another: without `UBND huyện`, office words in full."""
    full = [part for word in name for part in OFFICE_SHORT.get(word, (word,))]
    if tuple(full[:4]) == PEOPLES_COMMITTEE:
        full = full[4:]
    return " ".join(_without_type(full))


def _alike(one: str, other: str) -> float:
    return (fuzz.ratio(one, other) + fuzz.token_set_ratio(one, other)) / 2


def _stands_for(typed: list[str], name: list[str]) -> bool:
    """Does every typed word stand for the next words of the name, whole or by initials, and use up all of them?"""
    ends = {0}
    for word in typed:
        reached = set()
        for start in ends:
            if start < len(name) and name[start] == word:
                reached.add(start + 1)
            initials = "".join(part[0] for part in name[start : start + len(word)])
            if initials == word:
                reached.add(start + len(word))
        ends = reached
    return len(name) in ends
