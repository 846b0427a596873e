"""Which agencies say nothing, have not taken note of a reminder, or are blocked: boards over all tasks."""

from collections.abc import Iterable, Sequence
from datetime import time

from handlers import due as days
from handlers.asked_of_many import names_of
from handlers.assignment.board_questions import TOPIC, UNHEARD
from handlers.assignment.passed_on import nudge_choice
from handlers.dialogue import Choice, Reply, Request, ask, bold
from handlers.reminders.hours import moment
from handlers.task_facts import actor, agency_label, rows_of
from handlers.task_lists import Line, paged
from handlers.words import boards as words
from handlers.words import tasks as phrases
from handlers.words.formats import few_words, short_day
from storage import boards as stored
from storage.boards import Behind
from storage.clock import local
from storage.session import Unit

LINES, LETTERS = 8, 640  # of one page: a table
UNHEARD_LINES = 4
BLOCKED_LINES = 3  # with the reasons quoted
HEARD_WITHIN = 3  # working days, unless other ones are asked for
REASON, TITLE = 90, 30  # letters
OFFERED = 2


def silent(request: Request, unit: Unit) -> Reply:
    """Agencies that have not reported on anything that is late or due within seven days."""
    start, today = request.knowledge.catalogue.start_day, request.today
    rows = _of_group(request, stored.behind(unit.session, start, today, today + days.SOON))
    by_agency = _by_agency(request, rows)
    quiet = {code: of for code, of in by_agency.items() if all(a.reported_at is None for a in of)}
    if not quiet:
        return Reply(words.NOBODY_SILENT, [[ask(words.UNREACHED_LABEL, "unreached")]])
    lines = [
        Line(_silent_line(request, at, code, of)) for at, (code, of) in enumerate(quiet.items(), 1)
    ]  # fmt: skip
    late = [a.id for of in quiet.values() for a in of if a.due is not None and a.due < today]
    beside = ask(words.UNHEARD_LABEL, TOPIC, aspect=UNHEARD)
    head = words.SILENT.format(count=bold(f"{len(quiet)}/{_all(request)}"))
    return paged(
        request,
        head,
        lines,
        choices=rows_of([*_nudge_group(request, late, len(quiet)), beside]),
        size=LINES,
        letters=LETTERS,
    )


def _silent_line(request: Request, at: int, code: str, of: Sequence[Behind]) -> str:
    agency = names_of(request.knowledge, [code])
    return words.SILENT_LINE.format(at=at, agency=agency, tasks=_late_and_soon(request, of))


def unheard(request: Request, unit: Unit) -> Reply:
    """Agencies reminded in the last working days that neither took note nor reported."""
    within = min(max(request.said.days or HEARD_WITHIN, 1), 20)
    calendar, start = request.knowledge.calendar, request.knowledge.catalogue.start_day
    since = moment(calendar.add_working_days(request.today, -within), time(0))
    rows = _of_group(request, stored.unheard(unit.session, start, request.today, since))
    rows = [a for a in rows if request.said.task is None or a.task == request.said.task]
    by_agency = _by_agency(request, rows)
    if not by_agency:
        return Reply(words.ALL_HEARD.format(days=within), [[ask(words.UNREACHED_LABEL, "unreached")]])
    lines = []
    for at, (code, of) in enumerate(by_agency.items(), 1):
        last = max(local(a.since).date() for a in of if a.since is not None)
        tasks = words.numbers(list(dict.fromkeys(a.task for a in of)))
        lines.append(Line(words.UNHEARD_LINE.format(at=at, agency=actor(request.knowledge, code), tasks=tasks,
                                                    day=short_day(last))))  # fmt: skip
    head = words.UNHEARD.format(count=bold(len(by_agency)), days=within)
    beside = ask(words.UNREACHED_LABEL, "unreached")
    choices = rows_of([*_nudge_group(request, [a.id for a in rows], len(by_agency)), beside])
    return paged(request, head, lines, choices=choices, size=UNHEARD_LINES)


def _nudge_group(request: Request, ids: Sequence[int], agencies: int) -> list[Choice]:
    may = bool(ids) and request.person.holds("monitor")
    return [nudge_choice(words.NUDGE_GROUP, ids, agencies)] if may else []


def blocked(request: Request, unit: Unit) -> Reply:
    """What is blocked, the longest first, with the reason as it was typed."""
    rows = _of_group(request, stored.blocked(unit.session, request.knowledge.catalogue.start_day, request.today))
    no = request.said.task
    rows = [a for a in rows if not request.said.agencies or a.agency in request.said.agencies]
    rows = [a for a in rows if no is None or a.task == no]
    if not rows:
        none = words.NONE_BLOCKED if no is None else words.NONE_BLOCKED_IN.format(no=no)
        return Reply(none, [[ask(words.WAITING_LABEL, "tasks", aspect="waiting")]])
    rows.sort(key=lambda a: (a.reported_at is None, a.reported_at, a.id))
    lines = [Line(_blocked_line(request, at, a), a.task, a.id) for at, a in enumerate(rows, 1)]
    first = (max(request.page, 1) - 1) * BLOCKED_LINES
    seen = [
        ask(agency_label(request.knowledge, a.agency), "task", task=a.task, aspect="state", agencies=(a.agency,))
        for a in rows[first : first + OFFERED]
    ]
    return paged(request, words.BLOCKED.format(count=bold(len(rows))), lines, choices=rows_of(seen), size=BLOCKED_LINES)


def _blocked_line(request: Request, at: int, one: Behind) -> str:
    task = request.knowledge.task(one.task)
    return words.BLOCKED_LINE.format(
        at=at, no=one.task, title=phrases.short_title(task, TITLE) if task else "",
        agency=actor(request.knowledge, one.agency),
        day=short_day(local(one.reported_at).date()) if one.reported_at else "",
        reason=few_words(one.reason or words.NO_REASON, REASON),
    )  # fmt: skip


def _of_group(request: Request, rows: Iterable[Behind]) -> list[Behind]:
    agencies, group = request.knowledge.catalogue.agencies, request.said.group
    return [a for a in rows if a.agency in agencies and (not group or agencies[a.agency].group == group)]


def _by_agency(request: Request, rows: Iterable[Behind]) -> dict[str, list[Behind]]:
    """The most late first, then in the order of the list."""
    found: dict[str, list[Behind]] = {}
    for row in rows:
        found.setdefault(row.agency, []).append(row)
    order = list(request.knowledge.catalogue.agencies)
    late = {code: sum(a.due is not None and a.due < request.today for a in of) for code, of in found.items()}
    return {code: found[code] for code in sorted(found, key=lambda code: (-late[code], order.index(code)))}


def _late_and_soon(request: Request, rows: Sequence[Behind]) -> str:
    late = sum(a.due is not None and a.due < request.today for a in rows)
    counts = {"late": late, "soon": len(rows) - late}
    return ", ".join(words.LATE_AND_SOON[name].format(count=count) for name, count in counts.items() if count)


def _all(request: Request) -> int:
    """Agencies that lead any task, of the group that was asked for."""
    agencies, group = request.knowledge.catalogue.agencies, request.said.group
    return sum(bool(request.knowledge.led.get(code)) for code, a in agencies.items() if not group or a.group == group)
