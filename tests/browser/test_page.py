"""The page as a person uses it: a real Chromium, real HTTP, a small assistant behind it."""

import asyncio
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, Route, expect

from tests.browser.conftest import BINH_LONG, KEYS, NARROW, STRANGER, TU_PHAP, OpenPage, Stage, inline
from tests.emulator.test_models import png

pytestmark = pytest.mark.browser


def phone(page: Page, name: str = "Giám đốc Sở Tư pháp") -> Locator:
    return page.get_by_role("region", name=f"Điện thoại của {name}")


def field(page: Page, name: str = "Giám đốc Sở Tư pháp") -> Locator:
    return phone(page, name).get_by_role("textbox", name="Tin nhắn")


async def started(stage: Stage, open_page: OpenPage, **options: object) -> Page:
    """The phone of the Sở Tư pháp with its keyboard."""
    await stage.emulator.user_sends(TU_PHAP, "/start")
    await stage.emulator.until(lambda: stage.emulator.keyboard(TU_PHAP))
    return await open_page(f"{stage.url}/#/dien-thoai/{TU_PHAP}", **options)


async def no_sideways_scroll(page: Page) -> None:
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_choose_a_person_write_and_tap(stage: Stage, open_page: OpenPage, pictures: Path) -> None:
    page = await open_page(stage.url)
    await page.get_by_label("Tìm người, cơ quan").fill("SO TU PHAP")
    await expect(page.locator(".people a:visible")).to_have_count(1)
    await page.get_by_role("link", name="Giám đốc Sở Tư pháp").click()
    assert page.url.endswith(f"#/dien-thoai/{TU_PHAP}")
    await phone(page).get_by_role("button", name="Bắt đầu").click()
    for label in KEYS[0] + KEYS[1]:
        await expect(phone(page).get_by_role("button", name=label)).to_be_visible()
    await field(page).fill("diem snv")
    await field(page).press("Enter")
    await expect(phone(page).get_by_role("log")).to_contain_text("Sở Nội vụ: 86,94 điểm")
    assert await phone(page).locator("strong", has_text="86,94").count() == 1
    await page.screenshot(path=pictures / "wide-phone.png")
    await phone(page).get_by_role("button", name="Biểu đồ").click()
    await expect(phone(page).locator("[aria-busy=true]")).to_have_count(1)
    await expect(phone(page).get_by_text("Đã ghi nhận lúc 8:02")).to_be_visible()
    await expect(phone(page).locator("[aria-busy=true]")).to_have_count(0)
    await expect(phone(page).get_by_text("Đã chọn: chart")).to_be_visible()
    await expect(phone(page).get_by_role("button", name="Biểu đồ")).to_have_count(0)
    await expect(phone(page).get_by_text("đã sửa · 7:55")).to_be_visible()


async def test_nothing_can_be_typed_before_the_phone_has_loaded(stage: Stage, open_page: OpenPage) -> None:
    """Else keys typed early land on the Start button that comes with the messages."""
    page, loads = await open_page(stage.url), asyncio.Event()

    async def slowly(route: Route) -> None:
        await loads.wait()
        await route.continue_()

    await page.route(f"**/emulator/phones/{TU_PHAP}", slowly)
    await page.goto(f"{stage.url}/#/dien-thoai/{TU_PHAP}")
    await expect(phone(page)).to_be_visible()
    await expect(field(page)).to_be_hidden()
    loads.set()
    await expect(phone(page).get_by_role("button", name="Bắt đầu")).to_be_focused()
    await expect(field(page)).to_be_hidden()


async def test_the_four_large_buttons_send_their_words(stage: Stage, open_page: OpenPage) -> None:
    page = await started(stage, open_page)
    await phone(page).get_by_role("button", name="Việc của tôi").click()
    await expect(phone(page).get_by_text("Trả lời: Việc của tôi")).to_be_visible()
    toggle = phone(page).get_by_role("button", name="Nút bấm nhanh")
    await toggle.click()
    await expect(phone(page).get_by_role("button", name="Việc của tôi")).to_be_hidden()
    await toggle.click()
    await expect(phone(page).get_by_role("button", name="Việc của tôi")).to_be_visible()


async def test_an_alert_is_a_dialog(stage: Stage, open_page: OpenPage) -> None:
    await stage.bot.send_message(TU_PHAP, "NV 37", reply_markup=inline([[("Xác nhận", "alert")]]))
    page = await open_page(f"{stage.url}/#/dien-thoai/{TU_PHAP}")
    await phone(page).get_by_role("button", name="Xác nhận").click()
    await expect(page.get_by_role("dialog")).to_contain_text("đã được xác nhận")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_be_hidden()


