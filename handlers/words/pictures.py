"""Pictures: their titles, the notes that explain their marks, and captions that say in words what they show."""

DRAWING = "Đang vẽ biểu đồ…"
FAILED = "Chưa vẽ được biểu đồ. Số liệu đã có ở phần chữ, anh/chị có thể thử lại sau."
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

# The table
TABLE_TITLE = "Xếp hạng {subject} {group} năm {year}"
INDEX = "Chỉ số CCHC"
TABLE_NOTE = "{count} đơn vị; chiều dài thanh theo thang 100"
TABLE_CAPTION = "Biểu đồ xếp hạng {subject} {group} năm {year}. Cao nhất: {best}; thấp nhất: {worst}."
ROW = "{agency} {figure}"
OWN_PLACE = "{agency}: {rank}/{all}, {figure}."

# Side by side
SIDES_TITLE = "So sánh theo lĩnh vực năm {year}"
SIDES_NOTE = "% mức tối đa của từng mục"
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
YEARS_NOTE = "% mức tối đa. Màu xanh: tăng. Màu cam: giảm."
YEARS_CAPTION = "Biểu đồ {agency} qua các năm {years}, {what}. Tăng: {up}. Giảm: {down}."
NOTHING = "không có"
CHANGED = "{name} {before} → {now}"
