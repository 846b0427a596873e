"""What every picture shows: figures as in the answers, words that fit on the paper, letters that the font has."""

import json
import math
import statistics
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from bot.pictures.drawings import DRAWINGS
from bot.pictures.paper import MARGIN, WIDTH, Paper
from handlers.dialogue import Request, plain
from handlers.index import Mark
from handlers.knowledge import Knowledge
from handlers.pictures import specs
from handlers.pictures.of_index import can_be_drawn, drawing_of
from handlers.pictures.scene import Drawing
from handlers.pictures.specs import as_values
from handlers.questions import decode
from handlers.words import boards as board_words
from handlers.words.faults import COPY
from handlers.words.formats import number
from storage.clock import LOCAL

CAPTION_LETTERS = 1024  # UTF-16 units; core.telegram.org/bots/api#sendphoto
NOW = datetime(2024, 3, 18, 8, 0, tzinfo=LOCAL)
QUESTIONS = (
    "q:score", "q:score;f=7", "q:score;c=7.4", "q:score;c=7.4.2", "q:weak", "q:whatif", "q:history", "q:history;f=3",
    "q:compare", "q:compare;f=1", "q:ranking", "q:ranking;g=so", "q:ranking;g=huyen;f=6", "q:ranking;c=7.4.2",
    "q:compare;a=stp,budang;c=7.4", "q:overview;x=fields", "q:weak;g=so",
    "q:ranking;x=movement", "q:ranking;g=so;x=movement", "q:ranking;g=huyen;f=3;x=movement", "q:overview",
    "q:overview;g=huyen",
)  # fmt: skip


def asked(knowledge: Knowledge, data: str, person: str = "head:snv", *, pressed: bool = True) -> Drawing | None:
    who = knowledge.person(person)
    assert who is not None
    said, _ = decode(data)
    request = Request(said, who, knowledge, NOW, "telegram", "1", pressed=pressed)
    return drawing_of(request, said.topic)


def drawn(drawing: Drawing) -> Paper:
    """As the drawing process does it: from JSON."""
    values: dict[str, Any] = json.loads(json.dumps(as_values(drawing.picture)))
    return DRAWINGS[values["kind"]](values)


@pytest.mark.parametrize("data", QUESTIONS)
@pytest.mark.parametrize("person", ["head:snv", "head:budang", "head:bqlkkt"])
def test_every_picture_has_room_for_its_words(demo_knowledge: Knowledge, data: str, person: str) -> None:
    """A letter that the font lacks is a warning, and so a failure."""
    drawing = asked(demo_knowledge, data, person)
    assert drawing is not None
    assert len(f"{drawing.caption}\n{COPY}".encode("utf-16-le")) // 2 <= CAPTION_LETTERS
    paper = drawn(drawing)
    assert paper.png().startswith(b"\x89PNG")
    assert paper.height <= WIDTH * 2  # Telegram shows taller ones cut
    for text in paper.figure.texts:
        box = text.get_window_extent()
        assert box.x0 >= MARGIN - 2, text.get_text()
        assert box.x1 <= WIDTH - MARGIN + 6, text.get_text()
        assert box.y0 >= 0, text.get_text()
        assert box.y1 <= paper.height, text.get_text()


@pytest.mark.parametrize("data", QUESTIONS)
def test_no_words_lie_on_one_another(demo_knowledge: Knowledge, data: str) -> None:
    drawing = asked(demo_knowledge, data)
    assert drawing is not None
    boxes = [(text.get_text(), text.get_window_extent()) for text in drawn(drawing).figure.texts]
    for at, (words, box) in enumerate(boxes):
        for other, beside in boxes[at + 1 :]:
            apart = (
                box.x1 <= beside.x0 or beside.x1 <= box.x0 or box.y1 <= beside.y0 + 9 or beside.y1 <= box.y0 + 9
            )  # ascenders and descenders of two lines may meet
            assert apart, (words, other)


