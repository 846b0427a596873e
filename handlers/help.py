"""What can be asked, by role."""

from handlers.dialogue import Choice, Reply, Request, ask
from handlers.start import keyboard, quoted, score_example, side, task_example
from handlers.words import help as words
from storage.session import Unit


def answer(request: Request, unit: Unit) -> Reply:
    """Five lines with examples that work for this very person."""
    return Reply("\n".join(_lines(request)), _buttons(request), keyboard=keyboard(request.person))


def _lines(request: Request) -> list[str]:
    person = request.person
    task = task_example(person, request.knowledge)
    score = score_example(person, request.knowledge)
    scores = words.ASK_SCORES.format(examples=quoted(score, words.SAY_TOP, words.SAY_YEAR))
    numbered = words.SAY_TASK.format(no=task) if task else words.SAY_TASKS
    if side(person) == "agency":
        report = (
            quoted(words.SAY_PERCENT.format(no=task), words.SAY_DONE.format(no=task))
            if task
            else quoted(words.SAY_PROGRESS)
        )
        return [
            words.FIRST,
            scores,
            words.ASK_TASKS.format(examples=quoted(words.SAY_MINE, words.SAY_THIS_WEEK, numbered)),
            words.TELL_PROGRESS.format(examples=report),
            words.SET_REMINDERS,
        ]
    far = words.SAY_HOW_FAR.format(no=task) if task else numbered
    lines = [
        words.FIRST,
        scores,
        words.ASK_TASKS.format(examples=quoted(words.SAY_LATE, words.SAY_OF_AGENCY, far)),
        words.ASK_PROVINCE.format(examples=quoted(words.SAY_OVERVIEW, words.SAY_COUNT)),
    ]
    return [*lines, words.GIVE_CODES] if person.holds("monitor", "admin") else lines


def _buttons(request: Request) -> list[list[Choice]]:
    if side(request.person) == "agency":
        return [
            [ask(words.OWN_SCORE, "score", own=True), ask(words.OWN_TASKS, "tasks", own=True)],
            [ask(words.RANKING, "ranking"), ask(words.WEAK, "weak", own=True)],
        ]
    return [
        [ask(words.OVERVIEW, "overview"), ask(words.LATE, "tasks", period="overdue")],
        [ask(words.RANKING, "ranking"), ask(words.THIS_WEEK, "tasks", period="week")],
    ]
