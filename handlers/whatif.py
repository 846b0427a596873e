"""Topic `whatif`: what it takes to reach a rank, a score, another agency; or the rank that some points would bring.

All others are taken to stay as they are. Points of surveys are shown apart: no office can promise them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from handlers import published
from handlers.dialogue import Choice, Reply, Request, ask, bold
from handlers.index import Mark, Place, percent, points_to_reach, ways
from handlers.published import Asked
from handlers.questions import written
from handlers.words import index as shared
from handlers.words import whatif as words
from handlers.words.formats import capital, number
from storage.catalogue import Criterion
from storage.session import Unit

NAMED = 4  # criteria named in one line
SIZE = 3  # criteria with names a page: five lines with the heading and the source
NAMES = "names"  # aspect: the criteria by name
# "vượt sở y tế", "đuổi kịp hớn quản": the one agency named is the one to overtake, not the one that rises.
OVERTAKE = re.compile(
    r"\b(v[uư][oợ]t|k[iị]p|qua m[aặ]t|(b[aằ]ng|ngang)(\s+(đi[eể]m|diem|v[oớ]i|đ[uư][oợ]c|duoc))?)\s+(qua\s+)?"
    r"(?!l[eê]n|h[aạ]ng|top|m[uứ]c|m[oố]c|c[aá]ch|g[iì]\b|n[aà]o|m[aấ]y|bao\b|đi[eể]m|diem)\w{2,}"
)
# "thêm 20 điểm": an amount, also where it is more than there is to win; "để được 95" is a score.
ADDING = re.compile(r"\b(th[eê]m|t[aă]ng|cộng|nâng|n[uữ]a)\b")
FIRST_WORDS = re.compile(r"\b((đ[uứ]ng|d[aẫ]n)\s+đ[aầ]u|(h[aạ]ng|th[uứ])\s+nh[aấ]t|qu[aá]n qu[aâ]n)\b")
STEPS = (3, 5, 10, 15, 20)  # round ranks that people aim at


@dataclass(frozen=True, slots=True)
class Aim:
    """One agency's row in the ranking that is meant, and the rows of all others, best first."""

    request: Request
    asked: Asked
    group: str | None
    node: Criterion | None
    own: Place
    others: Sequence[Place]

    @property
    def about(self) -> str:
        return shared.ABOUT.format(name=shared.node_name(self.node)) if self.node else ""

    @property
    def lost(self) -> Decimal:
        """All that could be won, surveys and all."""
        return self.own.max_points - self.own.points

    @property
    def group_name(self) -> str:
        return shared.GROUPS_SHORT[self.group] if self.group else shared.PROVINCE

    @property
    def facts(self) -> dict[str, Any]:
        """Where the agency stands now."""
        return {
            "agency": self.asked.agency.name,
            "about": self.about,
            "year": self.asked.year.year,
            "figure": self.figure(self.own),
            "rank": self.rank(self.own.rank, tied=bool(self.own.tied), of=True),
        }

    @property
    def source(self) -> str:
        return shared.source(self.asked.year.year, self.request.knowledge.catalogue.demo)

    def name(self, code: str) -> str:
        return shared.in_sentence(self.request.knowledge.agency(code))

    def figure(self, place: Place) -> str:
        return self.value(place.percent)

    def value(self, value: Decimal) -> str:
        return (words.PERCENT if self.node else words.POINTS).format(value=number(value, 1 if self.node else 2))

    def rank(self, rank: int, *, tied: bool = False, of: bool = False) -> str:
        place = f"{rank}/{len(self.others) + 1}" if of else rank
        said = shared.shared(place, tied)
        return f"{said} {shared.GROUPS_SHORT[self.group]}" if self.group else said

    def rank_with(self, value: Decimal) -> tuple[int, bool]:
        """The rank an index of `value` percent would have, and whether it would be shared."""
        above = sum(other.percent > value for other in self.others)
        return above + 1, any(other.percent == value for other in self.others)


def answer(request: Request, unit: Unit) -> Reply:
    """By what was aimed at: an agency, a score or an amount of points, a rank, else the next rank."""
    said = request.said
    rival = _rival(request)
    if rival is not None and len(said.agencies) == 1:
        request = published.changed(request, agencies=())
    asked = published.one_agency(request, words.EXAMPLE)
    if isinstance(asked, Reply):
        return asked
    node = published.node_asked(request, asked.year, asked.agency.group)
    if isinstance(node, Reply):
        return node
    aim = _aim(request, asked, node, rival)
    if aim is None:
        return published.no_rows(asked.year, asked.agency.group, node)
    if rival is not None:
        question = replace(said, agencies=(asked.agency.code, rival))  # whose rise it is, also for what follows
        return replace(_overtake(aim, rival), remember={"said": written(question)})
    if said.threshold is None:
        return _rise(aim)
    if said.threshold < 0:
        return _lose(aim, -said.threshold)
    return _reach(aim, said.threshold) if _is_score(aim) else _add(aim, said.threshold)


