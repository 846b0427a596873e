"""The story of an official's week on the page: the demo in a process of its own, its real assistant, Chromium."""

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from tests.browser.conftest import NARROW, OpenPage
from tests.handlers.importing.tables import Annex, field_points

pytestmark = pytest.mark.browser

PATIENCE = 20_000  # milliseconds: two busy cores
START_SECONDS = 60
OFFICER, HEAD = "Cán bộ đầu mối Sở Tư pháp", "Giám đốc Sở Tư pháp"
MONITOR, LEADER, STRANGER = "Theo dõi CCHC, Sở Nội vụ", "Chủ tịch UBND tỉnh", "Người chưa đăng ký"
FOR_AGENCIES = ["Điểm đơn vị tôi", "Việc của tôi", "Bảng xếp hạng", "Báo tiến độ"]
KNOWS_NOBODY = "Trợ lý chỉ phục vụ cán bộ, công chức đã đăng ký."
UNPACED = {"CCHC_SEND_RATE": "0", "CCHC_CHAT_RATE": "0"}


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def demo(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    """A demo whose clock nobody moves, for all tests that leave it so."""
    async with running(tmp_path_factory.mktemp("demo")) as address:
        yield address


@pytest_asyncio.fixture(loop_scope="session")
async def own_demo(tmp_path: Path) -> AsyncIterator[str]:
    """A demo whose clock this test may move."""
    async with running(tmp_path) as address:
        yield address


@asynccontextmanager
async def running(folder: Path, *options: str) -> AsyncIterator[str]:
    """The address of a demo that has just begun; it has to stop by itself on Ctrl-C, with nothing to complain of."""
    ours = {key: value for key, value in os.environ.items() if not key.startswith("CCHC_")}
    complaints = folder / "stderr"
    with complaints.open("wb") as stderr:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "demo", "--port", "0", *options),
            env={**ours, **UNPACED, "CCHC_DATA_DIR": str(folder / "data")},
            stdout=asyncio.subprocess.PIPE,
            stderr=stderr,
        )
    assert process.stdout is not None
    try:
        line = (await asyncio.wait_for(process.stdout.readline(), START_SECONDS)).decode()
        found = re.search(r"http://127\.0\.0\.1:\d+", line)
        assert found is not None, line + complaints.read_text()
        yield found.group()
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGINT)
        await asyncio.wait_for(process.communicate(), START_SECONDS)
    assert (process.returncode, complaints.read_text()) == (0, "")


@dataclass(frozen=True)
class Telephone:
    """One person's phone on the page."""

    root: Locator

    async def says(self, words: str) -> Locator:
        """Types words, as on a real keyboard sent by Enter; the answer to them."""
        field = self.root.get_by_role("textbox", name="Tin nhắn")
        await field.fill(words)
        await field.press("Enter")
        return await self._answer_to(words)

    async def taps(self, label: str) -> None:
        await self.root.get_by_role("button", name=label, exact=True).last.click(timeout=PATIENCE)

    async def taps_large(self, label: str) -> Locator:
        """One of the four large buttons: it comes as typed words; the answer to them."""
        await self.keyboard.get_by_role("button", name=label, exact=True).click()
        return await self._answer_to(label)

    async def _answer_to(self, words: str) -> Locator:
        own = self.root.locator(".message.mine").last
        await expect(own).to_contain_text(words, timeout=PATIENCE)
        answer = own.locator("xpath=following-sibling::li[contains(@class, 'message')]").first
        await expect(answer).to_be_visible(timeout=PATIENCE)
        return answer

    @property
    def keyboard(self) -> Locator:
        return self.root.get_by_role("group", name="Nút bấm nhanh")

    @property
    def pushed(self) -> Locator:
        """The newest message that the assistant sent."""
        return self.root.locator(".message:not(.mine)").last


async def pick(page: Page, name: str) -> Telephone:
    """Finds a person by name in the list and opens that phone."""
    if await page.locator("body[data-view=phone]").count() and await page.get_by_label("Về danh sách").is_visible():
        await page.get_by_role("link", name="Về danh sách người").click()
    await page.get_by_label("Tìm người, cơ quan").fill(name)
    await page.locator(".people a:visible").filter(has=page.get_by_text(name, exact=True)).click(timeout=PATIENCE)
    phone = Telephone(page.get_by_role("region", name=f"Điện thoại của {name}", exact=True))
    await expect(phone.root).to_be_visible(timeout=PATIENCE)
    return phone


