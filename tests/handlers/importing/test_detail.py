"""Sheets with component criteria: criteria down and agencies across, and plain lists."""

import csv
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from storage.session import Store
from tests.demo_catalogue import DEMO, demo_catalogue
from tests.handlers.importing.tables import Annex, catalogue, field_points, import_scores, workbook

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
Rows = list[list[Any]]


def table(path: Path, rows: Sequence[Sequence[Any]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    return path


def points(agency: str, node: str) -> Decimal:
    scores = demo_catalogue().scores[2023][agency]
    return sum((p for code, p in scores.items() if code == node or code.startswith(f"{node}.")), Decimal(0))


def detail(*agencies: str, group: str = "so") -> Rows:
    """TT, name, maximum, and a column an agency; the total last."""
    heading = ["TT", "Tiêu chí", "Điểm tối đa", *(demo_catalogue().agencies[code].name for code in agencies)]
    nodes = demo_catalogue().criteria[2023, group].values()
    body = [[n.code, n.name, n.max_points, *(points(a, n.code) for a in agencies)] for n in nodes]
    total = [None, "TỔNG CỘNG", 100, *(sum(demo_catalogue().scores[2023][a].values(), Decimal(0)) for a in agencies)]
    return [heading, *body, total]


def row_of(rows: Rows, code: str) -> int:
    return next(at for at, row in enumerate(rows) if row[0] == code)


def test_the_detailed_sheet_has_the_leaves_of_the_csv(demo: Store) -> None:
    outcome = import_scores(demo, DEMO / "annexes" / "bang-diem-chi-tiet-2023.xlsx")
    assert (outcome.agencies, outcome.rows, outcome.written) == (31, 1798, True)
    assert (outcome.problems, outcome.changes) == ((), 0)


def test_the_csv_is_read_again_without_a_change(demo: Store) -> None:
    before = catalogue(demo)
    outcome = import_scores(demo, DEMO / "scores_2023.csv")
    assert (outcome.agencies, outcome.rows, outcome.written, outcome.changes) == (31, 1798, True, 0)
    assert catalogue(demo) == before


def test_one_agency_alone(demo: Store, tmp_path: Path) -> None:
    outcome = import_scores(demo, table(tmp_path / "a.csv", detail("syt")))
    assert (outcome.agencies, outcome.rows, outcome.problems) == (1, 58, ())


def test_without_rows_of_sums(demo: Store, tmp_path: Path) -> None:
    rows = [row for row in detail("syt", "sct") if row[0] in ("TT", None) or row[0].count(".") == 2]
    outcome = import_scores(demo, table(tmp_path / "a.csv", rows))
    assert (outcome.rows, outcome.problems, outcome.changes) == (116, (), 0)


def test_heading_rows_without_points(demo: Store, tmp_path: Path) -> None:
    rows = [row[:3] if row[0] and "." not in str(row[0]) and row[0] != "TT" else row for row in detail("syt", "sct")]
    assert import_scores(demo, table(tmp_path / "a.csv", rows)).problems == ()


def test_roman_fields_with_numbers_that_start_anew_in_each(demo: Store, tmp_path: Path) -> None:
    rows = detail("syt", "sct")
    for row in rows[1:-1]:
        field, _, rest = row[0].partition(".")
        row[0] = rest or ROMAN[int(field) - 1]
    assert import_scores(demo, table(tmp_path / "a.csv", rows)).problems == ()


def test_roman_fields_above_whole_codes(demo: Store, tmp_path: Path) -> None:
    rows = detail("syt")
    for row in rows[1:-1]:
        row[0] = row[0] if "." in row[0] else ROMAN[int(row[0]) - 1]
    outcome = import_scores(demo, table(tmp_path / "a.csv", rows))
    assert (outcome.rows, outcome.problems) == (58, ())


def test_a_share_beside_each_agencys_points(demo: Store, tmp_path: Path) -> None:
    rows = [[*row[:3], *(cell for value in row[3:] for cell in (value, 90))] for row in detail("syt", "sct")]
    rows[0] = ["TT", "Tiêu chí", "Điểm tối đa", "Sở Y tế", None, "Sở Công Thương", None]
    rows.insert(1, [None, None, None, *["Điểm", "Tỷ lệ (%)"] * 2])
    rows = [[float(cell) if isinstance(cell, Decimal) else cell for cell in row] for row in rows]
    outcome = import_scores(
        demo, workbook(tmp_path / "a.xlsx", rows, merge=["A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:G1"])
    )
    assert (outcome.rows, outcome.problems, outcome.changes) == (116, (), 0)


def test_a_slip_in_the_name_of_a_criterion_is_no_row_of_sums(demo: Store, tmp_path: Path) -> None:
    rows = [row[1:] for row in detail("syt", "sct")]
    at = next(at for at, row in enumerate(rows) if row[0].startswith("Tỷ lệ hồ sơ giải quyết"))
    rows[at][0] = "Tỷ lệ hồ sơ giải quết đúng hạn"
    outcome = import_scores(demo, table(tmp_path / "Bang.csv", rows))
    assert [problem.where for problem in outcome.problems] == [f"Bang!A{at + 1}"]


def test_a_row_of_shares_below_each_field(demo: Store, tmp_path: Path) -> None:
    fields = [row for row in detail("syt", "sct") if "." not in str(row[0])]
    rows = [line for row in fields for line in (row, [None, "Tỷ lệ (%)", 100, 90, 80])]
    outcome = import_scores(demo, table(tmp_path / "a.csv", [rows[0], *rows[2:]]))
    assert (outcome.rows, outcome.problems) == (16, ())


def test_criteria_known_by_name_alone(demo: Store, tmp_path: Path) -> None:
    rows = [row[1:] for row in detail("syt", "sct")]
    outcome = import_scores(demo, table(tmp_path / "a.csv", rows))
    assert (outcome.rows, outcome.problems, outcome.changes) == (116, (), 0)


def test_both_groups_side_by_side(demo: Store, tmp_path: Path) -> None:
    rows = [row[:2] + row[3:] for row in detail("syt", "budang")]
    outcome = import_scores(demo, table(tmp_path / "a.csv", rows))
    assert (outcome.agencies, outcome.problems, outcome.changes) == (2, (), 0)


def test_codes_that_excel_took_for_numbers(demo: Store, tmp_path: Path) -> None:
    rows = [
        [float(r[0]) if str(r[0]).count(".") < 2 and str(r[0])[0].isdigit() else r[0], *r[1:]] for r in detail("syt")
    ]
    rows = [[float(c) if isinstance(c, Decimal) else c for c in row] for row in rows]
    assert import_scores(demo, workbook(tmp_path / "a.xlsx", rows)).problems == ()


@pytest.mark.parametrize(
    ("code", "column", "written", "at", "says"),
    [
        ("3.1.2", 3, "1O,00", "D{}", "chữ O"),
        ("3.1.2", 3, None, "D{}", "trống"),
        ("3.1.2", 3, "2,25", "D{}", "lớn hơn mức tối đa 2"),
        ("3.1", 3, "0,25", "D{}", "khác tổng các tiêu chí thành phần"),
        ("3.1.2", 2, "1,75", "C{}", "Điểm tối đa của tiêu chí 3.1.2"),
        ("3.1.2", 0, "3.9.2", "A{}", "không có trong bộ tiêu chí"),
        ("3.1.2", 1, "Tiếp nhận phản ánh, kiến nghị", "A{}", "không đi với tên"),
        (None, 3, "12,5", "D{}", "tổng điểm 12,50"),
    ],
)
def test_a_problem_names_its_cell(
    demo: Store, tmp_path: Path, code: str | None, column: int, written: object, at: str, says: str
) -> None:
    before = catalogue(demo)
    rows = detail("syt", "sct")
    changed = row_of(rows, code) if code else len(rows) - 1
    rows[changed][column] = written
    outcome = import_scores(demo, table(tmp_path / "Bang.csv", rows))
    assert f"Bang!{at.format(changed + 1)}" in [problem.where for problem in outcome.problems]
    assert any(says in problem.what for problem in outcome.problems)
    assert not outcome.written
    assert catalogue(demo) == before


def test_an_agency_in_two_columns(demo: Store, tmp_path: Path) -> None:
    outcome = import_scores(demo, table(tmp_path / "Bang.csv", detail("syt", "syt")))
    assert [problem.where for problem in outcome.problems] == ["Bang!E1"]


def test_an_unknown_agency_across(demo: Store, tmp_path: Path) -> None:
    rows = detail("syt", "sct")
    rows[0][4] = "Sở Thương mại"
    outcome = import_scores(demo, table(tmp_path / "Bang.csv", rows))
    assert [problem.where for problem in outcome.problems] == ["Bang!E1"]


LIST = [["agency", "criterion", "points"]]


def leaves(agency: str, year: int = 2023) -> Rows:
    return [[agency, code, p] for code, p in demo_catalogue().scores[year][agency].items()]


def test_a_list_in_vietnamese(demo: Store, tmp_path: Path) -> None:
    rows = [
        ["Cơ quan", "Mã tiêu chí", "Điểm"],
        *(["Sở Y tế", c, str(p).replace(".", ",")] for _, c, p in leaves("syt")),
    ]
    outcome = import_scores(demo, table(tmp_path / "a.csv", rows))
    assert (outcome.agencies, outcome.rows, outcome.problems, outcome.changes) == (1, 58, (), 0)


def test_a_list_corrects_single_scores(demo: Store, tmp_path: Path) -> None:
    outcome = import_scores(demo, table(tmp_path / "a.csv", [*LIST, ["snv", "1.1.1", "0,25"]]))
    assert (outcome.agencies, outcome.rows, outcome.written, outcome.changes) == (1, 1, True, 1)
    after = catalogue(demo).scores[2023]["snv"]
    assert after["1.1.1"] == Decimal("0.25")
    assert after["1.1.2"] == demo_catalogue().scores[2023]["snv"]["1.1.2"]


@pytest.mark.parametrize(
    ("row", "where"),
    [
        (["snv", "1.1.1", "x"], "a!C2"),
        (["snv", "9.1.1", "1"], "a!B2"),
        (["sxx", "1.1.1", "1"], "a!A2"),
        (["snv", "1.1.1", ""], "a!C2"),
    ],
)
def test_a_wrong_line_of_a_list(demo: Store, tmp_path: Path, row: list[str], where: str) -> None:
    outcome = import_scores(demo, table(tmp_path / "a.csv", [*LIST, row, *leaves("stp")]))
    assert ([problem.where for problem in outcome.problems], outcome.written) == ([where], False)


def test_a_score_twice_in_a_list(demo: Store, tmp_path: Path) -> None:
    rows = [*LIST, *leaves("stp"), ["stp", "1.1.1", "1"]]
    outcome = import_scores(demo, table(tmp_path / "a.csv", rows))
    assert [problem.where for problem in outcome.problems] == ["a!C60"]


VIETNAMESE = ["Cơ quan", "Tiêu chí", "Điểm đạt"]


def blocks(*agencies: str, total: bool = True) -> Rows:
    """A list with each agency's name only before its first row, and a sum below each."""
    rows: Rows = [VIETNAMESE]
    for agency in agencies:
        name = demo_catalogue().agencies[agency].name
        rows += [[None if at else name, *row[1:]] for at, row in enumerate(leaves(agency))]
        if total:
            rows.append([None, "Tổng cộng", sum(demo_catalogue().scores[2023][agency].values(), Decimal(0))])
    return rows


def test_a_list_names_each_agency_once_and_sums_it(demo: Store, tmp_path: Path) -> None:
    outcome = import_scores(demo, table(tmp_path / "a.csv", blocks("syt", "sct")))
    assert (outcome.agencies, outcome.rows, outcome.problems, outcome.changes) == (2, 116, (), 0)


def test_a_wrong_sum_in_a_list(demo: Store, tmp_path: Path) -> None:
    rows = blocks("syt", "sct")
    rows[59][2] = "94,00"
    outcome = import_scores(demo, table(tmp_path / "a.csv", rows))
    assert [problem.where for problem in outcome.problems] == ["a!C60"]


def test_sums_averages_and_notes_in_a_list(demo: Store, tmp_path: Path) -> None:
    rows = [
        VIETNAMESE, ["I. KHỐI SỞ"], *leaves("syt"), ["Cộng", None, "93,75"], *leaves("sct"), ["Cộng", None, "87,03"],
        ["Trung bình", None, "90,39"], ["Ghi chú: số liệu minh họa"], [None, "Người lập biểu"],
    ]  # fmt: skip
    outcome = import_scores(demo, table(tmp_path / "a.csv", rows))
    assert (outcome.agencies, outcome.rows, outcome.problems) == (2, 116, ())


def test_a_gap_among_the_names_of_a_list(demo: Store, tmp_path: Path) -> None:
    rows = [VIETNAMESE, *leaves("syt"), *leaves("sct")]
    rows[70] = [None, *rows[70][1:]]
    outcome = import_scores(demo, table(tmp_path / "a.csv", rows))
    assert [problem.where for problem in outcome.problems] == ["a!B71"]


def test_a_list_with_two_columns_of_points(demo: Store, tmp_path: Path) -> None:
    heading = ["Cơ quan", "Tiêu chí", "Điểm tự chấm", "Điểm thẩm định", "Tỷ lệ (%)"]
    rows = [heading, *([*row[:2], "0,25", row[2], 50] for row in leaves("syt"))]
    assert import_scores(demo, table(tmp_path / "a.csv", rows)).changes == 0
    rows[0][2:4] = ["Điểm số", "Điểm"]
    problems = import_scores(demo, table(tmp_path / "b.csv", rows)).problems
    assert [problem.where for problem in problems] == ["b!C1"]


def test_detail_takes_the_place_of_fields(demo: Store, tmp_path: Path) -> None:
    coarse = {"snv": {**field_points()["snv"], "1": Decimal("1.00")}}
    import_scores(demo, Annex(coarse).save(tmp_path / "a.csv"), replace=True)
    part = [row for row in leaves("snv") if row[1].startswith("1.1.")]
    refused = import_scores(demo, table(tmp_path / "b.csv", [*LIST, *part]))
    assert not refused.written  # a field with some of its detail says neither
    assert "1.2.1" in refused.problems[0].what
    whole = [row for row in leaves("snv") if row[1].startswith("1.")]
    assert import_scores(demo, table(tmp_path / "c.csv", [*LIST, *whole])).written
    assert catalogue(demo).scores[2023]["snv"] == demo_catalogue().scores[2023]["snv"]


def test_a_new_year_keeps_what_its_file_has(demo: Store, tmp_path: Path) -> None:
    with demo.unit() as unit:
        from storage.models import Score

        unit.session.query(Score).filter(Score.year == 2023).delete()
        unit.commit()
    annex = Annex({code: field_points()[code] for code in ("snv", "budang")})
    outcome = import_scores(demo, annex.save(tmp_path / "a.csv"))
    assert (outcome.rows, outcome.written, outcome.changes) == (16, True, 16)
    assert catalogue(demo).scores[2023] == annex.points
    half = import_scores(demo, table(tmp_path / "b.csv", [*LIST, ["stp", "1.1.1", "1"]]))
    assert "thiếu điểm" in half.problems[0].what
