"""Understanding of messages: text → topic and entities. Deterministic, offline, explainable."""

from handlers.understanding.engine import explain, understand
from handlers.understanding.lexicon import Lexicon
from handlers.understanding.model import (
    ASPECTS,
    STAGES,
    TOPICS,
    AgencyName,
    CriterionName,
    Report,
    TaskTitle,
    Understanding,
    as_json,
)

__all__ = [
    "ASPECTS",
    "STAGES",
    "TOPICS",
    "AgencyName",
    "CriterionName",
    "Lexicon",
    "Report",
    "TaskTitle",
    "Understanding",
    "as_json",
    "explain",
    "understand",
]
