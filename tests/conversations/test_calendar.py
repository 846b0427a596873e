"""The working calendar in chat: everybody asks, an admin sets days, and what is planned follows."""

from collections.abc import Mapping
from datetime import date

import pytest
from sqlalchemy import select

from handlers.reminders.replanning import Change, replan
from handlers.spans_of_days import NoSuchDay, spans_in
from handlers.working_days import WorkingCalendar
from storage import models as m
from storage.session import Store
from storage.settings_rows import people_changed
from tests.conversations.reminder_world import World, at
from tests.province import Province

D = date
HEAD = "head:stp"


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("nghỉ 2/1/2026", [(D(2026, 1, 2), D(2026, 1, 2))]),
        ("lam bu thu 7 10/1/2026", [(D(2026, 1, 10), D(2026, 1, 10))]),
        ("từ 20/3 đến hết ngày 25/3", [(D(2024, 3, 20), D(2024, 3, 25))]),
        ("20-25/3", [(D(2024, 3, 20), D(2024, 3, 25))]),
        ("20/3-25/3", [(D(2024, 3, 20), D(2024, 3, 25))]),
        ("từ 16/2 đến 20/2/2026", [(D(2026, 2, 16), D(2026, 2, 20))]),
        ("từ 30/12 đến 2/1/2027", [(D(2026, 12, 30), D(2027, 1, 2))]),
        ("từ mai đến thứ 6", [(D(2024, 3, 19), D(2024, 3, 22))]),
        ("thứ sáu tuần sau", [(D(2024, 3, 29), D(2024, 3, 29))]),
        ("ngày 2 tháng 1 năm 2026", [(D(2026, 1, 2), D(2026, 1, 2))]),
        ("nghỉ 2/1, làm bù 10/1/2026", [(D(2026, 1, 2), D(2026, 1, 2)), (D(2026, 1, 10), D(2026, 1, 10))]),
    ],
)
def test_days_as_they_are_typed(typed: str, days: list[tuple[date, date]]) -> None:
    assert [(span.first, span.last) for span in spans_in(typed, D(2024, 3, 18))] == days


@pytest.mark.parametrize("typed", ["nghỉ 31/2", "25-20/3", "nghi 1/13"])
def test_days_that_do_not_exist(typed: str) -> None:
    with pytest.raises(NoSuchDay):
        spans_in(typed, D(2024, 3, 18))


# --- asking


@pytest.mark.parametrize("who", ["head:stp", "monitor:snv", "admin"])
def test_anybody_asks(province: Province, who: str) -> None:
    assert province.say(who, "30/4 có nghỉ không").text == (
        "Thứ Ba 30/4/2024 nghỉ: Ngày Chiến thắng. Nghỉ liền từ thứ Bảy 27/4/2024 đến thứ Tư 01/5/2024."
    )
    assert province.say(who, "thu 7 4/5 co di lam khong").text == "Thứ Bảy 04/5/2024 làm việc: Ngày làm bù."
    assert province.say(who, "mai co di lam ko").text == "Thứ Ba 19/3/2024 là ngày làm việc."


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        (
            "tu nay den 29/3 con may ngay lam viec",
            "Từ hôm nay đến hết thứ Sáu 29/3/2024: 10 ngày làm việc, tính cả hôm nay.",
        ),
        (
            "còn bao nhiêu ngày làm việc tới 22/3 ạ",
            "Từ hôm nay đến hết thứ Sáu 22/3/2024: 5 ngày làm việc, tính cả hôm nay.",
        ),
        (
            "từ 15/4 đến 19/4 có mấy ngày làm việc",
            "Từ thứ Hai 15/4/2024 đến hết thứ Sáu 19/4/2024: 4 ngày làm việc. Đã trừ ngày nghỉ: thứ Năm 18/4/2024.",
        ),
        ("tháng 4 có bao nhiêu ngày làm việc", "Từ thứ Hai 01/4/2024 đến hết thứ Ba 30/4/2024: 19 ngày làm việc. "),
        ("thứ bảy 4/5 có phải đi làm không ạ", "Thứ Bảy 04/5/2024 làm việc: Ngày làm bù."),
        ("gio to nam nay nghi may ngay", "Thứ Năm 18/4/2024 nghỉ: Ngày Giỗ Tổ Hùng Vương."),
        ("lễ 30/4 nghỉ đến hết ngày nào", "Thứ Ba 30/4/2024 nghỉ: Ngày Chiến thắng. Nghỉ liền từ thứ Bảy 27/4/2024"),
        ("co ngay lam bu nao trong thang 5 ko", "Lịch nghỉ, làm bù tháng 5/2024:"),
        ("thang 4 nghi ngay nao", "Lịch nghỉ, làm bù tháng 4/2024:"),
        ("xem cac ngay nghi da nhap", "Các ngày nghỉ sắp tới:"),
    ],
)  # fmt: skip
def test_in_other_words(province: Province, typed: str, answer: str) -> None:
    assert province.say("head:stp", typed).text.startswith(answer)


