"""Planned and sent reminders, what was acknowledged or put off: named queries, set-based where all people are meant."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.orm import Session, aliased

from storage import outbox
from storage.assignments import SETTLED
from storage.audit import MOVED
from storage.models import (
    Account,
    Acknowledgement,
    Assignment,
    AuditEntry,
    Outbox,
    Person,
    Reminder,
    RoleHeld,
    Snooze,
    SourceDocument,
    Task,
)
from storage.types import Instant
from storage.upsert import insert

CHUNK = 5_000  # values in one IN list; SQLite takes 32,766
_NO_SYNC = {"synchronize_session": False}
RESTORED = "assignment.restored"  # an action of the audit log
WITHDRAWN = ("task.withdrawn", "assignment.withdrawn")
MESSAGE_KINDS = ("digest", "snooze", "nudge", "escalation", "leader")  # how a reminder message's key begins


@dataclass(frozen=True, slots=True)
class Plan:
    """A rung of one morning: for which deadlines, for whom, when each digest hour (None: the usual one) has it."""

    day: date
    rung: str
    roles: tuple[str, ...]
    of_agency: bool  # the roles of the lead agency, else of the province
    due: ColumnElement[bool]
    among: ColumnElement[bool]  # the same more widely, of the assignment alone
    moments: Mapping[time | None, datetime]
    after: datetime | None = None  # only who has it later than that
    own: tuple[int, ...] | None = None  # only who chose these days, empty: who has the usual ones; None: everybody


@dataclass(frozen=True, slots=True)
class Open:
    """An assignment as a reminder speaks of it."""

    assignment: int
    task: int
    agency: str
    due: date | None
    state: str
    percent: int | None
    stage: str | None
    reported_at: datetime | None
    cycle: int
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class Planned:
    """A row of the plan with the assignment as it stands now."""

    id: int
    person: str
    rung: str
    cycle: int
    planned_at: datetime
    state: str
    of: Open


@dataclass(frozen=True, slots=True)
class Move:
    """What changed: the last day there was before; `restored`: withdrawn in between; why it was withdrawn."""

    before: date | None = None
    restored: bool = False
    reason: str = ""


def due_on(short: Sequence[date], long: Sequence[date], short_periods: Iterable[str]) -> ColumnElement[bool]:
    """Deadlines of short periods on some days, of all other tasks on others."""
    is_short = func.coalesce(Task.every, "").in_(tuple(short_periods))
    return or_(and_(Assignment.due.in_(short), is_short), and_(Assignment.due.in_(long), ~is_short))


def due_on_any(*days: date) -> ColumnElement[bool]:
    return Assignment.due.in_(sorted(set(days)))


def due_until(last: date, start: date | None) -> ColumnElement[bool]:
    return Assignment.due.between(start, last) if start else Assignment.due <= last


def meant(session: Session, wanted: Plan) -> list[int]:
    """The unfinished assignments that a plan may be about, told by the index alone."""
    query = select(Assignment.id).where(wanted.among, Assignment.state.not_in(SETTLED))
    return list(session.scalars(query))


def plan(session: Session, wanted: Plan, some: Sequence[int], now: datetime, again: str) -> None:
    """Writes the rows of one morning's rung for some assignments; those known already are left as they are, but for
    those cancelled for the reason `again` that holds no longer."""
    columns = ("assignment_id", "cycle", "rung", "person_code", "planned_at", "state")
    held = and_(Reminder.state == "cancelled", Reminder.reason == again)
    key = ["assignment_id", "cycle", "rung", "person_code"]
    for ids in _chunks(list(some), CHUNK):
        rows = insert(session, Reminder).from_select(columns, _rows(wanted, now).where(Assignment.id.in_(ids)))
        new = {"state": "planned", "reason": None, "planned_at": rows.excluded.planned_at}
        session.execute(rows.on_conflict_do_update(index_elements=key, set_=new, where=held))


def _rows(wanted: Plan, now: datetime) -> Select[*tuple[Any, ...]]:
    today = now.date()
    imported = or_(Assignment.made_on <= wanted.day, Assignment.made_on > today)  # a clock in the past imports "later"
    issued = or_(SourceDocument.issued.is_(None), SourceDocument.issued <= wanted.day)
    who = and_(RoleHeld.role.in_(wanted.roles), or_(RoleHeld.ends_at.is_(None), RoleHeld.ends_at > now))
    match = and_(who, RoleHeld.agency_code == Assignment.agency_code) if wanted.of_agency else who
    return (
        select(
            Assignment.id,
            Assignment.cycle,
            literal(wanted.rung),
            RoleHeld.person_code,
            _moment(wanted.moments),
            literal("planned"),
        )
        .select_from(Assignment)
        .join(Task, Task.no == Assignment.task_no)
        .join(SourceDocument, SourceDocument.id == Task.source_id)
        .join(RoleHeld, match)
        .join(Person, Person.code == RoleHeld.person_code)
        .where(
            wanted.due,
            Assignment.state.not_in(SETTLED),
            Assignment.opens_on <= wanted.day,
            Assignment.withdrawn_at.is_(None),
            Task.withdrawn_at.is_(None),
            imported,
            issued,
            _moment(wanted.moments) > literal(wanted.after, Instant()) if wanted.after else true(),
            _with_days(wanted.own),
        )
    )


def _moment(moments: Mapping[time | None, datetime]) -> ColumnElement[datetime]:
    usual = literal(moments[None], Instant())
    own = [(Person.digest_at == hour, literal(moment, Instant())) for hour, moment in moments.items() if hour]
    return case(*own, else_=usual) if own else usual


def _with_days(own: tuple[int, ...] | None) -> ColumnElement[bool]:
    if own is None:
        return true()
    return Person.reminder_days == list(own) if own else Person.reminder_days.is_(None)


def fingerprint(session: Session) -> list[int]:
    """Changes whenever an assignment is added, settled, taken up again, or begins another cycle."""
    which = func.sum(Assignment.cycle * cast(Assignment.id, BigInteger))
    query = select(func.count(), func.coalesce(func.sum(Assignment.cycle), 0), func.coalesce(which, 0))
    return [int(number) for number in session.execute(query.where(Assignment.state.not_in(SETTLED))).one()]


def add(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """Rows named one by one: assignment_id, cycle, rung, person_code, planned_at."""
    if rows:
        planned = [{**row, "state": "planned"} for row in rows]
        session.connection().execute(insert(session, Reminder).on_conflict_do_nothing(), planned)


_OPEN = (
    Assignment.id, Assignment.task_no, Assignment.agency_code, Assignment.due, Assignment.state, Assignment.percent,
    Assignment.stage, Assignment.reported_at, Assignment.cycle,
    or_(Task.withdrawn_at.is_not(None), Assignment.withdrawn_at.is_not(None)).label("withdrawn"),
)  # fmt: skip
_PLANNED = (
    Reminder.id, Reminder.person_code, Reminder.rung, Reminder.cycle, Reminder.planned_at, Reminder.state,
)  # fmt: skip


def _planned(query: Select[*tuple[Any, ...]], session: Session) -> list[Planned]:
    joined = query.join(Assignment, Assignment.id == Reminder.assignment_id).join(Task, Task.no == Assignment.task_no)
    session.flush()
    rows = session.connection().execute(joined.order_by(Reminder.id))  # no entities to load: half the time
    return [_planned_row(row, len(_PLANNED)) for row in rows]


def _planned_row(row: Sequence[Any], split: int) -> Planned:
    id_, person, rung, cycle, planned_at, state = row[:split]
    return Planned(id_, person, rung, cycle, planned_at, state, Open(*row[split:]))


def _due_now(now: datetime, early: Collection[str], until: datetime) -> ColumnElement[bool]:
    """What is due; of the people `early` also what is planned before `until`, moments they chose excepted."""
    is_due: ColumnElement[bool] = Reminder.planned_at <= now
    if early:
        theirs = and_(Reminder.person_code.in_(early), Reminder.rung.not_like("snooze:%"), Reminder.planned_at < until)
        is_due = or_(is_due, theirs)
    return and_(Reminder.state == "planned", is_due)


def people_waiting(session: Session, now: datetime, early: Collection[str], until: datetime) -> list[tuple[str, int]]:
    """Who has something planned and due, with how many rows; whoever can still act today comes first."""
    urgency = func.min(case((Reminder.rung == "0", 0), (Reminder.rung.like("+%"), 1), else_=2))
    due = _due_now(now, early, until)
    query = select(Reminder.person_code, func.count()).where(due).group_by(Reminder.person_code)
    return [(row[0], row[1]) for row in session.execute(query.order_by(urgency, Reminder.person_code))]


def waiting(
    session: Session, now: datetime, people: Collection[str], early: Collection[str], until: datetime
) -> list[Planned]:
    """What is planned and due for these people; whoever another sweep is gathering for at this moment is left to it."""
    who = select(Person.code).where(Person.code.in_(people)).with_for_update(skip_locked=True, key_share=True)
    held = list(session.scalars(who))
    due = (Reminder.person_code.in_(held), _due_now(now, early, until))
    return _planned(select(*_PLANNED, *_OPEN).select_from(Reminder).where(*due), session)


def unsent_before(session: Session, day: datetime, reason: str, most: int) -> bool:
    """Messages of earlier days that never left are taken back, and their reminders planned again, so that one message
    says it all. At most so many; tells whether there were any."""
    stale = exists().where(Reminder.outbox_id == Outbox.id, Reminder.state == "queued", Reminder.gathered_at < day)
    found = select(Outbox.id).where(Outbox.state == "queued", Outbox.kind == "push", stale).limit(most)
    ids = session.scalars(found.with_for_update(skip_locked=True)).all()
    if not ids:
        return False
    copies = _copies(session, ids)
    waiting_ = update(Outbox).where(Outbox.id.in_(copies), Outbox.state == "queued")
    session.execute(waiting_.values(state="cancelled", error=reason), execution_options=_NO_SYNC)
    freed = update(Reminder).where(Reminder.outbox_id.in_(copies), Reminder.state == "queued")
    session.execute(freed.values(state="planned", outbox_id=None), execution_options=_NO_SYNC)
    return True


def of_message(session: Session, outbox_id: int) -> list[Planned]:
    """What a message in the outbox reminds of, whichever account of the person it goes to."""
    copies = _copies(session, [outbox_id])
    if not copies:
        return []
    return _planned(select(*_PLANNED, *_OPEN).select_from(Reminder).where(Reminder.outbox_id.in_(copies)), session)


def _copies(session: Session, messages: Sequence[int]) -> list[int]:
    """The rows of reminder messages to all accounts of their people: written together, with one kind of key."""
    one = aliased(Outbox)
    same = and_(Outbox.person_code == one.person_code, Outbox.made_at == one.made_at)
    query = select(one.key, Outbox.key, Outbox.id).join(Outbox, same).where(one.id.in_(messages))
    kinds = ((first.partition(":")[0], key.partition(":")[0], copy) for first, key, copy in session.execute(query))
    return [copy for kind, other, copy in kinds if kind == other and kind in MESSAGE_KINDS]


def other_text(session: Session, outbox_id: int) -> str | None:
    """The text of a push that is no reminder."""
    row = session.execute(select(Outbox.key, Outbox.payload).where(Outbox.id == outbox_id)).first()
    if row is None or row.key.partition(":")[0] in MESSAGE_KINDS:
        return None
    return str(row.payload["text"])


def addressee(session: Session, outbox_id: int) -> tuple[str | None, str]:
    """Whose message it is, and its key."""
    row = session.execute(select(Outbox.person_code, Outbox.key).where(Outbox.id == outbox_id)).first()
    return (row.person_code, row.key) if row is not None else (None, "")


def last_message(session: Session, channel: str, chat: str) -> int | None:
    """The newest message that this chat was sent, if it is a reminder."""
    found = outbox.newest(session, channel, chat)
    return found[0] if found is not None and found[1].partition(":")[0] in MESSAGE_KINDS else None


def mark(session: Session, ids: Iterable[int], state: str, reason: str | None = None) -> None:
    for some in _chunks(list(ids), CHUNK):
        statement = update(Reminder).where(Reminder.id.in_(some)).values(state=state, reason=reason)
        session.execute(statement, execution_options=_NO_SYNC)


def gathered(session: Session, ids: Iterable[int], now: datetime) -> None:
    """They are said in a message made now."""
    for some in _chunks(list(ids), CHUNK):
        statement = update(Reminder).where(Reminder.id.in_(some))
        session.execute(statement.values(state="queued", reason=None, gathered_at=now), execution_options=_NO_SYNC)


def tie(session: Session, messages: Mapping[int, Sequence[int]]) -> None:
    """Outbox row → the reminders of its message."""
    rows = [{"row": row, "message": outbox_id} for outbox_id, ids in messages.items() for row in ids]
    if rows:
        session.connection().execute(_TIE, rows)


_TIE = (
    update(Reminder.__table__)  # type: ignore[arg-type]
    .where(Reminder.id == bindparam("row"))
    .values(outbox_id=bindparam("message"))
)


def sent(session: Session, outbox_id: int) -> None:
    copies = _copies(session, [outbox_id])
    statement = update(Reminder).where(Reminder.outbox_id.in_(copies), Reminder.state == "queued").values(state="sent")
    session.execute(statement, execution_options={"synchronize_session": False})


def lost(session: Session, outbox_id: int, reason: str) -> None:
    """The message reached none of its person's accounts: its reminders end with the reason."""
    copies = _copies(session, [outbox_id])
    ended = ("failed", "cancelled")
    alive = select(Outbox.id).where(Outbox.id.in_(copies), Outbox.state.not_in(ended)).limit(1)
    if not copies or session.execute(alive).first() is not None:
        return
    waiting_ = (Reminder.outbox_id.in_(copies), Reminder.state == "queued")
    statement = update(Reminder).where(*waiting_).values(state="cancelled", reason=reason)
    session.execute(statement, execution_options={"synchronize_session": False})


