"""Writing of the published index: criterion sets, scores. Reading is the catalogue's."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from storage import catalogue, models
from storage.upsert import insert


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """Points of an agency on one node of its group's tree."""

    agency: str
    group: str
    criterion: str
    points: Decimal


def add_batch(
    session: Session, *, kind: str, file_name: str, sha256: str, year: int, at: datetime, rows: int
) -> models.ImportBatch:
    """One row a file imported; `rows` is what was read from it."""
    batch = models.ImportBatch(kind=kind, file_name=file_name, sha256=sha256, year=year, at=at, rows=rows)
    session.add(batch)
    session.flush()
    return batch


def write_criteria(session: Session, year: int, group: str, nodes: Sequence[catalogue.Criterion]) -> None:
    """The set of a year and group becomes these nodes, in this order; scored nodes must be among them."""
    mine = (models.Criterion.year == year, models.Criterion.group == group)
    kept = [node.code for node in nodes]
    session.execute(delete(models.Criterion).where(*mine, models.Criterion.code.not_in(kept)))
    statement = insert(session, models.Criterion)
    new = statement.excluded
    statement = statement.on_conflict_do_update(
        index_elements=["year", "group", "code"],
        set_={"name": new.name, "level": new.level, "max_points": new.max_points, "position": new.position},
    )
    rows = [
        {
            "year": year,
            "group": group,
            "code": node.code,
            "name": node.name,
            "level": node.level,
            "max_points": node.max_points,
            "position": position,
        }
        for position, node in enumerate(nodes, 1)
    ]
    if rows:
        session.execute(statement, rows)


def write_scores(
    session: Session, year: int, batch: int, removed: Iterable[tuple[str, str]], written: Iterable[ScoreRow]
) -> None:
    """`removed`: (agency, criterion) whose detail gives way; `written` replaces what the same nodes held."""
    for agency, criterion in removed:
        session.execute(
            delete(models.Score).where(
                models.Score.year == year,
                models.Score.agency_code == agency,
                models.Score.criterion_code == criterion,
            )
        )
    statement = insert(session, models.Score)
    statement = statement.on_conflict_do_update(
        index_elements=["year", "agency_code", "criterion_code"],
        set_={"points": statement.excluded.points, "batch_id": statement.excluded.batch_id},
    )
    rows = [
        {
            "year": year,
            "agency_code": row.agency,
            "criterion_code": row.criterion,
            "group": row.group,
            "points": row.points,
            "batch_id": batch,
        }
        for row in written
    ]
    if rows:
        session.execute(statement, rows)


def last_batch(session: Session, kind: str, sha256: str, year: int) -> datetime | None:
    """When the very same file was imported last for that year."""
    batch = models.ImportBatch
    mine = (batch.kind == kind, batch.sha256 == sha256, batch.year == year)
    return session.scalars(select(batch.at).where(*mine).order_by(batch.id.desc()).limit(1)).first()


def put_back(session: Session, year: int, batch: int, former: Iterable[tuple[ScoreRow, bool]]) -> None:
    """Scores as they were before: (row, was there one)."""
    rows = list(former)
    gone = [(row.agency, row.criterion) for row, was in rows if not was]
    write_scores(session, year, batch, gone, [row for row, was in rows if was])
