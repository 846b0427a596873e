"""Who a cell of a task table names: a list of agencies and groups, although names hold commas and "và" themselves."""

import re
import unicodedata
from collections.abc import Iterator

from handlers.importing.names import AgencyNames
from handlers.importing.text import fold, one_line

HARD = re.compile(r"[;\n\r|•]+")
SOFT = re.compile(r"(\s*,\s*|\s+và\s+|\s+va\s+|\s*[+/]\s*|\s+-\s+)", re.IGNORECASE)
BULLET = re.compile(r"^\s*(?:[-–+*•]|\d{1,2}[.)]|[a-zđ]\))\s+")
LABEL = re.compile(r"^\s*(?:cơ quan |đơn vị )?(?:chủ trì|phối hợp|thực hiện)(?: thực hiện)?\s*[:\-–]\s*", re.IGNORECASE)
BEFORE = r"(?:(?:thu truong|giam doc|lanh dao|nguoi dung dau|tat ca|toan bo|chu tich) )*(?:cac |tat ca |cap )*"
AFTER = r"(?: (?:cap tinh|(?:cua |thuoc |thuoc ubnd )?tinh|chuyen mon|truc thuoc|tren dia ban(?: tinh)?))*"
DISTRICTS = r"(?:huyen|thi xa|thanh pho|dia phuong|cap huyen)"
LISTED = r"(?:(?:,| va|, va) )?"
DEPARTMENT_GROUP = re.compile(
    rf"{BEFORE}so(?:{LISTED}(?:cac )?(?:ban|nganh))*{AFTER}|{BEFORE}co quan chuyen mon{AFTER}|so"
)
DISTRICT_GROUP = re.compile(
    rf"{BEFORE}(?:ubnd |uy ban nhan dan )?{BEFORE}{DISTRICTS}"
    rf"(?:{LISTED}(?:cac )?(?:{DISTRICTS}|tx\.?|tp\.?))*(?:{LISTED}cap xa)?{AFTER}|huyen"
)
EVERYBODY = re.compile(
    rf"all|toan tinh|{BEFORE}(?:co quan|don vi)(?:{LISTED}(?:cac )?(?:co quan|don vi|to chuc))*{AFTER}"
    rf"|{BEFORE}(?:(?:so|ban|nganh|co quan|don vi){LISTED}(?:cac )?)+dia phuong{AFTER}"
)
SOMEBODY = r"(?:so|ban|nganh|co quan|don vi|to chuc|ca nhan|doan the|ubnd|huyen|thi xa|thanh pho|dia phuong|cap huyen)"
UNNAMED = re.compile(
    rf"{BEFORE}{SOMEBODY}(?:,?(?: va)? (?:cac )?{SOMEBODY})*(?: co)? (?:lien quan|khac)(?: co lien quan)?"
)
HELPING = re.compile(r"[\s,.(]*\b(?:cơ quan |đơn vị )?phối hợp(?: thực hiện)?(?:\s*:|\s+(?:với|cùng)\b)", re.IGNORECASE)
LEADING = re.compile(r"(?:cơ quan |đơn vị )?chủ trì(?: thực hiện)?\s*:", re.IGNORECASE)
LEADS = re.compile(r"\s*(?:\(\s*)?(?<!\w)(?:là (?:cơ quan|đơn vị) )?chủ trì(?: thực hiện)?\s*\)?$", re.IGNORECASE)
HELPS = re.compile(r"\s*(?:\(\s*)?(?<!\w)phối hợp(?: thực hiện)?\s*\)?$", re.IGNORECASE)
EXCEPT = re.compile(r"^(.+?)[\s,;(]+(?:ngoại )?trừ\s*:?\s+([^()]+?)\)?$", re.IGNORECASE)
NOBODY = re.compile(r"[-–—./ ]*|khong( co)?|0")
UNNAMED_CODES: tuple[str, ...] = ()


class UnknownAgency(Exception):
    """Carries the words that name no agency."""

    def __init__(self, written: str) -> None:
        super().__init__(written)
        self.written = written


