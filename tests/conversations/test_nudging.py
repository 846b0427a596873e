"""The nudge by hand: once a task, agency and day, whoever presses; what the agency gets; from and to the leaders."""

import pytest
from sqlalchemy import select

from bot.path.knowing import Knowing
from handlers import pushing
from handlers.dialogue import Push, Reply
from handlers.knowledge import Knowledge
from storage import models as m
from storage import outbox
from storage.session import Store
from tests.conversations.board_world import (
    LEADER,
    MONITOR,
    OFFICE,
    labels,
    morning_over,
    on_28_march,
    rechecked,
    set_state,
    swept,
    words,
)
from tests.conversations.test_at_once import together
from tests.province import Province

SENT = "Đã đôn đốc 3 cơ quan về NV 38 lúc 8:10; UBND huyện Bù Đăng chưa gửi được tin, đề nghị gọi điện."


@pytest.fixture
def late(province: Province) -> Province:
    on_28_march(province)
    morning_over(province)
    return province


def nudges(province: Province) -> set[tuple[str, str]]:
    """(agency, who urged it on)."""
    with province.store.reading() as unit:
        query = select(m.Assignment.agency_code, m.Nudge.person_code).join(m.Nudge)
        return {(row[0], row[1]) for row in unit.session.execute(query)}


def test_all_four_by_button_and_what_they_get(late: Province) -> None:
    late.say(MONITOR, "ai chưa báo cáo nv 38")
    assert late.press(MONITOR, "Đôn đốc cả 4").text == SENT
    got = swept(late)
    assert {person.partition(":")[2] for person in got} == {"budang", "bdt", "honquan", "dongxoai"}
    assert {m_.kind for m_ in got.values()} == {"nudge"}
    assert got["head:budang"].send_at is None
    assert words(got["officer:bdt"]).splitlines() == [
        "🔴 Sở Nội vụ đôn đốc 1 nhiệm vụ (Công văn 914, hạn trước 25/3, quá hạn 4 ngày làm việc):",
        "NV 38 Báo cáo giải pháp khắc phục: chưa có báo cáo",
    ]
    assert labels(got["head:bdt"].reply)[:2] == ["Đã nhận", "Báo tiến độ"]
    assert swept(late) == {}


def test_once_a_day_over_all_monitors(late: Province) -> None:
    late.say(MONITOR, "đôn đốc ban dân tộc nv 38")
    late.say(OFFICE, "ai chưa báo cáo nv 38")
    said = late.press(OFFICE, "Đôn đốc cả 4").text
    assert said == (
        "Đã đôn đốc 2 cơ quan về NV 38 lúc 8:10; UBND huyện Bù Đăng chưa gửi được tin, đề nghị gọi điện. "
        "Hôm nay đã đôn đốc 1 cơ quan trước đó."
    )
    late.say(MONITOR, "ai chưa báo cáo nv 38")
    assert late.press(MONITOR, "Đôn đốc cả 4").text == "Hôm nay đã đôn đốc 4 cơ quan, không gửi thêm lần nữa."
    assert dict(nudges(late))["bdt"] == MONITOR
    late.at("2024-03-29T08:30").say(MONITOR, "ai chưa báo cáo nv 38")
    assert late.press(MONITOR, "Đôn đốc cả 4").text.startswith("Đã đôn đốc 3 cơ quan về NV 38 lúc 8:30")


@pytest.mark.parametrize(
    "text", ["nhắc sở y tế nv 20", "nhac so y te nv 20", "đôn đốc syt nv 20", "ddoc syt nv20", "giuc so y te nv 20"]
)
def test_one_agency_and_task_are_certain_and_leave_at_once(late: Province, text: str) -> None:
    said = late.say(MONITOR, text)
    assert said.text == "Đã đôn đốc Sở Y tế về NV 20 lúc 8:10."
    assert nudges(late) == {("syt", MONITOR)}


