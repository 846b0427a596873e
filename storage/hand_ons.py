"""Assignments that a head handed on to the focal officer: named queries. Nothing here commits.

A hand-on is the agency's: it stays when the head's office changes hands, and through another cycle.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, insert, select, update
from sqlalchemy.orm import Session

from storage.models import Assignment, HandOn, Task

CHUNK = 5_000  # values in one IN list; SQLite takes 32,766


@dataclass(frozen=True, slots=True)
class HandedOn:
    """One that was not taken back. `words`: what the head said with it."""

    id: int
    assignment: int
    person: str
    at: datetime
    words: str


_LIVE = HandOn.taken_back_at.is_(None)


def give(session: Session, assignments: Sequence[int], person: str, at: datetime) -> dict[int, int]:
    """Hands these on; gives the new rows by assignment. What is handed on already is to be left out before."""
    statement = insert(HandOn).returning(HandOn.id)
    return {
        one: int(session.execute(statement.values(assignment_id=one, person_code=person, at=at, words="")).scalar_one())
        for one in assignments
    }


def say(session: Session, ids: Iterable[int], words: str) -> None:
    """The head's word on these, instead of what was said before."""
    _change(session, HandOn.id.in_(tuple(ids)), words=words)


def take_back(session: Session, ids: Iterable[int], at: datetime) -> None:
    _change(session, HandOn.id.in_(tuple(ids)), taken_back_at=at)


def _change(session: Session, where: ColumnElement[bool], **values: object) -> None:
    statement = update(HandOn).where(where, _LIVE).values(values)
    session.execute(statement, execution_options={"synchronize_session": False})


def live(session: Session, assignments: Iterable[int]) -> dict[int, HandedOn]:
    """Of these assignments, those handed on now."""
    wanted = sorted(set(assignments))
    found: dict[int, HandedOn] = {}
    for start in range(0, len(wanted), CHUNK):
        found |= _found(session, HandOn.assignment_id.in_(wanted[start : start + CHUNK]))
    return found


def of_agencies(session: Session, agencies: Iterable[str]) -> dict[int, HandedOn]:
    """All that these agencies' heads handed on and nobody finished, by assignment."""
    theirs = (
        select(Assignment.id)
        .join(Task, Task.no == Assignment.task_no)
        .where(
            Assignment.agency_code.in_(tuple(agencies)),
            Assignment.state != "accepted",
            Task.withdrawn_at.is_(None),
            Assignment.withdrawn_at.is_(None),
        )
    )  # fmt: skip
    return _found(session, HandOn.assignment_id.in_(theirs))


def _found(session: Session, where: ColumnElement[bool]) -> dict[int, HandedOn]:
    columns = (HandOn.id, HandOn.assignment_id, HandOn.person_code, HandOn.at, HandOn.words)
    rows = session.execute(select(*columns).where(where, _LIVE).order_by(HandOn.id))
    return {row.assignment_id: HandedOn(*row) for row in rows}
