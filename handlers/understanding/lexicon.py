"""Everything a message is compared with, folded and indexed once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from handlers.understanding.cues import CUES, FIELDS, GROUPS, OWN, YEARS_AGO
from handlers.understanding.fold import deletions, fold
from handlers.understanding.model import AgencyName, CriterionName, TaskTitle
from handlers.understanding.names import FULL, PROPER, Name, bare_name, names_of
from handlers.understanding.phrases import Entity, key_of, unfold, words_of
from handlers.understanding.tokens import Spelling
from handlers.understanding.vocabulary import NUMBER_WORDS, SHORT_FORMS, STOP_WORDS, listed

# Words of titles too common to tell one task from another.
_TITLE_STOP: Final = frozenset(
    listed(
        "va cac cua cho tai ve theo den trong tren nam cong tac thuc hien to chuc tinh duoc giao giai doan viec so "
        "quy dinh don vi co quan dia phuong bao dam tien do"
    )
)


_SHORTEST: Final = 2  # letters of a name that is still told from others


@dataclass(frozen=True, slots=True)
class FuzzyName:
    """A name of an agency to compare misspelt words with; `marked` keeps the marks, to break ties."""

    key: str
    marked: str
    code: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Immutable. `Lexicon.build` makes one from the catalogue; a changed catalogue means a new one."""

    agencies: tuple[AgencyName, ...]
    criteria: tuple[CriterionName, ...]
    tasks: tuple[TaskTitle, ...]
    entities: Mapping[str, Entity]  # by key (words without spaces)
    cues: Mapping[str, tuple[str, ...]]
    begins: frozenset[str]  # every beginning of a phrase that ends where a word ends
    criterion_names: Mapping[str, str]  # key → code
    stop: frozenset[str]
    spelling: Spelling
    pairs: frozenset[tuple[str, str]]  # words that stand side by side in some phrase
    # Length of what was typed → the names it may be a misspelling of, and their keys.
    fuzzy_by_length: Mapping[int, tuple[tuple[FuzzyName, ...], tuple[str, ...]]]
    titles: tuple[tuple[int, frozenset[str]], ...]
    districts: Mapping[tuple[str, ...], str]  # words of the bare name → code
    name_words: frozenset[str]  # of departments
    all_name_words: frozenset[str]  # of all agencies
    every_name: tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]  # keys and the agencies each may name
    syllables: Mapping[str, tuple[tuple[str, str], ...]]  # one word of a bare name → as it is written, code
    telling_words: frozenset[str]  # a misspelt name may begin with or hold one of these

    @classmethod
    def build(
        cls,
        agencies: Sequence[AgencyName],
        criteria: Sequence[CriterionName] = (),
        tasks: Sequence[TaskTitle] = (),
    ) -> "Lexicon":
        """Fold and index the names of agencies, criteria (newest year) and tasks."""
        names = _of_names(tuple(agencies), tuple(criteria))
        phrases = [words_of(task.title) for task in tasks]
        pairs = names.pairs | {pair for phrase in phrases for pair in pairwise(phrase)}
        known = names.spelling.words | {word for phrase in phrases for word in phrase}
        return replace(
            names,
            tasks=tuple(tasks),
            begins=names.begins | _beginnings(phrases),
            spelling=_spelling(known, pairs),
            pairs=pairs,
            titles=tuple((task.no, title_words(task.title)) for task in tasks),
        )


def _beginnings(phrases: Iterable[Sequence[str]]) -> frozenset[str]:
    return frozenset("".join(phrase[:end]) for phrase in phrases for end in range(1, len(phrase) + 1))


@lru_cache(maxsize=2)
def _of_names(agencies: tuple[AgencyName, ...], criteria: tuple[CriterionName, ...]) -> Lexicon:
    """Without the tasks: nearly all of the work, and the same until agencies or criteria change."""
    entities, phrases = _entities(agencies)
    cues, cue_phrases = _unfolded_cues()
    phrases += cue_phrases
    phrases += [words_of(criterion.name) for criterion in criteria]
    words = {word for phrase in phrases for word in phrase} | set(STOP_WORDS) | set(NUMBER_WORDS)
    pairs = frozenset(pair for phrase in phrases for pair in pairwise(phrase))
    return Lexicon(
        agencies=agencies,
        criteria=criteria,
        tasks=(),
        entities=entities,
        cues=cues,
        begins=_beginnings(phrases),
        criterion_names=MappingProxyType({key_of(c.name): c.code for c in criteria if c.level > 1}),
        stop=frozenset(SHORT_FORMS.get(word, word) for word in STOP_WORDS),
        spelling=_spelling(words, pairs),
        pairs=pairs,
        fuzzy_by_length=_by_length(_fuzzy_names(agencies)),
        titles=(),
        districts=MappingProxyType(
            {tuple(words_of(bare_name(agency))): agency.code for agency in agencies if agency.group == "huyen"}
        ),
        name_words=frozenset(
            word for agency in agencies if agency.group != "huyen" for word in words_of(bare_name(agency))
        ),
        all_name_words=frozenset(word for agency in agencies for word in words_of(agency.name)) | {"so", "ubnd"},
        every_name=_every_name(agencies),
        syllables=_syllables(agencies),
        telling_words=frozenset(
            word
            for agency in agencies
            for word in (words_of(bare_name(agency)) if agency.group == "huyen" else words_of(agency.name)[:1])
        ),
    )


