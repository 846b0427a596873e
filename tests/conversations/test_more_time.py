"""More time: asked for through the head, decided by whoever set the date; an obstacle passed on."""

import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select, update

from bot.path.knowing import Knowing
from handlers.dialogue import Choice, plain
from storage import time_requests
from storage.assignments import of_task
from storage.models import (
    Account,
    Assignment,
    AuditEntry,
    Person,
    RoleHeld,
    SourceDocument,
    StoredChoice,
    Task,
    TimeRequest,
)
from storage.session import Store
from storage.settings_rows import catalogue_changed
from tests.province import Province, Said

OFFICER, HEAD, MONITOR, OTHER_MONITOR, LEADER = "officer:stp", "head:stp", "monitor:snv", "monitor:vpub", "leader:ct"


def enrol(province: Province, *people: str) -> None:
    with province.store.unit() as unit:
        for code in people:
            unit.session.add(
                Account(channel="telegram", external_id=f"chat-{code}", person_code=code, linked_at=datetime.now(UTC))
            )
            at = datetime(2024, 3, 14, tzinfo=UTC)
            unit.session.execute(update(Person).where(Person.code == code).values(enrolled_at=at))
        catalogue_changed(unit.session)
        unit.commit()


@pytest.fixture
def office(province: Province) -> Province:
    """Tuesday 19/3/2024; officer, head, monitors and leader on Telegram."""
    enrol(province, OFFICER, HEAD, MONITOR, OTHER_MONITOR, LEADER)
    return province.at("2024-03-19T09:15")


@pytest.fixture
def anywhere(demo_url: str) -> Iterator[Province]:
    province = Province(Store(demo_url), Knowing())
    enrol(province, OFFICER, HEAD, MONITOR, LEADER)
    yield province.at("2024-03-19T09:15")
    province.store.close()


def due(province: Province, task: int = 38, agency: str = "stp") -> tuple[date | None, int]:
    with province.store.reading() as unit:
        (one,) = of_task(unit.session, task, [agency])
        return one.due, one.cycle


def states(province: Province) -> list[str]:
    with province.store.reading() as unit:
        return list(unit.session.scalars(select(TimeRequest.state).order_by(TimeRequest.id)))


def pushed(said: Said, person: str) -> str:
    return "\n".join(plain(push.reply.text) for push in said.reply.pushes if push.person == person)


def press_push(province: Province, said: Said, person: str, label: str) -> Said:
    """Presses a button of the message that `said` sent to somebody else, as it was stored for them."""
    (push,) = [push for push in said.reply.pushes if push.person == person]
    choice: Choice = next(c for row in push.reply.choices for c in row if c.label == label)
    assert choice.does is not None
    with province.store.reading() as unit:
        found = [
            stored.token
            for stored in unit.session.scalars(select(StoredChoice).where(StoredChoice.person_code == person))
            if stored.action == choice.does.name and dict(stored.payload) == dict(choice.does.payload)
        ]
    return province.press_data(person, f"w:{found[-1]}")


def to_monitor(province: Province, text: str = "xin gia hạn nv 38 đến 29/3 vì chờ số liệu Sở TN&MT") -> Said:
    """Asked, shown to the head and approved: what the head's press said."""
    province.say(OFFICER, text)
    return press_push(province, province.press(OFFICER, "Trình Giám đốc"), HEAD, "Duyệt, gửi Sở Nội vụ")


def decided_by_monitor(province: Province) -> None:
    with province.store.unit() as unit:
        of_914 = select(Task.source_id).where(Task.no == 38).scalar_subquery()
        unit.session.execute(update(SourceDocument).where(SourceDocument.id == of_914).values(decided_by="monitor"))
        catalogue_changed(unit.session)
        unit.commit()


