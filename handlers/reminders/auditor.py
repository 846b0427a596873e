"""Silence is an alarm: what should have been said is derived again, by another way than that which plans it (DESIGN 7).

The law: somebody was reminded of every unfinished dated assignment in the three working days up to its last day, or a
reason is recorded. Knows neither the ladder nor the sweep.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from handlers.dialogue import BOLD, BOLD_END, Push, Reply
from handlers.knowledge import Knowledge
from handlers.words import auditor as words
from handlers.words import reminders as reasons
from storage.auditing import Missed, missed
from storage.clock import LOCAL, local
from storage.session import Unit
from storage.settings_rows import LAST_SWEEP, read_setting, write_setting

AUDITED = "audited"  # a setting: {"at", "missed"}
FROM = time(9)  # the morning's reminders have left by then
AGAIN = timedelta(hours=1)  # while something is missed
WORKING_DAYS = 3
LOOK_BACK = 5  # working days, after a time without audits
NAMED = 3
# These two do not excuse: one needs a later reminder that was said, the other is a fault of ours.
NO_REASONS = (reasons.LATER_RUNG, reasons.NOT_COMPOSED)


def is_time(session: Session, knowledge: Knowledge, now: datetime) -> bool:
    """Once a working day, after nine; every hour while something is missed."""
    now = local(now)
    if not knowledge.calendar.is_working(now.date()) or now.time() < FROM or not read_setting(session, LAST_SWEEP):
        return False
    known = read_setting(session, AUDITED)
    if known is None:
        return True
    at = local(datetime.fromisoformat(known["at"]))
    return at.date() != now.date() or at > now or (known["missed"] > 0 and now - at >= AGAIN)


def look(session: Session, knowledge: Knowledge, now: datetime) -> list[Missed]:
    """What nobody was reminded of and should have been; a database that never swept has missed nothing."""
    now = local(now)
    if not read_setting(session, LAST_SWEEP):
        return []
    known = read_setting(session, AUDITED)
    before = local(datetime.fromisoformat(known["at"])).date() if known else now.date()
    return [one for last in _last_days(knowledge, before, now) for one in _missed(session, knowledge, last, now)]


def _last_days(knowledge: Knowledge, before: date, now: datetime) -> list[date]:
    """The working days since the last audit, the present one too once the morning's reminders have left."""
    calendar = knowledge.calendar
    newest = now.date() if calendar.is_working(now.date()) and now.time() >= FROM else now.date() - timedelta(days=1)
    found = [calendar.previous_working(newest)]
    while len(found) < LOOK_BACK and found[-1] > before:
        found.append(calendar.previous_working(found[-1] - timedelta(days=1)))
    return found


def _missed(session: Session, knowledge: Knowledge, last: date, now: datetime) -> list[Missed]:
    calendar, start = knowledge.calendar, knowledge.catalogue.start_day or date.min
    following = calendar.next_working(last + timedelta(days=1))
    dues = [last + timedelta(days=n) for n in range((following - last).days)]
    since = datetime.combine(calendar.add_working_days(last, 1 - WORKING_DAYS), time(0), LOCAL)
    return missed(session, [due for due in dues if due >= start], last, since, now, NO_REASONS)


def keep(unit: Unit, knowledge: Knowledge, found: Sequence[Missed], now: datetime) -> list[Push]:
    """Writes down what was found; what is missed is told to the admins once a day."""
    now = local(now)
    write_setting(unit.session, AUDITED, {"at": now.isoformat(), "missed": len(found)})
    if not found:
        return []
    text = words.MISSED.format(count=len(found), named=named(knowledge, found), bold=BOLD, end=BOLD_END)
    return [
        Push(admin.code, Reply(text), f"alarm:{admin.code}:{now.date().isoformat()}")
        for admin in knowledge.holders("admin")
    ]


def named(knowledge: Knowledge, found: Sequence[Missed]) -> str:
    agencies = knowledge.catalogue.agencies
    said = [words.ONE.format(no=one.task, agency=agencies[one.agency].actor) for one in found[:NAMED]]
    more = words.MORE.format(count=len(found) - NAMED) if len(found) > NAMED else ""
    return ", ".join(said) + more


def state(session: Session) -> dict[str, Any]:
    """What the last audit found, for those who watch the machine."""
    return read_setting(session, AUDITED) or {"at": None, "missed": 0}
