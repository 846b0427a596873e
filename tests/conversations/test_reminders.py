"""Who is reminded of what on which morning, and what they can do about it."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot.path.outgoing import Rows
from bot.schedule import queue
from handlers import enrolment, reminders
from handlers.dialogue import Incoming, Reply, plain
from handlers.knowledge import Knowledge
from handlers.reminders import digest, gathering
from handlers.router import Moment, respond
from handlers.words import reminders as words
from storage import models as m
from storage import people
from storage.session import Store
from storage.settings_rows import LAST_SWEEP, read_setting
from tests.conversations.reminder_world import AGENCIES, World, at, labels, text
from tests.province import Province

D = date
ALL = tuple(AGENCIES)
DUE_914 = D(2024, 3, 24)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> World:
    return World.build(tmp_path_factory.mktemp("empty"))


@pytest.fixture
def world(empty: World, tmp_path: Path) -> World:
    return empty.copy(tmp_path)


@pytest.fixture
def dispatch(world: World) -> World:
    """Clause 2 of dispatch 914, two tasks for everybody, and what else is due in March."""
    world.task(
        37,
        DUE_914,
        leads=ALL,
        issued=D(2024, 3, 14),
        due_text="Trước ngày 25/3/2024",
        title="Tổ chức hội nghị quán triệt, rút kinh nghiệm kết quả Chỉ số cải cách hành chính năm 2023",
    )
    world.task(
        38,
        DUE_914,
        leads=ALL,
        due_text="Trước ngày 25/3/2024",
        title="Báo cáo giải pháp khắc phục lĩnh vực, tiêu chí, tiêu chí thành phần có điểm số thấp",
    )
    plan = "Quyết định 2142/QĐ-UBND"
    world.task(20, D(2024, 3, 31), leads=ALL, source=plan, due_text="31/3/2024", title="Hoàn thiện đề án vị trí")
    world.task(35, [D(2024, 3, 31), D(2024, 6, 30)], leads=ALL, source=plan, every="quarter", title="Đối thoại")
    return world  # fmt: skip


def days_of(got: list[tuple[str, reminders.Message]]) -> list[str]:
    return [day for day, _ in got]


# --- who, when


def test_every_head_has_both_tasks_on_friday_the_22nd(dispatch: World) -> None:
    dispatch.enrol("head:stp")
    got = dispatch.sweep("2024-03-22 7:30")
    for code in AGENCIES:
        for role in ("head", "officer"):
            message = got[f"{role}:{code}"]
            assert {37, 38} <= set(message.tasks)
            assert (message.kind, message.agencies) == ("digest", (code,))
    assert got["head:stp"].send_at == at("2024-03-22 7:30")
    assert got["head:snv"].send_at is None  # no account: planned for and listed, not sent to
    assert {"monitor:snv", "leader:ct", "admin"}.isdisjoint(got)


def test_the_digest_reads_as_in_the_dialogues(dispatch: World) -> None:
    dispatch.enrol("head:stp")
    dispatch.set(38, state="doing", percent=60, reported_at=at("2024-03-18 8:02"))
    message = dispatch.sweep("2024-03-22 7:30")["head:stp"]
    assert text(message).splitlines() == [
        "🟡 2 nhiệm vụ cần hoàn thành trong hôm nay (Công văn 914, hạn trước thứ Hai 25/3):",
        "NV 37 Hội nghị quán triệt, rút kinh nghiệm kết quả: chưa có báo cáo",
        "NV 38 Báo cáo giải pháp khắc phục: 60%, cập nhật 18/3",
        "Còn 2 nhiệm vụ đến hạn 31/3.",
    ]
    assert labels(message.reply) == [["Đã nhận", "Báo tiến độ"], ["Nhắc lúc 14:00", "Xem tất cả"]]


def test_a_month_without_a_report(dispatch: World) -> None:
    dispatch.enrol("head:stp", "officer:stp", "monitor:snv", "leader:ct")
    got = dispatch.through("2024-03-14", "2024-04-02")
    assert days_of(got["head:stp"]) == [
        "2024-03-15", "2024-03-18", "2024-03-21", "2024-03-22", "2024-03-25", "2024-03-26", "2024-03-28",
        "2024-03-29", "2024-04-01", "2024-04-02",
    ]  # fmt: skip
    assert days_of(got["officer:stp"]) == [
        day for day in days_of(got["head:stp"]) if day not in ("2024-03-26", "2024-04-02")
    ]  # fmt: skip - the second call after the date is the head's alone
    assert [(day, message.kind, message.tasks) for day, message in got["monitor:snv"]] == [
        ("2024-03-27", "escalation", (37, 38)),
        ("2024-04-01", "digest", ()),  # the summary of March
    ]
    assert [(day, message.kind, message.tasks) for day, message in got["leader:ct"]] == [
        ("2024-04-01", "digest", ()),
        ("2024-04-02", "leader", (37, 38)),
    ]
    said = {day: text(message) for day, message in got["head:stp"]}
    assert "quá hạn 1 ngày làm việc" in said["2024-03-25"]
    assert said["2024-03-29"].splitlines()[-1] == "Còn 2 nhiệm vụ quá hạn (🔴 NV 37, NV 38)."
    assert "3/3 cơ quan, địa phương" in text(got["monitor:snv"][0][1])


def test_a_month_with_everything_reported_on_the_last_day(dispatch: World) -> None:
    """A district head: about six mornings from 14/3 to 31/3 (DESIGN 7, issue 5)."""
    dispatch.enrol("head:budang")
    got = dispatch.through("2024-03-14", "2024-03-22")
    for task in (37, 38):
        dispatch.set(task, "budang", state="waiting", filed_at=at("2024-03-22 16:00"))
    later = dispatch.through("2024-03-23", "2024-03-29")
    assert days_of(got["head:budang"]) == ["2024-03-15", "2024-03-18", "2024-03-21", "2024-03-22"]
    assert days_of(later["head:budang"]) == ["2024-03-25", "2024-03-28", "2024-03-29"]
    for _, message in got["head:budang"] + later["head:budang"]:
        assert len(text(message).splitlines()) <= 4
        assert len(text(message)) <= 350


@pytest.mark.parametrize("state", ["waiting", "accepted"])
def test_what_waits_for_acceptance_is_never_reminded(dispatch: World, state: str) -> None:
    dispatch.set(37, state=state)
    got = dispatch.through("2024-03-14", "2024-04-05")
    assert all(37 not in message.tasks for _, message in got["head:stp"])
    assert any(38 in message.tasks for _, message in got["head:stp"])


def test_dates_before_the_start_day_are_neither_reminded_nor_counted(world: World) -> None:
    world.task(8, D(2024, 3, 13))
    assert world.through("2024-03-14", "2024-04-02") == {}


def test_continuing_tasks_and_the_document_of_tomorrow_have_no_rungs(world: World) -> None:
    world.task(13, None)
    world.task(50, D(2024, 3, 29), issued=D(2024, 3, 26), source="Công văn 1000/UBND-NC")
    assert days_of(world.through("2024-03-14", "2024-03-27")["head:stp"]) == ["2024-03-26"]


def test_one_late_task_names_the_agencies_and_who_was_not_reached(world: World) -> None:
    world.task(38, DUE_914, leads=ALL, title="Báo cáo giải pháp khắc phục", due_text="Trước ngày 25/3/2024")
    world.enrol("monitor:snv", "head:stp")
    world.set(38, "snv", state="waiting")
    assert text(world.sweep("2024-03-27 7:30")["monitor:snv"]).splitlines() == [
        "🔴 2/3 cơ quan, địa phương chưa hoàn thành NV 38 Báo cáo giải pháp khắc phục "
        "(Công văn 914, hạn trước 25/3, quá hạn 3 ngày làm việc):",
        "Sở Tư pháp, UBND huyện Bù Đăng (chưa gửi được tin, đề nghị gọi điện)",
    ]


def test_a_late_task_of_one_agency_names_it_first(world: World) -> None:
    world.task(24, DUE_914, title="Công khai tỷ lệ giải ngân", due_text="Trước ngày 25/3/2024")
    world.enrol("monitor:snv", "head:stp")
    assert text(world.sweep("2024-03-27 7:30")["monitor:snv"]) == (
        "🔴 Sở Tư pháp chưa hoàn thành NV 24 Công khai tỷ lệ giải ngân "
        "(Công văn 914, hạn trước 25/3, quá hạn 3 ngày làm việc)."
    )


def test_the_monday_list_stands_in_for_the_digest_of_that_morning(world: World) -> None:
    world.task(5, D(2024, 3, 21))
    got = world.through("2024-03-18", "2024-03-18")["head:stp"]
    assert [(day, message.kind) for day, message in got] == [("2024-03-18", "digest")]
    assert text(got[0][1]).startswith("🟡 Việc tuần này: 1 nhiệm vụ")


# --- once


def test_a_second_sweep_returns_nothing(dispatch: World) -> None:
    dispatch.enrol("head:stp")
    assert dispatch.sweep("2024-03-22 7:30")
    assert dispatch.sweep("2024-03-22 7:30") == {}
    assert dispatch.sweep("2024-03-22 7:31") == {}


def test_what_is_rolled_back_was_only_looked_at(dispatch: World) -> None:
    now = at("2024-03-22 7:30")
    with dispatch.store.unit() as unit:
        seen = reminders.sweep(unit, dispatch.knowledge(unit, now), now)
    assert [m_.person for m_ in seen] == list(dispatch.sweep("2024-03-22 7:30"))


def test_the_clock_goes_back_two_hours(dispatch: World) -> None:
    dispatch.enrol("head:stp")
    assert "head:stp" in dispatch.sweep("2024-03-22 8:30")
    assert dispatch.sweep("2024-03-22 6:30") == {}
    assert dispatch.sweep("2024-03-22 7:30") == {}
    assert dispatch.sweep("2024-03-22 9:00") == {}


def test_the_demo_travels_back_to_a_morning_that_was_never_planned(dispatch: World) -> None:
    assert 38 in dispatch.sweep("2024-04-02 7:30")["leader:ct"].tasks
    assert 38 in dispatch.sweep("2024-03-22 7:30")["head:stp"].tasks


@pytest.mark.parametrize("hour", ["6:00", "7:29", "18:00", "22:00"])
def test_nothing_leaves_in_quiet_hours(dispatch: World, hour: str) -> None:
    assert dispatch.sweep(f"2024-03-22 {hour}") == {}


def test_what_the_evening_missed_comes_on_the_next_working_morning(dispatch: World) -> None:
    dispatch.sweep("2024-03-21 20:00")
    assert dispatch.sweep("2024-03-22 19:00") == {}  # an outage of a whole day
    assert dispatch.sweep("2024-03-23 9:00") == {}  # Saturday
    message = dispatch.sweep("2024-03-25 7:30")["head:stp"]
    assert set(message.tasks) >= {37, 38}


# --- after an outage


@pytest.mark.parametrize(
    ("back", "kind_of_day"),
    [("2024-03-22 7:40", "0"), ("2024-03-22 12:30", "0"), ("2024-03-25 7:30", "+1"), ("2024-05-02 7:30", "+2")],
    ids=["10 minutes", "5 hours", "3 days", "40 days"],
)
def test_one_message_with_the_latest_rung_of_each_task(dispatch: World, back: str, kind_of_day: str) -> None:
    dispatch.enrol("head:stp", "officer:stp", "monitor:snv", "leader:ct")
    dispatch.sweep("2024-03-22 7:20")
    got = dispatch.sweep(back)
    assert {37, 38} <= set(got["head:stp"].tasks)
    mine = [row for row in dispatch.rows(task=38, person_code="head:stp") if not row[0].startswith("week")]
    assert dispatch.sweep(back) == {}
    assert [row[0] for row in mine if row[2] == "queued"] in ([kind_of_day], [])
    assert all(row[2] in ("queued", "superseded") for row in mine)
    assert [row for row in dispatch.rows(state="planned") if row[1] == "head:stp"] == []


def test_forty_days_reach_monitor_and_leader_once(dispatch: World) -> None:
    dispatch.enrol("monitor:snv", "leader:ct")
    dispatch.sweep("2024-03-15 7:30")
    got = dispatch.sweep("2024-05-02 7:30")
    assert set(got["monitor:snv"].tasks) >= {37, 38, 20}
    assert set(got["leader:ct"].tasks) >= {37, 38}
    assert len(text(got["leader:ct"]).splitlines()) <= 4


def test_a_database_that_never_swept_has_missed_nothing(dispatch: World) -> None:
    got = dispatch.sweep("2024-04-03 7:30")
    assert all({37, 38}.isdisjoint(row.tasks) for person, row in got.items() if person.startswith("monitor"))
    assert {row[0] for row in dispatch.rows()} == {"+3"}  # of 31/3; the rungs of earlier mornings do not exist


# --- holidays


def test_tet_and_the_thirtieth_of_april(tmp_path: Path) -> None:
    world = World.build(tmp_path, start=None)
    issued = D(2024, 1, 2)
    world.task(1, D(2024, 2, 12), made_on=issued)
    world.task(2, D(2024, 4, 30), made_on=issued, every="month")
    assert days_of(world.through("2024-01-22", "2024-02-19")["head:stp"]) == [
        "2024-01-29", "2024-02-05", "2024-02-07", "2024-02-15", "2024-02-16", "2024-02-19",
    ]  # fmt: skip
    world.set(1, state="accepted")
    # the first working day of the holidays' week is Thursday 02/5
    assert days_of(world.through("2024-04-22", "2024-05-04")["head:stp"]) == [
        "2024-04-26", "2024-05-02", "2024-05-03",
    ]  # fmt: skip


# --- between planning and sending


def settle(**values: object) -> Callable[[World], None]:
    return lambda world: world.set(37, **values)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (settle(state="waiting"), words.REPORTED),
        (settle(state="accepted"), words.REPORTED),
        (settle(cycle=2, due=D(2024, 4, 30)), words.NEW_CYCLE),
    ],
)
def test_what_was_settled_is_not_sent(dispatch: World, change: Callable[[World], None], reason: str) -> None:
    dispatch.enrol("head:stp")
    dispatch.sweep("2024-03-22 7:30")
    change(dispatch)
    reply = dispatch.deliver("head:stp", "2024-03-22 7:31")
    assert reply is not None
    assert "NV 37" not in text(reply)
    assert "1 nhiệm vụ cần hoàn thành trong hôm nay" in text(reply)
    assert ("0", "head:stp", "cancelled", reason) in dispatch.rows(task=37)
    assert ("0", "head:stp", "sent", None) in dispatch.rows(task=38)


def test_a_message_of_which_nothing_is_left_is_cancelled(world: World) -> None:
    world.task(5, D(2024, 3, 22))
    world.enrol("head:stp")
    world.sweep("2024-03-22 7:30")
    world.set(5, state="waiting")
    assert world.deliver("head:stp", "2024-03-22 7:31") is None
    assert world.rows(task=5, person_code="head:stp") == [("0", "head:stp", "cancelled", words.REPORTED)]


def test_new_tasks_without_a_date_can_be_put_off_until_two(world: World) -> None:
    for no in range(1, 9):
        world.task(no, None if no > 2 else DUE_914)
    world.enrol("head:stp")
    with world.store.unit() as unit:
        ids = list(unit.session.scalars(select(m.Assignment.id)))
        reminders.announce(unit, world.knowledge(unit, at("2024-03-20 9:00")), ids, at("2024-03-20 9:00"))
        unit.commit()
    morning = world.sweep("2024-03-21 7:30")["head:stp"]
    world.press("head:stp", "2024-03-21 8:00", morning.reply, "Nhắc lúc 14:00")
    again = text(world.sweep("2024-03-21 14:00")["head:stp"])
    assert "chưa ấn định thời hạn" in again


def test_one_message_that_cannot_be_composed_takes_no_other_along(
    dispatch: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    dispatch.enrol("head:stp", "head:snv")
    whole = gathering.compose

    def broken(contents: digest.Contents, knowledge: Knowledge) -> Reply:
        if contents.person.code == "head:snv":
            raise ValueError("a bug")
        return whole(contents, knowledge)

    monkeypatch.setattr(gathering, "compose", broken)
    got = dispatch.sweep("2024-03-22 7:30")
    assert "head:stp" in got
    assert "head:snv" not in got
    states = {(row[2], row[3]) for row in dispatch.rows(task=38, person_code="head:snv")}
    assert ("cancelled", words.NOT_COMPOSED) in states
    assert dispatch.sweep("2024-03-22 7:31") == {}


def gives_up(world: World, *, unreachable: bool) -> None:
    """The message to the head of stp ends without having arrived."""
    with world.store.unit() as unit:
        row = unit.session.scalars(select(m.Outbox).where(m.Outbox.person_code == "head:stp")).one()
        row.state = "failed"
        unit.session.flush()
        reminders.lost(unit, row.id, unreachable)
        unit.commit()


def test_who_blocked_the_bot_and_came_back_the_same_day_is_reminded(dispatch: World) -> None:
    dispatch.enrol("head:stp")
    dispatch.sweep("2024-03-22 7:30")
    gives_up(dispatch, unreachable=True)
    with dispatch.store.unit() as unit:
        for reachable in (False, True):
            people.mark_reachable(unit.session, "telegram", "chat-head:stp", reachable, at("2024-03-22 8:00"))
        unit.commit()
    assert "head:stp" in dispatch.sweep("2024-03-22 9:00")
    assert {row[2] for row in dispatch.rows(task=38, person_code="head:stp", rung="0")} == {"queued"}


def test_what_was_sent_too_often_without_an_answer_is_not_planned_again(dispatch: World) -> None:
    dispatch.enrol("head:stp")
    dispatch.sweep("2024-03-22 7:30")
    gives_up(dispatch, unreachable=False)
    assert "head:stp" not in dispatch.sweep("2024-03-22 9:00")


def test_after_days_without_telegram_one_message_says_it_all_in_its_hours(dispatch: World) -> None:
    dispatch.enrol("head:stp")
    dispatch.telegram_away = True
    for day in ("20", "21", "22"):
        dispatch.sweep(f"2024-03-{day} 7:30")
    dispatch.sweep("2024-03-25 7:30")
    with dispatch.store.unit() as unit:
        mine = unit.session.scalars(select(m.Outbox).where(m.Outbox.person_code == "head:stp")).all()
        left = [row for row in mine if row.state == "queued"]
        assert len(left) == 1
        saturday, monday = at("2024-03-23 2:00"), at("2024-03-25 7:31")
        for key, on_saturday in ((left[0].key, at("2024-03-25 7:30")), ("change:7:head:stp", at("2024-03-25 7:30")),
                                 ("enrolment-alert:head:stp:9", None)):  # fmt: skip
            asked = [
                reminders.waits_until(dispatch.knowledge(unit, now), "head:stp", key, now) for now in (saturday, monday)
            ]
            assert asked == [on_saturday, None], key
    assert not [row for row in dispatch.rows(person_code="head:stp") if row[2] == "planned"]


def test_killed_after_the_plan_of_the_day_yesterdays_message_is_still_taken_back(dispatch: World) -> None:
    dispatch.enrol("head:stp")
    dispatch.telegram_away = True
    dispatch.sweep("2024-03-21 7:30")
    now = at("2024-03-22 7:30")
    killed = reminders.Sweep(now)
    while not _is_written_down(dispatch, killed, now):
        assert not killed.over
    dispatch.sweep("2024-03-22 7:31")
    with dispatch.store.reading() as unit:
        states = unit.session.scalars(
            select(m.Outbox.state).where(m.Outbox.person_code == "head:stp").order_by(m.Outbox.id)
        ).all()
    assert states == ["cancelled", "queued"]


def _is_written_down(world: World, sweep: reminders.Sweep, now: datetime) -> bool:
    """Does one slice, committed. Is the window over after it?"""
    with world.store.unit() as unit:
        assert sweep.slice(unit, world.knowledge(unit, now)) == []
        swept = read_setting(unit.session, LAST_SWEEP)
        unit.commit()
    return datetime.fromisoformat(swept) == now


def test_a_report_taken_back_brings_the_call_of_the_day_back(dispatch: World) -> None:
    dispatch.enrol("head:stp")
    dispatch.sweep("2024-03-22 7:20")
    dispatch.set(38, state="waiting", filed_at=at("2024-03-22 7:28"), reported_at=at("2024-03-22 7:28"))
    assert 38 not in dispatch.sweep("2024-03-22 7:30")["head:stp"].tasks
    dispatch.set(38, state="not_started", filed_at=None, reported_at=None)
    assert 38 in dispatch.sweep("2024-03-22 7:34")["head:stp"].tasks


def test_who_left_the_office_is_not_sent_to(world: World) -> None:
    world.task(5, D(2024, 3, 22))
    world.enrol("head:stp")
    world.sweep("2024-03-22 7:30")
    with world.store.unit() as unit:
        held = unit.session.scalars(select(m.RoleHeld).where(m.RoleHeld.person_code == "head:stp")).one()
        held.ends_at = at("2024-03-22 7:30")
        unit.commit()
    assert world.deliver("head:stp", "2024-03-22 7:31") is None
    assert world.rows(person_code="head:stp") == [("0", "head:stp", "cancelled", words.NOT_RESPONSIBLE)]


def test_another_push_is_left_as_it_is(world: World) -> None:
    world.enrol("head:stp")
    with world.store.unit() as unit:
        unit.session.add(m.Outbox(channel="telegram", chat="1", person_code="head:stp", kind="push", key="receipt:1",
                                  payload={"text": "Đã xác nhận."}, made_at=at("2024-03-22 8:00")))  # fmt: skip
        unit.commit()
    reply = world.deliver("head:stp", "2024-03-22 8:00")
    assert reply is not None
    assert reply.text == "Đã xác nhận."


# --- cycles, people, accounts


def test_a_new_cycle_has_rows_of_its_own(world: World) -> None:
    world.task(5, D(2024, 3, 22))
    world.enrol("head:stp")
    world.sweep("2024-03-22 7:30")
    world.set(5, cycle=2, due=D(2024, 3, 29))
    got = world.through("2024-03-25", "2024-03-29")["head:stp"]
    assert days_of(got) == ["2024-03-25", "2024-03-26", "2024-03-28", "2024-03-29"]


def test_a_date_moved_to_tomorrow_is_told_at_once_and_one_further_off_in_the_morning(world: World) -> None:
    world.task(5, D(2024, 6, 28))
    world.task(6, D(2024, 6, 28))
    world.enrol("head:stp")
    world.sweep("2024-03-20 9:00")
    world.set(5, cycle=2, due=D(2024, 3, 21))
    world.set(6, cycle=2, due=D(2024, 3, 27))  # seven days: its rung is this morning's
    assert world.sweep("2024-03-20 10:00")["head:stp"].tasks == (5,)
    assert set(world.sweep("2024-03-21 7:30")["head:stp"].tasks) == {5, 6}


def test_people_without_an_account_are_listed_once_with_the_reason(dispatch: World) -> None:
    got = dispatch.sweep("2024-03-22 7:30")
    assert all(message.send_at is None for message in got.values())
    assert {row[2:] for row in dispatch.rows(rung="0")} == {("cancelled", words.NO_ACCOUNT)}


def test_who_enrols_on_the_day_still_hears_of_it(dispatch: World) -> None:
    dispatch.sweep("2024-03-22 7:30")
    dispatch.enrol("head:stp", when="2024-03-22 9:00")
    assert list(dispatch.sweep("2024-03-22 9:01")) == ["head:stp"]
    assert dispatch.sweep("2024-03-22 9:02") == {}


def test_reminders_begin_at_enrolment(dispatch: World) -> None:
    dispatch.sweep("2024-03-21 7:00")
    dispatch.enrol("head:snv", when="2024-03-23 9:00")
    got = dispatch.sweep("2024-03-25 7:30")["head:snv"]  # two days of outage, and then the morning's own rungs
    assert ("0", "head:snv", "cancelled", words.BEFORE_ENROLMENT) in dispatch.rows(task=38)
    assert 38 in got.tasks


def test_a_task_is_not_reminded_of_mornings_before_its_import(world: World) -> None:
    world.sweep("2024-03-20 7:00")
    world.task(5, D(2024, 3, 24), made_on=D(2024, 3, 23))
    got = world.sweep("2024-03-25 7:30")
    assert {row[0] for row in world.rows(task=5)} >= {"+1"}
    assert "0" not in {row[0] for row in world.rows(task=5)}
    assert 5 in got["head:stp"].tasks


def test_people_with_an_hour_of_their_own(dispatch: World) -> None:
    dispatch.enrol("head:stp", "officer:stp")
    dispatch.say("head:stp", "2024-03-20 9:00", aspect="hour", clock=time(6, 45))
    assert set(dispatch.sweep("2024-03-22 6:45")) == {"head:stp"}
    assert "head:stp" not in dispatch.sweep("2024-03-22 7:30")


# --- new tasks


def announce(world: World, when: str, *tasks: int) -> None:
    now = at(when)
    with world.store.unit() as unit:
        ids = list(unit.session.scalars(select(m.Assignment.id).where(m.Assignment.task_no.in_(tasks))))
        reminders.announce(unit, world.knowledge(unit, now), ids, now)
        unit.commit()


def test_new_tasks_with_a_near_date_are_told_at_once(dispatch: World) -> None:
    dispatch.enrol("head:stp")
    dispatch.sweep("2024-03-14 9:00")
    announce(dispatch, "2024-03-14 9:00", 37, 38, 20, 35)
    message = dispatch.sweep("2024-03-14 9:01")["head:stp"]
    assert set(message.tasks) == {37, 38, 20, 35}
    assert text(message).startswith("Sở Tư pháp được giao 4 nhiệm vụ mới")
    assert labels(message.reply) == [["Đã nhận", "Xem"]]
    assert dispatch.sweep("2024-03-14 9:02") == {}


def test_other_new_tasks_wait_for_the_next_digest(world: World) -> None:
    world.enrol("head:stp", "officer:stp")
    world.sweep("2024-03-14 9:00")
    world.task(31, D(2024, 12, 31))
    world.task(13, None)
    announce(world, "2024-03-14 9:00", 31, 13)
    assert world.sweep("2024-03-14 9:01") == {}
    assert set(world.sweep("2024-03-15 7:30")) == {"head:stp", "officer:stp", }  # fmt: skip
    assert world.sweep("2024-03-18 7:30") == {}


# --- Đã nhận


def test_taking_note_stops_only_the_second_call_after_the_date(dispatch: World) -> None:
    dispatch.enrol("head:stp", "monitor:snv", "leader:ct")
    dispatch.sweep("2024-03-22 7:30")
    monday = dispatch.sweep("2024-03-25 7:30")["head:stp"]
    noted = dispatch.press("head:stp", "2024-03-25 7:41", monday.reply, "Đã nhận")
    assert text(noted) == "Đã ghi: anh/chị đã nhận tin lúc 7:41. Bốn nhiệm vụ chưa được báo hoàn thành."
    assert noted.toast == "Đã nhận lúc 7:41"
    assert "head:stp" not in dispatch.sweep("2024-03-26 7:30")
    assert ("+2", "head:stp", "cancelled", words.ANSWERED) in dispatch.rows(task=38)
    assert 38 in dispatch.sweep("2024-03-27 7:30")["monitor:snv"].tasks
    dispatch.sweep("2024-03-28 7:30")
    assert 38 in dispatch.sweep("2024-04-02 7:30")["leader:ct"].tasks


def test_taking_note_lapses_after_two_working_days(dispatch: World) -> None:
    dispatch.enrol("head:stp")
    morning = dispatch.sweep("2024-03-21 7:30")["head:stp"]
    dispatch.press("head:stp", "2024-03-21 7:41", morning.reply, "Đã nhận")
    got = dispatch.through("2024-03-22", "2024-03-26")["head:stp"]
    assert days_of(got) == ["2024-03-22", "2024-03-25", "2024-03-26"]


def test_a_report_stops_the_second_call_too(dispatch: World) -> None:
    dispatch.through("2024-03-22", "2024-03-25")
    for task in (37, 38):
        dispatch.set(task, state="doing", percent=80, reported_at=at("2024-03-25 15:00"))
    assert "head:stp" not in dispatch.through("2024-03-26", "2024-03-26")


def test_typed_words_take_note_of_the_last_message_of_the_chat(dispatch: World) -> None:
    dispatch.enrol("head:stp")
    assert text(dispatch.say("head:stp", "2024-03-22 7:00", aspect="acknowledge")) == words.NOTHING_TO_NOTE
    dispatch.sweep("2024-03-22 7:30")
    dispatch.deliver("head:stp", "2024-03-22 7:30")
    noted = dispatch.say("head:stp", "2024-03-22 7:41", aspect="acknowledge")
    assert "Hai nhiệm vụ chưa được báo hoàn thành" in text(noted)  # the two of its first line
    with dispatch.store.unit() as unit:
        unit.session.add(m.Outbox(channel="telegram", chat="chat-head:stp", person_code="head:stp", kind="reply",
                                  key="reply:1", payload={"text": "x"}, made_at=at("2024-03-22 8:00"),
                                  state="sent"))  # fmt: skip
        unit.commit()
    with dispatch.store.unit() as unit:  # something else was said since
        request = dispatch.request(unit, "head:stp", "2024-03-22 8:01")
        assert reminders.acknowledge_last(request, unit) is None


def test_a_colleague_cannot_take_note_for_another_agency(dispatch: World) -> None:
    dispatch.enrol("head:stp", "head:snv")
    message = dispatch.sweep("2024-03-22 7:30")["head:stp"]
    refused = dispatch.press("head:snv", "2024-03-22 7:41", message.reply, "Đã nhận")
    assert text(refused) == words.NOT_YOURS
    with dispatch.store.reading() as unit:
        assert unit.session.scalars(select(m.Acknowledgement)).all() == []


# --- putting off


def test_once_more_at_two_in_the_afternoon(dispatch: World) -> None:
    dispatch.enrol("head:stp")
    message = dispatch.sweep("2024-03-22 7:30")["head:stp"]
    put_off = dispatch.press("head:stp", "2024-03-22 7:32", message.reply, "Nhắc lúc 14:00")
    assert text(put_off).startswith("Sẽ nhắc lại lúc 14:00 hôm nay: NV 37, NV 38, NV 20. Thời hạn không đổi")
    assert dispatch.sweep("2024-03-22 13:59") == {}
    again = dispatch.sweep("2024-03-22 14:00")["head:stp"]
    assert (again.kind, set(again.tasks)) == ("snooze", {37, 38, 20})
    assert dispatch.sweep("2024-03-22 14:01") == {}


def test_a_new_moment_replaces_the_old_and_can_be_taken_back(dispatch: World) -> None:
    dispatch.enrol("head:stp")
    dispatch.sweep("2024-03-22 7:30")
    dispatch.say("head:stp", "2024-03-22 7:32", aspect="snooze", task=38, clock=time(14))
    put_off = dispatch.say("head:stp", "2024-03-22 7:33", aspect="snooze", task=38, clock=time(16))
    assert dispatch.sweep("2024-03-22 14:00") == {}
    dispatch.press("head:stp", "2024-03-22 15:00", put_off, "Bỏ nhắc lại")
    assert dispatch.sweep("2024-03-22 16:00") == {}


def test_a_snooze_never_passes_the_last_working_day(dispatch: World) -> None:
    dispatch.enrol("head:stp")
    refused = dispatch.say("head:stp", "2024-03-22 7:32", aspect="snooze", task=38, text="sang tuần nhắc nv 38")
    assert text(refused) == ("NV 38 cần hoàn thành trong hôm nay nên không hoãn sang ngày khác được. Nhắc lại lúc nào?")
    assert labels(refused) == [["14:00", "16:00"]]
    earlier = dispatch.say("head:stp", "2024-03-18 9:00", aspect="snooze", task=38, days=7)
    assert "chậm nhất thứ Sáu 22/3" in text(earlier)
    assert labels(earlier) == [["Hoãn 1 ngày", "Hoãn 3 ngày"]]


def test_three_days_quiet_before_the_date(world: World) -> None:
    world.task(5, D(2024, 3, 29))
    world.enrol("head:stp", "officer:stp")
    world.sweep("2024-03-25 7:00")
    said = world.say("head:stp", "2024-03-25 7:10", aspect="snooze", task=5, days=3)
    assert text(said).startswith("Sẽ nhắc lại lúc 7:30 thứ Năm 28/3: NV 5.")
    assert days_of(world.through("2024-03-25", "2024-03-29")["head:stp"]) == ["2024-03-28", "2024-03-29"]
    assert "đã hoãn nhắc" in {row[3] for row in world.rows(task=5, person_code="head:stp")}


def test_a_week_at_most_and_on_working_days(world: World) -> None:
    world.task(5, D(2024, 6, 28))
    world.enrol("head:stp")
    assert text(world.say("head:stp", "2024-03-18 9:00", aspect="snooze", task=5, days=10)) == words.TOO_FAR
    weekend = world.say("head:stp", "2024-03-21 9:00", aspect="snooze", task=5, days=2)  # Saturday
    assert "7:30 thứ Hai 25/3" in text(weekend)
    tomorrow = world.say("head:stp", "2024-03-22 9:00", aspect="snooze", task=5, text="sáng mai nhắc lại nv 5")
    assert "7:30 thứ Hai 25/3" in text(tomorrow)


def test_the_day_asked_for_stays_with_the_task_that_is_chosen(dispatch: World) -> None:
    dispatch.enrol("head:stp")
    asked = dispatch.say("head:stp", "2024-03-20 9:00", aspect="snooze", text="sang tuần nhắc")
    put_off = dispatch.press("head:stp", "2024-03-20 9:01", asked, labels(asked)[2][0])
    assert text(put_off).startswith("Sẽ nhắc lại lúc 7:30 thứ Hai 25/3: NV 20.")


def test_a_task_in_time_is_put_off_no_further_than_fits(dispatch: World) -> None:
    refused = dispatch.say("head:stp", "2024-03-20 9:00", aspect="snooze", task=38, days=3)
    assert labels(refused) == [["Hoãn 1 ngày"]]  # the third day is a Saturday after the last one


def test_an_overdue_task_cannot_be_muted(dispatch: World) -> None:
    dispatch.enrol("head:stp")
    refused = dispatch.say("head:stp", "2024-03-28 8:00", aspect="mute", task=38)
    assert text(refused).startswith("NV 38 đang quá hạn nên không tắt nhắc được.")
    assert labels(refused) == [["Hoãn 3 ngày", "Báo vướng mắc"], ["Đề nghị gia hạn"]]
    put_off = dispatch.press("head:stp", "2024-03-28 8:01", refused, "Hoãn 3 ngày")
    assert "thứ Hai 01/4" in text(put_off)


def test_a_task_of_others_has_no_reminders_to_change(dispatch: World) -> None:
    dispatch.task(18, D(2024, 3, 31), leads=("snv",))
    refused = dispatch.say("head:stp", "2024-03-18 8:00", aspect="snooze", task=18, days=2)
    assert text(refused) == "NV 18 không do Sở Tư pháp chủ trì nên không có lịch nhắc để đổi."


def test_which_task_is_asked_when_none_was_named(dispatch: World) -> None:
    dispatch.enrol("head:stp")
    asked = dispatch.say("head:stp", "2024-03-18 8:00", aspect="snooze", days=2)
    assert text(asked) == words.WHICH_TASK
    assert [row[0][:5] for row in labels(asked)] == ["NV 37", "NV 38", "NV 20", "NV 35"]
    assert all(len(row[0]) <= 28 for row in labels(asked))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"aspect": "lead_days", "days": 45}, "Đặt được nhiều nhất 5 mốc, từ 1 đến 30 ngày trước hạn"),
        ({"aspect": "mute"}, words.NOTHING_TO_MUTE),
        ({"aspect": "resume"}, words.NOT_SNOOZED),
        ({"aspect": "nudge"}, words.NO_NUDGE),
        ({"aspect": "hour", "clock": time(4, 0)}, "Giờ nhắc hằng ngày đặt được từ 5:00 đến 17:00"),
        ({}, "Nhắc việc lúc 7:30"),
    ],
)
def test_what_is_not_there_yet_is_said(world: World, said: dict[str, object], expected: str) -> None:
    reply = world.say("head:stp", "2024-03-18 8:00", **said)
    assert text(reply).startswith(expected)
    assert len(text(reply).splitlines()) <= 5
    assert len(text(reply)) <= 350


def test_an_hour_in_the_afternoon_may_mean_today_or_every_day(dispatch: World) -> None:
    dispatch.enrol("head:stp")
    asked = dispatch.say("head:stp", "2024-03-18 8:00", aspect="hour", clock=time(15))
    assert labels(asked) == [["Một lần, 15:00", "Hằng ngày 15:00"]]
    assert "15:00 hôm nay" in text(dispatch.press("head:stp", "2024-03-18 8:01", asked, "Một lần, 15:00"))


# --- both databases, and the demo


def test_the_story_of_a_task_is_the_same_on_both_databases(store: Store) -> None:
    world = World.on(store)
    world.task(38, DUE_914, due_text="Trước ngày 25/3/2024")
    world.task(23, [D(2024, 4, 4), D(2024, 5, 4)], every="month")
    world.enrol("head:stp", "officer:stp", "monitor:snv")
    world.say("officer:stp", "2024-03-14 9:00", aspect="hour", clock=time(6, 45))
    got = world.through("2024-03-14", "2024-03-22")
    assert days_of(got["head:stp"]) == ["2024-03-15", "2024-03-18", "2024-03-21", "2024-03-22"]
    morning = got["head:stp"][-1][1]
    world.press("head:stp", "2024-03-22 7:31", morning.reply, "Đã nhận")
    world.press("head:stp", "2024-03-22 7:32", morning.reply, "Nhắc lúc 14:00")
    assert world.sweep("2024-03-22 14:00")["head:stp"].kind == "snooze"
    assert world.sweep("2024-03-22 14:00") == {}
    world.set(38, state="waiting")
    assert world.deliver("head:stp", "2024-03-22 14:01") is None
    world.set(38, state="returned", cycle=2, due=D(2024, 3, 29))
    assert days_of(world.through("2024-03-25", "2024-03-27")["head:stp"]) == ["2024-03-25", "2024-03-26"]
    announce(world, "2024-03-27 9:00", 23)
    assert set(world.sweep("2024-03-27 9:01")) == {"head:stp", "officer:stp"}


def test_the_demo_on_friday_the_22nd(province: Province) -> None:
    """Every head of the 31 scored agencies has both tasks of clause 2 in the digest of 7:30."""
    found = {message.person: message for message in province.at("2024-03-22T07:30").sweep()}
    scored = [code for code, agency in province.knowledge.catalogue.agencies.items() if agency.scored]
    assert len(scored) == 31
    assert all({37, 38} <= set(found[f"{role}:{code}"].tasks) for code in scored for role in ("head", "officer"))
    assert province.sweep() == []
    for message in found.values():
        assert len(text(message).splitlines()) <= 4
        assert len(text(message)) <= 350
        assert all(len(label) <= 16 for row in labels(message.reply) if len(row) > 1 for label in row)


def test_a_report_between_planning_and_the_morning_leaves_the_digest(province: Province) -> None:
    province.at("2024-03-21T16:00").say("officer:stp", "nv 37 xong")
    province.at("2024-03-22T00:01").sweep()
    province.at("2024-03-22T07:00").say("officer:stp", "nv 38 xong")
    found = {message.person: message for message in province.at("2024-03-22T07:30").sweep()}
    assert {37, 38}.isdisjoint(found["head:stp"].tasks)


def test_said_in_chat(province: Province) -> None:
    province.at("2024-03-20T09:00")
    assert "6:45" in province.say("head:stp", "nhắc lúc 6:45").first_line
    assert "chậm nhất thứ Sáu 22/3" in province.say("head:stp", "cho lùi nhắc việc 38 lại 3 ngày nhé").first_line
    assert "Vẫn nhắc vào ngày cuối (thứ Sáu 22/3)" in province.say("head:stp", "đừng nhắc nv 38 nữa").first_line
    assert "thứ Năm 21/3" in province.say("head:stp", "mai nhac lai nv 20").first_line
    assert province.say("head:stp", "rõ").topic in ("smalltalk", "reminder")


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("nhắc lại nv 20 thứ sáu", "thứ Sáu 22/3"),
        ("nhac lai nv 20 thu 6", "thứ Sáu 22/3"),
        ("thứ hai tuần sau nhắc lại nv 20", "thứ Hai 25/3"),
        ("nhắc lại nv 20 thứ ba tuần sau", "thứ Ba 26/3"),
        ("nhắc lại nv 20 sang tuần", "thứ Hai 25/3"),
        ("nhắc lại nv 20 ngày 25/3", "thứ Hai 25/3"),
    ],
)
def test_put_off_to_a_day_that_is_named(province: Province, said: str, day: str) -> None:
    assert day in province.at("2024-03-20T09:00").say("head:stp", said).first_line


# --- the host


_ELSEWHERE = """
import tempfile, pathlib, json
from datetime import date
from tests.conversations.reminder_world import World
w = World.build(pathlib.Path(tempfile.mkdtemp()))
w.task(38, date(2024, 3, 24), leads=("stp",), due_text="Trước ngày 25/3/2024")
w.enrol("head:stp", "monitor:snv")
got = w.through("2024-03-14", "2024-03-28")
sent = {p: [(d, m.send_at.isoformat(), m.reply.text) for d, m in g if m.send_at] for p, g in sorted(got.items())}
print(json.dumps(sent))
"""


def test_the_zone_of_the_host_makes_no_difference() -> None:
    def run(zone: str) -> str:
        environment = os.environ | {"TZ": zone}
        return subprocess.run([sys.executable, "-c", _ELSEWHERE], env=environment, cwd=Path(__file__).parents[2],
                              check=True, capture_output=True, text=True).stdout  # fmt: skip

    here, *others = [run(zone) for zone in ("Asia/Ho_Chi_Minh", "UTC", "America/New_York")]
    assert "2024-03-22T07:30:00+07:00" in here
    assert others == [here, here]


def test_moments_are_local_whatever_zone_they_are_given_in(dispatch: World) -> None:
    from datetime import UTC

    dispatch.enrol("head:stp")
    now: datetime = at("2024-03-22 7:30").astimezone(UTC)
    with dispatch.store.unit() as unit:
        got = reminders.sweep(unit, dispatch.knowledge(unit, now), now)
    assert "head:stp" in {message.person for message in got}


@pytest.mark.parametrize("typed", ["đã rõ, sẽ chỉ đạo", "ok, tôi sẽ chỉ đạo", "Rõ, cảm ơn", "👍", "da nhan"])
def test_however_an_official_says_that_the_push_was_read(province: Province, typed: str) -> None:
    province.at("2024-03-22T07:30")
    with province.store.unit() as unit:
        enrolment.enrol(unit, "head:stp", "telegram", "1", at("2024-03-20 8:00"))
        knowledge = province.knowing.current(unit.session, province.now)
        messages = reminders.sweep(unit, knowledge, province.now)
        queue(unit, messages, Rows(province.now, province.now), province.knowing)
        unit.session.execute(update(m.Outbox).values(state="sent"))
        said = respond(Incoming("telegram", "1", "1", text=typed), Moment(province.now, knowledge, {}), unit)
        assert said is not None
        assert "đã nhận tin lúc 7:30" in plain(said.text)
        asks = respond(
            Incoming("telegram", "1", "1", text="rõ chưa, nv 38 ai làm"), Moment(province.now, knowledge, {}), unit
        )
        assert asks is not None
        assert "đã nhận tin" not in plain(asks.text)
