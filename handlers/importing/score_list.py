"""A list of points: a column of agencies, one of criteria, one of points."""

import re

from handlers.importing.criterion_names import as_code
from handlers.importing.headings import LOOK_AHEAD
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
    "points": re.compile(r"points?|score|(so )?diem( so| dat( duoc)?)?"),
    "year": re.compile(r"year|nam"),
}


def read_list(sheet: Sheet, rows: list[Row], reading: Reading) -> bool:
    for at, row in enumerate(rows[:20]):
        columns = {
            role: column
            for column, cell in sorted(row.cells.items(), reverse=True)
            for role, heading in LIST_HEADINGS.items()
            if heading.fullmatch(fold(cell.text))
        }
        if {"agency", "criterion", "points"} <= columns.keys() and len(set(columns.values())) == len(columns):
            body = rows[at + 1 :]
            if any(node_in(reading, row.cells.get(columns["criterion"])) for row in body[:LOOK_AHEAD]):
                _list_rows(sheet, body, columns, reading)
                reading.tables += 1
                return True
    return False


def _list_rows(sheet: Sheet, rows: list[Row], columns: dict[str, int], reading: Reading) -> None:
    first: dict[tuple[str, str], str] = {}
    agencies: dict[str, Agency | None] = {}
    for row in rows:
        name, what, points = (row.cells.get(columns[role]) for role in ("agency", "criterion", "points"))
        if name is None and what is None:
            continue
        year = row.text(columns["year"]).strip() if "year" in columns else ""
        if year.isdigit() and int(year) != reading.year:
            reading.problem(sheet.where_row(row), words.other_year(int(year), reading.year))
            return
        if name is None or what is None:
            reading.problem(sheet.where_row(row), words.EMPTY_KEY)
            continue
        if name.text not in agencies:
            agencies[name.text] = reading.agency(sheet, name)
        agency = agencies[name.text]
        if agency is None:
            continue
        node = node_in(reading, what)
        if node is None or node not in reading.criteria.trees[agency.group]:
            reading.problem(sheet.where(what), words.unknown_criterion(one_line(what.text), reading.year), agency.code)
            continue
        blank = Cell(row.number, columns["points"], "text", "")
        here = first.setdefault((agency.code, node), sheet.where(points or blank))
        if here != sheet.where(points or blank):
            problem = words.score_twice(agency.name, node, here)
            reading.problem(sheet.where(points or blank), problem, agency.code)
            continue
        reading.score(sheet, agency, node, points, blank)


def node_in(reading: Reading, cell: Cell | None) -> str | None:
    if cell is None:
        return None
    code = as_code(cell.text)
    if code and reading.criteria.knows(code):
        return code
    return reading.criteria.by_heading(cell.text)
