"""Pictures: their titles, the notes that explain their marks, and captions that say in words what they show."""

DRAWING = "Đang vẽ biểu đồ…"
CHART = "Biểu đồ"

# An agency beside the middle of its group
BARS_TITLE = "{agency}: {what} năm {year}"
FIELDS = "{count} lĩnh vực"
PARTS_OF = "tiêu chí của {name}"
BARS_NOTE = "Vạch đậm: mức giữa {group}. Màu cam: thấp hơn mức giữa."
BARS_CAPTION = "Biểu đồ {agency} năm {year}, {what}, so với mức giữa {group}."
BELOW = "Thấp hơn mức giữa {count}: {names}."
BELOW_ONE = "{name} {words} (mức giữa {middle}%)"
AND_OTHERS = "; và {count} mục khác"
NONE_BELOW = "Không mục nào thấp hơn mức giữa."

# Fields of all or of a group
MEANS_TITLE = "Các lĩnh vực, {group} năm {year}"
MEANS_NOTE = "Trung bình tỷ lệ điểm đạt so với điểm tối đa"
MEANS_CAPTION = "Biểu đồ các lĩnh vực của {group} năm {year}, trung bình. Thấp nhất: {low}; cao nhất: {high}."

# The table
TABLE_TITLE = "Xếp hạng {subject} {group} năm {year}"
INDEX = "Chỉ số CCHC"
TABLE_NOTE = "{count} đơn vị; chiều dài thanh theo thang 100"
TABLE_CAPTION = "Biểu đồ xếp hạng {subject} {group} năm {year}. Cao nhất: {best}; thấp nhất: {worst}."
ROW = "{agency} {figure}"
MANY = "{count} đơn vị cùng mức"
OWN_PLACE = "{agency}: {rank}/{all}, {figure}."

# Side by side
SIDES_TITLE = "So sánh theo lĩnh vực năm {year}"
SIDES_OF = "So sánh {name} năm {year}"
SIDES_NOTE = "Tỷ lệ điểm đạt so với điểm tối đa (%)"
SIDES_CAPTION = "Biểu đồ so sánh {names} năm {year}. Chênh nhiều nhất: {field} ({figures})."
SIDES_EQUAL = "Biểu đồ so sánh {names} năm {year}: các mục bằng nhau."
MIDDLE_OF = "mức giữa {group}"
MEAN_OF = "trung bình {group}"
NO_POINTS = "–"

# Through the years
RANKS_TITLE = "Thứ hạng{subject} {group}, {years}"
OF_FIELD = " về {name},"
RANKS_NOTE = "Hạng trong {group}; hạng 1 ở trên cùng"
RANKS_CAPTION = "Biểu đồ thứ hạng{subject} {group} năm {first} và {last}. {extremes}."
MOST_UP = "Tăng nhiều nhất: {agency} {moved}"
MOST_DOWN = "giảm nhiều nhất: {agency} {moved}"
UNMOVED = "Không đơn vị nào đổi hạng"
YEARS_TITLE = "{agency}: {what} qua các năm"
YEARS_NOTE = "% điểm tối đa. Xanh: tăng; cam: giảm; xám: không đổi."
YEARS_CAPTION = "Biểu đồ {agency} qua các năm {years}, {what}. Tăng: {up}. Giảm: {down}."
NOTHING = "không có"
CHANGED = "{name} {before} → {now}"
