"""Where pictures are drawn: kept by content, by one process that stays, never by the assistant itself."""

import asyncio
import contextlib
import hashlib
import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import structlog

FOLDER = "pictures"  # under the data folder
LOOK = "3"  # changes with the look of the drawings, so that older pictures are not taken for new ones
LONGEST = 10.0  # seconds for one picture
LOADING = 60.0  # seconds for the first answer of a process: it may have to list the machine's fonts
NICENESS = 5  # answers come first
PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")
log = structlog.get_logger()


class Studio:
    """Draws one picture at a time."""

    def __init__(self, data_dir: Path) -> None:
        self._folder = data_dir.resolve() / FOLDER
        self._child: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()

    async def draw(self, values: Mapping[str, Any]) -> Path | None:
        """Where the picture of these values lies; None where it can't be drawn."""
        path = self._folder / f"{name_of(values)}.png"
        async with self._turn:
            for _ in range(2):  # a process that has died is replaced once
                try:
                    if not await asyncio.to_thread(_is_there, path):
                        await self._order(values, path)
                except (EOFError, ConnectionError):
                    continue
                except (OSError, TimeoutError, ValueError) as error:
                    log.error("picture_failed", error=repr(error))
                    return None
                return path
        log.error("picture_failed", error="its process died twice")
        return None

    async def png(self, values: Mapping[str, Any]) -> bytes | None:
        """The picture itself; None where it can't be drawn or read."""
        path = await self.draw(values)
        try:
            return await asyncio.to_thread(path.read_bytes) if path else None
        except OSError:
            return None

    async def warm(self) -> None:
        """Starts the process before the first picture is asked for: that saves it a second."""
        async with self._turn:
            with contextlib.suppress(OSError, TimeoutError, ValueError, EOFError):
                await self._started()

    async def _order(self, values: Mapping[str, Any], path: Path) -> None:
        """Raises `OSError`, `EOFError`, `TimeoutError` or `ValueError`; after them the process is no longer there."""
        try:
            child = await self._started()
            assert child.stdin is not None
            child.stdin.write(json.dumps({"values": values, "path": str(path)}, ensure_ascii=False).encode() + b"\n")
            await child.stdin.drain()
            answer = await _answer_of(child, LONGEST)
        except BaseException:
            await self.close()  # else its late answer would be taken for that of the next picture
            raise
        if "error" in answer:
            raise ValueError(answer["error"])

    async def _started(self) -> asyncio.subprocess.Process:
        if self._child is None or self._child.returncode is not None:
            self._child = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot.pictures.child"),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C is for the assistant; this one ends with its input
                env=self._surroundings(),
            )
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self._child.pid, NICENESS)
            try:
                await _answer_of(self._child, LOADING)
            except BaseException:
                await self.close()  # else its greeting would be taken for the answer to an order
                raise
        return self._child

    def _surroundings(self) -> dict[str, str]:
        """No secrets; matplotlib keeps its list of fonts beside the pictures."""
        known = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        return {**known, "MPLCONFIGDIR": str(self._folder / "fonts"), "OPENBLAS_NUM_THREADS": "1"}

    async def close(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            with contextlib.suppress(ProcessLookupError):
                child.kill()
            await child.wait()


def name_of(values: Mapping[str, Any]) -> str:
    """Equal values are the same picture."""
    content = json.dumps([LOOK, values], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:32]


def _is_there(path: Path) -> bool:
    """An empty file is what a power cut left."""
    return path.exists() and path.stat().st_size > 0


async def _answer_of(child: asyncio.subprocess.Process, seconds: float) -> dict[str, Any]:
    assert child.stdout is not None
    async with asyncio.timeout(seconds):  # `wait_for` of Python 3.11 loses a cancellation that meets the answer
        line = await child.stdout.readline()
    if not line:
        raise EOFError("the drawing process ended")
    answer: dict[str, Any] = json.loads(line)
    return answer


def draw_once(data_dir: Path, values: Mapping[str, Any]) -> Path | None:
    """One picture outside a running assistant; its process ends with it."""

    async def drawn() -> Path | None:
        studio = Studio(data_dir)
        try:
            return await studio.draw(values)
        finally:
            await studio.close()

    return asyncio.run(drawn())