def test_a_word_goes_along_as_it_was_typed(late: Province) -> None:
    late.say(MONITOR, "nhắc ban dân tộc nv 38: gui truoc 16h hom nay")
    assert words(swept(late)["head:bdt"]).splitlines()[-1] == "“gui truoc 16h hom nay”"


@pytest.mark.parametrize(
    "text", ["đôn đốc nv 38", "don doc cac don vi cham nv 38", "nhac ca nhom nv 38", "nhắc tất cả nv 38"]
)
def test_several_are_shown_before_anything_is_sent(late: Province, text: str) -> None:
    said = late.say(MONITOR, text)
    assert said.first_line == "Đôn đốc 4 cơ quan về NV 38?"
    assert said.choices == ("Gửi đến 4 cơ quan", "Không gửi")
    assert nudges(late) == set()
    assert late.press(MONITOR, "Gửi đến 4 cơ quan").text == SENT
    assert len(nudges(late)) == 4


def test_leaving_it_sends_nothing(late: Province) -> None:
    late.say(MONITOR, "đôn đốc nv 38")
    assert late.press(MONITOR, "Không gửi").text == "Chưa gửi gì."
    assert swept(late) == {}


def test_the_task_just_spoken_of_is_meant(late: Province) -> None:
    late.say(MONITOR, "ai chưa báo cáo nv 38")
    assert late.say(MONITOR, "nhắc cả nhóm").first_line == "Đôn đốc 4 cơ quan về NV 38?"


def test_without_a_task_it_is_asked_which(late: Province) -> None:
    said = late.say(MONITOR, "đôn đốc")
    assert "NV 38 Báo cáo" in said.choices
    assert nudges(late) == set()


def test_an_agency_that_is_not_behind(late: Province) -> None:
    assert late.say(MONITOR, "nhắc sở y tế nv 37").text == "Sở Y tế không có việc nào cần đôn đốc về NV 37."


def test_who_reported_between_the_list_and_the_press_is_left_alone(late: Province) -> None:
    late.say(MONITOR, "ai chưa báo cáo nv 38")
    set_state(late, 38, ["bdt", "honquan"], state="waiting")
    said = late.press(MONITOR, "Đôn đốc cả 4").text
    assert said.startswith("Đã đôn đốc UBND thành phố Đồng Xoài về NV 38 lúc 8:10; UBND huyện Bù Đăng")
    assert said.endswith("2 cơ quan đã báo hoàn thành nên không đôn đốc.")
    assert {agency for agency, _ in nudges(late)} == {"budang", "dongxoai"}


def test_who_reports_before_it_leaves_gets_nothing(late: Province) -> None:
    late.say(MONITOR, "đôn đốc ban dân tộc nv 38")
    swept(late)
    set_state(late, 38, ["bdt"], state="waiting")
    assert rechecked(late, "head:bdt") is None


def test_in_the_evening_it_leaves_the_next_morning_in_the_one_message(late: Province) -> None:
    said = late.at("2024-03-28T18:30").say(MONITOR, "đôn đốc ban dân tộc nv 38")
    assert said.text == "Sẽ đôn đốc Ban Dân tộc về NV 38 lúc 7:30 thứ Sáu 29/3."
    assert swept(late) == {}
    message = swept(late.at("2024-03-29T07:30"))["head:bdt"]
    assert message.kind == "digest"
    assert words(message).splitlines()[-1] == "Sở Nội vụ đôn đốc NV 38."
    late.at("2024-03-29T08:10").say(OFFICE, "đôn đốc ban dân tộc nv 38")
    assert late.last(OFFICE).text == "Hôm nay đã đôn đốc Ban Dân tộc, không gửi thêm lần nữa."


@pytest.mark.parametrize("person", ["head:stp", "officer:stp"])
def test_an_agency_asks_to_urge_and_sees_its_own(late: Province, person: str) -> None:
    said = late.say(person, "đôn đốc các đơn vị chậm nv 38")
    assert "Sở Tư pháp không có nhiệm vụ nào quá hạn" in said
    assert nudges(late) == set()


