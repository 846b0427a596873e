"""Which board, or which nudge, a typed text asks for. Whole phrases only, so that a report is never read as one."""

import re
from collections.abc import Mapping
from typing import Final

from handlers import remediation
from handlers.dialogue import Request
from handlers.due import folded
from handlers.rights import sees_all
from handlers.task_facts import own_agencies
from handlers.understanding import Understanding

TOPIC: Final = "boards"
# What a board shows: an aspect that our own buttons ask for too.
MISSING, LISTED, SILENT, UNHEARD, UNREACHED, BLOCKED = "missing", "listed", "silent", "unheard", "unreached", "blocked"
MAP, MONTH, NUDGE = "map", "month", "nudge"

_SHORT: Final = {
    "dv": "don vi", "cq": "co quan", "bc": "bao cao", "ko": "khong", "k": "khong", "hok": "khong", "kg": "khong",
    "ddoc": "don doc", "nvu": "nhiem vu", "dki": "dang ky", "dk": "dang ky", "ch": "chua", "chx": "chua",
    "cv": "cong viec", "lh": "lien he",
}  # fmt: skip
_WHOM = r"(?:nhung |cac |may |con |xem |cho biet |danh sach |hien )*"
_WHO = (
    rf"^{_WHOM}(?:ai|(?:don vi|co quan|dia phuong|noi|cho|so|nganh|so nganh|huyen|xa|thanh pho|thi xa)(?: nao)?"
    r"|bao nhieu (?:don vi|co quan|huyen|so|noi))(?: nao)?(?: con| van| dang| hien| hien nay)*"
)
_NOT = r"(?:chua|khong)(?: thay| chiu| he| co| gui| duoc)*"
_BOARDS: Final = (
    (UNREACHED, rf"{_WHO} (?:{_NOT} )?(?:lien lac|lien he|goi|gui)(?: tin)?(?: duoc)? ?(?:chua duoc|khong duoc)?$"),
    (UNREACHED, rf"{_WHO} {_NOT} (?:lien lac|lien he|dang ky|nhan duoc tin|vao|dung)"),
    (UNREACHED, r"^(?:danh sach )?(?:nguoi )?(?:chua|khong)(?: gui| lien lac)* duoc(?: tin)?$"),
    (UNHEARD, rf"{_WHO} {_NOT} (?:nhan|doc|xem|phan hoi|tra loi)\b"),
    (SILENT, rf"{_WHO} (?:im|im lang|im re|im hoi|lang thinh)\b"),
    (SILENT, rf"{_WHO} {_NOT} (?:dong tinh|dong thai|bao cao lan nao|noi gi)\b"),
    (MISSING, rf"{_WHO} {_NOT}(?: bao cao| bao| nop| gui| lam| xong| hoan thanh| hoan tat)"),
    (MISSING, rf"{_WHO} (?:no|thieu) (?:bao cao|nhiem vu)"),
    (MISSING, rf"^(?:nv|nhiem vu) \d+ .*\b(?:ai|(?:don vi|co quan|huyen|so) nao) {_NOT}(?: bao cao| bao| nop| gui)"),
    (BLOCKED, rf"{_WHO} (?:gap |co |bi )?(?:vuong|tac|ket|kho khan)"),
    (MAP, r"(?:ban do|bieu do|so do|buc tranh)(?: nhiet| mau)?(?: cac| tien do| tinh hinh| trang thai)* "
          r"(?:nhiem vu|cong viec|viec|tien do)\b"),
    (MONTH, r"^(?:xem |cho |lap )?(?:bao cao )?(?:tong hop|bao cao|tong ket|ket qua nhiem vu)(?: nhiem vu| cong viec)? "
            r"(?:ca )?thang(?: \d{1,2}(?: \d{4})?| nay| truoc| roi| vua qua| qua)?(?: (?:cua|toan|ca) .*)?$"),
)  # fmt: skip
_BLOCKED_ALONE: Final = re.compile(r"^(?:danh sach |cac |nhung |xem |co )*(?:kho khan )?vuong mac(?: nao)?$")
_NUDGE: Final = re.compile(r"^(?:hay |nho |xin |de nghi |gui |tin )*(?:don doc|thuc giuc|giuc|hoi thuc)\b")
_REMIND: Final = re.compile(r"^(?:hay |nho |xin |de nghi |gui )*(?:nhac nho|nhac)\b")
_EVERYBODY: Final = re.compile(r"\b(?:ca nhom|tat ca|toan bo|ca \d+|het|may|cac|nhung)\b")
_OF_MYSELF: Final = re.compile(r"\b(?:toi|minh|anh|chi|luc|hang ngay|moi ngay|truoc \d+ ngay)\b")
_COMPILED: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple((kind, re.compile(form)) for kind, form in _BOARDS)
_FREE_WORD: Final = re.compile(r"[:“\"]\s*(.+?)\s*[”\"]?\s*$", re.DOTALL)
GROUP_NAMED: Final = re.compile(r"\b(?:khoi|cac) (huyen|so)\b")
GROUP_MEANT: Final = re.compile(r"^(?:nhung |cac |may |con )*(huyen|thi xa|so|so nganh)\b")


