"""What a person said about a file they sent, what the file itself says, and what must still be asked."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from handlers.importing.criteria import criteria_years
from handlers.importing.criterion_names import CriterionNames
from handlers.importing.headings import stated_years
from handlers.importing.known_tasks import document_key
from handlers.importing.names import AgencyNames
from handlers.importing.scores import read_scores
from handlers.importing.task_tables import TaskLine, task_lines
from handlers.importing.tasks import newest_fields
from handlers.importing.text import fold, one_line
from storage.catalogue import Catalogue
from storage.imports import Contents

SCORES, TASKS, CRITERIA = "scores", "tasks", "criteria"
NO_DATE = "-"  # it was said that the document's date is not known
TITLES = 15  # rows of a sheet that may be titles
WORDS_OF = {
    "quyet dinh": "Quyết định", "qd": "Quyết định", "cong van": "Công văn", "cv": "Công văn", "ke hoach": "Kế hoạch",
    "kh": "Kế hoạch", "chuong trinh": "Chương trình", "thong bao": "Thông báo", "tb": "Thông báo",
    "nghi quyet": "Nghị quyết", "nq": "Nghị quyết", "chi thi": "Chỉ thị", "ct": "Chỉ thị", "van ban": "Văn bản",
    "thong tu": "Thông tư", "to trinh": "Tờ trình", "bao cao": "Báo cáo", "bc": "Báo cáo",
}  # fmt: skip
_DAY = r"(?<![\d/])(\d{1,2}) ?(?:/|-|\.|thang) ?(\d{1,2})(?: ?(?:/|-|\.|nam) ?(\d{4}))?"
_DATED = re.compile(rf"(?:ngay )?{_DAY}")
_DOCUMENT = re.compile(
    rf"\b({'|'.join(sorted(WORDS_OF, key=len, reverse=True))}) ?(?:so)? ?:? ?(\d{{1,5}}(?:/[a-z0-9]+(?:-[a-z0-9&]+)*)?)"
    rf"(?:(?: cua [a-z ]{{2,40}})?,? (?:ban hanh )?ngay {_DAY})?"
)
_BARE = re.compile(rf"\b(\d{{1,5}}/[a-z][a-z0-9]*(?:-[a-z0-9&]+)*)(?:,? (?:ban hanh )?(?:ngay )?{_DAY})?")
_KINDS = ((CRITERIA, re.compile(r"\bbo tieu chi\b")), (SCORES, re.compile(r"\b(diem|chi so|xep hang|ket qua)\b")),
          (TASKS, re.compile(r"\b(nhiem vu|giao viec|viec)\b")))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Document:
    """A source document as somebody named it; `issued` is an ISO date or nothing."""

    name: str
    issued: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is settled about a file: by its caption, by answers, by what it says itself."""

    kind: str = ""
    year: int | None = None
    any_year: bool = False  # chosen although the file names another
    source: str = ""
    any_source: bool = False  # chosen although the file names another
    issued: str = ""  # ISO, or NO_DATE
    replace: bool = False
    names: Mapping[str, str] = field(default_factory=dict)  # as written → agency code, "" to leave the row out

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> "Wish":
        return cls(**said)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def issued_on(self) -> date | None:
        return date.fromisoformat(self.issued) if self.issued and self.issued != NO_DATE else None


@dataclass(frozen=True, slots=True)
class Sighting:
    """What a file says about itself."""

    kinds: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    documents: tuple[Document, ...] = ()
    own_sources: bool = False  # every task names its document


def documents_in(text: str, today: date) -> list[Document]:
    """ "phụ lục công văn 1020/UBND-NC ngày 26/3" → Công văn 1020/UBND-NC, 26/3 of the year that lies behind."""
    line = one_line(text)
    plain = _folded(line)
    found = []
    for seen in _DOCUMENT.finditer(plain):
        kind, number = WORDS_OF[seen[1]], line[seen.start(2) : seen.end(2)].upper()
        found.append(Document(f"{kind} {_with_accents(number)}", _iso(seen.group(3, 4, 5), today)))
    if not found:
        for seen in _BARE.finditer(plain):
            number = line[seen.start(1) : seen.end(1)].upper()
            found.append(Document(f"Văn bản {_with_accents(number)}", _iso(seen.group(2, 3, 4), today)))
    return found


def date_in(text: str, today: date) -> str:
    """The date that an answer names, ISO; nothing where there is none."""
    seen = _DATED.search(_folded(one_line(text)))
    return _iso(seen.group(1, 2, 3), today) if seen else ""


def _folded(line: str) -> str:
    """Letter for letter, so that places in it are places in the line."""
    return "".join((fold(letter) or " ")[0] for letter in unicodedata.normalize("NFC", line))


def _with_accents(number: str) -> str:
    return re.sub(r"(?<=/)QD\b", "QĐ", number)


def _iso(parts: Sequence[str | None], today: date) -> str:
    day, month, year = parts
    if not day or not month:
        return ""
    try:
        found = date(int(year) if year else today.year, int(month), int(day))
        if not year and found > today:
            found = found.replace(year=found.year - 1)
    except ValueError:
        return ""
    return found.isoformat()


