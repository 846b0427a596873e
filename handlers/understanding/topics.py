"""What each cue is worth for which topic. Entities add and take in `engine.py`; the highest sum wins."""

from typing import Final

# cue → topic → weight; a second cue for the same topic counts a quarter.
WEIGHTS: Final[dict[str, dict[str, float]]] = {
    "points": {"score": 2.0, "ranking": 0.6, "overview": 0.4, "compare": 0.3, "history": 0.3, "weak": 0.2},
    "ask_points": {"score": 3.0},
    "ask_rank": {"score": 3.2},
    "rank": {"score": 1.0, "ranking": 1.4, "history": 0.2},
    "table": {"ranking": 5.0},
    "top": {"ranking": 3.5},
    "bottom": {"ranking": 3.5, "weak": 0.5},
    "which_agency": {"ranking": 1.5},
    "count_agencies": {"overview": 4.5},
    "compare": {"compare": 3.5},
    "versus": {"compare": 0.5},
    "weak": {"weak": 4.0},
    "low": {"weak": 1.0},
    "which_field": {"weak": 1.5},
    "history": {"history": 4.0},
    "whatif": {"whatif": 4.5},
    "surpass": {"whatif": 2.5},
    "overview": {"overview": 3.5},
    "whole_province": {"overview": 1.6, "ranking": 0.4},
    "task_word": {"tasks": 2.6},
    "task_list": {"tasks": 3.0},
    "due_soon": {"tasks": 3.2},
    "overdue": {"tasks": 4.2},
    "today": {"tasks": 1.0},
    "week": {"tasks": 2.0},
    "month": {"tasks": 2.0},
    "quarter": {"tasks": 2.0},
    "other_period": {"tasks": 0.8},
    "coordinating": {"tasks": 1.5},
    "remind": {"reminder": 5.0},
    "remind_off": {"reminder": 6.0},
    "remind_on": {"reminder": 6.0},
    "remind_later": {"reminder": 6.0},
    "remind_set": {"reminder": 6.0},
    "remind_hour": {"reminder": 6.0},
    "nudge": {"reminder": 4.5},
    "remedy": {"remediation": 6.5},
    "waiting": {"tasks": 4.5},
    "hand_on": {"reminder": 4.5},
    "report_word": {"progress": 2.4},
    "undo": {"progress": 4.0},
    "more_time": {"progress": 4.0},
    "help": {"help": 3.0},
    "help_faint": {"help": 1.6},
    "greeting": {"smalltalk": 1.9},
    "thanks": {"smalltalk": 1.9},
    "acknowledge": {"smalltalk": 1.7},
    "farewell": {"smalltalk": 1.9},
    "outside": {"unknown": 5.0},
}

# Topics that speak of the Index.
INDEX_TOPICS: Final = ("score", "ranking", "compare", "weak", "history", "whatif", "overview")

REMIND_CUES: Final = (
    "remind", "remind_off", "remind_on", "remind_later", "remind_set", "remind_hour", "nudge",
)  # fmt: skip

# Below this no topic is claimed.
LEAST: Final = 1.4
