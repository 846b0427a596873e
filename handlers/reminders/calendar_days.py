"""Days off and make-up days: anybody asks, an admin sets them (DESIGN 7: the Government swaps days late)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from handlers.dialogue import BOLD, BOLD_END, DECLINED, WRITTEN, ActionHandler, Order, Reply, Request, ask, do
from handlers.folding import folded
from handlers.reminders import calendar_words as asked
from handlers.reminders.replanning import Change, replan, tasks_moved
from handlers.spans_of_days import NoSuchDay, Span, folded_rest, spans_in
from handlers.words import calendar as words
from handlers.words.formats import WEEKDAYS, capital, few_words
from handlers.working_days import WorkingCalendar
from storage import audit, calendar
from storage.session import Unit
from storage.settings_rows import CALENDAR_THROUGH, people_changed, read_setting

MOST_DAYS = 20  # in one order
LINES = 4
SATURDAY = 5
_MARKS = {"bold": BOLD, "end": BOLD_END}
_MONTH = re.compile(r"\bthang (\d{1,2})(?:\s*[/-]\s*(20\d\d))?\b|\bthang (nay|sau|toi)\b")
_YEAR = re.compile(r"\b(20\d\d)\b|\bnam (nay|sau|toi)\b")
_NOTE = re.compile(
    r"\b(?P<on>theo\s+.+)$|\b(?:(?:v[iì] )?l[yý] do(?: l[aà])?|v[iì]|do)\b[\s:]+(?P<why>\S.*)$", re.IGNORECASE
)
NOTE_LETTERS = 80  # of somebody's reason


def recognises(request: Request) -> bool:
    """An admin's order, or anybody's question about a day; "tôi nghỉ …" is leave."""
    text = asked.plain(request.said.text)
    if request.said.reports:
        return False
    if asked.counts(text):
        return _has_days(request) or _period_of(request, text) != (None, None)
    if asked.is_personal(text):
        return False
    if _orders(request, text) or asked.shows(text) or _asks(request, text):
        return True
    return asked.feast_in(text) is not None


def _orders(request: Request, text: str) -> bool:
    ordered = request.person.holds("admin") and not request.forwarded and asked.orders(text)
    return ordered and not _asks(request, text) and _has_days(request)


def _asks(request: Request, text: str) -> bool:
    return asked.asks(text) and _has_days(request)


def _has_days(request: Request) -> bool:
    try:
        return bool(spans_in(request.said.text, request.today))
    except NoSuchDay:
        return True


def answer(request: Request, unit: Unit) -> Reply:
    text = asked.plain(request.said.text)
    try:
        spans = spans_in(request.said.text, request.today)
    except NoSuchDay as error:
        return Reply(words.NO_SUCH_DAY.format(day=error))
    if request.pressed:
        return _show(request, unit, text)
    if asked.counts(text):
        return _counted(request, unit, spans, text)
    if spans and asked.asks(text):
        return _one_day(request, unit, spans[0].first)
    if spans and _orders(request, text):
        return _order(request, unit, spans)
    if not spans and (feast := asked.feast_in(text)) is not None:
        return _feast_day(request, unit, feast) or _show(request, unit, text)
    return _show(request, unit, text)


# --- what is set


def _one_day(request: Request, unit: Unit, day: date) -> Reply:
    """The day's own line, and the days off around it."""
    working = request.knowledge.calendar
    if day.year > int(read_setting(unit.session, CALENDAR_THROUGH, day.year)):
        return Reply(words.NOT_KNOWN.format(year=day.year))
    set_ = {at: note for at, _, note in calendar.between(unit.session, day, day)}
    weekend = day.weekday() >= SATURDAY
    if working.is_working(day):
        line = words.IS_MADE_UP if weekend else words.IS_WORKED
    else:
        line = words.IS_OFF_WEEKEND if weekend else words.IS_OFF
    text = line.format(day=capital(words.whole_day(day)), note=set_.get(day, ""), **_MARKS)
    if not working.is_working(day):
        first, last = _off_around(working, day)
        if first != last:
            text += " " + words.TOGETHER.format(first=words.span([first]), last=words.span([last]))
    whole = ask(words.WHOLE_YEAR.format(year=day.year), ORDER.topic, year=day.year)
    return Reply(text, choices=[[whole]])


