"""Topic `task`: one task, or one question about it (its date, who does it, how far it is, what was reported).

Everybody enrolled may know title, leads and dates; progress is for the lead, whom it coordinates with, monitors and
leaders (DESIGN 1). The deadline text of the document always stands beside what the grammar made of it (DESIGN 6).
"""

import re
from collections.abc import Sequence

from handlers import due as days
from handlers import published, task_log
from handlers import task_standing as standing
from handlers.assignment.decisions import decide_choices
from handlers.dialogue import Choice, Reply, Request, ask, bold, do
from handlers.folding import folded
from handlers.reminders.quiet import quiet_words
from handlers.reminders.settling import officers_reached
from handlers.rights import sees_all, sees_progress
from handlers.task_facts import (
    SEVERAL_CARD,
    acceptor,
    actor,
    again,
    card,
    card_tasks,
    decides,
    led_by,
    names,
    own_agencies,
    rows_of,
    tasks_of_label,
)
from handlers.words import hand_on as hand_on_words
from handlers.words import more_time as more_words
from handlers.words import task as words
from handlers.words import tasks as phrases
from handlers.words.formats import capital, few_words, quoted
from storage import assignments, hand_ons, time_requests
from storage.assignments import Assigned
from storage.catalogue import Task
from storage.clock import local
from storage.session import Unit

QUOTED, NAMES_IN_A_STATE = 50, 6
PAPER = 60  # letters of the name of a document
OFFERED = 4  # buttons of tasks
TITLE = 120  # letters of a title on the card
LETTERS, LINES = 360, 5  # of a card
_PAST = re.compile(
    r"\b(?:lich su|nhat ky|qua trinh|dien bien|cac lan (?:bao cao|bao|cap nhat)|bao may lan|tu luc giao|"
    r"tu dau (?:toi|den) (?:gio|nay)|thay doi (?:nhung )?gi|ai (?:da )?(?:bao|cap nhat) (?:nhung )?gi|"
    r"ai da (?:bao|cap nhat))\b"
)
SEVERAL, FEW = 5, 2  # tasks answered in one message; up to so many have room for all about their dates


def answer(request: Request, unit: Unit) -> Reply:
    """The task that was named, or the last one spoken of; else asks which. Reads only."""
    said = request.said
    if said.alternatives:
        return published.which_agency(request)
    if len(said.tasks) > 1:
        return _several(request, unit, said.tasks)
    if said.task is not None:
        task = request.knowledge.task(said.task)
        gone = request.knowledge.catalogue.withdrawn.get(said.task)
        if gone is not None and _aspect(request) == "history" and task_log.may_see(request, unit, gone):
            return task_log.answer(request, unit, gone, (), ())
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
    if (gone := request.knowledge.catalogue.withdrawn.get(no)) is not None:
        text = words.WITHDRAWN.format(no=no, title=phrases.short_title(gone))
        history = [[ask(words.HISTORY_BUTTON, "task", task=no, aspect="history")]]
        return Reply(
            lead + text,
            history if sees_all(request.person) or set(own_agencies(request)) & set(gone.leads) else (),
            remember=card("task", [no]),
        )
    extent = words.RANGE.format(first=min(tasks), last=max(tasks))
    nearest = sorted(tasks, key=lambda n: (abs(n - no), n))[:2]
    choices = [ask(phrases.button(tasks[n]), "task", task=n) for n in nearest]
    own = [ask(words.OWN_TASKS, "tasks", own=True)] if own_agencies(request) else []
    return Reply(lead + words.UNKNOWN.format(no=no, range=extent), rows_of([*choices, *own]))


def _about(request: Request, unit: Unit, task: Task) -> Reply:
    rows = assignments.of_task(unit.session, task.no)
    scope = _scope(request, task)
    named, aspect = set(request.said.agencies), _aspect(request)
    how_far = aspect in ("state", "history") or (aspect is None and bool(named))
    if named and not named & set(task.leads):
        if aspect == "history" and task_log.was_given(request, unit, task):
            return task_log.answer(request, unit, task, (), ())
        return _theirs(request, task, rows, scope)
    if aspect == "history" and not scope and task_log.may_see(request, unit, task):
        return task_log.answer(request, unit, task, scope, _buttons(request, task, scope))
    if how_far and not scope:
        return _theirs(request, task, rows, scope)
    if aspect == "history":
        return task_log.answer(request, unit, task, scope, _buttons(request, task, scope))
    return (_state if how_far else _card)(request, unit, task, rows, scope)


