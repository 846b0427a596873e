"""Topic `tasks`: lists of tasks of an agency, of a period, of a document, of the province; and who is late.

Heads and officers see progress of what their own agency leads; of other agencies they see what everybody may know:
titles, leads and dates. Red first; a recurring task shows its open occurrence only (DESIGN 6).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers import due as days
from handlers.dialogue import Choice, Reply, Request, ask, bold, do
from handlers.rights import sees_all
from handlers.task_facts import acceptor, actor, again, card, led_by, names, own_agencies, rows_of
from handlers.words import tasks as words
from handlers.words.formats import capital, day
from storage import assignments
from storage.assignments import Assigned, Share
from storage.catalogue import Task
from storage.session import Unit

LINES, LATE_LINES = 4, 8  # of one page: tasks, agencies of a table
PROVINCE, BEFORE = "province", "before"  # asked by our own buttons only


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list and the task it is about."""

    text: str
    task: int | None = None
    assignment: int | None = None


def answer(request: Request, unit: Unit) -> Reply:
    """The list that was asked for. Reads only."""
    said, own = request.said, own_agencies(request)
    if said.alternatives:
        return _which(request, said.alternatives)
    if said.period == "overdue" and not said.agencies and not said.own and sees_all(request.person):
        return _overdue_by_task(request, unit) if said.aspect == "all" else _who_is_late(request, unit)
    named = said.agencies or (() if said.aspect == PROVINCE else _default_agencies(request))
    if len(named) > 1 and not said.agencies:
        return _which(request, named)
    if not named or said.group:
        return _province(request, unit)
    agency = named[0]
    if said.aspect == "coordinating":
        return _coordinating(request, unit, agency)
    if agency in own or sees_all(request.person):
        return _before_start(request, unit, agency) if said.period == BEFORE else _full(request, unit, agency)
    return _facts(request, unit, agency)


def _default_agencies(request: Request) -> tuple[str, ...]:
    """The agencies one speaks for; a monitor's own agency when it is asked for by "của tôi"."""
    return own_agencies(request) or (request.person.agencies if request.said.own else ())


def _which(request: Request, codes: Sequence[str]) -> Reply:
    agencies = [request.knowledge.agency(code) for code in codes]
    choices = [
        again(
            request, a.name if len(a.name) <= words.WIDE_BUTTON else a.short_name, agencies=(a.code,), alternatives=()
        )
        for a in agencies
    ]
    return Reply(words.WHICH_AGENCY, rows_of(choices))


# --- what is asked about


def _wanted(request: Request, task: Task) -> bool:
    """Does the task belong to the field and the document that were named?"""
    said = request.said
    if said.field is not None and task.field != said.field:
        return False
    return said.document is None or re.search(rf"(?<!\d){said.document}(?!\d)", task.source.name) is not None


def _about(request: Request) -> str:
    """ " lĩnh vực tài chính công theo Công văn 914/UBND-NC", or nothing."""
    said, about = request.said, ""
    if said.field is not None:
        trees = sorted(request.knowledge.catalogue.criteria.items(), reverse=True)
        field = next((c.name for _, tree in trees for c in tree.values() if c.code == str(said.field)), str(said.field))
        about += words.IN_FIELD.format(field=field[:1].lower() + field[1:])
    if said.document is not None:
        found = (t.source.name for t in request.knowledge.catalogue.tasks.values() if _wanted(request, t))
        about += words.IN_DOCUMENT.format(document=next(found, f"văn bản {said.document}"))
    return about


def _filtered(request: Request) -> bool:
    return request.said.field is not None or request.said.document is not None


# --- pages


