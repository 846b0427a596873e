"""The assistant ends when it is told to, whatever happens at that very moment."""

import asyncio

from bot.path.steps import woken
from tests.bot.conftest import Houses
from tests.bot.house import DISTRICT, OFFICER


async def test_a_stop_that_meets_a_wake_up_is_not_lost() -> None:
    async def part(event: asyncio.Event) -> None:
        while True:
            await woken(event, 0.05)

    for turns in range(5):  # of the loop, between the wake-up and the stop
        event = asyncio.Event()
        running = asyncio.create_task(part(event))
        await asyncio.sleep(0)
        event.set()
        for _ in range(turns):
            await asyncio.sleep(0)
        running.cancel()
        await asyncio.wait({running}, timeout=0.5)
        ended = running.done()
        running.cancel()
        assert ended, f"it went on when stopped {turns} turns after a wake-up"


async def test_a_stop_in_the_middle_of_the_answers_is_over_soon_and_repeats_none(house_of: Houses) -> None:
    async with house_of() as house:
        for percent in range(1, 100):
            await house.emulator.user_sends(OFFICER, f"nv 38 {percent}%")
        await house.start()
        await house.until_heard(OFFICER, 3)
        async with asyncio.timeout(5):
            await house.stop()
        await house.start()
        await house.emulator.user_sends(DISTRICT, "diem snv")
        await house.until_heard(OFFICER, 99)
        await house.until_quiet()
        assert house.reported() == [("doing", percent) for percent in range(1, 100)]
        assert len(house.heard(OFFICER)) == 99
