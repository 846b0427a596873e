"""Topic `ranking`: the table or a part of it, who holds a place, who stands over or under a mark, who moved."""

import re
from collections.abc import Sequence

from handlers import field_means, history, movement, published
from handlers.dialogue import Choice, Reply, Request, ask, bold
from handlers.index import Place
from handlers.limits import Limits, limits_of
from handlers.tables import Table, footing, listed, moves, note, other_groups, whole
from handlers.words import index as shared
from handlers.words import ranking as words
from handlers.words.formats import capital
from storage.session import Unit

# "top 3 lĩnh vực thấp nhất": fields stand in the list, not agencies
FIELDS_MEANT = re.compile(r"^(?!.*\b(đ[oơ]n v[iị]|don vi|c[oơ] quan|ai|n[aà]o)\b).*\bl[iĩ]nh\s+v[uự]c\b(?!\s*\d)")
NAMED = 3  # more agencies than that on one rank are counted, not named


def answer(request: Request, unit: Unit) -> Reply:
    """The part of the ranking that is asked for: movement, a place, a range of points, first or last, or all."""
    said, table = request.said, Table.asked(request)
    if isinstance(table, Reply):
        return table
    if published.aspect_of(request) in movement.ASPECTS:
        return history.answer(request, unit)
    if table.node is None and FIELDS_MEANT.search(published.typed(request)):
        return field_means.answer(request, table.year, table.group)
    if said.rank is not None:
        return _holder(table, said.rank)
    limits = limits_of(said)
    if limits is not None:
        if said.above is None and said.until is None:  # "đơn vị nào 86,94 điểm"
            limits = Limits(said.threshold, said.threshold)
        return _within(table, limits)
    if said.n == 1 or (said.order in ("top", "bottom") and said.n is None):
        return _first_or_last(table)
    if said.n is not None and said.n < len(table.rows):
        return _few(table, max(said.n, 1))
    return _all(table)


# --- all, the first or last few


def _all(table: Table) -> Reply:
    subject = words.INDEX
    if table.node is not None:
        kind = words.FIELD if table.node.level == 1 else words.CRITERION
        subject = kind.format(name=shared.node_name(table.node))
    group = words.OF_GROUP.format(group=shared.GROUPS_SHORT[table.group]) if table.group else ""
    head = words.TABLE.format(subject=subject, group=group, year=table.year.year, all=len(table.rows))
    return listed(table, head, table.rows, [other_groups(table), moves(table)])


def _few(table: Table, n: int) -> Reply:
    """The first or last `n`, and those who share the rank of the last one shown; the last ones from below."""
    bottom = table.request.said.order == "bottom"
    edge = table.rows[-n if bottom else n - 1]
    if bottom:
        shown = [row for row in reversed(table.rows) if row.rank >= edge.rank]
    else:
        shown = [row for row in table.rows if row.rank <= edge.rank]
    measure = words.MEASURE_FIELD.format(name=shared.node_name(table.node)) if table.node else words.MEASURE_INDEX
    head = (words.FEW_BOTTOM if bottom else words.FEW_TOP).format(
        count=shared.count_of(len(shown), table.group),
        measure=measure,
        year=table.year.year,
        tied=words.TIED_EDGE.format(count=len(edge.tied) + 1, rank=edge.rank) if len(shown) > n else "",
    )
    return listed(table, head, shown, [_groups(table), moves(table)])


def _first_or_last(table: Table) -> Reply:
    """ "ai đứng đầu", "ai đứng chót": the one, or those who share the rank; then the next two."""
    bottom = table.request.said.order == "bottom"
    ordered = list(reversed(table.rows)) if bottom else list(table.rows)
    found = [row for row in ordered if row.rank == ordered[0].rank]
    following = ordered[len(found) : len(found) + 2]
    head = (words.LAST if bottom else words.FIRST).format(
        agencies=bold(capital(_who(table, found))),
        group=table.group_name,
        about=table.about,
        year=table.year.year,
        figure=table.with_unit(found[0]),
        more=note(table, found[0]) if len(found) == 1 else "",
    )
    lines = [head]
    if following:
        rows = ", ".join(f"{table.name(row)} {table.figure(row)}" for row in following)
        left = len([row for row in ordered if row.rank == following[-1].rank and row not in following])
        rows += words.TIED_MORE.format(count=left) if left else ""
        lines.append((words.NEXT_FROM_BELOW if bottom else words.NEXT_ONES).format(rows=rows))
    choices = published.rows(_groups(table), moves(table))
    return Reply("\n".join([*lines, *footing(table)]), choices)


def _groups(table: Table) -> list[Choice]:
    """The whole of this ranking, then of the other groups."""
    return [whole(table, table.group), *other_groups(table)]


def _who(table: Table, rows: Sequence[Place]) -> str:
    """Those who share a rank, by name when they are few."""
    if len(rows) > NAMED:
        return shared.count_of(len(rows), table.group).lower()
    return shared.both([table.name(row) for row in rows])


# --- who holds a place


