"""What monitors and leaders read when tasks are added, moved, changed, withdrawn."""

# --- what a change would do, before it is written
MOVE = "{bold}NV {no}{end} {title}, {who}: hạn {before} → {after}."
MOVE_UNDATED = "{bold}NV {no}{end} {title}, {who}: {before} → hạn {after}."
MOVE_GROUPS = "{bold}NV {no}{end} {title}: hạn mới {after}."
MOVE_GROUP = "{who}: hạn cũ {before}"
KEPT_DONE = "{count} cơ quan đã báo hoàn thành giữ hạn cũ."
DAY_OFF = "{day} là ngày nghỉ; ngày làm việc cuối cùng là {latest}."
UNTIL = "đến hết {day}"
GROUND = "Căn cứ: {ground}."
RENAME = "{bold}NV {no}{end}: tên hiện nay “{before}” → “{after}”."
ADD_LEAD = "{bold}NV {no}{end} {title}: thêm {who} chủ trì, {due}."
REMOVE_LEAD = "{bold}NV {no}{end} {title}: {who} thôi chủ trì."
ADD_COORDINATING = "{bold}NV {no}{end} {title}: thêm {who} phối hợp."
REMOVE_COORDINATING = "{bold}NV {no}{end} {title}: {who} thôi phối hợp."
WITHDRAW = "{bold}Rút NV {no}{end} {title}, {who}: {states}."
HISTORY_KEPT = "Báo cáo và tài liệu đã gửi vẫn được giữ; các lần nhắc đã định sẽ dừng."
REASON = "Lý do: “{reason}”."
RESTORE = "{bold}Giao lại NV {no}{end} {title}, {who}; báo cáo trước đây vẫn còn."
STATES = {
    "waiting": "{count} chờ xác nhận",
    "accepted": "{count} đã hoàn thành",
    "doing": "{count} đang thực hiện",
    "blocked": "{count} đang vướng mắc",
    "returned": "{count} đang bổ sung",
    "not_started": "{count} chưa có báo cáo",
}
NOTHING_REPORTED = "chưa có báo cáo"
AGENCIES = "{count} cơ quan"

# --- whose decision it is
LEADERS_DOCUMENT = "{document} do lãnh đạo UBND tỉnh quyết định: cần lãnh đạo đồng ý, hoặc có văn bản mới."
NAME_THE_DOCUMENT = "Xin nhắn số và ngày của văn bản, ví dụ: “công văn 1020/UBND-NC ngày 26/3”."
DOCUMENT_OF_WHEN = "{document} ban hành ngày nào? Ví dụ: “26/3”."
DOCUMENT_WITHOUT_SYMBOL = "Xin nhắn đủ số và ký hiệu của văn bản số {number}, ví dụ: “{number}/UBND-NC”."
DOCUMENT_WITHOUT_NUMBER = "Xin nhắn số và ký hiệu của văn bản ngày {day}, ví dụ: “1020/UBND-NC”."
SAME_DOCUMENT = "{document} chính là văn bản đã giao NV {no} nên chưa ghi gì. Cần văn bản mới, hoặc lãnh đạo đồng ý."
LEADERS_DOCUMENT_SHORT = "{document} do lãnh đạo quyết định."
SENT = "Đã trình lãnh đạo UBND tỉnh: {what} Chưa đổi gì cho đến khi có ý kiến."
NO_LEADER = "Chưa có lãnh đạo nào đăng ký dùng trợ lý nên chưa trình được. Có văn bản mới, anh/chị nhắn số và ngày."
ASKED_OF_LEADER = "🟡 {bold}{who} trình:{end}\n{what}"
AGREED = "Đã đồng ý lúc {clock}. {done}"
REFUSED = "Đã ghi lúc {clock}: không đồng ý{why}. NV {no} giữ nguyên."
BECAUSE = ", lý do “{reason}”"
ANSWER_AGREED = "🟢 {who} đã đồng ý. {done}"
ANSWER_REFUSED = "{who} không đồng ý thay đổi NV {no}{why}; nhiệm vụ giữ nguyên."
DECIDED = "NV {no}: {who} đã {answer} lúc {clock} nên không ghi thêm."
AGREE_WORD, REFUSE_WORD = "đồng ý", "không đồng ý"

