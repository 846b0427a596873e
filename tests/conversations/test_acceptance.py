"""Acceptance and return: who decides, the list, one and many, reasons and days, taking back, questions."""

from datetime import date

import pytest
from sqlalchemy import select

from handlers.dialogue import Attachment, Request, plain
from handlers.router import ACTIONS
from handlers.understanding import Understanding
from storage.assignments import Assigned, of_task, reports_on
from storage.models import Account, AuditEntry, RoleHeld
from storage.settings_rows import catalogue_changed
from tests.province import Province, Said

OFFICER, HEAD, HEALTH = "officer:stp", "head:stp", "officer:syt"
MONITOR, OFFICE, LEADER = "monitor:snv", "monitor:vpub", "leader:ct"
NAMES = {"stp": "Tư pháp", "syt": "Y tế"}
PAPER = Attachment("document", "F2", "TB 12.pdf", 1000)


def of(province: Province, task: int, agency: str = "stp") -> Assigned:
    with province.store.reading() as unit:
        return of_task(unit.session, task, [agency])[0]


def enrol(province: Province, *people: str) -> None:
    with province.store.unit() as unit:
        for person in people:
            unit.session.add(
                Account(channel="telegram", external_id=f"chat-{person}", person_code=person, linked_at=province.now)
            )
        catalogue_changed(unit.session)
        unit.commit()


def told(said: Said) -> dict[str, str]:
    return {push.person: plain(push.reply.text) for push in said.reply.pushes}


@pytest.fixture
def filed(province: Province) -> Province:
    """Sở Tư pháp reported with a document on the 20th, Sở Y tế without one on the 21st."""
    province.at("2024-03-20T16:05").say(OFFICER, "nv 37 xong", attachment=PAPER)
    province.at("2024-03-21T07:50").say(HEALTH, "nv 37 xong")
    return province.at("2024-03-21T08:20")


class TestTheList:
    @pytest.mark.parametrize("text", ["chờ xác nhận", "cho xac nhan", "cần xác nhận", "co gi cho duyet"])
    def test_says_how_many_of_one_task(self, filed: Province, text: str) -> None:
        said = filed.say(MONITOR, text)
        assert said.text.split("\n") == [
            "2 báo cáo chờ xác nhận hoàn thành, đều là NV 37 Hội nghị quán triệt, rút kinh nghiệm:",
            "1. Sở Tư pháp, báo 20/3: có tài liệu",
            "2. Sở Y tế, báo 21/3: chưa có tài liệu",
        ]
        assert said.choices == ("Xem 1", "Xem 2", "Xác nhận việc có tài liệu")

    def test_of_several_tasks_says_which(self, filed: Province) -> None:
        filed.say("officer:snv", "nv 18 xong")
        said = filed.say(MONITOR, "chờ xác nhận")
        assert said.first_line == "3 báo cáo chờ xác nhận hoàn thành; 2 do Sở Nội vụ xác nhận:"
        assert said.text.endswith("chưa có tài liệu (Văn phòng UBND tỉnh xác nhận)")
        office = filed.say(OFFICE, "chờ xác nhận")
        assert office.text.split("\n")[1].startswith("1. NV 18 ")
        assert "Sở Nội vụ xác nhận)" in office.text.split("\n")[2]

    @pytest.mark.parametrize(
        ("text", "first"),
        [
            ("chờ xác nhận nv 37", "2 báo cáo chờ xác nhận hoàn thành, đều là NV 37"),
            ("sở y tế chờ xác nhận", "1 báo cáo của Sở Y tế chờ Sở Nội vụ xác nhận hoàn thành"),
            ("chờ xác nhận nv 38", "Không có báo cáo nào chờ xác nhận hoàn thành của NV 38."),
            ("chờ xác nhận báo trễ hạn", "1 báo cáo báo trễ hạn chờ Sở Nội vụ xác nhận hoàn thành"),
        ],
    )
    def test_is_filtered(self, filed: Province, text: str, first: str) -> None:
        filed.at("2024-03-26T09:00").say("officer:sct", "nv 38 50%")
        filed.say("officer:sct", "nv 37 xong")
        if "37" in text:
            first = first.replace("2 báo cáo", "3 báo cáo")
        assert filed.say(MONITOR, text).first_line.startswith(first)

    def test_turns_its_pages_by_button_and_by_typing(self, province: Province) -> None:
        for agency in ("stp", "syt", "sct", "stc", "sxd", "budang", "snnptnt", "stttt"):
            province.say(f"officer:{agency}", "nv 37 xong")
        first = province.say(MONITOR, "chờ xác nhận")
        assert "Xem 6" in first.choices
        assert "Xem 7" not in first.choices
        assert "7. " in province.say(MONITOR, "xem tiếp")
        province.say(MONITOR, "chờ xác nhận")
        said = province.press(MONITOR, "Tiếp")
        assert "7. " in said
        assert "NV 37" in province.say(MONITOR, "xem 6").first_line

    def test_one_alone_names_its_task_and_who_confirms(self, filed: Province) -> None:
        said = filed.say(MONITOR, "cho xac nhan so tu phap")
        assert said.first_line == "1 báo cáo của Sở Tư pháp chờ Sở Nội vụ xác nhận hoàn thành:"
        assert "1. NV 37 Hội nghị quán triệt" in said

    def test_many_are_offered_by_task(self, province: Province) -> None:
        for task in (37, 38):
            for agency in ("stp", "syt", "sct", "stc", "sxd", "budang")[: 6 if task == 38 else 4]:
                province.say(f"officer:{agency}", f"nv {task} xong")
        said = province.say(MONITOR, "chờ xác nhận")
        assert said.choices[-2:] == ("NV 38 (6)", "NV 37 (4)")
        said = province.press(MONITOR, "NV 37 (4)")
        assert said.first_line.startswith("4 báo cáo chờ xác nhận hoàn thành, đều là NV 37")
        assert "Xem 4" in said.choices

    def test_the_card_of_a_task_decides_too(self, filed: Province) -> None:
        shown = filed.say(MONITOR, "nv 37 stp")
        assert shown.choices[:2] == ("Xác nhận", "Trả lại")
        assert "Xác nhận" not in filed.say(LEADER, "nv 37 stp").choices
        filed.say(MONITOR, "nv 37 stp")
        assert filed.press(MONITOR, "Xác nhận").first_line.startswith("Đã xác nhận lúc 8:20: NV 37, Sở Tư pháp")
        assert "Xác nhận" not in filed.say(MONITOR, "nv 37 stp").choices

    def test_the_card_names_a_document_with_its_date(self, province: Province) -> None:
        province.at("2024-03-21T08:00").say(OFFICER, "nv 38 xong, báo cáo số 15/BC-STP ngày 20/3/2024")
        assert "Báo cáo số 15/BC-STP ngày 20/3/2024" in province.say(MONITOR, "nv 38 stp").text.split("\n")[-1]

    def test_a_leader_sees_and_cannot_decide(self, filed: Province) -> None:
        said = filed.say(LEADER, "chờ xác nhận")
        assert "Xác nhận việc có tài liệu" not in said.choices
        assert "Xác nhận" not in filed.press(LEADER, "Xem 1").choices
        assert "do Sở Nội vụ xác nhận nên chưa ghi gì" in filed.say(LEADER, "xác nhận nv 37 stp")
        assert of(filed, 37).state == "waiting"


