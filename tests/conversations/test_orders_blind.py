"""Orders as officials type them, by somebody who has not seen what reads them: each goes to its topic (DESIGN 5)."""

import csv
from pathlib import Path

from handlers.dialogue import Incoming
from handlers.router import Moment, respond
from tests.march_page import enrol_everybody
from tests.province import Province

ROWS = [
    row
    for name in ("orders_blind.tsv", "orders_of_watchers.tsv")
    for row in csv.DictReader(
        (Path(__file__).parent.parent / "data" / name).read_text(encoding="utf-8").splitlines(),
        delimiter="\t",
        quoting=csv.QUOTE_NONE,
    )
]
TOPICS = {
    "accept": {"acceptance"}, "accept_list": {"acceptance"}, "return": {"acceptance"}, "reopen": {"acceptance"},
    "move": {"changes"}, "withdraw": {"changes"}, "restore": {"changes"}, "add_task": {"changes"},
    "nudge": {"boards"}, "nudge_order": {"boards"}, "board_silent": {"boards", "task"}, "board_not_noted": {"boards"},
    "board_unreached": {"boards", "unreached"}, "blocked_list": {"boards"}, "time_requests": {"more_time"},
    "month": {"boards"}, "map": {"boards", "tasks"}, "overview": {"overview"},
    "hand_on": {"hand_on"}, "take_back": {"hand_on"}, "handed_list": {"hand_on"}, "more_time": {"more_time"},
    "mute": {"reminder"}, "unmute": {"reminder"}, "own_days": {"reminder", "own_days"}, "own_hour": {"reminder"},
    "settings": {"reminder"}, "leave": {"leave"}, "leave_end": {"leave"}, "day_off": {"calendar"},
    "make_up": {"calendar"}, "swap": {"calendar"}, "calendar_ask": {"calendar"}, "provisions": {"provisions"},
    "history": {"task"},
}  # fmt: skip
ORDER_TOPICS = {
    "acceptance", "changes", "boards", "hand_on", "more_time", "leave", "calendar", "provisions", "nudging",
}  # fmt: skip
# How many of each may go elsewhere; none where nothing is said.
MISSES: dict[str, int] = {
    "accept": 1, "overview": 2, "provisions": 1,
}  # fmt: skip


def test_each_order_goes_to_its_topic(province: Province) -> None:
    province.at("2024-03-21T09:00")
    enrol_everybody(province)
    for row in ROWS:
        if row["order"] in ("accept", "return", "reopen"):
            report(province, row)
    elsewhere: dict[str, list[str]] = {}
    for row in ROWS:
        topic = topic_of(province, row)
        order = row["order"]
        if (topic in ORDER_TOPICS) if order == "none" else (topic not in TOPICS[order]):
            elsewhere.setdefault(order, []).append(f"{row['person']}: {row['text']} -> {topic}")
    more = {order: rows for order, rows in elsewhere.items() if len(rows) > MISSES.get(order, 0)}
    assert more == {}


def report(province: Province, row: dict[str, str]) -> None:
    """What is decided on was reported before; a task is opened again after it was accepted."""
    for agency in (row["agencies"] or "stp").split(","):
        for task in filter(None, row["task"].split(",")):
            province.say(f"officer:{agency}", f"nv {task} xong, bao cao so 12/BC-{agency.upper()} ngay 20/3")
            if row["order"] == "reopen":
                acceptor = "monitor:vpub" if agency == "snv" else "monitor:snv"
                province.say(acceptor, f"xac nhan nv {task} {agency}")


def topic_of(province: Province, row: dict[str, str]) -> str:
    with province.store.unit() as unit:
        knowledge = province.knowing.current(unit.session, province.now)
        incoming = Incoming("console", row["person"], row["person"], row["text"], typed_choices=True)
        reply = respond(incoming, Moment(province.now, knowledge, {}), unit)
        unit.session.rollback()
    assert reply is not None
    return reply.topic
