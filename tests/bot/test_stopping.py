"""The assistant ends when it is told to, whatever happens at that very moment."""

import asyncio
import shutil
from pathlib import Path

from bot.path.steps import woken
from storage.models import Inbox, Outbox
from tests.bot.conftest import Houses
from tests.bot.house import DISTRICT, OFFICER
from tests.faults.house import fault_house


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


async def test_a_process_told_to_end_under_load_ends_in_time_and_leaves_nothing_half_done(
    demo_file: Path, tmp_path: Path
) -> None:
    shutil.copy(demo_file, tmp_path / "demo.db")
    async with fault_house(f"sqlite:///{tmp_path / 'demo.db'}", tmp_path) as house:
        house.settings = {"CCHC_SEND_RATE": "0", "CCHC_CHAT_RATE": "0", "CCHC_WEB_PORT": "0"}
        for percent in range(1, 91):
            await house.emulator.user_sends(1001, f"nv 38 {percent}%")
            await house.emulator.user_sends(1003, "diem snv")
        life = await house.start()
        await house.until(lambda: len(house.heard(1001)) > 5, 40)
        assert await house.stop(life) == 0  # within five seconds
        heard = sum(len(house.heard(chat)) for chat in (1001, 1003))
        received, outgoing = house.states(Inbox), house.states(Outbox)
        assert heard < 180
        assert sum(received.values()) + house.emulator.waiting_updates() >= 180  # received, or still with Telegram
        assert outgoing.get("sent") == heard  # what left is recorded as that
        assert outgoing.keys() <= {"sent", "queued"}
        assert sum(outgoing.values()) == received["done"]  # an answer for each
        assert house.reported() == [("doing", percent) for percent in range(1, len(house.reported()) + 1)]
