"""Topic `weak`: where an agency lost points, the most first; or its fields under the group's middle."""

from decimal import Decimal

from handlers import published
from handlers.dialogue import Choice, Reply, Request, ask, bold
from handlers.index import Mark
from handlers.published import Asked, Page
from handlers.words import index as shared
from handlers.words import weak as words
from handlers.words.formats import capital, number
from storage.catalogue import Criterion
from storage.session import Unit

SIZE = 3  # criteria a page: five lines with the heading and the source
BY_FIELD = "fields"  # aspect: fields under the group's middle instead of criteria


def answer(request: Request, unit: Unit) -> Reply:
    """Points lost by one agency: in all, in a field or under a criterion."""
    asked = published.one_agency(request, words.EXAMPLE)
    if isinstance(asked, Reply):
        return asked
    node = published.node_asked(request, asked.year, asked.agency.group)
    if isinstance(node, Reply):
        return node
    return _fields(request, asked) if request.said.aspect == BY_FIELD else _criteria(request, asked, node)


def _criteria(request: Request, asked: Asked, node: Criterion | None) -> Reply:
    source = shared.source(asked.year.year, request.knowledge.catalogue.demo)
    losses = asked.standing.losses(node.code if node else None)
    if not losses:
        about = words.ABOUT.format(name=shared.node_name(node)) if node else ""
        text = words.NOTHING_LOST.format(agency=asked.agency.name, about=about, year=asked.year.year)
        return Reply(f"{text}\n{source}", published.rows([published.ranked(asked.year)]))
    page = published.page_of(losses, SIZE, request.page)
    lost = sum((mark.lost for mark in losses), Decimal(0))
    lines = [_head(asked, node, lost, page), *(_line(place, mark) for place, mark in enumerate(page.shown, page.first))]
    turns = published.turns(request, page, agencies=(asked.agency.code,), year=asked.year.year)
    choices = published.rows(turns, _next_questions(asked, words.BY_FIELD, BY_FIELD))
    return Reply("\n".join([*lines, source]), choices, edit=published.is_turned(request))


def _head(asked: Asked, node: Criterion | None, lost: Decimal, page: Page[Mark]) -> str:
    most_first = words.MOST_FIRST
    if page.number > 1:
        most_first = words.FURTHER.format(first=page.first, last=page.last, all=page.all)
    if node is not None:
        return words.HEAD_NODE.format(
            agency=asked.agency.name,
            node=shared.node_name(node),
            lost=bold(number(lost)),
            most=number(asked.standing.marks[node.code].max_points),
            year=asked.year.year,
            most_first=most_first,
        )
    below = published.furthest_below(asked)
    return words.HEAD.format(
        agency=asked.agency.name,
        lost=bold(number(lost)),
        year=asked.year.year,
        weakest=words.WEAKEST.format(field=shared.node_name(below.criterion)) if below else "",
        most_first=most_first,
    )


def _line(place: int, mark: Mark) -> str:
    figures = {"points": number(mark.points), "most": number(mark.max_points), "lost": number(mark.lost)}
    if mark.criterion.level == 1:  # only fields are stored
        return words.LOSS_FIELD.format(place=place, field=shared.node_name(mark.criterion), **figures)
    return words.LOSS.format(place=place, criterion=shared.criterion_name(mark.criterion, mark.survey), **figures)


def _fields(request: Request, asked: Asked) -> Reply:
    """Fields under the middle of the group, the furthest first."""
    source = shared.source(asked.year.year, request.knowledge.catalogue.demo)
    gaps = [(mark, published.below_middle(asked, mark)) for mark in asked.standing.fields]
    below = sorted((pair for pair in gaps if pair[1] > 0), key=lambda pair: -pair[1])
    group = shared.GROUPS_SHORT[asked.agency.group]
    choices = published.rows(_next_questions(asked, words.BY_CRITERION, None))
    if not below:
        text = words.NO_FIELD.format(agency=asked.agency.name, group=group, year=asked.year.year)
        return Reply(f"{text}\n{source}", choices)
    head = words.FIELDS.format(
        agency=asked.agency.name,
        group=group,
        count=bold(len(below)),
        all=len(gaps),
        year=asked.year.year,
        most_first=words.FIELDS_MORE if len(below) > SIZE else "",
    )
    lines = [
        words.FIELD.format(
            place=place,
            field=capital(shared.node_name(mark.criterion)),
            percent=number(mark.ratio, 1),
            middle=number(mark.ratio + gap, 1),
        )
        for place, (mark, gap) in enumerate(below[:SIZE], start=1)
    ]
    return Reply("\n".join([head, *lines, source]), choices)


def _next_questions(asked: Asked, label: str, aspect: str | None) -> list[Choice]:
    about, year = (asked.agency.code,), asked.year.year
    choices = [ask(label, "weak", agencies=about, year=year, aspect=aspect)]
    if asked.standing.rank > 1:
        choices.append(ask(shared.RISE_SHORT, "whatif", agencies=about, year=year))
    return choices
