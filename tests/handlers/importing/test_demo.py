"""The offices and the demo, loaded on both kinds of database, once and again."""

from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import select, update

from handlers.importing import import_scores, import_tasks, load_demo, load_offices
from storage.catalogue import load_catalogue
from storage.clock import LOCAL
from storage.models import Assignment, ImportBatch
from storage.session import Store
from storage.settings_rows import DEMO, START_DAY, read_setting
from tests.demo_catalogue import DEMO as PACK
from tests.demo_catalogue import demo_catalogue
from tests.handlers.importing.tables import NOW, catalogue


def test_the_demo_on_each_kind_of_database(store: Store) -> None:
    with store.unit() as unit:
        load_demo(unit, now=NOW, start=date(2024, 3, 14))
        unit.commit()
    loaded = catalogue(store)
    assert loaded.scores == demo_catalogue().scores
    assert list(loaded.tasks) == list(range(1, 47))
    assert (loaded.demo, loaded.start_day) == (True, date(2024, 3, 14))
    with store.reading() as unit:
        assert len(list(unit.session.scalars(select(Assignment)))) == 1038


def test_people_have_the_titles_of_their_offices(demo: Store) -> None:
    people = catalogue(demo).people
    assert people["head:snv"].title == "Giám đốc Sở Nội vụ"
    assert people["head:budang"].title == "Chủ tịch UBND huyện Bù Đăng"
    assert people["head:dongxoai"].title == "Chủ tịch UBND thành phố Đồng Xoài"
    assert people["head:vpub"].title == "Chánh Văn phòng UBND tỉnh"
    assert people["head:ttt"].title == "Chánh Thanh tra tỉnh"
    assert people["head:bqlkkt"].title == "Trưởng Ban Quản lý Khu kinh tế"
    assert people["officer:budop"].title == "Cán bộ đầu mối UBND huyện Bù Đốp"
    assert people["monitor:snv"].title == "Theo dõi CCHC, Sở Nội vụ"
    assert people["leader:ct"].holds("leader")
    assert people["admin"].holds("admin")
    assert len(people) == 2 * 32 + 4


def test_loading_again_keeps_what_people_did(demo: Store) -> None:
    with demo.unit() as unit:
        unit.session.execute(update(Assignment).where(Assignment.task_no == 38).values(state="doing", percent=60))
        before = load_catalogue(unit.session, NOW)
        batches = len(list(unit.session.scalars(select(ImportBatch))))
        load_demo(unit, now=NOW + timedelta(days=1), start=date(2024, 3, 14))
        after = load_catalogue(unit.session, NOW)
        assert (after.tasks, after.scores, after.people) == (before.tasks, before.scores, before.people)
        assert set(unit.session.scalars(select(Assignment.percent).where(Assignment.task_no == 38))) == {60}
        assert len(list(unit.session.scalars(select(ImportBatch)))) == batches  # nothing changed, nothing imported


def test_the_offices_alone_are_no_demo(migrated: Path, tmp_path: Path) -> None:
    path = tmp_path / "real.db"
    path.write_bytes(migrated.read_bytes())
    store = Store(f"sqlite:///{path}")
    with store.unit() as unit:
        load_offices(unit, now=datetime(2026, 1, 5, tzinfo=LOCAL))
        load_offices(unit, now=datetime(2026, 1, 5, tzinfo=LOCAL))
        unit.commit()
    with store.reading() as unit:
        assert read_setting(unit.session, DEMO) is None
        assert read_setting(unit.session, START_DAY) is None
    known = catalogue(store)
    assert (len(known.agencies), len(known.people), known.scores, known.tasks) == (32, 68, {}, {})
    store.close()


def test_without_agencies_an_import_says_so(migrated: Path, tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.write_bytes(migrated.read_bytes())
    store = Store(f"sqlite:///{path}")
    with store.unit() as unit:
        scores = import_scores(unit, PACK / "scores_2023.csv", year=2023, now=NOW)
        tasks = import_tasks(unit, PACK / "tasks_2024.csv", source="x", year=2024, issued=None, now=NOW)
    assert [scores.problems[0].what, tasks.problems[0].what] == ["Chưa có danh sách cơ quan trong hệ thống."] * 2
    store.close()
