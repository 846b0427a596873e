"""A monitor sends an annex: what is read, asked, shown and written; all or nothing."""

import threading
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from bot.path.knowing import Knowing
from handlers.dialogue import Attachment
from handlers.knowledge import Knowledge
from storage.models import Assignment, AuditEntry, Evidence, ImportBatch, Reminder, SourceDocument, Upload
from storage.session import Store
from tests.conversations.sent_files import Files
from tests.demo_catalogue import DEMO
from tests.handlers.importing.tables import Annex, Points, comma, field_points, workbook
from tests.province import Province, Said

CLERK, OTHER_CLERK, ADMIN, OFFICER = "monitor:snv", "monitor:vpub", "admin", "officer:stp"
ANNEX = DEMO / "annexes" / "phu-luc-282-ket-qua-2023.xlsx"
PLAN = DEMO / "annexes" / "phu-luc-nhiem-vu-2142.docx"
HEADING = ("STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn", "Sản phẩm")
TASKS = (
    (1, "Rà soát thủ tục hành chính nội bộ", "Sở Tư pháp", "Sở Nội vụ", "Trước ngày 29/4/2024", "Báo cáo"),
    (2, "Công khai kết quả tiếp nhận hồ sơ", "UBND các huyện, thị xã, thành phố", "", "30/6/2024", "Trang tin"),
    (3, "Tập huấn công chức một cửa", "Sở Nội vụ", "", "khi nào có kinh phí", "Hội nghị"),
)


@pytest.fixture
def files(province: Province, tmp_path: Path) -> Files:
    return Files(province, tmp_path)


def moved(*changes: tuple[str, str, str]) -> Points:
    """Points of 2023 with some added: (agency, field, how many)."""
    points = {agency: dict(fields) for agency, fields in field_points().items()}
    for agency, field, by in changes:
        points[agency][field] += Decimal(by)
    return points


def annex(path: Path, points: Points | None = None, **how: Any) -> Path:
    return Annex(points or field_points(), **how).save(path)


def tasks_file(path: Path, rows: Any = TASKS, *, title: str = "PHỤ LỤC NHIỆM VỤ NĂM 2024") -> Path:
    return workbook(path, [[title], list(HEADING), *map(list, rows)])


def points_of(province: Province, agency: str, year: int = 2023) -> Decimal:
    return sum(province.knowledge.catalogue.scores[year][agency].values(), Decimal(0))


def rows(province: Province, table: type[Any]) -> list[Any]:
    with province.store.reading() as unit:
        return list(unit.session.scalars(select(table).order_by(table.id)))


def imports(province: Province) -> list[AuditEntry]:
    return [row for row in rows(province, AuditEntry) if row.action == "uploads.write"]


