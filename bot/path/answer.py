"""Step 3, `answer`: one transaction for effect, audit, reply rows and done.

When anything in a group fails the whole group is rolled back and taken one by one, so that only the message at fault
is tried again, and after that parked.
"""

import asyncio
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.channels.base import Unreadable
from bot.path.knowing import Knowing
from bot.path.order import Ordering
from bot.path.outgoing import Rows
from bot.path.steps import House, woken
from bot.path.trouble import DatabaseTrouble, trouble
from handlers.dialogue import Action, Incoming, Reply
from handlers.knowledge import Knowledge
from handlers.router import Moment, respond
from handlers.words import faults
from storage import conversations, inbox, people
from storage.inbox import Claimed
from storage.session import Unit
from storage.settings_rows import knowledge_changed

TRY_AGAIN_AFTER = (timedelta(seconds=1), timedelta(seconds=10))  # then the message is parked
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Answered:
    messages: int
    jobs: int = 0  # ordered by them


class Answering:
    """Claims and answers until the inbox is empty."""

    def __init__(self, house: House, knowing: Knowing) -> None:
        self._house = house
        self._knowing = knowing
        self._ordering = Ordering(house)

    async def run(self) -> None:
        """One worker a core thread; each claims for itself."""
        await asyncio.gather(*(self._work() for _ in range(self._house.workers)))

    async def _work(self) -> None:
        while True:
            try:
                answered = await self._house.core(self.answer_some)
            except DatabaseTrouble:
                log.exception("answer_waits_for_database")
                await woken(self._house.undone, 1.0)
                continue
            if answered.jobs:
                self._house.unworked.set()
            if answered.messages:
                self._house.unsent.set()
            else:
                await woken(self._house.undone, 0.5)

    def answer_some(self) -> Answered:
        """One group, claimed and answered. Raises `DatabaseTrouble`."""
        group: list[Claimed] = []
        try:
            with self._house.store.unit() as unit:
                group = self._ordering.take(unit)
                if not group:
                    return Answered(0)
                self._house.at("after_claim")
                jobs = self._answer_group(unit, group)
                self._house.at("before_domain_commit")
                unit.commit()
        except Exception as error:
            self._knowing.forget()
            if trouble(error):
                raise DatabaseTrouble from error
            if not group:
                raise
            if len(group) > 1:
                self._ordering.part(group)
            else:
                self._failed(group[0], error)
            return Answered(len(group))
        self._house.at("after_domain_commit")
        return Answered(len(group), jobs)

    def _answer_group(self, unit: Unit, group: Sequence[Claimed]) -> int:
        """Answers them in order; their rows are written together. Returns how many jobs they ordered."""
        house = self._house
        machine, business = house.clocks.machine.now(), house.clocks.business.now()
        knowledge = self._knowing.current(unit.session, business)
        rows = Rows(machine, business)
        states = conversations.states(unit.session, {(r.channel, r.chat) for r in group}, business)
        for row in group:
            place = (row.channel, row.chat)
            state = rows.states.get(place, states.get(place, {}))
            with house.in_hand.holding(row.id):
                knowledge = self._answer(row, unit, knowledge, rows, state) or knowledge
                house.at("in_handler")
        rows.write(unit)
        inbox.finish(unit.session, [r.id for r in group])
        return len(rows.orders)

    def _answer(
        self, row: Claimed, unit: Unit, knowledge: Knowledge, rows: Rows, conversation: object
    ) -> Knowledge | None:  # fmt: skip
        """Answers one message into `rows`. A new `Knowledge` when the message changed what everybody knows."""
        incoming = self._read(row)
        if incoming is None or incoming.chat != incoming.sender:
            return None  # groups are not answered
        if incoming.reachable is not None:
            people.mark_reachable(unit.session, incoming.channel, incoming.sender, incoming.reachable, rows.business)
            return None
        assert isinstance(conversation, dict)
        account = knowledge.catalogue.accounts.get((incoming.channel, incoming.sender))
        if account is not None and account.unreachable_since is not None:
            people.mark_reachable(unit.session, incoming.channel, incoming.sender, True, rows.business)
        moment = Moment(self._said_at(incoming), knowledge, conversation, row.id)
        reply = respond(incoming, moment, unit)
        if reply is None:
            return None
        current = self._knowing.current(unit.session, rows.business) if knowledge_changed(unit.session) else knowledge
        person = current.catalogue.person_at(incoming.channel, incoming.sender)
        code = person.code if person and person.roles else None
        rows.answer(incoming, reply, code, row.id, row.bot_id)
        for push in reply.pushes:
            rows.push(current, push.person, push.reply, push.key, silent=push.silent)
        return current

    def _read(self, row: Claimed) -> Incoming | None:
        if isinstance(row.raw, dict) and "job" in row.raw:
            payload = {**row.raw["payload"], **row.raw["result"]}
            typed = self._house.channels[row.channel].typed_choices
            done = Action(f"{row.raw['kind']}.done", payload)
            return Incoming(row.channel, row.chat, row.chat, finished=done, typed_choices=typed)
        channel = self._house.channels.get(row.channel)
        return channel.read(row.raw) if channel else None

    def _said_at(self, incoming: Incoming) -> datetime:
        """The moment a message was sent decides on time or late; a shifted clock knows better than its date."""
        now = self._house.clocks.business.now()
        if self._house.clocks.shifted or incoming.sent_at is None:
            return now
        return min(incoming.sent_at, now)

    def _failed(self, row: Claimed, error: Exception) -> None:
        """Counts the failure; when it was the last try, parks the message and says so, with the code to read out."""
        fault = secrets.token_hex(2).upper()
        tries_left = row.attempts < len(TRY_AGAIN_AFTER) and not isinstance(error, Unreadable)
        log.error("answer_failed", inbox=row.id, attempt=row.attempts + 1, fault=fault, exc_info=error)
        try:
            with self._house.store.unit() as unit:
                now = self._house.store.machine_now(unit.session, self._house.clocks.machine.now())
                again = now + TRY_AGAIN_AFTER[row.attempts] if tries_left else None
                if inbox.failed(unit.session, row, repr(error), fault, again) and again is None:
                    self._tell_parked(unit, row, fault)
                unit.commit()
        except Exception as second:
            if trouble(second):
                raise DatabaseTrouble from second
            raise

    def _tell_parked(self, unit: Unit, row: Claimed, fault: str) -> None:
        """One honest line to whoever wrote the message that is given up."""
        try:
            incoming = self._read(row)
        except Exception:
            return  # nobody can tell who wrote it; the parked row and the log can
        if incoming is None or incoming.chat != incoming.sender:
            return
        rows = Rows(self._house.clocks.machine.now(), self._house.clocks.business.now())
        person = None
        known = self._knowing.current(unit.session, rows.business)
        if (found := known.catalogue.person_at(incoming.channel, incoming.sender)) is not None:
            person = found.code
        rows.answer(incoming, Reply(faults.NOT_HANDLED.format(code=fault)), person, row.id, row.bot_id)
        rows.write(unit)

    def count_deaths(self) -> None:
        """What dead processes had in hand is tried again, alone; what was in hand at two deaths is parked."""
        hand = self._house.in_hand
        with self._house.store.unit() as unit:
            for row in inbox.in_hand_at_death(unit.session, hand.left):
                fault = secrets.token_hex(2).upper()
                log.error("message_killed_the_process", inbox=row.id, fault=fault)
                inbox.note_fault(unit.session, row.id, fault)
                self._tell_parked(unit, row, fault)
            unit.commit()
        hand.forget()