class TestTheDraft:
    def test_takes_its_reason_from_the_obstacle(self, office: Province) -> None:
        receipt = office.say(OFFICER, "nv 38 vướng, chờ số liệu Sở TN&MT")
        assert receipt.choices == ("Đề nghị hỗ trợ", "Đề nghị gia hạn", "Ghi nhầm, hủy")
        said = office.say(OFFICER, "xin gia hạn đến 29/3")
        assert said.text == (
            "Đề nghị gia hạn NV 38 đến hết 29/3, lý do “chờ số liệu Sở TN&MT”, "
            "cần Giám đốc Sở duyệt trước khi gửi Sở Nội vụ."
        )
        assert said.choices == ("Trình Giám đốc", "Sửa", "Không gửi")
        assert states(office) == ["drafted"]
        assert due(office) == (date(2024, 3, 24), 1)

    @pytest.mark.parametrize(
        ("typed", "until", "reason"),
        [
            ("xin gia han nv 38 den het 29/3 vi cho so lieu", "29/3", "cho so lieu"),
            ("nv 38 xin lùi đến thứ 6 tuần sau, do chưa có số liệu", "29/3", "chưa có số liệu"),
            ("đề nghị gia hạn nv 38 thêm 5 ngày vì thiếu người", "29/3", "thiếu người"),
            ("xin them 1 tuan nv 38 ly do cho y kien so tai chinh", "31/3", "cho y kien so tai chinh"),
            ("vì chờ số liệu nên xin gia hạn nv 38 đến hết tháng 3", "31/3", "chờ số liệu"),
            ("xin lùi nv 38 1 tuần vì thiếu kinh phí", "31/3", "thiếu kinh phí"),
            ("xin gia hạn nv 38 trước 30/3 vì 2 đơn vị chưa gửi", "29/3", "2 đơn vị chưa gửi"),
        ],
    )
    def test_days_and_reasons(self, office: Province, typed: str, until: str, reason: str) -> None:
        assert office.say(OFFICER, typed).first_line.startswith(
            f"Đề nghị gia hạn NV 38 đến hết {until}, lý do “{reason}”, cần"
        )

    def test_a_day_off_is_said(self, office: Province) -> None:
        said = office.say(OFFICER, "xin gia hạn nv 38 đến 31/3 vì chờ số liệu")
        assert "31/3 là ngày nghỉ; ngày làm việc cuối là thứ Sáu 29/3." in said

    def test_asks_for_what_is_missing(self, office: Province) -> None:
        asked = office.say(OFFICER, "xin gia hạn nv 38")
        assert asked.first_line.startswith("Đề nghị gia hạn NV 38 (hạn trước 25/3) đến hết ngày nào?")
        asked = office.say(OFFICER, "thứ 6 tuần sau")
        assert asked.first_line == "Anh/chị cho biết lý do đề nghị gia hạn NV 38 đến hết 29/3."
        said = office.say(OFFICER, "chờ ý kiến các huyện")
        assert "đến hết 29/3, lý do “chờ ý kiến các huyện”" in said
        assert states(office) == ["drafted"]

    def test_let_be_before_it_is_a_draft(self, office: Province) -> None:
        office.say(OFFICER, "xin gia hạn nv 38")
        assert office.say(OFFICER, "thôi").first_line == "Đã bỏ, chưa ghi gì."
        office.say(OFFICER, "xin gia hạn nv 38")
        assert office.say(OFFICER, "điểm sở y tế").topic == "score"
        assert states(office) == []

    def test_a_button_of_the_receipt_begins_it(self, office: Province) -> None:
        office.say(OFFICER, "nv 38 vướng, chờ số liệu")
        office.press(OFFICER, "Đề nghị gia hạn")
        assert "đến hết 29/3, lý do “chờ số liệu”" in office.say(OFFICER, "29/3")

    def test_which_task(self, office: Province) -> None:
        asked = office.say(OFFICER, "xin gia hạn đến 29/3 vì chờ số liệu")
        assert asked.first_line == "Anh/chị đề nghị gia hạn nhiệm vụ nào?"
        assert office.press(OFFICER, "NV 38 Báo cáo").first_line.startswith("Đề nghị gia hạn NV 38 đến hết 29/3")

    @pytest.mark.parametrize(
        ("typed", "told"),
        [
            ("xin gia hạn nv 38 đến 15/3 vì bận", "Ngày 15/3 đã qua nên chưa lập đề nghị."),
            ("xin gia hạn nv 38 đến 22/3 vì bận", "NV 38 có hạn trước 25/3, không sớm hơn 22/3"),
            ("xin gia hạn nv 13 đến 29/3 vì bận", "NV 13 chưa ấn định thời hạn nên không cần gia hạn."),
            ("xin gia hạn nv 1 đến 29/3 vì bận", "NV 1 không do Sở Tư pháp chủ trì"),
            ("xin gia hạn nv 99 đến 29/3 vì bận", "Chưa có nhiệm vụ số 99"),
        ],
    )
    def test_what_cannot_be_asked_for(self, office: Province, typed: str, told: str) -> None:
        assert told in office.say(OFFICER, typed)
        assert states(office) == []

    def test_what_is_done_needs_no_time(self, office: Province) -> None:
        office.say(OFFICER, "nv 38 xong")
        assert "đã được báo hoàn thành" in office.say(OFFICER, "xin gia hạn nv 38 đến 29/3 vì bận")

    def test_a_new_one_replaces_the_draft_and_says_so(self, office: Province) -> None:
        office.say(OFFICER, "xin gia hạn nv 38 đến 29/3 vì chờ số liệu")
        said = office.say(OFFICER, "xin gia hạn nv 38 đến 28/3 vì chờ số liệu")
        assert "Thay cho đề nghị trước (đến hết 29/3)." in said
        assert states(office) == ["dropped", "drafted"]

    def test_corrected_and_thrown_away(self, office: Province) -> None:
        office.say(OFFICER, "xin gia hạn nv 38 đến 29/3 vì chờ số liệu")
        office.press(OFFICER, "Sửa")
        assert "đến hết 28/3, lý do “chờ số liệu”" in office.say(OFFICER, "28/3")
        office.say(OFFICER, "sửa")
        assert "đến hết 28/3, lý do “chờ ý kiến Sở Tài chính”" in office.say(OFFICER, "vì chờ ý kiến Sở Tài chính")
        assert office.say(OFFICER, "không gửi").first_line == (
            "Đã bỏ đề nghị gia hạn NV 38, chưa gửi đi. Hạn vẫn là trước 25/3."
        )
        assert states(office) == ["dropped"]

    def test_nobody_else_asks_and_a_forwarded_text_asks_nothing(self, office: Province) -> None:
        office.say(MONITOR, "xin gia hạn nv 38 đến 29/3 vì bận")
        office.say(LEADER, "xin gia hạn nv 38 đến 29/3 vì bận")
        office.say(OFFICER, "xin gia hạn nv 38 đến 29/3 vì bận", forwarded=True)
        assert states(office) == []

    def test_a_snooze_is_no_request(self, office: Province) -> None:
        office.say(OFFICER, "lùi nhắc nv 38 đến 21/3")
        assert states(office) == []


