"""Assignments, what was reported on them and what was filed with them: named queries. Nothing here commits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, func, insert, or_, select, true, update
from sqlalchemy.orm import Session, aliased

from storage.models import Assignment, Evidence, Inbox, ProgressReport, Task

DECISIONS = ("accepted", "returned")  # rows of the log that whoever accepts wrote
UNFINISHED = ("not_started", "doing", "blocked", "returned")  # something is asked of the agency
SETTLED = ("waiting", "accepted")  # filed: nothing is asked of the agency, it is never reminded


@dataclass(frozen=True, slots=True)
class Assigned:
    """One assignment as it stands. `due`: the last day, local; None: continuing or a deadline nobody could read."""

    id: int
    task: int
    agency: str
    occurrence: int
    due: date | None
    opens_on: date
    state: str
    percent: int | None
    stage: str | None
    reason: str | None
    cycle: int
    reported_at: datetime | None
    filed_at: datetime | None
    late_filed_at: datetime | None = None  # of a report filed late and sent back


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody reported. `undone`: taken back later by a row of its own."""

    id: int
    assignment: int
    person: str
    at: datetime
    words: str
    state: str
    percent: int | None
    stage: str | None
    reason: str | None
    inbox_id: int | None
    undone: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """What the reports on an assignment amount to."""

    state: str
    percent: int | None
    stage: str | None
    reason: str | None
    reported_at: datetime | None
    filed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Filed:
    """A document filed with an assignment: a file, or a number or link that somebody named."""

    id: int
    assignment: int
    person: str
    kind: str  # photo, document, number, link
    name: str
    channel: str | None
    file_id: str | None
    path: str | None


@dataclass(frozen=True, slots=True)
class Share:
    """How far the agencies are with one occurrence of a task, whatever last day each of them has.

    `due`: the earliest of those who have not finished it, else the latest.
    """

    task: int
    due: date | None
    agencies: int
    finished: int  # reported as done, accepted or not yet
    returned: int


_COLUMNS: tuple[Any, ...] = (
    Assignment.id, Assignment.task_no, Assignment.agency_code, Assignment.occurrence, Assignment.due,
    Assignment.opens_on, Assignment.state, Assignment.percent, Assignment.stage, Assignment.reason, Assignment.cycle,
    Assignment.reported_at, Assignment.filed_at, Assignment.late_filed_at,
)  # fmt: skip


# Put together once: an official's answer asks several of these, and building a statement costs more than running it.
_ALL = (
    select(*_COLUMNS)
    .join(Task, Task.no == Assignment.task_no)
    .where(Task.withdrawn_at.is_(None), Assignment.withdrawn_at.is_(None))
    .order_by(Assignment.due.is_(None), Assignment.due, Assignment.task_no, Assignment.agency_code)
)
_OF_AGENCY = _ALL.where(
    Assignment.agency_code == bindparam("agency"),
    Assignment.opens_on <= bindparam("today"),
    Assignment.state != "accepted",
    or_(Assignment.due.is_(None), Assignment.due >= bindparam("start")),
)
_WAITING = _ALL.where(Assignment.state == "waiting").order_by(None).order_by(Assignment.filed_at, Assignment.id)
_OF_TASK = _ALL.where(Assignment.task_no == bindparam("task"))
_OF_TASK_AND_AGENCIES = _OF_TASK.where(Assignment.agency_code.in_(bindparam("agencies", expanding=True)))
_BEFORE_START = _ALL.where(
    Assignment.agency_code == bindparam("agency"),
    Assignment.due < bindparam("start"),
    Assignment.state.in_(UNFINISHED),
)
_EVER_OF_TASK = (
    select(*_COLUMNS)
    .where(Assignment.task_no == bindparam("task"))
    .order_by(Assignment.due.is_(None), Assignment.due, Assignment.agency_code)
)
_FOR_CHANGE = _OF_TASK.with_for_update(of=Assignment)
_FOR_REPORT = _OF_TASK.where(Assignment.agency_code == bindparam("agency")).with_for_update(of=Assignment)
_FOR_WRITING = _ALL.where(Assignment.id == bindparam("wanted")).with_for_update(of=Assignment)


def _assigned(session: Session, query: Select[Any], **values: object) -> list[Assigned]:
    session.flush()
    return [Assigned(*row) for row in session.connection().execute(query, values)]


def _counts(start: date | None) -> ColumnElement[bool]:
    """Tracking begins on the start day: what was due before it is neither reminded nor counted (DESIGN 6)."""
    return or_(Assignment.due.is_(None), Assignment.due >= start) if start else true()