@pytest.mark.parametrize("typed", ["nv 38 con may ngay lam viec", "thang 4 co nhung viec gi", "viec den 25/3?"])
def test_tasks_are_not_asked_of_the_calendar(province: Province, typed: str) -> None:
    assert province.say("head:stp", typed).topic in ("task", "tasks")


@pytest.mark.parametrize(
    ("typed", "changes"),
    [
        ("lich: 31/12 ko lam viec", "nghỉ thứ Ba 31/12/2024"),
        ("6/4 la thu 7 nhung van lam viec", "làm việc thứ Bảy 06/4/2024"),
        (
            "đổi ngày làm việc: nghỉ thứ hai 22/4, làm thứ bảy 11/5/2024",
            "nghỉ thứ Hai 22/4/2024, làm việc thứ Bảy 11/5/2024",
        ),
        ("doi 3/5 lay 11/5 lam bu", "nghỉ thứ Sáu 03/5/2024, làm việc thứ Bảy 11/5/2024"),
        ("chuyen ngay lam 2/5 sang thu 7 11/5", "nghỉ thứ Năm 02/5/2024, làm việc thứ Bảy 11/5/2024"),
        ("cho toàn tỉnh nghỉ ngày 2/5 và 3/5/2024", "nghỉ 02/5 đến 03/5/2024"),
        ("danh dau 4/9 la ngay nghi le", "nghỉ thứ Tư 04/9/2024"),
        ("khong nghi 18/4", "làm việc thứ Năm 18/4/2024"),
    ],
)  # fmt: skip
def test_orders_as_others_type_them(province: Province, typed: str, changes: str) -> None:
    assert province.say("admin", typed).first_line == f"Ghi vào lịch làm việc: {changes}?"


def test_a_thought_is_no_order(province: Province) -> None:
    assert province.say("admin", "29/4 ma nghi thi phai co cong van cua bo chu nhi").topic != "calendar"


def test_another_weekday_than_the_date_has(province: Province) -> None:
    assert province.say("admin", "6/4 la thu 6, nghi").first_line.startswith("06/4/2024 là thứ Bảy, không phải")


def test_the_list_turns_its_pages(province: Province) -> None:
    assert province.say("head:stp", "lịch làm việc 2024").text.splitlines()[:3] == [
        "Lịch nghỉ, làm bù năm 2024:",
        "Nghỉ thứ Hai 01/01/2024: Tết Dương lịch",
        "Nghỉ 08/02 đến 14/02/2024: Tết Nguyên đán",
    ]
    assert "Quốc khánh" in province.press("head:stp", "Tiếp")
    assert "Giỗ Tổ" in province.say("head:stp", "lich nghi thang 4")
    assert province.say("head:stp", "lịch nghỉ lễ").first_line == "Các ngày nghỉ sắp tới:"
    assert "Chưa có lịch nghỉ lễ năm 2031" in province.say("head:stp", "lịch nghỉ 2031")


# --- an order


def test_previewed_written_and_taken_back(province: Province) -> None:
    asked = province.say("admin", "nghi 22/3")
    assert asked.first_line == "Ghi vào lịch làm việc: nghỉ thứ Sáu 22/3/2024?"
    assert "nhiệm vụ có mốc nhắc đổi theo; thời hạn không đổi." in asked
    assert asked.choices == ("Ghi", "Không ghi")
    assert province.knowledge.calendar.is_working(D(2024, 3, 22))  # nothing yet
    assert province.press("admin", "Ghi").first_line.startswith("Đã ghi vào lịch làm việc: nghỉ thứ Sáu 22/3/2024.")
    assert not province.knowledge.calendar.is_working(D(2024, 3, 22))
    # the very same words are the last working day's from now on
    assert "chậm nhất thứ Năm 21/3" in province.say("head:stp", "nv 38")
    with province.store.reading() as unit:
        entry = unit.session.scalars(select(m.AuditEntry).where(m.AuditEntry.subject == "calendar:2024-03-22")).one()
    assert (entry.actor, entry.action, entry.details) == ("admin", "calendar.set", {"from": None, "to": False})
    assert "trở lại như trước" in province.press("admin", "Ghi nhầm, hủy")
    assert province.knowledge.calendar.is_working(D(2024, 3, 22))