def test_a_forwarded_text_urges_nobody(late: Province) -> None:
    late.say(MONITOR, "nhắc sở y tế nv 20", forwarded=True)
    assert nudges(late) == set()


@pytest.mark.parametrize("text", ["nhắc lúc 6:45", "nhắc tôi lúc 9h"])
def test_reminders_of_ones_own_are_no_nudge(late: Province, text: str) -> None:
    assert late.say(MONITOR, text).topic == "reminder"


def test_the_button_is_for_monitors_when_it_is_pressed(late: Province) -> None:
    data = dict(late.say(MONITOR, "ai chưa báo cáo nv 38").buttons)["Đôn đốc cả 4"]
    with late.store.unit() as unit:
        held = unit.session.scalars(select(m.RoleHeld).where(m.RoleHeld.person_code == MONITOR)).one()
        held.role = "officer"
        from storage.settings_rows import catalogue_changed

        catalogue_changed(unit.session)
        unit.commit()
    assert "nên chưa gửi gì" in late.press_data(MONITOR, data).text
    assert nudges(late) == set()


# --- the leaders


def test_a_leader_has_it_urged_on_once_a_day(late: Province) -> None:
    late.say(LEADER, "ai chưa báo cáo nv 38")
    said = late.press(LEADER, "Giao Sở Nội vụ đôn đốc")
    assert said.text == "Đã giao Sở Nội vụ đôn đốc 4 cơ quan về NV 38 lúc 8:10."
    (push,) = said.reply.pushes
    assert push.person == MONITOR
    assert words(push.reply).startswith("🔴 Chủ tịch UBND tỉnh giao Sở Nội vụ đôn đốc: 4/31 cơ quan, địa phương")
    assert labels(push.reply) == ["Đôn đốc cả 4", "Danh sách"]
    late.say(LEADER, "ai chưa báo cáo nv 38")
    again = late.press(LEADER, "Giao Sở Nội vụ đôn đốc")
    assert again.text == "Hôm nay đã giao Sở Nội vụ đôn đốc NV 38 lúc 8:10."
    assert not again.reply.pushes


def test_the_list_goes_to_the_leaders_once_a_day(late: Province) -> None:
    late.say(MONITOR, "ai chưa báo cáo nv 38")
    said = late.press(MONITOR, "Báo cáo lãnh đạo")
    assert said.text == "Đã báo cáo lãnh đạo UBND tỉnh lúc 8:10: 4/31 cơ quan, địa phương."
    (push,) = said.reply.pushes
    assert push.person == LEADER
    assert words(push.reply).startswith("Sở Nội vụ báo cáo: 4/31 cơ quan, địa phương chưa gửi báo cáo giải pháp")
    late.say(OFFICE, "ai chưa báo cáo nv 38")
    assert "không gửi thêm lần nữa" in late.press(OFFICE, "Báo cáo lãnh đạo").text


def test_an_order_that_waited_overnight_is_true_when_it_is_sent(late: Province) -> None:
    late.at("2024-03-28T19:10").say(LEADER, "ai chưa báo cáo nv 38")
    (push,) = late.press(LEADER, "Giao Sở Nội vụ đôn đốc").reply.pushes
    row = pushed(late, push)
    set_state(late, 38, ["bdt", "honquan"], state="waiting")
    said = rewritten(late.at("2024-03-29T07:30"), row)
    assert said is not None
    assert words(said).startswith("🔴 Chủ tịch UBND tỉnh giao Sở Nội vụ đôn đốc: 2/31 cơ quan, địa phương")
    assert "Ban Dân tộc" not in words(said)
    assert labels(said) == ["Đôn đốc cả 2", "Danh sách"]
    set_state(late, 38, ["budang", "dongxoai"], state="waiting")
    assert rewritten(late, row) is None


def pushed(late: Province, push: Push) -> int:
    """Its row in the outbox."""
    with late.store.unit() as unit:
        row = outbox.Outgoing("telegram", f"chat-{push.person}", push.person, "push", f"{push.key}:telegram:1",
                              {"text": push.reply.text})  # fmt: skip
        outbox.queue(unit.session, [row], late.now)
        found = outbox.ids_of(unit.session, [row.key])[row.key]
        unit.commit()
    return found


