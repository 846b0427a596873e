"""Reports on progress: receipts, questions before a write, refusals, taking back, documents."""

# --- receipts
RECEIPT = "Đã ghi nhận lúc {clock}: NV {no}, {agency}: {state}."
RECEIPTS = "Đã ghi nhận lúc {clock}:"
RECEIPT_LINE = "NV {no}, {agency}: {state}."
PERCENT_DOING = "{percent}, đang thực hiện"
BLOCKED = "đang vướng mắc"
BLOCKED_FOR = "{blocked}: “{reason}”"
DONE_WAITING = "{done}, chờ {who} xác nhận"
DONE = "hoàn thành"
DOING = "đang thực hiện"
NOTE = "Ghi chú: “{note}”."
BEFORE_NOTHING = "Trước đó chưa có báo cáo."
BEFORE_STATE = "Trước đó {state}."
DUE = "Hạn {due}, {left}."
DUE_KEPT = "Hạn không đổi: {due}, {left}."
FILED_IN_TIME = "Báo đúng hạn ({due})."
SUPPLIED_IN_TIME = "Bổ sung đúng hạn ({due})."
FILED_LATE = "Báo sau hạn ({due}), quá hạn {days} ngày làm việc."
FILED_LATE_WEEKEND = "Báo sau hạn ({due})."
UNDATED = "Thời hạn: {due}."
DUE_NOT_COUNTED = "Hạn {due} là trước ngày bắt đầu dùng trợ lý nên không tính."
SEEN_BY = "{who} xem được vướng mắc này."
SAY_WHY = "Anh/chị nhắn thêm nguyên nhân để {who} biết."
FIRST_TIME = "Ghi nhận này không thay văn bản báo cáo. Không gửi tài liệu mật qua kênh này."
INSTEAD_OF = "Thay cho báo cáo lúc {clock} của tin đã sửa ({state})."
EDITED_TOO_LATE = "Báo cáo lúc {clock} của tin đã sửa vẫn còn trong lịch sử."
EDITED_SAME = "Tin sửa không đổi nội dung đã ghi cho NV {no}, không ghi thêm."

# --- questions before a write
WHICH_TASK = "Anh/chị báo {what}nhiệm vụ nào?"
WHAT_DONE, WHAT_BLOCKED, WHAT_PERCENT = "xong ", "vướng mắc ", "{percent}% cho "
WHICH_EXAMPLE = "Có thể nhắn luôn số và tiến độ, ví dụ: “nv {no} được 60%”."
HOW_FAR = "NV {no} {title}: {state}; hạn {due}."
HOW_FAR_UNDATED = "NV {no} {title}: {state}; {due}."
HOW_FAR_EXAMPLE = "Anh/chị nhắn tiến độ, ví dụ: “60%, đang trình ký”, hoặc chọn:"
WHY_LOWER = "NV {no} lần trước báo {before}, nay {now}. Anh/chị cho biết lý do giảm, hoặc chọn:"
WHY_LOWER_LINE = "NV {no} lần trước báo {before}, nay {now} nên chưa ghi."
BEFORE_DONE = "hoàn thành"
IS_IT_THIS = "Anh/chị báo cho nhiệm vụ này?"
IS_IT_ONE_OF = "Anh/chị báo cho nhiệm vụ nào?"
FORWARDED = "Ghi nội dung này cho {tasks}?"
UNSURE = "Chưa ghi gì vì chưa chắc hiểu đúng. Ghi {tasks}?"
ADDED = "NV {no} trước đó {before}%, thêm {more}% là {percent}%. Ghi {percent}%?"
SHALL_NOTE = "Ghi “{words}” cho NV {no}?"
OF_ANOTHER = "Tin có nhắc {other}. Ghi NV {no} cho {agency}?"
WHICH_AGENCY = "Anh/chị báo NV {no} cho cơ quan nào?"
WHICH_OCCURRENCE = "NV {no} có {count} kỳ chưa báo. Anh/chị báo kỳ nào?"
SEND_FILE = "Xin gửi ảnh, tệp PDF hoặc Word vào đây; trợ lý gắn vào NV {no}. Không gửi tài liệu mật."
NO_FILE_YET = "Trợ lý chưa nhận được tệp nào cho NV {no} sau lời nhắn trên. Anh/chị gửi lại, hoặc chọn:"
NOT_WAITING = "Không chờ tài liệu NV {no} nữa. Khi có, anh/chị gửi ảnh hoặc tệp kèm “nv {no}”."
FILE_FOR = "Tài liệu này của nhiệm vụ nào?"
FILES_FOR = "{count} tài liệu này của nhiệm vụ nào?"

