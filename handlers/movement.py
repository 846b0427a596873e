"""Who rose and who fell: in rank, or in points where these are asked for; the other beside it, for they are two things.

In the whole index ranks are those of the province, also where one group is asked about; in a field or criterion they
are those of the ranking that is shown.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from handlers import published
from handlers.dialogue import Choice, Reply, Request, ask, bold
from handlers.index import Move, YearIndex, moves
from handlers.tables import FEW, PAGE, SLACK, Table, whole
from handlers.words import index as shared
from handlers.words import ranking as words
from handlers.words.formats import capital, number

BY_RANK, BY_POINTS = "movement", "points"  # aspects; the second only buttons carry
ASPECTS = (BY_RANK, BY_POINTS)
NAMED = 2  # more agencies that moved alike are counted, not named
NEXT = 2  # agencies named after the first
ORDERS = {True: "top", False: "bottom", None: None}
# "so với 2022" asks of the change from that year on, "năm 2022" of the change that led to it.
SINCE = re.compile(r"\bso\s+v[oớ]i\b")
POINT_WORDS = re.compile(r"\b(đi[eể]m|diem|ch[iỉ]\s+s[oố])\b")
RANK_WORDS = re.compile(r"\b(h[aạ]ng|b[aậ]c)\b")


@dataclass(frozen=True, slots=True)
class Moved:
    """Every agency's way between two years, measured in ranks or in points."""

    table: Table
    before: YearIndex
    moves: Sequence[Move]
    by_points: bool

    def value(self, move: Move) -> Decimal:
        """Up is positive."""
        return move.points if self.by_points else Decimal(move.ranks)

    def amount(self, move: Move) -> str:
        """▲12; of points 9,25 điểm, in a field 4,2%"""
        if not self.by_points:
            return shared.moved(move.ranks)
        return number(abs(move.points), 1 if self.table.node else 2) + self.table.unit

    def signed(self, move: Move) -> str:
        """▲12; of points +9,25 or −1,20, in a field +4,2%"""
        if not self.by_points:
            return shared.moved(move.ranks)
        sign = "+" if move.points > 0 else "−" if move.points < 0 else ""
        places, unit = (1, words.PERCENT) if self.table.node else (2, "")
        return f"{sign}{number(abs(move.points), places)}{unit}"

    def direction(self, *, up: bool) -> list[Move]:
        """Those that rose, or fell, the most first; equal ones by the other measure."""
        other, sign = self.other, 1 if up else -1
        found = [move for move in self.moves if self.value(move) * sign > 0]
        return sorted(found, key=lambda move: (-sign * self.value(move), -sign * other.value(move)))

    def alike(self, found: Sequence[Move]) -> list[Move]:
        """Those that moved as far as the first."""
        return [move for move in found if self.value(move) == self.value(found[0])]

    def who(self, found: Sequence[Move]) -> str:
        if len(found) > NAMED:
            return shared.count_of(len(found), self.table.group).lower()
        return shared.both([self.table.name(move.now) for move in found])

    @property
    def other(self) -> "Moved":
        """The same in the other measure."""
        return replace(self, by_points=not self.by_points)

    @property
    def measure(self) -> str:
        return words.POINTS_WORD if self.by_points else words.RANK_WORD

    @property
    def facts(self) -> dict[str, Any]:
        table = self.table
        years = {"year": table.year.year, "before": self.before.year}
        return {"group": table.group_name, "about": table.about, "measure": self.measure, **years}

    @property
    def other_set(self) -> bool:
        """Years with other criteria are compared by percent, and it is said."""
        code = self.table.node.code if self.table.node else None
        groups = {self.before.standings[move.agency].group for move in self.moves}
        return not all(self.table.year.same_criteria(self.before, group, code) for group in groups)

    @property
    def notes(self) -> list[str]:
        """What makes the two years unlike: other criteria, another number of agencies in the ranking."""
        counts = [len(year.standings) for year in (self.before, self.table.year)]
        notes = [words.OTHER_SET] if self.other_set else []
        if counts[0] != counts[1]:
            notes.append(words.OTHER_COUNT.format(before=self.before.year, then=counts[0], now=counts[1]))
        return [" ".join(notes)] if notes else []


def answer(table: Table) -> Reply:
    """The most that anybody rose or fell; a list where a count is said."""
    request = table.request
    before = request.knowledge.index.before(table.year.year)
    if before is None:
        return _no_year_before(table)
    code = table.node.code if table.node else None
    scope = None if code is None else table.group
    members = {row.agency for row in table.rows}
    found = moves(before.ranking(scope, code), table.year.ranking(scope, code))
    found = [move for move in found if move.agency in members]
    if not found:
        return _not_then(table, before)
    moved = Moved(table, before, found, is_by_points(request))
    if request.said.order not in ("top", "bottom"):
        return _both_ways(moved)
    up, n = request.said.order == "top", request.said.n
    return _most(moved, up=up) if n is None or n == 1 else _listed(moved, n, up=up)


