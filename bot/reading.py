"""Files sent in chat, read by a job's child process under limits: fetched, checked, read, compared with what is stored.

What it gives back is small; the grids stay beside the file. It writes nothing to the database.
"""

import asyncio
import re
import resource
from collections.abc import Callable, Coroutine, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.fetching import TooLarge, download
from handlers.importing.findings import look
from handlers.importing.wishes import Wish
from storage.imports import MOST_BYTES, Contents, NotMarked, UnreadableFile, keep, kept, mark_copy, read_file
from storage.session import Store
from storage.uploads import grids_of

FOLDER = "uploads"  # under the data folder, one folder a file
MOST_CELLS = 30_000  # what a table of a province in one chat message holds; larger ones are for the console
MEMORY = 2 * 1024**3  # bytes of address space
CPU_SECONDS = 40
NAME = 80  # letters of a file's name
Order = Mapping[str, Any]


async def read_upload(order: Order) -> dict[str, Any]:
    """Gives `path` and what was found (`handlers.importing.findings.look`), or why the file is `refused`."""
    payload = order["payload"]
    try:
        content, _ = await download(order, payload["file_id"], MOST_BYTES)
    except TooLarge:
        return {"refused": "large"}
    limit()
    return await asyncio.to_thread(read, order, content)


async def check_upload(order: Order) -> dict[str, Any]:
    """The same for a file that is here already, with what was answered since."""
    limit()
    return await asyncio.to_thread(check, order)


async def mark_upload(order: Order) -> dict[str, Any]:
    """Gives the `path` of a copy with the cells to correct marked, or an `error`."""
    limit()
    return await asyncio.to_thread(mark, order)


def mark(order: Order) -> dict[str, Any]:
    """What `mark_upload` gives."""
    payload = order["payload"]
    path = Path(payload["file"])
    copy = path.with_name(f"danh-dau_{path.stem[:60]}-da-danh-dau.xlsx")
    try:
        mark_copy(path, kept(grids_of(path)), [(where, what) for where, what in payload["marks"]], copy)
    except NotMarked as error:
        return {"error": f"not marked: {error}"}
    return {"path": str(copy)}


def file_name(name: str) -> str:
    """Safe in a folder, and still the name the clerk knows."""
    plain = re.sub(r"[^\w .()&-]+", "_", Path(name.replace("\\", "/")).name).strip(" .")
    return plain[-NAME:].strip(" .") or "tep"


def read(order: Order, content: bytes) -> dict[str, Any]:
    """What `read_upload` gives, of this content."""
    payload = order["payload"]
    path = Path(order["data_dir"]).resolve() / FOLDER / str(int(payload["upload"])) / file_name(str(payload["name"]))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    try:
        contents = read_file(path)
    except UnreadableFile as error:
        return {"refused": str(error)}
    if sum(len(row.cells) for sheet in contents.sheets for row in sheet.rows) > MOST_CELLS:
        return {"refused": "cells"}
    keep(contents, grids_of(path))
    return _look(order, path, contents)


def check(order: Order) -> dict[str, Any]:
    """What `check_upload` gives."""
    return _look(order, Path(order["payload"]["path"]), None)


def _look(order: Order, path: Path, contents: Contents | None) -> dict[str, Any]:
    payload = order["payload"]
    store = Store(order["database_url"])
    try:
        contents = contents or kept(grids_of(path))
        with store.reading() as unit:
            looked = look(unit, contents, Wish.of(payload["said"]), datetime.fromisoformat(payload["now"]))
    finally:
        store.close()
    return {"path": str(path), **looked.as_json()}


def limit() -> None:
    """A file that passed every check and still eats memory or time ends this process, not the assistant."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))


KINDS: Mapping[str, Callable[[Order], Coroutine[Any, Any, dict[str, Any]]]] = {
    "read_upload": read_upload,
    "check_upload": check_upload,
    "mark_upload": mark_upload,
}
