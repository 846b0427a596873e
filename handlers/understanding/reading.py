"""One message taken apart: tokens, entities, numbers, cues. What it adds up to is decided in `decide.py`."""

from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any, Final

from handlers.understanding.agencies import Named, exact_agencies, is_agency, misspelt_agencies
from handlers.understanding.asking import Clause, clauses_of
from handlers.understanding.lexicon import Lexicon
from handlers.understanding.matching import Cue, Found, find_criterion, find_cues, find_entities, mend
from handlers.understanding.number_reader import read_quantities
from handlers.understanding.quantities import Quantities, TaskMention
from handlers.understanding.reports import STATE_CUES, standing
from handlers.understanding.slipped import slipped
from handlers.understanding.tokens import Token, is_mended, read_tokens
from handlers.understanding.vocabulary import listed

_MOST_TOKENS: Final = 160
_MANY: Final = frozenset(listed("don vi|co quan|dia phuong|so nganh", "|"))
_MANY_KEYS: Final = frozenset(listed("donvi coquan diaphuong nhom"))
_TOLD: Final = STATE_CUES - {"doing"}


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
    bare_groups: list[int] = field(default_factory=list)  # tokens that are "sở", "huyện" and no part of a name
    groups: tuple[str, ...] = ()  # said in words ("các huyện") or by a count ("3 huyện"), in order
    field_number: int | None = None  # said by number or by name
    criterion: str | None = None  # said by number or by its full name
    own: bool = False  # the sender speaks of the own agency
    covered: set[int] = field(default_factory=set)  # tokens that mean something
    strays: tuple[int, ...] = ()  # words of content that nothing explains
    spent: set[int] = field(default_factory=set)  # tokens of tasks, agencies and numbers
    corrected: bool = False  # something said was replaced: "snv, à nhầm, stc"
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
        said = (getattr(hit.entity, attribute) for hit in self.found if hit.start not in self.quantities.places)
        return next((value for value in said if value is not None and value is not False), None)

    def is_a_report(self) -> None:
        """From now on a common noun ("xây dựng") is an agency only as cause or recipient."""
        self.agencies = [name for name in self.named if is_agency(self.tokens, name, reporting=True)]

    @property
    def group(self) -> str | None:
        """The one group that is meant; two of them are everybody."""
        return self.groups[0] if len(self.groups) == 1 else None

    @property
    def one_asked(self) -> bool:
        """Whether an agency is named, or the own one is."""
        return bool(self.agencies) or self.own

    @property
    def many(self) -> bool:
        """ "đơn vị nào", "các huyện", "3 đơn vị": agencies, none by name."""
        if self.one_asked:
            return False
        if self.has("which_agency", "count_agencies") or self.groups or self.quantities.n is not None:
            return True
        return not _MANY.isdisjoint(self.pairs) or any(token.key in _MANY_KEYS for token in self.tokens)

    @property
    def pairs(self) -> list[str]:
        """Words that stand side by side."""
        return [f"{first.key} {second.key}" for first, second in pairwise(self.tokens)]

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
            self._slip = next((kind for kind in ("end", "inside", "stuck") if kind in found), "")
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
    return read_from(mend(read_tokens(text, lexicon.spelling)[:_MOST_TOKENS], lexicon), text, lexicon, today)


def read_from(tokens: list[Token], text: str, lexicon: Lexicon, today: date) -> Reading:
    """Take the tokens of a text apart."""
    found = find_entities(tokens, lexicon)
    quantities = read_quantities(tokens, text, today)
    named = exact_agencies(tokens, found, lexicon)
    closed = {at for name in named if is_agency(tokens, name, reporting=False) for at in range(name.start, name.end)}
    closed |= {at for hit in found if hit.entity.field for at in range(hit.start, hit.end)}
    closed |= quantities.closed
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
    reading.groups = _groups(reading)
    _set_criterion(reading, criterion[2] if criterion else None)
    reading.own = bool(reading.entity("own"))
    if _asks_share(reading):
        quantities.level, quantities.percents, quantities.odd_percents = quantities.share, [], []
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


def _asks_share(reading: Reading) -> bool:
    """ "đơn vị trên 90%", "lĩnh vực 5 dưới 80%", "dưới 85%": a level of points, no report."""
    level = reading.quantities.share
    if level is None or (level.above is None and level.until is None) or reading.tasks:
        return False
    sided = any(
        reading.tokens[start - 1].key in ("tren", "duoi") for _, start, _ in reading.quantities.percents if start
    )
    return (reading.many or sided or reading.has("which_field")) and not reading.has(*_TOLD)


def _set_criterion(reading: Reading, named: str | None) -> None:
    """ "lĩnh vực 8 tiêu chí 1" is criterion 8.1; "tiêu chí 3" alone is a field."""
    quantities = reading.quantities
    field, number = quantities.field_number or reading.entity("field"), quantities.criterion_number
    reading.criterion = quantities.criterion or named
    if field is not None and number is not None and reading.criterion is None:
        reading.criterion = f"{field}.{number}"
    reading.field_number = field or number


def _groups(reading: Reading) -> tuple[str, ...]:
    said: dict[str, None] = {}
    for hit in reading.found:
        # "thị xã cho thanh": the group word is the type of a name right behind it.
        typed = any(name.start <= hit.end and hit.start < name.end for name in reading.named)
        typed = typed and reading.tokens[hit.start].key != "khoi"
        if hit.entity.group and not typed and not _is_type(reading, hit):
            said[hit.entity.group] = None
    several = len(reading.named) > 1  # "2 sở y tế và xây dựng" are those two
    if not said and reading.quantities.counted_group and not several:
        said[reading.quantities.counted_group] = None
    reading.bare_groups = _bare_groups(reading)
    bare = ["huyen" if reading.tokens[at].key == "huyen" else "so" for at in reading.bare_groups]
    return tuple(dict.fromkeys([*said, *(bare if not said or reading.has("compare", "versus") else ())]))


def _is_type(reading: Reading, hit: Found) -> bool:
    """ "tx phc long": the type of a name, with a word behind it that nobody knows."""
    after = reading.tokens[hit.end] if hit.end < len(reading.tokens) else None
    if after is None or hit.end - hit.start > 1 or after.apart or after.kind != "word":
        return False
    return after.key not in reading.lexicon.stop and (not after.known or is_mended(after))


def _bare_groups(reading: Reading) -> list[int]:
    """ "top huyện", "bảng xếp hạng sở": the bare word, when it is no part of a name."""
    taken = {at for hit in reading.found for at in range(hit.start, hit.end)}
    taken |= {at for name in reading.named for at in range(name.start, name.end)}
    groups = []
    for at, token in enumerate(reading.tokens):
        if at in taken or at + 1 in {name.start for name in reading.named}:
            continue
        if token.key == "huyen" or (token.key == "so" and (token.word == "sở" or _after_so(reading, at))):
            groups.append(at)
    return groups


def _after_so(reading: Reading, at: int) -> bool:
    """Whether an unmarked "so" is "sở": "so cao nhat", "bang xep hang so"."""
    tokens = reading.tokens
    if tokens[at].word not in ("so", "sow", "sof"):
        return False
    after = tokens[at + 1].key if at + 1 < len(tokens) else ""
    before = tokens[at - 1].key if at else ""
    if before in ("nhieu", "baonhieu", "may") and after not in ("diem", "tien", "lan", "luong", "voi", "sanh"):
        return True
    return after in ("cao", "thap", "tot", "kem", "dung", "dan", "yeu", "gioi") or (
        not after and before in ("hang", "khoi", "cac", "top")
    )