def _aspect(request: Request) -> str | None:
    """What is asked of it; "nhật ký", "quá trình", "từ đầu tới giờ ai báo gì" ask for its history."""
    typed = not request.pressed and _PAST.search(folded(request.said.text)) is not None
    return "history" if typed else request.said.aspect


def _scope(request: Request, task: Task) -> tuple[str, ...]:
    """The lead agencies whose progress is asked for and may be seen."""
    named = [code for code in request.said.agencies if code in task.leads]
    group, own = request.said.group, own_agencies(request)
    if not named and not sees_all(request.person):
        if group:
            return ()
        named = [code for code in own if code in task.leads]
    wanted = named or [c for c in task.leads if not group or request.knowledge.agency(c).group == group]
    return tuple(c for c in wanted if sees_progress(request.person, task, c, request.now))


# --- the card


def _card(request: Request, unit: Unit, task: Task, rows: Sequence[Assigned], scope: Sequence[str]) -> Reply:
    """All of it; the line that answers the question stands first."""
    nearest = standing.nearest(request, rows, scope)
    of_all = standing.by_when_of_all(request, task, rows, scope)
    leads, dates = standing.who_leads(request, task), standing.by_when(request, task, nearest, of_all)
    product = [words.PRODUCT.format(product=task.product.rstrip("."))] if task.product else []
    match request.said.aspect:
        case "due":
            lines = [standing.by_when_first(request, task, nearest, of_all), standing.title_line(task), leads]
        case "who":
            lines = [standing.who_leads_first(request, task), standing.title_line(task), dates]
        case "content":
            lines = [standing.whole_title(task), *product, leads, dates]
        case _:
            lines = [standing.whole_title(task, TITLE), leads, dates, *_how_far(request, task, rows, scope)]
            if sum(map(len, [*lines, *product])) <= LETTERS:  # what stands in the document anyway gives way
                lines[3:3] = product
    mark, beside = _handed_on(request, unit, standing.of_scope(request, rows, scope))
    buttons = [*_buttons(request, task, scope), *([beside] if beside else [])]
    asked = _more_time(request, unit, standing.one_each(request, rows, scope))
    return Reply("\n".join([*lines, *asked, *mark]), buttons, remember=card("task", [task.no]))


def _more_time(request: Request, unit: Unit, rows: Sequence[Assigned]) -> list[str]:
    """Of one agency in sight: the request for more time that is on its way, and where it is."""
    if len(rows) != 1:
        return []
    agency = request.knowledge.agency(rows[0].agency)
    where = {"head": agency.head_title, "acceptor": acceptor(request.knowledge, agency.code)}
    return [
        more_words.ON_CARD.format(
            until=phrases.days_words(one.until, request.today), state=more_words.STATES[one.state].format(**where)
        )
        for one in time_requests.open_on(unit.session, rows[0].id)
        if one.state != "drafted" and one.until >= request.today
    ]


def _handed_on(request: Request, unit: Unit, rows: Sequence[Assigned]) -> tuple[list[str], list[Choice]]:
    """To its head: since when the focal officer has it, and what hands it on or takes it back."""
    heads = {h.agency for h in request.person.roles if h.role == "head"}
    mine = [a for a in rows if a.agency in heads and days.is_unfinished(a)]
    if not mine:
        return [], []
    live = hand_ons.live(unit.session, [a.id for a in mine])
    if handed := [live[a.id] for a in mine if a.id in live]:
        since = phrases.days_words(local(handed[0].at).date(), request.today)
        back = do(hand_on_words.TAKE_BACK, "hand_on.take_back", assignments=[one.assignment for one in handed])
        return [hand_on_words.ON_CARD.format(day=since)], [back]
    reached = officers_reached(request.knowledge)
    given = [a.id for a in mine if a.agency in reached][:1]
    return [], [do(hand_on_words.HAND_ON, "hand_on.give", assignments=given)] if given else []


def _how_far(request: Request, task: Task, rows: Sequence[Assigned], scope: Sequence[str]) -> list[str]:
    """The last line of the card: the own state, or how many are done."""
    current = standing.one_each(request, rows, scope)
    if len(current) == 1:
        return [_state_line(request, current[0])]
    return [_done_count(request, task, rows, scope)] if len(scope) > 1 else []


def _state_line(request: Request, one: Assigned) -> str:
    state = standing.state_of(request, one)
    return words.OWN_STATE.format(agency=actor(request.knowledge, one.agency), state=state)


