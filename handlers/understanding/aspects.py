"""The sub-question within a topic, one of `ASPECTS`."""

from typing import Final

from handlers.understanding.reading import Reading
from handlers.understanding.tables import asks_fields, asks_groups, asks_movement, asks_rank_in_group

# Topic → cues and the aspects they stand for; the first that is found holds.
_BY_CUE: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "tasks": (("coordinating", "coordinating"), ("waiting", "waiting"), ("due_soon", "due"), ("all_tasks", "all")),
    "progress": (("undo", "undo"), ("evidence", "evidence")),
    "reminder": (
        ("remind_on", "resume"), ("remind_later", "snooze"), ("remind_off", "mute"), ("nudge", "nudge"),
        ("hand_on", "hand_on"),
    ),
    "smalltalk": (
        ("thanks", "thanks"), ("acknowledge", "acknowledge"), ("farewell", "farewell"), ("greeting", "greeting"),
    ),
}  # fmt: skip


def aspect_of(reading: Reading, topic: str) -> str | None:
    """The sub-question; None for the plain question."""
    for cue, aspect in _BY_CUE.get(topic, ()):
        if reading.typed(cue) if cue == "undo" else reading.has(cue):
            return aspect
    match topic:
        case "score":
            return _score_aspect(reading)
        case "history":
            return "movement" if asks_movement(reading) else None
        case "compare":
            return "groups" if asks_groups(reading) else None
        case "overview":
            return "fields" if asks_fields(reading) else None
        case "progress":
            return "more_time" if asks_more_time(reading) else None
        case "reminder":
            return _reminder_aspect(reading)
        case "task":
            return _task_aspect(reading)
    return None


def asks_more_time(reading: Reading) -> bool:
    """ "xin gia hạn nv 4", "xin thêm 10 ngày cho nv 4"."""
    return reading.has("more_time") or (reading.quantities.days is not None and "xin them" in reading.pairs)


def _score_aspect(reading: Reading) -> str | None:
    if not (reading.has("ask_rank") or (reading.has("rank") and not reading.has("points"))):
        return None
    return "group_rank" if asks_rank_in_group(reading) else "rank"


def _reminder_aspect(reading: Reading) -> str | None:
    if reading.quantities.clock is not None:
        return "hour"
    if any(token.key == "hoan" for token in reading.tokens):  # "hoãn nv 38 3 ngày"
        return "snooze"
    return "lead_days" if reading.quantities.days is not None else None


def _task_aspect(reading: Reading) -> str | None:
    phrases = " ".join(cue.phrase for cue in reading.cues)
    words = set(phrases.split())
    if "lichsu" in phrases.replace(" ", "") or "ls" in words:
        return "history"
    if reading.has("state_question") or "tiendo" in phrases.replace(" ", "") or "dau" in words:
        return "state"
    if {"ai", "chutri"} & words or reading.has("which_agency"):
        return "who"
    if {"han", "ngay", "gio"} & words:
        return "due"
    return "content" if reading.has("content_question") else None
