"""The table of bot methods, and the HTTP door before it."""

import asyncio
import hmac
import json
import re
import socket
import struct
from collections import deque
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from aiohttp import web

from bot.emulator import profile, sending
from bot.emulator.calls import Call, read_call
from bot.emulator.faults import AFTER, BEFORE, Script, refusal
from bot.emulator.refusals import WEBHOOK_ACTIVE, Refusal
from bot.emulator.updates import LARGEST_BATCH
from bot.emulator.webhook import Webhook, remember_allowed
from bot.emulator.world import World

CALLS_KEPT = 2000
_PLAIN: dict[str, Callable[[World, Call], Any]] = {
    "getMe": profile.get_me,
    "getChat": profile.get_chat,
    "setMyCommands": profile.set_my_commands,
    "getMyCommands": profile.get_my_commands,
    "deleteMyCommands": profile.delete_my_commands,
    "setMyDescription": profile.set_my_description,
    "getMyDescription": profile.get_my_description,
    "setMyShortDescription": profile.set_my_short_description,
    "getMyShortDescription": profile.get_my_short_description,
    "setMyName": profile.set_my_name,
    "getMyName": profile.get_my_name,
    "setChatMenuButton": profile.set_chat_menu_button,
    "getChatMenuButton": profile.get_chat_menu_button,
    "sendMessage": sending.send_message,
    "sendPhoto": sending.send_photo,
    "sendDocument": sending.send_document,
    "sendChatAction": sending.send_chat_action,
    "editMessageText": sending.edit_message_text,
    "editMessageCaption": sending.edit_message_caption,
    "editMessageReplyMarkup": sending.edit_message_reply_markup,
    "deleteMessage": sending.delete_message,
    "answerCallbackQuery": sending.answer_callback_query,
    "getFile": sending.get_file,
}


class BotApi:
    """`/bot<token>/<method>` and `/file/bot<token>/<path>`, with scripted faults."""

    def __init__(self, world: World, script: Script) -> None:
        self._world = world
        self._script = script
        self.webhook = Webhook(world, self._call_quietly)
        self.calls: deque[Call] = deque(maxlen=CALLS_KEPT)
        self._closing = asyncio.Event()
        self._methods: dict[str, tuple[str, Callable[[Call], Any]]] = {
            name.lower(): (name, partial(method, world)) for name, method in _PLAIN.items()
        }
        own: dict[str, Callable[[Call], Any]] = {
            "getUpdates": self._get_updates,
            "setWebhook": self.webhook.set,
            "deleteWebhook": self.webhook.delete,
            "getWebhookInfo": lambda _call: self.webhook.info(),
        }
        self._methods.update({name.lower(): (name, method) for name, method in own.items()})

    def routes(self, app: web.Application) -> None:
        app.router.add_route("*", "/bot{token:[^/]*}/{method:.*}", self.handle)
        app.router.add_get("/file/bot{token:[^/]*}/{path:.*}", self.handle_file)

    async def close(self) -> None:
        self._closing.set()
        self._world.updates.release_poll()
        await self.webhook.close()

    async def handle(self, request: web.Request) -> web.Response:
        try:
            self._authorise(request.match_info["token"])
            name, method = self._find(request.match_info["method"])
            call = await read_call(request, name)
            self.calls.append(call)
            return await self._answer(request, call, method)
        except Refusal as refused:
            return _json(refused.body(), refused.code)

    async def handle_file(self, request: web.Request) -> web.Response:
        try:
            self._authorise(request.match_info["token"])
        except Refusal as refused:
            return _json(refused.body(), refused.code)
        file = self._world.files.by_path(request.match_info["path"])
        if file is None:
            return _json(Refusal(404, "Not Found").body(), 404)
        return web.Response(body=file.content, content_type="application/octet-stream")

    def _authorise(self, token: str) -> None:
        if not hmac.compare_digest(token.encode(), self._world.token.encode()):
            well_formed = re.fullmatch(r"\d+:[\w-]+", token, re.ASCII)
            raise Refusal(401, "Unauthorized" if well_formed else "Unauthorized: invalid token specified")

    def _find(self, method: str) -> tuple[str, Callable[[Call], Any]]:
        if method.lower() not in self._methods:
            raise Refusal(404, "Not Found: method not found")
        return self._methods[method.lower()]

    async def _answer(self, request: web.Request, call: Call, method: Callable[[Call], Any]) -> web.Response:
        """The real answer, or what the script says stands before, after or in place of it."""
        scripted = self._script.next(call.method)
        if scripted in BEFORE:
            return _broken(request, scripted)
        if (refused := refusal(scripted)) is not None:
            raise refused
        if scripted.startswith("slow:"):
            await asyncio.sleep(float(scripted.removeprefix("slow:")))
        result = await _result(method(call))
        if scripted in AFTER:
            return await self._unheard(request, scripted)
        return _json({"ok": True, "result": result})

    async def _unheard(self, request: web.Request, scripted: str) -> web.Response:
        """The call was accepted, but the bot does not hear so."""
        if scripted == "accept_then_502":
            raise Refusal(502, "Bad Gateway")
        if scripted == "accept_then_hang":
            await self._closing.wait()
        return _reset(request)

    async def _get_updates(self, call: Call) -> list[dict[str, Any]]:
        if self.webhook.active:
            raise Refusal(409, WEBHOOK_ACTIVE)
        remember_allowed(self._world, call)
        timeout = 0 if self._closing.is_set() else call.integer("timeout")
        return await self._world.updates.poll(call.integer("offset"), call.integer("limit", LARGEST_BATCH), timeout)

    async def _call_quietly(self, call: Call) -> None:
        """A method called in the answer of a webhook: its result goes nowhere."""
        try:
            call.method, method = self._find(call.method)
            self.calls.append(call)
            await _result(method(call))
        except Refusal:
            return


async def _result(value: Any | Awaitable[Any]) -> Any:
    return await value if isinstance(value, Awaitable) else value


def _json(body: dict[str, Any], status: int = 200) -> web.Response:
    return web.Response(text=json.dumps(body, ensure_ascii=False), status=status, content_type="application/json")


def _broken(request: web.Request, scripted: str) -> web.Response:
    if scripted == "html":  # a captive portal or a proxy's own page
        return web.Response(text="<html><body>Đăng nhập mạng</body></html>", content_type="text/html")
    if scripted == "non_json":
        return web.Response(text="{not json", content_type="application/json")
    return _reset(request)


def _reset(request: web.Request) -> web.Response:
    """Ends the connection with RST, as a dying proxy does; the response returned is never sent."""
    transport = request.transport
    if transport is not None:
        raw = transport.get_extra_info("socket")
        if raw is not None:
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()
    return web.Response(status=502)
