"""Handing tasks on to the focal officer: what the head reads, what the officer gets, why it could not be done."""

_TITLES = ("Giám đốc ", "Chủ tịch ", "Chánh ", "Trưởng ")
_WHOLE = "cơ quan"

# --- to the head
GIVEN = "Đã giao {tasks} cho cán bộ đầu mối của {office}. Anh/chị vẫn được nhắc vào ngày cuối."
GIVEN_UNDATED = "Đã giao {tasks} cho cán bộ đầu mối của {office}."
GIVEN_LATE = "Đã giao {tasks} cho cán bộ đầu mối của {office}. Việc đang quá hạn nên anh/chị vẫn được nhắc."
GIVEN_BEFORE = "{tasks} đã giao cho cán bộ đầu mối trước đó."
PASSED_ON = "Đã chuyển ý kiến đến cán bộ đầu mối: “{words}”."
BOTH_AT = "Nhắc cả hai lúc {when}."
NO_CALL = "Chưa hẹn nhắc vào lúc đó: hẹn được trong giờ làm việc, tối đa một tuần, không quá ngày làm việc cuối."
SAY_IT = "Anh/chị nhắn ý kiến, trợ lý chuyển đến cán bộ đầu mối nguyên văn."
SHALL_SEND_ON = "Chuyển “{words}” đến cán bộ đầu mối?"
NOTHING_PASSED_ON = "Chưa chuyển thêm ý kiến nào đến cán bộ đầu mối."
TAKEN_BACK = "Đã lấy lại {tasks}. Anh/chị được nhắc theo mốc như trước; đã báo cán bộ đầu mối."
NOT_GIVEN = "{tasks} hiện không giao cho cán bộ đầu mối nên không có gì để lấy lại."
CALLED_OFF = "Đã bỏ nhắc lúc đã hẹn cho cả hai: {tasks}. Các mốc nhắc khác giữ nguyên."
NO_CALL_LEFT = "Không còn lời nhắc nào đang hẹn; mốc nhắc vẫn như thường."
WHICH_TO_GIVE = "Anh/chị giao đầu mối nhiệm vụ nào?"
WHICH_BACK = "Anh/chị lấy lại nhiệm vụ nào?"
HANDED_LIST = "{office} đã giao cán bộ đầu mối {count} nhiệm vụ:"
HANDED_NONE = "{office} chưa giao cán bộ đầu mối nhiệm vụ nào đang mở. Có thể nhắn: “giao đầu mối nv {no}”."
LINE = "NV {no} {title}: {facts}"

# --- could not be done
NOT_LEAD = "NV {no} không do {agency} chủ trì nên chưa giao."
NOT_OPEN = "NV {no} chưa đến kỳ nên không cần giao."
ALREADY_DONE = "NV {no} đã được báo hoàn thành nên không cần giao."
UNKNOWN = "Chưa có nhiệm vụ số {no} nên chưa giao."
NOTHING_OPEN = "Các nhiệm vụ này đã được báo hoàn thành nên không cần giao."
NO_OFFICER = "{office} chưa có cán bộ đầu mối đăng ký nên chưa giao. Đề nghị Sở Nội vụ cấp mã đăng ký cho đầu mối."
NOT_REACHED = "Chưa gửi được tin đến cán bộ đầu mối của {office} nên chưa giao. Đề nghị gọi điện."
NO_RIGHT = "Anh/chị không phụ trách nhiệm vụ này nên chưa giao. Nếu chưa đúng, xin liên hệ Sở Nội vụ."
HEADS_ONLY = "Việc giao đầu mối do người đứng đầu cơ quan thực hiện nên chưa ghi gì."

# --- to the officer
PUSH_ONE = "{head} giao anh/chị xử lý NV {no} {title}: hạn {due}."
PUSH_ONE_UNDATED = "{head} giao anh/chị xử lý NV {no} {title}: {due}."
PUSH = "{head} giao anh/chị xử lý {count} nhiệm vụ:"
PUSH_LINE = "NV {no} {title}: {due}"
PUSH_MORE = "và {count} nhiệm vụ khác."
PUSH_WORDS = "Ý kiến: “{words}”."
PUSH_CALL = "Nhắc lại lúc {when}."
PUSH_WORD = "{head} cho ý kiến về {tasks}: “{words}”."
PUSH_BACK = "{head} đã lấy lại {tasks} để trực tiếp xử lý."

# --- beside a task
MARK = "đã giao đầu mối"
ON_CARD = "Đã giao cán bộ đầu mối ngày {day}."

HAND_ON, ADD_WORDS, TAKE_BACK, CALL_OFF = "Giao đầu mối", "Thêm ý kiến", "Lấy lại", "Bỏ nhắc"
PASS_ON, DO_NOT_PASS = "Chuyển", "Không chuyển"
REPORT, DETAILS, OWN_TASKS = "Báo tiến độ", "Chi tiết", "Việc của tôi"

# Why a call before the last day was not sent to the head.
HANDED_ON = "đã giao đầu mối"


def office(head_title: str) -> str:
    """The agency as its head speaks of it: "Sở", "UBND huyện", "Văn phòng"."""
    for title in _TITLES:
        if head_title.startswith(title):
            return head_title.removeprefix(title)
    return _WHOLE
