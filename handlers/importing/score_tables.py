"""Tables of points, found by what they hold and not by where they stand. Three shapes:

- a list: a column of agencies, one of criteria, one of points (our own csv);
- agencies down, fields or criteria across (the published annex);
- criteria down, agencies across (the detailed sheet).
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from handlers.importing.criterion_names import as_code, most_in, roman
from handlers.importing.numbers import NotPoints, looks_numeric, read_number
from handlers.importing.score_reading import Reading, visible_first
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
TOTAL = re.compile(r"^(tong( (so|cong|diem|chung)\b.*)?|cong( diem)?|diem tong( cong)?\b.*|total\b.*)$")
GREATEST = re.compile(r"toi da|chuan")
INDEX = re.compile(r"^(chi so|par ?index|index|ty le|ti le|%)")
RANK = re.compile(r"(xep (hang|thu|loai)|thu hang|hang|rank)")
MOST_HEADING = re.compile(r"^(so )?(diem (toi da|chuan)|thang diem|toi da|max)")
# rows of numbers that are no agency's
SUMMARY = re.compile(
    r"^((tong( (so|cong|diem|chung)\b.*)?|cong( diem)?)$|"
    r"(trung binh|binh quan|diem (toi da|chuan|trung binh|binh quan)|toi da|thang diem|"
    r"cao nhat|thap nhat|gia tri|trung vi|ty le|ti le|chi so|xep hang|so don vi|max|min)\b)"
)
NUMBERING = re.compile(r"\(?([a-z]|\d{1,2}|[ivx]{1,4})\)?[.)]?")
OFFICIAL = re.compile(r"tham dinh|dat duoc|chinh thuc|cong bo|ket qua|hoi dong|sau (tham dinh|phuc tra)")
LOOK_AHEAD = 60  # rows looked at to see what a column holds
Columns = dict[int, Cell]


def read_sheet(sheet: Sheet, reading: Reading) -> None:
    """Adds the sheet's scores to `reading`; a sheet without a table of points adds nothing."""
    rows = [row for row in sheet.rows if any(not _repeats(cell) for cell in row.cells.values())]
    if _read_list(sheet, rows, reading):
        return
    blocks = _wide_blocks(rows, reading)
    for block in blocks:
        _read_wide(sheet, block, reading)
    if not blocks:
        _read_detail(sheet, rows, reading)


# -- a list


def _read_list(sheet: Sheet, rows: list[Row], reading: Reading) -> bool:
    for at, row in enumerate(rows[:20]):
        columns = {
            role: column
            for column, cell in sorted(row.cells.items(), reverse=True)
            for role, heading in LIST_HEADINGS.items()
            if heading.fullmatch(fold(cell.text))
        }
        if {"agency", "criterion", "points"} <= columns.keys() and len(set(columns.values())) == len(columns):
            body = rows[at + 1 :]
            if any(_node_in(reading, row.cells.get(columns["criterion"])) for row in body[:LOOK_AHEAD]):
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
        node = _node_in(reading, what)
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


def _node_in(reading: Reading, cell: Cell | None) -> str | None:
    if cell is None:
        return None
    code = as_code(cell.text)
    if code and reading.criteria.knows(code):
        return code
    return reading.criteria.by_heading(cell.text)


# -- agencies down


@dataclass
class WideBlock:
    """A heading of fields (or criteria) across and the rows below it, up to the next heading."""

    nodes: dict[int, tuple[str, Cell]]  # column → (node, its heading)
    headings: list[Row]  # rows of the heading, the ones above it too
    body: list[Row] = field(default_factory=list)
    twice: list[tuple[str, Cell, Cell]] = field(default_factory=list)


def _wide_blocks(rows: list[Row], reading: Reading) -> list[WideBlock]:
    blocks: list[WideBlock] = []
    for at, row in enumerate(rows):
        named = _named_nodes(row, reading) or _coded_nodes(row, rows[max(0, at - 2) : at], reading)
        if not named:
            if blocks:
                blocks[-1].body.append(row)
            continue
        if blocks and not any(_holds_agency(row, reading) for row in blocks[-1].body):
            _supplement(blocks[-1], named, row)
            continue
        blocks.append(_block(named, [*rows[max(0, at - 2) : at], row]))
    return [block for block in blocks if any(_holds_agency(row, reading) for row in block.body[:LOOK_AHEAD])]


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
    if any(_holds_agency(row, reading) for row in (row,)) or len({code for _, code, _ in coded}) < 4:
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
        elif row is None and _origin(cell) == _origin(origins[node][1]):
            block.nodes[column] = (node, cell)  # one heading over several columns: chosen among later
        else:
            block.twice.append((node, origins[node][1], cell))


