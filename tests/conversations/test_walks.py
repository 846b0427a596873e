"""Long conversations at random: every answer stays whole and short, and questions alone never write."""

import random
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from storage import models
from tests.province import Province

PEOPLE = ("officer:stp", "head:budang", "monitor:snv", "monitor:vpub", "leader:ct", "admin", "head:daiptth")
QUESTIONS = (
    "diem snv", "con stp?", "năm 2022?", "còn năm trước?", "xếp thứ mấy", "của đơn vị tôi", "lĩnh vực 3 thì sao",
    "còn tài chính công?", "khối huyện thì sao", "top 5 thôi", "so sánh với năm 2022", "so với sở y tế", "so với khối",
    "mất điểm chỗ nào", "làm sao để lên hạng", "vẽ biểu đồ", "bang xep hang", "ai đứng thứ 5", "còn thứ 6?",
    "dưới 80?", "trên 90 thì sao", "đứng chót?", "ai tăng hạng nhiều nhất", "còn giảm?", "tình hình chung",
    "so sanh snv voi stp", "diem binh phuoc long", "điểm 2019", "diem abcxyz", "con so y e?", "thời tiết",
    "việc của tôi", "viec cua so cong thuong", "quá hạn?", "tuần này?", "còn hôm nay?", "phối hợp?", "xem tất cả",
    "xem tiếp", "trang trước", "ai đang trễ hạn", "chờ xác nhận", "914 giao gì", "282 giao gì", "nv 38", "nv 18",
    "nv 99", "nv 38 và nv 37", "nv 3, nv 6, nv 7, nv 9, nv 10, nv 13", "nv 38 của binh phuoc long", "còn nv 37?",
    "hạn bao giờ", "xong chưa?", "ai chủ trì", "giao cho ai", "nội dung gì", "lịch sử?", "huyện nào chưa nộp",
    "ai bị kỷ luật", "đơn vị nào lười nhất", "cảm ơn", "hướng dẫn", "hướng dẫn báo cáo tiến độ", "qua các năm",
    "mình thì sao", "cả tỉnh thì sao", "vì sao", "còn sở y tế và stp?", "", "?", "còn?", "thì sao",
)  # fmt: skip
STEPS = 25
LONGEST = 900  # letters: five tasks, each with its deadline as written


@pytest.mark.parametrize("seed", range(14))
def test_a_walk(province: Province, seed: int) -> None:
    chance = random.Random(seed)
    person = PEOPLE[seed % len(PEOPLE)]
    said = []
    for _ in range(STEPS):
        province.now += timedelta(minutes=chance.choice((0, 0, 1, 3, 11)))
        shown = province.last(person).buttons if said else ()
        asking = [data for _, data in shown if data.startswith("q:")]
        if asking and chance.random() < 0.4:
            data = chance.choice(asking)
            said.append(data)
            reply = province.press_data(person, data)
        else:
            text = chance.choice(QUESTIONS)
            said.append(text)
            reply = province.say(person, text)
        assert reply.text.strip(), said
        assert len(reply.text) <= LONGEST, (said, reply.text)
        assert not any(odd in reply.text for odd in ("None", "{", "}", "Đã ghi nhận")), (said, reply.text)
        assert len({data for _, data in reply.buttons}) == len(reply.buttons), (said, reply.buttons)
        assert all(0 < len(label) <= 28 for label in reply.choices), (said, reply.choices)
    with province.store.reading() as unit:
        assert unit.session.scalar(select(func.count()).select_from(models.ProgressReport)) == 0
