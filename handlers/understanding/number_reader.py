"""Reading the numbers of a message: tasks, percents, years, counts, places, days, levels, dates, clocks, documents.

A number means what the words beside it say: "nv 2" is a task, "2%" a percent, "2 ngày" a delay, "914" a document.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from handlers.understanding.fold import fold
from handlers.understanding.levels import LEVEL_WORDS, SIZES, Level, level_at, range_of
from handlers.understanding.numerals import clock_of, date_of, digit, full_date, spoken, spoken_year
from handlers.understanding.quantities import DOCUMENTS, SIGNS, Quantities, polite
from handlers.understanding.task_numbers import TaskNumbers
from handlers.understanding.tokens import Token
from handlers.understanding.vocabulary import NUMBER_WORDS, listed

_COUNTED: Final = frozenset(
    listed("donvi so huyen coquan diaphuong thixa nganh noi ban dv huyenthi cq thanhpho vitri hangdau hangcuoi cai dua")
)
_BEFORE_LIES: Final = frozenset(listed("dang ai nao van con thi ma cung"))
_PEOPLE: Final = frozenset(listed("anh ong chi em thang con dua ten"))  # "ba anh cuối bảng"
_PARTS: Final = frozenset(("tieuchi", "linhvuc"))
_COUNTED_BACK: Final = frozenset(("bottom", "last", "chot", "bet"))
_PLACES: Final = frozenset(
    listed("cuoibang daubang cuoitinh dautinh chotbang betbang caonhat thapnhat totnhat kemnhat yeunhat")
)
_DOCUMENT_WORDS: Final = frozenset(listed("congvan quyetdinh vanban kehoach chithi thongbao van dinh"))
_NUMBER_STARTS: Final = frozenset((*NUMBER_WORDS, "tram", "nua", "phan", "hom", "bua", "homnay", "homqua", "nhi"))
_FIELDS: Final = frozenset("12345678")
_MOST_CRITERIA: Final = 15  # of a field
_BEFORE_CRITERION: Final = frozenset(listed("diem hang ve o theo cua so chi phan khoan la va nhat"))
_YEARS: Final = frozenset(listed("ngoai kia nay truoc roi vua qua hien"))
_WEEKDAYS: Final = range(2, 8)
_BEHIND_A_DAY: Final = frozenset(listed("toi tuan nay sau sang chieu trua"))
_BEFORE_A_DAY: Final = frozenset(listed("sang chieu trua hom"))
_RANKED: Final = frozenset(listed("hang thu bac rank nhom"))
_RANKED_PAIRS: Final = frozenset(listed("vitri thuhang hangthu vithu hangso"))
_AFTER_PLACE: Final = frozenset(listed("la toan khoi ca trong nam vay a em o thuoc")) | {""}
_LAST_PLACE: Final = 60  # "đứng 21"; a higher number stands for points


class _Reader(TaskNumbers):
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
        if (said := spoken_year(self.tokens, at)) is not None:
            return self._spoken_year(at, *said)
        if (value := spoken(self.tokens, at)) is not None:
            number, end = value
            if (stop := self._part(number, at, end)) is not None:
                return stop
            return self._number(at, end, str(number), spoken_word=True)
        return at + 1

    def _spoken_year(self, at: int, year: int, end: int) -> int:
        self.found.years.append((year, at))
        begin = at - (self.key(at - 1) == "nam")
        self.found.closed.update(range(begin, end))
        self.found.used.update(range(begin, end))
        return end

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
            if self._is_one_of_two(start):
                self.found.vague.add(start)
            self.found.percents.append((int(value), start, end + unit))
        else:
            self.found.odd_percents.append((start, end + unit))
        self.found.used.update(range(start, end + unit))
        return end + unit

    def _is_one_of_two(self, start: int) -> bool:
        """ "60-70%", "60 đến 70%", "+10%"."""
        at = start - 2 if self.key(start - 1) in ("den", "toi", "hoac", "hay") else start - 1
        tasked = any(mention.start <= at < mention.end for mention in self.found.tasks)
        numbered = at >= 0 and self.tokens[at].kind == "number" and not tasked
        return (numbered and self.key(start - 1) != "va") or self.text[self.tokens[start].start - 1 :][:1] == "+"

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

    def _field(self, start: int, end: int, value: Decimal, spoken_word: bool) -> bool:
        at = start - 1 if self.key(start - 1) not in ("so", "thu") else start - 2
        words = (self.joined(at - 1), self.key(at))
        criterion = "tieuchi" in words or words[1] in ("muc",)
        if value != int(value) or "." in self.tokens[start].key:
            if "." in self.tokens[start].key and (criterion or self._is_criterion(start, end)):
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

    def _is_criterion(self, start: int, end: int) -> bool:
        """ "xếp hạng 7.4", "điểm 7.4 của stp": not "tăng 7.4 điểm", "7.4%"."""
        field, _, number = self.tokens[start].key.partition(".")
        numbered = field in _FIELDS and number.isdigit() and 0 < int(number) <= _MOST_CRITERIA
        led = start == 0 or self.key(start - 1) in _BEFORE_CRITERION
        return numbered and led and self.key(end) not in ("diem", "d", "hang", "bac", "phan", "ngay")

    def _document(self, start: int, end: int, value: Decimal, spoken_word: bool) -> bool:
        if spoken_word or value != int(value):
            return False
        at = start - 1 if self.key(start - 1) != "so" else start - 2
        pair = self.joined(at - 1) if at else ""
        counted = self.key(end) in ("ngay", "tuan", "lan", "hom")  # "tắt thông báo 3 ngày"
        named = not counted and (self.key(at) in ("congvan", "quyetdinh", "vanban") or pair in _DOCUMENT_WORDS)
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
        if value != int(value) or not 0 < value <= 99 or self._is_a_year(start, end):
            return False
        if before == "top" or self.joined(start - 2) == "toptren":
            self.found.topped = True
            if self.joined(end) in _PARTS or self.key(end) in _PARTS:  # "top 3 tiêu chí mất điểm"
                self.found.parts = int(value)
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
        lies = spoken_word and self.key(start) == "nam" and before in _BEFORE_LIES  # "đang nằm cuối bảng"
        placed = self.joined(end + (self.key(end) in _PEOPLE)) in _PLACES
        if placed and not lies:  # "5 cuối bảng"
            self._set_n(int(value))
            return True
        if self.joined(end) in _PARTS or self.key(end) in _PARTS:  # "3 tiêu chí tệ nhất"
            self.found.parts = int(value)
            return True
        unit = self.key(end) if self.key(end) in _COUNTED else self.joined(end)
        if self.key(end) == "thang" and self.tokens[end].word == "thằng":
            unit = "dua"
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
        if before == "thu" and value in _WEEKDAYS and self._is_a_weekday(start, end):
            return False
        self.found.ranks.append(value)
        self.found.places.update(range(start, end))
        if self.tokens[start].word == "tư":  # "thứ tư" is no "thứ tự"
            self.found.closed.update(range(start - 1, end))
        if self.key(end) == "nam":
            self.found.closed.update(range(start, end))
        return not spoken_word or before == "hang"

    def _is_a_weekday(self, start: int, end: int) -> bool:
        """ "thứ 7 4/5", "thứ 6 tuần sau", "sáng thứ 6": a day, no place of a table."""
        dated = end < len(self.tokens) and self.tokens[end].kind in ("date", "fraction")
        return dated or self.key(end) in _BEHIND_A_DAY or self.key(start - 2) in _BEFORE_A_DAY

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


def read_quantities(tokens: Sequence[Token], text: str, today: date) -> Quantities:
    """Every number of the message and what it means there."""
    return _Reader(tokens, text, today).read()
