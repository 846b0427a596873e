"""APScheduler as the metronome: it says "now", everything else is in the database. A watchdog ends a deaf process."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.path.deliver import Delivery
from bot.path.knowing import Knowing
from bot.path.outgoing import Rows
from bot.path.steps import House
from bot.path.trouble import trouble
from handlers import reminders
from handlers.reminders import auditor, settled
from handlers.router import TOKEN_PREFIX
from storage import conversations, copies, inbox, outbox
from storage.auditing import Missed
from storage.clock import LOCAL
from storage.copies import EDIT
from storage.session import Unit
from storage.settings_rows import read_setting

SWEEP_EVERY = 30  # seconds
STALLED_AFTER = 60.0  # seconds without a sweep: the job is put in again
DEAF_AFTER = 300.0  # seconds without a sweep: the process ends, its supervisor starts another
EDITED_AT_ONCE = 20  # messages in one transaction
KEYS_EVERY = 3600.0  # seconds between forgettings of old keys
log = structlog.get_logger()


class Deaf(Exception):
    """No sweep for five minutes although the process lives."""


class Schedule:
    """One interval job; the plan itself is a pure function of tasks, people, calendar and time."""

    def __init__(self, house: House, knowing: Knowing, delivery: Delivery) -> None:
        self._house, self._knowing, self._delivery = house, knowing, delivery
        self._scheduler = AsyncIOScheduler(timezone=LOCAL)
        self._one = asyncio.Lock()
        self._broken: Exception | None = None
        self._swept = time.monotonic()
        self._keys_expired = 0.0
        self.last_sweep: datetime | None = None

    async def run(self) -> None:
        """Starts the metronome and watches it on the monotonic clock. Raises `Deaf`, or what broke a sweep."""
        self._add_job()
        self._scheduler.start()
        try:
            while True:
                await asyncio.sleep(1)
                if self._broken is not None:
                    raise self._broken
                silent = time.monotonic() - self._swept
                if silent > DEAF_AFTER:
                    raise Deaf
                if silent > STALLED_AFTER:
                    log.warning("sweep_stalled", seconds=round(silent))
                    self._add_job()
        finally:
            self._scheduler.shutdown(wait=False)

    def _add_job(self) -> None:
        # misfire_grace_time None: a late tick still counts; the plan knows what was missed
        self._scheduler.add_job(
            self._tick, "interval", seconds=SWEEP_EVERY, id="sweep", replace_existing=True, coalesce=True,
            max_instances=1, misfire_grace_time=None, next_run_time=datetime.now(LOCAL),
        )  # fmt: skip

    async def _tick(self) -> None:
        """APScheduler only logs what a job raises; a broken sweep has to end the process."""
        try:
            await self.sweep()
        except asyncio.CancelledError:
            return  # the assistant stops
        except Exception as error:
            self._broken = error

    async def sweep(self) -> int:
        """One sweep. Returns how many messages it queued."""
        async with self._one:
            try:
                queued = await self._sweep()
            except Exception as error:
                if not trouble(error):
                    raise
                log.exception("sweep_waits_for_database")
                self._swept = time.monotonic()  # not deaf: it hears, and waits for the database
                return 0
            self._swept = time.monotonic()
            self.last_sweep = self._house.clocks.machine.now()
        return queued

    async def _sweep(self) -> int:
        """Slice after slice: between two of them the core answers whoever has written."""
        house = self._house
        await house.core(lambda: self._delivery.take_back(everything=False))
        sweep, queued = reminders.Sweep(house.clocks.business.now()), 0
        while not sweep.over:
            if found := await house.core(lambda: self._slice(sweep)):
                queued += found
                house.unsent.set()
        for beside in (self._show_settled, self._audit):
            await _unbroken(beside)
        await house.core(self._tidy)
        return queued

    def _slice(self, sweep: reminders.Sweep) -> int:
        with self._house.store.unit() as unit:
            messages = sweep.slice(unit, self._knowing.current(unit.session, sweep.now))
            queue(unit, messages, Rows(self._house.clocks.machine.now(), sweep.now), self._knowing)
            self._house.at("before_sweep_commit")
            unit.commit()
        return len(messages)

    async def _show_settled(self) -> None:
        """Earlier reminders say what became of their tasks; last of all, a few messages at a time."""
        now = self._house.clocks.business.now()
        newest, messages = await self._house.core(lambda: self._to_edit(now))
        for n in range(0, len(messages), EDITED_AT_ONCE):
            await self._house.core(lambda some=messages[n : n + EDITED_AT_ONCE]: self._edit(some))  # type: ignore[misc]
        if newest is not None:
            await self._house.core(lambda: self._house.store.write(lambda unit: settled.seen(unit.session, newest)))
        if messages:
            self._house.unsent.set()

    def _to_edit(self, now: datetime) -> tuple[int | None, list[int]]:
        with self._house.store.reading() as unit:
            newest, messages = settled.to_look_at(unit.session, now)
            if messages and outbox.pushes_wait(unit.session, EDIT):
                return None, []
            return (None if read_setting(unit.session, settled.SEEN) == newest else newest), messages

    def _edit(self, messages: Sequence[int]) -> None:
        house = self._house
        with house.store.unit() as unit:
            rows = Rows(house.clocks.machine.now(), house.clocks.business.now())
            for edit in settled.edits(unit.session, messages):
                copy = edit.copy
                outbox.take_back_edits(unit.session, f"{EDIT}:{copy.id}")
                tokens = [data.removeprefix(TOKEN_PREFIX) for row in copy.payload.get("buttons", ()) for _, data in row]
                rows.edit(edit, copies.pressed(unit.session, tokens))
                outbox.change(unit.session, copy.id, {**copy.payload, "settled": edit.line})
            rows.write(unit)
            unit.commit()

    async def _audit(self) -> None:
        """What should have been said is derived again, beside the core: it only reads."""
        found = await asyncio.to_thread(self._look)
        if found is None:
            return
        if found:
            log.error("reminders_missed", count=len(found), assignments=[one.assignment for one in found[:20]])
        await self._house.core(lambda: self._keep(found))
        self._house.unsent.set()

    def _look(self) -> list[Missed] | None:
        """None: it is not the time."""
        now = self._house.clocks.business.now()
        with self._house.store.reading() as unit:
            knowledge = self._knowing.current(unit.session, now)
            return auditor.look(unit.session, knowledge, now) if auditor.is_time(unit.session, knowledge, now) else None

    def _keep(self, found: Sequence[Missed]) -> None:
        now = self._house.clocks.business.now()
        with self._house.store.unit() as unit:
            knowledge = self._knowing.current(unit.session, now)
            rows = Rows(self._house.clocks.machine.now(), now)
            for push in auditor.keep(unit, knowledge, found, now):
                rows.push(knowledge, push.person, push.reply, push.key)
            rows.write(unit)
            if found:
                reminders.ask_again(unit.session)
            unit.commit()

    def _tidy(self) -> None:
        if time.monotonic() - self._keys_expired > KEYS_EVERY:
            with self._house.store.unit() as unit:
                inbox.expire_keys(unit.session, self._house.clocks.machine.now())
                conversations.forget_expired(unit.session, self._house.clocks.business.now())
                unit.commit()
            self._keys_expired = time.monotonic()
        self._house.store.checkpoint()


async def _unbroken(work: Callable[[], Awaitable[None]]) -> None:
    """What goes beside the reminders must not stop them; a database that is away is the whole sweep's affair."""
    try:
        await work()
    except Exception as error:
        if trouble(error):
            raise
        log.exception("beside_the_sweep", work=work.__name__)


def queue(unit: Unit, messages: Sequence[reminders.Message], rows: Rows, knowing: Knowing) -> None:
    """Writes the messages of a sweep to the outbox and ties the reminders to their rows."""
    if not messages:
        return
    knowledge = knowing.current(unit.session, rows.business)
    keys = [rows.push(knowledge, m.person, m.reply, m.key) if m.send_at is not None else [] for m in messages]
    rows.write(unit)
    ids = outbox.ids_of(unit.session, [key for found in keys for key in found])
    reminders.queued(unit, [(m, [ids[key] for key in found]) for m, found in zip(messages, keys, strict=True)])
