"""Criteria down and one column of points: a sheet an agency, or agencies one below another."""

import re
from collections.abc import Iterator

from handlers.importing.headings import BESIDE, GREATEST, LOOK_AHEAD, OFFICIAL, OTHER_YEAR, is_total, origin
from handlers.importing.names import AgencyNames
from handlers.importing.numbers import looks_numeric
from handlers.importing.score_detail import DetailColumns, best_column, names_node, read_detail_rows
from handlers.importing.score_reading import Reading
from handlers.importing.text import fold, one_line
from handlers.words import importing as words
from storage.catalogue import Agency
from storage.imports import Cell, Row, Sheet

POINTS = re.compile(r"diem|ket qua|cham|danh gia|tham dinh|hoi dong")
SELF_SCORED = re.compile(r"\btu (cham|danh gia|cho)")
LABELLED = re.compile(r"^(ten )?(co quan|don vi|dia phuong)(, (co quan|don vi|dia phuong))*( duoc [a-z ]+)?\s*:")
TITLE = re.compile(r"\b(diem|ket qua|chi so|phieu|bang|bieu)\b")
OFFICE = re.compile(r"(so|ban|bql|van|vp|thanh|ubnd|uy|huyen|h|thi|tx|tp)\b")
ANY = 1_000  # left of no column
LONGEST = 10  # words of an agency's name within a title
CUT_NAME = 28  # Excel cuts the name of a sheet at 31 letters


def read_single(sheet: Sheet, rows: list[Row], reading: Reading) -> bool:
    """Adds the scores; False for a sheet of another shape."""
    nodes = [at for at, row in enumerate(rows) if any(names_node(cell, reading) for cell in row.cells.values())]
    at = next((at for at in nodes if _points_in(rows[at])), None)
    if at is None or len(nodes) < 3:
        return False
    headings, body = rows[max(0, at - 3) : at], rows[at:]
    while headings and _agency_row(headings[-1], reading):
        body = [headings[-1], *body]
        headings = headings[:-1]
    name = best_column(body, ANY, reading, coded=False)
    code = best_column(body, name or ANY, reading, coded=True)
    right = max(code or 0, name or 0)
    said = _headings(headings, body, right, reading)
    if not right or not said:
        return False
    columns = _Columns(sheet, said, reading)
    if columns.points is None and not columns.unclear:
        return False
    reading.tables += 1
    if columns.points is None:
        reading.problem(sheet.where(columns.unclear[0]), columns.why)
        return True
    above = rows[: len(rows) - len(body)]
    for agency, part in _parts(sheet, above, body, columns.points, reading):
        detail = DetailColumns(code, name, columns.most, {columns.points: agency})
        read_detail_rows(sheet, part, detail, reading)
    return True


def _points_in(row: Row) -> bool:
    return any(looks_numeric(cell) for cell in row.cells.values())


def _headings(headings: list[Row], body: list[Row], right: int, reading: Reading) -> dict[int, tuple[str, Cell]]:
    """What stands above each column of numbers; nothing where agencies stand above them."""
    said: dict[int, tuple[str, Cell]] = {}
    for column in sorted({column for row in body for column in row.cells if column > right}):
        if sum(looks_numeric(row.cells.get(column)) for row in body[:LOOK_AHEAD]) < 3:
            continue
        cells = [cell for row in headings if (cell := row.cells.get(column)) and not _is_title(row, cell)]
        if any(reading.find(cell.text) for cell in cells):
            return {}
        if cells:
            said[column] = (" ".join(dict.fromkeys(fold(cell.text) for cell in cells)), cells[-1])
    return said


def _is_title(row: Row, cell: Cell) -> bool:
    """Does it also stand above the first column, over the whole table?"""
    first = row.cells.get(1) or row.cells[min(row.cells)]
    return origin(first) == origin(cell) and sum(origin(other) == origin(cell) for other in row.cells.values()) > 2


class _Columns:
    """The column of points that count and the one of the greatest; `why` there is none of the first."""

    def __init__(self, sheet: Sheet, said: dict[int, tuple[str, Cell]], reading: Reading) -> None:
        self.most = next((c for c, (text, _) in said.items() if GREATEST.search(text) or "thang diem" in text), None)
        mine = {
            column: (text, cell)
            for column, (text, cell) in said.items()
            if column != self.most and POINTS.search(text) and not is_total(text) and not _of_other_year(text, reading)
        }
        judged = {c: found for c, found in mine.items() if not BESIDE.search(found[0])}
        official = [c for c, (text, _) in judged.items() if OFFICIAL.search(text)]
        chosen = official if len(official) == 1 else list(judged)
        self.points = chosen[0] if len(chosen) == 1 else None
        own = [cell for text, cell in mine.values() if SELF_SCORED.search(text)]
        self.unclear = [cell for _, cell in judged.values()] or own
        self.why = words.SELF_SCORED if not judged else words.unclear_column(sheet.name)


