"""What is said when something failed: ours, not the person's; at most one code to read out on the phone."""

NOT_HANDLED = (
    "Chưa xử lý được tin này do lỗi hệ thống, chưa ghi gì. Xin nhắn lại sau ít phút. Cần hỗ trợ, xin đọc mã {code}."
)
OLD_BUTTON = "Nút này đã hết hiệu lực, chưa ghi gì. Anh/chị nhắn “việc của tôi” để xem lại."
ALREADY_DONE = "Đã ghi lúc {clock}, không ghi thêm lần nữa."
ALREADY_DECLINED = "Lúc {clock} đã chọn không ghi nên chưa ghi gì. Cần ghi, xin nhắn lại."
OLD_MENU = "Danh sách lựa chọn đã cũ nên chưa ghi gì. Anh/chị nhắn “việc của tôi” để xem lại."
NO_SUCH_CHOICE_ONE = "Không có lựa chọn {number}. Nhắn số 1, hoặc nhắn 0 để thôi."
NO_SUCH_CHOICE = "Không có lựa chọn {number}. Nhắn số từ 1 đến {last}, hoặc nhắn 0 để thôi."
LEFT_MENU = "Đã bỏ danh sách lựa chọn. Anh/chị có thể nhắn: “điểm”, “việc của tôi”, “hướng dẫn”."
COPY = "(gửi lại)"
NO_PICTURE = "Chưa vẽ được biểu đồ này, xin hỏi lại sau."
FILE_NOT_SENT = "Chưa gửi được tài liệu {name}; có thể đề nghị cơ quan gửi lại."
