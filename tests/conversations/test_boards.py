"""What monitors and leaders see of all agencies: who has not sent, who is silent, blocked, not reached."""

from datetime import datetime

import pytest

from storage.clock import LOCAL
from tests.conversations.board_world import (
    LEADER,
    MONITOR,
    NAMES,
    OFFICE,
    SILENT,
    enrol,
    morning_over,
    on_28_march,
    set_state,
)
from tests.province import Province

HEAD = (
    "🔴 4/31 cơ quan, địa phương chưa gửi báo cáo giải pháp khắc phục "
    "(NV 38, Công văn 914, hạn trước 25/3, quá hạn 4 ngày làm việc):"
)


@pytest.mark.parametrize(
    "text", ["ai chưa báo cáo nv 38", "ai chua bao cao nv 38", "nv 38 ai chua nop", "don vi nao chua gui nv 38",
             "nhung cq nao chua bc nv38", "ai ch bao cao nhiem vu 38", "AI CHUA BAO CAO NV 38?"],
)  # fmt: skip
def test_who_has_not_sent_one_task(province: Province, text: str) -> None:
    said = on_28_march(province).say(MONITOR, text)
    assert said.text.splitlines() == [HEAD, NAMES.replace("Đăng", "Đăng (chưa gửi được tin, đề nghị gọi điện)", 1)]
    assert said.choices == ("Đôn đốc cả 4", "Danh sách", "Báo cáo lãnh đạo")
    assert said.topic == "boards"


def test_the_list_says_how_far_each_is(province: Province) -> None:
    on_28_march(province)
    set_state(province, 38, ["bdt"], state="doing", percent=60)
    province.say(MONITOR, "ai chưa báo cáo nv 38")
    said = province.press(MONITOR, "Danh sách")
    assert said.text.splitlines()[1:] == [
        "1. UBND huyện Bù Đăng (chưa gửi được tin, đề nghị gọi điện): chưa có báo cáo",
        "2. Ban Dân tộc: 60%, đang thực hiện",
        "3. UBND huyện Hớn Quản: chưa có báo cáo",
        "4. UBND thành phố Đồng Xoài: chưa có báo cáo",
    ]


def test_more_than_six_are_paged_and_every_one_is_named_once(province: Province) -> None:
    on_28_march(province)
    said = province.say(MONITOR, "ai chưa báo cáo nv 20")
    assert said.first_line.startswith("🟡 31/31 cơ quan, địa phương chưa báo hoàn thành NV 20 ")
    named = said.text.splitlines()[1:]
    while "Tiếp" in said.choices:
        said = province.press(MONITOR, "Tiếp")
        named += said.text.splitlines()[1:]
    assert [line.partition(".")[0] for line in named] == [str(n) for n in range(1, 32)]
    assert len({line.partition(". ")[2] for line in named}) == 31
    assert province.say(MONITOR, "trang trước").text != said.text


def test_over_all_tasks_late_ones_first_then_one_by_button(province: Province) -> None:
    said = on_28_march(province).say(MONITOR, "ai chưa báo cáo")
    lines = said.text.splitlines()
    assert lines[0] == "🔴 1 nhiệm vụ quá hạn, 🟡 8 nhiệm vụ đến hạn trong 7 ngày còn cơ quan chưa báo hoàn thành:"
    assert lines[1] == "🔴 NV 38 Báo cáo giải pháp khắc phục: 4/31, quá hạn 4 ngày làm việc"
    assert province.press(MONITOR, "NV 38 Báo cáo").first_line == HEAD


@pytest.mark.parametrize("text", ["huyện nào chưa báo cáo", "huyen nao chua bao", "các huyện chưa nộp báo cáo"])
def test_of_the_districts(province: Province, text: str) -> None:
    said = on_28_march(province).say(MONITOR, text)
    assert "NV 38 Báo cáo giải pháp khắc phục: 3/11" in said
    assert province.press(MONITOR, "NV 38 Báo cáo").first_line.startswith("🔴 3/11 cơ quan, địa phương")


def test_what_everybody_has_sent(province: Province) -> None:
    said = on_28_march(province).say(MONITOR, "ai chưa báo cáo nv 37")
    assert said.text.startswith("🟢 Cả 31 cơ quan, địa phương đã báo hoàn thành NV 37 ")


@pytest.mark.parametrize(
    "text", ["ai chưa báo cáo", "đơn vị nào im lặng", "ai chưa nhận nhắc", "ai không liên lạc được"]
)
@pytest.mark.parametrize("person", ["head:stp", "officer:budang"])
def test_red_lists_are_not_for_colleagues(province: Province, person: str, text: str) -> None:
    said = on_28_march(province).say(person, text)
    assert "do Sở Nội vụ, Văn phòng UBND tỉnh và lãnh đạo tỉnh theo dõi" in said
    assert not any(name in said for name in NAMES.split(", "))


