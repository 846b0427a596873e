"""Reads one xlsx or docx and prints it as JSON: run as a program of its own, under limits, never imported.

    python -I child.py xlsx FILE

Cells are `[column, kind, text, row of the merged range's first cell or 0, its column or 0]`.
Exit 3: too many rows, columns or cells, with the reason on stderr; any other failure: the file is broken.
"""

import datetime
import json
import resource
import sys
import zipfile
from typing import Any

MEMORY = 1024**3  # bytes of address space
CPU_SECONDS = 10
MOST_ROWS = 20_000
MOST_COLUMNS = 60
MOST_CELLS = 200_000
MOST_LETTERS = 5_000_000
EMPTY_ROWS = 50  # after so many, the rest of the sheet is empty

JsonCell = list[Any]
JsonRow = list[Any]  # [number, hidden, cells]


class TooMuch(Exception):
    pass


class Budget:
    """What one file may hold over all its sheets."""

    def __init__(self) -> None:
        self.cells = MOST_CELLS
        self.letters = MOST_LETTERS

    def spend(self, row: JsonRow) -> None:
        self.cells -= len(row[2])
        self.letters -= sum(len(cell[2]) for cell in row[2])
        if self.cells < 0 or self.letters < 0:
            raise TooMuch("cells")


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    kind, path = sys.argv[1:]
    try:
        sheets = workbook(path) if kind == "xlsx" else document(path)
    except TooMuch as reason:
        sys.stderr.write(str(reason))
        raise SystemExit(3) from None
    json.dump(sheets, sys.stdout, ensure_ascii=True)


def workbook(path: str) -> list[dict[str, Any]]:
    import openpyxl

    budget = Budget()
    book = openpyxl.load_workbook(path, data_only=True)
    formulas = openpyxl.load_workbook(path) if has_formulas(path) else None
    return [
        {
            "name": sheet.title,
            "hidden": sheet.sheet_state != "visible",
            "rows": sheet_rows(sheet, formulas[sheet.title] if formulas else None, budget),
        }
        for sheet in book.worksheets
    ]


def has_formulas(path: str) -> bool:
    """A second reading costs as much as the first, so only where a sheet holds a formula at all."""
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if name.startswith("xl/worksheets/"):
                text = package.read(name)
                if b"<f>" in text or b"<f " in text or b"<f/>" in text:
                    return True
    return False


def sheet_rows(sheet: Any, formulas: Any, budget: Budget) -> list[JsonRow]:
    origins = merged_origins(sheet)
    rows: list[JsonRow] = []
    empty = 0
    width = min(sheet.max_column, MOST_COLUMNS)
    beyond = min(sheet.max_column, MOST_COLUMNS + 20)
    for number in range(1, min(sheet.max_row, MOST_ROWS + 1) + 1):
        cells = row_cells(sheet, formulas, number, width, origins)
        if not any(not cell[3] for cell in cells):
            empty += 1
            if empty >= EMPTY_ROWS:
                break
        else:
            empty = 0
            if number > MOST_ROWS:
                raise TooMuch("rows")
            if any(sheet.cell(number, column).value is not None for column in range(width + 1, beyond + 1)):
                raise TooMuch("columns")
        if cells:
            dimension = sheet.row_dimensions.get(number)
            rows.append([number, bool(dimension is not None and dimension.hidden), cells])
            budget.spend(rows[-1])
    return rows


def merged_origins(sheet: Any) -> dict[tuple[int, int], tuple[int, int]]:
    origins: dict[tuple[int, int], tuple[int, int]] = {}
    for merged in sheet.merged_cells.ranges:
        for row in range(merged.min_row, min(merged.max_row, MOST_ROWS) + 1):
            for column in range(merged.min_col, min(merged.max_col, MOST_COLUMNS) + 1):
                if (row, column) != (merged.min_row, merged.min_col):
                    origins[row, column] = (merged.min_row, merged.min_col)
        if len(origins) > MOST_CELLS:
            raise TooMuch("cells")
    return origins


def row_cells(
    sheet: Any, formulas: Any, number: int, width: int, origins: dict[tuple[int, int], tuple[int, int]]
) -> list[JsonCell]:
    cells: list[JsonCell] = []
    for column in range(1, width + 1):
        row_at, column_at = origins.get((number, column), (number, column))
        content = cell_content(sheet.cell(row_at, column_at), formulas and formulas.cell(row_at, column_at))
        if content:
            copied = (row_at, column_at) != (number, column)
            cells.append([column, *content, row_at if copied else 0, column_at if copied else 0])
    return cells


