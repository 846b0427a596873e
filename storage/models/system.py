"""Settings that live with the data, and the audit log."""

from datetime import datetime

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Code, Json


class Setting(Base):
    __tablename__ = "setting"
    key: Mapped[Code] = mapped_column(primary_key=True)
    value: Mapped[Json]


class AuditEntry(Base):
    """Who changed what; append-only."""

    __tablename__ = "audit"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[Code]
    action: Mapped[Code]
    subject: Mapped[Code] = mapped_column(index=True)  # its history is read
    details: Mapped[Json] = mapped_column(default=dict)
    inbox_id: Mapped[int | None] = mapped_column()
    note: Mapped[str | None] = mapped_column(Text)
