"""What every picture is made from: the question, the year, and the words that all of them share."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from handlers import compare, published
from handlers.dialogue import Choice, Request, ask, plain
from handlers.index import Mark, Place, Standing, YearIndex, is_under
from handlers.pictures import specs
from handlers.tables import Table
from handlers.words import index as shared
from handlers.words import pictures as words
from handlers.words.formats import few_words, number
from storage.catalogue import Criterion

NAMED = 3  # in a caption
PAIR = 2
Rows = list[list[Choice]]
LABEL_LETTERS = 44  # that fit beside a bar


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture, its caption, and the questions offered below it."""

    picture: specs.Picture
    caption: str
    choices: Sequence[Sequence[Choice]]


@dataclass(frozen=True, slots=True)
class Scene:
    """What is drawn for one question."""

    request: Request
    year: YearIndex

    @property
    def source(self) -> str:
        return plain(shared.source(self.year.year, self.request.knowledge.catalogue.demo))

    @property
    def own(self) -> str | None:
        return self.request.person.agency

    @property
    def named(self) -> list[str]:
        """The scored agencies that the question names, else the own one."""
        codes = dict.fromkeys(self.request.said.agencies or ([self.own] if self.own else []))
        return [code for code in codes if code in self.year.standings]

    @property
    def compared(self) -> list[str]:
        """The scored agencies set side by side, as the words do it."""
        return [code for code in compare.agencies_meant(self.request, self.year) if code in self.year.standings]

    @property
    def group(self) -> str | None:
        group = self.request.said.group
        return group if group in shared.GROUPS else None

    @property
    def group_name(self) -> str:
        return shared.GROUPS_SHORT[self.group] if self.group else shared.PROVINCE

    def name(self, code: str) -> str:
        return shared.in_sentence(self.request.knowledge.agency(code))


def in_words(*sentences: str) -> str:
    """A caption; where the figures are from stands on the picture."""
    return " ".join(sentence for sentence in sentences if sentence)


def short(criterion: Criterion, letters: int = LABEL_LETTERS) -> str:
    """A field by its nickname; a criterion by number and as much of its name as a line holds."""
    if criterion.level == 1:
        return shared.node_name(criterion)
    whole = f"{criterion.code} {criterion.name}"
    return whole if len(whole) <= letters else f"{few_words(whole, letters - 1)}…"


def percent(ratio: Decimal) -> str:
    return f"{number(ratio, 1)}%"


def parts_of(standing: Standing, code: str | None) -> tuple[Criterion | None, list[Mark]]:
    """The fields, or what a field or criterion is made of; of the finest one, its neighbours."""
    while code is not None:
        level = code.count(".") + 1
        below = [m for c, m in standing.marks.items() if c != code and is_under(c, code) and c.count(".") == level]
        if below and code in standing.marks:
            return standing.marks[code].criterion, below
        code = code.rpartition(".")[0] or None
    return None, standing.fields


def what_of(above: Criterion | None, count: int) -> str:
    return words.PARTS_OF.format(name=shared.node_name(above)) if above else words.FIELDS.format(count=count)


def who(scene: Scene, codes: Sequence[str]) -> str:
    if len(codes) > PAIR:
        return words.MANY.format(count=len(codes))
    return shared.both([scene.name(code) for code in codes])


def own_places(scene: Scene, ranked: Table, shown: Sequence[Place]) -> list[str]:
    return [
        words.OWN_PLACE.format(
            agency=ranked.agency(place).name,
            rank=shared.shared(place.rank, bool(place.tied)),
            all=len(ranked.rows),
            figure=ranked.figure(place),
        )
        for place in shown
        if place.agency in scene.named[:NAMED]
    ]


def other_groups(
    scene: Scene, topic: str, node: Criterion | None = None, aspect: str | None = None
) -> list[list[Choice]]:
    """The same picture of the other groups."""
    others = [group for group in ("so", "huyen", None) if group != scene.group]
    about = {"year": scene.year.year, "picture": True, "aspect": aspect, **published.about_node(node)}
    return published.rows([ask(shared.GROUP_LABELS[group], topic, group=group, **about) for group in others])
