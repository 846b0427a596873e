"""The line that an earlier reminder is given when what it spoke of is settled."""

LINE = "Cập nhật: {parts}."
REPORTED, ACCEPTED = "{tasks} đã báo hoàn thành{when}", "{tasks} đã được xác nhận hoàn thành"
WITHDRAWN, MOVED, RETURNED = "{tasks} đã rút", "{tasks} đã đổi thời hạn", "{tasks} được đề nghị bổ sung"
NOTED = "đã nhận{when}"
AT, ON = " lúc {clock}", " ngày {day}"
MANY = "{count} nhiệm vụ"
