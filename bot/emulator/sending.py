"""The bot's side of chats: methods that put, change and take away messages, with Telegram's refusals."""

from typing import Any

from bot.emulator.calls import Call
from bot.emulator.chats import CallbackAnswer, Chat, Message
from bot.emulator.html_subset import detected, parse_html, trimmed, utf16_length
from bot.emulator.images import photo_dimensions
from bot.emulator.markup import checked
from bot.emulator.refusals import BLOCKED, NOT_MODIFIED, QUERY_TOO_OLD, Refusal, bad_request
from bot.emulator.updates import CALLBACK_SECONDS
from bot.emulator.world import World

TEXT_UNITS = 4096  # UTF-16 units, after entities are parsed
CAPTION_UNITS = 1024
ANSWER_UNITS = 200
DOWNLOAD_BYTES = 20 * 1024 * 1024
DELETE_SECONDS = 48 * 3600
ACTIONS = frozenset(
    {"typing", "choose_sticker", "find_location"}
    | {f"upload_{kind}" for kind in ("photo", "video", "voice", "document", "video_note")}
    | {f"record_{kind}" for kind in ("video", "voice", "video_note")}
)


def recipient(world: World, call: Call) -> Chat:
    """Raises Refusal: 400 for an unknown chat, 403 for one that blocked the bot."""
    chat = world.chats.for_bot(call.text("chat_id"))
    if chat.blocked:
        raise Refusal(403, BLOCKED)
    return chat


def formatted(call: Call, name: str) -> tuple[str, list[dict[str, Any]]]:
    """Text and entities of a parameter `text` or `caption`, by parse mode or by given entities."""
    source = call.text(name).replace("\r\n", "\n")
    mode = call.text("parse_mode").lower()
    if mode == "html":
        text, entities = parse_html(source)
    elif mode in {"markdown", "markdownv2"}:
        raise bad_request("unsupported parse_mode: the emulator reads HTML only")
    elif mode:
        raise bad_request("unsupported parse_mode")
    else:
        given = "entities" if name == "text" else "caption_entities"
        text, entities = source, call.structure(given, "can't parse entities: can't parse JSON object") or []
    text, entities = trimmed(text, entities)
    covered = {(entity["offset"], entity["length"]) for entity in entities}
    entities += [entity for entity in detected(text) if (entity["offset"], entity["length"]) not in covered]
    return text, sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))


def text_content(call: Call) -> dict[str, Any]:
    text, entities = formatted(call, "text")
    if not text:
        raise bad_request("message text is empty")
    if utf16_length(text) > TEXT_UNITS:
        raise bad_request("message is too long")
    return {"text": text, **({"entities": entities} if entities else {})}


def caption_content(call: Call) -> dict[str, Any]:
    caption, entities = formatted(call, "caption")
    if utf16_length(caption) > CAPTION_UNITS:
        raise bad_request("message caption is too long")
    if not caption:
        return {}
    return {"caption": caption, **({"caption_entities": entities} if entities else {})}


def markup_of(call: Call) -> dict[str, Any] | None:
    return checked(call.structure("reply_markup", "can't parse reply keyboard markup JSON object"))


def reply_content(chat: Chat, call: Call) -> dict[str, Any]:
    parameters = call.structure("reply_parameters", "can't parse reply parameters JSON object") or {}
    if not isinstance(parameters, dict):
        raise bad_request("object expected as reply parameters")
    message_id = int(parameters.get("message_id") or call.integer("reply_to_message_id"))
    if not message_id:
        return {}
    replied = chat.messages.get(message_id)
    if replied is not None:
        return {"reply_to_message": without_reply(replied)}
    if parameters.get("allow_sending_without_reply") or call.flag("allow_sending_without_reply"):
        return {}
    raise bad_request("message to be replied not found")


def without_reply(message: Message) -> dict[str, Any]:
    """A message as it stands in an answer to it: Telegram nests replies one deep."""
    return {name: value for name, value in message.api.items() if name != "reply_to_message"}


def send(world: World, call: Call, content: dict[str, Any]) -> dict[str, Any]:
    """The last step of every sending method: all checks but that of the content, then the message."""
    chat = recipient(world, call)
    content = {**content, **reply_content(chat, call)}
    markup = markup_of(call)
    world.limits.take(chat.phone.chat_id)
    return world.bot_says(chat, content, markup, silent=call.flag("disable_notification")).api


def send_message(world: World, call: Call) -> dict[str, Any]:
    return send(world, call, text_content(call))


def send_photo(world: World, call: Call) -> dict[str, Any]:
    content, name, _ = _file_content(world, call, "photo")
    return send(world, call, {"photo": photo_sizes(world, content, name), **caption_content(call)})


def send_document(world: World, call: Call) -> dict[str, Any]:
    content, name, kind = _file_content(world, call, "document")
    return send(world, call, {"document": document_of(world, content, name, kind), **caption_content(call)})


