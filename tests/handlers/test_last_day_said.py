"""One day in a request or an instruction."""

from datetime import date

import pytest

from handlers.assignment.last_day_said import day_in
from handlers.folding import aligned

TODAY, DUE = date(2024, 3, 19), date(2024, 3, 24)  # a Tuesday


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("xin gia hạn đến hết 29/3", date(2024, 3, 29)),
        ("den 29-3-2024", date(2024, 3, 29)),
        ("đến ngày 29 tháng 3 năm 2024", date(2024, 3, 29)),
        ("trước 29/3", date(2024, 3, 28)),
        ("trước ngày 29/3", date(2024, 3, 28)),
        ("đến ngày 29", date(2024, 3, 29)),
        ("đến ngày 5", date(2024, 4, 5)),
        ("làm xong trước thứ 5", date(2024, 3, 20)),
        ("thứ Sáu tuần sau", date(2024, 3, 29)),
        ("t6 tuần sau", date(2024, 3, 29)),
        ("chủ nhật", date(2024, 3, 24)),
        ("trình tôi sáng mai", date(2024, 3, 20)),
        ("đến hết tháng 3", date(2024, 3, 31)),
        ("đến hết quý II", date(2024, 6, 30)),
        ("xin thêm 5 ngày", date(2024, 3, 29)),
        ("xin lùi nv 38 1 tuần", date(2024, 3, 31)),
        ("lùi hai tuần", date(2024, 4, 7)),
        ("đến 05/1/2025", date(2025, 1, 5)),
    ],
)
def test_a_day(text: str, day: date) -> None:
    found = day_in(text, TODAY, DUE)
    assert found is not None
    assert found.day == day


@pytest.mark.parametrize("text", ["trình tôi 14 giờ", "xin gia hạn nv 38", "đến 31/2", "chờ 2 đơn vị", "", "Thái Bình"])
def test_no_day(text: str) -> None:
    assert day_in(text, TODAY, DUE) is None


def test_more_time_counts_from_today_where_it_is_late() -> None:
    found = day_in("thêm 5 ngày", TODAY, date(2024, 3, 10))
    assert found is not None
    assert found.day == date(2024, 3, 24)


def test_places_in_the_folded_text_are_places_in_the_text() -> None:
    text = "Đề nghị gia hạn đến hết thứ Sáu tuần sau, vì chờ số liệu"
    found = day_in(text, TODAY, DUE)
    assert len(aligned(text)) == len(text)
    assert found is not None
    assert text[found.start : found.end].startswith("thứ Sáu")
