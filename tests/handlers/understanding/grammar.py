"""Messages made from a small grammar, with the labels a careful reader gives them. None is taken from the samples.

Slots: {A} {B} agencies, {F} field, {Y} year, {T} {U} tasks, {P} percent, {N} count, {K} place, {L} points, {G} group
word, {D} days, {W} period, {O} what stands in the way.
"""

from dataclasses import dataclass, field
from random import Random
from typing import Any

from handlers.understanding.fold import fold
from handlers.understanding.names import bare_name

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
OBSTACLES = (
    "thiếu kinh phí", "chờ số liệu", "chưa có hướng dẫn", "phần mềm lỗi", "thiếu cán bộ", "chờ ý kiến thẩm định",
)  # fmt: skip

# (template, topic, labels of `understand`, values beyond them)
Template = tuple[str, str, dict[str, Any], dict[str, Any]]
ASKED: tuple[Template, ...] = (
    ("điểm {A}", "score", {}, {}),
    ("{A} được bao nhiêu điểm {Y}", "score", {}, {}),
    ("{A} xếp thứ mấy", "score", {}, {"aspect": "rank"}),
    ("{A} xếp thứ mấy trong khối", "score", {}, {"aspect": "group_rank"}),
    ("điểm {F} của {A}", "score", {}, {}),
    ("{A} hạng bao nhiêu {Y}", "score", {}, {"aspect": "rank"}),
    ("chỉ số của {A} {Y}", "score", {}, {}),
    ("vẽ biểu đồ điểm {A}", "score", {}, {"picture": True}),
    ("đơn vị tôi được mấy điểm", "score", {}, {"own": True}),
    ("bảng xếp hạng {Y}", "ranking", {}, {}),
    ("top {N} {G}", "ranking", {"order": "top"}, {}),
    ("{N} {G} thấp nhất", "ranking", {"order": "bottom"}, {}),
    ("{G} nào dẫn đầu về {F}", "ranking", {"order": "top"}, {}),
    ("xếp hạng các {G} {Y}", "ranking", {}, {}),
    ("ai đứng thứ {K}", "ranking", {}, {"rank": "{K}"}),
    ("{G} nào hạng {K}", "ranking", {}, {"rank": "{K}"}),
    ("đơn vị nào trên {L} điểm", "ranking", {}, {"above": True}),
    ("các {G} dưới {L} điểm", "ranking", {}, {"above": False}),
    ("{G} nào tăng hạng nhiều nhất", "history", {"order": "top"}, {"aspect": "movement"}),
    ("đơn vị nào tụt hạng sâu nhất", "history", {"order": "bottom"}, {"aspect": "movement"}),
    ("so sánh {A} và {B}", "compare", {}, {}),
    ("{A} với {B} ai cao hơn", "compare", {}, {}),
    ("so sánh {A} với {B} về {F}", "compare", {}, {}),
    ("so sánh khối sở với khối huyện", "compare", {}, {"aspect": "groups"}),
    ("{A} mất điểm ở đâu", "weak", {}, {}),
    ("{A} yếu ở lĩnh vực nào", "weak", {}, {}),
    ("tiêu chí nào {A} chưa đạt", "weak", {}, {}),
    ("điểm {A} qua các năm", "history", {}, {}),
    ("{A} tăng hay giảm so với năm trước", "history", {}, {}),
    ("{A} cần thêm bao nhiêu điểm để vào top {N}", "whatif", {}, {}),
    ("muốn vượt {A} cần mấy điểm", "whatif", {}, {}),
    ("tổng quan toàn tỉnh {Y}", "overview", {}, {}),
    ("điểm trung bình các {G}", "overview", {}, {}),
    ("bao nhiêu {G} trên {L} điểm", "overview", {}, {}),
    ("lĩnh vực nào thấp nhất toàn tỉnh", "overview", {"order": "bottom"}, {"aspect": "fields"}),
    ("việc của {A} {W}", "tasks", {}, {}),
    ("{A} có những nhiệm vụ gì", "tasks", {}, {}),
    ("nhiệm vụ {W}", "tasks", {}, {}),
    ("nhiệm vụ {T} xong chưa", "task", {}, {}),
    ("nv {T} hạn khi nào", "task", {}, {}),
    ("ai chủ trì nhiệm vụ {T}", "task", {}, {}),
    ("{A} làm nhiệm vụ {T} đến đâu rồi", "task", {}, {}),
    ("đừng nhắc việc {T} nữa", "reminder", {}, {}),
    ("hoãn nhắc nhiệm vụ {T} thêm {D} ngày", "reminder", {}, {}),
    ("nhắc tôi trước hạn {D} ngày", "reminder", {}, {}),
    ("kế hoạch khắc phục của {A}", "remediation", {}, {}),
    ("{A} đã nộp báo cáo khắc phục chưa", "remediation", {}, {}),
    ("những {G} nào chưa gửi kế hoạch khắc phục", "remediation", {}, {}),
)
REPORTED: tuple[Template, ...] = (
    ("nhiệm vụ {T} xong rồi", "progress", {"state": "done"}, {}),
    ("nv {T} đã hoàn thành", "progress", {"state": "done"}, {}),
    ("báo cáo nhiệm vụ {T} đã làm xong", "progress", {"state": "done"}, {}),
    ("nv {T} được {P}%", "progress", {"state": "doing"}, {}),
    ("nhiệm vụ {T} đạt {P}%, đang trình ký", "progress", {"state": "doing"}, {"stage": "đang trình ký"}),
    ("nhiệm vụ {T} vướng do {O}", "progress", {"state": "blocked"}, {}),
    ("nv {T} {P}%, vướng {O}", "progress", {"state": "blocked"}, {}),
    ("nv {T} chưa xong", "progress", {"state": "doing"}, {}),
    ("nhiệm vụ {T} sắp xong", "progress", {"state": "doing"}, {}),
    ("nv {T} đang trình ký", "progress", {"state": "doing"}, {"stage": "đang trình ký"}),
    ("nv {T} đang lấy ý kiến góp ý", "progress", {"state": "doing"}, {"stage": "đang lấy ý kiến"}),
)
TEMPLATES = (*ASKED, *REPORTED)
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
WRAPPERS = (
    ("", ""), ("", " ạ"), ("cho em hỏi ", " ạ"), ("anh ơi ", ""), ("", " em nhé"), ("dạ ", ""), ("", " vậy em"),
    ("cho chị hỏi chút, ", ""), ("", " nha"),
)  # fmt: skip


