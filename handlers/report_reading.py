"""What a message reports: of which tasks, how far, in whose words. Unsure means no task at all (DESIGN 5)."""

import re
from dataclasses import replace

from handlers import due as days
from handlers import papers
from handlers.dialogue import Request
from handlers.folding import folded
from handlers.reporting import Told, Wanted
from handlers.task_facts import card_tasks, own_agencies
from handlers.understanding import Report, understand

# Words beside which another agency is a cause or a recipient, not the one that reports (folded).
_BESIDE = re.compile(
    r"\b(gui|trinh|nop|cho|voi|tu|do|vi|phoi hop|y kien|hop|lam viec|bao cao|moi|lay|xin|tham dinh|chuyen|den)\b"
)
_NOT_BEGUN = re.compile(r"\b(chua|khong) (bat dau|khoi dong|bat tay|lam gi|trien khai gi|thuc hien gi|dong den)\b")
_TO_REPORT = re.compile(
    r"(?:(?:xin|toi|em|cho|muon|can) )*(?:bao cao|bao|cap nhat) (?:tien do |ket qua )?(?:cua )?(?:nv|nhiem vu|viec)\b"
)
_OFFICER = re.compile(r"\b(?:dau moi|dm)\b")
_MISTAKE = re.compile(
    r"(?:(?:a|oi|chet|thoi|xin|xin loi|cho toi|toi|minh|bi|ghi|bao|gui|bam|go|nhan) )*"
    r"(?:nham|lon|sai|huy|xoa|bo|thu hoi|rut lai)"
    r"(?: (?:roi|di|nhe|a|bo|bao cao|lai|mat|so|viec|cai|nay|do|vua|vua roi|giup|toi))*"
)
# A number of its own: no percent, no part of a date, no amount.
_BARE = re.compile(
    r"(?<![\w/.,-])\d{1,3}(?![\w/.,-]*\d)(?!\s*(?:%|phần|phan|ngày|ngay|tuần|tuan|người|nguoi|điểm|diem|giờ|gio)\b)(?!\s*%)"
)
_COUNTS = {"2": 2, "hai": 2, "3": 3, "ba": 3, "4": 4, "bon": 4}
_ALL_OF_THEM = re.compile(rf"\bca ({'|'.join(_COUNTS)})\b")
_ADDED = re.compile(r"\b(?:them|tang|cong)(?: them| duoc)?\s*(\d{1,2})\s*(?:%|phan tram)")


def added_percent(request: Request) -> int | None:
    """ "thêm 10%": so much more than before."""
    found = _ADDED.search(folded(request.said.text))
    return int(found[1]) if found else None


def takes_back(request: Request) -> bool:
    """ "hủy", "nhầm", "sai rồi" and nothing else, right after a receipt."""
    kind = request.conversation.get("card", {}).get("kind")
    return kind == "receipt" and _MISTAKE.fullmatch(folded(request.said.text).strip(" .!")) is not None


def wants_to_report(request: Request) -> bool:
    """ "báo tiến độ nv 37", "cập nhật nv 37": nothing is said yet of how far it is."""
    said = request.said
    begins = _TO_REPORT.match(folded(said.text).strip()) is not None
    return begins and said.task is not None and said.topic == "task" and not said.asks and leads(request, said.task)


def names_the_officer(request: Request) -> bool:
    """A head who speaks of the focal officer may be handing on, not reporting."""
    return request.person.holds("head") and _OFFICER.search(folded(request.said.text)) is not None


def reports_in(request: Request) -> list[Wanted]:
    """Reports on tasks that are certain: named by number, or the one the last answer was about."""
    said = request.said
    if said.reports:
        return [Wanted(_told_of(request, r), r.task, _named(request)) for r in said.reports]
    told = told_in(request)
    if said.task is not None:
        return [Wanted(told, said.task, _named(request))]
    if (all_of_them := _all_spoken_of(request)) and told.state == "done" and not said.asks:
        return [Wanted(replace(told, note=None), no, _named(request)) for no in all_of_them]
    about = spoken_of(request)
    alone = said.beside == "nothing" or (said.beside == "words" and about in said.title_tasks)
    if about is not None and told.state is not None and alone and not said.asks:
        return [Wanted(told, about, _named(request))]
    return []


