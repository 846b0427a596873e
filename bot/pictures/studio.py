"""Where pictures are ordered: kept by content, drawn by one process that stays, never by the assistant itself."""

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

from storage.jobs import Work

FOLDER = "pictures"  # under the data folder
LOOK = "1"  # changes with the look of the drawings, so that older pictures are not taken for new ones
LONGEST = 20.0  # seconds for one picture, loading included
NICENESS = 5  # answers come first
log = structlog.get_logger()


class Studio:
    """Draws one picture at a time."""

    def __init__(self, data_dir: Path) -> None:
        self._folder = data_dir.resolve() / FOLDER
        self._child: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()

    async def do(self, work: Work) -> Mapping[str, Any]:
        """A job of kind `pictures.DRAW`: its payload holds the values of one picture."""
        return await self.draw(work.payload["values"])

    async def draw(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """`{"picture": path}`, or `{"error": …}` where it could not be drawn."""
        content = json.dumps([LOOK, values], ensure_ascii=False, sort_keys=True)
        path = self._folder / f"{hashlib.sha256(content.encode()).hexdigest()[:32]}.png"
        async with self._turn:
            if await asyncio.to_thread(path.exists):
                return {"picture": str(path)}
            try:
                said = await asyncio.wait_for(self._ask({"values": values, "path": str(path)}), LONGEST)
            except (OSError, TimeoutError, ValueError) as error:
                await self.close()  # the next picture begins with a new process
                said = {"error": repr(error)}
        if "error" in said:
            log.error("picture_failed", error=said["error"])
            return {"error": said["error"]}
        return {"picture": str(path)}

    async def warm(self) -> None:
        """Starts the process before the first picture is asked for: that saves it a second."""
        async with self._turn:
            with contextlib.suppress(OSError):
                await self._started()

    async def _ask(self, order: Mapping[str, Any]) -> dict[str, Any]:
        child = await self._started()
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(json.dumps(order, ensure_ascii=False).encode() + b"\n")
        await child.stdin.drain()
        answer: dict[str, Any] = json.loads(await child.stdout.readline())  # nothing to read: it died
        return answer

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
        return self._child

    def _surroundings(self) -> dict[str, str]:
        """None of our secrets; matplotlib keeps its list of fonts beside the pictures."""
        ours = {name: value for name, value in os.environ.items() if not name.startswith("CCHC_")}
        return {**ours, "MPLCONFIGDIR": str(self._folder / "fonts"), "OPENBLAS_NUM_THREADS": "1"}

    async def close(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            with contextlib.suppress(ProcessLookupError):
                child.kill()
            await child.wait()


def draw_once(data_dir: Path, values: Mapping[str, Any]) -> dict[str, Any]:
    """One picture outside a running assistant; its process ends with it."""

    async def drawn() -> dict[str, Any]:
        studio = Studio(data_dir)
        try:
            return await studio.draw(values)
        finally:
            await studio.close()

    return asyncio.run(drawn())
