"""Is it the database, or the message? A message is never blamed for a database that did not take part."""

from sqlalchemy.exc import DBAPIError, PendingRollbackError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from storage.session import StorageError, worth_repeating


class DatabaseTrouble(Exception):
    """The database did not take part: everything waits, nothing is counted."""


def trouble(error: Exception) -> bool:
    """Is it the database and not the message?"""
    if isinstance(error, StorageError | OSError | PoolTimeout | PendingRollbackError):
        return True
    if not isinstance(error, DBAPIError):
        return False
    state = getattr(error.orig, "sqlstate", None) or ""
    if state[:2] in (
        "08",
        "25",
        "40",
        "53",
        "57",
        "58",
    ):  # connection, read-only, rollback, resources, operator, system
        return True
    words = str(error.orig)
    return worth_repeating(error) or any(sign in words for sign in ("full", "disk I/O", "readonly", "unable to open"))
