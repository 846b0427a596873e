"""A cleaned text as tokens: words folded and spelled out, numbers, dates, clocks, documents."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from handlers.understanding.fold import SYLLABLES, VOWELS, deletions, fold, has_tone, telex, vni
from handlers.understanding.vocabulary import MARKED_WORDS, SHORT_FORMS, listed

# One alternative a kind of token; no nested repetition, so time is linear in the text.
_TOKEN: Final = re.compile(
    r"(?P<document>\d{1,5}(?:/\d{4})?/[^\W\d_]{2,6}(?:[-&][^\W\d_]{1,6}){0,3})"
    r"|(?P<date>\d{1,2}([/.-])\d{1,2}\3(?:20)?\d\d(?!\d))"
    r"|(?P<month>\d{1,2}[/-]20\d\d(?!\d))"
    r"|(?P<criterion>[1-9]\.\d{1,2}\.\d{1,2}(?![\d.]))"
    r"|(?P<fraction>\d{1,2}/\d{1,2}(?![\d/]))"
    r"|(?P<range>\d{1,3}\s?-\s?\d{1,3}(?![\d/%-]))"
    r"|(?P<clock>\d{1,2}(?:[hHgG:]|\s?giờ\s?|\s?gio\s)\d\d(?![\d%])|\d{1,2}(?:[hHgG]|\s?giờ|\s?gio)(?![^\W\d_]))"
    r"|(?P<number>\d+(?:[.,]\d+)?)"
    r"|(?P<word>[^\W\d_]+(?:\s?&\s?[^\W\d_]+)*)"
    r"|(?P<percent>%)"
)
_PIECE: Final = re.compile(r"[^\W\d_]+(?:&[^\W\d_]+)*")
_VNI_WORD: Final = re.compile(r"[^\W\d_]+[1-9][^\W_]*")
_BREAK: Final = re.compile(r"[,;.!?:\n()/+]")
# "nv.33", "nv: 20", "h. bù đốp", "tx.bình long": the sign belongs to the short form before it.
_BINDING: Final = re.compile(r"\s*[.:/#]\s*")
_BOUND_NUMBERS: Final = frozenset(listed("nhiemvu vu so viec ma stt muc"))
_BOUND_NAMES: Final = frozenset(listed("h tx tp t q"))
_SPACED_TASK: Final = re.compile(r"\b(n)([\s.]{1,2})(v|vu|vụ)(?=[\s.:#]{0,3}(?:s[oốô]?[\s.:]{0,2})?\d)", re.IGNORECASE)
# "2o22", "8o%", "l0": a letter that stands for a digit.
_LETTERED: Final = re.compile(r"\d[\doO]*[oO][\doO]*(?![^\W_])|(?<![^\W_])[lI]\d+(?![^\W_])|(?<=\d)[lI](?=\d)")
_DIGITS: Final = str.maketrans("oOlI", "0011")
_NOWHERE: Final = -9
_PAIRED: Final = 0.1  # "so tai chinh" rather than "sot ai chinh"
_SHORTEST_MUTE: Final = 5  # letters of words written together when one is a short form: "xongk", not "nggi"
_LONGEST_WORD: Final = 24  # letters; a longer one is no slip of a finger
_SENTENCE: Final = 8  # letters of a word that may be a whole message without spaces
_ALONE: Final = frozenset(("o", "y"))  # words of one letter; "a" closes a message
_REPEATED: Final = re.compile(r"(.)\1+")
_TRIPLED: Final = re.compile(r"(.)\1\1")
# Words a number is written against: "nv3", "top5", "q2" are no VNI.
_BEFORE_NUMBERS: Final = frozenset(
    listed(
        "nv vu viec viek top nam quy thang ngay t q so muc hang thu dat duoc dc lv vuc con den len tren duoi them "
        "tang task nhiemvu linhvuc linh tieu chi la han phan tu hon cong van cv qd khoang"
    )
)


class Token(NamedTuple):
    """One token. `key` is compared with the lexicon, `word` is as typed in lower case, `apart`: a break before it."""

    key: str
    word: str
    start: int
    end: int
    kind: str
    apart: bool
    known: bool


@dataclass(frozen=True, slots=True)
class Spelling:
    """The words the lexicon knows, and an index of those one slip (miss, swap, double, wrong letter) away."""

    words: frozenset[str]
    slips: Mapping[str, tuple[str, ...]]
    pairs: frozenset[tuple[str, str]]  # words that stand side by side in some phrase


def read_tokens(text: str, spelling: Spelling) -> list[Token]:
    """Tokens of a cleaned text, in order."""
    tokens: list[Token] = []
    if any(letter.isdigit() for letter in text):
        text = _LETTERED.sub(lambda found: found[0].translate(_DIGITS), text)
        text = _SPACED_TASK.sub(lambda found: found[1] + found[3] + " " * len(found[2]), _without_vni(text, spelling))
    last = 0
    for match in _TOKEN.finditer(text):
        start, end, kind = match.start(), match.end(), match.lastgroup or "word"
        word = match.group().lower()
        apart = start > last and _BREAK.search(text, last, start) is not None
        if apart and tokens and _binds(tokens[-1], kind) and _BINDING.fullmatch(text, last, start):
            apart = False
        if kind == "word":
            for at, piece in _pieces(word, spelling):
                tokens += _words(piece, _spelt(piece, spelling), start + at, spelling, apart=apart and at == 0)
        else:
            tokens.append(Token(word, word, start, end, kind, apart, True))
        last = end
    return tokens


def _pieces(word: str, spelling: Spelling) -> list[tuple[int, str]]:
    """ "svhttdl &sgddt" are two words, "kh & đt" is one that is known: where each begins, and itself."""
    if "&" not in word or " " not in word or fold(word).replace("&", "").replace(" ", "") in spelling.words:
        return [(0, word)]
    return [(found.start(), found.group()) for found in _PIECE.finditer(word)]


def _words(word: str, parts: tuple[str, ...], start: int, spelling: Spelling, *, apart: bool) -> list[Token]:
    """The tokens of one typed word: one, or those that were written together."""
    if len(parts) == 1:
        end = start + len(word)
        return [Token(parts[0], word, start, end, "word", apart, parts[0] in spelling.words)]
    tokens, at = [], 0
    for part in parts:
        key, piece = SHORT_FORMS.get(part, part), word[at : at + len(part)]
        tokens.append(
            Token(key, piece, start + at, start + at + len(part), "word", apart and at == 0, key in spelling.words)
        )
        at += len(part)
    return tokens


def _binds(before: Token, kind: str) -> bool:
    return (
        before.word in _BOUND_NAMES if kind == "word" else kind in ("number", "range") and before.key in _BOUND_NUMBERS
    )


def _spelt(word: str, spelling: Spelling) -> tuple[str, ...]:
    if (marked := MARKED_WORDS.get(word)) is not None:
        return (marked,)
    key = fold(word)
    if not key.isalpha():
        return (spell(key.replace("&", "").replace(" ", ""), spelling)[0],)
    return spell(key, spelling, toned=not word.isascii() and has_tone(word))


def _without_vni(text: str, spelling: Spelling) -> str:
    """VNI leftovers decoded in place, padded to the same length so that offsets stay true."""
    words = list(_VNI_WORD.finditer(text))
    if not words:
        return text
    sure = any(_surely_vni(fold(match.group())) for match in words)
    marked = _NOWHERE  # where a word ended that is surely VNI: "nhie65m vu5"
    for match in words:
        word = fold(match.group())
        bare = vni(word)
        if bare is None:
            continue
        goes_on, marked = match.start() == marked + 1, match.end() if _surely_vni(word) else _NOWHERE
        if (
            bare in _BEFORE_NUMBERS
            and marked < 0
            and not goes_on
            and not _in_a_phrase(text, match.start(), match.end())
        ):
            continue
        if sure or bare in spelling.words:
            text = text[: match.start()] + bare.ljust(match.end() - match.start(), "\u2009") + text[match.end() :]
    return text


def _surely_vni(word: str) -> bool:
    return vni(word) is not None and (word.startswith("d9") or not word.rstrip("123456789").isalpha())


def _in_a_phrase(text: str, start: int, end: int) -> bool:
    """ "thang1 nay", "hang5 bao nhieu", "9 ngay2", "vu5 23": the digit is a mark, a number stands elsewhere."""
    before, after = fold(text[max(0, start - 4) : start]).split(), fold(text[end : end + 12]).split()
    if before and before[-1].isdigit():
        return True
    return bool(after) and (
        after[0].isdigit() or after[0] in ("nay", "bao", "may", "nao", "sau", "truoc", "toi", "vuc")
    )


def spell(key: str, spelling: Spelling, *, toned: bool = False) -> tuple[str, ...]:
    """A folded word as one or more known words, itself when nothing better is certain. Several words are as typed.

    `toned`: it was typed with a tone, so its other letters are no tone keys."""
    if (full := SHORT_FORMS.get(key)) is not None:
        return (full,)
    if key in spelling.words or key in SYLLABLES:
        return (key,)
    single = _REPEATED.sub(r"\1", key)
    decoded = None if toned else telex(key) or telex(single)
    if decoded is not None and decoded in spelling.words:
        return (SHORT_FORMS.get(decoded, decoded),)
    mute = VOWELS.isdisjoint(key)  # letters that stand for words: no spelling to mend
    doubled = single != key and not (mute and len(key) > 3) and not _TRIPLED.search(key)
    if doubled and (single in spelling.words or single in SHORT_FORMS):
        return (SHORT_FORMS.get(single, single),)
    if mute:
        return (key,)
    near, far = slips(key, spelling)
    if len(near) == 1:
        return near
    if not near and (parts := _split(key, spelling)) is not None:
        return parts
    if not near and len(far) == 1:
        return far
    return (decoded or key,)


def slips(key: str, spelling: Spelling) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Known words one slip away: by a swapped, missing or doubled letter, and by a wrong or an extra one."""
    if not 3 <= len(key) <= _LONGEST_WORD:
        return (), ()
    near = dict.fromkeys(spelling.slips.get(key, ()))  # a letter was missed
    far: dict[str, None] = {}
    for shorter in deletions(key):
        if shorter in spelling.words and len(shorter) > 1:
            (near if len(shorter) + 1 == len(key) and _doubled(key, shorter) else far)[shorter] = None
        for word in spelling.slips.get(shorter, ()):
            if len(word) != len(key):
                continue
            if _swapped(key, word):
                near[word] = None
            elif sum(a != b for a, b in zip(key, word, strict=True)) == 1:
                far[word] = None
    return tuple(near), tuple(word for word in far if word not in near)


