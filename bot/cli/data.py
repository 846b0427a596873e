"""Commands that write data: `init`, `enrol`, `invite`, `import`."""

from dataclasses import asdict
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import click

from bot.cli.common import (
    Day,
    No,
    Words,
    Year,
    business_now,
    json_option,
    open_store,
    person_argument,
    print_json,
    store_at,
)
from bot.path.knowing import load_knowledge
from bot.settings import load_settings
from storage import schema
from storage.catalogue import load_catalogue
from storage.clock import LOCAL
from storage.session import Store, Unit
from storage.settings_rows import LAST_SWEEP, START_DAY, TELEGRAM_BOT_NAME, read_setting, write_setting

DEMO_START = date(2024, 3, 14)
LONG_AGO = datetime(2000, 1, 1, tzinfo=LOCAL)


@click.command()
@click.option("--demo", is_flag=True, help="Nạp bộ dữ liệu minh họa (điểm 2022, 2023 và 46 nhiệm vụ).")
@click.option("--start", type=Day(), default=None, help="Ngày bắt đầu theo dõi nhiệm vụ.")
def init(demo: bool, start: date | None) -> None:
    """Tạo hoặc nâng cấp cơ sở dữ liệu."""
    settings = load_settings()
    store = store_at(settings.url)
    prepare(store, demo=demo, start=start)
    click.echo(f"Cơ sở dữ liệu đã sẵn sàng: {store.path or store.engine.url.render_as_string(hide_password=True)}")


def prepare(store: Store, *, demo: bool, start: date | None) -> None:
    """Migrates, then loads what is not there yet: the agencies and offices, or the whole demo."""
    from handlers.importing import load_criteria, load_demo, load_offices

    new = schema.state(store) == "missing"
    if demo and not new and not _is_demo(store):
        raise No("Cơ sở dữ liệu này có dữ liệu thật nên không nạp dữ liệu minh họa; xin dùng cơ sở dữ liệu khác.")
    schema.migrate(store)
    with store.unit() as unit:
        now = business_now(None, None)
        if demo:
            begin = start or DEMO_START
            load_demo(unit, now=datetime.combine(begin, time(8), LOCAL), start=begin)
        else:
            load_offices(unit, now=now)
            if new:
                load_criteria(unit, now=now)
            if start or read_setting(unit.session, START_DAY) is None:
                write_setting(unit.session, START_DAY, (start or now.date()).isoformat())
        unit.commit()


def _is_demo(store: Store) -> bool:
    """Marked as a demo, or still without anything that somebody put in."""
    with store.reading() as unit:
        known = load_catalogue(unit.session, LONG_AGO)
        return known.demo or not (known.scores or known.tasks or known.accounts)


@click.command()
@person_argument
@click.option("--channel", type=click.Choice(["telegram", "zalo"]), required=True, help="Kênh của tài khoản.")
@click.option("--id", "external_id", type=Words(), required=True, help="Số tài khoản trên kênh đó.")
@click.option("--move", is_flag=True, help="Chuyển tài khoản từ người khác sang.")
def enrol(person: str, channel: str, external_id: str, move: bool) -> None:
    """Gắn một tài khoản với một người."""
    from handlers import enrolment

    store = open_store()
    with store.unit() as unit:
        now = business_now(store, None)
        try:
            enrolled = enrolment.enrol(unit, person, channel, external_id, now, move=move)
        except enrolment.EnrolmentError as error:
            raise No(str(error)) from None
        unit.commit()
    click.echo(enrolled.sentence)


@click.command()
@person_argument
def invite(person: str) -> None:
    """In mã đăng ký dùng một lần, và đường dẫn khi đã biết tên bot."""
    from handlers import enrolment

    store = open_store()
    with store.unit() as unit:
        now = business_now(store, None)
        calendar = load_knowledge(unit.session, now).calendar
        try:
            code = enrolment.invite(unit, person, now, made_by="console", calendar=calendar)
            link = enrolment.invite(unit, person, now, made_by="console", calendar=calendar, link=True)
        except enrolment.EnrolmentError as error:
            raise No(str(error)) from None
        name = read_setting(unit.session, TELEGRAM_BOT_NAME)
        unit.commit()
    click.echo(code)
    if name:
        click.echo(f"https://t.me/{name}?start={link}")