def plan_again(session: Session, reason: str, since: datetime) -> None:
    """Rows cancelled for `reason` since then whose person has an account by now."""
    with_account = select(Account.person_code).where(Account.unreachable_since.is_(None))
    statement = (
        update(Reminder)
        .where(
            Reminder.state == "cancelled",
            Reminder.planned_at >= since,
            Reminder.reason == reason,
            Reminder.person_code.in_(with_account),
        )
        .values(state="planned", reason=None)
    )
    session.execute(statement, execution_options={"synchronize_session": False})


def _asked(start: date | None, today: date) -> tuple[ColumnElement[bool], ...]:
    """Assignments that something is asked on now."""
    return (
        Assignment.state.not_in(SETTLED),
        Assignment.opens_on <= today,
        Assignment.due >= start if start else Assignment.due.is_not(None),
        Task.withdrawn_at.is_(None),
        Assignment.withdrawn_at.is_(None),
    )


def _open(session: Session, *where: ColumnElement[bool]) -> list[Open]:
    query = select(*_OPEN).select_from(Assignment).join(Task, Task.no == Assignment.task_no).where(*where)
    ordered = query.order_by(Assignment.due, Assignment.task_no, Assignment.id)
    rows: list[Sequence[Any]] = [tuple(row) for row in session.execute(ordered)]
    return [Open(*row) for row in rows]


