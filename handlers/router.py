"""Every topic and every writing button on one page, and the order in which one message finds its way to them."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from handlers import (
    asked_behind,
    compare,
    enrolment,
    help,
    history,
    overview,
    papers,
    pictures,
    progress,
    ranking,
    readings,
    remediation,
    reminders,
    scores,
    smalltalk,
    start,
    task,
    tasks,
    unknown,
    unreached,
    uploads,
    weak,
    whatif,
)
from handlers.assignment import acceptance, boards, changes, hand_on, more_time, of_others, proposals, provisions
from handlers.assignment.interrupting import without_question
from handlers.dialogue import DECLINED, MARKS, ActionHandler, Handler, Incoming, Order, Reply, Request
from handlers.follow_up import another_page, in_context, remembered
from handlers.knowledge import Knowledge
from handlers.leaning import names_only
from handlers.questions import decode
from handlers.reminders import calendar_days, leave, own_days
from handlers.reminders.pushed import with_card
from handlers.understanding import TaskTitle, Understanding, understand
from handlers.words import faults
from handlers.words.formats import clock
from storage import conversations
from storage.catalogue import Person
from storage.clock import local
from storage.session import Unit

LONGEST_CHOICE = 2  # digits: "914" is a document
LONGEST_TEXT = 4096  # letters; what Telegram lets a person send
_REASON = re.compile(r"(vì|vi|do|tại|tai|bởi|boi)\s+(?!sao\b|ai\b|đâu|dau)", re.IGNORECASE)  # an answer to "why?"
_NOTED = re.compile(
    r"(👍|🫡|👌|((đã|da|tôi|toi|vâng|vang|dạ|da) )?(rõ|ro|nhận|nhan|nhất trí|nhat tri|đồng ý|dong y|ok|oke|okie|"
    r"tiếp thu|tiep thu)\b)",
    re.IGNORECASE,
)


# Orders, in the order they are asked whether a message is theirs.
ORDERS: Sequence[Order] = (
    progress.ORDER,
    uploads.ORDER,
    proposals.ORDER,  # a leader's list of what waits, before lists of one kind
    acceptance.ORDER,
    hand_on.ORDER,
    more_time.ORDER,
    changes.ORDER,
    of_others.ORDER,
    calendar_days.ORDER,
    leave.ORDER,
    own_days.ORDER,
    reminders.ORDER,
    boards.ORDER,
    provisions.ORDER,
    papers.ORDER,  # last: a hand-on or a wish for more time may name a document too
)

TOPICS: Mapping[str, Handler] = {
    **{order.topic: order.answer for order in ORDERS},
    "score": scores.answer,
    "ranking": ranking.answer,
    "compare": compare.answer,
    "weak": weak.answer,
    "history": history.answer,
    "whatif": whatif.answer,
    "overview": overview.answer,
    "tasks": tasks.answer,
    "task": task.answer,
    "progress": progress.answer,
    "reminder": reminders.answer,
    "remediation": remediation.answer,
    "invite": enrolment.invite_in_chat,
    "start": start.answer,
    "unreached": unreached.answer,
    "help": help.answer,
    "smalltalk": smalltalk.answer,  # "rõ" acknowledges a reminder
    "unknown": unknown.answer,
}

TOKEN_PREFIX = "w:"  # noqa: S105 - what a stored choice's button data begins with


def _merged(*tables: Mapping[str, ActionHandler]) -> Mapping[str, ActionHandler]:
    """One table of all actions. Raises `ValueError` where two topics use one name."""
    actions: dict[str, ActionHandler] = {}
    for table in tables:
        for name, handler in table.items():
            if name in actions:
                raise ValueError(f"two actions are called {name}")
            actions[name] = handler
    return actions


ACTIONS = _merged(
    progress.ACTIONS,
    reminders.ACTIONS,
    enrolment.ACTIONS,
    uploads.ACTIONS,
    acceptance.ACTIONS,
    hand_on.ACTIONS,
    more_time.ACTIONS,
    changes.ACTIONS,
    calendar_days.ACTIONS,
    leave.ACTIONS,
    boards.ACTIONS,
)


@dataclass(frozen=True, slots=True)
class Moment:
    """When, on what it knows, and in the middle of what one message is answered."""

    now: datetime  # aware; business time
    knowledge: Knowledge
    conversation: Mapping[str, Any]
    inbox_id: int | None = None


def respond(incoming: Incoming, moment: Moment, unit: Unit) -> Reply | None:
    """Who is this → may they → what is said → the topic answers. None: nothing is to be said."""
    person = moment.knowledge.catalogue.person_at(incoming.channel, incoming.sender)
    if person is None or not person.roles:
        return _stranger(incoming, moment, unit)
    request = _request(incoming, moment, person)
    if incoming.finished is not None:
        return _act(request, unit, incoming.finished.name, incoming.finished.payload)
    if incoming.data is not None:
        return _pressed(request, incoming.data, unit, _shown_with(incoming, moment.conversation))
    if incoming.typed_choices and (reply := _typed_choice(request, incoming.text, unit)) is not None:
        return reply
    if not incoming.text:
        if uploads.ORDER.recognises(request):
            return _answer(request, unit, uploads.ORDER.topic)
        return _answer(request, unit, "progress" if _is_evidence(request) else "unknown")
    return _said(request, incoming.text, unit)


def clean(text: str) -> str:
    """What was typed without control letters, invisible ones and those we mark words with; at most one message."""
    text = unicodedata.normalize("NFC", text[:LONGEST_TEXT])
    return "".join(c for c in text if c in "\n\t" or (c not in MARKS and unicodedata.category(c) not in ("Cc", "Cf")))


def _request(incoming: Incoming, moment: Moment, person: Person) -> Request:
    return Request(
        said=Understanding(text=clean(incoming.text), topic="unknown"),
        person=person,
        knowledge=moment.knowledge,
        now=local(moment.now),
        channel=incoming.channel,
        chat=incoming.chat,
        conversation=moment.conversation,
        attachment=incoming.attachment,
        forwarded=incoming.forwarded,
        edited=incoming.edited,
        replied=incoming.replied,
        inbox_id=moment.inbox_id,
    )


def _is_evidence(request: Request) -> bool:
    return request.attachment is not None and request.attachment.kind in ("photo", "document")


def _stranger(incoming: Incoming, moment: Moment, unit: Unit) -> Reply | None:
    """Someone without a role now: a code may be offered and confirmed; all else gets one and the same sentence."""
    if incoming.finished is not None or incoming.edited:
        return None
    stranger = enrolment.Stranger(
        channel=incoming.channel,
        chat=incoming.chat,
        sender=incoming.sender,
        text=clean(incoming.text),
        now=local(moment.now),
        knowledge=moment.knowledge,
    )
    data = incoming.data
    if data is None and incoming.typed_choices:
        data = _typed_data(moment.conversation, incoming.text)
    if data is not None and data.startswith(TOKEN_PREFIX):
        stored = conversations.choice(unit.session, data.removeprefix(TOKEN_PREFIX))
        if (
            stored is not None
            and stored.used_at is None
            and (stored.channel, stored.chat, stored.person_code) == (incoming.channel, incoming.chat, None)
            and stored.expires_at > moment.now
        ):
            reply = enrolment.STRANGER_ACTIONS[stored.action](stranger, unit, stored.payload)
            conversations.use(unit.session, stored.token, moment.now)
            return replace(reply, topic="enrolment")
    return replace(enrolment.answer_stranger(stranger, unit), topic="enrolment")


def _shown_with(incoming: Incoming, conversation: Mapping[str, Any]) -> Sequence[str]:
    """The data of all buttons of the message that held the pressed one, as the channel or the last menu tells."""
    if incoming.buttons:
        return [data for row in incoming.buttons for _, data in row]
    menu = [str(data) for _, data in conversation.get("menu", [])]
    return menu if incoming.data in menu else []


def _pressed(request: Request, data: str, unit: Unit, shown: Sequence[str]) -> Reply:
    request = replace(request, pressed=True)
    if data.startswith(TOKEN_PREFIX):
        return _use_choice(request, data.removeprefix(TOKEN_PREFIX), unit, shown)
    try:
        question, page = decode(data)
    except ValueError:
        return Reply(faults.OLD_BUTTON, toast=faults.OLD_BUTTON, topic="unknown")
    if question.topic not in TOPICS or question.topic == "invite":
        return Reply(faults.OLD_BUTTON, toast=faults.OLD_BUTTON, topic="unknown")
    request = replace(request, said=question, page=page)
    kept = readings.note_choice(request, unit, typed=False)
    reply = _answer(request, unit, question.topic)
    return replace(reply, remember={**(reply.remember or {}), **kept})


def _use_choice(request: Request, token: str, unit: Unit, shown: Sequence[str]) -> Reply:
    """A writing button: for this person, in time, once. Nothing tells a forged token from an expired one.

    What settles the message it stands in (`shown`: all its buttons) uses up the others too.
    """
    stored = conversations.choice(unit.session, token)
    if stored is None or stored.expires_at <= request.now:
        return Reply(faults.OLD_BUTTON, toast=faults.OLD_BUTTON, topic="unknown")
    mine = stored.person_code == request.person.code
    # pressed as a stranger of this chat, and once more after it made somebody of them
    before_enrolment = stored.person_code is None and (stored.channel, stored.chat) == (request.channel, request.chat)
    if not mine and not (before_enrolment and stored.used_at is not None):
        return Reply(faults.OLD_BUTTON, toast=faults.OLD_BUTTON, topic="unknown")
    if stored.used_at is not None:
        form = faults.ALREADY_DECLINED if stored.payload.get(DECLINED) else faults.ALREADY_DONE
        again = form.format(clock=clock(local(stored.used_at)))
        return Reply(again, toast=again, topic=stored.action.partition(".")[0])
    reply = _act(request, unit, stored.action, stored.payload)
    if reply.stays:
        return reply
    conversations.use(unit.session, token, request.now)
    if reply.closes:
        others = [data.removeprefix(TOKEN_PREFIX) for data in shown if data.startswith(TOKEN_PREFIX)]
        noted = {DECLINED: True} if reply.closes == DECLINED else None
        conversations.close(unit.session, {token, *others}, request.person.code, request.now, noted)
    return reply


def _act(request: Request, unit: Unit, name: str, payload: Mapping[str, Any]) -> Reply:
    if name not in ACTIONS:
        return Reply(faults.OLD_BUTTON, toast=faults.OLD_BUTTON, topic="unknown")
    reply = ACTIONS[name](request, unit, payload)
    return replace(reply, topic=reply.topic or name.partition(".")[0])


def _typed_data(conversation: Mapping[str, Any], text: str) -> str | None:
    """The button that a typed number or label stands for, in the last menu of this chat."""
    menu = conversation.get("menu", [])
    wanted = text.strip()
    if wanted.isascii() and wanted.isdigit() and 1 <= int(wanted) <= len(menu):
        return str(menu[int(wanted) - 1][1])
    return next((data for label, data in menu if label.casefold() == wanted.casefold()), None)


def _typed_choice(request: Request, text: str, unit: Unit) -> Reply | None:
    data = _typed_data(request.conversation, text)
    if data is not None:
        return _pressed(request, data, unit, [str(shown) for _, shown in request.conversation.get("menu", [])])
    number = text.strip()
    if not (number.isascii() and number.isdigit()) or len(number) > LONGEST_CHOICE:
        return None
    if menu := request.conversation.get("menu"):
        if int(number) == 0:
            return Reply(faults.LEFT_MENU, topic="help")
        words = faults.NO_SUCH_CHOICE_ONE if len(menu) == 1 else faults.NO_SUCH_CHOICE
        kept = {"menu": menu}
        return Reply(words.format(number=number, last=len(menu)), topic="unknown", remember=kept)
    return Reply(faults.OLD_MENU, topic="unknown") if request.conversation.get("old_menu") else None


def _said(request: Request, text: str, unit: Unit) -> Reply:
    """A typed text: a command, an answer we waited for, or something to be understood."""
    said_text = request.said.text
    word = said_text.split(maxsplit=1)[0] if said_text.strip() else ""
    if word.startswith("/"):
        command = word[1:].partition("@")[0].casefold()
        if command == "start":
            return _answer(request, unit, "start")
        alone = len(said_text.split()) == 1  # "/diem snv" says more than the command
        said_text = start.COMMANDS_SAY.get(command, said_text[1:]) if alone else said_text[1:]
    if (question := start.large_button(said_text)) is not None:
        return _answer(replace(request, said=question), unit, question.topic)
    if enrolment.asks_for_code(said_text):
        return _answer(replace(request, said=replace(request.said, text=said_text)), unit, "invite")
    by_itself = understand(said_text, request.knowledge.lexicon, request.today, _own(request))
    if (reply := _at_once(request, unit, by_itself)) is not None:
        return reply
    request = _after_a_push(without_question(request, by_itself), unit, by_itself)
    completed = in_context(by_itself, request)
    said = by_itself if completed is by_itself else replace(completed, mended=by_itself.mended)
    request = replace(request, said=said)
    if (order := next((order for order in ORDERS if order.recognises(request)), None)) is not None:
        return _answer(request, unit, order.topic)
    if (turned := another_page(by_itself, request)) is not None:
        question, page = turned
        return _answer(replace(request, said=question, page=page), unit, question.topic)
    expects = request.conversation.get("expects")
    if expects and _may_be_the_answer(said):
        return _act(request, unit, expects["action"], {**expects["payload"], "text": said_text})
    if _takes_note(said) and (reply := reminders.acknowledge_last(request, unit)) is not None:
        return replace(reply, topic="reminder")
    if _is_evidence(request) and said.topic in ("unknown", "task", "smalltalk"):
        return _answer(request, unit, "progress")
    if (doubt := readings.doubt_in(said)) is not None:
        return _answer_doubtful(request, unit, doubt)
    kept = readings.note_choice(request, unit, typed=True) if names_only(by_itself) else {}
    reply = _answer(request, unit, "unknown" if said is by_itself and unknown.is_beyond(said) else said.topic)
    return replace(reply, remember={**(reply.remember or {}), **kept})


def _at_once(request: Request, unit: Unit, said: Understanding) -> Reply | None:
    """A report with a question behind it; a leader's word on what was proposed."""
    if asked_behind.may_hold_both(said) and (both := _both(request, unit, said)) is not None:
        return both
    reply = proposals.decided(request, unit)
    return None if reply is None else replace(reply, topic=proposals.ORDER.topic)


