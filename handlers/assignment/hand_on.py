"""A head hands tasks on to the focal officer, and takes them back (DESIGN 6, 7).

What is handed on stays the head's to answer for: on the last day and when it is late the head is called again.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from handlers import due as days
from handlers import ladder
from handlers.assignment import hand_on_words
from handlers.assignment.last_day_said import day_in
from handlers.dialogue import ActionHandler, Choice, Order, Push, Reply, Request, ask, do
from handlers.folding import aligned
from handlers.reminders.hours import AFTERNOON, hour_of, moment, next_allowed
from handlers.reminders.snoozing import LONGEST
from handlers.task_facts import acceptor, actor, card, own_agencies, rows_of, tasks_of
from handlers.task_lists import Line, paged
from handlers.understanding import understand
from handlers.words import hand_on as words
from handlers.words import reminders as reminder_words
from handlers.words import tasks as phrases
from handlers.words.formats import capital, clock, few_words
from storage import assignments, hand_ons
from storage import reminders as planned
from storage.assignments import Assigned
from storage.audit import record
from storage.catalogue import Person
from storage.hand_ons import HandedOn
from storage.session import Unit

GIVE, BACK, WORD, ASK_WORD, CALL_OFF, KEEP = (
    "hand_on.give", "hand_on.take_back", "hand_on.word", "hand_on.ask_word", "hand_on.call_off", "hand_on.keep",
)  # fmt: skip
OFFERED = 4  # tasks on buttons
NAMED = 3  # tasks named in a push
QUOTED, TITLE = 160, 40  # letters

# How an instruction begins, where the reading of single messages would see something else.
_INSTRUCTS = re.compile(
    r"\W*(?:trinh|bao cao|bao toi|lam|hoan thanh|xong|gap|khan|som|nop|gui|chuan bi|phoi hop|dua|cho toi|de toi|"
    r"toi can|xu ly|kiem tra|ra soat|du thao|soan|tham muu|lien he|hop|nho|chu y|luu y|truoc|trong)\b"
)

_TO_ME = re.compile(r"\b(?:trinh|bao cao|bao|nop|gui|dua) (?:lai )?(?:cho )?toi\b")


def recognises(request: Request) -> bool:
    """A head hands on, takes back, asks what was handed on, or says the word that was waited for."""
    if request.forwarded or request.attachment is not None or not _heads(request):
        return False
    said = request.said
    if _order_in(request) is not None or (said.topic == "reminder" and said.aspect == "hand_on"):
        return True
    expects = request.conversation.get("expects") or {}
    if expects.get("action") != WORD or said.asks or said.task is not None or said.state == "done":
        return False
    text = aligned(said.text)
    return bool(_INSTRUCTS.match(text) or _TO_ME.search(text))


def _order_in(request: Request) -> hand_on_words.Said | None:
    """As typed, else with slips mended; a percent is a report."""
    if request.said.percent is not None:
        return None
    typed, mended = request.said.text, request.said.mended
    found = hand_on_words.read(aligned(typed))
    if found is not None or not mended:
        return found
    found = hand_on_words.read(mended)
    if found is None or found.rest is None:
        return found
    words_left = len(mended[found.rest :].split())  # the same words at the end, as they were typed
    return replace(found, rest=len(typed) - len(typed.split(maxsplit=max(len(typed.split()) - words_left, 0))[-1]))


def answer(request: Request, unit: Unit) -> Reply:
    """What is to be done with it; a question on it is answered with the list of what was handed on."""
    text = request.said.text
    if not _heads(request):
        return Reply(words.HEADS_ONLY, [[ask(words.OWN_TASKS, "tasks", own=True)]])
    found = None if request.pressed else _order_in(request)
    if found is None and not request.pressed:
        expects = request.conversation.get("expects") or {}
        if expects.get("action") == WORD:
            return word(request, unit, {**expects["payload"], "text": text})
    if request.pressed or (found is None and request.said.asks) or (found and found.kind == hand_on_words.LIST):
        return _list(request, unit)
    if found is None:
        return _which(request, unit, "")
    if found.kind == hand_on_words.BACK:
        return _back_typed(request, unit, found.numbers)
    numbers = list(found.numbers or request.said.tasks)  # "giao đầu mối tham mưu nv 38"
    return _give_typed(request, unit, numbers, text[found.rest :].strip(" ,.;:-") if found.rest is not None else "")


# --- whose


def _heads(request: Request) -> tuple[str, ...]:
    """The agencies this person is head of now."""
    held = request.person.roles
    return tuple(h.agency for h in held if h.role == "head" and h.agency in own_agencies(request) and h.agency)


def officers(request: Request, agency: str) -> list[Person]:
    """The focal officers of an agency, beside the head."""
    return [p for p in request.knowledge.holders("officer", agency) if p.code != request.person.code]


def _officers_of(request: Request, rows: Sequence[Assigned]) -> list[Person]:
    """Of all agencies that these are of, each person once."""
    agencies = dict.fromkeys(a.agency for a in rows)
    return list({p.code: p for agency in agencies for p in officers(request, agency)}.values())


def _unreached(request: Request, rows: Sequence[Assigned]) -> str | None:
    """An agency of these that has no focal officer who can be told."""
    for agency in dict.fromkeys(a.agency for a in rows):
        if not any(request.knowledge.reachable(p.code) for p in officers(request, agency)):
            return agency
    return None


def _office(request: Request, agency: str) -> str:
    return words.office(request.knowledge.agency(agency).head_title)


# --- giving


@dataclass(frozen=True, slots=True)
class _Found:
    """Assignments held for writing, and why others are none."""

    rows: Sequence[Assigned]
    refused: Sequence[str] = ()


def give(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Giao đầu mối]: payload `assignments`, or `tasks` by number."""
    if "assignments" in payload:
        return _give(request, unit, _held(request, unit, payload["assignments"]), str(payload.get("words", "")))
    return _give(request, unit, _of_tasks(request, unit, payload["tasks"]), str(payload.get("words", "")))


