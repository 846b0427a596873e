"""Files that monitors send in chat to be imported."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Code, Json, one_of


class Upload(Base):
    """One file from its arrival to what became of it."""

    __tablename__ = "upload"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_code: Mapped[Code] = mapped_column(ForeignKey("person.code"))
    at: Mapped[datetime]
    name: Mapped[str] = mapped_column(Text)  # of the file, as sent
    channel: Mapped[Code]
    file_id: Mapped[str] = mapped_column(Text)
    path: Mapped[str | None] = mapped_column(Text)  # of the file; its grids lie beside it
    state: Mapped[Code]  # reading, read, written, undone, dropped, refused
    said: Mapped[Json]  # kind, year, document, date, what names mean: by caption, words and buttons
    found: Mapped[Json]  # what the file holds and what writing it would do, when it was looked at last
    written_at: Mapped[datetime | None]
    former: Mapped[Json]  # what it replaced, to be put back
    __table_args__ = (one_of("state", "reading", "read", "written", "undone", "dropped", "refused"),)
