"""The start card, the four large buttons by role, the chat commands, and examples that fit a person."""

from collections.abc import Mapping
from datetime import datetime, time

from handlers.dialogue import Choice, Reply, Request, ask, bold
from handlers.knowledge import Knowledge
from handlers.words import enrolment as words
from handlers.words import help as labels
from handlers.words.formats import clock
from storage.catalogue import Agency, Person
from storage.session import Unit

DIGEST_AT = time(7, 30)  # local; of whoever chose no hour
SIDE_BY_SIDE = 16  # letters of a label that stands beside another

# Command, what the menu of the channel says of it, the text it stands for.
COMMANDS: tuple[tuple[str, str, str], ...] = (
    ("start", "Bắt đầu, các nút chính", "/start"),
    ("diem", "Điểm, thứ hạng của đơn vị", "điểm đơn vị tôi"),
    ("viec", "Nhiệm vụ của đơn vị", "việc của tôi"),
    ("xephang", "Bảng xếp hạng toàn tỉnh", "bảng xếp hạng"),
    ("huongdan", "Hướng dẫn sử dụng", "hướng dẫn"),
    ("help", "Hướng dẫn sử dụng", "hướng dẫn"),
)
COMMANDS_SAY: Mapping[str, str] = {command: text for command, _, text in COMMANDS if command != "start"}

_KEYBOARDS: Mapping[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "agency": ((labels.OWN_SCORE, labels.OWN_TASKS), (labels.RANKING, labels.REPORT)),
    "monitor": ((labels.LATE, labels.OVERVIEW), (labels.RANKING, labels.UNREACHED)),
    "leader": ((labels.OVERVIEW, labels.LATE), (labels.RANKING, labels.GUIDE)),
}


def side(person: Person) -> str:
    """agency, monitor or leader: who reports, who follows, who looks at the province (the admin too)."""
    if person.holds("head", "officer"):
        return "agency"
    return "monitor" if person.holds("monitor") else "leader"


def keyboard(person: Person) -> tuple[tuple[str, str], tuple[str, str]]:
    """Four large buttons; each comes back as typed text."""
    return _KEYBOARDS[side(person)]


def may(person: Person) -> str:
    """ "Anh/chị có thể", or "Có thể" to a leader, who is addressed by no pronoun."""
    return labels.MAY["leader" if person.holds("leader") else "person"]


def quoted(*examples: str) -> str:
    return ", ".join(f"“{e}”" for e in examples)


def examples(person: Person, knowledge: Knowledge) -> tuple[str, str, str]:
    """Three things this person may well say next."""
    score, task = score_example(person, knowledge), task_example(person, knowledge)
    match side(person):
        case "agency":
            return (score, "việc tuần này", f"nv {task} xong" if task else "báo tiến độ")
        case "monitor":
            return ("ai đang trễ hạn", score, f"tiến độ nv {task}" if task else "tình hình chung")
        case _:
            return ("tình hình chung", "ai đang trễ hạn", score)


def score_example(person: Person, knowledge: Knowledge) -> str:
    """ "điểm sở y tế": the own agency, or the one whose name is shortest."""
    own = scored_agency(person, knowledge)
    scored = [a for a in knowledge.catalogue.agencies.values() if a.scored]
    agency = own or min(scored, key=lambda a: len(a.name), default=None)
    return f"điểm {agency.name.lower()}" if agency else "bảng xếp hạng"


def task_example(person: Person, knowledge: Knowledge) -> int | None:
    """A task with one date that the own agency leads with as many others as possible; for monitors, of any agency."""
    own = set(person.agencies) if side(person) == "agency" else None
    tasks = [t for t in knowledge.catalogue.tasks.values() if own is None or own.intersection(t.leads)]
    best = max(tasks, key=lambda t: (t.kind == "once", len(t.leads), t.no), default=None)
    return best.no if best else None


def scored_agency(person: Person, knowledge: Knowledge) -> Agency | None:
    mine = (knowledge.agency(code) for code in person.agencies if code in knowledge.catalogue.agencies)
    return next((agency for agency in mine if agency.scored), None)


def first_questions(person: Person, knowledge: Knowledge) -> list[list[Choice]]:
    """The two buttons below the start and the welcome card."""
    if side(person) != "agency":
        return [[ask(labels.OVERVIEW, "overview"), ask(labels.LATE, "tasks", period="overdue")]]
    tasks = ask(labels.OWN_TASKS, "tasks", own=True)
    agency = scored_agency(person, knowledge)
    if agency is None:
        return [[tasks, ask(labels.RANKING, "ranking")]]
    label = f"Điểm {agency.name}"
    label = label if len(label) <= SIDE_BY_SIDE else labels.OWN_SCORE
    return [[ask(label, "score", agencies=(agency.code,)), tasks]]


def welcome(person: Person, knowledge: Knowledge, now: datetime, unit: Unit) -> Reply:
    """The first card: who one is here, when one is reminded, who sees what one writes."""
    you = "anh/chị" if side(person) == "agency" else "các cơ quan"
    lines = [
        words.ENROLLED.format(title=bold(person.title)),
        words.REMINDED_AT.format(clock=clock(datetime.combine(now, person.digest_at or DIGEST_AT))),
        words.WHO_SEES.format(you=you),
        words.NO_SECRETS,
    ]
    return Reply("\n".join(lines), first_questions(person, knowledge), keyboard=keyboard(person))


def answer(request: Request, unit: Unit) -> Reply:
    """Who one is here, and what to say first."""
    person, knowledge = request.person, request.knowledge
    lines = [
        words.YOU_ARE.format(title=bold(person.title)),
        words.START_EXAMPLES.format(may=may(person), examples=quoted(*examples(person, knowledge))),
        words.OTHER_PERSON,
    ]
    return Reply("\n".join(lines), first_questions(person, knowledge), keyboard=keyboard(person))
