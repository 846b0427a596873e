"""What happened to a task, a line each: reports, decisions, dates, hand-ons, withdrawals."""

HEAD = "{number}, {title}: {parts}, mới nhất trước:"
REPORTS, OTHERS = "{count} báo cáo", "{count} việc khác"
LINE = "{when}, {who}: {what}"
SOMEBODY = "người không còn trong danh sách"
CONSOLE = "nhập dữ liệu"
MANY = "{what}, {count} cơ quan"
OF = "{what}, {agency}"

MOVED = "đổi hạn {before} → {after}"
MOVE_UNDONE = "hủy đổi hạn, trở lại {after}"
NO_DATE = "chưa ấn định"
GROUND = "{what} ({ground})"
AGREED = "{what}, theo trình của {who}"
WITHDRAWN = "rút nhiệm vụ"
REASON = "{what}: “{reason}”"
RESTORED = "giao lại nhiệm vụ"
ADDED = "giao nhiệm vụ"
RENAMED = "đổi tên, trước là “{before}”"
AGENCIES = {
    ("lead", "added"): "thêm chủ trì {agencies}",
    ("lead", "removed"): "bỏ chủ trì {agencies}",
    ("coordinating", "added"): "thêm phối hợp {agencies}",
    ("coordinating", "removed"): "bỏ phối hợp {agencies}",
}
PROPOSED, REFUSED = "trình lãnh đạo {what}", "không đồng ý {what}"
CHANGES = {
    "move": "đổi hạn sang {due}",
    "withdraw": "rút nhiệm vụ",
    "restore": "giao lại nhiệm vụ",
    "title": "đổi tên thành “{text}”",
    "lead+": "thêm chủ trì",
    "lead-": "bỏ chủ trì",
    "coordinating+": "thêm phối hợp",
    "coordinating-": "bỏ phối hợp",
}
FILED = "gửi tài liệu “{name}”"
HANDED_ON, HAND_ON_WORD, TAKEN_BACK = "giao cán bộ đầu mối", "có ý kiến", "lấy lại việc đã giao"
NOTED = "đã nhận tin nhắc"
QUESTION, ANSWER = "hỏi", "trả lời"
NEW_DATE = "{line}; hạn mới {after}"
MORE_TIME_GRANTED = "đồng ý gia hạn {before} → {after}"
MORE_TIME = {
    "more_time.drafted": "đề nghị gia hạn đến {until}",
    "more_time.amended": "sửa đề nghị gia hạn: đến {until}",
    "more_time.with_monitor": "gửi đề nghị gia hạn đến {until}",
    "more_time.with_leader": "trình lãnh đạo đề nghị gia hạn đến {until}",
    "more_time.refused": "không đồng ý gia hạn đến {until}",
    "more_time.dropped": "thôi đề nghị gia hạn",
}
