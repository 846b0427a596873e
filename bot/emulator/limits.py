"""Telegram's limits on sending, off unless switched on: about one message a second to a chat, thirty over all.

Source: core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this. Short bursts are let through.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

from bot.emulator.refusals import too_many

OVERALL_A_SECOND = 30.0
CHAT_A_SECOND = 1.0
CHAT_BURST = 5.0


@dataclass
class _Bucket:
    left: float
    at: float  # machine time, seconds

    def refill(self, now: float, rate: float, size: float) -> None:
        self.left = min(size, self.left + max(now - self.at, 0.0) * rate)
        self.at = now


class SendLimits:
    def __init__(self, machine: Callable[[], float]) -> None:
        self.on = False
        self._machine = machine
        self._overall = _Bucket(OVERALL_A_SECOND, machine())
        self._chats: dict[int, _Bucket] = {}

    def take(self, chat_id: int) -> None:
        """Counts one message; raises Refusal (429 with `retry_after`) when there were too many."""
        if not self.on:
            return
        now = self._machine()
        chat = self._chats.setdefault(chat_id, _Bucket(CHAT_BURST, now))
        chat.refill(now, CHAT_A_SECOND, CHAT_BURST)
        self._overall.refill(now, OVERALL_A_SECOND, OVERALL_A_SECOND)
        if chat.left < 1:
            raise too_many(math.ceil((1 - chat.left) / CHAT_A_SECOND))
        if self._overall.left < 1:
            raise too_many(max(1, math.ceil((1 - self._overall.left) / OVERALL_A_SECOND)))
        chat.left -= 1
        self._overall.left -= 1
