"""The working calendar: the swaps of 2024, counts as they are spoken, and the laws between the counts."""

import sys
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.working_days import WorkingCalendar, seed_days

CALENDAR = WorkingCalendar.seeded(range(2023, 2027))
DAYS = st.dates(date(2023, 6, 1), date(2026, 6, 30))


def d(text: str) -> date:
    day, month, year = text.split("/")
    return date(int(year), int(month), int(day))


@pytest.mark.parametrize(
    ("day", "working"),
    [
        ("15/3/2024", True),
        ("16/3/2024", False),
        ("7/2/2024", True),
        ("8/2/2024", False),
        ("14/2/2024", False),
        ("15/2/2024", True),
        ("18/4/2024", False),
        ("29/4/2024", False),
        ("1/5/2024", False),
        ("4/5/2024", True),
        ("11/5/2024", False),
        ("2/9/2024", False),
        ("3/9/2024", False),
        ("26/4/2025", True),
    ],
)
def test_the_days_of_2024_that_the_government_set(day: str, working: bool) -> None:
    assert CALENDAR.is_working(d(day)) is working


@pytest.mark.parametrize(
    ("today", "last_day", "left"),
    [
        ("18/3/2024", "24/3/2024", 5),
        ("22/3/2024", "24/3/2024", 1),
        ("23/3/2024", "24/3/2024", 0),
        ("25/3/2024", "24/3/2024", 0),
        ("19/3/2024", "24/3/2024", 4),
        ("26/4/2024", "5/5/2024", 4),
    ],
)
def test_days_left_include_today_and_the_last_working_day(today: str, last_day: str, left: int) -> None:
    assert CALENDAR.working_days_left(d(today), d(last_day)) == left


@pytest.mark.parametrize(
    ("today", "last_day", "overdue"),
    [("24/3/2024", "24/3/2024", 0), ("25/3/2024", "24/3/2024", 1), ("28/3/2024", "24/3/2024", 4),
     ("30/3/2024", "24/3/2024", 5), ("2/5/2024", "28/4/2024", 1)],
)  # fmt: skip
def test_overdue_days_start_after_the_last_day_and_include_today(today: str, last_day: str, overdue: int) -> None:
    assert CALENDAR.working_days_overdue(d(today), d(last_day)) == overdue


def test_the_neighbouring_working_days_skip_tet() -> None:
    assert CALENDAR.next_working(d("8/2/2024")) == d("15/2/2024")
    assert CALENDAR.previous_working(d("14/2/2024")) == d("7/2/2024")
    assert CALENDAR.next_working(d("7/2/2024")) == CALENDAR.previous_working(d("7/2/2024")) == d("7/2/2024")


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [("14/3/2024", 0, "14/3/2024"), ("14/3/2024", 1, "15/3/2024"), ("14/3/2024", 10, "28/3/2024"),
     ("26/4/2024", 2, "3/5/2024"), ("26/4/2024", 3, "4/5/2024"), ("15/2/2024", -1, "7/2/2024")],
)  # fmt: skip
def test_adding_working_days_does_not_count_the_first(day: str, n: int, expected: str) -> None:
    assert CALENDAR.add_working_days(d(day), n) == d(expected)


def test_a_table_of_exceptions_says_the_same_as_the_seed() -> None:
    rows = {day: working for day, working, _ in seed_days(range(2023, 2027))}
    assert WorkingCalendar(rows) == CALENDAR


def test_the_seed_lists_only_exceptions_each_once_with_a_vietnamese_note() -> None:
    days = seed_days(range(2023, 2031))
    assert [day for day, _, _ in days] == sorted({day for day, _, _ in days})
    assert all((day.weekday() >= 5) is working for day, working, _ in days)
    assert {note for day, _, note in days if day == date(2024, 9, 2)} == {"Quốc khánh"}
    assert seed_days([]) == []


def test_days_in_notes_are_written_as_offices_do() -> None:
    notes = [note for _, _, note in seed_days([2024])]
    assert any("04/5/2024" in note for note in notes)
    assert not any("04/05/2024" in note for note in notes)


def test_the_seed_reaches_2030() -> None:
    assert {day.year for day, _, _ in seed_days(range(2023, 2031))} == set(range(2023, 2031))


def test_importing_the_calendar_does_not_load_the_holiday_library() -> None:
    import subprocess

    code = "import sys, handlers.working_days, handlers.deadlines; sys.exit('holidays' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@given(DAYS, st.integers(-3, 400))
@settings(max_examples=60)
def test_counting_agrees_with_walking_day_by_day(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    walked = sum(CALENDAR.is_working(first + timedelta(days=step)) for step in range(length + 1))
    assert CALENDAR.working_days_between(first, last) == walked


@given(DAYS, st.integers(1, 120))
@settings(max_examples=60)
def test_the_nth_working_day_is_n_working_days_away(day: date, n: int) -> None:
    reached = CALENDAR.add_working_days(day, n)
    assert CALENDAR.is_working(reached)
    assert CALENDAR.working_days_between(day + timedelta(days=1), reached) == n
