"""How fast we may speak: so many messages a second over all chats, and to one chat after a short burst.

Telegram asks for at most 30 a second over all and about one a second in a chat (core.telegram.org/bots/faq).
"""

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

BURST = 3  # messages to one chat before its own pace begins


class Bucket:
    """A token bucket: `rate` a second, at most `burst` at once. Rate 0: no limit."""

    def __init__(self, rate: float, burst: float, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._burst, self._monotonic = rate, burst, monotonic
        self._tokens = burst
        self._at = monotonic()

    def wait(self) -> float:
        """Seconds until the next message may go; 0 takes the token."""
        if self._rate == 0:
            return 0.0
        now = self._monotonic()
        self._tokens = min(self._burst, self._tokens + (now - self._at) * self._rate)
        self._at = now
        if self._tokens >= 1:
            self._tokens -= 1
            return 0.0
        return (1 - self._tokens) / self._rate

    @property
    def full(self) -> bool:
        return self._tokens + (self._monotonic() - self._at) * self._rate >= self._burst


class Pacing:
    """One bucket over all, one a chat; buckets of quiet chats are forgotten."""

    def __init__(self, send_rate: float, chat_rate: float, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._chat_rate = chat_rate
        self._all = Bucket(send_rate, max(send_rate, 1), monotonic)
        self._chats: dict[str, Bucket] = {}
        self._suspended = False

    @contextmanager
    def suspended(self) -> Iterator[None]:
        """No limits for a while: days of the demo's story pass in seconds."""
        self._suspended = True
        try:
            yield
        finally:
            self._suspended = False

    def wait_in_chat(self, chat: str) -> float:
        if self._chat_rate == 0 or self._suspended:
            return 0.0
        if len(self._chats) > 10_000:
            self._chats = {name: bucket for name, bucket in self._chats.items() if not bucket.full}
        return self._chats.setdefault(chat, Bucket(self._chat_rate, BURST, self._monotonic)).wait()

    async def turn(self) -> None:
        """Waits for this message's turn over all chats."""
        wait = self._turn()
        while wait:
            await asyncio.sleep(wait)
            wait = self._turn()

    def _turn(self) -> float:
        return 0.0 if self._suspended else self._all.wait()
