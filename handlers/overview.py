"""Topic `overview`: the published index of the province or a group in one screen; counts over a threshold."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from handlers import field_means, group_losses, published, remedy_reports, weak
from handlers.assignment import proposals
from handlers.dialogue import Choice, Reply, Request, ask, bold, do
from handlers.index import BANDS, Place, YearIndex, band, mean
from handlers.limits import Limits, limits_of
from handlers.remedy_reports import Reports
from handlers.words import index as shared
from handlers.words import overview as words
from handlers.words.formats import capital, number, small_first
from storage.catalogue import Criterion
from storage.session import Unit

CRITERIA_MEANT = re.compile(r"\bti[eê]u\s+ch[ií]\b")  # "các huyện yếu tiêu chí nào"
NAMED = 4  # agencies over or under a threshold that are named in the count


@dataclass(frozen=True, slots=True)
class Scope:
    """Whom and what the overview is of: all or a group, in the whole index or in one field."""

    request: Request
    year: YearIndex
    group: str | None
    node: Criterion | None
    rows: Sequence[Place]

    def figure(self, value: Decimal) -> str:
        return f"{number(value, 1)}%" if self.node else number(value)

    def row(self, place: Place) -> str:
        agency = shared.in_sentence(self.request.knowledge.agency(place.agency))
        return words.ROW.format(agency=agency, figure=self.figure(place.percent))

    def extreme(self, place: Place) -> str:
        """The highest or lowest, with how many share it."""
        return self.row(place) + (shared.AND_MORE.format(count=len(place.tied)) if place.tied else "")

    @property
    def source(self) -> str:
        return shared.source(self.year.year, self.request.knowledge.catalogue.demo)

    @property
    def entities(self) -> dict[str, Any]:
        return {"group": self.group, "year": self.year.year, **published.about_node(self.node)}


def answer(request: Request, unit: Unit) -> Reply:
    """Bands, movement, highest, lowest, mean; how many stand in a range of points; or the eight fields."""
    said = request.said
    if said.agencies and published.aspect_of(request) == "fields":
        return weak.fields(request)
    year = published.year_asked(request)
    if isinstance(year, Reply):
        return year
    group = said.group if said.group in shared.GROUPS else None
    node = published.node_asked(request, year, group)
    if isinstance(node, Reply):
        return node
    rows = year.ranking(group, node.code if node else None)
    if not rows:
        return published.no_rows(year, group, node)
    scope = Scope(request, year, group, node, rows)
    limits = limits_of(said)
    if limits is not None:
        return _counted(scope, limits)
    if published.aspect_of(request) == "fields":
        if group is not None and CRITERIA_MEANT.search(published.typed(request)):
            return group_losses.answer(request, year, group, node)
        return field_means.answer(request, year, group)
    plain = said.topic == "overview" and group is None and node is None and said.year is None
    reports = remedy_reports.state(request, unit) if plain else None
    return _with_reports(scope, unit, reports) if reports else _whole(scope)


def _with_reports(scope: Scope, unit: Unit, reports: Reports) -> Reply:
    """What is asked of every agency stands first; the index in what is left of five lines."""
    room = len(reports.lines) < 2  # agencies that are late by name take the line of movement
    index = [_extremes(scope), *_movers(scope)] if room else [_means(scope)]
    first, *others = reports.lines
    for_me = len(proposals.Waiting.of(scope.request, unit)) if scope.request.person.holds("leader") else 0
    if for_me:
        first = f"{first} {words.FOR_DECISION.format(count=bold(for_me))}"
    lines = [first, *others, *index, scope.source]
    no = reports.task.no
    about = [
        ask(words.WHO_MISSING, "boards", task=no, aspect="listed"),
        ask(words.LATE_TASKS, "tasks", period="overdue", aspect="all"),
    ]
    further = [
        ask(words.TASK_MAP, "boards", aspect="map"),
        ask(words.SEE_INDEX.format(year=scope.year.year), "overview", year=scope.year.year),
    ]
    rows = published.rows(about, further)
    if for_me:
        rows.append([ask(words.SEE_PROPOSALS, "proposals")])
    if scope.request.person.holds("leader") and reports.late:
        rows.append([do(words.ORDER_NUDGE, "boards.order", task=no)])
    return Reply("\n".join(lines), rows)


def _extremes(scope: Scope) -> str:
    """Chỉ số 2023: 14 đơn vị trên 90%, …. Cao nhất: Sở Xây dựng 95,30; thấp nhất: huyện Bù Đăng 73,00."""
    return words.EXTREMES.format(
        year=scope.year.year, bands=small_first(_bands(scope)), best=scope.extreme(scope.rows[0]),
        worst=scope.extreme(scope.rows[-1]),
    )  # fmt: skip


def _movers(scope: Scope) -> list[str]:
    """Thứ hạng: 10 tăng, 5 giữ nguyên, 16 giảm. Tăng nhiều nhất: Sở Y tế ▲12; giảm nhiều nhất: …"""
    index, year = scope.request.knowledge.index, scope.year.year
    moved = {row.agency: m.ranks for row in scope.rows if (m := index.movement(row.agency, year))}
    if not moved:
        return []
    ranks = list(moved.values())
    said = words.RANKS.format(up=sum(r > 0 for r in ranks), same=ranks.count(0), down=sum(r < 0 for r in ranks))
    most = [
        form.format(who=_mover(scope, moved, extreme))
        for form, extreme in ((words.MOST_UP, max(ranks)), (words.MOST_DOWN, min(ranks)))
        if (extreme > 0) == (form == words.MOST_UP) and extreme
    ]
    return [" ".join([said, *([f"{capital('; '.join(most))}."] if most else [])])]


def _mover(scope: Scope, moved: Mapping[str, int], ranks: int) -> str:
    who = [code for code, moved_by in moved.items() if moved_by == ranks]
    more = shared.AND_MORE.format(count=len(who) - 1) if len(who) > 1 else ""
    agency = shared.in_sentence(scope.request.knowledge.agency(who[0]))
    return f"{agency} {shared.moved(ranks)}{more}"


def _means(scope: Scope) -> str:
    """Chỉ số 2023: trung bình 88,35 (2022: 86,11); 21 đơn vị tăng điểm, 10 giảm điểm."""
    index, year = scope.request.knowledge.index, scope.year.year
    earlier = index.before(year)
    if earlier is None:
        return words.SHORT.format(mean=scope.figure(_mean(scope.rows)), bands=_bands(scope))
    points = [movement.points for row in scope.rows if (movement := index.movement(row.agency, year))]
    before = words.BEFORE.format(year=earlier.year, mean=scope.figure(_mean(earlier.ranking(None, None))))
    return words.MEANS.format(
        year=year, mean=scope.figure(_mean(scope.rows)), before=before, up=sum(p > 0 for p in points),
        down=sum(p < 0 for p in points),
    )  # fmt: skip


def _whole(scope: Scope) -> Reply:
    lines = [_head(scope)]
    if scope.node is None:
        lines += [_bands(scope), *_movement(scope)]
    lines += [*_groups(scope), scope.source]
    return Reply("\n".join(lines), published.rows([_table(scope), _both_groups(scope)], _further(scope)))


def _table(scope: Scope) -> Choice:
    return ask(shared.RANKING, "ranking", **scope.entities)


def _both_groups(scope: Scope) -> Choice:
    about = {"year": scope.year.year, **published.about_node(scope.node)}
    return ask(words.BOTH_GROUPS, "compare", aspect="groups", **about)


def _further(scope: Scope) -> list[Choice]:
    """[Tăng, giảm hạng] [Các lĩnh vực]"""
    fields = ask(words.FIELDS_LABEL, "overview", aspect="fields", group=scope.group, year=scope.year.year)
    if scope.request.knowledge.index.before(scope.year.year) is None:
        return [fields]
    return [ask(shared.MOVEMENT, "ranking", aspect="movement", **scope.entities), fields]


def _mean(rows: Sequence[Place]) -> Decimal:
    return mean([row.percent for row in rows])


def _head(scope: Scope) -> str:
    earlier = scope.request.knowledge.index.before(scope.year.year)
    rows = earlier.ranking(scope.group, scope.node.code if scope.node else None) if earlier else []
    before = words.BEFORE.format(year=earlier.year, mean=scope.figure(_mean(rows))) if earlier and rows else ""
    return (words.HEAD_FIELD if scope.node else words.HEAD).format(
        name=capital(shared.node_name(scope.node)) if scope.node else "",
        year=scope.year.year,
        group=words.GROUP.format(group=shared.GROUPS_SHORT[scope.group]) if scope.group else "",
        mean=bold(scope.figure(_mean(scope.rows))),
        before=before,
        best=scope.extreme(scope.rows[0]),
        worst=scope.extreme(scope.rows[-1]),
    )


def _bands(scope: Scope) -> str:
    """14 đơn vị trên 90%, 16 từ 80% đến dưới 90%, 1 dưới 80%."""
    counts = {name: sum(band(row.percent) == name for row in scope.rows) for name in BANDS}
    return f"{capital(', '.join(words.BANDS[name].format(count=counts[name] or words.NONE) for name in BANDS))}."


def _movement(scope: Scope) -> list[str]:
    """Of ranks and of points: two things (2023: 16 fell in rank, 10 in points)."""
    index = scope.request.knowledge.index
    moved = [movement for row in scope.rows if (movement := index.movement(row.agency, scope.year.year))]
    if not moved:
        return []
    ranks, points = [m.ranks for m in moved], [m.points for m in moved]
    same = sum(p == 0 for p in points)
    return [
        words.MOVED.format(
            up=sum(r > 0 for r in ranks),
            same=ranks.count(0),
            down=sum(r < 0 for r in ranks),
            points_up=sum(p > 0 for p in points),
            points_down=sum(p < 0 for p in points),
            points_same=words.POINTS_SAME.format(same=same) if same else "",
        )
    ]


def _groups(scope: Scope) -> list[str]:
    """The means of the groups; of one group its middle."""
    code = scope.node.code if scope.node else None
    if scope.group is not None:
        middle = scope.year.middle(scope.group, code)
        return [words.MIDDLE.format(middle=scope.figure(middle))] if middle is not None else []
    means = [
        words.GROUP_MEAN.format(group=name, mean=scope.figure(_mean(rows)))
        for group, name in shared.GROUPS_SHORT.items()
        if (rows := scope.year.ranking(group, code))
    ]
    return [words.GROUPS.format(groups=", ".join(means))] if len(means) > 1 else []


def _counted(scope: Scope, limits: Limits) -> Reply:
    """ "bao nhiêu đơn vị trên 90": exactly 90,00 counts as over it, as the dispatch's upper band does."""
    found = [row for row in scope.rows if limits.hold(row.percent)]
    head = words.COUNT.format(
        count=bold(len(found)),
        all=len(scope.rows),
        units=shared.UNITS[scope.group],
        limits=limits.said("%" if scope.node else " điểm"),
        about=shared.ABOUT.format(name=shared.node_name(scope.node)) if scope.node else "",
        year=scope.year.year,
    )
    entities = {**scope.entities, "threshold": limits.low if limits.low is not None else limits.high,
                "above": limits.low is not None}  # fmt: skip
    if limits.between:
        entities |= {"above": None, "until": limits.high}
    seen = ask(words.SEE_LIST, "ranking", **entities) if found else _table(scope)
    choices = published.rows([seen, published.province(scope.year)])
    return Reply("\n".join([head, *_who(scope, found), scope.source]), choices)


def _who(scope: Scope, found: Sequence[Place]) -> list[str]:
    """Those counted by name when they are few, else how many of each group."""
    if not found:
        return []
    if len(found) <= NAMED:
        return [words.NAMES.format(rows=", ".join(scope.row(row) for row in found))]
    if scope.group is not None:
        return []
    standings = scope.year.standings
    counts = {g: sum(standings[row.agency].group == g for row in found) for g in shared.GROUPS_SHORT}
    groups = [words.GROUP_MEAN.format(group=shared.GROUPS_SHORT[g], mean=count) for g, count in counts.items()]
    return [words.SPLIT.format(groups=", ".join(groups))]
