"""`import tasks`: a document's table of tasks becomes tasks and assignments, or is refused whole."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from rapidfuzz import fuzz

from handlers.deadlines import read_deadline
from handlers.importing.criterion_names import CriterionNames, roman
from handlers.importing.known_tasks import KnownTasks, Match, ReadTask, document_key
from handlers.importing.names import AgencyNames
from handlers.importing.outcomes import Problem, TaskDifference, TasksOutcome
from handlers.importing.task_agencies import AgencyLists, UnclearAgencies, UnknownAgency, leads_and_helpers
from handlers.importing.task_tables import TaskLine, task_lines
from handlers.importing.task_writing import TaskWriter, says_another_date
from handlers.importing.text import fold, one_line
from handlers.words import importing as words
from handlers.working_days import WorkingCalendar
from storage import task_rows
from storage.audit import record
from storage.calendar import exceptions
from storage.catalogue import Catalogue, load_catalogue
from storage.clock import local
from storage.imports import Contents, read_file
from storage.index_rows import add_batch
from storage.session import Unit
from storage.settings_rows import catalogue_changed

ALIKE = 60  # of 100, below which a title in a known place is another task's


@dataclass(frozen=True, slots=True)
class _Order:
    """What the operator said about the file."""

    source: str
    year: int
    issued: date | None
    now: datetime
    actor: str


def import_tasks(
    unit: Unit,
    file: Path | Contents,
    *,
    source: str,
    year: int,
    issued: date | None,
    now: datetime,
    dry_run: bool = False,
    actor: str = "console",
    chosen: Mapping[str, str] | None = None,
) -> TasksOutcome:
    """Reads docx, xlsx or csv and, without problems, writes it in `unit`; the caller commits when `written`.

    `source` names the document where the file has no column of its own. A task of a known document keeps its number
    and progress; what the file no longer has is listed, never deleted. `chosen`: what unclear names mean. Raises
    `UnreadableFile`.
    """
    contents = read_file(file) if isinstance(file, Path) else file
    catalogue = load_catalogue(unit.session, now)
    if not catalogue.agencies:
        return TasksOutcome(0, 0, 0, False, (Problem(contents.file_name, words.NO_AGENCIES),))
    order = _Order(source, year, issued, now, actor)
    lines = task_lines(contents, newest_fields(catalogue, year))
    known = KnownTasks(unit.session, year)
    names = AgencyNames(catalogue.agencies.values(), chosen)
    reader = _Reader(names, order, known, WorkingCalendar(exceptions(unit.session)))
    tasks = [task for line in lines if (task := reader.read(line))]
    if not lines:
        reader.problems.append(Problem(contents.file_name, words.NO_TASK_TABLE))
    outcome = TasksOutcome(
        tasks=len(lines) - reader.left_out,
        assignments=sum(len(task.leads) * max(1, len(task.deadline.due)) for task in tasks),
        unread_deadlines=sum(task.deadline.kind == "unread" for task in tasks),
        written=not reader.problems and not dry_run,
        problems=tuple(reader.problems),
        unread=tuple(task.deadline.text for task in tasks if task.deadline.kind == "unread"),
        leads=tuple(dict.fromkeys(code for task in tasks for code in task.leads)),
    )
    matches = known.match(tasks)
    differences = tuple(_differences(unit, matches))
    outcome = replace(outcome, missing=tuple(known.missing(matches)), differences=differences)
    if not outcome.written:
        return outcome
    return _write(unit, contents, outcome, matches, order, catalogue.start_day)


def newest_fields(catalogue: Catalogue, year: int) -> CriterionNames:
    """The names of the eight fields: of the year's own set, or of the newest one."""
    years = {of for of, _ in catalogue.criteria}
    chosen = year if year in years else max(years, default=year)
    return CriterionNames({group: tree for (of, group), tree in catalogue.criteria.items() if of == chosen})


def _differences(unit: Unit, matches: list[Match]) -> Iterator[TaskDifference]:
    """One a task at most, the weightiest: new, another task in its place, another date, other leads, other words."""
    leads = task_rows.agencies_of(unit.session, [match.task.no for match in matches if match.task])
    for match in matches:
        read, task = match.read, match.task
        if task is None:
            yield TaskDifference("new", None, read.title, after=read.deadline.text)
        elif fuzz.ratio(fold(task.title), fold(read.title)) < ALIKE:
            yield TaskDifference("other", task.no, read.title, task.title, read.title)
        elif says_another_date(task, read):
            yield TaskDifference("due", task.no, read.title, task.due_text, read.deadline.text)
        elif leads.get((task.no, "lead"), set()) != set(read.leads):
            yield TaskDifference("leads", task.no, read.title)
        elif task.title != read.title:
            yield TaskDifference("words", task.no, read.title, task.title, read.title)


class _LeftOut(Exception):
    """The line names somebody of whom it was said that it is to be left out."""


