"""Whole messages: the samples of the data pack and our own invented ones, topic and every entity exact."""

from pathlib import Path
from typing import Any

import pytest

from handlers.understanding import as_json

from .catalogue import read, rows

BEYOND = frozenset(
    (
        "rank",
        "aspect",
        "threshold",
        "until",
        "above",
        "picture",
        "criterion",
        "odd_percent",
        "document",
        "stage",
        "note",
    )
)  # fmt: skip
DATA = Path(__file__).parents[2] / "data"


def expected(row: dict[str, str]) -> dict[str, Any]:
    """The labels of a row as `understand` prints them."""
    labels: dict[str, Any] = {"topic": row["topic"]}
    if row["agencies"]:
        labels["agencies"] = row["agencies"].split(",")
    for key, value in _pairs(row):
        if key not in BEYOND:
            labels[key] = _reports(value) if key == "reports" else int(value) if value.isdigit() else value
    return labels


def _pairs(row: dict[str, str]) -> list[tuple[str, str]]:
    said = [pair.partition("=") for pair in filter(None, (row["extra"] or "").split(";"))]
    return [(key, value) for key, _, value in said]


def beyond(row: dict[str, str]) -> dict[str, str]:
    """What a row says of values that `understand` does not print; yes is 1, no is 0."""
    return {key: value for key, value in _pairs(row) if key in BEYOND}


def _reports(value: str) -> list[dict[str, Any]]:
    """ "20,,done/23,60,doing": task, percent, state."""
    reports = []
    for one in value.split("/"):
        task, percent, state = one.split(",")
        reports.append({"task": int(task), **({"percent": int(percent)} if percent else {}), "state": state})
    return reports


def answered(text: str, labels: dict[str, Any]) -> dict[str, Any]:
    """What was understood, without what the labels do not speak of."""
    answer = as_json(read(text))
    unsaid = {"text", "confidence", *({"reports"} - labels.keys())}
    return {key: value for key, value in answer.items() if key not in unsaid}


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("messages.tsv", 0.97),
        ("understanding_dev.tsv", 0.97),
        ("understanding_dev2.tsv", 0.97),
        ("understanding_blind.tsv", 0.95),
        ("understanding_blind3.tsv", 0.97),
        ("understanding_blind4.tsv", 0.97),
        ("understanding_blind5.tsv", 0.97),
        ("understanding_blind6.tsv", 0.97),
        ("understanding_blind7.tsv", 0.97),
        ("understanding_blind8.tsv", 0.97),
        ("understanding_blind9.tsv", 0.97),
        ("understanding_blind10.tsv", 0.97),
        ("understanding_blind11.tsv", 0.97),
        ("understanding_blind12.tsv", 0.97),
        ("understanding_blind13.tsv", 0.97),
        ("understanding_blind14.tsv", 0.97),
        ("understanding_sisters.tsv", 0.97),
    ],
)
def test_messages_are_understood_with_every_entity(name: str, least: float) -> None:
    samples = rows(DATA / name, "\t")
    missed = [
        f"{row['text']}: {answer} instead of {labels}"
        for row in samples
        if (answer := answered(row["text"], labels := expected(row))) != labels
    ]
    assert len(samples) > 90
    assert 1 - len(missed) / len(samples) >= least, "\n".join(missed)


def test_values_beyond_the_labels_are_as_the_samples_say() -> None:
    samples = [row for name in ("blind7", "blind8") for row in rows(DATA / f"understanding_{name}.tsv", "\t")]
    missed = []
    for row in samples:
        said = read(row["text"])
        values = {key: getattr(said, key) for key in beyond(row)}
        found = {key: str(int(value) if isinstance(value, bool) else value) for key, value in values.items()}
        if found != beyond(row):
            missed.append(f"{row['text']}: {found} instead of {beyond(row)}")
    assert len(missed) <= 0.03 * len(samples), "\n".join(missed)


def test_no_sample_is_reported_on_a_wrong_task() -> None:
    for path in (DATA / "messages.tsv", *sorted(DATA.glob("understanding_*.tsv"))):
        for row in rows(path, "\t"):
            said, labels = read(row["text"]), expected(row)
            if said.topic == "progress" and said.task is not None:
                assert (labels["topic"], labels.get("task")) == ("progress", said.task), row["text"]