class TestOne:
    def test_shows_words_moment_and_documents(self, filed: Province) -> None:
        filed.say(MONITOR, "chờ xác nhận")
        said = filed.press(MONITOR, "Xem 1")
        assert said.text.split("\n") == [
            "NV 37 Hội nghị quán triệt, rút kinh nghiệm, Sở Tư pháp: báo hoàn thành 16:05 ngày 20/3, "
            "đúng hạn (trước 25/3).",
            "“nv 37 xong”",
            "Tài liệu: TB 12.pdf.",
        ]
        assert said.choices == ("Xác nhận", "Trả lại", "Xem tài liệu", "Chờ xác nhận")

    def test_typed(self, filed: Province) -> None:
        filed.say(MONITOR, "chờ xác nhận")
        assert "Sở Y tế" in filed.say(MONITOR, "xem 2").first_line
        assert "TB 12.pdf" in filed.say(MONITOR, "tài liệu nv 37 stp")


class TestAccepting:
    def test_receipt_and_what_the_agency_is_told(self, filed: Province) -> None:
        enrol(filed, OFFICER, HEAD)
        filed.say(MONITOR, "chờ xác nhận")
        filed.press(MONITOR, "Xem 1")
        said = filed.press(MONITOR, "Xác nhận")
        assert said.text == "Đã xác nhận lúc 8:20: NV 37, Sở Tư pháp hoàn thành đúng hạn. Đã báo Sở Tư pháp."
        assert said.choices == ("Hủy xác nhận",)
        assert told(said) == dict.fromkeys(
            (HEAD, OFFICER),
            "🟢 Sở Nội vụ đã xác nhận NV 37 Hội nghị quán triệt, rút kinh nghiệm: hoàn thành đúng hạn.",
        )
        assert all(push.silent for push in said.reply.pushes)
        one = of(filed, 37)
        assert (one.state, one.percent) == ("accepted", 100)
        assert one.filed_at is not None
        assert one.filed_at.astimezone(filed.now.tzinfo).isoformat().startswith("2024-03-20T16:05")
        with filed.store.reading() as unit:
            assert [r.state for r in reports_on(unit.session, [one.id])] == ["waiting", "accepted"]
            actions = unit.session.scalars(select(AuditEntry.action).where(AuditEntry.actor == MONITOR)).all()
        assert list(actions) == ["assignment.accepted"]

    @pytest.mark.parametrize(
        "text",
        ["xác nhận nv 37 stp", "xac nhan nv 37 so tu phap", "duyet nv37 stp", "đồng ý nv 37 sở tư pháp",
         "chấp nhận báo cáo nv 37 của sở tư pháp"],
    )  # fmt: skip
    def test_typed(self, filed: Province, text: str) -> None:
        assert filed.say(MONITOR, text).first_line.startswith("Đã xác nhận lúc 8:20: NV 37, Sở Tư pháp hoàn thành")
        assert of(filed, 37, "syt").state == "waiting"

    def test_who_has_no_account_is_said(self, filed: Province) -> None:
        said = filed.say(MONITOR, "xác nhận nv 37 stp")
        assert said.text.endswith("Sở Tư pháp: chưa gửi được tin, đề nghị gọi điện.")

    def test_late_is_what_was_filed_late(self, province: Province) -> None:
        province.at("2024-03-26T09:00").say(OFFICER, "nv 37 xong", attachment=PAPER)
        assert "hoàn thành trễ hạn" in province.say(MONITOR, "xác nhận nv 37 stp")
        assert "hoàn thành trễ hạn" in province.say(OFFICER, "nv 37")

    def test_not_without_a_document_unless_it_is_said(self, filed: Province) -> None:
        said = filed.say(MONITOR, "xác nhận nv 37 sở y tế")
        assert said.text == "NV 37, Sở Y tế: chưa có tài liệu. Vẫn xác nhận?"
        assert said.choices == ("Vẫn xác nhận", "Trả lại: thiếu tài liệu")
        assert of(filed, 37, "syt").state == "waiting"
        assert filed.press(MONITOR, "Vẫn xác nhận").first_line.startswith("Đã xác nhận lúc 8:20")
        assert of(filed, 37, "syt").state == "accepted"

    def test_several_named_those_without_a_document_are_asked_about(self, filed: Province) -> None:
        said = filed.say(MONITOR, "xác nhận nv 37 sở tư pháp và sở y tế")
        assert "NV 37, Sở Tư pháp hoàn thành đúng hạn" in said.first_line
        assert said.text.split("\n")[1] == "NV 37, Sở Y tế: chưa có tài liệu. Vẫn xác nhận?"
        assert (of(filed, 37).state, of(filed, 37, "syt").state) == ("accepted", "waiting")

    def test_by_numbers_of_the_list(self, filed: Province) -> None:
        filed.say("officer:sct", "nv 37 xong", attachment=PAPER)
        filed.say(MONITOR, "chờ xác nhận")
        said = filed.say(MONITOR, "xac nhan 1 3")
        assert said.first_line == "Đã xác nhận lúc 8:20: 2 báo cáo."
        assert of(filed, 37, "syt").state == "waiting"
        filed.say(MONITOR, "chờ xác nhận")
        assert "Chưa có số 4 trong danh sách" in filed.say(MONITOR, "duyệt 1, 4")
        assert of(filed, 37, "syt").state == "waiting"

    @pytest.mark.parametrize("text", ["xác nhận hết", "duyet tat ca", "duyệt nv 37 các đơn vị có tài liệu"])
    def test_all_are_counted_first_and_never_those_without_a_document(self, filed: Province, text: str) -> None:
        filed.say("officer:sct", "nv 37 xong", attachment=PAPER)
        said = filed.say(MONITOR, text)
        assert said.first_line.startswith("Xác nhận hoàn thành 2 báo cáo có tài liệu? NV 37 Sở Tư pháp")
        assert "1 báo cáo chưa có tài liệu thì chưa xác nhận." in said
        assert of(filed, 37).state == "waiting"
        done = filed.press(MONITOR, "Xác nhận 2 báo cáo")
        assert done.first_line == "Đã xác nhận lúc 8:20: 2 báo cáo."
        assert of(filed, 37, "syt").state == "waiting"

    def test_those_with_a_document_by_the_button_of_the_list(self, filed: Province) -> None:
        filed.say(MONITOR, "chờ xác nhận")
        said = filed.press(MONITOR, "Xác nhận việc có tài liệu")
        assert "NV 37, Sở Tư pháp" in said.first_line
        assert of(filed, 37, "syt").state == "waiting"

    def test_a_task_alone_is_certain_only_where_one_waits(self, filed: Province) -> None:
        said = filed.say(MONITOR, "xác nhận nv 37")
        assert said.first_line == "Anh/chị xác nhận báo cáo nào?"
        assert of(filed, 37).state == "waiting"
        filed.say(MONITOR, "xác nhận nv 37 stp")
        assert "NV 37, Sở Y tế: chưa có tài liệu" in filed.say(MONITOR, "xác nhận nv 37")

    @pytest.mark.parametrize("text", ["duyệt", "xác nhận"])
    def test_alone_they_are_about_the_report_just_seen_else_asked(self, filed: Province, text: str) -> None:
        assert filed.say(MONITOR, text).first_line == "Anh/chị xác nhận báo cáo nào?"
        filed.say(MONITOR, "xem 1")
        assert "Đã xác nhận lúc 8:20: NV 37, Sở Tư pháp" in filed.say(MONITOR, text).first_line
        assert of(filed, 37, "syt").state == "waiting"

    def test_an_accepted_report_still_counts_among_the_agencies(self, filed: Province) -> None:
        filed.say(MONITOR, "xác nhận nv 37 stp")
        assert "2/31" in filed.say(MONITOR, "tiến độ nv 37")

    @pytest.mark.parametrize(
        "text",
        ["xác nhận nv 37 stp chưa", "ai xác nhận nv 37 stp", "chưa xác nhận nv 37 stp", "nv 37 stp xong chưa",
         "xác nhận nv 37 stp?", "duyệt gia hạn nv 37 stp", "đồng ý"],
    )  # fmt: skip
    def test_a_question_or_another_matter_accepts_nothing(self, filed: Province, text: str) -> None:
        filed.say(MONITOR, "chờ xác nhận")
        filed.say(MONITOR, text)
        assert of(filed, 37).state == "waiting"

    @pytest.mark.parametrize(
        ("text", "topic"),
        [("mở lại nhắc nv 37", "reminder"), ("gia hạn chờ duyệt", "more_time"), ("nhất trí", "smalltalk")],
    )
    def test_orders_of_other_topics_stay_theirs(self, filed: Province, text: str, topic: str) -> None:
        assert filed.say(MONITOR, text).topic == topic

    def test_nor_a_forwarded_text(self, filed: Province) -> None:
        filed.say(MONITOR, "xác nhận nv 37 stp", forwarded=True)
        assert of(filed, 37).state == "waiting"

    def test_nothing_that_was_not_reported(self, filed: Province) -> None:
        said = filed.say(MONITOR, "xác nhận nv 38 stp")
        assert said.first_line.startswith("NV 38, Sở Tư pháp chưa báo hoàn thành (chưa có báo cáo)")
        assert "không do Sở Công Thương chủ trì" in filed.say(MONITOR, "xác nhận nv 18 sở công thương")


