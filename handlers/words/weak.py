"""Where an agency lost points, and where it stands under its group's middle."""

HEAD = "{agency} chưa đạt {lost} điểm năm {year}. {most_first}:"
HEAD_NODE = "{agency}, {node}: chưa đạt {lost}/{most} điểm năm {year}. {most_first}:"
MOST_FIRST = "Nhiều nhất"
FURTHER = "Tiếp theo ({first}-{last}/{all})"
LOSS = "{place}. {criterion}: đạt {points}/{most}, mất {lost}"
LOSS_FIELD = "{place}. Lĩnh vực {field}: đạt {points}/{most}, mất {lost}"
NOTHING_LOST = "{agency} đạt điểm tối đa{about} năm {year}."

FIELDS = "{agency} thấp hơn mức giữa {group} ở {count}/{all} lĩnh vực năm {year}{most_first}:"
FIELDS_MORE = ", nhiều nhất"
FURTHER_FIELDS = ", tiếp theo ({first}-{last})"
FIELD = "{place}. {field}: {percent}% (mức giữa {middle}%)"
NO_FIELD = "{agency} không thấp hơn mức giữa {group} ở lĩnh vực nào năm {year}."

BY_FIELD, BY_CRITERION = "So với khối", "Mất điểm ở đâu"
EXAMPLE = "điểm yếu sở y tế"

GROUP_HEAD = "Mỗi đơn vị {group} mất trung bình {lost} điểm{about} năm {year}. {most_first}:"
GROUP_LOSS = "{place}. {criterion}: mất {lost}/{most}"
GROUP_NOTHING_LOST = "Các đơn vị {group} đều đạt điểm tối đa{about} năm {year}."
IN_FIELD = "Lĩnh vực {field}"
GROUP_LOWEST, GROUP_FIELDS = "Đơn vị thấp nhất", "Các lĩnh vực"
