"""An emulator behind real HTTP, and python-telegram-bot's Bot before it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from aiohttp import ClientSession, web
from telegram import Bot

from bot.emulator import Emulator, Phone

TOKEN = "4242:TEST-token"
ANN, BINH, STRANGER = 1001, 1002, 9001
PHONES = (
    Phone(ANN, "Giám đốc Sở Tư pháp", "Sở Tư pháp", "Khối sở"),
    Phone(BINH, "Chủ tịch UBND thị xã Bình Long", "UBND thị xã Bình Long", "Khối huyện"),
    Phone(STRANGER, "Người lạ", "", "Người lạ"),
)


class Machine:
    """Machine time that a test moves."""

    def __init__(self) -> None:
        self.seconds = 1_800_000_000.0

    def __call__(self) -> float:
        return self.seconds


@dataclass
class Server:
    emulator: Emulator
    url: str
    machine: Machine
    http: ClientSession

    async def call(self, method: str, token: str = TOKEN, **params: object) -> tuple[int, dict]:
        """Status and body of a bot's call, as JSON."""
        async with self.http.post(f"{self.url}/bot{token}/{method}", json=params) as response:
            return response.status, await response.json()

    async def result(self, method: str, **params: object) -> object:
        status, body = await self.call(method, **params)
        assert status == 200, body
        return body["result"]

    async def refusal(self, method: str, **params: object) -> tuple[int, str]:
        status, body = await self.call(method, **params)
        assert body["ok"] is False
        assert body["error_code"] == status
        return status, body["description"]


async def serve(emulator: Emulator) -> tuple[web.AppRunner, str]:
    app = web.Application()
    emulator.routes(app)
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    return runner, f"http://127.0.0.1:{runner.addresses[0][1]}"


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    machine = Machine()
    emulator = Emulator(token=TOKEN, phones=PHONES, first_id=100, machine=machine)
    runner, url = await serve(emulator)
    async with ClientSession() as http:
        yield Server(emulator, url, machine, http)
    await runner.cleanup()


@pytest.fixture
async def bot(server: Server) -> AsyncIterator[Bot]:
    async with Bot(TOKEN, base_url=f"{server.url}/bot", base_file_url=f"{server.url}/file/bot") as made:
        yield made
