"""Reports on progress: receipts, questions before a write, refusals, taking back, documents."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select, update

from handlers.dialogue import Action, Attachment, Incoming, Reply, Request, plain
from handlers.router import ACTIONS, Moment, respond
from handlers.understanding import Understanding
from storage.assignments import Assigned, Report, of_task, reports_on
from storage.models import Assignment, AuditEntry, Evidence, Inbox, ProgressReport, RoleHeld, StoredChoice
from storage.settings_rows import catalogue_changed
from tests.province import Province, Said

OFFICER, HEAD, OTHER, MONITOR, LEADER = "officer:stp", "head:stp", "officer:sct", "monitor:snv", "leader:ct"
PHOTO, PAPER = Attachment("photo", "F1"), Attachment("document", "F2", "TB 12.pdf", 1000)
FIRST_TIME = "Ghi nhận này không thay văn bản báo cáo. Không gửi tài liệu mật qua kênh này."


def lines(said: Said) -> list[str]:
    return said.text.split("\n")


def of(province: Province, task: int, agency: str = "stp") -> list[Assigned]:
    with province.store.reading() as unit:
        return of_task(unit.session, task, [agency])


def log(province: Province, task: int, agency: str = "stp") -> list[Report]:
    with province.store.reading() as unit:
        return reports_on(unit.session, [a.id for a in of_task(unit.session, task, [agency])])


def written(province: Province) -> int:
    """Rows of the log, those that undo included."""
    with province.store.reading() as unit:
        return unit.session.scalar(select(func.count()).select_from(ProgressReport)) or 0


def decide(province: Province, task: int, state: str, agency: str = "stp") -> None:
    with province.store.unit() as unit:
        where = (Assignment.task_no == task, Assignment.agency_code == agency)
        unit.session.execute(update(Assignment).where(*where).values(state=state))
        unit.commit()


def give_role(province: Province, person: str, role: str, agency: str) -> None:
    with province.store.unit() as unit:
        unit.session.add(RoleHeld(person_code=person, role=role, agency_code=agency, ends_at=None))
        catalogue_changed(unit.session)
        unit.commit()


class TestReceipt:
    def test_says_what_was_recorded_and_what_stood_before(self, province: Province) -> None:
        said = province.at("2024-03-18T08:02").say(OFFICER, "nv 38 dc 60%, dang trinh ky")
        assert said.topic == "progress"
        assert lines(said) == [
            "Đã ghi nhận lúc 8:02: NV 38, Sở Tư pháp: 60%, đang trình ký.",
            "Ghi chú: “dang trinh ky”. Trước đó chưa có báo cáo. Hạn trước 25/3, còn 5 ngày làm việc.",
            FIRST_TIME,
        ]
        assert said.choices == ("Ghi nhầm, hủy", "Gửi tài liệu", "Đã hoàn thành")
        (report,) = log(province, 38)
        assert (report.person, report.words, report.state, report.percent, report.stage) == (
            OFFICER,
            "nv 38 dc 60%, dang trinh ky",
            "doing",
            60,
            "đang trình ký",
        )

    def test_warns_about_papers_once_a_person(self, province: Province) -> None:
        assert FIRST_TIME in province.say(OFFICER, "nv 38 60%")
        assert FIRST_TIME not in province.say(OFFICER, "nv 38 70%")
        assert FIRST_TIME in province.say(HEAD, "nv 37 50%")

    def test_done_waits_for_the_acceptor(self, province: Province) -> None:
        said = province.say(OFFICER, "nv 37 xong")
        assert said.first_line == "Đã ghi nhận lúc 7:55: NV 37, Sở Tư pháp: hoàn thành, chờ Sở Nội vụ xác nhận."
        assert "Đã hoàn thành" not in said.choices
        (one,) = of(province, 37)
        assert (one.state, one.percent) == ("waiting", 100)
        assert one.filed_at == province.now
        own = province.say("officer:snv", "nv 37 100%")
        assert own.first_line.endswith("hoàn thành, chờ Văn phòng UBND tỉnh xác nhận.")

    def test_a_stage_is_enough(self, province: Province) -> None:
        said = province.say(OFFICER, "dang trinh ky nv 38")
        assert said.first_line == "Đã ghi nhận lúc 7:55: NV 38, Sở Tư pháp: đang trình ký."

    def test_blocked_with_its_reason(self, province: Province) -> None:
        province.say(OFFICER, "nv 38 60%")
        said = province.at("2024-03-19T09:15").say(OFFICER, "nv 38 vướng, chờ số liệu Sở TN&MT")
        assert lines(said) == [
            "Đã ghi nhận lúc 9:15: NV 38, Sở Tư pháp: 60%, đang vướng mắc: “chờ số liệu Sở TN&MT”.",
            "Sở Nội vụ xem được vướng mắc này. Hạn không đổi: trước 25/3, còn 4 ngày làm việc.",
        ]

    def test_blocked_without_a_reason_asks_for_it(self, province: Province) -> None:
        assert "nhắn thêm nguyên nhân" in province.say(OFFICER, "nv 37 vướng")
        said = province.say(OFFICER, "chưa có kinh phí")
        assert "đang vướng mắc: “chưa có kinh phí”" in said
        assert of(province, 37)[0].reason == "chưa có kinh phí"

    def test_a_continuing_task_takes_reports_too(self, province: Province) -> None:
        assert "Thời hạn: thường xuyên." in province.say(OFFICER, "nv 13 được 40%")

    def test_late_is_said_by_the_day_as_written(self, province: Province) -> None:
        said = province.at("2024-03-25T08:00").say(OFFICER, "nv 38 xong")
        assert "Báo sau hạn (trước 25/3), quá hạn 1 ngày làm việc." in said
        sunday = province.at("2024-03-24T20:00").say(OTHER, "nv 38 xong")
        assert "Báo đúng hạn (trước 25/3)." in sunday

    def test_every_report_leaves_an_audit_row(self, province: Province) -> None:
        province.say(OFFICER, "nv 38 60%")
        province.press(OFFICER, "Ghi nhầm, hủy")
        with province.store.reading() as unit:
            rows = unit.session.scalars(select(AuditEntry).where(AuditEntry.actor == OFFICER)).all()
        assert [row.action for row in rows] == ["progress.reported", "progress.undone"]
        assert {row.subject for row in rows} == {f"assignment:{of(province, 38)[0].id}"}


class TestSeveralAtOnce:
    def test_a_receipt_and_an_undo_each(self, province: Province) -> None:
        said = province.say(OFFICER, "nv 37 xong, nv 38 100%")
        assert lines(said)[:3] == [
            "Đã ghi nhận lúc 7:55:",
            "NV 37, Sở Tư pháp: hoàn thành, chờ Sở Nội vụ xác nhận.",
            "NV 38, Sở Tư pháp: hoàn thành, chờ Sở Nội vụ xác nhận.",
        ]
        assert said.choices == ("Hủy NV 37", "Hủy NV 38")
        province.press(OFFICER, "Hủy NV 37")
        assert (of(province, 37)[0].state, of(province, 38)[0].state) == ("not_started", "waiting")

    def test_one_that_is_not_theirs_does_not_hold_up_the_others(self, province: Province) -> None:
        said = province.say(OFFICER, "nv 3 xong, nv 18 xong, nv 99 50%")
        assert "NV 3, Sở Tư pháp: hoàn thành" in said
        assert "NV 18 không do Sở Tư pháp chủ trì nên chưa ghi." in said
        assert "Chưa có nhiệm vụ số 99 nên chưa ghi." in said
        assert written(province) == 1

    def test_typed_undo_asks_which(self, province: Province) -> None:
        province.say(OFFICER, "nv 37 xong, nv 38 100%")
        said = province.say(OFFICER, "ghi nhầm, hủy")
        assert said.choices == ("Hủy NV 37", "Hủy NV 38")
        province.press(OFFICER, "Hủy NV 38")
        assert (of(province, 37)[0].state, of(province, 38)[0].state) == ("waiting", "not_started")


class TestLower:
    @pytest.fixture(autouse=True)
    def _sixty(self, province: Province) -> None:
        province.say(OFFICER, "nv 38 60%")

    def test_asks_and_writes_nothing_yet(self, province: Province) -> None:
        said = province.say(OFFICER, "nv 38 40%")
        assert said.text == "NV 38 lần trước báo 60%, nay 40%. Anh/chị cho biết lý do giảm, hoặc chọn:"
        assert said.choices == ("Ghi 40%", "Giữ 60%")
        assert of(province, 38)[0].percent == 60

    def test_written_when_pressed_or_kept(self, province: Province) -> None:
        province.say(OFFICER, "nv 38 40%")
        assert province.press(OFFICER, "Giữ 60%").first_line.startswith("Giữ nguyên NV 38: 60%")
        province.say(OFFICER, "nv 38 40%")
        assert "40%, đang thực hiện" in province.press(OFFICER, "Ghi 40%")
        assert of(province, 38)[0].percent == 40

    def test_the_reason_may_be_typed(self, province: Province) -> None:
        province.say(OFFICER, "nv 38 40%")
        said = province.say(OFFICER, "do thay đổi số liệu")
        assert "40%, đang thực hiện" in said
        assert "Ghi chú: “do thay đổi số liệu”" in said

    def test_a_reason_that_sounds_like_a_question_is_still_the_reason(self, province: Province) -> None:
        province.say(OFFICER, "nv 38 40%")
        assert "40%, đang thực hiện" in province.say(OFFICER, "vì phải làm lại số liệu")

    def test_after_done_too(self, province: Province) -> None:
        province.say(OFFICER, "nv 38 xong")
        said = province.say(OFFICER, "nv 38 40%")
        assert said.text == "NV 38 đã báo hoàn thành lúc 7:55 ngày 18/3/2024, nay 40%. Ghi thay?"
        assert said.choices == ("Ghi 40%", "Giữ hoàn thành")
        assert of(province, 38)[0].state == "waiting"

    def test_a_question_about_something_else_is_answered(self, province: Province) -> None:
        province.say(OFFICER, "nv 38 40%")
        assert province.say(OFFICER, "nv 37").topic == "task"
        assert of(province, 38)[0].percent == 60


class TestWhichTask:
    def test_nothing_to_hang_it_on(self, province: Province) -> None:
        said = province.say(OFFICER, "xong roi")
        assert said.text == "Anh/chị báo xong nhiệm vụ nào?"
        assert said.choices == ("NV 37 Hội nghị", "NV 38 Báo cáo", "NV 20 Hoàn thiện", "Nhiệm vụ khác")
        assert written(province) == 0
        assert "NV 38, Sở Tư pháp: hoàn thành" in province.press(OFFICER, "NV 38 Báo cáo")

    def test_the_only_task_of_the_last_answer(self, province: Province) -> None:
        province.say(OFFICER, "nv 38")
        assert "NV 38, Sở Tư pháp: hoàn thành" in province.say(OFFICER, "xong rồi")

    def test_not_when_it_is_another_agencys(self, province: Province) -> None:
        province.say(OFFICER, "nv 18")
        assert province.say(OFFICER, "xong rồi").text == "Anh/chị báo xong nhiệm vụ nào?"
        assert written(province) == 0

    def test_not_after_ten_minutes(self, province: Province) -> None:
        province.say(OFFICER, "nv 38")
        province.at("2024-03-18T08:06").say(OFFICER, "xong rồi")
        assert written(province) == 0

    def test_words_of_a_title_are_confirmed_by_a_button(self, province: Province) -> None:
        said = province.say(OFFICER, "hội nghị quán triệt xong rồi")
        assert said.text == "Anh/chị báo cho nhiệm vụ này?"
        assert written(province) == 0
        assert "NV 37, Sở Tư pháp: hoàn thành" in province.press(OFFICER, "NV 37 Hội nghị")

    def test_unless_the_last_card_was_about_it(self, province: Province) -> None:
        province.say(OFFICER, "nv 37")
        assert "NV 37, Sở Tư pháp: hoàn thành" in province.say(OFFICER, "hội nghị quán triệt xong rồi")

    def test_how_far_is_asked_by_button_and_answered_by_words(self, province: Province) -> None:
        province.say(OFFICER, "Báo tiến độ")
        asked = province.press(OFFICER, "NV 38 Báo cáo")
        assert asked.first_line == (
            "NV 38 Báo cáo giải pháp khắc phục: chưa có báo cáo; hạn trước 25/3, còn 5 ngày làm việc."
        )
        assert asked.choices == ("Đang thực hiện", "Đã hoàn thành", "Đang vướng mắc")
        assert "60%, đang thực hiện" in province.say(OFFICER, "60%")

    def test_words_that_are_no_report_are_confirmed(self, province: Province) -> None:
        province.say(OFFICER, "Báo tiến độ")
        province.press(OFFICER, "NV 38 Báo cáo")
        said = province.say(OFFICER, "giám đốc xem lại lần cuối")
        assert said.choices == ("Ghi cho NV 38", "Không ghi")
        assert written(province) == 0

    def test_another_lead_named_beside_it_is_asked_about(self, province: Province) -> None:
        said = province.say(OFFICER, "nv 38 sct xong")
        assert said.text == "Tin có nhắc Sở Công Thương. Ghi NV 38 cho Sở Tư pháp?"
        assert written(province) == 0
        assert "Đã ghi nhận" in province.say(OFFICER, "nv 38 xong, đã gửi snv")

    def test_whoever_answers_for_two_agencies_says_which(self, province: Province) -> None:
        give_role(province, OFFICER, "officer", "sct")
        said = province.say(OFFICER, "nv 38 60%")
        assert said.text == "Anh/chị báo NV 38 cho cơ quan nào?"
        assert said.choices == ("Sở Tư pháp", "Sở Công Thương")
        assert "NV 38, Sở Công Thương: 60%" in province.press(OFFICER, "Sở Công Thương")
        assert "NV 7, Sở Tư pháp: 10%" in province.say(OFFICER, "nv 7 10%")
        assert "NV 37, Sở Công Thương: 20%" in province.say(OFFICER, "nv 37 của sở công thương 20%")


QUESTIONS = (
    "đơn vị nào xong nv 38 rồi", "ai xong nv 38 roi", "nhung so nao da xong nv 38", "nv 38 bao nhieu don vi xong roi",
    "khi nao thi nv 38 hoan thanh", "chung nao nv 38 xong", "bao gio nv 38 moi xong", "nv 38 xong truoc ngay nao",
    "sao nv 38 chua xong", "tai sao nv 38 van chua hoan thanh", "nv 38 vi sao bi cham", "nv 38 vuong o dau",
    "nv 38 bi ket gi ha", "nv 38 dang o khau nao", "nv 38 dang cho ai duyet", "lam sao de xong nv 38",
    "nv 38 the nao moi goi la hoan thanh", "neu nv 38 khong xong dung han thi sao", "nv 38 xong bn % r",
    "nv 38 yeu cau toi thieu 70% ha em", "nv 38 cat giam 20% la sao", "nv 38 xong roi ha", "nv 38 chua xong ha em",
    "nv 38 xong rồi à", "nv 38 xong rồi, đúng không", "nv 38 xong hem", "nv 38 xong chya", "nv 38 xong khing",
    "nv 38 hoan thanh chia", "nv 38 ba gio xong", "nv 38 the noa roi", "nv 38 chia hoan thanh",
    "vi soa nv 38 xong cham",
    "xong chưa", "ai xong rồi", "bao giờ xong", "xong rồi hả", "được 60% chưa", "sao chưa xong", "vướng ở đâu",
    "đơn vị nào xong rồi", "xong chya", "bao nhiêu phần trăm rồi",
)  # fmt: skip
ELSEWHERE = (
    "cv 914 xong roi", "xong viec, di ve", "mục 20 xong", "20 xong", "số 20 xong", "nv 2o xong", "cv 20 xong",
    "nv 37 xong à nhầm nv 20 xong", "sở y tế xong rồi", "diem xay ding nam ngoai", "báo cáo quý xong rồi",
    "20 va 23 lan luot 50% va 70%", "vướng kinh phí", "hình như xong rồi", "nv l8 xong", "qđ 2142 hoàn thành",
)  # fmt: skip


class TestDangerousWords:
    """A question never becomes a report, and no report goes to a task it does not name."""

    @pytest.mark.parametrize("text", QUESTIONS)
    def test_a_question_writes_nothing_whatever_was_spoken_of(self, province: Province, text: str) -> None:
        province.say(OFFICER, "nv 38")
        province.say(OFFICER, text)
        assert written(province) == 0

    @pytest.mark.parametrize("text", ELSEWHERE)
    def test_what_names_something_else_is_not_of_the_task_last_spoken_of(self, province: Province, text: str) -> None:
        province.say(OFFICER, "nv 37")
        province.say(OFFICER, text)
        assert written(province) == 0

    @pytest.mark.parametrize("text", ["sao lại vướng", "nv 37 xong", "ai hỏi vậy", "cv 914 xong rồi"])
    def test_nor_the_answer_to_a_question_of_ours(self, province: Province, text: str) -> None:
        province.say(OFFICER, "nv 38 vướng")
        province.say(OFFICER, text)
        assert [report.reason for report in log(province, 38)] == [None]

    @pytest.mark.parametrize("text", ["ko xong kịp", "mai mới xong", "chưa xong 100%", "sắp xong", "gần xong rồi"])
    def test_not_done_is_not_done(self, province: Province, text: str) -> None:
        province.say(OFFICER, f"nv 38 {text}")
        assert of(province, 38)[0].state == "doing"
        assert of(province, 38)[0].percent is None

    @pytest.mark.parametrize(
        "text", ["nv.38 xong", "n v 38 xong", "nv: 38 xong", "nhầm, không phải nv 37 mà là nv 38 xong"]
    )
    def test_however_the_number_is_written(self, province: Province, text: str) -> None:
        province.say(OFFICER, "nv 37")
        assert "NV 38, Sở Tư pháp: hoàn thành" in province.say(OFFICER, text)
        assert (of(province, 37)[0].state, of(province, 38)[0].state) == ("not_started", "waiting")

    def test_a_report_before_a_question_is_written(self, province: Province) -> None:
        assert "NV 38, Sở Tư pháp: hoàn thành" in province.say(OFFICER, "nv 38 xong rồi, gửi ở đâu")

    def test_what_is_uncertain_is_said_back_before_it_is_written(self, province: Province) -> None:
        said = province.say(OFFICER, "nv 38 chắc xong rồi")
        assert said.text == "Chưa ghi gì vì chưa chắc hiểu đúng. Ghi NV 38 hoàn thành?"
        assert written(province) == 0
        assert "NV 38, Sở Tư pháp: hoàn thành" in province.press(OFFICER, "Ghi cho NV 38")

    def test_a_range_is_confirmed(self, province: Province) -> None:
        said = province.say(OFFICER, "nv 36-38 xong")
        assert written(province) == 0
        assert {"Ghi cho NV 37", "Ghi cho NV 38"} <= set(said.choices)
        assert "NV 37, Sở Tư pháp: hoàn thành" in province.press(OFFICER, "Ghi cho NV 37")

    def test_the_task_last_spoken_of_is_offered_first(self, province: Province) -> None:
        province.say(OFFICER, "nv 20")
        assert province.say(OFFICER, "xong phần tập huấn rồi").choices[0].startswith("NV 20")
        assert written(province) == 0


class TestWhichOccurrence:
    def test_the_open_one(self, province: Province) -> None:
        province.say(OFFICER, "nv 23 xong")
        assert [a.state for a in of(province, 23)][:5] == ["not_started"] * 3 + ["waiting"] + ["not_started"]

    def test_asks_when_an_overdue_and_a_current_one_are_both_unreported(self, province: Province) -> None:
        said = province.at("2024-04-08T08:00").say(OFFICER, "nv 23 xong")
        assert said.text == "NV 23 có 2 kỳ chưa báo. Anh/chị báo kỳ nào?"
        assert said.choices == ("Kỳ trước 05/4", "Kỳ trước 05/5")
        assert "Báo đúng hạn (trước 05/5)." in province.press(OFFICER, "Kỳ trước 05/5")
        assert "Báo sau hạn (trước 05/4)" in province.say(OFFICER, "nv 23 xong")

    def test_one_that_was_due_before_the_start_day(self, province: Province) -> None:
        said = province.say(OFFICER, "nv 8 xong")
        assert "Hạn 31/01 là trước ngày bắt đầu dùng trợ lý nên không tính." in said


class TestNotWritten:
    @pytest.mark.parametrize("text", ["nv 18 xong", "nv 18 được 60%", "nv 18 vướng kinh phí"])
    def test_another_agencys_task(self, province: Province, text: str) -> None:
        said = province.say(OFFICER, text)
        assert said.text == "NV 18 không do Sở Tư pháp chủ trì nên chưa ghi. Anh/chị báo nhiệm vụ nào?"
        assert said.choices[:2] == ("NV 37 Hội nghị", "NV 38 Báo cáo")
        assert "Nội vụ" not in said
        assert written(province) == 0

    def test_coordinating_is_not_leading(self, province: Province) -> None:
        assert "không do Sở Tư pháp chủ trì" in province.say(OFFICER, "nv 19 xong")
        assert written(province) == 0

    def test_an_unknown_number(self, province: Province) -> None:
        assert province.say(OFFICER, "nv 99 xong").text == (
            "Chưa ghi gì. Chưa có nhiệm vụ số 99. Hiện có nhiệm vụ từ 1 đến 46."
        )

    @pytest.mark.parametrize("person", [MONITOR, "monitor:vpub", LEADER, "admin"])
    @pytest.mark.parametrize("text", ["nv 38 xong", "nv 37 xong, nv 38 100%", "xong rồi", "ghi nhầm, hủy"])
    def test_who_watches_does_not_report(self, province: Province, person: str, text: str) -> None:
        said = province.say(person, text)
        assert "nên chưa ghi gì" in said
        assert "Anh/chị" not in said
        assert written(province) == 0

    def test_what_is_reported_already(self, province: Province) -> None:
        province.say(OFFICER, "nv 37 xong")
        said = province.at("2024-03-18T09:00").say(OFFICER, "nv 37 xong")
        assert said.first_line == (
            "NV 37 đã báo hoàn thành lúc 7:55 ngày 18/3/2024, chờ Sở Nội vụ xác nhận hoàn thành; không ghi thêm."
        )
        assert written(province) == 1

    def test_what_is_accepted_already(self, province: Province) -> None:
        province.say(OFFICER, "nv 37 xong")
        decide(province, 37, "accepted")
        said = province.say(OFFICER, "nv 37 40%")
        assert said.first_line == "NV 37, Sở Tư pháp đã được xác nhận hoàn thành nên không ghi thêm."
        assert written(province) == 1

    def test_a_forwarded_text_is_never_executed(self, province: Province) -> None:
        said = province.say(OFFICER, "nv 38 xong", forwarded=True)
        assert said.text == "Ghi nội dung này cho NV 38?"
        assert written(province) == 0
        assert "hoàn thành" in province.press(OFFICER, "Ghi cho NV 38")

    def test_nor_as_the_answer_to_a_question(self, province: Province) -> None:
        province.say(OFFICER, "nv 38")
        province.press(OFFICER, "Báo tiến độ")
        province.say(OFFICER, "60%", forwarded=True)
        assert written(province) == 0

    def test_a_role_that_ended_between_showing_and_pressing(self, province: Province) -> None:
        province.say(OFFICER, "xong roi")
        with province.store.unit() as unit:
            ended = update(RoleHeld).where(RoleHeld.person_code == OFFICER)
            unit.session.execute(ended.values(ends_at=province.now))
            catalogue_changed(unit.session)
            unit.commit()
        province.press(OFFICER, "NV 38 Báo cáo")
        assert written(province) == 0

    def test_a_role_in_another_office_between_showing_and_pressing(self, province: Province) -> None:
        province.say("officer:snv", "nv 18")
        province.say("officer:snv", "xong roi")
        undo = province.last("officer:snv")
        assert "Ghi nhầm, hủy" in undo.choices
        with province.store.unit() as unit:
            moved = update(RoleHeld).where(RoleHeld.person_code == "officer:snv")
            unit.session.execute(moved.values(agency_code="sct"))
            catalogue_changed(unit.session)
            unit.commit()
        assert "không phụ trách" in province.press("officer:snv", "Ghi nhầm, hủy")
        assert of(province, 18, "snv")[0].state == "waiting"


def test_every_writing_button_by_every_other_person_changes_nothing(province: Province) -> None:
    """A stolen token, pressed from every other account (fault 63)."""
    province.say(OFFICER, "nv 38 60%")
    province.say(OFFICER, "nv 38 40%")
    province.say(OFFICER, "nv 37 vướng")
    province.say(OFFICER, "", attachment=PHOTO)
    province.say(OFFICER, "cảm ơn")
    province.say(OFFICER, "", attachment=PHOTO)
    before = written(province)
    with province.store.reading() as unit:
        tokens = [choice.token for choice in unit.session.scalars(select(StoredChoice))]
        actions = {choice.action for choice in unit.session.scalars(select(StoredChoice))}
    assert {"progress.record", "progress.undo", "progress.keep", "progress.attach", "progress.move_file"} <= actions
    for person in (HEAD, OTHER, "officer:snv", MONITOR, LEADER, "admin"):
        for token in tokens:
            province.press_data(person, f"w:{token}")
    assert written(province) == before
    assert of(province, 38)[0].percent == 60


@pytest.mark.parametrize("person", [HEAD, OTHER, "officer:snv", MONITOR, LEADER, "admin"])
def test_every_action_looks_at_the_role_again(province: Province, person: str) -> None:
    """The action itself, without the path's check of the token: only the lead of that task may write."""
    province.say(OFFICER, "nv 38 60%")
    one, report = of(province, 38)[0], log(province, 38)[0]
    told = {"words": "…", "state": "done", "percent": None, "stage": None, "note": None}
    payloads = {
        "progress.record": {"told": told, "task": 38, "agency": "stp", "assignment": one.id},
        "progress.lower": {"told": told, "task": 38, "agency": "stp", "assignment": one.id, "text": "vì …"},
        "progress.said": {"task": 38, "agency": "stp", "text": "100%"},
        "progress.undo": {"reports": [report.id]},
        "progress.keep": {"task": 38, "assignment": one.id},
        "progress.attach": {"task": 38, "file_id": "F", "name": "x"},
        "progress.before_start_done": {"agency": "stp"},
    }
    if person == HEAD:
        payloads = {"progress.undo": payloads["progress.undo"]}  # a head may report, not take back another's words
    before = written(province)
    with province.store.unit() as unit:
        knowledge = province.knowing.current(unit.session, province.now)
        holder = knowledge.person(person)
        assert holder is not None

        request = Request(Understanding("", "progress"), holder, knowledge, province.now, "console", person)
        replies = [ACTIONS[name](request, unit, payload) for name, payload in payloads.items()]
        unit.commit()
    assert written(province) == before
    assert of(province, 38)[0].percent == 60
    assert all("60%" not in reply.text for reply in replies)


