"""Days of one's own to be reminded on before a last day."""

from datetime import date

import pytest

from handlers import ladder
from handlers.reminders.own_days import days_in
from handlers.working_days import WorkingCalendar
from storage.session import Store
from tests.conversations.reminder_world import World, labels, text
from tests.province import Province

HEAD, OFFICER = "head:stp", "officer:stp"


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("nhắc trước 5 ngày và 2 ngày", [5, 2]),
        ("nhac toi truoc 10 ngay", [10]),
        ("chỉ nhắc trước 3 ngày thôi", [3]),
        ("nhac truoc han 5, 2 ngay", [5, 2]),
        ("nhắc trước 1 tuần và 2 ngày lúc 6h30", [7, 2]),
        ("nhắc nv 38 trước năm ngày", [5]),
        ("nhac truoc 2 ngay, 2 ngay", [2]),
        ("cho em nhac truoc 14 voi 7 ngay", [14, 7]),
    ],
)
def test_the_days_that_are_named(typed: str, days: list[int]) -> None:
    assert days_in(typed) == days


def test_the_ladder_of_somebody_with_days_of_their_own() -> None:
    plain, due = WorkingCalendar(), date(2024, 4, 26)  # a Friday
    assert [r.name for r in ladder.rungs(due, None, None, plain, (10, 2))][:3] == ["-10", "-2", "0"]
    # of what recurs every week nobody is reminded earlier than three days before
    assert [r.name for r in ladder.rungs(due, "week", None, plain, (10, 2))][:2] == ["-2", "0"]
    assert next(r.name for r in ladder.rungs(due, "week", None, plain, (10,))) == "0"


def test_the_plan_keeps_to_them(store: Store) -> None:
    world = World.on(store)
    world.task(5, date(2024, 4, 12))
    world.task(6, date(2024, 4, 12), every="month")
    world.enrol(HEAD, OFFICER)
    said = world.say(HEAD, "2024-03-18 9:00", aspect="lead_days", days=2, text="nhắc trước 10 ngày và 2 ngày")
    assert text(said) == (
        "Đã ghi: trước hạn 10, 2 ngày và ngày cuối (việc định kỳ: trước 2 ngày và ngày cuối). "
        "Việc quá hạn vẫn nhắc như thường."
    )
    got = world.through("2024-03-19", "2024-04-16")
    rungs = {(who, task): [r for r, p, _, _ in world.rows(task=task) if p == who and not r.startswith("week")]
             for who in (HEAD, OFFICER) for task in (5, 6)}  # fmt: skip
    assert rungs[HEAD, 5] == ["-10", "-2", "0", "+1", "+2"]
    assert rungs[OFFICER, 5] == ["-14", "-7", "-3", "-1", "0", "+1"]
    assert rungs[HEAD, 6] == ["-2", "0", "+1", "+2"]
    assert rungs[OFFICER, 6] == ["-3", "0", "+1"]
    assert "2024-04-02" in {day for day, _ in got[HEAD]}  # ten days before
    world.press(HEAD, "2024-04-16 9:00", said, "Về mốc chung")
    world.task(7, date(2024, 5, 10))
    world.through("2024-04-17", "2024-04-26")
    assert next(r for r, p, _, _ in world.rows(task=7) if p == HEAD) == "-14"


def test_too_many_or_too_far(store: Store) -> None:
    world = World.on(store)
    said = world.say(HEAD, "2024-03-18 9:00", aspect="lead_days", days=40, text="nhắc trước 40 ngày")
    assert text(said) == (
        "Đặt được nhiều nhất 5 mốc, từ 1 đến 30 ngày trước hạn, nên chưa đổi. Mốc hiện nay: trước 14, 7, 3, 1 ngày."
    )
    assert text(
        world.say(HEAD, "2024-03-18 9:00", aspect="lead_days", text="nhắc trước 9, 8, 7, 6, 5, 4 ngày")
    ) == text(said)
    assert labels(said) == []


def test_in_chat(province: Province) -> None:
    assert province.say("head:stp", "nhac toi truoc 10 ngay").first_line.startswith("Đã ghi: trước hạn 10 ngày")
    assert "trước hạn 10 ngày và ngày cuối" in province.say("head:stp", "cài đặt nhắc")
    for typed in ("về mặc định", "ve mac dinh", "nhắc về mặc định"):
        province.say("head:stp", "chỉ nhắc trước 3 ngày")
        assert province.say("head:stp", typed).text.startswith("Đã ghi: nhắc theo mốc chung")
        assert "14, 7, 3, 1" in province.say("head:stp", "cai dat nhac")
    settings = province.last("head:stp").text
    assert len(settings.splitlines()) <= 5
    assert len(settings) <= 400


def test_days_are_for_every_task(province: Province) -> None:
    asked = province.say("head:stp", "nhắc nv 38 trước 5 ngày")
    assert "không đặt riêng từng việc" in asked
    assert asked.choices == ("Đặt cho mọi nhiệm vụ",)
    assert "trước hạn 5 ngày" in province.press("head:stp", "Đặt cho mọi nhiệm vụ")


def test_a_monitor_has_no_ladder(province: Province) -> None:
    assert "Đã ghi" not in province.say("monitor:snv", "về mặc định")


@pytest.mark.parametrize(
    "typed",
    [
        "cai dat cua toi",
        "mở phần cài đặt giúp",
        "toi dang tat nhac nhung nv nao",
        "muon tat nhac thi lam the nao",
        "xem toi dang de nhac may gio",
    ],
)
def test_a_question_on_settings_changes_none(province: Province, typed: str) -> None:
    said = province.say(HEAD, typed)
    assert said.first_line == "Nhắc việc lúc 7:30 các ngày làm việc, một tin mỗi sáng, không nhắc sau 18:00."
    assert said.choices == ()


@pytest.mark.parametrize(
    ("typed", "hour"),
    [
        ("dung nhac luc 7h30, chuyen thanh 10h", "10:00"),
        ("nhac tre hon chut, 9h sang hang ngay", "9:00"),
        ("gui tin cho toi luc 8 gio sang", "8:00"),
        ("sáng nào cũng nhắc lúc 7h15", "7:15"),
        ("đổi giờ nhắc sang 6 giờ 45", "6:45"),
        ("nhắc vào 6 rưỡi sáng mỗi ngày", "6:30"),
    ],
)
def test_the_hour_of_every_morning_in_other_words(province: Province, typed: str, hour: str) -> None:
    assert province.say(HEAD, typed).first_line.startswith(f"Đã ghi: nhắc việc lúc {hour} các ngày làm việc")


@pytest.mark.parametrize("typed", ["nhac toi luc 10h sang mai", "nv 38 nhac luc 9h hang ngay", "cai dat phan mem"])
def test_once_or_of_one_task_is_no_hour_of_every_morning(province: Province, typed: str) -> None:
    province.say(HEAD, typed)
    assert "7:30" in province.say(HEAD, "cai dat nhac viec").first_line
