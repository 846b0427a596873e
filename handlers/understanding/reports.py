"""Reports on tasks: which task, which state, in one line or several ("nv 3 xong, nv 5 50%, nv 7 vướng")."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from handlers.understanding.matching import Cue
from handlers.understanding.model import STAGES, Report
from handlers.understanding.quantities import Quantities, TaskMention
from handlers.understanding.tokens import Token
from handlers.understanding.vocabulary import listed

DONE, DOING, BLOCKED = "done", "doing", "blocked"
_STAGE_CUES: Final = {
    "stage_draft": STAGES[0],
    "stage_opinion": STAGES[1],
    "stage_signing": STAGES[2],
    "stage_issued": STAGES[3],
}
_STATE_CUES: Final = frozenset(("done", "done_soft", "doing", "blocked", "unblocked", *_STAGE_CUES))
# Words of "doing" that say nothing alone: "Đơn vị nào thực hiện nhiệm vụ 3?"
_FAINT: Final = frozenset(
    listed(
        "thuc hien|trien khai|tien hanh|chuan bi|moi|con|khoang|uoc|con lai|du thao|thuchien|trienkhai|duthao|gop y|"
        "tham dinh|con phan|con buoc|bat dau|du kien",
        "|",
    )
)


@dataclass(slots=True)
class State:
    """What a stretch of words says of a task."""

    state: str | None = None
    percent: int | None = None
    stage: str | None = None
    faint: bool = False  # only words that may mean anything
    cues: list[str] = field(default_factory=list)


def state_of(cues: Sequence[Cue], quantities: Quantities, start: int, end: int, *, future: bool = False) -> State:
    """The state said in tokens[start:end]. `future`: the date said lies ahead, so "xong 25/3" is not done yet."""
    said = [cue for cue in cues if start <= cue.start and cue.end <= end and not _STATE_CUES.isdisjoint(cue.names)]
    result = State(percent=_percent(quantities, start, end))
    result.cues = [cue.phrase for cue in said]
    for cue in said:
        for name, stage in _STAGE_CUES.items():
            if name in cue.names:
                result.stage = stage
    result.state, result.faint = _decide(said, result, future=future)
    return result


def _percent(quantities: Quantities, start: int, end: int) -> int | None:
    said = [percent for percent, begin, stop in quantities.percents if start <= begin and stop <= end]
    return said[-1] if said else None


def _decide(said: Sequence[Cue], result: State, *, future: bool) -> tuple[str | None, bool]:
    names = [name for cue in said for name in cue.names]
    last_done = max((cue.start for cue in said if "done" in cue.names), default=-1)
    last_blocked = max((cue.start for cue in said if "blocked" in cue.names), default=-1)
    solid = [cue for cue in said if "doing" in cue.names and cue.phrase not in _FAINT]
    if result.percent == 100:
        return DONE, False
    if last_blocked >= 0 and last_blocked > last_done:
        return BLOCKED, False
    if result.percent is not None:
        return (BLOCKED if last_blocked >= 0 else DOING), False
    if last_done >= 0 and not future and not any(cue.start < last_done for cue in solid):
        return DONE, False
    if last_done >= 0 and (solid or future):
        return DOING, False
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
    mentions = standing(quantities.tasks)
    states: dict[int, State] = {}
    waiting: list[int] = []
    latest: list[int] = []
    carried: State | None = None
    pieces = _pieces(tokens, mentions)
    for at, (start, end) in enumerate(pieces):
        tasks = [mention.number for mention in mentions if start <= mention.start < end]
        state = state_of(cues, quantities, start, end, future=future)
        told = state.state is not None and not state.faint
        if tasks and told:
            states.update(dict.fromkeys([*waiting, *tasks], state))
            waiting, latest, carried = [], tasks, None
        elif tasks and carried is not None:
            states.update(dict.fromkeys(tasks, carried))
            latest = tasks
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
    return follows and state_of(cues, quantities, start, end).state is None