def _holder(table: Table, rank: int) -> Reply:
    """ "ai đứng thứ 5", also counted from below; a place left out by a tie or beyond the table says so."""
    if not 1 <= rank <= len(table.rows):
        last = table.rows[-1]
        text = words.NO_SUCH_RANK.format(
            group=table.group_name, about=table.about, year=table.year.year, all=len(table.rows), rank=rank,
            last=shared.shared(last.rank, bool(last.tied)), agency=table.name(last), figure=table.with_unit(last),
        )  # fmt: skip
        return Reply(f"{text}\n{table.source}", _beside(table, []))
    if table.request.said.order == "bottom":
        rank = table.rows[-rank].rank
    found = [row for row in table.rows if row.rank == rank]
    above = _sharing(table, [row for row in table.rows if row.rank < rank][-1:])
    below = _sharing(table, [row for row in table.rows if row.rank > rank][:1])
    lines = _held(table, rank, found, above, below) if found else _left_out(table, rank, above, below)
    return Reply("\n".join([*lines, *footing(table)]), _beside(table, [*above[:1], *below[:1]], found))


def _sharing(table: Table, of: Sequence[Place]) -> list[Place]:
    return [row for row in table.rows if of and row.rank == of[0].rank]


def _held(table: Table, rank: int, found: Sequence[Place], above: Sequence[Place], below: Sequence[Place]) -> list[str]:
    tied = len(found) > 1
    head = (words.HELD_TIED if tied else words.HELD).format(
        rank=rank,
        group=table.group_name,
        about=table.about,
        year=table.year.year,
        agencies=bold(_who(table, found)),
        figure=table.with_unit(found[0]),
        more="" if tied else note(table, found[0]),
    )
    return [head, *_neighbour(table, words.JUST_ABOVE, above), *_neighbour(table, words.JUST_BELOW, below)]


def _left_out(table: Table, rank: int, above: Sequence[Place], below: Sequence[Place]) -> list[str]:
    """Nobody holds 22 where two share 21."""
    head = words.LEFT_OUT.format(
        unit=shared.UNITS[table.group],
        rank=rank,
        group=table.group_name,
        about=table.about,
        year=table.year.year,
        agencies=_who(table, above),
        shared=above[0].rank,
        figure=table.with_unit(above[0]),
    )
    return [head, *_neighbour(table, words.NEXT_RANK, below)]


def _neighbour(table: Table, template: str, rows: Sequence[Place]) -> list[str]:
    if not rows:
        return []
    rank = shared.shared(rows[0].rank, len(rows) > 1)
    return [template.format(rank=rank, agencies=_who(table, rows), figure=table.with_unit(rows[0]))]


def _beside(table: Table, ranks: Sequence[Place], found: Sequence[Place] = ()) -> list[list[Choice]]:
    """To the places above and below, the card of who holds it, the table."""
    places = [
        ask(words.RANK_LABEL.format(rank=row.rank), "ranking", group=table.group, rank=row.rank, **table.entities)
        for row in ranks
    ]
    cards = [
        ask(shared.label(table.agency(row)), "score", agencies=(row.agency,), **table.entities) for row in found[:1]
    ]
    at = tuple(row.agency for row in (*found, *ranks))[:1]  # the table opens at the page of that agency
    return published.rows(
        places, [*cards, ask(shared.RANKING, "ranking", agencies=at, group=table.group, **table.entities)]
    )


# --- over, under, between


def _within(table: Table, limits: Limits) -> Reply:
    """ "dưới 80" is under it; "trên 90" includes exactly 90,00, as the dispatch's upper band does."""
    shown = [row for row in table.rows if limits.hold(row.percent)]
    if not shown:
        return _nobody_within(table, limits)
    if limits.low is None:
        shown.reverse()  # the lowest first: that is what is asked about
    head = words.WITHIN.format(
        count=bold(shared.count_of(len(shown), table.group)),
        limits=limits.said(table.unit),
        about=table.about,
        year=table.year.year,
    )
    return listed(table, head, shown, [_groups(table)], *_at_the_end(table, limits))


def _at_the_end(table: Table, limits: Limits) -> list[str]:
    """Who stands exactly on the upper end, which does not belong to the range."""
    if not limits.between or limits.low == limits.high:
        return []
    found = [row for row in table.rows if row.percent == limits.high]
    return [words.NOT_WITHIN.format(agencies=_who(table, found), figure=table.figure(found[0]))] if found else []


def _nobody_within(table: Table, limits: Limits) -> Reply:
    nearest = min(table.rows, key=lambda row: limits.distance(row.percent))
    which = words.NEAREST if limits.between else words.LOWEST if limits.low is None else words.HIGHEST
    text = words.NONE_WITHIN.format(
        unit=shared.UNITS[table.group],
        limits=limits.said(table.unit),
        about=table.about,
        year=table.year.year,
        which=which,
        row=f"{table.name(nearest)} {table.figure(nearest)}",
    )
    return Reply(f"{text}\n{table.source}", published.rows(_groups(table)))
