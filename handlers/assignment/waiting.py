"""What was reported as done and waits for a decision: the list, one report, its documents (DESIGN 6)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from handlers import due as days
from handlers.assignment.decisions import (
    ONE,
    QUOTED,
    about,
    accept_choice,
    card_of,
    decide_choices,
    kept_list,
    see,
    why_not,
)
from handlers.dialogue import BOLD, BOLD_END, Choice, FiledDocument, Reply, Request, ask, bold
from handlers.questions import written
from handlers.task_facts import actor, decides, names, rows_of
from handlers.task_lists import Line, paged
from handlers.understanding import Understanding
from handlers.words import acceptance as words
from handlers.words import tasks as phrases
from handlers.words.formats import few_words
from storage import assignments
from storage.assignments import Assigned, Filed
from storage.clock import local
from storage.session import Unit

OVERDUE = "overdue"  # the period that asks for what was filed late
PAPER_ALIKE = ("photo", "document")  # what can be sent; a number or a link is only named
LINES, LETTERS = 6, 520  # of one page
MANY, TASKS = 9, 6  # reports beyond which they are offered by task; tasks on buttons
AT_ONCE = 40  # reports one button may accept
_MARKS = {"bold": BOLD, "end": BOLD_END}


def question(agencies: Sequence[str] = (), task: int | None = None, *, late: bool = False) -> Understanding:
    """The list as a question of the topic `tasks`, so that its pages are turned as those of any list."""
    period = OVERDUE if late else None
    return Understanding("", "tasks", agencies=tuple(agencies), task=task, aspect="waiting", period=period)


def waiting_list(
    request: Request, unit: Unit, head: str | None = None, only: Sequence[Assigned] | None = None
) -> Reply:
    """Reports that wait, of all or of the agencies, task, lateness asked for; first those this person decides on."""
    found = [a for a in assignments.waiting(unit.session) if _is_wanted(request, a)] if only is None else list(only)
    found.sort(key=lambda a: not decides(request, a.agency))
    if not found:
        none = words.NONE.format(whose=_whose(request), about=_of_task(request))
        return Reply(none, remember=_remember(request))
    filed = assignments.evidence_names(unit.session, [a.id for a in found])
    alone = {a.task for a in found}
    named = len(alone) == 1 and _names_the_task(request, found)
    mine = [a for a in found if decides(request, a.agency)]
    lines = [
        Line(_line(request, a, n, paper=a.id in filed, one_task=named, mixed=0 < len(mine) < len(found)),
             a.task, a.id)
        for n, a in enumerate(found, 1)
    ]  # fmt: skip
    reply = paged(request, head or _head(request, found, mine), lines, size=LINES, letters=LETTERS)
    shown = list((reply.remember or {}).get("card", {}).get("assignments", []))
    choices = _by_task(request, found)
    choices = choices or [see(words.SEE.format(n=n), a) for n, a in enumerate(found, 1) if a.id in shown]
    choices += _accept_with_paper(mine, filed, shown)
    remember = {**(reply.remember or {}), **_remember(request), "listed": [a.id for a in found]}
    return replace(reply, choices=[*reply.choices, *rows_of(choices)], remember=remember)


def _by_task(request: Request, found: Sequence[Assigned]) -> list[Choice]:
    """[NV 38 (31)]: of many reports on several tasks, those of each task."""
    counted = Counter(a.task for a in found)
    if len(found) <= MANY or len(counted) == 1:
        return []
    said, late = request.said, request.said.period == OVERDUE
    return [
        ask(words.OF_TASK_COUNT.format(no=no, count=count), "tasks", agencies=tuple(said.agencies), task=no,
            aspect="waiting", period=OVERDUE if late else None)
        for no, count in counted.most_common(TASKS)
    ]  # fmt: skip


def _names_the_task(request: Request, found: Sequence[Assigned]) -> bool:
    """Does the head tell the task, so that the lines need not?"""
    return len(found) > 1 or request.said.task is not None


def _is_wanted(request: Request, one: Assigned) -> bool:
    said = request.said
    if said.task is not None and one.task != said.task:
        return False
    if said.agencies and one.agency not in said.agencies:
        return False
    return said.period != OVERDUE or days.is_filed_late(one)


def _remember(request: Request) -> Mapping[str, str]:
    said = question(request.said.agencies, request.said.task, late=request.said.period == OVERDUE)
    return {"said": written(said, request.page), "said_at": request.now.isoformat()}


def _whose(request: Request) -> str:
    said = request.said
    late = words.FILED_LATE if said.period == OVERDUE else ""
    return (words.OF_AGENCIES.format(agencies=names(request.knowledge, said.agencies)) if said.agencies else "") + late


def _of_task(request: Request) -> str:
    return words.OF_TASK.format(no=request.said.task) if request.said.task is not None else ""


def _head(request: Request, found: Sequence[Assigned], mine: Sequence[Assigned]) -> str:
    described = _of_task(request)
    if len({a.task for a in found}) == 1 and _names_the_task(request, found):
        title = phrases.short_title(request.knowledge.catalogue.tasks[found[0].task])
        named = words.OF_ONE_TASK if len(found) == 1 else words.ALL_OF_ONE_TASK
        described = named.format(no=found[0].task, title=title)
    elif 0 < len(mine) < len(found):
        described += words.MINE_AMONG.format(count=len(mine), who=about(request, mine[0])["who"])
    who = f"{about(request, found[0])['who']} " if len({a.agency for a in found}) == 1 else ""
    return words.WAITING.format(count=bold(len(found)), whose=_whose(request), who=who, about=described)


def _line(request: Request, one: Assigned, n: int, *, paper: bool, one_task: bool, mixed: bool) -> str:
    others = mixed and not decides(request, one.agency)
    facts = about(request, one)
    return (words.LINE if one_task else words.TASK_LINE).format(
        n=n, no=one.task, title=phrases.short_title(request.knowledge.catalogue.tasks[one.task], 30),
        agency=facts["agency"],
        day=phrases.days_words(local(one.filed_at).date(), request.today) if one.filed_at else "",
        late=words.LATE_MARK if days.is_filed_late(one) else "",
        paper=words.WITH_PAPER if paper else words.WITHOUT_PAPER,
        who=words.BY_OTHERS.format(who=facts["who"]) if others else "",
    )  # fmt: skip


def _accept_with_paper(
    mine: Sequence[Assigned], filed: Mapping[int, Sequence[str]], shown: Sequence[int]
) -> list[Choice]:  # fmt: skip
    """[Xác nhận việc có tài liệu]: at once where all of them stand on this page, else asked with the count first."""
    ready = [a for a in mine if a.id in filed][:AT_ONCE]
    if not ready or len(mine) == 1:
        return []
    return [accept_choice(words.ACCEPT_WITH_PAPER, ready, ask=not {a.id for a in ready} <= set(shown))]


# --- one report


def one_report(request: Request, unit: Unit, held: Assigned) -> Reply:
    """What was reported, when, in time or late, with which documents; and what can be done with it."""
    facts, remember = about(request, held), {**card_of(ONE, [held]), **kept_list(request)}
    if held.state != "waiting":
        return Reply(why_not(request, unit, held), remember={**card_of("task", [held]), **kept_list(request)})
    filed = assignments.filed_with(unit.session, [held.id])
    lines = [words.ONE.format(when=_when_filed(request, held), verdict=_verdict(request, held), **facts)]
    reports = [r for r in assignments.reports_on(unit.session, [held.id]) if r.state == "waiting" and not r.undone]
    if reports:
        lines.append(words.WORDS.format(words=few_words(reports[-1].words, QUOTED)))
    lines.append(words.PAPERS.format(names=_named_papers(filed)) if filed else words.NO_PAPERS)
    mine = decides(request, held.agency)
    if not mine:
        lines.append(words.DECIDED_BY.format(**facts))
    choices = decide_choices(held) if mine else []
    if any(one.kind in PAPER_ALIKE for one in filed):
        choices = [*choices, see(words.SEE_PAPERS, held, "evidence")]
    choices = [*choices, _to_list(request)]
    return Reply("\n".join(lines), rows_of(choices), remember=remember)


def _to_list(request: Request) -> Choice:
    return ask(words.LIST, "tasks", aspect="waiting")


def _when_filed(request: Request, one: Assigned) -> str:
    if one.filed_at is None:
        return ""
    at = local(one.filed_at)
    return phrases.moment_with_day(at, request.today)


def _verdict(request: Request, one: Assigned) -> str:
    if one.due is None:
        return words.UNDATED
    due = phrases.due_words(request.knowledge.catalogue.tasks[one.task], one.due, request.today)
    form = words.LATE if days.is_filed_late(one) else words.IN_TIME
    return form.format(due=due, **_MARKS)


def _named_papers(filed: Sequence[Filed], most: int = 3) -> str:
    shown = [few_words(one.name, 60) for one in filed[-most:]]
    more = len(filed) - len(shown)
    return phrases.AND_MORE.format(names=", ".join(shown), count=more) if more else ", ".join(shown)


def papers(request: Request, unit: Unit, held: Assigned) -> Reply:
    """[Xem tài liệu]: the documents themselves; numbers and links are named."""
    filed = assignments.filed_with(unit.session, [held.id])
    facts = about(request, held)
    remember = {**card_of(ONE if held.state == "waiting" else "task", [held]), **kept_list(request)}
    if not filed:
        return Reply(words.NO_PAPERS_OF.format(**facts), remember=remember)
    alike = [one for one in filed if one.kind in PAPER_ALIKE]
    files = [one for one in alike if one.path or (one.channel == request.channel and one.file_id)]
    lost = [one for one in alike if one not in files]
    lines = [words.SENT_BELOW.format(names=_named_papers(filed), **facts)]
    if lost:
        lines.append(words.NOT_SENT.format(names=_named_papers(lost), agency=facts["agency"]))
    elif not files:
        lines.append(words.NO_FILES)
    mine = decides(request, held.agency) and held.state == "waiting"
    sent = [FiledDocument(one.name, one.kind, one.channel, one.file_id, one.path) for one in files]
    return Reply("\n".join(lines), [decide_choices(held)] if mine else [], files=sent, remember=remember)


# --- an agency looks at its own


def own_waiting(request: Request, unit: Unit, agency: str) -> Reply:
    """What this agency reported and nobody has decided on yet."""
    found = [a for a in assignments.waiting(unit.session) if a.agency == agency]
    who = phrases.OF_AGENCY.format(agency=actor(request.knowledge, agency))
    if not found:
        return Reply(phrases.NONE_WAITING.format(whose=who))
    filed = assignments.evidence_names(unit.session, [a.id for a in found])
    lines = [_own_line(request, a, filed=a.id in filed) for a in found]
    return paged(request, phrases.ALL_WAITING.format(count=bold(len(found)), whose=who), lines)


def _own_line(request: Request, one: Assigned, *, filed: bool) -> Line:
    on = phrases.days_words(local(one.filed_at).date(), request.today) if one.filed_at else ""
    facts = phrases.FILED.format(day=on, paper=phrases.WITH_PAPER if filed else phrases.WITHOUT_PAPER)
    title = phrases.short_title(request.knowledge.catalogue.tasks[one.task])
    return Line(phrases.LINE.format(mark="", no=one.task, title=title, facts=facts), one.task, one.id)
