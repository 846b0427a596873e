"""Topic `ranking` on the demo: whole, groups, first and last, fields, thresholds, pages."""

import pytest

from bot.path.knowing import Knowing
from tests.province import Province


@pytest.fixture(scope="module")
def knowing() -> Knowing:
    """Questions change nothing, so one snapshot serves the module; building it takes half a second."""
    return Knowing()


@pytest.fixture
def province(province: Province, knowing: Knowing) -> Province:
    province.knowing = knowing
    return province


def rows(text: str) -> list[str]:
    """The numbered lines."""
    return [line for line in text.split("\n") if line.split(". ")[0].isdigit()]


def test_the_first_three_districts(province: Province) -> None:
    said = province.say("leader:ct", "top 3 huyen")
    assert said.text.split("\n") == [
        "Ba đơn vị cấp huyện có Chỉ số cao nhất năm 2023:",
        "1. Thị xã Phước Long 93,51 (hạng chung 4, ▲6)",
        "2. Thị xã Bình Long 92,66 (hạng chung 7, ▲5)",
        "3. Huyện Lộc Ninh 91,94 (hạng chung 10, ▼5)",
        "Chỉ số CCHC năm 2023, Quyết định 282/QĐ-UBND · số liệu minh họa",
    ]
    assert said.choices == ("Khối huyện", "Khối sở", "Toàn tỉnh", "Tăng, giảm hạng", "Biểu đồ")


def test_the_whole_table_pages_and_shows_everybody_once(province: Province) -> None:
    said = province.say("head:snv", "bảng xếp hạng")
    assert said.first_line == "Xếp hạng Chỉ số CCHC năm 2023, 31 đơn vị (1-10):"
    assert rows(said.text)[0] == "1. Sở Xây dựng 95,30"
    assert "Sở Nội vụ: đồng hạng 21/31, 86,94 điểm." in said
    seen = rows(said.text)
    while "Tiếp" in said.choices:
        said = province.press("head:snv", "Tiếp")
        seen += rows(said.text)
    assert len(seen) == len(set(seen)) == 31
    assert seen[20:23] == ["21. Văn phòng UBND tỉnh 86,94", "21. Sở Nội vụ 86,94", "23. Sở TN&MT 86,42"]
    assert seen[-1] == "31. Huyện Bù Đăng 73,00"
    assert rows(province.press("head:snv", "Trước").text)[0] == "11. Huyện Bù Gia Mập 91,82"


def test_a_group_carries_the_year_into_the_other_group(province: Province) -> None:
    said = province.say("head:snv", "xếp hạng khối huyện năm 2022")
    assert said.first_line == "Xếp hạng Chỉ số CCHC của khối huyện năm 2022, 11 đơn vị:"
    assert len(rows(said.text)) == 11
    said = province.press("head:snv", "Khối sở")
    assert said.first_line == "Xếp hạng Chỉ số CCHC của khối sở năm 2022, 20 đơn vị (1-10):"
    assert rows(said.text)[0] == "1. Sở Tài chính 94,57"


@pytest.mark.parametrize(
    ("text", "first_line"),
    [
        ("ai dẫn đầu toàn tỉnh", "Sở Xây dựng đứng đầu toàn tỉnh năm 2023: 95,30 điểm (▲7)."),
        ("huyện nào bét bảng", "Huyện Bù Đăng xếp cuối khối huyện năm 2023: 73,00 điểm (hạng chung 31, giữ nguyên)."),
        ("đơn vị nào đứng nhất về tài chính công",
         "Sở Xây dựng và huyện Lộc Ninh đứng đầu toàn tỉnh về tài chính công năm 2023: 100,0%."),
    ],
)  # fmt: skip
def test_the_one_in_front_or_behind(province: Province, text: str, first_line: str) -> None:
    assert province.say("leader:ct", text).first_line == first_line


def test_the_last_two_of_a_year_from_below(province: Province) -> None:
    said = province.say("leader:ct", "hai đơn vị cuối bảng năm 2022")
    assert rows(said.text) == ["31. Huyện Bù Đăng 76,06", "30. Sở Khoa học và Công nghệ 76,11"]


