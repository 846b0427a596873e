"""What the three topics about tasks share: names, who accepts, which tasks a person may mean, what a card remembers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from handlers.dialogue import Choice, Request
from handlers.knowledge import Knowledge
from handlers.rights import agencies_spoken_for
from handlers.words import tasks as words
from storage.assignments import Assigned
from storage.catalogue import Task

ACCEPTOR, ACCEPTOR_OF_ITS_OWN = "snv", "vpub"  # DESIGN 6: Sở Nội vụ accepts, its own tasks Văn phòng UBND tỉnh
SEVERAL_CARD = "several"  # the kind of card that answers one question on several tasks
NAMED = 4  # agencies named in a line; more are counted


def actor(knowledge: Knowledge, code: str) -> str:
    """The agency where it acts: "UBND huyện Bù Đăng"."""
    agency = knowledge.catalogue.agencies.get(code)
    return agency.actor if agency else code


def agency_label(knowledge: Knowledge, code: str) -> str:
    """The agency on a button of its own."""
    agency = knowledge.agency(code)
    return agency.name if len(agency.name) <= words.WIDE_BUTTON else agency.short_name


def tasks_of_label(knowledge: Knowledge, code: str) -> str:
    """ "Việc của Sở Tư pháp", the short name where the whole does not fit."""
    agency = knowledge.agency(code)
    whole = words.TASKS_OF.format(agency=agency.actor)
    return whole if len(whole) <= words.WIDE_BUTTON else words.TASKS_OF.format(agency=agency.short_name)


def office_of(knowledge: Knowledge, code: str) -> str:
    """The office that a monitor speaks for: "Sở Nội vụ"; the title of anybody else."""
    person = knowledge.person(code)
    held = next((h.agency for h in person.roles if h.role == "monitor" and h.agency), None) if person else None
    return actor(knowledge, held) if held else person.title if person else ""


def accepting_office(agency: str) -> str:
    """The code of the office that decides on what this agency reports and asks."""
    return ACCEPTOR_OF_ITS_OWN if agency == ACCEPTOR else ACCEPTOR


def acceptor(knowledge: Knowledge, agency: str) -> str:
    """Who confirms that this agency's tasks are done."""
    return actor(knowledge, accepting_office(agency))


def decides(request: Request, agency: str) -> bool:
    """Is this person a monitor of the office that decides on this agency's reports and requests, now?"""
    office, now = accepting_office(agency), request.now
    return any(
        held.role == "monitor" and held.agency == office and (held.ends_at is None or held.ends_at > now)
        for held in request.person.roles
    )


def names(knowledge: Knowledge, codes: Sequence[str], named: int = NAMED) -> str:
    """Up to four names; a whole group or everybody by count; of others the first ones and how many more."""
    if len(codes) <= named:
        return ", ".join(actor(knowledge, code) for code in codes)
    agencies = [knowledge.catalogue.agencies[code] for code in codes if code in knowledge.catalogue.agencies]
    scored = {a.code for a in knowledge.catalogue.agencies.values() if a.scored}
    if scored <= set(codes):
        return words.EVERYBODY.format(count=len(codes))
    for group, form in words.GROUP.items():
        members = {a.code for a in knowledge.catalogue.agencies.values() if a.group == group}
        if members == set(codes):
            return form.format(count=len(codes))
    shown = agencies[: max(named - 1, 1)]
    return words.AND_MORE.format(names=", ".join(a.actor for a in shown), count=len(codes) - len(shown))


def own_agencies(request: Request) -> tuple[str, ...]:
    return agencies_spoken_for(request.person, request.now)


def led_by(knowledge: Knowledge, codes: Iterable[str]) -> list[Task]:
    wanted = set(codes)
    return [task for task in knowledge.catalogue.tasks.values() if wanted.intersection(task.leads)]


def card(kind: str, tasks: Iterable[int], assignments: Iterable[int] = ()) -> Mapping[str, Any]:
    """What the conversation is about after this answer."""
    return {"card": {"kind": kind, "tasks": list(dict.fromkeys(tasks)), "assignments": list(assignments)}}


def card_tasks(request: Request) -> list[int]:
    """The tasks the last answer was about."""
    return list(request.conversation.get("card", {}).get("tasks", []))


def again(request: Request, label: str, page: int = 1, **changes: Any) -> Choice:
    """A button that puts this question again, changed."""
    return Choice(label, asks=replace(request.said, text=label, **changes), page=page)


def rows_of(choices: Sequence[Choice], beside: int = 2) -> list[list[Choice]]:
    """Two short labels side by side, a long one alone."""
    rows: list[list[Choice]] = []
    for choice in choices:
        last = rows[-1] if rows else []
        if last and len(last) < beside and all(len(c.label) <= words.BUTTON for c in (*last, choice)):
            last.append(choice)
        else:
            rows.append([choice])
    return rows


def tasks_of(assigned: Iterable[Assigned]) -> list[int]:
    return list(dict.fromkeys(one.task for one in assigned))
