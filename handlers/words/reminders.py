"""What reminders say, and the reasons written beside those that were not sent."""

from datetime import date

from handlers.words.formats import named_day, short_day

NUMBERS = ("Không", "Một", "Hai", "Ba", "Bốn", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười")

# --- a digest: its headline (one task, several), its lines, what is only counted
HEAD_TODAY = "🟡 {bold}{count} nhiệm vụ cần hoàn thành trong hôm nay{end}"
HEAD_LATE = "🔴 {bold}{count} nhiệm vụ quá hạn{end}"
HEAD_SOON = "🟡 {bold}{count} nhiệm vụ sắp đến hạn{end}"
HEAD_NEW = "{bold}{whom} được giao {count} nhiệm vụ mới{end}"
HEAD_CHANGED = "{bold}{whom} có {count} nhiệm vụ thay đổi{end}"
HEAD_WEEK = "{sign} {bold}Việc tuần này: {count} nhiệm vụ{end}"
HEAD_SNOOZE = "{sign} {bold}Nhắc lại theo hẹn: {count} nhiệm vụ{end}"
HEAD_NUDGE = "{sign} {bold}{office} đôn đốc {count} nhiệm vụ{end}"
URGED, URGED_WITH_WORDS = "{office} đôn đốc {tasks}.", "{office} đôn đốc {tasks}: “{words}”"
QUOTED = "“{words}”"
HEAD_LATE_EVERYWHERE = "🔴 {bold}{count} nhiệm vụ có cơ quan quá hạn{end} từ {days} ngày làm việc:"
ONE_LATE_EVERYWHERE = "🔴 {bold}{late}/{all} cơ quan, địa phương chưa hoàn thành NV {no}{end} {title} ({facts}):"
ALONE_LATE = "🔴 {bold}{agency} chưa hoàn thành NV {no}{end} {title} ({facts})."
LATE_LINE = "NV {no} {title}: {late}/{all} cơ quan, địa phương, {overdue}"
LATE_TAIL = "🔴 {count} nhiệm vụ có cơ quan khác quá hạn."
TASK_LINE = "NV {no} {title}: {facts}"
MOVED_LINE = "NV {no} {title}: {moved}"
MOVED = "hạn mới {due} (hạn cũ: {before})"
DATED = "nay có hạn {due}"
UNDATED = "không còn ấn định thời hạn (hạn cũ: {before})"
RESTORED_LINE = "NV {no} {title}: được giao lại, {due}"
WITHDRAWN_LINE = "NV {no} đã rút: {title}"
WITHDRAWN_WHY = "{line} (“{reason}”)"
UNTIL = "đến hết {day}"
TAIL = "Còn {parts}."
TAIL_TODAY = "{count} nhiệm vụ cần xong hôm nay"
TAIL_LATE = "{count} nhiệm vụ quá hạn (🔴 {numbers})"
TAIL_DUE = "{count} nhiệm vụ đến hạn {when}"
TAIL_UNDATED = "{count} nhiệm vụ chưa ấn định thời hạn"
TAIL_NEW = "{count} nhiệm vụ mới được giao"
WHICH = "{what} (NV {no})"
TAIL_CHANGED = "{count} nhiệm vụ thay đổi ({numbers})"
TAIL_LATE_TASKS = "{count} nhiệm vụ khác"
MORE_AGENCIES = "và {count} đơn vị khác"
NOT_REACHED = " (chưa gửi được tin, đề nghị gọi điện)"
BETWEEN = "từ {first} đến {last}"
DUE = "hạn {due}"
SHARED_WITH_LATEST = "{due}, chậm nhất {day}"
OWN_WITH_LATEST = "{due} (chậm nhất {day})"
OVERDUE = "quá hạn {days} ngày làm việc"
NO_REPORT = "chưa có báo cáo"
BLOCKED = "đang vướng mắc"
RETURNED = "đề nghị bổ sung"
DOING = "đang thực hiện"
UPDATED = "{state}, cập nhật {day}"
CONTINUING, NO_DUE = "thường xuyên", "chưa ấn định thời hạn"
BEFORE = "trước {day}"

ACKNOWLEDGE, REPORT, AT_TWO, SEE_ALL, SEE = "Đã nhận", "Báo tiến độ", "Nhắc lúc 14:00", "Xem tất cả", "Xem"
WHO_IS_LATE, DETAILS = "Ai đang trễ hạn", "Chi tiết"

# --- an answer to a reminder
NOTED = "Đã ghi: anh/chị đã nhận tin lúc {clock}."
NOTED_TOAST = "Đã nhận lúc {clock}"
NOT_REPORTED_ONE = "NV {no} chưa được báo hoàn thành."
NOT_REPORTED = "{count} nhiệm vụ chưa được báo hoàn thành."
ALL_REPORTED = "Các nhiệm vụ trong tin đã được báo hoàn thành."
NOTHING_TO_NOTE = "Chưa có tin nhắc nào vừa gửi đến đây nên chưa ghi gì."
NOT_YOURS = "Anh/chị không phụ trách nhiệm vụ này nên chưa ghi gì. Nếu chưa đúng, xin liên hệ Sở Nội vụ."

# --- changes of reminders
HOUR_SET = "Đã ghi: nhắc việc lúc {bold}{hour}{end} các ngày làm việc, từ ngày làm việc tới."
HOUR_RANGE = "Giờ nhắc hằng ngày đặt được từ 5:00 đến 17:00, nên chưa đổi. Giờ hiện nay: {hour}."
HOUR_OR_ONCE = "Anh/chị muốn nhắc lại một lần, hay nhắc hằng ngày lúc {hour}?"
ONCE_AT, DAILY_AT = "Một lần, {hour}", "Hằng ngày {hour}"
SETTINGS = "Nhắc việc lúc {bold}{hour}{end} các ngày làm việc, một tin mỗi sáng, không nhắc sau 18:00."
SETTINGS_LADDER = "Mốc nhắc: {days}."
SETTINGS_HOW = "Có thể nhắn: “nhắc lúc 6:45”, “nhắc trước 5 ngày và 2 ngày”, “hoãn nhắc nv 5 ba ngày”."
OWN_LADDER = "trước hạn {days} ngày và ngày cuối (việc định kỳ: {short})"
BEFORE_AND_LAST, LAST_ONLY = "trước {days} ngày và ngày cuối", "ngày cuối"
FORWARDED = "Đây là tin chuyển tiếp nên chưa đổi gì. Muốn đổi lịch nhắc, anh/chị tự nhắn."
NOT_REMINDED = (
    "Trợ lý nhắc việc cho người đứng đầu và cán bộ đầu mối của cơ quan chủ trì; anh/chị nhận danh sách quá hạn."
)
DAYS_SET = "Đã ghi: {days}. Việc quá hạn vẫn nhắc như thường."
DAYS_USUAL = "Đã ghi: nhắc theo mốc chung, trước hạn 14, 7, 3, 1 ngày và ngày cuối."
DAYS_RANGE = "Đặt được nhiều nhất 5 mốc, từ 1 đến 30 ngày trước hạn, nên chưa đổi. Mốc hiện nay: trước {now} ngày."
DAYS_NOT_FOR_ONE = "Số ngày nhắc đặt chung cho mọi nhiệm vụ, không đặt riêng từng việc, nên chưa đổi."
DAYS_FOR_ALL, USUAL_DAYS = "Đặt cho mọi nhiệm vụ", "Về mốc chung"
NO_NUDGE = "Chưa gửi đôn đốc từ đây được. Trợ lý vẫn tự nhắc các cơ quan quá hạn theo mốc."
NO_MUTE_LATE = "NV {no} đang quá hạn nên không tắt nhắc được. Có thể hoãn, báo vướng mắc hoặc đề nghị gia hạn."
NO_MUTE_TODAY = "NV {no} cần hoàn thành trong hôm nay nên không tắt nhắc được. Nhắc lại lúc nào?"
NOTHING_TO_MUTE = "Không có nhiệm vụ nào còn hạn để tắt nhắc; việc đến hạn và quá hạn vẫn được nhắc."
MUTE_THESE = "Tắt nhắc {count} nhiệm vụ ({tasks}) đến trước ngày cuối? Ngày cuối và khi quá hạn vẫn nhắc."
MUTE_LEAVES = "{count} nhiệm vụ đến hạn hoặc quá hạn vẫn nhắc như thường."
MUTED_ONE = "Đã tắt nhắc NV {no}. Vẫn nhắc vào ngày cuối ({day}) và khi quá hạn. Thời hạn không đổi: {due}."
MUTED_ALL = "Đã tắt nhắc {count} nhiệm vụ: {tasks}. Vẫn nhắc vào ngày cuối và khi quá hạn."
UNMUTED = "Đã bật lại: {tasks} được nhắc theo mốc."
NOT_MUTED = "Nhiệm vụ này không tắt nhắc; mốc nhắc vẫn như thường."
MUTED_NOW, PUT_OFF_NOW = "Đang tắt nhắc: {tasks}.", "Đang hoãn: {tasks}, nhắc lại {when}."
MUTE_THEM, KEEP_REMINDING, AS_USUAL, MORE_TIME = "Tắt nhắc", "Không tắt", "Nhắc lại bình thường", "Đề nghị gia hạn"
PUT_OFF = "Sẽ nhắc lại lúc {bold}{when}{end}: {tasks}. Thời hạn không đổi{due}."
OUT_OF_HOURS = " Không gửi tin nhắc từ 18:00 và ngày nghỉ."
PUT_OFF_DUE = ": {due}"
TODAY = "{hour} hôm nay"
ON_DAY = "{hour} {day}"
TOO_FAR = "Hoãn nhắc tối đa một tuần nên chưa hoãn. Nhắc lại lúc nào?"
PAST_DUE_TODAY = "{tasks} cần hoàn thành trong hôm nay nên không hoãn sang ngày khác được. Nhắc lại lúc nào?"
PAST_DUE = "{tasks} cần hoàn thành chậm nhất {day} nên không hoãn quá ngày đó được. Nhắc lại lúc nào?"
WHEN_AGAIN = "Nhắc lại {tasks} lúc nào?"
WHICH_TASK = "Anh/chị muốn hoãn nhắc nhiệm vụ nào?"
NOTHING_DUE = "Cơ quan không có nhiệm vụ nào sắp đến hạn hoặc quá hạn nên không cần hoãn nhắc."
NOT_A_LEAD = "NV {no} không do {agency} chủ trì nên không có lịch nhắc để đổi."
NOT_OPEN = "NV {no} hiện không có thời hạn đang được nhắc."
NOT_SNOOZED = "Không có lời nhắc nào đang hoãn; mốc nhắc vẫn như thường."
RESUMED = "Đã bỏ hoãn: {tasks} được nhắc lại theo mốc."
TAKE_BACK, TWO_PM, FOUR_PM = "Bỏ nhắc lại", "14:00", "16:00"
DAYS = "Hoãn {days} ngày"
REPORT_BLOCKED = "Báo vướng mắc"

# --- what a monitor sees of it
PUT_OFF_THERE = "Đang hoãn nhắc đến {until} ({people})."
MUTED_THERE = "Cơ quan đã tắt nhắc trước ngày cuối."

# --- why a planned reminder was not sent
WITHDRAWN = "nhiệm vụ đã rút"
RESTORED = "nhiệm vụ đã khôi phục"
NEW_CYCLE = "thời hạn đã thay đổi"
REPORTED = "đã báo hoàn thành"
NOT_RESPONSIBLE = "không còn phụ trách"
BEFORE_ENROLMENT = "trước ngày đăng ký"
ANSWERED = "đã nhận tin hoặc đã báo cáo"
NO_ACCOUNT = "chưa có tài khoản nhận tin"
UNREACHABLE = "chưa gửi được tin"
GIVEN_UP = "đã gửi nhiều lần, chưa rõ kết quả"
NOT_COMPOSED = "chưa soạn được tin"
LATER_MESSAGE = "tin của ngày sau thay"
LATER_RUNG = "có mốc nhắc sau"
PUT_OFF_UNTIL = "đã hoãn nhắc"
OTHER_MOMENT = "đã đổi giờ nhắc"
MUTED = "người nhận đã tắt nhắc"


def numbers(tasks: list[int]) -> str:
    """NV 37, NV 38"""
    return ", ".join(f"NV {no}" for no in tasks)


def count_word(count: int) -> str:
    """Hai; from eleven on, digits."""
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def between(days: list[date]) -> str:
    """31/3, or "từ 29/3 đến 31/3"."""
    first, last = min(days), max(days)
    return short_day(first) if first == last else BETWEEN.format(first=short_day(first), last=short_day(last))


def moment_words(day: date, hour: str, today: date) -> str:
    return TODAY.format(hour=hour) if day == today else ON_DAY.format(hour=hour, day=named_day(day))
