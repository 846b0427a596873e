"""Dates moved, tasks added, changed and withdrawn by monitors and leaders: preview, whose decision it is, the write."""

import threading
from datetime import date, datetime

import pytest
from sqlalchemy import func, select, update

from bot.console import say
from bot.path.knowing import Knowing
from handlers.dialogue import plain
from handlers.knowledge import Knowledge
from storage import conversations
from storage.assignments import Assigned, of_task
from storage.clock import LOCAL
from storage.models import Account, Assignment, AuditEntry, Person, RoleHeld, SourceDocument, Task, TaskAgency
from storage.session import Store
from storage.settings_rows import catalogue_changed
from tests.province import Province, Said

MONITOR, VPUB, LEADER, OFFICER, HEAD = "monitor:snv", "monitor:vpub", "leader:ct", "officer:stp", "head:stp"
GROUND = " theo công văn 1020/UBND-NC ngày 18/3"


def rows(province: Province, task: int, *agencies: str) -> list[Assigned]:
    with province.store.reading() as unit:
        return of_task(unit.session, task, agencies or None)


def dues(province: Province, task: int, *agencies: str) -> set[date | None]:
    return {one.due for one in rows(province, task, *agencies)}


def audit(province: Province, action: str) -> list[AuditEntry]:
    with province.store.reading() as unit:
        return list(unit.session.scalars(select(AuditEntry).where(AuditEntry.action == action)))


def decided_by_monitor(province: Province) -> None:
    with province.store.unit() as unit:
        unit.session.execute(update(SourceDocument).values(decided_by="monitor"))
        catalogue_changed(unit.session)
        unit.commit()


def enrol(province: Province, person: str) -> None:
    with province.store.unit() as unit:
        unit.session.add(Account(channel="telegram", external_id=person, person_code=person, linked_at=province.now))
        catalogue_changed(unit.session)
        unit.commit()


def written(province: Province) -> int:
    with province.store.reading() as unit:
        return unit.session.scalar(select(func.count()).select_from(AuditEntry)) or 0


class TestMoving:
    @pytest.mark.parametrize(
        ("text", "until"),
        [
            ("dời hạn nv 38 sang 29/3", "đến hết 29/3"),
            ("doi han nv 38 den het 29/3", "đến hết 29/3"),
            ("gia hạn nv 38 tới 29/3/2024", "đến hết 29/3"),
            ("gia han nv 38 den truoc 29/3", "đến hết 28/3"),
            ("hạn nv 38 là 29/3", "đến hết 29/3"),
            ("nv 38 hạn mới 29/3", "đến hết 29/3"),
            ("chuyển hạn nhiệm vụ 38 sang ngày 29-3", "đến hết 29/3"),
            ("lùi hạn nv 38 đến cuối tháng 4", "đến hết 30/4"),
            ("hạn nv 38 là 2/4", "đến hết 02/4"),
            ("nv 38, hạn: 29/3", "đến hết 29/3"),
            ("gia hạn nv 38 thêm 5 ngày làm việc", "đến hết 29/3"),
            ("dời hạn nv 38 thêm 1 tuần", "đến hết 31/3"),
        ],
    )
    def test_shows_what_would_change_and_writes_nothing(self, province: Province, text: str, until: str) -> None:
        before = written(province)
        said = province.say(LEADER, text)
        assert said.topic == "changes"
        assert said.first_line == f"NV 38 Báo cáo giải pháp khắc phục, 31 cơ quan: hạn trước 25/3 → {until}."
        assert said.choices == ("Ghi", "Không ghi")
        assert (written(province), dues(province, 38)) == (before, {date(2024, 3, 24)})
        assert province.press(LEADER, "Không ghi").text == "Chưa ghi gì."

    def test_a_leader_moves_any_date(self, province: Province) -> None:
        province.say(LEADER, "dời hạn nv 38 stp sang 29/3")
        said = province.press(LEADER, "Ghi")
        assert said.text == (
            "Đã ghi lúc 7:55: NV 38, Sở Tư pháp: hạn mới đến hết 29/3. "
            "Cơ quan chủ trì được báo trong tin sáng ngày làm việc tới."
        )
        (one,) = rows(province, 38, "stp")
        assert (one.due, one.cycle) == (date(2024, 3, 29), 2)
        assert dues(province, 38, "syt") == {date(2024, 3, 24)}
        (entry,) = audit(province, "assignment.moved")
        assert (entry.actor, entry.details["from"], entry.details["to"]) == (LEADER, "2024-03-24", "2024-03-29")

    def test_all_agencies_at_once_told_in_the_next_digest(self, province: Province) -> None:
        province.say(LEADER, "dời hạn nv 38 sang 29/4")
        province.press(LEADER, "Ghi")
        assert dues(province, 38) == {date(2024, 4, 29)}
        assert len(audit(province, "assignment.moved")) == 31
        card = province.say(OFFICER, "nv 38")
        assert "Hạn: 29/4 (văn bản ghi “Trước ngày 25/3/2024”)" in card

    def test_a_monitor_moves_what_a_monitor_decided(self, province: Province) -> None:
        decided_by_monitor(province)
        province.say(MONITOR, "doi han nv 38 sang 29/3")
        assert "hạn mới đến hết 29/3" in province.press(MONITOR, "Ghi")

    def test_a_monitor_sets_a_date_where_there_is_none(self, province: Province) -> None:
        said = province.say(MONITOR, "hạn nv 39 là 28/6")
        assert said.first_line.endswith("Sở Nội vụ: chưa ấn định thời hạn → hạn đến hết 28/6.")
        province.press(MONITOR, "Ghi")
        assert dues(province, 39) == {date(2024, 6, 28)}

    def test_only_unfinished_occurrences_are_moved(self, province: Province) -> None:
        province.say(OFFICER, "nv 38 xong")
        said = province.say(LEADER, "dời hạn nv 38 sang 29/3")
        assert "30 cơ quan" in said.first_line
        assert "1 cơ quan đã báo hoàn thành giữ hạn cũ." in said
        province.press(LEADER, "Ghi")
        assert dues(province, 38, "stp") == {date(2024, 3, 24)}

    def test_a_recurring_task_moves_its_open_occurrence(self, province: Province) -> None:
        province.say(LEADER, "dời hạn nv 3 sang 14/6")
        province.press(LEADER, "Ghi")
        assert sorted(d for d in dues(province, 3, "stp") if d) == [
            date(2024, 3, 9), date(2024, 6, 14), date(2024, 9, 9), date(2024, 12, 9),
        ]  # fmt: skip

    def test_a_whole_group(self, province: Province) -> None:
        said = province.say(LEADER, "hạn nv 38 của các huyện là 29/3")
        assert "11 cơ quan: hạn trước 25/3 → đến hết 29/3" in said.first_line

    def test_what_only_names_a_date_is_no_order(self, province: Province) -> None:
        for text in ("đôn đốc nv 38 trước hạn 25/3", "nv 38 đến hạn 25/3 rồi", "nv 38 stp đến đâu, hạn 25/3"):
            assert province.say(MONITOR, text).topic != "changes", text

    def test_days_off_are_hinted(self, province: Province) -> None:
        said = province.say(LEADER, "dời hạn nv 38 sang 30/3")
        assert "Thứ Bảy 30/3 là ngày nghỉ; ngày làm việc cuối cùng là thứ Sáu 29/3." in said

    @pytest.mark.parametrize(
        ("text", "why"),
        [
            ("dời hạn nv 38 sang 1/3", "Ngày 01/3/2024 đã qua"),
            ("dời hạn nv 38 sang ngày 24/3", "đã có hạn trước 25/3"),
            ("dời hạn nv 12 của sở y tế sang 15/4", "Sở Y tế không chủ trì NV 12"),
            ("dời hạn nv 99 sang 15/4", "Chưa có nhiệm vụ số 99"),
            ("dời hạn nv 35, nv 36, nv 37, nv 38 sang 15/4", "Xin đổi từng nhiệm vụ một"),
        ],
    )
    def test_refusals_say_why(self, province: Province, text: str, why: str) -> None:
        before = written(province)
        said = province.say(LEADER, text)
        assert why in said
        assert "Ghi" not in said.choices
        assert written(province) == before

    def test_a_missing_day_is_asked_for(self, province: Province) -> None:
        assert "đến ngày nào" in province.say(LEADER, "dời hạn nv 38")
        assert "→ đến hết 29/3" in province.say(LEADER, "29/3")

    def test_questions_and_other_people_give_no_order(self, province: Province) -> None:
        assert province.say(LEADER, "ai dời hạn nv 38").topic != "changes"
        assert province.say(MONITOR, "nv 38 hạn bao giờ").topic == "task"
        for person in (OFFICER, HEAD, "admin"):
            assert province.say(person, "dời hạn nv 38 sang 29/3").topic != "changes"
        assert province.say(LEADER, "dời hạn nv 38 sang 29/3", forwarded=True).topic != "changes"
        assert dues(province, 38) == {date(2024, 3, 24)}


