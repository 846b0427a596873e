"""What a message names, and what that makes likelier: the second half of the weights (the first is `topics.py`)."""

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from handlers.understanding.reading import Reading
from handlers.understanding.reports import STATE_CUES
from handlers.understanding.tables import asks_fields, asks_groups, asks_loser, asks_movement, wants_picture
from handlers.understanding.topics import REMIND_CUES
from handlers.understanding.vocabulary import TAIL, listed


class Situation(NamedTuple):
    """A named condition on a message and the weight it adds to or takes from topics."""

    name: str
    holds: Callable[[Reading], bool]
    weights: Mapping[str, float]


def _side_by_side(reading: Reading) -> bool:
    count = len({name.codes for name in reading.agencies})  # a misspelt name may be read in two parts
    return count >= 2 or (count == 1 and reading.own and reading.has("compare", "versus"))


def _set_beside(reading: Reading) -> bool:
    """ "mất điểm ở đâu so với sở tài chính", "vì sao thua stp": against the one who is named last."""
    begins = {name.start for name in reading.agencies}
    met = any(cue.end in begins and not {"compare", "versus"}.isdisjoint(cue.names) for cue in reading.cues)
    return met and len(reading.agencies) == 1 and reading.has("weak") and not reading.has("whatif", "history")


def _two_years(reading: Reading) -> bool:
    return len({year for year, _ in reading.quantities.years}) > 1 and len(reading.agencies) < 2


def _document_of_tasks(reading: Reading) -> bool:
    return reading.quantities.document is not None and not _document_of_index(reading)


def _document_of_index(reading: Reading) -> bool:
    """Quyết định 282/QĐ-UBND published the Index; it gives nobody a task."""
    return reading.quantities.document == "282" and not reading.has("task_word", "task_list")


def _threshold(reading: Reading) -> bool:
    return reading.quantities.threshold is not None


def _in_a_range(reading: Reading) -> bool:
    return reading.quantities.level is not None and reading.quantities.level.until is not None


def _goes_on(reading: Reading) -> bool:
    named = bool(reading.quantities.years) or reading.field_number is not None
    return not reading.cues and (named or reading.entity("years_ago") is not None)


def _asks_tasks(reading: Reading) -> bool:
    return reading.has("overdue", "task_word", "task_list") and not reading.has("points", "ask_rank", "table")


def _less_than(reading: Reading) -> bool:
    """ "sở y tế kém sở xây dựng bao nhiêu": the word stands between two agencies."""
    if len({name.codes for name in reading.agencies}) < 2:
        return False
    first, second = reading.agencies[0].end, reading.agencies[1].start
    return any(reading.tokens[at].key in _LESS for at in range(first, second))


def _index_asked(reading: Reading) -> bool:
    return reading.has("points", "ask_points", "ask_rank", "rank", "table", "top", "bottom", "weak", "history")


def _criterion_meant(reading: Reading) -> bool:
    """Said by number, or by a name that no state stands beside: "vị trí việc làm đang lấy ý kiến" is a paper."""
    if reading.criterion is None:
        return False
    numbered = reading.quantities.criterion is not None or reading.quantities.criterion_number is not None
    return numbered or _index_asked(reading) or STATE_CUES.isdisjoint(reading.names)


def _conditional(reading: Reading) -> bool:
    """ "tụt 2 điểm thì hạng mấy", "nếu mất 2 điểm"."""
    if not reading.quantities.amount:
        return False
    then = any(pair.startswith("thi ") and pair not in _NO_THEN for pair in reading.pairs)
    then = then or not _REACHES.isdisjoint(reading.pairs)
    return then or any(token.key in ("neu", "se") for token in reading.tokens)


def _then_which_rank(reading: Reading) -> bool:
    """ "nếu không mất điểm lĩnh vực 8 thì hạng mấy"."""
    return any(token.key == "neu" for token in reading.tokens) and reading.has("ask_rank", "rank")


def _adds_or_loses(reading: Reading) -> bool:
    """ "mất thêm 1,5 điểm", "thêm 2 điểm": an amount and nothing that was or is asked of others."""
    others = ("which_agency", "count_agencies", "which_field", "weak", "history", "task_word", "top", "bottom")
    alone = reading.names <= {"points"} and not reading.strays
    more = alone or not _MORE.isdisjoint(reading.pairs)
    return reading.quantities.amount and more and not reading.has(*others)