def _after_a_push(request: Request, unit: Unit, said: Understanding) -> Request:
    """ "Rõ" answers the reminder itself; other words may be about its tasks."""
    return request if _takes_note(said) else with_card(request, unit, said)


def _both(request: Request, unit: Unit, said: Understanding) -> Reply | None:
    """A report and a question behind it: a message each."""
    lexicon, today = request.knowledge.lexicon, request.today
    for cut in asked_behind.parts(said):
        question = understand(cut.question, lexicon, today)
        if not asked_behind.is_question(question):
            continue  # nearly always: a note behind the report
        report = understand(cut.report, lexicon, today, _own(request))
        if asked_behind.is_report(report):
            told = _answer(replace(request, said=report), unit, report.topic)
            asked = _answer(replace(request, said=question), unit, question.topic)
            return told if told.beside else replace(told, beside=replace(asked, beside=None, picture=None))
    return None


def _answer_doubtful(request: Request, unit: Unit, doubt: readings.Doubt) -> Reply:
    """Two close readings: the one this person chose before, else a question."""
    chosen = readings.chosen_before(request, unit, doubt)
    if chosen is not None:
        said = doubt.read_as(chosen)
        reply = _answer(replace(request, said=said), unit, said.topic)
    elif doubt.kind == "topic":
        reply = replace(unknown.answer(request, unit), topic=request.said.topic)
    else:
        reply = _answer(request, unit, request.said.topic)
    return readings.with_doubt(request, reply, doubt, chosen)


