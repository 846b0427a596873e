"""What head and focal officer are told of a date that was moved and of a task that was withdrawn."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select, update

from handlers import reminders
from handlers.assignment import cycles
from storage import assignments
from storage import models as m
from storage.audit import record
from storage.settings_rows import catalogue_changed
from tests.conversations.reminder_world import World, at, labels, text

HEAD, OFFICER = "head:stp", "officer:stp"


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = World.build(tmp_path)
    world.enrol(HEAD, OFFICER)
    return world


def move(world: World, when: str, no: int, due: date) -> None:
    with world.store.unit() as unit:
        request = world.request(unit, "monitor:snv", when)
        held = assignments.of_task(unit.session, no)
        cycles.move_all(request, unit, held, due, {})
        unit.commit()


def withdraw(world: World, when: str, no: int) -> None:
    with world.store.unit() as unit:
        unit.session.execute(update(m.Task).where(m.Task.no == no).values(withdrawn_at=at(when)))
        catalogue_changed(unit.session)
        ids = list(unit.session.scalars(select(m.Assignment.id).where(m.Assignment.task_no == no)))
        reminders.announce_changes(unit, world.knowledge(unit, at(when)), [], ids, at(when))
        unit.commit()


def restore(world: World, when: str, no: int) -> None:
    with world.store.unit() as unit:
        unit.session.execute(update(m.Task).where(m.Task.no == no).values(withdrawn_at=None))
        catalogue_changed(unit.session)
        for held in assignments.of_task(unit.session, no):
            assignments.begin_cycle(unit.session, held.id, held.due, held.state, held.reason)
            record(unit.session, at(when), "monitor:snv", "assignment.restored", f"assignment:{held.id}")
            reminders.announce_changes(unit, world.knowledge(unit, at(when)), [held.id], [], at(when))
        unit.commit()


def test_a_moved_date_is_in_the_next_digest_with_what_it_was(world: World) -> None:
    world.task(38, date(2024, 4, 24), title="Báo cáo giải pháp khắc phục")
    world.sweep("2024-03-18 7:30")
    move(world, "2024-03-18 9:00", 38, date(2024, 4, 29))
    assert world.sweep("2024-03-18 9:01") == {}
    got = world.sweep("2024-03-19 7:30")
    assert text(got[HEAD]) == (
        "Sở Tư pháp có 1 nhiệm vụ thay đổi:\nNV 38 Báo cáo giải pháp khắc phục: hạn mới đến hết 29/4 (hạn cũ: 24/4)"
    )
    assert labels(got[HEAD].reply) == [["Đã nhận", "Xem"]]
    assert got[HEAD].tasks == got[OFFICER].tasks == (38,)
    assert world.sweep("2024-03-20 7:30") == {}


def test_moved_to_tomorrow_is_told_at_once(world: World) -> None:
    world.task(38, date(2024, 4, 24), title="Báo cáo giải pháp khắc phục")
    world.sweep("2024-03-18 7:30")
    move(world, "2024-03-18 9:00", 38, date(2024, 3, 19))
    got = world.sweep("2024-03-18 9:01")
    assert "hạn mới đến hết 19/3 (hạn cũ: 24/4)" in text(got[HEAD])


def test_a_rung_of_the_same_morning_says_that_the_date_is_new(world: World) -> None:
    world.task(38, date(2024, 4, 24), title="Báo cáo giải pháp khắc phục")
    world.sweep("2024-03-18 7:30")
    move(world, "2024-03-21 9:00", 38, date(2024, 3, 29))  # 22/3 is seven days before
    got = world.sweep("2024-03-22 7:30")
    said = text(got[HEAD])
    assert said.startswith("🟡 1 nhiệm vụ sắp đến hạn:")
    assert said.count("NV 38") == 1
    assert "hạn mới đến hết 29/3 (hạn cũ: 24/4)" in said
    assert {state for rung, _, state, _ in world.rows(cycle=2)} == {"queued"}


def test_of_two_moves_the_last_is_told(world: World) -> None:
    world.task(38, date(2024, 4, 24))
    world.sweep("2024-03-18 7:30")
    move(world, "2024-03-18 9:00", 38, date(2024, 4, 29))
    move(world, "2024-03-18 9:05", 38, date(2024, 5, 10))
    got = world.sweep("2024-03-19 7:30")
    assert text(got[HEAD]).count("hạn mới") == 1
    assert "hạn mới đến hết 10/5 (hạn cũ: 29/4)" in text(got[HEAD])
    assert world.rows(rung="moved", cycle=2, person_code=HEAD) == [("moved", HEAD, "cancelled", "thời hạn đã thay đổi")]


def test_a_withdrawn_task_is_told_once_and_its_reminders_end_with_the_reason(world: World) -> None:
    world.task(38, date(2024, 3, 21), title="Báo cáo giải pháp khắc phục")
    world.task(40, date(2024, 3, 29))
    world.sweep("2024-03-18 7:30")
    withdraw(world, "2024-03-18 9:00", 38)
    got = world.sweep("2024-03-19 7:30")
    assert text(got[HEAD]) == (
        "Sở Tư pháp có 1 nhiệm vụ thay đổi:\nNV 38 đã rút: Báo cáo giải pháp khắc phục\nCòn 1 nhiệm vụ đến hạn 29/3."
    )
    assert labels(got[HEAD].reply) == [["Xem"]]
    later = world.through("2024-03-20", "2024-03-28")
    assert all("NV 38" not in text(message) for _, message in later.get(HEAD, []))


def test_what_was_planned_before_the_withdrawal_is_cancelled_with_the_reason(world: World) -> None:
    world.task(38, date(2024, 3, 21))
    world.sweep("2024-03-18 7:00")  # planned for 7:30
    withdraw(world, "2024-03-18 7:10", 38)
    world.sweep("2024-03-18 7:30")
    reasons = {reason for rung, _, state, reason in world.rows() if state == "cancelled"}
    assert reasons == {"nhiệm vụ đã rút"}
    assert {state for rung, _, state, _ in world.rows(rung="withdrawn")} == {"queued"}


def test_restored_before_anybody_was_told_is_told_as_given_again(world: World) -> None:
    world.task(38, date(2024, 4, 24), title="Báo cáo giải pháp khắc phục")
    world.sweep("2024-03-18 7:30")
    withdraw(world, "2024-03-18 9:00", 38)
    restore(world, "2024-03-18 9:30", 38)
    got = world.sweep("2024-03-19 7:30")
    assert "NV 38 Báo cáo giải pháp khắc phục: được giao lại, hạn 24/4" in text(got[HEAD])
    rows = world.rows(rung="withdrawn", person_code=HEAD)
    assert rows == [("withdrawn", HEAD, "cancelled", "nhiệm vụ đã khôi phục")]


def test_a_digest_stays_at_four_lines_and_counts_the_rest(world: World) -> None:
    for no in range(20, 26):
        world.task(no, date(2024, 3, 22), title=f"Việc số {no}")
    for no in range(30, 34):
        world.task(no, date(2024, 5, 22), title=f"Việc số {no}")
    world.sweep("2024-03-20 7:30")
    for no in range(30, 34):
        move(world, "2024-03-20 9:00", no, date(2024, 6, 3))
    got = world.sweep("2024-03-21 7:30")
    lines = text(got[HEAD]).split("\n")
    assert len(lines) == 4
    assert lines[0].startswith("🟡 6 nhiệm vụ")
    assert lines[2] == "NV 30 Việc số 30: hạn mới đến hết 03/6 (hạn cũ: 22/5)"
    assert "3 nhiệm vụ thay đổi (NV 31, NV 32, NV 33)" in lines[3]
    assert got[HEAD].tasks[-4:] == (30, 31, 32, 33)


def test_a_date_settled_before_the_digest_is_told_nobody(world: World) -> None:
    world.task(38, date(2024, 4, 24))
    world.sweep("2024-03-18 7:30")
    move(world, "2024-03-18 9:00", 38, date(2024, 4, 29))
    world.set(38, state="waiting")
    assert not {HEAD, OFFICER} & set(world.sweep("2024-03-19 7:30"))
