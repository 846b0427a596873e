"""What a message names, and what that makes likelier: the second half of the weights (the first is `topics.py`)."""

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from handlers.understanding.reading import Reading
from handlers.understanding.topics import REMIND_CUES


class Situation(NamedTuple):
    """A named condition on a message and the weight it adds to or takes from topics."""

    name: str
    holds: Callable[[Reading], bool]
    weights: Mapping[str, float]


def _one_asked(reading: Reading) -> bool:
    return bool(reading.agencies) or reading.own


def _side_by_side(reading: Reading) -> bool:
    count = len(reading.agencies)
    return count >= 2 or (count == 1 and reading.own and reading.has("compare", "versus"))


def _two_years(reading: Reading) -> bool:
    return len({year for year, _ in reading.quantities.years}) > 1 and len(reading.agencies) < 2


def _threshold(reading: Reading) -> bool:
    return reading.quantities.threshold is not None


def _goes_on(reading: Reading) -> bool:
    named = bool(reading.quantities.years) or reading.field_number is not None
    return not reading.cues and (named or reading.entity("years_ago") is not None)


def _asks_tasks(reading: Reading) -> bool:
    return reading.has("overdue", "task_word", "task_list") and not reading.has("points", "ask_rank", "table")


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


SITUATIONS: Final = (
    Situation(
        "nêu cơ quan",
        _one_asked,
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
        lambda reading: reading.field_number is not None and not (_one_asked(reading) or reading.group),
        {"score": 0.5},
    ),
    Situation("nêu tiêu chí", lambda reading: reading.criterion is not None, {"score": 2.5}),
    Situation("chỉ nêu năm hoặc lĩnh vực: hỏi tiếp", _goes_on, {"score": 1.5}),
    Situation(
        "hỏi hạng, không nêu cơ quan", lambda reading: reading.has("rank") and not _one_asked(reading), {"ranking": 1.0}
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
            reading.quantities.rank is not None and not _one_asked(reading) and not reading.has("whatif", "surpass")
        ),
        {"ranking": 2.5, "score": -2.5},
    ),
    Situation(
        "hỏi tên người giữ một chức vụ",
        lambda reading: _asks_who_holds(reading),
        {"unknown": 8.0},
    ),
    Situation("nêu năm", lambda reading: bool(reading.quantities.years), {"score": 0.5}),
    Situation("nêu hai năm", _two_years, {"history": 4.5, "compare": -3.0}),
    Situation(
        "thêm điểm thì hạng mấy",
        lambda reading: reading.quantities.amount and reading.has("ask_rank", "rank", "top"),
        {"whatif": 4.5},
    ),
    Situation("nêu số văn bản", lambda reading: reading.quantities.document is not None, {"tasks": 2.5}),
    Situation("nêu số lượng", lambda reading: reading.quantities.n is not None, {"ranking": 2.0}),
    Situation("top n", lambda reading: reading.quantities.topped, {"ranking": 1.5}),
    Situation("nêu mức điểm", _threshold, {"ranking": 0.3}),
    Situation(
        "đơn vị nào trên, dưới một mức",
        lambda reading: _threshold(reading) and (reading.has("which_agency") or reading.group is not None),
        {"ranking": 0.7},
    ),
    Situation("cơ quan và mức điểm", lambda reading: _threshold(reading) and _one_asked(reading), {"score": 1.0}),
    Situation(
        "mức điểm, không nêu cơ quan",
        lambda reading: _threshold(reading) and not reading.quantities.amount and not _one_asked(reading),
        {"ranking": 1.5},
    ),
    Situation(
        "thấp ở phần nào",
        lambda reading: reading.has("bottom", "weak", "low") and reading.has("which_field") and reading.group is None,
        {"weak": 3.0, "ranking": -2.5},
    ),
    Situation(
        "cơ quan và chỗ thấp nhất",
        lambda reading: reading.has("bottom") and _one_asked(reading) and reading.group is None,
        {"weak": 2.0, "ranking": -1.0},
    ),
    Situation(
        "đơn vị nào vượt một mức",
        lambda reading: (
            reading.has("surpass") and (reading.has("count_agencies", "which_agency") or reading.group is not None)
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
        lambda reading: reading.has("whole_province") and not _one_asked(reading),
        {"score": -2.0, "overview": 0.5},
    ),
    Situation("bao nhiêu đơn vị", lambda reading: reading.has("count_agencies"), {"ranking": -1.5, "score": -2.0}),
    Situation("nhắc", lambda reading: reading.has(*REMIND_CUES), {"tasks": -2.0}),
)
