"""[Ghi vào hệ thống] and what follows: all or nothing, compared with what is stored at that very moment."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from handlers import reminders
from handlers.dialogue import DECLINED, WRITTEN, Reply, Request, ask, bold, do
from handlers.due import UNDO_WITHIN
from handlers.importing.findings import Outcome, finding_of, take
from handlers.importing.outcomes import ScoresOutcome, TasksOutcome
from handlers.importing.wishes import SCORES
from handlers.task_facts import rows_of
from handlers.uploads import showing
from handlers.uploads.files import UNDO, about, in_hand, wish_of
from handlers.words import uploads as words
from handlers.words.formats import clock
from storage import reminders as planned
from storage import uploads
from storage.audit import record
from storage.catalogue import load_catalogue
from storage.clock import local
from storage.index_rows import ScoreRow, add_batch, put_back
from storage.models import Upload
from storage.session import Unit
from storage.settings_rows import LAST_SWEEP, catalogue_changed, hold_published, read_setting

Former = list[list[Any]]  # [agency, criterion, before or None, after or None], points as text


class _Otherwise(Exception):
    """What is stored is no longer what the preview compared the file with."""


def write(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """Exactly what was shown, or nothing and what would change now."""
    upload = in_hand(request, unit, payload)
    if isinstance(upload, Reply):
        return upload
    if upload.state != "read" or upload.found.get("question") or not upload.found.get("finding"):
        return showing.closed(upload)
    hold_published(unit.session)
    try:
        contents = uploads.contents(upload)
    except (OSError, ValueError):
        upload.state = "refused"
        return Reply(words.GONE)
    wish, shown = wish_of(upload), upload.found["finding"]["mark"]
    finding: Mapping[str, Any] = {}
    try:
        with unit.savepoint():
            outcome = take(unit, contents, wish, request.now, dry_run=False, actor=request.person.code)
            finding = finding_of(outcome, contents, wish)
            if not outcome.written or finding["mark"] != shown:
                raise _Otherwise
            upload.state, upload.written_at, upload.former = "written", request.now, _former(outcome)
    except _Otherwise:
        return _shown_again(request, unit, upload, finding)
    details = {"file": upload.name, "kind": wish.kind, "year": wish.year, "source": wish.source}
    record(
        unit.session, request.now, request.person.code, "uploads.write", f"upload:{upload.id}", details,
        request.inbox_id,
    )  # fmt: skip
    return replace(_receipt(request, unit, upload, outcome, finding), closes=WRITTEN)


def _former(outcome: Outcome) -> Former:
    """What a taking back needs: only points can be put back as they were."""
    if not isinstance(outcome, ScoresOutcome):
        return []
    return [[d.agency, d.node, _text(d.before), _text(d.after)] for d in outcome.differences]


def _text(points: Decimal | None) -> str | None:
    return None if points is None else str(points)


def _shown_again(request: Request, unit: Unit, upload: Upload, finding: Mapping[str, Any]) -> Reply:
    """Somebody was quicker: who, and what the file would change now."""
    upload.found = {**upload.found, "finding": dict(finding)}
    last = uploads.last_written(unit.session, wish_of(upload).kind)
    who = ""
    if last is not None and last.written_at is not None and last.written_at >= upload.at:
        person = request.knowledge.person(last.person_code)
        title = person.title if person else last.person_code
        who = words.WHO_WROTE.format(title=title, name=last.name, when=clock(local(last.written_at)))
    step = showing.next_step(request, unit, upload)
    return Reply(f"{words.CHANGED_SINCE.format(who=who)}\n{step.text}", step.choices, remember=step.remember)


# --- receipts


def _receipt(
    request: Request, unit: Unit, upload: Upload, outcome: Outcome, finding: Mapping[str, Any]
) -> Reply:  # fmt: skip
    year, now = wish_of(upload).year, clock(request.now)
    if isinstance(outcome, TasksOutcome):
        return _tasks_receipt(request, unit, upload, outcome)
    if isinstance(outcome, ScoresOutcome):
        changes = finding["changes"]
        what = words.SCORES_WRITTEN.format(year=year, agencies=outcome.agencies, changes=changes)
        choices = [
            do(words.UNDO, UNDO, upload=upload.id), ask(words.SEE_RANKING, "ranking", year=year),
        ]  # fmt: skip
    else:
        what, choices = words.CRITERIA_WRITTEN.format(year=year, changes=outcome.changes), []
    text = words.WRITTEN.format(clock=now, what=bold(what), name=upload.name)
    return Reply(text, rows_of(choices), remember=about(upload))


def _tasks_receipt(request: Request, unit: Unit, upload: Upload, outcome: TasksOutcome) -> Reply:
    """Also who will be told: of new tasks once a task, of another date once an assignment."""
    new = sorted(set(outcome.numbers) - set(request.knowledge.catalogue.tasks))
    moved = sum(one.kind == "due" for one in outcome.differences)
    others = len(outcome.differences) - len(new) - moved
    said = [words.NEW_TASKS.format(count=len(new), numbers=_numbers(new))] if new else []
    said += [words.MOVED_TASKS.format(count=moved)] if moved else []
    said += [words.OTHER_TASKS.format(count=others)] if others > 0 else []
    lines = [words.WRITTEN.format(clock=clock(request.now), what=bold(", ".join(said)), name=upload.name)]
    told_of = [*outcome.assignment_ids, *outcome.moved_ids, *outcome.withdrawn_ids]
    if told_of and read_setting(unit.session, LAST_SWEEP):
        knowledge = request.knowledge
        reminders.announce(unit, knowledge, outcome.assignment_ids, request.now)
        reminders.announce_changes(unit, knowledge, outcome.moved_ids, outcome.withdrawn_ids, request.now)
        told = dict.fromkeys(row.agency for row in planned.assignments(unit.session, told_of))
        away = [code for code in told if not _reached(request, code)]
        if len(told) > len(away):
            lines.append(words.TOLD.format(count=len(told) - len(away)))
        if away:
            lines.append(words.UNREACHED.format(count=len(away)))
    number = re.search(r"\d+", wish_of(upload).source)
    choices = [ask(words.SEE_TASKS, "tasks", document=number.group())] if number else []
    return Reply("\n".join(lines), rows_of(choices), remember=about(upload))


def _numbers(numbers: Sequence[int]) -> str:
    """47-82; a single one, or numbers with gaps, as they are."""
    first, last = numbers[0], numbers[-1]
    if last - first + 1 == len(numbers) and len(numbers) > 1:
        return f"{first}-{last}"
    return ", ".join(map(str, numbers))


def _reached(request: Request, agency: str) -> bool:
    people = [p for role in ("head", "officer") for p in request.knowledge.holders(role, agency)]
    return any(request.knowledge.reachable(person.code) for person in people)


# --- not written, taken back


def drop(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Không ghi], [Đóng]"""
    upload = in_hand(request, unit, payload)
    if isinstance(upload, Reply):
        return upload
    if upload.state in ("written", "undone"):
        return showing.closed(upload)
    upload.state = "dropped"
    return Reply(words.DROPPED.format(name=upload.name), closes=DECLINED)


