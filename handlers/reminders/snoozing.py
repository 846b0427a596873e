"""Putting a reminder off: at most a week, never past the last working day, and never moving the deadline (DESIGN 7)."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from handlers import ladder
from handlers.dialogue import BOLD, BOLD_END, Choice, Reply, Request, do
from handlers.due import last_working_day
from handlers.reminders.digest import due_words, ids_of, short_title, tasks_of
from handlers.reminders.hours import AFTERNOON, hour_of, moment, next_allowed
from handlers.reminders.settling import officers_reached
from handlers.reminders.whose import answers_for, audit_row, card_of, first_of, last_reminded, of_task, open_rows, soon
from handlers.spans_of_days import NoSuchDay, spans_in
from handlers.understanding.fold import fold
from handlers.words import hand_on as hand_on_words
from handlers.words import reminders as words
from handlers.words.formats import clock, named_day
from storage import hand_ons
from storage import reminders as stored
from storage.assignments import SETTLED
from storage.reminders import Open
from storage.session import Unit

LONGEST = timedelta(days=7)  # of a snooze
_FROM_NOW = re.compile(
    r"\b(?:sau|trong|them) (\d{1,2}) (tieng|gio|phut)\b(?= nua|$|\W)|\b(\d{1,2}) (tieng|gio|phut) nua\b"
)
OFFERED = 4  # tasks on buttons
LONGEST_LABEL = 28  # letters of a button alone in its row
_MARKS = {"bold": BOLD, "end": BOLD_END}


def snooze(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Nhắc lúc 14:00], [Hoãn 3 ngày]: payload `assignments` with `clock` (today), or `days` or `day` with the digest
    hour. The person's role, the tasks' state and the limits are looked at again now."""
    rows = [row for row in stored.assignments(unit.session, payload["assignments"]) if answers_for(request, row)]
    if not rows:
        return Reply(words.NOT_YOURS)
    rows = [row for row in rows if row.state not in SETTLED and not row.withdrawn]
    if not rows:
        return Reply(words.ALL_REPORTED)
    return put_off(request, unit, rows, _chosen(request, payload))


def _chosen(request: Request, payload: Mapping[str, Any]) -> datetime:
    day = date.fromisoformat(payload["day"]) if "day" in payload else request.today
    day += timedelta(days=payload.get("days", 0))
    return moment(day, time.fromisoformat(payload["clock"]) if "clock" in payload else hour_of(request.person))


def put_off(request: Request, unit: Unit, rows: Sequence[Open], wanted: datetime) -> Reply:
    calendar = request.knowledge.calendar
    until = next_allowed(max(wanted, request.now), hour_of(request.person), request.knowledge)
    if wanted.date() - request.today > LONGEST:
        return Reply(words.TOO_FAR, choices=[_days_choices(request, rows)])
    dated = [row for row in rows if row.due is not None and row.due >= request.today]
    first = min((last_working_day(row.due, request.knowledge.calendar) for row in dated if row.due), default=None)
    if first is not None and until.date() > max(first, request.today):
        named = words.numbers(tasks_of(dated))
        today = first <= request.today
        text = words.PAST_DUE_TODAY.format(tasks=named) if today else words.PAST_DUE.format(
            tasks=named, day=named_day(first)
        )  # fmt: skip
        return Reply(text, choices=_in_time(request, rows, first))
    if not calendar.is_working(until.date()) or until <= request.now:
        until = next_allowed(request.now + timedelta(hours=1), hour_of(request.person), request.knowledge)
    rung = f"{ladder.SNOOZE}{until.strftime('%Y-%m-%dT%H:%M')}"
    for row in rows:
        stored.put_off(unit.session, row, request.person.code, rung, until, request.now, words.OTHER_MOMENT)
        audit_row(request, unit, "reminder.snooze", row, {"until": until.isoformat()})
    ids = [row.assignment for row in rows]
    when = words.moment_words(until.date(), clock(until), request.today)
    text = words.PUT_OFF.format(
        when=when, tasks=words.numbers(tasks_of(rows)), due=_shared_due(request, rows), **_MARKS
    )
    if until.date() > wanted.date():
        text += words.OUT_OF_HOURS
    choices = [do(words.TAKE_BACK, "reminders.resume", assignments=ids), *_hand_on(request, unit, rows)]
    return Reply(text, choices=[choices], remember=card_of(rows))


