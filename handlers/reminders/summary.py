"""The summary of a month: of what was due in it, how much was done in time, late, or not yet."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from handlers.dialogue import Choice, Reply, Request, ask
from handlers.due import end_of_period
from handlers.folding import folded
from handlers.knowledge import Knowledge
from handlers.rights import AGENCY_ROLES, agencies_spoken_for, sees_all
from handlers.task_facts import actor
from handlers.words import notices as words
from handlers.words.formats import day, month
from storage import boards
from storage.boards import Due
from storage.catalogue import Person
from storage.clock import local
from storage.session import Unit

WORST = 5  # agencies named
_MONTH = re.compile(r"\bthang\s+(\d{1,2})(?:\s*[/ ]\s*(\d{4}))?")
_BEFORE = re.compile(r"\bthang\s+(truoc|roi|qua|vua)")


@dataclass(frozen=True, slots=True)
class Month:
    first: date

    @property
    def last(self) -> date:
        return end_of_period("month", self.first)

    @property
    def before(self) -> "Month":
        return Month((self.first - timedelta(days=1)).replace(day=1))

    def name(self, today: date) -> str:
        form = words.MONTH if self.first.year == today.year else words.MONTH_OF_YEAR
        return form.format(month=month(self.first.month), year=self.first.year)


def counts(rows: Iterable[Due], today: date) -> Counter[str]:
    """The moment of filing decides on time or late; what waits is told apart, since nobody has decided on it."""
    found: Counter[str] = Counter()
    for row in rows:
        late = row.filed_at is not None and local(row.filed_at).date() > row.due
        match row.state:
            case "accepted":
                found["late" if late else "in_time"] += 1
            case "waiting":
                found["undecided"] += 1
            case _:
                found["overdue" if row.due < today else "to_come"] += 1
    return found


def said(found: Counter[str]) -> str:
    """4 nhiệm vụ hoàn thành đúng hạn, 1 trễ hạn, 2 còn quá hạn"""
    forms = {
        "late": words.LATE, "undecided": words.UNDECIDED, "overdue": words.OVERDUE, "to_come": words.TO_COME,
    }  # fmt: skip
    parts = [words.IN_TIME.format(count=found["in_time"])]
    parts += [form.format(count=found[name]) for name, form in forms.items() if found[name]]
    return ", ".join(parts)


def month_line(session: Session, knowledge: Knowledge, person: Person, now: date) -> str | None:
    """The month that is over, for the morning of its first working day; None where nothing was due in it."""
    over = Month(now.replace(day=1)).before
    if sees_all(person):
        rows = _due(session, knowledge, over, None)
        worst = _worst(knowledge, rows, now)
        return (
            " ".join([words.LINE.format(month=over.name(now), parts=said(counts(rows, now))), *worst]) if rows else None
        )
    own = [held.agency for held in person.roles if held.role in AGENCY_ROLES and held.agency]
    rows = _due(session, knowledge, over, own) if own else []
    return words.LINE.format(month=over.name(now), parts=said(counts(rows, now))) if rows else None


def _due(session: Session, knowledge: Knowledge, of: Month, agencies: Sequence[str] | None) -> list[Due]:
    """What was due from the start day on."""
    start = knowledge.catalogue.start_day or date.min
    return boards.due_between(session, max(of.first, start), of.last, agencies)


def _worst(knowledge: Knowledge, rows: Iterable[Due], today: date) -> list[str]:
    late = Counter(r.agency for r in rows if r.due < today and r.state not in ("accepted", "waiting"))
    order = list(knowledge.catalogue.agencies)
    most = sorted(late.items(), key=lambda pair: (-pair[1], order.index(pair[0])))[:WORST]
    named = [words.WORST_ONE.format(agency=actor(knowledge, code), count=count) for code, count in most]
    return [words.WORST.format(names=", ".join(named))] if named else []


# --- asked for


def answer(request: Request, unit: Unit) -> Reply:
    """ "tổng hợp tháng 3", "báo cáo tháng": of the agency one speaks for, of one that is named, or of the province."""
    wished, today = _asked(request), request.today
    own = agencies_spoken_for(request.person, request.now)
    wanted = list(request.said.agencies[:1]) or list(own[:1])
    if wanted and wanted[0] not in own and not sees_all(request.person):
        return Reply(words.NOT_SEEN.format(agency=actor(request.knowledge, wanted[0])))
    everybody = not wanted
    if everybody and not sees_all(request.person):
        return Reply(words.NOTHING.format(month=wished.name(today), who=request.person.title))
    who = words.PROVINCE if everybody else actor(request.knowledge, wanted[0])
    rows = _due(unit.session, request.knowledge, wished, None if everybody else wanted)
    buttons = _buttons(request, wished, wanted)
    start = request.knowledge.catalogue.start_day
    if start is not None and wished.last < start:
        return Reply(words.TRACKED_FROM.format(month=wished.name(today), who=who, start=day(start)), buttons)
    if not rows:
        return Reply(words.NOTHING.format(month=wished.name(today), who=who), buttons)
    head = words.OF_WHOM.format(month=wished.name(today), who=who, parts=said(counts(rows, today)))
    return Reply("\n".join([head, *(_worst(request.knowledge, rows, today) if everybody else [])]), buttons)


def _asked(request: Request) -> Month:
    """The month that was named, else the present one."""
    asked, today = request.said, request.today
    if asked.n is not None and 1 <= asked.n <= 12:
        return Month(date(asked.year or today.year, asked.n, 1))
    text = folded(asked.text)
    named = _MONTH.search(text)
    if named is not None and 1 <= int(named[1]) <= 12:
        return Month(date(int(named[2]) if named[2] else today.year, int(named[1]), 1))
    present = Month(today.replace(day=1))
    return present.before if _BEFORE.search(text) else present


def _buttons(request: Request, shown: Month, wanted: Sequence[str]) -> list[list[Choice]]:
    before = shown.before.first
    earlier = ask(
        words.BEFORE_MONTH, "boards", aspect="month", n=before.month, year=before.year, agencies=tuple(wanted)
    )  # fmt: skip
    if wanted:
        return [[earlier, ask(words.OWN_TASKS, "tasks", own=True)]]
    return [[earlier, ask(words.OVERDUE_TASKS, "tasks", period="overdue", aspect="all")]]
