"""Questions that lean on the one before: ten minutes, one person, never into a write."""

import itertools
from collections.abc import Iterator

import pytest
from sqlalchemy import func, select

from bot.path.knowing import Knowing
from handlers.dialogue import Incoming, plain
from handlers.router import Moment, respond
from storage import models
from storage.catalogue import CONSOLE
from storage.session import Store
from tests.province import Province, Said

ME, MONITOR, LEADER, OFFICER = "officer:sct", "monitor:snv", "leader:ct", "officer:stp"


# A typed label of a button is a press here, so the words below are never a label's.


def last_of(province: Province, person: str, *texts: str) -> Said:
    for text in texts:
        said = province.say(person, text)
    return said


def test_another_agency_another_year_and_the_rank(province: Province) -> None:
    assert province.say(ME, "diem snv").first_line.startswith("Sở Nội vụ: 86,94")
    assert province.say(ME, "con stp?").first_line.startswith("Sở Tư pháp: 92,32")
    assert province.say(ME, "nam 2022?").first_line.startswith("Sở Tư pháp: 91,32")
    assert "Sở Tư pháp: hạng 9/31 năm 2022" in province.say(ME, "xep thu may")


@pytest.mark.parametrize(
    ("asked", "then", "first"),
    [
        # the same question with one part changed
        ("so y te mat diem gi", "con bu dang?", "Huyện Bù Đăng chưa đạt"),
        ("so y te mat diem gi", "cua don vi toi thi sao", "Sở Công Thương chưa đạt"),
        ("diem snv", "lĩnh vực 3 thì sao", "Sở Nội vụ, thủ tục hành chính"),
        ("diem snv", "còn tài chính công?", "Sở Nội vụ, tài chính công"),
        ("diem snv", "còn năm trước?", "Sở Nội vụ: 80,71 điểm, hạng 23/31. Chưa có số liệu năm 2021"),
        ("so y te qua cac nam", "thế sở nội vụ thì sao", "Sở Nội vụ: tăng từ 80,71 điểm (năm 2022)"),
        ("so y te qua cac nam", "năm 2022?", "Sở Y tế: 87,75 điểm, hạng 15/31"),
        ("so sanh snv voi stp", "còn sở y tế?", "Năm 2023, Sở Y tế cao hơn: 93,75 điểm (hạng 3); Sở Nội vụ 86,94"),
        ("so sanh snv voi stp", "năm 2022?", "Năm 2022, Sở Tư pháp cao hơn"),
        ("snv can gi de vao top 15", "còn sct?", "Sở Công Thương cần thêm 2,58 điểm để bằng hạng 15"),
        ("snv can gi de vao top 15", "top 10 thì sao", "Sở Nội vụ cần thêm 5,00 điểm để bằng hạng 10"),
        # tables
        ("top 3 huyen", "khối sở thì sao", "Ba sở, ban, ngành có Chỉ số cao nhất năm 2023:"),
        ("bang xep hang khoi huyen", "top 5 thôi", "Năm đơn vị cấp huyện có Chỉ số cao nhất năm 2023:"),
        ("top 3 huyen", "năm 2022?", "Ba đơn vị cấp huyện có Chỉ số cao nhất năm 2022:"),
        ("top 3 huyen", "đứng chót?", "Huyện Bù Đăng xếp cuối khối huyện năm 2023"),
        ("bang xep hang", "của đơn vị tôi", "Sở Công Thương: hạng 20/31 năm 2023"),
        ("bang xep hang nam 2022", "còn stp?", "Sở Tư pháp: hạng 9/31 năm 2022"),
        ("đơn vị nào dưới 80", "trên 90 thì sao", "14 đơn vị từ 90 điểm trở lên năm 2023"),
        ("ai đứng thứ 5", "còn thứ 6?", "Hạng 6 toàn tỉnh năm 2023"),
        ("ai tăng hạng nhiều nhất", "còn giảm?", "Thị xã Chơn Thành giảm hạng nhiều nhất"),
        ("top 3 huyen", "bảng xếp hạng", "Xếp hạng Chỉ số CCHC năm 2023, 31 đơn vị"),
        # another question about the same agency
        ("diem snv", "mất điểm chỗ nào", "Sở Nội vụ chưa đạt 13,06 điểm năm 2023"),
        ("snv mat diem o dau", "xep thu may", "Sở Nội vụ: đồng hạng 21/31 năm 2023"),
        ("diem snv", "làm sao để lên hạng", "Sở Nội vụ cần thêm 0,09 điểm"),
        ("diem snv nam 2022", "mất điểm chỗ nào", "Sở Nội vụ chưa đạt 19,29 điểm năm 2022"),
        ("diem snv nam 2022", "làm sao để lên hạng", "Sở Nội vụ cần thêm 0,09 điểm"),
        ("diem snv", "so với sở y tế", "Năm 2023, Sở Y tế cao hơn: 93,75 điểm (hạng 3); Sở Nội vụ 86,94"),
        ("diem snv", "so sánh với năm 2022", "Sở Nội vụ: tăng từ 80,71 điểm (năm 2022) lên 86,94"),
        ("cảm ơn", "so sánh với năm 2022", "Sở Công Thương: tăng từ 85,55 điểm (năm 2022)"),
        ("diem snv", "so với khối", "Sở Nội vụ thấp hơn mức giữa khối sở"),
        ("diem snv", "so với đơn vị dẫn đầu", "Năm 2023, Sở Xây dựng cao hơn"),
        ("diem snv", "so với đơn vị tôi", "Năm 2023, Sở Công Thương cao hơn: 87,03"),
        ("nếu thêm 2 điểm thì hạng mấy", "còn 3 điểm?", "Thêm 3,00 điểm, Sở Công Thương sẽ đạt 90,03"),
        ("đơn vị nào dưới 80", "trên 90 điểm thì sao", "14 đơn vị từ 90 điểm trở lên năm 2023"),
        ("diem snv", "so với họ", "Năm 2023, Sở Công Thương cao hơn: 87,03"),
        ("diem snv", "hơn kém bao nhiêu", "Năm 2023, Sở Công Thương cao hơn: 87,03"),
        ("so sanh snv voi stp", "ai cao hơn", "Năm 2023, Sở Tư pháp cao hơn: 92,32"),
        ("top 10 toan tinh", "có mình không", "Sở Công Thương: hạng 20/31 năm 2023"),
        ("viec cua so y te", "mất điểm chỗ nào", "Sở Y tế chưa đạt"),
        # said in full, or of oneself
        ("diem snv", "đơn vị tôi mất điểm chỗ nào", "Sở Công Thương chưa đạt"),
        ("diem snv", "điểm", "Sở Công Thương: 87,03"),
        ("diem snv nam 2022", "diem so tu phap nam 2023", "Sở Tư pháp: 92,32"),
        # a year that was refused is not asked about again
        ("điểm stp năm 2019", "còn snv?", "Sở Nội vụ: 86,94"),
    ],
)
def test_on_the_index(province: Province, asked: str, then: str, first: str) -> None:
    assert last_of(province, ME, asked, then).first_line.startswith(first)


