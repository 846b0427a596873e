"""What must have a meaning in a deadline but has none: better unread than half read."""

from handlers.deadlines.lexicon import Kind
from handlers.deadlines.phrases import UnreadableError, link_before, look_back
from handlers.deadlines.sentence import Sentence


def refuse_leftovers(text: Sentence) -> None:
    """Refuse what must have a meaning here but has none: a day without a month, "tuần sau", "hoặc", "sau Tết"."""
    days = text.days
    if text.has(Kind.OR) and len(text.phrases) > 1:
        raise UnreadableError("two dates")
    for at, token in enumerate(text.tokens):
        if token.kind is Kind.DAY and not _begins_range(text, at):
            raise UnreadableError("no day named")
        if token.kind is Kind.NUMBER and _hangs_on_phrase(text, at):
            raise UnreadableError("two dates")
        if token.kind is Kind.UNIT and token.unit != "year" and not days and not _is_other_word(text, at):
            raise UnreadableError("no day named")
        if token.kind is Kind.UNIT and token.unit.endswith("m") and (not days or _is_counted(text, at)):
            raise UnreadableError("no day named")
        if token.kind is Kind.RELATIVE and token.text.startswith("nam") and any(day.year is None for day in days):
            raise UnreadableError("year unclear")
        if token.kind in {Kind.RELATIVE, Kind.ANCHOR} and not days:
            raise UnreadableError("no day named")
    if text.has(Kind.WEEKDAY) and not days:
        raise UnreadableError("no day named")
    if _unbound(text) and not any(phrase.due for phrase in text.phrases):
        raise UnreadableError("no day named")


def _is_other_word(text: Sentence, at: int) -> bool:
    """Take "quỹ" before another word for what it is: folded, it looks like "quý"."""
    return text.tokens[at].unit == "quarter" and any(t.kind is Kind.WORD for t in text.tokens[at + 1 : at + 2])


def _is_counted(text: Sentence, at: int) -> bool:
    return any(token.kind in {Kind.FROM, Kind.SINCE_ISSUED} for token in text.tokens[at + 1 : at + 2])


def _begins_range(text: Sentence, at: int) -> bool:
    """Take "ngày 10 - 15/4/2024" and "từ ngày 10 đến ngày 15/4" as one range."""
    for phrase in text.phrases:
        if phrase.is_day and phrase.at > at:
            number = text.tokens[at].number
            if look_back(text.tokens, at).before:
                return False
            return link_before(text.tokens, phrase.at, at) == "range" and 1 <= number <= phrase.token.number
    return False


def _hangs_on_phrase(text: Sentence, at: int) -> bool:
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


def _unbound(text: Sentence) -> bool:
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
