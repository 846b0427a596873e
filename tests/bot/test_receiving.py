"""Updates that come twice, late, torn, out of the ordinary or in a flood; and a Telegram that answers nonsense."""

import asyncio
import re
import time

import pytest

from handlers import router
from handlers.dialogue import Reply, Request
from storage.models import Inbox
from storage.session import Unit
from tests.bot.conftest import Houses
from tests.bot.house import DISTRICT, HEAD, HEALTH, MONITOR, OFFICER, TOKEN

FAULTS_OF_POLLING = ("404", "401", "html", "non_json", "502", "accept_then_reset")


async def test_a_batch_that_is_offered_again_is_answered_once(house_of: Houses) -> None:
    async with house_of() as house:

        def not_confirmed() -> None:
            del house.at["after_inbox_commit"]
            raise OSError("the process stumbles after it stored the batch")

        house.at["after_inbox_commit"] = not_confirmed
        await house.emulator.user_sends(OFFICER, "nv 38 dc 60%")
        await house.start()
        await house.until_heard(OFFICER)
        await house.until(lambda: not house.emulator.waiting_updates())
        await house.until_quiet()
        assert house.calls("getUpdates") >= 2
        assert house.reported() == [("doing", 60)]
        assert len(house.heard(OFFICER)) == 1


async def test_the_same_message_under_a_new_update_id_is_one_event(house_of: Houses) -> None:
    async with house_of() as house:
        await house.start()
        for update_id in (5000, 5001, 5002):
            house.emulator.offer(house.message(update_id, "nv 38 dc 60%", message_id=77), OFFICER)
        await house.until_heard(OFFICER)
        await house.until_quiet()
        assert house.reported() == [("doing", 60)]
        assert len(house.heard(OFFICER)) == 1


async def test_ids_that_begin_anew_far_below_are_answered(house_of: Houses) -> None:
    """After a silent week Telegram chooses the next id at random."""
    async with house_of() as house:
        await house.start()
        house.emulator.offer(house.message(900_000, "diem snv"), OFFICER)
        await house.until_heard(OFFICER)
        polls = house.calls("getUpdates")
        house.emulator.end_poll()  # nothing came for a while
        await house.until(lambda: house.calls("getUpdates") > polls)
        await house.line.cut()  # the next one waits before it is asked for: a high offset would confirm it unseen
        house.emulator.offer(house.message(10, "diem stp"), OFFICER)
        await house.line.mend()
        assert "Sở Tư pháp" in (await house.until_heard(OFFICER, 2))[1]
        await house.stop()
        house.emulator.offer(house.message(7, "diem syt"), OFFICER)
        await house.start()
        assert "Sở Y tế" in (await house.until_heard(OFFICER, 3))[2]


async def test_updates_that_cannot_be_read_are_parked_between_two_good_ones(house_on_each: Houses) -> None:
    nobody = {"message_id": 3, "chat": {"id": OFFICER}, "date": 1}  # nobody wrote it
    enormous = {**nobody, "chat": {"id": 10**80}}
    endless = {**nobody, "chat": {"id": float("inf")}}
    async with house_on_each() as house:
        house.emulator.offer(house.message(1, "diem snv"), OFFICER)
        for update_id, message in enumerate(("junk", nobody, enormous, endless), 2):
            house.emulator.offer({"update_id": update_id, "message": message}, OFFICER)
        house.emulator.offer(house.message(6, "diem stp"), OFFICER)
        await house.start()
        heard = await house.until_heard(OFFICER, 2)
        assert ["Sở Nội vụ" in heard[0], "Sở Tư pháp" in heard[1]] == [True, True]
        await house.until(lambda: house.states(Inbox) == {"done": 2, "poison": 4})
        parked = [row for row in house.rows(Inbox) if row.state == "poison"]
        assert all(row.error for row in parked)
        assert parked[0].raw == {"update_id": 2, "message": "junk"}  # kept for whoever looks into it
        polls = house.calls("getUpdates")
        await asyncio.sleep(0.5)
        assert house.calls("getUpdates") == polls <= 3


async def test_a_message_that_always_fails_is_given_up_honestly_and_its_chat_goes_on(
    house_of: Houses, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_request: Request, _unit: Unit) -> Reply:
        raise ZeroDivisionError("a bug of ours")

    monkeypatch.setitem(router.TOPICS, "ranking", broken)  # type: ignore[arg-type]
    async with house_of() as house:
        await house.emulator.user_sends(OFFICER, "top 3 huyen")
        await house.emulator.user_sends(OFFICER, "diem snv")
        await house.emulator.user_sends(DISTRICT, "diem snv")
        await house.start()
        await house.until_heard(DISTRICT)  # nobody else waits for it
        for attempts, then in ((1, 1), (2, 10)):
            await house.until(lambda n=attempts: house.rows(Inbox)[0].attempts >= n)  # type: ignore[misc]
            assert house.heard(OFFICER) == []  # what came later in this chat waits its turn
            house.machine.forward(then)
        heard = await house.until_heard(OFFICER, 2)
        code = re.search(r"xin đọc mã ([0-9A-F]{4})\.$", heard[0])
        assert code is not None
        assert "chưa ghi gì" in heard[0]
        assert "86,94" in heard[1]
        parked = house.rows(Inbox)[0]
        assert (parked.state, parked.attempts, parked.fault) == ("poison", 3, code[1])
        assert "ZeroDivisionError" in parked.error


