"""No more calls before the last day of a task: for one person, for this cycle (DESIGN 7).

The last day's call and everything late still come; an overdue task cannot be muted.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from handlers.dialogue import ActionHandler, Choice, Reply, Request, ask, do
from handlers.due import last_working_day
from handlers.folding import folded
from handlers.reminders.digest import due_words, tasks_of
from handlers.reminders.hours import hour_of, moment
from handlers.reminders.snoozing import LONGEST, put_off, resume_rows, today_choices
from handlers.reminders.whose import answers_for, audit_row, card_of, first_of, last_reminded, of_task, open_rows
from handlers.spans_of_days import NoSuchDay, spans_in
from handlers.words import reminders as words
from handlers.words.formats import named_day
from storage import mutes
from storage import reminders as stored
from storage.assignments import SETTLED
from storage.reminders import Open
from storage.session import Unit

NAMED = 6  # tasks named before the rest is counted
_EVERYTHING = re.compile(r"\b(het|tat ca|toan bo|moi viec|cac viec|moi nhiem vu)\b")
_BACK = re.compile(r"^\W*(?:thoi )?(?:bo|huy)(?: loi)? (?:nhac|hoan)\b(?! (?:het|tat ca|toan bo))")  # "bỏ nhắc (lại)"
_AS_USUAL = re.compile(
    r"\bnhac (?:lai )?(?:\S+ ){0,5}?(?:binh thuong|nhu thuong|nhu cu|nhu truoc|tro lai)\b|\bcu nhac\b"
    r"|\b(?:bat|mo)(?: lai)?(?: tat ca| het| cac| moi| toan bo)*(?: loi| tin)? nhac\b"
)
_NO_MORE = re.compile(r"\b(?:dung|khong|ko|khoi|thoi)(?: (?:co|can|phai|gui))* nhac\b")
_UNTIL = re.compile(r"\b(?:den|toi|het)\b.*\d|\b(?:\d+|mot|hai|ba) (?:ngay|tuan)\b")
_NUMBER = re.compile(r"\bnhac(?: lai)? (?:so |viec |cai )?(\d{1,3})\b")


def is_to_stop(request: Request) -> bool:
    """ "nhắc lại bình thường nv 38", "tiếp tục nhắc": the opposite of muting and of putting off."""
    return request.said.aspect == "resume" or _AS_USUAL.search(folded(request.said.text)) is not None


def is_to_begin(request: Request) -> bool:
    """ "đừng nhắc nv 38 nữa", "nv 35 đừng có nhắc nữa"."""
    said = request.said
    return said.aspect == "mute" or (
        said.aspect is None and said.task is not None and _NO_MORE.search(folded(said.text)) is not None
    )


def mute_said(request: Request, unit: Unit) -> Reply:
    """ "đừng nhắc nv 38 nữa" is done at once; without a number it is asked first what is covered."""
    said = request.said
    if _BACK.search(folded(said.text)) and (put_off_before := _put_off(request, unit)):
        return resume_rows(request, unit, put_off_before)
    if said.task is not None:
        rows = of_task(request, unit, said.task)
        if isinstance(rows, Reply):
            return rows
        until = _until(request)  # "tắt nhắc nv 20 đến 27/3" is a call put off, not one left out
        return put_off(request, unit, rows, until) if until is not None else mute_rows(request, unit, rows)
    rows = _meant(request, unit)
    quiet = [row for row in rows if _can_be_muted(request, row)]
    if not quiet:
        late = [row for row in rows if _is_late(request, row)]
        return _refused(request, late[0]) if len(late) == 1 else Reply(words.NOTHING_TO_MUTE)
    text = words.MUTE_THESE.format(count=len(tasks_of(quiet)), tasks=_named(quiet))
    if len(quiet) < len(rows):
        text += " " + words.MUTE_LEAVES.format(count=len(rows) - len(quiet))
    confirm = do(words.MUTE_THEM, "reminders.mute", assignments=[row.assignment for row in quiet])
    return Reply(text, choices=[[confirm, ask(words.KEEP_REMINDING, "reminder")]], remember=card_of(quiet))


def _until(request: Request) -> datetime | None:
    """The morning that a mute is to end, where it can be put off so far."""
    said = request.said
    if _UNTIL.search(folded(said.text)) is None:
        return None
    try:
        named = [span.last for span in spans_in(said.text, request.today)]
    except NoSuchDay:
        return None
    day = named[-1] if named else (request.today + timedelta(days=said.days) if said.days else None)
    far = day is None or not request.today < day <= request.today + LONGEST
    return None if far or day is None else moment(day, hour_of(request.person))


def _put_off(request: Request, unit: Unit) -> list[Open]:
    """What this person put off, of the task that is named or of all."""
    waiting = stored.snoozed(unit.session, request.now, [request.person.code])
    rows = open_rows(request, unit, request.said.task)
    return [row for row in rows if (row.assignment, request.person.code) in waiting]


def _meant(request: Request, unit: Unit) -> list[Open]:
    """Everything where that is said; else a number, words of a title, what was just reminded of or shown."""
    everything = first_of(open_rows(request, unit))
    text = folded(request.said.text)
    if _EVERYTHING.search(text):
        return everything
    numbers = {int(no) for no in _NUMBER.findall(text)} or set(request.said.title_tasks)
    if named := [row for row in everything if row.task in numbers]:
        return named
    card = request.conversation.get("card") or {}
    recent = last_reminded(request, unit) or stored.assignments(unit.session, card.get("assignments", ()))
    recent = [row for row in recent if answers_for(request, row) and row.state not in SETTLED]
    return recent or everything


def _named(rows: Sequence[Open]) -> str:
    tasks = tasks_of(rows)
    return words.numbers(tasks[:NAMED]) + (", …" if len(tasks) > NAMED else "")


def mute(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Tắt nhắc]: role and dates are looked at again now."""
    rows = [row for row in stored.assignments(unit.session, payload["assignments"]) if answers_for(request, row)]
    if not rows:
        return Reply(words.NOT_YOURS)
    rows = [row for row in rows if row.state not in SETTLED and not row.withdrawn]
    return mute_rows(request, unit, rows) if rows else Reply(words.ALL_REPORTED)