def is_by_points(request: Request) -> bool:
    """ "ai tăng điểm nhiều nhất"; where rank is said too, rank goes first."""
    typed = published.typed(request)
    said = POINT_WORDS.search(typed) and not RANK_WORDS.search(typed)
    return published.aspect_of(request) == BY_POINTS or bool(said)


# --- where it cannot be told


def _no_year_before(table: Table) -> Reply:
    """The first year has none before; the change from it on is that of the next year."""
    request, year = table.request, table.year.year
    later = min((known for known in request.knowledge.index.years if known > year), default=None)
    if later is not None and SINCE.search(published.typed(request)):
        index = request.knowledge.index.years[later]
        rows = index.ranking(table.group, table.node.code if table.node else None)
        return answer(Table(request, index, table.group, table.node, rows))
    text = words.NO_YEAR_BEFORE.format(before=year - 1, year=year)
    label = shared.YEAR.format(year=later)
    others = [published.again(request, label, year=later, agencies=())] if later else []
    return Reply(f"{text}\n{table.source}", published.rows([*others, whole(table, table.group)]))


def _not_then(table: Table, before: YearIndex) -> Reply:
    name = shared.node_name(table.node) if table.node else table.group_name
    text = words.NOT_THEN.format(before=before.year, name=name, year=table.year.year)
    return Reply(f"{text}\n{table.source}", published.rows([whole(table, table.group)]))


# --- the most


def _both_ways(moved: Moved) -> Reply:
    table = moved.table
    said = [_extreme(moved, up=up) for up in (True, False) if moved.direction(up=up)]
    facts = {**moved.facts, "group": capital(table.group_name)}
    head = words.EXTREMES.format(extremes="; ".join(said) or words.NOBODY_MOVED, **facts)
    ranks, points = [move.ranks for move in moved.moves], [move.points for move in moved.moves]
    counts = words.COUNTS.format(
        up=sum(r > 0 for r in ranks), same=ranks.count(0), down=sum(r < 0 for r in ranks)
    )  # fmt: skip
    in_points = words.POINTS_COUNTS.format(up=sum(p > 0 for p in points), down=sum(p < 0 for p in points))
    lines = [head, counts, in_points, *moved.notes, table.source]
    directions = [_ask(moved, words.RISES, up=True), _ask(moved, words.FALLS, up=False)]
    return Reply("\n".join(lines), published.rows(directions, _groups(moved, None)))


def _extreme(moved: Moved, *, up: bool) -> str:
    """tăng hạng nhiều nhất Sở Y tế ▲12"""
    alike = moved.alike(moved.direction(up=up))
    facts = {"agencies": moved.who(alike), "amount": moved.amount(alike[0])}
    return words.EXTREME.format(way=words.WAYS[up], measure=moved.measure, **facts)


def _most(moved: Moved, *, up: bool) -> Reply:
    """The one that rose or fell the most, or those that did alike; then the next two; the other measure."""
    table, way = moved.table, words.WAYS[up]
    found = moved.direction(up=up)
    if not found:
        head = words.NOBODY.format(way=way, **moved.facts)
        return Reply(
            "\n".join([head, _in_other_measure(moved, [], up=up), table.source]), _buttons(moved, found, up=up)
        )
    first = moved.alike(found)
    head = words.MOST.format(
        agencies=bold(capital(moved.who(first))),
        way=way,
        moves=_way(moved, first[0], up=up) if len(first) == 1 else moved.amount(first[0]),
        **moved.facts,
    )
    lines = [head, *_after(moved, found[len(first) :]), _in_other_measure(moved, first, up=up)]
    return Reply("\n".join([*lines, *moved.notes, table.source]), _buttons(moved, found, up=up))


def _way(moved: Moved, move: Move, *, up: bool) -> str:
    """▲12 (hạng 15 lên 3); of a group the rank in the province is said to be that. 9,25 điểm (78,17 lên 87,42)"""
    table = moved.table
    before, now = (
        (table.figure(move.before), table.figure(move.now)) if moved.by_points else (move.before.rank, move.now.rank)
    )
    template = words.FROM_TO_POINTS if moved.by_points else words.FROM_TO
    if not moved.by_points and table.group and table.node is None:
        template = words.FROM_TO_IN_PROVINCE
    return template.format(to=words.TO[up], amount=moved.amount(move), before=before, now=now)


