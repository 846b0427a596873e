"""What the page is told of phones and messages: plain JSON, times as people read them."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.emulator.chats import Chat, Message

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
WITHOUT_WORDS = {
    "photo": "Ảnh",
    "document": "Tệp",
    "voice": "Tin thoại",
    "sticker": "Nhãn dán",
    "location": "Vị trí",
}


def day(moment: datetime) -> str:
    """A date as offices write it: 25/3/2024, 05/3/2024, 22/02/2024."""
    month = f"{moment.month:02d}" if moment.month < 3 else str(moment.month)
    return f"{moment.day:02d}/{month}/{moment.year}"


def hour(moment: datetime) -> str:
    return f"{moment.hour}:{moment.minute:02d}"


def spoken(moment: datetime) -> str:
    """`Thứ Hai 18/3/2024 7:55`, in local time."""
    here = moment.astimezone(LOCAL)
    return f"{WEEKDAYS[here.weekday()]} {day(here)} {hour(here)}"


def seen(message: Message) -> dict[str, Any]:
    """A message as a phone shows it."""
    api = message.api
    here = message.shown_at.astimezone(LOCAL)
    return {
        "id": message.message_id,
        "mine": not message.from_bot,
        "text": message.text,
        "entities": api.get("entities") or api.get("caption_entities") or [],
        "buttons": message.inline_keyboard,
        "time": hour(here),
        "day": f"{WEEKDAYS[here.weekday()]} {day(here)}",
        "edited": message.edited,
        "silent": message.silent,
        "forwarded": "forward_origin" in api,
        "reply_to": reply_line(api),
        **media(api),
    }


def reply_line(api: dict[str, Any]) -> dict[str, Any] | None:
    replied = api.get("reply_to_message")
    return None if replied is None else {"id": replied["message_id"], "text": line_of(replied)}


def media(api: dict[str, Any]) -> dict[str, Any]:
    if "photo" in api:
        largest = api["photo"][-1]
        return {"photo": {"file": largest["file_id"], "width": largest["width"], "height": largest["height"]}}
    if "document" in api:
        document = api["document"]
        return {
            "document": {
                "file": document["file_id"],
                "name": document.get("file_name", "tệp"),
                "size": document.get("file_size", 0),
            }
        }
    if "voice" in api:
        return {"voice": {"seconds": api["voice"]["duration"]}}
    if "sticker" in api:
        return {"sticker": api["sticker"].get("emoji", "")}
    if "location" in api:
        return {"location": {"latitude": api["location"]["latitude"], "longitude": api["location"]["longitude"]}}
    return {}


def line_of(api: dict[str, Any]) -> str:
    """One line that stands for a message: its first words, or what kind of thing it is."""
    words = str(api.get("text") or api.get("caption") or "").strip()
    if words:
        return words.splitlines()[0][:120]
    return next((name for kind, name in WITHOUT_WORDS.items() if kind in api), "")


def phone_line(chat: Chat) -> dict[str, Any]:
    """A phone in the picker and in the province view."""
    last = next(reversed(chat.messages.values()), None)
    return {
        "id": chat.phone.chat_id,
        "name": chat.phone.name,
        "title": chat.phone.title,
        "group": chat.phone.group,
        "also": chat.phone.also,
        "unread": chat.unread,
        "blocked": chat.blocked,
        "last": None if last is None else {"text": line_of(last.api), "mine": not last.from_bot, **times(last)},
    }


def times(message: Message) -> dict[str, str]:
    here = message.shown_at.astimezone(LOCAL)
    return {"time": hour(here), "day": f"{WEEKDAYS[here.weekday()]} {day(here)}"}
