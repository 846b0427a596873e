"""A part of the points that is asked for: from a mark on, under it, between two, exactly one.

The lower end belongs to it and the upper end does not, as in the dispatch's "từ 80% đến dưới 90%".
"""

from dataclasses import dataclass
from decimal import Decimal

from handlers.understanding import Understanding
from handlers.words import index as words
from handlers.words.formats import number

TOP = Decimal(100)  # nothing lies above it, so it never closes a range


@dataclass(frozen=True, slots=True)
class Limits:
    """From `low` on, under `high`; exactly `low` where both are the same. One of them may be open."""

    low: Decimal | None
    high: Decimal | None

    def hold(self, value: Decimal) -> bool:
        if self.low == self.high:
            return value == self.low
        return (self.low is None or value >= self.low) and (self.high is None or value < self.high)

    @property
    def between(self) -> bool:
        return self.low is not None and self.high is not None

    def distance(self, value: Decimal) -> Decimal:
        """How far a value outside lies from the nearer end."""
        return min(abs(value - end) for end in (self.low, self.high) if end is not None)

    def said(self, unit: str) -> str:
        """từ 90 điểm trở lên · dưới 80% · từ 85 đến dưới 90 điểm · đúng 90,00 điểm"""
        ends = {name: words.threshold(end) for name, end in (("low", self.low), ("high", self.high)) if end is not None}
        if self.low is None:
            return words.UNDER.format(unit=unit, **ends)
        if self.high is None:
            return words.OVER.format(unit=unit, **ends)
        if self.low == self.high:
            return words.EXACTLY.format(low=number(self.low), unit=unit)
        return words.BETWEEN.format(unit=unit, **ends)


def limits_of(said: Understanding) -> Limits | None:
    """ "trên 90" is from 90 on; a range said the wrong way round is turned."""
    low, high = said.threshold, said.until
    if low is None:
        return Limits(None, high) if high is not None else None
    if high is None:
        return Limits(None, low) if said.above is False else Limits(low, None)
    low, high = min(low, high), max(low, high)
    return Limits(low, None if low < TOP <= high else high)
