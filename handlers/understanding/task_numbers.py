"""Which numbers are tasks: "nv 2", "nv 3, 5 và 7", "từ nv 13 đến 16"; and when that is not certain."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from rapidfuzz.distance import OSA

from handlers.understanding.quantities import DOCUMENTS, Quantities, TaskMention
from handlers.understanding.tokens import Token, is_mended
from handlers.understanding.vocabulary import NUMBER_WORDS, listed

_MOST_TASKS: Final = 999
_LONGEST_RANGE: Final = 10  # tasks of "nv 13-16"; a longer one is no list of tasks
_TASK_WORDS: Final = frozenset(("nhiemvu", "viec", "congviec", "dauviec", "nhiemvuso", "viecso"))
_UP_TO: Final = ("den", "toi")
_FINISHED: Final = ("xong", "roi")
_STATED: Final = ("duoc", "dat", "xong", "vuong", "dang")
_STUCK: Final = frozenset(listed("r z d k"))  # "nv 20r": rồi
_UNITS_SPOKEN: Final = frozenset(listed("mot hai bon bay chin muoi"))
# A number with one of these behind it counts something, it goes on no list of tasks.
UNITS: Final = frozenset(
    listed("ngay tuan diem hom don co nguoi thang lan so huyen buoc gio phut trieu ty bai tin ho ban van muc lop cuoc")
)


class TaskNumbers:
    """Reads the numbers of tasks in the tokens of one message into `found`."""

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

    def _tasks_between(self, first: int, last: int, begin: int, end: int) -> None:
        if not 0 < first <= last <= _MOST_TASKS or last - first >= _LONGEST_RANGE or self.key(end) == "%":
            self.found.unsure = True
            return
        self.found.guessed = self.found.guessed or last > first + 1
        for number in range(first, last + 1):
            self.found.tasks.append(TaskMention(number, begin, end, self._denied(begin), number > first))
        self.found.used.update(range(begin, end))

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
        typed = self.text[self.tokens[start].start : self.tokens[start].end]
        self.found.lettered = self.found.lettered or (self.tokens[start].kind == "number" and typed != text)
        denied, apart = self._denied(begin), self.key(start - 1) in ("con", *_FINISHED)
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
        """ "nv 2i", "nv 3odc": a letter stuck to the number that stands for no word there, or for a zero."""
        after = self.tokens[end] if end < len(self.tokens) else None
        stuck = after is not None and after.start == self.tokens[end - 1].end and after.kind == "word"
        if after is None or not stuck:
            return False
        zero = after.word.startswith("o") and after.word != "ok"
        return zero or (len(after.word) == 1 and after.word not in _STUCK)

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
        if self.key(end) in UNITS and self.joined(end) != "lanluot":
            return False
        last = self.found.tasks[-1].end
        if self.key(start - 1) == "con":  # "nv 20 xong còn 23 thì chưa"
            return start > last and self.key(end) in ("thi", "chua", "van", "dang", "xong")
        if start > last and self.key(start - 1) in _FINISHED and self.key(end) in _STATED:  # "nv 37 xong 38 được 80%"
            self.found.guessed = True
            return True
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
