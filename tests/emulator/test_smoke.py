import io
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from tests.emulator.conftest import ANN

async def test_all(server, bot):
    e = server.emulator
    assert bot.name
    m = await e.user_sends(ANN, "/start xin chào")
    ups = await bot.get_updates(timeout=5)
    assert ups[0].message.text == "/start xin chào"
    sent = await bot.send_message(ANN, "Điểm <b>86,94</b>", parse_mode="HTML", reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton("A", callback_data="x")]]))
    q = await e.user_presses(ANN, sent.message_id, "x")
    ups = await bot.get_updates(offset=ups[-1].update_id + 1, timeout=5)
    await ups[0].callback_query.answer("xong")
    assert e.answer(q).text == "xong"
    await sent.edit_text("khác")
    d = await bot.send_document(ANN, io.BytesIO(b"abc"), filename="báo cáo.docx")
    f = await bot.get_file(d.document.file_id)
    assert bytes(await f.download_as_bytearray()) == b"abc"
