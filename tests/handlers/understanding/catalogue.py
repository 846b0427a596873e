"""The demo catalogue as the lexicon of the tests."""

import csv
from datetime import date
from functools import cache
from pathlib import Path

from handlers.understanding import AgencyName, CriterionName, Lexicon, TaskTitle, Understanding, understand

ROOT = Path(__file__).parents[3]
DEMO = ROOT / "storage" / "demo"
TODAY = date(2024, 3, 18)


def rows(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    """Rows of a csv file as dictionaries."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


@cache
def agencies() -> tuple[AgencyName, ...]:
    return tuple(
        AgencyName(
            row["code"], row["name"], row["short_name"], row["group"], tuple(a for a in row["aliases"].split("|") if a)
        )
        for row in rows(DEMO / "agencies.csv")
    )


@cache
def lexicon() -> Lexicon:
    newest = {row["code"]: row for row in rows(DEMO / "criteria.csv") if row["year"] == "2023"}
    criteria = [CriterionName(code, row["name"], int(row["level"])) for code, row in newest.items()]
    tasks = [TaskTitle(int(row["no"]), row["title"]) for row in rows(DEMO / "tasks_2024.csv")]
    return Lexicon.build(agencies(), criteria, tasks)


def read(text: str, own_titles: tuple[TaskTitle, ...] = ()) -> Understanding:
    return understand(text, lexicon(), TODAY, own_titles)
