"""Who may press what: every writing button of the router, pressed by everybody, and what it changed.

`python -m tests.rights_matrix` writes the table of docs/quyen.md; a test holds it. The buttons are real ones: a story
is told in the demo's province, and each button it brings is pressed at that moment by everybody, looked at and rolled
back. Every write is in the audit log (a test of each topic), so a new entry there is a change.
"""

import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import func, select, update

from bot.cli.data import DEMO_START, prepare
from bot.path.knowing import Knowing
from handlers.dialogue import Attachment, Choice, Incoming, Reply, plain
from handlers.questions import encode
from handlers.router import ACTIONS, TOKEN_PREFIX, Moment, respond
from storage import conversations
from storage import models as m
from storage.conversations import Offer
from storage.session import Store
from storage.settings_rows import catalogue_changed
from tests.conversations.sent_files import Files
from tests.handlers.importing.tables import Annex, field_points, workbook
from tests.march_page import enrol_everybody
from tests.province import Province, Said

PAGE = Path(__file__).parents[1] / "docs" / "quyen.md"
REMOVED = "officer:sct"  # thinks it is still in office
# A column of the table → who presses; the buttons are about Sở Tư pháp wherever they are about one agency.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "Người lạ": ("nobody",),
    "Cơ quan khác": ("head:syt", "officer:syt"),
    "Cán bộ đầu mối": ("officer:stp",),
    "Người đứng đầu": ("head:stp",),
    "Theo dõi": ("monitor:snv",),
    "Lãnh đạo": ("leader:ct",),
    "Quản trị": ("admin",),
    "Đã thôi chức": (REMOVED,),
}
HEADING = ("STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn", "Sản phẩm")
HEADER = """# Ai được làm gì

Do `python -m tests.rights_matrix` ghi, một kiểm thử giữ cho đúng. Mỗi nút có ghi của `handlers/router.py` được lấy từ
một câu chuyện và bấm thử bằng tài khoản của từng người, như thể nút ấy là của họ; ✓ là có ghi vào hệ thống. Nút của
Sở Tư pháp; "cơ quan khác" là Sở Y tế, "theo dõi" là Sở Nội vụ. Nút chỉ hỏi tiếp thì không ghi gì cho ai.
"""
BETWEEN = """
Khi nhắn, sáng 18/3/2024: *ghi* là ghi ngay, *hỏi* là hỏi lại bằng nút trước khi ghi, *xem* là trả lời, – là từ chối
hoặc không hiểu là lệnh.
"""
TRIES = 4  # buttons of one action that are looked at until somebody may press


@dataclass
class Story:
    """Says and presses in the province; of every button that comes up it is noted who may press it."""

    province: Province
    files: Files
    may: dict[str, set[str]] = field(default_factory=dict)  # action → columns
    tried: dict[str, int] = field(default_factory=dict)
    given: dict[tuple[str, str], Choice] = field(default_factory=dict)  # (person, label) → the last such button

    def at(self, moment: str) -> None:
        self.province.at(moment)

    def say(self, person: str, *texts: str) -> None:
        for text in texts:
            self.note(person, self.province.say(person, text))

    def press(self, person: str, label: str) -> None:
        """The last button of that label that this person was given, in a reply or by a push."""
        choice = self.given[person, label]
        if choice.asks is not None:
            self.note(person, self.province.press_data(person, encode(choice.asks, choice.page)))
            return
        assert choice.does is not None
        with self.province.store.unit() as unit:
            token = conversations.new_token()
            offer = Offer(token, person, "console", person, choice.does.name, choice.does.payload)
            conversations.offer(unit.session, [offer], self.province.now)
            unit.commit()
        self.note(person, self.province.press_data(person, TOKEN_PREFIX + token))

    def send(self, person: str, name: str, text: str = "") -> None:
        """A document, with words or without."""
        attachment = Attachment("document", name, name, 1000)
        self.note(person, self.province.say(person, text, attachment=attachment))

    def sweep(self) -> None:
        for message in self.province.sweep():
            self._offered(message.person, message.reply)

    def note(self, person: str, said: Said) -> None:
        self._offered(person, said.reply)
        for push in said.reply.pushes:
            self._offered(push.person, push.reply)

    def _offered(self, person: str, reply: Reply) -> None:
        for part in filter(None, (reply, reply.beside)):
            for choice in (choice for row in part.choices for choice in row):
                self.given[person, choice.label] = choice
                if choice.does is not None:
                    self._try(choice.does.name, choice.does.payload, person)
        for waited in filter(None, map((reply.remember or {}).get, ("expects", "awaits"))):
            self._try(waited["action"], {**waited["payload"], "text": "trước 29/3 vì chờ số liệu"}, person)

    def _try(self, action: str, payload: Mapping[str, Any], owner: str) -> None:
        tried = self.tried.get(action, 0)
        about_us = owner.endswith((":stp", ":snv", ":ct")) or owner == "admin"
        if not about_us or tried >= TRIES or (tried and self.may[action]):
            return
        self.tried[action] = tried + 1
        with self.province.store.reading() as unit:
            self.knowledge = self.province.knowing.current(unit.session, self.province.now)
        columns = {
            column for column, people in COLUMNS.items() if any(self._changes(action, payload, one) for one in people)
        }
        self.may.setdefault(action, set()).update(columns)

    def _changes(self, action: str, payload: Mapping[str, Any], person: str) -> bool:
        """Does this person change anything with the button, as if it had been given to them? Nothing stays."""
        province, audited = self.province, select(func.count()).select_from(m.AuditEntry)
        with province.store.unit() as unit:
            token = conversations.new_token()
            offer = Offer(token, person, "console", person, action, payload)
            conversations.offer(unit.session, [offer], province.now)
            before = unit.session.execute(audited).scalar_one()
            incoming = Incoming("console", person, person, data=TOKEN_PREFIX + token, typed_choices=True)
            respond(incoming, Moment(province.now, self.knowledge, {}), unit)
            unit.session.flush()
            changed = unit.session.execute(audited).scalar_one() != before
            unit.session.rollback()
        return changed


