"""What a job's child process does: `python -m bot.jobs` reads an order on stdin and prints its result as JSON."""

import asyncio
import json
import re
import sys
from collections.abc import Callable, Coroutine, Mapping
from pathlib import Path
from typing import Any

import aiohttp

LARGEST = 20 * 1024 * 1024  # bytes; Telegram gives bots no larger files (core.telegram.org/bots/api#getfile)
Order = Mapping[str, Any]


async def fetch_file(order: Order) -> dict[str, Any]:
    """Saves an official's file under the data folder. Gives its `path` there, or an `error`."""
    payload = order["payload"]
    api, token = order["telegram_api_url"].rstrip("/"), order["telegram_token"]
    folder = Path(order["data_dir"]) / "files"
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=50)) as session:
        async with session.post(f"{api}/bot{token}/getFile", data={"file_id": payload["file_id"]}) as answer:
            found = await answer.json(content_type=None)
        if not found.get("ok"):
            return {"error": "Telegram does not give this file"}
        async with session.get(f"{api}/file/bot{token}/{found['result']['file_path']}") as answer:
            answer.raise_for_status()
            content = await answer.content.read(LARGEST + 1)
            while len(content) <= LARGEST and (more := await answer.content.read(LARGEST)):
                content += more
    if len(content) > LARGEST:
        return {"error": "larger than 20 MB"}
    folder.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"[^\w.-]+", "_", Path(str(payload.get("name") or "tep")).name)[-80:]
    path = folder / f"{found['result']['file_unique_id'][:40]}_{name}"
    await asyncio.to_thread(path.write_bytes, content)
    return {"path": str(path), "bytes": len(content)}


KINDS: Mapping[str, Callable[[Order], Coroutine[Any, Any, dict[str, Any]]]] = {"fetch_file": fetch_file}


def main() -> int:
    order = json.load(sys.stdin)
    try:
        result = asyncio.run(KINDS[order["kind"]](order))
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        result = {"error": type(error).__name__}
    sys.stdout.write(json.dumps(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
