"""The start card, the four large buttons by role, the chat commands, and examples that fit a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from handlers import due as days
from handlers.dialogue import Choice, Reply, Request, ask, bold, do
from handlers.folding import folded
from handlers.knowledge import Knowledge
from handlers.reminders.hours import hour_of
from handlers.task_lists import BEFORE
from handlers.understanding import Understanding
from handlers.words import enrolment as words
from handlers.words import help as labels
from handlers.words.formats import clock, day, small
from handlers.words.tasks import due_phrase
from storage import assignments
from storage.catalogue import Agency, Person
from storage.session import Unit

TASKS_NAMED = 4
LONG_NAME = 24  # letters of a name that nobody types whole
SIDE_BY_SIDE = 16  # letters of a label that stands beside another

COMMANDS_SAY: Mapping[str, str] = {command: text for command, _, text in labels.COMMANDS if command != "start"}

_KEYBOARDS: Mapping[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "agency": ((labels.OWN_SCORE, labels.OWN_TASKS), (labels.RANKING, labels.REPORT)),
    "monitor": ((labels.WAITING, labels.LATE), (labels.OVERVIEW, labels.UNREACHED)),
    "leader": ((labels.OVERVIEW, labels.LATE), (labels.RANKING, labels.GUIDE)),
    "admin": ((labels.OVERVIEW, labels.UNREACHED), (labels.RANKING, labels.GUIDE)),
}

# What each large button asks, whatever the understanding of free text makes of the words.
_LARGE_BUTTONS: Mapping[str, Understanding] = {
    folded(question.text): question
    for question in (
        Understanding(labels.OWN_SCORE, "score", own=True),
        Understanding(labels.OWN_TASKS, "tasks", own=True),
        Understanding(labels.RANKING, "ranking"),
        Understanding(labels.REPORT, "progress"),
        Understanding(labels.LATE, "tasks", period="overdue"),
        Understanding(labels.OVERVIEW, "overview"),
        Understanding(labels.UNREACHED, "unreached"),
        Understanding(labels.WAITING, "tasks", aspect="waiting"),
        Understanding(labels.GUIDE, "help"),
    )
}


def large_button(text: str) -> Understanding | None:
    """The question of a large button, pressed or typed, with accents or without; None for other words."""
    return _LARGE_BUTTONS.get(folded(" ".join(text.split())))


def side(person: Person) -> str:
    """agency, monitor, leader or admin: who reports, who follows, who looks at the province, who runs the system."""
    if person.holds("head", "officer"):
        return "agency"
    return next((role for role in ("monitor", "leader") if person.holds(role)), "admin")


def keyboard(person: Person) -> tuple[tuple[str, str], tuple[str, str]]:
    """Four large buttons; each comes back as typed text."""
    return _KEYBOARDS[side(person)]


def may(person: Person) -> str:
    """ "Anh/chị có thể", or "Có thể" to a leader, who is addressed by no pronoun."""
    return labels.MAY["leader" if person.holds("leader") else "person"]


def quoted(*examples: str) -> str:
    return ", ".join(f"“{e}”" for e in examples)


def examples(person: Person, knowledge: Knowledge) -> tuple[str, str, str]:
    """Three things this person may well say next."""
    score, task = score_example(person, knowledge), task_example(person, knowledge)
    match side(person):
        case "agency":
            return (score, labels.SAY_THIS_WEEK, labels.SAY_DONE.format(no=task) if task else labels.SAY_PROGRESS)
        case "monitor":
            return (labels.SAY_LATE, score, labels.SAY_HOW_FAR.format(no=task) if task else labels.SAY_OVERVIEW)
        case "leader":
            return (labels.SAY_OVERVIEW, labels.SAY_LATE, score)
        case _:
            return (labels.SAY_OVERVIEW, labels.SAY_UNREACHED, score)


def score_example(person: Person, knowledge: Knowledge) -> str:
    """ "điểm sở y tế": the own agency, or the one whose name is shortest."""
    own = scored_agency(person, knowledge)
    scored = [a for a in knowledge.catalogue.agencies.values() if a.scored]
    agency = own or min(scored, key=lambda a: len(a.name), default=None)
    if agency is None:
        return labels.SAY_RANKING
    name = agency.name if len(agency.name) <= LONG_NAME else agency.short_name
    return small(labels.SAY_SCORE.format(agency=name))


def task_example(person: Person, knowledge: Knowledge) -> int | None:
    """A task of the newest document that many lead and that has one date; the own agency's, or any for monitors."""
    own = set(person.agencies) if side(person) == "agency" else None
    tasks = [t for t in knowledge.catalogue.tasks.values() if own is None or own.intersection(t.leads)]
    best = max(
        tasks,
        key=lambda t: (t.kind == "once", len(t.leads) > 1, t.source.issued or date.min, len(t.leads), -t.no),
        default=None,
    )
    return best.no if best else None


def scored_agency(person: Person, knowledge: Knowledge) -> Agency | None:
    mine = (knowledge.agency(code) for code in person.agencies if code in knowledge.catalogue.agencies)
    return next((agency for agency in mine if agency.scored), None)