class TestOnItsWay:
    def test_the_whole_way_to_the_leader_and_back(self, office: Province) -> None:
        office.say(OFFICER, "xin gia hạn nv 38 đến 29/3 vì chờ số liệu Sở TN&MT")
        submitted = office.press(OFFICER, "Trình Giám đốc")
        assert submitted.first_line.startswith("Đã trình Giám đốc Sở lúc 9:15: gia hạn NV 38 đến hết 29/3.")
        assert pushed(submitted, HEAD).startswith("🟡 Cán bộ đầu mối Sở Tư pháp đề nghị gia hạn NV 38 Báo cáo")
        sent = press_push(office, submitted, HEAD, "Duyệt, gửi Sở Nội vụ")
        assert sent.first_line.startswith("Đã gửi Sở Nội vụ lúc 9:15: đề nghị gia hạn NV 38 đến hết 29/3.")
        assert pushed(sent, MONITOR) == (
            "🟡 Sở Tư pháp đề nghị gia hạn NV 38 đến hết 29/3: “chờ số liệu Sở TN&MT”. "
            "Hạn do Công văn 914 của Chủ tịch UBND tỉnh ấn định."
        )
        assert pushed(sent, OTHER_MONITOR) == ""
        assert "đã duyệt, gửi Sở Nội vụ" in pushed(sent, OFFICER)
        forwarded = press_push(office, sent, MONITOR, "Trình lãnh đạo")
        assert forwarded.first_line.startswith("Đã trình lãnh đạo UBND tỉnh lúc 9:15")
        assert "Hạn hiện nay: trước 25/3 (Công văn 914)." in pushed(forwarded, LEADER)
        assert due(office) == (date(2024, 3, 24), 1)
        granted = press_push(office, forwarded, LEADER, "Đồng ý")
        assert granted.first_line == "Đã đồng ý lúc 9:15: Sở Tư pháp, NV 38, hạn mới hết 29/3. Đã báo cơ quan."
        for person in (OFFICER, HEAD, MONITOR):
            assert "Chủ tịch UBND tỉnh đồng ý gia hạn NV 38" in pushed(granted, person)
        assert due(office) == (date(2024, 3, 29), 2)
        assert due(office, agency="sct") == (date(2024, 3, 24), 1)
        assert states(office) == ["granted"]
        with office.store.reading() as unit:
            log = select(AuditEntry.action).order_by(AuditEntry.id)
            actions = unit.session.scalars(log.where(AuditEntry.subject.like("assignment:%"))).all()
        assert actions[-6:] == [
            "more_time.drafted", "more_time.with_head", "more_time.with_monitor", "more_time.with_leader",
            "more_time.granted", "assignment.moved",
        ]  # fmt: skip

    def test_all_by_typing(self, office: Province) -> None:
        office.say(OFFICER, "xin gia hạn nv 38 đến 29/3 vì chờ số liệu")
        assert "Đã trình Giám đốc Sở" in office.say(OFFICER, "trình giám đốc")
        assert "Đã gửi Sở Nội vụ" in office.say(HEAD, "duyet gia han nv 38")
        assert "đề nghị gia hạn NV 38 đến hết 29/3" in office.say(MONITOR, "ai xin gia hạn")
        assert "Đã trình lãnh đạo UBND tỉnh" in office.say(MONITOR, "trình lãnh đạo")
        assert "đề nghị gia hạn NV 38" in office.say(LEADER, "de nghi gia han")
        assert "Đã đồng ý lúc 9:15" in office.say(LEADER, "đồng ý gia hạn nv 38 sở tư pháp")
        assert due(office) == (date(2024, 3, 29), 2)

    def test_a_head_who_asks_skips_a_step(self, office: Province) -> None:
        said = office.say(HEAD, "xin gia hạn nv 38 đến 29/3 vì chờ số liệu")
        assert said.first_line == "Đề nghị gia hạn NV 38 đến hết 29/3, lý do “chờ số liệu”, gửi Sở Nội vụ."
        assert said.choices == ("Gửi Sở Nội vụ", "Sửa", "Không gửi")
        assert "đề nghị gia hạn NV 38" in pushed(office.press(HEAD, "Gửi Sở Nội vụ"), MONITOR)
        assert states(office) == ["with_monitor"]

    def test_a_monitors_own_date_is_the_monitors(self, office: Province) -> None:
        decided_by_monitor(office)
        sent = to_monitor(office)
        assert "theo Công văn 914" in pushed(sent, MONITOR)
        assert "Đã đồng ý" in press_push(office, sent, MONITOR, "Đồng ý")
        assert due(office) == (date(2024, 3, 29), 2)

    def test_sở_nội_vụ_asks_văn_phòng(self, office: Province) -> None:
        enrol(office, "head:snv")
        said = office.say("head:snv", "xin gia hạn nv 38 đến 29/3 vì chờ số liệu")
        assert said.choices[0] == "Gửi Văn phòng UBND tỉnh"
        sent = office.press("head:snv", "Gửi Văn phòng UBND tỉnh")
        assert "Sở Nội vụ đề nghị gia hạn NV 38" in pushed(sent, OTHER_MONITOR)
        assert pushed(sent, MONITOR) == ""
        assert "không có đề nghị gia hạn" in office.say(MONITOR, "ai xin gia hạn").text.lower()

    def test_the_head_changes_the_day(self, office: Province) -> None:
        office.say(OFFICER, "xin gia hạn nv 38 đến 31/3 vì chờ số liệu")
        press_push(office, office.press(OFFICER, "Trình Giám đốc"), HEAD, "Sửa ngày")
        said = office.say(HEAD, "đến 28/3")
        assert "đến hết 28/3" in said
        assert "Duyệt, gửi Sở Nội vụ" in said.choices
        office.press(HEAD, "Duyệt, gửi Sở Nội vụ")
        assert states(office) == ["with_monitor"]

    def test_nobody_at_the_other_end_is_said(self, province: Province) -> None:
        enrol(province, OFFICER)
        province.say(OFFICER, "xin gia hạn nv 38 đến 29/3 vì chờ số liệu")
        said = province.press(OFFICER, "Trình Giám đốc")
        assert "Chưa gửi được tin đến Giám đốc Sở; đề nghị báo trực tiếp." in said

    def test_a_head_on_leave_is_named_to_whoever_waits(self, office: Province) -> None:
        office.say(HEAD, "tôi nghỉ từ 19/3 đến 22/3, đầu mối thay")
        office.say(OFFICER, "xin gia hạn nv 38 đến 29/3 vì chờ số liệu")
        said = office.press(OFFICER, "Trình Giám đốc")
        assert "Giám đốc Sở đang nghỉ đến 22/3; đề nghị báo trực tiếp." in said

    def test_more_than_one_is_not_open(self, office: Province) -> None:
        to_monitor(office)
        said = office.say(OFFICER, "xin gia hạn nv 38 đến 28/3 vì bận")
        assert said.first_line.startswith("NV 38 đã có đề nghị gia hạn đến hết 29/3, đang chờ Sở Nội vụ.")
        withdrawn = office.press(OFFICER, "Rút đề nghị")
        assert withdrawn.first_line == "Đã rút đề nghị gia hạn NV 38. Hạn vẫn là trước 25/3."
        assert "Sở Tư pháp đã rút đề nghị gia hạn NV 38" in pushed(withdrawn, MONITOR)

    def test_the_button_of_a_draft_withdraws_nothing_that_was_sent(self, office: Province) -> None:
        drafted = office.say(OFFICER, "xin gia hạn nv 38 đến 29/3 vì chờ số liệu")
        press_push(office, office.say(OFFICER, "trình đề nghị gia hạn nv 38"), HEAD, "Duyệt, gửi Sở Nội vụ")
        said = office.press_data(OFFICER, dict(drafted.buttons)["Không gửi"])
        assert said.first_line == "Đề nghị gia hạn NV 38 hiện chờ Sở Nội vụ, chưa ghi gì."
        assert states(office) == ["with_monitor"]
        withdrawn = office.press(OFFICER, "Rút đề nghị")
        assert states(office) == ["dropped"]
        for told in (HEAD, MONITOR):
            assert "Sở Tư pháp đã rút đề nghị gia hạn NV 38" in pushed(withdrawn, told)

    def test_reminders_go_on_until_there_is_a_new_date(self, office: Province) -> None:
        to_monitor(office)
        messages = {m.person: plain(m.reply.text) for m in office.at("2024-03-22T07:30").sweep()}
        assert "NV 38" in messages[OFFICER]


