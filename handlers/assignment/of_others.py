"""Orders that belong to others: an agency's people cannot return reports, move dates or withdraw tasks.

Without an answer of its own such an order would be read as a report ("trả lại nv 37: thiếu danh sách").
"""

from handlers.assignment.change import MOVE
from handlers.assignment.decision_words import wish_in
from handlers.assignment.grounds import may_order
from handlers.assignment.order_reading import order_in
from handlers.dialogue import Order, Reply, Request, ask
from handlers.rights import sees_all
from handlers.task_facts import acceptor, own_agencies, rows_of
from handlers.words import acceptance, changes
from storage.session import Unit

_DECIDING = ("return", "reopen")


def recognises(request: Request) -> bool:
    """A decision on reports, or a change of a task, by somebody who may only report."""
    if request.forwarded or request.said.asks or request.said.task is None or sees_all(request.person):
        return False
    return _decides(request) or _changes(request)


def _decides(request: Request) -> bool:
    wish = wish_in(request)
    return wish is not None and not wish.faint and wish.verb in _DECIDING


def _changes(request: Request) -> bool:
    done = request.said.state == "done"  # "bỏ nv 38, xong rồi"
    return not done and not may_order(request.person) and order_in(request) is not None


def answer(request: Request, unit: Unit) -> Reply:
    """Who does it, and the nearest thing that may be done from here."""
    no, own = request.said.task, own_agencies(request)
    card = ask(changes.DETAILS, "task", task=no)
    if _decides(request):
        who = acceptor(request.knowledge, own[0] if own else "")
        return Reply(acceptance.NOT_YOURS_TO_DECIDE.format(who=who), [[card]])
    order = order_in(request)
    if order is not None and order.kind == MOVE and own:
        more = ask(changes.ASK_FOR_TIME, "more_time", task=no)
        return Reply(changes.DATES_OF_OTHERS, rows_of([more, card]))
    return Reply(changes.TASKS_OF_OTHERS, [[card]])


ORDER = Order("of_others", recognises, answer)
