"""What the numbers of a message say, and the words that belong to them."""

from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from typing import Final

from handlers.understanding.levels import Level
from handlers.understanding.tokens import Token
from handlers.understanding.vocabulary import listed

# Công văn 914/UBND-NC, Quyết định 2142/QĐ-UBND, Quyết định 282/QĐ-UBND: never task numbers
DOCUMENTS: Final = frozenset((914, 2142, 282))
SIGNS: Final = "-\u2212"
_POLITE: Final = frozenset(listed("a ah ak em anh chi nhe nha nhi vay the ha roi oi di luon day do ad sep"))


@dataclass(slots=True)
class TaskMention:
    """A task named by number at tokens[start:end]; `denied` in "không phải nv 3"."""

    number: int
    start: int
    end: int
    denied: bool = False
    listed: bool = False  # goes on a list: "nv 3, 5"


@dataclass(slots=True)
class Quantities:
    """What the numbers say; positions are token indexes."""

    tasks: list[TaskMention] = field(default_factory=list)
    percents: list[tuple[int, int, int]] = field(default_factory=list)  # value, start, end
    years: list[tuple[int, int]] = field(default_factory=list)  # year, position
    n: int | None = None
    parts: int | None = None  # "3 tiêu chí kém nhất"
    topped: bool = False  # "top 5"
    counted_group: str | None = None
    ranks: list[int] = field(default_factory=list)  # "hạng 21", "thứ nhì"
    days: int | None = None
    level: Level | None = None  # of points
    share: Level | None = None  # "trên 90%": a level of points where agencies are asked about
    vague: set[int] = field(
        default_factory=set
    )  # where a percent begins that is one of two, or added: "60-70%", "+10%"
    odd_percents: list[tuple[int, int]] = field(default_factory=list)  # "120%", "-5%", "60,5%": start, end
    field_number: int | None = None
    criterion_number: int | None = None  # "tiêu chí 1": of a field, or a field itself
    criterion: str | None = None
    document: str | None = None
    when: date | None = None
    when_at: int = -1
    clock: time | None = None
    ordered: str | None = None  # "bottom 5", "5 cuối bảng"
    guessed: bool = False  # "nv 13-16" may leave some out
    lettered: bool = False  # "nv 2o": a letter of a task's number stands for a digit
    stray: bool = False  # a number that means nothing here
    unsure: bool = False  # which task is meant is not certain: "nv 3-5", "nv 3 à nhầm nv 5"
    used: set[int] = field(default_factory=set)
    places: set[int] = field(default_factory=set)  # the number of "hạng năm" is no year
    closed: set[int] = field(default_factory=set)  # no part of a cue: the "năm" before a year, the 3 of "top 3 năm"

    @property
    def rank(self) -> int | None:
        """The last place named."""
        return self.ranks[-1] if self.ranks else None

    @property
    def threshold(self) -> Decimal | None:
        """The level of points, or the lower end of a range of them."""
        return self.level.value if self.level else None

    @property
    def amount(self) -> bool:
        """Whether points are added or taken off: "tăng 2 điểm"."""
        return self.level is not None and self.level.amount


def polite(token: Token) -> bool:
    """Words that close a sentence without meaning: "ạ", "em", "nhé"."""
    return token.key in _POLITE
