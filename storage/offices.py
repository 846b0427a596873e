"""Writing of agencies and of the people who hold their roles."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage import catalogue, models


def agency_codes(session: Session) -> set[str]:
    return set(session.scalars(select(models.Agency.code)))


def add_agencies(session: Session, agencies: Iterable[catalogue.Agency]) -> None:
    """New agencies with their aliases, in the order given."""
    for position, agency in enumerate(agencies, 1):
        session.add(
            models.Agency(
                code=agency.code,
                name=agency.name,
                short_name=agency.short_name,
                group=agency.group,
                scored=agency.scored,
                head_title=agency.head_title,
                position=position,
            )
        )
        session.flush()
        session.add_all(models.AgencyAlias(agency_code=agency.code, alias=alias) for alias in set(agency.aliases))


def person_codes(session: Session) -> set[str]:
    return set(session.scalars(select(models.Person.code)))


def add_people(session: Session, people: Iterable[catalogue.Person]) -> None:
    """New people with their roles, not yet enrolled."""
    for person in people:
        session.add(models.Person(code=person.code, title=person.title, digest_at=person.digest_at, enrolled_at=None))
        session.flush()
        session.add_all(
            models.RoleHeld(person_code=person.code, role=held.role, agency_code=held.agency, ends_at=held.ends_at)
            for held in person.roles
        )
    session.flush()
