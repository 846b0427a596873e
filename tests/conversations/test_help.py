"""What is said to whoever asks nothing, does not know what to ask, or asks what nobody knows here."""

import re
from pathlib import Path

import pytest
from sqlalchemy import update

from handlers import help as helping
from handlers import smalltalk, start, unknown, unreached
from handlers.dialogue import Attachment, Reply, plain
from handlers.questions import decode, encode
from handlers.router import TOPICS
from handlers.understanding import Understanding
from handlers.words import help as words
from storage import models
from tests.conversations.offices import PEOPLE, Offices
from tests.province import Province

EVERYBODY = [code for code, *_ in PEOPLE]


@pytest.fixture
def offices(tmp_path: Path) -> Offices:
    return Offices(tmp_path)


def fits(reply: Reply) -> None:
    """The rules of the words: short, polite, buttons that a thumb can read."""
    text = plain(reply.text)
    assert len(text.splitlines()) <= 5
    assert len(text) <= 380
    assert "!" not in text
    for row in reply.choices:
        for choice in row:
            assert len(choice.label) <= (16 if len(row) > 1 else 28)
            if choice.asks is not None:
                assert decode(encode(choice.asks, choice.page))[0].topic in TOPICS


@pytest.mark.parametrize("person", EVERYBODY)
@pytest.mark.parametrize("topic", [start.answer, helping.answer, unknown.answer, smalltalk.answer])
def test_every_card_fits_every_role(offices: Offices, person: str, topic: object) -> None:
    reply = offices.asks(topic, person, said=Understanding(text="", topic="unknown"))
    fits(reply)
    if person == "leader:ct":
        assert "anh/chị" not in reply.text.casefold()  # a leader is addressed by no pronoun


@pytest.mark.parametrize(
    ("person", "labels"),
    [
        ("head:syt", ["Điểm đơn vị tôi", "Việc của tôi", "Bảng xếp hạng", "Báo tiến độ"]),
        ("officer:syt", ["Điểm đơn vị tôi", "Việc của tôi", "Bảng xếp hạng", "Báo tiến độ"]),
        ("monitor:snv", ["Chờ xác nhận", "Ai đang trễ hạn", "Tình hình chung", "Chưa gửi được tin"]),
        ("leader:ct", ["Tình hình chung", "Ai đang trễ hạn", "Bảng xếp hạng", "Hướng dẫn"]),
        ("admin", ["Tình hình chung", "Chưa gửi được tin", "Bảng xếp hạng", "Hướng dẫn"]),
    ],
)
def test_four_large_buttons_by_role(offices: Offices, person: str, labels: list[str]) -> None:
    for topic in (start.answer, helping.answer):
        keyboard = offices.asks(topic, person).keyboard
        assert keyboard is not None
        assert [label for row in keyboard for label in row] == labels


def test_every_large_button_is_a_question_when_it_comes_as_text(offices: Offices) -> None:
    for person in EVERYBODY:
        keyboard = offices.asks(start.answer, person).keyboard or ()
        for label in (label for row in keyboard for label in row):
            question = start.large_button(f" {label.lower()} ")
            assert question is not None
            assert question.topic in TOPICS
    assert start.large_button("chua gui duoc tin") == start.large_button("Chưa gửi được tin")
    assert start.large_button("điểm sở y tế") is None


def test_examples_are_those_of_the_own_office(offices: Offices) -> None:
    assert "điểm sở y tế" in offices.asks(helping.answer, "head:syt").text
    assert "điểm huyện bù đăng" in offices.asks(unknown.answer, "head:budang", "thời tiết").text
    # an office without a score has the example of another
    assert "điểm sở y tế" in offices.asks(helping.answer, "head:daiptth").text


OF_THE_DEMO = ("head:stp", "officer:svhttdl", "officer:budang", "head:daiptth", "monitor:snv", "leader:ct", "admin")


@pytest.mark.parametrize("person", OF_THE_DEMO)
def test_help_is_turned_in_place_a_page_a_subject(province: Province, person: str) -> None:
    card = province.say(person, "hướng dẫn")
    subjects = [label for label, data in card.buttons if data.startswith("q:help")]
    assert len(card.choices) - len(subjects) == 3  # examples to tap
    for subject in subjects:
        province.say(person, "hướng dẫn")
        page = province.press(person, subject)
        assert page.topic == "help"
        assert len(page.text.splitlines()) <= 5
        assert len(page.text) <= 380
        assert subject not in page.choices
        assert province.press(person, "Hướng dẫn chung").text == card.text


def test_a_turned_page_changes_the_message_and_a_first_one_does_not(offices: Offices) -> None:
    asked = {"said": Understanding(text="", topic="help"), "pressed": True}
    assert not offices.asks(helping.answer, "head:syt", **asked).edit
    assert offices.asks(helping.answer, "head:syt", **asked, page=2).edit
    assert offices.asks(helping.answer, "head:syt", **asked, page=helping.FIRST_AGAIN).edit


