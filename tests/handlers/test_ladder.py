"""The ladder of DESIGN 7 over the working calendar of 2024 and 2025."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.ladder import mornings, opens_week, rungs
from handlers.working_days import WorkingCalendar

CALENDAR = WorkingCalendar.seeded(range(2023, 2027))
ISSUED = date(2024, 3, 14)
D = date


def table(due: date, every: str | None = None, issued: date | None = None) -> dict[str, date]:
    return {rung.name: rung.day for rung in rungs(due, every, issued, CALENDAR)}


@pytest.mark.parametrize(
    ("due", "every", "issued", "expected"),
    [
        # Công văn 914: before 25/3, signed on 14/3: 10/3 lies before the document; 17/3, 23/3, 24/3 move to Fridays
        (
            D(2024, 3, 24),
            None,
            ISSUED,
            {"-7": D(2024, 3, 15), "-3": D(2024, 3, 21), "0": D(2024, 3, 22), "+1": D(2024, 3, 25),
             "+2": D(2024, 3, 26), "+3": D(2024, 3, 27), "+7": D(2024, 4, 2)},
        ),
        # a working day as last day: nothing merges
        (
            D(2024, 5, 31),
            None,
            None,
            {"-14": D(2024, 5, 17), "-7": D(2024, 5, 24), "-3": D(2024, 5, 28), "-1": D(2024, 5, 30),
             "0": D(2024, 5, 31), "+1": D(2024, 6, 3), "+2": D(2024, 6, 4), "+3": D(2024, 6, 5), "+7": D(2024, 6, 11)},
        ),
        # recurring a quarter or less
        (
            D(2024, 3, 31),
            "quarter",
            None,
            {"-3": D(2024, 3, 28), "0": D(2024, 3, 29), "+1": D(2024, 4, 1), "+2": D(2024, 4, 2),
             "+3": D(2024, 4, 3), "+7": D(2024, 4, 9)},
        ),
        # 30/4: holidays 29/4-01/5, and Saturday 04/5 is worked for 29/4
        (
            D(2024, 4, 30),
            "month",
            None,
            {"0": D(2024, 4, 26), "+1": D(2024, 5, 2), "+2": D(2024, 5, 3), "+3": D(2024, 5, 4), "+7": D(2024, 5, 9)},
        ),
        # Tết 8-14/02/2024: the last working morning is 07/02, of the day before as well
        (
            D(2024, 2, 12),
            None,
            None,
            {"-14": D(2024, 1, 29), "-7": D(2024, 2, 5), "0": D(2024, 2, 7), "+1": D(2024, 2, 15),
             "+2": D(2024, 2, 16), "+3": D(2024, 2, 19), "+7": D(2024, 2, 23)},
        ),
    ],
)  # fmt: skip
def test_table(due: date, every: str | None, issued: date | None, expected: dict[str, date]) -> None:
    assert table(due, every, issued) == expected


def test_half_years_and_years_have_the_whole_ladder() -> None:
    assert table(D(2024, 6, 28), "half-year") == table(D(2024, 6, 28), "year") == table(D(2024, 6, 28))
    assert set(table(D(2024, 6, 28), "week")) == {"-3", "0", "+1", "+2", "+3", "+7"}


def test_who() -> None:
    who = {rung.name: rung.who for rung in rungs(D(2024, 5, 31), None, None, CALENDAR)}
    assert who == {
        **dict.fromkeys(("-14", "-7", "-3", "-1", "0", "+1"), ("head", "officer")),
        "+2": ("head",), "+3": ("monitor",), "+7": ("leader",),
    }  # fmt: skip


DUE = st.dates(D(2024, 1, 1), D(2025, 12, 31))
EVERY = st.sampled_from([None, "week", "month", "quarter", "half-year", "year"])


@settings(deadline=None)
@given(DUE, EVERY, st.one_of(st.none(), st.dates(D(2023, 12, 1), D(2025, 12, 31))))
def test_rungs_fall_on_working_days_in_order_and_never_too_late(
    due: date, every: str | None, issued: date | None
) -> None:
    found = rungs(due, every, issued, CALENDAR)
    days = [rung.day for rung in found]
    assert all(CALENDAR.is_working(day) for day in days)
    assert all(earlier < later for earlier, later in pairwise(days))
    assert all((rung.day > due) == rung.name.startswith("+") for rung in found)
    assert all(issued is None or rung.day >= issued for rung in found if not rung.name.startswith("+"))
    if issued is None:  # the auditor's law: something within the three working days up to the date
        assert any(CALENDAR.add_working_days(due + timedelta(days=1), -3) <= day <= due for day in days)


@settings(max_examples=20, deadline=None)
@given(st.dates(D(2024, 1, 1), D(2025, 12, 31)), st.integers(0, 10))
def test_mornings_are_the_ladder_read_by_day(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    by_day = {(m.day, m.rung, due) for m in mornings(first, last, CALENDAR) for due in m.long}
    by_due = {
        (rung.day, rung.name, due)
        for due in (first + timedelta(days=n) for n in range(-60, 80))
        for rung in rungs(due, None, None, CALENDAR)
        if first <= rung.day <= last
    }
    assert by_day == by_due


def test_the_week_opens_on_its_first_working_day() -> None:
    assert opens_week(D(2024, 3, 18), CALENDAR)
    assert not opens_week(D(2024, 3, 19), CALENDAR)
    assert opens_week(D(2024, 2, 15), CALENDAR)  # Thursday after Tết
    assert not opens_week(D(2024, 2, 12), CALENDAR)
