"""How orders are read: the typed text without accents, its slips mended, in lower case; and what officials add to it.

Short forms stand in the vocabularies of each order beside the words they stand for, so that places in the text stay.
"""

import re
from typing import Final

from handlers.folding import folded
from handlers.understanding import Understanding

# Said before an order out of courtesy, or by habit.
LEAD_IN: Final = (
    r"^\W*(?:(?:toi|minh|em|xin|hay|vang|da|u|ok|oke|okie|thi|nho|nay|roi|giup(?: (?:toi|minh|anh|chi))?)[\s,]+)*"
)
# Said behind it.
COURTESY: Final = (
    "giup", "ho", "nhe", "nha", "di", "voi", "a", "toi", "anh", "chi", "em", "minh", "ngay", "luon", "cai", "roi",
    "nua", "gap", "lai", "ra", "thoi",
)  # fmt: skip
TASK: Final = r"(?:nhiem vu|nvu|nv|n\.v|viec)(?: so)?\s*\d+"
ANY_AGENCY: Final = (
    r"(?:don vi|dvi|dv|co quan|cq|dia phuong|noi|cho|so nganh|so|nganh|huyen|thi xa|thanh pho|xa|nguoi|giam doc|"
    r"chu tich|lanh dao|dau moi|tai khoan|bao cao|bc)"
)
WHO: Final = (
    rf"(?:\bai\b|\b{ANY_AGENCY}(?: so| huyen)? nao\b|\b(?:bao nhieu|may|nhung|cac|cho nao|noi nao)\s+{ANY_AGENCY}\b|"
    r"\b(?:danh sach|ds|liet ke|nhung ai|nhung nguoi)\b)"
)
_SPACES: Final = re.compile(r"[ \t]+")
_CLAUSE: Final = re.compile(r"[,;:.\n](?!\d)")


def plain(said: Understanding) -> str:
    """The text as orders are read. Its words stand in the order they were typed in."""
    return _SPACES.sub(" ", (said.mended or folded(said.text)).strip())


def clause_before(text: str, at: int) -> str:
    """What stands before a place, from the last sign on."""
    return _CLAUSE.split(text[:at])[-1]


def clause_behind(text: str, at: int) -> str:
    """What stands behind a place, up to the next sign."""
    return _CLAUSE.split(text[at:])[0]


def place_as_typed(typed: str, text: str, at: int) -> int:
    """Where in the typed text a place of the mended one stands; mended words keep their order."""
    if len(typed) == len(text):
        return at
    words = list(re.finditer(r"\S+", typed))
    count = len(text[:at].split())
    if count == 0:
        return 0
    return words[min(count, len(words)) - 1].end() if words else 0


_OF_A_DAY: Final = frozenset(
    (
        *COURTESY,
        "duoc", "vang", "da", "ok", "xin", "cho", "de", "nghi", "thi", "la", "phai", "can", "don", "vi", "ho",
        "truoc", "den", "toi", "het", "cuoi", "dau", "giua", "vao", "trong", "khoang", "cham", "nhat", "han", "moi",
        "ngay", "thang", "nam", "quy", "tuan", "sau", "nay", "mai", "mot", "kia", "hom", "them", "lam", "viec", "thu",
        "hai", "ba", "tu", "bay", "chu", "cn", "t2", "t3", "t4", "t5", "t6", "t7", "bon", "i", "ii", "iii", "iv",
        "sang", "thanh", "doi", "lui", "gia", "keo", "dai", "chon", "lay", "chot", "vay", "thoi", "nhe", "bo", "sung",
        "gui", "do", "ly", "nop", "hoan", "thien", "xong", "chieu", "trua", "day", "sua",
    )
)  # fmt: skip


def nothing_but_a_day(text: str) -> bool:
    """ "trước thứ 5 tuần sau nhé": every word tells a day, or is said out of courtesy."""
    found = re.findall(r"[^\W\d_]+\d?|\d+", folded(text))
    return all(word.isdigit() or word in _OF_A_DAY for word in found)
