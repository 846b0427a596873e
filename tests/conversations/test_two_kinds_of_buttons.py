"""A Telegram message holds large buttons or small ones: a card with both arrives as two messages."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.channels.telegram import Telegram
from bot.emulator import Emulator
from bot.pictures.studio import Studio
from tests.emulator.conftest import ANN, PHONES, TOKEN, serve

# the program itself turns this warning off where it is built: plain method names are meant
pytestmark = pytest.mark.filterwarnings("ignore:Please use 'Bot.")

LARGE = [["Điểm đơn vị tôi", "Việc của tôi"], ["Bảng xếp hạng", "Báo tiến độ"]]
SMALL = [[["Xem từng việc", "q:tasks;w=1"]]]


@pytest.fixture
async def emulator() -> Emulator:
    return Emulator(token=TOKEN, phones=PHONES, first_id=100)


@pytest.fixture
async def telegram(emulator: Emulator, tmp_path: Path) -> AsyncIterator[Telegram]:
    runner, url = await serve(emulator)
    channel = Telegram(TOKEN, url, Studio(tmp_path))
    await channel.start()
    await emulator.user_sends(ANN, "/start")
    yield channel
    await channel.stop()
    await runner.cleanup()


async def test_the_first_line_brings_the_large_buttons(telegram: Telegram, emulator: Emulator) -> None:
    card = {"text": "Đã đăng ký.\nCòn 5 việc.\nHết.", "keyboard": LARGE, "buttons": SMALL}
    last = await telegram.send(str(ANN), card, copy=False)
    head, rest = emulator.messages(ANN)[-2:]
    assert (head.text, rest.text) == ("Đã đăng ký.", "Còn 5 việc.\nHết.")
    assert emulator.keyboard(ANN) == LARGE
    assert rest.data_of("Xem từng việc") == "q:tasks;w=1"
    assert last == str(rest.message_id)  # the one that a press will change


async def test_a_card_with_one_kind_stays_whole(telegram: Telegram, emulator: Emulator) -> None:
    await telegram.send(str(ANN), {"text": "Một\nHai", "keyboard": LARGE}, copy=False)
    assert emulator.messages(ANN)[-1].text == "Một\nHai"
    await telegram.send(str(ANN), {"text": "Ba\nBốn", "buttons": SMALL}, copy=False)
    assert emulator.messages(ANN)[-1].text == "Ba\nBốn"