def _takes_note(said: Understanding) -> bool:
    """ "đã rõ, sẽ chỉ đạo", "👍": an answer to the reminder just read, unless it asks or reports something."""
    if said.asks or said.task is not None or said.reports or said.agencies or said.percent is not None:
        return False
    return _NOTED.match(said.text.strip()) is not None and said.topic in ("unknown", "smalltalk", "score", "task")


def _own(request: Request) -> tuple[TaskTitle, ...]:
    """Titles of the tasks this person may mean by a few words of them."""
    agencies = request.person.agencies
    if len(agencies) == 1:
        return request.knowledge.led.get(agencies[0], ())
    return tuple({title.no: title for a in agencies for title in request.knowledge.led.get(a, ())}.values())


def _may_be_the_answer(said: Understanding) -> bool:
    """A free text we asked for, unless it is plainly about something else."""
    if _REASON.match(said.text):
        return True
    if said.topic == "progress":
        return said.task is None and not said.reports
    return said.topic in ("unknown", "smalltalk") or said.confidence < 0.6


def _answer(request: Request, unit: Unit, name: str) -> Reply:
    reply = TOPICS.get(name, unknown.answer)(request, unit)
    reply = pictures.with_picture(request, name, reply)
    return replace(reply, topic=reply.topic or name, remember=remembered(request, reply, name))
