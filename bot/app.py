"""The composition root: one assistant from its settings, and its life from start to stop."""

import asyncio
import contextlib
import fcntl
import gc
import os
import signal
import sqlite3
import warnings
from collections.abc import Callable
from pathlib import Path

import structlog
from aiohttp import web
from telegram.error import InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.warnings import PTBDeprecationWarning, PTBUserWarning

from bot.channels.telegram import Telegram
from bot.channels.updates import ALLOWED_UPDATES
from bot.clocks import Clocks
from bot.errors import CannotRun
from bot.path.answer import Answering
from bot.path.deliver import Delivery
from bot.path.knowing import Knowing
from bot.path.pacing import Pacing
from bot.path.receive import Receiving
from bot.path.steps import House, nothing
from bot.path.work import Working
from bot.pictures.studio import Studio
from bot.schedule import Schedule
from bot.settings import Settings
from bot.web import Health, Webhook, application
from handlers.words.help import COMMANDS
from storage.session import Store
from storage.settings_rows import DEMO, TELEGRAM_BOT_ID, TELEGRAM_BOT_NAME, read_setting, write_setting

WARM_AFTER = 10.0  # seconds from the start to the start of the drawing process
STOP_WITHIN = 3.0  # seconds for sendings on their way
SAFE_SQLITE = (3, 51, 3)  # sqlite.org/releaselog: the WAL reset bug is mended
log = structlog.get_logger()


