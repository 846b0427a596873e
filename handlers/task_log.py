"""What happened to a task, newest first: reports and decisions in their words, dates, hand-ons, withdrawals.

Source: DESIGN 6 (history kept, undo marked), 1 (own agency for heads and officers, all for monitors and leaders). Read
from the reports and the audit log; people are named by their titles.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from handlers import task_standing as standing
from handlers.dialogue import Choice, Reply, Request, bold
from handlers.rights import sees_all
from handlers.task_facts import actor, again, card, names, own_agencies
from handlers.words import task as task_words
from handlers.words import task_log as words
from handlers.words import tasks as phrases
from handlers.words.formats import few_words, quoted
from storage import assignments, audit
from storage.assignments import Assigned, Report
from storage.catalogue import Task
from storage.clock import local
from storage.models import AuditEntry
from storage.session import Unit

LINES, QUOTED = 4, 50  # lines a page; letters of somebody's words


@dataclass(slots=True)
class _Line:
    """`agencies` of several entries that say the same at one moment are counted in one line."""

    at: datetime
    order: int
    actor: str
    what: str
    agencies: list[str] = field(default_factory=list)
    is_report: bool = False


@dataclass(frozen=True, slots=True)
class _Reader:
    """What the lines of one answer are written with."""

    request: Request
    task: Task
    agency_of: Mapping[int, str]
    alone: bool  # one agency is in sight: it need not be named

    def day(self, text: str | None) -> str:
        return phrases.days_words(date.fromisoformat(text), self.request.today) if text else words.NO_DATE

    def due(self, text: str | None) -> str:
        """A last day as the document has it: "trước 25/3"."""
        return phrases.due_words(self.task, date.fromisoformat(text), self.request.today) if text else words.NO_DATE

    def who(self, code: str) -> str:
        if code == "console":
            return words.CONSOLE
        person = self.request.knowledge.person(code)
        return person.title if person else words.SOMEBODY

    def agencies(self, codes: Sequence[str]) -> str:
        return names(self.request.knowledge, codes, 2)


def answer(
    request: Request, unit: Unit, task: Task, scope: Sequence[str], buttons: Sequence[Sequence[Choice]]
) -> Reply:
    """The history of the task, of the agencies in `scope` and of what was withdrawn from agencies that may be seen."""
    rows = [a for a in assignments.ever_of_task(unit.session, task.no) if _is_in_sight(request, a, scope)]
    lines = _lines(request, unit, task, rows)
    about = {"number": standing.number(task), "title": phrases.short_title(task)}
    remember = card("task", [task.no])
    if not lines:
        return Reply(task_words.NO_HISTORY.format(**about), buttons, remember=remember)
    last = -(-len(lines) // LINES)
    page = min(max(request.page, 1), last)
    shown = lines[(page - 1) * LINES : page * LINES]
    reports = sum(line.is_report for line in lines)
    counted = ((words.REPORTS, reports), (words.OTHERS, len(lines) - reports))
    parts = ", ".join(form.format(count=bold(count)) for form, count in counted if count)
    head = words.HEAD.format(parts=parts, **about)
    turning = [again(request, phrases.PREVIOUS, page - 1)] if page > 1 else []
    turning += [again(request, phrases.NEXT, page + 1)] if page < last else []
    reader = _Reader(request, task, {a.id: a.agency for a in rows}, len({a.agency for a in rows}) == 1)
    text = "\n".join([head, *(_written(reader, line) for line in shown)])
    choices = [turning, *buttons] if turning else buttons
    return Reply(text, choices, edit=request.pressed and request.page > 1, remember=remember)


def may_see(request: Request, unit: Unit, task: Task) -> bool:
    """Anything of its history, also where it was withdrawn: what one's agency reported stays one's own to see."""
    own = own_agencies(request)
    return sees_all(request.person) or any(a.agency in own for a in assignments.ever_of_task(unit.session, task.no))


def was_given(request: Request, unit: Unit, task: Task) -> bool:
    """Did the agencies that are named ever lead it, and may their history be seen?"""
    return any(_is_in_sight(request, one, ()) for one in assignments.ever_of_task(unit.session, task.no))


def _is_in_sight(request: Request, one: Assigned, scope: Sequence[str]) -> bool:
    """What was withdrawn from an agency stays in sight, of the task or of that agency alone."""
    if one.agency in scope:
        return True
    said, known = request.said, request.knowledge.catalogue.agencies.get(one.agency)
    asked = (not said.agencies or one.agency in said.agencies) and (
        not said.group or (known is not None and known.group == said.group)
    )
    return asked and (sees_all(request.person) or one.agency in own_agencies(request))


def _lines(request: Request, unit: Unit, task: Task, rows: Sequence[Assigned]) -> list[_Line]:
    """Newest first; what was done to several agencies at once in one line."""
    by_id = {a.id: a for a in rows}
    subjects = [f"task:{task.no}", *(f"assignment:{id_}" for id_ in by_id)]
    entries = audit.of_subjects(unit.session, subjects)
    reader = _Reader(request, task, {a.id: a.agency for a in rows}, len({a.agency for a in rows}) == 1)
    moved = {e.details["report"]: e.details["to"] for e in entries if e.details.get("report") and e.details.get("to")}
    lines = [_report(reader, report, moved) for report in assignments.reports_on(unit.session, by_id)]
    alike: dict[tuple[datetime, str, str], _Line] = {}
    for entry in entries:
        what = _what(reader, entry)
        of_task = entry.subject.startswith("task:")
        if what is None or (of_task and _is_of_others(reader, entry)):
            continue
        agency = "" if of_task else reader.agency_of[int(entry.subject.partition(":")[2])]
        line = alike.setdefault((entry.at, entry.actor, what), _Line(entry.at, entry.id, entry.actor, what))
        if agency and agency not in line.agencies:
            line.agencies.append(agency)
    return sorted([*lines, *alike.values()], key=lambda line: (line.at, line.order), reverse=True)


def _written(reader: _Reader, line: _Line) -> str:
    what = line.what
    if len(line.agencies) > 1:
        what = words.MANY.format(what=what, count=len(line.agencies))
    elif line.agencies and not reader.alone:
        what = words.OF.format(what=what, agency=actor(reader.request.knowledge, line.agencies[0]))
    return words.LINE.format(when=moment(line.at, reader.request.today), who=reader.who(line.actor), what=what)


def moment(at: datetime, today: date) -> str:
    """9:15 ngày 19/3"""
    here = local(at)
    return phrases.moment_with_day(here, today)


def _report(reader: _Reader, report: Report, moved: Mapping[int, str]) -> _Line:
    """A report or a decision on one, in their words."""
    state = task_words.REPORTED_AS.get(report.state, "")
    if report.state == "doing":
        state = f"{report.percent}%" if report.percent is not None else report.stage or phrases.DOING
    what = f"{state} “{quoted(report.words, QUOTED)}”".strip()
    if report.id in moved:
        what = words.NEW_DATE.format(line=what, after=reader.due(moved[report.id]))
    what += task_words.UNDONE if report.undone else ""
    return _Line(report.at, report.id, report.person, what, is_report=True)


# --- the audit log in words


def _is_of_others(reader: _Reader, entry: AuditEntry) -> bool:
    """In the history of one agency, what was put to a leader for other agencies."""
    said = reader.request.said
    named = entry.details.get("agencies")
    if entry.action not in _PROVINCE_ONLY or not isinstance(named, list) or not named:
        return False
    return bool(said.agencies or said.group) and not set(named) & set(reader.agency_of.values())


def _what(reader: _Reader, entry: AuditEntry) -> str | None:
    """None: not told, or told by the report that goes with it."""
    write = _WRITES.get(entry.action)
    if write is None or (entry.action in _PROVINCE_ONLY and not sees_all(reader.request.person)):
        return None
    what = write(reader, entry.details)
    if what and (ground := entry.details.get("ground")) and entry.action != "task.added":
        what = words.GROUND.format(what=what, ground=ground)
    if what and (by := entry.details.get("proposed_by")) and entry.action in _PROPOSABLE:
        what = words.AGREED.format(what=what, who=reader.who(by))
    return what


def _moved(reader: _Reader, details: Mapping[str, Any]) -> str:
    after = reader.due(details.get("to"))
    if details.get("undo"):
        return words.MOVE_UNDONE.format(after=after)
    form = words.MORE_TIME_GRANTED if details.get("request") else words.MOVED
    return form.format(before=reader.due(details.get("from")), after=after)


def _more_time(form: str) -> Callable[[_Reader, Mapping[str, Any]], str]:
    """What was asked for or answered, in their words where there are some."""

    def write(reader: _Reader, details: Mapping[str, Any]) -> str:
        what = form.format(until=reader.day(details.get("until")))
        said = str(details.get("words") or details.get("answer") or "").strip()
        return words.REASON.format(what=what, reason=quoted(said, QUOTED)) if said else what

    return write


def _change(form: str) -> Callable[[_Reader, Mapping[str, Any]], str]:
    """What was put to a leader, or refused by one: which change, and for which agencies."""

    def write(reader: _Reader, details: Mapping[str, Any]) -> str:
        text = quoted(str(details.get("words") or ""), QUOTED)
        due = reader.due(details.get("due")) if details.get("due") else ""
        what = words.CHANGES[details["kind"]].format(due=due, text=text)
        codes = details.get("agencies") or []
        named = words.OF.format(what=what, agency=reader.agencies(codes)) if codes else what
        return form.format(what=named)

    return write


def _with_reason(what: str, key: str) -> Callable[[_Reader, Mapping[str, Any]], str]:
    def write(reader: _Reader, details: Mapping[str, Any]) -> str:
        said = str(details.get(key) or "").strip()
        return words.REASON.format(what=what, reason=quoted(said, QUOTED)) if said else what

    return write


def _taken_off(reader: _Reader, details: Mapping[str, Any]) -> str:
    return _with_reason(words.WITHDRAWN, "reason")(reader, details)


def _agencies(reader: _Reader, details: Mapping[str, Any]) -> str | None:
    for side in ("added", "removed"):
        if codes := details.get(side):
            form = words.AGENCIES[details["part"], side]
            return form.format(agencies=reader.agencies(codes))
    return None


def _added(reader: _Reader, details: Mapping[str, Any]) -> str:
    ground = details.get("ground")
    return words.GROUND.format(what=words.ADDED, ground=ground) if ground else words.ADDED


_WRITES: Mapping[str, Callable[[_Reader, Mapping[str, Any]], str | None]] = {
    "assignment.moved": _moved,
    "assignment.withdrawn": _taken_off,
    "task.withdrawn": _with_reason(words.WITHDRAWN, "reason"),
    "task.restored": lambda reader, details: words.RESTORED,
    "assignment.restored": lambda reader, details: words.RESTORED,
    "task.added": _added,
    "task.renamed": lambda reader, details: words.RENAMED.format(before=few_words(str(details["from"]), QUOTED)),
    "task.agencies": _agencies,
    "change.proposed": _change(words.PROPOSED),
    "change.refused": _change(words.REFUSED),
    "progress.filed": lambda reader, details: words.FILED.format(name=few_words(str(details.get("name", "")), QUOTED)),
    "hand_on.given": _with_reason(words.HANDED_ON, "words"),
    "hand_on.word": _with_reason(words.HAND_ON_WORD, "words"),
    "hand_on.taken_back": lambda reader, details: words.TAKEN_BACK,
    "reminder.acknowledge": lambda reader, details: words.NOTED,
    "question.asked": _with_reason(words.QUESTION, "words"),
    "question.answered": _with_reason(words.ANSWER, "words"),
    "more_time.question": _with_reason(words.QUESTION, "words"),
    "more_time.answer": _with_reason(words.ANSWER, "words"),
    **{action: _more_time(form) for action, form in words.MORE_TIME.items()},
}
_PROVINCE_ONLY = ("change.proposed", "change.refused")  # between monitors and leaders
_PROPOSABLE = ("assignment.moved", "task.withdrawn", "task.restored", "task.renamed", "task.agencies")
