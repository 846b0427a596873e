"""What a document asks for, clause by clause: what, who leads, by when. Reads only; everybody enrolled may know it.

Source: DESIGN 1 (titles, leads and dates are for everybody), 6. The words are those that were stored with the tasks.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from handlers import tasks
from handlers.dialogue import ActionHandler, Choice, Order, Reply, Request, ask, bold
from handlers.documents import without_tasks
from handlers.folding import folded
from handlers.questions import decode
from handlers.task_facts import card, names, rows_of
from handlers.words import provisions as words
from handlers.words import tasks as phrases
from handlers.words.formats import capital, day, few_words
from storage import assignments
from storage.catalogue import Source, Task
from storage.session import Unit

TOPIC = "provisions"
LINES = 4  # clauses or tasks in one message
MANY = 9  # clauses that stand on buttons; more are gathered under their first number
TITLE, WHOLE_TITLE = 60, 300  # letters
_SAYS = re.compile(
    r"\b(?:yeu cau|noi|quy dinh|chi dao|neu|ghi|dat ra)\s+(?:(?:ro|ve|nhung|cac|dieu)\s+)*"
    r"(?:gi|cai gi|the nao|ra sao)\b"
    r"|\bnoi dung(?: chinh)?(?: cua)? (?:cong van|quyet dinh|ke hoach|van ban|thong bao|cv|qd|vb|muc|khoan|diem)\b"
    r"|\btom tat\b"
)
_POINT_OF = re.compile(r"\bdiem\s+([a-e])\s*,?\s*(?:cua\s+)?(?:muc|khoan)\s+(\d{1,2})\b")
_CLAUSE = re.compile(
    r"\b(?:muc|khoan|diem|phan|y)\s+(?:so\s+|thu\s+)?(\d{1,2}|[ivx]{1,5})\s*(?:\.\s*(\d{1,2}))?\s*([a-e]\b)?"
    r"(?:\s*,?\s*diem\s+([a-e])\b)?"
)
_ALONE = re.compile(
    r"^\W*(?:(?:con|the|xem|cho xem|doc|thi sao)\s+)*(?:muc|khoan|diem|phan)\s+\S+(?:\s+\S+)?(?: thi sao)?\W*$"
)
_FROM_WHOM = re.compile(r"\b(?:yeu cau|giao|chi dao)\b.*\b(?:lam|thuc hien|bao cao|nop)\s+(?:nhung\s+)?gi\b")
_NUMBERED = re.compile(r"\b(?:cong van|cv|quyet dinh|qd|ke hoach|kh|van ban|vb)(?: so)? (\d{2,5})\b")
_HOW_FAR = re.compile(r"\b(?:chua|xong|tre|cham|qua han|nop|tien do|den dau|bao nhieu|may don vi|con|han|vuong)\b")


@dataclass(frozen=True, slots=True)
class _Asked:
    document: str | None  # its number
    clause: str | None


def recognises(request: Request) -> bool:
    """A question on what a document or one of its clauses says; "mục 2" alone right after one."""
    said = request.said
    if request.forwarded or request.attachment is not None or said.task is not None or said.tasks:
        return False
    plain = folded(said.text)
    if _names_a_clause_of_one(request, plain):
        return True
    if _SAYS.search(plain):
        asked = _asked(request)
        return asked.document is not None or asked.clause is not None
    if said.document is not None and _FROM_WHOM.search(plain):
        return True
    return _ALONE.match(plain) is not None and _CLAUSE.search(plain) is not None and _spoken_of(request) is not None


def _names_a_clause_of_one(request: Request, plain: str) -> bool:
    """ "trích mục VIII.2 của quyết định 2142", "mục 3 cv 914 dành cho ai": not how far it is, no order."""
    said = request.said
    if said.topic not in ("tasks", "unknown") or said.reports or said.agencies or _HOW_FAR.search(plain):
        return False
    return _document_in(request, plain) is not None and _clause_in(plain) is not None


def _document_in(request: Request, plain: str) -> str | None:
    found = _NUMBERED.search(plain)
    return request.said.document or (found[1] if found else None)


def _asked(request: Request) -> _Asked:
    """From a button, the words, or what was just spoken of."""
    said = request.said
    if request.pressed:
        return _Asked(said.document, said.criterion)
    plain = folded(said.text)
    clause = _clause_in(plain)
    return _Asked(_document_in(request, plain) or (_spoken_of(request) if clause else None), clause)


def _clause_in(plain: str) -> str | None:
    """ "khoản 4a", "điểm a khoản 4" → 4a; "mục II.3" → II.3"""
    if found := _POINT_OF.search(plain):
        return f"{found[2]}{found[1]}"
    if (found := _CLAUSE.search(plain)) is None:
        return None
    number, below, letter, point = found.groups()
    return f"{number.upper()}{f'.{int(below)}' if below else ''}{letter or point or ''}"


def _spoken_of(request: Request) -> str | None:
    """The document of the answer before: of this topic, or of a list of its tasks."""
    kept = request.conversation
    if kept.get("document"):
        return str(kept["document"])
    if kept.get("said"):
        return decode(str(kept["said"]))[0].document
    return None


def answer(request: Request, unit: Unit) -> Reply:
    """The document in short, or one clause of it."""
    asked = _asked(request)
    if not request.pressed and _FROM_WHOM.search(folded(request.said.text)):
        said = replace(request.said, topic="tasks", aspect=None)  # "914 yêu cầu sở tư pháp làm gì": its list
        return replace(tasks.answer(replace(request, said=said), unit), topic="tasks")
    if asked.document is None:
        return _of_any(request, unit, asked.clause or "")
    given = _tasks_of(request, asked.document)
    if not given:
        return without_tasks(request, asked.document)
    if asked.clause is None:
        return _document(request, unit, asked.document, given)
    return _clause(request, unit, asked.document, asked.clause, given)


def _tasks_of(request: Request, number: str) -> list[Task]:
    known = request.knowledge.catalogue.tasks.values()
    return [task for task in known if number in re.findall(r"\d+", task.source.name.partition("/")[0])]


def _of_any(request: Request, unit: Unit, clause: str) -> Reply:
    """A clause without its document: the only one that has it, else which."""
    found: dict[str, Source] = {}
    sources: dict[str, Source] = {}
    for task in request.knowledge.catalogue.tasks.values():
        number = _number(task.source)
        sources.setdefault(number, task.source)
        if _belongs(task, clause):
            found.setdefault(number, task.source)
    if len(found) == 1:
        number = next(iter(found))
        return _clause(request, unit, number, clause, _tasks_of(request, number))
    if not sources:
        return Reply(words.NOTHING)
    if not found:
        listed = "; ".join(source.name for source in list(sources.values())[:LINES])
        offered = [ask(s.name, TOPIC, document=n) for n, s in sources.items() if len(s.name) <= phrases.WIDE_BUTTON]
        return Reply(words.NOWHERE.format(clause=clause, names=listed), rows_of(offered[:LINES]))
    choices = [
        ask(few_words(s.name, phrases.WIDE_BUTTON), TOPIC, document=n, criterion=clause) for n, s in found.items()
    ]
    return Reply(words.WHICH.format(clause=clause), rows_of(choices[:LINES]))


def _number(source: Source) -> str:
    found = re.search(r"\d+", source.name)
    return found.group() if found else source.name


def _belongs(task: Task, clause: str) -> bool:
    """4 holds 4a and 4b, II holds II.3; 1 does not hold 10."""
    own, wanted = task.clause.casefold(), clause.casefold()
    return own == wanted or (own.startswith(wanted) and own[len(wanted) : len(wanted) + 1] not in "0123456789ivx")


# --- the whole


def _document(request: Request, unit: Unit, number: str, given: Sequence[Task]) -> Reply:
    source = given[0].source
    clauses = _clauses(given)
    issued = words.ISSUED.format(day=day(source.issued)) if source.issued else ""
    head = words.HEAD.format(
        document=bold(source.name), issued=issued, who=words.DECIDED_BY[source.decided_by], clauses=len(clauses),
        tasks=len(given),
    )  # fmt: skip
    if list(clauses) == [""]:
        head = words.NO_CLAUSES.format(document=bold(source.name), tasks=len(given))
    when = assignments.next_dates(unit.session, request.today)
    lines = [_clause_line(request, clause, of, when) for clause, of in list(clauses.items())[:LINES] if clause]
    choices = _clause_buttons(number, clauses)
    choices.append([ask(words.TASKS, "tasks", document=number, aspect="province")])
    remember = {**card("list", [task.no for task in given]), "document": number}
    return Reply("\n".join([head, *lines]), choices, remember=remember)


def _clauses(given: Sequence[Task]) -> dict[str, list[Task]]:
    """In the order of the document; many are gathered under the number before the dot."""
    found: dict[str, list[Task]] = {}
    for task in sorted(given, key=_place):
        found.setdefault(task.clause, []).append(task)
    if len(found) <= MANY:
        return found
    gathered: dict[str, list[Task]] = {}
    for clause, of in found.items():
        gathered.setdefault(clause.partition(".")[0], []).extend(of)
    return gathered


def _place(task: Task) -> tuple[int, str, int]:
    """1 before 2 and 4a before 4b; roman numbers as they were numbered with the tasks."""
    found = re.match(r"(\d+)(.*)", task.clause)
    return (int(found[1]), found[2], task.no) if found else (0, "", task.no)


def _clause_line(request: Request, clause: str, given: Sequence[Task], when: Mapping[int, date]) -> str:
    first = min(given, key=lambda task: (when.get(task.no) or date.max, task.no))
    what = phrases.short_title(first)
    if len(given) > 1:
        what = words.AND_OTHERS.format(what=what, count=len(given) - 1)
    due = phrases.due_words(first, when.get(first.no), request.today)
    return words.CLAUSE_LINE.format(clause=clause, what=f"{what}; {due}")


def _clause_buttons(number: str, clauses: Mapping[str, Sequence[Task]]) -> list[list[Choice]]:
    buttons = [ask(words.CLAUSE.format(clause=c), TOPIC, document=number, criterion=c) for c in clauses if c]
    return rows_of(buttons[: MANY + 3], beside=3)


# --- one clause


def _clause(request: Request, unit: Unit, number: str, clause: str, given: Sequence[Task]) -> Reply:
    source = given[0].source
    name = source.name.partition("/")[0]
    clauses = _clauses(given)
    mine = sorted((task for task in given if _belongs(task, clause)), key=_place)
    remember = {"document": number}
    if not mine:
        known = ", ".join(c for c in clauses if c)
        text = words.NO_CLAUSE.format(document=name, clause=clause, known=known)
        if not known:
            text = words.NO_CLAUSES.format(document=name, tasks=len(given))
        return Reply(text, _clause_buttons(number, clauses), remember=remember)
    when = assignments.next_dates(unit.session, request.today)
    remember = {**card("list" if len(mine) > 1 else "task", [task.no for task in mine]), "document": number}
    whole = ask(words.WHOLE, TOPIC, document=number)
    if len(mine) == 1:
        choices = rows_of([ask(phrases.button(mine[0]), "task", task=mine[0].no), whole])
        return Reply("\n".join(_one(request, name, mine[0], when)), choices, remember=remember)
    last = -(-len(mine) // LINES)
    page = min(max(request.page, 1), last)
    shown = mine[(page - 1) * LINES : page * LINES]
    head = words.CLAUSE_HEAD.format(document=bold(name), clause=clause, count=len(mine))
    lines = [_task_line(request, task, when.get(task.no)) for task in shown]
    turning = [
        ask(label, TOPIC, document=number, criterion=clause, page=to)
        for label, to, there in ((words.PREVIOUS, page - 1, page > 1), (words.NEXT, page + 1, page < last))
        if there
    ]
    choices = [turning] if turning else []
    choices += rows_of([*(ask(phrases.button(task), "task", task=task.no) for task in shown), whole])
    return Reply("\n".join([head, *lines]), choices, edit=request.pressed and page > 1, remember=remember)


def _one(request: Request, name: str, task: Task, when: Mapping[int, date]) -> list[str]:
    lines = [words.CLAUSE_ONE.format(document=bold(name), clause=task.clause, title=few_words(task.title, WHOLE_TITLE))]
    leads = names(request.knowledge, task.leads)
    form = words.LEADS_AND if task.coordinating else words.LEADS
    lines.append(form.format(leads=leads, coordinating=names(request.knowledge, task.coordinating)))
    lines.append(words.DUE.format(due=_due(request, task, when.get(task.no))))
    if task.product:
        lines.append(words.PRODUCT.format(product=task.product.rstrip(".")))
    return lines


def _due(request: Request, task: Task, due: date | None) -> str:
    return phrases.due_phrase(task, due, request.today, request.knowledge.calendar)


def _task_line(request: Request, task: Task, due: date | None) -> str:
    title = phrases.short_title(task, TITLE)
    return words.TASK_LINE.format(
        no=task.no, title=title, leads=capital(names(request.knowledge, task.leads, 1)), due=_due(request, task, due)
    )


ACTIONS: Mapping[str, ActionHandler] = {}
ORDER = Order(TOPIC, recognises, answer)
