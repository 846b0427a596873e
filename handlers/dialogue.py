"""What a handler is given and what it gives back: plain values, the same for every channel.

A handler is `(Request, Unit) -> Reply`. Words are marked with `bold` and `italic`; the channel turns the marks into its
own at the last step, so text that an official typed can never become markup.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from handlers.knowledge import Knowledge
from handlers.understanding import Understanding
from storage.catalogue import Person
from storage.session import Unit

# Private-use letters: stripped from whatever comes in, so they are ours alone.
BOLD, BOLD_END, ITALIC, ITALIC_END = "\ue000", "\ue001", "\ue002", "\ue003"
MARKS = BOLD + BOLD_END + ITALIC + ITALIC_END


WRITTEN, DECLINED = "written", "declined"  # how a preview or a question was settled


def bold(words: object) -> str:
    return f"{BOLD}{words}{BOLD_END}"


def italic(words: object) -> str:
    return f"{ITALIC}{words}{ITALIC_END}"


def plain(text: str) -> str:
    """The text without marks."""
    for mark in MARKS:
        text = text.replace(mark, "")
    return text


@dataclass(frozen=True, slots=True)
class Action:
    """What a writing button does when pressed: a name of the router's table and what it is about (JSON values)."""

    name: str
    payload: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice:
    """A button. One that only asks carries the question itself; one that writes is stored and carries a token.

    `label` ≤ 16 characters where two stand side by side, ≤ 28 alone.
    """

    label: str
    asks: Understanding | None = None
    page: int = 1
    does: Action | None = None


def ask(label: str, topic: str, *, page: int = 1, **entities: Any) -> Choice:
    """A button that asks: `ask("Khối huyện", "ranking", group="huyen", year=2023)`."""
    return Choice(label, asks=Understanding(text=label, topic=topic, **entities), page=page)


def do(label: str, action: str, **payload: Any) -> Choice:
    """A button that writes: `do("Ghi nhầm, hủy", "progress.undo", report=17)`."""
    return Choice(label, does=Action(action, payload))


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a message; `kind` is photo, document, voice, sticker, location or other."""

    kind: str
    file_id: str = ""
    name: str = ""
    size: int = 0  # bytes


@dataclass(frozen=True, slots=True)
class FiledDocument:
    """A document an official filed, to be shown to somebody: by its id where the channel knows it, else its bytes."""

    name: str
    kind: str  # photo, document
    channel: str | None = None
    file_id: str | None = None
    path: str | None = None  # of the bytes that were fetched


@dataclass(frozen=True, slots=True)
class Push:
    """A message to somebody else, sent on every account of that person."""

    person: str
    reply: "Reply"
    key: str  # idempotency key: the same push is never queued twice
    silent: bool = False  # it may be read later: no sound


@dataclass(frozen=True, slots=True)
class JobOrder:
    """Slow work to be done by a child process; its result comes back as the action `<kind>.done` in the same chat."""

    kind: str
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer. `remember` replaces what the conversation is in the middle of; None leaves it as the path sets it."""

    text: str
    choices: Sequence[Sequence[Choice]] = ()
    picture: Mapping[str, Any] | None = None  # the values of a picture, drawn when it is sent; the text is its caption
    beside: "Reply | None" = None  # a second message right behind this one
    keyboard: Sequence[Sequence[str]] | None = None  # large buttons that stay below the text field
    toast: str | None = None  # shown over the screen for a moment after a press
    edit: bool = False  # after a press: change the message that held the button
    closes: str = ""  # after a press: WRITTEN or DECLINED settles the message, its other writing buttons with it
    stays: bool = False  # after a press that only asks: the button may be pressed again
    remember: Mapping[str, Any] | None = None
    pushes: Sequence[Push] = ()
    jobs: Sequence[JobOrder] = ()
    files: Sequence[FiledDocument] = ()  # each a message of its own behind this one
    secret: bool = False  # nothing of it is kept once it is sent
    topic: str = ""  # set by the router


@dataclass(frozen=True, slots=True)
class Request:
    """One thing said by an enrolled person, with all that is needed to answer it."""

    said: Understanding
    person: Person
    knowledge: Knowledge
    now: datetime  # local (Asia/Ho_Chi_Minh): the moment it was sent, which decides on time or late
    channel: str
    chat: str
    page: int = 1
    pressed: bool = False  # it came from a button
    conversation: Mapping[str, Any] = field(default_factory=dict)
    attachment: Attachment | None = None
    forwarded: bool = False
    edited: bool = False
    replied: str = ""  # the words of our own message that this one answers
    inbox_id: int | None = None

    @property
    def today(self) -> date:
        return self.now.date()


Handler = Callable[[Request, Unit], Reply]
ActionHandler = Callable[[Request, Unit, Mapping[str, Any]], Reply]


@dataclass(frozen=True, slots=True)
class Order:
    """A topic that commands a change and knows its own words: `recognises` is asked before the general reading holds.

    It says yes only where this person may give such an order, so that nobody else's words are taken for one.
    """

    topic: str
    recognises: Callable[[Request], bool]
    answer: Handler


@dataclass(frozen=True, slots=True)
class Incoming:
    """One thing that came in, read by its channel and the same for all of them."""

    channel: str
    chat: str
    sender: str  # the account's id: the only identity
    text: str = ""
    data: str | None = None  # of a pressed button
    callback: str | None = None  # what the channel wants answered after a press
    message: str | None = None  # the message that held the pressed button
    buttons: Sequence[Sequence[tuple[str, str]]] = ()  # what that message shows: (label, data)
    attachment: Attachment | None = None
    forwarded: bool = False
    edited: bool = False
    replied: str = ""  # the words of our own message that this one answers
    sent_at: datetime | None = None  # by the channel's clock
    typed_choices: bool = False  # the channel has no buttons: numbers and labels are typed
    finished: Action | None = None  # a job came back
    reachable: bool | None = None  # the person blocked the bot (False) or came back (True)
