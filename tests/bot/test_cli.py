"""The commands as operators and scripts call them: exit codes, one sentence of complaint, JSON and nothing else."""

import io
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot.cli import COMMANDS, main
from bot.path import knowing
from handlers.knowledge import Knowledge
from storage.session import Store
from storage.settings_rows import TELEGRAM_BOT_NAME, write_setting

ANNEXES = Path(__file__).parents[2] / "storage" / "demo" / "annexes"
PUBLISHED = ANNEXES / "phu-luc-282-ket-qua-2023.xlsx"
DETAILED = ANNEXES / "bang-diem-chi-tiet-2023.xlsx"
TASKS = ANNEXES / "phu-luc-nhiem-vu-2142.docx"
PROGRAM = str(Path(sys.executable).with_name("cchc"))
PLACES = [name for name in COMMANDS if name != "mode"] + ["import scores", "import tasks", "import criteria"]
MONDAY = "2024-03-18"
FRIDAY = "2024-03-22T07:30"


@dataclass(frozen=True)
class Ended:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Its JSON lines; anything else on stdout or stderr fails."""
        assert self.err == ""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def one(self) -> dict[str, Any]:
        (only,) = self.lines
        return only

    @property
    def complaint(self) -> str:
        """The one sentence on stderr; anything more fails."""
        assert self.out == ""
        assert self.err.count("\n") == 1
        assert "Traceback" not in self.err
        return self.err


Cchc = Callable[..., Ended]


@pytest.fixture
def cchc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cchc:
    """Calls a command in this process, in an empty folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CCHC_DATA_DIR", str(tmp_path / "data"))

    def call(*words: str, stdin: bytes = b"") -> Ended:
        monkeypatch.setattr(sys, "argv", ["cchc", *words])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsys.readouterr()
        code = main()
        printed = capsys.readouterr()
        return Ended(code, printed.out, printed.err)

    return call


@pytest.fixture
def lent(monkeypatch: pytest.MonkeyPatch, demo_knowledge: Knowledge) -> None:
    """The demo's lexicon is built once for all tests, as a running assistant builds it once."""
    load = knowing.load_knowledge
    monkeypatch.setattr(knowing, "load_knowledge", lambda s, now, before=None: load(s, now, before or demo_knowledge))


@pytest.fixture
def demo(cchc: Cchc, lent: None, demo_url: str, monkeypatch: pytest.MonkeyPatch) -> Cchc:
    """The commands on a copy of the demo, on both kinds of database."""
    monkeypatch.setenv("CCHC_DATABASE_URL", demo_url.replace("postgresql://", "postgres://"))
    return cchc


@pytest.fixture
def sqlite_demo(cchc: Cchc, lent: None, demo_file: Path, tmp_path: Path) -> Cchc:
    """The commands on a copy of the demo where one kind of database is enough."""
    (tmp_path / "data").mkdir()
    shutil.copy(demo_file, tmp_path / "data" / "cchc.db")
    return cchc


def counted(url: str, *tables: str) -> list[int]:
    store = Store(url)
    try:
        with store.reading() as unit:
            return [unit.session.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() for name in tables]
    finally:
        store.close()


# -- every command


@pytest.mark.parametrize("place", PLACES)
def test_help_is_there_and_vietnamese(cchc: Cchc, place: str) -> None:
    shown = cchc(*place.split(), "--help")
    assert shown.code == 0
    assert re.match(rf"Cách gọi: .* {place} \[TÙY CHỌN\]", shown.out)
    assert not re.search(r"Usage|Options|Show this|required|INTEGER|TEXT", shown.out)


WRONGLY = [
    ([], "Cần một lệnh"),
    (["import"], "Cần một lệnh"),
    (["chay"], "“chay”"),
    (["import", "diem"], "“diem”"),
    (["doctor", "--nhanh"], "--nhanh"),
    (["doctor", "thua"], "Thừa"),
    (["enrol", "--channel", "telegram", "--id", "1"], "NGƯỜI"),
    (["enrol", "admin", "--channel", "telegram"], "--id"),
    (["enrol", "admin", "--channel", "sms", "--id", "1"], "telegram, zalo"),
    (["invite"], "NGƯỜI"),
    (["ask", "diem snv"], "--as"),
    (["ask", "--as", "admin"], "CÂU"),
    (["ask", "diem", "snv", "--as", "admin"], "ngoặc kép"),
    (["ask", "diem", "--as"], "--as"),
    (["ask", "diem", "--as", "admin", "--now", "hôm nay"], "2024-03-22T07:30"),
    (["ask", "diem", "--as", "admin", "--now", "2024-02-30"], "--now"),
    (["ask", "diem", "--as", "admin", "--now", "20240318"], "--now"),
    (["remind", "--now", "2024-03-22T07:30+00:00"], "--now"),
    (["remind", "--now", "1999-12-31"], "2000"),
    (["deadline", "x", "--year", "0"], "2000"),
    (["deadline", "x", "--issued", "14/3/2024"], "--issued"),
    (["init", "--start", "2024-03-14T08:00"], "--start"),
    (["import", "scores", "a.xlsx"], "--year"),
    (["import", "scores", "--year", "2023"], "TỆP"),
    (["import", "tasks", "a.docx"], "--source"),
    (["import", "tasks", "a.docx", "--source", " "], "--source"),
    (["demo", "--port", "70000"], "65535"),
]