def _feast_day(request: Request, unit: Unit, feast: str) -> Reply | None:
    """The next day off with this name, and the days off around it."""
    ahead = calendar.between(unit.session, request.today, date(request.today.year + 1, 12, 31))
    day = next((day for day, working, note in ahead if not working and feast in folded(note)), None)
    return _one_day(request, unit, day) if day is not None else None


def _counted(request: Request, unit: Unit, spans: Sequence[Span], text: str) -> Reply:
    """Working days from today, or from the first day that is named, to the last one, both included (DESIGN 6)."""
    first, last = _from_to(request, spans, text)
    if last < request.today and first >= request.today:
        return Reply(words.COUNT_PAST.format(day=capital(words.whole_day(last))))
    if last.year > int(read_setting(unit.session, CALENDAR_THROUGH, last.year)):
        return Reply(words.NOT_KNOWN.format(year=last.year))
    working = request.knowledge.calendar
    count = working.working_days_between(first, last)
    if first == request.today:
        also = words.WITH_TODAY if working.is_working(first) else ""
        line = words.COUNT_FROM_TODAY.format(last=words.whole_day(last), count=count, with_today=also, **_MARKS)
    else:
        line = words.COUNT_BETWEEN.format(
            first=words.whole_day(first), last=words.whole_day(last), count=count, **_MARKS
        )
    off = [(day, work, "") for day, work, _ in calendar.between(unit.session, first, last)
           if not work and day.weekday() < SATURDAY]  # fmt: skip
    if off:
        line += " " + words.COUNT_LEFT_OUT.format(days=", ".join(words.span(of) for of, _, _ in _runs(off)))
    return Reply(line, choices=[[ask(words.WHOLE_YEAR.format(year=last.year), ORDER.topic, year=last.year)]])


def _from_to(request: Request, spans: Sequence[Span], text: str) -> tuple[date, date]:
    if spans:
        several = len(spans) > 1 or spans[0].first != spans[0].last
        return (spans[0].first if several else request.today), spans[-1].last
    year, month = _period_of(request, text)
    if month is None or year is None:
        return date(year or request.today.year, 1, 1), date(year or request.today.year, 12, 31)
    return _whole_month(year, month)


