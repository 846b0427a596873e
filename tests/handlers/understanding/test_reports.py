"""Reports: the only messages that write. When task or meaning is not certain, nothing is claimed."""

from datetime import date

import pytest

from handlers.understanding import Report, TaskTitle

from .catalogue import read

TITLES = (
    TaskTitle(37, "Tổ chức hội nghị quán triệt, rút kinh nghiệm kết quả Chỉ số cải cách hành chính năm 2023"),
    TaskTitle(38, "Báo cáo giải pháp khắc phục lĩnh vực, tiêu chí, tiêu chí thành phần có điểm số thấp"),
    TaskTitle(13, "Công khai kịp thời thủ tục hành chính trên cổng dịch vụ công"),
)


@pytest.mark.parametrize(
    ("text", "task", "percent", "state"),
    [
        ("nv 4 xong", 4, None, "done"),
        ("nv4 xong", 4, None, "done"),
        ("nhiem vu so 12 da hoan thanh", 12, None, "done"),
        ("nv 38 dc 60%, dang trinh ky", 38, 60, "doing"),
        ("dang trinh ky nv 38", 38, None, "doing"),
        ("nv 9 được một nửa", 9, 50, "doing"),
        ("nv 9 được ba phần tư", 9, 75, "doing"),
        ("nv 9 lam duoc 2/3", 9, 67, "doing"),
        ("nv 9 đạt bốn mươi lăm phần trăm", 9, 45, "doing"),
        ("nv 38 từ 40% lên 60%", 38, 60, "doing"),
        ("nv 5 100%", 5, 100, "done"),
        ("nv 5 chưa xong", 5, None, "doing"),
        ("nv 5 sắp xong", 5, None, "doing"),
        ("nv 5 xong 30%", 5, 30, "doing"),
        ("nv 5 xong ngày 25/3", 5, None, "doing"),  # the day lies ahead
        ("nv 5 xong ngày 15/3", 5, None, "done"),
        ("nv 5 vướng, chờ số liệu", 5, None, "blocked"),
        ("nv 5 50%, vướng kinh phí", 5, 50, "blocked"),
        ("nv 5 không vướng gì, đang làm", 5, None, "doing"),
        ("nv 5 chưa có kinh phí", 5, None, "blocked"),
        ("không phải nv 3 mà nv 5 xong", 5, None, "done"),
        ("nv 5 chứ không phải nv 3 xong", 5, None, "done"),
        ("nhầm, không phải nv 3 mà là nv 5 xong", 5, None, "done"),
        ("nv.5 xong", 5, None, "done"),
        ("n v 5 xong", 5, None, "done"),
        ("nhiệm vụ số: 5 xong", 5, None, "done"),
        ("nv 5 ko xong kịp", 5, None, "doing"),
        ("nv 5 mai mới xong", 5, None, "doing"),
        ("nv 5 chưa hoàn thành 100%", 5, None, "doing"),
        ("nv 5 chưa được 50%", 5, None, "doing"),
        ("nv5 xong r nhe, chua co van ban", 5, None, "done"),
        ("nv 5 xong rồi nhưng chưa có bản chụp", 5, None, "done"),
        ("nv 5 hoàn thành, thiếu minh chứng", 5, None, "done"),
        ("nv 5 xong dự thảo, chưa có văn bản hướng dẫn", 5, None, "blocked"),
        ("nv 5 chưa có văn bản", 5, None, "blocked"),
        ("nv 5 còn 30% nữa là xong", 5, 70, "doing"),
        ("nv 5 cố gắng xong trước thứ 6", 5, None, "doing"),
        ("nv 5 trăm phần trăm", 5, 100, "done"),
        ("nv 5 bước đầu đạt 20%", 5, 20, "doing"),
        ("nv 5 chưa xong đâu ạ", 5, None, "doing"),
        ("nv 5 xong rồi, gửi ở đâu", 5, None, "done"),
        ("nv 5 không vướng gì, xong rồi", 5, None, "done"),
    ],
)
def test_one_task(text: str, task: int, percent: int | None, state: str) -> None:
    said = read(text)
    assert (said.topic, said.task, said.percent, said.state) == ("progress", task, percent, state)
    assert said.reports == ()


