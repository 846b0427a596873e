"""The clerk's annex on the real path: Telegram's file store, the job's process, the press; hostile files; `kill -9`."""

import asyncio
import os
import signal
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from storage.catalogue import load_catalogue
from storage.models import ImportBatch, Job, Reminder, Task, Upload
from storage.settings_rows import LAST_SWEEP, read_setting
from tests.bot.conftest import Houses
from tests.bot.house import MONITOR, SATURDAY, BotHouse
from tests.demo_catalogue import DEMO
from tests.handlers.importing.tables import NOW, Annex, field_points
from tests.storage.test_imports_hostile import BODY, edited, package, word

ANNEX = DEMO / "annexes" / "phu-luc-282-ket-qua-2023.xlsx"
HEADING = ("STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời hạn")


async def send(house: BotHouse, path: Path, caption: str = "", heard: int = 2) -> str:
    """Sends the file, waits for the answer that comes when it was read."""
    before = len(house.heard(MONITOR))
    content = await asyncio.to_thread(path.read_bytes)
    await house.emulator.user_sends_file(MONITOR, content, path.name, caption=caption)
    return (await house.until_heard(MONITOR, before + heard, 60))[-1]


async def press(house: BotHouse, label: str, heard: int = 1) -> str:
    before = len(house.heard(MONITOR))
    await house.press(MONITOR, label)
    return (await house.until_heard(MONITOR, before + heard, 60))[-1]


def stc(house: BotHouse) -> Decimal:
    with house.store.reading() as unit:
        return sum(load_catalogue(unit.session, NOW).scores[2023]["stc"].values(), Decimal(0))


async def test_a_score_annex_with_an_error_then_the_corrected_one(house_on_each: Houses, tmp_path: Path) -> None:
    async with house_on_each() as house:
        await house.start()
        points = field_points()
        before = stc(house)
        wrong = Annex(points, changed={("stc", "2"): "1O,00"}).save(tmp_path / "phu-luc.xlsx")
        said = await send(house, wrong)
        assert house.heard(MONITOR)[0] == "Đã nhận tệp phu-luc.xlsx, đang đọc."
        assert "Sheet1, ô D5, Sở Tài chính, thể chế: “1O,00” có chữ O" in said
        await press(house, "Tải tệp đã đánh dấu", heard=3)
        assert house.said(MONITOR)[-1].document == "phu-luc-da-danh-dau.xlsx"
        copy = tmp_path / "uploads" / "1" / "danh-dau_phu-luc-da-danh-dau.xlsx"
        assert load_workbook(copy).worksheets[0]["D5"].comment is not None
        points["stc"]["2"] -= Decimal("0.25")
        said = await send(house, Annex(points).save(tmp_path / "phu-luc.xlsx"))
        assert "1 điểm lĩnh vực khác tổng" in said
        said = await press(house, "Thay chi tiết", heard=2)
        assert "1 thay đổi so với số liệu đang dùng" in said
        said = await press(house, "Ghi vào hệ thống")
        assert said.startswith("Đã ghi lúc")
        assert stc(house) == before - Decimal("0.25")
        said = await press(house, "Hủy nhập")
        assert "trở lại như trước" in said
        assert stc(house) == before
        await house.until_quiet()


def tasks_file(path: Path) -> Path:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["PHỤ LỤC NHIỆM VỤ NĂM 2024"])
    sheet.append(list(HEADING))
    sheet.append([1, "Rà soát quy trình nội bộ", "Sở Tư pháp; UBND huyện Bù Đăng", "Trước ngày 29/4/2024"])
    book.save(path)
    return path


