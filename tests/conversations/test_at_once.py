"""Two presses, two officials at once: it happens once, and whoever comes second is told (RELIABILITY 17, 37)."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy import func, select

from bot.path.knowing import Knowing
from handlers.dialogue import Attachment
from handlers.knowledge import Knowledge
from storage.assignments import Assigned, of_task, reports_on
from storage.models import AuditEntry, ProgressReport, RoleHeld
from storage.session import Store
from storage.settings_rows import catalogue_changed
from tests.province import Province, Said

ROUNDS = 5


@dataclass
class Desk:
    """One official's province: a connection, a snapshot and a last reply of its own."""

    url: str
    knowledge: Knowledge

    def open(self, now: str = "2024-03-18T08:00") -> Province:
        return Province(Store(self.url), Knowing(self.knowledge)).at(now)


@pytest.fixture
def desk(demo_url: str, demo_knowledge: Knowledge) -> Desk:
    return Desk(demo_url, demo_knowledge)


def together(*acts: Callable[[], Said]) -> list[Said]:
    """All of them at the same moment; what each was told."""
    gate = threading.Barrier(len(acts))
    said: dict[int, Said] = {}
    failed: list[BaseException] = []

    def run(number: int) -> None:
        gate.wait(10)
        try:
            said[number] = acts[number]()
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not failed, failed
    return [said[number] for number in range(len(acts))]


def reports(province: Province, agency: str = "stp", task: int = 38) -> tuple[Assigned, int]:
    """The assignment and how many rows its log has."""
    with province.store.reading() as unit:
        held = of_task(unit.session, task, [agency])[0]
        query = select(func.count()).where(ProgressReport.assignment_id == held.id)
        return held, unit.session.execute(query).scalar_one()


@pytest.fixture
def two(desk: Desk) -> Iterator[tuple[Province, Province]]:
    first, second = desk.open(), desk.open()
    yield first, second
    first.store.close()
    second.store.close()


def test_the_same_button_pressed_twice_at_once_writes_once(two: tuple[Province, Province]) -> None:
    first, second = two
    data = dict(first.say("officer:stp", "nv 38 60%").buttons)["Đã hoàn thành"]
    said = together(lambda: first.press_data("officer:stp", data), lambda: second.press_data("officer:stp", data))
    assert reports(first)[1] == 2
    assert sorted(one.text.startswith("Đã ghi nhận") for one in said) == [False, True]
    assert any("không ghi thêm lần nữa" in one for one in said)


def test_head_and_officer_report_at_once_and_nothing_is_lost(two: tuple[Province, Province]) -> None:
    first, second = two
    for percent in range(10, 10 + 10 * ROUNDS, 10):
        together(
            lambda p=percent: first.say("officer:stp", f"nv 38 {p}%"),
            lambda p=percent: second.say("head:stp", f"nv 38 {p + 5}%"),
        )
    with first.store.reading() as unit:
        held = of_task(unit.session, 38, ["stp"])[0]
        log = reports_on(unit.session, [held.id])
    assert held.percent == log[-1].percent
    written = {report.percent for report in log}
    assert 15 + 10 * (ROUNDS - 1) in written
    with first.store.reading() as unit:
        audited = select(func.count()).where(AuditEntry.action == "progress.reported")
        assert unit.session.execute(audited).scalar_one() == len(log)


def test_taken_back_twice_at_once(two: tuple[Province, Province]) -> None:
    first, second = two
    said = first.say("officer:stp", "nv 38 60%")
    data = dict(said.buttons)["Ghi nhầm, hủy"]
    together(lambda: first.press_data("officer:stp", data), lambda: second.say("officer:stp", "ghi nhầm, hủy"))
    held, rows = reports(first)
    assert (held.state, rows) == ("not_started", 2)


PAPER = Attachment("document", "F2", "TB 12.pdf", 1000)


def test_two_monitors_accept_and_return_at_once_and_one_is_told(two: tuple[Province, Province]) -> None:
    first, second = two
    with first.store.unit() as unit:
        unit.session.add(RoleHeld(person_code="officer:snv", role="monitor", agency_code="snv"))
        catalogue_changed(unit.session)
        unit.commit()
    first.say("officer:stp", "nv 38 xong", attachment=PAPER)
    said = together(
        lambda: first.say("monitor:snv", "xác nhận nv 38 stp"),
        lambda: second.say("officer:snv", "trả lại nv 38 stp: thiếu chữ ký, trước 29/3"),
    )
    held, rows = reports(first)
    assert (held.state, held.cycle) in (("accepted", 1), ("returned", 2))
    assert rows == 2
    assert sorted("không ghi thêm" in one.text for one in said) == [False, True]


def test_taken_back_by_the_officer_and_accepted_at_once(two: tuple[Province, Province]) -> None:
    first, second = two
    undo = dict(first.say("officer:stp", "nv 38 xong", attachment=PAPER).buttons)["Ghi nhầm, hủy"]
    said = together(
        lambda: first.say("monitor:snv", "xác nhận nv 38 stp"),
        lambda: second.press_data("officer:stp", undo),
    )
    held, rows = reports(first)
    assert (held.state, rows) in (("accepted", 2), ("not_started", 2))
    assert sum(one.text.startswith(("Đã xác nhận", "Đã hủy")) for one in said) == 1