def test_of_one_task_a_colleague_sees_what_everybody_may_know(province: Province) -> None:
    said = on_28_march(province).say("head:stp", "ai chưa báo cáo nv 38")
    assert said.topic == "task"
    assert not any(name in said for name in NAMES.split(", "))


def test_one_agency_after_the_board(province: Province) -> None:
    on_28_march(province).say(MONITOR, "ai chưa báo cáo nv 38")
    assert "Ban Dân tộc" in province.say(MONITOR, "còn bdt?").first_line


def test_a_leader_sees_it_and_may_have_it_urged_on(province: Province) -> None:
    said = on_28_march(province).say(LEADER, "ai chưa báo cáo nv 38")
    assert said.first_line == HEAD
    assert said.choices == ("Danh sách", "Giao Sở Nội vụ đôn đốc")


# --- silent, not heard, not reached


def test_silent_is_who_has_reported_on_nothing(province: Province) -> None:
    on_28_march(province)
    at = datetime(2024, 3, 21, 9, 0, tzinfo=LOCAL)
    before = province.say(MONITOR, "đơn vị nào im lặng")
    assert before.first_line.startswith("32/32 ")
    set_state(province, 20, ["bdt"], state="doing", percent=10, reported_at=at)
    said = province.say(MONITOR, "ai im lặng vậy")
    assert said.first_line.startswith("31/32 cơ quan, địa phương chưa báo cáo lần nào")
    everything = said.text
    while "Tiếp" in said.choices:
        said = province.press(MONITOR, "Tiếp")
        everything += said.text
    assert "Ban Dân tộc" not in everything
    assert "UBND huyện Hớn Quản: 1 quá hạn, 3 sắp đến hạn" in everything


def test_who_has_not_taken_note_of_a_reminder(province: Province) -> None:
    on_28_march(province)
    with province.store.reading() as unit:
        others = set(province.knowing.current(unit.session, province.now).catalogue.agencies) - {*SILENT, "stp"}
    for task in (1, 4, 18, 20, 23, 26, 35):
        set_state(province, task, others, state="accepted")
    morning_over(province)  # queued
    morning_over(province)  # arrived
    province.say("officer:honquan", "nv 20 30%")
    said = province.say(MONITOR, "ai chưa nhận nhắc")
    assert "Ban Dân tộc: NV 20, NV 35 và" in said or "Ban Dân tộc: NV 20, NV 35, nhắc 28/3" in said
    assert len(said.text.splitlines()) <= 5
    everything = said.text
    while "Tiếp" in said.choices:
        said = province.press(MONITOR, "Tiếp")
        everything += "\n" + said.text
    honquan = next(line for line in everything.splitlines() if "Hớn Quản" in line)
    assert "NV 20" not in honquan
    assert "NV 35" in honquan
    assert "Bù Đăng" not in everything  # nothing reached it: that is another board


def test_who_is_not_reached_says_why(province: Province) -> None:
    on_28_march(province)
    said = province.say(MONITOR, "ai không liên lạc được")
    assert said.text.splitlines() == [
        "2 người chưa gửi được tin, đề nghị gọi điện:",
        "UBND huyện Bù Đăng: người đứng đầu (chưa đăng ký), đầu mối (chưa đăng ký)",
    ]
    enrol(province, "head:budang", "officer:budang")
    assert province.say(MONITOR, "ai chua dang ky").text.startswith("Mọi người đứng đầu")


# --- blocked


def test_what_is_blocked_quotes_the_reason_the_longest_first(province: Province) -> None:
    on_28_march(province)
    province.at("2024-03-26T09:00").say("officer:stp", "nv 20 vướng, cho so lieu Sở TN&MT")
    province.at("2024-03-27T09:00").say("officer:syt", "nv 35 vướng vì chưa có phòng họp")
    said = province.at("2024-03-28T08:10").say(MONITOR, "vướng mắc")
    lines = said.text.splitlines()
    assert lines[0] == "🟡 2 vướng mắc:"
    assert lines[1].startswith("1. NV 20 ")
    assert lines[1].endswith("Sở Tư pháp, từ 26/3: “cho so lieu Sở TN&MT”")
    assert "Sở Y tế, từ 27/3: “" in lines[2]
    assert province.press(MONITOR, "Sở Tư pháp").text.count("cho so lieu")


@pytest.mark.parametrize("text", ["don vi nao dang vuong mac", "danh sách vướng mắc", "ai đang bị vướng"])
def test_other_words_for_it(province: Province, text: str) -> None:
    assert on_28_march(province).say(OFFICE, text).text == "🟢 Không có nhiệm vụ nào đang vướng mắc."


