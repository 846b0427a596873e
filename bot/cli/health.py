"""`doctor`: checks of database, settings, clock and channel."""

import asyncio
import sqlite3
from collections.abc import Iterator
from datetime import timedelta

import click
from sqlalchemy import text
from telegram.error import InvalidToken, TelegramError

from bot.app import SAFE_SQLITE
from bot.channels.telegram import Telegram
from bot.cli.common import business_now, json_option, print_json, store_at
from bot.clocks import Clocks
from bot.path.knowing import load_knowledge
from bot.pictures.studio import Studio
from bot.settings import Settings, load_settings
from handlers.reminders import auditor
from handlers.words import auditor as words
from storage import inbox, schema
from storage.catalogue import load_catalogue
from storage.clock import MachineClock, local
from storage.session import StorageError, Store
from storage.settings_rows import LAST_SWEEP, read_setting

Finding = tuple[str, bool, str]  # what, is it right, one sentence
UNDONE_TOO_OLD = timedelta(minutes=2)


@click.command()
@json_option
def doctor(as_json: bool) -> int:
    """Kiểm tra cơ sở dữ liệu, thiết lập, đồng hồ, kênh; 1 khi có điều cần sửa."""
    settings = load_settings()
    findings = [*_database(settings), _clock(settings), _telegram(settings)]
    well = all(right for _, right, _ in findings)
    if as_json:
        checks = [{"check": what, "ok": right, "words": words} for what, right, words in findings]
        print_json({"ok": well, "checks": checks})
    else:
        for what, right, words in findings:
            click.echo(f"{'🟢' if right else '🔴'} {what}: {words}")
    return 0 if well else 1


def _database(settings: Settings) -> Iterator[Finding]:
    try:
        store = store_at(settings.url)
        state = schema.state(store)
    except StorageError as error:
        yield "Cơ sở dữ liệu", False, str(error)
        return
    if state != "current":
        missing = "chưa được tạo" if state == "missing" else "của phiên bản khác"
        yield "Cơ sở dữ liệu", False, f"{missing}; xin chạy: python -m bot init"
        return
    with store.reading() as unit:
        if store.is_sqlite:
            answer = unit.session.execute(text("PRAGMA quick_check")).scalar()
            version = sqlite3.sqlite_version
            yield "Cơ sở dữ liệu", answer == "ok", f"SQLite {version}, kiểm tra: {answer}"
            if sqlite3.sqlite_version_info < SAFE_SQLITE:
                words = "bản trước 3.51.3 có lỗi WAL; trợ lý chỉ để một tiến trình ghi nên vẫn an toàn"
                yield "Phiên bản SQLite", True, words
        else:
            yield "Cơ sở dữ liệu", True, f"PostgreSQL {unit.session.execute(text('SHOW server_version')).scalar()}"
        now = MachineClock().now()
        catalogue = load_catalogue(unit.session, now)
        undone = inbox.oldest_undone(unit.session)
    years = ", ".join(str(year) for year in sorted(catalogue.scores)) or "chưa có"
    yield (
        "Dữ liệu",
        bool(catalogue.agencies),
        (
            f"{len(catalogue.agencies)} cơ quan, điểm các năm: {years}, {len(catalogue.tasks)} nhiệm vụ, "
            f"{len(catalogue.accounts)} tài khoản" + (", số liệu minh họa" if catalogue.demo else "")
        ),
    )
    yield _reminders(store)
    waits = (now - undone) if undone else timedelta(0)
    yield "Hộp thư đến", waits < UNDONE_TOO_OLD, f"tin chờ lâu nhất {round(waits.total_seconds())} giây"


def _reminders(store: Store) -> Finding:
    """What nobody was reminded of, derived anew."""
    business = business_now(store, None)
    with store.reading() as unit:
        if not read_setting(unit.session, LAST_SWEEP):
            return "Nhắc việc", True, words.DOCTOR_NOT_YET
        knowledge = load_knowledge(unit.session, business)
        found = auditor.look(unit.session, knowledge, business)
    if not found:
        return "Nhắc việc", True, words.DOCTOR_WELL
    return "Nhắc việc", False, words.DOCTOR_MISSED.format(count=len(found), named=auditor.named(knowledge, found))


def _clock(settings: Settings) -> Finding:
    now = local(Clocks().business.now())
    if settings.now is not None:
        return "Đồng hồ", True, f"CCHC_NOW đặt giờ {settings.now:%d/%m/%Y %H:%M}"
    return "Đồng hồ", now.year >= 2024, f"{now:%d/%m/%Y %H:%M}, giờ Việt Nam"


def _telegram(settings: Settings) -> Finding:
    if settings.telegram_token is None:
        return "Telegram", True, "chưa có mã bot (CCHC_TELEGRAM_TOKEN)"
    try:
        name = asyncio.run(_bot_name(settings))
    except InvalidToken:
        return "Telegram", False, "không nhận mã bot; kiểm tra CCHC_TELEGRAM_TOKEN"
    except TelegramError:
        return "Telegram", False, "chưa kết nối được; kiểm tra mạng và CCHC_TELEGRAM_API_URL"
    return "Telegram", True, f"kết nối được với @{name}"


async def _bot_name(settings: Settings) -> str:
    assert settings.telegram_token is not None
    studio = Studio(settings.data_dir)
    telegram = Telegram(settings.telegram_token.get_secret_value(), settings.telegram_api_url, studio)
    try:
        await telegram.start()
        return str(telegram.bot.username)
    finally:
        await telegram.stop()
