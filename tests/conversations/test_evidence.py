"""Documents: numbers and links said in a report or alone, files right after a receipt or as an answer to it."""

import pytest

from handlers.dialogue import Attachment, Incoming, Reply, plain
from handlers.router import Moment, respond
from storage.assignments import Filed, filed_with, of_task
from tests.province import Province

OFFICER, MONITOR, DISTRICT = "officer:stp", "monitor:snv", "officer:budang"
PHOTO, PAPER = Attachment("photo", "F1"), Attachment("document", "F2", "TB 12.pdf", 1000)


def filed(province: Province, task: int, agency: str = "stp") -> list[Filed]:
    with province.store.reading() as unit:
        return filed_with(unit.session, [a.id for a in of_task(unit.session, task, [agency])])


def state(province: Province, task: int, agency: str = "stp") -> str:
    with province.store.reading() as unit:
        return of_task(unit.session, task, [agency])[0].state


class TestNumbers:
    def test_stand_in_the_receipt_and_are_kept(self, province: Province) -> None:
        said = province.at("2024-03-20T16:05").say(OFFICER, "nv 37 xong, thông báo 12/TB-STP ngày 20/3")
        assert said.text.split("\n")[:3] == [
            "Đã ghi nhận lúc 16:05: NV 37, Sở Tư pháp: hoàn thành, chờ Sở Nội vụ xác nhận.",
            "Tài liệu: Thông báo số 12/TB-STP ngày 20/3/2024. Chưa có bản chụp.",
            "Trước đó chưa có báo cáo. Báo đúng hạn (trước 25/3).",
        ]
        assert said.choices == ("Ghi nhầm, hủy", "Gửi bản chụp")
        assert [(one.kind, one.name) for one in filed(province, 37)] == [
            ("number", "Thông báo số 12/TB-STP ngày 20/3/2024")
        ]
        assert "1. Sở Tư pháp" not in province.say(MONITOR, "chờ xác nhận nv 38")
        assert "có tài liệu" in province.say(MONITOR, "chờ xác nhận")

    @pytest.mark.parametrize(
        ("person", "text", "name"),
        [
            (OFFICER, "nv 38 60% theo CV 88/STP-VP", "Công văn số 88/STP-VP"),
            (OFFICER, "nv 38 60%, kế hoạch số 05/KH-STP ngày 08/3/2024", "Kế hoạch số 05/KH-STP ngày 08/3/2024"),
            (OFFICER, "nv 38 xong, bc 45/bc-stp", "Báo cáo số 45/BC-STP"),
            (OFFICER, "nv 38 xong, da ban hanh qd 512/QD-UBND", "Quyết định số 512/QĐ-UBND"),
            (OFFICER, "nv 38 xong, tờ trình 7/TTr-STP ngày 28/12", "Tờ trình số 7/TTr-STP ngày 28/12/2023"),
            (DISTRICT, "nv 38 xong, báo cáo số 45/BC-UBND", "Báo cáo số 45/BC-UBND"),
            ("officer:stnmt", "nv 38 xong, 101/BC-STNMT", "Báo cáo số 101/BC-STNMT"),
        ],
    )
    def test_in_the_forms_of_offices(self, province: Province, person: str, text: str, name: str) -> None:
        assert f"Tài liệu: {name}." in province.say(person, text)
        assert [one.name for one in filed(province, 38, person.partition(":")[2])] == [name]

    @pytest.mark.parametrize(
        "text",
        [
            "nv 38 60% theo cv 914", "nv 38 60% theo Công văn 914/UBND-NC", "nv 38 xong theo QĐ 2142",
            "nv 38 xong, quyết định 282/QĐ-UBND", "nv 38 60% theo 33/BC-SYT", "nv 38 xong 3/4 phần",
            "nv 38 xong ngày 15/3", "nv 38 60%, 2/3 phòng đã gửi",
        ],
    )  # fmt: skip
    def test_but_not_what_gives_the_tasks_nor_other_numbers(self, province: Province, text: str) -> None:
        assert "Tài liệu:" not in province.say(OFFICER, text)
        assert filed(province, 38) == []

    @pytest.mark.parametrize("text", ["nv 38 văn bản 45/BC-STP", "nv 38 45/BC-STP", "nv 38: báo cáo số 45/BC-STP"])
    def test_alone_belong_to_the_task_without_reporting(self, province: Province, text: str) -> None:
        said = province.say(OFFICER, text)
        assert said.first_line == "Đã nhận tài liệu lúc 7:55 cho NV 38, Sở Tư pháp: Báo cáo số 45/BC-STP."
        assert "NV 38 chưa được báo hoàn thành." in said
        assert "Gửi bản chụp" in said.choices
        assert state(province, 38) == "not_started"
        assert len(filed(province, 38)) == 1

    def test_after_a_receipt_they_belong_to_it(self, province: Province) -> None:
        province.say(OFFICER, "nv 37 xong")
        assert "cho NV 37" in province.say(OFFICER, "tb 12/TB-STP ngày 15/3").first_line
        assert state(province, 37) == "waiting"

    def test_asked_about_is_not_filed(self, province: Province) -> None:
        province.say(OFFICER, "nv 38 văn bản 45/BC-STP là gì?")
        province.say("officer:sct", "nv 18 văn bản 45/BC-SCT")
        assert filed(province, 38) == []
        assert filed(province, 18, "snv") == []

    @pytest.mark.parametrize(
        ("person", "text", "topic"),
        [
            ("head:stp", "giao nv 38 cho đầu mối theo công văn 12/STP-VP", "hand_on"),
            (OFFICER, "xin gia hạn nv 38 đến 29/3 theo công văn 12/STP-VP", "more_time"),
        ],
    )
    def test_in_another_order_are_not_filed(self, province: Province, person: str, text: str, topic: str) -> None:
        assert province.say(person, text).topic == topic
        assert filed(province, 38) == []

    def test_of_two_tasks_each_has_its_own(self, province: Province) -> None:
        province.say(OFFICER, "nv 37 xong, 12/TB-STP, nv 38 60% 45/BC-STP")
        assert [one.name for one in filed(province, 37)] == ["Thông báo số 12/TB-STP"]
        assert [one.name for one in filed(province, 38)] == ["Báo cáo số 45/BC-STP"]

    def test_said_again_is_kept_once_and_may_come_after_filing(self, province: Province) -> None:
        province.say(OFFICER, "nv 37 xong")
        said = province.at("2024-03-18T09:00").say(OFFICER, "nv 37 xong, thông báo 12/TB-STP")
        assert "không ghi thêm" in said.first_line
        assert "Tài liệu: Thông báo số 12/TB-STP." in said
        province.say(OFFICER, "nv 37 xong, thông báo 12/TB-STP")
        assert len(filed(province, 37)) == 1