def test_an_officer_who_is_blocked_still_reports_it(province: Province) -> None:
    said = province.say("officer:stp", "nv 38 vướng mắc, chờ số liệu")
    assert said.topic == "progress"


# --- the whole in one picture


@pytest.mark.parametrize("text", ["bản đồ nhiệm vụ", "ban do nhiem vu", "biểu đồ nhiệm vụ các đơn vị"])
def test_the_map_counts_every_assignment_once_red_first(province: Province, text: str) -> None:
    on_28_march(province)
    set_state(province, 20, ["syt"], state="blocked")
    said = province.say(LEADER, text)
    picture = said.reply.picture
    assert picture is not None
    assert picture["kind"] == "heat"
    assert picture["tones"] == ("late", "blocked", "soon", "doing", "waiting", "accepted")
    rows = {row["label"]: row["counts"] for row in picture["rows"]}
    assert rows["Huyện Bù Đăng"][0] == 1
    assert rows["Sở Y tế"][:2] == (0, 1)
    late = [row["counts"][0] for row in picture["rows"]]
    assert late == sorted(late, reverse=True)
    assert "🔴 7 quá hạn ở 7 cơ quan" in said  # four missing, three returned
    assert "1 vướng mắc" in said


def test_the_map_of_one_group(province: Province) -> None:
    said = on_28_march(province).say(MONITOR, "bản đồ nhiệm vụ khối huyện")
    picture = said.reply.picture
    assert picture is not None
    assert len(picture["rows"]) == 11
    assert said.choices == ("Khối sở", "Toàn tỉnh", "Nhiệm vụ quá hạn")


def test_the_leaders_picture_of_the_province(province: Province) -> None:
    said = on_28_march(province).say(LEADER, "tình hình chung")
    assert said.text.splitlines()[:4] == [
        "🔴 4/31 cơ quan, địa phương chưa gửi báo cáo giải pháp khắc phục (Công văn 914), quá hạn 4 ngày làm việc.",
        f"Gồm {NAMES}: bốn đơn vị xếp cuối năm 2023.",
        "27 đã gửi: 18 đạt, 6 đang xem xét, 3 phải bổ sung.",
        "Chỉ số 2023: trung bình 88,35 (2022: 86,11); 21 đơn vị tăng điểm, 10 giảm điểm.",
    ]
    assert said.choices == ("Danh sách", "Nhiệm vụ quá hạn", "Biểu đồ", "Chỉ số năm 2023", "Giao Sở Nội vụ đôn đốc")
    assert province.press(LEADER, "Biểu đồ").reply.picture is not None


def test_ranked_last_is_said_only_where_it_is_true(province: Province) -> None:
    on_28_march(province)
    set_state(province, 38, ["budang"], state="waiting")
    said = province.say(LEADER, "tình hình chung")
    assert "Gồm Ban Dân tộc, UBND huyện Hớn Quản, UBND thành phố Đồng Xoài." in said
    assert "xếp cuối" not in said


@pytest.mark.parametrize("text", ["don vi nao chua nop ke hoach khac phuc", "ai chua gui bao cao giai phap khac phuc"])
def test_the_remedy_report_is_the_task_that_asks_for_it(province: Province, text: str) -> None:
    said = province.say("monitor:snv", text)
    assert said.first_line.startswith("🟡 31/31 cơ quan, địa phương chưa gửi báo cáo giải pháp khắc phục (NV 38")


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("ds chua bc nv 38", "🔴 4/31"),
        ("cho xem nhung noi chua noi nang gi ve nv 38", "🔴 4/31"),
        ("nv 38 con may don vi im lang", "🔴 4/31"),
        ("tong hop kho khan vuong mac cac don vi", "🟢 Không có nhiệm vụ nào đang vướng mắc."),
        ("nv 38 co ai keu vuong khong", "🟢 Không có cơ quan nào báo vướng mắc về NV 38."),
        ("so lieu ca thang truoc the nao, tong hop lai", "Tháng 02"),
        ("ve bang mau nv theo co quan", "Bản đồ nhiệm vụ"),
    ],
)
def test_a_board_is_asked_for_in_any_order_of_words(province: Province, text: str, begins: str) -> None:
    said = on_28_march(province).say(MONITOR, text)
    assert said.topic == "boards"
    assert said.first_line.startswith(begins)


@pytest.mark.parametrize(
    "text", ["bản đồ hành chính tỉnh", "tổng hợp điểm tháng 3 sở y tế", "nv 38 bao gio het han", "ket qua sở y tế 2023"]
)
def test_what_is_no_board_is_answered_as_before(province: Province, text: str) -> None:
    assert on_28_march(province).say(MONITOR, text).topic != "boards"
