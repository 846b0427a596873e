"""What the auditor of reminders says to the admin."""

MISSED = (
    "🔴 {bold}{count} nhiệm vụ đến hạn chưa được nhắc{end}: {named}. Lịch nhắc được lập lại và gửi trong giờ làm việc."
)
ONE = "NV {no} ({agency})"
MORE = " và {count} việc khác"
DOCTOR_WELL = "mọi việc đến hạn đều đã nhắc hoặc có lý do"
DOCTOR_NOT_YET = "chưa chạy lượt nhắc nào"
DOCTOR_MISSED = "{count} nhiệm vụ đến hạn chưa được nhắc: {named}"
