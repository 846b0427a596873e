"""What phones and haste do to a message: kinds of noise that compose, each with a strength, seeded.

`python -m tests.handlers.understanding.noise` prints how much of the grammar is still understood, by kind and strength.
"""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random

from handlers.understanding.fold import fold

from .grammar import QUESTIONS, TASKS, Message

# A kind of noise: text, random, strength (how many words it touches, or how much of the text).
Noise = Callable[[str, Random, int], str]

# Single letters that make another whole word of the one word that asks; nobody can tell.
AMBIGUOUS = frozenset({"ma", "nay", "so", "day", "da", "a", "ah", "o"})
_TONES = {"\u0300": "f", "\u0301": "s", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
_VNI_TONES = {"\u0300": "2", "\u0301": "1", "\u0309": "3", "\u0303": "4", "\u0323": "5"}
_SHAPES = {"\u0306": "w", "\u031b": "w"}
_VNI_SHAPES = {"\u0302": "6", "\u0306": "8", "\u031b": "7"}
_BESIDE = {  # keys side by side on a phone
    "a": "sq", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "g": "fh", "h": "gj", "i": "uo", "k": "jl", "l": "k",
    "m": "n", "n": "bm", "o": "ip", "p": "o", "q": "wa", "r": "et", "s": "ad", "t": "ry", "u": "yi", "v": "cb",
    "x": "zc", "y": "tu",
}  # fmt: skip
_SHORT = (
    ("nhiệm vụ", "nv"), ("bao nhiêu", "bn"), ("được", "đc"), ("đơn vị", "đv"), ("không", "k"), ("rồi", "r"),
    ("kế hoạch", "kh"), ("báo cáo", "bc"), ("chuyển đổi số", "cđs"), ("thủ tục hành chính", "tthc"),
    ("so sánh", "ss"), ("lĩnh vực", "lv"), ("thị xã", "tx"), ("thành phố", "tp"), ("hoàn thành", "ht"),
)  # fmt: skip
_ENGLISH = (
    ("xong rồi", "done rồi"), ("hoàn thành", "done"), ("nhiệm vụ", "task"), ("điểm", "score"), ("so sánh", "compare"),
    ("hạn khi nào", "deadline khi nào"), ("bảng xếp hạng", "ranking"), ("biểu đồ", "chart"),
)  # fmt: skip
_POLITE = (
    ("dạ ", " ạ"), ("dạ thưa anh, ", " ạ"), ("chào em, ", " nhé"), ("em ơi cho chị xem ", " với"),
    ("", " giúp anh với"),
    ("alo ", " nha em"), ("", " 🙏"), ("", "!!"), ("", " ..."), ("kính gửi anh chị, ", ""),
)  # fmt: skip
_UNITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


# --- the whole text


def without_marks(text: str, random: Random, strength: int) -> str:
    """All marks gone."""
    return fold(text)


def some_marks(text: str, random: Random, strength: int) -> str:
    """A third of the words without marks, or more."""
    return " ".join(fold(word) if random.random() < strength / 3 else word for word in text.split(" "))


def shouted(text: str, random: Random, strength: int) -> str:
    """Capitals."""
    return text.upper()


def short_forms(text: str, random: Random, strength: int) -> str:
    """Words cut short as in chats."""
    return _rewritten(text, _SHORT, random, 2 * strength)


def english(text: str, random: Random, strength: int) -> str:
    """A word or two in English."""
    return _rewritten(text, _ENGLISH, random, strength)


def polite(text: str, random: Random, strength: int) -> str:
    """Words of manners around it; they never begin a report with "cho xem"."""
    before, after = random.choice(_POLITE)
    asks = "xem" not in before or not _reports(text)
    return f"{before if asks else ''}{text}{after}"


def numbers_in_words(text: str, random: Random, strength: int) -> str:
    """ "38" as "ba mươi tám"; years and points stay figures."""
    words = text.split(" ")
    places = [at for at, word in enumerate(words) if word.rstrip("%,").isdigit() and len(word.rstrip("%,")) < 3]
    places = [at for at in places if at + 1 not in places and at - 1 not in places]  # two in a row nobody can part
    for at in random.sample(places, min(strength, len(places))):
        number = words[at].rstrip("%,")
        unit = words[at][len(number) :].replace("%", " phần trăm")
        words[at] = in_words(int(number)) + unit
    return " ".join(words)


def _rewritten(text: str, pairs: tuple[tuple[str, str], ...], random: Random, most: int) -> str:
    found = [pair for pair in pairs if pair[0] in text.lower()]
    for full, short in random.sample(found, min(most, len(found))):
        text = text.replace(full, short)
    return text


def _reports(text: str) -> bool:
    return any(word in fold(text).split() for word in ("xong", "dat", "vuong", "trinh", "duoc", "thanh", "lay"))


def in_words(number: int) -> str:
    """A number below 100 as it is spoken."""
    tens, unit = divmod(number, 10)
    if tens == 0:
        return _UNITS[unit]
    if tens == 1:
        return "mười" if unit == 0 else "mười lăm" if unit == 5 else f"mười {_UNITS[unit]}"
    last = {0: "", 1: " mốt", 5: " lăm"}.get(unit, f" {_UNITS[unit]}")
    return f"{_UNITS[tens]} mươi{last}"


# --- single words


def _by_word(spoil: Callable[[str, Random], str], *, marked: bool = False) -> Noise:
    """As many words of four letters or more as the strength says, each spoiled once."""

    def noise(text: str, random: Random, strength: int) -> str:
        words = text.split(" ")
        places = [
            at
            for at, word in enumerate(words)
            if word.isalpha() and len(word) > 3 and (not marked or not word.isascii())
        ]
        for at in random.sample(places, min(strength, len(places))):
            words[at] = spoil(words[at], random)
        return " ".join(words)

    return noise


def _telex(word: str, random: Random) -> str:
    return _keys(word, _TONES, _SHAPES, "dd", telex=True)


def _vni(word: str, random: Random) -> str:
    return _keys(word, _VNI_TONES, _VNI_SHAPES, "d9", telex=False)


def _keys(word: str, tones: dict[str, str], shapes: dict[str, str], bar: str, *, telex: bool) -> str:
    letters, tone = "", ""
    for letter in unicodedata.normalize("NFD", word):
        if letter in tones:
            tone = tones[letter]
        elif letter == "\u0302" and telex:
            letters += letters[-1]
        elif letter in shapes:
            letters += shapes[letter]
        else:
            letters += bar if letter == "đ" else letter
    return letters + tone


def _swapped(word: str, random: Random) -> str:
    at = random.randrange(len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _missing(word: str, random: Random) -> str:
    at = random.randrange(1, len(word))
    return word[:at] + word[at + 1 :]


def _doubled(word: str, random: Random) -> str:
    at = random.randrange(len(word))
    return word[: at + 1] + word[at:]


def _beside(word: str, random: Random) -> str:
    places = [at for at, letter in enumerate(word) if letter in _BESIDE]
    if not places:
        return word
    at = random.choice(places)
    return word[:at] + random.choice(_BESIDE[word[at]]) + word[at + 1 :]


def _wrong_tone(word: str, random: Random) -> str:
    """Another tone on the same letter: "điễm"."""
    parts = unicodedata.normalize("NFD", word)
    return unicodedata.normalize(
        "NFC", "".join(random.choice(tuple(_TONES)) if letter in _TONES else letter for letter in parts)
    )


def space_lost(text: str, random: Random, strength: int) -> str:
    """Two words written together."""
    words = text.split(" ")
    for _ in range(strength):
        places = [at for at in range(len(words) - 1) if words[at].isalpha() and words[at + 1].isalpha()]
        if not places:
            break
        at = random.choice(places)
        words[at : at + 2] = [words[at] + words[at + 1]]
    return " ".join(words)


def space_added(text: str, random: Random, strength: int) -> str:
    """A word torn in two."""
    return _by_word(lambda word, random: _torn(word, random.randrange(1, len(word))))(text, random, strength)


def _torn(word: str, at: int) -> str:
    return f"{word[:at]} {word[at:]}"


KINDS: dict[str, Noise] = {
    "without marks": without_marks,
    "some marks lost": some_marks,
    "wrong tone": _by_word(_wrong_tone, marked=True),
    "Telex left": _by_word(_telex, marked=True),
    "VNI left": _by_word(_vni, marked=True),
    "letters swapped": _by_word(_swapped),
    "letter missing": _by_word(_missing),
    "letter doubled": _by_word(_doubled),
    "key beside": _by_word(_beside),
    "space lost": space_lost,
    "space added": space_added,
    "short forms": short_forms,
    "capitals": shouted,
    "polite": polite,
    "numbers in words": numbers_in_words,
    "English": english,
}
TYPOS = ("letters swapped", "letter missing", "letter doubled", "key beside", "space lost")
LIGHT = tuple(kind for kind in KINDS if kind not in ("space added", "key beside"))


def spoiled(message: Message, random: Random, kinds: tuple[str, ...] = LIGHT, strength: int = 1) -> Message:
    """The message with one kind of noise; half of the typos also lose all marks, as messages do."""
    kind = random.choice(kinds)
    text = KINDS[kind](message.text, random, strength)
    if kind in TYPOS and random.random() < 0.5:
        return replace(message, text=fold(text), noise=f"{kind}+without marks")
    return replace(message, text=text, noise=kind)


def composed(message: Message, random: Random, count: int) -> Message:
    """Several kinds of noise, one upon the other; manners and numbers first, letters last."""
    kinds = sorted(random.sample(tuple(KINDS), count), key=lambda kind: (kind in TYPOS, kind))
    for kind in kinds:
        message = replace(message, text=KINDS[kind](message.text, random, 1))
    return replace(message, noise="+".join(kinds))


def slips(name: str) -> list[str]:
    """Every name one slip away: a letter missing, doubled, swapped with the next, or wrong."""
    spoiled_names = []
    for at, letter in enumerate(name):
        spoiled_names += [name[:at] + name[at + 1 :], name[:at] + letter + name[at:]]
        spoiled_names += [name[:at] + wrong + name[at + 1 :] for wrong in "abcdeghiklmnopqrstuvxy"]
        if at + 1 < len(name):
            spoiled_names.append(name[:at] + name[at + 1] + letter + name[at + 2 :])
    return spoiled_names


def slipped_questions(random: Random, count: int) -> list[str]:
    """Questions with one letter missing, doubled, swapped or wrong in one word that is no part of the task's number."""
    texts: list[str] = []
    while len(texts) < count:
        words = fold(random.choice([text for text in QUESTIONS if not text.endswith(" à")])).split(" ")
        at = random.choice([at for at, word in enumerate(words) if word.isalpha() and len(word) > 2])
        spoilt = random.choice(slips(words[at]))
        if spoilt not in AMBIGUOUS:
            texts.append(" ".join([*words[:at], spoilt, *words[at + 1 :]]).replace("{t}", random.choice(TASKS)))
    return texts


def messages_of(
    kind: str, strength: int, count: int, seed: int, make: Callable[[Random], Message]
) -> Iterator[Message]:
    """`count` messages that this kind of noise changes."""
    random = Random(f"{seed}/{kind}/{strength}")
    tries = 0
    while count and tries < 100_000:
        tries += 1
        clean = make(random)
        text = KINDS[kind](clean.text, random, strength)
        if text != clean.text:
            count -= 1
            yield replace(clean, text=text, noise=kind)


if __name__ == "__main__":
    from .noise_scores import main

    main()
