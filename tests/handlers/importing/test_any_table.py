"""Whatever stands in a table: reading ends, and every score read stands in the file."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.importing.criterion_names import CriterionNames
from handlers.importing.names import AgencyNames
from handlers.importing.scores import read_scores
from handlers.importing.task_tables import task_lines
from storage.imports import Cell, Contents, Row, Sheet
from tests.demo_catalogue import demo_catalogue
from tests.handlers.importing.tables import field_name

NAMES = AgencyNames(demo_catalogue().agencies.values())
CRITERIA = CriterionNames({g: demo_catalogue().criteria[2023, g] for g in ("so", "huyen")})
WORDS = st.sampled_from(
    [
        "Sở Nội vụ", "UBND huyện Bù Đăng", "Sở Y tế", "Sở lạ", "STT", "Tiêu chí", "Điểm", "Cơ quan", "Tổng điểm",
        "Hạng", "Chỉ số (%)", "1", "1.1", "1.1.1", "II", "I", "8,5", "0.5", "1O", "-", "95,30%", "NĂM 2022",
        "Trung bình", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời hạn", "(1)", "Ghi chú: a", "Tự chấm",
        "Thẩm định", "9" * 30,
        *(field_name(str(n)) for n in range(1, 5)),
    ]
)  # fmt: skip
CELLS = st.one_of(st.none(), WORDS, st.decimals(0, 12, places=2).map(str), st.text(max_size=8))


def sheet_of(name: str, rows: list[list[str | None]], merged: bool) -> Sheet:
    made = []
    for r, row in enumerate(rows, 1):
        cells = {c: Cell(r, c, "text", text) for c, text in enumerate(row, 1) if text and text.strip()}
        if merged and 1 in cells:
            cells[2] = Cell(r, 2, "text", cells[1].text, copy_of=(r, 1))
        if cells:
            made.append(Row(r, r % 5 == 4, cells))
    return Sheet(name, False, tuple(made))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=7), max_size=14), st.booleans())
def test_no_table_breaks_the_readers(rows: list[list[str | None]], merged: bool) -> None:
    sheet = sheet_of("A", rows, merged)
    contents = Contents("a.xlsx", "", "xlsx", (sheet,))
    reading = read_scores(contents, NAMES, CRITERIA, 2023)
    written = {cell.text.strip().replace(",", ".") for row in sheet.rows for cell in row.cells.values()}
    for (agency, node), score in reading.scores.items():
        tree = demo_catalogue().criteria[2023, demo_catalogue().agencies[agency].group]
        assert 0 <= score.points <= tree[node].max_points
        assert any(
            Decimal(text.rstrip("% ")) == score.points for text in written if text[:1].isdigit() and is_number(text)
        )
    for line in task_lines(contents, CRITERIA):
        assert line.clause
        line.where("lead")


def is_number(text: str) -> bool:
    try:
        Decimal(text.rstrip("% "))
    except ArithmeticError:
        return False
    return True
