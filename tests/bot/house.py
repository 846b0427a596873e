"""The real assistant in the test's own loop, an emulated Telegram behind real HTTP, a line between them to cut."""

import asyncio
import gc
import socket
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

import structlog
from aiohttp import ClientSession, web
from sqlalchemy import func, select

from bot.app import Assistant
from bot.clocks import Clocks
from bot.emulator import Emulator, Message, Phone
from bot.settings import Settings, moment
from handlers import enrolment
from handlers.knowledge import Knowledge
from storage.clock import LOCAL
from storage.models import Inbox, Outbox, ProgressReport
from storage.session import Store

TOKEN = "777:bot-tests"
SECRET = "quite-secret"
OFFICER, HEAD, HEALTH, MONITOR, DISTRICT = 1001, 1002, 1003, 1004, 1005
STRANGER = 9001
PEOPLE = {
    OFFICER: "officer:stp",
    HEAD: "head:stp",
    HEALTH: "officer:syt",
    MONITOR: "monitor:snv",
    DISTRICT: "head:budang",
}
SATURDAY = "2024-03-16T09:00"  # no reminders come between
FRIDAY = "2024-03-22T07:45"  # the morning of the digests
COPY = "(gửi lại)"


class Machine:
    """The host's clock, which a test puts forward."""

    def __init__(self) -> None:
        self.ahead = timedelta(0)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def forward(self, seconds: float) -> None:
        self.ahead += timedelta(seconds=seconds)


