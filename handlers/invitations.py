"""One-time codes: who may give one to whom, by command and in chat ("cấp mã cho giám đốc sở y tế").

Monitors invite heads and focal officers; only the admin invites monitors, leaders and admins (DESIGN 1).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from rapidfuzz import fuzz, process

from handlers import codes
from handlers.dialogue import ActionHandler, Reply, Request, bold, do
from handlers.understanding import understand
from handlers.understanding.fold import fold
from handlers.words import enrolment as words
from handlers.words.formats import clock, day, few_words, named_day
from handlers.working_days import WorkingCalendar
from storage import people
from storage.audit import record
from storage.catalogue import Person
from storage.clock import LOCAL, local
from storage.session import Unit

VALID_WORKING_DAYS = 2
CLOSES = time(17)  # local; of the last working day of a code
LONGEST = 120  # letters of a sentence that asks for a code
LONGEST_LABEL = 28  # letters of a button that stands alone
AT_MOST = 4  # people to choose from
BY_MONITORS = frozenset({"head", "officer"})

_GIVE = r"(?:cap|tao|gui|lam|xin|cho toi)(?: lai| giup| toi| xin| mot| cai| 1)*"
_CODE = r"ma(?! tieu chi| nhiem vu| nv| ho so| thu tuc| don vi)(?: dang ky| dk| moi| kich hoat){0,2}"
_ASKS = re.compile(rf"(?:{_GIVE} {_CODE}(?: cho| cua)?|{_CODE} cho)(?= |$)(?P<whom>.*)")
_COURTESY = re.compile(r"^(?:(?:da|alo|vui long|nho|de nghi|xin|lam on|ban|tro ly|anh|chi|oi)[ ,]+)+")

# Whom the words mean, most particular first: a province's chairman is a leader, a district's is a head.
_ROLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("admin", re.compile(r"\b(?:admin|quan tri)\b")),
    ("leader", re.compile(r"\b(?:leader|(?:chu tich|lanh dao) (?:ubnd )?tinh)\b")),
    ("monitor", re.compile(r"\b(?:monitor|theo doi)\b")),
    ("officer", re.compile(r"\b(?:officer|dau moi|chuyen vien)\b")),
    ("head", re.compile(r"\b(?:head|lanh dao|giam doc|chu tich|chanh|truong ban|nguoi dung dau|thu truong)\b")),
)
_DEPUTY = re.compile(r"\bpho\b")


class EnrolmentError(Exception):
    """Nothing was done; the message is one sentence in Vietnamese for the operator."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """A fresh one-time code. `shown` is the only place where its letters are ever seen."""

    shown: str
    hash: str
    person: str
    title: str
    expires_at: datetime  # local
    enrolled_at: datetime | None  # of the person: set when another account is added


def live_holder(unit: Unit, person: str, now: datetime) -> people.Holder:
    """The person, with a role now. Raises `EnrolmentError`."""
    holder = people.holder(unit.session, person, now)
    if holder is None:
        near = process.extract(person, people.person_codes(unit.session), scorer=fuzz.ratio, limit=3, score_cutoff=55)
        nearest = words.NEAREST.format(codes=", ".join(code for code, _, _ in near)) if near else ""
        raise EnrolmentError(words.NO_SUCH_PERSON.format(person=person) + nearest)
    if not holder.roles:
        raise EnrolmentError(words.NO_ROLE.format(title=holder.title, person=holder.code))
    return holder


def invite(
    unit: Unit, person: str, now: datetime, *, made_by: str, link: bool = False, calendar: WorkingCalendar
) -> str:
    """A one-time code as it is shown ("7K4M 92QX"), or the payload of a deep link. Raises `EnrolmentError`."""
    return invitation(unit, person, now, made_by=made_by, link=link, calendar=calendar).shown


def invitation(
    unit: Unit, person: str, now: datetime, *, made_by: str, link: bool = False, calendar: WorkingCalendar
) -> Invitation:
    """A code valid until 17:00 of the second working day after today (DESIGN 1). Raises `EnrolmentError`."""
    holder = live_holder(unit, person, now)
    kind, value = ("link", codes.new_link()) if link else ("code", codes.new_code())
    last_day = calendar.add_working_days(local(now).date(), VALID_WORKING_DAYS)
    made = Invitation(
        shown=value if link else codes.shown(value),
        hash=codes.hashed(people.server_secret(unit.session), kind, value),
        person=holder.code,
        title=holder.title,
        expires_at=datetime.combine(last_day, CLOSES, LOCAL),
        enrolled_at=holder.enrolled_at,
    )
    people.keep_code(
        unit.session, hash=made.hash, person_code=made.person, kind=kind, made_by=made_by, made_at=now,
        expires_at=made.expires_at,
    )  # fmt: skip
    record(unit.session, now, made_by, "enrolment.invited", f"person:{made.person}", {"kind": kind})
    return made


def asks_for_code(text: str) -> bool:
    """ "cấp mã cho …", "mã cho …": the sentence begins with it, so a report that mentions a code is none."""
    return len(text) <= LONGEST and _match(text) is not None


def _match(text: str) -> re.Match[str] | None:
    folded = re.sub(r"[^\w:,]+", " ", fold(text)).strip()
    return _ASKS.match(_COURTESY.sub("", folded))


def invite_in_chat(request: Request, unit: Unit) -> Reply:
    """A code for the person named; refused to all but monitors and admins.

    Buttons where two could be meant, and where the words are somebody else's: a forwarded text is never executed.
    """
    if not request.person.holds("monitor", "admin"):
        return Reply(words.ONLY_MONITORS)
    match = _match(request.said.text)
    whom = match.group("whom").strip(" ,") if match else ""
    found = _people_meant(request, whom)
    if len(found) == 1 and not request.forwarded:
        return _give(request, unit, found[0].code)
    if found:
        return Reply(words.WHICH_PERSON, [[do(_label(p), "enrolment.invite", person=p.code)] for p in found])
    return Reply(words.NOT_LISTED if whom and _names_somebody(request, whom) else words.FOR_WHOM)


def _people_meant(request: Request, whom: str) -> list[Person]:
    """One person where role and agency are said; a few where one of the two is not; none where nobody is sure."""
    everybody = list(request.knowledge.catalogue.people.values())
    exact = [p for p in everybody if whom in (p.code, fold(p.title))]
    if exact or _DEPUTY.search(whom):  # a deputy is somebody else than the head
        return exact
    role = next((name for name, words_ in _ROLES if words_.search(whom)), None)
    agencies = _agencies_named(request, whom)
    if not agencies and role in (None, *BY_MONITORS):
        return []
    wanted = {role} if role else BY_MONITORS
    meant = [
        person
        for person in everybody
        if any(held.role in wanted and (not agencies or held.agency in agencies) for held in person.roles)
    ]
    return meant if len(meant) <= AT_MOST else []


def _agencies_named(request: Request, whom: str) -> tuple[str, ...]:
    """Agencies among the words for a person, in the spelling they were typed in: marks tell Phú from Phước."""
    typed = " ".join(request.said.text.split()[-len(whom.split()) :]) if whom else ""
    said = understand(f"điểm {typed}", request.knowledge.lexicon, request.today)  # a score is always an agency's
    return said.agencies or said.alternatives


def _names_somebody(request: Request, whom: str) -> bool:
    role = _DEPUTY.search(whom) or any(words_.search(whom) for _, words_ in _ROLES)
    return bool(role) and bool(_agencies_named(request, whom))


def _label(person: Person) -> str:
    """A button's words: the role where the whole title is too long."""
    if len(person.title) <= LONGEST_LABEL:
        return person.title
    return words.BUTTON_FOR.get(person.roles[0].role, few_words(person.title, LONGEST_LABEL))


