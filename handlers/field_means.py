"""The fields of the province or of a group by their mean percent, each with the agency that is lowest in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from handlers import published
from handlers.dialogue import Choice, Reply, Request, ask, bold
from handlers.index import Place, YearIndex, mean
from handlers.words import index as shared
from handlers.words import overview as words
from handlers.words.formats import capital, number
from storage.catalogue import Criterion

SHORT = 12  # letters of a name beside a figure
FEW = 3  # rows up to that many say what stands in brackets
NAMED = 2  # more that are equal are counted, not named


@dataclass(frozen=True, slots=True)
class FieldMean:
    """One field over all who are scored in it; `rows` are its ranking."""

    field: Criterion
    mean: Decimal
    rows: Sequence[Place]


def means(year: YearIndex, group: str | None) -> list[FieldMean]:
    """In the order of the criterion set."""
    trees = [tree for of, tree in year.trees.items() if group in (None, of)]
    fields = {c.code: c for tree in trees for c in tree.values() if c.level == 1}
    found = [(field, year.ranking(group, code)) for code, field in fields.items()]
    return [FieldMean(field, mean([row.percent for row in rows]), rows) for field, rows in found if rows]


def answer(request: Request, year: YearIndex, group: str | None) -> Reply:
    """ "lĩnh vực nào thấp nhất": the lowest first unless the highest is asked for; a count shows so many."""
    highest = request.said.order == "top"
    ordered = sorted(means(year, group), key=lambda found: -found.mean if highest else found.mean)
    n = request.said.n or len(ordered)
    edge = ordered[min(max(n, 1), len(ordered)) - 1].mean
    shown = [found for place, found in enumerate(ordered, start=1) if place <= n or found.mean == edge]
    lines = [_head(shown, year, group, highest=highest)]
    if len(shown) > FEW:
        lines.append(words.FIELDS_FROM_HIGHEST if highest else words.FIELDS_FROM_LOWEST)
    lines += [_row(request, ordered, found, short=len(shown) > FEW) for found in shown]
    lines.append(shared.source(year.year, request.knowledge.catalogue.demo))
    return Reply("\n".join(lines), published.rows(*_buttons(year, group, ordered[0], highest=highest)))


def _head(shown: Sequence[FieldMean], year: YearIndex, group: str | None, *, highest: bool) -> str:
    """The first of them, or those that are equal to it."""
    first = [found for found in shown if found.mean == shown[0].mean]
    names = shared.both([shared.node_name(found.field) for found in first])
    if len(first) > NAMED:
        names = words.FIELDS_ALIKE.format(count=len(first))
    return (words.FIELD_HIGHEST if highest else words.FIELD_LOWEST).format(
        name=bold(capital(names)),
        group=shared.GROUPS_SHORT[group] if group else shared.PROVINCE,
        year=year.year,
        mean=_percent(first[0].mean),
    )


def _row(request: Request, ordered: Sequence[FieldMean], found: FieldMean, *, short: bool) -> str:
    last = found.rows[-1]
    agency = shared.label(request.knowledge.agency(last.agency), SHORT)
    if len(last.tied) > NAMED:
        agency = words.LOWEST_MANY.format(count=len(last.tied) + 1)
    elif last.tied:
        agency = words.LOWEST_SHARED.format(agency=agency, count=len(last.tied))
    return words.FIELD_ROW.format(
        place=1 + [other.mean for other in ordered].index(found.mean),
        name=capital(shared.node_name(found.field)),
        mean=_percent(found.mean),
        lowest=(words.LOWEST if short else words.LOWEST_SAID).format(agency=agency, figure=_percent(last.percent)),
    )


def _percent(value: Decimal) -> str:
    return f"{number(value, 1)}%"


def _buttons(year: YearIndex, group: str | None, first: FieldMean, *, highest: bool) -> list[list[Choice]]:
    label, order = (words.LOWEST_FIRST, "bottom") if highest else (words.HIGHEST_FIRST, "top")
    about: dict[str, Any] = {"aspect": "fields", "year": year.year}
    groups = [
        ask(shared.GROUP_LABELS[other], "overview", group=other, order="top" if highest else "bottom", **about)
        for other in ("so", "huyen", None)
        if other != group
    ]
    ranking = words.RANK_HIGHEST if highest else words.RANK_LOWEST
    return [
        [ask(label, "overview", group=group, order=order, **about)],
        groups,
        [ask(ranking, "ranking", group=group, year=year.year, **published.about_node(first.field))],
    ]
