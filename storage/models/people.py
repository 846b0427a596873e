"""Who may speak: people, the roles they hold, the accounts they write from, the codes that bind these."""

from datetime import datetime, time

from sqlalchemy import ForeignKey, Index, String, Text, Time, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Code, Json, one_of


class Person(Base):
    __tablename__ = "person"
    code: Mapped[Code] = mapped_column(primary_key=True)  # head:snv
    title: Mapped[str] = mapped_column(Text)  # "Giám đốc Sở Nội vụ"
    digest_at: Mapped[time | None] = mapped_column(Time)  # local; none: 7:30
    reminder_days: Mapped[Json | None]  # calendar days before a last day, [5, 2]; none: the usual ones
    enrolled_at: Mapped[datetime | None]  # the first account: reminders begin here


class RoleHeld(Base):
    __tablename__ = "role_held"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_code: Mapped[Code] = mapped_column(ForeignKey("person.code"), index=True)
    role: Mapped[Code]
    agency_code: Mapped[Code | None] = mapped_column(ForeignKey("agency.code"))
    ends_at: Mapped[datetime | None]
    __table_args__ = (
        one_of("role", "head", "officer", "monitor", "leader", "admin"),
        UniqueConstraint("person_code", "role", "agency_code"),
        Index("ix_role_held_agency_code_role", "agency_code", "role"),  # planning reminders joins on it
    )


class Account(Base):
    __tablename__ = "account"
    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[Code]
    external_id: Mapped[Code]
    person_code: Mapped[Code] = mapped_column(ForeignKey("person.code"), index=True)
    linked_at: Mapped[datetime]
    unreachable_since: Mapped[datetime | None]
    __table_args__ = (UniqueConstraint("channel", "external_id"),)


class EnrolmentCode(Base):
    """A one-time code or deep link; only a keyed hash is kept."""

    __tablename__ = "enrolment_code"
    hash: Mapped[Code] = mapped_column(primary_key=True)
    person_code: Mapped[Code] = mapped_column(ForeignKey("person.code"))
    kind: Mapped[Code]  # code | link
    made_by: Mapped[Code | None]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    __table_args__ = (one_of("kind", "code", "link"),)


class EnrolmentAttempt(Base):
    """Wrong codes of one account; five lock it for an hour."""

    __tablename__ = "enrolment_attempt"
    channel: Mapped[Code] = mapped_column(primary_key=True)
    external_id: Mapped[Code] = mapped_column(primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[datetime]
    locked_until: Mapped[datetime | None]


class ChosenReading(Base):
    """What a person meant, when asked, by words that have two readings; goes with the person."""

    __tablename__ = "chosen_reading"
    person_code: Mapped[Code] = mapped_column(ForeignKey("person.code", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[Code] = mapped_column(primary_key=True)  # agency | topic
    words: Mapped[str] = mapped_column(String(120), primary_key=True)  # without marks
    meaning: Mapped[Code]  # an agency's code, a topic
    at: Mapped[datetime]
    __table_args__ = (one_of("kind", "agency", "topic"),)
