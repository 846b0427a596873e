"""The words `understand` knows: of the database, or where there is none of the lists shipped with the code."""

import csv
from collections.abc import Iterator
from pathlib import Path

import storage
from handlers.knowledge import lexicon_of
from handlers.understanding import AgencyName, CriterionName, Lexicon, TaskTitle
from storage.catalogue import load_catalogue
from storage.clock import MachineClock
from storage.session import Store

SHIPPED = Path(storage.__file__).parent / "demo"


def lexicon_at_hand(store: Store | None) -> Lexicon:
    """`store`: a database that is ready for use, or None."""
    if store is not None:
        with store.reading() as unit:
            catalogue = load_catalogue(unit.session, MachineClock().now())
        if catalogue.agencies:
            return lexicon_of(catalogue)
    return shipped_lexicon()


def shipped_lexicon() -> Lexicon:
    names = {row["code"]: CriterionName(row["code"], row["name"], int(row["level"])) for row in _rows("criteria.csv")}
    return Lexicon.build(
        agencies=[
            AgencyName(a["code"], a["name"], a["short_name"], a["group"], tuple(a["aliases"].split("|")))
            for a in _rows("agencies.csv")
        ],
        criteria=list(names.values()),
        tasks=[TaskTitle(int(row["no"]), row["title"]) for row in _rows("tasks_2024.csv")],
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (SHIPPED / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
