"""What a picture shows, as plain values: words ready to be drawn, and where they stand on a scale.

A drawing process gets them as JSON; equal values are the same picture. Percents are 0-100 and only place a mark: what
is read stands in the words.
"""

from dataclasses import asdict, dataclass
from typing import Any, ClassVar


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is written around every picture."""

    title: str
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One field or criterion of an agency beside the middle of its group; `below`: it lies under that middle."""

    label: str
    words: str
    percent: float
    middle: float | None
    below: bool


@dataclass(frozen=True, slots=True)
class Bars(Sheet):
    kind: ClassVar[str] = "bars"
    rows: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """One row of a table; `marked`: the agency that the picture is about."""

    rank: str
    label: str
    words: str
    percent: float
    marked: bool


@dataclass(frozen=True, slots=True)
class Table(Sheet):
    kind: ClassVar[str] = "table"
    rows: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One field of up to four agencies; an agency without points there is None."""

    label: str
    percents: tuple[float | None, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison(Sheet):
    kind: ClassVar[str] = "comparison"
    names: tuple[str, ...]
    rows: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One agency or field through the years. `values` are ranks or percents, as the slope says.

    `tone` is own (the agency that it is about), up, down or plain.
    """

    label: str
    values: tuple[float | None, ...]
    words: tuple[str, ...]
    tone: str


@dataclass(frozen=True, slots=True)
class Slope(Sheet):
    """Columns are years. With `ranks`, 1 stands on top; otherwise the highest percent does."""

    kind: ClassVar[str] = "slope"
    columns: tuple[str, ...]
    ranks: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """One agency: how many of its tasks stand in each column."""

    label: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Heat(Sheet):
    """Agencies by state. `tones` are the colours of the columns: late, soon, blocked, doing, waiting, accepted."""

    kind: ClassVar[str] = "heat"
    columns: tuple[str, ...]  # a line break stands between the two halves of a name
    tones: tuple[str, ...]
    rows: tuple[Counts, ...]


Picture = Bars | Table | Comparison | Slope | Heat


def as_values(picture: Picture) -> dict[str, Any]:
    """JSON values that `bot.pictures` draws."""
    return {"kind": picture.kind, **asdict(picture)}
