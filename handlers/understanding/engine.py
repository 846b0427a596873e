"""From the text of a message to its topic and entities."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from handlers.understanding.agencies import Named
from handlers.understanding.decide import choose, lies_ahead, report_end, reported_state
from handlers.understanding.fold import clean, fold
from handlers.understanding.lexicon import Lexicon
from handlers.understanding.model import TaskTitle, Understanding
from handlers.understanding.notes import beside, note_of
from handlers.understanding.reading import Reading, read
from handlers.understanding.reports import separate_reports
from handlers.understanding.titles import bare_number, tasks_by_title
from handlers.understanding.unread import unread_name

LONGEST: Final = 800  # characters read; a longer message is a paper, not a question
_BARE: Final = frozenset(("unknown", "help", "smalltalk"))
_WITH_FIELD: Final = frozenset(
    ("score", "ranking", "compare", "weak", "history", "whatif", "overview", "tasks", "remediation")
)
_MAY_ANSWER: Final = ("progress", "task", "smalltalk", "unknown")  # what may answer a question of ours
_SURE: Final = 0.6
_PERIODS: Final = ("overdue", "today", "week", "month", "quarter")


def understand(text: str, lexicon: Lexicon, today: date, own_titles: Sequence[TaskTitle] = ()) -> Understanding:
    """Read one message. `today` is the local business day; `own_titles` are the sender's open tasks."""
    reading = read(clean(text, LONGEST), lexicon, today)
    topic, second, confidence = choose(reading)
    said: dict[str, Any] = {} if topic in _BARE else _entities(reading, topic)
    if topic == "progress":
        said |= _report(reading)
    if topic == "progress":
        said["beside"] = beside(reading)
    if topic in ("progress", "task") and said.get("task") is None:
        said["title_tasks"] = bare_number(reading) or tasks_by_title(reading, own_titles)
    if not said.get("alternatives") and (name := unread_name(reading, topic)):
        reading.why.append(f"tên chưa đọc được: {name.words}")
        confidence = min(confidence, 0.75 if name.clear else 0.5)
        said["unread"] = not name.clear
        if name.clear:
            said |= {"agencies": name.nearest[:1], "group": None}
        else:
            said |= {"alternatives": name.nearest, "span": fold(name.words)}
    if said.get("alternatives"):
        confidence = min(confidence, 0.5)
    elif topic in ("score", "weak", "history") and reading.strays and not (said.get("agencies") or reading.own):
        confidence = min(confidence, 0.7)  # the own agency by default, beside a word that nothing explains
    said["aspect"] = aspect_of(reading, topic)
    said["asks"] = (topic in _MAY_ANSWER or confidence < _SURE) and reading.asks
    return Understanding(text=text, topic=topic, second=second, confidence=confidence, cues=tuple(reading.why), **said)


def explain(understood: Understanding) -> tuple[str, ...]:
    """What decided, one readable line a cue."""
    return understood.cues


def _entities(reading: Reading, topic: str) -> dict[str, Any]:
    quantities = reading.quantities
    said: dict[str, Any] = {"own": reading.own, "document": quantities.document, "clock": quantities.clock}
    said |= _agencies(reading)
    said["year"] = _year(reading, topic)
    if topic in _WITH_FIELD:
        said["field"] = reading.field_number
        said["criterion"] = reading.criterion
        if reading.criterion:
            said["field"] = int(reading.criterion[0])
    if topic not in ("score", "task", "progress", "reminder") or not reading.agencies:
        asked = topic == "task" and reading.has("done", "done_soft", "doing", "blocked")  # "huyện nào xong nv 20"
        said["group"] = reading.group if asked or topic not in ("task", "progress", "reminder") else None
    else:
        said["group"] = reading.entity("group") if topic == "score" else None
    if topic == "compare" and len(reading.agencies) > 1:
        said["group"] = None
    if topic in ("ranking", "overview"):
        said["n"] = quantities.n
    if topic == "ranking":
        said["order"] = _order(reading)
    if topic == "whatif":
        said["n"] = quantities.n if quantities.n is not None else quantities.rank
    if topic in ("score", "ranking", "overview", "whatif"):
        said["threshold"], said["above"] = quantities.threshold, quantities.above
    if topic in ("task", "reminder") and len({mention.number for mention in reading.tasks}) >= 1:
        said["task"] = reading.tasks[0].number
    if topic == "reminder":
        said["days"] = quantities.days
    if topic == "tasks":
        said["period"] = next((period for period in _PERIODS if reading.has(period)), None)
    return said