def _rival(request: Request) -> str | None:
    """The second agency named; or the only one, when it is to be overtaken by the person's own."""
    said, own = request.said, request.person.agency
    named = tuple(dict.fromkeys(said.agencies))
    if len(named) > 1:
        return named[1]
    if len(named) != 1 or own is None or named[0] == own or request.pressed:
        return None
    free = _rank_aimed_at(request) is None and said.threshold is None
    return named[0] if said.own or (free and OVERTAKE.search(published.typed(request))) else None


def _aim(request: Request, asked: Asked, node: Criterion | None, rival: str | None) -> Aim | None:
    group = request.said.group if request.said.group == asked.agency.group and rival is None else None
    rows = asked.year.ranking(group, node.code if node else None)
    own = next((row for row in rows if row.agency == asked.agency.code), None)
    if own is None:
        return None
    return Aim(request, asked, group, node, own, [row for row in rows if row.agency != own.agency])


def _is_score(aim: Aim) -> bool:
    """ "đạt 85" is a score, "thêm 1,5 điểm" an amount; a bare number is a score where it is more than can be won."""
    said = aim.request.said
    assert said.threshold is not None
    if said.above is not None:
        return True
    typed = published.typed(aim.request)
    return bool(typed) and said.threshold > aim.lost and not ADDING.search(typed)


# --- what is needed


def _rank_aimed_at(request: Request) -> int | None:
    """ "top 5", "hạng 5"; "đứng đầu" is the first; None is the next one up."""
    said = request.said
    first = said.order == "top" or FIRST_WORDS.search(published.typed(request))
    return said.n if said.n is not None else said.rank if said.rank is not None else 1 if first else None


def _rise(aim: Aim) -> Reply:
    """To be among the first n, or one rank higher."""
    n = _rank_aimed_at(aim.request)
    higher = [other for other in aim.others if other.percent > aim.own.percent]
    if not higher:
        return _settled(aim, words.FIRST_ALREADY.format(group=aim.group_name, **aim.facts))
    if n is not None and n > len(aim.others) + 1:
        return _settled(aim, words.BEYOND.format(group=aim.group_name, all=len(aim.others) + 1, **aim.facts))
    if n is not None and aim.own.rank <= max(n, 1):
        return _settled(aim, words.THERE_ALREADY.format(n=n, **aim.facts))
    target = higher[-1] if n is None else aim.others[max(n, 1) - 1]
    rank = aim.rank(target.rank)
    wanted = words.TARGET_RANK.format(rank=rank, agency=aim.name(target.agency), figure=aim.figure(target))
    return _needed(aim, target.percent, wanted)


def _overtake(aim: Aim, rival: str) -> Reply:
    other = next((place for place in aim.others if place.agency == rival), None)
    if other is None:
        return published.without_points(aim.request, aim.asked.year, aim.request.knowledge.agency(rival))
    if other.percent <= aim.own.percent:
        text = (words.EQUAL_ALREADY if other.percent == aim.own.percent else words.HIGHER_ALREADY).format(
            agency=aim.asked.agency.name,
            other=aim.name(rival),
            year=aim.asked.year.year,
            figure=aim.figure(aim.own),
            other_figure=aim.figure(other),
        )
        return _settled(aim, text)
    rank = aim.rank(other.rank, tied=bool(other.tied))
    wanted = words.TARGET_AGENCY.format(agency=aim.name(rival), figure=aim.figure(other), rank=rank)
    return _needed(aim, other.percent, wanted + words.BUT_SHARED)


def _reach(aim: Aim, score: Decimal) -> Reply:
    if score > 100:
        return _settled(aim, words.ABOVE_ALL)
    if aim.own.percent >= score:
        return _settled(aim, words.REACHED_ALREADY.format(target=aim.value(score), **aim.facts))
    return _needed(aim, score, None)


def _needed(aim: Aim, target: Decimal, wanted: str | None) -> Reply:
    """The points that bring the index to `target` percent and where they can be won."""
    needed = points_to_reach(aim.own.points, aim.own.max_points, target)
    facts = {"agency": aim.asked.agency.name, "points": bold(number(needed)), "about": aim.about}
    if wanted is None:
        rank, tied = aim.rank_with(percent(aim.own.points + needed, aim.own.max_points))
        head = words.NEEDED_SCORE.format(target=aim.value(target), rank=aim.rank(rank, tied=tied), **facts)
    else:
        head = words.NEEDED.format(target=wanted, **facts)
    marks = ways(aim.asked.standing, needed, aim.node.code if aim.node else None)
    if aim.request.pressed and published.aspect_of(aim.request) == NAMES:
        return _names(aim, marks)
    choices = [ask(words.SEE_NAMES, "whatif", **_entities(aim), aspect=NAMES)] if marks else []
    text = "\n".join([head, _winnable(aim, marks, needed), aim.source])
    return Reply(text, published.rows(choices, _others(aim)))


