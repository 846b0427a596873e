"""The page's own door: phones, messages, presses, files, the clock, and a stream of live events."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from aiohttp import BodyPartReader, web

from bot.emulator.chats import Chat
from bot.emulator.images import dimensions
from bot.emulator.presets import presets
from bot.emulator.refusals import Refusal
from bot.emulator.view import LOCAL, phone_line, seen, spoken
from bot.emulator.world import World

if TYPE_CHECKING:
    from bot.emulator.emulator import Emulator

PAGE = Path(__file__).parent / "page"
PAGE_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
PAGE_FILES = {file.name: PAGE_TYPES[file.suffix] for file in PAGE.iterdir() if file.suffix in PAGE_TYPES}
SHOWN_MESSAGES = 200
HEARTBEAT_SECONDS = 15
FILE_BYTES = 20 * 1024 * 1024
GUARDS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' blob: data:; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}
SHOWN_PICTURES = {b"\x89PNG": "image/png", b"\xff\xd8": "image/jpeg", b"GIF8": "image/gif", b"RIFF": "image/webp"}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class PageApi:
    def __init__(self, emulator: "Emulator", world: World, is_working_day: Callable[[date], bool]) -> None:
        self._emulator = emulator
        self._world = world
        self._is_working_day = is_working_day

    def routes(self, app: web.Application) -> None:
        app.router.add_get("/", self._index)
        app.router.add_get("/emulator/page/{name}", self._page_file)
        app.router.add_get("/emulator/phones", self._phones)
        app.router.add_get("/emulator/phones/{chat}", self._phone)
        app.router.add_get("/emulator/files/{file}", self._file)
        app.router.add_get("/emulator/events", self._events)
        app.router.add_get("/emulator/clock", self._clock)
        for path, handler in (
            ("/emulator/clock", self._move_clock),
            ("/emulator/story", self._switch_story),
            ("/emulator/phones/{chat}/messages", self._send),
            ("/emulator/phones/{chat}/presses", self._press),
            ("/emulator/phones/{chat}/files", self._send_file),
            ("/emulator/phones/{chat}/things", self._send_thing),
            ("/emulator/phones/{chat}/read", self._read),
            ("/emulator/phones/{chat}/blocked", self._block),
        ):
            app.router.add_post(path, _guarded(handler))

    async def _index(self, _request: web.Request) -> web.StreamResponse:
        return web.FileResponse(PAGE / "index.html", headers=GUARDS)

    async def _page_file(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        if name not in PAGE_FILES:
            raise web.HTTPNotFound
        return web.FileResponse(PAGE / name, headers={**GUARDS, "Content-Type": f"{PAGE_FILES[name]}; charset=utf-8"})

    def _chat(self, request: web.Request) -> Chat:
        try:
            return self._world.chats.of(int(request.match_info["chat"]))
        except (KeyError, ValueError):
            raise web.HTTPNotFound(text="Không có điện thoại này.") from None

    async def _phones(self, _request: web.Request) -> web.Response:
        bot = {"name": self._world.bot["first_name"], "username": self._world.bot["username"]}
        return web.json_response(
            {
                "bot": bot,
                "phones": [phone_line(chat) for chat in self._world.chats],
                "clock": self.clock_state(),
                "event": self._world.events.last,
            }
        )

    async def _phone(self, request: web.Request) -> web.Response:
        chat = self._chat(request)
        messages = list(chat.messages.values())[-SHOWN_MESSAGES:]
        return web.json_response(
            {
                **phone_line(chat),
                "messages": [seen(message) for message in messages],
                "keyboard": chat.keyboard,
                "event": self._world.events.last,
            }
        )

    async def _send(self, request: web.Request) -> web.Response:
        chat_id, body = self._chat(request).phone.chat_id, await _body(request)
        text, reply_to = str(body.get("text", "")), body.get("reply_to")
        forwarded = "Người khác" if body.get("forwarded") else None
        message_id = await self._emulator.user_sends(chat_id, text, reply_to=reply_to, forwarded_from=forwarded)
        return web.json_response({"id": message_id})

    async def _press(self, request: web.Request) -> web.Response:
        chat_id, body = self._chat(request).phone.chat_id, await _body(request)
        query = await self._emulator.user_presses(chat_id, int(body["message"]), str(body["data"]))
        return web.json_response({"query": query})

    async def _send_file(self, request: web.Request) -> web.Response:
        """Multipart `file` and `caption`; `as=document` keeps a picture a file."""
        chat_id = self._chat(request).phone.chat_id
        name, kind, content, caption = "tệp", "application/octet-stream", b"", ""
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader):
                continue
            if part.name == "caption":
                caption = (await part.text()).strip()
            elif part.name == "file":
                name = part.filename or name
                kind = part.headers.get("Content-Type", kind)
                content = await _limited(part)
        if request.query.get("as") != "document" and dimensions(content) is not None:
            message_id = await self._emulator.user_sends_photo(chat_id, content, caption)
        else:
            message_id = await self._emulator.user_sends_file(
                chat_id, content, name, content_type=kind, caption=caption
            )
        return web.json_response({"id": message_id})

    async def _send_thing(self, request: web.Request) -> web.Response:
        """A voice message, a sticker or a place: what the assistant cannot read."""
        chat_id, body = self._chat(request).phone.chat_id, await _body(request)
        things: dict[str, Callable[[int], Awaitable[int]]] = {
            "voice": self._emulator.user_sends_voice,
            "sticker": self._emulator.user_sends_sticker,
            "location": self._emulator.user_sends_location,
        }
        return web.json_response({"id": await things[str(body["kind"])](chat_id)})

    async def _read(self, request: web.Request) -> web.Response:
        await self._emulator.user_reads(self._chat(request).phone.chat_id)
        return web.json_response({})

    async def _block(self, request: web.Request) -> web.Response:
        chat_id, body = self._chat(request).phone.chat_id, await _body(request)
        await (self._emulator.user_blocks if body.get("blocked") else self._emulator.user_unblocks)(chat_id)
        return web.json_response({})

    async def _file(self, request: web.Request) -> web.Response:
        file = self._world.files.by_id(request.match_info["file"])
        if file is None:
            raise web.HTTPNotFound(text="Không còn tệp này.")
        shown = next((kind for start, kind in SHOWN_PICTURES.items() if file.content.startswith(start)), None)
        headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'; sandbox"}
        if shown is None or "download" in request.query:
            headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"
        return web.Response(body=file.content, content_type=shown or "application/octet-stream", headers=headers)

    # The clock ----------------------------------------------------------------------------------------------------

    def clock_state(self) -> dict[str, Any]:
        """What the clock bar shows; without a demo clock there is nothing to move."""
        clock = self._emulator.clock
        if clock is None:
            return {"movable": False}
        now = clock.now()
        return {
            "movable": True,
            "now": now.astimezone(LOCAL).replace(tzinfo=None).isoformat(timespec="seconds"),
            "text": spoken(now),
            "presets": [{"key": preset.key, "label": preset.label} for preset in presets(now, self._is_working_day)],
            "story": None if self._emulator.story is None else self._emulator.story.state(),
        }

    async def _clock(self, _request: web.Request) -> web.Response:
        return web.json_response(self.clock_state())

    async def _move_clock(self, request: web.Request) -> web.Response:
        """Body: `{"preset": key}` or `{"to": "2024-03-22T07:29"}` in local time."""
        clock, body = self._emulator.clock, await _body(request)
        if clock is None:
            raise ValueError("Đồng hồ này không chỉnh được.")
        if "preset" in body:
            known = {preset.key: preset.to for preset in presets(clock.now(), self._is_working_day)}
            to = known[str(body["preset"])]
        else:
            try:
                to = datetime.fromisoformat(str(body["to"])).replace(tzinfo=LOCAL)
            except ValueError:
                raise ValueError("Chưa đọc được ngày giờ.") from None
        await clock.move(to)
        self._emulator.clock_moved()
        return await self._clock(request)

    async def _switch_story(self, request: web.Request) -> web.Response:
        """Body: `{"on": true}`."""
        story, body = self._emulator.story, await _body(request)
        if story is None:
            raise ValueError("Bản này không có câu chuyện mẫu.")
        await story.switch(bool(body["on"]))
        self._emulator.clock_moved()
        return await self._clock(request)

    # Live events --------------------------------------------------------------------------------------------------

    async def _events(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events from `after` (or the last one the browser heard) on; `reset` when those are gone."""
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        await response.prepare(request)
        after = request.headers.get("Last-Event-ID") or request.query.get("after", "")
        listener = self._world.events.listen()
        try:
            missed = self._world.events.missed(int(after)) if after.isdecimal() else []
            if missed is None:
                missed = [(self._world.events.last, {"kind": "reset"})]
            await response.write(b"retry: 1000\n\n" + b"".join(_event(*event) for event in missed))
            while (event := await _next_or_none(listener)) is not None:
                await response.write(event)
        except ConnectionError:
            pass
        finally:
            self._world.events.drop(listener)
        return response


