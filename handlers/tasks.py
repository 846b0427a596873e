"""Topic `tasks`: what an agency leads or coordinates, by period, field or document; the province's lists stand beside.

Heads and officers see progress of what their own agency leads; of other agencies they see what everybody may know:
titles, leads and dates. Red first; a recurring task shows its open occurrence only (DESIGN 6).
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from handlers import due as days
from handlers.assignment.waiting import own_waiting, waiting_list
from handlers.dialogue import Choice, Reply, Request, ask, bold, do
from handlers.documents import without_tasks
from handlers.province_tasks import overdue_by_task, period_head, province, who_is_late
from handlers.rights import sees_all
from handlers.task_facts import (
    acceptor,
    actor,
    again,
    agency_label,
    led_by,
    names,
    own_agencies,
    rows_of,
    tasks_of_label,
)
from handlers.task_lists import BEFORE, LINES, Line, about, coming_first, fact_line, is_filtered, is_wanted, paged
from handlers.words import tasks as words
from handlers.words.formats import day, short_day
from handlers.words.hand_on import MARK
from storage import assignments, hand_ons
from storage.assignments import Assigned
from storage.catalogue import Task
from storage.session import Unit

PROVINCE = "province"  # an aspect that only our own buttons ask for
WAITING = "waiting"  # reported as done, not yet decided on
NO_PERIOD = "soon"  # the next seven days


def answer(request: Request, unit: Unit) -> Reply:
    """The list that was asked for, of one agency or of the province; other agencies by button. Reads only."""
    said = request.said
    if said.alternatives:
        return _which(request, said.alternatives)
    if said.document is not None and not any(is_wanted(request, t) for t in request.knowledge.catalogue.tasks.values()):
        return without_tasks(request, said.document)
    if said.aspect == WAITING and not said.own and sees_all(request.person):
        return waiting_list(request, unit)
    if said.period == "overdue" and not said.agencies and not said.own and sees_all(request.person):
        return overdue_by_task(request, unit) if said.aspect == "all" else who_is_late(request, unit)
    named = said.agencies or (() if said.aspect == PROVINCE else _default_agencies(request))
    if len(named) > 1 and not said.agencies:
        return _which(request, named)
    if not named and (said.period == "overdue" or said.aspect == WAITING) and not sees_all(request.person):
        text = words.WAITING_FOR_MONITORS if said.aspect == WAITING else words.LATE_FOR_MONITORS
        return Reply(text, [[ask(words.ALL, "tasks", aspect="all")]])
    if not named or said.group:
        return province(request, unit)
    reply = _of(request, unit, named[0])
    beside = [again(request, tasks_of_label(request.knowledge, code), agencies=(code,)) for code in named[1:3]]
    return replace(reply, choices=[*reply.choices, *rows_of(beside)])


def _of(request: Request, unit: Unit, agency: str) -> Reply:
    """One agency's list, by what was asked and who asks."""
    said, own = request.said, own_agencies(request)
    if said.aspect == WAITING and (agency in own or sees_all(request.person)):
        return own_waiting(request, unit, agency)
    if said.aspect == "coordinating":
        return _coordinating(request, unit, agency)
    if agency in own or sees_all(request.person):
        return _before_start(request, unit, agency) if said.period == BEFORE else _own(request, unit, agency)
    return _facts(request, unit, agency)


def _default_agencies(request: Request) -> tuple[str, ...]:
    """The agencies one speaks for; a monitor's own agency when it is asked for by "của tôi"."""
    return own_agencies(request) or (request.person.agencies if request.said.own else ())


def _which(request: Request, codes: Sequence[str]) -> Reply:
    labels = {code: agency_label(request.knowledge, code) for code in codes}
    choices = [again(request, label, agencies=(code,), alternatives=()) for code, label in labels.items()]
    return Reply(words.WHICH_AGENCY, rows_of(choices))


# --- an agency that the person may see into


def _own(request: Request, unit: Unit, agency: str) -> Reply:
    knowledge, today = request.knowledge, request.today
    led = {t.no: t for t in led_by(knowledge, [agency]) if is_wanted(request, t)}
    start = knowledge.catalogue.start_day
    opened = [a for a in assignments.of_agency(unit.session, agency, start, today) if a.task in led]
    head, shown = _chosen(request, agency, len(led), days.by_section(opened, today))
    heads = any(held.role == "head" and held.agency == agency for held in request.person.roles)
    handed = hand_ons.live(unit.session, [a.id for a in shown]) if heads and shown else {}
    lines = [_line(request, led[a.task], a, handed=a.id in handed) for a in shown]
    return paged(request, head, lines, _foot(request, unit, agency), _buttons(request, agency))


