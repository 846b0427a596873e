"""Entities that must not eat each other, names that are nearly alike, and the values beyond the labels."""

from datetime import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.understanding import ASPECTS, TOPICS, as_json, explain

from .catalogue import agencies, read


@pytest.mark.parametrize("agency", agencies(), ids=lambda agency: agency.code)
def test_every_name_of_the_catalogue_is_found(agency) -> None:  # type: ignore[no-untyped-def]
    for name in (agency.name, agency.short_name, *agency.aliases):
        assert read(f"điểm {name}").agencies == (agency.code,), name


@pytest.mark.parametrize(
    ("text", "codes", "field"),
    [
        ("điểm tài chính công của sở y tế", ("syt",), 6),
        ("diem so tai chinh", ("stc",), None),
        ("diem tai chinh cong so tai chinh", ("stc",), 6),
        ("điểm chuyển đổi số của bù đốp", ("budop",), 7),
        ("chi so so noi vu", ("snv",), None),
        ("diem so ke hoach", ("skhdt",), None),
        ("diem so kh&cn", ("skhcn",), None),
        ("sotaichinh mấy điểm", ("stc",), None),
        ("so sanh noi vu va ngoai vu", ("snv", "sngv"), None),
        ("diem phu rieng", ("phurieng",), None),
        ("diem dong phu", ("dongphu",), None),
        ("diem bu gia map", ("bugiamap",), None),
        ("diem thanh tra", ("ttt",), None),
        ("điểm hài lòng bình long", ("binhlong",), 8),
    ],
)
def test_entities_do_not_eat_each_other(text: str, codes: tuple[str, ...], field: int | None) -> None:
    said = read(text)
    assert (said.agencies, said.field) == (codes, field)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("diem binh phuoc long", {"binhlong", "phuoclong"}),
        ("diem dong phu rieng", {"dongphu", "phurieng"}),
        ("diem so noai vu", {"snv", "sngv"}),
        ("diem so kh", {"skhdt", "skhcn"}),
        ("điểm h bđ", {"budang", "budop"}),
    ],
)
def test_two_close_agencies_are_asked_about(text: str, codes: set[str]) -> None:
    said = read(text)
    assert said.agencies == ()
    assert set(said.alternatives) == codes


def test_marks_decide_between_close_names() -> None:
    assert read("điểm sở noại vụ").agencies == ("sngv",)


@pytest.mark.parametrize(
    "text",
    ["thời tiết Đồng Xoài", "sở y tế có tuyển dụng k e", "gia dat phu rieng", "số điện thoại sở tài chính", "", "   ",
     "?", "😀", "0", "asdkjh qwe", "tỉnh bình phước ở đâu"],
)  # fmt: skip
def test_what_lies_outside_is_unknown_and_carries_nothing(text: str) -> None:
    assert set(as_json(read(text))) == {"text", "topic", "confidence"}
    assert read(text).topic == "unknown"


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("đúng", "unknown"), ("đứng thứ mấy", "score"), ("nâng cao chất lượng phục vụ xong rồi", "progress"),
        ("nang cao chat luong xong roi", "progress"), ("kế hoạch tuyên truyền đã ban hành", "progress"),
        ("trời nắng quá", "unknown"), ("luong thang nay", "unknown"),
    ],
)  # fmt: skip
def test_marks_and_words_of_offices_decide_what_a_word_is(text: str, topic: str) -> None:
    assert read(text).topic == topic


@pytest.mark.parametrize(
    ("typed", "topic"),
    [
        ("dieerm sowr y tees", "score"),
        ("d9iem63 so73 y te61", "score"),
        ("bangr xeeps hangj", "ranking"),
        ("DIEM SO Y TE", "score"),
        ("đie\u0302\u0309m sơ\u0309 y tê\u0301", "score"),  # marks typed apart
        ("ｄｉem so y te", "score"),  # full width
        ("di\u200bem so y te", "score"),  # a zero-width space inside
    ],
)
def test_leftovers_of_keyboards(typed: str, topic: str) -> None:
    said = read(typed)
    assert said.topic == topic
    assert said.text == typed
    assert said.agencies == (("syt",) if topic == "score" else ())


def test_values_beyond_the_labels() -> None:
    assert (read("đơn vị nào dưới 80").threshold, read("đơn vị nào dưới 80").above) == (Decimal(80), False)
    assert read("những sở trên 88,5 điểm").threshold == Decimal("88.5")
    assert read("tăng 2 điểm thì hạng mấy").threshold == Decimal(2)
    assert read("điểm 7.4.2 của snv").criterion == "7.4.2"
    assert read("điểm cải tiến hệ thống quản lý chất lượng của snv").criterion == "7.4.2"
    assert read("nhắc lúc 6:45").clock == time(6, 45)
    assert read("điểm của tôi").own
    assert read("xếp thứ mấy").aspect == "rank"
    assert read("đã rõ").aspect == "acknowledge"
    assert read("ghi nhầm").aspect == "undo"


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=120))
def test_any_text_gets_an_answer_of_the_right_shape(text: str) -> None:
    said = read(text)
    assert said.topic in TOPICS
    assert 0 <= said.confidence <= 1
    assert said.aspect is None or said.aspect in ASPECTS[said.topic]
    assert said == read(text)
    assert all(isinstance(line, str) for line in explain(said))
    if said.topic in ("unknown", "help", "smalltalk"):
        assert set(as_json(said)) == {"text", "topic", "confidence"}


@pytest.mark.parametrize("text", ["nv " * 4000, "a" * 10_000, "1" * 10_000, "sở " * 3000, "%" * 9999, "1/2 " * 2500])
def test_a_very_long_message_is_cut_and_answered(text: str) -> None:
    assert read(text).text == text
