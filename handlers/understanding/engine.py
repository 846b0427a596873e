"""From the text of a message to its topic and entities."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from handlers.understanding.agencies import Named
from handlers.understanding.aspects import aspect_of
from handlers.understanding.corrections import corrected
from handlers.understanding.decide import choose, lies_ahead, report_end, reported_state
from handlers.understanding.fold import clean, fold, telex
from handlers.understanding.lexicon import Lexicon
from handlers.understanding.model import TaskTitle, Understanding
from handlers.understanding.notes import beside, note_of
from handlers.understanding.quantities import SIGNS
from handlers.understanding.reading import Reading, read, read_from
from handlers.understanding.reports import separate_reports
from handlers.understanding.tables import asks_fields, asks_loser, asks_movement, movement_order, wants_picture
from handlers.understanding.titles import bare_number, tasks_by_title
from handlers.understanding.tokens import is_mended
from handlers.understanding.topics import INDEX_TOPICS
from handlers.understanding.unread import unread_name

LONGEST: Final = 800  # characters read; a longer message is a paper, not a question
_BARE: Final = frozenset(("unknown", "help", "smalltalk"))
_WITH_FIELD: Final = frozenset(
    ("score", "ranking", "compare", "weak", "history", "whatif", "overview", "tasks", "remediation")
)
_MAY_ANSWER: Final = ("progress", "task", "smalltalk", "unknown")  # what may answer a question of ours
_SURE: Final = 0.6
_SATISFACTION: Final = 8  # the field
_PERIODS: Final = ("overdue", "today", "week", "month", "quarter")
_WITHIN: Final = ("toi", "nua", "trong")  # "10 ngày tới", "trong 5 ngày"


def understand(text: str, lexicon: Lexicon, today: date, own_titles: Sequence[TaskTitle] = ()) -> Understanding:
    """Read one message. `today` is the local business day; `own_titles` are the sender's open tasks."""
    reading = _read(clean(text, LONGEST), lexicon, today)
    topic, second, confidence = choose(reading)
    said: dict[str, Any] = {} if topic in _BARE else _entities(reading, topic)
    if topic == "progress":
        said |= _report(reading)
    if topic == "progress":
        said["beside"] = beside(reading)
    if topic in ("progress", "task") and said.get("task") is None:
        said["title_tasks"] = bare_number(reading) or tasks_by_title(reading, own_titles)
    named = "ranking" if topic == "history" and asks_movement(reading) else topic  # of everybody, not of one
    if not said.get("alternatives") and (name := unread_name(reading, named)):
        reading.why.append(f"tên chưa đọc được: {name.words}")
        confidence = min(confidence, 0.75 if name.clear else 0.5)
        said["unread"] = not name.clear
        if name.clear:
            said |= {"agencies": name.nearest[:1], "group": None}
        else:
            said |= {"alternatives": name.nearest, "span": fold(name.words)}
    if said.get("alternatives"):
        confidence = min(confidence, 0.5)
    elif named in ("score", "weak", "history") and reading.strays and not (said.get("agencies") or reading.own):
        confidence = min(confidence, 0.7)  # the own agency by default, beside a word that nothing explains
    said["aspect"] = aspect_of(reading, topic)
    said["asks"] = (topic in _MAY_ANSWER or confidence < _SURE) and reading.asks
    said["mended"] = _mended(reading)
    return Understanding(text=text, topic=topic, second=second, confidence=confidence, cues=tuple(reading.why), **said)


def _mended(reading: Reading) -> str:
    """The text in small letters without accents, as typed but for words that were mended."""
    parts, at = [], 0
    for token in reading.tokens:
        typed = fold(reading.text[token.start : token.end])
        word = token.key if is_mended(token) or telex(typed) == token.key else typed
        parts += [fold(reading.text[at : token.start]), word]
        at = max(at, token.end)
    return "".join(parts) + fold(reading.text[at:])


def _read(text: str, lexicon: Lexicon, today: date) -> Reading:
    """The message as it is meant, without what it takes back."""
    reading = read(text, lexicon, today)
    meant = corrected(reading)
    if meant is None:
        return reading
    tokens, replaced = meant
    again = read_from(tokens, text, lexicon, today)
    again.corrected = replaced
    again.why.append("không tính điều vừa nói lại")
    return again


def explain(understood: Understanding) -> tuple[str, ...]:
    """What decided, one readable line a cue."""
    return understood.cues


def _entities(reading: Reading, topic: str) -> dict[str, Any]:
    quantities = reading.quantities
    said: dict[str, Any] = {"own": reading.own, "document": quantities.document, "clock": quantities.clock}
    said |= _agencies(reading, topic)
    said["year"] = _year(reading, topic)
    if topic in _WITH_FIELD:
        said["field"] = reading.field_number
        said["criterion"] = reading.criterion
        if reading.criterion:
            said["field"] = int(reading.criterion[0])
    if topic not in ("score", "task", "progress", "reminder") or not reading.agencies:
        asked = topic == "task" and reading.has("done", "done_soft", "doing", "blocked", "state_question")
        said["group"] = reading.group if asked or topic not in ("task", "progress", "reminder") else None
    else:
        said["group"] = reading.entity("group") if topic == "score" else None
    if topic == "compare" and len(reading.agencies) > 1:
        said["group"] = None
    said["n"] = _count(reading, topic)
    said |= _place(reading, topic)
    said["picture"] = topic in INDEX_TOPICS and wants_picture(reading)
    if topic in ("score", "ranking", "overview", "whatif"):
        said |= _level(reading, topic)
    if topic in ("task", "reminder") and len({mention.number for mention in reading.tasks}) >= 1:
        said["task"] = reading.tasks[0].number
    if topic in ("task", "progress", "reminder"):
        said["tasks"] = tuple(dict.fromkeys(mention.number for mention in reading.tasks))
    if topic == "reminder":
        said["days"] = quantities.days
    if topic == "tasks":
        said["period"] = next((period for period in _PERIODS if reading.has(period)), None)
        within = any(token.key in _WITHIN for token in reading.tokens)
        said["days"] = quantities.days if within and said["period"] is None else None
    return said


