"""One task asked of many agencies, in the occurrence that is due next or is missing: who has sent it, who has not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers import due as days
from handlers.dialogue import Request
from handlers.knowledge import Knowledge
from handlers.rights import AGENCY_ROLES
from handlers.task_facts import actor
from handlers.words import boards as words
from handlers.words import tasks as phrases
from handlers.words.formats import small_first
from storage import assignments
from storage.assignments import Assigned
from storage.catalogue import Task
from storage.session import Unit

TITLE = 46  # letters
FEW = 3  # agencies named beside their later last day


@dataclass(frozen=True, slots=True)
class Asked:
    """The agencies of one occurrence. What was returned to be completed had been sent: it is not missing.

    Every agency's own last day counts: who was given more time is not behind with those whose day is past.
    """

    task: Task
    of_all: Sequence[Assigned]
    today: date

    @property
    def missing(self) -> list[Assigned]:
        return [a for a in self.of_all if days.is_unfinished(a) and a.state != "returned"]

    @property
    def behind(self) -> list[Assigned]:
        """Of the missing those who are late; while nobody is, those whose last day comes first."""
        late = [a for a in self.missing if days.is_overdue(a, self.today)]
        return late or [a for a in self.missing if a.due == self.due]

    @property
    def later(self) -> list[Assigned]:
        """The missing who have more time than those behind, by last day."""
        behind = {a.id for a in self.behind}
        return sorted((a for a in self.missing if a.id not in behind), key=lambda a: (a.due is None, a.due or date.max))

    @property
    def due(self) -> date | None:
        """The last day of those who have not sent it, else of all; where dates were moved, the earliest."""
        dates = [a.due for a in (self.missing or self.of_all) if a.due is not None]
        return min(dates, default=None)

    def count(self, *states: str) -> int:
        return sum(a.state in states for a in self.of_all)

    @property
    def is_late(self) -> bool:
        return any(days.is_overdue(a, self.today) for a in self.missing)


def asked(request: Request, unit: Unit, task: Task, group: str | None = None) -> Asked | None:
    """None where no occurrence of it is open and counts."""
    start, agencies = request.knowledge.catalogue.start_day, request.knowledge.catalogue.agencies
    rows = [
        a
        for a in assignments.of_task(unit.session, task.no)
        if days.counts(a, start) and a.opens_on <= request.today and a.agency in agencies
        and (group is None or agencies[a.agency].group == group)
    ]  # fmt: skip
    if not rows:
        return None
    missing = [a.occurrence for a in rows if days.is_unfinished(a) and a.state != "returned"]
    occurrence = min(missing) if missing else max(a.occurrence for a in rows)
    of_all = _last_first(request.knowledge, [a for a in rows if a.occurrence == occurrence])
    return Asked(task, of_all, request.today)


def _last_first(knowledge: Knowledge, rows: Sequence[Assigned]) -> list[Assigned]:
    """Those ranked last first; agencies without a rank after them, in the order of the list."""
    year, order = knowledge.index.latest, list(knowledge.catalogue.agencies)
    ranks = {code: standing.rank for code, standing in year.standings.items()} if year else {}
    return sorted(rows, key=lambda a: (-ranks.get(a.agency, 0), order.index(a.agency)))


def rank_last(knowledge: Knowledge, codes: Sequence[str]) -> bool:
    """Are these exactly the agencies ranked last, nobody else being equal to one of them?"""
    year = knowledge.index.latest
    if year is None or not codes or not set(codes) <= set(year.standings):
        return False
    best = min(year.standings[code].rank for code in codes)
    return {code for code, standing in year.standings.items() if standing.rank >= best} == set(codes)


def is_reached(knowledge: Knowledge, agency: str) -> bool:
    """Has its head or its focal officer an account that takes messages?"""
    return any(knowledge.reachable(p.code) for role in AGENCY_ROLES for p in knowledge.holders(role, agency))


def names_of(knowledge: Knowledge, codes: Sequence[str]) -> str:
    """All of them, those whom no message reaches marked and first."""
    reached = {code: is_reached(knowledge, code) for code in codes}
    ordered = sorted(codes, key=lambda code: reached[code])
    return ", ".join(actor(knowledge, code) + ("" if reached[code] else words.NOT_REACHED) for code in ordered)


def not_sent(request: Request, one: Asked, count: object, *, mark: bool = True) -> str:
    """ "🔴 4/31 cơ quan, địa phương chưa gửi báo cáo giải pháp khắc phục (NV 38, Công văn 914, hạn trước 25/3, …):" """
    title = phrases.short_title(one.task, TITLE)
    is_report = title.startswith(words.REPORT_WORD)
    form = words.SENDS if is_report else words.DOES
    sign = words.RED if one.is_late else words.YELLOW
    facts = [words.NUMBER.format(no=one.task.no)] if is_report else []
    facts += [one.task.source.name.partition("/")[0], *due_facts(request, one)]
    return words.NOT_SENT.format(
        mark=sign if mark else "", count=count, what=form.format(no=one.task.no, title=_in_sentence(title, is_report)),
        facts=", ".join(facts),
    )  # fmt: skip


def _in_sentence(title: str, is_report: bool) -> str:
    return small_first(title) if is_report else title


def due_facts(request: Request, one: Asked) -> list[str]:
    """["hạn trước 25/3", "quá hạn 4 ngày làm việc"]"""
    if one.due is None:
        return [phrases.undated(one.task)]
    due = words.DUE.format(due=phrases.due_words(one.task, one.due, request.today))
    return [due, phrases.left_words(one.due, request.today, request.knowledge.calendar)]


def more_time(request: Request, one: Asked) -> list[str]:
    """["1 đơn vị được gia hạn đến 10/4: UBND huyện Hớn Quản."], a sentence a last day; by name where they are few."""
    by_day: dict[date | None, list[str]] = {}
    for a in one.later:
        by_day.setdefault(a.due, []).append(a.agency)
    return [
        words.MORE_TIME.format(
            count=len(codes),
            due=phrases.days_words(due, request.today),
            names=words.WHO.format(names=", ".join(actor(request.knowledge, code) for code in codes))
            if len(codes) <= FEW
            else "",
        )
        for due, codes in by_day.items()
        if due is not None
    ]
