"""The topic of a message. Writes are gated by rules; questions are weighed by cues (`topics.py`) and entities."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from rapidfuzz.distance import OSA

from handlers.understanding.asking import Clause, is_tag, promises
from handlers.understanding.aspects import asks_more_time
from handlers.understanding.fold import fold
from handlers.understanding.reading import Reading
from handlers.understanding.reports import BLOCKED, DONE, STATE_CUES, State, state_of
from handlers.understanding.situations import SITUATIONS
from handlers.understanding.tokens import Token, is_mended
from handlers.understanding.topics import INDEX_TOPICS, LEAST, REMIND_CUES, WEIGHTS
from handlers.understanding.vocabulary import TAIL, listed

_SHORT: Final = 4  # letters
_BESIDE: Final = 5  # words before a percent
_MEASURED: Final = frozenset(
    (("ho", "so"), ("kinh", "phi"), ("giai", "ngan"), ("ty", "le"), ("ti", "le"), ("von", "dau"))
)
_WANTED: Final = ("danh", "sach", "liet", "nghi", "nhung")

_FINISHING: Final = frozenset(listed("xong hoan hoanthanh kip lam noi ma"))
_INDEX_ASKED: Final = (
    "points",
    "ask_points",
    "ask_rank",
    "rank",
    "table",
    "top",
    "bottom",
    "compare",
    "weak",
    "history",
)

# "còn stp?", "thế sở y tế thì sao": words around an agency that is asked about by its name alone.
_FOLLOW_UP: Final = frozenset(
    listed(
        "con the thi sao ben cua nam va a ah ak em anh chi oi cho xem hoi xin giup voi minh toi nay do day nhe nha nhi "
        "di da vay nao thenao nhu roi ve phan muon biet duoc nua ha ban la o lai tiep vang uh u mot chut"
    )
)


def choose(reading: Reading) -> tuple[str, str | None, float]:
    """Topic, a close second or None, and confidence 0-1."""
    if reading.tasks:
        return _about_task(reading)
    scores = weigh(reading)
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    best, worth = ranked[0]
    if worth < LEAST:
        reading.why.append(f"không đủ dấu hiệu ({best} {worth:.1f})")
        return "unknown", None, 0.3
    second, next_worth = ranked[1] if len(ranked) > 1 else ("unknown", 0.0)
    margin = worth - max(next_worth, 0.0)
    confidence = round(min(1.0, 0.5 + margin / 6 + min(worth, 5.0) / 20), 2)
    if best == "progress":
        confidence = min(confidence, _certainty(reading, reported_state(reading)))
    close = second if margin < 0.8 and next_worth >= LEAST else None
    reading.why.append(f"{best} {worth:.1f}, {second} {next_worth:.1f}")
    return best, close, confidence


def report_end(reading: Reading) -> int | None:
    """Up to which token the message reports; None when it asks.

    A clause that asks makes a question of the whole message, unless a clear report stands before it.
    """
    for clause in reading.clauses:
        if not clause.asks or _despairs(reading, clause):
            continue
        if reading.tasks and reading.tasks[0].start >= clause.start:
            return None
        told = _state_until(reading, clause.start)
        clear = told.state is not None and not told.faint and not told.open and not is_tag(reading.tokens, clause)
        sure = told.percent is not None or told.stage is not None or told.state != "doing"
        return clause.start if clear and (sure or promises(reading.tokens, clause)) else None
    return len(reading.tokens)


def _despairs(reading: Reading, clause: Clause) -> bool:
    """ "làm sao xong được, bị vướng ở sở nội vụ": no question, where what follows says why it cannot be."""
    keys = [token.key for token in reading.tokens[clause.start : clause.end]]
    at = next((at for at in range(len(keys) - 2) if keys[at : at + 2] == ["lam", "sao"]), None)
    if at is None or _FINISHING.isdisjoint(keys[at + 2 : at + 4]) or "de" in keys[at:]:
        return False
    rest = [other for other in reading.clauses if other.start >= clause.end]
    told = any("blocked" in cue.names and cue.start >= clause.end for cue in reading.cues)
    return told and not any(other.asks for other in rest)


def _state_until(reading: Reading, end: int) -> State:
    return state_of(reading.tokens, reading.cues, reading.quantities, 0, end, future=lies_ahead(reading))


def reported_state(reading: Reading) -> State:
    """What the message says of a task's state; nothing when it asks."""
    end = report_end(reading)
    return _state_until(reading, end) if end is not None else State()


def lies_ahead(reading: Reading) -> bool:
    """A date to come said with "xong": "xong 25/3", but not "xong, thông báo ngày 25/3"."""
    when, at = reading.quantities.when, reading.quantities.when_at
    if when is None or when <= reading.today:
        return False
    begin = max((position for position in range(at + 1) if reading.tokens[position].apart), default=0)
    return any("done" in cue.names and begin <= cue.start for cue in reading.cues)


