"""What every table shares."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, ClassVar

from sqlalchemy import CheckConstraint, MetaData, String
from sqlalchemy.orm import DeclarativeBase, mapped_column

from storage.types import Document, Instant, Points

Code = Annotated[str, mapped_column(String(64))]
Json = Annotated[Any, mapped_column(Document)]


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: Instant, Decimal: Points}


def one_of(column: str, *values: str) -> CheckConstraint:
    """A state that the database itself refuses to leave the list."""
    listed = ", ".join(f"'{v}'" for v in values)
    bare = column.replace('"', "")
    return CheckConstraint(f"{column} IN ({listed})", name=f"{bare}_known")
