"""An order of somebody who may not give it is refused, and never taken for a report."""

import pytest
from sqlalchemy import func, select

from storage.models import AuditEntry
from tests.province import Province


def audited(province: Province) -> int:
    with province.store.reading() as unit:
        return unit.session.execute(select(func.count()).select_from(AuditEntry)).scalar_one()


@pytest.mark.parametrize("person", ["officer:syt", "head:stp"])
@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("trả lại nv 37 stp: thiếu danh sách, trước 29/3", "do Sở Nội vụ thực hiện nên chưa ghi gì"),
        ("tra lai nv 37", "do Sở Nội vụ thực hiện"),
        ("mo lai nv 37", "do Sở Nội vụ thực hiện"),
        ("rut nv 38 vi trung", "lãnh đạo tỉnh thực hiện nên chưa ghi gì"),
        ("nv 38 them so y te chu tri", "lãnh đạo tỉnh thực hiện"),
    ],
)
def test_orders_of_monitors_are_refused_to_agencies(province: Province, person: str, typed: str, told: str) -> None:
    before = audited(province)
    said = province.say(person, typed)
    assert told in said.first_line
    assert said.choices == ("Chi tiết",)
    assert audited(province) == before


def test_the_own_tasks_of_the_office_that_accepts_are_for_another_one(province: Province) -> None:
    assert "Văn phòng UBND tỉnh thực hiện" in province.say("officer:snv", "tra lai nv 38")


@pytest.mark.parametrize("typed", ["nv 38 xong, rut kinh nghiem", "xac nhan nv 38 xong", "nv 38 bo sung xong"])
def test_a_report_with_such_a_word_stays_a_report(province: Province, typed: str) -> None:
    assert province.say("officer:stp", typed).first_line.startswith("Đã ghi nhận lúc 7:55: NV 38")


def test_an_admin_changes_no_tasks(province: Province) -> None:
    assert "nên chưa ghi gì" in province.say("admin", "rut nv 38")
