"""A head hands tasks on to the focal officer, with a word, and takes them back; who is called when."""

import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot.path.knowing import Knowing
from handlers.dialogue import plain
from storage import hand_ons
from storage.assignments import of_task
from storage.models import Account, Assignment, AuditEntry, HandOn, Person, Reminder, RoleHeld
from storage.session import Store
from storage.settings_rows import catalogue_changed
from tests.conversations.reminder_world import World, labels, text
from tests.province import Province, Said

HEAD, OFFICER, OTHER = "head:stp", "officer:stp", "head:sct"


def enrol(province: Province, *people: str) -> None:
    with province.store.unit() as unit:
        for code in people:
            unit.session.add(
                Account(channel="telegram", external_id=f"chat-{code}", person_code=code, linked_at=datetime.now(UTC))
            )
            at = datetime(2024, 3, 14, tzinfo=UTC)
            unit.session.execute(update(Person).where(Person.code == code).values(enrolled_at=at))
        catalogue_changed(unit.session)
        unit.commit()


@pytest.fixture
def office(province: Province) -> Province:
    """Sở Tư pháp with its head and its focal officer on Telegram."""
    enrol(province, HEAD, OFFICER)
    return province


@pytest.fixture
def anywhere(demo_url: str) -> Iterator[Province]:
    province = Province(Store(demo_url), Knowing())
    enrol(province, HEAD, OFFICER)
    yield province
    province.store.close()


def handed(province: Province, *tasks: int, agency: str = "stp") -> list[int]:
    """The tasks of these that are handed on now."""
    with province.store.reading() as unit:
        rows = {a.id: a.task for no in tasks for a in of_task(unit.session, no, [agency])}
        return sorted(rows[id_] for id_ in hand_ons.live(unit.session, rows))


def pushed(said: Said, person: str = OFFICER) -> str:
    """The text that this person is sent; "" when nothing is."""
    return "\n".join(plain(push.reply.text) for push in said.reply.pushes if push.person == person)


def calls(province: Province, task: int) -> dict[str, list[tuple[str, str]]]:
    """Moments chosen, by person: (rung, state)."""
    with province.store.reading() as unit:
        query = (
            select(Reminder.person_code, Reminder.rung, Reminder.state)
            .join(Assignment, Assignment.id == Reminder.assignment_id)
            .where(Assignment.task_no == task, Reminder.rung.like("snooze:%"))
        )
        found: dict[str, list[tuple[str, str]]] = {}
        for person, rung, state in unit.session.execute(query):
            found.setdefault(person, []).append((rung, state))
    return found


