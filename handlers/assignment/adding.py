"""A task given in chat: read from one message or asked for part by part, shown, then written as an import writes it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from handlers import due as days
from handlers.assignment.change import MARKS, RESTORE, Change
from handlers.assignment.grounds import Document, decided_by, may_order, named_document, sources
from handlers.assignment.last_day_said import day_in
from handlers.assignment.order_words import LEAD_IN
from handlers.deadlines import Deadline, read_deadline
from handlers.dialogue import DECLINED, WRITTEN, ActionHandler, Choice, Reply, Request, ask, do
from handlers.folding import folded
from handlers.importing.known_tasks import Match, ReadTask, document_key
from handlers.importing.names import AgencyNames
from handlers.importing.task_agencies import AgencyLists, UnknownAgency
from handlers.importing.task_writing import TaskWriter
from handlers.reminders.planning import announce, announce_changes, is_soon
from handlers.task_facts import actor, card, names, rows_of
from handlers.understanding import understand
from handlers.words import changes as words
from handlers.words import tasks as phrases
from handlers.words.formats import capital, clock, few_words, named_day
from handlers.words.formats import day as day_words
from storage import assignments, conversations, task_rows
from storage.audit import record
from storage.session import Unit
from storage.settings_rows import catalogue_changed

PART_SAID, PICK, EDIT, EDIT_PART, GIVE, DROP = (
    "changes.part_said", "changes.pick", "changes.edit", "changes.edit_part", "changes.give", "changes.drop_new",
)  # fmt: skip
UNDO = "changes.undo_give"
_BEGINS = re.compile(
    LEAD_IN + r"(?:cho\s+)?(?:them|tao|giao|bo sung|nhap|lap)\s+(?:(?:them|moi|giup|cho|mot|1|vao)\s+)*"
    r"(?:nhiem vu|nvu|nv|dau viec|cong viec|viec)(?: moi)?\b(?!\s*(?:so\s*)?\d)\s*:?\s*"
)
# Whom it is given to first: "giao sở công thương nhiệm vụ mới: …".
_BEGINS_TO = re.compile(
    LEAD_IN + r"giao\s+(?:cho\s+)?(?P<who>(?!nv\b|nhiem vu\b|viec\b)[^:;]{2,80}?)\s+(?:(?:mot|1|them)\s+)*"
    r"(?:nhiem vu|nvu|nv|viec)\s+moi\b\s*:?\s*"
)
_DUE = re.compile(
    r"(?:^|[,;.]\s*)(?:(?:thoi han|han(?: chot| cuoi)?)\s*(?:la|:)?\s*|xong\s+(?=truoc|trong|ngay|vao|\d)|"
    r"(?:phai )?hoan thanh\s+(?=truoc|trong|den)|cham nhat(?: la)?\s+|"
    r"(?=(?:truoc|trong ngay|den het)\s+(?:ngay\s+)?\d))"
    r"(?:(?:trong )?ngay\s+(?=\d))?(?P<due>.+?)(?=\s*(?:[,;]\s*(?!\s*thang|\s*\d)|$))"
)
_LEADS = re.compile(
    r"^(?:giao\s+|do\s+)?(?P<who>.+?)\s+(?:la\s+co quan\s+)?chu tri$|^(?:co quan\s+)?chu tri\s*:?\s+(?P<whom>.+)$"
)
_HELPS = re.compile(r"^(?P<who>.+?)\s+phoi hop$|^(?:co quan\s+)?phoi hop\s*(?:voi)?\s*:?\s+(?P<whom>.+)$")
_NAMES_ONLY = ("score", "unknown")  # what a name without any other word is read as
_STOP = re.compile(r"^\W*(thoi|khong giao(?: nua)?|huy|bo qua|dung lai|thoi khong giao)(?: nhe| di)?\W*$")
_TO_WHOM = re.compile(
    r"^[\s,]*(?:giao\s+)?(?:cho\s+)?(?P<who>[^:;]+?)\s*:\s*|^cho\s+(?P<whom>[^:,;]+?)\s*(?:[,;]\s*|$)"
)
_GIVEN_TO = re.compile(r"^giao\s+(?:cho\s+)?(?P<who>.+)$")
_ALL = r"(?:(?:tat ca|toan bo|ca|cac|khoi|\d+)\s+)+"
_WHOLE_GROUPS = {
    "huyen": re.compile(_ALL + r"(?:ubnd\s+)?huyen(?:[\s,]+(?:va|thi xa|thi|thanh pho|tp|tx))*"),
    "so": re.compile(_ALL + r"so(?:[\s,]+(?:va|ban|nganh|tinh))*"),
}
_FIRST_WORDS = re.compile(r"^[\s,]*(?:giao\s+)?(?:cho\s+)?")
NAME_WORDS, SHORT_NAME = 8, 4  # words of an agency's name; of one as people type it
_NOBODY = re.compile(r"^\W*(khong(?: co)?(?: ai)?|khong can)\W*$")


@dataclass(frozen=True, slots=True)
class Draft:
    """A task as far as it was said."""

    title: str = ""
    leads: tuple[str, ...] = ()
    coordinating: tuple[str, ...] = ()
    due: str | None = None  # as typed; "" is a task without a date
    source: str = ""
    issued: date | None = None

    def payload(self) -> dict[str, Any]:
        return {
            "title": self.title, "leads": list(self.leads), "coordinating": list(self.coordinating), "due": self.due,
            "source": self.source, "issued": self.issued.isoformat() if self.issued else None,
        }  # fmt: skip

    @classmethod
    def of(cls, payload: Mapping[str, Any]) -> "Draft":
        issued = payload["issued"]
        return cls(
            payload["title"], tuple(payload["leads"]), tuple(payload["coordinating"]), payload["due"],
            payload["source"], date.fromisoformat(issued) if issued else None,
        )  # fmt: skip

    @property
    def missing(self) -> str | None:
        """The first part that nothing is known of."""
        wanted = (("title", self.title), ("leads", self.leads), ("due", self.due is not None), ("source", self.source))
        return next((part for part, known in wanted if not known), None)


def is_order(request: Request) -> bool:
    if request.said.asks:
        return False
    plain = folded(request.said.text)
    if _BEGINS.search(plain):
        return True
    to = _BEGINS_TO.search(plain)
    return to is not None and bool(agencies_in(request, request.said.text[to.start("who") : to.end("who")]))


def begin(request: Request, unit: Unit) -> Reply:
    """What one message says of the task; the rest is asked for."""
    return _next(request, unit, _read(request))


# --- reading


def _read(request: Request) -> Draft:
    """ "…: Rà soát thủ tục, sở y tế chủ trì, sở tư pháp phối hợp, hạn 30/4, theo công văn 1020/UBND-NC ngày 20/3" """
    text = request.said.text
    draft, begun = Draft(), _BEGINS.search(folded(text))
    if begun is None and (begun := _BEGINS_TO.search(folded(text))) is not None:
        text = f"{text[begun.start('who') : begun.end('who')]}: {text[begun.end() :]}"
    elif begun is not None:
        text = text[begun.end() :]
    if (document := named_document(text, request.knowledge, request.today)) is not None:
        draft = replace(draft, source=document.name, issued=document.issued)
        text = text[: document.span[0]] + ", " + text[document.span[1] :]
    codes, text = _first_named(request, text)
    draft = replace(draft, leads=codes)
    if (found := _DUE.search(folded(text))) is not None:
        draft = replace(draft, due=_dated(request, text[found.start("due") : found.end("due")].strip(" .")))
        text = text[: found.start()] + ", " + text[found.end() :]
    pieces = [piece.strip(" .") for piece in re.split(r"[,;\n]", text) if piece.strip(" .")]
    lists = _lists(request)
    leads, pieces = _agencies_of(request, pieces, _LEADS, lists)
    if not (leads := leads or draft.leads):
        leads, pieces = _agencies_of(request, pieces, _GIVEN_TO, lists)
    helping, pieces = _agencies_of(request, pieces, _HELPS, lists)
    return replace(draft, leads=leads, coordinating=_beside(leads, helping), title=capital(", ".join(pieces)))


def _first_named(request: Request, text: str) -> tuple[tuple[str, ...], str]:
    """Whom it is given to, where they are named before it: "cho stc, skhdt: …", "sở văn hóa lập kế hoạch …"."""
    plain = folded(text)
    if (to := _TO_WHOM.search(plain)) is not None:
        group = "who" if to["who"] else "whom"
        if codes := agencies_in(request, text[to.start(group) : to.end(group)]):
            return codes, text[to.end() :]
    lead_in = _FIRST_WORDS.match(plain)
    begins = lead_in.end() if lead_in else 0
    words_ = list(re.finditer(r"[^\s,;:]+", text[begins:]))[:NAME_WORDS]
    for word in reversed(words_):
        name = text[begins : begins + word.end()]
        if "," not in name and (codes := _plainly(request, name)):
            return codes, text[begins + word.end() :].lstrip(" ,:;")
    return (), text


def _plainly(request: Request, name: str) -> tuple[str, ...]:
    """The agency that is named by nothing but these words."""
    said = understand(name, request.knowledge.lexicon, request.today)
    alone = said.topic in _NAMES_ONLY and not (said.alternatives or said.unread or said.asks or said.field)
    if not alone or len(said.agencies) != 1:
        return ()
    known = request.knowledge.agency(said.agencies[0])
    names = {folded(one) for one in (known.name, known.short_name, known.actor, *known.aliases)}
    return said.agencies if folded(name) in names or len(name.split()) <= SHORT_NAME else ()


def _agencies_of(
    request: Request, pieces: list[str], form: re.Pattern[str], lists: AgencyLists
) -> tuple[tuple[str, ...], list[str]]:
    """The piece that says who leads, with the names listed before it; what is left over is the title."""
    for at, piece in enumerate(pieces):
        found = form.search(folded(piece))
        if found is None:
            continue
        group = "who" if found["who"] else "whom"
        codes = agencies_in(request, piece[found.start(group) : found.end(group)], lists)
        first = at
        while codes and first > 0 and (before := agencies_in(request, pieces[first - 1], lists)):
            codes, first = (*before, *codes), first - 1
        if codes:
            return tuple(dict.fromkeys(codes)), pieces[:first] + pieces[at + 1 :]
    return (), pieces


def _lists(request: Request) -> AgencyLists:
    return AgencyLists(AgencyNames(request.knowledge.catalogue.agencies.values()))


def agencies_in(request: Request, text: str, lists: AgencyLists | None = None) -> tuple[str, ...]:
    """The agencies a list names, as a document writes them or as people type them; none where a word is left over."""
    try:
        return (lists or _lists(request)).codes(text)
    except UnknownAgency:
        pass
    if whole := next((group for group, form in _WHOLE_GROUPS.items() if form.fullmatch(folded(text.strip()))), None):
        return tuple(a.code for a in request.knowledge.catalogue.agencies.values() if a.group == whole and a.scored)
    found: list[str] = []
    for piece in re.split(r",|;|\+|\bvà\b|\bva\b", text):
        said = understand(piece.strip(), request.knowledge.lexicon, request.today)
        plainly = said.agencies and not (said.alternatives or said.unread or said.asks or said.task)
        if not plainly or said.topic not in _NAMES_ONLY or len(piece.split()) > 6 * len(said.agencies):
            return ()
        found += said.agencies
    return tuple(dict.fromkeys(found))


def _dated(request: Request, due: str) -> str:
    """A day told by its weekday or nearness as a date, which is what a task keeps: "thứ Sáu tuần sau" → "29/3"."""
    if read_deadline(due, year=request.today.year, issued=request.today).kind != "unread":
        return due
    said = day_in(due, request.today)
    return f"{said.day.day}/{said.day.month}/{said.day.year}" if said else due


def _deadline(request: Request, draft: Draft) -> Deadline:
    return read_deadline(
        draft.due or "", year=request.today.year, issued=draft.issued or request.today,
        calendar=request.knowledge.calendar,
    )  # fmt: skip


# --- asking


def _next(request: Request, unit: Unit, draft: Draft) -> Reply:
    """The question for what is missing, or the preview."""
    part = draft.missing
    return _preview(request, unit, draft) if part is None else _ask(request, draft, part)


def _ask(request: Request, draft: Draft, part: str, before: str = "") -> Reply:
    title = few_words(draft.title, 60)
    question = {
        "title": words.ASK_TITLE, "leads": words.ASK_LEADS.format(title=title),
        "due": words.ASK_DUE.format(title=title), "coordinating": words.ASK_COORDINATING, "source": words.ASK_SOURCE,
    }[part]  # fmt: skip
    payload = {"draft": draft.payload(), "part": part}
    choices = [do(label, PICK, **payload, text=text) for label, text in _offers(request, part)]
    if part == "due" and draft.due:
        choices.append(do(words.KEEP_WORDS, PICK, **payload, text=draft.due))
    choices.append(do(words.DO_NOT_GIVE, DROP))
    remember = {"expects": {"action": PART_SAID, "payload": payload}}
    return Reply(f"{before}\n{question}".strip(), rows_of(choices), remember=remember)


def _offers(request: Request, part: str) -> list[tuple[str, str]]:
    """What can be pressed instead of typed: (label, text)."""
    if part == "due":
        return [(words.CONTINUING, "thường xuyên")]
    if part == "source":
        own = words.OWN_SOURCE.format(agency=actor(request.knowledge, request.person.agency or "")) if _is_monitor(
            request
        ) else ""  # fmt: skip
        known = [(source.name, source.name) for source in sources(request.knowledge)[-2:] if len(source.name) <= 28]
        return [*known, *([(words.NO_DOCUMENT, own)] if own else [])]
    return []


def _is_monitor(request: Request) -> bool:
    return request.person.holds("monitor") and request.person.agency is not None


def may_answer(request: Request, payload: Mapping[str, Any]) -> bool:
    """A typed part by its own form; a title may be any words that are no question and name no task."""
    text, part = request.said.text, payload["part"]
    if request.said.task is not None:
        return False
    if _STOP.match(folded(text)):
        return True
    match part:
        case "title":
            return len(text.split()) > 2
        case "leads" | "coordinating":
            return bool(agencies_in(request, text)) or _NOBODY.match(folded(text)) is not None
        case "due":
            return read_deadline(text, year=request.today.year, issued=request.today).kind != "unread"
    return _document(request, text) is not None


def _document(request: Request, text: str) -> Document | None:
    """A document named by number and symbol, or a known one by its number alone."""
    bare = f"{words.A_DOCUMENT} {text}" if text.strip().isdigit() else text
    return named_document(bare, request.knowledge, request.today)


def part_said(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """The part that was asked for, typed or pressed."""
    draft, part, text = Draft.of(payload["draft"]), payload["part"], str(payload["text"]).strip()
    if _STOP.match(folded(text)):
        return drop(request, unit, {})
    match part:
        case "title":
            draft = replace(draft, title=capital(text)[:600])
        case "leads":
            codes = agencies_in(request, text)
            if not codes:
                return _ask(request, draft, part, words.LEADS_UNREAD.format(text=few_words(text, 60)))
            draft = replace(draft, leads=codes, coordinating=_beside(codes, draft.coordinating))
        case "coordinating":
            draft = replace(draft, coordinating=_beside(draft.leads, agencies_in(request, text)))
        case "due":
            draft = replace(draft, due=_dated(request, text))
            if _deadline(request, draft).kind == "unread" and not payload.get("picked"):
                return _ask(request, draft, part, words.UNREAD_DUE.format(due=few_words(text, 60)))
        case "source":
            document = _document(request, text)
            if document is None and not payload.get("picked"):
                return _ask(request, draft, part, words.UNREAD_DOCUMENT)
            name, issued = (document.name, document.issued) if document else (text, request.today)
            draft = replace(draft, source=name, issued=issued)
    return _next(request, unit, draft)


def pick(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """A part chosen by button."""
    return part_said(request, unit, {**payload, "picked": True})


def _beside(leads: Sequence[str], helping: Sequence[str]) -> tuple[str, ...]:
    return tuple(code for code in helping if code not in leads)


# --- the preview


def _preview(request: Request, unit: Unit, draft: Draft) -> Reply:
    deadline = _deadline(request, draft)
    if deadline.kind == "once" and deadline.due[0] < request.today:
        return _ask(request, replace(draft, due=None), "due", words.NEW_PAST.format(due=draft.due))
    no = max(task_rows.numbers_in_use(unit.session), default=0) + 1
    form = words.NEW_BOTH if draft.coordinating else words.NEW_LEADS
    lines = [
        words.NEW.format(no=no, title=few_words(draft.title, 160), **MARKS),
        form.format(
            leads=names(request.knowledge, draft.leads), coordinating=names(request.knowledge, draft.coordinating)
        ),
        _when(request, draft, deadline),
    ]
    if deadline.kind == "once":
        latest = days.last_working_day(deadline.due[0], request.knowledge.calendar)
        if latest != deadline.due[0]:
            lines.append(words.DAY_OFF.format(day=capital(named_day(deadline.due[0])), latest=named_day(latest)))
    payload = draft.payload()
    choices = [[do(words.GIVE, GIVE, **payload), do(words.EDIT, EDIT, **payload)], [do(words.DO_NOT_GIVE, DROP)]]
    return Reply("\n".join(lines), choices, remember={})


def _when(request: Request, draft: Draft, deadline: Deadline) -> str:
    """The deadline as typed beside the day it was read as."""
    source = draft.source
    if draft.issued and re.search(r"\d", source):
        source = words.DATED.format(document=source, day=day_words(draft.issued))
    if deadline.kind == "unread":
        return words.NEW_UNREAD.format(due=draft.due, source=source)
    coming = [day for day in deadline.due if day >= request.today]
    if not coming:
        return words.NEW_DUE.format(due=(draft.due or phrases.NO_DATE), source=source)
    first = phrases.days_words(coming[0], request.today)
    if deadline.kind == "recurring":
        due = words.OCCURRENCES.format(text=draft.due, count=len(coming), due=first)
    else:
        before = days.says_before(draft.due or "", coming[0])
        due = f"{draft.due} ({words.UNTIL.format(day=first)})" if before else words.UNTIL.format(day=first)
    return words.NEW_DUE.format(due=due, source=source)


def edit(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Sửa]: which part."""
    choices: list[Choice] = [
        do(label, EDIT_PART, draft=dict(payload), part=part) for part, label in words.PARTS.items()
    ]
    return Reply(words.WHAT_TO_CHANGE, rows_of(choices, beside=3))


