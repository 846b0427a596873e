"""The hour of every morning's message, and what a person has set about reminders."""

from collections.abc import Mapping
from datetime import time
from typing import Any

from handlers.dialogue import BOLD, BOLD_END, Reply, Request, do
from handlers.reminders.hours import hour_of, moment
from handlers.reminders.snoozing import put_off
from handlers.reminders.whose import answers_for, last_reminded, soon
from handlers.words import reminders as words
from storage import audit
from storage import reminders as stored
from storage.assignments import SETTLED
from storage.session import Unit
from storage.settings_rows import people_changed

EARLIEST_HOUR, LATEST_HOUR = time(5), time(17)  # of a person's digest
MORNING_ENDS = time(11)  # "nhắc lúc 6:45" is about every morning, "nhắc lúc 14:00" may be about today
_MARKS = {"bold": BOLD, "end": BOLD_END}


def set_hour(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Hằng ngày 6:45], or typed: payload `hour` as HH:MM."""
    hour = time.fromisoformat(payload["hour"])
    if not EARLIEST_HOUR <= hour <= LATEST_HOUR:
        return Reply(words.HOUR_RANGE.format(hour=clock_of(hour_of(request.person))))
    stored.set_digest_hour(unit.session, request.person.code, hour)
    people_changed(unit.session)
    details = {"from": hour_of(request.person).isoformat(), "to": hour.isoformat()}
    subject = f"person:{request.person.code}"
    audit.record(
        unit.session, request.now, request.person.code, "reminder.hour", subject, details, request.inbox_id
    )  # fmt: skip
    return Reply(words.HOUR_SET.format(hour=clock_of(hour), **_MARKS))


def clock_of(hour: time) -> str:
    return f"{hour.hour}:{hour.minute:02d}"


def hour_said(request: Request, unit: Unit, hour: time) -> Reply:
    """ "nhắc lúc 6:45" is the hour of every morning; "nhắc lúc 14:00" right after a reminder is today, once."""
    rows = [row for row in last_reminded(request, unit) if answers_for(request, row)]
    rows = [row for row in rows if row.state not in SETTLED]
    later_today = hour > request.now.time()
    if rows and later_today and (hour > MORNING_ENDS or request.said.aspect == "snooze"):
        return put_off(request, unit, rows, moment(request.today, hour))
    this_morning = rows and later_today and hour <= MORNING_ENDS  # right after a reminder it may be either
    if not this_morning and (hour <= MORNING_ENDS or not EARLIEST_HOUR <= hour <= LATEST_HOUR):
        return set_hour(request, unit, {"hour": hour.isoformat()})
    rows = rows or soon(request, unit)
    daily = do(words.DAILY_AT.format(hour=clock_of(hour)), "reminders.hour", hour=hour.isoformat())
    if not rows or not later_today:
        return Reply(words.HOUR_OR_ONCE.format(hour=clock_of(hour)), choices=[[daily]])
    once = do(
        words.ONCE_AT.format(hour=clock_of(hour)), "reminders.snooze",
        assignments=[row.assignment for row in rows], clock=hour.isoformat(),
    )  # fmt: skip
    return Reply(words.HOUR_OR_ONCE.format(hour=clock_of(hour)), choices=[[once, daily]])
