"""Files that monitors send to be imported: read by a job, shown before anything is written, written by a press.

A file is one row (`storage.uploads`); its grids stay beside it in the data folder, and what is written is compared
with what is stored at that very moment (DESIGN 2, 6; RELIABILITY G).
"""

from collections.abc import Mapping

from handlers.dialogue import ActionHandler, Order
from handlers.uploads import answers, arriving, marking, writing
from handlers.uploads.files import (
    CHECKED,
    CHOOSE,
    CORRECTED,
    DROP,
    ISSUED,
    MARK,
    MARKED,
    NAME,
    OTHER,
    READ,
    SOURCE,
    UNDO,
    WHO,
    WRITE,
)  # fmt: skip

ACTIONS: Mapping[str, ActionHandler] = {
    READ: arriving.finished,
    CHECKED: arriving.finished,
    CHOOSE: answers.choose,
    SOURCE: answers.source_said,
    ISSUED: answers.date_said,
    NAME: answers.name_chosen,
    WHO: answers.ask_for_name,
    OTHER: answers.name_said,
    CORRECTED: answers.wait_for_corrected,
    MARK: marking.order,
    MARKED: marking.done,
    WRITE: writing.write,
    DROP: writing.drop,
    UNDO: writing.undo,
}
ORDER = Order("uploads", arriving.recognises, arriving.answer)