def _hand_on(request: Request, unit: Unit, rows: Sequence[Open]) -> list[Choice]:
    """[Giao đầu mối] for a head, of what is not handed on yet, where an officer can be told."""
    heads = {held.agency for held in request.person.roles if held.role == "head"}
    reached = officers_reached(request.knowledge) & heads if heads else frozenset[str]()
    mine = [row.assignment for row in rows if row.agency in reached]
    handed = hand_ons.live(unit.session, mine) if mine else {}
    left = [id_ for id_ in mine if id_ not in handed]
    return [do(hand_on_words.HAND_ON, "hand_on.give", assignments=left)] if left else []


def _shared_due(request: Request, rows: Sequence[Open]) -> str:
    said = {due_words(row, request.knowledge, named=True) for row in rows if row.due}
    return words.PUT_OFF_DUE.format(due=said.pop()) if len(said) == 1 else ""


def _in_time(request: Request, rows: Sequence[Open], last: date) -> list[list[Choice]]:
    """Moments that lie before the last working day is over."""
    ids = [row.assignment for row in rows]
    if last > request.today:
        days = [n for n in (1, 3) if after_days(request, n).date() <= last]
        return [[do(words.DAYS.format(days=n), "reminders.snooze", assignments=ids, days=n) for n in days]]
    hours = [hour for hour in (words.TWO_PM, words.FOUR_PM) if _today_at(request, hour) > request.now]
    return [[do(hour, "reminders.snooze", assignments=ids, clock=hour) for hour in hours]] if hours else []


def after_days(request: Request, days: int) -> datetime:
    hour = hour_of(request.person)
    return next_allowed(moment(request.today + timedelta(days=days), hour), hour, request.knowledge)


def _today_at(request: Request, hour: str) -> datetime:
    return moment(request.today, time.fromisoformat(hour))


def today_choices(request: Request, rows: Sequence[Open]) -> list[list[Choice]]:
    """The hours left of today."""
    return _in_time(request, rows, request.today)


def _days_choices(request: Request, rows: Sequence[Open]) -> list[Choice]:
    ids = [row.assignment for row in rows]
    return [
        do(words.DAYS.format(days=3), "reminders.snooze", assignments=ids, days=3),
        do(words.DAYS.format(days=7), "reminders.snooze", assignments=ids, days=7),
    ]


def _when_again(request: Request, rows: Sequence[Open]) -> Reply:
    ids = [row.assignment for row in rows]
    choices = []
    if request.now.time() < AFTERNOON and request.knowledge.calendar.is_working(request.today):
        choices.append(do(words.AT_TWO, "reminders.snooze", assignments=ids, clock="14:00"))
    choices.append(do(words.DAYS.format(days=1), "reminders.snooze", assignments=ids, days=1))
    choices.append(do(words.DAYS.format(days=3), "reminders.snooze", assignments=ids, days=3))
    rows_of_buttons = [choices[n : n + 2] for n in range(0, len(choices), 2)]
    return Reply(words.WHEN_AGAIN.format(tasks=words.numbers(tasks_of(rows))), choices=rows_of_buttons)