class TestTakingBack:
    def test_within_ten_minutes(self, province: Province) -> None:
        province.say(LEADER, "dời hạn nv 38 sang 29/3")
        province.press(LEADER, "Ghi")
        said = province.at("2024-03-18T08:04").press(LEADER, "Hủy đổi hạn")
        assert said.text == "Đã hủy đổi hạn NV 38: 31 cơ quan trở lại hạn cũ."
        assert dues(province, 38) == {date(2024, 3, 24)}
        messages = province.at("2024-03-19T07:30").sweep()
        assert not any("hạn mới" in plain(m.reply.text) for m in messages)

    def test_who_was_told_is_told_again(self, province: Province) -> None:
        enrol(province, OFFICER)
        province.say(LEADER, "dời hạn nv 38 sang 19/3")  # tomorrow: told at once
        province.press(LEADER, "Ghi")
        with_word = {m.person for m in province.at("2024-03-18T07:56").sweep() if "hạn mới" in plain(m.reply.text)}
        assert OFFICER in with_word
        province.press(LEADER, "Hủy đổi hạn")
        messages = {m.person: plain(m.reply.text) for m in province.at("2024-03-19T07:30").sweep()}
        assert "hạn mới trước 25/3 (hạn cũ: 19/3)" in messages[OFFICER]

    def test_not_later_and_not_over_another_change(self, province: Province) -> None:
        province.say(LEADER, "dời hạn nv 38 sang 29/3")
        first = dict(province.press(LEADER, "Ghi").buttons)["Hủy đổi hạn"]
        province.say(LEADER, "dời hạn nv 38 stp sang 5/4")
        second = dict(province.press(LEADER, "Ghi").buttons)["Hủy đổi hạn"]
        assert "đã có thay đổi sau đó" in province.press_data(LEADER, first)
        assert "quá mười phút" in province.at("2024-03-18T08:06").press_data(LEADER, second)
        assert dues(province, 38, "stp") == {date(2024, 4, 5)}


