"""The words of being away: which tell of one's own leave, which end it, who is to stand in; read without accents."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from handlers.folding import folded
from handlers.spans_of_days import Span, spans_in
from handlers.working_days import WorkingCalendar

SHORT = 12  # words of "tôi đã đi làm lại"
_ME = r"(?:toi|minh|em)"
_TRIP = r"(?:cong tac|nuoc ngoai|tap huan|di hoc|di hop|di phep|di vang|di kham|hoc tap)"
_OFF = r"(?:nghi|vang mat|(?<!cho )(?<!xin )phep)"

_OWN_LEAVE = re.compile(
    r"\bnghi (?:phep|om|benh|viec rieng|mat|thai san|che do|di)\b"
    rf"|\b{_ME}\s+(?:(?:xin|se|duoc|di|phai|dinh)\s+)*(?:nghi|vang mat|vang)\b"
    r"|^\W*(?:xin |xin phep |bao )*vang mat\b"
)
_AWAY = re.compile(rf"\b(?:{_OFF}|{_TRIP})\b")
_STOOD_IN_FOR = re.compile(
    r"\bthay\b|\b(?:uy quyen|uy nhiem)\b|\bnhan (?:giup|ho)\b"
    r"|\b(?:co|viec) (?:viec )?gi(?: thi)? (?:nhan|bao|goi|lien he)\b"
    r"|\bnho\b.*\bnhan\b|, ?[^,;.]+ (?:phu trach|dieu hanh|truc)\b"
)
_TRAVELS = re.compile(rf"\b{_ME}\b.*\b(?:cong tac|nuoc ngoai|tap huan|di hoc|di hop)\b")
# Somebody else is away: "em đầu mối hôm nay nghỉ ốm rồi".
_OF_OTHERS = re.compile(
    r"\b(?:dau moi|dm|chuyen vien|can bo|nhan vien|giam doc|chu tich|lanh dao|co quan|moi nguoi|ca phong)\b"
    rf"(?: (?!{_ME}\b)\w+){{0,3}} (?:nghi|vang|{_TRIP})\b"
)
_ASKS = re.compile(r"\?\W*$|\b(?:khong|ko|chua|the nao|thi sao|nhi)\W*$|\bai (?:nhan|thay|lo)\b")

_ENDS = re.compile(
    rf"\b(?:huy|bo|thoi|khong|xoa)\s+(?:(?:dot|lich|nua|dang ky|don|viec)\s+)*(?:nghi|phep|vang mat|bao vang)\b"
    r"|\bdi lam (?:lai|tro lai|roi|binh thuong)\b|\btruc lai\b"
    r"|\b(?:ket thuc|het|xong)\s+(?:dot |ky |thoi gian )?(?:nghi\s+)?(?:phep|nghi|cong tac)\b|\bnghi phep xong\b"
    r"|\bcong tac (?:da )?(?:ve|xong)\b|\b(?:ve|quay lai|tro lai) (?:co quan|lam viec|lam)\b"
    rf"|\b{_ME} (?:da )?ve roi\b"
)
_NOBODY_INSTEAD = re.compile(r"\b(?:bo|huy|thoi|khong can|ko can)\b(?: \w+){0,3} thay\b")

_STOPS = r"(?=\s*(?:[,;.]|$))"
_WHO = (
    re.compile(rf"\bnguoi (?:nhan )?thay(?: toi| em| minh)? ?(?:la|:) ?(?P<who>[^,;.]+?){_STOPS}"),
    re.compile(rf"\b(?:uy quyen|uy nhiem)(?: lai)?(?: cho)? (?P<who>[^,;.]+?){_STOPS}"),
    re.compile(rf"\b(?:co|viec) (?:viec )?gi(?: thi)? (?:nhan|bao|goi|lien he)(?: tin| cho| voi)* "
               rf"(?P<who>[^,;.]+?){_STOPS}"),
    re.compile(r"(?P<who>[^,;.]*?)\s*\b(?:thay|nhan giup|nhan ho)\b"),
    re.compile(r", ?(?P<who>[^,;.]+?) (?:phu trach|dieu hanh|truc)\b"),
    re.compile(r"\bnho (?P<who>[^,;.]+?) nhan\b"),
)  # fmt: skip
_LEADING = re.compile(r"^(?:.*\b(?:la|nho|giao|cu|de|do|va|co|cho|nghi|phep|hop|hoc|uy quyen)\s+)?")
_TRAILING = re.compile(
    r"(?:\s+(?:(?:se|nhan|lam|lo|truc|dieu hanh|phu trach|xu ly|giai quyet|theo doi)(?: tin| viec)?|"
    r"thay(?: toi| em| minh)?|giup|ho|toi|em|the|nhe|nha|a))+\s*$"
)
_COUNTED = re.compile(r"\b(?P<count>\d{1,2}|hai|ba|bon|nam|sau|bay|muoi|mot)\s+(?P<unit>ngay|tuan)\b")
_COUNTS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "muoi": 10}
_IN_A_ROW = re.compile(r"(?<![\d/])\d{1,2}(?:\s*(?:,|va|&)\s*(?:ngay\s*)?\d{1,2})+(?=\s*/\s*\d)")
_NEXT_WEEK = re.compile(r"\btuan (?:sau|toi)\b")


def tells(text: str, today: date) -> bool:
    """One's own leave: by name, or being away with somebody to stand in, or for several days."""
    if _ASKS.search(text) or _OF_OTHERS.search(text):
        return False
    if _OWN_LEAVE.search(text) or (_AWAY.search(text) and _STOOD_IN_FOR.search(text)):
        return True
    return _TRAVELS.search(text) is not None and any(span.first != span.last for span in spans_in(text, today))


