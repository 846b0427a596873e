"""More time asked for and decided on, an obstacle passed on: to the agency, its head, the monitor, the leader."""

# --- the draft
DRAFT = "Đề nghị gia hạn NV {no} đến hết {until}, lý do “{words}”, cần {head} duyệt trước khi gửi {acceptor}."
DRAFT_OF_HEAD = "Đề nghị gia hạn NV {no} đến hết {until}, lý do “{words}”, gửi {acceptor}."
DAY_OFF = "{until} là ngày nghỉ; ngày làm việc cuối là {day}."
REPLACED = "Thay cho đề nghị trước (đến hết {until})."
UNTIL_WHEN = "Đề nghị gia hạn NV {no} (hạn {due}) đến hết ngày nào? Ví dụ: “{example}”, “thứ Sáu tuần sau”."
WHY = "Anh/chị cho biết lý do đề nghị gia hạn NV {no} đến hết {until}."
WHICH = "Anh/chị đề nghị gia hạn nhiệm vụ nào?"
ONE_BY_ONE = "Mỗi đề nghị gia hạn là của một nhiệm vụ. Bắt đầu từ nhiệm vụ nào?"
WHICH_AGENCY = "Anh/chị đề nghị gia hạn NV {no} cho cơ quan nào?"
WHICH_OCCURRENCE = "NV {no} có {count} kỳ chưa báo. Anh/chị đề nghị gia hạn kỳ nào?"
OCCURRENCE = "Kỳ {due}"
AMEND = "Anh/chị nhắn ngày mới hoặc lý do mới của đề nghị gia hạn NV {no}."
AMENDED_NOTHING = "Chưa rõ ngày hoặc lý do nên chưa sửa."

# --- not drafted, not sent
PAST_DAY = "Ngày {until} đã qua nên chưa lập đề nghị. Gia hạn NV {no} đến hết ngày nào?"
NOT_LATER = "NV {no} có hạn {due}, không sớm hơn {until}, nên chưa lập đề nghị. Gia hạn đến hết ngày nào?"
UNDATED = "NV {no} chưa ấn định thời hạn nên không cần gia hạn."
UNKNOWN = "Chưa có nhiệm vụ số {no} nên chưa lập đề nghị."
NOT_LEAD = "NV {no} không do {agency} chủ trì nên chưa lập đề nghị."
NOT_OPEN = "NV {no} chưa đến kỳ nên không cần gia hạn."
ALREADY_DONE = "NV {no} đã được báo hoàn thành nên không cần gia hạn."
ALREADY = "NV {no} đã có đề nghị gia hạn đến hết {until}, đang chờ {who}. Cần đổi, xin rút đề nghị đó trước."
NOTHING_OPEN = "{agency} không có nhiệm vụ nào đang mở có thời hạn để gia hạn."
NO_RIGHT = "Anh/chị không phụ trách việc này nên chưa ghi gì. Nếu chưa đúng, xin liên hệ Sở Nội vụ."