class TestWhoseDecision:
    def test_a_leaders_document_needs_the_leaders_press(self, province: Province) -> None:
        said = province.say(MONITOR, "dời hạn nv 38 sang 29/3")
        assert "cần lãnh đạo đồng ý, hoặc có văn bản mới" in said
        assert said.choices == ("Trình lãnh đạo", "Có văn bản mới", "Không ghi")
        sent = province.press(MONITOR, "Trình lãnh đạo")
        assert "Chưa đổi gì cho đến khi có ý kiến." in sent
        assert {push.person for push in sent.reply.pushes} == {
            p.code for p in province.knowledge.holders("leader")
        }  # fmt: skip
        assert dues(province, 38) == {date(2024, 3, 24)}

    def test_the_leader_agrees_and_the_monitor_is_told(self, province: Province) -> None:
        province.say(MONITOR, "dời hạn nv 38 sang 29/3")
        province.press(MONITOR, "Trình lãnh đạo")
        said = press_pushed(province, LEADER, "Đồng ý")
        assert said.text.startswith("Đã đồng ý lúc 7:55. Đã ghi lúc 7:55: NV 38, 31 cơ quan: hạn mới đến hết 29/3.")
        (push,) = said.reply.pushes
        assert push.person == MONITOR
        assert "đã đồng ý" in plain(push.reply.text)
        assert dues(province, 38) == {date(2024, 3, 29)}
        (entry, *_) = audit(province, "assignment.moved")
        assert (entry.actor, entry.details["proposed_by"]) == (LEADER, MONITOR)

    def test_the_first_press_decides(self, province: Province) -> None:
        province.say(MONITOR, "dời hạn nv 38 sang 29/3")
        province.press(MONITOR, "Trình lãnh đạo")
        refused = press_pushed(province, LEADER, "Không đồng ý")
        assert "NV 38 giữ nguyên" in refused
        again = press_pushed(province, LEADER, "Đồng ý")
        assert "đã không đồng ý lúc 7:55" in again
        assert dues(province, 38) == {date(2024, 3, 24)}
        assert len(audit(province, "change.refused")) == 1

    def test_a_new_document_is_the_ground(self, province: Province) -> None:
        said = province.say(MONITOR, "dời hạn nv 38 sang 29/3" + GROUND)
        assert "Căn cứ: Công văn 1020/UBND-NC ngày 18/3/2024." in said
        province.press(MONITOR, "Ghi")
        assert dues(province, 38) == {date(2024, 3, 29)}
        assert audit(province, "assignment.moved")[0].details["ground"] == "Công văn 1020/UBND-NC ngày 18/3/2024"

    def test_the_document_may_be_named_afterwards(self, province: Province) -> None:
        province.say(MONITOR, "dời hạn nv 38 sang 29/3")
        province.press(MONITOR, "Có văn bản mới")
        assert "Căn cứ: Công văn 1020/UBND-NC" in province.say(MONITOR, "cv 1020/ubnd-nc ngay 18/3")

    def test_the_same_document_is_no_ground(self, province: Province) -> None:
        said = province.say(MONITOR, "dời hạn nv 38 sang 29/3 theo công văn 914/UBND-NC")
        assert "chính là văn bản đã giao NV 38" in said
        assert "Ghi" not in said.choices

    def test_a_monitor_no_longer_one_writes_nothing(self, province: Province) -> None:
        province.say(MONITOR, "dời hạn nv 39 sang 29/3")
        with province.store.unit() as unit:
            unit.session.execute(update(SourceDocument).values(decided_by="leader"))
            unit.session.execute(update(Assignment).where(Assignment.task_no == 39).values(due=date(2024, 3, 20)))
            catalogue_changed(unit.session)
            unit.commit()
        assert "cần lãnh đạo đồng ý" in province.press(MONITOR, "Ghi")  # dated by a leader in between
        assert dues(province, 39) == {date(2024, 3, 20)}


class TestWhatWasMissing:
    @pytest.mark.parametrize(
        ("typed", "until"),
        [
            ("thu 6 tuan sau", "đến hết 29/3"),
            ("ngày mai", "đến hết 19/3"),
            ("cuoi thang 4", "đến hết 30/4"),
            ("cuối tháng sau", "đến hết 30/4"),
            ("truoc thu 6 tuan sau", "đến hết 28/3"),
            ("het tuan sau nhe", "đến hết 29/3"),
        ],
    )
    def test_a_day_by_its_weekday_or_nearness(self, province: Province, typed: str, until: str) -> None:
        assert "đến ngày nào" in province.say(LEADER, "doi han nv 20")
        assert f"→ {until}." in province.say(LEADER, typed).first_line
        assert f"→ {until}." in province.say(LEADER, f"doi han nv 20 sang {typed}").first_line

    def test_a_day_off_in_one_line(self, province: Province) -> None:
        said = province.say(LEADER, "doi han nv 20 sang thu 7 tuan sau")
        assert "→ đến hết 30/3." in said.first_line
        assert "Thứ Bảy 30/3 là ngày nghỉ" in said

    @pytest.mark.parametrize(
        "answers",
        [
            ["1021/UBND-NC", "20/3"],
            ["cv 1021 ngay 20/3", "1021/UBND-NC"],
            ["ngày 20/3", "số 1021", "ubnd-nc"],
            ["cv 1021", "cv 1021/ubnd-nc", "ngày 20/3/2024"],
        ],
    )
    def test_a_document_in_parts(self, province: Province, answers: list[str]) -> None:
        province.say(MONITOR, "dời hạn nv 38 sang 29/3")
        province.press(MONITOR, "Có văn bản mới")
        for answer in answers[:-1]:
            assert province.say(MONITOR, answer).choices == ("Không ghi",)
        said = province.say(MONITOR, answers[-1])
        assert said.text.endswith("Căn cứ: Công văn 1021/UBND-NC ngày 20/3/2024.")
        province.press(MONITOR, "Ghi")
        assert dues(province, 38) == {date(2024, 3, 29)}

    def test_each_part_is_asked_for(self, province: Province) -> None:
        province.say(MONITOR, "dời hạn nv 38 sang 29/3")
        province.press(MONITOR, "Có văn bản mới")
        assert province.say(MONITOR, "1021/UBND-NC").text == "Công văn 1021/UBND-NC ban hành ngày nào? Ví dụ: “26/3”."
        province.say(MONITOR, "dời hạn nv 38 sang 29/3")
        province.press(MONITOR, "Có văn bản mới")
        assert province.say(MONITOR, "cv 1022 ngay 20/3").text == (
            "Xin nhắn đủ số và ký hiệu của văn bản số 1022, ví dụ: “1022/UBND-NC”."
        )
        assert province.say(MONITOR, "diem snv").topic == "score"


