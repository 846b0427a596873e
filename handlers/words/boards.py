"""Boards for monitors and leaders, the nudge by hand, and what is passed on to the leaders."""

FOR_MONITORS = "Danh sách này do Sở Nội vụ, Văn phòng UBND tỉnh và lãnh đạo tỉnh theo dõi."

# --- who has not sent what one task asks
NOT_SENT = "{mark}{count} cơ quan, địa phương chưa {what} ({facts}):"
SENT_BY_ALL = "🟢 Cả {all} cơ quan, địa phương đã báo hoàn thành NV {no} {title}."
SENDS, DOES = "gửi {title}", "báo hoàn thành NV {no} {title}"
REPORT_WORD = "Báo cáo "
NUMBER = "NV {no}"
DUE = "hạn {due}"
MORE_TIME, WHO = "{count} đơn vị được gia hạn đến {due}{names}.", ": {names}"
NOT_REACHED = " (chưa gửi được tin, đề nghị gọi điện)"
RED, YELLOW = "🔴 ", "🟡 "
LINE = "{at}. {agency}: {state}"
NOT_OPEN = "NV {no} hiện không có kỳ nào đang mở nên chưa có cơ quan nào cần báo cáo."

# --- over all tasks
WHICH_TASKS = "{parts} còn cơ quan chưa báo hoàn thành:"
LATE_TASKS = "🔴 {count} nhiệm vụ quá hạn"
SOON_TASKS = "🟡 {count} nhiệm vụ đến hạn trong 7 ngày"
TASK_LINE = "{mark}NV {no} {title}: {missing}/{all}, {left}"
NOTHING_MISSING = "🟢 Không có nhiệm vụ nào quá hạn hoặc đến hạn trong 7 ngày mà còn cơ quan chưa báo."

# --- who is silent, who has not taken note
SILENT = "{count} cơ quan, địa phương chưa báo cáo lần nào về việc quá hạn hoặc đến hạn trong 7 ngày:"
NOBODY_SILENT = "🟢 Cơ quan, địa phương nào có việc quá hạn hoặc đến hạn trong 7 ngày cũng đã báo cáo."
SILENT_LINE = "{at}. {agency}: {tasks}"
LATE_AND_SOON = {"late": "{count} quá hạn", "soon": "{count} sắp đến hạn"}
UNHEARD = "{count} cơ quan, địa phương được nhắc trong {days} ngày làm việc qua, chưa nhận tin và chưa báo cáo:"
ALL_HEARD = "🟢 Mọi cơ quan được nhắc trong {days} ngày làm việc qua đều đã nhận tin hoặc đã báo cáo."
UNHEARD_LINE = "{at}. {agency}: {tasks}, nhắc {day}"

# --- what is blocked
BLOCKED = "🟡 {count} vướng mắc:"
NONE_BLOCKED = "🟢 Không có nhiệm vụ nào đang vướng mắc."
NONE_BLOCKED_IN = "🟢 Không có cơ quan nào báo vướng mắc về NV {no}."
BLOCKED_LINE = "{at}. NV {no} {title}, {agency}, từ {day}: “{reason}”"
NO_REASON = "chưa nêu lý do"

# --- nudges
WHICH_AGENCY = "Cần đôn đốc cơ quan nào?"
AND_MORE = " và {count} đơn vị khác"
NOT_BEHIND = "{agency} không có việc nào cần đôn đốc{about}."
ABOUT_TASK = " về NV {no}"
CONFIRM = "Đôn đốc {count} cơ quan về {tasks}?\n{names}."
CONFIRM_WORDS = "Lời nhắn kèm: “{words}”"
NUDGED = "Đã đôn đốc {whom} lúc {clock}"
WILL_NUDGE = "Sẽ đôn đốc {whom} lúc {clock} {day}"
COUNT_AGENCIES = "{count} cơ quan"
ABOUT = " về {tasks}"
NOT_REACHED_AFTER = "; {names} chưa gửi được tin, đề nghị gọi điện"
NOBODY_REACHED = "Chưa đôn đốc được qua trợ lý: {names} chưa gửi được tin, đề nghị gọi điện."
BEFORE_TODAY = "Hôm nay đã đôn đốc {count} cơ quan trước đó."
ALL_BEFORE = "Hôm nay đã đôn đốc {whom}, không gửi thêm lần nữa."
ALREADY_DONE = "{count} cơ quan đã báo hoàn thành nên không đôn đốc."
ALL_DONE = "🟢 Các cơ quan này đã báo hoàn thành nên không cần đôn đốc."
NOT_SENT_AT_ALL = "Chưa gửi gì."
MAY_ADD = "Có thể kèm lời nhắn: “đôn đốc nv {no}: nội dung”."
ONLY_MONITORS = "Chỉ Sở Nội vụ, Văn phòng UBND tỉnh gửi đôn đốc nên chưa gửi gì."