class TestTakingBack:
    def test_exactly_that_report(self, province: Province) -> None:
        province.say(OFFICER, "nv 38 40%")
        first = province.last(OFFICER)
        province.say(OFFICER, "nv 38 60%")
        data = dict(first.buttons)["Ghi nhầm, hủy"]
        said = province.press_data(OFFICER, data)
        assert lines(said) == ["Đã hủy báo cáo NV 38 ghi lúc 7:55.", "NV 38, Sở Tư pháp hiện: 60%, đang thực hiện."]
        assert [r.undone for r in log(province, 38)] == [True, False]

    def test_to_what_stood_before_and_nothing_is_lost(self, province: Province) -> None:
        province.say(OFFICER, "nv 38 60%")
        said = province.press(OFFICER, "Ghi nhầm, hủy")
        assert lines(said)[1] == "NV 38, Sở Tư pháp hiện: chưa có báo cáo."
        (one,) = of(province, 38)
        assert (one.state, one.percent, one.reported_at, one.filed_at) == ("not_started", None, None, None)
        assert written(province) == 2

    @pytest.mark.parametrize("text", ["ghi nhầm, hủy", "hoàn tác", "ghi nham, huy"])
    def test_by_typing(self, province: Province, text: str) -> None:
        province.say(OFFICER, "nv 38 60%")
        assert province.say(OFFICER, text).first_line == "Đã hủy báo cáo NV 38 ghi lúc 7:55."
        assert "Không có báo cáo nào trong mười phút qua" in province.say(OFFICER, text)

    def test_not_what_a_colleague_reported(self, province: Province) -> None:
        province.say(OFFICER, "nv 38 60%")
        assert "Không có báo cáo nào" in province.say(HEAD, "ghi nhầm, hủy")
        assert of(province, 38)[0].percent == 60

    @pytest.mark.parametrize(("at", "undone"), [("2024-03-18T08:05", True), ("2024-03-18T08:05:01", False)])
    def test_within_ten_minutes(self, province: Province, at: str, undone: bool) -> None:
        province.say(OFFICER, "nv 38 60%")
        said = province.at(at).press(OFFICER, "Ghi nhầm, hủy")
        assert (of(province, 38)[0].percent is None) is undone
        if not undone:
            assert said.first_line.startswith("Đã quá mười phút nên không hủy được. NV 38 hiện: 60%")

    @pytest.mark.parametrize("state", ["accepted"])
    def test_not_after_a_decision(self, province: Province, state: str) -> None:
        province.say(OFFICER, "nv 37 xong")
        decide(province, 37, state)
        said = province.press(OFFICER, "Ghi nhầm, hủy")
        assert said.first_line == ("Báo cáo NV 37 đã được xem xét nên không hủy được. Cần sửa, xin liên hệ Sở Nội vụ.")
        assert of(province, 37)[0].state == state

    def test_pressed_twice_counts_once(self, province: Province) -> None:
        province.say(OFFICER, "nv 38 60%")
        data = dict(province.last(OFFICER).buttons)["Ghi nhầm, hủy"]
        province.press_data(OFFICER, data)
        assert province.press_data(OFFICER, data).first_line.startswith("Đã ghi lúc")
        assert written(province) == 2

    def test_reported_seen_and_taken_back(self, province: Province) -> None:
        province.say(OFFICER, "nv 38 duoc 60%")
        assert "60%" in province.say(MONITOR, "nv 38 của stp")
        province.press(OFFICER, "Ghi nhầm, hủy")
        assert province.say(MONITOR, "nv 38 của stp").first_line == "NV 38, Sở Tư pháp: chưa có báo cáo."


