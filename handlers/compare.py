"""Topic `compare`: two to four agencies on one screen; one agency beside its group's middle and its best."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from handlers import compare_groups, published
from handlers.dialogue import Choice, Reply, Request, ask
from handlers.index import Place, Standing, YearIndex
from handlers.published import Asked
from handlers.words import compare as words
from handlers.words import index as shared
from handlers.words.formats import capital, number, rounded
from storage.catalogue import Criterion
from storage.session import Unit

MOST = 4  # agencies on one screen
PAIR = 2


@dataclass(frozen=True, slots=True)
class Sides:
    """What is compared, the highest first."""

    request: Request
    year: YearIndex
    node: Criterion | None
    places: Sequence[Place]

    def name(self, code: str) -> str:
        return shared.in_sentence(self.request.knowledge.agency(code))

    @property
    def by_percent(self) -> bool:
        """Other groups have other criteria; one criterion may count the same in both."""
        groups = {standing.group for standing in self.standings}
        return len(groups) > 1 and (self.node is None or len({place.max_points for place in self.places}) > 1)

    @property
    def standings(self) -> list[Standing]:
        return [self.year.standings[place.agency] for place in self.places]


def answer(request: Request, unit: Unit) -> Reply:
    """The agencies named, with the person's own where only another is named; or one group beside the other."""
    said = request.said
    if said.alternatives:
        return published.which_agency(request)
    year = published.year_asked(request)
    if isinstance(year, Reply):
        return year
    node = published.node_asked(request, year)
    if isinstance(node, Reply):
        return node
    named = agencies_meant(request, year)
    if groups_meant(request):
        return compare_groups.answer(request, year, node)
    known = [code for code in named if code in year.standings]
    if len(known) == 1 and len(named) == 1:
        return _beside_group(request, known[0], node)
    if len(known) < PAIR:
        return _too_few(request, year, [code for code in named if code not in known])
    shown, left = known[:MOST], known[MOST:]
    places = [place for place in year.ranking(None, node.code if node else None) if place.agency in shown]
    if len(places) < PAIR:
        return published.no_rows(year, None, node)
    missing = [code for code in named if code not in known]
    return _side_by_side(Sides(request, year, node, places), missing, left)


def groups_meant(request: Request) -> bool:
    """Both groups, or one that the person's own agency does not belong to."""
    said, own = request.said, request.person.agency
    if published.aspect_of(request) == "groups":
        return True
    known = request.knowledge.catalogue.agencies.get(own or "")
    other = said.group in shared.GROUPS and (known is None or known.group != said.group)
    return not said.agencies and other


def agencies_meant(request: Request, year: YearIndex) -> list[str]:
    """Codes in the order named, each once; the own one first where it is meant or only one other is named."""
    own, named = request.person.agency, list(dict.fromkeys(request.said.agencies))
    alone = len(named) < PAIR and not request.pressed
    if own is not None and own in year.standings and own not in named and (alone or request.said.own or not named):
        return [own, *named] if not _named_twice(request) else named
    return named


def _named_twice(request: Request) -> bool:
    """ "so sánh snv với snv": nothing to compare but the group."""
    return len(request.said.agencies) > 1 and len(set(request.said.agencies)) == 1


def _too_few(request: Request, year: YearIndex, missing: Sequence[str]) -> Reply:
    groups = ask(words.GROUPS_LABEL, "compare", aspect="groups", year=year.year)
    choices = published.rows([published.ranked(year), groups])
    if not missing:
        return Reply(shared.WHICH_AGENCY.format(example=words.EXAMPLE), choices)
    return Reply(f"{_without_points(request, year, missing)}\n{words.ONE_LEFT}", choices)


def _without_points(request: Request, year: YearIndex, missing: Sequence[str]) -> str:
    names = shared.both([shared.in_sentence(request.knowledge.agency(code)) for code in missing])
    return words.LEFT_OUT.format(agencies=capital(names), year=year.year)


