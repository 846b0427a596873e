"""A date that changes, a return, a reopening: another cycle of the assignment, whose reminders are new ones (DESIGN 7).

What was planned for the cycle before is cancelled by the sweep; the next sweep plans the new one.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from handlers import ladder
from handlers.dialogue import Request
from handlers.due import is_filed_late
from handlers.reminders.planning import announce_changes
from storage import assignments
from storage import reminders as planned
from storage.assignments import Assigned
from storage.audit import record
from storage.session import Unit


def begin(request: Request, unit: Unit, held: Assigned, due: date | None, state: str, reason: str | None) -> None:
    """The held assignment begins another cycle with this last day, state and reason. Says nothing to anybody.

    A report filed late stays late when it is sent back: the day for the supplement does not move the deadline.
    """
    late = held.filed_at if state == "returned" and is_filed_late(held) else None
    assignments.begin_cycle(unit.session, held.id, due, state, reason, late)


def move(request: Request, unit: Unit, held: Assigned, due: date | None, details: Mapping[str, Any]) -> None:
    """Another last day, decided by whoever may: audited, another cycle, and the lead agency is told.

    What was reported stays: an assignment that waits for acceptance keeps waiting. Told with the next digest, at once
    when the new last day is today or tomorrow.
    """
    move_all(request, unit, [held], due, details)


def move_all(
    request: Request, unit: Unit, held: Sequence[Assigned], due: date | None, details: Mapping[str, Any]
) -> None:  # fmt: skip
    """The same last day for several assignments: one audit entry and one word each."""
    for one in held:
        begin(request, unit, one, due, one.state, one.reason)
        told = {"task": one.task, "agency": one.agency, "from": _text(one.due), "to": _text(due), **details}
        record(
            unit.session, request.now, request.person.code, "assignment.moved", f"assignment:{one.id}", told,
            request.inbox_id,
        )  # fmt: skip
    announce_changes(unit, request.knowledge, [one.id for one in held], [], request.now)


def _text(due: date | None) -> str | None:
    return due.isoformat() if due else None


def take_up(request: Request, unit: Unit, held: Sequence[Assigned], details: Mapping[str, Any]) -> None:
    """What was withdrawn is asked again: another cycle each, and each lead is told of its earliest one to come."""
    first: dict[str, int] = {}
    for one in sorted(held, key=lambda a: (a.due is None, a.due or date.max)):
        begin(request, unit, one, one.due, one.state, one.reason)
        told = {"task": one.task, "agency": one.agency, "from": _text(one.due), "to": _text(one.due), **details}
        record(
            unit.session, request.now, request.person.code, "assignment.restored", f"assignment:{one.id}", told,
            request.inbox_id,
        )  # fmt: skip
        if one.due is None or one.due >= request.today:
            first.setdefault(one.agency, one.id)
    announce_changes(unit, request.knowledge, list(first.values()), [], request.now)


def told_of(unit: Unit, held: Sequence[Assigned]) -> set[int]:
    """Those whose lead has already been sent the word of their present cycle's date."""
    return planned.told(unit.session, [(one.id, one.cycle) for one in held], ladder.MOVED)
