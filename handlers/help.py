"""What can be asked, by role: one card, and a page a subject that is turned in place."""

import re
from collections.abc import Callable, Sequence

from handlers.dialogue import Choice, Reply, Request, ask, bold
from handlers.examples import for_person, own_tasks
from handlers.folding import folded
from handlers.rights import sees_all
from handlers.start import keyboard, quoted, score_example, side, task_example
from handlers.task_facts import rows_of
from handlers.words import help as words
from handlers.words import tasks as phrases
from storage.session import Unit

FIRST_AGAIN = 0  # the page that leads back to the card, in the same message
_OFFERED = 3

# What is asked about in "hướng dẫn báo tiến độ": words → subject.
_SUBJECTS = (
    ("report", re.compile(r"\b(bao cao|bao tien do|tien do|minh chung|gui tai lieu|bao xong)\b")),
    ("decide", re.compile(r"\b(xac nhan|tra lai|duyet)\b")),
    ("change", re.compile(r"\b(ma dang ky|cap ma|doi han|giao viec|giao nhiem vu|nhap|rut)\b")),
    ("beside", re.compile(r"\b(gia han|dau moi|nghi phep)\b")),
    ("follow", re.compile(r"\b(don doc|theo doi)\b")),
    ("run", re.compile(r"\b(quan tri|lich nghi|lam bu)\b")),
    ("remind", re.compile(r"\bnhac\b")),
    ("tasks", re.compile(r"\b(viec|nhiem vu|nv)\b")),
    ("index", re.compile(r"\b(diem|xep hang|chi so|hang|so sanh)\b")),
)


def answer(request: Request, unit: Unit) -> Reply:
    """The card, or the page of a subject, with examples that work for this very person."""
    subjects = _subjects_of(request)
    wanted = _subject_asked(request, subjects)
    lines = _card(request) if wanted is None else _PAGES[wanted](request)
    choices = _examples(request, unit, wanted)
    others = [
        ask(words.SUBJECTS[subject], "help", page=at) for at, subject in enumerate(subjects, 2) if subject != wanted
    ]
    if wanted is not None:
        others.append(ask(words.CARD, "help", page=FIRST_AGAIN))
    turned = request.pressed and request.page != 1
    return Reply(
        "\n".join(lines), [*rows_of(choices), *rows_of(others)], keyboard=keyboard(request.person), edit=turned
    )


def _subjects_of(request: Request) -> tuple[str, ...]:
    return _SUBJECTS_OF[side(request.person)]


def _subject_asked(request: Request, subjects: Sequence[str]) -> str | None:
    """By the page of a button, or by words of the question."""
    if request.page != 1:
        return subjects[request.page - 2] if 2 <= request.page < 2 + len(subjects) else None
    text = folded(request.said.text)
    return next((subject for subject, told in _SUBJECTS if subject in subjects and told.search(text)), None)


def _examples(request: Request, unit: Unit, subject: str | None) -> list[Choice]:
    """Three to tap."""
    if subject == "report":
        return [ask(phrases.button(task), "progress", task=task.no) for task in own_tasks(request, unit)[:_OFFERED]]
    if subject == "tasks" and side(request.person) == "agency":
        return [ask(words.OWN_TASKS, "tasks", own=True), ask(words.THIS_WEEK, "tasks", period="week")]
    late = [ask(words.LATE, "tasks", period="overdue")] if sees_all(request.person) else []
    if subject == "tasks":
        return [*late, ask(words.THIS_WEEK, "tasks", period="week")]
    if subject == "follow":
        return [*late, ask(words.UNREACHED, "unreached")]
    mine = [example.button for example in for_person(request, unit)]
    if subject == "index":
        score = next(choice for choice in mine if choice.asks is not None and choice.asks.topic in ("score", "ranking"))
        return [score, ask(words.RANKING, "ranking"), ask(words.OVERVIEW, "overview")]
    return mine if subject is None else []


# --- the card


def _card(request: Request) -> list[str]:
    person, knowledge = request.person, request.knowledge
    task = task_example(person, knowledge)
    score = score_example(person, knowledge)
    scores = words.ASK_SCORES.format(examples=quoted(score, words.SAY_TOP, words.SAY_YEAR))
    numbered = words.SAY_TASK.format(no=task) if task else words.SAY_TASKS
    if side(person) == "agency":
        report = (words.SAY_PERCENT.format(no=task), words.SAY_DONE.format(no=task)) if task else (words.SAY_PROGRESS,)
        return [
            words.FIRST,
            scores,
            words.ASK_TASKS.format(examples=quoted(words.SAY_MINE, words.SAY_THIS_WEEK, numbered)),
            words.TELL_PROGRESS.format(examples=quoted(*report)),
            words.SET_REMINDERS,
        ]
    of_tasks = (words.SAY_THIS_WEEK, words.SAY_OF_AGENCY, numbered)
    if sees_all(person):
        of_tasks = (words.SAY_LATE, words.SAY_OF_AGENCY, words.SAY_HOW_FAR.format(no=task) if task else numbered)
    lines = [
        words.FIRST,
        scores,
        words.ASK_TASKS.format(examples=quoted(*of_tasks)),
        words.ASK_PROVINCE.format(examples=quoted(words.SAY_OVERVIEW, words.SAY_COUNT)),
    ]
    return [*lines, words.GIVE_CODES] if person.holds("monitor", "admin") else lines


# --- a page a subject


def _index(request: Request) -> list[str]:
    score = score_example(request.person, request.knowledge)
    return [bold(words.INDEX_HEAD), words.INDEX_ONE.format(score=score), *words.INDEX_MORE]


def _tasks(request: Request) -> list[str]:
    listed = words.TASKS_OWN if side(request.person) == "agency" else words.TASKS_ALL
    no = task_example(request.person, request.knowledge)
    one = [line.format(no=no) for line in words.TASKS_ONE] if no else []
    return [bold(words.TASKS_HEAD), listed, *one]


def _lines(head: str, lines: Sequence[str]) -> Callable[[Request], list[str]]:
    """A page of examples about a task that this person may well speak of."""

    def page(request: Request) -> list[str]:
        no = task_example(request.person, request.knowledge) or 1
        return [bold(head), *(line.format(no=no) for line in lines)]

    return page


_PAGES: dict[str, Callable[[Request], list[str]]] = {
    "index": _index,
    "tasks": _tasks,
    "report": _lines(words.REPORT_HEAD, words.REPORT_LINES),
    "beside": _lines(words.BESIDE_HEAD, words.BESIDE_LINES),
    "remind": _lines(words.REMIND_HEAD, words.REMIND_LINES),
    "follow": _lines(words.FOLLOW_HEAD, words.FOLLOW_LINES),
    "decide": _lines(words.DECIDE_HEAD, words.DECIDE_LINES),
    "change": _lines(words.CHANGE_HEAD, words.CHANGE_LINES),
    "province": _lines(words.PROVINCE_HEAD, words.PROVINCE_LINES),
    "run": _lines(words.RUN_HEAD, words.RUN_LINES),
}
_SUBJECTS_OF = {
    "agency": ("index", "tasks", "report", "beside", "remind"),
    "monitor": ("index", "tasks", "follow", "decide", "change"),
    "leader": ("index", "tasks", "province"),
    "admin": ("index", "tasks", "run"),
}
