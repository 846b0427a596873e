"""What settles a message uses up its other writing buttons; a button that only asked may be pressed again."""

import pytest

from bot.path.outgoing import Rows
from handlers.dialogue import DECLINED, WRITTEN, Attachment, Incoming, Reply
from storage.assignments import of_task
from tests.province import Province, Said

MONITOR, LEADER, OFFICER = "monitor:snv", "leader:ct", "officer:stp"
WRITTEN_BEFORE = "Đã ghi lúc 7:55, không ghi thêm lần nữa."


def token(said: Said, label: str) -> str:
    return next(data for shown, data in said.buttons if shown == label)


@pytest.fixture
def filed(province: Province) -> Province:
    province.say(OFFICER, "nv 37 xong", attachment=Attachment("document", "F2", "TB 12.pdf", 1000))
    province.say("officer:syt", "nv 37 xong")
    return province


class TestWritten:
    def test_a_change_of_a_task(self, province: Province) -> None:
        shown = province.say(LEADER, "đổi hạn nv 38 sang 29/3")
        province.press(LEADER, "Ghi")
        assert province.press_data(LEADER, token(shown, "Không ghi")).text == WRITTEN_BEFORE

    def test_an_acceptance(self, filed: Province) -> None:
        filed.say(MONITOR, "xác nhận nv 37 syt")
        asked = filed.last(MONITOR)
        filed.press(MONITOR, "Vẫn xác nhận")
        assert filed.press_data(MONITOR, token(asked, "Trả lại: thiếu tài liệu")).text == WRITTEN_BEFORE
        with filed.store.reading() as unit:
            assert of_task(unit.session, 37, ["syt"])[0].state == "accepted"

    def test_a_day_off(self, province: Province) -> None:
        shown = province.say("admin", "nghỉ 29/3/2024")
        assert "Ghi" in shown.choices
        province.press("admin", "Ghi")
        assert province.press_data("admin", token(shown, "Không ghi")).text == WRITTEN_BEFORE

    def test_by_typing_the_label(self, province: Province) -> None:
        shown = province.say(LEADER, "đổi hạn nv 38 sang 29/3")
        province.say(LEADER, "ghi")
        assert province.press_data(LEADER, token(shown, "Không ghi")).text == WRITTEN_BEFORE


class TestDeclined:
    def test_is_said_as_it_is(self, province: Province) -> None:
        shown = province.say(LEADER, "đổi hạn nv 38 sang 29/3")
        assert province.press(LEADER, "Không ghi").text == "Chưa ghi gì."
        for label in ("Ghi", "Không ghi"):
            said = province.press_data(LEADER, token(shown, label))
            assert said.text.startswith("Lúc 7:55 đã chọn không ghi nên chưa ghi gì.")
        with province.store.reading() as unit:
            assert {a.cycle for a in of_task(unit.session, 38)} == {1}


class TestAsked:
    def test_a_reason_may_be_asked_for_again(self, filed: Province) -> None:
        shown = filed.say(MONITOR, "trả lại nv 37 stp")
        filed.press(MONITOR, "Lý do khác")
        filed.say(MONITOR, "điểm sở y tế")
        said = filed.press_data(MONITOR, token(shown, "Lý do khác"))
        assert said.text.startswith("Anh/chị nhắn lý do")
        assert "Bổ sung trước ngày nào?" in filed.say(MONITOR, "thiếu giấy mời")

    def test_an_answer_to_a_wish_for_help_typed(self, province: Province) -> None:
        province.say("officer:honquan", "nv 38 vướng, chưa có kinh phí")
        said = province.say(MONITOR, "tra loi hon quan nv 38: se bo tri trong thang 4")
        assert "“se bo tri trong thang 4”" in said or "chưa có tài khoản" in said
        assert said.topic == "acceptance"


class TestOnTheScreen:
    INCOMING = Incoming(
        "telegram", "1", "1", data="w:a", callback="c", message="7",
        buttons=((("Ghi", "w:a"), ("Không ghi", "w:b")), (("Chi tiết", "q:x"),)),
    )  # fmt: skip

    @pytest.mark.parametrize(
        ("reply", "left"),
        [
            (Reply("", closes=WRITTEN), [["Chi tiết"]]),
            (Reply("", closes=DECLINED), [["Chi tiết"]]),
            (Reply(""), [["Không ghi"], ["Chi tiết"]]),
            (Reply("", stays=True), None),
        ],
    )
    def test_which_buttons_are_left(self, province: Province, reply: Reply, left: list[list[str]] | None) -> None:
        rows = Rows(province.now, province.now)
        rows.answer(self.INCOMING, reply, None, 1, "b")
        strip = rows.outgoing[0].payload.get("strip")
        shown = [[label for label, _ in row] for row in strip["buttons"]] if strip else None
        assert shown == left
