"""What waits for a leader, changes of tasks and requests for more time: the list of it, and a decision that is typed.

A typed word decides the proposal the chat was sent last, or the only one that waits where nothing else was spoken of
since; in any other case what waits is shown with its buttons (DESIGN 6: the leader's press decides).
"""

import re
from dataclasses import dataclass, replace
from typing import Any

from handlers.assignment import asked_time, deciding, time_decisions
from handlers.assignment.change import MARKS, who
from handlers.assignment.deciding import Proposal
from handlers.dialogue import Choice, Order, Reply, Request, ask, do
from handlers.folding import aligned
from handlers.task_facts import actor, rows_of
from handlers.words import changes as words
from handlers.words import tasks as phrases
from handlers.words.formats import few_words
from storage import outbox
from storage.reminders import MESSAGE_KINDS
from storage.session import Unit
from storage.time_requests import Asked

LISTED = 4  # proposals of one message
TITLE = 40
QUOTED = 40  # letters of a request's words
_TOPICAL = frozenset({"said", "card", "expects", "awaits", "menu"})  # of a conversation that is about something
_BEFORE = r"\W*(?:(?:ok|oke|okie|vang|da|u|uh|roi|toi|minh)[\s,]+)*"
_AGREED_WITH = (
    r"(?:[\s,]+(?:voi|cho|nhe|nha|di|luon|a|roi|thoi|de nghi|de xuat|thay doi|doi|doi han|doi ten|rut|dieu chinh|nay|"
    r"do|tren))*(?:\s+(?:nv|nhiem vu)\s*(?P<no>\d+))?\W*"
)
_VERDICT = r"(?:dong y|nhat tri|duyet|chap thuan|cho phep)"
_AGREES = re.compile(rf"{_BEFORE}{_VERDICT}{_AGREED_WITH}")
_REFUSES = re.compile(
    rf"{_BEFORE}(?:(?:khong|ko|k|kg|khg|hok)\s+{_VERDICT}|tu choi|bac)(?:(?!\s+(?:vi|do)\b){_AGREED_WITH})?"
    r"(?:[\s,;:.]*\b(?:vi|do|ly do(?: la)?:?)\s+(?P<why>.+)|\s*[,;:]\s*(?P<because>.+))?"
)
_BARE = re.compile(r"\W*(?:ok|oke|okie)\W*")  # read, or agreed? Right behind a proposal it is asked which
# "chưa đồng ý", "đồng ý, nhưng xong trước 29/3": what waits is shown, its buttons decide.
_LEANS = re.compile(rf"{_BEFORE}(?:(?:chua|khong|ko|k)\s+)?{_VERDICT}\b(?!.*\b(?:gia han|nv ?\d|nhiem vu \d))[^?]*")
_LISTS = re.compile(
    r"\W*(?:(?:co|con|hom nay|nay|xem|danh sach|ds|cac|nhung|viec|de nghi|de xuat|thay doi|gi|nao|ai|dang|can|cho|toi|"
    r"minh|phai|trinh|xin|gia han|doi han|lui han)\s+)*"
    r"(?:(?:can|cho|phai)\s+(?:(?:toi|minh|lanh dao|chu tich)\s+)?"
    r"(?:ky|duyet|phe duyet|quyet|quyet dinh|y kien|cho y kien|xu ly)|"
    r"cho y kien|xin gia han|de nghi thay doi|de nghi (?:cho|dang cho)(?: duyet)?|de nghi gia han)"
    r"(?:\s+(?:khong|ko|k|chua|gi|nao|a|vay|the|hom nay|cua toi|toi))*\W*"
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for this leader: changes of tasks, and requests for more time."""

    changes: tuple[Proposal, ...]
    requests: tuple[Asked, ...]

    @classmethod
    def of(cls, request: Request, unit: Unit) -> "Waiting":
        return cls(tuple(deciding.open_proposals(request, unit)), tuple(time_decisions.for_me(request, unit)))

    def of_task(self, no: int) -> "Waiting":
        return Waiting(
            tuple(one for one in self.changes if one.change.task == no),
            tuple(one for one in self.requests if one.task == no),
        )

    def pushed_as(self, key: str) -> "Waiting":
        """Of them, what the message with this key brought."""
        return Waiting(
            tuple(one for one in self.changes if key.startswith(deciding.push_key(one))),
            tuple(one for one in self.requests if key.startswith(asked_time.leader_key(one.id))),
        )

    def named(self, key: str) -> "Waiting":
        return Waiting(tuple(one for one in self.changes if one.key == key), ())

    def __len__(self) -> int:
        return len(self.changes) + len(self.requests)


# --- a typed decision


def decided(request: Request, unit: Unit) -> Reply | None:
    """ "Đồng ý", "không đồng ý vì …" of a leader to what waits; None where it answers something else."""
    if request.forwarded or request.attachment is not None or not request.person.holds("leader"):
        return None
    text = aligned(request.said.text)
    verdict = _AGREES.fullmatch(text) or _REFUSES.fullmatch(text)
    leans = _LEANS.fullmatch(text) is not None
    if verdict is None and not leans and _BARE.fullmatch(text) is None:
        return None
    waiting = Waiting.of(request, unit)
    if not len(waiting):
        return None
    _, newest = outbox.newest(unit.session, request.channel, request.chat) or (0, "")
    pushed = waiting.pushed_as(newest)
    if verdict is None:
        about = pushed if len(pushed) or not (leans and _nothing_else(request, waiting, newest)) else waiting
        return _shown(request, unit, about) if len(about) else None
    meant = _meant(request, waiting, pushed, verdict["no"], newest)
    if meant is None:
        return None
    if len(meant) != 1:
        return _list(request, meant if len(meant) else waiting, words.WHICH_PROPOSAL)
    if not len(pushed) and verdict["no"] is None and not _nothing_else(request, meant, newest):
        return _shown(request, unit, meant)
    return _carry_out(request, unit, meant, text, verdict)


def _meant(request: Request, waiting: Waiting, pushed: Waiting, no: str | None, newest: str) -> Waiting | None:
    """Which of them: of the task named, pushed last, spoken of; else all. None: another thing is being answered."""
    if no is not None:
        return waiting.of_task(int(no))
    if len(pushed):
        return pushed
    if not {"more_time", "awaits", "expects"}.isdisjoint(request.conversation):
        return None
    spoken = waiting.named(str(request.conversation.get("proposal", "")))
    return spoken if len(spoken) else waiting


def _nothing_else(request: Request, meant: Waiting, newest: str) -> bool:
    """Was nothing else said in this chat of late: no reminder, no answer to another question?"""
    if newest.partition(":")[0] in MESSAGE_KINDS:
        return False
    spoken = request.conversation.get("proposal")
    about = [one.key for one in meant.changes]
    return spoken in about if spoken else not _TOPICAL & set(request.conversation)


def _shown(request: Request, unit: Unit, one: Waiting) -> Reply:
    """What waits, one alone with its buttons; nothing is written."""
    if len(one) > 1:
        return _list(request, one, words.WHICH_PROPOSAL)
    if one.changes:
        shown = deciding.show(request, unit, one.changes[0].payload())
    else:
        shown = asked_time.shown(request, one.requests[0])
    return replace(shown, text=f"{words.NOT_DECIDED_YET}\n{shown.text}", edit=False)


def _carry_out(request: Request, unit: Unit, one: Waiting, text: str, verdict: re.Match[str]) -> Reply:
    agrees = verdict.re is _AGREES
    at = None if agrees else next((name for name in ("why", "because") if verdict[name]), None)
    reason = request.said.text[verdict.start(at) : verdict.end(at)].strip(" .") if at else ""
    if one.changes:
        payload = one.changes[0].payload()
        step = deciding.agree if agrees else deciding.refuse
        return replace(step(request, unit, {**payload, "reason": reason} if reason else payload), edit=False)
    wanted: dict[str, Any] = {"request": one.requests[0].id}
    if agrees:
        return time_decisions.grant(request, unit, wanted)
    if reason:
        return time_decisions.refused(request, unit, {**wanted, "text": reason, "chosen": True})
    return time_decisions.refuse(request, unit, wanted)


# --- the list


def recognises(request: Request) -> bool:
    """ "Có gì cần ký không", "chờ duyệt", "ai xin gia hạn" of a leader."""
    if request.forwarded or request.attachment is not None or not request.person.holds("leader"):
        return False
    return request.said.task is None and _LISTS.fullmatch(aligned(request.said.text)) is not None


def answer(request: Request, unit: Unit) -> Reply:
    """What waits for this leader; one alone is shown whole."""
    if not request.person.holds("leader"):
        return Reply(words.NO_RIGHT)
    waiting = Waiting.of(request, unit)
    if not len(waiting):
        return Reply(words.NONE_WAITING, [[ask(words.REPORTS_WAITING, "tasks", aspect="waiting")]])
    if len(waiting) > 1:
        return _list(request, waiting, words.LIST.format(count=len(waiting), **MARKS))
    if waiting.changes:
        return deciding.show(request, unit, waiting.changes[0].payload())
    return asked_time.shown(request, waiting.requests[0])


def _list(request: Request, waiting: Waiting, head: str) -> Reply:
    lines: list[str] = []
    choices: list[Choice] = []
    for change in waiting.changes:
        at = len(lines) + 1
        lines.append(words.LINE.format(at=at, who=_asker(request, change), what=_what(request, change)))
        choices.append(do(words.SEE.format(at=at), deciding.SHOW, **change.payload()))
    for asked in waiting.requests:
        at = len(lines) + 1
        about = {"who": actor(request.knowledge, asked.agency), "until": asked_time.day(request, asked)}
        lines.append(words.LINE_MORE_TIME.format(at=at, no=asked.task, words=few_words(asked.words, QUOTED), **about))
        choices.append(do(words.SEE.format(at=at), asked_time.SHOW, request=asked.id))
    more = [words.MORE.format(count=len(lines) - LISTED)] if len(lines) > LISTED else []
    return Reply("\n".join([head, *lines[:LISTED], *more]), rows_of(choices[:LISTED]))


def _asker(request: Request, proposal: Proposal) -> str:
    person = request.knowledge.person(proposal.by)
    return person.title if person else ""


def _what(request: Request, proposal: Proposal) -> str:
    change = proposal.change
    task = request.knowledge.task_or_withdrawn(change.task)
    title = phrases.short_title(task, TITLE) if task else ""
    due = words.UNTIL.format(day=phrases.days_words(change.due, request.today)) if change.due else ""
    what = words.WHAT[change.kind].format(no=change.task, title=title, due=due)
    return f"{what} ({who(request, change.agencies)})" if change.agencies else what


ORDER = Order("proposals", recognises, answer)