class TestLinks:
    def test_are_kept(self, province: Province) -> None:
        said = province.say(OFFICER, "nv 37 xong https://stp.binhphuoc.gov.vn/tb12.")
        assert "Tài liệu: https://stp.binhphuoc.gov.vn/tb12." in said
        assert "Ghi chú" not in said
        assert [(one.kind, one.name) for one in filed(province, 37)] == [("link", "https://stp.binhphuoc.gov.vn/tb12")]

    def test_alone(self, province: Province) -> None:
        assert "cho NV 38" in province.say(OFFICER, "nv 38 https://stp.binhphuoc.gov.vn/bc").first_line


class TestFiles:
    def test_right_after_one_receipt_belong_to_it_and_say_so(self, province: Province) -> None:
        province.say(OFFICER, "nv 37 xong, thông báo 12/TB-STP")
        said = province.at("2024-03-18T08:03").say(OFFICER, "", attachment=PHOTO)
        assert said.first_line.startswith("Đã nhận tài liệu lúc 8:03 cho NV 37, Sở Tư pháp: ảnh gửi 8:03")
        assert "Nhiệm vụ khác" in said.choices
        assert [one.kind for one in filed(province, 37)] == ["number", "photo"]
        assert "cho NV 37" in province.say(OFFICER, "", attachment=PAPER).first_line  # the next page of it

    def test_and_are_moved_by_a_press(self, province: Province) -> None:
        province.say(OFFICER, "nv 37 xong")
        province.say(OFFICER, "", attachment=PAPER)
        asked = province.press(OFFICER, "Nhiệm vụ khác")
        assert asked.text == "Tài liệu TB 12.pdf của nhiệm vụ nào?"
        assert province.press(OFFICER, "NV 38 Báo cáo").first_line == "Đã chuyển tài liệu TB 12.pdf sang NV 38."
        assert (filed(province, 37), len(filed(province, 38))) == ([], 1)

    def test_not_after_ten_minutes_nor_after_two_receipts_nor_forwarded(self, province: Province) -> None:
        province.say(OFFICER, "nv 37 xong, nv 38 50%")
        assert "của nhiệm vụ nào" in province.say(OFFICER, "", attachment=PHOTO)
        province.say(OFFICER, "nv 38 60%")
        assert "của nhiệm vụ nào" in province.say(OFFICER, "", attachment=PHOTO, forwarded=True)
        province.say(OFFICER, "nv 38 70%")
        assert "của nhiệm vụ nào" in province.at("2024-03-18T08:06").say(OFFICER, "", attachment=PHOTO)

    def test_an_answer_to_our_message_belongs_to_its_task(self, province: Province) -> None:
        assert "cho NV 38" in plain(self.answers(province, "Đã ghi nhận lúc 8:02: NV 38, Sở Tư pháp: 60%").text)
        assert "của nhiệm vụ nào" in self.answers(province, "NV 37 và NV 38 đến hạn").text
        assert "của nhiệm vụ nào" in self.answers(province, "NV 18 do Sở Nội vụ chủ trì").text
        assert len(filed(province, 38)) == 1

    def answers(self, province: Province, ours: str) -> Reply:
        incoming = Incoming("console", OFFICER, OFFICER, attachment=PHOTO, replied=ours)
        with province.store.unit() as unit:
            knowledge = province.knowing.current(unit.session, province.now)
            reply = respond(incoming, Moment(province.now, knowledge, {}), unit)
            unit.commit()
        assert reply is not None
        return reply

    def test_stay_when_the_report_is_taken_back(self, province: Province) -> None:
        province.say(OFFICER, "nv 37 xong, thông báo 12/TB-STP")
        said = province.press(OFFICER, "Ghi nhầm, hủy")
        assert said.text.endswith("Tài liệu đã gửi vẫn được giữ với NV 37.")
        assert len(filed(province, 37)) == 1

    def test_nobody_else_moves_them(self, province: Province) -> None:
        province.say(OFFICER, "nv 37 xong")
        province.say(OFFICER, "", attachment=PAPER)
        data = dict(province.last(OFFICER).buttons)["Nhiệm vụ khác"]
        for person in ("head:stp", "officer:sct", MONITOR):
            province.press_data(person, data)
        assert len(filed(province, 37)) == 1

    def test_two_without_a_task_are_asked_about_once(self, province: Province) -> None:
        province.say(OFFICER, "", attachment=PHOTO)
        said = province.say(OFFICER, "", attachment=PAPER)
        assert said.text == "2 tài liệu này của nhiệm vụ nào?"
        kept = province.press(OFFICER, "NV 37 Hội nghị")
        assert kept.first_line.endswith("ảnh gửi 7:55 ngày 18/3, TB 12.pdf.")
        assert [one.file_id for one in filed(province, 37)] == ["F1", "F2"]
        assert len(kept.reply.jobs) == 2

    @pytest.mark.parametrize("text", ["nv 38", "cua nv 38 nhe"])
    def test_their_task_may_be_typed(self, province: Province, text: str) -> None:
        province.say(OFFICER, "", attachment=PHOTO)
        assert "cho NV 38" in province.say(OFFICER, text).first_line
        assert len(filed(province, 38)) == 1

    def test_other_words_do_not_lose_them(self, province: Province) -> None:
        province.say(OFFICER, "", attachment=PHOTO)
        province.say(OFFICER, "cam on")
        province.press(OFFICER, "NV 38 Báo cáo")
        assert len(filed(province, 38)) == 1


