"""The province on Thursday 28/3/2024 as the dialogues have it: 27 reports of NV 38 are in, four are not."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from handlers import pushing, reminders
from handlers.dialogue import Reply, plain
from storage import models as m
from storage import outbox
from storage.clock import LOCAL
from storage.settings_rows import catalogue_changed
from tests.province import Province

MONITOR, OFFICE, LEADER = "monitor:snv", "monitor:vpub", "leader:ct"
SILENT = ("budang", "bdt", "honquan", "dongxoai")
NAMES = "UBND huyện Bù Đăng, Ban Dân tộc, UBND huyện Hớn Quản, UBND thành phố Đồng Xoài"
FILED = datetime(2024, 3, 22, 9, 0, tzinfo=LOCAL)


def enrol(province: Province, *people: str, at: str = "2024-03-14T07:00") -> None:
    """Gives each an account on Telegram."""
    linked = datetime.fromisoformat(at).replace(tzinfo=LOCAL)
    with province.store.unit() as unit:
        for person in people:
            unit.session.add(m.Account(channel="telegram", external_id=f"chat-{person}", person_code=person,
                                       linked_at=linked))  # fmt: skip
            unit.session.execute(update(m.Person).where(m.Person.code == person).values(enrolled_at=linked))
        catalogue_changed(unit.session)
        unit.commit()


def set_state(
    province: Province, task: int, agencies: Iterable[str] | None = None, occurrence: int | None = None, **values: Any
) -> None:  # fmt: skip
    """Of these agencies, or of all that lead the task."""
    with province.store.unit() as unit:
        query = update(m.Assignment).where(m.Assignment.task_no == task)
        if agencies is not None:
            query = query.where(m.Assignment.agency_code.in_(tuple(agencies)))
        if occurrence is not None:
            query = query.where(m.Assignment.occurrence == occurrence)
        unit.session.execute(query.values(**values))
        unit.commit()


def on_28_march(province: Province, *, reached: bool = True) -> Province:
    """NV 38: 18 accepted, 6 waiting, 3 returned, 4 missing; NV 37 and 24 are settled. All but Bù Đăng are enrolled."""
    with province.store.reading() as unit:
        knowledge = province.knowing.current(unit.session, province.now)
    codes = list(knowledge.led)
    task = knowledge.task(38)
    leads = [c for c in (task.leads if task else ()) if c not in SILENT]
    assert len(leads) == 27
    set_state(province, 38, leads[:18], state="accepted", filed_at=FILED)
    set_state(province, 38, leads[18:24], state="waiting", filed_at=FILED)
    set_state(province, 38, leads[24:], state="returned", reason="thiếu danh sách", cycle=2)
    for done in (24, 37):
        set_state(province, done, state="accepted", filed_at=FILED)
    if reached:
        people = [f"{role}:{code}" for code in codes if code != "budang" for role in ("head", "officer")]
        enrol(province, *people, MONITOR, OFFICE, LEADER)
    return province.at("2024-03-28T08:10")


def swept(province: Province) -> dict[str, reminders.Message]:
    """One sweep, queued as the assistant does it; what left before has arrived."""
    now = province.now
    with province.store.unit() as unit:
        for row in unit.session.scalars(select(m.Outbox).where(m.Outbox.state == "queued")).all():
            row.state = "sent"
            unit.session.flush()
            reminders.sent(unit, row.id)
        messages = reminders.sweep(unit, province.knowing.current(unit.session, now), now)
        for message in messages:
            if message.send_at is None:
                continue
            place = ("telegram", f"chat-{message.person}", message.person)
            row = outbox.Outgoing(*place, "push", f"{message.key}:telegram", {"text": message.reply.text})
            outbox.queue(unit.session, [row], now)
            reminders.queued(unit, [(message, list(outbox.ids_of(unit.session, [row.key]).values()))])
        unit.commit()
    assert len({message.person for message in messages}) == len(messages), "one message a person"
    return {message.person: message for message in messages}


def rechecked(province: Province, person: str) -> Reply | None:
    """The newest message to a person, as it stands at the moment of sending."""
    with province.store.unit() as unit:
        query = select(m.Outbox.id).where(m.Outbox.person_code == person).order_by(m.Outbox.id.desc())
        found = unit.session.scalars(query).first()
        assert found is not None
        reply = pushing.recheck(unit, province.knowing.current(unit.session, province.now), found, province.now)
        unit.commit()
    return reply


def morning_over(province: Province) -> None:
    """The digests of this morning have left, a while ago."""
    province.now -= timedelta(minutes=40)
    swept(province)
    province.now += timedelta(minutes=40)


def words(message: reminders.Message | Reply) -> str:
    return plain(message.reply.text if isinstance(message, reminders.Message) else message.text)


def labels(reply: Reply) -> list[str]:
    return [choice.label for row in reply.choices for choice in row]
