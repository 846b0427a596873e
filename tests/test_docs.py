"""The documents say what the program does: commands, settings, topics, examples, links."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click
import pytest

from bot.cli import cli
from bot.lexicon import shipped_lexicon
from bot.settings import Settings
from handlers.router import ORDERS, TOPICS
from handlers.understanding import understand
from tests.province import Province

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
OPERATIONS = (ROOT / "docs" / "van-hanh.md").read_text("utf-8")
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
ALL = "\n".join(document.read_text("utf-8") for document in DOCUMENTS)
MORNING = "2024-03-18T08:00"
SAME_CARD = "the same card for "


def commands(group: click.Group, before: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command that is shown, by what is typed to call it."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, f"{before}{name} ")
        elif not command.hidden:
            yield f"{before}{name}", command


COMMANDS = dict(commands(cli))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_documented(name: str) -> None:
    command = COMMANDS[name]
    assert f"`{name}`" in OPERATIONS
    assert command.help
    for param in command.params:
        if isinstance(param, click.Option):
            assert param.help, param.opts
            assert f"`{max(param.opts, key=len)}" in ALL or f"{max(param.opts, key=len)} " in ALL


def test_settings_are_those_of_the_table() -> None:
    built = {f"CCHC_{name.upper()}" for name in Settings.model_fields}
    assert set(re.findall(r"CCHC_[A-Z_]+", OPERATIONS)) == built


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_is_documented(topic: str) -> None:
    assert f"`{topic}`" in (ROOT / "docs" / "hieu-cau.md").read_text("utf-8")


def test_the_examples_of_the_topics_are_understood_so() -> None:
    lexicon = shipped_lexicon()
    words = (ROOT / "docs" / "hieu-cau.md").read_text("utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (.+) \|$", words, re.MULTILINE)
    orders = {order.topic for order in ORDERS}  # these know their own words
    said = [(t, typed) for t, cell in rows if t not in orders for typed in re.findall(r'"([^"]+)"', cell)]
    assert len(said) > 20
    assert [(understand(typed, lexicon, date(2024, 3, 18)).topic, typed) for _, typed in said] == said


def examples() -> list[tuple[str, str]]:
    """Rows of README's table: what is typed, the first line of the answer."""
    table = README.partition("| typed |")[2].partition("\n\n")[0]
    return re.findall(r"^\| `(.+?)`.*? \| (.+) \|$", table, re.MULTILINE)


def test_the_examples_of_the_readme_are_answered_so(province: Province) -> None:
    """One officer's conversation, in the order of the table."""
    province.at(MORNING)
    rows = examples()
    assert len(rows) >= 9
    for typed, expected in rows:
        first = province.say("officer:stp", typed).first_line
        if expected.startswith(SAME_CARD):
            assert first.startswith(expected.removeprefix(SAME_CARD) + ": ")
        else:
            begins, cut, _ = expected.replace("**", "").partition(" …")
            assert first.startswith(begins) if cut else first == begins


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_and_paths_lead_somewhere(document: Path) -> None:
    words = document.read_text("utf-8")
    links = re.findall(r"\]\(([^)\s]+)\)", words) + re.findall(r'src="([^"]+)"', words)
    for link in links:
        if not link.startswith(("http", "mailto:", "#")):
            assert (document.parent / link.partition("#")[0]).exists(), link
    for path in re.findall(r"`((?:bot|handlers|storage|tests|docs|\.ci)/[\w./-]*)`", words):
        assert (ROOT / path).exists(), path


def test_make_targets_that_are_named_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"(?:`|^)make ([a-z-]+)", ALL, re.MULTILINE)) <= targets


def test_the_page_of_answers_is_what_the_assistant_says(province: Province) -> None:
    """Written anew by `python -m tests.answers_page`."""
    from tests.answers_page import PAGE, page

    assert PAGE.read_text("utf-8") == page(province)


def test_the_table_of_march_is_what_people_receive(tmp_path: Path) -> None:
    """Written anew by `python -m tests.march_page`."""
    from tests.march_page import BEGIN, END, PAGE, section

    shown = PAGE.read_text("utf-8").partition(BEGIN)[2].partition(END)[0]
    assert shown == section(tmp_path)