def normal(text: str) -> str:
    """Small letters without marks or signs, usual short forms written out."""
    return " ".join(_SHORT.get(word, word) for word in re.findall(r"\w+", folded(text)))


def question_in(request: Request) -> Understanding | None:
    """The board or nudge that is asked for; None for any other text."""
    said = request.said
    if request.forwarded or not said.text.strip():
        return None
    text = normal(said.text)
    if _is_nudge(request, text):
        return _about(request, NUDGE)
    if said.reports or said.percent is not None:
        return None
    for kind, form in _COMPILED:
        if form.search(text):
            return _about(request, kind) if _may_be(request, kind) else None
    alone = sees_all(request.person) and not own_agencies(request)
    return _about(request, BLOCKED) if alone and _BLOCKED_ALONE.search(text) else None


def _may_be(request: Request, kind: str) -> bool:
    """To who does not see all, a question on one task is answered with what everybody may know of it."""
    if sees_all(request.person):
        return True
    return kind != BLOCKED and not (kind == MISSING and request.said.topic == "task")


def _is_nudge(request: Request, text: str) -> bool:
    said, watching = request.said, sees_all(request.person)
    if _NUDGE.search(text):
        return watching or bool(own_agencies(request))
    if not watching or own_agencies(request) or not _REMIND.search(text):
        return False
    named = bool(said.agencies or said.group or _EVERYBODY.search(text))
    return named and _OF_MYSELF.search(text.partition(" nv ")[0]) is None


def _about(request: Request, kind: str) -> Understanding:
    """The question as our own buttons would put it; the remedy report is the task that asks for it."""
    said = request.said
    text = normal(said.text)
    remedy = remediation.asking_task(request.knowledge) if said.topic == "remediation" and kind != BLOCKED else None
    task = said.task if said.task is not None or remedy is None else remedy.no
    first = GROUP_MEANT.search(text) or GROUP_NAMED.search(text)
    group = said.group or (_GROUPS.get(first[1]) if first and not said.agencies else None)
    return Understanding(
        said.text, TOPIC, agencies=said.agencies, alternatives=said.alternatives, group=group, task=task,
        days=said.days, title_tasks=said.title_tasks, aspect=kind,
    )  # fmt: skip


_GROUPS: Final[Mapping[str, str]] = {"huyen": "huyen", "thi xa": "huyen", "so": "so", "so nganh": "so"}


def free_word(text: str) -> str:
    """What is to be passed on as typed: the words after a colon, or in quotation marks."""
    found = _FREE_WORD.search(text)
    return found[1].strip() if found else ""
