"""The snapshot in use: taken anew when its version in the database changes or when somebody's role ends."""

import threading
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.knowledge import Knowledge
from storage import calendar
from storage.catalogue import catalogue_version, load_catalogue
from storage.models import RoleHeld


class Knowing:
    """Gives the `Knowledge` that is true in a session's own transaction."""

    def __init__(self, before: Knowledge | None = None) -> None:
        """`before`: an earlier one, whose unchanged parts are lent to the first."""
        self._lock = threading.Lock()
        self._knowledge = before
        self._taken: datetime | None = None
        self._true_until: datetime | None = None  # the next end of a role

    def current(self, session: Session, now: datetime) -> Knowledge:
        with self._lock:
            version = catalogue_version(session)
            known = self._knowledge
            if known is None or known.catalogue.version != version or self._out_of_date(now):
                known = self._knowledge = load_knowledge(session, now, known)
                self._taken = now
                query = select(RoleHeld.ends_at).where(RoleHeld.ends_at > now).order_by(RoleHeld.ends_at).limit(1)
                self._true_until = session.execute(query).scalar()
            return known

    def forget(self) -> None:
        """After a rollback: the snapshot may hold what was never committed, under a version that others will use."""
        with self._lock:
            self._knowledge = None

    def _out_of_date(self, now: datetime) -> bool:
        """Not yet taken here, a role ended since, or the demo's clock went back before the snapshot."""
        if self._taken is None or now < self._taken:
            return True
        return self._true_until is not None and now >= self._true_until


def load_knowledge(session: Session, now: datetime, before: Knowledge | None = None) -> Knowledge:
    """A new one; what has not changed is taken from the one `before`."""
    catalogue = load_catalogue(session, now, before.catalogue if before else None)
    return Knowledge.build(catalogue, calendar.exceptions(session), before)
