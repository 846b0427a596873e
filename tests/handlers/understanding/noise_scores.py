"""How much of the grammar is understood under noise, and how often noise does harm."""

import argparse
from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

from handlers.progress import SURE
from handlers.understanding import Understanding, as_json

from .catalogue import read
from .grammar import Message, make
from .noise import KINDS, composed, messages_of

# Topics that are answered for the own agency where none is named.
OWN_BY_DEFAULT = frozenset(("score", "weak", "history", "whatif", "tasks", "remediation", "compare"))


@dataclass
class Score:
    """Counts over messages of one kind of noise."""

    messages: int = 0
    exact: int = 0
    topic: int = 0
    other_agency: int = 0
    taken_for_own: int = 0
    wrong_writes: int = 0

    def add(self, message: Message) -> None:
        said = read(message.text)
        self.messages += 1
        self.exact += is_exact(message, said)
        self.topic += said.topic == message.topic
        self.other_agency += names_another(message, said)
        self.taken_for_own += is_taken_for_own(message, said)
        self.wrong_writes += writes_wrongly(message, said)


def is_exact(message: Message, said: Understanding) -> bool:
    """Topic and every entity as the labels say."""
    answer = {k: v for k, v in as_json(said).items() if k not in ("text", "confidence", "reports")}
    labels = {"topic": message.topic, **message.labels}
    if message.agencies:
        labels["agencies"] = list(message.agencies)
    return answer == labels and all(getattr(said, name) == value for name, value in message.beyond.items())


def names_another(message: Message, said: Understanding) -> bool:
    """An agency that was not meant, taken without asking."""
    return not set(said.agencies) <= set(message.agencies)


def is_taken_for_own(message: Message, said: Understanding) -> bool:
    """An agency was named, and the sender's own is answered for without a word."""
    if not message.agencies or said.agencies or said.alternatives or said.unread:
        return False
    return said.topic in OWN_BY_DEFAULT and said.group is None and said.confidence >= SURE


def is_written(said: Understanding) -> bool:
    """What the conversation writes without a press: a certain report on a task, or on the one spoken of before."""
    told = said.state is not None or bool(said.reports)
    certain = said.task is not None or bool(said.reports) or said.beside == "nothing"
    return said.topic == "progress" and said.confidence >= SURE and told and certain and said.aspect is None


def writes_wrongly(message: Message, said: Understanding) -> bool:
    """A question written down, or a report on another task, with another percent or another state."""
    if not is_written(said):
        return False
    meant = message.labels
    if message.topic != "progress" or said.reports:
        return True
    return (said.task, said.percent, said.state) != (meant["task"], meant.get("percent"), meant["state"])


def scored(messages: Iterable[Message]) -> Score:
    """The score of these messages."""
    score = Score()
    for message in messages:
        score.add(message)
    return score


def main() -> None:
    """Print a line a kind of noise and strength."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=20240318)
    asked = parser.parse_args()
    print(f"{'noise':<18} {'strength':>8} {'exact':>7} {'topic':>7}  other agency, own by mistake, wrong writes")
    for kind in KINDS:
        for strength in (1, 2, 3):
            _print(kind, strength, scored(messages_of(kind, strength, asked.count, asked.seed, make)))
    for count in (2, 3, 4):
        random = Random(asked.seed + count)
        _print("kinds together", count, scored(composed(make(random), random, count) for _ in range(asked.count)))


def _print(kind: str, strength: int, score: Score) -> None:
    exact, topic = (100 * part / score.messages for part in (score.exact, score.topic))
    harm = f"{score.other_agency:>5} {score.taken_for_own:>5} {score.wrong_writes:>5}  of {score.messages}"
    print(f"{kind:<18} {strength:>8} {exact:>6.1f}% {topic:>6.1f}%  {harm}")
