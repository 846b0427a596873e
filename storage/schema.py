"""The schema's version: created and migrated by alembic, only looked at by the running program."""

from pathlib import Path
from typing import Any, Literal

from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from storage.session import StorageError, Store

HEAD = "0003"  # the revision this code is written for
MIGRATIONS = Path(__file__).parent / "migrations"


def state(store: Store) -> Literal["missing", "current", "other"]:
    """Is the database ready for this code? Raises `StorageError` when it can't be opened."""
    if store.path is not None and not store.path.exists():
        return "missing"
    try:
        with store.engine.connect() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return "missing"
            found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except DBAPIError as error:
        raise StorageError(cannot_open(store, error)) from None
    return "current" if found == HEAD else "other"


def migrate(store: Store) -> None:
    """Creates the tables or brings them up to date, all in one transaction. Raises `StorageError`."""
    from alembic import command
    from alembic.util import CommandError

    store.prepare_folder()
    try:
        with store.unit() as unit:
            config = alembic_config()
            config.attributes["connection"] = unit.session.connection()
            command.upgrade(config, "head")
            unit.commit()
    except DBAPIError as error:
        raise StorageError(cannot_open(store, error)) from None
    except CommandError:
        raise StorageError("Cơ sở dữ liệu thuộc phiên bản mới hơn của trợ lý; xin cập nhật chương trình.") from None


def alembic_config() -> Any:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def cannot_open(store: Store, error: DBAPIError) -> str:
    where = str(store.path) if store.path is not None else f"máy {store.engine.url.host or 'cục bộ'}"
    words = str(error.orig).casefold()
    if "not a database" in words or "malformed" in words:
        return f"Tệp {where} không phải cơ sở dữ liệu của trợ lý hoặc đã hỏng."
    return f"Không mở được cơ sở dữ liệu ({where}); kiểm tra CCHC_DATABASE_URL, quyền ghi và máy chủ."
