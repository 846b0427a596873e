"""Workbooks as offices make them, written for a test; and the shortest way to import one."""

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from handlers import importing
from storage.catalogue import Catalogue, load_catalogue
from storage.clock import LOCAL
from storage.session import Store
from tests.demo_catalogue import demo_catalogue

NOW = datetime(2024, 3, 18, 8, tzinfo=LOCAL)
FIELDS = [str(n) for n in range(1, 9)]
Points = dict[str, dict[str, Decimal]]  # agency → field → points


def field_points(year: int = 2023) -> Points:
    """What every scored agency has on each field."""
    return {
        agency: {f: sum((p for code, p in scores.items() if code.partition(".")[0] == f), Decimal(0)) for f in FIELDS}
        for agency, scores in demo_catalogue().scores[year].items()
    }


def field_name(code: str) -> str:
    return demo_catalogue().criteria[2023, "so"][code].name


def comma(value: Decimal) -> str:
    return f"{value:.2f}".replace(".", ",")


WORDS = {"order": "STT", "agency": "Cơ quan, đơn vị", "total": "Tổng điểm", "index": "Chỉ số (%)", "rank": "Hạng"}


@dataclass
class Annex:
    """A published annex with its habits; `save` writes it."""

    points: Points
    titles: Sequence[str] = ("KẾT QUẢ CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM 2023",)
    name: Callable[[str], str] = lambda code: demo_catalogue().agencies[code].name
    show: Callable[[Decimal], Any] = float
    columns: Sequence[str] = ("order", "agency", *FIELDS, "total", "index", "rank")
    heading: Callable[[str], str] = field_name
    sheet: str = "Sheet1"
    left: int = 0  # empty columns before the table
    below_heading: Sequence[Sequence[Any]] = ()
    below: Sequence[Sequence[Any]] = ((), (None, "Ghi chú: số liệu minh họa."))
    changed: dict[tuple[str, str], Any] = field(default_factory=dict)  # (agency, column) → what stands in the cell

    def rows(self) -> list[list[Any]]:
        heading = [WORDS.get(c) or self.heading(c) for c in self.columns]
        agencies = [
            [self.cell(n, agency, column) for column in self.columns] for n, agency in enumerate(self.points, 1)
        ]
        titles = [[title] for title in self.titles]
        table = [*titles, heading, *self.below_heading, *agencies, *self.below]
        return [[*[None] * self.left, *row] for row in table]

    def cell(self, n: int, agency: str, column: str) -> Any:
        total = sum(self.points[agency].values(), Decimal(0))
        if (agency, column) in self.changed:
            return self.changed[agency, column]
        values = {
            "order": n,
            "agency": self.name(agency),
            "total": self.show(total),
            "index": f"{comma(total)}%",
            "rank": n,
        }
        return values[column] if column in values else self.show(self.points[agency][column])

    def save(self, path: Path, *more: "Annex") -> Path:
        """A workbook, a sheet an annex; or a csv as Excel in Vietnam writes it, which is quicker to read."""
        if path.suffix == ".csv":
            with path.open("w", encoding="utf-8-sig", newline="") as file:
                csv.writer(file, delimiter=";").writerows(self.rows())
            return path
        book = Workbook()
        for at, annex in enumerate((self, *more)):
            sheet = book.active if at == 0 else book.create_sheet()
            assert isinstance(sheet, Worksheet)
            sheet.title = annex.sheet
            for row in annex.rows():
                sheet.append(row)
        book.save(path)
        return path


def workbook(path: Path, rows: Sequence[Sequence[Any]], *, sheet: str = "Sheet1", merge: Sequence[str] = ()) -> Path:
    book = Workbook()
    active = book.active
    assert isinstance(active, Worksheet)
    active.title = sheet
    for row in rows:
        active.append(list(row))
    for cells in merge:
        active.merge_cells(cells)
    book.save(path)
    return path


def import_scores(store: Store, path: Path, *, year: int = 2023, **options: bool) -> importing.ScoresOutcome:
    with store.unit() as unit:
        outcome = importing.import_scores(unit, path, year=year, now=NOW, **options)
        if outcome.written:
            unit.commit()
    return outcome


def import_tasks(
    store: Store, path: Path, *, source: str = "Kế hoạch 77/KH-UBND", year: int = 2024, issued: date | None = None,
    dry_run: bool = False,
) -> importing.TasksOutcome:  # fmt: skip
    with store.unit() as unit:
        outcome = importing.import_tasks(unit, path, source=source, year=year, issued=issued, now=NOW, dry_run=dry_run)
        if outcome.written:
            unit.commit()
    return outcome


def catalogue(store: Store) -> Catalogue:
    with store.reading() as unit:
        return load_catalogue(unit.session, NOW)