def _file_content(world: World, call: Call, kind: str) -> tuple[bytes, str, str]:
    """Content, name and content type of what was uploaded or named by a file id."""
    upload = call.upload(kind)
    if upload is not None:
        if not upload.content:
            raise bad_request("file must be non-empty")
        return upload.content, upload.name, upload.content_type
    given = call.text(kind)
    if not given:
        raise bad_request(f"there is no {kind} in the request")
    if given.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")  # the emulator fetches nothing
    file = world.files.by_id(given)
    if file is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    kept_as = "photo" if file.path.startswith("photos/") else "document"
    if kept_as != kind:
        raise bad_request(f"can't use file of type {kept_as.capitalize()} as {kind.capitalize()}")
    return file.content, file.name, file.content_type


def photo_sizes(world: World, content: bytes, name: str) -> list[dict[str, Any]]:
    """A photo as Telegram gives it: sizes in rising order, the last one is the picture itself."""
    width, height = photo_dimensions(content)
    scale = min(1.0, 320 / max(width, height))
    sizes = [(max(1, round(width * scale)), max(1, round(height * scale))), (width, height)]
    if scale == 1.0:
        sizes = sizes[1:]
    return [
        {
            "file_id": file.file_id,
            "file_unique_id": file.unique_id,
            "width": wide,
            "height": high,
            "file_size": len(content),
        }
        for wide, high in sizes
        for file in [world.files.add(content, name, "image/*", "photos")]
    ]


def document_of(world: World, content: bytes, name: str, content_type: str) -> dict[str, Any]:
    file = world.files.add(content, name, content_type, "documents")
    return {
        "file_id": file.file_id,
        "file_unique_id": file.unique_id,
        "file_name": name,
        "mime_type": content_type,
        "file_size": len(content),
    }


def to_edit(world: World, call: Call) -> tuple[Chat, Message]:
    """Raises Refusal where Telegram refuses an edit of this message."""
    if call.text("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    chat = recipient(world, call)
    if not call.integer("message_id"):
        raise bad_request("message identifier is not specified")
    message = chat.messages.get(call.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if not message.from_bot or message.keyboard is not None:
        raise bad_request("message can't be edited")
    return chat, message


def edit(world: World, chat: Chat, message: Message, content: dict[str, Any], gone: set[str]) -> dict[str, Any]:
    """Replaces the parts `gone` by `content`; raises Refusal when nothing changes."""
    old = {name: message.api[name] for name in gone if name in message.api}
    if old == content:
        raise Refusal(400, NOT_MODIFIED)
    kept = {name: value for name, value in message.api.items() if name not in gone}
    message.api = {**kept, **content, "edit_date": world.date()}
    world.changed(chat, message)
    return message.api


def edit_message_text(world: World, call: Call) -> dict[str, Any]:
    chat, message = to_edit(world, call)
    content = text_content(call)
    if "text" not in message.api:
        raise bad_request("there is no text in the message to edit")
    return edit(world, chat, message, content | _inline(call), {"text", "entities", "reply_markup"})


def edit_message_caption(world: World, call: Call) -> dict[str, Any]:
    chat, message = to_edit(world, call)
    if "text" in message.api:
        raise bad_request("there is no caption in the message to edit")
    content = caption_content(call) | _inline(call)
    return edit(world, chat, message, content, {"caption", "caption_entities", "reply_markup"})


def edit_message_reply_markup(world: World, call: Call) -> dict[str, Any]:
    chat, message = to_edit(world, call)
    return edit(world, chat, message, _inline(call), {"reply_markup"})


def _inline(call: Call) -> dict[str, Any]:
    markup = markup_of(call)
    if markup is None:
        return {}
    if "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    return {"reply_markup": markup}


def delete_message(world: World, call: Call) -> bool:
    chat = recipient(world, call)
    message = chat.messages.get(call.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    if message.api["date"] + DELETE_SECONDS < world.machine():
        raise bad_request("message can't be deleted for everyone")
    del chat.messages[message.message_id]
    world.events.publish("deleted", chat=chat.phone.chat_id, id=message.message_id)
    return True


def answer_callback_query(world: World, call: Call) -> bool:
    press = world.chats.pressed(call.text("callback_query_id"))
    if press is None or press.answer is not None or press.at + CALLBACK_SECONDS < world.machine():
        raise Refusal(400, QUERY_TOO_OLD)
    if utf16_length(call.text("text")) > ANSWER_UNITS:
        raise bad_request("MESSAGE_TOO_LONG")
    press.answer = CallbackAnswer(call.text("text"), call.flag("show_alert"))
    world.events.publish(
        "answered", chat=press.chat_id, query=press.query_id, text=press.answer.text, alert=press.answer.alert
    )
    return True


def send_chat_action(world: World, call: Call) -> bool:
    chat = recipient(world, call)
    if call.text("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    world.events.publish("typing", chat=chat.phone.chat_id)
    return True


def get_file(world: World, call: Call) -> dict[str, Any]:
    file = world.files.by_id(call.text("file_id"))
    if file is None:
        raise bad_request("invalid file_id")
    if len(file.content) > DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return {
        "file_id": file.file_id,
        "file_unique_id": file.unique_id,
        "file_size": len(file.content),
        "file_path": file.path,
    }
