"""Tables of tasks, found by their headings; section rows give the field to the tasks below them."""

import dataclasses
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from handlers.importing.criterion_names import CriterionNames, roman
from handlers.importing.text import fold, one_line
from storage.imports import Cell, Contents, Row, Sheet

# the first that fits a heading decides; a heading says one thing
ROLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("no", re.compile(r"no|so nhiem vu|ma nhiem vu|nv( so)?|so nv")),
    ("order", re.compile(r"(stt|tt|so tt|so thu tu|#)\.?")),
    ("source", re.compile(r"source|van ban( giao( viec)?)?|nguon|can cu|so,? ky hieu.*")),
    ("clause", re.compile(r"clause|dieu khoan|dieu|khoan|muc|noi dung so")),
    ("field", re.compile(r"field|linh vuc( cchc| cai cach.*)?|thuoc linh vuc")),
    ("coordinating", re.compile(r"coordinating|.*phoi hop.*")),
    (
        "lead",
        re.compile(r"leads?|.*(chu tri|phu trach|co quan thuc hien|don vi thuc hien|trach nhiem|co quan, don vi).*"),
    ),
    (
        "due",
        re.compile(r"due|deadline|.*(thoi gian|thoi han|han hoan thanh|tien do|ky han|han chot|moc).*|han|hoan thanh"),
    ),
    ("product", re.compile(r"product|.*(san pham|ket qua|dau ra).*")),
    ("title", re.compile(r"title|.*(nhiem vu|noi dung|cong viec|hoat dong|viec).*")),
)
NUMBERING = re.compile(r"\(?([a-z]|\d{1,2})\)?")
SECTION = re.compile(r"(?:phan |muc |nhom )?([ivx]+|[a-h])[.)]?|phan .*")
ORDER = re.compile(r"\d{1,3}(\.\d{1,3})*")
Columns = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task as the file writes it. `clause` is its place in the document: the section and the number there."""

    sheet: Sheet
    row: Row
    columns: Columns
    clause: str
    field: int | None
    criteria: CriterionNames

    def text(self, role: str) -> str:
        return one_line(self.raw(role))

    def raw(self, role: str) -> str:
        return self.row.text(self.columns[role]).strip() if role in self.columns else ""

    def where(self, role: str) -> str:
        column = self.columns.get(role, min(self.row.cells, default=1))
        return self.sheet.where(self.row.cells.get(column) or Cell(self.row.number, column, "text", ""))


@dataclass
class _Sections:
    """The heading the table is under now."""

    criteria: CriterionNames
    label: str = ""  # "II"
    counted: Counter[str] = dataclasses.field(default_factory=Counter)  # tasks so far in each section
    first: dict[str, int] = dataclasses.field(default_factory=dict)  # the number each section begins with
    field: int | None = None

    def enter(self, label: str, title: str) -> None:
        self.label = label
        self.field = self.criteria.field_of(title)
        number = roman(label)
        if self.field is None and number and not re.search("[a-z]{3}", fold(title).replace("linh vuc", "")):
            self.field = number

    def place(self, order: str) -> str:
        """Where a task stands: by its own number within the section, also where numbers run on through all sections."""
        self.counted[self.label] += 1
        plain = fold(order).strip(" .)").removesuffix(".0")
        if ORDER.fullmatch(plain):
            if "." not in plain and self.label:
                plain = str(int(plain) - self.first.setdefault(self.label, int(plain)) + 1)
        else:
            plain = str(self.counted[self.label])
        return f"{self.label}.{plain}".strip(".")


def task_lines(contents: Contents, criteria: CriterionNames) -> list[TaskLine]:
    """Every task of every table, in order; a table without headings goes on with those of the one before."""
    lines: list[TaskLine] = []
    columns: Columns = {}
    sections = _Sections(criteria)
    visible = [sheet for sheet in contents.sheets if not sheet.hidden]
    for sheet in visible or contents.sheets:
        at, found = _headings(sheet)
        if found:
            columns = found
        elif sheet.lettered or not _goes_on(sheet, columns):
            continue
        for row, deeper in _with_next(sheet.rows[at:]):
            line = _line(sheet, row, deeper, columns, sections)
            if line:
                lines.append(line)
    return lines


def _goes_on(sheet: Sheet, columns: Columns) -> bool:
    """Is a table without headings the rest of one that a page cut: has it tasks in the same columns?"""
    return bool(columns) and any(row.text(columns["title"]) and row.text(columns["lead"]) for row in sheet.rows)


def _with_next(rows: tuple[Row, ...]) -> Iterator[tuple[Row, Row | None]]:
    for at, row in enumerate(rows):
        yield row, rows[at + 1] if at + 1 < len(rows) else None


def _headings(sheet: Sheet) -> tuple[int, Columns]:
    """(place of the first row below the headings, role → column); the lower of two heading rows is finer."""
    for at, row in enumerate(sheet.rows[:60]):
        columns = _roles(row)
        if not {"title", "lead"} <= columns.keys():
            continue
        below = at + 1
        if below < len(sheet.rows):
            finer = _roles(sheet.rows[below])
            is_heading = any(
                cell.copy_of and cell.copy_of[0] == row.number for cell in sheet.rows[below].cells.values()
            )
            if finer and (is_heading or {"lead", "coordinating"} <= finer.keys()):
                return below + 1, {**columns, **finer}
        return below, columns
    return 0, {}


def _roles(row: Row) -> dict[str, int]:
    columns: dict[str, int] = {}
    for column, cell in sorted(row.cells.items()):
        heading = re.sub(r"\s*\(.*\)$", "", fold(cell.text)).strip(" .:*")
        role = (
            next((role for role, pattern in ROLES if pattern.fullmatch(heading)), None) if len(heading) < 60 else None
        )
        if role:
            columns.setdefault(role, column)
    return columns


def _line(sheet: Sheet, row: Row, deeper: Row | None, columns: Columns, sections: _Sections) -> TaskLine | None:
    """The task of a row; None for sections, group headings, repeated headings and numbering rows."""
    title = row.text(columns["title"]).strip()
    order = row.text(columns.get("order", 0)).strip()
    said = [row.text(columns[role]).strip() for role in ("lead", "due", "product") if role in columns]
    if not title and not any(said):
        return None
    if {"title", "lead"} <= _roles(row).keys() or _numbers_columns(row):
        return None
    if row.one_span or (not any(said) and SECTION.fullmatch(fold(order))):
        label = fold(order).strip(" .)").upper()
        if label or row.one_span:
            sections.enter(label, title or order)
        return None
    if not any(said) and (not order or _is_deeper(order, deeper, columns)):
        return None
    clause = one_line(row.text(columns["clause"])) if "clause" in columns else ""
    return TaskLine(sheet, row, columns, clause or sections.place(order), sections.field, sections.criteria)


def _numbers_columns(row: Row) -> bool:
    texts = [fold(cell.text) for cell in row.cells.values()]
    return len(texts) >= 3 and all(NUMBERING.fullmatch(text) for text in texts)


def _is_deeper(order: str, following: Row | None, columns: Columns) -> bool:
    """Is the row only a heading of finer rows: "3" before "3.1", or before lines without numbers?"""
    if following is None or "order" not in columns:
        return False
    below = fold(following.text(columns["order"])).strip(" .)")
    return not ORDER.fullmatch(below) or below.startswith(f"{fold(order).strip(' .)')}.")
