"""Who has sent the remedy report that dispatch 914 (clause 2) asks of every agency: for monitors and leaders."""

from dataclasses import dataclass

from handlers import due as days
from handlers import remediation
from handlers.dialogue import Request, bold
from handlers.rights import sees_all
from handlers.words import overview as words
from handlers.words import tasks as deadlines
from storage import assignments
from storage.assignments import Assigned
from storage.catalogue import Task
from storage.session import Unit

NAMED = 4  # agencies named; more are only counted


@dataclass(frozen=True, slots=True)
class Reports:
    """The state of one task over all agencies that lead it, for the occurrence that is due next or is missing."""

    task: Task
    late: bool
    lines: tuple[str, ...]


def state(request: Request, unit: Unit) -> Reports | None:
    """None for whom it is not to see, where nothing is asked of many agencies, or where it does not count yet."""
    task = remediation.asking_task(request.knowledge)
    if task is None or len(task.leads) < 2 or not sees_all(request.person):
        return None
    start, today = request.knowledge.catalogue.start_day, request.today
    counted = [a for a in assignments.of_task(unit.session, task.no) if days.counts(a, start) and a.opens_on <= today]
    if not counted:
        return None
    unfinished = [a for a in counted if days.is_unfinished(a)]
    occurrence = unfinished[0].due if unfinished else counted[-1].due  # in the order of their last days
    now = [a for a in counted if a.due == occurrence]
    missing = [a for a in now if days.is_unfinished(a)]
    late = any(days.is_overdue(a, today) for a in missing)
    return Reports(task, late, tuple(_lines(request, task, now, missing, late=late)))


def _lines(request: Request, task: Task, now: list[Assigned], missing: list[Assigned], *, late: bool) -> list[str]:
    due = now[0].due
    left = deadlines.left_words(due, request.today, request.knowledge.calendar) if due else ""
    facts = {
        "all": len(now),
        "title": deadlines.short_title(task, words.TITLE),
        "no": task.no,
        "document": task.source.name.partition("/")[0],
        "due": deadlines.due_words(task, due, request.today),
        "left": f", {left}" if left else "",
    }
    if not missing:
        return [words.ALL_REPORTED.format(**facts)]
    if not late:
        return [words.REPORTED.format(done=bold(len(now) - len(missing)), **facts)]
    head = words.NOT_REPORTED.format(missing=bold(f"{len(missing)}/{len(now)}"), **facts)
    if len(missing) > NAMED:
        return [head]
    return [head, words.WHO.format(names=", ".join(request.knowledge.agency(a.agency).actor for a in missing))]