class TestRefusals:
    def test_carry_a_reason(self, office: Province) -> None:
        sent = to_monitor(office)
        asked = press_push(office, sent, MONITOR, "Không đồng ý")
        assert asked.first_line.startswith("Cần nêu lý do không đồng ý gia hạn NV 38")
        said = office.say(MONITOR, "số liệu đã có từ 15/3")
        assert said.first_line.startswith("Đã ghi lúc 9:15: không đồng ý gia hạn NV 38 cho Sở Tư pháp")
        assert "“số liệu đã có từ 15/3”" in pushed(said, OFFICER)
        assert "“số liệu đã có từ 15/3”" in pushed(said, HEAD)
        assert states(office) == ["refused"]
        assert due(office) == (date(2024, 3, 24), 1)

    def test_a_question_on_something_else_is_no_reason(self, office: Province) -> None:
        press_push(office, to_monitor(office), MONITOR, "Không đồng ý")
        assert office.say(MONITOR, "điểm sở y tế").topic == "score"
        assert states(office) == ["with_monitor"]

    def test_an_order_is_no_question(self, office: Province) -> None:
        press_push(office, to_monitor(office), MONITOR, "Hỏi thêm")
        assert "Đã trình lãnh đạo UBND tỉnh" in office.say(MONITOR, "trình lãnh đạo")

    def test_by_button_and_in_one_sentence(self, office: Province) -> None:
        to_monitor(office)
        office.say(MONITOR, "trinh lanh dao gia han nv 38 so tu phap")
        said = office.say(LEADER, "không đồng ý gia hạn nv 38 vì là thời hạn chung")
        assert "lý do “là thời hạn chung”" in said
        assert "“là thời hạn chung”" in pushed(said, MONITOR)

    def test_of_the_head(self, office: Province) -> None:
        office.say(OFFICER, "xin gia hạn nv 38 đến 29/3 vì chờ số liệu")
        press_push(office, office.press(OFFICER, "Trình Giám đốc"), HEAD, "Không gửi")
        said = office.press(HEAD, "Chưa đủ lý do")
        assert said.first_line.startswith("Đã ghi lúc 9:15: không gửi đề nghị gia hạn NV 38")
        assert "“Chưa đủ lý do”" in pushed(said, OFFICER)
        assert pushed(said, MONITOR) == ""

    def test_a_question_goes_to_the_agency_and_its_answer_back(self, office: Province) -> None:
        sent = to_monitor(office)
        press_push(office, sent, MONITOR, "Hỏi thêm")
        asked = office.say(MONITOR, "da co van ban de nghi chua")
        assert "“da co van ban de nghi chua”" in pushed(asked, OFFICER)
        press_push(office, asked, OFFICER, "Trả lời")
        said = office.say(OFFICER, "có rồi, công văn 55/STP ngày 18/3")
        assert "“có rồi, công văn 55/STP ngày 18/3”" in pushed(said, MONITOR)
        assert states(office) == ["with_monitor"]


