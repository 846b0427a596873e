"""The story told: the clock stands at each moment at which something happens, in order, and everything settles there.

Between two lines the sweep runs when a day is planned, at the hours of digests and at every planned reminder.
"""

import asyncio
import time as stopwatch
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

import structlog

from bot.app import Assistant
from bot.clocks import keep_offset
from bot.emulator import Emulator
from bot.story.acting import GIVES, Acting, NotDone, Shown
from bot.story.lines import Line, together
from handlers import reminders
from handlers.reminders.hours import USUAL_HOUR
from handlers.words.formats import clock, day
from storage import playing
from storage.clock import LOCAL, local
from storage.playing import Told

PLANNING = time(0, 1)  # a day is planned at its first sweep
COUNTED = time(14)  # the second hour at which monitors are told
SETTLES_WITHIN = 20.0  # seconds
LOOKS = 0.005  # seconds between looks whether everything is answered and sent
PASSES = 1.0  # seconds between looks at a clock that nobody moves
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Skipped:
    line: Line
    why: str


class Story:
    """Knows how far it was told, also after a restart. One journey of the clock at a time."""

    def __init__(
        self, lines: Sequence[Line], assistant: Assistant, emulator: Emulator, chats: Mapping[str, int]
    ) -> None:  # fmt: skip
        self._lines, self._assistant, self._emulator = lines, assistant, emulator
        self._house = assistant.house
        self._acting = Acting(emulator, chats)
        self._names = {person: emulator.phone(chat).name for person, chat in chats.items()}
        self._one = asyncio.Lock()
        self._told = Told(False)
        self._skipped: list[Skipped] = []

    # What the page shows and switches ---------------------------------------------------------------------------

    @property
    def on(self) -> bool:
        return self._told.on

    def state(self) -> dict[str, Any]:
        """Plain values for the page."""
        return {
            "on": self._told.on,
            "begins": day(self._lines[0].at),
            "ends": day(self._lines[-1].at),
            "skipped": [self._spoken(skipped) for skipped in self._skipped],
        }

    def _spoken(self, skipped: Skipped) -> str:
        line = skipped.line
        who = self._names.get(line.person, line.person)
        return f"{day(line.at)} {clock(line.at)}, {who}: {line.does} ({skipped.why})"

    async def switch(self, on: bool) -> None:
        """What lies before the present moment is not told any more."""
        async with self._one:
            told = await self._house.core(self._read)
            now = self._now()
            await self._keep(Told(on, max(told.until or now, now) if on else told.until))

    # The clock ---------------------------------------------------------------------------------------------------

    async def travel(self, to: datetime) -> None:
        """To that moment, through everything that happens until then; after a journey that is under way."""
        async with self._one:
            if self._told.on:
                await self._play_until(to)
            await self._stand_at(to)
            await self._assistant.schedule.sweep()
            if self._told.on:
                await self._settle()

    async def run(self, begin_with: datetime | None = None) -> None:
        """Tells the story as time passes by itself; first, if asked, all of it up to a moment."""
        self._told = await self._house.core(self._read)
        if begin_with is not None:
            until = self._told.until or self._now()
            async with self._one:
                await self._keep(Told(True, until))
            await self.travel(begin_with)
        while True:
            await asyncio.sleep(PASSES)
            if self._told.on and not self._one.locked() and self._left(self._now()):
                await self.travel(self._now())

    def _now(self) -> datetime:
        return local(self._house.clocks.business.now())

    def _left(self, to: datetime) -> list[Line]:
        """Lines not yet told, up to a moment."""
        until = self._told.until
        return [line for line in self._lines if line.at <= to and (until is None or line.at > until)]

    async def _play_until(self, to: datetime) -> None:
        pending = self._left(to)
        at = min([self._now(), *(line.at - timedelta(microseconds=1) for line in pending[:1])])
        with self._assistant.pacing.suspended():
            await self._settle()  # what is on its way belongs to the moment that is left
            while (following := await self._next(at, pending, to)) is not None:
                at, sweeps = following
                await self._stand_at(at)
                self._emulator.clock_moved()
                if sweeps:
                    await self._assistant.schedule.sweep()
                    await self._settle()
                happening = [line for line in pending if line.at <= at]
                pending = pending[len(happening) :]
                for group in together(happening):
                    await self._do(group)
                if happening:
                    await self._keep(Told(True, at))
                    await self._sweep_if_due(at)
        await self._keep(Told(True, max(to, self._told.until or to)))

    async def _next(self, at: datetime, pending: Sequence[Line], to: datetime) -> tuple[datetime, bool] | None:
        """The next moment at which something happens, and whether the sweep is due there."""
        sweeps = [moment for moment in await self._house.core(lambda: self._sweeps(at, to)) if at < moment <= to]
        first = min(sweeps, default=None)
        if pending and (first is None or pending[0].at < first):
            return pending[0].at, False
        return None if first is None else (first, True)

    async def _sweep_if_due(self, at: datetime) -> None:
        """What a line has planned for this very moment, a nudge or a word of a new date, does not wait for the next."""
        if await self._house.core(lambda: self._due(at)):
            await self._assistant.schedule.sweep()
            await self._settle()

    def _due(self, at: datetime) -> bool:
        with self._house.store.reading() as unit:
            return playing.reminder_due(unit.session, at)

    def _sweeps(self, at: datetime, to: datetime) -> list[datetime]:
        """When the day is planned, the hours of digests and notices, and whatever else is planned."""
        with self._house.store.reading() as unit:
            knowledge = self._assistant.knowing.current(unit.session, at)
            planned = playing.next_reminder(unit.session, at, to)
        people = knowledge.catalogue.people.values()
        hours = {PLANNING, USUAL_HOUR, COUNTED, *(person.digest_at for person in people if person.digest_at)}
        days = (at.date(), knowledge.calendar.next_working(at.date() + timedelta(days=1)))
        return [datetime.combine(d, h, LOCAL) for d in days for h in hours] + ([local(planned)] if planned else [])

    async def _stand_at(self, moment: datetime) -> None:
        self._house.clocks.start_at(moment)
        offset = self._house.clocks.offset.value
        await self._house.core(lambda: keep_offset(self._house.store, offset))
        await self._house.core(self._look_again)

    def _look_again(self) -> None:
        with self._house.store.unit() as unit:
            playing.look_again(unit.session)
            unit.commit()

    # Lines -------------------------------------------------------------------------------------------------------

    async def _do(self, lines: Sequence[Line]) -> None:
        """Does them all, waits for what comes of them, and notes what did not go as told."""
        begun: list[tuple[Line, set[Shown]]] = []
        for line in lines:
            before = self._acting.shown(line.person)
            try:
                await self._begin(line)
            except NotDone as error:
                self._skip(line, str(error))
            else:
                begun.append((line, before))
        settled = await self._settle()
        for line, before in begun:
            after = self._acting.shown(line.person) - before
            if not settled:
                self._skip(line, "chưa trả lời xong")
            elif line.answer and not any(line.answer in words for _, words in after):
                self._skip(line, "trả lời khác")

    async def _begin(self, line: Line) -> None:
        if line.does.startswith(GIVES):
            source = line.does.removeprefix(GIVES).strip()
            await self._house.core(lambda: self._give(source))
            await self._assistant.schedule.sweep()
        else:
            await self._acting.do(line)

    def _give(self, source: str) -> None:
        """The data of the demo hold the document's tasks already; what is left of its import is to tell the leads."""
        now = self._now()
        with self._house.store.unit() as unit:
            knowledge = self._assistant.knowing.current(unit.session, now)
            reminders.announce(unit, knowledge, playing.given_by(unit.session, source), now)
            unit.commit()

    def _skip(self, line: Line, why: str) -> None:
        log.info("story_line_skipped", at=line.at.isoformat(), person=line.person, does=line.does, why=why)
        self._skipped.append(Skipped(line, why))

    async def _settle(self) -> bool:
        """Everything that was sent is answered, everything that is due has left. False: not in time."""
        ends = stopwatch.monotonic() + SETTLES_WITHIN
        while self._emulator.waiting_updates() or await self._house.core(self._under_way):
            if stopwatch.monotonic() > ends:
                return False
            await asyncio.sleep(LOOKS)
        return True

    def _under_way(self) -> bool:
        with self._house.store.reading() as unit:
            machine = self._house.store.machine_now(unit.session, self._house.clocks.machine.now())
            return playing.under_way(unit.session, machine)

    # How far it was told -----------------------------------------------------------------------------------------

    def _read(self) -> Told:
        with self._house.store.reading() as unit:
            return playing.told(unit.session)

    async def _keep(self, told: Told) -> None:
        self._told = told
        await self._house.core(lambda: self._write(told))

    def _write(self, told: Told) -> None:
        with self._house.store.unit() as unit:
            playing.keep_told(unit.session, told)
            unit.commit()
