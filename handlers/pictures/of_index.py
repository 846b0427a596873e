"""Which picture belongs to which question about the Index, and what it shows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from handlers import field_means, movement, published, weak
from handlers.dialogue import Choice, Reply, Request, ask, plain
from handlers.index import Mark, Place, Standing, YearIndex, is_under, mean
from handlers.pictures import specs
from handlers.words import index as shared
from handlers.words import pictures as words
from handlers.words.formats import capital, few_words, number, rounded
from storage.catalogue import Criterion

MOST_SIDES = 4
MOST_YEARS = 4
NAMED = 3  # in a caption
PAIR = 2
LABEL_LETTERS, YEARS_LETTERS = 44, 26  # that fit beside a bar, and at the end of a line


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


def drawing_of(request: Request, topic: str) -> Drawing | None:
    """The picture for a question; None where there is nothing to draw."""
    scene = _scene(request, topic)
    return MAKERS[topic](scene) if scene else None


def can_be_drawn(request: Request, topic: str) -> bool:
    """As `drawing_of`, without the work of making it: every answer asks this."""
    scene = _scene(request, topic)
    if scene is None:
        return False
    through_years = topic == "history" or published.aspect_of(request) == "movement"
    if through_years and request.knowledge.index.before(scene.year.year) is None:
        return False
    if topic == "compare" and not (scene.named or request.said.aspect == "groups"):
        return False
    if topic in ("ranking", "history") and movement.is_by_points(request):
        return published.aspect_of(request) not in ("movement", movement.BY_POINTS)
    return True


def _scene(request: Request, topic: str) -> Scene | None:
    if request.said.alternatives or topic not in MAKERS:
        return None
    if topic == "history":
        request = published.with_year(request, published.later_year(request))
    year = published.year_asked(request)
    if isinstance(year, Reply) or any(code not in year.standings for code in request.said.agencies):
        return None
    return None if isinstance(published.node_asked(request, year), Reply) else Scene(request, year)


# --- one agency beside the middle of its group


def bars(scene: Scene) -> Drawing | None:
    if len(scene.named) > 1:
        return sides(scene)
    if not scene.named or scene.group is not None:
        return table(scene)
    standing = scene.year.standings[scene.named[0]]
    above, marks = _parts(standing, published.code_asked(scene.request))
    if not marks:
        return None
    rows = tuple(_bar(scene, standing, mark) for mark in marks)
    group = shared.GROUPS_SHORT[standing.group]
    agency = scene.request.knowledge.agency(standing.agency).name
    what = _what(above, len(marks))
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


def _parts(standing: Standing, code: str | None) -> tuple[Criterion | None, list[Mark]]:
    """The fields, or what a field or criterion is made of; of the finest one, its neighbours."""
    while code is not None:
        level = code.count(".") + 1
        below = [m for c, m in standing.marks.items() if c != code and is_under(c, code) and c.count(".") == level]
        if below and code in standing.marks:
            return standing.marks[code].criterion, below
        code = code.rpartition(".")[0] or None
    return None, standing.fields


def _what(above: Criterion | None, count: int) -> str:
    return words.PARTS_OF.format(name=shared.node_name(above)) if above else words.FIELDS.format(count=count)


def _bar(scene: Scene, standing: Standing, mark: Mark) -> specs.Bar:
    middle = scene.year.middle(standing.group, mark.criterion.code)
    return specs.Bar(
        label=capital(_short(mark.criterion)),
        words=_percent(mark.ratio),
        percent=float(mark.ratio),
        middle=None if middle is None else float(middle),
        below=middle is not None and rounded(mark.ratio, 1) < rounded(middle, 1),
    )


def _short(criterion: Criterion, letters: int = LABEL_LETTERS) -> str:
    """A field by its nickname; a criterion by number and as much of its name as a line holds."""
    if criterion.level == 1:
        return shared.node_name(criterion)
    whole = f"{criterion.code} {criterion.name}"
    return whole if len(whole) <= letters else f"{few_words(whole, letters - 1)}…"


def _percent(ratio: Decimal) -> str:
    return f"{number(ratio, 1)}%"


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


# --- the fields of all or of a group


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
    return Drawing(picture, caption, _groups(scene, "overview", aspect="fields"))


# --- the table of all or of a group


def table(scene: Scene) -> Drawing | None:
    node = published.node_asked(scene.request, scene.year, scene.group)
    if isinstance(node, Reply):
        return None
    places = scene.year.ranking(scene.group, node.code if node else None)
    if not places:
        return None
    marked = {scene.own, *scene.request.said.agencies}
    rows = tuple(
        specs.Place(
            rank=f"{place.rank}.",
            label=shared.table_name(scene.request.knowledge.agency(place.agency)),
            words=_figure(place, node),
            percent=float(place.percent),
            marked=place.agency in marked,
        )
        for place in places
    )
    subject = shared.node_name(node) if node else words.INDEX
    facts = {"subject": subject, "group": scene.group_name, "year": scene.year.year}
    picture = specs.Table(
        words.TABLE_TITLE.format(**facts), words.TABLE_NOTE.format(count=len(rows)), scene.source, rows
    )
    caption = words.TABLE_CAPTION.format(
        best=_end(scene, places, places[0], node), worst=_end(scene, places, places[-1], node), **facts
    )
    return Drawing(
        picture, in_words(caption, *_own_places(scene, places, node, len(places))), _groups(scene, "ranking", node)
    )


def _figure(place: Place, node: Criterion | None) -> str:
    return number(place.percent) if node is None else _percent(place.points * 100 / place.max_points)


def _end(scene: Scene, places: Sequence[Place], end: Place, node: Criterion | None) -> str:
    """The first or the last, with those that are equal to it."""
    alike = [place.agency for place in places if place.percent == end.percent]
    return words.ROW.format(agency=_who(scene, alike), figure=_figure(end, node))


def _who(scene: Scene, codes: Sequence[str]) -> str:
    if len(codes) > PAIR:
        return words.MANY.format(count=len(codes))
    return shared.both([scene.name(code) for code in codes])


def _own_places(scene: Scene, places: Sequence[Place], node: Criterion | None, of: int) -> list[str]:
    return [
        words.OWN_PLACE.format(
            agency=scene.request.knowledge.agency(place.agency).name,
            rank=shared.shared(place.rank, bool(place.tied)),
            all=of,
            figure=_figure(place, node),
        )
        for place in places
        if place.agency in scene.named[:NAMED]
    ]


def _groups(scene: Scene, topic: str, node: Criterion | None = None, aspect: str | None = None) -> list[list[Choice]]:
    """The same picture of the other groups."""
    others = [group for group in ("so", "huyen", None) if group != scene.group]
    about = {"year": scene.year.year, "picture": True, "aspect": aspect, **published.about_node(node)}
    return published.rows([ask(shared.GROUP_LABELS[group], topic, group=group, **about) for group in others])


# --- side by side


@dataclass(frozen=True, slots=True)
class Column:
    """One side of a comparison: its name, its name within a sentence, and its percent of every field."""

    name: str
    said: str
    percents: Mapping[str, Decimal]


def sides(scene: Scene) -> Drawing | None:
    said = scene.request.said
    if said.aspect == "groups":
        return _compared(scene, [_group_column(scene, group) for group in shared.GROUPS_SHORT], [])
    codes = scene.named
    if len(said.agencies) == 1 and not scene.request.pressed and scene.own in scene.year.standings:
        codes = list(dict.fromkeys([str(scene.own), *codes]))
    codes = codes[:MOST_SIDES]
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
    means = {}
    for code in scene.year.trees.get(group, {}):
        ratios = [s.marks[code].ratio for s in scene.year.of(group) if code in s.marks]
        if ratios:
            means[code] = mean(ratios)
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
        rows.append(specs.Side(capital(_short(node)), tuple(None if r is None else float(r) for r in known), figures))
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
    return words.SIDES_CAPTION.format(names=names, year=scene.year.year, field=_short(node), figures=said)


# --- through the years


def years(scene: Scene) -> Drawing | None:
    """An agency's fields through the years; ranks where no agency is meant."""
    if scene.request.said.group is not None or not scene.named:
        return ranks(scene)
    standing = scene.year.standings[scene.named[0]]
    known = [year for year in _years(scene) if standing.agency in year.standings]
    if len(known) < 2:
        return None
    above, marks = _parts(standing, published.code_asked(scene.request))
    lines, changes = [], []
    for mark in marks:
        values = [_ratio(year, standing.agency, mark.criterion) for year in known]
        if values[0] is None or values[-1] is None:
            continue
        change = values[-1] - values[0]
        tone = "up" if change > 0 else "down" if change < 0 else "plain"
        texts = tuple("" if value is None else _percent(value) for value in values)
        label = _short(mark.criterion, YEARS_LETTERS)
        lines.append(specs.Line(label, tuple(None if v is None else float(v) for v in values), texts, tone))
        changes.append((change, words.CHANGED.format(name=_short(mark.criterion), before=texts[0], now=texts[-1])))
    if not lines:
        return None
    agency = scene.request.knowledge.agency(standing.agency).name
    what = _what(above, len(lines))
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
    lines = tuple(_rank_line(scene, agency, tables, agency in marked) for agency in shown)
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
    own = _own_places(scene, [tables[-1][agency] for agency in shown], node, len(tables[-1]))
    return Drawing(picture, in_words(caption, *own), _groups(scene, "ranking", node, aspect="movement"))


