"""Lists of tasks: headlines, lines, buttons; and how a deadline and a state are put, here and in other topics."""

from datetime import date, datetime, timedelta

from handlers import due as days
from handlers.words.formats import capital, clock, day, few_words, named_day, quoted, short_day, small_first
from handlers.working_days import WorkingCalendar
from storage.assignments import Assigned
from storage.catalogue import Task

UNTIL = "hạn {due}"
TITLE = 40  # letters of a title in a line
# Words that a cut title must not end in.
_LINKS = frozenset(
    [
        "lĩnh",
        "vực",
        "theo",
        "về",
        "của",
        "cho",
        "trên",
        "tại",
        "các",
        "những",
        "trong",
        "và",
        "đạt",
        "năm",
        "với",
        "từ",
        "kết",
        "được",
        "đến",
        "do",
        "để",
        "theo",
        "nội",
        "thực",
    ]
)
BUTTON, WIDE_BUTTON = 16, 28  # letters of a label: side by side, and alone

# --- headlines
LEADS_NONE = "{agency} không chủ trì nhiệm vụ nào{about}."
LEADS_IN = "{agency} chủ trì {count} nhiệm vụ{about}"
PARTS = "{head}; {parts}:"
SOON = "🟡 {count} đến hạn trong 7 ngày"
SOON_FACT = "{count} có hạn trong 7 ngày tới"
LATE_PART = "🔴 {count} quá hạn"
NOTHING_SOON = "{head}; chưa có việc đến hạn trong 7 ngày. Gần nhất:"
NOTHING_SOON_FACT = "{head}; không có hạn nào trong 7 ngày tới. Gần nhất:"
NO_DATES = "{head}; không còn hạn nào sắp tới."
NOTHING_OPEN = "{head}; hiện không còn việc nào chưa báo hoàn thành."
IN_PERIOD = "{period} {agency} có {count} nhiệm vụ đến hạn{about}:"
NONE_IN_PERIOD = "{period} {agency} không có nhiệm vụ nào đến hạn{about}."
OVERDUE = "🔴 {agency} có {count} nhiệm vụ quá hạn{about}:"
NONE_OVERDUE = "🟢 {agency} không có nhiệm vụ nào quá hạn{about}."
COORDINATES = "{agency} phối hợp {count} nhiệm vụ{about}:"
COORDINATES_NONE = "{agency} không phối hợp nhiệm vụ nào{about}."
PROVINCE = "Toàn tỉnh có {count} nhiệm vụ{about}"
PROVINCE_NAME = "toàn tỉnh"
BEFORE_START = "{agency} còn {count} việc có hạn trước {start} chưa rõ kết quả:"
NONE_BEFORE_START = "{agency} không còn việc nào có hạn trước {start} mà chưa rõ kết quả."
WITHIN = "{agency} có {count} nhiệm vụ đến hạn trong {days} ngày tới (đến {end}){about}:"
NONE_WITHIN = "{agency} không có nhiệm vụ đến hạn trong {days} ngày tới (đến {end}){about}."
PERIODS = {"today": "Hôm nay", "week": "Tuần này", "month": "Tháng này", "quarter": "Quý này"}
IN_FIELD = " lĩnh vực {field}"
IN_DOCUMENT = " theo {document}"
SOME_DOCUMENT = "văn bản {number}"
ALL_WAITING = "{count} báo cáo{whose} chờ xác nhận hoàn thành:"
NONE_WAITING = "Không có báo cáo nào{whose} chờ xác nhận hoàn thành."
OF_AGENCY = " của {agency}"
FILED = "báo {day}, {paper}"
WITH_PAPER, WITHOUT_PAPER = "có tài liệu", "chưa có tài liệu"
PUBLISHED_INDEX = "{document} công bố Chỉ số CCHC năm {year}, không giao nhiệm vụ nào trong danh mục."
NO_SUCH_DOCUMENT = "Danh mục không có nhiệm vụ theo văn bản số {number}."
DOCUMENTS = "Có nhiệm vụ theo: {names}."
OF_GROUP = {"so": " của khối sở, ban, ngành", "huyen": " của khối huyện"}

WHO_IS_LATE = "🔴 {count} cơ quan, địa phương có nhiệm vụ quá hạn:"
NOBODY_LATE = "🟢 Không có cơ quan, địa phương nào có nhiệm vụ quá hạn."
LATE_LINE = "{agency}: {count} nhiệm vụ"
LATE_FOR_MONITORS = "Danh sách cơ quan quá hạn do Sở Nội vụ, Văn phòng UBND tỉnh và lãnh đạo tỉnh theo dõi."
WAITING_FOR_MONITORS = "Báo cáo chờ xác nhận do Sở Nội vụ, Văn phòng UBND tỉnh và lãnh đạo tỉnh theo dõi."
PROGRESS_IS_THEIRS = "Tiến độ của {agency} do chính cơ quan đó, Sở Nội vụ, Văn phòng UBND tỉnh và lãnh đạo tỉnh xem."
START_DAY = "Các kỳ trước {start} (ngày bắt đầu dùng trợ lý) không tính."
WHICH_AGENCY = "Cần xem việc của cơ quan nào?"

# --- lines
LINE = "{mark}NV {no} {title}: {facts}"
LED_BY = "chủ trì {lead}, {due}"
SHARE, SHARE_RETURNED = "{done}/{all} đã báo xong", ", {count} phải bổ sung"
RED = "🔴 "