class TestDocuments:
    def evidence(self, province: Province) -> list[Evidence]:
        with province.store.reading() as unit:
            return list(unit.session.scalars(select(Evidence).order_by(Evidence.id)))

    def test_a_photo_without_words_asks_for_its_task(self, province: Province) -> None:
        said = province.say(OFFICER, "", attachment=PHOTO)
        assert said.text == "Tài liệu này của nhiệm vụ nào?"
        assert said.choices == ("NV 37 Hội nghị", "NV 38 Báo cáo", "NV 20 Hoàn thiện")
        assert self.evidence(province) == []
        assert province.press(OFFICER, "NV 38 Báo cáo").first_line.startswith("Đã nhận tài liệu lúc 7:55 cho NV 38")
        (kept,) = self.evidence(province)
        assert (kept.file_id, kept.person_code, kept.assignment_id) == ("F1", OFFICER, of(province, 38)[0].id)

    def test_or_by_typing_the_number(self, province: Province) -> None:
        province.say(OFFICER, "", attachment=PAPER)
        province.say(OFFICER, "nv 38", attachment=PAPER)
        assert [e.name for e in self.evidence(province)] == ["TB 12.pdf"]

    def test_with_words_it_belongs_to_that_task_and_the_report_is_written(self, province: Province) -> None:
        said = province.say(OFFICER, "nv 37 xong", attachment=PAPER)
        assert said.first_line.startswith("Đã ghi nhận lúc 7:55: NV 37, Sở Tư pháp: hoàn thành")
        assert "TB 12.pdf" in said
        assert len(self.evidence(province)) == 1

    def test_asked_for_by_the_button(self, province: Province) -> None:
        province.say(OFFICER, "nv 38 60%")
        province.press(OFFICER, "Gửi tài liệu")
        assert "cho NV 38" in province.say(OFFICER, "", attachment=PAPER)

    def test_not_for_another_agencys_task(self, province: Province) -> None:
        said = province.say(OFFICER, "nv 18", attachment=PAPER)
        assert said.first_line == "NV 18 không do Sở Tư pháp chủ trì nên chưa ghi."
        assert self.evidence(province) == []

    def test_the_file_comes_later(self, province: Province) -> None:
        province.say(OFFICER, "nv 38", attachment=PAPER)
        (kept,) = self.evidence(province)
        assert self.finished(province, kept.id, path="files/x.pdf") == "Đã lưu tài liệu TB 12.pdf của NV 38."
        assert self.evidence(province)[0].path == "files/x.pdf"
        assert "Xin gửi lại tệp" in self.finished(province, kept.id, error="larger than 20 MB")

    def finished(self, province: Province, evidence: int, **result: str) -> str:

        done = Action("fetch_file.done", {"evidence": evidence, "file_id": "F2", "name": "TB 12.pdf", **result})
        incoming = Incoming("console", OFFICER, OFFICER, finished=done)
        with province.store.unit() as unit:
            knowledge = province.knowing.current(unit.session, province.now)
            reply = respond(incoming, Moment(province.now, knowledge, {}), unit)
            unit.commit()
        assert reply is not None
        return plain(reply.text)


