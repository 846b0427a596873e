"""The page's own door: live events that can be resumed, refusals with a sentence, files that cannot run as pages."""

import json
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientResponse, FormData

from tests.emulator.conftest import ANN, Server
from tests.emulator.test_models import png


async def post(server: Server, path: str, body: object, **headers: str) -> tuple[int, dict]:
    async with server.http.post(f"{server.url}/emulator/{path}", json=body, headers=headers) as response:
        return response.status, await response.json()


async def heard(response: ClientResponse) -> AsyncIterator[tuple[int, dict]]:
    number = 0
    async for line in response.content:
        if line.startswith(b"id: "):
            number = int(line[4:])
        elif line.startswith(b"data: "):
            yield number, json.loads(line[6:])


async def events(
    server: Server, count: int, after: int | None = None, last: int | None = None
) -> list[tuple[int, dict]]:
    """The first events of a stream opened anew, or after a number, or by a browser that reconnects."""
    headers = {} if last is None else {"Last-Event-ID": str(last)}
    query = {} if after is None else {"after": str(after)}
    found = []
    async with server.http.get(f"{server.url}/emulator/events", params=query, headers=headers) as response:
        async for event in heard(response):
            found.append(event)
            if len(found) == count:
                break
    return found


async def test_a_page_that_reconnects_hears_what_it_missed(server: Server) -> None:
    await server.emulator.user_sends(ANN, "một")
    await server.result("sendMessage", chat_id=ANN, text="hai")
    await server.result("sendChatAction", chat_id=ANN, action="typing")
    numbers = [number for number, _ in await events(server, 3, after=99)]
    assert numbers == [100, 101, 102]
    assert [event["kind"] for _, event in await events(server, 1, last=101)] == ["typing"]


@pytest.mark.parametrize("last", [1, 5000])
async def test_a_page_that_missed_too_much_starts_anew(server: Server, last: int) -> None:
    await server.emulator.user_sends(ANN, "một")
    assert [event["kind"] for _, event in await events(server, 1, last=last)] == ["reset"]


async def test_unread_counts_rise_with_the_bots_messages_and_end_when_read(server: Server) -> None:
    for _ in range(3):
        await server.result("sendMessage", chat_id=ANN, text="🟡 đến hạn")
    async with server.http.get(f"{server.url}/emulator/phones") as response:
        phones = {phone["id"]: phone for phone in (await response.json())["phones"]}
    assert (phones[ANN]["unread"], phones[ANN]["last"]["text"]) == (3, "🟡 đến hạn")
    assert (await post(server, f"phones/{ANN}/read", {}))[0] == 200
    assert server.emulator.unread(ANN) == 0


@pytest.mark.parametrize(
    ("path", "body"),
    [
        (f"phones/{ANN}/messages", {"text": " "}),
        (f"phones/{ANN}/messages", [1]),
        (f"phones/{ANN}/messages", {"text": "x", "reply_to": 77}),
        (f"phones/{ANN}/presses", {"data": "x"}),
        (f"phones/{ANN}/things", {"kind": "elephant"}),
        ("clock", {"to": "2024-03-22T07:29"}),
    ],
)
async def test_a_wrong_call_gets_a_sentence(server: Server, path: str, body: object) -> None:
    status, answer = await post(server, path, body)
    assert status == 400
    assert answer["error"]


async def test_another_site_cannot_write_through_the_page(server: Server) -> None:
    status, _ = await post(server, f"phones/{ANN}/messages", {"text": "x"}, **{"Sec-Fetch-Site": "cross-site"})
    assert status == 403
    assert server.emulator.messages(ANN) == []


async def test_an_unknown_phone_or_file_is_not_found(server: Server) -> None:
    for path in ("phones/77", "phones/x", "files/none", "page/../emulator.py", "page/secret.txt"):
        async with server.http.get(f"{server.url}/emulator/{path}") as response:
            assert response.status == 404


@pytest.mark.parametrize(
    ("name", "content", "shown"),
    [
        ("trang.html", b"<script>alert(1)</script>", False),
        ("hình.svg", b"<svg onload='alert(1)'/>", False),
        ("ảnh.png", png(20, 20), True),
    ],
)
async def test_only_pictures_are_shown_in_place(server: Server, name: str, content: bytes, shown: bool) -> None:
    form = FormData()
    form.add_field("file", content, filename=name, content_type="text/html")
    async with server.http.post(f"{server.url}/emulator/phones/{ANN}/files", data=form) as response:
        assert response.status == 200
    message = server.emulator.messages(ANN)[0]
    assert message.photo is shown
    file = (message.api["photo"][-1] if shown else message.api["document"])["file_id"]
    async with server.http.get(f"{server.url}/emulator/files/{file}") as response:
        assert await response.read() == content
        assert ("attachment" in response.headers.get("Content-Disposition", "")) is not shown
        assert response.content_type == ("image/png" if shown else "application/octet-stream")


async def test_the_page_loads_nothing_from_elsewhere(server: Server) -> None:
    async with server.http.get(server.url) as response:
        page = await response.text()
        assert response.headers["Content-Security-Policy"].startswith("default-src 'self'")
    assert "Trình giả lập · số liệu minh họa" in page
    assert "http://" not in page.replace("http://www.w3.org", "")
    assert "https://" not in page
