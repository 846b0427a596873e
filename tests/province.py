"""A province in a test: say something as somebody, read the reply, press a button, let time pass."""

from dataclasses import dataclass
from datetime import datetime

from bot.console import say
from bot.path.knowing import Knowing, load_knowledge
from handlers import reminders
from handlers.dialogue import Attachment, Reply, plain
from handlers.knowledge import Knowledge
from storage.clock import LOCAL
from storage.session import Store

MONDAY = datetime(2024, 3, 18, 7, 55, tzinfo=LOCAL)


@dataclass(frozen=True)
class Said:
    """A reply as the phone shows it."""

    text: str
    choices: tuple[str, ...]
    topic: str
    buttons: tuple[tuple[str, str], ...]
    reply: Reply

    def __contains__(self, words: str) -> bool:
        return words in self.text

    @property
    def caption(self) -> str | None:
        """What the picture shows that comes with it, in words."""
        shown = [part for part in (self.reply, self.reply.beside) if part is not None and part.picture is not None]
        return plain(shown[0].text) if shown else None

    @property
    def first_line(self) -> str:
        return self.text.partition("\n")[0]


class Province:
    """The real core on a real database; only the network is left out."""

    def __init__(self, store: Store, knowing: Knowing, now: datetime = MONDAY) -> None:
        self.store = store
        self.now = now
        self.knowing = knowing
        self._last: dict[str, Said] = {}

    def at(self, text: str) -> "Province":
        """Lets time pass to `2024-03-22T07:30`, local."""
        self.now = datetime.fromisoformat(text).replace(tzinfo=LOCAL)
        return self

    def say(
        self, person: str, text: str, *, attachment: Attachment | None = None, forwarded: bool = False
    ) -> Said:  # fmt: skip
        return self.keep(
            person,
            say(self.store, self.knowing, person, text, self.now, attachment=attachment, forwarded=forwarded),
        )

    def press(self, person: str, label: str) -> Said:
        """Presses a button of the last reply; raises `AssertionError` when it has none of that label."""
        found = [data for shown, data in self._last[person].buttons if shown == label]
        assert found, f"{label!r} is not among {self._last[person].choices}"
        return self.press_data(person, found[0])

    def press_data(self, person: str, data: str) -> Said:
        """Presses whatever a client may send."""
        return self.keep(person, say(self.store, self.knowing, person, "", self.now, data=data))

    def keep(self, person: str, printed: object) -> Said:
        reply = printed.reply  # type: ignore[attr-defined]
        buttons = printed.choices  # type: ignore[attr-defined]
        said = Said(plain(reply.text), tuple(label for label, _ in buttons), reply.topic, buttons, reply)
        self._last[person] = said
        return said

    def last(self, person: str) -> Said:
        return self._last[person]

    @property
    def knowledge(self) -> Knowledge:
        with self.store.reading() as unit:
            return load_knowledge(unit.session, self.now)

    def sweep(self) -> list[reminders.Message]:
        """One committed sweep; gives what became due."""
        with self.store.unit() as unit:
            messages = reminders.sweep(unit, self.knowing.current(unit.session, self.now), self.now)
            unit.commit()
        return messages
