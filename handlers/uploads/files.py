"""What all steps of an import share: names of actions and jobs, who may, the row in hand."""

from collections.abc import Mapping
from typing import Any

from handlers.dialogue import JobOrder, Reply, Request
from handlers.importing.wishes import Wish
from handlers.words import uploads as words
from storage import uploads
from storage.catalogue import Person
from storage.models import Upload
from storage.session import Unit

READ_JOB, CHECK_JOB, MARK_JOB = "read_upload", "check_upload", "mark_upload"
READ, CHECKED, MARKED = f"{READ_JOB}.done", f"{CHECK_JOB}.done", f"{MARK_JOB}.done"
CHOOSE, SOURCE, ISSUED = "uploads.choose", "uploads.source", "uploads.issued"
NAME, WHO, OTHER = "uploads.name", "uploads.who", "uploads.other"
MARK, CORRECTED, WRITE, DROP, UNDO = (
    "uploads.mark",
    "uploads.corrected",
    "uploads.write",
    "uploads.drop",
    "uploads.undo",
)


def may_import(person: Person) -> bool:
    """Monitors and the administrator; looked at again at every step."""
    return person.holds("monitor", "admin")


def in_hand(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Upload | Reply:
    """The file a button or an answer is about, held; or why nothing can be done with it."""
    if not may_import(request.person):
        return Reply(words.NO_RIGHT)
    upload = uploads.held(unit.session, int(payload["upload"]))
    if upload is None or upload.person_code != request.person.code:
        return Reply(words.GONE)
    return upload


def wish_of(upload: Upload) -> Wish:
    return Wish.of(upload.said)


def ordered_again(request: Request, upload: Upload, wish: Wish) -> JobOrder:
    """The file is looked at once more, with what is known now."""
    upload.said = wish.as_json()
    payload = {"upload": upload.id, "path": upload.path, "said": upload.said, "now": request.now.isoformat()}
    return JobOrder(CHECK_JOB, payload)


def about(upload: Upload, **more: Any) -> dict[str, Any]:
    """What the conversation is about."""
    return {"upload": upload.id, **more}