def _after(moved: Moved, following: Sequence[Move]) -> list[str]:
    """The next two, and all that moved like the second of them."""
    if not following:
        return []
    last = following[min(NEXT, len(following)) - 1]
    alike = [move for move in following if moved.value(move) == moved.value(last)]
    shown = following[: following.index(alike[0])]
    parts = [words.AFTER_ROW.format(agency=moved.who([move]), amount=moved.amount(move)) for move in shown]
    parts.append(words.AFTER_ROW.format(agency=moved.who(alike), amount=moved.amount(last)))
    return [words.NEXT_ONES.format(rows=", ".join(parts))]


def _in_other_measure(moved: Moved, first: Sequence[Move], *, up: bool) -> str:
    """Who won or lost the most points is seldom the one that moved the most ranks."""
    other = moved.other
    found = other.direction(up=up)
    facts = {"way": words.WAYS[up], "measure": other.measure}
    if not found:
        return words.OTHER_NOBODY.format(**facts)
    alike = other.alike(found)
    same = {move.agency for move in alike} == {move.agency for move in first}
    who = words.THE_SAME if same else words.IS.format(agencies=other.who(alike))
    return words.OTHER_MOST.format(who=who, amount=other.amount(alike[0]), **facts)


# --- a list


def _listed(moved: Moved, n: int, *, up: bool) -> Reply:
    """The first `n` and those that moved like the last of them, ten a page."""
    table = moved.table
    found = moved.direction(up=up)
    if not found:
        return _most(moved, up=up)
    edge = found[min(max(n, 1), len(found)) - 1]
    shown = [move for move in found if abs(moved.value(move)) >= abs(moved.value(edge))]
    page = published.page_of(shown, PAGE, table.request.page, SLACK)
    alike = [move for move in shown if moved.value(move) == moved.value(edge)]
    head = words.LISTED.format(
        count=shared.count_of(len(shown), table.group),
        way=words.WAYS[up],
        which=words.MOST_OF_ALL if len(shown) < len(found) else "",
        tied=words.TIED_MOVE.format(count=len(alike), amount=moved.amount(edge)) if len(shown) > n else "",
        page=words.PAGE.format(first=page.first, last=page.last) if page.pages > 1 else "",
        brackets=moved.other.measure,
        by_percent=words.BY_PERCENT_TOO if moved.other_set else "",
        **moved.facts,
    )
    lines = [head, *(_row(moved, shown, move) for move in page.shown), table.source]
    turns = published.turns(table.request, page, agencies=(), year=table.year.year)
    toggle = _ask(moved.other, words.BY_RANK_LABEL if moved.by_points else words.BY_POINTS_LABEL, up=up, n=n)
    back = _ask(moved, words.FALLS if up else words.RISES, up=not up)
    choices = published.rows(turns, [back, toggle], _groups(moved, up, n))
    return Reply("\n".join(lines), choices, edit=published.is_turned(table.request))


def _row(moved: Moved, shown: Sequence[Move], move: Move) -> str:
    agency = moved.table.agency(move.now)
    facts = {
        "place": 1 + sum(abs(moved.value(other)) > abs(moved.value(move)) for other in shown),
        "moved": moved.signed(move),
        "other": moved.other.signed(move),
    }
    beside = words.MOVE_ROW.format(agency="", **facts)
    name = agency.name if len(shown) <= FEW else shared.table_name(agency, beside)
    line = words.MOVE_ROW.format(agency=name, **facts)
    return bold(line) if move.agency == moved.table.request.person.agency else line


# --- buttons


def _ask(moved: Moved, label: str, *, up: bool | None, n: int | None = None, **changes: Any) -> Choice:
    """The same question in a direction, or in both."""
    entities = {"group": moved.table.group, **moved.table.entities, **changes}
    aspect = BY_POINTS if moved.by_points else BY_RANK
    return ask(label, "ranking", order=ORDERS[up], n=n, aspect=aspect, **entities)


def _groups(moved: Moved, up: bool | None, n: int | None = None) -> list[Choice]:
    """The same of the other groups."""
    groups = [group for group in ("so", "huyen", None) if group != moved.table.group]
    return [_ask(moved, shared.GROUP_LABELS[group], up=up, n=n, group=group) for group in groups]


def _buttons(moved: Moved, found: Sequence[Move], *, up: bool) -> list[list[Choice]]:
    other = _ask(moved, words.FALLS if up else words.RISES, up=not up)
    label = words.LIST_RISES if up else words.LIST_FALLS
    every = [_ask(moved, label, up=up, n=len(found))] if len(found) > 1 else []
    return published.rows([other, *every], _groups(moved, up))
