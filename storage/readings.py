"""What a person meant, when asked, by words that have two readings."""

from datetime import datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.models import ChosenReading
from storage.upsert import insert

Kind = Literal["agency", "topic"]
LONGEST = 120  # letters of words that are worth remembering


def remember(session: Session, person: str, kind: Kind, words: str, meaning: str, at: datetime) -> None:
    """The newest choice replaces the one before."""
    if len(words) > LONGEST:
        return
    values = {"person_code": person, "kind": kind, "words": words, "meaning": meaning, "at": at}
    statement = insert(session, ChosenReading).values(values)
    new = {"meaning": statement.excluded.meaning, "at": statement.excluded.at}
    session.execute(statement.on_conflict_do_update(index_elements=["person_code", "kind", "words"], set_=new))


def chosen(session: Session, person: str, kind: Kind, words: str) -> str | None:
    """What this person chose for these words the last time; None when they were never asked."""
    query = select(ChosenReading.meaning).where(
        ChosenReading.person_code == person, ChosenReading.kind == kind, ChosenReading.words == words
    )
    return session.scalars(query).first()
