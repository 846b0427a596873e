"""An agency's fields beside the middle of its group; the mean fields of all or of a group."""

from collections.abc import Sequence
from decimal import Decimal

from handlers import field_means, published
from handlers.dialogue import ask
from handlers.index import Mark, Standing
from handlers.pictures import specs
from handlers.pictures.scene import NAMED, Drawing, Scene, in_words, other_groups, parts_of, percent, short, what_of
from handlers.pictures.sides import sides
from handlers.pictures.table import table
from handlers.words import index as shared
from handlers.words import pictures as words
from handlers.words.formats import capital, number, rounded


def bars(scene: Scene) -> Drawing | None:
    if len(scene.named) > 1:
        return sides(scene)
    if not scene.named or scene.group is not None:
        return table(scene)
    standing = scene.year.standings[scene.named[0]]
    above, marks = parts_of(standing, published.code_asked(scene.request))
    if not marks:
        return None
    rows = tuple(_bar(scene, standing, mark) for mark in marks)
    group = shared.GROUPS_SHORT[standing.group]
    agency = scene.request.knowledge.agency(standing.agency).name
    what = what_of(above, len(marks))
    picture = specs.Bars(
        words.BARS_TITLE.format(agency=agency, what=what, year=scene.year.year),
        words.BARS_NOTE.format(group=group),
        scene.source,
        rows,
    )
    caption = words.BARS_CAPTION.format(agency=agency, year=scene.year.year, what=what, group=group)
    about, year = (standing.agency,), scene.year.year
    choices = published.rows(
        [
            ask(shared.WEAK, "weak", agencies=about, year=year),
            ask(shared.COMPARE, "compare", agencies=about, year=year),
        ]
    )
    return Drawing(picture, in_words(caption, _below(rows)), choices)


def _bar(scene: Scene, standing: Standing, mark: Mark) -> specs.Bar:
    middle = scene.year.middle(standing.group, mark.criterion.code)
    return specs.Bar(
        label=capital(short(mark.criterion)),
        words=percent(mark.ratio),
        percent=float(mark.ratio),
        middle=None if middle is None else float(middle),
        below=middle is not None and rounded(mark.ratio, 1) < rounded(middle, 1),
    )


def _below(rows: Sequence[specs.Bar]) -> str:
    low = sorted((row for row in rows if row.below), key=lambda row: row.percent - (row.middle or 0.0))
    if not low:
        return words.NONE_BELOW
    names = "; ".join(
        words.BELOW_ONE.format(
            name=row.label[:1].lower() + row.label[1:],
            words=row.words,
            middle=number(Decimal(str(row.middle)), 1),
        )
        for row in low[:NAMED]
    )
    more = words.AND_OTHERS.format(count=len(low) - NAMED) if len(low) > NAMED else ""
    return words.BELOW.format(count=f"{len(low)}/{len(rows)}", names=names + more)


def means(scene: Scene) -> Drawing | None:
    """The mean of every field, as the words say it."""
    found = field_means.means(scene.year, scene.group)
    if not found:
        return None
    rows = tuple(
        specs.Bar(capital(shared.node_name(f.field)), f"{number(f.mean, 1)}%", float(f.mean), middle=None, below=False)
        for f in found
    )
    facts = {"group": scene.group_name, "year": scene.year.year}
    picture = specs.Bars(words.MEANS_TITLE.format(**facts), words.MEANS_NOTE, scene.source, rows)
    low, high = min(found, key=lambda f: f.mean), max(found, key=lambda f: f.mean)
    caption = words.MEANS_CAPTION.format(
        low=words.ROW.format(agency=shared.node_name(low.field), figure=f"{number(low.mean, 1)}%"),
        high=words.ROW.format(agency=shared.node_name(high.field), figure=f"{number(high.mean, 1)}%"),
        **facts,
    )
    return Drawing(picture, caption, other_groups(scene, "overview", aspect="fields"))