class TestWhoDecides:
    def test_the_office_decides_on_so_noi_vu(self, province: Province) -> None:
        province.say("officer:snv", "nv 18 xong", attachment=PAPER)
        said = province.say(MONITOR, "xác nhận nv 18 snv")
        assert "do Văn phòng UBND tỉnh xác nhận nên chưa ghi gì" in said
        assert "Đã xác nhận" in province.say(OFFICE, "xác nhận nv 18 snv")

    @pytest.mark.parametrize("person", [OFFICE, LEADER, OFFICER, HEAD, "officer:snv", "admin"])
    def test_nobody_else(self, filed: Province, person: str) -> None:
        for text in ("xác nhận nv 37 stp", "trả lại nv 37 stp: thiếu danh sách, trước 29/3", "mở lại nv 37 stp"):
            filed.say(person, text)
        assert of(filed, 37).state == "waiting"

    def test_a_role_that_ended_before_the_press(self, filed: Province) -> None:
        filed.say(MONITOR, "chờ xác nhận")
        filed.press(MONITOR, "Xem 1")
        with filed.store.unit() as unit:
            role = unit.session.scalars(select(RoleHeld).where(RoleHeld.person_code == MONITOR)).one()
            role.agency_code = "vpub"
            catalogue_changed(unit.session)
            unit.commit()
        assert "nên chưa ghi gì" in filed.press(MONITOR, "Xác nhận")
        assert of(filed, 37).state == "waiting"

    def test_of_two_monitors_one_wins_and_the_other_is_told(self, filed: Province) -> None:
        with filed.store.unit() as unit:
            unit.session.add(RoleHeld(person_code="officer:snv", role="monitor", agency_code="snv"))
            catalogue_changed(unit.session)
            unit.commit()
        for person in (MONITOR, "officer:snv"):
            filed.say(person, "chờ xác nhận")
            filed.press(person, "Xem 1")
        filed.press(MONITOR, "Xác nhận")
        second = filed.at("2024-03-21T08:21").press("officer:snv", "Trả lại")
        assert "NV 37, Sở Tư pháp đã được Theo dõi CCHC, Sở Nội vụ xác nhận lúc 8:20" in second
        assert of(filed, 37).state == "accepted"