def undo(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Hủy nhập]: within ten minutes, and only while the year's points are still those that were written."""
    upload = in_hand(request, unit, payload)
    if isinstance(upload, Reply):
        return upload
    wish = wish_of(upload)
    if upload.state != "written" or upload.written_at is None or wish.kind != SCORES or wish.year is None:
        return showing.closed(upload)
    if abs(request.now - upload.written_at) > UNDO_WITHIN:
        return Reply(words.TOO_LATE_TO_UNDO)
    hold_published(unit.session)
    catalogue = load_catalogue(unit.session, request.now)
    stored = catalogue.scores.get(wish.year, {})
    former: Former = upload.former
    if any(_text(stored.get(agency, {}).get(node)) != after for agency, node, _, after in former):
        return Reply(words.BUILT_ON)
    rows = [
        (ScoreRow(agency, catalogue.agencies[agency].group, node, Decimal(before or 0)), before is not None)
        for agency, node, before, _ in former
    ]
    batch = add_batch(
        unit.session, kind="undo", file_name=upload.name, sha256="", year=wish.year, at=request.now, rows=len(rows)
    )
    put_back(unit.session, wish.year, batch.id, rows)
    catalogue_changed(unit.session)
    written = clock(local(upload.written_at))
    upload.state = "undone"
    details = {"file": upload.name, "year": wish.year, "changes": len(rows)}
    record(
        unit.session, request.now, request.person.code, "uploads.undo", f"upload:{upload.id}", details,
        request.inbox_id,
    )  # fmt: skip
    changes = upload.found["finding"]["changes"]
    return Reply(words.UNDONE.format(clock=written, year=wish.year, count=changes))
