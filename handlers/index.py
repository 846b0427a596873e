"""Arithmetic of the published index: sums, percents, ranks, bands, movement. Plain values, no words, no database.

Index = points / greatest possible points × 100, two decimals, half up (Quyết định 282/QĐ-UBND publishes it so). Ranks
are a competition ranking (1, 2, 2, 4). What a set of criteria does not score for an agency is left out of both points
and greatest points; an agency without a mark in every field is not ranked.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from storage.catalogue import Agency, Catalogue, Criterion

HUNDREDTH = Decimal("0.01")
UPPER_BAND = Decimal(90)  # dispatch 914: "above 90"; exactly 90,00, which it leaves open, belongs to this band
MIDDLE_BAND = Decimal(80)  # "from 80 to under 90"
BANDS = ("upper", "middle", "lower")

# An office cannot promise points that people give in a survey; criteria are known by their own words in every set.
SURVEY_WORDS = ("hài lòng", "người am hiểu", "khảo sát", "xã hội học")


def ratio(points: Decimal, max_points: Decimal) -> Decimal:
    """Points as a percent of the greatest possible, not rounded; 0 when nothing was possible."""
    return points * 100 / max_points if max_points else Decimal(0)


def percent(points: Decimal, max_points: Decimal) -> Decimal:
    """The index: two decimals, half up."""
    return ratio(points, max_points).quantize(HUNDREDTH, ROUND_HALF_UP)


def competition_ranks(values: Sequence[Decimal]) -> list[int]:
    """The rank of each value, the greatest first: one more than the number of greater values (1, 2, 2, 4)."""
    first: dict[Decimal, int] = {}
    for place, value in enumerate(sorted(values, reverse=True), start=1):
        first.setdefault(value, place)
    return [first[value] for value in values]


def median(values: Iterable[Decimal]) -> Decimal:
    """The middle value, or the mean of the two middle ones. Raises `ValueError` for none."""
    ordered = sorted(values)
    if not ordered:
        raise ValueError("no middle of nothing")
    low, high = ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]
    return low if low == high else (low + high) / 2  # half of twice the same may be rounded


def mean(values: Sequence[Decimal]) -> Decimal:
    """Two decimals, half up. Raises `ValueError` for none."""
    if not values:
        raise ValueError("no mean of nothing")
    return (sum(values, Decimal(0)) / len(values)).quantize(HUNDREDTH, ROUND_HALF_UP)


def band(value: Decimal) -> str:
    """`upper` from 90, `middle` from 80, else `lower`."""
    if value >= UPPER_BAND:
        return "upper"
    return "middle" if value >= MIDDLE_BAND else "lower"


def points_to_reach(points: Decimal, max_points: Decimal, target: Decimal) -> Decimal:
    """The fewest whole hundredths of points to add so that the index is at least `target` percent; 0 when it is."""
    if percent(points, max_points) >= target:
        return Decimal(0)
    wanted = (target * max_points / 100).quantize(HUNDREDTH, ROUND_HALF_UP)
    while percent(wanted, max_points) < target:
        wanted += HUNDREDTH
    while percent(wanted - HUNDREDTH, max_points) >= target:
        wanted -= HUNDREDTH
    return wanted - points


@dataclass(frozen=True, slots=True)
class Mark:
    """What an agency got on one node of the tree. `finest`: no finer detail is stored under it; `survey`: people's
    answers decide it, or a part of it that cannot be told apart."""

    criterion: Criterion
    points: Decimal
    max_points: Decimal  # of what was scored
    finest: bool
    survey: bool

    @property
    def lost(self) -> Decimal:
        return self.max_points - self.points

    @property
    def ratio(self) -> Decimal:
        return ratio(self.points, self.max_points)

    @property
    def percent(self) -> Decimal:
        return percent(self.points, self.max_points)


def enough(lost: Sequence[Mark], needed: Decimal) -> list[Mark]:
    """The first of `lost` (largest first) whose lost points together reach `needed`; all of them when they do not."""
    taken: list[Mark] = []
    total = Decimal(0)
    for mark in lost:
        if total >= needed:
            break
        taken.append(mark)
        total += mark.lost
    return taken


@dataclass(frozen=True, slots=True)
class Place:
    """A row of a ranking: `tied` are the other agencies of the same rank."""

    agency: str
    rank: int
    tied: tuple[str, ...]
    points: Decimal
    max_points: Decimal
    percent: Decimal


@dataclass(frozen=True, slots=True)
class Standing:
    """One agency in one year."""

    year: int
    agency: str
    group: str
    points: Decimal
    max_points: Decimal
    percent: Decimal
    rank: int
    tied: tuple[str, ...]
    group_rank: int
    group_tied: tuple[str, ...]
    marks: Mapping[str, Mark]  # by criterion code, fields included, in the tree's order

    @property
    def band(self) -> str:
        return band(self.percent)

    @property
    def lost(self) -> Decimal:
        return self.max_points - self.points

    @property
    def fields(self) -> list[Mark]:
        return [mark for mark in self.marks.values() if mark.criterion.level == 1]

    def losses(self, under: str | None = None) -> list[Mark]:
        """Where points were lost, in the finest detail there is: the most first, then the larger share lost."""
        lost = [m for m in self.marks.values() if m.finest and m.lost > 0 and is_under(m.criterion.code, under)]
        return sorted(lost, key=lambda m: (-m.lost, -m.lost / m.max_points))


def winnable(standing: Standing, under: str | None = None) -> list[Mark]:
    """Lost points an office can win back itself (no survey): the most first, then the nearest to full points."""
    lost = [mark for mark in standing.losses(under) if not mark.survey]
    return sorted(lost, key=lambda mark: (-mark.lost, mark.lost / mark.max_points))


def ways(standing: Standing, needed: Decimal, under: str | None = None) -> list[Mark]:
    """Where `needed` points can be won back without surveys: the most first, equal ones in the tree's order."""
    chosen = {mark.criterion.code for mark in enough(winnable(standing, under), needed)}
    return sorted((mark for code, mark in standing.marks.items() if code in chosen), key=lambda mark: -mark.lost)


