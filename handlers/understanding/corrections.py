"""What is taken back in the same breath: of "snv, à nhầm, stc" and "stc chứ không phải snv" only stc is meant."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from handlers.understanding.asking import means
from handlers.understanding.fold import fold
from handlers.understanding.reading import Reading
from handlers.understanding.tokens import Token
from handlers.understanding.vocabulary import TAIL, listed

_STARTS: Final = frozenset(listed("nham lon quen khong"))
_AH: Final = ("a", "à", "ah")
_SIGHS: Final = frozenset(listed("a ah y o oi ui uy ua chet thoi da"))  # before "nhầm", "quên", "không"
_SLIPS: Final = ("nhầm", "lộn", "quên")
_REPORTED: Final = frozenset(listed("ghi bao bam nhap go gui cap"))  # "ghi nhầm": a report is taken back, no word
_PERIODS: Final = ("today", "week", "month", "quarter", "overdue")
_REACH: Final = 5  # words from the sign to what is meant, where a comma stands behind the sign
# Else only these stand between: "nhầm của stc", but not "quên báo nv 6".
_BETWEEN: Final = frozenset(listed("la cua hoi phai voi o roi mat cho y nam diem cac so nv linhvuc linh vuc top thoi"))
_DENIALS: Final = (["khong", "phai"], ["khong", "hoi"])
_ONCE: Final = 2  # spans of what is denied where it was named: by the sign and by its name
_NEAR: Final = 3  # words from "không phải" to what is not meant


class Thing(NamedTuple):
    """Tokens [start:end] that name something of a kind; `which` of its kind, where that is known."""

    start: int
    end: int
    kind: str
    which: str = ""


class _Sign(NamedTuple):
    """Tokens [start:end] that take back: what stands before, or, where they deny, what stands behind."""

    start: int
    end: int
    denies: bool = False


def corrected(reading: Reading) -> tuple[list[Token], bool] | None:
    """The tokens without what was taken back, and whether something was replaced; None when nothing was.

    "nv 5 xong, à nhầm, chưa xong" replaces what this does not read: its tokens stay."""
    keys = [token.key for token in reading.tokens]
    signs = list(_signs(reading, keys))
    if not signs:
        return None
    things = _things(reading)
    dropped: set[int] = set()
    replaced = False
    for sign in signs:
        spans = _denied(reading, sign, things) if sign.denies else _replaced(reading, sign, things)
        if spans:
            dropped.update(at for start, end in [*spans, (sign.start, sign.end)] for at in range(start, end))
        again = len(spans) > _ONCE if sign.denies else bool(spans) or _is_slip(reading, sign)
        replaced = replaced or again
    return (_without(reading.tokens, dropped), replaced) if dropped or replaced else None


def _signs(reading: Reading, keys: list[str]) -> Iterator[_Sign]:
    tokens = reading.tokens
    for at, token in enumerate(tokens):
        if token.key not in _STARTS and token.word not in _AH:
            continue
        sighs = at > 0 and fold(tokens[at - 1].word) in _SIGHS
        begin = at - sighs
        if keys[at : at + 2] in _DENIALS and keys[at - 1 : at] != ["co"] and not tokens[at + 1].apart:
            if tokens[begin].apart and _ends(tokens, at + 1):  # "nv 4, à không phải, nv 14"
                yield _Sign(begin, at + 2)
            else:
                yield _Sign(at - (at > 0 and fold(tokens[at - 1].word) == "chu"), at + 2, True)
            continue
        slip = any(means(token, word) for word in _SLIPS) and keys[at - 1 : at] not in ([key] for key in _REPORTED)
        slip = slip and (sighs or token.apart or _ends(tokens, at))
        no = token.key == "khong" and sighs and (tokens[begin].apart or tokens[begin].word in ("à", "ý"))
        if slip or no:
            yield _Sign(begin, at + 1)
        elif token.word in _AH and (token.apart or token.word == "à") and _insists(reading, at):
            yield _Sign(at, at + 1)


def _is_slip(reading: Reading, sign: _Sign) -> bool:
    """ "…, nhầm": behind something that was said."""
    return sign.start > 0 and fold(reading.tokens[sign.end - 1].word) in ("nham", "lon")


def _ends(tokens: list[Token], at: int) -> bool:
    return at + 1 < len(tokens) and tokens[at + 1].apart


def _insists(reading: Reading, at: int) -> bool:
    """ "à sgddt chứ": the name right behind the sigh is meant."""
    ends = [name.end for name in reading.agencies if name.start == at + 1]
    return any(fold(reading.tokens[end].word) == "chu" for end in ends if end < len(reading.tokens))


def _things(reading: Reading) -> list[Thing]:
    """What a message names, each with its kind, in order."""
    quantities = reading.quantities
    found = [Thing(name.start, name.end, "agency", ",".join(name.codes)) for name in reading.agencies]
    found += [Thing(mention.start, mention.end, "task", str(mention.number)) for mention in quantities.tasks]
    found += [Thing(at, at + 1, "group") for at in reading.bare_groups]
    for hit in reading.found:
        kinds = {"group": hit.entity.group, "field": hit.entity.field, "year": hit.entity.years_ago}
        found += [Thing(hit.start, hit.end, kind) for kind, value in kinds.items() if value is not None]
    found += [Thing(cue.start, cue.end, "period") for cue in reading.cues if not set(_PERIODS).isdisjoint(cue.names)]
    found += [Thing(at, at + 1, "year") for _, at in quantities.years]
    taken = {at for thing in found for at in range(thing.start, thing.end)}
    for at, token in enumerate(reading.tokens):
        if token.kind == "number" and at and at not in taken:  # "top 3", "lĩnh vực 5"
            found.append(Thing(at, at + 1, f"number after {reading.tokens[at - 1].key}"))
    return sorted(found)


def _replaced(reading: Reading, sign: _Sign, things: list[Thing]) -> list[tuple[int, int]]:
    """Of every kind that stands behind the sign, as many of those before it, the last first."""
    behind = [thing for thing in things if thing.start >= sign.end]
    if not behind or not _follows(reading.tokens[sign.end : behind[0].start + 1]):
        return []
    stop = next((at for at in range(behind[0].end, len(reading.tokens)) if reading.tokens[at].apart), None)
    meant = [thing for thing in behind if stop is None or thing.start < stop]
    before = [thing for thing in things if thing.end <= sign.start]
    spans = []
    for thing in meant:
        last = next((other for other in reversed(before) if other.kind == thing.kind), None)
        if last is not None:
            before.remove(last)
            spans.append((last.start, last.end))
    return spans


def _follows(tokens: list[Token]) -> bool:
    """Whether the last of the tokens behind a sign is what was meant instead."""
    return len(tokens) <= _REACH + 1 if tokens[0].apart else all(token.key in _BETWEEN for token in tokens[:-1])


def _denied(reading: Reading, sign: _Sign, things: list[Thing]) -> list[tuple[int, int]]:
    """ "không phải snv", "snv không phải nhé": dropped, wherever it stands, where something else of its kind is named."""
    closes = next((at for at in range(sign.end, len(reading.tokens)) if reading.tokens[at].key not in TAIL), None)
    if closes is None or reading.tokens[closes].apart:
        meant = next((thing for thing in things if thing.end == sign.start), None)
    else:
        meant = next((thing for thing in things if thing.start >= sign.end), None)
    if meant is None or meant.start - sign.end > _NEAR:
        return []
    same = [thing for thing in things if meant.which and (thing.kind, thing.which) == (meant.kind, meant.which)]
    others = any(thing.kind == meant.kind for thing in things if thing not in (meant, *same))
    return [(min(sign.end, meant.start), meant.end), *((thing.start, thing.end) for thing in same)] if others else []


def _without(tokens: list[Token], dropped: set[int]) -> list[Token]:
    kept: list[Token] = []
    apart = False
    for at, token in enumerate(tokens):
        if at in dropped:
            apart = apart or token.apart
        else:
            kept.append(token._replace(apart=token.apart or (apart and bool(kept))))
            apart = False
    return kept
