"""What is said after a reminder may be about it; who put what off, as others see it."""

from datetime import date

import pytest
from sqlalchemy import select, update

from bot.path.outgoing import Rows
from bot.schedule import queue
from handlers import enrolment, reminders
from handlers.dialogue import Incoming, Reply, plain
from handlers.router import Moment, respond
from storage import models as m
from storage.session import Store
from storage.settings_rows import people_changed
from tests.conversations.reminder_world import World, at, labels, text
from tests.province import Province

HEAD, OFFICER = "head:stp", "officer:stp"


class Phone:
    """The Telegram chat of Giám đốc Sở Tư pháp on Friday 22/3/2024, after the digest of NV 37 and NV 38."""

    def __init__(self, province: Province) -> None:
        self.province = province.at("2024-03-22T07:30")
        with province.store.unit() as unit:
            enrolment.enrol(unit, HEAD, "telegram", "1", at("2024-03-20 8:00"))
            unit.commit()
        with province.store.unit() as unit:
            knowledge = province.knowing.current(unit.session, province.now)
            messages = reminders.sweep(unit, knowledge, province.now)
            queue(unit, messages, Rows(province.now, province.now), province.knowing)
            unit.session.execute(update(m.Outbox).values(state="sent"))
            unit.commit()
        self.told = {message.person: message for message in messages}

    def say(self, typed: str) -> Reply:
        with self.province.store.unit() as unit:
            knowledge = self.province.knowing.current(unit.session, self.province.now)
            reply = respond(Incoming("telegram", "1", "1", text=typed), Moment(self.province.now, knowledge, {}), unit)
            unit.commit()
        assert reply is not None
        return reply


@pytest.fixture
def phone(province: Province) -> Phone:
    return Phone(province)


def test_when_is_it_due(phone: Phone) -> None:
    said = plain(phone.say("hạn bao giờ").text)
    assert "NV 37" in said
    assert "NV 38" in said
    assert "25/3" in said


@pytest.mark.parametrize("typed", ["báo xong cả 2", "xong ca hai roi", "ca 2 da xong"])
def test_both_are_done(phone: Phone, typed: str) -> None:
    said = plain(phone.say(typed).text)
    assert "NV 37" in said
    assert "NV 38" in said
    with phone.province.store.reading() as unit:
        query = select(m.Assignment.task_no).where(
            m.Assignment.agency_code == "stp", m.Assignment.state == "waiting", m.Assignment.task_no.in_((37, 38))
        )
        assert sorted(unit.session.scalars(query)) == [37, 38]


def test_not_all_of_another_number(phone: Phone) -> None:
    phone.say("xong cả 3")
    with phone.province.store.reading() as unit:
        assert unit.session.scalars(select(m.ProgressReport)).all() == []


def test_the_next_day_it_is_about_nothing(phone: Phone) -> None:
    phone.province.at("2024-03-23T08:00")
    assert "NV 37" not in plain(phone.say("hạn bao giờ").text)


def test_taking_note_counts_what_is_not_finished(phone: Phone) -> None:
    assert plain(phone.say("rõ").text) == (
        "Đã ghi: anh/chị đã nhận tin lúc 7:30. Hai nhiệm vụ chưa được báo hoàn thành."
    )
    phone.say("nv 37 xong")
    with phone.province.store.unit() as unit:
        unit.session.execute(update(m.Outbox).where(m.Outbox.kind == "reply").values(state="cancelled"))
        unit.commit()
    assert plain(phone.say("rõ").text) == "Đã ghi: anh/chị đã nhận tin lúc 7:30. NV 38 chưa được báo hoàn thành."


# --- put off


def _leaves_office(world: World, person: str, heir: str, when: str) -> None:
    with world.store.unit() as unit:
        held = unit.session.scalars(select(m.RoleHeld).where(m.RoleHeld.person_code == person)).one()
        held.ends_at = at(when)
        unit.session.add(m.Person(code=heir, title=heir))
        unit.session.flush()
        unit.session.add(m.RoleHeld(person_code=heir, role=held.role, agency_code=held.agency_code))
        people_changed(unit.session)
        unit.commit()


def test_at_its_end_a_snooze_goes_to_whoever_is_responsible_then(store: Store) -> None:
    world = World.on(store)
    world.task(5, date(2024, 3, 29))
    world.enrol(HEAD)
    world.say(HEAD, "2024-03-19 9:00", aspect="snooze", task=5, days=1)
    _leaves_office(world, HEAD, "head2:stp", "2024-03-19 17:00")
    world.enrol("head2:stp", when="2024-03-19 17:00")
    assert world.sweep("2024-03-20 7:30")["head2:stp"].tasks == (5,)
    snoozes = [(who, state) for rung, who, state, _ in world.rows(task=5) if rung.startswith("snooze")]
    assert snoozes == [(HEAD, "cancelled"), ("head2:stp", "queued")]
    assert world.sweep("2024-03-20 7:31") == {}


def test_two_weeks_are_too_far(store: Store) -> None:
    world = World.on(store)
    world.task(5, date(2024, 4, 26))
    said = world.say(HEAD, "2024-03-18 9:00", aspect="snooze", task=5, days=14)
    assert text(said).startswith("Hoãn nhắc tối đa một tuần nên chưa hoãn.")
    assert labels(said) == [["Hoãn 3 ngày", "Hoãn 7 ngày"]]


def test_the_monitor_sees_what_was_put_off_or_muted(province: Province) -> None:
    for who in (HEAD, OFFICER):
        province.say(who, "đừng nhắc nv 38 nữa")
        muted = "Cơ quan đã tắt nhắc trước ngày cuối." in province.say("monitor:snv", "nv 38 sở tư pháp đến đâu")
        assert muted is (who == OFFICER)  # only when nobody there is called any more
    province.at("2024-03-28T08:00").say(HEAD, "hoãn nhắc nv 38 3 ngày")
    state = province.say("monitor:snv", "nv 38 sở tư pháp đến đâu")
    assert "Đang hoãn nhắc đến 01/4 (Giám đốc Sở Tư pháp)." in state
    assert "Đang hoãn" not in province.say(OFFICER, "nv 38 đến đâu rồi")
