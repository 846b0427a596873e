"""Topic `history`: an agency's points and rank through the years, in all or in a field; or the province's mean; or
who of all rose and fell."""

from decimal import Decimal

from handlers import movement, published
from handlers.dialogue import Choice, Reply, Request, ask, bold
from handlers.index import Place, YearIndex, mean
from handlers.published import Asked
from handlers.tables import Table
from handlers.words import history as words
from handlers.words import index as shared
from handlers.words.formats import capital, number
from storage.catalogue import Criterion
from storage.session import Unit


def answer(request: Request, unit: Unit) -> Reply:
    """From the year before to the year asked (the newest when none is named), older years in a line each."""
    said = request.said
    if published.aspect_of(request) in movement.ASPECTS and not (said.agencies or said.alternatives):
        table = Table.asked(published.changed(request, topic="ranking"))
        return table if isinstance(table, Reply) else movement.answer(table)
    if not said.agencies and not said.alternatives and (said.group or request.person.agency is None):
        return _province(request)
    request = published.with_year(request, published.later_year(request))
    asked = published.one_agency(request, words.EXAMPLE)
    if isinstance(asked, Reply):
        return asked
    node = published.node_asked(request, asked.year, asked.agency.group)
    if isinstance(node, Reply):
        return node
    now = _place(asked, asked.year, node)
    if now is None:
        return published.no_rows(asked.year, asked.agency.group, node)
    lines = [_change(request, asked, now, node), *_older(request, asked, node)]
    if node is None:
        lines += _fields(request, asked)
    lines += [*_note(request, asked, node), shared.source(asked.year.year, request.knowledge.catalogue.demo)]
    return Reply("\n".join(lines), _buttons(asked, node))


def _buttons(asked: Asked, node: Criterion | None) -> list[list[Choice]]:
    about, year = (asked.agency.code,), asked.year.year
    ranking = ask(shared.RANKING, "ranking", year=year, **published.about_node(node))
    rise = [ask(shared.RISE, "whatif", agencies=about, year=year)] if asked.standing.rank > 1 else []
    return published.rows([ask(shared.WEAK, "weak", agencies=about, year=year), ranking], rise)


def _place(asked: Asked, year: YearIndex, node: Criterion | None) -> Place | None:
    """In the whole index among all; in a field or criterion among the group, whose criteria are the same."""
    return year.place(asked.agency.code, asked.agency.group if node else None, node.code if node else None)


def _figure(place: Place, node: Criterion | None) -> str:
    """86,94 điểm; of a criterion 0,25/1,50 điểm; of a field 83,8%"""
    if node is None:
        return words.POINTS.format(points=number(place.percent))
    if node.level > 1:
        return words.POINTS.format(points=f"{number(place.points)}/{number(place.max_points)}")
    return f"{number(place.points * 100 / place.max_points, 1)}%"


def _change(request: Request, asked: Asked, now: Place, node: Criterion | None) -> str:
    before = request.knowledge.index.before(asked.year.year)
    then = _place(asked, before, node) if before else None
    group = words.IN_GROUP.format(group=shared.GROUPS_SHORT[asked.agency.group]) if node else ""
    facts = {
        "agency": asked.agency.name,
        "about": words.ABOUT.format(name=shared.node_name(node)) if node else "",
        "year": asked.year.year,
        "now": shared.bold_first(_figure(now, node)),
    }
    if before is None or then is None:
        rank = shared.shared(now.rank, bool(now.tied)) + group
        return words.ONE_YEAR.format(rank=rank, why=_why_alone(asked, before, node), **facts)
    return (words.SAME if now.percent == then.percent else words.CHANGE).format(
        way=words.UP if now.percent > then.percent else words.DOWN,
        before=_figure(then, node),
        year_before=before.year,
        to=words.TO if now.percent > then.percent else words.DOWN_TO,
        ranks=_ranks(then, now) + group,
        **facts,
    )


def _why_alone(asked: Asked, before: YearIndex | None, node: Criterion | None) -> str:
    """A criterion may be new; a year may not be stored."""
    if before is not None and node is not None and node.code not in before.trees.get(asked.agency.group, {}):
        return words.NEW_CRITERION.format(year=before.year)
    return words.NO_OTHER_YEAR


def _ranks(before: Place, now: Place) -> str:
    """hạng 23 lên đồng hạng 21 (▲2) · vẫn hạng 9"""
    rank = shared.shared(now.rank, bool(now.tied))
    if before.rank == now.rank:
        return words.RANKS_SAME.format(now=rank)
    to = words.TO if now.rank < before.rank else words.RANKS_DOWN_TO
    return words.RANKS.format(
        before=shared.shared(before.rank, bool(before.tied)),
        to=to,
        now=rank,
        moved=shared.moved(before.rank - now.rank),
    )


def _older(request: Request, asked: Asked, node: Criterion | None) -> list[str]:
    """Two more years back, when they are stored."""
    years = [year for known, year in request.knowledge.index.years.items() if known < asked.year.year]
    found = [(year.year, _place(asked, year, node)) for year in reversed(years[:-1])]
    return [
        words.YEAR.format(year=year, figure=_figure(place, node), rank=place.rank) for year, place in found[:1] if place
    ]


def _fields(request: Request, asked: Asked) -> list[str]:
    """The fields that rose and fell the most, in percent of their greatest points."""
    before = request.knowledge.index.before(asked.year.year)
    then = before.standings.get(asked.agency.code) if before else None
    if then is None:
        return []
    changes: list[tuple[Decimal, str]] = []
    for mark in asked.standing.fields:
        if (old := then.marks.get(mark.criterion.code)) and old.criterion.name == mark.criterion.name:
            name = shared.node_name(mark.criterion)
            words_for = words.FIELD.format(name=name, before=number(old.ratio, 1), now=number(mark.ratio, 1))
            changes.append((mark.ratio - old.ratio, words_for))
    if not changes:
        return []
    (most, up), (least, down) = max(changes, key=lambda c: c[0]), min(changes, key=lambda c: c[0])
    if most > 0 > least:
        return [words.FIELDS.format(up=up, down=down)]
    return [words.FIELDS_UP.format(up=up)] if most > 0 else [words.FIELDS_DOWN.format(down=down)] if least < 0 else []


def _note(request: Request, asked: Asked, node: Criterion | None) -> list[str]:
    before = request.knowledge.index.before(asked.year.year)
    under = node.code if node else None
    if before is None or asked.year.same_criteria(before, asked.agency.group, under):
        return []
    if _place(asked, before, node) is None:
        return []  # nothing is compared
    return [words.CRITERIA_CHANGED.format(year=asked.year.year, before=before.year)]


def _province(request: Request) -> Reply:
    """The mean of all, or of a group, in every year."""
    year = published.year_asked(request)
    if isinstance(year, Reply):
        return year
    group = request.said.group if request.said.group in shared.GROUPS else None
    figures = [
        words.PROVINCE_FIGURE.format(mean=bold(number(mean([s.percent for s in known.of(group)]))), year=known.year)
        for known in request.knowledge.index.years.values()
        if known.of(group)
    ]
    if not figures:
        return published.nobody_scored(year, group)
    text = words.PROVINCE.format(who=capital(words.WHO[group]), figures=" → ".join(figures))
    source = shared.source(year.year, request.knowledge.catalogue.demo)
    choices = [published.province(year), ask(shared.MOVEMENT, "ranking", aspect="movement", group=group)]
    return Reply(f"{text}\n{source}", published.rows(choices))