class TestGiving:
    def test_says_what_was_given_and_that_the_head_is_called_on_the_last_day(self, office: Province) -> None:
        said = office.say(HEAD, "giao đầu mối nv 38")
        assert said.text == "Đã giao NV 38 cho cán bộ đầu mối của Sở. Anh/chị vẫn được nhắc vào ngày cuối."
        assert said.choices == ("Thêm ý kiến", "Lấy lại")
        assert pushed(said).startswith("Giám đốc Sở Tư pháp giao anh/chị xử lý NV 38 Báo cáo giải pháp khắc phục")
        assert "hạn trước 25/3 (chậm nhất thứ Sáu 22/3)" in pushed(said)
        assert handed(office, 37, 38) == [38]

    def test_several_with_a_word(self, office: Province) -> None:
        said = office.say(HEAD, "giao nv 37 38 cho đầu mối, làm xong trước thứ 5")
        assert said.first_line.startswith("Đã giao NV 37, NV 38 cho cán bộ đầu mối của Sở.")
        assert "“làm xong trước thứ 5”. Nhắc cả hai lúc 7:30 thứ Tư 20/3." in said
        assert said.choices == ("Bỏ nhắc", "Lấy lại")
        told = pushed(said)
        assert "giao anh/chị xử lý 2 nhiệm vụ:" in told
        assert "Ý kiến: “làm xong trước thứ 5”." in told
        assert handed(office, 37, 38) == [37, 38]

    @pytest.mark.parametrize(
        "typed",
        [
            "giao dau moi nv38",
            "nv 38 giao đầu mối",
            "chuyển nv 38 cho cán bộ đầu mối xử lý",
            "giao nv 38 cho chuyên viên",
            "Giao NV 38 cho đầu mối",
            "giao lai nv 38 cho dau moi",
            "nv 38 giao em dau moi lo, xong truoc 23/3",
            "giao dm nv 38",
            "phan nv 38 cho dm nhe",
            "Nhiệm vụ 38 tôi giao đồng chí đầu mối chuẩn bị tài liệu, danh sách, xong trước thứ 6",
            "nv 38 de dau moi lam, toi can du thao truoc thu 6",
            "cho dau moi lam nv 38",
            "giao daau moi nv 38",
            "nv 38: giao đ/c đầu mối chủ trì, phối hợp văn phòng",
            "việc 38 giao đầu mối làm giúp anh",
            "De nghi can bo dau moi tham muu nv 38 truoc 22/3",
        ],
    )
    def test_in_other_words(self, office: Province, typed: str) -> None:
        assert office.say(HEAD, typed).first_line.startswith("Đã giao NV 38 cho cán bộ đầu mối")
        assert handed(office, 37, 38) == [38]

    @pytest.mark.parametrize(
        "typed",
        [
            "thôi không giao đầu mối nv 38 nữa",
            "huy giao dm nv 38",
            "bo giao dau moi nv 38",
            "chua giao dau moi nv 38",
            "nv 38 giao đầu mối chưa",
            "lay lai thu hang cu can gi",
            "nv 38 anh tu lam xong roi",
            "dau moi dang lam nv nao",
            "nv 38 giao dau moi lam, duoc 60% roi",
            "nv 38 da giao cac phong thuc hien, dang lam 50%",
        ],
    )
    def test_what_is_no_giving_gives_nothing(self, office: Province, typed: str) -> None:
        office.say(HEAD, typed)
        assert handed(office, 37, 38) == []

    @pytest.mark.parametrize(
        "typed",
        [
            "thôi không giao đầu mối nv 38 nữa",
            "nv 38 de toi tu lam, lay ve",
            "rut nv 38 ve cho anh, dm dang om",
            "rút lại nhiệm vụ 38 từ đầu mối",
            "anh tu lam nv 38, khong can dau moi nua",
            "lay nv 38 ve cho toi",
            "ngung giao nv 38 cho dau moi",
            "dau moi khong phai lam nv 38 nua, tra ve toi",
        ],
    )
    def test_taken_back_in_other_words(self, office: Province, typed: str) -> None:
        office.say(HEAD, "giao đầu mối nv 38")
        assert "NV 38" in office.say(HEAD, typed)
        assert handed(office, 38) == []

    def test_the_card_just_read_is_meant(self, office: Province) -> None:
        office.say(HEAD, "nv 38")
        assert office.say(HEAD, "chuyển đầu mối xử lý").first_line.startswith("Đã giao NV 38 ")

    def test_a_button_on_the_card(self, office: Province) -> None:
        said = office.say(HEAD, "nv 38")
        assert "Giao đầu mối" in said.choices
        office.press(HEAD, "Giao đầu mối")
        assert handed(office, 38) == [38]
        card = office.at("2024-03-19T08:00").say(HEAD, "nv 38")
        assert "Đã giao cán bộ đầu mối ngày 18/3." in card
        assert "Lấy lại" in card.choices
        assert "Giao đầu mối" not in card.choices
        assert "đã giao đầu mối" in office.say(HEAD, "viec cua toi")
        assert "đã giao đầu mối" not in office.say(OFFICER, "viec cua toi")

    def test_asks_which_where_nothing_says_it(self, office: Province) -> None:
        said = office.say(HEAD, "giao dau moi")
        assert said.first_line == "Anh/chị giao đầu mối nhiệm vụ nào?"
        office.press(HEAD, said.choices[0])
        assert len(handed(office, 37, 38)) == 1

    def test_twice_is_once(self, office: Province) -> None:
        office.say(HEAD, "giao đầu mối nv 38")
        again = office.say(HEAD, "giao đầu mối nv 38")
        assert again.first_line == "NV 38 đã giao cho cán bộ đầu mối trước đó."
        assert not again.reply.pushes
        with office.store.reading() as unit:
            assert len(unit.session.scalars(select(HandOn)).all()) == 1

    def test_somebody_elses_task_and_one_that_is_done(self, office: Province) -> None:
        assert office.say(HEAD, "giao đầu mối nv 1").first_line == "NV 1 không do Sở Tư pháp chủ trì nên chưa giao."
        office.say(HEAD, "nv 37 xong")
        assert "NV 37 đã được báo hoàn thành" in office.say(HEAD, "giao đầu mối nv 37")
        assert "Chưa có nhiệm vụ số 99" in office.say(HEAD, "giao đầu mối nv 99")
        assert handed(office, 1, 37) == []

    def test_nobody_to_give_it_to(self, province: Province) -> None:
        enrol(province, HEAD)
        card = province.say(HEAD, "nv 38")
        assert "Giao đầu mối" not in card.choices
        said = province.say(HEAD, "giao đầu mối nv 38")
        assert said.first_line.startswith("Sở chưa có cán bộ đầu mối đăng ký nên chưa giao.")
        assert handed(province, 38) == []

    def test_an_officer_who_cannot_be_reached(self, office: Province) -> None:
        with office.store.unit() as unit:
            where = Account.person_code == OFFICER
            unit.session.execute(update(Account).where(where).values(unreachable_since=datetime.now(UTC)))
            catalogue_changed(unit.session)
            unit.commit()
        assert "Chưa gửi được tin đến cán bộ đầu mối của Sở" in office.say(HEAD, "giao đầu mối nv 38")
        assert handed(office, 38) == []

    def test_only_a_head_gives(self, office: Province) -> None:
        assert "do người đứng đầu cơ quan thực hiện" in office.say(OFFICER, "giao đầu mối nv 38")
        office.say("monitor:snv", "giao đầu mối nv 38")
        office.say(OTHER, "giao đầu mối nv 38")
        office.say(HEAD, "giao đầu mối nv 38", forwarded=True)
        assert handed(office, 38) == []
        assert handed(office, 38, agency="sct") == []

    def test_the_office_is_looked_at_again_at_the_press(self, office: Province) -> None:
        office.say(HEAD, "nv 38")
        with office.store.unit() as unit:
            held = (RoleHeld.person_code == HEAD, RoleHeld.role == "head")
            unit.session.execute(update(RoleHeld).where(*held).values(ends_at=datetime(2024, 3, 17, tzinfo=UTC)))
            unit.session.add(RoleHeld(person_code=HEAD, role="officer", agency_code="sct", ends_at=None))
            catalogue_changed(unit.session)
            unit.commit()
        assert "không phụ trách nhiệm vụ này nên chưa giao" in office.press(HEAD, "Giao đầu mối")
        assert handed(office, 38) == []

    def test_who_it_is_is_asked_of_nobody_here(self, office: Province) -> None:
        office.say(HEAD, "nv 38")
        office.say(HEAD, "giao cán bộ nào phụ trách nv 38")
        assert handed(office, 38) == []

    def test_a_question_gives_nothing(self, office: Province) -> None:
        said = office.say(HEAD, "nv 38 giao đầu mối chưa")
        assert said.first_line.startswith("Sở chưa giao cán bộ đầu mối nhiệm vụ nào")
        assert handed(office, 38) == []


