"""Messages made from a small grammar, with the labels they must keep, and the ways phones and hurry spoil them.

Nothing here is taken from the sample messages: templates × names × noise, drawn from a seeded `Random`.
"""

import unicodedata
from dataclasses import dataclass, field
from random import Random
from typing import Any

from handlers.understanding.fold import fold

from .catalogue import agencies

FIELDS = {
    1: ("chỉ đạo điều hành",),
    2: ("thể chế", "cải cách thể chế"),
    3: ("thủ tục hành chính", "một cửa"),
    4: ("tổ chức bộ máy", "bộ máy"),
    5: ("công vụ", "chế độ công vụ"),
    6: ("tài chính công",),
    7: ("chuyển đổi số", "chính quyền số"),
    8: ("hài lòng", "mức độ hài lòng"),
}
YEARS = {"năm 2022": 2022, "năm 2023": 2023, "năm ngoái": 2023, "năm kia": 2022}
PERIODS = {"hôm nay": "today", "tuần này": "week", "tháng này": "month", "quý này": "quarter", "quá hạn": "overdue"}
GROUPS = {"sở": "so", "huyện": "huyen"}

# (template, topic, fixed labels); slots: {A} {B} agencies, {F} field, {Y} year, {T} task, {P} percent, {N} count,
# {G} group word, {D} days, {W} period.
TEMPLATES: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("điểm {A}", "score", {}),
    ("{A} được bao nhiêu điểm {Y}", "score", {}),
    ("{A} xếp thứ mấy", "score", {}),
    ("điểm {F} của {A}", "score", {}),
    ("{A} hạng bao nhiêu {Y}", "score", {}),
    ("chỉ số của {A} {Y}", "score", {}),
    ("đơn vị tôi được mấy điểm", "score", {}),
    ("bảng xếp hạng {Y}", "ranking", {}),
    ("top {N} {G}", "ranking", {"order": "top"}),
    ("{N} {G} thấp nhất", "ranking", {"order": "bottom"}),
    ("{G} nào dẫn đầu về {F}", "ranking", {"order": "top"}),
    ("xếp hạng các {G} {Y}", "ranking", {}),
    ("so sánh {A} và {B}", "compare", {}),
    ("{A} với {B} ai cao hơn", "compare", {}),
    ("so sánh {A} với {B} về {F}", "compare", {}),
    ("{A} mất điểm ở đâu", "weak", {}),
    ("{A} yếu ở lĩnh vực nào", "weak", {}),
    ("tiêu chí nào {A} chưa đạt", "weak", {}),
    ("điểm {A} qua các năm", "history", {}),
    ("{A} tăng hay giảm so với năm trước", "history", {}),
    ("{A} cần thêm bao nhiêu điểm để vào top {N}", "whatif", {}),
    ("muốn vượt {A} cần mấy điểm", "whatif", {}),
    ("tổng quan toàn tỉnh {Y}", "overview", {}),
    ("điểm trung bình các {G}", "overview", {}),
    ("việc của {A} {W}", "tasks", {}),
    ("{A} có những nhiệm vụ gì", "tasks", {}),
    ("nhiệm vụ {W}", "tasks", {}),
    ("nhiệm vụ {T} xong chưa", "task", {}),
    ("nv {T} hạn khi nào", "task", {}),
    ("ai chủ trì nhiệm vụ {T}", "task", {}),
    ("nhiệm vụ {T} xong rồi", "progress", {"state": "done"}),
    ("nv {T} được {P}%", "progress", {"state": "doing"}),
    ("nhiệm vụ {T} vướng do thiếu kinh phí", "progress", {"state": "blocked"}),
    ("nv {T} chưa xong", "progress", {"state": "doing"}),
    ("nv {T} đang trình ký", "progress", {"state": "doing"}),
    ("đừng nhắc việc {T} nữa", "reminder", {}),
    ("hoãn nhắc nhiệm vụ {T} thêm {D} ngày", "reminder", {}),
    ("nhắc tôi trước hạn {D} ngày", "reminder", {}),
    ("kế hoạch khắc phục của {A}", "remediation", {}),
    ("{A} đã nộp báo cáo khắc phục chưa", "remediation", {}),
    ("những {G} nào chưa gửi kế hoạch khắc phục", "remediation", {}),
)
# What may be asked of a task, and what must never come out of it: a report. {T} is a task.
QUESTIONS = (
    "{T} xong chưa", "{T} xong không", "{T} hoàn thành chưa", "{T} hoàn thành hay chưa", "{T} đã nộp báo cáo chưa",
    "sao {T} chưa xong", "vì sao {T} bị chậm", "tại sao {T} vẫn chưa hoàn thành", "{T} sao chưa làm",
    "{T} vì sao vướng",
    "khi nào {T} xong", "bao giờ {T} hoàn thành", "{T} bao giờ xong", "chừng nào {T} mới xong",
    "{T} xong trước ngày nào",
    "ai xong {T} rồi", "{T} ai hoàn thành rồi", "đơn vị nào xong {T} rồi", "{T} đơn vị nào đang vướng",
    "những sở nào đã xong {T}", "{T} mấy đơn vị xong rồi", "{T} bao nhiêu đơn vị hoàn thành", "{T} có mấy nơi nộp rồi",
    "{T} vướng ở đâu", "{T} vướng chỗ nào", "{T} đang ở khâu nào", "{T} tắc ở khâu nào vậy", "{T} đang vướng gì",
    "{T} được bao nhiêu phần trăm rồi", "{T} xong được bao nhiêu rồi", "{T} còn bao lâu nữa xong",
    "{T} mấy ngày nữa xong",
    "làm sao để xong {T}", "muốn xong {T} cần làm gì", "{T} thế nào mới gọi là hoàn thành", "{T} làm thế nào cho xong",
    "{T} đạt 70% là theo năm hay theo quý", "{T} cắt giảm 20% là sao", "{T} đạt 50% chưa", "{T} được 60% rồi à",
    "{T} xong rồi hả", "{T} chưa xong hả em", "{T} xong rồi phải không", "{T} xong rồi, đúng không", "{T} xong rồi nhỉ",
    "{T} có xong kịp trước 30/4 không", "{T} có vướng gì không", "nếu {T} không xong thì sao", "{T} đang trình ai ký",
    "cho hỏi {T} đang làm thế nào", "không biết {T} xong chưa", "{T} đang làm đến đâu rồi", "{T} xong chưa nào",
)  # fmt: skip
# What asks for a list, a date, or the work itself: no report either.
ORDERS = (
    "danh sách đơn vị đã hoàn thành {T}", "các đơn vị chưa xong {T}", "liệt kê đơn vị xong {T}", "hạn hoàn thành {T}",
    "{T} tỷ lệ hoàn thành", "khi xong {T} thì nhắn", "xong {T} thì báo anh", "hoàn thành {T} đi em",
    "đề nghị sở tư pháp hoàn thành {T}", "nhớ hoàn thành {T} nhé",
)  # fmt: skip
TASKS = ("nv 38", "nhiệm vụ 38", "nv38", "việc số 38", "nv.38", "nhiệm vụ số 38")
# Single letters that make another whole word of the one word that asks; nobody can tell.
AMBIGUOUS = frozenset({"ma", "nay", "so", "day", "da", "a", "ah", "o"})
WRAPPERS = (
    ("", ""), ("", " ạ"), ("cho em hỏi ", " ạ"), ("anh ơi ", ""), ("", " em nhé"), ("dạ ", ""), ("", " vậy em"),
    ("cho chị hỏi chút, ", ""), ("", " nha"),
)  # fmt: skip