@pytest.mark.parametrize("person", [OFFICE, LEADER, OFFICER, HEAD, HEALTH, "officer:snv", "admin"])
def test_every_action_looks_at_the_role_again(filed: Province, person: str) -> None:
    """The action itself, without the path's check of the token."""
    filed.say("officer:sct", "nv 37 xong", attachment=PAPER)
    filed.say(MONITOR, "xác nhận nv 37 sở công thương")
    filed.say("officer:stc", "nv 37 xong")
    filed.say(MONITOR, "trả lại nv 37 sở tài chính: thiếu giấy mời, trước 29/3")
    one, accepted, returned = of(filed, 37), of(filed, 37, "sct"), of(filed, 37, "stc")
    with filed.store.reading() as unit:
        decision, back = (reports_on(unit.session, [a.id])[-1].id for a in (accepted, returned))
    fixed = {"assignment": one.id, "reason": "x", "day": "2024-03-28", "text": "x"}
    payloads = {name: fixed for name in ACTIONS if name.startswith("acceptance.")}
    payloads["acceptance.accept"] = {"assignments": [one.id], "sure": True}
    payloads["acceptance.cancel"] = {"reports": [decision]}
    payloads["acceptance.take_back"] = {"report": back}
    if person in (OFFICER, HEAD):
        del payloads["acceptance.question"]  # their own question
    with filed.store.unit() as unit:
        knowledge = filed.knowing.current(unit.session, filed.now)
        holder = knowledge.person(person)
        assert holder is not None
        request = Request(Understanding("", "acceptance"), holder, knowledge, filed.now, "console", person)
        replies = [ACTIONS[name](request, unit, payload) for name, payload in payloads.items()]
        unit.commit()
    assert not any(reply.pushes for reply in replies)
    assert (of(filed, 37), of(filed, 37, "sct"), of(filed, 37, "stc")) == (one, accepted, returned)


