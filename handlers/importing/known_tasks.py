"""Which task of the province a line of a document is: a task is its document and its place in it."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from handlers.deadlines import Deadline
from handlers.importing.text import fold
from storage import models, task_rows

DOCUMENT_NUMBER = re.compile(r"\d+ ?/ ?[a-z0-9]+(?: ?[-–] ?[a-z0-9&]+)*")


@dataclass(frozen=True, slots=True)
class ReadTask:
    """A line understood: agencies by code, the deadline read. `no` is the number a file of ours gave it."""

    no: int | None
    source: str
    clause: str
    field: int | None
    title: str
    product: str
    deadline: Deadline
    leads: tuple[str, ...]
    coordinating: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A line and the task it is, None for a new one."""

    read: ReadTask
    task: models.Task | None
    source: models.SourceDocument | None


def document_key(name: str) -> str:
    """What two spellings of one document share: "Công văn số 914/UBND-NC ngày 14/3/2024" → "914/ubnd-nc"."""
    found = DOCUMENT_NUMBER.search(fold(name))
    return re.sub(r"\s", "", found.group()).replace("–", "-") if found else fold(name)


class KnownTasks:
    """The year's tasks of the documents that are stored."""

    def __init__(self, session: Session, year: int) -> None:
        self._sources = {document_key(source.name): source for source in task_rows.sources(session)}
        self._session = session
        self._year = year

    def issued(self, source: str) -> date | None:
        """The date of a document that is stored."""
        known = self._sources.get(document_key(source))
        return known.issued if known else None

    def match(self, lines: Sequence[ReadTask]) -> list[Match]:
        """In the order of `lines`."""
        task_of: dict[int, models.Task] = {}
        for key in dict.fromkeys(document_key(line.source) for line in lines):
            source = self._sources.get(key)
            if source is not None:
                mine = [(at, line) for at, line in enumerate(lines) if document_key(line.source) == key]
                task_of |= _paired(mine, task_rows.tasks_of_year(self._session, [source.id], self._year))
        return [
            Match(line, task_of.get(at), self._sources.get(document_key(line.source))) for at, line in enumerate(lines)
        ]

    def missing(self, matches: Sequence[Match]) -> list[int]:
        """Numbers of known tasks of these documents that no line is."""
        sources = {match.source.id for match in matches if match.source}
        found = {match.task.no for match in matches if match.task}
        known = task_rows.tasks_of_year(self._session, sources, self._year)
        return [task.no for task in known if task.no not in found and task.withdrawn_at is None]


def _paired(lines: list[tuple[int, ReadTask]], known: list[models.Task]) -> dict[int, models.Task]:
    """Line → task, the surest first: our own number beside the same words, the same words, the same place, our number.

    Words come before the place, so that a line put in above does not hand one task's progress to another.
    """
    found: dict[int, models.Task] = {}
    numbers = {task.no: task for task in known}
    counts = Counter(fold(task.title) for task in known) + Counter(fold(line.title) for _, line in lines)
    titles = {fold(task.title): task for task in known if counts[fold(task.title)] == 2}

    def pair(at: int, task: models.Task | None) -> None:
        if task is not None and at not in found and all(task is not taken for taken in found.values()):
            found[at] = task

    for at, line in lines:
        same = numbers.get(line.no or 0)
        if same is not None and (fold(same.title) == fold(line.title) or same.clause == line.clause):
            pair(at, same)
    for at, line in lines:
        pair(at, titles.get(fold(line.title)))
    for at, line in lines:
        if at not in found:
            pair(at, _first_free(known, line.clause, found.values()))
    for at, line in lines:
        pair(at, numbers.get(line.no or 0))
    return found


def _first_free(known: list[models.Task], clause: str, taken: Iterable[models.Task]) -> models.Task | None:
    gone = {task.no for task in taken}
    return next((task for task in known if task.clause == clause and task.no not in gone), None)