def _read_wide(sheet: Sheet, block: WideBlock, reading: Reading) -> None:
    reading.tables += 1
    for node, first, second in block.twice:
        reading.problem(sheet.where(second), words.column_twice(node, sheet.where(first)))
    nodes = _official_columns(sheet, block, reading)
    named = _agency_column(block, reading, nodes)
    if named is None:
        return
    totals, indexes = _sum_columns(block, nodes, reading.year)
    groups: set[str] = set()
    seen: dict[str, str] = {}
    for row in visible_first(block.body):
        name = row.cells.get(named)
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
        official = _official(columns, [*block.headings, *block.body[:2]], block.body)
        if official is None:
            reading.problem(sheet.where(cell), words.unclear_column(one_line(cell.text)))
        column = columns[0] if official is None else official
        chosen[column] = block.nodes[column]
    return dict(sorted(chosen.items()))


def _official(columns: list[int], headings: list[Row], body: list[Row]) -> int | None:
    """The column of published points among those below one heading; None when it can't be told."""
    if len(columns) == 1:
        return columns[0]
    official = [
        column for column in columns if any(OFFICIAL.search(fold(row.text(column))) for row in headings if row.cells)
    ]
    if len(official) == 1:
        return official[0]
    filled = [
        column
        for column in columns
        if any(looks_numeric(cell) and not _repeats(cell) for row in body if (cell := row.cells.get(column)))
    ]
    return filled[0] if len(filled) == 1 else None


def _agency_column(block: WideBlock, reading: Reading, nodes: dict[int, tuple[str, Cell]]) -> int | None:
    counts: Counter[int] = Counter()
    for row in block.body[:LOOK_AHEAD]:
        for column, cell in row.cells.items():
            if column not in nodes and cell.kind == "text" and reading.find(cell.text).code:
                counts[column] += 1
    return _most_frequent(counts)


def _sum_columns(block: WideBlock, nodes: dict[int, tuple[str, Cell]], year: int) -> tuple[list[int], list[int]]:
    """Columns of totals and of the index; those of another year are not about these points."""
    totals, indexes = [], []
    width = max((max(row.cells, default=0) for row in block.headings), default=0)
    for column in range(1, width + 1):
        heading = _heading(block.headings, column, nodes)
        if column in nodes or not heading or _names_other_year(heading, year):
            continue
        if _is_total(heading):
            totals.append(column)
        elif INDEX.match(heading) and not RANK.search(heading):
            indexes.append(column)
    return totals, indexes


def _heading(headings: list[Row], column: int, nodes: dict[int, tuple[str, Cell]]) -> str:
    """The lowest text above a column that is not a title over the whole table."""
    for row in reversed(headings):
        cell = row.cells.get(column)
        if cell is None or NUMBERING.fullmatch(fold(cell.text)):
            continue
        span = sum(_origin(other) == _origin(cell) for other in row.cells.values())
        if span <= 3:
            return fold(cell.text)
    return ""


def _names_other_year(heading: str, year: int) -> bool:
    years = set(re.findall(r"20\d\d", heading))
    return bool(years) and str(year) not in years


def _is_agency_row(row: Row, name: Cell, nodes: dict[int, tuple[str, Cell]], reading: Reading) -> bool:
    """Is it a row of points, not a section, a sum or a note?"""
    plain = fold(name.text)
    if NUMBERING.fullmatch(plain) or SUMMARY.match(plain.strip(" :.*")) or _repeats_row(row):
        return False
    if reading.find(name.text).code:
        return not row.one_span
    return any(looks_numeric(row.cells.get(column)) for column in nodes)


# -- criteria down


def _read_detail(sheet: Sheet, rows: list[Row], reading: Reading) -> None:
    at, agencies = _agency_heading(rows, reading)
    if at is None:
        return
    body = rows[at + 1 :]
    left = min(agencies)
    code_column = _best_column(body, left, lambda cell: bool(_as_node_code(cell, reading)))
    name_column = _best_column(body, left, lambda cell: bool(reading.criteria.by_name(cell.text)))
    if code_column is None and name_column is None:
        return
    reading.tables += 1
    by_column = _agencies_across(sheet, rows, at, agencies, reading)
    headings = rows[max(0, at - 2) : at + 1]
    most_column = next(
        (c for c in range(1, left) if any(MOST_HEADING.match(fold(row.text(c))) for row in headings)), None
    )
    _detail_rows(sheet, body, DetailColumns(code_column, name_column, most_column, by_column), reading)


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
        cells = {c: cell for c, cell in row.cells.items() if cell.kind == "text" and reading.find(cell.text).code}
        if len(cells) > len(best[1]):
            best = (at, cells)
    return best


