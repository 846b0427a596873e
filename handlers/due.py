"""Days of an assignment as plain arithmetic: open, late, days left or overdue, sections, the standing of reports.

Source: DESIGN 6. An occurrence is open from the day after the previous last day until it is accepted. Late is what was
filed after the last day as written, whatever the weekday. Days are counted by the working calendar.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from handlers.folding import folded
from handlers.working_days import WorkingCalendar
from storage.assignments import DECISIONS, UNFINISHED, Assigned, Report, Standing
from storage.clock import local

SOON = timedelta(days=7)
UNDO_WITHIN = timedelta(minutes=10)
WHOLE = 100  # percent
NOT_BEGUN = "chưa bắt đầu"  # a stage that the first percent ends
Section = Literal["overdue", "today", "week", "later", "undated", "waiting"]
SECTIONS: tuple[Section, ...] = ("overdue", "today", "week", "later", "undated", "waiting")

_NOTHING = Standing("not_started", None, None, None, None, None)
_BEFORE = re.compile(r"\btruoc\b(?!\s*\d{1,2}\s*(?:gio|h))(.*)", re.DOTALL)


def is_unfinished(one: Assigned) -> bool:
    """Something is still asked of the agency."""
    return one.state in UNFINISHED


def counts(one: Assigned, start: date | None) -> bool:
    """Tracking begins on the start day."""
    return one.due is None or start is None or one.due >= start


def is_overdue(one: Assigned, today: date) -> bool:
    return is_unfinished(one) and one.due is not None and one.due < today


def is_filed_late(one: Assigned) -> bool:
    """The moment of the first filing decides, by the last day as written."""
    if one.late_filed_at is not None:
        return True
    return one.filed_at is not None and one.due is not None and local(one.filed_at).date() > one.due


def is_soon(one: Assigned, today: date) -> bool:
    """Unfinished, and the last day is today or within seven days."""
    return is_unfinished(one) and one.due is not None and today <= one.due <= today + SOON


def section(one: Assigned, today: date) -> Section:
    if not is_unfinished(one):
        return "waiting"
    if one.due is None:
        return "undated"
    if one.due < today:
        return "overdue"
    if one.due == today:
        return "today"
    return "week" if one.due <= end_of_week(today) else "later"


def by_section(assigned: Iterable[Assigned], today: date) -> list[Assigned]:
    """Red first, then today, this week, later, undated, waiting; each by last day and number."""
    far = date.max
    return sorted(assigned, key=lambda a: (SECTIONS.index(section(a, today)), a.due or far, a.task, a.agency))


def end_of_week(today: date) -> date:
    """The Sunday of the week."""
    return today + timedelta(days=6 - today.weekday())


def end_of_period(period: str, today: date) -> date:
    """The last day of today, this week, month or quarter. Raises `ValueError` for another word."""
    match period:
        case "today":
            return today
        case "week":
            return end_of_week(today)
        case "month" | "quarter":
            months = 1 if period == "month" else 3
            last = today.month if months == 1 else (today.month + 2) // 3 * 3
            first_after = date(today.year + last // 12, last % 12 + 1, 1)
            return first_after - timedelta(days=1)
    raise ValueError(period)


def in_period(due: date | None, period: str, today: date, calendar: WorkingCalendar) -> bool:
    """Is the last day still to come, by the end of this period? Only what lies before today is overdue.

    Today counts what no later working day is left for, as the morning's reminder does: on a Friday also a Sunday's.
    """
    if due is None or period == "overdue":
        return due is not None and due < today
    if period == "today" and today <= due:
        return last_working_day(due, calendar) <= today
    return today <= due <= end_of_period(period, today)


def says_before(due_text: str, due: date) -> bool:
    """Did the document name the day after the last one ("trước 25/3" for the 24th)?"""
    after = _BEFORE.search(folded(due_text))
    following = due + timedelta(days=1)
    if after is None:
        return False
    named = rf"(?<![\d/.-])0?{following.day}(?!\d)(?:\s*(?:[/.-]|thang)\s*0?(\d{{1,2}})(?!\d))?"
    if any(found[1] in (None, str(following.month)) for found in re.finditer(named, after[1])):
        return True
    return following.day == 1 and re.search(r"thang|quy", after[1]) is not None


def last_working_day(due: date, calendar: WorkingCalendar) -> date:
    """The last day on which an office can still do it in time."""
    return calendar.previous_working(due)


def days_left(due: date, today: date, calendar: WorkingCalendar) -> int:
    """Working days, today and the last one included; 0 when none is left though the last day is not over."""
    return calendar.working_days_left(today, due)


def days_overdue(due: date, today: date, calendar: WorkingCalendar) -> int:
    """Working days after the last day, today included."""
    return calendar.working_days_overdue(today, due)


def standing(reports: Sequence[Report]) -> Standing:
    """What the reports that stand amount to, oldest first: the last state, the last percent and stage that were said.

    Done means 100% and is filed at that moment; a report after it takes the filing back. A decision is no report: what
    was filed when stays as it is, and a return asks for more.
    """
    now = _NOTHING
    for one in reports:
        if one.undone:
            continue
        if one.state in DECISIONS:
            now = replace(_decided(one, now), reported_at=now.reported_at)
            continue
        done = one.state == "waiting"
        filed = (now.filed_at if now.state in ("waiting", "accepted") else one.at) if done else None
        percent = 100 if done else one.percent if one.percent is not None else _reached(now)
        stage = one.stage or (now.stage if now.stage != NOT_BEGUN else None)
        now = Standing(one.state, percent, stage, one.reason, one.at, filed)
    return now


def _decided(decision: Report, before: Standing) -> Standing:
    if decision.state == "accepted":
        return replace(before, state="accepted", percent=100, reason=None)
    return Standing("returned", None, before.stage, decision.reason, None, None)


def _reached(before: Standing) -> int | None:
    """The percent that stays when a report names none; the 100 of a filing does not outlive it."""
    return None if before.state in ("waiting", "accepted") else before.percent


def choose(candidates: Sequence[Assigned], start: date | None, today: date) -> list[Assigned]:
    """Which occurrence a report goes to: one, or several to ask about, earliest first.

    The earliest unfinished one; when an overdue and a current one are both without a report, both (DESIGN 6). What was
    due before the start day is meant only when there is nothing else: a second report is never one on an older period.
    """
    opened = [a for a in candidates if a.opens_on <= today]
    counted = [a for a in opened if counts(a, start)] or opened
    ordered = sorted(filter(is_unfinished, counted), key=lambda a: (a.due is None, a.due or date.max, a.occurrence))
    late = [a for a in ordered if is_overdue(a, today)]
    current = [a for a in ordered if not is_overdue(a, today)]
    if late and current and late[0].reported_at is None and current[0].reported_at is None:
        return [*late[:2], current[0]]
    return ordered[:1]
