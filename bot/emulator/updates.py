"""Updates waiting for the bot: kept until confirmed by a higher offset or too old.

Source: core.telegram.org/bots/api#getting-updates and the server's own behaviour: messages are kept 24 hours,
presses 150 seconds; the older of two polls ends with 409.
"""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import Any

from bot.emulator.refusals import OTHER_POLLER, POLL_ENDED_BY_WEBHOOK, Refusal

MESSAGE_SECONDS = 24 * 3600
CALLBACK_SECONDS = 150
LONGEST_POLL_SECONDS = 50
LARGEST_BATCH = 100
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(frozen=True, slots=True)
class Pending:
    update: dict[str, Any]
    queue: int  # the chat: order is kept inside it
    expires_at: float  # machine time, seconds since 1970


class UpdateQueue:
    def __init__(self, first_id: int, machine: Callable[[], float]) -> None:
        self._next_id = first_id
        self._machine = machine
        self._pending: dict[int, Pending] = {}
        self._waiting: asyncio.Future[None] | None = None
        self.allowed: frozenset[str] = frozenset()  # empty: all but NOT_BY_DEFAULT
        self.on_arrival: Callable[[Pending], None] | None = None  # the webhook, when one is set

    def __len__(self) -> int:
        self._drop_expired()
        return len(self._pending)

    def wants(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in NOT_BY_DEFAULT

    def add(self, kind: str, value: dict[str, Any], queue: int) -> int | None:
        """Its update id, or None when the bot did not ask for this kind."""
        if not self.wants(kind):
            return None
        update_id = self._next_id
        self._next_id += 1
        self.put({"update_id": update_id, kind: value}, queue)
        return update_id

    def put(self, update: dict[str, Any], queue: int) -> None:
        """Lets an update wait under its own id, whatever is in it."""
        seconds = CALLBACK_SECONDS if "callback_query" in update else MESSAGE_SECONDS
        pending = Pending(update, queue, self._machine() + seconds)
        self._pending[update["update_id"]] = pending
        if self.on_arrival is not None:
            self.on_arrival(pending)
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)

    async def poll(self, offset: int, limit: int, seconds: float) -> list[dict[str, Any]]:
        """At most `limit` updates from `offset` on; waits up to `seconds` when there is none.

        Raises Refusal (409) when another poll begins meanwhile.
        """
        self.end_poll(OTHER_POLLER)
        self._confirm(offset)
        ready = self._batch(limit)
        if ready or seconds <= 0:
            return ready
        waiting = self._waiting = asyncio.get_running_loop().create_future()
        try:
            await asyncio.wait_for(waiting, min(seconds, LONGEST_POLL_SECONDS))
        except TimeoutError:
            return []
        finally:
            if self._waiting is waiting:
                self._waiting = None
        return self._batch(limit)

    def end_poll(self, reason: str = POLL_ENDED_BY_WEBHOOK) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(Refusal(409, reason))
        self._waiting = None

    def release_poll(self) -> None:
        """Lets a waiting poll return what there is: the server is closing."""
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)

    def delivered(self, update_id: int) -> None:
        self._pending.pop(update_id, None)

    def alive(self, pending: Pending) -> bool:
        return pending.update["update_id"] in self._pending and pending.expires_at > self._machine()

    def waiting(self) -> Iterable[Pending]:
        self._drop_expired()
        return list(self._pending.values())

    def clear(self) -> None:
        self._pending.clear()

    def _confirm(self, offset: int) -> None:
        """Forgets what is below the offset; a negative one keeps only that many of the last."""
        if offset < 0:
            forget = list(self._pending)[:offset]
        else:
            forget = list(takewhile(lambda update_id: update_id < offset, self._pending))
        for update_id in forget:
            del self._pending[update_id]

    def _batch(self, limit: int) -> list[dict[str, Any]]:
        self._drop_expired()
        size = limit if 1 <= limit <= LARGEST_BATCH else LARGEST_BATCH
        return [pending.update for pending in islice(self._pending.values(), size)]

    def _drop_expired(self) -> None:
        now = self._machine()
        for update_id in [key for key, pending in self._pending.items() if pending.expires_at <= now]:
            del self._pending[update_id]
