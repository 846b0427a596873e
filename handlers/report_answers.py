"""What is typed to "Ghi NV 37 80%?" and "lý do giảm": yes, no, the figure again, or something else (DESIGN 5)."""

import re
from dataclasses import replace
from typing import Any, Literal

from handlers import due as days
from handlers.dialogue import Request
from handlers.folding import folded
from handlers.reporting import LOWER, Told, Wanted

CONFIRM = "confirm"  # of a conversation: the reports that a question offers to write

_SOFT = r"(?:\W+(?:roi|nhe|nha|a|di|day|vay|luon|lai|giup|cho toi|ca|het|do|em|ban|anh|chi|cai nay))*\W*"
_YES = re.compile(
    r"(?:(?:vang|da|u|uh|um|ok|oke|okie|okay|dung|dung roi|dung vay|co|phai|chuan|chinh xac|xac nhan|dong y|nhat tri|"
    r"ghi|ghi di|ghi nhan|duoc|dc|yes|y)\b\W*)+" + _SOFT
)
_NO = re.compile(
    r"(?:(?:a|oi|khoan|da|thoi|(?:bao|ghi|go|bam|nhap)(?=\W+(?:nham|lon|sai)))\W+)*"
    r"(?:khong|ko|k|thoi|khong ghi|ko ghi|dung ghi|khong dung|ko dung|khong phai|sai|nham|lon|huy|bo|bo qua|de sau|no|"
    r"giu|giu nguyen|giu lai|giu nhu cu|nhu cu)\b(?:\W+(?:bao|ghi|go|bam|so|cu|nguyen|hoan thanh))*"
    r"(?:(?<=giu)\W+\d{1,3} ?%)?" + _SOFT
)
_FIGURE = re.compile(
    r"(?:(?:dung|ghi|la|vang|da|co|ok|khong|ko|sai|nham|phai|moi)\W+)*(\d{1,3})\s*%?(?: (?:moi dung|thoi))?" + _SOFT
)
_REFUSES = re.compile(r"\b(?:đừng|dừng)\b", re.IGNORECASE)
_ASKS = re.compile(r"\?\s*$|\b(?:khong|ko|k|hong|chua|nhi|the nao|sao|bao gio|khi nao)\W*$")

_CAUSE = re.compile(r"(?:vi|do|tai|boi)\b(?! sao\b| dau\b| ai\b)")


def pending(request: Request) -> list[Wanted]:
    """The reports that the last message of ours offered to write."""
    expects = request.conversation.get("expects") or {}
    if expects.get("action") == LOWER:
        return [Wanted.of(expects["payload"])]
    return [Wanted.of(one) for one in request.conversation.get(CONFIRM) or []]


def kept(wanted: list[Wanted]) -> dict[str, Any]:
    """For the conversation: what "đúng" writes."""
    return {CONFIRM: [one.payload() for one in wanted]}


def verdict(request: Request) -> Literal["yes", "no", "figure"] | None:
    """Is the text an answer to the question, and which one?"""
    if request.pressed or request.forwarded or request.attachment is not None or not (offered := pending(request)):
        return None
    text = folded(request.said.text).strip(" .!,")
    if _NO.fullmatch(text) or _REFUSES.search(request.said.text):
        return "no"
    if _YES.fullmatch(text):
        return "yes"
    figure = _FIGURE.fullmatch(text)
    if figure is None or len(offered) > 1 or int(figure[1]) > days.WHOLE:
        return None
    return "yes" if int(figure[1]) == offered[0].told.percent else "figure"


def with_figure(request: Request, wanted: Wanted) -> Wanted:
    """Another percent than the one asked about."""
    found = _FIGURE.fullmatch(folded(request.said.text).strip(" .!,"))
    assert found is not None  # verdict
    percent = int(found[1])
    state = "done" if percent == days.WHOLE else "doing"
    told = Told(request.said.text, state, None if state == "done" else percent)
    return replace(wanted, told=told, lower=False)


def is_question(request: Request) -> bool:
    """ "den 29/3 dc ko": asks, so it is no reason; "vì phải làm lại số liệu" only sounds like it."""
    text = folded(request.said.text).strip()
    if _CAUSE.match(text) and not text.endswith("?"):
        return False
    return request.said.asks or _ASKS.search(text) is not None
