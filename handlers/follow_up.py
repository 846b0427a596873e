"""Questions that lean on the one before ("còn stp?", "năm 2022?", "mất điểm ở đâu"): ten minutes, from the database.

Each rule gives the whole question, or None where it does not apply; the first that applies wins. None of them gives a
topic that writes.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from handlers import leaning
from handlers.dialogue import Reply, Request
from handlers.published import TURN
from handlers.questions import decode, written
from handlers.rights import sees_all
from handlers.task_facts import SEVERAL_CARD, card_tasks
from handlers.understanding import Understanding, understand
from storage.conversations import CONTEXT_LASTS

INDEX = ("score", "ranking", "compare", "weak", "history", "whatif", "overview")
# Topics whose question can be put again with another agency, year, field or group.
CAN_BE_CONTINUED = (*INDEX, "tasks", "task", "boards")
OF_AN_AGENCY = ("score", "weak", "history", "whatif")  # what is asked of one agency, left out when it was just named
_PASSING = ("smalltalk", "help", "unknown")  # answers after which the question before still stands
_MAY_MEAN_A_TASK = ("unknown", "smalltalk", "history", "weak", "ranking")

Rule = Callable[[Understanding, Understanding, Request], Understanding | None]


def in_context(said: Understanding, request: Request) -> Understanding:
    """`said` completed from the last question where it leaves something out; as it is otherwise."""
    if said.unread and not said.alternatives:
        return replace(said, topic="unknown", second=None)  # a name like no agency's is not the sender's own
    if (found := _about_the_task(said, request)) is not None:
        return found
    if said.topic == "task" and (aspect := leaning.task_aspect(said)) != said.aspect:
        said = replace(said, aspect=aspect)
    last = _last_question(request)
    if last is None:
        return _through_the_years(said)
    for rule in _RULES:
        if (found := rule(_as_a_table(said), last, request)) is not None:
            cues = (*said.cues, "tiếp câu trước")
            drawn = found.picture or said.picture
            return replace(found, text=said.text, confidence=said.confidence, second=None, picture=drawn, cues=cues)
    return _through_the_years(said)


def _through_the_years(said: Understanding) -> Understanding:
    """ "so sánh với năm 2022", of the own agency: a year is what it is compared with, nobody else is."""
    alone = not (said.agencies or said.alternatives or said.group)
    is_it = said.topic == "compare" and said.year is not None and alone and leaning.with_a_year(said)
    return replace(said, topic="history", aspect=None) if is_it else said


def _as_a_table(said: Understanding) -> Understanding:
    """ "ai tăng hạng nhiều nhất" goes on as a ranking does."""
    of_all = said.topic == "history" and said.aspect == "movement" and not said.agencies
    return replace(said, topic="ranking") if of_all else said


def remembered(request: Request, reply: Reply, topic: str) -> Mapping[str, Any]:
    """What the conversation is about after `topic` gave this answer: the question, and what it wants kept."""
    kept, said = dict(reply.remember or {}), request.said
    if "said" in kept:
        return kept
    if topic in CAN_BE_CONTINUED:
        return {**kept, "said": written(said, request.page), "said_at": request.now.isoformat()}
    before = request.conversation
    if topic in _PASSING and "said" in before:
        return {**kept, "said": before["said"], "said_at": before.get("said_at", request.now.isoformat())}
    return kept


def another_page(said: Understanding, request: Request) -> tuple[Understanding, int] | None:
    """ "xem tiếp", "trang trước": the last question with the page after or before."""
    kept, step = _kept(request), leaning.page_step(said)
    if kept is None or not step:
        return None
    last, page = kept
    return replace(last, text=said.text, picture=False), max(max(page, 1) + step, 1)


def _kept(request: Request) -> tuple[Understanding, int] | None:
    """What was asked at most ten minutes ago, and its page."""
    kept, at = request.conversation.get("said"), request.conversation.get("said_at")
    if not kept or (at and abs(request.now - datetime.fromisoformat(at)) > CONTEXT_LASTS):
        return None
    last, page = decode(kept)
    return (last, page) if last.topic in CAN_BE_CONTINUED else None


def _last_question(request: Request) -> Understanding | None:
    """The last question without what is not to be asked twice."""
    kept = _kept(request)
    if kept is None:
        return None
    last = _as_a_table(kept[0])
    known = last.topic != "history" and last.year in request.knowledge.index.years
    year = last.year if known else None  # one that was refused, or compared with, is not kept
    return replace(last, year=year, aspect=None if last.aspect == TURN else last.aspect, picture=False)


# --- after a task card


def _about_the_task(said: Understanding, request: Request) -> Understanding | None:
    """ "hạn bao giờ", "xong chưa?", "ai chủ trì" right after one task, or several. A report is never made of it."""
    recent = card_tasks(request)
    together = len(recent) == 1 or request.conversation.get("card", {}).get("kind") == SEVERAL_CARD
    may_be = said.topic in _MAY_MEAN_A_TASK or (said.topic == "tasks" and leaning.means_this_task(said))
    if not recent or not together or not may_be or not leaning.asks_of_a_task(said):
        return None
    numbers = ", ".join(f"nv {no}" for no in recent)
    whole = understand(f"{numbers} {said.text}", request.knowledge.lexicon, request.today)
    answers_us = "expects" in request.conversation and not whole.asks
    if whole.topic != "task" or answers_us:
        return None
    return replace(whole, text=said.text, aspect=leaning.task_aspect(whole))


def _the_same_of_another_task(said: Understanding, last: Understanding, request: Request) -> Understanding | None:
    """ "nv 38 ai chủ trì", then "còn nv 37?"."""
    if said.topic != "task" or last.topic != "task" or said.task is None or said.aspect or not leaning.leans(said):
        return None
    return replace(said, aspect=last.aspect, agencies=said.agencies or last.agencies)


# --- the same question with one part changed


def _year_before(said: Understanding, last: Understanding, request: Request) -> Understanding | None:
    """ "còn năm trước?": the one before the year that was shown."""
    latest = request.knowledge.index.latest
    if last.topic not in INDEX or latest is None or said.agencies or not leaning.means_year_before(said):
        return None
    return replace(last, year=(last.year or latest.year) - 1)


def _as_a_picture(said: Understanding, last: Understanding, request: Request) -> Understanding | None:
    """ "vẽ biểu đồ": of what was just answered."""
    drawn = said.picture or "chart" in leaning.told(said)
    alone = not (said.agencies or said.own or said.group or said.year or said.field or said.alternatives)
    if last.topic not in INDEX or not drawn or not alone or leaning.told(said) - {"chart", "history"}:
        return None
    return replace(last, picture=True)


def _another_part(said: Understanding, last: Understanding, request: Request) -> Understanding | None:
    """ "còn stp?", "năm 2022?", "lĩnh vực 3 thì sao", "khối huyện thì sao", "top 5 thôi"."""
    if not leaning.names_only(said):
        return None
    if last.topic == "task" and said.group and sees_all(request.person):
        return replace(last, group=said.group, agencies=(), aspect="state")
    return _changed(said, last)


def _changed(said: Understanding, last: Understanding) -> Understanding | None:
    if leaning.counts(said):
        return _another_count(said, last)
    named = bool(said.agencies or said.own or said.alternatives)
    if last.topic == "task":
        return _merged(said, last) if named else None
    if last.topic in ("tasks", "boards"):
        return None if said.year else _merged(said, last)
    if said.group and not named and last.topic not in ("ranking", "overview"):
        return None
    if named and last.topic in ("ranking", "overview"):
        about = replace(said, topic="score", aspect="rank" if last.topic == "ranking" else None)
        return replace(about, year=said.year or last.year, field=said.field or last.field)
    if last.topic == "score" and len(said.agencies) > 1:
        last = replace(last, topic="compare", aspect=None)
    if last.topic == "history" and said.year and not named:
        last = replace(last, topic="score", aspect=None)  # the years were just shown side by side
    if last.topic == "compare" and len(last.agencies) > 1 and len(said.agencies) == 1:
        said = replace(said, agencies=tuple(dict.fromkeys((last.agencies[0], *said.agencies))))
    return _merged(said, last)


def _another_count(said: Understanding, last: Understanding) -> Understanding | None:
    """ "top 10 thì sao" goes on with the table, or with the place that was aimed at."""
    if last.topic == "whatif" and leaning.leans(said):
        above = last.above if said.above is None else said.above
        return replace(last, n=said.n or said.rank, threshold=said.threshold, above=above)
    if last.topic not in ("ranking", "overview"):
        return None
    part = {name: getattr(said, name) for name in ("n", "order", "rank", "threshold", "above", "until")}
    return replace(last, topic="ranking", aspect=None, group=said.group or last.group, year=said.year or last.year,
                   field=said.field or last.field, **part)  # fmt: skip


def _merged(said: Understanding, last: Understanding) -> Understanding:
    """The last question with what is named now."""
    named = bool(said.agencies or said.own or said.alternatives)
    return replace(
        last,
        agencies=said.agencies or (() if named or said.group else last.agencies),
        alternatives=said.alternatives,
        span=said.span,
        unread=said.unread,
        own=said.own or (last.own and not named and not said.group),
        year=said.year or last.year,
        group=said.group or (None if named and last.topic == "tasks" else last.group),
        field=said.field or last.field,
        criterion=said.criterion or (None if said.field else last.criterion),
        period=said.period or last.period,
    )


def _more_exactly(said: Understanding, last: Understanding, request: Request) -> Understanding | None:
    """ "đứng chót?" of the same table; "quá hạn?", "phối hợp?" of the same agency's tasks."""
    if said.topic != last.topic or not leaning.is_short(said) or leaning.of_everybody(said):
        return None
    same = replace(
        said, group=said.group or last.group, year=said.year or last.year, field=said.field or last.field
    )  # fmt: skip
    if last.topic == "ranking":
        return same
    anew = leaning.speaks_of_tasks(said) and not leaning.leans(said)
    if last.topic != "tasks" or anew or said.agencies or said.own or said.group:
        return None
    return replace(same, agencies=last.agencies, own=last.own, document=said.document or last.document)


