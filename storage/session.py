"""The database and the unit of work: rolls back unless told.

SQLite: WAL, foreign keys, `synchronous=FULL`, writers begin with `BEGIN IMMEDIATE` and pass one at a time through an
`fcntl` lock, because several processes write and SQLite before 3.51.3 can damage a WAL that two of them checkpoint.
PostgreSQL: READ COMMITTED, short timeouts; a transaction that met a deadlock or a lost connection is repeated whole.
"""

import fcntl
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.orm import Session

MEMORY = ":memory:"
LOCK_WAIT = 30.0  # seconds a writer waits for another process
T = TypeVar("T")


class StorageError(Exception):
    """The database can't be used; the message is one sentence in Vietnamese for the operator."""


class WrongAddress(StorageError):
    """The URL can't be one of ours."""


def normal_url(url: str) -> str:
    """`postgres://` and `postgresql://` mean psycopg 3. Raises `WrongAddress` for what is no URL of ours."""
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            url = "postgresql+psycopg://" + url.removeprefix(prefix)
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise WrongAddress(
            "CCHC_DATABASE_URL không đúng dạng; ví dụ: sqlite:////thu/muc/cchc.db hoặc postgresql://may/ten."
        ) from None
    if parsed.drivername not in ("sqlite", "sqlite+pysqlite", "postgresql+psycopg"):
        raise WrongAddress(f"CCHC_DATABASE_URL dùng loại cơ sở dữ liệu chưa hỗ trợ: {parsed.drivername}.")
    return url


class Store:
    """One database. `unit()` is the only way in for writers, `reading()` for those that only look."""

    def __init__(self, url: str) -> None:
        url = normal_url(url)
        self.is_sqlite = url.startswith("sqlite")
        self.path: Path | None = None
        if self.is_sqlite:
            self.path = Path(make_url(url).database or MEMORY)
            if str(self.path) == MEMORY:
                raise WrongAddress("CCHC_DATABASE_URL cần tên tệp; cơ sở dữ liệu trong bộ nhớ sẽ mất khi tắt.")
            self.engine = create_engine(
                url, connect_args={"timeout": 30, "check_same_thread": False}, hide_parameters=True
            )
            event.listen(self.engine, "connect", _sqlite_connected)
            event.listen(self.engine, "begin", _sqlite_begun)
        else:
            self.engine = create_engine(
                url, pool_pre_ping=True, pool_size=6, connect_args=_POSTGRES, hide_parameters=True
            )
        self._writing = self.engine.execution_options(cchc_writes=True)

    def prepare_folder(self) -> None:
        """The folder of a new SQLite file; those who only look make none."""
        if self.path is None:
            return
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError:
            raise StorageError(f"Không tạo được thư mục {self.path.parent}; kiểm tra đường dẫn và quyền ghi.") from None

    @contextmanager
    def unit(self) -> Iterator["Unit"]:
        """A writing transaction; ends in a rollback unless `commit` was called."""
        with self._one_writer(), Session(self._writing, expire_on_commit=False) as session:
            unit = Unit(session)
            try:
                yield unit
            finally:
                session.rollback()

    @contextmanager
    def reading(self) -> Iterator["Unit"]:
        """A snapshot to read from; what is written in it is lost."""
        with Session(self.engine, expire_on_commit=False) as session:
            yield Unit(session)

    def write(self, work: Callable[["Unit"], T]) -> T:
        """`work` in one committed transaction, repeated whole (at most three times) where PostgreSQL asks for it."""
        for attempt in range(3):
            try:
                with self.unit() as unit:
                    result = work(unit)
                    unit.commit()
                    return result
            except DBAPIError as error:
                if attempt == 2 or not worth_repeating(error):
                    raise
                time.sleep(0.05 * (attempt + 1))
        raise AssertionError("unreachable")

    @contextmanager
    def _one_writer(self) -> Iterator[None]:
        if not self.is_sqlite:
            yield
            return
        # a descriptor of its own each time: threads then wait for each other as processes do
        try:
            lock = os.open(f"{self.path}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError:
            raise StorageError(f"Không ghi được tệp {self.path}.lock; kiểm tra quyền ghi của thư mục.") from None
        try:
            _wait_for(lock)
            yield
        finally:
            os.close(lock)

    def checkpoint(self) -> None:
        """Folds the WAL back; only the running assistant does this."""
        if not self.is_sqlite:
            return
        with self._one_writer(), self.engine.connect() as connection:
            raw: Any = connection.connection.dbapi_connection
            raw.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    def machine_now(self, connection: Session, host: datetime) -> datetime:
        """Machine time: the database's own on PostgreSQL, where replicas' clocks differ; the host's on SQLite."""
        if self.is_sqlite:
            return host
        moment: datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
        return moment

    def close(self) -> None:
        self.engine.dispose()


class Unit:
    """A transaction in hand. Repositories take it; only its owner commits."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def commit(self) -> None:
        self.session.commit()

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Work that may fail without taking the rest of the transaction along."""
        with self.session.begin_nested():
            yield


def worth_repeating(error: DBAPIError) -> bool:
    """Deadlocks, serialization failures and lost connections of PostgreSQL; a locked SQLite."""
    if isinstance(error.orig, sqlite3.Error):
        return getattr(error.orig, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
    state = getattr(error.orig, "sqlstate", None)
    if state in ("40001", "40P01", "55P03") or error.connection_invalidated:
        return True
    return isinstance(error, OperationalError) and state in ("57P01", None)


_POSTGRES = {
    "connect_timeout": 5,
    "client_encoding": "utf8",
    "options": "-c lock_timeout=5000 -c statement_timeout=30000 -c idle_in_transaction_session_timeout=30000",
}


def _sqlite_connected(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # SQLAlchemy's "begin" event says when and how a transaction starts
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "wal_autocheckpoint=0"):
        connection.execute(f"PRAGMA {pragma}")


def _sqlite_begun(connection: Connection) -> None:
    writes = connection.get_execution_options().get("cchc_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _wait_for(lock: int) -> None:
    ends = time.monotonic() + LOCK_WAIT
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() > ends:
                raise StorageError("Cơ sở dữ liệu đang bị một tiến trình khác giữ quá lâu.") from None
            time.sleep(0.002)
