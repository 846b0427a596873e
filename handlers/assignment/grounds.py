"""Whose decision a change is, and the document it is made on (DESIGN 6: a leader's press, or a new document)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from handlers.folding import folded
from handlers.importing.known_tasks import document_key
from handlers.knowledge import Knowledge
from handlers.rights import SEEING_ROLES
from handlers.words.formats import day
from storage.catalogue import Person, Source, Task

KINDS = {
    "cong van": "Công văn", "cv": "Công văn", "quyet dinh": "Quyết định", "qd": "Quyết định", "ke hoach": "Kế hoạch",
    "kh": "Kế hoạch", "thong bao": "Thông báo", "tb": "Thông báo", "chi thi": "Chỉ thị", "ket luan": "Kết luận",
    "nghi quyet": "Nghị quyết", "van ban": "Văn bản", "vb": "Văn bản",
}  # fmt: skip
_KIND_IN_SYMBOL = (("QĐ", "Quyết định"), ("KH", "Kế hoạch"), ("TB", "Thông báo"), ("NQ", "Nghị quyết"))
_DOCUMENT = re.compile(
    rf"(?:\b(?P<kind>{'|'.join(KINDS)})\s+)?(?:so\s*)?(?P<number>\d{{1,5}})\s*/\s*(?P<symbol>[a-z][a-z0-9&]*(?:-[a-z&]+)*)"
    r"(?:\s*,?\s*(?:ngay|ban hanh ngay)\s*(?P<day>\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{4})?))?"
)
_KNOWN = re.compile(rf"\b(?:{'|'.join(KINDS)})\s+(?:so\s*)?(?P<number>\d{{1,5}})\b(?!\s*[/.-]\s*\d)")
# "1022", "cv 1022 ngày 20/3", "ngày 20/3", "ubnd-nc": an answer that names a part of a document and nothing else.
_PART = re.compile(
    rf"(?:theo |can cu )?(?:(?P<kind>{'|'.join(KINDS)})\b\s*)?(?:so\s*)?(?:(?P<number>\d{{1,5}})\b(?!\s*[/.-]\s*\d))?"
    r"(?:\s*/?\s*(?P<symbol>[a-z]{2,}(?:-[a-z&]+)+))?"
    r"(?:[\s,]*(?:ky |ban hanh )?(?:ngay\s*)?(?P<day>\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{4})?))?[\s.]*"
)
_LEAD_IN = re.compile(r"[\s,;(]*\b(?:theo|can cu(?: vao)?|tai)\s*$")


@dataclass(frozen=True, slots=True)
class Document:
    """A document somebody named; `issued` where its date was said or is known."""

    name: str
    issued: date | None
    span: tuple[int, int]  # where it stands in the text, with "theo" before it

    @property
    def dated(self) -> str:
        """ "Công văn 1020/UBND-NC ngày 26/3/2024" """
        return f"{self.name} ngày {day(self.issued)}" if self.issued else self.name


def sources(knowledge: Knowledge) -> list[Source]:
    """The documents that gave tasks, the newest last."""
    tasks = [*knowledge.catalogue.tasks.values(), *knowledge.catalogue.withdrawn.values()]
    found = {task.source.id: task.source for task in tasks}
    return [found[id_] for id_ in sorted(found)]


def named_document(text: str, knowledge: Knowledge, today: date) -> Document | None:
    """The document a text names by number and symbol, or one that is known by its number alone."""
    plain = folded(text)
    if (found := _DOCUMENT.search(plain)) is not None:
        issued = _issued(found["day"], today)
        symbol = re.sub(r"^QD\b", "QĐ", found["symbol"].upper())
        kind = KINDS.get(found["kind"] or "") or next(
            (k for s, k in _KIND_IN_SYMBOL if symbol.startswith(s)), "Công văn"
        )
        name = f"{kind} {found['number']}/{symbol}"
        known = next((s for s in sources(knowledge) if document_key(s.name) == document_key(name)), None)
        name, issued = (known.name, known.issued or issued) if known else (name, issued)
        return Document(name, issued, _with_lead_in(plain, found.span()))
    if (found := _KNOWN.search(plain)) is not None:
        for source in sources(knowledge):
            if re.search(r"\d+", source.name) and re.findall(r"\d+", source.name)[0] == found["number"]:
                return Document(source.name, source.issued, _with_lead_in(plain, found.span()))
    return None


@dataclass(frozen=True, slots=True)
class Named:
    """As much of a document as was said: its name, or only its number; the day it was issued."""

    name: str = ""
    number: str = ""
    issued: date | None = None

    def payload(self) -> dict[str, str]:
        return {"name": self.name, "number": self.number, "issued": self.issued.isoformat() if self.issued else ""}

    @classmethod
    def of(cls, payload: Mapping[str, str]) -> "Named":
        issued = payload.get("issued")
        return cls(payload.get("name", ""), payload.get("number", ""), date.fromisoformat(issued) if issued else None)


def part_of_document(text: str, before: Named, knowledge: Knowledge, today: date) -> Named | None:
    """What a short answer adds to what was said of a document before: its symbol, its day. None: nothing of it."""
    if (whole := named_document(text, knowledge, today)) is not None:
        return Named(whole.name, before.number, whole.issued or before.issued)
    found = _PART.fullmatch(folded(text).strip())
    if found is None or not any(found.groupdict().values()):
        return None
    number = found["number"] or before.number
    issued = _issued(found["day"], today) if found["day"] else before.issued
    if found["day"] and issued is None:
        return None
    name = before.name
    if found["symbol"] and number:
        whole = named_document(f"{found['kind'] or ''} {number}/{found['symbol']}", knowledge, today)
        name, issued = (whole.name, issued or whole.issued) if whole else (name, issued)
    return Named(name, number, issued)


def _with_lead_in(plain: str, span: tuple[int, int]) -> tuple[int, int]:
    before = _LEAD_IN.search(plain[: span[0]])
    return (before.start() if before else span[0]), span[1]


def _issued(typed: str | None, today: date) -> date | None:
    """The nearest such day where the year is not said."""
    if not typed:
        return None
    parts = [int(part) for part in re.split(r"[/.-]", typed)]
    try:
        if len(parts) == 3:
            return date(parts[2], parts[1], parts[0])
        years = (date(today.year + n, parts[1], parts[0]) for n in (-1, 0, 1))
        return min(years, key=lambda one: abs(one - today))
    except ValueError:
        return None


def decided_by(name: str) -> str:
    """Who decides on a new document: the monitors on their own papers, a leader on all others."""
    symbol = folded(name).rpartition("/")[2]
    return "monitor" if re.search(r"\b(snv|vpub|vpubnd|vp)\b", symbol.replace("-", " ")) else "leader"


def may_order(person: Person) -> bool:
    return person.holds(*SEEING_ROLES)


def needs_leader(person: Person, task: Task, ground: str, *, dated: bool) -> bool:
    """Must a leader agree? Not where a monitor decided the document, nothing was dated yet, or a document says so."""
    if person.holds("leader"):
        return False
    return task.source.decided_by == "leader" and dated and not ground