def give(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """A button with a person's name."""
    return _give(request, unit, str(payload["person"]))


def _give(request: Request, unit: Unit, person: str) -> Reply:
    holder = people.holder(unit.session, person, request.now)
    if (refusal := _refusal(request, holder)) is not None:
        return Reply(refusal)
    calendar = request.knowledge.calendar
    made = invitation(unit, person, request.now, made_by=request.person.code, calendar=calendar)
    until = _until(made.expires_at)
    lines = [words.CODE.format(title=made.title, code=bold(made.shown), until=until), words.HAND_OVER]
    if made.enrolled_at is not None:
        lines.append(words.ALREADY_ENROLLED.format(day=day(local(made.enrolled_at).date())))
    about = {"person": made.person, "title": made.title}
    buttons = [
        [do(words.REVOKE, "enrolment.revoke", hash=made.hash, **about)],
        [do(words.COVER_NOTE, "enrolment.cover_note", until=until, **about)],
    ]
    return Reply("\n".join(lines), buttons, secret=True)


def _refusal(request: Request, holder: people.Holder | None) -> str | None:
    """Why this person may not give that one a code; None: they may."""
    if not request.person.holds("monitor", "admin"):
        return words.ONLY_MONITORS
    if holder is None or not holder.roles:
        return words.NOT_LISTED
    if not request.person.holds("admin") and not BY_MONITORS.issuperset(holder.roles):
        return words.ONLY_ADMIN
    return None


def _until(moment: datetime) -> str:
    """17:00 thứ Tư 20/3"""
    return f"{clock(moment)} {named_day(moment.date())}"


def revoke(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Thu hồi mã]: the code is used up without anybody coming in."""
    holder = people.holder(unit.session, str(payload["person"]), request.now)
    if (refusal := _refusal(request, holder)) is not None:
        return Reply(refusal)
    code = people.usable_code(unit.session, str(payload["hash"]), request.now)
    if code is None:
        return Reply(words.NOT_REVOKED.format(title=payload["title"]))
    people.use_up(unit.session, code, request.now)
    record(unit.session, request.now, request.person.code, "enrolment.revoked", f"person:{code.person_code}")
    return Reply(words.REVOKED.format(title=payload["title"]))


def cover_note(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Tạo lời nhắn gửi kèm]: words to send along, without the code itself."""
    return Reply(words.NOTE.format(title=payload["title"], until=payload["until"]))


ACTIONS: Mapping[str, ActionHandler] = {
    "enrolment.invite": give,
    "enrolment.revoke": revoke,
    "enrolment.cover_note": cover_note,
}
