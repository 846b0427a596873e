"""A Bot API for measuring: as little work as possible, so that the bots are what is measured.

It offers a fixed load by getUpdates, answers every other method at once, and notes when the last reply came and what
the bot's process had used by then.
"""

import asyncio
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

import psutil

BOT = {"id": 777, "is_bot": True, "first_name": "Thử", "username": "thu_bot"}


@dataclass
class Measured:
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    memory_mb: float = 0.0
    replies: int = 0


@dataclass
class Server:
    """One bot, one load. `offer(pid, updates)` lets the load go and gives what was measured."""

    updates: list[dict[str, Any]] = field(default_factory=list)
    wanted: int = 0
    replies: int = 0
    polls: asyncio.Event = field(default_factory=asyncio.Event)  # the bot asks for updates: it is ready
    filled: asyncio.Event = field(default_factory=asyncio.Event)
    finished: asyncio.Event = field(default_factory=asyncio.Event)
    port: int = 0
    _message: int = 1_000_000

    async def start(self) -> None:
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]

    async def offer(self, pid: int, updates: Sequence[dict[str, Any]]) -> Measured:
        process = psutil.Process(pid)
        before, began = _cpu(process), time.perf_counter()
        self.wanted, self.replies = len(updates), 0
        self.updates = list(updates)
        self.filled.set()
        await asyncio.wait_for(self.finished.wait(), 300)
        took, used = time.perf_counter() - began, _cpu(process) - before
        return Measured(took, used, process.memory_info().rss / 2**20, self.replies)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                line, *headers = head.split(b"\r\n")
                length = next((int(h.split(b":")[1]) for h in headers if h.lower().startswith(b"content-length")), 0)
                body = await reader.readexactly(length)
                method = line.split(b" ")[1].rsplit(b"/", 1)[1].split(b"?")[0].decode()
                answer = json.dumps({"ok": True, "result": await self._answer(method, body)}).encode()
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ")
                writer.write(b"%d\r\n\r\n" % len(answer) + answer)
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            writer.close()  # the bot went away, or the round is over

    async def _answer(self, method: str, body: bytes) -> Any:
        if method == "getMe":
            return BOT
        if method == "getUpdates":
            return await self._poll(body)
        if method == "sendMessage":
            self.replies += 1
            self._message += 1
            if self.replies == self.wanted:
                self.finished.set()
            chat = int(_field(body, "chat_id") or 0)
            return {"message_id": self._message, "date": 1, "chat": {"id": chat, "type": "private"}, "text": "x"}
        return True

    async def _poll(self, body: bytes) -> list[dict[str, Any]]:
        self.polls.set()
        offset = int(_field(body, "offset") or 0)
        self.updates = [u for u in self.updates if u["update_id"] >= offset] if offset else self.updates
        if not self.updates:
            self.filled.clear()
            try:
                await asyncio.wait_for(self.filled.wait(), 20)
            except TimeoutError:
                return []
        return self.updates[:100]


def _field(body: bytes, name: str) -> str | None:
    if body[:1] == b"{":
        return str(json.loads(body).get(name, "")) or None
    if b"form-data" in body:
        mark = f'name="{name}"'.encode()
        at = body.find(mark)
        return None if at < 0 else body[at + len(mark) :].split(b"\r\n\r\n", 1)[1].split(b"\r\n", 1)[0].decode()
    return parse_qs(body.decode()).get(name, [None])[0]


def _cpu(process: psutil.Process) -> float:
    used = process.cpu_times()
    return float(used.user + used.system)
