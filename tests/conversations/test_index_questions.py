"""Weak points, comparison, history, what it takes, overview: key facts of the demo, checked against its files."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.path.knowing import Knowing
from tests.conversations.test_index_crawl import TOPICS
from tests.province import Province


@pytest.fixture(scope="module")
def knowing() -> Knowing:
    """Questions change nothing, so one snapshot serves the module; building it takes half a second."""
    return Knowing()


@pytest.fixture
def province(province: Province, knowing: Knowing) -> Province:
    province.knowing = knowing
    return province


# --- weak


def test_where_points_are_lost(province: Province) -> None:
    said = province.say("head:snv", "snv mất điểm ở đâu")
    assert said.first_line.startswith("Sở Nội vụ chưa đạt 13,06 điểm năm 2023")
    assert said.text.split("\n")[1:4] == [
        "1. Cải tiến hệ thống quản lý chất lượng (7.4.2): đạt 0,25/1,50, mất 1,25",
        "2. Đánh giá của đại biểu HĐND (8.2.2, khảo sát): đạt 1,42/2,50, mất 1,08",
        "3. Hài lòng của doanh nghiệp (8.1.2, khảo sát): đạt 1,92/3,00, mất 1,08",
    ]
    said = province.press("head:snv", "Tiếp")
    assert "4. Đánh giá của lãnh đạo, quản lý (8.2.1, khảo sát): đạt 1,60/2,50, mất 0,90" in said
    assert province.press("head:snv", "Trước").text.split("\n")[1].startswith("1. Cải tiến")


def test_fields_under_the_middle_of_the_group(province: Province) -> None:
    province.say("head:snv", "snv mất điểm ở đâu")
    said = province.press("head:snv", "So với khối")
    assert said.first_line == "Sở Nội vụ thấp hơn mức giữa khối sở ở 5/8 lĩnh vực năm 2023, nhiều nhất:"
    assert "1. Chính quyền số: 83,8% (mức giữa 94,1%)" in said


def test_more_fields_under_the_middle_are_a_page_away(province: Province) -> None:
    province.press_data("head:snv", "q:weak;a=budang;x=fields")
    said = province.press("head:snv", "Tiếp")
    assert said.first_line == "Huyện Bù Đăng thấp hơn mức giữa khối huyện ở 8/8 lĩnh vực năm 2023, tiếp theo (4-6):"
    assert said.text.split("\n")[1].startswith("4. Tài chính công: 77,8% (mức giữa 94,4%)")
    assert province.press("head:snv", "Trước").text.split("\n")[1].startswith("1. Chỉ đạo, điều hành: 52,5%")


def test_a_leader_without_an_agency_gets_the_fields_of_the_province(province: Province) -> None:
    said = province.say("leader:ct", "mất điểm ở đâu")
    assert said.first_line == "Tác động của cải cách thấp nhất toàn tỉnh năm 2023: trung bình 77,0%."


def test_where_a_group_loses_the_most_on_average(province: Province) -> None:
    said = province.press_data("head:snv", "q:weak;g=so")
    assert said.text.split("\n")[:3] == [
        "Mỗi đơn vị khối sở mất trung bình 11,12 điểm năm 2023. Nhiều nhất:",
        "1. Hài lòng của người dân, tổ chức (8.1.1, khảo sát): mất 0,73/3,00",
        "2. Hài lòng của doanh nghiệp (8.1.2, khảo sát): mất 0,69/3,00",
    ]
    assert province.press("head:snv", "Tiếp").first_line.endswith("Tiếp theo (4-6/58):")


def test_criteria_of_a_group_are_turned_however_they_were_asked_for(province: Province) -> None:
    said = province.say("leader:ct", "các huyện yếu tiêu chí nào")
    assert said.first_line.startswith("Mỗi đơn vị khối huyện mất trung bình 12,60 điểm năm 2023.")
    assert province.press("leader:ct", "Tiếp").first_line.endswith("Tiếp theo (4-6/58):")
    assert province.press("leader:ct", "Trước").text == said.text


@pytest.mark.parametrize("text", ["các đơn vị yếu kém", "cac don vi yeu kem"])
def test_agencies_and_not_criteria_are_asked_for(province: Province, text: str) -> None:
    assert province.say("head:snv", text).first_line == "Một đơn vị dưới 80 điểm năm 2023:"


def test_the_weak_ones_are_those_of_the_lowest_band_or_the_last(province: Province) -> None:
    assert province.press_data("leader:ct", "q:weak;o=bottom").first_line == "Một đơn vị dưới 80 điểm năm 2023:"
    said = province.press_data("leader:ct", "q:weak;o=bottom;g=so")
    assert said.first_line == "Ba sở, ban, ngành có Chỉ số thấp nhất năm 2023:"


# --- what it takes


def test_what_top_15_takes(province: Province) -> None:
    said = province.say("head:snv", "muon vao top 15 can gi")
    assert said.text.split("\n")[:2] == [
        "Sở Nội vụ cần thêm 2,67 điểm để bằng hạng 15 (huyện Bù Đốp, 89,61 điểm), nếu các đơn vị khác giữ nguyên.",
        "Có thể lấy lại, không tính điểm khảo sát: 7.4.2 (+1,25), 1.1.2 (+0,75), 7.1.2 (+0,50), 7.2.3 (+0,50), "
        "cộng 3,00 điểm.",
    ]
    said = province.press("head:snv", "Xem tên các tiêu chí")
    assert "2. Mức độ hoàn thành kế hoạch (1.1.2): +0,75 (đạt 0,75/1,50)" in said


@pytest.mark.parametrize(
    ("who", "text", "begins"),
    [
        ("head:snv", "cần gì để lên hạng", "Sở Nội vụ cần thêm 0,09 điểm để bằng hạng 20 (Sở Công Thương, 87,03 điểm)"),
        ("head:snv", "nếu đơn vị tôi thêm 1,5 điểm thì lên hạng mấy",
         "Thêm 1,50 điểm, Sở Nội vụ sẽ đạt 88,44 điểm, hạng 16/31"),
        ("leader:ct", "sct cần bao nhiêu điểm nữa để đạt 90", "Sở Công Thương cần thêm 2,97 điểm để đạt 90,00 điểm"),
        ("leader:ct", "sct cần bao nhiêu điểm nữa để đạt 85", "Sở Công Thương đã đạt 85,00 điểm năm 2023"),
        ("leader:ct", "hớn quản cần thêm mấy điểm để đuổi kịp lộc ninh",
         "Huyện Hớn Quản cần thêm 10,81 điểm để bằng huyện Lộc Ninh"),
        ("leader:ct", "lộc ninh cần thêm mấy điểm để đuổi kịp hớn quản", "Huyện Lộc Ninh đang cao hơn huyện Hớn Quản"),
        ("head:snv", "bằng điểm sở y tế cần gì", "Sở Nội vụ cần thêm 6,81 điểm để bằng Sở Y tế"),
        ("head:snv", "muốn vượt sở y tế cần mấy điểm", "Sở Nội vụ cần thêm 6,81 điểm để bằng Sở Y tế"),
        ("head:snv", "cần bao nhiêu điểm để đứng đầu khối sở", "Sở Nội vụ cần thêm 8,36 điểm để bằng hạng 1 khối sở"),
        ("head:sxd", "cần gì để lên hạng", "Sở Xây dựng đang đứng đầu toàn tỉnh năm 2023: 95,30 điểm."),
        ("head:snv", "muốn vào top 25 cần gì", "Sở Nội vụ đã trong 25 hạng đầu: đồng hạng 21/31 năm 2023"),
    ],
)  # fmt: skip
def test_what_would_it_take(province: Province, who: str, text: str, begins: str) -> None:
    said = province.say(who, text)
    assert said.topic == "whatif"
    assert said.text.startswith(begins)


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        ("h=-2", ["Bớt 2,00 điểm, Sở Nội vụ sẽ còn 84,94 điểm, hạng 24/31, nếu các đơn vị khác giữ nguyên.",
                  "Năm 2023 đang đồng hạng 21/31: ▼3 bậc."]),
        ("h=-99", ["Sở Nội vụ có 86,94 điểm năm 2023, không thể bớt 99,00 điểm."]),
        ("h=20", ["Sở Nội vụ chỉ còn 13,06 điểm chưa đạt năm 2023, không thể thêm 20,00 điểm. "
                  "Đạt trọn số đó thì được 100,00 điểm, hạng 1/31."]),
        ("h=1.5", ["Thêm 1,50 điểm, Sở Nội vụ sẽ đạt 88,44 điểm, hạng 16/31, nếu các đơn vị khác giữ nguyên.",
                   "Năm 2023 đang đồng hạng 21/31: ▲5 bậc."]),
        ("n=40", ["Xếp hạng toàn tỉnh năm 2023 có 31 đơn vị; Sở Nội vụ đang đồng hạng 21/31, 86,94 điểm."]),
        ("a=snv,vpub", ["Sở Nội vụ đang bằng điểm Văn phòng UBND tỉnh năm 2023: 86,94 điểm; hơn 0,01 điểm là vượt."]),
        ("a=snv,budang", ["Sở Nội vụ đang cao hơn huyện Bù Đăng năm 2023: 86,94 điểm và 73,00 điểm."]),
        ("h=-1;f=7", ["Bớt 1,00 điểm về chính quyền số, Sở Nội vụ sẽ còn 77,9%, hạng 31/31, "
                      "nếu các đơn vị khác giữ nguyên."]),
    ],
)  # fmt: skip
def test_points_more_or_less(province: Province, data: str, lines: list[str]) -> None:
    assert province.press_data("head:snv", f"q:whatif;{data}").text.split("\n")[: len(lines)] == lines


def test_where_points_without_surveys_do_not_suffice_it_says_how_far_they_lead(province: Province) -> None:
    said = province.press_data("head:snv", "q:whatif;a=bdt;n=1")
    assert said.first_line.startswith("Ban Dân tộc cần thêm 14,49 điểm để bằng hạng 1 (Sở Xây dựng, 95,30 điểm)")
    assert "Không tính điểm khảo sát chỉ lấy lại được tối đa 13,99 điểm, đến hạng 2; phần còn lại" in said


# --- compare


def test_one_agency_with_itself_is_set_beside_its_group(province: Province) -> None:
    said = province.press_data("leader:ct", "q:compare;a=snv,snv")
    assert said.first_line.startswith("Sở Nội vụ: 86,94 điểm, thấp hơn mức giữa khối sở 88,00 điểm")
    assert "Chỉ có một đơn vị được nêu nên so với mức giữa của khối." in said


def test_of_more_than_four_the_rest_is_a_press_away(province: Province) -> None:
    said = province.press_data("leader:ct", "q:compare;a=snv,stp,syt,sct,budang,budop")
    assert "Mỗi lần so sánh tối đa 4 đơn vị; chưa gồm 2 đơn vị." in said
    assert province.press("leader:ct", "So phần còn lại").first_line.startswith("Năm 2023, huyện Bù Đốp cao hơn: 89,61")


def test_a_criterion_side_by_side_in_points(province: Province) -> None:
    assert province.press_data("leader:ct", "q:compare;a=snv,syt;c=7.4.2").first_line == (
        "Năm 2023, Sở Y tế cao hơn về Cải tiến hệ thống quản lý chất lượng (7.4.2): 1,50/1,50 điểm (đồng hạng 1); "
        "Sở Nội vụ 0,25/1,50 điểm (hạng 31), chênh 1,25 điểm."
    )


def test_departments_beside_districts(province: Province) -> None:
    said = province.press_data("leader:ct", "q:compare;x=groups")
    assert said.text.split("\n")[:4] == [
        "Năm 2023, khối sở trung bình 88,88, cao hơn khối huyện (87,40) là 1,48 điểm.",
        "Mức giữa: khối sở 88,00, khối huyện 89,61.",
        "Trên 90%, từ 80% đến dưới 90%, dưới 80%: khối sở 9, 11, 0; khối huyện 5, 5, 1.",
        "Chênh nhiều nhất: thể chế 91,3% và 83,8% (hai khối khác bộ tiêu chí nên so theo %).",
    ]
    said = province.press("leader:ct", "Từng lĩnh vực")
    assert said.text.split("\n")[:4] == [
        "Cao nhất: Sở Xây dựng 95,30 và thị xã Phước Long 93,51.",
        "Thấp nhất: Ban Dân tộc 80,81 và huyện Bù Đăng 73,00.",
        "Trung bình theo %, chênh nhiều trước (khối sở, khối huyện):",
        "1. Thể chế 91,3%, 83,8%",
    ]


def test_both_groups_may_be_meant_by_one_word(province: Province) -> None:
    said = province.say("head:snv", "so sánh hai khối về thể chế")
    assert said.first_line == "Năm 2023, khối sở trung bình 91,3% về thể chế, cao hơn khối huyện (83,8%) là 7,5%."


def test_the_groups_in_a_field(province: Province) -> None:
    said = province.press_data("leader:ct", "q:compare;x=groups;f=3")
    assert (
        said.first_line
        == "Năm 2023, khối huyện trung bình 91,5% về thủ tục hành chính, cao hơn khối sở (90,7%) là 0,8%."
    )
    assert "Thấp nhất: huyện Hớn Quản 69,4% và Sở Giao thông vận tải 76,6%." in said


def test_two_side_by_side(province: Province) -> None:
    said = province.say("leader:ct", "so sánh sở xây dựng với sở công thương")
    assert said.first_line == (
        "Năm 2023, Sở Xây dựng cao hơn: 95,30 điểm (hạng 1); Sở Công Thương 87,03 điểm (hạng 20), chênh 8,27 điểm."
    )


def test_equal_ones_are_said_to_be_equal(province: Province) -> None:
    said = province.say("leader:ct", "so sánh snv và vpub")
    assert said.first_line == "Năm 2023, Văn phòng UBND tỉnh và Sở Nội vụ bằng nhau: 86,94 điểm (đồng hạng 21)."


def test_three_on_one_screen(province: Province) -> None:
    said = province.say("leader:ct", "so sánh bình long, chơn thành, đồng xoài")
    assert said.first_line == "Năm 2023, thị xã Bình Long cao nhất: 92,66 điểm (hạng 7)."
    assert "Tiếp theo: thị xã Chơn Thành 85,99 (hạng 24), thành phố Đồng Xoài 82,74 (hạng 28)." in said


def test_one_other_is_compared_with_the_own(province: Province) -> None:
    said = province.say("head:snv", "so sánh với sở y tế")
    assert said.first_line.startswith("Năm 2023, Sở Y tế cao hơn: 93,75 điểm (hạng 3); Sở Nội vụ 86,94 điểm")


def test_groups_with_other_criteria_are_compared_by_percent(province: Province) -> None:
    said = province.say("leader:ct", "so sánh sở y tế với bù đốp về thể chế")
    assert said.first_line.endswith("chênh 10,6%.")
    assert "Các khối có bộ tiêu chí khác nhau nên so theo %." in said


def test_the_compare_button_stands_the_agency_beside_its_group(province: Province) -> None:
    province.say("head:stp", "diem snv")
    said = province.press("head:stp", "So sánh")
    assert said.first_line == (
        "Sở Nội vụ: 86,94 điểm, thấp hơn mức giữa khối sở 88,00 điểm là 1,06 điểm. "
        "Dẫn đầu khối sở: Sở Xây dựng 95,30 điểm."
    )


# --- history


def test_rank_and_points_through_the_years(province: Province) -> None:
    said = province.say("leader:ct", "sở y tế qua các năm")
    assert said.first_line == (
        "Sở Y tế: tăng từ 87,75 điểm (năm 2022) lên 93,75 điểm (năm 2023), hạng 15 lên hạng 3 (▲12)."
    )
    assert "Bộ tiêu chí năm 2023 khác năm 2022, nên các lĩnh vực so theo %." in said


def test_a_field_through_the_years(province: Province) -> None:
    said = province.say("leader:ct", "điểm một cửa của bình long qua các năm")
    assert said.first_line.endswith("tăng từ 94,4% (năm 2022) lên 97,2% (năm 2023), vẫn hạng 3 trong khối huyện.")


def test_a_criterion_through_the_years_in_points(province: Province) -> None:
    assert province.press_data("head:snv", "q:history;a=snv;c=7.4.2").first_line == (
        "Sở Nội vụ, Cải tiến hệ thống quản lý chất lượng (7.4.2): giảm từ 0,50/1,50 điểm (năm 2022) "
        "còn 0,25/1,50 điểm (năm 2023), vẫn hạng 20 trong khối sở."
    )
    said = province.press_data("head:snv", "q:history;a=snv;c=7.2.3")
    assert said.first_line.endswith("Bộ tiêu chí năm 2022 chưa có tiêu chí này.")


# --- overview


def test_the_province_in_one_screen(province: Province) -> None:
    said = province.say("head:snv", "tình hình chung về chỉ số cchc")
    assert said.text.split("\n")[:4] == [
        "Chỉ số CCHC năm 2023: trung bình 88,35 (2022: 86,11); cao nhất Sở Xây dựng 95,30; "
        "thấp nhất huyện Bù Đăng 73,00.",
        "14 đơn vị trên 90%, 16 từ 80% đến dưới 90%, 1 dưới 80%.",
        "Thứ hạng: 10 tăng, 5 giữ nguyên, 16 giảm. Điểm: 21 tăng, 10 giảm.",
        "Trung bình khối sở 88,88, khối huyện 87,40.",
    ]
    assert "tăng hạng nhiều nhất Sở Y tế ▲12" in province.press("head:snv", "Tăng, giảm hạng")


def test_the_fields_of_the_province_from_the_lowest(province: Province) -> None:
    said = province.press_data("head:snv", "q:overview;x=fields")
    assert said.text.split("\n")[:4] == [
        "Tác động của cải cách thấp nhất toàn tỉnh năm 2023: trung bình 77,0%.",
        "Trung bình từ thấp đến cao; trong ngoặc là đơn vị thấp nhất:",
        "1. Tác động của cải cách 77,0% (Bù Đăng 51,5%)",
        "2. Chỉ đạo, điều hành 86,9% (Bù Đăng 52,5%)",
    ]
    said = province.press("head:snv", "Cao nhất trước")
    assert said.first_line == "Chính quyền số cao nhất toàn tỉnh năm 2023: trung bình 93,5%."
    assert "2. Tài chính công 91,9% (Sở NN&PTNT và 2 đơn vị 80,0%)" in province.press("head:snv", "Khối sở")


def test_a_range_is_counted_as_it_is_listed(province: Province) -> None:
    said = province.press_data("head:snv", "q:overview;h=85;u=90")
    assert said.text.split("\n")[:2] == [
        "10/31 đơn vị từ 85 đến dưới 90 điểm năm 2023.",
        "Trong đó khối sở 7, khối huyện 3.",
    ]
    said = province.press("head:snv", "Xem danh sách")
    assert said.first_line == "Mười đơn vị từ 85 đến dưới 90 điểm năm 2023:"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "bao nhiêu đơn vị trên 90",
            ["14/31 đơn vị từ 90 điểm trở lên năm 2023.", "Trong đó khối sở 9, khối huyện 5."],
        ),
        ("có bao nhiêu đơn vị dưới 80", ["1/31 đơn vị dưới 80 điểm năm 2023.", "Gồm huyện Bù Đăng 73,00."]),
        ("có bao nhiêu sở vượt mốc 85 điểm", ["16/20 sở, ban, ngành từ 85 điểm trở lên năm 2023."]),
    ],
)
def test_how_many_are_over_a_threshold(province: Province, text: str, lines: list[str]) -> None:
    assert province.say("head:snv", text).text.split("\n")[: len(lines)] == lines


def test_a_leader_sees_the_remedy_reports_first(province: Province) -> None:
    said = province.at("2024-03-18T08:00").say("leader:ct", "tình hình chung")
    assert said.first_line == (
        "Công văn 914: 0/31 cơ quan, địa phương đã gửi báo cáo giải pháp khắc phục, "
        "hạn trước 25/3, còn 5 ngày làm việc."
    )
    assert "14 đơn vị trên 90%, 16 từ 80% đến dưới 90%, 1 dưới 80%." in said


def test_after_the_date_the_missing_reports_stand_in_red(province: Province) -> None:
    said = province.at("2024-03-28T08:00").say("monitor:snv", "tình hình chung")
    assert province.now.date() == date(2024, 3, 28)
    assert said.first_line == (
        "🔴 31/31 cơ quan, địa phương chưa gửi báo cáo giải pháp khắc phục (Công văn 914), quá hạn 4 ngày làm việc."
    )


def test_heads_see_no_list_of_who_is_late(province: Province) -> None:
    assert "NV 38" not in province.at("2024-03-28T08:00").say("head:stp", "tình hình chung")


# --- the guide

GUIDE = (Path(__file__).parents[2] / "docs" / "chi-so.md").read_text("utf-8")
TYPED = [
    typed for row in re.findall(r"^\| .+? \| (\".+?) \|", GUIDE, re.MULTILINE) for typed in re.findall(r'"(.+?)"', row)
]
SHOWN = re.findall(r"^> \*\*(.+?)\*\*\n((?:> .+\n)+)", GUIDE, re.MULTILINE)


def test_what_the_guide_says_can_be_typed_is_answered(province: Province) -> None:
    assert len(TYPED) > 35
    for typed in TYPED:
        province.now += timedelta(minutes=11)  # leaning on nothing said before
        said = province.say("head:snv", typed)
        assert said.topic in TOPICS, typed
        assert "minh họa" in said, (typed, said.text)


@pytest.mark.parametrize(("typed", "answer"), SHOWN)
def test_the_examples_of_the_guide_are_answered_so(province: Province, typed: str, answer: str) -> None:
    expected = re.sub(r"\*\*|^_|_$", "", answer.replace("> ", ""), flags=re.MULTILINE).strip()
    assert province.say("head:snv", typed).text == expected
