"""Numbers of a message: tasks, percents, years, counts, days, thresholds, dates, clocks, documents.

A number means what the words beside it say: "nv 2" is a task, "2%" a percent, "2 ngày" a delay, "914" a document.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Final

from rapidfuzz.distance import OSA

from handlers.understanding.fold import fold
from handlers.understanding.levels import LEVEL_WORDS, SIZES, Level, level_at, range_of
from handlers.understanding.numerals import clock_of, date_of, digit, full_date, spoken
from handlers.understanding.tokens import Token, is_mended
from handlers.understanding.vocabulary import NUMBER_WORDS, listed

# Công văn 914/UBND-NC, Quyết định 2142/QĐ-UBND, Quyết định 282/QĐ-UBND: never task numbers
DOCUMENTS: Final = frozenset((914, 2142, 282))
_MOST_TASKS: Final = 999
_LONGEST_RANGE: Final = 10  # tasks of "nv 13-16"; a longer one is no list of tasks
_TASK_WORDS: Final = frozenset(("nhiemvu", "viec", "congviec", "dauviec", "nhiemvuso", "viecso"))
_COUNTED: Final = frozenset(
    listed("donvi so huyen coquan diaphuong thixa nganh noi ban dv huyenthi cq thanhpho vitri hangdau hangcuoi cai")
)
_COUNTED_BACK: Final = frozenset(("bottom", "last", "chot", "bet"))
_PLACES: Final = frozenset(
    listed("cuoibang daubang cuoitinh dautinh chotbang betbang caonhat thapnhat totnhat kemnhat yeunhat")
)
_DOCUMENT_WORDS: Final = frozenset(listed("congvan quyetdinh vanban kehoach chithi thongbao van dinh"))
_POLITE: Final = frozenset(listed("a ah ak em anh chi nhe nha nhi vay the ha roi oi di luon day do ad sep"))

_UNITS: Final = frozenset(
    listed("ngay tuan diem hom don co nguoi thang lan so huyen buoc gio phut trieu ty bai tin ho ban van muc lop cuoc")
)
_UP_TO: Final = ("den", "toi")
_STUCK: Final = frozenset(listed("r z d k"))  # "nv 20r": rồi
_NUMBER_STARTS: Final = frozenset((*NUMBER_WORDS, "tram", "nua", "phan", "hom", "bua", "homnay", "homqua", "nhi"))
_YEARS: Final = frozenset(listed("ngoai kia nay truoc roi vua qua hien"))
_UNITS_SPOKEN: Final = frozenset(listed("mot hai bon bay chin muoi"))
_RANKED: Final = frozenset(listed("hang thu bac rank nhom"))
_RANKED_PAIRS: Final = frozenset(listed("vitri thuhang hangthu vithu hangso"))
_AFTER_PLACE: Final = frozenset(listed("la toan khoi ca trong nam vay a em o thuoc")) | {""}
_LAST_PLACE: Final = 60  # "đứng 21"; a higher number stands for points
SIGNS: Final = "-\u2212"


@dataclass(slots=True)
class TaskMention:
    """A task named by number at tokens[start:end]; `denied` in "không phải nv 3"."""

    number: int
    start: int
    end: int
    denied: bool = False
    listed: bool = False  # goes on a list: "nv 3, 5"


@dataclass(slots=True)
class Quantities:
    """What the numbers say; positions are token indexes."""

    tasks: list[TaskMention] = field(default_factory=list)
    percents: list[tuple[int, int, int]] = field(default_factory=list)  # value, start, end
    years: list[tuple[int, int]] = field(default_factory=list)  # year, position
    n: int | None = None
    topped: bool = False  # "top 5"
    counted_group: str | None = None
    ranks: list[int] = field(default_factory=list)  # "hạng 21", "thứ nhì"
    days: int | None = None
    level: Level | None = None  # of points
    share: Level | None = None  # "trên 90%": a level of points where agencies are asked about
    odd_percents: list[tuple[int, int]] = field(default_factory=list)  # "120%", "-5%", "60,5%": start, end
    field_number: int | None = None
    criterion_number: int | None = None  # "tiêu chí 1": of a field, or a field itself
    criterion: str | None = None
    document: str | None = None
    when: date | None = None
    when_at: int = -1
    clock: time | None = None
    ordered: str | None = None  # "bottom 5", "5 cuối bảng"
    guessed: bool = False  # "nv 13-16" may leave some out
    stray: bool = False  # a number that means nothing here
    unsure: bool = False  # which task is meant is not certain: "nv 3-5", "nv 3 à nhầm nv 5"
    used: set[int] = field(default_factory=set)
    places: set[int] = field(default_factory=set)  # the number of "hạng năm" is no year
    closed: set[int] = field(default_factory=set)  # no part of a cue: the "năm" before a year, the 3 of "top 3 năm"

    @property
    def rank(self) -> int | None:
        """The last place named."""
        return self.ranks[-1] if self.ranks else None

    @property
    def threshold(self) -> Decimal | None:
        """The level of points, or the lower end of a range of them."""
        return self.level.value if self.level else None

    @property
    def amount(self) -> bool:
        """Whether points are added or taken off: "tăng 2 điểm"."""
        return self.level is not None and self.level.amount


class _Reader:
    def __init__(self, tokens: Sequence[Token], text: str, today: date) -> None:
        self.tokens = tokens
        self.text = text
        self.today = today
        self.found = Quantities()

    def key(self, at: int) -> str:
        return self.tokens[at].key if 0 <= at < len(self.tokens) else ""

    def joined(self, at: int, words: int = 2) -> str:
        if at < 0:
            return self.joined(0, words + at) if words + at > 0 else ""
        return "".join([token.key for token in self.tokens[at : at + words]])

    def read(self) -> Quantities:
        at = 0
        while at < len(self.tokens):
            at = max(at + 1, self._read_at(at))
        self.found.years = list(dict.fromkeys(self.found.years))
        several = len({mention.number for mention in self.found.tasks if not mention.denied}) > 1
        mistaken = any(token.key == "nham" for token in self.tokens)
        self.found.unsure = self.found.unsure or (several and mistaken)
        return self.found

    def _read_at(self, at: int) -> int:
        token = self.tokens[at]
        match token.kind:
            case "word":
                return self._words(at) if token.key in _NUMBER_STARTS else at + 1
            case "number":
                return self._number(at, at + 1, token.key)
            case "document":
                self.found.document = token.key.split("/")[0]
            case "criterion":
                self.found.criterion = token.key
            case "date":
                self._dated_at(at, full_date(token.key))
            case "clock":
                self.found.clock = clock_of(token.key) or self.found.clock
            case "fraction":
                return self._fraction(at)
            case "range":
                return self._range(at)
        self.found.used.add(at)
        return at + 1

    def _range(self, at: int) -> int:
        """ "nv 13-16": every task from the first to the last; only two neighbours are beyond doubt."""
        prefix = self._task_prefix(at)
        if prefix is None and (level := range_of(self.tokens, at)) is not None:
            self._set_level(level)
        elif prefix is None:
            self.found.stray = True
        else:
            first, last = (int(part) for part in self.tokens[at].key.replace(" ", "").split("-"))
            self._tasks_between(first, last, prefix, at + 1)
        self.found.used.add(at)
        return at + 1

    def _tasks_between(self, first: int, last: int, begin: int, end: int) -> None:
        if not 0 < first <= last <= _MOST_TASKS or last - first >= _LONGEST_RANGE or self.key(end) == "%":
            self.found.unsure = True
            return
        self.found.guessed = self.found.guessed or last > first + 1
        for number in range(first, last + 1):
            self.found.tasks.append(TaskMention(number, begin, end, self._denied(begin), number > first))
        self.found.used.update(range(begin, end))

    def _dated_at(self, at: int, day: date | None) -> None:
        if day is not None and self.found.when is None:
            self.found.when, self.found.when_at = day, at

    def _fraction(self, at: int) -> int:
        top, bottom = (int(part) for part in self.tokens[at].key.split("/"))
        dated = self.key(at - 1) in ("ngay", "truoc", "han", "den", "hom", "sang", "vao", "sau", "tu", "qua", "nop")
        self.found.used.add(at)
        if not dated and 0 < top < bottom <= 10:
            self.found.percents.append((round(100 * top / bottom), at, at + 1))
        else:
            self._dated_at(at, date_of(self.today.year, bottom, top))
        return at + 1

    def _words(self, at: int) -> int:
        key = self.key(at)
        pair = self.joined(at)
        if pair in ("hailong", "motcua"):  # names of fields
            return at + 2
        if key == "tram":  # "trăm phần trăm"
            hundred = self.joined(at + 1) == "phantram" or self.key(at + 1) in ("%", "phantram")
            return self._number(at, at + 1, "100", spoken_word=True) if hundred else at + 1
        if key == "nhi":
            return self._second(at)
        if key == "nua" or pair in ("motnua", "phannua"):
            return self._half(at, pair)
        if pair in ("homqua", "homnay", "homkia", "buaqua"):
            ago = {"homqua": 1, "buaqua": 1, "homkia": 2}.get(pair, 0)
            self._dated_at(at, self.today - timedelta(days=ago))
            return at + 2
        if (value := spoken(self.tokens, at)) is not None:
            number, end = value
            if (stop := self._part(number, at, end)) is not None:
                return stop
            return self._number(at, end, str(number), spoken_word=True)
        return at + 1

    def _second(self, at: int) -> int:
        """ "thứ nhì", "về nhì": the second place; elsewhere an unmarked "nhi" only asks."""
        typed = self.tokens[at].word in ("nhì", "nhi")
        if typed and (self.key(at - 1) in _RANKED or self.key(at - 1) in ("ve", "dung", "xep", "giai")):
            self.found.ranks.append(2)
            self.found.used.add(at)
        return at + 1

    def _half(self, at: int, pair: str) -> int:
        if pair in ("motnua", "phannua"):
            self.found.percents.append((50, at, at + 2))
            return at + 2
        if self.tokens[at].word.startswith("nử") or self.key(at - 1) in ("duoc", "xong", "dat"):
            self.found.percents.append((50, at, at + 1))
        return at + 1

    def _part(self, number: int, at: int, end: int) -> int | None:
        """ "ba phần tư" → 75."""
        if self.key(end) != "phan" or end + 1 >= len(self.tokens):
            return None
        whole = digit(self.tokens[end + 1]) or (4 if self.key(end + 1) == "4" else None)
        if whole is None or not number < whole:
            return None
        self.found.percents.append((round(100 * number / whole), at, end + 2))
        return end + 2

    def _number(self, start: int, end: int, text: str, *, spoken_word: bool = False) -> int:
        """One number at tokens[start:end]; returns where to go on."""
        after, pair = self.key(end), self.joined(end)
        if after == "%" or pair == "phantram" or after == "phantram":
            return self._percent(start, end, text, 1 if after in ("%", "phantram") else 2)
        if (after_task := self._task(start, end, text)) is not None:
            self.found.unsure = self.found.unsure or (spoken_word and self._counts_on(end))
            return after_task
        value = Decimal(text.replace(",", "."))
        if self._percent_unsaid(start, end, value):
            return end
        for rule in (self._field, self._document, self._year, self._count, self._days, self._points):
            if rule(start, end, value, spoken_word):
                self.found.used.update(range(start, end))
                break
        else:
            self.found.stray = self.found.stray or not spoken_word
        return end

    def _percent(self, start: int, end: int, text: str, unit: int) -> int:
        value = Decimal(text.replace(",", "."))
        if self.key(start - 1) == "va" and start - 2 not in self.found.used and self.key(start - 2).isdigit():
            self.found.percents.append((int(self.key(start - 2)), start - 2, start - 1))  # "50 và 60%"
        if not self.found.tasks and self.found.share is None:
            self.found.share = level_at(self.tokens, start, end, value, spoken=False)
            self._use_level_words(start)
        if value == int(value) and 0 <= value <= 100 and not self._is_negative(start):
            self.found.percents.append((int(value), start, end + unit))
        else:
            self.found.odd_percents.append((start, end + unit))
        self.found.used.update(range(start, end + unit))
        return end + unit

    def _is_negative(self, start: int) -> bool:
        """ "nv 38 -5%", "âm 5%"; a dash with a space behind it only parts: "nv 38 - 50%"."""
        at = self.tokens[start].start
        signed = at > 0 and self.text[at - 1] in SIGNS and not self.text[at - 2 : at - 1].isalnum()
        return signed or (start > 0 and self.tokens[start - 1].word in ("âm", "am"))

    def _percent_unsaid(self, start: int, end: int, value: Decimal) -> bool:
        """ "nv 8 50" at the end of a message, "nv 8 dat 50": a percent without its sign."""
        if not self.found.tasks or value != int(value) or not 5 <= value <= 100:
            return False
        last = self.found.tasks[-1].end
        told = self.key(start - 1) in ("dat", "duoc", "len", "khoang", "chung") or self.joined(start - 2) == "tiendo"
        said = told and self.key(end) not in _COUNTED
        bare = start == last and not self.tokens[start].apart and value % 5 == 0
        if (said or bare) and all(polite(token) for token in self.tokens[end:]):
            self.found.percents.append((int(value), start, end))
            return True
        return False

    def _task(self, start: int, end: int, text: str) -> int | None:
        prefix = self._task_prefix(start)
        listed = prefix is None and self._continues_list(start, end)
        if prefix is None and not listed:
            return None
        numbers = [int(part) for part in text.replace(".", ",").split(",")]
        if any(not 0 < number <= _MOST_TASKS or number in DOCUMENTS for number in numbers):
            if numbers[0] in DOCUMENTS:
                self.found.document = text
            elif prefix is not None:  # a task that cannot be: said so later, never taken for the one spoken of before
                self.found.tasks.append(TaskMention(numbers[0], prefix, end, self._denied(prefix), False))
                self.found.used.update(range(prefix, end))
            return end
        if self._is_amount(end, prefix):
            return None
        begin = start if prefix is None else prefix
        if self._is_broken(end):
            self.found.unsure = True
            return end
        if prefix is None and self.key(start - 1) in _UP_TO:
            self._tasks_between(self.found.tasks[-1].number + 1, numbers[0], start, end)
            self.found.guessed = True
            return end
        if prefix is not None and self._goes_up_to(prefix):
            self._tasks_between(self.found.tasks[-1].number + 1, numbers[0], prefix, end)
            self.found.guessed = True
            return end
        denied, apart = self._denied(begin), self.key(start - 1) == "con"
        for number in numbers:
            self.found.tasks.append(
                TaskMention(number, begin, end, denied, (listed and not apart) or number != numbers[0])
            )
        self.found.used.update(range(begin, end))
        return end

    def _counts_on(self, end: int) -> bool:
        """ "nhiệm vụ ba mơi mốt": what follows a number in words may be the rest of it."""
        if end >= len(self.tokens) or self.tokens[end].apart:
            return False
        first, second = self.tokens[end], self.key(end + 1)
        ten = OSA.distance(first.key, "muoi", score_cutoff=1) <= 1 and second in NUMBER_WORDS  # "ba mơi mốt"
        torn = first.key + second == "muoi"
        return not first.known or is_mended(first) or first.key in _UNITS_SPOKEN or ten or torn

    def _goes_up_to(self, begin: int) -> bool:
        """ "từ nv 13 đến nv 16"."""
        return bool(self.found.tasks) and self.found.tasks[-1].end == begin - 1 and self.key(begin - 1) in _UP_TO

    def _is_broken(self, end: int) -> bool:
        """ "nv 2o": a letter stuck to the number that stands for no word there."""
        after = self.tokens[end] if end < len(self.tokens) else None
        stuck = after is not None and after.start == self.tokens[end - 1].end and after.kind == "word"
        return stuck and after is not None and len(after.word) == 1 and after.word not in _STUCK

    def _task_prefix(self, start: int) -> int | None:
        at = start - 1
        if self.key(at) in ("so", "thu", "ma", "stt") or (at > 0 and self.tokens[at].word in ("s", "no")):
            at -= 1
        if self.tokens[start].apart or at < 0:
            return None
        if self.key(at) in _TASK_WORDS:
            return at
        return at - 1 if at and self.joined(at - 1) in _TASK_WORDS else None

    def _is_amount(self, end: int, prefix: int | None) -> bool:
        """ "hoãn nhắc việc 3 ngày": days, not task 3; "nv 3 ngày 15/3" is the task."""
        unit = self.key(end) in ("ngay", "tuan", "hom", "bua", "diem")
        dated = end + 1 < len(self.tokens) and self.tokens[end + 1].kind in ("date", "fraction", "number")
        told = prefix is not None and (self.key(prefix) != "viec" or self.key(prefix + 1) == "so")
        return unit and not dated and not told

    def _continues_list(self, start: int, end: int) -> bool:
        """ "nv 3, 5 và 7": a number right after a task number, a comma or "và" between."""
        if not self.found.tasks or self.tokens[start].kind != "number":
            return False
        if self.key(end) in _UNITS and self.joined(end) != "lanluot":
            return False
        last = self.found.tasks[-1].end
        if self.key(start - 1) == "con":  # "nv 20 xong còn 23 thì chưa"
            return start > last and self.key(end) in ("thi", "chua", "van", "dang", "xong")
        if start == last:
            while end < len(self.tokens) and not self.tokens[end].apart and self._is_numbered(end):
                end += 1  # "nv 37 38 và 39 xong"
            goes_on = self.tokens[start].apart or self.key(end) in ("xong", "deu", "da", "hoan", "hoanthanh", "cung")
            self.found.guessed = self.found.guessed or not goes_on
            return goes_on
        return start == last + 1 and self.key(last) in ("va", "voi", "cung", "lan", "ma", "la", *_UP_TO)

    def _is_numbered(self, at: int) -> bool:
        """A number, or "và" before one."""
        follows = at + 1 < len(self.tokens) and self.tokens[at + 1].kind == "number"
        return self.tokens[at].kind == "number" or (self.key(at) == "va" and follows)

    def _denied(self, begin: int) -> bool:
        before = [self.key(at) for at in range(max(0, begin - 3), begin)]
        return ("khong" in before and "phai" in before) or before[-2:] == ["cho", "nham"]

    def _field(self, start: int, end: int, value: Decimal, spoken_word: bool) -> bool:
        at = start - 1 if self.key(start - 1) not in ("so", "thu") else start - 2
        words = (self.joined(at - 1), self.key(at))
        criterion = "tieuchi" in words or words[1] in ("muc",)
        if value != int(value) or "." in self.tokens[start].key:
            if criterion and "." in self.tokens[start].key:
                self.found.criterion = self.tokens[start].key
                return True
            return False
        if ("linhvuc" in words or ("tieuchi" in words and not spoken_word)) and 1 <= value <= 8:
            if "linhvuc" in words:
                self.found.field_number = int(value)
            else:
                self.found.criterion_number = int(value)
            return True
        return False

    def _document(self, start: int, end: int, value: Decimal, spoken_word: bool) -> bool:
        if spoken_word or value != int(value):
            return False
        at = start - 1 if self.key(start - 1) != "so" else start - 2
        pair = self.joined(at - 1) if at else ""
        named = self.key(at) in ("congvan", "quyetdinh", "vanban") or pair in _DOCUMENT_WORDS
        if value in DOCUMENTS or named:
            self.found.document = str(int(value))
            self.found.used.update(range(at - (pair in _DOCUMENT_WORDS) if named else start, start))
            return True
        return False

    def _year(self, start: int, end: int, value: Decimal, spoken_word: bool) -> bool:
        if spoken_word or value != int(value):
            return False
        if 2010 <= value <= 2049:
            self.found.years.append((int(value), start))
            if self.key(start - 1) == "nam":
                self.found.closed.add(start - 1)
            return True
        if self.key(start - 1) == "nam" and 15 <= value <= 40 and self.tokens[start - 1].word in ("nam", "năm", "nawm"):
            self.found.years.append((2000 + int(value), start))
            return True
        return False

    def _count(self, start: int, end: int, value: Decimal, spoken_word: bool) -> bool:
        before = self.key(start - 1)
        if value != int(value) or not 0 < value <= 99:
            return False
        if before in ("top", "top") or self.joined(start - 2) == "toptren":
            self.found.topped = True
            if self.key(end) == "nam":
                self.found.closed.update(range(start, end))
            self._set_n(int(value))
            self._group_after(end)
            return True
        if before in _COUNTED_BACK:  # "bottom 5"
            self.found.ordered = "bottom"
            self._set_n(int(value))
            self._group_after(end)
            return True
        if self.joined(end) in _PLACES:  # "5 cuối bảng"
            self._set_n(int(value))
            return True
        unit = self.key(end) if self.key(end) in _COUNTED else self.joined(end)
        if unit in _COUNTED and not (unit == "so" and self.tokens[end].word in ("số", "sổ", "so sánh")):
            if value == 1 and unit == "so":
                return False
            self._set_n(int(value))
            self._group_after(end)
            return True
        return self._rank(start, end, int(value), spoken_word)

    def _rank(self, start: int, end: int, value: int, spoken_word: bool) -> bool:
        """ "hạng 21", "vị trí số 5", "đứng 5"; whether the number can mean nothing else."""
        before = self.key(start - 1)
        stands = before in ("dung", "xep") and self.tokens[start - 1].word != "đúng" and value <= _LAST_PLACE
        plain = stands and not spoken_word and self.key(end) in _AFTER_PLACE
        if not (before in _RANKED or plain or self._after_ranked_pair(start)) or self._is_a_year(start, end):
            return False
        self.found.ranks.append(value)
        self.found.places.update(range(start, end))
        if self.tokens[start].word == "tư":  # "thứ tư" is no "thứ tự"
            self.found.closed.update(range(start - 1, end))
        if self.key(end) == "nam":
            self.found.closed.update(range(start, end))
        return not spoken_word or before == "hang"

    def _is_a_year(self, start: int, end: int) -> bool:
        """ "bảng xếp hạng năm ngoái"."""
        following = fold(self.tokens[end].word) if end < len(self.tokens) else ""
        return self.key(start) == "nam" and (following in _YEARS or following.isdigit())

    def _after_ranked_pair(self, start: int) -> bool:
        at = start - 1 if self.key(start - 1) == "so" else start
        return self.joined(at - 2) in _RANKED_PAIRS or self.joined(start - 2) in _RANKED_PAIRS

    def _set_n(self, value: int) -> None:
        if self.found.n is None:
            self.found.n = value

    def _group_after(self, end: int) -> None:
        pair = self.joined(end)
        if self.key(end) == "so" and self.tokens[end].word not in ("số", "sổ"):
            self.found.counted_group = "so"
        elif self.key(end) == "huyen" or pair in ("thixa", "diaphuong", "huyenthi"):
            self.found.counted_group = "huyen"

    def _days(self, start: int, end: int, value: Decimal, spoken_word: bool) -> bool:
        if value != int(value) or not 0 < value <= 366:
            return False
        unit = self.key(end)
        if unit == "tuan" and self.key(start - 1) == "thu":  # "thứ ba tuần sau"
            return False
        slipped = unit in ("ngy", "nga", "nay") and self.key(start - 1) in ("han", "them")
        if (slipped or unit in ("ngay", "hom", "bua")) and not self._dated(end + 1):
            self.found.days = int(value)
            return True
        if unit == "tuan":
            self.found.days = 7 * int(value)
            return True
        return False

    def _dated(self, at: int) -> bool:
        return at < len(self.tokens) and self.tokens[at].kind in ("date", "fraction", "number")

    def _points(self, start: int, end: int, value: Decimal, spoken_word: bool) -> bool:
        level = level_at(self.tokens, start, end, value, spoken=spoken_word)
        if level is None:
            return False
        self._set_level(level)
        self._use_level_words(start)
        return True

    def _use_level_words(self, start: int) -> None:
        begin = start
        if begin and self.key(begin - 1) not in LEVEL_WORDS and self.found.level and self.found.level.above is not None:
            begin -= 1  # a slip: "trê 79 điểm" is not "trễ"
            self.found.closed.add(begin)
        while begin and self.key(begin - 1) in LEVEL_WORDS:
            begin -= 1
        if self.key(start - 1) == "hon" and self.key(start - 2) in SIZES:
            self.found.closed.update(range(start - 2, start))  # "lớn hơn 90" compares no agencies
            self.found.used.add(start - 2)
        if self.key(begin) == "nhom":  # "nhóm dưới 80" is no "nhóm dưới"
            self.found.closed.update(range(begin, start))
        self.found.used.update(range(begin, start))

    def _set_level(self, level: Level) -> None:
        known = self.found.level
        if known is None:
            self.found.level = level
        elif known.above and known.until is None and level.above is False and level.value > known.value:
            self.found.level = known._replace(until=level.value, until_open=True)  # "trên 90 dưới 95"


def polite(token: Token) -> bool:
    """Words that close a sentence without meaning: "ạ", "em", "nhé"."""
    return token.key in _POLITE


def read_quantities(tokens: Sequence[Token], text: str, today: date) -> Quantities:
    """Every number of the message and what it means there."""
    return _Reader(tokens, text, today).read()
