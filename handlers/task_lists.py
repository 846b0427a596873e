"""How a list of tasks is filtered, lined up and cut into pages: an agency's and the province's alike."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers.dialogue import Choice, Reply, Request
from handlers.task_facts import again, card
from handlers.words import tasks as words
from handlers.words.formats import small_first
from storage.catalogue import Task

LINES, LETTERS = 4, 360  # of one page below its headline; a page turned is edited in place
BEFORE = "before"  # a period that only our own buttons ask for: due before the start day
FIRST_AGAIN = 0  # the page that [Trước] on the second one asks for: the first, in the same message


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list and the task it is about."""

    text: str
    task: int | None = None
    assignment: int | None = None


def paged(
    request: Request, head: str, lines: Sequence[Line], foot: str = "", choices: Sequence[Sequence[Choice]] = (),
    size: int = LINES, letters: int = LETTERS,
) -> Reply:  # fmt: skip
    """One page of a list, with what turns it."""
    pages = _cut(lines, size, letters - len(head), foot)
    at = min(max(request.page, 1), len(pages))
    shown = pages[at - 1]
    text = "\n".join([head, *(line.text for line in shown), *([foot] if foot and at == 1 else [])])
    turning = [again(request, words.PREVIOUS, at - 1 if at > 2 else FIRST_AGAIN)] if at > 1 else []
    turning += [again(request, words.NEXT, at + 1)] if at < len(pages) else []
    tasks = [line.task for line in shown if line.task is not None]
    remember = card("list", tasks, [line.assignment for line in shown if line.assignment is not None])
    rows = [*([turning] if turning else []), *choices]
    return Reply(text, rows, edit=is_turned(request), remember=remember)


def is_turned(request: Request) -> bool:
    """Was only the page of a shown list turned?"""
    return request.pressed and request.page != 1


def _cut(lines: Sequence[Line], size: int, letters: int, foot: str) -> list[list[Line]]:
    """Pages of at most `size` lines and about `letters` letters; the foot takes a line of the first one."""
    pages: list[list[Line]] = [[]]
    for line in lines:
        first = len(pages) == 1
        room = size - 1 if foot and first and size == LINES else size
        left = letters - (len(foot) if first else 0) - sum(len(one.text) + 1 for one in pages[-1])
        if pages[-1] and (len(pages[-1]) >= room or len(line.text) > left):
            pages.append([])
        pages[-1].append(line)
    return pages


# --- what is asked about


def is_wanted(request: Request, task: Task) -> bool:
    """Does the task belong to the field and the document that were named?"""
    said = request.said
    if said.field is not None and task.field != said.field:
        return False
    return said.document is None or re.search(rf"(?<!\d){re.escape(said.document)}(?!\d)", task.source.name) is not None


def is_filtered(request: Request) -> bool:
    return request.said.field is not None or request.said.document is not None


def about(request: Request) -> str:
    """ " lĩnh vực tài chính công theo Công văn 914/UBND-NC", or nothing."""
    said, phrase = request.said, ""
    if said.field is not None:
        trees = sorted(request.knowledge.catalogue.criteria.items(), reverse=True)
        field = next((c.name for _, tree in trees for c in tree.values() if c.code == str(said.field)), str(said.field))
        phrase += words.IN_FIELD.format(field=small_first(field))
    if said.document is not None:
        found = (t.source.name for t in request.knowledge.catalogue.tasks.values() if is_wanted(request, t))
        phrase += words.IN_DOCUMENT.format(document=next(found, words.SOME_DOCUMENT.format(number=said.document)))
    return phrase


def fact_line(request: Request, task: Task, when: date | None, lead: str = "") -> Line:
    """Title and date, and who leads: what everybody may know."""
    facts = words.due_phrase(task, when, request.today, request.knowledge.calendar)
    if lead:
        facts = words.LED_BY.format(lead=lead, due=facts)
    return Line(words.LINE.format(mark="", no=task.no, title=words.short_title(task), facts=facts), task.no)


def coming_first(when: date | None, today: date, no: int) -> tuple[int, date, int]:
    """Sorts dates to come before undated before past."""
    if when is None:
        return (1, date.max, no)
    return (0 if when >= today else 2, when, no)
