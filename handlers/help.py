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
    scores = words.ASK_SCORES.format(examples=quoted(score, "top 3 huyện", "xếp hạng năm 2022"))
    numbered = f"nv {task}" if task else "bảng nhiệm vụ"
    if side(person) == "agency":
        report = quoted(f"{numbered} được 60%", f"{numbered} xong") if task else quoted("báo tiến độ")
        return [
            words.FIRST,
            scores,
            words.ASK_TASKS.format(examples=quoted("việc của tôi", "việc tuần này", numbered)),
            words.TELL_PROGRESS.format(examples=report),
            words.SET_REMINDERS,
        ]
    lines = [
        words.FIRST,
        scores,
        words.ASK_TASKS.format(examples=quoted("ai đang trễ hạn", "việc sở y tế", f"tiến độ {numbered}")),
        words.ASK_PROVINCE.format(examples=quoted("tình hình chung", "bao nhiêu đơn vị trên 90")),
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
