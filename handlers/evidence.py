"""Documents that come with a task: a photo or a file is noted at once and fetched as a job (DESIGN 2, step 4)."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from handlers import due as days
from handlers.dialogue import Attachment, Choice, FiledDocument, JobOrder, Reply, Request, ask, do
from handlers.folding import folded
from handlers.task_facts import actor, card, card_tasks, led_by, own_agencies, rows_of
from handlers.words import progress as words
from handlers.words import tasks as phrases
from handlers.words.formats import clock, few_words, short_day
from storage import assignments
from storage.assignments import Assigned
from storage.audit import record
from storage.catalogue import Task
from storage.session import Unit

ATTACH, MOVE, FETCH = "progress.attach", "progress.move_file", "fetch_file"
FETCHED = f"{FETCH}.done"
SHOW = "progress.show_file"
FILED = "filed"  # of a conversation: the documents that the last receipt was about
SHOWN = 4  # documents in a list
_OF_TASK = re.compile(
    r"(?=.*\b(?:nham|lon|sai|cua|sang|chuyen|thuoc)\b)(?:(?:a|oi|nham|lon|sai|khong phai|chuyen|tai lieu|tep|anh|file|"
    r"cai|nay|do|roi|la|sang|cua|cho|thuoc|vao|xin|phai)\b\W*)+"
    r"(?:nv|nhiem vu|viec)?\W*0*(\d{1,4})(?: (?:nhe|a|do|co|moi dung))*"
)
_LIST_OF = re.compile(
    r"(?:(?:cho|toi|xem|liet ke|danh sach|cac|nhung)\W+)*(?:tai lieu|minh chung|tep|file|anh)(?: da)?(?: (?:gui|nop))?"
    r"(?: (?:cua|cho))?\W+(?:nv|nhiem vu)\W*0*(\d{1,4})(?: (?:co gi|gom gi|co nhung gi|da gui|da nop|dau|nao|co chua))*"
)
_NV = re.compile(r"\bNV (\d{1,4})\b")
NAME = 80  # letters of a file's name that are kept
OFFERED = 3
ENDINGS = frozenset(
    ("pdf", "doc", "docx", "xls", "xlsx", "jpg", "jpeg", "png", "heic", "heif", "webp", "tif", "tiff", "bmp", "gif")
)


def is_evidence(attachment: Attachment | None) -> bool:
    return attachment is not None and attachment.kind in ("photo", "document")


def is_refused(attachment: Attachment) -> bool:
    """Only photos, PDF, Word and Excel are documents of a task; an empty file is none. No name tells nothing."""
    if attachment.kind == "photo":
        return False
    ending = attachment.name.rpartition(".")[2].casefold() if "." in attachment.name else ""
    return attachment.size == 0 or (bool(attachment.name) and ending not in ENDINGS)


def refusal(request: Request) -> Reply:
    """Why the file was not taken; what was awaited is awaited still."""
    assert request.attachment is not None
    attachment = request.attachment
    form = words.EMPTY_FILE if attachment.size == 0 else words.NOT_A_DOCUMENT
    kept = {key: request.conversation[key] for key in ("card", "expects") if key in request.conversation}
    return Reply(form.format(name=few_words(attachment.name, NAME) or words.THIS_FILE), remember=kept)


def wait_for_file(request: Request, task: int) -> Reply:
    """[Gửi tài liệu]: the next file belongs to this task."""
    text = words.SEND_FILE.format(no=task)
    expects = {"action": ATTACH, "payload": {"task": task}}
    return Reply(text, remember={**card("receipt", [task]), "expects": expects})


def expected_task(request: Request) -> int | None:
    """The task a file was asked for a moment ago; None while files wait for their task."""
    expects = request.conversation.get("expects") or {}
    return int(expects["payload"]["task"]) if expects.get("action") == ATTACH and "task" in expects["payload"] else None


def ask_which(request: Request, unit: Unit) -> Reply:
    """A file without words: for which task? One sent while this is asked of another joins it: asked once for both."""
    assert request.attachment is not None
    return ask_again(request, unit, [*_undecided(request), _file(request.attachment, request)])


def ask_again(request: Request, unit: Unit, files: Sequence[Mapping[str, Any]]) -> Reply:
    """The question for the task of these files."""
    choices = _offers(request, unit, files)
    if not choices:
        return Reply(words.NOTHING_LED.format(agency=actor(request.knowledge, own_agencies(request)[0])))
    question = words.FILE_FOR if len(files) == 1 else words.FILES_FOR.format(count=len(files))
    expects = {"action": ATTACH, "payload": {"files": list(files)}}
    return Reply(question, rows_of(choices), remember={"expects": expects})


def _undecided(request: Request) -> list[dict[str, Any]]:
    """Files that wait for their task: nobody has said yet where they belong."""
    expects = request.conversation.get("expects") or {}
    return _files(expects["payload"]) if expects.get("action") == ATTACH else []


def _files(payload: Mapping[str, Any]) -> list[dict[str, Any]]:
    if "files" in payload:
        return list(payload["files"])
    return (
        [{key: payload[key] for key in ("file_id", "name", "kind") if key in payload}] if "file_id" in payload else []
    )


def _offers(request: Request, unit: Unit, files: Sequence[Mapping[str, Any]]) -> list[Choice]:
    """Own tasks that files may belong to; the one just spoken of stands first."""
    tasks = _likely(request, unit)[:OFFERED]
    return [do(phrases.button(t), ATTACH, task=t.no, files=list(files)) for t in tasks]


def _likely(request: Request, unit: Unit) -> list[Task]:
    own = own_agencies(request)
    led = {t.no: t for t in led_by(request.knowledge, own)}
    start, today = request.knowledge.catalogue.start_day, request.today
    opened = [a for code in own for a in assignments.of_agency(unit.session, code, start, today)]
    order = [*card_tasks(request), *(a.task for a in days.by_section(opened, today))]
    return [led[no] for no in dict.fromkeys(order) if no in led]


def _file(attachment: Attachment, request: Request) -> dict[str, Any]:
    name = few_words(attachment.name, NAME) if attachment.name and attachment.kind != "photo" else ""
    name = name or words.PHOTO.format(clock=clock(request.now), day=short_day(request.today))
    return {"file_id": attachment.file_id, "name": name, "kind": attachment.kind}


def attach_now(request: Request, unit: Unit, task: int) -> Reply:
    """A file that came with its task named, was asked for, or follows a receipt."""
    assert request.attachment is not None
    return attach(request, unit, {"task": task, **_file(request.attachment, request)})


def task_before(request: Request) -> int | None:
    """The task of the message of ours that a file answers, else of the one receipt it comes right after."""
    if request.forwarded:
        return None
    named = {int(no) for no in _NV.findall(request.replied)}
    recent = card_tasks(request) if request.conversation.get("card", {}).get("kind") == "receipt" else []
    own = own_agencies(request)
    for numbers in (named, set(recent)):
        led = {t.no for t in led_by(request.knowledge, own)} & numbers
        if len(numbers) == 1 and led:
            return led.pop()
    return None


def move(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Nhiệm vụ khác] under a file that was filed at once; with `task`, the move itself."""
    ids = payload["evidence"] if isinstance(payload["evidence"], list) else [payload["evidence"]]
    filed = [one for id_ in ids if (one := assignments.filed(unit.session, int(id_)))]
    found = filed[0] if filed else None
    held = assignments.for_writing(unit.session, found.assignment) if found else None
    own = own_agencies(request)
    if found is None or held is None or found.person != request.person.code or held.agency not in own:
        return Reply(words.NOT_MOVED)
    filed = [one for one in filed if (one.person, one.assignment) == (found.person, found.assignment)]
    names = ", ".join(one.name for one in filed)
    if "task" not in payload:
        tasks = [t for t in _likely(request, unit) if t.no != held.task][:OFFERED]
        choices = [do(phrases.button(t), MOVE, evidence=ids, task=t.no) for t in tasks]
        expects = {"action": MOVE, "payload": {"evidence": ids}}
        return Reply(words.MOVE_TO_WHICH.format(name=names), rows_of(choices), remember={"expects": expects})
    task = request.knowledge.task(int(payload["task"]))
    agency = next((code for code in own if task and code in task.leads), None)
    there = occurrence(request, unit, task, agency) if task and agency else None
    if task is None or there is None or held.state == "accepted":
        return Reply(words.NOT_MOVED)
    for one in filed:
        assignments.move_evidence(unit.session, one.id, there.id)
        details = {"evidence": one.id, "from": held.id, "task": task.no, "agency": there.agency, "name": one.name}
        record(
            unit.session, request.now, request.person.code, "progress.file_moved", f"assignment:{there.id}", details,
            request.inbox_id,
        )  # fmt: skip
    more, choices = what_next(there)
    text = "\n".join([words.MOVED.format(name=names, no=task.no), *more])
    remember = {**card("receipt", [task.no], [there.id]), FILED: ids}
    return Reply(text, rows_of([do(words.OTHER_TASK, MOVE, evidence=ids), *choices]), remember=remember)


