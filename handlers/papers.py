"""Documents that are named instead of sent: a number with its date, a link (DESIGN 6).

A number counts as a document of the agency only in the form of Nghị định 30/2020 (12/TB-STP) with the agency's own sign
or that of an UBND; the documents that give the tasks are none.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from handlers import evidence
from handlers.dialogue import Choice, Order, Reply, Request, ask, do
from handlers.folding import aligned
from handlers.knowledge import Knowledge
from handlers.task_facts import actor, card, card_tasks, own_agencies, rows_of
from handlers.understanding import Understanding, understand
from handlers.words import index
from handlers.words import progress as words
from handlers.words.formats import clock, day, few_words
from storage import assignments
from storage.assignments import Assigned
from storage.audit import record
from storage.session import Unit

PAPER = "progress.paper"
LONGEST = 200  # letters of a link
QUOTED = 60  # letters of a link in a receipt
NOT_OF_A_TASK = ("reminder", "remediation")  # a wish that may name a document by the way
_UBND = "ubnd"
_NUMBER = re.compile(
    r"(?<![\d/.])(\d{1,5})\s*/\s*(?:(20\d\d)\s*/\s*)?([a-z]{2,6})\s*[-–]\s*([a-z&]{2,12}(?:[-–.][a-z&]{2,12})*)"
    r"(?:[\s,(]*(?:de\s+)?ngay\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})(?:\s*[/.-]\s*(20\d\d|\d\d))?(?!\d))?"
)
_LINK = re.compile(r"https?://[^\s<>“”\"']+")
_LEAD = re.compile(
    r"(?:\b(?:theo|kem(?: theo)?|tai|bang|da gui|da ban hanh|so|tb|bc|kh|cv|vb|qd|tt|"
    + "|".join(re.escape(name) for name in words.KINDS_FOLDED)
    + r")\b[\s.:]*)+$"
)


@dataclass(frozen=True, slots=True)
class Paper:
    """A document named in a text; `start`, `end`: where, with the words that lead up to it."""

    kind: str  # number, link
    name: str
    start: int
    end: int
    ahead: bool = False  # its date is still to come: asked about first


def papers_in(text: str, agencies: Sequence[str], knowledge: Knowledge, today: date) -> list[Paper]:
    """The documents these agencies name in a text, in order, each once."""
    folded = aligned(text)
    found = []
    own = {sign for code in agencies for sign in _signs(code, knowledge)} | {_UBND}
    givers = _giving(knowledge)
    for at in _NUMBER.finditer(folded):
        first, rest = at[3], re.split(r"[-–.]", at[4])
        letter = first not in words.PAPER_KINDS
        issuer = first if letter else rest[0]
        if issuer.replace("&", "") not in own or (at[1], issuer) in givers:
            continue
        when = _day(at, today)
        ahead = when is not None and when > today
        found.append(Paper("number", _name(at, text, letter, today), _begin(folded, at.start()), at.end(), ahead))
    for link in _LINK.finditer(text):
        url = link[0].rstrip(".,;:)")[:LONGEST]
        found.append(Paper("link", url, _begin(folded, link.start()), link.start() + len(url)))
    return list({paper.name: paper for paper in sorted(found, key=lambda p: p.start)}.values())


def _signs(code: str, knowledge: Knowledge) -> set[str]:
    """The letters an agency signs its documents with: its code, the first letters of its name, its short names."""
    agency = knowledge.agency(code)
    initials = "".join(word[0] for word in aligned(agency.name).split() if word not in ("va", "-"))
    short = {"".join(c for c in aligned(n) if c.isalnum()) for n in (agency.short_name, *agency.aliases)}
    return {code, initials, *short} | {f"s{name.removeprefix('so')}" for name in short if name.startswith("so")}


def _giving(knowledge: Knowledge) -> set[tuple[str, str]]:
    """Number and issuer of documents that give tasks or publish the Index."""
    names = {task.source.name for task in knowledge.catalogue.tasks.values()} | set(index.DECISIONS.values())
    found = set()
    for name in names:
        if number := re.search(r"(\d+)\s*/\s*(?:20\d\d\s*/\s*)?([a-z]+)(?:-([a-z]+))?", aligned(name)):
            first, second = number[2], number[3] or ""
            found.add((number[1], first if first not in words.PAPER_KINDS else second))
    return found


def _name(at: re.Match[str], text: str, letter: bool, today: date) -> str:
    """Thông báo số 12/TB-STP ngày 20/3/2024"""
    kind = words.PAPER_KINDS["cv"] if letter else words.PAPER_KINDS[at[3]]
    signs = re.sub(r"\s", "", text[at.start(3) : at.end(4)]).upper().replace("–", "-")
    for typed, right in words.SIGNS.items():
        signs = re.sub(rf"\b{typed}\b", right, signs)
    year = f"{at[2]}/" if at[2] else ""
    name = words.PAPER.format(kind=kind, number=at[1], signs=year + signs)
    when = _day(at, today)
    return words.PAPER_OF.format(paper=name, day=day(when)) if when else name


def _day(at: re.Match[str], today: date) -> date | None:
    if at[5] is None:
        return None
    year = int(at[7]) if at[7] else today.year
    try:
        when = date(year + 2000 if year < 100 else year, int(at[6]), int(at[5]))
        if not at[7] and when > today + timedelta(days=31):  # "ngày 28/12" said in January
            when = when.replace(year=when.year - 1)
    except ValueError:
        return None
    return when


def _begin(folded: str, start: int) -> int:
    lead = _LEAD.search(folded[:start])
    return lead.start() if lead else start


def without(note: str, agencies: Sequence[str], knowledge: Knowledge, today: date) -> str | None:
    """A note without the documents it names; None when nothing else is in it."""
    for paper in reversed(papers_in(note, agencies, knowledge, today)):
        note = f"{note[: paper.start]} {note[paper.end :]}"
    left = " ".join(note.split()).strip(" ,;:.()-–")
    return left if any(c.isalpha() for c in left) else None


def part_about(text: str, task: int) -> str:
    """The part of a message on several tasks that is about this one."""
    starts = [(m.start(), int(m[1])) for m in re.finditer(r"\b(?:nv|nhiem vu)\W*0*(\d{1,4})\b", aligned(text))]
    if len({no for _, no in starts}) < 2:
        return text
    for (start, no), end in zip(starts, [*(s for s, _ in starts[1:]), len(text)], strict=True):
        if no == task:
            return text[start:end]
    return ""


def file(request: Request, unit: Unit, held: Assigned, text: str) -> list[Paper]:
    """Files the documents that a text names with this assignment; one that is there already is not filed twice."""
    papers = papers_in(part_about(text, held.task), [held.agency], request.knowledge, request.today)
    there = {one.name for one in assignments.filed_with(unit.session, [held.id])} if papers else set()
    for paper in papers:
        if paper.name in there or paper.ahead:
            continue
        _add(request, unit, held, paper.kind, paper.name)
    return papers


def _add(request: Request, unit: Unit, held: Assigned, kind: str, name: str) -> None:
    me, at = request.person.code, request.now
    id_ = assignments.add_evidence(unit.session, held.id, me, at, name, kind=kind)
    details = {"evidence": id_, "task": held.task, "agency": held.agency, "name": name}
    record(unit.session, at, me, "progress.filed", f"assignment:{held.id}", details, request.inbox_id)


def line(unit: Unit, held: Assigned, papers: Sequence[Paper]) -> str:
    """Tài liệu: Thông báo số 12/TB-STP ngày 20/3/2024. Chưa có bản chụp."""
    taken = [p for p in papers if not p.ahead]
    said = [words.PAPERS.format(names=", ".join(few_words(p.name, QUOTED) for p in taken))] if taken else []
    said += [words.NO_COPY] if wants_copy(unit, held, papers) else []
    said += [words.AHEAD.format(name=p.name) for p in papers if p.ahead]
    return " ".join(said)


def ahead_choices(held: Assigned, papers: Sequence[Paper]) -> list[Choice]:
    """[Ghi tài liệu] of a date that is still to come."""
    return [do(words.FILE_PAPER, PAPER, assignment=held.id, name=p.name) for p in papers if p.ahead]


def file_anyway(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Ghi tài liệu]: the date is right, though it is still to come."""
    held = assignments.for_writing(unit.session, int(payload["assignment"]))
    if held is None or held.agency not in own_agencies(request):
        return Reply(words.NO_RIGHT)
    name = str(payload["name"])
    if name not in {one.name for one in assignments.filed_with(unit.session, [held.id])}:
        _add(request, unit, held, "number", name)
    about = {"clock": clock(request.now), "no": held.task, "agency": actor(request.knowledge, held.agency)}
    return Reply(words.FILED.format(name=name, **about), remember=card("receipt", [held.task], [held.id]))


