"""The arithmetic of the index: hand-checked figures of the demo, and what must hold for any figures."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.field_means import means
from handlers.group_losses import losses
from handlers.index import (
    BANDS,
    Index,
    YearIndex,
    band,
    competition_ranks,
    enough,
    mean,
    median,
    moves,
    percent,
    places,
    points_to_reach,
    ways,
    winnable,
)
from tests.demo_catalogue import demo_catalogue, with_scores

INDEX = Index.build(demo_catalogue())
hundredths = st.integers(0, 10_000).map(lambda n: Decimal(n).scaleb(-2))


@pytest.fixture
def y2023() -> YearIndex:
    return INDEX.years[2023]


# --- figures of the demo, checked by hand against its files


def test_two_agencies_tie_at_rank_21_and_22_is_not_given(y2023: YearIndex) -> None:
    snv = y2023.standings["snv"]
    assert (snv.points, snv.percent, snv.rank, snv.tied) == (Decimal("86.94"), Decimal("86.94"), 21, ("vpub",))
    assert (snv.group_rank, len(y2023.of("so"))) == (14, 20)
    assert [s.rank for s in y2023.standings.values()][20:23] == [21, 21, 23]


def test_bands_and_movement_are_those_of_the_dispatch(y2023: YearIndex) -> None:
    bands = [s.band for s in y2023.standings.values()]
    assert [bands.count(name) for name in ("upper", "middle", "lower")] == [14, 16, 1]
    moved = [INDEX.movement(code, 2023) for code in y2023.standings]
    ranks = [m.ranks for m in moved if m]
    assert [sum(r > 0 for r in ranks), ranks.count(0), sum(r < 0 for r in ranks)] == [10, 5, 16]
    assert [sum(m.points > 0 for m in moved if m), sum(m.points < 0 for m in moved if m)] == [21, 10]


@pytest.mark.parametrize(("year", "expected"), [(2023, "88.35"), (2022, "86.11")])
def test_the_mean_of_all(year: int, expected: str) -> None:
    assert mean([s.percent for s in INDEX.years[year].standings.values()]) == Decimal(expected)


def test_the_middle_of_a_group_in_a_field(y2023: YearIndex) -> None:
    own = y2023.standings["snv"].marks["7"]
    middle = y2023.middle("so", "7")
    assert middle is not None
    assert (round(own.ratio, 1), round(middle, 1)) == (Decimal("83.8"), Decimal("94.1"))


def test_ties_of_lost_points_show_the_larger_share_first(y2023: YearIndex) -> None:
    lost = [(m.criterion.code, m.lost, m.survey) for m in y2023.standings["snv"].losses()][:4]
    assert lost == [
        ("7.4.2", Decimal("1.25"), False),
        ("8.2.2", Decimal("1.08"), True),
        ("8.1.2", Decimal("1.08"), True),
        ("8.2.1", Decimal("0.90"), True),
    ]


def test_surveys_are_no_way_to_win_points_back(y2023: YearIndex) -> None:
    found = ways(y2023.standings["snv"], Decimal("2.67"))
    assert [m.criterion.code for m in found] == ["7.4.2", "1.1.2", "7.1.2", "7.2.3"]
    assert sum(m.lost for m in found) == Decimal("3.00")
    assert not any(m.criterion.code.startswith(("8.1", "8.2")) for m in winnable(y2023.standings["budang"]))


def test_criteria_of_the_two_years_differ_in_field_7_only() -> None:
    now, then = INDEX.years[2023], INDEX.years[2022]
    assert not now.same_criteria(then, "so")
    assert [f for f in "12345678" if not now.same_criteria(then, "so", f)] == ["7"]


def test_means_of_the_fields_and_of_the_groups(y2023: YearIndex) -> None:
    fields = {found.field.code: found.mean for found in means(y2023, None)}
    assert (fields["8"], fields["7"]) == (Decimal("76.99"), Decimal("93.45"))
    by_group = [[found.mean for found in means(y2023, group)][1] for group in ("so", "huyen")]
    assert by_group == [Decimal("91.25"), Decimal("83.81")]


def test_what_members_of_a_group_lose_on_average(y2023: YearIndex) -> None:
    found = losses(y2023.of("so"))
    assert [(loss.marks[0].criterion.code, loss.lost) for loss in found[:2]] == [
        ("8.1.1", Decimal("0.73")), ("8.1.2", Decimal("0.688")),
    ]  # fmt: skip
    assert sum(loss.lost for loss in found) == sum(s.lost for s in y2023.of("so")) / 20


@pytest.mark.parametrize(
    ("agency", "ranks", "points"),
    [("syt", 12, "6.00"), ("sgtvt", 8, "9.25"), ("chonthanh", -8, "-1.67"), ("honquan", -5, "1.95")],
)
def test_rank_and_points_move_apart(y2023: YearIndex, agency: str, ranks: int, points: str) -> None:
    found = {move.agency: move for move in moves(INDEX.years[2022].ranking(), y2023.ranking())}
    assert (found[agency].ranks, found[agency].points) == (ranks, Decimal(points))


# --- what is stored may have less detail, or gaps


def test_fields_alone_give_the_same_ranking(y2023: YearIndex) -> None:
    by_field = {
        code: {mark.criterion.code: mark.points for mark in s.fields} for code, s in y2023.standings.items()
    }  # fmt: skip
    coarse = Index.build(with_scores({2023: by_field})).years[2023]
    assert [(s.agency, s.rank) for s in coarse.standings.values()] == [
        (s.agency, s.rank) for s in y2023.standings.values()
    ]
    lost = coarse.standings["snv"].losses()
    assert {m.criterion.level for m in lost} == {1}
    assert sum(m.lost for m in lost) == Decimal("13.06")
    assert {m.criterion.code for m in lost if m.survey} == {"8"}, "a field that holds surveys is nothing to promise"


def test_an_agency_without_a_whole_field_is_not_ranked(y2023: YearIndex) -> None:
    scores = dict(demo_catalogue().scores[2023])
    scores["snv"] = {code: points for code, points in scores["snv"].items() if not code.startswith("3")}
    year = Index.build(with_scores({2023: scores})).years[2023]
    assert "snv" not in year.standings
    assert (len(year.standings), year.standings["vpub"].tied) == (30, ())


def test_a_criterion_that_is_not_scored_counts_neither_way() -> None:
    scores = dict(demo_catalogue().scores[2023])
    scores["snv"] = {code: points for code, points in scores["snv"].items() if code != "7.4.2"}
    standing = Index.build(with_scores({2023: scores})).years[2023].standings["snv"]
    assert (standing.points, standing.max_points) == (Decimal("86.69"), Decimal("98.50"))
    assert standing.percent == Decimal("88.01")


def test_no_scores_no_years() -> None:
    assert Index.build(with_scores({})).latest is None


def test_the_press_unit_is_not_ranked() -> None:
    assert all("daiptth" not in year.standings for year in INDEX.years.values())


# --- what holds for all


@pytest.mark.parametrize(
    ("value", "expected"),
    [("90.00", "upper"), ("89.99", "middle"), ("80.00", "middle"), ("79.99", "lower"), ("100", "upper")],
)
def test_exactly_90_belongs_to_the_upper_band(value: str, expected: str) -> None:
    assert band(Decimal(value)) == expected


@pytest.mark.parametrize(
    ("points", "of", "expected"), [("1", "3", "33.33"), ("2", "3", "66.67"), ("86.945", "100", "86.95")]
)
def test_the_index_is_rounded_half_up(points: str, of: str, expected: str) -> None:
    assert percent(Decimal(points), Decimal(of)) == Decimal(expected)


@given(st.lists(hundredths, max_size=40))
def test_ranks_are_a_competition_ranking(values: list[Decimal]) -> None:
    ranks = competition_ranks(values)
    for value, rank in zip(values, ranks, strict=True):
        assert rank == 1 + sum(other > value for other in values)


@given(st.lists(hundredths, min_size=1, max_size=40))
def test_rows_are_in_order_and_name_all_who_share_a_rank(values: list[Decimal]) -> None:
    rows = places([(str(at), value, Decimal(100)) for at, value in enumerate(values)])
    assert [row.percent for row in rows] == sorted(values, reverse=True)
    for row in rows:
        assert set(row.tied) == {r.agency for r in rows if r.rank == row.rank} - {row.agency}


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_the_sum_of_leaves_is_the_total(data: st.DataObject) -> None:
    catalogue = demo_catalogue()
    tree = catalogue.criteria[2023, "so"]
    leaves = [code for code, c in tree.items() if c.level == 3]
    points = {
        code: Decimal(data.draw(st.integers(0, int(tree[code].max_points * 100)))).scaleb(-2) for code in leaves
    }  # fmt: skip
    standing = Index.build(with_scores({2023: {"snv": points}})).years[2023].standings["snv"]
    assert standing.points == sum(points.values())
    assert standing.lost == sum(mark.lost for mark in standing.losses())
    assert sum(mark.points for mark in standing.fields) == standing.points


@given(hundredths, st.integers(1, 10_000).map(lambda n: Decimal(n).scaleb(-2)), hundredths)
def test_the_points_named_reach_the_target_and_one_hundredth_less_does_not(
    points: Decimal, of: Decimal, target: Decimal
) -> None:
    points = min(points, of)
    needed = points_to_reach(points, of, target)
    assert points + needed <= of
    assert percent(points + needed, of) >= target
    assert needed == 0 or percent(points + needed - Decimal("0.01"), of) < target


@given(st.lists(hundredths, max_size=40))
def test_every_value_is_in_one_band(values: list[Decimal]) -> None:
    bands = [band(value) for value in values]
    assert sum(bands.count(name) for name in BANDS) == len(values)
    assert bands.count("upper") == sum(value >= 90 for value in values)
    assert bands.count("lower") == sum(value < 80 for value in values)


@given(st.sampled_from(sorted(INDEX.years[2023].standings)), st.integers(1, 31))
def test_what_it_takes_when_applied_reaches_the_rank(agency: str, n: int) -> None:
    year = INDEX.years[2023]
    own = year.standings[agency]
    if own.rank <= n:
        return
    others = [s for s in year.standings.values() if s.agency != agency]
    target = others[n - 1].percent
    needed = points_to_reach(own.points, own.max_points, target)
    applied = [(s.agency, s.points + (needed if s is own else 0), s.max_points) for s in year.standings.values()]
    reached = next(row for row in places(applied) if row.agency == agency)
    assert reached.rank <= n
    short = [(code, p - (Decimal("0.01") if code == agency else 0), of) for code, p, of in applied]
    assert next(row for row in places(short) if row.agency == agency).rank > n


@given(st.sampled_from(sorted(INDEX.years[2023].standings)), hundredths)
def test_the_ways_named_are_enough_or_all_there_are(agency: str, needed: Decimal) -> None:
    standing = INDEX.years[2023].standings[agency]
    found, all_ways = ways(standing, needed), winnable(standing)
    total = sum(mark.lost for mark in found)
    assert total >= needed or len(found) == len(all_ways)
    assert len(enough(all_ways, needed)) == len(found)


@given(st.lists(hundredths, min_size=1))
def test_half_of_the_values_lie_on_each_side_of_the_middle(values: list[Decimal]) -> None:
    middle = median(values)
    assert 2 * sum(v < middle for v in values) <= len(values)
    assert 2 * sum(v > middle for v in values) <= len(values)
