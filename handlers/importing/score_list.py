"""A list of points: a column of agencies, one of criteria, one of points."""

import re

from handlers.importing.criterion_names import as_code
from handlers.importing.headings import LOOK_AHEAD, is_total, official_column
from handlers.importing.numbers import looks_numeric
from handlers.importing.score_reading import Reading
from handlers.importing.text import fold, one_line
from handlers.words import importing as words
from storage.catalogue import Agency
from storage.imports import Cell, Row, Sheet

LIST_HEADINGS = {
    "agency": re.compile(r"(agency|ma |ten )?(agency|code|co quan|don vi|dia phuong)([ ,/].*)?"),
    "criterion": re.compile(
        r"(criterion|criteria|ma |ten )?(criterion|tieu chi|linh vuc|tieu chi thanh phan)([ ,/].*)?"
    ),
    "points": re.compile(
        r"points?|score|(so )?diem( so)?( thuc te)?( dat( duoc)?| tham dinh| chinh thuc| cong bo)?( \(.*\))?"
    ),
    "year": re.compile(r"year|nam"),
}
NO_CRITERION = re.compile(
    r"(trung binh|binh quan|xep (hang|loai|thu)|thu hang|cao nhat|thap nhat|"
    r"diem (toi da|chuan|trung binh|binh quan|tb))\b"
)
Columns = dict[str, int]


def read_list(sheet: Sheet, rows: list[Row], reading: Reading) -> bool:
    for at, row in enumerate(rows[:20]):
        found = {
            role: [column for column, cell in sorted(row.cells.items()) if heading.fullmatch(fold(cell.text))]
            for role, heading in LIST_HEADINGS.items()
        }
        columns = {role: places[0] for role, places in found.items() if places}
        if {"agency", "criterion", "points"} <= columns.keys() and len(set(columns.values())) == len(columns):
            body = rows[at + 1 :]
            if any(node_in(reading, row.cells.get(columns["criterion"])) for row in body[:LOOK_AHEAD]):
                reading.tables += 1
                official = official_column(found["points"], [row], body, reading.year)
                if official is None:
                    cell = row.cells[columns["points"]]
                    reading.problem(sheet.where(cell), words.unclear_column(one_line(cell.text)))
                    return True
                _List(sheet, body, {**columns, "points": official}, reading).read()
                return True
    return False


class _List:
    """Reads the rows of one list; remembers what it has met."""

    def __init__(self, sheet: Sheet, rows: list[Row], columns: Columns, reading: Reading) -> None:
        self._sheet = sheet
        self._rows = rows
        self._columns = columns
        self._reading = reading
        self._agencies: dict[str, Agency | None] = {}  # by name as written
        self._first: dict[tuple[str, str], str] = {}  # (agency, node) → where it stands
        self._totals: list[tuple[str, Cell]] = []
        names = [code for row in rows if (code := reading.find(row.text(columns["agency"])))]
        # a name may stand before the first of its rows only; in a column full of names a gap is a mistake
        self._named_once = len(names) == len(set(names))
        self._above: Cell | None = None

    def read(self) -> None:
        for row in self._rows:
            year = row.text(self._columns["year"]).strip() if "year" in self._columns else ""
            if year.isdigit() and int(year) != self._reading.year:
                what = words.other_year(int(year), self._reading.year)
                self._reading.problem(self._sheet.where_row(row), what)
                return
            self._row(row)
        self._sums()

    def _row(self, row: Row) -> None:
        name, what, points = (row.cells.get(self._columns[role]) for role in ("agency", "criterion", "points"))
        label = "" if node_in(self._reading, what) else _label_of_sums(name, what)
        if label:
            if self._above is not None and points is not None and is_total(label):
                self._totals.append((self._above.text, points))
            return
        if name is not None and self._reading.find(name.text):
            self._above = name
        elif name is None and self._named_once and what is not None:
            name = self._above
        if name is not None and what is not None:
            self._score(row, name, what, points)
        elif (name or what) and (looks_numeric(points) or node_in(self._reading, what)):
            self._reading.problem(self._sheet.where_row(row), words.EMPTY_KEY)

    def _score(self, row: Row, name: Cell, what: Cell, points: Cell | None) -> None:
        sheet, reading = self._sheet, self._reading
        if name.text not in self._agencies:
            self._agencies[name.text] = reading.agency(sheet, name)
        agency = self._agencies[name.text]
        if agency is None:
            return
        node = node_in(reading, what)
        if node is None or node not in reading.criteria.trees[agency.group]:
            unknown = words.unknown_criterion(one_line(what.text), reading.year)
            reading.problem(sheet.where(what), unknown, agency.code)
            return
        blank = Cell(row.number, self._columns["points"], "text", "")
        where = sheet.where(points or blank)
        earlier = self._first.setdefault((agency.code, node), where)
        if earlier != where:
            reading.problem(where, words.score_twice(agency.name, node, earlier), agency.code)
        else:
            reading.score(sheet, agency, node, points, blank)

    def _sums(self) -> None:
        """A total below each agency's rows; a single one below several agencies is the sum of all."""
        if len(self._totals) == 1 and len(self._agencies) > 1:
            return
        totals: dict[str, Cell] = {}
        for name, cell in self._totals:
            totals.setdefault(name, cell)
        for name, cell in totals.items():
            agency = self._agencies.get(name)
            if agency is not None:
                self._reading.total(self._sheet, agency, cell)


def _label_of_sums(name: Cell | None, what: Cell | None) -> str:
    """What a row of sums calls itself, in either column."""
    plain = [fold(cell.text).strip(" :.*") for cell in (what, name) if cell is not None]
    return next((text for text in plain if NO_CRITERION.match(text) or is_total(text)), "")


def node_in(reading: Reading, cell: Cell | None) -> str | None:
    if cell is None:
        return None
    code = as_code(cell.text)
    if code and reading.criteria.knows(code):
        return code
    return reading.criteria.by_heading(cell.text)