@pytest.mark.parametrize(("words", "named"), WRONGLY)
def test_called_wrongly(cchc: Cchc, words: Sequence[str], named: str) -> None:
    ended = cchc(*words)
    assert ended.code == 2
    assert named in ended.complaint
    assert "--help" in ended.err


NEED_DATA = [
    ["ask", "diem", "--as", "admin"],
    ["remind"],
    ["enrol", "admin", "--channel", "telegram", "--id", "1"],
    ["invite", "admin"],
    ["import", "scores", "a.xlsx", "--year", "2023", "--json"],
]


@pytest.mark.parametrize("words", NEED_DATA)
def test_before_init(cchc: Cchc, tmp_path: Path, words: Sequence[str]) -> None:
    ended = cchc(*words)
    assert ended.code == 1
    assert "init" in ended.complaint
    assert not (tmp_path / "data").exists()


# -- settings

SETTINGS = [
    ("WEB_PORT", "abc"), ("WEB_PORT", "70000"), ("SEND_RATE", "-1"), ("SEND_RATE", "nan"), ("CHAT_RATE", "inf"),
    ("NOW", "2024-02-30"), ("NOW", "9999-12-31T23:59"), ("LOG_LEVEL", "loud"), ("TELEGRAM_API_URL", "ftp://x"),
    ("DATABASE_URL", "rubbish"), ("DATABASE_URL", "mysql://a@b/c"), ("DATABASE_URL", "postgresql+asyncpg://a@b/c"),
    ("DATABASE_URL", "sqlite://"), ("DATABASE_URL", "postgresql://a:port/b"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value"), SETTINGS)
def test_a_wrong_setting_is_named(cchc: Cchc, monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"CCHC_{name}", value)
    ended = cchc("init")
    assert ended.code == 2
    assert f"CCHC_{name}" in ended.complaint


def test_settings_are_read_from_a_file_too(cchc: Cchc, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("CCHC_NOW=2024-03-18\n")
    assert cchc("deadline", "trước ngày 25/3").one["due"] == ["2024-03-24"]
    (tmp_path / ".env").write_bytes(b"\xff\xfeCCHC")
    assert ".env" in cchc("deadline", "x").complaint


@pytest.mark.parametrize("address", ["postgres://u:secret@127.0.0.1:1/x", "sqlite:////proc/none/x.db"])
def test_a_database_out_of_reach(cchc: Cchc, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("CCHC_DATABASE_URL", address)
    ended = cchc("init")
    assert ended.code == 1
    assert "secret" not in ended.complaint


def test_a_database_file_that_is_none(cchc: Cchc, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    file = tmp_path / "data" / "cchc.db"
    file.write_bytes(b"hello" * 1000)
    for words in (["init"], ["understand", "x"], ["remind"]):
        ended = cchc(*words)
        assert (ended.code, "cchc.db" in ended.complaint) == (1, True)
    assert cchc("doctor").code == 1
    file.unlink()
    file.mkdir()
    assert cchc("init").code == 1


def test_a_folder_that_cannot_be_written_to(sqlite_demo: Cchc, tmp_path: Path) -> None:
    (tmp_path / "data" / "cchc.db.lock").mkdir()  # also root cannot open this
    ended = sqlite_demo("remind", "--now", FRIDAY)
    assert ended.code == 1
    assert "cchc.db.lock" in ended.complaint


def test_a_damaged_table_ends_in_a_sentence(sqlite_demo: Cchc, tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'data' / 'cchc.db'}")
    with store.unit() as unit:
        unit.session.execute(text("DROP TABLE conversation"))
        unit.commit()
    store.close()
    ended = sqlite_demo("ask", "diem snv", "--as", "officer:snv", "--now", MONDAY)
    assert ended.code == 1
    assert "doctor" in ended.complaint


def test_a_database_of_another_version(sqlite_demo: Cchc, tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'data' / 'cchc.db'}")
    with store.unit() as unit:
        unit.session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        unit.commit()
    store.close()
    assert "init" in sqlite_demo("remind").complaint
    ended = sqlite_demo("init")
    assert (ended.code, "mới hơn" in ended.complaint) == (1, True)


# -- understand and deadline


def test_understand_is_a_line_a_message(cchc: Cchc, tmp_path: Path) -> None:
    first, second = cchc("understand", "diem snv nam ngoai", "nv 38 dc 60%", "--now", MONDAY).lines
    assert first.pop("confidence") > 0.5
    assert first == {"text": "diem snv nam ngoai", "topic": "score", "agencies": ["snv"], "year": 2023}
    assert (second["topic"], second["task"], second["percent"], second["state"]) == ("progress", 38, 60, "doing")
    assert not (tmp_path / "data").exists()


def test_understand_lists_every_report(cchc: Cchc) -> None:
    found = cchc("understand", "nv 37 xong, nv 38 60%").one
    assert found["reports"] == [{"task": 37, "state": "done"}, {"task": 38, "percent": 60, "state": "doing"}]
    assert (found["task"], found["state"]) == (37, "done")


def test_understand_explains(cchc: Cchc) -> None:
    assert cchc("understand", "diem snv", "--explain").one["cues"]


def test_lines_of_stdin_whatever_they_hold(cchc: Cchc) -> None:
    decomposed = "điểm Sở Nội vụ".encode().replace("ộ".encode(), "ộ".encode())
    lines = [
        b"\xef\xbb\xbfdiem snv\r", decomposed, b"", b"   ", "NV ３８ ６０%".encode(), "🙂".encode(), b"diem\x00 snv",
        b"diem \xff\xfe snv", b"x" * 10_000, b"diem snv",
    ]  # fmt: skip
    found = cchc("understand", stdin=b"\n".join(lines)).lines
    assert len(found) == len(lines)
    assert [line.get("agencies") for line in found] == [["snv"]] * 2 + [None] * 4 + [["snv"]] * 2 + [None, ["snv"]]
    assert (found[0]["text"], found[4]["task"], found[4]["percent"]) == ("diem snv", 38, 60)
    assert found[7]["text"] == "diem \ufffd\ufffd snv"


def test_no_stdin_is_no_message(cchc: Cchc) -> None:
    assert cchc("understand").lines == []
    assert cchc("deadline").lines == []


DEADLINES = [
    ("Trước ngày 25/3/2024", "once", ["2024-03-24"]),
    ("trước 17 giờ ngày 25/3/2024", "once", ["2024-03-25"]),
    ("２５/３/２０２４", "once", ["2024-03-25"]),
    ("Tháng 5 - 6/2024", "once", ["2024-06-30"]),
    ("Quý IV/2024 - Quý I/2025", "once", ["2025-03-31"]),
    ("10 ngày kể từ ngày ban hành", "once", ["2024-03-24"]),
    ("Hằng quý, trước ngày 15", "recurring", ["2024-03-14", "2024-06-14", "2024-09-14", "2024-12-14"]),
    ("quý, 6 tháng, năm", "recurring", ["2024-03-31", "2024-06-30", "2024-09-30", "2024-12-31"]),
    ("thường xuyên", "continuing", []),
    ("", "continuing", []),
    ("ngày 30/02/2024", "unread", []),
    ("giữa tháng 5", "unread", []),
]


def test_deadline_is_a_line_a_phrase(cchc: Cchc) -> None:
    found = cchc("deadline", "--year", "2024", "--issued", "2024-03-14", *[words for words, _, _ in DEADLINES]).lines
    assert found == [{"text": words, "kind": kind, "due": due} for words, kind, due in DEADLINES]


def test_deadline_without_the_day_of_issue(cchc: Cchc, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_NOW", "2025-01-02T07:00")
    found = cchc("deadline", stdin="10 ngày kể từ ngày ban hành\ntrước 25/3\n".encode()).lines
    assert [line["due"] for line in found] == [[], ["2025-03-24"]]


# -- init, enrol, invite, doctor


def test_init_as_often_as_one_likes(cchc: Cchc, tmp_path: Path) -> None:
    for _ in range(2):
        assert cchc("init").code == 0
    assert counted(f"sqlite:///{tmp_path / 'data' / 'cchc.db'}", "agency", "task", "score") == [32, 0, 0]
    assert cchc("enrol", "head:snv", "--channel", "telegram", "--id", "7").code == 0
    ended = cchc("init", "--demo")
    assert ended.code == 1
    assert "dữ liệu thật" in ended.complaint


def test_init_demo_twice(demo: Cchc, demo_url: str) -> None:
    assert demo("init", "--demo").code == 0
    assert counted(demo_url, "agency", "task") == [32, 46]


def test_enrol(demo: Cchc) -> None:
    def enrol(person: str, account: str, *more: str) -> Ended:
        return demo("enrol", person, "--channel", "telegram", "--id", account, *more)

    assert enrol("head:snv", "1001").code == 0
    assert enrol("head:snv", "1001").code == 0
    assert enrol("head:snv", "1002").code == 0
    refused = enrol("head:stp", "1001")
    assert (refused.code, "--move" in refused.complaint) == (1, True)
    assert "Giám đốc Sở Tư pháp" in enrol("head:stp", "1001", "--move").out
    assert enrol("nobody", "1003").code == 1
    assert enrol("head:stp", "１００４").code == 1
    assert enrol("head:stp", "\udcff").code == 1


def test_invite(sqlite_demo: Cchc, tmp_path: Path) -> None:
    code = r"[0-9A-Z]{4} [0-9A-Z]{4}\n"
    assert re.fullmatch(code, sqlite_demo("invite", "head:snv").out)
    assert "nobody" in sqlite_demo("invite", "nobody").complaint
    store = Store(f"sqlite:///{tmp_path / 'data' / 'cchc.db'}")
    with store.unit() as unit:
        write_setting(unit.session, TELEGRAM_BOT_NAME, "cchc_bot")
        unit.commit()
    store.close()
    assert re.fullmatch(code + r"https://t\.me/cchc_bot\?start=[\w-]+\n", sqlite_demo("invite", "head:snv").out)


def test_doctor(demo: Cchc) -> None:
    assert demo("doctor").code == 0
    found = demo("doctor", "--json").one
    assert found["ok"] is True
    assert all(set(check) == {"check", "ok", "words"} for check in found["checks"])


def test_doctor_says_no(cchc: Cchc, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "🔴" in cchc("doctor").out
    monkeypatch.setenv("CCHC_DATABASE_URL", "postgresql://127.0.0.1:1/x")
    ended = cchc("doctor", "--json")
    assert (ended.code, ended.one["ok"]) == (1, False)


# -- ask


def test_ask_prints_the_reply_and_its_choices(sqlite_demo: Cchc) -> None:
    ended = sqlite_demo("ask", "điểm snv", "--as", "officer:snv", "--now", MONDAY)
    assert ended.code == 0
    assert ended.out.startswith("Sở Nội vụ: 86,94 điểm, đồng hạng 21/31")
    assert "  1. Mất điểm ở đâu\n" in ended.out


def test_ask_is_one_conversation(sqlite_demo: Cchc) -> None:
    def ask(words: str, now: str = MONDAY) -> dict[str, Any]:
        return sqlite_demo("ask", words, "--as", "officer:stp", "--now", now, "--json").one

    first = ask("diem stp")
    assert set(first) == {"topic", "text", "choices", "photo", "document"}
    assert (first["topic"], first["photo"], first["document"]) == ("score", False, None)
    assert ask("1")["topic"] == "weak"
    ask("diem stp")
    assert ask(first["choices"][0].lower())["topic"] == "weak"
    assert "lựa chọn 9" in ask("9")["text"]
    assert "Danh sách lựa chọn đã cũ" in ask("1", "2024-03-18T09:00")["text"]


def test_ask_writes_what_is_reported(demo: Cchc) -> None:
    assert "60%" in demo("ask", "nv 38 dc 60%", "--as", "officer:stp", "--now", MONDAY).out
    assert "60%" in demo("ask", "nv 38", "--as", "officer:stp", "--now", f"{MONDAY}T09:00:30").out


def test_ask_as_people_of_every_kind(sqlite_demo: Cchc) -> None:
    for person in ("admin", "leader:ct", "monitor:snv", "head:budang"):
        assert sqlite_demo("ask", "điểm", "--as", person, "--now", MONDAY).code == 0
    ended = sqlite_demo("ask", "điểm", "--as", "officer:sn")
    assert (ended.code, "officer:snv" in ended.complaint) == (1, True)
    for words in ("", "🙂" * 5_000, "diem \udcff snv"):
        assert sqlite_demo("ask", words, "--as", "officer:snv", "--now", MONDAY, "--json").one["text"]


# -- remind


def test_remind_says_once_what_is_due(demo: Cchc, demo_url: str) -> None:
    assert demo("enrol", "head:stp", "--channel", "telegram", "--id", "1001").code == 0
    before = counted(demo_url, "outbox", "reminder")
    planned = demo("remind", "--now", FRIDAY, "--dry-run", "--json").lines
    assert counted(demo_url, "outbox", "reminder") == before
    said = demo("remind", "--now", FRIDAY, "--json").lines
    assert said == planned
    assert counted(demo_url, "outbox")[0] == before[0] + 1
    (told,) = [message for message in said if message["person"] == "head:stp"]
    assert list(told) == ["person", "kind", "tasks", "agencies", "send_at", "text"]
    assert (told["kind"], told["agencies"], told["send_at"]) == ("digest", ["stp"], "2024-03-22T07:30:00+07:00")
    assert {37, 38} <= set(told["tasks"])
    assert {message["send_at"] for message in said if message["person"] != "head:stp"} == {None}
    assert demo("remind", "--now", FRIDAY, "--json").lines == []
    assert demo("remind", "--now", FRIDAY).out == "Không có tin nào đến giờ gửi.\n"


# -- import


def test_import_scores(demo: Cchc) -> None:
    tried = demo("import", "scores", str(PUBLISHED), "--year", "2023", "--dry-run", "--json")
    assert (tried.code, tried.one) == (0, {"agencies": 31, "rows": 248, "written": False, "problems": []})
    for file, rows in ((DETAILED, 1798), (PUBLISHED, 248), (PUBLISHED, 248)):
        done = demo("import", "scores", str(file), "--year", "2023", "--json")
        assert (done.code, done.one) == (0, {"agencies": 31, "rows": rows, "written": True, "problems": []})


def test_import_scores_that_disagree(demo: Cchc, tmp_path: Path, demo_url: str) -> None:
    file = tmp_path / "moi.csv"
    rows = [f"snv,{field},1.00" for field in range(1, 9)]
    file.write_text("\n".join(["agency,criterion,points", *rows]))
    before = counted(demo_url, "score")
    refused = demo("import", "scores", str(file), "--year", "2023", "--json")
    assert (refused.code, refused.one["written"], len(refused.one["problems"])) == (1, False, 8)
    assert all(set(problem) == {"where", "what"} for problem in refused.one["problems"])
    assert counted(demo_url, "score") == before
    assert demo("import", "scores", str(file), "--year", "2023", "--replace", "--json").one["written"] is True
    assert demo("ask", "diem snv", "--as", "admin", "--now", MONDAY).out.startswith("Sở Nội vụ: 8,00 điểm")


def test_import_tasks(demo: Cchc, demo_url: str) -> None:
    words = ["import", "tasks", str(TASKS), "--source", "Quyết định 2142/QĐ-UBND", "--year", "2024"]
    words += ["--issued", "2023-12-29", "--json"]
    before = counted(demo_url, "task", "assignment")
    expected = {"tasks": 36, "assignments": 932, "unread_deadlines": 0, "written": False, "problems": []}
    assert demo(*words, "--dry-run").one == expected
    assert demo(*words).one == {**expected, "written": True}
    assert counted(demo_url, "task", "assignment") == before


def test_import_criteria(demo: Cchc) -> None:
    file = str(ANNEXES.parent / "criteria.csv")
    done = demo("import", "criteria", file, "--year", "2023", "--json").one
    assert (done["written"], done["changes"], done["problems"]) == (True, 0, [])
    refused = demo("import", "criteria", file, "--year", "2024", "--json")
    assert (refused.code, refused.one["written"]) == (1, False)


def test_files_that_cannot_be_read(sqlite_demo: Cchc, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_text("không phải bảng tính")
    (tmp_path / "b.csv").write_bytes(b"")
    (tmp_path / "c.xlsx").mkdir()
    os.mkfifo(tmp_path / "d.csv")
    for name in ("a.xlsx", "b.csv", "c.xlsx", "d.csv", "none.xlsx"):
        for words in (["scores", name, "--year", "2023"], ["tasks", name, "--source", "Công văn 1"]):
            ended = sqlite_demo("import", *words, "--json")
            assert (ended.code, name in ended.complaint) == (1, True)


# -- processes


def environment(folder: Path, **settings: str) -> dict[str, str]:
    named = {f"CCHC_{name.upper()}": value for name, value in settings.items()}
    # compiled once for all of them, whatever the caller's Python is told about that
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    compiled = {"PYTHONPYCACHEPREFIX": str(folder.parent / "compiled")}
    return {**kept, **compiled, "CCHC_DATA_DIR": str(folder), "CCHC_LOG_LEVEL": "ERROR", **named}


def process(
    words: Sequence[str], folder: Path, *, program: Sequence[str] = (PROGRAM,), stdin: str = "", **settings: str
) -> Ended:
    """Runs it to its end."""
    done = subprocess.run(
        [*program, *words], cwd=folder, env=environment(folder, **settings), input=stdin, capture_output=True,
        encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    return Ended(done.returncode, done.stdout, done.stderr)


@contextmanager
def taken_port() -> Iterator[int]:
    with socket.socket() as door:
        door.bind(("0.0.0.0", 0))
        door.listen()
        yield door.getsockname()[1]


def test_both_names_do_the_same_in_any_locale(tmp_path: Path) -> None:
    words = ["understand", "điểm sở nội vụ"]
    module = process(words, tmp_path, program=(sys.executable, "-m", "bot"))
    assert module.one["agencies"] == ["snv"]
    bare = ("env", "LC_ALL=C", "PYTHONUTF8=0", "PYTHONCOERCECLOCALE=0", PROGRAM)
    assert process(words, tmp_path, program=bare) == module


def test_a_pipe_that_closes_and_a_disk_that_is_full(tmp_path: Path) -> None:
    piped = "set -o pipefail; yes diem | head -20000 | $0 understand | head -1; $0 deadline x >/dev/full"
    ended = process([PROGRAM], tmp_path, program=("bash", "-c", piped))
    assert ended.code == 1
    assert ended.out.count("\n") == 1
    assert (ended.err.count("\n"), "Traceback" in ended.err) == (1, False)


def test_run_without_a_channel_or_a_database(tmp_path: Path) -> None:
    ended = process(["run"], tmp_path)
    assert (ended.code, "CCHC_TELEGRAM_TOKEN" in ended.complaint) == (2, True)
    ended = process(["run"], tmp_path, telegram_token="1:a", database_url="postgresql://127.0.0.1:1/x")
    assert (ended.code, "127.0.0.1" in ended.complaint) == (1, True)


def test_run_needs_the_port_it_was_given(tmp_path: Path, demo_file: Path) -> None:
    shutil.copy(demo_file, tmp_path / "cchc.db")
    with taken_port() as port:
        ended = process(["run"], tmp_path, telegram_token="1:a", telegram_api_url="http://127.0.0.1:1",
                        web_port=str(port))  # fmt: skip
    assert (ended.code, f"{port}" in ended.complaint) == (1, True)


def test_demo_data_never_meets_the_real_telegram(tmp_path: Path, demo_file: Path) -> None:
    shutil.copy(demo_file, tmp_path / "cchc.db")
    ended = process(["run"], tmp_path, telegram_token="1:a", telegram_api_url="https://api.Telegram.org:443/",
                    web_port="0")  # fmt: skip
    assert (ended.code, "minh họa" in ended.complaint) == (1, True)


def test_the_demo_names_a_taken_port_and_refuses_a_wrong_token(tmp_path: Path, demo_file: Path) -> None:
    """One demo: it moves to the next port, turns `run` with another token away, and Ctrl-C ends it well."""
    shutil.copy(demo_file, tmp_path / "demo.db")
    shutil.copy(demo_file, tmp_path / "cchc.db")
    with taken_port() as port:
        life = subprocess.Popen(
            [PROGRAM, "demo", "--port", str(port)], cwd=tmp_path, env=environment(tmp_path), stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, encoding="utf-8",
        )  # fmt: skip
        try:
            assert life.stdout is not None
            assert f"Cổng {port} " in life.stdout.readline()
            address = ""
            while not (found := re.search(r"http://127\.0\.0\.1:\d+", address)):
                address = life.stdout.readline()
                assert address
            wrong = process(["run"], tmp_path, telegram_token="1:wrong", telegram_api_url=found[0], web_port="0")
            assert (wrong.code, "CCHC_TELEGRAM_TOKEN" in wrong.complaint) == (1, True)
            life.send_signal(signal.SIGINT)
            assert life.wait(10) == 0
        finally:
            life.kill()
            life.communicate()
