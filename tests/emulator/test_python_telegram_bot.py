"""python-telegram-bot works against it as against Telegram, errors included."""

import io

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, ReplyKeyboardMarkup
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from tests.emulator.bot_api_models import validate_request
from tests.emulator.conftest import ANN, STRANGER, Server
from tests.emulator.test_models import png


async def test_a_conversation(server: Server, bot: Bot) -> None:
    phone = server.emulator
    await phone.user_sends(ANN, "/start xin chào")
    update = (await bot.get_updates(timeout=5))[0]
    assert update.message.text == "/start xin chào"
    assert update.message.entities[0].type == "bot_command"
    assert update.effective_user.full_name == "Giám đốc Sở Tư pháp"

    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Mất điểm ở đâu", callback_data="weak")]])
    card = await bot.send_message(ANN, "Điểm <b>86,94</b>", parse_mode="HTML", reply_markup=keyboard)
    query_id = await phone.user_presses(ANN, card.message_id, phone.messages(ANN)[-1].data_of("Mất điểm ở đâu"))
    press = (await bot.get_updates(offset=update.update_id + 1, timeout=5))[0].callback_query
    await press.edit_message_text("Mất 13,06 điểm")
    await press.answer("xong")
    shown = phone.message(ANN, card.message_id)
    assert (shown.text, shown.buttons, shown.edited) == ("Mất 13,06 điểm", [], True)
    assert phone.answer(query_id).text == "xong"

    keys = ReplyKeyboardMarkup([["Điểm", "Việc"]], is_persistent=True, resize_keyboard=True)
    await bot.send_message(ANN, "phím", reply_markup=keys)
    assert phone.keyboard(ANN) == [["Điểm", "Việc"]]
    assert phone.unread(ANN) == 2
    for call in phone.calls():
        validate_request(call.method, call.params)


async def test_files_both_ways(server: Server, bot: Bot) -> None:
    await server.emulator.user_sends_file(ANN, "nội dung".encode(), "báo cáo.txt")
    document = (await bot.get_updates(timeout=5))[0].message.document
    assert document.file_name == "báo cáo.txt"
    content = await (await bot.get_file(document.file_id)).download_as_bytearray()
    assert content.decode() == "nội dung"

    picture = png(200, 100)
    sent = await bot.send_photo(ANN, io.BytesIO(picture), caption="Biểu đồ")
    assert (sent.photo[-1].width, sent.photo[-1].height) == (200, 100)
    again = await bot.send_photo(STRANGER, sent.photo[-1].file_id)
    assert bytes(await (await again.photo[-1].get_file()).download_as_bytearray()) == picture
    await bot.send_document(ANN, io.BytesIO(b"xlsx"), filename="xếp hạng.xlsx")
    assert [(m.photo, m.document) for m in server.emulator.messages(ANN)[1:]] == [
        (True, None),
        (False, "xếp hạng.xlsx"),
    ]


@pytest.mark.filterwarnings("ignore:.*retry_after:telegram.warnings.PTBDeprecationWarning")
@pytest.mark.parametrize(
    ("scripted", "error"),
    [
        ("429:3", RetryAfter),
        ("403", Forbidden),
        ("400:chat not found", BadRequest),
        ("401", InvalidToken),
        ("404", InvalidToken),
        ("409", Conflict),
        ("502", NetworkError),
        ("reset_before", NetworkError),
        ("accept_then_reset", NetworkError),
        ("html", TelegramError),
    ],
)
async def test_faults_are_its_own_errors(server: Server, bot: Bot, scripted: str, error: type[Exception]) -> None:
    server.emulator.script("sendMessage", scripted)
    with pytest.raises(error):
        await bot.send_message(ANN, "x")
    await bot.send_message(ANN, "x")


async def test_a_hanging_answer_times_out(server: Server, bot: Bot) -> None:
    server.emulator.script("sendMessage", "accept_then_hang")
    with pytest.raises(TimedOut):
        await bot.send_message(ANN, "x", read_timeout=0.3)
    assert len(server.emulator.messages(ANN)) == 1
