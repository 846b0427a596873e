"""What was due before the start day: never reminded nor counted, but once asked about (DESIGN 6)."""

from collections.abc import Mapping
from typing import Any

from handlers import due as days
from handlers.dialogue import Reply, Request, ask, bold, do
from handlers.reporting import UNDO
from handlers.task_facts import actor, own_agencies
from handlers.words import progress as words
from handlers.words.formats import clock, day
from storage import assignments
from storage.assignments import Standing
from storage.audit import record
from storage.session import Unit

ALL_DONE = "progress.before_start_done"


def all_done(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Đã xong hết]: everything that was due before the start day is reported as done; a report each."""
    start, agency = request.knowledge.catalogue.start_day, str(payload["agency"])
    if agency not in own_agencies(request) or start is None:
        return Reply(words.NO_RIGHT)
    about = {"agency": actor(request.knowledge, agency), "start": day(start)}
    reports = []
    for one in assignments.before_start(unit.session, agency, start):
        held = assignments.for_writing(unit.session, one.id)
        if held is None or not days.is_unfinished(held):
            continue
        done = Standing("waiting", 100, None, None, None, None)
        report = assignments.add_report(
            unit.session, held, request.person.code, request.now, words.ALL_DONE_WORDS, done, inbox_id=request.inbox_id
        )
        assignments.settle(unit.session, held.id, days.standing(assignments.reports_on(unit.session, [held.id])))
        details = {"report": report.id, "task": held.task, "agency": agency, "state": "waiting"}
        record(
            unit.session, request.now, request.person.code, "progress.reported", f"assignment:{held.id}", details,
            request.inbox_id,
        )  # fmt: skip
        reports.append(report.id)
    if not reports:
        return Reply(words.NOTHING_BEFORE_START.format(**about))
    text = words.ALL_DONE.format(clock=clock(request.now), count=bold(len(reports)), **about)
    choices = [do(words.UNDO, UNDO, reports=reports), ask(words.OWN_TASKS, "tasks", own=True)]
    return Reply(text, [choices])
