"""A leader decides what was proposed by typing, and sees in one list what waits."""

from datetime import date

import pytest
from sqlalchemy import update

from handlers.dialogue import Incoming, plain
from handlers.router import Moment, respond
from storage.models import Outbox
from tests.conversations.test_changes import GROUND, LEADER, MONITOR, OFFICER, audit, dues, enrol, written
from tests.conversations.test_more_time import press_push, to_monitor
from tests.province import Province

NEW_DAY = {date(2024, 3, 29)}


@pytest.fixture
def asked(province: Province) -> Province:
    """A new date of NV 38 is proposed to the leader."""
    enrol(province, LEADER)
    propose(province, "dời hạn nv 38 sang 29/3")
    return province


def propose(province: Province, text: str) -> None:
    province.say(MONITOR, text)
    assert province.press(MONITOR, "Trình lãnh đạo").reply.pushes


def more_time(province: Province) -> None:
    enrol(province, "head:stp")
    enrol(province, MONITOR)
    said = to_monitor(province)
    press_push(province, said, MONITOR, "Trình lãnh đạo")


@pytest.mark.parametrize(
    "typed",
    ["dong y", "Đồng ý", "ok dong y", "nhat tri", "duyệt", "ok, nhất trí", "dong y nhe", "đồng ý dời hạn nv 38",
     "duyet nv 38"],
)  # fmt: skip
def test_a_typed_yes_is_the_press(asked: Province, typed: str) -> None:
    said = asked.say(LEADER, typed)
    assert "Đã đồng ý lúc 7:55. Đã ghi lúc 7:55: NV 38" in said
    assert dues(asked, 38) == NEW_DAY
    (push,) = said.reply.pushes
    assert push.person == MONITOR
    assert "đã đồng ý" in push.reply.text


@pytest.mark.parametrize("typed", ["ko dong y", "không đồng ý", "k duyet", "khong dong y nv 38"])
def test_a_typed_no(asked: Province, typed: str) -> None:
    assert asked.say(LEADER, typed).text == "Đã ghi lúc 7:55: không đồng ý. NV 38 giữ nguyên."
    assert dues(asked, 38) == {date(2024, 3, 24)}
    assert len(audit(asked, "change.refused")) == 1


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("khong dong y vi da gia han roi", "da gia han roi"),
        ("không đồng ý, lý do: sát kỳ họp", "sát kỳ họp"),
        ("ko duyet: giu han chung", "giu han chung"),
    ],
)
def test_a_no_keeps_its_reason(asked: Province, typed: str, reason: str) -> None:
    said = asked.say(LEADER, typed)
    assert said.text == f"Đã ghi lúc 7:55: không đồng ý, lý do “{reason}”. NV 38 giữ nguyên."
    (push,) = said.reply.pushes
    assert f"lý do “{reason}”" in push.reply.text
    (entry,) = audit(asked, "change.refused")
    assert entry.details["reason"] == reason


def test_two_open_are_asked_after(asked: Province) -> None:
    propose(asked, "rút nv 37 vì trùng")
    before = written(asked)
    said = asked.say(LEADER, "dong y")
    assert said.text.split("\n") == [
        "Anh/chị quyết định đề nghị nào? Chưa ghi gì.",
        "1. Theo dõi CCHC, Sở Nội vụ: dời hạn NV 38 Báo cáo giải pháp khắc phục, đến hết 29/3",
        "2. Theo dõi CCHC, Sở Nội vụ: rút NV 37 Hội nghị quán triệt, rút kinh nghiệm",
    ]
    assert said.choices == ("Xem 1", "Xem 2")
    assert written(asked) == before
    asked.press(LEADER, "Xem 2")
    assert "Đã rút NV 37" in asked.say(LEADER, "dong y")
    assert dues(asked, 38) == {date(2024, 3, 24)}


def test_the_one_of_the_task_that_is_named(asked: Province) -> None:
    propose(asked, "rút nv 37 vì trùng")
    assert "NV 38" in asked.say(LEADER, "dong y nv 38")
    assert dues(asked, 38) == NEW_DAY


def test_right_behind_another_answer_it_is_asked(asked: Province) -> None:
    asked.say(LEADER, "diem snv")
    said = asked.say(LEADER, "dong y")
    assert said.first_line == "Chưa ghi gì. Đề nghị đang chờ anh/chị:"
    assert said.choices == ("Đồng ý", "Không đồng ý", "Chi tiết")
    assert dues(asked, 38) == {date(2024, 3, 24)}
    asked.press(LEADER, "Đồng ý")
    assert dues(asked, 38) == NEW_DAY


