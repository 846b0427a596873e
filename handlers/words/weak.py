"""Where an agency lost points, and where it stands under its group's middle."""

HEAD = "{agency} chưa đạt {lost} điểm năm {year}{weakest}. {most_first}:"
HEAD_NODE = "{agency}, {node}: chưa đạt {lost}/{most} điểm năm {year}. {most_first}:"
WEAKEST = ", yếu nhất so với khối là {field}"
MOST_FIRST = "Nhiều nhất"
FURTHER = "Tiếp theo ({first}-{last}/{all})"
LOSS = "{place}. {criterion}: đạt {points}/{most}, mất {lost}"
LOSS_FIELD = "{place}. Lĩnh vực {field}: đạt {points}/{most}, mất {lost}"
NOTHING_LOST = "{agency} đạt điểm tối đa{about} năm {year}."
ABOUT = " về {name}"

FIELDS = "{agency} thấp hơn mức giữa {group} ở {count}/{all} lĩnh vực năm {year}{most_first}:"
FIELDS_MORE = ", nhiều nhất"
FIELD = "{place}. {field}: {percent}% (mức giữa {middle}%)"
NO_FIELD = "{agency} không thấp hơn mức giữa {group} ở lĩnh vực nào năm {year}."

BY_FIELD, BY_CRITERION = "So với khối", "Mất điểm ở đâu"
EXAMPLE = "điểm yếu sở y tế"