def _best_column(rows: list[Row], left: int, fits: Callable[[Cell], bool]) -> int | None:
    counts: Counter[int] = Counter()
    for row in rows[: 4 * LOOK_AHEAD]:
        counts.update(column for column, cell in row.cells.items() if column < left and fits(cell))
    column = _most_frequent(counts)
    return column if column is not None and counts[column] >= 3 else None


def _most_frequent(counts: Counter[int]) -> int | None:
    """The column counted most often, the leftmost of equals."""
    return min(counts, key=lambda column: (-counts[column], column)) if counts else None


def _as_node_code(cell: Cell, reading: Reading) -> str | None:
    code = as_code(cell.text)
    return code if code and reading.criteria.knows(code) else None


def _agencies_across(sheet: Sheet, rows: list[Row], at: int, known: Columns, reading: Reading) -> dict[int, Agency]:
    """Column → agency, unknown names in the heading reported, one column chosen below a heading over several."""
    heading = rows[at]
    below = rows[at + 1 :]
    by_origin: dict[tuple[int, int], list[int]] = {}
    for column, cell in sorted(heading.cells.items()):
        if column >= min(known) and (column in known or _may_be_agency(cell, column, below)):
            by_origin.setdefault(_origin(cell), []).append(column)
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
        official = _official(columns, rows[at : at + 3], below)
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


def _detail_rows(sheet: Sheet, rows: list[Row], columns: DetailColumns, reading: Reading) -> None:
    groups = {agency.group for agency in columns.agencies.values()}
    field_code = ""
    romans = columns.code is not None and sum(roman(row.text(columns.code)) is not None for row in rows) >= 2
    seen: set[str] = set()
    for row in visible_first(rows):
        numbers = [column for column in columns.agencies if looks_numeric(row.cells.get(column))]
        node = _row_node(sheet, row, columns, field_code if romans else "", reading)
        if node is not None and "." not in node:
            field_code = node
        if node is None:
            _row_of_sums(sheet, row, columns, numbers, reading)
            continue
        if node in seen:
            if not row.hidden and numbers:
                reading.problem(sheet.where_row(row), words.criterion_twice(node))
            continue
        seen.add(node)
        _detail_row(sheet, row, node, columns, numbers, reading)
        cell = row.cells.get(columns.most or 0)
        if cell is not None:
            reading.most(sheet, groups, node, _number_or_none(cell), cell)


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


def _row_of_sums(sheet: Sheet, row: Row, columns: DetailColumns, numbers: list[int], reading: Reading) -> None:
    label = next((fold(row.text(c)) for c in sorted(row.cells) if re.search("[a-z]{2}", fold(row.text(c)))), "")
    if not numbers or _repeats_row(row):
        return
    for column in numbers:
        if _is_total(label):
            reading.total(sheet, columns.agencies[column], row.cells.get(column))
        elif INDEX.match(label) and not RANK.search(label):
            reading.index(sheet, columns.agencies[column], row.cells.get(column))
    if label and not SUMMARY.match(label.strip(" :.*")) and not RANK.search(label):
        written = " ".join(one_line(row.text(c)) for c in (columns.code, columns.name) if c and row.text(c))
        reading.problem(sheet.where_row(row), words.unknown_criterion(written or label, reading.year))


# -- cells


def _is_total(label: str) -> bool:
    return bool(TOTAL.match(label.strip(" :.*"))) and not GREATEST.search(label) and not RANK.search(label)


def _origin(cell: Cell) -> tuple[int, int]:
    return cell.copy_of or (cell.row, cell.column)


def _repeats(cell: Cell) -> bool:
    return cell.copy_of is not None


def _repeats_row(row: Row) -> bool:
    """Is every cell a copy of a merged one above: no row of its own?"""
    return all(cell.copy_of is not None and cell.copy_of[0] < row.number for cell in row.cells.values())


def _holds_agency(row: Row, reading: Reading) -> bool:
    return any(cell.kind == "text" and reading.find(cell.text).code for cell in row.cells.values())


def _number_or_none(cell: Cell) -> Decimal | None:
    try:
        return read_number(cell)
    except NotPoints:
        return None


def stated_years(texts: Iterable[str]) -> set[int]:
    """Years that titles are about: "NĂM 2023", not the date of signing ("ngày 22 tháng 02 năm 2024")."""
    years: set[int] = set()
    for text in texts:
        plain = re.sub(r"ngay ?\d{1,2} ?(thang|[/.-]) ?\d{1,2} ?(nam|[/.-])? ?\d{4}", " ", fold(text))
        plain = re.sub(r"thang ?\d{1,2} ?(nam|/) ?\d{4}", " ", plain)
        years |= {int(year) for year in re.findall(r"\bnam:? ?(20\d\d)\b", plain)}
    return years