@pytest.mark.parametrize("typed", ["chua dong y", "dong y, nhung phai xong truoc 29/3", "đồng ý nhưng giữ hạn cũ"])
def test_half_a_yes_decides_nothing(asked: Province, typed: str) -> None:
    said = asked.say(LEADER, typed)
    assert said.first_line == "Chưa ghi gì. Đề nghị đang chờ anh/chị:"
    assert said.choices == ("Đồng ý", "Không đồng ý", "Chi tiết")
    assert dues(asked, 38) == {date(2024, 3, 24)}
    assert "Đã đồng ý" in asked.say(LEADER, "dong y")


def test_an_own_preview_is_not_answered_by_it(asked: Province) -> None:
    asked.say(LEADER, "dời hạn nv 39 sang 29/4")
    asked.say(LEADER, "dong y")
    assert audit(asked, "change.agreed") == []


def on_the_phone(province: Province, typed: str) -> str:
    """Typed in the chat that the messages to the leader went to."""
    with province.store.unit() as unit:
        unit.session.execute(update(Outbox).values(state="sent"))
        knowledge = province.knowing.current(unit.session, province.now)
        moment = Moment(province.now, knowledge, {"card": {"kind": "task", "tasks": [1]}})
        reply = respond(Incoming("telegram", LEADER, LEADER, text=typed), moment, unit)
        unit.commit()
    assert reply is not None
    return plain(reply.text)


def test_the_one_pushed_last_is_meant(asked: Province) -> None:
    propose(asked, "rút nv 37 vì trùng")
    assert "Đã rút NV 37" in on_the_phone(asked, "nhat tri")
    assert dues(asked, 38) == {date(2024, 3, 24)}


def test_a_bare_ok_behind_it_is_asked(asked: Province) -> None:
    assert on_the_phone(asked, "ok").startswith("Chưa ghi gì. Đề nghị đang chờ anh/chị:")
    assert dues(asked, 38) == {date(2024, 3, 24)}


def test_more_time_pushed_last_is_meant(asked: Province) -> None:
    more_time(asked)
    assert "Đã đồng ý" in on_the_phone(asked, "dong y")
    assert dues(asked, 38, "stp") == NEW_DAY
    assert dues(asked, 38, "syt") == {date(2024, 3, 24)}


@pytest.mark.parametrize(
    "typed",
    ["co gi can ky ko", "cho duyet", "cho y kien", "ai xin gia han", "de nghi thay doi", "có gì cần tôi duyệt không",
     "có gì chờ duyệt không", "việc chờ tôi quyết định", "xem đề nghị gia hạn"],
)  # fmt: skip
def test_one_list_of_what_waits(asked: Province, typed: str) -> None:
    assert asked.say(LEADER, typed).choices == ("Đồng ý", "Không đồng ý", "Chi tiết")
    more_time(asked)
    said = asked.say(LEADER, typed)
    assert said.first_line == "2 đề nghị đang chờ anh/chị quyết định:"
    assert said.choices == ("Xem 1", "Xem 2")
    assert "xin gia hạn NV 38 đến hết 29/3: “chờ số liệu Sở TN&MT”" in said
    assert asked.press(LEADER, "Xem 2").choices == ("Đồng ý", "Không đồng ý")


def test_what_is_decided_waits_no_more(asked: Province) -> None:
    asked.say(LEADER, "dong y")
    said = asked.say(LEADER, "co gi can ky ko")
    assert said.text == "🟢 Không có đề nghị nào đang chờ anh/chị quyết định."
    assert "Đã đồng ý" not in asked.say(LEADER, "dong y")


def test_nobody_else_decides_by_typing(asked: Province) -> None:
    for person in (MONITOR, OFFICER):
        asked.say(person, "dong y")
        assert "đề nghị đang chờ anh/chị" not in asked.say(person, "co gi can ky ko")
    assert dues(asked, 38) == {date(2024, 3, 24)}


def test_a_change_overtaken_waits_no_more(asked: Province) -> None:
    asked.say(LEADER, "dời hạn nv 38 sang 29/3" + GROUND)
    asked.press(LEADER, "Ghi")
    assert asked.say(LEADER, "co gi can ky ko").text == "🟢 Không có đề nghị nào đang chờ anh/chị quyết định."