@dataclass(frozen=True)
class Message:
    """A made message and the labels a careful reader gives it."""

    text: str
    topic: str
    agencies: tuple[str, ...] = ()
    labels: dict[str, Any] = field(default_factory=dict)
    noise: str = "clean"


def typed_names(code: str) -> tuple[str, ...]:
    """Names of an agency long enough to survive a slip of the finger."""
    agency = next(agency for agency in agencies() if agency.code == code)
    names = [agency.name]
    names += [a for a in agency.aliases if " " in a and a.split()[0] in ("sở", "tx", "tp")]
    if agency.group == "huyen":
        names += [" ".join(agency.name.split()[1:]), agency.name.split(" ", 2)[-1]]
    return tuple(name for name in names if len(name) > 6) or (agency.name,)


def make(random: Random) -> Message:
    """One clean message from the grammar."""
    template, topic, fixed = random.choice(TEMPLATES)
    return _filled(random, template, topic, dict(fixed))


def _filled(random: Random, template: str, topic: str, labels: dict[str, Any]) -> Message:
    codes: list[str] = []
    scored = [agency.code for agency in agencies() if agency.group != "baochi"]
    text = template
    for slot in ("{A}", "{B}"):
        if slot in text:
            code = random.choice([code for code in scored if code not in codes])
            codes.append(code)
            text = text.replace(slot, random.choice(typed_names(code)))
    if "{F}" in text:
        labels["field"] = random.choice(list(FIELDS))
        text = text.replace("{F}", random.choice(FIELDS[labels["field"]]))
    if "{Y}" in text:
        said = random.choice(list(YEARS))
        labels["year"], text = YEARS[said], text.replace("{Y}", said)
    if "{W}" in text:
        said = random.choice(list(PERIODS))
        labels["period"], text = PERIODS[said], text.replace("{W}", said)
    if "{G}" in text:
        said = random.choice(list(GROUPS))
        labels["group"], text = GROUPS[said], text.replace("{G}", said)
    for slot, key, low, high in (("{T}", "task", 1, 46), ("{P}", "percent", 1, 99), ("{N}", "n", 2, 15),
                                 ("{D}", "days", 2, 9)):  # fmt: skip
        if slot in text:
            labels[key] = random.randint(low, high)
            text = text.replace(slot, str(labels[key]))
    before, after = random.choice([pair for pair in WRAPPERS if topic != "progress" or "hỏi" not in pair[0]])
    return Message(f"{before}{text}{after}", topic, tuple(codes), labels)


