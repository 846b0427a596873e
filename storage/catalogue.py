"""The published index, the tasks' titles and the people as one immutable snapshot, replaced with its version."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage import models
from storage.settings_rows import CATALOGUE_VERSION, DEMO, PUBLISHED_VERSION, START_DAY, read_setting

CONSOLE = "console"


@dataclass(frozen=True, slots=True)
class Agency:
    code: str
    name: str
    short_name: str
    group: str
    scored: bool
    head_title: str
    aliases: tuple[str, ...] = ()

    @property
    def actor(self) -> str:
        """The name where it acts: "UBND huyện Bù Đăng"; in the index it is "Huyện Bù Đăng"."""
        return f"UBND {self.name[0].lower()}{self.name[1:]}" if self.group == "huyen" else self.name


@dataclass(frozen=True, slots=True)
class Criterion:
    code: str
    name: str
    level: int
    max_points: Decimal

    @property
    def field(self) -> int:
        return int(self.code.partition(".")[0])


@dataclass(frozen=True, slots=True)
class RoleHeld:
    role: str
    agency: str | None
    ends_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Person:
    code: str
    title: str
    roles: tuple[RoleHeld, ...]
    digest_at: time | None = None
    enrolled_at: datetime | None = None
    reminder_days: tuple[int, ...] = ()  # before a last day; none: the usual ones

    def holds(self, *roles: str) -> bool:
        return any(held.role in roles for held in self.roles)

    @property
    def agency(self) -> str | None:
        """The agency this person speaks for, if any."""
        return next((held.agency for held in self.roles if held.agency), None)

    @property
    def agencies(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(held.agency for held in self.roles if held.agency))


@dataclass(frozen=True, slots=True)
class Account:
    channel: str
    external_id: str
    person: str
    unreachable_since: datetime | None


@dataclass(frozen=True, slots=True)
class Source:
    id: int
    name: str
    issued: date | None
    decided_by: str


@dataclass(frozen=True, slots=True)
class Task:
    no: int
    source: Source
    clause: str
    year: int
    field: int | None
    title: str
    product: str
    due_text: str
    kind: str
    every: str | None
    leads: tuple[str, ...]
    coordinating: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All of it by key. `scores[year][agency][criterion]` holds points of leaves (or fields where no more is known)."""

    version: int
    published_version: int  # of agencies, criteria, scores and tasks
    demo: bool
    start_day: date | None
    agencies: Mapping[str, Agency]
    criteria: Mapping[tuple[int, str], Mapping[str, Criterion]]  # by (year, group), in the tree's order
    scores: Mapping[int, Mapping[str, Mapping[str, Decimal]]]
    tasks: Mapping[int, Task]
    people: Mapping[str, Person]
    accounts: Mapping[tuple[str, str], Account] = field(repr=False)
    withdrawn: Mapping[int, Task] = field(default_factory=dict)  # asked of nobody any more
    # looked up often, made once
    accounts_of: Mapping[str, Sequence[Account]] = field(init=False, repr=False)  # by person
    holders: Mapping[tuple[str, str | None], Sequence[Person]] = field(init=False, repr=False)  # by role and agency
    with_account: frozenset[str] = field(init=False, repr=False)  # people; the operator's console is none
    reachable: frozenset[str] = field(init=False, repr=False)  # people with an account that takes messages
    reached: Mapping[str, frozenset[str]] = field(init=False, repr=False)  # role → agencies where one takes messages
    places: Mapping[str, int] = field(init=False, repr=False)  # of the agencies, in their order

    def __post_init__(self) -> None:
        accounts: dict[str, list[Account]] = {}
        for account in self.accounts.values():
            accounts.setdefault(account.person, []).append(account)
        mailed = [account for account in self.accounts.values() if account.channel != CONSOLE]
        reachable = frozenset(account.person for account in mailed if account.unreachable_since is None)
        holders: dict[tuple[str, str | None], list[Person]] = {}
        reached: dict[str, set[str]] = {}
        for person in self.people.values():
            for role, agency in dict.fromkeys((held.role, held.agency) for held in person.roles):
                holders.setdefault((role, agency), []).append(person)
                if agency is not None and person.code in reachable:
                    reached.setdefault(role, set()).add(agency)
        for name, value in (
            ("accounts_of", accounts),
            ("holders", holders),
            ("with_account", frozenset(account.person for account in mailed)),
            ("reachable", reachable),
            ("reached", {role: frozenset(agencies) for role, agencies in reached.items()}),
            ("places", {code: place for place, code in enumerate(self.agencies)}),
        ):
            object.__setattr__(self, name, value)

    def person_at(self, channel: str, external_id: str) -> Person | None:
        """Who writes from this account; on the operator's console a person is named by code."""
        if channel == CONSOLE:
            return self.people.get(external_id)
        account = self.accounts.get((channel, external_id))
        return self.people.get(account.person) if account else None