def _winnable(aim: Aim, marks: Sequence[Mark], needed: Decimal) -> str:
    """Where the points are without surveys, the most first; how far they lead where they do not suffice."""
    total = sum((mark.lost for mark in marks), Decimal(0))
    if not marks:
        return words.ONLY_SURVEYS
    if total < needed:
        rank, tied = aim.rank_with(percent(aim.own.points + total, aim.own.max_points))
        return words.NOT_ENOUGH.format(total=number(total), rank=aim.rank(rank, tied=tied))
    named = [words.MARK.format(name=_short_name(mark), points=number(mark.lost)) for mark in marks[:NAMED]]
    more = words.MORE_MARKS.format(count=len(marks) - NAMED) if len(marks) > NAMED else ""
    return words.WINNABLE.format(marks=", ".join(named) + more, total=number(total))


def _short_name(mark: Mark) -> str:
    """Its code; a field where no more is stored."""
    return shared.node_name(mark.criterion) if mark.criterion.level == 1 else mark.criterion.code


def _names(aim: Aim, marks: Sequence[Mark]) -> Reply:
    page = published.page_of(marks, SIZE, aim.request.page)
    total = sum((mark.lost for mark in marks), Decimal(0))
    lines = [words.NAMES.format(agency=aim.asked.agency.name, total=bold(number(total)), count=len(marks))]
    for place, mark in enumerate(page.shown, page.first):
        lines.append(
            words.NAME.format(
                place=place,
                criterion=capital(shared.node_name(mark.criterion)),
                points=number(mark.lost),
                got=number(mark.points),
                most=number(mark.max_points),
            )
        )
    turns = published.turns(aim.request, page)
    edit = published.is_turned(aim.request)
    return Reply("\n".join([*lines, aim.source]), published.rows(turns, _others(aim)), edit=edit)


# --- what some points more or less would bring


def _add(aim: Aim, amount: Decimal) -> Reply:
    if amount > aim.lost:
        return _settled(aim, _too_much(aim, amount))
    marks = ways(aim.asked.standing, amount, aim.node.code if aim.node else None)
    where = [_winnable(aim, marks, amount)] if amount else []
    text = "\n".join([*_then(aim, words.ADDED, amount, aim.own.points + amount), *where, aim.source])
    choices = [ask(words.SEE_NAMES, "whatif", **_entities(aim), aspect=NAMES)] if marks else []
    if aim.request.pressed and published.aspect_of(aim.request) == NAMES:
        return _names(aim, marks)
    return Reply(text, published.rows(choices, _others(aim)))


def _too_much(aim: Aim, amount: Decimal) -> str:
    if not aim.lost:
        return words.FULL_ALREADY.format(**aim.facts)
    full, tied = aim.rank_with(Decimal(100))
    facts = {**aim.facts, "rank": aim.rank(full, tied=tied, of=True), "figure": aim.value(Decimal(100))}
    return words.TOO_MUCH.format(lost=bold(number(aim.lost)), added=number(amount), **facts)


def _lose(aim: Aim, amount: Decimal) -> Reply:
    """ "giảm 2 điểm thì hạng mấy" """
    if amount > aim.own.points:
        return _settled(aim, words.TOO_LITTLE.format(points=number(aim.own.points), lost=number(amount), **aim.facts))
    return _settled(aim, "\n".join(_then(aim, words.LOST, amount, aim.own.points - amount)))


def _then(aim: Aim, head: str, amount: Decimal, points: Decimal) -> list[str]:
    """The rank those points would have, and the rank now."""
    value = percent(points, aim.own.max_points)
    rank, tied = aim.rank_with(value)
    moved = shared.moved_places(aim.own.rank - rank)
    return [
        head.format(
            amount=number(amount),
            about=aim.about,
            agency=aim.name(aim.own.agency),
            figure=aim.value(value),
            rank=bold(aim.rank(rank, tied=tied, of=True)),
        ),
        words.NOW_AT.format(moved=moved, **aim.facts),
    ]


# --- buttons


def _entities(aim: Aim) -> dict[str, Any]:
    said = aim.request.said
    agencies = (aim.own.agency,)
    rival = _rival(aim.request)
    return {
        "agencies": (*agencies, rival) if rival else agencies,
        "year": aim.asked.year.year,
        "n": _rank_aimed_at(aim.request),
        "group": aim.group,
        "threshold": said.threshold,
        "above": True if said.threshold is not None and _is_score(aim) else None,
        **published.about_node(aim.node),
    }


def _others(aim: Aim) -> list[Choice]:
    about, year = (aim.own.agency,), aim.asked.year.year
    choices = [ask(shared.WEAK, "weak", agencies=about, year=year)]
    standing = aim.asked.standing
    step = max((step for step in STEPS if step < standing.rank - 1), default=None)
    if step is not None and aim.node is None and step != aim.request.said.n:
        choices.append(ask(words.NEXT_TARGET.format(n=step), "whatif", agencies=about, year=year, n=step))
    return choices


def _settled(aim: Aim, text: str) -> Reply:
    return Reply(f"{text}\n{aim.source}", published.rows(_others(aim)))
