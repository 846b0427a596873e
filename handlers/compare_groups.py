"""Departments beside districts: means, middles, bands; on a second page the best, the last and the fields.

Groups have criteria of their own, so all of it goes by percent, and it is said.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from handlers import field_means, published
from handlers.dialogue import Choice, Reply, Request, ask, bold
from handlers.index import BANDS, Place, YearIndex, band, mean
from handlers.words import compare as words
from handlers.words import index as shared
from handlers.words.formats import capital, number, rounded
from storage.catalogue import Criterion

FIELDS_PAGE = 2  # what does not fit on the first


@dataclass(frozen=True, slots=True)
class Side:
    """One group in one year, in the whole index or in one field or criterion."""

    request: Request
    year: YearIndex
    group: str
    node: Criterion | None
    rows: Sequence[Place]

    @property
    def name(self) -> str:
        return shared.GROUPS_SHORT[self.group]

    @property
    def mean(self) -> Decimal:
        return mean([row.percent for row in self.rows])

    @property
    def middle(self) -> Decimal:
        return self.year.middle(self.group, self.node.code if self.node else None) or Decimal(0)

    def figure(self, value: Decimal) -> str:
        return f"{number(value, 1)}%" if self.node else number(value)

    def bands(self) -> str:
        """9, 11, 0"""
        counts = [sum(band(row.percent) == name for row in self.rows) for name in BANDS]
        return words.GROUP_BANDS.format(group=self.name, counts=", ".join(str(count) for count in counts))

    def end(self, row: Place) -> str:
        """Its first or its last; those who share that rank are counted."""
        agency = shared.in_sentence(self.request.knowledge.agency(row.agency))
        if row.tied:
            agency = words.END_SHARED.format(count=len(row.tied) + 1, group=self.name)
        return words.END.format(agency=agency, figure=self.figure(row.percent))


def answer(request: Request, year: YearIndex, node: Criterion | None) -> Reply:
    """The higher mean first; [Từng lĩnh vực] leads to the second page."""
    sides = []
    for group in shared.GROUPS_SHORT:
        rows = year.ranking(group, node.code if node else None)
        if not rows:
            return published.no_rows(year, group, node)
        sides.append(Side(request, year, group, node, rows))
    sides.sort(key=lambda side: -side.mean)
    if request.page == FIELDS_PAGE and node is None:
        return _by_field(sides)
    lines = [_means(sides), _middles(sides)]
    lines += _ends(sides) if node else [_bands(sides), _widest(sides)]
    return Reply("\n".join([*lines, _source(sides)]), _buttons(sides))


def _means(sides: Sequence[Side]) -> str:
    first, second = sides
    about = shared.ABOUT.format(name=shared.node_name(first.node)) if first.node else ""
    facts = {"year": first.year.year, "about": about, "first": first.name, "second": second.name}
    if first.mean == second.mean:
        return words.GROUPS_EQUAL.format(mean=bold(first.figure(first.mean)), **facts)
    places = 1 if first.node else 2
    gap = rounded(first.mean, places) - rounded(second.mean, places)  # of what is shown: it can be checked by hand
    return words.GROUPS_MEANS.format(
        mean=bold(first.figure(first.mean)),
        other=second.figure(second.mean),
        gap=first.figure(gap) + ("" if first.node else words.POINTS),
        **facts,
    )


def _middles(sides: Sequence[Side]) -> str:
    middles = [words.GROUP_FIGURE.format(group=side.name, figure=side.figure(side.middle)) for side in sides]
    return words.GROUPS_MIDDLES.format(middles=", ".join(middles))


def _bands(sides: Sequence[Side]) -> str:
    return words.GROUPS_BANDS.format(groups="; ".join(side.bands() for side in sides))


def _ends(sides: Sequence[Side]) -> list[str]:
    best = shared.both([side.end(side.rows[0]) for side in sides])
    last = shared.both([side.end(side.rows[-1]) for side in sides])
    return [words.GROUPS_BEST.format(rows=best), words.GROUPS_LAST.format(rows=last)]


def _fields(sides: Sequence[Side]) -> list[tuple[Criterion, Decimal, Decimal]]:
    """The fields both have, the furthest apart first."""
    first, second = ({f.field.code: f for f in field_means.means(side.year, side.group)} for side in sides)
    pairs = [(of.field, of.mean, second[code].mean) for code, of in first.items() if code in second]
    return sorted(pairs, key=lambda pair: -abs(pair[1] - pair[2]))


def _widest(sides: Sequence[Side]) -> str:
    field, one, other = _fields(sides)[0]
    figures = shared.both([f"{number(value, 1)}%" for value in (one, other)])
    return words.GROUPS_WIDEST.format(name=shared.node_name(field), figures=figures)


def _by_field(sides: Sequence[Side]) -> Reply:
    first, second = sides
    lines = [*_ends(sides), words.GROUPS_FIELDS.format(first=first.name, second=second.name)]
    for place, (field, one, other) in enumerate(_fields(sides), start=1):
        name = capital(shared.node_name(field))
        lines.append(words.GROUPS_FIELD.format(place=place, name=name, one=number(one, 1), other=number(other, 1)))
    year = first.year.year
    back = ask(words.MEANS_LABEL, "compare", aspect="groups", year=year)
    means = ask(words.FIELD_MEANS_LABEL, "overview", aspect="fields", year=year)
    return Reply("\n".join([*lines, _source(sides)]), published.rows([back, means], _groups(sides)))


def _source(sides: Sequence[Side]) -> str:
    return shared.source(sides[0].year.year, sides[0].request.knowledge.catalogue.demo)


def _groups(sides: Sequence[Side]) -> list[Choice]:
    about = {"year": sides[0].year.year, **published.about_node(sides[0].node)}
    return [ask(shared.GROUP_LABELS[group], "overview", group=group, **about) for group in shared.GROUPS_SHORT]


def _buttons(sides: Sequence[Side]) -> list[list[Choice]]:
    about = {"year": sides[0].year.year, **published.about_node(sides[0].node)}
    fields = (
        [ask(words.BY_FIELD_LABEL, "compare", aspect="groups", page=FIELDS_PAGE, **about)] if not sides[0].node else []
    )
    return published.rows(_groups(sides), [*fields, ask(shared.RANKING, "ranking", **about)])
