"""What files mean: published scores, criterion sets and tasks, each taken whole or refused with what to correct."""

from handlers.importing.criteria import import_criteria
from handlers.importing.demo import load_criteria, load_demo, load_offices
from handlers.importing.outcomes import CriteriaOutcome, Problem, ScoresOutcome, TasksOutcome
from handlers.importing.scores import import_scores
from handlers.importing.tasks import import_tasks
from storage.imports import UnreadableFile

__all__ = [
    "CriteriaOutcome",
    "Problem",
    "ScoresOutcome",
    "TasksOutcome",
    "UnreadableFile",
    "import_criteria",
    "import_scores",
    "import_tasks",
    "load_criteria",
    "load_demo",
    "load_offices",
]
