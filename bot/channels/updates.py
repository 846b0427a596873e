"""Telegram's updates as the topics see them, read from the plain JSON that was stored.

No object of python-telegram-bot is built for an update: that costs as much as understanding the message does, and we
need a dozen fields. A test holds the two readings against each other (core.telegram.org/bots/api#update).
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.channels.base import Unreadable
from handlers.dialogue import Attachment, Incoming
from storage.inbox import Arrival

# One constant, sent on every start: Telegram keeps the last list it was given.
ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
NAME = "telegram"


def arrival(raw: Any, bot_id: str) -> Arrival:
    """The keys under which a raw update is stored; what has none is parked under its own hash."""
    try:
        source = str(_number(raw["update_id"]))
        body = next(raw[kind] for kind in ALLOWED_UPDATES if kind in raw)
        message = body.get("message", body)
        chat = str(_number((message.get("chat") or body["from"])["id"]))
        key = None
        if "message" in raw or "edited_message" in raw:
            key = f"{chat}:{_number(body['message_id'])}:{_number(body.get('edit_date', 0))}"
        return Arrival(NAME, bot_id, source, key, chat, _without_our_words(raw))
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, StopIteration) as error:
        digest = hashlib.sha256(json.dumps(raw, sort_keys=True, default=str).encode()).hexdigest()[:32]
        source = str(raw.get("update_id", digest)) if isinstance(raw, dict) else digest
        return Arrival(NAME, bot_id, source[:64], None, "?", raw, error=f"unreadable update: {error!r}")


def _number(value: Any) -> int:
    """Raises `ValueError` for what Telegram can't number anything with, and no key could hold."""
    number = int(value)
    if number.bit_length() > 63:
        raise ValueError("a number of 64 bits was expected")
    return number


def _without_our_words(raw: Any) -> Any:
    """A press brings along the message it was on; its words are ours, and may be somebody's code."""
    press = raw.get("callback_query")
    if not press or not isinstance(press.get("message"), dict):
        return raw
    message = {
        k: v for k, v in press["message"].items() if k not in ("text", "entities", "caption", "reply_to_message")
    }
    return {**raw, "callback_query": {**press, "message": message}}


def read(raw: Any) -> Incoming:
    """Raises `Unreadable` for what can't be understood."""
    try:
        if "callback_query" in raw:
            return _press(raw["callback_query"])
        if "my_chat_member" in raw:
            return _member(raw["my_chat_member"])
        message = raw.get("message") or raw["edited_message"]
        return _message(message, edited="edited_message" in raw)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, OSError) as error:
        raise Unreadable(f"not an update we asked for: {error!r}") from error


def _press(press: Mapping[str, Any]) -> Incoming:
    held = press.get("message") or {}
    rows = held.get("reply_markup", {}).get("inline_keyboard", [])
    shown = tuple(tuple((b["text"], b["callback_data"]) for b in row if "callback_data" in b) for row in rows)
    return Incoming(
        NAME,
        chat=_id(held["chat"] if held else press["from"]),
        sender=_id(press["from"]),
        data=_text(press.get("data")),
        callback=_text(press["id"]),
        message=str(int(held["message_id"])) if held else None,
        buttons=shown,
    )


def _member(change: Mapping[str, Any]) -> Incoming:
    there = change["new_chat_member"]["status"] not in ("kicked", "left")
    return Incoming(NAME, _id(change["chat"]), _id(change["from"]), reachable=there)


def _message(message: Mapping[str, Any], edited: bool) -> Incoming:
    return Incoming(
        NAME,
        chat=_id(message["chat"]),
        sender=_id(message["from"]),
        text=_text(message.get("text") or message.get("caption")),
        attachment=_attachment(message),
        forwarded="forward_origin" in message or "forward_date" in message,  # never an order to us
        edited=edited,
        replied=_replied(message.get("reply_to_message")),
        sent_at=datetime.fromtimestamp(int(message.get("edit_date") or message["date"]), UTC),
    )


def _replied(answered: Mapping[str, Any] | None) -> str:
    """The words of our own message that this one answers."""
    if not answered or not (answered.get("from") or {}).get("is_bot"):
        return ""
    return _text(answered.get("text") or answered.get("caption"))


def _attachment(message: Mapping[str, Any]) -> Attachment | None:
    if sizes := message.get("photo"):
        return Attachment("photo", _text(sizes[-1]["file_id"]), "ảnh", int(sizes[-1].get("file_size", 0)))
    if file := message.get("document"):
        name = _text(file.get("file_name")) or "tệp"
        return Attachment("document", _text(file["file_id"]), name, int(file.get("file_size", 0)))
    for kind in ("voice", "sticker", "location"):
        if kind in message:
            return Attachment(kind)
    return None if message.get("text") else Attachment("other")


def _id(of: Mapping[str, Any]) -> str:
    return str(int(of["id"]))


def _text(value: Any) -> str:
    """Raises `ValueError` for what is no text."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError(f"a text was expected, not {type(value).__name__}")
    return value