def _give_typed(request: Request, unit: Unit, numbers: Sequence[int], said: str) -> Reply:
    if numbers:
        return _give(request, unit, _of_tasks(request, unit, numbers), said)
    if spoken := _spoken_of(request, unit):
        return _give(request, unit, spoken, said)
    return _which(request, unit, said)


def _which(request: Request, unit: Unit, said: str) -> Reply:
    """Tasks on buttons: those named, else the most urgent."""
    soon = [a for code in _heads(request) for a in _open(request, unit, code)]
    handed = hand_ons.live(unit.session, [a.id for a in soon])
    offered = [a for a in days.by_section(soon, request.today) if a.id not in handed]
    offered = [a for a in offered if a.task in request.said.tasks] or offered
    if not offered:
        return _list(request, unit)
    buttons = [do(_label(request, a.task), GIVE, assignments=[a.id], words=said) for a in offered[:OFFERED]]
    return Reply(words.WHICH_TO_GIVE, rows_of(buttons))


def _open(request: Request, unit: Unit, agency: str) -> list[Assigned]:
    start = request.knowledge.catalogue.start_day
    return [a for a in assignments.of_agency(unit.session, agency, start, request.today) if days.is_unfinished(a)]


def _label(request: Request, no: int) -> str:
    task = request.knowledge.task(no)
    return phrases.button(task) if task else f"NV {no}"


def _held(request: Request, unit: Unit, ids: Sequence[int]) -> _Found:
    """Of these assignments those that this head answers for and that something is asked on, held for the write."""
    heads = _heads(request)
    found = [assignments.for_writing(unit.session, id_) for id_ in sorted(set(ids))]
    mine = [a for a in found if a is not None and a.agency in heads]
    if not mine:
        return _Found((), (words.NO_RIGHT,))
    left = [a for a in mine if days.is_unfinished(a)]
    return _Found(left, () if left else (words.NOTHING_OPEN,))


def _of_tasks(request: Request, unit: Unit, numbers: Sequence[int]) -> _Found:
    rows: list[Assigned] = []
    refused = []
    heads = _heads(request)
    for no in sorted(numbers):
        task = request.knowledge.task(no)
        if task is None:
            refused.append(words.UNKNOWN.format(no=no))
            continue
        leads = [code for code in heads if code in task.leads]
        if not leads:
            refused.append(words.NOT_LEAD.format(no=no, agency=actor(request.knowledge, heads[0])))
            continue
        opened = [a for code in leads for a in _earliest(request, unit, no, code)]
        rows += opened
        done = any(a.opens_on <= request.today for a in assignments.of_task(unit.session, no, leads))
        refused += [] if opened else [(words.ALREADY_DONE if done else words.NOT_OPEN).format(no=no)]
    return _Found(rows, refused)


