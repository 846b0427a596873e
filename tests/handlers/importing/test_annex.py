"""The published annex: agencies down, fields across, in every manner offices write it."""

import csv
import random
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from handlers.importing import UnreadableFile
from storage.catalogue import Agency
from storage.session import Store
from tests.demo_catalogue import DEMO, demo_catalogue
from tests.handlers.importing.tables import (
    FIELDS,
    Annex,
    catalogue,
    comma,
    field_name,
    field_points,
    import_scores,
    workbook,
)

DEPARTMENTS = {a: p for a, p in field_points().items() if demo_catalogue().agencies[a].group == "so"}
DISTRICTS = {a: p for a, p in field_points().items() if demo_catalogue().agencies[a].group == "huyen"}
SHORT = {
    "1": "Chỉ đạo, điều hành CCHC", "2": "Thể chế", "3": "Cải cách TTHC", "4": "Tổ chức bộ máy hành chính nhà nước",
    "5": "Chế độ công vụ", "6": "Tài chính công", "7": "CQĐT, CQS", "8": "Tác động của CCHC",
}  # fmt: skip


def agency(code: str) -> Agency:
    return demo_catalogue().agencies[code]


def most(field: str) -> str:
    return f"{field_name(field)} (tối đa {demo_catalogue().criteria[2023, 'so'][field].max_points:.0f} điểm)"


def some(*codes: str) -> dict[str, dict[str, Decimal]]:
    return {code: field_points()[code] for code in codes}


def test_the_published_annex_agrees_with_what_is_stored(demo: Store) -> None:
    outcome = import_scores(demo, DEMO / "annexes" / "phu-luc-282-ket-qua-2023.xlsx")
    assert (outcome.agencies, outcome.rows, outcome.written, outcome.problems) == (31, 248, True, ())
    assert outcome.changes == 0
    assert len(outcome.renamed) == 17
    assert ("BQL Khu kinh tế", "Ban Quản lý Khu kinh tế") in outcome.renamed


def test_golden_totals_of_the_pack(demo: Store) -> None:
    totals = {agency: sum(scores.values(), Decimal(0)) for agency, scores in catalogue(demo).scores[2023].items()}
    assert totals["sxd"] == Decimal("95.30") == max(totals.values())
    assert totals["budang"] == Decimal("73.00") == min(totals.values())
    assert totals["snv"] == totals["vpub"] == Decimal("86.94")
    assert len(totals) == 31


@pytest.mark.parametrize(
    "annex",
    [
        pytest.param(Annex(DEPARTMENTS, titles=()), id="no title"),
        pytest.param(Annex(DEPARTMENTS, titles=("UBND TỈNH", "PHỤ LỤC", "", "", "Năm 2023")), id="many titles"),
        pytest.param(Annex(DEPARTMENTS, left=3), id="shifted right"),
        pytest.param(Annex(DEPARTMENTS, heading=lambda code: SHORT[code]), id="short headings"),
        pytest.param(Annex(DEPARTMENTS, heading=lambda code: f"Lĩnh vực {code}"), id="numbered headings"),
        pytest.param(Annex(DEPARTMENTS, heading=lambda code: f"{code}. {field_name(code).upper()}"), id="capitals"),
        pytest.param(Annex(DEPARTMENTS, show=comma), id="comma as text"),
        pytest.param(Annex(DEPARTMENTS, show=lambda v: f" {v}  "), id="point and spaces as text"),
        pytest.param(Annex(DEPARTMENTS, columns=("agency", *FIELDS)), id="no order, no sums"),
        pytest.param(
            Annex(DEPARTMENTS, columns=("order", "total", "agency", *reversed(FIELDS), "rank")), id="swapped columns"
        ),
        pytest.param(
            Annex(DEPARTMENTS, below_heading=[[f"({n})" for n in range(1, 14)], ["A", "B", *range(1, 12)]]),
            id="numbering rows",
        ),
        pytest.param(Annex(DEPARTMENTS, below_heading=[["I", "KHỐI SỞ, BAN, NGÀNH"]]), id="section row"),
        pytest.param(
            Annex(DEPARTMENTS, below_heading=[[None, "Điểm tối đa", 10, 10, 16, 10, 12, 10, 17, 15, 100]]), id="maxima"
        ),
        pytest.param(
            Annex(
                DEPARTMENTS,
                below=[
                    [None, "Trung bình", *[8.11] * 8, 88.5],
                    ["Tổng cộng", None, *[170] * 8, 1770],
                    [],
                    [None, "TM. ỦY BAN NHÂN DÂN"],
                    [None, "Sở Y tế gửi hồ sơ chậm 2 ngày."],
                ],
            ),
            id="summary rows and signature",
        ),
        pytest.param(Annex(DEPARTMENTS, name=lambda code: f"  {agency(code).name.upper()} "), id="loud names"),
        pytest.param(Annex(DEPARTMENTS, name=lambda code: f"{agency(code).name} tỉnh Bình Phước"), id="long names"),
        pytest.param(Annex(DEPARTMENTS, name=lambda code: agency(code).short_name), id="short names"),
        pytest.param(Annex(DISTRICTS, name=lambda code: agency(code).actor), id="districts by UBND"),
        pytest.param(
            Annex(DISTRICTS, name=lambda code: agency(code).actor.replace("huyện", "H.")), id="UBND H."
        ),
    ],
)  # fmt: skip
def test_a_table_is_found_wherever_and_however_it_stands(demo: Store, tmp_path: Path, annex: Annex) -> None:
    outcome = import_scores(demo, annex.save(tmp_path / "a.csv"))
    assert outcome.problems == ()
    assert (outcome.agencies, outcome.rows, outcome.written) == (len(annex.points), 8 * len(annex.points), True)
    assert outcome.changes == 0


