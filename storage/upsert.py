"""INSERT … ON CONFLICT, which SQLAlchemy offers for each database apart."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.models import Base


def insert(session: Session, table: type[Base]) -> Any:
    """An insert that knows `on_conflict_do_nothing` and `on_conflict_do_update`."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    return dialect.insert(table)


def add_new(session: Session, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> int:
    """Many rows in one cached statement; those whose key is known already are left out. Returns how many were new."""
    if not rows:
        return 0
    statement = insert(session, table).on_conflict_do_nothing()
    counted = statement.execution_options(preserve_rowcount=True)
    return int(session.connection().execute(counted, rows).rowcount)