def of_agency(session: Session, agency: str, start: date | None, today: date) -> list[Assigned]:
    """What this agency leads and what is open today, undated last, by last day."""
    return _assigned(session, _OF_AGENCY, agency=agency, today=today, start=start or date.min)


def waiting(session: Session) -> list[Assigned]:
    """What was reported as done and is not decided on, the longest waiting first."""
    return _assigned(session, _WAITING)


def of_task(session: Session, task: int, agencies: Iterable[str] | None = None) -> list[Assigned]:
    """All occurrences of a task, of some agencies or of all."""
    if agencies is None:
        return _assigned(session, _OF_TASK, task=task)
    return _assigned(session, _OF_TASK_AND_AGENCIES, task=task, agencies=list(agencies))


def dates_of(session: Session, agency: str) -> dict[int, list[date]]:
    """The last days of the tasks an agency leads, whatever their state: what everybody may know."""
    found: dict[int, list[date]] = {}
    rows = select(Assignment.task_no, Assignment.due).where(
        Assignment.agency_code == agency, Assignment.due.is_not(None), Assignment.withdrawn_at.is_(None)
    )
    for task, due in session.execute(rows.order_by(Assignment.due)):
        if due is not None:
            found.setdefault(task, []).append(due)
    return found


def shares(session: Session, start: date | None, today: date, agencies: Iterable[str] | None = None) -> list[Share]:
    """Open tasks by last day with how many agencies have reported them done; undated ones last."""
    finished = func.sum(case((Assignment.state.not_in(UNFINISHED), 1), else_=0))
    returned = func.sum(case((Assignment.state == "returned", 1), else_=0))
    due = func.coalesce(
        func.min(case((Assignment.state.in_(UNFINISHED), Assignment.due))), func.max(Assignment.due)
    ).label("last")
    who = Assignment.agency_code.in_(tuple(agencies)) if agencies is not None else true()
    query = (
        select(Assignment.task_no, due, func.count(), finished, returned)
        .join(Task, Task.no == Assignment.task_no)
        .where(Task.withdrawn_at.is_(None), Assignment.withdrawn_at.is_(None))
        .where(Assignment.opens_on <= today, _counts(start), who)
        .group_by(Assignment.task_no, Assignment.occurrence)
        .order_by(due.is_(None), due, Assignment.task_no)
    )
    return [Share(*row) for row in session.execute(query)]


def next_dates(session: Session, today: date) -> dict[int, date]:
    """Of every dated task the next last day from today on, else its last one."""
    coming = func.min(case((Assignment.due >= today, Assignment.due)))
    query = select(Assignment.task_no, func.coalesce(coming, func.max(Assignment.due)))
    dated = query.where(Assignment.due.is_not(None), Assignment.withdrawn_at.is_(None))
    rows = dated.group_by(Assignment.task_no)
    return {task: due for task, due in session.execute(rows) if due is not None}


def overdue_by_agency(session: Session, start: date | None, today: date) -> list[tuple[str, int]]:
    """Agencies with the number of their overdue assignments, the largest first."""
    count = func.count()
    query = (
        select(Assignment.agency_code, count)
        .join(Task, Task.no == Assignment.task_no)
        .where(Assignment.due < today, Assignment.state.in_(UNFINISHED))
        .where(Task.withdrawn_at.is_(None), Assignment.withdrawn_at.is_(None), _counts(start))
        .group_by(Assignment.agency_code)
        .order_by(count.desc(), Assignment.agency_code)
    )
    return [(agency, number) for agency, number in session.execute(query)]


def before_start(session: Session, agency: str, start: date | None) -> list[Assigned]:
    """Unfinished assignments of an agency whose last day lies before the start day."""
    if start is None:
        return []
    return _assigned(session, _BEFORE_START, agency=agency, start=start)


def for_report(session: Session, task: int, agency: str) -> list[Assigned]:
    """All occurrences of a task for one agency, held until the transaction ends."""
    return _assigned(session, _FOR_REPORT, task=task, agency=agency)


def for_writing(session: Session, assignment: int) -> Assigned | None:
    """An assignment held until the transaction ends; None when it is gone or withdrawn."""
    return next(iter(_assigned(session, _FOR_WRITING, wanted=assignment)), None)


def for_change(session: Session, task: int) -> list[Assigned]:
    """All occurrences of a task for all its leads, held until the transaction ends."""
    return _assigned(session, _FOR_CHANGE, task=task)


