"""`import scores`: a published table of points becomes the index of a year, or is refused whole."""

import re
from collections.abc import Mapping
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from handlers.importing.criterion_names import CriterionNames
from handlers.importing.headings import stated_years
from handlers.importing.names import AgencyNames
from handlers.importing.outcomes import Problem, ScoreDifference, ScoresOutcome
from handlers.importing.score_reading import Reading, Score, Sum
from handlers.importing.score_tables import read_sheet
from handlers.importing.text import fold
from handlers.words import importing as words
from storage.audit import record
from storage.catalogue import Agency, Catalogue, load_catalogue
from storage.imports import Contents, Sheet, read_file
from storage.index_rows import ScoreRow, add_batch, write_scores
from storage.session import Unit
from storage.settings_rows import catalogue_changed

Points = Mapping[str, Decimal]
NAMED_BY_YEAR = re.compile(r"(nam )?20\d\d")


def import_scores(
    unit: Unit,
    file: Path | Contents,
    *,
    year: int,
    now: datetime,
    dry_run: bool = False,
    replace: bool = False,
    actor: str = "console",
    chosen: Mapping[str, str] | None = None,
    any_year: bool = False,
) -> ScoresOutcome:
    """Reads xlsx or csv and, without problems, writes it in `unit`; the caller commits when `written`.

    What the file covers is replaced for that year. Where it has less detail than is stored and its sums agree, the
    detail stays; where they disagree each is a problem unless `replace`. `chosen`: what unclear names mean; `any_year`:
    whatever year the file says it is about. Raises `UnreadableFile`.
    """
    contents = read_file(file) if isinstance(file, Path) else file
    catalogue = load_catalogue(unit.session, now)
    trees = {group: tree for (of, group), tree in catalogue.criteria.items() if of == year}
    if not trees or not catalogue.agencies:
        what = words.no_criteria(year) if catalogue.agencies else words.NO_AGENCIES
        return ScoresOutcome(0, 0, False, (Problem(contents.file_name, what),))
    names = AgencyNames(catalogue.agencies.values(), chosen)
    reading = read_scores(contents, names, CriterionNames(trees), year, any_year=any_year)
    change = _Change(reading, catalogue.scores.get(year, {}), replace)
    _check_sums(reading, catalogue)
    change.plan(catalogue)
    _check_totals_after(reading, catalogue, change)
    wanted = not reading.problems and not dry_run
    if wanted and (change.removed or change.written):
        _write(unit, contents, change, year, now, actor)
    return ScoresOutcome(
        agencies=len({agency for agency, _ in reading.scores}),
        rows=change.rows,
        written=wanted,
        problems=tuple(reading.problems),
        renamed=tuple(sorted(reading.renamed.items())),
        changes=len(change.removed) + len(change.written),
        differences=change.differences(),
        sheets=len({score.where.rpartition("!")[0] for score in reading.scores.values()}),
        fields=0 if any("." in node for _, node in reading.scores) else len({node for _, node in reading.scores}),
        totals=len({total.agency for total in reading.totals}),
    )


def read_scores(
    contents: Contents, names: AgencyNames, criteria: CriterionNames, year: int, *, any_year: bool = False
) -> Reading:
    """All tables of points of a file; hidden sheets count only where no other has any."""
    reading = Reading(names, criteria, year)
    for hidden in (False, True):
        sheets = [
            (sheet, not any_year and _other_year(sheet, year) is not None)
            for sheet in contents.sheets
            if sheet.hidden is hidden
        ]
        for sheet in (sheet for sheet, other in sheets if not other):
            read_sheet(sheet, reading)
        alone = not reading.tables
        for sheet in (sheet for sheet, other in sheets if other):
            _read_other(sheet, reading, alone)
        if reading.tables:
            return reading
    reading.problem(contents.file_name, words.NO_SCORE_TABLE)
    return reading


def _read_other(sheet: Sheet, reading: Reading, alone: bool) -> None:
    """A table about another year was chosen by mistake; beside this year's, a sheet named by its year is just that."""
    other = reading if alone else Reading(reading.names, reading.criteria, reading.year)
    before = other.tables
    read_sheet(sheet, other)
    if other.tables > before and (alone or not NAMED_BY_YEAR.fullmatch(fold(sheet.name))):
        where, stated = _other_year(sheet, reading.year) or (sheet.name, 0)
        reading.problem(where, words.other_year(stated, reading.year))


