"""Topic `ranking`: the table or a part of it. A page is ten rows; rows carry competition ranks (1, 2, 2, 4)."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers import published
from handlers.dialogue import Choice, Reply, Request, ask, bold
from handlers.index import Place, YearIndex
from handlers.words import index as shared
from handlers.words import ranking as words
from handlers.words.formats import capital, number
from storage.catalogue import Agency, Criterion
from storage.session import Unit

PAGE = 10  # rows
SLACK = 2  # rows left over that are not worth a page of their own
FEW = 5  # rows up to that many carry names in full and notes
NAMED = 3  # more agencies than that on one rank are counted, not named


@dataclass(frozen=True, slots=True)
class Table:
    """What is ranked: the rows of one year and group, by the index or by one field or criterion."""

    request: Request
    year: YearIndex
    group: str | None
    node: Criterion | None
    rows: Sequence[Place]

    def agency(self, row: Place) -> Agency:
        return self.request.knowledge.agency(row.agency)

    def figure(self, row: Place) -> str:
        """95,30; in a field 96,9%"""
        if self.node is None:
            return number(row.percent)
        return f"{number(row.points * 100 / row.max_points, 1)}%"

    def with_unit(self, row: Place) -> str:
        return self.figure(row) if self.node else f"{self.figure(row)} điểm"

    @property
    def about(self) -> str:
        return words.ABOUT.format(name=shared.node_name(self.node)) if self.node else ""

    @property
    def group_name(self) -> str:
        return shared.GROUPS_SHORT[self.group] if self.group else shared.PROVINCE

    @property
    def source(self) -> str:
        return shared.source(self.year.year, self.request.knowledge.catalogue.demo)


def answer(request: Request, unit: Unit) -> Reply:
    """The part of the ranking that is asked for: threshold, first or last, the first or last n, or all by pages."""
    said = request.said
    year = published.year_asked(request)
    if isinstance(year, Reply):
        return year
    group = said.group if said.group in shared.GROUPS else None
    node = published.node_asked(request, year, group)
    if isinstance(node, Reply):
        return node
    rows = year.ranking(group, node.code if node else None)
    if not rows:
        return _no_rows(year, group, node)
    table = Table(request, year, group, node, rows)
    if said.threshold is not None:
        return _over_or_under(table)
    if said.n == 1 or (said.order in ("top", "bottom") and said.n is None):
        return _first_or_last(table)
    if said.n is not None and said.n < len(rows):
        return _few(table, said.n)
    return _all(table)


def _no_rows(year: YearIndex, group: str | None, node: Criterion | None) -> Reply:
    """Nobody of this group is scored, or only fields are stored and a criterion was asked for."""
    if node is None:
        return published.nobody_scored(year, group)
    name = shared.node_name(node)
    return Reply(shared.NO_DETAIL.format(name=name, year=year.year), published.rows([published.ranked(year)]))


# --- lists, by pages


def _listed(table: Table, head: str, shown: Sequence[Place], choices: Sequence[Choice]) -> Reply:
    """A page of `shown` under its heading; a press on [Tiếp] changes the message it stands under."""
    page = published.page_of(shown, PAGE, _page_asked(table, shown), SLACK)
    if page.pages > 1:
        head += words.PAGE.format(first=page.first, last=page.last)
    lines = [f"{head}:", *(_row(table, row, detailed=len(shown) <= FEW) for row in page.shown)]
    if len(shown) == len(table.rows):
        lines += _own_line(table, page.shown)
    turns = published.turns(table.request, page, agencies=(), year=table.year.year)
    text = "\n".join([*lines, *_footing(table)])
    return Reply(text, published.rows(turns, choices), edit=published.is_turned(table.request))


def _page_asked(table: Table, shown: Sequence[Place]) -> int:
    """The page of an agency that was named, until another is turned to."""
    said = table.request.said
    if said.agencies and said.aspect != published.TURN:
        at = [place for place, row in enumerate(shown) if row.agency == said.agencies[0]]
        if at:
            return at[0] // PAGE + 1  # the nearest there is, where the last page takes the rest
    return table.request.page


def _row(table: Table, row: Place, *, detailed: bool) -> str:
    agency = table.agency(row)
    name = agency.name if detailed else shared.table_name(agency)
    note = _note(table, row) if detailed else words.ROW_SAME if row.tied else ""
    line = words.ROW.format(rank=row.rank, agency=name, figure=table.figure(row), note=note)
    return bold(line) if row.agency == table.request.person.agency else line


def _note(table: Table, row: Place) -> str:
    """(hạng chung 4, ▲6): only of the whole index is a rank in the province a thing of its own."""
    parts = [words.SAME] if row.tied else []
    if table.node is None:
        if table.group is not None:
            parts.append(words.RANK_IN_PROVINCE.format(rank=table.year.standings[row.agency].rank))
        movement = table.request.knowledge.index.movement(row.agency, table.year.year)
        if movement is not None:
            parts.append(shared.moved(movement.ranks))
    return f" ({', '.join(parts)})" if parts else ""


def _own_line(table: Table, shown: Sequence[Place]) -> list[str]:
    """The person's own place, when this page of the whole does not show it."""
    own = next((row for row in table.rows if row.agency == table.request.person.agency), None)
    if own is None or own in shown:
        return []
    rank = shared.shared(own.rank, bool(own.tied))
    name = table.agency(own).name
    return [words.OWN.format(agency=name, rank=rank, all=len(table.rows), figure=table.with_unit(own))]


