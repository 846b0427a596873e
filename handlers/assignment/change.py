"""One change of a task that a monitor or leader orders: what it is, and what every kind of it can say and do."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from handlers.dialogue import BOLD, BOLD_END, Choice, Reply, Request, do
from handlers.task_facts import actor
from handlers.words import changes as words
from handlers.words.formats import short_day
from storage import audit
from storage.catalogue import Task
from storage.clock import local
from storage.session import Unit

MARKS = {"bold": BOLD, "end": BOLD_END}
NAMED = 3  # agencies named; more are counted
TITLE = 40  # letters of a title
MOVE, WITHDRAW, RESTORE, TITLE_KIND = "move", "withdraw", "restore", "title"
ADD_LEAD, REMOVE_LEAD, ADD_COORDINATING, REMOVE_COORDINATING = "lead+", "lead-", "coordinating+", "coordinating-"


@dataclass(frozen=True, slots=True)
class Change:
    """`agencies` empty: all of the task's leads. `text` is a new title or a reason, `ground` the document named.

    `seen`: the assignments, each with its cycle, that the preview spoke of; a press under it changes nothing else.
    """

    kind: str
    task: int
    agencies: tuple[str, ...] = ()
    due: date | None = None
    text: str = ""
    ground: str = ""
    seen: tuple[tuple[int, int], ...] = ()

    def payload(self) -> dict[str, Any]:
        """JSON values, for a button that writes it later."""
        return {
            "kind": self.kind, "task": self.task, "agencies": list(self.agencies),
            "due": self.due.isoformat() if self.due else None, "words": self.text, "ground": self.ground,
            "seen": [list(one) for one in self.seen],
        }  # fmt: skip

    @classmethod
    def of(cls, payload: Mapping[str, Any]) -> "Change":
        due = payload.get("due")
        return cls(
            payload["kind"], int(payload["task"]), tuple(payload["agencies"]), date.fromisoformat(due) if due else None,
            payload["words"], payload["ground"], tuple((id_, cycle) for id_, cycle in payload.get("seen", ())),
        )  # fmt: skip

    def on(self, ground: str) -> "Change":
        return replace(self, ground=ground)


@dataclass(frozen=True, slots=True)
class Look:
    """What a change would do now: its lines; or the `refusal` that says why nothing of it can be done."""

    lines: Sequence[str] = ()
    refusal: Reply | None = None
    dated: bool = True  # something that a leader decided would change
    seen: tuple[tuple[int, int], ...] = ()  # what a press under it may change: assignments, each with its cycle


@dataclass(frozen=True, slots=True)
class Written:
    """What was done, in a sentence, and what can be pressed after it."""

    text: str
    choices: Sequence[Choice] = ()


# Reads only. Writes in the transaction that holds the task, after the look refused nothing.
Looks = Callable[[Request, Unit, Change, Task], Look]
Writes = Callable[[Request, Unit, Change, Task, Mapping[str, Any]], Written]


def refused(text: str, *choices: Choice) -> Look:
    return Look(refusal=Reply(text, [list(choices)] if choices else ()))


def who(request: Request, codes: Sequence[str]) -> str:
    """Sở Tư pháp, Sở Y tế · 31 cơ quan"""
    if len(codes) > NAMED:
        return words.AGENCIES.format(count=len(codes))
    return ", ".join(actor(request.knowledge, code) for code in codes)


def day_of(unit: Unit, no: int) -> str:
    """The day a task was withdrawn, in words."""
    gone = next((e for e in reversed(audit.history(unit.session, f"task:{no}")) if e.action == "task.withdrawn"), None)
    return short_day(local(gone.at).date()) if gone else ""


def restore_choice(no: int) -> Choice:
    """[Khôi phục]: shown before it is written."""
    return do(words.RESTORE_BUTTON, "changes.prepare", **Change(RESTORE, no).payload())
