"""The write of one report: may this person, to which occurrence, does it need a question first, and its receipt.

Source: DESIGN 5 (a write only when task and meaning are certain), 6 (who reports, what is open, taking back).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from handlers import due as days
from handlers import papers
from handlers.dialogue import Choice, Request, ask, bold, do
from handlers.task_facts import acceptor, actor, agency_label, own_agencies
from handlers.words import more_time as more_words
from handlers.words import progress as words
from handlers.words import tasks as phrases
from handlers.words.formats import clock, clock_day, quoted
from storage import assignments
from storage.assignments import DECISIONS, Assigned, Report, Standing
from storage.audit import record
from storage.catalogue import Task
from storage.clock import local
from storage.session import Unit

SUPPORT = "more_time.help"  # the obstacle is passed on
QUOTED = 120  # letters of somebody's words in a receipt
RECORD, RECORD_ALL, UNDO, KEEP, LOWER, SAID, DROP = (
    "progress.record", "progress.record_all", "progress.undo", "progress.keep", "progress.lower", "progress.said",
    "progress.drop",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """What was said of a task: `state` done, doing, blocked or None (nothing to write down yet)."""

    words: str  # as typed
    state: str | None = None
    percent: int | None = None
    stage: str | None = None
    note: str | None = None

    def payload(self) -> dict[str, Any]:
        """For a button that writes this later."""
        return {
            "words": self.words, "state": self.state, "percent": self.percent, "stage": self.stage, "note": self.note,
        }  # fmt: skip

    @classmethod
    def of(cls, payload: Mapping[str, Any]) -> "Told":
        return cls(**payload)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A report that is to be written: to which task, and what is settled already."""

    told: Told
    task: int
    agency: str | None = None
    assignment: int | None = None
    lower: bool = False  # a percent that goes down was confirmed
    seen: int | None = None  # the last report there was when this was asked about; a newer one makes the button old

    def button(self, label: str, **changes: Any) -> Choice:
        """A button that writes this report, changed."""
        return do(label, RECORD, **replace(self, **changes).payload())

    def payload(self) -> dict[str, Any]:
        return {
            "told": self.told.payload(), "task": self.task, "agency": self.agency, "assignment": self.assignment,
            "lower": self.lower, "seen": self.seen,
        }  # fmt: skip

    @classmethod
    def of(cls, payload: Mapping[str, Any]) -> "Wanted":
        told = Told.of(payload["told"])
        return cls(
            told, int(payload["task"]), payload.get("agency"), payload.get("assignment"), payload.get("lower", False),
            payload.get("seen"),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of it: written (`report` is its id), or what is said or asked instead."""

    task: int
    first: str  # answers: the receipt, the question, the refusal
    rest: Sequence[str] = ()
    short: str = ""  # one line, where several reports share a message
    choices: Sequence[Choice] = field(default=())
    report: int | None = None
    assignment: int | None = None
    expects: Mapping[str, Any] | None = None
    refused: bool = False  # no right, or no such task

    @property
    def line(self) -> str:
        return self.short or self.first


def attempt(request: Request, unit: Unit, wanted: Wanted) -> Outcome:
    """Writes the report, or says why not. Role and state are looked at again here, at the write."""
    task = request.knowledge.task(wanted.task)
    if task is None:
        return Outcome(
            wanted.task, words.UNKNOWN_NUMBER, short=words.UNKNOWN_NUMBER_LINE.format(no=wanted.task), refused=True
        )
    own = own_agencies(request)
    if not own:
        return Outcome(task.no, words.NO_RIGHT, refused=True)
    leads = [c for c in own if c in task.leads and wanted.agency in (None, c)]
    if not leads:
        about = {"no": task.no, "agency": actor(request.knowledge, wanted.agency or own[0])}
        return Outcome(
            task.no, words.NOT_LEAD_ASK.format(**about), short=words.NOT_LEAD.format(**about), refused=True
        )  # fmt: skip
    if len(leads) > 1:
        choices = [wanted.button(agency_label(request.knowledge, code), agency=code) for code in leads]
        return Outcome(task.no, words.WHICH_AGENCY.format(no=task.no), choices=choices)
    return _to_occurrence(request, unit, replace(wanted, agency=leads[0]), task)


def _to_occurrence(request: Request, unit: Unit, wanted: Wanted, task: Task) -> Outcome:
    assert wanted.agency is not None
    rows = assignments.for_report(unit.session, task.no, wanted.agency)
    if wanted.seen is not None and wanted.seen != _last_report(unit, rows):
        return _old(request, wanted, task, rows)
    if wanted.assignment is not None:
        rows = [a for a in rows if a.id == wanted.assignment]
    chosen = days.choose(rows, request.knowledge.catalogue.start_day, request.today)
    if len(chosen) > 1:
        choices = [
            wanted.button(
                words.OCCURRENCE.format(due=phrases.due_words(task, a.due, request.today)), assignment=a.id
            )
            for a in chosen
        ]  # fmt: skip
        question = words.WHICH_OCCURRENCE.format(no=task.no, count=len(chosen))
        return Outcome(task.no, question, choices=choices)
    if not chosen:  # all reported as done: the last of them may be spoken of again until it is accepted
        filed = [a for a in rows if a.state == "waiting"]
        if not filed:
            return _nothing_open(request, task, wanted.agency, rows)
        chosen = filed[-1:]
    held = chosen[0]
    asked = _question(request, unit, wanted, task, held)
    if asked is None:
        return _write(request, unit, wanted.told, task, held)
    if held.state == "waiting" and wanted.told.state == "done":  # done said twice, now with its document
        named = papers.file(request, unit, held, wanted.told.words)
        return _with_papers(unit, held, asked, named) if named else asked
    return asked


def _last_report(unit: Unit, rows: Sequence[Assigned]) -> int:
    """The last row of the log on any of these that is not taken back; 0 where none is."""
    log = assignments.reports_on(unit.session, [a.id for a in rows]) if rows else []
    return max((r.id for r in log if not r.undone), default=0)


def as_seen(request: Request, unit: Unit, wanted: Wanted) -> Wanted:
    """What a question is about to offer, tied to what is reported on that task until now."""
    task = request.knowledge.task(wanted.task)
    leads = [c for c in own_agencies(request) if task and c in task.leads and wanted.agency in (None, c)]
    if len(leads) != 1:
        return wanted
    return replace(wanted, seen=_last_report(unit, assignments.of_task(unit.session, wanted.task, leads)))


def _old(request: Request, wanted: Wanted, task: Task, rows: Sequence[Assigned]) -> Outcome:
    """A button asked about one state of the task, and somebody reported on it since."""
    held = next((a for a in rows if a.id == wanted.assignment), None)
    chosen = [held] if held else days.choose(rows, request.knowledge.catalogue.start_day, request.today)
    stands = next(iter([*chosen, *rows[::-1]]))
    state = phrases.state_words(stands, acceptor(request.knowledge, stands.agency))
    choices = [ask(words.REPORT, "progress", task=task.no), ask(words.DETAILS, "task", task=task.no)]
    about = {"no": task.no, "state": state}
    return Outcome(
        task.no, words.OLD_QUESTION.format(**about), short=words.OLD_QUESTION_LINE.format(**about), choices=choices,
        assignment=stands.id,
    )  # fmt: skip


def _nothing_open(request: Request, task: Task, agency: str, rows: Sequence[Assigned]) -> Outcome:
    accepted = any(a.state == "accepted" for a in rows)
    form = words.ALREADY_ACCEPTED if accepted else words.NOT_OPEN
    text = form.format(no=task.no, agency=actor(request.knowledge, agency))
    return Outcome(task.no, text, choices=[ask(words.DETAILS, "task", task=task.no)])


def _question(request: Request, unit: Unit, wanted: Wanted, task: Task, held: Assigned) -> Outcome | None:
    """What must be answered before the write: the same thing twice, or a step back without a reason."""
    told = wanted.told
    if held.state == "waiting" and told.state == "done":
        state = phrases.state_words(held, acceptor(request.knowledge, held.agency))
        text = words.ALREADY_WAITING.format(no=task.no, when=_moment(held), state=state)
        return Outcome(task.no, text, choices=[_send_button(task.no)], assignment=held.id)
    if wanted.lower or (told.note is not None and held.state != "waiting" and told.state == "blocked"):
        return None
    back = told.percent is not None and held.percent is not None and told.percent < held.percent
    if not back and held.state != "waiting":
        return None
    rows = assignments.of_task(unit.session, task.no, [held.agency])
    fixed = replace(wanted, agency=held.agency, assignment=held.id, lower=True, seen=_last_report(unit, rows))
    return _after_done(task, held, fixed) if held.state == "waiting" else _going_down(task, held, fixed)


def _after_done(task: Task, held: Assigned, wanted: Wanted) -> Outcome:
    """It was reported as done and is not any more: the earlier report would stand no longer."""
    told = wanted.told
    blocked = told.state == "blocked"
    now, write = told.stage or phrases.DOING, words.WRITE_DOING
    if told.percent is not None and told.stage != days.NOT_BEGUN:
        now, write = f"{told.percent}%", words.WRITE_PERCENT.format(percent=told.percent)
    if blocked:
        now, write = phrases.BLOCKED, words.WRITE_BLOCKED
    if blocked and told.note:
        now = words.BLOCKED_FOR.format(blocked=phrases.BLOCKED, reason=quoted(told.note, QUOTED))
    about = {"no": task.no, "when": _moment(held), "now": now}
    form = words.AFTER_DONE_WHY if blocked and not told.note else words.AFTER_DONE
    keep = do(words.KEEP_DONE, KEEP, task=task.no, assignment=held.id)
    return Outcome(
        task.no,
        form.format(**about),
        short=words.AFTER_DONE_LINE.format(**about),
        choices=[wanted.button(write), keep],
        assignment=held.id,
        expects={"action": LOWER, "payload": wanted.payload()},
    )


def _going_down(task: Task, held: Assigned, wanted: Wanted) -> Outcome:
    """Less than before: the reason, or a press."""
    percent = wanted.told.percent
    about = {"no": task.no, "before": f"{held.percent}%", "now": f"{percent}%"}
    if wanted.told.stage == days.NOT_BEGUN:
        about["now"] = days.NOT_BEGUN
    keep = do(words.KEEP_PERCENT.format(percent=held.percent), KEEP, task=task.no, assignment=held.id)
    return Outcome(
        task.no,
        words.WHY_LOWER.format(**about),
        short=words.WHY_LOWER_LINE.format(**about),
        choices=[wanted.button(words.WRITE_PERCENT.format(percent=percent)), keep],
        assignment=held.id,
        expects={"action": LOWER, "payload": wanted.payload()},
    )


def _moment(held: Assigned) -> str:
    return clock_day(local(held.reported_at)) if held.reported_at else ""


def _send_button(task: int) -> Choice:
    return ask(words.SEND, "progress", task=task, aspect="evidence")


# --- the write


def _write(request: Request, unit: Unit, told: Told, task: Task, held: Assigned) -> Outcome:
    me, at = request.person.code, request.now
    log = assignments.reports_on(unit.session, [held.id])
    first_ever = all(r.person != me for r in log) and not assignments.has_reported(unit.session, me)
    state = {"done": "waiting", "blocked": "blocked"}.get(told.state or "doing", "doing")
    reason = told.note if state == "blocked" else None
    row = Standing(state, 100 if state == "waiting" else told.percent, told.stage, reason, None, None)
    report = assignments.add_report(unit.session, held, me, at, told.words, row, inbox_id=request.inbox_id)
    standing = days.standing([*log, report])
    assignments.settle(unit.session, held.id, standing)
    details = {"report": report.id, "task": task.no, "agency": held.agency, "state": state, "percent": row.percent}
    record(unit.session, at, me, "progress.reported", f"assignment:{held.id}", details, request.inbox_id)
    if named := papers.file(request, unit, held, told.words):
        note = papers.without(told.note, [held.agency], request.knowledge, request.today) if told.note else None
        receipt = _receipt(request, replace(told, note=note), task, held, standing, report.id, first_ever)
        return _with_papers(unit, held, receipt, named)
    return _receipt(request, told, task, held, standing, report.id, first_ever)


def _with_papers(unit: Unit, held: Assigned, outcome: Outcome, named: Sequence[papers.Paper]) -> Outcome:
    """The documents that were named stand right below what was recorded; a number alone still wants its copy."""
    choices = list(outcome.choices)
    if papers.wants_copy(unit, held, named):
        choices = [replace(c, label=words.SEND_COPY) if c.label == words.SEND else c for c in choices]
    choices += papers.ahead_choices(held, named)
    rest = [papers.line(unit, held, named), *outcome.rest]
    return replace(outcome, rest=rest, choices=choices)


def _receipt(
    request: Request, told: Told, task: Task, held: Assigned, now: Standing, report: int, first_ever: bool
) -> Outcome:
    who = acceptor(request.knowledge, held.agency)
    about = {"no": task.no, "agency": actor(request.knowledge, held.agency), "state": _state(told, now, who)}
    rest = [" ".join(part for part in _details(request, told, task, held, now, who) if part)]
    expects = None
    if now.state == "blocked" and now.reason is None:
        rest.append(words.SAY_WHY.format(who=who))
        payload = {"task": task.no, "agency": held.agency, "assignment": held.id, "state": "blocked"}
        expects = {"action": SAID, "payload": payload}
    if first_ever:
        rest.append(words.FIRST_TIME)
    return Outcome(
        task.no,
        words.RECEIPT.format(clock=clock(request.now), **about),
        rest,
        words.RECEIPT_LINE.format(**about),
        _after(task, held, now, report),
        report,
        held.id,
        expects,
    )


def _after(task: Task, held: Assigned, now: Standing, report: int) -> list[Choice]:
    """What may be done next: of an obstacle, help and more time; else a document, the end of the work."""
    undo = do(words.UNDO, UNDO, reports=[report])
    if now.state == "blocked" and now.reason is not None:
        more = [ask(more_words.MORE_TIME, "more_time", task=task.no)] if held.due is not None else []
        return [do(more_words.HELP, SUPPORT, assignment=held.id), *more, undo]
    choices = [undo, _send_button(task.no)]
    if now.state != "waiting":
        done = Told(words.FINISHED, "done")
        choices.append(Wanted(done, task.no, held.agency, held.id).button(words.FINISHED))
    return choices


def _state(told: Told, now: Standing, who: str) -> str:
    """**60%**, đang thực hiện · **hoàn thành**, chờ Sở Nội vụ xác nhận · 60%, **đang vướng mắc**: “…”"""
    if now.state == "waiting":
        return words.DONE_WAITING.format(done=bold(words.DONE), who=who)
    if now.state == "blocked":
        percent = f"{now.percent}%, " if now.percent is not None else ""
        blocked = bold(words.BLOCKED)
        if now.reason:
            return percent + words.BLOCKED_FOR.format(blocked=blocked, reason=quoted(now.reason, QUOTED))
        return percent + blocked
    if told.stage == days.NOT_BEGUN:
        return bold(days.NOT_BEGUN)
    if told.percent is not None:
        return words.PERCENT_DOING.format(percent=bold(f"{told.percent}%"), stage=now.stage or words.DOING)
    stage = bold(told.stage or words.DOING)
    return f"{now.percent}%, {stage}" if now.percent is not None else stage


def _details(request: Request, told: Told, task: Task, held: Assigned, now: Standing, who: str) -> list[str]:
    """The note in their words, what stood before, the deadline."""
    parts = []
    if now.state == "blocked":
        parts.append(words.SEEN_BY.format(who=who))
    elif told.note:
        parts.append(words.NOTE.format(note=quoted(told.note, QUOTED)))
    before = phrases.state_words(held, who, why=False)
    if held.state == "waiting" and now.state != "waiting":
        parts.append(words.DONE_NO_MORE)
    elif held.state == "not_started":
        parts.append(words.BEFORE_NOTHING)
    elif now.state != "blocked":
        parts.append(words.BEFORE_STATE.format(state=before))
    parts.append(_deadline(request, task, held, now))
    return parts


def _deadline(request: Request, task: Task, held: Assigned, now: Standing) -> str:
    if held.due is None:
        return words.UNDATED.format(due=phrases.undated(task))
    due = phrases.due_words(task, held.due, request.today)
    if not days.counts(held, request.knowledge.catalogue.start_day):
        return words.DUE_NOT_COUNTED.format(due=due)
    calendar = request.knowledge.calendar
    if now.state == "waiting":
        if request.today <= held.due and held.state == "returned":
            return words.SUPPLIED_IN_TIME.format(due=due)
        if request.today <= held.due:
            return words.FILED_IN_TIME.format(due=due)
        late = days.days_overdue(held.due, request.today, calendar)
        form = words.FILED_LATE if late else words.FILED_LATE_WEEKEND
        return form.format(due=due, days=late)
    form = words.DUE_KEPT if now.state == "blocked" else words.DUE
    return form.format(due=due, left=phrases.left_words(held.due, request.today, calendar))


# --- taking back


@dataclass(frozen=True, slots=True)
class TakenBack:
    """One report taken back, or the sentence why not."""

    text: str
    report: Report | None = None  # None: nothing changed
    now: str = ""  # what stands after it
    task: int | None = None
    assignment: int | None = None


def take_back(request: Request, unit: Unit, report_id: int, why: str = words.UNDO_WORDS) -> TakenBack:
    """Takes back exactly this report: its author's, within ten minutes, before a decision (DESIGN 6)."""
    report = assignments.report(unit.session, report_id)
    held = assignments.for_writing(unit.session, report.assignment) if report else None
    if report is None or report.person != request.person.code or report.state in DECISIONS:
        return TakenBack(words.NO_RIGHT)
    if held is None:
        return TakenBack(words.UNDO_WITHDRAWN)
    if held.agency not in own_agencies(request):
        return TakenBack(words.NO_RIGHT)
    task = request.knowledge.catalogue.tasks[held.task]
    who = acceptor(request.knowledge, held.agency)
    stands = {"no": task.no, "state": phrases.state_words(held, who)}
    if report.undone:
        return TakenBack(words.UNDONE_BEFORE, task=task.no)
    log = assignments.reports_on(unit.session, [held.id])
    decided = any(r.id > report.id and r.state in DECISIONS and not r.undone for r in log)
    if held.state == "accepted" or decided:
        return TakenBack(words.DECIDED.format(no=task.no, who=who), task=task.no)
    if abs(request.now - report.at) > days.UNDO_WITHIN:
        return TakenBack(words.TOO_LATE.format(**stands), task=task.no)
    left = days.standing([r for r in log if r.id != report.id])
    assignments.add_report(
        unit.session, held, request.person.code, request.now, why, left, undoes=report.id, inbox_id=request.inbox_id
    )
    assignments.settle(unit.session, held.id, left)
    record(
        unit.session, request.now, request.person.code, "progress.undone", f"assignment:{held.id}",
        {"report": report.id, "task": task.no, "agency": held.agency}, request.inbox_id,
    )  # fmt: skip
    after = replace(
        held, state=left.state, percent=left.percent, stage=left.stage, reason=left.reason,
        reported_at=left.reported_at, filed_at=left.filed_at,
    )  # fmt: skip
    now = words.NOW.format(
        no=task.no, agency=actor(request.knowledge, held.agency), state=phrases.state_words(after, who)
    )
    said = words.UNDONE.format(no=task.no, clock=clock(local(report.at)))
    return TakenBack(said, report, now, task.no, held.id)
