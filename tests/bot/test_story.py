"""The demo's story on a real house: every line through the emulated Telegram, the clock at its moment."""

import shutil
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.demo import numbered
from bot.settings import moment
from bot.story import Line, Story, read_story
from bot.story.lines import together
from handlers.knowledge import Knowledge
from storage.models import Assignment
from tests.bot.conftest import Houses
from tests.bot.house import BotHouse

BEGINS = "2024-03-14T07:00"
OFFICER, HEAD, MONITOR = "officer:stp", "head:stp", "monitor:snv"
Written = Callable[[str], list[Line]]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """A story as somebody would type it, with blanks for tabs before the words."""

    def read(rows: str) -> list[Line]:
        file = tmp_path / "story.tsv"
        lines = ("\t".join(row.strip().split(" ", 2)) for row in rows.strip().splitlines())
        file.write_text("\n".join(lines), encoding="utf-8")
        return read_story(file)

    return read


@asynccontextmanager
async def playing(
    houses: Houses, known: Knowledge, lines: list[Line], now: str = BEGINS
) -> AsyncIterator[tuple[BotHouse, Story, dict[str, int]]]:
    """A house with a phone for everybody, running, and the story switched on."""
    people = dict(numbered(known))
    async with houses(now=now, people=people) as house:
        assistant = await house.start()
        chats = {person: chat for chat, person in people.items()}
        story = Story(lines, assistant, house.emulator, chats)
        await story.switch(on=True)
        yield house, story, chats


def texts(house: BotHouse, chat: int) -> str:
    return "\n".join(message.text for message in house.emulator.messages(chat))


async def test_a_line_happens_at_its_moment_on_the_way_to_a_later_one(
    house_on_each: Houses, demo_knowledge: Knowledge, written: Written
) -> None:
    lines = written("""
        2024-03-18T08:02 officer:stp nv 38 dc 60%
        2024-03-19T09:15 officer:stp nv 38 vướng, chờ số liệu Sở TN&MT
    """)
    async with playing(house_on_each, demo_knowledge, lines) as (house, story, chats):
        await story.travel(moment("2024-03-18T12:00"))
        assert "Đã ghi nhận lúc 8:02: NV 38, Sở Tư pháp: 60%" in texts(house, chats[OFFICER])
        assert "vướng" not in texts(house, chats[OFFICER])
        await story.travel(moment("2024-03-20T12:00"))
        assert "Đã ghi nhận lúc 9:15" in texts(house, chats[OFFICER])
        assert story.state()["skipped"] == []


async def test_the_mornings_between_come_each_on_its_own(
    house_of: Houses, demo_knowledge: Knowledge, written: Written
) -> None:
    """Without a story a jump over them is one message; in a story each morning's press finds that morning's message."""
    lines = written("""
        2024-03-18T07:41 head:stp [Đã nhận]
        2024-03-22T07:41 head:stp [Đã nhận]
    """)
    async with playing(house_of, demo_knowledge, lines) as (house, story, chats):
        await story.travel(moment("2024-03-22T12:00"))
        said = texts(house, chats[HEAD])
        assert "2 nhiệm vụ cần hoàn thành trong hôm nay" in said
        assert said.count("đã nhận tin lúc 7:41") == 2
        assert story.state()["skipped"] == []


async def test_what_somebody_did_by_hand_stops_nothing(
    house_of: Houses, demo_knowledge: Knowledge, written: Written
) -> None:
    """A press whose button is gone, a phone that blocked the bot, another answer: told on the page, then it goes on."""
    lines = written("""
        2024-03-18T07:41 head:stp [Đã nhận]
        2024-03-18T08:00 officer:syt nv 38 60%
        2024-03-18T09:00 officer:stp nv 38 70%
    """)
    lines.insert(2, Line(moment("2024-03-18T08:30"), OFFICER, "nv 18 xong", "Đã ghi nhận"))
    async with playing(house_of, demo_knowledge, lines, now="2024-03-18T07:00") as (house, story, chats):
        await story.switch(on=False)
        await story.travel(moment("2024-03-18T07:35"))
        await house.until(lambda: "nhiệm vụ" in texts(house, chats[HEAD]))
        await house.press(chats[HEAD], "Đã nhận")
        await house.until(lambda: "Đã ghi" in texts(house, chats[HEAD]))
        await house.emulator.user_blocks(chats["officer:syt"])
        await story.switch(on=True)
        await story.travel(moment("2024-03-18T10:00"))
        assert [words.rpartition("(")[2] for words in story.state()["skipped"]] == [
            "không có nút này)", "máy này đã chặn trợ lý)", "trả lời khác)",
        ]  # fmt: skip
        assert "70%" in texts(house, chats[OFFICER])


async def test_nothing_is_told_twice_nor_what_lies_before_it_was_switched_on(
    house_of: Houses, demo_knowledge: Knowledge, written: Written
) -> None:
    lines = written("""
        2024-03-18T08:00 officer:stp nv 38 20%
        2024-03-18T09:00 officer:stp nv 38 40%
        2024-03-18T10:00 officer:stp nv 38 60%
    """)
    async with playing(house_of, demo_knowledge, lines, now="2024-03-18T08:30") as (house, story, chats):
        await story.travel(moment("2024-03-18T09:30"))
        again = Story(lines, story._assistant, house.emulator, chats)  # after a restart of the demo
        await again.switch(on=True)
        await again.travel(moment("2024-03-18T08:45"))
        await again.travel(moment("2024-03-18T10:30"))
        assert house.reported() == [("doing", 40), ("doing", 60)]


