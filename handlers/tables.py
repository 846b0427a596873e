"""A ranking as it is shown: whose rows, by which measure, ten rows a page with competition ranks (1, 2, 2, 4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from handlers import published
from handlers.dialogue import Choice, Reply, Request, ask, bold
from handlers.index import Place, YearIndex
from handlers.words import index as shared
from handlers.words import ranking as words
from handlers.words.formats import number
from storage.catalogue import Agency, Criterion

PAGE = 10  # rows
SLACK = 2  # rows left over that are not worth a page of their own
FEW = 5  # rows up to that many carry names in full and notes


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

    def name(self, row: Place) -> str:
        return shared.in_sentence(self.agency(row))

    def figure(self, row: Place) -> str:
        """95,30; of a criterion that counts the same for all 1,25/1,50; else 96,9%"""
        if self.node is None:
            return number(row.percent)
        if self.in_points:
            return f"{number(row.points)}/{number(row.max_points)}"
        return f"{number(row.points * 100 / row.max_points, 1)}%"

    def with_unit(self, row: Place) -> str:
        return self.figure(row) + ("" if self.node and not self.in_points else words.POINTS)

    @property
    def in_points(self) -> bool:
        return self.node is not None and self.node.level > 1 and len({row.max_points for row in self.rows}) == 1

    @property
    def unit(self) -> str:
        return words.PERCENT if self.node else words.POINTS

    @property
    def about(self) -> str:
        return shared.ABOUT.format(name=shared.node_name(self.node)) if self.node else ""

    @classmethod
    def asked(cls, request: Request) -> "Table | Reply":
        """The table a question is about; a reply instead where there is none."""
        year = published.year_asked(request)
        if isinstance(year, Reply):
            return year
        group = request.said.group if request.said.group in shared.GROUPS else None
        node = published.node_asked(request, year, group)
        if isinstance(node, Reply):
            return node
        rows = year.ranking(group, node.code if node else None)
        return cls(request, year, group, node, rows) if rows else published.no_rows(year, group, node)

    @property
    def group_name(self) -> str:
        return shared.GROUPS_SHORT[self.group] if self.group else shared.PROVINCE

    @property
    def entities(self) -> dict[str, Any]:
        """What a button carries on: the year, and the field or criterion."""
        return {"year": self.year.year, **published.about_node(self.node)}

    @property
    def source(self) -> str:
        return shared.source(self.year.year, self.request.knowledge.catalogue.demo)


def listed(table: Table, head: str, shown: Sequence[Place], choices: Sequence[Sequence[Choice]], *notes: str) -> Reply:
    """A page of `shown` under its heading; a press on [Tiếp] changes the message it stands under."""
    page = published.page_of(shown, PAGE, _page_asked(table, shown), SLACK)
    if page.pages > 1:
        head += words.PAGE.format(first=page.first, last=page.last)
    detailed = len(shown) <= FEW
    lines = [f"{head}:", *(_row(table, row, detailed=detailed) for row in page.shown), *notes]
    if not detailed and any(row.tied for row in page.shown):
        lines.append(words.TIES)
    if len(shown) == len(table.rows):
        lines += _own_line(table, page.shown)
    turns = published.turns(table.request, page, agencies=(), year=table.year.year)
    text = "\n".join([*lines, *footing(table)])
    return Reply(text, published.rows(turns, *choices), edit=published.is_turned(table.request))


def _page_asked(table: Table, shown: Sequence[Place]) -> int:
    """The page of an agency that was named, until another is turned to."""
    said = table.request.said
    if said.agencies and not published.is_turned(table.request):
        at = [place for place, row in enumerate(shown) if row.agency == said.agencies[0]]
        if at:
            return at[0] // PAGE + 1  # the nearest there is, where the last page takes the rest
    return table.request.page


def _row(table: Table, row: Place, *, detailed: bool) -> str:
    agency = table.agency(row)
    facts = {"rank": row.rank, "figure": table.figure(row), "note": note(table, row) if detailed else ""}
    name = agency.name if detailed else shared.table_name(agency, words.ROW.format(agency="", **facts))
    line = words.ROW.format(agency=name, **facts)
    return bold(line) if row.agency == table.request.person.agency else line


def note(table: Table, row: Place) -> str:
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


def footing(table: Table) -> list[str]:
    sizes = {row.max_points for row in table.rows}
    by_percent = table.node is not None and len(sizes) > 1
    return [words.BY_PERCENT, table.source] if by_percent else [table.source]


def whole(table: Table, group: str | None) -> Choice:
    """The same ranking, of this group."""
    return ask(shared.GROUP_LABELS[group], "ranking", group=group, **table.entities)


def other_groups(table: Table) -> list[Choice]:
    return [whole(table, group) for group in ("so", "huyen", None) if group != table.group]


def moves(table: Table) -> list[Choice]:
    """[Tăng, giảm hạng], where there is a year before."""
    if table.request.knowledge.index.before(table.year.year) is None:
        return []
    return [ask(shared.MOVEMENT, "ranking", group=table.group, aspect="movement", **table.entities)]
