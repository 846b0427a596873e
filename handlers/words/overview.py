"""The province, or a group, in one screen."""

HEAD = "Chỉ số CCHC năm {year}{group}: trung bình {mean}{before}; cao nhất {best}; thấp nhất {worst}."
HEAD_FIELD = "{name}{group} năm {year}: trung bình {mean}{before}; cao nhất {best}; thấp nhất {worst}."
GROUP = " của {group}"
BEFORE = " ({year}: {mean})"
BANDS = {
    "upper": "{count} đơn vị trên 90%",
    "middle": "{count} từ 80% đến dưới 90%",
    "lower": "{count} dưới 80%",
}
NONE = "không đơn vị nào"
MOVED = "Thứ hạng: {up} tăng, {same} giữ nguyên, {down} giảm. Điểm: {points_up} tăng, {points_down} giảm{points_same}."
POINTS_SAME = ", {same} không đổi"
GROUPS = "Trung bình {groups}."
GROUP_MEAN = "{group} {mean}"
NAMES = "Gồm {rows}."
SPLIT = "Trong đó {groups}."
MIDDLE = "Mức giữa {middle}."
ROW = "{agency} {figure}"
COUNT = "{count}/{all} {units} {limits}{about} năm {year}."
SEE_LIST = "Xem danh sách"
BOTH_GROUPS, FIELDS_LABEL = "So sánh hai khối", "Các lĩnh vực"

# --- the fields by their means
FIELD_LOWEST = "{name} thấp nhất {group} năm {year}: trung bình {mean}."
FIELD_HIGHEST = "{name} cao nhất {group} năm {year}: trung bình {mean}."
FIELDS_FROM_LOWEST = "Trung bình từ thấp đến cao; trong ngoặc là đơn vị thấp nhất:"
FIELDS_FROM_HIGHEST = "Trung bình từ cao đến thấp; trong ngoặc là đơn vị thấp nhất:"
FIELD_ROW = "{place}. {name} {mean} ({lowest})"
LOWEST = "{agency} {figure}"
LOWEST_SAID = "thấp nhất: {agency} {figure}"
LOWEST_SHARED = "{agency} và {count} đơn vị"
LOWEST_MANY = "{count} đơn vị"
FIELDS_ALIKE = "{count} lĩnh vực bằng nhau,"
LOWEST_FIRST, HIGHEST_FIRST = "Thấp nhất trước", "Cao nhất trước"
RANK_LOWEST, RANK_HIGHEST = "Xếp hạng lĩnh vực thấp nhất", "Xếp hạng lĩnh vực cao nhất"

# --- the remedy report that is asked of every agency, before the index for those who follow it
TITLE = 30  # letters
SENDS, DOES = "gửi {title}", "báo hoàn thành NV {no} {title}"
REPORTED = "{document}: {done}/{all} cơ quan, địa phương đã {what}, {due}."
NOT_REPORTED = "🔴 {missing} cơ quan, địa phương chưa {what} ({document}), {left}."
ALL_REPORTED = "🟢 {document}: cả {all} cơ quan, địa phương đã {what}."
WHO = "Gồm {names}."
WHO_RANK_LAST = "Gồm {names}: {count} đơn vị xếp cuối năm {year}."
OUTCOME = "{sent} đã gửi: {parts}."
ACCEPTED, WAITING, RETURNED = "{count} đạt", "{count} đang xem xét", "{count} phải bổ sung"
MEANS = "Chỉ số {year}: trung bình {mean}{before}; {up} đơn vị tăng điểm, {down} giảm điểm."
SHORT = "Chỉ số: trung bình {mean}. {bands}"
EXTREMES = "Chỉ số {year}: {bands} Cao nhất: {best}; thấp nhất: {worst}."
RANKS = "Thứ hạng: {up} tăng, {same} giữ nguyên, {down} giảm."
MOST_UP, MOST_DOWN = "tăng nhiều nhất: {who}", "giảm nhiều nhất: {who}"
FOR_DECISION, SEE_PROPOSALS = "{count} đề nghị chờ quyết định.", "Xem đề nghị"
WHO_MISSING, LATE_TASKS, SEE_INDEX = "Danh sách", "Nhiệm vụ quá hạn", "Chỉ số năm {year}"
ORDER_NUDGE, TASK_MAP = "Giao Sở Nội vụ đôn đốc", "Biểu đồ"
