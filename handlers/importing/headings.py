"""Headings and cells that every shape of table shares: sums, numbering rows, merged cells."""

import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from handlers.importing.numbers import NotPoints, looks_numeric, read_number
from handlers.importing.score_reading import Reading
from handlers.importing.text import fold
from storage.imports import Cell, Row

TOTAL = re.compile(r"^(tong( (so|cong|diem|chung)\b.*)?|cong( diem)?|diem tong( cong)?\b.*|total\b.*)$")
GREATEST = re.compile(r"toi da|chuan")
INDEX = re.compile(r"^(chi so|par ?index|index|ty le|ti le|%)")
RANK = re.compile(r"(xep (hang|thu|loai)|thu hang|hang|rank)")
MOST_HEADING = re.compile(r"^(so )?(diem (toi da|chuan)|thang diem|toi da|max)")
# rows of numbers that are no agency's
SUMMARY = re.compile(
    r"^((tong( (so|cong|diem|chung)\b.*)?|cong( diem)?)$|"
    r"(khoi|nhom|cac (so|co quan|don vi|huyen)|ubnd (cac|cap)|"
    r"trung binh|binh quan|diem (toi da|chuan|trung binh|binh quan|tb)|tb|toi da|thang diem|"
    r"cao nhat|thap nhat|gia tri|trung vi|ty le|ti le|chi so|xep hang|so don vi|max|min)\b)"
)
NUMBERING = re.compile(r"\(?([a-z]|\d{1,2}|[ivx]{1,4})\)?[.)]?")
OFFICIAL = re.compile(r"tham dinh|dat duoc|chinh thuc|cong bo|ket qua|hoi dong|sau (tham dinh|phuc tra)")
# what stands beside points without being any: a share, a rank, the maximum, a difference, a note
BESIDE = re.compile(
    r"ty le|ti le|phan tram|%|\bchi so\b|hang\b|xep|toi da|chuan|thang diem|chenh|tang|giam|so voi|ghi chu|"
    r"tu (cham|danh gia)"
)
OTHER_YEAR = re.compile(r"\b20\d\d\b")
LOOK_AHEAD = 60  # rows looked at to see what a column holds
Columns = dict[int, Cell]


def is_total(label: str) -> bool:
    return bool(TOTAL.match(label.strip(" :.*"))) and not GREATEST.search(label) and not RANK.search(label)


def origin(cell: Cell) -> tuple[int, int]:
    return cell.copy_of or (cell.row, cell.column)


def repeats(cell: Cell) -> bool:
    return cell.copy_of is not None


def repeats_row(row: Row) -> bool:
    """Is every cell a copy of a merged one above: no row of its own?"""
    return all(cell.copy_of is not None and cell.copy_of[0] < row.number for cell in row.cells.values())


def holds_agency(row: Row, reading: Reading) -> bool:
    return any(cell.kind == "text" and reading.find(cell.text) for cell in row.cells.values())


def number_or_none(cell: Cell) -> Decimal | None:
    try:
        return read_number(cell)
    except NotPoints:
        return None


def official_column(columns: list[int], headings: list[Row], body: list[Row], year: int) -> int | None:
    """The column of published points among those below one heading; None when it can't be told."""
    if len(columns) == 1:
        return columns[0]
    said = {column: _said_below(column, columns, headings) for column in columns}
    official = _only(column for column in columns if OFFICIAL.search(said[column]) and not BESIDE.search(said[column]))
    of_year = [column for column in columns if str(year) in said[column]]
    if of_year and any(OTHER_YEAR.search(said[column].replace(str(year), "")) for column in columns):
        columns = of_year
    columns = [column for column in columns if not BESIDE.search(said[column])]
    if official in columns:
        return official
    filled = [
        column
        for column in columns
        if any(looks_numeric(cell) and not repeats(cell) for row in body if (cell := row.cells.get(column)))
    ]
    return _only(filled)


def _said_below(column: int, columns: list[int], headings: list[Row]) -> str:
    """What stands above a column alone, below the heading it shares."""
    texts = []
    for row in headings:
        cell = row.cells.get(column)
        others = {origin(other) for c in columns if c != column and (other := row.cells.get(c))}
        if cell and origin(cell) not in others:
            texts.append(fold(cell.text))
    return " ".join(texts)


def _only(columns: Iterable[int]) -> int | None:
    """The single column, if it is one."""
    found = list(columns)
    return found[0] if len(found) == 1 else None


def most_frequent(counts: Counter[int]) -> int | None:
    """The column counted most often, the leftmost of equals."""
    return min(counts, key=lambda column: (-counts[column], column)) if counts else None


def stated_years(texts: Iterable[str]) -> set[int]:
    """Years that titles are about: "NĂM 2023", not the date of signing ("ngày 22 tháng 02 năm 2024")."""
    years: set[int] = set()
    for text in texts:
        plain = re.sub(r"ngay ?\d{1,2} ?(thang|[/.-]) ?\d{1,2} ?(nam|[/.-])? ?\d{4}", " ", fold(text))
        plain = re.sub(r"thang ?\d{1,2} ?(nam|/) ?\d{4}", " ", plain)
        years |= {int(year) for year in re.findall(r"\bnam:? ?(20\d\d)\b", plain)}
    return years