def first_questions(person: Person, knowledge: Knowledge) -> list[list[Choice]]:
    """The two buttons below the start and the welcome card."""
    if side(person) == "admin":
        return [[ask(labels.OVERVIEW, "overview")], [ask(labels.UNREACHED, "unreached")]]
    if side(person) != "agency":
        return [[ask(labels.OVERVIEW, "overview"), ask(labels.LATE, "tasks", period="overdue")]]
    tasks = ask(labels.OWN_TASKS, "tasks", own=True)
    agency = scored_agency(person, knowledge)
    if agency is None:
        return [[tasks, ask(labels.RANKING, "ranking")]]
    label = labels.SCORE_OF.format(agency=agency.name)
    label = label if len(label) <= SIDE_BY_SIDE else labels.OWN_SCORE
    return [[ask(label, "score", agencies=(agency.code,)), tasks]]


def welcome(person: Person, knowledge: Knowledge, now: datetime, unit: Unit) -> Reply:
    """The first card: when one is reminded, what is due, what was before the start day, who sees what one writes."""
    choices = first_questions(person, knowledge)
    lines = [words.ENROLLED.format(title=bold(person.title))]
    if not person.holds("admin"):
        lines[0] += " " + words.REMINDED_AT.format(clock=clock(datetime.combine(now, hour_of(person))))
    if side(person) == "agency":
        lines += what_is_due(person, knowledge, now, unit)
        if old := _undecided(person, knowledge, unit):
            lines.append(old.line)
            done = do(words.ALL_DONE, "progress.before_start_done", agency=old.agency)
            choices += [[done, old.see_each], [do(words.LATER, "enrolment.later")]]
        lines.append(words.WHO_SEES)  # what does not go here is said with the first receipt, once a person
    else:
        lines += [_examples(person, knowledge), words.NO_SECRETS]
    return Reply("\n".join(lines), choices, keyboard=keyboard(person))


def answer(request: Request, unit: Unit) -> Reply:
    """Who one is here, what is due, and what to say first."""
    person, knowledge = request.person, request.knowledge
    lines, choices = [words.YOU_ARE.format(title=bold(person.title))], first_questions(person, knowledge)
    if side(person) == "agency":
        lines += what_is_due(person, knowledge, request.now, unit)
        if old := _undecided(person, knowledge, unit):
            lines.append(old.line)
            choices.append([old.see_each])
    lines += [_examples(person, knowledge), words.OTHER_PERSON]
    return Reply("\n".join(lines), choices, keyboard=keyboard(person))


def later(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Để sau]: nothing is written; the start card shows the question again."""
    return Reply(words.LEFT_FOR_LATER)


def what_is_due(person: Person, knowledge: Knowledge, now: datetime, unit: Unit) -> list[str]:
    """One line: how many are overdue, which have the nearest last day to come; none where there is nothing."""
    today, start = now.date(), knowledge.catalogue.start_day
    led = [one for code in person.agencies for one in assignments.of_agency(unit.session, code, start, today)]
    open_ = [one for one in led if days.is_unfinished(one) and one.due is not None]
    late = sum(days.is_overdue(one, today) for one in open_)
    coming = [one for one in open_ if not days.is_overdue(one, today)]
    nearest = min((one.due for one in coming if one.due), default=None)
    line = words.OVERDUE.format(count=late) if late else ""
    next_ones = sorted({one.task for one in coming if one.due == nearest})
    if next_ones:
        task = knowledge.catalogue.tasks[next_ones[0]]
        due = due_phrase(task, nearest, today, knowledge.calendar)
        line += words.NEXT_DUE.format(tasks=_numbers(next_ones), due=due)
    return [line.strip()] if line else []


def _numbers(tasks: Sequence[int]) -> str:
    shown = ", ".join(words.TASK.format(no=no) for no in tasks[:TASKS_NAMED])
    more = len(tasks) - TASKS_NAMED
    return words.MORE_TASKS.format(tasks=shown, count=more) if more > 0 else shown


@dataclass(frozen=True, slots=True)
class Undecided:
    """Tasks due before the start day of which nobody knows the end."""

    agency: str
    line: str
    see_each: Choice


def _undecided(person: Person, knowledge: Knowledge, unit: Unit) -> Undecided | None:
    """What a head is asked about once: the first of the agencies they answer for that has such tasks."""
    start = knowledge.catalogue.start_day
    if start is None:
        return None
    for agency in (held.agency for held in person.roles if held.role == "head" and held.agency):
        if found := assignments.before_start(unit.session, agency, start):
            line = words.BEFORE_START.format(count=bold(len(found)), start=day(start))
            return Undecided(agency, line, ask(words.SEE_EACH, "tasks", agencies=(agency,), period=BEFORE))
    return None


def _examples(person: Person, knowledge: Knowledge) -> str:
    return words.START_EXAMPLES.format(may=may(person), examples=quoted(*examples(person, knowledge)))
