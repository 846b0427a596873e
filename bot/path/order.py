"""Step 2, `order`: the oldest undone message of each chat, its row locked until the answer is committed.

The claim and the answer share one transaction: when a process dies, its claim is gone with it. SQLite: one thread,
groups of at most 32, several of a chat in their order; PostgreSQL: one message a transaction, a chat only when nothing
of it is undone before, several workers and replicas side by side.
"""

from bot.path.steps import House
from storage import inbox
from storage.inbox import Claimed
from storage.session import Unit

GROUP = 32


class Ordering:
    """Says which messages are answered in the transaction at hand."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._singly = 0

    def take(self, unit: Unit) -> list[Claimed]:
        """The next group, in order; none when nothing is to be done."""
        house = self._house
        most = GROUP if house.store.is_sqlite and not self._singly else 1
        self._singly = max(0, self._singly - 1)
        return inbox.claim(unit.session, house.store.machine_now(unit.session, house.clocks.machine.now()), most)

    def part(self, group: list[Claimed]) -> None:
        """One of them failed: they are taken one by one, so that only the one at fault is tried again."""
        self._singly = len(group)
