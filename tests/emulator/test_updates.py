"""getUpdates: what is kept, what an offset confirms, who may poll."""

import asyncio

import pytest

from bot.emulator.refusals import OTHER_POLLER
from tests.emulator.conftest import ANN, BINH, Server


async def texts(server: Server, **params: object) -> list[str]:
    updates = await server.result("getUpdates", **params)
    return [update["message"]["text"] for update in updates]


async def say(server: Server, *words: str, chat: int = ANN) -> None:
    for word in words:
        await server.emulator.user_sends(chat, word)


async def test_an_update_is_offered_again_until_a_higher_offset_confirms_it(server: Server) -> None:
    await say(server, "một", "hai", "ba")
    assert await texts(server) == ["một", "hai", "ba"]
    assert await texts(server, offset=100) == ["một", "hai", "ba"]
    assert await texts(server, offset=102) == ["ba"]
    assert await texts(server) == ["ba"]
    assert await texts(server, offset=103) == []
    assert server.emulator.waiting_updates() == 0


async def test_reading_without_confirming_keeps_everything(server: Server) -> None:
    await say(server, "một", "hai")
    assert await texts(server, limit=1) == ["một"]
    assert await texts(server, limit=1) == ["một"]
    assert server.emulator.waiting_updates() == 2


async def test_a_negative_offset_forgets_all_but_the_last(server: Server) -> None:
    await say(server, "một", "hai", "ba")
    assert await texts(server, offset=-1) == ["ba"]
    assert await texts(server) == ["ba"]


@pytest.mark.parametrize("limit", [0, 101, -5])
async def test_a_limit_out_of_range_counts_as_a_hundred(server: Server, limit: int) -> None:
    await say(server, *map(str, range(105)))
    assert len(await texts(server, limit=limit)) == 100


async def test_a_long_poll_returns_as_soon_as_somebody_writes(server: Server) -> None:
    poll = asyncio.create_task(texts(server, timeout=30))
    await asyncio.sleep(0.05)
    await say(server, "đến rồi")
    assert await asyncio.wait_for(poll, 2) == ["đến rồi"]


async def test_a_poll_with_nothing_to_tell_ends_empty_after_its_timeout(server: Server) -> None:
    assert await asyncio.wait_for(texts(server, timeout=1), 3) == []


async def test_the_older_of_two_polls_gets_a_conflict(server: Server) -> None:
    older = asyncio.create_task(server.refusal("getUpdates", timeout=30))
    await asyncio.sleep(0.05)
    newer = asyncio.create_task(texts(server, timeout=30))
    assert await asyncio.wait_for(older, 2) == (409, OTHER_POLLER)
    await say(server, "cho máy mới")
    assert await asyncio.wait_for(newer, 2) == ["cho máy mới"]


async def test_texts_are_kept_a_day_and_presses_150_seconds(server: Server) -> None:
    await say(server, "còn")
    await server.emulator.user_presses(ANN, 100, "x")
    server.machine.seconds += 149
    assert len(await server.result("getUpdates")) == 2
    server.machine.seconds += 2
    assert await texts(server) == ["còn"]
    server.machine.seconds += 24 * 3600 - 152
    assert await texts(server) == ["còn"]
    server.machine.seconds += 2
    assert await texts(server) == []


async def test_kinds_not_asked_for_are_not_kept_and_the_choice_holds(server: Server) -> None:
    await server.result("getUpdates", allowed_updates=["callback_query"])
    await say(server, "không cần")
    await server.emulator.user_presses(ANN, 100, "x")
    assert [set(update) for update in await server.result("getUpdates")] == [{"update_id", "callback_query"}]
    await server.result("getUpdates", offset=1000, allowed_updates=[])
    await say(server, "lại cần")
    assert await texts(server) == ["lại cần"]


async def test_ids_rise_over_all_chats(server: Server) -> None:
    await say(server, "a", chat=ANN)
    await say(server, "b", chat=BINH)
    await say(server, "c", chat=ANN)
    assert [update["update_id"] for update in await server.result("getUpdates")] == [100, 101, 102]


async def test_an_edit_and_a_block_are_updates_of_their_own(server: Server) -> None:
    message = await server.emulator.user_sends(ANN, "nv 38 60%")
    await server.emulator.user_edits(ANN, message, "nv 38 80%")
    await server.emulator.user_blocks(ANN)
    await server.emulator.user_unblocks(ANN)
    updates = await server.result("getUpdates")
    assert updates[0]["message"]["text"] == "nv 38 60%"
    assert updates[1]["edited_message"]["text"] == "nv 38 80%"
    assert updates[1]["edited_message"]["message_id"] == message
    assert [update["my_chat_member"]["new_chat_member"]["status"] for update in updates[2:]] == ["kicked", "member"]


async def test_a_text_too_long_leaves_as_several_messages(server: Server) -> None:
    await say(server, "😀" * 3000)
    assert [len(text) for text in await texts(server)] == [2048, 952]


async def test_ids_of_a_restarted_emulator_do_not_come_again() -> None:
    from bot.emulator import Emulator
    from tests.emulator.conftest import PHONES, TOKEN, Machine

    machine = Machine()
    first = Emulator(token=TOKEN, phones=PHONES, machine=machine)
    last = [await first.user_sends(ANN, str(n)) for n in range(40)][-1]
    machine.seconds += 11
    second = Emulator(token=TOKEN, phones=PHONES, machine=machine)
    assert last < await second.user_sends(ANN, "lại") < 2**31