@pytest.mark.parametrize(
    ("asked", "then", "first"),
    [
        ("tình hình chung", "năm 2022?", "Chỉ số CCHC năm 2022: trung bình 86,11"),
        ("tình hình chung năm 2022", "khối huyện thì sao", "Chỉ số CCHC năm 2022 của khối huyện"),
        ("tình hình chung", "còn stp?", "Sở Tư pháp: 92,32 điểm"),
        ("tình hình chung", "so sánh với năm 2022", "Toàn tỉnh năm 2023 so với 2022"),
        ("việc tuần này", "còn tháng này?", "Tháng này toàn tỉnh có 10 nhiệm vụ"),
        ("ai đang trễ hạn", "còn sở y tế?", "🟢 Sở Y tế không có nhiệm vụ nào quá hạn."),
        ("việc tháng này", "lĩnh vực 6 thì sao", "Tháng này toàn tỉnh có 2 nhiệm vụ đến hạn lĩnh vực"),
    ],
)
def test_over_the_province(province: Province, asked: str, then: str, first: str) -> None:
    assert last_of(province, LEADER, asked, then).first_line.startswith(first)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("mất điểm ở đâu", "Sở Nội vụ chưa đạt 19,29 điểm năm 2022"),
        ("Cần gì để lên hạng", "Sở Nội vụ cần thêm 0,09 điểm"),
        ("Qua các năm", "Sở Nội vụ: tăng từ 80,71 điểm (năm 2022)"),
        ("xep thu may", "Sở Nội vụ: hạng 23/31 năm 2022"),
    ],
)
def test_words_of_a_label_where_labels_are_not_typed(province: Province, text: str, first: str) -> None:
    before = {"said": "q:score;a=snv;y=2022", "said_at": province.now.isoformat()}
    with province.store.unit() as unit:
        moment = Moment(province.now, province.knowledge, before)
        reply = respond(Incoming(CONSOLE, ME, ME, text), moment, unit)
    assert reply is not None
    assert plain(reply.text).startswith(first)