def test_ties_at_the_edge_of_top_n_are_shown(province: Province) -> None:
    said = province.say("leader:ct", "top 21")
    assert said.first_line == "22 đơn vị có Chỉ số cao nhất năm 2023, vì 2 đơn vị đồng hạng 21 (1-10):"
    province.press("leader:ct", "Tiếp")
    said = province.press("leader:ct", "Tiếp") if "Tiếp" in province.last("leader:ct").choices else said
    assert rows(province.last("leader:ct").text)[-1] == "21. Sở Nội vụ 86,94"
    assert "Cùng số thứ tự là đồng hạng." in province.last("leader:ct")


def test_a_field_over_both_groups_goes_by_percent_and_says_so(province: Province) -> None:
    said = province.say("leader:ct", "xếp hạng các đơn vị theo tổ chức bộ máy")
    assert rows(said.text)[:4] == [
        "1. Thị xã Phước Long 100,0%",
        "1. Thị xã Bình Long 100,0%",
        "1. Huyện Bù Gia Mập 100,0%",
        "4. Sở Y tế 97,5%",
    ]
    assert "Tính theo % mức tối đa, vì hai khối có mức khác nhau." in said


@pytest.mark.parametrize(
    ("text", "first_line"),
    [
        ("đơn vị nào dưới 80", "Một đơn vị dưới 80 điểm năm 2023:"),
        ("don vi nao bi duoi 70 diem", "Không đơn vị nào dưới 70 điểm năm 2023; thấp nhất: huyện Bù Đăng 73,00."),
        ("đơn vị nào từ 88 điểm trở lên", "16 đơn vị từ 88 điểm trở lên năm 2023 (1-10):"),
        ("sở nào trên 90 điểm", "Chín sở, ban, ngành từ 90 điểm trở lên năm 2023:"),
    ],
)
def test_over_and_under_a_threshold(province: Province, text: str, first_line: str) -> None:
    assert province.say("leader:ct", text).first_line == first_line


def test_a_threshold_is_kept_when_the_page_is_turned(province: Province) -> None:
    province.say("leader:ct", "đơn vị nào từ 88 điểm trở lên")
    said = province.press("leader:ct", "Tiếp")
    assert [row.split(". ")[0] for row in rows(said.text)] == ["11", "12", "13", "14", "15", "16"]


def test_no_table_of_a_year_without_scores(province: Province) -> None:
    assert province.say("leader:ct", "bảng xếp hạng năm 2024").first_line.startswith("Chưa có Chỉ số CCHC năm 2024")


@pytest.mark.parametrize("text", ["10 đơn vị cuối", "3 so cuoi"])
def test_the_last_ones_are_the_lowest(province: Province, text: str) -> None:
    assert "thấp nhất" in province.say("leader:ct", text).first_line


def test_a_command_with_words_behind_it_is_read_whole(province: Province) -> None:
    assert province.say("officer:stp", "/diem snv").first_line.startswith("Sở Nội vụ: 86,94")


def test_a_bare_number_of_points_is_exactly_that(province: Province) -> None:
    assert province.say("leader:ct", "đơn vị nào 86,94 điểm").first_line == "Hai đơn vị đúng 86,94 điểm năm 2023:"


def test_fields_are_listed_where_no_agency_is_asked_for(province: Province) -> None:
    said = province.say("leader:ct", "top 3 lĩnh vực thấp nhất")
    assert rows(said.text)[2] == "3. Thể chế 88,6% (thấp nhất: Bù Đăng 59,4%)"


