"""Words shared by all answers about the index: names, ranks, changes, the line that says where figures are from."""

from collections.abc import Sequence
from decimal import Decimal

from handlers.dialogue import bold, italic
from handlers.words.formats import number
from storage.catalogue import Agency, Criterion

# Who published the index of a year; a year that is not here is shown without a decision.
DECISIONS = {2023: "Quyết định 282/QĐ-UBND"}
ILLUSTRATIVE = "số liệu minh họa"

GROUPS = {"so": "khối sở, ban, ngành", "huyen": "khối huyện, thị xã, thành phố"}
GROUPS_SHORT = {"so": "khối sở", "huyen": "khối huyện"}
PROVINCE = "toàn tỉnh"
UNITS = {None: "đơn vị", "so": "sở, ban, ngành", "huyen": "đơn vị cấp huyện"}
BANDS = {"upper": "trên 90%", "middle": "từ 80% đến dưới 90%", "lower": "dưới 80%"}
COUNTS = ("", "Một", "Hai", "Ba", "Bốn", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười")

KINDS_OF_PLACE = ("Thành phố ", "Thị xã ", "Huyện ")

# Fields by the words officials use; a field with another name keeps its own.
FIELDS = {
    "công tác chỉ đạo, điều hành cải cách hành chính": "chỉ đạo, điều hành",
    "cải cách thể chế": "thể chế",
    "cải cách thủ tục hành chính": "thủ tục hành chính",
    "cải cách tổ chức bộ máy": "tổ chức bộ máy",
    "cải cách chế độ công vụ": "chế độ công vụ",
    "cải cách tài chính công": "tài chính công",
    "xây dựng chính quyền điện tử, chính quyền số": "chính quyền số",
    "tác động của cải cách hành chính": "tác động của cải cách",
}
LONGEST_IN_TABLE = 24  # letters of a name, and
LONGEST_ROW = 31  # of a whole row: it stays on one line of a phone 390 points wide
SHORTENED = (("Hội đồng nhân dân", "HĐND"), ("Ủy ban nhân dân", "UBND"), ("công nghệ thông tin", "CNTT"))

NO_SCORES = "Chưa có số liệu Chỉ số CCHC trong hệ thống."
NO_GROUP = "Chưa có số liệu Chỉ số CCHC của {group} năm {year}."
NOT_PUBLISHED = "Chưa có Chỉ số CCHC năm {year}; mới nhất là năm {latest}."
YEAR_NOT_STORED = "Chưa có số liệu năm {year}. Hiện có Chỉ số CCHC năm {years}."
NOT_SCORED = "{agency} không thuộc {count} đơn vị được chấm điểm Chỉ số CCHC."
NOT_SCORED_YET = "{agency} chưa có điểm Chỉ số CCHC năm {year}."
WHICH_AGENCY = "Cần tên cơ quan, đơn vị, ví dụ: “{example}”."
WHICH_OF = "{person}hỏi {agencies}?"
NO_FIELD = "Bộ tiêu chí năm {year} không có lĩnh vực {code}."
NO_CRITERION = "Bộ tiêu chí năm {year} không có tiêu chí {code}."
NO_DETAIL = "Chưa có điểm chi tiết của {name} năm {year}, chỉ có điểm theo lĩnh vực."

ABOUT = " về {name}"

# A part of the points; the upper end of a range does not belong to it.
OVER = "từ {low}{unit} trở lên"
UNDER = "dưới {high}{unit}"
BETWEEN = "từ {low} đến dưới {high}{unit}"
EXACTLY = "đúng {low}{unit}"

SEE_YEAR = "Xem năm {year}"
RANKING = "Bảng xếp hạng"
OVERVIEW = "Tình hình chung"
WEAK = "Mất điểm ở đâu"
COMPARE = "So sánh"
RISE, RISE_SHORT = "Cần gì để lên hạng", "Cần gì để lên"
HISTORY = "Qua các năm"
SCORE = "Tổng điểm"
YEAR = "Năm {year}"
MOVEMENT = "Tăng, giảm hạng"
FIELD_RANKING = "Xếp hạng lĩnh vực"
OWN_TASKS, HELP = "Việc của tôi", "Hướng dẫn"
GROUP_LABELS = {"so": "Khối sở", "huyen": "Khối huyện", None: "Toàn tỉnh"}
AND_MORE = " và {count} đơn vị khác"
BACK, NEXT = "Trước", "Tiếp"


def source(year: int, demo: bool) -> str:
    """Chỉ số CCHC năm 2023, Quyết định 282/QĐ-UBND · số liệu minh họa"""
    said = f"Chỉ số CCHC năm {year}"
    if year in DECISIONS:
        said += f", {DECISIONS[year]}"
    return italic(f"{said} · {ILLUSTRATIVE}" if demo else said)


def in_sentence(agency: Agency) -> str:
    """The name in the index, within a sentence: "huyện Bù Đăng", "Sở Nội vụ"."""
    return agency.name[:1].lower() + agency.name[1:] if agency.group == "huyen" else agency.name


def place(agency: Agency) -> str:
    """Without the kind of place: "Bù Đăng"; other agencies whole."""
    if agency.group == "huyen":
        for kind in KINDS_OF_PLACE:
            if agency.name.startswith(kind):
                return agency.name.removeprefix(kind)
    return agency.name


def label(agency: Agency, letters: int = 16) -> str:
    """A name for a button: the short one where the whole does not fit."""
    name = place(agency)
    return name if len(name) <= letters else agency.short_name[:letters]


def table_name(agency: Agency, beside: str = "") -> str:
    """In a long table, names too long for what stands `beside` them in the row are shortened."""
    fits = len(agency.name) <= LONGEST_IN_TABLE and len(agency.name) + len(beside) <= LONGEST_ROW
    return agency.name if fits else agency.short_name


def both(names: Sequence[str], last: str = "và") -> str:
    """A, B và C"""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {last} {names[-1]}"


def node_name(criterion: Criterion) -> str:
    """A field by its nickname ("tài chính công"); a criterion by its name and code."""
    if criterion.level == 1:
        return FIELDS.get(criterion.name.casefold(), criterion.name[:1].lower() + criterion.name[1:])
    return criterion_name(criterion)


def criterion_name(criterion: Criterion, survey: bool = False) -> str:
    """Cải tiến hệ thống quản lý chất lượng (7.4.2)"""
    name = criterion.name
    for whole, short in SHORTENED:
        name = name.replace(whole, short)
    return f"{name} ({criterion.code}, khảo sát)" if survey else f"{name} ({criterion.code})"


def total(percent: Decimal, points: Decimal, max_points: Decimal) -> str:
    """86,94 điểm; where not all could be won: 86,94% (82,59/95,00 điểm)."""
    if max_points == 100:
        return f"{number(points)} điểm"
    return f"{number(percent)}% ({number(points)}/{number(max_points)} điểm)"


def bold_first(figure: str) -> str:
    """**86,94** điểm"""
    first, space, rest = figure.partition(" ")
    return f"{bold(first)}{space}{rest}"


def changed(change: Decimal) -> str:
    """tăng 6,23 điểm · giảm 1,00 điểm · điểm không đổi"""
    if not change:
        return "điểm không đổi"
    return f"{'tăng' if change > 0 else 'giảm'} {number(abs(change))} điểm"


def moved(ranks: int) -> str:
    """▲2 · ▼5 · giữ nguyên"""
    if not ranks:
        return "giữ nguyên"
    return f"{'▲' if ranks > 0 else '▼'}{abs(ranks)}"


def moved_places(ranks: int) -> str:
    """▲2 bậc · giữ nguyên hạng"""
    return f"{moved(ranks)} bậc" if ranks else "giữ nguyên hạng"


def threshold(value: Decimal) -> str:
    """80 · 87,5"""
    return number(value).rstrip("0").rstrip(",")


def shared(rank: int | str, tied: bool) -> str:
    return f"đồng hạng {rank}" if tied else f"hạng {rank}"


def count_of(n: int, group: str | None) -> str:
    """Ba đơn vị cấp huyện · 12 sở, ban, ngành"""
    return f"{COUNTS[n] if 0 < n < len(COUNTS) else n} {UNITS.get(group, UNITS[None])}"