class TestEditedMessage:
    """A message that is edited after its receipt comes as another inbox row with the same message number."""

    def send(self, province: Province, text: str, edit: int = 0, message: int = 5) -> Reply:
        with province.store.unit() as unit:
            row = Inbox(
                channel="console", bot_id="1", source_key=f"{message}:{edit}", chat=OFFICER, raw={},
                message_key=f"{OFFICER}:{message}:{edit}", received_at=datetime.now(UTC), state="done",
            )  # fmt: skip
            unit.session.add(row)
            unit.session.flush()
            knowledge = province.knowing.current(unit.session, province.now)
            incoming = Incoming("console", OFFICER, OFFICER, text, edited=edit > 0)
            reply = respond(incoming, Moment(province.now, knowledge, {}, row.id), unit)
            unit.commit()
        assert reply is not None
        return replace(reply, text=plain(reply.text))

    def test_replaces_the_report_and_says_so(self, province: Province) -> None:
        self.send(province, "nv 38 60%")
        reply = self.send(province, "nv 38 50%", edit=99)
        assert reply.text.split("\n")[:2] == [
            "Đã ghi nhận lúc 7:55: NV 38, Sở Tư pháp: 50%, đang thực hiện.",
            "Thay cho báo cáo lúc 7:55 của tin đã sửa (60%).",
        ]
        assert [(r.percent, r.undone) for r in log(province, 38)] == [(60, True), (50, False)]

    def test_of_another_task(self, province: Province) -> None:
        self.send(province, "nv 38 xong")
        self.send(province, "nv 37 xong", edit=99)
        assert (of(province, 38)[0].state, of(province, 37)[0].state) == ("not_started", "waiting")

    def test_the_report_stays_when_the_new_words_cannot_be_written(self, province: Province) -> None:
        self.send(province, "nv 38 60%")
        assert "không do Sở Tư pháp chủ trì" in self.send(province, "nv 18 60%", edit=99).text
        assert of(province, 38)[0].percent == 60

    def test_other_messages_are_left_alone(self, province: Province) -> None:
        self.send(province, "nv 38 60%", message=5)
        self.send(province, "nv 37 30%", message=55)
        self.send(province, "nv 37 40%", edit=99, message=55)
        assert (of(province, 38)[0].percent, of(province, 37)[0].percent) == (60, 40)

    def test_after_ten_minutes_it_is_a_report_of_its_own(self, province: Province) -> None:
        self.send(province, "nv 38 50%")
        province.at("2024-03-18T09:00")
        assert "vẫn còn trong lịch sử" in self.send(province, "nv 38 60%", edit=99).text
        assert [(r.percent, r.undone) for r in log(province, 38)] == [(50, False), (60, False)]


