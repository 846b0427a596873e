"""`python -m tests.story_page`: writes docs/cau-chuyen-nv38.md and its pictures anew from the running assistant.

The story of the demo plays around one agency, whose four phones are shown. The text is held by a test
(tests/bot/test_story.py); the pictures are photographs of the page.
"""

import asyncio
import io
import shutil
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.async_api import Page, async_playwright, expect

from bot.cli.data import DEMO_START, prepare
from bot.demo import MovableClock, numbered, phones
from bot.emulator import Message
from bot.path.knowing import load_knowledge
from bot.settings import moment
from bot.story import Line, Story, read_story
from handlers.knowledge import Knowledge
from handlers.words.formats import WEEKDAYS, capital, clock, day
from storage.session import Store
from tests.bot.house import BotHouse, bot_house
from tests.browser.conftest import FLAGS, NARROW, chromium_path
from tests.province import MONDAY

DOCS = Path(__file__).parents[1] / "docs"
PAGE, PICTURES = DOCS / "cau-chuyen-nv38.md", DOCS / "pictures"
BEGINS = "2024-03-14T07:00"
COLOURS = 96
WIDTH = 450  # of a picture, pixels
TALLEST = 1100  # of a picture, pixels of the page
HEAD, OFFICER, MONITOR, LEADER = "head:honquan", "officer:honquan", "monitor:snv", "leader:ct"
NAMES = {
    HEAD: "Chủ tịch UBND huyện Hớn Quản",
    OFFICER: "Cán bộ đầu mối UBND huyện Hớn Quản",
    MONITOR: "Theo dõi CCHC, Sở Nội vụ",
    LEADER: "Chủ tịch UBND tỉnh",
}


@dataclass(frozen=True)
class Scene:
    """What these people do one after another, and what one phone then shows: from what was typed on it, else the last
    message. `picture` names its photograph.
    """

    at: str
    title: str
    told: str
    shown: str
    does: Sequence[tuple[str, str]] = ()  # (person, line of the story)
    picture: str = ""