def mute_rows(request: Request, unit: Unit, rows: Sequence[Open]) -> Reply:
    quiet = [row for row in rows if _can_be_muted(request, row)]
    if not quiet:
        return _refused(request, rows[0])
    mutes.add(unit.session, [(row.assignment, row.cycle) for row in quiet], request.person.code, request.now)
    ids = [row.assignment for row in quiet]
    stored.stop_snoozes(unit.session, ids, request.person.code, request.now, words.OTHER_MOMENT)
    for row in quiet:
        audit_row(request, unit, "reminder.mute", row, {})
    if len(quiet) == 1 and quiet[0].due is not None:
        last = last_working_day(quiet[0].due, request.knowledge.calendar)
        text = words.MUTED_ONE.format(no=quiet[0].task, day=named_day(last), due=due_words(quiet[0], request.knowledge))
    else:
        text = words.MUTED_ALL.format(count=len(tasks_of(quiet)), tasks=_named(quiet))
    usual = do(words.AS_USUAL, "reminders.unmute", assignments=[row.assignment for row in quiet])
    return Reply(text, choices=[[usual]], remember=card_of(quiet))


def _is_late(request: Request, row: Open) -> bool:
    return row.due is not None and row.due < request.today


def _can_be_muted(request: Request, row: Open) -> bool:
    """Before its last working day: from then on every call comes anyway."""
    return row.due is not None and last_working_day(row.due, request.knowledge.calendar) > request.today


def _refused(request: Request, row: Open) -> Reply:
    if not _is_late(request, row):
        return Reply(words.NO_MUTE_TODAY.format(no=row.task), choices=today_choices(request, [row]))
    choices: list[list[Choice]] = [
        [
            do(words.DAYS.format(days=3), "reminders.snooze", assignments=[row.assignment], days=3),
            ask(words.REPORT_BLOCKED, "progress", task=row.task, state="blocked"),
        ],
        [ask(words.MORE_TIME, "more_time", task=row.task)],
    ]
    return Reply(words.NO_MUTE_LATE.format(no=row.task), choices=choices, remember=card_of([row]))


def unmute(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Nhắc lại bình thường]"""
    rows = [row for row in stored.assignments(unit.session, payload["assignments"]) if answers_for(request, row)]
    return _unmute(request, unit, rows) or Reply(words.NOT_MUTED)


def unmute_said(request: Request, unit: Unit) -> Reply:
    """What was muted is reminded of again, what was put off too."""
    rows = open_rows(request, unit, request.said.task)
    return _unmute(request, unit, rows) or resume_rows(request, unit, rows)


def _unmute(request: Request, unit: Unit, rows: Sequence[Open]) -> Reply | None:
    quiet = mutes.of_person(unit.session, request.person.code)
    rows = [row for row in rows if row.assignment in quiet]
    if not rows:
        return None
    mutes.remove(unit.session, [row.assignment for row in rows], request.person.code)
    for row in rows:
        audit_row(request, unit, "reminder.unmute", row, {})
    return Reply(words.UNMUTED.format(tasks=_named(rows)), remember=card_of(rows))


ACTIONS: Mapping[str, ActionHandler] = {"reminders.mute": mute, "reminders.unmute": unmute}
