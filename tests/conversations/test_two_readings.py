"""Words with two close readings: asked about; the choice is taken next time, for that person, for questions only."""

from collections.abc import Iterator

import pytest

from bot.path.knowing import Knowing
from storage.session import Store
from tests.province import Province

ME, OTHER, HEAD = "officer:sct", "officer:stp", "head:binhlong"
ASKED = ("Phước Long", "Bình Long")


@pytest.fixture
def province(demo_url: str) -> Iterator[Province]:
    province = Province(Store(demo_url), Knowing())
    yield province
    province.store.close()


def choose(province: Province, label: str, text: str = "diem binh phuoc long") -> None:
    assert set(ASKED) <= set(province.say(ME, text).choices)
    province.press(ME, label)


def test_the_choice_is_taken_the_next_time_and_the_other_offered(province: Province) -> None:
    choose(province, "Bình Long")
    said = province.say(ME, "điểm bình phước long")
    assert said.first_line.startswith("Thị xã Bình Long: 92,66")
    assert "Phước Long" in said.choices
    assert "Bình Long" not in said.choices
    assert province.say(ME, "binh phuoc long mat diem o dau").first_line.startswith("Thị xã Bình Long chưa đạt")


def test_pressing_the_other_one_changes_what_is_taken(province: Province) -> None:
    choose(province, "Bình Long")
    province.say(ME, "diem binh phuoc long")
    assert province.press(ME, "Phước Long").first_line.startswith("Thị xã Phước Long")
    assert province.say(ME, "diem binh phuoc long").first_line.startswith("Thị xã Phước Long")


def test_both_buttons_of_one_question_count_the_last_press_stands(province: Province) -> None:
    asked = province.say(ME, "diem binh phuoc long")
    for label, data in asked.buttons:
        assert label in ASKED
        province.press_data(ME, data)
    last = dict(asked.buttons)[asked.choices[-1]]
    assert last.rpartition("=")[2] in ("binhlong", "phuoclong")
    assert f"Thị xã {asked.choices[-1]}" in province.say(ME, "diem binh phuoc long").first_line


def test_the_name_typed_in_answer_is_a_choice_too(province: Province) -> None:
    province.say(ME, "diem binh phuoc long")
    assert province.say(ME, "thị xã bình long").first_line.startswith("Thị xã Bình Long: 92,66")
    assert province.say(ME, "diem binh phuoc long").first_line.startswith("Thị xã Bình Long")


def test_a_later_question_about_one_of_them_is_no_choice(province: Province) -> None:
    province.say(ME, "diem binh phuoc long")
    province.say(ME, "diem snv")
    province.say(ME, "diem binh long")
    assert set(ASKED) <= set(province.say(ME, "diem binh phuoc long").choices)


def test_after_ten_minutes_a_press_answers_and_is_not_remembered(province: Province) -> None:
    province.say(ME, "diem binh phuoc long")
    province.at("2024-03-18T08:10")
    assert "Thị xã Bình Long" in province.press(ME, "Bình Long")
    assert set(ASKED) <= set(province.say(ME, "diem binh phuoc long").choices)


def test_nobody_else_reads_it_that_way(province: Province) -> None:
    choose(province, "Bình Long")
    assert set(ASKED) <= set(province.say(OTHER, "diem binh phuoc long").choices)


def test_other_words_are_asked_about(province: Province) -> None:
    choose(province, "Bình Long")
    said = province.say(ME, "diem so noai vu")
    assert "Sở Nội vụ" in said.choices


def test_it_outlives_days_and_a_restart(province: Province) -> None:
    choose(province, "Bình Long")
    province.knowing = Knowing()
    province.at("2024-04-18T09:00")
    assert "Thị xã Bình Long" in province.say(ME, "diem binh phuoc long").first_line


def test_a_report_still_asks(province: Province) -> None:
    asked = province.say(HEAD, "diem binh phuoc long")
    assert set(ASKED) <= set(asked.choices)
    province.press(HEAD, "Phước Long")
    said = province.say(HEAD, "binh phuoc long nv 38 xong")
    assert "Phước Long: 93" not in said
    assert province.say("monitor:snv", "nv 38 của phước long").first_line.endswith("chưa có báo cáo.")


def test_a_name_that_was_not_read_is_remembered_too(province: Province) -> None:
    province.say(ME, "diem so y e")
    province.press(ME, "Sở Y tế")
    assert province.say(ME, "diem so y e").first_line.startswith("Sở Y tế: 93,75")


def test_one_task_of_two_close_agencies_is_asked_about(province: Province) -> None:
    said = province.say("monitor:snv", "nv 38 của binh phuoc long đến đâu")
    assert {"Bình Long", "Phước Long"} <= set(said.choices)
    assert "thị xã Bình Long" in province.press("monitor:snv", "Bình Long").first_line
    said = province.say("monitor:snv", "nv 38 của binh phuoc long đến đâu")
    assert "thị xã Bình Long" in said.first_line


def test_the_other_side_of_a_comparison_stands(province: Province) -> None:
    province.say(ME, "so sanh snv voi binh phuoc long")
    said = province.press(ME, "Bình Long")
    assert said.first_line.startswith("Năm 2023, thị xã Bình Long cao hơn: 92,66")
    assert "Sở Nội vụ 86,94" in said.first_line
    assert "Sở Nội vụ 86,94" in province.say(ME, "so sanh snv voi binh phuoc long").first_line


def test_two_close_topics_are_asked_about_and_remembered(province: Province, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    from handlers import router
    from handlers.understanding import understand

    def unsure(text: str, *more: object) -> object:
        said = understand(text, *more)  # type: ignore[arg-type]
        return replace(said, second="weak", confidence=0.58) if "y tế điểm" in text.lower() else said

    monkeypatch.setattr(router, "understand", unsure)
    asked = province.say(ME, "sở y tế điểm ra sao")
    assert asked.choices[:2] == ("Điểm, thứ hạng", "Mất điểm ở đâu")
    assert province.press(ME, "Mất điểm ở đâu").first_line.startswith("Sở Y tế chưa đạt")
    said = province.say(ME, "Sở Y tế điểm ra sao")
    assert said.first_line.startswith("Sở Y tế chưa đạt")
    assert "Điểm, thứ hạng" in said.choices
    province.press(ME, "Điểm, thứ hạng")
    said = province.say(ME, "sở y tế điểm ra sao")
    assert said.first_line.startswith("Sở Y tế: 93,75")
    following = [label for label, data in said.buttons if data.startswith("q:weak;a=syt;y=")]
    province.press(ME, following[0])  # the next question below the answer is no choice
    assert province.say(ME, "sở y tế điểm ra sao").first_line.startswith("Sở Y tế: 93,75")
    assert province.say(OTHER, "sở y tế điểm ra sao").choices[:2] == ("Điểm, thứ hạng", "Mất điểm ở đâu")
