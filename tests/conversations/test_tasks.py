"""Lists of tasks: own, of others, of the province, by period; who is late."""

import pytest

from tests.province import Province, Said

OFFICER, HEAD, MONITOR, LEADER = "officer:stp", "head:stp", "monitor:snv", "leader:ct"


def lines(said: Said) -> list[str]:
    return said.text.split("\n")


@pytest.mark.parametrize("person", [OFFICER, HEAD])
def test_own_tasks_name_what_is_due_within_seven_days(province: Province, person: str) -> None:
    said = province.say(person, "viec cua toi")
    assert said.topic == "tasks"
    assert lines(said) == [
        "Sở Tư pháp chủ trì 19 nhiệm vụ; 🟡 2 đến hạn trong 7 ngày:",
        "NV 37 Hội nghị quán triệt, rút kinh nghiệm: trước 25/3 (chậm nhất thứ Sáu 22/3)",
        "NV 38 Báo cáo giải pháp khắc phục: trước 25/3 (chậm nhất thứ Sáu 22/3)",
        "Các kỳ trước 14/3/2024 (ngày bắt đầu dùng trợ lý) không tính.",
    ]
    assert said.choices == ("Báo tiến độ", "Tất cả", "Phối hợp")


def test_overdue_stands_red_and_first(province: Province) -> None:
    said = province.at("2024-03-27T08:00").say(OFFICER, "viec cua toi")
    assert said.first_line == "Sở Tư pháp chủ trì 19 nhiệm vụ; 🔴 2 quá hạn, 🟡 2 đến hạn trong 7 ngày:"
    assert lines(said)[1].startswith("🔴 NV 37")
    assert lines(said)[2] == "🔴 NV 38 Báo cáo giải pháp khắc phục: trước 25/3, quá hạn 3 ngày làm việc"
    assert not lines(said)[3].startswith("🔴")


def test_a_long_list_is_turned_page_by_page_and_shows_every_open_task_once(province: Province) -> None:
    province.say(OFFICER, "viec cua toi")
    said = province.press(OFFICER, "Tất cả")
    seen = [line.split()[1] for line in lines(said)[1:]]
    while "Tiếp" in said.choices:
        said = province.press(OFFICER, "Tiếp")
        assert len(lines(said)) <= 5
        seen += [line.split()[1] for line in lines(said)[1:]]
    assert len(seen) == len(set(seen))
    assert set(map(int, seen)) == {
        3,
        6,
        7,
        9,
        10,
        13,
        14,
        16,
        20,
        23,
        29,
        30,
        33,
        35,
        37,
        38,
        45,
        46,
    }  # 8 was in January


def test_pages_turn_back_to_the_first(province: Province) -> None:
    province.say(OFFICER, "viec cua toi")
    first = province.press(OFFICER, "Tất cả")
    province.press(OFFICER, "Tiếp")
    assert province.press(OFFICER, "Trước").text == first.text


@pytest.mark.parametrize(
    ("asked", "head", "tasks"),
    [
        ("việc hôm nay", "Hôm nay Sở Tư pháp không có nhiệm vụ nào đến hạn.", []),
        ("việc tuần này", "Tuần này Sở Tư pháp có 2 nhiệm vụ đến hạn:", [37, 38]),
        ("việc tháng này", "Tháng này Sở Tư pháp có 4 nhiệm vụ đến hạn:", [37, 38, 20, 35]),
        ("việc quý này", "Quý này Sở Tư pháp có 4 nhiệm vụ đến hạn:", [37, 38, 20, 35]),
    ],
)
def test_by_period(province: Province, asked: str, head: str, tasks: list[int]) -> None:
    said = province.say(OFFICER, asked)
    assert said.first_line == head
    assert [int(line.split()[1]) for line in lines(said)[1:]] == tasks


def test_a_document_and_a_field(province: Province) -> None:
    assert province.say(OFFICER, "914 giao gì").first_line == "Sở Tư pháp chủ trì 4 nhiệm vụ theo Công văn 914/UBND-NC:"
    whole = province.press(OFFICER, "Cả văn bản")
    assert whole.first_line == "Toàn tỉnh có 10 nhiệm vụ theo Công văn 914/UBND-NC:"
    assert "báo xong" not in whole  # counts are for monitors and leaders
    assert "NV 46" in province.say(OFFICER, "nhiệm vụ lĩnh vực tài chính công")


def test_every_task_of_a_document_names_who_leads_it(province: Province) -> None:
    province.say(OFFICER, "914 giao gì")
    said = province.press(OFFICER, "Cả văn bản")
    seen = said.text
    while "Tiếp" in said.choices:
        said = province.press(OFFICER, "Tiếp")
        seen += said.text
    assert "chủ trì Văn phòng UBND tỉnh và 6 đơn vị khác" in seen
    assert "chủ trì  và" not in seen


