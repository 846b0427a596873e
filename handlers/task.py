"""Topic `task`: one task, or one question about it (its date, who does it, how far it is, what was reported).

Everybody enrolled may know title, leads and dates; progress is for the lead, whom it coordinates with, monitors and
leaders (DESIGN 1). The deadline text of the document always stands beside what the grammar made of it (DESIGN 6).
"""

import re
from collections.abc import Sequence
from datetime import date

from handlers import due as days
from handlers.dialogue import Choice, Reply, Request, ask, bold
from handlers.rights import sees_all, sees_progress
from handlers.task_facts import acceptor, actor, again, card, card_tasks, led_by, names, own_agencies, rows_of
from handlers.words import task as words
from handlers.words import tasks as phrases
from handlers.words.formats import capital, clock, day, few_words, named_day, short_day
from storage import assignments
from storage.assignments import Assigned, Report
from storage.catalogue import Task
from storage.clock import local
from storage.session import Unit

_DONE_OR_NOT = re.compile(r"\b(chua|da|roi|xong|nop|tre|cham|hoan thanh)\b")
HISTORY_LINES, QUOTED, NAMES_IN_A_STATE = 4, 50, 6
OFFERED = 4  # buttons of tasks
LETTERS = 360  # of a card


def answer(request: Request, unit: Unit) -> Reply:
    """The task that was named, or the last one spoken of; else asks which. Reads only."""
    said = request.said
    if said.task is not None:
        task = request.knowledge.task(said.task)
        return _about(request, unit, task) if task else unknown_number(request, said.task)
    known = [t for no in said.title_tasks if (t := request.knowledge.task(no))]
    if len(known) == 1:
        return _about(request, unit, known[0])
    recent = card_tasks(request)
    if not known and len(recent) == 1 and (last := request.knowledge.task(recent[0])) is not None:
        return _about(request, unit, last)
    own = led_by(request.knowledge, own_agencies(request)) or list(request.knowledge.catalogue.tasks.values())
    if not own:
        return Reply(words.NO_TASKS)
    text = words.WHICH_OF if known else words.WHICH.format(no=own[-1].no)
    choices = [again(request, phrases.button(t), task=t.no, title_tasks=()) for t in (known or own[-2:])[:OFFERED]]
    return Reply(text, rows_of([*choices, ask(words.OWN_TASKS, "tasks", own=True)]))


def unknown_number(request: Request, no: int, lead: str = "") -> Reply:
    """Which numbers there are, and the nearest ones; `lead` stands before it ("… nên chưa ghi.")."""
    tasks = request.knowledge.catalogue.tasks
    if not tasks:
        return Reply(words.NO_TASKS)
    extent = words.RANGE.format(first=min(tasks), last=max(tasks))
    nearest = sorted(tasks, key=lambda n: (abs(n - no), n))[:2]
    choices = [ask(phrases.button(tasks[n]), "task", task=n) for n in nearest]
    own = [ask(words.OWN_TASKS, "tasks", own=True)] if own_agencies(request) else []
    return Reply(lead + words.UNKNOWN.format(no=no, range=extent), rows_of([*choices, *own]))


def _about(request: Request, unit: Unit, task: Task) -> Reply:
    rows = assignments.of_task(unit.session, task.no)
    scope = _scope(request, task)
    aspect = request.said.aspect
    if aspect == "history":
        return _history(request, unit, task, rows, scope)
    # "nv 38 của stp": how far that agency is
    if (
        aspect == "state"
        or _asks_who_reported(request)
        or (aspect is None and scope and set(request.said.agencies) & set(scope))
    ):
        return _state(request, unit, task, rows, scope)
    return _card(request, unit, task, rows, scope)


def _asks_who_reported(request: Request) -> bool:
    """ "ai chưa nộp nv 38": not who leads it, but who of them is done."""
    return request.said.aspect == "who" and _DONE_OR_NOT.search(days.folded(request.said.text)) is not None


def _scope(request: Request, task: Task) -> tuple[str, ...]:
    """The lead agencies whose progress is asked for and may be seen."""
    named = [code for code in request.said.agencies if code in task.leads]
    own = own_agencies(request)
    if not named and not sees_all(request.person):
        named = [code for code in own if code in task.leads]
    wanted = named or list(task.leads)
    return tuple(c for c in wanted if sees_progress(request.person, task, c, request.now))


# --- the card


