"""Topic `weak`: where an agency lost points, the most first; its fields under the group's middle; a group's losses."""

import re
from decimal import Decimal

from handlers import field_means, group_losses, published, ranking
from handlers.dialogue import Choice, Reply, Request, ask, bold
from handlers.index import MIDDLE_BAND, Mark
from handlers.published import Asked, Page
from handlers.words import index as shared
from handlers.words import weak as words
from handlers.words.formats import capital, number
from storage.catalogue import Criterion
from storage.session import Unit

SIZE = 3  # rows a page: five lines with the heading and the source
BY_FIELD = "fields"  # aspect: fields under the group's middle instead of criteria
FIELD_WORDS = re.compile(r"\bl[iĩ]nh\s+v[uự]c\b")  # "lĩnh vực nào yếu nhất": fields are asked for, not criteria
# "các đơn vị yếu kém", "huyện nào kém": agencies are asked for, not criteria.
WHO_WORDS = re.compile(
    r"\b(c[aá]c|nh[uữ]ng)\s+(đ[oơ]n v[iị]|don vi|c[oơ] quan|s[oở]|huy[eệ]n|đ[iị]a ph[uư][oơ]ng|dia phuong)\b"
    r"|\b(đ[oơ]n v[iị]|don vi|c[oơ] quan|s[oở]|huy[eệ]n|đ[iị]a ph[uư][oơ]ng|dia phuong)\s+n[aà]o\b|\bai\b"
)
WHERE_WORDS = re.compile(r"\b(đ[aâ]u|dau|ti[eê]u ch[ií]|l[iĩ]nh v[uự]c|ph[aầ]n n[aà]o|m[aấ]t đi[eể]m|mat diem)\b")
WORST = 3  # agencies named where nobody is in the lowest band


def answer(request: Request, unit: Unit) -> Reply:
    """Points lost by one agency: in all, in a field or under a criterion; by a group or all where none is meant."""
    said = request.said
    if speaks_of_agencies(request):
        return _worst(request, unit)
    if not (said.agencies or said.alternatives or said.own):
        if said.group in shared.GROUPS:
            return _group(request, said.group)
        if request.person.agency is None and said.field is None and said.criterion is None:
            return _province(request)
    if _fields_meant(request):
        return fields(request)
    asked = published.one_agency(request, words.EXAMPLE)
    if isinstance(asked, Reply):
        return asked
    node = published.node_asked(request, asked.year, asked.agency.group)
    return node if isinstance(node, Reply) else _criteria(request, asked, node)


def _fields_meant(request: Request) -> bool:
    said = request.said
    whole = said.field is None and said.criterion is None
    return published.aspect_of(request) == BY_FIELD or (whole and bool(FIELD_WORDS.search(published.typed(request))))


def speaks_of_agencies(request: Request) -> bool:
    """ "các đơn vị yếu kém": of them, not of where one loses points."""
    if request.said.agencies or request.said.alternatives or request.said.own:
        return False
    typed = published.typed(request)
    said = WHO_WORDS.search(typed) and not WHERE_WORDS.search(typed)
    return request.said.order == "bottom" or bool(said)


# --- the whole of a group or of the province


def _worst(request: Request, unit: Unit) -> Reply:
    """ "các đơn vị yếu kém": those of the lowest band, or the last few where it is empty."""
    year = published.year_asked(request)
    if isinstance(year, Reply):
        return year
    low = any(standing.percent < MIDDLE_BAND for standing in year.of(request.said.group))
    part = {"threshold": MIDDLE_BAND, "above": False} if low else {"order": "bottom", "n": request.said.n or WORST}
    return ranking.answer(published.changed(request, topic="ranking", aspect=None, **part), unit)


def _group(request: Request, group: str) -> Reply:
    year = published.year_asked(request)
    if isinstance(year, Reply):
        return year
    if not year.of(group):
        return published.nobody_scored(year, group)
    node = published.node_asked(request, year, group)
    if isinstance(node, Reply):
        return node
    return group_losses.answer(request, year, group, node)


