"""What a person does with a reminder: takes note of it, puts it off, changes the hour; the topic `reminder`."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from handlers import ladder
from handlers.dialogue import BOLD, BOLD_END, ActionHandler, Choice, Reply, Request, ask, do
from handlers.due import last_working_day
from handlers.reminders.digest import due_words, ids_of, short_title, tasks_of
from handlers.reminders.hours import hour_of, moment, next_allowed
from handlers.understanding.fold import fold
from handlers.words import reminders as words
from handlers.words.formats import clock, named_day
from storage import audit
from storage import reminders as stored
from storage.reminders import Open
from storage.session import Unit
from storage.settings_rows import people_changed

EARLIEST_HOUR, LATEST_HOUR = time(5), time(17)  # of a person's digest
MORNING_ENDS = time(11)  # "nhắc lúc 6:45" is about every morning, "nhắc lúc 14:00" may be about today
LONGEST = timedelta(days=7)  # of a snooze
SOON = timedelta(days=14)  # without a task named, what is due so soon is offered
OFFERED = 4  # tasks on buttons
LONGEST_LABEL = 28  # letters of a button alone in its row
_MARKS = {"bold": BOLD, "end": BOLD_END}


# --- taking note


def acknowledge(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Đã nhận]: noted for each task still open that this person answers for now; it stops the second call only."""
    rows = [row for row in stored.assignments(unit.session, payload["assignments"]) if _answers_for(request, row)]
    if not rows:
        return Reply(words.NOT_YOURS)
    return _note(request, unit, rows)


def acknowledge_last(request: Request, unit: Unit) -> Reply | None:
    """ "Rõ", "ok", "nhất trí" typed right after a reminder; None when the last message here was none."""
    rows = [row for row in _last_reminded(request, unit) if _answers_for(request, row)]
    return _note(request, unit, rows) if rows else None


def _last_reminded(request: Request, unit: Unit) -> list[Open]:
    """What the newest message of this chat reminded of."""
    message = stored.last_message(unit.session, request.channel, request.chat)
    return [row.of for row in stored.of_message(unit.session, message)] if message is not None else []


def _note(request: Request, unit: Unit, rows: Sequence[Open]) -> Reply:
    open_rows = [row for row in rows if row.state not in stored.SETTLED and not row.withdrawn]
    stored.acknowledge(unit.session, open_rows, request.person.code, request.now)
    for row in open_rows:
        _audit(request, unit, "reminder.acknowledge", row, {})
    at = clock(request.now)
    tasks = tasks_of(open_rows)
    if not tasks:
        left = words.ALL_REPORTED
    elif len(tasks) == 1:
        left = words.NOT_REPORTED_ONE.format(no=tasks[0])
    else:
        left = words.NOT_REPORTED.format(count=words.count_word(len(tasks)))
    toast = words.NOTED_TOAST.format(clock=at)
    return Reply(f"{words.NOTED.format(clock=at)} {left}", toast=toast, remember=_card(rows))


# --- putting off


