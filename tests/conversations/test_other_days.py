"""Last days that differ between the agencies of one task: each one's own counts, and every board says so."""

from datetime import date

import pytest
from sqlalchemy import update

from storage import models as m
from storage.settings_rows import catalogue_changed
from tests.conversations.board_world import LEADER, MONITOR, on_28_march, set_state
from tests.province import Province

LATER = "1 đơn vị được gia hạn đến 10/4: UBND huyện Hớn Quản."


@pytest.fixture
def granted(province: Province) -> Province:
    """28/3: four have not sent NV 38; one of them has time until 10/4."""
    on_28_march(province)
    set_state(province, 38, ["honquan"], due=date(2024, 4, 10), cycle=2)
    return province


def test_who_has_more_time_is_not_late(granted: Province) -> None:
    said = granted.say(MONITOR, "ai chưa báo cáo nv 38")
    assert said.first_line.startswith("🔴 3/31 cơ quan, địa phương chưa gửi báo cáo giải pháp khắc phục")
    assert "Hớn Quản" not in said.text.splitlines()[1]
    assert said.text.splitlines()[2] == LATER
    assert "Đôn đốc cả 3" in said.choices


def test_the_list_puts_it_last_with_its_own_day(granted: Province) -> None:
    granted.say(MONITOR, "ai chưa báo cáo nv 38")
    said = granted.press(MONITOR, "Danh sách")
    assert said.text.splitlines()[-1] == "4. UBND huyện Hớn Quản: chưa có báo cáo, hạn 10/4"


def test_a_nudge_leaves_it_out(granted: Province) -> None:
    said = granted.say(MONITOR, "đôn đốc nv 38")
    assert said.first_line == "Đôn đốc 3 cơ quan về NV 38?"
    assert "Hớn Quản" not in said


def test_the_leaders_picture(granted: Province) -> None:
    said = granted.say(LEADER, "tình hình chung")
    lines = said.text.splitlines()
    assert lines[0].startswith("🔴 3/31 ")
    assert lines[1].startswith("Gồm UBND huyện Bù Đăng, Ban Dân tộc, UBND thành phố Đồng Xoài")
    assert lines[1].endswith(LATER)
    assert lines[2] == "27 đã gửi: 18 đạt, 6 đang xem xét, 3 phải bổ sung."
    assert len(lines) <= 5


def test_when_only_the_granted_one_is_missing_nothing_is_late(granted: Province) -> None:
    set_state(granted, 38, ["budang", "bdt", "dongxoai"], state="waiting")
    said = granted.say(MONITOR, "ai chưa báo cáo nv 38")
    assert said.first_line.startswith("🟡 1/31 ")
    assert "hạn 10/4" in said.first_line
    assert "quá hạn" not in said


def test_over_all_tasks_late_first_then_the_nearest_last_day(granted: Province) -> None:
    said = granted.say(MONITOR, "ai chưa báo cáo")
    assert said.text.splitlines()[1] == "🔴 NV 38 Báo cáo giải pháp khắc phục: 3/31, quá hạn 4 ngày làm việc"
    seen = said.text.splitlines()[2:]
    while "Tiếp" in said.choices:
        said = granted.press(MONITOR, "Tiếp")
        seen += said.text.splitlines()[1:]
    left = [int(line.rpartition("còn ")[2].partition(" ")[0]) for line in seen]
    assert left == sorted(left)


# --- the dates of a task


@pytest.fixture
def moved(province: Province) -> Province:
    """All but Hớn Quản have NV 38 until 29/3."""
    on_28_march(province)
    with province.store.reading() as unit:
        task = province.knowing.current(unit.session, province.now).task(38)
    set_state(province, 38, [c for c in (task.leads if task else ()) if c != "honquan"], due=date(2024, 3, 29))
    return province


@pytest.mark.parametrize("person", [MONITOR, LEADER])
@pytest.mark.parametrize(
    ("text", "words"),
    [("hạn nv 38", "NV 38 có hạn 29/3 (30 cơ quan); trước 25/3 (1)."),
     ("nv 38", "Hạn: 29/3 (30 cơ quan); trước 25/3 (1)."),
     ("nv 38 đến đâu rồi", "đã báo hoàn thành; hạn 29/3 (30 cơ quan); trước 25/3 (1).")],
)  # fmt: skip
def test_the_card_says_every_last_day(moved: Province, person: str, text: str, words: str) -> None:
    assert words in moved.say(person, text)


def test_to_an_agency_its_own_day(moved: Province) -> None:
    assert "có hạn trước 25/3" in moved.say("officer:honquan", "hạn nv 38")
    assert "có hạn 29/3" in moved.say("officer:bdt", "hạn nv 38")


# --- the same numbers everywhere