async def test_files_and_pictures(stage: Stage, open_page: OpenPage) -> None:
    page = await started(stage, open_page)
    chooser = phone(page).locator("input[type=file]")
    await field(page).fill("nv 37 xong")
    await chooser.set_input_files({"name": "thông báo.txt", "mimeType": "text/plain", "buffer": b"so 12/TB-STP"})
    link = phone(page).get_by_role("link", name="nhận lại.txt")
    await expect(link).to_be_visible()
    async with page.expect_download() as download:
        await link.click()
    assert Path(await (await download.value).path()).read_bytes() == b"so 12/TB-STP"
    assert stage.emulator.messages(TU_PHAP)[-2].text == "nv 37 xong"
    await chooser.set_input_files({"name": "anh.png", "mimeType": "image/png", "buffer": png(300, 200)})
    pictures = phone(page).get_by_role("link", name="Mở ảnh to")
    await expect(pictures).to_have_count(2)
    shown = (
        await phone(page)
        .locator("img")
        .last.evaluate("async image => { await image.decode(); return image.naturalWidth }")
    )
    assert shown == 300


async def test_two_phones_and_pushes_to_others(stage: Stage, open_page: OpenPage, pictures: Path) -> None:
    page = await started(stage, open_page)
    await phone(page).get_by_role("button", name="Mở máy thứ hai").click()
    await page.get_by_role("link", name="Chủ tịch UBND thị xã Bình Long").click()
    await expect(phone(page)).to_be_visible()
    await expect(phone(page, "Chủ tịch UBND thị xã Bình Long")).to_be_visible()
    assert page.url.endswith(f"#/dien-thoai/{TU_PHAP}/{BINH_LONG}")
    await stage.bot.send_message(BINH_LONG, "cho Bình Long")
    await expect(phone(page, "Chủ tịch UBND thị xã Bình Long").get_by_role("log")).to_contain_text("cho Bình Long")
    await expect(phone(page).get_by_role("log")).not_to_contain_text("cho Bình Long")
    await stage.bot.send_message(STRANGER, "🟡 tin cho máy khác")
    await expect(page.locator(".arrival")).to_contain_text("tin cho máy khác")
    await page.screenshot(path=pictures / "wide-two.png")
    await phone(page).get_by_role("button", name="Đóng máy này").click()
    await expect(phone(page)).to_have_count(0)
    assert page.url.endswith(f"#/dien-thoai/{BINH_LONG}")


async def test_the_province_counts_what_is_unread(stage: Stage, open_page: OpenPage, pictures: Path) -> None:
    page = await open_page(f"{stage.url}/#/toan-tinh")
    for chat in (TU_PHAP, TU_PHAP, BINH_LONG, 1101):
        await stage.bot.send_message(chat, "🔴 Nhiệm vụ 38 quá hạn 4 ngày làm việc")
    await expect(page.get_by_text("3/16 máy có tin chưa đọc, cộng 4 tin.")).to_be_visible()
    await expect(page.get_by_role("link", name="Giám đốc Sở Tư pháp, 2 tin chưa đọc").last).to_be_visible()
    await page.get_by_label("Chỉ máy có tin chưa đọc").check()
    await expect(page.locator(".card:visible")).to_have_count(3)
    await page.screenshot(path=pictures / "wide-province.png")
    await page.locator(".card", has_text="Giám đốc Sở Tư pháp").click()
    await expect(phone(page).get_by_role("log")).to_contain_text("quá hạn")
    await stage.emulator.until(lambda: not stage.emulator.unread(TU_PHAP))
    await page.get_by_role("link", name="Toàn tỉnh").click()
    await expect(page.get_by_text("2/16 máy có tin chưa đọc, cộng 2 tin.")).to_be_visible()
    await page.reload()
    await expect(page.get_by_text("2/16 máy có tin chưa đọc, cộng 2 tin.")).to_be_visible()


