"""Days and standing of an assignment as plain arithmetic."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers import due as days
from handlers.words.tasks import due_phrase, left_words, short_title
from handlers.working_days import WorkingCalendar
from storage.assignments import Assigned, Report
from storage.catalogue import Source, Task
from storage.clock import LOCAL

MONDAY = date(2024, 3, 18)
START = date(2024, 3, 14)
AT = datetime(2024, 3, 18, 8, 2, tzinfo=LOCAL)
CALENDAR = WorkingCalendar({date(2024, 4, 18): False, date(2024, 4, 29): False, date(2024, 5, 4): True})


def assigned(due: date | None = date(2024, 3, 24), state: str = "not_started", **changes: object) -> Assigned:
    one = Assigned(1, 38, "stp", 1, due, START, state, None, None, None, 1, None, None)
    return replace(one, **changes)  # type: ignore[arg-type]


def report(
    id_: int, state: str, percent: int | None = None, *, undone: bool = False, stage: str | None = None
) -> Report:
    return Report(id_, 1, "officer:stp", AT + timedelta(minutes=id_), "…", state, percent, stage, None, None, undone)


def task(due_text: str, title: str = "Báo cáo giải pháp", kind: str = "once") -> Task:
    source = Source(1, "Công văn 914/UBND-NC", None, "leader")
    return Task(38, source, "2", 2024, 1, title, "", due_text, kind, None, ("stp",), ())


@pytest.mark.parametrize(
    ("period", "today", "last"),
    [
        ("today", MONDAY, MONDAY),
        ("week", MONDAY, date(2024, 3, 24)),
        ("week", date(2024, 3, 24), date(2024, 3, 24)),
        ("month", MONDAY, date(2024, 3, 31)),
        ("month", date(2024, 2, 1), date(2024, 2, 29)),
        ("month", date(2024, 12, 31), date(2024, 12, 31)),
        ("quarter", MONDAY, date(2024, 3, 31)),
        ("quarter", date(2024, 4, 1), date(2024, 6, 30)),
        ("quarter", date(2024, 12, 2), date(2024, 12, 31)),
    ],
)
def test_a_period_ends_on_its_last_day(period: str, today: date, last: date) -> None:
    assert days.end_of_period(period, today) == last


@given(st.sampled_from(["today", "week", "month", "quarter"]), st.dates(date(2020, 1, 1), date(2035, 12, 31)))
def test_a_period_ends_today_or_later_and_its_end_is_in_it(period: str, today: date) -> None:
    last = days.end_of_period(period, today)
    assert last >= today
    assert days.in_period(last, period, today, CALENDAR)
    assert not days.in_period(last + timedelta(days=7), period, today, CALENDAR)


def test_on_a_friday_today_is_the_last_chance_for_sunday() -> None:
    thursday, friday, sunday = date(2024, 3, 21), date(2024, 3, 22), date(2024, 3, 24)
    assert days.in_period(sunday, "today", friday, CALENDAR)
    assert not days.in_period(sunday, "today", thursday, CALENDAR)
    assert not days.in_period(date(2024, 3, 25), "today", friday, CALENDAR)


@pytest.mark.parametrize(
    ("text", "due", "says"),
    [
        ("Trước ngày 25/3/2024", date(2024, 3, 24), True),
        ("TRUOC 25/3", date(2024, 3, 24), True),
        ("Trước ngày 05 hằng tháng", date(2024, 4, 4), True),
        ("Hằng quý, trước ngày 10 của tháng cuối quý", date(2024, 6, 9), True),
        ("Trước tháng 6", date(2024, 5, 31), True),
        ("Trước 17 giờ ngày 25/3/2024", date(2024, 3, 25), False),
        ("31/3/2024", date(2024, 3, 31), False),
        ("Quý IV/2024", date(2024, 12, 31), False),
        ("", date(2024, 12, 31), False),
        ("Trước ngày 25/3/2024", date(2024, 4, 2), False),  # moved: the 3 of the month is no day
        ("Trước ngày 25/3/2024", date(2024, 4, 24), False),
        ("Trước ngày 25 tháng 3", date(2024, 4, 24), False),
        ("trước 15/6 và 15/12", date(2024, 12, 14), True),
    ],
)
def test_before_is_said_only_where_the_document_says_it(text: str, due: date, says: bool) -> None:
    assert days.says_before(text, due) is says


def test_the_deadline_text_stands_beside_what_it_means_for_an_office() -> None:
    before = due_phrase(task("Trước ngày 25/3/2024"), date(2024, 3, 24), MONDAY, CALENDAR)
    assert before == "trước 25/3 (chậm nhất thứ Sáu 22/3)"
    assert due_phrase(task("31/3/2024"), date(2024, 3, 31), MONDAY, CALENDAR) == "31/3 (chậm nhất thứ Sáu 29/3)"
    assert due_phrase(task("Quý III/2024"), date(2024, 9, 30), MONDAY, CALENDAR) == "30/9"
    assert due_phrase(task("31/3/2025"), date(2025, 3, 31), MONDAY, CALENDAR) == "31/3/2025"
    assert due_phrase(task("", kind="continuing"), None, MONDAY, CALENDAR) == "chưa ấn định thời hạn"
    assert due_phrase(task("Thường xuyên", kind="continuing"), None, MONDAY, CALENDAR) == "thường xuyên"
    assert due_phrase(task("31/02/2024", kind="unread"), None, MONDAY, CALENDAR) == (
        "thời hạn ghi “31/02/2024”, chưa rõ ngày"
    )


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (MONDAY, "còn 5 ngày làm việc"),
        (date(2024, 3, 22), "còn 1 ngày làm việc"),
        (date(2024, 3, 23), "không còn ngày làm việc nào"),
        (date(2024, 3, 24), "đến hạn hôm nay"),
        (date(2024, 3, 25), "quá hạn 1 ngày làm việc"),
        (date(2024, 3, 28), "quá hạn 4 ngày làm việc"),
    ],
)
def test_days_are_working_days(today: date, words: str) -> None:
    assert left_words(date(2024, 3, 24), today, CALENDAR) == words


def test_a_day_after_a_friday_is_late_before_a_working_day_has_passed() -> None:
    assert left_words(date(2024, 3, 22), date(2024, 3, 23), CALENDAR) == "vừa quá hạn"


def test_late_is_what_was_filed_after_the_last_day_whatever_the_weekday() -> None:
    due = date(2024, 3, 24)  # a Sunday
    filed = assigned(due, "waiting", filed_at=datetime(2024, 3, 24, 23, 59, tzinfo=LOCAL))
    assert not days.is_filed_late(filed)
    assert days.is_filed_late(replace(filed, filed_at=datetime(2024, 3, 25, 0, 0, tzinfo=LOCAL)))
    assert not days.is_overdue(filed, date(2024, 4, 1))


def test_sections_red_first() -> None:
    rows = [
        assigned(None, id=1),
        assigned(date(2024, 12, 31), id=2),
        assigned(MONDAY, id=3),
        assigned(date(2024, 3, 15), id=4),
        assigned(date(2024, 3, 24), id=5),
        assigned(date(2024, 3, 15), "waiting", id=6),
    ]
    assert [a.id for a in days.by_section(rows, MONDAY)] == [4, 3, 5, 2, 1, 6]


class TestWhichOccurrence:
    late = assigned(date(2024, 4, 4), id=1, occurrence=4)
    current = assigned(date(2024, 5, 4), id=2, occurrence=5, opens_on=date(2024, 4, 5))
    today = date(2024, 4, 8)

    def test_the_earliest_open_one(self) -> None:
        later = assigned(date(2024, 6, 4), id=3, occurrence=6, opens_on=date(2024, 5, 5))
        assert days.choose([later, self.current], START, self.today) == [self.current]

    def test_asks_when_an_overdue_and_a_current_one_are_without_a_report(self) -> None:
        assert days.choose([self.current, self.late], START, self.today) == [self.late, self.current]

    def test_an_overdue_one_in_work_goes_first_without_asking(self) -> None:
        in_work = replace(self.late, state="doing", reported_at=AT)
        assert days.choose([self.current, in_work], START, self.today) == [in_work]

    def test_what_is_reported_as_done_is_passed_over(self) -> None:
        done = replace(self.late, state="waiting", reported_at=AT)
        assert days.choose([done, self.current], START, self.today) == [self.current]

    def test_before_the_start_day_only_when_nothing_else_is_open(self) -> None:
        old = assigned(date(2024, 1, 31), id=9)
        assert days.choose([old, self.current], START, self.today) == [self.current]
        assert days.choose([old], START, self.today) == [old]

    def test_nothing_open(self) -> None:
        assert days.choose([replace(self.current, state="accepted")], START, self.today) == []


class TestStanding:
    def test_nothing_reported(self) -> None:
        assert days.standing([]).state == "not_started"

    def test_done_is_all_of_it_and_is_filed_at_that_moment(self) -> None:
        now = days.standing([report(1, "doing", 60), report(2, "waiting")])
        assert (now.state, now.percent, now.filed_at) == ("waiting", 100, AT + timedelta(minutes=2))

    def test_the_last_percent_and_stage_stay_when_a_report_names_none(self) -> None:
        now = days.standing([report(1, "doing", 60, stage="đang trình ký"), report(2, "blocked")])
        assert (now.state, now.percent, now.stage) == ("blocked", 60, "đang trình ký")

    def test_a_report_after_the_filing_takes_it_back(self) -> None:
        now = days.standing([report(1, "waiting"), report(2, "doing", 40)])
        assert (now.state, now.percent, now.filed_at) == ("doing", 40, None)

    def test_a_decision_leaves_when_it_was_reported_and_filed(self) -> None:
        now = days.standing([report(1, "waiting"), report(2, "accepted")])
        filed = AT + timedelta(minutes=1)
        assert (now.state, now.percent, now.filed_at, now.reported_at) == ("accepted", 100, filed, filed)

    def test_a_return_asks_for_more_and_what_is_filed_after_it_counts_anew(self) -> None:
        returned = [report(1, "waiting"), report(2, "returned")]
        now = days.standing(returned)
        assert (now.state, now.percent, now.filed_at) == ("returned", None, None)
        again = days.standing([*returned, report(3, "waiting")])
        assert (again.state, again.filed_at) == ("waiting", AT + timedelta(minutes=3))

    @settings(max_examples=60)
    @given(
        st.lists(
            st.tuples(st.sampled_from(["doing", "blocked", "waiting"]), st.none() | st.integers(0, 100)), max_size=6
        ),
        st.data(),
    )
    def test_taking_one_back_leaves_what_the_others_say(
        self, said: list[tuple[str, int | None]], data: st.DataObject
    ) -> None:
        log = [report(at, state, percent) for at, (state, percent) in enumerate(said, 1)]
        if not log:
            return
        out = data.draw(st.integers(0, len(log) - 1))
        undone = [replace(one, undone=at == out) for at, one in enumerate(log)]
        assert days.standing(undone) == days.standing([one for at, one in enumerate(log) if at != out])


@given(st.text(max_size=120), st.integers(8, 60))
def test_a_short_title_is_short(title: str, letters: int) -> None:
    assert len(short_title(task("", title), letters)) <= letters
