"""What is wanted of reminders in words the general reading knows too little of: own settings, own hour."""

import re
from datetime import time

_ME = r"(?:toi|minh|em|anh|chi)"
_SETTINGS = re.compile(
    rf"\b(?:cai dat|cau hinh|thiet lap|tuy chinh|tuy chon)\b.*\b(?:cua {_ME}|nhac)\b"
    r"|^\W*(?:(?:mo|xem|cho|cho xem|vao|phan|muc|lai)\s+)*(?:cai dat|cau hinh|thiet lap)"
    r"(?: (?:giup|nhe|di|voi|a|nay))*\W*$"
    r"|\bdang (?:tat|hoan|im|bat|duoc|de)\b.*\bnhac\b.*\b(?:nao|gi|may (?:gio|ngay|viec|nv)|the nao)\b"
    r"|\bnhac\b.*\bluc may gio\b|\bgio nhac\b.*\b(?:may gio|bao nhieu|the nao)\b|\bnhac\b.*\btruoc may ngay\b"
    r"|\b(?:tat|bat|doi|hoan)\b.*\bnhac\b.*\b(?:the nao|lam sao|cach nao|o dau)\b"
    r"|\bcach (?:tat|bat|doi|hoan)\b.*\bnhac\b"
)
_OTHER_SETTINGS = re.compile(r"\b(?:phan mem|ung dung|app|may tinh|mang|tai khoan)\b")
_REMINDS = re.compile(rf"\bnhac\b|\b(?:gui|nhan) tin\b(?: (?:cho|toi))*(?: {_ME}\b)?")
_EVERY_MORNING = re.compile(
    r"\b(?:hang|moi) (?:ngay|sang|buoi)\b|\bsang nao\b|\bbuoi sang\b|\b(?:gui|nhan) tin\b"
    r"|\b(?:doi|chuyen)\b(?: (?:gio|gio nhac|lai))* (?:thanh|sang|qua|ve)\b|\b(?:tre|som) hon\b"
)
_ONCE = re.compile(
    r"\b(?:hom nay|ngay mai|sang mai|chieu mai|mai|chieu nay|sang nay|toi nay|thu (?:\d|hai|ba|tu|nam|sau|bay)|"
    r"tuan sau|nv|nhiem vu)\b|\d/\d"
)
_CLOCK = re.compile(
    r"\b(?P<hour>\d{1,2})\s*(?:gio|h|g|:|(?=ruoi))\s*(?P<minute>\d{2}|ruoi)?(?!\d)(?P<noon> (?:chieu|toi)\b)?"
)
_CHANGED_TO = re.compile(r"\b(?:doi|chuyen)\b.*?\b(?:thanh|sang|qua|ve)\b")
_HALF, _NOON = 30, 12


def asks_settings(text: str) -> bool:
    """ "cài đặt của tôi", "tôi đang tắt nhắc những nv nào", "muốn tắt nhắc thì làm thế nào"."""
    return _SETTINGS.search(text) is not None and _OTHER_SETTINGS.search(text) is None


def own_hour(text: str) -> time | None:
    """The hour of every morning that is wanted: "nhắc trễ hơn chút, 9h sáng hằng ngày"; None where it is for once."""
    if _REMINDS.search(text) is None or _EVERY_MORNING.search(text) is None or _ONCE.search(text):
        return None
    changed = _CHANGED_TO.search(text)
    found = (_CLOCK.search(text, changed.end()) if changed else None) or _CLOCK.search(text)
    if found is None:
        return None
    hour = int(found["hour"]) + (_NOON if found["noon"] and int(found["hour"]) < _NOON else 0)
    minute = _HALF if found["minute"] == "ruoi" else int(found["minute"] or 0)
    try:
        return time(hour, minute)
    except ValueError:
        return None