def rewritten(late: Province, row: int) -> Reply | None:
    with late.store.unit() as unit:
        return pushing.recheck(unit, late.knowing.current(unit.session, late.now), row, late.now)


def test_two_monitors_at_once_urge_each_agency_once(demo_url: str, demo_knowledge: Knowledge) -> None:
    first = on_28_march(Province(Store(demo_url), Knowing(demo_knowledge)))
    second = Province(Store(demo_url), Knowing(demo_knowledge)).at("2024-03-28T08:10")
    presses = []
    for desk, monitor in ((first, MONITOR), (second, OFFICE)):
        data = dict(desk.say(monitor, "ai chưa báo cáo nv 38").buttons)["Đôn đốc cả 4"]
        presses.append(lambda desk=desk, monitor=monitor, data=data: desk.press_data(monitor, data))
    said = [one.text for one in together(*presses)]
    assert sorted(text.startswith("Đã đôn đốc 3 cơ quan") for text in said) == [False, True]
    with first.store.reading() as unit:
        rows = unit.session.execute(select(m.Reminder.person_code).where(m.Reminder.rung.like("nudge:%"))).all()
    assert len(rows) == len(set(rows)) == 8
    first.store.close()
    second.store.close()


@pytest.mark.parametrize(
    "text",
    ["Sở Nội vụ đôn đốc ngay Ban Dân tộc nv 38", "snv phai don doc bdt gap nv 38 cho toi", "bao snv nhac bdt nv 38"],
)
def test_a_leader_has_one_agency_urged(late: Province, text: str) -> None:
    said = late.say(LEADER, text)
    assert said.text.startswith("Đôn đốc 1 cơ quan về NV 38?\nBan Dân tộc.")
    ordered = late.press(LEADER, "Giao Sở Nội vụ đôn đốc")
    (push,) = [p for p in ordered.reply.pushes if p.person == MONITOR]
    assert "Ban Dân tộc" in push.reply.text
    assert "Bù Đăng" not in push.reply.text


@pytest.mark.parametrize("text", ["nv 38 da nhac bdt roi", "nv 38 nhac bdt chua", "ai nhac bdt nv 38"])
def test_what_was_done_or_asked_urges_nobody(late: Province, text: str) -> None:
    late.say(MONITOR, text)
    assert nudges(late) == set()


def test_only_the_group_that_is_named_is_urged(late: Province) -> None:
    said = late.say(MONITOR, "hoi thuc may huyen chua nop nv 38")
    assert said.first_line == "Đôn đốc 3 cơ quan về NV 38?"
    assert "Ban Dân tộc" not in said


@pytest.mark.parametrize("text", ["nhac em truoc han 2 ngay voi nhiem vu 24", "nhac lai nv 38 sau 3 ngay nua"])
def test_a_leader_who_wants_to_be_reminded_has_nobody_urged(late: Province, text: str) -> None:
    assert late.say(LEADER, text).topic != "boards"


class TestMoreThanTheMessageNames:
    """Only six agencies are named in a message; further ones are shown before anything is sent."""

    @pytest.mark.parametrize("text", ["ai chưa báo cáo nv 37", "đơn vị nào im lặng"])
    def test_are_shown_first(self, province: Province, text: str) -> None:
        late = province
        if "nv 37" not in text:
            on_28_march(province)
        shown = late.say(MONITOR, text)
        label = next(label for label in shown.choices if label.startswith(("Đôn đốc cả", "Nhắc cả nhóm")))
        said = late.press(MONITOR, label)
        assert said.first_line.startswith("Đôn đốc ")
        assert said.first_line.endswith("?")
        send = next(label for label in said.choices if label.startswith("Gửi đến "))
        assert late.press(MONITOR, send).text.startswith(("Đã đôn đốc", "Chưa đôn đốc được"))
        assert "?" in late.press_data(MONITOR, dict(shown.buttons)[label]).text  # it only asked
