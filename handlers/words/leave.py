"""Days away, and who is reminded instead."""

ASK_DAYS = "Anh/chị nghỉ từ ngày nào đến ngày nào? Ví dụ: “từ 20/3 đến 25/3, đầu mối thay”."
ASK_WHO = "Anh/chị nghỉ {days}. Ai nhận tin nhắc thay?"
NOBODY_SUCH = "{agency} chưa có ai khác đăng ký là “{typed}”. Anh/chị nghỉ {days}, ai nhận tin nhắc thay?"
NOBODY = "{agency} chưa có ai khác đăng ký nhận tin nên chưa ghi nghỉ; tin nhắc vẫn gửi đến anh/chị."
NOT_ENROLLED = "{substitute} chưa đăng ký nhận tin nên không nhận thay được, chưa ghi gì."
AWAY_TOO = "{substitute} cũng nghỉ {days} nên không nhận thay được, chưa ghi gì."
PAST = "Những ngày này đã qua nên chưa ghi gì. Anh/chị cho biết lại ngày nghỉ."
TOO_LONG = "Mỗi lần ghi được nhiều nhất {days} ngày nghỉ nên chưa ghi gì."
NO_SUCH_DAY = "Không có ngày {day} nên chưa ghi gì."
NOT_YOURS = "Anh/chị không còn phụ trách nên chưa ghi gì."
NOT_THERE = "{substitute} không còn phụ trách nên chưa ghi gì."
SET = "Đã ghi: anh/chị nghỉ {days}. {substitute} nhận tin nhắc thay và {told}."
BACK_ON = "Từ {day} anh/chị lại nhận tin như thường."
REPLACES = "Đợt nghỉ đã ghi trước đó được thay."
TOLD_NOW, TOLD_LATER = "được báo ngay", "được báo {when}"
CANCELLED = "Đã hủy đợt nghỉ {days}. Tin nhắc gửi đến anh/chị như thường."
BACK = "Đã ghi: anh/chị đi làm lại. {when} anh/chị nhận tin nhắc như thường."
NOT_AWAY = "Anh/chị không có đợt nghỉ nào đang ghi; tin nhắc vẫn gửi như thường."
FROM_TO, ON_DAY = "từ {first} đến {last}", "{first}"
CANCEL = "Hủy nghỉ phép"

# --- to the substitute
STAND_IN = "{person} nghỉ {days}. Tin nhắc trong những ngày này gửi đến anh/chị, cùng tin mỗi sáng, có ghi “nhận thay”."
STAND_IN_MAY = "Anh/chị bấm Đã nhận, hoãn nhắc và báo tiến độ thay được."
RETURNED = "{person} đã đi làm lại. Từ nay anh/chị không nhận tin nhắc thay."
TAKEN_BACK = "{person} đã hủy đợt nghỉ {days}. Anh/chị không cần nhận tin nhắc thay."

INSTEAD, INSTEAD_TOO = ", nhận thay {people}", ", cả phần nhận thay {people}"

SUBSTITUTE_AWAY = "{person} cũng nghỉ {days} nên trong những ngày đó tin nhắc lại gửi đến anh/chị."

# --- elsewhere
IN_SETTINGS = "Nghỉ {days}, {substitute} nhận tin thay."
AND_MORE = "và {count} người khác"
ON_LEAVE = "Đang nghỉ: {people}."
ON_LEAVE_ONE = "{person} (đến {last}, {substitute} nhận thay)"
