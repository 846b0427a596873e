"""The history of a task: what was reported, decided, moved, handed on, withdrawn, by whom, newest first."""

import pytest

from storage.audit import record
from storage.models import Account
from storage.settings_rows import catalogue_changed
from tests.province import Province, Said

OFFICER, HEAD, OTHER, MONITOR, LEADER = "officer:stp", "head:stp", "officer:syt", "monitor:snv", "leader:ct"
GROUND = "công văn 1020/UBND-NC ngày 18/3"


def lines(said: Said) -> list[str]:
    return said.text.split("\n")


def move(province: Province, person: str, order: str) -> None:
    province.say(person, order)
    province.press(person, "Ghi")


def test_a_moved_date_stands_between_the_reports(province: Province) -> None:
    province.say(OFFICER, "nv 38 60%")
    move(province.at("2024-03-18T08:10"), MONITOR, f"dời hạn nv 38 sang 29/3 theo {GROUND}")
    province.at("2024-03-19T09:10").say(OFFICER, "nv 38 xong")
    assert lines(province.say(OFFICER, "lich su nv 38")) == [
        "NV 38, Báo cáo giải pháp khắc phục: 2 báo cáo, 1 việc khác, mới nhất trước:",
        "9:10 ngày 19/3, Cán bộ đầu mối Sở Tư pháp: báo hoàn thành “nv 38 xong”",
        "8:10 ngày 18/3, Theo dõi CCHC, Sở Nội vụ: đổi hạn trước 25/3 → 29/3 (Công văn 1020/UBND-NC ngày 18/3/2024)",
        "7:55 ngày 18/3, Cán bộ đầu mối Sở Tư pháp: 60% “nv 38 60%”",
    ]


@pytest.mark.parametrize(
    "typed",
    [
        "nhat ky nv 38",
        "xem qua trinh nv 38",
        "nv 38 da thay doi nhung gi",
        "nv 38 tu dau toi gio ai bao gi",
        "cho xem lai cac lan bao cao nv 38",
    ],
)
def test_its_history_in_other_words(province: Province, typed: str) -> None:
    province.say(OFFICER, "nv 38 60%")
    assert lines(province.say(OFFICER, typed))[1] == "7:55 ngày 18/3, Cán bộ đầu mối Sở Tư pháp: 60% “nv 38 60%”"


def test_one_line_for_what_was_done_to_many(province: Province) -> None:
    move(province, LEADER, "dời hạn nv 38 sang 29/3")
    said = province.say(MONITOR, "lịch sử nv 38")
    assert lines(said)[1:] == ["7:55 ngày 18/3, Chủ tịch UBND tỉnh: đổi hạn trước 25/3 → 29/3, 31 cơ quan"]


def test_an_agency_is_named_where_several_are_in_sight(province: Province) -> None:
    move(province, LEADER, "dời hạn nv 38 stp sang 29/3")
    assert lines(province.say(MONITOR, "lịch sử nv 38"))[1].endswith("đổi hạn trước 25/3 → 29/3, Sở Tư pháp")
    assert lines(province.say(MONITOR, "lịch sử nv 38 stp"))[1].endswith("đổi hạn trước 25/3 → 29/3")


def test_what_was_taken_back_is_marked(province: Province) -> None:
    move(province, LEADER, "dời hạn nv 38 stp sang 29/3")
    province.press(LEADER, "Hủy đổi hạn")
    province.say(OFFICER, "nv 38 60%")
    province.press(OFFICER, "Ghi nhầm, hủy")
    said = lines(province.say(OFFICER, "lịch sử nv 38"))
    assert any(line.endswith("hủy đổi hạn, trở lại trước 25/3") for line in said)
    assert any(line.endswith("60% “nv 38 60%” (đã hủy)") for line in said)


def test_one_agency_does_not_see_anothers(province: Province) -> None:
    province.say(OFFICER, "nv 38 60%")
    move(province, LEADER, "dời hạn nv 38 stp sang 29/3")
    assert province.say(OTHER, "lịch sử nv 38").first_line.endswith("chưa có báo cáo nào.")
    assert "60%" not in province.say(OTHER, "lịch sử nv 38 stp")


def test_a_return_says_its_new_date(province: Province) -> None:
    province.say(OFFICER, "nv 38 xong")
    province.at("2024-03-19T10:00").say(MONITOR, "trả lại nv 38 stp vì thiếu phụ lục, trước 29/3")
    said = lines(province.say(OFFICER, "lịch sử nv 38"))
    assert said[1] == "10:00 ngày 19/3, Theo dõi CCHC, Sở Nội vụ: đề nghị bổ sung “thiếu phụ lục”; hạn mới 28/3"


def test_handed_on_with_a_word(province: Province) -> None:
    with province.store.unit() as unit:
        unit.session.add(Account(channel="telegram", external_id="1", person_code=OFFICER, linked_at=province.now))
        catalogue_changed(unit.session)
        unit.commit()
    province.say(HEAD, "giao nv 38 cho đầu mối")
    assert "7:55 ngày 18/3, Giám đốc Sở Tư pháp: giao cán bộ đầu mối" in province.say(OFFICER, "lịch sử nv 38")


