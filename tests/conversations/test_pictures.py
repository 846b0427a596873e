"""[Biểu đồ] stands under what can be drawn, asks for the same question, and is never under a refusal."""

import pytest

from handlers.pictures import DRAW
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
        ("tinh hinh chung", "Biểu đồ xếp hạng Chỉ số CCHC toàn tỉnh năm 2023"),
    ],
)
def test_a_press_draws_what_was_answered(province: Province, typed: str, begins: str) -> None:
    assert CHART in province.say("leader:ct", typed).choices
    pressed = province.press("leader:ct", CHART)
    assert pressed.text == "Đang vẽ biểu đồ…"
    assert [job.kind for job in pressed.jobs] == [DRAW]
    assert pressed.jobs[0].payload["caption"].startswith(begins)


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
    assert [job.kind for job in said.jobs] == [DRAW]
    assert CHART not in said.choices
    after = province.say("head:stp", "con so y te?")
    assert after.first_line.startswith("Sở Y tế: 93,75 điểm")
    assert after.jobs == ()


def test_a_picture_of_what_was_just_answered(province: Province) -> None:
    province.say("head:stp", "so sanh snv voi syt")
    said = province.say("head:stp", "ve bieu do")
    assert said.text == "Đang vẽ biểu đồ…"
    assert said.jobs[0].payload["caption"].startswith("Biểu đồ so sánh Sở Nội vụ và Sở Y tế")


def test_a_picture_after_the_question_how_to_overtake_shows_both(province: Province) -> None:
    assert "để bằng huyện Hớn Quản" in province.say("head:budang", "lam sao de vuot hon quan")
    caption = province.say("head:budang", "bieu do").jobs[0].payload["caption"]
    assert caption.startswith("Biểu đồ so sánh huyện Bù Đăng và huyện Hớn Quản năm 2023")