SCENES = (
    Scene(
        "2024-03-14T08:30", "Được giao việc",
        "Công văn 914 vừa được nhập. Người đứng đầu và cán bộ đầu mối của cơ quan chủ trì được báo một lần.",
        HEAD, picture="giao-viec",
    ),
    Scene(
        "2024-03-18T09:00", "Báo tiến độ bằng một dòng",
        "Cán bộ đầu mối gõ không dấu; trợ lý ghi rồi đọc lại điều đã ghi.",
        OFFICER, ((OFFICER, "nv 38 dc 60%, dang tong hop"),), "tien-do",
    ),
    Scene(
        "2024-03-22T07:30", "Sáng ngày làm việc cuối",
        "Mỗi người một tin, việc phải xong hôm nay đứng đầu.",
        HEAD, picture="ngay-cuoi",
    ),
    Scene(
        "2024-03-22T07:41", "Giao đầu mối, kèm ý kiến",
        "Người đứng đầu giao lại cho cán bộ đầu mối và hẹn giờ; đến giờ cả hai cùng được nhắc.",
        HEAD, ((HEAD, "giao đầu mối nv 38"), (HEAD, "trình tôi 14 giờ")), "giao-dau-moi",
    ),
    Scene(
        "2024-03-25T07:30", "Quá hạn",
        "Hết hạn mà chưa có báo cáo: việc lên đầu tin, dấu đỏ, mỗi sáng làm việc đầu tuần và theo mốc.",
        OFFICER, picture="qua-han",
    ),
    Scene(
        "2024-03-27T07:30", "Ba ngày làm việc sau hạn: Sở Nội vụ",
        "Người theo dõi nhận một dòng cho mỗi nhiệm vụ, kèm tên cơ quan và cơ quan nào cần gọi điện.",
        MONITOR, picture="so-noi-vu",
    ),
    Scene(
        "2024-03-28T08:05", "Đôn đốc bằng một nút",
        "Ai chưa gửi, ai cần gọi điện; một lần nhấn gửi đến từng cơ quan.",
        MONITOR, ((MONITOR, "ai chưa gửi nv 38"), (MONITOR, "[Đôn đốc cả 4]")), "don-doc",
    ),
    Scene(
        "2024-03-28T08:06", "Cơ quan được đôn đốc",
        "Tin nói rõ ai đôn đốc và việc gì.",
        OFFICER, picture="duoc-don-doc",
    ),
    Scene(
        "2024-03-28T08:15", "Cả tỉnh trong một tin",
        "Lãnh đạo hỏi, trợ lý trả lời ngay.",
        LEADER, ((LEADER, "tình hình chung"),), "toan-tinh",
    ),
    Scene(
        "2024-04-02T07:30", "Bảy ngày làm việc sau hạn: lãnh đạo tỉnh",
        "Danh sách của lãnh đạo, theo nhiệm vụ.",
        LEADER, picture="lanh-dao",
    ),
    Scene(
        "2024-04-02T09:10", "Báo hoàn thành kèm văn bản",
        "Số và ngày văn bản trong lời báo được giữ làm tài liệu; lúc gửi quyết định đúng hạn hay trễ hạn.",
        OFFICER, ((OFFICER, "nv 38 xong, báo cáo 85/BC-UBND ngày 02/4"),), "hoan-thanh",
    ),
    Scene(
        "2024-04-02T10:05", "Trả lại, có lý do",
        "Người theo dõi trả lại phải nêu lý do và ngày bổ sung.",
        MONITOR,
        ((MONITOR, "trả lại nv 38 hớn quản: thiếu người chịu trách nhiệm, trước 05/4"),), "tra-lai",
    ),
    Scene(
        "2024-04-02T10:06",
        "Cơ quan được báo",
        "Đúng lời đó đến người đứng đầu và cán bộ đầu mối, kèm ngày mới.",
        OFFICER,
        picture="de-nghi-bo-sung",
    ),
    Scene(
        "2024-04-03T14:20", "Bổ sung",
        "Gửi tệp kèm một dòng là đủ.",
        OFFICER, ((OFFICER, "tệp: bao-cao-85-bo-sung.pdf | nv 38 xong, da bo sung"),), "bo-sung",
    ),
    Scene(
        "2024-04-04T08:20", "Xác nhận",
        "Xác nhận xong, trợ lý báo cho cơ quan; nhiệm vụ hết được nhắc.",
        MONITOR, ((MONITOR, "xác nhận nv 38 hớn quản"),), "xac-nhan",
    ),
    Scene(
        "2024-04-05T08:00", "Lãnh đạo hỏi lại",
        "Không còn dấu đỏ của Công văn 914.",
        LEADER, ((LEADER, "tình hình chung"),), "ket-thuc",
    ),
)  # fmt: skip
INTRODUCTION = """# Một nhiệm vụ từ đầu đến cuối
Nhiệm vụ 38 (Công văn 914, mục 2: báo cáo giải pháp khắc phục) của UBND huyện Hớn Quản, từ 14/3 đến 05/4/2024,
nguyên văn những gì bốn người thấy trên điện thoại. Ba mươi cơ quan kia cũng báo cáo trong những ngày đó.
Người, số văn bản và tiến độ là minh họa. Xem trên máy: `python -m bot demo --story` (xem [vận hành](van-hanh.md)).
"""


def lines() -> list[Line]:
    """The story of the demo with what is done on the four phones."""
    own = [Line(moment(scene.at), person, does) for scene in SCENES for person, does in scene.does]
    return sorted([*read_story(), *own], key=lambda line: line.at)  # stable: in the order of each


@asynccontextmanager
async def stage(url: str, folder: Path, known: Knowledge) -> AsyncIterator[tuple[BotHouse, Story, Mapping[str, int]]]:
    """A house with everybody's phones and the story before its beginning."""
    people = dict(numbered(known))
    async with bot_house(url, folder, known, now=BEGINS, people=people, phones=phones(known)) as house:
        assistant = await house.start()
        chats = {person: chat for chat, person in people.items()}
        house.emulator.clock = MovableClock(assistant.house.clocks)
        story = Story(lines(), assistant, house.emulator, chats)
        await story.switch(on=True)
        yield house, story, chats


Photograph = Callable[[Scene, int], Awaitable[None]]