def _card(request: Request, unit: Unit, task: Task, rows: Sequence[Assigned], scope: Sequence[str]) -> Reply:
    """All of it; the line that answers the question stands first."""
    current = _one_each(request, rows, scope)
    title = words.TITLE.format(number=_number(task), title=few_words(task.title, 120), source=_source(task))
    leads, dates = _leads(request, task), _dates(request, task, _nearest(request, rows, scope))
    lines = [title, leads, dates]
    match request.said.aspect:
        case "due":
            lines = [_due_first(request, task, _nearest(request, rows, scope)), _short_title_line(task), leads]
        case "who":
            lines = [_who_first(request, task), _short_title_line(task), dates]
    plain_card = request.said.aspect in (None, "content")
    if plain_card and len(current) == 1:
        lines.append(_state_line(request, current[0]))
    elif plain_card and len(scope) > 1:
        lines.append(_done_count(request, task, rows, scope))
    if plain_card and task.product:
        product = words.PRODUCT.format(product=task.product.rstrip("."))
        if sum(map(len, [*lines, product])) <= LETTERS:  # what stands in the document anyway gives way
            lines.insert(3, product)
    return Reply("\n".join(lines), _buttons(request, task, scope), remember=card("task", [task.no]))


def _number(task: Task) -> str:
    return bold(words.NUMBER.format(no=task.no))


def _source(task: Task) -> str:
    document = task.source.name
    return words.SOURCE_CLAUSE.format(document=document, clause=task.clause) if task.clause else document


def _short_title_line(task: Task) -> str:
    return f"{few_words(task.title, 100)} ({_source(task)})."


def _leads(request: Request, task: Task) -> str:
    leads = names(request.knowledge, task.leads)
    if not task.coordinating:
        return words.LEAD.format(leads=leads)
    coordinating = names(request.knowledge, task.coordinating)
    return words.LEAD_AND_COORDINATING.format(leads=leads, coordinating=coordinating)


def _who_first(request: Request, task: Task) -> str:
    form = words.WHO_BOTH_FIRST if task.coordinating else words.WHO_FIRST
    leads, coordinating = names(request.knowledge, task.leads), names(request.knowledge, task.coordinating)
    return form.format(number=_number(task), leads=leads, coordinating=coordinating)


def _dates(request: Request, task: Task, due: date | None) -> str:
    if due is None:
        return words.UNDATED.format(due=phrases.undated(task))
    if _is_before_start(request, due):
        start = request.knowledge.catalogue.start_day
        return words.BEFORE_START.format(due=phrases.due_words(task, due, request.today), start=day(start or due))
    phrase, left = _phrase(request, task, due), _left(request, due)
    if task.kind == "recurring":
        text = task.due_text[:1].lower() + task.due_text[1:]
        return words.RECURRING.format(text=text, due=phrase, left=left)
    return words.DUE.format(due=_as_written(request, task, due), left=left)


def _due_first(request: Request, task: Task, due: date | None) -> str:
    if due is None:
        return words.UNDATED_FIRST.format(number=_number(task), due=phrases.undated(task))
    if _is_before_start(request, due):
        return f"{_number(task)}: {_dates(request, task, due)}"
    form = words.DUE_RECURRING_FIRST if task.kind == "recurring" else words.DUE_FIRST
    return form.format(number=_number(task), due=_as_written(request, task, due), left=_left(request, due))


def _is_before_start(request: Request, due: date) -> bool:
    start = request.knowledge.catalogue.start_day
    return start is not None and due < start


def _as_written(request: Request, task: Task, due: date) -> str:
    """The text of the document where it says more than the day: "Quý IV/2024 (chậm nhất thứ Ba 31/12)"."""
    phrase = _phrase(request, task, due)
    is_day = days.says_before(task.due_text, due) or f"{due.day}/{due.month}" in task.due_text.replace("/0", "/")
    if task.kind == "recurring" or is_day:
        return phrase
    latest = named_day(days.last_working_day(due, request.knowledge.calendar))
    return phrases.LATEST.format(due=task.due_text.strip(), day=latest)


def _phrase(request: Request, task: Task, due: date) -> str:
    return phrases.due_phrase(task, due, request.today, request.knowledge.calendar)


def _left(request: Request, due: date) -> str:
    """Of a date alone: a past one is not called overdue, which would tell progress."""
    if due < request.today:
        past = days.days_overdue(due, request.today, request.knowledge.calendar)
        return words.PAST.format(days=past) if past else words.JUST_PAST
    return phrases.left_words(due, request.today, request.knowledge.calendar)


