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
    assert said.choices == ("Khối huyện", "Khối sở", "Toàn tỉnh")


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
    assert seen[20:23] == ["21. Văn phòng UBND tỉnh 86,94 (đồng hạng)", "21. Sở Nội vụ 86,94 (đồng hạng)",
                           "23. Sở TN&MT 86,42"]  # fmt: skip
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
    assert said.first_line == "22 đơn vị có Chỉ số cao nhất năm 2023 (1-10):"
    province.press("leader:ct", "Tiếp")
    said = province.press("leader:ct", "Tiếp") if "Tiếp" in province.last("leader:ct").choices else said
    assert rows(province.last("leader:ct").text)[-1] == "21. Sở Nội vụ 86,94 (đồng hạng)"


def test_a_field_over_both_groups_goes_by_percent_and_says_so(province: Province) -> None:
    said = province.say("leader:ct", "xếp hạng các đơn vị theo tổ chức bộ máy")
    assert rows(said.text)[:4] == [
        "1. Thị xã Phước Long 100,0% (đồng hạng)",
        "1. Thị xã Bình Long 100,0% (đồng hạng)",
        "1. Huyện Bù Gia Mập 100,0% (đồng hạng)",
        "4. Sở Y tế 97,5% (đồng hạng)",
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