# --- from and to the leaders
ORDERED = "Đã giao Sở Nội vụ đôn đốc {count} cơ quan về NV {no} lúc {clock}."
ORDERED_BEFORE = "Hôm nay đã giao Sở Nội vụ đôn đốc NV {no} lúc {clock}."
NO_MONITOR = "Chưa có người theo dõi nào của Sở Nội vụ nhận được tin qua trợ lý, đề nghị gọi điện."
ORDER = "🔴 {bold}{who} giao Sở Nội vụ đôn đốc{end}: {head}"
REPORTED_UP = "Đã báo cáo lãnh đạo UBND tỉnh lúc {clock}: {count} cơ quan, địa phương."
REPORTED_BEFORE = "Hôm nay đã báo cáo lãnh đạo về NV {no} lúc {clock}, không gửi thêm lần nữa."
NO_LEADER = "Chưa có lãnh đạo nào nhận được tin qua trợ lý, đề nghị báo cáo trực tiếp."
REPORT_UP = "{bold}{office} báo cáo{end}: {head}"
ONLY_LEADERS = "Chỉ lãnh đạo UBND tỉnh giao việc này nên chưa giao gì."

# --- agencies by state
MAP_TITLE = "Nhiệm vụ {whom} ngày {day}"
MAP_WHOM = {None: "của các cơ quan, địa phương", "so": "của khối sở, ban, ngành", "huyen": "của khối huyện"}
MAP_NOTE = "7 ngày: đến hạn trong 7 ngày tới. Còn lại: hạn xa hơn hoặc không có hạn. Chờ: chờ xác nhận."
MAP_SOURCE = "Theo báo cáo trên Trợ lý CCHC{since}{demo}"
SINCE, DEMO = ", tính từ {start}", " · số liệu minh họa"
COLUMNS = {
    "late": "Quá\nhạn", "blocked": "Đang\nvướng", "soon": "7\nngày", "doing": "Còn\nlại", "waiting": "Chờ",
    "accepted": "Đạt",
}  # fmt: skip
MAP_CAPTION = "Bản đồ nhiệm vụ {whom} ngày {day}: {parts}."
MAP_LATE, MAP_WORST = "🔴 {count} quá hạn ở {agencies} cơ quan", ", nhiều nhất {agency} ({count})"
MAP_NONE_LATE = "🟢 không có việc quá hạn"
MAP_BLOCKED, MAP_SOON = "{count} vướng mắc", "{count} đến hạn trong 7 ngày"
NO_MAP = "Chưa có nhiệm vụ nào đang mở nên chưa có gì để vẽ."
GROUP_LABELS = {None: "Toàn tỉnh", "so": "Khối sở", "huyen": "Khối huyện"}

# --- buttons
NUDGE_ALL, NUDGE_ONE, NUDGE_MANY, NOT_NOW = "Đôn đốc cả {count}", "Đôn đốc", "Gửi đến {count} cơ quan", "Không gửi"
NUDGE_GROUP = "Nhắc cả nhóm"
TELL_LEADERS, LIST, ORDER_NUDGE = "Báo cáo lãnh đạo", "Danh sách", "Giao Sở Nội vụ đôn đốc"
SILENT_LABEL, UNHEARD_LABEL, UNREACHED_LABEL = "Ai im lặng", "Ai chưa nhận nhắc", "Ai chưa liên lạc"
LATE_TASKS_LABEL = "Nhiệm vụ quá hạn"
WAITING_LABEL, OWN_TASKS, SEE, CHART = "Chờ xác nhận", "Việc của tôi", "Xem {no}", "Biểu đồ"


def numbers(tasks: list[int], named: int = 3) -> str:
    """NV 37, NV 38, …"""
    shown = ", ".join(f"NV {no}" for no in tasks[:named])
    return shown + (f" và {len(tasks) - named} nhiệm vụ khác" if len(tasks) > named else "")