def ever_of_task(session: Session, task: int) -> list[Assigned]:
    """All occurrences of a task, the withdrawn ones too."""
    return _assigned(session, _EVER_OF_TASK, task=task)


def withdrawn_of(session: Session, task: int) -> set[int]:
    """Those taken from their agency while the task went on."""
    query = select(Assignment.id).where(Assignment.task_no == task, Assignment.withdrawn_at.is_not(None))
    return set(session.scalars(query))


def task_numbers(session: Session, ids: Iterable[int]) -> dict[int, int]:
    """By assignment, the task it belongs to."""
    query = select(Assignment.id, Assignment.task_no).where(Assignment.id.in_(tuple(ids)))
    return {row.id: row.task_no for row in session.execute(query)}


def add_report(
    session: Session, on: Assigned, person: str, at: datetime, words: str, standing: Standing,
    *, undoes: int | None = None, inbox_id: int | None = None,
) -> Report:  # fmt: skip
    """A new row of the log."""
    values = {
        "assignment_id": on.id, "cycle": on.cycle, "person_code": person, "at": at, "words": words,
        "state": standing.state, "percent": standing.percent, "stage": standing.stage, "reason": standing.reason,
        "undoes": undoes, "inbox_id": inbox_id,
    }  # fmt: skip
    id_ = int(session.connection().execute(_ADD_REPORT, values).scalar_one())
    return Report(
        id_, on.id, person, at, words, standing.state, standing.percent, standing.stage, standing.reason, inbox_id,
        undone=False,
    )  # fmt: skip


_ADD_REPORT = insert(ProgressReport).returning(ProgressReport.id)


def settle(session: Session, assignment: int, standing: Standing) -> None:
    """The assignment becomes what its reports amount to."""
    values = {
        "wanted": assignment, "new_state": standing.state, "new_percent": standing.percent,
        "new_stage": standing.stage, "new_reason": standing.reason, "new_reported_at": standing.reported_at,
        "new_filed_at": standing.filed_at,
    }  # fmt: skip
    session.connection().execute(_SETTLE, values)


def begin_cycle(
    session: Session, assignment: int, due: date | None, state: str, reason: str | None, late: datetime | None = None
) -> None:
    """Another cycle: a new last day, or the same one again; what was filed in the cycle before counts no more, unless
    the state says that it still waits. `late`: when it was filed late; the first such moment stays."""
    values = {"wanted": assignment, "new_due": due, "new_state": state, "new_reason": reason, "late": late}
    session.connection().execute(_BEGIN if state in ("waiting", "accepted") else _BEGIN_UNFILED, values)


_BEGIN = (
    update(Assignment)
    .where(Assignment.id == bindparam("wanted"))
    .values(
        due=bindparam("new_due"),
        state=bindparam("new_state"),
        reason=bindparam("new_reason"),
        cycle=Assignment.cycle + 1,
        late_filed_at=func.coalesce(Assignment.late_filed_at, bindparam("late", type_=Assignment.late_filed_at.type)),
    )
)
_BEGIN_UNFILED = _BEGIN.values(filed_at=None)
_SETTLE = (
    update(Assignment)
    .where(Assignment.id == bindparam("wanted"))
    .values(
        {
            name: bindparam(f"new_{name}")
            for name in ("state", "percent", "stage", "reason", "reported_at", "filed_at")
        }
    )
)  # fmt: skip


_undo = aliased(ProgressReport)
_REPORT: tuple[Any, ...] = (
    ProgressReport.id, ProgressReport.assignment_id, ProgressReport.person_code, ProgressReport.at,
    ProgressReport.words, ProgressReport.state, ProgressReport.percent, ProgressReport.stage, ProgressReport.reason,
    ProgressReport.inbox_id, _undo.id.is_not(None),
)  # fmt: skip


# Reports without the rows that only undo one, oldest first.
_REPORTS = (
    select(*_REPORT)
    .outerjoin(_undo, _undo.undoes == ProgressReport.id)
    .where(ProgressReport.undoes.is_(None))
    .order_by(ProgressReport.id)
)
_REPORTS_ON = _REPORTS.where(ProgressReport.assignment_id.in_(bindparam("assignments", expanding=True)))
_HAS_REPORTED = select(ProgressReport.id).where(ProgressReport.person_code == bindparam("person")).limit(1)