# --- on its way
WITH_HEAD = "Đã trình {head} lúc {clock}: gia hạn NV {no} đến hết {until}. Nhắc việc vẫn theo hạn {due}."
SENT = "Đã gửi {acceptor} lúc {clock}: đề nghị gia hạn NV {no} đến hết {until}. Nhắc việc vẫn theo hạn {due}."
WITH_LEADER = "Đã trình lãnh đạo UBND tỉnh lúc {clock}: {agency} đề nghị gia hạn NV {no} đến hết {until}."
ON_LEAVE = "{who} đang nghỉ đến {last}; đề nghị báo trực tiếp."
NOT_REACHED = "Chưa gửi được tin đến {who}; đề nghị báo trực tiếp."
NOT_SENT = "Đã bỏ đề nghị gia hạn NV {no}, chưa gửi đi. Hạn vẫn là {due}."
WITHDRAWN = "Đã rút đề nghị gia hạn NV {no}. Hạn vẫn là {due}."
GRANTED = "Đã đồng ý lúc {clock}: {agency}, NV {no}, hạn mới hết {until}. Đã báo cơ quan."
REFUSED = "Đã ghi lúc {clock}: không đồng ý gia hạn NV {no} cho {agency}, lý do “{answer}”. Đã báo cơ quan."
DECLINED = "Đã ghi lúc {clock}: không gửi đề nghị gia hạn NV {no}, lý do “{answer}”. Đã báo cán bộ đầu mối."
WHY_NOT = "Cần nêu lý do không đồng ý gia hạn NV {no} để cơ quan biết. Anh/chị nhắn lý do, hoặc chọn:"
WHY_NOT_SENT = "Cần nêu lý do không gửi đề nghị gia hạn NV {no} để đầu mối biết. Anh/chị nhắn lý do, hoặc chọn:"
REASONS = ("Giữ thời hạn chung", "Chưa đủ lý do")
ASK_WHAT = "Anh/chị nhắn câu hỏi, trợ lý chuyển đến {agency} nguyên văn."
ASKED = "Đã chuyển câu hỏi đến {agency}: “{words}”. Đề nghị gia hạn NV {no} vẫn đang chờ."
REPLY_WHAT = "Anh/chị nhắn câu trả lời, trợ lý chuyển đến {who} nguyên văn."
REPLIED = "Đã chuyển trả lời đến {who}: “{words}”."
SHALL_SEND = "Ghi “{words}” vào việc này?"
KEPT = "Đã bỏ, chưa ghi gì."

# --- no longer to be decided
IS_GRANTED = "{who} đã đồng ý gia hạn NV {no} đến hết {until} lúc {when}; không ghi thêm."
IS_REFUSED = "{who} đã không đồng ý gia hạn NV {no} lúc {when}, lý do “{answer}”; không ghi thêm."
IS_DROPPED = "Đề nghị gia hạn NV {no} đến hết {until} đã rút hoặc đã thay; chưa ghi gì."
IS_DONE = "{agency} đã báo hoàn thành NV {no} nên không còn cần gia hạn; chưa ghi gì."
IS_CHANGED = "Thời hạn NV {no} đã thay đổi, nay là {due}, nên đề nghị cũ không còn; chưa ghi gì."
IS_WITHDRAWN = "NV {no} đã rút nên không còn cần gia hạn; chưa ghi gì."
IS_PAST = "Ngày đề nghị {until} đã qua nên chưa ghi gì. Cần đề nghị lại với ngày mới."
LEADER_DECIDES = "Thời hạn NV {no} do lãnh đạo UBND tỉnh quyết định nên chưa ghi gì. Có thể trình lãnh đạo."
IS_ELSEWHERE = "Đề nghị gia hạn NV {no} hiện {state}, chưa ghi gì."

# --- to others
TO_HEAD = "🟡 {who} đề nghị gia hạn NV {no} {title} đến hết {until}: “{words}”. Hạn hiện nay: {due}."
TO_MONITOR = "🟡 {agency} đề nghị gia hạn NV {no} đến hết {until}: “{words}”. {set_by}"
SET_BY_LEADER = "Hạn do {document} của Chủ tịch UBND tỉnh ấn định."
SET_BY_MONITOR = "Hạn hiện nay: {due}, theo {document}."
TO_LEADER = (
    "🟡 {monitor} trình: {agency} đề nghị gia hạn NV {no} {title} đến hết {until}: “{words}”. "
    "Hạn hiện nay: {due} ({document})."
)
APPROVED_PUSH = "{head} đã duyệt, gửi {acceptor} đề nghị gia hạn NV {no} đến hết {until}."
PASSED_PUSH = "{acceptor} đã trình lãnh đạo UBND tỉnh đề nghị gia hạn NV {no} đến hết {until}."
GRANTED_PUSH = "🟢 {who} đồng ý gia hạn NV {no} của {agency} đến hết {until}. Nhắc việc theo hạn mới."
REFUSED_PUSH = "{who} không đồng ý gia hạn NV {no} của {agency}: “{answer}”. Hạn vẫn là {due}."
DECLINED_PUSH = "{who} không gửi đề nghị gia hạn NV {no}: “{answer}”. Hạn vẫn là {due}."
WITHDRAWN_PUSH = "{agency} đã rút đề nghị gia hạn NV {no} đến hết {until}."
QUESTION_PUSH = "{who} hỏi về đề nghị gia hạn NV {no}: “{words}”."
ANSWER_PUSH = "{who} trả lời về đề nghị gia hạn NV {no} đến hết {until}: “{words}”."