def open_of(
    session: Session, agencies: Iterable[str], start: date | None, last: date, today: date, task: int | None = None
) -> list[Open]:
    """Unfinished dated assignments of these agencies with a last day up to `last`, earliest first."""
    found: list[Open] = []
    for some in _chunks(sorted(set(agencies)), CHUNK):
        of_task = Assignment.task_no == task if task is not None else true()
        where = (Assignment.agency_code.in_(some), Assignment.due <= last, of_task)
        found += _open(session, *where, *_asked(start, today))
    return found


def open_on(session: Session, keys: Iterable[tuple[int, date]], start: date | None, today: date) -> list[Open]:
    """Unfinished assignments of whatever agency, by task and last day."""
    wanted = set(keys)
    if not wanted:
        return []
    tasks, dues = {task for task, _ in wanted}, {due for _, due in wanted}
    rows = _open(session, Assignment.task_no.in_(tasks), Assignment.due.in_(dues), *_asked(start, today))
    return [row for row in rows if row.due is not None and (row.task, row.due) in wanted]


def assignments(session: Session, ids: Iterable[int]) -> list[Open]:
    return [row for some in _chunks(sorted(set(ids)), CHUNK) for row in _open(session, Assignment.id.in_(some))]


def last_moves(session: Session, ids: Iterable[int]) -> dict[int, Move]:
    """By assignment the last change of its date, as the audit log has it."""
    found: dict[int, Move] = {}
    subjects = [f"assignment:{id_}" for id_ in sorted(set(ids))]
    for some in _chunks(subjects, CHUNK):
        query = select(AuditEntry.subject, AuditEntry.action, AuditEntry.details).where(AuditEntry.subject.in_(some))
        changes = query.where(AuditEntry.action.in_((MOVED, RESTORED))).order_by(AuditEntry.id)
        for subject, action, details in session.execute(changes):
            before = details.get("from")
            moved = Move(date.fromisoformat(before) if before else None, action == RESTORED)
            found[int(subject.partition(":")[2])] = moved
    return found


