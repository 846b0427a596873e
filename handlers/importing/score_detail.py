"""Criteria down, agencies across: the detailed sheet."""

import re
from collections import Counter
from dataclasses import dataclass

from handlers.importing.criterion_names import as_code, roman
from handlers.importing.headings import (
    INDEX,
    LOOK_AHEAD,
    MOST_HEADING,
    NUMBERING,
    RANK,
    SUMMARY,
    Columns,
    is_total,
    most_frequent,
    number_or_none,
    official_column,
    origin,
    repeats_row,
)
from handlers.importing.numbers import looks_numeric
from handlers.importing.score_reading import Reading, visible_first
from handlers.importing.text import fold, one_line
from handlers.words import importing as words
from storage.catalogue import Agency
from storage.imports import Cell, Row, Sheet


def read_detail(sheet: Sheet, rows: list[Row], reading: Reading) -> None:
    at, agencies = _agency_heading(rows, reading)
    if at is None:
        return
    body = rows[at + 1 :]
    left = min(agencies)
    code_column = best_column(body, left, reading, coded=True)
    name_column = best_column(body, left, reading, coded=False)
    if code_column is None and name_column is None:
        return
    reading.tables += 1
    by_column = _agencies_across(sheet, rows, at, agencies, reading)
    headings = rows[max(0, at - 2) : at + 1]
    most_column = next(
        (c for c in range(1, left) if any(MOST_HEADING.match(fold(row.text(c))) for row in headings)), None
    )
    read_detail_rows(sheet, body, DetailColumns(code_column, name_column, most_column, by_column), reading)


LONG_NAME = 6  # words


@dataclass(frozen=True, slots=True)
class DetailColumns:
    code: int | None
    name: int | None
    most: int | None
    agencies: dict[int, Agency]


def _agency_heading(rows: list[Row], reading: Reading) -> tuple[int | None, Columns]:
    """The row that names most agencies, with those cells: (place among `rows`, column → cell)."""
    best: tuple[int | None, Columns] = (None, {})
    for at, row in enumerate(rows[:LOOK_AHEAD]):
        cells = {c: cell for c, cell in row.cells.items() if cell.kind == "text" and reading.find(cell.text)}
        if len(cells) > len(best[1]):
            best = (at, cells)
    return best


def best_column(rows: list[Row], left: int, reading: Reading, *, coded: bool) -> int | None:
    """The column left of `left` that holds the codes of criteria, or their names."""
    counts: Counter[int] = Counter()
    for row in rows[: 4 * LOOK_AHEAD]:
        counts.update(c for c, cell in row.cells.items() if c < left and _fits(cell, reading, coded))
    column = most_frequent(counts)
    return column if column is not None and counts[column] >= 3 else None


def _fits(cell: Cell, reading: Reading, coded: bool) -> bool:
    return _is_node_code(cell, reading) if coded else bool(reading.criteria.by_name(cell.text))


def _is_node_code(cell: Cell, reading: Reading) -> bool:
    code = as_code(cell.text)
    return bool(code and reading.criteria.knows(code))


def names_node(cell: Cell, reading: Reading) -> bool:
    """Does the cell hold a criterion's name, or a code that is no plain number?"""
    if cell.kind != "text":
        return False
    return bool(reading.criteria.by_name(cell.text)) or ("." in cell.text and _is_node_code(cell, reading))


def _agencies_across(sheet: Sheet, rows: list[Row], at: int, known: Columns, reading: Reading) -> dict[int, Agency]:
    """Column → agency, unknown names in the heading reported, one column chosen below a heading over several."""
    heading = rows[at]
    below = rows[at + 1 :]
    by_origin: dict[tuple[int, int], list[int]] = {}
    for column, cell in sorted(heading.cells.items()):
        if column >= min(known) and (column in known or _may_be_agency(cell, column, below)):
            by_origin.setdefault(origin(cell), []).append(column)
    agencies: dict[int, Agency] = {}
    seen: dict[str, str] = {}
    for columns in by_origin.values():
        cell = heading.cells[columns[0]]
        agency = reading.agency(sheet, cell)
        if agency is None:
            continue
        earlier = seen.setdefault(agency.code, sheet.where(cell))
        earlier = reading.first_in_detail.setdefault(agency.code, earlier)
        if earlier != sheet.where(cell):
            reading.problem(sheet.where(cell), words.agency_twice(agency.name, earlier), agency.code)
            continue
        official = official_column(columns, rows[at : at + 3], below, reading.year)
        if official is None:
            reading.problem(sheet.where(cell), words.unclear_column(one_line(cell.text)), agency.code)
        else:
            agencies[official] = agency
    return agencies


def _may_be_agency(cell: Cell, column: int, below: list[Row]) -> bool:
    """A heading over numbers that is no sum, average or note."""
    plain = fold(cell.text)
    if (
        cell.kind != "text"
        or SUMMARY.match(plain.strip(" :.*"))
        or NUMBERING.fullmatch(plain)
        or re.match(r"ghi chu|nam\b", plain)
    ):
        return False
    return sum(looks_numeric(row.cells.get(column)) for row in below[:LOOK_AHEAD]) >= 3


