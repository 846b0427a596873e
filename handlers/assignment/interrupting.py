"""A full order typed while something was asked for: the order wins and the question is dropped (DESIGN 5).

A wrong write is worse than a question asked twice, so words that name a task or an agency beside an order of their own
are never taken for the reason or the day that was awaited.
"""

import re
from dataclasses import replace

from handlers.assignment.decision_words import Wish, wish_in
from handlers.assignment.order_reading import order_in
from handlers.assignment.order_words import plain
from handlers.dialogue import Request
from handlers.rights import sees_all
from handlers.understanding import Understanding

LIST_WORDS = 6  # "anh cho xem danh sách chờ xác nhận"; a reason that speaks of acceptance is longer
QUESTIONS = ("expects", "awaits")  # of a conversation
_URGES = re.compile(r"^\W*(?:don doc|nhac|nhac nho|giuc)\b")
_WANTS_TIME = re.compile(r"^\W*(?:(?:cho|toi|em|xin|de nghi)\s+)*(?:gia han|lui han|keo dai|rut de nghi)\b")
_SUPPLY = re.compile(r"\b(?:yeu cau|de nghi) bo sung\b")


def without_question(request: Request, by_itself: Understanding) -> Request:
    """The request as it is when the words are an order of their own: nothing is awaited any more."""
    if not any(key in request.conversation for key in QUESTIONS) or request.forwarded:
        return request
    alone = replace(request, said=by_itself, conversation={})
    if not _is_order(alone):
        return request
    kept = {key: value for key, value in request.conversation.items() if key not in QUESTIONS}
    return replace(request, conversation=kept)


def _is_order(request: Request) -> bool:
    said, text = request.said, plain(request.said)
    numbered = said.task is not None or bool(said.tasks)
    if sees_all(request.person) and (wish := wish_in(request)) is not None and _decides(wish, text):
        return True
    if numbered and order_in(request) is not None:
        return True
    if _URGES.match(text):
        return numbered or bool(said.agencies)
    return numbered and _WANTS_TIME.match(text) is not None


def _decides(wish: Wish, text: str) -> bool:
    """Names its target; a reason may ask for "bổ sung đủ tài liệu", or "bổ sung ý kiến của Sở Tài chính"."""
    if wish.verb == "list":
        return len(text.split()) <= LIST_WORDS
    if wish.tasks and not wish.guessed:
        return True
    named = bool(wish.agencies or wish.numbers) or (wish.verb == "accept" and wish.aims)
    return named and not wish.guessed and not _SUPPLY.search(text)
