"""Help, the large buttons, and the sentence for what is not understood."""

OWN_SCORE, OWN_TASKS, RANKING, REPORT = "Điểm đơn vị tôi", "Việc của tôi", "Bảng xếp hạng", "Báo tiến độ"
WAITING = "Chờ xác nhận"
LATE, OVERVIEW, UNREACHED, GUIDE = "Ai đang trễ hạn", "Tình hình chung", "Chưa gửi được tin", "Hướng dẫn"
WEAK = "Mất điểm ở đâu"
THIS_WEEK = "Việc tuần này"

SCORE_OF, REPORT_ON, HOW_FAR = "Điểm {agency}", "Báo tiến độ NV {no}", "Tiến độ NV {no}"
LATE_OWN = "Việc quá hạn"

# What is shown as an example of what to type.
SAY_SCORE, SAY_RANKING, SAY_TOP, SAY_YEAR = "điểm {agency}", "bảng xếp hạng", "top 3 huyện", "xếp hạng năm 2022"
SAY_MINE, SAY_THIS_WEEK, SAY_TASK, SAY_TASKS = "việc của tôi", "việc tuần này", "nv {no}", "bảng nhiệm vụ"
SAY_PERCENT, SAY_DONE, SAY_PROGRESS = "nv {no} được 60%", "nv {no} xong", "báo tiến độ"
SAY_LATE, SAY_OF_AGENCY, SAY_HOW_FAR = "ai đang trễ hạn", "việc sở y tế", "tiến độ nv {no}"
SAY_OVERVIEW, SAY_COUNT = "tình hình chung", "bao nhiêu đơn vị trên 90"
SAY_UNREACHED = "chưa gửi được tin"

# Command, what the menu of the channel says of it, the text it stands for.
COMMANDS = (
    ("start", "Bắt đầu, các nút chính", "/start"),
    ("diem", "Điểm, thứ hạng của đơn vị", "điểm đơn vị tôi"),
    ("viec", "Nhiệm vụ của đơn vị", "việc của tôi"),
    ("xephang", "Bảng xếp hạng toàn tỉnh", "bảng xếp hạng"),
    ("huongdan", "Hướng dẫn sử dụng", "hướng dẫn"),
    ("help", "Hướng dẫn sử dụng", "hướng dẫn"),
)

MAY = {"person": "Anh/chị có thể", "leader": "Có thể"}  # a leader is addressed by no pronoun

FIRST = "Trợ lý trả lời về Chỉ số CCHC và nhiệm vụ CCHC. Nhắn có dấu hay không dấu đều được, ví dụ:"
ASK_SCORES = "Hỏi điểm: {examples}"
ASK_TASKS = "Xem nhiệm vụ: {examples}"
ASK_PROVINCE = "Hỏi toàn tỉnh: {examples}"
TELL_PROGRESS = "Báo tiến độ: {examples}; ghi nhầm, nhắn “ghi nhầm, hủy”"
SET_REMINDERS = "Đổi giờ nhắc: “nhắc lúc 6:45”; hoãn: “nhắc lúc 14:00”"
SEND_TABLES = "Nhập bảng điểm, nhiệm vụ, bộ tiêu chí: gửi tệp .xlsx, .docx hoặc .csv vào đây"
GIVE_CODES = "Cấp mã đăng ký: “cấp mã cho giám đốc sở y tế”"