class _Reader:
    """Lines → tasks, with what the clerk has to correct."""

    def __init__(self, names: AgencyNames, order: _Order, known: KnownTasks, calendar: WorkingCalendar) -> None:
        self._names = names
        self._lists = AgencyLists(self._names)
        self._order = order
        self._known = known
        self._calendar = calendar
        self._numbers: set[int] = set()
        self.problems: list[Problem] = []
        self.left_out = 0

    def read(self, line: TaskLine) -> ReadTask | None:
        """None for a line with problems and for one to be left out."""
        try:
            return self._read(line)
        except _LeftOut:
            self.left_out += 1
            return None

    def _read(self, line: TaskLine) -> ReadTask | None:
        before = len(self.problems)
        if not line.text("title"):
            self._problem(line, "title", words.NO_TITLE)
        for role in line.part.unclear:
            self._problem(line, role, words.unclear_parts(line.part.number))
        leading, helping = leads_and_helpers(line.raw("lead"))
        leads = self._codes(line, "lead", leading)
        if leads == () and len(self.problems) == before:
            self._problem(line, "lead", words.NO_LEAD)
        coordinating = (
            *self._codes(line, "coordinating", line.raw("coordinating")),
            *self._codes(line, "lead", helping, must=False),
        )
        number = self._number(line)
        field = self._field(line)
        if len(self.problems) > before:
            return None
        source = line.text("source") or one_line(self._order.source)
        issued = self._issued(source)
        due = one_line(line.raw("due"))
        deadline = read_deadline(due, year=self._order.year, issued=issued, calendar=self._calendar)
        return ReadTask(
            no=number,
            source=source,
            clause=line.clause,
            field=field,
            title=line.text("title"),
            product=line.text("product"),
            deadline=deadline,
            leads=leads,
            coordinating=_beside(leads, tuple(dict.fromkeys(coordinating))),
        )

    def _issued(self, source: str) -> date | None:
        """The date the operator gave for this document, else the one it is known with."""
        asked = document_key(source) == document_key(self._order.source)
        return (self._order.issued if asked else None) or self._known.issued(source)

    def _codes(self, line: TaskLine, role: str, cell: str, must: bool = True) -> tuple[str, ...]:
        try:
            return self._lists.codes(cell)
        except UnclearAgencies as error:
            if role == "lead" and must:
                self._problem(line, role, words.unclear_lead(error.written))
        except UnknownAgency as error:
            if self._names.left_out(error.written):
                raise _LeftOut from None
            nearest = self._names.nearest(error.written)
            what = words.unknown_agency(error.written, nearest.name if nearest else None)
            code = nearest.code if nearest else ""
            self.problems.append(Problem(line.where(role), what, "name", written=error.written, nearest=code))
        return ()

    def _number(self, line: TaskLine) -> int | None:
        written = line.text("no").removesuffix(".0")
        if not written:
            return None
        if not written.isascii() or not written.isdigit() or not 0 < int(written[:9]) < 100_000:
            self._problem(line, "no", words.unread_task_number(written))
            return None
        if int(written) in self._numbers:
            self._problem(line, "no", words.number_twice(int(written)))
        self._numbers.add(int(written))
        return int(written)

    def _field(self, line: TaskLine) -> int | None:
        written = line.text("field").removesuffix(".0")
        if not written:
            return line.field
        if written.isascii() and written.isdigit() and 0 < int(written[:4]) < 100:
            return int(written)
        named = line.criteria.field_of(written) or roman(written)
        if named is None:
            self._problem(line, "field", words.unknown_field(written))
        return named

    def _problem(self, line: TaskLine, role: str, what: str) -> None:
        self.problems.append(Problem(line.where(role), what))


def _beside(leads: tuple[str, ...], coordinating: tuple[str, ...]) -> tuple[str, ...]:
    """ "All agencies" coordinating with one lead means all others; two named beside a leading group stay named."""
    if len(coordinating) > len(leads):
        return tuple(code for code in coordinating if code not in leads)
    return coordinating


# -- writing


def _write(
    unit: Unit,
    contents: Contents,
    outcome: TasksOutcome,
    matches: list[Match],
    order: _Order,
    start: date | None,
) -> TasksOutcome:
    writer = TaskWriter(unit.session, start or local(order.now).date(), order.now)
    issued = {document_key(order.source): order.issued}
    writer.write(matches, order.year, issued)
    if writer.changed:
        add_batch(
            unit.session,
            kind="tasks",
            file_name=contents.file_name,
            sha256=contents.sha256,
            year=order.year,
            at=order.now,
            rows=outcome.tasks,
        )
        details = {
            "file": contents.file_name,
            "numbers": writer.numbers,
            "new": len(writer.new),
            "moved": len(writer.moved),
        }
        record(unit.session, order.now, order.actor, "tasks.import", f"tasks:{order.year}", details)
        _record_changes(unit, writer, order)
        catalogue_changed(unit.session)
    return replace(
        outcome,
        numbers=tuple(writer.numbers),
        assignment_ids=tuple(writer.new),
        moved_ids=tuple(one.assignment for one in writer.moved),
        withdrawn_ids=tuple(writer.withdrawn),
    )


def _record_changes(unit: Unit, writer: TaskWriter, order: _Order) -> None:
    """What each agency will find in the history of its task."""
    for one in [*writer.moved, *writer.redated]:
        told = {
            "task": one.task, "agency": one.agency, "from": one.before.isoformat() if one.before else None,
            "to": one.due.isoformat() if one.due else None, "ground": order.source,
        }  # fmt: skip
        record(unit.session, order.now, order.actor, "assignment.moved", f"assignment:{one.assignment}", told)
    for assignment in writer.withdrawn:
        told = {"ground": order.source}
        record(unit.session, order.now, order.actor, "assignment.withdrawn", f"assignment:{assignment}", told)
    for assignment in writer.dropped:
        told = {"ground": order.source}
        record(unit.session, order.now, order.actor, "assignment.dropped", f"assignment:{assignment}", told)
