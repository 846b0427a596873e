"""Pictures: the words first, the picture after them; kept by content; a drawing process that dies; a picture gone."""

import asyncio
import os
import signal
from contextlib import suppress
from pathlib import Path

import pytest

from bot.emulator.images import dimensions
from bot.pictures import child
from bot.pictures.studio import Studio
from handlers.knowledge import Knowledge
from handlers.words.faults import NO_PICTURE
from storage.models import Outbox
from tests.bot.conftest import Houses
from tests.bot.house import HEAD, OFFICER, BotHouse, bot_house
from tests.conftest import postgres_copy

CAPTION = "Biểu đồ Sở Nội vụ năm 2023, 8 lĩnh vực, so với mức giữa khối sở."


def drawn(house: BotHouse) -> list[Path]:
    return sorted((house.settings.data_dir / "pictures").glob("*.png"))


def studio_of(house: BotHouse) -> Studio:
    assert house.assistant is not None
    return house.assistant.studio


def process_of(house: BotHouse) -> int:
    """The drawing process."""
    process = studio_of(house)._child
    assert process is not None
    return process.pid


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


async def test_the_same_picture_is_drawn_once_whoever_asks(house_of: Houses) -> None:
    async with house_of() as house:
        await house.start()
        await house.emulator.user_sends(OFFICER, "bieu do xep hang khoi so")
        await house.until_heard(OFFICER, 2)
        first = drawn(house)
        written = [picture.stat().st_mtime_ns for picture in first]
        await house.press(OFFICER, "Khối huyện")
        heard = await house.until_heard(OFFICER, 4)
        assert heard[3].startswith("Biểu đồ xếp hạng Chỉ số CCHC khối huyện năm 2023.")
        assert len(drawn(house)) == 2
        await house.emulator.user_sends(HEAD, "bieu do xep hang khoi so")
        await house.until_heard(HEAD, 2)
        assert len(drawn(house)) == 2  # the same agency sees the same picture
        assert [picture.stat().st_mtime_ns for picture in first] == written


async def test_a_press_ends_its_waiting_before_the_picture_is_drawn(house_of: Houses) -> None:
    async with house_of() as house:
        await house.start()
        await house.emulator.user_sends(OFFICER, "diem snv")
        await house.until_heard(OFFICER)
        query = await house.press(OFFICER, "Biểu đồ")
        heard = await house.until_heard(OFFICER, 2)
        answer = house.emulator.answer(query)
        assert answer is not None
        assert answer.text == "Đang vẽ biểu đồ…"
        assert heard[1].startswith(CAPTION)
        assert house.calls("sendMessage") == 1
        order = [call.method for call in house.emulator.calls()]
        assert order.index("answerCallbackQuery") < order.index("sendPhoto")


async def test_many_ask_at_once_and_each_gets_one(house_of: Houses) -> None:
    async with house_of() as house:
        await house.start()
        await asyncio.gather(*(house.emulator.user_sends(OFFICER, "bieu do snv") for _ in range(4)))
        await house.emulator.user_sends(HEAD, "ve bieu do snv")
        await house.until(lambda: house.calls("sendPhoto") == 5)
        await house.until_quiet()
        assert sum(text.startswith(CAPTION) for text in house.heard(OFFICER)) == 4
        assert sum(text.startswith(CAPTION) for text in house.heard(HEAD)) == 1


async def test_a_drawing_process_that_died_is_replaced_and_no_picture_lost(house_of: Houses) -> None:
    async with house_of() as house:
        await house.start()
        await house.emulator.user_sends(OFFICER, "bieu do snv")
        await house.until_heard(OFFICER, 2)
        for count, agency in enumerate(("so y te", "so tai chinh", "so xay dung"), start=2):
            os.kill(process_of(house), signal.SIGKILL)
            await house.emulator.user_sends(OFFICER, f"bieu do {agency}")
            await house.until(lambda n=count: house.calls("sendPhoto") == n)  # type: ignore[misc]