def snooze(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Nhắc lúc 14:00], [Hoãn 3 ngày]: payload `assignments` with `clock` (today), or `days` or `day` with the digest
    hour. The person's role, the tasks' state and the limits are looked at again now."""
    rows = [row for row in stored.assignments(unit.session, payload["assignments"]) if _answers_for(request, row)]
    if not rows:
        return Reply(words.NOT_YOURS)
    rows = [row for row in rows if row.state not in stored.SETTLED and not row.withdrawn]
    if not rows:
        return Reply(words.ALL_REPORTED)
    return _put_off(request, unit, rows, _chosen(request, payload))


def _chosen(request: Request, payload: Mapping[str, Any]) -> datetime:
    day = date.fromisoformat(payload["day"]) if "day" in payload else request.today
    day += timedelta(days=payload.get("days", 0))
    return moment(day, time.fromisoformat(payload["clock"]) if "clock" in payload else hour_of(request.person))


def _put_off(request: Request, unit: Unit, rows: Sequence[Open], wanted: datetime) -> Reply:
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
        _audit(request, unit, "reminder.snooze", row, {"until": until.isoformat()})
    ids = [row.assignment for row in rows]
    when = words.moment_words(until.date(), clock(until), request.today)
    text = words.PUT_OFF.format(
        when=when, tasks=words.numbers(tasks_of(rows)), due=_shared_due(request, rows), **_MARKS
    )
    choices = [[do(words.TAKE_BACK, "reminders.resume", assignments=ids)]]
    return Reply(text, choices=choices, remember=_card(rows))


def _shared_due(request: Request, rows: Sequence[Open]) -> str:
    said = {due_words(row, request.knowledge, named=True) for row in rows if row.due}
    return words.PUT_OFF_DUE.format(due=said.pop()) if len(said) == 1 else ""


def _in_time(request: Request, rows: Sequence[Open], last: date) -> list[list[Choice]]:
    """Moments that lie before the last working day is over."""
    ids = [row.assignment for row in rows]
    if last > request.today:
        days = [n for n in (1, 3) if _after(request, n).date() <= last]
        return [[do(words.DAYS.format(days=n), "reminders.snooze", assignments=ids, days=n) for n in days]]
    hours = [hour for hour in (words.TWO_PM, words.FOUR_PM) if _today_at(request, hour) > request.now]
    return [[do(hour, "reminders.snooze", assignments=ids, clock=hour) for hour in hours]] if hours else []


def _after(request: Request, days: int) -> datetime:
    hour = hour_of(request.person)
    return next_allowed(moment(request.today + timedelta(days=days), hour), hour, request.knowledge)


def _today_at(request: Request, hour: str) -> datetime:
    return moment(request.today, time.fromisoformat(hour))


def _days_choices(request: Request, rows: Sequence[Open]) -> list[Choice]:
    ids = [row.assignment for row in rows]
    return [
        do(words.DAYS.format(days=3), "reminders.snooze", assignments=ids, days=3),
        do(words.DAYS.format(days=7), "reminders.snooze", assignments=ids, days=7),
    ]


def _when_again(request: Request, rows: Sequence[Open]) -> Reply:
    ids = [row.assignment for row in rows]
    choices = []
    if request.now.time() < time(14) and request.knowledge.calendar.is_working(request.today):
        choices.append(do(words.AT_TWO, "reminders.snooze", assignments=ids, clock="14:00"))
    choices.append(do(words.DAYS.format(days=1), "reminders.snooze", assignments=ids, days=1))
    choices.append(do(words.DAYS.format(days=3), "reminders.snooze", assignments=ids, days=3))
    rows_of_buttons = [choices[n : n + 2] for n in range(0, len(choices), 2)]
    return Reply(words.WHEN_AGAIN.format(tasks=words.numbers(tasks_of(rows))), choices=rows_of_buttons)


def resume(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Bỏ nhắc lại]: the rungs are as if nothing had been put off."""
    rows = [row for row in stored.assignments(unit.session, payload["assignments"]) if _answers_for(request, row)]
    return _resume(request, unit, rows)


def _resume(request: Request, unit: Unit, rows: Sequence[Open]) -> Reply:
    waiting = stored.snoozed(unit.session, request.now, request.person.code)
    rows = [row for row in rows if (row.assignment, request.person.code) in waiting]
    if not rows:
        return Reply(words.NOT_SNOOZED)
    stored.stop_snoozes(unit.session, sorted(ids_of(rows)), request.person.code, request.now, words.OTHER_MOMENT)
    for row in rows:
        _audit(request, unit, "reminder.resume", row, {})
    return Reply(words.RESUMED.format(tasks=words.numbers(tasks_of(rows))))


# --- the hour