class TestScores:
    def test_the_annex_in_use_needs_no_writing(self, files: Files) -> None:
        said = files.send(CLERK, ANNEX)
        assert files.first is not None
        assert files.first.text == "Đã nhận tệp phu-luc-282-ket-qua-2023.xlsx, đang đọc."
        assert said.text == (
            "Đã đọc 31 cơ quan, 8 lĩnh vực (2 trang tính), năm 2023. Nhận ra 31/31 tên, 17 tên viết khác. "
            "Tổng điểm khớp 31/31.\nKhông có thay đổi so với số liệu đang dùng, không cần ghi."
        )
        assert said.choices == ("Xem 17 tên", "Đóng")
        names = files.press(CLERK, "Xem 17 tên")
        assert "“BQL Khu kinh tế”: Ban Quản lý Khu kinh tế" in names
        assert files.press(CLERK, "Đóng").text == "Đã đóng tệp phu-luc-282-ket-qua-2023.xlsx, chưa ghi gì."
        assert imports(files.province) == []

    def test_errors_name_the_cell_and_nothing_is_written(self, files: Files, tmp_path: Path) -> None:
        wrong = {("stc", "2"): "1O,00", ("sgddt", "6"): 18.25, ("budop", "total"): 89.16, ("syt", "1"): "-"}
        said = files.send(CLERK, annex(tmp_path / "loi.xlsx", changed=wrong))
        assert said.text.split("\n") == [
            "Chưa ghi gì: tệp có 4 chỗ cần sửa.",
            "1. Sheet1, ô D5, Sở Tài chính, thể chế: “1O,00” có chữ O, không phải số",
            "2. Sheet1, ô C10, Sở Y tế, chỉ đạo, điều hành: “-” không phải số",
            "3. Sheet1, ô H11, Sở Giáo dục và Đào tạo, tài chính công: 18,25 lớn hơn mức tối đa 10",
        ]
        assert "Xem tiếp" in said.choices
        more = files.press(CLERK, "Xem tiếp")
        assert "Sheet1, ô K28, UBND huyện Bù Đốp: tổng điểm 89,16 khác cộng 8 lĩnh vực 89,61" in more
        assert "ghi vào hệ thống" not in " ".join(more.choices).lower()
        assert points_of(files.province, "stc") == sum(field_points()["stc"].values())

    def test_the_corrected_file_is_shown_and_written_by_a_press(self, files: Files, tmp_path: Path) -> None:
        province = files.province
        files.send(CLERK, annex(tmp_path / "a.xlsx", changed={("stc", "2"): "1O,00"}))
        assert "Xin gửi tệp đã sửa" in files.press(CLERK, "Gửi tệp sửa")
        new = moved(("stc", "2", "-0.25"), ("syt", "3", "0.25"))
        said = files.send(CLERK, annex(tmp_path / "b.xlsx", new))
        assert said.first_line == "Chưa ghi gì: 2 điểm lĩnh vực khác tổng các tiêu chí thành phần đang lưu."
        said = files.press(CLERK, "Thay chi tiết")
        assert "2 thay đổi so với số liệu đang dùng: Sở Tài chính, thể chế: 10,00 → 9,75; Sở Y tế" in said
        assert "điểm chi tiết bên dưới các mục này sẽ bị bỏ." in said
        before = points_of(province, "stc")
        said = files.press(CLERK, "Ghi vào hệ thống")
        assert said.text == "Đã ghi lúc 7:55: điểm năm 2023 của 31 cơ quan, 2 thay đổi, từ tệp b.xlsx."
        assert points_of(province, "stc") == before - Decimal("0.25")
        (written,) = imports(province)
        assert (written.actor, written.details["file"]) == (CLERK, "b.xlsx")
        assert comma(before - Decimal("0.25")) in province.say(OFFICER, "điểm sở tài chính")

    def test_taken_back_within_ten_minutes(self, files: Files, tmp_path: Path) -> None:
        province = files.province
        before = province.knowledge.catalogue.scores[2023]
        self.write(files, annex(tmp_path / "b.xlsx", moved(("stc", "2", "-0.25"))))
        assert province.knowledge.catalogue.scores[2023] != before
        said = files.press(CLERK, "Hủy nhập")
        assert said.text.startswith("Đã hủy lần nhập lúc 7:55: điểm năm 2023 trở lại như trước")
        assert province.knowledge.catalogue.scores[2023] == before

    def test_not_taken_back_later_or_when_built_on(self, files: Files, tmp_path: Path) -> None:
        province = files.province
        receipt = self.write(files, annex(tmp_path / "b.xlsx", moved(("stc", "2", "-0.25"))))
        self.write(files, annex(tmp_path / "c.xlsx", moved(("stc", "2", "-0.50"))))
        undo = dict(receipt.buttons)["Hủy nhập"]
        assert "Điểm đã được nhập tiếp sau đó" in province.press_data(CLERK, undo)
        late = self.write(files, annex(tmp_path / "d.xlsx", moved(("stc", "2", "-0.75"))))
        province.now += timedelta(minutes=11)
        assert "Đã quá mười phút" in province.press_data(CLERK, dict(late.buttons)["Hủy nhập"])
        assert points_of(province, "stc") == sum(field_points()["stc"].values()) - Decimal("0.75")

    def test_the_same_file_twice(self, files: Files, tmp_path: Path) -> None:
        path = annex(tmp_path / "b.xlsx", moved(("stc", "2", "-0.25")))
        self.write(files, path)
        files.province.at("2024-03-18T09:10")
        said = files.send(OTHER_CLERK, path)
        assert said.text.endswith("không cần ghi.\nTệp này đã được nhập lúc 7:55 ngày 18/3/2024.")
        assert "Ghi vào hệ thống" not in said.choices

    def test_two_clerks_the_second_sees_what_changed_meanwhile(self, files: Files, tmp_path: Path) -> None:
        said = self.preview(files, annex(tmp_path / "b.xlsx", moved(("stc", "2", "-0.25"))), CLERK)
        assert "Ghi vào hệ thống" in said.choices
        self.preview(files, annex(tmp_path / "c.xlsx", moved(("stc", "2", "-0.50"))), OTHER_CLERK)
        files.press(CLERK, "Ghi vào hệ thống")
        told = files.press(OTHER_CLERK, "Ghi vào hệ thống")
        assert told.text.startswith(
            "Số liệu đã thay đổi từ lúc xem trước nên chưa ghi gì. Theo dõi CCHC, Sở Nội vụ ghi tệp b.xlsx lúc 7:55."
        )
        assert "9,75 → 9,50" in told
        assert points_of(files.province, "stc") == sum(field_points()["stc"].values()) - Decimal("0.25")
        files.press(OTHER_CLERK, "Ghi vào hệ thống")
        assert points_of(files.province, "stc") == sum(field_points()["stc"].values()) - Decimal("0.50")

    def test_the_same_preview_writes_once(self, files: Files, tmp_path: Path) -> None:
        said = self.preview(files, annex(tmp_path / "b.xlsx", moved(("stc", "2", "-0.25"))), CLERK)
        files.press(CLERK, "Xem thay đổi")
        files.press(CLERK, "Ghi vào hệ thống")
        again = files.province.press_data(CLERK, dict(said.buttons)["Ghi vào hệ thống"])
        assert again.text == "Tệp này đã ghi lúc 7:55 ngày 18/3/2024, không ghi thêm."
        assert len(imports(files.province)) == 1

    def test_a_file_about_another_year_than_was_said(self, files: Files, tmp_path: Path) -> None:
        path = annex(tmp_path / "b.xlsx", titles=("KẾT QUẢ CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM 2022",))
        said = files.send(CLERK, path, "bảng điểm năm 2023")
        assert said.text == "Tệp ghi năm 2022, nhưng anh/chị ghi năm 2023. Ghi cho năm nào?"
        assert said.choices == ("2022", "2023", "Không ghi")
        assert "Không có thay đổi" in files.press(CLERK, "2023")

    def test_a_file_without_a_year_asks(self, files: Files, tmp_path: Path) -> None:
        said = files.send(CLERK, annex(tmp_path / "b.xlsx", titles=("PHỤ LỤC",)))
        assert said.text == "Tệp b.xlsx là bảng điểm. Ghi cho năm nào?"
        assert "năm 2023" in files.press(CLERK, "2023")

    def test_the_year_of_the_caption_is_enough(self, files: Files, tmp_path: Path) -> None:
        assert "năm 2023" in files.send(CLERK, annex(tmp_path / "b.xlsx", titles=("PHỤ LỤC",)), "diem 2023")

    def test_a_year_without_criteria_says_so(self, files: Files, tmp_path: Path) -> None:
        said = files.send(CLERK, annex(tmp_path / "b.xlsx", titles=("KẾT QUẢ CHỈ SỐ CCHC NĂM 2024",)))
        assert "Chưa có bộ tiêu chí năm 2024" in said

    def test_our_own_csv(self, files: Files) -> None:
        said = files.send(CLERK, DEMO / "scores_2022.csv", "điểm 2022")
        assert "Đã đọc 31 cơ quan" in said
        assert "Không có thay đổi" in said

    def write(self, files: Files, path: Path, who: str = CLERK) -> Said:
        self.preview(files, path, who)
        said = files.press(who, "Ghi vào hệ thống")
        assert said.text.startswith("Đã ghi lúc")
        return said

    def preview(self, files: Files, path: Path, who: str) -> Said:
        said = files.send(who, path)
        return files.press(who, "Thay chi tiết") if "Thay chi tiết" in said.choices else said


