"""The words a head hands tasks on with, takes them back with, or asks after them with; read without accents.

An order is one only where verb and recipient stand together; "không giao đầu mối nữa" is the opposite.
"""

import re
from dataclasses import dataclass

GIVE, BACK, LIST = "give", "back", "list"

_NUMBER = r"(?:(?:nv|nhiem vu|viec(?: so)?) ?)?\d{1,3}(?![\d/%h]|:\d| ?(?:gio|ngay|thang|tuan))"
_NUMBERS = rf"{_NUMBER}(?:(?: ?, ?| va | voi | )(?:{_NUMBER}))*"


def _one_of(*phrases: str) -> str:
    return rf"(?:{'|'.join(phrases)})"


_RECIPIENT = r"(?:(?:can bo|chuyen vien|cb) )?(?:dau moi|dm)\b|chuyen vien\b|can bo\b"
_OF_OURS = r"(?: cua (?:so|huyen|minh|toi|don vi|co quan))?"
_POLITE_BEFORE = _one_of("da", "vang", "ok", "duoc", "thoi", "hay", "nho", "de nghi", "em", "anh", "chi", "toi", "minh",
                         "nay", "thi", "se", "vua", "quyet dinh", "thong nhat", "dong y", "can", "muon")  # fmt: skip
_GIVING = _one_of("ban giao", "giao", "chuyen", "phan cong", "phan", "dua")
# These hand a task on only with what is to be done with it: "để đầu mối làm".
_LETTING = _one_of("de nghi", "yeu cau", "de", "cho", "nho", "cu", "bao")
_TO = _one_of("lai", "viec", "cac viec", "nay", "cho", "den", "xuong", "sang", "qua", "em", "anh", "chi", "ban",
              "dong chi", "d/c", "giup")  # fmt: skip
_DOING = _one_of("xu ly", "thuc hien", "lam", "lo", "phu trach", "giai quyet", "theo doi")
_WORKING = _one_of(_DOING, "tham muu", "chuan bi", "soan", "trien khai", "dam nhiem", "di lam viec", "chu tri")

_GIVES = re.compile(
    rf"\W*(?:{_POLITE_BEFORE}[ ,]+)*(?:(?P<before>{_NUMBERS})[ ,:]*)?(?:{_POLITE_BEFORE} )*"
    rf"(?:{_GIVING}|(?P<letting>{_LETTING}))"
    rf"(?: {_TO}(?= ))*(?: (?P<inside>{_NUMBERS})(?= ))?(?: {_TO}(?= ))* (?:{_RECIPIENT}){_OF_OURS}"
    rf"(?P<what>(?: {_DOING}\b)*)[ ,:]*(?P<after>{_NUMBERS})?(?P<rest>.*)",
    re.DOTALL,
)
_NO_MORE = _one_of("khong", "ko", "thoi", "dung", "ngung", "huy", "bo", "chua")
_NOT_GIVING = re.compile(
    rf"\b(?:{_NO_MORE} (?:viec )?)+(?:{_GIVING})\b(?: {_TO}\b)*(?: {_NUMBERS})?(?: {_TO}\b)* (?:{_RECIPIENT})"
    rf"|\b(?:{_RECIPIENT}) (?:khong|ko) (?:phai |can )?{_WORKING}\b.*\bnua\b"
    rf"|\b(?:khong|ko|thoi) (?:giao|can)(?: (?:{_RECIPIENT}))? nua\b"
)
_ME = _one_of("toi", "anh", "chi", "minh")
_THESE = rf"(?:ca |cac |het )*(?:viec\b|nv\b|nhiem vu\b|tu\b|da giao\b|(?:{_RECIPIENT})|{_NUMBERS})"
_BACK = re.compile(
    rf"\b(?:lay lai|thu lai|lay ve)\b(?= {_THESE}|\W*$)|\brut lai viec\b|\b(?:lay|thu) {_NUMBERS} (?:lai|ve)\b"
    rf"|\b(?:rut(?: lai)?|thu hoi|thu)\b.*\b(?:(?:tu|cua|da giao|giao)(?: cho)? (?:{_RECIPIENT})|ve (?:cho )?{_ME})\b"
    rf"|\b(?:de )?{_ME} (?:se )?(?:tu|truc tiep) (?:{_DOING}|chi dao)\b"
)
_OTHER_BACK = re.compile(r"\b(?:diem|hang|y kien|tai lieu|ban|tep|file|bao cao|so lieu|gia han|de nghi|giay)\b")

