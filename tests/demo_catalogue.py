"""The demo data as a catalogue, read straight from its files: for topics that only ask about the index."""

import csv
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType

from storage.catalogue import Agency, Catalogue, Criterion

DEMO = Path(__file__).parent.parent / "storage" / "demo"


def _rows(name: str) -> list[dict[str, str]]:
    with (DEMO / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def demo_catalogue() -> Catalogue:
    """Agencies, criteria and the scores of 2022 and 2023; no people, no tasks."""
    agencies = {
        row["code"]: Agency(
            row["code"], row["name"], row["short_name"], row["group"], row["scored"] == "1", row["head_title"],
            tuple(row["aliases"].split("|")),
        )
        for row in _rows("agencies.csv")
    }  # fmt: skip
    criteria: dict[tuple[int, str], dict[str, Criterion]] = {}
    for row in _rows("criteria.csv"):
        tree = criteria.setdefault((int(row["year"]), row["group"]), {})
        tree[row["code"]] = Criterion(row["code"], row["name"], int(row["level"]), Decimal(row["max_points"]))
    scores = {year: _scores(f"scores_{year}.csv") for year in (2022, 2023)}
    return Catalogue(1, 1, True, None, MappingProxyType(agencies), criteria, scores, {}, {}, {})


def _scores(name: str) -> dict[str, dict[str, Decimal]]:
    scores: dict[str, dict[str, Decimal]] = {}
    for row in _rows(name):
        scores.setdefault(row["agency"], {})[row["criterion"]] = Decimal(row["points"])
    return scores


def with_scores(scores: Mapping[int, Mapping[str, Mapping[str, Decimal]]]) -> Catalogue:
    """The demo's agencies and criteria with other scores."""
    return replace(demo_catalogue(), scores=scores)
