"""The deadline grammar: the rows of COMMANDS, the texts of the data pack, phrases of our own, and laws for any text."""

import calendar
import csv
import unicodedata
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from handlers.deadlines import Deadline, read_deadline
from handlers.working_days import WorkingCalendar

ISSUED = date(2024, 3, 14)
PACK = Path(__file__).parents[2] / "storage" / "demo" / "tasks_2024.csv"
PHRASES = Path(__file__).with_name("deadline_phrases.tsv")
WEEKDAYS = ("thứ-hai", "thứ-ba", "thứ-tư", "thứ-năm", "thứ-sáu", "thứ-bảy", "chủ-nhật")


def read(text: str) -> Deadline:
    return read_deadline(text, year=2024, issued=ISSUED)


def of_months(months: tuple[int, ...], day: int) -> list[date]:
    return [date(2024, month, min(day, calendar.monthrange(2024, month)[1])) for month in months]


def day(text: str) -> date:
    number, month, year = map(int, text.split("/"))
    return date(year, month, number)


def answer(words: str) -> tuple[str, list[date]]:
    """Spell out a careful reader's answer: (kind, due dates)."""
    kind, _, rest = words.partition(" ")
    match kind:
        case "unread" | "continuing":
            return kind, []
        case "recurring":
            return kind, [day(one) for one in rest.split()]
        case "monthly":
            return "recurring", of_months(tuple(range(1, 13)), int(rest))
        case "quarterly":
            return "recurring", of_months((3, 6, 9, 12), int(rest))
        case "half-yearly":
            return "recurring", of_months((6, 12), 31)
        case "weekly":
            days = [date(2024, 1, 1) + timedelta(days=n) for n in range(366)]
            return "recurring", [one for one in days if WEEKDAYS[one.weekday()] == rest]
    return "once", [day(words)]


def phrases() -> list[tuple[str, str]]:
    lines = PHRASES.read_text("utf-8").splitlines()
    return [(text, words) for text, _, words in (line.partition("\t") for line in lines if not line.startswith("#"))]