def _paged(
    request: Request, head: str, lines: Sequence[Line], foot: str = "", choices: Sequence[Sequence[Choice]] = (),
    size: int = LINES,
) -> Reply:  # fmt: skip
    """One page of a list; a page is turned in place."""
    size = size - 1 if foot and size == LINES else size
    last = max(1, -(-len(lines) // size))
    page = min(max(request.page, 1), last)
    shown = lines[(page - 1) * size : page * size]
    parts = [head, *(line.text for line in shown), *([foot] if foot and page == 1 else [])]
    turning = []
    if page > 1:
        turning.append(again(request, words.PREVIOUS, page - 1 or 1))
    if page < last:
        turning.append(again(request, words.NEXT, page + 1))
    tasks = [line.task for line in shown if line.task is not None]
    remember = card("list", tasks, [line.assignment for line in shown if line.assignment is not None])
    rows = [*([turning] if turning else []), *choices]
    return Reply("\n".join(parts), rows, edit=request.pressed and request.page > 1, remember=remember)


# --- an agency that the person may see into


def _full(request: Request, unit: Unit, agency: str) -> Reply:
    knowledge, today = request.knowledge, request.today
    start = knowledge.catalogue.start_day
    led = {t.no: t for t in led_by(knowledge, [agency]) if _wanted(request, t)}
    opened = [a for a in assignments.of_agency(unit.session, agency, start, today) if a.task in led]
    opened = days.by_section(opened, today)
    head, shown = _chosen(request, agency, len(led), opened)
    lines = [_line(request, led[a.task], a) for a in shown]
    foot = ""
    if request.said.period in (None, "overdue") and request.said.aspect is None and not _filtered(request):
        foot = _start_day(request, unit, agency)
    return _paged(request, head, lines, foot, _buttons(request, agency))


def _chosen(request: Request, agency: str, led: int, opened: Sequence[Assigned]) -> tuple[str, list[Assigned]]:
    """The headline and what stands below it, for the period or the whole."""
    said, today, about = request.said, request.today, _about(request)
    who = actor(request.knowledge, agency)
    late = [a for a in opened if days.is_overdue(a, today)]
    if said.period == "overdue":
        if not late:
            return words.NONE_OVERDUE.format(agency=who, about=about), []
        return words.OVERDUE.format(agency=who, count=bold(len(late)), about=about), late
    if said.period in words.PERIODS:
        coming = [a for a in opened if days.is_unfinished(a) and days.in_period(a.due, said.period, today)]
        head = words.IN_PERIOD if coming else words.NONE_IN_PERIOD
        text = head.format(period=words.PERIODS[said.period], agency=who, count=bold(len(coming)), about=about)
        if late:
            text = words.PARTS.format(head=text.rstrip("."), parts=words.LATE_PART.format(count=len(late)))
        return text if late or not coming else f"{text}:", [*late, *coming]
    if not led:
        return words.LEADS_NONE.format(agency=who, about=about), []
    head = words.LEADS_IN.format(agency=who, count=bold(led), about=about)
    if said.aspect == "all" or _filtered(request):
        return f"{head}:", list(opened)
    soon = [a for a in opened if days.is_soon(a, today)]
    parts = [words.LATE_PART.format(count=len(late))] if late else []
    parts += [words.SOON.format(count=len(soon))] if soon else []
    if parts:
        return words.PARTS.format(head=head, parts=", ".join(parts)), [*late, *soon]
    coming = [a for a in opened if days.is_unfinished(a) and a.due is not None]
    if not coming:
        return words.NOTHING_OPEN.format(head=head), []
    return words.NOTHING_SOON.format(head=head), coming[: LINES - 2]


def _line(request: Request, task: Task, one: Assigned) -> Line:
    today, calendar = request.today, request.knowledge.calendar
    late = days.is_overdue(one, today)
    facts = [words.due_phrase(task, one.due, today, calendar)]
    if late and one.due is not None:
        facts = [words.due_words(task, one.due, today), words.left_words(one.due, today, calendar)]
    if one.state != "not_started":
        facts.append(words.state_words(one, acceptor(request.knowledge, one.agency)))
    mark = words.RED if late else ""
    text = words.LINE.format(mark=mark, no=task.no, title=words.short_title(task), facts=", ".join(facts))
    return Line(text, task.no, one.id)


def _start_day(request: Request, unit: Unit, agency: str) -> str:
    """Said where something was left out."""
    start = request.knowledge.catalogue.start_day
    if start is None or not assignments.before_start(unit.session, agency, start):
        return ""
    return words.START_DAY.format(start=day(start))


def _buttons(request: Request, agency: str) -> list[list[Choice]]:
    said = request.said
    row = [ask(words.REPORT, "progress")] if agency in own_agencies(request) else []
    if said.aspect != "all" or said.period or _filtered(request):
        row.append(ask(words.ALL, "tasks", agencies=(agency,), aspect="all"))
    row.append(ask(words.COORDINATING, "tasks", agencies=(agency,), aspect="coordinating"))
    return [row]


def _before_start(request: Request, unit: Unit, agency: str) -> Reply:
    """What was due before the start day and nobody knows the end of."""
    start = request.knowledge.catalogue.start_day
    found = assignments.before_start(unit.session, agency, start)
    about = {"agency": actor(request.knowledge, agency), "start": day(start) if start else ""}
    if not found:
        return Reply(words.NONE_BEFORE_START.format(**about))
    head = words.BEFORE_START.format(count=bold(len(found)), **about)
    lines = []
    for one in found:
        task = request.knowledge.catalogue.tasks[one.task]
        facts = words.due_words(task, one.due, request.today)
        text = words.LINE.format(mark="", no=task.no, title=words.short_title(task), facts=facts)
        lines.append(Line(text, one.task, one.id))
    mine = agency in own_agencies(request)
    choices = [[do(words.ALL_DONE, "progress.before_start_done", agency=agency), ask(words.REPORT, "progress")]]
    return _paged(request, head, lines, choices=choices if mine else ())


# --- what everybody may know


def _facts(request: Request, unit: Unit, agency: str) -> Reply:
    """Titles and dates of another agency; how far it is, is not told."""
    said, who, about = request.said, actor(request.knowledge, agency), _about(request)
    if said.period == "overdue":
        buttons = [_tasks_of(agency, who), ask(words.OWN_TASKS, "tasks", own=True)]
        return Reply(words.PROGRESS_IS_THEIRS.format(agency=who), rows_of(buttons))
    led = [t for t in led_by(request.knowledge, [agency]) if _wanted(request, t)]
    dates = assignments.dates_of(unit.session, agency)
    dated = sorted(
        ((t, _next(dates.get(t.no, []), request.today)) for t in led),
        key=lambda pair: (pair[1] is None, pair[1] or date.max, pair[0].no),
    )
    period = said.period or "soon"
    coming = [(t, d) for t, d in dated if d is not None and d >= request.today]
    within = [(t, d) for t, d in coming if _is_within(d, period, request.today)]
    if said.period in words.PERIODS:
        form = words.IN_PERIOD if within else words.NONE_IN_PERIOD
        head = form.format(period=words.PERIODS[said.period], agency=who, count=bold(len(within)), about=about)
        shown = within
        head = f"{head}:" if within else head
    elif not led:
        head, shown = words.LEADS_NONE.format(agency=who, about=about), []
    else:
        head = words.LEADS_IN.format(agency=who, count=bold(len(led)), about=about)
        if said.aspect == "all" or _filtered(request):
            past = [(t, d) for t, d in dated if d is not None and d < request.today]
            shown, head = [*coming, *((t, d) for t, d in dated if d is None), *past], f"{head}:"
        elif within:
            shown, part = within, words.SOON_FACT.format(count=len(within))
            head = words.PARTS.format(head=head, parts=part)
        else:
            shown, head = coming[: LINES - 1], words.NOTHING_SOON_FACT.format(head=head)
    lines = [_fact_line(request, task, when) for task, when in shown]
    return _paged(request, head, lines, choices=_buttons(request, agency))


def _next(dates: Sequence[date], today: date) -> date | None:
    return next((d for d in dates if d >= today), dates[-1] if dates else None)


def _is_within(due: date, period: str, today: date) -> bool:
    return due <= today + days.SOON if period == "soon" else days.in_period(due, period, today)


def _fact_line(request: Request, task: Task, when: date | None, lead: str = "") -> Line:
    facts = words.due_phrase(task, when, request.today, request.knowledge.calendar)
    if lead:
        facts = words.LED_BY.format(lead=lead, due=facts)
    return Line(words.LINE.format(mark="", no=task.no, title=words.short_title(task), facts=facts), task.no)


def _tasks_of(agency: str, who: str) -> Choice:
    label = f"Việc của {who}"
    return ask(label if len(label) <= words.WIDE_BUTTON else words.ALL, "tasks", agencies=(agency,))


def _coordinating(request: Request, unit: Unit, agency: str) -> Reply:
    tasks = [t for t in request.knowledge.catalogue.tasks.values() if agency in t.coordinating and _wanted(request, t)]
    who, about = actor(request.knowledge, agency), _about(request)
    buttons = [[ask(words.ALL, "tasks", agencies=(agency,), aspect="all")]]
    if not tasks:
        return Reply(words.COORDINATES_NONE.format(agency=who, about=about), buttons)
    when = assignments.next_dates(unit.session, request.today)
    tasks.sort(key=lambda t: _coming_first(when.get(t.no), request.today, t.no))
    lines = [_fact_line(request, t, when.get(t.no), names(request.knowledge, t.leads, 1)) for t in tasks]
    head = words.COORDINATES.format(agency=who, count=bold(len(tasks)), about=about)
    return _paged(request, head, lines, choices=buttons)


def _coming_first(when: date | None, today: date, no: int) -> tuple[int, date, int]:
    """Dates to come, then undated, then past."""
    if when is None:
        return (1, date.max, no)
    return (0 if when >= today else 2, when, no)


# --- the province


def _province(request: Request, unit: Unit) -> Reply:
    """Tasks of the whole province or of a group; with counts for those who see all, else dates only."""
    said, knowledge, today = request.said, request.knowledge, request.today
    members = None
    if said.group:
        members = [a.code for a in knowledge.catalogue.agencies.values() if a.group == said.group]
    listed = led_by(knowledge, members) if members is not None else list(knowledge.catalogue.tasks.values())
    tasks = {t.no: t for t in listed if _wanted(request, t)}
    about = words.OF_GROUP.get(said.group or "", "") + _about(request)
    head = words.PROVINCE.format(count=bold(len(tasks)), about=about)
    if not sees_all(request.person):
        return _province_facts(request, unit, tasks, head)
    shares = [s for s in assignments.shares(unit.session, _start(request), today, members) if s.task in tasks]
    behind = [s for s in shares if s.due is not None and s.due < today and s.finished < s.agencies]
    coming = [s for s in shares if s.due is None or s.due >= today]
    if said.period in words.PERIODS:
        soon = [s for s in coming if days.in_period(s.due, said.period, today)]
        form = words.IN_PERIOD if soon else words.NONE_IN_PERIOD
        period = words.PERIODS[said.period]
        head = form.format(period=period, agency=words.PROVINCE_NAME, count=bold(len(soon)), about=about).rstrip(".")
    elif said.aspect == "all" or _filtered(request) or said.group:
        return _paged(request, f"{head}:", [_share_line(request, tasks[s.task], s) for s in [*behind, *coming]])
    else:
        soon = [s for s in coming if s.due is not None and s.due <= today + days.SOON]
    late = [words.LATE_PART.format(count=len(behind))] if behind else []
    parts = late if said.period else [*late, *([words.SOON.format(count=len(soon))] if soon else [])]
    if parts:
        head = words.PARTS.format(head=head, parts=", ".join(parts))
    elif soon:
        head = f"{head}:"
    else:
        head = f"{head}." if said.period else words.NOTHING_SOON.format(head=head)
        soon = [] if said.period else [s for s in coming if s.due is not None][: LINES - 1]
    lines = [_share_line(request, tasks[s.task], s) for s in [*behind, *soon]]
    buttons = [[ask(words.BY_AGENCY, "tasks", period="overdue"), ask(words.ALL, "tasks", aspect="all")]]
    return _paged(request, head, lines, choices=buttons)


def _start(request: Request) -> date | None:
    return request.knowledge.catalogue.start_day


def _share_line(request: Request, task: Task, share: Share) -> Line:
    today, calendar = request.today, request.knowledge.calendar
    late = share.due is not None and share.due < today and share.finished < share.agencies
    if late and share.due is not None:
        due = f"{words.due_words(task, share.due, today)}, {words.left_words(share.due, today, calendar)}"
    else:
        due = words.due_phrase(task, share.due, today, calendar)
    facts = f"{due}, {words.SHARE.format(done=share.finished, all=share.agencies)}"
    mark = words.RED if late else ""
    return Line(words.LINE.format(mark=mark, no=task.no, title=words.short_title(task), facts=facts), task.no)


def _province_facts(request: Request, unit: Unit, tasks: dict[int, Task], head: str) -> Reply:
    said, today = request.said, request.today
    when = assignments.next_dates(unit.session, today)
    listed = sorted(tasks.values(), key=lambda t: _coming_first(when.get(t.no), today, t.no))
    if said.period in words.PERIODS:
        listed = [t for t in listed if days.in_period(when.get(t.no), said.period, today)]
        form = words.IN_PERIOD if listed else words.NONE_IN_PERIOD
        period, about = words.PERIODS[said.period], _about(request)
        head = form.format(period=period, agency=words.PROVINCE_NAME, count=bold(len(listed)), about=about).rstrip(".")
    lines = [_fact_line(request, t, when.get(t.no), names(request.knowledge, t.leads, 1)) for t in listed]
    return _paged(request, f"{head}:" if lines else f"{head}.", lines)


# --- who is late


def _who_is_late(request: Request, unit: Unit) -> Reply:
    """Agencies by the number of their overdue tasks: only for those who see all."""
    late = assignments.overdue_by_agency(unit.session, _start(request), request.today)
    if request.said.group:
        group = request.said.group
        late = [(code, n) for code, n in late if request.knowledge.agency(code).group == group]
    if not late:
        return Reply(words.NOBODY_LATE, [[ask(words.ALL, "tasks", aspect="all")]])
    lines = []
    for at, (code, count) in enumerate(late, 1):
        lines.append(Line(f"{at}. " + words.LATE_LINE.format(agency=actor(request.knowledge, code), count=count)))
    buttons = [ask(words.BY_TASK, "tasks", period="overdue", aspect="all")]
    first = (max(request.page, 1) - 1) * LATE_LINES
    for code, _ in late[first : first + 2]:
        name = capital(actor(request.knowledge, code))
        agency = request.knowledge.agency(code)
        label = name if len(name) <= words.WIDE_BUTTON else agency.short_name
        buttons.append(ask(label, "tasks", agencies=(code,), period="overdue"))
    head = words.WHO_IS_LATE.format(count=bold(len(late)))
    return _paged(request, head, lines, choices=rows_of(buttons), size=LATE_LINES)


def _overdue_by_task(request: Request, unit: Unit) -> Reply:
    tasks = {t.no: t for t in request.knowledge.catalogue.tasks.values() if _wanted(request, t)}
    shares = [s for s in assignments.shares(unit.session, _start(request), request.today) if s.task in tasks]
    behind = [s for s in shares if s.due is not None and s.due < request.today and s.finished < s.agencies]
    buttons = [[ask(words.BY_AGENCY, "tasks", period="overdue")]]
    if not behind:
        return Reply(words.NONE_OVERDUE.format(agency=capital(words.PROVINCE_NAME), about=_about(request)), buttons)
    head = words.OVERDUE.format(
        agency=capital(words.PROVINCE_NAME), count=bold(len(behind)), about=_about(request)
    )  # fmt: skip
    return _paged(request, head, [_share_line(request, tasks[s.task], s) for s in behind], choices=buttons)
