"""Questions that lean on the one before: ten minutes, one person, never into a write."""

from tests.province import Province

ME = "officer:sct"


def test_another_agency_another_year_and_the_rank(province: Province) -> None:
    assert province.say(ME, "diem snv").first_line.startswith("Sở Nội vụ: 86,94")
    assert province.say(ME, "con stp?").first_line.startswith("Sở Tư pháp: 92,32")
    assert province.say(ME, "nam 2022?").first_line.startswith("Sở Tư pháp: 91,32")
    assert "Sở Tư pháp: hạng 9/31 năm 2022" in province.say(ME, "xep thu may")


def test_the_question_keeps_its_topic(province: Province) -> None:
    assert "Sở Y tế chưa đạt" in province.say(ME, "so y te mat diem gi")
    assert "Huyện Bù Đăng chưa đạt" in province.say(ME, "con bu dang?")


def test_the_own_agency_after_another_one(province: Province) -> None:
    province.say(ME, "so y te mat diem gi")
    assert "Sở Công Thương chưa đạt" in province.say(ME, "cua don vi toi thi sao")


def test_a_full_question_leans_on_nothing(province: Province) -> None:
    province.say(ME, "diem snv nam 2022")
    assert "92,32" in province.say(ME, "diem so tu phap nam 2023")


def test_a_name_that_cannot_be_read_is_asked_about_and_never_ones_own(province: Province) -> None:
    said = province.say(ME, "diem so y e")
    assert "Sở Y tế" in said.choices
    assert "Công Thương:" not in said
    for text in ("diem van hong ubnd tinh", "diem ubnd tinh"):
        assert "VP UBND tỉnh" in province.say(ME, text).choices
    assert province.say(ME, "diem abcxyz").topic == "unknown"
    province.say(ME, "diem snv")
    assert "86,94" not in province.say(ME, "con abcxyz?")


def test_after_ten_minutes_nothing_is_leaned_on(province: Province) -> None:
    province.say(ME, "so y te mat diem gi")
    province.at("2024-03-18T08:06")
    assert province.say(ME, "bu dang?").first_line.startswith("Huyện Bù Đăng: 73,00")


def test_one_persons_question_is_not_anothers(province: Province) -> None:
    province.say("officer:stp", "so y te mat diem gi")
    assert province.say(ME, "bu dang?").first_line.startswith("Huyện Bù Đăng: 73,00")


def test_the_context_survives_a_restart(province: Province) -> None:
    from bot.path.knowing import Knowing

    province.say(ME, "so y te mat diem gi")
    province.knowing = Knowing()
    assert "chưa đạt" in province.say(ME, "con bu dang?")
