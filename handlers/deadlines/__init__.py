"""The deadline grammar: what documents write as a time limit, read into dates or left unread."""

from handlers.deadlines.reading import Deadline, DeadlineKind, read_deadline
from handlers.deadlines.recurrence import Every

__all__ = ["Deadline", "DeadlineKind", "Every", "read_deadline"]