def _chosen(request: Request, agency: str, led: int, opened: Sequence[Assigned]) -> tuple[str, list[Assigned]]:
    """The headline and what stands below it, for the period or the whole."""
    said, today, described = request.said, request.today, about(request)
    who = actor(request.knowledge, agency)
    late = [a for a in opened if days.is_overdue(a, today)]
    if said.period == "overdue":
        form = words.OVERDUE if late else words.NONE_OVERDUE
        return form.format(agency=who, count=bold(len(late)), about=described), late
    if said.period in words.PERIODS:
        coming = [
            a
            for a in opened
            if days.is_unfinished(a) and days.in_period(a.due, said.period, today, request.knowledge.calendar)
        ]
        head = period_head(said.period, who, len(coming), described)
        if late:
            head = words.PARTS.format(head=head.rstrip(".:"), parts=words.LATE_PART.format(count=len(late)))
        return head, [*late, *coming]
    if said.days is not None:
        end = today + timedelta(days=said.days)
        coming = [a for a in opened if days.is_unfinished(a) and a.due is not None and today <= a.due <= end]
        form = words.WITHIN if coming else words.NONE_WITHIN
        facts = {"agency": who, "days": said.days, "end": short_day(end), "about": described}
        return form.format(count=bold(len(coming)), **facts), [*late, *coming]
    if not led:
        return words.LEADS_NONE.format(agency=who, about=described), []
    head = words.LEADS_IN.format(agency=who, count=bold(led), about=described)
    if said.aspect == "all" or is_filtered(request):
        return f"{head}:", list(opened)
    soon = [a for a in opened if days.is_soon(a, today)]
    parts = [words.LATE_PART.format(count=len(late))] if late else []
    parts += [words.SOON.format(count=len(soon))] if soon else []
    if parts:
        return words.PARTS.format(head=head, parts=", ".join(parts)), [*late, *soon]
    coming = [a for a in opened if days.is_unfinished(a) and a.due is not None]
    form = words.NOTHING_SOON if coming else words.NOTHING_OPEN
    return form.format(head=head), coming[: LINES - 2]


def _line(request: Request, task: Task, one: Assigned, *, handed: bool) -> Line:
    today, calendar = request.today, request.knowledge.calendar
    late = days.is_overdue(one, today)
    facts = [words.due_phrase(task, one.due, today, calendar)]
    if late and one.due is not None:
        facts = [words.due_words(task, one.due, today), words.left_words(one.due, today, calendar)]
    if one.state != "not_started":
        facts.append(words.state_words(one, acceptor(request.knowledge, one.agency)))
    if handed:
        facts.append(MARK)
    mark = words.RED if late else ""
    text = words.LINE.format(mark=mark, no=task.no, title=words.short_title(task), facts=", ".join(facts))
    return Line(text, task.no, one.id)


def _foot(request: Request, unit: Unit, agency: str) -> str:
    """What was left out: the list of late colleagues, or what was due before the start day."""
    said, start = request.said, request.knowledge.catalogue.start_day
    if said.period == "overdue" and not said.own and not said.agencies:
        return words.LATE_FOR_MONITORS
    if said.period not in (None, "overdue") or said.aspect is not None or is_filtered(request):
        return ""
    if start is None or not assignments.before_start(unit.session, agency, start):
        return ""
    return words.START_DAY.format(start=day(start))


def _buttons(request: Request, agency: str) -> list[list[Choice]]:
    said = request.said
    row = [ask(words.REPORT, "progress")] if agency in own_agencies(request) else []
    if said.aspect != "all" or said.period or is_filtered(request):
        row.append(ask(words.ALL, "tasks", agencies=(agency,), aspect="all"))
    row.append(ask(words.COORDINATING, "tasks", agencies=(agency,), aspect="coordinating"))
    further = []
    if said.document is not None:
        further.append(ask(words.WHOLE_DOCUMENT, "tasks", document=said.document, aspect=PROVINCE))
    return [row, further] if further else [row]


