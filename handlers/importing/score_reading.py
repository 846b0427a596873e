"""What was read from the tables of a file, before it is compared with anything."""

from dataclasses import dataclass, field
from decimal import Decimal

from handlers.importing.criterion_names import CriterionNames
from handlers.importing.names import AgencyNames
from handlers.importing.numbers import NotPoints, read_number, read_points
from handlers.importing.outcomes import Problem
from handlers.importing.text import one_line
from handlers.words import importing as words
from storage.catalogue import Agency
from storage.imports import Cell, Row, Sheet


@dataclass(frozen=True, slots=True)
class Score:
    """Points of an agency on a node, and the cell they stand in."""

    agency: str
    node: str
    points: Decimal
    where: str


@dataclass(frozen=True, slots=True)
class Sum:
    """A total or an index (percent) that the file states for an agency."""

    agency: str
    value: Decimal
    where: str


@dataclass(frozen=True, slots=True)
class Most:
    """The greatest points of a node as the file states them, for one group's agencies."""

    group: str
    node: str
    value: Decimal
    where: str


@dataclass
class Reading:
    """Grows table by table; `faulty` are agencies with a problem already named, so that sums say nothing new."""

    names: AgencyNames
    criteria: CriterionNames
    year: int
    scores: dict[tuple[str, str], Score] = field(default_factory=dict)
    totals: list[Sum] = field(default_factory=list)
    indexes: list[Sum] = field(default_factory=list)
    mosts: dict[tuple[str, str], Most] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    renamed: dict[str, str] = field(default_factory=dict)
    faulty: set[str] = field(default_factory=set)
    tables: int = 0
    first_in_wide: dict[str, str] = field(default_factory=dict)  # agency → where it was first named
    first_in_detail: dict[str, str] = field(default_factory=dict)
    _found: dict[str, str | None] = field(default_factory=dict)

    def find(self, written: str) -> str | None:
        """`AgencyNames.find`, once a text."""
        if written not in self._found:
            self._found[written] = self.names.find(written)
        return self._found[written]

    def problem(self, where: str, what: str, agency: str | None = None) -> None:
        self.problems.append(Problem(where, what, agency=agency or ""))
        if agency:
            self.faulty.add(agency)

    def wrong(self, where: str, agency: Agency, node: str, cause: str, kind: str = "") -> None:
        """Something about an agency's points on a node; on its total where that is empty."""
        what = words.about(agency.name, node, cause) if node else words.about_agency(agency.name, cause)
        self.problems.append(Problem(where, what, kind, agency.code, node, cause))
        self.faulty.add(agency.code)

    def agency(self, sheet: Sheet, cell: Cell) -> Agency | None:
        """The scored agency a cell names; otherwise a problem."""
        written = one_line(cell.text)
        code = self.find(written)
        if code is None and self.names.left_out(written):
            return None
        if code is None:
            nearest = self.names.nearest(written)
            what = words.unknown_agency(written, nearest.name if nearest else None)
            code = nearest.code if nearest else ""
            self.problems.append(Problem(sheet.where(cell), what, "name", written=written, nearest=code))
            return None
        agency = self.names.agencies[code]
        if not agency.scored or agency.group not in self.criteria.trees:
            self.problem(sheet.where(cell), words.not_scored(agency.name))
            return None
        if written != agency.name:
            self.renamed.setdefault(written, agency.name)
        return agency

    def score(self, sheet: Sheet, agency: Agency, node: str, cell: Cell | None, blank: Cell) -> None:
        """Points of a cell; `blank` is where the cell would stand if it is missing."""
        where = sheet.where(cell or blank)
        try:
            points = read_points(cell)
        except NotPoints as reason:
            self.wrong(where, agency, node, str(reason))
            return
        most = self.criteria.trees[agency.group][node].max_points
        if points < 0:
            self.wrong(where, agency, node, words.below_zero(points))
        elif points > most:
            self.wrong(where, agency, node, words.above_most(points, most))
        else:
            self._keep(Score(agency.code, node, points, where), agency)

    def _keep(self, score: Score, agency: Agency) -> None:
        known = self.scores.setdefault((score.agency, score.node), score)
        if known is not score and known.points != score.points:
            self.problem(score.where, words.score_twice(agency.name, score.node, known.where), agency.code)

    def total(self, sheet: Sheet, agency: Agency, cell: Cell | None) -> None:
        if cell is not None:
            try:
                self.totals.append(Sum(agency.code, read_points(cell), sheet.where(cell)))
            except NotPoints as reason:
                self.wrong(sheet.where(cell), agency, "", str(reason))

    def index(self, sheet: Sheet, agency: Agency, cell: Cell | None) -> None:
        """An index in percent, or as a fraction that Excel shows as percent. What is no number is left alone."""
        if cell is not None:
            try:
                value = read_number(cell)
            except NotPoints:
                return
            self.indexes.append(Sum(agency.code, value, sheet.where(cell)))

    def most(self, sheet: Sheet, groups: set[str], node: str, value: Decimal | None, cell: Cell) -> None:
        """The greatest points a heading states, when the table is about one group."""
        if value is not None and len(groups) == 1:
            group = next(iter(groups))
            self.mosts.setdefault((group, node), Most(group, node, value, sheet.where(cell)))


def visible_first(rows: list[Row]) -> list[Row]:
    """Rows people see come first: a hidden copy of an agency's row then counts for nothing."""
    return [row for row in rows if not row.hidden] + [row for row in rows if row.hidden]
