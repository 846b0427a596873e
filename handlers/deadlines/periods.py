"""Months, quarters, halves and years: the last day of the one meant."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from handlers.deadlines.days import year_for
from handlers.deadlines.lexicon import Kind
from handlers.deadlines.phrases import Phrase, UnreadableError
from handlers.deadlines.sentence import Sentence


def one_period(text: Sentence) -> date:
    """Return the last day of the last period named (COMMANDS rows "month, months, quarter …" and "Trước tháng 6")."""
    phrases = _main_periods(text)
    _carry_years(text, phrases)
    for previous, phrase in pairwise(phrases):
        end = 0 if previous.fuzzy and previous.starting else 1  # "từ đầu năm đến hết tháng 6"
        ordered = previous.span(text.year)[end] <= phrase.span(text.year)[1]
        if previous.before or phrase.before or not ordered or not phrase.link:
            raise UnreadableError("two dates")
    if not phrases or phrases[-1].starting:
        raise UnreadableError("no day named")
    return phrases[-1].last_day(text.year)


def _main_periods(text: Sentence) -> list[Phrase]:
    """Leave out the periods that only name a year or a paper beside the one meant; brackets speak last."""
    phrases = list(text.phrases)
    extended = [phrase for phrase in phrases if phrase.extended]
    if extended:
        return extended
    inside = [phrase for phrase in phrases if text.tokens[phrase.at].bracket]
    outside = [phrase for phrase in phrases if not text.tokens[phrase.at].bracket]
    if inside and outside:
        years = {phrase.year for phrase in outside}
        for phrase in inside:
            if phrase.year is None and len(years) > 1:
                raise UnreadableError("year unclear")
            phrase.year = phrase.year if phrase.year is not None else outside[-1].year
        phrases = outside if all(phrase.is_year for phrase in inside) else inside
        phrases[0].link = ""
    narrow = [phrase for phrase in phrases if not phrase.is_year]
    if narrow and len(narrow) < len(phrases):
        year_for(text, phrases)
        linked = [at for at, phrase in enumerate(phrases) if phrase.link or _is_linked_to_next(phrases, at)]
        phrases = [phrase for at, phrase in enumerate(phrases) if not phrase.is_year or at in linked]
    unlinked = [phrase for at, phrase in enumerate(phrases) if not phrase.link and not _is_linked_to_next(phrases, at)]
    if len(phrases) > 1 and len(unlinked) == len(phrases):
        named = [phrase for phrase in phrases if not _follows_report(text, phrase)]
        phrases = named if len(named) == 1 else phrases
    return phrases


def _follows_report(text: Sentence, phrase: Phrase) -> bool:
    return any(token.kind is Kind.REPORTED for token in text.tokens[max(phrase.at - 1, 0) : phrase.at])


def _is_linked_to_next(phrases: Sequence[Phrase], at: int) -> bool:
    return at + 1 < len(phrases) and bool(phrases[at + 1].link)


def _carry_years(text: Sentence, phrases: Sequence[Phrase]) -> None:
    """Give members without a year the year of the next one ("Quý II, III/2024"), else of the one before."""
    for previous, phrase in reversed(list(pairwise(phrases))):
        if previous.year is None:
            previous.year = phrase.year
    for previous, phrase in pairwise(phrases):
        if phrase.year is None:
            phrase.year = previous.year


def continuing_by_plan(text: Sentence) -> bool:
    """Read "theo kế hoạch (năm 2024)" as continuing; a month or quarter before it counts, one after it is unclear."""
    weak = [at for at, token in enumerate(text.tokens) if token.kind is Kind.CONTINUING_WEAK]
    if not weak:
        return False
    narrow = [phrase for phrase in text.phrases if not phrase.is_year]
    if any(phrase.at > weak[0] for phrase in narrow):
        raise UnreadableError("no day named")
    return not narrow
