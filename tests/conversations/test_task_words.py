"""The rules of the words (DIALOGUES) over every answer about tasks: short, polite, buttons that fit."""

from collections.abc import Sequence

import pytest

from bot.console import say
from handlers.dialogue import Reply, plain
from tests.province import Province

LETTERS, LINES, TABLE_LINES = 380, 5, 9
SIDE_BY_SIDE, ALONE = 16, 28

ASKED = (
    "việc của tôi", "việc tuần này", "việc tháng này", "quá hạn", "ai đang trễ hạn", "việc phối hợp", "914 giao gì",
    "nhiệm vụ lĩnh vực thể chế", "việc của sở nội vụ", "nhiệm vụ của đài ptth", "nv 3", "nv 10", "nv 13", "nv 38",
    "hạn nv 12", "nv 20 ai chủ trì", "nv 38 tiến độ", "lịch sử nv 38", "nv 99", "xong rồi", "Báo tiến độ",
    "nv 38 60%", "nv 38 40%", "nv 37 vướng", "nv 20 xong", "nv 20 xong", "nv 1 xong", "nv 99 xong", "nv 23 xong",
    "nv 3 xong, nv 6 20%, nv 18 xong", "ghi nhầm, hủy", "hoàn tác",
)  # fmt: skip


def replies(province: Province, person: str) -> list[Reply]:
    """Answers to everything asked, and to every asking button of theirs."""
    found = []
    for text in ASKED:
        reply = say(province.store, province.knowing, person, text, province.now).reply
        found.append(reply)
        labels = [choice.label for row in reply.choices for choice in row if choice.asks is not None]
        found += [say(province.store, province.knowing, person, label, province.now).reply for label in labels]
    return found


@pytest.mark.parametrize("person", ["officer:stp", "head:budang", "officer:snv", "monitor:snv", "leader:ct"])
@pytest.mark.parametrize("day", ["2024-03-18T08:00", "2024-04-08T08:00"])
def test_answers_are_short_and_buttons_fit(province: Province, person: str, day: str) -> None:
    for reply in replies(province.at(day), person):
        if reply.topic not in ("tasks", "task", "progress"):
            continue
        text = plain(reply.text)
        lines = text.split("\n")
        is_table = "cơ quan, địa phương có nhiệm vụ" in lines[0]
        assert len(lines) <= (TABLE_LINES if is_table else LINES), text
        assert len(text) <= LETTERS, text
        assert "!" not in text
        assert "None" not in text
        assert "{" not in text
        assert person != "leader:ct" or "nh/chị" not in text, text
        _fits([[choice.label for choice in row] for row in reply.choices])


def _fits(rows: Sequence[Sequence[str]]) -> None:
    for row in rows:
        limit = SIDE_BY_SIDE if len(row) > 1 else ALONE
        assert all(len(label) <= limit for label in row), row


def test_who_has_not_reported_names_the_agencies(province: Province) -> None:
    province.say("officer:stp", "nv 38 xong")
    for asked in ("ai chua bao cao nv 38", "đơn vị nào chưa nộp nv 38"):
        answer = province.say("monitor:snv", asked)
        assert "30/31 cơ quan, địa phương chưa gửi báo cáo giải pháp khắc phục" in answer.first_line, asked
        assert "Sở Tư pháp" not in answer
    assert "do 31 cơ quan, địa phương chủ trì" in province.say("monitor:snv", "ai chu tri nv 38").first_line
