"""Commands that run: `run` the assistant, `demo` it with an emulated Telegram, `mode` for `make run`."""

import asyncio
import sys
from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any

import click

from bot.app import Assistant, listen, serve_until_told
from bot.cli.common import Moment, open_store
from bot.clocks import Clocks
from bot.errors import CannotRun
from bot.logs import set_up
from bot.path.steps import nothing
from bot.settings import Settings, load_settings

DEMO_NOW = "2024-03-18T07:55"


@click.command()
@click.option("--adopt", is_flag=True, help="Nhận bot mới cho cơ sở dữ liệu đang dùng bot khác.")
def run(adopt: bool) -> int:
    """Chạy trợ lý trên các kênh đã có mã; dừng bằng Ctrl-C."""
    settings = load_settings()
    token = settings.telegram_token
    if token is None or not token.get_secret_value().strip():
        raise CannotRun("Chưa có mã bot: đặt CCHC_TELEGRAM_TOKEN, hoặc chạy thử bằng: python -m bot demo", 2)
    hidden = [token.get_secret_value()]
    if settings.webhook_secret is not None:
        hidden.append(settings.webhook_secret.get_secret_value())
    elif settings.webhook_url is not None:
        raise CannotRun("Nhận tin bằng webhook cần CCHC_WEBHOOK_SECRET.", 2)
    set_up(settings.log_level, hidden)
    return _until_told(run_assistant(assistant_of(settings), settings, adopt))


def assistant_of(settings: Settings, at: Callable[[str], None] = nothing) -> Assistant:
    """The assistant that `run` runs. `at` is called at the named points of the path."""
    assert settings.telegram_token is not None
    store = open_store(settings)
    clocks = Clocks()
    if settings.now is not None:
        clocks.start_at(settings.now)
    return Assistant(settings, store, clocks, token=settings.telegram_token.get_secret_value().strip(), at=at)


async def run_assistant(assistant: Assistant, settings: Settings, adopt: bool) -> None:
    try:
        web = await listen(assistant.web_application(), settings.web_port)
    except OSError:
        if settings.webhook_url is not None or "web_port" in settings.model_fields_set:
            raise CannotRun(f"Cổng {settings.web_port} đang có chương trình khác dùng; đổi CCHC_WEB_PORT.") from None
        web = None  # nobody asked for this port: polling does not need it
        _say(f"Cổng {settings.web_port} đang có chương trình khác dùng nên không mở trang kiểm tra sức khỏe.")
    try:
        await assistant.start(adopt=adopt)
        _say("Trợ lý đang chạy; dừng bằng Ctrl-C.")
        await serve_until_told(assistant)
    finally:
        if web is not None:
            await web.cleanup()


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=None, help="Cổng của trang (mặc định 8080).")
@click.option("--now", type=Moment(), default=None, help=f"Đồng hồ bắt đầu lúc này (lần đầu: {DEMO_NOW}).")
@click.option("--story", is_flag=True, help="Các cơ quan tự báo cáo theo câu chuyện mẫu khi đồng hồ đi qua.")
def demo(port: int | None, now: datetime | None, story: bool) -> int:
    """Chạy thử trên máy này: Telegram giả lập, dữ liệu minh họa, trang điện thoại trong trình duyệt."""
    from bot.demo import serve

    settings = load_settings()
    wanted = settings.web_port if port is None else port
    return _until_told(serve(settings, wanted, now or settings.now, story))


@click.command(hidden=True)
@click.option("--port", type=click.IntRange(0, 65535), default=8080)
def mode(port: int) -> None:
    """In lệnh mà `make run` cần: trợ lý thật khi có mã bot, nếu không thì bản chạy thử."""
    token = load_settings().telegram_token
    real = token is not None and token.get_secret_value().strip()
    click.echo("run" if real else f"demo --port {port}")


def _until_told(work: Coroutine[Any, Any, None]) -> int:
    try:
        asyncio.run(work)
    except KeyboardInterrupt:
        return 0
    except RuntimeError:
        _say("Trợ lý dừng vì một phần của nó đã dừng; xem nhật ký ngay trên.")
        return 1
    return 0


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)  # noqa: T201 - the console is this command's screen
