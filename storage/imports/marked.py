"""A copy of a file for the clerk, with the cells to correct coloured and the reasons in comments."""

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from storage.imports.grid import Contents

CHILD = Path(__file__).with_name("marking.py")
WALL_SECONDS = 20
IN_WORKBOOK = re.compile(r"(?P<sheet>.*)!(?P<column>[A-Z]{1,3})(?P<row>\d+)")
IN_DOCUMENT = re.compile(r"(?P<sheet>.*), dòng (?P<row>\d+), cột (?P<column>\d+)")


class NotMarked(Exception):
    """No copy could be made."""


def mark_copy(file: Path, contents: Contents, marks: Sequence[tuple[str, str]], copy: Path) -> None:
    """`marks`: (where as `Sheet.where` says it, what). Raises `NotMarked`."""
    placed = [[*place, what] for where, what in marks if (place := _place(where)) is not None]
    grids = None
    if contents.kind != "xlsx":
        grids = [
            [sheet.name, [[c.row, c.column, c.text] for row in sheet.rows for c in row.cells.values() if not c.copy_of]]
            for sheet in contents.sheets
        ]
    command = [sys.executable, "-I", str(CHILD), str(file), str(copy)]
    order = json.dumps({"marks": placed, "grids": grids}).encode()
    try:
        done = subprocess.run(command, input=order, capture_output=True, timeout=WALL_SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise NotMarked from None
    if done.returncode != 0 or not copy.exists():
        raise NotMarked(done.stderr.decode(errors="replace")[-300:])


def _place(where: str) -> tuple[str, int, int] | None:
    """(sheet, row, column); None for what is about no cell."""
    found = IN_WORKBOOK.fullmatch(where)
    if found:
        column = 0
        for letter in found["column"]:
            column = column * 26 + ord(letter) - 64
        return found["sheet"], int(found["row"]), column
    found = IN_DOCUMENT.fullmatch(where)
    return (found["sheet"], int(found["row"]), int(found["column"])) if found else None