@pytest.mark.parametrize("seed", range(16))
def test_any_mixture_of_habits_reads_the_same(demo: Store, tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    agencies = demo_catalogue().agencies
    points = some(*rng.sample(sorted(field_points()), rng.randint(1, 31)))
    columns = ["order", "agency", *FIELDS, "total", "index", "rank"]
    rng.shuffle(columns)
    names = {
        code: rng.choice([a.name, a.short_name, a.actor, a.name.upper(), f" {a.name}", *a.aliases])
        for code, a in agencies.items()
    }
    headings = {f: rng.choice([field_name(f), SHORT[f], f"{f}. {field_name(f)}", f"LV {f}"]) for f in FIELDS}
    annex = Annex(
        points,
        titles=["Năm 2023"] * rng.randint(0, 6),
        name=names.__getitem__,
        heading=headings.__getitem__,
        columns=columns,
        left=rng.randint(0, 3),
        show=lambda value: rng.choice([float(value), comma(value), str(value), f"{comma(value)} "]),
    )
    outcome = import_scores(demo, annex.save(tmp_path / ("a.csv" if seed % 4 else "a.xlsx")))
    assert outcome.problems == ()
    assert (outcome.agencies, outcome.rows, outcome.changes) == (len(points), 8 * len(points), 0)


def test_several_sheets_are_one_file(demo: Store, tmp_path: Path) -> None:
    path = Annex(DEPARTMENTS, sheet="PL1").save(tmp_path / "a.xlsx", Annex(DISTRICTS, sheet="PL2"))
    outcome = import_scores(demo, path)
    assert (outcome.agencies, outcome.rows, outcome.problems) == (31, 248, ())


def test_two_header_rows_with_merged_cells(demo: Store, tmp_path: Path) -> None:
    points = some("snv", "stp")
    rows = [
        ["BẢNG ĐIỂM NĂM 2023"],
        ["TT", "Tên cơ quan", "Điểm các lĩnh vực", *[None] * 7, "Tổng"],
        [None, None, *map(most, FIELDS)],
        *([1, code, *map(float, by.values()), float(sum(by.values()))] for code, by in points.items()),
    ]  # fmt: skip
    path = workbook(tmp_path / "a.xlsx", rows, merge=["A1:K1", "A2:A3", "B2:B3", "C2:J2", "K2:K3"])
    outcome = import_scores(demo, path)
    assert (outcome.agencies, outcome.rows, outcome.problems, outcome.changes) == (2, 16, (), 0)


def test_of_self_scored_and_appraised_points_the_appraised_count(demo: Store, tmp_path: Path) -> None:
    points = some("snv", "stp")
    rows = [
        ["TT", "Cơ quan", *(cell for f in FIELDS for cell in (field_name(f), None))],
        [None, None, *["Tự chấm", "Thẩm định"] * 8],
        *([1, code, *(v for p in by.values() for v in (float(p) - 0.25, float(p)))] for code, by in points.items()),
    ]  # fmt: skip
    merge = ["A1:A2", "B1:B2", *(f"{chr(67 + 2 * n)}1:{chr(68 + 2 * n)}1" for n in range(8))]
    outcome = import_scores(demo, workbook(tmp_path / "a.xlsx", rows, merge=merge))
    assert (outcome.agencies, outcome.rows, outcome.problems, outcome.changes) == (2, 16, (), 0)


def beside(*said: str, other: float = 70.0) -> tuple[list[list[object]], list[str]]:
    """Fields over two columns each, the second of them said to be something else."""
    points = some("snv", "stp")
    rows: list[list[object]] = [
        ["BẢNG ĐIỂM NĂM 2023"],
        ["TT", "Cơ quan", *(cell for f in FIELDS for cell in (field_name(f), None)), "Tổng", None],
        [None, None, *said * 8, "Điểm", "Xếp hạng"],
    ]
    for code, by in points.items():
        scores = [v for p in by.values() for v in (float(p), other)]
        rows.append([1, code, *scores, float(sum(by.values())), 7])
    columns = "CDEFGHIJKLMNOPQRST"
    return rows, ["A2:A3", "B2:B3", *(f"{columns[n]}2:{columns[n + 1]}2" for n in range(0, 18, 2))]


@pytest.mark.parametrize(
    "said", ["Tỷ lệ (%)", "Điểm tối đa", "Xếp hạng", "Tự đánh giá", "Tăng, giảm so với năm trước", "Năm 2022"]
)
def test_a_column_of_something_else_beside_each_fields_points(demo: Store, tmp_path: Path, said: str) -> None:
    rows, merge = beside("Năm 2023" if said == "Năm 2022" else "Điểm", said)
    outcome = import_scores(demo, workbook(tmp_path / "a.xlsx", rows, merge=merge))
    assert (outcome.agencies, outcome.rows, outcome.problems, outcome.changes) == (2, 16, (), 0)


def test_two_columns_of_points_that_nothing_tells_apart(demo: Store, tmp_path: Path) -> None:
    rows, merge = beside("Lần 1", "Lần 2", other=1.0)
    problems = import_scores(demo, workbook(tmp_path / "a.xlsx", rows, merge=merge)).problems
    assert len(problems) == 8
    assert all("không rõ cột nào là điểm chính thức" in problem.what for problem in problems)


def test_a_field_under_a_name_nobody_knows_is_not_left_out(demo: Store, tmp_path: Path) -> None:
    def odd(code: str) -> str:
        return "Nội dung đặc thù" if code == "5" else field_name(code)

    outcome = import_scores(demo, Annex(some("snv", "stp"), heading=odd).save(tmp_path / "a.xlsx"))
    assert [problem.where for problem in outcome.problems] == ["Sheet1!G2"]
    assert "thiếu lĩnh vực 5" in outcome.problems[0].what


@pytest.mark.parametrize(
    ("code", "heading"),
    [
        ("5", "Công vụ, công chức"),
        ("5", "Xây dựng và nâng cao chất lượng đội ngũ cán bộ, công chức, viên chức"),
        ("7", "Hiện đại hóa hành chính"),
        ("7", "Chuyển đổi số"),
    ],
)
def test_what_fields_are_and_were_called(demo: Store, tmp_path: Path, code: str, heading: str) -> None:
    annex = Annex(some("snv"), heading=lambda of: heading if of == code else field_name(of))
    assert import_scores(demo, annex.save(tmp_path / "a.csv")).rows == 8


def test_a_column_of_numbering_is_no_field(demo: Store, tmp_path: Path) -> None:
    for order in ("Thứ tự", "Số thứ tự", "Số TT"):
        annex = Annex(some("snv", "stp"), columns=("order", "agency", *FIELDS))
        rows = [[order if cell == "STT" else cell for cell in row] for row in annex.rows()]
        outcome = import_scores(demo, workbook(tmp_path / "a.xlsx", rows))
        assert (outcome.rows, outcome.problems) == (16, ())


def test_a_total_over_fields_that_the_file_leaves_out(demo: Store, tmp_path: Path) -> None:
    columns = ("agency", *FIELDS[:4], *FIELDS[5:], "total")
    agreeing = Annex(some("snv", "stp"), columns=columns).save(tmp_path / "a.csv")
    assert import_scores(demo, agreeing).problems == ()
    changed = Annex(some("snv", "stp"), columns=columns, changed={("stp", "total"): "80,57"}).save(tmp_path / "b.csv")
    assert [problem.where for problem in import_scores(demo, changed).problems] == ["b!I4"]


def test_points_of_nobody(demo: Store, tmp_path: Path) -> None:
    annex = Annex(some("snv", "stp"), changed={("stp", "agency"): None})
    outcome = import_scores(demo, annex.save(tmp_path / "a.xlsx"))
    assert [(problem.where, outcome.written) for problem in outcome.problems] == [("Sheet1!A4", False)]


def test_a_row_of_greatest_points_needs_no_label(demo: Store, tmp_path: Path) -> None:
    mosts = [float(demo_catalogue().criteria[2023, "so"][f].max_points) for f in FIELDS]
    annex = Annex(some("snv", "stp"), below_heading=[[None, None, *mosts, 100]])
    assert import_scores(demo, annex.save(tmp_path / "a.xlsx")).problems == ()


def test_a_hidden_copy_of_a_row_counts_for_nothing(demo: Store, tmp_path: Path) -> None:
    path = Annex(some("snv", "stp"), below=[[9, "Sở Nội vụ", *[1] * 8, 8]]).save(tmp_path / "a.xlsx")
    book = load_workbook(path)
    book["Sheet1"].row_dimensions[5].hidden = True
    book.save(path)
    outcome = import_scores(demo, path)
    assert (outcome.agencies, outcome.problems) == (2, ())


def test_hidden_sheets_are_drafts(demo: Store, tmp_path: Path) -> None:
    path = Annex(some("snv")).save(tmp_path / "a.xlsx", Annex(some("snv"), sheet="nháp", changed={("snv", "1"): 1}))
    book = load_workbook(path)
    book["nháp"].sheet_state = "hidden"
    book.save(path)
    assert import_scores(demo, path).problems == ()


@pytest.mark.parametrize(
    ("cell", "written", "at", "says"),
    [
        (("stp", "2"), "1O,00", "Sheet1!D4", "chữ O"),
        (("stp", "2"), "chín", "Sheet1!D4", "không phải số"),
        (("stp", "2"), None, "Sheet1!D4", "trống"),
        (("stp", "2"), 10.5, "Sheet1!D4", "10,50 lớn hơn mức tối đa 10"),
        (("stp", "2"), -1, "Sheet1!D4", "nhỏ hơn 0"),
        (("stp", "2"), "9,755", "Sheet1!D4", "hai chữ số thập phân"),
        (("stp", "total"), 12, "Sheet1!K4", "tổng điểm 12,00 khác"),
        (("stp", "index"), "12,00%", "Sheet1!L4", "chỉ số 12"),
        (("stp", "agency"), "BQL Khu công nghiệp", "Sheet1!B4", "Ban Quản lý Khu kinh tế"),
        (("stp", "agency"), "Sở Nội vụ", "Sheet1!B4", "hai lần"),
        (
            ("stp", "agency"),
            "Đài Phát thanh - Truyền hình và Báo Bình Phước",
            "Sheet1!B4",
            "không thuộc diện chấm điểm",
        ),
    ],
)
def test_a_problem_names_its_cell_and_nothing_is_written(
    demo: Store, tmp_path: Path, cell: tuple[str, str], written: object, at: str, says: str
) -> None:
    before = catalogue(demo).scores
    points = some("snv", "stp", "sxd")
    points["sxd"] = {**points["sxd"], "6": points["sxd"]["6"] - 1}  # a true change in the same file
    outcome = import_scores(demo, Annex(points, changed={cell: written}).save(tmp_path / "Sheet1.csv"), replace=True)
    assert [problem.where for problem in outcome.problems] == [at]
    assert says in outcome.problems[0].what
    assert outcome.written is False
    assert catalogue(demo).scores == before


def test_what_excel_puts_in_place_of_a_number_is_named(demo: Store, tmp_path: Path) -> None:
    changed = {("snv", "1"): "=1+1", ("snv", "2"): date(2024, 5, 8), ("stp", "1"): True, ("stp", "2"): "#REF!"}
    outcome = import_scores(demo, Annex(some("snv", "stp"), changed=changed).save(tmp_path / "a.xlsx"))
    assert [(p.where, p.what.partition(": ")[2]) for p in outcome.problems] == [
        ("Sheet1!C3", "ô là công thức chưa có giá trị; xin mở bằng Excel, lưu lại rồi gửi."),
        ("Sheet1!D3", "ô là ngày tháng (08/5/2024), không phải số; có thể Excel đã tự đổi."),
        ("Sheet1!C4", "“True” không phải số."),
        ("Sheet1!D4", "công thức báo lỗi #REF!."),
    ]


def test_every_problem_of_a_file_is_named_at_once(demo: Store, tmp_path: Path) -> None:
    changed = {("snv", "1"): "1O", ("stp", "3"): 99, ("sxd", "total"): 1}
    outcome = import_scores(demo, Annex(some("snv", "stp", "sxd"), changed=changed).save(tmp_path / "Sheet1.csv"))
    assert [problem.where for problem in outcome.problems] == ["Sheet1!C3", "Sheet1!E4", "Sheet1!K5"]


def test_a_title_of_another_year_is_a_problem(demo: Store, tmp_path: Path) -> None:
    annex = Annex(some("snv"), titles=("CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM 2022",))
    outcome = import_scores(demo, annex.save(tmp_path / "Sheet1.csv"))
    assert not outcome.written
    assert outcome.problems[0].where == "Sheet1!A1"
    assert "2022" in outcome.problems[0].what


def test_the_date_of_signing_is_no_year_of_scores(demo: Store, tmp_path: Path) -> None:
    titles = ("Bình Phước, ngày 22 tháng 02 năm 2024", "(Kèm theo Quyết định 282/QĐ-UBND ngày 22/02/2024)")
    assert import_scores(demo, Annex(some("snv"), titles=titles).save(tmp_path / "a.csv")).written


def test_a_workbook_with_a_sheet_a_year(demo: Store, tmp_path: Path) -> None:
    last = {code: points for code, points in field_points(2022).items() if code in ("snv", "stp")}
    sheets = [
        Annex(last, sheet="Năm 2022", titles=["CHỈ SỐ CCHC NĂM 2022"]),
        Annex(some("snv", "stp"), sheet="Năm 2023"),
    ]
    outcome = import_scores(demo, sheets[0].save(tmp_path / "a.xlsx", sheets[1]))
    assert (outcome.agencies, outcome.rows, outcome.problems, outcome.changes) == (2, 16, (), 0)


def test_a_sheet_of_another_year_by_its_title_alone_may_be_a_slip(demo: Store, tmp_path: Path) -> None:
    slip = Annex(some("budang"), sheet="PL2", titles=["CHỈ SỐ CCHC NĂM 2022"])
    outcome = import_scores(demo, Annex(some("snv"), sheet="PL1").save(tmp_path / "a.xlsx", slip))
    assert [problem.where for problem in outcome.problems] == ["PL2!A1"]


def test_rows_of_groups_that_carry_means(demo: Store, tmp_path: Path) -> None:
    mean = [8.5] * 8
    rows = [
        ["TT", "Đơn vị", *map(field_name, FIELDS)],
        ["I", "Khối các sở, ban, ngành", *mean],
        [1, "Sở Nội vụ", *map(float, field_points()["snv"].values())],
        ["II", "UBND các huyện, thị xã, thành phố", *mean],
        [1, "UBND huyện Bù Đăng", *map(float, field_points()["budang"].values())],
    ]
    outcome = import_scores(demo, workbook(tmp_path / "a.xlsx", rows))
    assert (outcome.agencies, outcome.rows, outcome.problems) == (2, 16, ())


def test_signs_nobody_sees_around_a_number(demo: Store, tmp_path: Path) -> None:
    unseen = ["\u2009{}\u202f", "\ufeff{}", "{}\u200b", "\xa0{} ", "'{}"]
    annex = Annex(some("snv", "stp"), show=lambda value: unseen[int(value) % 5].format(comma(value)))
    assert import_scores(demo, annex.save(tmp_path / "a.xlsx")).problems == ()


def test_a_heading_with_another_maximum_is_a_problem(demo: Store, tmp_path: Path) -> None:
    annex = Annex(some("snv"), heading=lambda f: f"{field_name(f)} (tối đa {11 if f == '1' else 0 or ''})")
    outcome = import_scores(demo, annex.save(tmp_path / "Sheet1.csv"))
    assert "11" in outcome.problems[0].what
    assert outcome.problems[0].where == "Sheet1!C2"


def test_fields_that_disagree_with_stored_detail_need_replace(demo: Store, tmp_path: Path) -> None:
    points = some("snv")
    points["snv"] = {**points["snv"], "2": points["snv"]["2"] - Decimal("0.25")}
    path = Annex(points).save(tmp_path / "Sheet1.csv")
    refused = import_scores(demo, path)
    assert not refused.written
    assert [problem.where for problem in refused.problems] == ["Sheet1!D3"]
    replaced = import_scores(demo, path, replace=True)
    assert replaced.written
    stored = catalogue(demo).scores[2023]["snv"]
    assert stored["2"] == points["snv"]["2"]
    assert not [code for code in stored if code.startswith("2.")]
    assert [code for code in stored if code.startswith("3.")]  # fields that agree keep their detail
    assert import_scores(demo, path).changes == 0


def test_a_dry_run_writes_nothing(demo: Store, tmp_path: Path) -> None:
    points = some("snv")
    points["snv"] = {**points["snv"], "2": Decimal("1.00")}
    before = catalogue(demo)
    outcome = import_scores(demo, Annex(points).save(tmp_path / "a.csv"), replace=True, dry_run=True)
    assert (outcome.written, outcome.problems) == (False, ())
    assert catalogue(demo) == before


def test_a_year_without_criteria_is_refused(demo: Store, tmp_path: Path) -> None:
    outcome = import_scores(demo, Annex(some("snv"), titles=()).save(tmp_path / "a.csv"), year=2025)
    assert not outcome.written
    assert "bộ tiêu chí năm 2025" in outcome.problems[0].what


def test_a_file_without_a_table_says_so(demo: Store, tmp_path: Path) -> None:
    outcome = import_scores(demo, workbook(tmp_path / "a.xlsx", [["Kính gửi: Sở Nội vụ"], ["Trân trọng."]]))
    assert "Không thấy bảng điểm" in outcome.problems[0].what


def test_a_missing_file_is_unreadable(demo: Store, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        import_scores(demo, tmp_path / "none.xlsx")


def test_an_empty_workbook(demo: Store, tmp_path: Path) -> None:
    Workbook().save(tmp_path / "a.xlsx")
    assert import_scores(demo, tmp_path / "a.xlsx").written is False


def test_both_groups_in_one_table_with_last_years_figures_beside(demo: Store, tmp_path: Path) -> None:
    heading = ["TT", "Đơn vị", "Chỉ số 2022", "Hạng 2022", *map(field_name, FIELDS), "Tổng điểm 2023", "Chỉ số 2023"]
    rows: list[list[object]] = [["CHỈ SỐ CCHC NĂM 2023 SO VỚI NĂM 2022"], heading, ["A", "KHỐI SỞ, BAN, NGÀNH"]]
    for title, points in (
        (["B", "KHỐI HUYỆN, THỊ XÃ, THÀNH PHỐ"], DEPARTMENTS),
        (["", "Trung bình toàn tỉnh"], DISTRICTS),
    ):
        for code, by in points.items():
            total = sum(by.values())
            rows.append(
                [1, agency(code).actor, "70,00%", 9, *map(float, by.values()), float(total), float(total) / 100]
            )
        rows.append([*title])
    path = workbook(tmp_path / "a.xlsx", rows)
    outcome = import_scores(demo, path)
    assert (outcome.agencies, outcome.rows, outcome.problems, outcome.changes) == (31, 248, (), 0)


def test_names_over_two_columns_and_rows_over_two_lines(demo: Store, tmp_path: Path) -> None:
    rows: list[list[object]] = [["TT", "Cơ quan", None, *map(field_name, FIELDS)]]
    merge = ["B1:C1"]
    for code, by in some("snv", "stp").items():
        at = len(rows) + 1
        rows += [[1, agency(code).name, None, *map(float, by.values())], [None]]
        merge += [f"B{at}:C{at + 1}", *(f"{column}{at}:{column}{at + 1}" for column in "ADEFGHIJK")]
    outcome = import_scores(demo, workbook(tmp_path / "a.xlsx", rows, merge=merge))
    assert (outcome.agencies, outcome.rows, outcome.problems, outcome.changes) == (2, 16, (), 0)


def test_headings_repeated_on_every_page(demo: Store, tmp_path: Path) -> None:
    first, second = Annex(some("snv", "stp")), Annex(some("sct"), titles=())
    with (tmp_path / "a.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([*first.rows()[:-2], *second.rows()])
    outcome = import_scores(demo, tmp_path / "a.csv")
    assert (outcome.agencies, outcome.rows, outcome.problems) == (3, 24, ())


def test_an_agency_on_two_sheets(demo: Store, tmp_path: Path) -> None:
    path = Annex(some("snv")).save(tmp_path / "a.xlsx", Annex(some("snv", "stp"), sheet="PL2"))
    assert [problem.where for problem in import_scores(demo, path).problems] == ["PL2!B3"]


def test_a_sheet_named_by_another_year(demo: Store, tmp_path: Path) -> None:
    path = Annex(some("snv"), titles=(), sheet="2022").save(tmp_path / "a.xlsx")
    assert "2022" in import_scores(demo, path).problems[0].what
