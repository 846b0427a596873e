"""Enrolment codes as letters: made, shown, read back however they were typed, and hashed.

40 bits on 8 letters for a code that is read out on the phone, 128 bits for a deep link (ASVS 5.0, 6.5). Only a hash
keyed with the server's secret is kept.
"""

import hashlib
import hmac
import re
import secrets
import unicodedata
from dataclasses import dataclass

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # 32 letters; 0, 1, I and O are mistaken for each other
LENGTH = 8
LINK_BYTES = 16

_LEAD = re.compile(r"^(?:MÃ|MA)(?:\s+(?:ĐĂNG KÝ|DANG KY|MỜI|MOI))?(?:\s+(?:LÀ|LA))?\s*[:\s]\s*(?=\S)")
_BETWEEN = re.compile(r"[\s\-\u2010-\u2015._]+")  # spaces, hyphens, dots
_LINK = re.compile(r"/start(?:@\w+)?\s+([A-Za-z0-9_-]{1,64})\s*", re.ASCII)  # what Telegram allows in ?start=


@dataclass(frozen=True, slots=True)
class Typed:
    """A code as somebody typed it. `kind` is code or link; `as_shown`: in equal groups, so it is meant as a code."""

    kind: str
    value: str
    as_shown: bool = True


def new_code() -> str:
    """8 random letters with a digit among them, so that no word of eight letters is ever taken for a code."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        if _has_digit(code):
            return code


def new_link() -> str:
    return secrets.token_urlsafe(LINK_BYTES)


def shown(code: str) -> str:
    """7K4M92QX → "7K4M 92QX"."""
    return f"{code[:4]} {code[4:]}"


def read(text: str) -> Typed | None:
    """The code in a message that holds nothing else: any case, spaces, hyphens, "mã …" before it; None: no code."""
    link = _LINK.fullmatch(text)
    words = link.group(1) if link else text
    typed = _typed_code(words)
    if typed is not None:
        return typed
    return Typed("link", link.group(1)) if link else None


def _typed_code(text: str) -> Typed | None:
    if len(text) > 64:
        return None
    words = unicodedata.normalize("NFKC", text).upper().strip(" .,;:!?\"'()“”")
    groups = [g for g in _BETWEEN.split(_LEAD.sub("", words)) if g]
    code = "".join(groups)
    if len(code) != LENGTH or not set(code) <= set(ALPHABET) or not _has_digit(code):
        return None
    return Typed("code", code, as_shown=len({len(g) for g in groups}) == 1)


def _has_digit(code: str) -> bool:
    return any(letter.isdigit() for letter in code)


def hashed(secret: bytes, kind: str, value: str) -> str:
    """What is stored and looked up: HMAC-SHA-256 in hex, 64 letters."""
    return hmac.new(secret, f"{kind}:{value}".encode(), hashlib.sha256).hexdigest()
