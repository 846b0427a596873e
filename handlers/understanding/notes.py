"""The sender's own words of a report, kept exactly as typed."""

from typing import Final

from handlers.understanding.quantities import polite
from handlers.understanding.reading import Reading
from handlers.understanding.reports import STATE_CUES
from handlers.understanding.tokens import is_mended
from handlers.understanding.vocabulary import TAIL, listed

# Words that lead up to a report and belong to no note.
_LEADING: Final = frozenset(
    listed(
        "a ah ak da vang em anh chi bao cao xin thua toi minh ben thi la ma nhe nha roi duoc dat len r va cap nhat "
        "tien do so nhung"
    )
)
_SPEAKERS: Final = ("toi", "em", "minh")
_PLAIN: Final = ("done", "blocked")
_LONGEST_PLAIN: Final = 9  # letters of a bare "xong rồi", "vướng mắc"; longer phrases say something of their own
_WAITING: Final = frozenset(("cho", "chodoi", "doi"))  # "chờ số liệu" says what is waited for, however short


_LACKING: Final = ("chua", "khong", "thieu")  # "chưa có chữ ký" is not "chữ ký"


def note_of(reading: Reading) -> str | None:
    """What is left beside task, percent and a bare "xong" or "vướng"; None when nothing is."""
    spent = {at for mention in reading.quantities.tasks for at in range(mention.start, mention.end)}
    spent |= {at for _, start, end in reading.quantities.percents for at in range(start, end)}
    spent |= {at for start, end in reading.quantities.odd_percents for at in range(start, end)}
    telling: set[int] = set()
    for cue in reading.cues:
        if not set(_PLAIN).isdisjoint(cue.names):
            (spent if _is_plain(cue.phrase) else telling).update(range(cue.start, cue.end))
    mentions = reading.tasks
    if reading.corrected or any(mention.denied for mention in reading.quantities.tasks):
        return None  # what stands around "không phải nv 3" speaks of the mistake
    kept = _trimmed(reading, range(mentions[-1].end, len(reading.tokens)), spent, telling)
    kept = kept or _trimmed(reading, range(mentions[0].start), spent, telling)
    if not kept:
        return None
    return reading.text[reading.tokens[kept[0]].start : reading.tokens[kept[-1]].end].strip(" ,;:-") or None


# Words that add nothing to a bare report: "dạ em báo cáo việc này xong rồi ạ".
_ADDS_NOTHING: Final = TAIL | frozenset(
    listed("roi da duoc dat het luon vang bao cao baocao ok r nay do no viec nhiem vu nhiemvu so toi len den thua roi")
)


def beside(reading: Reading) -> str:
    """What stands beside state and percent: "nothing", "words", or "names": a number, document or agency not used."""
    quantities = reading.quantities
    named = bool(reading.named) or quantities.document is not None or reading.field_number is not None
    if named or quantities.stray or quantities.unsure or quantities.tasks or reading.group is not None:
        return "names"
    told = {at for cue in reading.cues if not STATE_CUES.isdisjoint(cue.names) for at in range(cue.start, cue.end)}
    told |= {at for _, start, end in quantities.percents for at in range(start, end)}
    if quantities.when_at >= 0:
        told |= {quantities.when_at - 1, quantities.when_at, quantities.when_at + 1}
    rest = [token for at, token in enumerate(reading.tokens) if at not in told and token.key not in _ADDS_NOTHING]
    if any(token.kind != "word" for token in rest):
        return "names"
    mended = any(is_mended(reading.tokens[at]) for at in told if at < len(reading.tokens))
    return "words" if rest or mended else "nothing"


def _is_plain(phrase: str) -> bool:
    words = phrase.split()
    return len(phrase.replace(" ", "")) <= _LONGEST_PLAIN and _WAITING.isdisjoint(words) and words[0] not in _LACKING


def _trimmed(reading: Reading, span: range, spent: set[int], telling: set[int]) -> list[int]:
    kept = list(span)
    tokens = reading.tokens

    def leads(at: int) -> bool:
        if tokens[at].key == "cho":  # "cho em báo cáo" leads up to it, "chờ stc góp ý" says what is waited for
            return at not in telling and at + 1 < len(tokens) and tokens[at + 1].key in _SPEAKERS
        return tokens[at].key in _LEADING and at not in telling and not _names_agency(reading, at)

    while kept and (kept[0] in spent or leads(kept[0])):
        kept.pop(0)
    while kept and (kept[-1] in spent or polite(tokens[kept[-1]]) or tokens[kept[-1]].key in ("roi", "da", "duoc")):
        kept.pop()
    says = [
        at
        for at in kept
        if at in telling or (at not in spent and tokens[at].key not in _LEADING and not _names_agency(reading, at))
    ]
    return kept if says else []


def _names_agency(reading: Reading, at: int) -> bool:
    return any(name.start <= at < name.end for name in reading.agencies)
