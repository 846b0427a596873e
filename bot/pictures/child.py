"""The drawing process, `python -m bot.pictures.child`: a line of JSON in, a picture on disk, a line of JSON out.

It stays, because loading matplotlib takes longer than drawing; it ends when its input ends.
"""

import json
import os
import sys
from pathlib import Path

from bot.pictures.drawings import DRAWINGS
from bot.pictures.paper import Paper

KEPT = 500  # pictures on disk; the ones drawn longest ago go first


def draw(values: dict[str, object], path: Path) -> None:
    """Draws to `path` at once or not at all."""
    content = DRAWINGS[str(values["kind"])](values).png()
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}")
    part.write_bytes(content)
    part.replace(path)
    _forget(path.parent)


def _forget(folder: Path) -> None:
    pictures = sorted(folder.glob("*.png"), key=lambda picture: picture.stat().st_mtime)
    for old in pictures[:-KEPT]:
        old.unlink(missing_ok=True)


def main() -> int:
    Paper("Chỉ số CCHC", "", "", 1).png()  # loads the fonts before somebody waits for them
    for line in sys.stdin:
        order = json.loads(line)
        try:
            draw(order["values"], Path(order["path"]))
            answer = {}
        except (OSError, KeyError, TypeError, ValueError) as error:
            answer = {"error": repr(error)}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