class TestTheWord:
    def test_is_passed_on_as_typed_and_calls_both(self, office: Province) -> None:
        office.say(HEAD, "giao nv 37 38 cho đầu mối")
        said = office.say(HEAD, "trình tôi 14 giờ")
        expected = "Đã chuyển ý kiến đến cán bộ đầu mối: “trình tôi 14 giờ”. Nhắc cả hai lúc 14:00."
        assert said.text == expected
        assert said.choices == ("Bỏ nhắc", "Lấy lại")
        assert "“trình tôi 14 giờ”" in pushed(said)
        moment = [("snooze:2024-03-18T14:00", "planned")]
        assert calls(office, 38) == {HEAD: moment, OFFICER: moment}
        said = office.press(HEAD, "Bỏ nhắc")
        assert said.first_line.startswith("Đã bỏ nhắc lúc đã hẹn cho cả hai: NV 37, NV 38.")
        assert calls(office, 38) == {p: [("snooze:2024-03-18T14:00", "cancelled")] for p in (HEAD, OFFICER)}

    def test_without_a_moment_calls_nobody(self, office: Province) -> None:
        office.say(HEAD, "giao đầu mối nv 38")
        said = office.say(HEAD, "phoi hop voi van phong")
        assert said.text == "Đã chuyển ý kiến đến cán bộ đầu mối: “phoi hop voi van phong”."
        assert calls(office, 38) == {}

    @pytest.mark.parametrize(
        ("typed", "when"),
        [
            ("trinh toi truoc 10h sang mai", "2024-03-19T10:00"),
            ("thứ năm trình tôi 8h30", "2024-03-21T08:30"),
            ("báo cáo tôi chiều nay", "2024-03-18T14:00"),
            ("lam xong truoc thu 5", "2024-03-20T07:30"),
        ],
    )
    def test_days_and_hours(self, office: Province, typed: str, when: str) -> None:
        office.say(HEAD, "giao đầu mối nv 38")
        office.say(HEAD, typed)
        assert calls(office, 38).get(OFFICER) == [(f"snooze:{when}", "planned")]

    def test_keeps_the_limits_of_a_snooze(self, office: Province) -> None:
        office.say(HEAD, "giao đầu mối nv 38")
        said = office.say(HEAD, "trình tôi thứ 6 tuần sau")  # after the last day
        assert "Chưa hẹn nhắc vào lúc đó" in said
        assert "trình tôi thứ 6 tuần sau" in pushed(said)
        assert calls(office, 38) == {}

    def test_a_button_asks_for_it(self, office: Province) -> None:
        office.say(HEAD, "giao đầu mối nv 38")
        office.say(HEAD, "điểm snv")
        office.say(HEAD, "giao đầu mối nv 38")
        office.press(HEAD, "Thêm ý kiến")
        assert "“xem ky phan tai chinh”" in office.say(HEAD, "xem ky phan tai chinh")

    def test_what_is_no_instruction_is_not_passed_on(self, office: Province) -> None:
        office.say(HEAD, "giao đầu mối nv 38")
        assert office.say(HEAD, "ok").reply.pushes == ()
        office.say(HEAD, "giao đầu mối nv 38")
        asked = office.say(HEAD, "xong rồi")
        assert asked.first_line == "Chuyển “xong rồi” đến cán bộ đầu mối?"
        assert not asked.reply.pushes
        office.press(HEAD, "Không chuyển")
        office.say(HEAD, "giao đầu mối nv 38")
        assert office.say(HEAD, "nv 38 60%").first_line.startswith("Đã ghi nhận")