async def tell(house: BotHouse, story: Story, chats: Mapping[str, int], photograph: Photograph | None = None) -> str:
    """The whole document, from what the phones show."""
    text = INTRODUCTION
    for scene in SCENES:
        chat = chats[scene.shown]
        before = {m.message_id for m in house.emulator.messages(chat)}
        await story.travel(moment(scene.at))
        messages = house.emulator.messages(chat)
        came = [m for m in messages if m.message_id not in before]
        typed = [number for number, message in enumerate(came) if not message.from_bot]
        came = came[typed[0] :] if scene.does and typed else messages[-1:]
        text += _written(scene, came)
        if photograph is not None:
            await photograph(scene, came[0].message_id)
    assert story.state()["skipped"] == [], story.state()["skipped"]
    return text


def _written(scene: Scene, came: Sequence[Message]) -> str:
    at = moment(scene.at)
    when = f"{capital(WEEKDAYS[at.weekday()])} {day(at.date())}, {clock(at)}"
    rows = [f"\n## {scene.title}\n**{when}.** {scene.told}\n"]
    pressed = [does.strip("[]") for _, does in scene.does if does.startswith("[")]
    for message in came:
        if pressed and message is came[-1]:
            rows.append(f"> **{NAMES[scene.shown]}** nhấn `{pressed[-1]}`\n")
        who = "Trợ lý" if message.from_bot else NAMES[scene.shown]
        words = [f"**{who}:** {message.document or ''}{' · ' if message.document else ''}{message.text}"]
        if message.buttons:
            words.append(" ".join(f"`{label}`" for label in message.buttons))
        rows.append("\n".join(f"> {line}  " for line in "\n".join(words).split("\n")) + "\n")
    rows.append(f'<img src="pictures/nv38-{scene.picture}.png" alt="{scene.title}, {when}" width="300">\n')
    return "\n".join(rows)


def _keep(scene: Scene, content: bytes) -> None:
    picture = Image.open(io.BytesIO(content)).convert("RGB")
    picture = picture.resize((WIDTH, round(picture.height * WIDTH / picture.width)), Image.Resampling.LANCZOS)
    picture.quantize(COLOURS, method=Image.Quantize.FASTOCTREE).save(
        PICTURES / f"nv38-{scene.picture}.png", optimize=True
    )


async def _photograph(tab: Page, address: str, scene: Scene, chat: int, first: int) -> None:
    """The phone as its owner sees it, from the first message of the scene on."""
    await tab.goto(f"{address}/#/dien-thoai/{chat}")
    await tab.wait_for_selector("body[data-live=true]")
    message = tab.locator(f".message[data-id='{first}']")
    await expect(message).to_be_visible()
    await message.evaluate("element => element.scrollIntoView({ block: 'start' })")
    await tab.wait_for_timeout(600)
    last = await tab.locator(".message").last.bounding_box()
    begun, scroll = await message.bounding_box(), await tab.locator(".scroll").bounding_box()
    assert last is not None
    assert begun is not None
    assert scroll is not None
    top = max(scroll["y"], begun["y"] - 8)
    end = min(scroll["y"] + scroll["height"], last["y"] + last["height"] + 8, top + TALLEST)
    _keep(scene, await tab.screenshot(clip={"x": 0, "y": top, "width": NARROW["width"], "height": end - top}))


async def _make(folder: Path, known: Knowledge) -> None:
    url = f"sqlite:///{folder / 'page.db'}"
    async with stage(url, folder, known) as (house, story, chats), async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        tall = {"width": NARROW["width"], "height": 1200}
        context = await browser.new_context(viewport=tall, device_scale_factor=2, locale="vi-VN")

        async def photograph(scene: Scene, first: int) -> None:
            tab = await context.new_page()
            await _photograph(tab, house.page, scene, chats[scene.shown], first)
            await tab.close()

        PAGE.write_text(await tell(house, story, chats, photograph), encoding="utf-8")
        await browser.close()


def main() -> None:
    folder = Path(tempfile.mkdtemp())
    store = Store(f"sqlite:///{folder / 'page.db'}")
    prepare(store, demo=True, start=DEMO_START)
    with store.reading() as unit:
        known = load_knowledge(unit.session, MONDAY)
    store.close()
    asyncio.run(_make(folder, known))
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
