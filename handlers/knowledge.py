"""What the topics know without asking the database: the catalogue, its index arithmetic, the lexicon, the calendar."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from handlers.index import Index
from handlers.understanding import AgencyName, CriterionName, Lexicon, TaskTitle
from handlers.working_days import WorkingCalendar
from storage.catalogue import Agency, Catalogue, Person, Task


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Immutable; built once for each version of the catalogue."""

    catalogue: Catalogue
    index: Index
    lexicon: Lexicon
    calendar: WorkingCalendar
    led: Mapping[str, tuple[TaskTitle, ...]] = field(default_factory=dict)  # titles of the tasks an agency leads

    @classmethod
    def build(
        cls, catalogue: Catalogue, days: Mapping[date, bool], before: "Knowledge | None" = None
    ) -> "Knowledge":  # fmt: skip
        """`days`: the working calendar's exceptions, day → is it worked. `before` lends what has not changed."""
        calendar = WorkingCalendar(days)
        if before is not None and before.catalogue.published_version == catalogue.published_version:
            return cls(catalogue, before.index, before.lexicon, calendar, before.led)
        led = {
            code: tuple(TaskTitle(t.no, t.title) for t in catalogue.tasks.values() if code in t.leads)
            for code in catalogue.agencies
        }
        return cls(catalogue, _index_of(catalogue, before), lexicon_of(catalogue, before), calendar, led)

    def agency(self, code: str) -> Agency:
        return self.catalogue.agencies[code]

    def task(self, no: int) -> Task | None:
        return self.catalogue.tasks.get(no)

    def task_or_withdrawn(self, no: int) -> Task | None:
        """The task, also where it was withdrawn: its history is kept."""
        return self.catalogue.tasks.get(no) or self.catalogue.withdrawn.get(no)

    def person(self, code: str) -> Person | None:
        return self.catalogue.people.get(code)

    def holders(self, role: str, agency: str | None = None) -> list[Person]:
        """People who hold a role now, of one agency or of any."""
        if agency is not None:
            return list(self.catalogue.holders.get((role, agency), ()))
        return [person for person in self.catalogue.people.values() if person.holds(role)]

    def reachable(self, person: str) -> bool:
        """Has this person an account that takes messages?"""
        return any(account.unreachable_since is None for account in self.catalogue.accounts_of.get(person, ()))


def _index_of(catalogue: Catalogue, before: Knowledge | None) -> Index:
    """The one of `before` where only tasks have changed."""
    if before is not None:
        known = before.catalogue
        if (known.agencies, known.criteria, known.scores) == (catalogue.agencies, catalogue.criteria, catalogue.scores):
            return before.index
    return Index.build(catalogue)


def lexicon_of(catalogue: Catalogue, before: Knowledge | None = None) -> Lexicon:
    """The one of `before` where all names are the same: other leads of a task change none."""
    newest = max((year for year, _ in catalogue.criteria), default=0)
    found: dict[str, CriterionName] = {}
    for (year, _), tree in catalogue.criteria.items():
        if year == newest:
            found |= {c.code: CriterionName(c.code, c.name, c.level) for c in tree.values()}
    agencies = tuple(AgencyName(a.code, a.name, a.short_name, a.group, a.aliases) for a in catalogue.agencies.values())
    criteria = tuple(found.values())
    tasks = tuple(TaskTitle(t.no, t.title) for t in catalogue.tasks.values())
    known = before.lexicon if before is not None else None
    if known is not None and (known.agencies, known.criteria, known.tasks) == (agencies, criteria, tasks):
        return known
    return Lexicon.build(agencies=agencies, criteria=criteria, tasks=tasks)
