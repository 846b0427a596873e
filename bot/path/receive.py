"""Step 1, `receive`: raw updates go to the inbox in one commit a batch, and only then are they confirmed."""

import asyncio
import json
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import structlog
from telegram.error import Conflict, RetryAfter, TelegramError

from bot.channels.telegram import Telegram
from bot.path.steps import House
from bot.path.trouble import trouble
from storage import inbox
from storage.inbox import Arrival

LONGEST_WAIT = 30.0  # seconds between tries when Telegram does not answer
log = structlog.get_logger()


class Receiving:
    """Our own long poll: it never ends by itself, whatever Telegram or a proxy answers."""

    def __init__(self, house: House, telegram: Telegram) -> None:
        self._house = house
        self._telegram = telegram
        self._offset: int | None = None  # none at start: Telegram may count ids anew after a silent week
        self.last_success: datetime | None = None

    async def run(self) -> None:
        failures = 0
        while True:
            try:
                updates = await self._telegram.updates(self._offset)
                self._house.at("before_inbox_commit")
                await self.store([self._telegram.arrival(raw) for raw in updates])
                self._house.at("after_inbox_commit")
            except TelegramError as error:
                failures += 1
                await self._wait_after(error, failures)
                continue
            except Exception:
                # the database: nothing is confirmed, Telegram keeps the batch and offers it again
                failures += 1
                log.exception("inbox_store_failed")
                await asyncio.sleep(min(LONGEST_WAIT, 0.5 * 2 ** min(failures, 8)))
                continue
            failures = 0
            self.last_success = self._house.clocks.machine.now()
            # asked with nothing to confirm: after a silent week the next id may be lower
            self._offset = _next_offset(updates, self._offset) if updates else None

    async def store(self, arrivals: Sequence[Arrival]) -> None:
        """One commit; wakes the next step. Raises what the database raises."""
        if not arrivals:
            return
        for arrival in arrivals:
            if arrival.error:
                log.error("update_unreadable", source_key=arrival.source_key, error=arrival.error)
        await self._house.core(lambda: self._write(arrivals))
        self._house.undone.set()

    def _write(self, arrivals: Sequence[Arrival]) -> None:
        """All in one commit; one that can't be stored as it is gets parked, and the others are not held up."""
        try:
            self._commit(arrivals)
        except Exception as error:
            if trouble(error):
                raise
            for arrival in arrivals:
                self._commit_alone(arrival)

    def _commit_alone(self, arrival: Arrival) -> None:
        try:
            self._commit([arrival])
        except Exception as error:
            if trouble(error):
                raise
            log.exception("update_not_storable", source_key=arrival.source_key)
            escaped = {"escaped": json.dumps(arrival.raw)}  # plain ASCII
            self._commit([replace(arrival, raw=escaped, error=f"not storable: {type(error).__name__}")])

    def _commit(self, arrivals: Sequence[Arrival]) -> None:
        with self._house.store.unit() as unit:
            inbox.store(unit.session, arrivals, self._house.clocks.machine.now())
            unit.commit()

    async def _wait_after(self, error: TelegramError, failures: int) -> None:
        wait = min(LONGEST_WAIT, 0.5 * 2 ** min(failures, 8)) * random.uniform(0.8, 1.2)
        if isinstance(error, RetryAfter):
            after = error.retry_after
            wait = float(after if isinstance(after, int | float) else after.total_seconds())
        if isinstance(error, Conflict):
            log.error("two_pollers", hint="hai tiến trình đang dùng chung một mã bot")
            wait = max(wait, 5.0)
        log.warning("poll_failed", error=type(error).__name__, reason=error.message, again_in=round(wait, 1))
        await asyncio.sleep(wait)


def _next_offset(updates: Sequence[Any], before: int | None) -> int | None:
    ids = [raw["update_id"] for raw in updates if isinstance(raw, dict) and isinstance(raw.get("update_id"), int)]
    return ids[-1] + 1 if ids else before
