"""Step 4, `work`: what is slow is a job row; a child process does it, and its result comes back through the inbox."""

import asyncio
import contextlib
import json
import sys
from collections.abc import Mapping
from typing import Any

import structlog

from bot.path.steps import House, woken
from bot.path.trouble import trouble
from storage import jobs
from storage.jobs import Work

LONGEST = 60.0  # seconds a child may take
log = structlog.get_logger()


class Working:
    """One job at a time: a slow file never delays an answer, and two never compete for memory."""

    def __init__(self, house: House, surroundings: Mapping[str, str]) -> None:
        self._house = house
        self._surroundings = dict(surroundings)  # what a child needs of the settings: passed by stdin, never by argv

    async def run(self) -> None:
        while True:
            try:
                work = await self._house.core(self._claim)
            except Exception as error:
                if not trouble(error):
                    raise
                await asyncio.sleep(1)
                continue
            if work is None:
                await woken(self._house.unworked, 5.0)
                continue
            result = await self._do(work)
            try:
                await self._house.core(lambda w=work, r=result: self._finish(w, r))  # type: ignore[misc]
            except Exception as error:
                if not trouble(error):
                    raise
                log.warning("job_waits_for_database", job=work.id)  # its lease runs out and it is done again
                continue
            self._house.undone.set()

    def _claim(self) -> Work | None:
        with self._house.store.unit() as unit:
            now = self._house.store.machine_now(unit.session, self._house.clocks.machine.now())
            work = jobs.claim(unit.session, self._house.owner, now)
            unit.commit()
            return work

    def _finish(self, work: Work, result: Mapping[str, Any]) -> None:
        with self._house.store.unit() as unit:
            jobs.finish(unit.session, work, result, self._house.clocks.machine.now())
            unit.commit()

    async def _do(self, work: Work) -> Mapping[str, Any]:
        if work.attempts >= jobs.TRIES:
            return {"error": "gave up: its process died before"}
        try:
            child = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot.jobs",
                stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
            )  # fmt: skip
        except OSError as error:  # no memory, no process: a job's own failure, not the assistant's
            return {"error": f"no child: {error}"}
        order = {"kind": work.kind, "payload": work.payload, **self._surroundings}
        try:
            said, complained = await asyncio.wait_for(child.communicate(json.dumps(order).encode()), LONGEST)
        except TimeoutError:
            return {"error": f"took longer than {LONGEST:g} s"}
        finally:
            with contextlib.suppress(ProcessLookupError):
                child.kill()
        if child.returncode != 0:
            log.error("job_failed", job=work.id, kind=work.kind, said=complained.decode(errors="replace")[-500:])
            return {"error": f"the child ended with {child.returncode}"}
        try:
            result: dict[str, Any] = json.loads(said)
        except ValueError:
            return {"error": "the child said nothing that can be read"}
        return result
