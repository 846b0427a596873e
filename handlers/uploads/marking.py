"""[Tải tệp đã đánh dấu]: a copy of the file with the cells to correct coloured and commented, made by a job."""

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from handlers.dialogue import FiledDocument, JobOrder, Reply, Request, do
from handlers.uploads import showing
from handlers.uploads.files import CORRECTED, MARK_JOB, about, in_hand
from handlers.words import uploads as words
from storage.session import Unit


def order(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    upload = in_hand(request, unit, payload)
    if isinstance(upload, Reply):
        return upload
    finding = upload.found.get("finding")
    if upload.state != "read" or upload.path is None or not finding or not finding["problems"]:
        return showing.next_step(request, unit, upload)
    marks = [[problem["where"], problem["what"]] for problem in finding["problems"]]
    job = JobOrder(MARK_JOB, {"upload": upload.id, "file": upload.path, "marks": marks})
    text = words.MARKING.format(count=len(marks), name=upload.name)
    return Reply(text, jobs=[job], remember=about(upload, corrects=upload.id))


def done(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """The job came back with the copy, or without."""
    upload = in_hand(request, unit, payload)
    if isinstance(upload, Reply):
        return upload
    if "path" not in payload:
        return Reply(words.NOT_MARKED.format(name=upload.name))
    text = words.MARKED.format(name=upload.name, count=len(payload["marks"]))
    name = PurePath(str(payload["path"])).name.partition("_")[2]
    copy = FiledDocument(name, "document", None, None, str(payload["path"]))
    corrected = do(words.CORRECTED, CORRECTED, upload=upload.id)
    return Reply(text, [[corrected]], files=[copy], remember=about(upload, corrects=upload.id))