def arranged(path: Path) -> Province:
    """The demo's province with everybody enrolled and one of them removed."""
    store = Store(f"sqlite:///{path}")
    prepare(store, demo=True, start=DEMO_START)
    province = Province(store, Knowing())
    enrol_everybody(province)
    with store.unit() as unit:
        held = update(m.RoleHeld).where(m.RoleHeld.person_code == REMOVED)
        unit.session.execute(held.values(ends_at=province.now))
        catalogue_changed(unit.session)
        unit.commit()
    return province


def told(folder: Path) -> Story:
    """The story with all buttons it brought."""
    province = arranged(folder / "told.db")
    story = Story(province.at("2024-03-18T08:00"), Files(province, folder))
    for chapter in CHAPTERS:
        chapter(story)
    province.store.close()
    return story


HEAD, OFFICER, MONITOR, LEADER, ADMIN = "head:stp", "officer:stp", "monitor:snv", "leader:ct", "admin"


def _reporting(story: Story) -> None:
    story.say(OFFICER, "nv 38 60%", "nv 38 40%", "cho so lieu moi", "xong roi", "nv 37")
    story.say(OFFICER, "bao tien do nv 37", "nv 37 hinh nhu xong roi", "nv 38 vuong", "cho so lieu so tnmt")
    story.press(OFFICER, "Đề nghị hỗ trợ")
    story.press(MONITOR, "Trả lời")
    story.say(MONITOR, "se lam viec voi so tnmt")
    story.send(OFFICER, "bao-cao.pdf")
    story.say(OFFICER, "nv 3 50%")
    story.send(OFFICER, "bao-cao-1.pdf")
    story.send(OFFICER, "bao-cao-2.pdf", "nv 38")
    story.say(OFFICER, "nv 38 bao cao 45/BC-STP ngay 28/12/2024", "nv 20 xong nv 35 xong nv 37 vuong cho kinh phi")
    story.say(HEAD, "/start")
    story.press(HEAD, "Xem từng việc")
    story.say(MONITOR, "cấp mã cho giám đốc sở y tế", "cap ma cho so y te")


def _handing_on(story: Story) -> None:
    story.at("2024-03-21T07:30")
    story.sweep()
    story.say(HEAD, "giao dau moi nv 38", "xong roi")
    story.say(HEAD, "giao dau moi nv 37", "trinh toi 14 gio")


def _reminders(story: Story) -> None:
    story.say(OFFICER, "nhac luc 6:45", "hoan nhac nv 20 2 ngay", "dung nhac nv 20 nua", "nhac truoc 5 ngay va 2 ngay")
    story.say(OFFICER, "tat nhac het", "nhac luc 16:30")
    story.say(HEAD, "toi nghi tu 26/3 den 28/3, dau moi thay", "huy nghi phep", "toi nghi phep, dau moi thay")


def _leave(story: Story) -> None:
    story.say(HEAD, "toi nghi 26/3", "huy nghi phep", "toi nghi phep, dau moi thay")
    story.say(MONITOR, "toi nghi 26/3")


