"""Who rose and who fell: in rank first, in points beside it, for these are two things.

In the whole index ranks are those of the province, also where one group is asked about; in a field or criterion they
are those of the ranking that is shown.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from handlers import published
from handlers.dialogue import Choice, Reply, ask, bold
from handlers.index import Move, YearIndex, moves
from handlers.tables import FEW, PAGE, SLACK, Table, whole
from handlers.words import index as shared
from handlers.words import ranking as words
from handlers.words.formats import capital, number

NAMED = 2  # more agencies that moved alike are counted, not named
NEXT = 2  # agencies named after the first
# "so với 2022" asks of the change from that year on, "năm 2022" of the change that led to it.
SINCE = re.compile(r"\bso\s+v[oớ]i\b")


@dataclass(frozen=True, slots=True)
class Moved:
    """Every agency's way between two years; `up` is the direction asked about, None for both."""

    table: Table
    before: YearIndex
    moves: Sequence[Move]
    up: bool | None

    def name(self, move: Move) -> str:
        return self.table.name(move.now)

    def who(self, found: Sequence[Move]) -> str:
        if len(found) > NAMED:
            return shared.count_of(len(found), self.table.group).lower()
        return shared.both([self.name(move) for move in found])

    def points(self, change: Decimal) -> str:
        """6,00 điểm; in a field 4,2%"""
        return number(abs(change), 1 if self.table.node else 2) + self.table.unit

    @property
    def other_set(self) -> list[str]:
        """Years with other criteria are compared by percent, and it is said."""
        table = self.table
        code = table.node.code if table.node else None
        groups = {self.before.standings[move.agency].group for move in self.moves}
        if all(table.year.same_criteria(self.before, group, code) for group in groups):
            return []
        return [words.OTHER_SET]


def answer(table: Table) -> Reply:
    """The most that anybody rose or fell; a list where a count is said."""
    said = table.request.said
    before = table.request.knowledge.index.before(table.year.year)
    if before is None:
        return _no_year_before(table)
    code = table.node.code if table.node else None
    scope = None if code is None else table.group
    found = moves(before.ranking(scope, code), table.year.ranking(scope, code))
    members = {row.agency for row in table.rows}
    found = [move for move in found if move.agency in members]
    if not found:
        return _not_then(table, before)
    up = {"top": True, "bottom": False}.get(said.order or "")
    moved = Moved(table, before, found, up)
    if up is None:
        return _both_ways(moved)
    return _most(moved, up=up) if said.n is None or said.n == 1 else _listed(moved, said.n, up=up)


# --- where it cannot be told


def _no_year_before(table: Table) -> Reply:
    """The first year has none before; the change from it on is that of the next year."""
    request, year = table.request, table.year.year
    later = min((known for known in request.knowledge.index.years if known > year), default=None)
    if later is not None and SINCE.search(request.said.text.casefold()):
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
    said = [
        template.format(agencies=moved.who(alike), moved=shared.moved(alike[0].ranks))
        for template, up in ((words.ROSE, True), (words.FELL, False))
        if (alike := _alike(_in_direction(moved, up=up)))
    ]
    head = words.EXTREMES.format(
        group=capital(table.group_name),
        about=table.about,
        year=table.year.year,
        before=moved.before.year,
        extremes="; ".join(said) or words.NOBODY_MOVED,
    )
    ranks, points = [move.ranks for move in moved.moves], [move.points for move in moved.moves]
    counts = words.COUNTS.format(
        up=sum(r > 0 for r in ranks), same=ranks.count(0), down=sum(r < 0 for r in ranks)
    )  # fmt: skip
    in_points = words.POINTS_COUNTS.format(up=sum(p > 0 for p in points), down=sum(p < 0 for p in points))
    lines = [head, counts, in_points, *moved.other_set, table.source]
    directions = [_direction(moved, words.RISES, up=True), _direction(moved, words.FALLS, up=False)]
    return Reply("\n".join(lines), published.rows(directions, _groups(moved, None)))


def _most(moved: Moved, *, up: bool) -> Reply:
    """The one that rose or fell the most, or those that did alike; then the next two."""
    table = moved.table
    found = _in_direction(moved, up=up)
    if not found:
        head = (words.NOBODY_ROSE if up else words.NOBODY_FELL).format(
            group=table.group_name, about=table.about, year=table.year.year, before=moved.before.year
        )
        return Reply("\n".join([head, _points(moved, up=up), table.source]), _buttons(moved, found, up=up))
    first = _alike(found)
    head = (words.ROSE_MOST if up else words.FELL_MOST).format(
        agencies=bold(capital(moved.who(first))),
        group=table.group_name,
        about=table.about,
        year=table.year.year,
        before=moved.before.year,
        moves=_way(table, first[0], up=up) if len(first) == 1 else shared.moved(first[0].ranks),
    )
    lines = [head, *_after(moved, found[len(first) :]), _points(moved, up=up), *moved.other_set, table.source]
    return Reply("\n".join(lines), _buttons(moved, found, up=up))


def _in_direction(moved: Moved, *, up: bool) -> list[Move]:
    """Those that rose, or fell: the most first, equal ones by points."""
    found = [move for move in moved.moves if (move.ranks > 0 if up else move.ranks < 0)]
    return sorted(found, key=lambda move: (-abs(move.ranks), -move.points if up else move.points))


def _alike(found: Sequence[Move]) -> list[Move]:
    return [move for move in found if move.ranks == found[0].ranks]