@pytest.mark.parametrize(
    ("asked", "head"),
    [
        ("hướng dẫn báo cáo tiến độ", "Báo tiến độ nhiệm vụ đơn vị chủ trì"),
        ("hướng dẫn xem điểm", "Hỏi Chỉ số CCHC"),
        ("hướng dẫn", "Trợ lý trả lời về Chỉ số CCHC"),
    ],
)
def test_help_on_a_subject_begins_there(province: Province, asked: str, head: str) -> None:
    assert province.say("officer:stp", asked).text.startswith(head)


@pytest.mark.parametrize("person", OF_THE_DEMO)
def test_every_example_of_the_help_is_understood(province: Province, person: str) -> None:
    pages = [province.say(person, "hướng dẫn")]
    for label in [label for label, data in pages[0].buttons if data.startswith("q:help")]:
        province.say(person, "hướng dẫn")
        pages.append(province.press(person, label))
    for page in pages:
        for line in page.text.splitlines():
            if line.startswith("Hỏi tiếp"):
                continue  # they lean on a question before
            for example in re.findall("“([^”]+)”", line):
                said = province.say(person, example)
                assert said.topic != "unknown", (person, example, said.text)
        for label, data in page.buttons:
            assert province.press_data(person, data).topic != "unknown", (person, label)


def test_what_is_out_of_scope_is_said_so_without_echo(offices: Offices) -> None:
    reply = offices.asks(unknown.answer, "head:syt", "thoi tiet <b>dong xoai</b>")
    assert reply.text.startswith("Trợ lý chỉ trả lời về Chỉ số CCHC và nhiệm vụ CCHC được giao. Anh/chị có thể nhắn: “")
    assert reply.text.count("“") == 3
    assert "dong xoai" not in reply.text


@pytest.mark.parametrize("person", OF_THE_DEMO)
def test_three_examples_to_tap_that_work_for_the_person(province: Province, person: str) -> None:
    said = province.say(person, "thời tiết hôm nay")
    assert said.topic == "unknown"
    assert len(said.choices) == 3
    for _, data in said.buttons:
        reply = province.press_data(person, data)
        assert reply.topic != "unknown"
        assert "không phụ trách" not in reply


def test_examples_keep_the_capitals_of_abbreviations(province: Province) -> None:
    assert "“điểm sở VHTT&DL”" in province.say("officer:svhttdl", "thời tiết")
    assert "“điểm văn phòng UBND tỉnh”" in province.say("officer:vpub", "thời tiết")


def test_the_example_of_a_report_is_the_own_task_that_is_most_pressing(province: Province) -> None:
    assert "Báo tiến độ NV 37" in province.say("officer:stp", "thời tiết").choices
    province.say("officer:stp", "nv 37 xong")
    assert "Báo tiến độ NV 38" in province.say("officer:stp", "thời tiết").choices


@pytest.mark.parametrize(
    ("person", "asked", "first", "second"),
    [
        ("officer:stp", "ai bị kỷ luật", "Bảng xếp hạng", "Việc quá hạn"),
        ("monitor:snv", "đơn vị nào lười nhất", "Bảng xếp hạng", "Ai đang trễ hạn"),
        ("leader:ct", "huyện nào nghèo nhất", "Bảng xếp hạng", "Ai đang trễ hạn"),
        ("officer:stp", "ai phụ trách cchc", "Bảng xếp hạng", "Việc quá hạn"),
    ],
)
def test_who_by_what_nobody_knows_here_gets_no_table(
    province: Province, person: str, asked: str, first: str, second: str
) -> None:
    said = province.say(person, asked)
    assert said.topic == "unknown"
    assert said.text.startswith("Trợ lý hiểu là cần tìm một ")
    assert said.choices == (first, second)


@pytest.mark.parametrize("text", ["không phải", "hiểu sai rồi", "không đúng ý tôi", "sai rồi ạ", "khong phai cai do"])
def test_an_answer_that_was_none_is_admitted(province: Province, text: str) -> None:
    province.say("officer:stp", "diem snv")
    said = province.say("officer:stp", text)
    assert said.first_line.startswith("Trợ lý hiểu chưa đúng câu hỏi."), said.text
    assert province.say("officer:stp", "còn sở y tế?").first_line.startswith("Sở Y tế: 93,75")


def test_a_group_that_was_named_stays_named(province: Province) -> None:
    said = province.say("officer:stp", "huyện nào nghèo nhất")
    assert "một huyện, thị xã, thành phố" in said
    assert "khối huyện" in province.press("officer:stp", "Bảng xếp hạng").first_line


