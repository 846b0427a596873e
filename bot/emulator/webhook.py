"""Delivery by webhook: order kept in a chat, retried until taken or too old, the secret in a header.

Source: core.telegram.org/bots/api#setwebhook and the real server's delivery (a queue a chat; 1 s, 2 s … a minute
between tries; `Retry-After` honoured). Plain http is allowed, as on a local Bot API server.
"""

import asyncio
import re
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp

from bot.emulator.calls import Call
from bot.emulator.refusals import bad_request
from bot.emulator.updates import Pending
from bot.emulator.world import World

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  (the name of a header)
LONGEST_PAUSE = 60.0
LONGEST_RETRY_AFTER = 3600.0
DELIVERY_SECONDS = 60
CONNECTIONS = 40

CallMethod = Callable[[Call], Awaitable[Any]]


class Webhook:
    def __init__(self, world: World, call_method: CallMethod, first_pause: float = 1.0) -> None:
        self._world = world
        self._call_method = call_method
        self.first_pause = first_pause  # seconds before the second try
        self._queues: dict[int, deque[Pending]] = defaultdict(deque)
        self._senders: dict[int, asyncio.Task[None]] = {}
        self._session: aiohttp.ClientSession | None = None
        self._slots = asyncio.Semaphore(CONNECTIONS)
        self._url = self._secret = ""
        self._error: dict[str, Any] = {}

    @property
    def active(self) -> bool:
        return bool(self._url)

    async def set(self, call: Call) -> bool:
        url, secret = call.text("url").strip(), call.text("secret_token")
        if not url:
            return await self.delete(call)
        if not re.match(r"https?://[^/\s]+", url):
            raise bad_request("bad webhook: invalid webhook URL specified")
        if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
            raise bad_request("secret token contains unallowed characters")
        await self._stop()
        self._world.updates.end_poll()
        self._begin(call)
        connections = call.integer("max_connections", CONNECTIONS)
        self._slots = asyncio.Semaphore(connections if 1 <= connections <= 100 else CONNECTIONS)
        self._url, self._secret, self._error = url, secret, {}
        self._world.updates.on_arrival = self._deliver
        for pending in self._world.updates.waiting():
            self._deliver(pending)
        return True

    async def delete(self, call: Call) -> bool:
        await self._stop()
        self._begin(call)
        self._url = self._secret = ""
        return True

    def _begin(self, call: Call) -> None:
        if call.flag("drop_pending_updates"):
            self._world.updates.clear()
        remember_allowed(self._world, call)

    def info(self) -> dict[str, Any]:
        allowed = self._world.updates.allowed
        answer: dict[str, Any] = {
            "url": self._url,
            "has_custom_certificate": False,
            "pending_update_count": len(self._world.updates),
            **self._error,
        }
        return answer | ({"allowed_updates": sorted(allowed)} if allowed else {})

    async def close(self) -> None:
        await self._stop()
        if self._session is not None:
            await self._session.close()

    async def _stop(self) -> None:
        self._world.updates.on_arrival = None
        senders = list(self._senders.values())
        for sender in senders:
            sender.cancel()
        await asyncio.gather(*senders, return_exceptions=True)
        self._senders.clear()
        self._queues.clear()

    def _deliver(self, pending: Pending) -> None:
        self._queues[pending.queue].append(pending)
        if pending.queue not in self._senders:
            self._senders[pending.queue] = asyncio.create_task(self._send_in_order(pending.queue))

    async def _send_in_order(self, chat: int) -> None:
        queue = self._queues[chat]
        pause = self.first_pause
        while queue:
            pending = queue[0]
            if not self._world.updates.alive(pending):
                queue.popleft()
                continue
            wait = await self._try(pending)
            if wait is None:
                queue.popleft()
                self._world.updates.delivered(pending.update["update_id"])
                pause = self.first_pause
            else:
                await asyncio.sleep(wait or pause)
                pause = min(pause * 2, LONGEST_PAUSE)
        del self._senders[chat]

    async def _try(self, pending: Pending) -> float | None:
        """None when the update was taken; else the seconds the receiver asks to wait, 0 when it does not say."""
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=DELIVERY_SECONDS))
        headers = {SECRET_HEADER: self._secret} if self._secret else {}
        try:
            async with (
                self._slots,
                self._session.post(self._url, json=pending.update, headers=headers) as response,
            ):
                if 200 <= response.status < 300:
                    await self._answer(response)
                    return None
                self._failed(f"Wrong response from the webhook: {response.status} {response.reason}")
                asked = response.headers.get("Retry-After", "")
                return min(float(asked), LONGEST_RETRY_AFTER) if asked.isdecimal() else 0.0
        except (aiohttp.ClientError, TimeoutError) as error:
            self._failed(f"Connection failed: {type(error).__name__}")
            return 0.0

    async def _answer(self, response: aiohttp.ClientResponse) -> None:
        """A webhook may call one method in its answer; what comes of it is not told to the bot."""
        if response.content_type != "application/json":
            return
        try:
            params = await response.json()
        except ValueError:
            return
        if isinstance(params, dict) and isinstance(params.get("method"), str):
            await self._call_method(Call(params.pop("method"), params))

    def _failed(self, what: str) -> None:
        self._error = {"last_error_date": self._world.date(), "last_error_message": what}


def remember_allowed(world: World, call: Call) -> None:
    """`allowed_updates` holds until given anew; an empty list is the default again."""
    allowed = call.structure("allowed_updates", "can't parse allowed updates JSON object")
    if allowed is not None:
        world.updates.allowed = frozenset(str(kind) for kind in allowed)