# --- not written
NOT_LEAD = "NV {no} không do {agency} chủ trì nên chưa ghi."
NOT_LEAD_ASK = "NV {no} không do {agency} chủ trì nên chưa ghi. Anh/chị báo nhiệm vụ nào?"
UNKNOWN_NUMBER = "Chưa ghi gì. "
UNKNOWN_NUMBER_LINE = "Chưa có nhiệm vụ số {no} nên chưa ghi."
UNDO_WITHDRAWN = "Nhiệm vụ của báo cáo này đã rút nên chưa hủy gì. Báo cáo trước đây vẫn giữ."
NO_RIGHT = "Anh/chị không phụ trách nhiệm vụ này nên chưa ghi gì. Nếu chưa đúng, xin liên hệ Sở Nội vụ."
NOT_A_REPORTER = "Tiến độ do cơ quan chủ trì báo cáo nên chưa ghi gì. Từ đây có thể xem tiến độ, ai đang trễ hạn."
ALREADY_WAITING = "NV {no} đã báo hoàn thành lúc {when}, {state}; không ghi thêm."
ALREADY_ACCEPTED = "NV {no}, {agency} đã được xác nhận hoàn thành nên không ghi thêm."
NOT_OPEN = "NV {no} hiện không có kỳ nào đang mở nên chưa ghi."
NOTHING_LED = "{agency} không chủ trì nhiệm vụ nào nên chưa ghi."
KEPT = "Giữ nguyên NV {no}: {state}. Không ghi thêm."
DROPPED = "Đã bỏ, chưa ghi gì."

# --- taken back
UNDONE = "Đã hủy báo cáo NV {no} ghi lúc {clock}."
UNDONE_MANY = "Đã hủy {count} báo cáo ghi lúc {clock}."
NOW = "NV {no}, {agency} hiện: {state}."
UNDONE_BEFORE = "Báo cáo này đã hủy trước đó, không có gì thay đổi."
TOO_LATE = "Đã quá mười phút nên không hủy được. NV {no} hiện: {state}. Anh/chị có thể báo lại số đúng."
DECIDED = "Báo cáo NV {no} đã được xem xét nên không hủy được. Cần sửa, xin liên hệ {who}."
NOTHING_TO_UNDO = "Không có báo cáo nào trong mười phút qua để hủy. Anh/chị có thể báo lại số đúng."
WHICH_TO_UNDO = "Anh/chị hủy báo cáo nào?"
UNDO_WORDS = "Ghi nhầm, hủy"
EDIT_WORDS = "Sửa tin"

# --- documents
FILED = "Đã nhận tài liệu lúc {clock} cho NV {no}, {agency}: {name}."
FILE_STORED = "Đã lưu tài liệu {name} của NV {no}."
FILE_FAILED = "Chưa tải được tài liệu {name} của NV {no}. Xin gửi lại tệp, tối đa 20 MB."
FILE_GONE = "Tài liệu này không còn gắn với nhiệm vụ nào."
PHOTO = "ảnh gửi {when}"
PAPERS = "Tài liệu: {names}."
NO_COPY = "Chưa có bản chụp."
PAPER, PAPER_OF = "{kind} số {number}/{signs}", "{paper} ngày {day}"
PAPER_KINDS = {
    "tb": "Thông báo", "bc": "Báo cáo", "kh": "Kế hoạch", "qd": "Quyết định", "ttr": "Tờ trình", "gm": "Giấy mời",
    "bb": "Biên bản", "ct": "Chỉ thị", "hd": "Hướng dẫn", "nq": "Nghị quyết", "ctr": "Chương trình", "kl": "Kết luận",
    "pa": "Phương án", "da": "Đề án", "cv": "Công văn",
}  # fmt: skip
KINDS_FOLDED = (
    "thong bao", "bao cao", "ke hoach", "quyet dinh", "to trinh", "giay moi", "bien ban", "chi thi", "huong dan",
    "nghi quyet", "chuong trinh", "ket luan", "phuong an", "de an", "cong van", "van ban",
)  # fmt: skip
SIGNS = {"QD": "QĐ", "TTR": "TTr", "CTR": "CTr", "HDND": "HĐND", "DA": "ĐA"}
KEPT_PAPERS = "Tài liệu đã gửi vẫn được giữ với NV {no}."
MOVED = "Đã chuyển tài liệu {name} sang NV {no}."
MOVE_TO_WHICH = "Tài liệu {name} của nhiệm vụ nào?"
NOT_MOVED = "Tài liệu này không do anh/chị gửi hoặc đã được xem xét nên chưa chuyển."
BUT_NOT_DONE = "NV {no} chưa được báo hoàn thành."

# --- before the start day
ALL_DONE = "Đã ghi nhận lúc {clock}: {count} việc có hạn trước {start} của {agency} đã xong."
NOTHING_BEFORE_START = "{agency} không còn việc nào có hạn trước {start} mà chưa rõ kết quả."
ALL_DONE_WORDS = "Đã xong hết"

# --- buttons
SEND_COPY = "Gửi bản chụp"
UNDO, SEND, FINISHED, UNDO_ONE = "Ghi nhầm, hủy", "Gửi tài liệu", "Đã hoàn thành", "Hủy NV {no}"
LEAVE = "Thôi"
REPORT, DETAILS, OTHER_TASK, OWN_TASKS = "Báo tiến độ", "Chi tiết", "Nhiệm vụ khác", "Việc của tôi"
IN_WORK, IN_TROUBLE = "Đang thực hiện", "Đang vướng mắc"
WRITE_PERCENT, WRITE_AGAIN, KEEP_PERCENT, KEEP = "Ghi {percent}%", "Ghi lại", "Giữ {percent}%", "Giữ nguyên"
WRITE_FOR, DROP = "Ghi cho NV {no}", "Không ghi"
OCCURRENCE = "Kỳ {due}"
PROGRESS_OF, LATE = "Tiến độ NV {no}", "Ai đang trễ hạn"
ODD_PERCENT = "Chưa ghi “{typed}”: tiến độ là số nguyên từ 0% đến 100%."
OF_TASK = "NV {no}: {label}"
