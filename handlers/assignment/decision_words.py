"""What a monitor orders about reports that wait: accept, return, reopen, take back, look. Words only, no state.

The text is read again by itself: an order never borrows an agency or a task from the question before (DESIGN 5).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from handlers.assignment.order_words import COURTESY, LEAD_IN, clause_before, clause_behind, place_as_typed, plain
from handlers.dialogue import Request
from handlers.folding import aligned
from handlers.rights import sees_all
from handlers.understanding import Understanding, understand

Verb = Literal["list", "see", "papers", "accept", "return", "reopen", "cancel"]

_POLITE = LEAD_IN
_NOT_A_REPORT = (
    r"(?!\s+(?:giup\s+)?(?:cho\s+)?(?:xin\s+)?(?:de nghi|yeu cau)?\s*"
    r"(?:gia han|ke hoach|kh|lui|rut|cap ma|ma|lich|nghi|so lieu|sang kien|xep loai|bang)\b)"
)
_YES = r"(?:xac nhan|xn|xet duyet|phe duyet|duyet|chap nhan|chap thuan|cong nhan|thong qua|dong y|nhat tri|thong nhat)"
_DONE = r"(?:chot|cho|danh dau|coi nhu|ghi nhan)\s+(?:la\s+|da\s+)?(?:hoan thanh|ht)"
_ACCEPT = re.compile(_POLITE + rf"(?:{_YES}|{_DONE})\b" + _NOT_A_REPORT)
_FAINT = re.compile(_POLITE + r"(?:dong y|nhat tri|chap nhan|chap thuan|thong nhat)\b")  # these answer a reminder too
_RETURN = re.compile(
    _POLITE + r"(?:gui\s+|hoan\s+)?(?:tra lai|tra ve|tra(?!\s+(?:loi|cuu|giup|ho|xem|diem|thu|tim))|"
    r"(?:yeu cau|de nghi) bo sung|"
    rf"(?:khong|ko|kg|k) (?:{_YES}))\b" + _NOT_A_REPORT
)
_NOT_A_TASK = r"(?!\s+(?:giup |cho )?(?:nhac|tai khoan|ma|tep|file|bang|danh sach|ds|toan bo|qua trinh|lich su|xem)\b)"
_REOPEN = re.compile(_POLITE + r"mo (?:tro )?lai\b" + _NOT_A_TASK)
_WRONGLY = r"(?:nham|lon|sai)"
_CANCEL = re.compile(
    _POLITE + rf"(?:huy|bo|thu hoi|rut)(?:\s+lai)?\s+(?:lenh\s+)?(?:xac nhan|xn|duyet|cong nhan)\b|"
    rf"^(?:xac nhan|xn|duyet|cong nhan) {_WRONGLY}\b"
)
_CANCEL_LAST = re.compile(r"^(?:ghi nham|huy|hoan tac|nham roi)(?:[\s,]+(?:huy|roi|lai))*$")

# Where the verb stands behind the task and the agency ("nv 37 cua stp va syt duyet nhe"): said by who may decide.
_ACCEPT_FREE = re.compile(
    r"\b(?:(?:xac nhan|xn|xet duyet|phe duyet|duyet|chap thuan|cong nhan|thong qua)\b(?! (?:roi|xong roi|chua)\b)|"
    rf"{_DONE}\b)"
)
_RETURN_FREE = re.compile(
    r"\b(?:(?:gui |hoan )?tra (?:lai|ve)(?! (?:may|bao nhieu)\b)|"
    r"(?:lam|hoan thien|chinh sua) lai(?! (?:roi|xong|hom|luc|sang|chieu)\b)|"
    r"(?:cho|phai|de nghi|yeu cau) (?:\S+ ){0,4}?(?:gui|nop|bo sung) lai|"
    r"(?:yeu cau|de nghi) (?:\S+ ){1,7}?(?:bo sung|hoan thien|chinh sua)|"
    r"(?:khong|ko|kg|k) (?:duyet|xac nhan|chap nhan|cong nhan|thong qua))\b"
)
_REOPEN_FREE = re.compile(r"\bmo (?:(?:tro )?lai|ra (?:cho )?(?:lam|bo sung|sua)(?: lai)?)\b" + _NOT_A_TASK)
_CANCEL_FREE = re.compile(
    rf"\b(?:huy|bo|thu hoi)(?: lai)? (?:xac nhan|xn|duyet)\b|\b(?:xac nhan|xn|duyet) {_WRONGLY}\b|"
    r"\b(?:lo(?: tay)?|nham tay) (?:bam )?(?:xac nhan|xn|duyet)\b"
)
_FREE = (_CANCEL_FREE, _REOPEN_FREE, _RETURN_FREE, _ACCEPT_FREE)
# Words before such a verb that make it no order: said of another time, another person, or denied.
_NO_ORDER = re.compile(
    r"\b(?:khong|ko|kg|k|chua|ch|dung|se|da|dang|cho|doi|can|moi|vua|duoc|bi|ai|neu|khi|mai|chieu|toi nay|de|lan|xin|"
    r"vi sao|tai sao|sao)\b"
)
_BEING_RETURNED = re.compile(r"\b(?:bi|da|dang|vua|moi|se|ai|lan|neu|vi sao|tai sao|sao|duoc)\b")
_ABOUT_TIME = re.compile(r"\b(?:gia han|(?:lui|keo dai|doi|them) (?:thoi )?(?:han|gian)|lui|keo dai)\b")
_PARTS = re.compile(r"\b(?:phoi hop|chu tri|vao (?:nv|nhiem vu))\b")  # whom a task is for, not what was reported
_SEE = re.compile(_POLITE + r"(?:xem|mo)\s+(?:so\s+|bao cao\s+)?(\d{1,2})$")
_PAPERS = re.compile(_POLITE + r"(?:(?:cho\s+)?xem\s+|gui\s+)?(?:tai lieu|minh chung|ban chup|tep|file)\b")
_LIST = re.compile(
    r"\b(?:cho|can|chua|doi|phai|(?:don vi|co quan|ai|nhung noi) xin)\s+"
    r"(?:(?:toi|minh|anh|chi|em|duoc|dc|snv|so noi vu|vpub)\s+)*(?:xac nhan|xn|duyet|xet|xet duyet)\b"
)
_OTHER_LIST = re.compile(
    r"\b(?:gia han|ke hoach|sang kien|ma dang ky|lui han|them thoi gian|ho tro|(?:xac nhan|xn|bao|bam) (?:la )?da nhan|"
    r"(?:tin|loi) nhac|nhac viec)\b"
)
_LATE = re.compile(r"\b(?:tre|qua) han\b|\bbao (?:tre|cham|muon)\b")
_ALL = re.compile(r"\b(?:(?<!den )(?<!toi )het|tat ca|toan bo|ca \d+|cac don vi|cac co quan|nhung)\b")
_WITH_PAPER = re.compile(r"\b(?:co|du) (?:tai lieu|minh chung|van ban|ban chup)\b")
_NUMBERS = re.compile(
    r"^[\s:]*(?:so|muc|dong|bao cao)?\s*(\d{1,2}(?:(?:\s*[,;&+]\s*|\s+va\s+|\s+)\d{1,2})*)(?![\d/%])\b"
)
_TARGET = re.compile(
    r"^[\s,:]*(?:giup(?: (?:toi|anh|chi|em|minh))?|doi voi|ket qua|kq|bc|"
    r"hoan thanh|bao cao|cho|cua|lai|nhiem vu|nv|n\.?v|so(?=\s*\d)|va|cac don vi|"
    r"tat ca|ve|viec|task)\b[\s.:]*"
)
NAME_WORDS = 6
_NUMBER_WORD = re.compile(r"^[\s,]*\d{1,4}\b")
_ONLY_COURTESY = re.compile(
    rf"^[\s,]*(?:de (?:ho )?)?(?:(?:{'|'.join(COURTESY)}|gui lai|lam lai|bo sung|hoan thien|nop lai|huy)\b[\s,]*)+"
    rf"(?=$|(?:truoc|den|cham nhat|han|trong|vi|do)\b)|^(?:(?:{'|'.join(COURTESY)})\b\s*)+[,;]\s*"
)
_BEFORE_VERB = re.compile(
    r"(?:[\s,;:.\-–]+(?:cho|nen|de nghi|yêu cầu|nên|đề nghị|yeu cau))?[\s,;:.\-–]*$", re.IGNORECASE
)
_FIRST_ASKS = re.compile(r"^\W*(?:vi sao|tai sao|sao|neu|ai)\b")
_NUMBER_LAST = re.compile(r"[\s,]*\b(?:cua\s+|ve\s+)?(?:nv|nhiem vu)\s*\d+$")
_LAST_ASKS = re.compile(r"\b(?:chua|ha|nao|gi|sao|phai khong|duoc khong|bao gio)$")
_REASON_LEAD = re.compile(r"^[\s,;:.\-–]*(?:(?:vi|do|ly do|la|tai|voi ly do)\b[\s:]*)*")


@dataclass(frozen=True, slots=True)
class Wish:
    """An order. `numbers`: places in the list just shown; `rest`: what stands behind the target, as typed."""

    verb: Verb
    tasks: tuple[int, ...] = ()
    agencies: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    every: bool = False
    with_paper: bool = False
    late: bool = False
    rest: str = ""
    faint: bool = False
    guessed: bool = False  # the task was told by words of its title
    reopens: bool = False  # taken back, else opened again

    @property
    def aims(self) -> bool:
        """Says what it is about."""
        return bool(self.tasks or self.agencies or self.numbers or self.every or self.with_paper)


def wish_in(request: Request) -> Wish | None:
    """The order in what was typed; None where it is none."""
    typed = request.said.text.strip()
    text = plain(request.said)
    if not text or text.endswith("?"):
        return None
    verb, begins, ends = _verb(text)
    free_verb = sees_all(request.person) and any(pattern.search(text) for pattern in _FREE)
    if verb is None and not free_verb:
        return None  # nearly every message: not read a second time
    heard = understand(typed, request.knowledge.lexicon, request.today)
    if verb in (None, "list", "papers") and free_verb:
        free = _free_verb(text, heard)
        verb, begins, ends = free if free[0] else (verb, begins, ends)
    if verb is None or heard.alternatives or _asks(verb, text, heard):
        return None
    tasks = heard.tasks or ((heard.task,) if heard.task is not None else ())
    numbers = () if tasks else _numbers(text[ends:])
    if numbers and not heard.agencies:
        behind = understand(_NUMBERS.sub("", text[ends:]), request.knowledge.lexicon, request.today)
        heard = replace(heard, agencies=behind.agencies)
    if len(numbers) == 1 and heard.agencies and numbers[0] > len(request.conversation.get("listed", [])):
        tasks, numbers = numbers, ()  # "duyet 37 hon quan"
    guessed = not tasks and not numbers and len(heard.title_tasks) == 1 and verb in ("accept", "return", "reopen")
    return Wish(
        verb,
        tasks=heard.title_tasks if guessed else tasks,
        agencies=tuple(dict.fromkeys(heard.agencies)),
        numbers=numbers,
        every=_ALL.search(clause_behind(text, ends) if verb == "return" else text[ends:]) is not None,
        with_paper=_WITH_PAPER.search(text, ends) is not None,
        late=_LATE.search(text) is not None,
        rest=_reason(request, typed, text, (begins, ends), heard) if verb in ("return", "reopen", "cancel") else "",
        faint=_FAINT.match(text) is not None,
        guessed=guessed,
        reopens=verb == "reopen" or _REOPEN_FREE.search(text) is not None,
    )


def _asks(verb: Verb, text: str, heard: Understanding) -> bool:
    """A reason is free text and may sound like a question ("vì sai mẫu"); only its last word tells."""
    if verb in ("return", "reopen", "cancel"):
        return _LAST_ASKS.search(text) is not None or _FIRST_ASKS.match(text) is not None
    return heard.asks and verb != "list"


def _verb(text: str) -> tuple[Verb | None, int, int]:
    """Which order the text begins with, and where its words end; or a question for the list of what waits."""
    named: Sequence[tuple[Verb, re.Pattern[str]]] = (
        ("cancel", _CANCEL), ("cancel", _CANCEL_LAST), ("reopen", _REOPEN), ("return", _RETURN), ("accept", _ACCEPT),
        ("see", _SEE), ("papers", _PAPERS),
    )  # fmt: skip
    for verb, pattern in named:
        found = pattern.match(text)
        if found and verb == "accept" and (_ABOUT_TIME.search(text) or _OTHER_LIST.search(text)):
            continue
        if found:
            return verb, 0, found.start(1) if verb == "see" else found.end()
    is_list = _LIST.search(text) is not None and _OTHER_LIST.search(text) is None
    return ("list", 0, 0) if is_list else (None, 0, 0)


def _free_verb(text: str, heard: Understanding) -> tuple[Verb | None, int, int]:
    """An order whose verb stands anywhere; only where task and agency are named beside it."""
    if not heard.agencies or not (heard.tasks or heard.task is not None) or _PARTS.search(text):
        return None, 0, 0
    named: Sequence[tuple[Verb, re.Pattern[str], re.Pattern[str] | None]] = (
        ("cancel", _CANCEL_FREE, None), ("reopen", _REOPEN_FREE, None), ("return", _RETURN_FREE, _BEING_RETURNED),
        ("accept", _ACCEPT_FREE, _NO_ORDER),
    )  # fmt: skip
    for verb, pattern, never_behind in named:
        for found in pattern.finditer(text):
            before = clause_before(text, found.start())
            if never_behind is not None and never_behind.search(before):
                continue
            if verb == "accept" and _ABOUT_TIME.search(text):
                continue
            return verb, found.start(), found.end()
    return None, 0, 0


def _numbers(text: str) -> tuple[int, ...]:
    found = _NUMBERS.match(text)
    return tuple(dict.fromkeys(int(n) for n in re.findall(r"\d+", found[1]))) if found else ()


def _reason(request: Request, typed: str, text: str, verb: tuple[int, int], heard: Understanding) -> str:
    """The words beside the order: behind its target, or before a verb that stands last ("thiếu giấy mời, trả lại")."""
    begins, ends = (place_as_typed(typed, text, at) for at in verb)
    behind = _without_courtesy(behind_target(request, typed, ends, heard))
    if begins == 0:
        return behind
    before = behind_target(request, _BEFORE_VERB.sub("", typed[:begins]), 0, heard)
    return ", ".join(part for part in (_without_lead(before), behind) if part)


def _without_courtesy(rest: str) -> str:
    """Nothing is left of "lại giúp nhé", "để gửi lại giúp"."""
    found = _ONLY_COURTESY.match(aligned(rest))
    rest = rest[found.end() :].strip(" ,;") if found else rest
    number = _NUMBER_LAST.search(aligned(rest))
    return rest[: number.start()] if number else rest


def behind_target(request: Request, typed: str, begins: int, heard: Understanding) -> str:
    """What stands behind task and agency: "thiếu danh sách dự họp, trước 29/3"."""
    text, at = aligned(typed), begins
    colon = typed.find(":", begins)
    if colon > 0:
        return _without_lead(typed[colon + 1 :])
    agencies = [request.knowledge.agency(code) for code in dict.fromkeys(heard.agencies)]
    names = {aligned(n) for a in agencies for n in (a.name, a.short_name, a.actor, *a.aliases)}
    ordered = sorted(names, key=len, reverse=True)
    while True:
        rest = text[at:]
        if found := _TARGET.match(rest) or _NUMBER_WORD.match(rest):
            at += found.end()
            continue
        lead = len(rest) - len(rest.lstrip(" ,"))
        name = next((n for n in ordered if re.match(re.escape(n) + r"\b", rest[lead:])), None)
        length = len(name) if name else _as_people_type_it(request, typed[at + lead :], heard)
        if not length:
            return _without_lead(typed[at:])
        at += lead + length


def _as_people_type_it(request: Request, rest: str, heard: Understanding) -> int:
    """How many letters at the beginning name one of the agencies: "snn", "tx phuoc long"."""
    words = list(re.finditer(r"[^\s,;:.]+", rest))[:NAME_WORDS]
    for word in words:
        said = understand(rest[: word.end()], request.knowledge.lexicon, request.today)
        if said.agencies and set(said.agencies) <= set(heard.agencies) and not (said.alternatives or said.unread):
            return word.end()
    return 0


def _without_lead(rest: str) -> str:
    found = _REASON_LEAD.match(aligned(rest))
    return rest[found.end() :].strip() if found else rest.strip()
