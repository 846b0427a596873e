"""Step 5, `deliver`: rows are claimed and checked again in one transaction, sent outside any, recorded in the next.

Every row is sent at least once: a sending whose result was not heard is repeated and says so ("gửi lại").
"""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import structlog

from bot.channels.base import NotSent, Paused, Refused, SendError, Unknown, Unreachable
from bot.path.knowing import Knowing
from bot.path.outgoing import Rows, payload_of
from bot.path.pacing import Pacing
from bot.path.steps import House, woken
from bot.path.trouble import trouble
from handlers import pushing, reminders
from storage import outbox, people
from storage.outbox import Result, ToSend
from storage.session import Unit
from storage.settings_rows import read_setting, write_setting

AT_ONCE = 64  # rows on their way
GATHER = 0.02  # seconds
BUTTON_ROWS = 8  # of joined replies
LOOK_AGAIN = timedelta(minutes=5)
HELD_FOR = 60.0  # seconds that claimed rows may wait for their turn; well within the lease
LONGEST_AWAY = 30.0  # seconds between tries while the channel can't be reached
EVER = datetime.min.replace(tzinfo=UTC)
PAUSE = "pause:"  # + channel: ISO instant, machine time; all replicas are silent until then
log = structlog.get_logger()


class Delivery:
    """The only place that sends. Chats go side by side, one message after another within a chat."""

    def __init__(self, house: House, knowing: Knowing, pacing: Pacing) -> None:
        self._house, self._knowing, self._pacing = house, knowing, pacing
        self._results: list[Result] = []
        self._sending: set[asyncio.Task[None]] = set()
        self._in_flight = 0
        self._stopping = False
        self._away = 0  # times in a row that there was no way to the channel
        self._silent_until: dict[str, datetime] = {}  # by channel, machine time; the database tells other replicas

    async def run(self) -> None:
        while True:
            results, self._results = self._results, []
            claim = asyncio.ensure_future(self._house.core(lambda r=results: self.record_and_claim(r)))  # type: ignore[misc]
            try:
                rows = await asyncio.shield(claim)
            except asyncio.CancelledError:
                await self._give_back(claim, results)
                raise
            except Exception as error:
                if not trouble(error):
                    raise
                log.warning("outbox_waits_for_database", error=repr(error))
                self._results = results + self._results  # what was sent is recorded later, never forgotten
                await asyncio.sleep(1)
                continue
            for chat_rows in _by_chat(rows):
                self._start(chat_rows)
            if not rows:
                await woken(self._house.unsent, 0.5)

    async def _give_back(self, claim: "asyncio.Future[list[ToSend]]", results: list[Result]) -> None:
        """Told to stop in the middle of a claim: what it took had not left, what it recorded must not be lost."""
        try:
            rows = await claim
        except Exception as error:
            log.warning("outbox_waits_for_database", error=repr(error))
            self._results = results + self._results
        else:
            self._results += [Result(row, "again") for row in rows]

    async def stop(self, seconds: float) -> None:
        """Waits for what is on its way and records it; what had not left goes back as it was."""
        self._stopping = True
        if self._sending:
            await asyncio.wait(self._sending, timeout=seconds)
        results, self._results = self._results, []
        if results:
            await self._house.core(lambda: self._record(results))

    def record_and_claim(self, results: Sequence[Result]) -> list[ToSend]:
        """One transaction: what became of the last sendings, and the next ones to send, still true now."""
        house = self._house
        room = AT_ONCE - self._in_flight
        with house.store.unit() as unit:
            machine = house.store.machine_now(unit.session, house.clocks.machine.now())
            self._write_results(unit, results, machine)
            rows = outbox.claim(unit.session, house.owner, machine, room) if room else []
            touched = bool(results or rows)  # also when none of them may go: that too is written down
            paused = {name for name in {r.channel for r in rows} if self._paused(unit, name, machine)}
            rows = [row for row in rows if self._may_go(unit, row, paused, machine)]
            if touched:
                house.at("before_record_commit")
                unit.commit()
        return rows

    def _record(self, results: Sequence[Result]) -> None:
        with self._house.store.unit() as unit:
            self._write_results(unit, results, self._house.clocks.machine.now())
            unit.commit()

    def _write_results(self, unit: Unit, results: Sequence[Result], machine: datetime) -> None:
        outbox.record(unit.session, results, self._house.owner, machine)
        for result in results:
            row = result.row
            if result.outcome == "unreachable":
                people.mark_reachable(unit.session, row.channel, row.chat, False, self._house.clocks.business.now())
            if row.kind == "push" and result.outcome == "sent":
                reminders.sent(unit, row.id)
            elif row.kind == "push":
                reminders.lost(unit, row.id, result.outcome == "unreachable")
            if result.error == PAUSE:
                write_setting(unit.session, PAUSE + row.channel, (machine + result.again_in).isoformat())

    def _paused(self, unit: Unit, channel: str, machine: datetime) -> bool:
        until = read_setting(unit.session, PAUSE + channel)
        return until is not None and datetime.fromisoformat(until) > machine

    def _may_go(self, unit: Unit, row: ToSend, paused: set[str], machine: datetime) -> bool:
        """A pause holds the row back; a push is looked at again, because the world may have changed since."""
        if row.channel in paused or row.channel not in self._house.channels:
            wait = timedelta(seconds=1 if row.channel in paused else 60)
            again = Result(row, "again", error=None, again_in=wait)
            outbox.record(unit.session, [again], self._house.owner, machine)
            return False
        if row.kind != "push":
            return True
        business = self._house.clocks.business.now()
        try:
            with unit.savepoint():
                knowledge = self._knowing.current(unit.session, business)
                if (held_until := reminders.waits_until(knowledge, row.person, row.key, business)) is not None:
                    # looked at again before that, since the calendar and the person's hour may change
                    again = Result(row, "again", again_in=min(held_until - business, LOOK_AGAIN))
                    outbox.record(unit.session, [again], self._house.owner, machine)
                    return False
                reply = pushing.recheck(unit, knowledge, row.id, business)
        except Exception as error:
            if trouble(error):
                raise
            log.exception("recheck_failed", outbox=row.id)  # counted, so that one bad row cannot hold the queue
            outbox.record(unit.session, [Result(row, "refused", error=repr(error))], self._house.owner, machine)
            return False
        if reply is None:
            outbox.cancel(unit.session, row.id, "settled before it was sent")
            return False
        if reply.text != row.payload["text"]:
            rows = Rows(machine, business)
            buttons = rows.buttons(reply.choices, row.person, row.channel, row.chat)
            rows.write(unit)
            row.payload.update(payload_of(reply, buttons))
            outbox.change(unit.session, row.id, row.payload)
        return True

    def _start(self, rows: list[ToSend]) -> None:
        self._in_flight += len(rows)
        task = asyncio.create_task(self._send_in_order(rows), name=f"send:{rows[0].chat}")
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)

    async def _send_in_order(self, rows: list[ToSend]) -> None:
        """All claimed rows of one chat; replies that pacing holds back go out joined as one message."""
        held_back = False
        began = time.monotonic()
        try:
            while rows:
                if self._stopping or time.monotonic() - began > HELD_FOR:
                    self._keep([Result(row, "again") for row in rows])
                    rows = []
                    return
                if wait := self._pacing.wait_in_chat(rows[0].chat):
                    held_back = True
                    await asyncio.sleep(wait)
                    continue
                batch = joinable(rows) if held_back else rows[:1]
                await self._pacing.turn()
                await self._send(batch)
                rows = rows[len(batch) :]
        finally:
            self._in_flight -= len(rows)

    async def _send(self, batch: list[ToSend]) -> None:
        channel = self._house.channels[batch[0].channel]
        row = joined(batch)
        left = self._silent_until.get(channel.name, EVER) - self._house.clocks.machine.now()
        if left > timedelta(0):
            self._keep([Result(r, "again", again_in=left) for r in batch])
            return
        try:
            message = await channel.send(row.chat, row.payload, copy=row.copies > 0)
        except SendError as error:
            self._keep([self._result_of(r, error) for r in batch])
        except Exception as error:
            log.exception("sender_fault", outbox=row.id)  # ours: counted, so that one bad row cannot hold the queue
            self._keep([Result(r, "refused", error=repr(error)) for r in batch])
        else:
            self._away = 0
            self._house.at("after_send_before_record")
            self._keep([Result(r, "sent", message_id=message) for r in batch])

    def _keep(self, results: list[Result]) -> None:
        """Results are written down together, a moment later: a commit each would cost more than the sending."""
        if not self._results:
            asyncio.get_running_loop().call_later(GATHER, self._house.unsent.set)
        self._results += results
        self._in_flight -= len(results)

    def _result_of(self, row: ToSend, error: SendError) -> Result:
        log.warning("send_failed", outbox=row.id, kind=row.kind, error=type(error).__name__, reason=str(error))
        match error:
            case Paused():
                self._silent_until[row.channel] = self._house.clocks.machine.now() + error.wait
                return Result(row, "again", error=PAUSE, again_in=error.wait)
            case NotSent():
                now = self._house.clocks.machine.now()
                if self._silent_until.get(row.channel, EVER) <= now:  # those on their way together count as one
                    self._away += 1
                wait = timedelta(seconds=min(LONGEST_AWAY, 2.0 ** min(self._away - 1, 8)))
                self._silent_until[row.channel] = now + wait
                return Result(row, "again", error=str(error), again_in=wait)
            case Unreachable():
                return Result(row, "unreachable", error=str(error))
            case Refused():
                return Result(row, "refused", error=str(error))
            case Unknown():
                return Result(row, "unknown", error=str(error))
            case _:
                return Result(row, "unknown", error=repr(error))

    def take_back(self, everything: bool) -> int:
        """Rows a dead process was sending: their result is unknown, so they are repeated as copies."""
        with self._house.store.unit() as unit:
            machine = self._house.store.machine_now(unit.session, self._house.clocks.machine.now())
            found = outbox.left_by_dead(unit.session, None if everything else machine)
            unit.commit()
        return found