async def start(phone: Telephone) -> None:
    """Presses Start, unless that was done in an earlier test; the large buttons come."""
    offered = phone.root.get_by_role("button", name="Bắt đầu")
    await expect(offered.or_(phone.keyboard.get_by_role("button").first)).to_be_visible(timeout=PATIENCE)
    if await offered.is_visible():
        await offered.click()
    await expect(phone.keyboard.get_by_role("button")).to_have_count(4, timeout=PATIENCE)


async def says(message: Locator, *words: str | re.Pattern[str]) -> None:
    for expected in words:
        await expect(message).to_contain_text(expected, timeout=PATIENCE)


async def set_clock(page: Page, to: str, preset: bool = False, patience: int = PATIENCE) -> None:
    clock = page.get_by_role("region", name="Đồng hồ của bản trình diễn")
    if not await clock.get_by_label("Ngày giờ khác").is_visible():
        await clock.get_by_role("button", name="Chỉnh giờ").click()
    if preset:
        await clock.get_by_role("button", name=to, exact=True).click()
    else:
        await clock.get_by_label("Ngày giờ khác").fill(to)
        await clock.get_by_label("Ngày giờ khác").press("Enter")
    await expect(clock).not_to_have_attribute("aria-busy", "true", timeout=patience)


async def test_an_official_asks_for_scores_and_rankings(demo: str, open_page: OpenPage) -> None:
    phone = await pick(await open_page(demo), OFFICER)
    await says(await phone.says("diem snv"), "Sở Nội vụ: 86,94 điểm, đồng hạng 21/31 với Văn phòng UBND tỉnh")
    await says(await phone.says("bxh"), re.compile(r"1\. Sở Xây dựng 95,30\s+2\. "))
    await says(
        await phone.says("top 3 huyen"),
        re.compile(r"1\. Thị xã Phước Long 93,51.*2\. Thị xã Bình Long 92,66.*3\. Huyện Lộc Ninh 91,94", re.DOTALL),
    )
    await says(await phone.says("thoi tiet dong xoai"), "Trợ lý chỉ trả lời về Chỉ số CCHC và nhiệm vụ CCHC được giao")


async def test_progress_is_recorded_seen_by_the_monitor_and_undone(demo: str, open_page: OpenPage) -> None:
    page = await open_page(demo)
    officer = await pick(page, OFFICER)
    receipt = await officer.says("nv 38 duoc 60%")
    await says(receipt, "Đã ghi nhận lúc", "NV 38, Sở Tư pháp: 60%")
    await page.get_by_role("button", name="Mở máy thứ hai bên cạnh").click()
    monitor = await pick(page, MONITOR)
    await expect(officer.root).to_be_visible()
    await start(monitor)
    await says(await monitor.says("nv 38 cua stp"), "NV 38, Sở Tư pháp: 60%", "“nv 38 duoc 60%”")
    await officer.taps("Ghi nhầm, hủy")
    await says(officer.pushed, "Đã hủy báo cáo NV 38", "chưa có báo cáo")
    await expect(receipt.get_by_role("button", name="Ghi nhầm, hủy")).to_have_count(0)
    await says(await monitor.says("tien do nv 38 stp"), "NV 38, Sở Tư pháp: chưa có báo cáo")


async def test_the_task_of_another_agency_is_refused(demo: str, open_page: OpenPage) -> None:
    page = await open_page(demo)
    officer = await pick(page, OFFICER)
    refusal = await officer.says("nv 18 xong")
    await says(refusal, "NV 18 không do Sở Tư pháp chủ trì nên chưa ghi")
    await expect(refusal.get_by_role("button", name="NV 38 Báo cáo")).to_be_visible()
    monitor = await pick(page, MONITOR)
    await start(monitor)
    answer = await monitor.says("nv 18")
    await says(answer, "NV 18")
    await expect(answer).not_to_contain_text("hoàn thành, chờ")