def _footing(table: Table) -> list[str]:
    sizes = {row.max_points for row in table.rows}
    by_percent = table.node is not None and len(sizes) > 1
    return [words.BY_PERCENT, table.source] if by_percent else [table.source]


def _groups(table: Table) -> list[Choice]:
    """The same ranking of the other groups."""
    return [_whole(table, group) for group in ("so", "huyen", None) if group != table.group]


def _whole(table: Table, group: str | None) -> Choice:
    entities = published.about_node(table.node)
    return ask(shared.GROUP_LABELS[group], "ranking", group=group, year=table.year.year, **entities)


# --- all, the first or last few, over or under a threshold


def _all(table: Table) -> Reply:
    subject = words.INDEX
    if table.node is not None:
        kind = words.FIELD if table.node.level == 1 else words.CRITERION
        subject = kind.format(name=shared.node_name(table.node))
    group = words.OF_GROUP.format(group=shared.GROUPS_SHORT[table.group]) if table.group else ""
    head = words.TABLE.format(subject=subject, group=group, year=table.year.year, all=len(table.rows))
    return _listed(table, head, table.rows, _groups(table))


def _few(table: Table, n: int) -> Reply:
    """The first or last `n`, and those who share the rank of the last one shown; the last ones from below."""
    if table.request.said.order == "bottom":
        limit = table.rows[-max(n, 1)].rank
        shown = [row for row in reversed(table.rows) if row.rank >= limit]
        head = words.FEW_BOTTOM
    else:
        shown = [row for row in table.rows if row.rank <= max(n, 1)]
        head = words.FEW_TOP
    measure = words.MEASURE_FIELD.format(name=shared.node_name(table.node)) if table.node else words.MEASURE_INDEX
    count = shared.count_of(len(shown), table.group)
    head = head.format(count=count, measure=measure, year=table.year.year)
    return _listed(table, head, shown, [_whole(table, table.group), *_groups(table)])


def _first_or_last(table: Table) -> Reply:
    """ "ai đứng đầu", "ai đứng chót": the one, or those who share the rank; then the next two."""
    bottom = table.request.said.order == "bottom"
    ordered = list(reversed(table.rows)) if bottom else list(table.rows)
    found = [row for row in ordered if row.rank == ordered[0].rank]
    following = ordered[len(found) : len(found) + 2]
    names = [shared.in_sentence(table.agency(row)) for row in found]
    who = capital(shared.both(names)) if len(names) <= NAMED else shared.count_of(len(names), table.group)
    head = (words.LAST if bottom else words.FIRST).format(
        agencies=bold(who),
        group=table.group_name,
        about=table.about,
        year=table.year.year,
        figure=table.with_unit(found[0]),
        more=_note(table, found[0]) if len(found) == 1 else "",
    )
    lines = [head]
    if following:
        rows = ", ".join(f"{shared.in_sentence(table.agency(row))} {table.figure(row)}" for row in following)
        lines.append((words.NEXT_FROM_BELOW if bottom else words.NEXT_ONES).format(rows=rows))
    choices = published.rows([_whole(table, table.group), *_groups(table)])
    return Reply("\n".join([*lines, *_footing(table)]), choices)


def _over_or_under(table: Table) -> Reply:
    """ "dưới 80" is under it; "trên 90" includes exactly 90,00, as the dispatch's upper band does."""
    limit, over = table.request.said.threshold, table.request.said.above is not False
    assert limit is not None
    shown = [row for row in table.rows if (row.percent >= limit) == over]
    facts = {
        "threshold": shared.threshold(limit),
        "unit": words.PERCENT if table.node else words.POINTS,
        "about": table.about,
        "year": table.year.year,
    }
    if not shown:
        nearest = table.rows[0] if over else table.rows[-1]
        row = f"{shared.in_sentence(table.agency(nearest))} {table.figure(nearest)}"
        none = words.NONE_OVER if over else words.NONE_UNDER
        text = none.format(unit_name=shared.UNITS[table.group], row=row, **facts)
        return Reply(f"{text}\n{table.source}", published.rows([_whole(table, table.group), *_groups(table)]))
    if not over:
        shown.reverse()  # the lowest first: that is what is asked about
    head = (words.OVER if over else words.UNDER).format(count=bold(shared.count_of(len(shown), table.group)), **facts)
    return _listed(table, head, shown, [_whole(table, table.group), *_groups(table)])