@dataclass(frozen=True)
class Message:
    """A made message and the labels a careful reader gives it; `beyond` are values that `understand` does not print."""

    text: str
    topic: str
    agencies: tuple[str, ...] = ()
    labels: dict[str, Any] = field(default_factory=dict)
    beyond: dict[str, Any] = field(default_factory=dict)
    noise: str = "clean"


def typed_names(code: str) -> tuple[str, ...]:
    """Names of an agency long enough to survive a slip of the finger."""
    agency = next(agency for agency in agencies() if agency.code == code)
    names = [agency.name]
    names += [a for a in agency.aliases if " " in a and a.split()[0] in ("sở", "tx", "tp")]
    if agency.group == "huyen":
        names.append(bare_name(agency))
    return tuple(name for name in names if len(name) > 6) or (agency.name,)


def make(random: Random, templates: tuple[Template, ...] = TEMPLATES) -> Message:
    """One clean message from the grammar."""
    template, topic, fixed, beyond = random.choice(templates)
    return _filled(random, template, topic, dict(fixed), dict(beyond))


def _filled(random: Random, template: str, topic: str, labels: dict[str, Any], beyond: dict[str, Any]) -> Message:
    text, codes = _with_agencies(random, template)
    for slot, key, values in (
        ("{F}", "field", {name: number for number, names in FIELDS.items() for name in names}),
        ("{Y}", "year", YEARS), ("{W}", "period", PERIODS), ("{G}", "group", GROUPS),
    ):  # fmt: skip
        if slot in text:
            said = random.choice(list(values))
            labels[key], text = values[said], text.replace(slot, said)
    for slot, key, low, high in (("{T}", "task", 1, 46), ("{P}", "percent", 1, 99), ("{N}", "n", 2, 15),
                                 ("{D}", "days", 2, 9), ("{K}", "", 2, 31), ("{L}", "", 70, 95)):  # fmt: skip
        if slot in text:
            number = random.randint(low, high)
            text = text.replace(slot, str(number))
            if key:
                labels[key] = number
            beyond = {name: number if value == slot else value for name, value in beyond.items()}
    text = text.replace("{O}", random.choice(OBSTACLES))
    before, after = random.choice([pair for pair in WRAPPERS if topic != "progress" or "hỏi" not in pair[0]])
    return Message(f"{before}{text}{after}", topic, codes, labels, beyond)


def _with_agencies(random: Random, text: str) -> tuple[str, tuple[str, ...]]:
    codes: list[str] = []
    scored = [agency.code for agency in agencies() if agency.group != "baochi"]
    for slot in ("{A}", "{B}"):
        if slot in text:
            codes.append(random.choice([code for code in scored if code not in codes]))
            text = text.replace(slot, random.choice(typed_names(codes[-1])))
    return text, tuple(codes)


def questions() -> list[str]:
    """Every question on a task, with and without marks."""
    asked = [template.replace("{T}", task) for template in (*QUESTIONS, *ORDERS) for task in TASKS]
    return [*asked, *(fold(text) for text in asked if not text.endswith(" à"))]  # an unmarked "a" is polite


def question(random: Random) -> Message:
    """One question on a task, or an order, with a task of its own."""
    number = random.randint(1, 46)
    task = random.choice(TASKS).replace("38", str(number))
    text = random.choice([text for text in (*QUESTIONS, *ORDERS) if not text.endswith(" à")]).replace("{T}", task)
    return Message(text, "task", ("stp",) if "sở tư pháp" in text else (), {"task": number})