class TestNames:
    """ "BQL Khu công nghiệp" is nobody's name: the nearest is offered, never taken."""

    @pytest.fixture
    def asked(self, files: Files, tmp_path: Path) -> Said:
        code = next(c for c, a in files.province.knowledge.catalogue.agencies.items() if "Khu kinh tế" in a.name)
        path = annex(tmp_path / "b.xlsx", changed={(code, "agency"): "BQL Khu công nghiệp"})
        return files.send(CLERK, path)

    def test_asks(self, asked: Said) -> None:
        assert asked.text.startswith("Dòng ")
        assert asked.text.endswith(": “BQL Khu công nghiệp” là Ban Quản lý Khu kinh tế?")
        assert asked.choices == ("Đúng", "Cơ quan khác", "Bỏ dòng này")

    def test_yes(self, asked: Said, files: Files) -> None:
        said = files.press(CLERK, "Đúng")
        assert "31 cơ quan" in said
        assert "Không có thay đổi" in said

    def test_left_out(self, asked: Said, files: Files) -> None:
        said = files.press(CLERK, "Bỏ dòng này")
        assert "Đã đọc 30 cơ quan" in said
        assert "Không tính các dòng: “BQL Khu công nghiệp”." in said
        assert "Không có thay đổi" in said

    def test_another_agency_by_its_name(self, asked: Said, files: Files) -> None:
        assert "là cơ quan nào? Anh/chị nhắn tên" in files.press(CLERK, "Cơ quan khác")
        said = files.say(CLERK, "so y te")
        assert "Sở Y tế ghi hai lần" in said  # it stands in the file already

    def test_words_that_name_nobody_ask_again(self, asked: Said, files: Files) -> None:
        files.press(CLERK, "Cơ quan khác")
        assert "BQL Khu công nghiệp” là cơ quan nào?" in files.say(CLERK, "hừm")

    def test_by_typing_alone(self, asked: Said, files: Files) -> None:
        assert "31 cơ quan" in files.say(CLERK, "đúng")