def withdrawals(session: Session, rows: Sequence[Open]) -> dict[int, Move]:
    """By assignment why it was withdrawn, as the audit log has it, of the whole task or of this agency."""
    subjects: dict[str, list[int]] = {}
    for row in rows:
        subjects.setdefault(f"task:{row.task}", []).append(row.assignment)
        subjects.setdefault(f"assignment:{row.assignment}", []).append(row.assignment)
    found: dict[int, Move] = {}
    for some in _chunks(sorted(subjects), CHUNK):
        query = select(AuditEntry.subject, AuditEntry.details).where(AuditEntry.subject.in_(some))
        for subject, details in session.execute(query.where(AuditEntry.action.in_(WITHDRAWN)).order_by(AuditEntry.id)):
            found |= dict.fromkeys(subjects[subject], Move(reason=str(details.get("reason") or "")))
    return found


def told(session: Session, cycles: Sequence[tuple[int, int]], rung: str) -> set[int]:
    """Of these (assignment, cycle), those whose rung has left or is leaving to somebody."""
    cycle_of = dict(cycles)
    query = select(Reminder.assignment_id, Reminder.cycle).where(
        Reminder.assignment_id.in_(cycle_of), Reminder.rung == rung, Reminder.state.in_(("queued", "sent"))
    )
    return {assignment for assignment, cycle in session.execute(query) if cycle_of[assignment] == cycle}