async def test_own_tasks_show_their_dates_and_what_is_late_comes_red_and_first(
    own_demo: str, open_page: OpenPage
) -> None:
    page = await open_page(own_demo)
    officer = await pick(page, OFFICER)
    tasks = await officer.says("viec cua toi")
    await says(tasks, "NV 37", "NV 38", "trước 25/3 (chậm nhất thứ Sáu 22/3)")
    await expect(tasks.locator(".sign.red")).to_have_count(0)
    await set_clock(page, "27/3/2024 14:00")
    await says(officer.pushed, "quá hạn")  # what the days between would have said comes as one message first
    late = await officer.says("viec cua toi")
    await says(late, re.compile(r"2 quá hạn.*🔴 NV 37.*quá hạn 3 ngày làm việc.*🔴 NV 38", re.DOTALL))
    await expect(late.locator(".sign.red").first).to_be_visible()


async def test_a_head_is_reminded_on_friday_at_half_past_seven_and_takes_note(
    own_demo: str, open_page: OpenPage
) -> None:
    page = await open_page(own_demo)
    head = await pick(page, HEAD)
    await start(head)
    await set_clock(page, "Thứ Sáu 22/3 7:29", preset=True)
    await says(await head.says("viec hom nay"), "NV 38")
    await expect(head.root.get_by_text("cần hoàn thành trong hôm nay")).to_have_count(0)
    await set_clock(page, "Sang 7:30", preset=True)
    digest = head.root.locator(".message", has_text="cần hoàn thành trong hôm nay")
    await says(digest, "2 nhiệm vụ cần hoàn thành trong hôm nay", "NV 37", "NV 38", re.compile(r"7:3\d"))
    await digest.get_by_role("button", name="Đã nhận").click()
    await says(head.pushed, re.compile(r"Đã ghi: anh/chị đã nhận tin lúc 7:3\d"))
    await expect(digest.get_by_role("button", name="Đã nhận")).to_have_count(0)
    await expect(digest.get_by_role("button", name="Báo tiến độ")).to_be_visible()


async def test_a_stranger_learns_nothing_until_a_code_is_confirmed(demo: str, open_page: OpenPage) -> None:
    page = await open_page(demo)
    stranger = await pick(page, STRANGER)
    await stranger.taps("Bắt đầu")
    await says(stranger.pushed, KNOWS_NOBODY)
    for words in ("diem snv", "viec cua toi", "nv 38 xong", "cấp mã cho giám đốc sở y tế"):
        await says(await stranger.says(words), KNOWS_NOBODY)
    await expect(stranger.keyboard.get_by_role("button")).to_have_count(0)
    monitor = await pick(page, MONITOR)
    await start(monitor)
    issued = await monitor.says("cấp mã cho giám đốc sở y tế")
    await says(issued, "Mã đăng ký của Giám đốc Sở Y tế")
    code = re.search(r"[0-9A-Z]{4} [0-9A-Z]{4}", await issued.inner_text())
    assert code is not None
    stranger = await pick(page, STRANGER)
    await says(await stranger.says(code.group().replace(" ", "").lower()), "Mã hợp lệ cho Giám đốc Sở Y tế")
    await stranger.taps("Đúng")
    await expect(stranger.root.get_by_text("Đã đăng ký: Giám đốc Sở Y tế")).to_be_visible(timeout=PATIENCE)
    assert await stranger.keyboard.get_by_role("button").all_inner_texts() == FOR_AGENCIES
    await says(await stranger.says("viec cua toi"), "Sở Y tế chủ trì")


async def test_four_large_buttons_for_each_role_on_a_narrow_phone(
    demo: str, open_page: OpenPage, pictures: Path
) -> None:
    page = await open_page(demo, viewport=NARROW, has_touch=True, is_mobile=True)
    for name, labels in {
        HEAD: FOR_AGENCIES,
        OFFICER: FOR_AGENCIES,
        MONITOR: ["Chờ xác nhận", "Ai đang trễ hạn", "Tình hình chung", "Chưa gửi được tin"],
        LEADER: ["Tình hình chung", "Ai đang trễ hạn", "Bảng xếp hạng", "Hướng dẫn"],
    }.items():
        phone = await pick(page, name)
        await start(phone)
        assert await phone.keyboard.get_by_role("button").all_inner_texts() == labels
        for label in labels:
            answer = await phone.taps_large(label)
            await expect(answer).not_to_contain_text("Trợ lý chỉ trả lời về")
        cut = await page.evaluate(
            """[...document.querySelectorAll('.choice, .keyboard button')]
               .filter(e => e.scrollWidth > e.clientWidth).map(e => e.textContent)"""
        )
        assert cut == []
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        await page.screenshot(path=pictures / f"story-{name}.png")


