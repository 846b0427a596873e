"""Numbers in words, dates and times of day as people write them."""

from collections.abc import Sequence
from datetime import date, time

from handlers.understanding.tokens import Token
from handlers.understanding.vocabulary import NUMBER_WORDS


def spoken(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """A number in words at tokens[at]: its value and end. "tư" but in "thứ tư", unmarked "từ", "lam" (làm) are
    no numbers."""
    if at >= len(tokens) or tokens[at].kind != "word":
        return None
    first = digit(tokens[at])
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if first is None or (tokens[at].key == "sau" and at and tokens[at - 1].key == "nam"):  # "năm sau"
        return None
    if first == 10:
        unit = digit(following, after_ten=True) if following else None
        return (10 + unit, at + 2) if unit and unit < 10 else (10, at + 1)
    if following is not None and following.key in ("muoi", "chuc"):
        third = tokens[at + 2] if at + 2 < len(tokens) else None
        unit = digit(third, after_ten=True) if third and following.key == "muoi" else None
        return (10 * first + unit, at + 3) if unit and unit < 10 else (10 * first, at + 2)
    if following is not None and following.key == "tram" and first == 1:
        return 100, at + 2
    if tokens[at].key in ("tu", "lam") and not (at and tokens[at].word == "tư" and tokens[at - 1].key == "thu"):
        return None
    return first, at + 1


def spoken_year(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """ "hai nghìn không trăm hai mươi hai", "hai không hai ba": the year and its end."""
    keys = [token.key for token in tokens[at : at + 4]]
    if keys[:1] != ["hai"] or len(keys) < 3:
        return None
    begin = at + 2
    if keys[1] in ("nghin", "ngan"):
        begin += 2 * (keys[2:4] == ["khong", "tram"]) + (keys[2] in ("le", "linh"))
    elif keys[1] != "khong":
        return None
    rest = spoken(tokens, begin)
    if rest is not None and rest[0] < 10 and rest[1] < len(tokens) and (last := digit(tokens[rest[1]])) is not None:
        rest = 10 * rest[0] + last, rest[1] + 1  # "hai ba"
    return (2000 + rest[0], rest[1]) if rest is not None and 10 <= rest[0] < 50 else None


def digit(token: Token | None, *, after_ten: bool = False) -> int | None:
    """One digit or ten in words; a word with other marks ("tạm", "sau") is none."""
    if token is None or token.kind != "word":
        return None
    value = NUMBER_WORDS.get(token.key)
    if value is None:
        return None
    marks = {"sau": "sáu", "bay": "bảy", "tu": "tư", "tam": "tám", "ba": "ba", "mot": "một", "hai": "hai", "bon": "bốn",
             "chin": "chín", "muoi": "mười", "nam": "năm", "lam": "lăm"}  # fmt: skip
    typed = token.word
    if not typed.isascii() and typed != marks[token.key] and not (token.key in ("muoi", "mot", "lam") and after_ten):
        return None
    return value


def full_date(text: str) -> date | None:
    """ "25/3/2024", "25.3.24" → the date, None when there is none such."""
    parts = [int(part) for part in text.replace("-", "/").replace(".", "/").split("/")]
    return date_of(parts[2] if parts[2] > 99 else 2000 + parts[2], parts[1], parts[0])


def date_of(year: int, month: int, day: int) -> date | None:
    """The date, None when there is none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def clock_of(text: str) -> time | None:
    """ "14h30", "6:45", "14 giờ" → the time of day."""
    digits = "".join(letter if letter.isdigit() else " " for letter in text).split()
    hour, minute = int(digits[0]), int(digits[1]) if len(digits) > 1 else 0
    return time(hour, minute) if hour < 24 and minute < 60 else None
