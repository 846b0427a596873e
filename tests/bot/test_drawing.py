"""Pictures: the words first, the picture after them; kept by content; a drawing process that dies; a picture gone."""

import asyncio
import os
import signal
from pathlib import Path

import pytest

from bot.emulator.images import dimensions
from storage.models import Inbox, Outbox
from tests.bot.conftest import Houses
from tests.bot.house import HEAD, OFFICER, BotHouse

CAPTION = "Biểu đồ Sở Nội vụ năm 2023, 8 lĩnh vực, so với mức giữa khối sở."


def drawn(house: BotHouse) -> list[Path]:
    return sorted((house.settings.data_dir / "pictures").glob("*.png"))


def process_of(house: BotHouse) -> int:
    """The drawing process."""
    assert house.assistant is not None
    child = house.assistant.studio._child
    assert child is not None
    return child.pid


async def test_the_words_come_first_then_the_picture(house_on_each: Houses) -> None:
    async with house_on_each() as house:
        await house.start()
        await house.emulator.user_sends(OFFICER, "bieu do diem so noi vu")
        heard = await house.until_heard(OFFICER, 2)
        assert heard[0].startswith("Sở Nội vụ: 86,94 điểm")
        assert heard[1].startswith(CAPTION)
        words, photo = house.said(OFFICER)
        assert (words.photo, photo.photo) == (False, True)
        assert photo.buttons == ["Mất điểm ở đâu", "So sánh"]
        size = dimensions(house.emulator.photo(OFFICER, photo.message_id))
        assert size is not None
        assert size[0] == 1080
        await house.press(OFFICER, "Mất điểm ở đâu")
        assert "chưa đạt" in (await house.until_heard(OFFICER, 3))[2]  # a new message: a photo's words stay
        await house.until_quiet()
        assert house.states(Outbox) == {"sent": 3}


async def test_the_same_picture_is_drawn_once_and_a_press_brings_it_without_the_words(house_of: Houses) -> None:
    async with house_of() as house:
        await house.start()
        await house.emulator.user_sends(OFFICER, "bieu do xep hang khoi so")
        await house.until_heard(OFFICER, 2)
        first = drawn(house)
        written = [picture.stat().st_mtime_ns for picture in first]
        await house.press(OFFICER, "Khối huyện")
        heard = await house.until_heard(OFFICER, 3)
        assert heard[2].startswith("Biểu đồ xếp hạng Chỉ số CCHC khối huyện năm 2023.")
        assert len(drawn(house)) == 2
        await house.press(OFFICER, "Khối huyện", 1)
        assert (await house.until_heard(OFFICER, 4))[3] == heard[2]
        assert len(drawn(house)) == 2
        assert [picture.stat().st_mtime_ns for picture in first] == written
        await house.emulator.user_sends(HEAD, "bieu do xep hang khoi so")
        await house.until_heard(HEAD, 2)
        assert len(drawn(house)) == 2  # the same agency sees the same picture


async def test_many_ask_at_once_and_each_gets_one(house_of: Houses) -> None:
    async with house_of() as house:
        await house.start()
        await asyncio.gather(*(house.emulator.user_sends(OFFICER, "bieu do snv") for _ in range(4)))
        await house.emulator.user_sends(HEAD, "ve bieu do snv")
        await house.until(lambda: house.calls("sendPhoto") == 5)
        await house.until_quiet()
        assert sum(text.startswith(CAPTION) for text in house.heard(OFFICER)) == 4
        assert sum(text.startswith(CAPTION) for text in house.heard(HEAD)) == 1


async def test_a_drawing_process_that_died_is_replaced(house_of: Houses) -> None:
    async with house_of() as house:
        await house.start()
        await house.emulator.user_sends(OFFICER, "bieu do snv")
        await house.until_heard(OFFICER, 2)
        dead = process_of(house)
        os.kill(dead, signal.SIGKILL)
        await house.emulator.user_sends(OFFICER, "bieu do so y te")
        await house.until(lambda: house.calls("sendPhoto") == 2 or "Chưa vẽ được" in house.heard(OFFICER)[-1])
        if house.calls("sendPhoto") < 2:  # it died under this order: said, and the next one is drawn
            await house.emulator.user_sends(OFFICER, "bieu do so y te")
            await house.until(lambda: house.calls("sendPhoto") == 2)
        assert process_of(house) != dead


async def test_a_stuck_drawing_process_is_ended_and_it_is_said(
    house_of: Houses, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.pictures.studio.LONGEST", 0.5)
    async with house_of() as house:
        await house.start()
        await house.assistant.studio.warm()  # type: ignore[union-attr]
        os.kill(process_of(house), signal.SIGSTOP)
        stuck = process_of(house)
        await house.emulator.user_sends(OFFICER, "bieu do snv")
        heard = await house.until_heard(OFFICER, 2)
        assert heard[0].startswith("Sở Nội vụ: 86,94")
        assert heard[1] == ("Chưa vẽ được biểu đồ. Số liệu đã có ở phần chữ, anh/chị có thể thử lại sau.")
        assert not Path(f"/proc/{stuck}").exists()
        assert house.states(Inbox) == {"done": 2}  # the message, and the job that came back


async def test_a_picture_gone_from_the_disk_leaves_its_caption(house_of: Houses) -> None:
    async with house_of() as house:
        await house.start()
        house.emulator.script("sendPhoto", "500:Internal Server Error")
        await house.emulator.user_sends(OFFICER, "bieu do snv")
        await house.until(lambda: house.calls("sendPhoto") == 1)
        for picture in drawn(house):
            picture.unlink()
        house.machine.forward(10)
        heard = await house.until_heard(OFFICER, 2)
        assert heard[1].startswith(CAPTION)
        assert heard[1].endswith("(gửi lại)")
        assert [message.photo for message in house.said(OFFICER)] == [False, False]


async def test_the_drawing_process_ends_with_the_assistant(house_of: Houses) -> None:
    async with house_of() as house:
        await house.start()
        await house.emulator.user_sends(OFFICER, "bieu do snv")
        await house.until_heard(OFFICER, 2)
        process = process_of(house)
        await house.stop()
        assert not Path(f"/proc/{process}").exists()
