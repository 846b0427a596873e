"""Letters without case and accents: what is typed is compared so, and what is shown stays as it was typed."""

import unicodedata


def folded(text: str) -> str:
    """Lower case without accents."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("đ", "d"))
    return "".join(c for c in plain if not unicodedata.combining(c))


def aligned(text: str) -> str:
    """Folded letter by letter, so that a place in it is the same place in the text as typed."""
    return "".join(plain if len(plain := folded(letter)) == 1 else letter for letter in text)
