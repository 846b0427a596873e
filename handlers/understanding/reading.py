"""One message taken apart: tokens, entities, numbers, cues. What it adds up to is decided in `decide.py`."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from handlers.understanding.agencies import Named, exact_agencies, is_agency, misspelt_agencies
from handlers.understanding.asking import Clause, clauses_of
from handlers.understanding.lexicon import Lexicon
from handlers.understanding.matching import Cue, Found, find_criterion, find_cues, find_entities, mend
from handlers.understanding.quantities import Quantities, TaskMention, read_quantities
from handlers.understanding.reports import standing
from handlers.understanding.slipped import slipped
from handlers.understanding.tokens import Token, is_mended, read_tokens

_MOST_TOKENS: Final = 160


@dataclass(slots=True)
class Reading:
    """One message while it is being read."""

    text: str
    tokens: list[Token]
    lexicon: Lexicon
    today: date
    found: list[Found]
    quantities: Quantities
    named: list[Named]
    cues: list[Cue]
    names: frozenset[str]
    tasks: list[TaskMention]
    agencies: list[Named] = field(default_factory=list)  # those of `named` that are meant as agencies
    group: str | None = None  # said in words ("các huyện") or by a count ("3 huyện")
    field_number: int | None = None  # said by number or by name
    criterion: str | None = None  # said by number or by its full name
    own: bool = False  # the sender speaks of the own agency
    covered: set[int] = field(default_factory=set)  # tokens that mean something
    strays: tuple[int, ...] = ()  # words of content that nothing explains
    spent: set[int] = field(default_factory=set)  # tokens of tasks, agencies and numbers
    _clauses: list[Clause] | None = None
    _slip: str | None = None
    why: list[str] = field(default_factory=list)

    def has(self, *names: str) -> bool:
        """Whether one of these cues was found."""
        return not self.names.isdisjoint(names)

    def typed(self, name: str) -> bool:
        """Whether the cue was found in words as they were typed, not as the speller mended them."""
        found = [cue for cue in self.cues if name in cue.names]
        return any(not any(is_mended(token) for token in self.tokens[cue.start : cue.end]) for cue in found)

    def entity(self, attribute: str) -> Any:
        """The first value that words give an entity attribute, else None."""
        said = (getattr(hit.entity, attribute) for hit in self.found)
        return next((value for value in said if value is not None and value is not False), None)

    def is_a_report(self) -> None:
        """From now on a common noun ("xây dựng") is an agency only as cause or recipient."""
        self.agencies = [name for name in self.named if is_agency(self.tokens, name, reporting=True)]

    @property
    def leftover(self) -> int:
        """How many words of content nothing explains."""
        return len(self.strays)

    @property
    def clauses(self) -> list[Clause]:
        """The message cut at its commas, and which of its clauses ask."""
        if self._clauses is None:
            self._clauses = _clauses(self)
        return self._clauses

    @property
    def slip(self) -> str:
        """Where a word stands that is one letter from one that asks or denies: "end", "inside" or ""."""
        if self._slip is None:
            known = self.lexicon.spelling.words
            found = [
                slipped(self.tokens, clause.start, clause.end, self.spent, known)
                for clause in self.clauses
                if not clause.asks
            ]
            self._slip = "end" if "end" in found else max(found, default="")
        return self._slip

    @property
    def asks(self) -> bool:
        """Whether some clause asks."""
        return any(clause.asks for clause in self.clauses)

    def unread(self) -> list[Token]:
        """Words outside every agency, field, group, own and number."""
        taken = {at for hit in self.found for at in range(hit.start, hit.end)} | self.quantities.used
        taken |= {at for name in self.named for at in range(name.start, name.end)}
        return [token for at, token in enumerate(self.tokens) if at not in taken and token.kind == "word"]


def read(text: str, lexicon: Lexicon, today: date) -> Reading:
    """Take a cleaned text apart."""
    tokens = mend(read_tokens(text, lexicon.spelling)[:_MOST_TOKENS], lexicon)
    found = find_entities(tokens, lexicon)
    quantities = read_quantities(tokens, today)
    named = exact_agencies(tokens, found, lexicon)
    closed = {at for name in named if is_agency(tokens, name, reporting=False) for at in range(name.start, name.end)}
    closed |= {at for hit in found if hit.entity.field for at in range(hit.start, hit.end)}
    closed |= quantities.year_words
    closed |= {at for mention in quantities.tasks for at in range(mention.start, mention.end)}
    if criterion := None if quantities.tasks else find_criterion(tokens, lexicon):
        closed |= set(range(criterion[0], criterion[1]))
    cues = find_cues(tokens, lexicon, closed)
    taken = closed | {at for cue in cues if cue.end - cue.start > 1 for at in range(cue.start, cue.end)}
    for hit in found:
        # A common noun may be the end of a misspelt name: "bon quan ly khu kinh te".
        common = bool(hit.entity.agencies) and hit.entity.strength == 1
        if not hit.entity.own and not common:
            taken.update(range(hit.start, hit.end))
        if common:
            taken.difference_update(range(hit.start, hit.end))
    if misspelt := misspelt_agencies(tokens, taken, lexicon):
        named = sorted([*(name for name in named if _apart(name, misspelt)), *misspelt], key=lambda name: name.start)
        closed |= {at for name in misspelt for at in range(name.start, name.end)}
        cues = find_cues(tokens, lexicon, closed)
    names = frozenset(name for cue in cues for name in cue.names)
    reading = Reading(text, tokens, lexicon, today, found, quantities, named, cues, names, standing(quantities.tasks))
    covered = closed | quantities.used
    reading.agencies = [
        name for name in named if is_agency(tokens, name, reporting=False) and not _of_another(tokens, name, named)
    ]
    reading.group = _group(reading)
    reading.field_number = quantities.field_number or reading.entity("field")
    reading.criterion = quantities.criterion or (criterion[2] if criterion else None)
    reading.own = bool(reading.entity("own"))
    covered |= {at for cue in cues for at in range(cue.start, cue.end)}
    covered |= {at for hit in found if not hit.entity.agencies for at in range(hit.start, hit.end)}
    reading.covered = covered
    reading.strays = tuple(
        at
        for at, token in enumerate(tokens)
        if at not in covered and token.kind == "word" and token.key not in lexicon.stop
    )
    return reading


def _clauses(reading: Reading) -> list[Clause]:
    """The message cut at its commas, but for those inside lists of tasks and names of agencies."""
    mentions, quantities = reading.quantities.tasks, reading.quantities
    joined = {at for mention in mentions for at in range(mention.start + (not mention.listed), mention.end)}
    joined |= {at for name in reading.named for at in range(name.start + 1, name.end)}
    spent = quantities.used | joined | {mention.start for mention in mentions}
    spent |= {at for _, start, end in quantities.percents for at in range(start, end)}
    spent |= {at for name in reading.agencies for at in range(name.start, name.end)}
    reading.spent = spent
    return clauses_of(reading.tokens, reading.text, spent, joined)


def _apart(name: Named, others: list[Named]) -> bool:
    return all(name.end <= other.start or other.end <= name.start for other in others)


def _of_another(tokens: list[Token], name: Named, named: list[Named]) -> bool:
    """ "tài chính con của sở y tế" (công, misspelt) asks one agency for a field, not two agencies."""
    after = next((other.start for other in named if other.start >= name.end), 0)
    between = [token.key for token in tokens[name.end : after]]
    return name.strength == 1 and 0 < len(between) <= 2 and between[-1] == "cua"


def _group(reading: Reading) -> str | None:
    for hit in reading.found:
        # "thị xã cho thanh": the group word is the type of a name right behind it.
        typed = any(name.start <= hit.end and hit.start < name.end for name in reading.named)
        if hit.entity.group and not typed:
            return hit.entity.group
    return reading.quantities.counted_group or _bare_group(reading)


def _bare_group(reading: Reading) -> str | None:
    """ "top huyện", "bảng xếp hạng sở": the bare word, when it is no part of a name."""
    taken = {at for hit in reading.found if hit.entity.group is None for at in range(hit.start, hit.end)}
    taken |= {at for name in reading.named for at in range(name.start, name.end)}
    for at, token in enumerate(reading.tokens):
        if at in taken or at + 1 in {name.start for name in reading.named}:
            continue
        if token.key == "huyen":
            return "huyen"
        if token.key == "so" and (token.word == "sở" or _after_so(reading, at)):
            return "so"
    return None


def _after_so(reading: Reading, at: int) -> bool:
    """Whether an unmarked "so" is "sở": "so cao nhat", "bang xep hang so"."""
    tokens = reading.tokens
    if tokens[at].word not in ("so", "sow", "sof"):
        return False
    after = tokens[at + 1].key if at + 1 < len(tokens) else ""
    before = tokens[at - 1].key if at else ""
    if before in ("nhieu", "baonhieu", "may") and after not in ("diem", "tien", "lan", "luong"):
        return True
    return after in ("cao", "thap", "tot", "kem", "dung", "dan", "yeu", "gioi") or (
        not after and before in ("hang", "khoi", "cac", "top")
    )
