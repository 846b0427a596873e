"""The lines of a story: time, person, what is done, and words that the answer has to hold; tabs between them."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import storage
from storage.clock import LOCAL

FILE = Path(storage.__file__).parent / "demo" / "story.tsv"


@dataclass(frozen=True, slots=True)
class Line:
    """What one person does (see `bot.story.acting`)."""

    at: datetime
    person: str
    does: str
    answer: str = ""  # another answer is reported


def read_story(file: Path = FILE) -> list[Line]:
    """Lines in the order of time; several people before one text are a line each, `{}` is the sign of one's agency.

    Raises ValueError with the row.
    """
    lines: list[Line] = []
    with file.open(encoding="utf-8", newline="") as rows:
        for number, row in enumerate(csv.reader(rows, delimiter="\t", quoting=csv.QUOTE_NONE), 1):
            if not row or row[0].startswith("#"):
                continue
            try:
                moment, people, does, *answer = row
                at = datetime.fromisoformat(moment).replace(tzinfo=LOCAL)
            except ValueError as error:
                raise ValueError(f"{file.name}, row {number}: {error}") from None
            if lines and at < lines[-1].at:
                raise ValueError(f"{file.name}, row {number}: earlier than the row before")
            for person in people.split(","):
                sign = person.partition(":")[2].upper()
                lines.append(Line(at, person.strip(), does.strip().replace("{}", sign), "".join(answer).strip()))
    return lines


def together(lines: Iterable[Line]) -> list[list[Line]]:
    """Lines of one moment by different people may be on their way at once; a person's own follow one another."""
    groups: list[list[Line]] = []
    for line in lines:
        last = groups[-1] if groups else []
        if not last or last[0].at != line.at or line.person in {other.person for other in last}:
            groups.append([])
        groups[-1].append(line)
    return groups