@pytest.mark.parametrize(
    ("typed", "note"),
    [
        ("nghi 22/3 vi mua bao", "lý do “mua bao”"),
        ("nghỉ 22/3 vì mưa bão", "lý do “mưa bão”"),
        ("nghi 22/3, ly do: mat dien", "lý do “mat dien”"),
        ("nghi 22/3 theo thong bao 12", "theo thong bao 12"),
    ],
)
def test_the_reason_is_the_note_of_the_day(province: Province, typed: str, note: str) -> None:
    assert f"Ghi chú: {note}." in province.say("admin", typed)
    province.press("admin", "Ghi")
    assert f"nghỉ: {note}." in province.say("officer:stp", "22/3 có nghỉ không")


def test_a_swap_is_two_days(province: Province) -> None:
    asked = province.say("admin", "hoán đổi ngày 2/1/2026 làm bù 10/1/2026")
    assert asked.first_line == ("Ghi vào lịch làm việc: nghỉ thứ Sáu 02/01/2026, làm việc thứ Bảy 10/01/2026?")
    province.press("admin", "Ghi")
    calendar = province.knowledge.calendar
    assert (calendar.is_working(D(2026, 1, 2)), calendar.is_working(D(2026, 1, 10))) == (False, True)


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("làm bù thứ 7 10/1/2026", "làm việc thứ Bảy 10/01/2026?"),
        ("lam bu 10/1/2026", "làm việc thứ Bảy 10/01/2026?"),
        ("bỏ nghỉ 29/4", "làm việc thứ Hai 29/4/2024?"),
        ("bo lam bu 4/5", "nghỉ thứ Bảy 04/5/2024?"),
        ("nghỉ từ 25/3 đến 27/3", "nghỉ 25/3 đến 27/3/2024?"),
        ("2/1/2026 nghỉ, 10/1 làm bù", "nghỉ thứ Sáu 02/01/2026, làm việc thứ Bảy 10/01/2026?"),
        ("nghi 30/4", "Lịch đã như vậy, không cần ghi: nghỉ thứ Ba 30/4/2024 (Ngày Chiến thắng)."),
        ("nghỉ thứ 6 21/3/2024", "21/3/2024 là thứ Năm, không phải thứ Sáu, nên chưa ghi gì."),
        ("nghỉ 31/2", "Không có ngày 31/2 nên chưa ghi gì."),
    ],
)
def test_orders_in_other_words(province: Province, typed: str, answer: str) -> None:
    assert answer in province.say("admin", typed).first_line


@pytest.mark.parametrize("typed", ["hội nghị 22/3", "hoi nghi ngay 22/3/2024", "đề nghị 22/3 báo cáo", "tôi nghĩ 22/3"])
def test_words_that_only_look_like_it(province: Province, typed: str) -> None:
    assert "Ghi" not in province.say("admin", typed).choices


def test_not_written_when_refused(province: Province) -> None:
    province.say("admin", "nghỉ 22/3")
    assert "giữ nguyên" in province.press("admin", "Không ghi")
    assert province.knowledge.calendar.is_working(D(2024, 3, 22))


@pytest.mark.parametrize("who", ["head:stp", "officer:stp", "monitor:snv", "leader:ct"])
def test_only_an_admin(province: Province, who: str) -> None:
    assert "Ghi" not in province.say(who, "nghỉ 22/3/2024").choices


def test_forwarded_words_are_no_order(province: Province) -> None:
    assert "Ghi" not in province.say("admin", "nghỉ 22/3/2024", forwarded=True).choices


def test_an_admin_no_more_cannot_press(province: Province) -> None:
    province.say("admin", "nghỉ 22/3")
    with province.store.unit() as unit:
        unit.session.add(m.RoleHeld(person_code="admin", role="officer", agency_code="snv"))
        held = unit.session.scalars(select(m.RoleHeld).where(m.RoleHeld.role == "admin")).one()
        held.ends_at = at("2024-03-18 7:56")
        people_changed(unit.session)
        unit.commit()
    assert "do quản trị hệ thống đặt" in province.at("2024-03-18T08:00").press("admin", "Ghi")
    assert province.knowledge.calendar.is_working(D(2024, 3, 22))