def _only_chart(reading: Reading) -> bool:
    """ "biểu đồ" alone: how it went through the years."""
    return reading.has("chart") and reading.names == {"chart"} and not (reading.one_asked or reading.groups)


_NO_THEN: Final = frozenset(("thi xa", "thi hanh", "thi truong", "thi tran", "thi dua"))
_MORE: Final = frozenset(
    f"{first} {second}" for first in ("mat", "giam", "tru", "tut", "cong", "tang") for second in ("them", "di")
) | {"bi tru", "duoc cong", "duoc them"}
_REACHES: Final = frozenset(f"co {verb}" for verb in listed("vuot len tut xuong rot hon bang vao qua lot duoi"))
_LESS: Final = frozenset(("kem", "thua"))
_OFFICES: Final = (
    "truong phong",
    "giam doc",
    "chu tich",
    "bi thu",
    "chanh van",
    "pho phong",
    "thu truong",
    "pho chanh",
)


def _asks_who_holds(reading: Reading) -> bool:
    keys = " ".join(token.key for token in reading.tokens)
    return any(office in keys for office in _OFFICES) and (
        " la ai" in keys or " ten gi" in keys or keys.startswith("ai ")
    )


def _tasks_of_several(reading: Reading) -> bool:
    """ "bình long với phước long tuần này có việc gì": two agencies, their tasks and nothing of the Index."""
    several = len({name.codes for name in reading.agencies}) > 1
    asked = reading.has("task_word", "task_list", "overdue", "due_soon")
    return several and asked and not reading.has("points", "ask_points", "ask_rank", "rank", "compare", "weak")


def _one_of_several(reading: Reading) -> bool:
    """ "trong mấy huyện thì ai đứng đầu", "xếp hạng của mấy sở": one of them, or all, not how many."""
    several = any("count_agencies" in cue.names and cue.phrase.startswith("may ") for cue in reading.cues)
    placed = reading.has("top", "bottom")
    return (several and (placed or reading.has("table"))) or (
        placed and reading.has("count_agencies") and reading.has("which_agency")
    )


def _how_much(reading: Reading) -> bool:
    """ "lv 3 của snv bao nhiêu": an agency and nothing but how much."""
    keys = [token.key for token in reading.tokens]
    while keys and keys[-1] in TAIL:
        keys.pop()
    asked = keys[-1:] == ["baonhieu"] or keys[-2:] == ["bao", "nhieu"]
    return asked and reading.one_asked and reading.names <= {"points", "history"}


def _introduces(reading: Reading) -> bool:
    """ "chào em, anh ở sở y tế": who greets, and nothing that is asked."""
    if not reading.has("greeting") or reading.asks or not _SELF.intersection(reading.pairs):
        return False
    return reading.names <= {"greeting", "help_faint", "acknowledge"}


def _weak_in_a_field(reading: Reading) -> bool:
    """ "những sở nào yếu về chuyển đổi số": agencies, not what they are weak in."""
    named = reading.field_number is not None or reading.criterion is not None
    return reading.many and named and reading.has("weak") and not reading.has("which_field")


def _drags_down(reading: Reading) -> bool:
    """ "phần nào làm điểm bù đốp tụt", "khâu nào kéo sở y tế xuống"."""
    keys = [token.key for token in reading.tokens]
    begin = next((at for at, key in enumerate(keys) if key in _DRAGS), len(keys))
    what = reading.has("which_field") or not {"cai nao", "cai gi"}.isdisjoint(reading.pairs)
    return what and not _DOWN.isdisjoint(keys[begin:])


def _below(reading: Reading) -> bool:
    """ "lĩnh vực nào dưới 80%"."""
    level = reading.quantities.level
    return level is not None and level.above is False and reading.one_asked


def _where(reading: Reading) -> bool:
    """ "điểm yếu … nằm ở đâu", "vị trí của … ở đâu": asks for no address."""
    index = reading.has("weak") or (reading.one_asked and reading.has("ask_rank", "rank", "points"))
    return index and any("outside" in cue.names and cue.phrase.endswith("o dau") for cue in reading.cues)


_DRAGS: Final = frozenset(listed("keo lam khien loi gay"))
_DOWN: Final = frozenset(listed("xuong tut giam thap rot sut"))
_SELF: Final = frozenset(
    f"{who} {verb}" for who in ("toi", "minh", "em", "anh", "chi") for verb in listed("la o ben tu thuoc cong")
)