def _done_count(request: Request, task: Task, rows: Sequence[Assigned], scope: Sequence[str]) -> str:
    current = standing.one_each(request, rows, scope)
    done = sum(not days.is_unfinished(a) for a in current)
    return capital(phrases.SHARE.format(done=done, all=len(current))) + "."


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
    current = standing.of_scope(request, rows, scope)
    if len(scope) > 1:
        lines = _by_state(request, task, rows, scope)
    else:
        lines = _one_state(request, unit, task, sorted(current, key=lambda a: a.occurrence))
    waiting = [a for a in current if a.state == "waiting"] if len(scope) == 1 else []
    decide = decide_choices(waiting[0]) if waiting and decides(request, waiting[0].agency) else []
    return Reply("\n".join(lines), [*rows_of(decide), *_buttons(request, task, scope)], remember=remember)


def _one_state(request: Request, unit: Unit, task: Task, current: Sequence[Assigned]) -> list[str]:
    """The earliest unfinished occurrence first, further ones below."""
    ordered = sorted(current, key=lambda a: not days.is_unfinished(a))
    if not ordered:
        return [words.STATE_FIRST.format(number=standing.number(task), agency="", state=phrases.NO_REPORT)]
    first, others = ordered[0], ordered[1:2]
    agency = actor(request.knowledge, first.agency)
    lines = [
        words.STATE_FIRST.format(number=standing.number(task), agency=agency, state=standing.state_of(request, first))
    ]
    lines.append(standing.title_line(task))
    quiet = quiet_words(request, unit, first) if days.is_unfinished(first) else ""
    lines.append(" ".join(s for s in (standing.by_when(request, task, first.due), quiet) if s))
    lines += [
        words.ALSO.format(due=phrases.due_words(task, a.due, request.today), state=standing.state_of(request, a))
        for a in others
    ]
    live = [r for r in assignments.reports_on(unit.session, [first.id]) if not r.undone]
    live = [r for r in live if r.state not in assignments.DECISIONS]
    if live and not others:
        quote = quoted(live[-1].words, QUOTED)
        lines.append(words.LAST_REPORT.format(when=task_log.moment(live[-1].at, request.today), words=quote))
    evidence = assignments.evidence_names(unit.session, [first.id]).get(first.id, [])
    if evidence:
        lines.append(words.EVIDENCE.format(names=", ".join(few_words(n, PAPER) for n in evidence[-2:])))
    return lines


def _by_state(request: Request, task: Task, rows: Sequence[Assigned], scope: Sequence[str]) -> list[str]:
    """Counts by state over agencies, what needs a hand first, silence last."""
    current = standing.one_each(request, rows, scope)
    of_all = standing.by_when_of_all(request, task, rows, scope)
    done = sum(not days.is_unfinished(a) for a in current)
    dues = sorted({a.due for a in current if a.due is not None})
    about = {
        "number": standing.number(task),
        "title": phrases.short_title(task),
        "done": bold(done),
        "all": len(current),
    }
    if of_all is not None:
        lines = [words.COUNTS_OF_DUES.format(dues=of_all, **about)]
    elif dues:
        due = phrases.due_words(task, dues[0], request.today)
        lines = [words.COUNTS.format(due=due, left=standing.time_left(request, dues[0]), **about)]
    else:
        lines = [words.COUNTS_UNDATED.format(due=phrases.undated(task), **about)]
    # as many names as there is room for; where too few would be left, what is done is only counted
    most = [(n, True) for n in range(NAMES_IN_A_STATE, FEW, -1)] + [(n, False) for n in range(NAMES_IN_A_STATE, -1, -1)]
    states: list[str] = []
    for named, done_too in most:
        states = _states(request, current, named, done_too=done_too)
        if sum(map(len, [*lines, *states])) <= LETTERS and len(lines) + len(states) <= LINES:
            break
    return [*lines, *states]


def _states(request: Request, current: Sequence[Assigned], named: int, *, done_too: bool) -> list[str]:
    """A line for each state by name; what is not named, by count in one line."""
    said, counted = [], []
    for state, label in words.STATES.items():
        among = [a for a in current if a.state == state]
        if among and named and (done_too or state in assignments.UNFINISHED):
            names_ = _named(request, among, named)
            said.append(words.IN_STATE.format(state=label, count=len(among), names=names_))
        elif among:
            counted.append(words.COUNT_IN_STATE.format(state=label, count=len(among)))
    return [*said, *([words.STATES_COUNTED.format(parts=", ".join(counted))] if counted else [])]


def _named(request: Request, among: Sequence[Assigned], most: int) -> str:
    shown = []
    for one in among[:most]:
        agency = actor(request.knowledge, one.agency)
        with_percent = one.percent is not None and one.state == "doing"
        shown.append(words.WITH_PERCENT.format(agency=agency, percent=one.percent) if with_percent else agency)
    more = len(among) - len(shown)
    listed = ", ".join(shown)
    return phrases.AND_MORE.format(names=listed, count=more) if more else listed