def test_bars_show_the_figures_of_the_index_and_the_middle_of_the_group(demo_knowledge: Knowledge) -> None:
    drawing = asked(demo_knowledge, "q:score;a=stc;y=2023")
    assert drawing is not None
    assert isinstance(drawing.picture, specs.Bars)
    year = demo_knowledge.index.years[2023]
    fields = year.standings["stc"].fields
    assert [bar.words for bar in drawing.picture.rows] == [f"{number(mark.ratio, 1)}%" for mark in fields]
    for bar, mark in zip(drawing.picture.rows, fields, strict=True):
        shares = [of_all(s.marks[mark.criterion.code]) for s in year.of("so")]
        middle = statistics.median(shares)
        assert bar.middle == pytest.approx(float(middle * 100), abs=1e-9)
        assert bar.below == (tenths(of_all(mark)) < tenths(middle))
    below = sum(bar.below for bar in drawing.picture.rows)
    assert (f"{below}/8" in drawing.caption) == bool(below)


def of_all(mark: Mark) -> Fraction:
    return Fraction(mark.points) / Fraction(mark.max_points)


def tenths(share: Fraction) -> int:
    """Tenths of a percent, half up."""
    return math.floor(share * 1000 + Fraction(1, 2))


@pytest.mark.parametrize("year", [2022, 2023])
def test_nobody_at_the_middle_is_called_lower(demo_knowledge: Knowledge, year: int) -> None:
    """The mean of two equal shares is that share, whatever the digits behind the comma."""
    index = demo_knowledge.index.years[year]
    for standing in index.standings.values():
        for code, mark in standing.marks.items():
            exact = statistics.median(of_all(s.marks[code]) for s in index.of(standing.group) if code in s.marks)
            middle = index.middle(standing.group, code)
            assert middle is not None
            assert (mark.ratio < middle) == (of_all(mark) < exact), (standing.agency, code)


def test_who_are_equal_at_an_end_are_all_said(demo_knowledge: Knowledge) -> None:
    drawing = asked(demo_knowledge, "q:ranking;c=7.4.2;g=so")
    assert drawing is not None
    assert "Cao nhất: 11 đơn vị cùng mức 1,50/1,50; thấp nhất: Sở Nội vụ 0,25/1,50." in drawing.caption


def test_a_criterion_shows_what_it_is_made_of_and_the_finest_its_neighbours(demo_knowledge: Knowledge) -> None:
    def labels(data: str) -> list[str]:
        drawing = asked(demo_knowledge, data)
        assert drawing is not None
        assert isinstance(drawing.picture, specs.Bars)
        return [bar.label.partition(" ")[0] for bar in drawing.picture.rows]

    assert labels("q:score;f=7") == ["7.1", "7.2", "7.3", "7.4"]
    assert labels("q:score;c=7.4") == labels("q:score;c=7.4.2") == ["7.4.1", "7.4.2"]


def test_the_table_marks_the_own_agency_and_keeps_ties(demo_knowledge: Knowledge) -> None:
    drawing = asked(demo_knowledge, "q:ranking;y=2023")
    assert drawing is not None
    assert isinstance(drawing.picture, specs.Table)
    rows = drawing.picture.rows
    assert [row.label for row in rows if row.marked] == ["Sở Nội vụ"]
    assert [row.rank for row in rows][19:23] == ["20.", "21.", "21.", "23."]
    assert "Sở Nội vụ: đồng hạng 21/31, 86,94." in drawing.caption
    assert {float(Decimal(row.words.replace(",", "."))) for row in rows} == {row.percent for row in rows}


def test_one_agency_stands_beside_the_middle_and_four_beside_each_other(demo_knowledge: Knowledge) -> None:
    alone, four = asked(demo_knowledge, "q:compare;a=stp"), asked(demo_knowledge, "q:compare;a=stp,snv,syt,budang,stc")
    assert alone is not None
    assert four is not None
    assert isinstance(alone.picture, specs.Comparison)
    assert isinstance(four.picture, specs.Comparison)
    assert alone.picture.names == ("Sở Tư pháp", "Mức giữa khối sở")
    assert len(four.picture.names) == 4
    typed = asked(demo_knowledge, "q:compare;a=stp", pressed=False)
    assert typed is not None
    assert isinstance(typed.picture, specs.Comparison)
    assert typed.picture.names == ("Sở Nội vụ", "Sở Tư pháp")


