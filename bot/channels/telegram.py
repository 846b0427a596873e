"""Telegram by python-telegram-bot's `Bot`: asks for updates, renders replies, maps its errors to ours.

Facts relied on: core.telegram.org/bots/api (getting updates, sendMessage, formatting options) and the error texts of
the Bot API server.
"""

import html
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import structlog
from telegram import Bot, InputFile
from telegram.error import (
    BadRequest,
    ChatMigrated,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.channels.base import NotSent, Paused, Refused, Unknown, Unreachable
from bot.channels.documents import ways_to_send
from bot.channels.http import AiohttpRequest, NotConnected
from bot.channels.updates import ALLOWED_UPDATES, NAME, arrival, read
from bot.pictures.studio import Studio
from handlers.dialogue import BOLD, BOLD_END, ITALIC, ITALIC_END, Incoming, plain
from handlers.words.faults import COPY, FILE_NOT_SENT, NO_PICTURE
from storage.inbox import Arrival

LONGEST = 4096  # UTF-16 units of a message's text
POLL_SECONDS = 25
SEND_CONNECTIONS = 64
PICTURE_NAME = "bieu-do.png"
log = structlog.get_logger()
_TAGS = {BOLD: "<b>", BOLD_END: "</b>", ITALIC: "<i>", ITALIC_END: "</i>"}


class Telegram:
    """One bot. `send` and `read` are what the path uses; polling is `updates`."""

    name = NAME
    typed_choices = False

    def __init__(self, token: str, api_url: str, studio: Studio) -> None:
        self._studio = studio
        root = api_url.rstrip("/")
        self.bot = Bot(
            token,
            base_url=f"{root}/bot",
            base_file_url=f"{root}/file/bot",
            request=AiohttpRequest(SEND_CONNECTIONS),
            get_updates_request=AiohttpRequest(1, read_timeout=POLL_SECONDS + 10),
        )

    async def start(self) -> None:
        """Makes sure of the token. Raises telegram's `InvalidToken` or `NetworkError`."""
        await self.bot.initialize()

    async def stop(self) -> None:
        await self.bot.shutdown()

    @property
    def bot_id(self) -> str:
        return str(self.bot.id)

    async def call(self, method: str, **parameters: Any) -> Any:
        """A Bot API method with plain values and its plain result: no objects are built that nobody reads."""
        return await self.bot.do_api_request(method, api_kwargs=parameters)

    async def updates(self, offset: int | None) -> list[Any]:
        """One long poll; asking with a higher offset confirms what came before. Raises `TelegramError`."""
        asked: dict[str, Any] = {"timeout": POLL_SECONDS, "allowed_updates": list(ALLOWED_UPDATES)}
        if offset is not None:
            asked["offset"] = offset
        answer = await self.call("getUpdates", **asked)
        if not isinstance(answer, list):
            raise NetworkError("getUpdates gave no list")
        return answer

    def arrival(self, raw: Any) -> Arrival:
        return arrival(raw, self.bot_id)

    def read(self, raw: Any) -> Incoming:
        return read(raw)

    async def send(self, chat: str, payload: Mapping[str, Any], copy: bool) -> str | None:
        try:
            return await self._send(chat, payload, copy)
        except RetryAfter as error:
            wait = error.retry_after
            raise Paused(wait if isinstance(wait, timedelta) else timedelta(seconds=wait)) from error
        except Forbidden as error:
            raise Unreachable(error.message) from error
        except (NotConnected, EndPointNotFound, InvalidToken) as error:
            raise NotSent(error.message) from error
        except ChatMigrated as error:
            raise Refused(f"chat moved to {error.new_chat_id}") from error
        except BadRequest as error:
            if _nobody_there(error):
                raise Unreachable(error.message) from error
            raise Refused(error.message) from error
        except NetworkError as error:
            raise Unknown(error.message) from error
        except TelegramError as error:
            raise Refused(error.message) from error

    async def _send(self, chat: str, payload: Mapping[str, Any], copy: bool) -> str | None:
        if callback := payload.get("callback"):
            await self._answer_press(callback, payload.get("toast"))
        if strip := payload.get("strip"):
            await self._leave_buttons(chat, strip["message"], strip["buttons"])
        text = payload["text"]
        if not text:
            return None
        mark = f"\n{COPY}" if copy else ""
        if file := payload.get("file"):
            return await self._send_file(chat, file, text + mark, payload)
        if picture := payload.get("picture"):
            sent = await self._send_picture(chat, picture, text + mark, payload)
            if sent is not None:
                return sent
            text = f"{text}\n{NO_PICTURE}"
        if (target := payload.get("edit")) and payload.get("edit_only"):
            await self._edit(chat, target, text, payload)  # one that is gone or too old stays as it is
            return str(target)
        if target:
            changed = await self._edit(chat, target, text + mark, payload)
            if changed is not None:
                return changed
        return await self._send_new(chat, text, mark, payload)

    async def _send_picture(
        self, chat: str, values: Mapping[str, Any], caption: str, payload: Mapping[str, Any]
    ) -> str | None:
        """The id of the photo's message; None where it can't be drawn or is not taken: the words are sent alone."""
        content = await self._studio.png(values)
        if content is None:
            return None
        words = _html(caption)
        photo = InputFile(content, filename=PICTURE_NAME, attach=True)
        try:
            sent = await self.call(
                "sendPhoto", chat_id=int(chat), photo=photo, caption=words.pop("text"), **words, **_markup(payload)
            )
        except BadRequest as error:
            if _nobody_there(error):
                raise
            log.error("picture_refused", error=error.message)
            return None
        return str(sent["message_id"])

    async def _send_file(
        self, chat: str, file: Mapping[str, Any], caption: str, payload: Mapping[str, Any]
    ) -> str:  # fmt: skip
        """The id of the document's message, or of one honest line where it can't be sent."""
        async for method, content in ways_to_send(file, NAME):
            try:
                sent = await self.call(
                    method, chat_id=int(chat), caption=plain(caption), **content, **_markup(payload), **_quiet(payload)
                )
            except BadRequest as error:
                if _nobody_there(error):
                    raise
                log.warning("file_refused", method=method, error=error.message)
            else:
                return str(sent["message_id"])
        return await self._send_new(chat, FILE_NOT_SENT.format(name=file["name"]), "", payload)

    async def _send_new(self, chat: str, text: str, mark: str, payload: Mapping[str, Any]) -> str:
        """One message, or as many as it takes; each carries the `mark` of a copy. Gives the id of the last."""
        parts: list[tuple[str, dict[str, Any]]] = []
        if payload.get("buttons") and payload.get("keyboard") and "\n" in text:
            # a message holds one of the two: the first line brings the large buttons, the rest the small ones
            head, text = text.split("\n", 1)
            parts.append((head, _markup({"keyboard": payload["keyboard"]})))
        *first, last = pieces(text, LONGEST - len(mark))
        parts += [(piece, {}) for piece in first]
        parts.append((last, _markup(payload)))
        sent = ""
        for number, (piece, markup) in enumerate(parts):
            try:
                sent = await self._send_one(chat, piece + mark, {**markup, **_quiet(payload)})
            except TelegramError as error:
                if number == 0:
                    raise
                raise NetworkError("a part of the message had left") from error  # then all of it is sent as a copy
        return sent

    async def _send_one(self, chat: str, text: str, markup: Mapping[str, Any]) -> str:
        try:
            sent = await self.call("sendMessage", chat_id=int(chat), **_html(text), **markup)
        except BadRequest as error:
            if "parse entities" not in error.message:
                raise
            sent = await self.call("sendMessage", chat_id=int(chat), text=plain(text), **markup)
        return str(sent["message_id"])

    async def _edit(self, chat: str, message: str, text: str, payload: Mapping[str, Any]) -> str | None:
        """The id of the changed message; None when it can't be changed any more and a new one is needed."""
        if len(pieces(text)) > 1:
            return None
        markup = {"reply_markup": {"inline_keyboard": _inline(payload.get("buttons") or [])}}
        try:
            await self.call("editMessageText", chat_id=int(chat), message_id=int(message), **_html(text), **markup)
        except BadRequest as error:
            words = error.message.casefold()  # PTB begins it with a capital letter
            if "message is not modified" in words:
                return message
            if any(
                sign in words for sign in ("can't be edited", "message to edit not found", "no text in the message")
            ):
                return None
            raise
        return message

    async def _answer_press(self, callback: str, toast: str | None) -> None:
        """Ends the button's waiting sign. A press that is too old to be answered is no fault."""
        words = {"text": plain(toast)[:200]} if toast else {}
        try:
            await self.call("answerCallbackQuery", callback_query_id=callback, **words)
        except BadRequest:
            return

    async def _leave_buttons(self, chat: str, message: str, buttons: Sequence[Sequence[Sequence[str]]]) -> None:
        try:
            await self.call(
                "editMessageReplyMarkup",
                chat_id=int(chat),
                message_id=int(message),
                reply_markup={"inline_keyboard": _inline(buttons)},
            )
        except BadRequest:
            return  # the message is gone or shows this already


def pieces(text: str, longest: int = LONGEST) -> list[str]:
    """The text in messages of at most `longest` UTF-16 units, cut between lines; a longer line where it must be."""
    if 2 * len(text) <= longest or _units(plain(text)) <= longest:  # every letter is at most two units
        return [text]
    found: list[str] = []
    piece = ""
    for line in text.split("\n"):
        while _units(line) > longest:
            cut = longest // 2
            found += [piece] if piece else []
            found.append(line[:cut])
            piece, line = "", line[cut:]
        longer = f"{piece}\n{line}" if piece else line
        if _units(longer) > longest:
            found.append(piece)
            longer = line
        piece = longer
    return [*found, piece] if piece else found


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _html(text: str) -> dict[str, str]:
    if text.count(BOLD) != text.count(BOLD_END) or text.count(ITALIC) != text.count(ITALIC_END):
        text = plain(text)  # a long text was cut inside a mark
    if BOLD not in text and ITALIC not in text:
        return {"text": text}
    text = html.escape(text, quote=False)
    for mark, tag in _TAGS.items():  # `translate` takes ten times as long for four letters
        text = text.replace(mark, tag)
    return {"text": text, "parse_mode": "HTML"}


def _markup(payload: Mapping[str, Any]) -> dict[str, Any]:
    if buttons := payload.get("buttons"):
        return {"reply_markup": {"inline_keyboard": _inline(buttons)}}
    if rows := payload.get("keyboard"):
        keys = [[{"text": label} for label in row] for row in rows]
        return {"reply_markup": {"keyboard": keys, "is_persistent": True, "resize_keyboard": True}}
    return {}


def _quiet(payload: Mapping[str, Any]) -> dict[str, Any]:
    return {"disable_notification": True} if payload.get("silent") else {}


def _inline(buttons: Sequence[Sequence[Sequence[str]]]) -> list[list[dict[str, str]]]:
    return [[{"text": label, "callback_data": data} for label, data in row] for row in buttons]


def _nobody_there(error: BadRequest) -> bool:
    words = error.message.casefold()
    return any(sign in words for sign in ("chat not found", "peer_id_invalid", "user not found", "chat_id is empty"))