class TestMeanwhile:
    def test_it_was_reported_done(self, office: Province) -> None:
        sent = to_monitor(office)
        office.say(OFFICER, "nv 38 xong")
        said = press_push(office, sent, MONITOR, "Trình lãnh đạo")
        assert said.first_line.startswith("Sở Tư pháp đã báo hoàn thành NV 38")
        assert states(office) == ["dropped"]

    def test_the_date_was_moved(self, office: Province) -> None:
        sent = to_monitor(office)
        with office.store.unit() as unit:
            where = (Assignment.task_no == 38, Assignment.agency_code == "stp")
            unit.session.execute(update(Assignment).where(*where).values(due=date(2024, 4, 5), cycle=2))
            unit.commit()
        assert "không có đề nghị gia hạn" in office.say(MONITOR, "ai xin gia hạn").text.lower()
        said = press_push(office, sent, MONITOR, "Trình lãnh đạo")
        assert said.first_line.startswith("Thời hạn NV 38 đã thay đổi, nay là 05/4")

    def test_it_was_withdrawn(self, office: Province) -> None:
        sent = to_monitor(office)
        office.say(OFFICER, "rút đề nghị gia hạn nv 38")
        said = press_push(office, sent, MONITOR, "Trình lãnh đạo")
        assert "đã rút hoặc đã thay; chưa ghi gì" in said

    def test_it_was_decided_by_somebody_else(self, office: Province) -> None:
        forwarded = press_push(office, to_monitor(office), MONITOR, "Trình lãnh đạo")
        press_push(office, forwarded, LEADER, "Đồng ý")
        said = press_push(office, forwarded, LEADER, "Không đồng ý")
        assert said.first_line.startswith("Chủ tịch UBND tỉnh đã đồng ý gia hạn NV 38 đến hết 29/3 lúc 9:15")
        assert due(office) == (date(2024, 3, 29), 2)

    def test_the_day_asked_for_has_passed(self, office: Province) -> None:
        sent = to_monitor(office, "xin gia hạn nv 38 đến 26/3 vì chờ số liệu")
        said = press_push(office.at("2024-03-25T17:00"), sent, MONITOR, "Trình lãnh đạo")
        assert "Đã trình" in said
        late = press_push(office.at("2024-03-27T08:00"), said, LEADER, "Đồng ý")
        assert late.first_line.startswith("Ngày đề nghị 26/3 đã qua")
        assert due(office) == (date(2024, 3, 24), 1)

    def test_one_whose_day_has_passed_is_replaced(self, office: Province) -> None:
        to_monitor(office)
        office.at("2024-04-01T08:00")
        assert office.say(MONITOR, "ai xin gia hạn").first_line.startswith("🟢 Không có đề nghị gia hạn nào")
        said = office.say(OFFICER, "xin gia hạn nv 38 đến 5/4 vì chờ số liệu")
        assert said.first_line.startswith("Đề nghị gia hạn NV 38 đến hết 05/4")
        assert states(office) == ["dropped", "drafted"]

    def test_a_monitor_does_not_decide_for_a_leader(self, office: Province) -> None:
        to_monitor(office)
        said = office.say(MONITOR, "đồng ý gia hạn nv 38 sở tư pháp")
        assert (
            said.first_line == "Thời hạn NV 38 do lãnh đạo UBND tỉnh quyết định nên chưa ghi gì. Có thể trình lãnh đạo."
        )
        assert "Trình lãnh đạo" in said.choices
        assert states(office) == ["with_monitor"]
        assert due(office) == (date(2024, 3, 24), 1)

    def test_the_office_was_taken_away(self, office: Province) -> None:
        forwarded = press_push(office, to_monitor(office), MONITOR, "Trình lãnh đạo")
        with office.store.unit() as unit:
            held = (RoleHeld.person_code == LEADER, RoleHeld.role == "leader")
            unit.session.execute(update(RoleHeld).where(*held).values(ends_at=datetime(2024, 3, 18, tzinfo=UTC)))
            unit.session.add(RoleHeld(person_code=LEADER, role="monitor", agency_code="vpub", ends_at=None))
            catalogue_changed(unit.session)
            unit.commit()
        said = press_push(office, forwarded, LEADER, "Đồng ý")
        assert "không phụ trách việc này nên chưa ghi gì" in said
        assert states(office) == ["with_leader"]


