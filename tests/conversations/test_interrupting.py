"""A full order while something is awaited: the order wins, nothing is written on what was in hand before."""

import pytest

from storage.assignments import Assigned, of_task, reports_on
from tests.province import Province

MONITOR, OFFICER, HEAD = "monitor:snv", "officer:stp", "head:stp"


def of(province: Province, task: int, agency: str) -> Assigned:
    with province.store.reading() as unit:
        return of_task(unit.session, task, [agency])[0]


@pytest.fixture
def filed(province: Province) -> Province:
    """NV 37 of three agencies waits."""
    for agency in ("stp", "syt", "stc"):
        province.at("2024-03-20T16:05").say(f"officer:{agency}", "nv 37 xong")
    return province.at("2024-03-21T08:20")


ORDERS = [
    "tra lai nv 37 stc vi thieu chu ky den het 28/3",
    "tra lai nv 37 stc, nv 37 syt: thieu bien ban, truoc 8/4",
    "doi han nv 38 syt sang 15/4",
    "đôn đốc nv 38 sở y tế trước 28/3",
    "nv 37 stc xac nhan giup toi truoc 29/3",
    "mo lai nv 37 stc, bo sung truoc 29/3",
    "rut nv 38 vi trung voi nv 37",
]


class TestAReturn:
    @pytest.mark.parametrize("text", ORDERS)
    def test_awaits_its_day(self, filed: Province, text: str) -> None:
        filed.say(MONITOR, "trả lại nv 37 stp: thiếu danh sách dự họp")
        said = filed.say(MONITOR, text)
        assert of(filed, 37, "stp").state == "waiting"
        assert "Sở Tư pháp, bổ sung" not in said
        filed.say(MONITOR, "trước 29/3")  # the question is dropped with it
        assert of(filed, 37, "stp").state == "waiting"

    @pytest.mark.parametrize("text", ORDERS)
    def test_awaits_its_reason(self, filed: Province, text: str) -> None:
        filed.say(MONITOR, "trả lại nv 37 stp")
        said = filed.say(MONITOR, text)
        assert of(filed, 37, "stp").state == "waiting"
        assert "Sở Tư pháp, bổ sung" not in said
        assert "NV 37, Sở Tư pháp: “" not in said

    @pytest.mark.parametrize(
        "text", ["ai chua bao cao nv 38 truoc 28/3", "diem so y te 28/3", "sở tài chính gửi trước 28/3 rồi à"]
    )
    def test_what_is_no_day_alone_is_none(self, filed: Province, text: str) -> None:
        filed.say(MONITOR, "trả lại nv 37 stp: thiếu danh sách dự họp")
        filed.say(MONITOR, text)
        assert of(filed, 37, "stp").state == "waiting"

    @pytest.mark.parametrize(
        "text",
        [
            "29/3",
            "trước 29/3 nhé",
            "cho đến hết 28/3",
            "thu 6 tuan sau",
            "han 28/3 giup toi",
            "bổ sung xong trước 29/3",
        ],
    )
    def test_a_day_and_polite_words_are_the_answer(self, filed: Province, text: str) -> None:
        filed.say(MONITOR, "trả lại nv 37 stp: thiếu danh sách dự họp")
        assert filed.say(MONITOR, text).text.startswith("Đã trả lại")

    @pytest.mark.parametrize(
        "text",
        [
            "chưa có ý kiến của sở tài chính, trước 29/3",
            "trùng với nv 38 đã gửi, trước 29/3",
            "đề nghị bổ sung ý kiến của sở tài chính",
        ],
    )
    def test_a_reason_that_names_another_is_shown_first(self, filed: Province, text: str) -> None:
        filed.say(MONITOR, "trả lại nv 37 stp")
        said = filed.say(MONITOR, text)
        assert said.text.startswith(f"NV 37, Sở Tư pháp: “{text.partition(',')[0]}”. Bổ sung trước ngày nào?")
        assert of(filed, 37, "stp").state == "waiting"
        assert filed.say(MONITOR, "trước 29/3").text.startswith("Đã trả lại")

    def test_a_plain_reason_is_written_with_its_day(self, filed: Province) -> None:
        filed.say(MONITOR, "trả lại nv 37 stp")
        said = filed.say(MONITOR, "thiếu biên bản, trước 29/3")
        assert said.text.startswith("Đã trả lại lúc 8:20: NV 37, Sở Tư pháp, bổ sung trước 29/3: “thiếu biên bản”.")


class TestOthers:
    def test_an_answer_to_a_question(self, filed: Province) -> None:
        filed.say(MONITOR, "trả lời stp nv 37")
        said = filed.say(MONITOR, "đổi hạn nv 38 sở y tế sang 15/4")
        assert "Đã chuyển trả lời" not in said
        assert "NV 38" in said

    def test_a_changes_day(self, filed: Province) -> None:
        filed.say(MONITOR, "đổi hạn nv 38")
        said = filed.say(MONITOR, "nghỉ lễ từ 29/4 đến 1/5")
        assert "NV 38" not in said
        filed.say(MONITOR, "đổi hạn nv 38")
        said = filed.say(MONITOR, "tra lai nv 37 stc vi thieu chu ky den het 28/3")
        assert said.text.startswith("Đã trả lại lúc 8:20: NV 37, Sở Tài chính")
        filed.say(MONITOR, "đổi hạn nv 38")
        assert "NV 38" in filed.say(MONITOR, "đến hết 29/3 nhé")

    def test_a_refusal_of_more_time(self, filed: Province) -> None:
        filed.say(OFFICER, "xin gia hạn nv 38 đến 29/3 vì chờ số liệu")
        filed.press(OFFICER, "Trình Giám đốc")
        filed.say(HEAD, "ai xin gia hạn")
        filed.say(HEAD, "không đồng ý")
        said = filed.say(HEAD, "gia hạn nv 40 đến 15/4")
        assert "Không gửi đề nghị" not in said

    @pytest.mark.parametrize("text", ["nghỉ phép đến 29/3", "đôn đốc nv 37 trước 29/3"])
    def test_the_day_of_more_time(self, filed: Province, text: str) -> None:
        filed.say(OFFICER, "xin gia hạn nv 38")
        said = filed.say(OFFICER, text)
        assert "Trình" not in "".join(said.choices)

    def test_the_day_of_more_time_with_its_reason(self, filed: Province) -> None:
        filed.say(OFFICER, "xin gia hạn nv 38")
        said = filed.say(OFFICER, "cho đến hết 29/3 vì chờ số liệu của các xã")
        assert "chờ số liệu của các xã" in said
        assert "29/3" in said

    def test_words_for_what_is_handed_on(self, filed: Province) -> None:
        filed.say(HEAD, "giao đầu mối tham mưu nv 38")
        said = filed.say(HEAD, "xin gia hạn nv 38 đến 29/3")
        assert "gia hạn" in said.text.casefold() or "lùi" in said.text.casefold()
        with filed.store.reading() as unit:
            assert not reports_on(unit.session, [of(filed, 38, "stp").id])
