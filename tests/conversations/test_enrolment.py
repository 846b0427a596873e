"""Who comes in, and what those who do not are told."""

import string
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from bot.path.outgoing import Rows
from handlers import codes
from handlers.dialogue import Incoming, Reply, plain
from handlers.enrolment import EnrolmentError, asks_for_code, enrol, invite
from handlers.router import Moment, respond
from handlers.start import keyboard
from handlers.words import enrolment as words
from storage import conversations, models
from storage.audit import history
from storage.clock import LOCAL
from storage.settings_rows import catalogue_changed
from tests.conversations.offices import Offices
from tests.province import Province

CODES = st.text(alphabet=codes.ALPHABET, min_size=8, max_size=8).filter(lambda c: any(x.isdigit() for x in c))


@pytest.fixture
def offices(tmp_path: Path) -> Offices:
    return Offices(tmp_path)


def wrong(number: int) -> str:
    """A code that was never given."""
    return f"{codes.ALPHABET[number % 32]}{codes.ALPHABET[number // 32]}22 2222"


def end_role(offices: Offices, person: str) -> None:
    with offices.store.unit() as unit:
        ended = update(models.RoleHeld).where(models.RoleHeld.person_code == person)
        unit.session.execute(ended.values(ends_at=offices.now))
        unit.commit()


# Strangers


@pytest.mark.parametrize(
    "text",
    [
        "nv 3",
        "xin chào",
        "điểm sở y tế",
        "/start",
        "/start abc def",
        "head:syt",
        "",
        "diem 2023",
        "việc của tôi",
        "đúng",
    ],
)
def test_nobody_is_in_by_default_and_all_are_told_the_same(offices: Offices, text: str) -> None:
    assert offices.stranger("7001", text) == words.STRANGER
    assert offices.labels == []
    assert offices.reply.keyboard is None


def test_whoever_lost_their_role_is_a_stranger_like_any_other(offices: Offices) -> None:
    offices.enrol("head:syt", "1001")
    end_role(offices, "head:syt")
    assert offices.stranger("1001", "nv 3") == offices.stranger("7001", "nv 3") == words.STRANGER


def test_code_asks_before_it_binds(offices: Offices) -> None:
    code = offices.code("head:syt")
    assert plain(offices.stranger("7001", code)) == "Mã hợp lệ cho Giám đốc Sở Y tế. Có đúng là anh/chị không?"
    assert offices.labels == ["Đúng", "Không phải"]
    assert offices.knowledge.catalogue.person_at("telegram", "7001") is None

    welcome = plain(offices.press("7001", "Đúng"))
    assert welcome.startswith("Đã đăng ký: Giám đốc Sở Y tế. Nhắc việc lúc 7:30 các ngày làm việc;")
    assert "Sở Nội vụ" in welcome  # who sees what one writes
    assert offices.reply.keyboard == (("Điểm đơn vị tôi", "Việc của tôi"), ("Bảng xếp hạng", "Báo tiến độ"))
    person = offices.knowledge.catalogue.person_at("telegram", "7001")
    assert person is not None
    assert (person.code, person.enrolled_at) == ("head:syt", offices.now)


@pytest.mark.parametrize("yes", ["Đúng", "đúng", "dung."])
def test_the_question_can_be_answered_by_typing(offices: Offices, yes: str) -> None:
    offices.stranger("7001", offices.code("head:syt"))
    assert offices.stranger("7002", yes) == words.STRANGER  # not their question
    assert plain(offices.stranger("7001", yes)).startswith("Đã đăng ký: Giám đốc Sở Y tế")


def test_a_typed_answer_comes_too_late_after_ten_minutes(offices: Offices) -> None:
    offices.stranger("7001", offices.code("head:syt"))
    offices.now += timedelta(minutes=11)
    assert offices.stranger("7001", "đúng") == words.STRANGER


def test_not_me_binds_nothing_and_leaves_the_code_for_its_owner(offices: Offices) -> None:
    code = offices.code("head:syt")
    offices.stranger("7001", code)
    assert offices.press("7001", "Không phải") == words.NOT_ME
    assert offices.knowledge.catalogue.person_at("telegram", "7001") is None
    assert "Giám đốc Sở Y tế" in offices.stranger("7002", code)