def without_accents(text: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return plain.replace("đ", "d").replace("Đ", "D")


# The table of COMMANDS, row by row.
ROWS = [
    ("Trước ngày 25/3/2024", "24/3/2024"),
    ("trước 25/3/2024", "24/3/2024"),
    ("trước 17 giờ ngày 25/3/2024", "25/3/2024"),
    ("đến 25/3/2024", "25/3/2024"),
    ("đến hết ngày 25/3/2024", "25/3/2024"),
    ("chậm nhất 25/3/2024", "25/3/2024"),
    ("ngày 25/3/2024", "25/3/2024"),
    ("25/3/2024", "25/3/2024"),
    ("25-3-2024", "25/3/2024"),
    ("25.3.2024", "25/3/2024"),
    ("25/3/24", "25/3/2024"),
    ("25 tháng 3 năm 2024", "25/3/2024"),
    ("01/10/2024 - 30/11/2024", "30/11/2024"),
    ("01/10/2024–30/11/2024", "30/11/2024"),
    ("từ 01/10/2024 đến 30/11/2024", "30/11/2024"),
    ("Tháng 5 - 6/2024", "30/6/2024"),
    ("Quý II, III/2024", "30/9/2024"),
    ("6 tháng đầu năm", "30/6/2024"),
    ("trong năm", "31/12/2024"),
    ("cả năm 2024", "31/12/2024"),
    ("cuối năm", "31/12/2024"),
    ("cuối tháng 4", "30/4/2024"),
    ("đầu tháng 4", "unread"),
    ("giữa quý II", "unread"),
    ("Trước tháng 6", "31/5/2024"),
    ("trước quý III", "30/6/2024"),
    ("10 ngày kể từ ngày 14/3/2024", "24/3/2024"),
    ("10 ngày làm việc kể từ ngày 14/3/2024", "28/3/2024"),
    ("10 ngày làm việc kể từ ngày ban hành", "28/3/2024"),
    ("10 ngày kể từ ngày ký", "24/3/2024"),
    ("Hằng tháng", "monthly 31"),
    ("hàng tháng", "monthly 31"),
    ("mỗi tháng 1 lần", "monthly 31"),
    ("hằng tháng, trước ngày 05", "monthly 4"),
    ("hằng tháng, ngày 15", "monthly 15"),
    ("ngày 31 hằng tháng", "monthly 31"),
    ("Hằng quý", "quarterly 31"),
    ("mỗi quý 01 lần", "quarterly 31"),
    ("ngày 10 của tháng cuối quý", "quarterly 10"),
    ("ngày 10 tháng cuối quý", "quarterly 10"),
    ("hằng quý, trước ngày 15", "quarterly 14"),
    ("ngày 05 tháng đầu quý sau", "recurring 5/4/2024 5/7/2024 5/10/2024"),
    ("định kỳ 6 tháng", "half-yearly"),
    ("6 tháng, năm", "half-yearly"),
    ("mỗi năm 2 lần", "half-yearly"),
    ("quý, 6 tháng, năm", "quarterly 31"),
    ("Hằng năm", "recurring 31/12/2024"),
    ("Hằng tuần", "weekly thứ-sáu"),
    ("thứ Năm hằng tuần", "weekly thứ-năm"),
    ("thường xuyên", "continuing"),
    ("liên tục", "continuing"),
    ("khi có yêu cầu", "continuing"),
    ("sau khi có hướng dẫn của Bộ Nội vụ", "continuing"),
    ("theo chương trình công tác năm 2024", "continuing"),
    ("", "continuing"),
    ("thường xuyên, trước ngày 30/6/2024", "29/6/2024"),
    ("thường xuyên, hằng quý", "quarterly 31"),
    ("thường xuyên, quý II/2024", "continuing"),
    ("Tháng 6 (trước 25/6)", "24/6/2024"),
    ("25/3/2024, gia hạn đến 05/4/2024", "5/4/2024"),
    ("15/6/2024 và 15/12/2024", "unread"),
    ("31/02/2024", "unread"),
    ("khi thuận tiện", "unread"),
    ("Quý IV/2024 - Quý I/2025", "31/3/2025"),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_rows_of_the_grammar(text: str, expected: str) -> None:
    found = read(text)
    assert (found.kind, list(found.due)) == answer(expected)
    assert found.text == text


@pytest.mark.parametrize(("text", "expected"), phrases())
def test_further_phrases(text: str, expected: str) -> None:
    found = read(text)
    assert (found.kind, list(found.due)) == answer(expected)


def test_every_deadline_of_the_pack_is_read() -> None:
    with PACK.open(encoding="utf-8-sig", newline="") as file:
        found = {row["due"]: read(row["due"]) for row in csv.DictReader(file)}
    assert {text for text, deadline in found.items() if deadline.kind == "unread"} == set()
    assert {text for text, deadline in found.items() if deadline.kind == "continuing"} == {
        "",
        "Thường xuyên",
        "Theo chương trình công tác năm 2024",
    }


@pytest.mark.parametrize(
    ("text", "every"),
    [("hằng tuần", "week"), ("hằng tháng, quý", "month"), ("quý, 6 tháng, năm", "quarter"),
     ("6 tháng, năm", "half-year"), ("hằng năm", "year"), ("25/3/2024", None), ("thường xuyên", None)],
)  # fmt: skip
def test_the_shortest_period_is_told(text: str, every: str | None) -> None:
    assert read(text).every == every


def test_the_year_is_the_readers_when_none_is_named() -> None:
    assert read_deadline("trước 25/3", year=2025).due == (date(2025, 3, 24),)
    assert read_deadline("29/02", year=2025).kind == "unread"
    assert read_deadline("Tháng 6/2024 (trước 25/6)", year=2025).due == (date(2024, 6, 24),)


def test_a_date_of_issue_is_never_made_up() -> None:
    assert read_deadline("10 ngày kể từ ngày ban hành", year=2024).kind == "unread"


def test_working_days_follow_the_calendar_given() -> None:
    text = "2 ngày làm việc kể từ ngày 26/4/2024"
    assert read(text).due == (date(2024, 5, 3),)
    assert read_deadline(text, year=2024, calendar=WorkingCalendar()).due == (date(2024, 4, 30),)


def test_next_month_is_not_june_where_the_accents_tell() -> None:
    assert read("Tháng sau").kind == "unread"
    assert read("Tháng sáu").due == (date(2024, 6, 30),)


SPELLINGS = {
    "capitals": str.upper,
    "no accents": without_accents,
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "full width": lambda text: "".join(chr(ord(c) + 0xFEE0) if c.isdigit() and c.isascii() else c for c in text),
    "unbreakable spaces": lambda text: text.replace(" ", "\u00a0"),
    "wide spaces": lambda text: f"  {text.replace(' ', '   ')}\t\n",
    "en dash": lambda text: text.replace(" - ", " – "),
    "em dash": lambda text: text.replace(" - ", " — "),
    "full stop": lambda text: f"{text}.",
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_the_spelling_does_not_change_the_answer(spelling: str) -> None:
    texts = [text for text, _ in ROWS + phrases() if text.casefold() != "tháng sau"]
    respell = SPELLINGS[spelling]
    changed = {text: read(respell(text)) for text in texts if read(respell(text)).due != read(text).due}
    assert changed == {}


WORDS = sorted({word for text, _ in ROWS + phrases() for word in text.split()})
texts = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join))


@given(texts, st.integers(1, 9999), st.one_of(st.none(), st.dates()))
@example("trước 01/01/1950", 1, None)
@example("hằng tuần, trước thứ Hai", 1, None)
@example("hằng tuần, trước thứ Hai", 9999, None)
@example("trước ngày 01 hằng tháng", 9999, None)
@example("ngày 05 tháng đầu quý sau", 9999, None)
@example("trước tháng 1", 1, None)
@example("9999 ngày làm việc kể từ ngày ban hành", 9999, date.max)
@example("9" * 1900, 2024, None)
@settings(max_examples=400, deadline=None)
def test_any_text_gets_an_answer_that_keeps_the_laws(text: str, year: int, issued: date | None) -> None:
    found = read_deadline(text, year=year, issued=issued)
    assert found.text == text
    assert bool(found.due) == (found.kind in {"once", "recurring"})
    assert len(found.due) <= 1 or found.kind == "recurring"
    assert list(found.due) == sorted(set(found.due))
    assert (found.every is not None) == (found.kind == "recurring")
    if found.kind == "recurring":
        assert {one.year for one in found.due} == {year}


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)), st.sampled_from("/-."), st.integers(2000, 2050))
@settings(max_examples=100)
def test_a_full_date_is_read_whatever_the_readers_year(due: date, mark: str, year: int) -> None:
    text = f"{due.day:02}{mark}{due.month}{mark}{due.year}"
    assert read_deadline(text, year=year).due == (due,)
    assert read_deadline(f"Trước ngày {text}", year=year).due == (due - timedelta(days=1),)


@given(st.integers(1, 31), st.integers(1, 12), st.integers(2000, 2050))
@settings(max_examples=150)
def test_a_date_exists_or_is_unread(number: int, month: int, year: int) -> None:
    exists = number <= calendar.monthrange(year, month)[1]
    expected = (date(year, month, number),) if exists else ()
    assert read_deadline(f"chậm nhất ngày {number:02}/{month:02}", year=year).due == expected


@given(st.integers(1, 31), st.integers(2000, 2050), st.booleans())
@settings(max_examples=80)
def test_a_day_of_every_month_gives_twelve_dates(number: int, year: int, before: bool) -> None:
    found = read_deadline(f"{'trước ngày' if before else 'ngày'} {number} hằng tháng", year=year)
    assert len(found.due) == 12
    assert {one.month for one in found.due} == set(range(1, 13))


@given(st.integers(0, 400), st.dates(date(2024, 1, 1), date(2026, 12, 31)))
@settings(max_examples=60, deadline=None)
def test_counted_days_leave_out_the_first(count: int, start: date) -> None:
    text = f"{count} ngày kể từ ngày {start.day}/{start.month}/{start.year}"
    assert read(text).due == (start + timedelta(days=count),)