def _whole_month(year: int, month: int) -> tuple[date, date]:
    first = date(year, month, 1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _off_around(working: WorkingCalendar, day: date) -> tuple[date, date]:
    return working.previous_working(day) + timedelta(days=1), working.next_working(day) - timedelta(days=1)


def _show(request: Request, unit: Unit, text: str) -> Reply:
    """A month, a year, or what comes next."""
    if request.said.topic == ORDER.topic:  # a button of ours
        year, month = request.said.year, request.said.n
    else:
        year, month = _period_of(request, text)
    if month is not None and year is not None:
        about = {"month": month, "year": year}
        head, period = words.OF_MONTH.format(**about), words.MONTH.format(**about)
        return _listed(request, unit, _whole_month(year, month), head, period, year=year, n=month)
    if year is not None:
        head, period = words.OF_YEAR.format(year=year), words.YEAR.format(year=year)
        return _listed(request, unit, (date(year, 1, 1), date(year, 12, 31)), head, period, year=year)
    ahead = (request.today, date(request.today.year + 1, 12, 31))
    return _listed(request, unit, ahead, words.COMING, words.COMING)


def _period_of(request: Request, text: str) -> tuple[int | None, int | None]:
    """(year, month) that were typed."""
    month, year = _MONTH.search(text), _YEAR.search(text)
    said = None
    if year is not None:
        said = int(year[1]) if year[1] else request.today.year + (year[2] != "nay")
    if month is None:
        return said, None
    if month[3]:
        first = request.today if month[3] == "nay" else request.today.replace(day=1) + timedelta(days=31)
        return first.year, first.month
    return said or request.today.year, min(max(int(month[1]), 1), 12)


def _listed(request: Request, unit: Unit, days: tuple[date, date], head: str, period: str, **asked: Any) -> Reply:
    first, last = days
    if first.year > int(read_setting(unit.session, CALENDAR_THROUGH, last.year)):
        return Reply(words.NOT_KNOWN.format(year=first.year))
    runs = _runs(calendar.between(unit.session, first, last))
    if not runs:
        return Reply(words.NOTHING_SET.format(period=period))
    pages = -(-len(runs) // LINES)
    page = min(max(request.page, 1), pages)
    shown = runs[(page - 1) * LINES : page * LINES]
    lines = [(words.WORK_LINE if working else words.OFF_LINE).format(days=words.span(of), note=note)
             for of, working, note in shown]  # fmt: skip
    turns = [ask(words.PREVIOUS, ORDER.topic, page=page - 1, **asked)] if page > 1 else []
    turns += [ask(words.NEXT, ORDER.topic, page=page + 1, **asked)] if page < pages else []
    return Reply("\n".join([head, *lines]), choices=[turns] if turns else [], edit=request.pressed)


def _runs(days: Sequence[tuple[date, bool, str]]) -> list[tuple[list[date], bool, str]]:
    """Days off (worked) that follow one another, weekends between them left out; the note of the feast for all."""
    runs: list[tuple[list[date], bool, str]] = []
    for day, working, note in days:
        if runs and runs[-1][1] is working and _follows(runs[-1][0][-1], day) and (not working or runs[-1][2] == note):
            of, _, name = runs[-1]
            runs[-1] = ([*of, day], working, name if note in name else _feast(name, note))
        else:
            runs.append(([day], working, note))
    return runs


def _feast(name: str, note: str) -> str:
    """The New Year of several days has a name a day: said once."""
    return words.NEW_YEAR if "Tết" in name and "Tết" in note else f"{name}, {note}"


def _follows(before: date, day: date) -> bool:
    between = (before + timedelta(days=n) for n in range(1, (day - before).days))
    return all(d.weekday() >= 5 for d in between)


# --- a change


def _order(request: Request, unit: Unit, spans: Sequence[Span]) -> Reply:
    """Shows what would change and asks; nothing is written yet."""
    for span in spans:
        if span.weekday is not None and span.weekday != span.first.weekday():
            return Reply(
                words.OTHER_WEEKDAY.format(
                    date=words.span([span.first]).split()[-1], weekday=WEEKDAYS[span.first.weekday()],
                    said=WEEKDAYS[span.weekday],
                )
            )  # fmt: skip
    wanted = _wanted(request, spans)
    if len(wanted) > MOST_DAYS:
        return Reply(words.TOO_MANY.format(count=MOST_DAYS))
    if not wanted:
        return Reply(words.WHICH_DAY)
    news = {day: working for day, working in wanted.items() if request.knowledge.calendar.is_working(day) != working}
    if not news:
        notes = [note for _, _, note in calendar.between(unit.session, min(wanted), max(wanted)) if note]
        return Reply(words.AS_IT_IS.format(changes=_changes(wanted), notes=f" ({notes[0]})" if notes else ""))
    count = tasks_moved(unit.session, _change(request, news), request.today)
    effect = words.EFFECT.format(count=count) if count else words.NO_EFFECT
    note = _note(request.said.text)
    payload = {"days": {day.isoformat(): working for day, working in news.items()}, "note": note}
    write = do(words.WRITE, "calendar.write", **payload)
    kept = [words.NOTE.format(note=note)] if note else []
    text = "\n".join([words.ASK.format(changes=_changes(news)), *kept, effect])
    return Reply(text, choices=[[write, do(words.DROP, "calendar.drop")]])


def _note(text: str) -> str:
    """What the day is off for, as typed: "theo thông báo 12", lý do “mua bao”."""
    found = _NOTE.search(text)
    if found is None:
        return ""
    if found["on"]:
        return few_words(found["on"].strip(" ."), NOTE_LETTERS)
    return words.BECAUSE.format(reason=few_words(found["why"].strip(" ."), NOTE_LETTERS))


def _wanted(request: Request, spans: Sequence[Span]) -> dict[date, bool]:
    """Each day with what is said of it: the verb before it, or the one behind where days stand first."""
    text = folded_rest(request.said.text)
    verbs = list(asked.VERB.finditer(text))
    wanted: dict[date, bool] = {}
    days_first = bool(verbs) and spans[0].start < verbs[0].start()
    for span in spans:
        before = [verb for verb in verbs if verb.end() <= span.start]
        behind = [verb for verb in verbs if verb.start() >= span.end]
        near = (behind[:1] or before[-1:]) if days_first else (before[-1:] or behind[:1])
        for verb in near:
            wanted |= {day: _is_worked(verb, day) for day in span.days if len(span.days) == 1 or _counts(verb, day)}
    return wanted


def _is_worked(verb: re.Match[str], day: date) -> bool:
    """ "bỏ" makes it a day like the others of the week."""
    if verb["back"] is not None:
        return day.weekday() < 5
    return verb["work"] is not None


def _counts(verb: re.Match[str], day: date) -> bool:
    """Of several days in a row the weekend is off anyway."""
    return verb["off"] is None or day.weekday() < 5


def _changes(days: Mapping[date, bool]) -> str:
    """ "nghỉ thứ Sáu 02/01/2026, làm việc thứ Bảy 10/01/2026"."""
    runs = _runs([(day, working, "") for day, working in sorted(days.items())])
    return ", ".join((words.WORK if working else words.OFF).format(days=words.span(of)) for of, working, _ in runs)


def _change(request: Request, news: Mapping[date, bool]) -> Change:
    old = request.knowledge.calendar
    known = dict.fromkeys(old.days_off, False) | dict.fromkeys(old.make_up_days, True)
    return Change(sorted(news), old, replace(request.knowledge, calendar=WorkingCalendar({**known, **news})))


def write(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Ghi]: set, audited, planned anew, all at once; an admin, still."""
    if not request.person.holds("admin"):
        return Reply(words.ONLY_ADMIN)
    wanted = {date.fromisoformat(day): bool(working) for day, working in payload["days"].items()}
    count = tasks_moved(unit.session, _change(request, wanted), request.today)
    before = {day: (working, note) for day, working, note in calendar.between(unit.session, min(wanted), max(wanted))}
    for day, working in wanted.items():
        calendar.put(unit.session, day, working, payload["note"] or _usual_note(day, working))
        _record(request, unit, "calendar.set", day, before.get(day), working)
    _take_effect(request, unit, wanted)
    old = {day.isoformat(): list(before[day]) if day in before else None for day in wanted}
    undo = do(words.UNDO, "calendar.undo", days=payload["days"], before=old)
    effect = " " + words.REPLANNED.format(count=count) if count else ""
    return Reply(words.DONE.format(changes=_changes(wanted)) + effect, choices=[[undo]], closes=WRITTEN)


def _usual_note(day: date, working: bool) -> str:
    if not working:
        return words.OFF_NOTE
    return words.WORK_NOTE if day.weekday() >= 5 else words.BACK_NOTE


def _take_effect(request: Request, unit: Unit, news: Mapping[date, bool]) -> None:
    people_changed(unit.session)  # every process takes the calendar anew, and today is planned again
    replan(unit.session, _change(request, news), request.now)


def undo(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Ghi nhầm, hủy], unless one of the days was set again since."""
    if not request.person.holds("admin"):
        return Reply(words.ONLY_ADMIN)
    wanted = {date.fromisoformat(day): bool(working) for day, working in payload["days"].items()}
    now = {day: working for day, working, _ in calendar.between(unit.session, min(wanted), max(wanted))}
    if any(now.get(day) is not working for day, working in wanted.items()):
        return Reply(words.CHANGED_SINCE)
    back: dict[date, bool] = {}
    for day in wanted:
        was = payload["before"][day.isoformat()]
        back[day] = was[0] if was else day.weekday() < 5
        if was:
            calendar.put(unit.session, day, was[0], was[1])
        else:
            calendar.remove(unit.session, day)
        _record(request, unit, "calendar.undo", day, (wanted[day], ""), back[day])
    _take_effect(request, unit, back)
    return Reply(words.UNDONE)


def _record(
    request: Request, unit: Unit, action: str, day: date, before: tuple[bool, str] | None, working: bool
) -> None:
    details = {"from": before[0] if before else None, "to": working}
    subject = f"calendar:{day.isoformat()}"
    audit.record(unit.session, request.now, request.person.code, action, subject, details, request.inbox_id)


def drop(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    return Reply(words.DROPPED, toast=words.DROPPED, closes=DECLINED)


ACTIONS: Mapping[str, ActionHandler] = {"calendar.write": write, "calendar.undo": undo, "calendar.drop": drop}
ORDER = Order("calendar", recognises, answer)