def test_returned_ones_with_another_day_belong_to_the_task(province: Province) -> None:
    on_28_march(province)
    with province.store.reading() as unit:
        task = province.knowing.current(unit.session, province.now).task(38)
    returned = [c for c in (task.leads if task else ()) if c not in ("budang", "bdt", "honquan", "dongxoai")][24:]
    set_state(province, 38, returned, due=date(2024, 3, 29))
    said = province.say(MONITOR, "nhiệm vụ quá hạn")
    if "Theo nhiệm vụ" in said.choices:
        said = province.press(MONITOR, "Theo nhiệm vụ")
    line = next(line for line in said.text.splitlines() if "NV 38" in line)
    assert line.endswith("quá hạn 4 ngày làm việc, 24/31 đã báo xong, 3 phải bổ sung")
    everything = province.say(MONITOR, "tất cả nhiệm vụ").text
    assert everything.count("NV 38 ") == 1


def test_without_a_document_no_document_is_quoted(province: Province) -> None:
    with province.store.unit() as unit:
        source = m.SourceDocument(name="Sở Nội vụ giao", decided_by="monitor")
        unit.session.add(source)
        unit.session.flush()
        unit.session.execute(update(m.Task).where(m.Task.no == 38).values(source_id=source.id, due_text="20/4"))
        catalogue_changed(unit.session)
        unit.commit()
    set_state(province, 38, due=date(2024, 4, 24))
    said = province.say(MONITOR, "hạn nv 38")
    assert "24/4" in said
    assert "văn bản ghi" not in said


# --- short answers, short questions


def test_how_far_a_task_is_fits_a_phone(province: Province) -> None:
    on_28_march(province)
    said = province.say(MONITOR, "nv 38 đến đâu rồi")
    assert len(said.text) <= 360
    assert len(said.text.splitlines()) <= 5
    assert "Đề nghị bổ sung (3): UBND huyện" in said
    assert "Chờ xác nhận 6" in said
    assert "Hoàn thành 18" in said
    set_state(province, 38, ["sct", "stc", "sxd", "sgtvt"], state="blocked")
    set_state(province, 38, ["stp", "syt"], state="doing", percent=40)
    busy = province.say(MONITOR, "nv 38 đến đâu rồi").text
    assert len(busy) <= 360
    assert len(busy.splitlines()) <= 5


def test_the_leaders_list_is_cut_into_pages_of_five_lines(province: Province) -> None:
    on_28_march(province)
    said = province.say(LEADER, "ai chưa báo cáo nv 20")
    assert len(said.text.splitlines()) <= 5
    assert "Tiếp" in said.choices


@pytest.mark.parametrize("text", ["ds chua nop nv 38", "danh sách chưa nộp nv 38", "ds chua bao cao nv38"])
def test_a_list_that_is_asked_for_is_no_report(province: Province, text: str) -> None:
    on_28_march(province)
    assert province.say(MONITOR, text).first_line.startswith("🔴 4/31 ")
    asked = province.say("officer:honquan", text)
    assert asked.topic != "progress"
    assert "Đã ghi nhận" not in asked


def test_short_words_for_the_history_and_the_map(province: Province) -> None:
    province.say("officer:stp", "nv 38 60%")
    assert "60% “nv 38 60%”" in province.say("officer:stp", "ls nv 38")
    assert province.say(MONITOR, "ban do nv").reply.picture is not None


# --- the leader's picture before anything is late


def test_the_leaders_picture_a_week_before(province: Province) -> None:
    said = province.say(LEADER, "tình hình chung")
    assert said.text.splitlines()[1:3] == [
        "Chỉ số 2023: 14 đơn vị trên 90%, 16 từ 80% đến dưới 90%, 1 dưới 80%. Cao nhất: Sở Xây dựng 95,30; "
        "thấp nhất: huyện Bù Đăng 73,00.",
        "Thứ hạng: 10 tăng, 5 giữ nguyên, 16 giảm. Tăng nhiều nhất: Sở Y tế ▲12; "
        "giảm nhiều nhất: thị xã Chơn Thành ▼8.",
    ]
    assert len(said.text.splitlines()) <= 5


def test_what_waits_for_the_leader_stands_in_the_picture(province: Province) -> None:
    assert "chờ quyết định" not in province.say(LEADER, "tình hình chung")
    province.say(MONITOR, "dời hạn nv 38 sang 29/3")
    province.press(MONITOR, "Trình lãnh đạo")
    said = province.say(LEADER, "tình hình chung")
    assert said.first_line.endswith("1 đề nghị chờ quyết định.")
    assert "29/3" in province.press(LEADER, "Xem đề nghị")
    assert "chờ quyết định" not in province.say(MONITOR, "tình hình chung")
