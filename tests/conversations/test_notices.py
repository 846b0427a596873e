"""Counted for monitors at 7:30 and 14:00, never one push a report; counted again at the moment of sending."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from handlers.reminders import notices
from storage import boards
from storage import models as m
from storage.clock import LOCAL
from storage.session import Store
from tests.conversations.board_world import (
    MONITOR,
    OFFICE,
    enrol,
    labels,
    on_28_march,
    rechecked,
    set_state,
    swept,
    words,
)
from tests.province import Province


@pytest.fixture
def quiet(province: Province) -> Province:
    """A morning without reminders to monitors: reports and questions only."""
    enrol(province, MONITOR, OFFICE)
    return province.at("2024-03-20T07:30")


def filed(province: Province, task: int, *agencies: str, at: str = "2024-03-19T15:00") -> None:
    moment = datetime.fromisoformat(at).replace(tzinfo=LOCAL)
    set_state(province, task, agencies, state="waiting", filed_at=moment, reported_at=moment)


def test_the_morning_counts_what_this_office_decides(quiet: Province) -> None:
    filed(quiet, 37, "stp", "syt", "snv")
    filed(quiet, 38, "stp", at="2024-03-12T09:00")
    set_state(quiet, 20, ["sct"], state="blocked", reason="chờ số liệu")
    got = swept(quiet)
    assert words(got[MONITOR]).splitlines() == [
        "3 báo cáo chờ xác nhận, 1 vướng mắc.",
        "1 báo cáo chờ quá 5 ngày làm việc.",
    ]
    assert labels(got[MONITOR].reply) == ["Chờ xác nhận", "Vướng mắc"]
    assert words(got[OFFICE]) == "1 báo cáo chờ xác nhận."
    assert (got[MONITOR].kind, got[MONITOR].tasks) == ("digest", ())


def test_nothing_to_tell_is_not_told_and_not_later_either(quiet: Province) -> None:
    assert MONITOR not in swept(quiet)
    filed(quiet, 37, "stp", at="2024-03-20T08:00")
    assert MONITOR not in swept(quiet.at("2024-03-20T08:30"))
    assert words(swept(quiet.at("2024-03-20T14:00"))[MONITOR]) == "1 báo cáo chờ xác nhận."


def test_the_afternoon_only_when_something_new_came(quiet: Province) -> None:
    filed(quiet, 37, "stp")
    assert MONITOR in swept(quiet)
    assert MONITOR not in swept(quiet.at("2024-03-20T13:59"))
    assert MONITOR not in swept(quiet.at("2024-03-20T14:00"))
    filed(quiet, 37, "syt", at="2024-03-20T14:10")
    assert MONITOR not in swept(quiet.at("2024-03-20T14:30")), "once an afternoon"


def test_twice_a_day_at_most_however_many_reports(quiet: Province) -> None:
    told = 0
    codes = ["stp", "syt", "sct", "stc", "sxd", "sgtvt", "skhcn", "stttt"]
    for hour, code in enumerate(codes, 8):
        filed(quiet, 37, code, at=f"2024-03-20T{hour:02d}:10")
        told += MONITOR in swept(quiet.at(f"2024-03-20T{hour:02d}:30"))
    assert told == 2, "the morning and the afternoon"


def test_a_sweep_again_gives_nothing_more(quiet: Province) -> None:
    filed(quiet, 37, "stp")
    assert MONITOR in swept(quiet)
    assert MONITOR not in swept(quiet)
    assert MONITOR not in swept(quiet.at("2024-03-20T07:31"))


def test_late_in_the_day_there_is_one_for_both(quiet: Province) -> None:
    filed(quiet, 37, "stp")
    assert MONITOR in swept(quiet.at("2024-03-20T15:00"))
    filed(quiet, 37, "syt", at="2024-03-20T15:10")
    assert MONITOR not in swept(quiet.at("2024-03-20T15:30"))


def test_counted_again_when_it_is_sent(quiet: Province) -> None:
    filed(quiet, 37, "stp", "syt")
    swept(quiet)
    set_state(quiet, 37, ["stp"], state="accepted")
    reply = rechecked(quiet, MONITOR)
    assert reply is not None
    assert words(reply) == "1 báo cáo chờ xác nhận."
    set_state(quiet, 37, ["syt"], state="accepted")
    assert rechecked(quiet, MONITOR) is None


def test_what_could_not_leave_in_its_hours_is_not_told_at_night(quiet: Province) -> None:
    filed(quiet, 37, "stp")
    swept(quiet)
    assert rechecked(quiet.at("2024-03-20T18:00"), MONITOR) is None
    assert rechecked(quiet.at("2024-03-21T07:30"), MONITOR) is None


def test_it_stands_below_what_is_escalated_that_morning(province: Province) -> None:
    on_28_march(province)
    set_state(province, 38, state="not_started", filed_at=None)
    filed(province, 37, "stp", at="2024-03-26T15:00")
    message = swept(province.at("2024-03-27T07:30"))[MONITOR]
    assert message.kind == "escalation"
    lines = words(message).splitlines()
    assert lines[0].startswith("🔴 31/31 cơ quan, địa phương chưa hoàn thành NV 38")
    assert lines[-1].startswith("1 báo cáo chờ xác nhận")
    set_state(province, 38, state="accepted")
    reply = rechecked(province, MONITOR)
    assert reply is not None
    assert words(reply).startswith("1 báo cáo chờ xác nhận")


def test_somebody_without_an_account_is_listed_not_sent_to(province: Province) -> None:
    filed(province, 37, "stp")
    message = swept(province.at("2024-03-20T07:30"))[MONITOR]
    assert message.send_at is None


def test_nothing_on_a_day_off(quiet: Province) -> None:
    filed(quiet, 37, "stp")
    assert swept(quiet.at("2024-03-23T07:30")) == {}


def test_two_sweeps_at_once_make_it_once(store: Store) -> None:
    """The key of the table decides, on both databases."""
    with store.unit() as unit:
        for person in (MONITOR, OFFICE):
            unit.session.add(m.Person(code=person, title=person))
        unit.commit()
    at = datetime(2024, 3, 20, 7, 30, tzinfo=LOCAL)
    made = []
    for _ in range(2):
        with store.unit() as unit:
            made.append(boards.claim_notice(unit.session, [MONITOR, OFFICE], notices.MORNING, at.date(), at))
            unit.commit()
    assert made == [{MONITOR, OFFICE}, set()]


def test_more_time_that_waits_for_the_office_is_counted(quiet: Province) -> None:
    with quiet.store.unit() as unit:
        assignment = unit.session.query(m.Assignment).filter_by(task_no=38, agency_code="stp").one()
        unit.session.add(m.TimeRequest(
            assignment_id=assignment.id, cycle=1, person_code="head:stp", at=quiet.now, until=quiet.now.date(),
            words="", state="with_monitor",
        ))  # fmt: skip
        unit.commit()
    message = swept(quiet)[MONITOR]
    assert words(message) == "1 đề nghị gia hạn."
    assert labels(message.reply) == ["Đề nghị gia hạn"]
    with quiet.store.unit() as unit:
        unit.session.execute(update(m.TimeRequest).values(state="granted"))
        unit.commit()
    assert rechecked(quiet, MONITOR) is None


@pytest.mark.parametrize("overtaken", ["reported", "moved", "withdrawn", "past"])
def test_more_time_that_nobody_can_decide_on_any_more_is_not_counted(quiet: Province, overtaken: str) -> None:
    day = quiet.now.date()
    with quiet.store.unit() as unit:
        assignment = unit.session.query(m.Assignment).filter_by(task_no=38, agency_code="stp").one()
        unit.session.add(m.TimeRequest(
            assignment_id=assignment.id, cycle=1, person_code="head:stp", at=quiet.now, words="", state="with_monitor",
            until=day - timedelta(days=1) if overtaken == "past" else day,
        ))  # fmt: skip
        unit.commit()
    if overtaken == "reported":
        filed(quiet, 38, "stp")
    elif overtaken != "past":
        values = {"cycle": 2} if overtaken == "moved" else {"withdrawn_at": quiet.now}
        set_state(quiet, 38, ["stp"], **values)
    message = swept(quiet).get(MONITOR)
    assert message is None or words(message) == "1 báo cáo chờ xác nhận."
    assert "🟢 Không có đề nghị gia hạn nào" in quiet.say(MONITOR, "ai xin gia hạn")