class TestTakingBack:
    def test_within_ten_minutes_the_report_waits_again(self, filed: Province) -> None:
        enrol(filed, OFFICER)
        filed.say(MONITOR, "xác nhận nv 37 stp")
        said = filed.press(MONITOR, "Hủy xác nhận")
        assert said.first_line == "Đã hủy xác nhận lúc 8:20: NV 37 Sở Tư pháp chờ xác nhận lại."
        one = of(filed, 37)
        assert (one.state, one.percent) == ("waiting", 100)
        assert one.filed_at is not None
        assert "chờ xác nhận lại" in told(said)[OFFICER]
        assert "Đã xác nhận" in filed.say(MONITOR, "xác nhận nv 37 stp")

    def test_many_are_told_once_an_agency(self, province: Province) -> None:
        for task in (6, 20, 37, 38, 45):
            province.say(OFFICER, f"nv {task} xong", attachment=PAPER)
        province.say(MONITOR, "xác nhận hết")
        province.press(MONITOR, "Xác nhận 5 báo cáo")
        said = province.press(MONITOR, "Hủy xác nhận")
        text = "Sở Nội vụ đã hủy xác nhận NV 6, NV 20, NV 37, NV 38, NV 45; báo cáo chờ xác nhận lại."
        assert (told(said), len(said.reply.pushes)) == ({OFFICER: text, HEAD: text}, 2)

    def test_why_many_stay_is_counted(self, province: Province) -> None:
        for task in (6, 20, 37, 38, 45):
            province.say(OFFICER, f"nv {task} xong", attachment=PAPER)
        province.say(MONITOR, "xác nhận hết")
        province.press(MONITOR, "Xác nhận 5 báo cáo")
        lines = province.at("2024-03-18T08:20").press(MONITOR, "Hủy xác nhận").text.split("\n")
        assert (len(lines), lines[-1]) == (5, "và 1 báo cáo khác")

    @pytest.mark.parametrize("text", ["hủy xác nhận", "huy xac nhan nv 37 stp", "ghi nhầm, hủy"])
    def test_typed(self, filed: Province, text: str) -> None:
        filed.say(MONITOR, "xác nhận nv 37 stp")
        filed.say(MONITOR, text)
        assert of(filed, 37).state == "waiting"

    def test_not_later(self, filed: Province) -> None:
        filed.say(MONITOR, "xác nhận nv 37 stp")
        said = filed.at("2024-03-21T08:31").press(MONITOR, "Hủy xác nhận")
        assert said.first_line.startswith("Đã quá mười phút")
        assert of(filed, 37).state == "accepted"

    def test_the_officer_cannot_undo_a_decided_report(self, filed: Province) -> None:
        filed.say("officer:sct", "nv 37 xong", attachment=PAPER)
        filed.say(MONITOR, "xác nhận nv 37 sở công thương")
        assert "đã được xem xét nên không hủy được" in filed.press("officer:sct", "Ghi nhầm, hủy")
        filed.press(MONITOR, "Hủy xác nhận")
        assert "Đã hủy báo cáo" in filed.say("officer:sct", "ghi nhầm, hủy")

    def test_typed_after_looking_at_something_else(self, filed: Province) -> None:
        filed.say(MONITOR, "xác nhận nv 37 stp")
        filed.at("2024-03-21T08:21").say(MONITOR, "cho xac nhan")
        assert filed.say(MONITOR, "huy xac nhan").first_line.startswith("Đã hủy xác nhận lúc 8:21: NV 37 Sở Tư pháp")
        assert of(filed, 37).state == "waiting"

    def test_asks_which_of_several(self, filed: Province) -> None:
        filed.say(MONITOR, "xác nhận nv 37 stp")
        filed.at("2024-03-21T08:21").say(MONITOR, "xac nhan nv 37 syt")
        filed.press(MONITOR, "Vẫn xác nhận")
        filed.say(MONITOR, "cho xac nhan")
        asked = filed.say(MONITOR, "huy xac nhan")
        assert asked.choices == ("NV 37 Sở Tư pháp", "NV 37 Sở Y tế")
        filed.press(MONITOR, "NV 37 Sở Tư pháp")
        assert (of(filed, 37).state, of(filed, 37, "syt").state) == ("waiting", "accepted")


class TestAReturnTakenBack:
    def test_gives_back_state_day_and_filing(self, filed: Province) -> None:
        enrol(filed, OFFICER)
        before = of(filed, 37)
        said = filed.say(MONITOR, "trả lại nv 37 stp: thiếu giấy mời, trước 29/3")
        assert "Hủy trả lại" in said.choices
        said = filed.at("2024-03-21T08:25").press(MONITOR, "Hủy trả lại")
        assert said.first_line.startswith("Đã hủy trả lại lúc 8:25: NV 37, Sở Tư pháp chờ ")
        assert "đã hủy đề nghị bổ sung NV 37" in told(said)[OFFICER]
        one = of(filed, 37)
        assert (one.state, one.due, one.filed_at, one.percent, one.reason) == (
            "waiting", before.due, before.filed_at, 100, None,
        )  # fmt: skip
        assert one.cycle == before.cycle + 2
        assert filed.say(MONITOR, "xác nhận nv 37 stp").first_line.startswith("Đã xác nhận")
        assert of(filed, 37).filed_at == before.filed_at

    @pytest.mark.parametrize("text", ["hủy trả lại", "huy tra lai nv 37 stp", "trả lại nhầm", "ghi nhầm, hủy"])
    def test_typed(self, filed: Province, text: str) -> None:
        filed.say(MONITOR, "trả lại nv 37 stp: thiếu giấy mời, trước 29/3")
        filed.say(MONITOR, text)
        assert of(filed, 37).state == "waiting"

    def test_a_reopening(self, filed: Province) -> None:
        filed.say(MONITOR, "xác nhận nv 37 stp")
        before = of(filed, 37)
        filed.say(MONITOR, "mở lại nv 37 stp: thiếu giấy mời, trước 29/3")
        assert filed.press(MONITOR, "Hủy mở lại").first_line.startswith("Đã hủy mở lại lúc 8:20: NV 37, Sở Tư pháp")
        one = of(filed, 37)
        assert (one.state, one.due, one.filed_at) == ("accepted", before.due, before.filed_at)

    def test_not_after_ten_minutes_nor_after_another_report(self, filed: Province) -> None:
        filed.say(MONITOR, "trả lại nv 37 stp: thiếu giấy mời, trước 29/3")
        token = next(data for label, data in filed.last(MONITOR).buttons if label == "Hủy trả lại")
        filed.at("2024-03-21T08:31")
        assert filed.press_data(MONITOR, token).first_line.startswith("Đã quá mười phút")
        assert of(filed, 37).state == "returned"
        filed.at("2024-03-21T09:00").say(MONITOR, "trả lại nv 37 syt: thiếu giấy mời, trước 29/3")
        filed.say(HEALTH, "nv 37 xong")
        assert "nên không hủy được" in filed.say(MONITOR, "hủy trả lại")
        assert (of(filed, 37, "syt").state, of(filed, 37, "syt").cycle) == ("waiting", 2)

    def test_by_the_office_that_decides(self, filed: Province) -> None:
        filed.say(MONITOR, "trả lại nv 37 stp: thiếu giấy mời, trước 29/3")
        filed.say(LEADER, "hủy trả lại nv 37 stp")
        assert of(filed, 37).state == "returned"


