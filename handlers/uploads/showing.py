"""What is said of a file that was read: the next question, the problems, or what writing it would change."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from handlers.dialogue import Choice, Reply, Request, ask, bold, do
from handlers.importing.text import fold
from handlers.importing.wishes import NO_DATE, SCORES, TASKS
from handlers.knowledge import Knowledge
from handlers.task_facts import rows_of
from handlers.uploads.files import (
    CHOOSE,
    CORRECTED,
    DROP,
    ISSUED,
    MARK,
    NAME,
    SOURCE,
    WHO,
    WRITE,
    about,
    in_hand,
    may_import,
    ordered_again,
    wish_of,
)  # fmt: skip
from handlers.words import index as index_words
from handlers.words import uploads as words
from handlers.words.formats import clock_day, few_words
from storage.clock import local
from storage.models import Upload
from storage.session import Unit

TOPIC = "uploads"
PROBLEMS, CHANGES, NAMES = "problems", "changes", "names"  # lists that buttons turn to
A_PAGE = {PROBLEMS: 3, CHANGES: 8, NAMES: 20}
EXAMPLES = 2  # changes named in the preview
TEXTS = 3  # unread deadlines quoted
MISSING = 8  # numbers of missing tasks
LINE = 220  # letters of a problem: what a cell holds may be long
WIDE = 28  # letters of a button of its own
YEARS_OFFERED = 3
SHORT = {"ghi": words.WRITE, "ghi di": words.WRITE, "khong": words.DONT, "dung roi": words.YES, "phai": words.YES}
BUTTONS = (
    words.WRITE, words.SEE_CHANGES, words.DONT, words.CLOSE, words.MORE, words.CORRECTED, words.SEE_MARKED, words.UNDO,
    words.YES, words.OTHER_AGENCY, words.LEAVE_OUT, words.NO_DATE, words.REPLACE,
)  # fmt: skip
TYPED = {fold(label) for label in BUTTONS} | SHORT.keys()


# --- the one thing to say now


def next_step(request: Request, unit: Unit, upload: Upload) -> Reply:
    """What is asked or shown of a file as it stands."""
    if upload.state == "reading":
        return Reply(words.STILL_READING.format(name=upload.name), remember=about(upload))
    if upload.state != "read":
        return closed(upload)
    question = str(upload.found["question"])
    if question:
        return _QUESTIONS[question](request, upload)
    finding = upload.found["finding"]
    if left := unsure(upload):
        return _ask_who(request, upload, left[0])
    if any(is_unsure(problem) for problem in finding["problems"]):
        order = ordered_again(request, upload, wish_of(upload))
        return Reply(words.LOOKING_AGAIN, jobs=[order], remember=about(upload))
    if finding["problem_count"]:
        return _problems(request, upload, 1)
    return _preview(request, upload)


def closed(upload: Upload) -> Reply:
    if upload.state in ("written", "undone") and upload.written_at:
        return Reply(words.ALREADY_WRITTEN.format(when=clock_day(local(upload.written_at))))
    return Reply(words.CLOSED.format(name=upload.name))


# --- words of buttons, typed


def button_typed(text: str) -> bool:
    return fold(text).strip(" .") in TYPED


def choice_typed(request: Request, unit: Unit, upload: Upload) -> Choice | None:
    """The button whose words were typed, among those that the file shows now."""
    wanted = fold(request.said.text).strip(" .")
    wanted = fold(SHORT.get(wanted, wanted))
    shown = next_step(request, unit, upload).choices
    return next((choice for row in shown for choice in row if fold(choice.label) == wanted), None)


# --- questions


def _which_kind(request: Request, upload: Upload) -> Reply:
    kinds = upload.found["seen"]["kinds"]
    choices = [do(words.KIND_BUTTONS[kind], CHOOSE, upload=upload.id, set={"kind": kind}) for kind in kinds]
    return _question(upload, words.WHICH_KIND.format(name=upload.name), choices)


def _which_year(request: Request, upload: Upload) -> Reply:
    wish, stated = wish_of(upload), list(upload.found["seen"]["years"])
    known = sorted({year for year, _ in request.knowledge.catalogue.criteria}, reverse=True)
    offered = list(dict.fromkeys([*stated, *([wish.year] if wish.year else []), *known]))[:YEARS_OFFERED]
    text = words.WHICH_YEAR.format(name=upload.name, kind=words.KINDS[wish.kind])
    if wish.year and stated:
        text = words.OTHER_YEAR.format(stated=", ".join(map(str, stated)), said=wish.year)
    choices = [do(str(year), CHOOSE, upload=upload.id, set={"year": year}) for year in sorted(offered)]
    return _question(upload, text, choices, beside=4)


def _which_source(request: Request, upload: Upload) -> Reply:
    wish, named = wish_of(upload), list(upload.found["seen"]["documents"])
    text = words.WHICH_SOURCE.format(name=upload.name)
    if wish.source and "/" not in wish.source:
        text = words.SHORT_SOURCE.format(said=wish.source)
        named.append({"name": wish.source, "issued": wish.issued})
    elif wish.source:
        text = words.OTHER_SOURCE.format(stated=", ".join(d["name"] for d in named), said=wish.source)
        named.append({"name": wish.source, "issued": wish.issued})
    sets = [{"source": document["name"], "issued": document["issued"]} for document in named[:3]]
    offered = [do(one["source"][:WIDE], CHOOSE, upload=upload.id, set=one) for one in sets]
    return _question(upload, text, offered, expects={"action": SOURCE, "payload": {"upload": upload.id}})


def _which_date(request: Request, upload: Upload) -> Reply:
    text = words.WHICH_DATE.format(source=wish_of(upload).source)
    skip = do(words.NO_DATE, CHOOSE, upload=upload.id, set={"issued": NO_DATE})
    return _question(upload, text, [skip], expects={"action": ISSUED, "payload": {"upload": upload.id}})


def _question(
    upload: Upload, text: str, choices: Sequence[Choice], *, beside: int = 2, expects: Mapping[str, Any] | None = None
) -> Reply:  # fmt: skip
    drop = do(words.DONT, DROP, upload=upload.id)
    more = {"expects": expects} if expects else {}
    return Reply(text, rows_of([*choices, drop], beside), remember=about(upload, **more))


_QUESTIONS: Mapping[str, Callable[[Request, Upload], Reply]] = {
    "kind": _which_kind,
    "year": _which_year,
    "source": _which_source,
    "issued": _which_date,
}


# --- names


def is_unsure(problem: Mapping[str, Any]) -> bool:
    """A name that may be the nearest one, which is only offered."""
    return problem["kind"] == "name" and bool(problem["nearest"])


def unsure(upload: Upload) -> list[Mapping[str, Any]]:
    """Names to be asked about that nothing was said of yet."""
    known = wish_of(upload).names
    finding = upload.found.get("finding") or {"problems": []}
    return [p for p in finding["problems"] if is_unsure(p) and p["written"] not in known]


def _ask_who(request: Request, upload: Upload, problem: Mapping[str, Any]) -> Reply:
    written, nearest = problem["written"], request.knowledge.agency(problem["nearest"])
    text = words.WHO_IS.format(
        where=words.row_of(problem["where"]), written=few_words(written, 60), nearest=nearest.name
    )
    choices = [
        name_button(upload, written, nearest.code, words.YES),
        do(words.OTHER_AGENCY, WHO, upload=upload.id, written=written),
        name_button(upload, written, "", words.LEAVE_OUT),
    ]
    return Reply(text, rows_of(choices), remember=about(upload))


def name_button(upload: Upload, written: str, code: str, label: str) -> Choice:
    return do(label[:WIDE], NAME, upload=upload.id, written=written, code=code)


# --- problems


def _problems(request: Request, upload: Upload, page: int) -> Reply:
    """Three at a time; nothing is written before all are mended."""
    finding = upload.found["finding"]
    listed, count = finding["problems"], finding["problem_count"]
    if all(problem["kind"] == "detail" for problem in listed):
        return _other_detail(request, upload, page)
    shown, more = _page(listed, page, A_PAGE[PROBLEMS])
    first = (page - 1) * A_PAGE[PROBLEMS] + 1
    head = words.PROBLEMS.format(nothing=bold(words.NOTHING_WRITTEN), count=count)
    if page > 1:
        head = words.MORE_PROBLEMS.format(first=first, last=first + len(shown) - 1, count=count)
    lines = [_problem(request.knowledge, upload, at, problem) for at, problem in enumerate(shown, first)]
    choices = [_turn(words.MORE, upload, PROBLEMS, page + 1)] if more else []
    choices.append(do(words.CORRECTED, CORRECTED, upload=upload.id))
    choices.append(do(words.SEE_MARKED, MARK, upload=upload.id))
    return Reply("\n".join([head, *lines]), rows_of(choices), remember=about(upload, corrects=upload.id))


def _problem(knowledge: Knowledge, upload: Upload, at: int, problem: Mapping[str, Any]) -> str:
    agency = knowledge.agency(problem["agency"]).actor if problem["agency"] else ""
    node = _node(knowledge, upload, problem) if agency else ""
    return few_words(words.problem_line(at, problem, agency, node), LINE)


def _node(knowledge: Knowledge, upload: Upload, about_it: Mapping[str, Any]) -> str:
    """A field by its everyday name, anything finer by its code."""
    group, year = knowledge.agency(about_it["agency"]).group, wish_of(upload).year
    criterion = knowledge.catalogue.criteria.get((year or 0, group), {}).get(about_it["node"])
    if criterion is None:
        return str(about_it["node"])
    return index_words.node_name(criterion) if criterion.level == 1 else f"tiêu chí {criterion.code}"


def _other_detail(request: Request, upload: Upload, page: int) -> Reply:
    """A new sum against old parts: the file may well be right, but then the parts go."""
    finding = upload.found["finding"]
    shown, more = _page(finding["problems"], page, A_PAGE[PROBLEMS])
    first = (page - 1) * A_PAGE[PROBLEMS] + 1
    lines = [_problem(request.knowledge, upload, at, problem) for at, problem in enumerate(shown, first)]
    head = f"{bold(words.NOTHING_WRITTEN)} {words.DETAIL.format(count=finding['problem_count'])}"
    choices = [
        do(words.REPLACE, CHOOSE, upload=upload.id, set={"replace": True}),
        *([_turn(words.MORE, upload, PROBLEMS, page + 1)] if more else []),
        do(words.CORRECTED, CORRECTED, upload=upload.id),
        do(words.DONT, DROP, upload=upload.id),
    ]
    text = "\n".join([head, *lines, words.DETAIL_HOW])
    return Reply(text, rows_of(choices), remember=about(upload, corrects=upload.id))


# --- what writing would change


def _preview(request: Request, upload: Upload) -> Reply:
    finding, wish = upload.found["finding"], wish_of(upload)
    lines = {SCORES: _scores_read, TASKS: _tasks_read}.get(wish.kind, _criteria_read)(request, upload)
    if left_out := [f"“{few_words(written, 40)}”" for written, code in wish.names.items() if not code]:
        lines.append(words.LEFT_OUT.format(names=words.some(left_out, TEXTS, ", ")))
    choices = []
    if finding.get("renamed"):
        choices.append(_turn(words.SEE_NAMES.format(count=len(finding["renamed"])), upload, NAMES, 1))
    if not finding["changes"]:
        lines.append(words.NO_CHANGE)
        if finding.get("before"):
            lines.append(words.SAME_FILE.format(when=clock_day(local(datetime.fromisoformat(finding["before"])))))
        choices.append(do(words.CLOSE, DROP, upload=upload.id))
        return Reply("\n".join(lines), rows_of(choices), remember=about(upload))
    listed = [_turn(words.SEE_CHANGES, upload, CHANGES, 1)] if finding["differences"] else []
    choices = [
        do(words.WRITE, WRITE, upload=upload.id), *listed, do(words.DONT, DROP, upload=upload.id), *choices,
    ]  # fmt: skip
    return Reply("\n".join(lines), rows_of(choices), remember=about(upload))


def _scores_read(request: Request, upload: Upload) -> list[str]:
    finding, year = upload.found["finding"], wish_of(upload).year
    count = _thousands(finding["rows"])
    fields = f"{finding['fields']} lĩnh vực" if finding["fields"] else f"{count} điểm"
    what = bold(f"{finding['agencies']} cơ quan, {fields}")
    if finding["sheets"] > 1:
        what = words.SHEETS.format(what=what, count=finding["sheets"])
    otherwise = words.WRITTEN_OTHERWISE.format(count=len(finding["renamed"])) if finding["renamed"] else ""
    said = [words.READ.format(what=what, year=year), words.NAMES.format(count=finding["agencies"], otherwise=otherwise)]
    if finding["totals"]:
        said.append(words.SUMS.format(count=finding["totals"]))
    lines = [" ".join(said)]
    if finding["changes"] and not request.knowledge.catalogue.scores.get(year or 0):
        lines.append(words.FIRST_OF_YEAR.format(year=year, count=f"{count} điểm"))
    elif finding["changes"]:
        examples = [change_line(request.knowledge, upload, one) for one in finding["differences"][:EXAMPLES]]
        lines.append(words.CHANGES.format(count=bold(finding["changes"]), examples=f": {'; '.join(examples)}."))
    if finding["given_up"]:
        lines.append(words.GIVEN_UP.format(count=finding["given_up"]))
    return lines


def _thousands(count: int) -> str:
    return f"{count:,}".replace(",", ".")


def _tasks_read(request: Request, upload: Upload) -> list[str]:
    finding, wish = upload.found["finding"], wish_of(upload)
    what = bold(words.TASKS_READ.format(tasks=finding["tasks"], assignments=_thousands(finding["assignments"])))
    if wish.source:
        what = words.OF_SOURCE.format(what=what, source=words.source_named(wish.source, wish.issued_on))
    lines = [words.READ.format(what=what, year=wish.year)]
    counts = {kind: sum(one["kind"] == kind for one in finding["differences"]) for kind in words.DIFFERENCES}
    counts["same"] = finding["tasks"] - finding["changes"]
    if finding["changes"]:
        told = [form.format(count=counts[kind]) for kind, form in words.DIFFERENCES.items() if counts[kind]]
        lines.append(f"{', '.join(told).capitalize()}.")
    if counts["other"]:
        lines.append(words.IS_IT_THIS_DOCUMENT.format(count=counts["other"]))
    if finding["missing"]:
        numbers = [f"NV {no}" for no in finding["missing"]]
        lines.append(words.MISSING.format(tasks=words.some(numbers, MISSING, ", ")))
    if finding["unread"]:
        texts = [f"“{few_words(text, 50)}”" for text in finding["unread"]]
        lines.append(words.UNREAD.format(texts=words.some(texts, TEXTS)))
    return lines


def _criteria_read(request: Request, upload: Upload) -> list[str]:
    finding, wish = upload.found["finding"], wish_of(upload)
    groups = ", ".join(words.GROUPS[group] for group in finding["groups"])
    what = bold(words.CRITERIA_READ.format(groups=groups, rows=finding["rows"]))
    lines = [words.READ.format(what=what, year=wish.year)]
    if finding["changes"]:
        lines.append(words.CHANGES.format(count=bold(finding["changes"]), examples="."))
    return lines


def change_line(knowledge: Knowledge, upload: Upload, change: Mapping[str, Any]) -> str:
    if "kind" in change:
        return words.task_change(change)
    agency = knowledge.agency(change["agency"]).actor
    return words.score_change(agency, _node(knowledge, upload, change), change["before"], change["after"])


# --- lists


def asked_by_button(request: Request, unit: Unit) -> Reply:
    """The next page of problems, what would change, names written otherwise: shown to whoever sent the file."""
    found = in_hand(request, unit, {"upload": request.said.n or 0}) if may_import(request.person) else None
    if found is None or isinstance(found, Reply):
        return found or Reply(words.NO_RIGHT)
    if not found.found.get("finding"):
        return next_step(request, unit, found)
    page = max(1, request.page)
    if request.said.aspect == PROBLEMS and found.found["finding"]["problems"]:
        return _problems(request, found, page)
    if request.said.aspect == NAMES:
        return _names(request, found, page)
    return _changes(request, found, page)


def _changes(request: Request, upload: Upload, page: int) -> Reply:
    finding = upload.found["finding"]
    shown, more = _page(finding["differences"], page, A_PAGE[CHANGES])
    last = -(-len(finding["differences"]) // A_PAGE[CHANGES])
    at = words.PAGE.format(page=page, last=last) if last > 1 else ""
    lines = [words.CHANGES_HEAD.format(count=finding["changes"], name=upload.name, page=at)]
    lines += [change_line(request.knowledge, upload, one) for one in shown]
    choices = [_turn(words.MORE, upload, CHANGES, page + 1)] if more else []
    if upload.state == "read" and not finding["problem_count"]:
        choices += [do(words.WRITE, WRITE, upload=upload.id), do(words.DONT, DROP, upload=upload.id)]
    return Reply("\n".join(lines), rows_of(choices), remember=about(upload))


def _names(request: Request, upload: Upload, page: int) -> Reply:
    renamed = upload.found["finding"].get("renamed", [])
    shown, more = _page(renamed, page, A_PAGE[NAMES])
    lines = [words.OTHERWISE_HEAD.format(count=len(renamed))]
    lines += [words.OTHERWISE_LINE.format(written=few_words(written, 60), name=name) for written, name in shown]
    choices = [_turn(words.MORE, upload, NAMES, page + 1)] if more else []
    if upload.state == "read" and not upload.found["finding"]["problem_count"]:
        changes = bool(upload.found["finding"]["changes"])
        choices += [do(words.WRITE, WRITE, upload=upload.id)] if changes else []
        choices.append(do(words.DONT if changes else words.CLOSE, DROP, upload=upload.id))
    return Reply("\n".join(lines), rows_of(choices), remember=about(upload))


def _page(items: Sequence[Any], page: int, size: int) -> tuple[Sequence[Any], bool]:
    """The page, the last one where there is none so far, and whether another follows."""
    start = (page - 1) * size
    return items[start : start + size] or items[-size:], start + size < len(items)


def _turn(label: str, upload: Upload, aspect: str, page: int) -> Choice:
    return ask(label, TOPIC, n=upload.id, aspect=aspect, page=page)
