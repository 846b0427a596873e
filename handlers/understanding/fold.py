"""Spelling: from what fingers leave on a phone to plain syllables without marks.

Telex and VNI leftovers ("dieerm", "d9iem63") are decoded only when the word as typed is no Vietnamese syllable.
"""

import re
import unicodedata
from typing import Final

from handlers.understanding.vocabulary import listed

_REMOVED: Final = re.compile(
    r"[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
)
VOWELS: Final = frozenset("aeiouy")
_TONES: Final = frozenset("\u0300\u0301\u0303\u0309\u0323")
_HELD: Final = re.compile(r"^([a-z]*?[aeouy][a-z]*?)([a-hj-uwy-z])\2\2+$")  # not i: "Quý III"; not "tttt", an office
_MARKS: Final = re.compile(r"[\u0300-\u036f]")


def _fold_table() -> dict[int, str]:
    table: dict[int, str] = {}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii() and base.isalpha():
            table[code] = base.lower()
    table[ord("đ")] = table[ord("Đ")] = table[ord("ð")] = table[ord("Ð")] = "d"
    return table


_FOLD: Final = _fold_table()


def clean(text: str, limit: int) -> str:
    """NFKC without zero-width and control characters, cut to `limit` characters before anything else."""
    text = text[: 2 * limit]
    if text.isascii():
        return _REMOVED.sub("", text)[:limit]
    text = _REMOVED.sub("", unicodedata.normalize("NFKC", text))
    return _MARKS.sub("", text).replace("\u2044", "/").replace("\u2013", "-")[:limit]


def fold(word: str) -> str:
    """Lower case without marks, a letter held down typed once: "Bù Đăng" → "bu dang", "xonggg" → "xong"."""
    return _HELD.sub(r"\1\2", word.lower().translate(_FOLD))


def has_tone(word: str) -> bool:
    """Whether a word carries one of the five tones."""
    return not _TONES.isdisjoint(unicodedata.normalize("NFD", word))


_INITIALS: Final = (
    "", "b", "c", "ch", "d", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p", "ph", "qu",
    "r", "s", "t", "th", "tr", "v", "x",
)  # fmt: skip
_RIMES: Final = listed(
    "a ac ach ai am an ang anh ao ap at au ay e ec em en eng enh ech eo ep et eu i ia ich iec iem ien ieng iep iet "
    "ieu im in inh ip it iu o oa oac oach oai oam oan oang oanh oao oap oat oay oc oe oen oeo oet oi om on ong op ot "
    "u ua uan uang uat uay uc ue uech uenh ui um un ung uo uoc uoi uom uon uong uop uot uou up ut uu uy uya uych "
    "uyen uyet uynh uyt uyu y yem yen yet yeu"
)
SYLLABLES: Final = frozenset(
    initial + rime
    for initial in _INITIALS
    for rime in _RIMES
    if not (rime in ("yem", "yen", "yet", "yeu") and initial not in ("", "qu"))
    and not (initial in ("gh", "ngh", "k") and rime[0] in "aou")
    and not (initial == "qu" and rime[0] == "u")
)

_TELEX_SHAPES: Final = (
    ("dd", "d"), ("uw", "u"), ("ow", "o"), ("aw", "a"), ("aa", "a"), ("ee", "e"), ("oo", "o"), ("w", "u"),
)  # fmt: skip
_TELEX_TONE: Final = re.compile(r"(?<=[aeiouy])([a-z]*?)[sfrxj](?=[a-z]*$)")
_VNI_SHAPE: Final = re.compile(r"(?:d9|[a-z]*[aeiouy][1-8]{1,2}[a-z]|[a-z]*[aeiouy][a-z]*[1-8])")
_VNI_DIGIT: Final = re.compile(r"(?<=d)9|[1-8]")


def telex(word: str) -> str | None:
    """The syllable meant by a folded word with Telex keys left in it, else None: "nhieemj" → "nhiem"."""
    shaped = word
    for keys, letter in _TELEX_SHAPES:
        if keys in shaped:
            shaped = shaped.replace(keys, letter)
            if shaped in SYLLABLES:
                return shaped
    for _ in range(2):
        toned = _drop_tone(shaped)
        if toned is None:
            return None
        if toned in SYLLABLES:
            return toned
        shaped = toned
    return None


def _drop_tone(word: str) -> str | None:
    # A tone key follows a vowel, at once or at the end of the word; the last one is the tone.
    for at in range(len(word) - 1, 0, -1):
        if word[at] in "sfrxj" and any(letter in "aeiouy" for letter in word[:at]):
            return word[:at] + word[at + 1 :]
    return None


def vni(word: str) -> str | None:
    """The syllable meant by a folded word with VNI digits left in it, else None: "d9iem63" → "diem"."""
    if not _VNI_SHAPE.match(word):
        return None
    bare = _VNI_DIGIT.sub("", word)
    return bare if len(word) - len(bare) <= 3 and bare in SYLLABLES else None


def deletions(word: str) -> list[str]:
    """The word with each one letter left out, once each: the keys of an index of words one slip apart."""
    return [word[:at] + word[at + 1 :] for at in range(len(word)) if at == 0 or word[at] != word[at - 1]]
