"""From a reply to the rows of one transaction: outbox, stored choices, jobs, what the conversation is about."""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from handlers.dialogue import Choice, Incoming, Reply
from handlers.knowledge import Knowledge
from handlers.questions import encode
from handlers.reminders.settled import Edit
from handlers.router import TOKEN_PREFIX
from storage import conversations, jobs, outbox
from storage.conversations import Offer, new_token
from storage.copies import EDIT
from storage.outbox import Outgoing
from storage.session import Unit

KEY_LETTERS = 64  # of `outbox.key`


@dataclass
class Rows:
    """What a group of answers adds; `write` puts it in with a few bulk statements."""

    machine: datetime
    business: datetime
    outgoing: list[Outgoing] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    states: dict[tuple[str, str], Mapping[str, Any]] = field(default_factory=dict)
    orders: list[tuple[Any, ...]] = field(default_factory=list)

    def answer(self, incoming: Incoming, reply: Reply, person: str | None, inbox_id: int, bot_id: str) -> None:
        """The reply to one message, and all that goes with it."""
        place = (incoming.channel, incoming.chat)
        buttons = self.buttons(reply.choices, person, *place)
        beside = self.buttons(reply.beside.choices, person, *place) if reply.beside else []
        state = dict(reply.remember or {})
        if incoming.typed_choices and buttons:
            state["menu"] = [[label, data] for row in buttons for label, data in row]
        if incoming.finished is None or state:  # a file that arrived ends no conversation
            self.states[place] = state
        payload = payload_of(reply, buttons) | _press(incoming, reply)
        key = f"reply:{inbox_id}"
        self.outgoing.append(Outgoing(*place, person, "reply", key, payload, inbox_id))
        if reply.beside is not None:
            behind = payload_of(reply.beside, beside)
            self.outgoing.append(Outgoing(*place, person, "reply", f"{key}:2", behind, inbox_id))
        for number, file in enumerate(reply.files, 1):
            shown = {"text": file.name, "file": asdict(file)}
            self.outgoing.append(Outgoing(*place, person, "reply", f"{key}:f{number}", shown, inbox_id))
        for order in reply.jobs:
            self.orders.append((order.kind, order.payload, *place, bot_id, person))

    def push(
        self, knowledge: Knowledge, person: str, reply: Reply, key: str, *, silent: bool = False
    ) -> list[str]:  # fmt: skip
        """A message to every account of a person that takes messages. Gives the keys of its rows."""
        keys = []
        for account in knowledge.catalogue.accounts_of.get(person, ()):
            if account.unreachable_since is not None or account.channel == "console":
                continue
            place = (account.channel, account.external_id)
            buttons = self.buttons(reply.choices, person, *place)
            keys.append(_as_column(f"{key}:{account.channel}:{account.external_id}"))
            payload = payload_of(reply, buttons) | ({"silent": True} if silent else {})
            self.outgoing.append(Outgoing(*place, person, "push", keys[-1], payload))
        return keys

    def edit(self, edit: Edit, used: Collection[str]) -> None:
        """Changes a reminder that was sent: its own text, one line more, the buttons that still do something."""
        copy, before = edit.copy, edit.copy.payload
        rows = [[b for b in row if b[1].removeprefix(TOKEN_PREFIX) not in used] for row in before.get("buttons", ())]
        payload: dict[str, Any] = {
            "text": "\n".join(part for part in (before["text"], edit.line) if part),
            "edit": copy.message_id,
            "edit_only": True,
            "buttons": [row for row in rows if row] if edit.keeps_buttons else [],
        }
        key = f"{EDIT}:{copy.id}:{int(self.machine.timestamp() * 1000):x}"
        self.outgoing.append(Outgoing(copy.channel, copy.chat, copy.person, "push", key, payload))

    def buttons(
        self, choices: Sequence[Sequence[Choice]], person: str | None, channel: str, chat: str
    ) -> list[list[tuple[str, str]]]:
        """Rows of (label, data). A choice that writes is stored and carries a token."""
        rows = []
        for row in choices:
            shown = [(choice.label, data) for choice, data in self._data(row, person, channel, chat)]
            if shown:
                rows.append(shown)
        return rows

    def _data(
        self, row: Sequence[Choice], person: str | None, channel: str, chat: str
    ) -> Iterator[tuple[Choice, str]]:  # fmt: skip
        for choice in row:
            if choice.does is not None:
                token = new_token()
                self.offers.append(Offer(token, person, channel, chat, choice.does.name, choice.does.payload))
                yield choice, TOKEN_PREFIX + token
            elif choice.asks is not None:
                yield choice, encode(choice.asks, choice.page)

    def write(self, unit: Unit) -> None:
        conversations.offer(unit.session, self.offers, self.business)
        conversations.keep(unit.session, self.states, self.business)
        outbox.queue(unit.session, self.outgoing, self.machine)
        for kind, payload, channel, chat, bot_id, person in self.orders:
            jobs.order(unit.session, kind, payload, channel, bot_id, chat, person, self.machine)


def _as_column(key: str) -> str:
    """PostgreSQL holds a column to its length: of a longer key, the beginning and a hash of all of it."""
    if len(key) <= KEY_LETTERS:
        return key
    end = hashlib.blake2b(key.encode(), digest_size=16).hexdigest()
    return f"{key[: KEY_LETTERS - len(end) - 1]}:{end}"


def payload_of(reply: Reply, buttons: Sequence[Sequence[tuple[str, str]]]) -> dict[str, Any]:
    """The reply as the outbox keeps it, neutral to the channel."""
    payload: dict[str, Any] = {"text": reply.text}
    if buttons:
        payload["buttons"] = [[list(button) for button in row] for row in buttons]
    if reply.picture:
        payload["picture"] = reply.picture
    if reply.keyboard:
        payload["keyboard"] = [list(row) for row in reply.keyboard]
    if reply.secret:
        payload["secret"] = True
    return payload


def _press(incoming: Incoming, reply: Reply) -> dict[str, Any]:
    """What a press changes on the screen: the waiting sign ends, the message is edited or loses the used button."""
    if incoming.callback is None:
        return {}
    changes: dict[str, Any] = {"callback": incoming.callback}
    if reply.toast:
        changes["toast"] = reply.toast
        if reply.toast == reply.text:
            changes["text"] = ""  # said over the screen is said enough
    if incoming.message is None:
        return changes
    if reply.edit:
        changes["edit"] = incoming.message
    elif incoming.data and incoming.data.startswith(TOKEN_PREFIX) and not reply.stays:
        gone = TOKEN_PREFIX if reply.closes else incoming.data
        left = [[list(b) for b in row if not b[1].startswith(gone)] for row in incoming.buttons]
        changes["strip"] = {"message": incoming.message, "buttons": [row for row in left if row]}
    return changes
