"""Greetings, thanks and other words that ask for nothing."""

GREETING = "Xin chào. {may} nhắn: {examples}."
THANKS = "Trợ lý sẵn sàng khi cần tra cứu hoặc báo tiến độ."
FAREWELL = "Xin chào, hẹn gặp lại."
NOTHING_TO_ACKNOWLEDGE = "Đã nhận tin. Không có nhắc việc nào đang chờ xác nhận nên không ghi gì thêm."
HELP = "Hướng dẫn"
