"""What the path asks of a channel."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Protocol

from handlers.dialogue import Incoming


class SendError(Exception):
    """A sending that did not end well; the subclass says whether it may have arrived."""


class Unknown(SendError):
    """No answer was heard: it may have arrived."""


class NotSent(SendError):
    """It surely did not arrive: no connection, no room in the pool."""


class Paused(SendError):
    """The channel asks everybody to wait."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(f"wait {wait.total_seconds():g} s")
        self.wait = wait


class Unreachable(SendError):
    """This person takes no messages from us."""


class Refused(SendError):
    """The channel does not accept this message as it is."""


class Unreadable(ValueError):
    """An update of a shape we can't understand: trying again is of no use."""


class Channel(Protocol):
    """Telegram, Zalo, …: `read` raises `Unreadable` for what can't be understood as an update."""

    name: str
    typed_choices: bool

    def read(self, raw: Any) -> Incoming: ...

    async def send(self, chat: str, payload: Mapping[str, Any], copy: bool) -> str | None:
        """Sends one outbox payload and gives the message's id. Raises `SendError`."""
        ...