class TestWaiting:
    @pytest.mark.parametrize(
        ("text", "answer", "buttons"),
        [
            ("gui roi ma", "Trợ lý chưa nhận được tệp nào cho NV 37", ("Đã hoàn thành", "Thôi")),
            ("thoi khong gui nua", "Không chờ tài liệu NV 37 nữa.", ("Đã hoàn thành", "Gửi tài liệu")),
            ("cam on", "Không chờ tài liệu NV 37 nữa.", ("Đã hoàn thành", "Gửi tài liệu")),
        ],
    )
    def test_words_instead_of_a_file_end_it(
        self, province: Province, text: str, answer: str, buttons: tuple[str, ...]
    ) -> None:
        province.say(OFFICER, "nv 37 60%")
        province.press(OFFICER, "Gửi tài liệu")
        said = province.say(OFFICER, text)
        assert said.text.startswith(answer)
        assert said.choices == buttons
        assert state(province, 37) == "doing"

    def test_a_report_is_written(self, province: Province) -> None:
        province.say(OFFICER, "nv 37 60%")
        province.press(OFFICER, "Gửi tài liệu")
        province.say(OFFICER, "xong roi")
        assert state(province, 37) == "waiting"

    def test_a_file_may_carry_words(self, province: Province) -> None:
        province.say(OFFICER, "nv 37 60%")
        province.press(OFFICER, "Gửi tài liệu")
        province.say(OFFICER, "bien ban day", attachment=PAPER)
        assert len(filed(province, 37)) == 1


