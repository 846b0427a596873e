"""The emulator put together, and the phones' side of it for tests and the demo's story."""

import asyncio
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any, Protocol, TypeVar

from aiohttp import web

from bot.emulator.bot_api import BotApi
from bot.emulator.calls import Call
from bot.emulator.chats import CallbackAnswer, Chat, Chats, Files, Message, Phone
from bot.emulator.events import Events
from bot.emulator.faults import Script
from bot.emulator.html_subset import detected, utf16_length
from bot.emulator.limits import SendLimits
from bot.emulator.page_api import PageApi
from bot.emulator.presets import monday_to_friday
from bot.emulator.sending import TEXT_UNITS, document_of, photo_sizes, without_reply
from bot.emulator.updates import UpdateQueue
from bot.emulator.world import World

BOT_NAME = "Trợ lý CCHC"
BOT_USERNAME = "tro_ly_cchc_bot"
IDS_A_SECOND = 4  # a restarted demo begins above the ids used before, unless it spoke faster than this all along
IDS_SINCE = 1_577_836_800  # 2020-01-01; keeps ids below 2**31 until 2037, as Telegram's are
Found = TypeVar("Found")


class DemoClock(Protocol):
    """Business time of the demo, which the page shows and moves."""

    def now(self) -> datetime:
        """Aware, Asia/Ho_Chi_Minh."""
        ...

    async def move(self, to: datetime) -> None:
        """Raises ValueError with a sentence for the page when it will not go there."""
        ...


class DemoStory(Protocol):
    """People of the demo who write by themselves as its clock passes; the page switches it on and off."""

    def state(self) -> dict[str, Any]:
        """`on`; `begins` and `ends`, days as people read them; `skipped`, sentences on lines that could not be done."""
        ...

    async def switch(self, on: bool) -> None: ...


