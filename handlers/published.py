"""What of the published index a question is about: which year, which agency, which field or criterion.

Everybody enrolled sees the published index, so nothing here asks for a role.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Generic, TypeVar

from handlers.dialogue import Choice, Reply, Request, ask
from handlers.index import Mark, Standing, YearIndex
from handlers.questions import encode
from handlers.words import index as words
from storage.catalogue import Agency, Criterion

Row = TypeVar("Row")
FIRST = 0  # the page [Trước] turns back to; a question of its own asks for page 1
TURN = "turn"  # the aspect by which older buttons turn a page


@dataclass(frozen=True, slots=True)
class Asked:
    """One agency's standing in the year that was asked for."""

    year: YearIndex
    agency: Agency
    standing: Standing


def one_agency(request: Request, example: str) -> Asked | Reply:
    """The agency named, else the person's own. A reply instead where one of them is not known or has no points."""
    if request.said.alternatives:
        return which_agency(request)
    year = year_asked(request)
    if isinstance(year, Reply):
        return year
    code = next(iter(request.said.agencies), request.person.agency)
    agency = request.knowledge.catalogue.agencies.get(code) if code else None
    if agency is None:
        return Reply(words.WHICH_AGENCY.format(example=example), rows([province(year), ranked(year)]))
    standing = year.standings.get(agency.code)
    return Asked(year, agency, standing) if standing else without_points(request, year, agency)


def typed(request: Request) -> str:
    """The words as typed, small letters; nothing where a button asks."""
    return "" if request.pressed else unicodedata.normalize("NFC", request.said.text).casefold()


def year_asked(request: Request) -> YearIndex | Reply:
    """The year named, else the newest that is stored."""
    index, year = request.knowledge.index, request.said.year
    latest = index.latest
    if latest is None:
        return Reply(words.NO_SCORES, rows([ask(words.OWN_TASKS, "tasks"), ask(words.HELP, "help")]))
    if year is None:
        return latest
    if year in index.years:
        return index.years[year]
    if year > latest.year:
        text = words.NOT_PUBLISHED.format(year=year, latest=latest.year)
        return Reply(
            text,
            rows(
                [
                    again(
                        request, words.SEE_YEAR.format(year=latest.year), year=latest.year, picture=request.said.picture
                    )
                ]
            ),
        )
    text = words.YEAR_NOT_STORED.format(year=year, years=", ".join(str(known) for known in index.years))
    newest_first = sorted(index.years, reverse=True)[:2]
    drawn = request.said.picture
    see = [again(request, words.SEE_YEAR.format(year=known), year=known, picture=drawn) for known in newest_first]
    return Reply(text, rows(see))


def later_year(request: Request) -> int | None:
    """A change asked for from the first year on ("so với 2022") is the change to the year after it."""
    years = sorted(request.knowledge.index.years)
    asked = request.said.year
    return years[1] if len(years) > 1 and asked == years[0] else asked


def with_year(request: Request, year: int | None) -> Request:
    return changed(request, year=year)


def changed(request: Request, **entities: Any) -> Request:
    """The same question with something of it changed."""
    return replace(request, said=replace(request.said, **entities))


def which_agency(request: Request) -> Reply:
    """Two close readings of a name: buttons ask the same question for each."""
    agencies = [request.knowledge.agency(code) for code in request.said.alternatives[:4]]
    person = "" if request.person.holds("leader") else "Anh/chị "
    names = words.both([words.in_sentence(agency) for agency in agencies], "hay")
    text = words.WHICH_OF.format(person=person, agencies=names)
    choices = [
        again(
            request,
            words.label(agency),
            agencies=(*request.said.agencies, agency.code),
            alternatives=(),
            picture=request.said.picture,
        )
        for agency in agencies
    ]
    return Reply(text[:1].upper() + text[1:], rows(choices[:2], choices[2:]))


def without_points(request: Request, year: YearIndex, agency: Agency) -> Reply:
    """An agency that is not scored, or not yet in this year."""
    if agency.scored:
        text = words.NOT_SCORED_YET.format(agency=agency.name, year=year.year)
    else:
        text = words.NOT_SCORED.format(agency=agency.name, count=len(year.standings))
    return Reply(text, rows([ranked(year), province(year)]))


def nobody_scored(year: YearIndex, group: str | None) -> Reply:
    """The whole group is without points in this year."""
    name = words.GROUPS_SHORT[group] if group else words.PROVINCE
    return Reply(words.NO_GROUP.format(group=name, year=year.year), rows([ranked(year), province(year)]))


