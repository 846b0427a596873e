"""Whole messages: the samples of the data pack and our own invented ones, topic and every entity exact."""

from pathlib import Path
from typing import Any

import pytest

from handlers.understanding import as_json

from .catalogue import read, rows

DATA = Path(__file__).parents[2] / "data"


def expected(row: dict[str, str]) -> dict[str, Any]:
    """The labels of a row as `understand` prints them."""
    labels: dict[str, Any] = {"topic": row["topic"]}
    if row["agencies"]:
        labels["agencies"] = row["agencies"].split(",")
    for pair in filter(None, (row["extra"] or "").split(";")):
        key, value = pair.split("=")
        labels[key] = int(value) if value.isdigit() else value
    return labels


def answered(text: str) -> dict[str, Any]:
    """What was understood, without what the labels do not speak of."""
    answer = as_json(read(text))
    return {key: value for key, value in answer.items() if key not in ("text", "confidence", "reports")}


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("messages.tsv", 0.97),
        ("understanding_dev.tsv", 0.97),
        ("understanding_dev2.tsv", 0.97),
        ("understanding_blind.tsv", 0.95),
        ("understanding_blind3.tsv", 0.90),
    ],
)
def test_messages_are_understood_with_every_entity(name: str, least: float) -> None:
    samples = rows(DATA / name, "\t")
    missed = [
        f"{row['text']}: {answered(row['text'])} instead of {expected(row)}"
        for row in samples
        if answered(row["text"]) != expected(row)
    ]
    assert len(samples) > 100
    assert 1 - len(missed) / len(samples) >= least, "\n".join(missed)


def test_no_sample_is_reported_on_a_wrong_task() -> None:
    for name in ("messages.tsv", "understanding_dev.tsv", "understanding_dev2.tsv", "understanding_blind.tsv"):
        for row in rows(DATA / name, "\t"):
            said, labels = read(row["text"]), expected(row)
            if said.topic == "progress" and said.task is not None:
                assert (labels["topic"], labels.get("task")) == ("progress", said.task), row["text"]
