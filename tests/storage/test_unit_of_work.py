"""The unit of work's contract on both databases: rolls back unless told, loses no update, keeps points exact."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from storage.models import Agency, AgencyAlias, Criterion, Setting
from storage.session import StorageError, Store, normal_url
from storage.settings_rows import read_setting, write_setting


def test_rolls_back_unless_told(store: Store) -> None:
    with store.unit() as unit:
        write_setting(unit.session, "start_day", "2024-03-14")
    with store.reading() as unit:
        assert read_setting(unit.session, "start_day") is None


def test_rolls_back_on_error(store: Store) -> None:
    with pytest.raises(RuntimeError), store.unit() as unit:
        write_setting(unit.session, "start_day", "2024-03-14")
        raise RuntimeError
    with store.reading() as unit:
        assert read_setting(unit.session, "start_day") is None


def test_a_savepoint_that_fails_leaves_the_rest(store: Store) -> None:
    with store.unit() as unit:
        write_setting(unit.session, "kept", 1)
        with pytest.raises(RuntimeError), unit.savepoint():
            write_setting(unit.session, "lost", 1)
            raise RuntimeError
        unit.commit()
    with store.reading() as unit:
        assert (read_setting(unit.session, "kept"), read_setting(unit.session, "lost")) == (1, None)


def test_read_then_write_from_four_threads_loses_nothing(store: Store) -> None:
    """With a deferred BEGIN on SQLite 139 of 200 such updates were lost without an error."""
    with store.unit() as unit:
        unit.session.add(Setting(key="count", value=0))
        unit.commit()

    def add_ten(_: int) -> None:
        for _ in range(10):
            with store.unit() as unit:
                row = unit.session.scalars(select(Setting).where(Setting.key == "count").with_for_update()).one()
                row.value = row.value + 1
                unit.commit()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(add_ten, range(4)))
    with store.reading() as unit:
        assert read_setting(unit.session, "count") == 40


def test_foreign_keys_hold(store: Store) -> None:
    with store.unit() as unit, pytest.raises(IntegrityError):
        unit.session.add(AgencyAlias(agency_code="nobody", alias="x"))
        unit.session.flush()


def test_states_outside_the_list_are_refused_by_the_database(store: Store) -> None:
    with store.unit() as unit, pytest.raises(IntegrityError):
        unit.session.add(
            Agency(code="x", name="X", short_name="X", group="tinh", scored=True, head_title="", position=1)
        )
        unit.session.flush()


@pytest.mark.parametrize("points", ["86.94", "0.01", "0.10", "100.00", "0.00"])
def test_points_come_back_exactly(store: Store, points: str) -> None:
    with store.unit() as unit:
        unit.session.add(
            Criterion(year=2023, group="so", code="1", name="x", level=1, max_points=Decimal(points), position=1)
        )
        unit.session.flush()
        unit.session.expunge_all()
        found = unit.session.scalars(select(Criterion)).one().max_points
    assert (found, str(found)) == (Decimal(points), points)


def test_a_fraction_of_a_hundredth_is_refused(store: Store) -> None:
    with store.unit() as unit, pytest.raises(Exception, match="hundredths"):
        unit.session.add(
            Criterion(year=2023, group="so", code="1", name="x", level=1, max_points=Decimal("0.001"), position=1)
        )
        unit.session.flush()


def test_sqlite_is_safe_against_a_power_cut_on_every_connection(store: Store) -> None:
    if not store.is_sqlite:
        pytest.skip("PostgreSQL has its own settings")
    for open_ in (store.unit, store.reading):
        with open_() as unit:
            wanted = {"synchronous": 2, "journal_mode": "wal", "foreign_keys": 1, "wal_autocheckpoint": 0}
            found = {name: unit.session.execute(text(f"PRAGMA {name}")).scalar() for name in wanted}
            assert found == wanted


@pytest.mark.parametrize("bad", ["", "nonsense", "mysql://x/y", "sqlite"])
def test_a_broken_url_is_one_vietnamese_sentence(bad: str) -> None:
    with pytest.raises(StorageError, match="CCHC_DATABASE_URL"):
        normal_url(bad)


def test_postgres_url_of_a_hosting_service_is_rewritten() -> None:
    assert normal_url("postgres://u:p@h/d") == "postgresql+psycopg://u:p@h/d"
