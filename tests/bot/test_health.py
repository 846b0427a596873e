"""/healthz is red when something stands still, and green again when it moves."""

from datetime import timedelta
from typing import Any

from sqlalchemy import delete

from storage import inbox
from storage.inbox import Arrival
from storage.models import Inbox
from tests.bot.conftest import Houses
from tests.bot.house import OFFICER, BotHouse


async def health(house: BotHouse) -> tuple[int, dict[str, Any]]:
    async with house.http.get(f"{house.web}/healthz") as answer:
        return answer.status, await answer.json()


async def reds(house: BotHouse) -> list[str]:
    """The checks that are red; the status must agree."""
    status, found = await health(house)
    red = [name for name, good in found.items() if good is False and name != "ok"]
    assert (status, found["ok"]) == ((503, False) if red else (200, True))
    return red


async def test_green_from_the_start(house_of: Houses) -> None:
    async with house_of() as house:
        await house.start()
        assert await reds(house) == []


async def test_red_when_no_poll_came_back_and_green_after_the_next(house_of: Houses) -> None:
    async with house_of() as house:
        await house.start()
        await house.line.cut()
        house.machine.forward(91)
        assert await reds(house) == ["poll"]
        await house.line.mend()
        await house.emulator.user_sends(OFFICER, "diem snv")
        await house.until_heard(OFFICER)
        assert await reds(house) == []


async def test_red_when_the_sweep_stands_still(house_of: Houses) -> None:
    async with house_of(webhook=True) as house:
        assistant = await house.start()
        await house.until(lambda: assistant.schedule.last_sweep)
        house.machine.forward(301)
        assert await reds(house) == ["sweep"]
        await assistant.schedule.sweep()
        assert await reds(house) == []


async def test_red_when_a_message_waits_too_long(house_of: Houses) -> None:
    async with house_of() as house:
        await house.start()
        with house.store.unit() as unit:
            waiting = Arrival("telegram", "777", "1", None, str(OFFICER), {}, None)
            inbox.store(unit.session, [waiting], house.machine.now() - timedelta(minutes=3))
            unit.session.query(Inbox).update({"next_try_at": house.machine.now() + timedelta(hours=1)})
            unit.commit()
        assert await reds(house) == ["inbox"]
        assert (await health(house))[1]["oldest_undone_seconds"] >= 180
        with house.store.unit() as unit:
            unit.session.execute(delete(Inbox))
            unit.commit()
        assert await reds(house) == []


async def test_red_while_the_database_is_away_and_everything_goes_on_afterwards(house_on_each: Houses) -> None:
    async with house_on_each() as house:
        await house.start()
        async with house.database_away():
            if not house.store.is_sqlite:  # which can still be read
                assert "database" in await reds(house)
            await house.emulator.user_sends(OFFICER, "nv 38 dc 60%")
        await house.until_heard(OFFICER)
        assert await reds(house) == []
        assert house.reported() == [("doing", 60)]
