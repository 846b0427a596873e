"""Who is away and who stands in for them: named queries."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from storage.clock import local
from storage.models import Leave


@dataclass(frozen=True, slots=True)
class Away:
    """`person` is away from `first` to `last`, both included."""

    id: int
    person: str
    substitute: str
    first: date
    last: date


def _found(session: Session, *where: ColumnElement[bool]) -> list[Away]:
    columns = (Leave.id, Leave.person_code, Leave.substitute_code, Leave.first, Leave.last)
    return [Away(*row) for row in session.execute(select(*columns).where(*where).order_by(Leave.first, Leave.id))]


def active(session: Session, day: date) -> dict[str, Away]:
    """Who is away on that day."""
    rows = _found(session, Leave.ended_at.is_(None), Leave.first <= day, Leave.last >= day)
    return {row.person: row for row in rows}


def of_person(session: Session, person: str, today: date) -> list[Away]:
    """Leave of this person that is going on or to come."""
    return _found(session, Leave.person_code == person, Leave.ended_at.is_(None), Leave.last >= today)


def stood_in_for(session: Session, substitute: str, first: date, last: date) -> list[Away]:
    """Whose leave, in these days, this person stands in for."""
    same = (Leave.ended_at.is_(None), Leave.first <= last, Leave.last >= first)
    return _found(session, Leave.substitute_code == substitute, *same)


def over(session: Session, today: date) -> list[Away]:
    """Leave whose last day has passed and whose end nobody was told of yet."""
    return _found(session, Leave.ended_at.is_(None), Leave.last < today)


def told_between(session: Session, first: datetime, end: datetime) -> list[Away]:
    """Leave that was over by itself and whose end was told in that time."""
    rows = _found(session, Leave.ended_at >= first, Leave.ended_at < end)
    return [row for row in rows if row.last < local(first).date()]


def add(session: Session, person: str, substitute: str, first: date, last: date, at: datetime) -> int:
    row = Leave(person_code=person, substitute_code=substitute, first=first, last=last, made_at=at, ended_at=None)
    session.add(row)
    session.flush()
    return row.id


def end(session: Session, id_: int, at: datetime) -> bool:
    """Was it still going on or to come? Two at once end it once."""
    statement = update(Leave).where(Leave.id == id_, Leave.ended_at.is_(None)).values(ended_at=at).returning(Leave.id)
    return session.execute(statement, execution_options={"synchronize_session": False}).first() is not None