# --- what waits for a leader
LIST = "{bold}{count}{end} đề nghị đang chờ anh/chị quyết định:"
NONE_WAITING = "🟢 Không có đề nghị nào đang chờ anh/chị quyết định."
LINE = "{at}. {who}: {what}"
LINE_MORE_TIME = "{at}. {who} xin gia hạn NV {no} đến hết {until}: “{words}”"
MORE = "và {count} đề nghị khác."
WHICH_PROPOSAL = "Anh/chị quyết định đề nghị nào? Chưa ghi gì."
NOT_DECIDED_YET = "Chưa ghi gì. Đề nghị đang chờ anh/chị:"
SEE = "Xem {at}"
REPORTS_WAITING = "Báo cáo chờ xác nhận"
WHAT = {
    "move": "dời hạn NV {no} {title}, {due}",
    "withdraw": "rút NV {no} {title}",
    "restore": "giao lại NV {no} {title}",
    "title": "đổi tên NV {no} {title}",
    "lead+": "thêm cơ quan chủ trì NV {no} {title}",
    "lead-": "bớt cơ quan chủ trì NV {no} {title}",
    "coordinating+": "thêm cơ quan phối hợp NV {no} {title}",
    "coordinating-": "bớt cơ quan phối hợp NV {no} {title}",
}

# --- done
MOVED = "Đã ghi lúc {clock}: NV {no}, {who}: hạn mới {bold}{after}{end}. Cơ quan chủ trì được báo {when}."
TOLD_NEXT, TOLD_NOW = "trong tin sáng ngày làm việc tới", "ngay"
RENAMED = "Đã ghi lúc {clock}: NV {no} nay là “{after}”."
LEAD_ADDED = "Đã ghi lúc {clock}: {who} chủ trì NV {no}. Cơ quan được báo trong tin tới."
LEAD_REMOVED = "Đã ghi lúc {clock}: {who} thôi chủ trì NV {no}; báo cáo trước đây vẫn giữ."
COORDINATING_ADDED = "Đã ghi lúc {clock}: {who} phối hợp NV {no}."
COORDINATING_REMOVED = "Đã ghi lúc {clock}: {who} thôi phối hợp NV {no}."
WITHDRAWN = "Đã rút NV {no} lúc {clock}: {who}. Cơ quan chủ trì được báo trong tin sáng ngày làm việc tới."
RESTORED = "Đã giao lại NV {no} lúc {clock}: {who}. Việc nhắc tiếp tục theo hạn."
MOVE_UNDONE = "Đã hủy đổi hạn NV {no}: {who} trở lại hạn cũ."
UNDO_TOO_LATE = "Đã quá mười phút nên không hủy được; hạn của NV {no} giữ như đã đổi. Có thể đổi lại bằng một lệnh mới."
NOTHING_TO_UNDO = "Trong mười phút qua anh/chị không đổi hạn {what} nên không có gì để hủy. Cần đổi, xin nhắn ngày mới."
A_TASK = "nhiệm vụ nào"
CHANGED_SINCE = "NV {no} đã có thay đổi sau đó nên chưa hủy gì."
DROPPED = "Chưa ghi gì."
STALE = "NV {no} đã thay đổi nên chưa ghi gì. Xin xem lại rồi nhắn lại."

# --- why not, and what is missing
NO_RIGHT = "Chỉ Sở Nội vụ, Văn phòng UBND tỉnh và lãnh đạo tỉnh đổi được nhiệm vụ, nên chưa ghi gì."
PAST = "Ngày {day} đã qua nên chưa đổi hạn NV {no}. Xin nhắn một ngày từ hôm nay trở đi."
NO_DAY = "Dời hạn NV {no} đến ngày nào? Xin nhắn ngày, ví dụ: “29/3”."
SAME_DAY = "NV {no} đã có hạn {after} nên không cần đổi."
NOTHING_OPEN = "NV {no} không còn cơ quan nào chưa báo hoàn thành nên không có hạn để dời."
NOT_A_LEAD = "{who} không chủ trì NV {no} nên chưa ghi gì."
NOT_COORDINATING = "{who} không phối hợp NV {no} nên chưa ghi gì."
ALREADY_LEAD = "{who} đang chủ trì NV {no} rồi."
ALREADY_COORDINATING = "{who} đang phối hợp NV {no} rồi."
LAST_LEAD = "{who} là cơ quan chủ trì duy nhất của NV {no}. Có thể rút cả nhiệm vụ, hoặc thêm cơ quan khác trước."
PAST_FOR_NEW_LEAD = "Hạn của NV {no} đã qua nên chưa thêm cơ quan chủ trì. Xin dời hạn trước."
WITHDRAWN_ALREADY = "NV {no} đã rút ngày {day}. Cần giao lại, nhắn: “khôi phục nv {no}”."
NOT_WITHDRAWN = "NV {no} đang được giao, không có gì để khôi phục."
WHICH_PART = "{who} chủ trì hay phối hợp NV {no}?"
WHICH_AGENCY = "Anh/chị muốn nói cơ quan nào?"
WHICH_TASK = "Xin cho biết số nhiệm vụ, ví dụ: “dời hạn nv {no} sang {day}”."
ONE_AT_A_TIME = "Xin đổi từng nhiệm vụ một, ví dụ: “dời hạn nv {no} sang {day}”."
WITHDRAW_ONE_AT_A_TIME = "Xin rút từng nhiệm vụ một, ví dụ: “rút nv {no} vì …”."
WHY_WITHDRAW_ALL = "Rút {tasks} vì lý do gì? Lý do sẽ được báo cho cơ quan chủ trì."
WHY_WITHDRAW = "Rút NV {no} {title} vì lý do gì? Lý do sẽ được báo cho cơ quan chủ trì."
UNREAD_DOCUMENT = "Chưa đọc được số văn bản. " + NAME_THE_DOCUMENT

