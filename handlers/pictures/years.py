"""Through the years: the fields of one agency, the ranks of all or of a group."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from handlers import published
from handlers.dialogue import Reply, ask
from handlers.index import Place, YearIndex
from handlers.pictures import specs
from handlers.pictures.scene import (
    Drawing,
    Scene,
    in_words,
    other_groups,
    own_places,
    parts_of,
    percent,
    short,
    what_of,
    who,
)
from handlers.pictures.table import table
from handlers.tables import Table
from handlers.words import index as shared
from handlers.words import pictures as words
from handlers.words.formats import capital
from storage.catalogue import Criterion

MOST_YEARS = 4
LABEL_LETTERS = 26  # that fit at the end of a line


def years(scene: Scene) -> Drawing | None:
    """An agency's fields through the years; ranks where no agency is meant."""
    if scene.request.said.group is not None or not scene.named:
        return ranks(scene)
    standing = scene.year.standings[scene.named[0]]
    known = [year for year in _years(scene) if standing.agency in year.standings]
    if len(known) < 2:
        return None
    above, marks = parts_of(standing, published.code_asked(scene.request))
    lines, changes = [], []
    for mark in marks:
        values = [_ratio(year, standing.agency, mark.criterion) for year in known]
        if values[0] is None or values[-1] is None:
            continue
        change = values[-1] - values[0]
        tone = "up" if change > 0 else "down" if change < 0 else "plain"
        texts = tuple("" if value is None else percent(value) for value in values)
        label = short(mark.criterion, LABEL_LETTERS)
        lines.append(specs.Line(label, tuple(None if v is None else float(v) for v in values), texts, tone))
        changes.append((change, words.CHANGED.format(name=short(mark.criterion), before=texts[0], now=texts[-1])))
    if not lines:
        return None
    agency = scene.request.knowledge.agency(standing.agency).name
    what = what_of(above, len(lines))
    picture = specs.Slope(
        words.YEARS_TITLE.format(agency=agency, what=what), words.YEARS_NOTE, scene.source,
        tuple(str(year.year) for year in known), ranks=False, lines=tuple(lines),
    )  # fmt: skip
    caption = words.YEARS_CAPTION.format(
        agency=agency,
        what=what,
        years=_span(known),
        up=_changes([c for c in changes if c[0] > 0]),
        down=_changes([c for c in changes if c[0] < 0]),
    )
    about = (standing.agency,)
    choices = published.rows(
        [ask(shared.WEAK, "weak", agencies=about, year=scene.year.year), ask(shared.SCORE, "score", agencies=about)]
    )
    return Drawing(picture, in_words(caption), choices)


def _years(scene: Scene) -> list[YearIndex]:
    known = [year for at, year in scene.request.knowledge.index.years.items() if at <= scene.year.year]
    return known[-MOST_YEARS:]


def _span(known: Sequence[YearIndex]) -> str:
    return f"{known[0].year}-{known[-1].year}"


def _ratio(year: YearIndex, agency: str, criterion: Criterion) -> Decimal | None:
    """Only where the year's set means the same by this number."""
    standing = year.standings.get(agency)
    mark = standing.marks.get(criterion.code) if standing else None
    return mark.ratio if mark is not None and mark.criterion.name == criterion.name else None


def _changes(changes: Sequence[tuple[Decimal, str]]) -> str:
    largest = sorted(changes, key=lambda change: -abs(change[0]))[:2]
    return "; ".join(said for _, said in largest) or words.NOTHING


def ranks(scene: Scene) -> Drawing | None:
    """How a group, or all, moved through the years: by ranks of the province; in a field, by those of the group."""
    known = _years(scene)
    node = published.node_asked(scene.request, scene.year, scene.group)
    if len(known) < 2 or isinstance(node, Reply):
        return None
    among, code = (scene.group, node.code) if node else (None, None)
    tables = [{place.agency: place for place in year.ranking(among, code)} for year in known]
    shown = [agency for agency in tables[-1] if scene.group in (None, scene.year.standings[agency].group)]
    moved = [(tables[-2][a].rank - tables[-1][a].rank, a) for a in shown if a in tables[-2]]
    if not moved:
        return None
    if len({place.rank for place in tables[-1].values()}) * 2 < len(tables[-1]):
        return table(scene)  # where most share a rank, lines cannot be followed
    marked = {scene.own, *scene.request.said.agencies}
    tones = _extreme_tones(moved) | {agency: "own" for agency in shown if agency in marked}
    lines = tuple(_rank_line(scene, agency, tables, tones.get(agency, "plain")) for agency in shown)
    subject = words.OF_FIELD.format(name=shared.node_name(node)) if node else ""
    facts = {"group": scene.group_name, "subject": subject}
    picture = specs.Slope(
        words.RANKS_TITLE.format(years=_span(known), **facts),
        words.RANKS_NOTE.format(group=shared.GROUPS_SHORT[among] if among else shared.PROVINCE),
        scene.source, tuple(str(year.year) for year in known), ranks=True, lines=lines,
    )  # fmt: skip
    caption = words.RANKS_CAPTION.format(
        first=known[-2].year, last=known[-1].year, extremes=_extremes(scene, moved), **facts
    )
    ranked = Table(scene.request, scene.year, among, node, list(tables[-1].values()))
    own = own_places(scene, ranked, [tables[-1][agency] for agency in shown])
    return Drawing(picture, in_words(caption, *own), other_groups(scene, "ranking", node, aspect="movement"))


def _rank_line(scene: Scene, agency: str, tables: Sequence[Mapping[str, Place]], tone: str) -> specs.Line:
    ranks = [table[agency].rank if agency in table else None for table in tables]
    return specs.Line(
        label=shared.table_name(scene.request.knowledge.agency(agency)),
        values=tuple(None if rank is None else float(rank) for rank in ranks),
        words=tuple("" if rank is None else str(rank) for rank in ranks),
        tone=tone,
    )


def _extreme_tones(moved: Sequence[tuple[int, str]]) -> dict[str, str]:
    """Those the caption names stand out among many lines."""
    up, down = max(by for by, _ in moved), min(by for by, _ in moved)
    tones = {code: "up" for by, code in moved if by == up > 0}
    return tones | {code: "down" for by, code in moved if by == down < 0}


def _extremes(scene: Scene, moved: Sequence[tuple[int, str]]) -> str:
    up, down = max(by for by, _ in moved), min(by for by, _ in moved)
    said = [
        form.format(agency=who(scene, [code for by, code in moved if by == most]), moved=shared.moved(most))
        for form, most, there in ((words.MOST_UP, up, up > 0), (words.MOST_DOWN, down, down < 0))
        if there
    ]
    return capital("; ".join(said)) or words.UNMOVED
