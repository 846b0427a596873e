"""Topic `score` on the demo: one agency's card, a field, a criterion, years that are not there."""

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


SOURCE = "Chỉ số CCHC năm 2023, Quyết định 282/QĐ-UBND · số liệu minh họa"


def test_the_card_of_an_agency(province: Province) -> None:
    said = province.say("head:snv", "diem snv")
    assert said.topic == "score"
    assert said.text.split("\n") == [
        "Sở Nội vụ: 86,94 điểm, đồng hạng 21/31 với Văn phòng UBND tỉnh. So với 2022: tăng 6,23 điểm, ▲2 bậc.",
        "Khối sở, ban, ngành: đồng hạng 14/20. Nhóm từ 80% đến dưới 90%.",
        "Cao nhất: tổ chức bộ máy 95,0%. Thấp hơn khối nhiều nhất: chính quyền số 83,8% (mức giữa khối sở 94,1%).",
        SOURCE,
    ]
    assert said.choices == ("Mất điểm ở đâu", "So sánh", "Cần gì để lên hạng", "Qua các năm", "Biểu đồ")


def test_everybody_enrolled_sees_the_published_index(province: Province) -> None:
    first = {province.say(who, "điểm sở tư pháp").first_line for who in ("head:budang", "leader:ct", "admin")}
    assert first == {"Sở Tư pháp: 92,32 điểm, hạng 9/31. So với 2022: tăng 1,00 điểm, giữ nguyên hạng."}


@pytest.mark.parametrize("text", ["điểm đơn vị tôi", "điểm", "co quan toi dc may diem"])
def test_no_agency_named_means_the_own_one(province: Province, text: str) -> None:
    assert province.say("officer:stp", text).first_line.startswith("Sở Tư pháp: 92,32 điểm, hạng 9/31.")


def test_who_has_no_agency_gets_the_province(province: Province) -> None:
    said = province.say("leader:ct", "điểm đơn vị tôi")
    assert "14 đơn vị trên 90%, 16 từ 80% đến dưới 90%, 1 dưới 80%." in said


def test_the_year_before_is_without_the_decision_of_2023(province: Province) -> None:
    said = province.say("head:snv", "điểm sở nội vụ năm 2022")
    assert said.first_line == "Sở Nội vụ: 80,71 điểm, hạng 23/31. Chưa có số liệu năm 2021 để so sánh."
    assert "Chỉ số CCHC năm 2022 · số liệu minh họa" in said
    assert "282" not in said


def test_a_year_without_scores_offers_the_newest(province: Province) -> None:
    said = province.say("head:snv", "điểm sở nội vụ năm 2024")
    assert said.text == "Chưa có Chỉ số CCHC năm 2024; mới nhất là năm 2023."
    assert province.press("head:snv", "Xem năm 2023").first_line.startswith("Sở Nội vụ: 86,94 điểm")


def test_a_year_that_is_not_stored_names_those_that_are(province: Province) -> None:
    said = province.say("head:snv", "điểm sở nội vụ năm 2020")
    assert said.text == "Chưa có số liệu năm 2020. Hiện có Chỉ số CCHC năm 2022, 2023."
    assert said.choices == ("Xem năm 2023", "Xem năm 2022")


def test_the_press_unit_is_not_scored(province: Province) -> None:
    said = province.say("head:daiptth", "điểm đơn vị tôi")
    assert said.text == (
        "Đài Phát thanh - Truyền hình và Báo Bình Phước không thuộc 31 đơn vị được chấm điểm Chỉ số CCHC."
    )


def test_the_rank_first_when_the_rank_is_asked(province: Province) -> None:
    said = province.say("head:stp", "sở tư pháp xếp thứ mấy năm 2022")
    assert said.first_line == "Sở Tư pháp: hạng 9/31 năm 2022 (năm 2023 cũng hạng 9)."


@pytest.mark.parametrize(
    ("agency", "first_line"),
    [
        ("syt", "Sở Y tế: hạng 3/20 khối sở năm 2023 (năm 2022 hạng 10)."),
        ("snv", "Sở Nội vụ: đồng hạng 14/20 khối sở năm 2023 với Văn phòng UBND tỉnh (năm 2022 hạng 15)."),
    ],
)
def test_the_rank_in_the_group_first(province: Province, agency: str, first_line: str) -> None:
    said = province.press_data("leader:ct", f"q:score;a={agency};x=group_rank")
    assert said.first_line == first_line
    assert "toàn tỉnh: " in said


