"""Days of one's own to be reminded on before a last day; the day itself and what is late always stay (DESIGN 7)."""

import re
from collections.abc import Mapping
from typing import Any

from handlers import ladder
from handlers.dialogue import ActionHandler, Order, Reply, Request, do
from handlers.folding import folded
from handlers.words import reminders as words
from storage import audit
from storage import reminders as stored
from storage.session import Unit
from storage.settings_rows import people_changed

FARTHEST = 30  # days before
MOST = 5  # days in all
_NUMERALS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10}
_COUNTED = re.compile(rf"\b(\d+|{'|'.join(_NUMERALS)})\b(?=\s*(?:ngay|hom|tuan|,|va\b|voi\b|&|-|;|\d|$))(\s*tuan)?")
_NOT_DAYS = re.compile(r"\b(?:nv|nhiem vu|viec|muc)\s*(?:so\s*)?\d+|\d+\s*(?:h|g|gio|:)\s*\d*")
_USUAL = re.compile(r"\b(?:ve|tro ve|dat lai|theo|nhu)\s+mac dinh\b|\bmac dinh\b.*\bnhac\b|\bnhac\b.*\bmac dinh\b")


def is_usual_again(request: Request) -> bool:
    """ "về mặc định", "nhắc theo mặc định"."""
    return _USUAL.search(folded(request.said.text)) is not None


def recognises(request: Request) -> bool:
    """ "về mặc định" says nothing of reminders, and nothing else here has days of one's own."""
    alone = len(request.said.text.split()) <= 4
    return alone and not request.forwarded and is_usual_again(request) and request.person.holds(*ladder.AGENCY_ROLES)


def answer(request: Request, unit: Unit) -> Reply:
    return set_days(request, unit, {"days": []})


def days_in(text: str) -> list[int]:
    """The days before that are named, largest first: "trước 5 ngày và 2 ngày" → 5, 2."""
    plain = _NOT_DAYS.sub(" ", folded(text))
    after = plain.partition("truoc")[2] or plain
    found = [(_NUMERALS.get(count) or int(count)) * (7 if weeks else 1) for count, weeks in _COUNTED.findall(after)]
    return sorted(set(found), reverse=True)


def days_said(request: Request, unit: Unit) -> Reply:
    days = days_in(request.said.text) or ([request.said.days] if request.said.days is not None else [])
    if request.said.task is not None and days:
        every = do(words.DAYS_FOR_ALL, "reminders.days", days=days)
        return Reply(words.DAYS_NOT_FOR_ONE.format(days=_listed(days)), choices=[[every]])
    return set_days(request, unit, {"days": days})


def set_days(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """Payload `days`: days before, none for the usual ones."""
    days = sorted({n for n in payload["days"] if n > 0}, reverse=True)
    if len(days) > MOST or any(n > FARTHEST for n in days):
        return Reply(words.DAYS_RANGE.format(now=_listed(request.person.reminder_days or ladder.DAYS_BEFORE)))
    stored.set_reminder_days(unit.session, request.person.code, days)
    people_changed(unit.session)  # the morning is planned again
    details = {"from": list(request.person.reminder_days), "to": days}
    subject = f"person:{request.person.code}"
    audit.record(unit.session, request.now, request.person.code, "reminder.days", subject, details, request.inbox_id)
    if not days:
        return Reply(words.DAYS_USUAL)
    back = do(words.USUAL_DAYS, "reminders.days", days=[])
    return Reply(words.DAYS_SET.format(days=ladder_words(tuple(days))), choices=[[back]])


def ladder_words(own: tuple[int, ...]) -> str:
    """ "trước hạn 5, 2 ngày và ngày cuối (việc định kỳ: trước 2 ngày và ngày cuối)"."""
    before = ladder.before_of(own)
    short = ladder.before_of(own, short=True)
    words_of_short = words.BEFORE_AND_LAST.format(days=_listed(short)) if any(short) else words.LAST_ONLY
    return words.OWN_LADDER.format(days=_listed(before), short=words_of_short)


def _listed(days: tuple[int, ...] | list[int]) -> str:
    return ", ".join(str(n) for n in days if n)


ACTIONS: Mapping[str, ActionHandler] = {"reminders.days": set_days}
ORDER = Order("own_days", recognises, answer)