def _more_time(story: Story) -> None:
    story.say(OFFICER, "xin gia han", "xin gia han nv 38")
    story.say(OFFICER, "den 29/3")
    story.press(OFFICER, "Sửa")
    story.say(OFFICER, "den 28/3", "xin gia han nv 20 den 5/4", "xin gia han nv 38 den 29/3 vi cho so lieu")
    story.press(OFFICER, "Trình Giám đốc")
    story.press(HEAD, "Duyệt, gửi Sở Nội vụ")
    story.press(MONITOR, "Hỏi thêm")
    story.say(MONITOR, "so lieu nao con thieu")
    story.press(OFFICER, "Trả lời")
    story.say(OFFICER, "so lieu quy 1")
    story.press(MONITOR, "Trình lãnh đạo")
    story.say(MONITOR, "ai xin gia han")
    story.say(LEADER, "ai xin gia han")
    story.say(OFFICER, "xin gia han nv 38 den 30/3")
    story.press(LEADER, "Không đồng ý")
    story.press(LEADER, "Chưa đủ lý do")


def _accepting(story: Story) -> None:
    story.say(OFFICER, "nv 37 xong, thông báo 12/TB-STP ngày 20/3", "nv 35 xong", "nv 20 xong")
    story.say(MONITOR, "cho xac nhan")
    story.press(MONITOR, "Xem 1")
    story.say(MONITOR, "xac nhan nv 37 stp", "xac nhan nv 35 stp", "tra lai nv 20 stp")
    story.press(MONITOR, "Lý do khác")
    story.say(MONITOR, "thieu danh sach")
    story.press(MONITOR, "Ngày khác")
    story.say(MONITOR, "29/3", "mo lai nv 37 stp")
    story.press(OFFICER, "Hỏi Sở Nội vụ")
    story.say(OFFICER, "thieu danh sach nao")
    story.press(MONITOR, "Trả lời")
    story.say(MONITOR, "danh sach du hop")


def _changing(story: Story) -> None:
    story.say(MONITOR, "doi han nv 38 sang 5/4")
    story.press(MONITOR, "Trình lãnh đạo")
    story.say(MONITOR, "doi han nv 38 syt", "9/4")
    story.press(MONITOR, "Có văn bản mới")
    story.say(MONITOR, "công văn 1020/UBND-NC ngày 20/3", "rut nv 36", "da ghep")
    story.say(LEADER, "rut nv 37 va 38", "doi han nv 37, nv 38 sang 5/4", "doi han nv 38 sang 5/4")
    story.press(LEADER, "Ghi")
    story.say(MONITOR, "them nhiem vu", "Tập huấn kỹ năng số", "sở tư pháp", "30/4")
    story.press(MONITOR, "Không theo văn bản")
    story.press(MONITOR, "Sửa")
    story.press(MONITOR, "Phối hợp")
    story.say(MONITOR, "sở nội vụ")
    story.press(MONITOR, "Giao")
    story.press(MONITOR, "Giao nhầm, hủy")
    story.say(MONITOR, "nv 13 thêm sở tư pháp")


def _calendar(story: Story) -> None:
    story.say(ADMIN, "nghi 22/4")
    story.press(ADMIN, "Ghi")


def _boards(story: Story) -> None:
    story.at("2024-03-28T08:10")
    story.say(MONITOR, "ai chua bao cao nv 46", "don doc cac don vi cham", "nhac nho stp va syt nv 30")
    story.say(MONITOR, "ai chua bao cao nv 38")
    story.press(MONITOR, "Báo cáo lãnh đạo")
    story.say(LEADER, "tinh hinh chung")
    story.press(LEADER, "Giao Sở Nội vụ đôn đốc")


def _uploads(story: Story) -> None:
    strange = [(1, "Rà soát thủ tục", "Sở Tư pháp", "", "Trước ngày 29/4/2024", ""),
               (2, "Tập huấn một cửa", "BQL Khu công nghiệp", "", "30/6/2024", "")]  # fmt: skip
    files = story.files
    wrong = Annex(field_points(), changed={("stc", "2"): "1O,00"}).save(files.folder / "loi.xlsx")
    story.note(MONITOR, files.send(MONITOR, wrong))
    named = workbook(files.folder / "nv.xlsx", [["PHỤ LỤC NHIỆM VỤ NĂM 2024"], list(HEADING), *strange])
    story.note(MONITOR, files.send(MONITOR, named))
    story.note(MONITOR, files.say(MONITOR, "công văn 1030/UBND-NC"))
    story.note(MONITOR, files.say(MONITOR, "15/3/2024"))
    story.note(MONITOR, files.press(MONITOR, "Cơ quan khác"))
    story.note(MONITOR, files.say(MONITOR, "so tu phap"))
    story.note(MONITOR, files.press(MONITOR, "Ghi vào hệ thống"))
    points = field_points()
    points["stp"]["1"] -= 1
    changed = Annex(points, titles=("PHỤ LỤC",)).save(files.folder / "diem.xlsx")
    story.note(MONITOR, files.send(MONITOR, changed))
    story.note(MONITOR, files.press(MONITOR, "2023"))
    story.note(MONITOR, files.press(MONITOR, "Thay chi tiết"))
    story.note(MONITOR, files.press(MONITOR, "Ghi vào hệ thống"))