async def test_the_clock_is_moved_and_messages_carry_its_time(stage: Stage, open_page: OpenPage) -> None:
    page = await started(stage, open_page)
    clock = page.get_by_role("region", name="Đồng hồ của bản trình diễn")
    await expect(clock.get_by_role("time")).to_have_text("Thứ Hai 18/3/2024 7:55")
    await clock.get_by_role("button", name="Chỉnh giờ").click()
    await clock.get_by_role("button", name="Thứ Sáu 22/3 7:29").click()
    await expect(clock.get_by_role("time")).to_have_text("Thứ Sáu 22/3/2024 7:29")
    await clock.get_by_role("button", name="Sang 7:30").click()
    await expect(clock.get_by_role("time")).to_have_text("Thứ Sáu 22/3/2024 7:30")
    await stage.bot.send_message(TU_PHAP, "tin buổi sáng")
    await expect(phone(page).get_by_text("Thứ Sáu 22/3/2024")).to_be_visible()
    await expect(phone(page).locator(".message").last).to_contain_text("7:30")
    if not await clock.get_by_label("Ngày giờ khác").is_visible():
        await clock.get_by_role("button", name="Chỉnh giờ").click()
    await clock.get_by_label("Ngày giờ khác").fill("27/3/2024 14h05")
    await clock.get_by_label("Ngày giờ khác").press("Enter")
    await expect(clock.get_by_role("time")).to_have_text("Thứ Tư 27/3/2024 14:05")
    for wrong, words in (("mai", "Chưa đọc được ngày giờ"), ("01/01/2020 8:00", "không lùi")):
        await clock.get_by_label("Ngày giờ khác").fill(wrong)
        await clock.get_by_label("Ngày giờ khác").press("Enter")
        await expect(page.get_by_role("dialog")).to_contain_text(words)
        await page.keyboard.press("Escape")
    await expect(clock.get_by_role("time")).to_have_text("Thứ Tư 27/3/2024 14:05")


async def test_on_a_phone_of_390_pixels(stage: Stage, open_page: OpenPage, pictures: Path) -> None:
    page = await started(stage, open_page, viewport=NARROW, has_touch=True, is_mobile=True)
    await stage.bot.send_message(TU_PHAP, "x" * 300 + " " + "Nhiệm vụ cần hoàn thành " * 20)
    await expect(phone(page).get_by_role("log")).to_contain_text("Nhiệm vụ cần")
    await no_sideways_scroll(page)
    await page.screenshot(path=pictures / "narrow-phone.png")
    small = await page.evaluate(
        """[...document.querySelectorAll('button, a, input, textarea')].filter(e => e.checkVisibility())
           .map(e => [e.textContent || e.ariaLabel, e.getBoundingClientRect()])
           .filter(([, r]) => r.bottom > 0 && r.width > 1 && (r.height < 44 || r.width < 44)).map(([name]) => name)"""
    )
    assert small == []
    await page.get_by_role("link", name="Về danh sách người").tap()
    await expect(page.get_by_label("Tìm người, cơ quan")).to_be_visible()
    await no_sideways_scroll(page)
    await page.get_by_role("button", name="Chỉnh giờ").tap()
    await no_sideways_scroll(page)
    await page.screenshot(path=pictures / "narrow-clock.png")
    await page.get_by_role("link", name="Toàn tỉnh").tap()
    await expect(page.get_by_role("heading", name="Điện thoại toàn tỉnh")).to_be_visible()
    await no_sideways_scroll(page)
    await page.screenshot(path=pictures / "narrow-province.png")


