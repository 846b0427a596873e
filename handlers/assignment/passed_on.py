"""What is passed on about who is behind: a leader's order to urge them on, a monitor's word to the leaders.

Either may wait for its reader's hours and is written anew at the moment of sending: who has sent the report meanwhile
is left out, and when nobody is behind any more nothing is sent.
"""

from collections.abc import Sequence
from dataclasses import replace

from handlers.asked_of_many import Asked, asked, more_time, names_of, not_sent
from handlers.assignment.board_questions import LISTED, TOPIC
from handlers.dialogue import BOLD, BOLD_END, Choice, Reply, Request, ask, do
from handlers.task_facts import office_of
from handlers.words import boards as words
from storage import boards as stored
from storage.session import Unit

NAMED = 6
ORDER, LATE = "order", "late"  # how the keys of these pushes begin: "order:38:2024-03-28:…"
ORDERED, REPORTED_UP = "task.nudge_ordered", "task.reported_up"
_RECORDED = {ORDER: ORDERED, LATE: REPORTED_UP}


def nudge_choice(label: str, ids: Sequence[int], agencies: int) -> Choice:
    """[Đôn đốc cả 4]: at once where one message names all of these agencies, else shown before it is sent."""
    unnamed = {"unnamed": True} if agencies > NAMED else {}
    return do(label, "boards.nudge", assignments=list(ids), **unnamed)


def key(kind: str, request: Request, no: int, code: str) -> str:
    return f"{kind}:{no}:{request.today.isoformat()}:{code}"


def is_passed_on(push_key: str) -> bool:
    return push_key.partition(":")[0] in _RECORDED


def order_to_monitors(request: Request, one: Asked, by: str) -> Reply:
    """The order of the leader `by`, with the nudge that carries it out."""
    leader = request.knowledge.person(by)
    text = words.ORDER.format(
        who=leader.title if leader else "", head=_list(request, one), bold=BOLD, end=BOLD_END
    )  # fmt: skip
    ids = [a.id for a in one.behind]
    label = words.NUDGE_ALL.format(count=len(ids)) if len(ids) > 1 else words.NUDGE_ONE
    nudge = nudge_choice(label, ids, len({a.agency for a in one.behind}))
    return Reply(text, [[nudge, list_button(one.task.no)]])


def word_to_leaders(request: Request, one: Asked, by: str) -> Reply:
    """What the office of the monitor `by` reports, with the order that it may lead to."""
    office = office_of(request.knowledge, by)
    text = words.REPORT_UP.format(office=office, head=_list(request, one), bold=BOLD, end=BOLD_END)
    no = one.task.no
    return Reply(text, [[list_button(no)], [do(words.ORDER_NUDGE, "boards.order", task=no)]])


def again(request: Request, unit: Unit, push_key: str) -> Reply | None:
    """The message of that key as it is true now; None when nobody is behind any more."""
    kind, number, _ = push_key.split(":", 2)
    task = request.knowledge.task(int(number))
    one = asked(request, unit, task) if task else None
    entry = stored.last_entry(unit.session, f"task:{number}", _RECORDED[kind])
    if one is None or entry is None:
        return None
    by, details = entry
    one = only(one, details.get("named"))
    return (order_to_monitors if kind == ORDER else word_to_leaders)(request, one, by) if one.missing else None


def only(one: Asked, agencies: Sequence[str] | None) -> Asked:
    """The agencies that were named, if any were."""
    return replace(one, of_all=[a for a in one.of_all if a.agency in agencies]) if agencies else one


def few(request: Request, codes: Sequence[str]) -> str:
    """Every name, or the first ones and how many more."""
    said = names_of(request.knowledge, codes[:NAMED])
    more = len(codes) - NAMED
    return said + (words.AND_MORE.format(count=more) if more > 0 else "")


def _list(request: Request, one: Asked) -> str:
    codes = [a.agency for a in one.behind]
    head = not_sent(request, one, f"{len(codes)}/{len(one.of_all)}", mark=False)
    return "\n".join([head, few(request, codes), *more_time(request, one)])


def list_button(no: int) -> Choice:
    return ask(words.LIST, TOPIC, task=no, aspect=LISTED)