@pytest.mark.parametrize("text", ["chiều nay xong nv 38", "nv 38 tối nay xong"])
def test_what_is_promised_for_later_today_is_not_done(province: Province, text: str) -> None:
    assert "đang thực hiện" in province.say("officer:stp", text).first_line


def test_a_colon_does_not_make_a_report_of_a_question(province: Province) -> None:
    assert "Đã ghi nhận" not in province.say("officer:stp", "nv 38 đã hoàn thành: bao nhiêu đơn vị")


def test_a_report_that_names_another_agency_is_asked_about(province: Province) -> None:
    asked = province.say("officer:syt", "nv 30 sở tư pháp xong")
    assert "Đã ghi nhận" not in asked
    assert "Sở Tư pháp" in asked
    assert any("30" in label for label in asked.choices)


@pytest.mark.parametrize("typed", ["120%", "-5%", "60,5%"])
def test_a_percent_that_cannot_be_is_said_and_not_written(province: Province, typed: str) -> None:
    said = province.say("officer:stp", f"nv 38 {typed}")
    assert said.first_line == f"Chưa ghi “{typed}”: tiến độ là số nguyên từ 0% đến 100%."
    assert "NV 38 Báo cáo giải pháp khắc phục: chưa có báo cáo" in said
    assert "NV 38, Sở Tư pháp: 60%" in province.say("officer:stp", "60%")


