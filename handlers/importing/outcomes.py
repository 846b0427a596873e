"""What an import found and did."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to correct in the file. Both are in Vietnamese: where ("PL1!D12") and what, a sentence.

    Where it is known, the rest says the same in parts. `kind`: "name" (`written` may mean the agency `nearest`),
    "detail" (a field's points against stored detail) or nothing.
    """

    where: str
    what: str
    kind: str = ""
    agency: str = ""  # code
    node: str = ""  # code of a criterion
    cause: str = ""  # what is wrong with it, no sentence
    written: str = ""
    nearest: str = ""  # code


@dataclass(frozen=True, slots=True)
class ScoreDifference:
    """Points that the file says otherwise than the database did; None: there were none, or they give way."""

    agency: str
    node: str
    before: Decimal | None
    after: Decimal | None


@dataclass(frozen=True, slots=True)
class ScoresOutcome:
    """`rows`: scores read; `written`: the database now says what the file says; `changes`: scores that differed."""

    agencies: int
    rows: int
    written: bool
    problems: tuple[Problem, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()  # (as the file writes it, the agency's name) where they differ
    changes: int = 0
    differences: tuple[ScoreDifference, ...] = ()
    sheets: int = 0  # that hold a table of points
    fields: int = 0  # the table gives nothing finer than so many fields; 0: it does
    totals: int = 0  # agencies whose total the file states


@dataclass(frozen=True, slots=True)
class TaskDifference:
    """A task of the file that is not as it is stored. `kind`: new, other (another task's words), due, leads, words."""

    kind: str
    no: int | None
    title: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class TasksOutcome:
    """`assignments`: task × lead agency × occurrence of the year; an undated task counts once for each lead."""

    tasks: int
    assignments: int
    unread_deadlines: int
    written: bool
    problems: tuple[Problem, ...] = ()
    numbers: tuple[int, ...] = ()  # of the file's tasks, in its order
    missing: tuple[int, ...] = ()  # known tasks of the same document that the file no longer has: never deleted
    assignment_ids: tuple[int, ...] = ()  # new ones, to be announced
    withdrawn_ids: tuple[int, ...] = ()  # agencies that do not lead any more
    moved_ids: tuple[int, ...] = ()  # open ones whose due date changed
    differences: tuple[TaskDifference, ...] = ()
    unread: tuple[str, ...] = ()  # deadlines that no date was read from, as written
    leads: tuple[str, ...] = ()  # codes of the agencies that lead any of the tasks


@dataclass(frozen=True, slots=True)
class CriteriaOutcome:
    groups: tuple[str, ...]
    rows: int
    written: bool
    problems: tuple[Problem, ...] = ()
    changes: int = 0