def said_with(caption: str, today: date) -> Wish:
    """What words sent with a file say about it."""
    plain = fold(caption)
    document = next(iter(documents_in(caption, today)), None)
    without_dates = _DATED.sub(" ", _DOCUMENT.sub(" ", plain))
    years = re.findall(r"\b20\d\d\b", without_dates)
    kind = next((kind for kind, cue in _KINDS if cue.search(plain)), "")
    return Wish(
        kind=kind,
        year=int(years[0]) if len(set(years)) == 1 else None,
        source=document.name if document else "",
        issued=document.issued if document else "",
    )


def look_at(contents: Contents, catalogue: Catalogue, today: date) -> Sighting:
    """Which kinds of file it may be, and what its titles say."""
    lines = task_lines(contents, newest_fields(catalogue, today.year))
    texts = list(_titles(contents, lines))
    years = {year for year in stated_years(texts) if 2000 <= year <= today.year + 2}
    documents = {document_key(d.name): d for text in texts for d in documents_in(text, today) if "/" in d.name}
    kinds = []
    if _holds_scores(contents, catalogue, years, surely=bool(lines)):
        kinds.append(SCORES)
    if lines:
        kinds.append(TASKS)
    of_criteria = criteria_years(contents)
    if of_criteria is not None and SCORES not in kinds:
        kinds.append(CRITERIA)
        years |= of_criteria
    return Sighting(
        kinds=tuple(kinds),
        years=tuple(sorted(years)),
        documents=tuple(documents.values()),
        own_sources=bool(lines) and all(line.text("source") for line in lines),
    )


def _titles(contents: Contents, lines: Sequence[TaskLine]) -> Iterable[str]:
    """What stands above the tables: a task too may speak of a year or a document."""
    first: dict[str, int] = {}
    for line in lines:
        first.setdefault(line.sheet.name, line.row.number)
    for sheet in contents.sheets:
        if not sheet.hidden:
            yield from sheet.above
            for row in sheet.rows[:TITLES]:
                if row.number < first.get(sheet.name, row.number + 1):
                    yield from (c.text for c in row.cells.values() if c.kind == "text" and c.copy_of is None)


def _holds_scores(contents: Contents, catalogue: Catalogue, years: set[int], *, surely: bool) -> bool:
    """Is there a table of points, by the set of the year it is about or the newest one? `surely`: with points read."""
    known = {year for year, _ in catalogue.criteria}
    year = max(years & known or known, default=None)
    if year is None:
        return False
    trees = {group: tree for (of, group), tree in catalogue.criteria.items() if of == year}
    names = AgencyNames(catalogue.agencies.values())
    reading = read_scores(contents, names, CriterionNames(trees), year, any_year=True)
    return bool(reading.scores) or (not surely and bool(reading.tables) and any(p.agency for p in reading.problems))


def settle(wish: Wish, seen: Sighting, catalogue: Catalogue, today: date) -> tuple[Wish, str]:
    """The wish with what the file itself answers, and the first thing to ask: kind, year, source or issued."""
    kind = wish.kind if wish.kind in seen.kinds else ""
    if not kind and len(seen.kinds) == 1:
        kind = seen.kinds[0]
    wish = replace(wish, kind=kind)
    if not kind:
        return wish, "kind"
    if kind == TASKS:
        return _settle_tasks(wish, seen, catalogue, today)
    if wish.year is None and len(seen.years) == 1:
        wish = replace(wish, year=seen.years[0])
    elsewhere = bool(seen.years) and wish.year not in seen.years and not wish.any_year
    return wish, "year" if wish.year is None or elsewhere else ""


def _settle_tasks(wish: Wish, seen: Sighting, catalogue: Catalogue, today: date) -> tuple[Wish, str]:
    if not wish.source and not seen.own_sources:
        if len(seen.documents) != 1:
            return wish, "source"
        wish = replace(wish, source=seen.documents[0].name, issued=wish.issued or seen.documents[0].issued)
    wish = _as_known(wish, catalogue)
    if wish.source and "/" not in document_key(wish.source) and not wish.any_source and not _is_known(wish, catalogue):
        return wish, "source"
    named = {document_key(document.name) for document in seen.documents}
    if wish.source and named and document_key(wish.source) not in named and not wish.any_source:
        return wish, "source"
    if not wish.issued:
        same = [d.issued for d in seen.documents if document_key(d.name) == document_key(wish.source) and d.issued]
        wish = replace(wish, issued=next(iter(same), ""))
    if wish.year is None:
        stated = seen.years[0] if len(seen.years) == 1 else None
        wish = replace(wish, year=stated or (wish.issued_on or today).year)
    if seen.years and wish.year not in seen.years and not wish.any_year:
        return wish, "year"
    return wish, "issued" if wish.source and not wish.issued else ""


def _is_known(wish: Wish, catalogue: Catalogue) -> bool:
    key = document_key(wish.source)
    return any(document_key(task.source.name) == key for task in catalogue.tasks.values())


def _as_known(wish: Wish, catalogue: Catalogue) -> Wish:
    """The stored name and date of a document that is named again, also by its bare number."""
    if not wish.source:
        return wish
    sources = {task.source.id: task.source for task in catalogue.tasks.values()}.values()
    key = document_key(wish.source)
    number = key.rpartition(" ")[2]
    same = [s for s in sources if document_key(s.name) == key]
    if "/" not in key:
        same = same or [s for s in sources if document_key(s.name).partition("/")[0] == number]
    if len(same) != 1:
        return wish
    issued = same[0].issued.isoformat() if same[0].issued else wish.issued
    return replace(wish, source=same[0].name, issued=issued)
