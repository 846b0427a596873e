"""The tables, a file a topic."""

from storage.models.base import Base
from storage.models.index import Agency, AgencyAlias, Criterion, ImportBatch, Score
from storage.models.messages import Conversation, Inbox, Job, Outbox, StoredChoice
from storage.models.people import Account, ChosenReading, EnrolmentAttempt, EnrolmentCode, Person, RoleHeld
from storage.models.reminders import Acknowledgement, CalendarDay, Leave, Mute, Notice, Nudge, Reminder, Snooze
from storage.models.system import AuditEntry, Setting
from storage.models.tasks import (
    STATES,
    Assignment,
    Evidence,
    HandOn,
    ProgressReport,
    SourceDocument,
    Task,
    TaskAgency,
    TimeRequest,
)
from storage.models.uploads import Upload

__all__ = [
    "STATES",
    "Account",
    "Acknowledgement",
    "Agency",
    "AgencyAlias",
    "Assignment",
    "AuditEntry",
    "Base",
    "CalendarDay",
    "ChosenReading",
    "Conversation",
    "Criterion",
    "EnrolmentAttempt",
    "EnrolmentCode",
    "Evidence",
    "HandOn",
    "ImportBatch",
    "Inbox",
    "Job",
    "Leave",
    "Mute",
    "Notice",
    "Nudge",
    "Outbox",
    "Person",
    "ProgressReport",
    "Reminder",
    "RoleHeld",
    "Score",
    "Setting",
    "Snooze",
    "SourceDocument",
    "StoredChoice",
    "Task",
    "TaskAgency",
    "TimeRequest",
    "Upload",
]