class TestMarkedCopy:
    def test_of_a_workbook(self, files: Files, tmp_path: Path) -> None:
        wrong = {("stc", "2"): "1O,00", ("budop", "total"): 89.16}
        files.send(CLERK, annex(tmp_path / "loi_lan 1.xlsx", changed=wrong))
        said = files.press(CLERK, "Tải tệp đã đánh dấu")
        assert said.text == "Tệp loi_lan 1.xlsx có 2 chỗ cần sửa: ô tô vàng, lý do ở ghi chú của ô."
        (copy,) = said.reply.files
        assert copy.name == "loi_lan 1-da-danh-dau.xlsx"
        sheet = load_workbook(str(copy.path)).worksheets[0]
        marked = {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment}
        assert set(marked) == {"D5", "K28"}
        assert "“1O,00” có chữ O" in marked["D5"]
        assert sheet["D5"].value == "1O,00"
        assert sheet["D5"].fill.fgColor.rgb == "FFFFE699"
        assert sheet["E5"].fill.fgColor.rgb != "FFFFE699"

    def test_of_a_csv_whose_cells_look_like_formulas(self, files: Files, tmp_path: Path) -> None:
        wrong = {("stc", "2"): "=1+1"}
        files.send(CLERK, annex(tmp_path / "loi.csv", changed=wrong, show=comma))
        (copy,) = files.press(CLERK, "Tải tệp đã đánh dấu").reply.files
        cell = load_workbook(str(copy.path)).worksheets[0]["D5"]
        assert (cell.value, cell.data_type, cell.comment is not None) == ("=1+1", "s", True)

    def test_of_a_word_file(self, files: Files, tmp_path: Path) -> None:
        paper = docx.Document()
        paper.add_paragraph("PHỤ LỤC (Kèm theo Công văn số 1020/UBND-NC ngày 15/3/2024)")
        table = paper.add_table(0, len(HEADING))
        for row in (HEADING, TASKS[0], (2, "Việc khác", "Sở Không Có Thật", "", "30/6/2024", "")):
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = str(text)
        paper.save(str(tmp_path / "nv.docx"))
        said = files.send(CLERK, tmp_path / "nv.docx")
        assert "1. Bảng 1, dòng 3, cột 3: “Sở Không Có Thật” không có trong danh sách" in said
        (copy,) = files.press(CLERK, "Tải tệp đã đánh dấu").reply.files
        assert load_workbook(str(copy.path))["Bảng 1"]["C3"].comment is not None

    def test_where_no_copy_can_be_made(self, files: Files, tmp_path: Path) -> None:
        files.send(CLERK, annex(tmp_path / "loi.xlsx", changed={("stc", "2"): "1O,00"}))
        said = files.province.press(CLERK, "Tải tệp đã đánh dấu")
        (order,) = said.reply.jobs
        told = files.finished(CLERK, order, {"error": "the child ended with -9"})
        assert told.text.startswith("Chưa đánh dấu được tệp loi.xlsx.")