def _the_other_way(said: Understanding, last: Understanding, request: Request) -> Understanding | None:
    """ "còn giảm?" after who rose."""
    order = leaning.direction(said)
    return replace(last, order=order, n=None) if order and last.aspect in ("movement", "points") else None


def _all_of_them(said: Understanding, last: Understanding, request: Request) -> Understanding | None:
    if last.topic != "tasks" or not leaning.means_all(said):
        return None
    return replace(last, aspect="all", period=None)


# --- another question about the same agency


def _of_the_same_agency(said: Understanding, last: Understanding, request: Request) -> Understanding | None:
    """ "mất điểm ở đâu", "xếp thứ mấy", "cần gì để lên hạng": of the agency last spoken of, not the own one."""
    words = leaning.words_of(said)
    if said.topic not in OF_AN_AGENCY or not 1 < len(words) <= leaning.A_SENTENCE or leaning.of_everybody(said):
        return None
    if said.agencies or said.own or said.alternatives or said.group:
        return None
    if not last.agencies:
        of_year = said.aspect in ("rank", "group_rank") and last.topic in INDEX
        return replace(said, year=said.year or last.year, field=said.field or last.field) if of_year else None
    compared = last.topic == "compare" and (len(last.agencies) == 1 or request.person.agency in last.agencies)
    if compared and request.person.agency is not None:
        return None  # the other one was only what the own agency is measured by
    code = last.agencies[-1]
    if last.topic not in INDEX:
        return replace(said, agencies=(code,))
    about = replace(said, agencies=(code,), criterion=said.criterion or (None if said.field else last.criterion))
    if said.topic == "whatif":  # asked of the year to come, not of one that is over
        return replace(about, criterion=said.criterion)
    year = last.year if said.topic in ("score", "weak") else None
    return replace(about, year=said.year or year, field=said.field or last.field)