def _by_chat(rows: Sequence[ToSend]) -> list[list[ToSend]]:
    chats: dict[tuple[str, str], list[ToSend]] = {}
    for row in rows:
        chats.setdefault((row.channel, row.chat), []).append(row)
    return list(chats.values())


def joinable(rows: list[ToSend]) -> list[ToSend]:
    """The first rows that may leave as one message: plain replies, never edits, pictures, pushes or copies."""
    taken: list[ToSend] = []
    for row in rows:
        special = (
            row.kind != "reply" or row.copies or {"edit", "callback", "secret", "picture", "file"} & row.payload.keys()
        )
        buttons = sum(len(r.payload.get("buttons", ())) for r in [*taken, row])
        length = sum(len(r.payload["text"]) + 2 for r in [*taken, row])
        if taken and (special or buttons > BUTTON_ROWS or length > 3000):
            break
        taken.append(row)
        if special:
            break
    return taken


def joined(batch: list[ToSend]) -> ToSend:
    if len(batch) == 1:
        return batch[0]
    payload = {
        "text": "\n\n".join(r.payload["text"] for r in batch),
        "buttons": [row for r in batch for row in r.payload.get("buttons", ())],
        "keyboard": next((r.payload["keyboard"] for r in reversed(batch) if r.payload.get("keyboard")), None),
    }
    return replace(batch[0], payload=payload)