def _earliest(request: Request, unit: Unit, no: int, agency: str) -> list[Assigned]:
    candidates = assignments.for_report(unit.session, no, agency)
    return days.choose(candidates, request.knowledge.catalogue.start_day, request.today)


def _spoken_of(request: Request, unit: Unit) -> _Found | None:
    """What the reminder just read, or the last card, was about."""
    message = planned.last_message(unit.session, request.channel, request.chat)
    ids = [row.of.assignment for row in planned.of_message(unit.session, message)] if message is not None else []
    shown = request.conversation.get("card") or {}
    ids = ids or list(shown.get("assignments", ()))
    if ids:
        found = _held(request, unit, ids)
        return found if found.rows else None
    if len(shown.get("tasks", ())) == 1:
        found = _of_tasks(request, unit, shown["tasks"])
        return found if found.rows else None
    return None


def _give(request: Request, unit: Unit, found: _Found, said: str) -> Reply:
    """Written only where an officer can be told."""
    if not found.rows:
        return Reply("\n".join(found.refused), [[ask(words.OWN_TASKS, "tasks", own=True)]])
    if (agency := _unreached(request, found.rows)) is not None:
        form = words.NOT_REACHED if any(p.enrolled_at for p in officers(request, agency)) else words.NO_OFFICER
        text = capital(form.format(office=_office(request, agency)))
        return Reply(text, [[ask(words.OWN_TASKS, "tasks", own=True)]], remember=_about(found.rows))
    before = hand_ons.live(unit.session, [a.id for a in found.rows])
    fresh = [a for a in found.rows if a.id not in before]
    given = hand_ons.give(unit.session, [a.id for a in fresh], request.person.code, request.now)
    for one in fresh:
        details = {"task": one.task, "agency": one.agency, "words": said}
        _audit(request, unit, "hand_on.given", one, details)
    lines = [_given_line(request, fresh)] if fresh else []
    if before:
        again = [a for a in found.rows if a.id in before]
        lines.append(words.GIVEN_BEFORE.format(tasks=reminder_words.numbers(tasks_of(again))))
    until = None
    if said:
        until, line = _word(request, unit, found.rows, said)
        lines.append(line)
    pushes = _pushes(request, fresh, said, until, given) if fresh else []
    if said and before:
        pushes += _word_pushes(request, [a for a in found.rows if a.id in before], said, until)
    ids = [a.id for a in found.rows]
    beside = (
        [do(words.CALL_OFF, CALL_OFF, assignments=ids)] if until else [do(words.ADD_WORDS, ASK_WORD, assignments=ids)]
    )
    buttons = rows_of([*beside, do(words.TAKE_BACK, BACK, assignments=ids)])
    remember = {**_about(found.rows), "expects": {"action": WORD, "payload": {"assignments": ids}}}
    return Reply("\n".join([*lines, *found.refused]), buttons, remember=remember, pushes=pushes)


def _given_line(request: Request, rows: Sequence[Assigned]) -> str:
    late = any(days.is_overdue(a, request.today) for a in rows)
    dated = any(a.due is not None for a in rows)
    form = words.GIVEN_LATE if late else words.GIVEN if dated else words.GIVEN_UNDATED
    return form.format(tasks=reminder_words.numbers(tasks_of(rows)), office=_office(request, rows[0].agency))


def _about(rows: Sequence[Assigned]) -> dict[str, Any]:
    kind = "task" if len(rows) == 1 else "list"
    return dict(card(kind, tasks_of(rows), [a.id for a in rows]))


# --- the word with it