class TestTasks:
    def test_asks_for_the_document_then_writes_and_tells(self, files: Files, tmp_path: Path) -> None:
        province = files.province
        province.sweep()
        said = files.send(CLERK, tasks_file(tmp_path / "nv.xlsx"))
        assert "Kèm theo văn bản số nào, ngày nào?" in said
        said = files.say(CLERK, "cong van so 1020/ubnd-nc ngay 15/3")
        assert said.text.split("\n") == [
            "Đã đọc 3 nhiệm vụ, 13 lượt giao của Công văn 1020/UBND-NC ngày 15/3/2024, năm 2024.",
            "Mới 3.",
            "Thời hạn chưa đọc thành ngày: “khi nào có kinh phí”.",
        ]
        said = files.press(CLERK, "Ghi vào hệ thống")
        assert said.first_line == "Đã ghi lúc 7:55: 3 nhiệm vụ mới (NV 47-49), từ tệp nv.xlsx."
        assert "chưa đăng ký nên chưa báo được" in said  # nobody has an account in this province
        assert "Rà soát thủ tục hành chính nội bộ" in province.say(OFFICER, "nv 47")
        told = {row.person_code for row in rows(province, Reminder) if row.rung == "new"}
        assert {"head:stp", "officer:stp", "head:snv", "head:budang"} <= told
        (source,) = [s for s in rows(province, SourceDocument) if "1020" in s.name]
        assert (source.name, str(source.issued)) == ("Công văn 1020/UBND-NC", "2024-03-15")

    def test_the_caption_says_it(self, files: Files, tmp_path: Path) -> None:
        said = files.send(CLERK, tasks_file(tmp_path / "nv.xlsx"), "phụ lục công văn 1020/UBND-NC ngày 15/3")
        assert "của Công văn 1020/UBND-NC ngày 15/3/2024" in said

    def test_the_annex_of_a_known_document(self, files: Files) -> None:
        said = files.send(CLERK, PLAN)
        assert said.first_line == (
            "Đã đọc 36 nhiệm vụ, 932 lượt giao của Quyết định 2142/QĐ-UBND ngày 29/12/2023, năm 2024."
        )
        assert "Không có thay đổi" in said

    def test_another_document_than_the_file_names_is_asked_about(self, files: Files) -> None:
        said = files.send(CLERK, PLAN, "phụ lục công văn 1020/UBND-NC ngày 15/3")
        assert said.text.startswith("Tệp ghi Quyết định 2142/QĐ-UBND, nhưng anh/chị ghi Công văn 1020/UBND-NC.")
        assert "Không có thay đổi" in files.press(CLERK, "Quyết định 2142/QĐ-UBND")

    def test_a_document_without_a_date_is_asked_for_it(self, files: Files, tmp_path: Path) -> None:
        said = files.send(CLERK, tasks_file(tmp_path / "nv.xlsx"), "công văn 1020/UBND-NC")
        assert said.text == "Công văn 1020/UBND-NC ban hành ngày nào? Ví dụ: “26/3/2024”."
        assert "ngày 15/3/2024" in files.say(CLERK, "15/3/2024")

    def test_the_date_may_stay_unknown(self, files: Files, tmp_path: Path) -> None:
        files.send(CLERK, tasks_file(tmp_path / "nv.xlsx"), "công văn 1020/UBND-NC")
        assert "của Công văn 1020/UBND-NC, năm 2024" in files.press(CLERK, "Không rõ ngày")

    def test_a_bare_number_is_asked_for_in_full(self, files: Files, tmp_path: Path) -> None:
        said = files.send(CLERK, tasks_file(tmp_path / "nv.xlsx"), "phu luc cong van 1020 ngay 15/3")
        assert said.text.startswith("Công văn 1020 chưa có trong hệ thống. Xin nhắn đủ số, ký hiệu")
        assert said.choices == ("Công văn 1020", "Không ghi")
        assert "không có số" in files.say(CLERK, "không có số")
        assert files.province.last(CLERK).choices == ("Công văn 1020", "Không ghi")
        said = files.say(CLERK, "công văn 1020/UBND-NC ngày 15/3")
        assert "của Công văn 1020/UBND-NC ngày 15/3/2024" in said

    def test_the_bare_number_of_a_known_document_is_enough(self, files: Files) -> None:
        assert "của Quyết định 2142/QĐ-UBND" in files.send(CLERK, PLAN, "phu luc qd 2142")

    def test_tasks_of_another_document_in_known_places_are_no_quiet_change(self, files: Files, tmp_path: Path) -> None:
        said = files.send(CLERK, tasks_file(tmp_path / "nv.xlsx"), "phu luc cong van 914")
        assert said.text.split("\n")[1:3] == [
            "Đổi hẳn nội dung 3.",
            "3 nhiệm vụ đã có sẽ thành việc khác; xin kiểm tra lại số văn bản.",
        ]
        assert "thành “Rà soát thủ tục hành chính nội bộ”" in files.press(CLERK, "Xem thay đổi")

    def test_another_year_than_the_file_names(self, files: Files, tmp_path: Path) -> None:
        said = files.send(CLERK, tasks_file(tmp_path / "nv.xlsx"), "nhiệm vụ 2022, công văn 1020/UBND-NC ngày 15/3")
        assert said.text == "Tệp ghi năm 2024, nhưng anh/chị ghi năm 2022. Ghi cho năm nào?"
        assert "năm 2024" in files.press(CLERK, "2024")

    def test_a_changed_annex(self, files: Files, tmp_path: Path) -> None:
        """A new date is told, a task that is gone stays, a date moved in between is not taken back."""
        province = files.province
        province.sweep()
        files.send(CLERK, tasks_file(tmp_path / "nv.xlsx"), "công văn 1020/UBND-NC ngày 15/3")
        files.press(CLERK, "Ghi vào hệ thống")
        with province.store.unit() as unit:  # UBND huyện Bù Đăng was given more time
            given = unit.session.scalars(
                select(Assignment).where(Assignment.task_no == 48, Assignment.agency_code == "budang")
            ).one()
            given.due = given.due + timedelta(days=10)
            unit.commit()
        later = (replace_due(TASKS[0], "Trước ngày 15/5/2024"), TASKS[1])
        said = files.send(CLERK, tasks_file(tmp_path / "nv2.xlsx", later), "cv 1020/ubnd-nc")
        assert said.text.split("\n")[1:] == [
            "Đổi thời hạn 1, giữ nguyên 1.",
            "Không còn trong tệp, vẫn giữ: NV 49.",
        ]
        changes = files.press(CLERK, "Xem thay đổi")
        assert "NV 47 Rà soát thủ tục hành chính nội bộ: Trước ngày 29/4/2024 → Trước ngày 15/5/2024" in changes
        assert "1 nhiệm vụ đổi thời hạn" in files.press(CLERK, "Ghi vào hệ thống")
        dues = {(a.task_no, a.agency_code): str(a.due) for a in rows(province, Assignment) if a.task_no >= 47}
        assert dues[47, "stp"] == "2024-05-14"
        assert dues[48, "budang"] == "2024-07-10"
        assert dues[48, "locninh"] == "2024-06-30"
        assert 49 in {task for task, _ in dues}
        assert {r.person_code for r in rows(province, Reminder) if r.rung == "moved"} == {"head:stp", "officer:stp"}

    def test_an_unknown_lead_is_asked_about(self, files: Files, tmp_path: Path) -> None:
        strange = (*TASKS[:2], (3, "Việc khác", "BQL Khu công nghiệp", "", "30/6/2024", ""))
        said = files.send(CLERK, tasks_file(tmp_path / "nv.xlsx", strange), "công văn 1020/UBND-NC ngày 15/3")
        assert "“BQL Khu công nghiệp” là" in said
        assert "Đã đọc 2 nhiệm vụ" in files.press(CLERK, "Bỏ dòng này")