def test_undone_only_while_it_is_what_was_written(province: Province) -> None:
    province.say("admin", "nghỉ 22/3")
    undo = dict(province.press("admin", "Ghi").buttons)["Ghi nhầm, hủy"]
    province.say("admin", "bỏ nghỉ 22/3")
    province.press("admin", "Ghi")
    assert "đã đổi lần nữa" in province.press_data("admin", undo)


# --- what is planned


def _set_days(world: World, when: str, days: Mapping[date, bool]) -> None:
    """What the order does to the plan, in a world that keeps its own calendar."""
    with world.store.unit() as unit:
        old = WorkingCalendar(world.days)
        world.days = {**world.days, **days}
        people_changed(unit.session)
        replan(unit.session, Change(sorted(days), old, world.knowledge(unit, at(when))), at(when))
        unit.commit()


SWAP = {D(2024, 3, 22): False, D(2024, 3, 23): True, D(2024, 3, 28): False}


def _swapped_world(store: Store) -> World:
    world = World.on(store)
    for no, due in enumerate((D(2024, 3, 22), D(2024, 3, 24), D(2024, 3, 28), D(2024, 3, 31), D(2024, 4, 4)), 1):
        world.task(no, due)
    world.task(9, D(2024, 3, 28), every="month")
    world.enrol(HEAD, "monitor:snv")
    return world


def test_a_swap_a_week_before_is_as_if_always_known(store: Store, postgres: str) -> None:
    from tests.conftest import postgres_copy

    late, known = _swapped_world(store), _swapped_world(Store(postgres_copy(postgres)))
    late.through("2024-03-14", "2024-03-15")
    known.days = {**known.days, **SWAP}
    known.through("2024-03-14", "2024-03-15")
    _set_days(late, "2024-03-15 9:00", SWAP)

    def told(world: World) -> list[tuple[str, str, tuple[int, ...]]]:
        got = world.through("2024-03-16", "2024-04-08")
        return sorted((day, who, message.tasks) for who, some in got.items() for day, message in some)

    assert told(late) == told(known)
    known.store.close()


def test_a_call_whose_morning_has_passed_comes_with_the_next_one(store: Store) -> None:
    """On Sunday 24/3 it is said that Monday and Tuesday are off: the last working day was Friday."""
    world = World.on(store)
    world.task(5, D(2024, 3, 26))
    world.enrol(HEAD)
    world.through("2024-03-14", "2024-03-24")
    assert ("0", HEAD, "planned", None) not in world.rows(task=5)
    _set_days(world, "2024-03-24 15:00", {D(2024, 3, 25): False, D(2024, 3, 26): False})
    got = world.through("2024-03-25", "2024-03-27")
    assert [day for day, _ in got[HEAD]] == ["2024-03-27"]
    assert 5 in got[HEAD][0][1].tasks


def test_what_was_put_off_to_a_day_off_waits_for_the_next_day_worked(store: Store) -> None:
    world = World.on(store)
    world.task(5, D(2024, 3, 29))
    world.enrol(HEAD)
    world.say(HEAD, "2024-03-18 9:00", aspect="snooze", task=5, days=3)  # Thursday 21/3
    _set_days(world, "2024-03-19 9:00", {D(2024, 3, 21): False})
    assert world.sweep("2024-03-21 7:30") == {}
    assert 5 in world.sweep("2024-03-22 7:30")[HEAD].tasks
    with world.store.reading() as unit:
        until = unit.session.scalars(select(m.Snooze.until)).one()
    assert until == at("2024-03-22 7:30")


def test_what_was_sent_is_not_sent_again(store: Store) -> None:
    world = World.on(store)
    world.task(5, D(2024, 3, 22))
    world.enrol(HEAD)
    world.through("2024-03-14", "2024-03-22")
    _set_days(world, "2024-03-22 9:00", {D(2024, 3, 22): False})
    world.through("2024-03-23", "2024-03-31")
    rungs = [rung for rung, who, _, _ in world.rows(task=5) if who == HEAD]
    assert len(rungs) == len(set(rungs))
    assert rungs.count("0") == 1


def test_years_are_known_before_they_begin(store: Store) -> None:
    world = World.on(store)
    world.sweep("2026-12-31 8:00")
    world.sweep("2028-01-01 8:00")
    with world.store.reading() as unit:
        years = {day.year for day in unit.session.scalars(select(m.CalendarDay.day))}
        before = unit.session.scalars(select(m.CalendarDay.day)).all()
    assert years == {2026, 2027, 2028, 2029}
    world.sweep("2028-01-02 8:00")
    with world.store.reading() as unit:
        assert unit.session.scalars(select(m.CalendarDay.day)).all() == before