# --- one place


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        ("r=5", ["Hạng 5 toàn tỉnh năm 2023: Sở Tài chính, 93,47 điểm (▼4).",
                 "Ngay trên: hạng 4, thị xã Phước Long 93,51 điểm.",
                 "Ngay dưới: hạng 6, Sở Lao động - Thương binh và Xã hội 93,41 điểm."]),
        ("r=21", ["Hạng 21 toàn tỉnh năm 2023: Văn phòng UBND tỉnh và Sở Nội vụ đồng hạng, 86,94 điểm.",
                  "Ngay trên: hạng 20, Sở Công Thương 87,03 điểm.",
                  "Ngay dưới: hạng 23, Sở Tài nguyên và Môi trường 86,42 điểm."]),
        ("r=22", ["Không đơn vị nào ở hạng 22 toàn tỉnh năm 2023: Văn phòng UBND tỉnh và Sở Nội vụ đồng hạng 21, "
                  "86,94 điểm.", "Kế tiếp là hạng 23: Sở Tài nguyên và Môi trường 86,42 điểm."]),
        ("r=40", ["Xếp hạng toàn tỉnh năm 2023 có 31 đơn vị, không có hạng 40. "
                  "Cuối bảng: huyện Bù Đăng, hạng 31, 73,00 điểm."]),
        ("r=2;o=bottom", ["Hạng 30 toàn tỉnh năm 2023: Ban Dân tộc, 80,81 điểm (▼2)."]),
        ("r=3;g=huyen;f=3", ["Hạng 3 khối huyện về thủ tục hành chính năm 2023: thị xã Bình Long, 97,2%.",
                             "Ngay trên: hạng 2, huyện Lộc Ninh 98,6%.",
                             "Ngay dưới: đồng hạng 4, huyện Bù Gia Mập và huyện Phú Riềng 95,8%."]),
    ],
)  # fmt: skip
def test_who_holds_a_place(province: Province, data: str, lines: list[str]) -> None:
    assert province.press_data("leader:ct", f"q:ranking;{data}").text.split("\n")[: len(lines)] == lines


def test_from_a_place_to_the_next_and_to_its_page_of_the_table(province: Province) -> None:
    assert province.press_data("leader:ct", "q:ranking;r=21").choices[:2] == ("Hạng 20", "Hạng 23")
    assert province.press("leader:ct", "Hạng 23").first_line.startswith("Hạng 23 toàn tỉnh năm 2023")
    assert "23. Sở TN&MT 86,42" in province.press("leader:ct", "Bảng xếp hạng")


# --- a range of points


@pytest.mark.parametrize(
    ("data", "first_line", "ranks"),
    [
        ("h=85;u=90", "Mười đơn vị từ 85 đến dưới 90 điểm năm 2023:",
         ["15", "16", "17", "18", "19", "20", "21", "21", "23", "24"]),
        ("h=90;u=85", "Mười đơn vị từ 85 đến dưới 90 điểm năm 2023:",
         ["15", "16", "17", "18", "19", "20", "21", "21", "23", "24"]),
        ("h=86.94;u=86.94", "Hai đơn vị đúng 86,94 điểm năm 2023:", ["21", "21"]),
        ("h=95;u=100", "Một đơn vị từ 95 điểm trở lên năm 2023:", ["1"]),
        ("h=90;u=90", "Không đơn vị nào đúng 90,00 điểm năm 2023; gần nhất: Sở Nông nghiệp và Phát triển nông thôn "
                      "90,39.", []),
    ],
)  # fmt: skip
def test_a_range_of_points(province: Province, data: str, first_line: str, ranks: list[str]) -> None:
    said = province.press_data("leader:ct", f"q:ranking;{data}")
    assert said.first_line == first_line
    assert [row.split(". ")[0] for row in rows(said.text)] == ranks


def test_the_upper_end_does_not_belong_to_a_range(province: Province) -> None:
    said = province.press_data("leader:ct", "q:ranking;h=86.42;u=87.03")
    assert said.first_line == "Ba đơn vị từ 86,42 đến dưới 87,03 điểm năm 2023:"
    assert "Không tính Sở Công Thương đúng 87,03." in said


# --- who rose, who fell


def test_who_rose_the_most_in_rank_and_in_points(province: Province) -> None:
    said = province.press_data("leader:ct", "q:ranking;x=movement;o=top")
    assert said.text.split("\n")[:4] == [
        "Sở Y tế tăng hạng nhiều nhất toàn tỉnh năm 2023 so với 2022: ▲12 (hạng 15 lên 3).",
        "Tiếp theo: Sở Giao thông vận tải và huyện Đồng Phú ▲8.",
        "Hạng và điểm là hai việc: tăng điểm nhiều nhất là Sở Giao thông vận tải, 9,25 điểm.",
        "So theo % vì bộ tiêu chí đã đổi.",
    ]
    said = province.press("leader:ct", "Giảm nhiều nhất")
    assert said.first_line.startswith("Thị xã Chơn Thành giảm hạng nhiều nhất toàn tỉnh năm 2023 so với 2022: ▼8")
    said = province.press("leader:ct", "Khối sở")
    assert said.first_line == (
        "Sở Nông nghiệp và Phát triển nông thôn giảm hạng nhiều nhất khối sở năm 2023 so với 2022: "
        "▼7 (hạng chung 7 xuống 14)."
    )


