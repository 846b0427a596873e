"""The assistant as `run` runs it, but it kills itself: `python -m tests.faults.crashing POINT N`.

At the N-th time the path comes to POINT the process gets SIGKILL; nothing is flushed, closed or said.
"""

import asyncio
import os
import signal
import sys

from bot.cli.running import assistant_of, run_assistant
from bot.logs import set_up
from bot.settings import load_settings


def main() -> None:
    wanted, left = sys.argv[1], int(sys.argv[2])

    def at(point: str) -> None:
        nonlocal left
        if point == wanted:
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    settings = load_settings()
    set_up("WARNING", [])
    asyncio.run(run_assistant(assistant_of(settings, at), settings, adopt=False))


if __name__ == "__main__":
    main()
