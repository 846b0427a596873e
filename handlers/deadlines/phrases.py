"""From tokens to phrases: a day or a period, with the words before it that say how it is meant."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from handlers.deadlines.lexicon import Kind, Token

DAY_KINDS = {Kind.DATE}
PERIOD_KINDS = {Kind.MONTH, Kind.SHORT_MONTH, Kind.QUARTER, Kind.MONTHS, Kind.YEAR}
_LINKS = {Kind.COMMA, Kind.AND, Kind.DASH, Kind.TO, Kind.SLASH}
_RANGE_LINKS = {Kind.DASH, Kind.TO}
_YEAR_CUES = {Kind.BY, Kind.TO, Kind.END, Kind.FUZZY}
_YEARLESS = {Kind.DATE, Kind.MONTH, Kind.SHORT_MONTH, Kind.QUARTER, Kind.ROMAN, Kind.MONTHS}
_CARRIED = {Kind.FILL, Kind.BY, Kind.END, Kind.FROM, Kind.BEFORE, Kind.FUZZY, Kind.WEEKDAY, Kind.CLOCK, Kind.EXTENDED}


class UnreadableError(Exception):
    """The text says something this grammar must not guess; the argument names the rule that stopped it."""


@dataclass(slots=True)
class Phrase:
    """A day or period named in the text, from token `at` to token `until`, its year included.

    `link` says how it hangs on the phrase before it: "", "list" or "range".
    """

    token: Token
    at: int
    until: int
    year: int | None
    before: bool = False
    due: bool = False  # "đến", "chậm nhất", "trước": said to be the deadline
    starting: bool = False
    fuzzy: bool = False
    end: bool = False
    extended: bool = False
    link: str = ""

    @property
    def is_day(self) -> bool:
        return self.token.kind in DAY_KINDS

    @property
    def is_year(self) -> bool:
        return self.token.kind is Kind.YEAR

    def span(self, default_year: int) -> tuple[date, date]:
        """Return the first and last day. Raises UnreadableError when there is no such day."""
        year = self.year if self.year is not None else default_year
        number = self.token.number
        try:
            if self.is_day:
                day = date(year, self.token.month, number)
                return day, day
            first, last = {
                Kind.QUARTER: (3 * number - 2, 3 * number),
                Kind.MONTHS: (number - self.token.month + 1, number),
                Kind.YEAR: (1, 12),
            }.get(self.token.kind, (number, number))
            return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])
        except ValueError as error:
            raise UnreadableError("nonexistent") from error

    def last_day(self, default_year: int) -> date:
        """Return the last day to finish. COMMANDS rows "Trước ngày D", "Trước tháng 6", "month, months, quarter …"."""
        first, last = self.span(default_year)
        if self.fuzzy or (self.before and self.end):
            raise UnreadableError("no day named")
        if self.before and self.token.kind is Kind.MONTHS:
            raise UnreadableError("no day named")
        try:
            return first - timedelta(days=1) if self.before else last
        except OverflowError as error:
            raise UnreadableError("nonexistent") from error


def numbered_brackets(tokens: Sequence[Token]) -> list[Token]:
    """Mark each token with the bracket it stands in; the brackets themselves stay as tokens."""
    found: list[Token] = []
    number, inside = 0, 0
    for token in tokens:
        if token.kind is Kind.OPEN:
            number += 1
            inside = number
        found.append(replace(token, bracket=inside))
        if token.kind is Kind.CLOSE:
            inside = 0
    return found


def look_back(tokens: Sequence[Token], at: int) -> Phrase:
    """Return the phrase at `at` with what the words directly before it make of it.

    "Trước 17 giờ ngày D" ends on D: the hour, not the day, is what one must be before; "trước 0 giờ" is the day before.
    """
    phrase = Phrase(tokens[at], at, at, tokens[at].year)
    hour = 0
    for here in range(at - 1, -1, -1):
        token = tokens[here]
        kind = token.kind
        if kind is Kind.CLOCK:
            hour = max(hour, token.number)
        elif kind is Kind.COMMA and tokens[here - 1].kind in {Kind.CLOCK, Kind.WEEKDAY} and here > 0:
            continue
        elif kind is Kind.BEFORE:
            phrase.before = not hour
            phrase.due = True
        elif kind in {Kind.BY, Kind.TO}:
            phrase.due = phrase.due or kind is Kind.TO or token.text not in {"trong", "vao", "ca", "toan", "suot"}
        elif kind is Kind.FROM:
            phrase.starting = not phrase.due
        elif kind is Kind.FUZZY:
            phrase.fuzzy = True
        elif kind is Kind.END:
            phrase.end = True
        elif kind is Kind.EXTENDED:
            phrase.extended = phrase.due = True
        elif kind is not Kind.FILL and kind is not Kind.WEEKDAY:
            break
    return phrase


def link_before(tokens: Sequence[Token], at: int, previous: int) -> str:
    """Say how the phrase at `at` hangs on the one at `previous`: nothing but linking words may stand between."""
    between = [token.kind for token in tokens[previous + 1 : at]]
    if not between or not any(kind in _LINKS for kind in between):
        return ""
    if any(kind not in _LINKS and kind not in _CARRIED for kind in between):
        return ""
    return "range" if any(kind in _RANGE_LINKS for kind in between) else "list"


def years_written_short(tokens: list[Token]) -> list[Token]:
    """Take "trong năm", "cuối năm" and a bare 2024 as years where they can be nothing else."""
    found = list(tokens)
    alone = all(token.kind in _LINKS or token.kind is Kind.BARE_YEAR for token in tokens)
    periodic = any(token.kind is Kind.PERIODIC for token in tokens)
    for at, token in enumerate(tokens):
        kind_before = tokens[at - 1].kind if at else None
        if token.kind is Kind.UNIT and token.text == "nam" and kind_before in _YEAR_CUES:
            if not (periodic and kind_before is Kind.END):
                found[at] = replace(token, kind=Kind.YEAR)
        elif token.kind is Kind.BARE_YEAR:
            here = at - 2 if kind_before in {Kind.COMMA, Kind.DASH} else at - 1
            hangs = here >= 0 and found[here].kind in _YEARLESS and found[here].year is None
            if alone or hangs or kind_before in _YEAR_CUES | {Kind.BEFORE} or (at and tokens[at - 1].text == "doan"):
                found[at] = replace(token, kind=Kind.YEAR)
    return found


def members_written_short(tokens: list[Token]) -> list[Token]:
    """Give the kind of the first member to those written short: "Tháng 5, 6", "Quý II, III", "Quý 2, 3/2024"."""
    found = list(tokens)
    family: Kind | None = None
    for at, token in enumerate(found):
        kind = token.kind
        if kind in {Kind.MONTH, Kind.SHORT_MONTH, Kind.QUARTER, Kind.YEAR}:
            slashed = kind is Kind.MONTH and token.text[0].isdigit()
            if family is Kind.QUARTER and slashed and token.number <= 4:  # "quý 2, 3/2024"
                found[at] = replace(token, kind=Kind.QUARTER)
            else:
                family = Kind.MONTH if kind is Kind.SHORT_MONTH else kind
        elif family is not None and at and found[at - 1].kind in _LINKS and _may_join(family, token):
            found[at] = replace(token, kind=family)
        elif kind not in _LINKS and not (kind is Kind.BY or kind is Kind.FILL):
            family = None
    return found


def _may_join(family: Kind, token: Token) -> bool:
    if family is Kind.YEAR:
        return token.kind is Kind.BARE_YEAR
    if family is Kind.QUARTER:
        return token.kind is Kind.ROMAN or (token.kind is Kind.NUMBER and 1 <= token.number <= 4)
    return token.kind is Kind.NUMBER and 1 <= token.number <= 12


def phrases_of(tokens: Sequence[Token]) -> list[Phrase]:
    """Return every day and period with its words and, where it is said beside it, its year."""
    found: list[Phrase] = []
    for at, token in enumerate(tokens):
        if token.kind not in DAY_KINDS and token.kind not in PERIOD_KINDS:
            continue
        phrase = look_back(tokens, at)
        if found:
            phrase.link = link_before(tokens, at, found[-1].until)
        if token.kind is Kind.YEAR and token.year is not None and _names_year_of(tokens, phrase, found):
            continue
        found.append(phrase)
    return _years_said_before(tokens, found)


def _names_year_of(tokens: Sequence[Token], year: Phrase, found: list[Phrase]) -> bool:
    """Take "năm 2024" right after a phrase without a year as its year: "Quý III, năm 2024", "25/3 (năm 2024)"."""
    if not found or found[-1].year is not None or found[-1].is_year:
        return False
    between = [token for token in tokens[found[-1].at + 1 : year.at] if token.kind is not Kind.OPEN]
    allowed = all(token.kind in {Kind.COMMA, Kind.DASH} or token.text in {"cua", "trong", "ngay"} for token in between)
    if allowed and not year.end:
        found[-1].year, found[-1].until = year.token.year, year.at
    return allowed and not year.end


def _years_said_before(tokens: Sequence[Token], found: list[Phrase]) -> list[Phrase]:
    """Take a leading "Năm 2024:" or "Trong năm 2024," as the year of the phrase right after it."""
    kept: list[Phrase] = []
    for phrase in found:
        previous = kept[-1] if kept else None
        if (
            previous is not None
            and previous.is_year
            and previous.year is not None
            and not (previous.before or previous.end or previous.link or phrase.is_year)
            and _only_punctuation(tokens[: previous.at])
            and phrase.year is None
            and _only_punctuation(tokens[previous.at + 1 : phrase.at])
        ):
            kept.pop()
            phrase.year, phrase.link = previous.year, ""
        kept.append(phrase)
    return kept


def _only_punctuation(between: Sequence[Token]) -> bool:
    return all(token.kind in {Kind.COMMA, Kind.OPEN} or token.kind in _CARRIED for token in between)
