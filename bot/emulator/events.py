"""Live events for the page: each has a number, the last ones are kept so that a page that reconnects misses none."""

import asyncio
from collections import deque
from typing import Any

KEPT = 500
QUEUED = 1000


class Events:
    def __init__(self, first: int) -> None:
        self._next = first
        self._recent: deque[tuple[int, dict[str, Any]]] = deque(maxlen=KEPT)
        self._listeners: set[asyncio.Queue[tuple[int, dict[str, Any]] | None]] = set()

    @property
    def last(self) -> int:
        return self._next - 1

    def publish(self, kind: str, **what: Any) -> None:
        event = (self._next, {"kind": kind, **what})
        self._next += 1
        self._recent.append(event)
        for listener in list(self._listeners):
            if listener.qsize() >= QUEUED:  # a page that does not read: it will reconnect and start anew
                self.drop(listener)
                listener.put_nowait(None)
            else:
                listener.put_nowait(event)

    def missed(self, after: int) -> list[tuple[int, dict[str, Any]]] | None:
        """What came after a number, or None when that is no longer known."""
        if after == self.last:
            return []
        if not self._recent or not self._recent[0][0] - 1 <= after < self.last:
            return None
        return [event for event in self._recent if event[0] > after]

    def listen(self) -> asyncio.Queue[tuple[int, dict[str, Any]] | None]:
        listener: asyncio.Queue[tuple[int, dict[str, Any]] | None] = asyncio.Queue()
        self._listeners.add(listener)
        return listener

    def drop(self, listener: asyncio.Queue[tuple[int, dict[str, Any]] | None]) -> None:
        self._listeners.discard(listener)

    def close(self) -> None:
        for listener in list(self._listeners):
            self.drop(listener)
            listener.put_nowait(None)