def test_a_slope_joins_the_years_and_says_who_moved_most(demo_knowledge: Knowledge) -> None:
    drawing = asked(demo_knowledge, "q:ranking;x=movement")
    assert drawing is not None
    assert isinstance(drawing.picture, specs.Slope)
    assert drawing.picture.columns == ("2022", "2023")
    assert len(drawing.picture.lines) == 31
    assert "Sở Y tế ▲12" in drawing.caption
    assert "thị xã Chơn Thành ▼8" in drawing.caption


def test_a_group_moves_among_all_as_the_words_say(demo_knowledge: Knowledge) -> None:
    drawing = asked(demo_knowledge, "q:ranking;g=huyen;x=movement")
    assert drawing is not None
    assert isinstance(drawing.picture, specs.Slope)
    assert len(drawing.picture.lines) == 11
    assert drawing.picture.lines[0].words == ("10", "4")  # thị xã Phước Long, "hạng chung 4, ▲6"
    assert "Thứ hạng khối huyện" in drawing.picture.title
    assert drawing.picture.note.startswith("Hạng trong toàn tỉnh")


@pytest.mark.parametrize(
    "data", [*QUESTIONS, "q:score;y=2024", "q:history;y=2019", "q:ranking;x=points", "q:score;f=9"]
)
@pytest.mark.parametrize("person", ["head:snv", "leader:ct"])
def test_a_picture_is_offered_where_there_is_one(demo_knowledge: Knowledge, data: str, person: str) -> None:
    who = demo_knowledge.person(person)
    assert who is not None
    said, _ = decode(data)
    request = Request(said, who, demo_knowledge, NOW, "telegram", "1", pressed=True)
    assert can_be_drawn(request, said.topic) == (drawing_of(request, said.topic) is not None)


def test_nothing_is_drawn_of_a_year_that_has_no_scores(demo_knowledge: Knowledge) -> None:
    assert asked(demo_knowledge, "q:score;y=2024") is None
    assert asked(demo_knowledge, "q:history;y=2019") is None
    assert asked(demo_knowledge, "q:tasks") is None


def test_the_picture_says_where_its_figures_are_from(demo_knowledge: Knowledge) -> None:
    for data in QUESTIONS:
        drawing = asked(demo_knowledge, data)
        assert drawing is not None
        assert drawing.picture.source == "Chỉ số CCHC năm 2023, Quyết định 282/QĐ-UBND · số liệu minh họa"
        written = [text.get_text() for text in drawn(drawing).figure.texts]
        assert any(words.endswith("số liệu minh họa") for words in written)
        assert drawing.caption == plain(drawing.caption)


def test_the_map_of_tasks_fits_and_says_every_number() -> None:
    """31 agencies with long names and numbers of three digits."""
    names = ("late", "blocked", "soon", "doing", "waiting", "accepted")
    rows = tuple(specs.Counts(f"Sở Khoa học và Công ngh{n}", (n, 0, 3, 100 + n, 0, n)) for n in range(33))
    columns = tuple(board_words.COLUMNS[name] for name in names)
    title = board_words.MAP_TITLE.format(whom=board_words.MAP_WHOM[None], day="28/3/2024")
    heat = specs.Heat(title, board_words.MAP_NOTE, "Theo báo cáo", columns, names, rows)
    paper = drawn(Drawing(heat, "", ()))
    assert paper.png().startswith(b"\x89PNG")
    assert paper.height <= WIDTH * 2
    written = [text.get_text() for text in paper.figure.texts]
    assert {"132", "32", "3"} <= set(written)
    assert "0" not in written  # an empty cell
    boxes = [(text.get_text(), text.get_window_extent()) for text in paper.figure.texts]
    for at, (said, box) in enumerate(boxes):
        assert box.x0 >= MARGIN - 2, said
        assert box.x1 <= WIDTH - MARGIN + 6, said
        for other, beside in boxes[at + 1 :]:
            apart = box.x1 <= beside.x0 or beside.x1 <= box.x0 or box.y1 <= beside.y0 + 9 or beside.y1 <= box.y0 + 9
            assert apart, (said, other)
