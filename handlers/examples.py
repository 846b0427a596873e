"""Three things that this very person may well ask next: words to type, and the button that asks the same."""

from dataclasses import dataclass

from handlers import due as days
from handlers.dialogue import Choice, Request, ask
from handlers.start import score_example, scored_agency, side, task_example
from handlers.task_facts import own_agencies, tasks_of
from handlers.words import help as words
from handlers.words.tasks import WIDE_BUTTON
from storage import assignments
from storage.catalogue import Task
from storage.session import Unit


@dataclass(frozen=True, slots=True)
class Example:
    say: str
    button: Choice


def for_person(request: Request, unit: Unit) -> tuple[Example, Example, Example]:
    """By role; an agency's people get their own score and the task of theirs that is most pressing."""
    late = Example(words.SAY_LATE, ask(words.LATE, "tasks", period="overdue"))
    province = Example(words.SAY_OVERVIEW, ask(words.OVERVIEW, "overview"))
    score = _score(request)
    if side(request.person) == "agency":
        return score, Example(words.SAY_THIS_WEEK, ask(words.THIS_WEEK, "tasks", period="week")), _report(request, unit)
    if side(request.person) == "monitor":
        return late, score, _how_far(request)
    if request.person.holds("leader"):
        return province, late, score
    return province, Example(words.SAY_UNREACHED, ask(words.UNREACHED, "unreached")), score


def _score(request: Request) -> Example:
    say, own = score_example(request.person, request.knowledge), scored_agency(request.person, request.knowledge)
    scored = [agency for agency in request.knowledge.catalogue.agencies.values() if agency.scored]
    agency = own or min(scored, key=lambda a: len(a.name), default=None)
    if agency is None:
        return Example(say, ask(words.RANKING, "ranking"))
    label = words.SCORE_OF.format(agency=agency.name)
    label = label if len(label) <= WIDE_BUTTON else words.SCORE_OF.format(agency=agency.short_name)
    return Example(say, ask(label, "score", agencies=(agency.code,)))


def _report(request: Request, unit: Unit) -> Example:
    pressing = own_tasks(request, unit)
    no = pressing[0].no if pressing else task_example(request.person, request.knowledge)
    if no is None:
        return Example(words.SAY_PROGRESS, ask(words.REPORT, "progress"))
    return Example(words.SAY_DONE.format(no=no), ask(words.REPORT_ON.format(no=no), "progress", task=no))


def own_tasks(request: Request, unit: Unit) -> list[Task]:
    """Own open tasks: overdue first, then by date."""
    start, today = request.knowledge.catalogue.start_day, request.today
    opened = [a for code in own_agencies(request) for a in assignments.of_agency(unit.session, code, start, today)]
    pressing = days.by_section([a for a in opened if days.is_unfinished(a)], today)
    return [request.knowledge.catalogue.tasks[no] for no in tasks_of(pressing)]


def _how_far(request: Request) -> Example:
    no = task_example(request.person, request.knowledge)
    if no is None:
        return Example(words.SAY_OVERVIEW, ask(words.OVERVIEW, "overview"))
    return Example(words.SAY_HOW_FAR.format(no=no), ask(words.HOW_FAR.format(no=no), "task", task=no, aspect="state"))
