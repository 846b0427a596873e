"""Questions on the whole table: a place, a range, movements, fields of the province, groups, pictures, what-if down."""

from decimal import Decimal

import pytest

from handlers.understanding import as_json

from .catalogue import read


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("ai đứng thứ 5", 5), ("don vi nao hang 21", 21), ("hạng 21 là ai", 21), ("ai thứ nhì", 2),
        ("ai dung thu nhi", 2),
        ("ai xếp thứ ba", 3), ("đơn vị nào ở vị trí số 7", 7), ("ai đứng 5", 5), ("huyện nào hạng 2", 2),
    ],
)  # fmt: skip
def test_one_place_of_the_table(text: str, rank: int) -> None:
    said = read(text)
    assert (said.topic, said.rank, said.n, said.order) == ("ranking", rank, None, None)


def test_two_places_are_no_one_place() -> None:
    assert read("ai hạng 5, ai hạng 10").rank is None
    assert read("snv hạng 5 đúng không").topic == "score"
    assert read("muốn lên hạng 5 cần gì").n == 5


@pytest.mark.parametrize(
    ("text", "topic", "low", "high", "is_open"),
    [
        ("đơn vị từ 85 đến 90", "ranking", "85", "90", False),
        ("tu 80 den duoi 90", "ranking", "80", "90", True),
        ("các sở từ 85,5 đến 90 điểm", "ranking", "85.5", "90", False),
        ("trong khoảng 80-90 điểm có những ai", "ranking", "80", "90", False),
        ("nhóm từ 80% đến dưới 90%", "ranking", "80", "90", True),
        ("đơn vị nào đúng 90 điểm", "ranking", "90", "90", False),
        ("ai bằng 90", "ranking", "90", "90", False),
        ("bằng 90", "ranking", "90", "90", False),
        ("trên 90 dưới 95 có ai", "ranking", "90", "95", True),
        ("bao nhiêu đơn vị từ 80 đến 90", "overview", "80", "90", False),
        ("có bao nhiêu sở từ 85 đến dưới 90 điểm", "overview", "85", "90", True),
    ],
)
def test_a_range_of_points(text: str, topic: str, low: str, high: str, is_open: bool) -> None:
    said = read(text)
    assert (said.topic, said.threshold, said.until, said.until_open) == (topic, Decimal(low), Decimal(high), is_open)
    assert said.above is True
    assert said.percent is None


@pytest.mark.parametrize(
    ("text", "topic", "above"),
    [("đơn vị nào trên 90%", "ranking", True), ("các sở dưới 80%", "ranking", False),
     ("bao nhiêu đơn vị trên 90%", "overview", True), ("nhóm trên 90%", "ranking", True),
     ("từ 80 trở xuống", "ranking", False), ("90 điểm trở lên có mấy đơn vị", "overview", True),
     ("lớn hơn 90", "ranking", True), ("đơn vị nào nhỏ hơn 80 điểm", "ranking", False),
     ("đơn vị nào chưa tới 85", "ranking", False)],
)  # fmt: skip
def test_a_level_in_percent_of_many_is_no_report(text: str, topic: str, above: bool) -> None:
    said = read(text)
    assert (said.topic, said.above, said.percent, said.state) == (topic, above, None, None)


@pytest.mark.parametrize(
    ("text", "order", "n"),
    [
        ("ai tăng hạng nhiều nhất", "top", None),
        ("đơn vị nào tụt hạng sâu nhất", "bottom", None),
        ("ai giảm điểm nhiều nhất", "bottom", None),
        ("3 đơn vị tăng hạng nhiều nhất", "top", 3),
        ("huyện nào tiến bộ nhất", "top", None),
        ("những đơn vị tụt hạng", "bottom", None),
        ("biến động thứ hạng", None, None),
        ("thay đổi thứ hạng so với năm trước", None, None),
        ("thu hang thay doi the nao", None, None),
    ],
)
def test_who_moved_most(text: str, order: str | None, n: int | None) -> None:
    said = read(text)
    assert (said.topic, said.aspect, said.order, said.n) == ("history", "movement", order, n)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("snv tăng hạng không", "history"), ("đơn vị tôi tăng hạng hay giảm", "history"), ("tăng hay giảm", "history"),
        ("biến động thứ hạng của snv", "history"), ("bao nhiêu đơn vị tăng hạng", "overview"),
        ("bao nhiêu sở giảm điểm", "overview"),
    ],
)  # fmt: skip
def test_movement_of_one_is_history_and_a_count_is_the_overview(text: str, topic: str) -> None:
    assert (read(text).topic, read(text).aspect) == (topic, None)


@pytest.mark.parametrize(
    ("text", "order", "group"),
    [
        ("lĩnh vực nào thấp nhất toàn tỉnh", "bottom", None),
        ("linh vuc nao cao nhat ca tinh", "top", None),
        ("lĩnh vực yếu nhất của tỉnh", "bottom", None),
        ("linh vuc nao yeu nhat khoi huyen", "bottom", "huyen"),
        ("lĩnh vực nào các sở yếu nhất", "bottom", "so"),
    ],
)
def test_fields_of_the_province_or_a_group(text: str, order: str, group: str | None) -> None:
    said = read(text)
    assert (said.topic, said.aspect, said.order, said.group) == ("overview", "fields", order, group)


def test_fields_without_a_province_are_of_the_own_agency() -> None:
    assert (read("lĩnh vực nào thấp nhất").topic, read("snv yếu lĩnh vực nào").topic) == ("weak", "weak")