async def test_with_the_keyboard_alone(stage: Stage, open_page: OpenPage) -> None:
    page = await open_page(stage.url)

    async def tab_to(words: str) -> None:
        for _ in range(40):
            await page.keyboard.press("Tab")
            if await page.evaluate("document.activeElement.textContent.trim()") == words:
                return
        raise AssertionError(f"the focus never came to {words}")

    await page.get_by_label("Tìm người, cơ quan").focus()
    await page.keyboard.type("gdstp")
    await page.keyboard.press("Enter")
    await expect(phone(page).get_by_role("button", name="Bắt đầu")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(phone(page).get_by_role("button", name="Việc của tôi")).to_be_visible()
    await field(page).focus()
    await page.keyboard.type("dòng một")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("dòng hai")
    await page.keyboard.press("Enter")
    await expect(phone(page).get_by_role("button", name="Biểu đồ")).to_be_visible()
    assert stage.emulator.messages(TU_PHAP)[-2].text == "dòng một\ndòng hai"
    await phone(page).get_by_role("group", name="Tin nhắn").focus()
    await tab_to("Biểu đồ")
    ring = await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert ring == "solid"
    await page.keyboard.press("Enter")
    await expect(phone(page).get_by_role("button", name="Quay lại")).to_be_focused()


async def test_words_of_people_are_never_read_as_html(stage: Stage, open_page: OpenPage) -> None:
    page = await started(stage, open_page)
    evil = "<img src=x onerror=\"document.title='bị chiếm'\"><b>đậm</b> & <script>1</script>"
    await field(page).fill(evil)
    await field(page).press("Enter")
    await expect(phone(page).get_by_text(f"Trả lời: {evil}")).to_be_visible()
    assert await phone(page).locator(".log img, .log script").count() == 0
    assert "bị chiếm" not in await page.title()


async def test_marks_and_links(stage: Stage, open_page: OpenPage) -> None:
    page = await started(stage, open_page)
    text = (
        "🔴 <b>Đậm <i>và nghiêng</i></b> <code>mã</code> <a href='https://cchc.vn/a'>xem</a> "
        "<a href='https://t.me/tro_ly_cchc_bot?start=7K4M92QX'>đăng ký</a>"
    )
    await stage.bot.send_message(TU_PHAP, text, parse_mode="HTML")
    last = phone(page).locator(".message").last
    await expect(last.locator("strong em")).to_have_text("và nghiêng")
    await expect(last.locator("strong")).to_have_text("Đậm và nghiêng")
    await expect(last.locator(".sign.red")).to_have_text("🔴")
    await expect(last.get_by_role("link", name="xem")).to_have_attribute("href", "https://cchc.vn/a")
    await last.get_by_role("link", name="đăng ký").click()
    await expect(phone(page).get_by_text("/start 7K4M92QX", exact=True)).to_be_visible()


async def test_blocking_the_assistant_and_back(stage: Stage, open_page: OpenPage) -> None:
    page = await started(stage, open_page)
    await phone(page).get_by_role("button", name="Gửi tệp và thao tác khác").click()
    await phone(page).get_by_role("button", name="Chặn trợ lý").click()
    await expect(phone(page).get_by_text("Anh/chị đã chặn trợ lý")).to_be_visible()
    await expect(field(page)).to_be_hidden()
    await phone(page).get_by_role("button", name="Bỏ chặn").click()
    await expect(field(page)).to_be_visible()


async def test_a_page_that_lost_its_server_says_so_and_comes_back(stage: Stage, open_page: OpenPage) -> None:
    page = await started(stage, open_page)
    await page.context.set_offline(True)
    stage.emulator.close_pages()
    await expect(page.get_by_text("Mất kết nối, đang nối lại…")).to_be_visible()
    await stage.bot.send_message(TU_PHAP, "gửi lúc mất mạng")
    await page.context.set_offline(False)
    await expect(phone(page).get_by_text("gửi lúc mất mạng")).to_be_visible(timeout=15000)
    await expect(page.get_by_text("Mất kết nối, đang nối lại…")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_contrast_of_words_is_at_least_four_and_a_half(
    stage: Stage, open_page: OpenPage, pictures: Path, scheme: str
) -> None:
    page = await started(stage, open_page, color_scheme=scheme, reduced_motion="reduce")
    await stage.emulator.user_sends(TU_PHAP, "diem snv")
    await stage.bot.send_message(BINH_LONG, "🟢 trong hạn")
    await expect(phone(page).get_by_role("button", name="Biểu đồ")).to_be_visible()
    await page.screenshot(path=pictures / f"contrast-{scheme}.png")
    weak = await page.evaluate(CONTRAST)
    assert weak == []


CONTRAST = """() => {
  const channel = (c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const ground = (e) => {
    for (; e; e = e.parentElement) {
      const colour = numbers(getComputedStyle(e).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const weak = [];
  for (const e of document.querySelectorAll("body *")) {
    const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    if (!own || !e.checkVisibility() || e.closest(".visually-hidden, .skip, .sign")) continue;
    const [a, b] = [light(numbers(getComputedStyle(e).color)), light(ground(e))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) weak.push(`${e.className || e.tagName}: ${e.textContent.slice(0, 30)} ${ratio.toFixed(2)}`);
  }
  return weak;
}"""


async def test_an_arrival_covers_no_name_and_going_elsewhere_closes_the_clock(
    stage: Stage, open_page: OpenPage
) -> None:
    page = await started(stage, open_page, viewport=NARROW, has_touch=True, is_mobile=True)
    await stage.bot.send_message(STRANGER, "tin cho máy khác")
    arrival = page.locator(".arrival")
    await expect(arrival).to_be_visible()
    box, head = await arrival.bounding_box(), await page.locator(".phone-head").first.bounding_box()
    assert box is not None
    assert head is not None
    assert box["y"] >= head["y"] + head["height"]
    await page.get_by_role("button", name="Chỉnh giờ").tap()
    await expect(page.locator("#clock-panel")).to_be_visible()
    await page.evaluate("location.hash = '#/toan-tinh'")
    await expect(page.locator("#clock-panel")).to_be_hidden()
