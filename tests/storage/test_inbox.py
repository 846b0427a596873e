"""The inbox on both databases: once, in order, alone after a death, parked after two."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select, update

from storage import inbox
from storage.inbox import Arrival
from storage.models import Inbox
from storage.session import Store

NOW = datetime(2024, 3, 18, 1, 0, tzinfo=UTC)


def arrival(update_id: int, chat: str = "1001", message: int | None = None) -> Arrival:
    message = update_id if message is None else message
    return Arrival("telegram", "1", str(update_id), f"{chat}:{message}:0", chat, {"update_id": update_id})


def put(store: Store, *arrivals: Arrival) -> int:
    with store.unit() as unit:
        new = inbox.store(unit.session, arrivals, NOW)
        unit.commit()
    return new


def claim(store: Store, limit: int = 32, now: datetime = NOW, owner: str = "a") -> list[int]:
    with store.unit() as unit:
        found = inbox.claim(unit.session, owner, now, limit)
        unit.commit()
    return [c.raw["update_id"] for c in found]


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
    claim(store)
    with store.unit() as unit:
        inbox.finish(unit.session, list(ids(store).values()), "a")
        inbox.expire_keys(unit.session, NOW + timedelta(days=9))
        unit.commit()
    assert put(store, arrival(1)) == 1


def test_a_claim_keeps_the_order_of_a_chat(store: Store) -> None:
    put(store, arrival(1), arrival(2), arrival(3, chat="1002"))
    assert claim(store) == [1, 2, 3]


def test_one_at_a_time_a_chat_waits_for_its_earlier_message(store: Store) -> None:
    put(store, arrival(1), arrival(2), arrival(3, chat="1002"))
    assert claim(store, limit=1) == [1]
    assert claim(store, limit=1, owner="b") == [3]
    assert claim(store, limit=1, owner="c") == []


def test_a_message_that_waits_for_another_try_holds_back_its_chat_only(store: Store) -> None:
    put(store, arrival(1), arrival(2), arrival(3, chat="1002"))
    claim(store)
    with store.unit() as unit:
        inbox.release(unit.session, [ids(store)[2], ids(store)[3]], "a", None)
        inbox.failed(unit.session, ids(store)[1], "a", 1, "x", "7F3A", NOW + timedelta(seconds=10))
        unit.commit()
    assert claim(store) == [3]
    assert claim(store, now=NOW + timedelta(seconds=11)) == [1]  # alone, because it failed before


def test_what_was_in_hand_at_two_deaths_is_parked_and_its_neighbours_are_not(store: Store) -> None:
    put(store, arrival(1), arrival(2, chat="1002"))
    claim(store)
    for expected in ("queued", "poison"):
        with store.unit() as unit:
            inbox.left_by_dead(unit.session, None, {ids(store)[1]})
            unit.commit()
        assert states(store) == {1: expected, 2: "queued"}
        claim(store)
        claim(store)


def test_a_row_begun_at_ten_deaths_is_parked_even_if_nobody_saw_it_in_hand(store: Store) -> None:
    put(store, arrival(1))
    for _ in range(10):
        assert claim(store) == [1]
        with store.unit() as unit:
            inbox.left_by_dead(unit.session, None)
            unit.commit()
    assert states(store) == {1: "poison"}


def test_a_lease_is_taken_back_only_after_it_ran_out(store: Store) -> None:
    put(store, arrival(1))
    claim(store)
    for after, expected in ((timedelta(seconds=10), "working"), (timedelta(seconds=31), "queued")):
        with store.unit() as unit:
            inbox.left_by_dead(unit.session, NOW + after)
            unit.commit()
        assert states(store)[1] == expected


def test_a_late_finish_of_somebody_who_lost_the_row_does_not_count(store: Store) -> None:
    put(store, arrival(1))
    claim(store, owner="slow")
    with store.unit() as unit:
        unit.session.execute(update(Inbox).values(owner="other"))
        assert inbox.finish(unit.session, list(ids(store).values()), "slow") == 0


def test_unreadable_updates_are_parked_at_once(store: Store) -> None:
    put(store, Arrival("telegram", "1", "bad", None, "?", {"update_id": 5}, error="no"))
    assert states(store) == {5: "poison"}
    assert claim(store) == []
