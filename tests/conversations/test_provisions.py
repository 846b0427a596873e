"""What a document asks for, clause by clause."""

import pytest

from tests.province import Province

OFFICER, MONITOR = "officer:stp", "monitor:snv"


@pytest.mark.parametrize(
    "text",
    ["914 yêu cầu gì", "cv 914 yeu cau nhung gi", "công văn 914 nói gì", "noi dung cong van 914", "914 quy định gì"],
)
def test_a_document_in_short(province: Province, text: str) -> None:
    said = province.say(OFFICER, text)
    assert said.topic == "provisions"
    assert said.first_line == (
        "Công văn 914/UBND-NC ngày 14/3/2024, do lãnh đạo UBND tỉnh quyết định: 6 mục, 10 nhiệm vụ."
    )
    assert "Mục 2: Hội nghị quán triệt, rút kinh nghiệm và 2 nhiệm vụ khác; trước 25/3" in said
    assert said.choices == ("Mục 1", "Mục 2", "Mục 3", "Mục 4a", "Mục 4b", "Mục 4c", "Danh sách nhiệm vụ")


def test_a_clause_by_button_and_by_words_right_after(province: Province) -> None:
    province.say(OFFICER, "914 yêu cầu gì")
    pressed = province.press(OFFICER, "Mục 2")
    province.say(OFFICER, "914 yêu cầu gì")
    typed = province.say(OFFICER, "muc 2")
    assert pressed.text == typed.text
    assert typed.first_line == "Công văn 914, mục 2: 3 nhiệm vụ."
    assert "31 cơ quan, địa phương; trước 25/3 (chậm nhất thứ Sáu 22/3)" in typed
    assert typed.choices == ("NV 37 Hội nghị", "NV 38 Báo cáo", "NV 39 Kiểm soát", "Cả văn bản")
    assert "mục 4a: Tham mưu đánh giá" in province.say(OFFICER, "khoản 4a")


@pytest.mark.parametrize(
    "text", ["khoản 4a của 914 yêu cầu gì", "điểm a khoản 4 công văn 914 nói gì", "914 muc 4a noi gi"]
)
def test_a_clause_with_its_document(province: Province, text: str) -> None:
    assert province.say(OFFICER, text).text.split("\n") == [
        "Công văn 914, mục 4a: Tham mưu đánh giá, xếp loại người đứng đầu trong thực hiện cải cách hành chính.",
        "Chủ trì: Sở Nội vụ.",
        "Thời hạn: chưa ấn định thời hạn.",
        "Sản phẩm: Tờ trình xếp loại.",
    ]


def test_a_clause_that_only_one_document_has_needs_no_name(province: Province) -> None:
    assert province.say(OFFICER, "mục 2 nói gì").first_line == "Công văn 914, mục 2: 3 nhiệm vụ."
    assert province.say(MONITOR, "mục II nói gì").first_line == "Quyết định 2142, mục II: 4 nhiệm vụ."


def test_a_clause_holds_its_points(province: Province) -> None:
    assert province.say(OFFICER, "khoản 4 của 914 nói gì").first_line == "Công văn 914, mục 4: 4 nhiệm vụ."


def test_an_unknown_clause_says_which_there_are(province: Province) -> None:
    said = province.say(OFFICER, "mục 9 của 914 nói gì")
    assert said.text == "Công văn 914 không có mục 9 giao nhiệm vụ. Có mục 1, 2, 3, 4a, 4b, 4c."
    assert "Mục 4c" in said.choices


def test_a_long_document_by_its_parts(province: Province) -> None:
    said = province.say(MONITOR, "2142 yêu cầu gì")
    assert "8 mục, 36 nhiệm vụ" in said.first_line
    assert "Mục VIII" in said.choices
    first = province.press(MONITOR, "Mục I")
    assert first.first_line == "Quyết định 2142, mục I: 6 nhiệm vụ."
    assert "NV 6" in province.press(MONITOR, "Tiếp")


def test_after_the_list_of_its_tasks(province: Province) -> None:
    assert province.say(OFFICER, "914 giao gì").topic == "tasks"
    assert province.say(OFFICER, "mục 3").first_line.startswith("Công văn 914, mục 3: Tuyên truyền")


def test_what_it_asks_of_one_agency_is_that_agencys_list(province: Province) -> None:
    said = province.say(MONITOR, "914 yêu cầu sở tư pháp làm gì")
    assert (said.topic, said.first_line) == ("tasks", "Sở Tư pháp chủ trì 4 nhiệm vụ theo Công văn 914/UBND-NC:")


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("mục 2", "unknown"),
        ("nv 38 yêu cầu gì", "task"),
        ("mục 2 mất điểm ở đâu", "weak"),
        ("914 giao gì", "tasks"),
        ("qd 282 noi gi", "provisions"),
    ],
)
def test_other_questions_stay_what_they_are(province: Province, text: str, topic: str) -> None:
    assert province.say(OFFICER, text).topic == topic


def test_everybody_enrolled_may_ask_and_progress_is_not_told(province: Province) -> None:
    province.say("officer:syt", "nv 38 60%")
    said = province.say(OFFICER, "mục 2 của 914 nói gì")
    assert "60%" not in said
    assert "đã báo" not in said


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("trích giúp mục VIII.2 của quyết định 2142", "Quyết định 2142, mục VIII.2: Đối thoại"),
        ("muc 3 cv 914 danh cho ai, lam gi", "Công văn 914, mục 3: Tuyên truyền"),
        ("914 khoan 4b la noi dung gi vay", "Công văn 914, mục 4b: Rà soát"),
        ("doc giup muc V.1 qd 2142", "Quyết định 2142, mục V.1: Hoàn thiện"),
    ],
)
def test_a_clause_in_other_words(province: Province, typed: str, first: str) -> None:
    assert province.say("leader:ct", typed).first_line.startswith(first)


@pytest.mark.parametrize("typed", ["muc 2 cv 914 ai chua nop", "cv 914 muc 2 con may ngay", "mục 2 công văn 914 xong"])
def test_how_far_a_clause_is_says_no_provision(province: Province, typed: str) -> None:
    assert province.say("monitor:snv", typed).topic != "provisions"
