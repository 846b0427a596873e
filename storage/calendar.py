"""The working calendar's table: weekdays off, weekend days worked."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
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
