"""Every answer and every update is what an independent model of the Bot API says it is."""

import struct
import zlib

import pytest
from aiogram.types import Update
from pydantic import ValidationError

from tests.emulator.bot_api_models import validate_request, validate_result
from tests.emulator.conftest import ANN, Server

INLINE = {"inline_keyboard": [[{"text": "Xem", "callback_data": "x"}, {"text": "Trang", "url": "https://cchc.vn"}]]}


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + b"\x80" * width for _ in range(height)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


async def test_every_kind_of_update(server: Server) -> None:
    phone = server.emulator
    first = await phone.user_sends(ANN, "/start 7K4M92QX https://cchc.vn")
    await phone.user_sends(ANN, "trả lời", reply_to=first)
    await phone.user_forwards(ANN, "nv 38 xong", "Trần Văn B")
    await phone.user_edits(ANN, first, "sửa")
    await phone.user_sends_photo(ANN, png(640, 480), "ảnh chụp")
    await phone.user_sends_file(ANN, b"%PDF", "báo cáo.pdf", content_type="application/pdf", caption="nv 37")
    await phone.user_sends_voice(ANN)
    await phone.user_sends_sticker(ANN)
    await phone.user_sends_location(ANN)
    sent = await server.result("sendMessage", chat_id=ANN, text="<b>x</b>", parse_mode="HTML", reply_markup=INLINE)
    await phone.user_presses(ANN, sent["message_id"], "x")
    await phone.user_presses(ANN, 1, "tin đã xóa")
    await phone.user_blocks(ANN)
    updates = await server.result("getUpdates")
    validate_result("getUpdates", updates)
    assert len(updates) == 12
    read = [Update.model_validate(update) for update in updates]
    assert read[1].message.reply_to_message.message_id == first
    assert read[2].message.forward_origin.sender_user_name == "Trần Văn B"
    assert (read[4].message.photo[-1].width, read[4].message.photo[0].width) == (640, 320)
    assert read[9].callback_query.message.reply_markup.inline_keyboard[0][0].callback_data == "x"
    assert type(read[10].callback_query.message).__name__ == "InaccessibleMessage"


async def test_every_answer(server: Server) -> None:
    async def called(method: str, **params: object) -> dict:
        validate_request(method, params)
        result = await server.result(method, **params)
        validate_result(method, result)
        return result

    await server.emulator.user_sends_file(ANN, b"%PDF", "a.pdf")
    document = (await called("getUpdates", timeout=0))[0]["message"]["document"]
    message = await called("sendMessage", chat_id=ANN, text="<i>x</i>", parse_mode="HTML", reply_markup=INLINE)
    place = {"chat_id": ANN, "message_id": message["message_id"]}
    await called("editMessageText", **place, text="y", link_preview_options={"is_disabled": True})
    await called("editMessageReplyMarkup", **place, reply_markup=INLINE)
    await called("sendMessage", chat_id=ANN, text="z", reply_parameters={"message_id": message["message_id"]})
    paper = await called(
        "sendDocument", chat_id=ANN, document=document["file_id"], caption="<b>c</b>", parse_mode="HTML"
    )
    await called("editMessageCaption", chat_id=ANN, message_id=paper["message_id"], caption="d")
    await called("getFile", file_id=paper["document"]["file_id"])
    await called("deleteMessage", **place)
    await called("sendChatAction", chat_id=ANN, action="typing")
    await called("answerCallbackQuery", callback_query_id=await server.emulator.user_presses(ANN, 1, "x"))
    await called("getMe")
    await called("getChat", chat_id=ANN)
    await called("setMyCommands", commands=[{"command": "viec", "description": "Việc của tôi"}])
    await called("getMyCommands")
    await called("deleteMyCommands")
    for name in ("Name", "Description", "ShortDescription"):
        field = {"Name": "name", "Description": "description", "ShortDescription": "short_description"}[name]
        await called(f"setMy{name}", **{field: "Trợ lý"})
        assert (await called(f"getMy{name}"))[field] == "Trợ lý"
    await called("setChatMenuButton")
    await called("getChatMenuButton")
    await called("setWebhook", url="https://cchc.vn/hook", secret_token="s", allowed_updates=["message"])
    await called("getWebhookInfo")
    await called("deleteWebhook", drop_pending_updates=True)


def test_a_request_with_a_parameter_or_value_telegram_does_not_have_is_caught() -> None:
    validate_request("sendMessage", {"chat_id": "1", "text": "x", "reply_markup": '{"remove_keyboard": true}'})
    with pytest.raises(AssertionError, match="colour"):
        validate_request("sendMessage", {"chat_id": 1, "text": "x", "colour": "red"})
    with pytest.raises(AssertionError, match="sendLove"):
        validate_request("sendLove", {})
    with pytest.raises(ValidationError):
        validate_request("sendMessage", {"chat_id": 1})
    with pytest.raises(AssertionError, match="colour"):
        button = {"text": "a", "callback_data": "b", "colour": "red"}
        validate_request("sendMessage", {"chat_id": 1, "text": "x", "reply_markup": {"inline_keyboard": [[button]]}})