class Assistant:
    """Everything that runs, put together once. Tests pass their own `clocks` and `at`."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        clocks: Clocks,
        *,
        token: str,
        at: Callable[[str], None] = nothing,
    ) -> None:
        warnings.filterwarnings("ignore", message="Please use 'Bot.", category=PTBUserWarning)
        warnings.filterwarnings("ignore", message="Deprecated since version v22.2", category=PTBDeprecationWarning)
        self.settings = settings
        self.studio = Studio(settings.data_dir)
        self.telegram = Telegram(token, settings.telegram_api_url, self.studio)
        hand = Path(f"{store.path}.in-hand") if store.path else settings.data_dir / "in-hand"
        self.house = House(store, clocks, {"telegram": self.telegram}, hand, at)
        knowing = self.knowing = Knowing()
        self.receiving = Receiving(self.house, self.telegram)
        self.answering = Answering(self.house, knowing)
        self.pacing = Pacing(settings.send_rate, settings.chat_rate)
        self.delivery = Delivery(self.house, knowing, self.pacing)
        surroundings = {
            "telegram_token": token,
            "telegram_api_url": settings.telegram_api_url,
            "data_dir": str(settings.data_dir),
            "database_url": store.engine.url.render_as_string(hide_password=False),
        }
        self.working = Working(self.house, surroundings)
        self.schedule = Schedule(self.house, knowing, self.delivery)
        self.polls = settings.webhook_url is None
        self.health = Health(self.house, self.receiving, self.schedule, self.polls)
        self._tasks: list[asyncio.Task[None]] = []
        self._warming: asyncio.Task[None] | None = None
        self._run_lock: int | None = None

    async def start(self, *, adopt: bool = False) -> None:
        """Makes sure of everything that can be wrong before the first message. Raises `CannotRun`, stopped again."""
        try:
            await self._make_sure(adopt)
        except BaseException:
            await self.stop()
            raise

    async def _make_sure(self, adopt: bool) -> None:
        self._alone()
        self._warn_of_sqlite()
        await self.house.core(self._no_demo_in_earnest)
        await self._meet_telegram()
        await self.house.core(lambda: self._know_the_bot(adopt))
        await self.house.core(self.answering.count_deaths)
        # with SQLite this process is the only one: whatever is on its way was sent by a dead one
        await self.house.core(lambda: self.delivery.take_back(self.house.store.is_sqlite))
        await self.house.core(self._learn)
        await self._introduce()

    async def run(self) -> None:
        """Runs until a part ends; then raises what ended it, because half an assistant is worse than none."""
        parts = {
            "answer": self.answering.run(),
            "deliver": self.delivery.run(),
            "work": self.working.run(),
            "schedule": self.schedule.run(),
        }
        if self.polls:
            parts["receive"] = self.receiving.run()
        self._tasks = [asyncio.create_task(part, name=name) for name, part in parts.items()]
        self._warming = asyncio.create_task(self._warm_studio())
        done, _ = await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            if not task.cancelled():
                log.error("part_ended", part=task.get_name(), exc_info=task.exception())
                raise RuntimeError(f"{task.get_name()} ended") from task.exception()

    async def _warm_studio(self) -> None:
        """The first picture is not made to wait, nor the first answers for what pictures need."""
        await asyncio.sleep(WARM_AFTER)
        await self.studio.warm()

    async def stop(self) -> None:
        """No new updates, the transaction in hand ends, what is on its way is recorded, the database closes last."""
        tasks = [*self._tasks, *([self._warming] if self._warming else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self.delivery.stop(STOP_WITHIN)
        await self.studio.close()  # after what is on its way: a picture may be
        await self.telegram.stop()
        await asyncio.to_thread(self.house.close)
        if self._run_lock is not None:
            os.close(self._run_lock)

    def _alone(self) -> None:
        """One running assistant a SQLite database: two would take each other's work for a dead one's."""
        path = self.house.store.path
        if path is None:
            return
        self._run_lock = os.open(f"{path}.run", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._run_lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotRun(f"Một trợ lý khác đang chạy trên cơ sở dữ liệu {path}.") from None

    def _warn_of_sqlite(self) -> None:
        if self.house.store.is_sqlite and sqlite3.sqlite_version_info < SAFE_SQLITE:
            log.info("sqlite_before_wal_mend", version=sqlite3.sqlite_version)

    async def _meet_telegram(self) -> None:
        """A wrong token ends the start; a Telegram that is away is waited for."""
        failures = 0
        while True:
            try:
                await self.telegram.start()
                return
            except InvalidToken:
                raise CannotRun("Telegram không nhận mã bot; kiểm tra CCHC_TELEGRAM_TOKEN.") from None
            except (NetworkError, RetryAfter) as error:
                failures += 1
                wait = min(30.0, 0.5 * 2 ** min(failures, 8))
                log.warning("telegram_away", reason=error.message, again_in=wait)
                await asyncio.sleep(wait)

    def _no_demo_in_earnest(self) -> None:
        """Demo data never speaks to real people."""
        with self.house.store.reading() as unit:
            if self.settings.is_real_telegram and read_setting(unit.session, DEMO, False):
                raise CannotRun("Cơ sở dữ liệu này là bản minh họa, không dùng được với Telegram thật.")

    def _know_the_bot(self, adopt: bool) -> None:
        """The database belongs to one bot."""
        with self.house.store.unit() as unit:
            known = read_setting(unit.session, TELEGRAM_BOT_ID)
            if known not in (None, self.telegram.bot_id) and not adopt:
                raise CannotRun(
                    "Mã bot này không phải bot đang dùng với cơ sở dữ liệu; nếu đổi bot thật, chạy: cchc run --adopt"
                )
            write_setting(unit.session, TELEGRAM_BOT_ID, self.telegram.bot_id)
            write_setting(unit.session, TELEGRAM_BOT_NAME, self.telegram.bot.username)
            unit.commit()

    def _learn(self) -> None:
        """The first message does not wait for the catalogue; and the collector need not look at it ever again."""
        with self.house.store.reading() as unit:
            self.knowing.current(unit.session, self.house.clocks.business.now())
        gc.collect()
        gc.freeze()

    async def _introduce(self) -> None:
        """The command menu and the way updates come; a refusal here stops nothing."""
        commands = [{"command": command, "description": description} for command, description, _ in COMMANDS]
        try:
            if self.polls:
                await self.telegram.call("deleteWebhook", drop_pending_updates=False)
            else:
                secret = self.settings.webhook_secret
                await self.telegram.call(
                    "setWebhook",
                    url=self.settings.webhook_url,
                    secret_token=secret.get_secret_value() if secret else None,
                    allowed_updates=list(ALLOWED_UPDATES),
                )
            await self.telegram.call("setMyCommands", commands=commands)
        except TelegramError as error:
            log.warning("introduction_refused", reason=error.message)

    def web_application(self) -> web.Application:
        secret = self.settings.webhook_secret
        if self.polls or secret is None:
            return application(self.health, None)
        return application(self.health, Webhook(self.receiving, self.telegram, secret.get_secret_value()))


async def serve_until_told(assistant: Assistant) -> None:
    """Runs until SIGTERM or SIGINT. Raises what ended the assistant by itself."""
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, told.set)
    running = asyncio.create_task(assistant.run(), name="assistant")
    waiting = asyncio.create_task(told.wait(), name="told")
    try:
        await asyncio.wait({running, waiting}, return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            running.result()
    finally:
        for task in (running, waiting):
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await task
        await assistant.stop()


async def listen(app: web.Application, port: int) -> web.AppRunner:
    """Serves on a port of all addresses. Raises `OSError` when it is taken."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, port=port).start()
    except OSError:
        await runner.cleanup()
        raise
    return runner
