"""Step 2, `order`: the oldest undone message of each chat, claimed under a lease in a commit of its own.

SQLite: one thread, groups of at most 32, several of a chat in their order; PostgreSQL: one message a transaction, a
chat only when nothing of it is undone before, several workers and replicas side by side.
"""

from collections.abc import Sequence
from datetime import timedelta

import structlog

from bot.path.steps import House
from bot.path.trouble import DatabaseTrouble, trouble
from storage import inbox
from storage.inbox import Claimed

GROUP = 32
BACK_AFTER = timedelta(seconds=1)
log = structlog.get_logger()


class Ordering:
    """Hands out messages to be answered now, and takes back those that could not be."""

    def __init__(self, house: House) -> None:
        self._house = house

    def take(self) -> list[Claimed]:
        """The next group, held by this process. Raises `DatabaseTrouble`."""
        house = self._house
        try:
            with house.store.unit() as unit:
                now = house.store.machine_now(unit.session, house.clocks.machine.now())
                group = inbox.claim(unit.session, house.owner, now, GROUP if house.store.is_sqlite else 1)
                if group:
                    unit.commit()
                return group
        except Exception as error:
            if trouble(error):
                raise DatabaseTrouble from error
            raise

    def put_back(self, group: Sequence[Claimed]) -> None:
        """For another try in a second, nothing counted; when even that fails their lease runs out."""
        again = self._house.clocks.machine.now() + BACK_AFTER
        try:
            with self._house.store.unit() as unit:
                inbox.release(unit.session, [row.id for row in group], self._house.owner, again)
                unit.commit()
        except Exception as error:
            if not trouble(error):
                raise
            log.warning("rows_stay_claimed", rows=[row.id for row in group])