# --- noise: each takes words of a message and spoils what it can -------------------------------------------------


def without_marks(text: str, random: Random) -> str:
    return fold(text)


def some_marks_lost(text: str, random: Random) -> str:
    return " ".join(fold(word) if random.random() < 0.5 else word for word in text.split(" "))


TONES = {"\u0300": "f", "\u0301": "s", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
VNI_TONES = {"\u0300": "2", "\u0301": "1", "\u0309": "3", "\u0303": "4", "\u0323": "5"}
SHAPES = {"\u0302": "", "\u0306": "w", "\u031b": "w"}
VNI_SHAPES = {"\u0302": "6", "\u0306": "8", "\u031b": "7"}


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


def telex_left(text: str, random: Random) -> str:
    """One word as the Telex keys that were pressed."""
    return _one_word(text, random, lambda word: _keys(word, TONES, SHAPES, "dd", telex=True), marked=True)


def vni_left(text: str, random: Random) -> str:
    """One word as the VNI keys that were pressed."""
    return _one_word(text, random, lambda word: _keys(word, VNI_TONES, VNI_SHAPES, "d9", telex=False), marked=True)


def swapped(text: str, random: Random) -> str:
    def spoil(word: str) -> str:
        at = random.randrange(len(word) - 1)
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]

    return _one_word(text, random, spoil)


def missing(text: str, random: Random) -> str:
    def spoil(word: str) -> str:
        at = random.randrange(1, len(word))
        return word[:at] + word[at + 1 :]

    return _one_word(text, random, spoil)


def doubled(text: str, random: Random) -> str:
    def spoil(word: str) -> str:
        at = random.randrange(len(word))
        return word[: at + 1] + word[at:]

    return _one_word(text, random, spoil)


def space_lost(text: str, random: Random) -> str:
    words = text.split(" ")
    places = [at for at in range(len(words) - 1) if words[at].isalpha() and words[at + 1].isalpha()]
    if not places:
        return text
    at = random.choice(places)
    return " ".join([*words[:at], words[at] + words[at + 1], *words[at + 2 :]])


def shortened(text: str, random: Random) -> str:
    for full, short in (("nhiệm vụ", "nv"), ("bao nhiêu", "bn"), ("được", "đc"), ("đơn vị", "đv"), ("không", "k"),
                        ("rồi", "r"), ("kế hoạch", "kh"), ("báo cáo", "bc"), ("chuyển đổi số", "cđs"),
                        ("thủ tục hành chính", "tthc"), ("so sánh", "ss"), ("lĩnh vực", "lv")):  # fmt: skip
        text = text.replace(full, short)
    return text


def shouted(text: str, random: Random) -> str:
    return text.upper()


NOISES = (
    without_marks, some_marks_lost, telex_left, vni_left, swapped, missing, doubled, space_lost, shortened, shouted,
)  # fmt: skip
SLIPS = (swapped, missing, doubled, telex_left, vni_left, space_lost)


def _one_word(text: str, random: Random, spoil: Any, *, marked: bool = False) -> str:
    words = text.split(" ")
    places = [
        at for at, word in enumerate(words) if word.isalpha() and len(word) > 3 and (not marked or not word.isascii())
    ]
    if not places:
        return text
    at = random.choice(places)
    words[at] = spoil(words[at])
    return " ".join(words)


def questions() -> list[str]:
    """Every question on a task, with and without marks."""
    asked = [template.replace("{T}", task) for template in (*QUESTIONS, *ORDERS) for task in TASKS]
    return [*asked, *(fold(text) for text in asked if not text.endswith(" à"))]  # an unmarked "a" is polite


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


def spoiled(message: Message, random: Random) -> Message:
    """The message with one kind of noise; half of the slips also lose all marks, as messages do."""
    noise = random.choice(NOISES)
    text = noise(message.text, random)
    name = noise.__name__
    if noise in SLIPS and noise not in (telex_left, vni_left) and random.random() < 0.5:
        text, name = fold(text), f"{name}+without_marks"
    return Message(text, message.topic, message.agencies, message.labels, name)


def slips(name: str) -> list[str]:
    """Every name one slip away: a letter missing, doubled, swapped with the next, or wrong."""
    spoiled_names = []
    for at, letter in enumerate(name):
        spoiled_names += [name[:at] + name[at + 1 :], name[:at] + letter + name[at:]]
        spoiled_names += [name[:at] + wrong + name[at + 1 :] for wrong in "abcdeghiklmnopqrstuvxy"]
        if at + 1 < len(name):
            spoiled_names.append(name[:at] + name[at + 1] + letter + name[at + 2 :])
    return spoiled_names