@cache
def _unfolded_cues() -> tuple[Mapping[str, tuple[str, ...]], tuple[list[str], ...]]:
    """The tables of cues by key, and their phrases: the same for every catalogue, and most of the work."""
    cues: dict[str, tuple[str, ...]] = {}
    phrases: list[list[str]] = []
    for name, patterns in CUES.items():
        for phrase in unfold(patterns):
            words = words_of(phrase)
            key = "".join(words)
            if key and name not in (said := cues.get(key, ())):
                cues[key] = (*said, name)
                phrases.append(words)
    phrases += [words_of(phrase) for phrase in unfold(OWN)]
    return MappingProxyType(cues), tuple(phrases)


def title_words(title: str) -> frozenset[str]:
    """The folded words of a title that tell it from others."""
    return frozenset(word for word in words_of(title) if word not in _TITLE_STOP and len(word) > 1)


def _spelling(words: Iterable[str], pairs: frozenset[tuple[str, str]]) -> Spelling:
    known = frozenset(words) | frozenset(SHORT_FORMS.values())
    slips: dict[str, list[str]] = {}
    for word in sorted(known):
        if 3 <= len(word) <= 12:
            for shorter in deletions(word):
                slips.setdefault(shorter, []).append(word)
    return Spelling(known, MappingProxyType({key: tuple(near) for key, near in slips.items()}), pairs)


def _entities(agencies: Sequence[AgencyName]) -> tuple[dict[str, Entity], list[list[str]]]:
    entities: dict[str, Entity] = {}
    phrases: list[list[str]] = []

    def put(phrase: str, entity: Entity) -> None:
        entities[key_of(phrase)] = entity
        phrases.append(words_of(phrase))

    for number, patterns in FIELDS.items():
        for phrase in unfold(patterns):
            put(phrase, Entity(phrase, field=number))
    for group, patterns in GROUPS.items():
        for phrase in unfold(patterns):
            put(phrase, Entity(phrase, group=group))
    for ago, patterns in YEARS_AGO.items():
        for phrase in unfold(patterns):
            put(phrase, Entity(phrase, years_ago=ago))
    for phrase in unfold(OWN):
        put(phrase, Entity(phrase, own=True))
    names = [(agency.code, name) for agency in agencies for name in names_of(agency)]
    entities |= _agency_entities(names)
    phrases += [words_of(name.phrase) for _, name in names]
    return entities, phrases


def _agency_entities(names: Sequence[tuple[str, Name]]) -> dict[str, Entity]:
    """Key → agencies of that name; a name that stands in the catalogue beats one that was derived."""
    by_key: dict[str, dict[str, Name]] = {}
    for code, name in names:
        same = by_key.setdefault(key_of(name.phrase), {})
        if code not in same or (same[code].stated, same[code].strength) < (name.stated, name.strength):
            same[code] = name
    found = {}
    for key, same in by_key.items():
        stated = tuple(code for code, name in same.items() if name.stated)
        codes = stated or tuple(same)
        found[key] = Entity(
            same[codes[0]].phrase, agencies=codes, strength=same[codes[0]].strength, initials=same[codes[0]].initials
        )
    return found


def _fuzzy_names(agencies: Sequence[AgencyName]) -> list[FuzzyName]:
    names: dict[tuple[str, str], FuzzyName] = {}
    for agency in agencies:
        for name in names_of(agency):
            key = key_of(name.phrase)
            if agency.group == "huyen" and name.phrase != bare_name(agency):
                continue
            if name.initials or any(fold(word) in SHORT_FORMS for word in name.phrase.split()):
                continue  # "Sở TP" would be spelled out to "sothanhpho"
            if name.strength >= (FULL if agency.group != "huyen" else PROPER) and len(key) >= 5:
                marked = "".join(name.phrase.lower().split())
                names.setdefault((key, agency.code), FuzzyName(key, marked, agency.code))
    return list(names.values())


def _every_name(agencies: Sequence[AgencyName]) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Every key an agency goes by, short forms too, each with its agencies."""
    codes: dict[str, dict[str, None]] = {}
    for agency in agencies:
        for name in names_of(agency):
            if len(key := key_of(name.phrase)) > _SHORTEST:
                codes.setdefault(key, {})[agency.code] = None
    return tuple(codes), tuple(tuple(same) for same in codes.values())


def _syllables(agencies: Sequence[AgencyName]) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Words of the bare names of agencies that are scored, folded."""
    found: dict[str, dict[tuple[str, str], None]] = {}
    for agency in agencies:
        if agency.group in ("so", "huyen"):
            for word in bare_name(agency).lower().replace(",", " ").split():
                if fold(word) not in ("tinh", "ubnd", "ban", "va", "-"):
                    found.setdefault(fold(word), {})[word, agency.code] = None
    return MappingProxyType({key: tuple(same) for key, same in found.items()})


def slips_allowed(length: int) -> int:
    """Slips after which a name of that many letters is still recognised."""
    if length < 5:
        return 0
    return 1 if length < 9 else 2 if length < 14 else 3


def _by_length(fuzzy: Sequence[FuzzyName]) -> Mapping[int, tuple[tuple[FuzzyName, ...], tuple[str, ...]]]:
    longest = max((len(name.key) for name in fuzzy), default=0)
    by_length = {}
    for length in range(5, longest + 4):
        near = tuple(name for name in fuzzy if abs(len(name.key) - length) <= slips_allowed(length))
        by_length[length] = near, tuple(name.key for name in near)
    return MappingProxyType(by_length)
