"""Three offices and their people in a real database, for tests that need no scores and no tasks."""

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from handlers import enrolment, invitations
from handlers.dialogue import Choice, Reply, Request
from handlers.enrolment import Stranger
from handlers.index import Index
from handlers.knowledge import Knowledge
from handlers.understanding import AgencyName, Lexicon, Understanding, understand
from handlers.working_days import WorkingCalendar
from storage import conversations, models
from storage.catalogue import load_catalogue
from storage.clock import LOCAL
from storage.models import Base
from storage.session import Store

MONDAY = datetime(2024, 3, 18, 7, 55, tzinfo=LOCAL)

AGENCIES = [
    ("snv", "Sở Nội vụ", "SNV", "so", True, ("nội vụ",)),
    ("syt", "Sở Y tế", "SYT", "so", True, ("y tế",)),
    ("budang", "Huyện Bù Đăng", "H. Bù Đăng", "huyen", True, ("bù đăng",)),
    ("daiptth", "Đài Phát thanh - Truyền hình", "BPTV", "baochi", False, ("đài",)),
]
PEOPLE = [
    ("head:syt", "Giám đốc Sở Y tế", "head", "syt"),
    ("officer:syt", "Cán bộ đầu mối Sở Y tế", "officer", "syt"),
    ("head:snv", "Giám đốc Sở Nội vụ", "head", "snv"),
    ("head:budang", "Chủ tịch UBND huyện Bù Đăng", "head", "budang"),
    ("head:daiptth", "Giám đốc Đài Phát thanh - Truyền hình", "head", "daiptth"),
    ("monitor:snv", "Theo dõi CCHC, Sở Nội vụ", "monitor", "snv"),
    ("leader:ct", "Chủ tịch UBND tỉnh", "leader", None),
    ("admin", "Quản trị hệ thống", "admin", None),
]


@cache
def lexicon() -> Lexicon:
    return Lexicon.build(
        [AgencyName(code, name, short, group, names) for code, name, short, group, _, names in AGENCIES]
    )


class Offices:
    """Strangers write to it, enrolled people ask it; each message is one committed transaction, as on the path."""

    def __init__(self, folder: Path) -> None:
        self.store = Store(f"sqlite:///{folder}/cchc.db")
        Base.metadata.create_all(self.store.engine)
        self.now = MONDAY
        self.reply = Reply("")
        with self.store.unit() as unit:
            for position, (code, name, short, group, scored, aliases) in enumerate(AGENCIES):
                unit.session.add(
                    models.Agency(
                        code=code, name=name, short_name=short, group=group, scored=scored, head_title="",
                        position=position,
                    )
                )  # fmt: skip
                unit.session.flush()
                unit.session.add_all(models.AgencyAlias(agency_code=code, alias=alias) for alias in aliases)
            for code, title, role, agency in PEOPLE:
                unit.session.add(models.Person(code=code, title=title))
                unit.session.flush()
                unit.session.add(models.RoleHeld(person_code=code, role=role, agency_code=agency))
            unit.commit()

    @property
    def knowledge(self) -> Knowledge:
        with self.store.reading() as unit:
            catalogue = load_catalogue(unit.session, self.now)
        return Knowledge(catalogue, Index.build(catalogue), lexicon(), WorkingCalendar({}))

    def enrol(self, person: str, account: str, **how: Any) -> enrolment.Enrolled:
        with self.store.unit() as unit:
            done = enrolment.enrol(unit, person, "telegram", account, self.now, **how)
            unit.commit()
            return done

    def code(self, person: str, **how: Any) -> str:
        with self.store.unit() as unit:
            shown = invitations.invite(
                unit, person, self.now, made_by="console", calendar=self.knowledge.calendar, **how
            )  # fmt: skip
            unit.commit()
            return shown

    def stranger(self, account: str, text: str, knowledge: Knowledge | None = None) -> str:
        """What an account that is nobody's is answered."""
        stranger = Stranger("telegram", account, account, text, self.now, knowledge or self.knowledge)
        with self.store.unit() as unit:
            self.reply = enrolment.answer_stranger(stranger, unit)
            self._offer(unit.session, self.reply, None, account)
            unit.commit()
        return self.reply.text

    def press(self, account: str, label: str, knowledge: Knowledge | None = None) -> str:
        """A stranger presses a button of the last reply."""
        does = self.choice(label).does
        assert does is not None
        stranger = Stranger("telegram", account, account, "", self.now, knowledge or self.knowledge)
        with self.store.unit() as unit:
            reply = enrolment.STRANGER_ACTIONS[does.name](stranger, unit, does.payload)
            unit.commit()
        self.reply = reply
        return reply.text

    def request(self, person: str, text: str = "", **more: Any) -> Request:
        knowledge = self.knowledge
        found = knowledge.person(person)
        assert found is not None
        said = more.pop("said", None) or understand(text, knowledge.lexicon, self.now.date())
        return Request(said, found, knowledge, self.now, "telegram", f"chat-{person}", **more)

    def asks(self, topic: Any, person: str, text: str = "", **more: Any) -> Reply:
        """An enrolled person's words put to one topic."""
        with self.store.unit() as unit:
            self.reply = topic(self.request(person, text, **more), unit)
            unit.commit()
        return self.reply

    def invites(self, person: str, text: str) -> str:
        said = Understanding(text=text, topic="unknown")  # as the router gives it: not yet understood
        return self.asks(enrolment.invite_in_chat, person, said=said).text

    def does(self, person: str, label: str) -> str:
        """An enrolled person presses a writing button of the last reply."""
        action = self.choice(label).does
        assert action is not None
        with self.store.unit() as unit:
            self.reply = enrolment.ACTIONS[action.name](self.request(person), unit, action.payload)
            unit.commit()
        return self.reply.text

    def choice(self, label: str) -> Choice:
        return next(c for row in self.reply.choices for c in row if c.label == label)

    @property
    def labels(self) -> list[str]:
        return [c.label for row in self.reply.choices for c in row]

    def _offer(self, session: Any, reply: Reply, person: str | None, chat: str) -> None:
        offers = [
            conversations.Offer(
                conversations.new_token(), person, "telegram", chat, c.does.name, dict(c.does.payload)
            )
            for row in reply.choices
            for c in row
            if c.does is not None
        ]  # fmt: skip
        conversations.offer(session, offers, self.now)
