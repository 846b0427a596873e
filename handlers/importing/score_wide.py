"""Agencies down, fields or criteria across: the published annex."""

import re
from collections import Counter
from dataclasses import dataclass, field

from handlers.importing.criterion_names import as_code, most_in
from handlers.importing.headings import (
    BESIDE,
    INDEX,
    LOOK_AHEAD,
    NUMBERING,
    RANK,
    SUMMARY,
    holds_agency,
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

# columns of numbers that are no field's
ASIDE = re.compile(
    r"^(stt|(so )?(tt|thu tu)|no|#|ma\b.*|nam)\.?$|thuong|diem (tru|cong)|\bphat|so (luong|van ban|ho so)|^tong"
)
POINTS_ALONE = re.compile(r"(so )?diem( so)?( \(.*\))?")


@dataclass
class WideBlock:
    """A heading of fields (or criteria) across and the rows below it, up to the next heading."""

    nodes: dict[int, tuple[str, Cell]]  # column → (node, its heading)
    headings: list[Row]  # rows of the heading, the ones above it too
    body: list[Row] = field(default_factory=list)
    twice: list[tuple[str, Cell, Cell]] = field(default_factory=list)

    def all_headings(self, reading: Reading) -> list[Row]:
        """Also the rows below the names that say what each of a name's columns is: "Điểm", "Xếp hạng"."""
        below: list[Row] = []
        for row in self.body[:2]:
            if row.one_span or holds_agency(row, reading) or any(cell.kind == "number" for cell in row.cells.values()):
                break
            below.append(row)
        return [*self.headings, *below]


def wide_blocks(rows: list[Row], reading: Reading) -> list[WideBlock]:
    blocks: list[WideBlock] = []
    for at, row in enumerate(rows):
        named = _named_nodes(row, reading) or _coded_nodes(row, rows[max(0, at - 2) : at], reading)
        if not named:
            if blocks:
                blocks[-1].body.append(row)
            continue
        if blocks and not any(holds_agency(row, reading) for row in blocks[-1].body):
            _supplement(blocks[-1], named, row)
            continue
        blocks.append(_block(named, [*rows[max(0, at - 2) : at], row]))
    return [block for block in blocks if any(holds_agency(row, reading) for row in block.body[:LOOK_AHEAD])]


def _named_nodes(row: Row, reading: Reading) -> list[tuple[int, str, Cell]]:
    """Columns whose heading names a node; a row that is a heading names at least two."""
    named = [
        (column, node, cell)
        for column, cell in sorted(row.cells.items())
        if cell.kind == "text" and (node := reading.criteria.by_heading(cell.text))
    ]
    return named if len({node for _, node, _ in named}) >= 2 else []


def _coded_nodes(row: Row, above: list[Row], reading: Reading) -> list[tuple[int, str, Cell]]:
    """Columns headed by bare codes: "1.1.1 | 1.1.2 | …", or "1 | 2 | …" below the word field; not a numbering row."""
    coded = [
        (column, code, cell)
        for column, cell in sorted(row.cells.items())
        if (code := as_code(cell.text)) and reading.criteria.knows(code)
    ]
    if any(holds_agency(row, reading) for row in (row,)) or len({code for _, code, _ in coded}) < 4:
        return []
    dotted = sum("." in code for _, code, _ in coded)
    if dotted >= 3:
        return coded
    under_fields = {
        column for column, _, _ in coded if any("linh vuc" in fold(higher.text(column)) for higher in above)
    }
    coded = [found for found in coded if found[0] in under_fields]
    return coded if [code for _, code, _ in coded] == [str(n) for n in range(1, len(coded) + 1)] else []


def _block(named: list[tuple[int, str, Cell]], headings: list[Row]) -> WideBlock:
    block = WideBlock({}, headings)
    _supplement(block, named, None)
    return block


def _supplement(block: WideBlock, named: list[tuple[int, str, Cell]], row: Row | None) -> None:
    """A second heading row names the columns the first left open; bare numbers below names say nothing."""
    if row is not None:
        block.headings.append(row)
    origins = {node: (column, cell) for column, (node, cell) in block.nodes.items()}
    for column, node, cell in named:
        if column in block.nodes or (row is not None and "." not in node):
            continue
        if node not in origins:
            origins[node] = (column, cell)
            block.nodes[column] = (node, cell)
        elif row is None and origin(cell) == origin(origins[node][1]):
            block.nodes[column] = (node, cell)  # one heading over several columns: chosen among later
        else:
            block.twice.append((node, origins[node][1], cell))


def read_wide(sheet: Sheet, block: WideBlock, reading: Reading) -> None:
    reading.tables += 1
    for node, first, second in block.twice:
        reading.problem(sheet.where(second), words.column_twice(node, sheet.where(first)))
    nodes = _official_columns(sheet, block, reading)
    named = _agency_column(block, reading, nodes)
    if named is None:
        return
    headings = block.all_headings(reading)
    totals, indexes = _sum_columns(headings, block.nodes, reading.year)
    groups: set[str] = set()
    seen: dict[str, str] = {}
    for row in visible_first(block.body):
        name = row.cells.get(named)
        if name is None:
            _check_nameless(sheet, row, nodes, reading)
        if name is None or not _is_agency_row(row, name, nodes, reading):
            continue
        agency = reading.agency(sheet, name)
        if agency is None:
            continue
        if agency.code in seen:
            if not row.hidden:
                reading.problem(sheet.where(name), words.agency_twice(agency.name, seen[agency.code]), agency.code)
            continue
        seen[agency.code] = sheet.where(name)
        groups.add(agency.group)
        _wide_row(sheet, row, agency, nodes, reading)
        for column in totals:
            reading.total(sheet, agency, row.cells.get(column))
        for column in indexes:
            reading.index(sheet, agency, row.cells.get(column))
    for node, cell in nodes.values():
        reading.most(sheet, groups, node, most_in(cell.text), cell)
    _check_known(sheet, seen, reading)
    _check_unread_columns(sheet, block, headings, {named, *totals, *indexes}, groups, reading)


def _check_nameless(sheet: Sheet, row: Row, nodes: dict[int, tuple[str, Cell]], reading: Reading) -> None:
    """Points of nobody; sums have their label elsewhere, and greatest points may have none."""
    filled = {column: cell for column in nodes if looks_numeric(cell := row.cells.get(column)) and cell is not None}
    labels = [fold(cell.text).strip(" :.*") for cell in row.cells.values() if cell.kind == "text"]
    if 2 * len(filled) <= len(nodes) or repeats_row(row) or any(re.search("[a-z]{2}", label) for label in labels):
        return
    trees = reading.criteria.trees.values()
    for tree in trees:
        mosts = {column: tree[node].max_points for column, (node, _) in nodes.items() if node in tree}
        if all(number_or_none(cell) == mosts.get(column) for column, cell in filled.items()):
            return
    if not all(NUMBERING.fullmatch(fold(cell.text)) for cell in filled.values()):
        reading.problem(sheet.where_row(row), words.NAMELESS)


def _check_unread_columns(
    sheet: Sheet, block: WideBlock, headings: list[Row], known: set[int], groups: set[str], reading: Reading
) -> None:
    """Where a field has no column, a column of numbers under words nobody knows may be that field's."""
    given = {node for node, _ in block.nodes.values()}
    fields = {code for group in groups for code in reading.criteria.fields(group)}
    missing = sorted(field for field in fields if not any(node.partition(".")[0] == field for node in given))
    if not missing:
        return
    for column in sorted({column for row in headings for column in row.cells} - known - block.nodes.keys()):
        heading = _heading(headings, column)
        label = next(
            (cell for row in reversed(headings) if (cell := row.cells.get(column)) and fold(cell.text) == heading), None
        )
        numbers = sum(looks_numeric(row.cells.get(column)) for row in block.body if holds_agency(row, reading))
        told = BESIDE.search(heading) or ASIDE.search(heading) or _names_other_year(heading, reading.year)
        if label is not None and numbers and not told and not is_total(heading):
            reading.problem(sheet.where(label), words.unread_column(one_line(label.text), missing))


def _wide_row(sheet: Sheet, row: Row, agency: Agency, nodes: dict[int, tuple[str, Cell]], reading: Reading) -> None:
    tree = reading.criteria.trees[agency.group]
    for column, (node, heading) in nodes.items():
        cell = row.cells.get(column)
        if node in tree:
            reading.score(sheet, agency, node, cell, Cell(row.number, column, "text", ""))
        elif cell is not None:
            what = words.unknown_criterion(one_line(heading.text), reading.year)
            reading.problem(sheet.where(cell), what, agency.code)


def _check_known(sheet: Sheet, seen: dict[str, str], reading: Reading) -> None:
    """An agency that an earlier sheet of the same shape already scored."""
    for code, where in seen.items():
        earlier = reading.first_in_wide.setdefault(code, where)
        if earlier != where:
            reading.problem(where, words.agency_twice(reading.names.agencies[code].name, earlier), code)


def _official_columns(sheet: Sheet, block: WideBlock, reading: Reading) -> dict[int, tuple[str, Cell]]:
    """One column a node: where a heading spans "tự chấm" and "thẩm định", the second is the published one."""
    by_node: dict[str, list[int]] = {}
    for column, (node, _) in block.nodes.items():
        by_node.setdefault(node, []).append(column)
    chosen: dict[int, tuple[str, Cell]] = {}
    for columns in by_node.values():
        cell = block.nodes[columns[0]][1]
        official = official_column(columns, [*block.headings, *block.body[:2]], block.body, reading.year)
        if official is None:
            reading.problem(sheet.where(cell), words.unclear_column(one_line(cell.text)))
        column = columns[0] if official is None else official
        chosen[column] = block.nodes[column]
    return dict(sorted(chosen.items()))


def _agency_column(block: WideBlock, reading: Reading, nodes: dict[int, tuple[str, Cell]]) -> int | None:
    counts: Counter[int] = Counter()
    for row in block.body[:LOOK_AHEAD]:
        for column, cell in row.cells.items():
            if column not in nodes and cell.kind == "text" and reading.find(cell.text):
                counts[column] += 1
    return most_frequent(counts)


def _sum_columns(headings: list[Row], nodes: dict[int, tuple[str, Cell]], year: int) -> tuple[list[int], list[int]]:
    """Columns of totals and of the index; those of another year are not about these points."""
    totals, indexes = [], []
    width = max((max(row.cells, default=0) for row in headings), default=0)
    for column in range(1, width + 1):
        heading = _heading(headings, column)
        if column in nodes or not heading or _names_other_year(heading, year):
            continue
        if is_total(heading):
            totals.append(column)
        elif INDEX.match(heading) and not RANK.search(heading):
            indexes.append(column)
    return totals, indexes


def _heading(headings: list[Row], column: int) -> str:
    """The lowest text above a column that is not a title over the whole table; "Điểm" alone says nothing."""
    for row in reversed(headings):
        cell = row.cells.get(column)
        if cell is None or NUMBERING.fullmatch(fold(cell.text)) or POINTS_ALONE.fullmatch(fold(cell.text)):
            continue
        span = sum(origin(other) == origin(cell) for other in row.cells.values())
        if span <= 3:
            return fold(cell.text)
    return ""


def _names_other_year(heading: str, year: int) -> bool:
    years = set(re.findall(r"20\d\d", heading))
    return bool(years) and str(year) not in years


def _is_agency_row(row: Row, name: Cell, nodes: dict[int, tuple[str, Cell]], reading: Reading) -> bool:
    """Is it a row of points, not a section, a sum or a note?"""
    plain = re.sub(r"^([ivx]+|[a-h])[.)] ?", "", fold(name.text))
    if NUMBERING.fullmatch(plain) or SUMMARY.match(plain.strip(" :.*")) or repeats_row(row):
        return False
    if reading.find(name.text):
        return not row.one_span
    return any(looks_numeric(row.cells.get(column)) for column in nodes)
