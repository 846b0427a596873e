"""Getting a file's content from Telegram (core.telegram.org/bots/api#getfile)."""

from collections.abc import Mapping
from typing import Any

import aiohttp


class NotGiven(Exception):
    """Telegram does not give this file."""


class TooLarge(Exception):
    """The file is larger than was asked for."""


async def download(order: Mapping[str, Any], file_id: str, most: int) -> tuple[bytes, str]:
    """(content, its unique id). Raises `NotGiven`, `TooLarge` and what aiohttp raises."""
    api, token = order["telegram_api_url"].rstrip("/"), order["telegram_token"]
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=50)) as session:
        async with session.post(f"{api}/bot{token}/getFile", data={"file_id": file_id}) as answer:
            found = await answer.json(content_type=None)
        if not found.get("ok"):
            raise NotGiven
        async with session.get(f"{api}/file/bot{token}/{found['result']['file_path']}") as answer:
            answer.raise_for_status()
            content = await answer.content.read(most + 1)
            while len(content) <= most and (more := await answer.content.read(most)):
                content += more
    if len(content) > most:
        raise TooLarge
    return content, str(found["result"]["file_unique_id"])
