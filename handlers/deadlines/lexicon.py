"""The words of the deadline grammar: folded text in, tokens out. One row a form; the first row that fits wins."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from handlers.deadlines.folding import DOCUMENT_MARK


class Kind(Enum):
    DATE = auto()  # number = day, month, year or None
    MONTH = auto()  # number
    SHORT_MONTH = auto()  # "T6": June or Friday
    QUARTER = auto()
    ROMAN = auto()  # a quarter after another one
    MONTHS = auto()  # first or last months of a year; number = its last month, count = how many
    YEAR = auto()
    EVERY = auto()  # unit
    UNIT = auto()  # "quý", "năm", "6 tháng" without a number: an item of a list, or part of the sentence
    PERIODIC = auto()  # "định kỳ"
    TIMES = auto()  # "2 lần", with the unit when it is said
    ANCHOR = auto()  # "tháng cuối quý" …; unit = last, first, next, month-next
    LAST_DAY = auto()  # "ngày cuối cùng của tháng"; unit
    DAY = auto()  # "ngày 15" without a month
    WEEKDAY = auto()  # number: Monday 0
    CLOCK = auto()  # number = hour
    SPAN = auto()  # "10 ngày"; unit = "working" or ""
    SINCE_ISSUED = auto()
    CONTINUING = auto()
    CONTINUING_WEAK = auto()  # "theo kế hoạch": may belong to the sentence
    BEFORE = auto()
    BY = auto()
    FROM = auto()
    FUZZY = auto()  # đầu, giữa, khoảng: no day can be named
    END = auto()
    EXTENDED = auto()
    FILL = auto()
    TO = auto()  # "đến", "tới": joins two ends of a range, or means BY
    DASH = auto()
    AND = auto()
    COMMA = auto()
    OR = auto()
    SLASH = auto()
    OPEN = auto()
    CLOSE = auto()
    NUMBER = auto()  # one or two digits
    BARE_YEAR = auto()
    REPORTED = auto()  # "báo cáo", "sơ kết": the period after it may be what the paper is about
    DOCUMENT = auto()
    RELATIVE = auto()  # "tuần sau": needs a today, which a document has not
    INVALID = auto()  # looks like a date or period, and is none
    WORD = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """`number`, `month`, `year`, `unit` as its kind says; `bracket` is 0 outside, else the number of the bracket."""

    kind: Kind
    text: str
    number: int = 0
    month: int = 0
    year: int | None = None
    unit: str = ""
    bracket: int = 0


_Build = Callable[[re.Match[str]], Token]
_YEAR = r"(?:19[5-9]\d|20\d\d|21[0-4]\d)"
# "6/2024", "6-2024", "6 - 2024", "6/24"; not "5 - 6/2024", where 6 is the next month.
_OF_YEAR = rf"(?: ?[/.-] ?(?P<y>{_YEAR})(?!\d|/)|/(?P<y2>[2-9]\d)(?![\d/]))?"
_UNITS = {"tuan": "week", "thang": "month", "quy": "quarter", "qui": "quarter", "nam": "year"}
_UNIT = r"(?P<unit>0?6 thang|0?3 thang|tuan|thang|qu[yi]|nam)\b"
_EACH = r"(?: (?:moi|hang|tung|cac))?"
_OF = r"(?:,? (?:cua|trong))?"
_NEXT = r"(?:sau|next|toi|tiep theo|ke tiep|tiep|lien ke|lien sau)(?: (?:lien ke|ke tiep))?"
_NOT_TIMES = r"(?! ?(?:lan|cuoc|dot)\b)"
_COUNT = r"(?P<n>\d{1,2}|mot|hai|ba|bon)"
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4}
_WEEKDAYS = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5}


def unit_of(words: str) -> str:
    """Return week, month, quarter, half-year or year for a folded unit."""
    if words.endswith("thang") and words != "thang":
        return "half-year" if "6" in words else "quarter"
    return _UNITS[words]


def year_of(match: re.Match[str]) -> int | None:
    if match["y"]:
        return int(match["y"])
    return 2000 + int(match["y2"]) if match["y2"] else None


def _plain(kind: Kind) -> _Build:
    return lambda match: Token(kind, match.group())


def _with_unit(kind: Kind) -> _Build:
    return lambda match: Token(kind, match.group(), unit=unit_of(match["unit"]))


def _anchor(name: str) -> _Build:
    return lambda match: Token(Kind.ANCHOR, match.group(), unit=name)


def _date(match: re.Match[str]) -> Token:
    groups = match.groupdict()
    year = groups.get("y") or groups.get("y2")
    if year is not None and len(year) == 2:
        year = "20" + year
    if year is not None and not re.fullmatch(_YEAR, year):
        return Token(Kind.INVALID, match.group())
    number, month = int(match["d"]), int(match["m"])
    return Token(Kind.DATE, match.group(), number=number, month=month, year=int(year) if year else None)


def _month(kind: Kind) -> _Build:
    def build(match: re.Match[str]) -> Token:
        number = int(match["m"])
        return Token(kind if 1 <= number <= 12 else Kind.INVALID, match.group(), number=number, year=year_of(match))

    return build


def _quarter(kind: Kind) -> _Build:
    def build(match: re.Match[str]) -> Token:
        number = _ROMAN.get(match["q"]) or int(match["q"])
        return Token(kind, match.group(), number=number, year=year_of(match))

    return build


def _months(match: re.Match[str]) -> Token:
    count = int(match["n"])
    if not 1 <= count <= 12:
        return Token(Kind.INVALID, match.group())
    last = count if match["side"] == "dau" else 12
    return Token(Kind.MONTHS, match.group(), number=last, month=count, year=year_of(match))


def _half(match: re.Match[str]) -> Token:
    return Token(Kind.MONTHS, match.group(), number=6 if "dau" in match.group() else 12, month=6, year=year_of(match))


def _year(kind: Kind) -> _Build:
    return lambda match: Token(kind, match.group(), year=int(match["y"]))


def _number(kind: Kind, group: str) -> _Build:
    return lambda match: Token(kind, match.group(), number=int(match[group]))


def _hour(match: re.Match[str]) -> Token:
    hour = int(match["h"])
    return Token(Kind.CLOCK if hour <= 24 else Kind.INVALID, match.group(), number=hour)


def _times(match: re.Match[str]) -> Token:
    words, unit = match["n"], match.groupdict().get("unit")
    return Token(Kind.TIMES, match.group(), number=_ROMAN.get(words) or int(words), unit=unit_of(unit) if unit else "")


def _weekday(match: re.Match[str]) -> Token:
    day = match["w"]
    number = 6 if day is None else _WEEKDAYS[day] if day in _WEEKDAYS else int(day) - 2
    return Token(Kind.WEEKDAY, match.group(), number=number)


def _span(match: re.Match[str]) -> Token:
    return Token(Kind.SPAN, match.group(), number=int(match["n"]), unit="working" if match["working"] else "")


_LEXICON: tuple[tuple[str, _Build], ...] = (
    (r"[(\[{]", _plain(Kind.OPEN)),
    (r"[)\]}]", _plain(Kind.CLOSE)),
    (DOCUMENT_MARK, _plain(Kind.DOCUMENT)),
    # Words that would be mistaken for those below.
    (
        r"(?:dau tu|ban dau|lan dau|dau moi|(?:dung|hang|dan) dau|thong tu|theo thu tu|tu phap|tu cong)\b",
        _plain(Kind.WORD),
    ),
    (r"(?:viet|mien|tay|dong|phia) nam\b|nam (?:gioi|nu)\b|truoc (?:mat|tien|day|do|nay)\b", _plain(Kind.WORD)),
    (r"qu[yi] (?:dinh|che|trinh|hoach|mo|tac|luat|uoc|phat)\b|sau (?:do|nay|day)\b|nhu sau\b", _plain(Kind.WORD)),
    (
        r"(?:lan|ky|dot|phien|khoa|hop) thu (?:\w+)\b|(?:lan|dot|ky|nv|nhiem vu|so) \d{1,4}\b(?!/)"
        r"|24/24(?: gio)?|tu nay\b",
        _plain(Kind.WORD),
    ),
    (r"\d+ (?:co quan|don vi|dia phuong|huyen|xa|nhiem vu|lop|ho so|nguoi|hoi nghi|thu tuc)\b", _plain(Kind.WORD)),
    (
        r"ngay ?/ ?thang(?: ?/ ?nam)?\b|thang (?:diem|bang|bac)\b"
        r"|tuan (?:thu|tra)\b(?! (?:[1-9]|nhat|hai|ba|tu|nam)\b)",
        _plain(Kind.WORD),
    ),
    (r"\d+(?:[.,]\d+)? ?%|(?:muc|khoan|diem|dieu|tieu chi|chuong) \d+(?:[./]\d+)*\b", _plain(Kind.WORD)),
    (
        r"(?:nam hoc|nhiem ky|am lich|thang gieng|thang chap|(?:ngay|dau|cuoi) tuan|nua thang|tuan \d)\b(?! lan)"
        r"|tro (?:di|ve sau)\b",
        _plain(Kind.INVALID),
    ),
    (r"(?:tuan|thang|ngay|qu[yi]) thu (?:nhat|hai|ba|tu|nam|[1-9])\b|khong (?:truoc|som hon)\b", _plain(Kind.INVALID)),
    (r"(?:hang|moi|tung) (?:ngay|gio)\b|(?:ngay )?lam viec (?:cuoi|dau|thu)\b", _plain(Kind.INVALID)),
    # Days.
    (rf"(?P<y>{_YEAR})([-/.])(?P<m>\d{{1,2}})\2(?P<d>\d{{1,2}})(?:t(?=\d\d:)|(?![a-z]|[/.-]?\d))", _date),
    (r"(?P<d>\d{1,2}) ?/ ?(?P<m>\d{1,2}) ?/ ?(?P<y>\d{4}|\d{2})(?![\d/])", _date),
    (r"(?P<d>\d{1,2})\. ?(?P<m>\d{1,2})\. ?(?P<y>\d{4}|\d{2})(?![\d/]|\.\d)", _date),
    (r"(?P<d>\d{1,2})-(?P<m>\d{1,2})-(?P<y>\d{4}|\d{2})(?![\d/]|-\d)", _date),
    (r"(?P<d>\d{1,2}) - (?P<m>\d{1,2}) - (?P<y>\d{4})(?![\d/]|-\d)", _date),
    (r"(?P<d>\d{1,2})/(?P<m>\d{1,2})[.-](?P<y>\d{4})(?![\d/]|[.-]\d)", _date),
    (
        rf"(?P<d>\d{{1,2}}) ?(?:(?<=ngay \d),|(?<=ngay \d\d),)?{_OF} ?thang (?P<m>\d{{1,2}})\b{_NOT_TIMES}(?! thang)"
        rf"(?:(?: ?,? ?(?:cua |trong )?nam | ?[/.-] ?)(?P<y>\d{{4}})(?!\d)|/(?P<y2>\d\d)(?![\d/]))?",
        _date,
    ),
    (r"(?P<d>\d{1,2}) ?/ ?(?P<m>\d{1,2})(?! ?/ ?\d|\d|%)", _date),
    (r"(?<=(?:ngay|ruoc|.den|nhat) )(?P<d>\d{1,2})\.(?P<m>\d{1,2})(?![\d/]|[.-]\d)", _date),
    (rf"(?P<m>\d{{1,2}})(?:/|-)(?P<y>{_YEAR})(?P<y2>)(?![\d/])", _month(Kind.MONTH)),
    (r"\d+(?: ?/ ?\d+)+", _plain(Kind.INVALID)),
    (r"\d{1,2}-\d{1,2}/\d{4}", _plain(Kind.INVALID)),
    # Hours.
    (r"(?P<h>\d{1,2}):\d{2}(?::\d{2})?(?![\d:])(?: ?(?:gio|phut))?", _hour),
    (r"(?P<h>\d{1,2}) ?(?:h|g)\d{2}(?![\d/])(?: ?(?:phut|p\b|'))?", _hour),
    (
        r"(?P<h>\d{1,2}) ?(?:gio|h|g)\b(?: \d{1,2}(?= ?(?:phut|p\b|'|,|ngay|thu|hom|t[2-7]|sang|chieu|$)))?"
        r"(?: ?(?:phut|p\b|'))?",
        _hour,
    ),
    (
        r"(?:(?:cuoi|het|dau) (?:gio|buoi|ngay)(?! cuoi)|gio|buoi|truoc khi het gio)"
        r"(?: (?:lam viec|hanh chinh|chieu|sang))*\b"
        r"|(?:chieu|trua|toi|sang)(?= (?:ngay|hom|thu|\d))",
        lambda match: Token(Kind.CLOCK, match.group(), number=24),
    ),
    # Numbers of days.
    (r"(?P<n>\d{1,4}) ngay(?P<working> lam viec)?\b", _span),
    (
        r"(?:ke tu|tinh tu|tu|sau)(?: (?:ngay|khi|thoi diem))*"
        r"(?: (?:quyet dinh|ke hoach|cong van|van ban|chi thi|thong bao)(?: nay)?(?: duoc)?)?"
        r" (?:ky ban hanh|ban hanh|ky(?= ?(?:$|[,.;)]|van ban|quyet dinh|cong van|ke hoach)))\b",
        _plain(Kind.SINCE_ISSUED),
    ),
    # Recurrences.
    (rf"thang cuoi(?: cung)?{_OF}{_EACH} qu[yi]\b(?! (?:i|\d))", _anchor("last")),
    (rf"thang dau(?: tien)?{_OF}{_EACH} qu[yi] {_NEXT}\b", _anchor("next")),
    (rf"thang dau(?: tien)?{_OF}{_EACH} qu[yi]\b(?! (?:i|\d))", _anchor("first")),
    (rf"thang {_NEXT}\b", _anchor("month-next")),
    (rf"ngay cuoi(?: cung)?{_OF}{_EACH} {_UNIT}(?! ?(?:i|\d))", _with_unit(Kind.LAST_DAY)),
    (rf"(?:dinh ky )?(?:hang|tung|moi)(?: mot| 0?1)? {_UNIT}(?! {_YEAR})", _with_unit(Kind.EVERY)),
    (rf"hang(?: mot| 0?1)? {_UNIT}", _with_unit(Kind.EVERY)),
    (
        r"(?:moi|hang|tung)(?= (?:thu [2-7hbtns]|chu nhat|cn\b))",
        lambda match: Token(Kind.EVERY, match.group(), unit="week"),
    ),
    (rf"{_UNIT} ?/ ?(?:0?1 |mot )?lan\b", _with_unit(Kind.EVERY)),
    (rf"{_UNIT},? (?:it nhat |toi thieu )?{_COUNT} lan\b", _times),
    (rf"{_COUNT} lan(?: ?/ ?| moi | mot | hang | trong mot )(?:0?1 |mot )?{_UNIT}(?! {_YEAR})", _times),
    (rf"(?:it nhat |toi thieu )?{_COUNT} (?:lan|cuoc|dot|ky|buoi|luot)\b", _times),
    (r"dinh ky\b", _plain(Kind.PERIODIC)),
    # Months, quarters, years.
    (
        rf"(?P<n>\d{{1,2}}) thang (?P<side>dau|cuoi)(?: tien)?{_OF}(?: nam)?(?: ?(?:,|cua|-)? ?(?=\d{{4}}))?"
        rf"(?:/?(?P<y>{_YEAR})(?!\d)|/(?P<y2>\d\d)(?!\d))?(?! (?:qu[yi]|thang))\b",
        _months,
    ),
    (rf"nua (?:dau nam|nam dau|cuoi nam|nam cuoi)\b(?: ?(?P<y>{_YEAR}))?(?P<y2>)", _half),
    (rf"qu[yi] (?:nay|truoc(?! (?:ngay|\d))|{_NEXT})\b|tuan (?:nay|truoc|{_NEXT})\b", _plain(Kind.RELATIVE)),
    (rf"nam (?:ngoai|kia|truoc(?! (?:ngay|thang|qu[yi]|\d))|{_NEXT})\b", _plain(Kind.RELATIVE)),
    (r"thang (?:nay|truoc(?! (?:ngay|\d)))\b|hom (?:nay|sau)\b|ngay (?:mai|kia)\b", _plain(Kind.RELATIVE)),
    (
        rf"(?:qu[yi]|q)[ .]{{0,2}}(?P<q>iv|i{{1,3}}|0?[1-4]|mot|hai|ba|bon"
        rf"|tu(?= ?(?:$|[,/.;)]|nam)))\b{_NOT_TIMES}(?! thang){_OF_YEAR}",
        _quarter(Kind.QUARTER),
    ),
    (rf"(?:qu[yi]|q)[ .]{{0,2}}(?:\d+|vi{{0,3}}|ix|x)\b{_NOT_TIMES}(?! thang)", _plain(Kind.INVALID)),
    (rf"(?P<q>iv|i{{1,3}})\b{_OF_YEAR}", _quarter(Kind.ROMAN)),
    (rf"thang[ .]{{0,2}}(?P<m>\d{{1,4}})\b{_NOT_TIMES}(?! thang){_OF_YEAR}", _month(Kind.MONTH)),
    (rf"t[ .]?(?P<m>\d{{1,2}})\b{_NOT_TIMES}{_OF_YEAR}", _month(Kind.SHORT_MONTH)),
    (r"(?:0?6|0?3|0?9|12) thang\b", lambda match: Token(Kind.UNIT, match.group(), unit=f"{int(match.group()[:2])}m")),
    (r"(?:0?1|mot) (?P<unit>nam)\b(?= ?(?:$|[,.;)]))", _with_unit(Kind.UNIT)),
    (rf"(?:(?:\d+|mot|vai|nhieu) (?:tuan|thang|gio|phut)|(?:\d+|vai) nam(?! {_YEAR}))\b", _plain(Kind.INVALID)),
    (rf"nam (?P<y>{_YEAR})(?![\d/])", _year(Kind.YEAR)),
    (r"nam \d+", _plain(Kind.INVALID)),
    (r"nam nay\b", _plain(Kind.YEAR)),
    (rf"(?P<y>{_YEAR})(?![\d/])", _year(Kind.BARE_YEAR)),
    (rf"/ ?{_UNIT}", _with_unit(Kind.EVERY)),
    (_UNIT, _with_unit(Kind.UNIT)),
    # Days of a week or of a month not named.
    (r"thu ?(?P<w>[2-7]|hai|ba|tu|nam|sau|bay)\b(?! lan)|chu nhat\b|cn\b", _weekday),
    (
        r"ngay (?:mung |mong )?(?P<d>\d{1,2})\b(?! ?[/.] ?\d| ?- ?\d{1,2} ?- ?\d|%|,?(?: cua)? thang \d)",
        _number(Kind.DAY, "d"),
    ),
    (r"(?:mung|mong) (?P<d>\d{1,2})\b(?! ?[/.] ?\d|,?(?: cua)? thang \d)", _number(Kind.DAY, "d")),
    # No date.
    (
        r"(?:thuong xuyen|lien tuc)(?: 24/7)?\b|(?:khi|sau khi) (?:co|duoc|phat sinh|nhan)\b"
        r"(?! (?:dieu kien|the|kinh phi|thoi gian))|dot xuat\b",
        _plain(Kind.CONTINUING),
    ),
    (
        r"theo (?:cac )?chuong trinh\b|sau khi(?=.* (?:co|duoc|huong dan|ban hanh|phe duyet|thong qua)\b)",
        _plain(Kind.CONTINUING),
    ),
    (
        r"theo (?:cac )?(?:ke hoach|tien do|yeu cau|huong dan|chi dao|lich|lo trinh|de nghi)\b",
        _plain(Kind.CONTINUING_WEAK),
    ),
    # What stands before a date.
    (r"gia han(?: (?!tu\b)[a-z0-9]+){0,4}? (?:den|toi|sang)\b", _plain(Kind.EXTENDED)),
    (r"truoc (?:va|hoac|hay) (?:trong|dung|vao)\b|truoc (?:khi )?(?:het|ket thuc)\b", _plain(Kind.BY)),
    (r"truoc(?: khi)?\b", _plain(Kind.BEFORE)),
    (
        r"(?:cham|muon|tre) nhat\b|khong (?:qua|(?:muon|cham|tre) hon|sau)\b|han chot\b|han cuoi(?: cung)?\b",
        _plain(Kind.BY),
    ),
    (r"(?:cho )?(?:den|toi)\b", _plain(Kind.TO)),
    (r"(?:het|vao|trong|ca|toan|suot)\b", _plain(Kind.BY)),
    (r"(?:ke tu|tinh tu|bat dau(?: tu)?|tu|sau)\b", _plain(Kind.FROM)),
    (r"(?:nua dau|nua cuoi|thuong tuan|trung tuan|ha tuan|ngay dau(?: tien)?|dau|giua|gan)\b", _plain(Kind.FUZZY)),
    (r"khoang thoi gian\b", _plain(Kind.FILL)),
    (r"khoang\b", _plain(Kind.FUZZY)),
    (r"(?:ngay )?cuoi(?: cung)?\b", _plain(Kind.END)),
    (r"(?:ngay|hom|luc|thoi diem|thoi gian|thoi han|han|la|cua|cac|vong|mung|mong|nhung)\b|:", _plain(Kind.FILL)),
    (r"bao cao|ket qua|so lieu|so ket|tong ket|ke hoach|danh gia|tinh hinh|du toan|ky bao cao", _plain(Kind.REPORTED)),
    # What stands between.
    (r"[-]+>?", _plain(Kind.DASH)),
    (r"(?:va|cung)\b|[&+]", _plain(Kind.AND)),
    (r"[,;.]+", _plain(Kind.COMMA)),
    (r"(?:hoac|hay)\b", _plain(Kind.OR)),
    (r"/", _plain(Kind.SLASH)),
    (r"(?P<n>\d{1,2})(?![\d,.]\d|\d|%)", _number(Kind.NUMBER, "n")),
    (r"[a-z0-9']+|.", _plain(Kind.WORD)),
)
_ROWS = tuple((re.compile(pattern, re.ASCII | re.DOTALL), build) for pattern, build in _LEXICON)


def tokens_of(folded: str) -> list[Token]:
    """Split folded text into tokens; every character belongs to one, spaces aside."""
    found: list[Token] = []
    at = 0
    while at < len(folded):
        if folded[at] == " ":
            at += 1
            continue
        for pattern, build in _ROWS:
            match = pattern.match(folded, at)
            if match and match.end() > at:
                found.append(build(match))
                at = match.end()
                break
    return found
