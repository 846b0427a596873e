"""Every command and every writing button × everybody: docs/quyen.md is what happens when they are pressed."""

from handlers.router import ACTIONS
from tests.rights_matrix import NOT_PRESSED, PAGE, page


def test_the_page_says_who_may_press_and_say_what() -> None:
    """Written anew by `python -m tests.rights_matrix`; an action without a line was never pressed by the story."""
    wanted = page()
    lines = {line.split("`")[1] for line in wanted.splitlines() if line.startswith("| `")}
    assert lines == set(ACTIONS) - NOT_PRESSED
    assert PAGE.read_text("utf-8") == wanted


def test_strangers_and_removed_people_change_nothing() -> None:
    for line in PAGE.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 9 and set(cells[1:]) <= {"✓", "–", "ghi", "hỏi", "xem"}:
            assert (cells[1], cells[-1]) == ("–", "–"), line
