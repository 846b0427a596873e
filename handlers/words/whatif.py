"""What it would take to rise, and where the points can be won."""

NEEDED = "{agency} cần thêm {points} điểm{about} để bằng {target}, nếu các đơn vị khác giữ nguyên."
NEEDED_SCORE = "{agency} cần thêm {points} điểm{about} để đạt {target}, khi đó {rank} nếu các đơn vị khác giữ nguyên."
TARGET_RANK = "{rank} ({agency}, {figure})"
TARGET_AGENCY = "{agency} ({figure}, {rank})"
POINTS, PERCENT = "{value} điểm", "{value}%"
BUT_SHARED = ", hơn nữa là vượt"

WINNABLE = "Có thể lấy lại, không tính điểm khảo sát: {marks}, cộng {total} điểm."
MORE_MARKS = " và {count} tiêu chí khác"
MARK = "{name} (+{points})"
NOT_ENOUGH = (
    "Không tính điểm khảo sát chỉ lấy lại được tối đa {total} điểm, đến {rank}; "
    "phần còn lại là điểm khảo sát, cơ quan không tự quyết định được."
)

ONLY_SURVEYS = "Phần chưa đạt đều là điểm khảo sát, cơ quan không tự quyết định được."
ADDED = "Thêm {amount} điểm{about}, {agency} sẽ đạt {figure}, {rank}, nếu các đơn vị khác giữ nguyên."
LOST = "Bớt {amount} điểm{about}, {agency} sẽ còn {figure}, {rank}, nếu các đơn vị khác giữ nguyên."
NOW_AT = "Năm {year} đang {rank}: {moved}."
TOO_MUCH = (
    "{agency} chỉ còn {lost} điểm chưa đạt{about} năm {year}, không thể thêm {added} điểm. "
    "Đạt trọn số đó thì được {figure}, {rank}."
)
TOO_LITTLE = "{agency} có {points} điểm{about} năm {year}, không thể bớt {lost} điểm."
FULL_ALREADY = "{agency} đã đạt điểm tối đa{about} năm {year}: {figure}, {rank}."

FIRST_ALREADY = "{agency} đang đứng đầu {group}{about} năm {year}: {figure}."
THERE_ALREADY = "{agency} đã trong {n} hạng đầu{about}: {rank} năm {year}, {figure}."
BEYOND = "Xếp hạng {group}{about} năm {year} có {all} đơn vị; {agency} đang {rank}, {figure}."
HIGHER_ALREADY = "{agency} đang cao hơn {other} năm {year}: {figure} và {other_figure}."
EQUAL_ALREADY = "{agency} đang bằng điểm {other} năm {year}: {figure}; hơn 0,01 điểm là vượt."
REACHED_ALREADY = "{agency} đã đạt {target} năm {year}: {figure}, {rank}."
ABOVE_ALL = "Chỉ số cao nhất có thể đạt là 100."

NAMES = "{agency} có thể lấy lại {total} điểm ở {count} tiêu chí, không tính điểm khảo sát:"
NAME = "{place}. {criterion}: +{points} (đạt {got}/{most})"
SEE_NAMES = "Xem tên các tiêu chí"
NEXT_TARGET = "Vào top {n}"
EXAMPLE = "sở y tế cần gì để lên hạng"
