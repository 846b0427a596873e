"""The assistant's own small server: health, and the webhook where polling is not used."""

import hmac
import json
from datetime import timedelta
from typing import Any

import structlog
from aiohttp import web

from bot.channels.telegram import Telegram
from bot.path.receive import Receiving
from bot.path.steps import House
from bot.schedule import Schedule
from handlers.reminders import auditor
from storage import inbox

LARGEST_UPDATE = 1024 * 1024  # bytes
POLL_TOO_OLD = timedelta(seconds=90)
SWEEP_TOO_OLD = timedelta(minutes=5)
UNDONE_TOO_OLD = timedelta(minutes=2)
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
log = structlog.get_logger()


class Health:
    """Red (503) when the last poll, the last sweep or the oldest undone message is too old, or the database is gone."""

    def __init__(self, house: House, receiving: Receiving, schedule: Schedule, polls: bool) -> None:
        self._house, self._receiving, self._schedule, self._polls = house, receiving, schedule, polls
        self._started = house.clocks.machine.now()

    async def answer(self, _request: web.Request) -> web.Response:
        found = await self.look()
        return web.json_response(found, status=200 if found["ok"] else 503)

    async def look(self) -> dict[str, Any]:
        now = self._house.clocks.machine.now()
        try:
            undone, missed = await self._house.core(self._look)
            database = True
        except Exception:
            log.exception("health_database")
            undone, missed, database = None, 0, False
        polled = self._receiving.last_success or self._started
        swept = self._schedule.last_sweep or self._started
        waiting = (now - undone) if undone else timedelta(0)
        checks = {
            "database": database,
            "poll": not self._polls or now - polled < POLL_TOO_OLD,
            "sweep": now - swept < SWEEP_TOO_OLD,
            "inbox": waiting < UNDONE_TOO_OLD,
        }
        return {
            "ok": all(checks.values()),
            **checks,
            "reminders": missed == 0,  # an alarm that no restart mends, hence not red
            "reminders_missed": missed,
            "oldest_undone_seconds": round(waiting.total_seconds(), 1),
        }

    def _look(self) -> tuple[Any, int]:
        with self._house.store.reading() as unit:
            return inbox.oldest_undone(unit.session), auditor.state(unit.session)["missed"]


class Webhook:
    """Stores an update, then says 200; what can't be stored is not acknowledged and Telegram brings it again."""

    def __init__(self, receiving: Receiving, telegram: Telegram, secret: str) -> None:
        self._receiving, self._telegram, self._secret = receiving, telegram, secret.encode()

    async def answer(self, request: web.Request) -> web.Response:
        given = request.headers.getall(SECRET_HEADER, [])
        if len(given) != 1 or not hmac.compare_digest(given[0].encode(errors="surrogateescape"), self._secret):
            return web.Response(status=403)
        body = await request.read()  # aiohttp answers 413 above LARGEST_UPDATE
        try:
            raw = json.loads(body)
        except (ValueError, RecursionError):
            raw = {"unparsable": body.decode(errors="replace")[:2000]}
        try:
            await self._receiving.store([self._telegram.arrival(raw)])
        except Exception:
            log.exception("webhook_store_failed")
            return web.Response(status=503, headers={"Retry-After": "30"})
        return web.Response()


def application(health: Health, webhook: Webhook | None) -> web.Application:
    app = web.Application(client_max_size=LARGEST_UPDATE)
    app.router.add_get("/healthz", health.answer)
    if webhook is not None:
        app.router.add_post("/telegram", webhook.answer)
    return app
