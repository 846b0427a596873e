"""How offices write numbers, days and hours: 86,94 · 25/3/2024 · 05/3/2024 · 7:30 · thứ Sáu 22/3."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def number(value: Decimal | int, places: int = 2) -> str:
    """Half up, a comma: 86.94 → "86,94"."""
    if isinstance(value, int):
        return str(value)
    return str(rounded(value, places)).replace(".", ",")


def rounded(value: Decimal, places: int) -> Decimal:
    """Half up."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def short_number(value: Decimal) -> str:
    """Without zeros that say nothing: 80.00 → "80", 1.50 → "1,5"."""
    return f"{value.normalize():f}".replace(".", ",")


def day(value: date) -> str:
    """A zero before days 1-9 and months 1-2: 25/3/2024, 05/3/2024, 22/02/2024 (Nghị định 30/2020)."""
    return f"{short_day(value)}/{value.year}"


def short_day(value: date) -> str:
    return f"{value.day:02d}/{month(value.month)}"


def month(number_: int) -> str:
    """A zero before months 1-2: "tháng 02"."""
    return f"{number_:02d}" if number_ <= 2 else str(number_)


def named_day(value: date) -> str:
    """thứ Sáu 22/3"""
    return f"{WEEKDAYS[value.weekday()]} {short_day(value)}"


def clock(value: datetime) -> str:
    """7:05"""
    return f"{value.hour}:{value.minute:02d}"


def clock_day(value: datetime) -> str:
    """8:20 ngày 18/3/2024"""
    return f"{clock(value)} ngày {day(value.date())}"


def capital(words: str) -> str:
    """The first letter large, the rest as it is."""
    return words[:1].upper() + words[1:]


def small(words: str) -> str:
    """As people type it: small letters, but for abbreviations: "điểm Sở TT&TT" → "điểm sở TT&TT"."""
    return " ".join(word if sum(c.isupper() for c in word) > 1 else word.lower() for word in words.split(" "))


def small_first(words: str) -> str:
    """The first letter small, unless an abbreviation begins with it."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def quoted(words: str, letters: int) -> str:
    """Somebody's words, at most so many letters; "…" says where they were cut."""
    return words if len(words) <= letters else f"{few_words(words, letters - 1)}…"


def few_words(title: str, letters: int) -> str:
    """The beginning of a title, cut between words, at most so many letters: for buttons and lists."""
    if len(title) <= letters:
        return title
    cut = title[: letters + 1].rpartition(" ")[0].rstrip(" ,;:-–")
    return cut if cut else title[:letters]
