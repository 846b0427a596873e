"""A real Chromium before the emulator's page, and a small assistant behind it that speaks over HTTP by PTB's Bot."""

import asyncio
import io
import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio
from aiohttp import web
from playwright.async_api import Browser, BrowserContext, Page, async_playwright
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, ReplyKeyboardMarkup, Update

from bot.emulator import Emulator, Phone

TOKEN = "4242:TEST-token"
LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE = {"width": 1280, "height": 800}
NARROW = {"width": 390, "height": 844}
TU_PHAP, BINH_LONG, CHU_TICH, STRANGER = 1001, 1002, 1003, 9001
PHONES = (
    Phone(CHU_TICH, "Chủ tịch UBND tỉnh", "UBND tỉnh", "Lãnh đạo tỉnh"),
    Phone(TU_PHAP, "Giám đốc Sở Tư pháp", "Sở Tư pháp · người đứng đầu", "Khối sở"),
    *(Phone(1100 + n, f"Cán bộ đầu mối Sở thứ {n}", "", "Khối sở") for n in range(1, 13)),
    Phone(BINH_LONG, "Chủ tịch UBND thị xã Bình Long", "", "Khối huyện"),
    Phone(STRANGER, "Người lạ", "chưa đăng ký", "Người lạ"),
)
KEYS = [["Điểm đơn vị tôi", "Việc của tôi"], ["Bảng xếp hạng", "Báo tiến độ"]]
CHOICES = [[("Mất điểm ở đâu", "weak"), ("Biểu đồ", "chart")], [("Cần gì để lên hạng", "whatif")]]


def chromium_path() -> str:
    """Skips the test where there is no Chromium; in CI it must be there."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        reason = "Chromium is not installed (apt-get install chromium): browser tests cannot run"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return found


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One event loop for all tests of this folder, so that one Chromium serves them all."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents and pytest_asyncio.is_async_test(item):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator[Browser]:
    path = chromium_path()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        await browser.close()


def is_fault(kind: str, text: str) -> bool:
    """Errors of the page itself; a refused or unreachable request is part of some stories."""
    return kind == "error" and not text.startswith("Failed to load resource")


OpenPage = Callable[..., Awaitable[Page]]


@pytest_asyncio.fixture(loop_scope="session")
async def open_page(chromium: Browser) -> AsyncIterator[OpenPage]:
    """Opens an address in a fresh profile, waits until the page is live; an error in its own script fails the test."""
    errors: list[str] = []

    async def opened(address: str, viewport: dict[str, int] = WIDE, **options: object) -> Page:
        context = await chromium.new_context(viewport=viewport, locale="vi-VN", **options)
        page = await context.new_page()
        page.set_default_timeout(5000)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda line: errors.append(line.text) if is_fault(line.type, line.text) else None)
        contexts.append(context)
        await page.goto(address)
        await page.wait_for_selector("body[data-live=true]")
        return page

    contexts: list[BrowserContext] = []
    yield opened
    for context in contexts:
        await context.close()
    assert errors == []


class Clock:
    """Business time that runs on from where it was put, as the demo's does; it refuses to go before its first day."""

    def __init__(self, start: datetime) -> None:
        self.first = start
        self._shift = start - datetime.now(LOCAL)

    def now(self) -> datetime:
        return datetime.now(LOCAL) + self._shift

    async def move(self, to: datetime) -> None:
        if to < self.first.replace(hour=0, minute=0):
            raise ValueError("Đồng hồ không lùi về trước ngày đầu.")
        self._shift = to - datetime.now(LOCAL)


@dataclass
class Stage:
    emulator: Emulator
    url: str
    bot: Bot
    clock: Clock


class Assistant:
    """A stand-in for the real bot: says back, edits on a press, takes files; enough to show what the page can do."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def run(self) -> None:
        offset = 0
        while True:
            for update in await self.bot.get_updates(offset=offset, timeout=20):
                offset = update.update_id + 1
                await self.answer(update)

    async def answer(self, update: Update) -> None:
        if update.callback_query is not None:
            await self.pressed(update)
        elif update.message is not None:
            await self.said(update)

    async def pressed(self, update: Update) -> None:
        query = update.callback_query
        if query.data == "alert":
            await query.answer("Nhiệm vụ này đã được xác nhận.", show_alert=True)
            return
        await asyncio.sleep(0.3)
        await query.edit_message_text(
            "<b>Đã chọn</b>: " + query.data, parse_mode="HTML", reply_markup=inline([[("Quay lại", "back")]])
        )
        await query.answer("Đã ghi nhận lúc 8:02")

    async def said(self, update: Update) -> None:
        message = update.message
        if message.document is not None:
            file = await self.bot.get_file(message.document.file_id)
            content = await file.download_as_bytearray()
            await message.reply_document(io.BytesIO(bytes(content)), filename="nhận lại.txt", caption="Đã nhận tệp")
        elif message.photo:
            await message.reply_photo(message.photo[-1].file_id, caption="Đã nhận ảnh")
        elif message.text == "/start":
            await message.reply_text(
                "Chào anh/chị. Trợ lý trả lời về điểm, xếp hạng và nhiệm vụ cải cách hành chính.",
                reply_markup=ReplyKeyboardMarkup(KEYS, resize_keyboard=True, is_persistent=True),
            )
        elif message.text:
            await message.reply_text(
                SCORE if message.text.startswith("diem") else f"Trả lời: {escape(message.text)}",
                parse_mode="HTML",
                reply_markup=inline(CHOICES),
            )


SCORE = (
    "Sở Nội vụ: <b>86,94</b> điểm, đồng hạng <b>21</b>/31 với Văn phòng UBND tỉnh. "
    "So với 2022: tăng 6,23 điểm, ▲2 bậc.\n"
    "Khối sở, ban, ngành: đồng hạng 14/20. Nhóm từ 80% đến dưới 90%.\n"
    "Cao nhất: tổ chức bộ máy 95,0%. Thấp hơn khối nhiều nhất: chính quyền số 83,8% (mức giữa khối sở 94,1%).\n"
    "<i>Chỉ số CCHC năm 2023, Quyết định 282/QĐ-UBND · số liệu minh họa</i>"
)


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def inline(rows: list[list[tuple[str, str]]]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(label, callback_data=data) for label, data in row] for row in rows]
    )


@pytest_asyncio.fixture(loop_scope="session")
async def stage() -> AsyncIterator[Stage]:
    clock = Clock(datetime(2024, 3, 18, 7, 55, tzinfo=LOCAL))
    emulator = Emulator(token=TOKEN, phones=PHONES, clock=clock, first_id=1)
    app = web.Application()
    emulator.routes(app)
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    async with Bot(TOKEN, base_url=f"{url}/bot", base_file_url=f"{url}/file/bot") as bot:
        assistant = asyncio.create_task(Assistant(bot).run())
        yield Stage(emulator, url, bot, clock)
        assistant.cancel()
        with suppress(asyncio.CancelledError):
            await assistant
    await runner.cleanup()


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Where screenshots go: kept when PAGE_PICTURES names a folder."""
    folder = Path(os.environ.get("PAGE_PICTURES") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    return folder
