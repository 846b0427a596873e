"""The ways people name an agency, made from its catalogue name: "Sở Kế hoạch và Đầu tư" → "so ke hoach", "skhdt", …"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from handlers.understanding.fold import fold
from handlers.understanding.model import AgencyName
from handlers.understanding.phrases import key_of, words_of

FULL, PROPER, COMMON, MARKED = 3, 2, 1, 0  # MARKED: only when "sở" carries its mark

DISTRICT_TYPES: Final = ("huyện", "thị xã", "thành phố")
_TYPES: Final = (
    *DISTRICT_TYPES, "h", "tx", "tp", "ubnd", "ủy ban", "ủy ban nhân dân", "ubnd h", "ubnd tx", "ubnd tp",
    "ubnd huyện", "ubnd thị xã", "ubnd thành phố", "ủy ban huyện", "ủy ban thị xã", "ủy ban thành phố",
    "ủy ban nhân dân huyện", "ủy ban nhân dân thị xã", "ủy ban nhân dân thành phố", "chủ tịch huyện",
)  # fmt: skip
_SEGMENT: Final = re.compile(r"\s+và\s+|\s*,\s*|\s+-\s+|\s*-\s*")


class Name(NamedTuple):
    """One way to name an agency; `stated`: it stands in the catalogue, so it beats what is derived."""

    phrase: str
    strength: int
    stated: bool
    initials: bool = False  # "Sở TC": too short to be looked for in misspelt words


def bare_name(agency: AgencyName) -> str:
    """The name without "Sở", "Huyện", "Thị xã", "Thành phố"; other names stay whole."""
    folded = fold(agency.name)
    for kind in ("sở", *DISTRICT_TYPES):
        if folded.startswith(fold(kind) + " "):
            return agency.name[len(kind) + 1 :]
    return agency.name


def names_of(agency: AgencyName) -> Iterator[Name]:
    """Every way to name an agency, stated ones first."""
    yield Name(agency.name, FULL, True)
    yield Name(agency.short_name, FULL, True)
    yield Name(agency.code, FULL, True)
    for name in (agency.short_name, *agency.aliases):
        if "&" in name:  # "Sở KH&ĐT" is said "sở kh và đt"
            yield Name(name.replace("&", " và "), FULL, True)
    for alias in agency.aliases:
        yield Name(alias, _alias_strength(agency, alias), True)
    yield from _derived_district(agency) if agency.group == "huyen" else _derived_department(agency)


def _alias_strength(agency: AgencyName, alias: str) -> int:
    words = words_of(alias)
    if agency.group == "huyen":
        return PROPER
    if len(words) == 1 or words[0] in ("so", "ban", "vp", "dai", "bao") or "tinh" in words or "uyban" in "".join(words):
        return FULL
    return COMMON


def _initials(phrase: str) -> str:
    return "".join(word[0] for word in re.findall(r"[^\W\d_]+", fold(phrase)) if word != "va")


def _derived_district(agency: AgencyName) -> Iterator[Name]:
    bare = bare_name(agency)
    words = bare.split()
    short = _initials(bare)
    yield Name(bare, PROPER, True)
    for kind in _TYPES:
        yield Name(f"{kind} {bare}", FULL, False)
        yield Name(f"{kind} {short}", FULL, False, True)
    if len(short) > 2:
        yield Name(short, PROPER, False)
    for count in range(2, len(words)):
        yield Name(" ".join(words[:count]), PROPER, False)
        yield Name(" ".join(words[-count:]), PROPER, False)


def _derived_department(agency: AgencyName) -> Iterator[Name]:
    bare = bare_name(agency)
    if bare == agency.name:
        if len(short := _initials(bare)) > 2:
            yield Name(short, FULL, False)
        return
    plain = bare.replace(" và ", " ")
    short = _initials(bare)
    yield Name(f"Sở {plain}", FULL, False)
    yield Name(plain, COMMON, False)
    yield Name(bare, COMMON, False)
    yield Name(f"s{short}", FULL, False)
    if len(short) > 2:
        yield Name(short, FULL, False)
    segments = [segment for segment in _SEGMENT.split(bare) if segment]
    for segment in segments:
        yield Name(f"Sở {segment}", FULL, False)
    words = plain.split()
    if len(words) > 2:
        yield Name(f"Sở {' '.join(words[:2])}", FULL, False)
    for count in range(2, len(short) + 1):
        # "so nv" is "số nhiệm vụ" as often as "Sở NV": the mark decides.
        plainly = key_of(short[:count]) == short[:count]
        yield Name(f"Sở {short[:count]}", FULL if plainly or short[:count] != "nv" else MARKED, False, True)
