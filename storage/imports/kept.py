"""The grids of a file that was read, kept as JSON beside it: what is written later needs no reading again."""

import dataclasses
import json
import os
from pathlib import Path
from typing import Any

from storage.imports.grid import Cell, Contents, Row, Sheet


def keep(contents: Contents, path: Path) -> None:
    """At once or not at all."""
    part = path.with_name(f"{path.name}.part")
    part.write_text(json.dumps(dataclasses.asdict(contents), ensure_ascii=False), encoding="utf-8")
    os.replace(part, path)


def kept(path: Path) -> Contents:
    """Raises `OSError` where nothing is kept there, `ValueError` where it is no grid."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        sheets = tuple(_sheet(sheet) for sheet in found["sheets"])
        return Contents(found["file_name"], found["sha256"], found["kind"], sheets)
    except (KeyError, TypeError) as error:
        raise ValueError(f"no grid: {error!r}") from error


def _sheet(found: dict[str, Any]) -> Sheet:
    rows = tuple(
        Row(row["number"], row["hidden"], {int(column): _cell(cell) for column, cell in row["cells"].items()})
        for row in found["rows"]
    )
    return Sheet(found["name"], found["hidden"], rows, tuple(found["above"]), found["lettered"])


def _cell(found: dict[str, Any]) -> Cell:
    copy_of = found["copy_of"]
    return Cell(found["row"], found["column"], found["kind"], found["text"], tuple(copy_of) if copy_of else None)