async def test_without_the_story_a_journey_is_one_jump(
    house_of: Houses, demo_knowledge: Knowledge, written: Written
) -> None:
    lines = written("2024-03-18T08:02 officer:stp nv 38 dc 60%")
    async with playing(house_of, demo_knowledge, lines) as (house, story, _):
        await story.switch(on=False)
        await story.travel(moment("2024-03-18T12:00"))
        await house.until_quiet()
        assert house.reported() == []


def test_people_of_one_moment_go_together_and_a_persons_lines_follow_one_another(written: Written) -> None:
    lines = written("""
        2024-03-18T08:00 officer:stp,officer:syt nv 38 20%
        2024-03-18T08:00 officer:stp [Gửi tài liệu]
        2024-03-18T09:00 officer:stp tệp: a.pdf
    """)
    groups = [[line.person for line in group] for group in together(lines)]
    assert groups == [["officer:stp", "officer:syt"], ["officer:stp"], ["officer:stp"]]


@pytest.mark.parametrize("row", ["2024-03-18 officer:stp", "morgen officer:stp nv 38 xong"])
def test_a_row_that_cannot_be_read_is_named(written: Written, row: str) -> None:
    with pytest.raises(ValueError, match="row 2"):
        written(f"2024-03-18T08:00 officer:stp nv 38 20%\n{row}")


@pytest.mark.timeout(300)
async def test_the_shipped_story_ends_on_thursday_28_march_as_the_dialogues_have_it(
    house_of: Houses, demo_knowledge: Knowledge
) -> None:
    """27 of 31 reports are in: 18 accepted, 6 waiting, 3 sent back; four agencies are late, one cannot be reached."""
    async with playing(house_of, demo_knowledge, read_story()) as (house, story, chats):
        await story.travel(moment("2024-03-28T07:30"))
        assert story.state()["skipped"] == []
        found = {no: Counter(r.state for r in house.rows(Assignment) if r.task_no == no) for no in (37, 38)}
        assert found[37] == {"accepted": 31}
        unfinished = {"blocked": 1, "doing": 1, "not_started": 2}
        assert found[38] == {"accepted": 18, "waiting": 6, "returned": 3, **unfinished}
        late = {"UBND huyện Bù Đăng", "Ban Dân tộc", "UBND huyện Hớn Quản", "UBND thành phố Đồng Xoài"}
        for person in (MONITOR, "leader:ct"):
            await house.emulator.user_sends(chats[person], "tinh hinh chung")
            await house.until_quiet()
            last = house.heard(chats[person])[-1]
            assert last.startswith("🔴 4/31 cơ quan, địa phương chưa gửi báo cáo giải pháp khắc phục"), last
            assert all(name in last for name in late), last
            assert "27 đã gửi: 18 đạt, 6 đang xem xét, 3 phải bổ sung." in last
        digest = next(words for words in house.heard(chats[MONITOR]) if "4/31 cơ quan" in words)
        assert "UBND huyện Bù Đăng (chưa gửi được tin, đề nghị gọi điện)" in digest


@pytest.mark.timeout(300)
async def test_the_page_of_the_story_is_what_the_assistant_says(
    tmp_path: Path, demo_file: Path, demo_knowledge: Knowledge
) -> None:
    """Written anew by `python -m tests.story_page`."""
    from tests.story_page import PAGE, stage, tell

    shutil.copy(demo_file, tmp_path / "page.db")
    async with stage(f"sqlite:///{tmp_path / 'page.db'}", tmp_path, demo_knowledge) as (house, story, chats):
        assert PAGE.read_text(encoding="utf-8") == await tell(house, story, chats)


async def test_what_waited_for_the_morning_leaves_at_once_when_the_clock_is_moved_there_and_is_true_then(
    house_of: Houses, demo_knowledge: Knowledge, written: Written
) -> None:
    async with playing(house_of, demo_knowledge, written("2024-03-14T08:02 officer:stp nv 38 dc 60%"),
                       now="2024-03-26T19:00") as (house, story, chats):  # fmt: skip
        await story.switch(on=False)
        leader, monitor = chats["leader:ct"], chats[MONITOR]
        await house.emulator.user_sends(leader, "tình hình chung")
        await house.until(lambda: "31/31" in texts(house, leader))
        await house.press(leader, "Giao Sở Nội vụ đôn đốc")
        await house.until(lambda: "Đã giao Sở Nội vụ đôn đốc" in texts(house, leader))
        await house.emulator.user_sends(chats[OFFICER], "nv 38 xong, báo cáo 12/BC-STP ngày 20/3")
        await house.until(lambda: "chờ Sở Nội vụ xác nhận" in texts(house, chats[OFFICER]))
        assert "giao Sở Nội vụ đôn đốc" not in texts(house, monitor)
        await story.travel(moment("2024-03-27T07:40"))
        await house.until(lambda: "giao Sở Nội vụ đôn đốc: 30/31" in texts(house, monitor))
