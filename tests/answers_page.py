"""`python -m tests.answers_page`: writes docs/tra-loi.md and its pictures anew from the running assistant.

The text is held by a test; the pictures are photographs of the page and what was drawn.
"""

import asyncio
import io
import json
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.async_api import Page, async_playwright, expect

from bot.cli.data import DEMO_START, prepare
from bot.path.knowing import Knowing, load_knowledge
from bot.pictures.drawings import DRAWINGS
from handlers.dialogue import Request
from handlers.knowledge import Knowledge
from handlers.pictures.of_index import drawing_of
from handlers.pictures.specs import as_values
from handlers.questions import decode
from storage.session import Store
from tests.browser.conftest import FLAGS, NARROW, chromium_path
from tests.browser.test_story import pick, running, start
from tests.province import MONDAY, Province

DOCS = Path(__file__).parents[1] / "docs"
PAGE = DOCS / "tra-loi.md"
PICTURES = DOCS / "pictures"
COLOURS = 160  # enough for letters, bars and signs; half of the size


@dataclass(frozen=True)
class Row:
    """One topic: who says what."""

    topic: str
    what: str
    person: str
    typed: str


@dataclass(frozen=True)
class Chart:
    name: str
    what: str
    person: str
    typed: str
    question: str


HEAD, MONITOR, LEADER = "head:stp", "monitor:snv", "leader:ct"
NAMES = {
    HEAD: "Giám đốc Sở Tư pháp",
    MONITOR: "Theo dõi CCHC, Sở Nội vụ",
    LEADER: "Chủ tịch UBND tỉnh",
}
ROWS = (
    Row("score", "điểm, thứ hạng của một đơn vị", HEAD, "diem snv"),
    Row("ranking", "bảng xếp hạng, một phần của bảng", HEAD, "top 3 huyen"),
    Row("compare", "hai đến bốn đơn vị cạnh nhau", HEAD, "so sanh stp voi snv"),
    Row("weak", "mất điểm ở đâu", HEAD, "snv mat diem o dau"),
    Row("history", "qua các năm", HEAD, "snv qua cac nam"),
    Row("whatif", "cần gì để lên hạng", HEAD, "snv muon vao top 15 can gi"),
    Row("overview", "toàn tỉnh", LEADER, "tinh hinh chung"),
    Row("tasks", "danh sách việc", HEAD, "viec cua toi"),
    Row("task", "một nhiệm vụ", HEAD, "nv 38"),
    Row("progress", "báo tiến độ", HEAD, "nv 38 dc 60%, dang trinh ky"),
    Row("reminder", "thay đổi nhắc việc", HEAD, "nhac luc 6:45"),
    Row("remediation", "báo cáo, kế hoạch khắc phục", MONITOR, "don vi nao chua nop ke hoach khac phuc"),
    Row("help", "hướng dẫn", HEAD, "huong dan"),
    Row("smalltalk", "chào hỏi", HEAD, "cam on nhe"),
    Row("unknown", "ngoài phạm vi", HEAD, "thoi tiet dong xoai"),
)
CHARTS = (
    Chart("linh-vuc", "các lĩnh vực so với mức giữa khối", HEAD, "bieu do diem snv", "q:score;a=snv"),
    Chart("xep-hang", "bảng xếp hạng, đơn vị mình in đậm", HEAD, "bieu do xep hang khoi so", "q:ranking;g=so"),
    Chart("thu-hang", "thứ hạng qua các năm", HEAD, "bieu do bien dong thu hang khoi so", "q:ranking;g=so;x=movement"),
    Chart("qua-cac-nam", "một đơn vị qua các năm", HEAD, "bieu do snv qua cac nam", "q:history;a=snv"),
    Chart(
        "so-sanh", "so sánh hai đến bốn đơn vị", HEAD, "bieu do so sanh stp voi snv va syt", "q:compare;a=stp,snv,syt"
    ),
)
INTRODUCTION = """# Trợ lý trả lời gì
Mỗi chủ đề một ví dụ, nguyên văn câu trả lời ngày 18/3/2024 trên số liệu minh họa. Cách gõ:
[hieu-cau.md](hieu-cau.md); cách tính: [chi-so.md](chi-so.md).

| chủ đề | nhắn | trả lời | trên điện thoại |
|---|---|---|---|
"""
CHART_HEAD = """
## Biểu đồ
Nhắn thêm "biểu đồ", hoặc nhấn **Biểu đồ** dưới câu trả lời: phần chữ đến trước, ảnh đến sau,
lời dưới ảnh nói lại những gì ảnh cho thấy.

| biểu đồ | nhắn | lời dưới ảnh | ảnh |
|---|---|---|---|
"""


