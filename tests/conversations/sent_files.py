"""A file sent in chat in a test: the job is done by the child's own code, only Telegram's file store is left out."""

from pathlib import Path
from typing import Any

from bot import reading
from bot.console import Printed
from bot.path.outgoing import Rows
from handlers.dialogue import Action, Attachment, Incoming, JobOrder
from handlers.router import Moment, respond
from storage import conversations
from storage.catalogue import CONSOLE
from tests.province import Province, Said


class Files:
    """What people sent, by file id; `send` is what the person reads at the end."""

    def __init__(self, province: Province, folder: Path) -> None:
        self.province = province
        self.folder = folder
        self._sent: dict[str, bytes] = {}
        self.first: Said | None = None  # what was said before the file was read

    def send(self, person: str, path: Path, caption: str = "", *, name: str = "", forwarded: bool = False) -> Said:
        content = path.read_bytes()
        file_id = f"F{len(self._sent)}"
        self._sent[file_id] = content
        attachment = Attachment("document", file_id, name or path.name, len(content))
        self.first = self.province.say(person, caption, attachment=attachment, forwarded=forwarded)
        return self.work(person, self.first)

    def press(self, person: str, label: str) -> Said:
        return self.work(person, self.province.press(person, label))

    def say(self, person: str, text: str) -> Said:
        return self.work(person, self.province.say(person, text))

    def work(self, person: str, said: Said, **instead: Any) -> Said:
        """Does the jobs the reply ordered, until none is left; `instead` is what a job gives that fails."""
        while said.reply.jobs:
            (order,) = said.reply.jobs
            said = self.finished(person, order, instead or self._done(order))
        return said

    def _done(self, order: JobOrder) -> dict[str, Any]:
        url = self.province.store.engine.url.render_as_string(hide_password=False)
        given = {"payload": dict(order.payload), "data_dir": str(self.folder), "database_url": url}
        if order.kind == "read_upload":
            return reading.read(given, self._sent[order.payload["file_id"]])
        return {"check_upload": reading.check, "mark_upload": reading.mark}[order.kind](given)

    def finished(self, person: str, order: JobOrder, result: dict[str, Any]) -> Said:
        province = self.province
        action = Action(f"{order.kind}.done", {**order.payload, **result})
        incoming = Incoming(CONSOLE, person, person, finished=action, typed_choices=True)
        with province.store.unit() as unit:
            knowledge = province.knowing.current(unit.session, province.now)
            state = conversations.states(unit.session, {(CONSOLE, person)}, province.now).get((CONSOLE, person), {})
            reply = respond(incoming, Moment(province.now, knowledge, state), unit)
            assert reply is not None
            rows = Rows(province.now, province.now)
            buttons = rows.buttons(reply.choices, person, CONSOLE, person)
            menu = [[label, data] for row in buttons for label, data in row]
            rows.states[CONSOLE, person] = {**(reply.remember or {}), "menu": menu}
            rows.write(unit)
            unit.commit()
        return province.keep(person, Printed(reply, tuple((label, data) for label, data in menu)))
