"""Which message is in hand at this very instant, in a mapped file that outlives the process, though not the machine.

A claim is committed for a whole group, so after a death it can't tell which message killed the process. This can: a
random `kill -9` seldom finds the same message in hand twice, a message that kills always does.
"""

import mmap
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SLOT = struct.Struct("<q")


class Hand:
    """One slot a core thread. `left` is what the process before this one held when it died."""

    def __init__(self, path: Path, slots: int) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        size = _SLOT.size * slots
        with path.open("a+b") as file:
            file.truncate(size)
            self._map = mmap.mmap(file.fileno(), size)
        self.left = {row for (row,) in _SLOT.iter_unpack(self._map[:]) if row}
        self._map[:] = bytes(size)
        self._mine = threading.local()
        self._free = list(range(slots))

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
