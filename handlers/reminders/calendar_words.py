"""The words of the working calendar: what asks about days, what orders them off or worked; read without accents."""

import re

from handlers.spans_of_days import folded_rest

A_QUESTION = 9  # words at most
_NOT = r"(?:khong|ko|k|hong|hk)"
_WORKED = r"(?:di lam|lam viec|lam)"

# In an order, what each day becomes: the nearest of these before it, or behind where days stand first.
VERB = re.compile(
    rf"(?P<back>\b(?:bo|huy|thoi)\s+(?:ngay\s+|lich\s+)?(?:nghi|lam bu)\b|\b{_NOT} (?:duoc |phai )?(?:nghi|lam bu)\b)"
    rf"|(?P<off>\b{_NOT} (?:phai )?{_WORKED}\b|\bnghi\b|\b(?:hoan doi|doi|chuyen)(?: lich| ngay)*(?: lam(?: viec)?)?\b)"
    rf"|(?P<work>\blam bu\b|\b(?:di lam|lam viec)\b|\bsang\b|\blay\b|\blam(?= (?:thu|ngay|chu nhat|\d)))"
)
_SETS = re.compile(r"\b(?:nghi|lam bu|hoan doi|di lam|lam viec)\b|\b(?:doi|chuyen) (?:lich|ngay) lam\b")
_TOLD_TO_SET = re.compile(r"\b(?:them|bo sung|danh dau|ghi|dat|cap nhat|nhap|xep|la ngay)\b")
_ONLY_THOUGHT = re.compile(r"\b(?:ma nghi thi|neu|nghe noi|hinh nhu|khong biet)\b|\bnhi\W*$")

_SHOWS = re.compile(
    r"\blich nghi\b|\blich lam bu\b|\b(?:cac |nhung |xem |danh sach |ds )*ngay nghi le\b"
    r"|\bnghi (?:le|tet)\b(?!.*\bthay\b)|\blich lam viec (?:nam |thang |20\d\d)|\blich lam viec$"
    r"|\b(?:cac|nhung|xem|danh sach|ds) ngay (?:nghi|lam bu)\b"
    r"|\bngay (?:nghi|lam bu) nao\b|\bngay nao (?:duoc |phai )?(?:nghi|lam bu)\b"
    r"|\b(?:bao gio|khi nao|hom nao|ngay nao)\b.*\b(?:lam bu|duoc nghi)\b"
    r"|\b(?:nghi|lam bu) (?:vao )?(?:nhung )?(?:ngay|hom) (?:nao|gi)\b"
)
_ASKED = re.compile(
    rf"\b(?:nghi|lam bu|di lam|lam viec|phai lam)\b.*(?:\b(?:{_NOT}|chua)\b|\?)\s*\??$"
    r"|\bnghi\b.*\b(?:(?:may|bao nhieu) ngay|bao lau|(?:den|toi) (?:het )?(?:(?:ngay|hom|khi) nao|bao gio))\b"
)
_COUNTS = re.compile(r"\b(?:may|bao nhieu) ngay (?:lam viec|lam)\b|\bngay lam viec\b.*\b(?:may|bao nhieu)\b")
_FEASTS = {
    "gio to": "gio to", "quoc khanh": "quoc khanh", "tet duong lich": "tet duong lich", "tet tay": "tet duong lich",
    "tet": "tet nguyen dan", "giai phong": "chien thang", "quoc te lao dong": "lao dong",
}  # fmt: skip
_FEAST = re.compile(rf"\b({'|'.join(_FEASTS)})\b")
_ABOUT_A_FEAST = re.compile(r"\b(?:nghi|ngay nao|may ngay|khi nao|bao gio)\b")
_PERSONAL = re.compile(
    r"\b(?<!tuan )(?<!thang )toi\b(?! (?:het |ngay |thu |\d))"
    r"|\b(?:minh|em|anh|chi|nghi phep|nghi om|nv|nhiem vu|(?<!lam )thay)\b"
    r"|\blam thay\b(?! (?:vao|ngay|\d))"
)
_POLITE_END = re.compile(r"(?:\s+(?:a|vay|the|ta|ha|nhe|da))+(?=\s*\??$)")


def plain(text: str) -> str:
    """Without accents and polite endings: "có phải đi làm không ạ"."""
    return _POLITE_END.sub("", folded_rest(text).strip())


def is_personal(text: str) -> bool:
    return _PERSONAL.search(text) is not None


def counts(text: str) -> bool:
    """ "từ nay đến 29/3 còn mấy ngày làm việc"."""
    return _COUNTS.search(text) is not None and re.search(r"\b(?:nv|nhiem vu)\b", text) is None


def asks(text: str) -> bool:
    """ "30/4 có nghỉ không", "lễ 30/4 nghỉ đến hết ngày nào"."""
    return len(text.split()) <= A_QUESTION and _ASKED.search(text) is not None


def shows(text: str) -> bool:
    """ "lịch nghỉ tháng 4", "bao giờ làm bù"."""
    return _SHOWS.search(text) is not None


def feast_in(text: str) -> str | None:
    """The name, as it stands in the calendar, of the feast whose days off are asked for."""
    found = _FEAST.search(text)
    short = len(text.split()) <= A_QUESTION
    return _FEASTS[found[1]] if found and short and _ABOUT_A_FEAST.search(text) else None


def orders(text: str) -> bool:
    """Words that set a day off or worked, where they are no list, no question and no thought."""
    if _SETS.search(text) is None or _ONLY_THOUGHT.search(text) is not None or text.endswith("?"):
        return False
    return not shows(text) or _TOLD_TO_SET.search(text) is not None
