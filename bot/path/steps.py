"""What all five steps share: store, clocks, channels, the thread that the core runs in, the named points."""

import asyncio
import uuid
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from bot.channels.base import Channel
from bot.clocks import Clocks
from bot.path.hand import Hand
from storage.session import Store

T = TypeVar("T")
POSTGRES_WORKERS = 4


def nothing(_point: str) -> None:
    """Outside fault tests a named point does nothing."""


@dataclass
class House:
    """One running assistant. `at` is called at named points of the path; fault tests kill the process there."""

    store: Store
    clocks: Clocks
    channels: Mapping[str, Channel]
    hand: Path  # folder where the message in hand is noted
    at: Callable[[str], None] = nothing
    owner: str = field(default_factory=lambda: uuid.uuid4().hex)  # of leases: new with every start

    def __post_init__(self) -> None:
        self.workers = 1 if self.store.is_sqlite else POSTGRES_WORKERS
        self.in_hand = Hand(self.hand, self.owner, self.workers)
        self._core = ThreadPoolExecutor(self.workers, thread_name_prefix="core")
        self.undone = asyncio.Event()  # the inbox may hold something
        self.unsent = asyncio.Event()  # the outbox may hold something
        self.unworked = asyncio.Event()  # a job may wait

    async def core(self, work: Callable[[], T]) -> T:
        """Runs synchronous work in a core thread."""
        return await asyncio.get_running_loop().run_in_executor(self._core, work)

    def close(self) -> None:
        self._core.shutdown(wait=True)
        self.in_hand.close()
        self.store.close()


async def woken(event: asyncio.Event, seconds: float) -> None:
    """Waits until the event is set, at most so long; clears it."""
    try:
        async with asyncio.timeout(seconds):  # `wait_for` of Python 3.11 loses a cancellation that meets the event
            await event.wait()
    except TimeoutError:
        return
    finally:
        event.clear()