# --- a new task
ASK_TITLE = "Nội dung nhiệm vụ là gì? Xin viết có dấu vì sẽ hiện trong danh mục."
ASK_LEADS = "Cơ quan nào chủ trì “{title}”? Có thể nêu nhiều cơ quan hoặc cả khối."
ASK_COORDINATING = "Cơ quan nào phối hợp? Nhắn “không” nếu không có."
ASK_DUE = "Thời hạn của “{title}”? Ví dụ: “30/4”, “trước 15/5”, “hằng quý”."
ASK_SOURCE = "Giao theo văn bản nào? Ví dụ: “công văn 1020/UBND-NC ngày 20/3”."
NEW = "Giao nhiệm vụ mới {bold}NV {no}{end}: {title}."
NEW_LEADS = "Chủ trì: {leads}."
NEW_BOTH = "Chủ trì: {leads}. Phối hợp: {coordinating}."
NEW_DUE = "Thời hạn: {due}. {source}."
NEW_UNREAD = "Thời hạn: “{due}”, chưa đọc được ngày nên sẽ không nhắc. {source}."
OCCURRENCES = "{text} ({count} kỳ trong năm, kỳ tới {due})"
NO_DOCUMENT = "Không theo văn bản"
OWN_SOURCE = "Yêu cầu của {agency}"
UNREAD_DUE = "Chưa đọc được thời hạn “{due}”."
KEEP_WORDS = "Giữ câu chữ"
NEW_PAST = "Thời hạn {due} đã qua. Xin nhắn thời hạn khác."
LEADS_UNREAD = "Chưa nhận ra cơ quan “{text}”. Xin nhắn lại tên cơ quan chủ trì."
ADDED = "Đã giao {bold}NV {no}{end} lúc {clock}: {title}. {leads} được báo {when}."
TOLD_SOON = "ngay vì hạn gần"
UNGIVEN = "Đã hủy giao NV {no}: {leads}. Chưa cơ quan nào được báo nhiệm vụ này nên không có tin nào gửi đi."
UNGIVEN_TOLD = "Đã hủy giao NV {no}: {leads}. Cơ quan đã được báo nhiệm vụ này sẽ được báo là đã rút."
UNGIVE_TOO_LATE = "Đã quá mười phút nên không hủy được việc giao NV {no}. Có thể nhắn: “rút nv {no} vì …”."
UNGIVE_BEGUN = "NV {no} đã có báo cáo hoặc thay đổi nên chưa hủy gì. Có thể nhắn: “rút nv {no} vì …”."
NOTHING_GIVEN = "Trong mười phút qua anh/chị không giao nhiệm vụ nào nên không có gì để hủy."
GIVEN_WRONGLY = "giao nhầm"
UNDO_GIVE = "Giao nhầm, hủy"
WHAT_TO_CHANGE = "Sửa phần nào?"
NOT_ADDED = "Chưa giao nhiệm vụ nào."

# --- buttons
WRITE, DROP = "Ghi", "Không ghi"
SEND, NEW_DOCUMENT = "Trình lãnh đạo", "Có văn bản mới"
AGREE, REFUSE = "Đồng ý", "Không đồng ý"
UNDO_MOVE, RESTORE_BUTTON, DETAILS = "Hủy đổi hạn", "Khôi phục", "Chi tiết"
WITHDRAW_BUTTON, DO_NOT_WITHDRAW = "Rút", "Không rút"
LEAD, COORDINATING = "Chủ trì", "Phối hợp"
REASONS = ("Trùng nhiệm vụ", "Không còn phù hợp")
GIVE, EDIT, DO_NOT_GIVE = "Giao", "Sửa", "Không giao"
CONTINUING = "Thường xuyên"
PARTS = {"title": "Nội dung", "leads": "Chủ trì", "coordinating": "Phối hợp", "due": "Thời hạn", "source": "Văn bản"}
DATED = "{document} ngày {day}"
A_DOCUMENT = "văn bản"

# --- orders of those who may not give them
DATES_OF_OTHERS = "Thời hạn do người giao nhiệm vụ ấn định nên chưa ghi gì. Từ đây có thể đề nghị gia hạn."
TASKS_OF_OTHERS = (
    "Thêm, đổi, rút nhiệm vụ do Sở Nội vụ, Văn phòng UBND tỉnh và lãnh đạo tỉnh thực hiện nên chưa ghi gì."
)
ASK_FOR_TIME = "Đề nghị gia hạn"
