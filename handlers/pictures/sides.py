"""Up to four agencies side by side; one beside the middle of its group; the two groups."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from handlers import compare, published
from handlers.dialogue import ask
from handlers.index import is_under, mean
from handlers.pictures import specs
from handlers.pictures.scene import Drawing, Scene, in_words, short
from handlers.words import index as shared
from handlers.words import pictures as words
from handlers.words.formats import capital, number
from storage.catalogue import Criterion


@dataclass(frozen=True, slots=True)
class Column:
    """One side of a comparison: its name, its name within a sentence, and its percent of every field."""

    name: str
    said: str
    percents: Mapping[str, Decimal]


def sides(scene: Scene) -> Drawing | None:
    if compare.groups_meant(scene.request):
        return _compared(scene, [_group_column(scene, group) for group in shared.GROUPS_SHORT], [])
    codes = scene.compared[: compare.MOST]
    columns = [_agency_column(scene, code) for code in codes]
    if len(codes) == 1:
        columns.append(_middle_column(scene, scene.year.standings[codes[0]].group))
    return _compared(scene, columns, codes)


def _agency_column(scene: Scene, code: str) -> Column:
    marks = scene.year.standings[code].marks
    name = shared.table_name(scene.request.knowledge.agency(code))
    return Column(name, scene.name(code), {node: mark.ratio for node, mark in marks.items()})


def _middle_column(scene: Scene, group: str) -> Column:
    known = {code: scene.year.middle(group, code) for code in scene.year.trees[group]}
    name = words.MIDDLE_OF.format(group=shared.GROUPS_SHORT[group])
    return Column(capital(name), name, {code: ratio for code, ratio in known.items() if ratio is not None})


def _group_column(scene: Scene, group: str) -> Column:
    """The means that the words say."""
    rankings = {node.code: scene.year.ranking(group, node.code) for node in _nodes(scene, [])[1]}
    means = {code: mean([place.percent for place in rows]) for code, rows in rankings.items() if rows}
    name = words.MEAN_OF.format(group=shared.GROUPS_SHORT[group])
    return Column(capital(name), name, means)


def _compared(scene: Scene, columns: Sequence[Column], codes: Sequence[str]) -> Drawing | None:
    asked, nodes = _nodes(scene, codes)
    rows, gaps = [], []
    for node in nodes:
        known = [column.percents.get(node.code) for column in columns]
        found = [ratio for ratio in known if ratio is not None]
        if len(found) < len(columns[:2]):
            continue
        figures = tuple(words.NO_POINTS if ratio is None else number(ratio, 1) for ratio in known)
        rows.append(specs.Side(capital(short(node)), tuple(None if r is None else float(r) for r in known), figures))
        gaps.append((max(found) - min(found), node, figures))
    if not rows:
        return None
    picture = specs.Comparison(
        (words.SIDES_OF if asked else words.SIDES_TITLE).format(
            name=shared.node_name(asked) if asked else "", year=scene.year.year
        ),
        words.SIDES_NOTE, scene.source,
        tuple(column.name for column in columns), tuple(rows),
    )  # fmt: skip
    about = [
        ask(shared.label(scene.request.knowledge.agency(code)), "score", agencies=(code,), year=scene.year.year)
        for code in codes[:2]
    ]
    return Drawing(picture, in_words(_gap_words(scene, columns, gaps)), published.rows(about))


def _nodes(scene: Scene, codes: Sequence[str]) -> tuple[Criterion | None, list[Criterion]]:
    """What was asked about, and what it is made of: the fields of the whole; itself where the groups' sets differ."""
    groups = {scene.year.standings[code].group for code in codes} or set(scene.year.trees)
    tree = scene.year.trees[min(groups)]
    fields = [criterion for criterion in tree.values() if criterion.level == 1]
    asked = tree.get(published.code_asked(scene.request) or "")
    if asked is None:
        return None, fields
    below = [c for c in tree.values() if c.level == asked.level + 1 and is_under(c.code, asked.code)]
    return asked, below if below and len(groups) == 1 else [asked]


def _gap_words(
    scene: Scene, columns: Sequence[Column], gaps: Sequence[tuple[Decimal, Criterion, tuple[str, ...]]]
) -> str:
    names = shared.both([column.said for column in columns])
    widest, node, figures = max(gaps, key=lambda gap: gap[0])
    if not widest:
        return words.SIDES_EQUAL.format(names=names, year=scene.year.year)
    said = ", ".join(f"{column.said} {figure}%" for column, figure in zip(columns, figures, strict=True))
    return words.SIDES_CAPTION.format(names=names, year=scene.year.year, field=short(node), figures=said)