def no_detail(year: YearIndex, node: Criterion, *choices: Choice) -> Reply:
    """Only fields are stored, and a criterion was asked for."""
    field = ask(words.FIELD_RANKING, "ranking", year=year.year, field=node.field)
    text = words.NO_DETAIL.format(name=words.node_name(node), year=year.year)
    return Reply(text, rows(choices, [field] if node.level > 1 else [ranked(year)]))


def no_rows(year: YearIndex, group: str | None, node: Criterion | None) -> Reply:
    """Nobody of this group is scored, or there is no detail as fine as was asked for."""
    return nobody_scored(year, group) if node is None else no_detail(year, node)


def node_asked(request: Request, year: YearIndex, group: str | None = None) -> Criterion | Reply | None:
    """The criterion or field named; None for the whole index; a reply where this year's set has no such node."""
    code = code_asked(request)
    if code is None:
        return None
    trees = [year.trees[group]] if group is not None and group in year.trees else list(year.trees.values())
    found = next((tree[code] for tree in trees if code in tree), None)
    if found is None:
        none = words.NO_CRITERION if "." in code else words.NO_FIELD
        return Reply(none.format(year=year.year, code=code), rows([ranked(year), province(year)]))
    return found


def code_asked(request: Request) -> str | None:
    said = request.said
    return said.criterion or (str(said.field) if said.field else None)


def ranked(year: YearIndex) -> Choice:
    return ask(words.RANKING, "ranking", year=year.year)


def province(year: YearIndex) -> Choice:
    return ask(words.OVERVIEW, "overview", year=year.year)


def again(request: Request, label: str, *, page: int = 1, picture: bool = False, **changes: Any) -> Choice:
    """A button that puts the same question with something changed; in words, unless a picture is asked for."""
    return Choice(label, asks=replace(request.said, text=label, picture=picture, **changes), page=page)


def about_node(node: Criterion | None) -> dict[str, Any]:
    """The entities that carry a field or criterion into the next question."""
    if node is None:
        return {}
    return {"field": node.field} if node.level == 1 else {"criterion": node.code}


def rows(*wanted: Iterable[Choice]) -> list[list[Choice]]:
    """Rows of buttons, without those whose question is longer than a button holds and without empty rows."""
    kept = [[choice for choice in row if _fits(choice)] for row in wanted]
    return [row for row in kept if row]


def _fits(choice: Choice) -> bool:
    if choice.asks is None:
        return True
    try:
        encode(choice.asks, choice.page)
    except ValueError:
        return False
    return True


def furthest_below(asked: Asked) -> Mark | None:
    """The field furthest below the middle of the agency's group, in percent; None where none is below."""
    gaps = [(mark, gap) for mark in asked.standing.fields if (gap := below_middle(asked, mark)) > 0]
    return max(gaps, key=lambda pair: pair[1])[0] if gaps else None


def below_middle(asked: Asked, mark: Mark) -> Decimal:
    """How far under the group's middle, in percent of the greatest points; negative above it."""
    middle = asked.year.middle(asked.agency.group, mark.criterion.code)
    return (middle if middle is not None else mark.ratio) - mark.ratio


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """A part of a long list; `first` counts from 1."""

    shown: Sequence[Row]
    first: int
    number: int
    pages: int
    all: int

    @property
    def last(self) -> int:
        return self.first + len(self.shown) - 1


def page_of(items: Sequence[Row], size: int, wanted: int, slack: int = 0) -> Page[Row]:
    """The page wanted, or the nearest there is; up to `slack` rows left over join the last page."""
    pages = max((len(items) - slack + size - 1) // size, 1)
    number = min(max(wanted, 1), pages)
    first = (number - 1) * size
    shown = items[first:] if number == pages else items[first : first + size]
    return Page(shown, first + 1, number, pages, len(items))


def turns(request: Request, page: Page[Any], **fixed: Any) -> list[Choice]:
    """[Trước] [Tiếp] for the same question; `fixed` is what the answer took as given, such as the year."""
    wanted = [(words.BACK, page.number - 1 if page.number > 2 else FIRST)] * (page.number > 1)
    wanted += [(words.NEXT, page.number + 1)] * (page.number < page.pages)
    kept: dict[str, Any] = {
        "own": False,
        "aspect": aspect_of(request),
        "field": None if request.said.criterion else request.said.field,
    }
    return [again(request, label, page=to, **kept, **fixed) for label, to in wanted]


def aspect_of(request: Request) -> str | None:
    """The sub-question; older buttons that turned a page had none."""
    return None if request.said.aspect == TURN else request.said.aspect


def is_turned(request: Request) -> bool:
    """A press that turns a page changes the message it stands under."""
    return request.pressed and (request.page != 1 or request.said.aspect == TURN)
