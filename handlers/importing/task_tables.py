"""Tables of tasks, found by their headings; section rows give the field to the tasks below them."""

import dataclasses
import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from handlers.importing.criterion_names import CriterionNames, roman
from handlers.importing.numbers import day_shown
from handlers.importing.task_parts import NUMBERED, WHOLE, Part, parts_of
from handlers.importing.text import fold, one_line
from storage.imports import Cell, Contents, Row, Sheet

OFFICE = r"(?:co quan|don vi|dv|cq|bo phan|dia phuong|to chuc|ca nhan)"
DOES = r"(?:chu tri|phu trach|thuc hien|(?:chiu )?trach nhiem|dau moi|tham muu|duoc giao|chinh|giai quyet|xu ly)"
WHO = rf"(?:ten |phan cong )?(?:{OFFICE}|{DOES})(?:(?:,| va| -|/)? ?(?:{OFFICE}|{DOES}))*(?: nhiem vu)?"
ENDS = r"(?!.*(?:bat dau|ngay giao|khoi cong)(?!.*(?:ket thuc|hoan thanh)))"
# the first that fits a heading decides, and of two columns of one role the one whose pattern stands higher
ROLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("no", re.compile(r"no|so nhiem vu|ma nhiem vu|nv( so)?|so nv")),
    ("order", re.compile(r"(stt|tt|so tt|so thu tu|#)\.?")),
    ("source", re.compile(r"source|van ban( giao( viec)?)?|nguon|can cu|so,? ky hieu.*")),
    ("clause", re.compile(r"clause|dieu khoan|dieu|khoan|muc|noi dung so")),
    ("field", re.compile(r"field|linh vuc( cchc| cai cach.*)?|thuoc linh vuc")),
    ("lead", re.compile(rf"(?=.*chu tri){WHO}(?:,| va| -|/)? ?phoi hop(?: thuc hien)?")),
    ("coordinating", re.compile(r"coordinating|.*phoi hop.*")),
    ("lead", re.compile(rf"leads?|(?=.*chu tri){WHO}")),
    ("lead", re.compile(WHO)),
    ("due", re.compile(rf"due|deadline|{ENDS}.*(thoi han|han chot|ky han|ket thuc|han hoan thanh).*|han|hoan thanh")),
    ("due", re.compile(rf"{ENDS}.*((thoi gian|ngay) hoan thanh).*")),
    ("due", re.compile(rf"{ENDS}.*(thoi gian|\bmoc\b).*")),
    ("due", re.compile(r".*tien do.*")),
    ("product", re.compile(r"product|.*(san pham|ket qua|dau ra).*")),
    ("title", re.compile(r"title|.*(nhiem vu|noi dung|cong viec|hoat dong|viec).*")),
)
NUMBERING = re.compile(r"\(?([a-z]|\d{1,2})\)?")
SECTION = re.compile(r"(?:phan |muc |nhom )?([ivx]+|[a-h])[.)]?|phan .*")
ABOVE = re.compile(r"([IVX]+|[A-H])[.)]\s*(.+)")
NOTE = re.compile(r"ghi chu|luu y|note")
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
    part: Part = WHOLE

    def text(self, role: str) -> str:
        return one_line(self.raw(role))

    def raw(self, role: str) -> str:
        if role in self.part.texts:
            return self.part.texts[role]
        cell = self.row.cells.get(self.columns.get(role, 0))
        if cell is None:
            return ""
        return day_shown(cell.text) if cell.kind == "date" else cell.text.strip()

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

    def enter_above(self, paragraphs: Sequence[str]) -> None:
        """A table of its own for each section has the heading between the tables."""
        for text in reversed(paragraphs[-3:]):
            heading = ABOVE.match(one_line(text))
            label = heading.group(1) if heading else ""
            title = heading.group(2) if heading else one_line(text)
            if label or self.criteria.field_of(title):
                self.enter(label, title)
                return

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
        tables = list(_tables(sheet))
        if not tables and not sheet.lettered and _goes_on(sheet, columns):
            tables = [(columns, list(sheet.rows))]
        sections.enter_above(sheet.above)
        for columns, rows in tables:
            for row, deeper in _with_next(rows):
                lines += _lines(sheet, row, deeper, columns, sections)
    return lines


def _goes_on(sheet: Sheet, columns: Columns) -> bool:
    """Is a table without headings the rest of one that a page cut: has it tasks in the same columns?"""
    return bool(columns) and any(row.text(columns["title"]) and row.text(columns["lead"]) for row in sheet.rows)


def _with_next(rows: Sequence[Row]) -> Iterator[tuple[Row, Row | None]]:
    for at, row in enumerate(rows):
        yield row, rows[at + 1] if at + 1 < len(rows) else None