async def test_a_chat_keeps_its_order_while_its_first_message_is_slow(
    house_on_each: Houses, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow_began: list[float] = []
    ranking = router.TOPICS["ranking"]

    def slow(request: Request, unit: Unit) -> Reply:
        slow_began.append(time.monotonic())
        time.sleep(0.7)
        return ranking(request, unit)

    monkeypatch.setitem(router.TOPICS, "ranking", slow)  # type: ignore[arg-type]
    async with house_on_each() as house:
        await house.start()
        await house.emulator.user_sends(OFFICER, "top 3 huyen")
        for percent in range(10, 100, 10):
            await house.emulator.user_sends(OFFICER, f"nv 38 {percent}%")
        await house.emulator.user_sends(OFFICER, "nv 38 xong")
        await house.until(lambda: slow_began)
        await house.emulator.user_sends(DISTRICT, "diem snv")
        await house.until_heard(DISTRICT)
        if not house.store.is_sqlite:  # there several workers answer; on SQLite there is one
            assert time.monotonic() < slow_began[0] + 0.7
            assert house.heard(OFFICER) == []
        heard = await house.until_heard(OFFICER, 11)
        assert "Ba đơn vị cấp huyện" in heard[0]
        assert [re.findall(r"\d+%", text)[0] for text in heard[1:10]] == [f"{n}%" for n in range(10, 100, 10)]
        assert house.reported() == [("doing", n) for n in range(10, 100, 10)] + [("waiting", 100)]


async def test_an_edited_report_replaces_the_first_and_says_so(house_of: Houses) -> None:
    async with house_of() as house:
        await house.start()
        sent = await house.emulator.user_sends(OFFICER, "nv 38 dc 60%")
        await house.until_heard(OFFICER)
        await house.emulator.user_edits(OFFICER, sent, "nv 38 dc 70%")
        changed = (await house.until_heard(OFFICER, 2))[1]
        assert "70%" in changed.partition("\n")[0]
        assert "60%" in changed
        history = house.reported()
        assert (history[0], history[-1]) == (("doing", 60), ("doing", 70))
        house.machine.forward(1)
        await house.emulator.user_edits(OFFICER, sent, "nv 38 dc 70%")  # the same words once more
        await house.until_heard(OFFICER, 3)
        assert house.reported() == history


@pytest.mark.parametrize("fault", FAULTS_OF_POLLING)
async def test_polling_survives(house_of: Houses, fault: str) -> None:
    async with house_of() as house:
        house.emulator.script("getUpdates", fault)
        await house.emulator.user_sends(OFFICER, "nv 38 dc 60%")
        await house.start()
        await house.until_heard(OFFICER)
        await house.until_quiet()
        assert house.reported() == [("doing", 60)]
        assert house.calls("getUpdates") <= 4


async def test_a_second_poller_is_named_and_not_fought_with(house_of: Houses) -> None:
    async with house_of() as house:
        await house.start()
        await house.until(lambda: house.calls("getUpdates"))
        other = f"http://127.0.0.1:{house.line.port}/bot{TOKEN}/getUpdates"
        async with house.http.post(other, json={"timeout": 0}) as answer:
            assert answer.status == 200
        await house.until(lambda: any(line["event"] == "two_pollers" for line in house.logs))
        polls = house.calls("getUpdates")
        await house.emulator.user_sends(OFFICER, "diem snv")
        await asyncio.sleep(1.5)
        assert house.calls("getUpdates") == polls
        await house.until_heard(OFFICER)


async def test_an_outage_of_telegram_at_the_start_and_later_is_waited_for(house_of: Houses) -> None:
    async with house_of() as house:
        await house.line.cut()
        starting = asyncio.create_task(house.start())
        await asyncio.sleep(0.2)
        assert not starting.done()
        await house.line.mend()
        await starting
        await house.until(lambda: house.calls("getUpdates"))
        await house.line.cut()
        await house.emulator.user_sends(OFFICER, "nv 38 dc 60%")
        await asyncio.sleep(0.2)
        await house.line.mend()
        await house.until_heard(OFFICER)


async def test_a_flood_of_two_chats_does_not_delay_the_others(house_of: Houses) -> None:
    async with house_of(send_rate=30, chat_rate=1) as house:
        for percent in range(1, 100):
            await house.emulator.user_sends(OFFICER, f"nv 38 {percent}%")
            await house.emulator.user_sends(HEALTH, "diem snv")
        await house.start()
        await house.until(lambda: len(house.states(Inbox)) and house.heard(OFFICER))
        waits = []
        for chat in (HEAD, MONITOR, DISTRICT):
            asked = time.monotonic()
            await house.emulator.user_sends(chat, "diem stp")
            await house.until_heard(chat)
            waits.append(time.monotonic() - asked)
        assert max(waits) < 2
        await house.until(lambda: house.states(Inbox) == {"done": 201}, 20)
        assert house.reported() == [("doing", percent) for percent in range(1, 100)]
