"""One task: its card, one question about it, its history, and who may see how far it is."""

import pytest

from tests.province import Province, Said

OFFICER, OTHER, MONITOR, LEADER = "officer:stp", "officer:sct", "monitor:snv", "leader:ct"


def lines(said: Said) -> list[str]:
    return said.text.split("\n")


def test_the_card(province: Province) -> None:
    said = province.say(OFFICER, "nv 38")
    assert said.topic == "task"
    assert lines(said) == [
        "NV 38 Báo cáo giải pháp khắc phục lĩnh vực, tiêu chí, tiêu chí thành phần có điểm số thấp "
        "(Công văn 914/UBND-NC, mục 2).",
        "Chủ trì: 31 cơ quan, địa phương. Phối hợp: Văn phòng UBND tỉnh, Sở Nội vụ.",
        "Hạn: trước 25/3 (chậm nhất thứ Sáu 22/3), còn 5 ngày làm việc.",
        "Sản phẩm: Báo cáo UBND tỉnh qua Sở Nội vụ và Văn phòng UBND tỉnh.",
        "Sở Tư pháp: chưa có báo cáo.",
    ]
    assert said.choices == ("Báo tiến độ", "Lịch sử")


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("hạn nv 22", "NV 22: kỳ này có hạn 31/3 (chậm nhất thứ Sáu 29/3), còn 10 ngày làm việc."),
        ("nv 17 khi nào đến hạn", "NV 17 có hạn 30/9, còn 136 ngày làm việc."),
        ("hạn nv 13", "NV 13: thường xuyên."),
        ("nv 38 ai chủ trì", "NV 38 do 31 cơ quan, địa phương chủ trì; phối hợp: Văn phòng UBND tỉnh, Sở Nội vụ."),
        ("nv 18 ai làm", "NV 18 do Sở Nội vụ chủ trì."),
    ],
)
def test_the_first_line_answers(province: Province, asked: str, first: str) -> None:
    assert province.say(OTHER, asked).first_line == first


def test_the_text_of_the_document_stands_beside_the_day(province: Province) -> None:
    assert "Hạn: Quý III/2024 (chậm nhất thứ Hai 30/9)" in province.say(OTHER, "nv 12")
    recurring = "Hạn: trước ngày 05 hằng tháng. Kỳ này: trước 05/4 (chậm nhất thứ Năm 04/4), còn 14 ngày làm việc."
    assert recurring in province.say(OTHER, "nv 23")


def test_what_was_due_before_the_start_day_is_not_called_late(province: Province) -> None:
    said = province.say(OFFICER, "nv 8")
    assert "Hạn 31/01 là trước ngày bắt đầu dùng trợ lý (14/3/2024) nên không nhắc, không tính." in said
    assert "quá hạn" not in said


def test_an_unknown_number(province: Province) -> None:
    said = province.say(OFFICER, "nv 99")
    assert said.text == "Chưa có nhiệm vụ số 99. Hiện có nhiệm vụ từ 1 đến 46."
    assert said.choices[0].startswith("NV 46")
    assert province.press(OFFICER, said.choices[0]).text.startswith("NV 46 Hoàn thành đúng tiến độ")


