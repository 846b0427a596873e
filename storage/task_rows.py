"""Writing of tasks: source documents, tasks, who leads and coordinates, assignments."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from storage import models


def sources(session: Session) -> list[models.SourceDocument]:
    return list(session.scalars(select(models.SourceDocument).order_by(models.SourceDocument.id)))


def add_source(
    session: Session, name: str, issued: date | None, decided_by: str = "leader"
) -> models.SourceDocument:  # fmt: skip
    """A new document, decided by a leader until somebody says otherwise."""
    source = models.SourceDocument(name=name, issued=issued, decided_by=decided_by)
    session.add(source)
    session.flush()
    return source


def hold(session: Session, no: int) -> models.Task | None:
    """The task as it stands, held against another change until the transaction ends."""
    query = select(models.Task).where(models.Task.no == no).with_for_update()
    return session.scalars(query, execution_options={"populate_existing": True}).first()


def withdraw(session: Session, assignments: Collection[int], at: datetime | None) -> None:
    """Takes assignments from their agencies; None gives them back."""
    statement = update(models.Assignment).where(models.Assignment.id.in_(assignments)).values(withdrawn_at=at)
    session.execute(statement, execution_options={"synchronize_session": False})


def tasks_of_year(session: Session, source_ids: Collection[int], year: int) -> list[models.Task]:
    """Tasks of these documents for the year, withdrawn ones too, by number."""
    mine = (models.Task.source_id.in_(source_ids), models.Task.year == year)
    return list(session.scalars(select(models.Task).where(*mine).order_by(models.Task.no)))


def numbers_in_use(session: Session) -> set[int]:
    """Every number ever given."""
    return set(session.scalars(select(models.Task.no)))


def places_in_use(session: Session) -> set[tuple[int, str]]:
    """(document, place) of every task."""
    return {(row.source_id, row.place) for row in session.execute(select(models.Task.source_id, models.Task.place))}


def agencies_of(session: Session, numbers: Collection[int]) -> dict[tuple[int, str], set[str]]:
    """(task, "lead" or "coordinating") → codes."""
    found: dict[tuple[int, str], set[str]] = {}
    for row in session.scalars(select(models.TaskAgency).where(models.TaskAgency.task_no.in_(numbers))):
        found.setdefault((row.task_no, row.part), set()).add(row.agency_code)
    return found


def write_agencies(session: Session, task: int, part: str, codes: Iterable[str]) -> None:
    """The task's agencies in this part become `codes`."""
    mine = (models.TaskAgency.task_no == task, models.TaskAgency.part == part)
    session.execute(delete(models.TaskAgency).where(*mine))
    session.add_all(models.TaskAgency(task_no=task, agency_code=code, part=part) for code in dict.fromkeys(codes))


def assignments_of(session: Session, numbers: Collection[int]) -> dict[tuple[int, str, int], models.Assignment]:
    """By (task, agency, occurrence)."""
    rows = session.scalars(select(models.Assignment).where(models.Assignment.task_no.in_(numbers)))
    return {(row.task_no, row.agency_code, row.occurrence): row for row in rows}


def with_history(session: Session, assignments: Collection[int]) -> set[int]:
    """Those among `assignments` on which somebody reported or filed something."""
    if not assignments:
        return set()
    reported = select(models.ProgressReport.assignment_id).where(models.ProgressReport.assignment_id.in_(assignments))
    filed = select(models.Evidence.assignment_id).where(models.Evidence.assignment_id.in_(assignments))
    moved = select(models.Assignment.id).where(
        models.Assignment.id.in_(assignments),
        or_(models.Assignment.state != "not_started", models.Assignment.filed_at.is_not(None)),
    )
    handed = select(models.HandOn.assignment_id).where(models.HandOn.assignment_id.in_(assignments))
    asked = select(models.TimeRequest.assignment_id).where(models.TimeRequest.assignment_id.in_(assignments))
    return {id_ for query in (reported, filed, moved, handed, asked) for id_ in session.scalars(query)}


def told_of(session: Session, assignments: Collection[int]) -> set[int]:
    """Those among `assignments` that somebody was told of."""
    query = select(models.Reminder.assignment_id).where(
        models.Reminder.assignment_id.in_(assignments), models.Reminder.state.in_(("queued", "sent"))
    )
    return set(session.scalars(query)) if assignments else set()


def remove_assignment(session: Session, assignment: int) -> None:
    """Takes back an assignment nobody has worked on, with its planned reminders."""
    for table in (models.Reminder, models.Acknowledgement, models.Snooze, models.Mute):
        session.execute(delete(table).where(table.assignment_id == assignment))
    session.execute(delete(models.Assignment).where(models.Assignment.id == assignment))
