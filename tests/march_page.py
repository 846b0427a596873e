"""`python -m tests.march_page`: writes anew into docs/nhac-viec.md what people receive in March 2024, as computed.

The demo's province with everybody enrolled, swept morning and afternoon; once nobody reports, once everybody reports
at 16:00 of the last working day. The table is held by a test.
"""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import update

from bot.cli.data import DEMO_START, prepare
from bot.demo import numbered
from bot.path.knowing import Knowing, load_knowledge
from bot.path.outgoing import Rows
from bot.schedule import queue
from handlers import due as days
from handlers import enrolment, reminders
from handlers.dialogue import plain
from storage import models as m
from storage.assignments import of_agency
from storage.clock import LOCAL
from storage.session import Store
from tests.province import Province

PAGE = Path(__file__).parents[1] / "docs" / "nhac-viec.md"
BEGIN, END = "<!-- tháng 3/2024: do python -m tests.march_page ghi -->\n", "<!-- hết -->\n"
FIRST, LAST = date(2024, 3, 14), date(2024, 4, 5)
SWEPT = ("07:30", "14:00")
PEOPLE = {
    "head:budang": "Chủ tịch UBND huyện Bù Đăng",
    "officer:budang": "Cán bộ đầu mối UBND huyện Bù Đăng",
    "monitor:snv": "Theo dõi CCHC, Sở Nội vụ",
    "leader:ct": "Chủ tịch UBND tỉnh",
}
SILENT, PUNCTUAL = "Không cơ quan nào báo cáo", "Mọi cơ quan báo xong lúc 16:00 ngày làm việc cuối"


@dataclass(frozen=True)
class Got:
    """One message as it was pushed."""

    at: datetime
    person: str
    text: str


def month(folder: Path, *, punctual: bool) -> list[Got]:
    """What the people of the table get from the first to the last day."""
    store = Store(f"sqlite:///{folder / f'{punctual}.db'}")
    prepare(store, demo=True, start=DEMO_START)
    province = Province(store, Knowing())
    enrol_everybody(province)
    got: list[Got] = []
    for n in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=n)
        for hour in SWEPT:
            province.at(f"{day}T{hour}")
            got += _sweep(province)
        if punctual:
            province.at(f"{day}T16:00")
            for agency, task in _due(province):
                province.say(f"officer:{agency}", f"nv {task} xong")
    store.close()
    return [one for one in got if one.person in PEOPLE]


def enrol_everybody(province: Province) -> None:
    """A Telegram account for each person, from the first day on."""
    at = datetime(2024, 3, 14, 7, 0, tzinfo=LOCAL)
    with province.store.unit() as unit:
        knowledge = load_knowledge(unit.session, at)
        for chat, person in numbered(knowledge):
            enrolment.enrol(unit, person, "telegram", str(chat), at)
        unit.commit()


def _sweep(province: Province) -> list[Got]:
    """One sweep; all of it leaves at once."""
    with province.store.unit() as unit:
        knowledge = province.knowing.current(unit.session, province.now)
        messages = reminders.sweep(unit, knowledge, province.now)
        queue(unit, messages, Rows(province.now, province.now), province.knowing)
        unit.session.execute(update(m.Outbox).values(state="sent"))
        unit.session.execute(update(m.Reminder).where(m.Reminder.state == "queued").values(state="sent"))
        unit.commit()
    return [Got(province.now, one.person, plain(one.reply.text)) for one in messages if one.send_at is not None]


def _due(province: Province) -> Iterator[tuple[str, int]]:
    """What has to be reported today at the latest: (agency, task)."""
    today, knowledge = province.now.date(), province.knowledge
    if not knowledge.calendar.is_working(today):
        return
    with province.store.reading() as unit:
        for agency in knowledge.catalogue.agencies:
            for one in of_agency(unit.session, agency, knowledge.catalogue.start_day, today):
                if one.due and days.is_unfinished(one) and days.last_working_day(one.due, knowledge.calendar) == today:
                    yield agency, one.task


def section(folder: Path) -> str:
    """The part of the page between its marks."""
    parts = []
    for title, punctual in ((SILENT, False), (PUNCTUAL, True)):
        got = month(folder, punctual=punctual)
        parts.append(f"**{title}:**\n\n| Người nhận | Ngày | Dòng đầu của tin |\n|---|---|---|\n{_rows(got)}")
    return "\n".join(parts)


def _rows(got: list[Got]) -> str:
    lines = []
    for person, title in PEOPLE.items():
        mine = [one for one in got if one.person == person]
        name = f"{title} ({len(mine)} tin)"
        for one in mine:
            when = f"{one.at.day:02d}/{one.at.month}" + ("" if one.at.hour < 12 else f", {one.at.hour}:00")
            lines.append(f"| {name} | {when} | {one.text.partition(chr(10))[0]} |")
            name = ""
        if not mine:
            lines.append(f"| {name} | | |")
    return "\n".join(lines) + "\n"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        written = section(Path(folder))
    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    PAGE.write_text(before + BEGIN + written + END + rest.partition(END)[2], "utf-8")


if __name__ == "__main__":
    main()