def test_deep_link_works_like_a_code(offices: Offices) -> None:
    payload = offices.code("officer:syt", link=True)
    assert len(payload) >= 22  # 128 bits
    assert "Cán bộ đầu mối Sở Y tế" in offices.stranger("7001", f"/start {payload}")
    offices.press("7001", "Đúng")
    assert "còn 4 lần thử" in offices.stranger("7002", f"/start {payload}").casefold()


def test_code_and_link_of_one_invitation_are_used_up_together(offices: Offices) -> None:
    code, payload = offices.code("head:syt"), offices.code("head:syt", link=True)
    offices.stranger("7001", code)
    offices.press("7001", "Đúng")
    assert offices.stranger("7002", f"/start {payload}") == words.REFUSED.format(left=4)


# Refusals


def test_wrong_used_and_expired_codes_read_the_same(offices: Offices) -> None:
    used, expired, of_former = offices.code("head:syt"), offices.code("head:snv"), offices.code("head:budang")
    end_role(offices, "head:budang")
    offices.stranger("7001", used)
    offices.press("7001", "Đúng")
    former = offices.stranger("7005", of_former)
    offices.now = datetime(2024, 3, 20, 17, 0, tzinfo=LOCAL)
    texts = {
        former,
        offices.stranger("7002", used),
        offices.stranger("7003", expired),
        offices.stranger("7004", wrong(0)),
    }
    assert texts == {
        "Mã không dùng được: có thể nhập sai, đã dùng hoặc hết hạn. Còn 4 lần thử. Cần mã mới, xin liên hệ Sở Nội vụ."
    }


def test_a_code_lasts_until_17_00_of_the_second_working_day(offices: Offices) -> None:
    code = offices.code("head:syt")
    offices.now = datetime(2024, 3, 20, 16, 59, 59, tzinfo=LOCAL)
    assert "Mã hợp lệ" in offices.stranger("7001", code)


def test_a_code_made_on_friday_lasts_until_tuesday(offices: Offices) -> None:
    offices.now = datetime(2024, 3, 22, 16, 0, tzinfo=LOCAL)
    code = offices.code("head:syt")
    offices.now = datetime(2024, 3, 26, 16, 0, tzinfo=LOCAL)
    assert "Mã hợp lệ" in offices.stranger("7001", code)


def test_five_wrong_codes_lock_the_account_for_an_hour(offices: Offices) -> None:
    good = offices.code("head:syt")
    told = [offices.stranger("7001", wrong(n)) for n in range(5)]
    assert told == [words.REFUSED.format(left=left) for left in (4, 3, 2, 1)] + [words.LOCKED]
    offices.now += timedelta(minutes=59)
    assert offices.stranger("7001", good) == words.LOCKED
    assert offices.stranger("7001", "nv 3") == words.STRANGER
    assert "Mã hợp lệ" in offices.stranger("7002", good)  # only that account is locked
    offices.now += timedelta(minutes=1)
    assert "Mã hợp lệ" in offices.stranger("7001", good)


def test_the_question_asked_before_the_lock_does_not_bind_after_it(offices: Offices) -> None:
    offices.stranger("7001", offices.code("head:syt"))
    question = offices.reply
    for n in range(5):
        offices.stranger("7001", wrong(n))
    offices.reply = question
    assert offices.press("7001", "Đúng") == words.LOCKED
    assert offices.knowledge.catalogue.person_at("telegram", "7001") is None


def test_odd_spacing_is_tried_and_counted_but_reads_as_any_other_text(offices: Offices) -> None:
    assert offices.stranger("7001", "nv 38 dang") == words.STRANGER
    assert offices.stranger("7001", wrong(0)) == words.REFUSED.format(left=3)
    code = offices.code("head:syt").replace(" ", "")
    assert "Mã hợp lệ" in offices.stranger("7001", f"{code[:3]} {code[3:]}")


