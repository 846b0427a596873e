"""Lists of tasks over many agencies: the province's, a group's, and who is late.

Counts and red lists are for monitors and leaders; everybody else sees titles, leads and dates (DESIGN 1).
"""

from collections.abc import Mapping, Sequence
from datetime import date

from handlers import due as days
from handlers.dialogue import Reply, Request, ask, bold
from handlers.rights import sees_all
from handlers.task_facts import actor, agency_label, led_by, names, rows_of
from handlers.task_lists import LINES, Line, about, coming_first, fact_line, is_filtered, is_wanted, paged
from handlers.words import tasks as words
from handlers.words.formats import capital
from storage import assignments
from storage.assignments import Share
from storage.catalogue import Task
from storage.session import Unit

LATE_LINES = 8  # agencies of one page: a table
OFFERED = 2  # agencies offered by button


def province(request: Request, unit: Unit) -> Reply:
    """Tasks of the whole province or of a group."""
    said, knowledge = request.said, request.knowledge
    members = None
    if said.group:
        members = [a.code for a in knowledge.catalogue.agencies.values() if a.group == said.group]
    listed = led_by(knowledge, members) if members is not None else list(knowledge.catalogue.tasks.values())
    tasks = {t.no: t for t in listed if is_wanted(request, t)}
    described = words.OF_GROUP.get(said.group or "", "") + about(request)
    head = words.PROVINCE.format(count=bold(len(tasks)), about=described)
    if not sees_all(request.person):
        return _dates_only(request, unit, tasks, head)
    start = knowledge.catalogue.start_day
    shares = [s for s in assignments.shares(unit.session, start, request.today, members) if s.task in tasks]
    head, shown = _chosen(request, head, described, shares)
    buttons = [[ask(words.WHO_LATE, "tasks", period="overdue"), ask(words.ALL, "tasks", aspect="all")]]
    return paged(request, head, [_share_line(request, tasks[s.task], s) for s in shown], choices=buttons)


def _chosen(request: Request, head: str, described: str, shares: Sequence[Share]) -> tuple[str, list[Share]]:
    """The headline and what stands below it: behind first, then what the period or the next seven days bring."""
    said, today = request.said, request.today
    behind = [s for s in shares if _is_behind(s, today)]
    coming = [s for s in shares if s.due is None or s.due >= today]
    late = [words.LATE_PART.format(count=len(behind))] if behind else []
    if said.period in words.PERIODS:
        within = [s for s in coming if days.in_period(s.due, said.period, today, request.knowledge.calendar)]
        head = period_head(said.period, words.PROVINCE_NAME, len(within), described)
        if late:
            head = words.PARTS.format(head=head.rstrip(".:"), parts=late[0])
        return head, [*behind, *within]
    if said.aspect == "all" or is_filtered(request) or said.group:
        return f"{head}:", [*behind, *coming]
    soon = [s for s in coming if s.due is not None and s.due <= today + days.SOON]
    if late or soon:
        parts = [*late, *([words.SOON.format(count=len(soon))] if soon else [])]
        return words.PARTS.format(head=head, parts=", ".join(parts)), [*behind, *soon]
    return words.NOTHING_SOON.format(head=head), [s for s in coming if s.due is not None][: LINES - 1]


def period_head(period: str, who: str, count: int, described: str) -> str:
    """ "Tuần này Sở Tư pháp có 2 nhiệm vụ đến hạn:", or that there is none."""
    form = words.IN_PERIOD if count else words.NONE_IN_PERIOD
    return form.format(period=words.PERIODS[period], agency=who, count=bold(count), about=described)


def _is_behind(share: Share, today: date) -> bool:
    return share.due is not None and share.due < today and share.finished < share.agencies


def _share_line(request: Request, task: Task, share: Share) -> Line:
    today, calendar = request.today, request.knowledge.calendar
    late = _is_behind(share, today)
    if late and share.due is not None:
        due = f"{words.due_words(task, share.due, today)}, {words.left_words(share.due, today, calendar)}"
    else:
        due = words.due_phrase(task, share.due, today, calendar)
    facts = f"{due}, {words.SHARE.format(done=share.finished, all=share.agencies)}"
    facts += words.SHARE_RETURNED.format(count=share.returned) if share.returned else ""
    mark = words.RED if late else ""
    return Line(words.LINE.format(mark=mark, no=task.no, title=words.short_title(task), facts=facts), task.no)


def _dates_only(request: Request, unit: Unit, tasks: Mapping[int, Task], head: str) -> Reply:
    said, today = request.said, request.today
    when = assignments.next_dates(unit.session, today)
    listed = sorted(tasks.values(), key=lambda t: coming_first(when.get(t.no), today, t.no))
    if said.period in words.PERIODS:
        listed = [t for t in listed if days.in_period(when.get(t.no), said.period, today, request.knowledge.calendar)]
        head = period_head(said.period, words.PROVINCE_NAME, len(listed), about(request))
    else:
        head = f"{head}:" if listed else f"{head}."
    return paged(
        request, head, [fact_line(request, t, when.get(t.no), names(request.knowledge, t.leads, 1)) for t in listed]
    )


# --- who is late: only for those who see all


def who_is_late(request: Request, unit: Unit) -> Reply:
    """Agencies by the number of their overdue tasks, the largest first."""
    agencies, start = request.knowledge.catalogue.agencies, request.knowledge.catalogue.start_day
    place = {code: at for at, code in enumerate(agencies)}
    late = assignments.overdue_by_agency(unit.session, start, request.today)
    if group := request.said.group:
        late = [(code, n) for code, n in late if agencies[code].group == group]
    late.sort(key=lambda pair: (-pair[1], place.get(pair[0], 0)))
    if not late:
        return Reply(words.NOBODY_LATE, [[ask(words.ALL, "tasks", aspect="all")]])
    lines = [
        Line(f"{at}. " + words.LATE_LINE.format(agency=actor(request.knowledge, code), count=count))
        for at, (code, count) in enumerate(late, 1)
    ]
    buttons = [ask(words.BY_TASK, "tasks", period="overdue", aspect="all")]
    first = (max(request.page, 1) - 1) * LATE_LINES
    for code, _ in late[first : first + OFFERED]:
        label = agency_label(request.knowledge, code)
        buttons.append(ask(label, "tasks", agencies=(code,), period="overdue"))
    head = words.WHO_IS_LATE.format(count=bold(len(late)))
    return paged(request, head, lines, choices=rows_of(buttons), size=LATE_LINES)


def overdue_by_task(request: Request, unit: Unit) -> Reply:
    """Overdue tasks with how many agencies are still behind."""
    tasks = {t.no: t for t in request.knowledge.catalogue.tasks.values() if is_wanted(request, t)}
    shares = assignments.shares(unit.session, request.knowledge.catalogue.start_day, request.today)
    behind = [s for s in shares if s.task in tasks and _is_behind(s, request.today)]
    buttons = [[ask(words.BY_AGENCY, "tasks", period="overdue")]]
    told = {"agency": capital(words.PROVINCE_NAME), "about": about(request)}
    if not behind:
        return Reply(words.NONE_OVERDUE.format(**told), buttons)
    head = words.OVERDUE.format(count=bold(len(behind)), **told)
    return paged(request, head, [_share_line(request, tasks[s.task], s) for s in behind], choices=buttons)
