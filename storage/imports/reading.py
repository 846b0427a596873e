"""One file → grids. CSV is read here; xlsx and docx by a child process that may be killed."""

import csv
import hashlib
import io
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from storage.imports.grid import Cell, Contents, Row, Sheet
from storage.imports.precheck import UnreadableFile, kind_of

CHILD = Path(__file__).with_name("child.py")
WALL_SECONDS = 20
TOO_MUCH = 3  # the child's exit code: more rows, columns or cells than a table of a province has
MOST_CSV_ROWS = 20_000
MOST_CSV_COLUMNS = 60
MOST_CSV_CELLS = 200_000
SEPARATOR_TOLD = re.compile(r"sep=([;,\t|])\r?\n", re.IGNORECASE)


def read_file(path: Path) -> Contents:
    """The file's grids. Raises `UnreadableFile`."""
    kind = kind_of(path)
    content = path.read_bytes()
    sheets = _csv_sheets(path, content) if kind == "csv" else _sheets_of_child(path, kind)
    return Contents(path.name, hashlib.sha256(content).hexdigest(), kind, sheets)


def _sheets_of_child(path: Path, kind: str) -> tuple[Sheet, ...]:
    command = [sys.executable, "-I", str(CHILD), kind, str(path.resolve())]
    try:
        done = subprocess.run(command, capture_output=True, timeout=WALL_SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise UnreadableFile(f"Tệp {path.name} quá nặng nên không được đọc.") from None
    if done.returncode == TOO_MUCH:
        raise UnreadableFile(f"Tệp {path.name} có quá nhiều dòng, cột hoặc ô nên không được đọc.")
    if done.returncode != 0:
        raise UnreadableFile(f"Không đọc được tệp {path.name}: tệp bị hỏng hoặc quá nặng; xin lưu lại rồi gửi.")
    return tuple(_sheet(found, lettered=kind == "xlsx") for found in json.loads(done.stdout))


def _sheet(found: dict[str, Any], lettered: bool) -> Sheet:
    rows = tuple(_row(number, hidden, cells) for number, hidden, cells in found["rows"])
    return Sheet(found["name"], found["hidden"], rows, tuple(found.get("above", ())), lettered)


def _row(number: int, hidden: bool, cells: list[Any]) -> Row:
    made = {
        column: Cell(number, column, kind, text, (row_at, column_at) if row_at else None)
        for column, kind, text, row_at, column_at in cells
    }
    return Row(number, hidden, made)


def _csv_sheets(path: Path, content: bytes) -> tuple[Sheet, ...]:
    """One sheet named like the file, as Excel names it."""
    text = _decoded(path, content)
    try:
        rows = tuple(_csv_rows(path, text))
    except csv.Error:
        raise UnreadableFile(f"Tệp {path.name} không phải tệp CSV đọc được.") from None
    return (Sheet(path.stem, False, rows),)


def _csv_rows(path: Path, text: str) -> Iterator[Row]:
    told = SEPARATOR_TOLD.match(text)  # Excel obeys this line and does not show it
    delimiter = told.group(1) if told else _delimiter(text)
    text = text[told.end() :] if told else text
    cells = 0
    for number, values in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 1):
        made = {c: Cell(number, c, "text", value) for c, value in enumerate(values, 1) if value.strip()}
        cells += len(made)
        if number > MOST_CSV_ROWS or len(values) > MOST_CSV_COLUMNS or cells > MOST_CSV_CELLS:
            raise UnreadableFile(f"Tệp {path.name} có quá nhiều dòng, cột hoặc ô nên không được đọc.")
        if made:
            yield Row(number, False, made)


def _decoded(path: Path, content: bytes) -> str:
    # Excel in Vietnamese saves "CSV" as cp1258
    codings = ["utf-16"] if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "cp1258"]
    for coding in codings:
        try:
            text = content.decode(coding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise UnreadableFile(f"Tệp {path.name} không phải văn bản; xin lưu lại dạng CSV UTF-8.")


def _delimiter(text: str) -> str:
    """The separator that most of the first lines agree on: a semicolon (Excel in Vietnam), a tab or a comma."""
    first = text[:20_000].splitlines()[:60]

    def agreeing(mark: str) -> int:
        widths = Counter(len(row) for row in csv.reader(first, delimiter=mark) if len(row) > 1)
        return max(widths.values(), default=0)

    return max(";\t,", key=agreeing)