def test_two_agencies_after_one_are_compared(province: Province) -> None:
    said = last_of(province, ME, "diem snv", "còn sở y tế và stp?")
    assert said.first_line.startswith("Năm 2023, Sở Y tế cao hơn: 93,75 điểm (hạng 3); Sở Tư pháp 92,32")


def test_pages_are_turned_by_words(province: Province) -> None:
    first = province.say(ME, "bang xep hang")
    assert "(11-20)" in province.say(ME, "xem tiếp").first_line
    assert "(21-31)" in province.say(ME, "trang sau").first_line
    assert "(11-20)" in province.say(ME, "trang trước").first_line
    assert province.say(ME, "quay lại").text == first.text
    province.at("2024-03-18T08:06")
    assert province.say(ME, "xem tiếp").topic == "unknown"


def test_pages_of_tasks_are_turned_by_words(province: Province) -> None:
    first = last_of(province, OFFICER, "việc của tôi", "xem tất cả")
    second = province.say(OFFICER, "xem tiếp")
    assert second.first_line == first.first_line
    assert second.text != first.text


def test_a_picture_is_of_what_was_just_answered(province: Province) -> None:
    province.say(ME, "top 3 huyen")
    assert (province.say(ME, "vẽ biểu đồ").caption or "").startswith("Biểu đồ xếp hạng Chỉ số CCHC khối huyện")
    assert province.say(ME, "khối sở thì sao").first_line.startswith("Ba sở, ban, ngành")