class TestLists:
    def test_counted_for_monitors(self, office: Province) -> None:
        enrol(office, "head:sct", "head:syt")
        assert office.say(MONITOR, "ai xin gia hạn").first_line.startswith("🟢 Không có đề nghị gia hạn nào")
        for person in ("head:stp", "head:sct", "head:syt"):
            office.say(person, "xin gia hạn nv 38 đến 29/3 vì chờ số liệu")
            office.say(person, "gửi sở nội vụ")
        with office.store.reading() as unit:
            codes = ["stp", "sct", "syt"]
            assert time_requests.waiting_count(unit.session, ["with_monitor"], codes, office.now.date()) == 3
            assert time_requests.waiting_count(unit.session, ["with_monitor"], ["stp"], office.now.date()) == 1
        for typed in ("ai xin gia hạn", "đề nghị gia hạn", "co don vi nao xin lui han khong", "gia han dang cho"):
            said = office.say(MONITOR, typed)
            assert said.first_line == "3 đề nghị gia hạn đang chờ anh/chị quyết định:"
        assert "Sở Tư pháp, NV 38 đến hết 29/3: “chờ số liệu”" in said
        assert "Trình lãnh đạo" in office.press(MONITOR, "Xem 2").choices
        office.press(MONITOR, "Trình lãnh đạo")
        assert "1 đề nghị khác đang chờ lãnh đạo UBND tỉnh." in office.say(MONITOR, "ai xin gia hạn")

    def test_which_one_is_asked(self, office: Province) -> None:
        enrol(office, "head:sct")
        for person in ("head:stp", "head:sct"):
            office.say(person, "xin gia hạn nv 38 đến 29/3 vì chờ số liệu")
            office.say(person, "gửi sở nội vụ")
        asked = office.say(MONITOR, "trình lãnh đạo gia hạn nv 38")
        assert asked.first_line == "Đề nghị gia hạn nào?"
        assert states(office) == ["with_monitor", "with_monitor"]

    def test_of_ones_own_agency(self, office: Province) -> None:
        to_monitor(office)
        for typed in ("ai xin gia hạn", "da xin gia han chua", "gia hạn nv 38 đến đâu rồi"):
            assert "NV 38 đến hết 29/3, chờ Sở Nội vụ" in office.say(OFFICER, typed)
        assert "không có đề nghị gia hạn" in office.say("officer:sct", "ai xin gia hạn")

    def test_the_card_says_where_it_is(self, office: Province) -> None:
        to_monitor(office)
        line = "Đang đề nghị gia hạn đến hết 29/3, chờ Sở Nội vụ."
        assert line in office.say(OFFICER, "nv 38")
        assert line not in office.say("officer:sct", "nv 38")
        assert line not in office.say(MONITOR, "nv 38")  # 31 agencies are in sight


