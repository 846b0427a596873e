"""Folding of what clerks type, for comparison only; what is shown stays as it was written."""

import re
import unicodedata

WORD = re.compile(r"[a-z0-9]+")


def fold(text: str) -> str:
    """Lower case without accents, one space between words: "Sở  Nội vụ" (NFC or NFD) → "so noi vu"."""
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold().replace("đ", "d"))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(letters.split())


def words(text: str) -> list[str]:
    """Folded words without punctuation: "Sở KH&ĐT" → ["so", "kh", "dt"]."""
    return WORD.findall(fold(text))


def one_line(text: str) -> str:
    """As written, but on one line: what is kept as a title or shown in a problem."""
    return " ".join(unicodedata.normalize("NFC", text).split())