def _reports(session: Session, *where: ColumnElement[bool]) -> list[Report]:
    return [Report(*row) for row in session.execute(_REPORTS.where(*where))]


def reports_on(session: Session, assignments: Iterable[int]) -> list[Report]:
    rows = session.connection().execute(_REPORTS_ON, {"assignments": list(assignments)})
    return [Report(*row) for row in rows]


def report(session: Session, id_: int) -> Report | None:
    return next(iter(_reports(session, ProgressReport.id == id_)), None)


def recent_reports(session: Session, person: str, since: datetime) -> list[Report]:
    """What this person reported since then and did not take back, oldest first. Decisions are no reports."""
    mine = _reports(session, ProgressReport.person_code == person, ProgressReport.at >= since)
    return [one for one in mine if not one.undone and one.state not in DECISIONS]


def recent_decisions(session: Session, person: str, since: datetime) -> list[Report]:
    """What this person accepted or returned since then and did not take back, oldest first."""
    mine = _reports(session, ProgressReport.person_code == person, ProgressReport.at >= since)
    return [one for one in mine if not one.undone and one.state in DECISIONS]


def has_reported(session: Session, person: str) -> bool:
    return session.connection().execute(_HAS_REPORTED, {"person": person}).first() is not None


def reports_before_edit(session: Session, inbox_id: int) -> list[Report]:
    """Live reports made of earlier versions of an edited message: the same chat and message, another edit date."""
    edited = session.execute(
        select(Inbox.channel, Inbox.bot_id, Inbox.chat, Inbox.message_key).where(Inbox.id == inbox_id)
    ).first()
    if edited is None or not edited.message_key:
        return []
    message = edited.message_key.rpartition(":")[0]
    versions = select(Inbox.id).where(
        and_(Inbox.channel == edited.channel, Inbox.bot_id == edited.bot_id, Inbox.chat == edited.chat),
        Inbox.message_key.startswith(f"{message}:", autoescape=True),
        Inbox.id != inbox_id,
    )
    found = _reports(session, ProgressReport.inbox_id.in_(versions))
    return [one for one in found if not one.undone]


def add_evidence(
    session: Session, assignment: int, person: str, at: datetime, name: str, *, kind: str = "document",
    channel: str | None = None, file_id: str | None = None,
) -> int:  # fmt: skip
    evidence = Evidence(
        assignment_id=assignment, person_code=person, at=at, kind=kind, name=name, channel=channel, file_id=file_id,
        path=None,
    )  # fmt: skip
    session.add(evidence)
    session.flush()
    return evidence.id


def file_fetched(session: Session, evidence: int, path: str) -> tuple[str, int] | None:
    """Notes where a file lies now; gives its name and the task it belongs to."""
    row = session.get(Evidence, evidence)
    if row is None:
        return None
    row.path = path
    return evidence_of(session, evidence)


def evidence_of(session: Session, evidence: int) -> tuple[str, int] | None:
    """Name and task of a filed document."""
    query = select(Evidence.name, Assignment.task_no).join(Assignment, Assignment.id == Evidence.assignment_id)
    found = session.execute(query.where(Evidence.id == evidence)).first()
    return (found[0], found[1]) if found else None


_FILED = (
    Evidence.id, Evidence.assignment_id, Evidence.person_code, Evidence.kind, Evidence.name, Evidence.channel,
    Evidence.file_id, Evidence.path,
)  # fmt: skip


def filed_with(session: Session, assignments: Iterable[int]) -> list[Filed]:
    """The documents of these assignments, in the order filed."""
    query = select(*_FILED).where(Evidence.assignment_id.in_(tuple(assignments))).order_by(Evidence.id)
    return [Filed(*row) for row in session.execute(query)]


def filed(session: Session, evidence: int) -> Filed | None:
    """One document."""
    row = session.execute(select(*_FILED).where(Evidence.id == evidence)).first()
    return Filed(*row) if row else None


def move_evidence(session: Session, evidence: int, to: int) -> None:
    """The document belongs to another assignment."""
    session.execute(update(Evidence).where(Evidence.id == evidence).values(assignment_id=to))


def evidence_names(session: Session, assignments: Sequence[int]) -> dict[int, list[str]]:
    """By assignment, in the order filed."""
    found: dict[int, list[str]] = {}
    query = select(Evidence.assignment_id, Evidence.name).where(Evidence.assignment_id.in_(assignments))
    for assignment, name in session.execute(query.order_by(Evidence.id)):
        found.setdefault(assignment, []).append(name)
    return found
