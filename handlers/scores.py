"""Topic `score`: one agency's points and rank, in all, in a field or in a criterion."""

from collections.abc import Sequence
from decimal import Decimal

from handlers import compare, overview, published
from handlers.dialogue import Choice, Reply, Request, ask, bold
from handlers.index import Mark, Place, Standing
from handlers.limits import limits_of
from handlers.published import Asked
from handlers.words import index as shared
from handlers.words import scores as words
from handlers.words.formats import capital, number
from storage.catalogue import Criterion
from storage.session import Unit

Rows = list[list[Choice]]
NAMED = 2  # more agencies than that on one rank are counted, not named


def answer(request: Request, unit: Unit) -> Reply:
    """The card of the agency named, else of the person's own; the province's where a person has none."""
    said = request.said
    if len(said.agencies) > 1:
        return compare.answer(request, unit)
    if not said.agencies and not said.alternatives and (said.group or request.person.agency is None):
        return overview.answer(request, unit)
    asked = published.one_agency(request, words.EXAMPLE)
    if isinstance(asked, Reply):
        return asked
    node = published.node_asked(request, asked.year, asked.agency.group)
    if isinstance(node, Reply):
        return node
    if node is not None:
        return _node_card(request, asked, node)
    if said.aspect == "group_rank":
        return _group_rank_card(request, asked)
    ranked = said.aspect == "rank" or said.rank is not None or said.n is not None
    return _rank_card(request, asked) if ranked else _card(request, asked)


def _card(request: Request, asked: Asked) -> Reply:
    standing = asked.standing
    lines = [
        words.CARD.format(
            verdict=_verdict(request, standing.percent),
            agency=asked.agency.name,
            points=shared.bold_first(shared.total(standing.percent, standing.points, standing.max_points)),
            rank=_rank(standing.rank, len(asked.year.standings), standing.tied) + _tied(request, standing.tied),
            change=_change(request, asked),
        ),
        words.IN_GROUP.format(group=capital(shared.GROUPS[standing.group]), rank=_group_rank(asked), band=_band(asked)),
        _strong_and_weak(asked),
        shared.source(asked.year.year, request.knowledge.catalogue.demo),
    ]
    return Reply("\n".join(lines), _buttons(asked))


def _rank_card(request: Request, asked: Asked) -> Reply:
    """ "xếp thứ mấy": the rank first, beside the rank of the nearest other year."""
    standing = asked.standing
    lines = [
        words.RANK.format(
            verdict=_rank_verdict(request, standing.rank),
            agency=asked.agency.name,
            rank=_rank(standing.rank, len(asked.year.standings), standing.tied),
            group="",
            tied=_tied(request, standing.tied),
            year=asked.year.year,
            other=_other_year(request, asked),
        ),
        words.RANK_DETAIL.format(
            points=capital(shared.total(standing.percent, standing.points, standing.max_points)),
            group=shared.GROUPS[standing.group],
            rank=_group_rank(asked),
        ),
        shared.source(asked.year.year, request.knowledge.catalogue.demo),
    ]
    return Reply("\n".join(lines), _buttons(asked))


def _group_rank_card(request: Request, asked: Asked) -> Reply:
    """ "hạng của sở y tế trong khối": the rank in the group first."""
    standing = asked.standing
    other = _nearest_year(request, asked)
    lines = [
        words.RANK.format(
            verdict=_rank_verdict(request, standing.group_rank),
            agency=asked.agency.name,
            rank=_rank(standing.group_rank, len(asked.year.of(standing.group)), standing.group_tied),
            group=words.OF_GROUP.format(group=shared.GROUPS_SHORT[standing.group]),
            tied=_tied(request, standing.group_tied),
            year=asked.year.year,
            other=_beside_rank(other.year, other.group_rank, standing.group_rank) if other else "",
        ),
        words.RANK_DETAIL.format(
            points=capital(shared.total(standing.percent, standing.points, standing.max_points)),
            group=shared.PROVINCE,
            rank=_rank(standing.rank, len(asked.year.standings), standing.tied),
        ),
        shared.source(asked.year.year, request.knowledge.catalogue.demo),
    ]
    table = ask(shared.GROUP_LABELS[standing.group], "ranking", agencies=(standing.agency,), group=standing.group,
                year=asked.year.year)  # fmt: skip
    return Reply("\n".join(lines), [[table], *_buttons(asked)[:2]])


