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
from typing import BinaryIO

_SLOT = struct.Struct("<q")


class Hand:
    """One slot a core thread, in a file of this process's own that is locked while it lives.

    `left` is what processes of this folder held when they died; `forget` once that is counted.
    """

    def __init__(self, folder: Path, owner: str, slots: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._dead = [file for path in folder.glob("[!.]*") if (file := _of_dead(path)) is not None]
        self.left = {row for file in self._dead for row in _rows(file.read()) if row}
        self._path = folder / owner
        new = folder / f".{owner}"
        self._file = new.open("x+b")
        fcntl.flock(self._file, fcntl.LOCK_EX)
        self._file.truncate(_SLOT.size * slots)
        new.rename(self._path)  # nobody sees it unlocked
        self._map = mmap.mmap(self._file.fileno(), _SLOT.size * slots)
        self._mine = threading.local()
        self._free = list(range(slots))

    def forget(self) -> None:
        for file in self._dead:
            Path(file.name).unlink(missing_ok=True)
        self._let_go()
        self.left = set()

    def _let_go(self) -> None:
        """Until then no other process counts these deaths."""
        for file in self._dead:
            file.close()
        self._dead = []

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
        self._let_go()


def _of_dead(path: Path) -> BinaryIO | None:
    """The file, locked, when its process is dead and nobody else counts it."""
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    return file


def _rows(held: bytes) -> Iterator[int]:
    whole = len(held) - len(held) % _SLOT.size
    return (row for (row,) in _SLOT.iter_unpack(held[:whole]))