@pytest.mark.parametrize(
    ("text", "reports"),
    [
        ("nv 37 xong, nv 38 100%", [(37, None, "done"), (38, 100, "done")]),
        ("nv 3, 5 và 7 đều xong", [(3, None, "done"), (5, None, "done"), (7, None, "done")]),
        ("xong nv 3, nv 5", [(3, None, "done"), (5, None, "done")]),
        ("đã xong nv 3, đang làm nv 5", [(3, None, "done"), (5, None, "doing")]),
        ("nv 3 xong nv 5 50%", [(3, None, "done"), (5, 50, "doing")]),
        ("nv 3-4 xong", [(3, None, "done"), (4, None, "done")]),
        ("nv 3, 4 va 6 xong", [(3, None, "done"), (4, None, "done"), (6, None, "done")]),
        ("nv 3 4 6 xong", [(3, None, "done"), (4, None, "done"), (6, None, "done")]),
        ("nv 20 va 23 lan luot 50% va 70%", [(20, 50, "doing"), (23, 70, "doing")]),
        ("nv 20 xong con 23 thi chua", [(20, None, "done"), (23, None, "doing")]),
        ("nv 3 chưa xong, nv 5 đạt 80%", [(3, None, "doing"), (5, 80, "doing")]),
        ("nv 3 50%, vướng kinh phí; nv 5 xong", [(3, 50, "blocked"), (5, None, "done")]),
        ("nv 3 xong, chưa có văn bản, nv 5 vướng", [(3, None, "done"), (5, None, "blocked")]),
        ("nv 3 xong, nv 5 chưa có văn bản", [(3, None, "done"), (5, None, "blocked")]),
    ],
)
def test_several_tasks_in_one_line(text: str, reports: list[tuple[int, int | None, str]]) -> None:
    said = read(text)
    assert said.topic == "progress"
    assert said.reports == tuple(Report(*report) for report in reports)
    assert (said.task, said.percent, said.state) == reports[0]


@pytest.mark.parametrize(
    "text",
    ["nv 4 xong chưa", "nv 4 xong chua a", "nv 4 xong không", "nv 4 xong?", "nv 4 đã nộp chưa em", "nv 4 đến đâu rồi",
     "nv 4 khi nào xong", "nv 3 và nv 5 xong chưa", "ai làm nv 4", "nv 4"],
)  # fmt: skip
def test_a_question_is_no_report(text: str) -> None:
    assert read(text).topic == "task"


@pytest.mark.parametrize(
    "text", ["xong rồi", "báo cáo khắc phục xong rồi", "38 xong", "nv 914 xong", "nhiệm vụ ba mơi mốt xong"]
)
def test_when_the_task_is_not_certain_none_is_claimed(text: str) -> None:
    said = read(text)
    assert said.task is None
    assert said.reports == ()


@pytest.mark.parametrize(
    ("text", "task"),
    [
        ("nv 3 à nhầm nv 5 xong", 5), ("nv 3 xong, à quên, nv 5 xong", 5), ("nv 3 a lon nv 5 xong", 5),
        ("nv 2o xong", 20), ("nv l8 xong", 18),
    ],
)  # fmt: skip
def test_a_task_that_was_corrected_or_typed_with_letters_is_confirmed_first(text: str, task: int) -> None:
    said = read(text)
    assert (said.topic, said.task, said.state) == ("progress", task, "done")
    assert said.confidence < 0.6


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("nv 38 -5%", "-5%"), ("nv 38 60,5%", "60,5%"), ("nv 38 120%", "120%"), ("nv 38 được 60.5%", "60.5%"),
        ("nv 38 đạt 150 %", "150 %"), ("nv 38 120 phần trăm", "120 phần trăm"), ("nv 38 âm 5%", "5%"),
        ("nv 38 xong, vượt 120%", "120%"),
    ],
)  # fmt: skip
def test_a_percent_that_cannot_be_is_said_and_never_kept(text: str, typed: str) -> None:
    said = read(text)
    assert (said.topic, said.task, said.percent, said.odd_percent) == ("progress", 38, None, typed)
    assert said.confidence < 0.6


def test_an_odd_percent_among_several_reports_claims_no_task() -> None:
    said = read("nv 38 200%, nv 37 xong")
    assert (said.topic, said.task, said.tasks, said.reports, said.state) == ("progress", None, (38, 37), (), None)
    assert said.odd_percent == "200%"


def test_a_dash_with_a_space_is_no_minus() -> None:
    assert (read("nv 38 - 50%").percent, read("nv 38 - 50%").odd_percent) == (50, None)
    assert read("nv 38: 100,0%").percent == 100


@pytest.mark.parametrize(
    "text",
    ["nv 38 100% vướng", "nv 38 100%, vướng kinh phí", "báo cáo nv 38 đã hoàn thành, trình lãnh đạo ký",
     "nv 38 xong, đang trình ký", "nv 38 hoan thanh, dang lay y kien"],
)  # fmt: skip
def test_what_contradicts_itself_is_confirmed_first(text: str) -> None:
    said = read(text)
    assert (said.topic, said.task) == ("progress", 38)
    assert said.confidence < 0.6
    assert said.state == ("blocked" if "vướng" in text else "done")


@pytest.mark.parametrize(
    "text", ["nv 38 khoảng 60-70%", "nv 38 60 đến 70%", "nv 38 60% 70%", "nv 38 thêm 10%", "nv 38 +10%"]
)
def test_a_percent_that_may_be_another_is_confirmed_first(text: str) -> None:
    said = read(text)
    assert (said.topic, said.task, said.confidence < 0.6) == ("progress", 38, True)