def _side_by_side(sides: Sides, missing: Sequence[str], left: Sequence[str]) -> Reply:
    year, request = sides.year, sides.request
    lines = [_verdict(sides)]
    if sides.node is None:
        lines += [_gaps(sides), *([] if missing else _leads(sides))]
    if missing:
        lines.append(_without_points(request, year, missing))
    elif left:
        names = [sides.name(code) for code in left]
        counted = words.LEFT_MANY.format(count=len(left))
        lines.append(words.FIRST_FOUR.format(left=shared.both(names) if len(names) < PAIR else counted))
    elif sides.by_percent:
        lines.append(words.OTHER_GROUPS)
    lines.append(shared.source(year.year, request.knowledge.catalogue.demo))
    return Reply("\n".join(lines), _buttons(sides, left))


def _buttons(sides: Sides, left: Sequence[str]) -> list[list[Choice]]:
    """The cards of the first two; the rest of those named, or the same in the year before."""
    year, request = sides.year, sides.request
    agencies = tuple(place.agency for place in sides.places)
    about = published.about_node(sides.node)
    cards = [
        ask(shared.label(request.knowledge.agency(code)), "score", agencies=(code,), year=year.year)
        for code in agencies[:PAIR]
    ]
    earlier = request.knowledge.index.before(year.year)
    more = []
    if left:
        rest = tuple(left) if len(left) > 1 else (agencies[0], *left)
        more = [ask(words.THE_REST, "compare", agencies=rest[:MOST], year=year.year, **about)]
    elif earlier:
        label = shared.YEAR.format(year=earlier.year)
        more = [ask(label, "compare", agencies=agencies, year=earlier.year, **about)]
    return published.rows(cards, [*more, published.ranked(year)])


def _figure(place: Place, node: Criterion | None) -> str:
    """93,75 điểm; of a field 96,9%; of a criterion 0,25/1,50 điểm"""
    if node is None:
        return number(place.percent) + words.POINTS
    if node.level > 1:
        return f"{number(place.points)}/{number(place.max_points)}{words.POINTS}"
    return f"{number(place.points * 100 / place.max_points, 1)}%"


def _verdict(sides: Sides) -> str:
    best, *rest = sides.places
    node = sides.node
    about = shared.ABOUT.format(name=shared.node_name(node)) if node else ""
    rank = shared.shared(best.rank, bool(best.tied))
    facts = {"about": about, "year": sides.year.year, "figure": shared.bold_first(_figure(best, node)), "rank": rank}
    if all(place.percent == best.percent for place in rest):
        names = shared.both([sides.name(place.agency) for place in sides.places])
        return words.EQUAL.format(agencies=names, **facts)
    others = ", ".join(
        words.OTHER.format(
            agency=sides.name(place.agency),
            figure=_figure(place, node).removesuffix(words.POINTS if len(rest) > 1 else ""),
            rank=shared.shared(place.rank, bool(place.tied)),
        )
        for place in rest
        if place.percent != best.percent
    )
    first = [place for place in sides.places if place.percent == best.percent]
    agency = shared.both([sides.name(place.agency) for place in first])
    if len(rest) > 1:
        return words.HIGHEST.format(agency=agency, others=others, **facts)
    gap = f"{number(best.percent - rest[0].percent)} điểm" if node is None else _gap_in_node(best, rest[0])
    return words.HIGHER.format(agency=agency, others=others, gap=gap, **facts)


def _gap_in_node(best: Place, other: Place) -> str:
    """Points where both could win the same, else percent points."""
    if best.max_points == other.max_points:
        return f"{number(best.points - other.points)} điểm"
    shares = [rounded(place.points * 100 / place.max_points, 1) for place in (best, other)]
    return f"{number(shares[0] - shares[1], 1)}%"


def _gaps(sides: Sides) -> str:
    """The two fields in which two are furthest apart, in percent; of more than two one field."""
    spread: list[tuple[Decimal, str]] = []
    for mark in sides.standings[0].fields:
        code = mark.criterion.code
        ratios = [standing.marks[code].ratio for standing in sides.standings if code in standing.marks]
        if len(ratios) == len(sides.places):
            figures = shared.both([f"{number(ratio, 1)}%" for ratio in ratios])
            spread.append(
                (max(ratios) - min(ratios), words.GAP.format(name=shared.node_name(mark.criterion), figures=figures))
            )
    widest = sorted(spread, key=lambda pair: -pair[0])[: 2 if len(sides.places) == PAIR else 1]
    return words.GAPS.format(gaps="; ".join(text for _, text in widest))