class TestWhoSeesHowFarItIs:
    @pytest.fixture(autouse=True)
    def _reported(self, province: Province) -> None:
        province.say(OFFICER, "nv 38 dc 60%, dang trinh ky")

    def test_the_agency_itself(self, province: Province) -> None:
        assert "Sở Tư pháp: 60%, đang trình ký, cập nhật 18/3." in province.say("head:stp", "nv 38")

    def test_the_monitor_and_the_leader_of_one_agency(self, province: Province) -> None:
        for person in (MONITOR, "monitor:vpub", LEADER):
            said = province.say(person, "nv 38 của stp")
            assert said.first_line == "NV 38, Sở Tư pháp: 60%, đang trình ký, cập nhật 18/3."
            assert "“nv 38 dc 60%, dang trinh ky”" in said

    def test_the_monitor_over_all_by_state(self, province: Province) -> None:
        province.say("officer:sct", "nv 38 vướng, chờ số liệu")
        province.say("officer:syt", "nv 38 xong")
        said = province.say(MONITOR, "nv 38 tiến độ")
        assert said.first_line == (
            "NV 38, Báo cáo giải pháp khắc phục: 1/31 cơ quan, địa phương đã báo hoàn thành "
            "(trước 25/3, còn 5 ngày làm việc)."
        )
        assert lines(said)[1] == "🔴 Đang vướng mắc (1): Sở Công Thương."
        assert lines(said)[2] == "Đang thực hiện (1): Sở Tư pháp 60%."
        assert lines(said)[3] == "Chờ xác nhận (1): Sở Y tế."
        assert lines(said)[4].startswith("Chưa có báo cáo (28): ")

    @pytest.mark.parametrize("asked", ["nv 38 của stp", "nv 38 stp đến đâu rồi", "lịch sử nv 38 của stp", "nv 38"])
    @pytest.mark.parametrize("person", [OTHER, "head:budang", "admin"])
    def test_nobody_else(self, province: Province, person: str, asked: str) -> None:
        said = province.say(person, asked)
        assert "60%" not in said
        assert "trinh ky" not in said
        assert "đang trình ký" not in said

    def test_of_a_task_they_do_not_lead_they_are_told_who_sees_it(self, province: Province) -> None:
        province.say("officer:snv", "nv 18 được 30%")
        said = province.say(OTHER, "nv 18 đến đâu rồi")
        assert "30%" not in said
        assert said.first_line == "NV 18 do Sở Nội vụ chủ trì."
        assert lines(said)[-1].startswith("Tiến độ do cơ quan chủ trì, Sở Nội vụ")
        assert said.choices == ("Chi tiết", "Việc của Sở Nội vụ")

    def test_of_another_lead_it_is_said_that_it_leads_and_by_when(self, province: Province) -> None:
        said = province.say(OTHER, "nv 38 của sở tư pháp đến đâu")
        assert "60%" not in said
        assert said.first_line == "NV 38 do Sở Tư pháp chủ trì, cùng 30 cơ quan, địa phương khác."
        assert "Hạn: trước 25/3 (chậm nhất thứ Sáu 22/3), còn 5 ngày làm việc." in said
        assert lines(said)[-1].startswith("Tiến độ của Sở Tư pháp do chính cơ quan đó")
        assert province.press(OTHER, "Của đơn vị tôi").first_line == "NV 38, Sở Công Thương: chưa có báo cáo."

    @pytest.mark.parametrize("person", [OTHER, MONITOR])
    def test_an_agency_that_does_not_lead_it(self, province: Province, person: str) -> None:
        said = province.say(person, "nv 18 của sở tư pháp đến đâu")
        assert said.first_line == "NV 18 không do Sở Tư pháp chủ trì mà do Sở Nội vụ."
        assert ("Tiến độ" in said.choices) == (person == MONITOR)

    def test_an_agency_that_takes_part(self, province: Province) -> None:
        said = province.say(OTHER, "nv 5 của sở tài chính đến đâu")
        assert said.first_line == "NV 5: Sở Tài chính phối hợp; chủ trì: Sở Nội vụ."

    def test_whoever_coordinates_the_only_lead_sees_it(self, province: Province) -> None:
        province.say("officer:snv", "nv 19 được 30%")
        assert province.say(OFFICER, "nv 19 đến đâu rồi").first_line.startswith("NV 19, Sở Nội vụ: 30%")


class TestHistory:
    def test_in_their_words_who_and_when_newest_first(self, province: Province) -> None:
        province.say(OFFICER, "nv 38 duoc 60%")
        province.at("2024-03-19T09:15").say("head:stp", "nv 38 vướng, chờ số liệu Sở TN&MT")
        said = province.say(OFFICER, "lịch sử nv 38")
        assert lines(said) == [
            "NV 38, Báo cáo giải pháp khắc phục: 2 báo cáo, mới nhất trước:",
            "9:15 ngày 19/3, Giám đốc Sở Tư pháp: đang vướng mắc “nv 38 vướng, chờ số liệu Sở TN&MT”",
            "7:55 ngày 18/3, Cán bộ đầu mối Sở Tư pháp: 60% “nv 38 duoc 60%”",
        ]

    def test_what_was_taken_back_stays_and_is_marked(self, province: Province) -> None:
        province.say(OFFICER, "nv 38 duoc 60%")
        province.press(OFFICER, "Ghi nhầm, hủy")
        assert lines(province.say(MONITOR, "lịch sử nv 38 của stp"))[1].endswith("“nv 38 duoc 60%” (đã hủy)")

    def test_nothing_yet(self, province: Province) -> None:
        said = province.say(OFFICER, "lịch sử nv 38")
        assert said.first_line == "NV 38, Báo cáo giải pháp khắc phục: chưa có báo cáo nào."

    def test_a_long_one_pages(self, province: Province) -> None:
        for percent in (10, 20, 30, 40, 50, 60):
            province.say(OFFICER, f"nv 38 {percent}%")
        first = province.say(OFFICER, "lịch sử nv 38")
        assert "60%" in first
        assert "10%" not in first
        assert "10%" in province.press(OFFICER, "Tiếp")