def answered(session: Session, ids: Iterable[int], since: datetime) -> set[int]:
    """Of these assignments, those acknowledged in their present cycle or reported on since that moment."""
    found: set[int] = set()
    for some in _chunks(sorted(set(ids)), CHUNK):
        noted = (
            select(Assignment.id)
            .join(Acknowledgement, Acknowledgement.assignment_id == Assignment.id)
            .where(Assignment.id.in_(some), Acknowledgement.cycle == Assignment.cycle, Acknowledgement.at >= since)
        )
        found |= set(session.scalars(noted))
        found |= set(
            session.scalars(select(Assignment.id).where(Assignment.id.in_(some), Assignment.reported_at >= since))
        )
    return found


def acknowledge(session: Session, rows: Iterable[Open], person: str, at: datetime) -> None:
    for row in rows:
        session.add(Acknowledgement(assignment_id=row.assignment, cycle=row.cycle, person_code=person, at=at))
    session.flush()


def snoozed(session: Session, now: datetime, people: Collection[str] | None = None) -> dict[tuple[int, str], datetime]:
    """Who, of these people or of all, put off what, until when: (assignment, person) → a moment still ahead."""
    query = select(Snooze.assignment_id, Snooze.person_code, Snooze.until).where(
        Snooze.until > now, Snooze.done_at.is_(None), Snooze.person_code.in_(people) if people is not None else true()
    )
    return {(row.assignment_id, row.person_code): row.until for row in session.execute(query)}


def snoozes_of(session: Session, assignment: int, now: datetime) -> dict[str, datetime]:
    """Who put it off, until when."""
    query = select(Snooze.person_code, Snooze.until).where(Snooze.assignment_id == assignment)
    live = query.where(Snooze.until > now, Snooze.done_at.is_(None))
    return {row.person_code: row.until for row in session.execute(live)}


def pass_on_snoozes(session: Session, now: datetime) -> None:
    """What somebody put off who holds no role there any more is planned for the present holders of that role."""
    gone, heir, still = aliased(RoleHeld), aliased(RoleHeld), aliased(RoleHeld)
    left = (gone.person_code == Reminder.person_code, gone.agency_code == Assignment.agency_code, gone.ends_at <= now)
    same = (
        heir.role == gone.role,
        heir.agency_code == gone.agency_code,
        or_(heir.ends_at.is_(None), heir.ends_at > now),
    )
    stays = exists().where(
        still.person_code == Reminder.person_code, still.agency_code == Assignment.agency_code,
        or_(still.ends_at.is_(None), still.ends_at > now),
    )  # fmt: skip
    query = (
        select(
            Reminder.assignment_id, Reminder.cycle, Reminder.rung, heir.person_code, Reminder.planned_at,
            literal("planned"),
        )
        .select_from(Reminder)
        .join(Assignment, Assignment.id == Reminder.assignment_id)
        .join(gone, and_(*left))
        .join(heir, and_(*same))
        .where(
            Reminder.state == "planned", Reminder.planned_at <= now, Reminder.rung.like("snooze:%"), ~stays,
            Reminder.cycle == Assignment.cycle,
        )
        .distinct()
    )  # fmt: skip
    columns = ("assignment_id", "cycle", "rung", "person_code", "planned_at", "state")
    session.execute(insert(session, Reminder).from_select(columns, query).on_conflict_do_nothing())