def test_two_close_readings_become_buttons(offices: Offices) -> None:
    said = Understanding(text="…", topic="score", agencies=("syt",), second="weak", confidence=0.4)
    reply = offices.asks(unknown.answer, "head:syt", said=said)
    assert offices.labels == ["Điểm, thứ hạng", "Mất điểm ở đâu", "Hướng dẫn"]
    asked = [choice.asks for row in reply.choices for choice in row]
    assert [(a.topic, a.agencies) for a in asked[:2] if a] == [("score", ("syt",)), ("weak", ("syt",))]


def test_two_agencies_become_buttons(offices: Offices) -> None:
    said = Understanding(text="…", topic="unknown", alternatives=("snv", "budang"), year=2022)
    reply = offices.asks(unknown.answer, "head:syt", said=said)
    assert reply.text == "Câu hỏi về Sở Nội vụ hay huyện Bù Đăng?"
    asked = [choice.asks for row in reply.choices for choice in row]
    assert [(a.topic, a.agencies, a.year) for a in asked if a] == [
        ("score", ("snv",), 2022),
        ("score", ("budang",), 2022),
    ]


@pytest.mark.parametrize(
    ("kind", "what"),
    [("voice", "tin thoại"), ("sticker", "hình dán"), ("location", "vị trí"), ("dice", "loại tin này")],
)
def test_what_cannot_be_read_gets_one_sentence(offices: Offices, kind: str, what: str) -> None:
    said = Understanding(text="", topic="unknown")
    reply = offices.asks(unknown.answer, "head:syt", said=said, attachment=Attachment(kind))
    assert reply.text.startswith(f"Trợ lý chưa đọc được {what}; xin nhắn bằng chữ")
    assert "\n" not in reply.text


def test_a_code_in_an_enrolled_chat_is_neither_tried_nor_used(offices: Offices) -> None:
    code = offices.code("head:syt")
    reply = offices.asks(unknown.answer, "head:snv", said=Understanding(text=code, topic="unknown"))
    assert "đã đăng ký cho Giám đốc Sở Nội vụ" in reply.text
    assert code not in reply.text
    assert "Mã hợp lệ" in offices.stranger("7001", code)


@pytest.mark.parametrize("aspect", ["greeting", "thanks", "farewell", "acknowledge", None])
def test_smalltalk_is_one_neutral_line(offices: Offices, aspect: str | None) -> None:
    said = Understanding(text="…", topic="smalltalk", aspect=aspect)
    reply = offices.asks(smalltalk.answer, "head:syt", said=said)
    assert reply.text
    assert "\n" not in reply.text
    assert "!" not in reply.text


def test_ro_with_no_reminder_before_it_claims_nothing(offices: Offices) -> None:
    said = Understanding(text="rõ", topic="smalltalk", aspect="acknowledge")
    assert "không ghi gì thêm" in offices.asks(smalltalk.answer, "head:syt", said=said).text


def test_commands_stand_for_words_that_large_buttons_or_help_know(offices: Offices) -> None:
    assert [command for command, _, _ in words.COMMANDS][:1] == ["start"]
    assert set(start.COMMANDS_SAY) == {"diem", "viec", "xephang", "huongdan", "help"}
    for text in start.COMMANDS_SAY.values():
        assert start.large_button(text) is not None
    for command, description, _ in words.COMMANDS:
        assert command.isascii()
        assert 1 <= len(description) <= 256


# Whom nothing reaches


def test_monitor_sees_whom_to_call(offices: Offices) -> None:
    offices.enrol("head:syt", "1001")
    offices.enrol("officer:syt", "1002")
    offices.enrol("head:budang", "1003")
    with offices.store.unit() as unit:
        account = update(models.Account).where(models.Account.person_code == "head:budang")
        unit.session.execute(account.values(unreachable_since=offices.now))
        unit.commit()
    lines = plain(offices.asks(unreached.answer, "monitor:snv").text).splitlines()
    assert lines == [
        "3 người chưa gửi được tin, đề nghị gọi điện:",
        "UBND huyện Bù Đăng: người đứng đầu (gửi không đến)",
        "Sở Nội vụ: người đứng đầu (chưa đăng ký)",
        "Đài Phát thanh - Truyền hình: người đứng đầu (chưa đăng ký)",
    ]


@pytest.mark.parametrize("person", ["head:syt", "officer:syt"])
def test_offices_do_not_see_whom_nothing_reaches(offices: Offices, person: str) -> None:
    assert offices.asks(unreached.answer, person).text == words_not_for_you()


def words_not_for_you() -> str:
    from handlers.words.unreached import NOT_FOR_YOU

    return NOT_FOR_YOU


def test_labels_of_two_readings_fit_a_button() -> None:
    assert all(len(label) <= 28 for label in words.TOPIC_BUTTONS.values())
    assert set(words.TOPIC_BUTTONS) <= set(TOPICS)
