"""Task 38 from 14/3 to 5/4/2024 on four phones, with the story of the demo around them: the other thirty agencies act
by themselves, UBND huyện Hớn Quản is late.
"""

from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import NARROW, OpenPage
from tests.browser.test_story import PATIENCE, Telephone, pick, running, says, set_clock, start

pytestmark = pytest.mark.browser

HEAD, OFFICER = "Chủ tịch UBND huyện Hớn Quản", "Cán bộ đầu mối UBND huyện Hớn Quản"
LONG = 90_000  # milliseconds: days of a story pass on two busy cores
MONITOR, LEADER = "Theo dõi CCHC, Sở Nội vụ", "Chủ tịch UBND tỉnh"


@dataclass(frozen=True)
class FourPhones:
    """Side by side, each in a window of a phone's width."""

    head: Telephone
    officer: Telephone
    monitor: Telephone
    leader: Telephone
    page: Page  # the monitor's, on which the clock is moved

    async def at(self, moment: str) -> None:
        await set_clock(self.page, moment, patience=LONG)


async def four_phones(open_page: OpenPage, address: str) -> FourPhones:
    pages = [await open_page(address, viewport=NARROW) for _ in range(4)]
    names = (HEAD, OFFICER, MONITOR, LEADER)
    phones = [await pick(page, name) for page, name in zip(pages, names, strict=True)]
    for phone in phones:
        await start(phone)
    return FourPhones(*phones, pages[2])


async def test_task_38_from_the_dispatch_to_its_late_end(tmp_path: Path, open_page: OpenPage) -> None:
    async with running(tmp_path, "--story", "--now", "2024-03-14T08:00") as address:
        four = await four_phones(open_page, address)
        await is_given_and_begun(four)
        await is_handed_on_on_its_last_day(four)
        await is_late(four)


async def is_given_and_begun(four: FourPhones) -> None:
    await four.at("14/3/2024 8:31")
    for phone in (four.head, four.officer):
        await says(phone.pushed, "UBND huyện Hớn Quản được giao 3 nhiệm vụ mới", "NV 38 Báo cáo giải pháp khắc phục")
    await four.head.taps("Đã nhận")
    await says(four.head.pushed, "Đã ghi: anh/chị đã nhận tin lúc 8:3")
    await four.at("18/3/2024 9:00")
    receipt = await four.officer.says("nv 38 dc 60%, dang tong hop")
    await says(receipt, "NV 38, UBND huyện Hớn Quản: 60%", "còn 5 ngày làm việc")
    await says(await four.monitor.says("nv 38 hon quan"), "NV 38, UBND huyện Hớn Quản: 60%", "“nv 38 dc 60%")


async def is_handed_on_on_its_last_day(four: FourPhones) -> None:
    await four.at("22/3/2024 7:30")
    await says(four.head.pushed, "cần hoàn thành trong hôm nay", "NV 38", "60%, cập nhật 18/3")
    await four.head.taps("Đã nhận")
    await says(four.head.pushed, "Đã ghi: anh/chị đã nhận tin lúc 7:3")
    given = await four.head.says("giao dau moi nv 38")
    await says(given, "Đã giao NV 38 cho cán bộ đầu mối", "Anh/chị vẫn được nhắc vào ngày cuối")
    await says(four.officer.pushed, "Chủ tịch UBND huyện Hớn Quản giao anh/chị xử lý NV 38")
    await says(await four.head.says("trình tôi 14 giờ"), "“trình tôi 14 giờ”", "Nhắc cả hai lúc 14:00")
    await four.at("22/3/2024 14:00")
    for phone in (four.head, four.officer):
        await says(phone.pushed, "Nhắc lại theo hẹn", "NV 38")


async def is_late(four: FourPhones) -> None:
    """+1 to the agency in red, +3 to the monitors, +7 to the Chairman; others are late no longer."""
    await four.at("25/3/2024 7:30")
    await says(four.officer.pushed, "🔴", "NV 38", "quá hạn 1 ngày làm việc")
    await expect(four.officer.pushed.locator(".sign.red").first).to_be_visible()
    await four.at("27/3/2024 7:30")
    await says(four.monitor.pushed, "4/31 cơ quan, địa phương", "UBND huyện Hớn Quản")
    await four.at("02/4/2024 7:30")
    await says(four.leader.pushed, "2/31 cơ quan, địa phương", "UBND huyện Hớn Quản", "quá hạn 7 ngày làm việc")


async def test_the_story_is_switched_on_beside_the_clock(tmp_path: Path, open_page: OpenPage) -> None:
    async with running(tmp_path) as address:
        page = await open_page(address)
        officer = await pick(page, "Cán bộ đầu mối Sở Tư pháp")
        await page.get_by_role("button", name="Chỉnh giờ").click()
        await page.get_by_label("Diễn lại câu chuyện mẫu").check()
        await set_clock(page, "18/3/2024 8:10")
        await says(officer.pushed, "Đã ghi nhận lúc 8:02: NV 38, Sở Tư pháp: 60%")
        await page.get_by_label("Diễn lại câu chuyện mẫu").uncheck()
        await set_clock(page, "21/3/2024 8:00")
        await says(officer.pushed, "sắp đến hạn")
        await expect(officer.root.get_by_text("vướng")).to_have_count(0, timeout=PATIENCE)
