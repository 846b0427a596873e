"""Reports on tasks: which task, which state, in one line or several ("nv 3 xong, nv 5 50%, nv 7 vướng")."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from handlers.understanding.matching import Cue
from handlers.understanding.model import STAGES, Report
from handlers.understanding.quantities import Quantities, TaskMention
from handlers.understanding.reached import is_ahead, is_denied, is_hedged, is_target, is_wished
from handlers.understanding.tokens import Token
from handlers.understanding.vocabulary import listed

DONE, DOING, BLOCKED = "done", "doing", "blocked"
_STAGE_CUES: Final = {
    "stage_draft": STAGES[0],
    "stage_opinion": STAGES[1],
    "stage_signing": STAGES[2],
    "stage_issued": STAGES[3],
}
STATE_CUES: Final = frozenset(("done", "done_soft", "doing", "blocked", "unblocked", *_STAGE_CUES))
# Words of "doing" that say nothing alone: "Đơn vị nào thực hiện nhiệm vụ 3?"
_FAINT: Final = frozenset(
    listed(
        "thuc hien|trien khai|tien hanh|chuan bi|moi|con|khoang|uoc|con lai|du thao|thuchien|trienkhai|duthao|gop y|"
        "tham dinh|con phan|con buoc|bat dau|du kien",
        "|",
    )
)


_UNDERWAY: Final = frozenset(("stage_opinion", "stage_signing"))
_WHOLE: Final = 100
_ADDED: Final = ("them", "tang", "cong")
_NEAR: Final = 4
# Between an earlier percent and the one that holds now.
_CHANGES: Final = frozenset(listed("len xuong con toi den nay gio hien sang giam tang ve thanh lai"))


_LACKS: Final = frozenset(listed("chua khong ko thieu"))
_LACK_FILLERS: Final = frozenset(listed("co kip du thay nhan duoc"))
_PAPERS: Final = tuple(
    tuple(name.split())
    for name in listed(
        "so van ban|van ban|tai lieu|minh chung|ban chup|ban scan|ban giay|ban cung|ban ky|file|tep|anh|bang chung",
        "|",
    )
)
_AWAITED: Final = frozenset(listed("huong chi cua tra tu phan goc dong chap phe y"))  # "văn bản hướng dẫn", "… của"


@dataclass(slots=True)
class State:
    """What a stretch of words says of a task."""

    state: str | None = None
    percent: int | None = None
    stage: str | None = None
    faint: bool = False  # only words that may mean anything
    open: bool = False  # only said to be not done yet
    doubt: bool = False  # "hình như xong", "còn 30%"
    odd: bool = False  # a percent that cannot be: "120%"
    cues: list[str] = field(default_factory=list)


def state_of(
    tokens: Sequence[Token],
    cues: Sequence[Cue],
    quantities: Quantities,
    start: int,
    end: int,
    *,
    future: bool = False,
) -> State:
    """The state said in tokens[start:end]. `future`: the date said lies ahead, so "xong 25/3" is not done yet."""
    said = [cue for cue in cues if start <= cue.start and cue.end <= end and not STATE_CUES.isdisjoint(cue.names)]
    result = State(cues=[cue.phrase for cue in said])
    short = _read_percent(tokens, quantities, start, end, result)
    numbered = {begin for _, begin, _ in quantities.percents}
    said = [cue for cue in said if not ("blocked" in cue.names and cue.end in numbered)]  # "chưa được 50%"
    said = [cue for cue in said if not _only_no_paper(tokens, cues, quantities, cue)]
    reached, unreached = _sorted(tokens, said, start, end)
    for cue in said:
        for name, stage in _STAGE_CUES.items():
            if name in cue.names:
                result.stage = stage
    percent_at = max((begin for begin in numbered if start <= begin < end), default=-1)
    result.state, result.faint = _decide(reached, result, percent_at, future=future, later=short or unreached)
    finished = any("done" in cue.names for cue in reached)
    result.odd = any(start <= begin and stop <= end for begin, stop in quantities.odd_percents)
    result.doubt = result.doubt or (finished and result.state == BLOCKED and _in_one_breath(tokens, reached))
    result.doubt = result.doubt or (result.percent == _WHOLE and result.state == BLOCKED) or _goes_on(said, result)
    only_done = result.state == DONE and result.percent is None
    result.doubt = result.doubt or (only_done and is_hedged(tokens, start, end))
    result.open = (
        result.state == DOING
        and result.percent is None
        and all(
            not {"done", "done_soft"}.isdisjoint(cue.names) or cue.phrase.startswith(("chua ", "van ", "con "))
            for cue in said
        )
    )
    return result


def _only_no_paper(tokens: Sequence[Token], cues: Sequence[Cue], quantities: Quantities, cue: Cue) -> bool:
    """ "xong rồi nhé, chưa có văn bản": done, only its document is not there yet; "… văn bản hướng dẫn" is awaited."""
    if "blocked" not in cue.names or tokens[cue.start].key not in _LACKS:
        return False
    done = [one.end for one in cues if not {"done", "done_soft"}.isdisjoint(one.names) and one.end <= cue.start]
    if not done or any(max(done) <= mention.start < cue.start for mention in quantities.tasks):
        return False
    keys = [token.key for token in tokens[cue.start + 1 : cue.start + 1 + _NEAR + 2]]
    while keys and keys[0] in _LACK_FILLERS:
        keys.pop(0)
    paper = next((name for name in _PAPERS if keys[: len(name)] == list(name)), None)
    return paper is not None and (keys[len(paper) :] or [""])[0] not in _AWAITED


def _goes_on(said: Sequence[Cue], result: State) -> bool:
    """ "đã hoàn thành, trình lãnh đạo ký": what is finished is the draft, or everything; nobody can tell."""
    if result.state != DONE or result.stage not in STAGES[1:3]:
        return False
    done = max((cue.start for cue in said if not {"done", "done_soft"}.isdisjoint(cue.names)), default=-1)
    return any(cue.start > done and not _UNDERWAY.isdisjoint(cue.names) for cue in said)


def _in_one_breath(tokens: Sequence[Token], said: Sequence[Cue]) -> bool:
    """ "báo xong rồi mà chưa thấy cập nhật": done and blocked in one clause contradict each other."""
    done = min(cue.start for cue in said if "done" in cue.names)
    blocked = max(cue.start for cue in said if "blocked" in cue.names)
    return not any(tokens[at].apart for at in range(done + 1, blocked + 1))


def _read_percent(tokens: Sequence[Token], quantities: Quantities, start: int, end: int, result: State) -> bool:
    """The last percent that was reached into `result`; whether one was denied ("chưa được 50%")."""
    short = False
    for value, begin, stop in quantities.percents:
        if not (start <= begin and stop <= end) or is_target(tokens, start, begin):
            continue
        if is_denied(tokens, start, begin):
            short = True
            continue
        before = {token.key for token in tokens[max(start, begin - 2) : begin]}
        left = not {"con", "thieu"}.isdisjoint(before) and "den" not in before
        result.doubt = result.doubt or _is_vague(tokens, quantities, result.percent, begin)
        lacking = left and not {"nua", "la", "moi", "thi", "chua"}.isdisjoint(
            token.key for token in tokens[stop : min(end, stop + 2)]
        )
        result.percent = 100 - value if lacking else value
        result.doubt = result.doubt or (left and (not lacking or "thieu" in before))
    return short


def _is_vague(tokens: Sequence[Token], quantities: Quantities, known: int | None, begin: int) -> bool:
    """ "thêm 10%", "60-70%", "60% 70%": more of something, or one of two."""
    before = {token.key for token in tokens[max(0, begin - _NEAR) : begin]}
    added = begin > 0 and tokens[begin - 1].key in _ADDED
    several = len({mention.number for mention in quantities.tasks}) > 1
    second = known is not None and not several and _CHANGES.isdisjoint(before)
    return added or begin in quantities.vague or second


def _sorted(tokens: Sequence[Token], said: Sequence[Cue], start: int, end: int) -> tuple[list[Cue], bool]:
    """The cues that hold, and whether a "xong" among the others was denied or lies ahead."""
    holding, unreached = [], False
    for cue in said:
        if {"done", "done_soft"}.isdisjoint(cue.names):
            holding.append(cue)
        elif is_wished(tokens, start, cue):
            continue
        elif is_denied(tokens, start, cue.start) or is_ahead(tokens, start, end, cue):
            unreached = True
        else:
            holding.append(cue)
    return holding, unreached


def _decide(
    said: Sequence[Cue], result: State, percent_at: int, *, future: bool, later: bool
) -> tuple[str | None, bool]:
    names = [name for cue in said for name in cue.names]
    last_done = max((cue.start for cue in said if "done" in cue.names), default=-1)
    last_blocked = max((cue.start for cue in said if "blocked" in cue.names), default=-1)
    solid = [cue for cue in said if "doing" in cue.names and cue.phrase not in _FAINT]
    if result.percent == _WHOLE:
        return (BLOCKED if last_blocked > max(percent_at, last_done) else DONE), False
    if last_blocked >= 0 and last_blocked > last_done:
        return BLOCKED, False
    if result.percent is not None:
        return (BLOCKED if last_blocked >= 0 else DOING), False
    if later or (last_done >= 0 and (future or any(cue.start < last_done for cue in solid))):
        return DOING, False
    if last_done >= 0:
        return DONE, False
    if result.stage == STAGES[3]:
        return DONE, False
    if solid or (result.stage is not None and any(cue.phrase not in _FAINT for cue in said)):
        return DOING, False
    if "done_soft" in names:
        return (DOING, False) if future else (DONE, False)
    if "unblocked" in names:
        return DOING, False
    return (DOING, True) if said else (None, False)


def standing(mentions: Sequence[TaskMention]) -> list[TaskMention]:
    """Mentions that hold: "không phải nv 3 mà nv 5" leaves 5."""
    return [mention for mention in mentions if not mention.denied]


def separate_reports(
    tokens: Sequence[Token], cues: Sequence[Cue], quantities: Quantities, *, future: bool
) -> tuple[Report, ...]:
    """One report a task; a task whose state is not said, or not for certain, is left out."""
    mentions = [mention for mention in standing(quantities.tasks) if mention.start < len(tokens)]
    if paired := _in_turn(tokens, quantities, mentions):
        return paired
    states: dict[int, State] = {}
    waiting: list[int] = []
    latest: list[int] = []
    carried: State | None = None
    pieces = _pieces(tokens, mentions)
    for at, (start, end) in enumerate(pieces):
        tasks = [mention.number for mention in mentions if start <= mention.start < end]
        state = state_of(tokens, cues, quantities, start, end, future=future)
        told = state.state is not None and not state.faint
        if tasks and told:
            states.update(dict.fromkeys([*waiting, *tasks], state))
            waiting, latest, carried = [], tasks, None
        elif tasks and carried is not None:
            states.update(dict.fromkeys(tasks, carried))
            latest = tasks
        elif tasks and latest and _says_the_same(tokens[start:end]):
            states.update((task, states[latest[-1]]) for task in tasks)
        elif tasks:
            waiting += tasks
        elif told and _leads(tokens, pieces, at, mentions, cues, quantities):
            carried = state
        elif told and waiting:
            states.update(dict.fromkeys(waiting, state))
            waiting, latest = [], waiting
        elif told and latest:
            states.update((task, _joined(states[task], state)) for task in latest)
        elif told:
            carried = state
    order = dict.fromkeys(mention.number for mention in mentions)
    return tuple(Report(task, states[task].percent, states[task].state) for task in order if task in states)


def _says_the_same(tokens: Sequence[Token]) -> bool:
    """ "nv 3 xong, nv 5 cũng vậy"."""
    keys = " ".join(token.key for token in tokens)
    return any(same in keys for same in ("cung vay", "cung the", "cung xong", "nhu vay", "tuong tu", "y vay"))


def _in_turn(tokens: Sequence[Token], quantities: Quantities, mentions: Sequence[TaskMention]) -> tuple[Report, ...]:
    """ "nv 20 và 23 lần lượt 50% và 70%": as many percents as tasks, all of them behind the tasks."""
    percents = [(value, start) for value, start, end in quantities.percents if end <= len(tokens)]
    last = max((mention.end for mention in mentions), default=0)
    if len(percents) != len(mentions) or len(mentions) < 2 or any(start < last for _, start in percents):
        return ()
    if any(is_denied(tokens, 0, start) or is_target(tokens, 0, start) for _, start in percents):
        return ()
    return tuple(
        Report(mention.number, value, DONE if value == 100 else DOING)
        for mention, (value, _) in zip(mentions, percents, strict=True)
    )


def _joined(first: State, second: State) -> State:
    """ "nv 3 50%, vướng kinh phí": the later piece adds to the earlier."""
    state = BLOCKED if BLOCKED in (first.state, second.state) and second.state != DONE else first.state
    if first.state == DOING and second.state == DONE:
        state = DONE if first.percent is None else first.state
    percent = first.percent if first.percent is not None else second.percent
    return State(state, percent, second.stage or first.stage)


def _pieces(tokens: Sequence[Token], mentions: Sequence[TaskMention]) -> list[tuple[int, int]]:
    starts = {mention.start for mention in mentions if not mention.listed}
    inside = {at for mention in mentions for at in range(mention.start + 1, mention.end)}
    cuts = sorted({0, *starts, *(at for at, token in enumerate(tokens) if token.apart and at not in inside)})
    return [(start, end) for start, end in zip(cuts, [*cuts[1:], len(tokens)], strict=True) if start < end]


def _leads(
    tokens: Sequence[Token],
    pieces: Sequence[tuple[int, int]],
    at: int,
    mentions: Sequence[TaskMention],
    cues: Sequence[Cue],
    quantities: Quantities,
) -> bool:
    """Whether the piece speaks of the task right after it: "đang làm nv 5"."""
    if at + 1 >= len(pieces):
        return False
    start, end = pieces[at + 1]
    follows = any(mention.start == start for mention in mentions) and not tokens[start].apart
    return follows and state_of(tokens, cues, quantities, start, end).state is None