def replace_due(row: tuple[Any, ...], due: str) -> tuple[Any, ...]:
    return (*row[:4], due, row[5])


class TestCriteria:
    def test_a_set_for_a_new_year_then_its_scores(self, files: Files, tmp_path: Path) -> None:
        text = (DEMO / "criteria.csv").read_text(encoding="utf-8")
        lines = [line.replace("2023,", "2024,", 1) for line in text.splitlines() if not line.startswith("2022,")]
        path = tmp_path / "bo-tieu-chi.csv"
        path.write_text("\n".join(lines), encoding="utf-8")
        assert "bộ tiêu chí khối sở, khối huyện" in files.send(CLERK, path)
        assert "bộ tiêu chí năm 2024" in files.press(CLERK, "Ghi vào hệ thống")
        new = annex(tmp_path / "b.xlsx", titles=("KẾT QUẢ CHỈ SỐ CCHC NĂM 2024",))
        said = files.send(CLERK, new)
        assert "Năm 2024 chưa có số liệu: sẽ ghi mới 248 điểm." in said
        files.press(CLERK, "Ghi vào hệ thống")
        assert points_of(files.province, "snv", 2024) == Decimal("86.94")
        assert "trở lại như trước" in files.press(CLERK, "Hủy nhập")
        assert 2024 not in files.province.knowledge.catalogue.scores