def _rank_line(scene: Scene, agency: str, tables: Sequence[Mapping[str, Place]], own: bool) -> specs.Line:
    ranks = [table[agency].rank if agency in table else None for table in tables]
    return specs.Line(
        label=shared.table_name(scene.request.knowledge.agency(agency)),
        values=tuple(None if rank is None else float(rank) for rank in ranks),
        words=tuple("" if rank is None else str(rank) for rank in ranks),
        tone="own" if own else "plain",
    )


def _extremes(scene: Scene, moved: Sequence[tuple[int, str]]) -> str:
    up, down = max(by for by, _ in moved), min(by for by, _ in moved)
    said = [
        form.format(agency=_who(scene, [code for by, code in moved if by == most]), moved=shared.moved(most))
        for form, most, there in ((words.MOST_UP, up, up > 0), (words.MOST_DOWN, down, down < 0))
        if there
    ]
    return capital("; ".join(said)) or words.UNMOVED


# --- which picture for which question


def _ranking(scene: Scene) -> Drawing | None:
    aspect = published.aspect_of(scene.request)
    if aspect not in ("movement", movement.BY_POINTS):
        return table(scene)
    return None if movement.is_by_points(scene.request) else ranks(scene)


def _history(scene: Scene) -> Drawing | None:
    return _ranking(scene) if published.aspect_of(scene.request) == "movement" else years(scene)


def _overview(scene: Scene) -> Drawing | None:
    return means(scene) if published.aspect_of(scene.request) == "fields" else table(scene)


def _weak(scene: Scene) -> Drawing | None:
    if weak.speaks_of_agencies(scene.request):
        return table(scene)
    of_one = scene.named and scene.group is None
    return bars(scene) if of_one else means(scene)


def _compare(scene: Scene) -> Drawing | None:
    return sides(scene) if scene.named or scene.request.said.aspect == "groups" else None


MAKERS: Mapping[str, Callable[[Scene], Drawing | None]] = {
    "score": bars,
    "weak": _weak,
    "whatif": bars,
    "ranking": _ranking,
    "overview": _overview,
    "compare": _compare,
    "history": _history,
}
