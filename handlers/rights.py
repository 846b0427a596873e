"""Who may see and report what. Checked from the roles held now, and again at the moment of a write.

Source: DESIGN 1. Everybody enrolled sees titles, leads and dates; heads and officers see the progress of what their
own agency leads or coordinates; monitors and leaders see all; only the lead reports.
"""

from datetime import datetime

from storage.catalogue import Person, Task

AGENCY_ROLES = ("head", "officer")
SEEING_ROLES = ("monitor", "leader")


def agencies_spoken_for(person: Person, now: datetime) -> tuple[str, ...]:
    """Agencies this person is head or focal officer of at that moment."""
    held = (h.agency for h in person.roles if h.role in AGENCY_ROLES and (h.ends_at is None or h.ends_at > now))
    return tuple(dict.fromkeys(code for code in held if code))


def sees_all(person: Person) -> bool:
    return person.holds(*SEEING_ROLES)


def sees_progress(person: Person, task: Task, agency: str, now: datetime) -> bool:
    """May this person see how far `agency`, a lead of the task, is?"""
    if sees_all(person):
        return True
    own = agencies_spoken_for(person, now)
    # of a task given to many, a coordinating agency is no overseer: it sees a lead's progress where there is one lead
    return agency in own or (len(task.leads) == 1 and any(code in task.coordinating for code in own))
