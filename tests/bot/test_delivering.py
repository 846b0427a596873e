"""What is sent when Telegram is slow, refuses, asks to wait, or takes a message and does not say so."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from bot.path.outgoing import Rows
from bot.settings import moment
from handlers.dialogue import Reply
from storage import outbox
from storage.models import Account, Assignment, Inbox, Outbox
from storage.outbox import Outgoing
from storage.settings_rows import write_setting
from tests.bot.conftest import Houses
from tests.bot.house import COPY, DISTRICT, FRIDAY, HEAD, HEALTH, MONITOR, OFFICER, PEOPLE, BotHouse

UNHEARD = ("accept_then_reset", "accept_then_502", "accept_then_hang")
NOT_PARSED = "400:can't parse entities: unexpected end of name token at byte offset 7"
NOT_MODIFIED = "400:message is not modified: specified new message content and reply markup are exactly the same"


def queue(house: BotHouse, chat: object, text: str, key: str = "test:1", **payload: Any) -> None:
    """A reply in the outbox that no handler wrote."""
    row = Outgoing("telegram", str(chat), None, "reply", key, {"text": text, **payload})
    with house.store.unit() as unit:
        outbox.queue(unit.session, [row], house.machine.now())
        unit.commit()


def row_to(house: BotHouse, chat: int) -> Outbox:
    (row,) = [row for row in house.rows(Outbox) if row.chat == str(chat)]
    return row  # type: ignore[no-any-return]


# Telegram took it and did not say so ----------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", UNHEARD)
async def test_a_reply_nobody_heard_of_is_sent_again_and_says_so(house_of: Houses, fault: str) -> None:
    async with house_of() as house:
        assistant = await house.start()
        assistant.telegram.bot.request._read_timeout = 0.5  # not thirty seconds
        house.emulator.script("sendMessage", fault)
        await house.emulator.user_sends(OFFICER, "diem snv")
        await house.until_heard(OFFICER)
        await house.until(lambda: row_to(house, OFFICER).copies == 1)
        assert row_to(house, OFFICER).state == "queued"
        house.machine.forward(5)
        first, copy = await house.until_heard(OFFICER, 2)
        assert copy == f"{first}\n{COPY}"
        assert COPY not in first
        await house.until_quiet()
        assert row_to(house, OFFICER).state == "sent"


async def test_there_are_three_copies_at_most(house_of: Houses) -> None:
    async with house_of() as house:
        await house.start()
        house.emulator.script("sendMessage", *["accept_then_reset"] * 6)
        await house.emulator.user_sends(OFFICER, "diem snv")
        for copies in (1, 2, 3):
            await house.until(lambda n=copies: [row.copies for row in house.rows(Outbox)] == [n])  # type: ignore[misc]
            house.machine.forward(5)
        await house.until(lambda: row_to(house, OFFICER).state == "failed")
        house.machine.forward(3600)
        await asyncio.sleep(0.7)
        assert [COPY in text for text in house.heard(OFFICER)] == [False, True, True, True]


async def test_a_connection_reset_before_telegram_took_it_may_have_arrived(house_of: Houses) -> None:
    """The request had left; only Telegram knows that it was lost. The one message on the phone says it is a copy."""
    async with house_of() as house:
        await house.start()
        house.emulator.script("sendMessage", "reset_before")
        await house.emulator.user_sends(OFFICER, "diem snv")
        await house.until(lambda: house.rows(Outbox) and row_to(house, OFFICER).copies == 1)
        house.machine.forward(5)
        (text,) = await house.until_heard(OFFICER)
        assert text.endswith(COPY)


async def test_what_found_no_connection_is_sent_later_unmarked_and_in_order(house_of: Houses) -> None:
    async with house_of() as house:
        await house.start()
        await house.line.cut()
        for number in range(6):
            queue(house, OFFICER, f"số {number}", f"test:{number}")
        queue(house, DISTRICT, "một", "test:9")
        await house.until(lambda: row_to(house, DISTRICT).error is not None)
        await house.line.mend()
        assert await house.until_heard(OFFICER, 6) == [f"số {number}" for number in range(6)]
        assert await house.until_heard(DISTRICT) == ["một"]
        await house.until_quiet()
        assert {(row.copies, row.attempts) for row in house.rows(Outbox)} == {(0, 0)}


async def test_a_flicker_of_the_line_silences_many_chats_for_a_moment_only(house_of: Houses) -> None:
    async with house_of() as house:
        await house.start()
        await house.line.cut()
        for chat in PEOPLE:
            queue(house, chat, "chào", f"test:{chat}")
        await house.until(lambda: all(row.error for row in house.rows(Outbox)))
        await house.line.mend()
        for chat in PEOPLE:
            await house.until_heard(chat, seconds=4)


async def test_a_sender_slower_than_its_lease_records_once_and_the_second_copy_says_so(house_of: Houses) -> None:
    async with house_of() as house:
        assistant = await house.start()
        house.emulator.script("sendMessage", "slow:1.5")
        await house.emulator.user_sends(OFFICER, "diem snv")
        await house.until(lambda: house.calls("sendMessage"))
        house.machine.forward((outbox.LEASE + timedelta(seconds=10)).total_seconds())
        await assistant.schedule.sweep()
        await house.until_heard(OFFICER, 2)
        await house.until_quiet()
        assert sorted(COPY in text for text in house.heard(OFFICER)) == [False, True]
        assert row_to(house, OFFICER).state == "sent"


async def test_a_slow_sending_delays_no_other_chat(house_of: Houses) -> None:
    async with house_of() as house:
        await house.start()
        house.emulator.script("sendMessage", "slow:1.5")
        await house.emulator.user_sends(OFFICER, "diem snv")
        await house.until(lambda: house.calls("sendMessage"))
        await house.emulator.user_sends(DISTRICT, "diem snv")
        await house.until_heard(DISTRICT)
        assert house.heard(OFFICER) == []
        assert COPY not in (await house.until_heard(OFFICER))[0]


# Telegram asks to wait ------------------------------------------------------------------------------------------------


async def test_too_many_requests_silence_the_whole_bot_and_keep_the_order(house_of: Houses) -> None:
    async with house_of() as house:
        await house.start()
        house.emulator.script("sendMessage", "429:35")
        await house.emulator.user_sends(OFFICER, "nv 38 10%")
        await house.until(lambda: any(row.error == "pause:" for row in house.rows(Outbox)))
        for percent in (20, 30):
            await house.emulator.user_sends(OFFICER, f"nv 38 {percent}%")
        await house.emulator.user_sends(DISTRICT, "diem snv")
        await house.until(lambda: house.states(Inbox) == {"done": 4})
        calls = house.calls("sendMessage")
        house.machine.forward(30)
        await asyncio.sleep(1)
        assert house.calls("sendMessage") == calls == 1
        house.machine.forward(6)
        heard = await house.until_heard(OFFICER, 3)
        assert [text.partition("%")[0][-2:] for text in heard] == ["10", "20", "30"]
        await house.until_heard(DISTRICT)
        await house.until_quiet()
        assert {(row.copies, row.attempts) for row in house.rows(Outbox)} == {(0, 0)}


async def test_replies_that_pacing_holds_back_leave_joined_and_in_order(house_of: Houses) -> None:
    asked = ("diem snv", "diem stp", "diem syt", "diem sct", "diem skhcn", "diem stc")
    async with house_of(chat_rate=1) as house:
        for text in asked:
            await house.emulator.user_sends(OFFICER, text)
        await house.start()
        await house.until_quiet()
        sent = house.said(OFFICER)
        assert 4 <= len(sent) < len(asked)
        named = "\n".join(message.text for message in sent)
        order = [named.index(name) for name in ("Sở Nội vụ:", "Sở Tư pháp:", "Sở Y tế:", "Sở Công Thương:")]
        assert order == sorted(order)
        assert sent[3].text.count("điểm, ") > 1
        assert sum(message.buttons.count("Mất điểm ở đâu") for message in sent) == len(asked)


# People who are not there ---------------------------------------------------------------------------------------------


def away(house: BotHouse, chat: int) -> bool:
    return any(a.external_id == str(chat) and a.unreachable_since is not None for a in house.rows(Account))


@pytest.mark.parametrize("refusal", ["403", "403:Forbidden: user is deactivated", "400:chat not found"])
async def test_who_takes_no_messages_is_unreachable_until_they_write(house_of: Houses, refusal: str) -> None:
    async with house_of() as house:
        await house.start()
        house.emulator.script("sendMessage", refusal)
        await house.emulator.user_sends(OFFICER, "diem snv")
        await house.until(lambda: away(house, OFFICER))
        assert (row_to(house, OFFICER).state, house.calls("sendMessage")) == ("failed", 1)
        await house.emulator.user_sends(OFFICER, "diem stp")
        assert "Sở Tư pháp" in (await house.until_heard(OFFICER))[0]
        assert not away(house, OFFICER)


async def test_a_head_who_blocked_the_bot_is_reminded_after_unblocking(house_of: Houses) -> None:
    async with house_of(now=FRIDAY) as house:
        await house.emulator.user_blocks(HEAD)
        assistant = await house.start()
        await house.until_heard(DISTRICT)
        await house.until(lambda: away(house, HEAD))
        await house.until(lambda: not {"queued", "sending"} & house.states(Outbox).keys())
        tried = [call for call in house.emulator.calls("sendMessage") if call.text("chat_id") == str(HEAD)]
        assert len(tried) <= 1
        await house.emulator.user_unblocks(HEAD)
        await house.until(lambda: not away(house, HEAD))
        house.machine.forward(30)
        await assistant.schedule.sweep()
        assert "NV 38" in (await house.until_heard(HEAD))[0]


# What is looked at again before it leaves -----------------------------------------------------------------------------


async def test_a_reminder_that_was_settled_before_it_left_is_not_sent(house_of: Houses) -> None:
    async with house_of(now=FRIDAY) as house:
        with house.store.unit() as unit:  # another replica was told to wait
            write_setting(unit.session, "pause:telegram", (house.machine.now() + timedelta(seconds=60)).isoformat())
            unit.commit()
        await house.start()
        chats = {str(chat) for chat in (HEAD, OFFICER, DISTRICT)}
        await house.until(lambda: chats <= {row.chat for row in house.rows(Outbox) if row.state == "queued"})
        with house.store.unit() as unit:
            unit.session.execute(
                update(Assignment).where(Assignment.agency_code == "stp").values(state="waiting", percent=100)
            )
            unit.commit()
        assert house.calls("sendMessage") == 0
        house.machine.forward(61)
        await house.until_heard(DISTRICT)
        await house.until_quiet()
        assert [row_to(house, chat).state for chat in (HEAD, OFFICER, DISTRICT)] == ["cancelled", "cancelled", "sent"]
        assert row_to(house, HEAD).error
        assert house.heard(HEAD) == house.heard(OFFICER) == []


async def test_a_row_that_can_never_be_sent_is_parked_and_the_queue_goes_on(house_of: Houses) -> None:
    async with house_of() as house:
        await house.start()
        queue(house, "not-a-number", "nobody can have this")
        for attempts in range(1, 6):
            await house.until(lambda n=attempts: house.rows(Outbox)[0].attempts == n)  # type: ignore[misc]
            if attempts == 1:
                await house.emulator.user_sends(OFFICER, "diem snv")
                await house.until_heard(OFFICER)
            house.machine.forward(2**attempts)
        bad = house.rows(Outbox)[0]
        assert (bad.state, "ValueError" in bad.error) == ("failed", True)


# How it looks on the phone --------------------------------------------------------------------------------------------


async def test_a_text_whose_marks_telegram_cannot_read_leaves_plain_at_once(house_of: Houses) -> None:
    async with house_of() as house:
        await house.start()
        house.emulator.script("sendMessage", NOT_PARSED)
        await house.emulator.user_sends(OFFICER, "diem snv")
        (message,) = [await house.emulator.reply(OFFICER, 0)]
        await house.until_quiet()
        first, second = house.emulator.calls("sendMessage")
        assert (first.text("parse_mode"), second.text("parse_mode")) == ("HTML", "")
        assert "86,94" in message.text
        assert not {"<", "\ue000"} & set(message.text)
        assert len(message.buttons) > 1


async def test_a_text_too_long_for_one_message_leaves_as_several_in_order(house_of: Houses) -> None:
    lines = [f"{number}. " + "🟡 nhiệm vụ 📌 " * 12 for number in range(1, 81)]
    lines[40] = "🔴" * 5000  # no place to cut it
    async with house_of() as house:
        await house.start()
        queue(house, OFFICER, "\n".join(lines), buttons=[[["Xem", "q:1"]]])
        await house.until_quiet()
        parts = house.said(OFFICER)
        assert len(parts) > 3
        assert all(len(part.text.encode("utf-16-le")) <= 2 * 4096 for part in parts)
        assert "".join("".join(part.text.split()) for part in parts) == "".join("\n".join(lines).split())
        assert [part.buttons for part in parts] == [[]] * (len(parts) - 1) + [["Xem"]]


async def test_when_a_later_part_is_not_heard_of_the_whole_is_sent_again_marked(house_of: Houses) -> None:
    async with house_of() as house:
        await house.start()
        house.emulator.script("sendMessage", "ok", "accept_then_reset")
        queue(house, OFFICER, "\n".join(f"dòng {number}" for number in range(900)))
        await house.until(lambda: row_to(house, OFFICER).copies == 1)
        house.machine.forward(5)
        await house.until_quiet()
        heard = house.heard(OFFICER)
        parts = heard[2:]
        assert len(parts) >= 2
        assert [text.endswith(COPY) for text in heard] == [False, False] + [True] * len(parts)


@pytest.mark.parametrize("answer", ["ok", NOT_MODIFIED])
async def test_a_press_changes_the_message_it_was_on(house_of: Houses, answer: str) -> None:
    async with house_of() as house:
        await house.start()
        await house.emulator.user_forwards(OFFICER, "nv 38 dc 60%")
        await house.until_heard(OFFICER)
        house.emulator.script("editMessageText", answer)
        await house.press(OFFICER, "Không ghi")
        await house.until(lambda: house.calls("editMessageText"))
        await house.until_quiet()
        (shown,) = house.said(OFFICER)
        assert shown.edited is (answer == "ok")
        assert house.states(Outbox) == {"sent": 2}


@pytest.mark.parametrize("answer", ["400:message to edit not found", "400:message can't be edited"])
async def test_where_a_message_cannot_be_changed_a_new_one_says_it(house_of: Houses, answer: str) -> None:
    async with house_of() as house:
        await house.start()
        await house.emulator.user_forwards(OFFICER, "nv 38 dc 60%")
        await house.until_heard(OFFICER)
        house.emulator.script("editMessageText", answer)
        await house.press(OFFICER, "Không ghi")
        heard = await house.until_heard(OFFICER, 2)
        await house.until_quiet()
        assert heard[0] != heard[1]
        assert house.reported() == []


async def test_replies_leave_before_a_morning_of_reminders(house_of: Houses) -> None:
    async with house_of(now=FRIDAY) as house:
        house.emulator.script("sendMessage", *["slow:0.5"] * 4)
        await house.start()
        await house.until(lambda: house.calls("sendMessage"))
        await house.emulator.user_sends(MONITOR, "diem snv")
        await house.until(lambda: any("86,94" in text for text in house.heard(MONITOR)), 3)
        await house.until_heard(HEALTH)


async def test_a_push_with_the_longest_codes_is_one_row_on_each_database(house_on_each: Houses) -> None:
    """PostgreSQL refuses a key longer than its column; the key still tells two pushes apart."""
    async with house_on_each(people={1_234_567_890_123: "officer:sldtbxh"}) as house:
        assistant = await house.start()
        rows = Rows(house.machine.now(), moment(FRIDAY))
        keys = [f"escalation:officer:sldtbxh:2024-03-22T07:30:00+07:00:{n}" for n in (1234567, 1234568, 1234568)]
        with house.store.unit() as unit:
            known = assistant.knowing.current(unit.session, moment(FRIDAY))
            made = [rows.push(known, "officer:sldtbxh", Reply("Nhắc việc"), key) for key in keys]
            rows.write(unit)
            unit.commit()
        assert made[0] != made[1] == made[2]
        assert len(house.rows(Outbox)) == 2
