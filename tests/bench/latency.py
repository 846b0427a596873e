"""How long a person waits: each topic from its words to a committed reply, and the pictures."""

import asyncio
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from bot.cli.data import prepare
from bot.console import say
from bot.path.knowing import Knowing, load_knowledge
from bot.pictures.studio import Studio
from handlers.dialogue import Request
from handlers.knowledge import Knowledge
from handlers.pictures.of_index import drawing_of
from handlers.pictures.specs import as_values
from handlers.questions import decode
from storage.clock import LOCAL
from storage.session import Store

NOW = datetime(2024, 3, 18, 8, 0, tzinfo=LOCAL)
TIMES = 40
PERSON = "head:stp"
QUESTIONS = (
    "diem snv", "diem 7.4.2 cua snv", "bxh", "top 3 huyen", "don vi nao duoi 80", "so sanh snv voi stc",
    "snv mat diem o dau", "snv qua cac nam", "muon vao top 15 can gi", "tinh hinh chung", "viec cua toi", "nv 38",
)  # fmt: skip
PICTURES = ("q:score", "q:ranking;g=so", "q:ranking", "q:ranking;x=movement", "q:compare;a=snv,stc,syt", "q:history")


def answers(folder: Path) -> tuple[list[tuple[str, float, float]], Knowledge]:
    """(words, median, slowest) in milliseconds, with the commit to disk."""
    store = Store(f"sqlite:///{folder / 'latency.db'}")
    prepare(store, demo=True, start=date(2024, 3, 14))
    with store.reading() as unit:
        knowledge = load_knowledge(unit.session, NOW)
    knowing, found = Knowing(knowledge), []
    for text in QUESTIONS:
        times = []
        for _ in range(TIMES):
            began = time.perf_counter()
            say(store, knowing, PERSON, text, NOW)
            times.append((time.perf_counter() - began) * 1000)
        found.append((text, statistics.median(times), max(times)))
    store.close()
    return found, knowledge


async def pictures(folder: Path, knowledge: Knowledge) -> Iterator[tuple[str, float, float, float]]:
    """(question, drawn the first time, found again, kilobytes); milliseconds, the drawing process warm."""
    person = knowledge.person(PERSON)
    assert person is not None
    studio, found = Studio(folder), []
    await studio.warm()
    for question in PICTURES:
        said, _ = decode(question)
        drawing = drawing_of(Request(said, person, knowledge, NOW, "telegram", "1"), said.topic)
        assert drawing is not None
        values, times = as_values(drawing.picture), []
        for _ in range(2):
            began = time.perf_counter()
            path = await studio.draw(values)
            times.append((time.perf_counter() - began) * 1000)
        assert path is not None
        found.append((question, times[0], times[1], path.stat().st_size / 1024))
    await studio.close()
    return iter(found)


def show() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        said, knowledge = answers(folder)
        print(f"\nTừ lời nhắn đến câu trả lời đã ghi (SQLite, đĩa thật), {TIMES} lần, ms")
        print(f"{'câu':<28}{'trung vị':>10}{'chậm nhất':>11}")
        for text, middle, slowest in said:
            print(f"{text:<28}{middle:>10.1f}{slowest:>11.1f}")
        print("\nBiểu đồ (tiến trình vẽ đã chạy), ms")
        print(f"{'câu hỏi':<28}{'lần đầu':>10}{'lần sau':>11}{'KB':>8}")
        for question, first, again, size in asyncio.run(pictures(folder, knowledge)):
            print(f"{question:<28}{first:>10.0f}{again:>11.1f}{size:>8.0f}")
