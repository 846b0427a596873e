"""The published index: agencies, criterion sets, scores."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Code, one_of


class Agency(Base):
    __tablename__ = "agency"
    code: Mapped[Code] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    short_name: Mapped[str] = mapped_column(Text)
    group: Mapped[Code]  # so | huyen | baochi
    scored: Mapped[bool]
    head_title: Mapped[str] = mapped_column(Text)
    position: Mapped[int]  # order in the list of agencies
    __table_args__ = (one_of('"group"', "so", "huyen", "baochi"),)


class AgencyAlias(Base):
    __tablename__ = "agency_alias"
    agency_code: Mapped[Code] = mapped_column(ForeignKey("agency.code"), primary_key=True)
    alias: Mapped[str] = mapped_column(Text, primary_key=True)


class Criterion(Base):
    """A node of a year's tree: level 1 field, 2 criterion, 3 component criterion."""

    __tablename__ = "criterion"
    year: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    group: Mapped[Code] = mapped_column(primary_key=True)
    code: Mapped[Code] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    level: Mapped[int]
    max_points: Mapped[Decimal]
    position: Mapped[int]


class ImportBatch(Base):
    __tablename__ = "import_batch"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[Code]
    file_name: Mapped[str] = mapped_column(Text)
    sha256: Mapped[Code]
    year: Mapped[int]
    at: Mapped[datetime]
    rows: Mapped[int]


class Score(Base):
    """Points of an agency on one node of the tree: leaves, or fields where a file gives no more."""

    __tablename__ = "score"
    year: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    agency_code: Mapped[Code] = mapped_column(ForeignKey("agency.code"), primary_key=True)
    criterion_code: Mapped[Code] = mapped_column(primary_key=True)
    group: Mapped[Code]
    points: Mapped[Decimal]
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"))
    __table_args__ = (
        ForeignKeyConstraint(
            ["year", "group", "criterion_code"], ["criterion.year", "criterion.group", "criterion.code"]
        ),
    )