def test_fifty_wrong_codes_in_an_hour_alert_the_admin(offices: Offices) -> None:
    pushes = []
    for account in range(10):
        for n in range(5):
            offices.stranger(str(7000 + account), wrong(n))
            pushes.append(list(offices.reply.pushes))
    assert not any(pushes[:49])
    assert [push.person for push in pushes[49]] == ["admin"]
    with offices.store.reading() as unit:
        assert [entry.action for entry in history(unit.session, "enrolment")] == ["enrolment.alert"]


# One use


def test_a_second_press_binds_nothing_more(offices: Offices) -> None:
    before = offices.knowledge
    offices.stranger("7001", offices.code("head:syt"))
    question = offices.reply
    offices.press("7001", "Đúng")
    offices.reply = question
    offices.press("7001", "Đúng", knowledge=before)
    with offices.store.reading() as unit:
        linked = [e for e in history(unit.session, "person:head:syt") if e.action == "enrolment.linked"]
    assert len(linked) == 1
    assert offices.stranger("7001", "", knowledge=before) == offices.stranger("7001", "nv 3", knowledge=before)
    assert "Đã đăng ký" in offices.reply.text  # not told that the code is bad


def test_two_accounts_with_one_code_only_the_first_comes_in(offices: Offices) -> None:
    code = offices.code("head:syt")
    offices.stranger("7001", code)
    first = offices.reply
    offices.stranger("7002", code)
    offices.press("7002", "Đúng")
    offices.reply = first
    assert offices.press("7001", "Đúng") == words.REFUSED.format(left=4)
    accounts = offices.knowledge.catalogue.accounts
    assert {a.external_id for a in accounts.values()} == {"7002"}


def test_a_button_of_another_account_does_not_bind(offices: Offices) -> None:
    offices.stranger("7001", offices.code("head:syt"))
    assert offices.press("7002", "Đúng") == words.REFUSED.format(left=4)


def test_role_that_ends_between_question_and_press_is_refused(offices: Offices) -> None:
    offices.stranger("7001", offices.code("head:syt"))
    end_role(offices, "head:syt")
    assert offices.press("7001", "Đúng") == words.REFUSED.format(left=4)


def test_a_successor_takes_over_the_account_of_the_office(offices: Offices) -> None:
    offices.enrol("head:syt", "1001")
    end_role(offices, "head:syt")
    offices.stranger("1001", offices.code("head:budang"))
    offices.press("1001", "Đúng")
    person = offices.knowledge.catalogue.person_at("telegram", "1001")
    assert person is not None
    assert person.code == "head:budang"


def test_no_code_is_kept_in_letters(offices: Offices) -> None:
    code = offices.code("head:syt")
    payload = offices.code("head:syt", link=True)
    with offices.store.reading() as unit:
        rows = unit.session.scalars(select(models.EnrolmentCode)).all()
        kept = " ".join([r.hash for r in rows] + [str(e.details) for e in history(unit.session, "person:head:syt")])
    assert len(rows) == 2
    for secret in (code, code.replace(" ", ""), payload):
        assert secret not in kept


# The console


def test_enrol_links_several_accounts_of_one_person(offices: Offices) -> None:
    assert offices.enrol("head:syt", "1001").new
    assert offices.enrol("head:syt", "1002").new
    assert not offices.enrol("head:syt", "1001").new
    catalogue = offices.knowledge.catalogue
    assert {a.external_id for a in catalogue.accounts.values() if a.person == "head:syt"} == {"1001", "1002"}


def test_account_of_somebody_else_is_refused_without_move(offices: Offices) -> None:
    offices.enrol("head:syt", "1001")
    with pytest.raises(EnrolmentError, match="Giám đốc Sở Y tế"):
        offices.enrol("head:snv", "1001")
    moved = offices.enrol("head:snv", "1001", move=True)
    assert moved.moved_from == "head:syt"
    person = offices.knowledge.catalogue.person_at("telegram", "1001")
    assert person is not None
    assert person.code == "head:snv"


