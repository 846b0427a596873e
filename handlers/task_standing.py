"""One task in words: whose it is, by when, how far each agency is. Shared by the card and by answers on several tasks.

The deadline text of the document always stands beside what the grammar made of it (DESIGN 6).
"""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from handlers import due as days
from handlers.deadlines import read_deadline
from handlers.dialogue import Request, bold
from handlers.task_facts import acceptor, names
from handlers.words import task as words
from handlers.words import tasks as phrases
from handlers.words.formats import day, few_words, named_day, short_day, small_first
from handlers.words.tasks import days_words
from storage.assignments import Assigned
from storage.catalogue import Task
from storage.clock import local


def number(task: Task) -> str:
    return bold(words.NUMBER.format(no=task.no))


def source(task: Task) -> str:
    document = task.source.name
    return words.SOURCE_CLAUSE.format(document=document, clause=task.clause) if task.clause else document


def whole_title(task: Task, letters: int = 600) -> str:
    return words.TITLE.format(number=number(task), title=few_words(task.title, letters), source=source(task))


def title_line(task: Task) -> str:
    return f"{few_words(task.title, 100)} ({source(task)})."


def who_leads(request: Request, task: Task) -> str:
    leads = names(request.knowledge, task.leads)
    if not task.coordinating:
        return words.LEAD.format(leads=leads)
    coordinating = names(request.knowledge, task.coordinating)
    return words.LEAD_AND_COORDINATING.format(leads=leads, coordinating=coordinating)


def who_leads_first(request: Request, task: Task) -> str:
    form = words.WHO_BOTH_FIRST if task.coordinating else words.WHO_FIRST
    leads, coordinating = names(request.knowledge, task.leads), names(request.knowledge, task.coordinating)
    return form.format(number=number(task), leads=leads, coordinating=coordinating)


def by_when(request: Request, task: Task, due: date | None, of_all: str | None = None) -> str:
    """`of_all`: the last days where they differ between the agencies in sight."""
    if of_all is not None:
        return words.DUES.format(dues=of_all)
    if due is None:
        return words.UNDATED.format(due=phrases.undated(task))
    if _is_before_start(request, due):
        start = request.knowledge.catalogue.start_day
        return words.BEFORE_START.format(due=phrases.due_words(task, due, request.today), start=day(start or due))
    phrase, left = _phrase(request, task, due), time_left(request, due)
    if task.kind == "recurring":
        return words.RECURRING.format(text=small_first(task.due_text), due=phrase, left=left)
    return words.DUE.format(due=_as_written(request, task, due), left=left)


def by_when_first(request: Request, task: Task, due: date | None, of_all: str | None = None) -> str:
    if of_all is not None:
        return words.DUES_FIRST.format(number=number(task), dues=of_all)
    if due is None:
        return words.UNDATED_FIRST.format(number=number(task), due=phrases.undated(task))
    if _is_before_start(request, due):
        return f"{number(task)}: {by_when(request, task, due)}"
    form = words.DUE_RECURRING_FIRST if task.kind == "recurring" else words.DUE_FIRST
    return form.format(number=number(task), due=_as_written(request, task, due), left=time_left(request, due))


def by_when_of_all(request: Request, task: Task, rows: Sequence[Assigned], scope: Sequence[str]) -> str | None:
    """ "29/3 (30 cơ quan); trước 25/3 (1)" where the agencies in sight have different last days, the most first."""
    due = nearest(request, rows, scope)
    now = {a.occurrence for a in rows if a.due == due}
    count = Counter(a.due for a in rows if a.agency in scope and a.occurrence in now and a.due is not None)
    if len(count) < 2 or (task.kind == "recurring" and len(now) > 1):
        return None
    ordered = sorted(count.items(), key=lambda pair: (-pair[1], pair[0]))
    return "; ".join(
        (words.OF_AGENCIES if at == 0 else words.OF_OTHERS).format(
            due=phrases.due_words(task, day_, request.today), count=agencies
        )
        for at, (day_, agencies) in enumerate(ordered)
    )


