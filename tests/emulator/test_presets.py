"""Where the demo's clock can jump to."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.emulator.presets import monday_to_friday, presets
from bot.emulator.view import LOCAL, spoken


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LOCAL)


def labels(now: str) -> dict[str, str]:
    return {preset.label: preset.to.strftime("%Y-%m-%d %H:%M") for preset in presets(at(now))}


def test_from_the_first_day_of_the_demo() -> None:
    assert labels("2024-03-18T07:55") == {
        "+1 phút": "2024-03-18 07:56",
        "+1 giờ": "2024-03-18 08:55",
        "Sáng làm việc kế tiếp (19/3) 7:29": "2024-03-19 07:29",
        "Thứ Sáu 22/3 7:29": "2024-03-22 07:29",
    }


@pytest.mark.parametrize(
    ("now", "label", "to"),
    [
        ("2024-03-22T06:00", "Hôm nay 7:29", "2024-03-22 07:29"),
        ("2024-03-22T07:29", "Sang 7:30", "2024-03-22 07:30"),
        ("2024-03-22T07:29", "Sáng làm việc kế tiếp (25/3) 7:29", "2024-03-25 07:29"),
        ("2024-03-22T07:29", "Thứ Sáu 29/3 7:29", "2024-03-29 07:29"),
        ("2024-02-29T09:00", "Sáng làm việc kế tiếp (01/3) 7:29", "2024-03-01 07:29"),
    ],
)
def test_what_is_offered(now: str, label: str, to: str) -> None:
    assert labels(now)[label] == to


def test_a_calendar_of_holidays_is_followed() -> None:
    holiday = date(2024, 3, 19)
    made = presets(at("2024-03-18T07:55"), lambda day: monday_to_friday(day) and day != holiday)
    assert next(preset.to.date() for preset in made if preset.key == "workday") == date(2024, 3, 20)


@given(st.datetimes(datetime(2023, 1, 1), datetime(2027, 1, 1)))
def test_no_jump_goes_back_and_each_has_its_own_name(now: datetime) -> None:
    made = presets(now.replace(tzinfo=LOCAL))
    assert all(preset.to > now.replace(tzinfo=LOCAL) for preset in made)
    assert len({preset.key for preset in made}) == len({preset.label for preset in made}) == len(made)


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        ("2024-03-18T07:55", "Thứ Hai 18/3/2024 7:55"),
        ("2024-03-05T14:00", "Thứ Ba 05/3/2024 14:00"),
        ("2024-02-04T00:05", "Chủ nhật 04/02/2024 0:05"),
    ],
)
def test_moments_are_written_as_offices_do(moment: str, text: str) -> None:
    assert spoken(at(moment)) == text