@pytest.mark.parametrize(
    "text", ["nv 38 trước 40%, nay 60%", "nv 38 từ 40% lên 60%", "+ nv 38: 60%", "nv 38 tăng lên 60%"]
)
def test_the_last_of_two_percents_in_time_is_certain(text: str) -> None:
    said = read(text)
    assert (said.task, said.percent, said.confidence > 0.6) == (38, 60, True)


def test_the_same_of_another_task() -> None:
    assert read("nv 38 xong, nv 39 cũng vậy").reports == (Report(38, None, "done"), Report(39, None, "done"))


def test_what_is_lacking_stays_in_the_note() -> None:
    assert read("nv 38 vướng, chưa có chữ ký").note == "chưa có chữ ký"


def test_days_asked_for_are_more_time() -> None:
    assert read("nv 38 xin thêm 5 ngày").aspect == "more_time"


def test_an_obstacle_that_is_gone_is_none() -> None:
    said = read("nv 38 trước vướng kinh phí, nay 100%")
    assert (said.state, said.percent) == ("done", 100)


def test_what_is_waited_for_stays_in_the_note() -> None:
    assert read("nv 38 vướng chờ").note == "chờ"
    assert read("nv 38 vướng do chờ stnmt").note == "chờ stnmt"
    assert read("nv 38 đang chờ").note == "đang chờ"
    assert read("nv 38 40%, phải làm lại từ đầu").note == "phải làm lại từ đầu"
    assert read("nv 38 100%, vướng nhưng").note is None


def test_every_task_named_is_kept() -> None:
    said = read("nv 20 và nv 35")
    assert (said.topic, said.task, said.tasks) == ("task", 20, (20, 35))
    assert read("nv 38 xong").tasks == (38,)


def test_a_title_beside_a_state_is_no_criterion() -> None:
    said = read("vị trí việc làm đang lấy ý kiến")
    assert (said.topic, said.criterion, said.stage) == ("progress", None, "đang lấy ý kiến")


def test_numbers_of_documents_amounts_and_days_are_no_tasks() -> None:
    assert read("914 giao gì cho sở y tế").document == "914"
    assert read("việc theo quyết định 2142").task is None
    assert read("hoãn nhắc việc 3 ngày").days == 3
    assert read("hoãn nhắc việc 3 ngày").task is None


def test_a_task_named_by_its_title_is_offered_not_taken() -> None:
    said = read("báo cáo giải pháp khắc phục xong rồi", TITLES)
    assert (said.topic, said.task, said.title_tasks) == ("progress", None, (38,))
    assert read("hội nghị rút kinh nghiệm đã tổ chức xong", TITLES).title_tasks == (37,)
    assert read("xong rồi", TITLES).title_tasks == ()


def test_the_senders_words_stay_as_typed() -> None:
    assert read("nv 38 dc 60%, dang trinh ky").note == "dang trinh ky"
    assert read("NV 38 vướng, chờ số liệu Sở TN&MT ạ").note == "chờ số liệu Sở TN&MT"
    assert read("nv 38 vuong, cho so lieu thong ke").note == "cho so lieu thong ke"
    assert read("nv 37 xong, thông báo 12/TB-STP ngày 20/3").note == "thông báo 12/TB-STP ngày 20/3"
    assert read("nv 4 xong rồi em nhé").note is None


def test_dates_and_stages_of_a_report() -> None:
    assert read("nv 4 xong từ hôm qua").when == date(2024, 3, 17)
    assert read("nv 4 xong ngày 15/3").when == date(2024, 3, 15)
    assert read("nv 4 đang lấy ý kiến").stage == "đang lấy ý kiến"
    assert read("nv 4 đã ban hành").stage == "đã ban hành"
    assert read("nv 4 dang trinh ky").stage == "đang trình ký"


def test_an_activity_is_no_agency_but_a_cause_is() -> None:
    assert read("nv 5 đang xây dựng dự thảo").agencies == ()
    assert read("nv 5 đang thanh tra, kiểm tra").agencies == ()
    assert read("nv 5 chờ ý kiến sở tài chính").agencies == ("stc",)
    assert read("nv 5 xong, đã gửi nội vụ").agencies == ("snv",)


@pytest.mark.parametrize("typed", ["nv 38 khoang 70%", "nv 38 duoc khoang 70%", "nv 38 khoảng 70%"])
def test_about_so_much_is_so_much(typed: str) -> None:
    said = read(typed)
    assert (said.topic, said.task, said.percent) == ("progress", 38, 70)
    assert said.confidence > 0.6


def test_a_slip_of_khong_at_the_end_is_still_a_doubt() -> None:
    said = read("nv 38 xong khoang")
    assert said.topic == "task" or said.confidence < 0.6