def _nearest(request: Request, rows: Sequence[Assigned], scope: Sequence[str]) -> date | None:
    """The last day that matters now: of the open occurrence in sight, else the next one by the calendar."""
    current = _of_scope(request, rows, scope)
    unfinished = [a.due for a in current if days.is_unfinished(a) and a.due is not None]
    if unfinished and len(scope) == 1:
        return min(unfinished)
    dates = sorted({a.due for a in rows if a.due is not None})
    return next((d for d in dates if d >= request.today), dates[-1] if dates else None)


def _of_scope(request: Request, rows: Sequence[Assigned], scope: Sequence[str]) -> list[Assigned]:
    """Open occurrences in sight; where all is accepted, the last ones."""
    start = request.knowledge.catalogue.start_day
    mine = [a for a in rows if a.agency in scope and a.opens_on <= request.today]
    counted = [a for a in mine if days.counts(a, start)] or mine
    opened = [a for a in counted if a.state != "accepted"]
    return opened or _latest(counted)


def _latest(rows: Sequence[Assigned]) -> list[Assigned]:
    last = {a.agency: a for a in sorted(rows, key=lambda a: a.occurrence)}
    return list(last.values())


def _state_line(request: Request, one: Assigned) -> str:
    state = _state_of(request, one)
    return words.OWN_STATE.format(agency=actor(request.knowledge, one.agency), state=state)


def _state_of(request: Request, one: Assigned) -> str:
    state = phrases.state_words(one, acceptor(request.knowledge, one.agency))
    if one.reported_at is not None:
        state += f", cập nhật {short_day(local(one.reported_at).date())}"
    counted = days.counts(one, request.knowledge.catalogue.start_day)
    if one.due is not None and counted and days.is_overdue(one, request.today):
        state = f"🔴 {phrases.left_words(one.due, request.today, request.knowledge.calendar)}, {state}"
    return state


def _done_count(request: Request, task: Task, rows: Sequence[Assigned], scope: Sequence[str]) -> str:
    current = _one_each(request, rows, scope)
    done = sum(not days.is_unfinished(a) for a in current)
    return capital(phrases.SHARE.format(done=done, all=len(current))) + "."


def _one_each(request: Request, rows: Sequence[Assigned], scope: Sequence[str]) -> list[Assigned]:
    """Of every agency in sight the occurrence that matters: the earliest unfinished one, else the last."""
    found: dict[str, Assigned] = {}
    for one in sorted(_of_scope(request, rows, scope), key=lambda a: (not days.is_unfinished(a), a.occurrence)):
        found.setdefault(one.agency, one)
    return list(found.values())


def _buttons(request: Request, task: Task, scope: Sequence[str]) -> list[list[Choice]]:
    own = [code for code in own_agencies(request) if code in task.leads]
    row = [ask(words.REPORT, "progress", task=task.no)] if own else []
    if scope:
        agency = request.said.agencies[:1] if len(scope) == 1 else ()
        if request.said.aspect != "state" and len(scope) > 1:
            row.append(ask(words.PROGRESS, "task", task=task.no, aspect="state", agencies=agency))
        if request.said.aspect != "history":
            row.append(ask(words.HISTORY_BUTTON, "task", task=task.no, aspect="history", agencies=agency))
    if request.said.aspect is not None:
        row.append(ask(words.DETAILS, "task", task=task.no))
    return [row] if row else []


# --- how far it is


def _state(request: Request, unit: Unit, task: Task, rows: Sequence[Assigned], scope: Sequence[str]) -> Reply:
    remember = card("task", [task.no])
    if not scope:
        lines = [words.PROGRESS_IS_THEIRS]
        if own := own_agencies(request):
            agency = actor(request.knowledge, own[0])
            lines.insert(0, words.NOT_A_LEAD.format(number=_number(task), agency=agency))
        lines.append(_leads(request, task))
        lines.append(_dates(request, task, _nearest(request, rows, ())))
        return Reply("\n".join(lines), _buttons(request, task, scope), remember=remember)
    current = _of_scope(request, rows, scope)
    if len(scope) > 1:
        lines = _by_state(request, task, _one_each(request, rows, scope))
    else:
        lines = _one_state(request, unit, task, sorted(current, key=lambda a: a.occurrence))
    return Reply("\n".join(lines), _buttons(request, task, scope), remember=remember)