def test_a_moved_account_leaves_its_conversation_behind(offices: Offices) -> None:
    offices.enrol("head:syt", "1001")
    with offices.store.unit() as unit:
        state = {"expects": {"action": "progress.note", "payload": {}}}
        unit.session.add(
            models.Conversation(channel="telegram", chat="1001", person_code=None, state=state, at=offices.now)
        )
        unit.commit()
    offices.enrol("head:snv", "1001", move=True)
    with offices.store.reading() as unit:
        assert unit.session.scalars(select(models.Conversation)).all() == []


def test_unknown_person_is_offered_the_nearest_codes(offices: Offices) -> None:
    with pytest.raises(EnrolmentError, match="head:syt"):
        offices.enrol("head:sty", "1001")
    with pytest.raises(EnrolmentError, match="Không có người") as refused:
        offices.enrol("zzzzzz", "1001")
    assert "Gần nhất" not in str(refused.value)


@pytest.mark.parametrize(
    ("channel", "account"), [("fax", "1"), ("telegram", "-100"), ("telegram", "abc"), ("zalo", "")]
)
def test_impossible_accounts_are_refused(offices: Offices, channel: str, account: str) -> None:
    with offices.store.unit() as unit, pytest.raises(EnrolmentError):
        enrol(unit, "head:syt", channel, account, offices.now)


def test_person_without_a_role_is_not_enrolled(offices: Offices) -> None:
    end_role(offices, "head:syt")
    with pytest.raises(EnrolmentError, match="không giữ vai trò"):
        offices.enrol("head:syt", "1001")


# Codes given in chat


@pytest.mark.parametrize(
    "text",
    [
        "cấp mã cho giám đốc sở y tế",
        "ma cho head syt",
        "cap ma dang ky cho head:syt",
        "tạo giúp tôi mã mời cho Giám đốc Sở Y tế nhé",
        "gửi lại mã cho người đứng đầu sở y tế",
    ],
)
def test_monitor_gives_a_head_a_code(offices: Offices, text: str) -> None:
    assert asks_for_code(text)
    told = plain(offices.invites("monitor:snv", text)).splitlines()
    assert offices.reply.secret
    assert told[0].startswith("Mã đăng ký của Giám đốc Sở Y tế: ")
    assert told[0].endswith("Dùng một lần, hết hạn 17:00 thứ Tư 20/3.")
    assert offices.labels == ["Thu hồi mã", "Tạo lời nhắn gửi kèm"]
    code = told[0].partition(": ")[2][:9]
    assert "Giám đốc Sở Y tế" in offices.stranger("7001", code)


@pytest.mark.parametrize(
    "text",
    ["nv 3 xong", "điểm sở y tế", "mã nghị", "xin mã tiêu chí 7.4.2", "việc bù gia mập", "cho tôi điểm", "x" * 9999],
)
def test_other_sentences_ask_for_no_code(text: str) -> None:
    assert not asks_for_code(text)


def test_without_a_role_word_the_monitor_chooses(offices: Offices) -> None:
    offices.invites("monitor:snv", "cấp mã cho sở y tế")
    assert offices.labels == ["Giám đốc Sở Y tế", "Cán bộ đầu mối Sở Y tế"]
    assert "Cán bộ đầu mối Sở Y tế" in offices.does("monitor:snv", "Cán bộ đầu mối Sở Y tế")


def test_a_deputy_is_not_given_the_code_of_the_head(offices: Offices) -> None:
    assert offices.invites("monitor:snv", "cấp mã cho phó giám đốc sở y tế") == words.NOT_LISTED


@pytest.mark.parametrize("whom", ["theo dõi sở nội vụ", "chủ tịch ubnd tỉnh", "admin", "leader:ct"])
def test_only_the_admin_invites_monitors_leaders_admins(offices: Offices, whom: str) -> None:
    assert offices.invites("monitor:snv", f"cấp mã cho {whom}") == words.ONLY_ADMIN
    assert "Mã đăng ký của" in offices.invites("admin", f"cấp mã cho {whom}")


@pytest.mark.parametrize("person", ["head:syt", "officer:syt", "leader:ct", "head:snv"])
def test_everybody_else_is_refused(offices: Offices, person: str) -> None:
    assert offices.invites(person, "cấp mã cho giám đốc sở y tế") == words.ONLY_MONITORS
    assert offices.labels == []


