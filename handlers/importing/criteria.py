"""`import criteria`: a year's set of fields, criteria and component criteria, checked as a tree."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from handlers.importing.criterion_names import as_code, roman
from handlers.importing.numbers import NotPoints, read_points
from handlers.importing.outcomes import CriteriaOutcome, Problem
from handlers.importing.text import fold, one_line
from handlers.words import importing as words
from storage.audit import record
from storage.catalogue import Catalogue, Criterion, load_catalogue
from storage.imports import Contents, Row, Sheet, read_file
from storage.index_rows import add_batch, write_criteria
from storage.session import Unit
from storage.settings_rows import catalogue_changed

ROLES = (
    ("year", re.compile(r"year|nam")),
    ("group", re.compile(r"group|khoi|nhom")),
    ("level", re.compile(r"level|cap|bac")),
    ("max", re.compile(r"max_?points|max|(so )?diem( (toi da|chuan))?|thang diem|toi da")),
    ("code", re.compile(r"code|ma( (so|tieu chi))?|stt|tt|so tt|so thu tu")),
    ("name", re.compile(r"name|ten.*|.*(tieu chi|linh vuc|noi dung).*")),
)
GROUPS = ("so", "huyen")
OF_DEPARTMENTS, OF_DISTRICTS = re.compile(r"\b(so|nganh)\b"), re.compile(r"\b(huyen|thi xa|dia phuong)\b")
TOTAL = re.compile(r"(tong( (so|cong|diem)\b.*)?|cong)[ :.]*$")


@dataclass(frozen=True, slots=True)
class Node:
    group: str
    criterion: Criterion
    where: str


def import_criteria(
    unit: Unit, file: Path | Contents, *, year: int, now: datetime, dry_run: bool = False, actor: str = "console"
) -> CriteriaOutcome:
    """Reads csv or xlsx (year, group, code, name, max points) and replaces the year's sets of the groups in it.

    A file without groups is for both. The caller commits when `written`. Raises `UnreadableFile`.
    """
    contents = read_file(file) if isinstance(file, Path) else file
    reader = _Reader(year)
    for sheet in contents.sheets:
        if not sheet.hidden:
            reader.read(sheet)
    if not reader.tables:
        reader.problems.append(Problem(contents.file_name, words.NO_CRITERIA_TABLE))
    elif not reader.nodes and not reader.problems:
        reader.problems.append(Problem(contents.file_name, words.year_not_in_file(year)))
    sets = {group: _in_order(reader.of_group(group)) for group in GROUPS if reader.of_group(group)}
    catalogue = load_catalogue(unit.session, now)
    for group, nodes in sets.items():
        reader.problems += _wrong_in_tree(nodes)
        reader.problems += _wrong_for_scores(nodes, group, year, catalogue)
    changed = {group: nodes for group, nodes in sets.items() if _differs(nodes, catalogue.criteria.get((year, group)))}
    written = not reader.problems and not dry_run
    if written and changed:
        _write(unit, contents, changed, year, now, actor)
    return CriteriaOutcome(
        groups=tuple(sets),
        rows=sum(map(len, sets.values())),
        written=written,
        problems=tuple(reader.problems),
        changes=sum(map(len, changed.values())),
    )


def criteria_years(contents: Contents) -> set[int] | None:
    """Years that the rows of a table of criteria name, none where it has no such column; None: no such table."""
    years: set[int] = set()
    found = False
    for sheet in contents.sheets:
        for at, row in enumerate(sheet.rows[:30]):
            columns = _roles(row)
            if not sheet.hidden and {"code", "name", "max"} <= columns.keys():
                found = True
                said = [below.text(columns.get("year", 0)).strip().removesuffix(".0") for below in sheet.rows[at + 1 :]]
                years |= {int(year) for year in said if re.fullmatch(r"20\d\d", year)}
                break
    return years if found else None


class _Reader:
    def __init__(self, year: int) -> None:
        self._year = year
        self.nodes: dict[tuple[str, str], Node] = {}
        self.problems: list[Problem] = []
        self.tables = 0

    def of_group(self, group: str) -> dict[str, Node]:
        return {code: node for (of, code), node in self.nodes.items() if of == group}

    def read(self, sheet: Sheet) -> None:
        for at, row in enumerate(sheet.rows[:30]):
            columns = _roles(row)
            if {"code", "name", "max"} <= columns.keys():
                self.tables += 1
                above = [cell.text for higher in sheet.rows[:at] for cell in higher.cells.values()]
                groups = _groups_of([sheet.name, *sheet.above, *above])
                for below in sheet.rows[at + 1 :]:
                    self._row(sheet, below, columns, groups)
                return

    def _row(self, sheet: Sheet, row: Row, columns: Mapping[str, int], groups: tuple[str, ...]) -> None:
        written = row.text(columns["code"])
        name = one_line(row.text(columns["name"]))
        year = row.text(columns["year"]).strip().removesuffix(".0") if "year" in columns else ""
        most = row.cells.get(columns["max"])
        if (year and year != str(self._year)) or TOTAL.match(fold(name)) or (not written.strip() and most is None):
            return
        where = sheet.where_row(row)
        if "group" in columns and row.text(columns["group"]).strip():
            named = fold(row.text(columns["group"]))
            groups = (named,) if named in GROUPS else _groups_of([named])
            if len(groups) != 1:
                self.problems.append(Problem(where, words.unknown_group(one_line(row.text(columns["group"])))))
                return
        number = roman(written)
        code = str(number) if number else as_code(written)
        if code is None or code.count(".") > 2:
            self.problems.append(Problem(where, words.bad_code(one_line(written) or name)))
            return
        try:
            points = read_points(most)
        except NotPoints as reason:
            self.problems.append(Problem(where, f"{words.node(code)}: {reason}."))
            return
        for group in groups:
            node = Node(group, Criterion(code, name, code.count(".") + 1, points), where)
            if self.nodes.setdefault((group, code), node) is not node:
                self.problems.append(Problem(where, words.criterion_twice(code)))


def _roles(row: Row) -> dict[str, int]:
    columns: dict[str, int] = {}
    for column, cell in sorted(row.cells.items()):
        heading = fold(cell.text).strip(" .:*")
        role = next((role for role, pattern in ROLES if pattern.fullmatch(heading)), None)
        if role:
            columns.setdefault(role, column)
    return columns


def _groups_of(titles: list[str]) -> tuple[str, ...]:
    """The one group that titles speak of, else both."""
    text = " ".join(map(fold, titles))
    so, huyen = bool(OF_DEPARTMENTS.search(text)), bool(OF_DISTRICTS.search(text))
    if so != huyen:
        return ("so",) if so else ("huyen",)
    return GROUPS


def _in_order(nodes: Mapping[str, Node]) -> dict[str, Node]:
    """The tree's order: 1, 1.1, 1.1.1, …, 1.10, 2."""
    return dict(sorted(nodes.items(), key=lambda item: [int(part) for part in item[0].split(".")]))


