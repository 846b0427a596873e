"""The two clocks of the running program, put together from the settings and the demo's offset."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from storage.clock import Clock, MachineClock, ShiftedClock
from storage.session import Store
from storage.settings_rows import CLOCK_OFFSET, read_setting, write_setting


class Offset:
    """How far business time is from machine time; the demo moves it, and the database remembers."""

    def __init__(self, value: timedelta = timedelta(0)) -> None:
        self.value = value

    def __call__(self) -> timedelta:
        return self.value


@dataclass
class Clocks:
    """`machine` for leases, pauses and pacing; `business` for dates and all that people read."""

    machine: Clock = field(default_factory=MachineClock)
    offset: Offset = field(default_factory=Offset)

    def __post_init__(self) -> None:
        self.business: Clock = ShiftedClock(self.machine, self.offset)

    @property
    def shifted(self) -> bool:
        """Then the dates that messages carry are not to be believed."""
        return self.offset.value != timedelta(0)

    def start_at(self, moment: datetime) -> None:
        self.offset.value = moment - self.machine.now()


def stored_offset(store: Store) -> timedelta | None:
    with store.reading() as unit:
        seconds = read_setting(unit.session, CLOCK_OFFSET)
    return None if seconds is None else timedelta(seconds=seconds)


def keep_offset(store: Store, offset: timedelta) -> None:
    with store.unit() as unit:
        write_setting(unit.session, CLOCK_OFFSET, offset.total_seconds())
        unit.commit()