def cell_content(cell: Any, formula: Any) -> tuple[str, str] | None:
    """(kind, text), or None for an empty cell."""
    value = cell.value
    if value is None:
        return ("formula", "") if formula is not None and formula.data_type == "f" else None
    if cell.data_type == "e":
        return "error", str(value)
    if isinstance(value, bool):
        return "bool", str(value)
    if isinstance(value, int | float):
        return "number", repr(value)
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta):
        return "date", value.isoformat() if isinstance(value, datetime.date) else str(value)
    text = str(value)
    return ("text", text) if text.strip() else None


def document(path: str) -> list[dict[str, Any]]:
    """Tables of a Word file in order, each with the paragraphs between it and the table before."""
    if paragraphs(path) > MOST_CELLS:
        raise TooMuch("paragraphs")
    import docx
    from docx.table import Table

    budget = Budget()
    sheets: list[dict[str, Any]] = []
    above: list[str] = []
    lists = WordLists()
    for block in docx.Document(path).iter_inner_content():
        if isinstance(block, Table):
            sheets.append({"name": f"Bảng {len(sheets) + 1}", "hidden": False, "above": above})
            sheets[-1]["rows"] = table_rows(block, budget, lists)
            above = []
        elif block.text.strip():
            above.append(block.text)
            if sum(map(len, above)) > MOST_LETTERS:
                raise TooMuch("cells")
    return sheets


def paragraphs(path: str) -> int:
    """Counted before anything is built of them: a small file may hold millions of empty ones."""
    with zipfile.ZipFile(path) as package:
        text = package.read("word/document.xml") if "word/document.xml" in package.namelist() else b""
    return sum(text.count(mark) for mark in (b"<w:p>", b"<w:p ", b"<w:p/"))


class WordLists:
    """The numbers Word shows before paragraphs that it counts itself: they are not in their text."""

    def __init__(self) -> None:
        self._counted: dict[int, int] = {}
        self._decimal: dict[int, bool] = {}
        self._styles: dict[Any, Any] = {}  # style → its list

    def text(self, cell: Any) -> str:
        """The cell as it shows; with the numbers only where it holds several, so that each is an item."""
        paragraphs = [paragraph for paragraph in cell.paragraphs if paragraph.text.strip()]
        numbers = [self._number(paragraph) for paragraph in paragraphs]
        if sum(number is not None for number in numbers) < 2:
            return str(cell.text)
        shown = zip(paragraphs, numbers, strict=True)
        return "\n".join(p.text if number is None else f"{number}. {p.text}" for p, number in shown)

    def _number(self, paragraph: Any) -> int | None:
        """None for text, bullets and the finer levels."""
        own = paragraph._p.pPr
        found = own.numPr if own is not None and own.numPr is not None else self._of_style(paragraph)
        if found is None or found.numId is None or (found.ilvl is not None and found.ilvl.val != 0):
            return None
        number = found.numId.val
        if number not in self._decimal:
            self._decimal[number] = is_decimal(paragraph.part, number)
        if not self._decimal[number]:
            return None
        self._counted[number] = self._counted.get(number, 0) + 1
        return self._counted[number]

    def _of_style(self, paragraph: Any) -> Any:
        name = paragraph._p.style
        if name not in self._styles:
            properties = paragraph.style.element.pPr if paragraph.style is not None else None
            self._styles[name] = properties.numPr if properties is not None else None
        return self._styles[name]


def is_decimal(part: Any, number: int) -> bool:
    """Does this list of the document count 1, 2, 3?"""
    from docx.oxml.ns import qn

    try:
        definitions = part.numbering_part.element
        abstract = str(definitions.num_having_numId(number).abstractNumId.val)
    except (KeyError, NotImplementedError):
        return False
    found = [one for one in definitions.findall(qn("w:abstractNum")) if one.get(qn("w:abstractNumId")) == abstract]
    first = found[0].find(f"{qn('w:lvl')}/{qn('w:numFmt')}") if found else None
    return first is not None and first.get(qn("w:val")) == "decimal"


def table_rows(table: Any, budget: Budget, lists: WordLists) -> list[JsonRow]:
    rows: list[JsonRow] = []
    first_seen: dict[Any, tuple[int, int]] = {}  # a merged cell is the same element wherever it shows
    texts: dict[Any, str] = {}
    for number, row in enumerate(table.rows, 1):
        if number > MOST_ROWS:
            raise TooMuch("rows")
        cells: list[JsonCell] = []
        skipped = row.grid_cols_before
        if len(row.cells) + skipped > MOST_COLUMNS:
            raise TooMuch("columns")
        for column, cell in enumerate(row.cells, 1 + skipped):
            here = (number, column)
            origin = first_seen.setdefault(cell._tc, here)
            if origin == here:
                texts[cell._tc] = lists.text(cell)
            text = texts[cell._tc]
            if text.strip():
                row_at, column_at = origin if origin != here else (0, 0)
                cells.append([column, "text", text, row_at, column_at])
        rows.append([number, False, cells])
        budget.spend(rows[-1])
    return rows


if __name__ == "__main__":
    main()