def _node_card(request: Request, asked: Asked, node: Criterion) -> Reply:
    mark = asked.standing.marks.get(node.code)
    if mark is None:
        return published.no_detail(asked.year, node, *_buttons(asked)[0])
    row = _row_of(asked, node, asked.agency.group)
    members = asked.year.of(asked.agency.group)
    group = shared.GROUPS_SHORT[asked.agency.group]
    lines = [
        words.NODE.format(
            verdict=_verdict(request, mark.percent),
            agency=asked.agency.name,
            node=shared.criterion_name(node, mark.survey) if node.level > 1 else shared.node_name(node),
            points=bold(number(mark.points)),
            most=number(mark.max_points),
            percent=number(mark.ratio, 1),
            rank=shared.shared(f"{row.rank}/{len(members)}", bool(row.tied)),
            group=group,
        ),
        _middle_line(asked, mark, group),
        _node_change(request, asked, mark),
        _lost_line(asked, mark),
        shared.source(asked.year.year, request.knowledge.catalogue.demo),
    ]
    return Reply("\n".join(line for line in lines if line), _node_buttons(asked, node))


def _verdict(request: Request, value: Decimal) -> str:
    """ "có được 80 điểm không": the answer in a word, before the figures."""
    limits = limits_of(request.said)
    if limits is None:
        return ""
    if limits.high is not None:
        return words.YES if limits.hold(value) else words.NO
    return words.YES if limits.hold(value) else words.NOT_YET


def _rank_verdict(request: Request, rank: int) -> str:
    """ "có đứng thứ 3 không", "có trong top 5 không" """
    said = request.said
    if said.rank is not None:
        return words.RIGHT if rank == said.rank else words.NO
    if said.n is not None and said.order != "bottom":
        return words.YES if rank <= said.n else words.NO
    return ""


def _rank(rank: int, of: int, tied: Sequence[str]) -> str:
    """đồng hạng 21/31"""
    return shared.shared(f"{bold(rank)}/{of}", bool(tied))


def _tied(request: Request, tied: Sequence[str]) -> str:
    """với Văn phòng UBND tỉnh"""
    if not tied:
        return ""
    if len(tied) > NAMED:
        return words.TIED_MANY.format(count=len(tied))
    names = [shared.in_sentence(request.knowledge.agency(code)) for code in tied]
    return words.TIED.format(agencies=shared.both(names))


def _group_rank(asked: Asked) -> str:
    standing = asked.standing
    return shared.shared(f"{standing.group_rank}/{len(asked.year.of(standing.group))}", bool(standing.group_tied))


def _band(asked: Asked) -> str:
    return shared.BANDS[asked.standing.band]


def _change(request: Request, asked: Asked) -> str:
    index, year = request.knowledge.index, asked.year.year
    before, movement = index.before(year), index.movement(asked.agency.code, year)
    if before is None or movement is None:
        return words.NOTHING_BEFORE.format(year=before.year if before else year - 1)
    return words.CHANGE.format(
        year=before.year, points=shared.changed(movement.points), ranks=shared.moved_places(movement.ranks)
    )


def _other_year(request: Request, asked: Asked) -> str:
    then = _nearest_year(request, asked)
    return _beside_rank(then.year, then.rank, asked.standing.rank) if then else ""


def _nearest_year(request: Request, asked: Asked) -> Standing | None:
    """The year before, or for the first year the newest."""
    index = request.knowledge.index
    other = index.before(asked.year.year) or index.latest
    return other.standings.get(asked.agency.code) if other and other is not asked.year else None


def _beside_rank(year: int, rank: int, now: int) -> str:
    return (words.OTHER_SAME if rank == now else words.OTHER_RANK).format(year=year, rank=rank)


