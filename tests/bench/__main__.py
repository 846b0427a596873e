"""`python -m tests.bench`: rounds of the three bots in turn, medians, ratios of the assistant to each peer."""

import asyncio
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from bot.cli.data import prepare
from bot.path.knowing import load_knowledge
from handlers import enrolment
from handlers.understanding import understand
from storage.clock import LOCAL
from storage.session import Store
from tests.bench import latency, sweeps
from tests.bench.server import Measured, Server

ROUNDS = 3
MESSAGES = 1500
CHATS = 300
FIRST_CHAT = 5000
QUESTIONS = ("diem snv", "bxh so", "top 3 huyen", "viec cua toi", "so y te mat diem gi", "nv 38 la gi", "diem cua toi")
REPORTS = ("nv 38 dc {n}%", "nv 37 {n}%, dang trinh ky")
PTB, AIOGRAM, OURS = "PTB (trơ)", "aiogram (trơ)", "trợ lý"


def load(seed: int) -> list[dict[str, Any]]:
    """Four questions and one report in five messages, over many chats."""
    chance = random.Random(seed)
    updates = []
    for number in range(1, MESSAGES + 1):
        chat = FIRST_CHAT + number % CHATS
        text = chance.choice(QUESTIONS) if number % 5 else chance.choice(REPORTS).format(n=number * 100 // MESSAGES)
        person = {"id": chat, "is_bot": False, "first_name": "Cán bộ"}
        message = {
            "message_id": seed * MESSAGES + number, "date": int(time.time()), "text": text, "from": person,
            "chat": {"id": chat, "type": "private", "first_name": "Cán bộ"},
        }  # fmt: skip
        updates.append({"update_id": seed * MESSAGES + number, "message": message})
    return updates


def people(folder: Path) -> str:
    """A demo database in which every chat of the load belongs to somebody. Its day is a Saturday: no digests mix in."""
    url = f"sqlite:///{folder / 'bench.db'}"
    store = Store(url)
    prepare(store, demo=True, start=date(2024, 3, 14))
    now = datetime(2024, 3, 18, 7, 0, tzinfo=LOCAL)
    with store.unit() as unit:
        officers = [p for p in load_knowledge(unit.session, now).catalogue.people if p.startswith("officer:")]
        for chat in range(FIRST_CHAT, FIRST_CHAT + CHATS):
            enrolment.enrol(unit, officers[chat % len(officers)], "telegram", str(chat), now)
        unit.commit()
    store.close()
    return url


async def measure(bot: str, seed: int, folder: Path) -> Measured:
    server = Server()
    await server.start()
    api = f"http://127.0.0.1:{server.port}"
    surroundings = {**os.environ}
    match bot:
        case _ if bot == PTB:
            program = ["-m", "tests.bench.echo_ptb", api]
        case _ if bot == AIOGRAM:
            program = ["-m", "tests.bench.echo_aiogram", api]
        case _:
            program = ["-m", "bot", "run"]
            surroundings |= {
                "CCHC_DATABASE_URL": people(folder), "CCHC_DATA_DIR": str(folder), "CCHC_TELEGRAM_TOKEN": "777:bench",
                "CCHC_TELEGRAM_API_URL": api, "CCHC_SEND_RATE": "0", "CCHC_CHAT_RATE": "0",
                "CCHC_NOW": "2024-03-16T09:00", "CCHC_LOG_LEVEL": "WARNING",
            }  # fmt: skip
    quiet = asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(sys.executable, *program, env=surroundings, stderr=quiet)
    try:
        await asyncio.wait_for(server.polls.wait(), 60)
        await asyncio.sleep(1.0)  # start-up is not the load
        return await server.offer(process.pid, load(seed))
    finally:
        process.terminate()
        await process.wait()


def understanding_times() -> tuple[float, float]:
    """Milliseconds a message, median and 99th percentile, over the sample messages."""
    from bot.lexicon import shipped_lexicon

    lexicon = shipped_lexicon()
    lines = (Path(__file__).parents[1] / "data" / "messages.tsv").read_text(encoding="utf-8").splitlines()[1:]
    texts = [line.split("\t")[0] for line in lines]
    times = []
    for _ in range(5):
        for text in texts:
            began = time.perf_counter()
            understand(text, lexicon, date(2024, 3, 18))
            times.append((time.perf_counter() - began) * 1000)
    times.sort()
    return statistics.median(times), times[int(len(times) * 0.99)]


def show(results: dict[str, Sequence[Measured]]) -> None:
    print(f"{MESSAGES} tin chờ sẵn, {CHATS} cuộc trò chuyện, {ROUNDS} vòng, trung vị; không hạn chế nhịp gửi\n")
    print(f"{'bot':<16}{'tin/giây':>10}{'CPU ms/tin':>12}{'bộ nhớ MB':>11}")
    middle = {}
    for bot, rounds in results.items():
        rate = statistics.median(m.replies / m.seconds for m in rounds)
        cpu = statistics.median(m.cpu_seconds * 1000 / m.replies for m in rounds)
        memory = statistics.median(m.memory_mb for m in rounds)
        middle[bot] = (rate, cpu, memory)
        print(f"{bot:<16}{rate:>10.0f}{cpu:>12.2f}{memory:>11.0f}")
    print()
    for peer in (PTB, AIOGRAM):
        rate, cpu, memory = (ours / theirs for ours, theirs in zip(middle[OURS], middle[peer], strict=True))
        print(f"trợ lý so với {peer}: nhịp × {rate:.2f}, CPU × {cpu:.2f}, bộ nhớ × {memory:.2f}")
    print("(hai bot trơ chỉ nhắc lại, không hiểu, không ghi; mất tin khi bị tắt đột ngột)")


def main() -> None:
    results: dict[str, list[Measured]] = {PTB: [], AIOGRAM: [], OURS: []}
    for seed in range(1, ROUNDS + 1):
        for bot, rounds in results.items():
            with tempfile.TemporaryDirectory() as folder:
                rounds.append(asyncio.run(measure(bot, seed, Path(folder))))
    show(results)  # type: ignore[arg-type]
    median, worst = understanding_times()
    print(f"\nhiểu một tin: trung vị {median:.2f} ms, phân vị 99: {worst:.2f} ms")
    latency.show()
    sweeps.show()


if __name__ == "__main__":
    main()
