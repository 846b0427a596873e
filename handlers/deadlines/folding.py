"""One plain spelling of a deadline text: no accents, no case, one dash, numbers as digits, document dates taken out."""

import re
import unicodedata

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−➝→~"), "-")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"), None)
_SLASHES = dict.fromkeys(map(ord, "\u2215\u2044\\"), "/")

_DIGITS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9}
_DIGIT = "mot|hai|ba|bon|tu|nam|lam|sau|bay|tam|chin"
_NUMERAL = rf"(?:(?:{_DIGIT}) muoi(?: (?:{_DIGIT}))?|muoi(?: (?:{_DIGIT}))?|{_DIGIT})"

_ANY_DATE = r"(?:\d{1,2} ?[/.-] ?\d{1,2}(?: ?[/.-] ?\d{2,4})?|\d{1,2} thang \d{1,2}(?: nam \d{4})?)"
_NUMBER_AND_SIGN = r"\b\d+(?:/\d{4})?/(?!(?:tuan|thang|quy|nam|lan|t|q)\b)[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
_KIND_AND_NUMBER = (
    r"\b(?:cong van|quyet dinh|ke hoach|nghi quyet|nghi dinh|chi thi|thong tu|thong bao|to trinh|van ban|cv|qd)"
    rf"(?: so)?:? \d+(?= ngay {_ANY_DATE})"
)
_ISSUER = r"(?: cua(?: (?!truoc|den|cham|muon|het|han|xong|ngay)[a-z]+){1,6})?"
# "Công văn 914/UBND-NC ngày 14/3/2024" names a paper; its date is never a deadline.
_DOCUMENT = re.compile(
    rf"(?:{_NUMBER_AND_SIGN}|{_KIND_AND_NUMBER})(?:{_ISSUER}(?: ngay {_ANY_DATE}\b| ?\(ngay {_ANY_DATE}\)))?"
)
DOCUMENT_MARK = "vanbanso"


def fold(text: str) -> str:
    """Return `text` in the spelling the lexicon is written in."""
    text = unicodedata.normalize("NFKC", text.translate(_SLASHES).translate(_INVISIBLE)).casefold()
    # "tháng sau" is next month, "tháng sáu" June; once the accents are gone nobody can tell them apart.
    text = re.sub(r"(?<=tháng)\s+sau\b", " next", text)
    text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    text = text.replace("đ", "d").translate(_DASHES)
    text = re.sub(r"\s+", " ", text).strip()
    text = re.sub(r"(?<=\d)(?=(?:ngay|thang|nam|gio|lan|quy)(?:\b|\d))", " ", text)
    text = re.sub(r"\b(ngay|thang|nam|quy|truoc|den|tu|het|thu)(?=\d)", r"\1 ", text)
    text = re.sub(r"\bngay (\d{1,2})-(\d{1,2})\b(?!-|/|\.\d| ?thang)", _day_and_month, text)
    text = re.sub(r"\bquy(?=(?:iv|i{1,3})\b)", "quy ", text)
    return _without_documents(_numerals_as_digits(text))


def _day_and_month(match: re.Match[str]) -> str:
    """ "ngày 25-3" is the 25th of March; "ngày 5-6" may also be two days and stays."""
    return f"ngay {match[1]}/{match[2]}" if int(match[1]) > int(match[2]) else match[0]


def _without_documents(text: str) -> str:
    return _DOCUMENT.sub(f" {DOCUMENT_MARK} ", text)


def _numerals_as_digits(text: str) -> str:
    """Write numbers in words as digits, only where nothing but a number can stand ("năm" is five and year)."""
    text = re.sub(rf"(\d) ?\({_NUMERAL}\)", r"\1", text)  # "05 (năm) ngày"
    text = re.sub(rf"\b({_NUMERAL})(?= ngay (?:lam viec|ke tu|tinh tu|tu ngay|sau khi)\b)", _as_digits, text)
    text = re.sub(rf"(?<=\bngay )({_NUMERAL})(?= thang\b)", _as_digits, text)
    text = re.sub(rf"(?<=mung )({_NUMERAL})\b(?= thang|/|,|$| hang)", _as_digits, text)
    text = re.sub(r"\b(ba|sau|chin)(?= thang (?:dau|cuoi)\b)", _as_digits, text)
    text = re.sub(r"(?<=dinh ky )(ba|sau|chin)(?= thang\b)", _as_digits, text)
    text = re.sub(r"\b(ba|sau|chin)(?= thang(?:,| mot lan| 0?1 lan|/ ?lan))", _as_digits, text)
    text = re.sub(r"^(ba|sau|chin)(?= thang(?:$| va\b))", _as_digits, text)
    return _months_as_digits(text)


def _months_as_digits(text: str) -> str:
    month = re.compile(
        r"(?<=\bthang )(muoi(?: mot| hai)?|mot|hai|ba|bon|tu(?! (?:ngay|nay|thang|quy|dau|cuoi|\d))"
        r"|nam|sau|bay|tam|chin)"
        rf"\b(?! lan\b| (?:{_DIGIT}|muoi) (?!\d)| (?:bao cao|hop)\b)"
    )
    every_month = re.search(r"\b(?:hang|moi|tung) thang\b", text) is not None

    def digits(match: re.Match[str]) -> str:
        before, word = match.string[: match.start()], match.group()
        if re.search(r"\b(?:hang|moi|tung|cac|nhung|dinh ky) thang $", before):
            return word
        if word == "nam" and re.search(r"(?<!ngay )(?<!ngay \d)\d thang $", before):
            return word  # "6 tháng năm 2024" is six months, "ngày 6 tháng Năm" a day
        if word == "sau" and every_month:
            return "next"
        return _as_digits(match)

    return month.sub(digits, text)


def _as_digits(match: re.Match[str]) -> str:
    words = match.group().split()
    if "muoi" not in words:
        return str(_DIGITS[words[0]])
    at = words.index("muoi")
    tens = _DIGITS[words[0]] if at else 1
    return str(10 * tens + (_DIGITS[words[at + 1]] if at + 1 < len(words) else 0))
