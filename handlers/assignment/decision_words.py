"""What a monitor orders about reports that wait: accept, return, reopen, take back, look. Words only, no state.

The text is read again by itself: an order never borrows an agency or a task from the question before (DESIGN 5).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from handlers import due as days
from handlers.dialogue import Request
from handlers.understanding import Understanding, understand

Verb = Literal["list", "see", "papers", "accept", "return", "reopen", "cancel"]

_POLITE = r"^(?:(?:toi|xin|hay|vang|ok|thi)\s+)*"
_NOT_A_REPORT = (
    r"(?!\s+(?:giup\s+)?(?:cho\s+)?(?:xin\s+)?(?:de nghi|yeu cau)?\s*"
    r"(?:gia han|ke hoach|kh|lui|rut|cap ma|ma|lich|nghi|so lieu|sang kien|xep loai|bang)\b)"
)
_ACCEPT = re.compile(_POLITE + r"(?:xac nhan|duyet|chap nhan|cong nhan|thong qua|dong y|nhat tri)\b" + _NOT_A_REPORT)
_FAINT = re.compile(_POLITE + r"(?:dong y|nhat tri|chap nhan)\b")  # these answer a reminder too
_RETURN = re.compile(
    _POLITE + r"(?:tra lai|tra ve|tra(?!\s+(?:loi|cuu))|(?:yeu cau|de nghi) bo sung|"
    r"khong (?:duyet|xac nhan|dong y|chap nhan))\b" + _NOT_A_REPORT
)
_REOPEN = re.compile(_POLITE + r"mo lai\b(?!\s+(?:nhac|tai khoan|ma)\b)")
_CANCEL = re.compile(_POLITE + r"(?:huy|bo|thu hoi)(?:\s+lai)?\s+xac nhan\b|^xac nhan nham\b")
_CANCEL_LAST = re.compile(r"^(?:ghi nham|huy|hoan tac|nham roi)(?:[\s,]+(?:huy|roi|lai))*$")
_SEE = re.compile(_POLITE + r"(?:xem|mo)\s+(?:so\s+|bao cao\s+)?(\d{1,2})$")
_PAPERS = re.compile(_POLITE + r"(?:(?:cho\s+)?xem\s+|gui\s+)?(?:tai lieu|minh chung|ban chup|tep|file)\b")
_LIST = re.compile(r"\b(?:cho|can|chua)\s+(?:toi\s+|duoc\s+|snv\s+)?(?:xac nhan|duyet)\b")
_OTHER_LIST = re.compile(r"\b(?:gia han|ke hoach|sang kien|ma dang ky|lui han|ho tro)\b")
_LATE = re.compile(r"\b(?:tre|qua) han\b|\bbao (?:tre|cham|muon)\b")
_ALL = re.compile(r"\b(?:het|tat ca|toan bo|ca \d+|cac don vi|cac co quan|nhung)\b")
_WITH_PAPER = re.compile(r"\b(?:co|du) (?:tai lieu|minh chung|van ban|ban chup)\b")
_NUMBERS = re.compile(
    r"^[\s:]*(?:so|muc|dong|bao cao)?\s*(\d{1,2}(?:(?:\s*[,;&+]\s*|\s+va\s+|\s+)\d{1,2})*)(?![\d/%])\b"
)
_TARGET = re.compile(
    r"^[\s,:]*(?:hoan thanh|bao cao|cho|cua|lai|nhiem vu|nv|n\.?v|so|va|cac don vi|tat ca|ve|viec|task)\b[\s.:]*"
)
_NUMBER_WORD = re.compile(r"^[\s,]*\d{1,4}\b")
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

    @property
    def aims(self) -> bool:
        """Says what it is about."""
        return bool(self.tasks or self.agencies or self.numbers or self.every or self.with_paper)


def wish_in(request: Request) -> Wish | None:
    """The order in what was typed; None where it is none."""
    typed = request.said.text.strip()
    text = same_length(typed)
    if not text or text.endswith("?"):
        return None
    verb, begins = _verb(text)
    if verb is None:
        return None
    heard = understand(typed, request.knowledge.lexicon, request.today)
    if heard.alternatives or _asks(verb, text, heard):
        return None
    tasks = heard.tasks or ((heard.task,) if heard.task is not None else ())
    numbers = () if tasks else _numbers(text[begins:])
    return Wish(
        verb,
        tasks=tasks,
        agencies=tuple(dict.fromkeys(heard.agencies)),
        numbers=numbers,
        every=_ALL.search(text, begins) is not None,
        with_paper=_WITH_PAPER.search(text, begins) is not None,
        late=_LATE.search(text) is not None,
        rest=behind_target(request, typed, begins, heard) if verb in ("return", "reopen") else "",
        faint=_FAINT.match(text) is not None,
    )


def _asks(verb: Verb, text: str, heard: Understanding) -> bool:
    """A reason is free text and may sound like a question ("vì sai mẫu"); only its last word tells."""
    if verb in ("return", "reopen"):
        return _LAST_ASKS.search(text) is not None
    return heard.asks and verb != "list"


def _verb(text: str) -> tuple[Verb | None, int]:
    """Which order, and where the words behind it begin."""
    named: Sequence[tuple[Verb, re.Pattern[str]]] = (
        ("cancel", _CANCEL), ("cancel", _CANCEL_LAST), ("reopen", _REOPEN), ("return", _RETURN), ("accept", _ACCEPT),
        ("see", _SEE), ("papers", _PAPERS),
    )  # fmt: skip
    for verb, pattern in named:
        if found := pattern.match(text):
            return verb, found.start(1) if verb == "see" else found.end()
    is_list = _LIST.search(text) is not None and _OTHER_LIST.search(text) is None
    return ("list", 0) if is_list else (None, 0)


def _numbers(text: str) -> tuple[int, ...]:
    found = _NUMBERS.match(text)
    return tuple(dict.fromkeys(int(n) for n in re.findall(r"\d+", found[1]))) if found else ()


def same_length(text: str) -> str:
    """Folded letter by letter, so that a place in it is the same place in the text as typed."""
    return "".join(folded if len(folded := days.folded(letter)) == 1 else letter for letter in text)


def behind_target(request: Request, typed: str, begins: int, heard: Understanding) -> str:
    """What stands behind task and agency: "thiếu danh sách dự họp, trước 29/3"."""
    text, at = same_length(typed), begins
    colon = typed.find(":", begins)
    if colon > 0:
        return _without_lead(typed[colon + 1 :])
    agencies = [request.knowledge.agency(code) for code in dict.fromkeys(heard.agencies)]
    names = {same_length(n) for a in agencies for n in (a.name, a.short_name, a.actor, *a.aliases)}
    ordered = sorted(names, key=len, reverse=True)
    while True:
        rest = text[at:]
        if found := _TARGET.match(rest) or _NUMBER_WORD.match(rest):
            at += found.end()
            continue
        lead = len(rest) - len(rest.lstrip(" ,"))
        name = next((n for n in ordered if re.match(re.escape(n) + r"\b", rest[lead:])), None)
        if name is None:
            return _without_lead(typed[at:])
        at += lead + len(name)


def _without_lead(rest: str) -> str:
    found = _REASON_LEAD.match(same_length(rest))
    return rest[found.end() :].strip() if found else rest.strip()
