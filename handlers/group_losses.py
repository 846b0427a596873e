"""Where a group loses the most on average: its criteria, the most points a member first."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from handlers import published
from handlers.dialogue import Reply, Request, ask, bold
from handlers.index import Mark, Standing, YearIndex, is_under, mean
from handlers.published import Page
from handlers.words import index as shared
from handlers.words import weak as words
from handlers.words.formats import number
from storage.catalogue import Criterion

SIZE = 3  # rows a page


@dataclass(frozen=True, slots=True)
class GroupLoss:
    """One criterion over all members that have a mark on it."""

    marks: Sequence[Mark]

    @property
    def lost(self) -> Decimal:
        return sum((mark.lost for mark in self.marks), Decimal(0)) / len(self.marks)


def losses(members: Sequence[Standing], under: str | None = None) -> list[GroupLoss]:
    """In the finest detail there is, the most points lost a member first; equal ones in the order of the set."""
    marks: dict[str, list[Mark]] = {}
    for standing in members:
        for code, mark in standing.marks.items():
            if mark.finest and is_under(code, under):
                marks.setdefault(code, []).append(mark)
    found = [GroupLoss(of) for of in marks.values()]
    return sorted((loss for loss in found if loss.lost > 0), key=lambda loss: -loss.lost)


def answer(request: Request, year: YearIndex, group: str, node: Criterion | None) -> Reply:
    """What a member loses on average, three criteria a page."""
    members = year.of(group)
    found = losses(members, node.code if node else None)
    source = shared.source(year.year, request.knowledge.catalogue.demo)
    about = shared.ABOUT.format(name=shared.node_name(node)) if node else ""
    facts = {"group": shared.GROUPS_SHORT[group], "about": about, "year": year.year}
    others = [
        ask(words.GROUP_LOWEST, "ranking", group=group, order="bottom", n=SIZE, year=year.year,
            **published.about_node(node)),
        ask(words.GROUP_FIELDS, "overview", group=group, aspect="fields", year=year.year),
    ]  # fmt: skip
    if not found:
        return Reply(f"{words.GROUP_NOTHING_LOST.format(**facts)}\n{source}", published.rows(others))
    page = published.page_of(found, SIZE, request.page)
    lines = [
        _head(members, node, page, facts),
        *(_line(place, loss) for place, loss in enumerate(page.shown, page.first)),
    ]
    plain = published.changed(request, topic="weak", aspect=None, order=None, n=None)  # it may come as another question
    turns = published.turns(plain, page, group=group, year=year.year)
    edit = published.is_turned(request)
    return Reply("\n".join([*lines, source]), published.rows(turns, others), edit=edit)


def _head(members: Sequence[Standing], node: Criterion | None, page: Page[GroupLoss], facts: dict[str, object]) -> str:
    most_first = words.MOST_FIRST
    if page.number > 1:
        most_first = words.FURTHER.format(first=page.first, last=page.last, all=page.all)
    of = [standing.marks[node.code].lost for standing in members if node.code in standing.marks] if node else []
    lost = mean(of or [standing.lost for standing in members])
    return words.GROUP_HEAD.format(lost=bold(number(lost)), most_first=most_first, **facts)


def _line(place: int, loss: GroupLoss) -> str:
    mark = loss.marks[0]
    if mark.criterion.level > 1:
        name = shared.criterion_name(mark.criterion, mark.survey)
    else:  # only fields are stored
        name = words.IN_FIELD.format(field=shared.node_name(mark.criterion))
    most = max(mark.max_points for mark in loss.marks)
    return words.GROUP_LOSS.format(place=place, criterion=name, lost=number(loss.lost), most=number(most))
