"""The whole of 2024 and 2025 on a clock of our own, beside a calendar written by hand and a ladder worked out by brute
force: nothing here comes from the code that plans.

`tests/data/golden_calendar.tsv` is the same table for people to read: who hears of what on which morning when nobody
reports. `python -m tests.conversations.test_two_years` writes it again.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from storage import models as m
from storage.clock import local
from tests.conversations.reminder_world import World, at

GOLDEN = Path(__file__).parents[1] / "data" / "golden_calendar.tsv"
FIRST, LAST = date(2024, 1, 2), date(2025, 12, 31)
D = date
# Thông báo 5015/TB-LĐTBXH (2024) and 6150/TB-BLĐTBXH (2025) with their swaps, weekdays only.
OFF = {
    D(2024, 1, 1), *(D(2024, 2, n) for n in (8, 9, 12, 13, 14)), D(2024, 4, 18), D(2024, 4, 29), D(2024, 4, 30),
    D(2024, 5, 1), D(2024, 9, 2), D(2024, 9, 3),
    D(2025, 1, 1), *(D(2025, 1, n) for n in (27, 28, 29, 30, 31)), D(2025, 4, 7), D(2025, 4, 30), D(2025, 5, 1),
    D(2025, 5, 2), D(2025, 9, 1), D(2025, 9, 2),
    D(2026, 1, 1),
}  # fmt: skip
WEDNESDAY = 2
MADE_UP = {D(2024, 5, 4), D(2025, 4, 26)}
HEADS, BOTH, MONITORS, LEADERS = ("head",), ("head", "officer"), ("monitor",), ("leader",)
Row = tuple[date, str, int, date, str]  # morning, person, task, last day, rung


def month_ends(year: int) -> list[date]:
    return [D(year + n // 12, n % 12 + 1, 1) - timedelta(days=1) for n in range(1, 13)]


def fridays() -> list[date]:
    return [day for n in range(26) if (day := D(2024, 1, 5) + timedelta(weeks=n))]


# number → (lead, period, last days)
TASKS: dict[int, tuple[str, str | None, list[date]]] = {
    1: ("stp", None, [D(2024, 3, 24)]),  # a Sunday
    2: ("stp", None, [D(2024, 2, 12)]),  # in the middle of Tết
    3: ("stp", "month", month_ends(2024) + month_ends(2025)),
    4: ("snv", "quarter", [d for year in (2024, 2025) for d in month_ends(year)[2::3]]),
    5: ("snv", "half-year", [D(2024, 6, 30), D(2024, 12, 31), D(2025, 6, 30), D(2025, 12, 31)]),
    6: ("budang", "week", fridays()),
    7: ("budang", None, [D(2024, 2, 29)]),
    8: ("budang", None, [D(2024, 4, 30)]),
    9: ("stp", "year", [D(2024, 12, 31), D(2025, 12, 31)]),
    10: ("snv", None, [D(2025, 1, 29)]),  # the first day of the year of the snake
    11: ("budang", None, [D(2025, 4, 26)]),  # a Saturday that is worked
    12: ("stp", None, [D(2025, 9, 2)]),
}


def works(day: date) -> bool:
    return day in MADE_UP or (day.weekday() < 5 and day not in OFF)


def morning_before(day: date) -> date:
    while not works(day):
        day -= timedelta(days=1)
    return day


def working_days_after(day: date, n: int) -> date:
    while n:
        day += timedelta(days=1)
        n -= works(day)
    return day


def ladder(due: date, period: str | None) -> Iterator[tuple[str, date, tuple[str, ...]]]:
    """DESIGN 7's table for one last day; of two rungs on one morning the later one."""
    before: dict[date, int] = {}
    for n in (3, 0) if period in ("week", "month", "quarter") else (14, 7, 3, 1, 0):
        before[morning_before(due - timedelta(days=n))] = n
    for day, n in before.items():
        yield (f"-{n}" if n else "0"), day, BOTH
    for n, who in ((1, BOTH), (2, HEADS), (3, MONITORS), (7, LEADERS)):
        yield f"+{n}", working_days_after(due, n), who


def people(roles: tuple[str, ...], agency: str) -> list[str]:
    named = {"monitor": "monitor:snv", "leader": "leader:ct"}
    return [named.get(role, f"{role}:{agency}") for role in roles]


def by_brute_force() -> set[Row]:
    """Who hears of what on which morning when nobody ever reports."""
    rows: set[Row] = set()
    for no, (agency, period, dues) in TASKS.items():
        opens = FIRST
        for due in dues:
            for rung, day, who in ladder(due, period):
                if max(opens, FIRST) <= day <= LAST:
                    rows |= {(day, person, no, due, rung) for person in people(who, agency)}
            opens = due + timedelta(days=1)
    return rows | set(_weeks({(day, person, no, due) for day, person, no, due, _ in rows}))


def _weeks(said: set[tuple[date, str, int, date]]) -> Iterator[Row]:
    """The list of the week: what is open and due by its Sunday, unless a rung of that morning speaks of it."""
    monday = FIRST - timedelta(days=FIRST.weekday())
    while monday <= LAST:
        morning = next((day for n in range(7) if works(day := monday + timedelta(days=n)) and day >= FIRST), None)
        for no, (agency, _, dues) in TASKS.items():
            opens = FIRST
            for due in dues:
                wanted = morning is not None and opens <= morning <= LAST and due <= monday + timedelta(days=6)
                for person in people(BOTH, agency) if wanted else ():
                    assert morning is not None
                    if (morning, person, no, due) not in said:
                        yield morning, person, no, due, "week"
                opens = due + timedelta(days=1)
        monday += timedelta(weeks=1)


