"""A document that an official filed, as Telegram can be given it: by its id there, else its bytes from the data folder.

An id is of one bot: another bot's is refused, as is a photo's as a document (core.telegram.org/bots/api#sending-files).
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

from telegram import InputFile

_METHODS = {"photo": "sendPhoto", "document": "sendDocument"}


async def ways_to_send(file: Mapping[str, Any], channel: str) -> AsyncIterator[tuple[str, dict[str, Any]]]:
    """Methods with their parameters, to be tried one after another."""
    kind = file["kind"] if file["kind"] in _METHODS else "document"
    if file.get("file_id") and file.get("channel") == channel:
        yield _METHODS[kind], {kind: file["file_id"]}
    content = await asyncio.to_thread(_content, file.get("path"))
    if content is None:
        return
    name = Path(str(file["path"])).name.partition("_")[2] or str(file["name"])
    for as_kind in dict.fromkeys((kind, "document")):  # what is no picture after all goes as a document
        yield _METHODS[as_kind], {as_kind: InputFile(content, filename=name, attach=True)}


def _content(path: str | None) -> bytes | None:
    try:
        return Path(path).read_bytes() if path else None
    except OSError:
        return None