class TestAfterATask:
    @pytest.mark.parametrize(
        ("then", "first"),
        [
            ("hạn bao giờ", "NV 38 có hạn trước 25/3"),
            ("khi nao phai xong", "NV 38 có hạn trước 25/3"),
            ("xong chưa?", "NV 38, Sở Tư pháp: chưa có báo cáo."),
            ("đã báo chưa", "NV 38, Sở Tư pháp: chưa có báo cáo."),
            ("tiến độ ra sao", "NV 38, Sở Tư pháp: chưa có báo cáo."),
            ("ai chủ trì", "NV 38 do 31 cơ quan, địa phương chủ trì"),
            ("việc đó hạn bao giờ", "NV 38 có hạn trước 25/3"),
            ("nhiệm vụ này ai làm", "NV 38 do 31 cơ quan"),
            ("việc tuần này", "Tuần này Sở Tư pháp"),
            ("giao cho ai", "NV 38 do 31 cơ quan, địa phương chủ trì"),
            ("phối hợp với ai", "NV 38 do 31 cơ quan, địa phương chủ trì; phối hợp: Văn phòng UBND tỉnh"),
            ("nội dung gì", "NV 38 Báo cáo giải pháp khắc phục"),
            ("theo văn bản nào", "NV 38 Báo cáo giải pháp khắc phục"),
            ("gửi cho ai", "NV 38 Báo cáo giải pháp khắc phục"),
            ("nộp ở đâu", "NV 38 Báo cáo giải pháp khắc phục"),
            ("huyện nào chưa nộp", "NV 38 do 31 cơ quan"),
            ("lịch sử?", "NV 38, Báo cáo giải pháp khắc phục: chưa có báo cáo nào."),
            ("mất điểm chỗ nào", "Sở Tư pháp chưa đạt"),
            ("năm 2022?", "Sở Tư pháp: 91,32"),
            ("ai bị kỷ luật", "Trợ lý hiểu là cần tìm"),
        ],
    )
    def test_what_is_asked(self, province: Province, then: str, first: str) -> None:
        assert last_of(province, OFFICER, "nv 38", then).first_line.startswith(first)

    def test_one_question_after_the_other(self, province: Province) -> None:
        assert province.say(MONITOR, "nv 38 ai chưa nộp").first_line.startswith("🟡 31/31 cơ quan, địa phương")
        assert province.say(MONITOR, "còn stp?").first_line == "NV 38, Sở Tư pháp: chưa có báo cáo."
        assert province.say(MONITOR, "ai chủ trì").first_line.startswith("NV 38 do 31 cơ quan")
        assert province.say(MONITOR, "còn nv 18?").first_line == "NV 18 do Sở Nội vụ chủ trì."
        assert province.say(MONITOR, "hạn bao giờ").first_line.startswith("NV 18 có hạn Quý I/2024")

    def test_a_group_of_its_leads_for_those_who_see_all(self, province: Province) -> None:
        province.say("officer:budang", "nv 38 vướng, chờ số liệu")
        province.say(MONITOR, "nv 38")
        assert "11/11 cơ quan, địa phương" in province.say(MONITOR, "huyện nào chưa nộp").first_line
        assert "20/20 cơ quan, địa phương" in province.say(MONITOR, "khối sở thì sao").first_line
        assert "Bù Đăng" in province.say(MONITOR, "ai báo vướng")
        province.say(OFFICER, "nv 38")
        assert "Bù Đăng" not in province.say(OFFICER, "huyện nào chưa nộp")

    def test_a_report_stays_a_report_on_it(self, province: Province) -> None:
        last_of(province, OFFICER, "nv 38", "hạn bao giờ")
        assert "NV 38, Sở Tư pháp: 60%" in province.say(OFFICER, "60%").first_line
        assert province.say(OFFICER, "hạn bao giờ?").first_line.startswith("NV 38 có hạn")

    def test_after_ten_minutes_nobody_knows_which(self, province: Province) -> None:
        province.say(OFFICER, "nv 38")
        province.at("2024-03-18T08:06")
        assert "NV 38 có hạn" not in province.say(OFFICER, "hạn bao giờ")


class TestAfterAList:
    def test_of_the_same_agency(self, province: Province) -> None:
        assert province.say(MONITOR, "viec cua so cong thuong").first_line.startswith("Sở Công Thương chủ trì 14")
        assert province.say(MONITOR, "quá hạn?").first_line.startswith("🟢 Sở Công Thương không có")
        assert province.say(MONITOR, "tuần này?").first_line.startswith("Tuần này Sở Công Thương có 2")
        assert province.say(MONITOR, "còn stc?").first_line.startswith("Tuần này Sở Tài chính có 3")
        assert province.say(MONITOR, "còn hôm nay?").first_line.startswith("Hôm nay Sở Tài chính")
        assert province.say(MONITOR, "xem tất cả").first_line.startswith("Sở Tài chính chủ trì 19")

    def test_a_question_in_full_is_of_oneself(self, province: Province) -> None:
        province.say(ME, "viec cua so y te")
        assert province.say(ME, "việc tuần này").first_line.startswith("Tuần này Sở Công Thương")


def test_a_name_that_cannot_be_read_is_asked_about_and_never_ones_own(province: Province) -> None:
    said = province.say(ME, "diem so y e")
    assert "Sở Y tế" in said.choices
    assert "Công Thương:" not in said
    for text in ("diem van hong ubnd tinh", "diem ubnd tinh"):
        assert "VP UBND tỉnh" in province.say(ME, text).choices
    unread = province.say(ME, "diem abcxyz")
    assert unread.topic == "unknown"
    assert unread.first_line.startswith("Trợ lý chưa nhận ra tên cơ quan, đơn vị trong câu hỏi.")
    province.say(ME, "diem snv")
    assert "86,94" not in province.say(ME, "con abcxyz?")