def as_text(rows: set[Row]) -> str:
    """A line a morning and person: "2024-03-22<TAB>head:stp<TAB>1:0 3:-3"."""
    mornings: dict[tuple[date, str], list[str]] = defaultdict(list)
    for day, person, no, due, rung in sorted(rows):
        if rung != "week":
            mornings[day, person].append(f"{no}({due:%d/%m}){rung}")
    return "".join(f"{day}\t{person}\t{' '.join(said)}\n" for (day, person), said in sorted(mornings.items()))


def arranged(folder: Path) -> World:
    world = World.build(folder, start=FIRST)
    for no, (agency, period, dues) in TASKS.items():
        world.task(no, dues, leads=(agency,), every=period, made_on=FIRST)
    for code in ("snv", "stp", "budang"):
        world.enrol(f"head:{code}", f"officer:{code}", when="2024-01-01 7:00")
    world.enrol("monitor:snv", "leader:ct", when="2024-01-01 7:00")
    return world


def simulated(folder: Path) -> tuple[set[Row], int]:
    """What the assistant sent, and how many messages that was. Swept each morning, on Wednesdays also at 14:00."""
    world = arranged(folder)
    messages = 0
    for n in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=n)
        got = world.sweep(f"{day} 7:30")
        assert works(day) or not got
        messages += sum(bool(message.reminder_ids) for message in got.values())
        if day.weekday() == WEDNESDAY:
            assert not any(message.reminder_ids for message in world.sweep(f"{day} 14:00").values())
    with world.store.reading() as unit:
        query = select(m.Reminder, m.Assignment).join(m.Assignment, m.Assignment.id == m.Reminder.assignment_id)
        found = unit.session.execute(query.where(m.Reminder.state.in_(("queued", "sent")))).all()
    world.store.close()
    return {
        (local(row.planned_at).date(), row.person_code, one.task_no, one.due, row.rung.partition(":")[0])
        for row, one in found
    }, messages


@pytest.mark.timeout(400)
def test_two_years_send_what_the_table_says(tmp_path: Path) -> None:
    wanted = by_brute_force()
    sent, messages = simulated(tmp_path)
    assert sent == wanted
    assert messages == len({(day, person) for day, person, *_ in wanted}), "one message a person a morning"


def test_the_golden_calendar_says_the_same() -> None:
    assert GOLDEN.read_text() == as_text(by_brute_force())


@pytest.mark.parametrize(
    ("day", "person", "said"),
    [
        # looked up by hand: the last working morning before Tết has the rungs of its days off
        ("2024-02-07", "head:stp", "2(12/02)0"),
        ("2024-03-22", "head:stp", "1(24/03)0"),
        ("2024-04-26", "head:budang", "8(30/04)0"),  # 27-30/4 are days off
        ("2025-04-26", "officer:budang", "11(26/04)0"),  # a make-up Saturday
        ("2025-01-24", "head:snv", "10(29/01)0"),
    ],
)
def test_mornings_looked_up_by_hand(day: str, person: str, said: str) -> None:
    line = next(line for line in GOLDEN.read_text().splitlines() if line.startswith(f"{day}\t{person}\t"))
    assert said in line.split("\t")[2].split()


def latest_of(rows: set[Row], before: datetime, now: datetime) -> set[Row]:
    """What one message a person says after an outage: of all rungs missed the latest of each open task; of the lists
    of weeks only the present one's."""
    monday = now.date() - timedelta(days=now.weekday())
    latest: dict[tuple[str, int, date], Row] = {}
    for row in sorted(rows):
        day, person, no, due, rung = row
        if before < at(f"{day} 7:30") <= now and (rung != "week" or day >= monday):
            latest[person, no, due] = row
    return set(latest.values())


@pytest.mark.parametrize(
    ("stopped", "back", "said_at"),
    [
        ("2024-03-25 7:25", "2024-03-25 7:35", "2024-03-25 7:35"),  # ten minutes
        ("2024-03-22 7:00", "2024-03-22 12:00", "2024-03-22 12:00"),  # five hours
        ("2024-03-20 14:00", "2024-03-23 10:00", "2024-03-25 7:30"),  # three days, back on a Saturday
        ("2024-02-06 14:00", "2024-03-17 10:00", "2024-03-18 7:30"),  # forty days, Tết among them
        ("2024-12-27 14:00", "2025-02-05 19:00", "2025-02-06 7:30"),  # forty days over a new year, back at night
    ],
)
def test_after_an_outage_one_message_says_the_latest_of_each_task(
    tmp_path: Path, stopped: str, back: str, said_at: str
) -> None:
    world = arranged(tmp_path)
    world.through(str(at(stopped).date() - timedelta(days=10)), str(at(stopped).date() - timedelta(days=1)))
    world.sweep(stopped)
    messages = world.sweep(back)
    if back != said_at:
        assert messages == {}
        messages = world.sweep(said_at)
    wanted = latest_of(by_brute_force(), at(stopped), at(said_at))
    with world.store.reading() as unit:
        ids = [one for message in messages.values() for one in message.reminder_ids]
        query = select(m.Reminder, m.Assignment).join(m.Assignment, m.Assignment.id == m.Reminder.assignment_id)
        found = unit.session.execute(query.where(m.Reminder.id.in_(ids))).all()
    world.store.close()
    assert {
        (local(row.planned_at).date(), row.person_code, one.task_no, one.due, row.rung.partition(":")[0])
        for row, one in found
    } == wanted
    assert wanted


if __name__ == "__main__":
    GOLDEN.write_text(as_text(by_brute_force()))