# --- a page a subject
CARD = "Hướng dẫn chung"
SUBJECTS = {
    "index": "Hỏi Chỉ số",
    "tasks": "Hỏi nhiệm vụ",
    "report": "Cách báo tiến độ",
    "beside": "Gia hạn, giao",
    "remind": "Nhắc việc",
    "follow": "Theo dõi",
    "decide": "Xác nhận",
    "change": "Giao, đổi việc",
    "province": "Toàn tỉnh",
    "run": "Quản trị",
}
INDEX_HEAD = "Hỏi Chỉ số CCHC, ví dụ:"
INDEX_ONE = "Một đơn vị: “{score}”, “sở y tế lĩnh vực 3”, “sở y tế mất điểm ở đâu”, “sở y tế qua các năm”"
INDEX_MORE = (
    "Xếp hạng: “top 3 huyện”, “ai đứng thứ 5”, “đơn vị nào dưới 80”, “ai tăng hạng nhiều nhất”",
    "So sánh, lên hạng: “so sánh sở y tế với sở nội vụ”, “cần gì để vào top 10”",
    "Hỏi tiếp được ngay: “còn sở tư pháp?”, “năm 2022?”, “vẽ biểu đồ”",
)
TASKS_HEAD = "Hỏi nhiệm vụ, ví dụ:"
TASKS_OWN = "Danh sách: “việc của tôi”, “việc tuần này”, “việc quá hạn”, “việc phối hợp”, “914 giao gì”"
TASKS_ALL = "Danh sách: “việc tuần này”, “việc của sở y tế”, “việc khối huyện”, “914 giao gì”"
TASKS_ONE = (
    "Một nhiệm vụ: “nv {no}”, “nv {no} hạn bao giờ”, “nv {no} ai chủ trì”, “lịch sử nv {no}”",
    "Hỏi tiếp được ngay: “xong chưa?”, “hạn bao giờ”, “còn sở y tế?”",
)
REPORT_HEAD = "Báo tiến độ nhiệm vụ đơn vị chủ trì, ví dụ:"
REPORT_LINES = (
    "Đang làm: “nv {no} được 60%, đang trình ký”; xong: “nv {no} xong”",
    "Vướng mắc: “nv {no} vướng, chờ số liệu”",
    "Tài liệu: gửi ảnh, tệp kèm “nv {no}”, hoặc nhắn số văn bản: “nv {no} xong, báo cáo 45/BC-STP ngày 20/3”",
    "Ghi nhầm: nhắn “ghi nhầm, hủy” trong 10 phút.",
)
BESIDE_HEAD = "Gia hạn, giao đầu mối, nghỉ phép, ví dụ:"
BESIDE_LINES = (
    "“xin gia hạn nv {no} đến 29/3 vì chờ số liệu”: qua người đứng đầu, đến người ấn định thời hạn",
    "Người đứng đầu: “giao đầu mối nv {no}, trình tôi 14 giờ”; “lấy lại nv {no}”; “việc đã giao”",
    "Nghỉ phép: “tôi nghỉ từ 20/3 đến 25/3, đầu mối thay”",
)
REMIND_HEAD = "Nhắc việc vào sáng ngày làm việc, ví dụ:"
REMIND_LINES = (
    "Đổi giờ: “nhắc lúc 6:45”; đổi ngày: “nhắc trước 5 ngày và 2 ngày”; xem: “cài đặt nhắc”",
    "Nhắc lại trong ngày: “nhắc lúc 14:00”; hoãn: “hoãn nv {no} 2 ngày”; tắt: “đừng nhắc nv {no} nữa”",
    "Đã đọc tin nhắc: “rõ”, “đã nhận”. Thời hạn không đổi.",
)
FOLLOW_HEAD = "Theo dõi, ví dụ:"
FOLLOW_LINES = (
    "Ai chậm: “ai đang trễ hạn”, “ai chưa báo cáo nv {no}”, “ai chưa nhận nhắc”, “chưa gửi được tin”",
    "Đôn đốc: “đôn đốc nv {no}”; vướng mắc, gia hạn: “vướng mắc”, “ai xin gia hạn”",
    "Tổng hợp: “tổng hợp tháng 3”, “bản đồ nhiệm vụ”",
)
DECIDE_HEAD = "Xác nhận, trả lại báo cáo, ví dụ:"
DECIDE_LINES = (
    "Xem: “chờ xác nhận”; xác nhận: “xác nhận nv {no} sở y tế”",
    "Trả lại: “trả lại nv {no} sở y tế: thiếu danh sách, trước 29/3”",
    "Mở lại việc đã xác nhận: “mở lại nv {no} sở y tế”",
)
CHANGE_HEAD = "Giao, đổi nhiệm vụ, nhập tệp, ví dụ:"
CHANGE_LINES = (
    "Nhiệm vụ: “thêm nhiệm vụ”, “dời hạn nv {no} sang 29/3”, “rút nv {no}”, “lịch sử nv {no}”",
    SEND_TABLES,
    GIVE_CODES,
)
PROVINCE_HEAD = "Toàn tỉnh, ví dụ:"
PROVINCE_LINES = (
    "Trong một tin: “tình hình chung”, “bản đồ nhiệm vụ”, “tổng hợp tháng 3”",
    "Ai chậm: “ai đang trễ hạn”, “ai chưa báo cáo nv {no}”; giao Sở Nội vụ đôn đốc bằng nút dưới câu trả lời",
    "Đề nghị gia hạn: “ai xin gia hạn”; đổi thời hạn: “dời hạn nv {no} sang 29/3”",
)
RUN_HEAD = "Quản trị, ví dụ:"
RUN_LINES = (
    "Lịch làm việc: “nghỉ 2/1/2026”, “làm bù 10/1/2026”, “lịch nghỉ tháng 4”",
    "Tin chưa đến người nhận: “chưa gửi được tin”",
    SEND_TABLES,
    GIVE_CODES,
)

UNKNOWN = "Trợ lý chỉ trả lời về Chỉ số CCHC và nhiệm vụ CCHC được giao. {may} nhắn: {examples}."
WHO_UNKNOWN = "Trợ lý hiểu là cần tìm {whom}, nhưng chỉ có Chỉ số CCHC và nhiệm vụ CCHC được giao."
WHOM = {None: "một người hoặc đơn vị", "so": "một sở, ban, ngành", "huyen": "một huyện, thị xã, thành phố"}
NAME_UNREAD = "Trợ lý chưa nhận ra tên cơ quan, đơn vị trong câu hỏi. Xin nhắn lại tên, ví dụ: {example}."
NAMES = ("sở y tế", "snv", "bù đăng")
MISUNDERSTOOD = "Trợ lý hiểu chưa đúng câu hỏi. Xin nhắn rõ tên cơ quan, năm hoặc số nhiệm vụ; hoặc chọn:"
NEAREST = "Gần nhất là:"
UNSURE = "Trợ lý chưa chắc ý câu hỏi. Xin chọn một mục, hoặc nhắn rõ hơn."
WHICH_AGENCY = "Câu hỏi về {agencies}?"
UNREAD = {
    "voice": "Trợ lý chưa đọc được tin thoại; xin nhắn bằng chữ, ví dụ: {example}.",
    "sticker": "Trợ lý chưa đọc được hình dán; xin nhắn bằng chữ, ví dụ: {example}.",
    "location": "Trợ lý chưa đọc được vị trí; xin nhắn bằng chữ, ví dụ: {example}.",
    "other": "Trợ lý chưa đọc được loại tin này; xin nhắn bằng chữ, ví dụ: {example}.",
}

# What a topic is called on a button when two readings are close.
TOPIC_BUTTONS = {
    "score": "Điểm, thứ hạng",
    "ranking": "Bảng xếp hạng",
    "compare": "So sánh",
    "weak": "Mất điểm ở đâu",
    "history": "Qua các năm",
    "whatif": "Cần gì để lên hạng",
    "overview": "Tình hình chung",
    "tasks": "Danh sách nhiệm vụ",
    "task": "Một nhiệm vụ",
    "remediation": "Kế hoạch khắc phục",
    "help": "Hướng dẫn",
}
