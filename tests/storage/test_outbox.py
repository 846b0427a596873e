"""The outbox on both databases: each row at least once, copies counted, a dead sender's rows repeated."""

from datetime import UTC, datetime, timedelta
from typing import Literal

import pytest
from sqlalchemy import select

from storage import outbox
from storage.models import Outbox
from storage.outbox import Outgoing, Result, ToSend
from storage.session import Store

NOW = datetime(2024, 3, 18, 1, 0, tzinfo=UTC)


def queue(store: Store, key: str, kind: Literal["reply", "push"] = "reply", chat: str = "1001") -> None:
    with store.unit() as unit:
        outbox.queue(unit.session, [Outgoing("telegram", chat, None, kind, key, {"text": key})], NOW)
        unit.commit()


def claim(store: Store, now: datetime = NOW, owner: str = "a") -> list[ToSend]:
    with store.unit() as unit:
        rows = outbox.claim(unit.session, owner, now, 64)
        unit.commit()
    return rows


def record(store: Store, *results: Result, owner: str = "a", now: datetime = NOW) -> None:
    with store.unit() as unit:
        outbox.record(unit.session, results, owner, now)
        unit.commit()


def row(store: Store, key: str) -> Outbox:
    with store.reading() as unit:
        return unit.session.scalars(select(Outbox).where(Outbox.key == key)).one()


def test_the_same_key_is_queued_once(store: Store) -> None:
    queue(store, "digest:head:snv:2024-03-22", "push")
    queue(store, "digest:head:snv:2024-03-22", "push")
    assert len(claim(store)) == 1


def test_a_secret_is_not_kept_once_it_is_sent(store: Store) -> None:
    with store.unit() as unit:
        payload = {"text": "Mã đăng ký: 7K4M 92QX", "secret": True}
        outbox.queue(unit.session, [Outgoing("telegram", "1", None, "reply", "code", payload)], NOW)
        unit.commit()
    (taken,) = claim(store)
    record(store, Result(taken, "unknown"))
    (again,) = claim(store, NOW + timedelta(seconds=6))
    assert "7K4M" in again.payload["text"]
    record(store, Result(again, "sent", message_id="5"))
    assert row(store, "code").payload == {"text": ""}


def test_replies_go_before_pushes(store: Store) -> None:
    queue(store, "p", "push", chat="1")
    queue(store, "r", "reply", chat="2")
    assert [r.payload["text"] for r in claim(store)] == ["r", "p"]


def test_a_chat_with_a_message_on_its_way_waits(store: Store) -> None:
    queue(store, "first")
    assert len(claim(store)) == 1
    queue(store, "second")
    assert claim(store, owner="b") == []


@pytest.mark.parametrize(
    ("kind", "waits"), [("reply", [5, 5, 5]), ("push", [60, 300, 900])]
)  # fmt: skip
def test_silence_is_answered_by_at_most_three_copies(
    store: Store, kind: Literal["reply", "push"], waits: list[int]
) -> None:
    queue(store, "k", kind)
    now = NOW
    for copies, wait in enumerate(waits):
        (taken,) = claim(store, now)
        assert taken.copies == copies
        record(store, Result(taken, "unknown"), now=now)
        assert claim(store, now + timedelta(seconds=wait - 1)) == []
        now += timedelta(seconds=wait)
    (last,) = claim(store, now)
    record(store, Result(last, "unknown"), now=now)
    assert row(store, "k").state == "failed"


def test_what_was_surely_not_sent_is_no_copy(store: Store) -> None:
    queue(store, "k")
    (taken,) = claim(store)
    record(store, Result(taken, "again", again_in=timedelta(seconds=1)))
    (again,) = claim(store, NOW + timedelta(seconds=2))
    assert (again.copies, again.attempts) == (0, 0)


def test_a_row_that_is_refused_five_times_is_given_up_and_the_queue_goes_on(store: Store) -> None:
    queue(store, "bad", chat="1")
    now = NOW
    for _ in range(5):
        (taken,) = claim(store, now)
        record(store, Result(taken, "refused", error="Bad Request"), now=now)
        now += timedelta(minutes=5)
    assert row(store, "bad").state == "failed"
    queue(store, "good", chat="1")
    assert [r.payload["text"] for r in claim(store, now)] == ["good"]


def test_a_dead_senders_row_is_repeated_as_a_copy(store: Store) -> None:
    queue(store, "k")
    claim(store)
    with store.unit() as unit:
        assert outbox.left_by_dead(unit.session, None) == 1
        unit.commit()
    (again,) = claim(store, NOW + timedelta(seconds=6))
    assert again.copies == 1


def test_a_sender_that_outlived_its_lease_records_nothing(store: Store) -> None:
    queue(store, "k")
    (taken,) = claim(store, owner="slow")
    with store.unit() as unit:
        outbox.left_by_dead(unit.session, NOW + timedelta(minutes=5))
        unit.commit()
    claim(store, NOW + timedelta(minutes=6), owner="other")
    record(store, Result(taken, "sent", message_id="5"), owner="slow")
    assert row(store, "k").state == "sending"