# --- lists
LIST = "{count} đề nghị gia hạn đang chờ {who}:"
LIST_OF_AGENCY = "{agency} có {count} đề nghị gia hạn chưa quyết định:"
LINE = "{at}. {agency}, NV {no} đến hết {until}: “{words}”"
OWN_LINE = "{at}. NV {no} đến hết {until}, {state}"
MORE = "và {count} đề nghị khác."
NONE_WAITING = "🟢 Không có đề nghị gia hạn nào đang chờ {who}."
NONE_WAITING_IN = "🟢 Không có đề nghị gia hạn NV {no} nào đang chờ {who}."
NONE_OF_AGENCY = "{agency} không có đề nghị gia hạn nào đang chờ. Có thể nhắn: “xin gia hạn nv 5 đến 29/3, vì …”."
WITH_LEADERS_TOO = "{count} đề nghị khác đang chờ lãnh đạo UBND tỉnh."
STATES = {
    "drafted": "chưa gửi",
    "with_head": "chờ {head} duyệt",
    "with_monitor": "chờ {acceptor}",
    "with_leader": "chờ lãnh đạo UBND tỉnh",
}
ON_CARD = "Đang đề nghị gia hạn đến hết {until}, {state}."
LEADERS = "lãnh đạo UBND tỉnh"
YOU = "anh/chị quyết định"
WHICH_REQUEST = "Đề nghị gia hạn nào?"
REQUEST_OF = "NV {no} {agency}"
NO_SUCH = "Không có đề nghị gia hạn nào như vậy đang chờ anh/chị nên chưa ghi gì."

# --- an obstacle passed on
HELP_SENT = "Đã gửi {acceptor} lúc {clock} đề nghị hỗ trợ NV {no}: “{words}”. Hạn không đổi: {due}."
HELP_SENT_UNDATED = "Đã gửi {acceptor} lúc {clock} đề nghị hỗ trợ NV {no}: “{words}”."
HELP_BEFORE = "Vướng mắc này đã gửi {acceptor} lúc {clock}, không gửi thêm lần nữa."
HELP_NOTHING = "NV {no} chưa báo vướng mắc nên chưa gửi gì. Anh/chị nhắn: “nv {no} vướng, …”."
HELP_PUSH = "🟡 {agency} đề nghị hỗ trợ NV {no} {title}, {due}, đang vướng mắc: “{words}”."
HELP_REPLY_PUSH = "{who} trả lời về vướng mắc NV {no}: “{words}”."

SUBMIT_TO, SEND_TO, EDIT, DO_NOT_SEND = "Trình {head}", "Gửi {acceptor}", "Sửa", "Không gửi"
APPROVE, EDIT_DAY, WITHDRAW = "Duyệt, gửi {acceptor}", "Sửa ngày", "Rút đề nghị"
FORWARD, GRANT, REFUSE, ASK_MORE = "Trình lãnh đạo", "Đồng ý", "Không đồng ý", "Hỏi thêm"
ANSWER, SEE, DETAILS, REPORT, OWN_TASKS = "Trả lời", "Xem {at}", "Chi tiết", "Báo tiến độ", "Việc của tôi"
HELP, MORE_TIME, WRITE, DROP, REPORT_BLOCKED = (
    "Đề nghị hỗ trợ", "Đề nghị gia hạn", "Ghi", "Không ghi", "Báo vướng mắc",
)  # fmt: skip


def short_title(head_title: str) -> str:
    """On a button: "Giám đốc" of "Giám đốc Sở"."""
    for title in ("Giám đốc", "Chủ tịch"):
        if head_title.startswith(title):
            return title
    return head_title