class TestGivenByMistake:
    @staticmethod
    def give(province: Province, who: str = MONITOR, due: str = "30/4") -> str:
        province.say(
            who,
            f"thêm nhiệm vụ: Rà soát thủ tục hành chính, sở tư pháp chủ trì, hạn {due}, "
            "theo công văn 1020/UBND-NC ngày 18/3",
        )
        said = province.press(who, "Giao")
        assert said.choices == ("Giao nhầm, hủy", "Chi tiết")
        return said.text

    @pytest.mark.parametrize("who", [MONITOR, LEADER])
    def test_nobody_hears_of_it_where_nobody_was_told(self, province: Province, who: str) -> None:
        enrol(province, OFFICER)
        self.give(province, who)
        said = province.at("2024-03-18T08:04").press(who, "Giao nhầm, hủy")
        assert said.text == (
            "Đã hủy giao NV 47: Sở Tư pháp. Chưa cơ quan nào được báo nhiệm vụ này nên không có tin nào gửi đi."
        )
        (entry,) = audit(province, "task.withdrawn")
        assert (entry.actor, entry.details["reason"]) == (who, "giao nhầm")
        messages = {m.person: plain(m.reply.text) for m in province.at("2024-03-19T07:30").sweep()}
        assert "NV 47" not in messages.get(OFFICER, "")
        assert "Giao lại NV 47" in province.press(who, "Khôi phục")

    def test_who_was_told_is_told_that_it_is_withdrawn(self, province: Province) -> None:
        enrol(province, OFFICER)
        self.give(province, due="22/3")
        messages = {m.person: plain(m.reply.text) for m in province.at("2024-03-18T08:00").sweep()}
        assert "1 nhiệm vụ mới được giao" in messages[OFFICER]
        assert "sẽ được báo là đã rút" in province.at("2024-03-18T08:04").press(MONITOR, "Giao nhầm, hủy")
        messages = {m.person: plain(m.reply.text) for m in province.at("2024-03-19T07:30").sweep()}
        assert "NV 47 đã rút" in messages[OFFICER]

    @pytest.mark.parametrize("typed", ["giao nham, huy", "Giao nhầm rồi, hủy đi", "huy giao nv 47", "nv 47 giao nhầm"])
    def test_typed(self, province: Province, typed: str) -> None:
        self.give(province)
        assert "Đã hủy giao NV 47" in province.say(MONITOR, typed)
        assert "NV 47 đã rút" in province.say(MONITOR, "nv 47")

    def test_not_after_a_report_nor_after_ten_minutes(self, province: Province) -> None:
        self.give(province)
        assert "quá mười phút" in province.at("2024-03-18T08:06").press(MONITOR, "Giao nhầm, hủy")
        province.at("2024-03-18T07:55")
        self.give(province)
        province.say(OFFICER, "nv 48 30%")
        assert "đã có báo cáo hoặc thay đổi nên chưa hủy gì" in province.press(MONITOR, "Giao nhầm, hủy")
        assert audit(province, "task.withdrawn") == []

    def test_with_nothing_given_it_is_a_withdrawal_or_nothing(self, province: Province) -> None:
        assert "không giao nhiệm vụ nào" in province.say(MONITOR, "giao nhầm, hủy")
        assert "vì lý do gì" in province.say(MONITOR, "hủy giao nv 38")

    def test_a_day_off_is_said_before(self, province: Province) -> None:
        said = province.say(
            MONITOR, "thêm nhiệm vụ: Rà soát, sở y tế chủ trì, hạn 20/4, theo công văn 1020/SNV-CCHC ngày 18/3"
        )
        assert said.text.endswith("Thứ Bảy 20/4 là ngày nghỉ; ngày làm việc cuối cùng là thứ Sáu 19/4.")


class TestSeveralTasks:
    @pytest.mark.parametrize(
        "typed",
        ["doi han nv 37, nv 38 sang 29/3", "dời hạn nv 37 và 38 sang 29/3", "doi han nv 37, 38 sang thu 6 tuan sau"],
    )
    def test_one_date_in_one_preview(self, province: Province, typed: str) -> None:
        said = province.say(LEADER, typed)
        assert said.text.split("\n") == [
            "NV 37 Hội nghị quán triệt, rút kinh nghiệm, 31 cơ quan: hạn trước 25/3 → đến hết 29/3.",
            "NV 38 Báo cáo giải pháp khắc phục, 31 cơ quan: hạn trước 25/3 → đến hết 29/3.",
        ]
        assert said.choices == ("Ghi", "Không ghi")
        done = province.press(LEADER, "Ghi")
        assert done.choices == ("Hủy đổi hạn NV 37", "Hủy đổi hạn NV 38")
        assert dues(province, 37) == dues(province, 38) == {date(2024, 3, 29)}
        province.press(LEADER, "Hủy đổi hạn NV 37")
        assert (dues(province, 37), dues(province, 38)) == ({date(2024, 3, 24)}, {date(2024, 3, 29)})

    @pytest.mark.parametrize("typed", ["rut nv 36 va 37 vi trung", "rút nv 36, nv 37 vì trung", "rut nv 36, 37: trung"])
    def test_withdrawn_together(self, province: Province, typed: str) -> None:
        said = province.say(LEADER, typed)
        assert "Rút NV 36" in said
        assert "Rút NV 37" in said
        assert said.text.count("Lý do: “trung”.") == 1
        province.press(LEADER, "Rút")
        assert rows(province, 36) == rows(province, 37) == []
        assert len(audit(province, "task.withdrawn")) == 2

    def test_asked_why_once(self, province: Province) -> None:
        assert province.say(LEADER, "rut nv 36 va 37").text.startswith("Rút NV 36, NV 37 vì lý do gì?")
        assert "Lý do: “Trùng nhiệm vụ”." in province.press(LEADER, "Trùng nhiệm vụ")
        province.say(LEADER, "rut nv 36 va 37")
        assert "Lý do: “đã ghép vào hội nghị khác”." in province.say(LEADER, "đã ghép vào hội nghị khác")

    def test_all_or_nothing(self, province: Province) -> None:
        province.say(LEADER, "doi han nv 37, nv 38 sang 29/3")
        with province.store.unit() as unit:
            unit.session.execute(update(Task).where(Task.no == 38).values(withdrawn_at=province.now))
            catalogue_changed(unit.session)
            unit.commit()
        assert "đã rút" in province.press(LEADER, "Ghi")
        assert dues(province, 37) == {date(2024, 3, 24)}

    def test_a_leaders_document_is_one_at_a_time_for_a_monitor(self, province: Province) -> None:
        assert "từng nhiệm vụ một" in province.say(MONITOR, "doi han nv 37, nv 38 sang 29/3")
        said = province.say(MONITOR, f"doi han nv 37, nv 38 sang 29/3{GROUND}")
        assert said.choices == ("Ghi", "Không ghi")
        province.press(MONITOR, "Ghi")
        assert dues(province, 37) == dues(province, 38) == {date(2024, 3, 29)}


