"""The heat map: agencies by the state of their tasks, red first. For monitors and leaders."""

from collections.abc import Sequence

from handlers.assignment.board_questions import MAP, TOPIC
from handlers.dialogue import Reply, Request, ask
from handlers.due import SOON
from handlers.pictures import specs
from handlers.task_facts import actor
from handlers.words import boards as words
from handlers.words import index as index_words
from handlers.words import pictures as picture_words
from handlers.words.formats import day, short_day
from storage import boards as stored
from storage.boards import Spread
from storage.session import Unit

COLUMNS = ("late", "blocked", "soon", "doing", "waiting", "accepted")


def task_map(request: Request, unit: Unit) -> Reply:
    """The picture with its caption, of all or of one group; every task of an agency is counted in one column."""
    rows = _rows(request, unit)
    if not rows:
        return Reply(words.NO_MAP)
    others = [group for group in ("so", "huyen", None) if group != request.said.group]
    buttons = [ask(words.GROUP_LABELS[group], TOPIC, aspect=MAP, group=group) for group in others]
    late = ask(words.LATE_TASKS_LABEL, "tasks", period="overdue", aspect="all")
    toast = picture_words.DRAWING if request.pressed else None
    picture = specs.as_values(drawing(request, rows))
    return Reply(_caption(request, rows), [buttons, [late]], picture=picture, toast=toast)


def _rows(request: Request, unit: Unit) -> list[Spread]:
    """Late first, then blocked, then due soon; equal ones in the order of the list."""
    agencies, group, today = request.knowledge.catalogue.agencies, request.said.group, request.today
    order = list(agencies)
    spreads = stored.spreads(unit.session, request.knowledge.catalogue.start_day, today, today + SOON)
    wanted = [s for s in spreads if s.agency in agencies and (not group or agencies[s.agency].group == group)]
    return sorted(wanted, key=lambda s: (-s.late, -s.blocked, -s.soon, order.index(s.agency)))


def drawing(request: Request, rows: Sequence[Spread]) -> specs.Heat:
    catalogue = request.knowledge.catalogue
    since = words.SINCE.format(start=day(catalogue.start_day)) if catalogue.start_day else ""
    return specs.Heat(
        title=words.MAP_TITLE.format(whom=words.MAP_WHOM[request.said.group], day=day(request.today)),
        note=words.MAP_NOTE,
        source=words.MAP_SOURCE.format(since=since, demo=words.DEMO if catalogue.demo else ""),
        columns=tuple(words.COLUMNS[name] for name in COLUMNS),
        tones=COLUMNS,
        rows=tuple(
            specs.Counts(
                index_words.table_name(request.knowledge.agency(s.agency)), tuple(getattr(s, name) for name in COLUMNS)
            )
            for s in rows
        ),
    )


def _caption(request: Request, rows: Sequence[Spread]) -> str:
    late, soon, blocked = (sum(getattr(s, name) for s in rows) for name in ("late", "soon", "blocked"))
    if late:
        alone = sum(s.late == rows[0].late for s in rows) == 1
        worst = words.MAP_WORST.format(agency=actor(request.knowledge, rows[0].agency), count=rows[0].late)
        parts = [words.MAP_LATE.format(count=late, agencies=sum(s.late > 0 for s in rows)) + (worst if alone else "")]
    else:
        parts = [words.MAP_NONE_LATE]
    parts += [words.MAP_BLOCKED.format(count=blocked)] if blocked else []
    parts += [words.MAP_SOON.format(count=soon)] if soon else []
    whom = words.MAP_WHOM[request.said.group]
    return words.MAP_CAPTION.format(whom=whom, day=short_day(request.today), parts="; ".join(parts))