class TestSupport:
    def test_once_an_obstacle(self, office: Province) -> None:
        office.say(OFFICER, "nv 38 vướng, chờ số liệu Sở TN&MT")
        said = office.press(OFFICER, "Đề nghị hỗ trợ")
        assert said.first_line.startswith("Đã gửi Sở Nội vụ lúc 9:15 đề nghị hỗ trợ NV 38: “chờ số liệu Sở TN&MT”.")
        assert "Sở Tư pháp đề nghị hỗ trợ NV 38" in pushed(said, MONITOR)
        again = office.at("2024-03-19T10:00").say(OFFICER, "de nghi ho tro nv 38")
        assert again.first_line.startswith("Vướng mắc này đã gửi Sở Nội vụ lúc 9:15")
        assert not again.reply.pushes
        press_push(office, said, MONITOR, "Trả lời")
        answered = office.say(MONITOR, "So TN&MT gui so lieu chieu nay")
        assert "trả lời về vướng mắc NV 38: “So TN&MT gui so lieu chieu nay”" in pushed(answered, OFFICER)
        office.say(OFFICER, "nv 38 vướng, chờ ý kiến Sở Tài chính")
        assert pushed(office.press(OFFICER, "Đề nghị hỗ trợ"), MONITOR)

    def test_without_an_obstacle(self, office: Province) -> None:
        assert "NV 38 chưa báo vướng mắc" in office.say(OFFICER, "đề nghị hỗ trợ nv 38")