def test_after_ten_minutes_nothing_is_leaned_on(province: Province) -> None:
    province.say(ME, "so y te mat diem gi")
    province.at("2024-03-18T08:06")
    assert province.say(ME, "bu dang?").first_line.startswith("Huyện Bù Đăng: 73,00")


def test_thanks_in_between_do_not_end_it_and_do_not_lengthen_it(province: Province) -> None:
    province.say(ME, "so y te mat diem gi")
    province.at("2024-03-18T08:02").say(ME, "cảm ơn")
    assert "Huyện Bù Đăng chưa đạt" in province.say(ME, "còn bu dang?")
    province.at("2024-03-18T08:09").say(ME, "cảm ơn")
    province.at("2024-03-18T08:13")
    assert province.say(ME, "còn stp?").first_line.startswith("Sở Tư pháp: 92,32")


def test_one_persons_question_is_not_anothers(province: Province) -> None:
    province.say(OFFICER, "so y te mat diem gi")
    assert province.say(ME, "bu dang?").first_line.startswith("Huyện Bù Đăng: 73,00")
    province.say(OFFICER, "nv 38")
    assert "NV 38" not in province.say(ME, "hạn bao giờ")


@pytest.fixture
def anywhere(demo_url: str) -> Iterator[Province]:
    """A province on either database."""
    province = Province(Store(demo_url), Knowing())
    yield province
    province.store.close()


def test_the_context_survives_a_restart(anywhere: Province) -> None:
    anywhere.say(ME, "so y te mat diem gi")
    anywhere.knowing = Knowing()
    assert "chưa đạt" in anywhere.say(ME, "con bu dang?")


def test_no_question_becomes_a_write(province: Province) -> None:
    """Whatever was spoken of before, and whatever is asked then."""
    before = ("diem snv", "top 3 huyen", "snv mat diem o dau", "viec cua toi", "nv 38", "nv 38 và nv 37")
    then = (
        "xong chưa?", "hạn bao giờ", "bao giờ xong", "đã báo chưa", "còn stp?", "năm 2022?", "quá hạn?", "ai chưa xong",
        "được bao nhiêu phần trăm rồi?", "còn 60%?", "lịch sử?", "xong hết chưa", "có vướng gì không", "tất cả",
        "vẽ biểu đồ", "còn nv 37?", "thế nào rồi", "so với khối", "bao giờ thì nộp được", "mình thì sao",
    )  # fmt: skip
    for first, second in itertools.product(before, then):
        province.say(OFFICER, first)
        assert "Đã ghi" not in province.say(OFFICER, second), (first, second)
    with province.store.reading() as unit:
        assert unit.session.scalar(select(func.count()).select_from(models.ProgressReport)) == 0


def test_after_a_comparison_with_another_it_is_still_the_own_agency(province: Province) -> None:
    province.say("head:budang", "so voi hon quan")
    assert province.say("head:budang", "can bao nhieu diem de thoat hang cuoi").first_line.startswith(
        "Huyện Bù Đăng cần thêm 7,81 điểm"
    )
    province.say("head:budang", "so voi hon quan")
    assert province.say("head:budang", "mat diem o dau").first_line.startswith("Huyện Bù Đăng chưa đạt 27,00 điểm")


def test_a_document_is_no_choice_of_a_menu(province: Province) -> None:
    assert province.say("leader:ct", "tinh hinh chung").choices
    assert "Công văn 914" in province.say("leader:ct", "914")


@pytest.mark.parametrize("typed", ["so sanh khoi so voi khoi huyen", "so sanh hai khoi"])
def test_the_two_groups_are_compared_whoever_was_spoken_of(province: Province, typed: str) -> None:
    province.say("head:snv", "diem so tu phap")
    assert province.say("head:snv", typed).first_line.startswith(
        "Năm 2023, khối sở trung bình 88,88, cao hơn khối huyện"
    )
