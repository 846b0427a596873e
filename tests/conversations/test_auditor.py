"""Silence is an alarm: what should have been said is derived again by brute force."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import delete, select, update

from handlers import reminders
from handlers.dialogue import plain
from handlers.reminders import auditor
from storage import models as m
from storage.session import Store
from tests.conversations.reminder_world import AGENCIES, World, at

HOLDERS = [f"{role}:{code}" for code in AGENCIES for role in ("head", "officer")]


@pytest.fixture
def world(store: Store) -> World:
    world = World.on(store)
    world.task(38, date(2024, 3, 24), leads=tuple(AGENCIES))  # a Sunday
    world.task(39, date(2024, 3, 22), leads=("stp",))
    world.enrol(*HOLDERS, "monitor:snv", "admin")
    return world


def found(world: World, when: str) -> list[tuple[int, str]]:
    with world.store.reading() as unit:
        missed = auditor.look(unit.session, world.knowledge(unit, at(when)), at(when))
    return [(one.task, one.agency) for one in missed]


def lose(world: World, *where: object) -> None:
    """Rows of the plan vanish."""
    with world.store.unit() as unit:
        unit.session.execute(delete(m.Reminder).where(*where))
        unit.commit()


def test_all_is_well_when_everybody_was_reminded(world: World) -> None:
    world.through("2024-03-18", "2024-03-22")
    assert found(world, "2024-03-22 9:00") == []


def test_reminders_that_vanished_are_found_told_and_sent_after_all(world: World) -> None:
    world.through("2024-03-18", "2024-03-22")
    lose(world, m.Reminder.assignment_id.in_(select(m.Assignment.id).where(m.Assignment.agency_code == "stp")))
    assert found(world, "2024-03-22 9:00") == [(38, "stp"), (39, "stp")]
    now = at("2024-03-22 9:00")
    with world.store.unit() as unit:
        knowledge = world.knowledge(unit, now)
        assert auditor.is_time(unit.session, knowledge, now)
        (push,) = auditor.keep(unit, knowledge, auditor.look(unit.session, knowledge, now), now)
        reminders.ask_again(unit.session)
        unit.commit()
    assert push.person == "admin"
    assert plain(push.reply.text).startswith("🔴 2 nhiệm vụ đến hạn chưa được nhắc: NV 38 (Sở Tư pháp)")
    got = world.sweep("2024-03-22 9:01")
    assert set(got) == {"head:stp", "officer:stp"}
    assert found(world, "2024-03-22 10:30") == []


def test_a_sweep_that_never_spoke_is_found(world: World) -> None:
    world.sweep("2024-03-18 7:30")
    assert found(world, "2024-03-22 9:00") == [(38, "budang"), (38, "snv"), (38, "stp"), (39, "stp")]


@pytest.mark.parametrize("state", ["superseded", "cancelled"])
def test_a_later_rung_that_was_never_sent_is_no_excuse(world: World, state: str) -> None:
    world.through("2024-03-18", "2024-03-22")
    with world.store.unit() as unit:
        unit.session.execute(update(m.Reminder).values(state=state, reason=auditor.NO_REASONS[0], outbox_id=None))
        unit.commit()
    assert len(found(world, "2024-03-22 9:00")) == 4


def test_a_message_that_left_its_row_behind_is_no_reminder(world: World) -> None:
    world.through("2024-03-18", "2024-03-22")
    with world.store.unit() as unit:
        unit.session.execute(update(m.Outbox).values(state="failed"))
        unit.session.execute(update(m.Reminder).where(m.Reminder.state != "superseded").values(state="queued"))
        unit.commit()
    assert len(found(world, "2024-03-22 9:00")) == 4


def test_recorded_reasons_excuse(store: Store) -> None:
    world = World.on(store)
    world.task(38, date(2024, 3, 22), leads=("stp", "snv"))
    world.enrol("head:stp", "officer:stp")  # nobody of Sở Nội vụ
    world.set(38, "stp", state="waiting")
    world.through("2024-03-18", "2024-03-22")
    assert found(world, "2024-03-22 9:00") == []


def test_a_database_that_never_swept_has_missed_nothing(world: World) -> None:
    assert found(world, "2024-03-22 9:00") == []


def test_once_a_working_day_after_nine_and_hourly_while_something_is_missed(world: World) -> None:
    world.sweep("2024-03-18 7:30")

    def is_time(when: str) -> bool:
        with world.store.reading() as unit:
            return auditor.is_time(unit.session, world.knowledge(unit, at(when)), at(when))

    assert [is_time(f"2024-03-{moment}") for moment in ("18 8:59", "18 9:00", "23 10:00")] == [False, True, False]
    with world.store.unit() as unit:
        auditor.keep(unit, world.knowledge(unit, at("2024-03-22 9:00")), [], at("2024-03-22 9:00"))
        unit.commit()
    assert [is_time(f"2024-03-{moment}") for moment in ("22 17:00", "25 8:00", "25 9:00")] == [False, False, True]


def test_a_quarter_without_faults_gives_no_alarm(tmp_path: Path) -> None:
    """Reports, moves of the clock and an outage of four days among them."""
    world = World.build(tmp_path)
    dues = [date(2024, 3, 20), date(2024, 4, 18), date(2024, 4, 30), date(2024, 5, 12), date(2024, 6, 14)]
    for no, due in enumerate(dues, 1):
        world.task(no, due, leads=tuple(AGENCIES))
    world.task(9, [date(2024, 3, 31), date(2024, 4, 30), date(2024, 5, 31)], every="month", leads=("stp", "budang"))
    world.enrol(*HOLDERS[:4], "monitor:snv", "leader:ct")
    alarms = []
    for n in range((date(2024, 6, 15) - date(2024, 3, 15)).days):
        day = date.fromordinal(date(2024, 3, 15).toordinal() + n)
        if date(2024, 5, 9) <= day <= date(2024, 5, 14):
            continue  # switched off
        world.sweep(f"{day} 7:30")
        if day == date(2024, 4, 17):
            world.set(2, "stp", state="waiting")
        now = at(f"{day} 9:05")
        with world.store.unit() as unit:
            knowledge = world.knowledge(unit, now)
            if auditor.is_time(unit.session, knowledge, now):
                missed = auditor.look(unit.session, knowledge, now)
                alarms += [(day, one.task, one.agency) for one in missed]
                auditor.keep(unit, knowledge, missed, now)
            unit.commit()
    assert alarms == []
