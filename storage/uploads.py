"""Files sent in chat to be imported: one row a file, held while something is decided about it."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.imports import Contents, kept
from storage.models import Upload

GRIDS = ".grids.json"  # behind the file's name


def add(
    session: Session, *, person: str, at: datetime, name: str, channel: str, file_id: str, said: Mapping[str, Any]
) -> int:  # fmt: skip
    upload = Upload(
        person_code=person, at=at, name=name, channel=channel, file_id=file_id, path=None, state="reading",
        said=dict(said), found={}, written_at=None, former=[],
    )  # fmt: skip
    session.add(upload)
    session.flush()
    return upload.id


def held(session: Session, upload: int) -> Upload | None:
    """The row, held against everybody else until the transaction ends."""
    query = select(Upload).where(Upload.id == upload).with_for_update()
    return session.scalars(query, execution_options={"populate_existing": True}).first()


def one(session: Session, upload: int) -> Upload | None:
    return session.get(Upload, upload, populate_existing=True)


def last_written(session: Session, kind: str) -> Upload | None:
    """The upload of this kind that was written last."""
    query = select(Upload).where(Upload.state == "written").order_by(Upload.written_at.desc(), Upload.id.desc())
    return next((row for row in session.scalars(query.limit(20)) if row.said.get("kind") == kind), None)


def contents(upload: Upload) -> Contents:
    """What was read of the file. Raises `OSError` or `ValueError` where it is no longer there."""
    if upload.path is None:
        raise OSError("not read yet")
    return kept(grids_of(Path(upload.path)))


def grids_of(file: Path) -> Path:
    return file.with_name(f"{file.name}{GRIDS}")