def test_the_decision_on_the_index_gives_no_tasks(province: Province) -> None:
    said = province.say(OFFICER, "282 giao gì")
    assert said.text.startswith("Quyết định 282/QĐ-UBND công bố Chỉ số CCHC năm 2023")
    assert province.press(OFFICER, "Bảng xếp hạng").topic == "ranking"


def test_a_document_that_is_not_there(province: Province) -> None:
    said = province.say(OFFICER, "công văn 555 giao gì")
    assert said.first_line.startswith("Danh mục không có nhiệm vụ theo văn bản số 555.")
    assert province.press(OFFICER, "Công văn 914/UBND-NC").first_line.startswith("Toàn tỉnh có 10 nhiệm vụ")


def test_of_two_agencies_the_other_by_button(province: Province) -> None:
    said = province.press_data(MONITOR, "q:tasks;a=syt,sct;d=week")
    assert said.first_line.startswith("Tuần này Sở Y tế")
    assert province.press(MONITOR, "Việc của Sở Công Thương").first_line.startswith("Tuần này Sở Công Thương")


def test_coordinating(province: Province) -> None:
    said = province.say(OFFICER, "việc phối hợp")
    assert said.first_line == "Sở Tư pháp phối hợp 7 nhiệm vụ:"
    assert "NV 5" in said
    assert "chủ trì Sở Nội vụ" in said


class TestOfAnotherAgency:
    def test_titles_and_dates_for_everybody_but_no_progress(self, province: Province) -> None:
        province.say("officer:sct", "nv 38 vướng, chờ số liệu")
        said = province.say(OFFICER, "việc của sở công thương")
        assert said.first_line == "Sở Công Thương chủ trì 14 nhiệm vụ; 2 có hạn trong 7 ngày tới:"
        assert "vướng" not in said
        assert "Báo tiến độ" not in said.choices

    def test_what_is_overdue_there_is_not_told(self, province: Province) -> None:
        province.at("2024-03-27T08:00")
        said = province.say(OFFICER, "sở công thương có gì quá hạn")
        assert "quá hạn" not in said
        assert said.first_line.startswith("Tiến độ của Sở Công Thương do chính cơ quan đó")
        assert said.choices == ("Việc của Sở Công Thương", "Việc của tôi")
        assert "🔴" not in province.say(OFFICER, "việc của sở công thương")

    def test_a_long_name_is_short_on_its_button(self, province: Province) -> None:
        assert "Việc của Sở VHTT&DL" in province.say(OFFICER, "sở vhttdl có gì quá hạn").choices

    def test_the_monitor_sees_it(self, province: Province) -> None:
        province.say("officer:sct", "nv 38 vướng, chờ số liệu")
        said = province.say(MONITOR, "việc của sở công thương")
        assert "đang vướng mắc: “chờ số liệu”" in said
        assert "Báo tiến độ" not in said.choices

    def test_two_close_names_are_asked_about(self, province: Province) -> None:
        said = province.say(MONITOR, "việc của binh phuoc long")
        assert {"Thị xã Bình Long", "Thị xã Phước Long"} <= set(said.choices)
        assert province.press(MONITOR, "Thị xã Bình Long").first_line.startswith("UBND thị xã Bình Long chủ trì 14")


class TestWaiting:
    @pytest.fixture(autouse=True)
    def _filed(self, province: Province) -> None:
        province.say(OFFICER, "nv 37 xong")
        province.at("2024-03-19T09:00").say("officer:syt", "nv 37 xong")

    @pytest.mark.parametrize("person", [MONITOR, LEADER])
    def test_who_sees_all_sees_them_the_longest_waiting_first(self, province: Province, person: str) -> None:
        said = province.say(person, "chờ xác nhận")
        assert lines(said) == [
            "2 báo cáo chờ xác nhận hoàn thành, đều là NV 37 Hội nghị quán triệt, rút kinh nghiệm:",
            "1. Sở Tư pháp, báo 18/3: chưa có tài liệu",
            "2. Sở Y tế, báo 19/3: chưa có tài liệu",
        ]
        assert "Sở Y tế: báo hoàn thành 9:00 ngày 19/3" in province.press(person, "Xem 2").first_line

    def test_an_agency_sees_its_own(self, province: Province) -> None:
        said = province.say(OFFICER, "việc chờ xác nhận")
        assert said.first_line == "1 báo cáo của Sở Tư pháp chờ xác nhận hoàn thành:"
        assert "Sở Y tế" not in said

    def test_and_of_another_agency_nothing(self, province: Province) -> None:
        said = province.say(OFFICER, "việc chờ xác nhận của sở y tế")
        assert said.first_line.startswith("Tiến độ của Sở Y tế do chính cơ quan đó")

    def test_none_is_said(self, province: Province) -> None:
        said = province.say("officer:sct", "việc chờ xác nhận")
        assert said.text == "Không có báo cáo nào của Sở Công Thương chờ xác nhận hoàn thành."


