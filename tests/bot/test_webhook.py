"""The webhook: who may call it, what it takes, and what it does when the database is away."""

import asyncio
import io
import json
from pathlib import Path
from typing import Any

from handlers.knowledge import Knowledge
from storage.models import Inbox
from tests.bot.conftest import Houses
from tests.bot.house import OFFICER, SECRET, BotHouse, bot_house
from tests.conftest import postgres_copy

HEADER = "X-Telegram-Bot-Api-Secret-Token"
RIGHT = ((HEADER, SECRET),)
WRONG = (
    (),
    ((HEADER, "wrong"),),
    ((HEADER, ""),),
    ((HEADER, SECRET), (HEADER, SECRET)),
    ((HEADER, SECRET), (HEADER, "wrong")),
    ((HEADER, f"{SECRET}á"),),
)
JUNK = (
    b"",
    b"{",
    b"\xff\xfe",
    b"null",
    b"[]",
    b'"text"',
    b"[" * 100_000,
    b'{"update_id": 9, "message": ' + b"[" * 900 + b"]" * 900 + b"}",
    b'{"update_id": 1e999}',
    b'{"update_id": 7}',
)


async def post(house: BotHouse, body: Any, headers: Any = RIGHT, at: str | None = None) -> tuple[int, dict[str, str]]:
    """Status and headers of a call; a body that is no text is sent as JSON."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    async with house.http.post(f"{at or house.web}/telegram", data=data, headers=headers) as answer:
        return answer.status, dict(answer.headers)


async def test_an_update_brought_by_telegram_is_answered(house_of: Houses) -> None:
    async with house_of(webhook=True) as house:
        await house.start()
        for percent in range(10, 60, 10):
            await house.emulator.user_sends(OFFICER, f"nv 38 {percent}%")
        heard = await house.until_heard(OFFICER, 5)
        assert [text.partition("%")[0][-2:] for text in heard] == ["10", "20", "30", "40", "50"]
        assert house.calls("getUpdates") == 0
        assert house.emulator.waiting_updates() == 0


async def test_without_the_one_right_secret_nothing_is_taken(house_of: Houses) -> None:
    async with house_of(webhook=True) as house:
        await house.start()
        for headers in WRONG:
            assert (await post(house, house.message(1, "diem snv"), headers))[0] == 403, headers
        assert house.rows(Inbox) == []


async def test_a_secret_of_bytes_that_are_no_text_is_refused(house_of: Houses) -> None:
    async with house_of(webhook=True) as house:
        await house.start()
        reader, writer = await asyncio.open_connection("127.0.0.1", house.door.getsockname()[1])
        writer.write(b"POST /telegram HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 2\r\n")
        writer.write(HEADER.encode() + b": \xff\xfe\r\n\r\n{}")
        assert (await reader.read()).split(b" ")[1] in (b"400", b"403")
        writer.close()
        await writer.wait_closed()


async def test_other_methods_and_bodies_too_large_are_refused(house_of: Houses) -> None:
    async with house_of(webhook=True) as house:
        await house.start()
        async with house.http.get(f"{house.web}/telegram", headers=RIGHT) as answer:
            assert answer.status == 405
        large = io.BytesIO(b"[" + b" " * 30_000_000 + b"]")
        async with house.http.post(f"{house.web}/telegram", data=large, headers=RIGHT) as answer:
            assert answer.status == 413
        assert house.rows(Inbox) == []


async def test_junk_is_parked_and_acknowledged(house_of: Houses) -> None:
    """Not acknowledged, it would come again for a day and hold back what comes after."""
    async with house_of(webhook=True) as house:
        await house.start()
        for number, junk in enumerate(JUNK, 1):
            assert (await post(house, junk))[0] == 200, junk[:40]
            assert (await post(house, junk))[0] == 200, junk[:40]
            assert house.states(Inbox) == {"poison": number}, junk[:40]
        assert (await post(house, house.message(8, "diem snv")))[0] == 200
        await house.until_heard(OFFICER)


async def test_the_same_body_twenty_times_at_once_is_one_event(house_on_each: Houses) -> None:
    async with house_on_each(webhook=True) as house:
        await house.start()
        body = house.message(10, "nv 38 dc 60%")
        assert {status for status, _ in await asyncio.gather(*(post(house, body) for _ in range(20)))} == {200}
        await house.until_heard(OFFICER)
        assert (await post(house, body))[0] == 200  # an old one replayed
        assert (await post(house, house.message(4, "diem snv")))[0] == 200  # lower than those before
        await house.until_heard(OFFICER, 2)
        await house.until_quiet()
        assert house.reported() == [("doing", 60)]
        assert len(house.heard(OFFICER)) == 2


async def test_two_replicas_behind_one_webhook_behave_like_one(
    demo_postgres: str, tmp_path: Path, demo_knowledge: Knowledge
) -> None:
    url = postgres_copy(demo_postgres, of="demo")
    async with bot_house(url, tmp_path, demo_knowledge, webhook=True) as house:
        await house.start()
        async with house.twin() as other:
            for number, percent in enumerate(range(10, 70, 10), 10):  # Telegram brings a chat's updates in turn
                body = house.message(number, f"nv 38 {percent}%")
                answers = await asyncio.gather(post(house, body), post(house, body, at=other))
                assert {status for status, _ in answers} == {200}
            heard = await house.until_heard(OFFICER, 6)
            assert [text.partition("%")[0][-2:] for text in heard] == ["10", "20", "30", "40", "50", "60"]
            shown = house.said(OFFICER)[-1]
            presses = [house.press_update(20 + number, OFFICER, shown, "Ghi nhầm, hủy") for number in range(5)]
            for press in presses:  # the first takes the button away
                await asyncio.gather(post(house, press), post(house, press, at=other))
            await house.until_quiet()
        assert [percent for _, percent in house.reported()][:6] == [10, 20, 30, 40, 50, 60]
        assert len(house.reported()) == 7  # the last one was taken back once


async def test_what_comes_while_the_database_is_away_is_not_acknowledged_and_done_later(house_on_each: Houses) -> None:
    async with house_on_each(webhook=True) as house:
        await house.start()
        body = house.message(10, "nv 38 dc 60%")
        async with house.database_away():
            status, headers = await post(house, body)
            assert (status, headers.get("Retry-After")) == (503, "30")
        assert house.rows(Inbox) == []
        status, _ = await post(house, body)
        assert status == 200
        await house.until_heard(OFFICER)
        assert house.reported() == [("doing", 60)]


async def test_telegram_is_told_when_to_come_again(house_of: Houses) -> None:
    async with house_of(webhook=True) as house:
        await house.start()
        async with house.database_away():
            await house.emulator.user_sends(OFFICER, "diem snv")
            api = f"http://127.0.0.1:{house.line.port}/bot777:bot-tests/getWebhookInfo"
            info: dict[str, Any] = {}
            while "last_error_message" not in info:
                await asyncio.sleep(0.02)
                async with house.http.post(api) as answer:
                    info = (await answer.json())["result"]
            assert "503" in info["last_error_message"]
            assert info["pending_update_count"] == 1


async def test_no_words_of_an_update_are_logged(house_of: Houses) -> None:
    async with house_of(webhook=True) as house:
        await house.start()
        await post(house, {"update_id": 1, "message": {"text": "mật khẩu là 914"}})
        await post(house, b'{"mat khau": 914')
        async with house.database_away():
            await post(house, house.message(2, "mật khẩu là 914"))
        assert house.logs
        assert not any("914" in str(line.values()) or "khẩu" in str(line.values()) for line in house.logs)
