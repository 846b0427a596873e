"""Planned and sent reminders, what was acknowledged or put off, and the calendar they keep to."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Code, one_of


class Reminder(Base):
    """One rung of one cycle of one assignment for one person; the key makes planning idempotent."""

    __tablename__ = "reminder"
    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"))
    cycle: Mapped[int]
    rung: Mapped[Code]  # "-7", "0", "+2", "new"
    person_code: Mapped[Code] = mapped_column(ForeignKey("person.code"))
    planned_at: Mapped[datetime]
    state: Mapped[Code] = mapped_column(default="planned")
    reason: Mapped[str | None] = mapped_column(Text)
    outbox_id: Mapped[int | None] = mapped_column(ForeignKey("outbox.id"), index=True)
    gathered_at: Mapped[datetime | None]  # into the message it was said in; business time
    __table_args__ = (
        UniqueConstraint("assignment_id", "cycle", "rung", "person_code"),
        one_of("state", "planned", "queued", "sent", "superseded", "cancelled"),
        Index("ix_reminder_state_planned_at", "state", "planned_at"),  # each sweep asks what is planned and due
        Index("ix_reminder_person_code", "person_code", "state", "planned_at"),  # and gathers it person by person
    )


class Acknowledgement(Base):
    __tablename__ = "acknowledgement"
    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"))
    cycle: Mapped[int]
    person_code: Mapped[Code] = mapped_column(ForeignKey("person.code"))
    at: Mapped[datetime]
    __table_args__ = (Index("ix_acknowledgement_assignment_id_cycle", "assignment_id", "cycle"),)


class Snooze(Base):
    """A second call at a chosen moment; it never moves a deadline."""

    __tablename__ = "snooze"
    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"))
    person_code: Mapped[Code] = mapped_column(ForeignKey("person.code"))
    until: Mapped[datetime]
    made_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    __table_args__ = (UniqueConstraint("assignment_id", "person_code"),)


class Mute(Base):
    """A person wants no call before the last day of this cycle; the last day's and what is late are sent anyway."""

    __tablename__ = "mute"
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), primary_key=True)
    cycle: Mapped[int] = mapped_column(primary_key=True)
    person_code: Mapped[Code] = mapped_column(ForeignKey("person.code"), primary_key=True)
    at: Mapped[datetime]


class Leave(Base):
    """Days a person is away; what would remind them goes to the substitute."""

    __tablename__ = "leave"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_code: Mapped[Code] = mapped_column(ForeignKey("person.code"), index=True)
    substitute_code: Mapped[Code] = mapped_column(ForeignKey("person.code"))
    first: Mapped[date] = mapped_column(Date)
    last: Mapped[date] = mapped_column(Date)
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]  # taken back before it was over


class Nudge(Base):
    """A monitor urged an agency on by hand; the key makes it once a task, agency and day over all monitors."""

    __tablename__ = "nudge"
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)  # on which it leaves
    person_code: Mapped[Code] = mapped_column(ForeignKey("person.code"))  # who urges
    at: Mapped[datetime]
    words: Mapped[str] = mapped_column(Text, default="")


class Notice(Base):
    """A counted notice or summary that was made for somebody; the key makes it one a day and kind."""

    __tablename__ = "notice"
    person_code: Mapped[Code] = mapped_column(ForeignKey("person.code"), primary_key=True)
    kind: Mapped[Code] = mapped_column(primary_key=True)  # morning, afternoon, month
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    made_at: Mapped[datetime]
    __table_args__ = (one_of("kind", "morning", "afternoon", "month"),)


class CalendarDay(Base):
    """A weekday off or a working weekend day; other days follow the week."""

    __tablename__ = "calendar_day"
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    working: Mapped[bool]
    note: Mapped[str] = mapped_column(Text, default="")
