"""The card of one task: what it is, who does it, by when, how far it is, what was reported."""

TITLE = "{number} {title} ({source})."
SOURCE_CLAUSE = "{document}, mục {clause}"
NUMBER = "NV {no}"
LEAD = "Chủ trì: {leads}."
LEAD_AND_COORDINATING = "Chủ trì: {leads}. Phối hợp: {coordinating}."
DUE = "Hạn: {due}, {left}."
DUES, DUES_FIRST = "Hạn: {dues}.", "{number} có hạn {dues}."
OF_AGENCIES, OF_OTHERS = "{due} ({count} cơ quan)", "{due} ({count})"
MOVED = "{due} (văn bản ghi “{text}”)"
UNDATED = "Thời hạn: {due}."
RECURRING = "Hạn: {text}. Kỳ này: {due}, {left}."
PAST, JUST_PAST = "đã qua {days} ngày làm việc", "vừa qua"
PRODUCT = "Sản phẩm: {product}."
OWN_STATE = "{agency}: {state}."
ALSO = "Kỳ {due}: {state}."

# --- first lines that answer a question
DUE_FIRST = "{number} có hạn {due}, {left}."
DUE_RECURRING_FIRST = "{number}: kỳ này có hạn {due}, {left}."
UNDATED_FIRST = "{number}: {due}."
WHO_FIRST = "{number} do {leads} chủ trì."
WHO_BOTH_FIRST = "{number} do {leads} chủ trì; phối hợp: {coordinating}."
STATE_FIRST = "{number}, {agency}: {state}."
NOT_A_LEAD = "{number} không do {agency} chủ trì mà do {leads}."
ONE_OF_LEADS = "{number} do {agency} chủ trì, cùng {count} cơ quan, địa phương khác."
COORDINATES = "{number}: {agency} phối hợp; chủ trì: {leads}."
IN_A_LINE = "{number} {title}. {how_far} {when}"
IN_A_SHORT_LINE = "{number} {title}: {how_far}; hạn {due}"
IN_A_SHORT_LINE_UNDATED = "{number} {title}: {how_far}; {due}"
UNKNOWN_TOO = "Chưa có nhiệm vụ số {numbers}."
FIRST_OF_SEVERAL = "Trên đây là {count} nhiệm vụ đầu; các nhiệm vụ còn lại xin hỏi riêng."
LAST_REPORT = "Báo gần nhất {when}: “{words}”."
EVIDENCE = "Tài liệu: {names}."
PROGRESS_IS_THEIRS = "Tiến độ do cơ quan chủ trì, Sở Nội vụ, Văn phòng UBND tỉnh và lãnh đạo tỉnh xem."
BEFORE_START = "Hạn {due} là trước ngày bắt đầu dùng trợ lý ({start}) nên không nhắc, không tính."

# --- over many agencies
COUNTS = "{number}, {title}: {done}/{all} cơ quan, địa phương đã báo hoàn thành ({due}, {left})."
COUNTS_OF_DUES = "{number}, {title}: {done}/{all} cơ quan, địa phương đã báo hoàn thành; hạn {dues}."
COUNTS_UNDATED = "{number}, {title}: {done}/{all} cơ quan, địa phương đã báo hoàn thành ({due})."
COUNT_IN_STATE, STATES_COUNTED = "{state} {count}", "{parts}."
IN_STATE = "{state} ({count}): {names}."
STATES = {
    "blocked": "🔴 Đang vướng mắc",
    "returned": "🟡 Đề nghị bổ sung",
    "doing": "Đang thực hiện",
    "waiting": "Chờ xác nhận",
    "accepted": "🟢 Hoàn thành",
    "not_started": "Chưa có báo cáo",
}
WITH_PERCENT = "{agency} {percent}%"

# --- history
NO_HISTORY = "{number}, {title}: chưa có báo cáo nào."
REPORTED_AS = {
    "waiting": "báo hoàn thành",
    "blocked": "đang vướng mắc",
    "accepted": "xác nhận hoàn thành",
    "returned": "đề nghị bổ sung",
}
UNDONE = " (đã hủy)"

# --- when it is not known which
UNKNOWN = "Chưa có nhiệm vụ số {no}. Hiện có {range}."
WITHDRAWN = "NV {no} đã rút: {title}. Báo cáo trước đây vẫn giữ."
RANGE = "nhiệm vụ từ {first} đến {last}"
NO_TASKS = "Danh mục chưa có nhiệm vụ nào. Cần bổ sung, xin liên hệ Sở Nội vụ."
WHICH = "Xin chọn nhiệm vụ, hoặc nhắn số, ví dụ: “nv {no}”."
WHICH_OF = "Xin chọn nhiệm vụ:"

REPORT, HISTORY_BUTTON, PROGRESS, OWN_TASKS, DETAILS, OWN_PART = (
    "Báo tiến độ", "Lịch sử", "Tiến độ", "Việc của tôi", "Chi tiết", "Của đơn vị tôi",
)  # fmt: skip
