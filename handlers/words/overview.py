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
AND_MORE = " và {count} đơn vị khác"
MIDDLE = "Mức giữa {middle}."
ROW = "{agency} {figure}"
COUNT_OVER = "{count}/{all} {units} từ {threshold} {unit} trở lên{about} năm {year}."
COUNT_UNDER = "{count}/{all} {units} dưới {threshold} {unit}{about} năm {year}."
ABOUT = " về {name}"
SEE_LIST = "Xem danh sách"
UNDER_80 = "Dưới 80"