def _of_other_year(text: str, reading: Reading) -> bool:
    years = OTHER_YEAR.findall(text)
    return bool(years) and str(reading.year) not in years


# -- whose points they are


def _parts(
    sheet: Sheet, above: list[Row], body: list[Row], points: int, reading: Reading
) -> Iterator[tuple[Agency, list[Row]]]:  # fmt: skip
    """The rows of each agency: of the one the sheet is about, then of those whose names head a part of it."""
    heads = [at for at, row in enumerate(body) if _agency_row(row, reading)]
    first = body[: heads[0]] if heads else body
    if any(names_node(cell, reading) for row in first for cell in row.cells.values()):
        agency = _of_sheet(sheet, above, first[0], reading)
        if agency is not None:
            yield from _once(sheet, agency, sheet.where_row(first[0]), first, reading)
    for at, end in zip(heads, [*heads[1:], len(body)], strict=False):
        cell = _agency_row(body[at], reading)
        agency = reading.agency(sheet, cell) if cell else None
        if cell is None or agency is None:
            continue
        if looks_numeric(body[at].cells.get(points)):
            reading.total(sheet, agency, body[at].cells.get(points))
        yield from _once(sheet, agency, sheet.where(cell), body[at + 1 : end], reading)


def _once(
    sheet: Sheet, agency: Agency, where: str, rows: list[Row], reading: Reading
) -> Iterator[tuple[Agency, list[Row]]]:  # fmt: skip
    earlier = reading.first_in_detail.setdefault(agency.code, where)
    if earlier != where:
        reading.problem(where, words.agency_twice(agency.name, earlier), agency.code)
    else:
        yield agency, rows


def _agency_row(row: Row, reading: Reading) -> Cell | None:
    """The cell that names an agency, where the row is no criterion's."""
    texts = [cell for cell in row.cells.values() if cell.kind == "text"]
    named = [cell for cell in texts if reading.find(cell.text)]
    is_criterion = any(reading.criteria.by_name(cell.text) for cell in texts)
    return named[0] if named and not is_criterion and len({reading.find(cell.text) for cell in named}) == 1 else None


def _of_sheet(sheet: Sheet, above: list[Row], first: Row, reading: Reading) -> Agency | None:
    """The agency that the sheet's name and titles name; a letterhead says only who wrote it."""
    codes = dict.fromkeys(_named_by(sheet, above, reading.names))
    agencies = [reading.names.agencies[code] for code in codes]
    if len(agencies) != 1:
        what = words.whose_points([agency.name for agency in agencies])
        reading.problem(sheet.where_row(first), what)
        return None
    if not agencies[0].scored or agencies[0].group not in reading.criteria.trees:
        reading.problem(sheet.where_row(first), words.not_scored(agencies[0].name))
        return None
    return agencies[0]


def _named_by(sheet: Sheet, above: list[Row], names: AgencyNames) -> Iterator[str]:
    if sheet.lettered:
        yield from filter(None, [names.find(sheet.name) or _cut_name(sheet.name, names)])
    titled = False
    cells = [cell.text for row in above for cell in row.cells.values() if cell.kind == "text" and not cell.copy_of]
    for text in [*sheet.above, *cells]:
        plain = fold(text)
        if LABELLED.match(plain):
            yield from filter(None, [names.find(one_line(text).partition(":")[2])])
        elif TITLE.search(plain):
            titled = True
            yield from _within(text, names)
        elif titled:
            yield from filter(None, [names.find(text)])


def _cut_name(name: str, names: AgencyNames) -> str | None:
    """The agency whose name begins with a sheet's name that Excel cut."""
    plain = fold(name)
    found = [a.code for a in names.agencies.values() if len(plain) >= CUT_NAME and fold(a.name).startswith(plain)]
    return found[0] if len(found) == 1 else None


def _within(title: str, names: AgencyNames) -> Iterator[str]:
    """Agencies named in a longer text, the longest name at each place."""
    typed = one_line(title).split()
    at = 0
    while at < len(typed):
        ends = range(min(len(typed), at + LONGEST), at + 1, -1) if OFFICE.match(fold(typed[at])) else range(0)
        found = next(((code, end) for end in ends if (code := names.find(" ".join(typed[at:end])))), None)
        if found:
            yield found[0]
        at = found[1] if found else at + 1
