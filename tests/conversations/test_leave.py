"""Days away: what would remind somebody goes to their substitute, and comes back after it."""

from datetime import date

import pytest
from sqlalchemy import func, select

from handlers import reminders
from storage import leaves
from storage import models as m
from storage.session import Store
from storage.settings_rows import people_changed
from tests.conversations.reminder_world import World, at, text
from tests.province import Province

D = date
HEAD, OFFICER, MONITOR = "head:stp", "officer:stp", "monitor:snv"


@pytest.fixture
def world(store: Store) -> World:
    world = World.on(store)
    world.task(5, D(2024, 3, 22))
    world.task(6, D(2024, 4, 5))
    world.enrol(HEAD, OFFICER, MONITOR)
    return world


def away(world: World, person: str, substitute: str, first: str, last: str) -> int:
    with world.store.unit() as unit:
        days = (D.fromisoformat(first), D.fromisoformat(last))
        id_ = leaves.add(unit.session, person, substitute, *days, at(f"{first} 6:00"))
        unit.commit()
    return id_


def test_the_substitute_gets_it_in_their_one_message(world: World) -> None:
    away(world, HEAD, OFFICER, "2024-03-19", "2024-03-25")
    got = world.through("2024-03-18", "2024-03-27")
    assert [day for day, _ in got[HEAD]] == ["2024-03-18", "2024-03-26"]
    friday = dict(got[OFFICER])["2024-03-22"]
    assert friday.tasks == (5, 6)
    assert text(friday).splitlines()[0] == (
        "🟡 1 nhiệm vụ cần hoàn thành trong hôm nay, cả phần nhận thay head:stp (Công văn 914, hạn thứ Sáu 22/3):"
    )
    assert len(text(friday).splitlines()) <= 4
    # both people's rows left in that one message
    assert {(who, state) for rung, who, state, _ in world.rows(task=5) if rung == "0"} == {
        (HEAD, "sent"), (OFFICER, "sent")
    }  # fmt: skip


def test_the_second_call_goes_to_the_substitute_too(world: World) -> None:
    away(world, HEAD, OFFICER, "2024-03-26", "2024-03-28")
    tuesday = world.through("2024-03-25", "2024-03-26")[OFFICER][-1]
    assert tuesday[0] == "2024-03-26"  # two working days late: the head's alone
    assert "nhận thay head:stp" in text(tuesday[1])
    assert "cả phần" not in text(tuesday[1])


def test_each_has_an_hour_of_their_own_and_it_is_the_substitutes_that_counts(world: World) -> None:
    with world.store.unit() as unit:
        unit.session.get_one(m.Person, HEAD).digest_at = at("2024-03-01 9:00").time()
        people_changed(unit.session)
        unit.commit()
    away(world, HEAD, OFFICER, "2024-03-19", "2024-03-25")
    world.sweep("2024-03-22 0:00")
    assert "cả phần nhận thay" in text(world.sweep("2024-03-22 7:30")[OFFICER])
    assert world.sweep("2024-03-22 9:00") == {}


def test_the_first_morning_after_it(world: World) -> None:
    id_ = away(world, HEAD, OFFICER, "2024-03-20", "2024-03-26")
    world.through("2024-03-18", "2024-03-26")
    assert world.sweep("2024-03-27 0:00") == {}
    morning = world.sweep("2024-03-27 7:30")
    assert 5 in morning[HEAD].tasks  # nothing falls on that day by the ladder: a usual digest of what is open
    assert text(morning[OFFICER]) == "head:stp đã đi làm lại. Từ nay anh/chị không nhận tin nhắc thay."
    assert morning[OFFICER].key == f"leave:{id_}:over"
    assert world.sweep("2024-03-27 7:31") == {}
    got = world.through("2024-03-28", "2024-04-05")
    assert "2024-04-04" in {day for day, _ in got[HEAD]}
    assert all("nhận thay" not in text(message) for _, message in got[OFFICER])


def test_the_end_is_told_in_the_digest_where_there_is_one(world: World) -> None:
    away(world, HEAD, OFFICER, "2024-03-20", "2024-03-21")
    world.through("2024-03-20", "2024-03-21")
    message = world.sweep("2024-03-22 7:30")[OFFICER]
    assert text(message).splitlines()[-1] == "head:stp đã đi làm lại. Từ nay anh/chị không nhận tin nhắc thay."
    resent = world.deliver(OFFICER, "2024-03-22 7:31")
    assert resent is not None
    assert text(resent) == text(message)