def _strong_and_weak(asked: Asked) -> str:
    """The best field, and the one furthest below the group's middle (both in percent of their greatest points)."""
    fields, group = asked.standing.fields, asked.agency.group
    best = max(fields, key=lambda mark: mark.ratio)
    line = words.STRONGEST.format(field=shared.node_name(best.criterion), percent=number(best.ratio, 1))
    weakest = published.furthest_below(asked)
    short = shared.GROUPS_SHORT[group]
    if weakest is None:
        return line + words.NONE_BELOW.format(group=short)
    middle = asked.year.middle(group, weakest.criterion.code) or Decimal(0)
    return line + words.WEAKEST.format(
        field=shared.node_name(weakest.criterion),
        percent=number(weakest.ratio, 1),
        group=short,
        middle=number(middle, 1),
    )


def _row_of(asked: Asked, node: Criterion, group: str | None) -> Place:
    row = asked.year.place(asked.agency.code, group, node.code)
    assert row is not None, "an agency with a mark stands in its ranking"
    return row


def _middle_line(asked: Asked, mark: Mark, group: str) -> str:
    node = mark.criterion
    middle = number(asked.year.middle(asked.agency.group, node.code) or Decimal(0), 1)
    if node.level == 1:
        row, everybody = _row_of(asked, node, None), asked.year.ranking(None, node.code)
        rank = shared.shared(f"{row.rank}/{len(everybody)}", bool(row.tied))
        return words.NODE_MIDDLE.format(group=group, middle=middle, rank=rank)
    rows = asked.year.ranking(asked.agency.group, node.code)
    full = sum(row.points == row.max_points for row in rows)
    return words.LEAF_MIDDLE.format(count=full, all=len(rows), group=group, middle=middle)


def _node_change(request: Request, asked: Asked, mark: Mark) -> str:
    """Points where both years' criteria are the same, else percent, and it is said."""
    before = request.knowledge.index.before(asked.year.year)
    if before is None:
        return words.NOTHING_BEFORE.format(year=asked.year.year - 1)
    standing = before.standings.get(asked.agency.code)
    then = standing.marks.get(mark.criterion.code) if standing else None
    if then is None:
        return words.NODE_NEW.format(year=before.year) if standing else ""
    same = asked.year.same_criteria(before, asked.agency.group, mark.criterion.code)
    if same and mark.max_points == then.max_points:
        return words.NODE_CHANGE.format(year=before.year, points=shared.changed(mark.points - then.points))
    way = words.SAME if mark.percent == then.percent else words.UP if mark.percent > then.percent else words.DOWN
    return words.NODE_SHARE.format(year=before.year, before=number(then.ratio, 1), way=way, now=number(mark.ratio, 1))


def _lost_line(asked: Asked, mark: Mark) -> str:
    if mark.finest:
        return words.SURVEY if mark.survey and mark.criterion.level > 1 else ""
    lost = asked.standing.losses(mark.criterion.code)
    if not lost:
        return words.FULL
    most = lost[0]
    name = shared.criterion_name(most.criterion, most.survey)
    return words.MOST_LOST.format(criterion=name, points=number(most.lost))


def _buttons(asked: Asked) -> Rows:
    about, year = (asked.agency.code,), asked.year.year
    return published.rows(
        [
            ask(shared.WEAK, "weak", agencies=about, year=year),
            ask(shared.COMPARE, "compare", agencies=about, year=year),
        ],
        [ask(shared.RISE, "whatif", agencies=about, year=year)] if asked.standing.rank > 1 else [],
        [ask(shared.HISTORY, "history", agencies=about)],
    )


def _node_buttons(asked: Asked, node: Criterion) -> Rows:
    about, year = (asked.agency.code,), asked.year.year
    entities = published.about_node(node)
    return published.rows(
        [
            ask(words.RANK_IN_FIELD, "ranking", group=asked.agency.group, year=year, **entities),
            ask(shared.WEAK, "weak", agencies=about, year=year, field=node.field),
        ],
        [
            ask(shared.HISTORY, "history", agencies=about, **entities),
            ask(shared.SCORE, "score", agencies=about, year=year),
        ],
    )
