"""One deadline text as far as words go: tokens, the days and periods in them, and what the reader knows besides."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from handlers.deadlines.folding import fold
from handlers.deadlines.lexicon import Kind, Token, tokens_of
from handlers.deadlines.phrases import (
    Phrase,
    link_before,
    look_back,
    members_written_short,
    numbered_brackets,
    phrases_of,
    years_written_short,
)
from handlers.working_days import WorkingCalendar


@dataclass(frozen=True, slots=True)
class Sentence:
    """What one text says, cut into tokens and phrases, and what the reader knows besides."""

    tokens: Sequence[Token]
    phrases: Sequence[Phrase]
    year: int
    issued: date | None
    calendar: WorkingCalendar | None

    @classmethod
    def of(cls, text: str, year: int, issued: date | None, calendar: WorkingCalendar | None) -> "Sentence":
        tokens = members_written_short(years_written_short(numbered_brackets(tokens_of(fold(text)))))
        tokens = _with_short_months(tokens)
        return cls(tokens, phrases_of(tokens), year, issued, calendar)

    @property
    def days(self) -> list[Phrase]:
        return [phrase for phrase in self.phrases if phrase.is_day]

    def has(self, *kinds: Kind) -> bool:
        return any(token.kind in kinds for token in self.tokens)


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
