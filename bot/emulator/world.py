"""All that the two sides of the emulated Telegram share: the bot's side (methods) and the phones' side (users)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.emulator.chats import Chat, Chats, Files, Message
from bot.emulator.events import Events
from bot.emulator.limits import SendLimits
from bot.emulator.updates import UpdateQueue
from bot.emulator.view import seen


@dataclass
class World:
    token: str
    bot: dict[str, Any]  # the bot as a User
    chats: Chats
    files: Files
    updates: UpdateQueue
    events: Events
    limits: SendLimits
    machine: Callable[[], float]  # seconds since 1970
    profile: dict[str, Any] = field(default_factory=dict)  # commands and descriptions, by kind, scope and language

    def date(self) -> int:
        return int(self.machine())

    def bot_says(
        self, chat: Chat, content: dict[str, Any], markup: dict[str, Any] | None, *, silent: bool = False
    ) -> Message:  # fmt: skip
        """Puts a message of the bot on a phone. An inline keyboard belongs to it, a reply keyboard to the chat."""
        inline = markup if markup is not None and "inline_keyboard" in markup else None
        if inline is not None:
            content = {**content, "reply_markup": inline}
        message = self.chats.add(chat, self.bot, self.date(), content, None if inline is not None else markup)
        message.silent = silent
        if markup is not None and inline is None:
            chat.keyboard = None if markup.get("remove_keyboard") else markup
        chat.unread += 1
        self._show(chat, message)
        return message

    def user_says(self, chat: Chat, content: dict[str, Any]) -> Message:
        """Puts a message of a person on their phone and an update before the bot."""
        message = self.chats.add(chat, chat.user(), self.date(), content, None)
        if chat.keyboard is not None and chat.keyboard.get("one_time_keyboard"):
            chat.keyboard = None
        chat.unread = 0
        self.updates.add("message", message.api, chat.phone.chat_id)
        self._show(chat, message)
        return message

    def _show(self, chat: Chat, message: Message) -> None:
        self.events.publish(
            "message",
            chat=chat.phone.chat_id,
            message=seen(message),
            keyboard=chat.keyboard,
            unread=chat.unread,
        )

    def changed(self, chat: Chat, message: Message) -> None:
        """Tells the page that a message is not what it was."""
        self.events.publish("edited", chat=chat.phone.chat_id, message=seen(message))