async def test_a_picture_comes_after_the_words_and_fits_a_narrow_phone(demo: str, open_page: OpenPage) -> None:
    page = await open_page(demo, viewport=NARROW, has_touch=True, is_mobile=True)
    phone = await pick(page, HEAD)
    await start(phone)
    await says(await phone.says("bieu do so noi vu"), "Sở Nội vụ: 86,94 điểm")
    image = phone.root.locator(".message img").last
    await expect(image).to_be_visible(timeout=PATIENCE)
    await expect(image).to_have_js_property("complete", True, timeout=PATIENCE)
    assert await image.evaluate("image => image.naturalWidth") == 1080
    box = await image.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert 250 <= box["width"] <= 390
    assert str(await image.get_attribute("alt")).startswith("Biểu đồ Sở Nội vụ năm 2023")
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await says(phone.pushed, "Thấp hơn mức giữa 5/8: chính quyền số 83,8% (mức giữa 94,1%)")
    await phone.says("bieu do xep hang toan tinh")
    await expect(phone.root.locator(".message img")).to_have_count(2, timeout=PATIENCE)
    await expect(phone.root.locator(".message img").last).to_be_in_viewport(ratio=0.5)  # its beginning is on the screen


async def test_people_are_found_by_the_short_names_of_their_agency(demo: str, open_page: OpenPage) -> None:
    page = await open_page(demo)
    for typed, name in (("vpub", "Chánh Văn phòng UBND tỉnh"), ("stttt", "Giám đốc Sở Thông tin và Truyền thông")):
        await page.get_by_label("Tìm người, cơ quan").fill(typed)
        await expect(page.locator(".people a:visible").filter(has=page.get_by_text(name, exact=True))).to_have_count(1)


async def test_skipping_to_the_content_closes_no_phone(demo: str, open_page: OpenPage) -> None:
    page = await open_page(demo)
    phone = await pick(page, OFFICER)
    await page.get_by_role("link", name="Đến nội dung").focus()
    await page.keyboard.press("Enter")
    await expect(page.locator("main")).to_be_focused()
    await expect(phone.root).to_be_visible()


async def test_the_clerk_sends_an_annex_with_an_error_then_the_corrected_one(
    own_demo: str, open_page: OpenPage, tmp_path: Path, pictures: Path
) -> None:
    points = field_points()
    wrong = Annex(points, changed={("stc", "2"): "1O,00"}).save(tmp_path / "phu-luc-282.xlsx")
    points["stc"]["2"] -= Decimal("0.25")
    (tmp_path / "sua").mkdir()
    right = Annex(points).save(tmp_path / "sua" / "phu-luc-282.xlsx")
    page = await open_page(own_demo, viewport=NARROW, has_touch=True, is_mobile=True)
    phone = await pick(page, MONITOR)
    await phone.root.locator(".file").set_input_files(wrong)
    await says(phone.pushed, "1. Sheet1, ô D5, Sở Tài chính, thể chế: “1O,00” có chữ O, không phải số")
    await phone.taps("Tải tệp đã đánh dấu")
    await says(phone.pushed, "phu-luc-282-da-danh-dau.xlsx")
    await page.screenshot(path=pictures / "story-annex-marked.png")
    await phone.root.locator(".file").set_input_files(right)
    await says(phone.pushed, "9,75 khác tổng các tiêu chí thành phần đang lưu 10,00")
    await phone.taps("Thay chi tiết")
    await says(phone.pushed, "1 thay đổi so với số liệu đang dùng: Sở Tài chính, thể chế: 10,00 → 9,75.")
    await page.screenshot(path=pictures / "story-annex-preview.png")
    await phone.taps("Ghi vào hệ thống")
    await says(phone.pushed, "điểm năm 2023 của 31 cơ quan, 1 thay đổi")
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
