"""What a person chose for words with two readings: newest wins, nobody else's, gone with the person; both databases."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, inspect, select

from storage import models, readings, schema
from storage.session import Store
from tests.province import MONDAY

WORDS = "phuoc long"


@pytest.fixture
def asked(store: Store) -> Store:
    """Two people who may be asked what they mean."""
    with store.unit() as unit:
        unit.session.add_all(models.Person(code=code, title=code) for code in ("head:a", "head:b"))
        unit.commit()
    return store


def choose(store: Store, person: str, meaning: str, words: str = WORDS, minutes: int = 0) -> None:
    with store.unit() as unit:
        readings.remember(unit.session, person, "agency", words, meaning, MONDAY + timedelta(minutes=minutes))
        unit.commit()


def test_the_newest_choice_counts_and_only_for_whoever_made_it(asked: Store) -> None:
    choose(asked, "head:a", "phuoclong")
    choose(asked, "head:a", "binhlong", minutes=1)
    with asked.reading() as unit:
        assert readings.chosen(unit.session, "head:a", "agency", WORDS) == "binhlong"
        assert readings.chosen(unit.session, "head:b", "agency", WORDS) is None
        assert readings.chosen(unit.session, "head:a", "topic", WORDS) is None
        assert readings.chosen(unit.session, "head:a", "agency", "long") is None
        assert unit.session.scalars(select(models.ChosenReading.at)).one() == MONDAY + timedelta(minutes=1)


def test_what_is_too_long_is_asked_about_again(asked: Store) -> None:
    words = "x" * (readings.LONGEST + 1)
    choose(asked, "head:a", "phuoclong", words)
    with asked.reading() as unit:
        assert readings.chosen(unit.session, "head:a", "agency", words) is None


def test_it_goes_with_the_person(asked: Store) -> None:
    choose(asked, "head:a", "phuoclong")
    choose(asked, "head:b", "binhlong")
    with asked.unit() as unit:
        unit.session.execute(delete(models.Person).where(models.Person.code == "head:a"))
        unit.commit()
    with asked.reading() as unit:
        assert unit.session.scalars(select(models.ChosenReading.person_code)).all() == ["head:b"]


def test_a_database_of_the_release_before_gets_the_table(tmp_path: Path) -> None:
    from alembic import command

    store = Store(f"sqlite:///{tmp_path / 'old.db'}")
    with store.unit() as unit:
        config = schema.alembic_config()
        config.attributes["connection"] = unit.session.connection()
        command.upgrade(config, "0001")
        unit.commit()
    assert schema.state(store) == "other"
    schema.migrate(store)
    assert schema.state(store) == "current"
    assert inspect(store.engine).has_table("chosen_reading")
    store.close()