def _before_start(request: Request, unit: Unit, agency: str) -> Reply:
    """What was due before the start day and nobody knows the end of."""
    start = request.knowledge.catalogue.start_day
    found = assignments.before_start(unit.session, agency, start)
    told = {"agency": actor(request.knowledge, agency), "start": day(start) if start else ""}
    if not found:
        return Reply(words.NONE_BEFORE_START.format(**told))
    head = words.BEFORE_START.format(count=bold(len(found)), **told)
    lines = []
    for one in found:
        task = request.knowledge.catalogue.tasks[one.task]
        facts = words.due_words(task, one.due, request.today)
        text = words.LINE.format(mark="", no=task.no, title=words.short_title(task), facts=facts)
        lines.append(Line(text, one.task, one.id))
    choices = [[do(words.ALL_DONE, "progress.before_start_done", agency=agency), ask(words.REPORT, "progress")]]
    return paged(request, head, lines, choices=choices if agency in own_agencies(request) else ())


# --- what everybody may know


def _facts(request: Request, unit: Unit, agency: str) -> Reply:
    """Titles and dates of another agency; how far it is, is not told."""
    if request.said.period == "overdue" or request.said.aspect == WAITING:
        who = actor(request.knowledge, agency)
        label = tasks_of_label(request.knowledge, agency)
        buttons = [ask(label, "tasks", agencies=(agency,)), ask(words.OWN_TASKS, "tasks", own=True)]
        return Reply(words.PROGRESS_IS_THEIRS.format(agency=who), rows_of(buttons))
    dates = assignments.dates_of(unit.session, agency)
    led = [t for t in led_by(request.knowledge, [agency]) if is_wanted(request, t)]
    dated = [(t, _next(dates.get(t.no, []), request.today)) for t in led]
    dated.sort(key=lambda pair: coming_first(pair[1], request.today, pair[0].no))
    head, shown = _chosen_facts(request, agency, dated)
    return paged(request, head, [fact_line(request, t, when) for t, when in shown], choices=_buttons(request, agency))


def _next(dates: Sequence[date], today: date) -> date | None:
    return next((d for d in dates if d >= today), dates[-1] if dates else None)


def _chosen_facts(
    request: Request, agency: str, dated: Sequence[tuple[Task, date | None]]
) -> tuple[str, list[tuple[Task, date | None]]]:
    said, who, described = request.said, actor(request.knowledge, agency), about(request)
    coming: list[tuple[Task, date | None]] = [(t, d) for t, d in dated if d is not None and d >= request.today]
    within = [(t, d) for t, d in coming if _is_within(d, said.period or NO_PERIOD, request)]
    if said.period in words.PERIODS:
        return period_head(said.period, who, len(within), described), within
    if not dated:
        return words.LEADS_NONE.format(agency=who, about=described), []
    head = words.LEADS_IN.format(agency=who, count=bold(len(dated)), about=described)
    if said.aspect == "all" or is_filtered(request):
        return f"{head}:", list(dated)
    if within:
        return words.PARTS.format(head=head, parts=words.SOON_FACT.format(count=len(within))), within
    form = words.NOTHING_SOON_FACT if coming else words.NO_DATES
    return form.format(head=head), coming[: LINES - 1]


def _is_within(due: date | None, period: str, request: Request) -> bool:
    if period == NO_PERIOD:
        return due is not None and due <= request.today + days.SOON
    return period in words.PERIODS and days.in_period(due, period, request.today, request.knowledge.calendar)


def _coordinating(request: Request, unit: Unit, agency: str) -> Reply:
    tasks = [
        t for t in request.knowledge.catalogue.tasks.values() if agency in t.coordinating and is_wanted(request, t)
    ]
    told = {"agency": actor(request.knowledge, agency), "about": about(request)}
    buttons = [[ask(words.LED, "tasks", agencies=(agency,), aspect="all")]]
    if not tasks:
        return Reply(words.COORDINATES_NONE.format(**told), buttons)
    when = assignments.next_dates(unit.session, request.today)
    tasks.sort(key=lambda t: coming_first(when.get(t.no), request.today, t.no))
    lines = [fact_line(request, t, when.get(t.no), names(request.knowledge, t.leads, 1)) for t in tasks]
    head = words.COORDINATES.format(count=bold(len(tasks)), **told)
    return paged(request, head, lines, choices=buttons)