class Emulator:
    """A local Telegram: one bot, one private chat a phone, real HTTP for the bot, a page for people.

    Every phone has already started the bot, so the bot may write first. `machine` gives seconds since 1970 and
    rules dates and expiry; `clock` is what people see.
    """

    def __init__(
        self,
        *,
        token: str,
        phones: Sequence[Phone],
        clock: DemoClock | None = None,
        first_id: int | None = None,
        machine: Callable[[], float] = time.time,
        is_working_day: Callable[[date], bool] = monday_to_friday,
    ) -> None:
        first = first_id if first_id is not None else int(machine() - IDS_SINCE) * IDS_A_SECOND
        self.clock = clock
        self.story: DemoStory | None = None
        self._machine = machine
        self._world = World(
            token=token,
            bot={
                "id": int(token.partition(":")[0]),
                "is_bot": True,
                "first_name": BOT_NAME,
                "username": BOT_USERNAME,
            },
            chats=Chats(phones, first, self._business_now),
            files=Files(),
            updates=UpdateQueue(first, machine),
            events=Events(first),
            limits=SendLimits(machine),
            machine=machine,
        )
        self._script = Script()
        self._api = BotApi(self._world, self._script)
        self._page = PageApi(self, self._world, is_working_day)

    def _business_now(self) -> datetime:
        return self.clock.now() if self.clock is not None else datetime.fromtimestamp(self._machine(), UTC)

    def routes(self, app: web.Application) -> None:
        """Mounts the Bot API, the page at `/` and its own door under `/emulator/`."""
        self._api.routes(app)
        self._page.routes(app)
        app.on_shutdown.append(self._on_shutdown)

    async def _on_shutdown(self, _app: web.Application) -> None:
        self.close_pages()
        await self._api.close()

    def phone(self, chat_id: int) -> Phone:
        return self._chat(chat_id).phone

    def clock_moved(self) -> None:
        """Tells open pages what time it is, and how the story goes."""
        self._world.events.publish("clock", clock=self._page.clock_state())

    # What tests look at -------------------------------------------------------------------------------------------

    def messages(self, chat_id: int) -> list[Message]:
        """What that phone shows, oldest first."""
        return list(self._chat(chat_id).messages.values())

    def message(self, chat_id: int, message_id: int) -> Message:
        """Raises KeyError when the phone does not show it."""
        return self._chat(chat_id).messages[message_id]

    def keyboard(self, chat_id: int) -> list[list[str]]:
        """Labels of the keyboard under the text field, row by row."""
        rows = (self._chat(chat_id).keyboard or {}).get("keyboard", [])
        return [[button["text"] for button in row] for row in rows]

    def unread(self, chat_id: int) -> int:
        return self._chat(chat_id).unread

    def photo(self, chat_id: int, message_id: int) -> bytes:
        """The picture of a message, as a phone would show it. Raises KeyError when it has none."""
        file = self._world.files.by_id(self.message(chat_id, message_id).api["photo"][-1]["file_id"])
        assert file is not None
        return file.content

    def answer(self, query_id: str) -> CallbackAnswer | None:
        """What the bot answered to a press, None before it did."""
        press = self._world.chats.pressed(query_id)
        return None if press is None else press.answer

    def calls(self, method: str | None = None) -> list[Call]:
        """The latest calls of the bot (2,000 at most), all or of one method."""
        return [call for call in self._api.calls if method is None or call.method == method]

    def waiting_updates(self) -> int:
        """Updates the bot has not confirmed."""
        return len(self._world.updates)

    async def until(self, found: Callable[[], Found | None], seconds: float = 5.0) -> Found:
        """Waits until something is found after an event of the phones; raises TimeoutError after `seconds`."""
        listener = self._world.events.listen()
        try:
            async with asyncio.timeout(seconds):
                while not (result := found()):
                    await listener.get()
                return result
        finally:
            self._world.events.drop(listener)

    async def reply(self, chat_id: int, after: int, seconds: float = 5.0) -> Message:
        """The first message of the bot in a chat whose id is above `after`."""

        def first() -> Message | None:
            return next((m for m in self.messages(chat_id) if m.from_bot and m.message_id > after), None)

        return await self.until(first, seconds)

    # Faults -------------------------------------------------------------------------------------------------------

    def script(self, method: str, *answers: str) -> None:
        """What the next calls of a method get, one a call (see `bot.emulator.faults`); raises ValueError."""
        self._script.add(method, *answers)

    def scripted(self, method: str) -> int:
        """How many scripted answers of a method are left."""
        return self._script.left(method)

    def enforce_rates(self, on: bool = True) -> None:
        """Telegram's limits on sending (429). Off by default: benchmarks measure the bot, not Telegram."""
        self._world.limits.on = on

    def close_pages(self) -> None:
        """Ends the live streams of all open pages, as a lost network does; they reconnect by themselves."""
        self._world.events.close()

    def offer(self, update: dict[str, Any], chat_id: int) -> None:
        """Brings the bot an update that no phone here would make: a twin, a lower id, junk."""
        self._world.updates.put(update, chat_id)

    def end_poll(self) -> None:
        """The waiting getUpdates returns with nothing, as after its quiet seconds."""
        self._world.updates.release_poll()

    def retry_webhook_after(self, seconds: float) -> None:
        """The pause before a webhook's second try; it doubles from there."""
        self._api.webhook.first_pause = seconds

    # What people do with their phones -----------------------------------------------------------------------------

    def _chat(self, chat_id: int) -> Chat:
        return self._world.chats.of(chat_id)

    def _says(self, chat_id: int, content: dict[str, Any], reply_to: int | None = None) -> int:
        chat = self._chat(chat_id)
        if chat.blocked:
            raise ValueError("this phone has blocked the bot")
        if reply_to is not None:
            content = {**content, "reply_to_message": without_reply(chat.messages[reply_to])}
        return self._world.user_says(chat, content).message_id

    async def user_sends(
        self, chat_id: int, text: str, *, reply_to: int | None = None, forwarded_from: str | None = None
    ) -> int:
        """Types a text; one too long leaves as several, as from Telegram's apps. The id of the (last) message.

        Raises ValueError for an empty text or a phone that blocked the bot, KeyError for an unknown chat.
        """
        parts = in_messages(text)
        if not parts:
            raise ValueError("a message needs a text")
        last = 0
        for part in parts:
            content: dict[str, Any] = {"text": part}
            if found := detected(part):
                content["entities"] = found
            if forwarded_from is not None:
                content["forward_origin"] = {
                    "type": "hidden_user",
                    "sender_user_name": forwarded_from,
                    "date": self._world.date(),
                }
            last = self._says(chat_id, content, reply_to)
        return last

    async def user_forwards(self, chat_id: int, text: str, forwarded_from: str = "Người khác") -> int:
        return await self.user_sends(chat_id, text, forwarded_from=forwarded_from)

    async def user_edits(self, chat_id: int, message_id: int, text: str) -> None:
        """Changes a text of the person's own; raises KeyError when it is gone, ValueError if it is not theirs."""
        message = self.message(chat_id, message_id)
        if message.from_bot:
            raise ValueError("a person edits only their own messages")
        kept = {name: value for name, value in message.api.items() if name not in {"text", "entities"}}
        found = detected(text)
        entities = {"entities": found} if found else {}
        message.api = {**kept, "text": text, **entities, "edit_date": self._world.date()}
        self._world.updates.add("edited_message", message.api, chat_id)
        self._world.changed(self._chat(chat_id), message)

    async def user_presses(self, chat_id: int, message_id: int, data: str) -> str:
        """Presses an inline button, or pretends to: a client may send any data. The id of the query."""
        chat = self._chat(chat_id)
        if chat.blocked:
            raise ValueError("this phone has blocked the bot")
        press = self._world.chats.press(chat_id, message_id, self._machine())
        message = chat.messages.get(message_id)
        query = {
            "id": press.query_id,
            "from": chat.user(),
            "chat_instance": str(chat_id),
            "data": data,
            "message": message.api
            if message is not None
            else {"chat": chat.api(), "message_id": message_id, "date": 0},
        }
        self._world.updates.add("callback_query", query, chat_id)
        return press.query_id

    async def user_sends_photo(
        self, chat_id: int, content: bytes, caption: str = "", *, reply_to: int | None = None
    ) -> int:
        """Raises Refusal for what is no picture Telegram takes."""
        photo = {"photo": photo_sizes(self._world, content, "photo.jpg"), **_caption(caption)}
        return self._says(chat_id, photo, reply_to)

    async def user_sends_file(
        self,
        chat_id: int,
        content: bytes,
        name: str,
        *,
        content_type: str = "application/octet-stream",
        caption: str = "",
        reply_to: int | None = None,
    ) -> int:
        document = document_of(self._world, content, name, content_type)
        return self._says(chat_id, {"document": document, **_caption(caption)}, reply_to)

    async def user_sends_voice(self, chat_id: int, seconds: int = 4, content: bytes = b"OggS") -> int:
        file = self._world.files.add(content, "voice.oga", "audio/ogg", "voice")
        voice = {
            "file_id": file.file_id,
            "file_unique_id": file.unique_id,
            "duration": seconds,
            "mime_type": "audio/ogg",
            "file_size": len(content),
        }
        return self._says(chat_id, {"voice": voice})

    async def user_sends_sticker(self, chat_id: int, emoji: str = "👍") -> int:
        file = self._world.files.add(b"RIFF", "sticker.webp", "image/webp", "stickers")
        sticker = {
            "file_id": file.file_id,
            "file_unique_id": file.unique_id,
            "type": "regular",
            "width": 512,
            "height": 512,
            "is_animated": False,
            "is_video": False,
            "emoji": emoji,
        }
        return self._says(chat_id, {"sticker": sticker})

    async def user_sends_location(self, chat_id: int, latitude: float = 11.535, longitude: float = 106.883) -> int:
        """By default the middle of Đồng Xoài."""
        return self._says(chat_id, {"location": {"latitude": latitude, "longitude": longitude}})

    async def user_blocks(self, chat_id: int) -> None:
        self._set_blocked(chat_id, True)

    async def user_unblocks(self, chat_id: int) -> None:
        self._set_blocked(chat_id, False)

    def _set_blocked(self, chat_id: int, blocked: bool) -> None:
        chat = self._chat(chat_id)
        if chat.blocked == blocked:
            return
        chat.blocked = blocked
        member = {"status": "member", "user": self._world.bot}
        kicked = {"status": "kicked", "user": self._world.bot, "until_date": 0}
        old, new = (member, kicked) if blocked else (kicked, member)
        change = {
            "chat": chat.api(),
            "from": chat.user(),
            "date": self._world.date(),
            "old_chat_member": old,
            "new_chat_member": new,
        }
        self._world.updates.add("my_chat_member", change, chat_id)
        self._world.events.publish("blocked", chat=chat_id, blocked=blocked)

    async def user_reads(self, chat_id: int) -> None:
        """The phone is looked at: nothing on it is unread."""
        chat = self._chat(chat_id)
        if chat.unread:
            chat.unread = 0
            self._world.events.publish("read", chat=chat_id)

    async def user_deletes(self, chat_id: int, message_id: int) -> None:
        """Takes a message off the phone; the bot is not told, as in Telegram. Raises KeyError."""
        del self._chat(chat_id).messages[message_id]
        self._world.events.publish("deleted", chat=chat_id, id=message_id)


def _caption(caption: str) -> dict[str, str]:
    return {"caption": caption} if caption else {}


def in_messages(text: str) -> list[str]:
    """The text cut into messages of at most 4,096 UTF-16 units; none for a blank one."""
    parts: list[str] = []
    rest = text.strip()
    while rest:
        cut = min(len(rest), TEXT_UNITS)
        while utf16_length(rest[:cut]) > TEXT_UNITS:
            cut -= max(1, (utf16_length(rest[:cut]) - TEXT_UNITS) // 2)
        parts.append(rest[:cut].strip())
        rest = rest[cut:].strip()
    return parts