def test_a_filed_task_waits_for_its_acceptor(province: Province) -> None:
    province.say(OFFICER, "nv 38 xong")
    said = province.say(OFFICER, "nv 38")
    assert "Sở Tư pháp: chờ Sở Nội vụ xác nhận hoàn thành, cập nhật 18/3." in said
    province.say("officer:snv", "nv 18 xong")
    assert "chờ Văn phòng UBND tỉnh xác nhận hoàn thành" in province.say("officer:snv", "nv 18 xong chưa")


def test_overdue_is_said_red_on_the_card(province: Province) -> None:
    said = province.at("2024-03-28T08:00").say(OFFICER, "nv 38")
    assert "Sở Tư pháp: 🔴 quá hạn 4 ngày làm việc, chưa có báo cáo." in said


def test_a_recurring_task_waiting_for_one_and_open_for_the_next(province: Province) -> None:
    province.say(OFFICER, "nv 23 xong")
    said = province.at("2024-04-08T08:00").say(OFFICER, "nv 23")
    assert "Kỳ này: trước 05/5 (chậm nhất thứ Bảy 04/5)" in said  # a make-up working Saturday
    assert "Sở Tư pháp: chưa có báo cáo." in said


class TestSeveral:
    def test_a_line_a_task(self, province: Province) -> None:
        province.say(OFFICER, "nv 20 được 40%")
        said = province.say(OFFICER, "nv 20 và nv 35 đến đâu rồi")
        assert [line.split(".")[0] for line in lines(said)] == [
            "NV 20 Hoàn thiện đề án vị trí việc làm",
            "NV 35 Đối thoại với người dân",
        ]
        assert "Sở Tư pháp: 40%, đang thực hiện, cập nhật 18/3. Hạn: 31/3" in lines(said)[0]
        assert said.choices == ("NV 20 Hoàn thiện", "NV 35 Đối thoại")
        assert province.press(OFFICER, "NV 20 Hoàn thiện").first_line.startswith("NV 20, Sở Tư pháp: 40%")

    def test_the_same_question_of_each(self, province: Province) -> None:
        said = province.say(OTHER, "nv 37, nv 18 ai chủ trì")
        assert lines(said) == ["NV 37 do 31 cơ quan, địa phương chủ trì.", "NV 18 do Sở Nội vụ chủ trì."]

    def test_progress_of_others_is_not_told(self, province: Province) -> None:
        province.say("officer:snv", "nv 18 được 30%")
        said = province.say(OTHER, "nv 18 và nv 38 đến đâu")
        assert "30%" not in said
        assert "Chủ trì: Sở Nội vụ." in said

    def test_the_monitor_sees_how_many_are_done(self, province: Province) -> None:
        assert "0/31 đã báo xong" in province.say(MONITOR, "nv 37 và nv 38 đến đâu rồi")

    def test_a_number_that_is_none_is_said(self, province: Province) -> None:
        assert lines(province.say(OFFICER, "nv 20 và nv 99 hạn bao giờ"))[-1] == "Chưa có nhiệm vụ số 99."

    def test_more_than_two_are_short_lines(self, province: Province) -> None:
        said = province.say(OFFICER, "nv 3, nv 6, nv 10, nv 20, nv 35, nv 37 đến đâu rồi")
        assert lines(said)[0] == "NV 3 Báo cáo cải cách hành chính định kỳ: Sở Tư pháp: chưa có báo cáo; hạn trước 10/6"
        assert lines(said)[2].endswith("chưa có báo cáo; theo chương trình công tác năm 2024")
        assert lines(said)[-1] == "Trên đây là 5 nhiệm vụ đầu; các nhiệm vụ còn lại xin hỏi riêng."

    def test_what_is_asked_then_is_asked_of_all_of_them(self, province: Province) -> None:
        province.say(OFFICER, "nv 20 và nv 38")
        assert lines(province.say(OFFICER, "hạn bao giờ?"))[1].startswith("NV 38 có hạn trước 25/3")
        assert lines(province.say(OFFICER, "ai chủ trì"))[0].startswith("NV 20 do 31 cơ quan")

    def test_one_of_two_that_is_none_is_no_certain_task(self, province: Province) -> None:
        province.say(OFFICER, "nv 20 và nv 99 đến đâu rồi")
        assert province.say(OFFICER, "60%").first_line == "Anh/chị báo 60% cho nhiệm vụ nào?"

    def test_what_follows_is_of_none_of_them_alone(self, province: Province) -> None:
        province.say(OFFICER, "nv 20 và nv 35 đến đâu rồi")
        assert province.say(OFFICER, "60%").first_line == "Anh/chị báo 60% cho nhiệm vụ nào?"


def test_the_product_stands_first_where_it_is_asked_for(province: Province) -> None:
    said = province.say(OTHER, "sản phẩm nv 38 là gì")
    assert lines(said)[1] == "Sản phẩm: Báo cáo UBND tỉnh qua Sở Nội vụ và Văn phòng UBND tỉnh."
