"""Answers to what was asked about a file: by button, or typed."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from handlers.dialogue import Reply, Request
from handlers.importing.text import fold
from handlers.importing.wishes import Wish, date_in, documents_in
from handlers.uploads import marking, showing, writing
from handlers.uploads.files import ISSUED, OTHER, SOURCE, about, in_hand, ordered_again, wish_of
from handlers.words import uploads as words
from handlers.words.formats import few_words
from storage import uploads
from storage.models import Upload
from storage.session import Unit

QUOTED = 40  # letters of what was typed


def typed(request: Request, unit: Unit) -> Reply:
    """The words of a button under the last answer, or the free text that was asked for."""
    payload: dict[str, Any] = {"upload": request.conversation["upload"], "text": request.said.text}
    expects = request.conversation.get("expects") or {}
    asked = {SOURCE: source_said, ISSUED: date_said, OTHER: name_said}
    if not showing.button_typed(request.said.text) and expects.get("action") in asked:
        return asked[expects["action"]](request, unit, {**expects["payload"], **payload})
    upload = in_hand(request, unit, payload)
    if isinstance(upload, Reply):
        return upload
    if upload.state == "written" and fold(request.said.text).strip(" .") == fold(words.UNDO):
        return writing.undo(request, unit, payload)
    choice = showing.choice_typed(request, unit, upload)
    if choice is None:
        return showing.next_step(request, unit, upload)
    if choice.asks is not None:
        return showing.asked_by_button(replace(request, said=choice.asks, page=choice.page), unit)
    assert choice.does is not None
    return _DONE_BY_WORDS[choice.does.name](request, unit, choice.does.payload)


def choose(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """A kind, a year, a document, "no date", "replace the detail"."""
    upload = in_hand(request, unit, payload)
    if isinstance(upload, Reply):
        return upload
    chosen = dict(payload["set"])
    if "year" in chosen:
        chosen["any_year"] = True
    if "source" in chosen:
        chosen["any_source"] = True
    return _again(request, unit, upload, replace(wish_of(upload), **chosen))


def source_said(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """ "công văn 1020/UBND-NC ngày 26/3" """
    upload = in_hand(request, unit, payload)
    if isinstance(upload, Reply):
        return upload
    text = str(payload["text"])
    found = documents_in(text, request.today)
    if not found:
        step = showing.next_step(request, unit, upload)
        return replace(step, text=words.NO_SOURCE_READ.format(text=few_words(text, QUOTED)))
    issued = found[0].issued or date_in(text, request.today)
    wish = replace(wish_of(upload), source=found[0].name, any_source="/" in found[0].name, issued=issued)
    return _again(request, unit, upload, wish)


def date_said(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    upload = in_hand(request, unit, payload)
    if isinstance(upload, Reply):
        return upload
    issued = date_in(str(payload["text"]), request.today)
    if not issued:
        step = showing.next_step(request, unit, upload)
        return replace(step, text=words.NO_DATE_READ.format(text=few_words(str(payload["text"]), QUOTED)))
    return _again(request, unit, upload, replace(wish_of(upload), issued=issued))


def name_chosen(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Đúng], [Bỏ dòng này]"""
    upload = in_hand(request, unit, payload)
    if isinstance(upload, Reply):
        return upload
    return _named(request, unit, upload, str(payload["written"]), str(payload["code"]))


def ask_for_name(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Cơ quan khác]"""
    upload = in_hand(request, unit, payload)
    if isinstance(upload, Reply):
        return upload
    written = str(payload["written"])
    expects = {"action": OTHER, "payload": {"upload": upload.id, "written": written}}
    return Reply(words.WHO_THEN.format(written=few_words(written, QUOTED)), remember=about(upload, expects=expects))


def name_said(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """The agency's name as typed; it must be one."""
    upload = in_hand(request, unit, payload)
    if isinstance(upload, Reply):
        return upload
    written = str(payload["written"])
    if len(request.said.agencies) == 1:
        return _named(request, unit, upload, written, request.said.agencies[0])
    said = few_words(str(payload["text"]), QUOTED)
    question = words.NO_AGENCY_READ.format(text=said, written=few_words(written, QUOTED))
    expects = {"action": OTHER, "payload": {"upload": upload.id, "written": written}}
    close = [request.knowledge.agency(code) for code in request.said.alternatives[:4]]
    choices = [showing.name_button(upload, written, agency.code, agency.name) for agency in close]
    return Reply(question, [[choice] for choice in choices], remember=about(upload, expects=expects))


def _named(request: Request, unit: Unit, upload: Upload, written: str, code: str) -> Reply:
    """Kept for this file; when no name is left to ask about the file is looked at again."""
    wish = wish_of(upload)
    wish = replace(wish, names={**wish.names, written: code})
    upload.said = wish.as_json()
    if showing.unsure(upload):
        return showing.next_step(request, unit, upload)
    return _again(request, unit, upload, wish)


def _again(request: Request, unit: Unit, upload: Upload, wish: Wish) -> Reply:
    if upload.state != "read" or upload.path is None:
        return showing.closed(upload)
    order = ordered_again(request, upload, wish)
    return Reply(words.LOOKING_AGAIN, jobs=[order], remember=about(upload))


def wait_for_corrected(request: Request, unit: Unit, payload: Mapping[str, Any]) -> Reply:
    """[Gửi tệp sửa]"""
    upload = uploads.one(unit.session, int(payload["upload"]))
    if upload is None:
        return Reply(words.GONE)
    return Reply(words.SEND_CORRECTED, remember=about(upload, corrects=upload.id, any_name=True))


_DONE_BY_WORDS = {
    "uploads.choose": choose,
    "uploads.name": name_chosen,
    "uploads.who": ask_for_name,
    "uploads.corrected": wait_for_corrected,
    "uploads.mark": marking.order,
    "uploads.write": writing.write,
    "uploads.drop": writing.drop,
    "uploads.undo": writing.undo,
}