async def test_a_stuck_drawing_process_is_ended_and_the_words_come_alone(
    house_of: Houses, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with house_of() as house:
        await house.start()
        await studio_of(house).warm()
        monkeypatch.setattr("bot.pictures.studio.LONGEST", 0.5)
        stuck = process_of(house)
        os.kill(stuck, signal.SIGSTOP)
        await house.emulator.user_sends(OFFICER, "bieu do snv")
        heard = await house.until_heard(OFFICER, 2)
        assert heard[0].startswith("Sở Nội vụ: 86,94")
        assert heard[1].startswith(CAPTION)
        assert heard[1].endswith(NO_PICTURE)
        assert not Path(f"/proc/{stuck}").exists()
        monkeypatch.undo()
        await house.emulator.user_sends(OFFICER, "bieu do snv")
        await house.until(lambda: house.calls("sendPhoto") == 1)


async def test_a_folder_that_takes_no_pictures_stops_nothing(house_of: Houses) -> None:
    async with house_of() as house:
        house.settings.data_dir.joinpath("pictures").write_text("in the way")
        await house.start()
        await house.emulator.user_sends(OFFICER, "bieu do snv")
        heard = await house.until_heard(OFFICER, 2)
        assert heard[1].endswith(NO_PICTURE)
        await house.emulator.user_sends(OFFICER, "diem syt")
        assert (await house.until_heard(OFFICER, 3))[2].startswith("Sở Y tế")


async def test_a_picture_gone_or_cut_short_is_drawn_again(house_of: Houses) -> None:
    async with house_of() as house:
        await house.start()
        house.emulator.script("sendPhoto", "500:Internal Server Error")
        await house.emulator.user_sends(OFFICER, "bieu do snv")
        await house.until(lambda: house.calls("sendPhoto") == 1)
        for picture in drawn(house):
            picture.write_bytes(b"")  # what a power cut leaves
        house.machine.forward(10)
        heard = await house.until_heard(OFFICER, 2)
        assert heard[1].endswith("(gửi lại)")
        assert [message.photo for message in house.said(OFFICER)] == [False, True]


async def test_a_photo_that_is_refused_leaves_its_words(house_of: Houses) -> None:
    async with house_of() as house:
        await house.start()
        house.emulator.script("sendPhoto", "400:Bad Request: IMAGE_PROCESS_FAILED")
        await house.emulator.user_sends(OFFICER, "bieu do snv")
        heard = await house.until_heard(OFFICER, 2)
        assert heard[1].startswith(CAPTION)
        assert heard[1].endswith(NO_PICTURE)
        await house.until_quiet()
        assert house.states(Outbox) == {"sent": 2}


async def test_replicas_with_folders_of_their_own_send_every_picture(
    demo_postgres: str, tmp_path: Path, demo_knowledge: Knowledge
) -> None:
    """Whoever sends it draws it: no picture lies on another machine."""
    url = postgres_copy(demo_postgres, of="demo")
    async with bot_house(url, tmp_path, demo_knowledge, webhook=True) as house:
        await house.start()
        async with house.twin(data_dir=tmp_path / "twin"):
            for _ in range(6):
                await house.emulator.user_sends(OFFICER, "bieu do snv")
                await house.emulator.user_sends(HEAD, "bieu do snv")
            await house.until(lambda: house.calls("sendPhoto") == 12, 60)
            await house.until_quiet()
        assert sum(message.photo for chat in (OFFICER, HEAD) for message in house.said(chat)) == 12


async def test_an_order_that_was_given_up_is_not_taken_for_the_next(tmp_path: Path) -> None:
    studio, values = Studio(tmp_path), {"title": "a", "note": "", "source": "", "rows": []}
    await studio.warm()
    first = asyncio.create_task(studio.draw({"kind": "table", **values}))
    await asyncio.sleep(0.01)
    first.cancel()
    with suppress(asyncio.CancelledError):
        await first
    path = await studio.draw({"kind": "bars", **values})
    assert path is not None
    assert path.stat().st_size > 0
    await studio.close()


async def test_a_process_that_was_left_while_loading_is_not_kept(tmp_path: Path) -> None:
    studio, values = Studio(tmp_path), {"title": "a", "note": "", "source": "", "rows": []}
    warming = asyncio.create_task(studio.warm())
    await asyncio.sleep(0.05)
    warming.cancel()
    with suppress(asyncio.CancelledError):
        await warming
    assert await studio.png({"kind": "bars", **values}) is not None
    await studio.close()


async def test_what_cannot_be_drawn_ends_nothing(tmp_path: Path) -> None:
    studio, values = Studio(tmp_path), {"title": "a", "note": "", "source": "", "rows": []}
    assert await studio.draw({"kind": "unheard of", **values}) is None
    assert await studio.png({"kind": "bars", **values}) is not None
    await studio.close()


async def test_the_drawing_process_knows_no_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CCHC_TELEGRAM_TOKEN", "cchc_webhook_secret", "PGPASSWORD", "DATABASE_URL"):
        monkeypatch.setenv(name, "very-secret")
    studio = Studio(tmp_path)
    await studio.warm()
    assert studio._child is not None
    assert b"very-secret" not in Path(f"/proc/{studio._child.pid}/environ").read_bytes()
    await studio.close()


def test_the_pictures_drawn_longest_ago_go_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "KEPT", 3)
    row = {"label": "thể chế", "words": "90,0%", "percent": 90.0, "middle": None, "below": False}
    values: dict[str, object] = {"kind": "bars", "title": "a", "note": "", "source": "", "rows": [row]}
    for number in range(5):
        child.draw(values, tmp_path / f"{number}.png")
        os.utime(tmp_path / f"{number}.png", (number, number))
    assert sorted(picture.name for picture in tmp_path.iterdir()) == ["1.png", "2.png", "3.png", "4.png"]


async def test_the_drawing_process_ends_with_the_assistant(house_of: Houses) -> None:
    async with house_of() as house:
        await house.start()
        await house.emulator.user_sends(OFFICER, "bieu do snv")
        await house.until_heard(OFFICER, 2)
        process = process_of(house)
        await house.stop()
        assert not Path(f"/proc/{process}").exists()
