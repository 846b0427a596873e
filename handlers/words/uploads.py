"""A file sent in chat to be imported: questions, preview, problems, receipts."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from handlers.words.formats import day, few_words, number

KINDS = {"scores": "bảng điểm", "tasks": "bảng nhiệm vụ", "criteria": "bộ tiêu chí"}

# --- on arrival
RECEIVED = "Đã nhận tệp {name}, đang đọc."
HOW = (
    "Anh/chị gửi tệp .xlsx, .docx hoặc .csv vào đây: bảng điểm, bảng nhiệm vụ hoặc bộ tiêu chí. "
    "Trợ lý đọc, cho xem trước, chỉ ghi khi anh/chị bấm ghi."
)
TOO_LARGE = "Tệp {name} lớn hơn {most} MB nên không được đọc. Xin bỏ ảnh, trang thừa rồi gửi lại."
TOO_MANY_CELLS = (
    "Tệp {name} có quá nhiều ô cho một lần gửi. Xin chỉ gửi trang có bảng, hoặc nhờ quản trị nhập bằng lệnh."
)
NOT_A_TABLE = (
    "Không đọc được tệp này: không có bảng điểm, bảng nhiệm vụ hay bộ tiêu chí. "
    "Xin gửi tệp .xlsx, .docx hoặc .csv có bảng, không đặt mật khẩu."
)
ONCE_MORE = "Việc đọc tệp {name} bị ngắt giữa chừng, đang đọc lại."
FAILED = "Chưa đọc được tệp {name} do lỗi hệ thống, chưa ghi gì. Xin gửi lại tệp sau ít phút."
GONE = "Tệp này không còn được lưu, chưa ghi gì. Xin gửi lại tệp."
CLOSED = "Tệp {name} đã được đóng, chưa ghi gì. Cần nhập, xin gửi lại tệp."
STILL_READING = "Tệp {name} đang được đọc."
NO_RIGHT = "Nhập dữ liệu là việc của Sở Nội vụ, Văn phòng UBND tỉnh nên chưa ghi gì."

# --- questions
WHICH_KIND = "Tệp {name} là bảng gì?"
KIND_BUTTONS = {"scores": "Bảng điểm", "tasks": "Nhiệm vụ", "criteria": "Bộ tiêu chí"}
WHICH_YEAR = "Tệp {name} là {kind}. Ghi cho năm nào?"
OTHER_YEAR = "Tệp ghi năm {stated}, nhưng anh/chị ghi năm {said}. Ghi cho năm nào?"
WHICH_SOURCE = (
    "Tệp {name} có bảng nhiệm vụ. Kèm theo văn bản số nào, ngày nào? Ví dụ: “công văn 1020/UBND-NC ngày 26/3”."
)
SHORT_SOURCE = "{said} chưa có trong hệ thống. Xin nhắn đủ số, ký hiệu, ví dụ: “công văn 1020/UBND-NC ngày 26/3”."
OTHER_SOURCE = "Tệp ghi {stated}, nhưng anh/chị ghi {said}. Nhiệm vụ trong tệp là của văn bản nào?"
WHICH_DATE = "{source} ban hành ngày nào? Ví dụ: “26/3/2024”."
NO_SOURCE_READ = "Chưa đọc được số văn bản trong “{text}”. Ví dụ: “công văn 1020/UBND-NC ngày 26/3”."
NO_DATE_READ = "Chưa đọc được ngày trong “{text}”. Ví dụ: “26/3/2024”."
WHO_IS = "{where}: “{written}” là {nearest}?"
WHO_THEN = "“{written}” là cơ quan nào? Anh/chị nhắn tên cơ quan, ví dụ “sở y tế”."
NO_AGENCY_READ = "Chưa rõ “{text}” là cơ quan nào trong danh sách. “{written}” là cơ quan nào?"
LOOKING_AGAIN = "Đã ghi nhận, đang đọc lại tệp."
SEND_CORRECTED = "Xin gửi tệp đã sửa vào đây. Năm, văn bản và các tên đã chọn được giữ cho tệp mới."

# --- preview
READ = "Đã đọc {what}, năm {year}."
SHEETS = "{what} ({count} trang tính)"
NAMES = "Nhận ra {count}/{count} tên{otherwise}."
WRITTEN_OTHERWISE = ", {count} tên viết khác"
SUMS = "Tổng điểm khớp {count}/{count}."
NO_CHANGE = "Không có thay đổi so với số liệu đang dùng, không cần ghi."
SAME_FILE = "Tệp này đã được nhập lúc {when}."
FIRST_OF_YEAR = "Năm {year} chưa có số liệu: sẽ ghi mới {count}."
CHANGES = "{count} thay đổi so với số liệu đang dùng{examples}"
GIVEN_UP = "{count} điểm chi tiết bên dưới các mục này sẽ bị bỏ."
TASKS_READ = "{tasks} nhiệm vụ, {assignments} lượt giao"
OF_SOURCE = "{what} của {source}"
DIFFERENCES = {
    "other": "đổi hẳn nội dung {count}",
    "new": "mới {count}",
    "due": "đổi thời hạn {count}",
    "leads": "đổi cơ quan chủ trì {count}",
    "words": "đổi câu chữ {count}",
    "same": "giữ nguyên {count}",
}
IS_IT_THIS_DOCUMENT = "{count} nhiệm vụ đã có sẽ thành việc khác; xin kiểm tra lại số văn bản."
MISSING = "Không còn trong tệp, vẫn giữ: {tasks}."
UNREAD = "Thời hạn chưa đọc thành ngày: {texts}."
LEFT_OUT = "Không tính các dòng: {names}."
CRITERIA_READ = "bộ tiêu chí {groups}, {rows} mục"
GROUPS = {"so": "khối sở", "huyen": "khối huyện"}
CHANGED_SINCE = "Số liệu đã thay đổi từ lúc xem trước nên chưa ghi gì.{who} Xin xem lại:"
WHO_WROTE = " {title} ghi tệp {name} lúc {when}."

# --- lists
OTHERWISE_HEAD = "{count} tên viết khác, được hiểu là:"
OTHERWISE_LINE = "“{written}”: {name}"
CHANGES_HEAD = "{count} thay đổi nếu ghi tệp {name}{page}:"
PAGE = " (trang {page}/{last})"
AND_MORE = "và {count} chỗ khác"

# --- problems
PROBLEMS = "{nothing} tệp có {count} chỗ cần sửa."
NOTHING_WRITTEN = "Chưa ghi gì:"
MORE_PROBLEMS = "Chỗ cần sửa {first}-{last} trong {count}:"
DETAIL = "{count} điểm lĩnh vực khác tổng các tiêu chí thành phần đang lưu."
DETAIL_HOW = "Nếu số trong tệp là đúng, có thể thay; phần chi tiết của các lĩnh vực này khi đó bị bỏ."

MARKING = "Đang đánh dấu {count} chỗ trong tệp {name}."
MARKED = "Tệp {name} có {count} chỗ cần sửa: ô tô vàng, lý do ở ghi chú của ô."
NOT_MARKED = "Chưa đánh dấu được tệp {name}. Các chỗ cần sửa đã nêu ở trên; xin sửa rồi gửi lại tệp."

# --- written
WRITTEN = "Đã ghi lúc {clock}: {what}, từ tệp {name}."
SCORES_WRITTEN = "điểm năm {year} của {agencies} cơ quan, {changes} thay đổi"
CRITERIA_WRITTEN = "bộ tiêu chí năm {year}, {changes} mục thay đổi"
NEW_TASKS = "{count} nhiệm vụ mới (NV {numbers})"
MOVED_TASKS = "{count} nhiệm vụ đổi thời hạn"
OTHER_TASKS = "{count} nhiệm vụ đổi cơ quan hoặc nội dung"
TOLD = "Người đứng đầu và cán bộ đầu mối của {count} cơ quan được báo trong tin nhắc tới."
UNREACHED = "{count} cơ quan chưa đăng ký nên chưa báo được."
ALREADY_WRITTEN = "Tệp này đã ghi lúc {when}, không ghi thêm."
DROPPED = "Đã đóng tệp {name}, chưa ghi gì."
UNDONE = "Đã hủy lần nhập lúc {clock}: điểm năm {year} trở lại như trước, {count} thay đổi."
TOO_LATE_TO_UNDO = "Đã quá mười phút nên không hủy được. Cần sửa, xin gửi tệp đúng; điểm được thay theo tệp."
BUILT_ON = "Điểm đã được nhập tiếp sau đó nên không hủy được. Cần sửa, xin gửi tệp đúng."

# --- buttons
WRITE, SEE_CHANGES, DONT, CLOSE = "Ghi vào hệ thống", "Xem thay đổi", "Không ghi", "Đóng"
SEE_NAMES, MORE, CORRECTED, UNDO = "Xem {count} tên", "Xem tiếp", "Gửi tệp sửa", "Hủy nhập"
SEE_MARKED = "Tải tệp đã đánh dấu"
YES, OTHER_AGENCY, LEAVE_OUT = "Đúng", "Cơ quan khác", "Bỏ dòng này"
NO_DATE, REPLACE = "Không rõ ngày", "Thay chi tiết"
SEE_RANKING, SEE_TASKS = "Xếp hạng", "Nhiệm vụ"


def place(where: str) -> str:
    """ "PL1!D12" → "PL1, ô D12"; of a document as it is."""
    sheet, mark, cell = where.rpartition("!")
    return f"{sheet}, ô {cell}" if mark else where


def row_of(where: str) -> str:
    """Where the clerk looks for a name: "Dòng 27"."""
    cell = where.rpartition("!")[2]
    digits = "".join(letter for letter in cell if letter.isdigit())
    return f"Dòng {digits}" if "!" in where else where


def problem_line(at: int, problem: Mapping[str, Any], agency: str, node: str) -> str:
    if not problem["cause"] or not agency:
        return f"{at}. {place(problem['where'])}: {problem['what'].rstrip('.')}"
    about = f"{agency}, {node}" if node else agency
    cause = problem["cause"].partition("; nếu")[0]
    return f"{at}. {place(problem['where'])}, {about}: {cause}"


def score_change(agency: str, node: str, before: str | None, after: str | None) -> str:
    was = number(Decimal(before)) if before is not None else "chưa có"
    now = number(Decimal(after)) if after is not None else "bỏ"
    return f"{agency}, {node}: {was} → {now}"


def task_change(change: Mapping[str, Any]) -> str:
    title = few_words(change["title"], 60)
    known = f"NV {change['no']} {title}" if change["no"] else title
    what = {
        "new": f"mới: {known}" + (f" ({change['after']})" if change["after"] else ""),
        "due": f"{known}: {change['before'] or 'không có thời hạn'} → {change['after'] or 'không có thời hạn'}",
        "leads": f"{known}: đổi cơ quan chủ trì",
        "other": f"NV {change['no']}: “{few_words(change['before'], 40)}” thành “{title}”",
        "words": f"NV {change['no']}: “{few_words(change['before'], 40)}” → “{title}”",
    }
    return what[change["kind"]]


def source_named(source: str, issued: date | None) -> str:
    return f"{source} ngày {day(issued)}" if issued else source


def some(texts: Sequence[str], shown: int, between: str = "; ") -> str:
    """The first of them, and how many more."""
    more = [AND_MORE.format(count=len(texts) - shown)] if len(texts) > shown else []
    return between.join([*texts[:shown], *more])
