"""Answers to what a report asks back: yes, no, a figure, a reason; several reports; buttons that are overtaken."""

import pytest

from storage.assignments import Assigned, of_task, reports_on
from tests.province import Province

OFFICER, HEAD = "officer:stp", "head:stp"


def of(province: Province, task: int = 38) -> Assigned:
    with province.store.reading() as unit:
        return of_task(unit.session, task, ["stp"])[0]


def written(province: Province, task: int = 38) -> list[str]:
    with province.store.reading() as unit:
        return [r.words for r in reports_on(unit.session, [a.id for a in of_task(unit.session, task, ["stp"])])]


class TestConfirmed:
    @pytest.mark.parametrize("text", ["dung", "đúng rồi", "ok", "co", "ghi di", "vâng ạ", "80%", "ừ ghi đi"])
    def test_by_a_yes(self, province: Province, text: str) -> None:
        assert "Ghi NV 37 80%?" in province.say(OFFICER, "hinh nhu nv 37 80%")
        assert "NV 37, Sở Tư pháp: 80%" in province.say(OFFICER, text)
        assert of(province, 37).percent == 80

    @pytest.mark.parametrize("text", ["khong", "thôi", "đừng ghi", "sai roi", "không phải", "nham roi"])
    def test_or_refused(self, province: Province, text: str) -> None:
        province.say(OFFICER, "hinh nhu nv 37 80%")
        assert province.say(OFFICER, text).text == "Đã bỏ, chưa ghi gì."
        assert of(province, 37).state == "not_started"

    def test_another_figure_is_written_instead(self, province: Province) -> None:
        province.say(OFFICER, "hinh nhu nv 37 80%")
        assert "NV 37, Sở Tư pháp: 70%" in province.say(OFFICER, "70%")

    def test_nothing_asked_nothing_written(self, province: Province) -> None:
        province.say(OFFICER, "hinh nhu nv 37 80%")
        province.say(OFFICER, "nv 38")
        province.say(OFFICER, "dung")
        assert of(province, 37).state == "not_started"


class TestLess:
    @pytest.fixture(autouse=True)
    def _forty_after_sixty(self, province: Province) -> None:
        province.say(OFFICER, "nv 38 60%")
        province.say(OFFICER, "nv 38 40%")

    @pytest.mark.parametrize("text", ["40%", "ok", "ghi 40%", "đúng"])
    def test_is_confirmed(self, province: Province, text: str) -> None:
        province.say(OFFICER, text)
        assert of(province).percent == 40

    @pytest.mark.parametrize("text", ["nham", "giu nguyen", "khong", "giữ 60%", "báo nhầm"])
    def test_or_not(self, province: Province, text: str) -> None:
        province.say(OFFICER, text)
        assert (of(province).state, of(province).percent) == ("doing", 60)

    @pytest.mark.parametrize("text", ["khong, 70%", "sai, 70%", "70% moi dung"])
    def test_another_figure_stands_instead(self, province: Province, text: str) -> None:
        province.say(OFFICER, text)
        assert of(province).percent == 70

    def test_done_after_all_is_done(self, province: Province) -> None:
        assert "hoàn thành, chờ Sở Nội vụ xác nhận" in province.say(OFFICER, "xong roi")

    def test_a_question_is_no_reason(self, province: Province) -> None:
        said = province.say(OFFICER, "den 29/3 dc ko")
        assert said.text.startswith("Chưa ghi gì. NV 38 lần trước báo 60%, nay 40%.")
        assert said.choices == ("Ghi 40%", "Giữ 60%")
        assert of(province).percent == 60


class TestAfterDone:
    def test_an_obstacle_with_its_reason_is_asked_about_once(self, province: Province) -> None:
        province.say(OFFICER, "nv 38 xong")
        said = province.say(OFFICER, "nv 38 vuong, cho so lieu so tnmt")
        assert said.text == (
            "NV 38 đã báo hoàn thành lúc 7:55 ngày 18/3/2024, nay đang vướng mắc: “cho so lieu so tnmt”. Ghi thay?"
        )
        assert said.choices == ("Ghi đang vướng", "Giữ hoàn thành")
        receipt = province.press(OFFICER, "Ghi đang vướng")
        assert "đang vướng mắc: “cho so lieu so tnmt”" in receipt
        assert "Báo cáo hoàn thành trước đó không còn hiệu lực." in receipt
        assert of(province).state == "blocked"

    def test_without_one_it_may_be_typed(self, province: Province) -> None:
        province.say(OFFICER, "nv 38 xong")
        province.say(OFFICER, "nv 38 vuong")
        province.say(OFFICER, "den 29/3 dc ko")
        assert of(province).state == "waiting"
        province.say(OFFICER, "chua co kinh phi")
        assert (of(province).state, of(province).reason) == ("blocked", "chua co kinh phi")

    def test_it_is_kept(self, province: Province) -> None:
        province.say(OFFICER, "nv 38 xong")
        province.say(OFFICER, "nv 38 vuong")
        province.press(OFFICER, "Giữ hoàn thành")
        assert of(province).state == "waiting"