class TestWhoIsLate:
    def test_nobody_yet(self, province: Province) -> None:
        assert province.say(MONITOR, "ai đang trễ hạn").first_line.startswith("🟢 Không có cơ quan")

    def test_agencies_by_count_the_largest_first(self, province: Province) -> None:
        said = province.at("2024-03-27T08:00").say(MONITOR, "ai đang trễ hạn")
        assert lines(said)[:2] == ["🔴 31 cơ quan, địa phương có nhiệm vụ quá hạn:", "1. Sở Tài chính: 3 nhiệm vụ"]
        by_task = province.press(MONITOR, "Theo nhiệm vụ")
        assert "NV 38 Báo cáo giải pháp khắc phục: trước 25/3, quá hạn 3 ngày làm việc, 0/31 đã báo xong" in by_task

    def test_a_report_takes_an_agency_off_the_list_for_that_task(self, province: Province) -> None:
        for task in (37, 38):
            province.say(OFFICER, f"nv {task} xong")
        said = province.at("2024-03-27T08:00").say(LEADER, "ai đang trễ hạn")
        assert said.first_line == "🔴 30 cơ quan, địa phương có nhiệm vụ quá hạn:"

    @pytest.mark.parametrize("person", [HEAD, OFFICER])
    def test_heads_and_officers_see_their_own_and_no_colleague(self, province: Province, person: str) -> None:
        said = province.at("2024-03-27T08:00").say(person, "ai đang trễ hạn")
        assert said.first_line == "🔴 Sở Tư pháp có 2 nhiệm vụ quá hạn:"
        assert "Sở Tài chính" not in said
        assert "theo dõi" in lines(said)[-1]

    def test_the_admin_sees_no_red_list(self, province: Province) -> None:
        said = province.at("2024-03-27T08:00").say("admin", "ai đang trễ hạn")
        assert "🔴" not in said
        assert "Sở Tài chính: 3" not in said
        assert said.first_line.startswith("Danh sách cơ quan quá hạn do Sở Nội vụ")
        assert province.say("admin", "chờ xác nhận").first_line.startswith("Báo cáo chờ xác nhận do Sở Nội vụ")


def test_the_leader_sees_the_province(province: Province) -> None:
    province.say(OFFICER, "nv 37 xong")
    said = province.say(LEADER, "việc tuần này")
    assert said.first_line == "Tuần này toàn tỉnh có 3 nhiệm vụ đến hạn:"
    assert "NV 37 Hội nghị quán triệt, rút kinh nghiệm: trước 25/3 (chậm nhất thứ Sáu 22/3), 1/31 đã báo xong" in said


def test_only_the_open_occurrence_of_a_recurring_task(province: Province) -> None:
    province.say(OFFICER, "viec cua toi")
    text = province.press(OFFICER, "Tất cả").text + province.press(OFFICER, "Tiếp").text
    assert text.count("NV 23 ") == 1
    assert "NV 23 Cập nhật cơ sở dữ liệu cán bộ: trước 05/4" in text


class TestBeforeTheStartDay:
    def test_it_is_not_counted_but_can_be_seen_and_settled_at_once(self, province: Province) -> None:
        said = province.say("head:stp", "/start")
        assert "Còn 5 việc có hạn trước 14/3/2024 chưa rõ kết quả." in said
        listed = province.press("head:stp", "Xem từng việc")
        assert listed.first_line == "Sở Tư pháp còn 5 việc có hạn trước 14/3/2024 chưa rõ kết quả:"
        done = province.press("head:stp", "Đã xong hết")
        assert done.first_line == "Đã ghi nhận lúc 7:55: 5 việc có hạn trước 14/3/2024 của Sở Tư pháp đã xong."
        assert "Các kỳ trước" not in province.say("head:stp", "việc của tôi")
        assert "5 việc" not in province.say("head:stp", "/start")

    def test_and_taken_back(self, province: Province) -> None:
        province.say("head:stp", "/start")
        province.press("head:stp", "Xem từng việc")
        province.press("head:stp", "Đã xong hết")
        assert province.press("head:stp", "Ghi nhầm, hủy").first_line == "Đã hủy 5 báo cáo ghi lúc 7:55."
        assert "Còn 5 việc" in province.say("head:stp", "/start")


def test_what_is_due_within_days(province: Province) -> None:
    said = province.press_data("officer:stp", "q:tasks;k=10")
    assert said.first_line.startswith("Sở Tư pháp có 2 nhiệm vụ đến hạn trong 10 ngày tới (đến 28/3)")
    none = province.press_data("officer:stp", "q:tasks;k=3")
    assert none.first_line == "Sở Tư pháp không có nhiệm vụ đến hạn trong 3 ngày tới (đến 21/3)."
