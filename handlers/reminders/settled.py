"""Earlier reminders show what became of what they spoke of: one line below the text, its buttons gone when nothing in
it is open any more (DESIGN 7). An edit rings no phone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from handlers import ladder
from handlers.words import settled as words
from handlers.words.formats import clock, short_day
from handlers.words.reminders import numbers
from storage import audit, copies
from storage.clock import local
from storage.copies import Copy, Said
from storage.settings_rows import read_setting, write_setting

SEEN = "settled_seen"  # a setting: the audit entry up to which messages show what happened
LATE_ENTRIES = 50  # entries that another transaction may have written out of turn
DAYS = timedelta(days=7)
NAMED = 4
_WORDS = {
    "reported": words.REPORTED, "accepted": words.ACCEPTED, "withdrawn": words.WITHDRAWN, "moved": words.MOVED,
    "returned": words.RETURNED,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Edit:
    """A message that is to say `line` below its own text."""

    copy: Copy
    line: str
    keeps_buttons: bool


def to_look_at(session: Session, now: datetime) -> tuple[int, list[int]]:
    """The newest audit entry, and the messages of the last days that it or one before it may have changed."""
    newest, seen = audit.newest(session), read_setting(session, SEEN)
    if seen is None or seen == newest:
        return newest, []
    ids = copies.changed(session, seen - LATE_ENTRIES)
    return newest, copies.messages(session, ids, now - DAYS) if ids else []


def seen(session: Session, newest: int) -> None:
    if read_setting(session, SEEN) != newest:
        write_setting(session, SEEN, newest)


def edits(session: Session, messages: Sequence[int]) -> Iterator[Edit]:
    """Those of these messages that do not say yet how things stand."""
    by_message: dict[int, list[Said]] = {}
    for said in copies.said_in(session, messages):
        if ladder.roles_of(said.rung)[0] in ladder.AGENCY_ROLES:
            by_message.setdefault(said.message, []).append(said)
    for message, all_said in by_message.items():
        line = line_of(all_said)
        is_open = any(how(said) in (None, "noted") for said in all_said)
        for copy in copies.copies_of(session, message):
            if line != copy.payload.get("settled", ""):
                yield Edit(copy, line, is_open)


def how(said: Said) -> str | None:
    """What became of it; None: it is as open as it was."""
    if said.withdrawn:
        return "withdrawn"
    if said.state in ("waiting", "accepted"):
        return "reported" if said.state == "waiting" else "accepted"
    if said.cycle != said.cycle_now and (said.returned or said.moved):
        return "returned" if said.returned else "moved"
    return "noted" if said.noted_at is not None else None


def line_of(all_said: Sequence[Said]) -> str:
    """Cập nhật: NV 38 đã báo hoàn thành lúc 16:05; NV 40 đã rút."""
    found: dict[str, list[Said]] = {}
    for said in all_said:
        found.setdefault(how(said) or "", []).append(said)
    parts = []
    for kind, form in _WORDS.items():
        if kind in found:
            tasks = sorted({said.task for said in found[kind]})
            named = numbers(tasks) if len(tasks) <= NAMED else words.MANY.format(count=len(tasks))
            parts.append(form.format(tasks=named, when=_when(found[kind][0], [s.reported_at for s in found[kind]])))
    if "noted" in found:
        noted = words.NOTED.format(
            when=_when(found["noted"][0], [min(s.noted_at for s in found["noted"] if s.noted_at)])
        )
        parts.append(noted if parts else noted.capitalize())
    return words.LINE.format(parts="; ".join(parts)) if parts else ""


def _when(said: Said, moments: Sequence[datetime | None]) -> str:
    """The hour on the message's own day, else the day; nothing where they differ."""
    if len(set(moments)) != 1 or moments[0] is None:
        return ""
    at = local(moments[0])
    same_day = at.date() == local(said.gathered_at).date()
    return words.AT.format(clock=clock(at)) if same_day else words.ON.format(day=short_day(at.date()))
