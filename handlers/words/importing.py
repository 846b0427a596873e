"""What the clerk reads about a file: each a sentence that says what to correct."""

from collections.abc import Sequence
from decimal import Decimal

from handlers.words.formats import number, short_number


def node(code: str) -> str:
    return f"tiêu chí {code}" if "." in code else f"lĩnh vực {code}"


# -- values


def letter_in_number(text: str, letter: str) -> str:
    return f"“{text}” có chữ {letter}, không phải số"


def not_a_number(text: str) -> str:
    return f"“{text}” không phải số"


def a_date(text: str) -> str:
    return f"ô là ngày tháng ({text}), không phải số; có thể Excel đã tự đổi"


FORMULA = "ô là công thức chưa có giá trị; xin mở bằng Excel, lưu lại rồi gửi"
SELF_SCORED = "Cột này chỉ có điểm tự chấm, chưa có điểm thẩm định."
NAMELESS = "Dòng này có điểm nhưng không có tên cơ quan."
EMPTY_KEY = "Dòng thiếu tên cơ quan hoặc mã tiêu chí."
EMPTY = "ô trống, chưa có điểm"


def formula_error(text: str) -> str:
    return f"công thức báo lỗi {text}"


def too_fine(text: str) -> str:
    return f"{text} có quá hai chữ số thập phân"


def below_zero(points: Decimal) -> str:
    return f"{number(points)} nhỏ hơn 0"


def above_most(points: Decimal, most: Decimal) -> str:
    return f"{number(points)} lớn hơn mức tối đa {short_number(most)}"


def about(agency: str, code: str, what: str) -> str:
    return f"{agency}, {node(code)}: {what}."


def about_agency(agency: str, what: str) -> str:
    return f"{agency}: {what}."


# -- sums


def parts_disagree(whole: Decimal, sum_of_parts: Decimal) -> str:
    return f"{number(whole)} khác tổng các tiêu chí thành phần {number(sum_of_parts)}"


def total_disagrees(total: Decimal, sum_of_fields: Decimal, fields: int) -> str:
    return f"tổng điểm {number(total)} khác cộng {fields} lĩnh vực {number(sum_of_fields)}"


def index_disagrees(index: str, expected: Decimal) -> str:
    return f"chỉ số {index} khác kết quả tính từ tổng điểm {number(expected)}%"


def most_disagrees(code: str, written: Decimal, known: Decimal, year: int) -> str:
    return f"Điểm tối đa của {node(code)} ghi {short_number(written)}, bộ tiêu chí năm {year} là {short_number(known)}."


def detail_disagrees(points: Decimal, stored: Decimal) -> str:
    return (
        f"{number(points)} khác tổng các tiêu chí thành phần đang lưu {number(stored)}; "
        "nếu số liệu mới là đúng, xin nhập lại với --replace"
    )


# -- agencies and criteria


def unknown_agency(name: str, nearest: str | None) -> str:
    hint = f"; gần nhất là {nearest}" if nearest else ""
    return f"“{name}” không có trong danh sách cơ quan{hint}."


def not_scored(agency: str) -> str:
    return f"{agency} không thuộc diện chấm điểm Chỉ số CCHC."


def agency_twice(agency: str, first: str) -> str:
    return f"{agency} ghi hai lần; lần đầu ở {first}."


def score_twice(agency: str, code: str, first: str) -> str:
    return f"{agency}, {node(code)}: ghi hai lần; lần đầu ở {first}."


def column_twice(code: str, first: str) -> str:
    return f"Hai cột cùng là {node(code)}; cột kia ở {first}."


def unread_column(heading: str, missing: Sequence[str]) -> str:
    return f"Không rõ cột “{heading}” là lĩnh vực nào; bảng còn thiếu {', '.join(map(node, missing))}."