def test_a_second_report_of_a_period_is_not_one_of_an_older_period(province: Province) -> None:
    assert "Báo đúng hạn (trước 10/6)." in province.say("officer:stp", "nv 3 xong")
    assert province.say("officer:stp", "nv 3 50%").first_line.endswith("nay 50%. Ghi thay?")
    assert "2 báo cáo" not in province.say("officer:stp", "lich su nv 3")


def test_questions_on_several_tasks_say_which(province: Province) -> None:
    province.say("officer:stp", "nv 37 70%, nv 38 80%")
    said = province.say("officer:stp", "nv 37 30%, nv 38 30%")
    assert said.choices == ("NV 37: Ghi 30%", "NV 37: Giữ 70%", "NV 38: Ghi 30%", "NV 38: Giữ 80%")
    assert "NV 38, Sở Tư pháp: 30%" in province.press("officer:stp", "NV 38: Ghi 30%")


@pytest.mark.parametrize("typed", ["huỷ", "huy", "nham", "à nhầm rồi", "sai roi", "ghi nham", "huy bao cao vua roi di"])
def test_a_word_right_after_the_receipt_takes_the_report_back(province: Province, typed: str) -> None:
    province.say("officer:stp", "nv 38 40%")
    assert province.say("officer:stp", typed).first_line == "Đã hủy báo cáo NV 38 ghi lúc 7:55."
    assert of(province, 38)[0].state == "not_started"