@pytest.mark.parametrize("why", ["on leave too", "left", "blocked"])
def test_without_a_substitute_the_person_is_reminded(world: World, why: str) -> None:
    away(world, HEAD, OFFICER, "2024-03-19", "2024-03-25")
    if why == "on leave too":
        away(world, OFFICER, HEAD, "2024-03-19", "2024-03-25")
    with world.store.unit() as unit:
        if why == "left":
            held = unit.session.scalars(select(m.RoleHeld).where(m.RoleHeld.person_code == OFFICER)).one()
            held.ends_at = at("2024-03-18 8:00")
        if why == "blocked":
            account = unit.session.scalars(select(m.Account).where(m.Account.person_code == OFFICER)).one()
            account.unreachable_since = at("2024-03-18 8:00")
        people_changed(unit.session)
        unit.commit()
    assert 5 in world.sweep("2024-03-22 7:30")[HEAD].tasks


def test_what_the_substitute_puts_off_is_put_off_for_both(world: World) -> None:
    away(world, HEAD, OFFICER, "2024-03-18", "2024-04-02")
    world.say(OFFICER, "2024-03-21 9:00", aspect="snooze", task=6, days=5)
    week = world.sweep("2024-03-25 7:30")
    assert all(6 not in message.tasks for message in week.values())
    assert 6 in world.sweep("2024-03-26 7:30")[OFFICER].tasks


def test_a_substitute_monitor_gets_the_list(world: World) -> None:
    with world.store.unit() as unit:
        unit.session.add(m.Person(code="monitor:vpub", title="Theo dõi CCHC, Văn phòng UBND tỉnh"))
        unit.session.flush()
        unit.session.add(m.RoleHeld(person_code="monitor:vpub", role="monitor", agency_code=None))
        unit.commit()
    world.enrol("monitor:vpub")
    away(world, MONITOR, "monitor:vpub", "2024-03-20", "2024-03-29")
    got = world.through("2024-03-22", "2024-03-27")
    assert MONITOR not in got
    assert 5 in got["monitor:vpub"][0][1].tasks


def test_a_word_on_leave_keeps_to_quiet_hours(world: World) -> None:
    evening = at("2024-03-18 20:00")
    with world.store.unit() as unit:
        knowledge = world.knowledge(unit, evening)
    assert reminders.waits_until(knowledge, OFFICER, "leave:7:begin:x", evening) == at("2024-03-19 7:30")


# --- typed


@pytest.fixture
def office(province: Province) -> Province:
    """Sở Tư pháp and the two monitors are enrolled."""
    with province.store.unit() as unit:
        for person in (HEAD, OFFICER, MONITOR, "monitor:vpub"):
            unit.session.add(
                m.Account(channel="telegram", external_id=f"c-{person}", person_code=person, linked_at=province.now)
            )
        people_changed(unit.session)
        unit.commit()
    return province


@pytest.mark.parametrize(
    ("typed", "who", "days"),
    [
        ("di tap huan o ha noi 3 ngay tu 27/3, em Lan lo thay", "em Lan", "từ thứ Tư 27/3 đến thứ Sáu 29/3"),
        (
            "tuần sau tôi đi nước ngoài, từ 26/3 tới 30/3, uỷ quyền Phó Giám đốc Hoàng",
            "Phó Giám đốc Hoàng",
            "từ thứ Ba 26/3 đến thứ Bảy 30/3",
        ),
        ("mai em nghi om, co gi nhan chi Thuy thay em", "chi Thuy", "thứ Ba 19/3"),
        ("vang mat 1/4 den 5/4 nguoi thay la pgd Minh", "pgd Minh", "từ thứ Hai 01/4 đến thứ Sáu 05/4"),
        ("toi di hop quoc hoi 25-27/3, pgd Lan phu trach", "pgd Lan", "từ thứ Hai 25/3 đến thứ Tư 27/3"),
        ("tuan sau em di hoc, nho chi Hoa nhan giup", "chi Hoa", "từ thứ Hai 25/3 đến thứ Sáu 29/3"),
        ("nghi om 2 ngay 25, 26/3, anh Binh truc thay", "anh Binh", "từ thứ Hai 25/3 đến thứ Ba 26/3"),
        ("em nghi phep 3 ngay tu thu 6 22/3, chi Hanh thay", "chi Hanh", "từ thứ Sáu 22/3 đến thứ Ba 26/3"),
    ],
)
def test_a_name_nobody_knows_is_asked_about(office: Province, typed: str, who: str, days: str) -> None:
    said = office.say(HEAD, typed)
    assert said.text == f"Sở Tư pháp chưa có ai khác đăng ký là “{who}”. Anh/chị nghỉ {days}, ai nhận tin nhắc thay?"
    assert said.choices == ("Cán bộ đầu mối Sở Tư pháp",)
    assert "Đã ghi: anh/chị nghỉ" in office.press(HEAD, "Cán bộ đầu mối Sở Tư pháp")