def _other_year(sheet: Sheet, year: int) -> tuple[str, int] | None:
    """(where, year) of what a sheet's titles or its name say, where that is not the year asked for."""
    titles = [
        (sheet.where(cell), cell.text)
        for row in sheet.rows[:15]
        for cell in row.cells.values()
        if cell.kind == "text" and cell.copy_of is None
    ]
    stated = stated_years([*sheet.above, *(text for _, text in titles)])
    if sheet.lettered and NAMED_BY_YEAR.fullmatch(fold(sheet.name)):
        stated.add(int(sheet.name.strip()[-4:]))
    if not stated or year in stated:
        return None
    return next((at for at, text in titles if stated_years([text])), sheet.name), max(stated)


# -- sums


def _check_sums(reading: Reading, catalogue: Catalogue) -> None:
    """Greatest points, parents, totals and index must follow from what the file itself says."""
    for most in reading.mosts.values():
        known = reading.criteria.trees[most.group][most.node].max_points
        if most.value != known:
            reading.problem(most.where, words.most_disagrees(most.node, most.value, known, reading.year))
    by_agency = _by_agency(reading)
    for code, scores in by_agency.items():
        if code not in reading.faulty:
            _check_parents(catalogue.agencies[code], scores, reading)
    for total in reading.totals:
        if total.agency not in reading.faulty:
            _check_total(catalogue.agencies[total.agency], by_agency.get(total.agency, {}), total, reading)
    for index in reading.indexes:
        if index.agency not in reading.faulty:
            _check_index(catalogue.agencies[index.agency], by_agency.get(index.agency, {}), index, reading)


def _by_agency(reading: Reading) -> dict[str, dict[str, Score]]:
    found: dict[str, dict[str, Score]] = {}
    for (agency, node), score in reading.scores.items():
        found.setdefault(agency, {})[node] = score
    return found


def _check_parents(agency: Agency, scores: Mapping[str, Score], reading: Reading) -> None:
    for node, score in scores.items():
        children = reading.criteria.children(agency.group, node)
        if children and all(child in scores for child in children):
            parts = sum((scores[child].points for child in children), Decimal(0))
            if parts != score.points:
                reading.wrong(score.where, agency, node, words.parts_disagree(score.points, parts))


def _check_total(agency: Agency, scores: Mapping[str, Score], total: Sum, reading: Reading) -> None:
    fields = reading.criteria.fields(agency.group)
    expected = _total_of(agency, scores, reading)
    if expected is not None and expected != total.value:
        reading.wrong(total.where, agency, "", words.total_disagrees(total.value, expected, len(fields)))


def _check_totals_after(reading: Reading, catalogue: Catalogue, change: "_Change") -> None:
    """A total in a file that leaves a field out: what is stored of that field must make it up."""
    by_agency = _by_agency(reading)
    for total in reading.totals:
        agency = catalogue.agencies[total.agency]
        if agency.code in reading.faulty or _total_of(agency, by_agency.get(agency.code, {}), reading) is not None:
            continue
        after = change.total_after(agency.code)
        if after != total.value:
            fields = len(reading.criteria.fields(agency.group))
            reading.wrong(total.where, agency, "", words.total_disagrees(total.value, after, fields))


def _check_index(agency: Agency, scores: Mapping[str, Score], index: Sum, reading: Reading) -> None:
    """The index in as many decimals as the file shows."""
    points = _total_of(agency, scores, reading)
    most = sum(
        (reading.criteria.trees[agency.group][code].max_points for code in reading.criteria.fields(agency.group)),
        Decimal(0),
    )
    if points is None or not most:
        return
    shown = index.value * 100 if index.value <= 1 else index.value
    places = min(2, max(0, -int(shown.as_tuple().exponent)))
    expected = points * 100 / most
    unit = Decimal(1).scaleb(-places)
    if shown.quantize(unit, ROUND_HALF_UP) != expected.quantize(unit, ROUND_HALF_UP):
        text = f"{index.value.normalize():f}".replace(".", ",")
        reading.wrong(index.where, agency, "", words.index_disagrees(text, expected))


def _total_of(agency: Agency, scores: Mapping[str, Score], reading: Reading) -> Decimal | None:
    """The sum over all fields of the agency's tree; None where the file leaves one out."""
    points = {node: score.points for node, score in scores.items()}
    total = Decimal(0)
    for code in reading.criteria.fields(agency.group):
        cover = finest_cover(reading.criteria, agency.group, code, points)
        if cover is None:
            return None
        total += sum((points[node] for node in cover), Decimal(0))
    return total


def finest_cover(criteria: CriterionNames, group: str, node: str, points: Points) -> list[str] | None:
    """The finest of the given nodes that together make up `node`; None where a part of it has no points."""
    children = criteria.children(group, node)
    below = [finest_cover(criteria, group, child, points) for child in children]
    if children and all(part is not None for part in below):
        return [code for part in below if part is not None for code in part]
    return [node] if node in points else None