class TestTakingBackByTyping:
    @pytest.mark.parametrize(
        "typed", ["huy doi han", "Hủy đổi hạn nv 38", "hủy dời hạn nv 38 nhé", "bo doi han vua roi"]
    )
    def test_the_move_just_made(self, province: Province, typed: str) -> None:
        province.say(LEADER, "dời hạn nv 38 sang 29/3")
        province.press(LEADER, "Ghi")
        assert province.say(LEADER, typed).text == "Đã hủy đổi hạn NV 38: 31 cơ quan trở lại hạn cũ."
        assert dues(province, 38) == {date(2024, 3, 24)}
        assert "không có gì để hủy" in province.say(LEADER, typed)

    def test_the_last_of_two_or_the_one_named(self, province: Province) -> None:
        for no in (38, 37):
            province.say(LEADER, f"dời hạn nv {no} sang 29/3")
            province.press(LEADER, "Ghi")
        assert "NV 38" in province.say(LEADER, "huy doi han nv 38")
        assert "NV 37" in province.say(LEADER, "huy doi han")

    def test_not_after_ten_minutes_nor_by_another(self, province: Province) -> None:
        province.say(LEADER, "dời hạn nv 38 sang 29/3")
        province.press(LEADER, "Ghi")
        assert "không có gì để hủy" in province.say(MONITOR, "huy doi han nv 38")
        assert "không có gì để hủy" in province.at("2024-03-18T08:06").say(LEADER, "huy doi han nv 38")
        assert dues(province, 38) == {date(2024, 3, 29)}


def press_pushed(province: Province, person: str, label: str) -> Said:
    """Presses a button of the message that a press of somebody else sent to this person."""
    last = province.last(MONITOR).reply.pushes
    push = next(p for p in last if p.person == person)
    choice = next(c for row in push.reply.choices for c in row if c.label == label)
    assert choice.does is not None
    with province.store.unit() as unit:
        token = conversations.new_token()
        offered = conversations.Offer(token, person, "console", person, choice.does.name, choice.does.payload)
        conversations.offer(unit.session, [offered], province.now)
        unit.commit()
    return province.press_data(person, f"w:{token}")


class TestWithdrawing:
    def test_asks_why_says_what_is_kept_and_withdraws(self, province: Province) -> None:
        province.say(OFFICER, "nv 37 60%")
        assert "vì lý do gì" in province.say(LEADER, "rut nv 37")
        said = province.say(LEADER, "đã ghép vào hội nghị tháng 3")
        assert said.text.split("\n") == [
            "Rút NV 37 Hội nghị quán triệt, rút kinh nghiệm, 31 cơ quan: 1 đang thực hiện, 30 chưa có báo cáo.",
            "Lý do: “đã ghép vào hội nghị tháng 3”.",
            "Báo cáo và tài liệu đã gửi vẫn được giữ; các lần nhắc đã định sẽ dừng.",
        ]
        assert "Đã rút NV 37" in province.press(LEADER, "Rút")
        assert rows(province, 37) == []
        assert "NV 37 đã rút" in province.say(OFFICER, "nv 37")
        assert "Đã ghi nhận" not in province.say(OFFICER, "nv 37 xong")
        messages = {m.person: plain(m.reply.text) for m in province.at("2024-03-19T07:30").sweep()}
        assert "NV 37 đã rút: Hội nghị quán triệt (“đã ghép vào hội nghị tháng 3”)" in messages[OFFICER]

    def test_restored_with_what_was_reported(self, province: Province) -> None:
        province.say(OFFICER, "nv 37 60%")
        province.say(LEADER, "rút nv 37 vì trùng nv 12")
        province.press(LEADER, "Rút")
        assert "Giao lại NV 37" in province.say(LEADER, "khoi phuc nv 37")
        province.press(LEADER, "Ghi")
        (one,) = rows(province, 37, "stp")
        assert (one.state, one.percent, one.cycle) == ("doing", 60, 2)

    def test_of_one_agency(self, province: Province) -> None:
        province.say("officer:syt", "nv 38 60%")
        province.say(LEADER, "rút nv 38 của sở y tế, vì đã nộp sớm")
        province.press(LEADER, "Rút")
        assert rows(province, 38, "syt") == []
        assert len({one.agency for one in rows(province, 38)}) == 30
        assert province.knowledge.catalogue.tasks[38].leads.count("syt") == 0
        assert "NV 38" not in province.say("officer:syt", "việc của tôi")
        province.say(LEADER, "khôi phục nv 38 của sở y tế")
        province.press(LEADER, "Ghi")
        (one,) = rows(province, 38, "syt")
        assert (one.percent, one.cycle) == (60, 2)
        assert "syt" in province.knowledge.catalogue.tasks[38].leads

    def test_a_monitor_needs_the_leader(self, province: Province) -> None:
        said = province.say(MONITOR, "rút nv 37 vì trùng nv 12")
        assert "Trình lãnh đạo" in said.choices
        assert "Rút" not in said.choices


