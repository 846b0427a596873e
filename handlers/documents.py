"""Documents that somebody asks about by number and that give nobody a task."""

import re

from handlers.dialogue import Choice, Reply, Request, ask
from handlers.published import rows
from handlers.task_facts import rows_of
from handlers.words import index
from handlers.words import tasks as words

OFFERED = 3  # documents by button
_NUMBER = re.compile(r"\d+")


def without_tasks(request: Request, number: str) -> Reply:
    """The decision that published the Index; else which documents do give tasks."""
    for year, decision in index.DECISIONS.items():
        if number in _NUMBER.findall(decision) and year in request.knowledge.index.years:
            text = words.PUBLISHED_INDEX.format(document=decision, year=year)
            return Reply(
                text, rows([ask(index.RANKING, "ranking", year=year), ask(index.OVERVIEW, "overview", year=year)])
            )
    known = list(dict.fromkeys(task.source.name for task in request.knowledge.catalogue.tasks.values()))
    text = words.NO_SUCH_DOCUMENT.format(number=number)
    if known:
        text += " " + words.DOCUMENTS.format(names="; ".join(known[:OFFERED]))
    return Reply(text, rows_of([choice for name in known[:OFFERED] if (choice := _tasks_of(name))]))


def _tasks_of(name: str) -> Choice | None:
    number = _NUMBER.search(name)
    if number is None or len(name) > words.WIDE_BUTTON:
        return None
    return ask(name, "tasks", document=number.group(), aspect="province")
