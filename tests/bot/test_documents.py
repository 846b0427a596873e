"""Documents that officials filed, shown to the monitor by their id, else by their bytes; pushes without a sound."""

from bot.emulator import Message
from storage.models import Evidence, Outbox
from tests.bot.conftest import Houses
from tests.bot.house import HEAD, MONITOR, OFFICER, BotHouse
from tests.emulator.test_models import png

PDF = b"%PDF-1.4 thong bao"


async def filed(house: BotHouse) -> None:
    """Sở Tư pháp reports with a paper and a photo."""
    await house.start()
    await house.emulator.user_sends_file(OFFICER, PDF, "TB 12.pdf", caption="nv 37 xong")
    await house.until(lambda: any("Đã lưu tài liệu" in text for text in house.heard(OFFICER)))
    await house.emulator.user_sends_photo(OFFICER, png(40, 30), "nv 37")
    await house.until(lambda: sum("Đã lưu tài liệu" in text for text in house.heard(OFFICER)) == 2)


async def look(house: BotHouse) -> None:
    await house.emulator.user_sends(MONITOR, "tài liệu nv 37 stp")
    await house.until_heard(MONITOR, 3)


async def test_the_monitor_gets_the_documents_themselves(house_on_each: Houses) -> None:
    async with house_on_each() as house:
        await filed(house)
        await look(house)
        words, paper, photo = house.said(MONITOR)
        assert words.text.startswith("Tài liệu của NV 37, Sở Tư pháp: TB 12.pdf, ảnh gửi")
        assert words.buttons == ["Xác nhận", "Trả lại"]
        assert (paper.document, photo.photo) == ("TB 12.pdf", True)
        assert [call.params.get("document") for call in house.emulator.calls("sendDocument")] == [
            house.rows(Evidence)[0].file_id
        ]
        assert house.emulator.photo(MONITOR, photo.message_id) == png(40, 30)
        await house.until_quiet()
        assert house.states(Outbox) == {"sent": len(house.rows(Outbox))}


async def test_by_their_bytes_where_their_id_is_another_bots(house_of: Houses) -> None:
    async with house_of() as house:
        await filed(house)
        with house.store.unit() as unit:
            for row in unit.session.query(Evidence).all():
                row.file_id = "of-another-bot"
            unit.commit()
        await look(house)
        _, paper, photo = house.said(MONITOR)
        assert paper.document == "TB_12.pdf"
        assert house.emulator.photo(MONITOR, photo.message_id) == png(40, 30)


async def test_one_honest_line_where_neither_is_left(house_of: Houses) -> None:
    async with house_of() as house:
        await filed(house)
        with house.store.unit() as unit:
            for row in unit.session.query(Evidence).all():
                row.file_id, row.path = "of-another-bot", "/nowhere/x.pdf"
            unit.commit()
        await look(house)
        assert house.heard(MONITOR)[1] == "Chưa gửi được tài liệu TB 12.pdf; có thể đề nghị cơ quan gửi lại."
        await house.until_quiet()
        assert house.states(Outbox) == {"sent": len(house.rows(Outbox))}


async def test_an_acceptance_reaches_the_agency_without_a_sound_a_return_with_one(house_of: Houses) -> None:
    async with house_of(now="2024-03-19T10:00") as house:  # in everybody's own hours
        await filed(house)
        await house.emulator.user_sends(MONITOR, "xác nhận nv 37 stp")
        for chat in (HEAD, OFFICER):
            accepted = await shown(house, chat, "🟢 Sở Nội vụ đã xác nhận NV 37")
            assert accepted.silent
        assert not (await shown(house, MONITOR, "Đã xác nhận lúc")).silent
        await house.emulator.user_sends(MONITOR, "mở lại nv 37 stp: thiếu chữ ký, trước 29/3")
        reopened = await shown(house, HEAD, "🟡 Sở Nội vụ mở lại NV 37")
        assert not reopened.silent
        assert reopened.buttons == ["Bổ sung", "Hỏi Sở Nội vụ"]


async def shown(house: BotHouse, chat: int, beginning: str) -> Message:
    """The message on that phone that begins so."""
    await house.until(lambda: any(text.startswith(beginning) for text in house.heard(chat)))
    return next(message for message in house.said(chat) if message.text.startswith(beginning))
