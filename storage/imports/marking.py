"""Writes a copy of a file with its faulty cells coloured and commented: run as a program of its own, under limits.

    python -I marking.py FILE COPY < marks.json

`marks.json`: `{"marks": [[sheet, row, column, text], …], "grids": null | [[sheet, [[row, column, text], …]], …]}`.
A workbook is copied as it is; of any other file (`grids`) a workbook is made that shows its tables.
"""

import json
import resource
import sys
from typing import Any

MEMORY = 1024**3  # bytes of address space
CPU_SECONDS = 15
YELLOW = "FFFFE699"
AUTHOR = "Trợ lý CCHC"
SHEET_NAME = 31  # letters Excel allows


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    file, copy = sys.argv[1:]
    order = json.load(sys.stdin)
    book = shown(order["grids"]) if order["grids"] is not None else opened(file)
    for sheet, row, column, text in order["marks"]:
        name = sheet[:SHEET_NAME]
        if name in book.sheetnames:
            mark(book[name], row, column, text)
    book.save(copy)


def opened(file: str) -> Any:
    import openpyxl

    return openpyxl.load_workbook(file)


def shown(grids: list[Any]) -> Any:
    """Texts stay texts, also those that begin like a formula."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, cells in grids:
        sheet = book.create_sheet(name[:SHEET_NAME])
        for row, column, text in cells:
            cell = sheet.cell(row, column, text)
            cell.data_type = "s"
    return book


def mark(sheet: Any, row: int, column: int, text: str) -> None:
    """Several remarks on one cell stand below each other; a merged range has its first cell marked."""
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    for merged in sheet.merged_cells.ranges:
        if merged.min_row <= row <= merged.max_row and merged.min_col <= column <= merged.max_col:
            row, column = merged.min_row, merged.min_col
    cell = sheet.cell(row, column)
    cell.fill = PatternFill("solid", fgColor=YELLOW)
    before = f"{cell.comment.text}\n" if cell.comment else ""
    cell.comment = Comment(f"{before}{text}", AUTHOR, height=120, width=260)


if __name__ == "__main__":
    main()
