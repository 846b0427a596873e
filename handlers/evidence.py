"""Documents that come with a task: a photo or a file is noted at once and fetched as a job (DESIGN 2, step 4)."""

from collections.abc import Mapping
from typing import Any

from handlers import due as days
from handlers.dialogue import Attachment, Choice, JobOrder, Reply, Request, ask, do
from handlers.task_facts import actor, card, card_tasks, led_by, own_agencies, rows_of
from handlers.words import progress as words
from handlers.words import tasks as phrases
from handlers.words.formats import clock, few_words, short_day
from storage import assignments
from storage.assignments import Assigned
from storage.audit import record
from storage.catalogue import Task
from storage.session import Unit

ATTACH, FETCH = "progress.attach", "fetch_file"
FETCHED = f"{FETCH}.done"
NAME = 80  # letters of a file's name that are kept
OFFERED = 3


def is_evidence(attachment: Attachment | None) -> bool:
    return attachment is not None and attachment.kind in ("photo", "document")


def wait_for_file(request: Request, task: int) -> Reply:
    """[Gửi tài liệu]: the next file belongs to this task."""
    text = words.SEND_FILE.format(no=task)
    expects = {"action": ATTACH, "payload": {"task": task}}
    return Reply(text, remember={**card("receipt", [task]), "expects": expects})


def expected_task(request: Request) -> int | None:
    """The task a file was asked for a moment ago."""
    expects = request.conversation.get("expects") or {}
    return int(expects["payload"]["task"]) if expects.get("action") == ATTACH else None


def ask_which(request: Request, unit: Unit) -> Reply:
    """A file without words: for which task?"""
    assert request.attachment is not None
    file = _file(request.attachment, request)
    choices = _offers(request, unit, file)
    if not choices:
        return Reply(words.NOTHING_LED.format(agency=actor(request.knowledge, own_agencies(request)[0])))
    return Reply(words.FILE_FOR, rows_of(choices), remember={"expects": {"action": ATTACH, "payload": file}})


def _offers(request: Request, unit: Unit, file: Mapping[str, Any]) -> list[Choice]:
    """Own tasks that a file may belong to; the one just spoken of stands first."""
    own = own_agencies(request)
    led = {t.no: t for t in led_by(request.knowledge, own)}
    start, today = request.knowledge.catalogue.start_day, request.today
    opened = [a for code in own for a in assignments.of_agency(unit.session, code, start, today)]
    order = [*card_tasks(request), *(a.task for a in days.by_section(opened, today))]
    tasks = [led[no] for no in dict.fromkeys(order) if no in led][:OFFERED]
    kept = {key: file[key] for key in ("file_id", "name", "kind") if key in file}
    return [do(phrases.button(t), ATTACH, task=t.no, **kept) for t in tasks]


def _file(attachment: Attachment, request: Request) -> dict[str, Any]:
    name = few_words(attachment.name, NAME) if attachment.name and attachment.kind != "photo" else ""
    name = name or words.PHOTO.format(when=f"{clock(request.now)} ngày {short_day(request.today)}")
    return {"file_id": attachment.file_id, "name": name, "kind": attachment.kind}


def attach_now(request: Request, unit: Unit, task: int) -> Reply:
    """A file that came with its task named, or was asked for."""
    assert request.attachment is not None
    return attach(request, unit, {"task": task, **_file(request.attachment, request)})


def attach(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """Notes the document with the task; role and state are looked at again. The file itself is fetched as a job."""
    if "file_id" not in payload:  # a file was asked for and words came
        return wait_for_file(request, int(payload["task"]))
    named = payload.get("task") or request.said.task
    task = request.knowledge.task(int(named)) if named else None
    own = own_agencies(request)
    if not own:
        return Reply(words.NO_RIGHT)
    agency = next((code for code in own if task and code in task.leads), None)
    if task is None or agency is None:
        if named is None:
            return Reply(words.DROPPED)
        refusal = words.NOT_LEAD.format(no=named, agency=actor(request.knowledge, own[0]))
        offered = _offers(request, unit, payload)
        return Reply(f"{refusal}\n{words.FILE_FOR}" if offered else refusal, rows_of(offered))
    held = _occurrence(request, unit, task, agency)
    if held is None:
        return Reply(words.NOT_OPEN.format(no=task.no))
    name, file_id = str(payload["name"]), str(payload["file_id"])
    evidence = assignments.add_evidence(
        unit.session, held.id, request.person.code, request.now, name, kind=str(payload.get("kind", "document")),
        channel=request.channel, file_id=file_id,
    )  # fmt: skip
    details = {"evidence": evidence, "task": task.no, "agency": agency, "name": name}
    record(
        unit.session, request.now, request.person.code, "progress.filed", f"assignment:{held.id}", details,
        request.inbox_id,
    )  # fmt: skip
    lines = [
        words.FILED.format(clock=clock(request.now), no=task.no, agency=actor(request.knowledge, agency), name=name)
    ]
    unfinished = days.is_unfinished(held)
    if unfinished:
        lines.append(words.BUT_NOT_DONE.format(no=task.no))
    choices = [ask(words.REPORT, "progress", task=task.no)] if unfinished else []
    choices.append(ask(words.DETAILS, "task", task=task.no))
    job = JobOrder(FETCH, {"evidence": evidence, "file_id": file_id, "name": name})
    return Reply("\n".join(lines), [choices], jobs=[job], remember=card("receipt", [task.no], [held.id]))


def _occurrence(request: Request, unit: Unit, task: Task, agency: str) -> Assigned | None:
    """The one just reported, else the open one, else the last one filed; held until the transaction ends."""
    rows = [a for a in assignments.of_task(unit.session, task.no, [agency]) if a.opens_on <= request.today]
    known = [a for a in rows if a.state != "accepted"]
    reported = [a for a in known if a.reported_at and abs(request.now - a.reported_at) <= days.UNDO_WITHIN]
    chosen = days.choose(rows, request.knowledge.catalogue.start_day, request.today)
    best = next(iter([*reported[-1:], *chosen[:1], *known[-1:]]), None)
    held = assignments.for_writing(unit.session, best.id) if best else None
    return held if held is not None and held.state != "accepted" else None


def fetched(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """The job came back: the file lies in the data folder, or could not be fetched."""
    evidence = int(payload["evidence"])
    if "path" in payload:
        about = assignments.file_fetched(unit.session, evidence, str(payload["path"]))
        form = words.FILE_STORED
    else:
        about, form = assignments.evidence_of(unit.session, evidence), words.FILE_FAILED
    if about is None:
        return Reply(words.FILE_GONE)
    name, task = about
    choices = [] if "path" in payload else [_send_again(task)]
    return Reply(form.format(name=name, no=task), [choices] if choices else ())


def _send_again(task: int) -> Choice:
    return ask(words.SEND, "progress", task=task, aspect="evidence")