def catalogue_version(session: Session) -> int:
    return int(read_setting(session, CATALOGUE_VERSION, 0))


def load_catalogue(session: Session, now: datetime, before: Catalogue | None = None) -> Catalogue:
    """A new snapshot; roles that ended before `now` (business time) are left out.

    What is published is taken from the snapshot `before` when it has not changed: it is nearly all of the work.
    """
    start = read_setting(session, START_DAY)
    version, published = catalogue_version(session), int(read_setting(session, PUBLISHED_VERSION, 0))
    same = before if before is not None and before.published_version == published else None
    tasks, withdrawn = (same.tasks, same.withdrawn) if same else _tasks(session)
    return Catalogue(
        version=version,
        published_version=published,
        demo=bool(read_setting(session, DEMO, False)),
        start_day=date.fromisoformat(start) if start else None,
        agencies=same.agencies if same else _agencies(session),
        criteria=same.criteria if same else _criteria(session),
        scores=same.scores if same else _scores(session),
        tasks=tasks,
        people=_people(session, now),
        accounts=_accounts(session),
        withdrawn=withdrawn,
    )


def _agencies(session: Session) -> dict[str, Agency]:
    aliases: dict[str, list[str]] = {}
    for row in session.execute(select(models.AgencyAlias.agency_code, models.AgencyAlias.alias)):
        aliases.setdefault(row.agency_code, []).append(row.alias)
    rows = session.scalars(select(models.Agency).order_by(models.Agency.position))
    return {
        a.code: Agency(
            a.code, a.name, a.short_name, a.group, a.scored, a.head_title, tuple(sorted(aliases.get(a.code, [])))
        )
        for a in rows
    }


def _criteria(session: Session) -> dict[tuple[int, str], dict[str, Criterion]]:
    trees: dict[tuple[int, str], dict[str, Criterion]] = {}
    rows = session.scalars(select(models.Criterion).order_by(models.Criterion.year, models.Criterion.position))
    for c in rows:
        trees.setdefault((c.year, c.group), {})[c.code] = Criterion(c.code, c.name, c.level, c.max_points)
    return trees


def _scores(session: Session) -> dict[int, dict[str, dict[str, Decimal]]]:
    scores: dict[int, dict[str, dict[str, Decimal]]] = {}
    columns = (models.Score.year, models.Score.agency_code, models.Score.criterion_code, models.Score.points)
    for year, agency, criterion, points in session.execute(select(*columns)):
        scores.setdefault(year, {}).setdefault(agency, {})[criterion] = points
    return scores


def _tasks(session: Session) -> tuple[dict[int, Task], dict[int, Task]]:
    """Those asked of somebody, and those withdrawn."""
    parts: dict[tuple[int, str], list[str]] = {}
    agencies = select(models.TaskAgency).join(models.Agency, models.Agency.code == models.TaskAgency.agency_code)
    for row in session.scalars(agencies.order_by(models.Agency.position)):
        parts.setdefault((row.task_no, row.part), []).append(row.agency_code)
    sources = {
        s.id: Source(s.id, s.name, s.issued, s.decided_by) for s in session.scalars(select(models.SourceDocument))
    }
    found: tuple[dict[int, Task], dict[int, Task]] = ({}, {})
    for t in session.scalars(select(models.Task).order_by(models.Task.no)):
        found[t.withdrawn_at is not None][t.no] = Task(
            t.no, sources[t.source_id], t.clause, t.year, t.field, t.title, t.product, t.due_text, t.kind, t.every,
            tuple(parts.get((t.no, "lead"), ())), tuple(parts.get((t.no, "coordinating"), ())),
        )  # fmt: skip
    return found


def _people(session: Session, now: datetime) -> dict[str, Person]:
    roles: dict[str, list[RoleHeld]] = {}
    for held in session.scalars(select(models.RoleHeld).order_by(models.RoleHeld.id)):
        if held.ends_at is None or held.ends_at > now:
            roles.setdefault(held.person_code, []).append(RoleHeld(held.role, held.agency_code, held.ends_at))
    return {
        p.code: Person(
            p.code, p.title, tuple(roles.get(p.code, ())), p.digest_at, p.enrolled_at, tuple(p.reminder_days or ())
        )
        for p in session.scalars(select(models.Person).order_by(models.Person.code))
    }


def _accounts(session: Session) -> dict[tuple[str, str], Account]:
    return {
        (a.channel, a.external_id): Account(a.channel, a.external_id, a.person_code, a.unreachable_since)
        for a in session.scalars(select(models.Account))
    }
