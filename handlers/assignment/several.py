"""One order for several tasks: the same new date or the same withdrawal, shown together and written together or not."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from handlers.assignment import deciding
from handlers.assignment.change import WITHDRAW, Change, Written
from handlers.assignment.grounds import may_order, needs_leader
from handlers.dialogue import ActionHandler, Choice, Reply, Request, do
from handlers.task_facts import SEVERAL_CARD, card
from handlers.words import changes as words
from handlers.words.formats import short_day
from storage import task_rows
from storage.session import Unit

PREPARE, WRITE = "changes.prepare_all", "changes.write_all"
MOST = 3  # tasks of one order: their lines fit one message


def prepare(request: Request, unit: Unit, changes: Sequence[Change]) -> Reply:
    """What each would do, under one [Ghi]. One that is refused, or needs a leader, stops them all."""
    if not may_order(request.person):
        return Reply(words.NO_RIGHT)
    lines: list[str] = []
    shown: list[Change] = []
    for change in changes:
        found = deciding.examine(request, unit, change)
        if isinstance(found, Reply):
            return found
        task, look = found
        if needs_leader(request.person, task, change.ground, dated=look.dated):
            return one_at_a_time(request, change)
        lines += look.lines
        shown.append(replace(change, seen=look.seen))
    numbers = [change.task for change in shown]
    remember: dict[str, Any] = dict(card(SEVERAL_CARD, numbers))
    payload = {"changes": [change.payload() for change in shown]}
    withdraws = shown[0].kind == WITHDRAW
    if withdraws and not shown[0].text:
        remember["expects"] = {"action": PREPARE, "payload": payload}
        reasons = [[do(reason, PREPARE, **payload, text=reason)] for reason in words.REASONS]
        text = words.WHY_WITHDRAW_ALL.format(tasks=_named(numbers))
        return Reply(text, [*reasons, [do(words.DO_NOT_WITHDRAW, deciding.DROP)]], remember=remember)
    if shown[0].ground:
        lines.append(words.GROUND.format(ground=shown[0].ground))
    write, drop = (words.WITHDRAW_BUTTON, words.DO_NOT_WITHDRAW) if withdraws else (words.WRITE, words.DROP)
    choices = [[do(write, WRITE, **payload), do(drop, deciding.DROP)]]
    return Reply("\n".join(dict.fromkeys(lines)), choices, remember=remember)


def one_at_a_time(request: Request, change: Change) -> Reply:
    """An example of the order for the first of them."""
    form = words.WITHDRAW_ONE_AT_A_TIME if change.kind == WITHDRAW else words.ONE_AT_A_TIME
    return Reply(form.format(no=change.task, day=short_day(change.due or request.today)))


def _named(numbers: Sequence[int]) -> str:
    return ", ".join(f"NV {no}" for no in numbers)


def _changes(payload: Mapping[str, Any]) -> list[Change]:
    changes = [Change.of(one) for one in payload["changes"]]
    reason = str(payload.get("text", "")).strip()[:200]
    return [replace(change, text=reason) for change in changes] if reason else changes


def prepare_pressed(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """The reason of the withdrawals, pressed or typed."""
    return prepare(request, unit, _changes(payload))


def write(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Ghi], [Rút]: all tasks are held and looked at again before the first is written."""
    changes = sorted(_changes(payload), key=lambda change: change.task)
    if not may_order(request.person):
        return Reply(words.NO_RIGHT)
    for change in changes:
        if task_rows.hold(unit.session, change.task) is None:
            return Reply(words.STALE.format(no=change.task))
    request = deciding.as_stored(request, unit)
    for change in changes:
        found = deciding.examine(request, unit, change)
        if isinstance(found, Reply):
            return found
        if needs_leader(request.person, found[0], change.ground, dated=found[1].dated):
            return one_at_a_time(request, change)
    done: list[str] = []
    choices: list[list[Choice]] = []
    for change in changes:
        written = deciding.apply(request, unit, change, {})
        assert isinstance(written, Written)  # looked at above, and held since
        done.append(written.text)
        choices += [[replace(one, label=f"{one.label} NV {change.task}")] for one in written.choices]
    return Reply("\n".join(done), choices, remember=card(SEVERAL_CARD, [change.task for change in changes]))


ACTIONS: Mapping[str, ActionHandler] = {PREPARE: prepare_pressed, WRITE: write}
