"""What a job's child process does: `python -m bot.jobs` reads an order on stdin and prints its result as JSON."""

import asyncio
import json
import re
import sys
from collections.abc import Callable, Coroutine, Mapping
from pathlib import Path
from typing import Any

import aiohttp

from bot.fetching import NotGiven, TooLarge, download

LARGEST = 20 * 1024 * 1024  # bytes; Telegram gives bots no larger files (core.telegram.org/bots/api#getfile)
Order = Mapping[str, Any]


async def fetch_file(order: Order) -> dict[str, Any]:
    """Saves an official's file under the data folder. Gives its `path` there, or an `error`."""
    payload = order["payload"]
    folder = Path(order["data_dir"]) / "files"
    content, unique_id = await download(order, payload["file_id"], LARGEST)
    folder.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"[^\w.-]+", "_", Path(str(payload.get("name") or "tep")).name)[-80:]
    path = folder / f"{unique_id[:40]}_{name}"
    await asyncio.to_thread(path.write_bytes, content)
    return {"path": str(path), "bytes": len(content)}


async def on_upload(order: Order) -> dict[str, Any]:
    """Reads, checks or marks a file to be imported."""
    from bot import reading  # only here: fetching a photo needs no database

    return await reading.KINDS[order["kind"]](order)


KINDS: Mapping[str, Callable[[Order], Coroutine[Any, Any, dict[str, Any]]]] = {
    "fetch_file": fetch_file,
    "read_upload": on_upload,
    "check_upload": on_upload,
    "mark_upload": on_upload,
}


def main() -> int:
    order = json.load(sys.stdin)
    try:
        result = asyncio.run(KINDS[order["kind"]](order))
    except (aiohttp.ClientError, OSError, TimeoutError, NotGiven, TooLarge) as error:
        result = {"error": type(error).__name__}
    sys.stdout.write(json.dumps(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