@pytest.mark.parametrize(
    "text", ["so sánh khối sở với khối huyện", "khối sở hay khối huyện cao hơn", "sở với huyện ai cao hơn",
             "khoi so va khoi huyen khoi nao cao hon"],
)  # fmt: skip
def test_one_group_beside_the_other(text: str) -> None:
    said = read(text)
    assert (said.topic, said.aspect, said.group) == ("compare", "groups", None)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("biểu đồ xếp hạng khối sở", "ranking"), ("vẽ biểu đồ điểm snv", "score"), ("bieu do snv", "score"),
        ("biểu đồ so sánh syt với sxd", "compare"), ("biểu đồ snv qua các năm", "history"),
        ("vẽ giúp tôi điểm sở y tế", "score"), ("chart snv", "score"), ("biểu đồ toàn tỉnh", "overview"),
        ("biểu đồ", "history"),
    ],
)  # fmt: skip
def test_a_picture_of_what_the_rest_asks(text: str, topic: str) -> None:
    assert (read(text).topic, read(text).picture) == (topic, True)


def test_about_is_no_picture() -> None:
    assert not read("diem snv ve the che").picture


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("giảm 2 điểm thì hạng mấy", "-2"), ("mất thêm 1,5 điểm", "-1.5"), ("nếu bị trừ 3 điểm thì đứng thứ mấy", "-3"),
        ("tụt 2 điểm thì hạng bao nhiêu", "-2"), ("nếu snv giảm 2 điểm thì sao", "-2"),
        ("tăng 2 điểm thì hạng mấy", "2"), ("mất thêm 1,5 điểm thì tụt xuống hạng mấy", "-1.5"),
    ],
)  # fmt: skip
def test_what_if_points_are_added_or_lost(text: str, points: str) -> None:
    said = read(text)
    assert (said.topic, said.threshold, said.above) == ("whatif", Decimal(points), None)


def test_points_won_or_lost_are_no_level_of_a_table() -> None:
    assert read("đơn vị nào giảm 2 điểm").threshold is None


@pytest.mark.parametrize(
    ("text", "code"),
    [("so sánh snv với snv", "snv"), ("so sánh sở y tế với khối sở", "syt"), ("syt so với trung bình khối", "syt")],
)
def test_an_agency_beside_itself_or_its_group_stands_twice(text: str, code: str) -> None:
    said = read(text)
    assert (said.topic, said.agencies, as_json(said)["agencies"]) == ("compare", (code, code), [code])


@pytest.mark.parametrize("text", ["sở y tế kém sở xây dựng bao nhiêu", "syt thua sxd mấy điểm", "syt kem sxd may diem"])
def test_less_than_another_compares(text: str) -> None:
    assert (read(text).topic, read(text).agencies) == ("compare", ("syt", "sxd"))


@pytest.mark.parametrize(
    ("text", "topic", "field", "criterion"),
    [
        ("xếp hạng tiêu chí 3.3.2", "ranking", 3, "3.3.2"),
        ("điểm lĩnh vực 8 tiêu chí 1", "score", 8, "8.1"),
        ("tiêu chí 1 lĩnh vực 8 của snv", "score", 8, "8.1"),
        ("điểm tiêu chí 2 của lĩnh vực thể chế", "score", 2, "2.2"),
        ("điểm tiêu chí 3", "score", 3, None),
        ("điểm vị trí việc làm của snv", "score", 5, "5.1"),
    ],
)
def test_criteria_by_number(text: str, topic: str, field: int, criterion: str | None) -> None:
    said = read(text)
    assert (said.topic, said.field, said.criterion) == (topic, field, criterion)


def test_a_count_beside_a_year() -> None:
    said = read("top 3 năm ngoái")
    assert (said.topic, said.n, said.year, said.order) == ("ranking", 3, 2023, "top")


@pytest.mark.parametrize(
    ("text", "aspect"),
    [("hạng của sở y tế trong khối", "group_rank"), ("snv đứng thứ mấy trong khối sở", "group_rank"),
     ("xếp hạng sở y tế trong các sở", "group_rank"), ("syt xếp thứ mấy toàn tỉnh", "rank")],
)  # fmt: skip
def test_the_place_within_the_group(text: str, aspect: str) -> None:
    assert (read(text).topic, read(text).aspect) == ("score", aspect)


@pytest.mark.parametrize(
    ("text", "codes"),
    [("điểm bù", {"budang", "budop", "bugiamap"}), ("điểm phú", {"dongphu", "phurieng"}),
     ("bu thi sao", {"budang", "budop", "bugiamap"}),
     ("diem long nam 2022", {"binhlong", "phuoclong"}), ("thế còn phú", {"dongphu", "phurieng"})],
)  # fmt: skip
def test_one_word_of_several_names_is_asked_about(text: str, codes: set[str]) -> None:
    said = read(text)
    assert set(said.alternatives) == codes
    assert (said.agencies, said.confidence <= 0.5) == ((), True)


@pytest.mark.parametrize("text", ["điểm ubnd", "điểm ủy ban", "diem uy ban nhan dan a"])
def test_a_council_without_its_name_is_not_the_own_agency(text: str) -> None:
    assert (read(text).unread, read(text).agencies) == (True, ())


def test_the_decision_that_published_the_index_gives_no_tasks() -> None:
    assert (read("quyết định 282").topic, read("qđ 282/QĐ-UBND").document) == ("overview", "282")
    assert read("nv 282 xong").task is None