def test_nobody_named_asks_for_whom(offices: Offices) -> None:
    assert offices.invites("monitor:snv", "cấp mã") == words.FOR_WHOM


def test_a_revoked_code_is_no_good(offices: Offices) -> None:
    told = plain(offices.invites("monitor:snv", "cấp mã cho giám đốc sở y tế"))
    given = offices.reply
    assert offices.does("monitor:snv", "Thu hồi mã") == "Đã thu hồi mã của Giám đốc Sở Y tế. Mã đó không dùng được nữa."
    assert offices.stranger("7001", told.partition(": ")[2][:9]) == words.REFUSED.format(left=4)
    offices.reply = given
    assert "không còn gì để thu hồi" in offices.does("monitor:snv", "Thu hồi mã")


def test_the_note_to_send_along_holds_no_code(offices: Offices) -> None:
    code = plain(offices.invites("monitor:snv", "cấp mã cho giám đốc sở y tế")).partition(": ")[2][:9]
    note = offices.does("monitor:snv", "Tạo lời nhắn gửi kèm")
    assert note.startswith("Kính gửi Giám đốc Sở Y tế")
    assert code not in note


def test_rights_are_looked_at_again_when_the_button_is_pressed(offices: Offices) -> None:
    offices.invites("monitor:snv", "cấp mã cho sở y tế")
    assert offices.does("head:syt", "Giám đốc Sở Y tế") == words.ONLY_MONITORS


# Codes as letters


@given(CODES, st.sampled_from(["{}", "  {} ", "mã {}", "Mã đăng ký: {}", "ma la {}", "{}.", "/start {}"]), st.data())
def test_a_code_is_read_however_it_is_typed(code: str, around: str, data: st.DataObject) -> None:
    between = data.draw(st.sampled_from(["", " ", "-", " - ", "–", "."]))
    typed = between.join([code[:4], code[4:]])
    typed = "".join(data.draw(st.sampled_from([letter, letter.lower()])) for letter in typed)
    if around.startswith("/start"):
        typed = typed.replace(" ", "").replace("–", "-").replace(".", "-")
    read = codes.read(around.format(typed))
    assert read is not None
    assert (read.kind, read.value, read.as_shown) == ("code", code, True)


@given(st.text(max_size=100))
def test_any_text_is_a_whole_code_or_none(text: str) -> None:
    read = codes.read(text)
    if read is not None and read.kind == "code":
        assert len(read.value) == 8
        assert set(read.value) <= set(codes.ALPHABET)


def test_new_codes_are_read_back_and_differ() -> None:
    made = [codes.new_code() for _ in range(500)]
    assert len(set(made)) == 500
    for code in made:
        read = codes.read(codes.shown(code).lower())
        assert read is not None
        assert read.value == code


@given(st.binary(min_size=32, max_size=32), CODES, CODES)
def test_hashes_differ_by_secret_kind_and_code(secret: bytes, code: str, other: str) -> None:
    hashed = codes.hashed(secret, "code", code)
    assert len(hashed) == 64
    assert set(hashed) <= set(string.hexdigits)
    assert hashed != codes.hashed(secret, "link", code)
    assert (hashed == codes.hashed(secret, "code", other)) == (code == other)


# The whole way, through the router, in the demo's province


class Phone:
    """A Telegram account before and after it belongs to somebody."""

    def __init__(self, province: Province, account: str) -> None:
        self.province, self.account = province, account
        self.buttons: dict[str, str] = {}

    def writes(self, text: str = "", data: str | None = None) -> Reply:
        province, place, now = self.province, ("telegram", self.account), self.province.now
        with province.store.unit() as unit:
            knowledge = province.knowing.current(unit.session, now)
            state = conversations.states(unit.session, {place}, now).get(place, {})
            incoming = Incoming(*place, self.account, text, data=data)
            reply = respond(incoming, Moment(now, knowledge, state), unit)
            assert reply is not None
            person = province.knowing.current(unit.session, now).catalogue.person_at(*place)
            rows = Rows(now, now)
            shown = rows.buttons(reply.choices, person.code if person else None, *place)
            rows.states[place] = dict(reply.remember or {})
            rows.write(unit)
            unit.commit()
        self.buttons |= {label: token for row in shown for label, token in row}
        return reply

    def presses(self, label: str) -> Reply:
        return self.writes(data=self.buttons[label])


