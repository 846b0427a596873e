"""Enrolment: strangers, codes, the welcome card."""

# One text for everybody who is not enrolled, whatever was typed and whoever they once were.
STRANGER = (
    "Trợ lý chỉ phục vụ cán bộ, công chức đã đăng ký. Nếu có mã đăng ký, anh/chị gửi mã vào đây; "
    "nếu chưa có, xin liên hệ Sở Nội vụ."
)
REFUSED = (
    "Mã không dùng được: có thể nhập sai, đã dùng hoặc hết hạn. Còn {left} lần thử. Cần mã mới, xin liên hệ Sở Nội vụ."
)
LOCKED = "Mã đã nhập sai nhiều lần nên tạm dừng nhận mã trong một giờ. Cần hỗ trợ, xin liên hệ Sở Nội vụ."
IS_IT_YOU = "Mã hợp lệ cho {title}. Có đúng là anh/chị không?"
YES, NO = "Đúng", "Không phải"
NOT_ME = "Chưa đăng ký gì. Xin báo lại nơi đã trao mã để được cấp đúng người."
ALERT = "🔴 Trong một giờ qua có {count} lần nhập sai mã đăng ký. Đề nghị kiểm tra nhật ký."

# The welcome card; its first line stands alone above the large buttons
ENROLLED = "Đã đăng ký: {title}."
REMINDED_AT = "Nhắc việc lúc {clock} các ngày làm việc; đổi giờ, nhắn “nhắc lúc 6:45”."
NEXT_DUE = "🟡 Gần nhất: {tasks}: {due}."
OVERDUE = "🔴 {count} việc quá hạn. "
TASK, MORE_TASKS = "NV {no}", "{tasks} và {count} việc khác"
BEFORE_START = "Còn {count} việc có hạn trước {start} chưa rõ kết quả."
WHO_SEES = "Báo cáo của anh/chị được Sở Nội vụ, Văn phòng UBND tỉnh và lãnh đạo tỉnh xem."
NO_SECRETS = "Trợ lý không thay văn bản. Không gửi tài liệu mật qua kênh này."
ALL_DONE, SEE_EACH, LATER = "Đã xong hết", "Xem từng việc", "Để sau"
LEFT_FOR_LATER = "Đã để lại, chưa ghi gì. Cần xem lại, nhắn /start."

# The start card
YOU_ARE = "Trợ lý CCHC phục vụ {title}."
START_EXAMPLES = "{may} nhắn: {examples}."
OTHER_PERSON = "Nếu không đúng người, xin liên hệ Sở Nội vụ."

CODE_NOT_NEEDED = (
    "Tài khoản này đã đăng ký cho {title} nên không dùng đến mã. Nếu không đúng người, xin liên hệ Sở Nội vụ."
)

# Codes given in chat
CODE = "Mã đăng ký của {title}: {code}. Dùng một lần, hết hạn {until}."
HAND_OVER = "Đề nghị trao trực tiếp hoặc qua điện thoại, không đăng trong nhóm."
ALREADY_ENROLLED = "Người này đã đăng ký từ {day}; mã dùng để thêm một tài khoản nữa."
REVOKE, COVER_NOTE = "Thu hồi mã", "Tạo lời nhắn gửi kèm"
REVOKED = "Đã thu hồi mã của {title}. Mã đó không dùng được nữa."
NOT_REVOKED = "Mã của {title} đã được dùng hoặc đã hết hạn, không còn gì để thu hồi."
NOTE = (
    "Kính gửi {title}: để dùng Trợ lý CCHC, xin mở trò chuyện với trợ lý, gửi mã đăng ký "
    "(được trao riêng), rồi chọn “Đúng”. Mã dùng một lần, hết hạn {until}."
)
FOR_WHOM = "Cần mã cho ai? Xin nêu chức danh và cơ quan, ví dụ: “cấp mã cho giám đốc sở y tế”."
WHICH_PERSON = "Cấp mã cho người nào?"
NOT_LISTED = "Danh sách chưa có người này nên chưa cấp mã. Cần bổ sung, xin liên hệ quản trị hệ thống."
ONLY_MONITORS = "Mã đăng ký do Sở Nội vụ cấp, chưa cấp mã nào. Cần mã, xin liên hệ Sở Nội vụ."
ONLY_ADMIN = "Mã cho người theo dõi, lãnh đạo và quản trị do quản trị hệ thống cấp, chưa cấp mã nào."
BUTTON_FOR = {"head": "Người đứng đầu", "officer": "Cán bộ đầu mối"}

# The operator's console
NO_SUCH_PERSON = "Không có người mang mã “{person}”."
NEAREST = " Gần nhất: {codes}."
NO_ROLE = "{title} ({person}) hiện không giữ vai trò nào nên chưa đăng ký."
TAKEN = "Tài khoản {channel} {external_id} đang thuộc về {title} ({person}); thêm --move để chuyển sang người mới."
BAD_CHANNEL = "Không có kênh “{channel}”; dùng telegram hoặc zalo."
BAD_ID = "Mã tài khoản “{external_id}” không đúng: tài khoản Telegram là một dãy số, ví dụ 1001."
LINKED = "Đã đăng ký {title} ({person}) với tài khoản {channel} {external_id}."
ALREADY_LINKED = "{title} ({person}) đã đăng ký tài khoản {channel} {external_id} từ trước."
