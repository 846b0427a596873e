"""One line of a story, done on a phone of the emulated Telegram: it takes the path of any message.

- `nv 38 xong` is typed
- `[Đã nhận]` presses the newest button of that name
- `tệp: a.pdf | nv 38` sends a file with words
- `chặn trợ lý`, `bỏ chặn trợ lý`
- `giao: Công văn 914/UBND-NC` tells the leads of a document's tasks, as its import does (done by the teller)
"""

import re
from collections.abc import Mapping

from bot.emulator import Emulator
from bot.story.lines import Line

BLOCKS, UNBLOCKS, SENDS, GIVES = "chặn trợ lý", "bỏ chặn trợ lý", "tệp:", "giao:"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
Shown = tuple[int, str]  # a message of the assistant and its words


class NotDone(Exception):
    """Why a line can't be done, in words for the page."""


class Acting:
    """The hands of all officials."""

    def __init__(self, emulator: Emulator, chats: Mapping[str, int]) -> None:
        self._emulator, self._chats = emulator, chats

    def shown(self, person: str) -> set[Shown]:
        """What the assistant has said on that phone."""
        if person not in self._chats:
            return set()
        return {(m.message_id, m.text) for m in self._emulator.messages(self._chats[person]) if m.from_bot}

    async def do(self, line: Line) -> None:
        """Raises `NotDone`."""
        if line.person not in self._chats:
            raise NotDone("không có điện thoại này")
        chat, does = self._chats[line.person], line.does
        try:
            if does in (BLOCKS, UNBLOCKS):
                await (self._emulator.user_blocks if does == BLOCKS else self._emulator.user_unblocks)(chat)
            elif does.startswith(SENDS):
                name, _, caption = does.removeprefix(SENDS).partition("|")
                await self._emulator.user_sends_file(
                    chat, PDF, name.strip(), content_type="application/pdf", caption=caption.strip()
                )
            elif button := re.fullmatch(r"\[(.+)]", does):
                await self._press(chat, button[1])
            else:
                await self._emulator.user_sends(chat, does)
        except ValueError:
            raise NotDone("máy này đã chặn trợ lý") from None

    async def _press(self, chat: int, label: str) -> None:
        for message in reversed(self._emulator.messages(chat)):
            if label in message.buttons:
                await self._emulator.user_presses(chat, message.message_id, message.data_of(label))
                return
        raise NotDone("không có nút này")
