"""A criterion set of a year: read, checked as a tree, kept from breaking stored scores."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from handlers import importing
from storage.session import Store
from tests.demo_catalogue import DEMO
from tests.handlers.importing.tables import NOW, catalogue

HEADING = ["code", "name", "max_points"]
TREE = [["1", "Chỉ đạo", "60"], ["1.1", "Kế hoạch", "40"], ["1.2", "Báo cáo", "20"], ["2", "Thể chế", "40"]]


def import_rows(store: Store, path: Path, rows: list[list[str]], year: int = 2024) -> importing.CriteriaOutcome:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return import_file(store, path, year)


def import_file(store: Store, path: Path, year: int, *, dry_run: bool = False) -> importing.CriteriaOutcome:
    with store.unit() as unit:
        outcome = importing.import_criteria(unit, path, year=year, now=NOW, dry_run=dry_run)
        if outcome.written:
            unit.commit()
    return outcome


def test_a_new_year_for_both_groups(demo: Store, tmp_path: Path) -> None:
    outcome = import_rows(demo, tmp_path / "a.csv", [HEADING, *TREE])
    assert (outcome.groups, outcome.rows, outcome.written, outcome.problems) == (("so", "huyen"), 8, True, ())
    tree = catalogue(demo).criteria[2024, "huyen"]
    assert [(c.code, c.level, c.max_points) for c in tree.values()] == [
        ("1", 1, Decimal(60)), ("1.1", 2, Decimal(40)), ("1.2", 2, Decimal(20)), ("2", 1, Decimal(40))
    ]  # fmt: skip


def test_the_packs_file_again_changes_nothing(demo: Store) -> None:
    before = catalogue(demo)
    outcome = import_file(demo, DEMO / "criteria.csv", 2023)
    assert (outcome.rows, outcome.written, outcome.changes) == (188, True, 0)
    assert catalogue(demo) == before


def test_in_vietnamese_for_one_group(demo: Store, tmp_path: Path) -> None:
    rows = [["BỘ TIÊU CHÍ KHỐI HUYỆN, THỊ XÃ"], ["STT", "Tiêu chí", "Điểm tối đa"]]
    rows += [["I", "Chỉ đạo", "60,0"], ["1.1", "Kế hoạch", "60"], ["", "Tổng cộng", "60"]]
    outcome = import_rows(demo, tmp_path / "a.csv", rows)
    assert (outcome.groups, outcome.rows, outcome.problems) == (("huyen",), 2, ())


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (["1.3", "Kiểm tra", "1"], "cộng được 61"),
        (["3.1", "Kiểm tra", "1"], "không có mục cha 3"),
        (["1.2", "Kiểm tra", "20"], "ghi hai lần"),
        (["2.1", "Kiểm tra", "x"], "không phải số"),
        (["x.1", "Kiểm tra", "1"], "không phải mã tiêu chí"),
        (["3", "Kiểm tra", "0"], "lớn hơn 0"),
    ],
)
def test_what_is_no_tree_is_refused(demo: Store, tmp_path: Path, row: list[str], says: str) -> None:
    before = catalogue(demo)
    outcome = import_rows(demo, tmp_path / "a.csv", [HEADING, *TREE, row])
    assert any(says in problem.what for problem in outcome.problems)
    assert not outcome.written
    assert catalogue(demo) == before


def test_scores_keep_their_criteria(demo: Store, tmp_path: Path) -> None:
    before = catalogue(demo)
    outcome = import_rows(demo, tmp_path / "a.csv", [HEADING, *TREE], year=2023)
    assert any("đã có điểm" in problem.what for problem in outcome.problems)
    assert catalogue(demo) == before


def test_a_dry_run_and_a_file_of_other_years(demo: Store, tmp_path: Path) -> None:
    before = catalogue(demo)
    assert import_file(demo, DEMO / "criteria.csv", 2023, dry_run=True).written is False
    assert "2025" in import_file(demo, DEMO / "criteria.csv", 2025).problems[0].what
    assert catalogue(demo) == before