def _agencies(reading: Reading) -> dict[str, Any]:
    named = reading.agencies
    unsure = [name for name in named if len(name.codes) > 1]
    if unsure:
        return {"alternatives": unsure[0].codes, "span": _typed(reading, unsure[0])}
    return {"agencies": tuple(dict.fromkeys(code for name in named for code in name.codes))}


def _typed(reading: Reading, name: Named) -> str:
    """The words of a name as they were typed, without marks."""
    words = {token.start: token.word for token in reading.tokens[name.start : name.end]}
    return fold(" ".join(words.values()))


def _year(reading: Reading, topic: str) -> int | None:
    if topic in ("task", "progress", "reminder"):
        return None
    years = [year for year, _ in reading.quantities.years]
    if len(set(years)) == 1:
        return years[0]
    if years:
        return None
    ago = reading.entity("years_ago")
    if ago is None or topic == "history":
        return None if topic == "history" and (ago == 0 or reading.has("history")) else ago
    return reading.today.year - int(ago)


def _order(reading: Reading) -> str | None:
    for cue in reading.cues:
        for order in ("top", "bottom"):
            if order in cue.names:
                return order
    return "top" if reading.quantities.topped else reading.quantities.ordered


def _report(reading: Reading) -> dict[str, Any]:
    quantities, state = reading.quantities, reported_state(reading)
    said: dict[str, Any] = {"percent": state.percent, "state": state.state, "stage": state.stage}
    said["when"] = quantities.when
    end = report_end(reading) or 0
    numbers = list(dict.fromkeys(mention.number for mention in reading.tasks if mention.start < end))
    if quantities.unsure or not numbers:
        return said
    if len(numbers) == 1:
        return said | {"task": numbers[0], "note": note_of(reading)}
    reports = separate_reports(reading.tokens[:end], reading.cues, quantities, future=lies_ahead(reading))
    if reports:
        said |= {"task": reports[0].task, "percent": reports[0].percent, "state": reports[0].state}
        said["reports"] = reports if len(reports) > 1 else ()
    return said


def aspect_of(reading: Reading, topic: str) -> str | None:
    """The sub-question within a topic, one of ASPECTS."""
    rules: dict[str, tuple[tuple[str, str], ...]] = {
        "score": (("ask_rank", "rank"),),
        "tasks": (("coordinating", "coordinating"), ("waiting", "waiting"), ("due_soon", "due"), ("all_tasks", "all")),
        "progress": (("undo", "undo"), ("evidence", "evidence"), ("more_time", "more_time")),
        "reminder": (
            ("remind_on", "resume"), ("remind_later", "snooze"), ("remind_off", "mute"), ("nudge", "nudge"),
            ("hand_on", "hand_on"),
        ),
        "smalltalk": (
            ("thanks", "thanks"), ("acknowledge", "acknowledge"), ("farewell", "farewell"), ("greeting", "greeting"),
        ),
    }  # fmt: skip
    for cue, aspect in rules.get(topic, ()):
        if reading.typed(cue) if cue == "undo" else reading.has(cue):
            return aspect
    if topic == "reminder":
        return _reminder_aspect(reading)
    return _task_aspect(reading) if topic == "task" else None


def _reminder_aspect(reading: Reading) -> str | None:
    if reading.quantities.clock is not None:
        return "hour"
    if any(token.key == "hoan" for token in reading.tokens):  # "hoãn nv 38 3 ngày"
        return "snooze"
    return "lead_days" if reading.quantities.days is not None else None


def _task_aspect(reading: Reading) -> str | None:
    phrases = " ".join(cue.phrase for cue in reading.cues)
    words = set(phrases.split())
    if "lichsu" in phrases.replace(" ", ""):
        return "history"
    if reading.has("state_question") or "tiendo" in phrases.replace(" ", "") or "dau" in words:
        return "state"
    if {"ai", "chutri"} & words or reading.has("which_agency"):
        return "who"
    if {"han", "ngay", "gio"} & words:
        return "due"
    return "content" if reading.has("content_question") else None
