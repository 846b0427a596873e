"""The working calendar: what is set, what is asked, what an admin changes."""

from collections.abc import Sequence
from datetime import date

from handlers.words.formats import WEEKDAYS, day, short_day

# --- what is set
IS_OFF = "{day} {bold}nghỉ{end}: {note}."
IS_OFF_WEEKEND = "{day} {bold}nghỉ{end} (cuối tuần)."
IS_MADE_UP = "{day} {bold}làm việc{end}: {note}."
IS_WORKED = "{day} là ngày {bold}làm việc{end}."
TOGETHER = "Nghỉ liền từ {first} đến {last}."
NEW_YEAR = "Tết Nguyên đán"
COMING = "Các ngày nghỉ sắp tới:"
OF_MONTH, OF_YEAR = "Lịch nghỉ, làm bù tháng {month}/{year}:", "Lịch nghỉ, làm bù năm {year}:"
NOTHING_SET = "{period} không có ngày nghỉ, làm bù nào ngoài thứ Bảy, Chủ nhật."
NOT_KNOWN = "Chưa có lịch nghỉ lễ năm {year}; trợ lý tự thêm trước khi sang năm đó."
OFF_LINE, WORK_LINE = "Nghỉ {days}: {note}", "Làm việc {days}: {note}"
MONTH, YEAR = "Tháng {month}/{year}", "Năm {year}"
WHOLE_YEAR, PREVIOUS, NEXT = "Cả năm {year}", "Trước", "Tiếp"

COUNT_FROM_TODAY = "Từ hôm nay đến hết {last}: {bold}{count} ngày làm việc{end}{with_today}."
WITH_TODAY = ", tính cả hôm nay"
COUNT_BETWEEN = "Từ {first} đến hết {last}: {bold}{count} ngày làm việc{end}."
COUNT_LEFT_OUT = "Đã trừ ngày nghỉ: {days}."
COUNT_PAST = "{day} đã qua."

# --- a change
ASK = "Ghi vào lịch làm việc: {changes}?"
NOTE = "Ghi chú: {note}."
BECAUSE = "lý do “{reason}”"
EFFECT = "{count} nhiệm vụ có mốc nhắc đổi theo; thời hạn không đổi."
NO_EFFECT = "Không nhiệm vụ nào có mốc nhắc đổi; thời hạn không đổi."
DONE = "Đã ghi vào lịch làm việc: {changes}."
REPLANNED = "Mốc nhắc của {count} nhiệm vụ đã xếp lại."
UNDONE = "Đã hủy thay đổi: lịch làm việc trở lại như trước."
CHANGED_SINCE = "Lịch những ngày này đã đổi lần nữa sau đó nên chưa hủy. Anh/chị xem lại rồi đặt từng ngày."
DROPPED = "Chưa ghi gì, lịch làm việc giữ nguyên."
AS_IT_IS = "Lịch đã như vậy, không cần ghi: {changes}{notes}."
NO_SUCH_DAY = "Không có ngày {day} nên chưa ghi gì."
OTHER_WEEKDAY = "{date} là {weekday}, không phải {said}, nên chưa ghi gì. Anh/chị xem lại ngày."
TOO_MANY = "Mỗi lần đặt được nhiều nhất {count} ngày nên chưa ghi gì."
WHICH_DAY = "Anh/chị cho biết ngày, ví dụ: “nghỉ 2/1/2026”, “làm bù 10/1/2026”."
ONLY_ADMIN = "Lịch làm việc do quản trị hệ thống đặt nên chưa ghi gì."
OFF, WORK = "nghỉ {days}", "làm việc {days}"
BOTH = "{first} đến {last}"
WRITE, DROP, UNDO = "Ghi", "Không ghi", "Ghi nhầm, hủy"
OFF_NOTE, WORK_NOTE, BACK_NOTE = "nghỉ theo thông báo", "làm bù", "làm việc bình thường"


def whole_day(value: date) -> str:
    """thứ Sáu 02/01/2026"""
    return f"{WEEKDAYS[value.weekday()]} {day(value)}"


def span(days: Sequence[date]) -> str:
    """thứ Sáu 02/01/2026, or "08/02 đến 14/02/2024"."""
    if days[0] == days[-1]:
        return whole_day(days[0])
    first = short_day(days[0]) if days[0].year == days[-1].year else day(days[0])
    return BOTH.format(first=first, last=day(days[-1]))