def whose_points(agencies: Sequence[str]) -> str:
    if agencies:
        return f"Bảng nêu {' và '.join(agencies)}; không rõ điểm là của cơ quan nào."
    return "Không rõ điểm trong bảng này là của cơ quan nào; xin ghi tên cơ quan ở tên trang tính hoặc trên bảng."


def unclear_column(what: str) -> str:
    return f"“{what}” có nhiều cột điểm, không rõ cột nào là điểm chính thức."


def unknown_criterion(written: str, year: int) -> str:
    return f"“{written}” không có trong bộ tiêu chí năm {year}."


def code_and_name_differ(code: str, name: str) -> str:
    return f"Mã {code} không đi với tên “{name}” trong bộ tiêu chí."


def no_criteria(year: int) -> str:
    return f"Chưa có bộ tiêu chí năm {year}; xin nhập bộ tiêu chí trước."


def scores_missing(codes: Sequence[str]) -> str:
    listed = ", ".join(node(code) for code in codes[:3])
    more = f" và {len(codes) - 3} mục nữa" if len(codes) > 3 else ""
    return f"thiếu điểm {listed}{more}"


def other_year(found: int, asked: int) -> str:
    return f"Tệp ghi năm {found}, nhưng lệnh nhập cho năm {asked}."


NO_SCORE_TABLE = "Không thấy bảng điểm trong tệp: cần một bảng có tên cơ quan và điểm theo lĩnh vực hoặc tiêu chí."
NO_AGENCIES = "Chưa có danh sách cơ quan trong hệ thống."

# -- tasks

NO_TASK_TABLE = "Không thấy bảng nhiệm vụ trong tệp: cần cột nội dung nhiệm vụ và cột cơ quan chủ trì."
NO_LEAD = "Nhiệm vụ chưa ghi cơ quan chủ trì."
NO_TITLE = "Dòng này có cơ quan chủ trì nhưng không có nội dung nhiệm vụ."


def unclear_lead(written: str) -> str:
    return f"“{written}” chưa nêu rõ cơ quan chủ trì nào."


def unclear_parts(number: str) -> str:
    return (
        f"Ô này không rõ phần nào của nhiệm vụ {number} trong các việc ghi chung một dòng; xin ghi mỗi việc một dòng."
    )


def unknown_field(written: str) -> str:
    return f"“{written}” không phải số của một lĩnh vực."


def unread_task_number(written: str) -> str:
    return f"“{written}” không phải số nhiệm vụ."


def number_twice(no: int) -> str:
    return f"Số nhiệm vụ {no} ghi hai lần."


# -- criteria

NO_CRITERIA_TABLE = "Không thấy bộ tiêu chí trong tệp: cần cột mã, cột tên tiêu chí và cột điểm tối đa."


def year_not_in_file(year: int) -> str:
    return f"Tệp không có tiêu chí của năm {year}."


def parent_missing(code: str, parent: str) -> str:
    return f"Tiêu chí {code} không có mục cha {parent} trong tệp."


def criterion_twice(code: str) -> str:
    return f"Mã {code} ghi hai lần."


def bad_code(code: str) -> str:
    return f"“{code}” không phải mã tiêu chí; mã có dạng 1, 1.2 hoặc 1.2.3."


def most_of_parts_disagrees(code: str, most: Decimal, parts: Decimal) -> str:
    return f"Điểm tối đa của {node(code)} là {short_number(most)}, nhưng các mục con cộng được {short_number(parts)}."


def most_not_positive(code: str) -> str:
    return f"Điểm tối đa của {node(code)} phải lớn hơn 0."


def unknown_group(written: str) -> str:
    return f"“{written}” không phải khối; dùng so (khối sở) hoặc huyen (khối huyện)."


def still_scored(code: str, year: int) -> str:
    return f"Năm {year} đã có điểm của {node(code)} nhưng tệp không còn mục này."


def scored_above(code: str, year: int) -> str:
    return f"Năm {year} có cơ quan được điểm cao hơn mức tối đa mới của {node(code)}."