CHAPTERS = (
    _reporting,
    _handing_on,
    _reminders,
    _leave,
    _more_time,
    _accepting,
    _boards,
    _changing,
    _calendar,
    _uploads,
)


# What is done by job, or changes nothing whoever presses.
NOT_PRESSED = {
    "check_upload.done", "fetch_file.done", "mark_upload.done", "read_upload.done", "enrolment.later", "more_time.keep",
    "more_time.show", "changes.show", "progress.show_file",
}  # fmt: skip

# What is typed, in the province of 18/3: written (ghi), answered (xem) or refused (–).
TYPED = (
    "điểm snv", "bảng xếp hạng", "so sánh snv với stc", "snv mất điểm ở đâu", "tình hình chung",
    "việc của sở tư pháp", "nv 38", "tiến độ nv 38 của sở tư pháp", "lịch sử nv 38", "914 yêu cầu gì", "lịch nghỉ lễ",
    "nv 38 60%", "ai đang trễ hạn", "ai chưa báo cáo nv 38", "chưa gửi được tin", "chờ xác nhận",
    "xác nhận nv 37 stp", "trả lại nv 37 stp: thiếu danh sách, trước 29/3", "đôn đốc nv 38 stp",
    "giao đầu mối nv 38", "xin gia hạn nv 38 đến 29/3 vì chờ số liệu", "dời hạn nv 38 sang 29/3", "rút nv 38 vì trùng",
    "thêm nhiệm vụ", "nghỉ 22/4", "nhắc lúc 6:45", "đừng nhắc nv 38 nữa", "tôi nghỉ từ 26/3 đến 28/3, đầu mối thay",
    "cấp mã cho giám đốc sở y tế",
)  # fmt: skip
REFUSED = re.compile(
    r"chỉ phục vụ|chỉ trả lời về|không phụ trách|không do .* chủ trì|do cơ quan chủ trì báo cáo|do Sở Nội vụ, Văn phòng"
    r"|do quản trị hệ thống|chỉ có Chỉ số|hiểu chưa đúng|Chưa cấp|do .* (?:xem|theo dõi|thực hiện)\b"
)


def typed(province: Province) -> Iterator[tuple[str, list[str]]]:
    """Each text with what it comes to for each column."""
    province.at("2024-03-18T08:00")
    province.say("officer:stp", "nv 37 xong, thông báo 12/TB-STP ngày 18/3")
    for text in TYPED:
        yield text, [_outcome(province, people[-1], text) for people in COLUMNS.values()]


def _outcome(province: Province, person: str, text: str) -> str:
    audited = select(func.count()).select_from(m.AuditEntry)
    with province.store.unit() as unit:
        before = unit.session.execute(audited).scalar_one()
        knowledge = province.knowing.current(unit.session, province.now)
        reply = respond(
            Incoming("console", person, person, text, typed_choices=True), Moment(province.now, knowledge, {}), unit
        )
        unit.session.flush()
        written = unit.session.execute(audited).scalar_one() != before
        unit.session.rollback()
    assert reply is not None
    if written:
        return "ghi"
    if reply.topic not in ("task", "tasks") and any(c.does for row in reply.choices for c in row):
        return "hỏi"
    return "–" if REFUSED.search(plain(reply.text)) else "xem"


def page() -> str:
    with tempfile.TemporaryDirectory() as folder:
        story = told(Path(folder))
        head = " | ".join(COLUMNS)
        untold = set(ACTIONS) - NOT_PRESSED - set(story.tried)
        assert not untold, f"the story never comes to {sorted(untold)}"
        lines = [HEADER, f"| nút | {head} |", "|---" * (len(COLUMNS) + 1) + "|"]
        for action in sorted(set(ACTIONS) - NOT_PRESSED):
            may = story.may.get(action, set())
            lines.append(f"| `{action}` | " + " | ".join("✓" if column in may else "–" for column in COLUMNS) + " |")
        lines += [BETWEEN, f"| nhắn | {head} |", "|---" * (len(COLUMNS) + 1) + "|"]
        lines += [f"| {text} | {' | '.join(cells)} |" for text, cells in typed(arranged(Path(folder) / "typed.db"))]
    return "\n".join(lines) + "\n"


def main() -> None:
    PAGE.write_text(page(), "utf-8")


if __name__ == "__main__":
    main()