@dataclass(frozen=True, slots=True)
class Movement:
    """From one year to another: `ranks` up is positive, `points` is the change of the index."""

    ranks: int
    points: Decimal


@dataclass(frozen=True, slots=True)
class Move:
    """One agency's way from its row in one ranking to its row in another."""

    agency: str
    before: Place
    now: Place

    @property
    def ranks(self) -> int:
        """Up is positive."""
        return self.before.rank - self.now.rank

    @property
    def points(self) -> Decimal:
        """The change of the percent, which of the whole index are its points."""
        return self.now.percent - self.before.percent


def moves(before: Sequence[Place], now: Sequence[Place]) -> list[Move]:
    """Of all that stand in both rankings, in the order of the later one."""
    then = {row.agency: row for row in before}
    return [Move(row.agency, then[row.agency], row) for row in now if row.agency in then]


@dataclass(frozen=True)
class YearIndex:
    """One published year: standings in order of rank, then of the list of agencies."""

    year: int
    standings: Mapping[str, Standing]
    trees: Mapping[str, Mapping[str, Criterion]]  # by group

    def of(self, group: str | None) -> list[Standing]:
        return [s for s in self.standings.values() if group is None or s.group == group]

    def ranking(self, group: str | None = None, code: str | None = None) -> list[Place]:
        """By the whole index, or by the percent of one field or criterion; equal ones in the order of the whole."""
        measured = [(s.agency, s.points, s.max_points) for s in self.of(group)]
        if code is not None:
            marks = [(s.agency, s.marks[code]) for s in self.of(group) if code in s.marks]
            measured = [(agency, mark.points, mark.max_points) for agency, mark in marks]
        return places(measured)

    def place(self, agency: str, group: str | None = None, code: str | None = None) -> Place | None:
        return next((p for p in self.ranking(group, code) if p.agency == agency), None)

    @cached_property
    def _middles(self) -> dict[tuple[str, str | None], Decimal]:
        middles: dict[tuple[str, str | None], Decimal] = {}
        for group, tree in self.trees.items():
            members = self.of(group)
            if members:
                middles[group, None] = median(ratio(s.points, s.max_points) for s in members)
            for code in tree:
                if known := [s.marks[code].ratio for s in members if code in s.marks]:
                    middles[group, code] = median(known)
        return middles

    def middle(self, group: str, code: str | None = None) -> Decimal | None:
        """The group's median percent, in the whole index or in one field or criterion; not rounded."""
        return self._middles.get((group, code))

    def same_criteria(self, other: "YearIndex", group: str, under: str | None = None) -> bool:
        """Have both years the same nodes with the same greatest points for this group, in all or under one node?"""
        return _sizes(self.trees.get(group, {}), under) == _sizes(other.trees.get(group, {}), under)


@dataclass(frozen=True)
class Index:
    """All published years, oldest first."""

    years: Mapping[int, YearIndex]

    @classmethod
    def build(cls, catalogue: Catalogue) -> "Index":
        years = {}
        for year in sorted(catalogue.scores):
            built = _build_year(year, catalogue)
            if built.standings:
                years[year] = built
        return cls(years)

    @property
    def latest(self) -> YearIndex | None:
        return self.years[max(self.years)] if self.years else None

    def before(self, year: int) -> YearIndex | None:
        """The nearest earlier year that is stored."""
        earlier = [known for known in self.years if known < year]
        return self.years[max(earlier)] if earlier else None

    def standing(self, agency: str, year: int) -> Standing | None:
        found = self.years.get(year)
        return found.standings.get(agency) if found else None

    def movement(self, agency: str, year: int) -> Movement | None:
        """Against the nearest earlier year; None where the agency is missing in one of the two."""
        earlier = self.before(year)
        now = self.standing(agency, year)
        then = earlier.standings.get(agency) if earlier else None
        return Movement(then.rank - now.rank, now.percent - then.percent) if now and then else None