def given_code(province: Province, person: str) -> str:
    with province.store.unit() as unit:
        code = invite(unit, person, province.now, made_by="console", calendar=province.knowledge.calendar)
        unit.commit()
    return code


def test_a_head_comes_in_and_is_told_what_is_due(province: Province) -> None:
    phone = Phone(province, "7001")
    assert phone.writes("nv 38").text == words.STRANGER
    phone.writes(given_code(province, "head:stp"))
    welcome = phone.presses("Đúng")
    assert plain(welcome.text).splitlines() == [
        "Đã đăng ký: Giám đốc Sở Tư pháp. Nhắc việc lúc 7:30 các ngày làm việc; đổi giờ, nhắn “nhắc lúc 6:45”.",
        "🟡 Gần nhất: NV 37, NV 38: trước 25/3 (chậm nhất thứ Sáu 22/3).",
        "Còn 5 việc có hạn trước 14/3/2024 chưa rõ kết quả.",
        "Báo cáo của anh/chị được Sở Nội vụ, Văn phòng UBND tỉnh và lãnh đạo tỉnh xem.",
    ]
    assert len(plain(welcome.text)) <= 350
    assert "chưa ghi gì" in phone.presses("Để sau").text
    assert "5 việc" in plain(phone.presses("Đã xong hết").text)
    assert "trước 14/3/2024" not in phone.writes("/start").text
    assert "Sở Tư pháp" in phone.presses("Điểm Sở Tư pháp").text


def test_yes_pressed_twice_comes_in_once(province: Province) -> None:
    phone = Phone(province, "7001")
    phone.writes(given_code(province, "head:stp"))
    phone.presses("Đúng")
    again = phone.presses("Đúng")
    assert "Mã" not in again.text
    assert province.knowledge.catalogue.person_at("telegram", "7001") is not None


def test_a_forwarded_or_forged_yes_does_nothing(province: Province) -> None:
    owner, other = Phone(province, "7001"), Phone(province, "7002")
    owner.writes(given_code(province, "head:stp"))
    assert other.writes(data=owner.buttons["Đúng"]).text == words.STRANGER
    assert other.writes(data="w:nothing").text == words.STRANGER
    assert province.knowledge.catalogue.person_at("telegram", "7002") is None


def test_every_question_of_a_former_official_reads_like_a_strangers(province: Province) -> None:
    phone, stranger = Phone(province, "7001"), Phone(province, "7002")
    phone.writes(given_code(province, "head:stp"))
    phone.presses("Đúng")
    assert "NV 38" in phone.writes("nv 38").text
    with province.store.unit() as unit:
        ended = update(models.RoleHeld).where(models.RoleHeld.person_code == "head:stp")
        unit.session.execute(ended.values(ends_at=province.now))
        catalogue_changed(unit.session)
        unit.commit()
    for text in ("nv 38", "nv 38 xong", "điểm snv", "Việc của tôi", "/start", "cấp mã cho giám đốc sở y tế"):
        assert phone.writes(text).text == stranger.writes(text).text == words.STRANGER
    for label in ("Việc của tôi", "Đã xong hết"):
        assert phone.presses(label).text == words.STRANGER


def test_all_large_buttons_are_answered(province: Province) -> None:
    for person in ("head:stp", "monitor:snv", "leader:ct", "admin"):
        found = province.knowledge.person(person)
        assert found is not None
        for label in (label for row in keyboard(found) for label in row):
            assert province.say(person, label).topic not in ("unknown", "smalltalk"), (person, label)


def test_a_forwarded_wish_for_a_code_is_asked_about_first(province: Province) -> None:
    asked = province.say("monitor:snv", "cấp mã cho giám đốc sở y tế", forwarded=True)
    assert asked.choices == ("Giám đốc Sở Y tế",)
    assert "Mã đăng ký của Giám đốc Sở Y tế" in province.press("monitor:snv", "Giám đốc Sở Y tế").text
