"""A large province: 1,000 agencies, 2,000 people, 100,000 assignments."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from handlers.working_days import seed_days
from storage import calendar, schema
from storage import models as m
from storage.clock import LOCAL
from storage.session import Store
from storage.settings_rows import START_DAY, catalogue_changed, write_setting

AGENCIES, TASKS, OCCURRENCES = 1000, 20, 5  # × = 100,000 assignments
START = date(2024, 3, 14)
MORNING = date(2024, 3, 22)  # a Friday on which everybody has something due
ENROLLED = datetime(2024, 3, 14, 7, 0, tzinfo=LOCAL)
SPREAD = 37  # days between occurrences
EARLIER_MESSAGES = 30  # of each chat


def build(store: Store) -> None:
    schema.migrate(store)
    with store.unit() as unit:
        calendar.seed(unit.session, seed_days(range(2023, 2027)))
        write_setting(unit.session, START_DAY, START.isoformat())
        _people(unit.session)
        _tasks(unit.session)
        _history(unit.session)
        catalogue_changed(unit.session)
        unit.commit()


def _add(session: Session, table: type[m.Base], rows: Iterable[Mapping[str, Any]]) -> None:
    session.execute(insert(table), list(rows))


def _people(session: Session) -> None:
    codes = [f"a{n:04d}" for n in range(AGENCIES)]
    shared = {"group": "huyen", "scored": True, "head_title": "Chủ tịch"}
    _add(session, m.Agency, (
        {"code": code, "name": f"Xã {code}", "short_name": code, "position": n, **shared}
        for n, code in enumerate(codes)
    ))  # fmt: skip
    held = [(f"{role}:{code}", role, code) for code in codes for role in ("head", "officer")]
    held += [("monitor:a0000", "monitor", "a0000"), ("leader:ct", "leader", None)]
    _add(session, m.Person, ({"code": who, "title": who, "enrolled_at": ENROLLED} for who, _, _ in held))
    _add(session, m.RoleHeld, ({"person_code": who, "role": role, "agency_code": code} for who, role, code in held))
    _add(session, m.Account, (
        {"channel": "telegram", "external_id": str(5000 + n), "person_code": who, "linked_at": ENROLLED}
        for n, (who, _, _) in enumerate(held)
    ))  # fmt: skip


def _tasks(session: Session) -> None:
    session.add(m.SourceDocument(id=1, name="Công văn 914/UBND-NC", issued=date(2024, 3, 1)))
    session.flush()
    _add(session, m.Task, (
        {"no": no, "source_id": 1, "place": str(no), "clause": "1", "year": 2024, "title": f"Việc số {no} của tỉnh",
         "kind": "once"}
        for no in range(1, TASKS + 1)
    ))  # fmt: skip
    _add(session, m.TaskAgency, (
        {"task_no": no, "agency_code": f"a{n:04d}", "part": "lead"}
        for no in range(1, TASKS + 1) for n in range(AGENCIES)
    ))  # fmt: skip
    _add(session, m.Assignment, (
        {"task_no": no, "agency_code": f"a{n:04d}", "occurrence": turn + 1, "due": _due(no, turn),
         "opens_on": START if turn == 0 else _due(no, turn - 1) + timedelta(days=1), "made_on": START}
        for no in range(1, TASKS + 1) for n in range(AGENCIES) for turn in range(OCCURRENCES)
    ))  # fmt: skip


def _due(no: int, turn: int) -> date:
    """Four tasks fall on each of a few days around the morning, the next occurrences over half a year."""
    return MORNING + timedelta(days=(no % 5) * 2 - 2 + turn * SPREAD)


def _history(session: Session) -> None:
    """What the chats were sent before."""
    at = ENROLLED
    for n in range(EARLIER_MESSAGES):
        _add(session, m.Outbox, (
            {"channel": "telegram", "chat": str(5000 + chat), "person_code": None, "kind": "reply",
             "key": f"earlier:{n}:{chat}", "payload": {"text": "Đã ghi nhận."}, "made_at": at, "state": "sent"}
            for chat in range(2 * AGENCIES)
        ))  # fmt: skip