def edit_part(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    return _ask(request, Draft.of(payload["draft"]), payload["part"])


# --- the write


def give(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Giao]: the next free number, one assignment a lead and occurrence, the leads told."""
    if not may_order(request.person):
        return Reply(words.NO_RIGHT)
    draft = Draft.of(payload)
    catalogue_changed(unit.session)  # first: its row holds off another new task, which would take the same number
    known = next(
        (s for s in task_rows.sources(unit.session) if document_key(s.name) == document_key(draft.source)), None
    )
    if known is None:
        known = task_rows.add_source(unit.session, draft.source, draft.issued, _decided_by(draft.source))
    deadline = _deadline(request, draft)
    coming = tuple(day for day in deadline.due if day >= request.today)
    read = ReadTask(
        no=None, source=known.name, clause="", field=None, title=draft.title, product="",
        deadline=replace(deadline, text=draft.due or "", due=coming),
        leads=draft.leads, coordinating=draft.coordinating,
    )  # fmt: skip
    writer = TaskWriter(unit.session, request.today, request.now)
    writer.write([Match(read, None, known)], request.today.year, {})
    no = writer.numbers[0]
    told = {"task": no, "title": draft.title, "agencies": list(draft.leads), "ground": draft.source}
    record(unit.session, request.now, request.person.code, "task.added", f"task:{no}", told, request.inbox_id)
    announce(unit, request.knowledge, writer.new, request.now)
    soon = bool(coming) and is_soon(coming[0], request.knowledge, request.today)
    text = words.ADDED.format(
        no=no, clock=clock(request.now), title=few_words(draft.title, 120),
        leads=names(request.knowledge, draft.leads), when=words.TOLD_SOON if soon else words.TOLD_NEXT, **MARKS,
    )  # fmt: skip
    undo = do(words.UNDO_GIVE, UNDO, task=no, at=request.now.isoformat())
    choices = [[undo, ask(words.DETAILS, "task", task=no)]]
    return Reply(text, choices, remember=card("task", [no]), closes=WRITTEN)


def ungive(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Giao nhầm, hủy] of whoever gave it: within ten minutes, while nobody did anything on it. Leads that were told
    of it are told that it is withdrawn; the others never hear of it."""
    no = int(payload["task"])
    if not may_order(request.person):
        return Reply(words.NO_RIGHT)
    row = task_rows.hold(unit.session, no)
    task = request.knowledge.task_or_withdrawn(no)
    if row is None or task is None or row.withdrawn_at is not None:
        return Reply(words.CHANGED_SINCE.format(no=no))
    details = [[ask(words.DETAILS, "task", task=no)]]
    if request.now - request.now.fromisoformat(payload["at"]) > days.UNDO_WITHIN:
        return Reply(words.UNGIVE_TOO_LATE.format(no=no), details)
    held = assignments.for_change(unit.session, no)
    ids = [one.id for one in held]
    if task_rows.with_history(unit.session, ids) or any(one.cycle > 1 for one in held):
        return Reply(words.UNGIVE_BEGUN.format(no=no), details)
    row.withdrawn_at = request.now
    told = {"task": no, "agencies": list(task.leads), "reason": words.GIVEN_WRONGLY, "undo": True}
    record(unit.session, request.now, request.person.code, "task.withdrawn", f"task:{no}", told, request.inbox_id)
    unit.session.flush()
    heard = task_rows.told_of(unit.session, ids)
    announce_changes(unit, request.knowledge, [], sorted(heard), request.now)
    catalogue_changed(unit.session)
    form = words.UNGIVEN_TOLD if heard else words.UNGIVEN
    text = form.format(no=no, leads=names(request.knowledge, task.leads))
    again = do(words.RESTORE_BUTTON, "changes.prepare", **Change(RESTORE, no).payload())
    return Reply(text, [[again]], edit=request.pressed, remember={})


def ungive_last(request: Request, unit: Unit, no: int | None) -> Reply | None:
    """ "Giao nhầm, hủy" typed: the button under the task this person gave last; None where there is none."""
    since = request.now - days.UNDO_WITHIN
    offered = conversations.offered(unit.session, request.person.code, request.channel, request.chat, UNDO, since)
    last = next((one for one in offered if no is None or int(one.payload["task"]) == no), None)
    if last is None:
        return None
    conversations.use(unit.session, last.token, request.now)
    return ungive(request, unit, last.payload)


def _decided_by(source: str) -> str:
    """A paper of the monitors' own, or no paper at all, is theirs to change; any other is a leader's."""
    return decided_by(source) if re.search(r"\d", source) else "monitor"


def drop(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Không giao]"""
    return Reply(words.NOT_ADDED, edit=True, remember={}, closes=DECLINED)


ACTIONS: Mapping[str, ActionHandler] = {
    PART_SAID: part_said,
    PICK: pick,
    EDIT: edit,
    EDIT_PART: edit_part,
    GIVE: give,
    DROP: drop,
    UNDO: ungive,
}