def _event(number: int, event: dict[str, Any]) -> bytes:
    return f"id: {number}\ndata: {json.dumps(event, ensure_ascii=False)}\n\n".encode()


async def _next_or_none(listener: asyncio.Queue[tuple[int, dict[str, Any]] | None]) -> bytes | None:
    """The next event, a heartbeat when there is none for a while, None when the stream ends."""
    try:
        event = await asyncio.wait_for(listener.get(), HEARTBEAT_SECONDS)
    except TimeoutError:
        return b": .\n\n"
    return None if event is None else _event(*event)


async def _body(request: web.Request) -> dict[str, Any]:
    body = await request.json()
    if not isinstance(body, dict):
        raise TypeError("object expected")
    return body


async def _limited(part: BodyPartReader) -> bytes:
    content = bytearray()
    while chunk := await part.read_chunk(64 * 1024):
        content += chunk
        if len(content) > FILE_BYTES:
            raise ValueError("Tệp lớn hơn 20 MB.")
    return bytes(content)


def _guarded(handler: Handler) -> Handler:
    """Only the page itself may change things; a wrong call gets a sentence, not a stack trace."""

    async def guarded(request: web.Request) -> web.StreamResponse:
        if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
            return web.json_response({"error": "Chỉ trang này được gửi yêu cầu."}, status=403)
        try:
            return await handler(request)
        except Refusal as refused:
            return web.json_response({"error": refused.description}, status=400)
        except ValueError as error:
            return web.json_response({"error": str(error) or "Yêu cầu chưa đúng."}, status=400)
        except (KeyError, TypeError):
            return web.json_response({"error": "Yêu cầu chưa đúng."}, status=400)

    return guarded