class TestUnreadable:
    def test_no_table(self, files: Files, tmp_path: Path) -> None:
        path = tmp_path / "thu.docx"
        paper = docx.Document()
        paper.add_paragraph("Kính gửi Sở Nội vụ")
        paper.save(str(path))
        assert files.send(CLERK, path).text.startswith("Không đọc được tệp này: không có bảng điểm")

    def test_a_password(self, files: Files, tmp_path: Path) -> None:
        path = tmp_path / "khoa.xlsx"
        path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"))
        assert files.send(CLERK, path).text == "Tệp khoa.xlsx có mật khẩu; xin bỏ mật khẩu rồi gửi lại."

    @pytest.mark.parametrize("name", ["../../etc/passwd.xlsx", "a/b\\c.xlsx", "...", "x" * 300 + ".xlsx"])
    def test_names_of_files_stay_in_their_folder(self, files: Files, tmp_path: Path, name: str) -> None:
        files.send(CLERK, ANNEX, name=name)
        (upload,) = rows(files.province, Upload)
        kept = [path for path in (tmp_path / "uploads").rglob("*") if path.is_file()]
        assert {path.parent for path in kept} == {(tmp_path / "uploads" / str(upload.id)).resolve()}

    def test_too_large_is_said_before_it_is_fetched(self, files: Files) -> None:
        attachment = Attachment("document", "F", "lon.xlsx", 11 * 1024 * 1024)
        said = files.province.say(CLERK, "", attachment=attachment)
        assert said.text.startswith("Tệp lon.xlsx lớn hơn 10 MB")
        assert not said.reply.jobs

    def test_a_reading_that_dies_is_tried_once_more_then_given_up(self, files: Files) -> None:
        said = files.province.say(CLERK, "", attachment=Attachment("document", "F", "a.xlsx", 100))
        (order,) = said.reply.jobs
        again = files.finished(CLERK, order, {"error": "the child ended with -9"})
        assert again.text == "Việc đọc tệp a.xlsx bị ngắt giữa chừng, đang đọc lại."
        (order,) = again.reply.jobs
        given_up = files.finished(CLERK, order, {"error": "the child ended with -9"})
        assert given_up.text.startswith("Chưa đọc được tệp a.xlsx do lỗi hệ thống, chưa ghi gì.")
        assert not given_up.reply.jobs

    def test_the_file_is_gone_when_it_is_to_be_written(self, files: Files, tmp_path: Path) -> None:
        files.send(CLERK, tasks_file(tmp_path / "nv.xlsx"), "công văn 1020/UBND-NC ngày 15/3")
        for grids in (tmp_path / "uploads").rglob("*.grids.json"):
            grids.unlink()
        assert files.press(CLERK, "Ghi vào hệ thống").text.startswith("Tệp này không còn được lưu, chưa ghi gì.")


class TestWho:
    def test_an_officers_file_is_evidence_as_before(self, files: Files) -> None:
        said = files.province.say(OFFICER, "", attachment=Attachment("document", "F", "bang.xlsx", 100))
        assert said.text == "Tài liệu này của nhiệm vụ nào?"

    @pytest.mark.parametrize("person", ["leader:ct", "head:snv"])
    def test_nobody_else_imports(self, files: Files, person: str) -> None:
        files.province.say(person, "", attachment=Attachment("document", "F", "bang.xlsx", 100))
        assert rows(files.province, Upload) == []

    def test_the_admin_does(self, files: Files) -> None:
        assert "Đã đọc 31 cơ quan" in files.send(ADMIN, ANNEX)

    def test_a_photo_is_no_import(self, files: Files) -> None:
        files.province.say(CLERK, "", attachment=Attachment("photo", "F", "ảnh", 100))
        assert rows(files.province, Upload) == []

    def test_a_forwarded_file_is_read_but_written_by_a_press_only(self, files: Files, tmp_path: Path) -> None:
        path = tasks_file(tmp_path / "nv.xlsx")
        said = files.send(CLERK, path, "công văn 1020/UBND-NC ngày 15/3", forwarded=True)
        assert "Ghi vào hệ thống" in said.choices
        assert imports(files.province) == []

    def test_somebody_elses_file(self, files: Files, tmp_path: Path) -> None:
        files.send(CLERK, tasks_file(tmp_path / "nv.xlsx"), "công văn 1020/UBND-NC ngày 15/3")
        (upload,) = rows(files.province, Upload)
        files.province.press_data(OTHER_CLERK, f"q:uploads;n={upload.id};x=changes")
        assert "không còn được lưu" in files.province.last(OTHER_CLERK)
        said = files.province.press_data(OFFICER, f"q:uploads;n={upload.id};x=changes")
        assert said.text == "Nhập dữ liệu là việc của Sở Nội vụ, Văn phòng UBND tỉnh nên chưa ghi gì."

    def test_asks_how(self, files: Files) -> None:
        assert "Anh/chị gửi tệp .xlsx" in files.province.say(CLERK, "nhap diem")
        assert "Anh/chị gửi tệp .xlsx" not in files.province.say(OFFICER, "nhap diem")


class TestMonitorWhoLeads:
    """One person who watches and reports: a file that is no table belongs to a task."""

    @pytest.fixture
    def both(self, files: Files) -> Files:
        from storage.models import RoleHeld
        from storage.settings_rows import people_changed

        with files.province.store.unit() as unit:
            unit.session.add(RoleHeld(person_code=CLERK, role="officer", agency_code="snv"))
            people_changed(unit.session)
            unit.commit()
        return files

    def test_a_paper_is_evidence(self, both: Files, tmp_path: Path) -> None:
        path = tmp_path / "thu.docx"
        paper = docx.Document()
        paper.add_paragraph("Báo cáo")
        paper.save(str(path))
        said = both.send(CLERK, path)
        assert said.text == "Tài liệu này của nhiệm vụ nào?"
        both.province.press(CLERK, said.choices[0])
        assert len(rows(both.province, Evidence)) == 1

    def test_a_file_with_its_task_named_is_evidence(self, both: Files) -> None:
        both.province.say(CLERK, "nv 1 xong", attachment=Attachment("document", "F", "bang.xlsx", 100))
        assert rows(both.province, Upload) == []
        assert len(rows(both.province, Evidence)) == 1

    def test_a_file_right_after_a_receipt_is_evidence(self, both: Files) -> None:
        both.province.say(CLERK, "nv 1 xong")
        both.province.say(CLERK, "", attachment=Attachment("document", "F", "bang.xlsx", 100))
        assert rows(both.province, Upload) == []
        assert len(rows(both.province, Evidence)) == 1

    def test_a_table_is_an_import(self, both: Files) -> None:
        assert "Đã đọc 31 cơ quan" in both.send(CLERK, ANNEX)


