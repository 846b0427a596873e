"""What a message was understood to say: plain values, shared by every topic.

Labels follow `data/README.md` of the pack: 15 topics, agency codes in the order named, and only what was said.
"""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any, Final, Literal

Topic = Literal[
    "score", "ranking", "compare", "weak", "history", "whatif", "overview", "tasks", "task", "progress",
    "reminder", "remediation", "help", "smalltalk", "unknown",
]  # fmt: skip
TOPICS: Final[tuple[Topic, ...]] = (
    "score", "ranking", "compare", "weak", "history", "whatif", "overview", "tasks", "task", "progress",
    "reminder", "remediation", "help", "smalltalk", "unknown",
)  # fmt: skip

# The closed list of sub-questions. A topic that is absent has none; `None` is always the plain question.
ASPECTS: Final[dict[str, tuple[str, ...]]] = {
    "score": ("rank", "group_rank"),  # "xếp thứ mấy", "… trong khối": that rank stands first in the answer
    "history": ("movement",),  # "ai tăng hạng nhiều nhất": order top for rises, bottom for falls, None for both
    "ranking": ("movement",),  # the same asked by a button
    "compare": ("groups",),  # "so sánh khối sở với khối huyện"
    "overview": ("fields",),  # "lĩnh vực nào thấp nhất toàn tỉnh"
    "task": ("history", "due", "who", "state", "content"),
    "tasks": ("coordinating", "all", "due", "waiting"),  # due: "sắp đến hạn"; waiting: "chờ xác nhận"
    "progress": ("undo", "evidence", "more_time"),  # these may carry no state
    "reminder": ("mute", "resume", "snooze", "hour", "lead_days", "acknowledge", "nudge", "hand_on"),
    "smalltalk": ("greeting", "thanks", "acknowledge", "farewell"),
}

# Where a paper stands, as offices say it; the order is the order of the work.
STAGES: Final = ("đang soạn thảo", "đang lấy ý kiến", "đang trình ký", "đã ban hành")


@dataclass(frozen=True, slots=True)
class AgencyName:
    """One agency with the names people type for it. `group` is `so`, `huyen` or `baochi`."""

    code: str
    name: str
    short_name: str
    group: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CriterionName:
    """One node of the newest criterion tree: `code` "7.4.2"; `level` 1 field, 2 criterion, 3 component criterion."""

    code: str
    name: str
    level: int


@dataclass(frozen=True, slots=True)
class TaskTitle:
    """A task's number in chat and its title."""

    no: int
    title: str


@dataclass(frozen=True, slots=True)
class Report:
    """What is said of one task: `percent` 0-100, `state` done, doing or blocked."""

    task: int
    percent: int | None
    state: str | None


@dataclass(frozen=True, slots=True)
class Understanding:
    """Topic and entities of one message. A field is `None` or empty when the message does not say it."""

    text: str
    topic: str
    # Codes in the order named; empty: the sender's own. One beside itself or its group in compare stands twice.
    agencies: tuple[str, ...] = ()
    year: int | None = None
    n: int | None = None  # a count ("top 5"), in whatif also the rank aimed at
    field: int | None = None  # 1-8
    task: int | None = None  # None whenever it is not certain
    percent: int | None = None  # 0-100
    days: int | None = None
    group: str | None = None  # so, huyen
    order: str | None = None  # top, bottom
    state: str | None = None  # done, doing, blocked
    period: str | None = None  # today, week, month, quarter, overdue
    reports: tuple[Report, ...] = ()  # only when more than one task is reported
    confidence: float = 1.0  # 0-1
    own: bool = False  # "của tôi", "đơn vị mình" was said
    criterion: str | None = None  # "7.4.2", by number or by name
    threshold: Decimal | None = None  # points: "dưới 80", "tăng 2 điểm"
    above: bool | None = None  # the side of `threshold`; None for an amount to add (to take off where negative)
    until: Decimal | None = None  # the upper end of a range from `threshold` on; equal to it in "đúng 90 điểm"
    until_open: bool = False  # "đến dưới 90": the upper end itself is not meant
    rank: int | None = None  # one place of a table: "ai đứng thứ 5"
    tasks: tuple[int, ...] = ()  # every task named by number, in order; `task` is the one that is meant
    odd_percent: str | None = None  # a percent that cannot be kept, as typed: "120%", "-5%", "60,5%"
    picture: bool = False  # "vẽ biểu đồ": the answer is wanted as a picture too
    document: str | None = None  # "914", "2142"
    aspect: str | None = None  # one of ASPECTS[topic]
    note: str | None = None  # the words of a report after task, percent and state, as typed
    stage: str | None = None  # one of STAGES
    when: date | None = None  # a date said in a report
    asks: bool = False  # some clause of it asks, whatever the topic
    beside: str = "names"  # what a report without a task holds beside it: "nothing", "words", "names" (numbers too)
    clock: time | None = None  # "14h", "6:45"
    alternatives: tuple[str, ...] = ()  # two or more close agency readings; then `agencies` are those beside them
    span: str = ""  # the words that `alternatives` are readings of, without marks
    unread: bool = False  # a name was typed that is like none of the agencies, or only a little
    title_tasks: tuple[int, ...] = ()  # tasks found by words of their title, best first; `task` stays None
    second: str | None = None  # another topic that came close
    mended: str = ""  # the text without accents, its slips mended: what orders are read from
    cues: tuple[str, ...] = ()  # what decided


_JSON_KEYS: Final = ("year", "group", "n", "order", "field", "task", "percent", "state", "period", "days")


def as_json(understood: Understanding) -> dict[str, Any]:
    """The keys of `understand` in COMMANDS, absent when not said; `confidence` is always there."""
    answer: dict[str, Any] = {"text": understood.text, "topic": understood.topic}
    if understood.agencies:
        answer["agencies"] = list(dict.fromkeys(understood.agencies))
    for key in _JSON_KEYS:
        if (value := getattr(understood, key)) is not None:
            answer[key] = value
    if understood.reports:
        answer["reports"] = [_report_json(report) for report in understood.reports]
    answer["confidence"] = understood.confidence
    return answer


def _report_json(report: Report) -> dict[str, Any]:
    said = {"task": report.task, "percent": report.percent, "state": report.state}
    return {key: value for key, value in said.items() if value is not None}
