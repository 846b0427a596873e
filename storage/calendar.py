"""The working calendar's table: weekdays off, weekend days worked."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from storage.models import CalendarDay
from storage.upsert import insert


def exceptions(session: Session) -> dict[date, bool]:
    """Day → is it worked, for days that do not follow the week."""
    return {row.day: row.working for row in session.execute(select(CalendarDay.day, CalendarDay.working))}


def seed(session: Session, days: Iterable[tuple[date, bool, str]]) -> None:
    """Adds (day, worked, note); a day somebody already set stays as it is."""
    rows = [{"day": day, "working": working, "note": note} for day, working, note in days]
    if rows:
        session.execute(insert(session, CalendarDay).on_conflict_do_nothing(), rows)


def between(session: Session, first: date, last: date) -> list[tuple[date, bool, str]]:
    """(day, worked, note) of the exceptions in these days, earliest first."""
    query = select(CalendarDay.day, CalendarDay.working, CalendarDay.note).where(CalendarDay.day.between(first, last))
    return [(row.day, row.working, row.note) for row in session.execute(query.order_by(CalendarDay.day))]


def count(session: Session) -> int:
    return int(session.execute(select(func.count()).select_from(CalendarDay)).scalar_one())


def put(session: Session, day: date, working: bool, note: str) -> None:
    """Whatever was set for that day before."""
    row = insert(session, CalendarDay).values(day=day, working=working, note=note)
    new = {"working": working, "note": note}
    session.execute(row.on_conflict_do_update(index_elements=[CalendarDay.day], set_=new))


def remove(session: Session, day: date) -> None:
    """The day follows the week again."""
    gone = delete(CalendarDay).where(CalendarDay.day == day)
    session.execute(gone, execution_options={"synchronize_session": False})