class TestTyping:
    """Without buttons: the words of a button, the number of a choice."""

    def test_write(self, files: Files, tmp_path: Path) -> None:
        files.send(CLERK, tasks_file(tmp_path / "nv.xlsx"), "công văn 1020/UBND-NC ngày 15/3")
        assert "36" not in files.say(CLERK, "xem thay doi")
        assert "3 nhiệm vụ mới" in files.say(CLERK, "ghi vao he thong")

    def test_do_not(self, files: Files, tmp_path: Path) -> None:
        files.send(CLERK, tasks_file(tmp_path / "nv.xlsx"), "công văn 1020/UBND-NC ngày 15/3")
        assert files.say(CLERK, "khong ghi").text == "Đã đóng tệp nv.xlsx, chưa ghi gì."
        assert imports(files.province) == []

    def test_take_back(self, files: Files, tmp_path: Path) -> None:
        files.send(CLERK, annex(tmp_path / "b.xlsx", moved(("stc", "2", "-0.25"))))
        files.say(CLERK, "thay chi tiet")
        assert files.say(CLERK, "ghi vao he thong").text.startswith("Đã ghi lúc")
        assert "trở lại như trước" in files.say(CLERK, "huy nhap")

    def test_a_very_long_cell_does_not_flood_the_chat(self, files: Files, tmp_path: Path) -> None:
        said = files.send(CLERK, annex(tmp_path / "b.xlsx", changed={("stc", "agency"): "Sở Không Có " * 300}))
        assert "không có trong danh sách" in said or "Sở Không Có" in said
        assert len(said.text) < 700

    def test_another_question_meanwhile_is_answered(self, files: Files, tmp_path: Path) -> None:
        files.send(CLERK, tasks_file(tmp_path / "nv.xlsx"))
        assert "86,94" in files.say(CLERK, "diem snv")


def test_two_presses_at_once_write_once(
    demo_url: str, tmp_path: Path, demo_knowledge: Knowledge
) -> None:  # fmt: skip
    """Two clerks, the same new tasks, both at the button: one writes, the other is told."""
    province = Province(Store(demo_url), Knowing(demo_knowledge))
    clerks = {who: Files(replace_province(province), tmp_path / who.partition(":")[2]) for who in (CLERK, OTHER_CLERK)}
    for who, files in clerks.items():
        files.send(who, tasks_file(tmp_path / f"{who[-3:]}.xlsx"), "công văn 1020/UBND-NC ngày 15/3")
    said: dict[str, Said] = {}

    def press(who: str, files: Files) -> Callable[[], None]:
        def go() -> None:
            start.wait()
            said[who] = files.press(who, "Ghi vào hệ thống")

        return go

    start = threading.Barrier(2)
    threads = [threading.Thread(target=press(who, files)) for who, files in clerks.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(one.text.split(" ")[0] for one in said.values()) == ["Số", "Đã"]
    assert len([row for row in rows(province, ImportBatch) if row.kind == "tasks" and row.rows == 3]) == 1
    for files in clerks.values():
        files.province.store.close()
    province.store.close()


def replace_province(province: Province) -> Province:
    return Province(Store(province.store.engine.url.render_as_string(hide_password=False)), Knowing(province.knowledge))


def test_the_detailed_sheet_corrected_in_one_cell(files: Files, tmp_path: Path) -> None:
    """One component criterion down by a quarter, with its sums: nothing is asked about the detail."""
    book = load_workbook(DEMO / "annexes" / "bang-diem-chi-tiet-2023.xlsx")
    sheet = book["Chi tiết khối sở"]
    for row in (4, 5, 6, sheet.max_row):
        sheet.cell(row, 4).value -= 0.25
    path = tmp_path / "chi-tiet.xlsx"
    book.save(path)
    said = files.send(CLERK, path)
    assert "1 thay đổi so với số liệu đang dùng: Văn phòng UBND tỉnh, tiêu chí 1.1.1: 1,50 → 1,25." in said