def moves_to(request: Request) -> int | None:
    """ "nhầm, của nv 38" right after the receipt of a file: where it belongs."""
    if request.pressed or request.forwarded or request.attachment or not request.conversation.get(FILED):
        return None
    text = folded(request.said.text).strip(" .!?")
    found = _OF_TASK.fullmatch(text) if not _LIST_OF.fullmatch(text) else None
    return int(found[1]) if found else None


# --- what was filed with a task


def listed_task(request: Request) -> int | None:
    """ "tài liệu nv 38": whose documents are to be shown to whoever files them."""
    if request.pressed or request.forwarded or request.attachment:
        return None
    found = _LIST_OF.fullmatch(folded(request.said.text).strip(" .!?"))
    task = request.knowledge.task(int(found[1])) if found else None
    return task.no if task and any(code in task.leads for code in own_agencies(request)) else None


def listed(request: Request, unit: Unit, no: int) -> Reply:
    """The documents of the own agencies with a task, the newest first, a button for each file."""
    rows = assignments.of_task(unit.session, no, own_agencies(request))
    filed = assignments.filed_with(unit.session, [a.id for a in rows])[::-1]
    send = send_again(no)
    if not filed:
        return Reply(words.NO_DOCUMENTS.format(no=no), [[send]], remember=card("task", [no]))
    lines = [words.DOCUMENTS.format(no=no, count=len(filed))]
    lines += [f"{at}. {few_words(one.name, NAME)}" for at, one in enumerate(filed[:SHOWN], 1)]
    if len(filed) > SHOWN:
        lines.append(words.MORE_DOCUMENTS.format(count=len(filed) - SHOWN))
    choices = [
        do(words.SEE_DOCUMENT.format(at=at), SHOW, evidence=one.id)
        for at, one in enumerate(filed[:SHOWN], 1)
        if one.kind in ("photo", "document")
    ]
    return Reply("\n".join(lines), rows_of([*choices, send]), remember=card("task", [no]))