class TestWhatIsADocument:
    @pytest.mark.parametrize("name", ["setup.exe", "ghi chu.txt", "a.zip", "tep"])
    def test_is_no_other_file(self, province: Province, name: str) -> None:
        province.say(OFFICER, "nv 37 60%")
        said = province.say(OFFICER, "", attachment=Attachment("document", "F9", name, 1000))
        assert said.text.startswith(f"Chưa nhận {name}: tài liệu là ảnh, tệp PDF, Word hoặc Excel.")
        assert said.reply.jobs == ()
        assert "cho NV 37" in province.say(OFFICER, "", attachment=PAPER).first_line

    def test_nor_an_empty_one(self, province: Province) -> None:
        province.say(OFFICER, "nv 37 60%")
        assert "không có nội dung" in province.say(OFFICER, "", attachment=Attachment("document", "F9", "a.pdf", 0))
        assert filed(province, 37) == []

    @pytest.mark.parametrize("name", ["a.PDF", "b.docx", "c.xls", "IMG_1.JPG", "anh.heic"])
    def test_but_these(self, province: Province, name: str) -> None:
        province.say(OFFICER, "nv 37 60%")
        province.say(OFFICER, "", attachment=Attachment("document", "F9", name, 1000))
        assert len(filed(province, 37)) == 1

    def test_the_report_with_another_file_is_written(self, province: Province) -> None:
        said = province.say(OFFICER, "nv 37 xong", attachment=Attachment("document", "F9", "a.exe", 1000))
        assert "Chưa nhận a.exe" in said
        assert state(province, 37) == "waiting"
        assert filed(province, 37) == []


class TestWhere:
    @pytest.mark.parametrize(
        "text", ["nham, cua nv 38", "nhầm, của nv 38 nhé", "chuyen sang nv 38", "tài liệu này của nv 38"]
    )
    def test_a_file_is_moved_by_words(self, province: Province, text: str) -> None:
        province.say(OFFICER, "nv 37 xong")
        province.say(OFFICER, "", attachment=PAPER)
        assert province.say(OFFICER, text).first_line == "Đã chuyển tài liệu TB 12.pdf sang NV 38."
        assert (len(filed(province, 37)), len(filed(province, 38))) == (0, 1)
        assert state(province, 37) == "waiting"

    def test_or_its_task_is_typed_where_it_was_asked_for(self, province: Province) -> None:
        province.say(OFFICER, "nv 37 tai lieu", attachment=PAPER)
        province.press(OFFICER, "Nhiệm vụ khác")
        province.say(OFFICER, "nv 38")
        assert len(filed(province, 38)) == 1

    def test_what_was_filed_is_listed_and_shown(self, province: Province) -> None:
        assert province.say(OFFICER, "tai lieu nv 38").text == "NV 38 chưa có tài liệu nào được gửi."
        province.say(OFFICER, "nv 38 xong, bao cao 45/BC-STP")
        province.say(OFFICER, "", attachment=PAPER)
        said = province.say(OFFICER, "tài liệu của nv 38")
        assert said.text.split("\n") == ["NV 38 có 2 tài liệu đã gửi:", "1. TB 12.pdf", "2. Báo cáo số 45/BC-STP"]
        assert said.choices == ("Xem 1", "Gửi tài liệu")
        data = dict(said.buttons)["Xem 1"]
        (shown,) = province.press(OFFICER, "Xem 1").reply.files
        assert (shown.name, shown.file_id) == ("TB 12.pdf", "F2")
        assert province.press_data("officer:sct", data).reply.files == ()


class TestADateToCome:
    def test_is_asked_about(self, province: Province) -> None:
        said = province.say(OFFICER, "nv 38 xong, báo cáo 45/BC-STP ngày 28/12/2024")
        assert "Chưa ghi Báo cáo số 45/BC-STP ngày 28/12/2024 vì ngày này chưa tới." in said
        assert state(province, 38) == "waiting"
        assert filed(province, 38) == []
        province.press(OFFICER, "Ghi tài liệu")
        assert [one.name for one in filed(province, 38)] == ["Báo cáo số 45/BC-STP ngày 28/12/2024"]

    def test_of_one_named_alone(self, province: Province) -> None:
        said = province.say(OFFICER, "nv 38 báo cáo 45/BC-STP ngày 28/12/2024")
        assert said.first_line.startswith("Chưa ghi Báo cáo số 45/BC-STP ngày 28/12/2024")
        assert filed(province, 38) == []
