"""What the phones hold: chats, messages, files, presses of buttons. Plain state, no network."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.emulator.refusals import CHAT_NOT_FOUND, Refusal, bad_request

PRESSES_KEPT = 10_000


@dataclass(frozen=True)
class Phone:
    """A person's phone: its chat with the bot, the name shown, a second line, the group in the picker, other names."""

    chat_id: int
    name: str
    title: str
    group: str
    also: str = ""  # what else it is found by


@dataclass
class Message:
    """`api` is the message as the Bot API gives it; `shown_at` the business time at which it arrived."""

    api: dict[str, Any]
    from_bot: bool
    shown_at: datetime
    keyboard: dict[str, Any] | None = None  # a reply keyboard that came with it: such a message cannot be edited
    silent: bool = False  # the phone shows it without a sound

    @property
    def message_id(self) -> int:
        return int(self.api["message_id"])

    @property
    def text(self) -> str:
        """Its text or caption."""
        return str(self.api.get("text") or self.api.get("caption") or "")

    @property
    def inline_keyboard(self) -> list[list[dict[str, Any]]]:
        rows: list[list[dict[str, Any]]] = self.api.get("reply_markup", {}).get("inline_keyboard", [])
        return rows

    @property
    def buttons(self) -> list[str]:
        """Labels, row by row."""
        return [button["text"] for row in self.inline_keyboard for button in row]

    @property
    def edited(self) -> bool:
        return "edit_date" in self.api

    @property
    def photo(self) -> bool:
        return "photo" in self.api

    @property
    def document(self) -> str | None:
        """The name of the file that came with it."""
        return self.api["document"].get("file_name", "") if "document" in self.api else None

    def data_of(self, label: str) -> str:
        """What pressing the button `label` sends; raises KeyError when there is none."""
        for row in self.inline_keyboard:
            for button in row:
                if button["text"] == label:
                    return str(button["callback_data"])
        raise KeyError(label)


@dataclass
class Chat:
    phone: Phone
    messages: dict[int, Message] = field(default_factory=dict)
    keyboard: dict[str, Any] | None = None
    blocked: bool = False
    unread: int = 0

    def api(self) -> dict[str, Any]:
        return {"id": self.phone.chat_id, "type": "private", "first_name": self.phone.name}

    def user(self) -> dict[str, Any]:
        return {"id": self.phone.chat_id, "is_bot": False, "first_name": self.phone.name, "language_code": "vi"}


@dataclass(frozen=True)
class StoredFile:
    file_id: str
    unique_id: str
    path: str
    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class CallbackAnswer:
    text: str
    alert: bool


@dataclass
class Press:
    query_id: str
    chat_id: int
    message_id: int
    at: float  # machine time, seconds since 1970
    answer: CallbackAnswer | None = None


class Files:
    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def add(self, content: bytes, name: str, content_type: str, folder: str) -> StoredFile:
        number = len(self._by_id)
        ending = "." + name.rsplit(".", 1)[1].lower() if "." in name else ""
        path = f"{folder}/file_{number}{ending if ending.isascii() and ending[1:].isalnum() else ''}"
        file = StoredFile(secrets.token_urlsafe(24), secrets.token_urlsafe(8), path, name, content_type, content)
        self._by_id[file.file_id] = self._by_path[path] = file
        return file

    def by_id(self, file_id: str) -> StoredFile | None:
        return self._by_id.get(file_id)

    def by_path(self, path: str) -> StoredFile | None:
        return self._by_path.get(path)


class Chats:
    def __init__(self, phones: Sequence[Phone], first_id: int, business: Callable[[], datetime]) -> None:
        self._chats = {phone.chat_id: Chat(phone) for phone in phones}
        self._next_message = first_id
        self._next_query = first_id
        self._business = business
        self._presses: dict[str, Press] = {}

    def __iter__(self) -> Any:
        return iter(self._chats.values())

    def of(self, chat_id: int) -> Chat:
        """Raises KeyError with a sentence when no phone has this chat."""
        if chat_id not in self._chats:
            raise KeyError(f"no phone with chat id {chat_id}")
        return self._chats[chat_id]

    def for_bot(self, chat_id: str) -> Chat:
        """The chat a bot names; raises Refusal (400 chat not found, also for user names: phones have none)."""
        if not chat_id:
            raise bad_request("chat_id is empty")
        try:
            return self._chats[int(chat_id)]
        except (KeyError, ValueError):
            raise Refusal(400, CHAT_NOT_FOUND) from None

    def add(
        self, chat: Chat, sender: dict[str, Any], date: int, content: dict[str, Any], keyboard: dict[str, Any] | None
    ) -> Message:
        """A new message at the end of the chat; `date` in seconds since 1970, by the machine's clock."""
        api = {"message_id": self._next_message, "from": sender, "chat": chat.api(), "date": date, **content}
        self._next_message += 1
        message = Message(api, bool(sender["is_bot"]), self._business(), keyboard)
        chat.messages[message.message_id] = message
        return message

    def press(self, chat_id: int, message_id: int, at: float) -> Press:
        press = Press(str(self._next_query), chat_id, message_id, at)
        self._next_query += 1
        self._presses[press.query_id] = press
        if len(self._presses) > PRESSES_KEPT:
            del self._presses[next(iter(self._presses))]
        return press

    def pressed(self, query_id: str) -> Press | None:
        return self._presses.get(query_id)
