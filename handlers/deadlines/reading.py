"""Read a deadline as a document writes it. The rules are the rows of "The deadline grammar" in COMMANDS, in order.

Nothing is guessed: what two careful readers could read differently is `unread`, kept and shown as it was written.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from handlers.deadlines.folding import fold
from handlers.deadlines.lexicon import Kind, Token, tokens_of
from handlers.deadlines.phrases import (
    Phrase,
    UnreadableError,
    link_before,
    look_back,
    members_written_short,
    numbered_brackets,
    phrases_of,
    years_written_short,
)
from handlers.deadlines.recurrence import Recurrence, day_of, occurrences, recurrence_of
from handlers.working_days import WorkingCalendar

DeadlineKind = Literal["once", "recurring", "continuing", "unread"]
Every = Literal["week", "month", "quarter", "half-year", "year"]
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


@dataclass(frozen=True, slots=True)
class _Text:
    """What one text says, cut into tokens and phrases, and what the reader knows besides."""

    tokens: Sequence[Token]
    phrases: Sequence[Phrase]
    year: int
    issued: date | None
    calendar: WorkingCalendar | None

    def has(self, *kinds: Kind) -> bool:
        return any(token.kind in kinds for token in self.tokens)


def read_deadline(
    text: str, *, year: int, issued: date | None = None, calendar: WorkingCalendar | None = None
) -> Deadline:
    """Read `text`; `year` stands in where none is named, `issued` is the document's date, `calendar` counts working days.

    Never raises for any text. Without `calendar` the shipped holidays count. Raises ValueError for a year outside 1-9999.
    """
    date(year, 1, 1)
    if len(text) > _LONGEST:
        return Deadline(text, "unread", (), "too long")
    tokens = members_written_short(years_written_short(numbered_brackets(tokens_of(fold(text)))))
    if all(token.kind in _SILENT for token in tokens):
        return Deadline(text, "continuing", (), "empty")
    try:
        tokens = _with_short_months(tokens)
        return replace(_read(_Text(tokens, phrases_of(tokens), year, issued, calendar)), text=text)
    except UnreadableError as reason:
        return Deadline(text, "unread", (), str(reason))


def _read(text: _Text) -> Deadline:
    """Try the rules from the most to the least definite."""
    if text.has(Kind.INVALID) and not (text.has(Kind.CONTINUING) and _only_daily(text)):
        raise UnreadableError("nonexistent")
    if text.has(Kind.SPAN):
        return _days_since(text)
    recurrence = recurrence_of(text.tokens)
    days = [phrase for phrase in text.phrases if phrase.is_day]
    if recurrence is not None and not recurrence.marked and len(days) == 1:
        recurrence = None  # "báo cáo 6 tháng trước ngày 15/6"
    if recurrence is not None:
        return _recurring(text, recurrence)
    _refuse_leftovers(text)
    due_days = _without_starts(text, days)
    if due_days:
        return _once(_one_day(text, due_days), "day")
    if any(phrase.due and phrase.before for phrase in text.phrases):
        return _once(_one_period(text), "before a period")
    if text.has(Kind.CONTINUING) or _continuing_by_plan(text):
        return Deadline("", "continuing", (), "continuing words")
    if text.phrases and not (text.has(Kind.PERIODIC) and all(phrase.is_year for phrase in text.phrases)):
        return _once(_one_period(text), "period")
    raise UnreadableError("no meaning")


def _once(day: date, rule: str) -> Deadline:
    return Deadline("", "once", (day,), rule)


def _with_short_months(tokens: list[Token]) -> list[Token]:
    """Decide what "T6" is: Friday beside "hằng tuần" or a date, June beside a year or "hết"; else nobody knows."""
    weekly = any(token.kind is Kind.EVERY and token.unit == "week" for token in tokens)
    found = list(tokens)
    for at, token in enumerate(tokens):
        if token.kind is not Kind.SHORT_MONTH:
            continue
        following = next((t for t in tokens[at + 1 :] if t.kind is not Kind.COMMA and t.text != "ngay"), None)
        beside_date = following is not None and following.kind is Kind.DATE
        if 2 <= token.number <= 7 and (weekly or beside_date):
            found[at] = replace(token, kind=Kind.WEEKDAY, number=token.number - 2)
        elif token.number > 7 or token.number == 1 or token.year or _said_as_month(tokens, at):
            found[at] = replace(token, kind=Kind.MONTH)
        else:
            found[at] = replace(token, kind=Kind.INVALID)
    return found


def _said_as_month(tokens: Sequence[Token], at: int) -> bool:
    """Say whether a word before, or a year after or at the other end of the range, makes "T6" a month."""
    words = look_back(tokens, at)
    asked = words.end or any(token.text in {"trong", "het", "den het"} for token in tokens[max(at - 1, 0) : at])
    later = [here for here in range(at + 1, len(tokens)) if tokens[here].kind not in {Kind.COMMA, Kind.FILL}]
    year_follows = bool(later) and tokens[later[0]].kind in {Kind.YEAR, Kind.BARE_YEAR}
    ranges = [here for here in range(at + 1, len(tokens)) if tokens[here].kind in {Kind.MONTH, Kind.SHORT_MONTH}]
    ends_in_year = any(tokens[here].year and link_before(tokens, here, at) for here in ranges[:1])
    return asked or year_follows or ends_in_year


def _only_daily(text: _Text) -> bool:
    return all(token.text.endswith("ngay") for token in text.tokens if token.kind is Kind.INVALID)


def _refuse_leftovers(text: _Text) -> None:
    """Refuse what must have a meaning here but has none: a day without a month, "tuần sau", "hoặc", "sau Tết"."""
    days = [phrase for phrase in text.phrases if phrase.is_day]
    if text.has(Kind.OR) and len(text.phrases) > 1:
        raise UnreadableError("two dates")
    for at, token in enumerate(text.tokens):
        if token.kind is Kind.DAY and not _begins_range(text, at):
            raise UnreadableError("no day named")
        if token.kind is Kind.NUMBER and _hangs_on_phrase(text, at):
            raise UnreadableError("two dates")
        if token.kind is Kind.UNIT and token.unit != "year" and not days and not _is_other_word(text, at):
            raise UnreadableError("no day named")
        if token.kind is Kind.UNIT and token.unit.endswith("m"):
            if not days or _is_counted(text, at):
                raise UnreadableError("no day named")
        if token.kind in {Kind.RELATIVE, Kind.ANCHOR} and not days:
            raise UnreadableError("no day named")
    if text.has(Kind.WEEKDAY) and not days:
        raise UnreadableError("no day named")
    if _unbound(text) and not any(phrase.due for phrase in text.phrases):
        raise UnreadableError("no day named")


def _is_other_word(text: _Text, at: int) -> bool:
    """Take "quỹ" before another word for what it is: folded, it looks like "quý"."""
    return text.tokens[at].unit == "quarter" and any(t.kind is Kind.WORD for t in text.tokens[at + 1 : at + 2])


def _is_counted(text: _Text, at: int) -> bool:
    return any(token.kind in {Kind.FROM, Kind.SINCE_ISSUED} for token in text.tokens[at + 1 : at + 2])


def _begins_range(text: _Text, at: int) -> bool:
    """Take "ngày 10 - 15/4/2024" and "từ ngày 10 đến ngày 15/4" as one range."""
    for phrase in text.phrases:
        if phrase.is_day and phrase.at > at:
            number = text.tokens[at].number
            if look_back(text.tokens, at).before:
                return False
            return link_before(text.tokens, phrase.at, at) == "range" and 1 <= number <= phrase.token.number
    return False


def _hangs_on_phrase(text: _Text, at: int) -> bool:
    after = text.tokens[at + 1 : at + 2]
    if after and after[0].kind in {Kind.WORD, Kind.REPORTED, Kind.DOCUMENT}:
        return False
    if _begins_range(text, at):
        return False
    before = [phrase for phrase in text.phrases if phrase.at < at][-1:]
    behind = [phrase for phrase in text.phrases if phrase.at > at][:1]
    return any(link_before(text.tokens, at, phrase.at) for phrase in before) or any(
        link_before(text.tokens, phrase.at, at) for phrase in behind
    )


def _unbound(text: _Text) -> bool:
    """Say whether a "trước" or "sau" speaks of something that is no date: "trước kỳ họp", "sau Tết"."""
    bound: set[int] = set()
    for at, token in enumerate(text.tokens):
        if token.kind in {Kind.DATE, Kind.MONTH, Kind.QUARTER, Kind.MONTHS, Kind.YEAR, Kind.CLOCK, Kind.WEEKDAY}:
            here = at - 1
            while here >= 0 and text.tokens[here].kind not in {Kind.WORD, Kind.REPORTED, Kind.COMMA}:
                bound.add(here)
                here -= 1
    loose = {Kind.BEFORE, Kind.FROM}
    return any(
        token.kind in loose and token.text not in {"tu"} and at not in bound for at, token in enumerate(text.tokens)
    )


def _continuing_by_plan(text: _Text) -> bool:
    """Read "theo kế hoạch (năm 2024)" as continuing; beside a month or quarter it is part of the sentence, or unclear."""
    weak = [at for at, token in enumerate(text.tokens) if token.kind is Kind.CONTINUING_WEAK]
    if not weak:
        return False
    narrow = [phrase for phrase in text.phrases if not phrase.is_year]
    if any(phrase.at > weak[0] for phrase in narrow):
        raise UnreadableError("no day named")
    return not narrow


# Single days.


def _year_for(text: _Text, phrases: Sequence[Phrase]) -> int:
    """Return the year for days without one: the one year said in the text, else the reader's.

    A year that stands apart ("Kế hoạch năm 2025 … trước 20/12") and differs from the reader's leaves it open.
    """
    beside = {phrase.year for phrase in phrases if phrase.year is not None and not phrase.is_year}
    if len(beside) == 1:
        return next(year for year in beside if year is not None)
    apart = {phrase.year for phrase in phrases if phrase.is_year and phrase.year is not None}
    lacking = any(phrase.year is None and not phrase.is_year for phrase in phrases)
    if lacking and (beside or apart - {text.year}):
        raise UnreadableError("year unclear")
    return text.year


def _without_starts(text: _Text, phrases: Sequence[Phrase]) -> list[Phrase]:
    """Leave out where a range begins. COMMANDS row "A - B", "từ A đến B": due on B; B before A is unread."""
    kept: list[Phrase] = []
    year = _year_for(text, text.phrases) if phrases else text.year
    for at, phrase in enumerate(text.phrases):
        following = text.phrases[at + 1] if at + 1 < len(text.phrases) else None
        starts = phrase.starting or (following is not None and following.link == "range" and phrase.is_day)
        if starts and following is not None and following.link == "range":
            if phrase.before or following.span(year)[1] < phrase.span(year)[0]:
                raise UnreadableError("two dates")
        elif phrase in phrases and not starts:
            kept.append(phrase)
            _agree_with_weekday(text, phrase, year)
    return kept


def _agree_with_weekday(text: _Text, phrase: Phrase, year: int) -> None:
    """Refuse "thứ Sáu 23/3/2024", a Saturday: one of the two is a slip, and nobody can tell which."""
    for at, token in enumerate(text.tokens):
        if token.kind is not Kind.WEEKDAY:
            continue
        low, high = sorted((at, phrase.at))
        near = all(t.kind in {Kind.COMMA, Kind.FILL, Kind.OPEN} for t in text.tokens[low + 1 : high])
        if near and phrase.span(year)[0].weekday() != token.number:
            raise UnreadableError("two dates")


def _one_day(text: _Text, days: Sequence[Phrase]) -> date:
    """Choose between days (COMMANDS row "two dates"): the one after "gia hạn đến", or the one in brackets, or none."""
    year = _year_for(text, text.phrases)
    extended = [phrase for phrase in text.phrases if phrase.extended]
    if extended:
        return _extended(extended, text.phrases, year)
    found = {phrase.last_day(year) for phrase in days}
    if len(found) > 1:
        bracketed = [phrase for phrase in days if text.tokens[phrase.at].bracket]
        if len(found) != 2 or len({phrase.last_day(year) for phrase in bracketed}) != 1 or len(bracketed) == len(days):
            raise UnreadableError("two dates")
        return bracketed[0].last_day(year)
    _agree_with_periods(text, days[0], year)
    return found.pop()


def _extended(extended: Sequence[Phrase], phrases: Sequence[Phrase], year: int) -> date:
    """Return the new date; an extension to before the old date is a slip."""
    last = extended[-1].last_day(year)
    if len({phrase.last_day(year) for phrase in extended}) > 1:
        raise UnreadableError("two dates")
    after = [phrase for phrase in phrases if phrase.at > extended[-1].at and not phrase.is_year]
    earlier = [phrase for phrase in phrases if phrase.at < extended[-1].at and phrase.is_day]
    if after or any(phrase.span(year)[0] > last for phrase in earlier):
        raise UnreadableError("two dates")
    return last


def _agree_with_periods(text: _Text, day: Phrase, year: int) -> None:
    """Let a day overrule a period that holds it, or that only names the paper ("báo cáo quý I, trước ngày 10/4")."""
    for at, phrase in enumerate(text.phrases):
        if phrase.is_day or phrase.is_year or phrase.starting or text.tokens[day.at].bracket:
            continue
        if text.tokens[phrase.at].bracket or _names_a_paper(text, phrase):
            continue
        following = text.phrases[at + 1 : at + 2]
        if following and following[0].link == "range":
            continue
        first, last = phrase.span(year)
        if not first <= day.span(year)[0] <= last or phrase.link or (day.link and day.at > phrase.at and phrase.before):
            raise UnreadableError("two dates")


def _names_a_paper(text: _Text, phrase: Phrase) -> bool:
    return any(token.kind is Kind.REPORTED for token in text.tokens[: phrase.at])


# Periods.


def _one_period(text: _Text) -> date:
    """Return the last day of the last period named (COMMANDS rows "month, months, quarter …" and "Trước tháng 6")."""
    phrases = _main_periods(text)
    _carry_years(text, phrases)
    for previous, phrase in zip(phrases, phrases[1:], strict=False):
        end = 0 if previous.fuzzy and previous.starting else 1  # "từ đầu năm đến hết tháng 6"
        ordered = previous.span(text.year)[end] <= phrase.span(text.year)[1]
        if previous.before or phrase.before or not ordered or not phrase.link:
            raise UnreadableError("two dates")
    if not phrases or phrases[-1].starting:
        raise UnreadableError("no day named")
    return phrases[-1].last_day(text.year)


def _main_periods(text: _Text) -> list[Phrase]:
    """Leave out the periods that only name a year or a paper beside the one meant; brackets speak last."""
    phrases = list(text.phrases)
    extended = [phrase for phrase in phrases if phrase.extended]
    if extended:
        return extended
    inside = [phrase for phrase in phrases if text.tokens[phrase.at].bracket]
    outside = [phrase for phrase in phrases if not text.tokens[phrase.at].bracket]
    if inside and outside:
        for phrase in inside:
            phrase.year = phrase.year if phrase.year is not None else outside[-1].year
        phrases = outside if all(phrase.is_year for phrase in inside) else inside
        phrases[0].link = ""
    narrow = [phrase for phrase in phrases if not phrase.is_year]
    if narrow and len(narrow) < len(phrases):
        _year_for(text, phrases)
        linked = [at for at, phrase in enumerate(phrases) if phrase.link or _is_linked_to_next(phrases, at)]
        phrases = [phrase for at, phrase in enumerate(phrases) if not phrase.is_year or at in linked]
    unlinked = [phrase for at, phrase in enumerate(phrases) if not phrase.link and not _is_linked_to_next(phrases, at)]
    if len(phrases) > 1 and len(unlinked) == len(phrases):
        named = [phrase for phrase in phrases if not _follows_report(text, phrase)]
        phrases = named if len(named) == 1 else phrases
    return phrases


def _follows_report(text: _Text, phrase: Phrase) -> bool:
    return any(token.kind is Kind.REPORTED for token in text.tokens[max(phrase.at - 1, 0) : phrase.at])


def _is_linked_to_next(phrases: Sequence[Phrase], at: int) -> bool:
    return at + 1 < len(phrases) and bool(phrases[at + 1].link)


def _carry_years(text: _Text, phrases: Sequence[Phrase]) -> None:
    """Give members without a year the year of the next one ("Quý II, III/2024"), else of the one before."""
    for previous, phrase in reversed(list(zip(phrases, phrases[1:], strict=False))):
        if previous.year is None:
            previous.year = phrase.year
    for previous, phrase in zip(phrases, phrases[1:], strict=False):
        if phrase.year is None:
            phrase.year = previous.year


# Days counted from a day.


def _days_since(text: _Text) -> Deadline:
    """Count "N ngày (làm việc) kể từ ngày D / ngày ban hành": D is not counted (COMMANDS, that row)."""
    spans = [(at, token) for at, token in enumerate(text.tokens) if token.kind is Kind.SPAN]
    issued_at = [at for at, token in enumerate(text.tokens) if token.kind is Kind.SINCE_ISSUED]
    starts = [phrase for phrase in text.phrases if phrase.is_day and phrase.starting]
    ends = [phrase for phrase in text.phrases if phrase not in starts and not phrase.is_year]
    if len(spans) != 1 or len(issued_at) + len(starts) != 1 or ends or text.has(Kind.EVERY, Kind.DAY, Kind.OR):
        raise UnreadableError("no day named")
    words = look_back(text.tokens, spans[0][0])
    if words.before or words.fuzzy:
        raise UnreadableError("no day named")
    if issued_at and (text.issued is None or text.has(Kind.DOCUMENT)):
        raise UnreadableError("no date of issue")
    base = text.issued if issued_at else starts[0].span(_year_for(text, text.phrases))[0]
    assert base is not None
    count = spans[0][1].number
    try:
        if spans[0][1].unit != "working":
            return _once(base + timedelta(days=count), "days since")
        known = text.calendar or WorkingCalendar.seeded(range(base.year, base.year + count // 200 + 2))
        return _once(known.add_working_days(base, count), "working days since")
    except OverflowError as error:
        raise UnreadableError("nonexistent") from error


# Recurrences.


def _recurring(text: _Text, recurrence: Recurrence) -> Deadline:
    """Read a recurrence with its day; years said must hold the reader's, a month or date belongs to "hằng năm" only."""
    if text.has(Kind.SPAN, Kind.RELATIVE, Kind.OR):
        raise UnreadableError("no day named")
    years = [phrase for phrase in text.phrases if phrase.is_year and phrase.year is not None]
    said = [phrase.year for phrase in years if phrase.year is not None]
    if said and not min(said) <= text.year <= max(said):
        raise UnreadableError("year unclear")
    if any(phrase.starting or phrase.before or phrase.fuzzy for phrase in years):
        raise UnreadableError("no day named")
    dated = [phrase for phrase in text.phrases if not phrase.is_year]
    day = day_of(text.tokens)
    weekdays = [look_back(text.tokens, at) for at, token in enumerate(text.tokens) if token.kind is Kind.WEEKDAY]
    if len(weekdays) > 1 or (day is not None and text.has(Kind.LAST_DAY)):
        raise UnreadableError("two dates")
    if dated:
        due = (_day_of_every_year(text, recurrence, dated),)
        if day is not None or weekdays:
            raise UnreadableError("two dates")
    else:
        due = occurrences(recurrence, text.year, day, weekdays[0] if weekdays else None)
    every: Every = recurrence.every  # type: ignore[assignment]
    return Deadline("", "recurring", due, f"every {every}", every)


def _day_of_every_year(text: _Text, recurrence: Recurrence, dated: Sequence[Phrase]) -> date:
    """Read "trước ngày 15/12 hằng năm", "quý IV hằng năm": one day or period without a year, due in the reader's year."""
    if recurrence.units != {"year"} or len(dated) != 1 or dated[0].year is not None or dated[0].starting:
        raise UnreadableError("two dates")
    due = dated[0].last_day(text.year)
    if due.year != text.year:
        raise UnreadableError("year unclear")
    return due