class TestNothingToDecide:
    def test_a_return_of_what_is_accepted_offers_to_reopen(self, filed: Province) -> None:
        filed.say(MONITOR, "xác nhận nv 37 stp")
        said = filed.say(MONITOR, "trả lại nv 37 stp: thiếu giấy mời")
        assert "đã được" in said
        asked = filed.press(MONITOR, "Mở lại")
        assert asked.first_line.startswith("Mở lại NV 37, Sở Tư pháp.")
        assert "Không mở lại" in asked.choices
        assert filed.press(MONITOR, "Không mở lại").first_line.startswith("Chưa mở lại. NV 37, Sở Tư pháp ")

    @pytest.mark.parametrize("text", ["xác nhận nv 37 stp", "tra lai nv 37 stp: thieu giay moi"])
    def test_a_task_withdrawn(self, filed: Province, text: str) -> None:
        filed.say(LEADER, "rút nv 37 vì trùng")
        filed.press(LEADER, "Rút")
        said = filed.say(MONITOR, text)
        assert said.first_line == "NV 37 đã rút ngày 21/3 nên chưa ghi gì."
        assert "Khôi phục" in said.choices
        assert filed.press(MONITOR, "Khôi phục").first_line.startswith("Giao lại NV 37")


class TestReturning:
    def test_asks_why_then_until_when(self, filed: Province) -> None:
        enrol(filed, OFFICER, HEAD)
        filed.say(MONITOR, "chờ xác nhận")
        filed.press(MONITOR, "Xem 1")
        why = filed.press(MONITOR, "Trả lại")
        assert "Cần nêu lý do để cơ quan biết mà bổ sung." in why
        assert why.choices == (
            "Thiếu tài liệu", "Chưa đúng nội dung", "Không mở được tệp", "Lý do khác", "Không trả lại",
        )  # fmt: skip
        when = filed.say(MONITOR, "thiếu danh sách dự họp")
        assert when.text == "NV 37, Sở Tư pháp: “thiếu danh sách dự họp”. Bổ sung trước ngày nào?"
        assert when.choices == ("Trước 25/3", "Trước 29/3", "Ngày khác", "Không trả lại")
        assert of(filed, 37).state == "waiting"
        said = filed.press(MONITOR, "Trước 29/3")
        assert said.text == (
            "Đã trả lại lúc 8:20: NV 37, Sở Tư pháp, bổ sung trước 29/3: “thiếu danh sách dự họp”. Đã báo Sở Tư pháp."
        )
        assert told(said) == dict.fromkeys(
            (HEAD, OFFICER),
            "🟡 Sở Nội vụ đề nghị bổ sung NV 37 Hội nghị quán triệt, rút kinh nghiệm, trước 29/3: "
            "“thiếu danh sách dự họp”.\nBáo cáo đã được ghi nhận đúng hạn ngày 20/3.",
        )
        assert not any(push.silent for push in said.reply.pushes)
        assert [[c.label for c in row] for row in said.reply.pushes[0].reply.choices] == [
            ["Bổ sung", "Hỏi Sở Nội vụ"],
        ]
        one = of(filed, 37)
        assert (one.state, one.due, one.cycle, one.reason) == (
            "returned", date(2024, 3, 28), 2, "thiếu danh sách dự họp",
        )  # fmt: skip
        assert (one.filed_at, one.percent) == (None, None)

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            ("trả lại nv 37 stp: thiếu danh sách dự họp, trước 29/3", "thiếu danh sách dự họp"),
            ("tra lai nv 37 so tu phap thieu danh sach, truoc 29/3", "thieu danh sach"),
            ("không duyệt nv 37 stp vì sai mẫu, trước ngày 29/3", "sai mẫu"),
            ("đề nghị bổ sung nv 37 sở tư pháp danh sách dự họp trước thứ sáu tuần sau", "danh sách dự họp"),
        ],
    )
    def test_in_one_go(self, filed: Province, text: str, reason: str) -> None:
        assert filed.say(MONITOR, text).first_line.startswith("Đã trả lại lúc 8:20: NV 37, Sở Tư pháp")
        one = of(filed, 37)
        assert (one.state, one.due, one.reason) == ("returned", date(2024, 3, 28), reason)

    def test_a_reason_without_a_day_is_asked_for_it(self, filed: Province) -> None:
        said = filed.say(MONITOR, "trả nv 37 stp thiếu tài liệu")
        assert said.first_line == "NV 37, Sở Tư pháp: “thiếu tài liệu”. Bổ sung trước ngày nào?"
        assert "Chưa rõ ngày nào" in filed.say(MONITOR, "càng sớm càng tốt")
        assert "không còn kịp" in filed.say(MONITOR, "trước 20/3")
        assert of(filed, 37).state == "waiting"
        filed.say(MONITOR, "đến hết 28/3")
        assert of(filed, 37).due == date(2024, 3, 28)

    def test_for_want_of_a_document(self, filed: Province) -> None:
        filed.say(MONITOR, "xác nhận nv 37 syt")
        filed.press(MONITOR, "Trả lại: thiếu tài liệu")
        filed.press(MONITOR, "Trước 25/3")
        assert of(filed, 37, "syt").reason == "thiếu tài liệu"
        assert of(filed, 37, "syt").due == date(2024, 3, 24)

    @pytest.mark.parametrize("text", ["thôi", "Không trả lại", "khong tra lai"])
    def test_or_not_at_all(self, filed: Province, text: str) -> None:
        filed.say(MONITOR, "trả lại nv 37 stp")
        said = filed.say(MONITOR, text)
        assert said.first_line.startswith("Chưa trả lại. NV 37, Sở Tư pháp chờ Sở Nội vụ xác nhận")
        assert of(filed, 37).state == "waiting"

    def test_another_question_in_between_is_answered(self, filed: Province) -> None:
        filed.say(MONITOR, "trả lại nv 37 stp")
        assert filed.say(MONITOR, "điểm sở y tế").topic == "score"
        assert of(filed, 37).state == "waiting"

    def test_each_of_several_needs_its_own_reason(self, filed: Province) -> None:
        filed.say(MONITOR, "chờ xác nhận")
        filed.say(MONITOR, "trả lại 1 2 thiếu danh sách, trước 29/3")
        assert {of(filed, 37).state, of(filed, 37, "syt").state} == {"waiting"}

    def test_reported_again_it_waits_again_and_keeps_its_documents(self, filed: Province) -> None:
        filed.say(MONITOR, "trả lại nv 37 stp: thiếu danh sách, trước 29/3")
        assert "đề nghị bổ sung: “thiếu danh sách”" in filed.say(OFFICER, "nv 37")
        filed.at("2024-03-26T09:00").say(OFFICER, "nv 37 xong")
        one = of(filed, 37)
        assert (one.state, one.cycle) == ("waiting", 2)
        said = filed.say(MONITOR, "xác nhận nv 37 stp")
        assert "hoàn thành đúng hạn" in said.first_line
        assert "đã được xem xét" not in filed.say(OFFICER, "lịch sử nv 37")

    def test_filed_late_it_stays_late_when_the_supplement_is_in_time(self, province: Province) -> None:
        """The day of the supplement is no new deadline; what was filed in time stays in time the same way."""
        for day, verdict in (("2024-03-22", "hoàn thành đúng hạn"), ("2024-04-02", "hoàn thành trễ hạn")):
            agency = {"2024-03-22": "stp", "2024-04-02": "syt"}[day]
            province.at(f"{day}T09:10").say(f"officer:{agency}", "nv 38 xong", attachment=PAPER)
            province.say(MONITOR, f"trả lại nv 38 {agency}: thiếu người chịu trách nhiệm, trước 12/4")
            supplied = province.at("2024-04-03T14:20").say(f"officer:{agency}", "nv 38 xong", attachment=PAPER)
            assert "Bổ sung đúng hạn (11/4)." in supplied
            assert f"NV 38, Sở {NAMES[agency]} {verdict}." in province.say(MONITOR, f"xác nhận nv 38 {agency}")

    def test_undone_again_it_is_returned_again(self, filed: Province) -> None:
        filed.say(MONITOR, "trả lại nv 37 stp: thiếu danh sách, trước 29/3")
        filed.say(OFFICER, "nv 37 xong")
        filed.press(OFFICER, "Ghi nhầm, hủy")
        one = of(filed, 37)
        assert (one.state, one.reason) == ("returned", "thiếu danh sách")

    def test_an_old_button_decides_on_nothing_that_was_sent_in_since(self, filed: Province) -> None:
        filed.say(MONITOR, "chờ xác nhận")
        old = filed.press(MONITOR, "Xem 1")
        filed.say(MONITOR, "trả lại nv 37 stp: thiếu danh sách, trước 29/3")
        filed.at("2024-03-22T09:00").say(OFFICER, "nv 37 xong")
        for label in ("Xác nhận", "Trả lại"):
            said = filed.press_data(MONITOR, dict(old.buttons)[label])
            assert "đã được báo lại sau tin này nên chưa ghi gì" in said
        assert of(filed, 37).state == "waiting"

    def test_once(self, filed: Province) -> None:
        filed.say(MONITOR, "trả lại nv 37 stp: thiếu danh sách, trước 29/3")
        said = filed.say(MONITOR, "trả lại nv 37 stp: thiếu chữ ký, trước 29/3")
        assert "đã được Theo dõi CCHC, Sở Nội vụ trả lại lúc 8:20: “thiếu danh sách”" in said
        assert of(filed, 37).cycle == 2

    def test_reopened_after_acceptance(self, filed: Province) -> None:
        filed.say(MONITOR, "xác nhận nv 37 stp")
        filed.at("2024-03-25T09:00").say(MONITOR, "mở lại nv 37 stp")
        filed.say(MONITOR, "số liệu chưa khớp")
        said = filed.press(MONITOR, "Trước 29/3")
        assert said.first_line.startswith("Đã mở lại lúc 9:00: NV 37, Sở Tư pháp, bổ sung trước 29/3")
        one = of(filed, 37)
        assert (one.state, one.cycle, one.reason) == ("returned", 2, "số liệu chưa khớp")
        assert "đang chờ xác nhận nên chưa cần mở lại" in filed.say(MONITOR, "mở lại nv 37 sở y tế")