def _is_before_start(request: Request, due: date) -> bool:
    start = request.knowledge.catalogue.start_day
    return start is not None and due < start


def _as_written(request: Request, task: Task, due: date) -> str:
    """The text of the document where it says more than the day: "Quý IV/2024 (chậm nhất thứ Ba 31/12)"; beside the day
    where that was moved: "29/3 (văn bản ghi “Trước ngày 25/3/2024”)"."""
    phrase = _phrase(request, task, due)
    is_day = days.says_before(task.due_text, due) or f"{due.day}/{due.month}" in task.due_text.replace("/0", "/")
    if task.kind == "recurring" or is_day:
        return phrase
    if _is_moved(request, task, due):
        if not re.search(r"\d", task.source.name):  # given by somebody's word: there is no paper that says another day
            return phrase
        return words.MOVED.format(due=days_words(due, request.today), text=task.due_text.strip())
    latest = named_day(days.last_working_day(due, request.knowledge.calendar))
    return phrases.LATEST.format(due=task.due_text.strip(), day=latest)


def _is_moved(request: Request, task: Task, due: date) -> bool:
    """Is the last day no longer the one that the document's words give?"""
    if task.kind != "once" or not task.due_text:
        return False
    read = read_deadline(task.due_text, year=task.year, issued=task.source.issued, calendar=request.knowledge.calendar)
    return bool(read.due) and due not in read.due


def _phrase(request: Request, task: Task, due: date) -> str:
    return phrases.due_phrase(task, due, request.today, request.knowledge.calendar)


def time_left(request: Request, due: date) -> str:
    """Of a date alone: a past one is not called overdue, which would tell progress."""
    if due < request.today:
        past = days.days_overdue(due, request.today, request.knowledge.calendar)
        return words.PAST.format(days=past) if past else words.JUST_PAST
    return phrases.left_words(due, request.today, request.knowledge.calendar)


def nearest(request: Request, rows: Sequence[Assigned], scope: Sequence[str]) -> date | None:
    """The last day that matters now: of the open occurrence in sight, else the next one by the calendar."""
    current = of_scope(request, rows, scope)
    unfinished = [a.due for a in current if days.is_unfinished(a) and a.due is not None]
    if unfinished and len(scope) == 1:
        return min(unfinished)
    dates = sorted({a.due for a in rows if a.due is not None})
    return next((d for d in dates if d >= request.today), dates[-1] if dates else None)


def of_scope(request: Request, rows: Sequence[Assigned], scope: Sequence[str]) -> list[Assigned]:
    """Open occurrences in sight; of an agency with which all is accepted, the last one."""
    start = request.knowledge.catalogue.start_day
    mine = [a for a in rows if a.agency in scope and a.opens_on <= request.today]
    counted = [a for a in mine if days.counts(a, start)] or mine
    opened = [a for a in counted if a.state != "accepted"]
    busy = {a.agency for a in opened}
    return opened + _latest([a for a in counted if a.agency not in busy])


def _latest(rows: Sequence[Assigned]) -> list[Assigned]:
    last = {a.agency: a for a in sorted(rows, key=lambda a: a.occurrence)}
    return list(last.values())


def state_of(request: Request, one: Assigned) -> str:
    state = phrases.state_words(one, acceptor(request.knowledge, one.agency))
    if one.reported_at is not None:
        state += f", cập nhật {short_day(local(one.reported_at).date())}"
    counted = days.counts(one, request.knowledge.catalogue.start_day)
    if one.due is not None and counted and days.is_overdue(one, request.today):
        state = f"🔴 {phrases.left_words(one.due, request.today, request.knowledge.calendar)}, {state}"
    return state


def one_each(request: Request, rows: Sequence[Assigned], scope: Sequence[str]) -> list[Assigned]:
    """Of every agency in sight the occurrence that matters: the earliest unfinished one, else the last."""
    found: dict[str, Assigned] = {}
    for one in sorted(of_scope(request, rows, scope), key=lambda a: (not days.is_unfinished(a), a.occurrence)):
        found.setdefault(one.agency, one)
    return list(found.values())
