"""Holidays of the years to come, put into the working calendar before anything is planned in them."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from handlers.working_days import seed_days
from storage import calendar
from storage.settings_rows import CALENDAR_THROUGH, people_changed, read_setting, write_setting


def seed_years(session: Session, years: Iterable[int]) -> None:
    """Adds what is not set yet and remembers how far the calendar reaches."""
    wanted = sorted(set(years))
    calendar.seed(session, seed_days(wanted))
    write_setting(session, CALENDAR_THROUGH, max([int(read_setting(session, CALENDAR_THROUGH, 0)), *wanted]))


def keep_ahead(session: Session, today: date) -> None:
    """The year after this one is known when a year begins; an admin's days stay as they were set."""
    if int(read_setting(session, CALENDAR_THROUGH, 0)) > today.year:
        return
    known = calendar.count(session)
    seed_years(session, (today.year, today.year + 1))
    if calendar.count(session) != known:
        people_changed(session)  # every process takes the calendar anew
