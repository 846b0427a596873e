"""Which message is in hand at this very instant, in a mapped file that outlives the process, though not the machine.

A transaction answers a whole group, so after a death nobody could tell which message killed the process. This can: a
random `kill -9` seldom finds the same message in hand twice, a message that kills always does.
"""

import fcntl
import mmap
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SLOT = struct.Struct("<q")


class Hand:
    """One slot a core thread, in a file of this process's own that is locked while it lives.

    `left` is what processes of this folder held when they died; `forget` once that is counted.
    """

    def __init__(self, folder: Path, owner: str, slots: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._dead = [path for path in folder.iterdir() if _is_dead(path)]
        self.left = {row for path in self._dead for row in _rows(path.read_bytes()) if row}
        self._path = folder / owner
        self._file = self._path.open("x+b")
        fcntl.flock(self._file, fcntl.LOCK_EX)
        self._file.truncate(_SLOT.size * slots)
        self._map = mmap.mmap(self._file.fileno(), _SLOT.size * slots)
        self._mine = threading.local()
        self._free = list(range(slots))

    def forget(self) -> None:
        for path in self._dead:
            path.unlink(missing_ok=True)
        self._dead, self.left = [], set()

    @contextmanager
    def holding(self, row: int) -> Iterator[None]:
        offset = self._offset()
        _SLOT.pack_into(self._map, offset, row)
        try:
            yield
        finally:
            _SLOT.pack_into(self._map, offset, 0)

    def _offset(self) -> int:
        if not hasattr(self._mine, "offset"):
            self._mine.offset = _SLOT.size * self._free.pop()
        offset: int = self._mine.offset
        return offset

    def close(self) -> None:
        self._map.close()
        self._path.unlink(missing_ok=True)
        self._file.close()


def _is_dead(path: Path) -> bool:
    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def _rows(held: bytes) -> Iterator[int]:
    whole = len(held) - len(held) % _SLOT.size
    return (row for (row,) in _SLOT.iter_unpack(held[:whole]))
