"""Points as cells hold them: "8,5", "8.50", " 95,30%", 13.049999999999999."""

import re
import unicodedata
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from handlers.words import importing as words
from handlers.words.formats import day
from storage.imports import Cell

HUNDREDTH = Decimal("0.01")
NOISE = Decimal("0.000001")  # what binary fractions leave behind in a workbook
NUMBER = re.compile(r"[+-]?\d{1,9}([.,]\d{1,20})?")
LETTER = re.compile(r"[^\W\d_]")


class NotPoints(Exception):
    """The cell holds no points; the message is the clerk's."""


def read_number(cell: Cell) -> Decimal:
    """The number of a cell, a percent sign left out. Raises `NotPoints`."""
    if cell.kind == "formula":
        raise NotPoints(words.FORMULA)
    if cell.kind == "error":
        raise NotPoints(words.formula_error(cell.text))
    if cell.kind == "date":
        raise NotPoints(words.a_date(day_shown(cell.text)))
    seen = "".join(
        letter for letter in unicodedata.normalize("NFKC", cell.text) if unicodedata.category(letter) != "Cf"
    )
    written = seen.strip().lstrip("'").removesuffix("%").strip()
    if cell.kind == "number":
        return Decimal(written)
    if cell.kind == "bool" or not NUMBER.fullmatch(written):
        raise NotPoints(_why_not(cell.text))
    return Decimal(written.replace(",", "."))


def read_points(cell: Cell | None) -> Decimal:
    """Points in hundredths. Raises `NotPoints`, also for an empty cell and for a third decimal."""
    if cell is None:
        raise NotPoints(words.EMPTY)
    value = read_number(cell)
    points = value.quantize(HUNDREDTH, ROUND_HALF_UP)
    if abs(value - points) > NOISE:
        raise NotPoints(words.too_fine(cell.text.strip()))
    return points


def looks_numeric(cell: Cell | None) -> bool:
    """Is it a number, or meant to be one: does it hold a digit and few letters?"""
    if cell is None:
        return False
    if cell.kind in ("number", "formula", "error"):
        return True
    return bool(re.search(r"\d", cell.text)) and len(LETTER.findall(cell.text)) <= 2 and len(cell.text.strip()) <= 12


def day_shown(text: str) -> str:
    """An ISO moment as offices write the day; a time of day as it is."""
    try:
        return day(datetime.fromisoformat(text).date())
    except ValueError:
        return text


def _why_not(text: str) -> str:
    shown = " ".join(text.split())[:40]
    letter = LETTER.search(shown)
    if letter and re.search(r"\d", shown):
        return words.letter_in_number(shown, letter.group())
    return words.not_a_number(shown)