def _one_state(request: Request, unit: Unit, task: Task, current: Sequence[Assigned]) -> list[str]:
    """The earliest unfinished occurrence first, further ones below."""
    ordered = sorted(current, key=lambda a: not days.is_unfinished(a))
    if not ordered:
        return [words.STATE_FIRST.format(number=_number(task), agency="", state=phrases.NO_REPORT)]
    first, others = ordered[0], ordered[1:2]
    agency = actor(request.knowledge, first.agency)
    lines = [words.STATE_FIRST.format(number=_number(task), agency=agency, state=_state_of(request, first))]
    lines.append(_short_title_line(task))
    lines.append(_dates(request, task, first.due))
    lines += [
        words.ALSO.format(due=phrases.due_words(task, a.due, request.today), state=_state_of(request, a))
        for a in others
    ]
    live = [r for r in assignments.reports_on(unit.session, [first.id]) if not r.undone]
    if live and not others:
        quote = few_words(live[-1].words, QUOTED)
        lines.append(words.LAST_REPORT.format(when=_moment(live[-1], request.today), words=quote))
    evidence = assignments.evidence_names(unit.session, [first.id]).get(first.id, [])
    if evidence:
        lines.append(words.EVIDENCE.format(names=", ".join(few_words(n, 30) for n in evidence[-2:])))
    return lines


def _by_state(request: Request, task: Task, current: Sequence[Assigned]) -> list[str]:
    """Counts by state over agencies, what needs a hand first, silence last."""
    done = sum(not days.is_unfinished(a) for a in current)
    dues = sorted({a.due for a in current if a.due is not None})
    about = {"number": _number(task), "title": phrases.short_title(task), "done": bold(done), "all": len(current)}
    if dues:
        due = phrases.due_words(task, dues[0], request.today)
        lines = [words.COUNTS.format(due=due, left=_left(request, dues[0]), **about)]
    else:
        lines = [words.COUNTS_UNDATED.format(due=phrases.undated(task), **about)]
    for state, label in words.STATES.items():
        among = [a for a in current if a.state == state]
        if among:
            lines.append(words.IN_STATE.format(state=label, count=len(among), names=_named(request, among)))
    return lines


def _named(request: Request, among: Sequence[Assigned]) -> str:
    shown = []
    for one in among[:NAMES_IN_A_STATE]:
        agency = actor(request.knowledge, one.agency)
        with_percent = one.percent is not None and one.state == "doing"
        shown.append(words.WITH_PERCENT.format(agency=agency, percent=one.percent) if with_percent else agency)
    more = len(among) - len(shown)
    listed = ", ".join(shown)
    return phrases.AND_MORE.format(names=listed, count=more) if more else listed


# --- what was reported


def _history(request: Request, unit: Unit, task: Task, rows: Sequence[Assigned], scope: Sequence[str]) -> Reply:
    if not scope:
        return _state(request, unit, task, rows, scope)
    mine = {a.id: a for a in rows if a.agency in scope}
    reports = list(reversed(assignments.reports_on(unit.session, mine)))
    about = {"number": _number(task), "title": phrases.short_title(task)}
    remember, buttons = card("task", [task.no]), _buttons(request, task, scope)
    if not reports:
        return Reply(words.NO_HISTORY.format(**about), buttons, remember=remember)
    last = max(1, -(-len(reports) // HISTORY_LINES))
    page = min(max(request.page, 1), last)
    shown = reports[(page - 1) * HISTORY_LINES : page * HISTORY_LINES]
    head = words.HISTORY.format(count=bold(len(reports)), **about)
    turning = [again(request, phrases.PREVIOUS, page - 1)] if page > 1 else []
    turning += [again(request, phrases.NEXT, page + 1)] if page < last else []
    text = "\n".join([head, *(_history_line(request, mine[r.assignment], r) for r in shown)])
    choices = [turning, *buttons] if turning else buttons
    return Reply(text, choices, edit=request.pressed and request.page > 1, remember=remember)


def _history_line(request: Request, one: Assigned, report: Report) -> str:
    """In their words, who and when."""
    person = request.knowledge.person(report.person)
    who = person.title if person else report.person
    state = {"waiting": "báo hoàn thành", "blocked": phrases.BLOCKED}.get(report.state, "")
    if report.state == "doing":
        state = f"{report.percent}%" if report.percent is not None else phrases.DOING
    line = words.REPORTED.format(
        when=_moment(report, request.today), who=who, state=state, words=few_words(report.words, QUOTED)
    )
    return line + (words.UNDONE if report.undone else "")


def _moment(report: Report, today: date) -> str:
    at = local(report.at)
    return f"{clock(at)} ngày {phrases.days_words(at.date(), today)}"
