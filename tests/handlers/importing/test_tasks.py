"""Tables of tasks from a document, and the same document again."""

import csv
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import docx
import pytest
from sqlalchemy import select, update

from handlers.importing import UnreadableFile
from storage.models import Assignment, AuditEntry, Reminder, SourceDocument, Task
from storage.session import Store
from tests.demo_catalogue import DEMO
from tests.handlers.importing.tables import NOW, catalogue, import_tasks, workbook

HEADING = ["STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành", "Sản phẩm"]
PLAN = "Kế hoạch 77/KH-UBND"
EVERYBODY = "Các sở, ban, ngành; UBND các huyện, thị xã, thành phố"
A = ["1", "Rà soát thủ tục", "Sở Tư pháp", "", "30/6/2024", "Báo cáo"]
B = ["2", "Tập huấn một cửa", "Sở Nội vụ; Văn phòng UBND tỉnh", "Sở TT&TT", "Hằng quý", ""]
C = ["3", "Cập nhật dữ liệu", EVERYBODY, "", "Thường xuyên", ""]
Rows = Sequence[Sequence[Any]]


def table(path: Path, rows: Rows) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def document(path: Path, *tables: Rows, paragraphs: Sequence[str] = ("PHỤ LỤC",)) -> Path:
    """Word tables; a row of two cells has its second one merged over the rest."""
    written = docx.Document()
    for paragraph in paragraphs:
        written.add_paragraph(paragraph)
    for rows in tables:
        made = written.add_table(rows=0, cols=max(map(len, rows)))
        for row in rows:
            cells = made.add_row().cells
            for cell, text in zip(cells, row, strict=False):
                cell.text = str(text)
            if len(row) == 2:
                cells[1].merge(cells[-1])
    written.save(str(path))
    return path


def assignments(store: Store, no: int) -> list[Assignment]:
    query = select(Assignment).where(Assignment.task_no == no).order_by(Assignment.agency_code, Assignment.occurrence)
    with store.reading() as unit:
        return list(unit.session.scalars(query))