def set_hour(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Hằng ngày 6:45], or typed: payload `hour` as HH:MM."""
    hour = time.fromisoformat(payload["hour"])
    if not EARLIEST_HOUR <= hour <= LATEST_HOUR:
        return Reply(words.HOUR_RANGE.format(hour=_clock(hour_of(request.person))))
    stored.set_digest_hour(unit.session, request.person.code, hour)
    people_changed(unit.session)
    details = {"from": hour_of(request.person).isoformat(), "to": hour.isoformat()}
    subject = f"person:{request.person.code}"
    audit.record(
        unit.session, request.now, request.person.code, "reminder.hour", subject, details, request.inbox_id
    )  # fmt: skip
    return Reply(words.HOUR_SET.format(hour=_clock(hour), **_MARKS))


def _clock(hour: time) -> str:
    return f"{hour.hour}:{hour.minute:02d}"


# --- the topic


def answer(request: Request, unit: Unit) -> Reply:
    """Changes of reminders; what cannot be changed yet is said, with the nearest thing that can."""
    said = request.said
    if said.aspect == "acknowledge":
        return acknowledge_last(request, unit) or Reply(words.NOTHING_TO_NOTE)
    if not request.person.holds(*ladder.AGENCY_ROLES):
        if said.clock is not None and said.task is None:
            return _at(request, unit, said.clock)
        return Reply(words.NOT_REMINDED, choices=[[ask(words.WHO_IS_LATE, "tasks", period="overdue")]])
    match said.aspect:
        case "mute":
            return _mute(request, unit)
        case "resume":
            return _resume(request, unit, _open_rows(request, unit, said.task))
        case "lead_days":
            return _settings(request, words.LADDER_FIXED)
        case "nudge":
            return Reply(words.NO_NUDGE, choices=[[ask(words.WHO_IS_LATE, "tasks", period="overdue")]])
    if said.clock is not None and said.task is None and not _named_day(request):
        return _at(request, unit, said.clock)
    if said.aspect in ("snooze", "hour") or said.task is not None or said.days or _named_day(request):
        return _snooze_said(request, unit)
    return _settings(request)


def _settings(request: Request, first: str = "") -> Reply:
    hour = words.SETTINGS.format(hour=_clock(hour_of(request.person)), **_MARKS)
    ladder_line = "" if first == words.NO_MUTE else words.SETTINGS_LADDER
    lines = [line for line in (first, hour, ladder_line, words.SETTINGS_HOW) if line]
    return Reply("\n".join(lines))


def _at(request: Request, unit: Unit, hour: time) -> Reply:
    """ "nhắc lúc 6:45" is the hour of every morning; "nhắc lúc 14:00" right after a reminder is today, once."""
    rows = [row for row in _last_reminded(request, unit) if _answers_for(request, row)]
    rows = [row for row in rows if row.state not in stored.SETTLED]
    later_today = hour > request.now.time()
    if rows and later_today and (hour > MORNING_ENDS or request.said.aspect == "snooze"):
        return _put_off(request, unit, rows, moment(request.today, hour))
    if hour <= MORNING_ENDS or not EARLIEST_HOUR <= hour <= LATEST_HOUR:
        return set_hour(request, unit, {"hour": hour.isoformat()})
    rows = rows or _soon(request, unit)
    daily = do(words.DAILY_AT.format(hour=_clock(hour)), "reminders.hour", hour=hour.isoformat())
    if not rows or not later_today:
        return Reply(words.HOUR_OR_ONCE.format(hour=_clock(hour)), choices=[[daily]])
    once = do(
        words.ONCE_AT.format(hour=_clock(hour)), "reminders.snooze",
        assignments=[row.assignment for row in rows], clock=hour.isoformat(),
    )  # fmt: skip
    return Reply(words.HOUR_OR_ONCE.format(hour=_clock(hour)), choices=[[once, daily]])


def _named_day(request: Request) -> date | None:
    """ "mai", "sang tuần", "thứ Năm 28/3": the day to be reminded again on."""
    if request.said.when is not None:
        return request.said.when
    text = f" {fold(request.said.text)} "
    if " mai " in text and " mai sau " not in text:
        return request.today + timedelta(days=1)
    if any(f" {phrase} " in text for phrase in ("sang tuan", "tuan sau", "tuan toi", "dau tuan")):
        return request.today + timedelta(days=7 - request.today.weekday())
    return None


def _snooze_said(request: Request, unit: Unit) -> Reply:
    said = request.said
    rows = _targets(request, unit)
    if isinstance(rows, Reply):
        return rows
    day = _named_day(request)
    if said.days:
        return _put_off(request, unit, rows, moment(request.today + timedelta(days=said.days), hour_of(request.person)))
    if day is not None:
        return _put_off(request, unit, rows, moment(day, said.clock or hour_of(request.person)))
    if said.clock is not None:
        return _put_off(request, unit, rows, _next_at(request, said.clock))
    if " chieu " in f" {fold(said.text)} " and request.now.time() < time(14):
        return _put_off(request, unit, rows, moment(request.today, time(14)))
    return _when_again(request, rows)


def _next_at(request: Request, hour: time) -> datetime:
    later = moment(request.today, hour)
    return later if later > request.now else later + timedelta(days=1)


def _targets(request: Request, unit: Unit) -> list[Open] | Reply:
    """What is to be put off: the task named, what the last message or card was about, or a question."""
    said = request.said
    if said.task is not None:
        return _of_task(request, unit, said.task)
    card = request.conversation.get("card") or {}
    rows = _last_reminded(request, unit) or stored.assignments(unit.session, card.get("assignments", ()))
    rows = [row for row in rows if _answers_for(request, row) and row.state not in stored.SETTLED]
    if rows and not said.title_tasks:
        return rows
    offered = _soon(request, unit)
    if said.title_tasks:
        offered = [row for row in _open_rows(request, unit) if row.task in said.title_tasks] or offered
    if not offered:
        return Reply(words.NOTHING_DUE)
    return Reply(words.WHICH_TASK, choices=[[_put_off_button(request, row)] for row in _first_of(offered)[:OFFERED]])


def _put_off_button(request: Request, row: Open) -> Choice:
    number = f"NV {row.task}"
    label = f"{number} {short_title(row.task, request.knowledge, LONGEST_LABEL - len(number) - 1)}".strip()
    day, chosen = _named_day(request), dict[str, Any]()
    if request.said.clock is not None:
        chosen["clock"] = request.said.clock.isoformat()
    if day is not None:
        chosen["day"] = day.isoformat()
    elif request.said.days or not chosen:
        chosen["days"] = request.said.days or 1
    return do(label, "reminders.snooze", assignments=[row.assignment], **chosen)


def _of_task(request: Request, unit: Unit, no: int) -> list[Open] | Reply:
    rows = _first_of(_open_rows(request, unit, no))
    if rows:
        return rows
    task = request.knowledge.task(no)
    if task is None or not set(task.leads) & set(request.person.agencies):
        agency = request.knowledge.agency(request.person.agencies[0])
        return Reply(words.NOT_A_LEAD.format(no=no, agency=agency.actor))
    return Reply(words.NOT_OPEN.format(no=no))


def _mute(request: Request, unit: Unit) -> Reply:
    said = request.said
    if said.task is None:
        return _settings(request, words.NO_MUTE)
    rows = _of_task(request, unit, said.task)
    if isinstance(rows, Reply):
        return rows
    late = rows[0].due is not None and rows[0].due < request.today
    text = words.NO_MUTE_LATE if late else words.NO_MUTE_TASK
    text = text.format(no=said.task, due=due_words(rows[0], request.knowledge))
    blocked = ask(words.REPORT_BLOCKED, "progress", task=said.task, state="blocked")
    ids = [row.assignment for row in rows]
    last = rows[0].due and last_working_day(rows[0].due, request.knowledge.calendar)
    fits = next((n for n in (3, 1) if late or last is None or _after(request, n).date() <= last), None)
    put_off = [do(words.DAYS.format(days=fits), "reminders.snooze", assignments=ids, days=fits)] if fits else []
    return Reply(text, choices=[[*put_off, blocked]], remember=_card(rows))


# --- whose


def _answers_for(request: Request, row: Open) -> bool:
    return any(h.role in ladder.AGENCY_ROLES and h.agency == row.agency for h in request.person.roles)


def _open_rows(request: Request, unit: Unit, task: int | None = None) -> list[Open]:
    """Dated assignments of this person's agencies that something is asked on, earliest first."""
    start = request.knowledge.catalogue.start_day
    last = date(request.today.year + 2, 12, 31)
    return stored.open_of(unit.session, request.person.agencies, start, last, request.today, task)


def _soon(request: Request, unit: Unit) -> list[Open]:
    return [row for row in _open_rows(request, unit) if row.due is not None and row.due <= request.today + SOON]


def _first_of(rows: Iterable[Open]) -> list[Open]:
    """The earliest open occurrence of each task and agency."""
    first: dict[tuple[int, str], Open] = {}
    for row in rows:
        first.setdefault((row.task, row.agency), row)
    return list(first.values())


def _card(rows: Sequence[Open]) -> Mapping[str, Any]:
    tasks = tasks_of(rows)
    kind = "task" if len(tasks) == 1 else "list"
    return {"card": {"kind": kind, "tasks": tasks, "assignments": [row.assignment for row in rows]}}


def _audit(request: Request, unit: Unit, action: str, row: Open, details: Mapping[str, Any]) -> None:
    subject = f"assignment:{row.assignment}"
    audit.record(unit.session, request.now, request.person.code, action, subject, details, request.inbox_id)


ACTIONS: Mapping[str, ActionHandler] = {
    "reminders.acknowledge": acknowledge,
    "reminders.snooze": snooze,
    "reminders.resume": resume,
    "reminders.hour": set_hour,
}