class TestTakingBack:
    def test_by_button_and_the_officer_is_told(self, office: Province) -> None:
        office.say(HEAD, "giao đầu mối nv 38")
        said = office.press(HEAD, "Lấy lại")
        assert said.first_line.startswith("Đã lấy lại NV 38.")
        assert pushed(said) == "Giám đốc Sở Tư pháp đã lấy lại NV 38 để trực tiếp xử lý."
        assert handed(office, 38) == []
        assert office.say(HEAD, "lay lai nv 38").first_line.startswith("NV 38 hiện không giao cho cán bộ đầu mối")

    def test_by_typing(self, office: Province) -> None:
        office.say(HEAD, "giao nv 37 38 cho đầu mối")
        assert office.say(HEAD, "lấy lại nv 38").first_line.startswith("Đã lấy lại NV 38.")
        assert handed(office, 37, 38) == [37]
        office.at("2024-03-18T09:00")
        assert office.say(HEAD, "lay lai").first_line.startswith("Đã lấy lại NV 37.")

    def test_what_was_given(self, office: Province) -> None:
        office.say(HEAD, "giao nv 37 38 cho đầu mối")
        office.say(OFFICER, "nv 38 60%")
        said = office.say(HEAD, "việc đã giao")
        assert said.first_line == "Sở đã giao cán bộ đầu mối 2 nhiệm vụ:"
        assert "NV 38 Báo cáo giải pháp khắc phục: 60%, đang thực hiện, trước 25/3" in said
        for typed in ("viec da giao", "toi da giao gi", "việc đã giao đầu mối"):
            assert office.say(HEAD, typed).first_line == said.first_line

    def test_everything_is_in_the_log(self, office: Province) -> None:
        office.say(HEAD, "giao đầu mối nv 38")
        office.say(HEAD, "trình tôi 14 giờ")
        office.press(HEAD, "Lấy lại")
        with office.store.reading() as unit:
            query = select(AuditEntry.action).where(AuditEntry.action.like("hand_on.%")).order_by(AuditEntry.id)
            assert unit.session.scalars(query).all() == ["hand_on.given", "hand_on.word", "hand_on.taken_back"]


