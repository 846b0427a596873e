"""An update that no database takes as it is must not hold up the others."""

from pathlib import Path

from bot.channels.updates import arrival
from bot.clocks import Clocks
from bot.path.receive import Receiving
from bot.path.steps import House
from storage.models import Inbox
from storage.session import Store


def update(number: int, text: str) -> dict[str, object]:
    person = {"id": 1001, "is_bot": False, "first_name": "A"}
    message = {"message_id": number, "date": 1, "from": person, "chat": {"id": 1001, "type": "private"}, "text": text}
    return {"update_id": number, "message": message}


async def test_half_a_letter_is_parked_and_its_neighbours_are_stored(store: Store, tmp_path: Path) -> None:
    house = House(store, Clocks(), {}, tmp_path / "hand")
    receiving = Receiving(house, None)  # type: ignore[arg-type]
    texts = ["diem snv", "n\ud83d", "bxh"]
    await receiving.store([arrival(update(n, text), "777") for n, text in enumerate(texts, 1)])
    house.in_hand.close()
    with store.reading() as unit:
        assert [row.state for row in unit.session.query(Inbox).order_by(Inbox.id)] == ["queued", "poison", "queued"]
