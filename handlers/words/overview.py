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
RANKS = "Thứ hạng: {up} tăng, {same} giữ nguyên, {down} giảm. {extremes}"
EXTREME_UP = "Tăng nhiều nhất: {agency} {moved}"
EXTREME_DOWN = "giảm nhiều nhất: {agency} {moved}"
POINTS = "Điểm: {up} đơn vị tăng, {down} giảm{same}."
POINTS_SAME = ", {same} không đổi"
GROUPS = "Trung bình {groups}."
GROUP_MEAN = "{group} {mean}"
NAMES = "Gồm {rows}."
SPLIT = "Trong đó {groups}."
MIDDLE = "Mức giữa {middle}."
ROW = "{agency} {figure}"
COUNT_OVER = "{count}/{all} {units} từ {threshold} {unit} trở lên{about} năm {year}."
COUNT_UNDER = "{count}/{all} {units} dưới {threshold} {unit}{about} năm {year}."
ABOUT = " về {name}"
SEE_LIST = "Xem danh sách"
UNDER_80 = "Dưới 80"

# --- the remedy report that is asked of every agency, before the index for those who follow it
TITLE = 30  # letters
REPORTED = "{document}: {done}/{all} cơ quan, địa phương đã báo hoàn thành NV {no} {title}, hạn {due}{left}."
NOT_REPORTED = "🔴 {missing} cơ quan, địa phương chưa báo hoàn thành NV {no} {title} ({document}){left}."
ALL_REPORTED = "🟢 {document}: cả {all} cơ quan, địa phương đã báo hoàn thành NV {no} {title}."
WHO = "Gồm {names}."
SHORT = "Chỉ số CCHC năm {year}: {bands} Cao nhất {best}; thấp nhất {worst}."
SEE_TASK, WHO_IS_LATE, SEE_INDEX = "Xem NV {no}", "Ai đang trễ hạn", "Chỉ số năm {year}"