def test_on_both_databases(anywhere: Province) -> None:
    anywhere.say(HEAD, "giao nv 37 38 cho đầu mối, trình tôi 14 giờ")
    assert handed(anywhere, 37, 38) == [37, 38]
    anywhere.say(HEAD, "lấy lại nv 37")
    assert handed(anywhere, 37, 38) == [38]
    assert anywhere.say(HEAD, "việc đã giao").first_line == "Sở đã giao cán bộ đầu mối 1 nhiệm vụ:"


def test_two_at_once_hand_on_once(anywhere: Province) -> None:
    """The same words from two phones of one head: one row, and the second reads that it was done."""
    together, said = threading.Barrier(2), list[Said]()

    def give_it() -> None:
        together.wait()
        said.append(anywhere.say(HEAD, "giao đầu mối nv 38"))

    threads = [threading.Thread(target=give_it) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(one.first_line[:14] for one in said) == ["NV 38 đã giao ", "Đã giao NV 38 "]
    with anywhere.store.reading() as unit:
        assert len(unit.session.scalars(select(HandOn)).all()) == 1


# --- what it does to reminders


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = World.build(tmp_path)
    world.enrol(HEAD, OFFICER)
    world.task(38, date(2024, 3, 29), title="Báo cáo giải pháp khắc phục", due_text="29/3/2024")
    return world


def give(world: World, task: int = 38) -> None:
    with world.store.unit() as unit:
        query = select(Assignment.id).where(Assignment.task_no == task, Assignment.agency_code == "stp")
        hand_ons.give(unit.session, list(unit.session.scalars(query)), HEAD, datetime(2024, 3, 18, tzinfo=UTC))
        unit.commit()


class TestReminders:
    def test_the_head_is_called_on_the_last_day_and_when_it_is_late(self, world: World) -> None:
        give(world)
        got = world.through("2024-03-18", "2024-04-09")
        of_head = [day for day, message in got[HEAD] if "Việc tuần này" not in text(message)]
        assert of_head == ["2024-03-29", "2024-04-02"]
        assert "2024-04-01" in [day for day, _ in got[HEAD]]  # a Monday: one day late, in the list of the week
        officer = [day for day, _ in got[OFFICER]]
        assert officer[:4] == ["2024-03-22", "2024-03-25", "2024-03-26", "2024-03-28"]
        early = {row[0] for row in world.rows(person_code=HEAD, state="cancelled") if row[3] == "đã giao đầu mối"}
        assert early == {"-7", "-3", "-1"}

    def test_the_list_of_the_week_shows_it(self, world: World) -> None:
        give(world)
        message = world.through("2024-03-18", "2024-03-25")[HEAD][-1][1]
        assert "Việc tuần này" in text(message)
        assert "đã giao đầu mối" in text(message)
        assert "Giao đầu mối" not in [label for row in labels(message.reply) for label in row]

    def test_taken_back_it_calls_again(self, world: World) -> None:
        give(world)
        with world.store.unit() as unit:
            hand_ons.take_back(unit.session, unit.session.scalars(select(HandOn.id)), datetime(2024, 3, 19, tzinfo=UTC))
            unit.commit()
        assert HEAD in world.sweep("2024-03-22 7:30")

    def test_another_cycle_keeps_it(self, world: World) -> None:
        give(world)
        world.set(38, due=date(2024, 4, 12), cycle=2)
        got = world.through("2024-03-18", "2024-04-11")
        assert all("Việc tuần này" in text(message) for _, message in got.get(HEAD, []))

    def test_without_an_officer_who_is_reached_the_head_is_called(self, world: World) -> None:
        give(world)
        with world.store.unit() as unit:
            where = Account.person_code == OFFICER
            unit.session.execute(update(Account).where(where).values(unreachable_since=datetime.now(UTC)))
            catalogue_changed(unit.session)
            unit.commit()
        assert HEAD in world.sweep("2024-03-22 7:30")

    def test_a_new_head_finds_it_handed_on(self, world: World) -> None:
        give(world)
        with world.store.unit() as unit:
            held = (RoleHeld.person_code == HEAD, RoleHeld.role == "head")
            unit.session.execute(update(RoleHeld).where(*held).values(ends_at=datetime(2024, 3, 19, tzinfo=UTC)))
            unit.session.add(Person(code="head:stp:2", title="Giám đốc Sở Tư pháp"))
            unit.session.flush()
            unit.session.add(RoleHeld(person_code="head:stp:2", role="head", agency_code="stp", ends_at=None))
            unit.commit()
        world.enrol("head:stp:2", when="2024-03-19 8:00")
        got = world.through("2024-03-20", "2024-03-29")
        assert [day for day, _ in got["head:stp:2"] if day != "2024-03-25"] == ["2024-03-29"]

    def test_buttons_of_a_head_and_of_an_officer(self, world: World) -> None:
        messages = world.sweep("2024-03-22 7:30")
        assert labels(messages[HEAD].reply) == [["Đã nhận", "Báo tiến độ"], ["Nhắc lúc 14:00", "Giao đầu mối"]]
        assert labels(messages[OFFICER].reply) == [["Đã nhận", "Báo tiến độ"], ["Nhắc lúc 14:00", "Xem tất cả"]]

    def test_the_button_hands_on_what_the_headline_names(self, world: World) -> None:
        """On Friday 22/3 a week is left for NV 38 too, but the message only counts it."""
        world.task(37, date(2024, 3, 24), title="Hội nghị quán triệt", due_text="Trước ngày 25/3/2024")
        reply = world.sweep("2024-03-22 7:30")[HEAD].reply
        assert "NV 37" in text(reply)
        assert "NV 38" not in text(reply)
        (choice,) = [c for row in reply.choices for c in row if c.label == "Giao đầu mối"]
        assert choice.does is not None
        with world.store.reading() as unit:
            query = select(Assignment.task_no).where(Assignment.id.in_(choice.does.payload["assignments"]))
            assert unit.session.scalars(query).all() == [37]

    def test_after_a_snooze(self, world: World) -> None:
        message = world.sweep("2024-03-22 7:30")[HEAD]
        reply = world.press(HEAD, "2024-03-22 7:32", message.reply, "Nhắc lúc 14:00")
        assert labels(reply) == [["Bỏ nhắc lại", "Giao đầu mối"]]