async def test_a_task_annex_is_asked_about_written_and_told(house_on_each: Houses, tmp_path: Path) -> None:
    async with house_on_each(now="2024-03-18T09:00") as house:
        await house.start()
        await house.until(lambda: swept(house))
        said = await send(house, tasks_file(tmp_path / "nv.xlsx"))
        assert "Kèm theo văn bản số nào, ngày nào?" in said
        before = len(house.heard(MONITOR))
        await house.emulator.user_sends(MONITOR, "cv 1020/ubnd-nc ngay 15/3")
        said = (await house.until_heard(MONITOR, before + 2, 60))[-1]
        assert said.startswith("Đã đọc 1 nhiệm vụ, 2 lượt giao của Công văn 1020/UBND-NC ngày 15/3/2024")
        said = await press(house, "Ghi vào hệ thống")
        assert "1 nhiệm vụ mới (NV 47)" in said
        assert "2 cơ quan được báo" in said
        with house.store.reading() as unit:
            assert unit.session.get_one(Task, 47).title == "Rà soát quy trình nội bộ"
        new = {row.person_code for row in house.rows(Reminder) if row.rung == "new"}
        assert new == {"head:stp", "officer:stp", "head:budang", "officer:budang"}


def swept(house: BotHouse) -> bool:
    with house.store.reading() as unit:
        return read_setting(unit.session, LAST_SWEEP) is not None


def bomb(folder: Path) -> Path:
    return package(folder / "bom.xlsx", {"xl/a.xml": bytes(20_000_000)})


def swamp(folder: Path) -> Path:
    """Millions of empty paragraphs, packed small."""
    body = b"<w:p/>" * 4_000_000
    path = folder / "dam-lay.docx"
    edited(path, word(folder / "s.docx"), "word/document.xml", BODY.replace(b"<w:tbl>", body + b"<w:tbl>") % b"x")
    return path


def paper(folder: Path) -> Path:
    path = folder / "thu.docx"
    return word(path)


def pdf(folder: Path) -> Path:
    path = folder / "anh-chup.pdf"
    path.write_bytes(b"%PDF-1.7 abc")
    return path


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (bomb, "nén bất thường nên không được đọc"),
        (swamp, "không được đọc"),
        (paper, "không có bảng điểm, bảng nhiệm vụ hay bộ tiêu chí"),
        (pdf, "là PDF; xin gửi tệp .xlsx"),
    ],
)
async def test_a_file_that_can_not_be_read_gets_one_sentence(
    house_of: Houses, tmp_path: Path, make: "object", told: str
) -> None:
    async with house_of() as house:
        await house.start()
        said = await send(house, make(tmp_path))  # type: ignore[operator]
        assert told in said
        assert "\n" not in said
        assert [row.state for row in house.rows(Upload)] == ["refused"]
        await house.emulator.user_sends(MONITOR, "điểm sở nội vụ")
        assert "86,94" in (await house.until_heard(MONITOR, 3))[-1]


def children_of_jobs() -> list[int]:
    """Processes that do a job for us now."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                words = (entry / "cmdline").read_bytes().split(b"\0")
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
            if b"bot.jobs" in words and parent == os.getpid():
                found.append(int(entry.name))
    return found


async def test_a_killed_reading_is_done_again(house_of: Houses, tmp_path: Path) -> None:
    async with house_of() as house:
        await house.start()
        house.emulator.script("getFile", "slow:5")
        await house.emulator.user_sends_file(MONITOR, ANNEX.read_bytes(), "a.xlsx")
        await house.until(children_of_jobs)
        for child in children_of_jobs():
            os.kill(child, signal.SIGKILL)
        heard = await house.until_heard(MONITOR, 3, 60)
        assert heard[1] == "Việc đọc tệp a.xlsx bị ngắt giữa chừng, đang đọc lại."
        assert heard[2].startswith("Đã đọc 31 cơ quan, 8 lĩnh vực")
        assert [job.state for job in house.rows(Job)] == ["failed", "done"]


async def test_killed_twice_it_is_given_up_and_nothing_is_written(house_of: Houses) -> None:
    async with house_of(now=SATURDAY) as house:
        await house.start()
        batches = len(house.rows(ImportBatch))
        house.emulator.script("getFile", "slow:5", "slow:5")
        await house.emulator.user_sends_file(MONITOR, ANNEX.read_bytes(), "a.xlsx")
        for heard in (2, 3):
            await house.until(children_of_jobs)
            for child in children_of_jobs():
                os.kill(child, signal.SIGKILL)
            await house.until_heard(MONITOR, heard, 60)
        assert house.heard(MONITOR)[-1].startswith("Chưa đọc được tệp a.xlsx do lỗi hệ thống, chưa ghi gì.")
        assert len(house.rows(ImportBatch)) == batches