def _beside_it(said: Understanding, last: Understanding, request: Request) -> Understanding | None:
    """ "so với sở y tế", "so sánh với năm 2022", "so với khối": with what was just shown."""
    if said.topic != "compare" or last.topic not in INDEX or said.alternatives or len(said.agencies) > 1:
        return None
    if said.aspect == "groups":
        return None  # the two groups are whole without anybody
    subject = last.agencies[:1]
    whole = replace(said, year=said.year or last.year, field=said.field or last.field)
    if said.own:
        return replace(whole, agencies=subject) if subject and not said.agencies else None
    if said.agencies:
        return replace(whole, agencies=(*subject, *said.agencies)) if subject and subject != said.agencies else None
    if said.year is not None:
        if last.topic in ("ranking", "overview"):
            return replace(last, topic="ranking", aspect="movement", year=None, n=None, order=None, threshold=None)
        return replace(said, topic="history", agencies=subject, field=whole.field, aspect=None)
    if not subject:
        return None
    if leaning.means_the_first(said) and (best := _best(request, last.year)) is not None:
        return replace(whole, agencies=(*subject, best))
    if leaning.means_the_group(said):
        return replace(whole, topic="weak", agencies=subject, aspect="fields")
    both = last.topic == "compare" and len(last.agencies) > 1  # "ai cao hơn"
    return replace(whole, agencies=last.agencies if both else subject)


def _best(request: Request, year: int | None) -> str | None:
    index = request.knowledge.index
    known = index.years[year] if year is not None else index.latest
    places = known.ranking(None, None) if known is not None else ()
    return places[0].agency if places else None


# --- parts that are read only where it is known what they are parts of


def _read_again(said: Understanding, last: Understanding, request: Request) -> Understanding | None:
    """ "còn tài chính công?", "còn hôm nay?", "còn tôi?": read as the last topic would have them."""
    if said.topic != "unknown" or not leaning.is_short(said) or "outside" in leaning.told(said):
        return None
    of_tasks = last.topic == "tasks"
    whole = understand(f"{'việc' if of_tasks else 'điểm'} {said.text}", request.knowledge.lexicon, request.today)
    if whole.unread or whole.alternatives or whole.topic != ("tasks" if of_tasks else "score"):
        return None
    if not whole.agencies and leaning.means_oneself(said):
        whole = replace(whole, own=True)
    named = whole.agencies or whole.own or whole.field or whole.criterion or whole.year or whole.group
    if of_tasks and whole.period and not named:
        return replace(last, period=whole.period, aspect=None)
    return _changed(whole, last) if named else None


_RULES: tuple[Rule, ...] = (
    _the_same_of_another_task,
    _year_before,
    _as_a_picture,
    _another_part,
    _more_exactly,
    _the_other_way,
    _all_of_them,
    _of_the_same_agency,
    _beside_it,
    _read_again,
)