def ends(text: str, today: date) -> bool:
    """ "hủy nghỉ phép", "em về cơ quan rồi, không cần chị Thúy thay nữa"."""
    if len(text.split()) > SHORT or _ASKS.search(text) or _OF_OTHERS.search(text):
        return False
    return _ENDS.search(text) is not None or (_NOBODY_INSTEAD.search(text) is not None and not spans_in(text, today))


def away_in(text: str, today: date, calendar: WorkingCalendar) -> list[Span]:
    """The days away: "25, 26/3" in a row, "3 ngày từ 27/3" counted, "tuần sau" from Monday to Friday."""
    plain = _IN_A_ROW.sub(_as_range, folded(text))
    spans = spans_in(plain, today)
    if not spans:
        return [_week_after(today, found) for found in [_NEXT_WEEK.search(plain)] if found]
    (only, *others) = spans
    counted = _COUNTED.search(plain)
    if others or only.first != only.last or counted is None or not _belong(plain, counted, only):
        return spans
    count = int(_COUNTS.get(counted["count"]) or counted["count"])
    if counted["unit"] == "tuan":
        count *= 7
    # leave is counted in working days
    off = counted["unit"] == "ngay" and re.search(r"\bnghi\b", plain) is not None
    last = calendar.add_working_days(only.first, count - 1) if off else only.first + timedelta(days=count - 1)
    return [Span(only.first, last, min(only.start, counted.start()), max(only.end, counted.end()))]


def _as_range(found: re.Match[str]) -> str:
    """ "25, 26" as "25-26", letter for letter as long; days that do not follow one another stay."""
    days = [int(day) for day in re.findall(r"\d+", found[0])]
    if days != list(range(days[0], days[0] + len(days))):
        return found[0]
    first, last = str(days[0]), str(days[-1])
    return first + "-".ljust(len(found[0]) - len(first) - len(last)) + last


def _belong(plain: str, counted: re.Match[str], day: Span) -> bool:
    """ "3 ngày từ 27/3", "từ mai 2 ngày"; in "2 ngày 28/3" the day is one of them, not the first."""
    between = plain[counted.end() : day.start] if counted.start() < day.start else plain[day.end : counted.start()]
    begins = re.search(r"\b(?:tu|bat dau)\b", between) or re.search(
        r"\b(?:tu|bat dau)\s+(?:ngay |thu )?$", plain[: day.start]
    )
    return len(between) <= SHORT + len("tu ngay") and (counted.start() > day.start or begins is not None)


def _week_after(today: date, found: re.Match[str]) -> Span:
    monday = today + timedelta(days=7 - today.weekday())
    return Span(monday, monday + timedelta(days=4), found.start(), found.end())


def stand_in(text: str, spans: Sequence[Span]) -> str:
    """Who is to stand in, as typed, days left out; "" where nobody is named."""
    for span in reversed(spans):
        text = text[: span.start] + "," + text[span.end :]
    plain = folded(text)
    found = next((found for form in _WHO if (found := form.search(plain))), None)
    if found is None:
        return ""
    who = found["who"]
    skipped = _LEADING.match(who)
    start = skipped.end() if skipped else 0
    kept = _TRAILING.sub("", who[start:])
    return text[found.start("who") + start : found.start("who") + start + len(kept)].strip()