def _leads(sides: Sides) -> list[str]:
    """Of two: in how many fields each has more."""
    if len(sides.places) != PAIR:
        return []
    first, second = sides.standings
    pairs = [(mark, second.marks.get(mark.criterion.code)) for mark in first.fields]
    more = sum(other is not None and mark.percent > other.percent for mark, other in pairs)
    less = sum(other is not None and mark.percent < other.percent for mark, other in pairs)
    if not less:
        name = sides.request.knowledge.agency(first.agency).name
        return [words.LEADS_ALL.format(agency=name, count=more, all=len(pairs))]
    others = words.LEADS_OTHER.format(agency=sides.name(second.agency), count=less)
    agency = sides.request.knowledge.agency(first.agency).name
    return [words.LEADS.format(agency=agency, count=more, all=len(pairs), others=others)]


# --- one agency beside its group


def _beside_group(request: Request, code: str, node: Criterion | None) -> Reply:
    asked = published.one_agency(published.changed(request, agencies=(code,), own=False), words.EXAMPLE)
    if isinstance(asked, Reply):
        return asked
    rows = asked.year.ranking(asked.agency.group, node.code if node else None)
    own = next((row for row in rows if row.agency == code), None)
    middle = asked.year.middle(asked.agency.group, node.code if node else None)
    if own is None or middle is None:
        return published.no_rows(asked.year, asked.agency.group, node)
    lines = [_beside_line(request, asked, node, own, rows[0], middle)]
    if _named_twice(request):
        lines.append(words.SAME_TWICE)
    if node is None:
        lines += _fields_beside(asked)[: 1 if _named_twice(request) else 2]
    lines.append(shared.source(asked.year.year, request.knowledge.catalogue.demo))
    above = [row for row in rows if row.rank < own.rank]
    entities = {"year": asked.year.year, **published.about_node(node)}
    others = []
    if above:
        others.append(ask(words.WITH_FIRST, "compare", agencies=(code, above[0].agency), **entities))
    if len(above) > 1:
        others.append(ask(words.WITH_NEXT, "compare", agencies=(code, above[-1].agency), **entities))
    group = [ask(shared.GROUP_LABELS[asked.agency.group], "ranking", group=asked.agency.group, **entities)]
    return Reply("\n".join(lines), published.rows(others, group))


def _beside_line(
    request: Request, asked: Asked, node: Criterion | None, own: Place, best: Place, middle: Decimal
) -> str:
    unit, places = ("%", 1) if node else (" điểm", 2)
    value, middle = (rounded(v, places) for v in (own.points * 100 / own.max_points, middle))
    group = shared.GROUPS_SHORT[asked.agency.group]
    first = f"{shared.in_sentence(request.knowledge.agency(best.agency))} {_figure(best, node)}"
    leads = words.IS_BEST if best.rank == own.rank else words.BEST
    facts = {
        "agency": asked.agency.name,
        "about": shared.ABOUT.format(name=shared.node_name(node)) if node else "",
        "figure": shared.bold_first(_figure(own, node)),
        "group": group,
        "best": leads.format(group=group, agency=first),
    }
    if value == middle:
        return words.BESIDE_SAME.format(**facts)
    way = words.ABOVE if value > middle else words.BELOW
    gap = f"{number(abs(value - middle), places)}{unit}"  # of what is shown, so that it can be checked by hand
    return words.BESIDE.format(way=way, middle=f"{number(middle, places)}{unit}", gap=gap, **facts)


def _fields_beside(asked: Asked) -> list[str]:
    """The two fields furthest above and the two furthest under the group's middle."""
    gaps = sorted(((published.below_middle(asked, mark), mark) for mark in asked.standing.fields), key=lambda p: p[0])
    above = [pair for pair in gaps if pair[0] < 0][:2]
    below = [pair for pair in reversed(gaps) if pair[0] > 0][:2]
    lines = []
    for template, pairs in ((words.FIELDS_BELOW, below), (words.FIELDS_ABOVE, above)):
        if pairs:
            fields = [
                words.FIELD.format(
                    name=shared.node_name(mark.criterion),
                    percent=number(mark.ratio, 1),
                    middle=number(mark.ratio + gap, 1),
                )
                for gap, mark in pairs
            ]
            lines.append(template.format(fields=", ".join(fields)))
    return lines