def ask_word(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Thêm ý kiến]"""
    expects = {"action": WORD, "payload": {"assignments": payload["assignments"]}}
    return Reply(words.SAY_IT, remember={"expects": expects})


def word(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """The free text after a hand-on, passed on as typed; what may be no instruction is asked about first."""
    said = str(payload["text"]).strip()
    found = _held(request, unit, payload["assignments"])
    handed = hand_ons.live(unit.session, [a.id for a in found.rows])
    rows = [a for a in found.rows if a.id in handed]
    if not rows:
        text = found.refused[0] if found.refused else words.NOTHING_PASSED_ON
        return Reply(text, [[ask(words.OWN_TASKS, "tasks", own=True)]])
    ids = [a.id for a in rows]
    if request.said.topic == "smalltalk" and not payload.get("sure"):
        return Reply(words.NOTHING_PASSED_ON, [[do(words.ADD_WORDS, ASK_WORD, assignments=ids)]], remember=_about(rows))
    doubtful = request.said.asks or request.forwarded or request.said.task is not None or request.said.state == "done"
    if doubtful and not payload.get("sure"):
        buttons = [do(words.PASS_ON, WORD, assignments=ids, text=said, sure=True), do(words.DO_NOT_PASS, KEEP)]
        return Reply(words.SHALL_SEND_ON.format(words=few_words(said, QUOTED)), [buttons], remember=_about(rows))
    until, line = _word(request, unit, rows, said)
    pushes = _word_pushes(request, rows, said, until)
    first = do(words.CALL_OFF, CALL_OFF, assignments=ids) if until else do(words.ADD_WORDS, ASK_WORD, assignments=ids)
    return Reply(
        line, rows_of([first, do(words.TAKE_BACK, BACK, assignments=ids)]), remember=_about(rows), pushes=pushes
    )


def keep(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Không chuyển]"""
    return Reply(words.NOTHING_PASSED_ON, edit=True)


def _word(request: Request, unit: Unit, rows: Sequence[Assigned], said: str) -> tuple[datetime | None, str]:
    """Keeps the word; a day or an hour in it calls head and officer again then. Gives that moment and the receipt."""
    handed = hand_ons.live(unit.session, [a.id for a in rows])
    hand_ons.say(unit.session, [one.id for one in handed.values()], said)
    for one in rows:
        _audit(request, unit, "hand_on.word", one, {"task": one.task, "words": said})
    line = words.PASSED_ON.format(words=few_words(said, QUOTED))
    wanted = _moment_in(request, said)
    if wanted is None:
        return None, line
    until = _allowed(request, rows, wanted)
    if until is None:
        return None, f"{line} {words.NO_CALL}"
    _call_both(request, unit, rows, until)
    return until, f"{line} {words.BOTH_AT.format(when=_when(request, until))}"


def _when(request: Request, until: datetime) -> str:
    """14:00 today, else the hour with its day."""
    if until.date() == request.today:
        return clock(until)
    return reminder_words.moment_words(until.date(), clock(until), request.today)


def _moment_in(request: Request, said: str) -> datetime | None:
    """The moment that an instruction names: an hour, a day, or both."""
    named = day_in(said, request.today)
    hour = understand(f"nhắc {said}", request.knowledge.lexicon, request.today).clock
    if hour is None and re.search(r"\bchieu (?:nay|mai)\b", aligned(said)):
        hour = AFTERNOON
    if named is None and hour is None:
        return None
    if named is None and hour is not None:
        today = moment(request.today, hour)
        return today if today > request.now else today + timedelta(days=1)
    assert named is not None
    return moment(named.day, hour or hour_of(request.person))


def _allowed(request: Request, rows: Sequence[Assigned], wanted: datetime) -> datetime | None:
    """The moment by the limits of a snooze: within a week, in working hours, not past the last working day."""
    if wanted <= request.now or wanted.date() - request.today > LONGEST:
        return None
    until = next_allowed(wanted, hour_of(request.person), request.knowledge)
    calendar = request.knowledge.calendar
    ahead = [days.last_working_day(a.due, calendar) for a in rows if a.due is not None and a.due >= request.today]
    if ahead and until.date() > max(min(ahead), request.today):
        return None
    return until


def _call_both(request: Request, unit: Unit, rows: Sequence[Assigned], until: datetime) -> None:
    rung = f"{ladder.SNOOZE}{until.strftime('%Y-%m-%dT%H:%M')}"
    for row in planned.assignments(unit.session, [a.id for a in rows]):
        for person in (request.person, *officers(request, row.agency)):
            planned.put_off(
                unit.session, row, person.code, rung, until, request.now, reminder_words.OTHER_MOMENT
            )  # fmt: skip


