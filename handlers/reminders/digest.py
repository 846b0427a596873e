"""What one reminder message says: at most four lines, the rest counted.

What can be finished today stands first, then what is late, what comes soon, what is new.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from handlers.dialogue import BOLD, BOLD_END, Choice, Reply, ask, do
from handlers.due import last_working_day, says_before
from handlers.knowledge import Knowledge
from handlers.reminders.hours import AFTERNOON
from handlers.words import hand_on as hand_on_words
from handlers.words import leave as leave_words
from handlers.words import reminders as words
from handlers.words.formats import capital, few_words, named_day, short_day
from handlers.words.tasks import short_title as beginning
from storage.catalogue import Person
from storage.clock import local
from storage.reminders import Move, Open

LINES = 4
SIDE_BY_SIDE = 2  # buttons of a row
NAMED_AGENCIES = 4
TITLE, SHORT_TITLE = 46, 30  # letters of a title in a line: where facts are shared by all lines, and where not
REASON = 40  # letters of the reason of a withdrawal
_MARKS = {"bold": BOLD, "end": BOLD_END}


@dataclass(frozen=True, slots=True)
class Late:
    """A task with one last day, and the agencies that have not finished it."""

    task: int
    due: date
    agencies: tuple[str, ...]
    unreached: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Changed:
    """An assignment whose last day was moved, or that was withdrawn."""

    row: Open
    move: Move | None


@dataclass(frozen=True, slots=True)
class Urging:
    """Some office urges on some tasks by hand, with a word or without."""

    office: str
    words: str
    tasks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """All that one message is made of. `reminded` has a rung now, `fresh` was just given, `changed` was moved or
    withdrawn, `others` is open beside."""

    person: Person
    now: datetime  # local
    reminded: Sequence[Open] = ()
    fresh: Sequence[Open] = ()
    changed: Sequence[Changed] = ()
    others: Sequence[Open] = ()
    late: Sequence[Late] = ()
    week: bool = False
    snooze: bool = False
    handed: frozenset[int] = frozenset()  # assignments this head gave to the focal officer
    to_hand_on: frozenset[int] = frozenset()  # those that may be given
    stands_in: str = ""  # ", nhận thay …": for whom some of it is
    returned: Sequence[str] = ()  # titles of whoever is back at work and needs no substitute any more
    urgings: Sequence[Urging] = ()
    nudge: bool = False  # nothing but what somebody urges on


@dataclass(frozen=True, slots=True)
class Message:
    """A reminder to one person. `send_at` (local) is None where no account takes it; `key` makes it one message."""

    person: str
    kind: str  # digest, snooze, nudge, escalation, leader
    tasks: tuple[int, ...]
    agencies: tuple[str, ...]
    send_at: datetime | None
    reply: Reply
    reminder_ids: tuple[int, ...]
    key: str


def due_words(row: Open, knowledge: Knowledge, *, named: bool = False) -> str:
    """The last day as the document has it: "trước 25/3" for the 24th where that is what was written."""
    task = knowledge.task(row.task)
    if row.due is None:
        return words.CONTINUING if task is not None and task.kind == "continuing" and task.due_text else words.NO_DUE
    following = row.due + timedelta(days=1)
    say = named_day if named else short_day
    if task is not None and says_before(task.due_text, row.due):
        return words.BEFORE.format(day=say(following))
    return say(row.due)


def latest_words(row: Open, knowledge: Knowledge) -> str:
    """The last day, with the last working one where that is earlier: "31/3 (chậm nhất thứ Sáu 29/3)"."""
    due = due_words(row, knowledge)
    if row.due is None:
        return due
    latest = last_working_day(row.due, knowledge.calendar)
    if latest == row.due:
        return words.DUE.format(due=due)
    return words.DUE.format(due=words.OWN_WITH_LATEST.format(due=due, day=named_day(latest)))


def state_words(row: Open) -> str:
    """chưa có báo cáo · 60%, cập nhật 18/3"""
    if row.reported_at is None:
        return words.RETURNED if row.state == "returned" else words.NO_REPORT
    if row.state == "returned":
        return words.RETURNED
    percent = f"{row.percent}%" if row.percent else None  # 0 is "chưa bắt đầu"
    state = words.BLOCKED if row.state == "blocked" else percent or row.stage or words.DOING
    return words.UPDATED.format(state=state, day=short_day(local(row.reported_at).date()))


def short_title(no: int, knowledge: Knowledge, letters: int) -> str:
    task = knowledge.task_or_withdrawn(no)
    return beginning(task, letters) if task else ""


class _Writer:
    """Writes the lines of one message; a value for the time of writing."""

    def __init__(self, contents: Contents, knowledge: Knowledge) -> None:
        self.contents = contents
        self.knowledge = knowledge
        self.today = contents.now.date()
        self.days_late: dict[date, int] = {}
        self.moves = {one.row.assignment: one for one in contents.changed}
        mine = ids_of([*contents.reminded, *contents.fresh]) | set(self.moves)
        others = [row for row in contents.others if row.assignment not in mine]
        self.urgent = [row for row in contents.reminded if self.is_for_today(row)]
        late = [row for row in (*contents.reminded, *others) if self.overdue(row)]
        self.red = sorted(late, key=lambda row: (row.due or date.max, row.task))  # the worst first
        self.soon = [row for row in contents.reminded if not self.overdue(row) and not self.is_for_today(row)]
        self.counted = [row for row in others if not self.overdue(row) and self.belongs(row)]
        self.fresh = [row for row in contents.fresh if row.assignment not in ids_of(contents.reminded)]
        self.changed = [one for one in contents.changed if one.row.assignment not in ids_of(contents.reminded)]

    def overdue(self, row: Open) -> int:
        """Working days late, today included."""
        if row.due is None or row.due >= self.today:
            return 0
        if row.due not in self.days_late:
            self.days_late[row.due] = self.knowledge.calendar.working_days_overdue(self.today, row.due)
        return self.days_late[row.due]

    def is_for_today(self, row: Open) -> bool:
        return row.due is not None and last_working_day(row.due, self.knowledge.calendar) <= self.today <= row.due

    def text(self) -> str:
        head, first = self.first_section()
        if not head:
            return self.late_everywhere()
        rest = self.rest_of(first)
        room = LINES - 1 - (1 if rest or self.contents.late else 0)
        if len(first) + len(self.changed) > room:
            room = LINES - 2
        changed = self.changed[: max(room - len(first), 1)]  # one stands among whatever else is said
        shown = first[: room - len(changed)]
        shared = self.shared(first)
        lines = [f"{head}{self.contents.stands_in}{shared}:"] + [self.line(row, bool(shared)) for row in shown]
        lines += [self.changed_line(one) for one in changed]
        if tail := self.tail(first[len(shown) :], rest, self.changed[len(changed) :]):
            lines.append(tail)
        return "\n".join([*lines, *self.urgings()])

    def urgings(self) -> list[str]:
        """The words that go with a nudge; beside other reminders also who urges."""
        if self.contents.nudge:
            return [words.QUOTED.format(words=one.words) for one in self.contents.urgings if one.words]
        said = []
        for one in self.contents.urgings:
            form = words.URGED_WITH_WORDS if one.words else words.URGED
            said.append(form.format(office=one.office, tasks=words.numbers(list(one.tasks)), words=one.words))
        return said

    def nudge_head(self, rows: list[Open]) -> str:
        offices = list(dict.fromkeys(one.office for one in self.contents.urgings))
        sign = "🔴" if self.red else "🟡"
        return words.HEAD_NUDGE.format(sign=sign, office=", ".join(offices), count=len(rows), **_MARKS)

    def first_section(self) -> tuple[str, list[Open]]:
        """The headline and what it is about."""
        if self.contents.snooze:
            rows = [*self.urgent, *self.red, *self.soon]
            return words.HEAD_SNOOZE.format(sign=self.sign(), count=len(rows), **_MARKS), rows
        if self.contents.nudge:
            rows = [*self.red, *self.urgent, *self.soon]
            return self.nudge_head(rows), rows
        if self.contents.week:
            rows = [*self.red, *self.urgent, *self.soon]
            return self.week_head(rows), rows
        for head, rows in (
            (words.HEAD_TODAY, self.urgent),
            (words.HEAD_LATE, self.red),
            (words.HEAD_SOON, self.soon),
        ):
            if rows:
                return head.format(count=len(rows), **_MARKS), rows
        if not self.fresh and self.changed:
            whom = self.knowledge.agency(self.changed[0].row.agency).actor
            count = len(tasks_of([one.row for one in self.changed]))
            return words.HEAD_CHANGED.format(whom=whom, count=count, **_MARKS), []
        if not self.fresh:
            return "", []
        whom = self.knowledge.agency(self.fresh[0].agency).actor
        return words.HEAD_NEW.format(whom=whom, count=len(tasks_of(self.fresh)), **_MARKS), self.fresh

    def belongs(self, row: Open) -> bool:
        """The list of the week counts nothing of the next one, which would make another sum than its headline."""
        sunday = self.today + timedelta(days=6 - self.today.weekday())
        return not self.contents.week or row.due is None or row.due <= sunday

    def sign(self) -> str:
        return "🔴" if self.red else "🟡"

    def week_head(self, rows: list[Open]) -> str:
        return words.HEAD_WEEK.format(sign=self.sign(), count=len(rows), **_MARKS)

    def rest_of(self, first: list[Open]) -> list[Open]:
        said = ids_of(first)
        return [row for row in (*self.red, *self.soon, *self.counted, *self.fresh) if row.assignment not in said]

    def changed_line(self, one: Changed) -> str:
        """NV 38 Báo cáo …: hạn mới đến hết 29/3 (hạn cũ: trước 25/3)"""
        title = self.titled(one.row, SHORT_TITLE)
        if one.row.withdrawn:
            line = words.WITHDRAWN_LINE.format(no=one.row.task, title=title)
            reason = few_words(one.move.reason, REASON) if one.move else ""
            return words.WITHDRAWN_WHY.format(line=line, reason=reason) if reason else line
        if one.move is not None and one.move.restored:
            return words.RESTORED_LINE.format(no=one.row.task, title=title, due=latest_words(one.row, self.knowledge))
        return words.MOVED_LINE.format(no=one.row.task, title=title, moved=self.moved(one))

    def moved(self, one: Changed) -> str:
        earlier = one.move.before if one.move else None
        before = due_words(replace(one.row, due=earlier), self.knowledge) if earlier else ""
        if one.row.due is None:
            return words.UNDATED.format(before=before or words.NO_DUE)
        due = due_words(one.row, self.knowledge)
        if due == short_day(one.row.due):
            due = words.UNTIL.format(day=due)
        return words.MOVED.format(due=due, before=before) if before else words.DATED.format(due=due)

    def shared(self, rows: list[Open]) -> str:
        """Document and last day, said once where they are the same for all lines."""
        sources = {self.source(row.task) for row in rows}
        if (
            len(sources) != 1
            or ids_of(rows) & set(self.moves)
            or len({(row.due, due_words(row, self.knowledge)) for row in rows}) != 1
        ):
            return ""
        facts = [s for s in sources if s] + [self.when(rows[0])]
        return f" ({', '.join(facts)})"

    def when(self, row: Open) -> str:
        if self.overdue(row):
            due = words.DUE.format(due=due_words(row, self.knowledge))
            return f"{due}, {words.OVERDUE.format(days=self.overdue(row))}"
        if row.due is None:
            return due_words(row, self.knowledge)
        latest = last_working_day(row.due, self.knowledge.calendar)
        if self.is_for_today(row) or latest == row.due:
            return words.DUE.format(due=due_words(row, self.knowledge, named=True))
        due = words.DUE.format(due=due_words(row, self.knowledge))
        return words.SHARED_WITH_LATEST.format(due=due, day=named_day(latest))

    def source(self, no: int) -> str:
        task = self.knowledge.task(no)
        return task.source.name.partition("/")[0] if task else ""

    def line(self, row: Open, shared: bool) -> str:
        title = self.titled(row, TITLE if shared else SHORT_TITLE)
        facts = [] if shared else [self.own_facts(row)]
        if row.assignment not in ids_of(self.fresh) and (shared or not self.overdue(row)):
            facts.append(state_words(row))
        if row.assignment in self.contents.handed:
            facts.append(hand_on_words.MARK)
        red = "🔴 " if self.overdue(row) and not shared else ""
        said = words.TASK_LINE.format(no=row.task, title=title, facts=", ".join(facts))
        return red + (said if facts else said.rstrip(": "))

    def titled(self, row: Open, letters: int) -> str:
        title = short_title(row.task, self.knowledge, letters)
        several = len(self.contents.person.agencies) > 1
        return f"{title} ({self.knowledge.agency(row.agency).short_name})" if several else title

    def own_facts(self, row: Open) -> str:
        if (moved := self.moves.get(row.assignment)) is not None:
            return self.moved(moved)
        if self.overdue(row):
            return words.OVERDUE.format(days=self.overdue(row))
        return latest_words(row, self.knowledge)

    def tail(self, hidden: list[Open], rest: list[Open], changed: list[Changed]) -> str:
        parts = []
        new = ids_of(self.fresh)
        fresh = [row for row in (*hidden, *rest) if row.assignment in new]
        left = [row for row in (*hidden, *rest) if row.assignment not in new]
        red = [row for row in left if self.overdue(row)]
        today = [row for row in left if self.is_for_today(row)]
        due = [row for row in left if not self.overdue(row) and not self.is_for_today(row)]
        if today:
            parts.append(words.TAIL_TODAY.format(count=len(today)))
        if red:
            named = words.numbers(tasks_of(red)[:3]) + (", …" if len(tasks_of(red)) > 3 else "")
            parts.append(words.TAIL_LATE.format(count=len(red), numbers=named))
        if dates := [row.due for row in due if row.due]:
            parts.append(words.TAIL_DUE.format(count=len(dates), when=words.between(dates)))
        if undated := len(due) - len(dates):
            parts.append(words.TAIL_UNDATED.format(count=undated))
        if changed:
            numbers = words.numbers(tasks_of([one.row for one in changed])[:3])
            parts.append(words.TAIL_CHANGED.format(count=len(changed), numbers=numbers))
        if fresh:
            parts.append(self.new_ones(tasks_of(fresh)))
        said = words.TAIL.format(parts=", ".join(parts)) if parts else ""
        late = words.LATE_TAIL.format(count=len(self.contents.late)) if self.contents.late else ""
        return " ".join(s for s in (said, late) if s)

    def new_ones(self, numbers: list[int]) -> str:
        """1 nhiệm vụ mới được giao (NV 12 Rà soát thủ tục): which, where it is one."""
        said = words.TAIL_NEW.format(count=len(numbers))
        return words.WHICH.format(what=said, no=numbers[0]) if len(numbers) == 1 else said

    def late_everywhere(self) -> str:
        """What monitors and leaders are told: a line a task, with the count of agencies."""
        late = sorted(self.contents.late, key=lambda one: (-len(one.agencies), one.task))
        if len(late) == 1:
            return self.one_late(late[0])
        fewest = min(self.late_days(one) for one in late)
        lines = [words.HEAD_LATE_EVERYWHERE.format(count=len(late), days=fewest, **_MARKS)]
        shown = late if len(late) < LINES else late[: LINES - 2]
        for one in shown:
            title = short_title(one.task, self.knowledge, SHORT_TITLE)
            overdue = words.OVERDUE.format(days=self.late_days(one))
            lines.append(
                words.LATE_LINE.format(no=one.task, title=title, late=len(one.agencies), all=self.leads(one),
                                       overdue=overdue)
            )  # fmt: skip
        if rest := len(late) - len(shown):
            lines.append(words.TAIL.format(parts=words.TAIL_LATE_TASKS.format(count=rest)))
        return "\n".join(lines)

    def one_late(self, one: Late) -> str:
        row = Open(0, one.task, "", one.due, "not_started", None, None, None, 1, False)
        due = words.DUE.format(due=due_words(row, self.knowledge))
        facts = [s for s in (self.source(one.task), due, words.OVERDUE.format(days=self.late_days(one))) if s]
        names = [
            self.knowledge.agency(code).actor + (words.NOT_REACHED if code in one.unreached else "")
            for code in one.agencies[:NAMED_AGENCIES]
        ]
        about = {"no": one.task, "title": short_title(one.task, self.knowledge, TITLE), "facts": ", ".join(facts)}
        if self.leads(one) == 1:
            return words.ALONE_LATE.format(agency=capital(names[0]), **about, **_MARKS)
        late, leads = len(one.agencies), self.leads(one)
        head = words.ONE_LATE_EVERYWHERE.format(late=late, all=leads, **about, **_MARKS)
        if more := len(one.agencies) - len(names):
            names.append(words.MORE_AGENCIES.format(count=more))
        return f"{head}\n{', '.join(names)}"

    def late_days(self, one: Late) -> int:
        return self.knowledge.calendar.working_days_overdue(self.today, one.due)

    def leads(self, one: Late) -> int:
        task = self.knowledge.task(one.task)
        return max(len(task.leads) if task else 0, len(one.agencies))


def ids_of(rows: Sequence[Open]) -> set[int]:
    return {row.assignment for row in rows}


def tasks_of(rows: Sequence[Open]) -> list[int]:
    return list(dict.fromkeys(row.task for row in rows))


def spoken_of(contents: Contents, knowledge: Knowledge) -> tuple[int, ...]:
    """The tasks a message is about: those with a rung, the new ones, those in red."""
    writer = _Writer(contents, knowledge)
    changed = [one.row for one in writer.changed]
    own = tasks_of([*writer.urgent, *writer.red, *writer.soon, *changed, *writer.fresh])
    return tuple(dict.fromkeys([*own, *(one.task for one in contents.late)]))


def compose(contents: Contents, knowledge: Knowledge) -> Reply:
    """The message as it is to be sent at `contents.now`."""
    moved = [one.row for one in contents.changed if not one.row.withdrawn]
    rows = list({row.assignment: row for row in (*contents.reminded, *contents.fresh, *moved)}.values())
    writer = _Writer(contents, knowledge)
    said = [writer.text(), *(leave_words.RETURNED.format(person=title) for title in contents.returned)]
    remember = None
    if rows:
        ids = [row.assignment for row in rows]
        remember = {"card": {"kind": "list" if len(rows) > 1 else "task", "tasks": tasks_of(rows), "assignments": ids}}
    aimed = ids_of(writer.first_section()[1])
    return Reply("\n".join(said), choices=_choices(contents, rows, aimed), remember=remember, topic="reminder")


def _choices(contents: Contents, rows: list[Open], aimed: set[int]) -> list[list[Choice]]:
    """*Đã nhận* and *Nhắc lúc 14:00* are of all that has a rung; handed on is what the headline names (`aimed`)."""
    if not rows and contents.changed:
        return [[ask(words.SEE, "tasks", own=True)]]
    if not rows:
        counts = Counter(one.task for one in contents.late)
        buttons = [ask(words.WHO_IS_LATE, "tasks", period="overdue")]
        return [buttons + [ask(words.DETAILS, "task", task=no) for no in counts if len(counts) == 1]]
    ids = [row.assignment for row in rows]
    first = [do(words.ACKNOWLEDGE, "reminders.acknowledge", assignments=ids)]
    if not contents.reminded:
        return [[*first, ask(words.SEE, "tasks", own=True)]]
    tasks = tasks_of(rows)
    report = ask(words.REPORT, "progress", task=tasks[0]) if len(tasks) == 1 else ask(words.REPORT, "progress")
    second = []
    if contents.now.time() < AFTERNOON:
        second.append(do(words.AT_TWO, "reminders.snooze", assignments=ids, clock="14:00"))
    if to_hand_on := [id_ for id_ in ids if id_ in contents.to_hand_on and (id_ in aimed or not aimed)]:
        second.append(do(hand_on_words.HAND_ON, "hand_on.give", assignments=to_hand_on))
    if len(second) < SIDE_BY_SIDE:
        second.append(ask(words.SEE_ALL, "tasks", own=True))
    return [[*first, report], second]
