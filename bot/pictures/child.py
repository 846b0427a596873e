"""The drawing process, `python -m bot.pictures.child`: a line of JSON in, a picture on disk, a line of JSON out.

It stays, because loading matplotlib takes longer than drawing; it ends when its input ends.
"""

import contextlib
import gc
import json
import os
import sys
import traceback
import uuid
from pathlib import Path

from bot.pictures.drawings import DRAWINGS
from bot.pictures.paper import Paper

KEPT = 500  # pictures on disk; the ones drawn longest ago go first
COMPLAINT = 600  # letters of what went wrong


def draw(values: dict[str, object], path: Path) -> None:
    """Draws to `path` at once or not at all."""
    content = DRAWINGS[str(values["kind"])](values).png()
    path.parent.mkdir(parents=True, exist_ok=True)
    _forget(path.parent)
    part = path.with_suffix(f".{uuid.uuid4().hex}.part")
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _forget(folder: Path) -> None:
    """Also of another process that draws into the same folder."""
    pictures = [entry for entry in os.scandir(folder) if entry.name.endswith((".png", ".part"))]
    for old in sorted(pictures, key=_written)[:-KEPT]:
        Path(old.path).unlink(missing_ok=True)


def _written(entry: "os.DirEntry[str]") -> float:
    with contextlib.suppress(FileNotFoundError):
        return entry.stat().st_mtime
    return 0.0


def main() -> int:
    Paper("Chỉ số CCHC", "", "", 1).png()  # loads the fonts before somebody waits for them
    _say({})
    for line in sys.stdin:
        order = json.loads(line)
        try:
            draw(order["values"], Path(order["path"]))
            _say({})
        except Exception:
            _say({"error": traceback.format_exc()[-COMPLAINT:]})
        gc.collect()  # figures hold one another
    return 0


def _say(answer: dict[str, str]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
