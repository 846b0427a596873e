"""The summary of a month: on its first working morning within the one message, and whenever it is asked for."""

from datetime import datetime

import pytest

from storage.clock import LOCAL
from tests.conversations.board_world import LEADER, MONITOR, enrol, labels, rechecked, set_state, swept, words
from tests.province import Province

IN_TIME, LATE = datetime(2024, 3, 20, 9, tzinfo=LOCAL), datetime(2024, 3, 26, 9, tzinfo=LOCAL)


@pytest.fixture
def april(province: Province) -> Province:
    """Sở Tư pháp did NV 37 in time, NV 38 late; NV 20 and 35 are not done. It is Monday 1/4/2024."""
    set_state(province, 37, state="accepted", filed_at=IN_TIME)
    set_state(province, 38, ["stp"], state="accepted", filed_at=LATE)
    enrol(province, "head:stp", "officer:stp", MONITOR, LEADER)
    return province.at("2024-04-01T07:30")


OWN = "Tháng 3: 1 nhiệm vụ hoàn thành đúng hạn, 1 trễ hạn, 2 còn quá hạn."


def test_the_line_stands_in_the_one_message_of_the_morning(april: Province) -> None:
    got = swept(april)
    for person in ("head:stp", "officer:stp"):
        assert words(got[person]).splitlines()[-1] == OWN
        assert len(words(got[person]).splitlines()) > 1
    assert words(got[LEADER]).splitlines()[-1].startswith("Tháng 3: 31 nhiệm vụ hoàn thành đúng hạn, 1 trễ hạn, ")
    assert "Còn quá hạn nhiều nhất: " in words(got[MONITOR])
    assert labels(got[LEADER].reply)[-2:] == ["Nhiệm vụ quá hạn", "Tình hình chung"]
    assert "Còn quá hạn nhiều nhất" not in words(got["head:stp"])


def test_once_and_only_on_the_first_working_day(april: Province) -> None:
    swept(april)
    later = [*swept(april.at("2024-04-01T07:31")).values(), *swept(april.at("2024-04-02T07:30")).values()]
    assert not any("Tháng 3:" in words(message) for message in later)


def test_after_a_holiday_it_waits_for_the_working_day(province: Province) -> None:
    """1/5 is a holiday; the first working day of May 2024 is Thursday 2/5."""
    enrol(province, "head:stp")
    assert swept(province.at("2024-05-01T07:30")) == {}
    assert "Tháng 4: " in words(swept(province.at("2024-05-02T07:30"))["head:stp"])


def test_it_is_counted_again_at_the_moment_of_sending(april: Province) -> None:
    swept(april)
    set_state(april, 20, ["stp"], state="accepted", filed_at=IN_TIME)
    reply = rechecked(april, "head:stp")
    assert reply is not None
    assert words(reply).splitlines()[-1] == (
        "Tháng 3: 2 nhiệm vụ hoàn thành đúng hạn, 1 trễ hạn, 1 còn quá hạn."
    )  # fmt: skip


@pytest.mark.parametrize(
    "text", ["tổng hợp tháng 3", "tong hop thang 3", "báo cáo tháng trước", "tổng kết tháng 3/2024"]
)
def test_asked_for_by_an_agency(april: Province, text: str) -> None:
    said = april.say("head:stp", text)
    assert said.text == OWN.replace("Tháng 3:", "Tháng 3, Sở Tư pháp:")


def test_the_present_month_says_what_is_to_come(province: Province) -> None:
    set_state(province, 37, state="waiting", filed_at=IN_TIME)
    said = province.say("officer:stp", "báo cáo tháng")
    assert said.text.startswith("Tháng 3, Sở Tư pháp: 0 nhiệm vụ hoàn thành đúng hạn, 1 chờ xác nhận, ")
    assert "chưa đến hạn" in said


def test_of_the_province_for_who_sees_all(april: Province) -> None:
    said = april.say(LEADER, "tổng hợp tháng 3")
    assert said.first_line.startswith("Tháng 3, toàn tỉnh: 31 nhiệm vụ hoàn thành đúng hạn, 1 trễ hạn, ")
    assert said.text.splitlines()[1].count(",") == 4
    assert april.press(LEADER, "Tháng trước").text.startswith("Tháng 02: toàn tỉnh chưa theo dõi")


def test_of_a_colleague_it_is_not_told(april: Province) -> None:
    assert "xem" in april.say("head:stp", "tổng hợp tháng 3 của sở y tế").text
    assert "Tháng 3, Sở Y tế:" in april.say(MONITOR, "tổng hợp tháng 3 của sở y tế")


@pytest.mark.parametrize("text", ["tổng hợp tháng 2", "tong hop thang 2"])
def test_a_month_before_the_start_day_was_not_watched(april: Province, text: str) -> None:
    said = april.say(MONITOR, text)
    assert said.text == "Tháng 02: toàn tỉnh chưa theo dõi nhiệm vụ qua trợ lý; theo dõi từ 14/3/2024."
