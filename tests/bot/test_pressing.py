"""Buttons: pressed many times, pressed too late, pressed on a copy."""

import asyncio

from storage.models import Inbox, Outbox
from tests.bot.conftest import Houses
from tests.bot.house import COPY, OFFICER

TOO_OLD = "400:query is too old and response timeout expired or query ID is invalid"
UNDO = "Ghi nhầm, hủy"


async def test_a_button_pressed_five_times_acts_once(house_on_each: Houses) -> None:
    async with house_on_each() as house:
        await house.start()
        await house.emulator.user_sends(OFFICER, "nv 38 dc 60%")
        await house.until_heard(OFFICER)
        presses = await asyncio.gather(*(house.press(OFFICER, UNDO, 0) for _ in range(5)))
        await house.until(lambda: all(house.emulator.answer(query) for query in presses))
        await house.until_quiet()
        assert len(house.reported()) == 2  # the report and what took it back
        answers = [house.emulator.answer(query) for query in presses]
        assert sum("Đã ghi lúc" in answer.text for answer in answers if answer) == 4


async def test_a_press_that_telegram_dropped_changes_nothing_and_typing_works(house_of: Houses) -> None:
    async with house_of() as house:
        await house.start()
        await house.emulator.user_sends(OFFICER, "nv 38 dc 60%")
        await house.until_heard(OFFICER)
        await house.until_quiet()
        await house.stop()
        await house.press(OFFICER, UNDO)
        house.machine.forward(151)
        await house.start()
        await house.until(lambda: house.calls("getUpdates"))
        sent = house.calls("sendMessage")
        await asyncio.sleep(0.3)
        assert (house.calls("sendMessage"), len(house.reported())) == (sent, 1)
        await house.emulator.user_sends(OFFICER, "ghi nhầm, hủy")
        await house.until_heard(OFFICER, 2)
        assert len(house.reported()) == 2


async def test_a_press_too_old_to_be_answered_acts_all_the_same(house_of: Houses) -> None:
    async with house_of() as house:
        await house.start()
        await house.emulator.user_sends(OFFICER, "nv 38 dc 60%")
        await house.until_heard(OFFICER)
        house.emulator.script("answerCallbackQuery", TOO_OLD)
        await house.press(OFFICER, UNDO)
        await house.until_heard(OFFICER, 2)
        await house.until_quiet()
        assert len(house.reported()) == 2
        assert (house.states(Inbox), house.states(Outbox)) == ({"done": 2}, {"sent": 2})


async def test_a_press_on_the_copy_and_on_the_first_acts_once(house_of: Houses) -> None:
    async with house_of() as house:
        await house.start()
        house.emulator.script("sendMessage", "accept_then_reset")
        await house.emulator.user_sends(OFFICER, "nv 38 dc 60%")
        await house.until(lambda: [row.copies for row in house.rows(Outbox)] == [1])
        house.machine.forward(5)
        first, copy = await house.until_heard(OFFICER, 2)
        assert (COPY in first, copy) == (False, f"{first}\n{COPY}")
        await house.press(OFFICER, UNDO, 1)
        await house.until_heard(OFFICER, 3)
        late = await house.press(OFFICER, UNDO, 0)
        await house.until(lambda: house.emulator.answer(late))
        await house.until_quiet()
        assert len(house.reported()) == 2
