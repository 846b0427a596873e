"""Delivery by webhook: secret, order in a chat, retries, and the end of polling."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from aiohttp import web

from bot.emulator.refusals import WEBHOOK_ACTIVE
from tests.emulator.conftest import ANN, BINH, Server


@dataclass
class Receiver:
    """A bot's webhook: notes what comes, answers as told."""

    url: str = ""
    heard: list[tuple[str | None, str]] = field(default_factory=list)
    answers: list[web.Response] = field(default_factory=list)

    async def take(self, request: web.Request) -> web.Response:
        update = await request.json()
        self.heard.append((request.headers.get("X-Telegram-Bot-Api-Secret-Token"), update["message"]["text"]))
        return self.answers.pop(0) if self.answers else web.Response()

    @property
    def texts(self) -> list[str]:
        return [text for _, text in self.heard]

    async def until(self, count: int) -> None:
        async with asyncio.timeout(5):
            while len(self.heard) < count:
                await asyncio.sleep(0.01)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    made = Receiver()
    app = web.Application()
    app.router.add_post("/hook", made.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield made
    await runner.cleanup()


async def settled(server: Server) -> None:
    async with asyncio.timeout(5):
        while server.emulator.waiting_updates():
            await asyncio.sleep(0.01)


async def test_what_waited_and_what_comes_is_delivered_with_the_secret(server: Server, receiver: Receiver) -> None:
    await server.emulator.user_sends(ANN, "trước")
    await server.result("setWebhook", url=receiver.url, secret_token="bi-mat_1")
    await server.emulator.user_sends(ANN, "sau")
    await receiver.until(2)
    assert receiver.heard == [("bi-mat_1", "trước"), ("bi-mat_1", "sau")]
    await settled(server)
    assert (await server.result("getWebhookInfo"))["pending_update_count"] == 0


async def test_a_refused_update_holds_back_its_chat_only_and_is_tried_again(server: Server, receiver: Receiver) -> None:
    server.emulator.retry_webhook_after(0.05)
    receiver.answers = [web.Response(status=500), web.Response(status=503)]
    await server.result("setWebhook", url=receiver.url)
    await server.emulator.user_sends(ANN, "a1")
    await receiver.until(1)
    await server.emulator.user_sends(ANN, "a2")
    await receiver.until(2)
    await server.emulator.user_sends(BINH, "b1")
    await receiver.until(5)
    assert [text for text in receiver.texts if text.startswith("a")] == ["a1", "a1", "a1", "a2"]
    assert receiver.texts.count("b1") == 1
    await settled(server)
    assert "503" in (await server.result("getWebhookInfo"))["last_error_message"]


async def test_an_update_too_old_is_given_up(server: Server, receiver: Receiver) -> None:
    server.emulator.retry_webhook_after(0.05)
    receiver.answers = [web.Response(status=500)] * 3
    await server.result("setWebhook", url=receiver.url)
    await server.emulator.user_sends(ANN, "cũ")
    await receiver.until(1)
    server.machine.seconds += 24 * 3600 + 1
    await server.emulator.user_sends(ANN, "mới")
    async with asyncio.timeout(5):
        while "mới" not in receiver.texts:
            await asyncio.sleep(0.01)
    assert receiver.texts[-1] == "mới"


async def test_a_webhook_may_answer_with_a_method(server: Server, receiver: Receiver) -> None:
    body = json.dumps({"method": "sendMessage", "chat_id": ANN, "text": "trả lời ngay"})
    receiver.answers = [web.Response(text=body, content_type="application/json")]
    await server.result("setWebhook", url=receiver.url)
    asked = await server.emulator.user_sends(ANN, "hỏi")
    assert (await server.emulator.reply(ANN, asked)).text == "trả lời ngay"


async def test_polling_and_a_webhook_exclude_each_other(server: Server, receiver: Receiver) -> None:
    poll = asyncio.create_task(server.refusal("getUpdates", timeout=30))
    await asyncio.sleep(0.05)
    await server.result("setWebhook", url=receiver.url)
    assert await asyncio.wait_for(poll, 2) == (409, "Conflict: terminated by setWebhook request")
    assert await server.refusal("getUpdates") == (409, WEBHOOK_ACTIVE)
    await server.result("deleteWebhook")
    await server.emulator.user_sends(ANN, "lại hỏi")
    assert len(await server.result("getUpdates")) == 1


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"url": "cchc.vn"}, "bad webhook: invalid webhook URL specified"),
        ({"url": "https://cchc.vn", "secret_token": "có dấu"}, "secret token contains unallowed characters"),
    ],
)
async def test_a_webhook_telegram_would_not_take(server: Server, params: dict[str, str], words: str) -> None:
    assert await server.refusal("setWebhook", **params) == (400, f"Bad Request: {words}")


async def test_dropping_what_waits(server: Server, receiver: Receiver) -> None:
    await server.emulator.user_sends(ANN, "bỏ")
    await server.result("setWebhook", url=receiver.url, drop_pending_updates=True)
    await server.emulator.user_sends(ANN, "giữ")
    await receiver.until(1)
    assert receiver.texts == ["giữ"]
