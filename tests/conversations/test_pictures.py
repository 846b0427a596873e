"""[Biểu đồ] stands under what can be drawn, asks for the same question, and is never under a refusal."""

import pytest

from tests.province import Province

CHART = "Biểu đồ"


@pytest.mark.parametrize(
    ("typed", "begins"),
    [
        ("diem snv", "Biểu đồ Sở Nội vụ năm 2023, 8 lĩnh vực"),
        ("diem snv nam 2022", "Biểu đồ Sở Nội vụ năm 2022, 8 lĩnh vực"),
        ("diem tai chinh cong cua snv", "Biểu đồ Sở Nội vụ năm 2023, tiêu chí của tài chính công"),
        ("xep hang khoi huyen", "Biểu đồ xếp hạng Chỉ số CCHC khối huyện năm 2023"),
        ("so sanh stp voi snv", "Biểu đồ so sánh Sở Tư pháp và Sở Nội vụ năm 2023"),
        ("so sanh khoi so voi khoi huyen", "Biểu đồ so sánh trung bình khối sở và trung bình khối huyện năm 2023"),
        ("snv mat diem o dau", "Biểu đồ Sở Nội vụ năm 2023, 8 lĩnh vực"),
        ("snv qua cac nam", "Biểu đồ Sở Nội vụ qua các năm 2022-2023"),
        ("bien dong thu hang khoi so", "Biểu đồ thứ hạng khối sở năm 2022 và 2023"),
        ("tinh hinh chung", "Bản đồ nhiệm vụ của các cơ quan, địa phương ngày 18/3"),
    ],
)
def test_a_press_draws_what_was_answered(province: Province, typed: str, begins: str) -> None:
    assert CHART in province.say("leader:ct", typed).choices
    pressed = province.press("leader:ct", CHART)
    assert pressed.reply.toast == "Đang vẽ biểu đồ…"
    assert pressed.reply.beside is None  # the words are on the screen
    assert str(pressed.caption).startswith(begins)


@pytest.mark.parametrize("typed", ["diem 2019", "diem snv nam 2024", "diem binh phuoc long", "diem bao binh phuoc"])
def test_there_is_nothing_to_draw_under_a_refusal_or_a_question(province: Province, typed: str) -> None:
    assert CHART not in province.say("head:stp", typed).choices


@pytest.mark.parametrize(
    "typed", ["viec cua toi", "nv 38", "huong dan", "cam on", "thoi tiet", "muon vao top 15 can gi"]
)
def test_other_topics_offer_none(province: Province, typed: str) -> None:
    assert CHART not in province.say("head:snv", typed).choices


def test_words_asked_with_a_picture_order_it_beside_the_answer(province: Province) -> None:
    said = province.say("head:stp", "ve bieu do diem so noi vu")
    assert said.first_line.startswith("Sở Nội vụ: 86,94 điểm")
    assert str(said.caption).startswith("Biểu đồ Sở Nội vụ năm 2023")
    assert CHART not in said.choices
    after = province.say("head:stp", "con so y te?")
    assert after.first_line.startswith("Sở Y tế: 93,75 điểm")
    assert after.caption is None


def test_a_picture_of_what_was_just_answered(province: Province) -> None:
    province.say("head:stp", "so sanh snv voi syt")
    said = province.say("head:stp", "ve bieu do")
    assert said.text == said.caption
    assert said.text.startswith("Biểu đồ so sánh Sở Nội vụ và Sở Y tế")


def test_a_picture_after_the_question_how_to_overtake_shows_both(province: Province) -> None:
    assert "để bằng huyện Hớn Quản" in province.say("head:budang", "lam sao de vuot hon quan")
    caption = province.say("head:budang", "bieu do").caption
    assert str(caption).startswith("Biểu đồ so sánh huyện Bù Đăng và huyện Hớn Quản năm 2023")


def test_a_page_of_an_answer_with_a_picture_is_turned_in_words(province: Province) -> None:
    assert province.say("head:stp", "bieu do xep hang").caption is not None
    page = province.press("head:stp", "Tiếp")
    assert page.caption is None
    assert "11. " in page


def test_the_picture_of_another_group_comes_with_its_words(province: Province) -> None:
    province.say("head:stp", "xep hang khoi so")
    picture = province.press("head:stp", CHART)
    assert picture.choices == ("Khối huyện", "Toàn tỉnh")
    other = province.press("head:stp", "Khối huyện")
    assert other.first_line.startswith("Xếp hạng Chỉ số CCHC của khối huyện năm 2023")
    assert str(other.caption).startswith("Biểu đồ xếp hạng Chỉ số CCHC khối huyện")


def test_an_old_button_brings_words_and_picture(province: Province) -> None:
    card = province.say("head:stp", "diem snv")
    chart = dict(card.buttons)[CHART]
    province.say("head:stp", "viec cua toi")
    pressed = province.press_data("head:stp", chart)
    assert pressed.first_line.startswith("Sở Nội vụ: 86,94 điểm")
    assert str(pressed.caption).startswith("Biểu đồ Sở Nội vụ")


def test_who_is_asked_which_one_gets_words_and_picture(province: Province) -> None:
    province.say("head:stp", "bieu do binh phuoc long")
    said = province.press("head:stp", "Bình Long")
    assert said.first_line.startswith("Thị xã Bình Long: 92,66")
    assert str(said.caption).startswith("Biểu đồ thị xã Bình Long") or str(said.caption).startswith("Biểu đồ Thị xã")


@pytest.mark.parametrize(
    ("typed", "begins"),
    [
        ("bieu do tinh mat diem o dau", "Biểu đồ các lĩnh vực của toàn tỉnh năm 2023"),
        ("bieu do linh vuc nao thap nhat khoi so", "Biểu đồ các lĩnh vực của khối sở năm 2023"),
        ("bieu do cac don vi yeu kem", "Biểu đồ xếp hạng"),
        ("bieu do ai tang diem nhieu nhat", None),
    ],
)
def test_a_picture_answers_the_question_that_the_words_answer(
    province: Province, typed: str, begins: str | None
) -> None:
    caption = province.say("leader:ct", typed).caption
    assert caption is None if begins is None else str(caption).startswith(begins)


def test_nothing_is_offered_where_it_is_not_known_who_is_meant(province: Province) -> None:
    assert CHART not in province.say("leader:ct", "so sanh").choices


@pytest.mark.parametrize(
    ("typed", "begins"),
    [
        ("so voi stc", "Biểu đồ so sánh Sở Nội vụ và Sở Tài chính năm 2023"),
        ("so sanh hai khoi", "Biểu đồ so sánh trung bình khối sở và trung bình khối huyện năm 2023"),
    ],
)
def test_a_comparison_is_drawn_with_whom_its_words_compare(province: Province, typed: str, begins: str) -> None:
    province.say("head:snv", typed)
    pressed = province.press("head:snv", CHART)
    assert str(pressed.caption).startswith(begins)


@pytest.mark.parametrize("typed", ["can bao nhieu diem de bang stc", "muon bang so tai chinh", "vượt sở tài chính"])
def test_it_is_the_own_agency_that_is_to_reach_another(province: Province, typed: str) -> None:
    assert province.say("head:snv", typed).first_line.startswith("Sở Nội vụ cần thêm 6,53 điểm để bằng Sở Tài chính")