def test_the_pack_gives_46_tasks_as_the_csv_has_them(demo: Store) -> None:
    with (DEMO / "tasks_2024.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    known = catalogue(demo)
    scored = {a.code for a in known.agencies.values() if a.scored}
    assert list(known.tasks) == list(range(1, 47))
    for row in rows:
        task = known.tasks[int(row["no"])]
        assert (task.source.name, task.clause, str(task.field)) == (row["source"], row["clause"], row["field"])
        assert (task.title, task.due_text, task.product) == (row["title"], row["due"], row["product"])
        assert set(task.leads) == (scored if row["lead"] == "all" else set(row["lead"].split("|")))
        expected = scored if row["coordinating"] == "all" else set(filter(None, row["coordinating"].split("|")))
        assert set(task.coordinating) == (expected - set(task.leads) if expected == scored else expected)


def test_occurrences_open_one_after_another(demo: Store) -> None:
    rows = [a for a in assignments(demo, 3) if a.agency_code == "snv"]
    assert [(a.due, a.opens_on) for a in rows] == [
        (date(2024, 3, 9), date(2024, 3, 14)),  # the first opens on the start day
        (date(2024, 6, 9), date(2024, 3, 10)),
        (date(2024, 9, 9), date(2024, 6, 10)),
        (date(2024, 12, 9), date(2024, 9, 10)),
    ]


def test_a_word_table_with_sections(demo: Store, tmp_path: Path) -> None:
    path = document(tmp_path / "a.docx", [HEADING, ["I", "CẢI CÁCH THỂ CHẾ"], A, ["VII", "CHÍNH QUYỀN ĐIỆN TỬ"], B, C])
    outcome = import_tasks(demo, path, source=PLAN, issued=date(2024, 3, 1))
    assert (outcome.tasks, outcome.assignments, outcome.unread_deadlines) == (3, 1 + 2 * 4 + 31, 0)
    assert (outcome.written, outcome.numbers, len(outcome.assignment_ids)) == (True, (47, 48, 49), 40)
    tasks = catalogue(demo).tasks
    assert [(tasks[n].clause, tasks[n].field) for n in outcome.numbers] == [("I.1", 2), ("VII.1", 7), ("VII.2", 7)]
    assert tasks[48].leads == ("vpub", "snv")
    assert tasks[48].coordinating == ("stttt",)
    assert tasks[47].source.issued == date(2024, 3, 1)


@pytest.mark.parametrize(
    "heading",
    [
        ["TT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời hạn", "Kết quả"],
        ["Số TT", "Tên nhiệm vụ, hoạt động", "Chủ trì", "Phối hợp", "Tiến độ hoàn thành", "Sản phẩm đầu ra"],
        [
            "STT",
            "NỘI DUNG CÔNG VIỆC",
            "CƠ QUAN CHỦ TRÌ THỰC HIỆN",
            "CƠ QUAN PHỐI HỢP",
            "THỜI GIAN THỰC HIỆN",
            "KẾT QUẢ",
        ],
        ["stt", "Nội dung", "Đơn vị thực hiện", "Đơn vị phối hợp", "Hạn hoàn thành", "Sản phẩm dự kiến"],
    ],
)
def test_other_words_in_the_heading(demo: Store, tmp_path: Path, heading: list[str]) -> None:
    outcome = import_tasks(demo, workbook(tmp_path / "a.xlsx", [["KẾ HOẠCH NĂM 2024"], [], heading, A, B, C]))
    assert (outcome.tasks, outcome.assignments, outcome.problems) == (3, 40, ())
    assert catalogue(demo).tasks[47].product == "Báo cáo"


def test_a_heading_of_two_rows_with_merged_cells(demo: Store, tmp_path: Path) -> None:
    rows = [
        ["STT", "Nhiệm vụ", "Cơ quan thực hiện", None, "Thời gian", "Sản phẩm"],
        [None, None, "Chủ trì", "Phối hợp", None, None],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
        A,
        B,
    ]
    merge = ["A1:A2", "B1:B2", "C1:D1", "E1:E2", "F1:F2"]
    outcome = import_tasks(demo, workbook(tmp_path / "a.xlsx", rows, merge=merge))
    assert (outcome.tasks, outcome.assignments, outcome.problems) == (2, 9, ())
    assert catalogue(demo).tasks[48].coordinating == ("stttt",)


def test_a_table_cut_by_a_page_goes_on(demo: Store, tmp_path: Path) -> None:
    path = document(tmp_path / "a.docx", [HEADING, A], [B, C], paragraphs=())
    assert import_tasks(demo, path).tasks == 3


def test_a_task_that_speaks_of_tasks_and_agencies_is_no_heading(demo: Store, tmp_path: Path) -> None:
    other = ["2", "Báo cáo nội dung công việc", "Các cơ quan, đơn vị, địa phương", "", "30/6/2024", ""]
    outcome = import_tasks(demo, document(tmp_path / "a.docx", [HEADING, A], [other, B]))
    assert (outcome.tasks, outcome.assignments, outcome.problems) == (3, 40, ())


def test_another_table_below_with_other_columns(demo: Store, tmp_path: Path) -> None:
    below = [["Chủ trì", "Hạn", "Nội dung công việc", "Ghi chú"], ["Sở Y tế", "30/9/2024", "Kiểm tra", ""]]
    rows = [HEADING, A, [], ["Phụ lục 2"], *below]
    outcome = import_tasks(demo, workbook(tmp_path / "a.xlsx", rows))
    assert (outcome.tasks, outcome.assignments, outcome.problems) == (2, 2, ())
    assert catalogue(demo).tasks[48].title == "Kiểm tra"


def test_the_end_is_the_deadline_and_not_the_start(demo: Store, tmp_path: Path) -> None:
    heading = ["TT", "Nhiệm vụ", "Lãnh đạo phụ trách", "Đơn vị", "Thời gian bắt đầu", "Thời gian hoàn thành", "Tiến độ"]
    rows = [heading, ["1", "Rà soát", "Ông A", "Sở Tư pháp", "01/02/2024", "30/6/2024", "50%"]]
    assert import_tasks(demo, table(tmp_path / "a.csv", rows)).problems == ()
    task = catalogue(demo).tasks[47]
    assert (task.leads, task.due_text) == (("stp",), "30/6/2024")


def test_who_leads_and_helps_in_one_column(demo: Store, tmp_path: Path) -> None:
    heading = ["TT", "Nhiệm vụ", "Cơ quan chủ trì, phối hợp", "Thời hạn"]
    rows = [heading, ["1", "Rà soát", "Chủ trì: Sở Tư pháp; phối hợp: các sở, ban, ngành", "30/6/2024"]]
    assert import_tasks(demo, table(tmp_path / "a.csv", rows)).assignments == 1
    task = catalogue(demo).tasks[47]
    assert (task.leads, len(task.coordinating)) == (("stp",), 19)


IN_ONE_CELL = "1. Giao biên chế\n2. Thi nâng ngạch\ncông chức\n3. Khảo sát"


def test_numbered_tasks_in_one_cell(demo: Store, tmp_path: Path) -> None:
    rows = [HEADING, ["4", IN_ONE_CELL, "Sở Nội vụ", "", "Quý I/2024\nQuý III/2024\n30/11/2024", ""]]
    outcome = import_tasks(demo, document(tmp_path / "a.docx", rows))
    assert (outcome.tasks, outcome.assignments, outcome.problems) == (3, 3, ())
    tasks = [catalogue(demo).tasks[no] for no in outcome.numbers]
    assert [task.title for task in tasks] == ["Giao biên chế", "Thi nâng ngạch công chức", "Khảo sát"]
    assert [task.due_text for task in tasks] == ["Quý I/2024", "Quý III/2024", "30/11/2024"]
    assert [task.clause for task in tasks] == ["4.1", "4.2", "4.3"]


@pytest.mark.parametrize(
    ("title", "lead", "due", "tasks", "problems"),
    [
        (IN_ONE_CELL, "Sở Nội vụ", "Quý I/2024", 3, 0),
        (IN_ONE_CELL, "1. Sở Nội vụ\n2. Sở Y tế\n3. Sở Nội vụ", "Quý I/2024", 3, 0),
        (IN_ONE_CELL, "Sở Nội vụ", "Quý I/2024\nQuý II/2024", 3, 3),
        (IN_ONE_CELL, "Sở Nội vụ\nSở Y tế\nSở Nội vụ", "Quý I/2024", 3, 3),
        ("Đề án, gồm:\n1. Dự thảo\n2. Trình", "Sở Nội vụ", "Quý I/2024", 1, 0),
        ("- Dự thảo\n- Trình", "Sở Nội vụ", "Quý I/2024", 1, 0),
        ("1. Dự thảo\n3. Trình", "Sở Nội vụ", "Quý I/2024", 2, 2),
    ],
)
def test_which_cells_hold_several_tasks(
    demo: Store, tmp_path: Path, title: str, lead: str, due: str, tasks: int, problems: int
) -> None:
    outcome = import_tasks(demo, table(tmp_path / "a.csv", [HEADING, ["4", title, lead, "", due, ""]]))
    assert (outcome.tasks, len(outcome.problems), outcome.written) == (tasks, problems, not problems)


def test_a_table_a_section_with_its_heading_above(demo: Store, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    written = docx.Document()
    for heading, task in (("I. CẢI CÁCH THỂ CHẾ", A), ("II. CẢI CÁCH CHẾ ĐỘ CÔNG VỤ", B)):
        written.add_paragraph(heading)
        made = written.add_table(rows=2, cols=6)
        for row, texts in zip(made.rows, (HEADING, task), strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    written.save(str(path))
    assert import_tasks(demo, path).problems == ()
    known = catalogue(demo).tasks
    assert [(known[no].clause, known[no].field) for no in (47, 48)] == [("I.1", 2), ("II.1", 5)]


def test_a_numbered_heading_that_is_a_field(demo: Store, tmp_path: Path) -> None:
    rows = [HEADING, ["1", "CẢI CÁCH THỂ CHẾ", "", "", "", ""], ["1.1", *A[1:]], ["1.2", *B[1:]]]
    import_tasks(demo, table(tmp_path / "a.csv", rows))
    assert catalogue(demo).tasks[47].field == 2


def test_a_day_that_excel_keeps_is_shown_as_offices_write_it(demo: Store, tmp_path: Path) -> None:
    rows = [HEADING, [*A[:4], datetime(2024, 6, 30), "Báo cáo"]]
    import_tasks(demo, workbook(tmp_path / "a.xlsx", rows))
    assert catalogue(demo).tasks[47].due_text == "30/6/2024"
    assert [row.due for row in assignments(demo, 47)] == [date(2024, 6, 30)]


def test_tasks_that_word_numbers_itself(demo: Store, tmp_path: Path) -> None:
    path = document(tmp_path / "a.docx", [HEADING[1:], ["", "Sở Nội vụ", "", "30/6/2024", ""]])
    written = docx.Document(str(path))
    cell = written.tables[0].cell(1, 0)
    for title in ("Giao biên chế", "Thi nâng ngạch"):
        cell.add_paragraph(title, style="List Number")
    written.save(str(path))
    outcome = import_tasks(demo, path)
    assert (outcome.tasks, outcome.problems) == (2, ())
    assert catalogue(demo).tasks[outcome.numbers[1]].title == "Thi nâng ngạch"


def test_group_headings_are_no_tasks(demo: Store, tmp_path: Path) -> None:
    rows = [HEADING, ["1", "Nhóm thủ tục", "", "", "", ""], ["1.1", *A[1:]], ["1.2", *B[1:]]]
    assert import_tasks(demo, table(tmp_path / "a.csv", rows)).tasks == 2


def test_deadlines_nobody_can_read_are_counted_and_kept(demo: Store, tmp_path: Path) -> None:
    rows = [HEADING, [*A[:4], "đầu tháng 6", ""], B]
    outcome = import_tasks(demo, table(tmp_path / "a.csv", rows))
    assert (outcome.unread_deadlines, outcome.written, outcome.assignments) == (1, True, 9)
    assert catalogue(demo).tasks[47].due_text == "đầu tháng 6"


@pytest.mark.parametrize(
    ("lead", "says"),
    [
        ("", "chưa ghi cơ quan chủ trì"),
        ("Sở Thương mại", "“Sở Thương mại”"),
        ("Sở Nội vụ; BQL Khu công nghiệp", "Ban Quản lý Khu kinh tế"),
        ("Các đơn vị liên quan", "chưa nêu rõ"),
    ],
)
def test_an_unclear_lead_refuses_the_file(demo: Store, tmp_path: Path, lead: str, says: str) -> None:
    before = catalogue(demo)
    outcome = import_tasks(demo, table(tmp_path / "a.csv", [HEADING, A, [*B[:2], lead, *B[3:]]]))
    assert [problem.where for problem in outcome.problems] == ["a!C3"]
    assert says in outcome.problems[0].what
    assert not outcome.written
    assert catalogue(demo) == before


def test_a_dry_run_counts_and_writes_nothing(demo: Store, tmp_path: Path) -> None:
    before = catalogue(demo)
    outcome = import_tasks(demo, table(tmp_path / "a.csv", [HEADING, A, B]), dry_run=True)
    assert (outcome.tasks, outcome.assignments, outcome.written, outcome.numbers) == (2, 9, False, ())
    assert catalogue(demo) == before


def test_the_same_document_again_changes_nothing(demo: Store) -> None:
    before = catalogue(demo)
    for name, source in (
        ("annexes/phu-luc-nhiem-vu-2142.docx", "QĐ số 2142/QĐ-UBND ngày 29/12/2023"),
        ("tasks_2024.csv", "x"),
    ):
        outcome = import_tasks(demo, DEMO / name, source=source)
        assert (outcome.written, outcome.assignment_ids, outcome.moved_ids, outcome.missing) == (True, (), (), ())
    assert catalogue(demo) == before


def test_a_later_version_keeps_numbers_and_progress(demo: Store, tmp_path: Path) -> None:
    import_tasks(demo, table(tmp_path / "a.csv", [HEADING, A, B, C]))
    with demo.unit() as unit:
        unit.session.execute(update(Assignment).where(Assignment.task_no == 47).values(state="doing", percent=60))
        unit.commit()
    changed = ["1", "Rà soát, cắt giảm thủ tục", "Sở Tư pháp; Sở Nội vụ", "", "31/7/2024", "Báo cáo"]
    new = ["4", "Khảo sát hài lòng", "Sở Nội vụ", "", "30/9/2024", ""]
    outcome = import_tasks(demo, table(tmp_path / "b.csv", [HEADING, changed, B, new]))
    assert (outcome.numbers, outcome.missing) == ((47, 48, 50), (49,))
    rows = {a.agency_code: a for a in assignments(demo, 47)}
    assert (rows["stp"].state, rows["stp"].percent, rows["stp"].due, rows["stp"].cycle) == (
        "doing",
        60,
        date(2024, 7, 31),
        2,
    )
    assert outcome.moved_ids == (rows["stp"].id,)
    assert set(outcome.assignment_ids) == {rows["snv"].id, assignments(demo, 50)[0].id}
    assert catalogue(demo).tasks[47].title == changed[1]
    assert catalogue(demo).tasks[49].title == C[1]  # listed, never deleted


def test_a_line_put_in_above_does_not_take_the_others_progress(demo: Store, tmp_path: Path) -> None:
    import_tasks(demo, table(tmp_path / "a.csv", [HEADING, A, B]))
    new = ["1", "Việc mới", "Sở Y tế", "", "30/9/2024", ""]
    outcome = import_tasks(demo, table(tmp_path / "b.csv", [HEADING, new, ["2", *A[1:]], ["3", *B[1:]]]))
    assert (outcome.numbers, outcome.missing) == ((49, 47, 48), ())
    again = import_tasks(demo, table(tmp_path / "b.csv", [HEADING, new, ["2", *A[1:]], ["3", *B[1:]]]))
    assert (again.numbers, again.assignment_ids) == ((49, 47, 48), ())


def test_what_is_no_longer_asked_goes_unless_somebody_worked_on_it(demo: Store, tmp_path: Path) -> None:
    import_tasks(demo, table(tmp_path / "a.csv", [HEADING, B]))
    first = assignments(demo, 47)[0]
    with demo.unit() as unit:
        unit.session.execute(update(Assignment).where(Assignment.id == first.id).values(state="accepted"))
        unit.commit()
    import_tasks(demo, table(tmp_path / "b.csv", [HEADING, [*B[:2], "Sở Y tế", "", "30/6/2024", ""]]))
    assert [(a.agency_code, a.state) for a in assignments(demo, 47)] == [("snv", "accepted"), ("syt", "not_started")]


def test_numbers_are_honoured_when_free_and_never_given_twice(demo: Store, tmp_path: Path) -> None:
    rows = [
        ["no", "source", "title", "lead", "due"],
        ["60", "Công văn 5/UBND", "Việc A", "snv", "30/6/2024"],
        ["46", "Công văn 5/UBND", "Việc B", "stp|syt", ""],
        ["", "", "Việc C", "huyen", ""],
    ]
    outcome = import_tasks(demo, table(tmp_path / "a.csv", rows), source="Công văn 6/UBND")
    assert (outcome.numbers, outcome.assignments) == ((60, 61, 62), 1 + 2 + 11)
    sources = [catalogue(demo).tasks[n].source.name for n in outcome.numbers]
    assert sources == ["Công văn 5/UBND", "Công văn 5/UBND", "Công văn 6/UBND"]


def test_two_spellings_of_a_document_are_one(demo: Store, tmp_path: Path) -> None:
    import_tasks(demo, table(tmp_path / "a.csv", [HEADING, A]), source="Kế hoạch 77/KH-UBND")
    import_tasks(demo, table(tmp_path / "a.csv", [HEADING, A, B]), source="KH số 77 / KH-UBND ngày 01/3/2024")
    with demo.reading() as unit:
        assert len(list(unit.session.scalars(select(SourceDocument).where(SourceDocument.name.contains("77"))))) == 1
        assert len(list(unit.session.scalars(select(Task).where(Task.no > 46)))) == 2


def test_a_file_without_a_table_of_tasks(demo: Store, tmp_path: Path) -> None:
    outcome = import_tasks(demo, document(tmp_path / "a.docx", [["Họ tên", "Chức vụ"], ["Nguyễn Văn A", "Giám đốc"]]))
    assert "Không thấy bảng nhiệm vụ" in outcome.problems[0].what


def test_a_broken_document(demo: Store, tmp_path: Path) -> None:
    path = document(tmp_path / "a.docx", [HEADING, A])
    path.write_bytes(path.read_bytes()[:-4000])
    with pytest.raises(UnreadableFile, match=r"a\.docx"):
        import_tasks(demo, path)


def test_the_documents_date_is_remembered(demo: Store, tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", [HEADING, [*A[:4], "10 ngày kể từ ngày ban hành", ""]])
    assert import_tasks(demo, path).unread_deadlines == 1
    dated = import_tasks(demo, path, issued=date(2024, 3, 1))
    assert (dated.unread_deadlines, len(dated.moved_ids)) == (0, 1)
    again = import_tasks(demo, path)
    assert (again.unread_deadlines, again.moved_ids) == (0, ())
    assert assignments(demo, 47)[0].due == date(2024, 3, 11)


def test_an_agency_left_out_is_withdrawn_where_somebody_was_told(demo: Store, tmp_path: Path) -> None:
    two = ["1", "Rà soát thủ tục", "Sở Tư pháp; Sở Nội vụ; Sở Y tế", "", "30/6/2024", "Báo cáo"]
    import_tasks(demo, table(tmp_path / "a.csv", [HEADING, two]))
    rows = {a.agency_code: a for a in assignments(demo, 47)}
    with demo.unit() as unit:  # Sở Y tế reported on it, Sở Nội vụ was reminded of it
        unit.session.execute(update(Assignment).where(Assignment.id == rows["syt"].id).values(state="doing"))
        unit.session.add(
            Reminder(assignment_id=rows["snv"].id, cycle=1, rung="new", person_code="head:snv", planned_at=NOW,
                     state="sent")
        )  # fmt: skip
        unit.commit()
    one = ["1", "Rà soát thủ tục", "Sở Tư pháp", "", "30/6/2024", "Báo cáo"]
    outcome = import_tasks(demo, table(tmp_path / "b.csv", [HEADING, one]))
    assert outcome.withdrawn_ids == tuple(sorted((rows["syt"].id, rows["snv"].id)))
    assert {a.agency_code for a in assignments(demo, 47) if a.withdrawn_at is None} == {"stp"}
    again = import_tasks(demo, table(tmp_path / "c.csv", [HEADING, two]))
    assert set(again.assignment_ids) == {rows["syt"].id, rows["snv"].id}
    back = {a.agency_code: a for a in assignments(demo, 47)}
    assert (back["syt"].state, back["syt"].cycle, back["syt"].withdrawn_at) == ("doing", 2, None)


def test_an_occurrence_that_is_asked_no_longer_is_dropped(demo: Store, tmp_path: Path) -> None:
    """The lead stays; what it filed for stays too, and a date that changes under it is written down."""
    import_tasks(demo, table(tmp_path / "a.csv", [HEADING, B]))
    with demo.unit() as unit:
        for row in unit.session.scalars(select(Assignment).where(Assignment.task_no == 47)):
            if row.occurrence == 2 and row.agency_code == "vpub":
                row.state = "accepted"
            if row.occurrence == 1 and row.agency_code == "vpub":
                row.state = "waiting"
            if row.occurrence <= 2:
                unit.session.add(
                    Reminder(assignment_id=row.id, cycle=1, rung="-3", person_code="officer:snv", planned_at=NOW,
                             state="sent")
                )  # fmt: skip
        unit.commit()
    outcome = import_tasks(demo, table(tmp_path / "b.csv", [HEADING, [*B[:4], "31/12/2024", ""]]))
    assert outcome.withdrawn_ids == ()
    rows = {(a.agency_code, a.occurrence): a for a in assignments(demo, 47) if a.withdrawn_at is None}
    assert set(rows) == {("snv", 1), ("vpub", 1), ("vpub", 2)}
    assert {rows["snv", 1].due, rows["vpub", 1].due} == {date(2024, 12, 31)}
    with demo.reading() as unit:
        moved = unit.session.scalars(select(AuditEntry.subject).where(AuditEntry.action == "assignment.moved"))
        assert set(moved) == {f"assignment:{rows[key].id}" for key in (("snv", 1), ("vpub", 1))}
