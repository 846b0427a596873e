"""What several commands need: the store as set, a moment given on the line, one printed JSON object."""

import json
from datetime import date, datetime
from typing import Any

import click

from bot.clocks import Clocks, stored_offset
from bot.settings import YEARS, Settings, load_settings, moment
from storage import schema
from storage.clock import local
from storage.session import Store

Year = click.IntRange(YEARS.start, YEARS.stop - 1)


class No(click.ClickException):
    """The answer is no: one sentence, exit 1."""


class Moment(click.ParamType[datetime]):
    """`YYYY-MM-DD[THH:MM[:SS]]`, local; a bare day means 08:00."""

    name = "NGÀY"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        try:
            return moment(value)
        except ValueError:
            return self.fail("viết như 2024-03-22 hoặc 2024-03-22T07:30, từ năm 2000 đến 2100", param, ctx)


class Day(click.ParamType[date]):
    """`YYYY-MM-DD`."""

    name = "NGÀY"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            if len(value) > len("2024-03-22"):
                raise ValueError(value)
            return moment(value).date()
        except ValueError:
            return self.fail("viết như 2024-03-22, từ năm 2000 đến 2100", param, ctx)


class Words(click.ParamType[str]):
    """What was typed; bytes that are no UTF-8 become the sign for it, as everywhere else."""

    name = "CHỮ"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return str(value).encode(errors="surrogateescape").decode(errors="replace")


now_option = click.option("--now", type=Moment(), default=None, help="Coi như đang là lúc này (mặc định: giờ thật).")
json_option = click.option("--json", "as_json", is_flag=True, help="In JSON.")
person_argument = click.argument("person", type=Words(), metavar="NGƯỜI")


def store_at(url: str) -> Store:
    """A store that is closed when the command in hand ends."""
    store = Store(url)
    if (command := click.get_current_context(silent=True)) is not None:
        command.call_on_close(store.close)
    return store


def open_store(settings: Settings | None = None) -> Store:
    """The database of the settings, ready for use. Raises `No` when `init` has to come first."""
    store = store_at((settings or load_settings()).url)
    match schema.state(store):
        case "missing":
            raise No("Cơ sở dữ liệu chưa được tạo; xin chạy: python -m bot init")
        case "other":
            raise No("Cơ sở dữ liệu của phiên bản khác; xin chạy: python -m bot init")
    return store


def business_now(store: Store | None, given: datetime | None) -> datetime:
    """`--now`, else `CCHC_NOW`, else the demo's clock, else the real time; local."""
    if given is not None:
        return given
    settings = load_settings()
    if settings.now is not None:
        return settings.now
    clocks = Clocks()
    if store is not None and (offset := stored_offset(store)) is not None:
        clocks.offset.value = offset
    return local(clocks.business.now())


def print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False))
