"""Days a person is away, and who is reminded instead: set, told to the substitute, taken back (DESIGN 7)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from handlers.dialogue import WRITTEN, ActionHandler, Order, Push, Reply, Request, do
from handlers.folding import folded
from handlers.reminders import leave_words as said_away
from handlers.reminders.hours import hour_of, next_allowed, next_morning
from handlers.reminders.standing_in import days_words, may_stand_in, plan_digest
from handlers.spans_of_days import NoSuchDay, folded_rest
from handlers.words import leave as words
from handlers.words.formats import capital, clock, few_words, named_day
from handlers.words.reminders import moment_words
from storage import audit, leaves
from storage.catalogue import Person
from storage.leaves import Away
from storage.session import Unit

WHO_CAN_BE_AWAY = ("head", "officer", "monitor", "leader")
LONGEST = 90  # days
LABEL = 28  # letters of a button alone in its row
_OFFICER = re.compile(r"\b(?:can bo )?(?:dau moi|chuyen vien)\b")
_HEAD = re.compile(r"^(?:thu truong|nguoi dung dau|lanh dao|truong ban|giam doc|chu tich|truong)\b")


def recognises(request: Request) -> bool:
    text = folded_rest(request.said.text).strip()
    if request.forwarded or request.said.reports or request.said.task is not None:
        return False
    return request.person.holds(*WHO_CAN_BE_AWAY) and (_is_back(request, text) or _is_away(request, text))


def _is_back(request: Request, text: str) -> bool:
    try:
        return said_away.ends(text, request.today)
    except NoSuchDay:
        return False


def _is_away(request: Request, text: str) -> bool:
    try:
        return said_away.tells(text, request.today)
    except NoSuchDay:
        return True


def answer(request: Request, unit: Unit) -> Reply:
    if _is_back(request, folded_rest(request.said.text).strip()):
        return end(request, unit, {})
    return _begin(request, unit, request.said.text)


# --- going


def _begin(request: Request, unit: Unit, text: str) -> Reply:
    try:
        spans = said_away.away_in(text, request.today, request.knowledge.calendar)
    except NoSuchDay as error:
        return Reply(words.NO_SUCH_DAY.format(day=error))
    if not spans:
        awaited = {"expects": {"action": "leave.days", "payload": {"before": text}}}
        return Reply(words.ASK_DAYS, remember=awaited)
    first, last = max(spans[0].first, request.today), spans[-1].last
    if (refused := _impossible(first, last, request.today)) is not None:
        return Reply(refused)
    typed = said_away.stand_in(text, spans)
    there = [
        p for p in request.knowledge.catalogue.people.values() if may_stand_in(request.knowledge, request.person, p)
    ]
    named = [other for other in there if typed and _is_meant(typed, other, request.person)]
    if len(named) == 1:
        return _set(request, unit, named[0], first, last)
    return _ask_who(request, named or there, first, last, typed if not named else "")


def _impossible(first: date, last: date, today: date) -> str | None:
    if last < today or last < first:
        return words.PAST
    return words.TOO_LONG.format(days=LONGEST) if (last - first).days >= LONGEST else None


def _is_meant(typed: str, other: Person, person: Person) -> bool:
    """By role ("đầu mối", "giám đốc") or by words of the title ("văn phòng" of two monitors)."""
    plain, title = folded(typed), folded(other.title)
    if _OFFICER.search(plain):
        return any(h.role == "officer" and h.agency in person.agencies for h in other.roles)
    if _HEAD.search(plain) and any(h.role == "head" and h.agency in person.agencies for h in other.roles):
        return True
    return f" {plain} " in f" {title} "


def _ask_who(
    request: Request, among: Sequence[Person], first: date, last: date, unknown: str
) -> Reply:  # fmt: skip
    ready = [other for other in among if request.knowledge.reachable(other.code)]
    agency = request.knowledge.agency(request.person.agency).actor if request.person.agency else request.person.title
    if not ready:
        return Reply(words.NOBODY.format(agency=agency))
    days = days_words(first, last)
    text = words.NOBODY_SUCH.format(agency=agency, typed=unknown, days=days) if unknown else words.ASK_WHO.format(
        days=days
    )  # fmt: skip
    choices = [
        [do(few_words(other.title, LABEL), "leave.set", substitute=other.code, first=first.isoformat(),
            last=last.isoformat())]
        for other in ready[:4]
    ]  # fmt: skip
    return Reply(text, choices=choices)


def set_leave(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Cán bộ đầu mối …]: looked at again now."""
    other = request.knowledge.person(payload["substitute"])
    first, last = date.fromisoformat(payload["first"]), date.fromisoformat(payload["last"])
    if not request.person.holds(*WHO_CAN_BE_AWAY):
        return Reply(words.NOT_YOURS)
    if other is None or not may_stand_in(request.knowledge, request.person, other):
        return Reply(words.NOT_THERE.format(substitute=other.title if other else ""))
    if last < request.today:
        return Reply(words.PAST)
    set_ = _set(request, unit, other, max(first, request.today), last)
    return replace(set_, closes=WRITTEN) if set_.pushes else set_