def _about_task(reading: Reading) -> tuple[str, str | None, float]:
    if _is_done_with(reading):
        return _reported(reading, reported_state(reading))
    nudged = any("nudge" in cue.names and cue.end <= reading.tasks[0].start for cue in reading.cues)
    if nudged or reading.has(*(name for name in REMIND_CUES if name != "nudge"), "hand_on"):
        reading.why.append("nhắc việc có số nhiệm vụ")
        return "reminder", None, 0.95
    if _postpones(reading):
        reading.why.append("hoãn nhắc một nhiệm vụ")
        return "reminder", None, 0.85
    if reading.typed("undo") or asks_more_time(reading):
        reading.why.append("rút lại báo cáo" if reading.has("undo") else "đề nghị gia hạn")
        return "progress", None, 0.9
    state, question = reported_state(reading), report_end(reading) is None
    if question or ((state.state is None or state.faint) and not state.odd):
        reading.why.append("hỏi về nhiệm vụ" if question else "nêu số nhiệm vụ, không nêu kết quả")
        return "task", None, 0.95 if question else 0.85
    if reading.slip == "end":
        reading.why.append("cuối câu có chữ gần giống “chưa”, “không”")
        return "task", None, 0.5
    return _reported(reading, state)


def _reported(reading: Reading, state: State) -> tuple[str, str | None, float]:
    reading.why += [f"báo: {phrase}" for phrase in state.cues]
    reading.is_a_report()
    return "progress", None, _certainty(reading, state)


def _is_done_with(reading: Reading) -> bool:
    """ "nv 3 xong rồi, đừng nhắc nữa": a report first; what is done is not reminded of."""
    off = next((cue.start for cue in reading.cues if "remind_off" in cue.names), None)
    if off is None or report_end(reading) is None:
        return False
    begin = max((at for at in range(off + 1) if reading.tokens[at].apart), default=0)
    told = _state_until(reading, begin)
    return reading.tasks[0].start < begin and told.state == DONE and not told.faint


def _certainty(reading: Reading, state: State) -> float:
    """Below 0.6 a report is confirmed by a button before it is written."""
    doubts = {
        "người gửi không chắc": state.doubt,
        "tỷ lệ không ghi được": state.odd,
        "có chữ gõ sai gần giống lời hỏi": reading.slip in ("end", "inside"),
        "có chữ gần giống “vướng”": reading.slip == "stuck" and state.state != BLOCKED,
        "việc của cả một khối": _of_a_group(reading),
        "lời nói về đơn vị khác": _of_others(reading),
        "tỷ lệ của việc khác": _measures_else(reading),
        "dãy số nhiệm vụ": reading.quantities.guessed,
        "số nhiệm vụ có chữ cái": reading.quantities.lettered,
        "nhiệm vụ vừa được nói lại": reading.corrected and bool(reading.tasks),
    }
    reading.why += [doubt for doubt, holds in doubts.items() if holds]
    return 0.5 if any(doubts.values()) else 0.95


def _measures_else(reading: Reading) -> bool:
    """ "giải ngân 100%", "100% hồ sơ đúng hạn": a share of papers or money, not how far the task is."""
    return any(
        pair in _MEASURED
        for _, start, end in reading.quantities.percents
        for pair in pairwise(token.key for token in _around(reading.tokens, start, end))
    )


def _around(tokens: Sequence[Token], start: int, end: int) -> Sequence[Token]:
    """The words of one breath beside a percent: those before it, and the two after it."""
    first = start
    while first > max(0, start - _BESIDE) and not tokens[first].apart:
        first -= 1
    last = end
    while last < min(len(tokens), end + 2) and not tokens[last].apart:
        last += 1
    return tokens[first:last]


def _of_a_group(reading: Reading) -> bool:
    """ "nv 38 các sở đã xong": said of others, not of the own agency."""
    begins = {cue.start for cue in reading.cues if not STATE_CUES.isdisjoint(cue.names)}
    return any(hit.entity.group is not None and hit.end in begins for hit in reading.found)


def _of_others(reading: Reading) -> bool:
    """ "dan sách đơn vị đã hoàn thành nv 20", "đề nhhị stp hoàn thành": a word before the one who did it that is none,
    or nearly "danh sách", "liệt kê", "đề nghị"."""
    begins = {cue.start for cue in reading.cues if "done" in cue.names}
    for at in begins:
        start = _subject_before(reading, at)
        if start is None:
            continue
        clause = next((clause for clause in reading.clauses if clause.start <= at < clause.end), None)
        said = range(clause.start if clause else 0, start)
        if any(_may_ask_for(reading.tokens[other]) for other in said if other not in reading.spent):
            return True
    return False


def _may_ask_for(token: Token) -> bool:
    if token.kind != "word" or (token.key in TAIL and not is_mended(token)):
        return False
    return not token.known or is_mended(token) or any(OSA.distance(fold(token.word), word) == 1 for word in _WANTED)


def _subject_before(reading: Reading, at: int) -> int | None:
    """Where "đơn vị" or the name of an agency begins that ends at tokens[at]."""
    tokens = reading.tokens
    if at and tokens[at - 1].key in ("donvi", "coquan"):
        return at - 1
    if at > 1 and f"{tokens[at - 2].key} {tokens[at - 1].key}" in ("don vi", "co quan"):
        return at - 2
    return next((name.start for name in reading.named if name.end == at), None)