def wants_copy(unit: Unit, held: Assigned, papers: Sequence[Paper]) -> bool:
    """A number was named and no picture or file of it was sent."""
    numbered = any(p.kind == "number" and not p.ahead for p in papers)
    there = assignments.filed_with(unit.session, [held.id]) if numbered else []
    return numbered and not any(one.kind in ("photo", "document") for one in there)


# --- a document named without a report


def _heard(request: Request) -> tuple[Understanding, int | None]:
    """What was said by itself, and the task it belongs to: named, asked for, or of the receipt just given."""
    heard = understand(request.said.text, request.knowledge.lexicon, request.today)
    if heard.task is not None or heard.tasks:
        return heard, heard.task if len(heard.tasks) < 2 else None
    if (expected := evidence.expected_task(request)) is not None:
        return heard, expected
    recent = card_tasks(request) if request.conversation.get("card", {}).get("kind") == "receipt" else []
    return heard, recent[0] if len(recent) == 1 else None


def recognises(request: Request) -> bool:
    """ "nv 38 văn bản 45/BC-STP": names a document of an own task, reports nothing and asks nothing."""
    own = own_agencies(request)
    if not own or request.forwarded or request.attachment is not None or not request.said.text:
        return False
    if "/" not in request.said.text or request.said.text.rstrip().endswith("?"):
        return False
    papers = papers_in(request.said.text, own, request.knowledge, request.today)
    if not papers:
        return False
    heard, no = _heard(request)
    task = request.knowledge.task(no) if no is not None else None
    if task is None or heard.asks or not any(code in task.leads for code in own):
        return False
    if heard.topic in NOT_OF_A_TASK:
        return False
    return heard.state is None and heard.percent is None and heard.stage is None and not heard.reports


