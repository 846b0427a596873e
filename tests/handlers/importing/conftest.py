"""A copy of the demo database for each test."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from handlers.importing import load_demo
from storage.session import Store
from tests.handlers.importing.tables import NOW


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory, migrated: Path) -> Path:
    """The demo as `load_demo` leaves it, without the commands around it."""
    path = tmp_path_factory.mktemp("loaded") / "demo.db"
    shutil.copy(migrated, path)
    store = Store(f"sqlite:///{path}")
    with store.unit() as unit:
        load_demo(unit, now=NOW, start=date(2024, 3, 14))
        unit.commit()
    store.close()
    return path


@pytest.fixture
def demo(tmp_path: Path, loaded: Path) -> Iterator[Store]:
    shutil.copy(loaded, tmp_path / "demo.db")
    store = Store(f"sqlite:///{tmp_path / 'demo.db'}")
    yield store
    store.close()