def _set(request: Request, unit: Unit, other: Person, first: date, last: date) -> Reply:
    knowledge = request.knowledge
    if not knowledge.reachable(other.code):
        return Reply(words.NOT_ENROLLED.format(substitute=other.title))
    theirs = [a for a in leaves.of_person(unit.session, other.code, first) if a.first <= last]
    if theirs:
        return Reply(
            words.AWAY_TOO.format(substitute=other.title, days=days_words(theirs[0].first, theirs[0].last))
        )  # fmt: skip
    replaced = [a for a in leaves.of_person(unit.session, request.person.code, request.today) if a.first <= last]
    pushes: list[Push] = []
    for before in replaced:
        leaves.end(unit.session, before.id, request.now)
        if before.substitute != other.code:
            pushes += _told_it_is_off(before, request)
    id_ = leaves.add(unit.session, request.person.code, other.code, first, last, request.now)
    details = {"first": first.isoformat(), "last": last.isoformat(), "substitute": other.code}
    _record(request, unit, "leave.set", details)
    allowed = next_allowed(request.now, hour_of(other), knowledge)
    later = allowed > request.now
    told = words.TOLD_LATER.format(when=moment_words(allowed.date(), clock(allowed), request.today))
    back = knowledge.calendar.next_working(last + timedelta(days=1))
    text = " ".join([
        words.SET.format(
            days=days_words(first, last), substitute=other.title, told=told if later else words.TOLD_NOW
        ),
        words.BACK_ON.format(day=named_day(back)),
        *([words.REPLACES] if replaced else []),
    ])  # fmt: skip
    pushes += _without_substitute(request, unit, id_, first, last)
    stand_in = words.STAND_IN.format(person=request.person.title, days=days_words(first, last))
    pushes.append(Push(other.code, Reply(f"{stand_in} {words.STAND_IN_MAY}"), f"leave:{id_}:begin"))
    return Reply(text, choices=[[do(words.CANCEL, "leave.end", leave=id_)]], pushes=pushes)


def _without_substitute(request: Request, unit: Unit, id_: int, first: date, last: date) -> list[Push]:
    """Whoever this person stands in for is reminded themselves while both are away."""
    text = words.SUBSTITUTE_AWAY.format(person=request.person.title, days=days_words(first, last))
    theirs = leaves.stood_in_for(unit.session, request.person.code, first, last)
    return [Push(leave.person, Reply(text), f"leave:{id_}:without:{leave.id}") for leave in theirs]


def days_typed(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """The days that were asked for; who stands in may have been named before."""
    return _begin(request, unit, f"{payload['text']}, {payload['before']}")


# --- coming back


def end(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """ "hủy nghỉ phép", "tôi đã đi làm lại", [Hủy nghỉ phép]: the present leave, else the next one."""
    mine = leaves.of_person(unit.session, request.person.code, request.today)
    if "leave" in payload:
        mine = [leave for leave in mine if leave.id == payload["leave"]]
    if not mine or not leaves.end(unit.session, mine[0].id, request.now):
        return Reply(words.NOT_AWAY)
    leave = mine[0]
    _record(request, unit, "leave.end", {"first": leave.first.isoformat(), "last": leave.last.isoformat()})
    pushes = _told_it_is_off(leave, request)
    if leave.first > request.today:
        return Reply(words.CANCELLED.format(days=days_words(leave.first, leave.last)), pushes=pushes)
    morning = next_morning(request.now, hour_of(request.person), request.knowledge)
    plan_digest(unit.session, request.knowledge, request.person, morning)
    when = moment_words(morning.date(), clock(morning), request.today)
    return Reply(words.BACK.format(when=capital(f"từ {when}")), pushes=pushes)


def _told_it_is_off(leave: Away, request: Request) -> list[Push]:
    """The substitute hears of the end; before it began, that it was taken back."""
    form = words.TAKEN_BACK if leave.first > request.today else words.RETURNED
    text = form.format(person=request.person.title, days=days_words(leave.first, leave.last))
    return [Push(leave.substitute, Reply(text), f"leave:{leave.id}:end")]


def _record(request: Request, unit: Unit, action: str, details: Mapping[str, Any]) -> None:
    subject = f"person:{request.person.code}"
    audit.record(unit.session, request.now, request.person.code, action, subject, details, request.inbox_id)


ACTIONS: Mapping[str, ActionHandler] = {"leave.set": set_leave, "leave.days": days_typed, "leave.end": end}
ORDER = Order("leave", recognises, answer)
