"""The note of what is in hand: one file a process, read by the next once its process is dead."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from bot.path.hand import Hand

DIES = """
import os, signal, sys
from pathlib import Path
from bot.path.hand import Hand
hand = Hand(Path(sys.argv[1]), "one", 1)
with hand.holding(914):
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_a_killed_process_held_is_known_until_it_is_counted(tmp_path: Path) -> None:
    died = subprocess.run([sys.executable, "-c", DIES, str(tmp_path)], check=False)
    assert died.returncode == -signal.SIGKILL
    hand = Hand(tmp_path, "two", 1)
    assert hand.left == {914}
    hand.close()
    again = Hand(tmp_path, "three", 1)  # the count was not committed before this one started
    assert again.left == {914}
    again.forget()
    again.close()
    assert os.listdir(tmp_path) == []


def test_a_living_neighbour_in_the_same_folder_is_left_alone(tmp_path: Path) -> None:
    neighbour = Hand(tmp_path, "one", 1)
    with neighbour.holding(7):
        hand = Hand(tmp_path, "two", 4)
        assert hand.left == set()
        hand.forget()
        hand.close()
    neighbour.close()


def test_a_death_is_counted_by_one_of_two_that_start_together(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", DIES, str(tmp_path)], check=False)
    one, two = Hand(tmp_path, "two", 1), Hand(tmp_path, "three", 1)
    assert (one.left, two.left) == ({914}, set())
    for hand in (one, two):
        hand.forget()
        hand.close()
    assert os.listdir(tmp_path) == []