@pytest.mark.parametrize(
    "typed",
    [
        "em về cơ quan rồi ạ, không cần chị Thuý thay nữa",
        "da di cong tac ve",
        "huy bao vang, toi khong di nua",
        "bo nguoi thay, toi truc lai tu gio",
        "ket thuc nghi phep",
        "toi ve roi, khong can nguoi thay nua",
    ],
)
def test_back_in_other_words(office: Province, typed: str) -> None:
    office.say(HEAD, "tôi nghỉ từ 18/3 đến 25/3, đầu mối thay")
    assert office.say(HEAD, typed).first_line.startswith("Đã ghi: anh/chị đi làm lại.")


@pytest.mark.parametrize(
    "typed",
    [
        "em dau moi hom nay nghi om roi",
        "toi nghi phep thi ai nhan tin",
        "em dang di cong tac, mai bao cao",
        "cho phep chi Lan ky thay",
        "vang, de chi Lan thay toi bao cao",
        "nho chi Lan di nhan bang khen",
    ],
)
def test_the_leave_of_others_is_not_ones_own(office: Province, typed: str) -> None:
    assert office.say(HEAD, typed).topic != "leave"


@pytest.mark.parametrize(
    "typed",
    [
        "tôi nghỉ từ 20/3 đến 25/3, đầu mối thay",
        "nghi phep 20-25/3, dau moi thay",
        "toi xin nghi tu 20/3 den het 25/3 nho can bo dau moi nhan tin thay",
        "đi công tác từ 20/3 đến 25/3, đầu mối thay tôi",
    ],
)
def test_set_in_one_line(office: Province, typed: str) -> None:
    said = office.say(HEAD, typed)
    assert said.text == (
        "Đã ghi: anh/chị nghỉ từ thứ Tư 20/3 đến thứ Hai 25/3. Cán bộ đầu mối Sở Tư pháp nhận tin nhắc thay và được "
        "báo ngay. Từ thứ Ba 26/3 anh/chị lại nhận tin như thường."
    )
    assert said.choices == ("Hủy nghỉ phép",)
    (push,) = said.reply.pushes
    assert push.person == OFFICER
    assert push.reply.text.startswith("Giám đốc Sở Tư pháp nghỉ từ thứ Tư 20/3 đến thứ Hai 25/3.")
    assert "Nghỉ từ thứ Tư 20/3" in office.say(HEAD, "cài đặt nhắc")
    office.at("2024-03-21T08:00")
    assert "Đang nghỉ: Giám đốc Sở Tư pháp (đến 25/3, Cán bộ đầu mối Sở Tư pháp nhận thay)." in office.say(
        MONITOR, "chưa gửi được tin"
    )


def test_at_night_the_substitute_is_told_in_the_morning(office: Province) -> None:
    said = office.at("2024-03-18T20:00").say(HEAD, "tôi nghỉ từ 20/3 đến 25/3, đầu mối thay")
    assert "được báo 7:30 thứ Ba 19/3" in said


def test_who_is_asked_where_it_is_not_clear(office: Province) -> None:
    asked = office.say(HEAD, "nghi phep 20-25/3, pho giam doc thay")
    assert asked.first_line.startswith("Sở Tư pháp chưa có ai khác đăng ký là “pho giam doc”.")
    assert asked.choices == ("Cán bộ đầu mối Sở Tư pháp",)
    assert "Đã ghi" in office.press(HEAD, "Cán bộ đầu mối Sở Tư pháp")
    assert office.say(HEAD, "tôi nghỉ 28/3").first_line == "Anh/chị nghỉ thứ Năm 28/3. Ai nhận tin nhắc thay?"


def test_the_days_are_asked_for(office: Province) -> None:
    assert "từ ngày nào" in office.say(HEAD, "tôi nghỉ phép, đầu mối thay")
    assert "từ thứ Tư 20/3 đến thứ Sáu 22/3" in office.say(HEAD, "từ 20/3 đến 22/3")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("tôi nghỉ từ 20/2 đến 25/2, đầu mối thay", "đã qua"),
        ("tôi nghỉ 31/4, đầu mối thay", "Không có ngày 31/4"),
        ("tôi nghỉ từ 20/3 đến 20/8, đầu mối thay", "nhiều nhất 90 ngày"),
    ],
)
def test_days_that_cannot_be(office: Province, typed: str, answer: str) -> None:
    assert answer in office.say(HEAD, typed)
    with office.store.reading() as unit:
        assert unit.session.scalar(select(func.count()).select_from(m.Leave)) == 0