class TestOvertaken:
    def test_by_a_report_of_somebody_else(self, province: Province) -> None:
        province.say(OFFICER, "nv 38 60%")
        asked = province.say(OFFICER, "nv 38 40%")
        province.say(HEAD, "nv 38 80%")
        said = province.press_data(OFFICER, dict(asked.buttons)["Ghi 40%"])
        assert said.text == "Nút này đã hết hiệu lực, chưa ghi gì. NV 38 hiện 80%, đang thực hiện."
        assert said.choices == ("Báo tiến độ", "Chi tiết")
        assert of(province).percent == 80

    @pytest.mark.parametrize("text", ["hinh nhu nv 38 70%", "nv 38 stnmt 70%"])
    def test_of_any_question(self, province: Province, text: str) -> None:
        asked = province.say(OFFICER, text)
        province.say(OFFICER, "nv 38 80%")
        assert "Nút này đã hết hiệu lực" in province.press_data(OFFICER, dict(asked.buttons)["Ghi cho NV 38"])
        assert of(province).percent == 80

    def test_not_by_one_that_was_taken_back(self, province: Province) -> None:
        asked = province.say(OFFICER, "hinh nhu nv 38 70%")
        province.say(OFFICER, "nv 38 80%")
        province.press(OFFICER, "Ghi nhầm, hủy")
        province.press_data(OFFICER, dict(asked.buttons)["Ghi cho NV 38"])
        assert of(province).percent == 70


class TestSeveral:
    def test_are_confirmed_at_once_and_keep_their_words(self, province: Province) -> None:
        said = province.say(OFFICER, "nv 20 xong nv 35 xong nv 38 vuong cho kinh phi")
        assert "NV 38 đang vướng mắc: “cho kinh phi”?" in said
        assert said.choices[0] == "Ghi cả 3"
        receipt = province.press(OFFICER, "Ghi cả 3")
        assert "NV 38, Sở Tư pháp: đang vướng mắc: “cho kinh phi”." in receipt
        assert [of(province, no).state for no in (20, 35, 38)] == ["waiting", "waiting", "blocked"]
        assert of(province).reason == "cho kinh phi"

    def test_a_stage_stays(self, province: Province) -> None:
        assert "NV 38, Sở Tư pháp: đang trình ký." in province.say(OFFICER, "nv 37 60%, nv 38 dang trinh ky")
        assert of(province).stage == "đang trình ký"

    def test_what_is_not_theirs_is_said(self, province: Province) -> None:
        said = province.say(OFFICER, "nv 20 xong nv 18 xong nv 38 vuong cho kinh phi")
        assert "NV 18 không do Sở Tư pháp chủ trì nên chưa ghi." in said
        none = province.say(OFFICER, "nv 40 60% nv 41 vuong")
        assert "NV 40 không do" in none
        assert "NV 41 không do" in none
        assert none.choices[:2] == ("NV 37 Hội nghị", "NV 38 Báo cáo")


class TestNumbersOfAList:
    def test_are_offered_with_what_was_said(self, province: Province) -> None:
        province.say(OFFICER, "viec cua toi")
        said = province.say(OFFICER, "37 xong 38 cung xong")
        assert said.text == "Ghi NV 37 hoàn thành, NV 38 hoàn thành?"
        assert said.choices == ("Ghi cả 2", "Ghi cho NV 37", "Ghi cho NV 38", "Không ghi")
        province.press(OFFICER, "Ghi cả 2")
        assert (of(province, 37).state, of(province).state) == ("waiting", "waiting")

    def test_a_percent_is_not_forgotten(self, province: Province) -> None:
        province.say(OFFICER, "viec cua toi")
        assert province.say(OFFICER, "38 70%").text == "Ghi NV 38 70%?"
        province.say(OFFICER, "dung")
        assert of(province).percent == 70

    @pytest.mark.parametrize("text", ["xong 38%", "38 ngày nữa xong", "5 xong", "38 xong chưa"])
    def test_other_numbers_are_none(self, province: Province, text: str) -> None:
        province.say(OFFICER, "viec cua toi")
        assert "Ghi NV" not in province.say(OFFICER, text)
        assert written(province) == []


class TestSettled:
    def test_no_is_not_said_after_yes(self, province: Province) -> None:
        asked = province.say(OFFICER, "hinh nhu nv 37 80%")
        province.press(OFFICER, "Ghi cho NV 37")
        assert "Đã ghi" in province.press_data(OFFICER, dict(asked.buttons)["Không ghi"])

    def test_one_of_several_leaves_the_others(self, province: Province) -> None:
        asked = province.say(OFFICER, "nv 20 xong nv 35 xong nv 38 vuong cho kinh phi")
        province.press(OFFICER, "Ghi cho NV 20")
        province.press_data(OFFICER, dict(asked.buttons)["Ghi cho NV 38"])
        assert [of(province, no).state for no in (20, 35, 38)] == ["waiting", "not_started", "blocked"]


class TestWords:
    def test_a_receipt_and_the_card_say_the_same(self, province: Province) -> None:
        assert "NV 38, Sở Tư pháp: 70%, đang trình ký." in province.say(OFFICER, "nv 38 70%, dang trinh ky")
        assert "Sở Tư pháp: 70%, đang trình ký" in province.say(OFFICER, "nv 38")

    def test_words_that_are_cut_say_so(self, province: Province) -> None:
        long = "nv 38 vuong, cho " + "so lieu cua so tai nguyen va moi truong " * 8
        assert "…”" in province.say(OFFICER, long)
        assert "…”" in province.say(OFFICER, "nv 38 the nao")

    def test_what_needs_no_more_time_says_why(self, province: Province) -> None:
        province.say(OFFICER, "nv 38 xong")
        said = province.say(OFFICER, "xin gia han nv 38 den 29/3 vi cho so lieu")
        assert said.text == "NV 38 đã được báo hoàn thành nên không cần gia hạn."
        assert "NV 38 đã được báo hoàn thành nên không cần giao." in province.say(HEAD, "giao nv 38 cho đầu mối")
