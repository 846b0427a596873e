"""Earlier reminders show that they are settled; nobody's phone rings for it."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select, update

from handlers.reminders.settled import edits, line_of
from storage import audit, copies
from storage.copies import Said
from storage.models import Account, Assignment, Outbox, Reminder
from storage.session import Store
from tests.bot.conftest import Houses
from tests.bot.house import FRIDAY, HEAD, OFFICER, BotHouse
from tests.province import Province

EIGHT, FOUR = datetime(2024, 3, 22, 0, 30, tzinfo=UTC), datetime(2024, 3, 22, 9, 5, tzinfo=UTC)


def told(task: int = 38, *, state: str = "doing", now: int = 1, withdrawn: bool = False, noted: bool = False,
         at: datetime | None = FOUR, returned: bool = False, moved: bool = False) -> Said:  # fmt: skip
    return Said(1, "0", 1, EIGHT, task, state, now, at, withdrawn, returned, moved, FOUR if noted else None)


AFTERWARDS = datetime(2024, 3, 25, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(("said", "line"), [
    ([told(state="waiting")], "Cập nhật: NV 38 đã báo hoàn thành lúc 16:05."),
    ([told(state="waiting", at=AFTERWARDS)], "Cập nhật: NV 38 đã báo hoàn thành ngày 25/3."),
    ([told(state="waiting"), told(40, withdrawn=True)], "Cập nhật: NV 38 đã báo hoàn thành lúc 16:05; NV 40 đã rút."),
    ([told(state="accepted"), told(37)], "Cập nhật: NV 38 đã được xác nhận hoàn thành."),
    ([told(now=2, moved=True)], "Cập nhật: NV 38 đã đổi thời hạn."),
    ([told(now=2, moved=True, state="waiting")], "Cập nhật: NV 38 đã báo hoàn thành lúc 16:05."),
    ([told(now=2)], ""),  # withdrawn and given again: all is as it was
    ([told(now=2, state="doing", returned=True)], "Cập nhật: NV 38 được đề nghị bổ sung."),
    ([told(noted=True), told(37, noted=True)], "Cập nhật: Đã nhận lúc 16:05."),
    ([told(state="waiting"), told(37, noted=True)], "Cập nhật: NV 38 đã báo hoàn thành lúc 16:05; đã nhận lúc 16:05."),
    ([told(no, state="accepted") for no in range(1, 6)], "Cập nhật: 5 nhiệm vụ đã được xác nhận hoàn thành."),
    ([told(), told(37)], ""),
])  # fmt: skip
def test_what_the_line_says(said: list[Said], line: str) -> None:
    assert line_of(said) == line


def becomes(house: BotHouse, **values: object) -> None:
    """What Sở Tư pháp has to do comes to be in another state."""
    now = house.assistant.house.clocks.business.now()  # type: ignore[union-attr]
    with house.store.unit() as unit:
        ids = unit.session.scalars(
            update(Assignment).where(Assignment.agency_code == "stp").values(**values).returning(Assignment.id)
        ).all()
        for id_ in ids:
            audit.record(unit.session, now, "test", "progress.reported", f"assignment:{id_}")
        unit.commit()


async def test_the_morning_message_says_that_it_is_settled(house_of: Houses) -> None:
    async with house_of(now=FRIDAY) as house:
        assistant = await house.start()
        (morning,) = await house.until_heard(HEAD)
        await house.until_heard(OFFICER)
        await house.until_quiet()
        await assistant.schedule.sweep()
        assert house.heard(HEAD) == [morning]
        sent = house.calls("sendMessage")
        becomes(house, state="waiting", percent=100, reported_at=house.assistant.house.clocks.business.now())  # type: ignore[union-attr]
        await assistant.schedule.sweep()
        await house.until(lambda: "đã báo hoàn thành lúc" in house.heard(HEAD)[0])
        await house.until(lambda: "đã báo hoàn thành lúc" in house.heard(OFFICER)[0])
        (settled,) = house.heard(HEAD)
        assert settled.startswith(morning + "\nCập nhật: ")
        assert not house.said(HEAD)[0].buttons
        await house.until_quiet()
        edits = house.calls("editMessageText")
        await assistant.schedule.sweep()
        await house.until_quiet()
        assert house.calls("editMessageText") == edits
        becomes(house, state="doing", percent=60)
        await assistant.schedule.sweep()
        await house.until(lambda: house.heard(HEAD) == [morning])
        assert house.said(HEAD)[0].buttons
        assert house.calls("sendMessage") == sent


async def test_a_message_that_cannot_be_changed_any_more_is_left_alone(house_of: Houses) -> None:
    async with house_of(now=FRIDAY) as house:
        assistant = await house.start()
        await house.until_heard(HEAD)
        await house.until_heard(OFFICER)
        await house.until_quiet()
        await assistant.schedule.sweep()
        sent, heard = house.calls("sendMessage"), house.heard(HEAD)
        house.emulator.script("editMessageText", "400:message can't be edited", "400:message to edit not found")
        becomes(house, state="accepted")
        await assistant.schedule.sweep()
        await house.until(lambda: house.calls("editMessageText") >= 2)
        await house.until_quiet()
        assert house.calls("sendMessage") == sent
        assert house.heard(HEAD) == heard


async def test_a_phone_that_takes_no_messages_is_not_asked_to_change_one(house_of: Houses) -> None:
    async with house_of(now=FRIDAY) as house:
        assistant = await house.start()
        await house.until_heard(HEAD)
        await house.until_heard(OFFICER)
        await house.until_quiet()
        await assistant.schedule.sweep()
        await house.emulator.user_blocks(HEAD)
        await house.until_quiet()
        becomes(house, state="waiting", percent=100, reported_at=house.assistant.house.clocks.business.now())  # type: ignore[union-attr]
        await assistant.schedule.sweep()
        await house.until(lambda: "đã báo hoàn thành lúc" in house.heard(OFFICER)[0])
        await house.until_quiet()
        assert {row.chat for row in house.rows(Outbox) if "edit" in row.payload} == {str(OFFICER)}


def test_an_import_of_many_assignments_does_not_stop_the_updates(store: Store) -> None:
    """More than a statement may name at once."""
    with store.reading() as unit:
        assert copies.messages(unit.session, range(70_000), EIGHT) == []


def test_what_was_sent_back_is_not_said_to_have_another_date(province: Province) -> None:
    with province.store.unit() as unit:
        id_ = unit.session.scalars(select(Assignment.id).filter_by(task_no=38, agency_code="stp")).one()
        unit.session.add(Account(channel="telegram", external_id="1", person_code="officer:stp",
                                 linked_at=province.now))  # fmt: skip
        row = Outbox(channel="telegram", chat="1", person_code="officer:stp", kind="push", key="digest:officer:stp:1",
                     payload={"text": ""}, state="sent", message_id="5", made_at=province.now)  # fmt: skip
        unit.session.add(row)
        unit.session.flush()
        unit.session.add(Reminder(assignment_id=id_, cycle=1, rung="-7", person_code="officer:stp", state="sent",
                                  planned_at=province.now, gathered_at=province.now, outbox_id=row.id))  # fmt: skip
        unit.commit()
        message = row.id

    def lines() -> list[str]:
        with province.store.reading() as unit:
            return [edit.line for edit in edits(unit.session, [message])]

    province.say("officer:stp", "nv 38 xong, công văn 12/STP-VP ngày 18/3")
    assert lines() == ["Cập nhật: NV 38 đã báo hoàn thành lúc 7:55."]
    province.say("monitor:snv", "trả lại nv 38 stp: thiếu danh sách, trước 29/3")
    assert lines() == ["Cập nhật: NV 38 được đề nghị bổ sung."]
    province.say("officer:stp", "nv 38 được 80%")
    assert lines() == ["Cập nhật: NV 38 được đề nghị bổ sung."]
    province.say("leader:ct", "dời hạn nv 37 stp sang 29/3")
    province.press("leader:ct", "Ghi")
    assert lines() == ["Cập nhật: NV 38 được đề nghị bổ sung."]
    province.say("officer:stp", "nv 38 xong")
    assert lines() == ["Cập nhật: NV 38 đã báo hoàn thành lúc 7:55."]