class Line:
    """The wire between the assistant and Telegram. Cut, no connection is made and those that were are reset."""

    def __init__(self, telegram_port: int) -> None:
        self._telegram_port = telegram_port
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self.port = 0

    async def mend(self) -> None:
        self._server = await asyncio.start_server(self._joined, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def cut(self) -> None:
        assert self._server is not None
        self._server.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _joined(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        there: asyncio.StreamWriter | None = None
        try:
            back, there = await asyncio.open_connection("127.0.0.1", self._telegram_port)
            ways = [asyncio.create_task(_flow(reader, there)), asyncio.create_task(_flow(back, writer))]
            try:
                await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for way in ways:
                    way.cancel()
                await asyncio.gather(*ways, return_exceptions=True)
        except asyncio.CancelledError:
            pass  # cut: asyncio's streams complain about a handler that ends cancelled
        finally:
            self._tasks.discard(task)
            for end in (writer, there):
                if end is not None:
                    end.transport.abort()


async def _flow(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()


@dataclass
class BotHouse:
    """One database and one Telegram; `start` brings the assistant to life, as often as a test likes."""

    store: Store
    emulator: Emulator
    line: Line
    machine: Machine
    http: ClientSession
    settings: Settings
    door: socket.socket
    known: Knowledge
    now: str
    logs: list[dict[str, Any]]  # what was logged since the house was built
    at: dict[str, Callable[[], None]] = field(default_factory=dict)  # what happens at a named point of the path
    assistant: Assistant | None = None
    ended: BaseException | None = None  # what ended `run` by itself
    _running: asyncio.Task[None] | None = None
    _web: web.AppRunner | None = None

    @property
    def page(self) -> str:
        """Address of the emulated Telegram and its page of phones."""
        return f"http://127.0.0.1:{self.line.port}"

    @property
    def web(self) -> str:
        """Address of the assistant's own server."""
        return f"http://127.0.0.1:{self.door.getsockname()[1]}"

    async def start(self) -> Assistant:
        clocks = Clocks(self.machine)
        clocks.start_at(moment(self.now))
        store = Store(str(self.store.engine.url.render_as_string(hide_password=False)))
        assistant = self.assistant = Assistant(self.settings, store, clocks, token=TOKEN, at=self._at)
        assistant.knowing._knowledge = self.known  # its lexicon takes a second to build and is the same
        self._web = web.AppRunner(assistant.web_application(), access_log=None, shutdown_timeout=0.5)
        await self._web.setup()
        await web.SockSite(self._web, self.door.dup()).start()
        await assistant.start()
        self._running = asyncio.create_task(assistant.run())
        return assistant

    def _at(self, point: str) -> None:
        if point in self.at:
            self.at[point]()

    @asynccontextmanager
    async def twin(self, data_dir: Path | None = None) -> AsyncIterator[str]:
        """A second replica on the same PostgreSQL; the address of its own server."""
        settings = self.settings.model_copy(update={"data_dir": data_dir or self.settings.data_dir})
        with socket.create_server(("127.0.0.1", 0)) as door:
            twin = replace(self, door=door, settings=settings, assistant=None, _running=None, _web=None)
            await twin.start()
            try:
                yield twin.web
            finally:
                await twin.stop()

    async def stop(self) -> None:
        """Raises what ended the assistant before it was told to."""
        if self._running is not None:
            over = self._running.done()
            self._running.cancel()
            with suppress(asyncio.CancelledError):
                await self._running
            assert not over, "it ended by itself"
            self._running = None
        if self.assistant is not None:
            await self.assistant.stop()
            self.assistant = None
        if self._web is not None:
            await self._web.cleanup()
            self._web = None

    # What is on the phones and in the database ----------------------------------------------------------------------

    def said(self, chat: int) -> list[Message]:
        return [m for m in self.emulator.messages(chat) if m.from_bot]

    def heard(self, chat: int) -> list[str]:
        """What the assistant said on that phone, oldest first."""
        return [m.text for m in self.said(chat)]

    async def until(self, condition: Callable[[], Any], seconds: float = 30) -> None:
        """Waits until `condition()` holds."""
        loop = asyncio.get_running_loop()
        ends = loop.time() + seconds
        while not condition():
            assert self._running is None or not self._running.done(), "the assistant ended"
            assert loop.time() < ends, "did not come about in time"
            await asyncio.sleep(0.01)

    async def until_heard(self, chat: int, count: int = 1, seconds: float = 30) -> list[str]:
        await self.until(lambda: len(self.heard(chat)) >= count, seconds)
        return self.heard(chat)

    async def until_quiet(self) -> None:
        """Everything received is answered and every answer has left, or is given up."""

        def quiet() -> bool:
            return "queued" not in self.states(Inbox) and not {"queued", "sending"} & self.states(Outbox).keys()

        await self.until(lambda: not self.emulator.waiting_updates() and quiet())

    def states(self, table: type[Inbox] | type[Outbox]) -> dict[str, int]:
        with self.store.reading() as unit:
            rows = unit.session.execute(select(table.state, func.count()).group_by(table.state)).all()
        return {row[0]: row[1] for row in rows}

    def rows(self, table: type[Any]) -> Sequence[Any]:
        with self.store.reading() as unit:
            return unit.session.scalars(select(table).order_by(table.id)).all()

    def reported(self) -> list[tuple[str, int | None]]:
        """State and percent of every report, in the order in which they were written down."""
        return [(row.state, row.percent) for row in self.rows(ProgressReport)]

    def calls(self, method: str) -> int:
        return len(self.emulator.calls(method))

    async def press(self, chat: int, label: str, message: int = -1) -> str:
        """Presses a button of the bot's last message, or of another; the id of the query."""
        shown = self.said(chat)[message]
        return await self.emulator.user_presses(chat, shown.message_id, shown.data_of(label))

    @asynccontextmanager
    async def database_away(self) -> AsyncIterator[None]:
        """PostgreSQL throws everybody out and lets nobody in; SQLite can't be written to."""
        take, bring = (_take_lock, _bring_lock) if self.store.is_sqlite else (_refuse, _allow)
        await asyncio.to_thread(take, self.store)
        try:
            yield
        finally:
            await asyncio.to_thread(bring, self.store)

    # What Telegram might bring --------------------------------------------------------------------------------------

    def message(self, update_id: int, text: str, chat: int = OFFICER, message_id: int | None = None) -> dict[str, Any]:
        """An update as Telegram would write it."""
        who = {"id": chat, "is_bot": False, "first_name": "A"}
        where = {"id": chat, "type": "private", "first_name": "A"}
        date = int(self.machine.now().timestamp())
        number = message_id if message_id is not None else 500_000 + update_id
        message = {"message_id": number, "from": who, "chat": where, "date": date, "text": text}
        return {"update_id": update_id, "message": message}

    def press_update(self, update_id: int, chat: int, shown: Message, label: str) -> dict[str, Any]:
        """A press of a button as Telegram would write it."""
        who = {"id": chat, "is_bot": False, "first_name": "A"}
        press = {"id": str(update_id), "from": who, "chat_instance": "1", "data": shown.data_of(label)}
        return {"update_id": update_id, "callback_query": {**press, "message": shown.api}}


def _take_lock(store: Store) -> None:
    """A folder where its lock file was: no writer passes, and nothing is lost."""
    lock = Path(f"{store.path}.lock")
    while not lock.is_dir():
        lock.unlink(missing_ok=True)
        with suppress(FileExistsError):  # a writer was quicker
            lock.mkdir()


def _bring_lock(store: Store) -> None:
    Path(f"{store.path}.lock").rmdir()


def _refuse(store: Store) -> None:
    _as_server(store, "ALTER DATABASE {name} ALLOW_CONNECTIONS false")
    _as_server(store, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")


def _allow(store: Store) -> None:
    _as_server(store, "ALTER DATABASE {name} ALLOW_CONNECTIONS true")


def _as_server(store: Store, command: str) -> None:
    import psycopg

    server = store.engine.url.set(database="postgres", drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(command.format(name=store.engine.url.database))


def _kept_in(logs: list[dict[str, Any]]) -> Callable[..., Any]:
    """Plain lines: structlog's own way with an exception draws every local variable, for minutes."""

    def keep(_logger: object, _method: str, event: dict[str, Any]) -> dict[str, Any]:
        logs.append(dict(event))
        return event

    return keep


@asynccontextmanager
async def bot_house(
    url: str,
    folder: Path,
    known: Knowledge,
    *,
    now: str = SATURDAY,
    webhook: bool = False,
    people: Mapping[int, str] = MappingProxyType(PEOPLE),
    phones: Sequence[Phone] = (),
    **settings: Any,
) -> AsyncIterator[BotHouse]:
    """Everybody of `people` enrolled, nobody running yet; all that was started ends with the test."""
    store = Store(url)
    with store.unit() as unit:
        for chat, person in people.items():
            enrolment.enrol(unit, person, "telegram", str(chat), datetime(2024, 3, 14, 7, 0, tzinfo=LOCAL))
        unit.commit()
    machine = Machine()
    phones = phones or [Phone(chat, person, person, "Thử") for chat, person in {**people, STRANGER: "Người lạ"}.items()]
    emulator = Emulator(token=TOKEN, phones=phones, first_id=1000, machine=lambda: machine.now().timestamp())
    app = web.Application()
    emulator.routes(app)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    line = Line(runner.addresses[0][1])
    await line.mend()
    door = socket.socket()
    door.bind(("127.0.0.1", 0))
    door.listen()
    given = {"webhook_url": f"http://127.0.0.1:{door.getsockname()[1]}/telegram", "webhook_secret": SECRET}
    made = Settings(
        _env_file=None,
        telegram_api_url=f"http://127.0.0.1:{line.port}",
        data_dir=folder,
        **{"send_rate": 0, "chat_rate": 0} | (given if webhook else {}) | settings,
    )
    logs: list[dict[str, Any]] = []
    structlog.configure(
        processors=[_kept_in(logs), structlog.processors.format_exc_info, structlog.processors.KeyValueRenderer()]
    )
    async with ClientSession() as http:
        house = BotHouse(store, emulator, line, machine, http, made, door, known, now, logs)
        try:
            yield house
        finally:
            try:
                await house.stop()
            finally:
                await line.cut()
                await runner.cleanup()
                door.close()
                store.close()
                structlog.reset_defaults()
                gc.unfreeze()  # an assistant at start freezes what it has learnt
