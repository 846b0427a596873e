"""Named queries over assignments, on both databases."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from storage import assignments
from storage.assignments import Standing
from storage.models import Agency, Assignment, Inbox, Person, SourceDocument, Task
from storage.session import Store

TODAY, START = date(2024, 3, 27), date(2024, 3, 14)
NOW = datetime(2024, 3, 27, 1, 0, tzinfo=UTC)
DOING = Standing("doing", 60, None, None, NOW, None)


@pytest.fixture
def filled(store: Store) -> Store:
    """Two agencies; task 1 with one date, 2 monthly, 3 without a date, 4 withdrawn."""
    with store.unit() as unit:
        session = unit.session
        for at, code in enumerate(("stp", "sct")):
            session.add(
                Agency(code=code, name=code, short_name=code, group="so", scored=True, head_title="", position=at)
            )
            session.add(Person(code=f"officer:{code}", title=code, digest_at=None, enrolled_at=None))
        source = SourceDocument(name="Công văn 914", issued=None, decided_by="leader")
        session.add(source)
        session.flush()
        for no in (1, 2, 3, 4):
            withdrawn = NOW if no == 4 else None
            session.add(
                Task(
                    no=no, source_id=source.id, place=str(no), clause="2", year=2024, field=1, title=f"Việc {no}",
                    product="", due_text="", kind="once", every=None, withdrawn_at=withdrawn,
                )
            )  # fmt: skip
        session.flush()
        for code in ("stp", "sct"):
            _assign(session, 1, code, 1, date(2024, 3, 24), START)
            _assign(session, 2, code, 1, date(2024, 2, 29), START)
            _assign(session, 2, code, 2, date(2024, 3, 31), date(2024, 3, 1))
            _assign(session, 2, code, 3, date(2024, 4, 30), date(2024, 4, 1))
            _assign(session, 3, code, 1, None, START)
            _assign(session, 4, code, 1, date(2024, 3, 24), START)
        unit.commit()
    return store


def _assign(session: Session, task: int, agency: str, occurrence: int, due: date | None, opens: date) -> None:
    session.add(
        Assignment(
            task_no=task, agency_code=agency, occurrence=occurrence, due=due, opens_on=opens, made_on=START,
            state="not_started", percent=None, stage=None, reason=None, cycle=1, reported_at=None, filed_at=None,
        )
    )  # fmt: skip
    session.flush()


def test_open_ones_by_last_day_undated_last(filled: Store) -> None:
    with filled.reading() as unit:
        found = assignments.of_agency(unit.session, "stp", START, TODAY)
    assert [(a.task, a.due) for a in found] == [(1, date(2024, 3, 24)), (2, date(2024, 3, 31)), (3, None)]


def test_before_the_start_day_nothing_counts(filled: Store) -> None:
    with filled.reading() as unit:
        assert [a.due for a in assignments.before_start(unit.session, "stp", START)] == [date(2024, 2, 29)]
        assert assignments.before_start(unit.session, "stp", None) == []
        assert assignments.overdue_by_agency(unit.session, START, TODAY) == [("sct", 1), ("stp", 1)]
        assert assignments.overdue_by_agency(unit.session, None, TODAY) == [("sct", 2), ("stp", 2)]


def test_shares_count_agencies_and_who_has_finished(filled: Store) -> None:
    with filled.unit() as unit:
        (one,) = assignments.of_task(unit.session, 1, ["stp"])
        assignments.settle(unit.session, one.id, Standing("waiting", 100, None, None, NOW, NOW))
        shares = assignments.shares(unit.session, START, TODAY)
        assert [(s.task, s.agencies, s.finished) for s in shares] == [(1, 2, 1), (2, 2, 0), (3, 2, 0)]
        assert next((s.task, s.agencies) for s in assignments.shares(unit.session, START, TODAY, ["stp"])) == (1, 1)
        assert assignments.overdue_by_agency(unit.session, START, TODAY) == [("sct", 1)]


def test_dates_that_everybody_may_know(filled: Store) -> None:
    with filled.reading() as unit:
        assert assignments.dates_of(unit.session, "stp")[2] == [
            date(2024, 2, 29), date(2024, 3, 31), date(2024, 4, 30),
        ]  # fmt: skip
        coming = assignments.next_dates(unit.session, TODAY)
    assert coming[1] == date(2024, 3, 24)
    assert coming[2] == date(2024, 3, 31)
    assert 3 not in coming


def test_a_withdrawn_task_is_nobodys(filled: Store) -> None:
    with filled.reading() as unit:
        assert assignments.of_task(unit.session, 4) == []


def test_the_log_knows_what_was_taken_back(filled: Store) -> None:
    with filled.unit() as unit:
        session = unit.session
        one = assignments.of_task(session, 1, ["stp"])[0]
        held = assignments.for_writing(session, one.id)
        assert held == one
        assert not assignments.has_reported(session, "officer:stp")
        first = assignments.add_report(session, one, "officer:stp", NOW, "60%", DOING)
        assignments.add_report(session, one, "officer:stp", NOW, "Ghi nhầm", DOING, undoes=first.id)
        second = assignments.add_report(session, one, "officer:stp", NOW + timedelta(minutes=1), "70%", DOING)
        log = assignments.reports_on(session, [one.id])
        assert [(r.id, r.undone) for r in log] == [(first.id, True), (second.id, False)]
        assert [r.id for r in assignments.recent_reports(session, "officer:stp", NOW)] == [second.id]
        assert assignments.recent_reports(session, "officer:stp", NOW + timedelta(minutes=2)) == []
        assert assignments.has_reported(session, "officer:stp")
        assert assignments.report(session, first.id) == log[0]


def test_reports_of_earlier_versions_of_a_message(filled: Store) -> None:
    with filled.unit() as unit:
        session = unit.session
        rows = {}
        for key in ("7:5:0", "7:55:0", "7:5:99"):
            row = Inbox(
                channel="telegram", bot_id="1", source_key=key, message_key=key, chat="7", raw={}, received_at=NOW
            )  # fmt: skip
            session.add(row)
            session.flush()
            rows[key] = row.id
        one = assignments.of_task(session, 1, ["stp"])[0]
        mine = assignments.add_report(session, one, "officer:stp", NOW, "60%", DOING, inbox_id=rows["7:5:0"])
        assignments.add_report(session, one, "officer:stp", NOW, "70%", DOING, inbox_id=rows["7:55:0"])
        assert [r.id for r in assignments.reports_before_edit(session, rows["7:5:99"])] == [mine.id]
        assert assignments.reports_before_edit(session, rows["7:55:0"]) == []


def test_a_document_and_where_it_lies(filled: Store) -> None:
    with filled.unit() as unit:
        session = unit.session
        one = assignments.of_task(session, 1, ["stp"])[0]
        id_ = assignments.add_evidence(
            session, one.id, "officer:stp", NOW, "TB 12.pdf", channel="telegram", file_id="F"
        )
        assert assignments.file_fetched(session, id_, "files/tb.pdf") == ("TB 12.pdf", 1)
        assert assignments.evidence_names(session, [one.id]) == {one.id: ["TB 12.pdf"]}
        assert assignments.file_fetched(session, id_ + 1, "x") is None