def call_off(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Bỏ nhắc]: neither is called at the moment that was named."""
    found = _held(request, unit, payload["assignments"])
    if not found.rows:
        return Reply(found.refused[0])
    waiting = planned.snoozed(unit.session, request.now)
    people = {a.id: [request.person, *officers(request, a.agency)] for a in found.rows}
    rows = [a for a in found.rows if any((a.id, p.code) in waiting for p in people[a.id])]
    if not rows:
        return Reply(words.NO_CALL_LEFT)
    for one in rows:
        for person in people[one.id]:
            planned.stop_snoozes(unit.session, [one.id], person.code, request.now, reminder_words.OTHER_MOMENT)
        _audit(request, unit, "hand_on.called_off", one, {"task": one.task})
    return Reply(words.CALLED_OFF.format(tasks=reminder_words.numbers(tasks_of(rows))), remember=_about(rows))


# --- taking back


def take_back(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Lấy lại]: the head is called by the ladder again; the officer is told."""
    found = _held(request, unit, payload["assignments"])
    return _take_back(request, unit, found) if found.rows else Reply(found.refused[0])


def _take_back(request: Request, unit: Unit, found: _Found) -> Reply:
    handed = hand_ons.live(unit.session, [a.id for a in found.rows])
    rows = [a for a in found.rows if a.id in handed]
    if not rows:
        tasks = reminder_words.numbers(tasks_of(found.rows))
        return Reply("\n".join([words.NOT_GIVEN.format(tasks=tasks), *found.refused]), remember=_about(found.rows))
    hand_ons.take_back(unit.session, [handed[a.id].id for a in rows], request.now)
    for one in rows:
        _audit(request, unit, "hand_on.taken_back", one, {"task": one.task})
    tasks = reminder_words.numbers(tasks_of(rows))
    told = Reply(words.PUSH_BACK.format(head=request.person.title, tasks=tasks), [_see(rows)])
    key = f"hand_on:back:{max(handed[a.id].id for a in rows)}"
    pushes = [Push(p.code, told, f"{key}:{p.code}") for p in _officers_of(request, rows)]
    again = do(words.HAND_ON, GIVE, assignments=[a.id for a in rows])
    text = "\n".join([words.TAKEN_BACK.format(tasks=tasks), *found.refused])
    return Reply(text, [[_report(rows), again]], remember=_about(rows), pushes=pushes)


def _back_typed(request: Request, unit: Unit, numbers: Sequence[int]) -> Reply:
    handed = hand_ons.of_agencies(unit.session, _heads(request))
    if numbers:
        found = _handed_of(request, unit, handed, numbers)
        return _take_back(request, unit, found) if found.rows else Reply("\n".join(found.refused))
    shown = [id_ for id_ in (request.conversation.get("card") or {}).get("assignments", ()) if id_ in handed]
    ids = shown or list(handed)
    if len(ids) > 1 and not shown:
        task_of = assignments.task_numbers(unit.session, ids)
        buttons = [do(_label(request, task_of[id_]), BACK, assignments=[id_]) for id_ in ids[:OFFERED]]
        return Reply(words.WHICH_BACK, rows_of(buttons))
    return take_back(request, unit, {"assignments": ids}) if ids else _list(request, unit)


def _handed_of(request: Request, unit: Unit, handed: Mapping[int, HandedOn], numbers: Sequence[int]) -> _Found:
    """What was handed on of these tasks, whichever occurrence it is."""
    task_of = assignments.task_numbers(unit.session, handed)
    ids = [id_ for id_, no in task_of.items() if no in numbers]
    found = _held(request, unit, ids) if ids else _Found(())
    missing = [no for no in numbers if no not in {a.task for a in found.rows}]
    none = [words.NOT_GIVEN.format(tasks=reminder_words.numbers(missing))] if missing else []
    return _Found(found.rows, none)


# --- what was handed on


def _list(request: Request, unit: Unit) -> Reply:
    """ "Việc đã giao": of the head's agencies, with how far each is."""
    heads = _heads(request)
    handed = hand_ons.of_agencies(unit.session, heads)
    office = capital(_office(request, heads[0]))
    opened = [a for code in heads for a in _all(request, unit, code) if a.id in handed]
    if not opened:
        led = [t.no for t in request.knowledge.catalogue.tasks.values() if set(heads) & set(t.leads)]
        example = max(led, default=1)
        return Reply(words.HANDED_NONE.format(office=office, no=example), [[ask(words.OWN_TASKS, "tasks", own=True)]])
    lines = [_line(request, a) for a in days.by_section(opened, request.today)]
    head = words.HANDED_LIST.format(office=office, count=len(opened))
    back = [do(words.TAKE_BACK, BACK, assignments=[a.id for a in opened])] if len(opened) == 1 else []
    return paged(request, head, lines, choices=[[ask(words.OWN_TASKS, "tasks", own=True), *back]])