def read_detail_rows(sheet: Sheet, rows: list[Row], columns: DetailColumns, reading: Reading) -> None:
    groups = {agency.group for agency in columns.agencies.values()}
    field_code = ""
    romans = columns.code is not None and _start_anew([row.text(columns.code) for row in rows])
    seen: set[str] = set()
    shares: list[Row] = []
    for row in visible_first(rows):
        numbers = [column for column in columns.agencies if looks_numeric(row.cells.get(column))]
        node = _row_node(sheet, row, columns, field_code if romans else "", reading)
        if node is not None and "." not in node:
            field_code = node
        if node is None:
            shares += _row_of_sums(sheet, row, columns, numbers, reading)
            continue
        if node in seen:
            if not row.hidden and numbers:
                reading.problem(sheet.where_row(row), words.criterion_twice(node))
            continue
        seen.add(node)
        _detail_row(sheet, row, node, columns, numbers, reading)
        cell = row.cells.get(columns.most or 0)
        if cell is not None:
            reading.most(sheet, groups, node, number_or_none(cell), cell)
    if len(shares) == 1:  # the index; several are each of the criterion above it
        for column, agency in columns.agencies.items():
            reading.index(sheet, agency, shares[0].cells.get(column))


def _start_anew(codes: list[str]) -> bool:
    """Do codes begin again below each Roman number: "I, 1, 1.1, …, II, 1, 1.1" and not "II, 2.1, 2.1.1"?"""
    field = 0
    numbers = 0
    whole: list[bool] = []
    for written in codes:
        number, code = roman(written), as_code(written)
        if number:
            field, numbers = number, numbers + 1
        elif code and field:
            whole.append(code.startswith(f"{field}."))
    return numbers >= 2 and not (whole and all(whole))


def _detail_row(
    sheet: Sheet, row: Row, node: str, columns: DetailColumns, numbers: list[int], reading: Reading
) -> None:
    for column, agency in columns.agencies.items():
        cell = row.cells.get(column)
        if node not in reading.criteria.trees[agency.group]:
            if column in numbers and cell is not None:
                reading.problem(sheet.where(cell), words.unknown_criterion(node, reading.year), agency.code)
            continue
        is_leaf = reading.criteria.leaves(agency.group, node) == [node]
        if cell is None and not (is_leaf or numbers):
            continue  # a heading row without sums
        if cell is None and not is_leaf:
            continue  # a sum that was left out
        reading.score(sheet, agency, node, cell, Cell(row.number, column, "text", ""))


def _row_node(sheet: Sheet, row: Row, columns: DetailColumns, within: str, reading: Reading) -> str | None:
    """The node of a row, by its code and name; `within` is the field above where codes start anew in each."""
    code_cell = row.cells.get(columns.code or 0)
    name_cell = row.cells.get(columns.name or 0)
    name = one_line(name_cell.text) if name_cell else ""
    if code_cell is not None:
        number = roman(code_cell.text) if code_cell.kind == "text" else None
        code = str(number) if number else as_code(code_cell.text)
        if code and within and not number:
            code = f"{within}.{code}"
        if code and reading.criteria.knows(code):
            return _agreed(sheet, row, code, name, reading)
        if code and "." in code:
            return None  # a code of another set: its name does not make it ours
    return reading.criteria.by_name(name, within) or reading.criteria.by_name(name) if name else None


def _agreed(sheet: Sheet, row: Row, code: str, name: str, reading: Reading) -> str:
    """The node of a code, unless its name is exactly another node's: 1.10 that Excel made 1.1, or a slip."""
    other = reading.criteria.by_name(name) if name else None
    if other is None or other == code:
        return code
    if other.rstrip("0") == code or code.startswith(f"{other}.") or other.startswith(f"{code}."):
        return other if other.rstrip("0") == code else code
    reading.problem(sheet.where_row(row), words.code_and_name_differ(code, name))
    return code


def _is_sum(label: str, coded: bool) -> bool:
    """Is it "Tổng điểm", "Chỉ số (%)", "Xếp hạng", and not a criterion such as "Tỷ lệ hồ sơ …" with a slip in it?"""
    if is_total(label) or RANK.search(label):
        return True
    share = re.match(r"t[iy] le\b", label) and "%" not in label and len(label.split()) >= LONG_NAME
    return bool(SUMMARY.match(label.strip(" :.*"))) and not coded and not share


def _row_of_sums(sheet: Sheet, row: Row, columns: DetailColumns, numbers: list[int], reading: Reading) -> list[Row]:
    """Notes the totals of a row; the row itself where it may be the index."""
    label = next((fold(row.text(c)) for c in sorted(row.cells) if re.search("[a-z]{2}", fold(row.text(c)))), "")
    if not numbers or repeats_row(row):
        return []
    if label and not _is_sum(label, bool(as_code(row.text(columns.code or 0)))):
        written = " ".join(one_line(row.text(c)) for c in (columns.code, columns.name) if c and row.text(c))
        reading.problem(sheet.where_row(row), words.unknown_criterion(written or label, reading.year))
    elif is_total(label):
        for column in numbers:
            reading.total(sheet, columns.agencies[column], row.cells.get(column))
    elif INDEX.match(label) and not RANK.search(label):
        return [row]
    return []
