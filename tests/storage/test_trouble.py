"""A fault of a statement is the message's; a database that is away or full is nobody's."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.path.trouble import trouble
from storage.session import Store


def test_a_wrong_statement_is_no_trouble_of_the_database(store: Store) -> None:
    with store.unit() as unit, pytest.raises(DBAPIError) as wrong:
        unit.session.execute(text("SELECT no_such_column FROM inbox"))
    assert not trouble(wrong.value)


def test_a_database_without_room_is(store: Store) -> None:
    if not store.is_sqlite:
        pytest.skip("PostgreSQL's disk is not ours to fill")
    with store.unit() as unit, pytest.raises(DBAPIError) as full:
        unit.session.execute(text("PRAGMA max_page_count=1"))
        unit.session.execute(text("INSERT INTO setting (key, value) VALUES ('x', :v)"), {"v": "x" * 10_000_000})
    assert trouble(full.value)