def page(province: Province) -> str:
    """The whole document; each row is a conversation of its own."""
    text = INTRODUCTION
    for row in ROWS:
        said = province.say(row.person, row.typed).text
        text += f"| {row.what} (`{row.topic}`) | {row.typed} | {_cell(said)} | {_image(row.topic, row.what)} |\n"
    text += CHART_HEAD
    for chart in CHARTS:
        drawing = drawing_of(_request(province.knowledge, chart), decode(chart.question)[0].topic)
        assert drawing is not None
        text += f"| {chart.what} | {chart.typed} | {_cell(drawing.caption)} | {_image(chart.name, chart.what)} |\n"
    return text


def _cell(words: str) -> str:
    return words.replace("|", "\\|").replace("\n", "<br>")


def _image(name: str, what: str) -> str:
    return f'<img src="pictures/tra-loi-{name}.png" alt="{what[:1].upper()}{what[1:]}" width="240">'


def _request(knowledge: Knowledge, chart: Chart) -> Request:
    person = knowledge.person(chart.person)
    assert person is not None
    return Request(decode(chart.question)[0], person, knowledge, MONDAY, "telegram", "1", pressed=True)


def _keep(name: str, content: bytes) -> None:
    picture = Image.open(io.BytesIO(content)).convert("RGB")
    picture = picture.resize((540, round(picture.height * 540 / picture.width)), Image.Resampling.LANCZOS)
    picture.quantize(COLOURS).save(PICTURES / f"tra-loi-{name}.png", optimize=True)


async def _photograph(tab: Page, row: Row) -> bytes:
    phone = await pick(tab, NAMES[row.person])
    await start(phone)
    answer = await phone.says(row.typed)
    await expect(answer).to_be_visible()
    await tab.wait_for_timeout(700)
    own = await phone.root.locator(".message.mine").last.bounding_box()
    box, scroll = await answer.bounding_box(), await phone.root.locator(".scroll").bounding_box()
    assert own is not None
    assert box is not None
    assert scroll is not None
    top = max(scroll["y"], own["y"] - 8)
    end = min(scroll["y"] + scroll["height"], box["y"] + box["height"] + 8)
    return await tab.screenshot(clip={"x": 0, "y": top, "width": NARROW["width"], "height": end - top})


async def _photographs(folder: Path) -> None:
    async with running(folder) as address, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        tall = {"width": NARROW["width"], "height": 1100}
        context = await browser.new_context(viewport=tall, device_scale_factor=2, locale="vi-VN")
        tab = await context.new_page()
        await tab.goto(address)
        for row in ROWS:
            _keep(row.topic, await _photograph(tab, row))
        await browser.close()


def main() -> None:
    folder = Path(tempfile.mkdtemp())
    store = Store(f"sqlite:///{folder / 'page.db'}")
    prepare(store, demo=True, start=DEMO_START)
    with store.reading() as unit:
        knowledge = load_knowledge(unit.session, MONDAY)
    PAGE.write_text(page(Province(store, Knowing(knowledge))), encoding="utf-8")
    for chart in CHARTS:
        drawing = drawing_of(_request(knowledge, chart), decode(chart.question)[0].topic)
        assert drawing is not None
        values = json.loads(json.dumps(as_values(drawing.picture)))
        _keep(chart.name, DRAWINGS[values["kind"]](values).png())
    (folder / "demo").mkdir()
    asyncio.run(_photographs(folder / "demo"))
    store.close()
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
