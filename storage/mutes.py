"""Tasks a person wants no call of before the last day: named queries."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import and_, delete, exists, or_, select, update
from sqlalchemy.orm import Session

from storage.clock import local
from storage.models import Assignment, Mute, Reminder
from storage.upsert import insert

_THIS_CYCLE = and_(Mute.assignment_id == Assignment.id, Mute.cycle == Assignment.cycle)


def add(session: Session, cycles: Iterable[tuple[int, int]], person: str, at: datetime) -> None:
    """For (assignment, cycle); what is muted already stays so."""
    rows = [{"assignment_id": id_, "cycle": cycle, "person_code": person, "at": at} for id_, cycle in cycles]
    if rows:
        session.execute(insert(session, Mute).on_conflict_do_nothing(), rows)


def remove(session: Session, ids: Sequence[int], person: str) -> None:
    mine = delete(Mute).where(Mute.assignment_id.in_(ids), Mute.person_code == person)
    session.execute(mine, execution_options={"synchronize_session": False})


def of_person(session: Session, person: str) -> set[int]:
    """Assignments this person muted in their present cycle."""
    return set(session.scalars(select(Assignment.id).join(Mute, _THIS_CYCLE).where(Mute.person_code == person)))


def tasks_of_person(session: Session, person: str) -> list[int]:
    query = select(Assignment.task_no).join(Mute, _THIS_CYCLE).where(Mute.person_code == person)
    return list(session.scalars(query.distinct().order_by(Assignment.task_no)))


def muters(session: Session, assignment: int) -> set[str]:
    """Who muted it in its present cycle."""
    return set(
        session.scalars(select(Mute.person_code).join(Assignment, _THIS_CYCLE).where(Assignment.id == assignment))
    )


def suppress(
    session: Session, now: datetime, people: Sequence[str], reason: str, early: Collection[str], until: datetime
) -> None:
    """Their calls before the last day that are due and were muted end with the reason; what is late is left alone.

    Of the people `early` also what is planned before `until`.
    """
    muted = exists().where(
        _THIS_CYCLE, Assignment.id == Reminder.assignment_id, Mute.person_code == Reminder.person_code,
        Mute.cycle == Reminder.cycle, Assignment.due >= local(now).date(),
    )  # fmt: skip
    before_last = or_(Reminder.rung.like("-%"), Reminder.rung.like("week:%"), Reminder.rung.like("back:%"))
    is_due = Reminder.planned_at <= now
    if early:
        is_due = or_(is_due, and_(Reminder.person_code.in_(early), Reminder.planned_at < until))
    planned = (Reminder.person_code.in_(people), Reminder.state == "planned", is_due)
    statement = update(Reminder).where(*planned, before_last, muted).values(state="superseded", reason=reason)
    session.execute(statement, execution_options={"synchronize_session": False})