def test_nobody_there_is_said(province: Province) -> None:
    assert "chưa có ai khác đăng ký nhận tin nên chưa ghi nghỉ" in province.say("head:budang", "tôi nghỉ 20/3")
    said = province.say("head:budang", "toi nghi 20/3, dau moi thay")
    assert "chưa đăng ký nhận tin nên không nhận thay được" in said


def test_taken_back(office: Province) -> None:
    assert "không có đợt nghỉ nào" in office.say(HEAD, "hủy nghỉ phép")
    office.say(HEAD, "tôi nghỉ từ 20/3 đến 25/3, đầu mối thay")
    said = office.say(HEAD, "huy nghi phep")
    assert said.first_line.startswith("Đã hủy đợt nghỉ từ thứ Tư 20/3 đến thứ Hai 25/3.")
    assert [push.person for push in said.reply.pushes] == [OFFICER]
    office.say(HEAD, "tôi nghỉ từ 20/3 đến 25/3, đầu mối thay")
    said = office.at("2024-03-21T10:00").say(HEAD, "tôi đã đi làm lại")
    assert said.first_line == "Đã ghi: anh/chị đi làm lại. Từ 7:30 thứ Sáu 22/3 anh/chị nhận tin nhắc như thường."
    office.at("2024-03-22T07:30")
    assert 38 in {message.person: message for message in office.sweep()}[HEAD].tasks


def test_both_at_once_stand_in_for_nobody(office: Province) -> None:
    office.say(HEAD, "tôi nghỉ từ 20/3 đến 25/3, đầu mối thay")
    assert "cũng nghỉ" in office.say(OFFICER, "tôi nghỉ 21/3, giám đốc thay")


def test_who_loses_their_substitute_is_told(office: Province) -> None:
    with office.store.unit() as unit:
        unit.session.add(m.Person(code="deputy:stp", title="Phó Giám đốc Sở Tư pháp"))
        unit.session.flush()
        unit.session.add(m.RoleHeld(person_code="deputy:stp", role="head", agency_code="stp"))
        unit.session.add(
            m.Account(channel="telegram", external_id="c-d", person_code="deputy:stp", linked_at=office.now)
        )
        people_changed(unit.session)
        unit.commit()
    assert "Phó Giám đốc Sở Tư pháp nhận tin" in office.say(OFFICER, "tôi nghỉ 20-25/3, phó giám đốc thay")
    said = office.say("deputy:stp", "tôi nghỉ 21/3, giám đốc thay")
    told = {push.person: push.reply.text for push in said.reply.pushes}
    assert told[OFFICER] == (
        "Phó Giám đốc Sở Tư pháp cũng nghỉ thứ Năm 21/3 nên trong những ngày đó tin nhắc lại gửi đến anh/chị."
    )


def test_monitors_stand_in_for_each_other(office: Province) -> None:
    said = office.say(MONITOR, "toi nghi 21/3, van phong thay")
    assert "Văn phòng UBND tỉnh nhận tin nhắc thay" in said
    assert "Ai nhận tin" in office.say(MONITOR, "tôi nghỉ 25/3")
    assert len(office.last(MONITOR).choices) == 1


@pytest.mark.parametrize(
    "typed",
    [
        "nv 38 tôi nghỉ ốm chưa làm được",
        "tôi nghỉ phép thì ai nhận tin?",
        "30/4 có nghỉ không",
        "tôi nghĩ đến 25/3 mới xong",
        "toi nghi la 25/3 xong",
        "tôi đề nghị 25/3 họp",
        "em vâng ạ",
    ],
)
def test_other_words_are_no_leave(office: Province, typed: str) -> None:
    office.say(HEAD, typed)
    with office.store.reading() as unit:
        assert unit.session.scalar(select(func.count()).select_from(m.Leave)) == 0


def test_a_button_pressed_after_the_substitute_left(office: Province) -> None:
    office.say(HEAD, "tôi nghỉ 28/3")
    with office.store.unit() as unit:
        held = unit.session.scalars(select(m.RoleHeld).where(m.RoleHeld.person_code == OFFICER)).one()
        held.ends_at = at("2024-03-18 7:00")
        people_changed(unit.session)
        unit.commit()
    assert "không còn phụ trách" in office.press(HEAD, "Cán bộ đầu mối Sở Tư pháp")


def test_forwarded_words_set_nothing(office: Province) -> None:
    office.say(HEAD, "tôi nghỉ từ 20/3 đến 25/3, đầu mối thay", forwarded=True)
    with office.store.reading() as unit:
        assert unit.session.scalar(select(func.count()).select_from(m.Leave)) == 0
