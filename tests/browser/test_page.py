"""The page as a person uses it, with a real Chromium over real HTTP."""

from tests.browser.conftest import *

import pytest
pytestmark = pytest.mark.browser

async def test_look(stage, open_page, pictures):
    page = await open_page(stage.url)
    await page.screenshot(path=pictures / "1-wide-start.png")
    await page.get_by_label("Tìm người").fill("so tu phap")
    await page.get_by_role("link", name="Giám đốc Sở Tư pháp").click()
    await page.screenshot(path=pictures / "2-wide-empty.png")
    await page.get_by_role("button", name="Bắt đầu").click()
    await page.get_by_role("button", name="Việc của tôi").wait_for()
    await page.get_by_label("Tin nhắn", exact=True).last.fill("diem snv")
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="Biểu đồ").wait_for()
    await page.get_by_role("button", name="Chỉnh giờ").click()
    await page.screenshot(path=pictures / "3-wide-chat.png")
    await page.get_by_role("button", name="Chỉnh giờ").click()
    await page.goto(stage.url + "/#/dien-thoai/1001/1002")
    await stage.bot.send_message(1002, "🟡 <b>2 nhiệm vụ cần hoàn thành trong hôm nay</b>", parse_mode="HTML")
    for n in range(1, 8):
        await stage.bot.send_message(1100 + n, "🟡 2 nhiệm vụ cần hoàn thành trong hôm nay (Công văn 914)")
    await page.wait_for_timeout(700)
    await page.screenshot(path=pictures / "4-wide-two.png")
    await page.goto(stage.url + "/#/toan-tinh")
    await page.wait_for_timeout(700)
    await page.screenshot(path=pictures / "5-wide-province.png")
    small = await open_page(stage.url, NARROW)
    await small.wait_for_timeout(300)
    await small.screenshot(path=pictures / "6-small-start.png")
    await small.goto(stage.url + "/#/dien-thoai/1001")
    await small.wait_for_timeout(600)
    await small.screenshot(path=pictures / "7-small-chat.png")
    await small.get_by_role("button", name="Chỉnh giờ").click()
    await small.screenshot(path=pictures / "8-small-clock.png")
    await small.goto(stage.url + "/#/toan-tinh")
    await small.get_by_role("button", name="Chỉnh giờ").click()
    await small.wait_for_timeout(300)
    await small.screenshot(path=pictures / "9-small-province.png")
    dark = await open_page(stage.url + "/#/dien-thoai/1001", color_scheme="dark")
    await dark.wait_for_timeout(600)
    await dark.screenshot(path=pictures / "10-dark.png")