def test_points_go_first_where_points_are_asked_for(province: Province) -> None:
    said = province.say("leader:ct", "đơn vị nào tăng điểm nhiều nhất")
    assert said.text.split("\n")[:3] == [
        "Sở Giao thông vận tải tăng điểm nhiều nhất toàn tỉnh năm 2023 so với 2022: 9,25 điểm (78,17 lên 87,42).",
        "Tiếp theo: Sở Khoa học và Công nghệ 7,20 điểm, Sở Giáo dục và Đào tạo 6,65 điểm.",
        "Hạng và điểm là hai việc: tăng hạng nhiều nhất là Sở Y tế, ▲12.",
    ]
    said = province.press("leader:ct", "Các đơn vị tăng")
    assert rows(said.text)[0] == "1. Sở GTVT +9,25 (▲8)"
    assert rows(province.press("leader:ct", "Theo hạng").text)[0] == "1. Sở Y tế ▲12 (+6,00)"


def test_both_directions_with_the_counts_of_the_dispatch(province: Province) -> None:
    said = province.press_data("leader:ct", "q:ranking;x=movement")
    assert said.text.split("\n")[:3] == [
        "Toàn tỉnh năm 2023 so với 2022: tăng hạng nhiều nhất Sở Y tế ▲12; giảm hạng nhiều nhất thị xã Chơn Thành ▼8.",
        "Hạng: 10 đơn vị tăng, 5 giữ nguyên, 16 giảm.",
        "Điểm: 21 đơn vị tăng, 10 giảm (hạng và điểm là hai việc).",
    ]


def test_the_list_of_those_that_fell_turns_its_pages_and_cuts_no_tie(province: Province) -> None:
    province.press_data("leader:ct", "q:ranking;x=movement;o=bottom")
    seen = rows(province.press("leader:ct", "Các đơn vị giảm").text)
    seen += rows(province.press("leader:ct", "Tiếp").text)
    assert len(seen) == len(set(seen)) == 16
    assert seen[4] == "4. Huyện Hớn Quản ▼5 (+1,95)"
    said = province.press_data("leader:ct", "q:ranking;x=movement;o=bottom;n=2")
    assert said.first_line == (
        "Ba đơn vị giảm hạng nhiều nhất toàn tỉnh năm 2023 so với 2022, vì 2 đơn vị cùng ▼7; "
        "trong ngoặc là điểm, so theo % vì bộ tiêu chí đã đổi:"
    )


def test_movement_of_the_first_year_cannot_be_told(province: Province) -> None:
    said = province.press_data("leader:ct", "q:ranking;x=movement;o=top;y=2022")
    assert said.first_line == "Chưa có số liệu năm 2021 nên chưa tính được tăng, giảm hạng của năm 2022."
    assert province.press("leader:ct", "Năm 2023").first_line.startswith("Sở Y tế tăng hạng nhiều nhất")


def test_movement_in_a_field_is_that_of_its_own_ranking(province: Province) -> None:
    said = province.press_data("leader:ct", "q:ranking;x=movement;f=7;g=so")
    assert said.first_line == (
        "Khối sở về chính quyền số năm 2023 so với 2022: tăng hạng nhiều nhất Sở Tài nguyên và Môi trường ▲7; "
        "giảm hạng nhiều nhất Văn phòng UBND tỉnh ▼16."
    )


def test_a_criterion_that_is_new_has_no_movement(province: Province) -> None:
    said = province.press_data("leader:ct", "q:ranking;x=movement;c=7.2.3")
    assert said.first_line.startswith("Năm 2022 chưa có điểm Tỷ lệ số hóa hồ sơ, kết quả (7.2.3)")
    assert said.choices


def test_a_criterion_is_ranked_in_points(province: Province) -> None:
    said = province.press_data("leader:ct", "q:ranking;c=7.4.2;g=so;p=2")
    assert rows(said.text)[-1] == "20. Sở Nội vụ 0,25/1,50"
