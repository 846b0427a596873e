"""Single days: which of those named is meant, and days counted from another one."""

from collections.abc import Sequence
from datetime import date, timedelta

from handlers.deadlines.lexicon import Kind
from handlers.deadlines.phrases import Phrase, UnreadableError, look_back
from handlers.deadlines.recurrence import recurrence_of
from handlers.deadlines.sentence import Sentence
from handlers.working_days import WorkingCalendar


def year_for(text: Sentence, phrases: Sequence[Phrase]) -> int:
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


def without_starts(text: Sentence, phrases: Sequence[Phrase]) -> list[Phrase]:
    """Leave out where a range begins. COMMANDS row "A - B", "từ A đến B": due on B; B before A is unread."""
    kept: list[Phrase] = []
    year = year_for(text, text.phrases) if phrases else text.year
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


def _agree_with_weekday(text: Sentence, phrase: Phrase, year: int) -> None:
    """Refuse "thứ Sáu 23/3/2024", a Saturday: one of the two is a slip, and nobody can tell which."""
    for at, token in enumerate(text.tokens):
        if token.kind is not Kind.WEEKDAY:
            continue
        low, high = sorted((at, phrase.at))
        near = all(t.kind in {Kind.COMMA, Kind.FILL, Kind.OPEN} for t in text.tokens[low + 1 : high])
        if near and phrase.span(year)[0].weekday() != token.number:
            raise UnreadableError("two dates")


def one_day(text: Sentence, days: Sequence[Phrase]) -> date:
    """Choose between days (COMMANDS row "two dates"): the one after "gia hạn đến", or the one in brackets, or none."""
    year = year_for(text, text.phrases)
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


def _agree_with_periods(text: Sentence, day: Phrase, year: int) -> None:
    """Let a day overrule a period that holds it, or that only names the paper ("báo cáo quý I, trước ngày 10/4").

    A day in brackets overrules all; a year is most often part of a title, unless one must be ready before it.
    """
    if text.tokens[day.at].bracket:
        return
    for at, phrase in enumerate(text.phrases):
        if phrase.is_day or phrase.starting or (phrase.is_year and not phrase.before) or _names_a_paper(text, phrase):
            continue
        first, last = phrase.span(year)
        following = text.phrases[at + 1 : at + 2]
        if following and following[0].link == "range":
            last = date.max  # "Tháng 4 - 15/6/2024"
        elif phrase.link and not text.tokens[phrase.at].bracket:
            raise UnreadableError("two dates")
        if not first <= day.span(year)[0] <= last:
            raise UnreadableError("two dates")


def _names_a_paper(text: Sentence, phrase: Phrase) -> bool:
    return any(token.kind is Kind.REPORTED for token in text.tokens[: phrase.at])


def day_since(text: Sentence) -> date:
    """Count "N ngày (làm việc) kể từ ngày D / ngày ban hành": D is not counted (COMMANDS, that row)."""
    spans = [(at, token) for at, token in enumerate(text.tokens) if token.kind is Kind.SPAN]
    issued_at = [at for at, token in enumerate(text.tokens) if token.kind is Kind.SINCE_ISSUED]
    starts = [phrase for phrase in text.phrases if phrase.is_day and phrase.starting]
    ends = [phrase for phrase in text.phrases if phrase not in starts and (phrase.due or not phrase.is_year)]
    if len(spans) != 1 or len(issued_at) + len(starts) != 1 or ends or text.has(Kind.EVERY, Kind.DAY, Kind.OR):
        raise UnreadableError("no day named")
    if recurrence_of(text.tokens) is not None:
        raise UnreadableError("two dates")
    words = look_back(text.tokens, spans[0][0])
    if words.before or words.fuzzy:
        raise UnreadableError("no day named")
    if issued_at and (text.issued is None or text.has(Kind.DOCUMENT)):
        raise UnreadableError("no date of issue")
    base = text.issued if issued_at else starts[0].span(year_for(text, text.phrases))[0]
    assert base is not None
    count = spans[0][1].number
    try:
        if spans[0][1].unit != "working":
            return base + timedelta(days=count)
        known = text.calendar
        if known is None:
            known = WorkingCalendar.seeded(range(base.year, base.year + count // 200 + 2))
        return known.add_working_days(base, count)
    except OverflowError as error:
        raise UnreadableError("nonexistent") from error