class UnclearAgencies(UnknownAgency):
    """ "các đơn vị liên quan": somebody, but nobody by name."""


def leads_and_helpers(cell: str) -> tuple[str, str]:
    """A cell that also says who only helps: "Sở Nội vụ chủ trì, phối hợp với Sở Tài chính" is two lists."""
    cell = unicodedata.normalize("NFC", cell)
    if "phối hợp" not in one_line(cell).casefold():
        return "; ".join(LEADS.sub("", piece) for piece in HARD.split(cell)), ""
    leads: list[str] = []
    helpers: list[str] = []
    now = leads
    for line in HARD.split(cell):
        for piece in re.split(r"(?<=\))\s*[,.]?\s*(?=\S)", line):
            if LEADING.search(piece):
                now = leads
            before, *after = HELPING.split(piece, maxsplit=1)
            if HELPS.search(before):
                helpers.append(HELPS.sub("", before))
            else:
                now.append(LEADS.sub("", before.strip()))
            if after:
                now = helpers
                now.append(after[0].rstrip(" )"))
    return "; ".join(leads), "; ".join(helpers)


class AgencyLists:
    """Immutable; `codes` reads one cell."""

    def __init__(self, names: AgencyNames) -> None:
        self._names = names
        self._groups = {
            group: tuple(a.code for a in names.agencies.values() if a.group == group and a.scored)
            for group in ("so", "huyen")
        }

    def codes(self, cell: str) -> tuple[str, ...]:
        """The agencies named, in the order of the cell, each once.

        Raises `UnknownAgency` for words that name none, `UnclearAgencies` when the cell has nothing but those.
        """
        found: list[str] = []
        unclear = ""
        for line in HARD.split(cell):
            part = LABEL.sub("", BULLET.sub("", one_line(line))).strip(" .:,")
            if NOBODY.fullmatch(fold(part)):
                continue
            for codes in self._read(part):
                if codes == UNNAMED_CODES:
                    unclear = part
                else:
                    found += codes
        if unclear and not found:
            raise UnclearAgencies(unclear)
        return tuple(dict.fromkeys(found))

    def _read(self, part: str) -> Iterator[tuple[str, ...]]:
        """The meaning of one line, piece by piece, the longest names first."""
        whole = self._meaning(part)
        if whole is not None:
            yield whole
            return
        pieces = SOFT.split(part)
        atoms, links = pieces[::2], pieces[1::2]
        at = 0
        while at < len(atoms):
            for end in range(len(atoms), at, -1):
                joined = "".join(
                    piece for pair in zip(atoms[at:end], [*links[at : end - 1], ""], strict=True) for piece in pair
                )
                meaning = self._meaning(joined)
                if meaning is not None:
                    yield meaning
                    at = end
                    break
            else:
                raise UnknownAgency(atoms[at].strip() or part)

    def _meaning(self, words: str) -> tuple[str, ...] | None:
        """Codes; none for "and others concerned", which is nobody by name; None for words that mean no agency."""
        plain = fold(words).strip(" .:")
        if not plain:
            return None
        if EVERYBODY.fullmatch(plain):
            return (*self._groups["so"], *self._groups["huyen"])
        if DISTRICT_GROUP.fullmatch(plain):
            return self._groups["huyen"]
        if DEPARTMENT_GROUP.fullmatch(plain):
            return self._groups["so"]
        if UNNAMED.fullmatch(plain):
            return UNNAMED_CODES
        code = self._names.find(words)
        return (code,) if code else self._all_but(words)

    def _all_but(self, words: str) -> tuple[str, ...] | None:
        """ "Các sở, ban, ngành (trừ Thanh tra tỉnh)": the exceptions are read like any list."""
        said = EXCEPT.match(words.strip())
        if said is None:
            return None
        everybody = {code for codes in self._read(said.group(1)) for code in codes}
        excepted = {code for codes in self._read(said.group(2)) for code in codes}
        left = tuple(code for group in self._groups.values() for code in group if code in everybody - excepted)
        return left if excepted and excepted < everybody else None
