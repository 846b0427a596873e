"""Tasks and assignments written: new ones added, known ones brought up to date, progress kept."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from handlers.importing.known_tasks import Match, ReadTask, document_key
from storage import models, task_rows
from storage.assignments import SETTLED
from storage.clock import local

CODE_LETTERS = 60


@dataclass(frozen=True, slots=True)
class Moved:
    """An assignment that has another last day now."""

    assignment: int
    task: int
    agency: str
    before: date | None
    due: date | None


def occurrences(due: Sequence[date], first_opens: date) -> Iterator[tuple[int, date | None, date]]:
    """(occurrence, due, opens on): each is open from the day after the due date before it, the first from the start."""
    opens = first_opens
    for number, day in enumerate(due or [None], 1):
        yield number, day, opens
        if day is not None:
            opens = day + timedelta(days=1)


def says_another_date(task: models.Task, read: ReadTask) -> bool:
    """Does the document itself date the task otherwise? Dates moved in between are not its to take back."""
    return (task.due_text, task.kind) != (read.deadline.text, read.deadline.kind)


class TaskWriter:
    """Writes the matches of one file; then says what was new, moved and withdrawn."""

    def __init__(self, session: Session, start: date, now: datetime) -> None:
        self._session = session
        self._start = start
        self._now = now
        self._today = local(now).date()
        self.numbers: list[int] = []
        self._added: list[models.Assignment] = []
        self.new: list[int] = []  # ids of assignments
        self.moved: list[Moved] = []  # nobody has filed for them yet: a new cycle
        self.redated: list[Moved] = []  # filed for already: nobody is told
        self.withdrawn: list[int] = []
        self.dropped: list[int] = []  # occurrences that their lead is not asked for any more
        self.changed = False

    @property
    def added(self) -> list[int]:
        """Ids of the assignments made so far."""
        self._session.flush()
        return [assignment.id for assignment in self._added]

    def write(self, matches: Sequence[Match], year: int, issued: Mapping[str, date | None]) -> None:
        """`issued`: document key → its date, for documents not known yet or known without a date."""
        sources = self._documents(matches, issued)
        numbers = self._numbers(matches)
        known = [match.task.no for match in matches if match.task]
        parts = task_rows.agencies_of(self._session, known)
        assignments = task_rows.assignments_of(self._session, known)
        places = task_rows.places_in_use(self._session)
        for match, number in zip(matches, numbers, strict=True):
            source = sources[document_key(match.read.source)]
            dated = match.task is None or says_another_date(match.task, match.read)
            if match.task is None:
                self._add_task(match.read, number, source.id, year, places)
            else:
                self._update(match.task, match.read)
            for part, codes in (("lead", match.read.leads), ("coordinating", match.read.coordinating)):
                if parts.get((number, part), set()) != set(codes):
                    task_rows.write_agencies(self._session, number, part, codes)
                    self.changed = True
            mine = {key[1:]: assignment for key, assignment in assignments.items() if key[0] == number}
            self._assign(number, match.read, mine, dated)
        self._session.flush()
        self.numbers = numbers
        self.new = self.added

    def _documents(
        self, matches: Sequence[Match], issued: Mapping[str, date | None]
    ) -> dict[str, models.SourceDocument]:
        documents: dict[str, models.SourceDocument] = {}
        for match in matches:
            key = document_key(match.read.source)
            if key not in documents:
                documents[key] = match.source or task_rows.add_source(self._session, match.read.source, issued.get(key))
                if documents[key].issued is None and issued.get(key):
                    documents[key].issued = issued[key]
                    self.changed = True
        return documents

    def _numbers(self, matches: Sequence[Match]) -> list[int]:
        """Known tasks keep theirs; a number asked for is honoured when free; the rest get the next free ones."""
        used = task_rows.numbers_in_use(self._session)
        given: dict[int, int] = {}
        for at, match in enumerate(matches):
            if match.task is not None:
                given[at] = match.task.no
            elif match.read.no is not None and match.read.no not in used:
                given[at] = match.read.no
                used.add(match.read.no)
        following = max(used, default=0) + 1
        for at in range(len(matches)):
            if at not in given:
                given[at] = following
                following += 1
        return [given[at] for at in range(len(matches))]

    def _add_task(self, read: ReadTask, number: int, source: int, year: int, places: set[tuple[int, str]]) -> None:
        clause = read.clause[:CODE_LETTERS]
        place, copies = clause, 1
        while (source, place) in places:
            copies += 1
            place = f"{clause[: CODE_LETTERS - 5]}-{copies}"
        places.add((source, place))
        self._session.add(
            models.Task(
                no=number,
                source_id=source,
                place=place,
                clause=clause,
                year=year,
                field=read.field,
                title=read.title,
                product=read.product,
                due_text=read.deadline.text,
                kind=read.deadline.kind,
                every=read.deadline.every,
                withdrawn_at=None,
            )
        )
        self._session.flush()
        self.changed = True

    def _update(self, task: models.Task, read: ReadTask) -> None:
        values = {
            "clause": read.clause[:CODE_LETTERS],
            "field": read.field if read.field is not None else task.field,
            "title": read.title,
            "product": read.product or task.product,
            "due_text": read.deadline.text,
            "kind": read.deadline.kind,
            "every": read.deadline.every,
        }
        for name, value in values.items():
            if getattr(task, name) != value:
                setattr(task, name, value)
                self.changed = True

    def _assign(
        self, number: int, read: ReadTask, known: Mapping[tuple[str, int], models.Assignment], dated: bool
    ) -> None:  # fmt: skip
        """One row an agency and occurrence. What is no longer asked goes; where somebody worked on it or was told of
        it, it is withdrawn, so that its history stays and an agency that leads no longer is told. What a lead filed for
        stays."""
        wanted = {
            (agency, occurrence): (due, opens)
            for agency in read.leads
            for occurrence, due, opens in occurrences(read.deadline.due, self._start)
        }
        for key, (due, opens) in wanted.items():
            assignment = known.get(key)
            if assignment is None:
                self.add_assignment(number, key, due, opens)
            elif assignment.withdrawn_at is not None:
                self._ask_again(assignment, due, opens)
            elif dated and assignment.due != due:
                self._move(assignment, due, opens)
        gone = {one.id: one for key, one in known.items() if key not in wanted and one.withdrawn_at is None}
        worked_on = task_rows.with_history(self._session, gone)
        told = task_rows.told_of(self._session, gone)
        for assignment_id, assignment in sorted(gone.items()):
            if assignment_id not in worked_on | told:
                task_rows.remove_assignment(self._session, assignment_id)
                self.changed = True
            elif assignment.agency_code not in read.leads or assignment.state not in SETTLED:
                assignment.withdrawn_at = self._now
                left = self.dropped if assignment.agency_code in read.leads else self.withdrawn
                left.append(assignment_id)
                self.changed = True

    def _ask_again(self, assignment: models.Assignment, due: date | None, opens: date) -> None:
        """What was withdrawn before is asked again, in a cycle of its own."""
        assignment.withdrawn_at = None
        assignment.due, assignment.opens_on = due, opens
        assignment.cycle += 1
        self._added.append(assignment)
        self.changed = True

    def add_assignment(self, number: int, key: tuple[str, int], due: date | None, opens: date) -> None:
        assignment = models.Assignment(
            task_no=number,
            agency_code=key[0],
            occurrence=key[1],
            due=due,
            opens_on=opens,
            made_on=self._today,
            state="not_started",
            percent=None,
            stage=None,
            reason=None,
            cycle=1,
            reported_at=None,
            filed_at=None,
            withdrawn_at=None,
        )
        self._session.add(assignment)
        self._added.append(assignment)
        self.changed = True

    def _move(self, assignment: models.Assignment, due: date | None, opens: date) -> None:
        """Another date decided by the document: whoever has not filed yet begins a new cycle of reminders."""
        before, assignment.due = assignment.due, due
        assignment.opens_on = opens
        moved = Moved(assignment.id, assignment.task_no, assignment.agency_code, before, due)
        if assignment.state in SETTLED:
            self.redated.append(moved)
        else:
            assignment.cycle += 1
            self.moved.append(moved)
        self.changed = True
