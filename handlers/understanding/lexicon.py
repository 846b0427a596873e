"""Everything a message is compared with, folded and indexed once."""

from collections.abc import Sequence

from handlers.understanding.model import AgencyName, CriterionName, TaskTitle


class Lexicon:
    """Immutable. `Lexicon.build` makes one from the catalogue; a changed catalogue means a new one."""

    __slots__ = ("agencies", "criteria", "tasks")

    def __init__(
        self, agencies: tuple[AgencyName, ...], criteria: tuple[CriterionName, ...], tasks: tuple[TaskTitle, ...]
    ) -> None:
        self.agencies = agencies
        self.criteria = criteria
        self.tasks = tasks

    @classmethod
    def build(
        cls,
        agencies: Sequence[AgencyName],
        criteria: Sequence[CriterionName] = (),
        tasks: Sequence[TaskTitle] = (),
    ) -> "Lexicon":
        """Fold and index the names of agencies, criteria (newest year) and tasks."""
        return cls(tuple(agencies), tuple(criteria), tuple(tasks))
