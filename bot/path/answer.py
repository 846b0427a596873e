"""Step 3, `answer`: one transaction for effect, audit, reply rows and done.

When anything in a group fails the group is rolled back and answered one by one, so that only the message at fault is
tried again, and after that parked.
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
from bot.path.trouble import DatabaseTrouble, LeaseLost, trouble
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
class Failure:
    row: Claimed
    error: Exception


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
            if answered:
                self._house.unsent.set()
                self._house.unworked.set()
            else:
                await woken(self._house.undone, 0.5)

    def answer_some(self) -> int:
        """One group, claimed and answered. Returns how many messages it held. Raises `DatabaseTrouble`."""
        group = self._ordering.take()
        if group:
            self._house.at("after_claim")
            self._answer_group(group)
        return len(group)

    def _answer_group(self, group: Sequence[Claimed]) -> None:
        try:
            self._transact(group)
        except Exception as error:
            self._knowing.forget()
            if trouble(error):
                self._ordering.put_back(group)
                raise DatabaseTrouble from error
            if len(group) == 1:
                self._failed(Failure(group[0], error))
            else:
                self._one_by_one(group)

    def _one_by_one(self, group: Sequence[Claimed]) -> None:
        """After a failure somewhere in the group; a chat whose message failed waits for it, in order."""
        waiting: set[tuple[str, str]] = set()
        for row in group:
            place = (row.channel, row.chat)
            if place in waiting:
                self._ordering.put_back([row])
                continue
            try:
                self._transact([row])
            except Exception as error:
                self._knowing.forget()
                if trouble(error):
                    self._ordering.put_back([row])
                    raise DatabaseTrouble from error
                self._failed(Failure(row, error))
                waiting.add(place)

    def _transact(self, group: Sequence[Claimed]) -> None:
        house = self._house
        with house.store.unit() as unit:
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
            done = inbox.finish(unit.session, [r.id for r in group], house.owner)
            if done != len(group):
                raise LeaseLost
            house.at("before_domain_commit")
            unit.commit()
        house.at("after_domain_commit")

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
            rows.push(current, push.person, push.reply, push.key)
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

    def _failed(self, failure: Failure) -> None:
        """Counts the failure; when it was the last try, parks the message and says so, with the code to read out."""
        row, fault = failure.row, secrets.token_hex(2).upper()
        attempts = row.attempts + 1
        tries_left = attempts <= len(TRY_AGAIN_AFTER) and not isinstance(failure.error, Unreadable)
        again = self._house.clocks.machine.now() + TRY_AGAIN_AFTER[attempts - 1] if tries_left else None
        log.error("answer_failed", inbox=row.id, attempt=attempts, fault=fault, exc_info=failure.error)
        with self._house.store.unit() as unit:
            ours = inbox.failed(unit.session, row.id, self._house.owner, attempts, repr(failure.error), fault, again)
            if ours and again is None:
                self.tell_parked(unit, row, fault)
            unit.commit()

    def tell_parked(self, unit: Unit, row: Claimed, fault: str) -> None:
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

    def take_back(self, everything: bool) -> int:
        """Messages that a dead process had begun are tried again; one that was in hand at two deaths is parked."""
        house = self._house
        with house.store.unit() as unit:
            now = house.store.machine_now(unit.session, house.clocks.machine.now())
            taken = inbox.left_by_dead(unit.session, None if everything else now, house.in_hand.left)
            for row in taken.parked:
                fault = secrets.token_hex(2).upper()
                log.error("message_killed_the_process", inbox=row.id, fault=fault)
                inbox.note_fault(unit.session, row.id, "in hand when a process died", fault)
                self.tell_parked(unit, row, fault)
            unit.commit()
        # on PostgreSQL a lease has to run out first: until then the dead process's note is kept
        house.in_hand.left -= {row.id for row in (*taken.again, *taken.parked)}
        return len(taken.parked)
