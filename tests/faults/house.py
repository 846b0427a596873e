"""An emulated Telegram in the test, the assistant in a process of its own, and what must hold after every fault."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from aiohttp import web
from sqlalchemy import func, select, update

from bot.emulator import Emulator, Phone
from handlers import enrolment
from storage.clock import LOCAL, MachineClock
from storage.models import Outbox, ProgressReport
from storage.session import Store

TOKEN = "777:fault-tests"
HERE = Path(__file__).parents[2]
PEOPLE = {1001: "officer:stp", 1002: "head:stp", 1003: "officer:syt", 1004: "monitor:snv", 1005: "head:budang"}


@dataclass
class FaultHouse:
    """One database, one Telegram, and as many lives of the assistant as the test takes."""

    url: str
    folder: Path
    emulator: Emulator
    api: str
    lives: list[asyncio.subprocess.Process] = field(default_factory=list)
    settings: dict[str, str] = field(default_factory=dict)

    async def start(self, *, die_at: str | None = None, times: int = 1) -> asyncio.subprocess.Process:
        """The assistant; with `die_at` it kills itself there."""
        program = ["-m", "bot", "run"] if die_at is None else ["-m", "tests.faults.crashing", die_at, str(times)]
        life = await asyncio.create_subprocess_exec(
            sys.executable, *program, cwd=HERE, env=self._environment(), stdout=asyncio.subprocess.DEVNULL
        )  # fmt: skip
        self.lives.append(life)
        return life

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("CCHC_")}
        return {
            **kept,
            "CCHC_DATABASE_URL": self.url,
            "CCHC_DATA_DIR": str(self.folder),
            "CCHC_TELEGRAM_TOKEN": TOKEN,
            "CCHC_TELEGRAM_API_URL": self.api,
            "CCHC_NOW": "2024-03-16T09:00",  # a Saturday: no reminders come between
            "CCHC_LOG_LEVEL": "WARNING",
            **self.settings,
        }

    async def until_dead(self, life: asyncio.subprocess.Process) -> None:
        """Waits for the death it was asked for; it must be SIGKILL and nothing else."""
        code = await asyncio.wait_for(life.wait(), 60)
        assert code == -signal.SIGKILL
        self._age_leases()

    def _age_leases(self) -> None:
        """On PostgreSQL other replicas may live, so what a dead one held waits for its lease: time passes here."""
        store = Store(self.url)
        with store.unit() as unit:
            past = MachineClock().now() - timedelta(minutes=5)
            unit.session.execute(update(Outbox).where(Outbox.lease_until.is_not(None)).values(lease_until=past))
            unit.commit()
        store.close()

    async def stop(self, life: asyncio.subprocess.Process) -> int:
        """SIGTERM; gives the exit code. It has five seconds."""
        life.send_signal(signal.SIGTERM)
        return await asyncio.wait_for(life.wait(), 5)

    def heard(self, chat: int) -> list[str]:
        """What the assistant said on that phone, oldest first."""
        return [m.text for m in self.emulator.messages(chat) if m.from_bot]

    async def until(self, condition: object, seconds: float = 45) -> None:
        """Waits until `condition()` holds."""
        assert callable(condition)
        ends = asyncio.get_running_loop().time() + seconds
        while not condition():
            assert asyncio.get_running_loop().time() < ends, "did not come about in time"
            await asyncio.sleep(0.05)

    def count(self, table: type) -> int:
        store = Store(self.url)
        with store.reading() as unit:
            found = unit.session.execute(select(func.count()).select_from(table)).scalar_one()
        store.close()
        return int(found)

    def reports(self) -> int:
        return self.count(ProgressReport)

    def reported(self) -> list[tuple[str, int | None]]:
        """State and percent of every report, in the order in which they were written down."""
        store = Store(self.url)
        with store.reading() as unit:
            query = select(ProgressReport.state, ProgressReport.percent).order_by(ProgressReport.id)
            found = [(row.state, row.percent) for row in unit.session.execute(query)]
        store.close()
        return found

    def states(self, table: type) -> dict[str, int]:
        store = Store(self.url)
        with store.reading() as unit:
            rows = unit.session.execute(select(table.state, func.count()).group_by(table.state)).all()  # type: ignore[attr-defined]
        store.close()
        return {row[0]: row[1] for row in rows}


@asynccontextmanager
async def fault_house(url: str, folder: Path) -> AsyncIterator[FaultHouse]:
    """Everybody of PEOPLE enrolled, nobody running yet; all lives end with the test."""
    store = Store(url)
    with store.unit() as unit:
        for chat, person in PEOPLE.items():
            enrolment.enrol(unit, person, "telegram", str(chat), datetime(2024, 3, 18, 7, 0, tzinfo=LOCAL))
        unit.commit()
    store.close()
    phones = [Phone(chat, person, person, "Thử") for chat, person in PEOPLE.items()]
    emulator = Emulator(token=TOKEN, phones=phones, first_id=1000)
    app = web.Application()
    emulator.routes(app)
    runner = web.AppRunner(app, shutdown_timeout=0.5)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    house = FaultHouse(url, folder, emulator, f"http://127.0.0.1:{port}")
    try:
        yield house
    finally:
        for life in house.lives:
            if life.returncode is None:
                life.kill()
                await life.wait()
        await runner.cleanup()