# --- what everybody may know


def _theirs(request: Request, task: Task, rows: Sequence[Assigned], scope: Sequence[str]) -> Reply:
    """Who leads it and by when; how far it is, is told by its lead."""
    lines = [_whose(request, task), standing.title_line(task)]
    lines.append(standing.by_when(request, task, standing.nearest(request, rows, ())))
    if not scope:
        lines.append(_who_tells(request, task))
    return Reply("\n".join(lines), rows_of(_nearest_questions(request, task, scope)), remember=card("task", [task.no]))


def _whose(request: Request, task: Task) -> str:
    """The agency that was named leads it, takes part, or has nothing to do with it."""
    number, others = standing.number(task), len(task.leads) - 1
    if not request.said.agencies:
        return standing.who_leads_first(request, task)
    code = next((code for code in request.said.agencies if code in task.leads), request.said.agencies[0])
    agency, leads = actor(request.knowledge, code), names(request.knowledge, task.leads)
    if code in task.leads:
        return (words.ONE_OF_LEADS if others else words.WHO_FIRST).format(
            number=number, agency=agency, leads=agency, count=others
        )
    form = words.COORDINATES if code in task.coordinating else words.NOT_A_LEAD
    return form.format(number=number, agency=agency, leads=leads)


def _who_tells(request: Request, task: Task) -> str:
    named = [code for code in request.said.agencies if code in task.leads]
    if named:
        return phrases.PROGRESS_IS_THEIRS.format(agency=actor(request.knowledge, named[0]))
    return words.PROGRESS_IS_THEIRS


def _nearest_questions(request: Request, task: Task, scope: Sequence[str]) -> list[Choice]:
    """What may be asked instead: the own part of it, what its lead has to do, the card."""
    if any(code in task.leads for code in own_agencies(request)):
        return [
            ask(words.OWN_PART, "task", task=task.no, aspect="state"),
            ask(words.DETAILS, "task", task=task.no),
        ]
    choices = [ask(words.PROGRESS, "task", task=task.no, aspect="state")] if scope else []
    choices.append(ask(words.DETAILS, "task", task=task.no))
    if len(task.leads) == 1:
        choices.append(ask(tasks_of_label(request.knowledge, task.leads[0]), "tasks", agencies=task.leads))
    return choices


# --- several at once


def _several(request: Request, unit: Unit, numbers: Sequence[int]) -> Reply:
    """A line a task, each answering the same question."""
    tasks = [task for no in numbers if (task := request.knowledge.task(no))]
    if not tasks:
        return unknown_number(request, numbers[0])
    shown = tasks[:SEVERAL]
    lines = [_in_a_line(request, unit, task, few=len(shown) <= FEW) for task in shown]
    unknown = [no for no in numbers if request.knowledge.task(no) is None]
    if unknown:
        lines.append(words.UNKNOWN_TOO.format(numbers=", ".join(map(str, unknown))))
    if len(tasks) > SEVERAL:
        lines.append(words.FIRST_OF_SEVERAL.format(count=SEVERAL))
    aspect = request.said.aspect
    choices = [ask(phrases.button(task), "task", task=task.no, aspect=aspect) for task in shown[:OFFERED]]
    about = [task.no for task in shown] if len(shown) > 1 else []  # of two that were named, one is no certain task
    return Reply("\n".join(lines), rows_of(choices), remember=card(SEVERAL_CARD, about))


def _in_a_line(request: Request, unit: Unit, task: Task, *, few: bool) -> str:
    rows, scope = assignments.of_task(unit.session, task.no), _scope(request, task)
    nearest = standing.nearest(request, rows, scope)
    of_all = standing.by_when_of_all(request, task, rows, scope)
    match request.said.aspect:
        case "due":
            return standing.by_when_first(request, task, nearest, of_all)
        case "who":
            return standing.who_leads_first(request, task)
    how_far = (_how_far(request, task, rows, scope) or [standing.who_leads(request, task)])[0]
    about = {"number": standing.number(task), "title": phrases.short_title(task)}
    if few:
        return words.IN_A_LINE.format(how_far=how_far, when=standing.by_when(request, task, nearest, of_all), **about)
    due = of_all or phrases.due_words(task, nearest, request.today)
    form = words.IN_A_SHORT_LINE if nearest else words.IN_A_SHORT_LINE_UNDATED
    return form.format(how_far=how_far.rstrip("."), due=due, **about)