def test_two_leaders_at_once(anywhere: Province) -> None:
    """Both press: the date is moved once, and the second reads who was first."""
    with anywhere.store.unit() as unit:
        unit.session.add(Person(code="leader:pct", title="Phó Chủ tịch UBND tỉnh"))
        unit.session.flush()
        unit.session.add(RoleHeld(person_code="leader:pct", role="leader", agency_code=None, ends_at=None))
        unit.commit()
    enrol(anywhere, "leader:pct")
    anywhere.say(HEAD, "xin gia hạn nv 38 đến 29/3 vì chờ số liệu")
    sent = anywhere.press(HEAD, "Gửi Sở Nội vụ")
    press_push(anywhere, sent, MONITOR, "Trình lãnh đạo")
    together, said = threading.Barrier(2), dict[str, Said]()

    def decide(person: str) -> None:
        together.wait()
        said[person] = anywhere.say(person, "đồng ý gia hạn nv 38")

    threads = [threading.Thread(target=decide, args=(person,)) for person in (LEADER, "leader:pct")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    first = sorted(one.first_line[:12] for one in said.values())
    assert sum(line.startswith("Đã đồng ý lú") for line in first) == 1, said
    assert due(anywhere) == (date(2024, 3, 29), 2)
    assert states(anywhere) == ["granted"]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        (
            "cho lui nv 38 den 29/3 duoc khong, so lieu chua co",
            "Đề nghị gia hạn NV 38 đến hết 29/3, lý do “so lieu chua co”, cần Giám đốc Sở duyệt",
        ),
        ("nv 38 khong kip, xin den 29/3", "Anh/chị cho biết lý do đề nghị gia hạn NV 38 đến hết 29/3."),
        ("de nghi cho lui nv 38 sang 29/3", "Anh/chị cho biết lý do đề nghị gia hạn NV 38 đến hết 29/3."),
        ("nv 38 cho em them 5 ngay nua", "Anh/chị cho biết lý do đề nghị gia hạn NV 38 đến hết 29/3."),
    ],
)
def test_wished_in_other_words(province: Province, typed: str, first: str) -> None:
    assert province.say("officer:stp", typed).first_line.startswith(first)


def test_whether_one_may_is_no_wish(province: Province) -> None:
    assert province.say("head:stp", "co xin lui nv 20 duoc ko nhi").topic == "task"