# --- deadlines
BEFORE = "trước {day}"
LATEST = "{due} (chậm nhất {day})"
LEFT = "còn {days} ngày làm việc"
LEFT_NONE = "không còn ngày làm việc nào"
DUE_TODAY = "đến hạn hôm nay"
DAYS_OVERDUE = "quá hạn {days} ngày làm việc"
JUST_OVERDUE = "vừa quá hạn"
NO_DATE = "chưa ấn định thời hạn"
UNREAD = "thời hạn ghi “{text}”, chưa rõ ngày"

# --- states
NO_REPORT = "chưa có báo cáo"
DOING = "đang thực hiện"
BLOCKED = "đang vướng mắc"
WAITING = "chờ {who} xác nhận hoàn thành"
IN_TIME, LATE = "hoàn thành đúng hạn", "hoàn thành trễ hạn"
ACCEPTED = "hoàn thành"
RETURNED = "đề nghị bổ sung"

# --- whole groups of agencies
EVERYBODY = "{count} cơ quan, địa phương"
GROUP = {"so": "{count} sở, ban, ngành", "huyen": "{count} huyện, thị xã, thành phố"}
AND_MORE = "{names} và {count} đơn vị khác"

# --- buttons
REPORT, ALL, COORDINATING, NEXT, PREVIOUS = "Báo tiến độ", "Tất cả", "Phối hợp", "Tiếp", "Trước"
OWN_TASKS, BY_TASK, BY_AGENCY, WHO_LATE = "Việc của tôi", "Theo nhiệm vụ", "Theo cơ quan", "Ai trễ hạn"
WHOLE_DOCUMENT, ALL_DONE, LED, TASKS_OF = "Cả văn bản", "Đã xong hết", "Việc chủ trì", "Việc của {agency}"
MOMENT = "{clock} ngày {day}"


def short_title(task: Task, letters: int = TITLE) -> str:
    """The beginning of the title without "Tổ chức", cut where a part ends, not after a linking word."""
    whole = capital(task.title.strip().removeprefix("Tổ chức "))
    cut = few_words(whole, letters)
    if cut == whole:
        return whole
    upto_comma = cut.rpartition(",")[0]
    if len(upto_comma) * 2 > letters:  # half an enumeration reads worse than its first part
        cut = upto_comma
    words = cut.split()
    while len(words) > 2 and words[-1].strip(",").lower() in _LINKS:
        words.pop()
    return " ".join(words).rstrip(" ,;:-–")


def button(task: Task) -> str:
    """NV 37 Hội nghị"""
    number = f"NV {task.no} "
    return number + few_words(capital(task.title.strip().removeprefix("Tổ chức ")), BUTTON - len(number))


def days_words(value: date, today: date) -> str:
    """Without the year while it is this one."""
    return short_day(value) if value.year == today.year else day(value)


def moment_words(at: datetime, today: date) -> str:
    """9:15 · 9:15 ngày 19/3"""
    return clock(at) if at.date() == today else moment_with_day(at, today)


def moment_with_day(at: datetime, today: date) -> str:
    """9:15 ngày 19/3"""
    return MOMENT.format(clock=clock(at), day=days_words(at.date(), today))


def due_words(task: Task, due: date | None, today: date) -> str:
    """The last day in the words of the document: "trước 25/3" for the 24th where that is what was written."""
    if due is None:
        return undated(task)
    if days.says_before(task.due_text, due):
        return BEFORE.format(day=days_words(due + timedelta(days=1), today))
    return days_words(due, today)


def due_phrase(task: Task, due: date | None, today: date, calendar: WorkingCalendar) -> str:
    """The deadline beside what it means for an office: "trước 25/3 (chậm nhất thứ Sáu 22/3)"."""
    said = due_words(task, due, today)
    if due is None:
        return said
    latest = days.last_working_day(due, calendar)
    if latest == due and not days.says_before(task.due_text, due):
        return said
    return LATEST.format(due=said, day=named_day(latest))


def undated(task: Task) -> str:
    """thường xuyên · chưa ấn định thời hạn · a deadline nobody could read, as written"""
    text = task.due_text.strip()
    if not text:
        return NO_DATE
    return UNREAD.format(text=text) if task.kind == "unread" else small_first(text)


def left_words(due: date, today: date, calendar: WorkingCalendar) -> str:
    """còn 5 ngày làm việc · đến hạn hôm nay · quá hạn 4 ngày làm việc"""
    if due < today:
        overdue = days.days_overdue(due, today, calendar)
        return DAYS_OVERDUE.format(days=overdue) if overdue else JUST_OVERDUE
    if due == today:
        return DUE_TODAY
    left = days.days_left(due, today, calendar)
    return LEFT.format(days=left) if left else LEFT_NONE


def state_words(one: Assigned, acceptor: str, *, why: bool = True) -> str:
    """60%, đang trình ký · đang vướng mắc · chờ Sở Nội vụ xác nhận hoàn thành · chưa có báo cáo"""
    percent = f"{one.percent}%, " if one.percent is not None else ""
    match one.state:
        case "doing" if one.stage == days.NOT_BEGUN:
            return days.NOT_BEGUN
        case "doing":
            return percent + (one.stage or DOING)
        case "blocked":
            return percent + BLOCKED + (f": “{quoted(one.reason, 60)}”" if one.reason and why else "")
        case "waiting":
            return WAITING.format(who=acceptor)
        case "accepted":
            return ACCEPTED if one.due is None else LATE if days.is_filed_late(one) else IN_TIME
        case "returned":
            return RETURNED + (f": “{quoted(one.reason, 60)}”" if one.reason and why else "")
    return NO_REPORT