SITUATIONS: Final = (
    Situation("cái gì kéo xuống", _drags_down, {"weak": 4.0, "history": -4.0, "score": -1.0}),
    Situation(
        "yếu ở đâu",
        _where,
        {"weak": 0.5, "unknown": -5.0},
    ),
    Situation("việc của nhiều cơ quan", _tasks_of_several, {"compare": -6.0, "tasks": 2.0}),
    Situation("ai trong số đó", _one_of_several, {"overview": -4.5, "ranking": 2.5}),
    Situation("cơ quan và bao nhiêu", _how_much, {"score": 2.0}),
    Situation("chào và xưng tên", _introduces, {"smalltalk": 4.0, "score": -3.0}),
    Situation(
        "nêu cơ quan",
        lambda reading: reading.one_asked,
        {"score": 1.5, "weak": 0.5, "history": 0.5, "whatif": 0.5, "tasks": 0.5, "ranking": -2.0, "overview": -2.0},
    ),
    Situation("nêu hai cơ quan trở lên", _side_by_side, {"compare": 4.0, "score": -1.0}),
    Situation(
        "chỉ nêu một cơ quan",
        lambda reading: len(reading.agencies) == 1 and not reading.own,
        {"compare": -1.5},
    ),
    Situation(
        "nêu khối",
        lambda reading: reading.group is not None and not reading.agencies,
        {"ranking": 1.5, "overview": 1.2, "score": -1.0},
    ),
    Situation(
        "nêu lĩnh vực", lambda reading: reading.field_number is not None, {"score": 0.6, "ranking": 0.6, "weak": 0.6}
    ),
    Situation(
        "nêu lĩnh vực, không nêu cơ quan",
        lambda reading: reading.field_number is not None and not (reading.one_asked or reading.group),
        {"score": 0.5},
    ),
    Situation("nêu tiêu chí", _criterion_meant, {"score": 2.5}),
    Situation(
        "xếp hạng theo một tiêu chí",
        lambda reading: (
            reading.criterion is not None
            and not reading.one_asked
            and any(cue.phrase.startswith("xep hang") for cue in reading.cues)
        ),
        {"ranking": 4.0},
    ),
    Situation("ai lên, ai xuống", asks_movement, {"history": 6.0, "ranking": -6.0, "overview": -1.0}),
    Situation("ai yếu về lĩnh vực đó", _weak_in_a_field, {"ranking": 4.0, "weak": -4.0}),
    Situation("ai mất điểm nhiều nhất", asks_loser, {"ranking": 5.0, "weak": -4.0}),
    Situation("lĩnh vực nào của cả tỉnh, cả khối", asks_fields, {"overview": 6.0, "weak": -5.0, "ranking": -4.0}),
    Situation("khối này và khối kia", asks_groups, {"compare": 4.0, "ranking": -2.0}),
    Situation("cơ quan này kém cơ quan kia", _less_than, {"weak": -4.0, "compare": 1.5}),
    Situation("thua, so với một cơ quan", _set_beside, {"weak": -5.0, "compare": 4.0}),
    Situation("chỉ nói biểu đồ", _only_chart, {"history": 1.6}),
    Situation("biểu đồ của một cơ quan", lambda reading: wants_picture(reading) and reading.one_asked, {"score": 1.5}),
    Situation("chỉ nêu năm hoặc lĩnh vực: hỏi tiếp", _goes_on, {"score": 1.5}),
    Situation(
        "hỏi hạng, không nêu cơ quan", lambda reading: reading.has("rank") and not reading.one_asked, {"ranking": 1.0}
    ),
    Situation(
        "lĩnh vực của một khối",
        lambda reading: reading.field_number is not None and reading.group is not None and not reading.agencies,
        {"ranking": 1.0},
    ),
    Situation(
        "hai cơ quan, ai hơn năm ngoái",
        lambda reading: (
            len(reading.agencies) > 1
            and reading.asks
            and any("history" in cue.names and cue.phrase.startswith("hon ") for cue in reading.cues)
        ),
        {"history": -4.0, "compare": 3.0},
    ),
    Situation(
        "hỏi ai đứng hạng đó",
        lambda reading: (
            reading.quantities.rank is not None
            and not reading.one_asked
            and not reading.has("whatif", "surpass", "task_word", *REMIND_CUES)
        ),
        {"ranking": 2.5, "score": -2.5},
    ),
    Situation(
        "hỏi tên người giữ một chức vụ",
        lambda reading: _asks_who_holds(reading),
        {"unknown": 8.0},
    ),
    Situation(
        "bảng điểm của một cơ quan",
        lambda reading: bool(reading.agencies) and reading.has("table") and not reading.has("top", "bottom"),
        {"ranking": -2.5},
    ),
    Situation("nêu năm", lambda reading: bool(reading.quantities.years), {"score": 0.5}),
    Situation("nêu hai năm", _two_years, {"history": 4.5, "compare": -3.0}),
    Situation(
        "thêm điểm thì hạng mấy",
        lambda reading: (
            reading.quantities.amount and (reading.quantities.topped or reading.has("ask_rank", "rank", "top"))
        ),
        {"whatif": 4.5},
    ),
    Situation(
        "trong một khoảng điểm",
        lambda reading: _in_a_range(reading) and not reading.has("whatif") and not reading.one_asked,
        {"whatif": -2.5, "ranking": 0.5},
    ),
    Situation("nếu thêm, bớt điểm", _conditional, {"whatif": 4.5, "history": -4.5, "weak": -4.0, "compare": -4.0}),
    Situation("nếu … thì hạng mấy", _then_which_rank, {"whatif": 2.0, "weak": -4.0}),
    Situation("thêm, bớt điểm", _adds_or_loses, {"whatif": 3.0, "weak": -2.0}),
    Situation("nêu số văn bản", _document_of_tasks, {"tasks": 2.5}),
    Situation("nêu quyết định công bố Chỉ số", _document_of_index, {"overview": 2.5}),
    Situation("nêu số lượng", lambda reading: reading.quantities.n is not None, {"ranking": 2.0}),
    Situation(
        "có trong top n không",
        lambda reading: reading.quantities.topped and bool(reading.agencies) and "trong top" in reading.pairs,
        {"score": 4.0},
    ),
    Situation("top n", lambda reading: reading.quantities.topped, {"ranking": 1.5}),
    Situation("nêu mức điểm", _threshold, {"ranking": 0.3}),
    Situation(
        "đơn vị nào trên, dưới một mức",
        lambda reading: _threshold(reading) and (reading.has("which_agency") or reading.group is not None),
        {"ranking": 0.7},
    ),
    Situation(
        "đạt mức điểm đó thì phải làm gì",
        lambda reading: (
            _threshold(reading) and reading.has("points", "ask_points", "whatif") and reading.has("task_list")
        ),
        {"whatif": 5.0, "tasks": -3.0},
    ),
    Situation("cơ quan và mức điểm", lambda reading: _threshold(reading) and reading.one_asked, {"score": 1.8}),
    Situation(
        "mức điểm, không nêu cơ quan",
        lambda reading: _threshold(reading) and not reading.quantities.amount and not reading.one_asked,
        {"ranking": 1.5},
    ),
    Situation(
        "thấp ở phần nào",
        lambda reading: reading.has("which_field") and (reading.has("bottom", "weak", "low") or _below(reading)),
        {"weak": 3.0, "ranking": -2.5},
    ),
    Situation(
        "cơ quan và chỗ thấp nhất",
        lambda reading: reading.has("bottom") and reading.one_asked and reading.group is None,
        {"weak": 2.0, "ranking": -1.0},
    ),
    Situation(
        "đơn vị nào vượt một mức",
        lambda reading: (
            reading.has("surpass")
            and (
                reading.has("count_agencies", "which_agency")
                or reading.group is not None
                or (reading.many and _threshold(reading))
            )
        ),
        {"whatif": -2.5},
    ),
    Situation("qua các năm", lambda reading: reading.has("history"), {"score": -1.5, "compare": -2.0}),
    Situation(
        "hỏi việc, không hỏi điểm",
        _asks_tasks,
        {"overview": -2.5, "ranking": -2.5, "weak": -2.5, "whatif": -2.5},
    ),
    Situation(
        "khắc phục",
        lambda reading: reading.has("remedy"),
        {"overview": -2.5, "ranking": -2.5, "weak": -2.5, "tasks": -2.5, "help": -2.5},
    ),
    Situation(
        "nêu tỉnh, không nêu cơ quan",
        lambda reading: reading.has("whole_province") and not reading.one_asked,
        {"score": -2.0, "overview": 0.5},
    ),
    Situation("bao nhiêu đơn vị", lambda reading: reading.has("count_agencies"), {"ranking": -1.5, "score": -2.0}),
    Situation("nhắc", lambda reading: reading.has(*REMIND_CUES), {"tasks": -2.0, "overview": -2.0}),
)
