"""No calls before the last day of a task, for one person; what is late cannot be muted."""

from datetime import date

import pytest
from sqlalchemy import select

from handlers.words import reminders as words
from storage import models as m
from storage import mutes
from storage.session import Store
from tests.conversations.reminder_world import World, labels, text
from tests.province import Province

HEAD, OFFICER = "head:stp", "officer:stp"


@pytest.fixture
def world(store: Store) -> World:
    """Two tasks of Sở Tư pháp due on Friday 29/3, on both kinds of database."""
    world = World.on(store)
    world.task(5, date(2024, 3, 29))
    world.task(6, date(2024, 3, 29))
    world.enrol(HEAD, OFFICER, "monitor:snv")
    return world


def test_only_the_last_day_and_what_is_late_are_called(world: World) -> None:
    said = world.say(HEAD, "2024-03-18 9:00", aspect="mute", task=5)
    assert text(said) == (
        "Đã tắt nhắc NV 5. Vẫn nhắc vào ngày cuối (thứ Sáu 29/3) và khi quá hạn. Thời hạn không đổi: 29/3."
    )
    assert labels(said) == [["Nhắc lại bình thường"]]
    got = world.through("2024-03-19", "2024-04-02")
    head = {day: message.tasks for day, message in got[HEAD]}
    assert 5 not in {no for day, tasks in head.items() if day < "2024-03-29" for no in tasks}
    assert 6 in head["2024-03-22"]
    assert 5 in head["2024-03-29"]
    assert 5 in head["2024-04-01"]
    assert 5 in {day: message.tasks for day, message in got[OFFICER]}["2024-03-22"]  # only the head's calls
    assert ("-7", HEAD, "superseded", words.MUTED) in world.rows(task=5)


def test_as_usual_again(world: World) -> None:
    said = world.say(HEAD, "2024-03-18 9:00", aspect="mute", task=5)
    again = world.press(HEAD, "2024-03-20 9:00", said, "Nhắc lại bình thường")
    assert text(again) == "Đã bật lại: NV 5 được nhắc theo mốc."
    assert 5 in world.sweep("2024-03-22 7:30")[HEAD].tasks
    world.say(HEAD, "2024-03-22 9:00", aspect="mute", task=5)
    assert "NV 5 được nhắc" in text(world.say(HEAD, "2024-03-22 9:05", text="nhắc lại bình thường nv 5", task=5))


def test_another_cycle_is_called_again(world: World) -> None:
    world.say(HEAD, "2024-03-18 9:00", aspect="mute", task=5)
    world.set(5, cycle=2)
    assert 5 in world.sweep("2024-03-22 7:30")[HEAD].tasks


def test_all_of_them_only_after_a_confirmation(world: World) -> None:
    world.task(7, date(2024, 3, 15))
    asked = world.say(HEAD, "2024-03-18 9:00", aspect="mute", text="tắt nhắc hết")
    assert text(asked) == (
        "Tắt nhắc 2 nhiệm vụ (NV 5, NV 6) đến trước ngày cuối? Ngày cuối và khi quá hạn vẫn nhắc. "
        "1 nhiệm vụ đến hạn hoặc quá hạn vẫn nhắc như thường."
    )
    assert labels(asked) == [["Tắt nhắc", "Không tắt"]]
    with world.store.reading() as unit:
        assert not mutes.of_person(unit.session, HEAD)
    world.press(HEAD, "2024-03-18 9:01", asked, "Tắt nhắc")
    world.press(HEAD, "2024-03-18 9:01", asked, "Tắt nhắc")  # twice is once
    with world.store.reading() as unit:
        assert len(unit.session.scalars(select(m.Mute)).all()) == 2
    assert "Đang tắt nhắc: NV 5, NV 6." in text(world.say(HEAD, "2024-03-18 9:02"))


def test_the_last_day_itself_cannot_be_muted(world: World) -> None:
    refused = world.say(HEAD, "2024-03-29 8:00", aspect="mute", task=5)
    assert text(refused).startswith("NV 5 cần hoàn thành trong hôm nay nên không tắt nhắc được.")
    assert labels(refused) == [["14:00", "16:00"]]


def test_the_button_looks_again_at_the_moment_it_is_pressed(world: World) -> None:
    asked = world.say(HEAD, "2024-03-28 9:00", aspect="mute", text="tắt nhắc hết")
    assert text(world.press(HEAD, "2024-04-01 9:00", asked, "Tắt nhắc")).startswith("NV 5 đang quá hạn")
    world.set(5, state="waiting")
    world.set(6, state="waiting")
    assert text(world.press(HEAD, "2024-03-28 9:00", asked, "Tắt nhắc")) == words.ALL_REPORTED


@pytest.mark.parametrize("typed", ["đừng nhắc nv 38 nữa", "dung nhac nv 38 nua", "tắt nhắc nhiệm vụ 38"])
def test_typed_by_an_official(province: Province, typed: str) -> None:
    said = province.say("head:stp", typed)
    assert said.first_line.startswith("Đã tắt nhắc NV 38. Vẫn nhắc vào ngày cuối (thứ Sáu 22/3)")
    assert said.choices == ("Nhắc lại bình thường",)
    assert "NV 38" in province.press("head:stp", "Nhắc lại bình thường")


def test_overdue_as_in_the_dialogues(province: Province) -> None:
    said = province.at("2024-03-28T08:00").say("head:stp", "đừng nhắc nv 38 nữa")
    assert said.text == ("NV 38 đang quá hạn nên không tắt nhắc được. Có thể hoãn, báo vướng mắc hoặc đề nghị gia hạn.")
    assert said.choices == ("Hoãn 3 ngày", "Báo vướng mắc", "Đề nghị gia hạn")


def test_a_number_alone_is_asked_about_first(province: Province) -> None:
    asked = province.say("head:stp", "dung nhac 38")
    assert asked.first_line.startswith("Tắt nhắc 1 nhiệm vụ (NV 38)")
    assert "Đã tắt nhắc NV 38" in province.press("head:stp", "Tắt nhắc")


def test_forwarded_words_change_nothing(province: Province) -> None:
    assert "chuyển tiếp" in province.say("head:stp", "đừng nhắc nv 38 nữa", forwarded=True)
    with province.store.reading() as unit:
        assert not mutes.of_person(unit.session, "head:stp")


def test_another_agency_cannot_mute(province: Province) -> None:
    said = province.say("head:budang", "đừng nhắc nv 18 nữa")
    assert "không do UBND huyện Bù Đăng chủ trì" in said


def test_no_more_of_it_in_other_words(province: Province) -> None:
    assert province.say("officer:stp", "nv 35 dung co nhac nua").first_line.startswith("Đã tắt nhắc NV 35.")
    assert "NV 35" in province.say("officer:stp", "nhac lai nv 35 nhu cu").first_line
    province.say("officer:stp", "tat nhac nv 35")
    assert "NV 35" in province.say("officer:stp", "bật lại tất cả lời nhắc cho tôi").first_line


def test_until_a_day_is_a_call_put_off(province: Province) -> None:
    said = province.say("officer:stp", "tat nhac nv 20 den 22/3")
    assert said.first_line.startswith("Sẽ nhắc lại lúc 7:30 thứ Sáu 22/3: NV 20.")
