"""An honest word for what is out of scope, unclear or unreadable. What was typed is never echoed."""

import re
from dataclasses import replace

from handlers import codes
from handlers.dialogue import Choice, Reply, Request, ask
from handlers.examples import for_person
from handlers.folding import folded
from handlers.leaning import told
from handlers.rights import sees_all
from handlers.start import may, quoted
from handlers.task_facts import rows_of
from handlers.understanding import Understanding
from handlers.words import enrolment
from handlers.words import help as words
from storage.session import Unit

_WHO = re.compile(r"^(con |the |vay )?(ai|(don vi|co quan|dia phuong|so|huyen|noi|cho) nao)\b")
_COMPLAINS = re.compile(
    r"^((tro ly |bot )?(hieu |tra loi )?(sai|nham)( y| roi| cau hoi)*|khong (phai|dung)( y| cau| cai| the| vay)*"
    r"( toi| minh| nay| do| hoi| roi)*)( roi| a| nhe)*\W*$"
)
_OF_ONE = ("score", "weak", "history")  # asked of one agency, so never the answer to "who"


def answer(request: Request, unit: Unit) -> Reply:
    """Buttons where two readings are close; else three examples that fit the person."""
    said = request.said
    mine = for_person(request, unit)
    if request.attachment is not None and not said.text.strip():
        unread = words.UNREAD.get(request.attachment.kind, words.UNREAD["other"])
        return Reply(unread.format(example=quoted(mine[1].say)), rows_of([mine[1].button]))
    if codes.read(said.text) is not None:
        return Reply(enrolment.CODE_NOT_NEEDED.format(title=request.person.title))
    close = (said.topic, said.second) if said.second else ()
    readings = [topic for topic in close if topic in words.TOPIC_BUTTONS]
    if said.alternatives:
        return _which_agency(request, readings[0] if readings else "score")
    if readings:
        return Reply(words.UNSURE, [[_asks(request, topic)] for topic in (*readings, "help") if topic])
    if said.unread:
        return Reply(words.NAME_UNREAD.format(example=quoted(*words.NAMES)), rows_of([mine[0].button]))
    if complains(said):
        return Reply(words.MISUNDERSTOOD, rows_of([example.button for example in mine]))
    if asks_who(said):
        return _who(request)
    examples = quoted(*(example.say for example in mine))
    text = words.UNKNOWN.format(may=may(request.person), examples=examples)
    return Reply(text, rows_of([example.button for example in mine]))


def complains(said: Understanding) -> bool:
    """ "không phải", "hiểu sai rồi", "không đúng ý tôi": the answer before was no answer."""
    return said.topic in ("unknown", "ranking", "smalltalk") and (
        _COMPLAINS.match(folded(said.text).strip()) is not None
    )


def is_beyond(said: Understanding) -> bool:
    """What a topic would answer with something that was not asked for."""
    return asks_who(said) or complains(said)


def asks_who(said: Understanding) -> bool:
    """ "ai bị kỷ luật", "đơn vị nào lười nhất": which one, by something that is not in the Index or among tasks."""
    if said.topic == "ranking":
        part = said.n or said.rank or said.threshold or said.order or said.aspect or said.field or said.criterion
        return told(said) == {"which_agency"} and not part
    begins = _WHO.match(folded(said.text).strip()) is not None
    if said.topic in _OF_ONE:
        return begins and not (said.agencies or said.own or said.alternatives or said.aspect == "movement")
    return said.topic == "unknown" and begins


def _who(request: Request) -> Reply:
    """What was understood, and the two nearest questions."""
    asked = folded(request.said.text)
    group = request.said.group or ("huyen" if "huyen nao" in asked else "so" if re.search(r"\bso nao", asked) else None)
    text = f"{words.WHO_UNKNOWN.format(whom=words.WHOM[group])} {words.NEAREST}"
    late = words.LATE if sees_all(request.person) else words.LATE_OWN
    return Reply(text, rows_of([ask(words.RANKING, "ranking", group=group), ask(late, "tasks", period="overdue")]))


def _asks(request: Request, topic: str) -> Choice:
    """The same entities, put to another topic; a sub-question belongs to its own topic only."""
    label, aspect = words.TOPIC_BUTTONS[topic], request.said.aspect if topic == request.said.topic else None
    return Choice(label, asks=replace(request.said, text=label, topic=topic, aspect=aspect, second=None))


def _which_agency(request: Request, topic: str) -> Reply:
    agencies = [request.knowledge.agency(code) for code in request.said.alternatives]
    names = [f"{a.name[0].lower()}{a.name[1:]}" if a.group == "huyen" else a.name for a in agencies]
    question = replace(request.said, topic=topic, alternatives=(), aspect=None, second=None)
    choices = [
        [Choice(a.name[:28], asks=replace(question, text=a.name, agencies=(a.code,)))] for a in agencies
    ]  # fmt: skip
    return Reply(words.WHICH_AGENCY.format(agencies=" hay ".join(names)), choices)
