"""What was asked of whom, by when, and what was reported on it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Code, one_of

STATES = ("not_started", "doing", "blocked", "waiting", "accepted", "returned")


class SourceDocument(Base):
    __tablename__ = "source_document"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text, unique=True)  # "Công văn 914/UBND-NC"
    issued: Mapped[date | None]
    decided_by: Mapped[Code] = mapped_column(default="leader")  # who may move its dates
    __table_args__ = (one_of("decided_by", "leader", "monitor"),)


class Task(Base):
    __tablename__ = "task"
    no: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)  # "NV 38", never reused
    source_id: Mapped[int] = mapped_column(ForeignKey("source_document.id"))
    place: Mapped[Code]  # with the document it identifies the task: "II.3", "2-1"
    clause: Mapped[Code]
    year: Mapped[int]
    field: Mapped[int | None]
    title: Mapped[str] = mapped_column(Text)
    product: Mapped[str] = mapped_column(Text, default="")
    due_text: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[Code]  # what the deadline grammar read
    every: Mapped[Code | None]  # week | month | quarter | half-year | year
    withdrawn_at: Mapped[datetime | None]
    __table_args__ = (
        UniqueConstraint("source_id", "place"),
        one_of("kind", "once", "recurring", "continuing", "unread"),
    )


class TaskAgency(Base):
    __tablename__ = "task_agency"
    task_no: Mapped[int] = mapped_column(ForeignKey("task.no"), primary_key=True)
    agency_code: Mapped[Code] = mapped_column(ForeignKey("agency.code"), primary_key=True)
    part: Mapped[Code] = mapped_column(primary_key=True)
    __table_args__ = (one_of("part", "lead", "coordinating"),)


class Assignment(Base):
    """Task × lead agency × occurrence. `late` is computed from `due` and `filed_at`, never stored."""

    __tablename__ = "assignment"
    id: Mapped[int] = mapped_column(primary_key=True)
    task_no: Mapped[int] = mapped_column(ForeignKey("task.no"))
    agency_code: Mapped[Code] = mapped_column(ForeignKey("agency.code"))
    occurrence: Mapped[int]  # 1, 2, … within the year
    due: Mapped[date | None]  # the last day, local; none: continuing or unread
    opens_on: Mapped[date]
    made_on: Mapped[date]  # reminders begin at import
    state: Mapped[Code] = mapped_column(default="not_started")
    percent: Mapped[int | None]
    stage: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)  # of blocked or returned
    cycle: Mapped[int] = mapped_column(default=1)  # a new date, a return, a reopening start another
    reported_at: Mapped[datetime | None]
    filed_at: Mapped[datetime | None]  # the moment that decides on time or late
    late_filed_at: Mapped[datetime | None]  # of a report filed late and sent back: a supplement in time mends nothing
    withdrawn_at: Mapped[datetime | None]  # taken from this agency; its rows stay for the history
    __table_args__ = (
        UniqueConstraint("task_no", "agency_code", "occurrence"),
        one_of("state", *STATES),
        CheckConstraint("percent IS NULL OR percent BETWEEN 0 AND 100", name="percent_in_range"),
        Index("ix_assignment_agency_code_due", "agency_code", "due"),
        Index("ix_assignment_due_state", "due", "state"),
        Index("ix_assignment_state_cycle", "state", "cycle", "id"),  # each sweep asks whether one was added or reopened
    )


class ProgressReport(Base):
    """What somebody reported, in their words; append-only, undo is a row of its own."""

    __tablename__ = "progress_report"
    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), index=True)
    cycle: Mapped[int]
    person_code: Mapped[Code] = mapped_column(ForeignKey("person.code"), index=True)
    at: Mapped[datetime]
    words: Mapped[str] = mapped_column(Text)
    state: Mapped[Code]
    percent: Mapped[int | None]
    stage: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)
    undoes: Mapped[int | None] = mapped_column(ForeignKey("progress_report.id"), unique=True)
    inbox_id: Mapped[int | None] = mapped_column(ForeignKey("inbox.id"), index=True)
    __table_args__ = (one_of("state", *STATES),)


class Evidence(Base):
    """A photo, a file or a document's number that goes with a task."""

    __tablename__ = "evidence"
    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), index=True)
    person_code: Mapped[Code] = mapped_column(ForeignKey("person.code"))
    at: Mapped[datetime]
    kind: Mapped[Code] = mapped_column(default="document")
    name: Mapped[str] = mapped_column(Text)  # of the file; the document's number and date; the link itself
    channel: Mapped[Code | None]
    file_id: Mapped[str | None] = mapped_column(Text)
    path: Mapped[str | None] = mapped_column(Text)  # under the data folder, once fetched
    __table_args__ = (one_of("kind", "photo", "document", "number", "link"),)


class HandOn(Base):
    """A head gave an assignment to the focal officer; the head is then reminded on the last day and when it is late."""

    __tablename__ = "hand_on"
    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), index=True)
    person_code: Mapped[Code] = mapped_column(ForeignKey("person.code"))  # who gave it: the head
    to_code: Mapped[Code | None] = mapped_column(ForeignKey("person.code"))  # none: whoever is focal officer
    at: Mapped[datetime]
    words: Mapped[str] = mapped_column(Text, default="")
    taken_back_at: Mapped[datetime | None]


class TimeRequest(Base):
    """More time asked for: by the officer, through the head, of whoever set the date (DESIGN 6)."""

    __tablename__ = "time_request"
    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), index=True)
    cycle: Mapped[int]
    person_code: Mapped[Code] = mapped_column(ForeignKey("person.code"))
    at: Mapped[datetime]
    until: Mapped[date] = mapped_column(Date)  # the new last day that is asked for
    words: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[Code] = mapped_column(default="drafted")
    decided_by: Mapped[Code | None] = mapped_column(ForeignKey("person.code"))
    decided_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(Text, default="")
    __table_args__ = (
        one_of("state", "drafted", "with_head", "with_monitor", "with_leader", "granted", "refused", "dropped"),
    )