def _province(request: Request) -> Reply:
    """Groups have criteria of their own; what they share are the fields."""
    year = published.year_asked(request)
    return year if isinstance(year, Reply) else field_means.answer(request, year, None)


# --- criteria of one agency


def _criteria(request: Request, asked: Asked, node: Criterion | None) -> Reply:
    source = shared.source(asked.year.year, request.knowledge.catalogue.demo)
    losses = asked.standing.losses(node.code if node else None)
    if not losses:
        if node is not None and node.code not in asked.standing.marks:
            return published.no_detail(asked.year, node, *_next_questions(asked, words.BY_CRITERION, None))
        about = shared.ABOUT.format(name=shared.node_name(node)) if node else ""
        text = words.NOTHING_LOST.format(agency=asked.agency.name, about=about, year=asked.year.year)
        years = ask(shared.HISTORY, "history", agencies=(asked.agency.code,))
        return Reply(f"{text}\n{source}", published.rows([published.ranked(asked.year), years]))
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
    facts = {
        "agency": asked.agency.name,
        "lost": bold(number(lost)),
        "year": asked.year.year,
        "most_first": most_first,
    }
    if node is None:
        return words.HEAD.format(**facts)
    most = number(asked.standing.marks[node.code].max_points)
    return words.HEAD_NODE.format(node=shared.node_name(node), most=most, **facts)


def _line(place: int, mark: Mark) -> str:
    figures = {"points": number(mark.points), "most": number(mark.max_points), "lost": number(mark.lost)}
    if mark.criterion.level == 1:  # only fields are stored
        return words.LOSS_FIELD.format(place=place, field=shared.node_name(mark.criterion), **figures)
    return words.LOSS.format(place=place, criterion=shared.criterion_name(mark.criterion, mark.survey), **figures)


# --- fields of one agency


def fields(request: Request) -> Reply:
    """Fields under the middle of the group, the furthest first; of nobody in particular those of the province."""
    if not request.said.agencies and not request.said.alternatives and request.person.agency is None:
        return _province(request)
    asked = published.one_agency(request, words.EXAMPLE)
    if isinstance(asked, Reply):
        return asked
    source = shared.source(asked.year.year, request.knowledge.catalogue.demo)
    gaps = [(mark, published.below_middle(asked, mark)) for mark in asked.standing.fields]
    below = sorted((pair for pair in gaps if pair[1] > 0), key=lambda pair: -pair[1])
    facts = {"agency": asked.agency.name, "group": shared.GROUPS_SHORT[asked.agency.group], "year": asked.year.year}
    others = _next_questions(asked, words.BY_CRITERION, None)
    if not below:
        return Reply(f"{words.NO_FIELD.format(**facts)}\n{source}", published.rows(others))
    page = published.page_of(below, SIZE, request.page)
    more = words.FURTHER_FIELDS.format(first=page.first, last=page.last) if page.number > 1 else words.FIELDS_MORE
    head = words.FIELDS.format(
        count=bold(len(below)), all=len(gaps), most_first=more if page.pages > 1 else "", **facts
    )
    lines = [_field_line(place, mark, gap) for place, (mark, gap) in enumerate(page.shown, page.first)]
    by_field = published.changed(request, topic="weak", aspect=request.said.aspect or BY_FIELD)
    turns = published.turns(by_field, page, agencies=(asked.agency.code,), year=asked.year.year)
    choices = published.rows(turns, others)
    return Reply("\n".join([head, *lines, source]), choices, edit=published.is_turned(request))


def _field_line(place: int, mark: Mark, gap: Decimal) -> str:
    return words.FIELD.format(
        place=place,
        field=capital(shared.node_name(mark.criterion)),
        percent=number(mark.ratio, 1),
        middle=number(mark.ratio + gap, 1),
    )


def _next_questions(asked: Asked, label: str, aspect: str | None) -> list[Choice]:
    about, year = (asked.agency.code,), asked.year.year
    choices = [ask(label, "weak", agencies=about, year=year, aspect=aspect)]
    if asked.standing.rank > 1:
        choices.append(ask(shared.RISE_SHORT, "whatif", agencies=about, year=year))
    return choices