def _tables(sheet: Sheet) -> Iterator[tuple[Columns, list[Row]]]:
    """The headings of a sheet, each with the rows below it."""
    rows = sheet.rows
    at = next((at for at, row in enumerate(rows[:60]) if {"title", "lead"} <= _roles(row).keys()), None)
    while at is not None:
        below, columns = _columns(rows, at)
        said = {fold(cell.text) for row in rows[at:below] for cell in row.cells.values()}
        again = next((n for n, row in enumerate(rows[below:], below) if _is_heading(row)), len(rows))
        yield columns, [row for row in rows[below:again] if not _says_only(row, said)]
        at = again if again < len(rows) else None


def _says_only(row: Row, said: Container[str]) -> bool:
    """A heading again on the next page, word for word."""
    return len(row.cells) > 1 and all(fold(cell.text) in said for cell in row.cells.values())


def _columns(rows: Sequence[Row], at: int) -> tuple[int, Columns]:
    """(place of the first row below the headings, role → column); the lower of two heading rows is finer."""
    columns = _roles(rows[at])
    below = at + 1
    if below < len(rows):
        finer = _roles(rows[below])
        is_heading = any(cell.copy_of and cell.copy_of[0] == rows[at].number for cell in rows[below].cells.values())
        if finer and (is_heading or {"lead", "coordinating"} <= finer.keys()):
            return below + 1, {**columns, **finer}
    return below, columns


def _roles(row: Row) -> dict[str, int]:
    best: dict[str, tuple[int, int]] = {}
    for column, cell in sorted(row.cells.items()):
        found = _role(cell)
        if found is not None:
            role = ROLES[found][0]
            best[role] = min(best.get(role, (found, column)), (found, column))
    return {role: column for role, (_, column) in best.items()}


def _role(cell: Cell) -> int | None:
    """The place in `ROLES` of what a heading says."""
    heading = re.sub(r"\s*\(.*\)$", "", fold(cell.text)).strip(" .:*")
    if len(heading) >= 60:
        return None
    return next((at for at, (_, pattern) in enumerate(ROLES) if pattern.fullmatch(heading)), None)


def _is_heading(row: Row) -> bool:
    """A heading of its own further down: every cell is one, for a task too may speak of "nhiệm vụ"."""
    found = {column: _role(cell) for column, cell in row.cells.items() if not NOTE.fullmatch(fold(cell.text))}
    roles = {ROLES[at][0] for at in found.values() if at is not None}
    return None not in found.values() and len(roles) >= 3 and {"title", "lead"} <= roles


def _lines(
    sheet: Sheet, row: Row, deeper: Row | None, columns: Columns, sections: _Sections
) -> Iterator[TaskLine]:  # fmt: skip
    """The tasks of a row; none for sections, group headings and numbering rows."""
    title = row.text(columns["title"]).strip()
    order = row.text(columns.get("order", 0)).strip()
    said = [row.text(columns[role]).strip() for role in ("lead", "due", "product") if role in columns]
    if _numbers_columns(row) or not (title or any(said)):
        return
    if row.one_span or (not any(said) and SECTION.fullmatch(fold(order))):
        label = fold(order).strip(" .)").upper()
        if label or row.one_span:
            sections.enter(label, title or order)
        return
    if not any(said) and (not order or _is_deeper(order, deeper, columns)):
        field = sections.criteria.by_name(title)
        if field and "." not in field:
            sections.field = int(field)
        return
    parts = _parts(row, columns)
    clause = one_line(row.text(columns["clause"])) if "clause" in columns else ""
    if not clause and order:
        clause = sections.place(order)
    for part in parts:
        within = f".{part.number}" if len(parts) > 1 else ""
        place = f"{clause}{within}" if clause else sections.place(part.number)
        yield TaskLine(sheet, row, columns, place, sections.field, sections.criteria, part)


def _parts(row: Row, columns: Columns) -> list[Part]:
    """Also a single task that carries its number before its words, where no column does."""
    texts = {role: row.text(columns[role]) for role in ("title", "lead", "coordinating", "due") if role in columns}
    if "product" in columns:
        texts["product"] = row.text(columns["product"])
    parts = parts_of(texts)
    number = NUMBERED.match(texts["title"])
    if len(parts) == 1 and number and "order" not in columns:
        return [Part(number.group(1), {"title": texts["title"][number.end() :].strip()})]
    return parts


def _numbers_columns(row: Row) -> bool:
    texts = [fold(cell.text) for cell in row.cells.values()]
    return len(texts) >= 3 and all(NUMBERING.fullmatch(text) for text in texts)


def _is_deeper(order: str, following: Row | None, columns: Columns) -> bool:
    """Is the row only a heading of finer rows: "3" before "3.1", or before lines without numbers?"""
    if following is None or "order" not in columns:
        return False
    below = fold(following.text(columns["order"])).strip(" .)")
    return not ORDER.fullmatch(below) or below.startswith(f"{fold(order).strip(' .)')}.")
