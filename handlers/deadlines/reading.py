"""Read a deadline as a document writes it, by the rows of "The deadline grammar" in COMMANDS.

Nothing is guessed: what two careful readers could read differently is `unread`, kept and shown as it was written.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from handlers.deadlines.days import day_since, one_day, without_starts
from handlers.deadlines.lexicon import Kind
from handlers.deadlines.periods import continuing_by_plan, one_period
from handlers.deadlines.phrases import UnreadableError
from handlers.deadlines.recurrence import Every, due_dates, recurrence_of
from handlers.deadlines.refusals import refuse_leftovers
from handlers.deadlines.sentence import Sentence
from handlers.working_days import WorkingCalendar

DeadlineKind = Literal["once", "recurring", "continuing", "unread"]
_LONGEST = 2000  # characters; a cell of a table is never longer
_SILENT = {Kind.DASH, Kind.COMMA}


@dataclass(frozen=True, slots=True)
class Deadline:
    """`text` as written; `due` strictly increasing, empty for continuing and unread; `rule` names what decided.

    `every` is the shortest period of a recurring deadline, None otherwise.
    """

    text: str
    kind: DeadlineKind
    due: tuple[date, ...]
    rule: str
    every: Every | None = None


def read_deadline(
    text: str, *, year: int, issued: date | None = None, calendar: WorkingCalendar | None = None
) -> Deadline:
    """Read `text`; `year` stands in where none is named, `issued` is the document's date.

    `calendar` counts working days, without it the shipped holidays do. Never raises for any text; raises ValueError for
    a year outside 1-9999.
    """
    date(year, 1, 1)
    if len(text) > _LONGEST:
        return Deadline(text, "unread", (), "too long")
    try:
        sentence = Sentence.of(text, year, issued, calendar)
        for rule in _RULES:
            found = rule(sentence)
            if found is not None:
                return replace(found, text=text)
    except UnreadableError as reason:
        return Deadline(text, "unread", (), str(reason))
    return Deadline(text, "unread", (), "no meaning")


def _once(day: date, rule: str) -> Deadline:
    return Deadline("", "once", (day,), rule)


def _empty(text: Sentence) -> Deadline | None:
    """Row "empty": nothing, or the dash that fills a cell."""
    return Deadline("", "continuing", (), "empty") if all(token.kind in _SILENT for token in text.tokens) else None


def _impossible(text: Sentence) -> Deadline | None:
    """Row "a date that does not exist": 25/13, "quý V", "nửa tháng"; "hằng ngày" too, unless continuing."""
    impossible = [token for token in text.tokens if token.kind is Kind.INVALID]
    daily = all(token.text.endswith("ngay") for token in impossible)
    if impossible and not (daily and text.has(Kind.CONTINUING)):
        raise UnreadableError("nonexistent")
    return None


def _counted(text: Sentence) -> Deadline | None:
    """Row "N ngày kể từ ngày D"; "N ngày làm việc kể từ ngày D"; "… ngày ban hành/ký"."""
    return _once(day_since(text), "days since") if text.has(Kind.SPAN) else None


def _recurring(text: Sentence) -> Deadline | None:
    """Rows "Hằng/hàng tháng" to "Hằng tuần"; a lone "6 tháng" beside a day names a paper, not a recurrence."""
    recurrence = recurrence_of(text.tokens)
    if recurrence is None or (not recurrence.marked and len(text.days) == 1):
        return None
    return Deadline("", "recurring", due_dates(text, recurrence), f"every {recurrence.every}", recurrence.every)


def _complete(text: Sentence) -> Deadline | None:
    """Row "words without meaning here": every word about time must have been understood before a day is named."""
    refuse_leftovers(text)
    return None


def _day(text: Sentence) -> Deadline | None:
    """Rows "Trước ngày D", "đến … D", "A - B", "two dates"."""
    days = without_starts(text, text.days)
    return _once(one_day(text, days), "day") if days else None


def _before_period(text: Sentence) -> Deadline | None:
    """Row "Trước tháng 6", "trước quý III": a day is named, so "thường xuyên" beside it loses."""
    before = any(phrase.due and phrase.before for phrase in text.phrases)
    return _once(one_period(text), "before a period") if before else None


def _continuing(text: Sentence) -> Deadline | None:
    """Row "thường xuyên", "liên tục", "khi có yêu cầu" …: these win against a bare month, quarter or year."""
    if text.has(Kind.CONTINUING) or continuing_by_plan(text):
        return Deadline("", "continuing", (), "continuing words")
    return None


def _period(text: Sentence) -> Deadline | None:
    """Row "month, months, quarter, quarters, half year, year"; "báo cáo định kỳ năm 2024" says too little."""
    vague = text.has(Kind.PERIODIC) and all(phrase.is_year for phrase in text.phrases)
    return _once(one_period(text), "period") if text.phrases and not vague else None


_RULES: tuple[Callable[[Sentence], Deadline | None], ...] = (
    _empty,
    _impossible,
    _counted,
    _recurring,
    _complete,
    _day,
    _before_period,
    _continuing,
    _period,
)
