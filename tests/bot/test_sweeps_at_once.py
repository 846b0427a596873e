"""Two replicas sweep at once: each person is gathered for once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

from sqlalchemy import select

from bot.path.knowing import Knowing
from bot.path.outgoing import Rows
from bot.schedule import queue
from handlers import reminders
from storage import models as m
from storage.session import Store
from tests.conftest import postgres_copy
from tests.conversations.reminder_world import AGENCIES, World, at

REPLICAS = 4


def test_four_sweeps_at_the_same_moment_send_each_message_once(postgres: str) -> None:
    url = postgres_copy(postgres)
    store = Store(url)
    world = World.on(store)
    for no in range(1, 9):
        world.task(no, date(2024, 3, 22), leads=tuple(AGENCIES))
    people = [f"{role}:{code}" for code in AGENCIES for role in ("head", "officer")]
    world.enrol(*people)
    now, together = at("2024-03-22 7:30"), Barrier(REPLICAS)

    def replica(_number: int) -> int:
        mine, knowing, sent = Store(url), Knowing(), 0
        sweep = reminders.Sweep(now)
        together.wait()
        while not sweep.over:
            with mine.unit() as unit:
                knowledge = world.knowledge(unit, now)
                knowing._knowledge = knowledge
                messages = sweep.slice(unit, knowledge)
                queue(unit, messages, Rows(now, now), knowing)
                unit.commit()
            sent += len(messages)
        mine.close()
        return sent

    with ThreadPoolExecutor(REPLICAS) as replicas:
        counts = list(replicas.map(replica, range(REPLICAS)))
    assert sum(counts) == len(people)
    with store.reading() as unit:
        outgoing = unit.session.scalars(select(m.Outbox.person_code)).all()
        rows = unit.session.execute(select(m.Reminder.state, m.Reminder.outbox_id)).all()
    store.close()
    assert sorted(code for code in outgoing if code) == sorted(people)
    assert all(tied is not None for state, tied in rows if state == "queued")
    assert not [state for state, _ in rows if state == "planned"]
