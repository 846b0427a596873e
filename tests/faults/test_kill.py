"""`kill -9` at each named point of the path: nothing is lost, nothing is done twice, copies say that they are."""

from pathlib import Path

import pytest

from storage.models import Inbox, Outbox
from tests.faults.house import fault_house

POINTS = [
    "before_inbox_commit",
    "after_inbox_commit",
    "after_claim",
    "in_handler",
    "before_domain_commit",
    "after_domain_commit",
    "after_send_before_record",
    "before_record_commit",
]
COPY = "(gửi lại)"

pytestmark = pytest.mark.fault


@pytest.mark.parametrize("point", POINTS)
async def test_a_report_survives_a_kill(point: str, demo_url: str, tmp_path: Path) -> None:
    async with fault_house(demo_url, tmp_path) as house:
        await house.emulator.user_sends(1001, "nv 38 dc 60%")
        await house.emulator.user_sends(1003, "nv 38 xong")
        await house.emulator.user_sends(1005, "diem snv")
        await house.until_dead(await house.start(die_at=point))

        life = await house.start()
        await house.until(lambda: all(house.heard(chat) for chat in (1001, 1003, 1005)))
        await house.until(lambda: house.states(Inbox) == {"done": 3})
        await house.until(lambda: house.states(Outbox) == {"sent": 3})
        assert await house.stop(life) == 0

        assert house.reports() == 2
        for chat, words in ((1001, "60%"), (1003, "hoàn thành"), (1005, "86,94")):
            said = house.heard(chat)
            assert words in said[0]
            assert len(said) <= 2
            assert all(text.endswith(COPY) for text in said[1:])
        if point in ("before_inbox_commit", "after_inbox_commit", "after_claim", "in_handler", "before_domain_commit"):
            assert [len(house.heard(chat)) for chat in (1001, 1003, 1005)] == [1, 1, 1]


async def test_two_reports_of_one_chat_keep_their_order_over_a_kill(demo_url: str, tmp_path: Path) -> None:
    async with fault_house(demo_url, tmp_path) as house:
        for text in ("nv 38 30%", "nv 38 60%", "nv 38 xong"):
            await house.emulator.user_sends(1001, text)
        await house.until_dead(await house.start(die_at="in_handler", times=2))
        await house.start()
        await house.until(lambda: house.states(Inbox) == {"done": 3})
        await house.until(lambda: house.states(Outbox) == {"sent": 3})
        assert house.reported() == [("doing", 30), ("doing", 60), ("waiting", 100)]
        order = ("30%", "60%", "hoàn thành")
        heard = [(next(n for n, words in enumerate(order) if words in text.partition("\n")[0]), text.endswith(COPY))
                 for text in house.heard(1001)]  # fmt: skip
        assert {number for number, _ in heard} == {0, 1, 2}
        # what the dead process was sending may come late, as a copy; all else comes once and in order
        whole = [number for number, copy in heard if not copy]
        assert whole == sorted(set(whole))


async def test_a_message_that_kills_the_process_does_not_kill_it_three_times(demo_url: str, tmp_path: Path) -> None:
    async with fault_house(demo_url, tmp_path) as house:
        await house.emulator.user_sends(1001, "nv 38 dc 60%")
        for _ in range(2):
            await house.until_dead(await house.start(die_at="in_handler"))
        await house.start()
        await house.until(lambda: house.states(Inbox) == {"poison": 1})
        await house.until(lambda: bool(house.heard(1001)))
        assert house.reports() == 0
        assert "lỗi hệ thống" in house.heard(1001)[0]
        await house.emulator.user_sends(1001, "diem snv")  # the chat goes on
        await house.until(lambda: len(house.heard(1001)) == 2)
        assert "86,94" in house.heard(1001)[1]


async def test_random_kills_lose_no_message_and_no_reply(demo_file: Path, tmp_path: Path) -> None:
    """Six deaths while sixty reports come in."""
    import random
    import shutil

    shutil.copy(demo_file, tmp_path / "kills.db")
    chance = random.Random(914)
    async with fault_house(f"sqlite:///{tmp_path / 'kills.db'}", tmp_path) as house:
        house.settings = {"CCHC_SEND_RATE": "0", "CCHC_CHAT_RATE": "0"}
        sent = 0
        for _ in range(6):
            for _ in range(10):
                sent += 1
                await house.emulator.user_sends(1001, f"nv 38 {sent}%")
            point = chance.choice([p for p in POINTS if p != "in_handler"])
            await house.until_dead(await house.start(die_at=point))
        await house.start()
        await house.until(lambda: house.states(Inbox) == {"done": sent})
        assert house.reports() == sent
        await house.until(lambda: all(any(f"{n}%" in t for t in house.heard(1001)) for n in range(1, sent + 1)))
        once = [text for text in house.heard(1001) if not text.endswith(COPY)]
        assert len(once) <= sent