def resume(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Bỏ nhắc lại]: the rungs are as if nothing had been put off."""
    rows = [row for row in stored.assignments(unit.session, payload["assignments"]) if answers_for(request, row)]
    return resume_rows(request, unit, rows)


def resume_rows(request: Request, unit: Unit, rows: Sequence[Open]) -> Reply:
    waiting = stored.snoozed(unit.session, request.now, [request.person.code])
    rows = [row for row in rows if (row.assignment, request.person.code) in waiting]
    if not rows:
        return Reply(words.NOT_SNOOZED)
    stored.stop_snoozes(unit.session, sorted(ids_of(rows)), request.person.code, request.now, words.OTHER_MOMENT)
    for row in rows:
        audit_row(request, unit, "reminder.resume", row, {})
    return Reply(words.RESUMED.format(tasks=words.numbers(tasks_of(rows))))


def named_day_of(request: Request) -> date | None:
    """ "mai", "sang tuần", "thứ Năm", "thứ Năm 28/3": the day to be reminded again on."""
    if request.said.when is not None:
        return request.said.when
    if (named := _named_in(request)) is not None:
        return named
    text = f" {fold(request.said.text)} "
    if " mai " in text and " mai sau " not in text:
        return request.today + timedelta(days=1)
    if any(f" {phrase} " in text for phrase in ("sang tuan", "tuan sau", "tuan toi", "dau tuan")):
        return request.today + timedelta(days=7 - request.today.weekday())
    return None


def _named_in(request: Request) -> date | None:
    """The first day to come that is named."""
    try:
        spans = spans_in(request.said.text, request.today)
    except NoSuchDay:
        return None
    return next((span.first for span in spans if span.first > request.today), None)


def snooze_said(request: Request, unit: Unit) -> Reply:
    said = request.said
    rows = _targets(request, unit)
    if isinstance(rows, Reply):
        return rows
    day = named_day_of(request)
    if (later := _later_today(request)) is not None:
        return put_off(request, unit, rows, later)
    if said.days:
        return put_off(request, unit, rows, moment(request.today + timedelta(days=said.days), hour_of(request.person)))
    if day is not None:
        in_the_afternoon = AFTERNOON if " chieu " in f" {fold(said.text)} " else None
        hour = said.clock or in_the_afternoon or hour_of(request.person)
        return put_off(request, unit, rows, moment(day, hour))
    if said.clock is not None:
        return put_off(request, unit, rows, _next_at(request, said.clock))
    if " chieu " in f" {fold(said.text)} " and request.now.time() < AFTERNOON:
        return put_off(request, unit, rows, moment(request.today, AFTERNOON))
    return _when_again(request, rows)


def _later_today(request: Request) -> datetime | None:
    """ "sau 2 tiếng", "30 phút nữa": so much from now on."""
    found = _FROM_NOW.search(fold(request.said.text))
    if found is None:
        return None
    count, unit = found[1] or found[3], found[2] or found[4]
    return request.now + (timedelta(minutes=int(count)) if unit == "phut" else timedelta(hours=int(count)))


def _next_at(request: Request, hour: time) -> datetime:
    later = moment(request.today, hour)
    return later if later > request.now else later + timedelta(days=1)


def _targets(request: Request, unit: Unit) -> list[Open] | Reply:
    """What is to be put off: the task named, what the last message or card was about, or a question."""
    said = request.said
    if said.task is not None:
        return of_task(request, unit, said.task)
    card = request.conversation.get("card") or {}
    rows = last_reminded(request, unit) or stored.assignments(unit.session, card.get("assignments", ()))
    rows = [row for row in rows if answers_for(request, row) and row.state not in SETTLED]
    if rows and not said.title_tasks:
        return rows
    offered = soon(request, unit)
    if said.title_tasks:
        offered = [row for row in open_rows(request, unit) if row.task in said.title_tasks] or offered
    if not offered:
        return Reply(words.NOTHING_DUE)
    return Reply(words.WHICH_TASK, choices=[[_put_off_button(request, row)] for row in first_of(offered)[:OFFERED]])


def _put_off_button(request: Request, row: Open) -> Choice:
    number = f"NV {row.task}"
    label = f"{number} {short_title(row.task, request.knowledge, LONGEST_LABEL - len(number) - 1)}".strip()
    day, chosen = named_day_of(request), dict[str, Any]()
    if request.said.clock is not None:
        chosen["clock"] = request.said.clock.isoformat()
    if day is not None:
        chosen["day"] = day.isoformat()
    elif request.said.days or not chosen:
        chosen["days"] = request.said.days or 1
    return do(label, "reminders.snooze", assignments=[row.assignment], **chosen)