def _count(reading: Reading, topic: str) -> int | None:
    """ "top 5", "3 tiêu chí kém nhất"; in whatif the rank aimed at too."""
    quantities = reading.quantities
    if topic == "weak":
        return quantities.parts if reading.has("bottom", "weak", "low") else None
    if topic == "whatif" and quantities.n is None:
        return quantities.rank
    counted = topic in ("ranking", "overview", "whatif") or (topic == "history" and asks_movement(reading))
    return quantities.n if counted else None


def _place(reading: Reading, topic: str) -> dict[str, Any]:
    """Which end of a table is asked about, or which one place of it."""
    if topic == "overview":
        return {"order": _order(reading) or _lowest(reading)} if asks_fields(reading) else {}
    if topic == "history" and asks_movement(reading):
        return {"order": movement_order(reading)}
    if topic != "ranking":
        return {}
    if asks_loser(reading):
        return {"order": "bottom"}
    order = _order(reading) or (_lowest(reading) if reading.many and reading.quantities.level is None else None)
    ranks = set(reading.quantities.ranks)
    one = len(ranks) == 1 and order != "top" and reading.quantities.n is None
    return {"order": order, "rank": reading.quantities.rank if one else None}


def _lowest(reading: Reading) -> str | None:
    """ "lĩnh vực nào yếu": the lowest ones."""
    return "bottom" if reading.has("weak", "low") else None


def _level(reading: Reading, topic: str) -> dict[str, Any]:
    """Points asked about; amounts to add or take off belong to whatif only."""
    level = reading.quantities.level
    if level is None or (level.amount and topic != "whatif"):
        return {}
    if topic == "whatif":
        return {"threshold": level.until or level.value, "above": level.above}  # "từ 85 lên đến 90" aims at 90
    return {"threshold": level.value, "above": level.above, "until": level.until, "until_open": level.until_open}


def _agencies(reading: Reading, topic: str) -> dict[str, Any]:
    named = reading.agencies
    unsure = [name for name in named if len(name.codes) > 1]
    certain = tuple(dict.fromkeys(code for name in named if name not in unsure for code in name.codes))
    if unsure:
        beside = certain if topic == "compare" else ()  # the other side of the comparison stands
        return {"alternatives": unsure[0].codes, "span": _typed(reading, unsure[0]), "agencies": beside}
    if topic == "compare" and len(certain) == 1 and (len(named) > 1 or _means_its_group(reading)):
        certain *= 2  # nothing beside it but its group
    return {"agencies": certain}


def _means_its_group(reading: Reading) -> bool:
    """ "so sánh sở y tế với khối sở", "syt so với trung bình khối"."""
    return bool(reading.groups) or any(token.key in ("khoi", "nhom") for token in reading.tokens)


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
    if ago is None or (ago == 1 and "so voi" in reading.pairs and topic in ("ranking", "overview", "history")):
        return None  # "thứ hạng thay đổi so với năm trước"
    if topic == "history" and (ago == 0 or reading.has("history")) and not asks_movement(reading):
        return None
    return reading.today.year - int(ago)


def _order(reading: Reading) -> str | None:
    for cue in reading.cues:
        for order in ("top", "bottom"):
            if order in cue.names:
                return order
    if _most_satisfied(reading):
        return "top"
    return "top" if reading.quantities.topped else reading.quantities.ordered


def _most_satisfied(reading: Reading) -> bool:
    """ "huyện nào dân hài lòng nhất": the name of field 8 is the word that is compared."""
    ends = [hit.end for hit in reading.found if hit.entity.field == _SATISFACTION]
    return any(end < len(reading.tokens) and reading.tokens[end].key == "nhat" for end in ends)


def _odd_percent(reading: Reading) -> str | None:
    """The first percent that cannot be, as typed: "120%", "-5%", "60,5%"."""
    for start, end in reading.quantities.odd_percents:
        begin = reading.tokens[start].start
        signed = begin > 0 and reading.text[begin - 1] in SIGNS
        return reading.text[begin - signed : reading.tokens[end - 1].end]
    return None


def _report(reading: Reading) -> dict[str, Any]:
    quantities, state = reading.quantities, reported_state(reading)
    said: dict[str, Any] = {"percent": state.percent, "state": state.state, "stage": state.stage}
    said["when"], said["odd_percent"] = quantities.when, _odd_percent(reading)
    end = report_end(reading) or 0
    numbers = list(dict.fromkeys(mention.number for mention in reading.tasks if mention.start < end))
    if quantities.unsure or not numbers:
        return said
    if state.odd and len(numbers) > 1:
        return said | {"state": None, "percent": None, "stage": None}  # which one it belongs to is asked
    if len(numbers) == 1:
        return said | {"task": numbers[0], "note": note_of(reading)}
    reports = separate_reports(reading.tokens[:end], reading.cues, quantities, future=lies_ahead(reading))
    if reports:
        said |= {"task": reports[0].task, "percent": reports[0].percent, "state": reports[0].state}
        said["reports"] = reports if len(reports) > 1 else ()
    return said