def _postpones(reading: Reading) -> bool:
    """ "hoãn nv 8 lại 2 ngày" speaks of reminders; "nv 8 phải hoãn 2 ngày" reports an obstacle."""
    first = reading.tasks[0].start
    return reading.quantities.days is not None and any(
        "postpone" in cue.names and cue.end <= first for cue in reading.cues
    )


def weigh(reading: Reading) -> dict[str, float]:
    """The weight of every topic for a message without a task number."""
    scores = dict.fromkeys(("score", "ranking", "compare", "weak", "history", "whatif", "overview", "tasks", "progress",
                            "reminder", "remediation", "help", "smalltalk", "unknown"), 0.0)  # fmt: skip
    met: set[str] = set()
    for cue in reading.cues:
        for name in cue.names:
            for topic, weight in WEIGHTS.get(name, {}).items():
                if topic in met:
                    scores[topic] += weight / 4 if weight <= scores[topic] else weight - scores[topic] * 0.75
                else:
                    scores[topic] += weight
                    met.add(topic)
            if name in WEIGHTS:
                reading.why.append(f"{name}: {cue.phrase}")
    for situation in SITUATIONS:
        if situation.holds(reading):
            for topic, weight in situation.weights.items():
                scores[topic] += weight
            reading.why.append(situation.name)
    _weigh_whatif(reading, scores)
    _weigh_report(reading, scores)
    _weigh_strangeness(reading, scores)
    return scores


def _weigh_whatif(reading: Reading, scores: dict[str, float]) -> None:
    """ "cần gì để lên hạng" outweighs every other question on the Index; "cần làm gì tuần này" asks for tasks."""
    if scores["whatif"] < 4.0:
        return
    if not _index_whatif(reading):
        scores["whatif"] -= 3.0
        return
    for topic in INDEX_TOPICS:
        if topic != "whatif":
            scores[topic] -= 3.0


def _index_whatif(reading: Reading) -> bool:
    """ "what would it take" is asked of the Index: a rank, points, a place, or an agency to reach."""
    return (
        reading.has("points", "rank", "ask_rank", "top", "bottom", "history")
        or any("whatif" in cue.names and cue.phrase.startswith("thi hang") for cue in reading.cues)
        or reading.quantities.n is not None
        or reading.quantities.rank is not None
        or reading.quantities.threshold is not None
        or bool(reading.agencies)
    ) and not reading.has("task_word", "week", "month", "today", "quarter")


def _weigh_report(reading: Reading, scores: dict[str, float]) -> None:
    """A report without a task number: "xong rồi", "báo cáo khắc phục xong rồi", "đang trình ký"."""
    if reading.quantities.odd_percents and not (reading.one_asked or reading.has(*_INDEX_ASKED)):
        scores["progress"] += 3.0
    if STATE_CUES.isdisjoint(reading.names) and not reading.quantities.percents:
        return
    state = reported_state(reading)
    if state.state is None or state.faint or (_only_mended(reading) and not reading.has("done")):
        return
    if reading.slip == "end":
        return
    if reading.has("done", "stage_signing", "stage_opinion", "stage_draft") or reading.quantities.percents:
        scores["progress"] += 3.0
        if (reading.has("done") or reading.quantities.percents) and not reading.has("overdue", "task_list"):
            scores["remediation"] -= 5.0
            scores["tasks"] -= 1.5
    elif state.state == "blocked" or reading.has("done_soft", "doing"):
        scores["progress"] += 1.6


def _only_mended(reading: Reading) -> bool:
    """ "diem xay ding": short words of state count only as they are typed where no task is named."""
    stated = [cue for cue in reading.cues if not STATE_CUES.isdisjoint(cue.names)]
    return bool(stated) and all(
        any(
            is_mended(reading.tokens[at]) and len(reading.tokens[at].word) <= _SHORT for at in range(cue.start, cue.end)
        )
        for cue in stated
    )


def _weigh_strangeness(reading: Reading, scores: dict[str, float]) -> None:
    """Words that nothing explains make a thin claim thinner; manners and help stand only alone."""
    strange = reading.leftover
    thin = not reading.has(*_INDEX_ASKED, "overview", "whatif", "count_agencies", "which_field")
    for topic in INDEX_TOPICS:
        scores[topic] -= min(3.0, strange * (1.0 if thin else 0.5))
    if thin and (reading.agencies or reading.own) and scores["score"] < 3.0:
        scores["score"] -= 0.6 * sum(1 for token in reading.unread() if token.key not in _FOLLOW_UP)
    scores["tasks"] -= min(2.0, strange * 0.3)
    scores["smalltalk"] -= strange * 0.6
    scores["help"] -= strange * 0.4
    if not thin or reading.agencies or reading.found:
        scores["smalltalk"] -= 1.0
        scores["help"] -= 0.5
