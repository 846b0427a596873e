"""First data: the offices of the province, and the illustrative demo through the same importers an operator uses."""

import csv
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import storage
from handlers.calendar_years import seed_years
from handlers.importing.criteria import import_criteria
from handlers.importing.outcomes import CriteriaOutcome, ScoresOutcome, TasksOutcome
from handlers.importing.scores import import_scores
from handlers.importing.tasks import import_tasks
from storage import offices
from storage.catalogue import Agency, Person, RoleHeld
from storage.session import Unit
from storage.settings_rows import DEMO, START_DAY, catalogue_changed, write_setting

PACK = Path(storage.__file__).parent / "demo"
PLAN, PLAN_ISSUED = "Quyết định 2142/QĐ-UBND", date(2023, 12, 29)
DISPATCH, DISPATCH_ISSUED = "Công văn 914/UBND-NC", date(2024, 3, 14)
DEMO_CALENDAR = range(2024, 2028)
MONITORS = {"monitor:snv": "snv", "monitor:vpub": "vpub"}


CRITERIA_YEARS = (2022, 2023)


class DemoBroken(Exception):
    """A file of the pack was refused by its own importer."""


def load_offices(unit: Unit, *, now: datetime) -> None:
    """Agencies, a person a role, and the working calendar; adds what is not there yet, changes nothing else."""
    known = offices.agency_codes(unit.session)
    agencies = [agency for agency in _agencies() if agency.code not in known]
    offices.add_agencies(unit.session, agencies)
    known = offices.person_codes(unit.session)
    people = [person for person in _people(_agencies()) if person.code not in known]
    offices.add_people(unit.session, people)
    seed_years(unit.session, range(now.year - 1, now.year + 3))
    if agencies or people:
        catalogue_changed(unit.session)


def load_criteria(unit: Unit, *, now: datetime) -> None:
    """The shipped criterion sets: a first table of scores needs one. A province imports its own over them."""
    for year in CRITERIA_YEARS:
        _must(import_criteria(unit, PACK / "criteria.csv", year=year, now=now))


def load_demo(unit: Unit, *, now: datetime, start: date) -> None:
    """Everything of the pack, marked as a demo; tracking begins on `start`. Raises `DemoBroken`."""
    load_offices(unit, now=now)
    seed_years(unit.session, DEMO_CALENDAR)
    write_setting(unit.session, START_DAY, start.isoformat())
    write_setting(unit.session, DEMO, True)
    load_criteria(unit, now=now)
    for year in CRITERIA_YEARS:
        _must(import_scores(unit, PACK / f"scores_{year}.csv", year=year, now=now))
    annexes = PACK / "annexes"
    for annex in ("phu-luc-282-ket-qua-2023.xlsx", "bang-diem-chi-tiet-2023.xlsx"):
        _must(import_scores(unit, annexes / annex, year=2023, now=now))
    plan = annexes / "phu-luc-nhiem-vu-2142.docx"
    _must(import_tasks(unit, plan, source=PLAN, year=2024, issued=PLAN_ISSUED, now=now))
    listed = PACK / "tasks_2024.csv"
    _must(import_tasks(unit, listed, source=DISPATCH, year=2024, issued=DISPATCH_ISSUED, now=now))
    catalogue_changed(unit.session)


def _must(outcome: ScoresOutcome | TasksOutcome | CriteriaOutcome) -> None:
    if not outcome.written:
        raise DemoBroken("; ".join(f"{problem.where}: {problem.what}" for problem in outcome.problems[:5]))


def _agencies() -> list[Agency]:
    with (PACK / "agencies.csv").open(encoding="utf-8", newline="") as file:
        return [
            Agency(
                row["code"],
                row["name"],
                row["short_name"],
                row["group"],
                row["scored"] == "1",
                row["head_title"],
                tuple(row["aliases"].split("|")),
            )
            for row in csv.DictReader(file)
        ]


def _people(agencies: list[Agency]) -> Iterator[Person]:
    """The codes of COMMANDS: head and officer of every agency, monitors, the Chairman, the administrator."""
    names = {agency.code: agency.actor for agency in agencies}
    for agency in agencies:
        yield Person(f"head:{agency.code}", head_title(agency), (RoleHeld("head", agency.code),))
        yield Person(f"officer:{agency.code}", f"Cán bộ đầu mối {agency.actor}", (RoleHeld("officer", agency.code),))
    for code, agency_code in MONITORS.items():
        yield Person(code, f"Theo dõi CCHC, {names[agency_code]}", (RoleHeld("monitor", agency_code),))
    yield Person("leader:ct", "Chủ tịch UBND tỉnh", (RoleHeld("leader", None),))
    yield Person("admin", "Quản trị hệ thống", (RoleHeld("admin", None),))


def head_title(agency: Agency) -> str:
    """ "Giám đốc Sở" of "Sở Nội vụ" → "Giám đốc Sở Nội vụ": words that end the one and begin the other stand once."""
    title, name = agency.head_title.split(), agency.name.split()
    for shared in range(min(len(title), len(name)), 0, -1):
        if [word.casefold() for word in title[-shared:]] == [word.casefold() for word in name[:shared]]:
            return " ".join([*title, *name[shared:]])
    return f"{agency.head_title} {agency.name}"
