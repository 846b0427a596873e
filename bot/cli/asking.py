"""Commands that ask: `understand`, `ask`, `deadline`, `remind`."""

import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from bot.cli.common import Day, No, Words, Year, business_now, json_option, now_option, open_store, print_json, store_at
from bot.settings import load_settings
from storage import schema
from storage.clock import local

if TYPE_CHECKING:
    from handlers.dialogue import Reply


def _lines(texts: Iterable[str]) -> Iterable[str]:
    """A message an argument, or a line of stdin."""
    given = tuple(texts)
    if given or sys.stdin is None:  # started with its stdin closed
        return given
    return _typed(sys.stdin.buffer)


def _typed(stream: Iterable[bytes]) -> Iterator[str]:
    """Lines as UTF-8, also of an editor that marks its files' beginning and ends lines in two letters."""
    for number, line in enumerate(stream):
        text = line.decode(errors="replace").rstrip("\r\n")
        yield text.removeprefix("\ufeff") if number == 0 else text


@click.command()
@click.argument("text", nargs=-1, type=Words(), metavar="[CÂU]...")
@now_option
@click.option("--explain", is_flag=True, help="Cho biết dấu hiệu nào đã quyết định.")
def understand(text: tuple[str, ...], now: datetime | None, explain: bool) -> None:
    """Cho biết trợ lý hiểu một tin nhắn thế nào; không ghi gì."""
    from bot.lexicon import lexicon_at_hand
    from handlers import understanding

    settings = load_settings()
    store = store_at(settings.url)
    ready = schema.state(store) == "current"
    today = business_now(store if ready else None, now).date()
    lexicon = lexicon_at_hand(store if ready else None)
    for line in _lines(text):
        understood = understanding.understand(line, lexicon, today)
        answer = understanding.as_json(understood)
        if explain:
            answer["cues"] = list(understood.cues)
        print_json(answer)


@click.command()
@click.argument("text", type=Words(), metavar="CÂU")
@click.option("--as", "person", type=Words(), required=True, metavar="NGƯỜI", help="Mã người, ví dụ officer:stp.")
@now_option
@json_option
def ask(text: str, person: str, now: datetime | None, as_json: bool) -> None:
    """Gửi một tin như người đó và in câu trả lời; có ghi nếu tin là báo cáo."""
    from bot.console import say
    from bot.path.knowing import Knowing, load_knowledge
    from handlers.dialogue import plain

    store = open_store()
    moment = business_now(store, now)
    with store.reading() as unit:
        knowledge = load_knowledge(unit.session, moment)
    if knowledge.person(person) is None:
        raise No(_nobody(person, list(knowledge.catalogue.people)))
    printed = say(store, Knowing(knowledge), person, text, moment)
    reply = printed.reply
    parts = [(plain(part.text), _drawn(part)) for part in (reply, reply.beside) if part is not None]
    if as_json:
        labels = [label for label, _ in printed.choices]
        drawn = any(path for _, path in parts)
        text = parts[0][0]
        print_json({"topic": reply.topic, "text": text, "choices": labels, "photo": drawn, "document": None})
        return
    for words, path in parts:
        click.echo(f"[{path}]\n{words}" if path else words)
    for number, (label, _) in enumerate(printed.choices, 1):
        click.echo(f"  {number}. {label}")


def _drawn(reply: "Reply") -> str | None:
    """Where the picture of this message lies."""
    from bot.pictures.studio import draw_once

    path = draw_once(load_settings().data_dir, reply.picture) if reply.picture is not None else None
    return str(path) if path else None


def _nobody(person: str, known: list[str]) -> str:
    from rapidfuzz import process

    near = [found[0] for found in process.extract(person, known, limit=3, score_cutoff=50)]
    return f"Không có người nào mã “{person}”." + (f" Gần nhất: {', '.join(near)}." if near else "")


@click.command()
@click.argument("text", nargs=-1, type=Words(), metavar="[CÂU]...")
@click.option("--year", type=Year, default=None, help="Năm của thời hạn không ghi năm (mặc định: năm nay).")
@click.option("--issued", type=Day(), default=None, help="Ngày ban hành văn bản.")
def deadline(text: tuple[str, ...], year: int | None, issued: date | None) -> None:
    """Đọc câu chữ thời hạn thành ngày."""
    from handlers.deadlines import read_deadline
    from handlers.working_days import WorkingCalendar, seed_days

    year = year or business_now(None, None).year
    calendar = WorkingCalendar({day: working for day, working, _ in seed_days(range(2020, 2036))})
    for line in _lines(text):
        found = read_deadline(line, year=year, issued=issued, calendar=calendar)
        print_json({"text": line, "kind": found.kind, "due": [day.isoformat() for day in found.due]})


@click.command()
@now_option
@click.option("--dry-run", is_flag=True, help="Chỉ cho biết, không ghi gì.")
@json_option
def remind(now: datetime | None, dry_run: bool, as_json: bool) -> None:
    """Một lượt nhắc việc: những tin đến giờ gửi; trợ lý đang chạy sẽ gửi đi."""
    from bot.path.knowing import Knowing
    from bot.path.outgoing import Rows
    from bot.schedule import queue
    from handlers import reminders
    from handlers.dialogue import plain

    store = open_store()
    moment = local(business_now(store, now))
    knowing = Knowing()
    with store.unit() as unit:
        messages = reminders.sweep(unit, knowing.current(unit.session, moment), moment)
        if not dry_run:
            from storage.clock import MachineClock

            queue(unit, messages, Rows(MachineClock().now(), moment), knowing)
            unit.commit()
    for message in messages:
        at = local(message.send_at).isoformat() if message.send_at else None
        text = plain(message.reply.text)
        if as_json:
            print_json(
                {
                    "person": message.person, "kind": message.kind, "tasks": list(message.tasks),
                    "agencies": list(message.agencies), "send_at": at, "text": text,
                }
            )  # fmt: skip
        else:
            click.echo(f"{message.person} ({at or 'chưa có tài khoản'})\n{text}\n")
    if not messages and not as_json:
        click.echo("Không có tin nào đến giờ gửi.")
