"""Sheets with one column of points: an agency a sheet, or agencies one below another."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from storage.session import Store
from tests.demo_catalogue import demo_catalogue
from tests.handlers.importing.tables import FIELDS, catalogue, field_name, field_points, import_scores, workbook
from tests.handlers.importing.test_detail import points

HEADING = ["TT", "Tiêu chí", "Điểm tối đa", "Điểm đạt", "Ghi chú"]
Rows = list[list[Any]]


def form(agency: str, *titles: str, heading: list[str] | None = None) -> Rows:
    """A form of points as one agency fills it in."""
    group = demo_catalogue().agencies[agency].group
    nodes = demo_catalogue().criteria[2023, group].values()
    heading = heading or HEADING
    width = len(heading) - 4
    body = [[n.code, n.name, float(n.max_points), *[float(n.max_points)] * (width - 1), float(points(agency, n.code))]
            for n in nodes]  # fmt: skip
    total = float(sum(demo_catalogue().scores[2023][agency].values()))
    return [*([title] for title in titles), heading, *body, [None, "Tổng cộng", 100, *[100] * (width - 1), total]]


def name(agency: str) -> str:
    return demo_catalogue().agencies[agency].name


def sheets(path: Path, forms: dict[str, Rows]) -> Path:
    book = Workbook()
    for title, rows in forms.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    del book["Sheet"]
    book.save(path)
    return path


def test_a_sheet_an_agency(demo: Store, tmp_path: Path) -> None:
    forms = {name(a)[:31]: form(a, "PHIẾU CHẤM ĐIỂM NĂM 2023") for a in ("snv", "snnptnt", "budop")}
    outcome = import_scores(demo, sheets(tmp_path / "a.xlsx", forms))
    assert (outcome.agencies, outcome.rows, outcome.problems, outcome.changes) == (3, 174, (), 0)


@pytest.mark.parametrize(
    "titles",
    [
        ["Đơn vị: Sở Nội vụ", "PHIẾU CHẤM ĐIỂM NĂM 2023"],
        ["BẢNG ĐIỂM CHỈ SỐ CCHC CỦA SỞ NỘI VỤ NĂM 2023"],
        ["ỦY BAN NHÂN DÂN TỈNH", "SỞ TÀI CHÍNH", "KẾT QUẢ CHẤM ĐIỂM CỦA SỞ NỘI VỤ"],
        ["KẾT QUẢ CHẤM ĐIỂM CCHC", "SỞ NỘI VỤ"],
    ],
)
def test_the_agency_stands_above_the_table(demo: Store, tmp_path: Path, titles: list[str]) -> None:
    outcome = import_scores(demo, workbook(tmp_path / "a.xlsx", form("snv", *titles)))
    assert (outcome.agencies, outcome.rows, outcome.problems, outcome.changes) == (1, 58, (), 0)


@pytest.mark.parametrize(
    ("sheet", "titles"),
    [
        ("Sheet1", ["PHIẾU CHẤM ĐIỂM NĂM 2023"]),
        ("Sheet1", ["SỞ NỘI VỤ", "PHIẾU CHẤM ĐIỂM NĂM 2023"]),  # a letterhead: who wrote it
        ("Sở Nội vụ", ["Đơn vị: Sở Y tế"]),
        ("Sheet1", ["PHIẾU CHẤM ĐIỂM SỞ NỘI VỤ VÀ SỞ Y TẾ"]),
    ],
)
def test_nobody_is_guessed(demo: Store, tmp_path: Path, sheet: str, titles: list[str]) -> None:
    before = catalogue(demo)
    outcome = import_scores(demo, workbook(tmp_path / "a.xlsx", form("snv", *titles), sheet=sheet))
    assert (outcome.agencies, outcome.written, len(outcome.problems)) == (0, False, 1)
    assert "cơ quan nào" in outcome.problems[0].what
    assert catalogue(demo) == before


def test_the_same_agency_on_two_sheets(demo: Store, tmp_path: Path) -> None:
    forms = {"Sở Nội vụ": form("snv"), "SNV": form("snv")}
    assert [p.where for p in import_scores(demo, sheets(tmp_path / "a.xlsx", forms)).problems] == ["SNV!A2"]


@pytest.mark.parametrize(
    ("said", "says"),
    [
        (["Điểm tự chấm", "Điểm thẩm định"], ""),
        (["Tỷ lệ (%)", "Điểm đạt"], ""),
        (["Điểm năm 2022", "Điểm năm 2023"], ""),
        (["Điểm lần 1", "Điểm lần 2"], "không rõ cột nào"),
        (["Điểm tự chấm"], "chỉ có điểm tự chấm"),
    ],
)
def test_which_points_count(demo: Store, tmp_path: Path, said: list[str], says: str) -> None:
    rows = form("snv", heading=["TT", "Tiêu chí", "Điểm tối đa", *said, "Ghi chú"])
    outcome = import_scores(demo, workbook(tmp_path / "a.xlsx", rows, sheet="Sở Nội vụ"))
    assert [says in problem.what for problem in outcome.problems] == ([True] if says else [])
    assert outcome.changes == 0


def test_a_problem_in_a_form_names_its_cell(demo: Store, tmp_path: Path) -> None:
    rows = form("snv")
    rows[3][3] = "1O"
    outcome = import_scores(demo, workbook(tmp_path / "a.xlsx", rows, sheet="Sở Nội vụ"))
    assert [problem.where for problem in outcome.problems] == ["Sở Nội vụ!D4"]
    rows = form("snv")
    rows[-1][3] = 99.0
    outcome = import_scores(demo, workbook(tmp_path / "b.xlsx", rows, sheet="Sở Nội vụ"))
    assert [problem.where for problem in outcome.problems] == ["Sở Nội vụ!D96"]


def test_agencies_one_below_another(demo: Store, tmp_path: Path) -> None:
    rows: Rows = [["BẢNG ĐIỂM NĂM 2023"], HEADING]
    for at, agency in enumerate(("snv", "syt", "sct")):
        by = field_points()[agency]
        rows.append([["I", "II", "III"][at], name(agency).upper(), 100, float(sum(by.values()))])
        rows += [[int(f), field_name(f), None, float(by[f])] for f in FIELDS]
    outcome = import_scores(demo, workbook(tmp_path / "a.xlsx", rows))
    assert (outcome.agencies, outcome.rows, outcome.problems, outcome.changes) == (3, 24, (), 0)
    rows[2][3] = 99.0
    outcome = import_scores(demo, workbook(tmp_path / "b.xlsx", rows))
    assert [problem.where for problem in outcome.problems] == ["Sheet1!D3"]