def show(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Xem 1]: the file itself, to its own agency."""
    one = assignments.filed(unit.session, int(payload["evidence"]))
    held = assignments.for_writing(unit.session, one.assignment) if one else None
    if one is None or held is None or held.agency not in own_agencies(request):
        return Reply(words.NO_RIGHT)
    if not one.path and (one.channel != request.channel or not one.file_id):
        return Reply(words.NOT_KEPT.format(name=one.name), [[send_again(held.task)]])
    document = FiledDocument(one.name, one.kind, one.channel, one.file_id, one.path)
    return Reply(words.SHOWN.format(name=one.name, no=held.task), files=[document])


def attach(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """Notes documents with the task; role and state are looked at again. The files themselves are fetched as jobs."""
    files = _files(payload)
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
        offered = _offers(request, unit, files)
        return Reply(f"{refusal}\n{words.FILE_FOR}" if offered else refusal, rows_of(offered))
    held = occurrence(request, unit, task, agency)
    if held is None:
        return Reply(words.NOT_OPEN.format(no=task.no))
    jobs = [_note(request, unit, held, file) for file in files]
    names = ", ".join(str(file["name"]) for file in files)
    about = {"clock": clock(request.now), "no": task.no, "agency": actor(request.knowledge, agency), "name": names}
    more, choices = what_next(held)
    ids = [job.payload["evidence"] for job in jobs]
    choices = [do(words.OTHER_TASK, MOVE, evidence=ids), *choices]
    text = "\n".join([words.FILED.format(**about), *more])
    return Reply(text, rows_of(choices), jobs=jobs, remember={**card("receipt", [task.no], [held.id]), FILED: ids})


def _note(request: Request, unit: Unit, held: Assigned, file: Mapping[str, Any]) -> JobOrder:
    """One document with its row of the log; the job fetches it."""
    name, file_id = str(file["name"]), str(file["file_id"])
    evidence = assignments.add_evidence(
        unit.session, held.id, request.person.code, request.now, name, kind=str(file.get("kind", "document")),
        channel=request.channel, file_id=file_id,
    )  # fmt: skip
    details = {"evidence": evidence, "task": held.task, "agency": held.agency, "name": name}
    record(
        unit.session, request.now, request.person.code, "progress.filed", f"assignment:{held.id}", details,
        request.inbox_id,
    )  # fmt: skip
    return JobOrder(FETCH, {"evidence": evidence, "file_id": file_id, "name": name})


def what_next(held: Assigned) -> tuple[list[str], list[Choice]]:
    """A document is no report: said while the task is unfinished."""
    details = ask(words.DETAILS, "task", task=held.task)
    if not days.is_unfinished(held):
        return [], [details]
    return [words.BUT_NOT_DONE.format(no=held.task)], [ask(words.REPORT, "progress", task=held.task), details]


def occurrence(request: Request, unit: Unit, task: Task, agency: str) -> Assigned | None:
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
    choices = [] if "path" in payload else [send_again(task)]
    return Reply(form.format(name=name, no=task), [choices] if choices else ())


def send_again(task: int) -> Choice:
    """[Gửi tài liệu]"""
    return ask(words.SEND, "progress", task=task, aspect="evidence")
