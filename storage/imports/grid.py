"""A table as it stands in a file: sheets, rows, cells with their addresses."""

from collections.abc import Mapping
from dataclasses import dataclass


def column_letter(column: int) -> str:
    """1 → "A", 27 → "AA"."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `kind` is text, number, date, bool, error (#REF!) or formula (one that was never calculated)."""

    row: int  # from 1
    column: int  # from 1
    kind: str
    text: str  # numbers with a point, as many places as the file keeps
    copy_of: tuple[int, int] | None = None  # (row, column) of the first cell, for the rest of a merged range


@dataclass(frozen=True, slots=True)
class Row:
    """A row with something in it; empty cells are absent."""

    number: int
    hidden: bool
    cells: Mapping[int, Cell]

    def text(self, column: int) -> str:
        cell = self.cells.get(column)
        return cell.text if cell else ""

    @property
    def one_span(self) -> bool:
        """Is the row one merged text, perhaps after a number: a heading over what follows?"""
        origins = {cell.copy_of for cell in self.cells.values() if cell.copy_of and cell.copy_of[0] == self.number}
        own = [cell for cell in self.cells.values() if cell.copy_of is None]
        return bool(origins) and len(own) <= 2


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet, a csv file or a table of a document. `above` is the text of a document before the table."""

    name: str
    hidden: bool
    rows: tuple[Row, ...]
    above: tuple[str, ...] = ()
    lettered: bool = True  # cells are called D7; in a document: row 7

    def where(self, cell: Cell) -> str:
        """What the clerk looks for: "PL1!D12", in a document "Bảng 1, dòng 7, cột 3"."""
        if self.lettered:
            return f"{self.name}!{column_letter(cell.column)}{cell.row}"
        return f"{self.name}, dòng {cell.row}, cột {cell.column}"

    def where_row(self, row: Row) -> str:
        first = min(row.cells, default=1)
        return self.where(row.cells.get(first) or Cell(row.number, first, "text", ""))


@dataclass(frozen=True, slots=True)
class Contents:
    """A whole file. `sha256` is of its bytes."""

    file_name: str
    sha256: str
    kind: str  # xlsx | docx | csv
    sheets: tuple[Sheet, ...]
