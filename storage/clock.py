"""Two clocks, both passed in: business time, which people read, and machine time, which leases and pauses keep to."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")


class Clock(Protocol):
    """Gives aware moments in UTC."""

    def now(self) -> datetime: ...


class MachineClock:
    """The host's time, never shifted outside tests."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class ShiftedClock:
    """Business time: the machine's plus an offset that the demo or `CCHC_NOW` sets; it runs on."""

    def __init__(self, machine: Clock, offset: Callable[[], timedelta] = timedelta) -> None:
        self._machine = machine
        self._offset = offset

    def now(self) -> datetime:
        return self._machine.now() + self._offset()


def local(moment: datetime) -> datetime:
    """The same moment on the wall clock of the province."""
    return moment.astimezone(LOCAL)
