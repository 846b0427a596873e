"""A conversation at the operator's console: the same path through the core, the reply printed instead of sent."""

from dataclasses import dataclass
from datetime import datetime

from bot.path.knowing import Knowing
from bot.path.outgoing import Rows
from handlers.dialogue import Attachment, Incoming, Reply
from handlers.router import Moment, respond
from storage import conversations
from storage.catalogue import CONSOLE
from storage.session import Store


@dataclass(frozen=True, slots=True)
class Printed:
    """What the chat would show: the reply and the labels of its buttons, in order."""

    reply: Reply
    choices: tuple[tuple[str, str], ...]  # (label, data)


def say(
    store: Store,
    knowing: Knowing,
    person: str,
    text: str,
    now: datetime,
    *,
    data: str | None = None,
    attachment: Attachment | None = None,
    forwarded: bool = False,
) -> Printed:
    """Sends `text` as that person (a code) and commits what it did. `data` presses a button instead."""
    incoming = Incoming(
        CONSOLE, person, person, text, data=data, attachment=attachment, forwarded=forwarded, typed_choices=True
    )
    with store.unit() as unit:
        knowledge = knowing.current(unit.session, now)
        state = conversations.states(unit.session, {(CONSOLE, person)}, now).get((CONSOLE, person), {})
        reply = respond(incoming, Moment(now, knowledge, state), unit) or Reply("")
        rows = Rows(now, now)
        buttons = rows.buttons(reply.choices, person, CONSOLE, person)
        menu = [[label, button] for row in buttons for label, button in row]
        rows.states[CONSOLE, person] = {**(reply.remember or {}), **({"menu": menu} if menu else {})}
        knowledge = knowing.current(unit.session, now)
        for push in reply.pushes:
            rows.push(knowledge, push.person, push.reply, push.key, silent=push.silent)
        rows.write(unit)
        unit.commit()
    return Printed(reply, tuple((label, button) for label, button in menu))
