"""Every question about the index that buttons lead to: short, whole, its buttons fitting, on data unlike the demo.

Begins with typed questions and presses every button it finds, a few steps deep.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

import pytest

from handlers import compare, history, overview, ranking, scores, weak, whatif
from handlers.dialogue import Choice, Handler, Reply, Request, plain
from handlers.index import Index
from handlers.knowledge import Knowledge
from handlers.questions import decode, encode
from handlers.understanding import Lexicon, Understanding
from handlers.working_days import WorkingCalendar
from storage.catalogue import Catalogue, Criterion, Person, RoleHeld
from storage.clock import LOCAL
from storage.session import Unit
from tests.demo_catalogue import demo_catalogue

TOPICS: Mapping[str, Handler] = {
    "score": scores.answer,
    "ranking": ranking.answer,
    "compare": compare.answer,
    "weak": weak.answer,
    "history": history.answer,
    "whatif": whatif.answer,
    "overview": overview.answer,
}
NOW = datetime(2024, 3, 18, 8, tzinfo=LOCAL)
DEPTH = 2
LIMIT = 200  # pressed buttons a crawl
LETTERS = 375  # of an answer that is no table; officials read it on a phone
TABLE = 5  # numbered rows; a table of that many is longer than five lines
TURNS = ("Trước", "Tiếp")


def fields_only() -> Catalogue:
    """As the published annex gives it: eight fields, one year."""
    known = Index.build(demo_catalogue()).years[2023]
    points = {code: {m.criterion.code: m.points for m in s.fields} for code, s in known.standings.items()}
    return replace(demo_catalogue(), demo=False, scores={2023: points})


def with_gaps() -> Catalogue:
    """Three years; of 2024 only the departments; some criteria not scored; one agency left out of 2022."""
    demo = demo_catalogue()
    newest = {code: p for code, p in demo.scores[2023].items() if demo.agencies[code].group == "so"}
    newest["snv"] = {code: p for code, p in newest["snv"].items() if not code.startswith("7.4")}
    criteria = dict(demo.criteria)
    criteria[2024, "so"] = demo.criteria[2023, "so"]
    oldest = {code: p for code, p in demo.scores[2022].items() if code != "snv"}
    return replace(demo, criteria=criteria, scores={2022: oldest, 2023: demo.scores[2023], 2024: newest})


def everybody_equal() -> Catalogue:
    """All full points: one rank for all, nothing lost, nothing to win."""
    demo = demo_catalogue()
    full = {
        code: {c.code: c.max_points for c in demo.criteria[2023, agency.group].values() if c.level == 3}
        for code, agency in demo.agencies.items()
        if agency.scored
    }
    return replace(demo, scores={2023: full})


def two_agencies() -> Catalogue:
    """A small province with two fields and a criterion set of its own."""
    demo = demo_catalogue()
    tree = {
        "1": Criterion("1", "Cải cách thể chế", 1, Decimal(40)),
        "1.1": Criterion("1.1", "Hài lòng của người dân", 2, Decimal(40)),
        "2": Criterion("2", "Văn hóa công sở", 1, Decimal(50)),
    }
    points = {"snv": {"1.1": Decimal("33.33"), "2": Decimal(0)}, "stp": {"1.1": Decimal(40), "2": Decimal("0.01")}}
    return replace(demo, criteria={(2023, "so"): tree}, scores={2023: points})


DATA = {
    "demo": demo_catalogue,
    "fields only": fields_only,
    "with gaps": with_gaps,
    "everybody equal": everybody_equal,
    "two agencies": two_agencies,
    "no scores": lambda: replace(demo_catalogue(), scores={}),
}
PEOPLE = {
    "head": Person("head:snv", "Giám đốc Sở Nội vụ", (RoleHeld("head", "snv"),)),
    "leader": Person("leader:ct", "Chủ tịch", (RoleHeld("leader", None),)),
    "press": Person("head:daiptth", "Giám đốc", (RoleHeld("head", "daiptth"),)),
}
STARTS = [
    *(Understanding("", topic) for topic in TOPICS),
    *(Understanding("", topic, year=2022) for topic in TOPICS),
    *(Understanding("", topic, field=7) for topic in TOPICS),
    *(Understanding("", topic, agencies=("budang",)) for topic in TOPICS),
    *(Understanding("", topic, group="huyen") for topic in TOPICS),
    *(Understanding("", topic, alternatives=("binhlong", "phuoclong")) for topic in ("score", "weak", "compare")),
    *(Understanding("", "score", criterion=code) for code in ("7.2.3", "8.1", "9.9")),
    Understanding("", "score", aspect="rank"),
    Understanding("", "score", threshold=Decimal(80)),
    Understanding("", "ranking", criterion="7.4.2"),
    *(Understanding("", "ranking", n=n, order=order) for n in (0, 1, 3, 21, 99) for order in ("top", "bottom", None)),
    *(Understanding("", "ranking", order=order, field=4) for order in ("top", "bottom")),
    *(
        Understanding("", topic, threshold=Decimal(limit), above=above)
        for topic in ("ranking", "overview")
        for limit in (0, 80, 101)
        for above in (True, False)
    ),
    *(
        Understanding("", topic, threshold=Decimal(low), until=Decimal(high))
        for topic in ("ranking", "overview")
        for low, high in ((85, 90), (90, 90), (0, 1), (95, 100))
    ),
    *(Understanding("", "ranking", rank=rank, order=order) for rank in (1, 21, 22, 99) for order in ("bottom", None)),
    *(
        Understanding("", "ranking", aspect="movement", order=order, n=n, group=group, field=field)
        for order in ("top", "bottom", None)
        for n in (None, 3, 99)
        for group, field in ((None, None), ("so", None), ("huyen", 7))
    ),
    *(Understanding("", "ranking", aspect="points", order=order, n=n) for order in ("top", None) for n in (None, 9)),
    *(Understanding("", "overview", aspect="fields", order=order, n=n) for order in ("top", None) for n in (None, 3)),
    *(Understanding("", "compare", aspect="groups", field=field) for field in (None, 2)),
    *(Understanding("", topic, agencies=("snv",), aspect="fields") for topic in ("overview", "weak")),
    *(Understanding("", "weak", group=group, order=order) for group in ("so", None) for order in ("bottom", None)),
    *(Understanding("", "score", agencies=(code,), aspect="group_rank") for code in ("snv", "budang")),
    *(Understanding("", topic, criterion="7.4") for topic in TOPICS),
    *(Understanding("", topic, criterion="7.2.3") for topic in TOPICS),
    Understanding("", "compare", agencies=("snv", "snv")),
    Understanding("", "compare", agencies=("snnptnt", "sldtbxh", "svhttdl", "bqlkkt")),
    Understanding("", "compare", agencies=("stttt", "skhdt", "sgddt", "bugiamap"), field=8),
    Understanding("", "compare", agencies=("snv", "stp", "budang", "budop", "syt")),
    Understanding("", "compare", agencies=("daiptth", "stp")),
    Understanding("", "compare", agencies=("daiptth",)),
    *(Understanding("", "whatif", n=n) for n in (0, 1, 15, 40)),
    *(Understanding("", "whatif", threshold=Decimal(p), above=above) for p in (1, 85, 200) for above in (True, None)),
    Understanding("", "whatif", agencies=("snv", "stp")),
    Understanding("", "whatif", agencies=("snv", "daiptth")),
    Understanding("", "whatif", agencies=("stp",), own=True),
    *(Understanding("", "whatif", threshold=Decimal(p)) for p in (-2, -99, 0, 20)),
    Understanding("", "whatif", agencies=("snnptnt", "sldtbxh")),
]


@dataclass(frozen=True, slots=True)
class NoUnit:
    """Questions about the index need no database but for what monitors and leaders see of tasks; here are none."""

    session: None = None


def knowledge_of(catalogue: Catalogue) -> Knowledge:
    return Knowledge(catalogue, Index.build(catalogue), Lexicon.build([]), WorkingCalendar({}))


def crawl(knowledge: Knowledge, person: Person) -> Iterator[tuple[Request, Reply]]:
    waiting = [(start, 1, False, 0) for start in STARTS]
    seen: set[str] = set()
    while waiting and len(seen) < LIMIT:
        said, page, pressed, depth = waiting.pop(0)
        request = Request(said, person, knowledge, NOW, "telegram", "1", page=page, pressed=pressed)
        reply = TOPICS[said.topic](request, NoUnit())  # type: ignore[arg-type]
        yield request, reply
        for data in {encode(c.asks, c.page) for row in reply.choices for c in row if c.asks} - seen:
            question, to = decode(data)
            if question.topic in TOPICS and depth < DEPTH:
                seen.add(data)
                waiting.append((question, to, True, depth + 1))


def labels_fit(row: list[Choice]) -> bool:
    return all(len(choice.label) <= (16 if len(row) > 1 else 28) for choice in row)


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("data", DATA)
def test_every_answer_is_whole_and_short(data: str, person: str) -> None:
    knowledge = knowledge_of(DATA[data]())
    for request, reply in crawl(knowledge, PEOPLE[person]):
        text, about = plain(reply.text), f"{request.said}\n{reply.text}"
        assert text.strip(), about
        assert not re.search(r"None|[{}!]|\.\.|\s[.,;:]|  |(?<!\d)-\d|Decimal", text), about
        labels = [choice.label for row in reply.choices for choice in row]
        assert labels, f"nothing to go on with: {about}"
        assert len([label for label in labels if label not in TURNS]) <= 4, about
        assert len(labels) == len(set(labels)), labels
        assert all(labels_fit(list(row)) for row in reply.choices), [[c.label for c in row] for row in reply.choices]
        if len(re.findall(r"^\d+\. ", text, re.MULTILINE)) < TABLE:
            assert text.count("\n") < 5, about
            assert len(text) <= LETTERS, f"{len(text)} letters: {about}"
        assert ("minh họa" in text) <= knowledge.catalogue.demo, about


def test_a_button_asks_about_the_year_that_was_shown() -> None:
    knowledge = knowledge_of(with_gaps())
    for request, reply in crawl(knowledge, PEOPLE["head"]):
        year = request.said.year
        if year in knowledge.index.years and request.said.topic in ("score", "ranking", "weak", "whatif", "overview"):
            years = {c.asks.year for row in reply.choices for c in row if c.asks and c.asks.topic != "history"}
            assert years <= {year}, (request.said, years)


@pytest.mark.parametrize("topic", TOPICS)
def test_unit_is_not_touched_by_heads(topic: str) -> None:
    request = Request(Understanding("", topic), PEOPLE["head"], knowledge_of(demo_catalogue()), NOW, "telegram", "1")
    assert TOPICS[topic](request, Unit(None)).text  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "question",
    [
        Understanding("", "ranking"),
        Understanding("", "ranking", aspect="movement", order="bottom", n=99),
        Understanding("", "ranking", threshold=Decimal(80), until=Decimal(95)),
        Understanding("", "weak"),
        Understanding("", "weak", agencies=("budang",), aspect="fields"),
        Understanding("", "weak", group="huyen"),
        Understanding("", "whatif", n=1, aspect="names"),
    ],
    ids=lambda question: f"{question.topic} {question.aspect or ''}".strip(),
)
def test_pages_of_a_long_list_are_turned_in_place(question: Understanding) -> None:
    knowledge, seen = knowledge_of(demo_catalogue()), []
    said, page = question, 1
    while True:
        request = Request(said, PEOPLE["head"], knowledge, NOW, "telegram", "1", page=page, pressed=True)
        reply = TOPICS[said.topic](request, NoUnit())  # type: ignore[arg-type]
        assert reply.edit == (page > 1)
        seen += re.findall(r"^\d+\. .+", plain(reply.text), re.MULTILINE)
        turn = next((c for row in reply.choices for c in row if c.label == "Tiếp"), None)
        if turn is None or turn.asks is None:
            break
        said, page = decode(encode(turn.asks, turn.page))
    assert len(seen) == len(set(seen)) > 6
    while back := next((c for row in reply.choices for c in row if c.label == "Trước" and c.asks), None):
        request = replace(request, said=back.asks, page=back.page)
        reply = TOPICS[said.topic](request, NoUnit())  # type: ignore[arg-type]
        assert reply.edit
    assert seen[0] in plain(reply.text)
