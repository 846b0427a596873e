"""One file looked at with what is settled about it: what it holds and what writing it would do, as plain JSON."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from handlers.importing.criteria import import_criteria
from handlers.importing.outcomes import CriteriaOutcome, ScoreDifference, ScoresOutcome, TasksOutcome
from handlers.importing.scores import import_scores
from handlers.importing.tasks import import_tasks
from handlers.importing.wishes import CRITERIA, SCORES, TASKS, Wish, look_at, settle
from storage.catalogue import load_catalogue
from storage.clock import local
from storage.imports import Contents
from storage.index_rows import last_batch
from storage.session import Unit

LISTED = 200  # problems and differences that are kept; the rest are counted
Outcome = ScoresOutcome | TasksOutcome | CriteriaOutcome


@dataclass(frozen=True, slots=True)
class Looked:
    """`question`: what must be asked first; `finding` is there where nothing must."""

    wish: Wish
    question: str
    seen: Mapping[str, Any]
    finding: Mapping[str, Any] | None

    def as_json(self) -> dict[str, Any]:
        return {"said": self.wish.as_json(), "question": self.question, "seen": self.seen, "finding": self.finding}


def look(unit: Unit, contents: Contents, wish: Wish, now: datetime) -> Looked:
    """Reads the whole file and compares it with what is stored; writes nothing."""
    today = local(now).date()
    catalogue = load_catalogue(unit.session, now)
    seen = look_at(contents, catalogue, today)
    wish, question = settle(wish, seen, catalogue, today)
    finding = None
    if not question:
        finding = finding_of(take(unit, contents, wish, now, dry_run=True), contents, wish)
        before = last_batch(unit.session, wish.kind, contents.sha256, wish.year or today.year)
        finding["before"] = before.isoformat() if before else None
    return Looked(wish, question, asdict(seen), finding)


def take(
    unit: Unit, contents: Contents, wish: Wish, now: datetime, *, dry_run: bool, actor: str = "console"
) -> Outcome:
    """Imports the file as what it was settled to be; the caller commits when `written`."""
    year = wish.year or local(now).year
    kinds: Mapping[str, Callable[[], Outcome]] = {
        SCORES: lambda: import_scores(
            unit, contents, year=year, now=now, dry_run=dry_run, replace=wish.replace, actor=actor, chosen=wish.names,
            any_year=wish.any_year,
        ),
        TASKS: lambda: import_tasks(
            unit, contents, source=wish.source, year=year, issued=wish.issued_on, now=now, dry_run=dry_run, actor=actor,
            chosen=wish.names,
        ),
        CRITERIA: lambda: import_criteria(unit, contents, year=year, now=now, dry_run=dry_run, actor=actor),
    }  # fmt: skip
    return kinds[wish.kind]()


def finding_of(outcome: Outcome, contents: Contents, wish: Wish) -> dict[str, Any]:
    """`mark` tells two findings apart: the same file against other stored data changes other things."""
    differences = [_plain(asdict(one)) for one in getattr(outcome, "differences", ())]
    given_up = 0
    if isinstance(outcome, ScoresOutcome):
        shown = _with_their_detail(outcome.differences)
        given_up = len(differences) - len(shown)
        differences = [_plain(asdict(one)) for one in shown]
    problems = [asdict(problem) for problem in outcome.problems]
    changes = outcome.changes if isinstance(outcome, CriteriaOutcome) else len(differences)
    told = {
        "agencies", "rows", "sheets", "fields", "totals", "renamed", "tasks", "assignments", "unread_deadlines",
        "unread", "missing", "leads", "groups",
    }  # fmt: skip
    numbers = {name: getattr(outcome, name) for name in sorted(told) if hasattr(outcome, name)}
    essence = json.dumps([differences, given_up, changes, len(problems), wish.kind, wish.year], sort_keys=True)
    return {
        **json.loads(json.dumps(numbers)),
        "problems": problems[:LISTED],
        "problem_count": len(problems),
        "differences": differences[:LISTED],
        "changes": changes,
        "given_up": given_up,
        "mark": hashlib.sha256(essence.encode()).hexdigest()[:16],
        "file": contents.file_name,
    }


def _with_their_detail(differences: Sequence[ScoreDifference]) -> list[ScoreDifference]:
    """Where detail gives way to a sum, one line says so: from what the detail came to, to what is written."""
    gone = [one for one in differences if one.after is None]
    found = []
    for one in differences:
        if one.after is not None and one.before is None:
            below = [d for d in gone if d.agency == one.agency and d.node.startswith(f"{one.node}.")]
            if below:
                gone = [d for d in gone if d not in below]
                was = sum((d.before for d in below if d.before is not None), Decimal(0))
                one = ScoreDifference(one.agency, one.node, was, one.after)
        if one.after is not None and one.before != one.after:
            found.append(one)
    return [*found, *gone]


def _plain(difference: dict[str, Any]) -> dict[str, Any]:
    """Points as text."""
    return {key: value if value is None or isinstance(value, int) else str(value) for key, value in difference.items()}
