"""What an import found and did."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to correct in the file. Both are in Vietnamese: where ("PL1!D12") and what, a sentence."""

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class ScoresOutcome:
    """`rows`: scores read; `written`: the database now says what the file says; `changes`: scores that differed."""

    agencies: int
    rows: int
    written: bool
    problems: tuple[Problem, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()  # (as the file writes it, the agency's name) where they differ
    changes: int = 0


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


@dataclass(frozen=True, slots=True)
class CriteriaOutcome:
    groups: tuple[str, ...]
    rows: int
    written: bool
    problems: tuple[Problem, ...] = ()
    changes: int = 0