def _swapped(key: str, word: str) -> bool:
    at = next((at for at, letter in enumerate(word) if key[at] != letter), 0)
    return key[at : at + 2] == word[at : at + 2][::-1] and key[at + 2 :] == word[at + 2 :]


def _doubled(key: str, shorter: str) -> bool:
    at = next((at for at, letter in enumerate(shorter) if key[at] != letter), len(shorter))
    return key[at] == key[at - 1]


def is_mended(token: Token) -> bool:
    """Whether the speller changed the letters of a word beyond short forms and the leftovers of keyboards."""
    typed = fold(token.word)
    if token.kind != "word" or token.key in typed or typed in SHORT_FORMS or token.word in MARKED_WORDS:
        return False
    return telex(typed) != token.key


def _split(key: str, spelling: Spelling) -> tuple[str, ...] | None:
    """Words written together: the fewest known words that spell `key`; short forms cost more.

    Words of one letter stand only in what may be a whole message, or at its head ("ởkhâunào")."""
    if len(key) < 4:
        return None
    whole = len(key) >= _SENTENCE
    best: list[tuple[float, tuple[str, ...]] | None] = [(0.0, ())] + [None] * len(key)
    for end in range(1, len(key) + 1):
        for start in range(max(0, end - 7), end):
            before, word = best[start], key[start:end]
            known = word in spelling.words and (len(word) > 2 or word in SYLLABLES)
            if len(word) == 1:
                known = whole and (word in _ALONE or (word == "a" and end == len(key)))
                known = known or (word == "o" and start == 0)
            if before is None or not (known or (word in SHORT_FORMS and len(word) > 1)):
                continue
            plain = word not in SHORT_FORMS and (word in SYLLABLES or not whole)
            paired = whole and bool(before[1]) and (before[1][-1], word) in spelling.pairs
            cost = before[0] + (1.0 if plain else 1.5) - _PAIRED * paired
            current = best[end]
            if current is None or cost < current[0]:
                best[end] = cost, (*before[1], word)
    last = best[-1]
    # Letters that stand for words ("nv", "stp") go with one word, no more: "so" + "it" + "ttt" is nothing.
    mute = sum(VOWELS.isdisjoint(word) for word in last[1]) if last else 0
    short = len(key) < _SHORTEST_MUTE and last is not None and "nv" not in last[1]
    if last is None or (mute > 1 and not whole) or (mute and short):
        return None
    return last[1] if whole or not mute or len(last[1]) <= 2 else None