def _told_of(request: Request, report: Report) -> Told:
    """One of several: with the stage and the words of its own part, where this says the same of it."""
    part = papers.part_about(request.said.text, report.task)
    heard = understand(part, request.knowledge.lexicon, request.today) if part else None
    if heard is None or (heard.task, heard.percent, heard.state) != (report.task, report.percent, report.state):
        return _told(request.said.text, report.state, report.percent, None, None)
    note = _note(replace(request, said=heard))
    return _told(request.said.text, report.state, report.percent, heard.stage, note)


def of_the_list(request: Request) -> list[Wanted]:
    """ "37 xong 38 cũng xong", "38 70%" right after these tasks were shown: what is said of each, to be confirmed."""
    said, shown = request.said, [no for no in card_tasks(request) if leads(request, no)]
    if request.pressed or request.forwarded or said.task is not None or said.reports or said.tasks or not shown:
        return []
    text = _BARE.sub(lambda at: f"nv {at[0]}" if int(at[0]) in shown else at[0], said.text)
    if text == said.text:
        return []
    heard = understand(text, request.knowledge.lexicon, request.today)
    named = {*heard.tasks, *([heard.task] if heard.task is not None else [])}
    if not named or heard.topic != "progress" or heard.asks or not named <= set(shown):
        return []
    return [w for w in reports_in(replace(request, said=heard)) if w.told.state is not None]


def spoken_of(request: Request) -> int | None:
    """The one task of the last answer, when it is theirs to report on."""
    recent = card_tasks(request)
    return recent[0] if len(recent) == 1 and leads(request, recent[0]) else None


def _all_spoken_of(request: Request) -> list[int]:
    """ "xong cả 2" right after two tasks were shown or reminded of, each theirs to report on."""
    found, recent = _ALL_OF_THEM.search(folded(request.said.text)), card_tasks(request)
    if found is None or _COUNTS[found[1]] != len(recent):
        return []
    return recent if all(leads(request, no) for no in recent) else []


def told_in(request: Request) -> Told:
    """What is said of one task, whichever it is."""
    said = request.said
    if said.state == "doing" and said.percent is None and said.stage is None and _NOT_BEGUN.search(folded(said.text)):
        return Told(said.text, "doing", 0, days.NOT_BEGUN)
    return _told(said.text, said.state, said.percent, said.stage, _note(request))


def _told(text: str, state: str | None, percent: int | None, stage: str | None, note: str | None) -> Told:
    """100% is done, less is not; an obstacle stays one at any percent; a stage alone means work goes on."""
    if percent is not None and state != "blocked":
        state = "done" if percent == 100 else "doing"
    elif state is None and stage is not None:
        state = "doing"
    return Told(text, state, None if state == "done" else percent, stage, note)


def _note(request: Request) -> str | None:
    """Their own words, unless these are only the stage or the name of their own agency."""
    note = request.said.note
    if note is None:
        return None
    if request.said.stage is not None and folded(note) == folded(request.said.stage):
        return None if request.said.percent is None else note  # the stage itself is shown
    own = [request.knowledge.agency(code) for code in own_agencies(request)]
    called = {n.casefold() for a in own for n in (a.name, a.short_name, a.actor, *a.aliases)}
    return None if note.strip(" .,;:").casefold() in called else note


def _named(request: Request) -> str | None:
    """Which of several own agencies was meant, when one was named."""
    own = own_agencies(request)
    return next((code for code in request.said.agencies if code in own), None) if len(own) > 1 else None


def leads(request: Request, no: int) -> bool:
    task = request.knowledge.task(no)
    return task is not None and any(code in task.leads for code in own_agencies(request))


def _without_names(request: Request, codes: list[str]) -> str:
    """The folded text without these agencies: the "tu" of "sở tư pháp" is no "từ"."""
    text = folded(request.said.text)
    agencies = [request.knowledge.agency(code) for code in codes]
    names = {folded(name) for a in agencies for name in (a.name, a.short_name, *a.aliases)}
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, " ")
    return text


def other_agency_named(request: Request, wanted: Wanted) -> str | None:
    """ "nv 38 stnmt xong": another agency that the report may be of; none where it is a cause or a recipient."""
    own = own_agencies(request)
    others = [code for code in request.said.agencies if code not in own]
    if not others or wanted.told.state == "blocked" or any(code in own for code in request.said.agencies):
        return None
    beside = _BESIDE.search(_without_names(request, others))
    return others[0] if leads(request, wanted.task) and not beside else None
