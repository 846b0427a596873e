"""Scripted faults: each happens once, in order, and it is known whether the message was delivered."""

import asyncio

import aiohttp
import pytest

from tests.emulator.conftest import ANN, TOKEN, Server


async def send(server: Server, text: str = "x") -> tuple[int, dict]:
    return await server.call("sendMessage", chat_id=ANN, text=text)


def delivered(server: Server) -> int:
    return len(server.emulator.messages(ANN))


@pytest.mark.parametrize(
    ("scripted", "status", "description"),
    [
        ("429:35", 429, "Too Many Requests: retry after 35"),
        ("403", 403, "Forbidden: bot was blocked by the user"),
        ("400:chat not found", 400, "Bad Request: chat not found"),
        ("401", 401, "Unauthorized"),
        ("404", 404, "Not Found"),
        ("500", 500, "Internal Server Error"),
        ("502", 502, "Bad Gateway"),
    ],
)
async def test_a_refusal_comes_once_and_nothing_is_delivered(
    server: Server, scripted: str, status: int, description: str
) -> None:
    server.emulator.script("sendMessage", scripted)
    code, body = await send(server)
    assert (code, body["description"], delivered(server)) == (status, description, 0)
    assert (await send(server))[0] == 200
    assert delivered(server) == 1


async def test_retry_after_and_the_new_chat_are_parameters(server: Server) -> None:
    server.emulator.script("sendMessage", "429:35", "migrate:-100123")
    assert (await send(server))[1]["parameters"] == {"retry_after": 35}
    assert (await send(server))[1]["parameters"] == {"migrate_to_chat_id": -100123}


@pytest.mark.parametrize(("scripted", "count"), [("reset_before", 0), ("accept_then_reset", 1)])
async def test_a_connection_that_dies(server: Server, scripted: str, count: int) -> None:
    server.emulator.script("sendMessage", scripted)
    with pytest.raises((aiohttp.ServerDisconnectedError, aiohttp.ClientOSError)):
        await send(server)
    assert delivered(server) == count


async def test_accepted_but_the_answer_is_502(server: Server) -> None:
    server.emulator.script("sendMessage", "accept_then_502")
    assert (await send(server))[0] == 502
    assert delivered(server) == 1


async def test_accepted_but_no_answer_comes(server: Server) -> None:
    server.emulator.script("sendMessage", "accept_then_hang")
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(send(server), 0.3)
    assert delivered(server) == 1


@pytest.mark.parametrize(("scripted", "kind"), [("html", "text/html"), ("non_json", "application/json")])
async def test_a_proxy_that_answers_for_telegram(server: Server, scripted: str, kind: str) -> None:
    server.emulator.script("getUpdates", scripted)
    async with server.http.get(f"{server.url}/bot{TOKEN}/getUpdates") as response:
        assert (response.status, response.content_type) == (200, kind)
        with pytest.raises(ValueError, match="Expecting"):
            await response.json(content_type=None)


async def test_faults_are_given_in_order_and_only_to_their_method(server: Server) -> None:
    server.emulator.script("sendMessage", "ok", "502", "slow:0.01")
    assert await server.result("getMe")
    assert [(await send(server))[0] for _ in range(4)] == [200, 502, 200, 200]
    assert server.emulator.scripted("sendMessage") == 0


@pytest.mark.parametrize("wrong", ["explode", "slow:x", "429:soon", "999"])
def test_an_answer_it_does_not_know_is_refused_when_scripted(server: Server, wrong: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        server.emulator.script("sendMessage", wrong)