class TestAgenciesAndTitle:
    def test_a_lead_is_added_with_its_assignment(self, province: Province) -> None:
        province.say(LEADER, "nv 12 thêm sở y tế chủ trì")
        province.press(LEADER, "Ghi")
        (one,) = rows(province, 12, "syt")
        assert (one.due, one.state) == (date(2024, 9, 30), "not_started")
        assert "syt" in province.knowledge.catalogue.tasks[12].leads

    def test_a_lead_is_taken_off_with_its_history_kept(self, province: Province) -> None:
        province.say(LEADER, "nv 38 bo so y te")
        assert "thôi chủ trì" in province.press(LEADER, "Ghi")
        assert rows(province, 38, "syt") == []
        with province.store.reading() as unit:
            mine = (Assignment.task_no == 38, Assignment.agency_code == "syt")
            (kept,) = unit.session.scalars(select(Assignment).where(*mine))
        assert kept.withdrawn_at is not None

    def test_the_only_lead_stays(self, province: Province) -> None:
        assert "cơ quan chủ trì duy nhất" in province.say(LEADER, "nv 39 bỏ sở nội vụ")

    def test_coordinating(self, province: Province) -> None:
        province.say(LEADER, "nv 37 thêm sở y tế phối hợp")
        province.press(LEADER, "Ghi")
        assert province.knowledge.catalogue.tasks[39].coordinating == ("vpub",)
        province.say(LEADER, "nv 39 bỏ vpub phối hợp")
        province.press(LEADER, "Ghi")
        assert province.knowledge.catalogue.tasks[39].coordinating == ()

    def test_added_as_what_is_asked(self, province: Province) -> None:
        assert province.say(LEADER, "nv 13 thêm sở y tế").choices == ("Chủ trì", "Phối hợp")
        assert "thêm Sở Y tế phối hợp" in province.press(LEADER, "Phối hợp")

    def test_the_title(self, province: Province) -> None:
        province.say(LEADER, "đổi tên nv 37 thành Hội nghị rút kinh nghiệm")
        province.press(LEADER, "Ghi")
        assert province.knowledge.catalogue.tasks[37].title == "Hội nghị rút kinh nghiệm"


class TestAdding:
    ORDER = (
        "thêm nhiệm vụ: Rà soát thủ tục hành chính, đơn giản hóa hồ sơ, sở y tế chủ trì, sở tư pháp, sở tài chính "
        "phối hợp, hạn 30/4, theo công văn 1020/UBND-NC ngày 20/3"
    )

    def test_read_from_one_message(self, province: Province) -> None:
        said = province.say(MONITOR, self.ORDER)
        assert said.text.split("\n") == [
            "Giao nhiệm vụ mới NV 47: Rà soát thủ tục hành chính, đơn giản hóa hồ sơ.",
            "Chủ trì: Sở Y tế. Phối hợp: Sở Tư pháp, Sở Tài chính.",
            "Thời hạn: đến hết 30/4. Công văn 1020/UBND-NC ngày 20/3/2024.",
            "Thứ Ba 30/4 là ngày nghỉ; ngày làm việc cuối cùng là thứ Sáu 26/4.",
        ]
        assert said.choices == ("Giao", "Sửa", "Không giao")
        assert 47 not in province.knowledge.catalogue.tasks
        assert "Đã giao NV 47" in province.press(MONITOR, "Giao")
        task = province.knowledge.catalogue.tasks[47]
        assert (task.leads, task.coordinating, task.due_text) == (("syt",), ("stc", "stp"), "30/4")
        assert (task.source.name, task.source.decided_by) == ("Công văn 1020/UBND-NC", "leader")
        assert dues(province, 47) == {date(2024, 4, 30)}
        messages = {m.person: plain(m.reply.text) for m in province.at("2024-03-19T07:30").sweep()}
        assert "1 nhiệm vụ mới" in messages.get("head:syt", "")

    def test_step_by_step(self, province: Province) -> None:
        assert "Nội dung nhiệm vụ là gì" in province.say(MONITOR, "them nhiem vu")
        assert "Cơ quan nào chủ trì" in province.say(MONITOR, "Tập huấn kỹ năng số cho công chức cấp xã")
        assert "Thời hạn của" in province.say(MONITOR, "các huyện, thị xã, thành phố")
        assert "theo văn bản nào" in province.say(MONITOR, "hằng quý")
        said = province.press(MONITOR, "Không theo văn bản")
        assert "Chủ trì: 11 huyện, thị xã, thành phố." in said
        assert "hằng quý (4 kỳ trong năm, kỳ tới 31/3). Yêu cầu của Sở Nội vụ." in said
        province.press(MONITOR, "Sửa")
        province.press(MONITOR, "Phối hợp")
        assert "Phối hợp: Sở Nội vụ, Sở Tư pháp." in province.say(MONITOR, "sở nội vụ, stp")
        province.press(MONITOR, "Giao")
        task = province.knowledge.catalogue.tasks[47]
        assert (task.source.decided_by, len(task.leads), task.every) == ("monitor", 11, "quarter")
        assert len(rows(province, 47)) == 44
        province.say(MONITOR, "dời hạn nv 47 sang 5/4")
        assert "Đã ghi" in province.press(MONITOR, "Ghi")  # their own document

    def test_a_past_deadline_is_asked_again(self, province: Province) -> None:
        said = province.say(MONITOR, self.ORDER.replace("30/4", "1/3"))
        assert "đã qua" in said
        assert "đến hết 15/4" in province.say(MONITOR, "15/4")

    def test_given_to_somebody(self, province: Province) -> None:
        province.say(MONITOR, "giao nhiệm vụ cho sở y tế: rà soát thủ tục nội bộ, hạn 30/4")
        said = province.press(MONITOR, "Công văn 914/UBND-NC")
        assert "Giao nhiệm vụ mới NV 47: Rà soát thủ tục nội bộ." in said
        assert "Chủ trì: Sở Y tế." in said

    def test_words_that_are_no_answer(self, province: Province) -> None:
        province.say(MONITOR, "thêm nhiệm vụ: lập danh sách tổ công nghệ số cộng đồng")
        assert province.say(MONITOR, "việc của sở y tế").topic == "tasks"
        province.say(MONITOR, "thêm nhiệm vụ: lập danh sách tổ công nghệ số cộng đồng")
        province.say(MONITOR, "stttt, bù đăng")
        assert "Chưa đọc được thời hạn “khi nào xong thì xong”" in province.say(MONITOR, "khi nào xong thì xong")
        assert province.say(MONITOR, "thôi").text == "Chưa giao nhiệm vụ nào."

    def test_dropped(self, province: Province) -> None:
        province.say(MONITOR, self.ORDER)
        assert province.press(MONITOR, "Không giao").text == "Chưa giao nhiệm vụ nào."
        assert 47 not in province.knowledge.catalogue.tasks

    def test_others_cannot(self, province: Province) -> None:
        assert province.say(OFFICER, self.ORDER).topic != "changes"


