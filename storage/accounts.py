"""Whether an account takes messages: it stops when somebody blocks the bot, and begins again when they come back."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from storage.models import Account
from storage.settings_rows import catalogue_changed


def mark_reachable(session: Session, channel: str, external_id: str, reachable: bool, at: datetime) -> bool:
    """Notes the change once. Returns whether it was one."""
    known = Account.unreachable_since.is_not(None) if reachable else Account.unreachable_since.is_(None)
    result = session.execute(
        update(Account)
        .where(Account.channel == channel, Account.external_id == external_id, known)
        .values(unreachable_since=None if reachable else at),
        execution_options={"synchronize_session": False},
    )
    changed = bool(getattr(result, "rowcount", 0))
    if changed:
        catalogue_changed(session)
    return changed