def test_withdrawn_and_given_again(province: Province) -> None:
    province.say(OFFICER, "nv 37 60%")
    province.at("2024-03-18T08:00").say(LEADER, "rút nv 37 vì trùng nv 12")
    province.press(LEADER, "Rút")
    said = province.say(OFFICER, "lịch sử nv 37")
    assert lines(said)[1:] == [
        "8:00 ngày 18/3, Chủ tịch UBND tỉnh: rút nhiệm vụ: “trùng nv 12”",
        "7:55 ngày 18/3, Cán bộ đầu mối Sở Tư pháp: 60% “nv 37 60%”",
    ]
    move(province.at("2024-03-18T08:05"), LEADER, "khôi phục nv 37")
    said = province.say(MONITOR, "lịch sử nv 37")
    assert "8:05 ngày 18/3, Chủ tịch UBND tỉnh: giao lại nhiệm vụ" in said


def test_an_agency_taken_off_keeps_its_own_history(province: Province) -> None:
    province.say(OFFICER, "nv 38 60%")
    move(province, LEADER, "nv 38 bỏ sở tư pháp")
    said = province.say(OFFICER, "lịch sử nv 38")
    assert "rút nhiệm vụ" in said
    assert "60%" in said
    assert "60%" in province.say(MONITOR, "lịch sử nv 38")
    assert "60%" not in province.say(OTHER, "lịch sử nv 38")


def test_changes_of_the_task_itself(province: Province) -> None:
    title = province.knowledge.catalogue.tasks[12].title
    for minute, order in enumerate(("nv 12 thêm sở y tế chủ trì", "đổi tên nv 12 thành Rà soát thủ tục")):
        move(province.at(f"2024-03-18T08:0{minute}"), LEADER, order)
    said = province.say(MONITOR, "lịch sử nv 12")
    assert lines(said)[1].startswith(f"8:01 ngày 18/3, Chủ tịch UBND tỉnh: đổi tên, trước là “{title[:20]}")
    assert lines(said)[2] == "8:00 ngày 18/3, Chủ tịch UBND tỉnh: thêm chủ trì Sở Y tế"


def test_what_is_put_to_a_leader_is_between_monitors_and_leaders(province: Province) -> None:
    province.say(MONITOR, "dời hạn nv 38 sang 29/3")
    province.press(MONITOR, "Trình lãnh đạo")
    assert "trình lãnh đạo đổi hạn sang 29/3" in province.say(LEADER, "lịch sử nv 38")
    assert "trình" not in province.say(OFFICER, "lịch sử nv 38")


def test_pages_of_four_and_nobody_by_a_code(province: Province) -> None:
    for day in range(20, 27):
        move(province, LEADER, f"dời hạn nv 38 stp sang {day}/4")
    with province.store.unit() as unit:
        row = province.knowledge.catalogue.tasks[38].no
        record(unit.session, province.now, "officer:gone", "task.restored", f"task:{row}")
        unit.commit()
    first = province.say(OFFICER, "lịch sử nv 38")
    assert len(lines(first)) == 5
    assert "người không còn trong danh sách: giao lại nhiệm vụ" in first
    assert len(lines(province.press(OFFICER, "Tiếp"))) == 5
    assert "officer:" not in first


@pytest.mark.parametrize("typed", ["lịch sử nv 37 stp", "lich su nv 37 so tu phap"])
def test_of_one_agency_after_the_task_was_withdrawn(province: Province, typed: str) -> None:
    province.say(OFFICER, "nv 37 60%")
    province.say(OTHER, "nv 37 20%")
    province.at("2024-03-18T08:00").say(LEADER, "rút nv 37 vì trùng nv 12")
    province.press(LEADER, "Rút")
    for person in (MONITOR, LEADER, OFFICER):
        said = province.say(person, typed)
        assert "60% “nv 37 60%”" in said
        assert "20%" not in said
        assert "rút nhiệm vụ" in said
    assert "60%" not in province.say(OTHER, typed)


def test_of_one_agency_after_it_was_taken_off(province: Province) -> None:
    province.say(OFFICER, "nv 38 60%")
    move(province, LEADER, "nv 38 bỏ sở tư pháp")
    assert "60%" in province.say(MONITOR, "lịch sử nv 38 stp")


def test_a_proposal_says_which_change_and_stands_in_the_history_of_its_agency(province: Province) -> None:
    province.say(MONITOR, "dời hạn nv 38 sở tư pháp sang 29/3")
    province.press(MONITOR, "Trình lãnh đạo")
    assert "trình lãnh đạo đổi hạn sang 29/3, Sở Tư pháp" in province.say(LEADER, "lịch sử nv 38 stp")
    assert "trình lãnh đạo" in province.say(LEADER, "lịch sử nv 38")
    assert "trình lãnh đạo" not in province.say(LEADER, "lịch sử nv 38 sở y tế")