# --- two at once


def both(store: Store, knowledge: Knowledge, *presses: tuple[str, str, str]) -> list[str]:
    """(person, text typed before, label pressed): all previews first, then all presses at the same moment."""
    now = datetime(2024, 3, 18, 7, 55, tzinfo=LOCAL)
    ready = []
    for person, text, label in presses:
        shown = say(store, Knowing(knowledge), person, text, now)
        ready.append((person, dict(shown.choices)[label]))
    return at_once(store, knowledge, ready)


def at_once(store: Store, knowledge: Knowledge, ready: list[tuple[str, str]]) -> list[str]:
    now = datetime(2024, 3, 18, 7, 55, tzinfo=LOCAL)
    said: list[str] = []
    start = threading.Barrier(len(ready))

    def press(person: str, data: str) -> None:
        start.wait()
        said.append(plain(say(store, Knowing(knowledge), person, "", now, data=data).reply.text))

    threads = [threading.Thread(target=press, args=one) for one in ready]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


def test_two_monitors_move_at_once(demo_url: str, demo_knowledge: Knowledge) -> None:
    store = Store(demo_url)
    text = f"dời hạn nv 38 sang 29/3{GROUND}"
    said = both(store, demo_knowledge, (MONITOR, text, "Ghi"), (VPUB, text, "Ghi"))
    assert sorted(line.partition(" ")[0] for line in said) == ["NV", "Đã"]
    with store.reading() as unit:
        assert {(one.due, one.cycle) for one in of_task(unit.session, 38)} == {(date(2024, 3, 29), 2)}
        moved = select(func.count()).select_from(AuditEntry).where(AuditEntry.action == "assignment.moved")
        assert unit.session.scalar(moved) == 31
    store.close()


def test_a_report_on_what_was_withdrawn_is_not_somebody_elses(province: Province) -> None:
    province.say(OFFICER, "nv 38 60%")
    province.say(LEADER, "rút nv 38 vì trùng")
    province.press(LEADER, "Rút")
    said = province.say(OFFICER, "ghi nhầm, hủy")
    assert said.text == "Nhiệm vụ của báo cáo này đã rút nên chưa hủy gì. Báo cáo trước đây vẫn giữ."


@pytest.mark.parametrize("decides", ["leader", "monitor"])
def test_a_late_press_moves_only_what_was_shown(province: Province, decides: str) -> None:
    """The quarter that was shown is reported meanwhile: the next one keeps its date."""
    text = "gia hạn nv 35 stp đến 10/4"
    province.say(MONITOR, text if decides == "leader" else text + GROUND)
    if decides == "leader":
        province.press(MONITOR, "Trình lãnh đạo")
    province.say(OFFICER, "nv 35 xong, quyết định 12/QĐ-STP ngày 15/3")
    said = press_pushed(province, LEADER, "Đồng ý") if decides == "leader" else province.press(MONITOR, "Ghi")
    assert said.text == "NV 35 đã thay đổi nên chưa ghi gì. Xin xem lại rồi nhắn lại."
    assert [one.due for one in rows(province, 35, "stp")][:2] == [date(2024, 3, 31), date(2024, 6, 30)]
    assert not audit(province, "assignment.moved")


def test_a_date_set_since_is_not_overwritten(province: Province) -> None:
    province.say(MONITOR, "dời hạn nv 38 sang 29/3")
    province.press(MONITOR, "Trình lãnh đạo")
    province.say(LEADER, "dời hạn nv 38 stp sang 05/4")
    province.press(LEADER, "Ghi")
    said = press_pushed(province, LEADER, "Đồng ý")
    assert "30 cơ quan: hạn mới đến hết 29/3" in said
    assert dues(province, 38, "stp") == {date(2024, 4, 5)}


def test_two_monitors_add_a_lead_at_once(demo_url: str, demo_knowledge: Knowledge) -> None:
    """Neither takes the other's away."""
    store = Store(demo_url)
    first, second = (f"thêm {who} chủ trì nv 24{GROUND}" for who in ("sở y tế", "sở xây dựng"))
    both(store, demo_knowledge, (MONITOR, first, "Ghi"), (VPUB, second, "Ghi"))
    with store.reading() as unit:
        leads = unit.session.scalars(
            select(TaskAgency.agency_code).where(TaskAgency.task_no == 24, TaskAgency.part == "lead")
        ).all()
        assert {"syt", "sxd"} <= set(leads)
    store.close()


def test_two_leaders_answer_at_once(demo_url: str, demo_knowledge: Knowledge) -> None:
    store = Store(demo_url)
    now = datetime(2024, 3, 18, 7, 55, tzinfo=LOCAL)
    with store.unit() as unit:
        unit.session.add(Person(code="leader:pct", title="Phó Chủ tịch UBND tỉnh"))
        unit.session.flush()
        unit.session.add(RoleHeld(person_code="leader:pct", role="leader", agency_code=None))
        catalogue_changed(unit.session)
        unit.commit()
    shown = say(store, Knowing(demo_knowledge), MONITOR, "dời hạn nv 38 sang 29/3", now)
    sent = say(store, Knowing(demo_knowledge), MONITOR, "", now, data=dict(shown.choices)["Trình lãnh đạo"])
    presses = []
    with store.unit() as unit:
        for push, label in zip(sent.reply.pushes, ("Đồng ý", "Không đồng ý"), strict=True):
            does = next(c.does for row in push.reply.choices for c in row if c.label == label)
            assert does is not None
            token = conversations.new_token()
            offer = conversations.Offer(token, push.person, "console", push.person, does.name, does.payload)
            conversations.offer(unit.session, [offer], now)
            presses.append((push.person, f"w:{token}"))
        unit.commit()
    said = at_once(store, demo_knowledge, presses)
    assert sum("nên không ghi thêm" in line for line in said) == 1
    with store.reading() as unit:
        decided = select(AuditEntry.action).where(AuditEntry.action.in_(("change.agreed", "change.refused")))
        (action,) = unit.session.scalars(decided)
        due = date(2024, 3, 29) if action == "change.agreed" else date(2024, 3, 24)
        assert {one.due for one in of_task(unit.session, 38)} == {due}
    store.close()