class Source(Words):
    """A document's name: what tasks are known by when they are imported again."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        words = super().convert(value, param, ctx).strip()
        return words or self.fail("không để trống", param, ctx)


@click.group("import")
def import_() -> None:
    """Nhập điểm, nhiệm vụ, bộ tiêu chí từ tệp của các cơ quan."""


file_argument = click.argument("file", type=click.Path(path_type=Path), metavar="TỆP")
dry_run_option = click.option("--dry-run", is_flag=True, help="Chỉ kiểm tra, không ghi.")


@import_.command("scores")
@file_argument
@click.option("--year", type=Year, required=True, help="Năm của bảng điểm.")
@dry_run_option
@click.option("--replace", is_flag=True, help="Thay cả số liệu chi tiết không khớp với tệp.")
@json_option
def import_scores(file: Path, year: int, dry_run: bool, replace: bool, as_json: bool) -> int:
    """Nhập điểm từ xlsx hoặc csv."""
    from handlers import importing

    def work(unit: Unit, now: datetime) -> Any:
        return importing.import_scores(unit, file, year=year, now=now, dry_run=dry_run, replace=replace)

    outcome = _import(work)
    if as_json:
        print_json(_public(outcome, "agencies", "rows"))
    else:
        click.echo(f"Đã đọc {outcome.agencies} cơ quan, {outcome.rows} điểm, năm {year}.")
        _tell(outcome)
    return 1 if outcome.problems else 0


@import_.command("tasks")
@file_argument
@click.option("--source", type=Source(), required=True, help="Tên văn bản, ví dụ “Công văn 914/UBND-NC”.")
@click.option("--year", type=Year, default=None, help="Năm của nhiệm vụ (mặc định: năm nay).")
@click.option("--issued", type=Day(), default=None, help="Ngày ban hành.")
@dry_run_option
@json_option
def import_tasks(
    file: Path, source: str, year: int | None, issued: date | None, dry_run: bool, as_json: bool
) -> int:  # fmt: skip
    """Nhập nhiệm vụ từ docx, xlsx hoặc csv."""
    from handlers import importing, reminders

    def work(unit: Unit, now: datetime) -> Any:
        found = importing.import_tasks(
            unit, file, source=source, year=year or now.year, issued=issued, now=now, dry_run=dry_run
        )
        if found.written and read_setting(unit.session, LAST_SWEEP):
            knowledge = load_knowledge(unit.session, now)
            reminders.announce(unit, knowledge, found.assignment_ids, now)
            reminders.announce_changes(unit, knowledge, found.moved_ids, found.withdrawn_ids, now)
        return found

    outcome = _import(work)
    if as_json:
        print_json(_public(outcome, "tasks", "assignments", "unread_deadlines"))
    else:
        click.echo(f"Đã đọc {outcome.tasks} nhiệm vụ, {outcome.assignments} lượt giao.")
        if outcome.unread_deadlines:
            click.echo(f"{outcome.unread_deadlines} thời hạn chưa đọc được, giữ nguyên câu chữ.")
        _tell(outcome)
    return 1 if outcome.problems else 0


@import_.command("criteria")
@file_argument
@click.option("--year", type=Year, required=True, help="Năm của bộ tiêu chí.")
@dry_run_option
@json_option
def import_criteria(file: Path, year: int, dry_run: bool, as_json: bool) -> int:
    """Nhập bộ tiêu chí từ csv."""
    from handlers import importing

    def work(unit: Unit, now: datetime) -> Any:
        return importing.import_criteria(unit, file, year=year, now=now, dry_run=dry_run)

    outcome = _import(work)
    if as_json:
        print_json(_public(outcome, *(key for key in asdict(outcome) if key not in ("written", "problems"))))
    else:
        _tell(outcome)
    return 1 if outcome.problems else 0


def _import(work: Any) -> Any:
    """Runs an import in one transaction; all or nothing. Raises `No` for a file that can't be read."""
    from handlers.importing import UnreadableFile

    store = open_store()
    with store.unit() as unit:
        try:
            outcome = work(unit, business_now(store, None))
        except UnreadableFile as error:
            raise No(str(error)) from None
        if outcome.written:
            unit.commit()
    return outcome


def _public(outcome: Any, *keys: str) -> dict[str, Any]:
    return {
        **{key: getattr(outcome, key) for key in keys},
        "written": outcome.written,
        "problems": [{"where": p.where, "what": p.what} for p in outcome.problems],
    }


def _tell(outcome: Any) -> None:
    if outcome.problems:
        click.echo(f"Chưa ghi gì: tệp có {len(outcome.problems)} chỗ cần sửa.")
        for number, problem in enumerate(outcome.problems[:20], 1):
            click.echo(f"{number}. {problem.where}: {problem.what}")
    else:
        click.echo("Đã ghi." if outcome.written else "Chưa ghi (chỉ kiểm tra).")