def test_the_same_word_after_something_else_takes_nothing_back(province: Province) -> None:
    province.say("officer:stp", "nv 38 40%")
    province.say("officer:stp", "diem snv")
    province.say("officer:stp", "nham")
    assert of(province, 38)[0].percent == 40


@pytest.mark.parametrize("typed", ["nv 37 chưa bắt đầu", "nv 37 chua lam gi ca", "nv 37 chua trien khai gi"])
def test_not_begun_is_no_work_going_on(province: Province, typed: str) -> None:
    assert province.say("officer:stp", typed).first_line.endswith("Sở Tư pháp: chưa bắt đầu.")
    assert "chưa bắt đầu" in province.say("officer:stp", "nv 37 den dau roi")
    province.say("officer:stp", "nv 37 30%")
    assert province.say("officer:stp", "nv 37 den dau roi").first_line.startswith("NV 37, Sở Tư pháp: 30%, đang")
    assert "lần trước báo 30%, nay chưa bắt đầu" in province.say("officer:stp", typed)


def test_so_much_more_is_added_up_and_asked(province: Province) -> None:
    province.say("officer:stp", "nv 38 40%")
    assert province.say("officer:stp", "nv 38 them 15%").first_line == "NV 38 trước đó 40%, thêm 15% là 55%. Ghi 55%?"
    assert of(province, 38)[0].percent == 40
    province.press("officer:stp", "Ghi 55%")
    assert of(province, 38)[0].percent == 55