def test_a_report_while_its_date_is_moved_is_kept(demo_url: str, demo_knowledge: Knowledge) -> None:
    store = Store(demo_url)
    both(
        store, demo_knowledge, (LEADER, "dời hạn nv 38 sang 29/3", "Ghi"),
        (OFFICER, "nv 38 50%", "Đã hoàn thành"),
    )  # fmt: skip
    with store.reading() as unit:
        (one,) = of_task(unit.session, 38, ["stp"])
    assert one.state == "waiting"
    assert (one.due, one.cycle) in {(date(2024, 3, 29), 2), (date(2024, 3, 24), 1)}
    store.close()


def test_two_new_tasks_at_once_have_two_numbers(demo_url: str, demo_knowledge: Knowledge) -> None:
    store = Store(demo_url)
    both(
        store, demo_knowledge, (MONITOR, TestAdding.ORDER, "Giao"),
        (VPUB, TestAdding.ORDER.replace("1020", "1021"), "Giao"),
    )  # fmt: skip
    with store.reading() as unit:
        assert sorted(unit.session.scalars(select(Task.no).where(Task.no > 46))) == [47, 48]
    store.close()


class TestWordOrder:
    """The verb may stand before the task or behind it; a reason is what follows, and names no agency of the order."""

    @pytest.mark.parametrize(
        ("text", "first"),
        [
            ("nv 40 khong giao nua vi trung chuyen muc", "Rút NV 40"),
            ("huy giao nv 40 cho dai ptth, trung chuyen muc hang thang", "Rút NV 40"),
            ("thôi không giao nv 40 nữa, lý do chưa có kinh phí", "Rút NV 40"),
            ("rút nhiệm vụ 31 lại giúp, sở tài chính đề nghị để sang năm", "Rút NV 31"),
            ("khoi phucj nv 42", "NV 42 đang được giao"),
            ("nv 31 thu hoi nham, cho lai nhu cu", "NV 31 đang được giao"),
            ("rut han nv 44 ve 20/4", "NV 44 Tăng cường kiểm tra"),
            ("cho lùi nv 37 đến 28/3", "NV 37 Hội nghị quán triệt"),
            ("nv 20 doi ngay sang 12/4 cho ca tinh", "NV 20 Hoàn thiện đề án"),
        ],
    )  # fmt: skip
    def test_is_free(self, province: Province, text: str, first: str) -> None:
        said = province.say(LEADER, text)
        assert said.topic == "changes"
        assert said.first_line.startswith(first)

    def test_a_reason_that_names_an_agency_narrows_nothing(self, province: Province) -> None:
        said = province.say(LEADER, "rút nv 37, sở y tế đã nêu là trùng với hội nghị khác")
        assert "31 cơ quan" in said.first_line
        assert "Lý do: “sở y tế đã nêu là trùng với hội nghị khác”." in said

    @pytest.mark.parametrize(
        "text",
        ["nv 38 sở y tế bổ sung tài liệu rồi", "nv 20 lui han may lan roi", "nv 38 thu hoi chua",
         "lui nhac nv 38 den 28/3", "biên bản nv 35 của bù đăng bỏ sót chữ ký", "sở y tế đã rút nv 37 rồi"],
    )  # fmt: skip
    def test_what_is_no_order_changes_nothing(self, province: Province, text: str) -> None:
        assert province.say(MONITOR, text).topic != "changes"


class TestNewTaskInOneMessage:
    @pytest.mark.parametrize(
        ("text", "leads", "due"),
        [
            ("them nv moi theo cv 914: stttt bao cao tinh hinh cap chu ky so, han 10/4", "Sở Thông tin", "10/4"),
            ("giao them viec theo cv 914 cho stc, skhdt: giai trinh, truoc 5/4", "Sở Tài chính, Sở Kế", "04/4"),
            ("bo sung nv cho dai ptth lam phong su ve mot cua, cham nhat 26/4 theo cv 914", "Đài Phát thanh", "26/4"),
            ("thêm việc mới theo cv 914 cho sgtvt: đăng ký sáng kiến, hạn thứ sáu tuần sau", "Sở Giao thông", "29/3"),
        ],
    )  # fmt: skip
    def test_names_who_and_until_when(self, province: Province, text: str, leads: str, due: str) -> None:
        said = province.say(LEADER, text)
        assert said.first_line.startswith("Giao nhiệm vụ mới NV 47")
        assert f"Chủ trì: {leads}" in said
        assert due in said
        assert said.choices == ("Giao", "Sửa", "Không giao")

    def test_a_whole_group_is_named_by_its_number(self, province: Province) -> None:
        text = "Thêm nhiệm vụ Rà soát biển hiệu một cửa, giao 11 huyện thị thành phố, hạn 20/4/2024, theo công văn 914"
        assert "11" in province.say(LEADER, text).text.split("\n")[1] or "UBND" in province.say(LEADER, text)

    @pytest.mark.parametrize("text", ["giao sở công thương nhiệm vụ mới: khảo sát doanh nghiệp, hạn 25/4, theo cv 914"])
    def test_the_agency_may_stand_before_the_word_task(self, province: Province, text: str) -> None:
        said = province.say(LEADER, text)
        assert said.first_line == "Giao nhiệm vụ mới NV 47: Khảo sát doanh nghiệp."
        assert "Chủ trì: Sở Công Thương." in said
