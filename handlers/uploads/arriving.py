"""A file arrives, and comes back read."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from handlers import evidence
from handlers.dialogue import Attachment, JobOrder, Reply, Request
from handlers.importing.text import fold
from handlers.importing.wishes import Wish, date_in, documents_in, said_with
from handlers.task_facts import own_agencies
from handlers.uploads import answers, showing
from handlers.uploads.files import (
    ISSUED,
    OTHER,
    READ_JOB,
    SOURCE,
    about,
    may_import,
    ordered_again,
    wish_of,
)  # fmt: skip
from handlers.words import uploads as words
from storage import uploads
from storage.imports import MOST_BYTES
from storage.models import Upload
from storage.session import Unit

TABLES = ("xlsx", "xlsm", "xls", "docx", "doc", "csv", "tsv")
MEGABYTE = 1024 * 1024
NAME = 80  # letters of a file's name that are kept
ANSWER_WORDS = 12  # of an answer to a question of ours
TRIES = 2  # readings of one file, if its process dies
ASKS_HOW = re.compile(
    r"(nhap|gui|import)( tep| file)?( bang)?( so)? ?(diem|nhiem vu|phu luc|tep|file|bo tieu chi|du lieu|so lieu)"
    r"( nhu the nao| the nao| lam sao| ra sao)?\W*"
)


def recognises(request: Request) -> bool:
    """A file of somebody who may import; or words that answer what was asked about one."""
    if not may_import(request.person):
        return False
    if request.attachment is not None:
        return _is_import(request, request.attachment)
    if request.forwarded:
        return False
    return _answers(request) or ASKS_HOW.fullmatch(fold(request.said.text)) is not None


def _is_import(request: Request, file: Attachment) -> bool:
    """Whoever also reports for an agency sends evidence too: a file asked for, or sent with or after a report."""
    if file.kind != "document" or evidence.expected_task(request) is not None:
        return False
    if not own_agencies(request):
        return True
    reports = request.said.task is not None or request.said.topic == "progress" or evidence.task_before(request)
    return not reports and file.name.rpartition(".")[2].lower() in TABLES


def _answers(request: Request) -> bool:
    """Words after a question of ours, or the words of a button under the last answer."""
    if request.conversation.get("upload") is None:
        return False
    text = request.said.text
    if showing.button_typed(text):
        return True
    action = (request.conversation.get("expects") or {}).get("action")
    if len(text.split()) > ANSWER_WORDS:
        return False
    if action == SOURCE:
        return bool(documents_in(text, request.today))
    if action == ISSUED:
        return bool(date_in(text, request.today))
    named = bool(request.said.agencies) or bool(request.said.alternatives)
    return action == OTHER and named and not request.said.asks and request.said.task is None


def answer(request: Request, unit: Unit) -> Reply:
    """A file, an answer, or a question about one that is here already."""
    if not may_import(request.person):
        return Reply(words.NO_RIGHT)
    if request.attachment is not None:
        return _received(request, unit, request.attachment)
    if request.pressed:
        return showing.asked_by_button(request, unit)
    if request.conversation.get("upload") is None:
        return Reply(words.HOW)
    return answers.typed(request, unit)


def _received(request: Request, unit: Unit, file: Attachment) -> Reply:
    name = file.name[-NAME:] or "tệp"
    if file.size > MOST_BYTES:
        return Reply(words.TOO_LARGE.format(name=name, most=MOST_BYTES // MEGABYTE))
    wish = _with_former(request, unit, said_with(request.said.text, request.today), name)
    upload = uploads.add(
        unit.session, person=request.person.code, at=request.now, name=name, channel=request.channel,
        file_id=file.file_id, said=wish.as_json(),
    )  # fmt: skip
    return Reply(words.RECEIVED.format(name=name), jobs=[_read_order(request, upload, name, file.file_id, wish)])


def _with_former(request: Request, unit: Unit, wish: Wish, name: str) -> Wish:
    """The corrected file of one just refused: what was answered about that one holds, unless said otherwise."""
    before = request.conversation.get("corrects")
    former = uploads.one(unit.session, int(before)) if before is not None else None
    if former is None or former.person_code != request.person.code:
        return wish
    if former.name != name and not request.conversation.get("any_name"):
        return wish
    known = wish_of(former)
    return Wish(
        kind=wish.kind or known.kind,
        year=wish.year or known.year,
        any_year=known.any_year and wish.year in (None, known.year),
        source=wish.source or known.source,
        any_source=known.any_source and not wish.source,
        issued=wish.issued if wish.source else known.issued,
        names=known.names,
    )


def _read_order(request: Request, upload: int, name: str, file_id: str, wish: Wish) -> JobOrder:
    return JobOrder(
        READ_JOB,
        {
            "upload": upload, "name": name, "file_id": file_id, "said": wish.as_json(),
            "now": request.now.isoformat(), "tries": 1,
        },
    )  # fmt: skip


def finished(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """The job came back: what it read, why it would not, or that its process ended."""
    if not may_import(request.person):
        return Reply(words.NO_RIGHT)
    upload = uploads.held(unit.session, int(payload["upload"]))
    if upload is None or upload.person_code != request.person.code:
        return Reply(words.GONE)
    if upload.state not in ("reading", "read"):
        return showing.closed(upload)
    if "error" in payload:
        return _failed(request, upload, payload)
    if "refused" in payload:
        return _refused(request, unit, upload, str(payload["refused"]))
    upload.path, upload.state, upload.said = str(payload["path"]), "read", dict(payload["said"])
    upload.found = {name: payload[name] for name in ("question", "seen", "finding")}
    if not upload.found["seen"]["kinds"]:
        return _refused(request, unit, upload, "")
    return showing.next_step(request, unit, upload)


def _failed(request: Request, upload: Upload, payload: Mapping[str, Any]) -> Reply:
    """A reading that was cut off is tried once more, then given up for good."""
    tries = int(payload.get("tries", 1))
    if tries >= TRIES:
        upload.state = "refused" if upload.path is None else upload.state
        return Reply(words.FAILED.format(name=upload.name))
    wish = wish_of(upload)
    if upload.path is None:
        again = _read_order(request, upload.id, upload.name, upload.file_id, wish)
    else:
        again = ordered_again(request, upload, wish)
    again = JobOrder(again.kind, {**again.payload, "tries": tries + 1})
    return Reply(words.ONCE_MORE.format(name=upload.name), jobs=[again])


def _refused(request: Request, unit: Unit, upload: Upload, why: str) -> Reply:
    """Nothing in it can be imported; whoever leads tasks may have meant it as evidence."""
    upload.state = "refused"
    if own_agencies(request):
        file = Attachment("document", upload.file_id, upload.name)
        return evidence.ask_which(replace(request, attachment=file), unit)
    sentences = {
        "large": words.TOO_LARGE.format(name=upload.name, most=MOST_BYTES // MEGABYTE),
        "cells": words.TOO_MANY_CELLS.format(name=upload.name),
        "": words.NOT_A_TABLE,
    }
    return Reply(sentences.get(why, why), remember=about(upload))