def test_a_number_behind_the_first_report_is_another_task(province: Province) -> None:
    asked = province.say("officer:stp", "nv 37 xong 38 duoc 80 phan tram")
    assert asked.first_line == "Chưa ghi gì vì chưa chắc hiểu đúng. Ghi NV 37 hoàn thành, NV 38 80%?"
    assert [of(province, no)[0].state for no in (37, 38)] == ["not_started", "not_started"]


def test_what_is_waited_for_is_quoted_whole(province: Province) -> None:
    assert "Ghi chú: “cho stc gop y”." in province.say("officer:stp", "nv 38 duoc 70%, cho stc gop y")


@pytest.mark.parametrize(
    ("typed", "answered"),
    [
        ("nv 38 xong, diem stp may", "Sở Tư pháp: 92,"),
        ("nv 38 60%. việc tuần này còn gì", "Sở Tư pháp"),
        ("nv 38 dang trinh ky; top 3 huyen", "Ba đơn vị cấp huyện"),
    ],
)
def test_a_question_behind_a_report_is_answered_too(province: Province, typed: str, answered: str) -> None:
    said = province.say("officer:stp", typed)
    assert said.first_line.startswith("Đã ghi nhận lúc 7:55: NV 38")
    assert "Ghi chú" not in said
    assert said.reply.beside is not None
    assert answered in plain(said.reply.beside.text)


@pytest.mark.parametrize(
    "typed", ["nv 38 60%, dang trinh ky", "nv 38 vuong, cho so lieu so tnmt", "nv 37 xong, nv 38 60%"]
)
def test_a_note_behind_a_report_is_no_question(province: Province, typed: str) -> None:
    said = province.say("officer:stp", typed)
    assert "Đã ghi nhận" in said
    assert said.reply.beside is None


@pytest.mark.parametrize("typed", ["báo tiến độ nv 37", "cap nhat nv 37", "em xin bao cao nv 37"])
def test_a_report_that_is_announced_is_asked_for(province: Province, typed: str) -> None:
    assert "Anh/chị nhắn tiến độ" in province.say("officer:stp", typed)
    assert "NV 37, Sở Tư pháp: 60%" in province.say("officer:stp", "60%")


@pytest.mark.parametrize("typed", ["báo cáo nv 37 đến đâu rồi", "cập nhật nv 37 thế nào"])
def test_a_question_after_reports_is_answered(province: Province, typed: str) -> None:
    assert province.say("officer:stp", typed).first_line.startswith("NV 37, Sở Tư pháp: chưa có báo cáo")


def test_a_head_who_names_the_focal_officer_is_asked_first(province: Province) -> None:
    said = province.say("head:stp", "viec nay de dau moi lo, nv 30, lam xong phan an toan")
    assert "Đã ghi nhận" not in said
    assert of(province, 30)[0].state == "not_started"