def _all(request: Request, unit: Unit, agency: str) -> list[Assigned]:
    start = request.knowledge.catalogue.start_day
    return assignments.of_agency(unit.session, agency, start, request.today)


def _line(request: Request, one: Assigned) -> Line:
    task = request.knowledge.catalogue.tasks[one.task]
    state = phrases.state_words(one, acceptor(request.knowledge, one.agency))
    facts = f"{state}, {_due(request, one)}"
    red = phrases.RED if days.is_overdue(one, request.today) else ""
    text = red + words.LINE.format(no=one.task, title=phrases.short_title(task), facts=facts)
    return Line(text, one.task, one.id)


def _due(request: Request, one: Assigned) -> str:
    task = request.knowledge.catalogue.tasks[one.task]
    return phrases.due_phrase(task, one.due, request.today, request.knowledge.calendar)


# --- to the officer


def _pushes(
    request: Request, rows: Sequence[Assigned], said: str, until: datetime | None, given: Mapping[int, int]
) -> list[Push]:  # fmt: skip
    lines = _push_lines(request, rows)
    lines += [words.PUSH_WORDS.format(words=few_words(said, QUOTED))] if said else []
    lines += [words.PUSH_CALL.format(when=_when(request, until))] if until else []
    told = Reply("\n".join(lines), [_see(rows)])
    key = f"hand_on:{max(given.values())}"
    return [Push(p.code, told, f"{key}:{p.code}") for p in _officers_of(request, rows)]


def _push_lines(request: Request, rows: Sequence[Assigned]) -> list[str]:
    head = request.person.title
    titled = [(a, phrases.short_title(request.knowledge.catalogue.tasks[a.task], TITLE)) for a in rows]
    if len(rows) == 1:
        (one, title) = titled[0]
        form = words.PUSH_ONE if one.due is not None else words.PUSH_ONE_UNDATED
        return [form.format(head=head, no=one.task, title=title, due=_due(request, one))]
    lines = [words.PUSH.format(head=head, count=len(rows))]
    shown = titled if len(rows) <= NAMED else titled[: NAMED - 1]
    lines += [words.PUSH_LINE.format(no=a.task, title=title, due=_due(request, a)) for a, title in shown]
    more = len(rows) - len(shown)
    return [*lines, words.PUSH_MORE.format(count=more)] if more else lines


def _word_pushes(
    request: Request, rows: Sequence[Assigned], said: str, until: datetime | None
) -> list[Push]:  # fmt: skip
    tasks = reminder_words.numbers(tasks_of(rows))
    line = words.PUSH_WORD.format(head=request.person.title, tasks=tasks, words=few_words(said, QUOTED))
    if until is not None:
        line += f" {words.PUSH_CALL.format(when=_when(request, until))}"
    told = Reply(line, [_see(rows)])
    key = f"hand_on:word:{rows[0].id}:{request.now.isoformat()}"
    return [Push(p.code, told, f"{key}:{p.code}") for p in _officers_of(request, rows)]


def _see(rows: Sequence[Assigned]) -> list[Choice]:
    if len(rows) == 1:
        return [_report(rows), ask(words.DETAILS, "task", task=rows[0].task)]
    return [_report(rows), ask(words.OWN_TASKS, "tasks", own=True)]


def _report(rows: Sequence[Assigned]) -> Choice:
    if len(rows) == 1:
        return ask(words.REPORT, "progress", task=rows[0].task)
    return ask(words.REPORT, "progress")


def _audit(request: Request, unit: Unit, action: str, one: Assigned, details: Mapping[str, Any]) -> None:
    record(
        unit.session, request.now, request.person.code, action, f"assignment:{one.id}", details, request.inbox_id
    )  # fmt: skip


ACTIONS: Mapping[str, ActionHandler] = {
    GIVE: give,
    BACK: take_back,
    WORD: word,
    ASK_WORD: ask_word,
    CALL_OFF: call_off,
    KEEP: keep,
}
ORDER = Order("hand_on", recognises, answer)