def answer(request: Request, unit: Unit) -> Reply:
    """Filed with the open assignment of that task, or the one just reported."""
    _, no = _heard(request)
    task = request.knowledge.task(no or 0)
    assert task is not None  # recognised
    agency = next(code for code in own_agencies(request) if code in task.leads)
    held = evidence.occurrence(request, unit, task, agency)
    if held is None:
        return Reply(words.NOT_OPEN.format(no=task.no))
    papers = file(request, unit, held, request.said.text)
    names = ", ".join(few_words(p.name, QUOTED) for p in papers if not p.ahead)
    about = {"clock": clock(request.now), "no": task.no, "agency": actor(request.knowledge, agency), "name": names}
    lines = [words.FILED.format(**about)] if names else []
    lines += [words.AHEAD.format(name=p.name) for p in papers if p.ahead]
    copy = wants_copy(unit, held, papers)
    lines += [words.NO_COPY] if copy else []
    choices = ahead_choices(held, papers)
    choices += [ask(words.SEND_COPY, "progress", task=task.no, aspect="evidence")] if copy else []
    more, offered = evidence.what_next(held)
    lines += more
    return Reply("\n".join(lines), rows_of([*choices, *offered]), remember=card("receipt", [task.no], [held.id]))


ORDER = Order("papers", recognises, answer)