_WHICH = _one_of("nao", "gi", "nhung gi", "may viec", "may nv", "may nhiem vu", "toi giao", "da giao")
_WORK = _one_of("viec", "nv", "nhiem vu", "nhung gi", "gi")
_LISTS = re.compile(
    rf"\W*(?:xem |danh sach |ds )?(?:(?:cac )?{_WORK} (?:toi )?da giao|toi da giao (?:nhung )?(?:gi|viec gi))"
    rf"(?: (?:cho )?(?:{_RECIPIENT}))?\W*"
    rf"|.*\b(?:{_RECIPIENT}) (?:\w+ ){{0,3}}?(?:{_DOING}|giu|om|nhan|duoc giao|con)\b.*\b{_WHICH}\b.*"
    rf"|.*\b{_one_of('ds', 'danh sach', 'xem', 'liet ke', 'cac', 'nhung', 'may', 'bao nhieu')} .*\b{_WORK}\b"
    rf".*\b(?:{_GIVING})\b(?: {_TO}\b)* (?:{_RECIPIENT}).*"
    rf"|.*\b{_WORK} (?:nao )?(?:toi )?(?:da|dang) (?:{_GIVING})(?: {_TO}\b)* (?:{_RECIPIENT}).*"
    rf"|.*\b(?:{_GIVING})(?: {_TO}\b)* (?:{_RECIPIENT}) (?:nhung|may|bao nhieu|viec gi|gi|nhiem vu nao)\b.*"
)
_STANDS = re.compile(r"\W*(?:chua|roi|het chua|roi chua|a|khong|ko)\W*")
_ASKS = re.compile(r"\?\W*$|\b(?:chua|khong|ko|the nao|ra sao|den dau(?: roi)?)\W*$")
_ASKS_WHO = re.compile(r"\b(?:dau moi|chuyen vien|can bo) (?:nao|gi|la ai)\b")
_IS_REPORTED = re.compile(r"\b(?:da xong|xong roi|hoan thanh roi|da hoan thanh|(?:dat|duoc) \d+ ?%)")
_NOTHING_MORE = re.compile(
    rf"(?:\W*(?:{_WORKING}|{_NUMBERS}|nhe|nha|nhe a|giup(?: {_ME})?|di|a|luon|ngay|cho {_ME})\b)*\W*"
)


@dataclass(frozen=True, slots=True)
class Said:
    """What is ordered, of which numbers; `rest`: where in the text the instruction begins, None without one."""

    kind: str
    numbers: tuple[int, ...] = ()
    rest: int | None = None


def read(plain: str) -> Said | None:
    """The order in a text without accents, letter for letter as typed; None where it is none."""
    numbers = _numbers(" ".join(re.findall(rf"\b(?:nv|nhiem vu|viec)\b(?: so)? ?{_NUMBERS}", plain)))
    if _NOT_GIVING.search(plain) and not _ASKS.search(plain):
        return Said(BACK, numbers or _loose(plain))
    if _ASKS_WHO.search(plain) or (_asks_for_list(plain) and not numbers):
        return Said(LIST)
    if (found := _GIVES.fullmatch(plain)) is not None and _may_give(found):
        if _STANDS.fullmatch(found["rest"]) or _ASKS.search(plain):
            return Said(LIST)
        mentioned = [no for part in ("before", "inside", "after") for no in _numbers(found[part])]
        rest = None if _NOTHING_MORE.fullmatch(found["rest"]) else found.start("rest")
        return Said(GIVE, tuple(dict.fromkeys(mentioned)) or numbers, rest)
    told = _OTHER_BACK.search(plain) or _ASKS.search(plain) or _IS_REPORTED.search(plain)
    if _BACK.search(plain) and not told:
        return Said(BACK, numbers or _loose(plain))
    return None


def _asks_for_list(plain: str) -> bool:
    if " nay " in f" {plain} ":  # "các việc này giao đầu mối"
        return False
    return _LISTS.fullmatch(plain) is not None


def _may_give(found: re.Match[str]) -> bool:
    """ "để đầu mối" says what to do; words of what was reached are a report."""
    if found["letting"] and not found["what"] and not re.match(rf"\W*{_WORKING}\b", found["rest"]):
        return False
    return _IS_REPORTED.search(found["rest"]) is None


def _numbers(span: str | None) -> tuple[int, ...]:
    return tuple(dict.fromkeys(int(no) for no in re.findall(r"\d+", span or "")))


def _loose(plain: str) -> tuple[int, ...]:
    """ "lấy lại 38": a number alone at the end."""
    found = re.search(rf" ({_NUMBERS})\W*$", plain)
    return _numbers(found[1]) if found else ()