def is_under(code: str, above: str | None) -> bool:
    """Is `code` the node `above` or below it? "7.4.2" is under "7.4", "7" and None."""
    return above is None or code == above or code.startswith(above + ".")


def places(measured: Sequence[tuple[str, Decimal, Decimal]]) -> list[Place]:
    """(agency, points, greatest points) → rows ranked by percent, equal ones in the order given."""
    percents = [percent(points, max_points) for _, points, max_points in measured]
    ranks = competition_ranks(percents)
    sharing: dict[int, list[str]] = {}
    for rank, (agency, _, _) in zip(ranks, measured, strict=True):
        sharing.setdefault(rank, []).append(agency)
    rows = [
        Place(agency, rank, tuple(a for a in sharing[rank] if a != agency), points, max_points, value)
        for (agency, points, max_points), rank, value in zip(measured, ranks, percents, strict=True)
    ]
    return sorted(rows, key=lambda row: row.rank)


@dataclass(frozen=True)
class Tree:
    """A set of criteria prepared for sums: which nodes lie under which, deepest first."""

    criteria: Mapping[str, Criterion]
    children: Mapping[str, Sequence[str]]
    upwards: Sequence[str]
    surveys: frozenset[str]
    partly: frozenset[str]  # nodes above a survey: where no more is stored, its points cannot be told apart

    @classmethod
    def of(cls, criteria: Mapping[str, Criterion]) -> "Tree":
        children: dict[str, list[str]] = {}
        for code in criteria:
            children.setdefault(code.rpartition(".")[0], []).append(code)
        asked = [c.code for c in criteria.values() if any(word in c.name.casefold() for word in SURVEY_WORDS)]
        surveys = frozenset(code for code in criteria if any(is_under(code, above) for above in asked))
        partly = frozenset(code for code in criteria if any(is_under(survey, code) for survey in surveys))
        return cls(criteria, children, sorted(criteria, key=lambda code: -code.count(".")), surveys, partly)

    def marks(self, points: Mapping[str, Decimal]) -> dict[str, Mark]:
        """What is known of every node: the sum of its children where all are known, else what is stored for itself,
        else the sum of those known. Nodes of which nothing is known are absent."""
        marks: dict[str, Mark] = {}
        for code in self.upwards:
            children = self.children.get(code, ())
            below = [marks[child] for child in children if child in marks]
            if below and (len(below) == len(children) or code not in points):
                got, most = sum((m.points for m in below), Decimal(0)), sum((m.max_points for m in below), Decimal(0))
            elif code in points:
                got, most = points[code], self.criteria[code].max_points
            else:
                continue
            survey = code in (self.surveys if below else self.partly)
            marks[code] = Mark(self.criteria[code], got, most, finest=not below, survey=survey)
        return {code: marks[code] for code in self.criteria if code in marks}


def _sizes(tree: Mapping[str, Criterion], under: str | None) -> dict[str, Decimal]:
    return {code: criterion.max_points for code, criterion in tree.items() if is_under(code, under)}


def _build_year(year: int, catalogue: Catalogue) -> YearIndex:
    trees = {group: Tree.of(criteria) for (of, group), criteria in catalogue.criteria.items() if of == year}
    marks: dict[str, dict[str, Mark]] = {}
    stored = catalogue.scores[year]
    for code, agency in catalogue.agencies.items():
        tree = trees.get(agency.group)
        if not agency.scored or tree is None or code not in stored:
            continue
        known = tree.marks(stored[code])
        if all(field in known for field, criterion in tree.criteria.items() if criterion.level == 1):
            marks[code] = known
    criteria = {group: tree.criteria for group, tree in trees.items()}
    return YearIndex(year, _standings(year, catalogue.agencies, marks), criteria)


def _standings(
    year: int, agencies: Mapping[str, Agency], marks: Mapping[str, Mapping[str, Mark]]
) -> dict[str, Standing]:
    measured = {code: (code, *_totals(known.values())) for code, known in marks.items()}
    groups = {agencies[code].group for code in measured}
    in_group = {
        row.agency: row
        for group in groups
        for row in places([measured[code] for code in measured if agencies[code].group == group])
    }
    return {
        row.agency: Standing(
            year, row.agency, agencies[row.agency].group, row.points, row.max_points, row.percent, row.rank, row.tied,
            in_group[row.agency].rank, in_group[row.agency].tied, marks[row.agency],
        )
        for row in places(list(measured.values()))
    }  # fmt: skip


def _totals(marks: Iterable[Mark]) -> tuple[Decimal, Decimal]:
    fields = [mark for mark in marks if mark.criterion.level == 1]
    return sum((m.points for m in fields), Decimal(0)), sum((m.max_points for m in fields), Decimal(0))
