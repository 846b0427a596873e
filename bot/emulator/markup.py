"""Keyboards: what Telegram accepts as `reply_markup`, and how it keeps it."""

import re
from typing import Any

from bot.emulator.refusals import bad_request

CALLBACK_DATA_BYTES = 64
INLINE_BUTTONS = 100
_INLINE_ACTIONS = (
    "url",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
_INLINE = "can't parse inline keyboard button"


def checked(markup: Any) -> dict[str, Any] | None:
    """The keyboard in canonical form; an empty inline keyboard is none. Raises Refusal as Telegram would."""
    if markup is None or markup == {}:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        rows = _inline_rows(markup["inline_keyboard"])
        return {"inline_keyboard": rows} if rows else None
    if "keyboard" in markup:
        return {**markup, "keyboard": _reply_rows(markup["keyboard"])}
    if markup.get("remove_keyboard") or markup.get("force_reply"):
        return markup
    return None


def _inline_rows(rows: Any) -> list[list[dict[str, Any]]]:
    if not isinstance(rows, list) or any(not isinstance(row, list) for row in rows):
        raise bad_request('can\'t parse reply markup: Field "inline_keyboard" must be an Array of Arrays')
    kept = [[_inline_button(button) for button in row] for row in rows if row]
    if sum(map(len, kept)) > INLINE_BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    return kept


def _inline_button(button: Any) -> dict[str, Any]:
    if not isinstance(button, dict):
        raise bad_request(f"{_INLINE}: expected an Object")
    text = button.get("text")
    if not isinstance(text, str) or not text.strip():
        raise bad_request(f'{_INLINE}: Field "text" must be of type String')
    if "callback_data" in button:
        data = button["callback_data"]
        if not isinstance(data, str) or not 1 <= len(data.encode()) <= CALLBACK_DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
    elif not any(action in button for action in _INLINE_ACTIONS):
        raise bad_request(f"{_INLINE}: Text buttons are unallowed in the inline keyboard")
    url = button.get("url")
    if url is not None and not re.match(r"(?:https?|tg)://\S+|[\w-]+(?:\.[\w-]+)+", str(url)):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return {name: value for name, value in button.items() if value is not None}


def _reply_rows(rows: Any) -> list[list[dict[str, Any]]]:
    if not isinstance(rows, list) or any(not isinstance(row, list) for row in rows):
        raise bad_request('can\'t parse reply markup: Field "keyboard" must be an Array of Arrays')
    return [[_reply_button(button) for button in row] for row in rows if row]


def _reply_button(button: Any) -> dict[str, Any]:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict) or not str(button.get("text", "")).strip():
        raise bad_request("can't parse keyboard button: Can't find field \"text\"")
    return button