class TestQuestions:
    @pytest.fixture(autouse=True)
    def _returned(self, filed: Province) -> None:
        enrol(filed, OFFICER, HEAD, MONITOR)
        filed.say(MONITOR, "trả lại nv 37 stp: thiếu danh sách dự họp, trước 29/3")

    def test_the_agency_supplies(self, province: Province) -> None:
        data = "q:acceptance;a=stp;n=1;t=37;x=supply"
        said = province.press_data(OFFICER, data)
        assert said.first_line == "NV 37 cần bổ sung trước 29/3: “thiếu danh sách dự họp”."
        assert said.choices == ("Đã hoàn thành", "Hỏi Sở Nội vụ")
        assert "cho NV 37" in province.say(OFFICER, "", attachment=PAPER)
        province.press_data(OFFICER, data)
        assert "chờ Sở Nội vụ xác nhận" in province.press(OFFICER, "Đã hoàn thành")
        assert "không phụ trách" in province.press_data(HEALTH, data)

    def test_asks_and_is_answered(self, province: Province) -> None:
        asked = province.press_data(OFFICER, "q:acceptance;a=stp;n=1;t=37;x=question")
        assert "nhắn câu hỏi về NV 37" in asked
        said = province.say(OFFICER, "danh sách của ai, cả sở hay phòng?")
        assert said.first_line == ("Đã chuyển câu hỏi về NV 37 đến Sở Nội vụ: “danh sách của ai, cả sở hay phòng?”.")
        assert told(said)[MONITOR].endswith("“danh sách của ai, cả sở hay phòng?”")
        answer = said.reply.pushes[0].reply.choices[0][0]
        assert answer.label == "Trả lời"
        replied = province.say(MONITOR, "trả lời stp nv 37: cả sở")
        assert replied.first_line == "Đã chuyển trả lời về NV 37 đến Sở Tư pháp: “cả sở”."
        assert told(replied)[OFFICER].startswith("Sở Nội vụ trả lời về NV 37")
        assert told(replied)[OFFICER].endswith("“cả sở”")

    @pytest.mark.parametrize(
        "text", ["việc của tôi tuần này", "nv 38 được 60%, đang trình ký", "điểm sở y tế năm 2022"]
    )
    def test_another_matter_is_not_sent_as_the_question(self, province: Province, text: str) -> None:
        province.press_data(OFFICER, "q:acceptance;a=stp;n=1;t=37;x=question")
        assert told(province.say(OFFICER, text)) == {}

    def test_typed(self, province: Province) -> None:
        said = province.say(OFFICER, "hỏi sở nội vụ nv 37: danh sách nào?")
        assert told(said)[MONITOR].endswith("“danh sách nào?”")
        assert told(province.say(HEALTH, "hỏi sở nội vụ nv 18: làm sao?")) == {}


