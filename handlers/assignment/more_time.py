"""More time: asked for through the head, decided by whoever set the date (DESIGN 6); an obstacle passed on.

What is typed is read here and given to the step that it asks for; each step looks at role, state and cycle again.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from handlers.assignment import asked_time as steps
from handlers.assignment import support, time_decisions, time_wanted
from handlers.assignment.last_day_said import day_in
from handlers.assignment.order_words import nothing_but_a_day
from handlers.dialogue import ActionHandler, Order, Reply, Request, ask
from handlers.folding import aligned
from handlers.rights import sees_all
from handlers.task_facts import own_agencies
from handlers.words import more_time as words
from storage import time_requests
from storage.session import Unit
from storage.time_requests import Asked

_WISHING = r"(?:xin|de nghi|cho|mong|giup)"
_MORE = re.compile(
    r"\b(?:gia han|(?:lui|keo dai|doi) (?:thoi )?han|them thoi gian|xin (?:them|lui|doi|keo dai)\b|de nghi lui)\b"
    rf"|\b{_WISHING}(?: \w+){{0,3}} (?:lui|keo dai)\b|\blui (?:lai )?(?:nv|nhiem vu) ?\d"
    rf"|\b{_WISHING}(?: \w+){{0,3}} them (?:\d+|may|vai|mot|hai|ba|it) (?:ngay|hom|tuan|thang|bua)\b"
    r"|\bxin (?:\w+ ){0,2}hoan (?:nop|bao cao|nv|nhiem vu)\b"
    r"|\bxin (?:phep |duoc )*(?:den|toi|sang) (?:het |ngay )*\d"
)
_MAY_ONE = re.compile(
    r"\W*(?:co|lieu|co the)\b[^\d/]*\b(?:nv|nhiem vu) ?\d+ .{0,10}\b(?:khong|ko)(?: nhi| a| vay| ta)*\W*"
)
_NOT_A_WISH = re.compile(r"\bnhac\b")  # "lùi nhắc" puts off a reminder
_GRANTS = re.compile(r"\W*(?:dong y|duyet|nhat tri|cho phep|chap thuan)\b")
_REFUSES = re.compile(r"\W*(?:khong (?:dong y|duyet|gui|nhat tri|cho|chap thuan)|tu choi|bac)\b")
_FORWARDS = re.compile(r"\W*(?:trinh|bao cao) (?:lanh dao|chu tich)\b")
_ASKS_MORE = re.compile(r"\W*hoi them\b")
_WITHDRAWS = re.compile(r"\W*(?:rut|huy|bo|thoi)(?: lai)? (?:de nghi|yeu cau|xin)?\b")
_SUBMITS = re.compile(r"\W*(?:trinh|gui)\b(?! (?:tai lieu|ban chup|toi))")
_EDITS = re.compile(r"\W*sua\b")
_ABOUT_TIME = re.compile(r"\bgia han\b")
# An order and nothing else, also where a free text is awaited.
_WHOLE_ORDER = re.compile(
    r"\W*(?:(?:khong )?(?:dong y|gui|duyet)|trinh(?: (?:lanh dao|giam doc|chu tich|thu truong))?|hoi them|"
    r"rut(?: de nghi)?|sua(?: ngay)?)\W*"
)
_LETS_IT_BE = re.compile(r"\W*(?:khong gui|khong can|khong xin|thoi|bo|huy|khong)(?: nua)?\W*")
_ASKS_HOW_IT_STANDS = re.compile(
    r".*\b(?:da|dang) (?:xin|de nghi) gia han\b.*\b(?:chua|gi|nao|den dau|the nao)\W*|"
    r".*\bgia han\b.*\b(?:den dau|the nao|duyet chua|chua duyet|co ket qua)\b.*"
)
_LISTS = re.compile(
    r"\W*(?:(?:xem |danh sach |cac |nhung )*(?:de nghi|xin|yeu cau) gia han(?: dang)?(?: cho)?(?: duyet| quyet dinh)?|"
    r".*\b(?:ai|don vi nao|co quan nao|so nao|huyen nao|bao nhieu|may)\b.*\b(?:gia han|lui han)\b.*|"
    r"gia han(?: dang)? cho(?: duyet)?)\W*"
)
_FREE_TEXT = (steps.WHY, steps.REFUSED, steps.QUESTION, steps.REPLY, support.REPLY)
_SHORT = 5  # words of an order on the request just shown


def recognises(request: Request) -> bool:
    """A request for more time by an agency; an order on one, or the question who asked, by whoever has it in hand."""
    if request.forwarded or request.attachment is not None:
        return False
    text = aligned(request.said.text)
    if _is_awaited(request) or _on_the_one_shown(request, text):
        return True
    mine = bool(own_agencies(request))
    if support.recognises(request, text):
        return True
    if _is_list(request, text):
        return True
    if sees_all(request.person) and _ABOUT_TIME.search(text) and _order_in(text):
        return True
    return mine and _wishes(request, text)


def _is_list(request: Request, text: str) -> bool:
    """Who asked for more time: a question of those who decide, also where they ask for nothing themselves."""
    if not sees_all(request.person):
        return False
    return _LISTS.fullmatch(text) is not None or (not own_agencies(request) and time_decisions.asks_for_list(request))


def _wishes(request: Request, text: str) -> bool:
    if _NOT_A_WISH.search(text) or _MAY_ONE.fullmatch(text):  # "có xin lùi nv 20 được không": whether one may
        return False
    said = request.said
    return (said.topic == "progress" and said.aspect == "more_time") or bool(_MORE.search(text))


def _is_awaited(request: Request) -> bool:
    """What was asked for, in words that elsewhere mean something else: "thứ 6 tuần sau", "có rồi, công văn 55/STP"."""
    action, said = (request.conversation.get("expects") or {}).get("action"), request.said
    if action in (steps.UNTIL, steps.WHY) and _LETS_IT_BE.fullmatch(aligned(said.text)):
        return True
    if action in (steps.UNTIL, steps.AMEND) and not said.asks and not _names_a_task(said.text):
        cause = time_wanted.reason_in(said.text)  # may stand behind the day
        when = said.text.replace(cause, " ") if cause else said.text
        return day_in(said.text, request.today) is not None and nothing_but_a_day(when)
    if action not in _FREE_TEXT or _names_a_task(said.text) or _WHOLE_ORDER.fullmatch(aligned(said.text)):
        return False
    return not steps.is_doubtful(request) or (action == steps.QUESTION and said.asks)


def _names_a_task(text: str) -> bool:
    return re.search(r"\b(?:nv|nhiem vu)(?: so)? ?\d", aligned(text)) is not None


def _on_the_one_shown(request: Request, text: str) -> bool:
    """ "Trình giám đốc", "đồng ý", "không gửi" right after the request was shown; alone where a text is awaited."""
    if "more_time" not in request.conversation or _names_a_task(text):
        return False
    if "expects" in request.conversation:
        return _WHOLE_ORDER.fullmatch(text) is not None
    short = len(text.split()) <= _SHORT or _REFUSES.match(text) is not None
    return short and _order_in(text) is not None


def _order_in(text: str) -> str | None:
    """Which step these words order."""
    for pattern, action in (
        (_REFUSES, steps.REFUSE), (_GRANTS, steps.GRANT), (_FORWARDS, steps.FORWARD), (_ASKS_MORE, steps.ASK),
        (_WITHDRAWS, steps.DROP), (_SUBMITS, steps.SUBMIT), (_EDITS, steps.EDIT),
    ):  # fmt: skip
        if pattern.match(text):
            return action
    return None


def answer(request: Request, unit: Unit) -> Reply:
    """What is to be done with it."""
    text = aligned(request.said.text)
    if request.pressed:
        return time_wanted.wished(request, unit) if own_agencies(request) else time_decisions.listed(request, unit)
    if _is_awaited(request):
        expects = request.conversation["expects"]
        if expects["action"] in (steps.UNTIL, steps.WHY) and _LETS_IT_BE.fullmatch(text):
            return Reply(words.KEPT, [[ask(words.OWN_TASKS, "tasks", own=True)]])
        return ACTIONS[expects["action"]](request, unit, {**expects["payload"], "text": request.said.text})
    if support.recognises(request, text):
        return support.typed(request, unit)
    order = _order_in(text)
    if _on_the_one_shown(request, text) and order is not None:
        return _carry_out(request, unit, order, int(request.conversation["more_time"]))
    if _is_list(request, text):
        return time_decisions.listed(request, unit)
    if own_agencies(request) and _ASKS_HOW_IT_STANDS.fullmatch(text):
        return time_wanted.own_list(request, unit)
    if order is not None and _ABOUT_TIME.search(text):
        return _ordered(request, unit, order)
    if _LISTS.fullmatch(text) and re.search(r"\b(?:ai|nao|bao nhieu|may|danh sach|xem)\b", text):
        return time_wanted.own_list(request, unit)
    return time_wanted.wished(request, unit)


def _ordered(request: Request, unit: Unit, order: str) -> Reply:
    """An order with words of its own: "đồng ý gia hạn nv 38 sở tư pháp", "rút đề nghị gia hạn nv 38"."""
    found = _meant(request, _in_hand(request, unit, order))
    if len(found) == 1:
        return _carry_out(request, unit, order, found[0].id)
    if not found:
        again = [[ask(words.OWN_TASKS, "tasks", own=True)]] if own_agencies(request) else []
        return Reply(words.NO_SUCH, again)
    return time_decisions.which(request, found, order)


def _in_hand(request: Request, unit: Unit, order: str) -> list[Asked]:
    mine = own_agencies(request)
    if order in (steps.DROP, steps.SUBMIT, steps.EDIT):
        return time_requests.waiting(unit.session, time_requests.OPEN, mine, request.today)
    found = time_decisions.for_me(request, unit)
    heads = [code for code in mine if steps.heads(request, code)]
    return [*found, *time_requests.waiting(unit.session, ["with_head"], heads, request.today)]


def _meant(request: Request, found: Sequence[Asked]) -> list[Asked]:
    """Those of the task and the agency that were named."""
    said = request.said
    if said.task is not None:
        found = [one for one in found if one.task == said.task]
    if said.agencies:
        found = [one for one in found if one.agency in said.agencies]
    return list(found)


def _carry_out(request: Request, unit: Unit, order: str, id_: int) -> Reply:
    seen = time_requests.of_id(unit.session, id_)
    if order == steps.GRANT and seen is not None and seen.state == "with_head":
        order = steps.APPROVE
    if order == steps.REFUSE and seen is not None and seen.state == "drafted":
        order = steps.DROP
    if order == steps.SUBMIT and seen is not None and seen.state == "with_head":
        order = steps.APPROVE
    payload: dict[str, Any] = {"request": id_}
    if order == steps.REFUSE and (cause := time_wanted.reason_in(request.said.text)):
        return time_decisions.refused(request, unit, {**payload, "text": cause, "chosen": True})
    step: Callable[[Request, Unit, Mapping[str, Any]], Reply] = ACTIONS[order]
    return step(request, unit, payload)


ACTIONS: Mapping[str, ActionHandler] = {**time_wanted.ACTIONS, **time_decisions.ACTIONS, **support.ACTIONS}
ORDER = Order("more_time", recognises, answer)
