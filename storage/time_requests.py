"""Requests for more time on an assignment: named queries. Nothing here commits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, insert, select, update
from sqlalchemy.orm import Session

from storage.assignments import SETTLED
from storage.models import Assignment, Task, TimeRequest

OPEN = ("drafted", "with_head", "with_monitor", "with_leader")  # not decided, not dropped


@dataclass(frozen=True, slots=True)
class Asked:
    """One request with its assignment. `until`: the new last day that is asked for; `cycle`: when it was asked."""

    id: int
    assignment: int
    task: int
    agency: str
    due: date | None
    cycle: int
    person: str
    at: datetime
    until: date
    words: str
    state: str
    decided_by: str | None
    decided_at: datetime | None
    answer: str


_COLUMNS: tuple[Any, ...] = (
    TimeRequest.id, TimeRequest.assignment_id, Assignment.task_no, Assignment.agency_code, Assignment.due,
    TimeRequest.cycle, TimeRequest.person_code, TimeRequest.at, TimeRequest.until, TimeRequest.words,
    TimeRequest.state, TimeRequest.decided_by, TimeRequest.decided_at, TimeRequest.answer,
)  # fmt: skip


def _query(*where: ColumnElement[bool]) -> Select[Any]:
    joined = select(*_COLUMNS).join(Assignment, Assignment.id == TimeRequest.assignment_id)
    return joined.join(Task, Task.no == Assignment.task_no).where(*where).order_by(TimeRequest.at, TimeRequest.id)


def draft(
    session: Session, assignment: int, cycle: int, person: str, at: datetime, until: date, words: str
) -> int:  # fmt: skip
    values = {
        "assignment_id": assignment, "cycle": cycle, "person_code": person, "at": at, "until": until, "words": words,
        "state": "drafted", "answer": "",
    }  # fmt: skip
    return int(session.execute(insert(TimeRequest).values(values).returning(TimeRequest.id)).scalar_one())


def of_id(session: Session, id_: int) -> Asked | None:
    """As it stands, without holding it."""
    row = session.execute(_query(TimeRequest.id == id_)).first()
    return Asked(*row) if row else None


def for_writing(session: Session, id_: int) -> Asked | None:
    """Held until the transaction ends. The assignment is to be held before it, always in this order."""
    row = session.execute(_query(TimeRequest.id == id_).with_for_update(of=TimeRequest)).first()
    return Asked(*row) if row else None


# Put together once: every card of one task asks it.
_OPEN_ON = _query(
    TimeRequest.assignment_id == bindparam("assignment"),
    TimeRequest.state.in_(OPEN),
    TimeRequest.cycle == Assignment.cycle,
)


def open_on(session: Session, assignment: int) -> list[Asked]:
    """What is not decided on one assignment, drafts included, of its present cycle."""
    session.flush()
    return [Asked(*row) for row in session.connection().execute(_OPEN_ON, {"assignment": assignment})]


def live(states: Iterable[str], today: date) -> tuple[ColumnElement[bool], ...]:
    """Of unfinished assignments whose date has not been changed since; what asks for a day that has passed is over."""
    return (
        TimeRequest.until >= today,
        TimeRequest.state.in_(tuple(states)),
        TimeRequest.cycle == Assignment.cycle,
        Assignment.state.not_in(SETTLED),
        Task.withdrawn_at.is_(None),
        Assignment.withdrawn_at.is_(None),
    )


def waiting(session: Session, states: Iterable[str], agencies: Iterable[str], today: date) -> list[Asked]:
    """What waits in these hands, of these agencies, the longest waiting first."""
    theirs = Assignment.agency_code.in_(tuple(agencies))
    return [Asked(*row) for row in session.execute(_query(theirs, *live(states, today)))]


def waiting_count(session: Session, states: Iterable[str], agencies: Iterable[str], today: date) -> int:
    """How many wait in these hands, of these agencies."""
    counted = (
        select(func.count())
        .select_from(TimeRequest)
        .join(Assignment, Assignment.id == TimeRequest.assignment_id)
        .join(Task, Task.no == Assignment.task_no)
    )
    theirs = Assignment.agency_code.in_(tuple(agencies))
    return int(session.execute(counted.where(theirs, *live(states, today))).scalar_one())


def amend(session: Session, id_: int, until: date, words: str) -> None:
    _change(session, id_, until=until, words=words)


def pass_on(session: Session, id_: int, state: str) -> None:
    """Into the next hands."""
    _change(session, id_, state=state)


def decide(session: Session, id_: int, state: str, person: str, at: datetime, answer: str = "") -> None:
    """`state` granted, refused or dropped, by whom and when; `answer` is the reason of a refusal."""
    _change(session, id_, state=state, decided_by=person, decided_at=at, answer=answer)


def _change(session: Session, id_: int, **values: object) -> None:
    statement = update(TimeRequest).where(TimeRequest.id == id_).values(values)
    session.execute(statement, execution_options={"synchronize_session": False})
