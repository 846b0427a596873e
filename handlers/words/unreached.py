"""People whom no message reaches."""

UNREACHED = "{count} người chưa gửi được tin, đề nghị gọi điện:"
ALL_REACHED = "Mọi người đứng đầu và cán bộ đầu mối đều nhận được tin."
LINE = "{agency}: {people}"
PERSON = "{role} ({why})"
ROLES = {"head": "người đứng đầu", "officer": "đầu mối"}
NOT_ENROLLED, STOPPED = "chưa đăng ký", "gửi không đến"
NOT_FOR_YOU = "Danh sách này do Sở Nội vụ, Văn phòng UBND tỉnh và lãnh đạo tỉnh theo dõi."
PREVIOUS, NEXT = "Trước", "Tiếp"
