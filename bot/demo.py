"""The demo: an emulated Telegram, its page and the assistant in one process, over real HTTP, on demo data."""

import asyncio
import contextlib
import socket
import sys
from collections.abc import Iterator
from datetime import datetime

from aiohttp import web

from bot.app import Assistant, serve_until_told
from bot.cli.data import DEMO_START, prepare
from bot.clocks import Clocks, keep_offset, stored_offset
from bot.emulator import Emulator, Phone
from bot.errors import CannotRun
from bot.logs import set_up
from bot.path.knowing import load_knowledge
from bot.settings import Settings, moment
from bot.story import Story, read_story
from handlers import enrolment
from handlers.knowledge import Knowledge
from handlers.words.formats import clock, day
from storage import schema
from storage.clock import local
from storage.session import Store
from storage.settings_rows import DEMO, read_setting

TOKEN = "914000282:demo-only-never-a-real-token"  # noqa: S105 - of the emulator on this machine
FIRST_PHONE = 1001
STRANGER = 9001
FIRST_MOMENT = "2024-03-18T07:55"
STORY_BEGINS = "2024-03-14T07:00"
PORTS_TRIED = 20
GROUPS = {"leader": "Lãnh đạo tỉnh", "monitor": "Theo dõi CCHC", "admin": "Quản trị"}
AGENCY_GROUPS = {"so": "Khối sở, ban, ngành", "huyen": "Khối huyện, thị xã, thành phố", "baochi": "Đài, Báo"}


class MovableClock:
    """The demo's clock: moved by the page, kept as a row, a move sweeps at once."""

    def __init__(self, clocks: Clocks) -> None:
        self._clocks = clocks
        self.story: Story | None = None  # which does the moving

    def now(self) -> datetime:
        return local(self._clocks.business.now())

    async def move(self, to: datetime) -> None:
        assert self.story is not None
        await self.story.travel(to)


async def serve(settings: Settings, port: int, now: datetime | None, story: bool = False) -> None:
    """Runs until Ctrl-C. With `story` the officials write by themselves, from its first day on. Raises `CannotRun`."""
    set_up("WARNING" if settings.log_level == "INFO" else settings.log_level, [])
    store = Store(settings.demo_url)
    clocks = Clocks()
    _ready(store)
    tell_until = _set_clock(clocks, store, now, story)
    knowledge = _everybody_enrolled(store, clocks)
    door = _first_free(port)
    taken = door.getsockname()[1]
    local_only = {"telegram_api_url": f"http://127.0.0.1:{taken}", "webhook_url": None, "webhook_secret": None}
    assistant = Assistant(settings.model_copy(update=local_only), store, clocks, token=TOKEN)
    movable = MovableClock(clocks)
    emulator = Emulator(
        token=TOKEN,
        phones=phones(knowledge),
        clock=movable,
        is_working_day=knowledge.calendar.is_working,
    )
    chats = {person: chat for chat, person in numbered(knowledge)}
    told = movable.story = emulator.story = Story(read_story(), assistant, emulator, chats)
    app = web.Application(client_max_size=25 * 1024 * 1024)
    emulator.routes(app)
    app.router.add_get("/healthz", assistant.health.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    await web.SockSite(runner, door).start()
    try:
        await assistant.start(adopt=True)
        _say(f"Mở trang chạy thử trong trình duyệt: http://127.0.0.1:{taken}/")
        shown = tell_until or local(clocks.business.now())
        _say(f"Số liệu minh họa; đồng hồ chạy thử: {clock(shown)} ngày {day(shown.date())}. Dừng: Ctrl-C.")
        telling = asyncio.create_task(told.run(tell_until), name="story")
        try:
            await serve_until_told(assistant)
        finally:
            telling.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await telling
    finally:
        await runner.cleanup()


def _ready(store: Store) -> None:
    """Demo data where there is nothing; never beside real data."""
    if schema.state(store) == "current":
        with store.reading() as unit:
            demo = read_setting(unit.session, DEMO, False)
        if not demo:
            raise CannotRun(
                "Cơ sở dữ liệu này có dữ liệu thật, không dùng để chạy thử; bỏ CCHC_DATABASE_URL rồi chạy lại."
            )
        return
    prepare(store, demo=True, start=DEMO_START)


def _set_clock(clocks: Clocks, store: Store, now: datetime | None, story: bool) -> datetime | None:
    """As asked; else where the demo's clock stood and ran on; else the first morning. With a story, the clock begins
    where that does, and the moment to which it is to be told comes back.
    """
    kept = stored_offset(store)
    if kept is not None:
        clocks.offset.value = kept
    else:
        clocks.start_at(moment(STORY_BEGINS if story else FIRST_MOMENT))
    if now is not None and not story:
        clocks.start_at(now)
    keep_offset(store, clocks.offset.value)
    if not story:
        return None
    return now or (moment(FIRST_MOMENT) if kept is None else local(clocks.business.now()))


def _everybody_enrolled(store: Store, clocks: Clocks) -> Knowledge:
    """A phone for everybody: their accounts are linked as an operator's `enrol` does."""
    now = clocks.business.now()
    with store.unit() as unit:
        knowledge = load_knowledge(unit.session, now)
        for chat, person in numbered(knowledge):
            if ("telegram", str(chat)) not in knowledge.catalogue.accounts:
                enrolment.enrol(unit, person, "telegram", str(chat), now)
        knowledge = load_knowledge(unit.session, now)
        unit.commit()
    return knowledge


def numbered(knowledge: Knowledge) -> Iterator[tuple[int, str]]:
    """Chat numbers of the demo: people in the order of their codes."""
    return enumerate(sorted(knowledge.catalogue.people), FIRST_PHONE)


def phones(knowledge: Knowledge) -> list[Phone]:
    """Everybody's phone, and one of somebody nobody knows."""
    found = [_phone(chat, person, knowledge) for chat, person in numbered(knowledge)]
    return [*found, Phone(STRANGER, "Người chưa đăng ký", "Tài khoản lạ", "Người lạ")]


def _phone(chat: int, code: str, knowledge: Knowledge) -> Phone:
    person = knowledge.catalogue.people[code]
    role = person.roles[0].role
    agency = knowledge.agency(person.agency) if person.agency else None
    also = " ".join([code, *((agency.short_name, *agency.aliases) if agency else ())])
    if role in GROUPS:
        return Phone(chat, person.title, GROUPS[role], GROUPS[role], also)
    assert agency is not None
    return Phone(chat, person.title, agency.name, AGENCY_GROUPS[agency.group], also)


def _first_free(port: int) -> socket.socket:
    """A socket on the wanted port or the next free one; says so when it was taken. Raises `CannotRun`."""
    for tried in range(port, port + PORTS_TRIED):
        door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind(("127.0.0.1", tried))
        except OSError:
            door.close()
            _say(f"Cổng {tried} đang có chương trình khác dùng, thử cổng {tried + 1}.")
            continue
        return door
    raise CannotRun(f"Các cổng {port}-{port + PORTS_TRIED - 1} đều đang được dùng; chọn cổng khác bằng --port.")


def _say(words: str) -> None:
    print(words, file=sys.stdout, flush=True)  # noqa: T201 - the console is this command's screen
