"""Who has sent the remedy report that dispatch 914 (clause 2) asks of every agency: for monitors and leaders."""

from dataclasses import dataclass

from handlers import remediation
from handlers.asked_of_many import Asked, asked, due_facts, more_time, rank_last
from handlers.dialogue import Request, bold
from handlers.rights import sees_all
from handlers.task_facts import actor
from handlers.words import overview as words
from handlers.words import reminders as counting
from handlers.words import tasks as deadlines
from handlers.words.formats import small_first
from storage.catalogue import Task
from storage.session import Unit

NAMED = 6  # agencies named; more are only counted
REPORT_WORD = "Báo cáo "


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
    one = asked(request, unit, task)
    if one is None:
        return None
    return Reports(task, one.is_late, tuple(_lines(request, one)))


def _lines(request: Request, one: Asked) -> list[str]:
    """Late: who is missing, by name where they are few, and what became of those that were sent."""
    sent = len(one.of_all) - len(one.missing)
    title = deadlines.short_title(one.task, words.TITLE)
    facts = {
        "all": len(one.of_all),
        "no": one.task.no,
        "title": small_first(title) if title.startswith(REPORT_WORD) else title,
        "document": one.task.source.name.partition("/")[0],
    }
    verb = words.SENDS if title.startswith(REPORT_WORD) else words.DOES
    facts["what"] = verb.format(**facts)
    if not one.missing:
        return [words.ALL_REPORTED.format(**facts), *_outcome(one, sent)]
    if not one.is_late:
        due = ", ".join(due_facts(request, one))
        head = words.REPORTED.format(done=bold(sent), due=due, **facts)
        return [" ".join([head, *more_time(request, one)]), *_outcome(one, sent)]
    left = due_facts(request, one)[-1]
    head = words.NOT_REPORTED.format(missing=bold(f"{len(one.behind)}/{len(one.of_all)}"), left=left, **facts)
    return [head, *_who(request, one), *_outcome(one, sent)]


def _who(request: Request, one: Asked) -> list[str]:
    codes, apart = [a.agency for a in one.behind], more_time(request, one)
    if len(codes) > NAMED:
        return [" ".join(apart)] if apart else []
    names = ", ".join(actor(request.knowledge, code) for code in codes)
    latest = request.knowledge.index.latest
    if latest is None or not rank_last(request.knowledge, codes):
        return [" ".join([words.WHO.format(names=names), *apart])]
    count = counting.count_word(len(codes)).lower()
    last = words.WHO_RANK_LAST.format(names=names, count=count, year=latest.year)
    return [" ".join([last, *apart])]


def _outcome(one: Asked, sent: int) -> list[str]:
    """27 đã gửi: 18 đạt, 6 đang xem xét, 3 phải bổ sung."""
    counts = (("accepted", words.ACCEPTED), ("waiting", words.WAITING), ("returned", words.RETURNED))
    parts = [form.format(count=one.count(state)) for state, form in counts if one.count(state)]
    return [words.OUTCOME.format(sent=sent, parts=", ".join(parts))] if parts else []