def put_off(session: Session, row: Open, person: str, rung: str, until: datetime, at: datetime, reason: str) -> None:
    """One more call at `until`; it replaces the one chosen before, whose planned row is cancelled for `reason`."""
    stop_snoozes(session, [row.assignment], person, at, reason)
    statement = insert(session, Snooze).values(
        assignment_id=row.assignment, person_code=person, until=until, made_at=at, done_at=None
    )
    new = {"until": until, "made_at": at, "done_at": None}
    session.execute(statement.on_conflict_do_update(index_elements=["assignment_id", "person_code"], set_=new))
    planned = insert(session, Reminder).values(
        assignment_id=row.assignment, cycle=row.cycle, rung=rung, person_code=person, planned_at=until, state="planned"
    )
    again = {"state": "planned", "planned_at": until, "reason": None}
    key = ["assignment_id", "cycle", "rung", "person_code"]
    # the same moment chosen again after it was taken back is planned again; one that was sent stays sent
    session.execute(
        planned.on_conflict_do_update(index_elements=key, set_=again, where=Reminder.state == "cancelled")
    )  # fmt: skip


def stop_snoozes(session: Session, ids: Sequence[int], person: str, at: datetime, reason: str) -> None:
    """Takes back what this person put off and was not called again for yet."""
    for statement in (
        update(Snooze)
        .where(Snooze.assignment_id.in_(ids), Snooze.person_code == person, Snooze.done_at.is_(None))
        .values(done_at=at),
        update(Reminder)
        .where(
            Reminder.assignment_id.in_(ids),
            Reminder.person_code == person,
            Reminder.state == "planned",
            Reminder.rung.like("snooze:%"),
        )
        .values(state="cancelled", reason=reason),
    ):
        session.execute(statement, execution_options={"synchronize_session": False})


def tasks_due(
    session: Session, short: Sequence[date], long: Sequence[date], short_periods: Iterable[str], start: date | None
) -> int:
    """How many tasks are still to be done by one of these days, those of short periods and all others apart."""
    if not short and not long:
        return 0
    query = select(func.count(Assignment.task_no.distinct())).join(Task, Task.no == Assignment.task_no)
    where = (
        due_on(short, long, short_periods),
        Assignment.state.not_in(SETTLED),
        Task.withdrawn_at.is_(None),
        Assignment.withdrawn_at.is_(None),
    )
    return int(session.execute(query.where(*where, Assignment.due >= (start or date.min))).scalar_one())


def planned_between(session: Session, first: datetime, end: datetime) -> list[tuple[datetime, time | None]]:
    """Moments before `end` for which something is planned, with the digest hours of whom it is planned for."""
    query = select(Reminder.planned_at, Person.digest_at).join(Person, Person.code == Reminder.person_code)
    ahead = (Reminder.state == "planned", Reminder.planned_at >= first, Reminder.planned_at < end)
    return [(row.planned_at, row.digest_at) for row in session.execute(query.where(*ahead).distinct())]


def move_planned(session: Session, at: datetime, hour: time | None, to: datetime) -> None:
    """What people with this digest hour have planned for that moment is for another one."""
    people = select(Person.code).where(Person.digest_at == hour if hour else Person.digest_at.is_(None))
    for statement in (
        update(Reminder)
        .where(Reminder.state == "planned", Reminder.planned_at == at, Reminder.person_code.in_(people))
        .values(planned_at=to),
        update(Snooze)
        .where(Snooze.until == at, Snooze.done_at.is_(None), Snooze.person_code.in_(people))
        .values(until=to),
    ):
        session.execute(statement, execution_options=_NO_SYNC)


def set_digest_hour(session: Session, person: str, hour: time) -> None:
    session.execute(
        update(Person).where(Person.code == person).values(digest_at=hour),
        execution_options={"synchronize_session": False},
    )


def set_reminder_days(session: Session, person: str, days: Sequence[int]) -> None:
    session.execute(
        update(Person).where(Person.code == person).values(reminder_days=list(days) or None),
        execution_options={"synchronize_session": False},
    )


def _chunks(items: list[Any], size: int) -> Iterable[list[Any]]:
    return (items[n : n + size] for n in range(0, len(items), size))
