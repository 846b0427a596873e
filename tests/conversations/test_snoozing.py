"""When one is called again, in the words people type; what was put off is taken back by the same word that mutes."""

from datetime import date
from pathlib import Path

import pytest

from tests.conversations.reminder_world import World, text
from tests.province import Province

HEAD = "head:stp"


@pytest.mark.parametrize(
    ("typed", "when"),
    [
        ("nhac nv 38 sau 2 tieng", "10:00 hôm nay"),
        ("90 phut nua nhac toi nv 38", "9:30 hôm nay"),
        ("chieu mai nhac nv 38", "14:00 thứ Ba 19/3"),
        ("mai nhac lai nv 38", "7:30 thứ Ba 19/3"),
        ("chieu nhac nv 38", "14:00 hôm nay"),
    ],
)
def test_the_moment_is_read_as_said(province: Province, typed: str, when: str) -> None:
    said = province.at("2024-03-18T08:00").say(HEAD, typed)
    assert said.first_line.startswith(f"Sẽ nhắc lại lúc {when}: NV 38.")


def test_an_evening_is_moved_to_the_morning_and_it_is_said_why(province: Province) -> None:
    said = province.at("2024-03-18T08:00").say(HEAD, "20h nhac toi nv 38")
    assert "lúc 7:30 thứ Ba 19/3" in said
    assert "Không gửi tin nhắc từ 18:00 và ngày nghỉ." in said


@pytest.mark.parametrize("typed", ["bo nhac", "bỏ nhắc nv 38", "huy nhac nv 38"])
def test_what_was_put_off_is_taken_back_not_muted(province: Province, typed: str) -> None:
    province.at("2024-03-18T08:00").say(HEAD, "nhac nv 38 sau 2 tieng")
    assert province.say(HEAD, typed).first_line == "Đã bỏ hoãn: NV 38 được nhắc lại theo mốc."


def test_a_muted_task_is_not_put_off_any_more(province: Province) -> None:
    province.at("2024-03-18T08:00").say(HEAD, "hoan nhac nv 38 1 ngay")
    province.say(HEAD, "dung nhac nv 38 nua")
    assert "Đang hoãn" not in province.say(HEAD, "cai dat nhac")


def test_the_worst_stands_first_and_the_week_counts_what_it_lists(tmp_path: Path) -> None:
    world = World.build(tmp_path)
    world.enrol(HEAD)
    for no, due in ((1, date(2024, 3, 29)), (2, date(2024, 3, 21)), (3, date(2024, 3, 22)), (4, date(2024, 4, 3))):
        world.task(no, due)
    lines = text(world.sweep("2024-03-25 7:30")[HEAD]).splitlines()
    assert lines[0].startswith("🔴 Việc tuần này: 3 nhiệm vụ")
    assert [line.partition("NV ")[2].split()[0] for line in lines[1:]] == [
        "2",
        "3",
        "1",
    ]  # the task of next week is not counted


def test_a_call_again_about_a_late_task_is_red(tmp_path: Path) -> None:
    world = World.build(tmp_path)
    world.enrol(HEAD)
    world.task(1, date(2024, 3, 20))
    world.say(HEAD, "2024-03-25 9:00", aspect="snooze", task=1, days=1)
    world.sweep("2024-03-25 9:10")
    message = world.sweep("2024-03-26 7:30")[HEAD]
    assert text(message).startswith("🔴")
