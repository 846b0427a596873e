"""People, accounts and codes on both databases."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select

from storage import models, people
from storage.catalogue import catalogue_version
from storage.people import Tries
from storage.session import Store, Unit
from tests.province import MONDAY

HASH = "a" * 64


@pytest.fixture
def staffed(store: Store) -> Store:
    """A head whose role is live, one whose role has ended, and nobody enrolled."""
    with store.unit() as unit:
        unit.session.add(
            models.Agency(
                code="syt", name="Sở Y tế", short_name="SYT", group="so", scored=True, head_title="", position=1
            )
        )
        for code in ("head:syt", "head:old"):
            unit.session.add(models.Person(code=code, title=code))
        unit.session.flush()
        unit.session.add(models.RoleHeld(person_code="head:syt", role="head", agency_code="syt"))
        unit.session.add(
            models.RoleHeld(person_code="head:old", role="head", agency_code="syt", ends_at=MONDAY)
        )  # fmt: skip
        unit.commit()
    return store


def keep_code(unit: Unit, hash_: str = HASH, kind: str = "code") -> None:
    people.keep_code(
        unit.session, hash=hash_, person_code="head:syt", kind=kind, made_by="console", made_at=MONDAY,
        expires_at=MONDAY + timedelta(days=2),
    )  # fmt: skip


def test_roles_that_ended_are_not_held(staffed: Store) -> None:
    with staffed.reading() as unit:
        before, at_the_end = MONDAY - timedelta(seconds=1), MONDAY
        assert [people.holder(unit.session, "head:old", now).roles for now in (before, at_the_end)] == [("head",), ()]
        assert people.holder(unit.session, "head:nobody", MONDAY) is None


def test_linking_moves_an_account_and_keeps_the_first_day(staffed: Store) -> None:
    later = MONDAY + timedelta(days=1)
    with staffed.unit() as unit:
        version = catalogue_version(unit.session)
        people.link(unit.session, "head:old", "telegram", "1001", MONDAY)
        people.link(unit.session, "head:syt", "telegram", "1001", MONDAY)
        people.link(unit.session, "head:syt", "telegram", "1002", later)
        unit.commit()
        assert catalogue_version(unit.session) != version
        assert people.owner(unit.session, "telegram", "1001") == "head:syt"
        assert people.owner(unit.session, "zalo", "1001") is None
        holder = people.holder(unit.session, "head:syt", later)
        assert holder is not None
        assert holder.enrolled_at == MONDAY


def test_reachability_changes_the_catalogue_only_when_it_changes(staffed: Store) -> None:
    with staffed.unit() as unit:
        people.link(unit.session, "head:syt", "telegram", "1001", MONDAY)
        version = catalogue_version(unit.session)
        people.mark_reachable(unit.session, "telegram", "1001", True, MONDAY)
        people.mark_reachable(unit.session, "telegram", "9999", False, MONDAY)
        assert catalogue_version(unit.session) == version
        people.mark_reachable(unit.session, "telegram", "1001", False, MONDAY)
        people.mark_reachable(unit.session, "telegram", "1001", False, MONDAY + timedelta(days=1))
        since = unit.session.scalars(select(models.Account.unreachable_since)).one()
        assert since == MONDAY
        assert catalogue_version(unit.session) != version
        people.mark_reachable(unit.session, "telegram", "1001", True, MONDAY)
        assert unit.session.scalars(select(models.Account.unreachable_since)).one() is None


def test_the_secret_is_made_once(staffed: Store) -> None:
    with staffed.unit() as unit:
        secret = people.server_secret(unit.session)
        unit.commit()
    with staffed.reading() as unit:
        assert people.server_secret(unit.session) == secret
    assert len(secret) == 32


def test_a_code_is_usable_until_it_expires_or_is_used(staffed: Store) -> None:
    with staffed.unit() as unit:
        keep_code(unit)
        keep_code(unit, "b" * 64, "link")
        end = MONDAY + timedelta(days=2)
        assert people.usable_code(unit.session, HASH, end - timedelta(microseconds=1)) is not None
        assert people.usable_code(unit.session, HASH, end) is None
        code = people.usable_code(unit.session, HASH, MONDAY)
        assert code is not None
        people.use_up(unit.session, code, MONDAY)
        assert people.usable_code(unit.session, HASH, MONDAY) is None
        assert people.usable_code(unit.session, "b" * 64, MONDAY) is None  # of the same invitation


def test_two_at_once_use_a_code_once(staffed: Store) -> None:
    with staffed.unit() as unit:
        keep_code(unit)
        unit.commit()
    came_in: list[int] = []
    together = threading.Barrier(2)

    def bind(number: int) -> None:
        together.wait()
        with staffed.unit() as unit:
            code = people.usable_code(unit.session, HASH, MONDAY)
            if code is not None:
                people.use_up(unit.session, code, MONDAY)
                unit.commit()
                came_in.append(number)

    threads = [threading.Thread(target=bind, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(came_in) == 1


def test_wrong_tries_are_kept_by_account_and_counted_over_all(staffed: Store) -> None:
    hour = timedelta(hours=1)
    with staffed.unit() as unit:
        assert people.tries(unit.session, "telegram", "7001", MONDAY) == Tries()
        people.keep_tries(unit.session, "telegram", "7001", MONDAY - 2 * hour, Tries(4))
        people.keep_tries(unit.session, "telegram", "7002", MONDAY, Tries(2))
        locked = Tries(5, MONDAY + hour)
        people.keep_tries(unit.session, "telegram", "7002", MONDAY, locked)
        assert people.tries(unit.session, "telegram", "7002", MONDAY - hour) == locked
        assert people.tries(unit.session, "telegram", "7001", MONDAY - hour) == Tries()  # too long ago
        assert people.wrong_tries_since(unit.session, MONDAY - hour) == 5
        assert people.wrong_tries_since(unit.session, MONDAY - 3 * hour) == 9