def _way(table: Table, move: Move, *, up: bool) -> str:
    """▲12 (hạng 15 lên 3); of a group the rank in the province is said to be that."""
    template = words.FROM_TO_IN_PROVINCE if table.group and table.node is None else words.FROM_TO
    to = words.UP_TO if up else words.DOWN_TO
    return template.format(to=to, moved=shared.moved(move.ranks), before=move.before.rank, now=move.now.rank)


def _after(moved: Moved, following: Sequence[Move]) -> list[str]:
    """The next two, and all that moved like the second of them, counted."""
    if not following:
        return []
    last = following[min(NEXT, len(following)) - 1].ranks
    alike = [move for move in following if move.ranks == last]
    shown = [move for move in following if abs(move.ranks) > abs(last)]
    parts = [words.AFTER_ROW.format(agency=moved.name(move), moved=shared.moved(move.ranks)) for move in shown]
    parts.append(words.AFTER_ROW.format(agency=moved.who(alike), moved=shared.moved(last)))
    return [words.NEXT_ONES.format(rows=", ".join(parts))]


def _points(moved: Moved, *, up: bool) -> str:
    """Who won or lost the most points: seldom the one that moved the most."""
    furthest: Callable[..., Decimal] = max if up else min
    most = furthest(move.points for move in moved.moves)
    if most == 0 or (most > 0) != up:
        return words.POINTS_TOO.format(points=words.NO_POINTS_UP if up else words.NO_POINTS_DOWN)
    found = [move for move in moved.moves if move.points == most]
    who = words.THE_SAME if found == _alike(_in_direction(moved, up=up)) else words.IS.format(agencies=moved.who(found))
    template = words.POINTS_UP if up else words.POINTS_DOWN
    return words.POINTS_TOO.format(points=template.format(agencies=who, figure=moved.points(most)))


# --- a list


def _listed(moved: Moved, n: int, *, up: bool) -> Reply:
    """The first `n` and those that moved like the last of them, ten a page."""
    table = moved.table
    found = _in_direction(moved, up=up)
    if not found:
        return _most(moved, up=up)
    edge = found[min(max(n, 1), len(found)) - 1].ranks
    shown = [move for move in found if abs(move.ranks) >= abs(edge)]
    page = published.page_of(shown, PAGE, table.request.page, SLACK)
    which = words.MOST if len(shown) < len(found) else ""
    if table.group is not None:
        which = words.IN_GROUP.format(which=which, group=table.group_name).strip()
    alike = words.TIED_MOVE.format(count=sum(move.ranks == edge for move in shown), moved=shared.moved(edge))
    head = (words.LIST_ROSE if up else words.LIST_FELL).format(
        count=shared.count_of(len(shown), table.group),
        which=which or table.group_name,
        about=table.about,
        year=table.year.year,
        before=moved.before.year,
        tied=alike if len(shown) > n else "",
    )
    if page.pages > 1:
        head += words.PAGE.format(first=page.first, last=page.last)
    head += words.WITH_POINTS_BY_PERCENT if moved.other_set else words.WITH_POINTS
    lines = [f"{head}:", *(_row(moved, shown, move) for move in page.shown), table.source]
    turns = published.turns(table.request, page, agencies=(), year=table.year.year)
    choices = published.rows(turns, [_direction(moved, words.FALLS if up else words.RISES, up=not up)],
                             _groups(moved, up, n))  # fmt: skip
    return Reply("\n".join(lines), choices, edit=published.is_turned(table.request))


def _row(moved: Moved, shown: Sequence[Move], move: Move) -> str:
    agency = moved.table.agency(move.now)
    facts = {
        "place": 1 + sum(abs(other.ranks) > abs(move.ranks) for other in shown),
        "moved": shared.moved(move.ranks),
        "points": _signed(moved, move.points),
    }
    beside = words.MOVE_ROW.format(agency="", **facts)
    name = agency.name if len(shown) <= FEW else shared.table_name(agency, beside)
    line = words.MOVE_ROW.format(agency=name, **facts)
    return bold(line) if move.agency == moved.table.request.person.agency else line


def _signed(moved: Moved, change: Decimal) -> str:
    """+6,00 · −1,20; in a field +4,2%"""
    places, unit = (1, "%") if moved.table.node else (2, "")
    return f"{'+' if change > 0 else '−' if change < 0 else ''}{number(abs(change), places)}{unit}"


# --- buttons


def _direction(moved: Moved, label: str, *, up: bool, n: int | None = None, group: str | None = None) -> Choice:
    table = moved.table
    order = "top" if up else "bottom"
    group = group or table.group
    return ask(label, "ranking", group=group, order=order, n=n, aspect="movement", **table.entities)


def _groups(moved: Moved, up: bool | None, n: int | None = None) -> list[Choice]:
    """The same of the other groups."""
    table = moved.table
    order = None if up is None else "top" if up else "bottom"
    return [
        ask(shared.GROUP_LABELS[group], "ranking", group=group, order=order, n=n, aspect="movement", **table.entities)
        for group in ("so", "huyen", None)
        if group != table.group
    ]


def _buttons(moved: Moved, found: Sequence[Move], *, up: bool) -> list[list[Choice]]:
    other = _direction(moved, words.FALLS if up else words.RISES, up=not up)
    label = words.LIST_RISES if up else words.LIST_FALLS
    every = [_direction(moved, label, up=up, n=len(found))] if len(found) > 1 else []
    return published.rows([other, *every], _groups(moved, up))