# -- what changes


class _Change:
    """What has to be removed and written so that the year's scores say what the file says."""

    def __init__(self, reading: Reading, stored: Mapping[str, Points], replace: bool) -> None:
        self._reading = reading
        self._stored = stored
        self._replace = replace
        self.rows = 0  # scores read, in the finest form the file has
        self.removed: list[tuple[str, str]] = []
        self.written: list[ScoreRow] = []

    def differences(self) -> tuple[ScoreDifference, ...]:
        """What is written, then what gives way to it."""
        replaced = {(row.agency, row.criterion) for row in self.written}
        written = [
            ScoreDifference(row.agency, row.criterion, self._before(row.agency, row.criterion), row.points)
            for row in self.written
        ]
        gone = [ScoreDifference(*key, self._before(*key), None) for key in self.removed if key not in replaced]
        return (*written, *gone)

    def _before(self, agency: str, node: str) -> Decimal | None:
        return self._stored.get(agency, {}).get(node)

    def total_after(self, agency: str) -> Decimal:
        """The sum of what will be stored of an agency."""
        after = dict(self._stored.get(agency, {}))
        for code, node in self.removed:
            if code == agency:
                after.pop(node, None)
        after |= {row.criterion: row.points for row in self.written if row.agency == agency}
        return sum(after.values(), Decimal(0))

    def plan(self, catalogue: Catalogue) -> None:
        for code, scores in _by_agency(self._reading).items():
            self._plan_agency(catalogue.agencies[code], scores)

    def _plan_agency(self, agency: Agency, scores: Mapping[str, Score]) -> None:
        criteria = self._reading.criteria
        stored = self._stored.get(agency.code, {})
        missing: list[str] = []
        for code in criteria.fields(agency.group):
            mine = {node: score for node, score in scores.items() if _within(node, code)}
            known = {node: points for node, points in stored.items() if _within(node, code)}
            points = {node: score.points for node, score in mine.items()}
            cover = finest_cover(criteria, agency.group, code, points)
            self.rows += len(cover if cover is not None else mine)
            if cover is None:
                together = {
                    **{n: p for n, p in known.items() if not any(_within(m, n) and m != n for m in mine)},
                    **points,
                }
                cover = finest_cover(criteria, agency.group, code, together)
                points = together
            if cover is None:
                missing += _uncovered(criteria, agency.group, code, points)
            elif mine:
                self._plan_field(agency, cover, points, known, mine)
        if missing and agency.code not in self._reading.faulty:
            where = min(scores.values(), key=lambda score: score.node).where
            self._reading.wrong(where, agency, "", words.scores_missing(missing))

    def _plan_field(
        self, agency: Agency, cover: list[str], points: Points, known: Points, mine: Mapping[str, Score]
    ) -> None:
        final: dict[str, Decimal] = {}
        for node in cover:
            detail = {code: value for code, value in known.items() if code != node and _within(code, node)}
            if detail and node in mine:
                stored = sum(detail.values(), Decimal(0))
                if stored == points[node]:
                    final |= detail
                    continue
                if not self._replace:
                    cause = words.detail_disagrees(points[node], stored)
                    self._reading.wrong(mine[node].where, agency, node, cause, "detail")
                    continue
            final[node] = points[node]
        self.removed += [(agency.code, code) for code in known if code not in final]
        self.written += [
            ScoreRow(agency.code, agency.group, code, value)
            for code, value in final.items()
            if known.get(code) != value
        ]


def _within(node: str, ancestor: str) -> bool:
    return node == ancestor or node.startswith(f"{ancestor}.")


def _uncovered(criteria: CriterionNames, group: str, node: str, points: Points) -> list[str]:
    """What is missing below `node`: the node itself when nothing of it is there, else its missing leaves."""
    leaves = criteria.leaves(group, node)
    missing = [leaf for leaf in leaves if not any(_within(leaf, given) for given in points)]
    return [node] if len(missing) == len(leaves) else missing


def _write(unit: Unit, contents: Contents, change: _Change, year: int, now: datetime, actor: str) -> None:
    batch = add_batch(
        unit.session,
        kind="scores",
        file_name=contents.file_name,
        sha256=contents.sha256,
        year=year,
        at=now,
        rows=change.rows,
    )
    write_scores(unit.session, year, batch.id, change.removed, change.written)
    details = {"file": contents.file_name, "removed": len(change.removed), "written": len(change.written)}
    record(unit.session, now, actor, "scores.import", f"scores:{year}", details)
    catalogue_changed(unit.session)
