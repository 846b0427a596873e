"""The inbox on both databases: once, in order, alone after a failure, parked after two deaths."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from storage import inbox
from storage.inbox import Arrival, Claimed
from storage.models import Inbox
from storage.session import Store
from tests.conftest import postgres_copy

NOW = datetime(2024, 3, 18, 1, 0, tzinfo=UTC)


def arrival(update_id: int, chat: str = "1001", message: int | None = None) -> Arrival:
    message = update_id if message is None else message
    return Arrival("telegram", "1", str(update_id), f"{chat}:{message}:0", chat, {"update_id": update_id})


def put(store: Store, *arrivals: Arrival) -> int:
    with store.unit() as unit:
        new = inbox.store(unit.session, arrivals, NOW)
        unit.commit()
    return new


def taken(found: list[Claimed]) -> list[int]:
    return [c.raw["update_id"] for c in found]


def answer(store: Store, limit: int = 32, now: datetime = NOW) -> list[int]:
    """The next group, answered."""
    with store.unit() as unit:
        group = inbox.claim(unit.session, now, limit)
        inbox.finish(unit.session, [c.id for c in group])
        unit.commit()
    return taken(group)


def fail(store: Store, again_at: datetime | None) -> bool:
    """The next message, whose answer fails."""
    with store.unit() as unit:
        row = inbox.claim(unit.session, NOW, 1)[0]
    with store.unit() as unit:
        counted = inbox.failed(unit.session, row, "x", "7F3A", again_at)
        unit.commit()
    return counted


def ids(store: Store) -> dict[int, int]:
    with store.reading() as unit:
        return {row.raw["update_id"]: row.id for row in unit.session.scalars(select(Inbox))}


def states(store: Store) -> dict[int, str]:
    with store.reading() as unit:
        return {row.raw["update_id"]: row.state for row in unit.session.scalars(select(Inbox))}


def test_a_repeated_update_is_stored_once(store: Store) -> None:
    assert put(store, arrival(1), arrival(2)) == 2
    assert put(store, arrival(1), arrival(3)) == 1
    assert sorted(states(store)) == [1, 2, 3]


def test_the_same_message_with_a_new_update_id_is_stored_once(store: Store) -> None:
    put(store, arrival(1, message=77))
    assert put(store, arrival(2, message=77)) == 0


def test_a_lower_update_id_is_accepted(store: Store) -> None:
    put(store, arrival(900_000))
    assert put(store, arrival(10)) == 1


def test_keys_older_than_eight_days_no_longer_count(store: Store) -> None:
    put(store, arrival(1))
    answer(store)
    with store.unit() as unit:
        inbox.expire_keys(unit.session, NOW + timedelta(days=9))
        unit.commit()
    assert put(store, arrival(1)) == 1


def test_a_group_keeps_the_order_of_a_chat(store: Store) -> None:
    put(store, arrival(1), arrival(2), arrival(3, chat="1002"))
    assert answer(store) == [1, 2, 3]


def test_an_answer_that_was_not_committed_leaves_the_message_to_be_done(store: Store) -> None:
    put(store, arrival(1))
    with store.unit() as unit:
        inbox.finish(unit.session, [c.id for c in inbox.claim(unit.session, NOW, 1)])
    assert states(store) == {1: "queued"}
    assert answer(store) == [1]


def test_side_by_side_a_chat_waits_for_its_earlier_message(postgres: str) -> None:
    store = Store(postgres_copy(postgres))
    put(store, arrival(1), arrival(2), arrival(3, chat="1002"))
    with store.unit() as one, store.unit() as two, store.unit() as three:
        first = inbox.claim(one.session, NOW, 1)
        assert taken(first) == [1]
        assert taken(inbox.claim(two.session, NOW, 1)) == [3]
        assert inbox.claim(three.session, NOW, 1) == []
        inbox.finish(one.session, [first[0].id])
        one.commit()
        assert taken(inbox.claim(three.session, NOW, 1)) == [2]
    store.close()


def test_a_message_that_waits_for_another_try_holds_back_its_chat_only(store: Store) -> None:
    put(store, arrival(1), arrival(2), arrival(3, chat="1002"))
    assert fail(store, again_at=NOW + timedelta(seconds=10))
    assert answer(store) == [3]
    later = NOW + timedelta(seconds=11)
    assert answer(store, now=later) == [1]  # alone, because it failed before
    assert answer(store, now=later) == [2]


def test_a_failure_counts_once_and_not_after_somebody_answered(store: Store) -> None:
    put(store, arrival(1))
    with store.unit() as unit:
        row = inbox.claim(unit.session, NOW, 1)[0]
    assert fail(store, again_at=NOW)
    with store.unit() as unit:
        assert not inbox.failed(unit.session, row, "x", "7F3A", None)
    answer(store)
    with store.unit() as unit:
        assert not inbox.failed(unit.session, row, "x", "7F3A", None)


def test_what_was_in_hand_at_two_deaths_is_parked_and_its_neighbours_are_not(store: Store) -> None:
    put(store, arrival(1), arrival(2, chat="1002"))
    for expected in ("queued", "poison"):
        with store.unit() as unit:
            parked = inbox.in_hand_at_death(unit.session, {ids(store)[1]})
            unit.commit()
        assert states(store) == {1: expected, 2: "queued"}
    assert taken(parked) == [1]


def test_unreadable_updates_are_parked_at_once(store: Store) -> None:
    put(store, Arrival("telegram", "1", "bad", None, "?", {"update_id": 5}, error="no"))
    assert states(store) == {5: "poison"}
    assert answer(store) == []