class TestWordOrder:
    """A monitor's verb may stand anywhere beside task and agency; what is told of an agency is no order."""

    @pytest.mark.parametrize(
        "text",
        ["nv 37 cua stp duyet hoan thanh nhe", "nv 37 stp ok roi, xac nhan di", "xac nhna xong nv37 stp",
         "chot hoan thanh nv 37 cho stp", "duyet 37 so tu phap", "xem bc cua stp roi, cong nhan hoan thanh nv 37"],
    )  # fmt: skip
    def test_accepts(self, filed: Province, text: str) -> None:
        assert filed.say(MONITOR, text).first_line.startswith("Đã xác nhận lúc 8:20: NV 37, Sở Tư pháp hoàn thành")
        assert of(filed, 37).state == "accepted"

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            ("nv 37 stp thieu giay moi, tra lai bo sung den het 28/3", "thieu giay moi"),
            ("nv 37 của sở tư pháp chưa có kết luận, cho làm lại, hạn 28/3 nhé", "chưa có kết luận"),
            ("yeu cau so tu phap bo sung nv 37 vi chua co ket luan, han 28/3", "chua co ket luan"),
            ("ko duyet nv 37 cua stp, so lieu sai. gui lai den het 28/3", "so lieu sai"),
        ],
    )
    def test_returns_with_the_reason_beside_it(self, filed: Province, text: str, reason: str) -> None:
        said = filed.say(MONITOR, text)
        assert said.first_line.startswith("Đã trả lại lúc 8:20: NV 37, Sở Tư pháp")
        assert f"“{reason}”" in said
        assert of(filed, 37).due == date(2024, 3, 28)

    def test_a_task_told_by_its_title_is_asked_about(self, filed: Province) -> None:
        said = filed.say(MONITOR, "xác nhận hoàn thành hội nghị quán triệt rút kinh nghiệm cho sở tư pháp")
        assert said.first_line.startswith("Anh/chị xác nhận báo cáo nào?")
        assert of(filed, 37).state == "waiting"

    @pytest.mark.parametrize(
        "text",
        ["nv 37 cua stp da duyet chua", "nv 37 stp de chieu duyet", "nv 37 stp chua duyet duoc",
         "nv 37 stp nop lai roi", "stp xin xac nhan nv 37", "neu du ho so thi duyet nv 37 stp",
         "nv 37 stp bi tra lai may lan",
         "sao nv 37 stp bi tra lai",
         "dong y cho nv 37 stp keo dai den 29/3"],
    )  # fmt: skip
    def test_what_is_no_order_decides_nothing(self, filed: Province, text: str) -> None:
        filed.say(MONITOR, text)
        assert of(filed, 37).state == "waiting"

    @pytest.mark.parametrize("text", ["nv 37 thieu giay moi, dang lam lai", "nv 37 tra lai roi, dang bo sung"])
    def test_an_officer_reports_in_the_same_words(self, filed: Province, text: str) -> None:
        assert filed.say("officer:budang", text).topic != "acceptance"
