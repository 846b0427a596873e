"""What must hold for whatever is asked: figures said in an answer are applied, counted and added up again."""

import re
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers import ranking, whatif
from handlers.dialogue import Reply, Request, plain
from handlers.index import Index, Move, Place, YearIndex, moves, places
from handlers.knowledge import Knowledge
from handlers.limits import Limits, limits_of
from handlers.understanding import Understanding
from storage.catalogue import Person, RoleHeld
from tests.conversations.test_index_crawl import NOW, NoUnit, knowledge_of, with_gaps
from tests.demo_catalogue import demo_catalogue, with_scores

KNOWLEDGE = knowledge_of(demo_catalogue())
Y2023 = KNOWLEDGE.index.years[2023]
LEADER = Person("leader:ct", "Chủ tịch", (RoleHeld("leader", None),))
agencies = st.sampled_from(sorted(Y2023.standings))
hundredths = st.integers(0, 10_000).map(lambda n: Decimal(n).scaleb(-2))


def asked(topic: str, page: int = 1, knowledge: Knowledge = KNOWLEDGE, **entities: object) -> Reply:
    said = Understanding("", topic, **entities)  # type: ignore[arg-type]
    request = Request(said, LEADER, knowledge, NOW, "telegram", "1", page=page, pressed=True)
    handler = {"ranking": ranking.answer, "whatif": whatif.answer}[topic]
    return handler(request, NoUnit())  # type: ignore[arg-type]


def number(words: str) -> Decimal:
    return Decimal(words.replace(",", "."))


def applied(year: YearIndex, agency: str, change: Decimal, group: str | None, field: str | None) -> Place:
    """The row of the agency when its points change and nobody else's do."""
    rows = year.ranking(group, field)
    measured = [(r.agency, r.points + (change if r.agency == agency else 0), r.max_points) for r in rows]
    return next(row for row in places(measured) if row.agency == agency)


# --- what it takes


@settings(max_examples=200, deadline=None)
@given(agencies, st.integers(1, 31), st.booleans(), st.sampled_from([None, *range(1, 9)]))
def test_the_points_said_reach_the_rank_and_a_hundredth_less_does_not(
    agency: str, n: int, in_group: bool, field: int | None
) -> None:
    group = Y2023.standings[agency].group if in_group else None
    text = plain(asked("whatif", agencies=(agency,), n=n, group=group, field=field).text)
    own = Y2023.place(agency, group, str(field) if field else None)
    assert own is not None
    found = re.search(r"cần thêm ([\d,]+) điểm", text)
    if found is None:
        assert own.rank <= n or n > len(Y2023.of(group)), text
        return
    needed = number(found[1])
    code = str(field) if field else None
    assert applied(Y2023, agency, needed, group, code).rank <= n
    assert applied(Y2023, agency, needed - Decimal("0.01"), group, code).rank > n


@settings(max_examples=100, deadline=None)
@given(agencies, st.integers(-3000, 3000).map(lambda n: Decimal(n).scaleb(-2)))
def test_points_more_or_less_lead_to_the_rank_that_is_said(agency: str, change: Decimal) -> None:
    own = Y2023.standings[agency]
    text = plain(asked("whatif", agencies=(agency,), threshold=change).text)
    if change > own.lost:
        assert f"không thể thêm {str(change).replace('.', ',')} điểm" in text
        return
    row = applied(Y2023, agency, change, None, None)
    said = re.search(r"sẽ (?:đạt|còn) ([\d,]+) điểm, (đồng )?hạng (\d+)/31", text)
    assert said is not None, text
    assert (number(said[1]), bool(said[2]), int(said[3])) == (row.percent, bool(row.tied), row.rank)


@settings(max_examples=100, deadline=None)
@given(agencies, hundredths)
def test_the_rank_without_surveys_is_the_best_an_office_can_promise(agency: str, target: Decimal) -> None:
    text = plain(asked("whatif", agencies=(agency,), threshold=target, above=True).text)
    short = re.search(r"chỉ lấy lại được tối đa ([\d,]+) điểm, đến (?:đồng )?hạng (\d+)", text)
    if short is not None:
        total = sum((m.lost for m in Y2023.standings[agency].losses() if not m.survey), Decimal(0))
        assert number(short[1]) == total
        assert int(short[2]) == applied(Y2023, agency, total, None, None).rank


# --- places and ranges


@pytest.mark.parametrize("field", [None, 4, 5])
@pytest.mark.parametrize("group", [None, "so", "huyen"])
def test_every_place_is_held_or_said_to_be_left_out(group: str | None, field: int | None) -> None:
    rows = Y2023.ranking(group, str(field) if field else None)
    held = {row.rank for row in rows}
    for rank in range(1, len(rows) + 1):
        text = plain(asked("ranking", rank=rank, group=group, field=field).text)
        assert text.startswith(f"Hạng {rank} ") == (rank in held), text
        assert text.startswith("Không ") == (rank not in held), text


@given(st.lists(hundredths, min_size=1, max_size=6, unique=True).map(sorted), hundredths)
def test_ranges_beside_each_other_hold_every_value_once(ends: list[Decimal], value: Decimal) -> None:
    under, over = Limits(None, ends[0]), Limits(ends[-1], None)
    between = [Limits(low, high) for low, high in pairwise(ends)]
    assert [limits.hold(value) for limits in (under, *between, over)].count(True) == 1


@given(hundredths, hundredths)
def test_a_range_said_the_wrong_way_round_is_the_same(low: Decimal, high: Decimal) -> None:
    said = [limits_of(Understanding("", "ranking", threshold=a, until=b)) for a, b in ((low, high), (high, low))]
    assert said[0] == said[1]


# --- movement


def test_rises_and_falls_are_all_that_moved() -> None:
    found = moves(KNOWLEDGE.index.years[2022].ranking(), Y2023.ranking())
    listed: list[str] = []
    for order in ("top", "bottom"):
        for page in (1, 2):
            lines = plain(asked("ranking", aspect="movement", order=order, n=99, page=page).text).split("\n")
            listed += [line for line in lines if re.match(r"\d+\. ", line) and line not in listed]
    assert len(listed) == sum(move.ranks != 0 for move in found) == 26


@settings(max_examples=50)
@given(st.lists(st.tuples(hundredths, hundredths), min_size=1, max_size=40))
def test_movement_adds_up_to_the_difference_of_the_rankings(values: list[tuple[Decimal, Decimal]]) -> None:
    before, now = ([(str(at), pair[year], Decimal(100)) for at, pair in enumerate(values)] for year in (0, 1))
    then, later = places(before), places(now)
    found: list[Move] = moves(then, later)
    assert len(found) == len(values)
    assert sum(move.ranks for move in found) == sum(r.rank for r in then) - sum(r.rank for r in later)
    assert sum(move.points for move in found) == sum(b - a for a, b in values)


def test_another_number_of_agencies_is_said_beside_the_movement() -> None:
    text = plain(asked("ranking", knowledge=knowledge_of(with_gaps()), aspect="movement", order="top").text)
    assert "Năm 2023 có 31 đơn vị được xếp hạng, nay 20." in text


def test_an_agency_of_one_year_alone_has_not_moved() -> None:
    scores = {year: dict(points) for year, points in demo_catalogue().scores.items()}
    del scores[2022]["snv"]
    index = Index.build(with_scores(scores))
    found = moves(index.years[2022].ranking(), index.years[2023].ranking())
    assert len(found) == 30
    assert "snv" not in {move.agency for move in found}
