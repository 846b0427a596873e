"""Noise: what haste and phones do to a message never makes another agency or another task of it."""

from collections import Counter
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.progress import SURE
from handlers.understanding import as_json

from .catalogue import agencies, read
from .noise import Message, make, questions, slipped_questions, slips, spoiled, typed_names


def drawn(seed: int, count: int) -> list[Message]:
    random = Random(seed)
    clean = [make(random) for _ in range(count)]
    return [message if at % 4 == 0 else spoiled(message, random) for at, message in enumerate(clean)]


def is_right(message: Message) -> bool:
    answer = {k: v for k, v in as_json(read(message.text)).items() if k not in ("text", "confidence", "reports")}
    labels = {"topic": message.topic, **message.labels}
    if message.agencies:
        labels["agencies"] = list(message.agencies)
    return answer == labels


def test_most_noisy_messages_are_understood_exactly() -> None:
    messages = drawn(20240318, 1500)
    missed = [f"{message.noise}: {message.text}" for message in messages if not is_right(message)]
    assert len(missed) <= len(messages) * 0.02, "\n".join(missed)
    kinds = Counter(message.noise for message in messages)
    assert len(kinds) >= 12, "the generator must draw every kind of noise"


def test_clean_messages_of_the_grammar_are_understood_exactly() -> None:
    random = Random(914)
    messages = [make(random) for _ in range(400)]
    assert [message.text for message in messages if not is_right(message)] == []


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**9))
def test_noise_never_makes_another_agency(seed: int) -> None:
    random = Random(seed)
    message = spoiled(make(random), random)
    said = read(message.text)
    assert set(said.agencies) <= set(message.agencies), f"{message.noise}: {message.text}"


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**9))
def test_noise_never_reports_on_another_task(seed: int) -> None:
    random = Random(seed)
    message = spoiled(make(random), random)
    said = read(message.text)
    if said.topic == "progress" and said.task is not None:
        assert message.topic == "progress", f"{message.noise}: {message.text}"
        assert said.task == message.labels["task"], f"{message.noise}: {message.text}"


def written_at_once(text: str) -> bool:
    """What the conversation writes without a press (handlers/progress.py)."""
    said = read(text)
    return said.topic == "progress" and said.confidence >= SURE


def test_no_question_on_a_task_is_a_report() -> None:
    texts = questions()
    assert len(texts) > 600
    assert [text for text in texts if read(text).topic != "task" or read(text).task != 38] == []


def test_a_question_with_a_slip_is_next_to_never_a_report() -> None:
    """One wrong letter may make another word of the only one that asks ("sao", "sap"); of those nobody can tell."""
    texts = slipped_questions(Random(38), 4000)
    written = [text for text in texts if written_at_once(text)]
    assert len(written) <= len(texts) * 0.015, "\n".join(written)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([agency.code for agency in agencies()]), st.data())
def test_one_wrong_letter_in_a_name_is_found_or_asked_or_nothing(code: str, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(typed_names(code)))
    at = data.draw(st.integers(0, len(name) - 1))
    letter = data.draw(st.sampled_from("abcdeghiklmnopqrstuvxy"))
    typed = f"điểm {name[:at]}{letter}{name[at + 1 :]}"
    said = read(typed)
    assert said.agencies in ((), (code,)) or code in said.alternatives, typed


def test_one_slip_in_any_name_never_makes_another_agency() -> None:
    slipped = [
        (agency.code, typed) for agency in agencies() for name in typed_names(agency.code) for typed in slips(name)
    ]
    said = {typed: (code, read(f"điểm {typed}")) for code, typed in slipped[::11]}
    assert len(said) > 1500
    wrong = [
        f"{typed}: {answer.agencies}"
        for typed, (code, answer) in said.items()
        if answer.agencies not in ((), (code,)) and code not in answer.alternatives
    ]
    assert wrong == []
    found = sum(answer.agencies == (code,) for code, answer in said.values())
    assert found >= 0.85 * len(said), "most slips should still be found"


def test_one_slip_in_any_name_is_next_to_never_taken_for_the_own_agency() -> None:
    typed = [slip for agency in agencies() for name in typed_names(agency.code) for slip in slips(name)][::17]
    own = []
    for name in typed:
        said = read(f"điểm {name}")
        if said.topic == "score" and not (said.agencies or said.alternatives) and said.confidence >= 0.8:
            own.append(name)
    assert len(typed) > 1000
    assert len(own) <= len(typed) * 0.01, own
