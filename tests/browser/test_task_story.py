"""Task 38 from 14/3 to 5/4/2024 on four phones, with the story of the demo around them: the other thirty agencies act
by themselves, UBND huyện Hớn Quản is late.
"""

from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.test_story import PATIENCE, Telephone, pick, running, says, set_clock, start

pytestmark = pytest.mark.browser

HEAD, OFFICER = "Chủ tịch UBND huyện Hớn Quản", "Cán bộ đầu mối UBND huyện Hớn Quản"
LONG = 90_000  # milliseconds: days of a story pass on two busy cores
MONITOR, LEADER = "Theo dõi CCHC, Sở Nội vụ", "Chủ tịch UBND tỉnh"


@dataclass(frozen=True)
class FourPhones:
    """Two windows of two phones side by side."""

    head: Telephone
    officer: Telephone
    monitor: Telephone
    leader: Telephone
    page: Page  # of the monitor and the Chairman, on which the clock is moved

    async def at(self, moment: str) -> None:
        await set_clock(self.page, moment, patience=LONG)
        await self.page.keyboard.press("Escape")  # the clock's panel gives way to the phones


async def side_by_side(page: Page, left: str, right: str) -> tuple[Telephone, Telephone]:
    first = await pick(page, left)
    await start(first)
    await page.get_by_role("button", name="Mở máy thứ hai bên cạnh").click()
    second = await pick(page, right)
    await start(second)
    return first, second


async def four_phones(open_page: OpenPage, address: str) -> FourPhones:
    agency, province = await open_page(address), await open_page(address)
    return FourPhones(
        *await side_by_side(agency, HEAD, OFFICER), *await side_by_side(province, MONITOR, LEADER), province
    )


@pytest.mark.timeout(300)  # three weeks of thirty agencies pass
async def test_task_38_from_the_dispatch_to_its_late_end(tmp_path: Path, open_page: OpenPage) -> None:
    async with running(tmp_path, "--story", "--now", "2024-03-14T08:00") as address:
        four = await four_phones(open_page, address)
        await is_given_and_begun(four)
        await is_handed_on_on_its_last_day(four)
        await is_late(four)
        await is_done_sent_back_supplied_and_accepted(four)


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
    await is_nudged(four)
    await four.at("02/4/2024 7:30")
    await says(four.leader.pushed, "2/31 cơ quan, địa phương", "UBND huyện Hớn Quản", "quá hạn 7 ngày làm việc")


async def is_nudged(four: FourPhones) -> None:
    await four.at("28/3/2024 8:05")
    await says(await four.leader.says("tinh hinh chung"), "4/31", "27 đã gửi: 18 đạt, 6 đang xem xét, 3 phải bổ sung")
    await says(await four.monitor.says("ai chua gui nv 38"), "4/31 cơ quan, địa phương", "UBND huyện Hớn Quản")
    await four.monitor.taps("Đôn đốc cả 4")
    await says(four.monitor.pushed, "Đã đôn đốc 3 cơ quan về NV 38", "UBND huyện Bù Đăng chưa gửi được tin")
    await four.at("28/3/2024 8:08")
    for phone in (four.head, four.officer):
        await says(phone.pushed, "đôn đốc", "NV 38")


async def is_done_sent_back_supplied_and_accepted(four: FourPhones) -> None:
    await four.at("02/4/2024 9:10")
    receipt = await four.officer.says("nv 38 xong, bao cao 85/BC-UBND ngay 02/4")
    await says(receipt, "hoàn thành, chờ Sở Nội vụ xác nhận", "Báo cáo số 85/BC-UBND ngày 02/4/2024", "Báo sau hạn")
    await says(await four.monitor.says("cho xac nhan nv 38"), "UBND huyện Hớn Quản, báo 02/4 (trễ hạn): có tài liệu")
    await four.monitor.taps("Xem 1")
    await says(four.monitor.pushed, "Tài liệu: Báo cáo số 85/BC-UBND ngày 02/4/2024")
    await four.monitor.taps("Trả lại")
    await says(four.monitor.pushed, "Cần nêu lý do")
    await four.monitor.taps("Lý do khác")
    await says(four.monitor.pushed, "Anh/chị nhắn lý do")
    await says(await four.monitor.says("thieu nguoi chiu trach nhiem"), "Bổ sung trước ngày nào?")
    returned = await four.monitor.says("truoc 05/4")
    await says(returned, "Đã trả lại lúc 9:1", "“thieu nguoi chiu trach nhiem”", "Đã báo UBND huyện Hớn Quản")
    for phone in (four.head, four.officer):
        await says(phone.pushed, "Sở Nội vụ đề nghị bổ sung NV 38", "ghi nhận trễ hạn ngày 02/4")
    await four.at("03/4/2024 14:20")
    supplied = await four.officer.says("nv 38 xong, bao cao 90/BC-UBND ngay 03/4")
    await says(supplied, "hoàn thành, chờ Sở Nội vụ xác nhận", "Bổ sung đúng hạn")
    await four.at("04/4/2024 8:20")
    accepted = await four.monitor.says("xac nhan nv 38 hon quan")
    await says(accepted, "NV 38, UBND huyện Hớn Quản hoàn thành trễ hạn", "Đã báo UBND huyện Hớn Quản")
    for phone in (four.head, four.officer):
        await says(phone.pushed, "🟢", "Sở Nội vụ đã xác nhận NV 38", "hoàn thành trễ hạn")
    await four.at("05/4/2024 8:00")
    last = await four.leader.says("tinh hinh chung")
    await says(last, "Công văn 914")
    await expect(last.locator(".sign.red")).to_have_count(0)


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