def _wrong_in_tree(nodes: Mapping[str, Node]) -> list[Problem]:
    problems = []
    parts: dict[str, Decimal] = {}
    for code, node in nodes.items():
        most = node.criterion.max_points
        if most <= 0:
            problems.append(Problem(node.where, words.most_not_positive(code)))
        parent = code.rpartition(".")[0]
        if parent and parent not in nodes:
            problems.append(Problem(node.where, words.parent_missing(code, parent)))
        parts[parent] = parts.get(parent, Decimal(0)) + most
    for code, node in nodes.items():
        if code in parts and parts[code] != node.criterion.max_points:
            what = words.most_of_parts_disagrees(code, node.criterion.max_points, parts[code])
            problems.append(Problem(node.where, what))
    return problems


def _wrong_for_scores(nodes: Mapping[str, Node], group: str, year: int, catalogue: Catalogue) -> list[Problem]:
    """Stored scores must still find their criterion, and fit below its new maximum."""
    problems: dict[str, Problem] = {}
    for agency, scores in catalogue.scores.get(year, {}).items():
        if catalogue.agencies[agency].group != group:
            continue
        for code, points in scores.items():
            if code not in nodes:
                problems.setdefault(code, Problem(next(iter(nodes.values())).where, words.still_scored(code, year)))
            elif points > nodes[code].criterion.max_points:
                problems.setdefault(code, Problem(nodes[code].where, words.scored_above(code, year)))
    return list(problems.values())


def _differs(nodes: Mapping[str, Node], stored: Mapping[str, Criterion] | None) -> bool:
    return [node.criterion for node in nodes.values()] != list((stored or {}).values())


def _write(
    unit: Unit, contents: Contents, sets: Mapping[str, Mapping[str, Node]], year: int, now: datetime, actor: str
) -> None:
    rows = sum(map(len, sets.values()))
    add_batch(
        unit.session,
        kind="criteria",
        file_name=contents.file_name,
        sha256=contents.sha256,
        year=year,
        at=now,
        rows=rows,
    )
    for group, nodes in sets.items():
        write_criteria(unit.session, year, group, [node.criterion for node in nodes.values()])
    record(unit.session, now, actor, "criteria.import", f"criteria:{year}", {"file": contents.file_name, "rows": rows})
    catalogue_changed(unit.session)