def test_a_field_beside_the_middle_of_the_group(province: Province) -> None:
    said = province.say("head:snv", "điểm chuyển đổi số của huyện bù đốp")
    assert said.text.split("\n") == [
        "Huyện Bù Đốp, chính quyền số: 15,50/17,00 điểm (91,2%), đồng hạng 7/11 khối huyện.",
        "Mức giữa khối huyện 94,1%. Toàn tỉnh: đồng hạng 22/31 (tính theo %).",
        "So với 2022: từ 100,0% xuống 91,2% (so theo % vì bộ tiêu chí đã đổi).",
        "Mất nhiều nhất: Tỷ lệ hồ sơ trực tuyến toàn trình (7.2.1), 0,50 điểm.",
        SOURCE,
    ]


def test_a_component_criterion_by_number(province: Province) -> None:
    said = province.say("head:snv", "điểm tiêu chí 7.4.2 của sở nội vụ")
    assert said.first_line == (
        "Sở Nội vụ, Cải tiến hệ thống quản lý chất lượng (7.4.2): 0,25/1,50 điểm (16,7%), hạng 20/20 khối sở."
    )
    assert "11/20 đơn vị khối sở đạt điểm tối đa; mức giữa 100,0%." in said
    assert "So với 2022: giảm 0,25 điểm." in said


def test_a_criterion_that_the_year_did_not_have(province: Province) -> None:
    said = province.say("head:snv", "điểm 7.2.3 của sở nội vụ năm 2022")
    assert said.text == "Bộ tiêu chí năm 2022 không có tiêu chí 7.2.3."


def test_did_it_reach_a_score(province: Province) -> None:
    said = province.say("leader:ct", "khu kinh tế có được 80 điểm không")
    assert said.first_line.startswith("Có. Ban Quản lý Khu kinh tế: 82,99 điểm")


def test_two_close_names_are_asked_about(province: Province) -> None:
    said = province.say("head:snv", "diem binh phuoc long")
    assert set(said.choices) == {"Phước Long", "Bình Long"}
    assert province.press("head:snv", "Bình Long").first_line.startswith("Thị xã Bình Long: 92,66 điểm, hạng 7/31.")


def test_buttons_carry_agency_and_year(province: Province) -> None:
    province.say("head:stp", "điểm sở nội vụ năm 2022")
    said = province.press("head:stp", "Mất điểm ở đâu")
    assert said.first_line.startswith("Sở Nội vụ chưa đạt 19,29 điểm năm 2022")


def test_the_next_question_leans_on_the_last(province: Province) -> None:
    province.say("head:snv", "diem snv")
    assert province.say("head:snv", "còn stp?").first_line.startswith("Sở Tư pháp: 92,32 điểm")


@pytest.mark.parametrize("text", ["diem snv", "điểm thể chế của sở y tế", "điểm 7.4.2 của sở nội vụ", "xếp thứ mấy"])
def test_answers_are_short(province: Province, text: str) -> None:
    said = province.say("head:snv", text)
    assert len(said.text) <= 400
    assert said.text.count("\n") < 5


@pytest.mark.parametrize(
    ("data", "begins"),
    [
        ("h=90;u=95", "Có. Sở Y tế: 93,75 điểm"),
        ("h=80;u=90", "Không. Sở Y tế: 93,75 điểm"),
        ("h=95;b=1", "Chưa. Sở Y tế: 93,75 điểm"),
        ("h=95;b=0", "Có. Sở Y tế: 93,75 điểm"),
        ("r=3", "Đúng. Sở Y tế: hạng 3/31 năm 2023"),
        ("r=5", "Không. Sở Y tế: hạng 3/31 năm 2023"),
        ("n=5", "Có. Sở Y tế: hạng 3/31 năm 2023"),
        ("n=2;x=group_rank", "Không. Sở Y tế: hạng 3/20 khối sở năm 2023"),
    ],
)
def test_yes_or_no_stands_first(province: Province, data: str, begins: str) -> None:
    assert province.press_data("leader:ct", f"q:score;a=syt;{data}").first_line.startswith(begins)
